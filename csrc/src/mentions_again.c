/*
 * Names that the tagger saw three times are names where it saw them not: M20.
 *
 * A word with a capital inside a sentence, in no mention, that three mentions of
 * the article are: "the Roe paintings", "a Roe fan".  Where every word has a capital that
 * says nothing, and at the beginning of a sentence little.
 */
#include "memory.h"
#include "mentions.h"
#include "mentions_rows.h"
#include "names_table.h"
#include "tagger.h"

#define MIN_BYTES 3
#define MIN_MENTIONS 3

/* The names of one word, by what they are. */
static ng_status
count_names(ng_doc *doc)
{
    const ng_mention_columns *const m = &doc->mentions;
    ng_name_table *const names = &doc->mention_scratch.names;

    ng_name_table_start(names);
    for (size_t k = 0; k < m->n; k++) {
        const char *const p = doc->text + m->start[k], *const end = doc->text + m->stop[k];
        const char *q = p;

        if (end - p < MIN_BYTES || m->label[k] >= NG_LABEL_DATE)
            continue;
        while (q < end && *q != ' ' && *q != '\n')
            q++;
        if (q == end && ng_name_table_add(names, &doc->alloc, ng_name_hash(p, end),
                                          (ng_label)m->label[k], (ng_form)m->form[k],
                                          m->rule[k]) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

/* Whether token i may belong to a name beside it: "Roe 500", "Roe Street". */
static bool
is_part(const ng_doc *doc, size_t i)
{
    const unsigned char c = i < doc->tokens.n ? (unsigned char)*ng_token_begin(doc, i) : ' ';

    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
}

/* The row of the name that token i is, or NULL. */
static const ng_name_row *
find_name(const ng_doc *doc, size_t i)
{
    const char *const p = ng_token_begin(doc, i);
    const size_t n = ng_token_len(doc, i);
    const ng_name_row *row;

    if (doc->tokens.kind[i] != NG_TOKEN_WORD || n < MIN_BYTES || !ng_name_may_open(p, n) ||
        ng_name_shape(p, p + n) == 0)
        return NULL;
    if ((ng_token_set(doc, i) & (NG_NAME_TITLE | NG_NAME_FUNCTION | NG_NAME_COMMON)) != 0 ||
        is_part(doc, i + 1) || (i > 0 && is_part(doc, i - 1)))
        return NULL;
    row = ng_name_table_find(&doc->mention_scratch.names, ng_name_hash(p, p + n));
    return row != NULL && row->n_person + row->n_other >= MIN_MENTIONS ? row : NULL;
}

static ng_mention_row
row_of(const ng_doc *doc, size_t token, uint32_t sentence, const ng_name_row *name)
{
    const bool person = ng_name_row_is_person(name);
    const uint32_t start = doc->tokens.start[token];
    const ng_mention_row r = {
        .start = start,
        .stop = doc->tokens.stop[token],
        .sentence = sentence,
        .title_start = start,
        .title_stop = start,
        .label = person ? NG_LABEL_PERSON : name->label,
        .form = person ? name->person_form : name->form,
        .rule = NG_M_REPEAT,
        .conf = ng_mention_conf[NG_M_REPEAT],
    };

    return r;
}

/* Rows [*i, n) that begin before the byte `stop` go back into the columns. */
static ng_status
push_until(ng_doc *doc, const ng_mention_row *rows, size_t n, size_t *i, uint32_t stop)
{
    ng_status status = NG_OK;

    for (; status == NG_OK && *i < n && rows[*i].start < stop; ++*i)
        status = ng_mention_row_push(doc, &rows[*i]);
    return status;
}

static ng_status
read_sentence(ng_doc *doc, const ng_mention_row *rows, size_t n, size_t *i, uint32_t sentence)
{
    ng_mention_columns *const m = &doc->mentions;
    const uint32_t first = doc->sentences.first_token[sentence];
    ng_status status = NG_OK;

    for (uint32_t k = first; status == NG_OK && k < doc->sentences.stop_token[sentence]; k++) {
        const ng_name_row *name;

        if (k == first && (unsigned char)*ng_token_begin(doc, k) < 'a')
            continue;
        name = find_name(doc, k);
        if (name == NULL)
            continue;
        status = push_until(doc, rows, n, i, doc->tokens.stop[k]);
        if (status == NG_OK && (m->n == 0 || m->stop[m->n - 1] <= doc->tokens.start[k])) {
            const ng_mention_row r = row_of(doc, k, sentence, name);

            status = ng_mention_row_push(doc, &r);
        }
    }
    return status;
}

ng_status
ng_mentions_again(ng_doc *doc)
{
    ng_tag_scratch *const s = doc->tag_scratch;
    const ng_column_ref columns[] = {NG_COLUMN(s->rows)};
    const size_t n = doc->mentions.n;
    ng_status status = count_names(doc);
    size_t i = 0;

    if (status != NG_OK || doc->mention_scratch.names.n == 0)
        return status;
    if (ng_reserve(&doc->alloc, columns, 1, &s->cap_rows, n) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t k = 0; k < n; k++)
        s->rows[k] = ng_mention_row_at(&doc->mentions, k);
    doc->mentions.n = 0;
    for (uint32_t k = 0; status == NG_OK && k < doc->sentences.n; k++) {
        if (doc->sentences.kind[k] == NG_SENTENCE_PROSE &&
            s->doc.line_case[k] == NG_LINE_MIXED)
            status = read_sentence(doc, s->rows, n, &i, k);
    }
    return status == NG_OK ? push_until(doc, s->rows, n, &i, doc->n_bytes + 1) : status;
}
