/* Counters of lines (lines_window.h) for each set of instructions but AVX-512. */
#include "lines_count.h"

/* GCC at -O3 would gather pairs of masks, which are made and used one by one, in vector registers
   and take them apart again: a fifth of the time of the whole block stage. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-tree-slp-vectorize")
#endif

#include "dispatch.h"
#include "lines_window.h"

/* What the classes of lines_bits.h leave over is unknown. */
NG_ALWAYS_INLINE void
look_of(const ng_ascii_bits *ascii, look_bits *b)
{
    b->upper = ascii->upper;
    b->lower = ascii->lower;
    b->digit = ascii->digit;
    b->space = ascii->space;
    b->line_break = ascii->line_break;
    b->final = ascii->stop;
    b->open = 0;
    b->close = ascii->quote;
    b->more = 0;
    b->flags = 0;
    b->unknown = ~(ascii->upper | ascii->lower | ascii->digit | ascii->space | ascii->line_break |
                   ascii->stop | ascii->plain | ascii->quote);
}

/* Where a hint or a credit may begin: anywhere, to who has no quick way to tell. */
NG_ALWAYS_INLINE void
begins_anywhere(window *w)
{
    w->hint_like = w->credit_like = ~UINT64_C(0);
}

NG_ALWAYS_INLINE void
look_portable(const char *p, look_bits *b)
{
    ng_ascii_bits ascii;

    ng_ascii_bits_portable(p, &ascii);
    look_of(&ascii, b);
}

static const char *
count_line_portable(ng_line_counts *k, const char *p, const char *end)
{
    return count_line(k, p, end, look_portable, begins_anywhere, function_stops);
}

#if defined(__SSE2__)
NG_ALWAYS_INLINE void
look_sse2(const char *p, look_bits *b)
{
    ng_ascii_bits ascii;

    ng_ascii_bits_sse2(p, &ascii);
    look_of(&ascii, b);
}

static const char *
count_line_sse2(ng_line_counts *k, const char *p, const char *end)
{
    return count_line(k, p, end, look_sse2, begins_anywhere, function_stops);
}
#endif

#if defined(NG_X86)
/* The groups of words that have the halves of each of 32 bytes at that place. */
NG_TARGET_AVX2 NG_ALWAYS_INLINE __m256i
groups_avx2(const char *p, unsigned place)
{
    const __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(p + place));
    const __m256i low = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)word_nibbles[2 * place]));
    const __m256i high = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)word_nibbles[2 * place + 1]));
    const __m256i half = _mm256_set1_epi8(15);

    return _mm256_and_si256(
        _mm256_shuffle_epi8(low, _mm256_and_si256(x, half)),
        _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(x, 4), half)));
}

/* By the first three letters, with few too many. */
NG_TARGET_AVX2 NG_ALWAYS_INLINE void
begins_avx2(window *w)
{
    const __m256i zero = _mm256_setzero_si256(), hints = _mm256_set1_epi8(15);
    uint64_t no_hint = 0, no_credit = 0;

    for (unsigned i = 0; i < WINDOW; i += 32) {
        const __m256i groups =
            _mm256_and_si256(_mm256_and_si256(groups_avx2(w->p + i, 0), groups_avx2(w->p + i, 1)),
                             groups_avx2(w->p + i, 2));

        no_hint |= ng_avx2_bits(_mm256_cmpeq_epi8(_mm256_and_si256(groups, hints), zero)) << i;
        no_credit |= ng_avx2_bits(_mm256_cmpeq_epi8(_mm256_andnot_si256(hints, groups), zero)) << i;
    }
    w->hint_like = ~no_hint;
    w->credit_like = ~no_credit;
}

NG_TARGET_AVX2 NG_ALWAYS_INLINE void
look_avx2(const char *p, look_bits *b)
{
    ng_ascii_bits ascii;

    ng_ascii_bits_avx2(p, &ascii);
    look_of(&ascii, b);
}

NG_TARGET_AVX2 static const char *
count_line_avx2(ng_line_counts *k, const char *p, const char *end)
{
    return count_line(k, p, end, look_avx2, begins_avx2, function_stops);
}
#endif

ng_line_counter
ng_line_counter_of(ng_line_level level)
{
#if defined(NG_X86)
    /* Every processor with AVX2 has POPCNT and LZCNT. */
    if (level == NG_LINE_BEST && ng_cpu_current() == NG_CPU_AVX512)
        return ng_count_line_avx512;
    if (level == NG_LINE_BEST && ng_cpu_current() >= NG_CPU_AVX2)
        return count_line_avx2;
#endif
#if defined(__SSE2__)
    if (level != NG_LINE_PORTABLE)
        return count_line_sse2;
#endif
    (void)level;
    return count_line_portable;
}
