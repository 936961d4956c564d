/*
 * Where sentences may end: most of what the splitter does is to pass over tokens that are
 * neither marks nor bullets.  The rules stand in sentences.c.
 */
#include "sentences.h"

#include "bits.h"
#include "pipeline.h"

#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Whether a token that begins with the byte c may be a mark or a bullet. */
static inline bool
may_be_mark(char c)
{
    return (c == '.') | (c == '?') | (c == '!') | ((c & 0x80) != 0);
}

enum { STRIP = 64, STEP = 16 };

/* Bit i says that kinds[i] is punctuation or a symbol; STEP of them. */
static inline unsigned
mark_bits(const uint8_t *kinds)
{
#if defined(__SSE2__)
    const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)kinds);

    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(NG_TOKEN_PUNCT)),
                     _mm_cmpeq_epi8(v, _mm_set1_epi8(NG_TOKEN_SYMBOL))));
#else
    const uint64_t ones = 0x0101010101010101u, low7 = ones * 0x7F;
    unsigned bits = 0;

    for (unsigned half = 0; half < STEP; half += 8) {
        uint64_t v = 0, punct, symbol, none;

        for (unsigned i = 0; i < 8; i++) /* one load to a compiler */
            v |= (uint64_t)kinds[half + i] << 8 * i;
        /* No kind is over 0x7F, so that only 0 has no top bit after the sum. */
        punct = (v ^ NG_TOKEN_PUNCT * ones) + low7;
        symbol = (v ^ NG_TOKEN_SYMBOL * ones) + low7;
        none = ~(punct & symbol) & ones << 7;
        bits |= (unsigned)((none >> 7) * 0x0102040810204080u >> 56) << half;
    }
    return bits;
#endif
}

/*
 * Look for marks and bullets among the tokens from i on.  Few are, and what a processor
 * cannot guess costs more than the work: so without a branch on each token, and over the
 * ends of blocks.
 */
static void
find_marks(splitter *s, size_t i)
{
    const ng_token_columns *const t = &s->doc->tokens;
    const size_t n = t->n - i < STRIP ? t->n - i : STRIP;
    uint64_t bits = 0, marks = 0;
    size_t k = 0;

    for (; k + STEP <= n; k += STEP)
        bits |= (uint64_t)mark_bits(t->kind + i + k) << k;
    if (k < n) {
        uint8_t rest[STEP] = {0};

        memcpy(rest, t->kind + i + k, n - k);
        bits |= (uint64_t)mark_bits(rest) << k;
    }
    for (; bits != 0; bits &= bits - 1) {
        const size_t at = ng_lowest_bit(bits);

        marks |= (uint64_t)may_be_mark(s->text[t->start[i + at]]) << at;
    }
    s->strip = i;
    s->marks = marks;
}

/*
 * The commonest end, settled by a few bytes: a full stop behind a sentence of some length,
 * a space, a capital, and no marker of a list behind it.  ends_sentence() says the same of
 * it (S2), and kind_of() that it is prose.
 */
static inline bool
is_plain_end(const splitter *s, size_t i)
{
    /* A sentence longer than any marker of a list: S10. */
    if (i <= s->first + 6 || i + 1 >= s->stop)
        return false;

    /* All at once: any of them alone is a guess. */
    const bool full_stop = *token_start(s, i) == '.' && token_len(s, i) == 1;
    const bool attached = !space_after(s, i - 1), spaced = space_after(s, i);
    const bool capital = is_capitalised(s, i + 1), marker = may_be_marker(s, i + 1);

    return full_stop & attached & spaced & capital & !marker;
}

/* Tokens from i on, up to `stop`, in a block without list items: only marks and bullets
   matter.  Gives where a list begins, or `stop`. */
static size_t
split_prose(splitter *s, size_t i, ng_status *status)
{
    while (i < s->stop) {
        uint64_t bits;

        if (i - s->strip >= STRIP)
            find_marks(s, i);
        bits = s->marks & ~(uint64_t)0 << (i - s->strip);
        i = s->strip + STRIP;
        if (i > s->stop) {
            bits &= ((uint64_t)1 << (s->stop - s->strip)) - 1;
            i = s->stop;
        }
        for (; bits != 0; bits &= bits - 1) {
            const size_t at = s->strip + ng_lowest_bit(bits);

            if (!s->reference && is_plain_end(s, at))
                *status = push_sentence(s, at + 1,
                                        s->headline ? NG_SENTENCE_HEADLINE : NG_SENTENCE_PROSE);
            else if (s->reference || at + 1 < s->stop || at == s->first || space_after(s, at - 1))
                *status = ng_sentence_visit(s, at);
            if (*status != NG_OK || s->list.n_tokens > 0)
                return at + 1;
        }
    }
    return i;
}

/* Whether ng_sentence_visit() may have something to do with token i where there are no
   blocks: it may be a mark or a bullet, or stand behind a blank line. */
static inline bool
is_candidate(const splitter *s, size_t i)
{
    const ng_token_columns *const t = &s->doc->tokens;

    return may_be_mark(s->text[t->start[i]]) || (i > s->first && t->start[i] - t->stop[i - 1] > 1);
}

static ng_status
split_block(splitter *s)
{
    ng_status status = NG_OK;
    size_t i = s->first;

    ng_sentence_begin_block(s);
    /* "SPRINGFIELD, Ill. (AP) —": whatever stops stand in it, it is one. */
    if (s->has_blocks && s->doc->blocks.kind[s->block] == NG_BLOCK_DATELINE)
        return ng_sentence_end_block(s);
    if (s->has_blocks && s->list.n_tokens == 0)
        i = split_prose(s, i, &status);
    for (; status == NG_OK && i < s->stop; i++) {
        if (s->list.n_tokens > 0 || is_candidate(s, i))
            status = ng_sentence_visit(s, i);
    }
    return status != NG_OK ? status : ng_sentence_end_block(s);
}

/* The first token from i on that starts at `offset` or behind it.  Counts a few at a time:
   most blocks are short, and each guess of a search would be a coin tossed. */
static size_t
token_from(const ng_token_columns *t, size_t i, uint32_t offset)
{
    while (i + STEP <= t->n && t->start[i + STEP - 1] < offset)
        i += STEP;
    if (i + STEP <= t->n) {
        uint32_t n_before = 0;

        for (size_t k = 0; k < STEP; k++)
            n_before += (t->start[i + k] - offset) >> 31; /* both are below 2^31 */
        return i + n_before;
    }
    while (i < t->n && t->start[i] < offset)
        i++;
    return i;
}

static ng_status
split(ng_doc *doc, bool reference)
{
    splitter s = {0};
    size_t i = 0;

    s.doc = doc;
    s.text = doc->text;
    /* What is traced is settled by a rule. */
    s.reference = reference || doc->trace != NULL;
    s.has_blocks = doc->blocks.n > 0;
    s.strip = (size_t)0 - STRIP; /* none yet */
    if (!s.has_blocks) {
        s.stop = doc->tokens.n;
        return split_block(&s);
    }
    for (size_t b = 0; b < doc->blocks.n && i < doc->tokens.n; b++) {
        /* The last block takes what is left, should blocks not cover the text. */
        const bool last = b + 1 == doc->blocks.n;

        s.first = i;
        i = last ? doc->tokens.n : token_from(&doc->tokens, i, doc->blocks.start[b + 1]);
        if (i == s.first)
            continue;
        s.stop = i;
        s.block = (uint32_t)b;
        if (split_block(&s) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

ng_status
ng_sentences_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    (void)pipeline;
    return split(doc, false);
}

ng_status
ng_sentences_run_reference(const ng_pipeline *pipeline, ng_doc *doc)
{
    (void)pipeline;
    return split(doc, true);
}
