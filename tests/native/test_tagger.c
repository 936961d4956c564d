/*
 * The trainer, the model file and the tagger: trained on a page of sentences, it
 * finds names it has not seen; the same at every level of vector instructions; and
 * no damaged file opens.  Exits non-zero with a message on failure.
 */
#include "dispatch.h"
#include "memory.h"
#include "mentions.h"
#include "reseal.h"
#include "schema.h"
#include "table.h"
#include "tagger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

/* [Name|p] is a person, [Name|o] an organisation. */
static const char *const sentences[] = {
    "The board of [Acme Widgets|o] met [Jane Roe|p] on Monday.",
    "[John Doe|p] said that [Zorbel Motors|o] would close.",
    "Police told [Ann Poe|p] to leave the office of [Norvik Widgets|o].",
    "Shares of [Tandel Motors|o] fell, [Mark Moe|p] said.",
    "He was hired by [Kelber Widgets|o] last year.",
    "[Lucy Loe|p] said she would sell [Harbin Motors|o].",
    "The minister met [Paul Coe|p] and [Mary Joe|p] in the garden.",
    "No name stands in this sentence, which is about the weather.",
};
#define N_SENTENCES (sizeof sentences / sizeof sentences[0])

static const char *const labels[] = {"PERSON", "ORG"};

/* A sentence without its marks, and its spans. */
static size_t
read_marked(const char *marked, char *text, ng_train_span *spans, size_t *n_spans)
{
    size_t n = 0;

    *n_spans = 0;
    for (; *marked != '\0'; marked++) {
        if (*marked == '[') {
            spans[*n_spans].start = n;
        } else if (*marked == '|') {
            spans[*n_spans].stop = n;
            spans[(*n_spans)++].types = marked[1] == 'p' ? 1 : 2;
            marked += 2;
        } else {
            text[n++] = *marked;
        }
    }
    return n;
}

static void
add_all(ng_trainer *trainer, bool dev)
{
    for (size_t i = 0; i < N_SENTENCES; i++) {
        char text[200];
        ng_train_span spans[8];
        ng_train_text t = {.text = text, .spans = spans, .types = 3, .weight = 1, .dev = dev};

        t.n_bytes = read_marked(sentences[i], text, spans, &t.n_spans);
        CHECK(ng_trainer_add(trainer, &t, NULL) == NG_OK);
    }
}

static void
train(const ng_pipeline *pipeline, uint64_t seed, const char *path, ng_train_figures *figures)
{
    const ng_train_options options = {
        .struct_size = sizeof options, .seed = seed, .epochs = 30, .patience = 30, .min_count = 1};
    ng_trainer *trainer;
    ng_error error;

    CHECK(ng_trainer_new(pipeline, labels, 2, &options, NULL, &trainer, &error) == NG_OK);
    CHECK(ng_trainer_write(trainer, "", 0, path, &error) == NG_ERR_ARGUMENT);
    add_all(trainer, false);
    add_all(trainer, true);
    CHECK(ng_trainer_run(trainer, NULL, NULL, figures, &error) == NG_OK);
    CHECK(ng_trainer_write(trainer, "name: test\n", 11, path, &error) == NG_OK);
    ng_trainer_free(trainer);
}

static unsigned char *
read_file(const char *path, size_t *n)
{
    FILE *const file = fopen(path, "rb");
    unsigned char *bytes;

    CHECK(file != NULL && fseek(file, 0, SEEK_END) == 0);
    *n = (size_t)ftell(file);
    rewind(file);
    bytes = malloc(*n);
    CHECK(bytes != NULL && fread(bytes, 1, *n, file) == *n);
    fclose(file);
    return bytes;
}

static const char unseen[] =
    "The board of Belder Widgets met Carl Noe. Anna Noe said Ostler Motors had met J. Noe.\n"
    "SHARES OF OSTLER MOTORS FALL \xff after a talk.";

/* The mentions as text. */
static void
show(const ng_pipeline *pipeline, char *out, size_t room)
{
    ng_doc *const doc = ng_doc_new(NULL);
    size_t n = 0;

    CHECK(doc != NULL);
    for (int twice = 0; twice < 2; twice++) { /* the second time out of memos */
        n = 0;
        ng_doc_reset(doc, unseen, sizeof unseen - 1);
        CHECK(ng_pipeline_run(pipeline, doc, ng_pipeline_stages(NG_TABLE_BIT(NG_TABLE_MENTIONS))) ==
              NG_OK);
        for (size_t i = 0; i < doc->mentions.n; i++) {
            const ng_mention_columns *const m = &doc->mentions;

            CHECK(m->conf[i] >= 0 && m->conf[i] <= 1);
            n += (size_t)snprintf(out + n, room - n, "%s:%.*s:%.3f|", ng_label_name(m->label[i]),
                                  (int)(m->stop[i] - m->start[i]), unseen + m->start[i],
                                  (double)m->conf[i]);
        }
    }
    ng_doc_free(doc);
}

static void
test_finds(const unsigned char *bytes, size_t n_bytes)
{
    ng_options options = {.struct_size = sizeof options};
    char first[2000], other[2000];
    ng_pipeline *pipeline;
    ng_model *model;
    ng_model_info info;

    CHECK(ng_model_open_memory(bytes, n_bytes, NULL, &model, NULL) == NG_OK);
    ng_model_get_info(model, &info);
    CHECK(info.n_types == 2 && strcmp(ng_model_type_name(model, 1), "ORG") == 0);
    CHECK(ng_model_type_name(model, 2) == NULL);
    CHECK(info.metadata_len == 11 && memcmp(info.metadata, "name: test\n", 11) == 0);
    options.model = model;
    CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
    CHECK(ng_cpu_force(NG_CPU_PORTABLE));
    show(pipeline, first, sizeof first);
    CHECK(strstr(first, "ORG:Belder Widgets:") != NULL);
    CHECK(strstr(first, "PERSON:Carl Noe:") != NULL);
    CHECK(strstr(first, "PERSON:Anna Noe:") != NULL);
    CHECK(strstr(first, "ORG:Ostler Motors:") != NULL);
    for (int level = NG_CPU_PORTABLE; level < NG_N_CPU_LEVELS; level++) {
        if (!ng_cpu_force((ng_cpu)level))
            continue;
        show(pipeline, other, sizeof other);
        CHECK(strcmp(first, other) == 0);
    }
    ng_pipeline_free(pipeline);
    ng_model_free(model);
}

/* A label that mentions do not have; the table outlives the model. */
static void
test_own_label(const unsigned char *bytes, size_t n_bytes)
{
    ng_options options = {.struct_size = sizeof options};
    unsigned char *const copy = malloc(n_bytes);
    const ng_input input = {.text = unseen, .n_bytes = sizeof unseen - 1};
    size_t at = 0;
    ng_pipeline *pipeline;
    ng_model *model;
    ng_batch *batch;
    ng_table *table;
    ng_cell cell;

    CHECK(copy != NULL);
    memcpy(copy, bytes, n_bytes);
    while (memcmp(copy + at, "PERSON\0ORG", 11) != 0)
        at++;
    memcpy(copy + at, "robots", 6);
    reseal(copy, n_bytes);
    CHECK(ng_model_open_memory(copy, n_bytes, NULL, &model, NULL) == NG_OK);
    options.model = model;
    CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
    CHECK(ng_batch_new(pipeline, NG_TABLE_BIT(NG_TABLE_MENTIONS), &batch) == NG_OK);
    CHECK(ng_batch_read(batch, 0, &input) == NG_OK);
    table = ng_batch_take(batch, NG_TABLE_MENTIONS);
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
    ng_model_free(model);
    CHECK(ng_table_cell(table, NG_MENTIONS_LABEL, 0, &cell) == NG_OK);
    CHECK(cell.n_text == 3 && memcmp(cell.text, "ORG", 3) == 0);
    CHECK(ng_table_cell(table, NG_MENTIONS_LABEL, 1, &cell) == NG_OK);
    CHECK(cell.n_text == 6 && memcmp(cell.text, "robots", 6) == 0);
    CHECK(ng_table_value_name(table, NG_MENTIONS_LABEL, NG_N_LABELS + 1) == NULL);
    ng_table_release(table);
    free(copy);
}

/* Each byte changed: never opened; with good checksums again: opened or not, and
   harmless. */
static void
test_damage(unsigned char *bytes, size_t n_bytes)
{
    char shown[4000];

    for (size_t i = 0; i < n_bytes; i += i < 2048 ? 1 : 97) {
        unsigned char *copy = malloc(n_bytes);
        ng_options options = {.struct_size = sizeof options};
        ng_pipeline *pipeline;
        ng_model *model;
        ng_error error;

        CHECK(copy != NULL);
        memcpy(copy, bytes, n_bytes);
        copy[i] ^= 0x41;
        CHECK(ng_model_open_memory(copy, n_bytes, NULL, &model, &error) != NG_OK);
        CHECK(model == NULL && error.message[0] != '\0');
        reseal(copy, n_bytes);
        if (ng_model_open_memory(copy, n_bytes, NULL, &model, &error) == NG_OK) {
            options.model = model;
            CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
            show(pipeline, shown, sizeof shown);
            ng_pipeline_free(pipeline);
            ng_model_free(model);
        }
        free(copy);
    }
    for (size_t n = 0; n < n_bytes; n += 509) {
        ng_model *model;

        CHECK(ng_model_open_memory(bytes, n, NULL, &model, NULL) != NG_OK);
    }
}

/* Models of other features or tokens are refused by name. */
static void
test_hashes(const unsigned char *bytes, size_t n_bytes)
{
    unsigned char *const copy = malloc(n_bytes);
    uint64_t offset;
    ng_model *model;
    ng_error error;

    CHECK(copy != NULL);
    memcpy(&offset, bytes + NG_CONTAINER_HEADER + 8, 8); /* of "info", the first */
    for (size_t i = 0; i < 2; i++) {
        memcpy(copy, bytes, n_bytes);
        copy[offset + 8 * i] ^= 1;
        reseal(copy, n_bytes);
        CHECK(ng_model_open_memory(copy, n_bytes, NULL, &model, &error) == NG_ERR_FORMAT);
        CHECK(strstr(error.message, i == 0 ? "features" : "rules for tokens") != NULL);
    }
    free(copy);
}

static void
test_bad_input(const ng_pipeline *pipeline)
{
    static const char *const wrong[] = {"PERSON", "A ROBOT"};
    ng_train_span spans[] = {{0, 4, 1}, {2, 6, 1}};
    ng_train_text text = {
        .text = "Jane Roe", .n_bytes = 8, .spans = spans, .n_spans = 2, .types = 3, .weight = 1};
    ng_trainer *trainer;
    ng_error error;

    CHECK(ng_trainer_new(pipeline, wrong, 2, NULL, NULL, &trainer, &error) == NG_ERR_ARGUMENT);
    CHECK(trainer == NULL && strstr(error.message, "ROBOT") != NULL);
    CHECK(ng_trainer_new(pipeline, labels, 0, NULL, NULL, &trainer, &error) == NG_ERR_ARGUMENT);
    CHECK(ng_trainer_new(pipeline, labels, 2, NULL, NULL, &trainer, &error) == NG_OK);
    CHECK(ng_trainer_add(trainer, &text, &error) == NG_ERR_ARGUMENT);
    CHECK(strstr(error.message, "overlaps") != NULL);
    spans[1] = (ng_train_span){5, 9, 1};
    CHECK(ng_trainer_add(trainer, &text, &error) == NG_ERR_ARGUMENT);
    CHECK(strstr(error.message, "outside") != NULL);
    spans[1] = (ng_train_span){5, 8, 4};
    CHECK(ng_trainer_add(trainer, &text, &error) == NG_ERR_ARGUMENT);
    CHECK(strstr(error.message, "no label") != NULL);
    text.n_spans = 0;
    CHECK(ng_trainer_add(trainer, &text, &error) == NG_OK);
    CHECK(ng_trainer_run(trainer, NULL, NULL, NULL, &error) == NG_ERR_ARGUMENT);
    CHECK(strstr(error.message, "no name") != NULL);
    ng_trainer_free(trainer);
    ng_trainer_free(NULL);
}

/* Words are kept by their form from one text to the next. */
static void
test_forms(void)
{
    enum { N_BYTES = 0x7F - 0x21, N = NG_N_TOKEN_KINDS * N_BYTES };
    static uint64_t forms[N];

    for (size_t i = 0; i < N; i++) {
        const char word[] = {(char)(0x21 + i % N_BYTES), 'a'};

        forms[i] = ng_word_form(word, 1, (ng_token_kind)(i / N_BYTES));
        for (size_t k = 0; k < i; k++)
            CHECK(forms[k] != forms[i]);
        CHECK(ng_word_form(word, 2, (ng_token_kind)(i / N_BYTES)) != forms[i]);
    }
}

int
main(void)
{
    char path[] = "test_tagger_XXXXXX";
    const int fd = mkstemp(path);
    ng_pipeline *pipeline;
    ng_train_figures figures;
    unsigned char *bytes, *again;
    size_t n_bytes, n_again;

    test_forms();
    CHECK(fd >= 0 && close(fd) == 0);
    CHECK(ng_pipeline_new(NULL, NULL, &pipeline) == NG_OK);
    test_bad_input(pipeline);
    train(pipeline, 1, path, &figures);
    CHECK(figures.n_names == 13 && figures.n_lost == 0 && figures.f1 > 99);
    bytes = read_file(path, &n_bytes);
    train(pipeline, 1, path, &figures);
    again = read_file(path, &n_again);
    CHECK(n_bytes == n_again && memcmp(bytes, again, n_bytes) == 0);
    free(again);
    test_finds(bytes, n_bytes);
    test_hashes(bytes, n_bytes);
    test_own_label(bytes, n_bytes);
    test_damage(bytes, n_bytes);
    CHECK(unlink(path) == 0);
    free(bytes);
    ng_pipeline_free(pipeline);
    return 0;
}
