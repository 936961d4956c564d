#include "lang_en_names.h"

/* A word in lower case, its bytes in little-endian order in two integers. */
typedef struct name_word {
    uint64_t low, high;
    uint64_t set;
} name_word;

#include "lang_en_names.inc"

#define K1 0x9E3779B97F4A7C15u
#define K2 0xC2B2AE3D27D4EB4Fu

/* 1 to 8 bytes as an integer, whatever the byte order of the machine.  Two loads
   that overlap give equal bytes where they do. */
static uint64_t
load4(const char *p)
{
    return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[1] << 8 |
           (uint64_t)(unsigned char)p[2] << 16 | (uint64_t)(unsigned char)p[3] << 24;
}

static uint64_t
load(const char *p, size_t n)
{
    if (n >= 4)
        return load4(p) | load4(p + n - 4) << 8 * (n - 4);
    return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8 * (n / 2) |
           (uint64_t)(unsigned char)p[n - 1] << 8 * (n - 1);
}

/* ASCII capitals as small letters: 0x20 goes into each byte of 0x41..0x5A. */
static uint64_t
fold(uint64_t v)
{
    const uint64_t low7 = v & 0x7F7F7F7F7F7F7F7Fu;
    const uint64_t from_a = low7 + 0x3F3F3F3F3F3F3F3Fu;
    const uint64_t past_z = low7 + 0x2525252525252525u;

    return v | (from_a & ~past_z & ~v & 0x8080808080808080u) >> 2;
}

uint64_t
ng_name_word(const char *p, size_t n)
{
    uint64_t low, high, hash, bit;

    if (n > 1 && p[n - 1] == '.')
        n--;
    if (n == 0 || n > NG_NAME_MAX_WORD)
        return 0;
    low = fold(load(p, n < 8 ? n : 8));
    high = n > 8 ? fold(load(p + 8, n - 8)) : 0;
    hash = low * K1 ^ high * K2;
    hash = (hash ^ hash >> 29) * K1;
    bit = hash >> (64 - NAME_FILTER_BITS);
    if (!(name_filter[bit >> 6] >> (bit & 63) & 1))
        return 0;
    hash >>= 64 - NAME_WORD_BITS;
    for (;;) {
        const name_word *const e = &name_words[hash];

        if (e->low == low && e->high == high)
            return e->set;
        if (e->low == 0)
            return 0;
        hash = (hash + 1) & ((1u << NAME_WORD_BITS) - 1);
    }
}
