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
    "Kim Jong-Un of NORTH KOREA, Jane Roe, Roe and the Watergate met Secretary of State a b c in U.S. 5 \xff mW x";

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

/* As a user's: its names in the text, a table of them, and all of it merged into another. */
static void
find(const ng_lexicon *lexicon)
{
    const ng_options options = {.struct_size = sizeof options,
                                .lexicons = &lexicon,
                                .n_lexicons = 1,
                                .lexicons_decide = true};
    const ng_input input = {.text = text, .n_bytes = sizeof text - 1};
    ng_lexicon_builder *const builder = ng_lexicon_builder_new(NULL);
    ng_pipeline *pipeline;
    ng_batch *batch;
    ng_lex_named named[4];

    if (builder == NULL)
        abort();
    (void)ng_lexicon_builder_merge(builder, lexicon);
    ng_lexicon_builder_free(builder);
    (void)ng_lexicon_ask(lexicon, text, 11, true, named, 4);
    if (ng_pipeline_new(&options, NULL, &pipeline) != NG_OK) /* too many labels */
        return;
    if (ng_batch_new(pipeline, NG_TABLE_BIT(NG_TABLE_MATCHES) | NG_TABLE_BIT(NG_TABLE_ENTITIES),
                     &batch) != NG_OK ||
        ng_batch_read(batch, 0, &input) != NG_OK)
        abort();
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
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
    find(lexicon);
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

static void
add_name(ng_lexicon_builder *builder, const char *surface, bool inside)
{
    ng_lex_name name = {.surface = surface,
                        .n_surface = strlen(surface),
                        .ext_id = "x:2",
                        .n_ext_id = 3,
                        .match_case = NG_LEX_CASE_SMART,
                        .variants = true,
                        .inside = inside};

    if (ng_lexicon_builder_label(builder, "OWN", 3, &name.label) != NG_OK ||
        ng_lexicon_builder_add_name(builder, &name) != NG_OK)
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
    add_name(builder, "Jane Roe", false);
    add_name(builder, "gate", true);
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
