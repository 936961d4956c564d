/*
 * Time each stage of the library on one text, or the memory that reading it takes.
 *
 *   bench/bounds.py                     builds this, makes the texts and runs it
 *   ./bounds stages LEXICON.ngx MODEL.ngm ROUNDS TEXT  "stage seconds" lines, best of ROUNDS
 *   ./bounds whole LEXICON.ngx MODEL.ngm ROUNDS TEXT   the same of what runs all stages, or none
 *   ./bounds memory LEXICON.ngx MODEL.ngm TEXT         "bytes peak": kB beyond those at rest
 *
 * The pipeline has a lexicon, overrides and patterns of a user, too, made of what the
 * texts repeat.
 */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "doc.h"
#include "pipeline.h"

typedef struct stage {
    const char *name;
    unsigned bit;
} stage;

/* In the order of pipeline.c. */
static const stage stages[] = {
    {"find", NG_STAGE_FIND},           {"blocks", NG_STAGE_BLOCKS},
    {"tokens", NG_STAGE_TOKENS},       {"sentences", NG_STAGE_SENTENCES},
    {"values", NG_STAGE_VALUES},       {"values, patterns", NG_STAGE_PATTERNS},
    {"lexicon", NG_STAGE_LEXICON},     {"mentions", NG_STAGE_MENTIONS},
    {"told", NG_STAGE_TOLD},           {"ban", NG_STAGE_BAN},
    {"tagger", NG_STAGE_TAGGER},       {"merge", NG_STAGE_MERGE},
    {"obey", NG_STAGE_OBEY},           {"entities", NG_STAGE_ENTITIES},
    {"roles", NG_STAGE_ROLES},         {"quotes", NG_STAGE_QUOTES}};

#define N_STAGES (sizeof stages / sizeof stages[0])

static const char rules[] =
    "words TEAM = Leeds, \"West Ham\", 'Arsenal'\n"
    "let NUM = INT (~DASH ~INT)?\n"
    "bill :: bills :: kind:(\"H.R.\" | 'S.') number:NUM => BILL \"{kind} {number}\"\n"
    "win :: wins :: winner:TEAM WORD* \"beat\" [loser:TEAM] => WIN\n"
    "run :: runs of capitals :: CAP+ (\"of\" CAP+)* \"said\" => RUN\n"
    "fine :: fines :: \"fined\" [MONEY] => FINE\n";

static const ng_override override_rows[] = {
    {"Roe", "ORG", NULL, NULL, false},
    {"May", NULL, "*", NULL, true},
    {"Jane Roe", NULL, "PERSON", "said", false},
    {"a a a a b", "VESSEL", NULL, NULL, true},
};

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
check(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "bounds: %s\n", what);
        exit(1);
    }
}

static char *
read_text(const char *path, size_t *n)
{
    FILE *const file = fopen(path, "rb");
    char *bytes;
    long size = 0;

    check(file != NULL && fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0, path);
    rewind(file);
    bytes = malloc((size_t)size + 1);
    check(bytes != NULL, "out of memory");
    *n = fread(bytes, 1, (size_t)size, file);
    fclose(file);
    return bytes;
}

static ng_lexicon *
make_names(void)
{
    static const struct {
        const char *surface;
        unsigned label;
        bool variants, inside;
    } names[] = {{"Jane Roe", NG_LABEL_PERSON, true, false},
                 {"a a a a b", NG_LABEL_ORG, true, false},
                 {"A.A.A.B", NG_LABEL_ORG, true, false},
                 {"aaaaaaab", NG_LABEL_NONE, false, true},
                 {"New New New York", NG_LABEL_GPE, true, false}};
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    ng_lexicon *lexicon = NULL;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const ng_lex_name name = {.surface = names[i].surface,
                                  .n_surface = strlen(names[i].surface),
                                  .label = names[i].label,
                                  .match_case = NG_LEX_CASE_SMART,
                                  .variants = names[i].variants,
                                  .inside = names[i].inside};

        check(ng_lexicon_builder_add_name(b, &name) == NG_OK, "a name");
    }
    check(ng_lexicon_builder_open(b, "", 0, NULL, &lexicon, NULL) == NG_OK, "names");
    ng_lexicon_builder_free(b);
    return lexicon;
}

typedef struct times {
    const char *name[64];
    double best[64];
    size_t n;
} times;

static void
note(times *t, const char *name, double seconds)
{
    size_t i = 0;

    while (i < t->n && strcmp(t->name[i], name) != 0)
        i++;
    if (i == t->n) {
        t->name[t->n] = name;
        t->best[t->n++] = seconds;
    }
    else if (seconds < t->best[i])
        t->best[i] = seconds;
}

static void
time_stages(const ng_pipeline *pipeline, ng_doc *doc, const char *text, size_t n, times *t)
{
    ng_doc_reset(doc, text, n);
    for (size_t i = 0; i < N_STAGES; i++) {
        if (stages[i].bit == NG_STAGE_PATTERNS) /* they ask for values, which are made anew */
            doc->dates.n = doc->numbers.n = 0;
        const double start = now();

        check(ng_pipeline_run(pipeline, doc, stages[i].bit) == NG_OK, stages[i].name);
        note(t, stages[i].name, now() - start);
    }
}

static void
read_one(const ng_pipeline *pipeline, const char *text, size_t n)
{
    const ng_input input = {.text = text, .n_bytes = n};
    ng_table *errors;
    ng_batch *batch;

    check(ng_batch_new(pipeline, NG_ALL_TABLES, &batch) == NG_OK, "batch");
    check(ng_batch_read(batch, 0, &input) == NG_OK, "read");
    errors = ng_batch_take(batch, NG_TABLE_ERRORS);
    check(ng_table_n_rows(errors) == 0, "a row of errors");
    ng_table_release(errors);
    ng_batch_free(batch);
}

static void
time_segment(const char *text, size_t n, times *t)
{
    static const char *const names[] = {"segment grapheme", "segment word", "segment sentence"};

    for (unsigned kind = 0; kind < 3; kind++) {
        const double start = now();

        for (const char *p = text; p < text + n;)
            p += ng_segment_next((ng_boundary)kind, p, text + n);
        note(t, names[kind], now() - start);
    }
}

/* The text as one, and as rows of 500 bytes. */
static void
time_near_dup(const char *text, size_t n, times *t)
{
    const size_t n_rows = n / 500 + 1;
    ng_text *const texts = malloc(n_rows * sizeof *texts);
    ng_near_dup *const rows = malloc(n_rows * sizeof *rows);
    const ng_text one = {text, n};
    double start = now();

    check(texts != NULL && rows != NULL, "out of memory");
    check(ng_near_duplicates(&one, 1, 0.8, NULL, rows) == NG_OK, "near-duplicates");
    note(t, "near-dup one", now() - start);
    for (size_t i = 0; i < n_rows; i++)
        texts[i] = (ng_text){text + 500 * i, i + 1 < n_rows ? 500 : n - 500 * i};
    start = now();
    check(ng_near_duplicates(texts, n_rows, 0.8, NULL, rows) == NG_OK, "near-duplicates");
    note(t, "near-dup rows", now() - start);
    free(texts);
    free(rows);
}

static void
time_explain(const ng_pipeline *pipeline, const char *text, size_t n, times *t)
{
    ng_explanation *e;
    const double start = now();

    check(ng_explain(pipeline, text, n, 0, n, &e) == NG_OK, "explain");
    note(t, "explain", now() - start);
    ng_explanation_free(e);
}

static void
time_whole(const ng_pipeline *pipeline, const char *text, size_t n, times *t)
{
    const double start = now();

    read_one(pipeline, text, n);
    note(t, "read", now() - start);
    time_segment(text, n, t);
    time_near_dup(text, n, t);
    time_explain(pipeline, text, n, t);
}

/* A figure of /proc/self/status, in kB. */
static long
memory_now(const char *name)
{
    FILE *const file = fopen("/proc/self/status", "r");
    char line[256];
    long kb = -1;

    check(file != NULL, "/proc/self/status");
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0)
            kb = atol(line + strlen(name));
    }
    fclose(file);
    return kb;
}

int
main(int argc, char **argv)
{
    const bool is_memory = argc == 5 && strcmp(argv[1], "memory") == 0;
    const bool is_whole = argc == 6 && strcmp(argv[1], "whole") == 0;
    ng_lexicon *lexicon, *names = make_names();
    ng_model *model;
    ng_overrides *overrides;
    ng_patterns *patterns;
    ng_pipeline *pipeline;
    ng_error error = {{0}};
    ng_options options = {.struct_size = sizeof options, .unit = NG_UNIT_BYTE};
    char *text;
    size_t n, bad;

    if (!is_memory && !is_whole && (argc != 6 || strcmp(argv[1], "stages") != 0)) {
        fprintf(stderr, "usage: %s stages|whole|memory LEXICON.ngx MODEL.ngm [ROUNDS] TEXT\n",
                argv[0]);
        return 2;
    }
    check(ng_lexicon_open(argv[2], NULL, &lexicon, &error) == NG_OK, error.message);
    check(ng_model_open(argv[3], NULL, &model, &error) == NG_OK, error.message);
    check(ng_overrides_new(override_rows, 4, NULL, &overrides, &bad) == NG_OK, "overrides");
    check(ng_patterns_compile(rules, sizeof rules - 1, NULL, &patterns, &error) == NG_OK,
          error.message);
    options.lexicon = lexicon;
    options.model = model;
    options.lexicons = (const ng_lexicon *const *)&names;
    options.n_lexicons = 1;
    options.overlapping = true;
    options.overrides = overrides;
    options.patterns = patterns;
    check(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK, "pipeline");
    text = read_text(argv[argc - 1], &n);
    read_one(pipeline, "Jane Roe left.", 14);
    if (is_memory) {
        const long before = memory_now("VmRSS:");

        read_one(pipeline, text, n);
        printf("%zu %ld\n", n, memory_now("VmHWM:") - before);
    }
    else {
        times t = {.n = 0};
        ng_doc *const doc = ng_doc_new(NULL);

        for (int r = 0; r < atoi(argv[4]); r++) {
            if (is_whole)
                time_whole(pipeline, text, n, &t);
            else
                time_stages(pipeline, doc, text, n, &t);
        }
        for (size_t i = 0; i < t.n; i++)
            printf("%s\t%.9f\n", t.name[i], t.best[i]);
        ng_doc_free(doc);
    }
    free(text);
    ng_pipeline_free(pipeline);
    ng_patterns_free(patterns);
    ng_overrides_free(overrides);
    ng_model_free(model);
    ng_lexicon_free(names);
    ng_lexicon_free(lexicon);
    return 0;
}
