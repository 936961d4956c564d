/*
 * The container of compiled data: .ngx (lexicon), .ngm (model).
 *
 *   0   header, 64 bytes
 *         0  magic "NUTGRAF\x1a"
 *         8  u32 0x01020304, as a little-endian machine writes it
 *        12  u32 version of the container (1)
 *        16  u32 kind of content
 *        20  u32 version of the content's layout
 *        24  u64 size of the file
 *        32  u32 number of sections
 *        36  u32 0
 *        40  u64 checksum of the section table
 *        48  u64 0
 *        56  u64 checksum of bytes 0..55
 *   64  section table, 32 bytes each: name (8 bytes, zero-padded), u64 offset,
 *       u64 size, u64 checksum
 *   ... sections in the order of the table, each at the next multiple of 64,
 *       zero bytes between them and up to a multiple of 64 at the end
 *
 * A section is an array that is used where it lies.  Every byte of the file is
 * under a checksum or must be zero, so a damaged file is always told from a
 * whole one; what a section means is checked by whoever reads it, since a
 * hostile file has good checksums.
 */
#ifndef NG_CONTAINER_H
#define NG_CONTAINER_H

#include "nutgraf.h"

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#error "nutgraf's lexicon and model are little-endian files: big-endian machines are not supported"
#endif

#define NG_CONTAINER_HEADER 64
#define NG_CONTAINER_ENTRY 32
#define NG_CONTAINER_ALIGN 64
#define NG_CONTAINER_MAX_SECTIONS 64

typedef enum ng_container_kind {
    NG_CONTAINER_LEXICON = 1,
    NG_CONTAINER_MODEL = 2
} ng_container_kind;

/* An open file.  Plain data: what `bytes` points to is mapped, or owned by the
   allocator, until ng_container_close(). */
typedef struct ng_container {
    const unsigned char *bytes; /* 64-byte aligned */
    size_t n_bytes;
    uint32_t content_version;
    uint32_t n_sections;
    void *owned; /* the allocation, if any */
    bool is_mapped;
    ng_alloc alloc;
} ng_container;

/*
 * Open and check the whole container.  On failure `*out` is closed and `error`
 * (may be NULL) says what is wrong: NG_ERR_IO for what the system refuses,
 * NG_ERR_FORMAT for what stands in the file.  Linear in the file's size.
 */
ng_status ng_container_open(ng_container *out, const char *path, ng_container_kind kind,
                            const ng_alloc *alloc, ng_error *error);

/* The same with a copy of `bytes`. */
ng_status ng_container_open_memory(ng_container *out, const void *bytes, size_t n_bytes,
                                   ng_container_kind kind, const ng_alloc *alloc, ng_error *error);

/* Harmless on a closed container. */
void ng_container_close(ng_container *container);

/*
 * The section `name` as an array of elements of `width` bytes, `*n` of them;
 * 64-byte aligned, never NULL on success.  NG_ERR_FORMAT if there is none or its
 * size is no multiple of `width`.
 */
ng_status ng_container_section(const ng_container *container, const char *name, size_t width,
                               const void **array, size_t *n, ng_error *error);

/* A section to be written: a name of 1 to 8 characters and its bytes. */
typedef struct ng_section {
    const char *name;
    const void *bytes;
    size_t n_bytes;
} ng_section;

/* A container of the sections in memory, opened. */
ng_status ng_container_make(ng_container *out, ng_container_kind kind, uint32_t content_version,
                            const ng_section *sections, size_t n_sections, const ng_alloc *alloc,
                            ng_error *error);

/* Write to a temporary name beside `path`, sync, rename.  NG_ERR_IO leaves
   whatever stood at `path`. */
ng_status ng_container_write(const char *path, ng_container_kind kind, uint32_t content_version,
                             const ng_section *sections, size_t n_sections, const ng_alloc *alloc,
                             ng_error *error);

/* The same bytes in one allocation of `alloc`, which the caller frees. */
ng_status ng_container_encode(ng_container_kind kind, uint32_t content_version,
                              const ng_section *sections, size_t n_sections, const ng_alloc *alloc,
                              void **bytes, size_t *n_bytes);

/* XXH64 with seed 0.  Each step is a bijection of the word it takes in, so a
   change within one 8-byte word can never go unseen. */
uint64_t ng_checksum(const void *bytes, size_t n_bytes);

/* Put "printf" text into `error` (may be NULL) and return `status`. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
ng_status
ng_fail(ng_error *error, ng_status status, const char *format, ...);

#endif
