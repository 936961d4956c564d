/*
 * Many threads share one pipeline with all that it can have: lexicons, model, aliases,
 * overrides and patterns.  Each reads, matches and explains, and finds what one thread found
 * before; all of them ask one table of tokens for the columns that are made when asked for.
 *
 *     test_shared [THREADS [LEXICON.ngx MODEL.ngm]]
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "arrow_abi.h"
#include "check.h"
#include "nutgraf.h"

static const char article[] =
    "Mayor Quits As Port Sinks\n\nBy Jane Roe | Aug. 11, 2017\n\n"
    "SPRINGFIELD, Ill. (AP) \xE2\x80\x94 Mayor John Q. Doe, 58, resigned on Friday, two days after "
    "\xE2\x80\x9C" "a difficult week,\xE2\x80\x9D his office said. He paid $3.5 million to the Port of "
    "Na\xC3\xAFve Falls, Mr. Doe said.\n\nBroken \xFF\xC3 bytes. North Korea\xE2\x80\x99s Kim Jong-un "
    "told Reuters \xE2\x80\x9Cno.\xE2\x80\x9D Write to desk@example.org.\n";
#define N_BYTES (sizeof article - 1)

enum { MAX_THREADS = 64, N_ROUNDS = 3 };

typedef struct shared {
    ng_lexicon *built_in, *own;
    ng_model *model;
    ng_aliases *aliases;
    ng_overrides *overrides;
    ng_patterns *patterns;
    ng_pipeline *pipeline;
    ng_table *tokens; /* whose columns nobody has asked for yet */
    uint64_t sums[NG_N_TABLES];
    uint64_t explained;
    atomic_uint n_wrong;
    pthread_barrier_t start;
} shared;

/* ------------------------------------------------------------------- work */

static uint64_t
mix(uint64_t sum, const void *bytes, size_t n)
{
    const unsigned char *const p = bytes;

    for (size_t i = 0; i < n; i++)
        sum = (sum ^ p[i]) * 0x100000001B3u;
    return sum;
}

static uint64_t
sum_of_cell(uint64_t sum, const ng_table *table, size_t column, size_t row)
{
    ng_cell cell, item;

    if (ng_table_cell(table, column, row, &cell) != NG_OK)
        return 0;
    sum = mix(sum, &cell.kind, sizeof cell.kind);
    if (cell.kind == NG_CELL_TEXT)
        return mix(sum, cell.text, cell.n_text);
    if (cell.kind == NG_CELL_REAL)
        return mix(sum, &cell.real, sizeof cell.real);
    if (cell.kind == NG_CELL_NULL)
        return sum;
    sum = mix(sum, &cell.integer, sizeof cell.integer);
    for (int64_t i = 0; cell.kind == NG_CELL_LIST && i < cell.integer; i++) {
        if (ng_table_list_item(table, column, row, (size_t)i, &item) != NG_OK)
            return 0;
        sum = item.kind == NG_CELL_TEXT ? mix(sum, item.text, item.n_text)
                                        : mix(sum, &item.integer, sizeof item.integer);
    }
    return sum;
}

static uint64_t
sum_of_table(ng_table_id id, const ng_table *table)
{
    uint64_t sum = ng_table_n_rows(table) + 1;

    for (size_t c = 0; ng_column_name(id, c) != NULL; c++) {
        for (size_t row = 0; row < ng_table_n_rows(table); row++)
            sum = sum_of_cell(sum, table, c, row);
    }
    return sum;
}

/* Sums of all tables; false where something fails. */
static bool
read_once(const shared *s, uint64_t *sums)
{
    const ng_input input = {.text = article, .n_bytes = N_BYTES};
    ng_batch *batch;
    bool done;

    if (ng_batch_new(s->pipeline, NG_ALL_TABLES, &batch) != NG_OK)
        return false;
    done = ng_batch_borrow_texts(batch) == NG_OK;
    for (uint32_t doc = 0; done && doc < 2; doc++)
        done = ng_batch_read(batch, doc, &input) == NG_OK;
    for (unsigned t = 0; done && t < NG_N_TABLES; t++) {
        ng_table *const table = ng_batch_take(batch, (ng_table_id)t);
        struct ArrowArray array;

        sums[t] = sum_of_table((ng_table_id)t, table);
        done = ng_table_export(table, 0, ng_table_n_rows(table), &array) == NG_OK;
        ng_table_release(table);
        if (done)
            array.release(&array); /* the last to hold it */
    }
    ng_batch_free(batch);
    return done;
}

/* Columns as large as those that the pool keeps for the next batch. */
static bool
reserve_once(const shared *s)
{
    ng_batch *batch;
    bool done;

    if (ng_batch_new(s->pipeline, NG_TABLE_BIT(NG_TABLE_TOKENS), &batch) != NG_OK)
        return false;
    done = ng_batch_reserve(batch, 3 << 20) == NG_OK;
    ng_batch_free(batch);
    return done;
}

static uint64_t
explain_once(const shared *s)
{
    ng_explanation *explanation;
    const ng_reason *reason;
    uint64_t sum = 1;

    if (ng_explain(s->pipeline, article, N_BYTES, 0, 100, &explanation) != NG_OK)
        return 0;
    for (size_t i = 0; (reason = ng_explanation_reason(explanation, i)) != NULL; i++)
        sum = mix(sum, reason->rule, strlen(reason->rule)) + reason->start;
    ng_explanation_free(explanation);
    return sum;
}

static void *
work(void *argument)
{
    shared *const s = argument;
    uint64_t sums[NG_N_TABLES];

    (void)pthread_barrier_wait(&s->start);
    if (sum_of_table(NG_TABLE_TOKENS, s->tokens) == 0)
        atomic_fetch_add(&s->n_wrong, 1);
    for (int round = 0; round < N_ROUNDS; round++) {
        if (!reserve_once(s))
            atomic_fetch_add(&s->n_wrong, 1);
        if (!read_once(s, sums) || memcmp(sums, s->sums, sizeof sums) != 0)
            atomic_fetch_add(&s->n_wrong, 1);
        if (explain_once(s) != s->explained)
            atomic_fetch_add(&s->n_wrong, 1);
    }
    return NULL;
}

/* ------------------------------------------------------------------ set up */

static ng_lexicon *
own_lexicon(void)
{
    static const char *const names[] = {"John Q. Doe", "Port of Na\xC3\xAFve Falls", "Kim Jong-un"};
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    ng_lexicon *lexicon = NULL;
    unsigned label = 0;

    CHECK(b != NULL && ng_lexicon_builder_label(b, "VESSEL", 6, &label) == NG_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const ng_lex_name name = {.surface = names[i], .n_surface = strlen(names[i]),
                                  .label = label, .variants = true};

        CHECK(ng_lexicon_builder_add_name(b, &name) == NG_OK);
    }
    CHECK(ng_lexicon_builder_open(b, "name: own\n", 10, NULL, &lexicon, NULL) == NG_OK);
    ng_lexicon_builder_free(b);
    return lexicon;
}

static void
set_up(shared *s, const char *lexicon, const char *model)
{
    static const ng_alias aliases[] = {{"Doe", "Mr.", "John Doe", "Q7", 0, NG_LABEL_PERSON}};
    static const ng_override overrides[] = {{"Reuters", "ORG", NULL, NULL, false},
                                            {"Springfield", NULL, "*", "Mayor", true}};
    static const char rules[] = "paid :: who paid :: \"paid\" sum:MONEY => PAYMENT";
    const ng_input input = {.text = article, .n_bytes = N_BYTES};
    ng_options options = {.struct_size = sizeof options};
    ng_batch *batch;
    size_t bad;

    memset(s, 0, sizeof *s);
    if (lexicon != NULL)
        CHECK(ng_lexicon_open(lexicon, NULL, &s->built_in, NULL) == NG_OK);
    if (model != NULL)
        CHECK(ng_model_open(model, NULL, &s->model, NULL) == NG_OK);
    s->own = own_lexicon();
    CHECK(ng_aliases_new(aliases, 1, NULL, &s->aliases) == NG_OK);
    CHECK(ng_overrides_new(overrides, 2, NULL, &s->overrides, &bad) == NG_OK);
    CHECK(ng_patterns_compile(rules, sizeof rules - 1, NULL, &s->patterns, NULL) == NG_OK);
    options.lexicon = s->built_in;
    options.model = s->model;
    options.lexicons = (const ng_lexicon *const *)&s->own;
    options.n_lexicons = 1;
    options.lexicons_decide = true;
    options.aliases = s->aliases;
    options.overrides = s->overrides;
    options.patterns = s->patterns;
    CHECK(ng_pipeline_new(&options, NULL, &s->pipeline) == NG_OK);

    CHECK(read_once(s, s->sums));
    s->explained = explain_once(s);
    CHECK(s->explained > 1);
    CHECK(ng_batch_new(s->pipeline, NG_TABLE_BIT(NG_TABLE_TOKENS), &batch) == NG_OK);
    CHECK(ng_batch_borrow_texts(batch) == NG_OK);
    CHECK(ng_batch_read(batch, 0, &input) == NG_OK);
    s->tokens = ng_batch_take(batch, NG_TABLE_TOKENS);
    ng_batch_free(batch);
}

static void
tear_down(shared *s)
{
    ng_table_release(s->tokens);
    ng_pipeline_free(s->pipeline);
    ng_patterns_free(s->patterns);
    ng_overrides_free(s->overrides);
    ng_aliases_free(s->aliases);
    ng_lexicon_free(s->own);
    ng_model_free(s->model);
    ng_lexicon_free(s->built_in);
}

int
main(int argc, char **argv)
{
    unsigned n_threads = argc > 1 ? (unsigned)atoi(argv[1]) : 8;
    pthread_t threads[MAX_THREADS];
    shared s;

    if (n_threads == 0 || n_threads > MAX_THREADS)
        return 2;
    set_up(&s, argc > 3 ? argv[2] : NULL, argc > 3 ? argv[3] : NULL);
    if (n_failed == 0) {
        CHECK(pthread_barrier_init(&s.start, NULL, n_threads) == 0);
        for (unsigned i = 0; i < n_threads; i++)
            CHECK(pthread_create(&threads[i], NULL, work, &s) == 0);
        for (unsigned i = 0; i < n_threads; i++)
            CHECK(pthread_join(threads[i], NULL) == 0);
        pthread_barrier_destroy(&s.start);
        CHECK(atomic_load(&s.n_wrong) == 0);
    }
    tear_down(&s);
    return n_failed == 0 ? 0 : 1;
}
