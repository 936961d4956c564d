/* The rows of dates and numbers; see batch.c. */
#include "batch.h"

#include <math.h>
#include <string.h>

/* Cell by cell: there are few rows. */
typedef struct appender {
    ng_batch *batch;
    ng_column *columns;
} appender;

static ng_status
push_u32(const appender *a, size_t column, uint32_t value)
{
    return ng_column_push_u32(&a->columns[column], &a->batch->alloc, value);
}

static ng_status
push_row(const appender *a, size_t column, uint32_t row)
{
    return row == NG_NO_ROW ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                            : push_u32(a, column, row);
}

static ng_status
push_offset(const appender *a, size_t column, uint32_t byte)
{
    return push_u32(a, column, ng_offsets_at(&a->batch->offsets, byte));
}

static ng_status
push_text(const appender *a, size_t column, uint32_t start, uint32_t stop)
{
    return ng_column_push_utf8(&a->columns[column], &a->batch->alloc, a->batch->doc->text + start,
                               stop - start);
}

static ng_status
push_chars(const appender *a, size_t column, uint32_t place)
{
    const char *const p = place == 0 ? NULL : ng_doc_chars(a->batch->doc, place);

    return p == NULL ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                     : ng_column_push_utf8(&a->columns[column], &a->batch->alloc, p, strlen(p));
}

static ng_status
push_day(const appender *a, size_t column, int32_t day)
{
    return day == NG_NO_DAY ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                            : ng_column_push_i32(&a->columns[column], &a->batch->alloc, day);
}

static ng_status
push_enum(const appender *a, size_t column, uint8_t value)
{
    return value == NG_NONE ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                            : ng_column_push_u8(&a->columns[column], &a->batch->alloc, value);
}

/* A value of fixed width as it is. */
static ng_status
push_raw(const appender *a, size_t column, const void *value)
{
    ng_column *const c = &a->columns[column];
    void *const place = ng_column_extend(c, &a->batch->alloc, 1);

    if (place == NULL)
        return NG_ERR_MEMORY;
    memcpy(place, value, ng_type_width(c->type));
    return NG_OK;
}

static ng_status
push_real(const appender *a, size_t column, double value)
{
    return isnan(value) ? ng_column_push_null(&a->columns[column], &a->batch->alloc)
                        : push_raw(a, column, &value);
}

ng_status
ng_batch_append_dates(ng_batch *batch, uint32_t doc)
{
    const ng_date_columns *const d = &batch->doc->dates;
    ng_table *const table = batch->table[NG_TABLE_DATES];
    const appender a = {batch, table->columns};
    ng_status s;

    for (size_t i = 0; i < d->n; i++) {
        if ((s = push_u32(&a, NG_DATES_DOC, doc)) != NG_OK ||
            (s = push_row(&a, NG_DATES_MENTION, d->mention[i])) != NG_OK ||
            (s = push_u32(&a, NG_DATES_SENT, d->sentence[i])) != NG_OK ||
            (s = push_offset(&a, NG_DATES_START, d->start[i])) != NG_OK ||
            (s = push_offset(&a, NG_DATES_STOP, d->stop[i])) != NG_OK ||
            (s = push_text(&a, NG_DATES_TEXT, d->start[i], d->stop[i])) != NG_OK ||
            (s = push_enum(&a, NG_DATES_TYPE, d->type[i])) != NG_OK ||
            (s = push_chars(&a, NG_DATES_VALUE, d->value[i])) != NG_OK ||
            (s = push_day(&a, NG_DATES_FROM_DATE, d->from_date[i])) != NG_OK ||
            (s = push_day(&a, NG_DATES_TO_DATE, d->to_date[i])) != NG_OK ||
            (s = push_chars(&a, NG_DATES_TIME, d->time[i])) != NG_OK ||
            (s = push_chars(&a, NG_DATES_TZ, d->tz[i])) != NG_OK ||
            (s = push_enum(&a, NG_DATES_GRAIN, d->grain[i])) != NG_OK ||
            (s = push_enum(&a, NG_DATES_ANCHOR, d->anchor[i])) != NG_OK ||
            (s = push_enum(&a, NG_DATES_MOD, d->mod[i])) != NG_OK ||
            (s = push_raw(&a, NG_DATES_CONF, &d->conf[i])) != NG_OK ||
            (s = push_raw(&a, NG_DATES_RULE, &d->rule[i])) != NG_OK)
            return s;
    }
    table->n_rows += d->n;
    return NG_OK;
}

ng_status
ng_batch_append_numbers(ng_batch *batch, uint32_t doc)
{
    const ng_number_columns *const x = &batch->doc->numbers;
    ng_table *const table = batch->table[NG_TABLE_NUMBERS];
    const appender a = {batch, table->columns};
    ng_status s;

    for (size_t i = 0; i < x->n; i++) {
        if (x->kind[i] == NG_NONE)
            continue;
        if ((s = push_u32(&a, NG_NUMBERS_DOC, doc)) != NG_OK ||
            (s = push_row(&a, NG_NUMBERS_MENTION, x->mention[i])) != NG_OK ||
            (s = push_u32(&a, NG_NUMBERS_SENT, x->sentence[i])) != NG_OK ||
            (s = push_offset(&a, NG_NUMBERS_START, x->start[i])) != NG_OK ||
            (s = push_offset(&a, NG_NUMBERS_STOP, x->stop[i])) != NG_OK ||
            (s = push_text(&a, NG_NUMBERS_TEXT, x->start[i], x->stop[i])) != NG_OK ||
            (s = push_enum(&a, NG_NUMBERS_KIND, x->kind[i])) != NG_OK ||
            (s = push_raw(&a, NG_NUMBERS_VALUE, &x->value[i])) != NG_OK ||
            (s = push_real(&a, NG_NUMBERS_VALUE_MAX, x->value_max[i])) != NG_OK ||
            (s = push_chars(&a, NG_NUMBERS_UNIT, x->unit[i])) != NG_OK ||
            (s = push_chars(&a, NG_NUMBERS_CURRENCY, x->currency[i])) != NG_OK ||
            (s = push_enum(&a, NG_NUMBERS_HEDGE, x->hedge[i])) != NG_OK ||
            (s = push_raw(&a, NG_NUMBERS_CONF, &x->conf[i])) != NG_OK ||
            (s = push_raw(&a, NG_NUMBERS_RULE, &x->rule[i])) != NG_OK)
            return s;
        table->n_rows++;
    }
    return NG_OK;
}
