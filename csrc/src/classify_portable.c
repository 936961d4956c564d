/*
 * 64 bytes as bit masks in plain C: the reference for the others.
 *
 * A table gives each byte the classes it has as bits.  Eight bytes make a matrix of
 * 8 x 8 bits, which transposed holds a byte of each mask.
 */
#include "classify.h"

#include <string.h>

#define NG_BITS_TARGET

/* The matrix of 8 x 8 bits, a byte a row, with rows and columns swapped (Hacker's
   Delight, 7-3). */
static inline uint64_t
transpose(uint64_t x)
{
    uint64_t t;

    t = (x ^ x >> 7) & 0x00AA00AA00AA00AAu;
    x ^= t ^ t << 7;
    t = (x ^ x >> 14) & 0x0000CCCC0000CCCCu;
    x ^= t ^ t << 14;
    t = (x ^ x >> 28) & 0x00000000F0F0F0F0u;
    return x ^ t ^ t << 28;
}

/* A bit for each of the 8 bytes of v that is 0, none of which is over 0x7F. */
static inline uint64_t
zeros(uint64_t v)
{
    const uint64_t top = (0x8080808080808080u - v) & 0x8080808080808080u;

    return (top >> 7) * 0x0102040810204080u >> 56;
}

static uint64_t
two_byte_letters(const char *p, uint64_t high)
{
    uint64_t lead = 0, lead_c3 = 0, second = 0, sign = 0;

    for (; high != 0; high &= high - 1) {
        const uint64_t bit = high & (0 - high);
        const unsigned c = (unsigned char)p[ng_bit_lowest(high)];

        lead |= (c >= 0xC3 && c <= 0xC9) || c == 0xD0 || c == 0xD1 ? bit : 0;
        lead_c3 |= c == 0xC3 ? bit : 0;
        second |= c <= 0xBF ? bit : 0;
        sign |= c == 0x97 || c == 0xB7 ? bit : 0;
    }
    return ng_two_byte_letters(lead, lead_c3, second, sign);
}

static void
classify(const char *p, size_t n, const char *text_end, ng_byte_masks *m)
{
    char copy[64];

    (void)text_end;
    if (n < 64) {
        memset(copy, ' ', sizeof copy);
        memcpy(copy, p, n);
        p = copy;
    }
    memset(m, 0, sizeof *m);
    for (unsigned i = 0; i < 64; i += 8) {
        uint64_t bytes = 0, a = 0, b = 0, letters;

        for (unsigned k = 0; k < 8; k++) {
            const uint64_t c = (unsigned char)p[i + k];

            bytes |= c << 8 * k;
            a |= (uint64_t)ng_byte_classes[0][c & 0x7F] << 8 * k;
            b |= (uint64_t)ng_byte_classes[1][c & 0x7F] << 8 * k;
        }
        a = transpose(a);
        b = transpose(b);
        letters = (bytes | 0x2020202020202020u) & 0x7F7F7F7F7F7F7F7Fu;
        m->high |= ((bytes & 0x8080808080808080u) >> 7) * 0x0102040810204080u >> 56 << i;
        m->m |= zeros(letters ^ 0x6D6D6D6D6D6D6D6Du) << i;
        m->s |= zeros(letters ^ 0x7373737373737373u) << i;
#define ROW(x, k) ((x >> 8 * (k)&0xFF) << i)
        m->space |= ROW(a, 0);
        m->letter |= ROW(a, 1);
        m->digit |= ROW(a, 2);
        m->dot |= ROW(a, 3);
        m->comma |= ROW(a, 4);
        m->hyphen |= ROW(a, 5);
        m->apostrophe |= ROW(a, 6);
        m->quote |= ROW(a, 7);
        m->mark |= ROW(b, 0);
        m->colon |= ROW(b, 1);
        m->open |= ROW(b, 2);
        m->close |= ROW(b, 3);
        m->percent |= ROW(b, 4);
        m->dollar |= ROW(b, 5);
        m->n |= ROW(b, 6);
        m->t |= ROW(b, 7);
#undef ROW
    }
    if (m->high != 0) {
        ng_byte_masks_and(m, ~m->high);
        m->two = two_byte_letters(p, m->high);
    }
}

#define NG_BITS_CLASSIFY classify
#define NG_BITS_LOWEST(x) ((unsigned)ng_bit_lowest((x) | (uint64_t)1 << 63))
#include "token_bits.h"

ng_status
ng_token_bits_portable(ng_scanner *s, const char *begin, const char *end)
{
    return scan_region_bits(s, begin, end);
}
