/*
 * libFuzzer target: any bytes through blocks, tokens and sentences.
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -Icsrc/include -Icsrc/src \
 *       fuzz/fuzz_tokens.c csrc/src/[a-z]*.c -lm
 *
 * The first byte chooses the scheme and whether the block stage runs.  Holds:
 * the invariants of tests/native/token_invariants.h.  Reads outside the text are
 * left to the address sanitizer, which knows its exact size.
 */
#include "../tests/native/token_invariants.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ng_pipeline pipeline;
    ng_doc *doc;

    if (size == 0)
        return 0;
    doc = ng_doc_new(NULL);
    if (doc == NULL)
        return 0;
    memset(&pipeline, 0, sizeof pipeline);
    pipeline.scheme = (ng_scheme)(data[0] % NG_N_SCHEMES);
    ng_doc_reset(doc, (const char *)data + 1, size - 1);
    if ((data[0] / NG_N_SCHEMES) % 2 == 1 && ng_blocks_run(&pipeline, doc) != NG_OK)
        abort();
    if (ng_tokens_run(&pipeline, doc) != NG_OK || ng_sentences_run(&pipeline, doc) != NG_OK)
        abort();
    if (broken_token_invariant(doc) != NULL || broken_sentence_invariant(doc) != NULL)
        abort();
    ng_doc_free(doc);
    return 0;
}
