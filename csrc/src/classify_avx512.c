/* 64 bytes as bit masks, with AVX-512: one comparison a class. */
#include "dispatch.h"

#if NG_HAS_X86_LEVELS

#include <immintrin.h>

#include "classify.h"

#define NG_BITS_TARGET                                                                             \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

NG_BITS_TARGET static inline __m512i
all(char c)
{
    return _mm512_set1_epi8(c);
}

/* Bytes from first to last, counted without sign. */
NG_BITS_TARGET static inline uint64_t
between(__m512i v, int first, int last)
{
    return _mm512_cmple_epu8_mask(_mm512_sub_epi8(v, all((char)first)), all((char)(last - first)));
}

/* Bit k of each byte. */
#define BIT(v, k) ((uint64_t)_mm512_test_epi8_mask(v, all((char)(1 << (k)))))

NG_BITS_TARGET static inline void
classify(const char *p, size_t n, const char *text_end, ng_byte_masks *m)
{
    /* What is behind the n bytes is masked: such a load does not touch it. */
    const __mmask64 valid = ~(uint64_t)0 >> (64 - n);
    const __m512i v = _mm512_mask_loadu_epi8(all(' '), valid, p);
    const __m512i folded = _mm512_or_si512(v, all(0x20));
    const __mmask64 high = _mm512_movepi8_mask(v);
    /* One look-up finds eight classes. */
    const __m512i a =
        _mm512_maskz_permutex2var_epi8(~high, _mm512_loadu_si512(ng_byte_classes[0]), v,
                                       _mm512_loadu_si512(ng_byte_classes[0] + 64));
    const __m512i b =
        _mm512_maskz_permutex2var_epi8(~high, _mm512_loadu_si512(ng_byte_classes[1]), v,
                                       _mm512_loadu_si512(ng_byte_classes[1] + 64));

    (void)text_end;
    m->space = BIT(a, 0);
    m->letter = BIT(a, 1);
    m->digit = BIT(a, 2);
    m->high = high;
    m->dot = BIT(a, 3);
    m->comma = BIT(a, 4);
    m->hyphen = BIT(a, 5);
    m->apostrophe = BIT(a, 6);
    m->quote = BIT(a, 7);
    m->mark = BIT(b, 0);
    m->colon = BIT(b, 1);
    m->open = BIT(b, 2);
    m->close = BIT(b, 3);
    m->percent = BIT(b, 4);
    m->dollar = BIT(b, 5);
    m->n = BIT(b, 6);
    m->t = BIT(b, 7);
    m->m = _mm512_cmpeq_epi8_mask(folded, all('m'));
    m->s = _mm512_cmpeq_epi8_mask(folded, all('s'));
    m->two = 0;
    if (high != 0) {
        const uint64_t lead = between(v, 0xC3, 0xC9) | between(v, 0xD0, 0xD1);

        m->two = ng_two_byte_letters(
            lead, _mm512_cmpeq_epi8_mask(v, all((char)0xC3)), between(v, 0x80, 0xBF),
            _mm512_cmpeq_epi8_mask(_mm512_or_si512(v, all(0x20)), all((char)0xB7)));
    }
}

#undef BIT

/* Write the tokens that begin and end at the bits behind those of t; gives how
   many.  Whole vectors are written: there is room for 64 tokens more. */
NG_BITS_TARGET static inline size_t
emit(ng_token_columns *t, const char *text, const char *base, uint64_t starts, uint64_t stops)
{
    const __m512i indices = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41,
        40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18,
        17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const size_t n = (size_t)_mm_popcnt_u64(starts);
    const uint32_t from = (uint32_t)(base - text);
    const __m512i low = _mm512_loadu_si512(ng_kind_of_first);
    const __m512i high = _mm512_loadu_si512(ng_kind_of_first + 64);
    __m512i first = _mm512_maskz_compress_epi8(starts, indices);
    __m512i last = _mm512_maskz_compress_epi8(stops, indices);
    /* Only bytes of tokens are read, and the highest start bit bounds them. */
    const __m512i bytes = _mm512_maskz_loadu_epi8(starts, base);
    const __m512i kinds = _mm512_mask_blend_epi8(
        _mm512_movepi8_mask(bytes), _mm512_permutex2var_epi8(low, bytes, high), all(NG_TOKEN_WORD));

    _mm512_storeu_si512(t->kind + t->n, _mm512_maskz_compress_epi8(starts, kinds));
    for (size_t i = 0; i < n; i += 16) {
        _mm512_storeu_si512(t->start + t->n + i,
                            _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(first)),
                                             _mm512_set1_epi32((int)from)));
        _mm512_storeu_si512(t->stop + t->n + i,
                            _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(last)),
                                             _mm512_set1_epi32((int)from + 1)));
        first = _mm512_shuffle_i64x2(first, first, 0x39);
        last = _mm512_shuffle_i64x2(last, last, 0x39);
    }
    return n;
}

#define NG_BITS_CLASSIFY classify
#define NG_BITS_EMIT emit
#include "token_bits.h"

NG_BITS_TARGET ng_status
ng_token_bits_avx512(ng_scanner *s, const char *begin, const char *end)
{
    return scan_region_bits(s, begin, end);
}

#else
typedef int ng_no_avx512;
#endif
