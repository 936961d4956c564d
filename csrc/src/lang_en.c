#include "bits.h"
#include "lang_en.h"

#include <string.h>

/* A word in lower case, its bytes in little-endian order in two integers. */
typedef struct lang_en_entry {
    uint64_t low, high;
    uint32_t properties;
} lang_en_entry;

#include "lang_en_words.inc"

#define K1 0x9E3779B97F4A7C15u
#define K2 0xC2B2AE3D27D4EB4Fu

/* Four bytes as ng_load_8() has eight; compilers make one load of them. */
static inline uint64_t
load4(const char *p)
{
    const unsigned char *const s = (const unsigned char *)p;

    return (uint32_t)s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 | (uint32_t)s[3] << 24;
}

/* 1 to 8 bytes: loads that overlap instead of a loop, whose end no processor guesses. */
static inline uint64_t
load(const char *p, size_t n)
{
    if (n >= 8)
        return ng_load_8(p);
    if (n >= 4)
        return load4(p) | load4(p + n - 4) << 8 * (n - 4);
    return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8 * (n / 2) |
           (uint64_t)(unsigned char)p[n - 1] << 8 * (n - 1);
}

/* ASCII capitals as small letters: 0x20 goes into each byte of 0x41..0x5A.
   The sums stay below 0x100 since the top bit of each byte is masked. */
static uint64_t
fold(uint64_t v)
{
    const uint64_t low7 = v & 0x7F7F7F7F7F7F7F7Fu;
    const uint64_t from_a = low7 + 0x3F3F3F3F3F3F3F3Fu;
    const uint64_t past_z = low7 + 0x2525252525252525u;
    const uint64_t is_upper = from_a & ~past_z & ~v & 0x8080808080808080u;

    return v | is_upper >> 2;
}

uint32_t
ng_en_word(const char *p, size_t n)
{
    uint64_t low, high, hash;

    if (n == 0 || n > NG_EN_MAX_WORD)
        return 0;
    low = fold(load(p, n));
    high = n > 8 ? fold(load(p + 8, n - 8)) : 0;
    hash = low * K1 ^ high * K2;
    hash = (hash ^ hash >> 29) * K1 >> (64 - LANG_EN_BITS);
    for (;;) {
        const lang_en_entry *const e = &lang_en_words[hash];

        if (e->low == low && e->high == high)
            return e->properties;
        if (e->low == 0)
            return 0;
        hash = (hash + 1) & ((1u << LANG_EN_BITS) - 1);
    }
}
