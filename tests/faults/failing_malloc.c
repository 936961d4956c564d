/*
 * Preloaded, it lets chosen allocations fail that nutgraf's extension asks for, and no
 * others: of malloc() and its like, who asks is told by the return address; of Python's
 * allocators, by the calls that led there.  It also counts the blocks that the extension
 * took of malloc() and that nobody has freed.
 *
 * For Linux with glibc, whose own functions have second names.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <execinfo.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t width);
void *__libc_realloc(void *pointer, size_t n);
void *__libc_memalign(size_t alignment, size_t n);
void __libc_free(void *pointer);

#define EXPORT __attribute__((visibility("default")))
#define CALLER ((uintptr_t)__builtin_return_address(0))

static uintptr_t begin, end; /* of the extension's code */
static atomic_long left = -1; /* allocations until one fails; negative: none does */
static atomic_long n_asked, n_failed;
static atomic_bool from_then_on; /* whether all behind that fail, too */
static atomic_bool of_python;    /* whether it is Python's allocations that are counted */

/* -------------------------------------------------------- blocks not freed */

enum { N_SLOTS = 1 << 20 };
static _Atomic(void *) slots[N_SLOTS]; /* open addressing */
static char gone;                      /* its address marks a slot that was freed */
static atomic_long n_live;

static size_t
slot_of(const void *pointer)
{
    return (size_t)((uintptr_t)pointer * 0x9E3779B97F4A7C15u >> 44) % N_SLOTS;
}

static void
remember(void *pointer)
{
    if (pointer == NULL)
        return;
    for (size_t i = slot_of(pointer), n = 0; n < N_SLOTS; i = (i + 1) % N_SLOTS, n++) {
        void *there = atomic_load(&slots[i]);

        if ((there == NULL || there == &gone) &&
            atomic_compare_exchange_strong(&slots[i], &there, pointer))
            break;
    }
    atomic_fetch_add(&n_live, 1);
}

static void
forget(void *pointer)
{
    if (pointer == NULL)
        return;
    for (size_t i = slot_of(pointer), n = 0; n < N_SLOTS; i = (i + 1) % N_SLOTS, n++) {
        void *const there = atomic_load(&slots[i]);

        if (there == NULL)
            return;
        if (there == pointer) {
            atomic_store(&slots[i], &gone);
            atomic_fetch_sub(&n_live, 1);
            return;
        }
    }
}

/* ---------------------------------------------------------------- failing */

static bool
is_ours(uintptr_t caller)
{
    return caller - begin < end - begin;
}

/* Of an allocation by the extension: whether it fails. */
static bool
fails(bool python)
{
    long n = atomic_load(&left);

    if (python != atomic_load(&of_python))
        return false;
    atomic_fetch_add(&n_asked, 1);
    if (n < 0)
        return false;
    if (n > 0) {
        atomic_fetch_sub(&left, 1);
        return false;
    }
    if (!atomic_load(&from_then_on))
        atomic_store(&left, -1);
    atomic_fetch_add(&n_failed, 1);
    errno = ENOMEM;
    return true;
}

EXPORT void *
malloc(size_t n)
{
    void *pointer;

    if (!is_ours(CALLER))
        return __libc_malloc(n);
    if (fails(false))
        return NULL;
    pointer = __libc_malloc(n);
    remember(pointer);
    return pointer;
}

EXPORT void *
calloc(size_t n, size_t width)
{
    void *pointer;

    if (!is_ours(CALLER))
        return __libc_calloc(n, width);
    if (fails(false))
        return NULL;
    pointer = __libc_calloc(n, width);
    remember(pointer);
    return pointer;
}

EXPORT void *
realloc(void *pointer, size_t n)
{
    void *moved;

    if (!is_ours(CALLER))
        return __libc_realloc(pointer, n);
    if (fails(false))
        return NULL;
    forget(pointer); /* before another thread can be given its address */
    moved = __libc_realloc(pointer, n);
    remember(moved != NULL ? moved : pointer);
    return moved;
}

EXPORT void *
aligned_alloc(size_t alignment, size_t n)
{
    void *pointer;

    if (!is_ours(CALLER))
        return __libc_memalign(alignment, n);
    if (fails(false))
        return NULL;
    pointer = __libc_memalign(alignment, n);
    remember(pointer);
    return pointer;
}

EXPORT void
free(void *pointer)
{
    forget(pointer); /* whoever frees it: a last call of a function returns to its caller */
    __libc_free(pointer);
}

EXPORT void *
mmap(void *at, size_t n, int protection, int flags, int file, off_t offset)
{
    if (is_ours(CALLER) && fails(false))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, n, protection, flags, file, offset);
}

/* ----------------------------------------------------------------- Python */

/* PyMemAllocatorEx. */
typedef struct allocator {
    void *ctx;
    void *(*malloc)(void *ctx, size_t n);
    void *(*calloc)(void *ctx, size_t n, size_t width);
    void *(*realloc)(void *ctx, void *pointer, size_t n);
    void (*free)(void *ctx, void *pointer);
} allocator;

void PyMem_GetAllocator(int domain, allocator *out) __attribute__((weak));
void PyMem_SetAllocator(int domain, allocator *in) __attribute__((weak));

static allocator theirs[3]; /* of each domain: raw, mem, object */

/* Whether the extension is among the callers. */
static bool
python_fails(void)
{
    void *callers[16];
    int n;

    if (!atomic_load(&of_python) || atomic_load(&left) < 0)
        return false;
    n = backtrace(callers, 16);
    for (int i = 0; i < n; i++) {
        if (is_ours((uintptr_t)callers[i]))
            return fails(true);
    }
    return false;
}

static void *
python_malloc(void *ctx, size_t n)
{
    const allocator *const a = ctx;

    return python_fails() ? NULL : a->malloc(a->ctx, n);
}

static void *
python_calloc(void *ctx, size_t n, size_t width)
{
    const allocator *const a = ctx;

    return python_fails() ? NULL : a->calloc(a->ctx, n, width);
}

static void *
python_realloc(void *ctx, void *pointer, size_t n)
{
    const allocator *const a = ctx;

    return python_fails() ? NULL : a->realloc(a->ctx, pointer, n);
}

static void
python_free(void *ctx, void *pointer)
{
    const allocator *const a = ctx;

    a->free(a->ctx, pointer);
}

/* ---------------------------------------------------------------- control */

static int
look(struct dl_phdr_info *info, size_t size, void *name)
{
    (void)size;
    if (info->dlpi_name == NULL || strstr(info->dlpi_name, name) == NULL)
        return 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
            begin = (uintptr_t)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
            end = begin + info->dlpi_phdr[i].p_memsz;
        }
    }
    return 1;
}

/* Watch the library whose path has that in it; whether there is one. */
EXPORT int
faults_watch(char *name)
{
    return dl_iterate_phdr(look, name) != 0 && end > begin;
}

/* Put ours in front of Python's allocators. */
EXPORT void
faults_hook_python(void)
{
    void *callers[1];

    (void)backtrace(callers, 1); /* the first call loads a library */
    for (int domain = 1; domain < 3; domain++) {
        allocator ours = {&theirs[domain], python_malloc, python_calloc, python_realloc,
                          python_free};

        PyMem_GetAllocator(domain, &theirs[domain]);
        PyMem_SetAllocator(domain, &ours);
    }
}

/* The allocation behind the next n fails, of Python's or of malloc()'s; and all behind it,
   if asked for. */
EXPORT void
faults_arm(long n, int all, int python)
{
    atomic_store(&n_asked, 0);
    atomic_store(&n_failed, 0);
    atomic_store(&from_then_on, all != 0);
    atomic_store(&of_python, python != 0);
    atomic_store(&left, n);
}

/* No more fail; how many did. */
EXPORT long
faults_disarm(void)
{
    atomic_store(&left, -1);
    return atomic_load(&n_failed);
}

EXPORT long
faults_asked(void)
{
    return atomic_load(&n_asked);
}

/* Blocks that the extension took and that are not freed. */
EXPORT long
faults_live(void)
{
    return atomic_load(&n_live);
}
