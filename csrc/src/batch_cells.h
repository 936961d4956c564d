/* How rows are appended cell by cell: of tables with few rows. */
#ifndef NG_BATCH_CELLS_H
#define NG_BATCH_CELLS_H

#include "batch.h"

#include <math.h>
#include <string.h>

typedef struct ng_appender {
    ng_batch *batch;
    ng_column *columns;
} ng_appender;

static inline ng_status
ng_push_u32(const ng_appender *a, size_t column, uint32_t value)
{
    return ng_column_push_u32(&a->columns[column], &a->batch->alloc, value);
}

static inline ng_status
ng_push_row(const ng_appender *a, size_t column, uint32_t row)
{
    return row == NG_NO_ROW ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                            : ng_push_u32(a, column, row);
}

static inline ng_status
ng_push_offset(const ng_appender *a, size_t column, uint32_t byte)
{
    return ng_push_u32(a, column, ng_offsets_at(&a->batch->offsets, byte));
}

static inline ng_status
ng_push_text(const ng_appender *a, size_t column, uint32_t start, uint32_t stop)
{
    return ng_column_push_utf8(&a->columns[column], &a->batch->alloc, a->batch->doc->text + start,
                               stop - start);
}

static inline ng_status
ng_push_chars(const ng_appender *a, size_t column, uint32_t place)
{
    const char *const p = place == 0 ? NULL : ng_doc_chars(a->batch->doc, place);

    return p == NULL ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                     : ng_column_push_utf8(&a->columns[column], &a->batch->alloc, p, strlen(p));
}

static inline ng_status
ng_push_day(const ng_appender *a, size_t column, int32_t day)
{
    return day == NG_NO_DAY ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                            : ng_column_push_i32(&a->columns[column], &a->batch->alloc, day);
}

static inline ng_status
ng_push_enum(const ng_appender *a, size_t column, uint8_t value)
{
    return value == NG_NONE ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                            : ng_column_push_u8(&a->columns[column], &a->batch->alloc, value);
}

/* A value of fixed width as it is. */
static inline ng_status
ng_push_raw(const ng_appender *a, size_t column, const void *value)
{
    ng_column *const c = &a->columns[column];
    void *const place = ng_column_extend(c, &a->batch->alloc, 1);

    if (place == NULL)
        return NG_ERR_MEMORY;
    memcpy(place, value, ng_type_width(c->type));
    return NG_OK;
}

static inline ng_status
ng_push_real(const ng_appender *a, size_t column, double value)
{
    return isnan(value) ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                        : ng_push_raw(a, column, &value);
}

/* A place in the text, null where the span is empty. */
static inline ng_status
ng_push_place(const ng_appender *a, size_t column, uint32_t byte, bool is_null)
{
    return is_null ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                   : ng_push_offset(a, column, byte);
}

/* A piece of the text, null where it is empty. */
static inline ng_status
ng_push_piece(const ng_appender *a, size_t column, uint32_t start, uint32_t stop)
{
    return start >= stop ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                         : ng_push_text(a, column, start, stop);
}

#endif
