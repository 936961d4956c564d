/*
 * The sentence splitter.
 *
 * Works on tokens: a candidate is a token of stops, dots, question or
 * exclamation marks.  Whether it ends a sentence depends on the closing marks
 * behind it and on the next word; whether the stop of an abbreviation does has
 * been settled by the tokenizer (T20 to T24), which leaves such a stop inside
 * its word or makes it a token.
 *
 *   S1   a block ends a sentence; so does a blank line where there are no blocks
 *   S2   a stop ends a sentence before a capital, a digit, an opening mark
 *   S3   quotation marks and brackets that close directly behind it belong to it
 *   S4   what goes on with a small letter behind a closing mark is one sentence:
 *        "Really?" he asked.
 *   S5   a stop before a small letter ends a sentence if a plain word stands
 *        before it
 *   S6   "?" and "!" before a small letter do not, unless their sentence begins
 *        with one and no verb of speaking follows
 *   S7   names with a mark: Yahoo! Inc.
 *   S8   a question or exclamation in quotation marks goes on with its speaker:
 *        "Really?" Smith asked.
 *   S9   dots end a sentence before a capital other than "I", and not where it
 *        begins; spaced dots behind a stop begin one
 *   S10  the number or letter of a list item is no sentence: 1. Foo
 *   S11  in a list, the next number begins a sentence even without a stop
 *   S12  a bullet begins a sentence
 *   S13  a stop without a space behind it ends a sentence before a capital
 *   S14  note numbers and emoji behind a stop belong to its sentence: end.[1]
 *   S15  a mark before a comma or a dash goes on
 *   S16  the kind: headline by its block, question, exclamation, prose by the
 *        closing mark, else fragment
 */
#include "lang_en.h"
#include "pipeline.h"
#include "sentences.h"
#include "trace.h"
#include "unicode.h"
#include "utf8.h"

#include <string.h>

const ng_rule ng_sentence_rules[] = {
    {"S1", "a block or a blank line ends a sentence"},
    {"S2", "a stop ends a sentence before a capital, a digit or an opening mark"},
    {"S3", "closing marks directly behind a stop belong to its sentence"},
    {"S4", "a small letter behind a closing mark goes on with the sentence"},
    {"S5", "a stop before a small letter ends a sentence if a plain word is before it"},
    {"S6", "a question or exclamation mark before a small letter goes on, unless its sentence "
           "began with one"},
    {"S7", "names with a mark go on"},
    {"S8", "a quoted question or exclamation goes on with its speaker"},
    {"S9", "dots end a sentence before a capital other than \"I\""},
    {"S10", "the number or letter of a list item is no sentence"},
    {"S11", "the next number of a list begins a sentence"},
    {"S12", "a bullet begins a sentence"},
    {"S13", "a stop without a space behind it ends a sentence before a capital"},
    {"S14", "note numbers and emoji behind a stop belong to its sentence"},
    {"S15", "a mark before a comma or a dash goes on"},
    {"S16", "the kind follows from the block and the closing mark"},
};
const size_t ng_n_sentence_rules = sizeof ng_sentence_rules / sizeof ng_sentence_rules[0];

_Static_assert(sizeof ng_sentence_rules / sizeof ng_sentence_rules[0] == NG_N_SENTENCE_RULES,
               "a rule, a name in trace.h");

/* What a token is to the splitter. */
typedef enum end_mark {
    END_NONE,
    END_STOP, /* one full stop */
    END_DOTS, /* an ellipsis */
    END_MARK  /* question and exclamation marks */
} end_mark;

/* What the word behind a candidate looks like. */
typedef enum shape {
    SHAPE_END,
    SHAPE_LOWER,
    SHAPE_UPPER,
    SHAPE_DIGIT,
    SHAPE_OPEN, /* an opening mark */
    SHAPE_DASH,
    SHAPE_INSIDE, /* a comma or the like */
    SHAPE_OTHER
} shape;

static uint32_t
token_word(const splitter *s, size_t i)
{
    return i < s->stop ? ng_en_word(token_start(s, i), token_len(s, i)) : 0;
}

/* --------------------------------------------------------------- classes */

static end_mark
high_end_mark(const splitter *s, size_t i)
{
    const char *p = token_start(s, i);
    const uint32_t cp = ng_utf8_next(&p, s->text + s->doc->tokens.stop[i]);

    switch (cp) {
    case 0x2026:
        return END_DOTS;
    case 0x3002: /* the stops of full width */
    case 0xFF0E:
    case 0xFF61:
        return END_STOP;
    case 0x203C: /* marks doubled or mixed in one character, and of full width */
    case 0x203D:
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0xFF01:
    case 0xFF1F:
        return END_MARK;
    default:
        return END_NONE;
    }
}

static inline end_mark
end_mark_of(const splitter *s, size_t i)
{
    if (s->doc->tokens.kind[i] != NG_TOKEN_PUNCT)
        return END_NONE;
    switch (*token_start(s, i)) {
    case '.':
        return token_len(s, i) == 1 ? END_STOP : END_DOTS;
    case '?':
    case '!':
        return END_MARK;
    default:
        return (*token_start(s, i) & 0x80) ? high_end_mark(s, i) : END_NONE;
    }
}

static shape
shape_of(const splitter *s, size_t i)
{
    const char *p;

    if (i >= s->stop)
        return SHAPE_END;
    switch (token_kind(s, i)) {
    case NG_TOKEN_QUOTE_OPEN:
        return SHAPE_OPEN;
    case NG_TOKEN_DASH:
        return SHAPE_DASH;
    case NG_TOKEN_NUMBER:
        return SHAPE_DIGIT;
    case NG_TOKEN_URL:
    case NG_TOKEN_EMAIL:
    case NG_TOKEN_HANDLE:
    case NG_TOKEN_HASHTAG:
        return SHAPE_OTHER;
    default:
        break;
    }
    p = token_start(s, i);
    switch (*p) {
    case '(':
    case '[':
    case '{':
        return SHAPE_OPEN;
    case ',':
    case ';':
    case ':':
    case ')':
    case ']':
    case '}':
    case '/':
    case '&':
    case '.':
    case '?':
    case '!':
        return SHAPE_INSIDE;
    default:
        break;
    }
    switch (ng_char_class_of(ng_utf8_next(&p, s->text + s->doc->tokens.stop[i]))) {
    case NG_CHAR_UPPER:
        return SHAPE_UPPER;
    case NG_CHAR_LOWER:
        return SHAPE_LOWER;
    case NG_CHAR_DIGIT:
        return SHAPE_DIGIT;
    default:
        return SHAPE_OTHER;
    }
}

/* The value of a number of one to three digits, else 0. */
static int
token_value(const splitter *s, size_t i)
{
    const char *const p = token_start(s, i);
    int value = 0;

    if (token_len(s, i) > 3)
        return 0;
    for (size_t k = 0; k < token_len(s, i); k++) {
        if (p[k] < '0' || p[k] > '9')
            return 0;
        value = value * 10 + (p[k] - '0');
    }
    return value;
}

/* ------------------------------------------------------------- sentences */

static ng_sentence_kind
kind_of(const splitter *s, size_t first, size_t stop)
{
    if (s->headline)
        return NG_SENTENCE_HEADLINE;
    /* S16: the last mark counts, behind closing ones. */
    for (size_t i = stop; i-- > first;) {
        const end_mark end = end_mark_of(s, i);

        if (end == END_MARK)
            return memchr(token_start(s, i), '!', token_len(s, i)) != NULL &&
                           memchr(token_start(s, i), '?', token_len(s, i)) == NULL
                       ? NG_SENTENCE_EXCLAMATION
                       : NG_SENTENCE_QUESTION;
        if (end != END_NONE)
            return NG_SENTENCE_PROSE;
        if (token_kind(s, i) == NG_TOKEN_ABBR && i + 1 == stop)
            return NG_SENTENCE_PROSE;
        if (token_kind(s, i) != NG_TOKEN_QUOTE_CLOSE && token_kind(s, i) != NG_TOKEN_EMOJI &&
            token_kind(s, i) != NG_TOKEN_NUMBER && shape_of(s, i) != SHAPE_INSIDE &&
            shape_of(s, i) != SHAPE_OPEN)
            break;
    }
    return NG_SENTENCE_FRAGMENT;
}

/* End the open sentence before token `stop`. */
static ng_status
close_sentence(splitter *s, size_t stop)
{
    list_marker marker;

    if (stop == s->first)
        return NG_OK;
    if (push_sentence(s, stop, kind_of(s, s->first, stop)) != NG_OK)
        return NG_ERR_MEMORY;
    marker = marker_at(s, stop);
    if (marker.n_tokens > 0)
        s->list = marker;
    return NG_OK;
}

/* S14: whether token i is the number of a note, one more than that of the note before. */
static bool
is_next_note(const splitter *s, size_t i)
{
    return i < s->stop && token_kind(s, i) == NG_TOKEN_NUMBER && space_after(s, i) &&
           token_value(s, i) > 0 && token_value(s, i) == token_value(s, i - 1) + 1;
}

/* Behind the closing marks at token i, which belong to the candidate: S3, S14. */
static size_t
skip_closing(const splitter *s, size_t i, bool *quote)
{
    while (i < s->stop) {
        const bool attached = !space_after(s, i - 1);
        const ng_token_kind kind = token_kind(s, i);

        if (kind == NG_TOKEN_QUOTE_CLOSE) {
            *quote = true;
        } else if (kind == NG_TOKEN_CLITIC && attached && token_len(s, i) <= 3 &&
                   !(*token_start(s, i) & 0x40)) {
            *quote = true; /* an apostrophe that closes: stations.' */
        } else if (kind == NG_TOKEN_EMOJI) {
            /* stays with what it comments on */
        } else if (is_byte(s, i, ')') || is_byte(s, i, ']') || is_byte(s, i, '}')) {
            /* closes a bracket; some put a space before it */
        } else if (attached && is_byte(s, i, '[') && i + 2 < s->stop && is_byte(s, i + 2, ']') &&
                   token_kind(s, i + 1) == NG_TOKEN_NUMBER) {
            i += 2; /* end.[1] */
        } else if (attached && kind == NG_TOKEN_NUMBER && i > 1 && token_len(s, i) <= 3 &&
                   space_after(s, i)) {
            while (is_next_note(s, i + 1)) /* end.11 12 */
                i++;
        } else {
            break;
        }
        i++;
    }
    return i;
}

/* S7: "Yahoo!" and such, not at the end of their sentence. */
static bool
is_marked_name(const splitter *s, size_t i, size_t next)
{
    if (i == s->first || !is_byte(s, i, '!') || space_after(s, i - 1) ||
        !(token_word(s, i - 1) & NG_EN_MARKED))
        return false;
    return !(token_word(s, next) & NG_EN_STARTER);
}

/* S8: one to three capitalised words and a verb of speaking. */
static bool
is_attribution(const splitter *s, size_t i)
{
    for (size_t k = i; k < i + 4 && k < s->stop; k++) {
        if (k > i && (token_word(s, k) & NG_EN_SAY))
            return true;
        if (shape_of(s, k) != SHAPE_UPPER || (token_word(s, k) & NG_EN_STARTER))
            return false;
    }
    return false;
}

/* S5: whether a stop behind token i can end a sentence before a small letter. */
static bool
is_plain_word(const splitter *s, size_t i)
{
    const char *const p = token_start(s, i);
    const size_t n = token_len(s, i);
    const uint32_t word = token_word(s, i);

    if ((word & NG_EN_ANY_ABBR) && !(word & (NG_EN_WORDLIKE | NG_EN_STARTER)))
        return false;
    if (token_kind(s, i) == NG_TOKEN_NUMBER)
        return n > 3; /* "1. above" is a reference */
    if (is_byte(s, i, ')') || is_byte(s, i, ']') || token_kind(s, i) == NG_TOKEN_URL)
        return true;
    if (token_kind(s, i) != NG_TOKEN_WORD || n < 3)
        return s->all_lower;
    for (size_t k = 0; k < n && k < 16; k++)
        if (memchr("aeiouyAEIOUY", p[k], 12) != NULL)
            return true;
    return false;
}

/* S6: whether the writer begins sentences with small letters, as the open one
   does, and no speaker follows. */
static bool
goes_informal(const splitter *s, size_t next)
{
    if (!s->all_lower && shape_of(s, s->first) != SHAPE_LOWER)
        return false;
    return !(token_word(s, next) & NG_EN_SAY) && !(token_word(s, next + 1) & NG_EN_SAY);
}

/* S10: whether the open sentence is nothing but a list marker, or the number of a
   section ("2.1."), before `stop`. */
static bool
is_marker_only(const splitter *s, size_t stop)
{
    const size_t first = s->first + ng_sentence_is_bullet(s, s->first);
    const list_marker m = marker_at(s, first);

    if (m.n_tokens > 0)
        return first + m.n_tokens >= stop;
    return stop == first + 2 && token_kind(s, first) == NG_TOKEN_NUMBER &&
           is_byte(s, first + 1, '.') &&
           memchr(token_start(s, first), '.', token_len(s, first)) != NULL;
}

/* What ends_sentence() answers, and by which rule. */
static inline bool
by(splitter *s, ng_sentence_rule rule, bool ends)
{
    s->rule = (uint8_t)rule;
    return ends;
}

/* S5, for the stop at token i; a reference by its number, "1. above", is S10's. */
static bool
ends_before_lower(splitter *s, size_t i)
{
    const bool plain = i > s->first && is_plain_word(s, i - 1);
    const bool number = i > s->first && token_kind(s, i - 1) == NG_TOKEN_NUMBER;

    return by(s, number && !plain ? NG_S_MARKER : NG_S_PLAIN, plain);
}

/* Whether a sentence ends behind the candidate i and its closing marks, where
   token `next` follows. */
static bool
ends_sentence(splitter *s, size_t i, size_t next, end_mark end, bool quote)
{
    const bool space = space_after(s, next - 1);
    const bool closed = next > i + 1;
    shape after = shape_of(s, next);
    size_t word = next;

    /* S9: dots behind a stop begin a sentence, or end what is left out (T26). */
    if (end == END_STOP && space && end_mark_of(s, next) == END_DOTS && token_len(s, next) == 5)
        return by(s, NG_S_DOTS, shape_of(s, next + 1) == SHAPE_UPPER);
    if (after == SHAPE_INSIDE || end_mark_of(s, next) == END_STOP)
        return by(s, NG_S_INSIDE, false); /* S15 */
    if (ng_sentence_is_bullet(s, next))
        return by(s, NG_S_BULLET, true); /* S12 */
    if (is_marker_only(s, next))
        return by(s, NG_S_MARKER, false); /* S10 */
    if (marker_at(s, next).n_tokens > 0 && space)
        return by(s, after == SHAPE_UPPER ? NG_S_STOP : NG_S_NEXT_ITEM, true);
    if (after == SHAPE_DASH) {
        if (token_len(s, next) != 1 || shape_of(s, next + 1) != SHAPE_UPPER ||
            !space_after(s, next))
            return by(s, NG_S_INSIDE, false); /* S15 */
        after = SHAPE_UPPER;
    }
    /* An opening mark has the shape of what it opens. */
    while (word < next + 3 && word < s->stop &&
           (after == SHAPE_OPEN || (word > next && end_mark_of(s, word) == END_DOTS)))
        after = shape_of(s, ++word);
    switch (after) {
    case SHAPE_UPPER:
        if (!space && end == END_DOTS)
            return by(s, NG_S_NO_SPACE, i > s->first && !is_byte(s, next, 'I')); /* S13 */
        if (!space && word == next && !closed)
            return by(s, NG_S_NO_SPACE, !is_byte(s, i, '!')); /* S13 */
        if (end == END_DOTS)                                  /* S9 */
            return by(s, NG_S_DOTS,
                      i > s->first && token_kind(s, i - 1) != NG_TOKEN_QUOTE_OPEN &&
                          !is_byte(s, next, 'I') && !is_byte(s, next, '('));
        if (end == END_MARK && quote && word == next && is_attribution(s, next))
            return by(s, NG_S_SPEAKER, false); /* S8 */
        if (end == END_MARK && is_marked_name(s, i, next))
            return by(s, NG_S_NAME, false); /* S7 */
        return by(s, NG_S_STOP, true);      /* S2 */
    case SHAPE_LOWER:
        if (closed || word > next || !space)
            return by(s, NG_S_GOES_ON, false); /* S4 */
        if (end == END_STOP)
            return ends_before_lower(s, i);
        if (end == END_DOTS)
            return by(s, NG_S_DOTS, false); /* S9 */
        if (is_marked_name(s, i, next))
            return by(s, NG_S_NAME, false);                  /* S7 */
        return by(s, NG_S_INFORMAL, goes_informal(s, next)); /* S6 */
    case SHAPE_DIGIT:
        if (i > s->first && token_kind(s, i - 1) == NG_TOKEN_SYMBOL && end == END_STOP && !closed)
            return by(s, NG_S_STOP, false); /* "N°. 12" */
        break;
    case SHAPE_END:
        return by(s, NG_S_BLOCK, false); /* S1 */
    case SHAPE_INSIDE:
        return by(s, NG_S_INSIDE, false); /* S15 */
    default:
        break;
    }
    if (!space)
        return by(s, NG_S_NO_SPACE, false);                                    /* S13 */
    return end == END_DOTS ? by(s, NG_S_DOTS, false) : by(s, NG_S_STOP, true); /* S9, S2 */
}

/* S1 without blocks: whether a blank line stands before token i. */
static bool
after_blank_line(const splitter *s, size_t i)
{
    const char *p = s->text + s->doc->tokens.stop[i - 1];
    const char *const end = token_start(s, i);
    int n_breaks = 0;

    for (; p < end; p++)
        n_breaks += *p == '\n';
    return n_breaks > 1;
}

/* Whether the block has letters, none of them a capital. */
static bool
has_no_capital(const splitter *s, size_t first)
{
    bool has_lower = false;

    for (size_t i = first; i < s->stop; i++) {
        const unsigned char lead = (unsigned char)*token_start(s, i);
        shape k;

        if (lead >= 0xE3 && lead <= 0xE9)
            continue; /* U+3000 to U+9FFF: no letters with case */
        k = is_capitalised(s, i) ? SHAPE_UPPER : shape_of(s, i);
        if (k == SHAPE_UPPER)
            return false;
        has_lower |= k == SHAPE_LOWER;
    }
    return has_lower;
}

/* Note for ng_explain() that `rule` decided about the tokens [i, stop). */
static inline void
trace_rule(const splitter *s, unsigned rule, ng_decision decision, size_t i, size_t stop)
{
    ng_trace *const trace = s->doc->trace;

    if (trace != NULL)
        ng_trace_note(trace, &trace->sentences, s->doc->tokens.start[i],
                      s->doc->tokens.stop[stop - 1], rule, decision);
}

/* The notes for the closing marks [i, stop): S3, and S14 for notes and emoji. */
static void
trace_closing(const splitter *s, size_t i, size_t stop)
{
    while (i < stop) {
        const bool bracket = is_byte(s, i, '[');
        const bool comment =
            bracket || token_kind(s, i) == NG_TOKEN_NUMBER || token_kind(s, i) == NG_TOKEN_EMOJI;
        const size_t next = bracket ? i + 3 : i + 1;

        trace_rule(s, comment ? NG_S_NOTE_NUMBER : NG_S_CLOSING, NG_DECISION_JOINED, i, next);
        i = next;
    }
}

/* The notes for the candidate i with its closing marks up to token `next`, about which
   ends_sentence() has decided, unless the block ends there. */
static void
trace_candidate(const splitter *s, size_t i, size_t next, bool ends)
{
    if (next < s->stop)
        trace_rule(s, s->rule, ends ? NG_DECISION_ENDS : NG_DECISION_GOES_ON, i, next);
    if (ends || next == s->stop)
        trace_closing(s, i + 1, next);
}

/* The candidate at token i, or what else may begin a sentence there. */
static ng_status
visit(splitter *s, size_t i)
{
    bool quote = false, ends;
    end_mark end;
    size_t next;

    if (i > s->first && space_after(s, i - 1)) {
        if (!s->has_blocks && after_blank_line(s, i)) { /* S1 */
            trace_rule(s, NG_S_BLOCK, NG_DECISION_ENDS, i - 1, i);
            return close_sentence(s, i);
        }
        if (s->list.n_tokens > 0) {
            const list_marker m = marker_at(s, i);

            /* S11; an item has words, which the initials of "J. K. Roe" have not. */
            if (i > s->first + s->list.n_tokens && ng_sentence_follows(&s->list, &m)) {
                const size_t first = i - ng_sentence_is_bullet(s, i - 1);

                trace_rule(s, NG_S_NEXT_ITEM, NG_DECISION_BEGINS, first, i + m.n_tokens);
                return close_sentence(s, first);
            }
        }
        if (ng_sentence_is_bullet(s, i)) { /* S12 */
            trace_rule(s, NG_S_BULLET, NG_DECISION_BEGINS, i, i + 1);
            return close_sentence(s, i);
        }
    }
    end = end_mark_of(s, i);
    if (end == END_NONE)
        return NG_OK;
    next = skip_closing(s, i + 1, &quote);
    ends = next < s->stop && ends_sentence(s, i, next, end, quote);
    if (s->doc->trace != NULL)
        trace_candidate(s, i, next, ends);
    return ends ? close_sentence(s, next) : NG_OK;
}

/* ----------------------------------------------------- for sentences_scan.c */

static bool
is_headline(unsigned kind)
{
    return kind == NG_BLOCK_HEADLINE || kind == NG_BLOCK_DECK || kind == NG_BLOCK_SUBHEAD;
}

void
ng_sentence_begin_block(splitter *s)
{
    s->headline = s->has_blocks && is_headline(s->doc->blocks.kind[s->block]);
    s->list = marker_at(s, s->first + (s->first < s->stop && ng_sentence_is_bullet(s, s->first)));
    s->all_lower = has_no_capital(s, s->first);
}

ng_status
ng_sentence_visit(splitter *s, size_t i)
{
    return visit(s, i);
}

ng_status
ng_sentence_end_block(splitter *s)
{
    if (s->first < s->stop)
        trace_rule(s, NG_S_BLOCK, NG_DECISION_ENDS, s->stop - 1, s->stop);
    return close_sentence(s, s->stop);
}
