/* The container: round trip, and every damage told.  Exits non-zero with a
   message on failure. */
#include "container.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

static const uint32_t numbers[] = {1, 2, 3, 4, 5};
static const ng_section sections[] = {
    {"numbers", numbers, sizeof numbers}, {"empty", NULL, 0}, {"eight8ch", "text of 16 bytes", 16}};

static unsigned char *
encode(size_t *n)
{
    void *bytes = NULL;

    CHECK(ng_container_encode(NG_CONTAINER_MODEL, 7, sections, 3, NULL, &bytes, n) == NG_OK);
    return bytes;
}

static void
test_checksum(void)
{
    char long_text[101];

    /* Published vectors of XXH64, seed 0. */
    CHECK(ng_checksum("", 0) == UINT64_C(0xEF46DB3751D8E999));
    CHECK(ng_checksum("a", 1) == UINT64_C(0xD24EC4F1A98C6E5B));
    CHECK(ng_checksum("abc", 3) == UINT64_C(0x44BC2CF5AD770999));
    CHECK(ng_checksum("Nobody inspects the spammish repetition", 39) ==
          UINT64_C(0xFBCEA83C8A378BF1));
    memset(long_text, 'x', sizeof long_text);
    CHECK(ng_checksum(long_text, 100) != ng_checksum(long_text, 101));
}

static void
check_content(const ng_container *c)
{
    const void *array;
    size_t n;
    ng_error error;

    CHECK(c->content_version == 7 && c->n_sections == 3);
    CHECK((uintptr_t)c->bytes % NG_CONTAINER_ALIGN == 0);
    CHECK(ng_container_section(c, "numbers", 4, &array, &n, &error) == NG_OK);
    CHECK(n == 5 && memcmp(array, numbers, sizeof numbers) == 0);
    CHECK((uintptr_t)array % NG_CONTAINER_ALIGN == 0);
    CHECK(ng_container_section(c, "empty", 4, &array, &n, &error) == NG_OK && n == 0);
    CHECK(ng_container_section(c, "eight8ch", 1, &array, &n, &error) == NG_OK && n == 16);
    CHECK(ng_container_section(c, "numbers", 8, &array, &n, &error) == NG_ERR_FORMAT);
    CHECK(strstr(error.message, "no multiple of 8") != NULL);
    CHECK(ng_container_section(c, "none", 1, &array, &n, &error) == NG_ERR_FORMAT);
    CHECK(strstr(error.message, "'none' is missing") != NULL);
}

static void
test_round_trip(const char *path)
{
    size_t n;
    unsigned char *const bytes = encode(&n);
    ng_container c;
    ng_error error;

    CHECK(ng_container_open_memory(&c, bytes, n, NG_CONTAINER_MODEL, NULL, &error) == NG_OK);
    CHECK(error.message[0] == '\0');
    check_content(&c);
    ng_container_close(&c);
    ng_container_close(&c);

    for (int i = 0; i < 2; i++) /* the second time it replaces a file */
        CHECK(ng_container_write(path, NG_CONTAINER_MODEL, 7, sections, 3, NULL, &error) == NG_OK);
    CHECK(ng_container_open(&c, path, NG_CONTAINER_MODEL, NULL, &error) == NG_OK);
    CHECK(c.n_bytes == n && memcmp(c.bytes, bytes, n) == 0);
    check_content(&c);
    ng_container_close(&c);
    CHECK(ng_container_open(&c, path, NG_CONTAINER_LEXICON, NULL, &error) == NG_ERR_FORMAT);
    CHECK(strstr(error.message, "kind is 2") != NULL);
    free(bytes);
}

static void
test_files(const char *path)
{
    ng_container c;
    ng_error error;
    FILE *file;

    CHECK(ng_container_open(&c, "/nonexistent/x", NG_CONTAINER_MODEL, NULL, &error) == NG_ERR_IO);
    CHECK(strstr(error.message, "/nonexistent/x") != NULL);
    CHECK(ng_container_open(&c, "/nonexistent/x", NG_CONTAINER_MODEL, NULL, NULL) == NG_ERR_IO);
    CHECK(ng_container_write("/nonexistent/x", NG_CONTAINER_MODEL, 7, sections, 3, NULL, &error) ==
          NG_ERR_IO);
    file = fopen(path, "wb");
    CHECK(file != NULL && fwrite("twelve bytes", 1, 12, file) == 12 && fclose(file) == 0);
    CHECK(ng_container_open(&c, path, NG_CONTAINER_MODEL, NULL, &error) == NG_ERR_FORMAT);
    CHECK(strcmp(error.message, "file is 12 bytes, a header has 64") == 0);
    CHECK(remove(path) == 0);
}

/* Every value of every byte but its own is told; so is every cut. */
static void
test_damage(void)
{
    size_t n;
    unsigned char *const bytes = encode(&n);
    unsigned char *const longer = calloc(1, n + 64);
    ng_container c;
    ng_error error;

    CHECK(longer != NULL);
    for (size_t i = 0; i < n; i++) {
        for (unsigned change = 1; change < 256; change++) {
            bytes[i] ^= (unsigned char)change;
            CHECK(ng_container_open_memory(&c, bytes, n, NG_CONTAINER_MODEL, NULL, &error) ==
                  NG_ERR_FORMAT);
            CHECK(error.message[0] != '\0');
            bytes[i] ^= (unsigned char)change;
        }
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char *const cut = malloc(i + 1); /* so that a sanitizer sees its end */

        CHECK(cut != NULL);
        memcpy(cut, bytes, i);
        CHECK(ng_container_open_memory(&c, cut, i, NG_CONTAINER_MODEL, NULL, NULL) ==
              NG_ERR_FORMAT);
        free(cut);
    }
    memcpy(longer, bytes, n);
    CHECK(ng_container_open_memory(&c, longer, n + 64, NG_CONTAINER_MODEL, NULL, &error) ==
          NG_ERR_FORMAT);
    bytes[n - 65] ^= 1; /* within the numbers' padding or a section */
    CHECK(ng_container_open_memory(&c, bytes, n, NG_CONTAINER_MODEL, NULL, &error) ==
          NG_ERR_FORMAT);
    free(longer);
    free(bytes);
}

static void *
no_memory(void *ctx, void *pointer, size_t n_bytes)
{
    (void)ctx;
    (void)pointer;
    (void)n_bytes;
    return NULL;
}

static void
free_nothing(void *ctx, void *pointer)
{
    (void)ctx;
    (void)pointer;
}

static void
test_no_memory(void)
{
    const ng_alloc none = {no_memory, free_nothing, NULL};
    ng_container c;
    void *bytes;
    size_t n;

    CHECK(ng_container_open_memory(&c, "", 0, NG_CONTAINER_MODEL, &none, NULL) == NG_ERR_MEMORY);
    CHECK(ng_container_encode(NG_CONTAINER_MODEL, 7, sections, 3, &none, &bytes, &n) ==
          NG_ERR_MEMORY);
}

int
main(int argc, char **argv)
{
    const char *const path = argc > 1 ? argv[1] : "test_container.tmp";

    test_checksum();
    test_round_trip(path);
    test_files(path);
    test_damage();
    test_no_memory();
    puts("test_container: ok");
    return 0;
}
