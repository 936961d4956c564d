/* Tokens with a grammar of their own: addresses, handles, hashtags, emoji. */
#include "token_scan.h"

#include <string.h>

#include "lang_en.h"

/* ------------------------------------------------------------------ URLs */

/* Characters that end a URL: spaces, controls, and marks that enclose one. */
static bool
ends_url(const char *p, const char *end)
{
    const unsigned char c = (unsigned char)*p;

    if (c < 0x80)
        return c <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '"' || c == '`' || c == '{' ||
               c == '}' || c == '|' || c == '\\' || c == '^';
    switch (ng_token_class_at(p, end)) {
    case NG_CHAR_UPPER:
    case NG_CHAR_LOWER:
    case NG_CHAR_LETTER:
    case NG_CHAR_MARK:
    case NG_CHAR_DIGIT:
        return false;
    default:
        return true;
    }
}

/* T15: a URL goes on to white space or an enclosing mark, without the marks of
   the sentence at its end; a closing bracket stays if the URL opened it. */
const char *
ng_token_scan_url(const char *p, const char *end)
{
    const char *const start = p;
    int n_open = 0;

    while (p < end && !ends_url(p, end)) {
        n_open += (*p == '(') - (*p == ')');
        ng_utf8_next(&p, end);
    }
    while (p > start) {
        const char c = p[-1];

        if (c == ')' && n_open >= 0)
            break;
        if (c == ')')
            n_open++;
        else if (strchr(".,;:!?'*]&-", c) == NULL || c == '\0')
            break;
        p--;
    }
    return p;
}

/* The end of the chain of letters, digits, '-' and '.' at p: at most
   NG_TOKEN_REACH bytes. */
static const char *
skip_host(const char *p, const char *end)
{
    const char *const limit = end - p > NG_TOKEN_REACH ? p + NG_TOKEN_REACH : end;

    while (p < limit && ((ng_flags_at(p) & NG_BF_WORD) || *p == '-' || *p == '.'))
        p++;
    return p;
}

/* Whether [p, stop) is two or more parts of two or more small letters; hyphens stand
   between letters. */
static bool
is_lower_chain(const char *p, const char *stop)
{
    size_t n_parts = 1, n_letters = 0;

    for (; p < stop; p++) {
        if (ng_flags_at(p) & NG_BF_LOWER) {
            n_letters++;
        } else if (*p == '-' && n_letters > 0 && p + 1 < stop &&
                   (ng_flags_at(p + 1) & NG_BF_LOWER)) {
            continue;
        } else if (*p == '.' && n_letters > 1) {
            n_parts++;
            n_letters = 0;
        } else {
            return false;
        }
    }
    return n_parts > 1 && n_letters > 1;
}

/*
 * T14: "example.com" is a host and "notes.pdf" a file if the last part of the
 * chain is a known ending.  Two-letter domains that are English words as well
 * ("it", "me") need a path behind them: "said.it" lacks a space, "t.me/x" not.
 */
bool
ng_token_is_host_tail(const char *p, const char *end, bool *is_file)
{
    const char *stop = skip_host(p, end);
    const char *last;
    uint32_t word;

    *is_file = false;
    while (stop > p && (stop[-1] == '.' || stop[-1] == '-'))
        stop--;
    last = stop;
    while (last > p && (ng_flags_at(last - 1) & NG_BF_WORD))
        last--;
    if (last == stop || (last > p && last[-1] != '.') || ng_token_word_at(stop, end))
        return false;
    /* Three parts of small letters and more: "alt.folklore.urban". */
    if (is_lower_chain(p, stop))
        return true;
    word = ng_en_word(last, (size_t)(stop - last));
    /* "end.In" has a capital inside; endings are all small or all large. */
    if ((ng_flags_at(last) & NG_BF_UPPER) && (ng_flags_at(stop - 1) & NG_BF_LOWER) &&
        stop - last == 2)
        return false;
    *is_file = (word & NG_EN_FILE) != 0;
    if (word & NG_EN_FILE)
        return true;
    if (!(word & NG_EN_TLD))
        return false;
    if (word & (NG_EN_STARTER | NG_EN_PREPOSITION | NG_EN_AUXILIARY | NG_EN_WORDLIKE))
        return stop < end && *stop == '/';
    return true;
}

bool
ng_token_is_host(const char *p, const char *end)
{
    const char *const limit = end - p > NG_TOKEN_REACH ? p + NG_TOKEN_REACH : end;
    bool is_file;

    while (p < limit && ((ng_flags_at(p) & NG_BF_WORD) || *p == '-'))
        p++;
    return p + 1 < end && *p == '.' && (ng_flags_at(p + 1) & NG_BF_WORD) &&
           ng_token_is_host_tail(p + 1, end, &is_file);
}

/* ---------------------------------------------------------------- e-mail */

/*
 * T16: an address is a run of [A-Za-z0-9._%+-] before an @, and behind it
 * labels with a stop between them.  The caller's cursor stands at the start of
 * the run; s->at is the next @.
 */
const char *
ng_token_scan_email(ng_scanner *s, const char *p)
{
    const char *const at = s->at;
    const char *q, *host;
    bool has_dot = false;

    for (q = p; q < at; q++)
        if (!(ng_flags_at(q) & NG_BF_LOCAL))
            return NULL;
    host = at + 1;
    if (host == s->end || !(ng_flags_at(host) & NG_BF_WORD))
        return NULL;
    for (q = host; q < s->end; q++) {
        if (ng_flags_at(q) & NG_BF_WORD)
            continue;
        if ((*q != '.' && *q != '-' && *q != '_') || q + 1 == s->end ||
            !(ng_flags_at(q + 1) & NG_BF_WORD))
            break;
        has_dot |= *q == '.';
    }
    /* Behind the run may stand another word character: no address, then. */
    return has_dot && !ng_token_word_at(q, s->end) ? q : NULL;
}

/* --------------------------------------------------- handles and hashtags */

static const char *
skip_name(const char *p, const char *end)
{
    while (p < end && ((ng_flags_at(p) & NG_BF_WORD) || *p == '_'))
        p++;
    return p;
}

/* T17: "@name" behind a space or a mark. */
const char *
ng_token_scan_handle(const ng_scanner *s, const char *p)
{
    const char *q = skip_name(p + 1, s->end);

    if (q == p + 1 || (ng_flags_at(p + 1) & NG_BF_DIGIT) ||
        ng_is_word_class(ng_token_class_before(s->begin, p)))
        return NULL;
    /* The host of an address that lost its head: "@example.com". */
    while (q + 1 < s->end && *q == '.' && (ng_flags_at(q + 1) & NG_BF_LOWER))
        q = skip_name(q + 1, s->end);
    return q;
}

/* T17: "#name", which has a letter; "#1" is two tokens. */
const char *
ng_token_scan_hashtag(const ng_scanner *s, const char *p)
{
    const char *q = p + 1;
    bool has_letter = false;

    if (ng_is_word_class(ng_token_class_before(s->begin, p)))
        return NULL;
    while (q < s->end) {
        const ng_char_class c = ng_token_class_at(q, s->end);

        if (*q != '_' && !ng_is_word_class(c))
            break;
        has_letter |= c == NG_CHAR_UPPER || c == NG_CHAR_LOWER || c == NG_CHAR_LETTER;
        ng_utf8_next(&q, s->end);
    }
    return has_letter ? q : NULL;
}

/* ----------------------------------------------------------------- emoji */

static bool
is_regional(uint32_t cp)
{
    return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

/* T18: a base, its variation selector, skin tone, keycap and tags, and what a
   zero-width joiner ties to it; a flag is a pair of regional indicators. */
const char *
ng_token_scan_emoji(const char *p, const char *end)
{
    const uint32_t base = ng_utf8_next(&p, end);

    if (is_regional(base)) {
        const char *q = p;

        if (q < end && is_regional(ng_utf8_next(&q, end)))
            p = q;
        return p;
    }
    while (p < end) {
        const char *q = p;
        const uint32_t cp = ng_utf8_next(&q, end);

        if (cp == 0x200D && ng_token_class_at(q, end) != NG_CHAR_SPACE) {
            const char *r = q;
            const uint32_t next = ng_utf8_next(&r, end);
            const ng_char_class c = ng_char_class_of(next);

            /* The signs of sex and some others are symbols, not emoji. */
            if (c == NG_CHAR_EMOJI || c == NG_CHAR_SYMBOL)
                q = r;
        } else if (cp != 0xFE0F && cp != 0xFE0E && cp != 0x20E3 &&
                   !(cp >= 0x1F3FB && cp <= 0x1F3FF) && !(cp >= 0xE0020 && cp <= 0xE007F)) {
            break;
        }
        p = q;
    }
    return p;
}

/* T18: ":-)" and its like, between spaces. */
const char *
ng_token_scan_emoticon(const ng_scanner *s, const char *p)
{
    const char *q = p;

    if (ng_token_class_before(s->begin, p) != NG_CHAR_SPACE)
        return NULL;
    q++; /* the eyes */
    if (q < s->end && (*q == '-' || *q == '\'' || *q == 'o'))
        q++;
    if (q == s->end || *q == '\0' || strchr("()DPpO/\\|]*[", *q) == NULL)
        return NULL;
    for (const char c = *q; q < s->end && *q == c; q++)
        continue;
    if (q < s->end && !(ng_flags_at(q) & NG_BF_SPACE) && ng_kind_at(q) != NG_BYTE_DOT)
        return NULL;
    return q;
}
