/* The rows of matches; see batch.c.  A column at a time: a lexicon may find a name in every
   line, and a call for each cell is then what takes longest. */
#include "batch.h"
#include "lexicon_find.h"
#include "memory.h"

/* The hits of one lexicon in a document. */
typedef struct hits {
    const ng_lexicon *lexicon;
    size_t first, n;
} hits;

static hits
hits_from(const ng_batch *batch, size_t first)
{
    const ng_hit_columns *const h = &batch->doc->hits;
    size_t stop = first;

    while (stop < batch->doc->n_named_hits && h->lexicon[stop] == h->lexicon[first])
        stop++;
    return (hits){batch->pipeline->lexicons[h->lexicon[first]], first, stop - first};
}

/* What a string is of an entry. */
typedef enum string_kind { STRING_NAME, STRING_EXT_ID, STRING_WHO, STRING_NONE } string_kind;

static uint32_t
string_at(const ng_lexicon *x, uint32_t entry, string_kind kind)
{
    const ng_lex_file_entry *const e = &x->entries[entry];

    if (kind == STRING_NAME)
        return e->canonical;
    if (kind == STRING_NONE)
        return 0;
    /* One of several is told by its id, or by its name if it has none. */
    return kind == STRING_WHO && e->ext_id == 0 ? e->canonical : e->ext_id;
}

/* A string for each of `n` entries. */
static ng_status
push_strings(ng_batch *batch, ng_column *column, const ng_lexicon *x, const uint32_t *entries,
             size_t n, string_kind kind)
{
    struct ng_find_scratch *const s = batch->doc->find_scratch;
    const ng_column_ref columns[] = {NG_COLUMN(s->starts), NG_COLUMN(s->stops)};
    ng_pieces pieces = {.text = x->strings,
                        .n_bytes = x->n_strings,
                        .valid = true,
                        .n = n,
                        .empty_is_null = kind == STRING_EXT_ID || kind == STRING_NONE};

    if (ng_reserve(&batch->doc->alloc, columns, 2, &s->cap_strings, n) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        s->starts[i] = string_at(x, entries[i], kind);
        s->stops[i] = s->starts[i] + (uint32_t)strlen(x->strings + s->starts[i]);
    }
    pieces.start = s->starts;
    pieces.stop = s->stops;
    return ng_column_push_pieces(column, &batch->alloc, &pieces);
}

static ng_status
push_labels(ng_batch *batch, ng_column *column, const ng_lexicon *x, const uint32_t *entries,
            size_t n)
{
    ng_status s = NG_OK;
    bool any = false;

    for (size_t i = 0; i < n && !any; i++)
        any = x->entries[entries[i]].label != NG_LABEL_NONE;
    if (!any)
        return push_strings(batch, column, x, entries, n, STRING_NONE);
    for (size_t i = 0; i < n && s == NG_OK; i++) {
        const char *const label = ng_lexicon_label_name(x, x->entries[entries[i]].label);

        s = label == NULL ? ng_column_push_null(column, &batch->alloc)
                          : ng_column_push_utf8(column, &batch->alloc, label, strlen(label));
    }
    return s;
}

/* Who the hits are: the columns that the lexicon fills. */
static ng_status
push_who(ng_batch *batch, const hits *x)
{
    struct ng_find_scratch *const scratch = batch->doc->find_scratch;
    const ng_column_ref columns[] = {NG_COLUMN(scratch->chosen)};

    const ng_hit_columns *const h = &batch->doc->hits;
    ng_column *const c = batch->table[NG_TABLE_MATCHES]->columns;
    const uint32_t *const entries = batch->doc->hit_entries.p;
    const uint32_t first = h->first_entry[x->first], stop = h->stop_entry[x->first + x->n - 1];
    uint32_t *chosen;
    ng_status s;

    if (ng_reserve(&batch->doc->alloc, columns, 1, &scratch->cap_chosen, x->n) != NG_OK)
        return NG_ERR_MEMORY;
    chosen = scratch->chosen;
    for (size_t i = 0; i < x->n; i++)
        chosen[i] = entries[h->first_entry[x->first + i]];
    if ((s = push_strings(batch, &c[NG_MATCHES_NAME], x->lexicon, chosen, x->n, STRING_NAME)) !=
            NG_OK ||
        (s = push_strings(batch, &c[NG_MATCHES_EXT_ID], x->lexicon, chosen, x->n,
                          STRING_EXT_ID)) != NG_OK ||
        (s = push_labels(batch, &c[NG_MATCHES_LABEL], x->lexicon, chosen, x->n)) != NG_OK ||
        (s = push_strings(batch, c[NG_MATCHES_EXT_IDS].child, x->lexicon, entries + first,
                          stop - first, STRING_WHO)) != NG_OK)
        return s;
    return ng_column_push_lists(&c[NG_MATCHES_EXT_IDS], &batch->alloc, h->stop_entry + x->first,
                                first, x->n);
}

/* How many bytes the strings of `n` entries take. */
static size_t
count_bytes(const ng_lexicon *x, const uint32_t *entries, size_t n, string_kind kind)
{
    size_t sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += strlen(x->strings + string_at(x, entries[i], kind));
    return sum;
}

/* The longest label. */
#define MAX_LABEL 64

/* The same at a glance: no string is longer than all of its lexicon. */
static bool
surely_fit(const ng_batch *batch, const ng_table *table)
{
    const ng_column *const c = table->columns;
    const size_t n = batch->doc->hit_entries.n;
    size_t used = c[NG_MATCHES_NAME].n_data, longest = MAX_LABEL;

    if (c[NG_MATCHES_EXT_IDS].child->n_data > used)
        used = c[NG_MATCHES_EXT_IDS].child->n_data;
    if (c[NG_MATCHES_EXT_ID].n_data > used)
        used = c[NG_MATCHES_EXT_ID].n_data;
    for (uint32_t i = 0; i < batch->pipeline->n_lexicons; i++) {
        if (batch->pipeline->lexicons[i]->n_strings > longest)
            longest = batch->pipeline->lexicons[i]->n_strings;
    }
    return used < (1u << 30) && n < (1u << 24) && n * longest < (1u << 30) &&
           c[NG_MATCHES_TEXT].n_data < (1u << 30) &&
           (uint64_t)batch->doc->n_bytes * batch->pipeline->n_lexicons < (1u << 28);
}

bool
ng_batch_matches_fit(const ng_batch *batch)
{
    const ng_hit_columns *const h = &batch->doc->hits;
    const ng_table *const table = batch->table[NG_TABLE_MATCHES];
    const uint32_t *const entries = batch->doc->hit_entries.p;
    size_t n_names = 0, n_ids = 0, n_text = 0;

    if (table == NULL || surely_fit(batch, table))
        return true;
    for (size_t i = 0; i < batch->doc->n_named_hits; i++) {
        const ng_lexicon *const x = batch->pipeline->lexicons[h->lexicon[i]];
        const uint32_t first = h->first_entry[i];

        n_text += h->stop[i] - h->start[i];
        n_names += count_bytes(x, entries + first, 1, STRING_NAME) +
                   count_bytes(x, entries + first, 1, STRING_EXT_ID);
        n_ids += count_bytes(x, entries + first, h->stop_entry[i] - first, STRING_WHO);
    }
    n_names += MAX_LABEL * batch->doc->n_named_hits;
    /* Three bytes for each that is no UTF-8. */
    return n_text * 3 <= (size_t)INT32_MAX - table->columns[NG_MATCHES_TEXT].n_data &&
           n_names <= (size_t)INT32_MAX - table->columns[NG_MATCHES_NAME].n_data &&
           n_names <= (size_t)INT32_MAX - table->columns[NG_MATCHES_EXT_ID].n_data &&
           n_names <= (size_t)INT32_MAX - table->columns[NG_MATCHES_LABEL].n_data &&
           n_ids <= (size_t)INT32_MAX - table->columns[NG_MATCHES_EXT_IDS].child->n_data;
}

/* Numbers of 32 bits, `n` of them. */
static uint32_t *
extend(ng_batch *batch, size_t column, size_t n)
{
    return ng_column_extend(&batch->table[NG_TABLE_MATCHES]->columns[column], &batch->alloc, n);
}

static ng_status
push_places(ng_batch *batch, uint32_t doc)
{
    const ng_hit_columns *const h = &batch->doc->hits;
    const size_t n = batch->doc->n_named_hits;
    uint32_t *const docs = extend(batch, NG_MATCHES_DOC, n);
    uint32_t *const numbers = extend(batch, NG_MATCHES_MATCH, n);
    uint32_t *const lexicons = extend(batch, NG_MATCHES_LEXICON, n);
    uint32_t *const starts = extend(batch, NG_MATCHES_START, n);
    uint32_t *const stops = extend(batch, NG_MATCHES_STOP, n);

    if (docs == NULL || numbers == NULL || lexicons == NULL || starts == NULL || stops == NULL)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        docs[i] = doc;
        numbers[i] = (uint32_t)i;
        lexicons[i] = h->lexicon[i];
    }
    ng_offsets_convert(&batch->offsets, h->start, n, starts);
    ng_offsets_convert(&batch->offsets, h->stop, n, stops);
    return NG_OK;
}

ng_status
ng_batch_append_matches(ng_batch *batch, uint32_t doc)
{
    const ng_hit_columns *const h = &batch->doc->hits;
    const size_t n = batch->doc->n_named_hits;
    ng_table *const table = batch->table[NG_TABLE_MATCHES];
    ng_column *const c = table->columns;
    const ng_pieces text = {.text = batch->doc->text,
                            .n_bytes = batch->doc->n_bytes,
                            .valid = batch->encoding != NG_ENCODING_UNKNOWN,
                            .n = n,
                            .start = h->start,
                            .stop = h->stop};
    uint8_t *forms;
    ng_status s;

    if (n == 0)
        return NG_OK;
    if ((s = push_places(batch, doc)) != NG_OK ||
        (s = ng_column_push_pieces(&c[NG_MATCHES_TEXT], &batch->alloc, &text)) != NG_OK ||
        (s = ng_column_extend_bools(&c[NG_MATCHES_AMBIGUOUS], &batch->alloc, h->flags,
                                    NG_HIT_AMBIGUOUS, n)) != NG_OK)
        return s;
    forms = ng_column_extend(&c[NG_MATCHES_FORM], &batch->alloc, n);
    if (forms == NULL)
        return NG_ERR_MEMORY;
    memcpy(forms, h->form, n);
    for (size_t first = 0; first < n;) {
        const hits x = hits_from(batch, first);

        if ((s = push_who(batch, &x)) != NG_OK)
            return s;
        first += x.n;
    }
    table->n_rows += n;
    return NG_OK;
}
