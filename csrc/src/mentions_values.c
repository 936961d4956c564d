/*
 * Dates and numbers become mentions: M34, M35.
 *
 * Where a value and names overlap, the value stays if the names lie inside of it and it
 * is longer ("New Year's Day 2015", "Canadian $ 5"), or if it has the same span and is
 * surer; else the names stay: the tagger sees what stands around them ("Theresa May",
 * "March 14 Alliance", "First National Bank").
 */
#include "memory.h"
#include "mentions.h"
#include "mentions_rows.h"
#include "values.h"

#include <string.h>

/* The next value in text order: a row of dates or of numbers. */
typedef struct source {
    ng_doc *doc;
    size_t date, number;
} source;

typedef struct value {
    ng_mention_row row;
    uint32_t *mention; /* where its row number goes */
    uint32_t *joined;  /* the same of the date that ends it, or NULL */
} value;

/* "now" and "recently" are dates, but no mentions; "today" is one, whatever it means. */
static bool
is_mention(const ng_doc *doc, size_t date)
{
    const char *const p = ng_doc_chars(doc, doc->dates.value[date]);
    const size_t n = strlen(p);

    return doc->dates.grain[date] != NG_GRAIN_VAGUE || n < 4 || memcmp(p + n - 4, "_REF", 4) != 0;
}

/* "the first nine months of 1989", "the year ended March 31": two dates, one mention. */
static bool
joins(const ng_doc *doc, size_t i, size_t j)
{
    static const struct {
        const char *text;
        size_t n;
        bool of;
    } links[] = {{" of ", 4, true}, {" ended ", 7, false}, {" ending ", 8, false}};
    const ng_date_columns *const d = &doc->dates;

    if (j >= d->n || d->sentence[i] != d->sentence[j] || d->grain[i] < NG_GRAIN_WEEK ||
        d->grain[i] > NG_GRAIN_FISCAL_YEAR || d->type[j] != NG_DATE_DATE)
        return false;
    for (size_t k = 0; k < sizeof links / sizeof links[0]; k++) {
        if (d->start[j] - d->stop[i] != links[k].n ||
            memcmp(doc->text + d->stop[i], links[k].text, links[k].n) != 0)
            continue;
        return links[k].of ? d->type[i] == NG_DATE_DURATION && d->grain[i] <= NG_GRAIN_QUARTER &&
                                 d->grain[j] == NG_GRAIN_YEAR
                           : d->grain[j] == NG_GRAIN_DAY;
    }
    return false;
}

/* OntoNotes: what is shorter than a day is a time. */
uint8_t
ng_date_label(const ng_doc *doc, size_t i)
{
    const ng_date_columns *const d = &doc->dates;

    return d->type[i] == NG_DATE_TIME ||
                   (d->type[i] != NG_DATE_DATE && d->grain[i] < NG_GRAIN_DAY_PART)
               ? NG_LABEL_TIME
               : NG_LABEL_DATE;
}

static bool
next_value(source *s, value *out)
{
    ng_date_columns *const d = &s->doc->dates;
    ng_number_columns *const x = &s->doc->numbers;

    while (s->date < d->n && !is_mention(s->doc, s->date))
        s->date++;
    while (s->number < x->n && x->label[s->number] == NG_NONE)
        s->number++;
    if (s->date < d->n &&
        (s->number >= x->n || d->start[s->date] <= x->start[s->number])) {
        const size_t i = s->date++;

        out->row = (ng_mention_row){d->start[i], d->stop[i], d->sentence[i], d->start[i],
                                    d->start[i], ng_date_label(s->doc, i), NG_FORM_FULL, NG_M_DATE, d->conf[i]};
        out->mention = &d->mention[i];
        out->joined = NULL;
        if (joins(s->doc, i, s->date)) {
            out->row.stop = d->stop[s->date];
            out->joined = &d->mention[s->date++];
        }
        return true;
    }
    if (s->number < x->n) {
        const size_t i = s->number++;

        out->row = (ng_mention_row){x->start[i], x->stop[i], x->sentence[i], x->start[i],
                                    x->start[i], x->label[i], NG_FORM_FULL, NG_M_NUMBER,
                                    x->conf[i]};
        out->mention = &x->mention[i];
        out->joined = NULL;
        return true;
    }
    return false;
}

/* Whether the value takes the place of the names rows[i], rows[i + 1] ... that overlap it. */
static bool
wins(const ng_mention_row *v, const ng_mention_row *rows, size_t i, size_t n)
{
    if (rows[i].start == v->start && rows[i].stop == v->stop)
        return v->conf >= rows[i].conf;
    for (; i < n && rows[i].start < v->stop; i++) {
        if (rows[i].start < v->start || rows[i].stop > v->stop ||
            (rows[i].start == v->start && rows[i].stop == v->stop))
            return false;
    }
    return true;
}

/* Append the value, unless an earlier one overlaps it; one of the same span is the same
   mention. */
static ng_status
push_value(ng_doc *doc, const value *v)
{
    const ng_mention_columns *const x = &doc->mentions;
    const size_t last = x->n - 1;

    if (x->n > 0 && x->stop[last] > v->row.start) {
        if (x->start[last] == v->row.start && x->stop[last] == v->row.stop)
            *v->mention = (uint32_t)last;
        return NG_OK;
    }
    *v->mention = (uint32_t)x->n;
    if (v->joined != NULL)
        *v->joined = (uint32_t)x->n;
    return ng_mention_row_push(doc, &v->row);
}

static ng_status
merge(ng_doc *doc, const ng_mention_row *rows, size_t n)
{
    source s = {doc, 0, 0};
    ng_status status = NG_OK;
    size_t i = 0;
    value v;

    while (status == NG_OK && next_value(&s, &v)) {
        for (; status == NG_OK && i < n && rows[i].stop <= v.row.start; i++)
            status = ng_mention_row_push(doc, &rows[i]);
        if (status != NG_OK)
            break;
        if (i < n && rows[i].start < v.row.stop) {
            if (!wins(&v.row, rows, i, n))
                continue;
            while (i < n && rows[i].start < v.row.stop)
                i++;
        }
        status = push_value(doc, &v);
    }
    for (; status == NG_OK && i < n; i++)
        status = ng_mention_row_push(doc, &rows[i]);
    return status;
}

ng_status
ng_merge_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    ng_value_scratch *const s = doc->value_scratch;
    const ng_column_ref columns[] = {NG_COLUMN(s->rows)};
    const size_t n = doc->mentions.n;

    (void)pipeline;
    if (doc->dates.n == 0 && doc->numbers.n == 0)
        return NG_OK;
    if (ng_reserve(&doc->alloc, columns, 1, &s->cap_rows, n) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++)
        s->rows[i] = ng_mention_row_at(&doc->mentions, i);
    doc->mentions.n = 0;
    return merge(doc, s->rows, n);
}
