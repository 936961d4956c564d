#include "told.h"
#include "memory.h"
#include "mentions.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- scratch */

void
ng_told_scratch_free(const ng_alloc *alloc, struct ng_told_scratch *s)
{
    if (s == NULL)
        return;
    ng_free(alloc, s->orders);
    ng_free(alloc, s->bans);
    ng_free(alloc, s->notes);
    ng_free(alloc, s->rows);
    ng_free(alloc, s->moved);
    ng_free(alloc, s->holds);
    ng_free(alloc, s->asked);
    ng_free(alloc, s);
}

static ng_status
start_scratch(const ng_pipeline *pipeline, ng_doc *doc)
{
    const size_t n_rows = pipeline->overrides == NULL ? 0 : pipeline->overrides->n_rows;
    struct ng_told_scratch *s = doc->told_scratch;

    if (s == NULL) {
        s = ng_realloc(&doc->alloc, NULL, sizeof *s);
        if (s == NULL)
            return NG_ERR_MEMORY;
        memset(s, 0, sizeof *s);
        doc->told_scratch = s;
    }
    s->n = s->n_bans = s->n_notes = 0;
    for (size_t i = 0; i < s->n_asked; i++)
        s->holds[s->asked[i]] = 0;
    s->n_asked = 0;
    if (s->cap_holds < n_rows) {
        uint8_t *const holds = ng_realloc(&doc->alloc, s->holds, n_rows);

        if (holds == NULL)
            return NG_ERR_MEMORY;
        memset(holds, 0, n_rows);
        s->holds = holds;
        s->cap_holds = n_rows;
    }
    return NG_OK;
}

/* ----------------------------------------------------------------- orders */

/* One lexicon, or the overrides, at work. */
typedef struct telling {
    const ng_pipeline *pipeline;
    ng_doc *doc;
    struct ng_told_scratch *s;
    size_t token; /* the first that ends behind the last span */
    ng_status status;
} telling;

/* The row that an entry of the overrides is of, if it holds in this text; it is asked once
   a document. */
static const ng_override_row *
row_of(telling *t, uint32_t entry)
{
    const ng_overrides *const o = t->pipeline->overrides;
    const char *const name = o->lexicon->strings + o->lexicon->entries[entry].canonical;
    const uint32_t i = (uint32_t)strtoul(name, NULL, 10);
    const ng_column_ref columns[] = {NG_COLUMN(t->s->asked)};

    if (t->s->holds[i] == 0) {
        if (ng_reserve(&t->doc->alloc, columns, 1, &t->s->cap_asked, t->s->n_asked + 1) != NG_OK) {
            t->status = NG_ERR_MEMORY;
            return NULL;
        }
        t->s->asked[t->s->n_asked++] = i;
        t->s->holds[i] = ng_override_holds(o, &o->rows[i], t->doc->text,
                                           t->doc->text + t->doc->n_bytes)
                             ? 2
                             : 1;
    }
    return t->s->holds[i] == 2 ? &o->rows[i] : NULL;
}

static ng_status
push_ban(telling *t, uint32_t hit, const ng_override_row *row)
{
    const ng_hit_columns *const h = &t->doc->hits;
    const ng_column_ref columns[] = {NG_COLUMN(t->s->bans)};

    if (ng_reserve(&t->doc->alloc, columns, 1, &t->s->cap_bans, t->s->n_bans + 1) != NG_OK)
        return NG_ERR_MEMORY;
    t->s->bans[t->s->n_bans++] = (ng_ban){h->start[hit], h->stop[hit], row};
    return NG_OK;
}

/* What the overrides say of a hit: the first row with a context that holds, else the first
   without.  False if it is no order. */
static bool
read_override(telling *t, uint32_t hit, ng_order *order)
{
    const ng_hit_columns *const h = &t->doc->hits;
    const ng_overrides *const o = t->pipeline->overrides;
    const ng_override_row *row = NULL;
    uint32_t chosen = NG_NO_ROW;

    for (uint32_t k = h->first_entry[hit]; k < h->stop_entry[hit]; k++) {
        const uint32_t entry = t->doc->hit_entries.p[k];
        const ng_override_row *const x = row_of(t, entry);

        if (x == NULL || (x->context == 0 && chosen != NG_NO_ROW))
            continue;
        chosen = entry;
        row = x;
        if (x->context != 0)
            break;
    }
    if (row == NULL)
        return false;
    order->label = t->pipeline->label_of[t->pipeline->n_lexicons][o->lexicon->entries[chosen].label];
    order->rule = NG_M_OVERRIDE;
    order->forced = true;
    order->row = (uint32_t)(row - o->rows);
    if (order->label == NG_LABEL_NONE && push_ban(t, hit, row) != NG_OK)
        t->status = NG_ERR_MEMORY;
    return order->label != NG_LABEL_NONE;
}

/* Whether the hit is an order. */
static bool
read_hit(telling *t, uint32_t hit, ng_order *order)
{
    const ng_hit_columns *const h = &t->doc->hits;
    const uint8_t lexicon = h->lexicon[hit];

    *order = (ng_order){.start = h->start[hit], .stop = h->stop[hit], .hit = hit,
                        .row = NG_NO_ROW};
    if (lexicon == t->pipeline->n_lexicons)
        return read_override(t, hit, order);

    const uint32_t entry = t->doc->hit_entries.p[h->first_entry[hit]];

    order->label =
        t->pipeline->label_of[lexicon][t->pipeline->lexicons[lexicon]->entries[entry].label];
    order->forced = t->pipeline->lexicons_decide;
    order->rule = order->forced ? NG_M_LISTED : NG_M_TOLD;
    return order->label != NG_LABEL_NONE;
}

/* The tokens and the sentence of the span; false if it lies in none. */
static bool
place(telling *t, ng_order *order)
{
    const ng_token_columns *const x = &t->doc->tokens;
    const ng_sentence_columns *const s = &t->doc->sentences;
    size_t low = 0, high = s->n, stop;

    while (t->token > 0 && x->start[t->token - 1] >= order->start)
        t->token--;
    while (t->token < x->n && x->stop[t->token] <= order->start)
        t->token++;
    if (t->token == x->n || s->n == 0)
        return false;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (s->first_token[middle] <= t->token)
            low = middle;
        else
            high = middle;
    }
    order->sentence = (uint32_t)low;
    for (stop = t->token; stop < s->stop_token[low] && x->start[stop] < order->stop; stop++)
        continue;
    if (stop == t->token || (stop < x->n && x->start[stop] < order->stop))
        return false; /* beside the tokens, or over the end of the sentence */
    order->first_token = order->stop_token = (uint32_t)t->token;
    if (x->start[t->token] == order->start && x->stop[stop - 1] >= order->stop &&
        x->stop[stop - 1] <= order->stop + 1)
        order->stop_token = (uint32_t)stop;
    return true;
}

static ng_status
push_order(telling *t, const ng_order *order)
{
    struct ng_told_scratch *const s = t->s;
    const ng_column_ref columns[] = {NG_COLUMN(s->orders)};

    if (ng_reserve(&t->doc->alloc, columns, 1, &s->cap, s->n + 1) != NG_OK)
        return NG_ERR_MEMORY;
    s->orders[s->n++] = *order;
    return NG_OK;
}

/* Whether one of the first `n` orders, those of stronger sources, overlaps it. */
static bool
overlaps(const struct ng_told_scratch *s, size_t n, size_t *at, const ng_order *order)
{
    while (*at < n && s->orders[*at].stop <= order->start)
        ++*at;
    return *at < n && s->orders[*at].start < order->stop;
}

static int
by_start(const void *a, const void *b)
{
    const ng_order *const x = a, *const y = b;

    return (x->start > y->start) - (x->start < y->start);
}

/* The hits of one source, [first, stop); of those that overlap, the longest from the
   left. */
static void
tell(telling *t, size_t first, size_t stop)
{
    const size_t n_before = t->s->n;
    size_t at = 0;
    uint32_t end = 0;

    for (size_t i = first; i < stop && t->status == NG_OK; i++) {
        ng_order order;

        if (t->doc->hits.start[i] < end && t->s->n > n_before &&
            !(t->doc->hits.start[i] == t->s->orders[t->s->n - 1].start &&
              t->doc->hits.stop[i] > end))
            continue;
        if (!read_hit(t, (uint32_t)i, &order) || !place(t, &order) ||
            overlaps(t->s, n_before, &at, &order))
            continue;
        if (t->s->n > n_before && order.start < end)
            t->s->n--; /* the shorter one from the same place */
        end = order.stop;
        t->status = push_order(t, &order);
    }
    if (t->s->n > n_before && n_before > 0)
        qsort(t->s->orders, t->s->n, sizeof *t->s->orders, by_start);
}

ng_status
ng_told_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    const ng_hit_columns *const h = &doc->hits;
    telling t = {.pipeline = pipeline, .doc = doc};
    size_t stop = h->n, first = h->n;

    if (!ng_is_told(pipeline))
        return NG_OK;
    if (start_scratch(pipeline, doc) != NG_OK)
        return NG_ERR_MEMORY;
    t.s = doc->told_scratch;
    /* Overrides, whose hits stand last, go before lexicons, and those in their order. */
    while (first > 0 && h->lexicon[first - 1] == pipeline->n_lexicons)
        first--;
    tell(&t, first, stop);
    stop = first;
    for (size_t i = 0; i < stop && t.status == NG_OK; i = first) {
        for (first = i; first < stop && h->lexicon[first] == h->lexicon[i]; first++)
            continue;
        t.token = 0;
        tell(&t, i, first);
    }
    return t.status;
}

const ng_order *
ng_order_at(const struct ng_told_scratch *s, size_t *at, uint32_t start, uint32_t stop)
{
    while (*at < s->n && s->orders[*at].start < start)
        ++*at;
    return *at < s->n && s->orders[*at].start == start && s->orders[*at].stop == stop
               ? &s->orders[*at]
               : NULL;
}
