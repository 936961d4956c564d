/* Units: what surfaces and text are cut into before they are compared. */
#ifndef NG_LEXICON_UNIT_H
#define NG_LEXICON_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The longest key in bytes; the longest English word of the lexicon has 30. */
#define NG_LEX_MAX_KEY 63

/* Of the letters that a unit was made from. */
enum {
    NG_LEX_UNIT_INITIAL = 1, /* the first letter is a capital */
    NG_LEX_UNIT_UPPER = 2,   /* there are capitals, and no small letters */
    NG_LEX_UNIT_LETTERS = 4, /* there are letters */
    NG_LEX_UNIT_BROKEN = 8,  /* bytes that are not UTF-8, or too long: is no key */
    NG_LEX_UNIT_INNER = 16   /* comes after a hyphen, so that its case is free: "Jong-un" */
};

typedef struct ng_lex_unit {
    uint64_t key[(NG_LEX_MAX_KEY + 1) / 8]; /* bytes, zero-padded */
    uint32_t n;                             /* how many; 1..NG_LEX_MAX_KEY */
    uint32_t flags;
} ng_lex_unit;

/*
 * The next unit of [*p, end), *p moved behind it; false if none is left.
 * Reads only its bounds, never allocates; calling it until the end is linear.
 *
 * A word is letters, marks, digits, apostrophes before a letter, and points
 * between digits; other points are dropped, so "U.S." is "us".  "'s" at the end
 * of a word is a unit, as the tokenizer makes it a token.  White space and
 * hyphens only separate.  Every other character is a unit.
 */
bool ng_lex_next_unit(const char **p, const char *end, ng_lex_unit *unit);

/* Bit i: letter i of [p, end) is a capital, for the first 32 letters.  The same
   for a surface and a text that has its letters. */
uint32_t ng_lex_letter_mask(const char *p, const char *end);

/* ------------------------------------------------- the way of most tokens */

#define NG_LEX_ONES UINT64_C(0x0101010101010101)

static inline uint64_t
ng_lex_load(const char *p, size_t n)
{
    uint64_t a = 0;
    uint32_t b, c;

    if (n == 8) {
        memcpy(&a, p, 8);
        return a;
    }
    if (n >= 4) { /* two loads that overlap where n < 8, with equal bytes */
        memcpy(&b, p, 4);
        memcpy(&c, p + n - 4, 4);
        return b | (uint64_t)c << 8 * (n - 4);
    }
    a = (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8 * (n / 2);
    return a | (uint64_t)(unsigned char)p[n - 1] << 8 * (n - 1);
}

/* Lower-case the first `n` of 8 bytes; false if one of them is no ASCII letter.
 *capitals: 0x20 in the place of each capital. */
static inline bool
ng_lex_lower8(uint64_t x, size_t n, uint64_t *lower, uint64_t *capitals)
{
    const uint64_t used = n == 8 ? ~UINT64_C(0) : (UINT64_C(1) << 8 * n) - 1;
    const uint64_t y = x | NG_LEX_ONES * 0x20;
    const uint64_t from_a = y + NG_LEX_ONES * (0x80 - 'a');
    const uint64_t above_z = y + NG_LEX_ONES * (0x7f - 'z');
    const uint64_t letters = from_a & ~above_z & ~x & NG_LEX_ONES * 0x80;

    *lower = y & used;
    *capitals = ~x & NG_LEX_ONES * 0x20 & used;
    return letters == (used & NG_LEX_ONES * 0x80);
}

/* Only ASCII letters, at most 16: the unit in key[0] and key[1].  False for any
   other word; *unit is then undefined. */
static inline bool
ng_lex_short_word(const char *p, size_t n, ng_lex_unit *unit)
{
    const size_t n_first = n < 8 ? n : 8;
    uint64_t capitals, more = 0;
    size_t all = n_first;

    if (n == 0 || n > 16)
        return false;
    if (!ng_lex_lower8(ng_lex_load(p, n_first), n_first, &unit->key[0], &capitals))
        return false;
    unit->key[1] = 0;
    if (n > 8 && !ng_lex_lower8(ng_lex_load(p + 8, n - 8), n - 8, &unit->key[1], &more))
        return false;

    unit->n = (uint32_t)n;
    unit->flags = NG_LEX_UNIT_LETTERS;
    if ((capitals | more) != 0) {
        const uint64_t used = all == 8 ? ~UINT64_C(0) : (UINT64_C(1) << 8 * all) - 1;
        const uint64_t rest = n <= 8    ? 0
                              : n == 16 ? ~UINT64_C(0)
                                        : (UINT64_C(1) << 8 * (n - 8)) - 1;

        if (capitals & 0x20) /* the first byte, on a little-endian machine */
            unit->flags |= NG_LEX_UNIT_INITIAL;
        if (capitals == (used & NG_LEX_ONES * 0x20) && more == (rest & NG_LEX_ONES * 0x20))
            unit->flags |= NG_LEX_UNIT_UPPER;
    }
    return true;
}

/* A hash of the key.  Fixed: files hold tables in its order. */
static inline uint32_t
ng_lex_hash(const ng_lex_unit *unit)
{
    uint64_t h = unit->key[0] * UINT64_C(0x9E3779B97F4A7C15);

    for (uint32_t i = 1; i * 8 < unit->n; i++) {
        h ^= h >> 32;
        h = (h + unit->key[i]) * UINT64_C(0xD6E8FEB86659FD93);
    }
    h = (h ^ h >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(h >> 32);
}

#endif
