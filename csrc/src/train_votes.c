/*
 * Training of the second pass.
 *
 * What the first pass says of a text must be what it would say of one it has not
 * seen: so each half of the texts is read by weights that were trained on the other
 * half.  The second pass then learns, on top of the scores of the first, what the
 * votes are worth.
 */
#include "train.h"
#include "memory.h"

#include <string.h>

/* Epochs of the halves, and of the votes. */
#define HALF_EPOCHS 4
#define VOTE_EPOCHS 6

static ng_status
make_base(ng_trainer *t, ng_train_set *set)
{
    set->base = ng_realloc(&t->alloc, NULL, set->n_tokens * t->width * sizeof *set->base + 1);
    return set->base != NULL ? NG_OK : NG_ERR_MEMORY;
}

/* Scores and labels of a sequence by t->best; `base` takes them only afterwards. */
static void
read_seq(ng_trainer *t, ng_train_set *set, const ng_train_seq *seq)
{
    float *const base = set->base;
    uint8_t path[NG_MAX_REGION];

    set->base = NULL;
    ng_train_score(t, set, seq, t->best, 0);
    set->base = base;
    ng_train_path(t, seq->n, t->best_moves, path);
    for (uint32_t i = 0; i < seq->n; i++) {
        memcpy(base + (seq->first + i) * t->width, t->score[i], t->width * sizeof *base);
        set->votes[seq->first + i].label = path[i];
    }
}

/* Read the half `half` by weights of the other. */
static ng_status
read_half(ng_trainer *t, uint32_t *order, uint32_t half)
{
    ng_train_set *const set = &t->train;
    float *base = set->base;
    size_t n = 0;

    if (ng_train_make_weights(t) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < set->n_seqs; i++) {
        if (set->seqs[i].text % 2 != half)
            order[n++] = (uint32_t)i;
    }
    set->base = NULL;
    if (n > 0)
        ng_train_epochs(t, order, n, HALF_EPOCHS, false, NULL, NULL);
    set->base = base;
    for (size_t i = 0; i < set->n_seqs; i++) {
        if (set->seqs[i].text % 2 == half)
            read_seq(t, set, &set->seqs[i]);
    }
    return NG_OK;
}

/* The tokens of a text's sequences stand in a row. */
static ng_status
set_votes(ng_trainer *t, ng_train_set *set)
{
    ng_votes votes = {0};
    ng_keys keys;
    ng_status status = NG_OK;
    size_t i = 0;

    set->n_features = 0;
    while (i < set->n_seqs && status == NG_OK) {
        const size_t first = set->seqs[i].first;
        const uint32_t text = set->seqs[i].text;
        size_t n;

        while (i < set->n_seqs && set->seqs[i].text == text)
            i++;
        n = set->seqs[i - 1].first + set->seqs[i - 1].n - first;
        status = ng_votes_count(&votes, &t->alloc, set->votes + first, n, t->n_types);
        for (size_t k = 0; k < n && status == NG_OK; k++) {
            keys.n = 0;
            ng_vote_keys(&votes, set->votes + first, n, k, t->n_types, &keys);
            status = ng_train_set_keys(t, set, first + k, &keys, set == &t->train);
        }
    }
    ng_free(&t->alloc, votes.rows);
    return status;
}

static ng_status
train_second(ng_trainer *t, uint32_t *order)
{
    const size_t n_first = t->n_first * t->width;

    if (set_votes(t, &t->train) != NG_OK || set_votes(t, &t->dev) != NG_OK ||
        ng_train_make_weights(t) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < t->train.n_seqs; i++)
        order[i] = (uint32_t)i;
    ng_train_epochs(t, order, t->train.n_seqs, VOTE_EPOCHS, true, NULL, NULL);
    memcpy(t->best, t->first, n_first * sizeof *t->best);
    return NG_OK;
}

ng_status
ng_train_votes(ng_trainer *t, uint32_t *order)
{
    const size_t n_first = t->features.n * t->width;
    float moves[NG_N_MOVES][NG_TRAIN_WIDTH];

    if (make_base(t, &t->train) != NG_OK || make_base(t, &t->dev) != NG_OK)
        return NG_ERR_MEMORY;
    t->first = ng_realloc(&t->alloc, NULL, n_first * sizeof *t->first + 1);
    if (t->first == NULL)
        return NG_ERR_MEMORY;
    memcpy(t->first, t->best, n_first * sizeof *t->first);
    memcpy(moves, t->best_moves, sizeof moves);
    t->n_first = t->features.n;
    for (size_t i = 0; i < t->dev.n_seqs; i++)
        read_seq(t, &t->dev, &t->dev.seqs[i]);
    if (read_half(t, order, 0) != NG_OK || read_half(t, order, 1) != NG_OK)
        return NG_ERR_MEMORY;
    t->second = true;
    memcpy(t->moves, moves, sizeof moves);
    memcpy(t->mean_moves, moves, sizeof moves);
    memcpy(t->best_moves, moves, sizeof moves);
    return train_second(t, order);
}
