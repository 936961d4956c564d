/* The parts of the bitmap tokenizer that all levels share. */
#include "classify.h"

#include <string.h>

/* clang-format off */
#define P NG_TOKEN_PUNCT
#define W NG_TOKEN_WORD
#define N NG_TOKEN_NUMBER
#define Y NG_TOKEN_SYMBOL
#define W16 W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W
#define Y16 Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y

const uint8_t ng_kind_of_first[256] = {
    /* 00 */ Y16, Y16,
    /*    */ Y, P, NG_TOKEN_QUOTE_CLOSE, Y, Y, Y, Y, Y, P, P, Y, Y, P, NG_TOKEN_DASH, P, P,
    /*  0 */ N, N, N, N, N, N, N, N, N, N, P, P, Y, Y, Y, P,
    /*  @ */ Y, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
    /*  P */ W, W, W, W, W, W, W, W, W, W, W, P, P, P, Y, Y,
    /*  ` */ Y, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
    /*  p */ W, W, W, W, W, W, W, W, W, W, W, P, Y, P, Y, Y,
    W16, W16, W16, W16, W16, W16, W16, W16};
/* clang-format on */

void
ng_token_bits_high(const char *base, const char *end, uint64_t high, ng_high_masks *out)
{
    ng_high_masks h = {0};

    while (high != 0) {
        const unsigned at = ng_lowest_bit(high);
        const char *const start = base + at;
        const char *p = start;
        const uint32_t cp = ng_utf8_next(&p, end);
        const uint64_t first = (uint64_t)1 << at;
        const unsigned length = (unsigned)(p - start);
        const uint64_t bytes = (((uint64_t)1 << length) - 1) << at;
        bool run;

        high &= ~bytes;
        switch (ng_char_class_of(cp)) {
        case NG_CHAR_UPPER:
        case NG_CHAR_LOWER:
        case NG_CHAR_LETTER:
            h.letter |= bytes;
            continue;
        case NG_CHAR_SPACE:
            h.space |= bytes;
            continue;
        case NG_CHAR_QUOTE_OPEN:
            if (cp == 0x2018)
                continue; /* T19: opens a quotation */
            h.open |= first;
            break;
        case NG_CHAR_QUOTE_CLOSE:
            h.close |= first;
            break;
        case NG_CHAR_DASH:
        case NG_CHAR_PUNCT:
        case NG_CHAR_CURRENCY:
        case NG_CHAR_SYMBOL:
            /* T3: may be a run; T4: may be a sign. */
            run = (size_t)(end - p) >= length && memcmp(start, p, length) == 0;
            if (run || cp == 0x2212 || cp == 0xFFFD)
                continue;
            if (ng_char_class_of(cp) == NG_CHAR_DASH)
                h.dash |= first;
            else if (ng_char_class_of(cp) == NG_CHAR_PUNCT)
                h.punct |= first;
            else
                h.symbol |= bytes;
            break;
        default:
            continue;
        }
        h.mark |= bytes;
        h.mark_start |= first;
        h.mark_stop |= first << (length - 1);
    }
    *out = h;
}
