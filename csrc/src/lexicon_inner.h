/* Names that are found inside of words, too: an automaton over folded letters. */
#ifndef NG_LEXICON_INNER_H
#define NG_LEXICON_INNER_H

#include "lexicon_file.h"

/* The longest such name, folded, in bytes. */
#define NG_LEX_MAX_INNER 255

/* The next character of [*p, end) folded into `out`, which has room for NG_LEX_MAX_FOLDED;
   *p moved behind it.  White space is one blank, and nothing behind a blank.  How many
   bytes. */
size_t ng_inner_fold(const char **p, const char *end, char *out, bool behind_blank);

/* Build x->automaton of x->inner.  NG_ERR_FORMAT, NG_ERR_MEMORY. */
ng_status ng_inner_open(ng_lexicon *x, ng_error *error);
void ng_inner_free(const ng_alloc *alloc, struct ng_inner_automaton *automaton);

/* The first row of x->inner that is [p, end) when folded, + 1; the next one of the same.  0: none. */
uint32_t ng_inner_ask(const ng_lexicon *x, const char *p, const char *end);
uint32_t ng_inner_next(const ng_lexicon *x, uint32_t row);

/* Whether the text [p, end) is written as the entry asks. */
static inline bool
ng_inner_fits(const ng_lexicon *x, const ng_lex_file_entry *e, const char *p, const char *end)
{
    return e->surface == 0 ||
           ng_lex_same_text(x->strings + e->surface, p, end, e->case_rule == NG_LEX_CASE_EXACT,
                            (e->flags & NG_LEX_LITERAL) != 0);
}

/* Where a name was found: its rows are `row` and the next ones. */
typedef struct ng_inner_hit {
    uint32_t start, stop; /* bytes of the text */
    uint32_t row;
} ng_inner_hit;

/* Call `found` for all that stand in the text, by their ends; stops with what it returns if
   that is not NG_OK.  Linear in the text and what is found. */
ng_status ng_inner_find(const ng_lexicon *x, const char *text, size_t n,
                        ng_status (*found)(void *context, const ng_inner_hit *hit), void *context);

#endif
