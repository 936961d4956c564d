#include "utf8.h"
#include "dispatch.h"

#include <string.h>

/*
 * Whether `second` may follow the lead byte.  The ranges are those of table 3-7
 * of the Unicode standard: they leave out over-long forms, surrogates and
 * everything above U+10FFFF already at the second byte.
 */
static bool
second_fits(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return second >= 0x80 && second <= 0xBF;
    }
}

uint32_t
ng_utf8_next_slow(const char **p, const char *end)
{
    const unsigned char *s = (const unsigned char *)*p;
    const size_t n_left = (size_t)(end - *p);
    const unsigned char lead = s[0];
    size_t len;
    uint32_t cp;

    if (lead < 0x80) {
        *p += 1;
        return lead;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
        len = 2;
        cp = lead & 0x1Fu;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        len = 3;
        cp = lead & 0x0Fu;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        len = 4;
        cp = lead & 0x07u;
    } else {
        *p += 1;
        return NG_UTF8_BROKEN;
    }

    for (size_t i = 1; i < len; i++) {
        if (i >= n_left || (i == 1 ? !second_fits(lead, s[1]) : (s[i] & 0xC0) != 0x80)) {
            *p += i;
            return NG_UTF8_BROKEN;
        }
        cp = (cp << 6) | (s[i] & 0x3Fu);
    }
    *p += len;
    return cp;
}

uint32_t
ng_utf8_before(const char *begin, const char *p)
{
    /* A character of more than one byte ends here only if decoding from its
       lead byte stops exactly at `p`. */
    for (size_t back = 1; back <= 4 && back <= (size_t)(p - begin); back++) {
        const char *s = p - back;
        uint32_t cp;

        if (((unsigned char)*s & 0xC0) == 0x80)
            continue;
        cp = ng_utf8_next(&s, p);
        return s == p ? cp : NG_UTF8_BROKEN;
    }
    return NG_UTF8_BROKEN;
}

size_t
ng_utf8_ascii_len(const char *p, const char *end)
{
    const char *const start = p;

    while (end - p >= 8) {
        uint64_t word;

        memcpy(&word, p, 8);
        if (word & 0x8080808080808080u)
            break;
        p += 8;
    }
    while (p < end && (unsigned char)*p < 0x80)
        p++;
    return (size_t)(p - start);
}

bool
ng_utf8_is_valid(const char *p, const char *end)
{
#if NG_HAS_X86_LEVELS
    /* Not for a token or a field. */
    if (end - p >= 64 && ng_cpu_current() >= NG_CPU_AVX2)
        return ng_utf8_is_valid_avx2(p, end);
#endif
    return ng_utf8_is_valid_portable(p, end);
}

bool
ng_utf8_is_valid_portable(const char *p, const char *end)
{
    for (;;) {
        p += ng_utf8_ascii_len(p, end);
        if (p == end)
            return true;
        if (ng_utf8_next_slow(&p, end) == NG_UTF8_BROKEN)
            return false;
    }
}

ng_encoding
ng_utf8_encoding(const char *p, const char *end)
{
    if (p == end)
        return NG_ENCODING_ASCII;
    if (!ng_utf8_is_valid(p, end))
        return NG_ENCODING_UNKNOWN;
    return ng_utf8_ascii_len(p, end) == (size_t)(end - p) ? NG_ENCODING_ASCII : NG_ENCODING_UTF8;
}
