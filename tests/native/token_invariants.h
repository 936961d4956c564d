/*
 * What must hold for the tokens and sentences of any text; shared by
 * test_tokens.c and fuzz/fuzz_tokens.c.
 */
#ifndef NG_TOKEN_INVARIANTS_H
#define NG_TOKEN_INVARIANTS_H

#include "pipeline.h"
#include "unicode.h"
#include "utf8.h"

/* Whether [p, end) is white space only. */
static bool
is_all_space(const char *p, const char *end)
{
    while (p < end)
        if (ng_char_class_of(ng_utf8_next(&p, end)) != NG_CHAR_SPACE)
            return false;
    return true;
}

/* NULL if all holds, or what does not. */
static const char *
broken_token_invariant(const ng_doc *doc)
{
    const ng_token_columns *const t = &doc->tokens;
    const char *const text = doc->text;
    uint32_t stop = 0;

    for (size_t i = 0; i < t->n; i++) {
        const char *q;
        bool space;

        if (t->start[i] < stop || t->stop[i] <= t->start[i] || t->stop[i] > doc->n_bytes)
            return "tokens are in order, not empty, and inside the text";
        if (!is_all_space(text + stop, text + t->start[i]))
            return "what no token covers is white space";
        if (is_all_space(text + t->start[i], text + t->stop[i]))
            return "no token is white space only";
        if (t->kind[i] >= NG_N_TOKEN_KINDS)
            return "kinds are of the closed list";
        q = text + t->stop[i];
        space = t->stop[i] == doc->n_bytes ||
                ng_char_class_of(ng_utf8_next(&q, text + doc->n_bytes)) == NG_CHAR_SPACE;
        if (space != ((t->flags[i] & NG_TOKEN_SPACE_AFTER) != 0))
            return "SPACE_AFTER says whether white space follows";
        stop = t->stop[i];
    }
    if (!is_all_space(text + stop, text + doc->n_bytes))
        return "what no token covers is white space, at the end too";
    return NULL;
}

static const char *
broken_sentence_invariant(const ng_doc *doc)
{
    const ng_sentence_columns *const s = &doc->sentences;
    uint32_t next = 0;

    for (size_t i = 0; i < s->n; i++) {
        if (s->first_token[i] != next || s->stop_token[i] <= next)
            return "sentences tile the tokens";
        if (s->kind[i] >= NG_N_SENTENCE_KINDS)
            return "kinds are of the closed list";
        next = s->stop_token[i];
        if (doc->blocks.n > 0) {
            const uint32_t b = s->block[i];

            if (b >= doc->blocks.n || doc->tokens.start[s->first_token[i]] < doc->blocks.start[b] ||
                doc->tokens.stop[next - 1] > doc->blocks.stop[b])
                return "no sentence crosses a block";
        }
    }
    return next == doc->tokens.n ? NULL : "sentences cover all tokens";
}

#endif
