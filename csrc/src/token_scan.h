/*
 * The parts of the news tokenizer: see tokens.c for the rules.
 *
 * A region is a block of the document (or all of it); no token crosses its
 * ends, and no rule looks over them.
 */
#ifndef NG_TOKEN_SCAN_H
#define NG_TOKEN_SCAN_H

#include "doc.h"
#include "trace.h"
#include "unicode.h"
#include "utf8.h"

/* What a byte is; the default boundaries stand between bytes of two kinds. */
typedef enum ng_byte_kind {
    NG_BYTE_SPACE,
    NG_BYTE_WORD, /* letters and digits */
    NG_BYTE_DOT,
    NG_BYTE_APOSTROPHE,
    NG_BYTE_DOUBLE, /* " */
    NG_BYTE_BACKTICK,
    NG_BYTE_HYPHEN,
    NG_BYTE_MARK,   /* ! ? : a run is one token */
    NG_BYTE_COMMA,  /* , ; : */
    NG_BYTE_OPEN,   /* ( [ { */
    NG_BYTE_CLOSE,  /* ) ] } */
    NG_BYTE_RUN,    /* * = _ ~ < > ^ | $ #: a run of the same is one token */
    NG_BYTE_SINGLE, /* % & / \ + @ */
    NG_BYTE_CONTROL,
    NG_BYTE_HIGH /* not ASCII */
} ng_byte_kind;

/* Bits for the inner loops. */
enum {
    NG_BF_UPPER = 1,
    NG_BF_LOWER = 2,
    NG_BF_DIGIT = 4,
    NG_BF_HIGH = 8,    /* not ASCII: what it is must be looked up */
    NG_BF_JOINER = 16, /* may join the words on both sides */
    NG_BF_LOCAL = 32,  /* of the part of an e-mail address before the @ */
    NG_BF_SPACE = 64,
    NG_BF_LETTER = NG_BF_UPPER | NG_BF_LOWER,
    NG_BF_WORD = NG_BF_LETTER | NG_BF_DIGIT
};

extern const uint8_t ng_byte_kinds[256];
extern const uint8_t ng_byte_flags[256];

/* The most tokens that ng_token_step() pushes. */
#define NG_TOKEN_MAX_PUSHES 8

/* How far a rule looks for what it needs; keeps every rule constant in time. */
#define NG_TOKEN_REACH 64

typedef struct ng_scanner {
    const char *text; /* of the document */
    const char *text_end;
    const char *begin, *end; /* of the region */
    const char *at;          /* the next '@' that may be an address, or end; NULL: not looked for */
    ng_doc *doc;
    bool ud;          /* scheme ud */
    bool double_open; /* a straight double quotation mark is open */
    bool single_open;
    const char *spaced_dots; /* the last spaced ellipsis with a space before it, or NULL */
    /* The bitmap tokenizer goes over stretches of regions with white space between
       them, and enters a region only where it asks the reference. */
    const char *first, *last;       /* the stretch */
    const uint32_t *starts, *stops; /* of the regions */
    size_t region;
    const char *quote; /* the last straight double mark found by bits, or NULL */
    bool quote_open;   /* it opens */
} ng_scanner;

/* A word as far as it is scanned. */
typedef struct ng_word_scan {
    const char *start;
    const char *segment; /* behind the last stop in it, or start */
    unsigned seen;       /* NG_F_* of its bytes */
    bool apostrophe;     /* has one inside */
    bool dotted;         /* has a stop inside, between letters */
    bool hyphen;
    bool host; /* ends in a domain: T14 */
} ng_word_scan;

static inline unsigned
ng_flags_at(const char *p)
{
    return ng_byte_flags[(unsigned char)*p];
}

static inline bool
ng_is_upper_at(const char *p)
{
    return (ng_flags_at(p) & NG_BF_UPPER) != 0;
}

static inline bool
ng_is_digit_at(const char *p)
{
    return (ng_flags_at(p) & NG_BF_DIGIT) != 0;
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
    return p < end && (ng_flags_at(p) & NG_BF_DIGIT);
}

/* The length of the apostrophe at p, 0 if there is none. */
size_t ng_token_apostrophe_len(const char *p, const char *end);

/* Whether white space or the end of the text is at p.  Asked of the document, not
   of the region: a block may stop inside a line. */
static inline bool
ng_token_space_at(const ng_scanner *s, const char *p)
{
    if (p == s->text_end || (ng_flags_at(p) & NG_BF_SPACE))
        return true;
    return (ng_flags_at(p) & NG_BF_HIGH) && ng_token_class_at(p, s->text_end) == NG_CHAR_SPACE;
}

/* Append a token. */
static inline void
ng_token_push(ng_scanner *s, const char *start, const char *stop, ng_token_kind kind)
{
    ng_doc_push_token(s->doc, (size_t)(start - s->text), (size_t)(stop - s->text), kind,
                      ng_token_space_at(s, stop) ? NG_TOKEN_SPACE_AFTER : 0);
}

/* Note for ng_explain() that `rule` decided about [start, stop). */
static inline void
ng_trace_token(const ng_scanner *s, ng_token_rule rule, ng_decision decision, const char *start,
               const char *stop)
{
    ng_trace *const trace = s->doc->trace;

    if (trace != NULL)
        ng_trace_note(trace, &trace->tokens, (size_t)(start - s->text), (size_t)(stop - s->text),
                      rule, decision);
}

/* T13: a cheap sieve before the look-up, by the last two letters, without a
   branch since it runs for every word: the row of the last letter has a bit for
   the one before. */
static inline bool
ng_token_may_be_cut(bool ud, const char *start, const char *stop)
{
#define LETTER(c) (1u << ((c)&31))
    static const uint32_t penn[32] = {
        ['t' & 31] = LETTER('o'),               /* cannot */
        ['a' & 31] = LETTER('n') | LETTER('t'), /* gonna, gotta */
        ['e' & 31] = LETTER('m'),               /* gimme */
        ['o' & 31] = LETTER('n'),               /* dunno */
    };
    static const uint32_t informal[32] = {
        ['t' & 31] = LETTER('o') | LETTER('n'),               /* cannot, dont */
        ['a' & 31] = LETTER('n') | LETTER('t'),               /* gonna, gotta */
        ['e' & 31] = LETTER('m') | LETTER('v') | LETTER('r'), /* gimme, ive, youre */
        ['o' & 31] = LETTER('n'),                             /* dunno */
        ['m' & 31] = LETTER('i'),                             /* im */
        ['s' & 31] = LETTER('t') | LETTER('e'),               /* thats, theres */
    };
#undef LETTER
    const size_t n = (size_t)(stop - start);
    const uint32_t row = (ud ? informal : penn)[stop[-1] & 31];

    return (n - 2 <= 6) & (n > 1 ? row >> (stop[-2] & 31) & 1 : 0);
}

/* tokens.c.  Begin with the region [begin, end). */
void ng_token_begin_region(ng_scanner *s, const char *begin, const char *end);
/* Begin with the region that p is in, if that is not the one at hand. */
void ng_token_enter_region(ng_scanner *s, const char *p);
/* Push what starts at p, where a token may, and give where it stops: the scalar
   reference.  There is room for NG_TOKEN_MAX_PUSHES tokens. */
const char *ng_token_step(ng_scanner *s, const char *p);

/* The whole stage, step by step; schemes news and ud.  For tests. */
ng_status ng_tokens_run_reference(const ng_pipeline *pipeline, ng_doc *doc);

/* token_word.c.  Each pushes the word and gives where it stops.  In the first, the
   word begins at `start` and is known up to p: a sign or a point before p is part
   of it.  In the second, an address is looked for first. */
const char *ng_token_scan_word(ng_scanner *s, const char *start, const char *p);
const char *ng_token_scan_word_or_address(ng_scanner *s, const char *p);

/* token_cut.c.  Push the word [w->start, stop), cut into its parts. */
void ng_token_push_word(ng_scanner *s, const ng_word_scan *w, const char *stop);

/* token_marks.c.  Each pushes what starts at p and gives where it stops. */
const char *ng_token_scan_double(ng_scanner *s, const char *p);
const char *ng_token_scan_apostrophe(ng_scanner *s, const char *p, size_t len);
const char *ng_token_scan_dots(ng_scanner *s, const char *p);
const char *ng_token_scan_hyphen(ng_scanner *s, const char *p);
const char *ng_token_scan_mark(ng_scanner *s, const char *p);
const char *ng_token_scan_single(ng_scanner *s, const char *p);
const char *ng_token_scan_run(ng_scanner *s, const char *p);
const char *ng_token_scan_comma(ng_scanner *s, const char *p);
const char *ng_token_scan_high(ng_scanner *s, const char *p);
/* The end of the run of the byte at p. */
const char *ng_token_skip_same(const char *p, const char *end);

/* token_stop.c */
typedef enum ng_stop_role {
    NG_STOP_PLAIN, /* no abbreviation: the stop is a token */
    NG_STOP_OWN,   /* part of the abbreviation before it */
    NG_STOP_SHARED /* of an abbreviation, but it ends the sentence as well */
} ng_stop_role;

/* Whether the word of n > 1 ASCII letters at p is known as an abbreviation; the
   stop behind one that is not is a token. */
bool ng_token_may_be_abbreviation(const char *p, size_t n);
/* What the stop at p, behind the word w, is. */
ng_stop_role ng_token_stop_role(const ng_scanner *s, const ng_word_scan *w, const char *p);

/* token_special.c.  Each gives where its token stops, or NULL if none starts at p. */
const char *ng_token_scan_url(const char *p, const char *end);
const char *ng_token_scan_email(ng_scanner *s, const char *p);
const char *ng_token_scan_emoji(const char *p, const char *end);
const char *ng_token_scan_emoticon(const ng_scanner *s, const char *p);
const char *ng_token_scan_handle(const ng_scanner *s, const char *p);
const char *ng_token_scan_hashtag(const ng_scanner *s, const char *p);
/* Whether a host or a file of two or more parts starts at p. */
bool ng_token_is_host(const char *p, const char *end);
/* Whether the name that starts at p, which has a stop in it, is a host or a
   file; p[0] is behind such a stop. */
bool ng_token_is_host_tail(const char *p, const char *end, bool *is_file);

#endif
