#if defined(__linux__)
#define _DEFAULT_SOURCE /* madvise */
#endif
#include "pool.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

/* With pages of this size the kernel is asked for memory a five hundredth as often. */
#define HUGE_PAGE ((size_t)1 << 21)

/* Smaller ones are the C library's business. */
#define LARGE (HUGE_PAGE / 2)

#define N_KEPT 32

/* In front of each block; as long as leaves a large one aligned as Arrow likes it. */
typedef union header {
    size_t n_bytes; /* of the block behind */
    char bytes[64];
} header;

/* Nobody waits for a turn: who comes while another thread is at it goes to the system.
   So a process that is forked meanwhile, where that thread never goes on, does too. */
struct ng_pool {
    atomic_size_t n_users; /* the owner, and each block in use */
    atomic_bool closed;
    atomic_flag busy; /* guards what follows, for a few instructions */
    header *kept[N_KEPT];
    size_t n_kept, n_bytes;
};

static bool
take_turn(ng_pool *pool)
{
    return !atomic_flag_test_and_set_explicit(&pool->busy, memory_order_acquire);
}

static void
end_turn(ng_pool *pool)
{
    atomic_flag_clear_explicit(&pool->busy, memory_order_release);
}

static void
free_kept(ng_pool *pool)
{
    for (; pool->n_kept > 0; pool->n_kept--)
        free(pool->kept[pool->n_kept - 1]);
    pool->n_bytes = 0;
}

static void
release(ng_pool *pool)
{
    if (atomic_fetch_sub_explicit(&pool->n_users, 1, memory_order_acq_rel) == 1) {
        free_kept(pool);
        free(pool);
    }
}

/* ----------------------------------------------------------------- system */

static header *
system_large(size_t n_bytes)
{
    const size_t n = (n_bytes + sizeof(header) + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1);
    header *block;

    if (n < n_bytes)
        return NULL;
#if defined(__linux__)
    /* From the start of a page, or the first and the last of a few are lost. */
    block = aligned_alloc(HUGE_PAGE, n);
#else
    block = malloc(n);
#endif
    if (block == NULL)
        return NULL;
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    (void)madvise(block, n, MADV_HUGEPAGE);
#endif
    block->n_bytes = n - sizeof *block;
    return block;
}

/* The kernel may take the pages of a block that nobody uses. */
static void
let_go(header *block)
{
#if defined(__linux__) && defined(MADV_FREE)
    const size_t n = (block->n_bytes + sizeof *block) & ~(HUGE_PAGE - 1);

    /* Not the first page, where the header is. */
    if (n > HUGE_PAGE)
        (void)madvise((char *)block + HUGE_PAGE, n - HUGE_PAGE, MADV_FREE);
#else
    (void)block;
#endif
}

/* ------------------------------------------------------------------- pool */

/* The smallest block kept that has room for n_bytes, and not far more. */
static header *
take_kept(ng_pool *pool, size_t n_bytes)
{
    header *block = NULL;
    size_t best = N_KEPT;

    if (!take_turn(pool))
        return NULL;
    for (size_t i = 0; i < pool->n_kept; i++) {
        const size_t n = pool->kept[i]->n_bytes;

        if (n >= n_bytes && n / 2 <= n_bytes + HUGE_PAGE &&
            (best == N_KEPT || n < pool->kept[best]->n_bytes))
            best = i;
    }
    if (best != N_KEPT) {
        block = pool->kept[best];
        pool->kept[best] = pool->kept[--pool->n_kept];
        pool->n_bytes -= block->n_bytes;
    }
    end_turn(pool);
    return block;
}

/* Whether the pool has taken the block. */
static bool
keep(ng_pool *pool, header *block)
{
    bool kept;

    let_go(block);
    if (!take_turn(pool))
        return false;
    kept = !atomic_load_explicit(&pool->closed, memory_order_relaxed) && pool->n_kept < N_KEPT &&
           block->n_bytes <= NG_POOL_BYTES - pool->n_bytes;
    if (kept) {
        pool->kept[pool->n_kept++] = block;
        pool->n_bytes += block->n_bytes;
    }
    end_turn(pool);
    return kept;
}

static void *
pool_new(ng_pool *pool, size_t n_bytes)
{
    header *block = NULL;

    if (n_bytes > SIZE_MAX - 2 * HUGE_PAGE)
        return NULL;
    if (n_bytes >= LARGE) {
        block = take_kept(pool, n_bytes);
        if (block == NULL)
            block = system_large(n_bytes);
    } else {
        block = malloc(sizeof *block + n_bytes);
        if (block != NULL)
            block->n_bytes = n_bytes;
    }
    if (block == NULL)
        return NULL;
    atomic_fetch_add_explicit(&pool->n_users, 1, memory_order_relaxed);
    return block + 1;
}

static void
pool_free(void *ctx, void *pointer)
{
    ng_pool *const pool = ctx;
    header *const block = (header *)pointer - 1;

    if (block->n_bytes < LARGE || !keep(pool, block))
        free(block);
    release(pool);
}

static void *
pool_realloc(void *ctx, void *pointer, size_t n_bytes)
{
    header *block;
    void *moved;

    if (pointer == NULL)
        return pool_new(ctx, n_bytes);
    block = (header *)pointer - 1;
    if (block->n_bytes < LARGE && n_bytes < LARGE) {
        block = realloc(block, sizeof *block + n_bytes);
        if (block == NULL)
            return NULL;
        block->n_bytes = n_bytes;
        return block + 1;
    }
    /* What is not written to is no memory yet, so that only much less is worth a move. */
    if (n_bytes <= block->n_bytes && n_bytes >= block->n_bytes / 4)
        return pointer;
    moved = pool_new(ctx, n_bytes);
    if (moved == NULL)
        return NULL;
    memcpy(moved, pointer, n_bytes < block->n_bytes ? n_bytes : block->n_bytes);
    pool_free(ctx, pointer);
    return moved;
}

ng_pool *
ng_pool_new(void)
{
    ng_pool *const pool = calloc(1, sizeof *pool);

    if (pool == NULL)
        return NULL;
    atomic_init(&pool->n_users, 1);
    atomic_init(&pool->closed, false);
    atomic_flag_clear(&pool->busy);
    return pool;
}

void
ng_pool_close(ng_pool *pool)
{
    if (pool == NULL)
        return;
    atomic_store_explicit(&pool->closed, true, memory_order_relaxed);
    /* Now, or with the last block.  Tables that live on still ask for what is kept. */
    if (take_turn(pool)) {
        free_kept(pool);
        end_turn(pool);
    }
    release(pool);
}

ng_alloc
ng_pool_alloc(ng_pool *pool)
{
    const ng_alloc alloc = {pool_realloc, pool_free, pool};

    return alloc;
}
