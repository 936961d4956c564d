/* Reading UTF-8 that may be broken. */
#ifndef NG_UTF8_H
#define NG_UTF8_H

#include "nutgraf.h"

/* What ng_utf8_next() gives for bytes that are not UTF-8.  Outside Unicode, so
   that a real U+FFFD in the text can be told from a broken byte. */
#define NG_UTF8_BROKEN 0xFFFFFFFFu

/* The slow path of ng_utf8_next(): a lead byte >= 0x80 stands at *p. */
uint32_t ng_utf8_next_slow(const char **p, const char *end);

/*
 * The character at *p < end, and *p moved behind it.
 *
 * Broken input gives NG_UTF8_BROKEN and moves over one maximal ill-formed
 * subsequence (Unicode 17, section 3.9, table 3-8), 1 to 3 bytes, which is
 * what Python's bytes.decode("utf-8", "replace") turns into one U+FFFD: so
 * code point offsets mean the same on both sides.
 */
static inline uint32_t
ng_utf8_next(const char **p, const char *end)
{
    const unsigned char lead = (unsigned char)**p;

    if (lead < 0x80) {
        ++*p;
        return lead;
    }
    return ng_utf8_next_slow(p, end);
}

/* The character that ends at `p`, begin < p, without moving; broken input
   gives NG_UTF8_BROKEN.  Looks at most 4 bytes back. */
uint32_t ng_utf8_before(const char *begin, const char *p);

/* Write the n code points, each at most U+10FFFF, and give the number of bytes; `to` has
   room for 4 n.  A surrogate becomes U+FFFD. */
size_t ng_utf8_encode(char *to, const uint32_t *from, size_t n);

/* How many bytes from `p` on are ASCII. */
size_t ng_utf8_ascii_len(const char *p, const char *end);

/* What [p, end) is; NG_ENCODING_UNKNOWN if it is not well-formed. */
ng_encoding ng_utf8_encoding(const char *p, const char *end);

/* Whether all of [p, end) is well-formed UTF-8. */
bool ng_utf8_is_valid(const char *p, const char *end);
/* The same, at two levels (dispatch.h). */
bool ng_utf8_is_valid_portable(const char *p, const char *end);
bool ng_utf8_is_valid_avx2(const char *p, const char *end);

#endif
