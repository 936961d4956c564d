/*
 * What the user's lexicons and overrides decide becomes mentions, and what overrides say
 * is none goes: M36 to M38.
 */
#include "entities_join.h"
#include "memory.h"
#include "mentions.h"
#include "tagger.h"
#include "told.h"

/* ------------------------------------------------------------------- bans */

/* The label as the overrides number it; NG_LABEL_NONE if they never speak of it. */
static unsigned
number_of(const ng_pipeline *pipeline, uint8_t label)
{
    const uint8_t *const label_of = pipeline->label_of[pipeline->n_lexicons];

    if (label < NG_N_LABELS)
        return label;
    for (unsigned i = NG_N_LABELS; i < NG_TOLD_LABELS; i++) {
        if (label_of[i] == label)
            return i;
    }
    return NG_LABEL_NONE;
}

/* Note what the row of the ban at or behind `at` does to the span, if somebody asks. */
static ng_status
note(const ng_pipeline *pipeline, ng_doc *doc, size_t at, uint32_t start, uint32_t stop,
     uint8_t label, bool dropped)
{
    struct ng_told_scratch *const s = doc->told_scratch;
    const ng_column_ref columns[] = {NG_COLUMN(s->notes)};

    if (doc->trace == NULL)
        return NG_OK;
    while (at < s->n_bans && s->bans[at].stop != stop)
        at++;
    if (at == s->n_bans)
        return NG_OK;
    if (ng_reserve(&doc->alloc, columns, 1, &s->cap_notes, s->n_notes + 1) != NG_OK)
        return NG_ERR_MEMORY;
    s->notes[s->n_notes++] = (ng_told_note){
        start, stop, (uint32_t)(s->bans[at].row - pipeline->overrides->rows), label, dropped};
    return NG_OK;
}

/* Whether a span is said not to be of the label.  *at: as of ng_order_at(). */
static bool
is_banned(const ng_pipeline *pipeline, const struct ng_told_scratch *s, size_t *at, uint32_t start,
          uint32_t stop, uint8_t label)
{
    while (*at < s->n_bans && s->bans[*at].start < start)
        ++*at;
    for (size_t i = *at; i < s->n_bans && s->bans[i].start == start; i++) {
        if (s->bans[i].stop == stop) {
            const unsigned number = number_of(pipeline, label);

            return s->bans[i].row->is_none ||
                   (number != NG_LABEL_NONE && ng_label_set_has(&s->bans[i].row->never, number));
        }
    }
    return false;
}

/* Whether an order that decides overlaps the span.  *at: the first that ends behind
   earlier starts. */
static bool
is_overruled(const struct ng_told_scratch *s, size_t *at, uint32_t start, uint32_t stop)
{
    while (*at < s->n && (!s->orders[*at].forced || s->orders[*at].stop <= start))
        ++*at;
    for (size_t i = *at; i < s->n && s->orders[i].start < stop; i++) {
        if (s->orders[i].forced)
            return true;
    }
    return false;
}

/* Dates that are said to be none go from their table, too. */
static ng_status
drop_dates(const ng_pipeline *pipeline, ng_doc *doc)
{
    ng_date_columns *const d = &doc->dates;
    size_t kept = 0, at = 0;
    ng_status status = NG_OK;

    for (size_t i = 0; i < d->n && status == NG_OK; i++) {
        const uint8_t label = ng_date_label(doc, i);

        if (is_banned(pipeline, doc->told_scratch, &at, d->start[i], d->stop[i], label)) {
            status = note(pipeline, doc, at, d->start[i], d->stop[i], label, true);
            continue;
        }
        if (kept < i)
            ng_date_move(d, kept, i);
        kept++;
    }
    d->n = kept;
    return status;
}

static ng_status
drop_numbers(const ng_pipeline *pipeline, ng_doc *doc)
{
    ng_number_columns *const x = &doc->numbers;
    size_t kept = 0, at = 0;
    ng_status status = NG_OK;

    for (size_t i = 0; i < x->n && status == NG_OK; i++) {
        if (x->label[i] != NG_NONE && is_banned(pipeline, doc->told_scratch, &at, x->start[i],
                                                x->stop[i], x->label[i])) {
            status = note(pipeline, doc, at, x->start[i], x->stop[i], x->label[i], true);
            continue;
        }
        if (kept < i)
            ng_number_move(x, kept, i);
        kept++;
    }
    x->n = kept;
    return status;
}

ng_status
ng_ban_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    if (pipeline->overrides != NULL && doc->told_scratch->n_bans > 0) {
        const ng_status status = drop_dates(pipeline, doc);

        return status == NG_OK ? drop_numbers(pipeline, doc) : status;
    }
    return NG_OK;
}

/* --------------------------------------------------------------- mentions */

static ng_form
form_of(const ng_doc *doc, const ng_order *order)
{
    const char *const p = doc->text + order->start;

    if (order->label == NG_LABEL_NORP)
        return NG_FORM_DEMONYM;
    if (order->label == NG_LABEL_PERSON && doc->hits.form[order->hit] != NG_FORM_FULL)
        return NG_FORM_FAMILY;
    return order->label != NG_LABEL_PERSON && ng_is_acronym(p, order->stop - order->start)
               ? NG_FORM_ACRONYM
               : NG_FORM_FULL;
}

/* The order as a mention; `old` has its span, or is NULL. */
static ng_mention_row
row_of(const ng_doc *doc, const ng_order *order, const ng_mention_row *old)
{
    ng_mention_row r = {
        .start = order->start,
        .stop = order->stop,
        .sentence = order->sentence,
        .title_start = order->start,
        .title_stop = order->start,
        .label = order->label,
        .form = (uint8_t)form_of(doc, order),
        .rule = order->rule,
        .conf = ng_mention_conf[order->rule],
    };

    if (old != NULL && order->label == NG_LABEL_PERSON) {
        r.title_start = old->title_start;
        r.title_stop = old->title_stop;
        if (old->label == order->label)
            r.form = old->form;
    }
    return r;
}

static bool
same_span(const ng_mention_row *row, const ng_order *order)
{
    return row->start == order->start && row->stop == order->stop;
}

/* Whether the tagger has another label for a mention that is not to have its own: its best
   reading of the same span without what is forbidden.  *at and *span: as of ng_order_at(). */
static bool
read_other(const ng_pipeline *pipeline, ng_doc *doc, size_t *at, size_t *span, ng_mention_row *row)
{
    const ng_model *const model = pipeline->model;
    const ng_tag_scratch *const s = doc->tag_scratch;
    uint32_t types = 0;
    ng_tag_span other;
    ng_mention_row r;

    if (model == NULL || s == NULL || (row->label >= NG_LABEL_DATE && row->label < NG_N_LABELS))
        return false;
    while (*span < s->n_spans && doc->tokens.start[s->spans[*span].first_token] < row->start)
        ++*span;
    if (*span == s->n_spans || doc->tokens.start[s->spans[*span].first_token] != row->start)
        return false;
    for (uint32_t type = 0; type < model->n_types; type++) {
        if (is_banned(pipeline, doc->told_scratch, at, row->start, row->stop, model->types[type]))
            types |= UINT32_C(1) << type;
    }
    if (!ng_tagger_without(pipeline, doc, &s->spans[*span], types, &other))
        return false;
    r = ng_mention_of_span(doc, model, &other);
    if (r.stop != row->stop ||
        is_banned(pipeline, doc->told_scratch, at, row->start, row->stop, r.label))
        return false;
    *row = r;
    row->rule = NG_M_OTHER;
    return true;
}

/* An override does not reach into a longer mention: "Roe" in "Jane Roe". */
static void
spare_longer(const ng_pipeline *pipeline, struct ng_told_scratch *s, size_t n)
{
    size_t k = 0, ban = 0;

    for (size_t i = 0; i < n; i++) {
        const ng_mention_row *const row = &s->rows[i];

        while (k < s->n && s->orders[k].stop <= row->start)
            k++;
        if (is_banned(pipeline, s, &ban, row->start, row->stop, row->label))
            continue;
        for (size_t j = k; j < s->n && s->orders[j].start < row->stop; j++) {
            ng_order *const order = &s->orders[j];

            if (order->rule == NG_M_OVERRIDE && order->start >= row->start &&
                order->stop <= row->stop && order->stop - order->start < row->stop - row->start)
                order->forced = false;
        }
    }
}

/* Write the mentions anew: rows[0, n) and the orders that decide, in text order;
   s->moved says where each row went. */
static ng_status
merge(const ng_pipeline *pipeline, ng_doc *doc, size_t n)
{
    struct ng_told_scratch *const s = doc->told_scratch;
    size_t i = 0, ban = 0, over = 0, span = 0;
    ng_status status = NG_OK;

    for (size_t k = 0; k <= s->n && status == NG_OK; k++) {
        const ng_order *const order = k < s->n ? &s->orders[k] : NULL;
        const ng_mention_row *old = NULL;

        if (order != NULL && !order->forced)
            continue;
        for (; i < n && (order == NULL || s->rows[i].start < order->stop) && status == NG_OK; i++) {
            ng_mention_row *const row = &s->rows[i];

            s->moved[i] = NG_NO_ROW;
            if (order != NULL && same_span(row, order)) {
                old = row;
                s->moved[i] = (uint32_t)doc->mentions.n; /* right if it stays a value */
                if (row->label != order->label)
                    s->moved[i] = NG_NO_ROW;
                continue;
            }
            if (is_overruled(s, &over, row->start, row->stop))
                continue;
            if (is_banned(pipeline, s, &ban, row->start, row->stop, row->label)) {
                const uint8_t label = row->label;
                const bool stays = read_other(pipeline, doc, &ban, &span, row);

                status = note(pipeline, doc, ban, row->start, row->stop, label, !stays);
                if (!stays || status != NG_OK)
                    continue;
            }
            s->moved[i] = (uint32_t)doc->mentions.n;
            status = ng_mention_row_push(doc, row);
        }
        if (order != NULL && status == NG_OK) {
            const ng_mention_row row = row_of(doc, order, old);

            status = ng_mention_row_push(doc, &row);
        }
    }
    return status;
}

static uint32_t
moved_to(const struct ng_told_scratch *s, uint32_t mention)
{
    return mention == NG_NO_ROW ? NG_NO_ROW : s->moved[mention];
}

/* Mark the tagger's mentions that it was told of. */
static void
mark_told(ng_doc *doc)
{
    ng_mention_columns *const m = &doc->mentions;
    size_t at = 0;

    for (size_t i = 0; i < m->n; i++) {
        const ng_order *const order =
            ng_order_at(doc->told_scratch, &at, m->start[i], m->stop[i]);

        if (order != NULL && !order->forced && order->label == m->label[i] &&
            m->rule[i] == NG_M_TAGGER)
            m->rule[i] = order->rule;
    }
}

ng_status
ng_obey_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    struct ng_told_scratch *const s = doc->told_scratch;
    const size_t n = doc->mentions.n;
    bool any = false;

    if (!ng_is_told(pipeline))
        return NG_OK;

    const ng_column_ref rows[] = {NG_COLUMN(s->rows)}, moved[] = {NG_COLUMN(s->moved)};

    mark_told(doc);
    for (size_t i = 0; i < s->n && !any; i++)
        any = s->orders[i].forced;
    if (!any && s->n_bans == 0)
        return NG_OK;
    if (ng_reserve(&doc->alloc, rows, 1, &s->cap_rows, n) != NG_OK ||
        ng_reserve(&doc->alloc, moved, 1, &s->cap_moved, n) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++)
        s->rows[i] = ng_mention_row_at(&doc->mentions, i);
    doc->mentions.n = 0;
    spare_longer(pipeline, s, n);
    if (merge(pipeline, doc, n) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < doc->dates.n; i++)
        doc->dates.mention[i] = moved_to(s, doc->dates.mention[i]);
    for (size_t i = 0; i < doc->numbers.n; i++)
        doc->numbers.mention[i] = moved_to(s, doc->numbers.mention[i]);
    return NG_OK;
}
