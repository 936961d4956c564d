/*
 * libFuzzer target: explain any span of any bytes.
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -Icsrc/include -Icsrc/src \
 *       fuzz/fuzz_explain.c csrc/src/[a-z]*.c -lutf8proc
 *
 * The first four bytes choose scheme, unit and span.  Holds: reasons are in order and
 * inside the text, and over the whole of it each sentence has one reason for its end.
 */
#include <stdlib.h>
#include <string.h>

#include "nutgraf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const ng_pipeline *pipeline, const char *text, size_t n, size_t start, size_t stop,
      bool is_whole)
{
    const ng_reason *r, *before = NULL;
    size_t n_sentences = 0, n_ends = 0;
    ng_explanation *e;
    const ng_status status = ng_explain(pipeline, text, n, start, stop, &e);

    if (status == NG_ERR_ARGUMENT && !is_whole)
        return;
    if (status != NG_OK)
        abort();
    for (size_t i = 0; (r = ng_explanation_reason(e, i)) != NULL; i++) {
        if (r->start >= r->stop || r->stop > n)
            abort();
        if (r->decision == NG_DECISION_INSTEAD) /* may begin elsewhere */
            continue;
        if (before != NULL &&
            (before->stage > r->stage || (before->stage == r->stage && before->start > r->start)))
            abort();
        n_sentences += r->stage == NG_RULES_SENTENCES && r->decision == NG_DECISION_MADE;
        n_ends += r->decision == NG_DECISION_ENDS || r->decision == NG_DECISION_BEGINS;
        before = r;
    }
    if (is_whole && n_ends != n_sentences)
        abort();
    ng_explanation_free(e);
}

static ng_lexicon *lexicon;
static ng_model *model;

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* With NUTGRAF_LEXICON and NUTGRAF_MODEL set, these are used for every second choice. */
int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const char *const path = getenv("NUTGRAF_LEXICON"), *const model_path = getenv("NUTGRAF_MODEL");

    (void)argc;
    (void)argv;
    if (path != NULL && ng_lexicon_open(path, NULL, &lexicon, NULL) != NG_OK)
        abort();
    if (model_path != NULL && ng_model_open(model_path, NULL, &model, NULL) != NG_OK)
        abort();
    return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ng_options options = {.struct_size = sizeof options};
    ng_pipeline *pipeline;

    if (size < 4)
        return 0;
    options.scheme = (ng_scheme)(data[0] % NG_N_SCHEMES);
    options.unit = (ng_unit)(data[1] % NG_N_UNITS);
    if (data[0] & 0x80) {
        options.lexicon = lexicon;
        options.model = model;
    }
    if (ng_pipeline_new(&options, NULL, &pipeline) != NG_OK)
        return 0;
    check(pipeline, (const char *)data + 4, size - 4, data[2], data[2] + (size_t)(data[3] & 31),
          false);
    if (options.unit == NG_UNIT_BYTE)
        check(pipeline, (const char *)data + 4, size - 4, 0, size - 4, true);
    ng_pipeline_free(pipeline);
    return 0;
}
