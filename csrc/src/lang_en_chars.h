/* Letters, as the words of lang_en_news.h are compared. */
#ifndef NG_LANG_EN_CHARS_H
#define NG_LANG_EN_CHARS_H

#include "lines.h"

static inline char
ng_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static inline bool
ng_is_letter_or_digit(const char *p, const char *end)
{
    size_t len;

    if (p >= end)
        return false;
    const ng_line_class c = ng_line_class_at(p, end, &len);

    return c >= NG_LC_UPPER && c <= NG_LC_DIGIT;
}

#endif
