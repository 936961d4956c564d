/*
 * Character properties of NG_UNICODE_VERSION from generated two-stage tables
 * (unicode_tables.inc, made by tools/make_unicode.py).
 */
#ifndef NG_UNICODE_H
#define NG_UNICODE_H

#include <stdint.h>

/* A coarse class, all that the news tokenizer and the case rules need. */
typedef enum ng_char_class {
    NG_CHAR_OTHER,       /* unassigned, private use, surrogates, broken bytes */
    NG_CHAR_SPACE,       /* White_Space, and U+FEFF, U+200B, U+2060 */
    NG_CHAR_CONTROL,     /* Cc that is no White_Space */
    NG_CHAR_FORMAT,      /* Cf that is no space here: soft hyphen, joiners, bidi marks */
    NG_CHAR_UPPER,       /* Lu, Lt */
    NG_CHAR_LOWER,       /* Ll */
    NG_CHAR_LETTER,      /* Lm, Lo, Nl: letters without case */
    NG_CHAR_MARK,        /* M* */
    NG_CHAR_DIGIT,       /* Nd */
    NG_CHAR_NUMBER,      /* No: superscripts, fractions, circled numbers */
    NG_CHAR_APOSTROPHE,  /* ' U+2019 U+02BC U+FF07 */
    NG_CHAR_QUOTE_OPEN,  /* Pi, U+201A, U+201E */
    NG_CHAR_QUOTE_CLOSE, /* Pf but U+2019 */
    NG_CHAR_QUOTE,       /* " U+FF02: open or close by context */
    NG_CHAR_DASH,        /* Pd but the hyphens below, U+2212 */
    NG_CHAR_HYPHEN,      /* - U+2010 U+2011 */
    NG_CHAR_CURRENCY,    /* Sc */
    NG_CHAR_SYMBOL,      /* Sm, Sk, So that are no emoji */
    NG_CHAR_EMOJI,       /* Extended_Pictographic that is no symbol in ASCII or Latin-1, regional indicators, emoji modifiers */
    NG_CHAR_PUNCT        /* all other P* */
} ng_char_class;

/* The class of a character; NG_UTF8_BROKEN and anything above U+10FFFF give NG_CHAR_OTHER. */
ng_char_class ng_char_class_of(uint32_t cp);

/* Properties for UAX #29; values are those of unicode_tables.inc. */
uint8_t ng_grapheme_break_of(uint32_t cp);
uint8_t ng_word_break_of(uint32_t cp);
uint8_t ng_sentence_break_of(uint32_t cp);

#endif
