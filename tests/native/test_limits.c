/*
 * Limits: a text that is too long is refused before a byte of it is read or any memory is
 * taken for it, and reading needs little stack, whatever the text is.
 */
#include "check.h"
#include "nutgraf.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* ------------------------------------------------------------- lengths */

/* The largest piece of memory that was asked for. */
static void *
watched_realloc(void *ctx, void *pointer, size_t n_bytes)
{
    size_t *const largest = ctx;

    *largest = n_bytes > *largest ? n_bytes : *largest;
    return realloc(pointer, n_bytes);
}

static void
watched_free(void *ctx, void *pointer)
{
    (void)ctx;
    free(pointer);
}

/* Read n bytes that stand in a page which nobody may read; the row of errors must say so. */
static void
check_refused(const ng_pipeline *pipeline, const char *guarded, size_t n, const char *message)
{
    const ng_input input = {.text = guarded, .n_bytes = n};
    ng_explanation *explanation;
    ng_batch *batch;
    ng_table *errors;
    ng_cell cell;

    CHECK(ng_batch_new(pipeline, NG_ALL_TABLES, &batch) == NG_OK);
    CHECK(ng_batch_read(batch, 0, &input) == NG_OK);
    errors = ng_batch_take(batch, NG_TABLE_ERRORS);
    CHECK(ng_table_n_rows(errors) == 1);
    CHECK(ng_table_cell(errors, 4, 0, &cell) == NG_OK && cell.kind == NG_CELL_TEXT);
    CHECK(cell.n_text == strlen(message) && memcmp(cell.text, message, cell.n_text) == 0);
    ng_table_release(errors);
    ng_batch_free(batch);
    CHECK(ng_explain(pipeline, guarded, n, 0, 1, &explanation) == NG_ERR_TOO_LONG);
    CHECK(explanation == NULL);
}

static void
test_lengths(void)
{
    char *const guarded = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const char *const bytes = "the text is longer than 2147483647 bytes";
    size_t largest = 0;
    const ng_alloc alloc = {watched_realloc, watched_free, &largest};
    ng_options options = {.struct_size = sizeof options, .max_chars = SIZE_MAX};
    ng_pipeline *without, *with;

    CHECK(guarded != MAP_FAILED);
    CHECK(ng_pipeline_new(&options, &alloc, &without) == NG_OK);
    CHECK(ng_pipeline_new(NULL, &alloc, &with) == NG_OK);
    check_refused(without, guarded, NG_MAX_BYTES + 1, bytes);
#if SIZE_MAX > UINT32_MAX
    check_refused(without, guarded, (size_t)1 << 32, bytes); /* 0 in 32 bits */
    check_refused(without, guarded, ((size_t)1 << 32) + 5, bytes);
#endif
    check_refused(without, guarded, SIZE_MAX, bytes);
    check_refused(with, guarded, 4 * (NG_MAX_CHARS + 1),
                  "the text has more than 10000000 characters (max_chars)");
    CHECK(largest < 1 << 20);
    ng_pipeline_free(with);
    ng_pipeline_free(without);
    CHECK(munmap(guarded, 4096) == 0);
}

/* --------------------------------------------------------------- stack */

/* As little as a thread of another program may have; sanitizers need more for themselves. */
#if defined(__SANITIZE_ADDRESS__)
#define STACK_BYTES ((size_t)1 << 20)
#else
#define STACK_BYTES ((size_t)128 << 10)
#endif

static const char *const pieces[] = {
    "Jane Roe said on May 5 that it cost $5 million. ",
    "(", "[", "\xE2\x80\x9C", "\xE2\x80\x98", "\"", "'", "<div>", ", ", "a", "A ", "Mr. ", "said ",
    "of the ", "January 1, ", "1-", "$1 ", "\n", "By Jane Roe\n", "\xFF", "\xCC\x81", ".", "A.B.",
    "the mayor of the city of the man who said that "};

static void *
read_all(void *context)
{
    static const char rules[] =
        "deep :: :: ((((((((((WORD)*)*)*)*)*)*)*)*)*) \"x\" => X\nrun :: :: CAP+ \"said\" => RUN\n";
    const size_t n = (size_t)1 << 18;
    char *const text = malloc(n);
    ng_options options = {.struct_size = sizeof options};
    ng_patterns *patterns;
    ng_pipeline *pipeline;

    (void)context;
    CHECK(text != NULL);
    CHECK(ng_patterns_compile(rules, sizeof rules - 1, NULL, &patterns, NULL) == NG_OK);
    options.patterns = patterns;
    CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
    for (size_t i = 0; text != NULL && i < sizeof pieces / sizeof pieces[0]; i++) {
        const ng_input input = {.text = text, .n_bytes = n};
        const size_t len = strlen(pieces[i]);
        ng_explanation *explanation;
        ng_batch *batch;

        for (size_t k = 0; k < n; k++)
            text[k] = pieces[i][k % len];
        CHECK(ng_batch_new(pipeline, NG_ALL_TABLES, &batch) == NG_OK);
        CHECK(ng_batch_read(batch, 0, &input) == NG_OK);
        ng_batch_free(batch);
        CHECK(ng_explain(pipeline, text, n >> 3, 0, 1000, &explanation) == NG_OK);
        ng_explanation_free(explanation);
    }
    ng_pipeline_free(pipeline);
    ng_patterns_free(patterns);
    free(text);
    return NULL;
}

/* Rules nested too deep are refused, however deep. */
static void *
compile_deep(void *context)
{
    const size_t n = 200000;
    char *const rules = malloc(2 * n + 64);
    ng_patterns *patterns;
    ng_error error;
    size_t at;

    (void)context;
    CHECK(rules != NULL);
    at = (size_t)sprintf(rules, "deep :: :: ");
    memset(rules + at, '(', n);
    memcpy(rules + at + n, "WORD", 4);
    memset(rules + at + n + 4, ')', n);
    memcpy(rules + at + 2 * n + 4, " => X\n", 6);
    CHECK(ng_patterns_compile(rules, at + 2 * n + 10, NULL, &patterns, &error) == NG_ERR_FORMAT);
    CHECK(patterns == NULL && error.message[0] != '\0');
    free(rules);
    return NULL;
}

static void
on_small_stack(void *(*run)(void *))
{
    pthread_attr_t attributes;
    pthread_t thread;

    CHECK(pthread_attr_init(&attributes) == 0);
    CHECK(pthread_attr_setstacksize(&attributes, STACK_BYTES) == 0);
    CHECK(pthread_create(&thread, &attributes, run, NULL) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(pthread_attr_destroy(&attributes) == 0);
}

int
main(void)
{
    test_lengths();
    on_small_stack(read_all);
    on_small_stack(compile_deep);
    return n_failed != 0;
}
