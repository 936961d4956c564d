/* The rows of patterns; see batch.c. */
#include "batch_cells.h"
#include "patterns.h"

/* The least room that a column of strings has. */
static size_t
room_of(const ng_table *table)
{
    size_t most = 0;

    for (size_t c = 0; c < NG_PATTERNS_N; c++) {
        const ng_column *const column = &table->columns[c];
        const size_t n = column->type == NG_TYPE_LIST_UTF8 ? column->child->n_data
                         : column->type == NG_TYPE_UTF8    ? column->n_data
                                                           : 0;

        most = n > most ? n : most;
    }
    return (size_t)INT32_MAX - most;
}

bool
ng_batch_patterns_fit(const ng_batch *batch)
{
    const ng_pattern_columns *const p = &batch->doc->patterns;
    const ng_table *const table = batch->table[NG_TABLE_PATTERNS];
    const ng_patterns *const x = batch->pipeline->patterns;
    size_t n_names = 0;

    if (table == NULL || p->n == 0)
        return true;
    for (size_t i = 0; i < p->n; i++)
        n_names += x->rows[p->rule[i]].n_id + x->rows[p->rule[i]].n_label;
    for (size_t i = 0; i < batch->doc->pattern_groups.n; i += 3)
        n_names += strlen(x->chars + batch->doc->pattern_groups.p[i]);
    /* No group lies in another; a value says each as often as its template does.  Three bytes
       for each that is no UTF-8. */
    return n_names + 3 * ((size_t)batch->doc->n_bytes + batch->doc->value_chars.n) <=
           room_of(table);
}

static ng_status
push_string(const ng_appender *a, size_t column, uint32_t place)
{
    const char *const s = a->batch->pipeline->patterns->chars + place;

    return ng_column_push_utf8(&a->columns[column], &a->batch->alloc, s, strlen(s));
}

static ng_status
push_groups(const ng_appender *a, uint32_t first, uint32_t stop)
{
    ng_batch *const batch = a->batch;
    const uint32_t *const g = batch->doc->pattern_groups.p;
    ng_column *const c = a->columns;
    ng_status s;

    for (uint32_t i = first; i < stop; i += 3) {
        const char *const name = batch->pipeline->patterns->chars + g[i];

        if ((s = ng_column_push_utf8(c[NG_PATTERNS_GROUP_NAMES].child, &batch->alloc, name,
                                     strlen(name))) != NG_OK ||
            (s = ng_column_push_utf8(c[NG_PATTERNS_GROUP_TEXTS].child, &batch->alloc,
                                     batch->doc->text + g[i + 1], g[i + 2] - g[i + 1])) != NG_OK ||
            (s = ng_column_push_u32(c[NG_PATTERNS_GROUP_STARTS].child, &batch->alloc,
                                    ng_offsets_at(&batch->offsets, g[i + 1]))) != NG_OK ||
            (s = ng_column_push_u32(c[NG_PATTERNS_GROUP_STOPS].child, &batch->alloc,
                                    ng_offsets_at(&batch->offsets, g[i + 2]))) != NG_OK)
            return s;
    }
    if ((s = ng_column_push_list(&c[NG_PATTERNS_GROUP_NAMES], &batch->alloc)) != NG_OK ||
        (s = ng_column_push_list(&c[NG_PATTERNS_GROUP_TEXTS], &batch->alloc)) != NG_OK ||
        (s = ng_column_push_list(&c[NG_PATTERNS_GROUP_STARTS], &batch->alloc)) != NG_OK)
        return s;
    return ng_column_push_list(&c[NG_PATTERNS_GROUP_STOPS], &batch->alloc);
}

ng_status
ng_batch_append_patterns(ng_batch *batch, uint32_t doc)
{
    const ng_pattern_columns *const p = &batch->doc->patterns;
    ng_table *const table = batch->table[NG_TABLE_PATTERNS];
    const ng_appender a = {batch, table->columns};
    ng_status s;

    for (size_t i = 0; i < p->n; i++) {
        const ng_pattern_row *const row = &batch->pipeline->patterns->rows[p->rule[i]];

        if ((s = ng_push_u32(&a, NG_PATTERNS_DOC, doc)) != NG_OK ||
            (s = ng_push_u32(&a, NG_PATTERNS_PATTERN_MATCH, (uint32_t)i)) != NG_OK ||
            (s = ng_push_u32(&a, NG_PATTERNS_SENT, p->sentence[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_PATTERNS_START, p->start[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_PATTERNS_STOP, p->stop[i])) != NG_OK ||
            (s = ng_push_text(&a, NG_PATTERNS_TEXT, p->start[i], p->stop[i])) != NG_OK ||
            (s = push_string(&a, NG_PATTERNS_LABEL, row->label)) != NG_OK ||
            (s = ng_push_chars(&a, NG_PATTERNS_VALUE, p->value[i])) != NG_OK ||
            (s = push_groups(&a, p->first_group[i], p->stop_group[i])) != NG_OK ||
            (s = ng_push_raw(&a, NG_PATTERNS_CONF, &row->conf)) != NG_OK ||
            (s = push_string(&a, NG_PATTERNS_RULE, row->id)) != NG_OK)
            return s;
    }
    table->n_rows += p->n;
    return NG_OK;
}
