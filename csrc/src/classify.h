/*
 * 64 bytes of text as bit masks, one for each class of byte that the rules of the
 * bitmap tokenizer ask for; bit i is byte i.
 *
 * classify_portable.c is the reference; classify_avx2.c and classify_avx512.c
 * give the same masks.  What the masks mean to the tokens stands in token_bits.h.
 */
#ifndef NG_CLASSIFY_H
#define NG_CLASSIFY_H

#include "token_scan.h"

typedef struct ng_byte_masks {
    uint64_t space;      /* ASCII white space */
    uint64_t letter;     /* A-Z a-z */
    uint64_t digit;      /* 0-9 */
    uint64_t high;       /* not ASCII */
    uint64_t two;        /* whole letters of two bytes, of U+00C0 to U+027F, U+0400 to U+047F */
    uint64_t dot;        /* . */
    uint64_t comma;      /* , */
    uint64_t hyphen;     /* - */
    uint64_t apostrophe; /* ' */
    uint64_t quote;      /* " */
    uint64_t mark;       /* ! ? */
    uint64_t colon;      /* : ; */
    uint64_t open;       /* ( [ */
    uint64_t close;      /* ) ] */
    uint64_t percent;    /* % */
    uint64_t dollar;     /* $ */
    uint64_t n, t, m, s; /* N n, T t, M m, S s: T11, T13 */
} ng_byte_masks;

/* The classes as bits of a byte, most of them; for those who look bytes up. */
enum {
    /* in ng_byte_classes[0] ... */
    NG_IS_SPACE = 1,
    NG_IS_LETTER = 2,
    NG_IS_DIGIT = 4,
    NG_IS_DOT = 8,
    NG_IS_COMMA = 16,
    NG_IS_HYPHEN = 32,
    NG_IS_APOSTROPHE = 64,
    NG_IS_QUOTE = 128,
    /* ... and in ng_byte_classes[1] */
    NG_IS_MARK = 1,
    NG_IS_COLON = 2,
    NG_IS_OPEN = 4,
    NG_IS_CLOSE = 8,
    NG_IS_PERCENT = 16,
    NG_IS_DOLLAR = 32,
    NG_IS_N = 64,
    NG_IS_T = 128
};

extern const uint8_t ng_byte_classes[2][128];

/* `two` from its parts: bytes 0xC3 to 0xC9, 0xD0 and 0xD1; 0xC3; 0x80 to 0xBF; 0x97 and
   0xB7, which behind 0xC3 are signs and no letters.  Nothing before the first of two such
   bytes makes them anything else. */
static inline uint64_t
ng_two_byte_letters(uint64_t lead, uint64_t lead_c3, uint64_t second, uint64_t sign)
{
    const uint64_t first = lead & second >> 1 & ~(lead_c3 & sign >> 1);

    return first | first << 1;
}

/* Leave only the bytes of `keep` in the classes of ASCII. */
static inline void
ng_byte_masks_and(ng_byte_masks *m, uint64_t keep)
{
    m->space &= keep;
    m->letter &= keep;
    m->digit &= keep;
    m->dot &= keep;
    m->comma &= keep;
    m->hyphen &= keep;
    m->apostrophe &= keep;
    m->quote &= keep;
    m->mark &= keep;
    m->colon &= keep;
    m->open &= keep;
    m->close &= keep;
    m->percent &= keep;
    m->dollar &= keep;
    m->n &= keep;
    m->t &= keep;
    m->m &= keep;
    m->s &= keep;
}

/* Make spaces of what is behind the first n < 64 bytes. */
static inline void
ng_byte_masks_cut(ng_byte_masks *m, size_t n)
{
    const uint64_t keep = ((uint64_t)1 << n) - 1;

    ng_byte_masks_and(m, keep);
    m->high &= keep;
    m->space |= ~keep;
}

/* What is beyond ASCII in a window, character by character: unlike the masks above,
   whole characters of up to four bytes are marked. */
typedef struct ng_high_masks {
    uint64_t letter;
    uint64_t space;
    uint64_t apostrophe; /* the first of the three bytes of U+2019 */
    uint64_t mark;       /* tokens of one character, whatever stands around them */
    uint64_t mark_start, mark_stop;
    uint64_t open, close, dash, punct, symbol; /* the kinds of these */
} ng_high_masks;

/* Sort the characters at the bits of `high`, all not ASCII, of the 64 bytes at
   `base`.  Those that are in no mask are the reference's to judge.  A character
   may go on behind the 64 bytes, not behind `end`. */
void ng_token_bits_high(const char *base, const char *end, uint64_t high, ng_high_masks *out);

static inline ng_token_kind
ng_token_kind_of_high(const ng_high_masks *high, uint64_t bit)
{
    return high->open & bit    ? NG_TOKEN_QUOTE_OPEN
           : high->close & bit ? NG_TOKEN_QUOTE_CLOSE
           : high->dash & bit  ? NG_TOKEN_DASH
           : high->punct & bit ? NG_TOKEN_PUNCT
                               : NG_TOKEN_SYMBOL;
}

/* The number of the lowest bit that is set; of those above the highest; of all.
   Not 0, but for the last. */
static inline int
ng_bit_lowest(uint64_t x)
{
#if defined(__GNUC__)
    return __builtin_ctzll(x);
#else
    int n = 0;

    for (int step = 32; step > 0; step /= 2) {
        if ((x & (((uint64_t)1 << step) - 1)) == 0) {
            x >>= step;
            n += step;
        }
    }
    return n;
#endif
}

static inline int
ng_bit_leading(uint64_t x)
{
#if defined(__GNUC__)
    return __builtin_clzll(x);
#else
    int n = 0;

    for (int step = 32; step > 0; step /= 2) {
        if (x >> (64 - step) == 0) {
            x <<= step;
            n += step;
        }
    }
    return n;
#endif
}

static inline int
ng_bit_count(uint64_t x)
{
#if defined(__POPCNT__)
    return __builtin_popcountll(x);
#else
    x -= (x >> 1) & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + ((x >> 2) & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (int)((x * 0x0101010101010101u) >> 56);
#endif
}

/* The kind of a token that its first byte decides, unless token_bits.h says
   otherwise: words, numbers, marks. */
extern const uint8_t ng_kind_of_first[256];

/* The tokens of the region [begin, end), as ng_token_scan_region() of tokens.c
   finds them one by one.  The caller has set all of the scanner but what belongs
   to the region.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_token_bits_portable(ng_scanner *s, const char *begin, const char *end);
ng_status ng_token_bits_avx2(ng_scanner *s, const char *begin, const char *end);
ng_status ng_token_bits_avx512(ng_scanner *s, const char *begin, const char *end);

#endif
