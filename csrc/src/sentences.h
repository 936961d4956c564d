/*
 * The parts of the sentence splitter: see sentences.c for the rules.
 *
 * sentences_scan.c goes over blocks and tokens and finds the few where a sentence may end;
 * what becomes of these sentences.c says.
 */
#ifndef NG_SENTENCES_H
#define NG_SENTENCES_H

#include "doc.h"

#include <stdbool.h>

/* The number of a list item: S10, S11. */
typedef struct list_marker {
    uint32_t n_tokens; /* 0: none */
    int number;        /* of "3", "c" */
    int roman;         /* of "iii", 0 if it is none */
    bool letter, bracket, stop;
} list_marker;

typedef struct splitter {
    ng_doc *doc;
    const char *text;
    size_t stop;    /* behind the last token of the block */
    size_t first;   /* of the open sentence */
    size_t strip;   /* the tokens from here on, STRIP of them, ... */
    uint64_t marks; /* ... of which these may be marks or bullets */
    uint32_t block;
    bool all_lower; /* the block has no capital */
    bool has_blocks;
    bool headline;    /* the block is one: S16 */
    bool reference;   /* no short cuts */
    uint8_t rule;     /* ng_sentence_rule by which ends_sentence() decided */
    list_marker list; /* of the last item that began a sentence in this block */
} splitter;

static inline const char *
token_start(const splitter *s, size_t i)
{
    return s->text + s->doc->tokens.start[i];
}

static inline size_t
token_len(const splitter *s, size_t i)
{
    return s->doc->tokens.stop[i] - s->doc->tokens.start[i];
}

static inline ng_token_kind
token_kind(const splitter *s, size_t i)
{
    return (ng_token_kind)s->doc->tokens.kind[i];
}

static inline bool
space_after(const splitter *s, size_t i)
{
    return (s->doc->tokens.flags[i] & NG_TOKEN_SPACE_AFTER) != 0;
}

static inline bool
is_byte(const splitter *s, size_t i, char c)
{
    return i < s->stop && token_len(s, i) == 1 && *token_start(s, i) == c;
}

/* Whether a marker may start at token i: few words pass.  One ends in a stop or a bracket,
   which are tokens of their own but for the stop of an initial. */
static inline bool
may_be_marker(const splitter *s, size_t i)
{
    const ng_token_columns *const t = &s->doc->tokens;
    const char c = s->text[t->start[i]];
    const char last = s->text[t->stop[i] - (t->flags[i] & NG_TOKEN_SPACE_AFTER)];

    return (c == '(') | (last == '.') | (last == ')');
}

/* sentences_list.c.  The marker that starts at token i, where may_be_marker(). */
list_marker ng_sentence_read_marker(const splitter *s, size_t i);
/* S11: whether `b` is the item behind `a`. */
bool ng_sentence_follows(const list_marker *a, const list_marker *b);
/* S12 */
bool ng_sentence_is_bullet(const splitter *s, size_t i);

/* S10: the marker that starts at token i: "1.", "2)", "(iii)", "1.)", "a.". */
static inline list_marker
marker_at(const splitter *s, size_t i)
{
    if (i >= s->stop || !may_be_marker(s, i)) {
        const list_marker none = {0, 0, 0, false, false, false};

        return none;
    }
    return ng_sentence_read_marker(s, i);
}

/* End the open sentence, which is of this kind, before token `stop`. */
static inline ng_status
push_sentence(splitter *s, size_t stop, ng_sentence_kind kind)
{
    ng_sentence_columns *const c = &s->doc->sentences;

    if (c->n == c->cap && ng_doc_reserve_sentence(s->doc) != NG_OK)
        return NG_ERR_MEMORY;
    c->first_token[c->n] = (uint32_t)s->first;
    c->stop_token[c->n] = (uint32_t)stop;
    c->block[c->n] = s->block;
    c->kind[c->n] = (uint8_t)kind;
    c->n++;
    s->first = stop;
    return NG_OK;
}

/* Whether token i is a word that begins with an ASCII capital, as most sentences do. */
static inline bool
is_capitalised(const splitter *s, size_t i)
{
    const char c = *token_start(s, i);

    return (token_kind(s, i) == NG_TOKEN_WORD) & (c >= 'A') & (c <= 'Z');
}

/* sentences.c.  At the tokens [first, stop) of a block: its kind, letter case and list. */
void ng_sentence_begin_block(splitter *s);
/* The candidate at token i, or what else may begin a sentence there. */
ng_status ng_sentence_visit(splitter *s, size_t i);
/* End the open sentence with the block. */
ng_status ng_sentence_end_block(splitter *s);

#endif
