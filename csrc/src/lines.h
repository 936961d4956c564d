/*
 * Lines of raw text, what can be counted about each, and their layout: which
 * line breaks only wrap a paragraph and which end one.
 *
 * A line holds white space trimmed text; blank lines are only counted.  After
 * ng_lines_join() a "line" is a paragraph, whatever number of lines of the text
 * it covers.
 */
#ifndef NG_LINES_H
#define NG_LINES_H

#include "doc.h"

/* What a character is to layout; coarser and faster than ng_char_class. */
typedef enum ng_line_class {
    NG_LC_OTHER, /* symbols, controls, broken bytes */
    NG_LC_SPACE,
    NG_LC_BREAK,
    NG_LC_UPPER,
    NG_LC_LOWER,
    NG_LC_LETTER, /* a letter whose case is not looked up */
    NG_LC_DIGIT,
    NG_LC_FINAL, /* . ! ? and the ellipsis */
    NG_LC_OPEN,  /* opening quotation marks and brackets */
    NG_LC_CLOSE, /* closing ones, straight marks, apostrophes */
    NG_LC_COLON,
    NG_LC_COMMA, /* , ; */
    NG_LC_DASH,  /* hyphens too */
    NG_LC_PUNCT
} ng_line_class;

enum {
    NG_LINE_BULLET = 1,  /* "* ", "- ", "1. " and their like stand in front */
    NG_LINE_UPPER = 2,   /* (nearly) all letters are capitals */
    NG_LINE_AT = 4,      /* has an @ */
    NG_LINE_URL = 8,     /* has :// or www. */
    NG_LINE_BARE = 16,   /* no letter and no digit */
    NG_LINE_BAR = 32,    /* has a separator of menus: | or a middle dot or > */
    NG_LINE_CREDIT = 64, /* has a capitalised word of credits ("Photo", "Getty") */
    NG_LINE_LINKS = 128, /* words glued together: "FacebookTwitterEmail" */
    NG_LINE_OPEN = 256,  /* ends with a function word: the sentence must go on */
    NG_LINE_HINT = 512,  /* has a word of notices: "rights", "cookies", "newsletter" ... */
    /* and which: */
    NG_LINE_RIGHTS = 1024,
    NG_LINE_CONTRIBUTED = 2048,
    NG_LINE_COOKIES = 4096,
    NG_LINE_ONE_PIECE = 8192, /* a byline, a stamp or a count of comments, and nothing else */
    NG_LINE_PROSE = 16384     /* the block stage's: ng_is_prose() of article.h */
};

typedef struct ng_line {
    uint32_t start, stop;
    uint16_t n_words;      /* runs of non-space that hold a letter or digit */
    uint16_t n_caps;       /* words that begin with a capital */
    uint16_t n_function;   /* the, of, and, is ...: the glue of English prose */
    uint16_t n_long_lower; /* small-letter words of more than three letters, no function words */
    uint16_t n_digits;     /* words that begin with a digit */
    uint16_t n_ends;       /* ends of sentences inside: final mark, space, capital */
    uint16_t n_chars;      /* code points */
    uint16_t first_word;   /* bytes of the first word */
    uint16_t indent;       /* columns in front */
    uint16_t n_blank;      /* blank lines before */
    uint16_t n_lines;      /* lines of the text that it covers */
    uint16_t flags;
    uint8_t first, last;      /* ng_line_class of the first character, and of the last one
                                 that is no closing mark */
    uint8_t kind, rule, conf; /* the caller's: of the block, conf in per cent */
    int16_t weight;           /* the caller's */
    uint8_t raw_last;         /* ng_line_class of the very last character */
} ng_line;

typedef struct ng_lines {
    ng_line *line;
    size_t n, cap;
    size_t n_upper, n_lower;              /* letters of the whole text */
    size_t n_words, n_caps, n_long_lower; /* its words */
} ng_lines;

extern const uint8_t ng_line_ascii_class[128];
extern const uint8_t ng_line_mark_class[64]; /* from U+2000 on: typographic marks */
ng_line_class ng_line_class_slow(const char *p, const char *end, size_t *len);

/* The class of the character at p < end, and its length. */
static inline ng_line_class
ng_line_class_at(const char *p, const char *end, size_t *len)
{
    const unsigned char lead = (unsigned char)*p;

    if (lead < 0x80) {
        *len = 1;
        return (ng_line_class)ng_line_ascii_class[lead];
    }
    return ng_line_class_slow(p, end, len);
}

/* Fill *lines, which is zero but for memory of an earlier text in line and cap; free lines->line
   with ng_free(). */
ng_status ng_lines_scan(const ng_alloc *alloc, const char *text, size_t n_bytes, ng_lines *lines);

/* Join lines that are wrapped paragraphs (rules L1 to L6), in place. */
void ng_lines_join(const char *text, ng_lines *lines);

/* Whether the line ends as a sentence does. */
static inline bool
ng_line_ends_sentence(const ng_line *line)
{
    return line->last == NG_LC_FINAL;
}

#endif
