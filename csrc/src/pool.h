/*
 * Memory of large columns, kept for the next batch.
 *
 * The columns of a batch are some of the largest blocks that a program has, and are
 * written once.  Taken from the system and given back each time, they cost as much
 * as finding the tokens does: the kernel clears every page first.  So a pipeline
 * keeps what its tables have freed, up to a bound, and tells the kernel that it may
 * have the pages, but for the first 2 MiB of a block, if it is short of memory.
 */
#ifndef NG_POOL_H
#define NG_POOL_H

#include "nutgraf.h"

/* The most bytes that a pool keeps. */
#define NG_POOL_BYTES ((size_t)64 << 20)

typedef struct ng_pool ng_pool;

/* An empty pool over the C library's functions; NULL if memory is short. */
ng_pool *ng_pool_new(void);

/* The owner is done with it: what is kept is freed, and the pool when the last block
   from it is.  NULL is harmless. */
void ng_pool_close(ng_pool *pool);

/* An allocator on the pool; safe from any thread, none of which waits. */
ng_alloc ng_pool_alloc(ng_pool *pool);

#endif
