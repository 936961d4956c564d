/* The bitmap tokenizer with AVX2: four windows side by side. */
#include "dispatch.h"

#if NG_HAS_X86_LEVELS

#include <immintrin.h>

#define NG_BITS_LANES 4
#define NG_BITS_TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

#include "token_lanes.h"

/* Bit i: byte i of the 32 at p is a space or ends a line. */
NG_BITS_TARGET static inline uint32_t
spaces(const char *p)
{
    const __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)p);

    return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(
        _mm256_cmpeq_epi8(v, _mm256_set1_epi8(' ')), _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n'))));
}

/*
 * Bytes 8 i + k of two windows, as byte i of what belongs to column k: element j of `out`
 * has columns 2 j and 2 j + 1 of the window at a, then those of the one at b.
 */
NG_BITS_TARGET static inline void
columns(const char *a, const char *b, __m256i *out)
{
    const __m256i rows = _mm256_setr_epi8(0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15, 0,
                                          8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
    __m256i x[4], low[2], high[2];

    for (unsigned i = 0; i < 4; i++) {
        const __m128i of_a = _mm_loadu_si128((const __m128i *)(const void *)(a + 16 * i));
        const __m128i of_b = _mm_loadu_si128((const __m128i *)(const void *)(b + 16 * i));

        x[i] = _mm256_shuffle_epi8(_mm256_inserti128_si256(_mm256_castsi128_si256(of_a), of_b, 1),
                                   rows);
    }
    for (unsigned i = 0; i < 2; i++) {
        low[i] = _mm256_unpacklo_epi16(x[2 * i], x[2 * i + 1]);
        high[i] = _mm256_unpackhi_epi16(x[2 * i], x[2 * i + 1]);
    }
    out[0] = _mm256_unpacklo_epi32(low[0], low[1]);
    out[1] = _mm256_unpackhi_epi32(low[0], low[1]);
    out[2] = _mm256_unpacklo_epi32(high[0], high[1]);
    out[3] = _mm256_unpackhi_epi32(high[0], high[1]);
}

/* As slice_any(), with shuffles in place of its first half. */
NG_BITS_TARGET static inline void
slice(const char *const *from, slices *out)
{
    __m256i a[4], b[4];

    columns(from[0], from[2], a);
    columns(from[1], from[3], b);
    for (unsigned i = 0; i < 4; i++) {
        out->of[2 * i] = (bits)_mm256_unpacklo_epi64(a[i], b[i]);
        out->of[2 * i + 1] = (bits)_mm256_unpackhi_epi64(a[i], b[i]);
    }
    slice_bytes(out->of);
}

#define NG_BITS_SPACES spaces
#define NG_BITS_SLICE slice
#define NG_BITS_LOWEST(x) ((unsigned)_tzcnt_u64(x)) /* 64 for none */
#include "token_bits.h"

NG_BITS_TARGET ng_status
ng_token_bits_avx2(ng_scanner *s, const char *begin, const char *end)
{
    return scan_region_bits(s, begin, end);
}

#else
typedef int ng_no_avx2;
#endif
