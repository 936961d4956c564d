/*
 * The pool of large columns: what is written stays written through every growth, blocks
 * come back, no more is kept than the bound, and blocks outlive the pool's owner.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "memory.h"
#include "nutgraf.h"
#include "pool.h"

#define MIB ((size_t)1 << 20)

static void
test_contents(void)
{
    static const size_t sizes[] = {1,       100,     MIB - 1, MIB,     MIB + 1, 3 * MIB,
                                   7 * MIB, 2 * MIB, MIB / 2, 9 * MIB, 1,       5 * MIB};
    ng_pool *const pool = ng_pool_new();
    const ng_alloc alloc = ng_pool_alloc(pool);
    unsigned char *p = NULL;
    size_t n = 0;

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const size_t both = n < sizes[i] ? n : sizes[i];

        p = ng_realloc(&alloc, p, sizes[i]);
        CHECK(p != NULL && (uintptr_t)p % _Alignof(max_align_t) == 0);
        for (size_t k = 0; k < both; k += 997)
            CHECK(p[k] == (unsigned char)(k / 997));
        n = sizes[i];
        for (size_t k = 0; k < n; k += 997)
            p[k] = (unsigned char)(k / 997);
        p[n - 1] = (unsigned char)((n - 1) % 997 == 0 ? (n - 1) / 997 : 1);
    }
    ng_free(&alloc, p);
    ng_pool_close(pool);
}

static void
test_reuse(void)
{
    ng_pool *const pool = ng_pool_new();
    const ng_alloc alloc = ng_pool_alloc(pool);
    void *const a = ng_realloc(&alloc, NULL, 11 * MIB), *b;

    CHECK(a != NULL && (uintptr_t)a % 64 == 0);
    ng_free(&alloc, a);
    /* Not for what needs far less. */
    b = ng_realloc(&alloc, NULL, MIB);
    CHECK(b != NULL && b != a);
    ng_free(&alloc, b);
    b = ng_realloc(&alloc, NULL, 8 * MIB);
    CHECK(b == a);
    memset(b, 1, 8 * MIB);
    ng_pool_close(pool);
    /* The block is still ours. */
    memset(b, 2, 8 * MIB);
    ng_free(&alloc, b);
    ng_pool_close(NULL);
}

static void
test_bound(void)
{
    ng_pool *const pool = ng_pool_new();
    const ng_alloc alloc = ng_pool_alloc(pool);
    void *blocks[100];

    /* More than is kept, in number and in bytes; then all of it again. */
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 100; i++) {
            blocks[i] = ng_realloc(&alloc, NULL, 3 * MIB);
            CHECK(blocks[i] != NULL);
        }
        for (size_t i = 0; i < 100; i++)
            ng_free(&alloc, blocks[i]);
    }
    CHECK(ng_realloc(&alloc, NULL, SIZE_MAX - 10) == NULL);
    ng_pool_close(pool);
}

/* A table outlives its pipeline and makes a column: nothing comes from what the pool
   kept and has freed. */
static void
test_closed(void)
{
    ng_pool *const pool = ng_pool_new();
    const ng_alloc alloc = ng_pool_alloc(pool);
    unsigned char *const table = ng_realloc(&alloc, NULL, 1);
    unsigned char *const kept = ng_realloc(&alloc, NULL, 3 * MIB);
    unsigned char *column;

    CHECK(table != NULL && kept != NULL);
    ng_free(&alloc, kept);
    ng_pool_close(pool);
    column = ng_realloc(&alloc, NULL, 3 * MIB);
    CHECK(column != NULL);
    memset(column, 1, 3 * MIB);
    ng_free(&alloc, column);
    ng_free(&alloc, table);
}

int
main(void)
{
    test_contents();
    test_reuse();
    test_bound();
    test_closed();
    if (n_failed == 0)
        printf("all pool tests passed\n");
    return n_failed != 0;
}
