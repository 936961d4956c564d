/*
 * From a document's columns to the rows of tables.
 *
 * Each function below fills the columns of one table, a column at a time, with
 * offsets turned into the unit of the pipeline on the way.  A batch that ran out
 * of memory half-way holds columns of unequal length; it can only be freed.
 */
#include "batch.h"
#include "calendar.h"
#include "memory.h"
#include "model.h"
#include "speech.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

static bool
is_valid(const ng_batch *batch)
{
    return batch->encoding != NG_ENCODING_UNKNOWN;
}

/* ---------------------------------------------------------------- columns */

/* The next `n` places of a column of uint32_t, or NULL. */
static uint32_t *
extend_u32(ng_batch *batch, ng_table_id table, size_t column, size_t n)
{
    return ng_column_extend(&batch->table[table]->columns[column], &batch->alloc, n);
}

static ng_status
fill_value(ng_batch *batch, ng_table_id table, size_t column, uint32_t value, size_t n)
{
    uint32_t *const to = extend_u32(batch, table, column, n);

    if (to == NULL)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++)
        to[i] = value;
    return NG_OK;
}

/* 0, 1, 2 ... */
static ng_status
fill_index(ng_batch *batch, ng_table_id table, size_t column, size_t n)
{
    uint32_t *const to = extend_u32(batch, table, column, n);

    if (to == NULL)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++)
        to[i] = (uint32_t)i;
    return NG_OK;
}

/* The values as they are; they have the width of the column. */
static ng_status
fill_copy(ng_batch *batch, ng_table_id table, size_t column, const void *values, size_t n)
{
    ng_column *const to = &batch->table[table]->columns[column];
    void *const place = ng_column_extend(to, &batch->alloc, n);

    if (place == NULL)
        return NG_ERR_MEMORY;
    if (n > 0)
        memcpy(place, values, n * ng_type_width(to->type));
    return NG_OK;
}

static ng_status
fill_offsets(ng_batch *batch, ng_table_id table, size_t column, const uint32_t *bytes, size_t n)
{
    uint32_t *const to = extend_u32(batch, table, column, n);

    if (to == NULL)
        return NG_ERR_MEMORY;
    ng_offsets_convert(&batch->offsets, bytes, n, to);
    return NG_OK;
}

/* The pieces of the text from start[i] to stop[i]. */
static ng_status
fill_text(ng_batch *batch, ng_table_id table, size_t column, const uint32_t *start,
          const uint32_t *stop, size_t n)
{
    const ng_pieces pieces = {
        batch->doc->text, batch->doc->n_bytes, is_valid(batch), n, start, stop, false};

    return ng_column_push_pieces(&batch->table[table]->columns[column], &batch->alloc, &pieces);
}

/* One piece of the text, null if it is empty. */
static ng_status
push_span(ng_batch *batch, ng_column *column, ng_span span)
{
    if (span.start == span.stop)
        return ng_column_push_null(column, &batch->alloc);
    return ng_column_push_utf8(column, &batch->alloc, batch->doc->text + span.start,
                               span.stop - span.start);
}

/* ----------------------------------------------------------------- tables */

static ng_status
append_blocks(ng_batch *batch, uint32_t doc)
{
    const ng_block_columns *const b = &batch->doc->blocks;
    const ng_table_id t = NG_TABLE_BLOCKS;
    ng_status s;

    if ((s = fill_value(batch, t, NG_BLOCKS_DOC, doc, b->n)) != NG_OK ||
        (s = fill_index(batch, t, NG_BLOCKS_BLOCK, b->n)) != NG_OK ||
        (s = fill_offsets(batch, t, NG_BLOCKS_START, b->start, b->n)) != NG_OK ||
        (s = fill_offsets(batch, t, NG_BLOCKS_STOP, b->stop, b->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_BLOCKS_KIND, b->kind, b->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_BLOCKS_CONF, b->conf, b->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_BLOCKS_RULE, b->rule, b->n)) != NG_OK)
        return s;
    batch->table[t]->n_rows += b->n;
    return NG_OK;
}

static ng_status
append_sentences(ng_batch *batch, uint32_t doc)
{
    const ng_sentence_columns *const c = &batch->doc->sentences;
    const ng_token_columns *const tokens = &batch->doc->tokens;
    const ng_table_id t = NG_TABLE_SENTENCES;
    uint32_t *start, *stop;
    ng_status s;

    if ((s = fill_value(batch, t, NG_SENTENCES_DOC, doc, c->n)) != NG_OK ||
        (s = fill_index(batch, t, NG_SENTENCES_SENT, c->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_SENTENCES_BLOCK, c->block, c->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_SENTENCES_KIND, c->kind, c->n)) != NG_OK)
        return s;
    start = extend_u32(batch, t, NG_SENTENCES_START, c->n);
    stop = extend_u32(batch, t, NG_SENTENCES_STOP, c->n);
    if (start == NULL || stop == NULL)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < c->n; i++) {
        start[i] = ng_offsets_at(&batch->offsets, tokens->start[c->first_token[i]]);
        stop[i] = ng_offsets_at(&batch->offsets, tokens->stop[c->stop_token[i] - 1]);
    }
    batch->table[t]->n_rows += c->n;
    return NG_OK;
}

/* The other columns follow from these: token_rows.c. */
static ng_status
append_tokens(ng_batch *batch, uint32_t doc)
{
    const ng_token_columns *const c = &batch->doc->tokens;
    const ng_table_id t = NG_TABLE_TOKENS;
    ng_token_rows *const rows = batch->table[t]->tokens;
    ng_status s;

    if ((s = fill_offsets(batch, t, NG_TOKENS_START, c->start, c->n)) != NG_OK ||
        (s = fill_offsets(batch, t, NG_TOKENS_STOP, c->stop, c->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_TOKENS_KIND, c->kind, c->n)) != NG_OK ||
        (ng_token_rows_has(rows, NG_TOKENS_TEXT) &&
         (s = fill_text(batch, t, NG_TOKENS_TEXT, c->start, c->stop, c->n)) != NG_OK) ||
        (s = ng_token_rows_append(rows, &batch->alloc, batch->doc, doc, &batch->offsets,
                                  is_valid(batch))) != NG_OK)
        return s;
    batch->table[t]->n_rows += c->n;
    return NG_OK;
}

static ng_status
append_mentions(ng_batch *batch, uint32_t doc)
{
    const ng_mention_columns *const c = &batch->doc->mentions;
    const ng_table_id t = NG_TABLE_MENTIONS;
    ng_column *const title = &batch->table[t]->columns[NG_MENTIONS_TITLE];
    ng_status s;

    if ((s = fill_value(batch, t, NG_MENTIONS_DOC, doc, c->n)) != NG_OK ||
        (s = fill_index(batch, t, NG_MENTIONS_MENTION, c->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_MENTIONS_SENT, c->sentence, c->n)) != NG_OK ||
        (s = fill_offsets(batch, t, NG_MENTIONS_START, c->start, c->n)) != NG_OK ||
        (s = fill_offsets(batch, t, NG_MENTIONS_STOP, c->stop, c->n)) != NG_OK ||
        (s = fill_text(batch, t, NG_MENTIONS_TEXT, c->start, c->stop, c->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_MENTIONS_LABEL, c->label, c->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_MENTIONS_FORM, c->form, c->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_MENTIONS_CONF, c->conf, c->n)) != NG_OK ||
        (s = fill_copy(batch, t, NG_MENTIONS_RULE, c->rule, c->n)) != NG_OK)
        return s;
    for (size_t i = 0; i < c->n; i++) {
        const ng_span span = {c->title_start[i], c->title_stop[i]};
        ng_column *const entity = &batch->table[t]->columns[NG_MENTIONS_ENTITY];

        s = c->entity[i] == NG_NO_ROW ? ng_column_push_null(entity, &batch->alloc)
                                      : ng_column_push_u32(entity, &batch->alloc, c->entity[i]);
        if (s != NG_OK)
            return s;
        if ((s = push_span(batch, title, span)) != NG_OK)
            return s;
    }
    batch->table[t]->n_rows += c->n;
    return NG_OK;
}

static ng_status
push_id(ng_batch *batch, ng_column *column, const ng_input *input)
{
    if (input->article_id == NULL)
        return ng_column_push_null(column, &batch->alloc);
    return ng_column_push_utf8(column, &batch->alloc, input->article_id, input->n_article_id);
}

/* The columns that need the text to have been read. */
static ng_status
append_article_fields(ng_batch *batch)
{
    const ng_article_fields *const a = &batch->doc->article;
    const ng_alloc *const alloc = &batch->alloc;
    ng_column *const c = batch->table[NG_TABLE_ARTICLES]->columns;
    ng_column *const start = &c[NG_ARTICLES_HEADLINE_START];
    ng_column *const stop = &c[NG_ARTICLES_HEADLINE_STOP];
    ng_status s;

    if ((s = push_span(batch, &c[NG_ARTICLES_HEADLINE], a->headline)) != NG_OK)
        return s;
    if (a->headline.start == a->headline.stop) {
        if ((s = ng_column_push_null(start, alloc)) != NG_OK ||
            (s = ng_column_push_null(stop, alloc)) != NG_OK)
            return s;
    } else if ((s = ng_column_push_u32(
                    start, alloc, ng_offsets_at(&batch->offsets, a->headline.start))) != NG_OK ||
               (s = ng_column_push_u32(
                    stop, alloc, ng_offsets_at(&batch->offsets, a->headline.stop))) != NG_OK) {
        return s;
    }
    for (size_t i = 0; i < a->n_bylines; i++) {
        if ((s = push_span(batch, c[NG_ARTICLES_BYLINES].child, a->bylines[i])) != NG_OK)
            return s;
    }
    if ((s = ng_column_push_list(&c[NG_ARTICLES_BYLINES], alloc)) != NG_OK ||
        (s = push_span(batch, &c[NG_ARTICLES_AGENCY], a->agency)) != NG_OK ||
        (s = push_span(batch, &c[NG_ARTICLES_DATELINE_PLACE], a->dateline_place)) != NG_OK)
        return s;
    if (a->published_source == NG_PUBLISHED_NONE)
        return ng_column_push_null(&c[NG_ARTICLES_PUBLISHED], alloc);
    return ng_column_push_i32(&c[NG_ARTICLES_PUBLISHED], alloc, a->published);
}

/* A row of the articles table; `error` is NULL for a document that was read,
   and the counts of one that was not are 0. */
static ng_status
append_article(ng_batch *batch, uint32_t doc, const ng_input *input, const char *error)
{
    const ng_doc *const d = batch->doc;
    const ng_alloc *const alloc = &batch->alloc;
    ng_column *const c = batch->table[NG_TABLE_ARTICLES]->columns;
    ng_status s;

    if ((s = ng_column_push_u32(&c[NG_ARTICLES_DOC], alloc, doc)) != NG_OK ||
        (s = push_id(batch, &c[NG_ARTICLES_ARTICLE_ID], input)) != NG_OK ||
        (s = append_article_fields(batch)) != NG_OK ||
        (s = ng_column_push_u8(&c[NG_ARTICLES_PUBLISHED_SOURCE], alloc,
                               d->article.published_source)) != NG_OK ||
        (s = ng_column_push_u32(&c[NG_ARTICLES_N_CHARS], alloc,
                                ng_count_chars(d->text, d->n_bytes))) != NG_OK ||
        (s = ng_column_push_u32(&c[NG_ARTICLES_N_BYTES], alloc, d->n_bytes)) != NG_OK ||
        (s = ng_column_push_u32(&c[NG_ARTICLES_N_BLOCKS], alloc, (uint32_t)d->blocks.n)) != NG_OK ||
        (s = ng_column_push_u32(&c[NG_ARTICLES_N_SENTENCES], alloc, (uint32_t)d->sentences.n)) !=
            NG_OK ||
        (s = ng_column_push_u32(&c[NG_ARTICLES_N_TOKENS], alloc, (uint32_t)d->tokens.n)) != NG_OK ||
        (s = ng_column_push_u8(&c[NG_ARTICLES_LETTER_CASE], alloc, d->article.letter_case)) !=
            NG_OK)
        return s;
    s = error == NULL ? ng_column_push_null(&c[NG_ARTICLES_ERROR], alloc)
                      : ng_column_push_utf8(&c[NG_ARTICLES_ERROR], alloc, error, strlen(error));
    batch->table[NG_TABLE_ARTICLES]->n_rows++;
    return s;
}

/* ------------------------------------------------------------------ batch */

ng_status
ng_batch_new(const ng_pipeline *pipeline, unsigned tables, ng_batch **out)
{
    const ng_alloc table_alloc = ng_pipeline_table_alloc(pipeline), *const alloc = &table_alloc;
    ng_batch *batch;

    *out = NULL;
    if ((tables & ~NG_ALL_TABLES) != 0)
        return NG_ERR_ARGUMENT;
    batch = ng_realloc(alloc, NULL, sizeof *batch);
    if (batch == NULL)
        return NG_ERR_MEMORY;
    memset(batch, 0, sizeof *batch);
    batch->alloc = *alloc;
    batch->pipeline = pipeline;
    batch->tables = tables | NG_TABLE_BIT(NG_TABLE_ERRORS);
    batch->doc = ng_pipeline_take_doc(pipeline);
    if (batch->doc == NULL)
        goto fail;
    for (unsigned t = 0; t < NG_N_TABLES; t++) {
        if ((batch->tables & NG_TABLE_BIT(t)) != 0) {
            batch->table[t] = ng_table_new(alloc, (ng_table_id)t);
            if (batch->table[t] == NULL)
                goto fail;
        }
    }
    for (unsigned t = 0; t < NG_N_TABLES; t++) {
        if (batch->table[t] != NULL && ng_table_has_labels((ng_table_id)t))
            batch->table[t]->labels = ng_own_labels_retain(pipeline->own);
    }
    if (batch->table[NG_TABLE_TOKENS] != NULL &&
        (batch->table[NG_TABLE_TOKENS]->tokens = ng_token_rows_new(alloc, pipeline->unit, false)) ==
            NULL)
        goto fail;
    *out = batch;
    return NG_OK;

fail:
    ng_batch_free(batch);
    return NG_ERR_MEMORY;
}

void
ng_batch_free(ng_batch *batch)
{
    if (batch == NULL)
        return;

    const ng_alloc alloc = batch->alloc;

    for (size_t t = 0; t < NG_N_TABLES; t++)
        ng_table_release(batch->table[t]);
    ng_pipeline_give_doc(batch->pipeline, batch->doc);
    ng_offsets_free(&batch->offsets, &alloc);
    ng_free(&alloc, batch);
}

ng_status
ng_batch_borrow_texts(ng_batch *batch)
{
    ng_table *const tokens = batch->table[NG_TABLE_TOKENS];

    if (tokens == NULL)
        return NG_OK;
    if (tokens->n_rows > 0)
        return NG_ERR_ARGUMENT;
    ng_token_rows_free(tokens->tokens, &batch->alloc);
    tokens->tokens = ng_token_rows_new(&batch->alloc, batch->pipeline->unit, true);
    return tokens->tokens == NULL ? NG_ERR_MEMORY : NG_OK;
}

/* Bytes of text a row, a little under what is usual in news.  Memory that is never
   written to costs nothing. */
#define BYTES_A_TOKEN 4
#define BYTES_A_SENTENCE 80

ng_status
ng_batch_reserve(ng_batch *batch, size_t n_bytes)
{
    static const struct {
        ng_table_id table;
        size_t bytes_a_row;
    } rows[] = {{NG_TABLE_TOKENS, BYTES_A_TOKEN}, {NG_TABLE_SENTENCES, BYTES_A_SENTENCE}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ng_table *const table = batch->table[rows[i].table];
        const size_t n_fields = ng_schema_of(rows[i].table)->n_fields;

        const size_t n_rows = n_bytes / rows[i].bytes_a_row;

        if (table == NULL)
            continue;
        for (size_t c = 0; c < n_fields; c++) {
            if ((table->tokens == NULL || ng_token_rows_has(table->tokens, c)) &&
                ng_column_reserve(&table->columns[c], &batch->alloc, n_rows, n_bytes) != NG_OK)
                return NG_ERR_MEMORY;
        }
        if (table->tokens != NULL &&
            ng_token_rows_reserve(table->tokens, &batch->alloc, n_rows) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

ng_table *
ng_batch_take(ng_batch *batch, ng_table_id table)
{
    ng_table *taken;

    if ((unsigned)table >= NG_N_TABLES)
        return NULL;
    taken = batch->table[table];
    batch->table[table] = NULL;
    for (size_t i = 0; taken != NULL && i < ng_schema_of(table)->n_fields; i++)
        ng_column_shrink(&taken->columns[i], &batch->alloc);
    return taken;
}

ng_status
ng_batch_warn(ng_batch *batch, uint32_t doc, const ng_input *input, const char *stage,
              const char *code, const char *message)
{
    const ng_alloc *const alloc = &batch->alloc;
    ng_column *const c = batch->table[NG_TABLE_ERRORS]->columns;
    ng_status s;

    if ((s = ng_column_push_u32(&c[NG_ERRORS_DOC], alloc, doc)) != NG_OK ||
        (s = push_id(batch, &c[NG_ERRORS_ARTICLE_ID], input)) != NG_OK ||
        (s = ng_column_push_utf8(&c[NG_ERRORS_STAGE], alloc, stage, strlen(stage))) != NG_OK ||
        (s = ng_column_push_utf8(&c[NG_ERRORS_CODE], alloc, code, strlen(code))) != NG_OK ||
        (s = ng_column_push_utf8(&c[NG_ERRORS_MESSAGE], alloc, message, strlen(message))) != NG_OK)
        return s;
    batch->table[NG_TABLE_ERRORS]->n_rows++;
    return NG_OK;
}

ng_status
ng_batch_fail(ng_batch *batch, uint32_t doc, const ng_input *input, const char *stage,
              const char *code, const char *message)
{
    const ng_status status = ng_batch_warn(batch, doc, input, stage, code, message);

    if (status != NG_OK || batch->table[NG_TABLE_ARTICLES] == NULL)
        return status;
    ng_doc_reset(batch->doc, "", 0);
    batch->offsets.identity = true;
    return append_article(batch, doc, input, message);
}

static ng_status
fail_too_long(ng_batch *batch, uint32_t doc, const ng_input *input)
{
    char message[96];

    if (input->n_bytes > NG_MAX_BYTES)
        return ng_batch_fail(batch, doc, input, "input", "too_long",
                             "the text is longer than 2147483647 bytes");
    (void)snprintf(message, sizeof message, "the text has more than %zu characters (max_chars)",
                   batch->pipeline->max_chars);
    return ng_batch_fail(batch, doc, input, "input", "too_long", message);
}

#define TOO_LONG_COLUMNS "the batch's text columns would pass 2147483647 bytes"

/* Whether the text columns have room for what the text can add to each: its
   bytes once, or three for each that is broken. */
static bool
has_room(const ng_batch *batch, const ng_input *input)
{
    /* Rows of quotes may lie in each other, NG_MAX_NESTED deep. */
    const size_t bound =
        (is_valid(batch) ? 1u : 3u) *
            (batch->table[NG_TABLE_QUOTES] == NULL ? 1u : (size_t)NG_MAX_NESTED) * input->n_bytes +
        input->n_article_id;

    for (size_t t = 0; t < NG_N_TABLES; t++) {
        const size_t n_fields = ng_schema_of((ng_table_id)t)->n_fields;

        for (size_t i = 0; batch->table[t] != NULL && i < n_fields; i++) {
            const ng_column *const c = &batch->table[t]->columns[i];

            if ((c->type == NG_TYPE_UTF8 && bound > (size_t)INT32_MAX - c->n_data) ||
                (c->type == NG_TYPE_LIST_UTF8 && bound > (size_t)INT32_MAX - c->child->n_data))
                return false;
        }
        if (batch->table[t] != NULL && batch->table[t]->tokens != NULL &&
            batch->table[t]->tokens->n_text > (size_t)INT32_MAX - bound)
            return false;
    }
    return true;
}

/* Take over the day that the caller knows; one outside of the calendar is an error of the
   document, which is read without it. */
static ng_status
take_published(ng_batch *batch, uint32_t doc, const ng_input *input)
{
    ng_article_fields *const a = &batch->doc->article;

    if (!input->has_published)
        return NG_OK;
    if (input->published < NG_FIRST_DAY || input->published > NG_LAST_DAY)
        return ng_batch_warn(batch, doc, input, "published", "value",
                             "published is not between 0001-01-01 and 9999-12-31");
    a->published = input->published;
    a->published_source = input->published_by_metadata ? NG_PUBLISHED_METADATA : NG_PUBLISHED_GIVEN;
    return NG_OK;
}

ng_status
ng_batch_read(ng_batch *batch, uint32_t doc, const ng_input *input)
{
    static ng_status (*const append[NG_N_TABLES])(ng_batch *, uint32_t) = {
        [NG_TABLE_BLOCKS] = append_blocks,
        [NG_TABLE_SENTENCES] = append_sentences,
        [NG_TABLE_TOKENS] = append_tokens,
        [NG_TABLE_MENTIONS] = append_mentions,
        [NG_TABLE_DATES] = ng_batch_append_dates,
        [NG_TABLE_NUMBERS] = ng_batch_append_numbers,
        [NG_TABLE_ENTITIES] = ng_batch_append_entities,
        [NG_TABLE_ROLES] = ng_batch_append_roles,
        [NG_TABLE_QUOTES] = ng_batch_append_quotes,
        [NG_TABLE_MATCHES] = ng_batch_append_matches,
        [NG_TABLE_PATTERNS] = ng_batch_append_patterns,
    };
    const char *const text = input->n_bytes > 0 ? input->text : "";
    ng_doc *const d = batch->doc;
    ng_status s;

    if (ng_pipeline_is_too_long(batch->pipeline, text, input->n_bytes))
        return fail_too_long(batch, doc, input);
    batch->encoding = input->encoding != NG_ENCODING_UNKNOWN
                          ? input->encoding
                          : ng_utf8_encoding(text, text + input->n_bytes);
    if (!has_room(batch, input))
        return ng_batch_fail(batch, doc, input, "input", "too_long", TOO_LONG_COLUMNS);

    ng_doc_reset(d, text, input->n_bytes);
    d->n_headline = input->n_headline;
    s = take_published(batch, doc, input);
    if (s != NG_OK)
        return s;
    s = ng_pipeline_run(batch->pipeline, d, ng_pipeline_stages(batch->tables));
    if (s == NG_OK && !ng_batch_matches_fit(batch))
        return ng_batch_fail(batch, doc, input, "matches", "too_long", TOO_LONG_COLUMNS);
    if (s == NG_OK && !ng_batch_patterns_fit(batch))
        return ng_batch_fail(batch, doc, input, "patterns", "too_long", TOO_LONG_COLUMNS);
    if (s == NG_OK)
        s = ng_offsets_build(&batch->offsets, &batch->alloc, text, input->n_bytes,
                             batch->pipeline->unit, batch->encoding);
    if (s == NG_OK && batch->table[NG_TABLE_ARTICLES] != NULL)
        s = append_article(batch, doc, input, NULL);
    for (size_t t = 0; s == NG_OK && t < NG_N_TABLES; t++) {
        if (append[t] != NULL && batch->table[t] != NULL)
            s = append[t](batch, doc);
    }
    return s;
}
