/*
 * Notes of which rule decided where, for ng_explain().
 *
 * A document has a trace only there; in every other run doc->trace is NULL and a
 * note costs one test, in code that few tokens reach.  Blocks and mentions need no
 * notes, since their rows have a column with the rule.
 *
 * The scalar tokenizer notes what is not plain: where a mark joined, where a word
 * was cut, whose a stop is.  What has no note follows from the kind of the token
 * (explain.c).  The splitter notes every end of a sentence once, and every mark
 * that could have been one.
 */
#ifndef NG_TRACE_H
#define NG_TRACE_H

#include "nutgraf.h"

/* Rules; the order is that of ng_token_rules. */
typedef enum ng_token_rule {
    NG_T_SPACE,       /* T1 */
    NG_T_WORD,        /* T2 */
    NG_T_MARK,        /* T3 */
    NG_T_SIGN,        /* T4 */
    NG_T_COMMA,       /* T5 */
    NG_T_STOP,        /* T6 */
    NG_T_HYPHEN,      /* T7 */
    NG_T_SLASH,       /* T8 */
    NG_T_AMPERSAND,   /* T9 */
    NG_T_APOSTROPHE,  /* T10 */
    NG_T_CLITIC,      /* T11 */
    NG_T_UNIT,        /* T12 */
    NG_T_CONTRACTION, /* T13 */
    NG_T_HOST,        /* T14 */
    NG_T_URL,         /* T15 */
    NG_T_EMAIL,       /* T16 */
    NG_T_HANDLE,      /* T17 */
    NG_T_EMOJI,       /* T18 */
    NG_T_QUOTE,       /* T19 */
    NG_T_TITLE,       /* T20 */
    NG_T_NUMBERED,    /* T21 */
    NG_T_INITIAL,     /* T22 */
    NG_T_ABBR,        /* T23 */
    NG_T_CLOCK,       /* T24 */
    NG_T_CURRENCY,    /* T25 */
    NG_T_ELLIPSIS,    /* T26 */
    NG_T_INVALID,     /* T27 */
    NG_T_ELISION,     /* T28 */
    NG_N_TOKEN_RULES
} ng_token_rule;

/* Rules; the order is that of ng_sentence_rules. */
typedef enum ng_sentence_rule {
    NG_S_BLOCK,       /* S1 */
    NG_S_STOP,        /* S2 */
    NG_S_CLOSING,     /* S3 */
    NG_S_GOES_ON,     /* S4 */
    NG_S_PLAIN,       /* S5 */
    NG_S_INFORMAL,    /* S6 */
    NG_S_NAME,        /* S7 */
    NG_S_SPEAKER,     /* S8 */
    NG_S_DOTS,        /* S9 */
    NG_S_MARKER,      /* S10 */
    NG_S_NEXT_ITEM,   /* S11 */
    NG_S_BULLET,      /* S12 */
    NG_S_NO_SPACE,    /* S13 */
    NG_S_NOTE_NUMBER, /* S14 */
    NG_S_INSIDE,      /* S15 */
    NG_S_KIND,        /* S16 */
    NG_N_SENTENCE_RULES
} ng_sentence_rule;

/* Rule `rule` of its stage decided about the bytes [start, stop). */
typedef struct ng_note {
    uint32_t start, stop;
    uint8_t rule;
    uint8_t decision; /* ng_decision */
} ng_note;

/* In the order of `start`, then of time. */
typedef struct ng_notes {
    ng_note *note;
    size_t n, cap;
} ng_notes;

typedef struct ng_trace {
    ng_alloc alloc;
    ng_notes tokens, sentences;
    bool is_short; /* memory was; some notes are missing */
} ng_trace;

void ng_trace_clear(ng_trace *trace);

/* Add a note.  Its place is sought from the end: in all linear, as long as notes
   come in the order of the text but for a few a word. */
void ng_trace_note(ng_trace *trace, ng_notes *notes, size_t start, size_t stop, unsigned rule,
                   ng_decision decision);

/* Drop the notes that start at `start` or behind it. */
void ng_trace_drop(ng_notes *notes, size_t start);

#endif
