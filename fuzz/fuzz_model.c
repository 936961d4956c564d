/*
 * libFuzzer: open a model from any bytes, then tag a fixed text with it.
 *
 * The first byte chooses: with 0 the rest is the file as it is; with 1 its checksums
 * are put right first; else the rest is edits (two bytes of offset, one of value) to
 * a good model, whose checksums are put right too.
 */
#include "model.h"
#include "pipeline.h"
#include "reseal.h"
#include "tagger.h"

#include <stdlib.h>
#include <string.h>

static const char text[] =
    "Jane Roe of Acme Widgets met Secretary of State J. Doe in U.S. "
    "MOTORS 5 \xff x.\n\nTHE ROE SAYS\n\n\"Roe and Doe,\" the U.S.-led Bank of Roe said.";

static void
use(const ng_model *model)
{
    ng_options options = {.struct_size = sizeof options, .model = model};
    ng_doc *const doc = ng_doc_new(NULL);
    ng_pipeline *pipeline;
    uint32_t last = 0;

    if (doc == NULL || ng_pipeline_new(&options, NULL, &pipeline) != NG_OK)
        abort();
    ng_doc_reset(doc, text, sizeof text - 1);
    if (ng_pipeline_run(pipeline, doc, ng_pipeline_stages(NG_TABLE_BIT(NG_TABLE_MENTIONS))) !=
        NG_OK)
        abort();
    for (size_t i = 0; i < doc->mentions.n; i++) {
        if (doc->mentions.start[i] < last || doc->mentions.stop[i] <= doc->mentions.start[i] ||
            doc->mentions.stop[i] > sizeof text - 1 ||
            ng_label_name_of(model->own, doc->mentions.label[i]) == NULL ||
            !(doc->mentions.conf[i] >= 0 && doc->mentions.conf[i] <= 1))
            abort();
        last = doc->mentions.stop[i];
    }
    ng_doc_free(doc);
    ng_pipeline_free(pipeline);
}

static unsigned char *good;
static size_t n_good;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const char *const names[] = {"PERSON", "ORG"};
    static const uint64_t keys[] = {1, UINT64_C(0x8000000000000002)};
    static const uint8_t scale[] = {1, 255};
    static const int8_t rows[32] = {1, 2, 3};
    static const int16_t moves[NG_N_MOVES * 16] = {0};
    static const float conf[NG_MODEL_N_CONF] = {0.5f};
    const ng_model_parts parts = {.n_types = 2,
                                  .width = 16,
                                  .type_names = names,
                                  .keys = keys,
                                  .scale = scale,
                                  .rows = rows,
                                  .n_rows = 2,
                                  .moves = moves,
                                  .conf = conf,
                                  .metadata = "name: fuzz\n",
                                  .n_metadata = 11};
    void *bytes;

    (void)argc;
    (void)argv;
    if (ng_model_write(&parts, NULL, NULL, &bytes, &n_good, NULL) != NG_OK)
        abort();
    good = bytes;
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
    unsigned char *bytes;
    size_t n;
    ng_model *model;
    ng_error error;

    if (size == 0)
        return 0;
    if (data[0] > 1) {
        n = n_good;
        bytes = edited(data + 1, size - 1);
    } else {
        n = size - 1;
        bytes = malloc(n + 1);
        if (bytes == NULL)
            abort();
        memcpy(bytes, data + 1, n);
        if (data[0] == 1)
            reseal(bytes, n);
    }
    if (ng_model_open_memory(bytes, n, NULL, &model, &error) == NG_OK) {
        use(model);
        ng_model_free(model);
    } else if (error.message[0] == '\0') {
        abort();
    }
    free(bytes);
    return 0;
}
