/*
 * The labels of mentions: the library's (ng_label), and behind them those that a model
 * brings of its own.  Tables share a model's list, since they may outlive it.
 */
#ifndef NG_LABELS_H
#define NG_LABELS_H

#include <stdatomic.h>

#include "nutgraf.h"

typedef struct ng_own_labels {
    atomic_size_t n_refs;
    ng_alloc alloc;
    size_t n;
    const char *name[]; /* of label NG_N_LABELS + i; the bytes stand behind the list */
} ng_own_labels;

/* Copies of the names; NULL if memory is short. */
ng_own_labels *ng_own_labels_new(const ng_alloc *alloc, const char *const *names, size_t n);

/* Both take NULL, which is no labels. */
ng_own_labels *ng_own_labels_retain(ng_own_labels *own);
void ng_own_labels_release(ng_own_labels *own);

/* The name of a label; NULL behind the last. */
static inline const char *
ng_label_name_of(const ng_own_labels *own, size_t label)
{
    if (label < NG_N_LABELS)
        return ng_label_name(label);
    label -= NG_N_LABELS;
    return own != NULL && label < own->n ? own->name[label] : NULL;
}

/* Whether a name may be a label: 1 to 63 bytes of UTF-8 without blanks, controls, "|"
   (which parts labels in examples) and ",". */
bool ng_label_is_valid(const char *name, size_t n);

#endif
