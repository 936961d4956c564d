/* 64 bytes as bit masks, with AVX2: two vectors of 32. */
#include "dispatch.h"

#if NG_HAS_X86_LEVELS

#include <immintrin.h>
#include <string.h>

#include "classify.h"

#define NG_BITS_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))

typedef struct bytes64 {
    __m256i low, high;
} bytes64;

NG_BITS_TARGET static inline uint64_t
top_bits(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high)
                                                     << 32;
}

NG_BITS_TARGET static inline uint64_t
equal(bytes64 v, char c)
{
    const __m256i all = _mm256_set1_epi8(c);

    return top_bits(_mm256_cmpeq_epi8(v.low, all), _mm256_cmpeq_epi8(v.high, all));
}

/*
 * The bytes of a set whose members differ in their low four bits, which choose the
 * byte of `set` that each is held against; bytes over 0x7F choose a 0.
 */
NG_BITS_TARGET static inline uint64_t
one_of(bytes64 v, __m128i set)
{
    const __m256i all = _mm256_broadcastsi128_si256(set);

    return top_bits(_mm256_cmpeq_epi8(v.low, _mm256_shuffle_epi8(all, v.low)),
                    _mm256_cmpeq_epi8(v.high, _mm256_shuffle_epi8(all, v.high)));
}

/* Bytes from first to last, which have the same sign. */
NG_BITS_TARGET static inline __m256i
is_between(__m256i v, char first, char last)
{
    return _mm256_and_si256(_mm256_cmpgt_epi8(v, _mm256_set1_epi8((char)(first - 1))),
                            _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(last + 1)), v));
}

NG_BITS_TARGET static inline uint64_t
between(bytes64 v, char first, char last)
{
    return top_bits(is_between(v.low, first, last), is_between(v.high, first, last));
}

NG_BITS_TARGET static inline bytes64
load(const char *p, size_t n, const char *text_end)
{
    bytes64 v;

    if (text_end - p >= 64) {
        v.low = _mm256_loadu_si256((const __m256i *)(const void *)p);
        v.high = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));
    } else {
        /* A read behind the text may fault. */
        char copy[64];

        memset(copy, ' ', sizeof copy);
        memcpy(copy, p, n);
        v.low = _mm256_loadu_si256((const __m256i *)(const void *)copy);
        v.high = _mm256_loadu_si256((const __m256i *)(const void *)(copy + 32));
    }
    return v;
}

NG_BITS_TARGET static inline void
classify(const char *p, size_t n, const char *text_end, ng_byte_masks *m)
{
    const __m256i case_bit = _mm256_set1_epi8(0x20);
    const bytes64 v = load(p, n, text_end);
    bytes64 folded;

    folded.low = _mm256_or_si256(v.low, case_bit);
    folded.high = _mm256_or_si256(v.high, case_bit);
    /* At each place that no member has stands a byte that has other low bits. */
    m->space =
        one_of(v, _mm_setr_epi8(' ', 0, 1, 1, 1, 1, 1, 1, 1, '\t', '\n', '\v', '\f', '\r', 1, 1));
    m->letter = between(folded, 'a', 'z');
    m->digit = between(v, '0', '9');
    m->high = top_bits(v.low, v.high);
    m->dot = equal(v, '.');
    m->comma = equal(v, ',');
    m->hyphen = equal(v, '-');
    m->apostrophe = equal(v, '\'');
    m->quote = equal(v, '"');
    m->mark = one_of(v, _mm_setr_epi8(1, '!', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, '?'));
    m->colon = one_of(v, _mm_setr_epi8(1, 0, 1, 1, 1, 1, 1, 1, 1, 1, ':', ';', 1, 1, 1, 1));
    m->open = one_of(v, _mm_setr_epi8(1, 0, 1, 1, 1, 1, 1, 1, '(', 1, 1, '[', 1, 1, 1, 1));
    m->close = one_of(v, _mm_setr_epi8(1, 0, 1, 1, 1, 1, 1, 1, 1, ')', 1, 1, 1, ']', 1, 1));
    m->percent = equal(v, '%');
    m->dollar = equal(v, '$');
    m->n = equal(folded, 'n');
    m->t = equal(folded, 't');
    m->m = equal(folded, 'm');
    m->s = equal(folded, 's');
    if (n < 64)
        ng_byte_masks_cut(m, n);
    m->two = 0;
    if (m->high != 0)
        m->two = ng_two_byte_letters(
            between(v, (char)0xC3, (char)0xC9) | between(v, (char)0xD0, (char)0xD1),
            equal(v, (char)0xC3),
            m->high & (between(v, (char)0x81, (char)0xBF) | equal(v, (char)0x80)),
            equal(folded, (char)0xB7));
}

#define NG_BITS_CLASSIFY classify
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
