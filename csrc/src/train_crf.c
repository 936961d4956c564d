/*
 * The gradient of a sequence: marginals by forward and backward sums.
 *
 * A label begins a name, goes on with one, or is none; a name goes on only as what it
 * began as, so each step is linear in the labels.  Sums are scaled token by token.
 */
#include "train.h"

#include <math.h>
#include <string.h>

typedef struct sums {
    float psi[NG_MAX_REGION][NG_TRAIN_WIDTH];
    float ahead[NG_MAX_REGION][NG_TRAIN_WIDTH];
    float behind[NG_MAX_REGION][NG_TRAIN_WIDTH];
} sums;

/* exp() of the moves. */
typedef struct move_factors {
    float none[NG_TRAIN_WIDTH], begin[NG_TRAIN_WIDTH];
    float begin_in[NG_TRAIN_WIDTH], inside_in[NG_TRAIN_WIDTH];
} move_factors;

void
ng_train_score(ng_trainer *t, const ng_train_set *set, const ng_train_seq *seq,
               const float *weights, unsigned without)
{
    const size_t width = t->width;

    for (uint32_t i = 0; i < seq->n; i++) {
        const ng_train_token *const token = &set->tokens[seq->first + i];
        float *const score = t->score[i];

        for (size_t y = 0; y < width; y++)
            score[y] = set->base != NULL ? set->base[(seq->first + i) * width + y] : 0;
        for (uint32_t k = 0; k < token->n; k++) {
            const float *row;

            if (set->groups[token->first + k] & without)
                continue;
            row = weights + (size_t)set->features[token->first + k] * width;
            for (size_t y = 0; y < width; y++)
                score[y] += row[y];
        }
    }
}

static void
read_moves(const ng_trainer *t, move_factors *f)
{
    for (uint32_t y = 0; y < t->n_labels; y++) {
        f->none[y] = expf(t->moves[NG_MOVE_TO_NONE][y]);
        f->begin[y] = expf(t->moves[NG_MOVE_TO_BEGIN][y]);
        f->begin_in[y] = expf(t->moves[NG_MOVE_BEGIN_IN][y]);
        f->inside_in[y] = expf(t->moves[NG_MOVE_INSIDE_IN][y]);
    }
}

static bool
normalize(float *row, uint32_t n, double *log_sum)
{
    float sum = 0;

    for (uint32_t y = 0; y < n; y++)
        sum += row[y];
    if (!(sum > 1e-30f))
        return false;
    for (uint32_t y = 0; y < n; y++)
        row[y] /= sum;
    *log_sum += log((double)sum);
    return true;
}

/* Logarithm of the sum over all paths that are allowed; false if there is none. */
static bool
sum_ahead(const ng_trainer *t, sums *s, uint32_t n, const move_factors *f, double *log_sum)
{
    const uint32_t n_types = t->n_types;
    float last = 0;

    for (uint32_t i = 0; i < n; i++) {
        const float *const psi = s->psi[i];
        float *const now = s->ahead[i];
        const float *const before = i > 0 ? s->ahead[i - 1] : NULL;
        float none = 0, begin = 0;

        if (i == 0) {
            none = f->none[0];
            begin = f->begin[0];
        } else {
            for (uint32_t y = 0; y < t->n_labels; y++) {
                none += before[y] * f->none[y];
                begin += before[y] * f->begin[y];
            }
        }
        now[0] = psi[0] * none;
        for (uint32_t k = 1; k <= n_types; k++) {
            const uint32_t in = k + n_types;

            now[k] = psi[k] * begin;
            now[in] = i == 0
                          ? 0
                          : psi[in] * (before[k] * f->begin_in[in] + before[in] * f->inside_in[in]);
        }
        if (!normalize(now, t->n_labels, log_sum))
            return false;
    }
    for (uint32_t y = 0; y < t->n_labels; y++)
        last += s->ahead[n - 1][y] * f->none[y];
    if (!(last > 0))
        return false;
    *log_sum += log((double)last);
    return true;
}

static void
sum_behind(const ng_trainer *t, sums *s, uint32_t n, const move_factors *f)
{
    const uint32_t n_types = t->n_types;
    double unused = 0;

    for (uint32_t y = 0; y < t->n_labels; y++)
        s->behind[n - 1][y] = f->none[y];
    for (uint32_t i = n - 1; i-- > 0;) {
        const float *const psi = s->psi[i + 1], *const next = s->behind[i + 1];
        float *const now = s->behind[i];
        const float none = psi[0] * next[0];
        float begin = 0;

        for (uint32_t k = 1; k <= n_types; k++)
            begin += psi[k] * next[k];
        now[0] = f->none[0] * none + f->begin[0] * begin;
        for (uint32_t k = 1; k <= n_types; k++) {
            const uint32_t in = k + n_types;
            const float on = psi[in] * next[in];

            now[k] = f->none[k] * none + f->begin[k] * begin + f->begin_in[in] * on;
            now[in] = f->none[in] * none + f->begin[in] * begin + f->inside_in[in] * on;
        }
        normalize(now, t->n_labels, &unused);
    }
}

/* Add `sign` times the expected counts to the gradients. */
static void
add_labels(ng_trainer *t, const sums *s, uint32_t n, float sign)
{
    for (uint32_t i = 0; i < n; i++) {
        float p[NG_TRAIN_WIDTH], sum = 0;

        for (uint32_t y = 0; y < t->n_labels; y++) {
            p[y] = s->ahead[i][y] * s->behind[i][y];
            sum += p[y];
        }
        if (!(sum > 0))
            continue;
        for (uint32_t y = 0; y < t->n_labels; y++) {
            const float share = sign * p[y] / sum;

            t->gradient[i][y] += share;
            if (i == n - 1)
                t->move_gradient[NG_MOVE_TO_NONE][y] += share;
            if (i == 0 && y <= t->n_types)
                t->move_gradient[y == 0 ? NG_MOVE_TO_NONE : NG_MOVE_TO_BEGIN][0] += share;
        }
    }
}

static void
add_moves(ng_trainer *t, const sums *s, uint32_t n, const move_factors *f, float sign)
{
    const uint32_t n_types = t->n_types;

    for (uint32_t i = 0; i + 1 < n; i++) {
        const float *const a = s->ahead[i], *const psi = s->psi[i + 1];
        const float *const next = s->behind[i + 1];
        const float none = psi[0] * next[0];
        float begin = 0, sum = 0, scale;

        for (uint32_t k = 1; k <= n_types; k++)
            begin += psi[k] * next[k];
        for (uint32_t y = 0; y < t->n_labels; y++)
            sum += a[y] * (f->none[y] * none + f->begin[y] * begin);
        for (uint32_t k = 1; k <= n_types; k++) {
            const uint32_t in = k + n_types;

            sum += (a[k] * f->begin_in[in] + a[in] * f->inside_in[in]) * psi[in] * next[in];
        }
        if (!(sum > 0))
            continue;
        scale = sign / sum;
        for (uint32_t y = 0; y < t->n_labels; y++) {
            t->move_gradient[NG_MOVE_TO_NONE][y] += scale * a[y] * f->none[y] * none;
            t->move_gradient[NG_MOVE_TO_BEGIN][y] += scale * a[y] * f->begin[y] * begin;
        }
        for (uint32_t k = 1; k <= n_types; k++) {
            const uint32_t in = k + n_types;
            const float on = scale * psi[in] * next[in];

            t->move_gradient[NG_MOVE_BEGIN_IN][in] += on * a[k] * f->begin_in[in];
            t->move_gradient[NG_MOVE_INSIDE_IN][in] += on * a[in] * f->inside_in[in];
        }
    }
}

static void
set_factors(const ng_trainer *t, const ng_train_set *set, const ng_train_seq *seq, sums *s,
            bool gold)
{
    for (uint32_t i = 0; i < seq->n; i++) {
        const uint64_t allowed = gold ? set->tokens[seq->first + i].allowed : ~UINT64_C(0);
        float most = t->score[i][0];

        for (uint32_t y = 1; y < t->n_labels; y++)
            most = t->score[i][y] > most ? t->score[i][y] : most;
        for (uint32_t y = 0; y < t->n_labels; y++)
            s->psi[i][y] = (allowed >> y & 1) ? expf(t->score[i][y] - most) : 0;
    }
}

double
ng_train_gradient(ng_trainer *t, const ng_train_set *set, const ng_train_seq *seq)
{
    const uint32_t n = seq->n;
    double log_gold = 0, log_all = 0;
    move_factors f;
    sums s;

    memset(t->gradient, 0, n * sizeof t->gradient[0]);
    memset(t->move_gradient, 0, sizeof t->move_gradient);
    read_moves(t, &f);
    set_factors(t, set, seq, &s, true);
    if (!sum_ahead(t, &s, n, &f, &log_gold))
        return 0;
    sum_behind(t, &s, n, &f);
    add_labels(t, &s, n, 1);
    add_moves(t, &s, n, &f, 1);
    set_factors(t, set, seq, &s, false);
    if (!sum_ahead(t, &s, n, &f, &log_all)) {
        memset(t->gradient, 0, n * sizeof t->gradient[0]);
        memset(t->move_gradient, 0, sizeof t->move_gradient);
        return 0;
    }
    sum_behind(t, &s, n, &f);
    add_labels(t, &s, n, -1);
    add_moves(t, &s, n, &f, -1);
    return log_all - log_gold;
}

void
ng_train_path(const ng_trainer *t, uint32_t n, float moves[][NG_TRAIN_WIDTH], uint8_t *path)
{
    float ahead[NG_MAX_REGION][NG_TRAIN_WIDTH];
    uint8_t from[NG_MAX_REGION][NG_TRAIN_WIDTH];
    const uint32_t n_types = t->n_types;
    float best = -INFINITY;
    uint8_t y_best = 0;

    for (uint32_t i = 0; i < n; i++) {
        float none = -INFINITY, begin = -INFINITY;
        uint8_t from_none = 0, from_begin = 0;

        for (uint32_t y = 0; y < (i == 0 ? 1 : t->n_labels); y++) {
            const float a = i == 0 ? 0 : ahead[i - 1][y];

            if (a + moves[NG_MOVE_TO_NONE][y] > none) {
                none = a + moves[NG_MOVE_TO_NONE][y];
                from_none = (uint8_t)y;
            }
            if (a + moves[NG_MOVE_TO_BEGIN][y] > begin) {
                begin = a + moves[NG_MOVE_TO_BEGIN][y];
                from_begin = (uint8_t)y;
            }
        }
        ahead[i][0] = t->score[i][0] + none;
        from[i][0] = from_none;
        for (uint32_t k = 1; k <= n_types; k++) {
            const uint32_t in = k + n_types;

            ahead[i][k] = t->score[i][k] + begin;
            from[i][k] = from_begin;
            ahead[i][in] = -INFINITY;
            from[i][in] = (uint8_t)k;
            if (i > 0) {
                const float b = ahead[i - 1][k] + moves[NG_MOVE_BEGIN_IN][in];
                const float on = ahead[i - 1][in] + moves[NG_MOVE_INSIDE_IN][in];

                ahead[i][in] = t->score[i][in] + (on > b ? on : b);
                from[i][in] = (uint8_t)(on > b ? in : k);
            }
        }
    }
    for (uint32_t y = 0; y < t->n_labels; y++) {
        if (ahead[n - 1][y] + moves[NG_MOVE_TO_NONE][y] > best) {
            best = ahead[n - 1][y] + moves[NG_MOVE_TO_NONE][y];
            y_best = (uint8_t)y;
        }
    }
    for (uint32_t i = n; i-- > 0;) {
        path[i] = y_best;
        y_best = from[i][y_best];
    }
}
