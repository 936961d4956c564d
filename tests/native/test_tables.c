/*
 * Batches and tables: offsets in three units against a count by hand, columns
 * with nulls and lists, Arrow arrays whose children outlive them, and every
 * allocation failing in turn.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "arrow_abi.h"
#include "column.h"
#include "faults.h"
#include "memory.h"
#include "nutgraf.h"
#include "offsets.h"
#include "utf8.h"

static const char article[] =
    "Mayor Quits As Port Sinks\n\nBy Jane Roe | Aug. 11, 2017\n\n"
    "SPRINGFIELD (AP) \xE2\x80\x94 Mayor Ana Ruiz said \xE2\x80\x9Cno\xE2\x80\x9D to the U.S. on "
    "Friday. \xF0\x9F\x98\x80 Broken \xFF\xC3 bytes, caf\xC3\xA9.\n\nWrite to a@b.example.\n";

/* ---------------------------------------------------------------- offsets */

static uint32_t
count_units(const char *p, const char *end, ng_unit unit)
{
    uint32_t n = 0;

    while (p < end) {
        const char *const start = p;
        const uint32_t cp = ng_utf8_next(&p, end);

        if (unit == NG_UNIT_BYTE)
            n += (uint32_t)(p - start);
        else
            n += unit == NG_UNIT_UTF16 && cp > 0xFFFF && cp != NG_UTF8_BROKEN ? 2 : 1;
    }
    return n;
}

static void
check_offsets(const char *text, size_t n_bytes)
{
    const ng_alloc alloc = ng_alloc_or_default(NULL);
    ng_offsets offsets = {0};

    for (int unit = 0; unit < NG_N_UNITS; unit++) {
        CHECK(ng_offsets_build(&offsets, &alloc, text, n_bytes, (ng_unit)unit,
                               ng_utf8_encoding(text, text + n_bytes)) == NG_OK);
        for (const char *p = text; p < text + n_bytes; ng_utf8_next(&p, text + n_bytes))
            CHECK(ng_offsets_at(&offsets, (uint32_t)(p - text)) ==
                  count_units(text, p, (ng_unit)unit));
        CHECK(ng_offsets_at(&offsets, (uint32_t)n_bytes) ==
              count_units(text, text + n_bytes, (ng_unit)unit));
    }
    CHECK(ng_count_chars(text, n_bytes) == count_units(text, text + n_bytes, NG_UNIT_CHAR));
    ng_offsets_free(&offsets, &alloc);
}

static void
test_offsets(void)
{
    static const char *const pieces[] = {
        "a",    " the ",    "\xC3\xA9",    "\xE2\x80\x99", "\xF0\x9F\x98\x80",
        "\xFF", "\xE2\x80", "\xED\xA0\x80"};
    uint32_t random = 1;

    check_offsets("", 0);
    check_offsets(article, sizeof article - 1);
    for (int round = 0; round < 2000; round++) {
        char text[400];
        size_t n = 0;
        /* With the last three pieces only in every second text: well-formed and
           broken text take different ways. */
        const uint32_t n_pieces = round % 2 == 0 ? 5 : 8;
        const size_t length = (size_t)round % 200;

        while (n < length) {
            random = random * 1664525u + 1013904223u;
            const char *const piece = pieces[(random >> 16) % n_pieces];

            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        /* A copy of the exact size, so that a read behind it is seen. */
        char *const exact = malloc(n + 1);
        memcpy(exact, text, n);
        check_offsets(exact, n);
        free(exact);
    }
}

/* ---------------------------------------------------------------- columns */

static void
test_columns(void)
{
    const ng_alloc alloc = ng_alloc_or_default(NULL);
    ng_column column;

    CHECK(ng_column_init(&column, &alloc, NG_TYPE_U32) == NG_OK);
    for (uint32_t i = 0; i < 100; i++)
        CHECK((i % 7 == 3 ? ng_column_push_null(&column, &alloc)
                          : ng_column_push_u32(&column, &alloc, i)) == NG_OK);
    for (uint32_t i = 0; i < 100; i++)
        CHECK(ng_column_is_null(&column, i) == (i % 7 == 3));
    CHECK(column.n == 100 && column.n_null == 14);
    ng_column_free(&column, &alloc);

    CHECK(ng_column_init(&column, &alloc, NG_TYPE_BOOL) == NG_OK);
    for (size_t n = 1, at = 0; at < 300; at += n, n = n % 13 + 1) {
        uint8_t flags[13];

        for (size_t i = 0; i < n; i++)
            flags[i] = (uint8_t)((at + i) % 3 == 0 ? 5 : 2);
        CHECK(ng_column_extend_bools(&column, &alloc, flags, 1, n) == NG_OK);
    }
    for (size_t i = 0; i < column.n; i++)
        CHECK((column.data[i / 8] >> (i % 8) & 1) == (i % 3 == 0));
    ng_column_free(&column, &alloc);

    CHECK(ng_column_init(&column, &alloc, NG_TYPE_UTF8) == NG_OK);
    CHECK(ng_column_push_utf8(&column, &alloc, "a\xFF\xC3z", 4) == NG_OK);
    CHECK(column.n_data == 8 && memcmp(column.data, "a\xEF\xBF\xBD\xEF\xBF\xBDz", 8) == 0);
    CHECK(ng_column_reserve_utf8(&column, &alloc, 1, (size_t)INT32_MAX) == NG_ERR_TOO_LONG);
    ng_column_free(&column, &alloc);
}

/* ------------------------------------------------------------------ Arrow */

static ng_table *
read_table(ng_table_id id)
{
    ng_pipeline *pipeline;
    ng_batch *batch;
    ng_table *table;
    const ng_input input = {.text = article, .n_bytes = sizeof article - 1};

    CHECK(ng_pipeline_new(NULL, NULL, &pipeline) == NG_OK);
    CHECK(ng_batch_new(pipeline, NG_ALL_TABLES, &batch) == NG_OK);
    CHECK(ng_batch_read(batch, 3, &input) == NG_OK);
    table = ng_batch_take(batch, id);
    CHECK(table != NULL && ng_batch_take(batch, id) == NULL);
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
    return table;
}

static void
test_moved_children(void)
{
    for (unsigned t = 0; t < NG_N_TABLES; t++) {
        ng_table *const table = read_table((ng_table_id)t);
        const size_t n_rows = ng_table_n_rows(table);
        struct ArrowArray array, *children;
        int64_t n_children;

        CHECK(ng_table_export(table, n_rows + 1, 0, &array) == NG_ERR_ARGUMENT);
        CHECK(ng_table_export(table, 0, n_rows, &array) == NG_OK);
        ng_table_release(table);
        /* A consumer may move the children out and release their parent first. */
        n_children = array.n_children;
        children = calloc((size_t)n_children, sizeof *children);
        for (int64_t i = 0; i < n_children; i++) {
            children[i] = *array.children[i];
            array.children[i]->release = NULL;
        }
        array.release(&array);
        for (int64_t i = 0; i < n_children; i++) {
            CHECK(children[i].length == (int64_t)n_rows);
            CHECK(children[i].n_buffers < 2 || children[i].buffers[1] != NULL);
            children[i].release(&children[i]);
        }
        free(children);
    }
}

static void
test_stream(void)
{
    ng_table *const table = read_table(NG_TABLE_TOKENS);
    const ng_metadata metadata[] = {{"key", "value"}};
    const ng_slice slices[] = {{table, 0, 2}, {table, 5, 3}};
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;

    CHECK(ng_stream_export(NG_TABLE_BLOCKS, slices, 2, NULL, 0, &stream) == NG_ERR_ARGUMENT);
    CHECK(ng_stream_export(NG_TABLE_TOKENS, slices, 2, metadata, 1, &stream) == NG_OK);
    ng_table_release(table);
    CHECK(stream.get_schema(&stream, &schema) == 0);
    CHECK(memcmp(schema.metadata + 8, "key", 3) == 0);
    schema.release(&schema);
    for (int i = 0; i < 2; i++) {
        CHECK(stream.get_next(&stream, &array) == 0 && array.length == 2 + i);
        array.release(&array);
    }
    CHECK(stream.get_next(&stream, &array) == 0 && array.release == NULL);
    stream.release(&stream);
}

static void
test_take(void)
{
    static const uint32_t rows[] = {3, 0, 3}, wrong[] = {100000};
    ng_table *const table = read_table(NG_TABLE_TOKENS);
    ng_table *taken;
    ng_cell a, b;

    CHECK(ng_table_take(table, wrong, 1, &taken) == NG_ERR_ARGUMENT && taken == NULL);
    CHECK(ng_table_take(table, rows, 3, &taken) == NG_OK && ng_table_n_rows(taken) == 3);
    for (size_t i = 0; i < 3; i++) {
        for (size_t c = 0; ng_column_name(NG_TABLE_TOKENS, c) != NULL; c++) {
            CHECK(ng_table_cell(table, c, rows[i], &a) == NG_OK);
            CHECK(ng_table_cell(taken, c, i, &b) == NG_OK);
            CHECK(a.kind == b.kind && a.integer == b.integer && a.n_text == b.n_text);
            CHECK(a.n_text == 0 || memcmp(a.text, b.text, a.n_text) == 0);
        }
    }
    CHECK(ng_table_cell(taken, 0, 3, &a) == NG_ERR_ARGUMENT);
    ng_table_release(taken);
    ng_table_release(table);
}

/* ----------------------------------------------------------------- faults */

/* Everything once; NG_OK or what failed. */
static ng_status
read_all(const ng_alloc *alloc, bool borrow)
{
    const ng_input input = {
        .text = article, .n_bytes = sizeof article - 1, .article_id = "x", .n_article_id = 1};
    ng_pipeline *pipeline;
    ng_batch *batch = NULL;
    struct ArrowArray array;
    ng_status status = ng_pipeline_new(NULL, alloc, &pipeline);

    if (status != NG_OK)
        return status;
    status = ng_batch_new(pipeline, NG_ALL_TABLES, &batch);
    if (status == NG_OK)
        status = ng_batch_reserve(batch, 1000);
    if (status == NG_OK && borrow)
        status = ng_batch_borrow_texts(batch);
    if (status == NG_OK)
        status = ng_batch_read(batch, 0, &input);
    if (status == NG_OK)
        status = ng_batch_fail(batch, 1, &input, "input", "type", "no text");
    for (unsigned t = 0; status == NG_OK && t < NG_N_TABLES; t++) {
        ng_table *const table = ng_batch_take(batch, (ng_table_id)t);

        status = ng_table_export(table, 0, ng_table_n_rows(table), &array);
        if (status == NG_OK)
            array.release(&array);
        ng_table_release(table);
    }
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
    return status;
}

static void
test_faults(bool borrow)
{
    long n_steps = 0;

    for (long left = 0;; left++) {
        faults f = {left, 0};
        const ng_alloc alloc = {faulty_realloc, faulty_free, &f};
        const ng_status status = read_all(&alloc, borrow);

        CHECK(f.n_pointers == 0);
        if (status == NG_OK)
            break;
        CHECK(status == NG_ERR_MEMORY);
        if (status != NG_ERR_MEMORY || ++n_steps > 100000)
            break;
    }
    /* As many as there are columns, at the least. */
    CHECK(n_steps > 60);
}

/* What is in a cell, as text. */
static void
print_cell(const ng_table *table, size_t column, size_t row, char *to, size_t n)
{
    ng_cell cell;

    CHECK(ng_table_cell(table, column, row, &cell) == NG_OK);
    if (cell.kind == NG_CELL_TEXT)
        snprintf(to, n, "%.*s", (int)cell.n_text, cell.text);
    else
        snprintf(to, n, "%d %lld", (int)cell.kind, (long long)cell.integer);
}

/* Columns made from borrowed texts when asked for are those that are made at once from
   texts that go away, in every unit, and for broken texts too. */
static void
test_borrowed(void)
{
    static const char *const texts[] = {
        "",
        "One \xE2\x80\x9Ctwo\xE2\x80\x9D. Three\xF0\x9F\x98\x80 four!",
        "Plain text. And more.",
        " \n ",
        "Broken \xFF\xC3 bytes\xE2\x82. End",
        "caf\xC3\xA9"};
    const size_t n_texts = sizeof texts / sizeof texts[0];

    for (unsigned unit = 0; unit < NG_N_UNITS; unit++) {
        const ng_options options = {.struct_size = sizeof options, .unit = (ng_unit)unit};
        ng_table *tables[2];
        ng_pipeline *pipeline;

        CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
        for (int borrow = 0; borrow < 2; borrow++) {
            ng_batch *batch;

            CHECK(ng_batch_new(pipeline, NG_TABLE_BIT(NG_TABLE_TOKENS), &batch) == NG_OK);
            if (borrow)
                CHECK(ng_batch_borrow_texts(batch) == NG_OK);
            for (size_t i = 0; i < n_texts; i++) {
                const ng_input input = {.text = texts[i], .n_bytes = strlen(texts[i])};

                CHECK(ng_batch_read(batch, (uint32_t)(7 * i), &input) == NG_OK);
            }
            CHECK(ng_batch_borrow_texts(batch) == NG_ERR_ARGUMENT); /* too late */
            tables[borrow] = ng_batch_take(batch, NG_TABLE_TOKENS);
            ng_batch_free(batch);
        }
        CHECK(ng_table_n_rows(tables[0]) == ng_table_n_rows(tables[1]));
        for (size_t c = NG_TOKENS_N; c-- > 0;) {
            for (size_t row = 0; row < ng_table_n_rows(tables[0]); row++) {
                char a[64], b[64];

                print_cell(tables[0], c, row, a, sizeof a);
                print_cell(tables[1], c, row, b, sizeof b);
                CHECK(strcmp(a, b) == 0);
            }
        }
        CHECK(ng_table_complete(tables[1]) == NG_OK);
        ng_table_release(tables[0]);
        ng_table_release(tables[1]);
        ng_pipeline_free(pipeline);
    }
}

static void
test_limits(void)
{
    ng_pipeline *pipeline;
    ng_batch *batch;
    ng_options options = {.struct_size = sizeof options, .scheme = NG_N_SCHEMES};
    const ng_input huge = {.text = "", .n_bytes = NG_MAX_BYTES + 1};
    ng_table *errors;

    CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_ERR_ARGUMENT);
    options.scheme = NG_SCHEME_NEWS;
    options.struct_size = 3;
    CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_ERR_ARGUMENT);
    CHECK(ng_pipeline_new(NULL, NULL, &pipeline) == NG_OK);
    CHECK(ng_batch_new(pipeline, ~0u, &batch) == NG_ERR_ARGUMENT);
    CHECK(ng_batch_new(pipeline, 0, &batch) == NG_OK);
    CHECK(ng_batch_read(batch, 0, &huge) == NG_OK);
    errors = ng_batch_take(batch, NG_TABLE_ERRORS);
    CHECK(errors != NULL && ng_table_n_rows(errors) == 1);
    ng_table_release(errors);
    ng_table_release(NULL);
    ng_batch_free(batch);
    ng_batch_free(NULL);
    ng_pipeline_free(pipeline);
    ng_pipeline_free(NULL);
}

/* A day outside of the calendar is told of, and not taken. */
static void
test_published(void)
{
    static const int32_t days[] = {INT32_MIN, -719163, 2932897, INT32_MAX};
    ng_pipeline *pipeline;
    ng_batch *batch;
    ng_table *errors, *articles;
    ng_cell cell;

    CHECK(ng_pipeline_new(NULL, NULL, &pipeline) == NG_OK);
    CHECK(ng_batch_new(pipeline, NG_ALL_TABLES, &batch) == NG_OK);
    for (uint32_t i = 0; i < 4; i++) {
        const ng_input input = {.text = article,
                                .n_bytes = sizeof article - 1,
                                .has_published = true,
                                .published = days[i]};

        CHECK(ng_batch_read(batch, i, &input) == NG_OK);
    }
    errors = ng_batch_take(batch, NG_TABLE_ERRORS);
    articles = ng_batch_take(batch, NG_TABLE_ARTICLES);
    CHECK(ng_table_n_rows(errors) == 4 && ng_table_n_rows(articles) == 4);
    /* That of the stamp: 2017-08-11. */
    CHECK(ng_table_cell(articles, 8, 0, &cell) == NG_OK && cell.kind == NG_CELL_DATE &&
          cell.integer == 17389);
    ng_table_release(errors);
    ng_table_release(articles);
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
}

int
main(void)
{
    test_offsets();
    test_columns();
    test_moved_children();
    test_stream();
    test_take();
    test_faults(false);
    test_faults(true);
    test_borrowed();
    test_limits();
    test_published();
    return n_failed == 0 ? 0 : 1;
}
