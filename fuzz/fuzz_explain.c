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
    for (size_t i = 0; (r = ng_explanation_reason(e, i)) != NULL; i++, before = r) {
        if (r->start >= r->stop || r->stop > n)
            abort();
        if (before != NULL &&
            (before->stage > r->stage || (before->stage == r->stage && before->start > r->start)))
            abort();
        n_sentences += r->stage == NG_RULES_SENTENCES && r->decision == NG_DECISION_MADE;
        n_ends += r->decision == NG_DECISION_ENDS || r->decision == NG_DECISION_BEGINS;
    }
    if (is_whole && n_ends != n_sentences)
        abort();
    ng_explanation_free(e);
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
    if (ng_pipeline_new(&options, NULL, &pipeline) != NG_OK)
        return 0;
    check(pipeline, (const char *)data + 4, size - 4, data[2], data[2] + (size_t)(data[3] & 31),
          false);
    if (options.unit == NG_UNIT_BYTE)
        check(pipeline, (const char *)data + 4, size - 4, 0, size - 4, true);
    ng_pipeline_free(pipeline);
    return 0;
}
