/* Epochs: steps of AdaGrad over the sequences in random order, and the mean of the weights. */
#include "train.h"
#include "memory.h"

#include <math.h>
#include <string.h>

/* Labels of a smaller gradient are not moved: most tokens are soon certain. */
#define MIN_GRADIENT 1e-3f

/* Of every weight: the first steps are no longer than their gradients. */
#ifndef INITIAL_SQUARE
#define INITIAL_SQUARE 1.0f
#endif

/* How often in an epoch the weights are taken into their mean. */
#define MEANS_PER_EPOCH 4

/* The mean begins with the last quarter of this epoch. */
#define FIRST_MEAN_EPOCH 1

static void
step_row(float *weights, float *squares, const float *gradient, size_t width, float rate)
{
    for (size_t y = 0; y < width; y++) {
        const float g = gradient[y];

        squares[y] += g * g;
        weights[y] += rate * g / sqrtf(squares[y] + INITIAL_SQUARE);
    }
}

/* One step; its loss. */
static double
step(ng_trainer *t, const ng_train_seq *seq, unsigned without)
{
    const ng_train_set *const set = &t->train;
    const size_t width = t->width;
    const float rate = t->options.rate;
    double loss;

    ng_train_score(t, set, seq, t->weights, without);
    loss = ng_train_gradient(t, set, seq);
    for (uint32_t i = 0; i < seq->n; i++) {
        const ng_train_token *const token = &set->tokens[seq->first + i];
        float *const gradient = t->gradient[i];
        float most = 0;

        for (size_t y = 0; y < width; y++)
            most = fabsf(gradient[y]) > most ? fabsf(gradient[y]) : most;
        if (most < MIN_GRADIENT)
            continue;
        for (size_t y = 0; y < width; y++)
            gradient[y] *= seq->weight;
        for (uint32_t k = 0; k < token->n; k++) {
            const size_t at = (size_t)set->features[token->first + k] * width;

            if (!(set->groups[token->first + k] & without))
                step_row(t->weights + at, t->squares + at, gradient, width, rate);
        }
    }
    for (size_t k = 0; k < NG_N_MOVES && !t->second; k++) {
        for (size_t y = 0; y < width; y++)
            t->move_gradient[k][y] *= seq->weight;
        step_row(t->moves[k], t->move_squares[k], t->move_gradient[k], width, rate);
    }
    return loss;
}

static bool
chance(ng_trainer *t, float p)
{
    return (float)(ng_train_random(t) >> 40) * 0x1p-24f < p;
}

/* The groups of features that a sequence is read without this time. */
static unsigned
draw_without(ng_trainer *t)
{
    const ng_train_options *const o = &t->options;

    return (chance(t, o->drop_word) ? NG_FEATURE_WORD : 0u) |
           (chance(t, o->drop_lexicon) ? NG_FEATURE_LEXICON : 0u) |
           (chance(t, o->drop_rule) ? NG_FEATURE_RULE : 0u) |
           (chance(t, o->drop_doc) ? NG_FEATURE_DOC : 0u);
}

static void
take_mean(ng_trainer *t)
{
    const size_t n = t->features.n * t->width;
    const float share = 1.0f / (float)++t->n_means;

    for (size_t i = 0; i < n; i++)
        t->mean[i] += (t->weights[i] - t->mean[i]) * share;
    for (size_t k = 0; k < NG_N_MOVES; k++) {
        for (size_t y = 0; y < t->width; y++)
            t->mean_moves[k][y] += (t->moves[k][y] - t->mean_moves[k][y]) * share;
    }
}

/* --------------------------------------------------------------- measuring */

typedef struct counts {
    size_t right, found, gold;
} counts;

static void
count_seq(ng_trainer *t, const ng_train_set *set, const ng_train_seq *seq, const uint8_t *path,
          counts *c)
{
    const ng_train_name *const names = set->names + seq->first_name;
    size_t next = 0;

    for (uint32_t i = 0; i < seq->n;) {
        uint32_t stop = i + 1;

        if (path[i] == 0) {
            i++;
            continue;
        }
        while (stop < seq->n && path[stop] > t->n_types)
            stop++;
        while (next < seq->n_names && names[next].first < i)
            next++;
        c->found++;
        if (next < seq->n_names && names[next].first == i && names[next].stop == stop &&
            (names[next].types >> (path[i] - 1) & 1))
            c->right++;
        i = stop;
    }
}

static void
measure(ng_trainer *t, ng_train_progress *p)
{
    counts c = {.gold = t->dev.n_gold};
    uint8_t path[NG_MAX_REGION];

    for (size_t i = 0; i < t->dev.n_seqs; i++) {
        ng_train_score(t, &t->dev, &t->dev.seqs[i], t->mean, 0);
        ng_train_path(t, t->dev.seqs[i].n, t->mean_moves, path);
        count_seq(t, &t->dev, &t->dev.seqs[i], path, &c);
    }
    p->precision = c.found > 0 ? 100.0 * (double)c.right / (double)c.found : 0;
    p->recall = c.gold > 0 ? 100.0 * (double)c.right / (double)c.gold : 0;
    p->f1 = c.right > 0 ? 200.0 * (double)c.right / (double)(c.found + c.gold) : 0;
}

/* ----------------------------------------------------------------- memory */

/* Features that were seen too seldom are taken out of the sequences. */
static void
drop_rare(ng_trainer *t, uint32_t *to)
{
    ng_train_features *const f = &t->features;
    ng_train_set *const sets[] = {&t->train, &t->dev};
    size_t n = 0;

    for (size_t i = 0; i < f->n; i++) {
        to[i] = f->count[i] >= t->options.min_count ? (uint32_t)n : UINT32_MAX;
        if (to[i] != UINT32_MAX) {
            f->key[n] = f->key[i];
            f->count[n++] = f->count[i];
        }
    }
    f->n = n;
    ng_train_rehash(f);
    for (size_t s = 0; s < 2; s++) {
        ng_train_set *const set = sets[s];
        size_t at = 0;

        for (size_t i = 0; i < set->n_tokens; i++) {
            ng_train_token *const token = &set->tokens[i];
            const size_t first = at;

            for (uint32_t k = 0; k < token->n; k++) {
                const uint32_t feature = to[set->features[token->first + k]];

                if (feature != UINT32_MAX) {
                    set->features[at] = feature;
                    set->groups[at++] = set->groups[token->first + k];
                }
            }
            token->first = first;
            token->n = (uint32_t)(at - first);
        }
        set->n_features = at;
    }
}

ng_status
ng_train_make_weights(ng_trainer *t)
{
    const size_t n = t->features.n * t->width;
    float **const arrays[] = {&t->weights, &t->squares, &t->mean, &t->best};

    for (size_t i = 0; i < 4; i++) {
        float *const p = ng_realloc(&t->alloc, *arrays[i], n * sizeof *p + 1);

        if (p == NULL)
            return NG_ERR_MEMORY;
        memset(p, 0, n * sizeof *p);
        *arrays[i] = p;
    }
    t->n_means = 0;
    if (!t->second) {
        memset(t->moves, 0, sizeof t->moves);
        memset(t->move_squares, 0, sizeof t->move_squares);
        memset(t->mean_moves, 0, sizeof t->mean_moves);
    }
    return NG_OK;
}

static void
shuffle(ng_trainer *t, uint32_t *order, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        const size_t k = (size_t)(ng_train_random(t) % i);
        const uint32_t x = order[i - 1];

        order[i - 1] = order[k];
        order[k] = x;
    }
}

static void
keep_best(ng_trainer *t)
{
    memcpy(t->best, t->mean, t->features.n * t->width * sizeof *t->best);
    memcpy(t->best_moves, t->mean_moves, sizeof t->best_moves);
}

static double
run_epoch(ng_trainer *t, uint32_t *order, size_t n, unsigned epoch)
{
    double loss = 0;
    size_t n_tokens = 0;

    shuffle(t, order, n);
    for (size_t i = 0; i < n; i++) {
        const unsigned without = t->second ? 0 : draw_without(t);

        loss += step(t, &t->train.seqs[order[i]], without);
        n_tokens += t->train.seqs[order[i]].n;
        if ((i + 1) * MEANS_PER_EPOCH / n != i * MEANS_PER_EPOCH / n &&
            (epoch > FIRST_MEAN_EPOCH || i + 1 == n))
            take_mean(t);
    }
    return n_tokens > 0 ? loss / (double)n_tokens : 0;
}

void
ng_train_epochs(ng_trainer *t, uint32_t *order, size_t n, unsigned epochs, bool measures,
                bool (*progress)(void *ctx, const ng_train_progress *progress), void *ctx)
{
    double best = -1;
    unsigned n_worse = 0;

    for (unsigned epoch = 1; epoch <= epochs; epoch++) {
        ng_train_progress p = {.epoch = epoch, .epochs = epochs};

        p.loss = run_epoch(t, order, n, epoch);
        if (measures)
            measure(t, &p);
        p.best = !measures || t->dev.n_seqs == 0 || p.f1 > best;
        if (p.best) {
            best = p.f1;
            n_worse = 0;
            keep_best(t);
            if (!t->second && measures)
                t->figures.epochs = epoch;
        } else {
            n_worse++;
        }
        if ((progress != NULL && !progress(ctx, &p)) || n_worse >= t->options.patience)
            break;
    }
}

ng_status
ng_trainer_run(ng_trainer *t, bool (*progress)(void *ctx, const ng_train_progress *progress),
               void *ctx, ng_train_figures *figures, ng_error *error)
{
    ng_status status = NG_OK;
    uint32_t *order, *to;

    if (t->trained || t->second)
        return ng_fail(error, NG_ERR_ARGUMENT, "a trainer trains once");
    t->figures.n_tokens = t->train.n_tokens;
    t->figures.n_names = t->train.n_gold;
    if (t->train.n_gold == 0 || t->train.n_seqs == 0)
        return ng_fail(error, NG_ERR_ARGUMENT, "there is no name in the texts for training");
    if (t->train.n_seqs > UINT32_MAX)
        return ng_fail(error, NG_ERR_ARGUMENT, "too many texts for training");
    to = ng_realloc(&t->alloc, NULL, (t->features.n + 1) * sizeof *to);
    order = ng_realloc(&t->alloc, NULL, t->train.n_seqs * sizeof *order);
    if (to != NULL)
        drop_rare(t, to);
    if (to == NULL || order == NULL || ng_train_make_weights(t) != NG_OK)
        status = NG_ERR_MEMORY;
    if (status == NG_OK) {
        for (size_t i = 0; i < t->train.n_seqs; i++)
            order[i] = (uint32_t)i;
        ng_train_epochs(t, order, t->train.n_seqs, t->options.epochs, true, progress, ctx);
        status = ng_train_votes(t, order);
    }
    if (status == NG_OK) {
        t->trained = true;
        t->figures.n_features = t->features.n;
        status = ng_train_calibrate(t, error);
    }
    ng_free(&t->alloc, to);
    ng_free(&t->alloc, order);
    if (status == NG_OK && figures != NULL)
        *figures = t->figures;
    return status;
}
