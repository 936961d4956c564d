#include "table.h"
#include "memory.h"

#include <string.h>

ng_table *
ng_table_new(const ng_alloc *alloc, ng_table_id id)
{
    const ng_schema *const schema = ng_schema_of(id);
    ng_table *const table = ng_realloc(alloc, NULL, sizeof *table);

    if (table == NULL)
        return NULL;
    memset(table, 0, sizeof *table);
    atomic_init(&table->n_refs, 1);
    table->alloc = *alloc;
    table->id = id;
    table->columns = ng_realloc(alloc, NULL, schema->n_fields * sizeof *table->columns);
    if (table->columns == NULL) {
        ng_free(alloc, table);
        return NULL;
    }
    memset(table->columns, 0, schema->n_fields * sizeof *table->columns);
    for (size_t i = 0; i < schema->n_fields; i++) {
        if (ng_column_init(&table->columns[i], alloc, schema->fields[i].type) != NG_OK) {
            ng_table_release(table);
            return NULL;
        }
    }
    return table;
}

ng_table *
ng_table_retain(ng_table *table)
{
    atomic_fetch_add_explicit(&table->n_refs, 1, memory_order_relaxed);
    return table;
}

void
ng_table_release(ng_table *table)
{
    if (table == NULL)
        return;
    /* The last owner must see all that the others did before it frees. */
    if (atomic_fetch_sub_explicit(&table->n_refs, 1, memory_order_acq_rel) != 1)
        return;

    const ng_alloc alloc = table->alloc;
    const size_t n_fields = ng_schema_of(table->id)->n_fields;

    for (size_t i = 0; i < n_fields; i++)
        ng_column_free(&table->columns[i], &alloc);
    ng_token_rows_free(table->tokens, &alloc);
    ng_own_labels_release(table->labels);
    ng_free(&alloc, table->columns);
    ng_free(&alloc, table);
}

size_t
ng_table_n_rows(const ng_table *table)
{
    return table->n_rows;
}

const ng_column *
ng_table_column(const ng_table *table, size_t column)
{
    ng_column *const c = &table->columns[column];

    if (table->tokens != NULL && !ng_token_rows_has(table->tokens, column) &&
        ng_token_rows_make(table->tokens, &table->alloc, column,
                           (const uint32_t *)(void *)table->columns[NG_TOKENS_START].data,
                           (const uint32_t *)(void *)table->columns[NG_TOKENS_STOP].data,
                           c) != NG_OK)
        return NULL;
    return c;
}

static size_t
label_column(ng_table_id id)
{
    return id == NG_TABLE_MENTIONS ? (size_t)NG_MENTIONS_LABEL : (size_t)NG_ENTITIES_LABEL;
}

const char *
ng_table_value_name(const ng_table *table, size_t column, size_t i)
{
    return ng_table_has_labels(table->id) && column == label_column(table->id)
               ? ng_label_name_of(table->labels, i)
               : ng_schema_of(table->id)->fields[column].value_name(i);
}

ng_status
ng_table_complete(const ng_table *table)
{
    for (size_t i = 0; i < ng_schema_of(table->id)->n_fields; i++) {
        if (ng_table_column(table, i) == NULL)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

static ng_status
copy_cell(ng_column *to, const ng_alloc *alloc, const ng_column *from, size_t row)
{
    const size_t width = ng_type_width(from->type);

    if (ng_column_is_null(from, row))
        return ng_column_push_null(to, alloc);
    if (width > 0) {
        void *const place = ng_column_extend(to, alloc, 1);

        if (place == NULL)
            return NG_ERR_MEMORY;
        memcpy(place, from->data + row * width, width);
        return NG_OK;
    }
    if (from->type == NG_TYPE_BOOL)
        return ng_column_push_bool(to, alloc, from->data[row / 8] >> (row % 8) & 1);
    if (from->type == NG_TYPE_UTF8) {
        const int32_t start = from->offsets[row];

        return ng_column_push_utf8(to, alloc, (const char *)from->data + start,
                                   (size_t)(from->offsets[row + 1] - start));
    }
    for (int32_t i = from->offsets[row]; i < from->offsets[row + 1]; i++) {
        const ng_status status = copy_cell(to->child, alloc, from->child, (size_t)i);

        if (status != NG_OK)
            return status;
    }
    return ng_column_push_list(to, alloc);
}

ng_status
ng_table_take(const ng_table *table, const uint32_t *rows, size_t n_rows, ng_table **out)
{
    const size_t n_fields = ng_schema_of(table->id)->n_fields;
    ng_table *taken;

    *out = NULL;
    for (size_t i = 0; i < n_rows; i++) {
        if (rows[i] >= table->n_rows)
            return NG_ERR_ARGUMENT;
    }
    taken = ng_table_new(&table->alloc, table->id);
    if (taken == NULL)
        return NG_ERR_MEMORY;
    taken->labels = ng_own_labels_retain(table->labels);
    for (size_t c = 0; c < n_fields; c++) {
        const ng_column *const from = ng_table_column(table, c);
        ng_status status = from == NULL ? NG_ERR_MEMORY : NG_OK;

        for (size_t i = 0; status == NG_OK && i < n_rows; i++)
            status = copy_cell(&taken->columns[c], &taken->alloc, from, rows[i]);
        if (status != NG_OK) {
            ng_table_release(taken);
            return status;
        }
    }
    taken->n_rows = n_rows;
    *out = taken;
    return NG_OK;
}

double
ng_real_of(float value)
{
    const double scaled = (double)value * 1e6;

    if (scaled > -1e15 && scaled < 1e15) {
        const double rounded = (double)(int64_t)(scaled + (scaled < 0 ? -0.5 : 0.5)) / 1e6;

        if ((float)rounded == value)
            return rounded;
    }
    return (double)value;
}

ng_status
ng_table_cell(const ng_table *table, size_t column, size_t row, ng_cell *out)
{
    const ng_schema *const schema = ng_schema_of(table->id);
    const ng_column *c;

    memset(out, 0, sizeof *out);
    if (column >= schema->n_fields || row >= table->n_rows)
        return NG_ERR_ARGUMENT;
    c = ng_table_column(table, column);
    if (c == NULL)
        return NG_ERR_MEMORY;
    if (ng_column_is_null(c, row)) {
        out->kind = NG_CELL_NULL;
        return NG_OK;
    }
    switch (c->type) {
    case NG_TYPE_U32:
        out->kind = NG_CELL_INTEGER;
        out->integer = ((const uint32_t *)(const void *)c->data)[row];
        break;
    case NG_TYPE_U64:
        out->kind = NG_CELL_INTEGER;
        out->integer = (int64_t)((const uint64_t *)(const void *)c->data)[row];
        break;
    case NG_TYPE_DATE32:
        out->kind = NG_CELL_DATE;
        out->integer = ((const int32_t *)(const void *)c->data)[row];
        break;
    case NG_TYPE_F32:
        out->kind = NG_CELL_REAL;
        out->real = ng_real_of(((const float *)(const void *)c->data)[row]);
        break;
    case NG_TYPE_F64:
        out->kind = NG_CELL_REAL;
        out->real = ((const double *)(const void *)c->data)[row];
        break;
    case NG_TYPE_BOOL:
        out->kind = NG_CELL_BOOL;
        out->integer = c->data[row / 8] >> (row % 8) & 1;
        break;
    case NG_TYPE_ENUM:
    case NG_TYPE_ENUM16:
        out->kind = NG_CELL_TEXT;
        out->text = ng_table_value_name(table, column,
                                        c->type == NG_TYPE_ENUM
                                            ? c->data[row]
                                            : ((const uint16_t *)(const void *)c->data)[row]);
        out->n_text = strlen(out->text);
        break;
    case NG_TYPE_UTF8:
        out->kind = NG_CELL_TEXT;
        out->text = (const char *)c->data + c->offsets[row];
        out->n_text = (size_t)(c->offsets[row + 1] - c->offsets[row]);
        break;
    case NG_TYPE_LIST_UTF8:
    case NG_TYPE_LIST_U32:
        out->kind = NG_CELL_LIST;
        out->integer = c->offsets[row + 1] - c->offsets[row];
        break;
    }
    return NG_OK;
}

ng_status
ng_table_list_item(const ng_table *table, size_t column, size_t row, size_t i, ng_cell *out)
{
    ng_status status = ng_table_cell(table, column, row, out);
    const ng_column *c;
    size_t at;

    if (status != NG_OK)
        return status;
    if (out->kind != NG_CELL_LIST || i >= (size_t)out->integer)
        return NG_ERR_ARGUMENT;
    c = &table->columns[column];
    at = (size_t)c->offsets[row] + i;
    if (c->type == NG_TYPE_LIST_U32) {
        out->kind = NG_CELL_INTEGER;
        out->integer = ((const uint32_t *)(const void *)c->child->data)[at];
        return status;
    }
    out->kind = NG_CELL_TEXT;
    out->text = (const char *)c->child->data + c->child->offsets[at];
    out->n_text = (size_t)(c->child->offsets[at + 1] - c->child->offsets[at]);
    return status;
}
