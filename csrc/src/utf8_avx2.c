/*
 * Well-formed UTF-8 with AVX2, 32 bytes at a time.
 *
 * J. Keiser and D. Lemire, Validating UTF-8 in less than one instruction per byte
 * (2021): what may be wrong with two bytes that follow each other is a bit, and three
 * look-ups, by the halves of the first byte and the upper half of the second, leave the
 * bits that apply.  Whether bytes 3 and 4 of a character are there is asked apart.
 */
#include "dispatch.h"

#if NG_HAS_X86_LEVELS

#include <immintrin.h>
#include <string.h>

#include "utf8.h"

#define TARGET __attribute__((target("avx2")))

enum {
    TOO_SHORT = 1,   /* a lead byte without its second */
    TOO_LONG = 2,    /* ASCII, then a continuation */
    OVERLONG_3 = 4,  /* E0 80..9F */
    TOO_LARGE = 8,   /* F4 90..BF and over F5 */
    SURROGATE = 16,  /* ED A0..BF */
    OVERLONG_2 = 32, /* C0, C1 */
    TOO_LARGE_1000 = 64,
    OVERLONG_4 = 64, /* F0 80..8F */
    TWO_CONTS = 128, /* right only as byte 3 or 4 */
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS
};

#define TABLE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))
#define C(x) ((char)(x))

/* v moved on by n bytes, with the last n of `before` in front. */
#define BEHIND(v, before, n)                                                                       \
    _mm256_alignr_epi8(v, _mm256_permute2x128_si256(before, v, 0x21), 16 - (n))

TARGET static inline __m256i
high_half(__m256i v)
{
    return _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(0x0F));
}

/* Not zero where a character is wrong that ends in v, with `before` in front of it. */
TARGET static inline __m256i
errors(__m256i v, __m256i before)
{
    const __m256i first_high = TABLE(
        TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
        C(TWO_CONTS), C(TWO_CONTS), C(TWO_CONTS), C(TWO_CONTS), TOO_SHORT | OVERLONG_2, TOO_SHORT,
        TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
    const __m256i first_low = TABLE(
        C(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), C(CARRY | OVERLONG_2), C(CARRY), C(CARRY),
        C(CARRY | TOO_LARGE), C(CARRY | TOO_LARGE | TOO_LARGE_1000),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000), C(CARRY | TOO_LARGE | TOO_LARGE_1000),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000), C(CARRY | TOO_LARGE | TOO_LARGE_1000),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000), C(CARRY | TOO_LARGE | TOO_LARGE_1000),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000), C(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000), C(CARRY | TOO_LARGE | TOO_LARGE_1000));
    const __m256i second_high = TABLE(
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
        C(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
        C(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE),
        C(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),
        C(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT,
        TOO_SHORT, TOO_SHORT);
    const __m256i one = BEHIND(v, before, 1);
    const __m256i wrong = _mm256_and_si256(
        _mm256_and_si256(
            _mm256_shuffle_epi8(first_high, high_half(one)),
            _mm256_shuffle_epi8(first_low, _mm256_and_si256(one, _mm256_set1_epi8(0x0F)))),
        _mm256_shuffle_epi8(second_high, high_half(v)));
    /* Two bytes behind a lead of three or four, three behind one of four: the top bit
       is set where a continuation must stand. */
    const __m256i third = _mm256_subs_epu8(BEHIND(v, before, 2), _mm256_set1_epi8(C(0xE0 - 0x80)));
    const __m256i fourth = _mm256_subs_epu8(BEHIND(v, before, 3), _mm256_set1_epi8(C(0xF0 - 0x80)));
    const __m256i must =
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(C(0x80)));

    return _mm256_xor_si256(must, wrong);
}

TARGET bool
ng_utf8_is_valid_avx2(const char *p, const char *end)
{
    __m256i before = _mm256_setzero_si256(), wrong = before;
    bool open = false; /* the bytes before are not all ASCII */

    while (end - p > 0) {
        char rest[32] = {0}; /* ASCII, so that what is cut off at the end is wrong */
        const char *from = p;
        __m256i v;

        if (end - p < 32) {
            memcpy(rest, p, (size_t)(end - p));
            from = rest;
            p = end;
        } else {
            p += 32;
        }
        v = _mm256_loadu_si256((const __m256i *)(const void *)from);
        if (open || _mm256_movemask_epi8(v) != 0) {
            wrong = _mm256_or_si256(wrong, errors(v, before));
            open = _mm256_movemask_epi8(v) != 0;
        }
        before = v;
    }
    /* A character that the end cuts off. */
    if (open)
        wrong = _mm256_or_si256(wrong, errors(_mm256_setzero_si256(), before));
    return _mm256_testz_si256(wrong, wrong) != 0;
}

#else
typedef int ng_no_utf8_avx2;
#endif
