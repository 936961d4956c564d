/*
 * Read an article and print its blocks and the names in it.
 *
 *   make c-example
 *   ./read examples/article.txt [python/nutgraf/data/news.ngx]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nutgraf.h"

/* The whole of a file, or NULL; *n_bytes long. */
static char *
read_file(const char *path, size_t *n_bytes)
{
    FILE *const file = fopen(path, "rb");
    size_t cap = 1 << 16, n = 0;
    char *bytes = malloc(cap);

    if (file == NULL || bytes == NULL)
        goto fail;
    for (;;) {
        n += fread(bytes + n, 1, cap - n, file);
        if (n < cap)
            break;
        char *const grown = realloc(bytes, 2 * cap);
        if (grown == NULL)
            goto fail;
        bytes = grown;
        cap *= 2;
    }
    if (ferror(file))
        goto fail;
    fclose(file);
    *n_bytes = n;
    return bytes;

fail:
    if (file != NULL)
        fclose(file);
    free(bytes);
    return NULL;
}

/* The number of a column; the names are those of docs/tables.md. */
static size_t
column(ng_table_id table, const char *name)
{
    size_t i = 0;

    while (strcmp(ng_column_name(table, i), name) != 0)
        i++;
    return i;
}

static void
print_cell(const ng_table *table, size_t i, size_t row)
{
    ng_cell cell;

    if (ng_table_cell(table, i, row, &cell) != NG_OK)
        return;
    if (cell.kind == NG_CELL_TEXT)
        printf("%.*s", (int)cell.n_text, cell.text);
    else if (cell.kind == NG_CELL_INTEGER)
        printf("%lld", (long long)cell.integer);
    else if (cell.kind == NG_CELL_REAL)
        printf("%.2f", cell.real);
}

static void
print_table(const ng_table *table, ng_table_id id, const char *const *names, size_t n_names)
{
    printf("%s: %zu rows\n", ng_table_name(id), ng_table_n_rows(table));
    for (size_t row = 0; row < ng_table_n_rows(table); row++) {
        for (size_t i = 0; i < n_names; i++) {
            print_cell(table, column(id, names[i]), row);
            putchar(i + 1 < n_names ? '\t' : '\n');
        }
    }
}

int
main(int argc, char **argv)
{
    static const char *const block_columns[] = {"start", "stop", "kind", "rule"};
    static const char *const mention_columns[] = {"start", "stop", "label", "text"};
    ng_options options = {.struct_size = sizeof options};
    ng_pipeline *pipeline = NULL;
    ng_lexicon *lexicon = NULL;
    ng_batch *batch = NULL;
    ng_table *blocks = NULL, *mentions = NULL;
    ng_input input = {0};
    ng_error error = {{0}};
    ng_status status;
    char *text;

    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: %s ARTICLE [LEXICON.ngx]\n", argv[0]);
        return 2;
    }
    text = read_file(argv[1], &input.n_bytes);
    if (text == NULL) {
        fprintf(stderr, "%s: cannot be read\n", argv[1]);
        return 1;
    }
    input.text = text;

    status = argc == 3 ? ng_lexicon_open(argv[2], NULL, &lexicon, &error) : NG_OK;
    options.lexicon = lexicon;
    if (status == NG_OK)
        status = ng_pipeline_new(&options, NULL, &pipeline);
    if (status == NG_OK)
        status = ng_batch_new(pipeline,
                              NG_TABLE_BIT(NG_TABLE_BLOCKS) | NG_TABLE_BIT(NG_TABLE_MENTIONS),
                              &batch);
    if (status == NG_OK)
        status = ng_batch_read(batch, 0, &input);
    if (status == NG_OK) {
        blocks = ng_batch_take(batch, NG_TABLE_BLOCKS);
        mentions = ng_batch_take(batch, NG_TABLE_MENTIONS);
        print_table(blocks, NG_TABLE_BLOCKS, block_columns, 4);
        print_table(mentions, NG_TABLE_MENTIONS, mention_columns, 4);
    } else {
        fprintf(stderr, "%s: %s\n", argv[0],
                error.message[0] != '\0' ? error.message : ng_status_text(status));
    }

    ng_table_release(blocks);
    ng_table_release(mentions);
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
    ng_lexicon_free(lexicon);
    free(text);
    return status == NG_OK ? 0 : 1;
}
