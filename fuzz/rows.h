/*
 * What the targets that read tables share: all tables of one text, their cells, and what
 * holds for rows of any table.
 */
#ifndef FUZZ_ROWS_H
#define FUZZ_ROWS_H

#include "dispatch.h"
#include "nutgraf.h"
#include "schema.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

/* The lexicon and the model that NUTGRAF_LEXICON and NUTGRAF_MODEL name, or NULL. */
static inline void
open_data(ng_lexicon **lexicon, ng_model **model)
{
    const char *const names = getenv("NUTGRAF_LEXICON"), *const weights = getenv("NUTGRAF_MODEL");

    if (names != NULL)
        REQUIRE(ng_lexicon_open(names, NULL, lexicon, NULL) == NG_OK);
    if (weights != NULL)
        REQUIRE(ng_model_open(weights, NULL, model, NULL) == NG_OK);
}

/* ---------------------------------------------------------------------- tables */

typedef struct tables {
    ng_table *of[NG_N_TABLES];
} tables;

/* All tables of one text; free with free_tables(). */
static inline tables
read_tables(const ng_pipeline *pipeline, const ng_input *input)
{
    ng_batch *batch;
    tables t;

    REQUIRE(ng_batch_new(pipeline, NG_ALL_TABLES, &batch) == NG_OK);
    REQUIRE(ng_batch_read(batch, 0, input) == NG_OK);
    for (unsigned i = 0; i < NG_N_TABLES; i++)
        t.of[i] = ng_batch_take(batch, (ng_table_id)i);
    ng_batch_free(batch);
    return t;
}

static inline void
free_tables(tables *t)
{
    for (unsigned i = 0; i < NG_N_TABLES; i++)
        ng_table_release(t->of[i]);
}

/* ----------------------------------------------------------------------- cells */

static inline ng_cell
cell_of(const ng_table *table, size_t column, size_t row)
{
    ng_cell cell;

    REQUIRE(ng_table_cell(table, column, row, &cell) == NG_OK);
    return cell;
}

static inline ng_cell
item_of(const ng_table *table, size_t column, size_t row, size_t i)
{
    ng_cell item;

    REQUIRE(ng_table_list_item(table, column, row, i, &item) == NG_OK);
    return item;
}

static inline bool
is_null(const ng_table *table, size_t column, size_t row)
{
    return cell_of(table, column, row).kind == NG_CELL_NULL;
}

static inline int64_t
integer_of(const ng_table *table, size_t column, size_t row)
{
    const ng_cell cell = cell_of(table, column, row);

    REQUIRE(cell.kind == NG_CELL_INTEGER || cell.kind == NG_CELL_DATE);
    return cell.integer;
}

/* Whether the cell is that text. */
static inline bool
is_text(const ng_table *table, size_t column, size_t row, const char *text)
{
    const ng_cell cell = cell_of(table, column, row);

    return cell.kind == NG_CELL_TEXT && cell.n_text == strlen(text) &&
           memcmp(cell.text, text, cell.n_text) == 0;
}

/* The cell is null, or the number of a row of that table. */
static inline void
require_row(const ng_table *table, size_t column, size_t row, const ng_table *of)
{
    const ng_cell cell = cell_of(table, column, row);

    REQUIRE(cell.kind == NG_CELL_NULL || (cell.kind == NG_CELL_INTEGER && cell.integer >= 0 &&
                                          (size_t)cell.integer < ng_table_n_rows(of)));
}

/* From 0 to 1. */
static inline void
require_conf(const ng_table *table, size_t column, size_t row)
{
    const ng_cell cell = cell_of(table, column, row);

    REQUIRE(cell.kind == NG_CELL_REAL && cell.real >= 0 && cell.real <= 1);
}

/* Column `text` is [start, stop) of the input, offsets in bytes; where bytes in it are not
   UTF-8 it has U+FFFD. */
static inline void
require_piece(const ng_input *input, const ng_table *table, size_t text, size_t start, size_t stop,
              size_t row)
{
    const ng_cell cell = cell_of(table, text, row);
    const int64_t a = integer_of(table, start, row), b = integer_of(table, stop, row);

    REQUIRE(0 <= a && a < b && (uint64_t)b <= input->n_bytes);
    REQUIRE(cell.kind == NG_CELL_TEXT && cell.n_text > 0);
    if (ng_utf8_is_valid(input->text + a, input->text + b))
        REQUIRE(cell.n_text == (size_t)(b - a) &&
                memcmp(cell.text, input->text + a, cell.n_text) == 0);
}

/* The same where all three may be null together. */
static inline void
require_piece_or_none(const ng_input *input, const ng_table *table, size_t text, size_t start,
                      size_t stop, size_t row)
{
    const bool none = is_null(table, text, row);

    REQUIRE(none == is_null(table, start, row) && none == is_null(table, stop, row));
    if (!none)
        require_piece(input, table, text, start, stop, row);
}

/* Strings are UTF-8, those of lists too. */
static inline void
require_utf8(const ng_table *table, ng_table_id id)
{
    const ng_schema *const schema = ng_schema_of(id);

    for (size_t row = 0; row < ng_table_n_rows(table); row++) {
        for (size_t c = 0; c < schema->n_fields; c++) {
            const ng_cell cell = cell_of(table, c, row);

            REQUIRE(cell.kind != NG_CELL_NULL || schema->fields[c].nullable);
            if (cell.kind == NG_CELL_TEXT)
                REQUIRE(ng_utf8_is_valid(cell.text, cell.text + cell.n_text));
            for (int64_t i = 0; cell.kind == NG_CELL_LIST && i < cell.integer; i++) {
                const ng_cell item = item_of(table, c, row, (size_t)i);

                if (item.kind == NG_CELL_TEXT)
                    REQUIRE(ng_utf8_is_valid(item.text, item.text + item.n_text));
            }
        }
    }
}

/* ------------------------------------------------------------------ comparison */

static inline bool
is_same_cell(const ng_cell *x, const ng_cell *y)
{
    if (x->kind != y->kind)
        return false;
    if (x->kind == NG_CELL_TEXT)
        return x->n_text == y->n_text && memcmp(x->text, y->text, x->n_text) == 0;
    if (x->kind == NG_CELL_REAL)
        return x->real == y->real;
    return x->kind == NG_CELL_NULL || x->integer == y->integer;
}

/* Both have the same rows. */
static inline void
require_same(const ng_table *a, const ng_table *b, ng_table_id id)
{
    const size_t n_columns = ng_schema_of(id)->n_fields;

    REQUIRE(ng_table_n_rows(a) == ng_table_n_rows(b));
    for (size_t row = 0; row < ng_table_n_rows(a); row++) {
        for (size_t c = 0; c < n_columns; c++) {
            const ng_cell x = cell_of(a, c, row), y = cell_of(b, c, row);

            REQUIRE(is_same_cell(&x, &y));
            for (int64_t i = 0; x.kind == NG_CELL_LIST && i < x.integer; i++) {
                const ng_cell v = item_of(a, c, row, (size_t)i), w = item_of(b, c, row, (size_t)i);

                REQUIRE(is_same_cell(&v, &w));
            }
        }
    }
}

/* Every level of vector instructions below the best gives the same tables. */
static inline void
require_levels(const ng_pipeline *pipeline, const ng_input *input, const tables *t)
{
    const ng_cpu best = ng_cpu_current();

    for (int level = 0; level < (int)best; level++) {
        tables again;

        if (!ng_cpu_force((ng_cpu)level))
            continue;
        again = read_tables(pipeline, input);
        for (unsigned i = 0; i < NG_N_TABLES; i++)
            require_same(t->of[i], again.of[i], (ng_table_id)i);
        free_tables(&again);
    }
    REQUIRE(ng_cpu_force(best));
}

#endif
