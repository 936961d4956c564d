/* Sixty-four bytes of text as bit masks: bit i stands for byte i. */
#ifndef NG_LEXICON_FIND_BITS_H
#define NG_LEXICON_FIND_BITS_H

#include "lines_bits.h"

typedef struct ng_find_bits {
    uint64_t upper, lower, digit; /* of ASCII */
    uint64_t mark;                /* what else of ASCII can be seen */
    uint64_t high;                /* not ASCII */
} ng_find_bits;

/* What a window leaves to the next: whether its last byte was of a word of ASCII, and whether
   it was not ASCII. */
typedef struct ng_find_carry {
    uint64_t word, high;
} ng_find_carry;

#if defined(__SSE2__)
NG_ALWAYS_INLINE void
ng_find_bits_of(const char *p, ng_find_bits *bits)
{
    uint64_t upper = 0, lower = 0, digit = 0, seen = 0, high = 0;

    for (unsigned i = 0; i < 64; i += 16) {
        const __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + i));

        upper |= ng_sse2_in_range(x, 'A', 'Z') << i;
        lower |= ng_sse2_in_range(x, 'a', 'z') << i;
        digit |= ng_sse2_in_range(x, '0', '9') << i;
        seen |= ng_sse2_in_range(x, '!', '~') << i;
        high |= ng_sse2_bits(x) << i;
    }
    *bits = (ng_find_bits){upper, lower, digit, seen & ~(upper | lower | digit), high};
}
#else
NG_ALWAYS_INLINE void
ng_find_bits_of(const char *p, ng_find_bits *bits)
{
    uint64_t seen = 0;

    memset(bits, 0, sizeof *bits);
    for (unsigned i = 0; i < 64; i += 8) {
        const uint64_t x = ng_load_8(p + i);

        bits->upper |= ng_bits_in_range(x, 'A', 'Z') << i;
        bits->lower |= ng_bits_in_range(x, 'a', 'z') << i;
        bits->digit |= ng_bits_in_range(x, '0', '9') << i;
        seen |= ng_bits_in_range(x, '!', '~') << i;
        bits->high |= ng_bits_not_ascii(x) << i;
    }
    bits->mark = seen & ~(bits->upper | bits->lower | bits->digit);
}
#endif

#endif
