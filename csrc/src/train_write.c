/* From weights to a model: the heaviest rows, rounded; and how far to trust it. */
#include "train.h"
#include "memory.h"
#include "tagger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct ranked {
    float weight;
    uint32_t feature;
} ranked;

static int
compare_ranked(const void *a, const void *b)
{
    const ranked *const x = a, *const y = b;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->feature < y->feature ? -1 : x->feature > y->feature;
}

/* Rows with a weight that is not rounded away, the heaviest first. */
static ranked *
rank_rows(const ng_trainer *t, size_t *n)
{
    ranked *const r = ng_realloc(&t->alloc, NULL, (t->features.n + 1) * sizeof *r);

    *n = 0;
    if (r == NULL)
        return NULL;
    for (size_t i = 0; i < t->features.n; i++) {
        const float *const row = t->best + i * t->width;
        float most = 0, sum = 0;

        for (uint32_t y = 0; y < t->n_labels; y++) {
            most = fabsf(row[y]) > most ? fabsf(row[y]) : most;
            sum += row[y] * row[y];
        }
        if (most * NG_MODEL_UNIT >= 0.5f)
            r[(*n)++] = (ranked){sum * sqrtf((float)t->features.count[i]), (uint32_t)i};
    }
    qsort(r, *n, sizeof *r, compare_ranked);
    if (*n > t->options.max_rows)
        *n = t->options.max_rows;
    return r;
}

/* A row as small numbers and what they are multiplied by. */
static uint8_t
round_row(const float *row, size_t width, int8_t *out)
{
    float most = 0;
    long scale;

    for (size_t y = 0; y < width; y++)
        most = fabsf(row[y]) > most ? fabsf(row[y]) : most;
    scale = (long)ceilf(most * NG_MODEL_UNIT / 127);
    scale = scale < 1 ? 1 : scale > 255 ? 255 : scale;
    for (size_t y = 0; y < width; y++) {
        const long q = lroundf(row[y] * NG_MODEL_UNIT / (float)scale);

        out[y] = (int8_t)(q > 127 ? 127 : q < -127 ? -127 : q);
    }
    return (uint8_t)scale;
}

ng_status
ng_train_encode(ng_trainer *t, const char *metadata, size_t n_metadata, const char *path,
                void **bytes, size_t *n_bytes, ng_error *error)
{
    int16_t moves[NG_N_MOVES * NG_TRAIN_WIDTH];
    size_t n;
    ranked *const r = rank_rows(t, &n);
    uint64_t *const keys = ng_realloc(&t->alloc, NULL, (n + 1) * sizeof *keys);
    uint8_t *const scale = ng_realloc(&t->alloc, NULL, n + 1);
    int8_t *const rows = ng_realloc(&t->alloc, NULL, n * t->width + 1);
    ng_status status = NG_ERR_MEMORY;

    if (r != NULL && keys != NULL && scale != NULL && rows != NULL) {
        for (size_t i = 0; i < n; i++) {
            keys[i] = t->features.key[r[i].feature];
            scale[i] =
                round_row(t->best + (size_t)r[i].feature * t->width, t->width, rows + i * t->width);
        }
        for (size_t k = 0; k < NG_N_MOVES; k++) {
            for (size_t y = 0; y < t->width; y++) {
                const long q = lroundf(t->best_moves[k][y] * NG_MODEL_UNIT);

                moves[k * t->width + y] = (int16_t)(q > INT16_MAX   ? INT16_MAX
                                                    : q < INT16_MIN ? INT16_MIN
                                                                    : q);
            }
        }
        t->figures.n_rows = n;
        status = ng_model_write(&(ng_model_parts){.n_types = t->n_types,
                                                  .everywhere = t->options.everywhere,
                                                  .width = t->width,
                                                  .type_names = t->labels->name,
                                                  .keys = keys,
                                                  .scale = scale,
                                                  .rows = rows,
                                                  .n_rows = n,
                                                  .moves = moves,
                                                  .conf = t->conf,
                                                  .metadata = metadata,
                                                  .n_metadata = n_metadata},
                                path, &t->alloc, bytes, n_bytes, error);
    }
    ng_free(&t->alloc, r);
    ng_free(&t->alloc, keys);
    ng_free(&t->alloc, scale);
    ng_free(&t->alloc, rows);
    return status;
}

ng_status
ng_trainer_write(ng_trainer *t, const char *metadata, size_t metadata_len, const char *path,
                 ng_error *error)
{
    if (!t->trained)
        return ng_fail(error, NG_ERR_ARGUMENT, "nothing was trained");
    return ng_train_encode(t, metadata, metadata_len, path, NULL, NULL, error);
}

/* ------------------------------------------------------------ confidences */

typedef struct bins {
    size_t n[NG_MODEL_N_CONF], right[NG_MODEL_N_CONF];
    size_t n_found, n_right;
} bins;

/* Whether the mention is a name of the text. */
static bool
is_right(const ng_trainer *t, const ng_train_dev *d, uint32_t start, uint32_t stop, unsigned type)
{
    (void)t;
    for (size_t low = 0, high = d->n_spans; low < high;) {
        const size_t middle = low + (high - low) / 2;
        const ng_train_span *const s = &d->spans[middle];

        if (s->start == start)
            return (s->stop == stop || s->stop == (size_t)stop + 1) && (s->types >> type & 1);
        if (s->start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static ng_status
count_dev(ng_trainer *t, const ng_model *model, const ng_train_dev *d, bins *b)
{
    ng_doc *const doc = t->doc;
    ng_status status;

    ng_doc_reset(doc, d->text, d->n_bytes);
    status = ng_pipeline_run(&t->rules, doc, NG_NAME_STAGES);
    if (status == NG_OK)
        status = ng_tagger_read(&t->rules, doc, model);
    if (status != NG_OK)
        return status;
    for (size_t i = 0; i < doc->tag_scratch->n_spans; i++) {
        const ng_tag_span *const s = &doc->tag_scratch->spans[i];
        const uint32_t start = doc->tokens.start[s->first_token];
        const uint32_t stop = doc->tokens.stop[s->stop_token - 1];
        const int32_t bin = s->margin / NG_MODEL_CONF_STEP;
        const size_t k = bin < 0 ? 0 : bin < NG_MODEL_N_CONF ? (size_t)bin : NG_MODEL_N_CONF - 1;

        if (!ng_train_is_checked(d->checked, d->n_checked, d->all, start, stop) ||
            !(d->types >> s->type & 1))
            continue;
        b->n[k]++;
        b->n_found++;
        if (is_right(t, d, start, stop, s->type)) {
            b->right[k]++;
            b->n_right++;
        }
    }
    return NG_OK;
}

/* A share for each bin, drawn towards a logistic curve where the bin has few names,
   then made to rise. */
static void
set_conf(ng_trainer *t, const bins *b)
{
    const double prior = 20;

    for (size_t i = 0; i < NG_MODEL_N_CONF; i++) {
        const double margin = ((double)i + 0.5) * NG_MODEL_CONF_STEP / NG_MODEL_UNIT;
        const double curve = 1 / (1 + exp(-margin));

        t->conf[i] = (float)(((double)b->right[i] + prior * curve) / ((double)b->n[i] + prior));
        if (i > 0 && t->conf[i] < t->conf[i - 1])
            t->conf[i] = t->conf[i - 1];
        if (t->conf[i] > 0.999f)
            t->conf[i] = 0.999f;
    }
}

ng_status
ng_train_calibrate(ng_trainer *t, ng_error *error)
{
    ng_train_figures *const f = &t->figures;
    ng_model *model = NULL;
    void *bytes = NULL;
    size_t n_bytes = 0;
    bins b = {{0}, {0}, 0, 0};
    ng_status status;

    set_conf(t, &b);
    status = ng_train_encode(t, "", 0, NULL, &bytes, &n_bytes, error);
    if (status == NG_OK && t->n_devs > 0)
        status = ng_model_open_memory(bytes, n_bytes, &t->alloc, &model, error);
    for (size_t i = 0; i < t->n_devs && status == NG_OK; i++)
        status = count_dev(t, model, &t->devs[i], &b);
    if (status == NG_OK) {
        set_conf(t, &b);
        f->precision = b.n_found > 0 ? 100.0 * (double)b.n_right / (double)b.n_found : 0;
        f->recall = t->dev.n_gold > 0 ? 100.0 * (double)b.n_right / (double)t->dev.n_gold : 0;
        f->f1 = b.n_right > 0 ? 200.0 * (double)b.n_right / (double)(b.n_found + t->dev.n_gold) : 0;
    }
    ng_model_free(model);
    ng_free(&t->alloc, bytes);
    return status;
}
