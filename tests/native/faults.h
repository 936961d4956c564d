/* An allocator that fails at a chosen allocation and counts what was not freed. */
#ifndef FAULTS_H
#define FAULTS_H

#include <stddef.h>
#include <stdlib.h>

typedef struct faults {
    long left;       /* allocations until one fails; negative: none */
    long n_pointers; /* not yet freed */
} faults;

static void *
faulty_realloc(void *ctx, void *pointer, size_t n_bytes)
{
    faults *const f = ctx;
    void *result;

    if (f->left == 0)
        return NULL;
    f->left--;
    result = realloc(pointer, n_bytes);
    if (result != NULL && pointer == NULL)
        f->n_pointers++;
    return result;
}

static void
faulty_free(void *ctx, void *pointer)
{
    ((faults *)ctx)->n_pointers--;
    free(pointer);
}

#endif
