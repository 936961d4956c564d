/* Words: how far they go and what joins two parts into one token. */
#include "token_scan.h"

#include <string.h>

#include "lang_en.h"

/* --------------------------------------------------------------- joiners */

/* ASCII letters and digits at p, at most `limit`. */
static size_t
run_len(const char *p, const char *end, unsigned flags, size_t limit)
{
    size_t n = 0;

    while (n < limit && p + n < end && (ng_flags_at(p + n) & flags))
        n++;
    return n;
}

/* T14: whether [w->start, p) is the head of a name like "alt.folklore.urban", which
   has no ending that says so. */
static bool
in_newsgroup(const ng_word_scan *w, const char *p)
{
    return w->host && w->seen == NG_BF_LOWER &&
           !(ng_en_word(w->segment, (size_t)(p - w->segment)) & NG_EN_TLD);
}

/* T6: "BARC.L", "TTEF.PA": what a share is called at its exchange, and other names in
   brackets: "(ANDROIDOS_FOBUS.OPSF)".  The letters behind the stop are capitals, and no
   word that begins a sentence that lacks its space. */
static bool
is_ticker(const ng_scanner *s, const ng_word_scan *w, const char *p, size_t n_after)
{
    const uint32_t opens = NG_EN_STARTER | NG_EN_COMMON | NG_EN_AUXILIARY | NG_EN_PREPOSITION;
    const char *const stop = p + 1 + n_after;

    if (w->seen != NG_BF_UPPER || w->hyphen || p - w->segment < 2 || n_after > 8 ||
        ng_token_word_at(stop, s->end) || (stop < s->end && *stop == '.'))
        return false;
    for (const char *q = p + 1; q < stop; q++)
        if (!ng_is_upper_at(q))
            return false;
    if (stop < s->end && (*stop == '>' || *stop == ')'))
        return true;
    return n_after <= 2 && !w->dotted && p - w->start <= 5 && !(ng_en_word(p + 1, n_after) & opens);
}

/* The note of T14 for the stop at p, if it joins; gives whether it does. */
static bool
joins_host(const ng_scanner *s, const char *p, bool joins)
{
    if (joins)
        ng_trace_token(s, NG_T_HOST, NG_DECISION_JOINED, p, p + 1);
    return joins;
}

/*
 * T6: a stop joins
 *   digits and digits: 3.5, 11.18.2014;
 *   a single letter and what follows, as long as that is no word that opens a
 *   sentence: U.S, p.m, J.Crew; and Ph.D, S.p.A;
 *   the parts of hosts and files (T14).
 * "end.The" lacks a space: the stop is a token.
 */
static bool
dot_joins(const ng_scanner *s, ng_word_scan *w, const char *p)
{
    const char *const next = p + 1;
    const size_t n_before = (size_t)(p - w->segment);
    size_t n_after;
    bool is_file;

    if (next == s->end || !ng_token_word_at(next, s->end))
        return false;
    if (ng_is_digit_at(next)) {
        if (ng_is_digit_at(p - 1))
            return true;
        return n_before == 1 && (w->segment > w->start || !ng_is_upper_at(w->segment));
    }
    if (ng_is_digit_at(p - 1))
        return joins_host(s, p, ng_token_is_host_tail(next, s->end, &is_file));
    n_after = run_len(next, s->end, NG_BF_LETTER, NG_EN_MAX_WORD + 1);
    if (n_before == 1 && n_after == 1) {
        w->dotted = true;
        return true;
    }
    if (is_ticker(s, w, p, n_after))
        return true;
    if (ng_token_is_host_tail(next, s->end, &is_file)) {
        w->host = !is_file;
        return joins_host(s, p, true);
    }
    if (n_before == 3 && memcmp(w->segment, "www", 3) == 0) {
        w->host = true;
        return joins_host(s, p, true);
    }
    if (n_before > 1 && (ng_flags_at(next) & NG_BF_LOWER) && in_newsgroup(w, p))
        return joins_host(s, p, true);
    if (n_before == 1 && n_after > 1) {
        /* Behind two or more letters with stops a word begins: "U.S.The". */
        if (w->segment > w->start && n_after > 2)
            return false;
        w->dotted = n_after <= 4;
        return !(ng_en_word(next, n_after) & NG_EN_STARTER);
    }
    if (n_after == 1 && n_before <= 3 && (ng_is_upper_at(w->segment) || w->dotted) &&
        !(ng_en_word(w->segment, n_before) & (NG_EN_STARTER | NG_EN_TITLE))) {
        w->dotted = true;
        return ng_is_upper_at(next);
    }
    return false;
}

/* T5: a comma joins a group of three digits (or, in India, two and then three).
   Wire copy drops the space behind a comma often enough ("Sept. 11,2001") that
   taking any digit would glue a day to its year. */
static bool
comma_joins(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    const char *lead = p;
    size_t n;

    while (lead > w->start && p - lead <= 3 && ng_is_digit_at(lead - 1))
        lead--;
    if (p == lead || p - lead > 3)
        return false;
    n = run_len(p + 1, s->end, NG_BF_DIGIT, 4);
    if (n == 3)
        return true;
    return n == 2 && p + 4 < s->end && p[3] == ',' && run_len(p + 4, s->end, NG_BF_DIGIT, 4) == 3;
}

/* T7: UD English keeps telephone numbers and file names whole and prefixes
   joined, and splits at every other hyphen. */
static bool
ud_hyphen_joins(const ng_scanner *s, const ng_word_scan *w, const char *p, size_t len)
{
    const size_t n_before = (size_t)(p - w->start);
    const size_t n_digits = run_len(p + len, s->end, NG_BF_DIGIT, 5);

    if (w->seen == NG_BF_DIGIT) {
        const char *const after = p + len + n_digits;

        /* 555-1234, 212-555-1234, 1-800-555-1234 */
        if (n_digits == 4)
            return n_before >= 3 && n_before != 4;
        if (n_digits == 3 && after < s->end && *after == '-')
            return n_before == 3 || w->hyphen || (n_before == 1 && *w->start == '1');
    }
    if (ng_token_is_host(p + len, s->end) || in_newsgroup(w, p))
        return true;
    return !w->hyphen && !(w->seen & NG_BF_DIGIT) &&
           (ng_en_word(w->start, n_before) & NG_EN_PREFIX);
}

/* T7: a word that its speaker broke off: "th- that". */
static bool
is_fragment(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    const size_t n = (size_t)(p - w->start);
    const char *const next = p + 2;

    if (n > NG_EN_MAX_WORD || (w->seen & ~(unsigned)NG_BF_LETTER) || (size_t)(s->end - p) <= n + 2)
        return false;
    for (size_t i = 0; i < n; i++)
        if (((w->start[i] ^ next[i]) & ~0x20) != 0)
            return false;
    return (ng_flags_at(next + n) & NG_BF_LETTER) != 0;
}

/* T7: a hyphen joins words.  A last one does before "and", "or", "to": "two- and
   three-year". */
static const char *
join_hyphen(const ng_scanner *s, ng_word_scan *w, const char *p, size_t len)
{
    const char *const next = p + len;

    if (ng_token_word_at(next, s->end)) {
        if (s->ud && !ud_hyphen_joins(s, w, p, len))
            return NULL;
        w->hyphen = true;
        return next;
    }
    if (s->ud && next < s->end && *next == ' ' && is_fragment(s, w, p))
        return next;
    if (!s->ud && next < s->end && *next == ' ' && (w->seen & NG_BF_WORD)) {
        const size_t n = run_len(next + 1, s->end, NG_BF_LOWER, 4);

        if ((n == 3 && memcmp(next + 1, "and", 3) == 0) ||
            (n == 2 && (memcmp(next + 1, "or", 2) == 0 || memcmp(next + 1, "to", 2) == 0)))
            return next;
    }
    return NULL;
}

/* Whether the slash at p stands between a picture's source and its photographer:
   "Photo/Jane", "REUTERS/Jane". */
static bool
slash_credits(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    return (w->seen & NG_BF_UPPER) != 0 && (ng_flags_at(p + 1) & NG_BF_UPPER) != 0 &&
           ng_token_word_at(p + 2, s->end) &&
           (ng_en_word(w->start, (size_t)(p - w->start)) & NG_EN_CREDIT) != 0;
}

/* T8: a slash joins words, but for the credit of a picture; in UD English only the
   numbers of a date and single letters ("b/c"). */
static bool
slash_joins(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    size_t n_after;

    if (!ng_token_word_at(p + 1, s->end))
        return false;
    if (!s->ud)
        return !slash_credits(s, w, p);
    n_after = run_len(p + 1, s->end, NG_BF_WORD, 5);
    if (ng_is_digit_at(p - 1) && ng_is_digit_at(p + 1)) {
        /* Fractions are split: halves, thirds, quarters, eighths. */
        const bool fraction =
            n_after == 1 && p - w->start == 1 && memchr("2348", p[1], 4) != NULL && p[-1] < p[1];

        return !fraction;
    }
    return n_after == 1 && p - w->start == 1;
}

/* T9: an ampersand joins capitals: AT&T, R&D, S&P. */
static bool
ampersand_joins(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    return p + 1 < s->end && ng_is_upper_at(p + 1) && !(w->seen & NG_BF_LOWER) &&
           ng_is_upper_at(p - 1);
}

/* T10: an apostrophe joins letters; T11 cuts clitics off afterwards. */
static const char *
join_apostrophe(const ng_scanner *s, ng_word_scan *w, const char *p, size_t len)
{
    if (ng_token_letter_at(p + len, s->end)) {
        w->apostrophe = true;
        return p + len;
    }
    /* A dropped letter: goin', ol'. */
    if (w->seen != 0 && !(w->seen & ~(unsigned)NG_BF_LETTER) &&
        (ng_en_word(w->start, (size_t)(p - w->start)) & NG_EN_DROPPED) &&
        !ng_token_word_at(p + len, s->end))
        return p + len;
    return NULL;
}

/* Where the stars of "M*A*S*H" and "f**k" end, if they stand inside a word. */
static const char *
join_run(const ng_scanner *s, const char *p)
{
    const char c = *p;
    const char *q = p;

    while (q < s->end && *q == c)
        q++;
    return q - p <= 4 && ng_token_word_at(q, s->end) ? q : NULL;
}

static const char *
join(const ng_scanner *s, ng_word_scan *w, const char *p)
{
    size_t len;

    switch (*p) {
    case '.':
        if (!dot_joins(s, w, p))
            return NULL;
        w->segment = p + 1;
        return p + 1;
    case ',':
        return comma_joins(s, w, p) ? p + 1 : NULL;
    case ':': /* T5: 3:30 */
        return ng_is_digit_at(p - 1) && ng_token_digit_at(p + 1, s->end) ? p + 1 : NULL;
    case '-':
        return join_hyphen(s, w, p, 1);
    case '\'':
        return join_apostrophe(s, w, p, 1);
    case '/':
        return slash_joins(s, w, p) ? p + 1 : NULL;
    case '&':
        return ampersand_joins(s, w, p) ? p + 1 : NULL;
    case '@':
        return (ng_flags_at(p - 1) & NG_BF_LETTER) && ng_token_letter_at(p + 1, s->end) ? p + 1
                                                                                        : NULL;
    case '*':
    case '_':
        return join_run(s, p);
    default:
        break;
    }
    if (!(ng_flags_at(p) & NG_BF_HIGH))
        return NULL;
    len = ng_token_apostrophe_len(p, s->end);
    if (len > 0)
        return join_apostrophe(s, w, p, len);
    if (ng_token_class_at(p, s->end) == NG_CHAR_HYPHEN)
        return join_hyphen(s, w, p, 3);
    return NULL;
}

/* The rule that says whether the mark at p joins; NG_T_WORD for marks that have no
   rule of their own. */
static ng_token_rule
joiner_rule(const char *p, const char *end)
{
    switch (*p) {
    case '.':
        return NG_T_STOP;
    case ',':
    case ':':
        return NG_T_COMMA;
    case '-':
        return NG_T_HYPHEN;
    case '/':
        return NG_T_SLASH;
    case '&':
        return NG_T_AMPERSAND;
    default:
        break;
    }
    if (ng_token_apostrophe_len(p, end) > 0)
        return NG_T_APOSTROPHE;
    return ng_token_class_at(p, end) == NG_CHAR_HYPHEN ? NG_T_HYPHEN : NG_T_WORD;
}

/* The note for the mark at p, which joins up to `next`, or stands between two words
   and does not (NULL).  Of a stop that does not, finish_at_stop() says more. */
static void
trace_join(const ng_scanner *s, const char *p, const char *next)
{
    const char *behind = p;
    ng_token_rule rule;

    if (s->doc->trace == NULL || (rule = joiner_rule(p, s->end)) == NG_T_WORD)
        return;
    ng_utf8_next(&behind, s->end);
    if (next != NULL)
        ng_trace_token(s, rule, NG_DECISION_JOINED, p, next);
    else if (*p != '.' && ng_token_word_at(behind, s->end))
        ng_trace_token(s, rule, NG_DECISION_SPLIT, p, behind);
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

/* T21: whether the number [w->start, p) with the stop at p counts what its line says:
   "2. Methods", "2.1. Data".  A year or a sum at the start of a line does not. */
static bool
counts_line(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    size_t n_digits = 0;

    if (w->seen != NG_BF_DIGIT || p - w->start > 8 || p + 2 >= s->end || p[1] != ' ' ||
        !ng_token_word_at(p + 2, s->end) || (w->start > s->begin && w->start[-1] != '\n'))
        return false;
    for (const char *q = w->start; q < p; q++) {
        n_digits = ng_is_digit_at(q) ? n_digits + 1 : 0;
        if (n_digits > 2 || (n_digits == 0 && *q != '.'))
            return false;
    }
    return true;
}

/* The stop at p, behind a word that it does not join.  T20 to T24. */
static const char *
finish_at_stop(ng_scanner *s, const ng_word_scan *w, const char *p)
{
    const bool before_dots = p + 2 < s->end && p[1] == '.' && p[2] == '.';
    const char *stop;

    if (s->ud && counts_line(s, w, p)) {
        ng_trace_token(s, NG_T_NUMBERED, NG_DECISION_KEPT, w->start, p + 1);
        ng_token_push(s, w->start, p + 1, NG_TOKEN_NUMBER);
        return p + 1;
    }
    switch (before_dots ? NG_STOP_PLAIN : ng_token_stop_role(s, w, p)) {
    case NG_STOP_OWN:
        stop = p + 1;
        break;
    case NG_STOP_SHARED:
        ng_token_push(s, w->start, p, NG_TOKEN_ABBR);
        return p;
    default:
        ng_token_push_word(s, w, p);
        if (s->doc->trace != NULL && ng_token_word_at(p + 1, s->end))
            ng_trace_token(s, NG_T_STOP, NG_DECISION_SPLIT, p, p + 1); /* "end.The" */
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
const char *
ng_token_scan_word(ng_scanner *s, const char *start, const char *p)
{
    ng_word_scan w = {start, start, 0, false, false, false, false};

    for (;;) {
        const char *next;

        p = skip_word(p, s->end, &w.seen);
        if (p == s->end || !(ng_flags_at(p) & NG_BF_JOINER))
            break;
        if (*p == ':' && s->end - p > 3 && p[1] == '/' && p[2] == '/' &&
            !(w.seen & (NG_BF_DIGIT | NG_BF_HIGH)) && w.segment == start) {
            next = ng_token_scan_url(p + 3, s->end);
            if (next > p + 3) {
                ng_trace_token(s, NG_T_URL, NG_DECISION_MADE, start, next);
                ng_token_push(s, start, next, NG_TOKEN_URL);
                return next;
            }
        }
        if (w.host && *p == '/') { /* T14: a host with a path is a URL */
            next = ng_token_scan_url(p, s->end);
            ng_trace_token(s, NG_T_URL, NG_DECISION_MADE, start, next);
            ng_token_push(s, start, next, NG_TOKEN_URL);
            return next;
        }
        next = join(s, &w, p);
        trace_join(s, p, next);
        if (next == NULL && *p == '.' && stop_in_compound(s, &w, p)) {
            w.dotted = false;
            w.hyphen = true;
            next = p + 2;
            ng_trace_token(s, NG_T_HYPHEN, NG_DECISION_JOINED, p + 1, next);
        }
        if (next == NULL) {
            if (is_currency_prefix(s, &w, p)) {
                ng_utf8_next(&p, s->end);
                ng_trace_token(s, NG_T_CURRENCY, NG_DECISION_JOINED, start, p);
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
const char *
ng_token_scan_word_or_address(ng_scanner *s, const char *p)
{
    const char *stop;

    if (s->at == NULL || s->at < p) {
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
    return ng_token_scan_word(s, p, p);
}
