/* The rows of dates and numbers; see batch.c. */
#include "batch_cells.h"

ng_status
ng_batch_append_dates(ng_batch *batch, uint32_t doc)
{
    const ng_date_columns *const d = &batch->doc->dates;
    ng_table *const table = batch->table[NG_TABLE_DATES];
    const ng_appender a = {batch, table->columns};
    ng_status s;

    for (size_t i = 0; i < d->n; i++) {
        if ((s = ng_push_u32(&a, NG_DATES_DOC, doc)) != NG_OK ||
            (s = ng_push_row(&a, NG_DATES_MENTION, d->mention[i])) != NG_OK ||
            (s = ng_push_u32(&a, NG_DATES_SENT, d->sentence[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_DATES_START, d->start[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_DATES_STOP, d->stop[i])) != NG_OK ||
            (s = ng_push_text(&a, NG_DATES_TEXT, d->start[i], d->stop[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_DATES_TYPE, d->type[i])) != NG_OK ||
            (s = ng_push_chars(&a, NG_DATES_VALUE, d->value[i])) != NG_OK ||
            (s = ng_push_day(&a, NG_DATES_FROM_DATE, d->from_date[i])) != NG_OK ||
            (s = ng_push_day(&a, NG_DATES_TO_DATE, d->to_date[i])) != NG_OK ||
            (s = ng_push_chars(&a, NG_DATES_TIME, d->time[i])) != NG_OK ||
            (s = ng_push_chars(&a, NG_DATES_TZ, d->tz[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_DATES_GRAIN, d->grain[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_DATES_ANCHOR, d->anchor[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_DATES_MOD, d->mod[i])) != NG_OK ||
            (s = ng_push_raw(&a, NG_DATES_CONF, &d->conf[i])) != NG_OK ||
            (s = ng_push_raw(&a, NG_DATES_RULE, &d->rule[i])) != NG_OK)
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
    const ng_appender a = {batch, table->columns};
    ng_status s;

    for (size_t i = 0; i < x->n; i++) {
        if (x->kind[i] == NG_NONE)
            continue;
        if ((s = ng_push_u32(&a, NG_NUMBERS_DOC, doc)) != NG_OK ||
            (s = ng_push_row(&a, NG_NUMBERS_MENTION, x->mention[i])) != NG_OK ||
            (s = ng_push_u32(&a, NG_NUMBERS_SENT, x->sentence[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_NUMBERS_START, x->start[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_NUMBERS_STOP, x->stop[i])) != NG_OK ||
            (s = ng_push_text(&a, NG_NUMBERS_TEXT, x->start[i], x->stop[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_NUMBERS_KIND, x->kind[i])) != NG_OK ||
            (s = ng_push_raw(&a, NG_NUMBERS_VALUE, &x->value[i])) != NG_OK ||
            (s = ng_push_real(&a, NG_NUMBERS_VALUE_MAX, x->value_max[i])) != NG_OK ||
            (s = ng_push_chars(&a, NG_NUMBERS_UNIT, x->unit[i])) != NG_OK ||
            (s = ng_push_chars(&a, NG_NUMBERS_CURRENCY, x->currency[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_NUMBERS_HEDGE, x->hedge[i])) != NG_OK ||
            (s = ng_push_raw(&a, NG_NUMBERS_CONF, &x->conf[i])) != NG_OK ||
            (s = ng_push_raw(&a, NG_NUMBERS_RULE, &x->rule[i])) != NG_OK)
            return s;
        table->n_rows++;
    }
    return NG_OK;
}
