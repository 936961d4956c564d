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
        if (len == 0 || ng_token_may_be_cut(ud, p, p + len) || (size_t)(s->at - p) < NG_TOKEN_REACH)
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

            p = plain > p ? plain : ng_token_scan_word_or_address(s, p);
            break;
        }
        case NG_BYTE_DOT:
            p = ng_token_scan_dots(s, p);
            break;
        case NG_BYTE_APOSTROPHE:
            p = ng_token_scan_apostrophe(s, p, 1);
            break;
        case NG_BYTE_DOUBLE:
            p = ng_token_scan_double(s, p);
            break;
        case NG_BYTE_BACKTICK: {
            const char *stop = ng_token_skip_same(p, end);

            ng_token_push(s, p, stop, NG_TOKEN_QUOTE_OPEN);
            p = stop;
            break;
        }
        case NG_BYTE_HYPHEN:
            p = ng_token_scan_hyphen(s, p);
            break;
        case NG_BYTE_MARK:
            p = ng_token_scan_mark(s, p);
            break;
        case NG_BYTE_COMMA:
            p = ng_token_scan_comma(s, p);
            break;
        case NG_BYTE_OPEN:
        case NG_BYTE_CLOSE:
            ng_token_push(s, p, p + 1, NG_TOKEN_PUNCT);
            p++;
            break;
        case NG_BYTE_RUN:
            p = ng_token_scan_run(s, p);
            break;
        case NG_BYTE_SINGLE:
            p = ng_token_scan_single(s, p);
            break;
        case NG_BYTE_CONTROL: {
            const char *stop = ng_token_skip_same(p, end);

            ng_token_push(s, p, stop, NG_TOKEN_SYMBOL);
            p = stop;
            break;
        }
        default:
            p = ng_token_scan_high(s, p);
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
