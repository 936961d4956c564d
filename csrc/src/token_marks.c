/* Marks: quotation marks, apostrophes, stops, dashes, symbols, and what is beyond ASCII. */
#include "token_scan.h"

#include <string.h>

#include "lang_en.h"

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
const char *
ng_token_scan_double(ng_scanner *s, const char *p)
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
    if (n >= 3 && (word[0] | 0x20) == 't' &&
        (memchr("Ii", word[1], 2) || memchr("Ww", word[1], 2)) &&
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
const char *
ng_token_scan_apostrophe(ng_scanner *s, const char *p, size_t len)
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
    if (opens && (stop = scan_elision(s, p, len)) != NULL) {
        ng_trace_token(s, NG_T_ELISION, NG_DECISION_MADE, p, stop);
        return stop;
    }
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
const char *
ng_token_skip_same(const char *p, const char *end)
{
    const char c = *p;

    while (p < end && *p == c)
        p++;
    return p;
}

/* The end of the run of stops, question and exclamation marks at p; an ellipsis
   is one by itself. */
static const char *
skip_marks(const char *p, const char *end)
{
    if (end - p > 3 && memcmp(p, "...", 3) == 0)
        return ng_token_skip_same(p, end);
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

/* T26 */
static bool
is_spaced_ellipsis(const char *p, const char *end)
{
    return end - p >= 5 && memcmp(p, ". . .", 5) == 0 && (end - p == 5 || p[5] != '.');
}

/* T3, T4, T26 */
const char *
ng_token_scan_dots(ng_scanner *s, const char *p)
{
    const char *stop = skip_marks(p, s->end);
    bool is_file;

    if (stop == p + 1) {
        if (ng_token_digit_at(stop, s->end) && number_may_start(s, p)) {
            ng_trace_token(s, NG_T_SIGN, NG_DECISION_JOINED, p, stop);
            return ng_token_scan_word(s, p, stop);
        }
        /* T14: an ending by itself: ".pdf" */
        if (stop < s->end && (ng_flags_at(stop) & NG_BF_LOWER) &&
            ng_token_is_host_tail(stop, s->end, &is_file) &&
            !ng_is_word_class(ng_token_class_before(s->begin, p))) {
            ng_trace_token(s, NG_T_HOST, NG_DECISION_JOINED, p, stop);
            return ng_token_scan_word(s, p, stop);
        }
        if (!s->ud && is_spaced_ellipsis(p, s->end)) {
            const bool attached = p > s->begin && !(ng_flags_at(p - 1) & NG_BF_SPACE);

            if (!attached)
                s->spaced_dots = p;
            /* T26: "sound. . . . The" is an ellipsis and a stop, but a stop and an
               ellipsis where the writer put a space before the last one. */
            if (!attached || s->spaced_dots == NULL || s->spaced_dots < s->begin ||
                s->end - p < 7 || !is_spaced_ellipsis(p + 2, s->end)) {
                stop = p + 5;
                ng_trace_token(s, NG_T_ELLIPSIS, NG_DECISION_MADE, p, stop);
            } else {
                ng_trace_token(s, NG_T_ELLIPSIS, NG_DECISION_SPLIT, p, stop);
            }
        }
    }
    ng_token_push(s, p, stop, NG_TOKEN_PUNCT);
    return stop;
}

const char *
ng_token_scan_hyphen(ng_scanner *s, const char *p)
{
    const char *const stop = ng_token_skip_same(p, s->end);

    /* UD English splits the sign off. */
    if (!s->ud && stop == p + 1 && number_may_start(s, p) &&
        (ng_token_digit_at(stop, s->end) ||
         (stop < s->end && *stop == '.' && ng_token_digit_at(stop + 1, s->end)))) {
        ng_trace_token(s, NG_T_SIGN, NG_DECISION_JOINED, p, stop);
        return ng_token_scan_word(s, p, stop);
    }
    ng_token_push(s, p, stop, NG_TOKEN_DASH);
    return stop;
}

const char *
ng_token_scan_mark(ng_scanner *s, const char *p)
{
    const char *const stop = skip_marks(p, s->end);

    ng_token_push(s, p, stop, NG_TOKEN_PUNCT);
    return stop;
}

const char *
ng_token_scan_single(ng_scanner *s, const char *p)
{
    const char *stop = NULL;

    if (*p == '@' && (stop = ng_token_scan_handle(s, p)) != NULL) {
        ng_token_push(s, p, stop, NG_TOKEN_HANDLE);
        return stop;
    }
    if (*p == '+' && ng_token_digit_at(p + 1, s->end) && number_may_start(s, p)) {
        ng_trace_token(s, NG_T_SIGN, NG_DECISION_JOINED, p, p + 1);
        return ng_token_scan_word(s, p, p + 1);
    }
    if (*p == '/' || *p == '\\' || *p == '+') {
        stop = ng_token_skip_same(p, s->end);
        ng_token_push(s, p, stop, *p == '+' ? NG_TOKEN_SYMBOL : NG_TOKEN_PUNCT);
        return stop;
    }
    ng_token_push(s, p, p + 1, NG_TOKEN_SYMBOL);
    return p + 1;
}

const char *
ng_token_scan_run(ng_scanner *s, const char *p)
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
    stop = ng_token_skip_same(p, s->end);
    ng_token_push(s, p, stop, NG_TOKEN_SYMBOL);
    return stop;
}

const char *
ng_token_scan_comma(ng_scanner *s, const char *p)
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

const char *
ng_token_scan_high(ng_scanner *s, const char *p)
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
        return ng_token_scan_word_or_address(s, p);
    case NG_CHAR_APOSTROPHE:
        return ng_token_scan_apostrophe(s, p, (size_t)(stop - p));
    case NG_CHAR_QUOTE:
        return ng_token_scan_double(s, p);
    case NG_CHAR_QUOTE_OPEN:
        if (cp == 0x2018) {
            /* Two single marks are a double one, as in plain ASCII. */
            const char *q = stop;

            if (q < s->end && (ng_flags_at(q) & NG_BF_HIGH)) {
                const uint32_t second = ng_utf8_next(&q, s->end);

                if (second == 0x2018 || second == 0x2019)
                    stop = q;
            }
            s->single_open = stop - p == 3;
        }
        ng_token_push(s, p, stop, NG_TOKEN_QUOTE_OPEN);
        return stop;
    case NG_CHAR_QUOTE_CLOSE:
        ng_token_push(s, p, stop, NG_TOKEN_QUOTE_CLOSE);
        return stop;
    case NG_CHAR_DASH:
        if (cp == 0x2212 && ng_token_digit_at(stop, s->end) && number_may_start(s, p)) {
            ng_trace_token(s, NG_T_SIGN, NG_DECISION_JOINED, p, stop);
            return ng_token_scan_word(s, p, stop);
        }
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
