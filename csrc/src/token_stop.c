/*
 * Whose stop is it: the abbreviation's, the sentence's, or of both?
 *
 * The decision looks at the word before the stop and at the next word, never
 * further, so that a bitmap tokenizer can make it where a candidate stands.
 */
#include "token_scan.h"

#include <string.h>

#include "lang_en.h"

/* What stands behind a stop. */
typedef enum follower {
    NEXT_END,   /* nothing in this region, or a blank line */
    NEXT_LOWER, /* a word without a capital */
    NEXT_UPPER, /* a word with one */
    NEXT_DIGIT,
    NEXT_OPEN,   /* an opening bracket */
    NEXT_INSIDE, /* a mark that goes on with the sentence: , ; : ? ! - */
    NEXT_OTHER
} follower;

typedef struct context {
    follower next;
    bool space;       /* white space before what is next */
    bool quote;       /* a quotation mark before it */
    bool closed;      /* a closing mark directly behind the stop */
    const char *word; /* the next word, or NULL */
    size_t n_word;
    uint32_t properties; /* of the next word */
    bool opener;         /* it opens sentences */
    bool all_upper;      /* the next word is of more than one letter, all capitals */
    bool lower;          /* the word behind it has no capital */
} context;

/* Over white space; NULL if a blank line is in it (paragraphs, where the caller
   knows no blocks). */
static const char *
skip_space(const char *p, const char *end)
{
    bool line_break = false;

    while (p < end) {
        if (*p == '\n') {
            if (line_break)
                return NULL;
            line_break = true;
            p++;
        } else if (ng_flags_at(p) & NG_BF_SPACE) {
            p++;
        } else if ((ng_flags_at(p) & NG_BF_HIGH) && ng_token_class_at(p, end) == NG_CHAR_SPACE) {
            ng_utf8_next(&p, end);
        } else {
            break;
        }
    }
    return p;
}

/* Letters and inner apostrophes at p, at most NG_EN_MAX_WORD + 1 bytes. */
static size_t
word_len(const char *p, const char *end)
{
    size_t n = 0;

    while (n <= NG_EN_MAX_WORD && p + n < end &&
           ((ng_flags_at(p + n) & NG_BF_LETTER) ||
            (n > 0 && p[n] == '\'' && p + n + 1 < end && (ng_flags_at(p + n + 1) & NG_BF_LETTER))))
        n++;
    return n;
}

static void
read_word(context *c, const char *p, const char *end)
{
    const size_t n = word_len(p, end);

    c->word = p;
    c->n_word = n;
    c->properties = ng_en_word(p, n);
    c->all_upper = n > 1;
    for (size_t i = 0; i < n; i++)
        c->all_upper &= !(ng_flags_at(p + i) & NG_BF_LOWER);
    c->opener = (c->properties & NG_EN_STARTER) && !(c->all_upper && (c->properties & NG_EN_LINK));
    c->lower = end - p > (ptrdiff_t)n + 1 && (ng_flags_at(p + n) & NG_BF_SPACE) &&
               (ng_flags_at(p + n + 1) & NG_BF_LOWER);
    if ((c->properties & NG_EN_COMMON) && !c->opener)
        c->opener = c->lower || (end - p > (ptrdiff_t)n + 1 && p[n] == ',');
    /* "Chicago time": goes on with the clock as a zone does. */
    if (n <= NG_EN_MAX_WORD && end - p >= (ptrdiff_t)n + 5 && memcmp(p + n, " time", 5) == 0)
        c->properties |= NG_EN_ZONE;
    /* "I" and "A" open a sentence, "I." and "A." are initials. */
    if (n == 1 && p + 1 < end && p[1] == '.') {
        c->properties = 0;
        c->opener = false;
    }
}

static bool
is_quote(ng_char_class k)
{
    return k == NG_CHAR_QUOTE || k == NG_CHAR_APOSTROPHE || k == NG_CHAR_QUOTE_OPEN ||
           k == NG_CHAR_QUOTE_CLOSE;
}

/* What stands behind the stop at p. */
static context
look_ahead(const char *p, const char *end)
{
    context c = {NEXT_END, false, false, false, NULL, 0, 0, false, false, false};
    const char *q = p + 1;

    /* Quotation marks on either side of the space, at most a few. */
    for (int i = 0; i < 4; i++) {
        const char *const r = skip_space(q, end);
        ng_char_class k;

        if (r == NULL || r == end)
            return c;
        c.space |= r > q;
        q = r;
        k = ng_token_class_at(q, end);
        if (is_quote(k)) {
            c.quote = true;
            c.closed |= !c.space;
            ng_utf8_next(&q, end);
            continue;
        }
        if (*q == ')' || *q == ']') {
            c.closed = true;
            q++;
            continue;
        }
        if (*q == '(' || *q == '[')
            c.next = NEXT_OPEN;
        else if (memchr(",;:?!/&", *q, 7) != NULL || k == NG_CHAR_DASH || k == NG_CHAR_HYPHEN)
            c.next = NEXT_INSIDE;
        else if (k == NG_CHAR_UPPER)
            c.next = NEXT_UPPER;
        else if (k == NG_CHAR_LOWER)
            c.next = NEXT_LOWER;
        else if (k == NG_CHAR_DIGIT)
            c.next = NEXT_DIGIT;
        else
            c.next = NEXT_OTHER;
        if (c.next == NEXT_UPPER || c.next == NEXT_LOWER)
            read_word(&c, q, end);
        return c;
    }
    c.next = NEXT_OTHER;
    return c;
}

/* The last two words before the token that starts at p, as far as they are
   ASCII letters and digits with single spaces between. */
static size_t
previous_word(const char *begin, const char **p)
{
    const char *q = *p;
    const char *stop;

    if (q == begin || q[-1] != ' ')
        return 0;
    stop = --q;
    while (q > begin && stop - q <= NG_EN_MAX_WORD &&
           ((ng_flags_at(q - 1) & NG_BF_WORD) || q[-1] == ':'))
        q--;
    *p = q;
    return (size_t)(stop - q);
}

static bool
follows_number(const ng_scanner *s, const ng_word_scan *w)
{
    const char *p = w->start;

    return previous_word(s->begin, &p) > 0 && (ng_flags_at(p) & NG_BF_DIGIT);
}

/* T24: "At 5 a.m. Mr. Smith went": a capitalised preposition before the time
   opens the sentence that the time is in. */
static bool
opens_sentence(const ng_scanner *s, const ng_word_scan *w)
{
    const char *p = w->start;
    size_t n = previous_word(s->begin, &p);

    if (n == 0 || !(ng_flags_at(p) & NG_BF_DIGIT))
        return false;
    n = previous_word(s->begin, &p);
    return n > 0 && (ng_flags_at(p) & NG_BF_UPPER) && (ng_en_word(p, n) & NG_EN_PREPOSITION);
}

/* Whether a sentence, or the region, begins with the word at p. */
static bool
at_sentence_start(const ng_scanner *s, const char *p)
{
    while (p > s->begin && (ng_flags_at(p - 1) & NG_BF_SPACE))
        p--;
    return p == s->begin || p[-1] == '.' || p[-1] == '?' || p[-1] == '!';
}

/* The role of the stop at p, with the note of the rule that says so. */
static ng_stop_role
by(const ng_scanner *s, const ng_word_scan *w, const char *p, ng_token_rule rule, ng_stop_role role)
{
    ng_trace_token(s, rule, role == NG_STOP_OWN ? NG_DECISION_KEPT : NG_DECISION_SPLIT, w->start,
                   p + 1);
    return role;
}

/* The word before the stop is a single letter. */
static ng_stop_role
initial_role(const ng_scanner *s, const ng_word_scan *w, const context *c)
{
    const bool is_i = *w->start == 'I';

    /* T22: behind an initial goes a name; "Did" and "The" are none.  "you and
       I. Did" and "vitamin C. The" end a sentence, "Q. What" does not begin with
       one. */
    if (w->seen & NG_BF_LOWER) {
        if (c->next == NEXT_DIGIT &&
            (*w->start == 'p' || *w->start == 'v' || *w->start == 'c' || *w->start == 'n'))
            return NG_STOP_OWN;
        if (c->next == NEXT_UPPER && *w->start == 'v')
            return NG_STOP_OWN;
        return NG_STOP_PLAIN;
    }
    if (at_sentence_start(s, w->start))
        return NG_STOP_OWN;
    switch (c->next) {
    case NEXT_UPPER:
        if (c->opener)
            return NG_STOP_SHARED;
        return is_i && (c->properties & NG_EN_AUXILIARY) ? NG_STOP_SHARED : NG_STOP_OWN;
    case NEXT_END:
        return NG_STOP_SHARED;
    default:
        return NG_STOP_OWN;
    }
}

/* T23: whether what is behind the stop at p says again what is before it: "Acme Corp.
   Acme said", "the U.S. U.S. officials said". */
static bool
is_repeated(const ng_scanner *s, const ng_word_scan *w, const char *p, const context *c)
{
    const size_t n = (size_t)(p - w->start);
    const char *q = w->start;

    if (w->dotted && n < (size_t)(s->end - c->word) && memcmp(c->word, w->start, n) == 0)
        return true;
    for (int i = 0; i < 3; i++) {
        const size_t n_before = previous_word(s->begin, &q);

        if (n_before == 0 || !ng_is_upper_at(q))
            return false;
        if (n_before == c->n_word && n_before > 2 && memcmp(q, c->word, n_before) == 0)
            return true;
    }
    return false;
}

/* T23: "Why The U.S. Is Late": a small word with a capital inside a sentence says that
   the capital of the next one means nothing. */
static bool
in_title_case(const ng_scanner *s, const ng_word_scan *w)
{
    const char *p = w->start;
    size_t n = previous_word(s->begin, &p);

    if (n < 2 || !ng_is_upper_at(p) || !(ng_flags_at(p + 1) & NG_BF_LOWER) ||
        !(ng_en_word(p, n) & (NG_EN_STARTER | NG_EN_PREPOSITION)))
        return false;
    return previous_word(s->begin, &p) > 0;
}

/* T23: "Acme Corp. Others said": behind a company a title and a name go on, but a word
   in small letters makes a sentence of the capital before it. */
static bool
ends_company(const ng_word_scan *w, const char *p, const context *c)
{
    static const char suffixes[][5] = {"inc", "ltd", "plc", "llc", "corp", "co", "cos"};
    const size_t n = (size_t)(p - w->start);

    if (!c->lower || c->n_word < 2 || c->all_upper || n > 4 || (c->properties & NG_EN_TITLE))
        return false;
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        size_t k = 0;

        while (k < n && (w->start[k] | 0x20) == suffixes[i][k])
            k++;
        if (k == n && suffixes[i][n] == '\0')
            return true;
    }
    return false;
}

/* T23: an abbreviation that may end a sentence does so before the end of the
   paragraph, before a word that opens sentences, before a quotation and before a
   name that it is part of. */
static ng_stop_role
common_role(const ng_scanner *s, const ng_word_scan *w, const char *p, const context *c)
{
    if (c->next == NEXT_END)
        return NG_STOP_SHARED;
    if (c->next != NEXT_UPPER)
        return NG_STOP_OWN;
    if (c->quote && c->space && !c->closed)
        return NG_STOP_SHARED;
    if (c->opener)
        return in_title_case(s, w) ? NG_STOP_OWN : NG_STOP_SHARED;
    if (c->space && (ends_company(w, p, c) || is_repeated(s, w, p, c)))
        return NG_STOP_SHARED;
    return NG_STOP_OWN;
}

/* T24: a clock time ends a sentence before any capital but those that go on
   with it: a weekday, a month, a time zone, another capital of a headline. */
static ng_stop_role
clock_role(const ng_scanner *s, const ng_word_scan *w, const char *p, const context *c)
{
    const uint32_t goes_on = NG_EN_WEEKDAY | NG_EN_MONTHNAME | NG_EN_ZONE | NG_EN_MONTH | NG_EN_DAY;

    /* "A.M. Heath" are initials. */
    if ((ng_flags_at(w->start) & NG_BF_UPPER) && w->dotted && !follows_number(s, w))
        return common_role(s, w, p, c);
    if (c->next == NEXT_END)
        return NG_STOP_SHARED;
    if (c->next != NEXT_UPPER || opens_sentence(s, w))
        return NG_STOP_OWN;
    if (c->opener)
        return NG_STOP_SHARED;
    if ((c->properties & goes_on) || c->all_upper)
        return NG_STOP_OWN;
    return NG_STOP_SHARED;
}

/* T23: in "the SEC. Since" and "in LA. Then" the capitals say acronym, not "Sec."
   or "La."; where all is in capitals the next word is, too. */
static bool
is_acronym_before_name(const ng_word_scan *w, uint32_t word, size_t n, const context *c)
{
    return !w->dotted && !w->hyphen && !(w->seen & NG_BF_LOWER) && c->next == NEXT_UPPER &&
           !c->all_upper && (n > 2 || !(word & NG_EN_TITLE));
}

/* The properties of the word of n bytes at p with a stop behind it. */
static uint32_t
abbreviation(const char *p, size_t n)
{
    const uint32_t word = ng_en_word(p, n);

    if ((word & NG_EN_CAPITAL) && !(ng_flags_at(p) & NG_BF_UPPER))
        return word & NG_EN_NUMBERED;
    return word;
}

bool
ng_token_may_be_abbreviation(const char *p, size_t n)
{
    return (abbreviation(p, n) & NG_EN_ANY_ABBR) != 0;
}

ng_stop_role
ng_token_stop_role(const ng_scanner *s, const ng_word_scan *w, const char *p)
{
    const size_t n = (size_t)(p - w->start);
    const char *first = w->start;
    uint32_t word = 0;
    context c;

    /* No abbreviation without stops inside is longer than "Messrs.". */
    if (n > NG_EN_MAX_WORD || (n > 6 && !w->dotted && !w->hyphen) ||
        (w->seen & (NG_BF_DIGIT | NG_BF_HIGH)))
        return NG_STOP_PLAIN;
    if (n > 1) {
        /* Of a hyphenated word the last part counts: "mid-Sept." */
        if (w->hyphen && !w->dotted)
            for (const char *q = w->start; q < p; q++)
                if (*q == '-')
                    first = q + 1;
        word = abbreviation(first, (size_t)(p - first));
        if (!(word & NG_EN_ANY_ABBR) && !w->dotted)
            return NG_STOP_PLAIN;
    }

    c = look_ahead(p, s->end);
    if (n == 1) {
        const bool numbered = (w->seen & NG_BF_LOWER) && c.next == NEXT_DIGIT; /* "p. 5" */

        return by(s, w, p, numbered ? NG_T_NUMBERED : NG_T_INITIAL, initial_role(s, w, &c));
    }
    if (is_acronym_before_name(w, word, n, &c))
        return by(s, w, p, NG_T_ABBR, NG_STOP_PLAIN);
    if (word & NG_EN_TITLE && !(word & NG_EN_WORDLIKE))
        return by(s, w, p, NG_T_TITLE, NG_STOP_OWN); /* T20 */
    /* T21: "No. 3"; "No." elsewhere is a word. */
    if (word & NG_EN_NUMBERED) {
        if (c.next == NEXT_DIGIT && !c.closed)
            return by(s, w, p, NG_T_NUMBERED, NG_STOP_OWN);
        if (!(word & (NG_EN_ANY_ABBR & ~NG_EN_NUMBERED)))
            return by(s, w, p, NG_T_NUMBERED, NG_STOP_PLAIN);
    }
    /* A word that is an abbreviation now and then: only if the sentence goes on. */
    if ((word & NG_EN_WORDLIKE) && !w->dotted) {
        /* "(D., Ill.)": a state in brackets. */
        const bool bracketed = c.closed && !c.quote && (word & NG_EN_CAPITAL);
        /* "Sun. 5", "Wed. Sept. 20" */
        const bool dated = ((word & (NG_EN_MONTH | NG_EN_DAY)) && c.next == NEXT_DIGIT) ||
                           ((word & NG_EN_DAY) && (c.properties & (NG_EN_MONTH | NG_EN_MONTHNAME)));
        const bool goes_on =
            c.next == NEXT_INSIDE || bracketed || dated || (c.next == NEXT_LOWER && !c.quote);

        if (!goes_on)
            return by(s, w, p, NG_T_ABBR, NG_STOP_PLAIN);
    }
    if (word & NG_EN_CLOCK)
        return by(s, w, p, NG_T_CLOCK, clock_role(s, w, p, &c));
    return by(s, w, p, NG_T_ABBR, common_role(s, w, p, &c));
}
