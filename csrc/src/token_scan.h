/*
 * The parts of the news tokenizer: see tokens.c for the rules.
 *
 * A region is a block of the document (or all of it); no token crosses its
 * ends, and no rule looks over them.
 */
#ifndef NG_TOKEN_SCAN_H
#define NG_TOKEN_SCAN_H

#include "doc.h"
#include "unicode.h"
#include "utf8.h"

/* What a byte is; the default boundaries stand between bytes of two kinds. */
typedef enum ng_byte_kind {
    NG_B_SPACE,
    NG_B_WORD,       /* letters and digits */
    NG_B_DOT,
    NG_B_APOSTROPHE,
    NG_B_DOUBLE,     /* " */
    NG_B_BACKTICK,
    NG_B_HYPHEN,
    NG_B_MARK,       /* ! ? : a run is one token */
    NG_B_COMMA,      /* , ; : */
    NG_B_OPEN,       /* ( [ { */
    NG_B_CLOSE,      /* ) ] } */
    NG_B_RUN,        /* * = _ ~ < > ^ | $ #: a run of the same is one token */
    NG_B_SINGLE,     /* % & / \ + @ */
    NG_B_CONTROL,
    NG_B_HIGH        /* not ASCII */
} ng_byte_kind;

/* Bits for the inner loops. */
enum {
    NG_F_UPPER = 1,
    NG_F_LOWER = 2,
    NG_F_DIGIT = 4,
    NG_F_HIGH = 8,   /* not ASCII: what it is must be looked up */
    NG_F_JOINER = 16, /* may join the words on both sides */
    NG_F_LOCAL = 32, /* of the part of an e-mail address before the @ */
    NG_F_SPACE = 64,
    NG_F_LETTER = NG_F_UPPER | NG_F_LOWER,
    NG_F_WORD = NG_F_LETTER | NG_F_DIGIT
};

extern const uint8_t ng_byte_kinds[256];
extern const uint8_t ng_byte_flags[256];

/* How far a rule looks for what it needs; keeps every rule constant in time. */
#define NG_TOKEN_REACH 64

typedef struct ng_scanner {
    const char *text;       /* of the document */
    const char *text_end;
    const char *begin, *end; /* of the region */
    const char *at;          /* the next '@' that may be an address, or end */
    ng_doc *doc;
    bool ud;          /* scheme ud */
    bool double_open; /* a straight double quotation mark is open */
    bool single_open;
} ng_scanner;

/* A word as far as it is scanned. */
typedef struct ng_word_scan {
    const char *start;
    const char *segment; /* behind the last stop in it, or start */
    unsigned seen;       /* NG_F_* of its bytes */
    bool apostrophe;     /* has one inside */
    bool dotted;         /* has a stop inside, between letters */
    bool hyphen;
} ng_word_scan;

static inline unsigned
ng_flags_at(const char *p)
{
    return ng_byte_flags[(unsigned char)*p];
}

static inline unsigned
ng_kind_at(const char *p)
{
    return ng_byte_kinds[(unsigned char)*p];
}

/* Whether a character of this class is part of words by itself. */
static inline bool
ng_is_word_class(ng_char_class c)
{
    const unsigned words = 1u << NG_CHAR_UPPER | 1u << NG_CHAR_LOWER | 1u << NG_CHAR_LETTER |
                           1u << NG_CHAR_MARK | 1u << NG_CHAR_DIGIT | 1u << NG_CHAR_NUMBER |
                           1u << NG_CHAR_FORMAT;

    return words >> c & 1;
}

/* The class of the character at p, NG_CHAR_SPACE at `end`. */
ng_char_class ng_token_class_at(const char *p, const char *end);
/* The class of the character before p, NG_CHAR_SPACE at `begin`. */
ng_char_class ng_token_class_before(const char *begin, const char *p);

bool ng_token_word_at(const char *p, const char *end);
bool ng_token_letter_at(const char *p, const char *end);

static inline bool
ng_token_digit_at(const char *p, const char *end)
{
    return p < end && (ng_flags_at(p) & NG_F_DIGIT);
}

/* The length of the apostrophe at p, 0 if there is none. */
size_t ng_token_apostrophe_len(const char *p, const char *end);

/* Append a token. */
void ng_token_push(ng_scanner *s, const char *start, const char *stop, ng_token_kind kind);

/* token_word.c.  Where the word goes on if the joiner at p joins, or NULL. */
const char *ng_token_join(const ng_scanner *s, ng_word_scan *w, const char *p);
/* Push the word [w->start, stop), cut into its parts. */
void ng_token_push_word(ng_scanner *s, const ng_word_scan *w, const char *stop);

/* token_stop.c */
typedef enum ng_stop_role {
    NG_STOP_PLAIN,  /* no abbreviation: the stop is a token */
    NG_STOP_OWN,    /* part of the abbreviation before it */
    NG_STOP_SHARED  /* of an abbreviation, but it ends the sentence as well */
} ng_stop_role;

/* What the stop at p, behind the word w, is. */
ng_stop_role ng_token_stop_role(const ng_scanner *s, const ng_word_scan *w, const char *p);

/* token_special.c.  Each gives where its token stops, or NULL if none starts at p. */
const char *ng_token_scan_url(const char *p, const char *end);
const char *ng_token_scan_email(ng_scanner *s, const char *p);
const char *ng_token_scan_emoji(const char *p, const char *end);
const char *ng_token_scan_emoticon(const ng_scanner *s, const char *p);
const char *ng_token_scan_handle(const ng_scanner *s, const char *p);
const char *ng_token_scan_hashtag(const ng_scanner *s, const char *p);
/* Whether the name that starts at p, which has a stop in it, is a host or a
   file; p[0] is behind such a stop. */
bool ng_token_is_host_tail(const char *p, const char *end, bool *is_file);

#endif
