/*
 * The article on a page: which lines are its headline and its body, what is
 * round them, and the fields of the articles table.
 *
 * blocks.c runs these in turn over the lines of one document:
 *   shapes (kinds that a line has by itself) -> body region -> headline ->
 *   context (kinds that a line has by its place) -> blocks -> fields.
 */
#ifndef NG_ARTICLE_H
#define NG_ARTICLE_H

#include "article_meta.h"
#include "doc.h"
#include "lines.h"

/* Indexes of ng_block_rules. */
typedef enum ng_block_rule {
    NG_B_BODY,          /* B1 */
    NG_B_DEFAULT,       /* B2 */
    NG_B_HEADLINE,      /* B3 */
    NG_B_DECK,          /* B4 */
    NG_B_BYLINE,        /* B5 */
    NG_B_BYLINE_PLACE,  /* B6 */
    NG_B_STAMP,         /* B7 */
    NG_B_COMMENT_COUNT, /* B8 */
    NG_B_DATELINE,      /* B9 */
    NG_B_SUBHEAD,       /* B10 */
    NG_B_BLOCK_QUOTE,   /* B11 */
    NG_B_LIST,          /* B12 */
    NG_B_CAPTION,       /* B13 */
    NG_B_CREDIT,        /* B14 */
    NG_B_AGENCY_CREDIT, /* B15 */
    NG_B_CONTRIBUTOR,   /* B16 */
    NG_B_CORRECTION,    /* B17 */
    NG_B_UPDATE,        /* B18 */
    NG_B_PROMO,         /* B19 */
    NG_B_RELATED_LINE,  /* B20 */
    NG_B_RELATED_RUN,   /* B21 */
    NG_B_COPYRIGHT,     /* B22 */
    NG_B_CHROME_PHRASE, /* B23 */
    NG_B_CHROME_PLACE,  /* B24 */
    NG_B_KICKER,        /* B25 */
    NG_B_EMBED,         /* B26 */
    NG_B_SEPARATOR,     /* B27 */
    NG_B_RELEASE_SLUG,  /* B28 */
    NG_B_CONTACT,       /* B29 */
    NG_B_TAIL,          /* B30 */
    NG_B_COMMENT_HEAD,  /* B31 */
    NG_B_REPEATED,      /* B32 */
    NG_B_PULL_QUOTE,    /* B33 */
    NG_N_BLOCK_RULES,
    NG_B_NONE = 255 /* undecided */
} ng_block_rule;

#define NG_NO_LINE ((size_t)-1)

typedef struct ng_page {
    const char *text;
    size_t n_bytes; /* of the text */
    ng_line *line;
    size_t n;
    size_t first, stop; /* the body region, [first, stop) */
    size_t headline;    /* NG_NO_LINE: none */
    size_t n_headline;  /* bytes of the first line, if it is known to be it; else 0 */
    bool has_chrome;    /* a web page and no bare text */
    ng_dateline_memo dateline;
} ng_page;

static inline bool
ng_is_open(const ng_line *line)
{
    return line->rule == NG_B_NONE;
}

static inline void
ng_set_kind(ng_line *line, ng_block_kind kind, ng_block_rule rule, unsigned conf)
{
    line->kind = (uint8_t)kind;
    line->rule = (uint8_t)rule;
    line->conf = (uint8_t)conf;
}

/* Whether a line reads as prose: sentences with function words.  All rules ask that, so it is found
   once, by ng_article_shapes(). */
static inline bool
ng_is_prose(const ng_line *line)
{
    return (line->flags & NG_LINE_PROSE) != 0;
}

/* Kinds that lines have by themselves. */
void ng_article_shapes(ng_page *page);

/* Find page->first and page->stop. */
void ng_article_region(ng_page *page);

/* Find page->headline. */
void ng_article_headline(ng_page *page);

/* Decide what is still open by its place. */
void ng_article_context(ng_page *page);

/* Fill doc->article from doc->blocks; `lines` for the case of the letters. */
void ng_article_fill(ng_doc *doc, const ng_lines *lines, ng_page *page);

#endif
