/*
 * libFuzzer: open a lexicon from any bytes, then match a fixed text with it.
 *
 * The first byte chooses: with 0 the rest is taken as it is; else its checksums
 * are put right first, so that mutations get past the container and reach the
 * lexicon's own checks and the matching.
 *
 * Without seeds it does not get far: give it a small lexicon made by lexc, with
 * one byte put in front ("\x01").
 */
#include "lexicon.h"
#include "pipeline.h"
#include "reseal.h"

#include <stdlib.h>
#include <string.h>

static const char text[] =
    "Kim Jong-Un of NORTH KOREA met Secretary of State a b c in U.S. 5 \xff mW x";

/* Tokens at spaces, one sentence. */
static void
fill_doc(ng_doc *doc)
{
    const size_t n = sizeof text - 1;

    ng_doc_reset(doc, text, n);
    if (ng_doc_reserve_tokens(doc, n) != NG_OK || ng_doc_reserve_sentence(doc) != NG_OK)
        abort();
    for (size_t i = 0, start = 0; i <= n; i++) {
        if (i == n || text[i] == ' ') {
            ng_doc_push_token(doc, start, i, NG_TOKEN_WORD, NG_TOKEN_SPACE_AFTER);
            start = i + 1;
        }
    }
    doc->sentences.first_token[0] = 0;
    doc->sentences.stop_token[0] = (uint32_t)doc->tokens.n;
    doc->sentences.n = 1;
}

static void
use(const ng_lexicon *lexicon)
{
    const ng_pipeline pipeline = {.lexicon = lexicon};
    ng_doc *const doc = ng_doc_new(NULL);
    size_t n_chars = 0;
    ng_lexicon_info info;

    if (doc == NULL)
        abort();
    fill_doc(doc);
    if (ng_lexicon_run(&pipeline, doc) != NG_OK)
        abort();
    for (size_t i = 0; i < doc->matches.n; i++) {
        if (doc->matches.stop_token[i] > doc->tokens.n ||
            doc->matches.first_token[i] >= doc->matches.stop_token[i] ||
            ng_lexicon_match_n_entries(doc, i) == 0)
            abort();
        for (size_t k = 0; k < ng_lexicon_match_n_entries(doc, i); k++) {
            const ng_lex_entry e = ng_lexicon_match_entry(lexicon, doc, i, k);

            n_chars += strlen(e.canonical) + strlen(e.ext_id);
        }
    }
    (void)ng_lexicon_classes(lexicon, text, sizeof text - 1, n_chars % 2 == 0);
    ng_lexicon_get_info(lexicon, &info);
    ng_doc_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ng_lexicon *lexicon;
    unsigned char *bytes;

    if (size == 0)
        return 0;
    bytes = malloc(size);
    if (bytes == NULL)
        abort();
    memcpy(bytes, data + 1, size - 1);
    if (data[0] != 0)
        reseal(bytes, size - 1);
    if (ng_lexicon_open_memory(bytes, size - 1, NULL, &lexicon, NULL) == NG_OK) {
        use(lexicon);
        ng_lexicon_free(lexicon);
    }
    free(bytes);
    return 0;
}
