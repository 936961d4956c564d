/* The tagger's inner loops with AVX2: the sums stay in registers from row to row. */
#include "dispatch.h"

#if NG_HAS_X86_LEVELS

#include <immintrin.h>

#define NG_TAG_TARGET __attribute__((target("avx2")))
#include "tagger_walk.h"

/* A window is one vector. */
__attribute__((target("avx2,bmi"))) static size_t
find(const ng_model *m, const ng_keys *keys, uint32_t *slots)
{
    size_t n = 0;

    for (size_t i = 0; i < keys->n; i++) {
        const uint32_t home = ng_model_home(keys->key[i], m->n_slots);
        const __m256i check = _mm256_set1_epi16((short)ng_model_check(keys->key[i]));
        const __m256i window = _mm256_loadu_si256((const __m256i *)(const void *)(m->check + home));
        const unsigned hits = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi16(window, check));

        slots[n] = home + _tzcnt_u32(hits) / 2;
        n += hits != 0;
    }
    return n;
}

_Static_assert(NG_MODEL_WINDOW * sizeof(uint16_t) == sizeof(__m256i), "a vector");

/* 16 weights of a row, times its scale. */
NG_TAG_TARGET static inline __m256i
weights(const int8_t *row, __m256i scale)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)row);

    return _mm256_mullo_epi16(_mm256_cvtepi8_epi16(bytes), scale);
}

/* Two vectors of sums: the most that a model of 15 types has. */
NG_TAG_TARGET static void
add_rows_of_32(int16_t *sum, const ng_model *m, const uint32_t *slots, size_t n)
{
    __m256i *const at = (__m256i *)(void *)sum;
    __m256i low = _mm256_loadu_si256(at), high = _mm256_loadu_si256(at + 1);

    for (size_t k = 0; k < n; k++) {
        const int8_t *const row = m->rows + (size_t)slots[k] * 32;
        const __m256i scale = _mm256_set1_epi16((short)m->scale[slots[k]]);

        low = _mm256_adds_epi16(low, weights(row, scale));
        high = _mm256_adds_epi16(high, weights(row + 16, scale));
    }
    _mm256_storeu_si256(at, low);
    _mm256_storeu_si256(at + 1, high);
}

NG_TAG_TARGET static void
add_rows(int16_t *sum, const ng_model *m, const uint32_t *slots, size_t n)
{
    if (m->width == 32) {
        add_rows_of_32(sum, m, slots, n);
        return;
    }
    for (size_t i = 0; i < m->width; i += 16) {
        __m256i *const at = (__m256i *)(void *)(sum + i);
        __m256i v = _mm256_loadu_si256(at);

        for (size_t k = 0; k < n; k++)
            v = _mm256_adds_epi16(v, weights(m->rows + (size_t)slots[k] * m->width + i,
                                             _mm256_set1_epi16((short)m->scale[slots[k]])));
        _mm256_storeu_si256(at, v);
    }
}

NG_TAG_TARGET static void
add_sums(int16_t *sum, const int16_t *other, size_t width)
{
    for (size_t i = 0; i < width; i += 16) {
        __m256i *const at = (__m256i *)(void *)(sum + i);
        const __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(other + i));

        _mm256_storeu_si256(at, _mm256_adds_epi16(_mm256_loadu_si256(at), v));
    }
}

const ng_tag_kernel ng_tag_kernel_avx2 = {find, add_rows, add_sums, walk_ahead, walk_behind};

#else
typedef int ng_no_tagger_avx2;
#endif
