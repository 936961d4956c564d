/* Names that are found inside of words, among those that are whole words. */
#include "lexicon_find.h"
#include "lexicon_inner.h"
#include "memory.h"

#include <stdlib.h>

/* A hit as it is sorted. */
typedef struct ranked {
    uint32_t start, stop, hit;
} ranked;

static ng_status
push_inner(void *context, const ng_inner_hit *hit)
{
    const ng_finder *const f = context;
    bool any = false;

    for (uint32_t row = hit->row; row != 0; row = ng_inner_next(f->x, row)) {
        const uint32_t entry = f->x->inner[row - 1].entry;

        if (!ng_inner_fits(f->x, &f->x->entries[entry], f->text + hit->start, f->text + hit->stop))
            continue;
        if (!any && ng_find_push(f, f->text + hit->start, f->text + hit->stop, NG_FORM_FULL) != NG_OK)
            return NG_ERR_MEMORY;
        any = true;
        if (ng_find_push_entry(f, entry) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

/* From the left, the longest first; whole words, which were found first, before others. */
static int
by_place(const void *a, const void *b)
{
    const ranked *const x = a, *const y = b;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->stop != y->stop)
        return x->stop > y->stop ? -1 : 1;
    return x->hit < y->hit ? -1 : 1;
}

/* A copy of the hits from `first` on and of their entries, which are then written anew. */
typedef struct copies {
    ng_hit_columns hits;
    uint32_t *entries;
    ranked *order;
} copies;

static ng_status
rewrite(const ng_finder *f, size_t first, const copies *c, size_t n)
{
    uint32_t end = 0;

    f->doc->hits.n = first;
    f->doc->hit_entries.n = n > 0 ? c->hits.first_entry[0] : f->doc->hit_entries.n;
    for (size_t i = 0; i < n; i++) {
        const ranked *const r = &c->order[i];
        const uint32_t base = c->hits.first_entry[0];

        if (!f->overlapping && i > 0 && r->start < end)
            continue;
        end = r->stop;
        if (ng_find_push(f, f->text + r->start, f->text + r->stop,
                         (ng_form)c->hits.form[r->hit]) != NG_OK)
            return NG_ERR_MEMORY;
        for (uint32_t k = c->hits.first_entry[r->hit]; k < c->hits.stop_entry[r->hit]; k++) {
            if (ng_find_push_entry(f, c->entries[k - base]) != NG_OK)
                return NG_ERR_MEMORY;
        }
    }
    return NG_OK;
}

ng_status
ng_find_inner(ng_finder *f, size_t first)
{
    const ng_alloc *const alloc = &f->doc->alloc;
    const size_t n_words = f->doc->hits.n;
    ng_status status = ng_inner_find(f->x, f->text, (size_t)(f->end - f->text), push_inner, f);
    const ng_hit_columns *const h = &f->doc->hits;
    const size_t n = h->n - first;
    copies c = {.entries = NULL};

    if (status != NG_OK || h->n == n_words)
        return status;

    const size_t n_entries = f->doc->hit_entries.n - h->first_entry[first];

    c.hits.first_entry = ng_realloc(alloc, NULL, n * sizeof *c.hits.first_entry);
    c.hits.stop_entry = ng_realloc(alloc, NULL, n * sizeof *c.hits.stop_entry);
    c.hits.form = ng_realloc(alloc, NULL, n);
    c.entries = ng_realloc(alloc, NULL, n_entries * sizeof *c.entries);
    c.order = ng_realloc(alloc, NULL, n * sizeof *c.order);
    status = NG_ERR_MEMORY;
    if (c.hits.first_entry && c.hits.stop_entry && c.hits.form && c.entries && c.order) {
        memcpy(c.hits.first_entry, h->first_entry + first, n * sizeof *c.hits.first_entry);
        memcpy(c.hits.stop_entry, h->stop_entry + first, n * sizeof *c.hits.stop_entry);
        memcpy(c.hits.form, h->form + first, n);
        memcpy(c.entries, f->doc->hit_entries.p + h->first_entry[first],
               n_entries * sizeof *c.entries);
        for (uint32_t i = 0; i < n; i++)
            c.order[i] = (ranked){h->start[first + i], h->stop[first + i], i};
        qsort(c.order, n, sizeof *c.order, by_place);
        status = rewrite(f, first, &c, n);
    }
    ng_free(alloc, c.hits.first_entry);
    ng_free(alloc, c.hits.stop_entry);
    ng_free(alloc, c.hits.form);
    ng_free(alloc, c.entries);
    ng_free(alloc, c.order);
    return status;
}
