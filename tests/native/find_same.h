/* Finding names by windows of 64 bytes gives what finding them unit after unit does. */
#ifndef FIND_SAME_H
#define FIND_SAME_H

#include "lexicon.h"
#include "pipeline.h"

#include <stdbool.h>
#include <string.h>

/* Whether both ways find the same in the text; also that hits are in order and in bounds. */
static inline bool
find_same(const ng_pipeline *pipeline, const char *text, size_t n)
{
    ng_doc *const a = ng_doc_new(NULL), *const b = ng_doc_new(NULL);
    bool same = a != NULL && b != NULL;

    if (same) {
        ng_doc_reset(a, text, n);
        ng_doc_reset(b, text, n);
        same = ng_find_run(pipeline, a) == NG_OK && ng_find_run_reference(pipeline, b) == NG_OK &&
               a->hits.n == b->hits.n && a->hit_entries.n == b->hit_entries.n;
    }
    for (size_t i = 0; same && i < a->hits.n; i++) {
        const ng_hit_columns *const x = &a->hits, *const y = &b->hits;

        same = x->start[i] == y->start[i] && x->stop[i] == y->stop[i] && x->form[i] == y->form[i] &&
               x->flags[i] == y->flags[i] && x->first_entry[i] == y->first_entry[i] &&
               x->stop_entry[i] == y->stop_entry[i] && x->start[i] < x->stop[i] &&
               x->stop[i] <= n && x->first_entry[i] < x->stop_entry[i];
        if (i > 0 && x->lexicon[i] == x->lexicon[i - 1])
            same = same && (pipeline->overlapping ? x->start[i - 1] <= x->start[i]
                                                  : x->stop[i - 1] <= x->start[i]);
    }
    if (same && a->hit_entries.n > 0)
        same = memcmp(a->hit_entries.p, b->hit_entries.p,
                      a->hit_entries.n * sizeof *a->hit_entries.p) == 0;
    ng_doc_free(a);
    ng_doc_free(b);
    return same;
}

#endif
