/*
 * Where the windows of the bitmap tokenizer are: found by spaces alone, before anything else
 * is known of them.  Included by token_bits.h.
 */
#ifndef NG_TOKEN_PLACES_H
#define NG_TOKEN_PLACES_H

#include "token_lanes.h"

#include <string.h>

#if defined(__GNUC__)
#define NG_BITS_RARE __attribute__((noinline))
#else
#define NG_BITS_RARE
#endif

/* A token whose last byte is before this one has all neighbours that the rules look at in
   the window. */
enum { SETTLED = 61 };

/* Where windows are. */
typedef struct places {
    unsigned n;                      /* how many there are */
    bool cut;                        /* the last one ends at no space */
    const char *base[NG_BITS_LANES]; /* in the text */
    const char *from[NG_BITS_LANES]; /* 64 bytes that may be read: there, or a copy */
    unsigned limit[NG_BITS_LANES];   /* the byte where each ends */
    bits before;                     /* what stands before the first byte: carry_of() */
    char copies[NG_BITS_LANES][64];
} places;

/* Bytes from `from` on. */
NG_BITS_TARGET static inline uint64_t
bits_from(size_t from)
{
    return ~(uint64_t)0 << from;
}

/* What the rules ask of the byte before a window. */
enum {
    CARRY_SPACE, /* white space, or nothing */
    CARRY_MARK,  /* . ! ? */
    CARRY_UNSURE,
    CARRY_OPENS, /* a double mark opens behind it */
    CARRY_HIGH,
    CARRY_RUN
};

static inline uint64_t
carry_of(unsigned kind)
{
    switch (kind) {
    case NG_BYTE_SPACE:
        return 1u << CARRY_SPACE;
    case NG_BYTE_DOT:
    case NG_BYTE_MARK:
        return 1u << CARRY_MARK;
    case NG_BYTE_OPEN:
    case NG_BYTE_HYPHEN:
        return 1u << CARRY_OPENS;
    case NG_BYTE_HIGH:
        return 1u << CARRY_UNSURE | 1u << CARRY_HIGH;
    case NG_BYTE_RUN:
        return 1u << CARRY_UNSURE | 1u << CARRY_RUN;
    case NG_BYTE_APOSTROPHE:
    case NG_BYTE_DOUBLE:
    case NG_BYTE_BACKTICK:
    case NG_BYTE_SINGLE:
    case NG_BYTE_CONTROL:
        return 1u << CARRY_UNSURE;
    default:
        return 0;
    }
}

/* Whether a stop or comma of full width ends before p[i], and the text goes on: Chinese
   has few spaces. */
static inline bool
ends_phrase(const char *p, size_t i)
{
    const unsigned char *const s = (const unsigned char *)p + i;

    return i >= 3 &&
           ((s[-3] == 0xE3 && s[-2] == 0x80 && s[-1] - 0x81u < 2) ||
            (s[-3] == 0xEF && s[-2] == 0xBC && s[-1] == 0x8C)) &&
           memcmp(s - 3, s, 3) != 0;
}

/* Where the window of n bytes at p ends: at its last space, or behind its last phrase,
   before SETTLED, or at n; SETTLED itself with none of them, and *cut is set. */
static NG_BITS_RARE unsigned
last_space(const char *p, size_t n, bool *cut)
{
    size_t i = n < SETTLED ? n : SETTLED;

    if (i == n)
        return (unsigned)n;
    for (; i > 0; i--)
        if ((ng_flags_at(p + i) & NG_BF_SPACE) || ends_phrase(p, i))
            return (unsigned)i;
    if (ng_flags_at(p) & NG_BF_SPACE)
        return 0;
    *cut = true;
    return SETTLED;
}

/* The next windows of [p, end); gives where the one behind them begins. */
NG_BITS_TARGET static inline const char *
place_windows(const ng_scanner *s, const char *p, const char *end, places *at)
{
    static const char blank[] = "                                                                ";
    unsigned n = 0;

    at->cut = false;
    for (unsigned k = 0; k < NG_BITS_LANES; k++)
        LANE(at->before, k) = 1u << CARRY_SPACE;
    if (p > s->first)
        LANE(at->before, 0) = carry_of(ng_kind_at(p - 1));
    while (n < NG_BITS_LANES && p < end && !at->cut) {
        const size_t n_left = (size_t)(end - p);
        uint32_t near = 0;
        unsigned limit;

        at->base[n] = at->from[n] = p;
        if (n_left >= 64) {
            near = NG_BITS_SPACES(p + SETTLED - 31);
        } else {
            /* A read behind the text may fault. */
            memcpy(at->copies[n], blank, 64);
            memcpy(at->copies[n], p, n_left);
            at->from[n] = at->copies[n];
        }
        limit = near != 0 ? SETTLED - 31 + ng_highest_bit(near)
                          : last_space(at->from[n], n_left, &at->cut);
        at->limit[n++] = limit;
        p += limit;
        if (p == end)
            break;
        if (ng_flags_at(p) & NG_BF_SPACE)
            p++;
        else if (n < NG_BITS_LANES)
            LANE(at->before, n) = carry_of(NG_BYTE_HIGH);
    }
    at->n = n;
    for (; n < NG_BITS_LANES; n++)
        at->from[n] = blank;
    return at->cut ? at->base[at->n - 1] : p;
}

#endif
