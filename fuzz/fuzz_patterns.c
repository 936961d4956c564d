/*
 * libFuzzer target: any rules over any text.
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -Icsrc/include -Icsrc/src \
 *       fuzz/fuzz_patterns.c csrc/src/[a-z]*.c -lutf8proc
 *
 * The first byte chooses scheme and unit; rules and text are parted by a byte 0xFF, which
 * is in no UTF-8.  Holds: rules that are refused say where; matches are in order, inside the
 * text and of a rule.
 */
#include <stdlib.h>
#include <string.h>

#include "nutgraf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Columns of patterns, as in docs/tables.md. */
enum { START = 3, STOP = 4 };

static int64_t
number(const ng_table *table, size_t column, size_t row)
{
    ng_cell cell;

    if (ng_table_cell(table, column, row, &cell) != NG_OK || cell.kind != NG_CELL_INTEGER)
        abort();
    return cell.integer;
}

static void
check(const ng_pipeline *pipeline, const char *text, size_t n)
{
    const ng_input input = {.text = text, .n_bytes = n};
    ng_table *table;
    ng_batch *batch;
    int64_t before = 0;

    if (ng_batch_new(pipeline, NG_TABLE_BIT(NG_TABLE_PATTERNS), &batch) != NG_OK ||
        ng_batch_read(batch, 0, &input) != NG_OK)
        abort();
    table = ng_batch_take(batch, NG_TABLE_PATTERNS);
    for (size_t i = 0; i < ng_table_n_rows(table); i++) {
        const int64_t start = number(table, START, i), stop = number(table, STOP, i);

        if (start < before || stop <= start || stop > (int64_t)n)
            abort();
        before = stop;
    }
    ng_table_release(table);
    ng_batch_free(batch);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ng_options options = {.struct_size = sizeof options};
    const uint8_t *const split = size > 1 ? memchr(data + 1, 0xFF, size - 1) : NULL;
    ng_pipeline *pipeline;
    ng_patterns *patterns;
    ng_error error;
    ng_status status;

    if (split == NULL)
        return 0;
    status = ng_patterns_compile((const char *)data + 1, (size_t)(split - data - 1), NULL,
                                 &patterns, &error);
    if (status == NG_ERR_FORMAT && strncmp(error.message, "line ", 5) != 0)
        abort();
    if (status != NG_OK)
        return 0;
    options.scheme = (ng_scheme)(data[0] % NG_N_SCHEMES);
    options.unit = (ng_unit)(data[0] / NG_N_SCHEMES % NG_N_UNITS);
    options.patterns = patterns;
    if (ng_pipeline_new(&options, NULL, &pipeline) != NG_OK)
        abort();
    check(pipeline, (const char *)split + 1, size - (size_t)(split + 1 - data));
    ng_pipeline_free(pipeline);
    ng_patterns_free(patterns);
    return 0;
}
