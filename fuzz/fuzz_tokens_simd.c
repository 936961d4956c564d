/*
 * libFuzzer target: the bitmap tokenizer against the scalar reference.
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -Icsrc/include -Icsrc/src \
 *       fuzz/fuzz_tokens_simd.c csrc/src/[a-z]*.c -lutf8proc -lm
 *
 * The first byte chooses the scheme and whether the block stage runs, the second
 * the place of the text within 64 bytes.  Holds: at every level that the processor
 * has the tokens are those of the reference.  Reads outside the text are left to
 * the address sanitizer, which knows its exact size.
 */
#include "dispatch.h"
#include "pipeline.h"
#include "token_same.h"
#include "token_scan.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
run(const ng_pipeline *pipeline, ng_doc *doc, const char *text, size_t n, bool blocks,
    ng_status (*tokens)(const ng_pipeline *, ng_doc *))
{
    ng_doc_reset(doc, text, n);
    if (blocks && ng_blocks_run(pipeline, doc) != NG_OK)
        abort();
    if (tokens(pipeline, doc) != NG_OK)
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ng_pipeline pipeline;
    ng_doc *want, *got;
    size_t place, n;
    char *room;

    if (size < 2)
        return 0;
    place = data[1] % 64;
    n = size - 2;
    /* The text at any place within 64 bytes, and once more in memory of its size. */
    room = aligned_alloc(64, (place + n + 63) / 64 * 64 + 64);
    want = ng_doc_new(NULL);
    got = ng_doc_new(NULL);
    if (room != NULL && want != NULL && got != NULL) {
        char *const exact = malloc(n > 0 ? n : 1);
        const bool blocks = data[0] / 2 % 2 == 1;

        memset(&pipeline, 0, sizeof pipeline);
        pipeline.scheme = data[0] % 2 == 1 ? NG_SCHEME_UD : NG_SCHEME_NEWS;
        memset(room, 'x', place + n + 1);
        memcpy(room + place, data + 2, n);
        if (exact == NULL)
            abort();
        memcpy(exact, data + 2, n);
        run(&pipeline, want, room + place, n, blocks, ng_tokens_run_reference);
        for (int level = 0; level < NG_N_CPU_LEVELS; level++) {
            if (!ng_cpu_force((ng_cpu)level))
                continue;
            run(&pipeline, got, room + place, n, blocks, ng_tokens_run);
            if (!is_same(&got->tokens, &want->tokens))
                abort();
            run(&pipeline, got, exact, n, blocks, ng_tokens_run);
            if (!is_same(&got->tokens, &want->tokens))
                abort();
        }
        free(exact);
    }
    free(room);
    ng_doc_free(want);
    ng_doc_free(got);
    return 0;
}
