#include "lang_en_names.h"

/* A word in lower case, its bytes in little-endian order in two integers. */
typedef struct name_word {
    uint64_t low, high;
    uint64_t set;
} name_word;

#include "lang_en_names.inc"

#define K1 0x9E3779B97F4A7C15u
#define K2 0xC2B2AE3D27D4EB4Fu

/* Up to 8 bytes as an integer in lower case (ASCII), whatever the byte order of
   the machine. */
static uint64_t
load(const char *p, size_t n)
{
    uint64_t value = 0;

    for (size_t i = n; i-- > 0;) {
        const unsigned char c = (unsigned char)p[i];

        value = value << 8 | (c >= 'A' && c <= 'Z' ? c + 0x20u : c);
    }
    return value;
}

uint64_t
ng_name_word(const char *p, size_t n)
{
    uint64_t low, high, hash;

    if (n > 1 && p[n - 1] == '.')
        n--;
    if (n == 0 || n > NG_NAME_MAX_WORD)
        return 0;
    low = load(p, n < 8 ? n : 8);
    high = n > 8 ? load(p + 8, n - 8) : 0;
    hash = low * K1 ^ high * K2;
    hash = (hash ^ hash >> 29) * K1 >> (64 - NAME_WORD_BITS);
    for (;;) {
        const name_word *const e = &name_words[hash];

        if (e->low == low && e->high == high)
            return e->set;
        if (e->low == 0)
            return 0;
        hash = (hash + 1) & ((1u << NAME_WORD_BITS) - 1);
    }
}
