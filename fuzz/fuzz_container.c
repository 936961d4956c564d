/*
 * libFuzzer: open a lexicon from any bytes, then match a fixed text with it.
 *
 * The first byte chooses: with 0 the rest is the file as it is; with 1 its
 * checksums are put right first; else the rest is edits (two bytes of offset, one
 * of value) to a good lexicon, whose checksums are put right too.  Only the last
 * gets past the container with any ease, to the lexicon's own checks and to
 * matching.
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

static unsigned char *good;
static size_t n_good;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
add(ng_lexicon_builder *builder, const char *surface, ng_lex_class class_id, unsigned label,
    ng_lex_case case_rule)
{
    if (ng_lexicon_builder_add(builder, surface, strlen(surface), class_id, label,
                               NG_LEX_DECIDES, case_rule, surface, "x:1") != NG_OK)
        abort();
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    ng_lexicon_builder *const builder = ng_lexicon_builder_new(NULL);
    void *bytes;

    (void)argc;
    (void)argv;
    if (builder == NULL)
        abort();
    add(builder, "Kim Jong-un", NG_LEX_PERSON, NG_LABEL_PERSON, NG_LEX_CASE_INITIAL);
    add(builder, "Kim", NG_LEX_SURNAME, NG_LABEL_PERSON, NG_LEX_CASE_INITIAL);
    add(builder, "North Korea", NG_LEX_COUNTRY, NG_LABEL_GPE, NG_LEX_CASE_INITIAL);
    add(builder, "Secretary of State", NG_LEX_TITLE, NG_LABEL_NONE, NG_LEX_CASE_ANY);
    add(builder, "US", NG_LEX_COUNTRY, NG_LABEL_GPE, NG_LEX_CASE_UPPER);
    add(builder, "mW", NG_LEX_UNIT, NG_LABEL_NONE, NG_LEX_CASE_EXACT);
    if (ng_lexicon_builder_encode(builder, "id: fuzz\n", 9, &bytes, &n_good, NULL) != NG_OK)
        abort();
    good = bytes;
    ng_lexicon_builder_free(builder);
    return 0;
}

/* The good file with edits, in memory of its own. */
static unsigned char *
edited(const uint8_t *edits, size_t n_edits)
{
    unsigned char *const bytes = malloc(n_good);

    if (bytes == NULL)
        abort();
    memcpy(bytes, good, n_good);
    for (size_t i = 0; i + 3 <= n_edits; i += 3)
        bytes[(edits[i] | (size_t)edits[i + 1] << 8) % n_good] = edits[i + 2];
    reseal(bytes, n_good);
    return bytes;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ng_lexicon *lexicon;
    unsigned char *bytes;
    size_t n_bytes;

    if (size == 0)
        return 0;
    if (data[0] > 1) {
        bytes = edited(data + 1, size - 1);
        n_bytes = n_good;
    } else {
        n_bytes = size - 1;
        bytes = malloc(n_bytes + 1);
        if (bytes == NULL)
            abort();
        memcpy(bytes, data + 1, n_bytes);
        if (data[0] == 1)
            reseal(bytes, n_bytes);
    }
    if (ng_lexicon_open_memory(bytes, n_bytes, NULL, &lexicon, NULL) == NG_OK) {
        use(lexicon);
        ng_lexicon_free(lexicon);
    }
    free(bytes);
    return 0;
}
