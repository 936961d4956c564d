/* Allocation through an ng_alloc. */
#ifndef NG_MEMORY_H
#define NG_MEMORY_H

#include "nutgraf.h"

/* A copy of `alloc`, or the C library's functions if it is NULL. */
ng_alloc ng_alloc_or_default(const ng_alloc *alloc);

static inline void *
ng_realloc(const ng_alloc *alloc, void *pointer, size_t n_bytes)
{
    return alloc->realloc(alloc->ctx, pointer, n_bytes);
}

static inline void
ng_free(const ng_alloc *alloc, void *pointer)
{
    if (pointer != NULL)
        alloc->free(alloc->ctx, pointer);
}

/* One column of a struct of arrays: where its pointer is kept, and the width of
   an element in bytes. */
typedef struct ng_column_ref {
    void **array;
    size_t width;
} ng_column_ref;

#define NG_COLUMN(field) {(void **)&(field), sizeof *(field)}

/*
 * Room for `n` elements in each of the columns, which share *cap.  Grows by
 * half at least, so that appending is linear in all.  NG_ERR_MEMORY leaves
 * every array valid with the old *cap (some may already be larger).
 */
ng_status ng_reserve(const ng_alloc *alloc, const ng_column_ref *columns, size_t n_columns,
                     size_t *cap, size_t n);

#endif
