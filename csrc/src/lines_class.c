/* What the characters are to layout: tables for ASCII and the marks of running text, and
   broad ranges beyond. */
#include "lines.h"
#include "utf8.h"

/* clang-format off */
enum {
    O = NG_LC_OTHER, S = NG_LC_SPACE, B = NG_LC_BREAK, U = NG_LC_UPPER, L = NG_LC_LOWER,
    D = NG_LC_DIGIT, F = NG_LC_FINAL, N = NG_LC_OPEN, C = NG_LC_CLOSE, I = NG_LC_COLON,
    M = NG_LC_COMMA, H = NG_LC_DASH, P = NG_LC_PUNCT
};

const uint8_t ng_line_ascii_class[128] = {
    O, O, O, O, O, O, O, O, O, S, B, B, B, B, O, O, /* 00 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 10 */
    S, F, C, P, O, P, P, C, N, C, P, P, M, H, F, P, /* 20  !"#$%&'()*+,-./ */
    D, D, D, D, D, D, D, D, D, D, I, M, P, P, P, F, /* 30 0123456789:;<=>? */
    P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 40 @ABCDEFGHIJKLMNO */
    U, U, U, U, U, U, U, U, U, U, U, N, P, C, P, P, /* 50 PQRSTUVWXYZ[\]^_ */
    N, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 60 `abcdefghijklmno */
    L, L, L, L, L, L, L, L, L, L, L, N, P, C, P, O, /* 70 pqrstuvwxyz{|}~ */
};

/* U+2000 to U+203F, the typographic marks; the line separators U+2028 and U+2029 are breaks. */
const uint8_t ng_line_mark_class[64] = {
    S, S, S, S, S, S, S, S, S, S, S, S, O, O, O, O, /* 2000 spaces */
    H, H, H, H, H, H, P, P, N, C, N, N, N, C, N, N, /* 2010 dashes, quotation marks */
    P, P, P, P, F, F, F, P, B, B, O, O, O, O, O, S, /* 2020 daggers, bullets, ellipsis */
    P, P, P, P, P, P, P, P, P, N, C, P, F, F, P, P, /* 2030 primes, angle quotation marks */
};
/* clang-format on */

static ng_line_class
latin1_class(uint32_t cp)
{
    if (cp == 0x85)
        return NG_LC_BREAK;
    if (cp == 0xA0)
        return NG_LC_SPACE;
    if (cp == 0xAB)
        return NG_LC_OPEN;
    if (cp == 0xBB)
        return NG_LC_CLOSE;
    if (cp == 0xAA || cp == 0xB5 || cp == 0xBA)
        return NG_LC_LOWER;
    if (cp < 0xC0 || cp == 0xD7 || cp == 0xF7)
        return cp < 0xA0 ? NG_LC_OTHER : NG_LC_PUNCT;
    return cp < 0xDF ? NG_LC_UPPER : NG_LC_LOWER;
}

/* Must agree with NG_CHAR_SPACE, for blocks to be trimmed as tokens are. */
static bool
is_rare_space(uint32_t cp)
{
    return cp == 0x1680 || cp == 0x205F || cp == 0x2060 || cp == 0x3000 || cp == 0xFEFF;
}

static ng_line_class
class_of(uint32_t cp)
{
    if (cp < 0x80)
        return (ng_line_class)ng_line_ascii_class[cp];
    if (cp < 0x100)
        return latin1_class(cp);
    if (cp - 0x2000 < 64)
        return (ng_line_class)ng_line_mark_class[cp - 0x2000];
    if (is_rare_space(cp))
        return NG_LC_SPACE;
    /* Latin Extended-A and Cyrillic pair capital and small by turns or halves;
       the first word of a name is all that hangs on them. */
    if (cp < 0x180)
        return (cp & 1) != 0 ? NG_LC_LOWER : NG_LC_UPPER;
    if (cp < 0x2000)
        return NG_LC_LETTER;
    /* U+FFFD stands for broken bytes, and is what they are. */
    if (cp < 0x2C00 || cp == NG_UTF8_BROKEN || cp == 0xFFFD || (cp >= 0xE000 && cp < 0xF900) ||
        cp >= 0x1F000)
        return NG_LC_OTHER;
    return NG_LC_LETTER;
}

ng_line_class
ng_line_class_slow(const char *p, const char *end, size_t *len)
{
    /* Most of what is not ASCII in news: curly quotation marks and dashes. */
    if (end - p >= 3 && p[0] == '\xE2' && p[1] == '\x80' && (p[2] & 0xC0) == 0x80) {
        *len = 3;
        return (ng_line_class)ng_line_mark_class[p[2] & 0x3F];
    }

    const char *q = p;
    const ng_line_class result = class_of(ng_utf8_next(&q, end));

    *len = (size_t)(q - p);
    return result;
}
