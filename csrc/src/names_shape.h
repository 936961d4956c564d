/* What the letters of a token look like. */
#ifndef NG_NAMES_SHAPE_H
#define NG_NAMES_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Shape flags. */
enum {
    NG_SHAPE_CAPITAL = 1, /* begins like a name: "Roe", "al-Roe", "d'Roe" */
    NG_SHAPE_UPPER = 2,   /* two or more letters, all capitals: "NATO" */
    NG_SHAPE_INITIAL = 4, /* "J.", "J.K.", "J" */
    NG_SHAPE_HYPHEN = 8   /* a hyphen inside */
};

/* The shape of [p, end), p < end; 0 if it does not begin like a name.  Reads at
   most NG_SHAPE_MAX bytes, so that a token of any length costs the same. */
#define NG_SHAPE_MAX 64
unsigned ng_name_shape(const char *p, const char *end);

/* "eBay", "iPhone", "wikiHow": no unit, for a small letter follows the capital. */
bool ng_name_is_camel(const char *p, const char *end);

/* False only if the shape is 0 for sure; true asks for a look. */
static inline bool
ng_name_may_open(const char *p, size_t n)
{
    const unsigned char c = (unsigned char)*p;

    if (c >= 'a' && c <= 'z')
        return n > 3 &&
               ((p[1] & p[2] & p[3] & 0x20) == 0 || (n > 4 && (p[4] & 0x20) == 0) || p[1] == '-' ||
                p[1] == '\'' || p[2] == '-' || p[2] == '\'' || p[3] == '-' ||
                (unsigned char)p[1] >= 0x80 || (unsigned char)p[2] >= 0x80 || p[3] == '\'' ||
                (unsigned char)p[3] >= 0x80);
    return c >= 'A' && (c <= 'Z' || c >= 0x80);
}

/* Whether [p, end) ends as English common words do and names seldom: "-tion",
   "-ment", "-ity".  Looks at its last four bytes. */
bool ng_name_ends_common(const char *p, const char *end);

#endif
