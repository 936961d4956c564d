/*
 * Sixty-four bytes of text as bit masks: bit i stands for byte i.  What lines
 * are counted by (words, capitals, ends of sentences) is then a few operations
 * on whole words of the machine instead of a branch for each character.
 */
#ifndef NG_LINES_BITS_H
#define NG_LINES_BITS_H

#include "bits.h"

#include <string.h>

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>
#define NG_X86 1
/* What processors have from 2013 on. */
#define NG_TARGET_AVX2 __attribute__((target("popcnt,bmi,bmi2,lzcnt,avx2")))
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

/* The bits of `through` that are seeds, or that only bits of `through` part from
   a seed below them: the carry of an addition runs along them. */
NG_ALWAYS_INLINE uint64_t
ng_flood_up(uint64_t seeds, uint64_t through)
{
    seeds &= through;
    return (((seeds + through) ^ through) | seeds) & through;
}

/* The ASCII characters of 64 bytes by their classes. */
typedef struct ng_ascii_bits {
    uint64_t upper, lower, digit, space, line_break;
    uint64_t stop;  /* full stops */
    uint64_t plain; /* commas and hyphens */
    uint64_t quote; /* straight quotation marks and apostrophes */
    uint64_t high;  /* not ASCII */
} ng_ascii_bits;

/* The portable way, and the reference for the other one. */
NG_ALWAYS_INLINE uint64_t
ng_bits_in_range(uint64_t x, unsigned from, unsigned to)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), top = ones << 7;
    const uint64_t low = x & ~top;
    const uint64_t in = (low + ones * (0x80 - from)) & ~(low + ones * (0x7F - to)) & ~x & top;

    /* The top bits of eight bytes are gathered in the highest byte. */
    return in * UINT64_C(0x0002040810204081) >> 56;
}

NG_ALWAYS_INLINE uint64_t
ng_bits_not_ascii(uint64_t x)
{
    return (x & UINT64_C(0x8080808080808080)) * UINT64_C(0x0002040810204081) >> 56;
}

NG_ALWAYS_INLINE void
ng_ascii_bits_portable(const char *p, ng_ascii_bits *bits)
{
    memset(bits, 0, sizeof *bits);
    for (unsigned i = 0; i < 64; i += 8) {
        const uint64_t x = ng_load_8(p + i);

        bits->upper |= ng_bits_in_range(x, 'A', 'Z') << i;
        bits->lower |= ng_bits_in_range(x, 'a', 'z') << i;
        bits->digit |= ng_bits_in_range(x, '0', '9') << i;
        bits->space |= (ng_bits_in_range(x, ' ', ' ') | ng_bits_in_range(x, '\t', '\t')) << i;
        bits->line_break |= ng_bits_in_range(x, '\n', '\r') << i;
        bits->stop |= ng_bits_in_range(x, '.', '.') << i;
        bits->plain |= ng_bits_in_range(x, ',', '-') << i;
        bits->quote |= (ng_bits_in_range(x, '"', '"') | ng_bits_in_range(x, '\'', '\'')) << i;
        bits->high |= ng_bits_not_ascii(x) << i;
    }
}

#if defined(__SSE2__)
NG_ALWAYS_INLINE uint64_t
ng_sse2_bits(__m128i x)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(x);
}

NG_ALWAYS_INLINE uint64_t
ng_sse2_in_range(__m128i x, int from, int to)
{
    /* Signed comparison, so the range is moved down to the least values. */
    const __m128i moved = _mm_add_epi8(x, _mm_set1_epi8((char)(-128 - from)));

    return ng_sse2_bits(_mm_cmplt_epi8(moved, _mm_set1_epi8((char)(-128 + to - from + 1))));
}

NG_ALWAYS_INLINE void
ng_ascii_bits_sse2(const char *p, ng_ascii_bits *bits)
{
    memset(bits, 0, sizeof *bits);
    for (unsigned i = 0; i < 64; i += 16) {
        const __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        const __m128i space = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8(' ')),
                                           _mm_cmpeq_epi8(x, _mm_set1_epi8('\t')));

        bits->upper |= ng_sse2_in_range(x, 'A', 'Z') << i;
        bits->lower |= ng_sse2_in_range(x, 'a', 'z') << i;
        bits->digit |= ng_sse2_in_range(x, '0', '9') << i;
        bits->space |= ng_sse2_bits(space) << i;
        bits->line_break |= ng_sse2_in_range(x, '\n', '\r') << i;
        bits->stop |= ng_sse2_bits(_mm_cmpeq_epi8(x, _mm_set1_epi8('.'))) << i;
        bits->plain |= ng_sse2_in_range(x, ',', '-') << i;
        bits->quote |= ng_sse2_bits(_mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')),
                                                 _mm_cmpeq_epi8(x, _mm_set1_epi8('\''))))
                       << i;
        bits->high |= ng_sse2_bits(x) << i;
    }
}
#endif

#if defined(NG_X86)
NG_TARGET_AVX2 NG_ALWAYS_INLINE uint64_t
ng_avx2_bits(__m256i x)
{
    return (uint64_t)(unsigned)_mm256_movemask_epi8(x);
}

NG_TARGET_AVX2 NG_ALWAYS_INLINE __m256i
ng_avx2_equal(__m256i x, char c)
{
    return _mm256_cmpeq_epi8(x, _mm256_set1_epi8(c));
}

NG_TARGET_AVX2 NG_ALWAYS_INLINE uint64_t
ng_avx2_in_range(__m256i x, int from, int to)
{
    const __m256i moved = _mm256_add_epi8(x, _mm256_set1_epi8((char)(-128 - from)));

    return ng_avx2_bits(_mm256_cmpgt_epi8(_mm256_set1_epi8((char)(-128 + to - from + 1)), moved));
}

NG_TARGET_AVX2 NG_ALWAYS_INLINE uint64_t
ng_avx2_either(__m256i x, char a, char b)
{
    return ng_avx2_bits(_mm256_or_si256(ng_avx2_equal(x, a), ng_avx2_equal(x, b)));
}

NG_TARGET_AVX2 NG_ALWAYS_INLINE void
ng_ascii_bits_avx2(const char *p, ng_ascii_bits *bits)
{
    const __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)p);
    const __m256i y = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));

    bits->upper = ng_avx2_in_range(x, 'A', 'Z') | ng_avx2_in_range(y, 'A', 'Z') << 32;
    bits->lower = ng_avx2_in_range(x, 'a', 'z') | ng_avx2_in_range(y, 'a', 'z') << 32;
    bits->digit = ng_avx2_in_range(x, '0', '9') | ng_avx2_in_range(y, '0', '9') << 32;
    bits->space = ng_avx2_either(x, ' ', '\t') | ng_avx2_either(y, ' ', '\t') << 32;
    bits->line_break = ng_avx2_in_range(x, '\n', '\r') | ng_avx2_in_range(y, '\n', '\r') << 32;
    bits->stop = ng_avx2_bits(ng_avx2_equal(x, '.')) | ng_avx2_bits(ng_avx2_equal(y, '.')) << 32;
    bits->plain = ng_avx2_in_range(x, ',', '-') | ng_avx2_in_range(y, ',', '-') << 32;
    bits->quote = ng_avx2_either(x, '"', '\'') | ng_avx2_either(y, '"', '\'') << 32;
    bits->high = ng_avx2_bits(x) | ng_avx2_bits(y) << 32;
}
#endif

/* The letters, digits and what is not ASCII of 64 bytes; the last also by itself. */
NG_ALWAYS_INLINE uint64_t
ng_word_bits_of(const char *p, uint64_t *high)
{
#if defined(__SSE2__)
    uint64_t word = 0;

    *high = 0;
    for (unsigned i = 0; i < 64; i += 16) {
        const __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        const __m128i letter = _mm_cmplt_epi8(
            _mm_add_epi8(_mm_or_si128(x, _mm_set1_epi8(0x20)), _mm_set1_epi8((char)(-128 - 'a'))),
            _mm_set1_epi8(-128 + 26));
        const __m128i digit = _mm_cmplt_epi8(_mm_add_epi8(x, _mm_set1_epi8((char)(-128 - '0'))),
                                             _mm_set1_epi8(-128 + 10));

        word |= ng_sse2_bits(_mm_or_si128(_mm_or_si128(letter, digit), x)) << i;
        *high |= ng_sse2_bits(x) << i;
    }
    return word;
#else
    ng_ascii_bits ascii;

    ng_ascii_bits_portable(p, &ascii);
    *high = ascii.high;
    return ascii.upper | ascii.lower | ascii.digit | ascii.high;
#endif
}

#if defined(NG_X86)
NG_TARGET_AVX2 NG_ALWAYS_INLINE uint64_t
ng_word_bits_avx2(const char *p, uint64_t *high)
{
    uint64_t word = 0;

    *high = 0;
    for (unsigned i = 0; i < 64; i += 32) {
        const __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(p + i));
        const __m256i letter = _mm256_cmpgt_epi8(
            _mm256_set1_epi8(-128 + 26), _mm256_add_epi8(_mm256_or_si256(x, _mm256_set1_epi8(0x20)),
                                                         _mm256_set1_epi8((char)(-128 - 'a'))));
        const __m256i digit = _mm256_cmpgt_epi8(
            _mm256_set1_epi8(-128 + 10), _mm256_add_epi8(x, _mm256_set1_epi8((char)(-128 - '0'))));

        word |= ng_avx2_bits(_mm256_or_si256(_mm256_or_si256(letter, digit), x)) << i;
        *high |= ng_avx2_bits(x) << i;
    }
    return word;
}
#endif

/* Where the 64 bytes at p are c. */
NG_ALWAYS_INLINE uint64_t
ng_bits_equal(const char *p, char c)
{
    uint64_t bits = 0;

#if defined(__SSE2__)
    for (unsigned i = 0; i < 64; i += 16)
        bits |= ng_sse2_bits(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + i)),
                                            _mm_set1_epi8(c)))
                << i;
#else
    for (unsigned i = 0; i < 64; i += 8)
        bits |= ng_bits_in_range(ng_load_8(p + i), (unsigned char)c, (unsigned char)c) << i;
#endif
    return bits;
}

NG_ALWAYS_INLINE void
ng_ascii_bits_of(const char *p, ng_ascii_bits *bits)
{
#if defined(__SSE2__)
    ng_ascii_bits_sse2(p, bits);
#else
    ng_ascii_bits_portable(p, bits);
#endif
}

#endif
