/*
 * Tests what must hold for the mentions of any text: order, no overlap, inside
 * one sentence, labels and rules of their lists; with and without a lexicon; and
 * that the time is linear in the text.
 *
 * The texts are random strings of words and marks that meet the rules, random
 * bytes, and long runs of single patterns.  The lexicon is a small one made here.
 * Exits non-zero with a message on failure.
 */
#include "lexicon.h"
#include "mentions.h"
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

#define ALL_STAGES                                                                                 \
    (NG_STAGE_BLOCKS | NG_STAGE_TOKENS | NG_STAGE_SENTENCES | NG_STAGE_LEXICON | NG_STAGE_MENTIONS)

/* ---------------------------------------------------------------- lexicon */

static const struct {
    const char *surface;
    ng_lex_class class_id;
    unsigned label, flags;
    ng_lex_case case_rule;
} sample[] = {
    {"U.S.", NG_LEX_COUNTRY, NG_LABEL_GPE, NG_LEX_DECIDES, NG_LEX_CASE_UPPER},
    {"Georgia", NG_LEX_COUNTRY, NG_LABEL_GPE, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL},
    {"Georgia", NG_LEX_GIVEN, NG_LABEL_PERSON, 0, NG_LEX_CASE_INITIAL},
    {"New York", NG_LEX_CITY, NG_LABEL_GPE, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL},
    {"Washington", NG_LEX_CITY, NG_LABEL_GPE, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL},
    {"Washington", NG_LEX_SURNAME, NG_LABEL_PERSON, 0, NG_LEX_CASE_INITIAL},
    {"Ohio", NG_LEX_STATE, NG_LABEL_GPE, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL},
    {"French", NG_LEX_DEMONYM, NG_LABEL_NORP, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL},
    {"Jane", NG_LEX_GIVEN, NG_LABEL_PERSON, 0, NG_LEX_CASE_INITIAL},
    {"Roe", NG_LEX_SURNAME, NG_LABEL_PERSON, 0, NG_LEX_CASE_INITIAL},
    {"Reading", NG_LEX_CITY, NG_LABEL_GPE, NG_LEX_AMBIGUOUS, NG_LEX_CASE_INITIAL},
    {"Secretary of State", NG_LEX_TITLE, NG_LABEL_NONE, NG_LEX_DECIDES, NG_LEX_CASE_ANY},
    {"spokesman", NG_LEX_ROLE, NG_LABEL_NONE, 0, NG_LEX_CASE_ANY},
    {"Bank of England", NG_LEX_GOV, NG_LABEL_ORG, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL},
    {"Johnson & Johnson", NG_LEX_COMPANY, NG_LABEL_ORG, 0, NG_LEX_CASE_INITIAL},
    {"said", NG_LEX_REPORT_VERB, NG_LABEL_NONE, 0, NG_LEX_CASE_ANY},
};

static ng_lexicon *
make_lexicon(void)
{
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    ng_lexicon *lexicon;
    void *bytes;
    size_t n;
    ng_error error;

    CHECK(b != NULL);
    for (size_t i = 0; i < sizeof sample / sizeof sample[0]; i++)
        CHECK(ng_lexicon_builder_add(b, sample[i].surface, strlen(sample[i].surface),
                                     sample[i].class_id, sample[i].label, sample[i].flags,
                                     sample[i].case_rule, NULL, NULL) == NG_OK);
    CHECK(ng_lexicon_builder_encode(b, "name: sample\n", 13, &bytes, &n, &error) == NG_OK);
    CHECK(ng_lexicon_open_memory(bytes, n, NULL, &lexicon, &error) == NG_OK);
    ng_lexicon_builder_free(b);
    free(bytes);
    return lexicon;
}

static ng_pipeline *
make_pipeline(const ng_lexicon *lexicon, ng_scheme scheme)
{
    ng_options options = {.struct_size = sizeof options, .scheme = scheme, .lexicon = lexicon};
    ng_pipeline *pipeline;

    CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
    return pipeline;
}

/* ------------------------------------------------------------- invariants */

static const char *
broken_invariant(const ng_doc *doc)
{
    const ng_mention_columns *const m = &doc->mentions;
    uint32_t stop = 0;

    for (size_t i = 0; i < m->n; i++) {
        const uint32_t s = m->sentence[i];

        if (m->start[i] < stop || m->stop[i] <= m->start[i] || m->stop[i] > doc->n_bytes)
            return "mentions are in order, not empty, without overlap, inside the text";
        if (s >= doc->sentences.n)
            return "a mention has a sentence";
        if (m->start[i] < doc->tokens.start[doc->sentences.first_token[s]] ||
            m->stop[i] > doc->tokens.stop[doc->sentences.stop_token[s] - 1])
            return "a mention is inside its sentence";
        if (m->title_start[i] > m->title_stop[i] || m->title_stop[i] > m->start[i])
            return "a title stands before its name";
        if (m->label[i] >= NG_N_LABELS || m->form[i] >= NG_N_FORMS ||
            m->rule[i] >= ng_n_mention_rules)
            return "labels, forms and rules are of their lists";
        if (!(m->conf[i] > 0.0f && m->conf[i] <= 1.0f))
            return "conf is above 0, at most 1";
        stop = m->stop[i];
    }
    return NULL;
}

static void
check_text(const ng_pipeline *pipeline, ng_doc *doc, const char *text, size_t n)
{
    const char *broken;

    ng_doc_reset(doc, text, n);
    CHECK(ng_pipeline_run(pipeline, doc, ALL_STAGES) == NG_OK);
    broken = broken_invariant(doc);
    if (broken != NULL) {
        fprintf(stderr, "not so: %s\n  text:", broken);
        for (size_t i = 0; i < n && i < 200; i++)
            fprintf(stderr, " %02x", (unsigned char)text[i]);
        fprintf(stderr, "\n");
        exit(1);
    }
}

/* ------------------------------------------------------------ random texts */

static uint64_t seed = 1;

static uint32_t
random_below(uint32_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % n;
}

static const char *const pieces[] = {"U.S.",
                                     "U.S.-led",
                                     "anti-French",
                                     "Georgia",
                                     "New",
                                     "York-based",
                                     "Washington",
                                     "R-Ohio",
                                     "Jane",
                                     "Roe",
                                     "J.",
                                     "van",
                                     "de",
                                     "bin",
                                     "Zorbel",
                                     "KWZP",
                                     "Zorbelgrad",
                                     "Reading",
                                     "President",
                                     "Secretary",
                                     "of",
                                     "State",
                                     "Gen.",
                                     "spokesman",
                                     "said",
                                     "University",
                                     "Department",
                                     "and",
                                     "&",
                                     "Corp.",
                                     "Inc",
                                     ",",
                                     "(",
                                     ")",
                                     "\xE2\x80\x9C",
                                     "\xE2\x80\x9D",
                                     "\"",
                                     "called",
                                     "the",
                                     "The",
                                     "in",
                                     "the town of",
                                     "province",
                                     "42nd",
                                     "34",
                                     "Army",
                                     "Bridge",
                                     "Lake",
                                     "Hurricane",
                                     "II",
                                     "Jr.",
                                     "al-Roe",
                                     "d'Roe",
                                     "\xC3\x89mile",
                                     "\xFF\xC3",
                                     "\xE2\x80\x99s",
                                     "'s",
                                     "May",
                                     "Monday",
                                     "A",
                                     "I",
                                     ".",
                                     ".\n\n",
                                     "\n",
                                     "-",
                                     "\xE2\x80\x94",
                                     "x@y.com",
                                     "http://y.com",
                                     "@roe",
                                     "#roe",
                                     "TV",
                                     "H5N1",
                                     "By",
                                     "U.S",
                                     "Johnson & Johnson",
                                     "Bank of England"};

static size_t
random_words(char *out, size_t room)
{
    const uint32_t n_pieces = 1 + random_below(40);
    size_t n = 0;

    for (uint32_t i = 0; i < n_pieces; i++) {
        const char *const piece = pieces[random_below(sizeof pieces / sizeof pieces[0])];
        const size_t len = strlen(piece);

        if (n + len + 1 > room)
            break;
        memcpy(out + n, piece, len);
        n += len;
        if (random_below(8) != 0)
            out[n++] = ' ';
    }
    return n;
}

static void
test_random(const ng_pipeline *const *pipelines, size_t n_pipelines)
{
    ng_doc *const doc = ng_doc_new(NULL);

    CHECK(doc != NULL);
    for (int round = 0; round < 20000; round++) {
        char text[600];
        size_t n;
        char *copy;

        if (round % 4 != 0) {
            n = random_words(text, sizeof text);
        } else {
            n = random_below(80);
            for (size_t i = 0; i < n; i++)
                text[i] = (char)(random_below(3) != 0 ? 'A' + (int)random_below(58)
                                                      : (int)random_below(256));
        }
        /* A block of its own size, so that a sanitizer sees reads outside. */
        copy = malloc(n > 0 ? n : 1);
        CHECK(copy != NULL);
        memcpy(copy, text, n);
        check_text(pipelines[(size_t)round % n_pipelines], doc, copy, n);
        free(copy);
    }
    ng_doc_free(doc);
}

/* ------------------------------------------------------------------ golden */

static void
test_without_lexicon(const ng_pipeline *pipeline)
{
    static const char text[] = "Prime Minister Zorbel met the Quibble Foundation, Mr. Drax and "
                               "x@roe.example. Zorbel left.";
    static const char *const expected[] = {"Zorbel", "Quibble Foundation", "Drax", "x@roe.example",
                                           "Zorbel"};
    ng_doc *const doc = ng_doc_new(NULL);

    CHECK(doc != NULL);
    check_text(pipeline, doc, text, sizeof text - 1);
    CHECK(doc->mentions.n == sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < doc->mentions.n; i++) {
        CHECK(doc->mentions.stop[i] - doc->mentions.start[i] == strlen(expected[i]));
        CHECK(memcmp(text + doc->mentions.start[i], expected[i], strlen(expected[i])) == 0);
    }
    CHECK(doc->mentions.title_stop[0] - doc->mentions.title_start[0] == strlen("Prime Minister"));
    ng_doc_free(doc);
}

/* A name of one document is not known in the next. */
static void
test_documents_apart(const ng_pipeline *pipeline)
{
    static const char first[] = "Tobias met Mr. Wexley.", second[] = "They like Wexley much.";
    ng_doc *const doc = ng_doc_new(NULL);

    CHECK(doc != NULL);
    check_text(pipeline, doc, first, sizeof first - 1);
    CHECK(doc->mentions.n == 1);
    check_text(pipeline, doc, second, sizeof second - 1);
    CHECK(doc->mentions.n == 0);
    ng_doc_free(doc);
}

/* ------------------------------------------------------------- linear time */

/* Seconds of the stage alone; the earlier ones have tests of their own. */
static double
seconds_for(const ng_pipeline *pipeline, ng_doc *doc, const char *text, size_t n)
{
    clock_t begin;
    double seconds;

    ng_doc_reset(doc, text, n);
    CHECK(ng_pipeline_run(pipeline, doc, ALL_STAGES & ~(unsigned)NG_STAGE_MENTIONS) == NG_OK);
    begin = clock();
    CHECK(ng_pipeline_run(pipeline, doc, NG_STAGE_MENTIONS) == NG_OK);
    seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    CHECK(broken_invariant(doc) == NULL);
    return seconds;
}

/*
 * Eight times the text may take some more than eight times as long, but not
 * sixty-four times.  A busy machine makes single readings slow: the best ones
 * count, and more are taken until they say that all is well.
 */
static void
check_linear(const ng_pipeline *pipeline, ng_doc *doc, const char *text, size_t n,
             const char *name)
{
    double small = 1e9, large = 1e9;

    for (int attempt = 0; attempt < 5; attempt++) {
        const double s = seconds_for(pipeline, doc, text, n / 8);
        const double l = seconds_for(pipeline, doc, text, n);

        small = s < small ? s : small;
        large = l < large ? l : large;
        if (large < 0.1 || large < small * 24)
            return;
    }
    fprintf(stderr, "\"%s\": %.3f s for %zu KiB, %.3f s for %zu KiB\n", name, small, n >> 13, large,
            n >> 10);
    exit(1);
}

static void
test_linear(const ng_pipeline *pipeline)
{
    static const char *const patterns[] = {"Zorbel ",
                                           "ZORBEL ",
                                           "Jane Roe ",
                                           "U.S.",
                                           "\xE2\x80\x9C"
                                           "A ",
                                           "A & ",
                                           "of the ",
                                           "Bank of ",
                                           "President ",
                                           "U.S.-",
                                           "Secretary of ",
                                           "(ABC) ",
                                           "in Zorb. ",
                                           "A-",
                                           "de la ",
                                           "New ",
                                           "Mr. ",
                                           "Zorb, Ohio, ",
                                           "Roe's ",
                                           "Department of Zorb and "};
    const size_t room = 1u << 20;
    char *const text = malloc(room);
    ng_doc *const doc = ng_doc_new(NULL);
    size_t n = 0;

    CHECK(doc != NULL && text != NULL);
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        const size_t len = strlen(patterns[i]);

        for (size_t k = 0; k < room; k++)
            text[k] = patterns[i][k % len];
        check_linear(pipeline, doc, text, room, patterns[i]);
    }
    for (unsigned k = 0; n + 40 < room; k++)
        n += (size_t)snprintf(text + n, room - n, "Mr. Z%c%c%c%c met. ", 'a' + (int)(k % 26),
                              'a' + (int)(k / 26 % 26), 'a' + (int)(k / 676 % 26),
                              'a' + (int)(k / 17576 % 26));
    check_linear(pipeline, doc, text, n, "many names that all differ");
    free(text);
    ng_doc_free(doc);
}

int
main(void)
{
    ng_lexicon *const lexicon = make_lexicon();
    ng_pipeline *const with = make_pipeline(lexicon, NG_SCHEME_NEWS);
    ng_pipeline *const without = make_pipeline(NULL, NG_SCHEME_NEWS);
    ng_pipeline *const ud = make_pipeline(lexicon, NG_SCHEME_UD);
    const ng_pipeline *const all[] = {with, without, ud};

    CHECK(ng_n_mention_rules <= 127);
    test_without_lexicon(without);
    test_documents_apart(with);
    test_random(all, 3);
    test_linear(with);
    test_linear(without);
    ng_pipeline_free(ud);
    ng_pipeline_free(without);
    ng_pipeline_free(with);
    ng_lexicon_free(lexicon);
    printf("mentions: ok\n");
    return 0;
}
