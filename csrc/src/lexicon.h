/* What the stages ask of a lexicon; nutgraf.h says what one is. */
#ifndef NG_LEXICON_H
#define NG_LEXICON_H

#include "doc.h"
#include "nutgraf.h"

/* What a lexicon knows of a word; the sets hold NG_LEX_BIT()s. */
typedef struct ng_lex_set {
    uint32_t classes;
    uint32_t decides;   /* those with an entry that decides */
    uint32_t ambiguous; /* those with an entry whose words are more often common ones */
} ng_lex_set;

/*
 * The classes of a word or phrase [p, p + n); empty if it is no surface as a
 * whole.  With `any_case` the case rules are not asked.  Reads only its bounds,
 * never allocates; linear in n.
 */
ng_lex_set ng_lexicon_lookup(const ng_lexicon *lexicon, const char *p, size_t n, bool any_case);
uint32_t ng_lexicon_classes(const ng_lexicon *lexicon, const char *p, size_t n, bool any_case);

/* The first entry of [p, p + n) whose class is in `classes`; false if none is. */
bool ng_lexicon_find(const ng_lexicon *lexicon, const char *p, size_t n, bool any_case,
                     uint32_t classes, ng_lex_entry *out);

/* The same for all of them, at most `max`; returns how many there are in `out`. */
size_t ng_lexicon_find_all(const ng_lexicon *lexicon, const char *p, size_t n, bool any_case,
                           uint32_t classes, ng_lex_entry *out, size_t max);

/* The entries of doc->matches row `match` that fit the text's case: at least
   one.  `i` below ng_lexicon_match_n_entries(). */
size_t ng_lexicon_match_n_entries(const ng_doc *doc, size_t match);
ng_lex_entry ng_lexicon_match_entry(const ng_lexicon *lexicon, const ng_doc *doc, size_t match,
                                    size_t i);

/* The first entry of the match whose class is in the set `classes`; false if
   there is none. */
bool ng_lexicon_match_find(const ng_lexicon *lexicon, const ng_doc *doc, size_t match,
                           uint32_t classes, ng_lex_entry *out);

#endif
