/*
 * Time each stage of the library on one thread.
 *
 *   bench/stages.sh FILE.jsonl            builds this and runs it
 *   ./stages TEXTS [LEXICON.ngx] [ROUNDS] [MODEL.ngm]   TEXTS: articles with a NUL after each
 *
 * Prints nanoseconds a byte, best of ROUNDS (5), for every stage in its place, and
 * for appending each table to a batch; then the tokenizer at each level of the processor
 * beside the scalar reference.
 */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dispatch.h"
#include "doc.h"
#include "pipeline.h"
#include "token_scan.h"

#define N_STAGES 11

_Static_assert(NG_STAGE_QUOTES == 1 << (N_STAGES - 1), "a name for each stage");

typedef struct texts {
    char *bytes;
    size_t n_bytes;
} texts;

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static texts
read_texts(const char *path)
{
    FILE *const file = fopen(path, "rb");
    texts t = {NULL, 0};
    long n;

    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (n = ftell(file)) < 0) {
        perror(path);
        exit(1);
    }
    rewind(file);
    t.bytes = malloc((size_t)n + 1);
    t.n_bytes = fread(t.bytes, 1, (size_t)n, file);
    t.bytes[t.n_bytes] = '\0';
    fclose(file);
    return t;
}

/* Seconds spent in each stage over all texts. */
static void
run_stages(const ng_pipeline *pipeline, texts t, double *seconds, size_t *n_tokens)
{
    ng_doc *const doc = ng_doc_new(NULL);

    memset(seconds, 0, N_STAGES * sizeof *seconds);
    *n_tokens = 0;
    for (const char *p = t.bytes; p < t.bytes + t.n_bytes; p += strlen(p) + 1) {
        ng_doc_reset(doc, p, strlen(p));
        for (unsigned s = 0; s < N_STAGES; s++) {
            const double start = now();

            if (ng_pipeline_run(pipeline, doc, 1u << s) != NG_OK)
                exit(1);
            seconds[s] += now() - start;
        }
        *n_tokens += doc->tokens.n;
    }
    ng_doc_free(doc);
}

/* How often each text is cut, so that the clock's own time does not count. */
#define TIMES 5

/* Seconds of cutting all texts into tokens once by `run`, which needs blocks. */
static double
run_tokens(const ng_pipeline *pipeline, texts t, ng_status (*run)(const ng_pipeline *, ng_doc *))
{
    ng_doc *const doc = ng_doc_new(NULL);
    double seconds = 0;

    for (const char *p = t.bytes; p < t.bytes + t.n_bytes; p += strlen(p) + 1) {
        double start;

        ng_doc_reset(doc, p, strlen(p));
        if (ng_pipeline_run(pipeline, doc, NG_STAGE_BLOCKS) != NG_OK)
            exit(1);
        start = now();
        for (int i = 0; i < TIMES; i++) {
            doc->tokens.n = 0;
            if (run(pipeline, doc) != NG_OK)
                exit(1);
        }
        seconds += (now() - start) / TIMES;
    }
    ng_doc_free(doc);
    return seconds;
}

/* The tokenizer at every level that the machine has, and how many times faster than the
   scalar reference it is. */
static void
compare_levels(const ng_pipeline *pipeline, texts t, int rounds)
{
    double reference = 0, best[NG_N_CPU_LEVELS] = {0};

    for (int r = 0; r < rounds; r++) {
        const double s = run_tokens(pipeline, t, ng_tokens_run_reference);

        reference = r == 0 || s < reference ? s : reference;
        for (int level = 0; level < NG_N_CPU_LEVELS; level++) {
            if (ng_cpu_force((ng_cpu)level)) {
                const double l = run_tokens(pipeline, t, ng_tokens_run);

                best[level] = r == 0 || l < best[level] ? l : best[level];
            }
        }
    }
    printf("tokens, %-9s %6.2f ns/byte\n", "reference", 1e9 * reference / (double)t.n_bytes);
    for (int level = 0; level < NG_N_CPU_LEVELS; level++) {
        if (best[level] > 0)
            printf("tokens, %-9s %6.2f ns/byte %6.2f times\n", ng_cpu_name((ng_cpu)level),
                   1e9 * best[level] / (double)t.n_bytes, reference / best[level]);
    }
}

/* Seconds for reading all texts into one batch of the tables. */
static double
run_batch(const ng_pipeline *pipeline, texts t, unsigned tables)
{
    ng_batch *batch;
    double start;

    if (ng_batch_new(pipeline, tables, &batch) != NG_OK)
        exit(1);
    start = now();
    for (const char *p = t.bytes; p < t.bytes + t.n_bytes; p += strlen(p) + 1) {
        ng_input input = {.text = p, .n_bytes = strlen(p)};

        if (ng_batch_read(batch, 0, &input) != NG_OK)
            exit(1);
    }
    start = now() - start;
    ng_batch_free(batch);
    return start;
}

int
main(int argc, char **argv)
{
    /* In the order of NG_STAGE_...: pipeline.h. */
    static const char *const names[N_STAGES] = {"blocks",  "tokens",   "sentences", "values",
                                                "lexicon", "mentions", "tagger",    "merge",
                                                "entities", "roles",   "quotes"};
    ng_options options = {.struct_size = sizeof options};
    ng_lexicon *lexicon = NULL;
    ng_model *model = NULL;
    ng_pipeline *pipeline;
    ng_error error = {{0}};
    double best[N_STAGES], seconds[N_STAGES];
    size_t n_tokens = 0;
    int rounds = argc > 3 ? atoi(argv[3]) : 5;
    texts t;

    if (argc < 2) {
        fprintf(stderr, "usage: %s TEXTS [LEXICON.ngx] [ROUNDS] [MODEL.ngm]\n", argv[0]);
        return 2;
    }
    t = read_texts(argv[1]);
    if (argc > 2 && ng_lexicon_open(argv[2], NULL, &lexicon, &error) != NG_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    if (argc > 4 && ng_model_open(argv[4], NULL, &model, &error) != NG_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    options.lexicon = lexicon;
    options.model = model;
    if (ng_pipeline_new(&options, NULL, &pipeline) != NG_OK)
        return 1;

    for (int r = 0; r < rounds; r++) {
        run_stages(pipeline, t, seconds, &n_tokens);
        for (unsigned s = 0; s < N_STAGES; s++)
            best[s] = r == 0 || seconds[s] < best[s] ? seconds[s] : best[s];
    }
    printf("%.1f MB, %zu tokens\n", 1e-6 * (double)t.n_bytes, n_tokens);
    for (unsigned s = 0; s < N_STAGES; s++)
        printf("stage %-10s %6.2f ns/byte %7.1f ns/token\n", names[s],
               1e9 * best[s] / (double)t.n_bytes, 1e9 * best[s] / (double)n_tokens);
    for (unsigned table = 0; table < NG_TABLE_ERRORS; table++) {
        double least = 0;

        for (int r = 0; r < rounds; r++) {
            const double s = run_batch(pipeline, t, NG_TABLE_BIT(table));

            least = r == 0 || s < least ? s : least;
        }
        printf("table %-10s %6.2f ns/byte %7.1f MB/s\n", ng_table_name(table),
               1e9 * least / (double)t.n_bytes, 1e-6 * (double)t.n_bytes / least);
    }
    compare_levels(pipeline, t, rounds);
    ng_pipeline_free(pipeline);
    ng_lexicon_free(lexicon);
    ng_model_free(model);
    free(t.bytes);
    return 0;
}
