#include "memory.h"

#include <stdlib.h>

static void *
libc_realloc(void *ctx, void *pointer, size_t n_bytes)
{
    (void)ctx;
    return realloc(pointer, n_bytes);
}

static void
libc_free(void *ctx, void *pointer)
{
    (void)ctx;
    free(pointer);
}

ng_alloc
ng_alloc_or_default(const ng_alloc *alloc)
{
    static const ng_alloc libc = {libc_realloc, libc_free, NULL};

    return alloc != NULL ? *alloc : libc;
}

ng_status
ng_reserve(const ng_alloc *alloc, const ng_column_ref *columns, size_t n_columns, size_t *cap,
           size_t n)
{
    size_t new_cap = *cap + *cap / 2;

    if (n <= *cap)
        return NG_OK;
    if (new_cap < n)
        new_cap = n;
    if (new_cap < 32)
        new_cap = 32;

    for (size_t i = 0; i < n_columns; i++) {
        void *grown;

        if (new_cap > SIZE_MAX / columns[i].width)
            return NG_ERR_MEMORY;
        grown = ng_realloc(alloc, *columns[i].array, new_cap * columns[i].width);
        if (grown == NULL)
            return NG_ERR_MEMORY;
        *columns[i].array = grown;
    }
    *cap = new_cap;
    return NG_OK;
}
