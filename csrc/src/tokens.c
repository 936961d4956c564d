/*
 * The news tokenizer.
 *
 * Rules come in three layers, so that the same ones can run on bit masks of 64
 * bytes: (a) a byte's class alone decides most boundaries, (b) at a few
 * candidates a rule looks at a bounded stretch on both sides and sets or clears
 * boundaries, (c) finished words are cut.  Tokens cover all but white space.
 *
 *   T1   white space separates and is in no token
 *   T2   letters, digits, marks and format characters make words
 *   T3   every other character is a token; runs of one symbol, of dots, dashes
 *        and of "?!" are one
 *   T4   a sign or a point belongs to the number behind it: -5, .5
 *   T5   commas and colons join digits: 1,200; 3:30
 *   T6   a stop joins digits, single letters and the parts of hosts: 3.5, U.S
 *   T7   a hyphen joins words (scheme ud: prefixes and telephone numbers only)
 *   T8   a slash joins words (scheme ud: dates and single letters only)
 *   T9   an ampersand joins capitals: AT&T
 *   T10  an apostrophe joins letters: O'Brien
 *   T11  clitics are cut off: do|n't, she|'s, workers|'
 *   T12  magnitudes and clock marks are cut off numbers: 3.5|bn, 7|am
 *   T13  contractions without apostrophe are cut: can|not, gon|na
 *   T14  hosts and files are one token: example.com, notes.pdf
 *   T15  URLs are one token, without the sentence's marks behind them
 *   T16  e-mail addresses are one token
 *   T17  @handles and #hashtags are one token
 *   T18  an emoji sequence is one token, and so is an emoticon
 *   T19  quotation marks open or close by what stands beside them
 *   T20  the stop of a title is its own: Mr., Gen.
 *   T21  "No.", "p." keep their stop before a number
 *   T22  initials keep their stop unless a sentence opener follows
 *   T23  abbreviations keep theirs unless it ends the sentence: then it is a
 *        token, as in Penn
 *   T24  so do clock times, which more words can follow
 *   T25  capitals before a currency sign belong to it: US$, C$
 *   T26  a spaced ellipsis ". . ." is one token
 *   T27  broken UTF-8 and U+FFFD are kind invalid, a run is one token
 *   T28  elided words begin with an apostrophe: 'em, '90s, 't|is
 */
#include "token_scan.h"

#include <string.h>

#include "lang_en.h"
#include "pipeline.h"

const ng_rule ng_token_rules[] = {
    {"T1", "white space separates and is in no token"},
    {"T2", "letters, digits, marks and format characters make words"},
    {"T3", "every other character is a token; runs of one symbol are one"},
    {"T4", "a sign or a point belongs to the number behind it"},
    {"T5", "commas and colons join digits"},
    {"T6", "a stop joins digits, single letters and the parts of hosts"},
    {"T7", "a hyphen joins words"},
    {"T8", "a slash joins words"},
    {"T9", "an ampersand joins capitals"},
    {"T10", "an apostrophe joins letters"},
    {"T11", "clitics are cut off"},
    {"T12", "magnitudes and clock marks are cut off numbers"},
    {"T13", "contractions without apostrophe are cut"},
    {"T14", "hosts and files are one token"},
    {"T15", "URLs are one token"},
    {"T16", "e-mail addresses are one token"},
    {"T17", "handles and hashtags are one token"},
    {"T18", "an emoji sequence or an emoticon is one token"},
    {"T19", "quotation marks open or close by what stands beside them"},
    {"T20", "the stop of a title is its own"},
    {"T21", "the stop of a numbered reference is its own before a number"},
    {"T22", "initials keep their stop unless a sentence opener follows"},
    {"T23", "abbreviations keep their stop unless it ends the sentence"},
    {"T24", "clock times keep their stop unless it ends the sentence"},
    {"T25", "capitals before a currency sign belong to it"},
    {"T26", "a spaced ellipsis is one token"},
    {"T27", "broken bytes are one invalid token a run"},
    {"T28", "elided words begin with an apostrophe"},
};
const size_t ng_n_token_rules = sizeof ng_token_rules / sizeof ng_token_rules[0];

/* --------------------------------------------------------------- classes */

#define SP NG_BYTE_SPACE
#define CT NG_BYTE_CONTROL
#define WD NG_BYTE_WORD
#define RN NG_BYTE_RUN
#define SG NG_BYTE_SINGLE
#define HI NG_BYTE_HIGH
#define HI16 HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI

const uint8_t ng_byte_kinds[256] = {
    /* 00 */ CT, CT, CT, CT, CT, CT, CT, CT, CT, SP, SP, SP, SP, SP, CT, CT,
    /* 10 */ CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, SP, SP, SP, SP,
    /*  ! */ SP, NG_BYTE_MARK, NG_BYTE_DOUBLE, RN, RN, SG, SG, NG_BYTE_APOSTROPHE,
    /*  ( */ NG_BYTE_OPEN, NG_BYTE_CLOSE, RN, SG, NG_BYTE_COMMA, NG_BYTE_HYPHEN, NG_BYTE_DOT, SG,
    /*  0 */ WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, NG_BYTE_COMMA, NG_BYTE_COMMA, RN, RN, RN, NG_BYTE_MARK,
    /*  @ */ SG, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD,
    /*  P */ WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, NG_BYTE_OPEN, SG, NG_BYTE_CLOSE, RN, RN,
    /*  ` */ NG_BYTE_BACKTICK, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD,
    /*  p */ WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, WD, NG_BYTE_OPEN, RN, NG_BYTE_CLOSE, RN, CT,
    HI16, HI16, HI16, HI16, HI16, HI16, HI16, HI16};

#undef SP
#undef CT
#undef WD
#undef RN
#undef SG

#define SP NG_BF_SPACE
#define UP NG_BF_UPPER | NG_BF_LOCAL
#define LO NG_BF_LOWER | NG_BF_LOCAL
#define DG NG_BF_DIGIT | NG_BF_LOCAL
#define JN NG_BF_JOINER
#define JL NG_BF_JOINER | NG_BF_LOCAL
#undef HI
#define HI NG_BF_HIGH | NG_BF_JOINER

const uint8_t ng_byte_flags[256] = {
    /* 00 */ 0, 0, 0, 0, 0, 0, 0, 0, 0, SP, SP, SP, SP, SP, 0, 0,
    /* 10 */ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, SP, SP, SP, SP,
    /*  ! */ SP, 0, 0, 0, JN, NG_BF_LOCAL, JN, JN,
    /*  ( */ 0, 0, JN, NG_BF_LOCAL, JN, JL, JL, JN,
    /*  0 */ DG, DG, DG, DG, DG, DG, DG, DG, DG, DG, JN, 0, 0, 0, 0, 0,
    /*  @ */ JN, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
    /*  P */ UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, 0, 0, 0, 0, JL,
    /*  ` */ 0, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO,
    /*  p */ LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, 0, 0, 0, 0, 0,
    HI16, HI16, HI16, HI16, HI16, HI16, HI16, HI16};

ng_char_class
ng_token_class_at(const char *p, const char *end)
{
    return p < end ? ng_char_class_of(ng_utf8_next(&p, end)) : NG_CHAR_SPACE;
}

ng_char_class
ng_token_class_before(const char *begin, const char *p)
{
    if (p == begin)
        return NG_CHAR_SPACE;
    if (!(ng_flags_at(p - 1) & NG_BF_HIGH))
        return ng_char_class_of((unsigned char)p[-1]);
    return ng_char_class_of(ng_utf8_before(begin, p));
}

bool
ng_token_word_at(const char *p, const char *end)
{
    if (p == end)
        return false;
    if (ng_flags_at(p) & NG_BF_HIGH)
        return ng_is_word_class(ng_token_class_at(p, end));
    return (ng_flags_at(p) & NG_BF_WORD) != 0;
}

bool
ng_token_letter_at(const char *p, const char *end)
{
    ng_char_class c;

    if (p == end)
        return false;
    if (!(ng_flags_at(p) & NG_BF_HIGH))
        return (ng_flags_at(p) & NG_BF_LETTER) != 0;
    c = ng_token_class_at(p, end);
    return c == NG_CHAR_UPPER || c == NG_CHAR_LOWER || c == NG_CHAR_LETTER || c == NG_CHAR_MARK;
}

size_t
ng_token_apostrophe_len(const char *p, const char *end)
{
    const char *q = p;

    if (p >= end)
        return 0;
    if (*p == '\'')
        return 1;
    if (!(ng_flags_at(p) & NG_BF_HIGH) ||
        ng_char_class_of(ng_utf8_next(&q, end)) != NG_CHAR_APOSTROPHE)
        return 0;
    return (size_t)(q - p);
}

void
ng_token_push(ng_scanner *s, const char *start, const char *stop, ng_token_kind kind)
{
    unsigned flags = 0;

    /* Asks the document, not the region: a block may stop inside a line. */
    if (stop == s->text_end || (ng_flags_at(stop) & NG_BF_SPACE))
        flags = NG_TOKEN_SPACE_AFTER;
    else if ((ng_flags_at(stop) & NG_BF_HIGH) &&
             ng_token_class_at(stop, s->text_end) == NG_CHAR_SPACE)
        flags = NG_TOKEN_SPACE_AFTER;
    ng_doc_push_token(s->doc, (size_t)(start - s->text), (size_t)(stop - s->text), kind, flags);
}

/* ----------------------------------------------------------------- words */

/* Behind the word characters at p; T2. */
static inline const char *
skip_word(const char *p, const char *end, unsigned *seen)
{
    unsigned all = 0;

    for (;;) {
        const char *q = p;

        while (p < end && (ng_flags_at(p) & NG_BF_WORD))
            all |= ng_flags_at(p++);
        if (p == end || !(ng_flags_at(p) & NG_BF_HIGH))
            break;
        q = p;
        if (!ng_is_word_class(ng_char_class_of(ng_utf8_next(&q, end))))
            break;
        all |= NG_BF_HIGH;
        p = q;
    }
    *seen |= all & (NG_BF_WORD | NG_BF_HIGH);
    return p;
}

/* T25: whether [w->start, p) and the currency sign at p are one sign. */
static bool
is_currency_prefix(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    return p - w->start <= 3 && (w->seen & (NG_BF_WORD | NG_BF_HIGH)) == NG_BF_UPPER &&
           ng_token_class_at(p, s->end) == NG_CHAR_CURRENCY;
}

/* The stop at p, behind a word that it does not join.  T20 to T24. */
static const char *
finish_at_stop(ng_scanner *s, const ng_word_scan *w, const char *p)
{
    const bool before_dots = p + 2 < s->end && p[1] == '.' && p[2] == '.';
    const char *stop;

    switch (before_dots ? NG_STOP_PLAIN : ng_token_stop_role(s, w, p)) {
    case NG_STOP_OWN:
        stop = p + 1;
        break;
    case NG_STOP_SHARED:
        ng_token_push(s, w->start, p, NG_TOKEN_ABBR);
        return p;
    default:
        ng_token_push_word(s, w, p);
        return p;
    }
    ng_token_push(s, w->start, stop, NG_TOKEN_ABBR);
    return stop;
}

/* T7: whether the stop at p is inside a compound: "U.S.-based". */
static bool
stop_in_compound(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    return !s->ud && p + 2 < s->end && p[1] == '-' && ng_token_word_at(p + 2, s->end) &&
           (w->dotted || (w->seen & NG_BF_UPPER)) && ng_token_stop_role(s, w, p) == NG_STOP_OWN;
}

/* The word at p and all that belongs to it.  `p` may also be a sign or a point
   that T4 found to belong to it. */
static const char *
scan_word(ng_scanner *s, const char *start, const char *p)
{
    ng_word_scan w = {start, start, 0, false, false, false};

    for (;;) {
        const char *next;

        p = skip_word(p, s->end, &w.seen);
        if (p == s->end || !(ng_flags_at(p) & NG_BF_JOINER))
            break;
        if (*p == ':' && s->end - p > 3 && p[1] == '/' && p[2] == '/' &&
            !(w.seen & (NG_BF_DIGIT | NG_BF_HIGH)) && w.segment == start) {
            next = ng_token_scan_url(p + 3, s->end);
            if (next > p + 3) {
                ng_token_push(s, start, next, NG_TOKEN_URL);
                return next;
            }
        }
        next = ng_token_join(s, &w, p);
        if (next == NULL && *p == '.' && stop_in_compound(s, &w, p)) {
            w.dotted = false;
            w.hyphen = true;
            next = p + 2;
        }
        if (next == NULL) {
            if (is_currency_prefix(s, &w, p)) {
                ng_utf8_next(&p, s->end);
                ng_token_push(s, start, p, NG_TOKEN_SYMBOL);
                return p;
            }
            if (*p == '.')
                return finish_at_stop(s, &w, p);
            break;
        }
        p = next;
    }
    ng_token_push_word(s, &w, p);
    return p;
}

/* A word that may be an address or a host, which T14 and T16 look for first. */
static const char *
scan_word_or_address(ng_scanner *s, const char *p)
{
    const char *stop;

    if (s->at < p) {
        s->at = memchr(p, '@', (size_t)(s->end - p));
        if (s->at == NULL)
            s->at = s->end;
    }
    if (s->at != s->end && s->at - p < NG_TOKEN_REACH) {
        stop = ng_token_scan_email(s, p);
        if (stop != NULL) {
            ng_token_push(s, p, stop, NG_TOKEN_EMAIL);
            return stop;
        }
    }
    return scan_word(s, p, p);
}

/* ----------------------------------------------------------------- marks */

static bool
is_boundary_class(ng_char_class c)
{
    return c == NG_CHAR_SPACE || c == NG_CHAR_QUOTE_OPEN || c == NG_CHAR_DASH;
}

/* Whether an opening mark may stand at p, judging by what is before it. */
static bool
opens_here(const ng_scanner *s, const char *p)
{
    if (p == s->begin)
        return true;
    switch (p[-1]) {
    case '(':
    case '[':
    case '{':
    case '-':
    case '/':
    case '`':
        return true;
    case '"':
    case '\'':
        return p - 1 == s->begin || (ng_flags_at(p - 2) & NG_BF_SPACE);
    default:
        return is_boundary_class(ng_token_class_before(s->begin, p));
    }
}

/* T19: a straight double mark opens behind a space and closes before one;
   between two spaces it is what is missing. */
static const char *
scan_double(ng_scanner *s, const char *p)
{
    const char *stop = p;
    bool opens = opens_here(s, p);

    ng_utf8_next(&stop, s->end);
    if (opens && ng_token_class_at(stop, s->end) == NG_CHAR_SPACE)
        opens = !s->double_open;
    s->double_open = opens;
    ng_token_push(s, p, stop, opens ? NG_TOKEN_QUOTE_OPEN : NG_TOKEN_QUOTE_CLOSE);
    return stop;
}

/* T28: the word that begins with the apostrophe at p, or NULL. */
static const char *
scan_elision(ng_scanner *s, const char *p, size_t len)
{
    const char *const word = p + len;
    const char *q = word;
    size_t n, trail;

    if (ng_token_digit_at(q, s->end)) {
        /* '90s, '08 */
        while (q - word < 3 && ng_token_digit_at(q, s->end))
            q++;
        if (q - word != 2)
            return NULL;
        if (q < s->end && *q == 's')
            q++;
        if (ng_token_word_at(q, s->end) || ng_token_apostrophe_len(q, s->end) > 0)
            return NULL;
        ng_token_push(s, p, q, NG_TOKEN_NUMBER);
        return q;
    }
    while (q - word <= NG_EN_MAX_WORD && q < s->end && (ng_flags_at(q) & NG_BF_LETTER))
        q++;
    n = (size_t)(q - word);
    if (ng_token_word_at(q, s->end) || !(ng_en_word(word, n) & NG_EN_ELISION))
        return NULL;
    trail = ng_token_apostrophe_len(q, s->end);
    if (n == 1) {
        if (trail == 0)
            return NULL; /* 'n' has both, and a lone letter is quoted */
        q += trail;
    } else if (trail > 0) {
        return NULL;
    }
    if (n >= 3 && (word[0] | 0x20) == 't' && (memchr("Ii", word[1], 2) || memchr("Ww", word[1], 2)) &&
        !((word[1] | 0x20) == 'i' && (word[2] | 0x20) == 'l')) {
        ng_token_push(s, p, word + 1, NG_TOKEN_CLITIC); /* 't|is, 't|was */
        ng_token_push(s, word + 1, q, NG_TOKEN_WORD);
        return q;
    }
    ng_token_push(s, p, q, NG_TOKEN_WORD);
    return q;
}

/* T11: a clitic whose word ends in no letter: "Inc.|'s", "(NBC)|'s".  Gives its
   end, or NULL. */
static const char *
loose_clitic(const ng_scanner *s, const char *p, size_t len)
{
    const char *const word = p + len;
    const char *q = word;

    while (q - word < 3 && q < s->end && (ng_flags_at(q) & NG_BF_LETTER))
        q++;
    if (q == word || ng_token_word_at(q, s->end) ||
        !(ng_en_word(word, (size_t)(q - word)) & NG_EN_CLITIC))
        return NULL;
    /* Wire copy has "Inc. 's" with a space: a lone letter is never quoted there. */
    if (p > s->begin && (ng_flags_at(p - 1) & NG_BF_SPACE))
        return q < s->end && (ng_flags_at(q) & NG_BF_SPACE) ? q : NULL;
    return opens_here(s, p) ? NULL : q;
}

/* An apostrophe that no word took: T11, T19, T28. */
static const char *
scan_apostrophe(ng_scanner *s, const char *p, size_t len)
{
    const char *const next = p + len;
    const bool opens = opens_here(s, p);
    const char *stop;
    ng_char_class before;

    if (ng_token_apostrophe_len(next, s->end) == len) { /* '' */
        s->double_open = opens && ng_token_word_at(next + len, s->end);
        ng_token_push(s, p, next + len,
                      s->double_open ? NG_TOKEN_QUOTE_OPEN : NG_TOKEN_QUOTE_CLOSE);
        return next + len;
    }
    stop = loose_clitic(s, p, len);
    if (stop != NULL) {
        ng_token_push(s, p, stop, NG_TOKEN_CLITIC);
        return stop;
    }
    if (opens && (stop = scan_elision(s, p, len)) != NULL)
        return stop;
    if (opens && ng_token_class_at(next, s->end) != NG_CHAR_SPACE) {
        s->single_open = true;
        ng_token_push(s, p, next, NG_TOKEN_QUOTE_OPEN);
        return next;
    }
    /* The plural possessive, unless a quotation is open. */
    before = ng_token_class_before(s->begin, p);
    if (!s->single_open && ng_is_word_class(before) && memchr("sSxXzZ", p[-1], 6) != NULL) {
        ng_token_push(s, p, next, NG_TOKEN_CLITIC);
        return next;
    }
    s->single_open = false;
    ng_token_push(s, p, next, NG_TOKEN_QUOTE_CLOSE);
    return next;
}

/* The end of the run of the byte at p. */
static const char *
skip_same(const char *p, const char *end)
{
    const char c = *p;

    while (p < end && *p == c)
        p++;
    return p;
}

/* The end of the run of stops, question and exclamation marks at p. */
static const char *
skip_marks(const char *p, const char *end)
{
    while (p < end && (*p == '.' || *p == '?' || *p == '!'))
        p++;
    return p;
}

/* Whether a sign or point at p may belong to a number behind it. */
static bool
number_may_start(const ng_scanner *s, const char *p)
{
    const ng_char_class before = ng_token_class_before(s->begin, p);

    return before == NG_CHAR_SPACE || before == NG_CHAR_CURRENCY || before == NG_CHAR_QUOTE ||
           before == NG_CHAR_QUOTE_OPEN || before == NG_CHAR_DASH || (p > s->begin && p[-1] == '(');
}

/* T3, T4, T26 */
static const char *
scan_dots(ng_scanner *s, const char *p)
{
    const char *stop = skip_marks(p, s->end);
    bool is_file;

    if (stop == p + 1) {
        if (ng_token_digit_at(stop, s->end) && number_may_start(s, p))
            return scan_word(s, p, stop);
        /* T14: an ending by itself: ".pdf" */
        if (stop < s->end && (ng_flags_at(stop) & NG_BF_LOWER) &&
            ng_token_is_host_tail(stop, s->end, &is_file) &&
            !ng_is_word_class(ng_token_class_before(s->begin, p)))
            return scan_word(s, p, stop);
        if (s->end - p >= 5 && memcmp(p, ". . .", 5) == 0 && (s->end - p == 5 || p[5] != '.'))
            stop = p + 5;
    }
    ng_token_push(s, p, stop, NG_TOKEN_PUNCT);
    return stop;
}

static const char *
scan_hyphen(ng_scanner *s, const char *p)
{
    const char *const stop = skip_same(p, s->end);

    /* UD English splits the sign off. */
    if (!s->ud && stop == p + 1 && number_may_start(s, p) &&
        (ng_token_digit_at(stop, s->end) ||
         (stop < s->end && *stop == '.' && ng_token_digit_at(stop + 1, s->end))))
        return scan_word(s, p, stop);
    ng_token_push(s, p, stop, NG_TOKEN_DASH);
    return stop;
}

static const char *
scan_mark(ng_scanner *s, const char *p)
{
    const char *const stop = skip_marks(p, s->end);

    ng_token_push(s, p, stop, NG_TOKEN_PUNCT);
    return stop;
}

static const char *
scan_single(ng_scanner *s, const char *p)
{
    const char *stop = NULL;

    if (*p == '@' && (stop = ng_token_scan_handle(s, p)) != NULL) {
        ng_token_push(s, p, stop, NG_TOKEN_HANDLE);
        return stop;
    }
    if (*p == '+' && ng_token_digit_at(p + 1, s->end) && number_may_start(s, p))
        return scan_word(s, p, p + 1);
    if (*p == '/' || *p == '\\') {
        stop = skip_same(p, s->end);
        ng_token_push(s, p, stop, NG_TOKEN_PUNCT);
        return stop;
    }
    ng_token_push(s, p, p + 1, NG_TOKEN_SYMBOL);
    return p + 1;
}

static const char *
scan_run(ng_scanner *s, const char *p)
{
    const char *stop;

    if (*p == '#' && (stop = ng_token_scan_hashtag(s, p)) != NULL) {
        ng_token_push(s, p, stop, NG_TOKEN_HASHTAG);
        return stop;
    }
    if (*p == '=' && (stop = ng_token_scan_emoticon(s, p)) != NULL) {
        ng_token_push(s, p, stop, NG_TOKEN_EMOJI);
        return stop;
    }
    stop = skip_same(p, s->end);
    ng_token_push(s, p, stop, NG_TOKEN_SYMBOL);
    return stop;
}

static const char *
scan_comma(ng_scanner *s, const char *p)
{
    const char *stop;

    if (*p != ',' && (stop = ng_token_scan_emoticon(s, p)) != NULL) {
        ng_token_push(s, p, stop, NG_TOKEN_EMOJI);
        return stop;
    }
    ng_token_push(s, p, p + 1, NG_TOKEN_PUNCT);
    return p + 1;
}

/* -------------------------------------------------------- beyond ASCII */

/* T27: a run of broken bytes and U+FFFD. */
static const char *
scan_invalid(ng_scanner *s, const char *p)
{
    const char *const start = p;
    const char *stop = p;

    while (p < s->end) {
        const uint32_t cp = ng_utf8_next(&p, s->end);

        if (cp != NG_UTF8_BROKEN && cp != 0xFFFD)
            break;
        stop = p;
    }
    ng_token_push(s, start, stop, NG_TOKEN_INVALID);
    return stop;
}

/* A run of one character is one token: dashes, ellipses. */
static const char *
scan_same(ng_scanner *s, const char *p, ng_token_kind kind)
{
    const char *const start = p;
    const uint32_t first = ng_utf8_next(&p, s->end);

    while (p < s->end) {
        const char *q = p;

        if (ng_utf8_next(&q, s->end) != first)
            break;
        p = q;
    }
    ng_token_push(s, start, p, kind);
    return p;
}

static const char *
scan_high(ng_scanner *s, const char *p)
{
    const char *stop = p;
    const uint32_t cp = ng_utf8_next(&stop, s->end);

    if (cp == NG_UTF8_BROKEN || cp == 0xFFFD)
        return scan_invalid(s, p);
    switch (ng_char_class_of(cp)) {
    case NG_CHAR_SPACE:
        return stop;
    case NG_CHAR_UPPER:
    case NG_CHAR_LOWER:
    case NG_CHAR_LETTER:
    case NG_CHAR_MARK:
    case NG_CHAR_DIGIT:
    case NG_CHAR_NUMBER:
    case NG_CHAR_FORMAT:
        return scan_word_or_address(s, p);
    case NG_CHAR_APOSTROPHE:
        return scan_apostrophe(s, p, (size_t)(stop - p));
    case NG_CHAR_QUOTE:
        return scan_double(s, p);
    case NG_CHAR_QUOTE_OPEN:
        if (cp == 0x2018)
            s->single_open = true;
        ng_token_push(s, p, stop, NG_TOKEN_QUOTE_OPEN);
        return stop;
    case NG_CHAR_QUOTE_CLOSE:
        ng_token_push(s, p, stop, NG_TOKEN_QUOTE_CLOSE);
        return stop;
    case NG_CHAR_DASH:
        if (cp == 0x2212 && ng_token_digit_at(stop, s->end) && number_may_start(s, p))
            return scan_word(s, p, stop);
        return scan_same(s, p, NG_TOKEN_DASH);
    case NG_CHAR_HYPHEN:
        return scan_same(s, p, NG_TOKEN_DASH);
    case NG_CHAR_EMOJI:
        stop = ng_token_scan_emoji(p, s->end);
        ng_token_push(s, p, stop, NG_TOKEN_EMOJI);
        return stop;
    case NG_CHAR_PUNCT:
        return scan_same(s, p, NG_TOKEN_PUNCT);
    default:
        return scan_same(s, p, NG_TOKEN_SYMBOL);
    }
}

/* ------------------------------------------------------------ plain words */

/*
 * How many of the 8 bytes at p are ASCII letters, counted from the first.  The
 * length of words is what a processor cannot guess, so it is computed and not
 * looped for.
 */
static inline size_t
leading_letters(const char *p)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t v, low, other;

    memcpy(&v, p, 8);
    /* Bit 7 of each byte: at least 'a', not over 'z', not beyond ASCII. */
    low = (v & 0x7F7F7F7F7F7F7F7Fu) | 0x2020202020202020u;
    other = ((low + 0x1F1F1F1F1F1F1F1Fu) & ~(low + 0x0505050505050505u) & ~v) ^ ~(uint64_t)0;
    other &= 0x8080808080808080u;
    return other != 0 ? (size_t)__builtin_ctzll(other) / 8 : 8;
#else
    size_t n = 0;

    while (n < 8 && (ng_flags_at(p + n) & NG_BF_LETTER))
        n++;
    return n;
#endif
}

/*
 * The common case by itself: words of ASCII letters with one space behind them,
 * or a comma or stop and a space.  Four tokens in five.  Gives where it stops, which is
 * where the general scan goes on; what it pushes is what that would push.
 */
static const char *
scan_plain(ng_scanner *s, const char *p)
{
    ng_token_columns *const t = &s->doc->tokens;
    uint32_t *const starts = t->start;
    uint32_t *const stops = t->stop;
    const size_t cap = t->cap - 2;
    const char *const limit = s->end - p >= 64 ? s->end - 64 : p;
    const bool ud = s->ud;
    size_t n = t->n;

    while (p < limit && n < cap) {
        size_t len = leading_letters(p);
        unsigned c;

        if (len == 8) {
            len += leading_letters(p + 8);
            if (len == 16)
                break;
        }
        c = (unsigned char)p[len];
        if (c != ' ') {
            /* No abbreviation is longer than six letters; T26 wants ". . ." */
            if ((c != ',' && (c != '.' || len <= 6)) || p[len + 1] != ' ' || p[len + 2] == '.')
                break;
        }
        if (len == 0 || ng_token_may_be_cut(ud, p, p + len) ||
            (size_t)(s->at - p) < NG_TOKEN_REACH)
            break;
        starts[n] = (uint32_t)(p - s->text);
        stops[n] = (uint32_t)(p + len - s->text);
        t->kind[n] = NG_TOKEN_WORD;
        t->flags[n] = c == ' ' ? NG_TOKEN_SPACE_AFTER : 0;
        n++;
        p += len + 1;
        if (c != ' ') {
            starts[n] = (uint32_t)(p - 1 - s->text);
            stops[n] = (uint32_t)(p - s->text);
            t->kind[n] = NG_TOKEN_PUNCT;
            t->flags[n] = NG_TOKEN_SPACE_AFTER;
            n++;
            p++;
        }
    }
    t->n = n;
    return p;
}

/* ---------------------------------------------------------------- driver */

/* The most tokens that one turn of the loop below may push. */
#define MAX_PUSHES 8

static ng_status
scan_region(ng_scanner *s, const char *begin, const char *end)
{
    const char *p = begin;

    s->begin = begin;
    s->end = end;
    s->at = memchr(begin, '@', (size_t)(end - begin));
    if (s->at == NULL)
        s->at = end;
    s->double_open = s->single_open = false;
    while (p < end) {
        if (s->doc->tokens.cap - s->doc->tokens.n < MAX_PUSHES &&
            ng_doc_reserve_tokens(s->doc, MAX_PUSHES) != NG_OK)
            return NG_ERR_MEMORY;
        switch (ng_kind_at(p)) {
        case NG_BYTE_SPACE:
            p++;
            break;
        case NG_BYTE_WORD: {
            const char *const plain = scan_plain(s, p);

            p = plain > p ? plain : scan_word_or_address(s, p);
            break;
        }
        case NG_BYTE_DOT:
            p = scan_dots(s, p);
            break;
        case NG_BYTE_APOSTROPHE:
            p = scan_apostrophe(s, p, 1);
            break;
        case NG_BYTE_DOUBLE:
            p = scan_double(s, p);
            break;
        case NG_BYTE_BACKTICK: {
            const char *stop = skip_same(p, end);

            ng_token_push(s, p, stop, NG_TOKEN_QUOTE_OPEN);
            p = stop;
            break;
        }
        case NG_BYTE_HYPHEN:
            p = scan_hyphen(s, p);
            break;
        case NG_BYTE_MARK:
            p = scan_mark(s, p);
            break;
        case NG_BYTE_COMMA:
            p = scan_comma(s, p);
            break;
        case NG_BYTE_OPEN:
        case NG_BYTE_CLOSE:
            ng_token_push(s, p, p + 1, NG_TOKEN_PUNCT);
            p++;
            break;
        case NG_BYTE_RUN:
            p = scan_run(s, p);
            break;
        case NG_BYTE_SINGLE:
            p = scan_single(s, p);
            break;
        case NG_BYTE_CONTROL: {
            const char *stop = skip_same(p, end);

            ng_token_push(s, p, stop, NG_TOKEN_SYMBOL);
            p = stop;
            break;
        }
        default:
            p = scan_high(s, p);
            break;
        }
    }
    return NG_OK;
}

/* Scheme uax29: the word segments of Unicode that are not white space. */
static ng_status
scan_uax29(ng_scanner *s, const char *p, const char *end)
{
    while (p < end) {
        const char *const stop = p + ng_segment_next(NG_BOUNDARY_WORD, p, end);
        const char *q = p;
        ng_char_class first;

        if (ng_doc_reserve_tokens(s->doc, 1) != NG_OK)
            return NG_ERR_MEMORY;
        while (q < stop && ng_token_class_at(q, stop) == NG_CHAR_SPACE)
            ng_utf8_next(&q, stop);
        first = ng_token_class_at(p, stop);
        if (q < stop) {
            ng_token_kind kind = NG_TOKEN_SYMBOL;

            if (first == NG_CHAR_DIGIT)
                kind = NG_TOKEN_NUMBER;
            else if (ng_is_word_class(first))
                kind = NG_TOKEN_WORD;
            else if (first == NG_CHAR_EMOJI)
                kind = NG_TOKEN_EMOJI;
            else if (first == NG_CHAR_DASH || first == NG_CHAR_HYPHEN)
                kind = NG_TOKEN_DASH;
            else if (first == NG_CHAR_PUNCT || first == NG_CHAR_APOSTROPHE)
                kind = NG_TOKEN_PUNCT;
            ng_token_push(s, p, stop, kind);
        }
        p = stop;
    }
    return NG_OK;
}

ng_status
ng_tokens_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    ng_scanner s = {0};
    ng_status status = NG_OK;

    s.doc = doc;
    s.text = doc->text;
    s.text_end = doc->text + doc->n_bytes;
    s.ud = pipeline->scheme == NG_SCHEME_UD;
    if (doc->n_bytes == 0)
        return NG_OK;
    /* Blocks cover all but white space; without them the text is one region. */
    for (size_t i = 0; status == NG_OK && i < (doc->blocks.n > 0 ? doc->blocks.n : 1); i++) {
        const char *const begin = doc->blocks.n > 0 ? s.text + doc->blocks.start[i] : s.text;
        const char *const end = doc->blocks.n > 0 ? s.text + doc->blocks.stop[i] : s.text_end;

        if (pipeline->scheme == NG_SCHEME_UAX29)
            status = scan_uax29(&s, begin, end);
        else
            status = scan_region(&s, begin, end);
    }
    return status;
}
