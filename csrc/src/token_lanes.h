/*
 * Windows of 64 bytes side by side: their bytes as bit masks, one for each class
 * that the rules of the bitmap tokenizer ask for; bit i is byte i.
 *
 * `bits` holds a mask for each of NG_BITS_LANES windows, in a vector where the
 * compiler has them, so that each operation is one on all.  A level (classify_avx2.c
 * and the others) turns windows into slices: mask k has bit k of every byte.  What
 * follows is the same for all: a class is a few ands and ors of the eight slices,
 * which for some thirty classes is less than comparing the bytes with each member.
 *
 * Included by token_bits.h and by the levels, which say before what NG_BITS_TARGET
 * and NG_BITS_LANES are.
 */
#ifndef NG_TOKEN_LANES_H
#define NG_TOKEN_LANES_H

#include "classify.h"

#if NG_BITS_LANES > 1
typedef uint64_t bits __attribute__((vector_size(8 * NG_BITS_LANES)));
#define LANE(x, k) ((x)[k])
#else
typedef uint64_t bits;
#define LANE(x, k) (*((void)(k), &(x)))
#endif

/* Element k: bit k of the bytes. */
typedef struct slices {
    bits of[8];
} slices;

typedef struct classes {
    bits space;      /* ASCII white space */
    bits letter;     /* A-Z a-z */
    bits digit;      /* 0-9 */
    bits high;       /* not ASCII */
    bits dot;        /* . */
    bits comma;      /* , */
    bits hyphen;     /* - */
    bits apostrophe; /* ' */
    bits quote;      /* " */
    bits mark;       /* ! ? */
    bits colon;      /* : ; */
    bits open;       /* ( [ */
    bits close;      /* ) ] */
    bits percent;    /* % */
    bits dollar;     /* $ */
    bits less;       /* < */
    bits greater;    /* > */
    /* Letters of either case: T11, T13. */
    bits a, d, e, i, l, m, n, o, r, s, t, v, y;
    /* Beyond ASCII, whole characters: */
    bits high_letter; /* of two bytes, U+00C0 to U+027F and U+0400 to U+047F; ideographs */
    /* ... and by the first of three bytes: */
    bits curly;                   /* the apostrophe U+2019 */
    bits curly_open, curly_close; /* U+201C, U+201D */
    bits long_dash;               /* U+2013, U+2014 */
    bits full;                    /* U+2026; stops, commas and such of full width */
} classes;

/* What the bits say of windows, and of one of them. */
#define WINDOW_FIELDS(type)                                                                        \
    type starts; /* the first byte of each token */                                                \
    type stops;  /* the last */                                                                    \
    type word;   /* bytes of words: letters, digits, what joins them */                            \
    type space;  /* white space, that beyond ASCII too */                                          \
    type wide;   /* bytes that are not ASCII */                                                    \
    type letter; /* letters that are */                                                            \
    type digit;                                                                                    \
    type hard;    /* in a token that is the reference's to find */                                 \
    type stopped; /* last bytes of words whose stop may be theirs */                               \
    type cuts;    /* ... of words that scheme ud may cut */                                        \
    type quote;   /* straight double marks */                                                      \
    type clitic;  /* tokens whose kind the first byte does not say, by their kind */               \
    type opens, closes, dash, punct, symbol;
typedef struct windows {
    WINDOW_FIELDS(bits)
} windows;
typedef struct window {
    WINDOW_FIELDS(uint64_t)
} window;
#undef WINDOW_FIELDS

NG_BITS_TARGET static inline bool
any_of(bits x)
{
    uint64_t any = 0;

    for (unsigned k = 0; k < NG_BITS_LANES; k++)
        any |= LANE(x, k);
    return any != 0;
}

/* The classes beyond ASCII.  Before the first byte of a character nothing makes of it
   anything else. */
NG_BITS_TARGET static inline void
classify_high(const slices *x, classes *c)
{
    const bits *const b = x->of;
    const bits second = b[7] & ~b[6];
    const bits lead2 = b[7] & b[6] & ~b[5], lead3 = b[7] & b[6] & b[5] & ~b[4];
    const bits low0 = ~(b[3] | b[2] | b[1] | b[0]);
    /* C3 to C9, but not U+00D7 and U+00F7, which are signs; D0 and D1. */
    const bits c3 = lead2 & ~b[4] & ~b[3] & ~b[2] & b[1] & b[0];
    const bits c4_c9 = lead2 & ~b[4] & (b[3] ^ b[2]) & ~(b[3] & b[1]);
    const bits sign = second & b[4] & ~b[3] & b[2] & b[1] & b[0];
    const bits two =
        ((c3 & ~(sign >> 1)) | c4_c9 | (lead2 & b[4] & ~b[3] & ~b[2] & ~b[1])) & second >> 1;
    /* E5 to E9 and from E4 B8 on: U+4E00 to U+9FFF. */
    const bits pair = second >> 1 & second >> 2;
    const bits e4 = lead3 & ~b[3] & b[2] & ~b[1] & ~b[0] & (b[5] & b[4] & b[3]) >> 1;
    const bits e5_e9 = lead3 & ((~b[3] & b[2] & (b[1] | b[0])) | (b[3] & ~b[2] & ~b[1]));
    const bits three = (e4 | e5_e9) & pair;
    /* E2 80; E3 80 and EF BC with the stops and commas of Chinese. */
    const bits second80 = second & ~b[5] & ~b[4] & low0;
    const bits general = lead3 & ~b[3] & ~b[2] & b[1] & ~b[0] & second80 >> 1;
    const bits cjk = lead3 & ~b[3] & ~b[2] & b[1] & b[0] & second80 >> 1;
    const bits wide_form = lead3 & b[3] & b[2] & b[1] & b[0] &
                           (second & b[5] & b[4] & b[3] & b[2] & ~b[1] & ~b[0]) >> 1;
    const bits column8 = second & ~b[5] & ~b[4], column9 = second & ~b[5] & b[4];
    const bits stops = column8 & ~b[3] & ~b[2] & (b[1] ^ b[0]); /* U+3001, U+3002 */
    const bits marks =
        (column8 & ((~b[3] & ~b[2] & ~b[1] & b[0]) | (b[3] & b[2] & ~b[1] & ~b[0]))) |
        (column9 & b[3] & b[1] & (~b[2] | b[0])); /* U+FF01 , : ; ? */
    const bits ellipsis = second & b[5] & ~b[4] & ~b[3] & b[2] & b[1] & ~b[0];

    c->high_letter = two | two << 1 | three | three << 1 | three << 2;
    c->curly = general & (column9 & b[3] & ~b[2] & ~b[1] & b[0]) >> 2;
    c->curly_open = general & (column9 & b[3] & b[2] & ~b[1] & ~b[0]) >> 2;
    c->curly_close = general & (column9 & b[3] & b[2] & ~b[1] & b[0]) >> 2;
    c->long_dash =
        general & (column9 & ~b[3] & ((~b[2] & b[1] & b[0]) | (b[2] & ~b[1] & ~b[0]))) >> 2;
    c->full = (general & ellipsis >> 2) | (cjk & stops >> 2) | (wide_form & marks >> 2);
}

NG_BITS_TARGET static inline void
classify_lanes(const slices *x, classes *c)
{
    const bits *const b = x->of;
    /* Columns of the ASCII table, and rows by the lower half of a byte. */
    const bits ascii = ~b[7];
    const bits column0 = ascii & ~b[6] & ~b[5] & ~b[4], column2 = ascii & ~b[6] & b[5] & ~b[4];
    const bits column3 = ascii & ~b[6] & b[5] & b[4], letters = ascii & b[6];
    const bits columns46 = letters & ~b[4], columns57 = letters & b[4];
    const bits column5 = columns57 & ~b[5];
    const bits rows0_3 = ~b[3] & ~b[2], rows4_7 = ~b[3] & b[2];
    const bits rows8_b = b[3] & ~b[2], rowsc_f = b[3] & b[2];
    const bits row0 = ~b[1] & ~b[0], row1 = ~b[1] & b[0], row2 = b[1] & ~b[0], row3 = b[1] & b[0];

    c->space = (column2 & rows0_3 & row0) | (column0 & ((rows8_b & ~row0) | (rowsc_f & ~b[1])));
    c->letter = letters & (b[4] | b[3] | b[2] | b[1] | b[0]) & ~(b[4] & b[3] & (b[2] | row3));
    c->digit = column3 & ~(b[3] & (b[2] | b[1]));
    c->high = b[7];
    c->dot = column2 & rowsc_f & row2;
    c->comma = column2 & rowsc_f & row0;
    c->hyphen = column2 & rowsc_f & row1;
    c->apostrophe = column2 & rows4_7 & row3;
    c->quote = column2 & rows0_3 & row2;
    c->mark = (column2 & rows0_3 & row1) | (column3 & rowsc_f & row3);
    c->colon = column3 & rows8_b & b[1];
    c->open = (column2 & rows8_b & row0) | (column5 & rows8_b & row3);
    c->close = (column2 & rows8_b & row1) | (column5 & rowsc_f & row1);
    c->percent = column2 & rows4_7 & row1;
    c->dollar = column2 & rows4_7 & row0;
    c->less = column3 & rowsc_f & row0;
    c->greater = column3 & rowsc_f & row2;
    c->a = columns46 & rows0_3 & row1;
    c->d = columns46 & rows4_7 & row0;
    c->e = columns46 & rows4_7 & row1;
    c->i = columns46 & rows8_b & row1;
    c->l = columns46 & rowsc_f & row0;
    c->m = columns46 & rowsc_f & row1;
    c->n = columns46 & rowsc_f & row2;
    c->o = columns46 & rowsc_f & row3;
    c->r = columns57 & rows0_3 & row2;
    c->s = columns57 & rows0_3 & row3;
    c->t = columns57 & rows4_7 & row0;
    c->v = columns57 & rows4_7 & row2;
    c->y = columns57 & rows8_b & row1;
    c->high_letter = c->curly = c->curly_open = c->curly_close = c->long_dash = c->full = (bits){0};
    if (any_of(b[7]))
        classify_high(x, c);
}

/* ---------------------------------------------------------------- slicing */

/* Bit `step` of the number of an element is swapped with the bit of the place in its
   lane that is worth `shift` (Hacker's Delight, 7-3, between words). */
#define SWAP(x, step, shift, mask)                                                                 \
    for (unsigned i_ = 0; i_ < 8; i_++) {                                                          \
        if (!(i_ & (step))) {                                                                      \
            const bits t_ = ((x)[i_] >> (shift) ^ (x)[i_ | (step)]) & (mask);                      \
                                                                                                   \
            (x)[i_ | (step)] ^= t_;                                                                \
            (x)[i_] ^= t_ << (shift);                                                              \
        }                                                                                          \
    }

/* From elements that have byte 8 i + k at byte i of element k. */
NG_BITS_TARGET static inline void
slice_bytes(bits *x){SWAP(x, 1, 1, 0x5555555555555555u) SWAP(x, 2, 2, 0x3333333333333333u)
                         SWAP(x, 4, 4, 0x0F0F0F0F0F0F0F0Fu)}

/* The slices of the 64 bytes at each of `from`. */
NG_BITS_TARGET static inline void slice_any(const char *const *from, slices *out)
{
    bits *const x = out->of;

    for (unsigned i = 0; i < 8; i++)
        for (unsigned k = 0; k < NG_BITS_LANES; k++)
            LANE(x[i], k) = ng_load_8(from[k] + 8 * i);
    SWAP(x, 1, 8, 0x00FF00FF00FF00FFu)
    SWAP(x, 2, 16, 0x0000FFFF0000FFFFu)
    SWAP(x, 4, 32, 0x00000000FFFFFFFFu)
    slice_bytes(x);
}

#endif
