/*
 * What the tokenizer and the sentence splitter know about English.
 *
 * Every word list sits in tools/make_lang_en.py, which lays them out as one
 * hash table (lang_en_words.inc): a word has a set of these properties.
 */
#ifndef NG_LANG_EN_H
#define NG_LANG_EN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    NG_EN_TITLE = 1 << 0,      /* its stop never ends a sentence: "Mr.", "Gen.", "vs." */
    NG_EN_NUMBERED = 1 << 1,   /* its stop is its own before a number only: "No. 3" */
    NG_EN_MONTH = 1 << 2,      /* "Jan." */
    NG_EN_DAY = 1 << 3,        /* "Mon." */
    NG_EN_ABBR = 1 << 4,       /* may end a sentence as well: "Inc.", "Calif." */
    NG_EN_CLOCK = 1 << 5,      /* "a.m.", "etc." */
    NG_EN_CAPITAL = 1 << 6,    /* an abbreviation with a capital only: "Ill." */
    NG_EN_WORDLIKE = 1 << 7,   /* with a stop, far more often a plain word: "no.", "in." */
    NG_EN_STARTER = 1 << 8,    /* capitalised behind an abbreviation, opens a sentence: "The" */
    NG_EN_COMMON = 1 << 9,     /* so if a word in small letters is behind it: "Officials said" */
    NG_EN_AUXILIARY = 1 << 10, /* so behind "I." only; behind "U.S." it is a headline's verb */
    NG_EN_PREPOSITION = 1 << 11,
    NG_EN_WEEKDAY = 1 << 12,
    NG_EN_MONTHNAME = 1 << 13,
    NG_EN_ZONE = 1 << 14,    /* "EST", "Eastern": behind a clock time */
    NG_EN_TLD = 1 << 15,     /* ends the name of a host: "com" */
    NG_EN_FILE = 1 << 16,    /* ends the name of a file: "pdf" */
    NG_EN_ELISION = 1 << 17, /* begins with an apostrophe: 'em */
    NG_EN_DROPPED = 1 << 18, /* ends in an apostrophe: goin' */
    NG_EN_MAGNITUDE = 1 << 19,
    NG_EN_UNIT = 1 << 20,
    NG_EN_PREFIX = 1 << 21, /* stays joined by its hyphen in UD English: "non-" */
    NG_EN_MARKED = 1 << 22, /* a name that ends in "!" */
    NG_EN_SAY = 1 << 23,    /* a verb that attributes speech */
    NG_EN_CLITIC = 1 << 24,
    NG_EN_CREDIT = 1 << 25, /* before a slash and a photographer: "Photo/" */

    NG_EN_LINK = 1 << 26, /* in capitals throughout, no opener: "U.S. AND JAPAN" */

    NG_EN_INFORMAL = 1 << 27, /* cut in UD English only: "do|nt" */
    NG_EN_CUT_SHIFT = 28      /* above: where Penn cuts a contraction, "can|not"; 0: nowhere */
};

/* Any property that makes a word with a stop an abbreviation. */
#define NG_EN_ANY_ABBR                                                                             \
    (NG_EN_TITLE | NG_EN_NUMBERED | NG_EN_MONTH | NG_EN_DAY | NG_EN_ABBR | NG_EN_CLOCK)

#define NG_EN_MAX_WORD 16

/* The properties of the word of n bytes at p, in any case; 0 if it has none or
   n is over NG_EN_MAX_WORD.  Reads only these bytes. */
uint32_t ng_en_word(const char *p, size_t n);

#endif
