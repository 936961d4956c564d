/*
 * libFuzzer target: names, entities, roles and quotes of any bytes, with what a user knows
 * better.
 *
 * The first byte chooses options: lexicon and model, a user's lexicon, aliases, overrides.
 * Holds: rows are inside the text and say what stands there; mentions do not overlap; the
 * entities have the mentions that say so; what is numbered is there; parts of quotes are in
 * order; strings are UTF-8; and every other level of vector instructions gives the same.
 */
#include "rows.h"

static ng_lexicon *lexicon, *own;
static ng_model *model;
static ng_aliases *aliases;
static ng_overrides *overrides;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ng_alias alias_rows[] = {
    {"Roe", NULL, "Jane Roe", "x:1", 0, NG_LABEL_PERSON},
    {"the mayor", NULL, "Jane Roe", "x:1", 0, NG_LABEL_NONE},
    {"Acme", "Inc", "Acme Widgets", NULL, 1, NG_LABEL_ORG},
    {"Aldersea", NULL, NULL, NULL, NG_NO_ALIAS, NG_LABEL_FAC},
};

static const ng_override override_rows[] = {
    {"Roe Two", "VESSEL", NULL, NULL, false},
    {"May", NULL, "*", NULL, false},
    {"officials", "ORG", NULL, "said", true},
    {"Port", NULL, "ORG GPE", NULL, true},
};

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const ng_lex_name names[] = {
        {.surface = "Jane Roe",
         .n_surface = 8,
         .ext_id = "x:1",
         .n_ext_id = 3,
         .variants = true,
         .label = NG_LABEL_PERSON,
         .match_case = NG_LEX_CASE_SMART},
        {.surface = "ferry",
         .n_surface = 5,
         .label = NG_LABEL_PRODUCT,
         .match_case = NG_LEX_CASE_ANY},
        {.surface = "gate",
         .n_surface = 4,
         .label = NG_LABEL_EVENT,
         .inside = true,
         .match_case = NG_LEX_CASE_SMART},
    };
    ng_lexicon_builder *const builder = ng_lexicon_builder_new(NULL);
    size_t bad;

    (void)argc;
    (void)argv;
    open_data(&lexicon, &model);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        REQUIRE(ng_lexicon_builder_add_name(builder, &names[i]) == NG_OK);
    REQUIRE(ng_lexicon_builder_open(builder, "", 0, NULL, &own, NULL) == NG_OK);
    ng_lexicon_builder_free(builder);
    REQUIRE(ng_aliases_new(alias_rows, sizeof alias_rows / sizeof alias_rows[0], NULL, &aliases) ==
            NG_OK);
    REQUIRE(ng_overrides_new(override_rows, sizeof override_rows / sizeof override_rows[0], NULL,
                             &overrides, &bad) == NG_OK);
    return 0;
}

/* ------------------------------------------------------------------------ rows */

static void
check_mentions(const ng_input *input, const tables *t)
{
    const ng_table *const m = t->of[NG_TABLE_MENTIONS];
    int64_t before = 0;

    for (size_t row = 0; row < ng_table_n_rows(m); row++) {
        require_piece(input, m, NG_MENTIONS_TEXT, NG_MENTIONS_START, NG_MENTIONS_STOP, row);
        REQUIRE(before <= integer_of(m, NG_MENTIONS_START, row));
        before = integer_of(m, NG_MENTIONS_STOP, row);
        require_row(m, NG_MENTIONS_SENT, row, t->of[NG_TABLE_SENTENCES]);
        require_row(m, NG_MENTIONS_ENTITY, row, t->of[NG_TABLE_ENTITIES]);
        require_conf(m, NG_MENTIONS_CONF, row);
    }
}

/* Each has as many mentions as say so, and starts with the first of them. */
static void
check_entities(const tables *t)
{
    const ng_table *const e = t->of[NG_TABLE_ENTITIES], *const m = t->of[NG_TABLE_MENTIONS];
    const size_t n = ng_table_n_rows(e);
    int64_t *const counts = calloc(n + 1, sizeof *counts), last = 0;

    REQUIRE(counts != NULL);
    for (size_t row = 0; row < ng_table_n_rows(m); row++) {
        const ng_cell entity = cell_of(m, NG_MENTIONS_ENTITY, row);

        if (entity.kind == NG_CELL_NULL)
            continue;
        if (counts[entity.integer]++ == 0)
            REQUIRE(integer_of(e, NG_ENTITIES_FIRST_START, (size_t)entity.integer) ==
                    integer_of(m, NG_MENTIONS_START, row));
    }
    for (size_t row = 0; row < n; row++) {
        const int64_t first = integer_of(e, NG_ENTITIES_FIRST_START, row);

        REQUIRE(integer_of(e, NG_ENTITIES_ENTITY, row) == (int64_t)row);
        REQUIRE(counts[row] > 0 && integer_of(e, NG_ENTITIES_N_MENTIONS, row) == counts[row]);
        REQUIRE(cell_of(e, NG_ENTITIES_NAME, row).n_text > 0);
        REQUIRE(cell_of(e, NG_ENTITIES_ALIASES, row).integer > 0);
        REQUIRE(row == 0 || last < first);
        require_conf(e, NG_ENTITIES_CONF, row);
        last = first;
    }
    free(counts);
}

static void
check_roles(const ng_input *input, const tables *t)
{
    const ng_table *const r = t->of[NG_TABLE_ROLES];
    int64_t before = 0;

    for (size_t row = 0; row < ng_table_n_rows(r); row++) {
        require_piece(input, r, NG_ROLES_TEXT, NG_ROLES_START, NG_ROLES_STOP, row);
        REQUIRE(before <= integer_of(r, NG_ROLES_START, row));
        before = integer_of(r, NG_ROLES_START, row);
        require_row(r, NG_ROLES_ENTITY, row, t->of[NG_TABLE_ENTITIES]);
        require_row(r, NG_ROLES_ORG_ENTITY, row, t->of[NG_TABLE_ENTITIES]);
        require_row(r, NG_ROLES_SENT, row, t->of[NG_TABLE_SENTENCES]);
        require_conf(r, NG_ROLES_CONF, row);
        REQUIRE(is_null(r, NG_ROLES_AGE, row) || is_text(r, NG_ROLES_KIND, row, "age"));
    }
}

/* Parts of one quote are in order and inside it; of mixed ones, they are the words between marks.
 */
static void
check_parts(const ng_input *input, const ng_table *q, size_t row)
{
    const int64_t n = cell_of(q, NG_QUOTES_PART_STARTS, row).integer;
    int64_t before = 0;

    REQUIRE(n > 0 && cell_of(q, NG_QUOTES_PART_STOPS, row).integer == n);
    for (int64_t i = 0; i < n; i++) {
        const int64_t start = item_of(q, NG_QUOTES_PART_STARTS, row, (size_t)i).integer;
        const int64_t stop = item_of(q, NG_QUOTES_PART_STOPS, row, (size_t)i).integer;

        REQUIRE(before <= start && start < stop && (uint64_t)stop <= input->n_bytes);
        if (i == 0 && !is_text(q, NG_QUOTES_KIND, row, "mixed"))
            REQUIRE(start == integer_of(q, NG_QUOTES_START, row));
        before = stop;
    }
    if (!is_text(q, NG_QUOTES_KIND, row, "mixed"))
        REQUIRE(before == integer_of(q, NG_QUOTES_STOP, row));
}

static void
check_quotes(const ng_input *input, const tables *t)
{
    const ng_table *const q = t->of[NG_TABLE_QUOTES];
    int64_t before = 0;

    for (size_t row = 0; row < ng_table_n_rows(q); row++) {
        const ng_cell co = cell_of(q, NG_QUOTES_CO_SPEAKERS, row);

        require_piece(input, q, NG_QUOTES_TEXT, NG_QUOTES_START, NG_QUOTES_STOP, row);
        require_piece_or_none(input, q, NG_QUOTES_CUE, NG_QUOTES_CUE_START, NG_QUOTES_CUE_STOP,
                              row);
        require_piece_or_none(input, q, NG_QUOTES_SPEAKER, NG_QUOTES_SPEAKER_START,
                              NG_QUOTES_SPEAKER_STOP, row);
        REQUIRE(integer_of(q, NG_QUOTES_QUOTE, row) == (int64_t)row);
        REQUIRE(before <= integer_of(q, NG_QUOTES_START, row));
        before = integer_of(q, NG_QUOTES_START, row);
        check_parts(input, q, row);
        require_row(q, NG_QUOTES_SENT, row, t->of[NG_TABLE_SENTENCES]);
        require_row(q, NG_QUOTES_SPEAKER_ENTITY, row, t->of[NG_TABLE_ENTITIES]);
        for (int64_t i = 0; i < co.integer; i++) {
            const int64_t who = item_of(q, NG_QUOTES_CO_SPEAKERS, row, (size_t)i).integer;

            REQUIRE(who >= 0 && (size_t)who < ng_table_n_rows(t->of[NG_TABLE_ENTITIES]));
        }
        require_conf(q, NG_QUOTES_CONF, row);
        REQUIRE(is_text(q, NG_QUOTES_KIND, row, "scare") ==
                is_text(q, NG_QUOTES_SPEAKER_TYPE, row, "none"));
    }
}

/* ---------------------------------------------------------------------- target */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ng_lexicon *const lexicons[] = {own};
    ng_options options = {.struct_size = sizeof options, .unit = NG_UNIT_BYTE};
    ng_input input = {0};
    ng_pipeline *pipeline;
    tables t;

    if (size == 0)
        return 0;
    if (data[0] & 0x80) {
        options.lexicon = lexicon;
        options.model = model;
    }
    if (data[0] & 1) {
        options.lexicons = lexicons;
        options.n_lexicons = 1;
        options.lexicons_decide = (data[0] & 2) != 0;
    }
    options.aliases = data[0] & 4 ? aliases : NULL;
    options.overrides = data[0] & 8 ? overrides : NULL;
    options.whole = (data[0] & 16) != 0;
    input.text = (const char *)data + 1;
    input.n_bytes = size - 1;
    REQUIRE(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
    t = read_tables(pipeline, &input);
    check_mentions(&input, &t);
    check_entities(&t);
    check_roles(&input, &t);
    check_quotes(&input, &t);
    for (unsigned i = 0; i < NG_N_TABLES; i++)
        require_utf8(t.of[i], (ng_table_id)i);
    require_levels(pipeline, &input, &t);
    free_tables(&t);
    ng_pipeline_free(pipeline);
    return 0;
}
