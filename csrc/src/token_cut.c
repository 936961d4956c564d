/* Finished words: where Penn and UD English cut them, and their kind. */
#include "token_scan.h"

#include <string.h>

#include "lang_en.h"

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

/* A year or the last two digits of one. */
static bool
is_decade(const char *p, const char *stop)
{
    if (stop - p != 2 && stop - p != 4)
        return false;
    while (p < stop && ng_is_digit_at(p))
        p++;
    return p == stop;
}

/*
 * T11: where the last clitic of [start, stop) begins, or NULL.  's 're 've 'll 'd
 * 'm, n't with the n, and 'n of "more'n".  UD English keeps decades: 1990's.
 */
static const char *
clitic_start(bool ud, const char *start, const char *stop)
{
    for (size_t n = 1; n <= 2 && (size_t)(stop - start) > n; n++) {
        const char *const letters = stop - n;
        const size_t len = apostrophe_before(start, letters);
        const char *const apostrophe = letters - len;

        if (len == 0 || apostrophe == start)
            continue;
        if (ng_en_word(letters, n) & NG_EN_CLITIC)
            return ud && is_decade(start, apostrophe) ? NULL : apostrophe;
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
    if (p == start || p == stop || !ng_is_digit_at(p - 1))
        return NULL;
    word = ng_en_word(p, (size_t)(stop - p));
    if (word & NG_EN_CLOCK)
        return p;
    if (word & NG_EN_MAGNITUDE)
        return s->ud || stop - p > 2 || currency_before(s, start) ||
                       ((*p | 0x20) != 'm' && stop - p == 2) ||
                       (stop - p == 2 && (p[1] | 0x20) == 'n')
                   ? p
                   : NULL;
    return s->ud && (word & NG_EN_UNIT) && !ng_is_upper_at(p) ? p : NULL;
}

static bool
is_number(const ng_word_scan *w, const char *stop)
{
    const char *p = w->start;

    if (*p == '-' || *p == '+' || *p == '.')
        return true;
    if (!ng_is_digit_at(p))
        return false;
    if (!(w->seen & (NG_BF_LETTER | NG_BF_HIGH)))
        return true;
    /* Ordinals and decades: 10th, 1990s. */
    while (p < stop && ng_is_digit_at(p))
        p++;
    if (stop - p == 1)
        return (*p | 0x20) == 's';
    return stop - p == 2 && (ng_flags_at(p) & NG_BF_LETTER) &&
           (memcmp(p, "th", 2) == 0 || memcmp(p, "st", 2) == 0 || memcmp(p, "nd", 2) == 0 ||
            memcmp(p, "rd", 2) == 0);
}

static ng_token_kind
kind_of(const ng_word_scan *w, const char *stop)
{
    if (w->host)
        return NG_TOKEN_URL;
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
    ng_trace_token(s, NG_T_CONTRACTION, NG_DECISION_CUT, start, stop);
    ng_token_push(s, start, start + cut, NG_TOKEN_WORD);
    if (cut == 2 && !(word & NG_EN_INFORMAL)) {
        ng_token_push(s, start + cut, start + 3, NG_TOKEN_WORD);
        ng_token_push(s, start + 3, stop, NG_TOKEN_WORD);
    } else {
        ng_token_push(s, start + cut, stop, NG_TOKEN_WORD);
    }
    return true;
}

/* The note of T11 for the word [start, stop): what T10 joined from `cut` on does
   not hold any more. */
static void
trace_clitics(const ng_scanner *s, const char *start, const char *cut, const char *stop)
{
    if (s->doc->trace != NULL) {
        ng_trace_drop(&s->doc->trace->tokens, (size_t)(cut - s->text));
        ng_trace_token(s, NG_T_CLITIC, NG_DECISION_CUT, start, stop);
    }
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
            trace_clitics(s, start, start, stop);
            ng_token_push(s, start, leading, NG_TOKEN_CLITIC);
            ng_token_push(s, leading, stop, NG_TOKEN_WORD);
            return;
        }
        while (n_cuts < 3 && (cut = clitic_start(s->ud, start, rest)) != NULL) {
            cuts[n_cuts++] = cut;
            rest = cut;
        }
        if (n_cuts > 0)
            trace_clitics(s, start, rest, stop);
    } else if (ng_is_digit_at(start) && (w->seen & NG_BF_LETTER) && !w->hyphen) {
        const char *const unit = unit_start(s, start, stop);

        if (unit != NULL) {
            ng_trace_token(s, NG_T_UNIT, NG_DECISION_CUT, start, stop);
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
