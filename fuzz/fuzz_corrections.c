/*
 * libFuzzer target: any aliases and overrides on any text.
 *
 * The first byte chooses options.  Then come rows, one a line, and behind a byte 0xFF, which
 * is in no UTF-8, the text.  Cells are parted by tabs: a row of overrides is "o", surface,
 * label, never, context; one of aliases "a", surface, name, id, context.  What follows "o" or
 * "a" in the first cell says more: whether letter case counts, the entity and its label.
 * Holds: a row that is refused is named; mentions are in order and inside the text, and
 * entities have them; rows of aliases make no mention.
 */
#include "rows.h"

#define MAX_ROWS 16

static ng_lexicon *lexicon;
static ng_model *model;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    open_data(&lexicon, &model);
    return 0;
}

/* The next cell of the line, ended by a NUL in its place; NULL behind the last. */
static const char *
next_cell(char **line)
{
    char *const cell = *line;
    char *const tab = cell != NULL ? strchr(cell, '\t') : NULL;

    if (tab != NULL)
        *tab = '\0';
    *line = tab != NULL ? tab + 1 : NULL;
    return cell;
}

typedef struct corrections {
    ng_override overrides[MAX_ROWS];
    ng_alias aliases[MAX_ROWS];
    size_t n_overrides, n_aliases;
} corrections;

static void
read_row(corrections *c, char *line)
{
    const char *const kind = next_cell(&line);
    const unsigned more = *kind != '\0' ? (unsigned char)kind[1] : 0;

    if (*kind == 'o' && c->n_overrides < MAX_ROWS) {
        ng_override *const x = &c->overrides[c->n_overrides++];

        x->surface = next_cell(&line);
        x->label = next_cell(&line);
        x->never = next_cell(&line);
        x->context = next_cell(&line);
        x->fold = more % 2 == 1;
        if (x->label != NULL && *x->label == '\0')
            x->label = NULL;
    } else if (*kind == 'a' && c->n_aliases < MAX_ROWS) {
        ng_alias *const x = &c->aliases[c->n_aliases++];

        x->surface = next_cell(&line);
        x->name = next_cell(&line);
        x->ext_id = next_cell(&line);
        x->context = next_cell(&line);
        x->entity = more % 8 < 7 ? more % 8 : NG_NO_ALIAS;
        x->label = more / 8 < NG_N_LABELS ? (uint8_t)(more / 8) : NG_LABEL_NONE;
    }
}

static corrections
read_rows(char *lines)
{
    corrections c = {0};

    while (lines != NULL) {
        char *const line = lines, *const end = strchr(lines, '\n');

        if (end != NULL)
            *end = '\0';
        lines = end != NULL ? end + 1 : NULL;
        read_row(&c, line);
    }
    return c;
}

static void
check(const ng_input *input, const tables *t)
{
    const ng_table *const m = t->of[NG_TABLE_MENTIONS], *const e = t->of[NG_TABLE_ENTITIES];
    int64_t before = 0;

    for (size_t row = 0; row < ng_table_n_rows(m); row++) {
        require_piece(input, m, NG_MENTIONS_TEXT, NG_MENTIONS_START, NG_MENTIONS_STOP, row);
        REQUIRE(before <= integer_of(m, NG_MENTIONS_START, row));
        before = integer_of(m, NG_MENTIONS_STOP, row);
        require_row(m, NG_MENTIONS_ENTITY, row, e);
        require_conf(m, NG_MENTIONS_CONF, row);
    }
    for (size_t row = 0; row < ng_table_n_rows(e); row++)
        REQUIRE(integer_of(e, NG_ENTITIES_N_MENTIONS, row) > 0);
}

/* The number of mentions, all of which hold. */
static size_t
read_with(ng_options options, const ng_aliases *aliases, const ng_input *input)
{
    ng_pipeline *pipeline;
    size_t n;
    tables t;

    options.aliases = aliases;
    REQUIRE(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
    t = read_tables(pipeline, input);
    check(input, &t);
    n = ng_table_n_rows(t.of[NG_TABLE_MENTIONS]);
    free_tables(&t);
    ng_pipeline_free(pipeline);
    return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *const split = size > 1 ? memchr(data + 1, 0xFF, size - 1) : NULL;
    ng_options options = {.struct_size = sizeof options, .unit = NG_UNIT_BYTE};
    ng_overrides *overrides;
    ng_aliases *aliases;
    ng_input input = {0};
    size_t n, bad;
    corrections c;
    char *lines;

    if (split == NULL)
        return 0;
    n = (size_t)(split - data - 1);
    lines = malloc(n + 1);
    REQUIRE(lines != NULL);
    memcpy(lines, data + 1, n);
    lines[n] = '\0';
    c = read_rows(lines);
    input.text = (const char *)split + 1;
    input.n_bytes = size - (size_t)(split + 1 - data);
    if (data[0] & 0x80) {
        options.lexicon = lexicon;
        options.model = model;
    }
    if (ng_overrides_new(c.overrides, c.n_overrides, NULL, &overrides, &bad) != NG_OK)
        REQUIRE(overrides == NULL && bad < c.n_overrides);
    if (ng_aliases_new(c.aliases, c.n_aliases, NULL, &aliases) != NG_OK)
        REQUIRE(aliases == NULL);
    options.overrides = overrides;
    n = read_with(options, NULL, &input);
    if (aliases != NULL)
        REQUIRE(read_with(options, aliases, &input) == n);
    ng_overrides_free(overrides);
    ng_aliases_free(aliases);
    free(lines);
    return 0;
}
