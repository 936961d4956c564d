/* The counter of lines (lines_window.h) for AVX-512: one look-up finds the classes of 64 bytes,
   eight words are looked up at once. */
#include "dispatch.h"

#if NG_HAS_X86_LEVELS

#if !defined(__clang__)
#pragma GCC optimize("no-tree-slp-vectorize")
#endif

#include <immintrin.h>

#define NG_LINES_LETTERS
#include "lines_window.h"

#define NG_TARGET_AVX512                                                                           \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,"    \
                          "popcnt,lzcnt")))

/* Classes as bits of a byte.  White space that is ODD too is a break. */
enum { U = 1, L = 2, D = 4, S = 8, F = 16, O = 32, C = 64, ODD = 128, B = S | ODD };

/* clang-format off */
static const uint8_t classes[128] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, S, B, B, B, B, 0, 0, /* 00 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 10 */
    S, F, C, 0, 0, 0, 0, C, O, C, 0, 0, 0, 0, F, ODD, /* 20  !"#$%&'()*+,-./ */
    D, D, D, D, D, D, D, D, D, D, ODD, 0, 0, 0, ODD, F, /* 30 0123456789:;<=>? */
    ODD, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 40 @ABCDEFGHIJKLMNO */
    U, U, U, U, U, U, U, U, U, U, U, O, 0, C, 0, 0, /* 50 PQRSTUVWXYZ[\]^_ */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 60 `abcdefghijklmno */
    L, L, L, L, L, L, L, L, L, L, L, O, ODD, C, 0, 0, /* 70 pqrstuvwxyz{|}~ */
};

/* U+2000 to U+203F, the same as in ng_line_mark_class; the bullet is ODD. */
static const uint8_t mark_classes[64] = {
    S, S, S, S, S, S, S, S, S, S, S, S, 0, 0, 0, 0, /* 2000 spaces */
    0, 0, 0, 0, 0, 0, 0, 0, O, C, O, O, O, C, O, O, /* 2010 dashes, quotation marks */
    0, 0, ODD, 0, F, F, F, 0, B, B, 0, 0, 0, 0, 0, S, /* 2020 daggers, bullets, ellipsis */
    0, 0, 0, 0, 0, 0, 0, 0, 0, O, C, 0, F, F, 0, 0, /* 2030 primes, angle quotation marks */
};
/* clang-format on */

NG_TARGET_AVX512 NG_ALWAYS_INLINE uint64_t
has(__m512i v, int bits)
{
    return _mm512_test_epi8_mask(v, _mm512_set1_epi8((char)bits));
}

NG_TARGET_AVX512 NG_ALWAYS_INLINE uint64_t
equal(__m512i v, char c)
{
    return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
}

/* To all three bytes of a character from its last one. */
NG_ALWAYS_INLINE uint64_t
all_three(uint64_t last)
{
    return last | last >> 1 | last >> 2;
}

/* Curly quotation marks and the like, and the characters of mark_flags(), all at once.  What else
   there may be leaves all of them unknown, as order counts then. */
NG_TARGET_AVX512 NG_ALWAYS_INLINE void
look_at_marks(__m512i v, uint64_t high, look_bits *b)
{
    const uint64_t below = (b->line_break & (0 - b->line_break)) - 1;
    const uint64_t second = _mm512_cmplt_epi8_mask(v, _mm512_set1_epi8((char)0xC0));
    const uint64_t lead = equal(v, '\xE2') & equal(v, '\x80') >> 1 & second >> 2;
    const __m512i c = _mm512_maskz_permutexvar_epi8(lead << 2, v, _mm512_loadu_si512(mark_classes));
    const uint64_t odd = _mm512_movepi8_mask(c), space = has(c, S), slash = equal(v, '/');

    if ((high & ~(lead | lead << 1 | lead << 2)) != 0 || (odd & space) != 0)
        return;
    b->space |= all_three(space);
    b->final |= all_three(has(c, F));
    b->open |= all_three(has(c, O));
    b->close |= all_three(has(c, C));
    b->more = lead << 1 | lead << 2;
    b->unknown = 0;
    if ((equal(v, '@') & below) != 0)
        b->flags |= NG_LINE_AT;
    if ((slash & below) != 0)
        b->flags |= NG_LINE_CREDIT;
    if (((equal(v, '|') | equal(v, '>') | odd >> 2) & below) != 0)
        b->flags |= NG_LINE_BAR;
    /* A link that goes on behind the window is in the next one, too. */
    if ((equal(v, ':') & below & slash >> 1 & slash >> 2) != 0)
        b->flags |= NG_LINE_URL;
}

NG_TARGET_AVX512 NG_ALWAYS_INLINE void
look_avx512(const char *p, look_bits *b)
{
    const __m512i v = _mm512_loadu_si512(p);
    const uint64_t high = _mm512_movepi8_mask(v);
    const __m512i c = _mm512_maskz_permutex2var_epi8(~high, _mm512_loadu_si512(classes), v,
                                                     _mm512_loadu_si512(classes + 64));
    const uint64_t white = has(c, S), odd = _mm512_movepi8_mask(c);

    b->upper = has(c, U);
    b->lower = has(c, L);
    b->digit = has(c, D);
    b->space = white & ~odd;
    b->line_break = white & odd;
    b->final = has(c, F);
    b->open = has(c, O);
    b->close = has(c, C);
    b->unknown = high | (odd & ~white);
    b->more = 0;
    b->flags = 0;
    if (b->unknown != 0)
        look_at_marks(v, high, b);
}

/* The groups of words that have each of 64 bytes at that place, by the table of the place. */
NG_TARGET_AVX512 NG_ALWAYS_INLINE __m512i
groups_at(const char *p, const uint8_t table[128])
{
    return _mm512_permutex2var_epi8(_mm512_loadu_si512(table), _mm512_loadu_si512(p),
                                    _mm512_loadu_si512(table + 64));
}

/* By letters enough that nearly all of them do; a byte that is not ASCII stands for another one, so
   that too many may be let through. */
NG_TARGET_AVX512 NG_ALWAYS_INLINE void
begins_avx512(window *w)
{
    const __m512i hints = _mm512_and_si512(
        _mm512_and_si512(groups_at(w->p, hint_letters[0]), groups_at(w->p + 1, hint_letters[1])),
        _mm512_and_si512(groups_at(w->p + 2, hint_letters[2]),
                         groups_at(w->p + 3, hint_letters[3])));
    const __m512i credits =
        _mm512_and_si512(_mm512_and_si512(groups_at(w->p, credit_letters[0]),
                                          groups_at(w->p + 1, credit_letters[1])),
                         groups_at(w->p + 2, credit_letters[2]));

    w->hint_like = _mm512_test_epi8_mask(hints, hints);
    w->credit_like = _mm512_test_epi8_mask(credits, credits);
}

/* Eight words at a time: the bytes from the start of each word on are brought to a lane of its own,
   cut where its small letters end, and looked up as is_function_key() does it. */
NG_TARGET_AVX512 NG_ALWAYS_INLINE uint64_t
function_stops_avx512(const char *p, uint64_t a, uint64_t rest)
{
    const __m512i indices = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41,
        40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18,
        17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    /* Byte i of a lane: the number of the lane; i. */
    const __m512i lane = _mm512_set_epi64(
        0x0707070707070707, 0x0606060606060606, 0x0505050505050505, 0x0404040404040404,
        0x0303030303030303, 0x0202020202020202, 0x0101010101010101, 0);
    const __m512i place = _mm512_set1_epi64(0x0706050403020100);
    const __m512i letters = _mm512_maskz_loadu_epi8(a, p);
    uint64_t words = 0;

    while (rest != 0) {
        const __m512i starts = _mm512_maskz_compress_epi8(rest, indices);
        const __m512i at = _mm512_add_epi8(_mm512_permutexvar_epi8(lane, starts), place);
        const __m512i bytes = _mm512_permutexvar_epi8(at, letters);
        /* Small letters have this bit, and what is no letter is 0.  The last byte of a window is
           never one, so that no word goes on from there to the first. */
        const __m512i ends = _mm512_andnot_si512(bytes, _mm512_set1_epi8(0x40));
        const __m512i below = _mm512_xor_si512(ends, _mm512_add_epi64(ends, _mm512_set1_epi64(-1)));
        const __m512i key = _mm512_and_si512(bytes, _mm512_srli_epi64(below, 7));
        const __m512i slot = _mm512_srli_epi64(
            _mm512_mullo_epi64(key, _mm512_set1_epi64((long long)FUNCTION_WORD_MULTIPLIER)),
            64 - FUNCTION_WORD_BITS);
        const __m512i found = _mm512_i64gather_epi64(slot, (const void *)function_words, 8);
        const uint64_t eight = _pdep_u64(0xFF, rest);

        words |= _pdep_u64(_mm512_cmpeq_epi64_mask(found, key), rest);
        rest ^= eight;
    }
    /* From the start of each word to its stop by the carry. */
    return (a + words) & ~a;
}

NG_TARGET_AVX512 const char *
ng_count_line_avx512(ng_line_counts *k, const char *p, const char *end)
{
    return count_line(k, p, end, look_avx512, begins_avx512, function_stops_avx512);
}

#else
typedef int ng_no_line_avx512;
#endif
