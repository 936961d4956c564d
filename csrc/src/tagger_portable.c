/* The tagger's inner loops in plain C: the reference. */
#define NG_TAG_TARGET
#include "tagger_walk.h"

static int16_t
saturate(int v)
{
    return (int16_t)(v > INT16_MAX ? INT16_MAX : v < INT16_MIN ? INT16_MIN : v);
}

static size_t
find(const ng_model *m, const ng_keys *keys, uint32_t *slots)
{
    size_t n = 0;

    for (size_t i = 0; i < keys->n; i++) {
        const uint32_t home = ng_model_home(keys->key[i], m->n_slots);
        const uint16_t check = ng_model_check(keys->key[i]);
        uint32_t k = 0;

        while (k < NG_MODEL_WINDOW && m->check[home + k] != check)
            k++;
        if (k < NG_MODEL_WINDOW)
            slots[n++] = home + k;
    }
    return n;
}

static void
add_rows(int16_t *sum, const ng_model *m, const uint32_t *slots, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const int8_t *const row = m->rows + (size_t)slots[k] * m->width;
        const int scale = m->scale[slots[k]];

        for (size_t i = 0; i < m->width; i++)
            sum[i] = saturate(sum[i] + row[i] * scale);
    }
}

static void
add_sums(int16_t *sum, const int16_t *other, size_t width)
{
    for (size_t i = 0; i < width; i++)
        sum[i] = saturate(sum[i] + other[i]);
}

const ng_tag_kernel ng_tag_kernel_portable = {find, add_rows, add_sums, walk_ahead, walk_behind};
