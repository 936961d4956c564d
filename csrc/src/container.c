/* POSIX for mmap, fsync; the strict C11 mode hides it otherwise. */
#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#define HAVE_POSIX 1
#endif

#include "container.h"
#include "memory.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#ifdef HAVE_POSIX
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

static const unsigned char magic[8] = {'N', 'U', 'T', 'G', 'R', 'A', 'F', 0x1a};

#define ENDIAN_MARK UINT32_C(0x01020304)
#define CONTAINER_VERSION 1

/* Offsets in the header. */
enum {
    AT_ENDIAN = 8,
    AT_VERSION = 12,
    AT_KIND = 16,
    AT_CONTENT_VERSION = 20,
    AT_FILE_SIZE = 24,
    AT_N_SECTIONS = 32,
    AT_ZERO_1 = 36,
    AT_TABLE_SUM = 40,
    AT_ZERO_2 = 48,
    AT_HEADER_SUM = 56
};

/* Offsets in an entry of the section table. */
enum { AT_NAME = 0, AT_OFFSET = 8, AT_SIZE = 16, AT_SUM = 24 };

ng_status
ng_fail(ng_error *error, ng_status status, const char *format, ...)
{
    if (error != NULL) {
        va_list args;

        va_start(args, format);
        (void)vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
    }
    return status;
}

/* ------------------------------------------------------------- checksum */

#define PRIME_1 UINT64_C(0x9E3779B185EBCA87)
#define PRIME_2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define PRIME_3 UINT64_C(0x165667B19E3779F9)
#define PRIME_4 UINT64_C(0x85EBCA77C2B2AE63)
#define PRIME_5 UINT64_C(0x27D4EB2F165667C5)

static uint32_t
load_u32(const unsigned char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static uint64_t
load_u64(const unsigned char *p)
{
    uint64_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static uint64_t
rotate(uint64_t v, unsigned n)
{
    return v << n | v >> (64 - n);
}

static uint64_t
checksum_round(uint64_t lane, uint64_t word)
{
    return rotate(lane + word * PRIME_2, 31) * PRIME_1;
}

static uint64_t
checksum_merge(uint64_t sum, uint64_t lane)
{
    return (sum ^ checksum_round(0, lane)) * PRIME_1 + PRIME_4;
}

/* What is left of the input, less than 32 bytes, and the final mix. */
static uint64_t
checksum_finish(uint64_t sum, const unsigned char *p, const unsigned char *end)
{
    for (; end - p >= 8; p += 8)
        sum = rotate(sum ^ checksum_round(0, load_u64(p)), 27) * PRIME_1 + PRIME_4;
    if (end - p >= 4) {
        sum = rotate(sum ^ load_u32(p) * PRIME_1, 23) * PRIME_2 + PRIME_3;
        p += 4;
    }
    for (; p < end; p++)
        sum = rotate(sum ^ *p * PRIME_5, 11) * PRIME_1;
    sum = (sum ^ sum >> 33) * PRIME_2;
    sum = (sum ^ sum >> 29) * PRIME_3;
    return sum ^ sum >> 32;
}

uint64_t
ng_checksum(const void *bytes, size_t n_bytes)
{
    const unsigned char *p = bytes;
    const unsigned char *const end = n_bytes == 0 ? p : p + n_bytes;
    uint64_t sum = PRIME_5;

    if (n_bytes >= 32) {
        uint64_t a = PRIME_1 + PRIME_2, b = PRIME_2, c = 0, d = 0 - PRIME_1;

        for (; end - p >= 32; p += 32) {
            a = checksum_round(a, load_u64(p));
            b = checksum_round(b, load_u64(p + 8));
            c = checksum_round(c, load_u64(p + 16));
            d = checksum_round(d, load_u64(p + 24));
        }
        sum = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
        sum = checksum_merge(checksum_merge(checksum_merge(checksum_merge(sum, a), b), c), d);
    }
    return checksum_finish(sum + n_bytes, p, end);
}

/* ------------------------------------------------------------ validation */

static size_t
align_up(size_t n)
{
    return (n + NG_CONTAINER_ALIGN - 1) & ~(size_t)(NG_CONTAINER_ALIGN - 1);
}

static bool
is_zero(const unsigned char *p, size_t n)
{
    unsigned char all = 0;

    for (size_t i = 0; i < n; i++)
        all |= p[i];
    return all == 0;
}

static ng_status
check_header(ng_container *c, ng_container_kind kind, ng_error *error)
{
    const unsigned char *const h = c->bytes;

    if (c->n_bytes < NG_CONTAINER_HEADER)
        return ng_fail(error, NG_ERR_FORMAT, "file is %zu bytes, a header has %d", c->n_bytes,
                       NG_CONTAINER_HEADER);
    if (memcmp(h, magic, sizeof magic) != 0)
        return ng_fail(error, NG_ERR_FORMAT, "not a nutgraf file: the first bytes differ");
    if (load_u32(h + AT_ENDIAN) != ENDIAN_MARK)
        return ng_fail(error, NG_ERR_FORMAT, "byte order is not this machine's (little-endian)");
    if (load_u64(h + AT_HEADER_SUM) != ng_checksum(h, AT_HEADER_SUM))
        return ng_fail(error, NG_ERR_FORMAT, "header: checksum does not match");
    if (load_u32(h + AT_VERSION) != CONTAINER_VERSION)
        return ng_fail(error, NG_ERR_FORMAT, "container version is %u, this library reads %d",
                       (unsigned)load_u32(h + AT_VERSION), CONTAINER_VERSION);
    if (load_u32(h + AT_KIND) != (uint32_t)kind)
        return ng_fail(error, NG_ERR_FORMAT, "content kind is %u, expected %u (1 lexicon, 2 model)",
                       (unsigned)load_u32(h + AT_KIND), (unsigned)kind);
    if (load_u64(h + AT_FILE_SIZE) != c->n_bytes)
        return ng_fail(error, NG_ERR_FORMAT, "file is %zu bytes, its header says %llu", c->n_bytes,
                       (unsigned long long)load_u64(h + AT_FILE_SIZE));
    if (!is_zero(h + AT_ZERO_1, 4) || !is_zero(h + AT_ZERO_2, 8))
        return ng_fail(error, NG_ERR_FORMAT, "header: reserved bytes are not zero");
    c->content_version = load_u32(h + AT_CONTENT_VERSION);
    c->n_sections = load_u32(h + AT_N_SECTIONS);
    return NG_OK;
}

/* Printable ASCII, then zero bytes only: safe to print with "%.8s". */
static bool
is_section_name(const unsigned char *name)
{
    size_t n = 0;

    while (n < 8 && name[n] > ' ' && name[n] < 0x7f)
        n++;
    return n > 0 && is_zero(name + n, 8 - n);
}

/* Check entry `i` of the table, whose section must start at *offset; move
 *offset to where the next must start. */
static ng_status
check_section(const ng_container *c, size_t i, size_t *offset, ng_error *error)
{
    const unsigned char *const entry = c->bytes + NG_CONTAINER_HEADER + i * NG_CONTAINER_ENTRY;
    const char *const name = (const char *)entry;
    const uint64_t size = load_u64(entry + AT_SIZE);
    size_t padding;

    if (!is_section_name(entry))
        return ng_fail(error, NG_ERR_FORMAT, "section %zu has no proper name", i);
    if (load_u64(entry + AT_OFFSET) != *offset)
        return ng_fail(error, NG_ERR_FORMAT, "section '%.8s': offset is %llu, expected %zu", name,
                       (unsigned long long)load_u64(entry + AT_OFFSET), *offset);
    /* *offset <= n_bytes and n_bytes is a multiple of 64, so aligning cannot
       leave the file either. */
    if (size > c->n_bytes - *offset)
        return ng_fail(error, NG_ERR_FORMAT, "section '%.8s' reaches behind the end of the file",
                       name);
    if (load_u64(entry + AT_SUM) != ng_checksum(c->bytes + *offset, (size_t)size))
        return ng_fail(error, NG_ERR_FORMAT, "section '%.8s': checksum does not match", name);
    *offset += (size_t)size;
    padding = align_up(*offset) - *offset;
    if (!is_zero(c->bytes + *offset, padding))
        return ng_fail(error, NG_ERR_FORMAT, "bytes behind section '%.8s' are not zero", name);
    *offset += padding;
    return NG_OK;
}

static ng_status
check_sections(const ng_container *c, ng_error *error)
{
    const unsigned char *const table = c->bytes + NG_CONTAINER_HEADER;
    const size_t n = c->n_sections;
    size_t offset = align_up(NG_CONTAINER_HEADER + n * NG_CONTAINER_ENTRY);

    if (n > NG_CONTAINER_MAX_SECTIONS)
        return ng_fail(error, NG_ERR_FORMAT, "file has %zu sections, at most %d may be", n,
                       NG_CONTAINER_MAX_SECTIONS);
    if (c->n_bytes % NG_CONTAINER_ALIGN != 0 || offset > c->n_bytes)
        return ng_fail(error, NG_ERR_FORMAT, "file is cut off: %zu bytes, %zu sections", c->n_bytes,
                       n);
    if (load_u64(c->bytes + AT_TABLE_SUM) != ng_checksum(table, n * NG_CONTAINER_ENTRY))
        return ng_fail(error, NG_ERR_FORMAT, "section table: checksum does not match");
    if (!is_zero(table + n * NG_CONTAINER_ENTRY,
                 offset - NG_CONTAINER_HEADER - n * NG_CONTAINER_ENTRY))
        return ng_fail(error, NG_ERR_FORMAT, "bytes behind the section table are not zero");
    for (size_t i = 0; i < n; i++) {
        const ng_status status = check_section(c, i, &offset, error);

        if (status != NG_OK)
            return status;
    }
    if (offset != c->n_bytes)
        return ng_fail(error, NG_ERR_FORMAT, "file has %zu bytes behind its last section",
                       c->n_bytes - offset);
    return NG_OK;
}

static ng_status
check_container(ng_container *c, ng_container_kind kind, ng_error *error)
{
    ng_status status = check_header(c, kind, error);

    if (status == NG_OK)
        status = check_sections(c, error);
    if (status != NG_OK)
        ng_container_close(c);
    else if (error != NULL)
        error->message[0] = '\0';
    return status;
}

/* --------------------------------------------------------------- opening */

/* An aligned block of `n_bytes` in `c`, owned by it. */
static unsigned char *
own_bytes(ng_container *c, size_t n_bytes)
{
    size_t shift;

    if (n_bytes > SIZE_MAX - NG_CONTAINER_ALIGN)
        return NULL;
    c->owned = ng_realloc(&c->alloc, NULL, n_bytes + NG_CONTAINER_ALIGN);
    if (c->owned == NULL)
        return NULL;
    shift = (size_t)((uintptr_t)c->owned % NG_CONTAINER_ALIGN);
    c->n_bytes = n_bytes;
    c->bytes = (unsigned char *)c->owned + (shift == 0 ? 0 : NG_CONTAINER_ALIGN - shift);
    return (unsigned char *)c->owned + (shift == 0 ? 0 : NG_CONTAINER_ALIGN - shift);
}

static void
init_container(ng_container *c, const ng_alloc *alloc)
{
    memset(c, 0, sizeof *c);
    c->alloc = ng_alloc_or_default(alloc);
}

#ifdef HAVE_POSIX

static ng_status
map_file(ng_container *c, const char *path, ng_error *error)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    void *bytes;

    if (fd < 0)
        return ng_fail(error, NG_ERR_IO, "cannot open '%.160s': %s", path, strerror(errno));
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        close(fd);
        return ng_fail(error, NG_ERR_IO, "'%.160s' is no regular file", path);
    }
    if (info.st_size < NG_CONTAINER_HEADER) { /* and a mapping must not be empty */
        close(fd);
        return ng_fail(error, NG_ERR_FORMAT, "file is %lld bytes, a header has %d",
                       (long long)info.st_size, NG_CONTAINER_HEADER);
    }
    if ((uintmax_t)info.st_size > SIZE_MAX / 2) {
        close(fd);
        return ng_fail(error, NG_ERR_IO, "'%.160s' is larger than memory can be", path);
    }
    bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED)
        return ng_fail(error, errno == ENOMEM ? NG_ERR_MEMORY : NG_ERR_IO,
                       "cannot map '%.160s': %s", path, strerror(errno));
    c->bytes = bytes;
    c->n_bytes = (size_t)info.st_size;
    c->is_mapped = true;
    return NG_OK;
}

#else

static ng_status
read_stream(ng_container *c, FILE *file, const char *path, ng_error *error)
{
    long size;
    unsigned char *bytes;

    if (fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0)
        return ng_fail(error, NG_ERR_IO, "cannot read '%.160s'", path);
    bytes = own_bytes(c, (size_t)size);
    if (bytes == NULL)
        return ng_fail(error, NG_ERR_MEMORY, "no memory for %ld bytes", size);
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size)
        return ng_fail(error, NG_ERR_IO, "cannot read '%.160s'", path);
    return NG_OK;
}

static ng_status
map_file(ng_container *c, const char *path, ng_error *error)
{
    FILE *const file = fopen(path, "rb");
    ng_status status;

    if (file == NULL)
        return ng_fail(error, NG_ERR_IO, "cannot open '%.160s': %s", path, strerror(errno));
    status = read_stream(c, file, path, error);
    fclose(file);
    if (status != NG_OK)
        ng_container_close(c);
    return status;
}

#endif

ng_status
ng_container_open(ng_container *out, const char *path, ng_container_kind kind,
                  const ng_alloc *alloc, ng_error *error)
{
    ng_status status;

    init_container(out, alloc);
    status = map_file(out, path, error);
    return status == NG_OK ? check_container(out, kind, error) : status;
}

ng_status
ng_container_open_memory(ng_container *out, const void *bytes, size_t n_bytes,
                         ng_container_kind kind, const ng_alloc *alloc, ng_error *error)
{
    unsigned char *copy;

    init_container(out, alloc);
    copy = own_bytes(out, n_bytes);
    if (copy == NULL)
        return ng_fail(error, NG_ERR_MEMORY, "no memory for %zu bytes", n_bytes);
    if (n_bytes > 0)
        memcpy(copy, bytes, n_bytes);
    return check_container(out, kind, error);
}

void
ng_container_close(ng_container *c)
{
#ifdef HAVE_POSIX
    if (c->is_mapped) {
        /* munmap() takes what mmap() gave, which was not const. */
        (void)munmap((void *)(uintptr_t)c->bytes, c->n_bytes);
    }
#endif
    if (c->owned != NULL)
        ng_free(&c->alloc, c->owned);
    c->bytes = NULL;
    c->n_bytes = 0;
    c->n_sections = 0;
    c->owned = NULL;
    c->is_mapped = false;
}

ng_status
ng_container_section(const ng_container *c, const char *name, size_t width, const void **array,
                     size_t *n, ng_error *error)
{
    for (size_t i = 0; i < c->n_sections; i++) {
        const unsigned char *const entry = c->bytes + NG_CONTAINER_HEADER + i * NG_CONTAINER_ENTRY;
        const size_t size = (size_t)load_u64(entry + AT_SIZE);

        if (strncmp((const char *)entry, name, 8) != 0)
            continue;
        if (size % width != 0)
            return ng_fail(error, NG_ERR_FORMAT, "section '%.8s': %zu bytes, no multiple of %zu",
                           name, size, width);
        *array = c->bytes + (size_t)load_u64(entry + AT_OFFSET);
        *n = size / width;
        return NG_OK;
    }
    return ng_fail(error, NG_ERR_FORMAT, "section '%.8s' is missing", name);
}

/* --------------------------------------------------------------- writing */

/* Where bytes go: a file, or memory that is large enough. */
typedef struct sink {
    FILE *file;
    unsigned char *memory;
} sink;

static bool
put(sink *s, const void *bytes, size_t n)
{
    if (n == 0)
        return true;
    if (s->file != NULL)
        return fwrite(bytes, 1, n, s->file) == n;
    memcpy(s->memory, bytes, n);
    s->memory += n;
    return true;
}

static bool
put_padding(sink *s, size_t n_written)
{
    static const unsigned char zeros[NG_CONTAINER_ALIGN];

    return put(s, zeros, align_up(n_written) - n_written);
}

static void
store_u32(unsigned char *p, uint32_t v)
{
    memcpy(p, &v, sizeof v);
}

static void
store_u64(unsigned char *p, uint64_t v)
{
    memcpy(p, &v, sizeof v);
}

/* Fill the section table; the size of the whole file. */
static size_t
fill_table(unsigned char *table, const ng_section *sections, size_t n_sections)
{
    size_t offset = align_up(NG_CONTAINER_HEADER + n_sections * NG_CONTAINER_ENTRY);

    for (size_t i = 0; i < n_sections; i++) {
        unsigned char *const entry = table + i * NG_CONTAINER_ENTRY;
        size_t name_len = strlen(sections[i].name);

        memset(entry, 0, NG_CONTAINER_ENTRY);
        memcpy(entry + AT_NAME, sections[i].name, name_len < 8 ? name_len : 8);
        store_u64(entry + AT_OFFSET, offset);
        store_u64(entry + AT_SIZE, sections[i].n_bytes);
        store_u64(entry + AT_SUM, ng_checksum(sections[i].bytes, sections[i].n_bytes));
        offset += align_up(sections[i].n_bytes);
    }
    return offset;
}

static void
fill_header(unsigned char *h, ng_container_kind kind, uint32_t content_version, size_t file_size,
            const unsigned char *table, size_t n_sections)
{
    memset(h, 0, NG_CONTAINER_HEADER);
    memcpy(h, magic, sizeof magic);
    store_u32(h + AT_ENDIAN, ENDIAN_MARK);
    store_u32(h + AT_VERSION, CONTAINER_VERSION);
    store_u32(h + AT_KIND, (uint32_t)kind);
    store_u32(h + AT_CONTENT_VERSION, content_version);
    store_u64(h + AT_FILE_SIZE, file_size);
    store_u32(h + AT_N_SECTIONS, (uint32_t)n_sections);
    store_u64(h + AT_TABLE_SUM, ng_checksum(table, n_sections * NG_CONTAINER_ENTRY));
    store_u64(h + AT_HEADER_SUM, ng_checksum(h, AT_HEADER_SUM));
}

typedef struct plan {
    unsigned char header[NG_CONTAINER_HEADER];
    unsigned char table[NG_CONTAINER_MAX_SECTIONS * NG_CONTAINER_ENTRY];
    const ng_section *sections;
    size_t n_sections;
    size_t file_size;
} plan;

static ng_status
make_plan(plan *p, ng_container_kind kind, uint32_t content_version, const ng_section *sections,
          size_t n_sections)
{
    if (n_sections > NG_CONTAINER_MAX_SECTIONS)
        return NG_ERR_ARGUMENT;
    p->sections = sections;
    p->n_sections = n_sections;
    p->file_size = fill_table(p->table, sections, n_sections);
    fill_header(p->header, kind, content_version, p->file_size, p->table, n_sections);
    return NG_OK;
}

static bool
put_all(sink *s, const plan *p)
{
    const size_t table_size = p->n_sections * NG_CONTAINER_ENTRY;
    bool ok = put(s, p->header, NG_CONTAINER_HEADER) && put(s, p->table, table_size) &&
              put_padding(s, NG_CONTAINER_HEADER + table_size);

    for (size_t i = 0; ok && i < p->n_sections; i++)
        ok = put(s, p->sections[i].bytes, p->sections[i].n_bytes) &&
             put_padding(s, p->sections[i].n_bytes);
    return ok;
}

ng_status
ng_container_encode(ng_container_kind kind, uint32_t content_version, const ng_section *sections,
                    size_t n_sections, const ng_alloc *alloc, void **bytes, size_t *n_bytes)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    sink s = {NULL, NULL};
    plan p;
    const ng_status status = make_plan(&p, kind, content_version, sections, n_sections);

    if (status != NG_OK)
        return status;
    s.memory = ng_realloc(&a, NULL, p.file_size);
    if (s.memory == NULL)
        return NG_ERR_MEMORY;
    *bytes = s.memory;
    *n_bytes = p.file_size;
    (void)put_all(&s, &p); /* into memory, it cannot fail */
    return NG_OK;
}

ng_status
ng_container_make(ng_container *out, ng_container_kind kind, uint32_t content_version,
                  const ng_section *sections, size_t n_sections, const ng_alloc *alloc,
                  ng_error *error)
{
    sink s = {NULL, NULL};
    plan p;
    const ng_status status = make_plan(&p, kind, content_version, sections, n_sections);

    init_container(out, alloc);
    if (status != NG_OK)
        return ng_fail(error, status, "cannot lay out the file: %s", ng_status_text(status));
    s.memory = own_bytes(out, p.file_size);
    if (s.memory == NULL)
        return ng_fail(error, NG_ERR_MEMORY, "no memory for %zu bytes", p.file_size);
    (void)put_all(&s, &p); /* into memory, it cannot fail */
    return check_container(out, kind, error);
}

/* Flush to the disk, so that the rename cannot come before the content. */
static bool
sync_stream(FILE *file)
{
    if (fflush(file) != 0)
        return false;
#ifdef HAVE_POSIX
    return fsync(fileno(file)) == 0;
#else
    return true;
#endif
}

/* A new file beside `path`; its name goes to `temp`, of at least
   strlen(path) + 32 bytes. */
static FILE *
create_beside(const char *path, char *temp, size_t temp_size)
{
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        FILE *file = NULL;

#ifdef HAVE_POSIX
        (void)snprintf(temp, temp_size, "%s.tmp%ld-%u", path, (long)getpid(), attempt);
        const int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

        if (fd >= 0) {
            file = fdopen(fd, "wb");
            if (file == NULL) {
                const int reason = errno;

                close(fd);
                (void)remove(temp);
                errno = reason;
            }
        }
#else
        (void)snprintf(temp, temp_size, "%s.tmp-%u", path, attempt);
        file = fopen(temp, "wbx");
#endif
        if (file != NULL)
            return file;
        if (errno != EEXIST)
            return NULL;
    }
    return NULL;
}

static bool
replace_file(const char *temp, const char *path)
{
#ifndef HAVE_POSIX
    (void)remove(path); /* rename() does not replace there */
#endif
    return rename(temp, path) == 0;
}

static ng_status
write_plan(const plan *p, const char *path, char *temp, size_t temp_size, ng_error *error)
{
    sink s = {create_beside(path, temp, temp_size), NULL};
    bool ok;

    if (s.file == NULL)
        return ng_fail(error, NG_ERR_IO, "cannot create a file beside '%.140s': %s", path,
                       strerror(errno));
    ok = put_all(&s, p) && sync_stream(s.file);
    ok = fclose(s.file) == 0 && ok;
    if (ok && replace_file(temp, path)) {
        if (error != NULL)
            error->message[0] = '\0';
        return NG_OK;
    }
    (void)ng_fail(error, NG_ERR_IO, "cannot write '%.160s': %s", path, strerror(errno));
    (void)remove(temp);
    return NG_ERR_IO;
}

ng_status
ng_container_write(const char *path, ng_container_kind kind, uint32_t content_version,
                   const ng_section *sections, size_t n_sections, const ng_alloc *alloc,
                   ng_error *error)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    const size_t temp_size = strlen(path) + 40;
    plan p;
    ng_status status = make_plan(&p, kind, content_version, sections, n_sections);
    char *temp;

    if (status != NG_OK)
        return ng_fail(error, status, "%zu sections, at most %d may be", n_sections,
                       NG_CONTAINER_MAX_SECTIONS);
    temp = ng_realloc(&a, NULL, temp_size);
    if (temp == NULL)
        return ng_fail(error, NG_ERR_MEMORY, "memory is short");
    status = write_plan(&p, path, temp, temp_size, error);
    ng_free(&a, temp);
    return status;
}
