/* Inside words: what joins two parts into one token, and where tokens are cut. */
#include "token_scan.h"

#include <string.h>

#include "lang_en.h"

/* --------------------------------------------------------------- joiners */

static bool
is_upper_at(const char *p)
{
    return (ng_flags_at(p) & NG_BF_UPPER) != 0;
}

static bool
is_digit_at(const char *p)
{
    return (ng_flags_at(p) & NG_BF_DIGIT) != 0;
}

/* ASCII letters and digits at p, at most `limit`. */
static size_t
run_len(const char *p, const char *end, unsigned flags, size_t limit)
{
    size_t n = 0;

    while (n < limit && p + n < end && (ng_flags_at(p + n) & flags))
        n++;
    return n;
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
    if (is_digit_at(next)) {
        if (is_digit_at(p - 1))
            return true;
        return n_before == 1 && (w->segment > w->start || !is_upper_at(w->segment));
    }
    if (is_digit_at(p - 1))
        return ng_token_is_host_tail(next, s->end, &is_file);
    n_after = run_len(next, s->end, NG_BF_LETTER, NG_EN_MAX_WORD + 1);
    if (n_before == 1 && n_after == 1) {
        w->dotted = true;
        return true;
    }
    if (ng_token_is_host_tail(next, s->end, &is_file))
        return true;
    if (n_before == 3 && memcmp(w->segment, "www", 3) == 0)
        return true;
    if (n_before == 1 && n_after > 1) {
        /* Behind two or more letters with stops a word begins: "U.S.The". */
        if (w->segment > w->start && n_after > 2)
            return false;
        w->dotted = n_after <= 4;
        return !(ng_en_word(next, n_after) & NG_EN_STARTER);
    }
    if (n_after == 1 && n_before <= 3 && (is_upper_at(w->segment) || w->dotted) &&
        !(ng_en_word(w->segment, n_before) & (NG_EN_STARTER | NG_EN_TITLE))) {
        w->dotted = true;
        return is_upper_at(next);
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

    while (lead > w->start && p - lead <= 3 && is_digit_at(lead - 1))
        lead--;
    if (p == lead || p - lead > 3)
        return false;
    n = run_len(p + 1, s->end, NG_BF_DIGIT, 4);
    if (n == 3)
        return true;
    return n == 2 && p + 4 < s->end && p[3] == ',' && run_len(p + 4, s->end, NG_BF_DIGIT, 4) == 3;
}

/* T7: UD English keeps telephone numbers whole and prefixes joined, and splits
   at every other hyphen. */
static bool
ud_hyphen_joins(const ng_scanner *s, const ng_word_scan *w, const char *p, size_t len)
{
    const size_t n_before = (size_t)(p - w->start);
    const size_t n_digits = run_len(p + len, s->end, NG_BF_DIGIT, 5);

    if (w->seen == NG_BF_DIGIT || (w->hyphen && !(w->seen & NG_BF_LETTER))) {
        const char *const after = p + len + n_digits;

        if (n_digits == 4)
            return n_before >= 3 && n_before != 4;
        return n_digits == 3 && n_before == 3 && after < s->end && *after == '-';
    }
    return !w->hyphen && ng_token_letter_at(p + len, s->end) && !(w->seen & NG_BF_DIGIT) &&
           (ng_en_word(w->start, n_before) & NG_EN_PREFIX);
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
    if (!s->ud && next < s->end && *next == ' ' && (w->seen & NG_BF_WORD)) {
        const size_t n = run_len(next + 1, s->end, NG_BF_LOWER, 4);

        if ((n == 3 && memcmp(next + 1, "and", 3) == 0) ||
            (n == 2 && (memcmp(next + 1, "or", 2) == 0 || memcmp(next + 1, "to", 2) == 0)))
            return next;
    }
    return NULL;
}

/* T8: a slash joins words; in UD English only the numbers of a date and single
   letters ("b/c"). */
static bool
slash_joins(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    size_t n_after;

    if (!ng_token_word_at(p + 1, s->end))
        return false;
    if (!s->ud)
        return true;
    n_after = run_len(p + 1, s->end, NG_BF_WORD, 5);
    if (is_digit_at(p - 1) && is_digit_at(p + 1)) {
        /* Fractions are split: halves, thirds, quarters, eighths. */
        const bool fraction = n_after == 1 && p - w->start == 1 && memchr("2348", p[1], 4) != NULL &&
                              p[-1] < p[1];

        return !fraction;
    }
    return n_after == 1 && p - w->start == 1;
}

/* T9: an ampersand joins capitals: AT&T, R&D, S&P. */
static bool
ampersand_joins(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    return p + 1 < s->end && is_upper_at(p + 1) && !(w->seen & NG_BF_LOWER) && is_upper_at(p - 1);
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

const char *
ng_token_join(const ng_scanner *s, ng_word_scan *w, const char *p)
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
        return is_digit_at(p - 1) && ng_token_digit_at(p + 1, s->end) ? p + 1 : NULL;
    case '-':
        return join_hyphen(s, w, p, 1);
    case '\'':
        return join_apostrophe(s, w, p, 1);
    case '/':
        return slash_joins(s, w, p) ? p + 1 : NULL;
    case '&':
        return ampersand_joins(s, w, p) ? p + 1 : NULL;
    case '@':
        return (ng_flags_at(p - 1) & NG_BF_LETTER) && ng_token_letter_at(p + 1, s->end) ? p + 1 : NULL;
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

/* ------------------------------------------------------------------ cuts */

/* The length of the apostrophe that ends at p, 0 if there is none. */
static size_t
apostrophe_before(const char *start, const char *p)
{
    static const uint8_t lengths[] = {1, 2, 3};

    for (size_t i = 0; i < sizeof lengths; i++)
        if ((size_t)(p - start) >= lengths[i] &&
            ng_token_apostrophe_len(p - lengths[i], p) == lengths[i])
            return lengths[i];
    return 0;
}

/*
 * T11: where the last clitic of [start, stop) begins, or NULL.  's 're 've 'll 'd
 * 'm, n't with the n, and 'n of "more'n".
 */
static const char *
clitic_start(const char *start, const char *stop)
{
    for (size_t n = 1; n <= 2 && (size_t)(stop - start) > n; n++) {
        const char *const letters = stop - n;
        const size_t len = apostrophe_before(start, letters);
        const char *const apostrophe = letters - len;

        if (len == 0 || apostrophe == start)
            continue;
        if (ng_en_word(letters, n) & NG_EN_CLITIC)
            return apostrophe;
        if (n == 1 && (*letters | 0x20) == 't' && (apostrophe[-1] | 0x20) == 'n')
            return apostrophe - 1 > start ? apostrophe - 1 : NULL;
        if (n == 1 && (*letters | 0x20) == 'n')
            return apostrophe;
    }
    return NULL;
}

/* T11: y'all, d'ye: where the word behind the leading clitic begins, or NULL. */
static const char *
leading_clitic_stop(const char *start, const char *stop)
{
    const size_t len = ng_token_apostrophe_len(start + 1, stop);
    const char *const rest = start + 1 + len;
    const size_t n = (size_t)(stop - rest);
    const char c = (char)(*start | 0x20);

    if (len == 0)
        return NULL;
    if (c == 'y' && n == 3 && (rest[0] | 0x20) == 'a' && (rest[1] | 0x20) == 'l' &&
        (rest[2] | 0x20) == 'l')
        return rest;
    if (c == 'd' && n >= 2 && n <= 3 && (rest[0] | 0x20) == 'y' &&
        ((n == 2 && (rest[1] | 0x20) == 'e') ||
         (n == 3 && (rest[1] | 0x20) == 'o' && (rest[2] | 0x20) == 'u')))
        return rest;
    return NULL;
}

/* Whether a currency sign stands directly before p. */
static bool
currency_before(const ng_scanner *s, const char *p)
{
    return ng_token_class_before(s->begin, p) == NG_CHAR_CURRENCY;
}

/* T12: where the unit of the number [start, stop) begins, or NULL: 3.5|bn,
   $5|m, 7|am, in UD English 35|mm too. */
static const char *
unit_start(const ng_scanner *s, const char *start, const char *stop)
{
    const char *p = stop;
    uint32_t word;

    while (p > start && stop - p <= 8 && (ng_flags_at(p - 1) & NG_BF_LETTER))
        p--;
    if (p == start || p == stop || !is_digit_at(p - 1))
        return NULL;
    word = ng_en_word(p, (size_t)(stop - p));
    if (word & NG_EN_CLOCK)
        return p;
    if (word & NG_EN_MAGNITUDE)
        return s->ud || stop - p > 2 || currency_before(s, start) ||
                       ((*p | 0x20) != 'm' && stop - p == 2) || (stop - p == 2 && (p[1] | 0x20) == 'n')
                   ? p
                   : NULL;
    return s->ud && (word & NG_EN_UNIT) && !is_upper_at(p) ? p : NULL;
}

static bool
is_number(const ng_word_scan *w, const char *stop)
{
    const char *p = w->start;
    size_t n;

    if (*p == '-' || *p == '+' || *p == '.')
        return true;
    if (!is_digit_at(p))
        return false;
    if (!(w->seen & (NG_BF_LETTER | NG_BF_HIGH)))
        return true;
    /* Ordinals and decades: 10th, 1990s. */
    n = run_len(p, stop, NG_BF_DIGIT, (size_t)(stop - p));
    p += n;
    if (stop - p == 1)
        return (*p | 0x20) == 's';
    return stop - p == 2 && (ng_flags_at(p) & NG_BF_LETTER) &&
           (memcmp(p, "th", 2) == 0 || memcmp(p, "st", 2) == 0 || memcmp(p, "nd", 2) == 0 ||
            memcmp(p, "rd", 2) == 0);
}

static ng_token_kind
kind_of(const ng_word_scan *w, const char *stop)
{
    if (is_number(w, stop))
        return NG_TOKEN_NUMBER;
    if ((w->seen & NG_BF_HIGH) && stop - w->start >= 4 && memcmp(stop - 3, "\xE2\x83\xA3", 3) == 0)
        return NG_TOKEN_EMOJI; /* a keycap */
    return w->dotted ? NG_TOKEN_ABBR : NG_TOKEN_WORD;
}

/* T13: cannot, gonna, wanna ... are two words to Penn, "dunno" three; UD English
   cuts words that lack their apostrophe as well: do|nt, i|m. */
static bool
push_contraction(ng_scanner *s, const char *start, const char *stop)
{
    const uint32_t word = ng_en_word(start, (size_t)(stop - start));
    const uint32_t cut = word >> NG_EN_CUT_SHIFT;

    if (cut == 0 || (!s->ud && (word & NG_EN_INFORMAL)))
        return false;
    ng_token_push(s, start, start + cut, NG_TOKEN_WORD);
    if (cut == 2 && !(word & NG_EN_INFORMAL)) {
        ng_token_push(s, start + cut, start + 3, NG_TOKEN_WORD);
        ng_token_push(s, start + 3, stop, NG_TOKEN_WORD);
    } else {
        ng_token_push(s, start + cut, stop, NG_TOKEN_WORD);
    }
    return true;
}

void
ng_token_push_word(ng_scanner *s, const ng_word_scan *w, const char *stop)
{
    const char *cuts[4];
    const char *start = w->start;
    const char *rest = stop;
    size_t n_cuts = 0;

    if (ng_token_may_be_cut(s->ud, start, stop) && !(w->seen & ~(unsigned)NG_BF_LETTER) &&
        push_contraction(s, start, stop))
        return;
    if (w->apostrophe) {
        const char *const leading = leading_clitic_stop(start, stop);
        const char *cut;

        if (leading != NULL) {
            ng_token_push(s, start, leading, NG_TOKEN_CLITIC);
            ng_token_push(s, leading, stop, NG_TOKEN_WORD);
            return;
        }
        while (n_cuts < 3 && (cut = clitic_start(start, rest)) != NULL) {
            cuts[n_cuts++] = cut;
            rest = cut;
        }
    } else if (is_digit_at(start) && (w->seen & NG_BF_LETTER)) {
        const char *const unit = unit_start(s, start, stop);

        if (unit != NULL) {
            ng_token_push(s, start, unit, NG_TOKEN_NUMBER);
            ng_token_push(s, unit, stop, NG_TOKEN_WORD);
            return;
        }
    }
    ng_token_push(s, start, rest, kind_of(w, rest));
    while (n_cuts > 0) {
        const char *const cut = cuts[--n_cuts];

        ng_token_push(s, cut, n_cuts > 0 ? cuts[n_cuts - 1] : stop, NG_TOKEN_CLITIC);
    }
}
