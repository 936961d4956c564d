#include "names_shape.h"
#include "unicode.h"
#include "utf8.h"

#include <string.h>

bool
ng_name_is_camel(const char *p, const char *end)
{
    size_t n = 0;

    while (n < 4 && p + n < end && p[n] >= 'a' && p[n] <= 'z')
        n++;
    return n > 0 && end - p >= (ptrdiff_t)n + 3 && p[n] >= 'A' && p[n] <= 'Z' && p[n + 1] >= 'a' &&
           p[n + 1] <= 'z';
}

/* The lower-case beginnings of family names that are written as one word. */
static bool
has_small_prefix(const char *p, const char *end)
{
    size_t n = 0;

    while (n < 4 && p + n < end && p[n] >= 'a' && p[n] <= 'z')
        n++;
    if (n == 0 || n > 3 || p + n + 1 >= end)
        return false;
    p += n;
    if (*p == '-' || *p == '\'')
        p++;
    else if (end - p > 3 && (unsigned char)p[0] == 0xE2 && (unsigned char)p[1] == 0x80 &&
             (unsigned char)p[2] == 0x99) /* U+2019 */
        p += 3;
    else
        return false;
    return ng_char_class_of(ng_utf8_next(&p, end)) == NG_CHAR_UPPER;
}

unsigned
ng_name_shape(const char *p, const char *end)
{
    const unsigned char lead = (unsigned char)*p;
    unsigned n_upper = 0, n_lower = 0, n_stops = 0, shape = NG_SHAPE_CAPITAL;

    if (lead >= 'a' && lead <= 'z')
        return has_small_prefix(p, end) ? NG_SHAPE_CAPITAL | NG_SHAPE_HYPHEN
               : ng_name_is_camel(p, end) ? NG_SHAPE_CAPITAL
                                        : 0;
    if (lead < 'A' || (lead > 'Z' && lead < 0x80))
        return 0;
    if (lead >= 0x80) {
        const char *q = p;

        if (ng_char_class_of(ng_utf8_next(&q, end)) != NG_CHAR_UPPER)
            return 0;
    }
    if (end - p > NG_SHAPE_MAX)
        end = p + NG_SHAPE_MAX;
    while (p < end) {
        const unsigned char c = (unsigned char)*p;

        if (c < 0x80) {
            p++;
            if (c >= 'A' && c <= 'Z')
                n_upper++;
            else if (c >= 'a' && c <= 'z')
                n_lower++;
            else if (c == '.')
                n_stops++;
            else if (c == '-')
                shape |= NG_SHAPE_HYPHEN;
        } else {
            const ng_char_class class_id = ng_char_class_of(ng_utf8_next(&p, end));

            if (class_id == NG_CHAR_UPPER)
                n_upper++;
            else if (class_id == NG_CHAR_LOWER)
                n_lower++;
            else if (class_id == NG_CHAR_HYPHEN)
                shape |= NG_SHAPE_HYPHEN;
        }
    }
    if (n_lower == 0 && n_upper >= 2)
        shape |= NG_SHAPE_UPPER;
    if (n_lower == 0 && (n_upper == 1 || (n_upper <= 3 && n_stops == n_upper)) &&
        !(shape & NG_SHAPE_HYPHEN))
        shape |= NG_SHAPE_INITIAL;
    return shape;
}

bool
ng_name_ends_common(const char *p, const char *end)
{
    static const char endings[][5] = {
        "tion", "sion", "ment", "ness", "ship", "ance", "ence", "able", "ible", "less", "ture",
        "ity",  "ing",  "ous",  "ory",  "ful",  "ism",  "ist",  "ate",  "ide",  "ive",  "ies",
        "ary",  "ers",  "ors",  "ass",  "ght",  "ion",  "al",   "es",   "ed",   "ly",   "cy",
        "gy",   "ic",   "ge",   "ks",   "ls",   "ds",   "ps",   "ts",   "ws",   "rs",   "ns"};

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        const size_t n = strlen(endings[i]);

        if ((size_t)(end - p) > n + 1 && memcmp(end - n, endings[i], n) == 0)
            return true;
    }
    return false;
}
