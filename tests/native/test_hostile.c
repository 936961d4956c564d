/*
 * Files of lexicons and models that somebody made to do harm: each number in them set to what
 * overflows, each byte changed, cut at each length, with checksums made right again.  Whatever
 * opens is used, on a text that reaches all of it; nothing may be read outside.
 */
#include "check.h"
#include "nutgraf.h"
#include "reseal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char text[] =
    "Jane F. Roe of the U.S. met JR Smith in New York, aab said. Roe left. \"J.R. Smith won,\" "
    "Paul Poe of Acme Corp. said in Ohio on May 5. PE\xC3\x91" "A xaabx Pena pe\xC3\xB1" "a A.";

typedef struct file {
    unsigned char *bytes;
    size_t n;
    bool is_model;
} file;

/* ------------------------------------------------------------------- use */

/* Read the text with the file as the only lexicon, as a user's, or as the model. */
static void
read_with(const ng_lexicon *lexicon, const ng_lexicon *own, const ng_model *model)
{
    const ng_input input = {.text = text, .n_bytes = sizeof text - 1};
    ng_options options = {.struct_size = sizeof options,
                          .lexicon = lexicon,
                          .model = model,
                          .lexicons = &own,
                          .n_lexicons = own != NULL,
                          .overlapping = true,
                          .lexicons_decide = true};
    ng_pipeline *pipeline;
    ng_batch *batch;
    ng_explanation *explanation;

    if (ng_pipeline_new(&options, NULL, &pipeline) != NG_OK)
        return; /* too many labels */
    CHECK(ng_batch_new(pipeline, NG_ALL_TABLES, &batch) == NG_OK);
    CHECK(ng_batch_read(batch, 0, &input) == NG_OK);
    for (unsigned t = 0; t < NG_N_TABLES; t++) {
        ng_table *const table = ng_batch_take(batch, (ng_table_id)t);
        ng_cell cell;

        for (size_t row = 0; table != NULL && row < ng_table_n_rows(table); row++) {
            for (size_t c = 0; ng_column_name((ng_table_id)t, c) != NULL; c++)
                CHECK(ng_table_cell(table, c, row, &cell) == NG_OK);
        }
        ng_table_release(table);
    }
    ng_batch_free(batch);
    if (ng_explain(pipeline, text, sizeof text - 1, 0, 20, &explanation) == NG_OK)
        ng_explanation_free(explanation);
    ng_pipeline_free(pipeline);
}

/* Open n bytes, which stand at the end of memory of their own; whether they open. */
static bool
use(const unsigned char *bytes, size_t n, bool is_model)
{
    unsigned char *const copy = malloc(n > 0 ? n : 1);
    ng_lexicon *lexicon = NULL;
    ng_model *model = NULL;
    ng_error error;
    ng_status s;

    CHECK(copy != NULL);
    memcpy(copy, bytes, n);
    s = is_model ? ng_model_open_memory(copy, n, NULL, &model, &error)
                 : ng_lexicon_open_memory(copy, n, NULL, &lexicon, &error);
    free(copy);
    CHECK(s == NG_OK || (s == NG_ERR_FORMAT && error.message[0] != '\0'));
    if (s == NG_OK && is_model) {
        read_with(NULL, NULL, model);
    } else if (s == NG_OK) {
        ng_lex_named named[8];

        read_with(lexicon, NULL, NULL);
        read_with(NULL, lexicon, NULL);
        (void)ng_lexicon_ask(lexicon, "New York", 8, true, named, 8);
    }
    ng_lexicon_free(lexicon);
    ng_model_free(model);
    return s == NG_OK;
}

/* ---------------------------------------------------------------- damage */

/* How many opened; each change must be undone by the caller's copy. */
typedef struct tally {
    size_t n_tried, n_opened;
} tally;

static void
try_resealed(unsigned char *copy, const file *f, tally *t)
{
    reseal(copy, f->n);
    t->n_tried++;
    t->n_opened += use(copy, f->n, f->is_model);
    memcpy(copy, f->bytes, f->n);
}

static void
test_bytes(const file *f, unsigned char *copy, size_t step)
{
    static const unsigned char changes[] = {0x01, 0x80, 0xFF};
    tally t = {0, 0};

    for (size_t i = 0; i < f->n; i += i < 1024 ? 1 : step) {
        for (size_t k = 0; k < sizeof changes; k++) {
            copy[i] ^= changes[k];
            CHECK(!use(copy, f->n, f->is_model)); /* a checksum is wrong */
            try_resealed(copy, f, &t);
        }
    }
    CHECK(t.n_opened < t.n_tried);
}

/* Counts at their most, offsets beyond the end: every number of 4 and of 8 bytes. */
static void
test_numbers(const file *f, unsigned char *copy, size_t step)
{
    const uint64_t values[] = {UINT64_MAX, (uint64_t)INT64_MAX, UINT64_C(1) << 63,
                               UINT64_MAX - f->n, f->n, f->n + 1, UINT32_MAX,
                               UINT64_C(1) << 31, UINT64_C(1) << 32, 0};
    tally t = {0, 0};

    for (size_t i = 0; i + 8 <= f->n; i += 4 * (i < 1024 ? 1 : step)) {
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
            for (size_t width = 4; width <= 8; width += 4) {
                memcpy(copy + i, &values[k], width);
                try_resealed(copy, f, &t);
            }
        }
    }
    CHECK(t.n_opened < t.n_tried);
}

static void
test_cuts(const file *f, unsigned char *copy, size_t step)
{
    for (size_t n = 0; n < f->n; n += n < 1024 ? 1 : step) {
        CHECK(!use(copy, n, f->is_model));
        reseal(copy, n);
        (void)use(copy, n, f->is_model);
        memcpy(copy, f->bytes, f->n);
    }
}

/* Sections that have each other's bytes, or each other's names. */
static void
test_sections(const file *f, unsigned char *copy)
{
    uint32_t n_sections;
    tally t = {0, 0};

    memcpy(&n_sections, copy + 32, 4);
    for (uint32_t a = 0; a < n_sections; a++) {
        for (uint32_t b = 0; b < n_sections; b++) {
            unsigned char *const to = copy + NG_CONTAINER_HEADER + a * NG_CONTAINER_ENTRY;
            const unsigned char *const from =
                f->bytes + NG_CONTAINER_HEADER + b * NG_CONTAINER_ENTRY;

            memcpy(to, from, 8);
            try_resealed(copy, f, &t);
            memcpy(to + 8, from + 8, 16);
            try_resealed(copy, f, &t);
        }
    }
    CHECK(t.n_opened < t.n_tried);
}

static void
test_file(const file *f, size_t step)
{
    unsigned char *const copy = malloc(f->n);

    CHECK(copy != NULL);
    memcpy(copy, f->bytes, f->n);
    CHECK(use(copy, f->n, f->is_model));
    test_bytes(f, copy, step);
    test_numbers(f, copy, step);
    test_cuts(f, copy, step);
    test_sections(f, copy);
    free(copy);
}

/* ----------------------------------------------------------------- files */

/* A user's lexicon with all that one can have: variants, names inside of words, names in one
   case, own labels, ids, two persons of a name. */
static file
make_lexicon(void)
{
    static const struct {
        const char *surface, *name, *id;
        ng_lex_case match_case;
        bool variants, inside, own;
    } rows[] = {{"Jane Roe", "", "q:1", NG_LEX_CASE_SMART, true, false, false},
                {"J. R. Smith", "John Smith", "q:2", NG_LEX_CASE_SMART, true, false, false},
                {"J. R. Smith", "Joan Smith", "q:3", NG_LEX_CASE_SMART, true, false, false},
                {"New York", "", "", NG_LEX_CASE_ANY, true, false, true},
                {"U.S.", "", "", NG_LEX_CASE_EXACT, false, false, true},
                {"aab", "", "q:4", NG_LEX_CASE_ANY, false, true, false},
                {"Pe\xC3\xB1" "a", "", "", NG_LEX_CASE_SMART, true, false, false}};
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    file f = {NULL, 0, false};
    void *bytes = NULL;
    unsigned own;

    CHECK(b != NULL && ng_lexicon_builder_label(b, "VESSEL", 6, &own) == NG_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ng_lex_name name = {.surface = rows[i].surface,
                                  .n_surface = strlen(rows[i].surface),
                                  .name = rows[i].name,
                                  .n_name = strlen(rows[i].name),
                                  .ext_id = rows[i].id,
                                  .n_ext_id = strlen(rows[i].id),
                                  .label = rows[i].own ? own : NG_LABEL_PERSON,
                                  .match_case = rows[i].match_case,
                                  .variants = rows[i].variants,
                                  .inside = rows[i].inside};

        CHECK(ng_lexicon_builder_add_name(b, &name) == NG_OK);
    }
    CHECK(ng_lexicon_builder_add(b, "Ohio", 4, NG_LEX_STATE, NG_LABEL_GPE, NG_LEX_DECIDES,
                                 NG_LEX_CASE_INITIAL, NULL, "iso:US-OH") == NG_OK);
    CHECK(ng_lexicon_builder_encode(b, "name: x\n", 8, &bytes, &f.n, NULL) == NG_OK);
    f.bytes = bytes;
    ng_lexicon_builder_free(b);
    return f;
}

/* A model of two names, one with a label of its own. */
static file
make_model(void)
{
    static const char *const labels[] = {"PERSON", "VESSEL"};
    static const char sentence[] = "Jane Roe of Acme Corp. met Paul Poe. ";
    char path[] = "test_hostile_XXXXXX";
    const int fd = mkstemp(path);
    ng_train_options options = {.struct_size = sizeof options, .epochs = 1, .min_count = 1};
    ng_train_span spans[] = {{0, 8, 1}, {12, 22, 2}, {27, 35, 1}};
    const ng_train_text one = {.text = sentence,
                               .n_bytes = sizeof sentence - 1,
                               .spans = spans,
                               .n_spans = 3,
                               .types = 3,
                               .weight = 1};
    file f = {NULL, 0, true};
    ng_pipeline *pipeline;
    ng_trainer *trainer;
    ng_error error;
    FILE *in;
    long size = 0;

    CHECK(fd >= 0 && close(fd) == 0);
    CHECK(ng_pipeline_new(NULL, NULL, &pipeline) == NG_OK);
    CHECK(ng_trainer_new(pipeline, labels, 2, &options, NULL, &trainer, &error) == NG_OK);
    for (int i = 0; i < 4; i++)
        CHECK(ng_trainer_add(trainer, &one, &error) == NG_OK);
    CHECK(ng_trainer_run(trainer, NULL, NULL, NULL, &error) == NG_OK);
    CHECK(ng_trainer_write(trainer, "name: x\n", 8, path, &error) == NG_OK);
    ng_trainer_free(trainer);
    ng_pipeline_free(pipeline);
    in = fopen(path, "rb");
    CHECK(in != NULL && fseek(in, 0, SEEK_END) == 0 && (size = ftell(in)) > 0);
    rewind(in);
    f.bytes = malloc((size_t)size);
    f.n = fread(f.bytes, 1, (size_t)size, in);
    CHECK(f.n == (size_t)size && fclose(in) == 0 && unlink(path) == 0);
    return f;
}

int
main(int argc, char **argv)
{
    const file lexicon = make_lexicon(), model = make_model();

    if (argc > 1 && strcmp(argv[1], "sizes") == 0)
        printf("lexicon %zu bytes, model %zu bytes\n", lexicon.n, model.n);
    test_file(&lexicon, argc > 2 ? (size_t)atol(argv[2]) : 1);
    test_file(&model, argc > 3 ? (size_t)atol(argv[3]) : 8);
    free(lexicon.bytes);
    free(model.bytes);
    return n_failed != 0;
}
