/* The bitmap tokenizer with AVX-512: eight windows side by side. */
#include "dispatch.h"

#if NG_HAS_X86_LEVELS

#include <immintrin.h>

#define NG_BITS_LANES 8
#define NG_BITS_TARGET                                                                             \
    __attribute__((                                                                                \
        target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni,bmi,bmi2,lzcnt,popcnt")))

#include "token_lanes.h"

/* Bit i: byte i of the 32 at p is a space or ends a line. */
NG_BITS_TARGET static inline uint32_t
spaces(const char *p)
{
    const __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)p);

    return _mm256_cmpeq_epi8_mask(v, _mm256_set1_epi8(' ')) |
           _mm256_cmpeq_epi8_mask(v, _mm256_set1_epi8('\n'));
}

/* The slices of one window, slice k in element k. */
NG_BITS_TARGET static inline __m512i
slice_one(const char *p)
{
    /* Byte 8 k + i of what is wanted is byte 8 i + k. */
    const __m512i order = _mm512_set_epi8(
        63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5,
        60, 52, 44, 36, 28, 20, 12, 4, 59, 51, 43, 35, 27, 19, 11, 3, 58, 50, 42, 34, 26, 18, 10, 2,
        57, 49, 41, 33, 25, 17, 9, 1, 56, 48, 40, 32, 24, 16, 8, 0);
    const __m512i unit = _mm512_set1_epi64((long long)0x8040201008040201u);

    /* A product with the unit matrix transposes 8 x 8 bits; the instruction numbers rows
       from the last byte. */
    const __m512i rows = _mm512_shuffle_epi8(
        _mm512_loadu_si512((const void *)p),
        _mm512_broadcast_i32x4(_mm_set_epi8(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)));

    return _mm512_permutexvar_epi8(order, _mm512_gf2p8affine_epi64_epi8(unit, rows, 0));
}

NG_BITS_TARGET static inline void
slice(const char *const *from, slices *out)
{
    __m512i x[8], y[8];

    for (unsigned i = 0; i < 8; i++)
        x[i] = slice_one(from[i]);
    /* 8 x 8 integers transposed: by pairs, then by fours, then by halves. */
    for (unsigned i = 0; i < 8; i += 2) {
        y[i] = _mm512_unpacklo_epi64(x[i], x[i + 1]);
        y[i + 1] = _mm512_unpackhi_epi64(x[i], x[i + 1]);
    }
    for (unsigned i = 0; i < 2; i++) {
        const __m512i a = _mm512_shuffle_i64x2(y[i], y[i + 2], 0x88);
        const __m512i b = _mm512_shuffle_i64x2(y[i], y[i + 2], 0xDD);
        const __m512i c = _mm512_shuffle_i64x2(y[i + 4], y[i + 6], 0x88);
        const __m512i d = _mm512_shuffle_i64x2(y[i + 4], y[i + 6], 0xDD);

        out->of[i] = (bits)_mm512_shuffle_i64x2(a, c, 0x88);
        out->of[i + 2] = (bits)_mm512_shuffle_i64x2(b, d, 0x88);
        out->of[i + 4] = (bits)_mm512_shuffle_i64x2(a, c, 0xDD);
        out->of[i + 6] = (bits)_mm512_shuffle_i64x2(b, d, 0xDD);
    }
}

/* The numbers of the bits. */
NG_BITS_TARGET static inline __m512i
numbers(uint64_t of)
{
    return _mm512_maskz_compress_epi8(
        of, _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46,
                            45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28,
                            27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10,
                            9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
}

/* As emit() of token_bits.h, with the flags.  Whole vectors are written: there is room for
   64 tokens more. */
NG_BITS_TARGET static inline void
emit_vectors(ng_token_columns *t, uint32_t from, const char *base, const window *w, uint64_t starts,
             uint64_t stops)
{
    const size_t n = (size_t)_mm_popcnt_u64(starts);
    const __m512i low = _mm512_loadu_si512(ng_kind_of_first);
    const __m512i high = _mm512_loadu_si512(ng_kind_of_first + 64);
    uint32_t *const start = t->start + t->n;
    uint32_t *const stop = t->stop + t->n;
    __m512i first = numbers(starts), last = numbers(stops);
    /* Only bytes of tokens are read, and the highest start bit bounds them. */
    const __m512i bytes = _mm512_maskz_loadu_epi8(starts, base);
    __m512i kinds = _mm512_permutex2var_epi8(low, bytes, high);

#define SET_KIND(mask, kind)                                                                       \
    kinds = _mm512_mask_blend_epi8(mask, kinds, _mm512_set1_epi8(NG_TOKEN_##kind))
    if (w->wide != 0) {
        SET_KIND(w->wide, WORD);
        SET_KIND(w->symbol, SYMBOL);
        SET_KIND(w->closes, QUOTE_CLOSE);
        SET_KIND(w->dash, DASH);
        SET_KIND(w->punct, PUNCT);
    }
    SET_KIND(w->clitic, CLITIC);
    SET_KIND(w->opens, QUOTE_OPEN);
#undef SET_KIND
    _mm512_storeu_si512(t->kind + t->n, _mm512_maskz_compress_epi8(starts, kinds));
    _mm512_storeu_si512(t->flags + t->n,
                        _mm512_maskz_compress_epi8(
                            stops, _mm512_maskz_set1_epi8(w->space >> 1, NG_TOKEN_SPACE_AFTER)));
    for (size_t i = 0; i < n; i += 16) {
        _mm512_storeu_si512(start + i,
                            _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(first)),
                                             _mm512_set1_epi32((int)from)));
        _mm512_storeu_si512(stop + i,
                            _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(last)),
                                             _mm512_set1_epi32((int)from + 1)));
        first = _mm512_shuffle_i64x2(first, first, 0x39);
        last = _mm512_shuffle_i64x2(last, last, 0x39);
    }
    t->n += n;
}

#define NG_BITS_SPACES spaces
#define NG_BITS_SLICE slice
#define NG_BITS_EMIT emit_vectors
#define NG_BITS_FILL_FLAGS(t, first) ((void)(t), (void)(first))
#include "token_bits.h"

NG_BITS_TARGET ng_status
ng_token_bits_avx512(ng_scanner *s, const char *begin, const char *end)
{
    return scan_region_bits(s, begin, end);
}

#else
typedef int ng_no_avx512;
#endif
