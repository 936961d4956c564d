/* Names of users' lexicons in plain text: what lexicon_find.c and lexicon_family.c share. */
#ifndef NG_LEXICON_FIND_H
#define NG_LEXICON_FIND_H

#include "lexicon_walk.h"
#include "pipeline.h"

/* A family name whose full name stands before. */
typedef struct ng_lex_family {
    ng_lex_unit unit;
    uint32_t hash;
    uint32_t hit, other_hit; /* of the last full name, and of the last with other ids or NG_NO_ROW */
    unsigned char initial;   /* of the given name; 0: not known */
} ng_lex_family;

/* What the stage works with, and keeps for the next document. */
struct ng_find_scratch {
    ng_lex_family *families;
    size_t n_families, cap_families;
    uint32_t *slots; /* open addressing: 0 is empty, else the family + 1 */
    size_t n_slots;  /* a power of two, or 0 */
    uint64_t *sole;  /* ids that a name has alone: the same, + 1 */
    size_t n_sole;
    uint32_t *starts, *stops; /* of strings, for batch_matches.c */
    size_t cap_strings;
    uint32_t *chosen; /* entries; for the same */
    size_t cap_chosen;
};

void ng_find_scratch_free(const ng_alloc *alloc, struct ng_find_scratch *scratch);

/* One lexicon at work on one document. */
typedef struct ng_finder {
    const ng_lexicon *x;
    ng_doc *doc;
    struct ng_find_scratch *scratch;
    const char *text, *end;
    uint32_t lexicon; /* its number in the pipeline */
    bool overlapping;
    bool any_mark; /* surfaces may begin with a mark of ASCII */
    const char *done; /* names begin here or behind it */
} ng_finder;

/* Append a hit without entries.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_find_push(const ng_finder *f, const char *start, const char *stop, ng_form form);

/* Give the last hit one more entry.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_find_push_entry(const ng_finder *f, uint32_t entry);

/* Remember the family name of the last hit, a full name that begins with the unit `first`.
   NG_OK or NG_ERR_MEMORY. */
ng_status ng_family_remember(ng_finder *f, const ng_lex_unit *first, const ng_lex_unit *unit);

/* Add names that are found inside of words to the hits from `first` on.  NG_OK or
   NG_ERR_MEMORY. */
ng_status ng_find_inner(ng_finder *f, size_t first);

/* Forget the families of the document before. */
void ng_family_reset(struct ng_find_scratch *scratch);

/* Append a hit if the word [start, stop) is the family name of a person named before, and
   nothing around it says that it is not.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_family_find(const ng_finder *f, const ng_lex_unit *unit, uint32_t hash,
                         const char *start, const char *stop);

#endif
