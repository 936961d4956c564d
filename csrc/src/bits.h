/* Bits and bytes of a machine word. */
#ifndef NG_BITS_H
#define NG_BITS_H

#include <stdint.h>

/* Functions compiled once more for newer processors have to be inlined into those that are. */
#if defined(__GNUC__)
#define NG_ALWAYS_INLINE static inline __attribute__((always_inline))
#else
#define NG_ALWAYS_INLINE static inline
#endif

/* Index of the lowest bit of x != 0. */
NG_ALWAYS_INLINE unsigned
ng_lowest_bit(uint64_t x)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(x);
#else
    unsigned n = 0;

    for (unsigned step = 32; step != 0; step /= 2)
        if ((x & (~UINT64_C(0) >> (64 - step))) == 0) {
            x >>= step;
            n += step;
        }
    return n;
#endif
}

/* Index of the highest bit of x != 0. */
NG_ALWAYS_INLINE unsigned
ng_highest_bit(uint64_t x)
{
#if defined(__GNUC__)
    return 63u - (unsigned)__builtin_clzll(x);
#else
    unsigned n = 0;

    for (unsigned step = 32; step != 0; step /= 2)
        if (x >> step != 0) {
            x >>= step;
            n += step;
        }
    return n;
#endif
}

NG_ALWAYS_INLINE unsigned
ng_count_bits(uint64_t x)
{
    /* Compilers know this form, and make it one instruction where there is one. */
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
    x = (x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (unsigned)(x * UINT64_C(0x0101010101010101) >> 56);
}

/* The n lowest bits, n <= 64. */
NG_ALWAYS_INLINE uint64_t
ng_low_bits(unsigned n)
{
    /* 64 has no bit below the seventh: all ones then, without a branch. */
    return ((UINT64_C(1) << (n & 63)) - 1) | (0 - (uint64_t)(n >> 6));
}

/* The eight bytes at p as a number, the first one lowest, whatever the byte order of the
   machine; compilers make one load of it. */
NG_ALWAYS_INLINE uint64_t
ng_load_8(const char *p)
{
    const unsigned char *const s = (const unsigned char *)p;

    return (uint64_t)s[0] | (uint64_t)s[1] << 8 | (uint64_t)s[2] << 16 | (uint64_t)s[3] << 24 |
           (uint64_t)s[4] << 32 | (uint64_t)s[5] << 40 | (uint64_t)s[6] << 48 |
           (uint64_t)s[7] << 56;
}

#endif
