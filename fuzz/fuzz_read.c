/*
 * The whole read path: any bytes, each scheme and unit, all tables, exported
 * through Arrow and walked cell by cell.
 *
 * The first byte chooses options.  With NUTGRAF_LEXICON and NUTGRAF_MODEL set, these are
 * used for every second choice.
 */
#include <stdint.h>
#include <stdlib.h>

#include "arrow_abi.h"
#include "nutgraf.h"

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static ng_lexicon *lexicon;
static ng_model *model;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const char *const path = getenv("NUTGRAF_LEXICON"), *const model_path = getenv("NUTGRAF_MODEL");

    (void)argc;
    (void)argv;
    if (path != NULL)
        CHECK(ng_lexicon_open(path, NULL, &lexicon, NULL) == NG_OK);
    if (model_path != NULL)
        CHECK(ng_model_open(model_path, NULL, &model, NULL) == NG_OK);
    return 0;
}

static int64_t
integer(const ng_table *table, size_t column, size_t row)
{
    ng_cell cell;

    CHECK(ng_table_cell(table, column, row, &cell) == NG_OK && cell.kind == NG_CELL_INTEGER);
    return cell.integer;
}

/* Columns `start` and `stop` are ordered, do not overlap and stay in the text. */
static void
check_spans(const ng_table *table, size_t start, int64_t n_units)
{
    int64_t before = 0;

    for (size_t row = 0; row < ng_table_n_rows(table); row++) {
        const int64_t a = integer(table, start, row), b = integer(table, start + 1, row);

        CHECK(before <= a && a < b && b <= n_units);
        before = b;
    }
}

static void
walk(const ng_table *table, ng_table_id id)
{
    for (size_t row = 0; row < ng_table_n_rows(table); row++) {
        for (size_t c = 0; ng_column_name(id, c) != NULL; c++) {
            ng_cell cell, item;

            CHECK(ng_table_cell(table, c, row, &cell) == NG_OK);
            for (int64_t i = 0; cell.kind == NG_CELL_LIST && i < cell.integer; i++)
                CHECK(ng_table_list_item(table, c, row, (size_t)i, &item) == NG_OK);
        }
    }
}

static void
export(ng_table *table, ng_table_id id)
{
    struct ArrowSchema schema;
    struct ArrowArray array;

    CHECK(ng_table_schema(id, NULL, 0, &schema) == NG_OK);
    CHECK(ng_table_export(table, 0, ng_table_n_rows(table), &array) == NG_OK);
    CHECK(array.n_children == schema.n_children);
    schema.release(&schema);
    array.release(&array);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ng_options options = {.struct_size = sizeof options};
    ng_pipeline *pipeline;
    ng_batch *batch;
    ng_input input = {0};

    if (size == 0)
        return 0;
    options.scheme = (ng_scheme)(data[0] % NG_N_SCHEMES);
    options.unit = (ng_unit)(data[0] / NG_N_SCHEMES % NG_N_UNITS);
    options.date_order = (ng_date_order)(data[0] / NG_N_SCHEMES / NG_N_UNITS % NG_N_DATE_ORDERS);
    options.lexicon = data[0] & 0x80 ? lexicon : NULL;
    options.model = data[0] & 0x80 ? model : NULL;
    input.text = (const char *)data + 1;
    input.n_bytes = size - 1;
    CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
    CHECK(ng_batch_new(pipeline, NG_ALL_TABLES, &batch) == NG_OK);
    CHECK(ng_batch_read(batch, 7, &input) == NG_OK);
    for (unsigned t = 0; t < NG_N_TABLES; t++) {
        ng_table *const table = ng_batch_take(batch, (ng_table_id)t);

        /* `start` is column 2 of blocks, 4 of mentions, and 3 of the other two. */
        if (t == NG_TABLE_BLOCKS)
            check_spans(table, 2, (int64_t)input.n_bytes);
        else if (t == NG_TABLE_MENTIONS)
            check_spans(table, 4, (int64_t)input.n_bytes);
        else if (t == NG_TABLE_SENTENCES || t == NG_TABLE_TOKENS)
            check_spans(table, 3, (int64_t)input.n_bytes);
        /* Rows of the others may overlap. */
        walk(table, (ng_table_id)t);
        export(table, (ng_table_id)t);
        ng_table_release(table);
    }
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
    return 0;
}
