/*
 * Tables of words, as tools/make_lang_en_names.py and make_lang_en_speech.py lay them
 * out: open-addressed, with a filter in front that most words do not pass.
 */
#ifndef NG_LANG_EN_TABLE_H
#define NG_LANG_EN_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* A word in lower case, its bytes in little-endian order in two integers. */
typedef struct ng_word_entry {
    uint64_t low, high;
    uint64_t set;
} ng_word_entry;

typedef struct ng_word_table {
    const ng_word_entry *entries;
    const uint64_t *filter;
    unsigned bits, filter_bits;
} ng_word_table;

#define NG_TABLE_MAX_WORD 16

#define NG_WORD_K1 0x9E3779B97F4A7C15u
#define NG_WORD_K2 0xC2B2AE3D27D4EB4Fu

/* 1 to 8 bytes as an integer, whatever the byte order of the machine.  Two loads
   that overlap give equal bytes where they do. */
static inline uint64_t
ng_word_load4(const char *p)
{
    return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[1] << 8 |
           (uint64_t)(unsigned char)p[2] << 16 | (uint64_t)(unsigned char)p[3] << 24;
}

static inline uint64_t
ng_word_load(const char *p, size_t n)
{
    if (n >= 4)
        return ng_word_load4(p) | ng_word_load4(p + n - 4) << 8 * (n - 4);
    return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8 * (n / 2) |
           (uint64_t)(unsigned char)p[n - 1] << 8 * (n - 1);
}

/* ASCII capitals as small letters: 0x20 goes into each byte of 0x41..0x5A. */
static inline uint64_t
ng_word_fold(uint64_t v)
{
    const uint64_t low7 = v & 0x7F7F7F7F7F7F7F7Fu;
    const uint64_t from_a = low7 + 0x3F3F3F3F3F3F3F3Fu;
    const uint64_t past_z = low7 + 0x2525252525252525u;

    return v | (from_a & ~past_z & ~v & 0x8080808080808080u) >> 2;
}

/* The set for the word of n bytes at p, in any case, a stop at its end left out; 0 if it
   has none.  Reads only these bytes. */
static inline uint64_t
ng_word_find(const ng_word_table *table, const char *p, size_t n)
{
    uint64_t low, high, hash, bit;

    if (n > 1 && p[n - 1] == '.')
        n--;
    if (n == 0 || n > NG_TABLE_MAX_WORD)
        return 0;
    low = ng_word_fold(ng_word_load(p, n < 8 ? n : 8));
    high = n > 8 ? ng_word_fold(ng_word_load(p + 8, n - 8)) : 0;
    hash = low * NG_WORD_K1 ^ high * NG_WORD_K2;
    hash = (hash ^ hash >> 29) * NG_WORD_K1;
    bit = hash >> (64 - table->filter_bits);
    if (!(table->filter[bit >> 6] >> (bit & 63) & 1))
        return 0;
    hash >>= 64 - table->bits;
    for (;;) {
        const ng_word_entry *const e = &table->entries[hash];

        if (e->low == low && e->high == high)
            return e->set;
        if (e->low == 0)
            return 0;
        hash = (hash + 1) & ((UINT64_C(1) << table->bits) - 1);
    }
}

#endif
