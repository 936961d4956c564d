/*
 * The names of one document: what the words that make up a name have been
 * found to be elsewhere in it.
 *
 * An open-addressed table from the hash of a name's words (case, stops, kind of
 * space put aside) to what it is.  It keeps no words: two names of one 64-bit
 * hash would share a row, which harms nothing but their labels.  A name looks
 * at a bounded number of slots and is left out if all are taken, so time is
 * linear for any text.  Rows carry the number of their document, so that
 * starting on the next one costs nothing.
 */
#ifndef NG_NAMES_TABLE_H
#define NG_NAMES_TABLE_H

#include "doc.h"

typedef struct ng_name_row {
    uint64_t hash;
    uint32_t generation;
    uint16_t n_person, n_other; /* how often it was found as either */
    uint8_t person_form;        /* ng_form: the fullest; if n_person > 0 */
    uint8_t label, form, rule;  /* of the other; if n_other > 0 */
} ng_name_row;

/* The name is a person's more often than not. */
static inline bool
ng_name_row_is_person(const ng_name_row *row)
{
    return row->n_person > 0 && row->n_person >= row->n_other;
}

/* Forget all names. */
void ng_name_table_start(ng_name_table *table);

/* Hash of the words of the text [p, end): linear in its length. */
uint64_t ng_name_hash(const char *p, const char *end);

/* What the name is; NULL if it was never added.  Valid until the next addition. */
const ng_name_row *ng_name_table_find(const ng_name_table *table, uint64_t hash);

/*
 * Say that a name is of `label`, in `form`.  A form says more than a later one
 * (full names before parts of names); of labels other than NG_LABEL_PERSON the
 * first in the best form stays, with the rule that found it.  NG_OK or NG_ERR_MEMORY.
 */
ng_status ng_name_table_add(ng_name_table *table, const ng_alloc *alloc, uint64_t hash,
                            ng_label label, ng_form form, unsigned rule);

#endif
