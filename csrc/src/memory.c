#if defined(__linux__)
#define _DEFAULT_SOURCE /* madvise */
#endif
#include "memory.h"

#include <stdlib.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#define HUGE_PAGE ((uintptr_t)1 << 21)

/* Columns of a large batch are written once, front to back: with pages of 2 MiB the
   kernel is asked for memory a hundredth as often.  Only advice, and only for the
   whole pages inside the block; where there are no such pages nothing happens. */
static void
advise_huge_pages(void *pointer, size_t n_bytes)
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    const uintptr_t page = HUGE_PAGE;
    const uintptr_t start = ((uintptr_t)pointer + page - 1) & ~(page - 1);
    const uintptr_t stop = ((uintptr_t)pointer + n_bytes) & ~(page - 1);

    if (start < stop)
        (void)madvise((void *)start, stop - start, MADV_HUGEPAGE);
#else
    (void)pointer;
    (void)n_bytes;
#endif
}

static void *
libc_realloc(void *ctx, void *pointer, size_t n_bytes)
{
    void *result;

    (void)ctx;
#if defined(__linux__)
    /* New memory begins with a page, or the first and the last of a few are lost. */
    if (pointer == NULL && n_bytes >= HUGE_PAGE && n_bytes <= SIZE_MAX / 2) {
        n_bytes = (n_bytes + HUGE_PAGE - 1) & ~(size_t)(HUGE_PAGE - 1);
        result = aligned_alloc(HUGE_PAGE, n_bytes);
    } else
#endif
        result = realloc(pointer, n_bytes);
    if (result != NULL && n_bytes >= HUGE_PAGE)
        advise_huge_pages(result, n_bytes);
    return result;
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
