/*
 * Walks over the scores, for tagger_portable.c and tagger_avx2.c: the same C, compiled
 * for each.  NG_TAG_TARGET is what the compiler is told.
 *
 * A name goes on only as what it began as, so that a step takes as long as there are
 * labels.  Where the best came from is found when it is asked for.
 */
#include "tagger.h"

/* Labels that are padding end no path: their moves are 0, but nothing leads to them. */
NG_TAG_TARGET static void
walk_ahead(const ng_model *m, ng_tag_scratch *s, uint32_t n)
{
    const int16_t *const none = m->moves, *const begin = none + m->width;
    const int16_t *const begin_in = begin + m->width, *const inside_in = begin_in + m->width;
    const uint32_t n_types = m->n_types, n_labels = m->n_labels;

    for (uint32_t i = 0; i < n; i++) {
        const int16_t *const score = s->score[i];
        int32_t *const now = s->ahead[i];
        const int32_t *before;
        int32_t best_none = NG_TAG_IMPOSSIBLE, best_begin = NG_TAG_IMPOSSIBLE;

        if (i == 0) {
            now[0] = score[0] + none[0];
            for (uint32_t k = 1; k <= n_types; k++) {
                now[k] = score[k] + begin[0];
                now[k + n_types] = NG_TAG_IMPOSSIBLE;
            }
            continue;
        }
        before = s->ahead[i - 1];
        for (uint32_t y = 0; y < n_labels; y++) {
            const int32_t a = before[y] + none[y], b = before[y] + begin[y];

            best_none = a > best_none ? a : best_none;
            best_begin = b > best_begin ? b : best_begin;
        }
        now[0] = score[0] + best_none;
        for (uint32_t k = 1; k <= n_types; k++)
            now[k] = score[k] + best_begin;
        for (uint32_t k = 1 + n_types; k < n_labels; k++) {
            const int32_t b = before[k - n_types] + begin_in[k];
            const int32_t in = before[k] + inside_in[k];

            now[k] = score[k] + (in > b ? in : b);
        }
    }
}

NG_TAG_TARGET static void
walk_behind(const ng_model *m, ng_tag_scratch *s, uint32_t n)
{
    const int16_t *const none = m->moves, *const begin = none + m->width;
    const int16_t *const begin_in = begin + m->width, *const inside_in = begin_in + m->width;
    const uint32_t n_types = m->n_types, n_labels = m->n_labels;

    for (uint32_t y = 0; y < n_labels; y++)
        s->behind[n - 1][y] = none[y];
    for (uint32_t i = n - 1; i-- > 0;) {
        const int16_t *const score = s->score[i + 1];
        const int32_t *const next = s->behind[i + 1];
        int32_t *const now = s->behind[i];
        const int32_t to_none = score[0] + next[0];
        int32_t to_begin = NG_TAG_IMPOSSIBLE;

        for (uint32_t k = 1; k <= n_types; k++) {
            const int32_t b = score[k] + next[k];

            to_begin = b > to_begin ? b : to_begin;
        }
        for (uint32_t y = 0; y < n_labels; y++) {
            const int32_t a = to_none + none[y], b = to_begin + begin[y];

            now[y] = a > b ? a : b;
        }
        for (uint32_t k = 1 + n_types; k < n_labels; k++) {
            const int32_t on = score[k] + next[k];
            const int32_t b = on + begin_in[k], in = on + inside_in[k];

            now[k - n_types] = b > now[k - n_types] ? b : now[k - n_types];
            now[k] = in > now[k] ? in : now[k];
        }
    }
}
