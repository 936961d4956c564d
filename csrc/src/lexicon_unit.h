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

/* The same for text that is not cut into tokens: an apostrophe behind white space or a mark
   opens a quotation and is no part of the word.  *start is where the unit begins. */
bool ng_lex_next_unit_at(const char **p, const char *end, ng_lex_unit *unit, const char **start);

/* One character folded as in keys: lower case, without marks.  At most NG_LEX_MAX_FOLDED bytes,
   maybe none, to `out`; how many. */
#define NG_LEX_MAX_FOLDED 64
size_t ng_lex_fold(uint32_t cp, char *out);

/* Bit i: letter i of [p, end) is a capital, for the first 32 letters.  The same
   for a surface and a text that has its letters. */
uint32_t ng_lex_letter_mask(const char *p, const char *end);

/*
 * Whether the text [p, end), whose units are those of `surface`, is written as it is:
 * with `exact`, in the case of each letter; with `literal`, in every character, where
 * white space is as good as any other.  Linear, never allocates.
 */
bool ng_lex_same_text(const char *surface, const char *p, const char *end, bool exact, bool literal);

/* ------------------------------------------------- the way of most tokens */

#define NG_LEX_ONES UINT64_C(0x0101010101010101)

/* The first n of eight bytes in memory, n in 1..8, as bits of a number. */
#define NG_LEX_FIRST_BYTES(n) (~UINT64_C(0) >> (64 - 8 * (n)))

/* `n` <= 8 bytes as a number.  Bytes up to `limit` may be read, so that most
   calls are one load without a branch. */
static inline uint64_t
ng_lex_load(const char *p, size_t n, const char *limit)
{
    uint64_t a = 0;

    if (limit - p >= 8)
        memcpy(&a, p, 8);
    else
        memcpy(&a, p, n);
    return a;
}

/* The first `n` of 8 bytes: lower-cased, and with 0x20 in the place of each
   letter and of each capital.  False if one is no ASCII letter or digit. */
static inline bool
ng_lex_lower8(uint64_t x, size_t n, uint64_t *lower, uint64_t *letters, uint64_t *capitals)
{
    const uint64_t used = n == 8 ? ~UINT64_C(0) : (UINT64_C(1) << 8 * n) - 1;
    const uint64_t high = NG_LEX_ONES * 0x80;
    const uint64_t y = (x | NG_LEX_ONES * 0x20) & ~high; /* so that no sum below carries over */
    const uint64_t is_letter =
        (y + NG_LEX_ONES * (0x80 - 'a')) & ~(y + NG_LEX_ONES * (0x7f - 'z')) & ~x & high;
    const uint64_t z = x & ~high;
    const uint64_t is_digit =
        (z + NG_LEX_ONES * (0x80 - '0')) & ~(z + NG_LEX_ONES * (0x7f - '9')) & ~x & high;

    *lower = (x | (is_letter >> 2)) & used;
    *letters = is_letter >> 2 & used;
    *capitals = is_letter >> 2 & ~x & used;
    return ((is_letter | is_digit) & used) == (high & used);
}

/* Only ASCII letters and digits, at most 16: the unit in key[0] and key[1].
   False for any other word; *unit is then undefined.  Bytes up to `limit` may
   be read. */
static inline bool
ng_lex_short_word(const char *p, size_t n, const char *limit, ng_lex_unit *unit)
{
    const size_t n_first = n < 8 ? n : 8;
    uint64_t letters, capitals, more_letters = 0, more_capitals = 0, lowest;

    if (n == 0 || n > 16)
        return false;
    if (!ng_lex_lower8(ng_lex_load(p, n_first, limit), n_first, &unit->key[0], &letters, &capitals))
        return false;
    unit->key[1] = 0;
    if (n > 8 && !ng_lex_lower8(ng_lex_load(p + 8, n - 8, limit), n - 8, &unit->key[1],
                                &more_letters, &more_capitals))
        return false;

    unit->n = (uint32_t)n;
    unit->flags = (letters | more_letters) != 0 ? NG_LEX_UNIT_LETTERS : 0;
    if ((capitals | more_capitals) != 0) {
        /* The first letter is the lowest bit, on a little-endian machine. */
        lowest = letters != 0 ? letters & capitals & (0 - letters)
                              : more_letters & more_capitals & (0 - more_letters);
        if (lowest != 0)
            unit->flags |= NG_LEX_UNIT_INITIAL;
        if (capitals == letters && more_capitals == more_letters)
            unit->flags |= NG_LEX_UNIT_UPPER;
    }
    return true;
}

/* A hash of the key.  Fixed: files hold tables in its order.  Words of up to 16
   bytes, which are nearly all, take no branch. */
static inline uint32_t
ng_lex_hash(const ng_lex_unit *unit)
{
    uint64_t h = unit->key[0] * UINT64_C(0x9E3779B97F4A7C15);

    h = ((h ^ h >> 32) + unit->key[1]) * UINT64_C(0xD6E8FEB86659FD93);
    for (uint32_t i = 2; i * 8 < unit->n; i++)
        h = ((h ^ h >> 32) + unit->key[i]) * UINT64_C(0xD6E8FEB86659FD93);
    h = (h ^ h >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(h >> 32);
}

#endif
