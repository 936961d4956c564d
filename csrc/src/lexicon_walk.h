/* One walk down the trie of a lexicon, and the case of what it went over. */
#ifndef NG_LEXICON_WALK_H
#define NG_LEXICON_WALK_H

#include "lexicon_file.h"

typedef struct ng_lex_walk {
    uint32_t node;
    uint32_t n_units;
    uint32_t initial; /* bit i: unit i begins with a capital */
    uint32_t upper;   /* bit i: unit i is all capitals */
    uint32_t letters; /* bit i: unit i has letters */
} ng_lex_walk;

static inline void
ng_lex_walk_begin(ng_lex_walk *walk)
{
    memset(walk, 0, sizeof *walk);
}

/* The child of `node` by `word`, or 0 (which is a root, and no child). */
static inline uint32_t
ng_lex_child(const ng_lexicon *x, uint32_t node, uint32_t word)
{
    const uint32_t first = x->nodes[node].first;
    uint32_t low = first, n = x->nodes[node + 1].first - first;

    if (n == 0)
        return 0;
    /* Without a branch on the keys, which nothing could guess. */
    while (n > 1) {
        const uint32_t half = n / 2;

        low += x->nodes[low + half].key <= word ? half : 0;
        n -= half;
    }
    return x->nodes[low].key == word ? low : 0;
}

/* One unit further; false, and the walk as it was, where no surface goes on. */
static inline bool
ng_lex_walk_on(ng_lex_walk *walk, const ng_lexicon *x, uint32_t word, uint32_t flags)
{
    const uint32_t bit = UINT32_C(1) << walk->n_units;
    uint32_t node = word;

    if (walk->n_units == 0) {
        if (word >= x->info->n_roots)
            return false;
    } else {
        if (word == NG_LEX_NO_WORD || walk->n_units >= x->info->max_units)
            return false;
        node = ng_lex_child(x, walk->node, word);
        if (node == 0)
            return false;
    }
    walk->node = node;
    walk->n_units++;
    if (flags & (NG_LEX_UNIT_INITIAL | NG_LEX_UNIT_INNER)) /* "Jong-un" is "Jong Un" */
        walk->initial |= bit;
    if (flags & NG_LEX_UNIT_UPPER)
        walk->upper |= bit;
    if (flags & NG_LEX_UNIT_LETTERS)
        walk->letters |= bit;
    return true;
}

/* Whether the case of the text [p, end), that `walk` went over, is what the
   entry asks for, and its letters, where it asks for them. */
static inline bool
ng_lex_entry_fits(const ng_lexicon *x, const ng_lex_file_entry *e, const ng_lex_walk *walk,
                  const char *p, const char *end)
{
    switch ((ng_lex_case)e->case_rule) {
    case NG_LEX_CASE_INITIAL:
        return (e->case_mask & ~walk->initial) == 0;
    case NG_LEX_CASE_UPPER:
        return (e->case_mask & ~walk->upper) == 0;
    case NG_LEX_CASE_SMART:
        if ((e->case_mask & 0xffff & ~walk->initial) != 0 ||
            (e->case_mask >> 16 & ~walk->upper) != 0)
            return false;
        break;
    case NG_LEX_CASE_EXACT:
        if (e->surface == 0)
            return e->case_mask == ng_lex_letter_mask(p, end);
        break;
    case NG_LEX_CASE_ANY:
    case NG_N_LEX_CASES:
    default:
        break;
    }
    return e->surface == 0 ||
           ng_lex_same_text(x->strings + e->surface, p, end, e->case_rule == NG_LEX_CASE_EXACT,
                            (e->flags & NG_LEX_LITERAL) != 0);
}

#endif
