/* Small scanners that the files of article_meta.h share. */
#ifndef NG_ARTICLE_TEXT_H
#define NG_ARTICLE_TEXT_H

#include "article_meta.h"
#include "lang_en_news.h"

static inline bool
is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline const char *
skip_class(const char *p, const char *end, unsigned mask)
{
    size_t len;

    while (p < end && (mask >> ng_line_class_at(p, end, &len) & 1u) != 0)
        p += len;
    return p;
}

#define SPACES (1u << NG_LC_SPACE | 1u << NG_LC_BREAK)
#define MARKS                                                                                      \
    (SPACES | 1u << NG_LC_PUNCT | 1u << NG_LC_DASH | 1u << NG_LC_COMMA | 1u << NG_LC_COLON |       \
     1u << NG_LC_OTHER | 1u << NG_LC_OPEN | 1u << NG_LC_CLOSE | 1u << NG_LC_FINAL)

static inline const char *
word_end(const char *p, const char *end)
{
    size_t len;

    for (;;) {
        while (p<end && * p> ' ' && *p < 0x7F)
            p++;
        if (p >= end)
            return p;

        const ng_line_class c = ng_line_class_at(p, end, &len);

        if (c == NG_LC_SPACE || c == NG_LC_BREAK)
            return p;
        p += len;
    }
}

/* [p, *end) without white space and the marks at its end. */
static inline const char *
trim_end(const char *p, const char *end, unsigned mask)
{
    const char *stop = p;

    /* ASCII is read from the end; what else there is has no way back. */
    for (; end > p && (unsigned char)end[-1] < 0x80; end--)
        if ((mask >> ng_line_ascii_class[(unsigned char)end[-1]] & 1u) == 0)
            return end;
    while (p < end) {
        size_t len;
        const ng_line_class c = ng_line_class_at(p, end, &len);

        p += len;
        if ((mask >> c & 1u) == 0)
            stop = p;
    }
    return stop;
}

/* A whole word of a list at p, to the end of the word. */
static inline bool
word_in(ng_phrase_list list, const char *p, const char *stop)
{
    const size_t n = ng_en_phrase(list, p, stop, NULL);

    return n != 0 && n >= (size_t)(stop - p);
}

/* Whether the n bytes at p are a particle inside names: "de", "von". */
bool ng_is_particle(const char *p, size_t n);

/* Whether the word may be part of a name: capital first, no digit inside. */
bool ng_is_name_word(const char *p, const char *stop);

/* No prose: few small words but those that bylines have. */
bool ng_is_byline_text(const char *p, const char *end);

#endif
