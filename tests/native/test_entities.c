/*
 * Tests what must hold for the entities of any text, with and without the user's
 * aliases: each name in one of them, chains in text order, counts that are right,
 * two entities of the user's never joined; that a failed allocation leaves nothing
 * behind; and that the time is linear in the text.
 *
 * The texts are random strings of words that meet the rules.  Exits non-zero with a
 * message on failure.
 */
#include "aliases.h"
#include "entities.h"
#include "faults.h"
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

#define ALL_STAGES ng_pipeline_stages(NG_TABLE_BIT(NG_TABLE_ENTITIES))

static const ng_alias rows[] = {
    {"Roe", NULL, "John Roe", "a", 0, NG_LABEL_PERSON},
    {"Jane  Roe ", NULL, NULL, "b", 1, NG_LABEL_NONE},
    {"Roe", "Paris", NULL, "c", 2, NG_LABEL_NONE},
    {"WTO", "aab", "W", NULL, 3, NG_LABEL_NONE},
    {"Mukherjee", NULL, "Jane Roe", NULL, 4, NG_LABEL_NONE},
    {"Ford", NULL, NULL, NULL, NG_NO_ALIAS, NG_LABEL_PERSON},
};
#define N_ROWS (sizeof rows / sizeof rows[0])

static const char *const words[] = {
    "Jane Roe", "Roe", "John Roe", "Ms. Roe", "the Roes", "J. Roe", "Mukherjee", "Jane Mukherjee",
    "Mr. Mukerjee", "Kim Jong-un", "Kim", "Bill Roe", "William Roe", "Roe Inc.", "Roe Group",
    "the World Trade Organization", "(WTO)", "WTO", "the University of Oslo", "the University",
    "North Korea", "the North", "Korea", "Kansas City", "Kansas", "in Paris", "Ford", "Ford A380",
    "the A380", "Hurricane Katrina", "in Katrina", "Hurricane Katrian", "the Tatars", "a Tatar",
    "shares of", "said", "and", "aab", "aaab", ".", ".", ",", "\n\n", "\xc2\xa0", "\xff",
};
#define N_WORDS (sizeof words / sizeof words[0])

static uint32_t
next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* A text of n words; free it. */
static char *
random_text(uint32_t seed, size_t n, size_t *n_bytes)
{
    char *const text = malloc(n * 32 + 1);
    size_t at = 0;

    CHECK(text != NULL);
    for (size_t i = 0; i < n; i++) {
        const char *const word = words[next_random(&seed) % N_WORDS];

        memcpy(text + at, word, strlen(word));
        at += strlen(word);
        text[at++] = ' ';
    }
    *n_bytes = at;
    return text;
}

static void
check_chain(const ng_doc *doc, size_t entity)
{
    const ng_mention_columns *const m = &doc->mentions;
    uint32_t n = 0, last = 0, n_forms = 0;

    for (uint32_t k = doc->entities.first_mention[entity]; k != NG_NO_ROW; k = m->next[k]) {
        CHECK(k < m->n && m->entity[k] == entity);
        CHECK(n == 0 || k > last);
        CHECK(m->joined[k] == NG_NONE || m->joined[k] < NG_N_ENTITY_RULES);
        last = k;
        n++;
        n_forms += m->new_form[k];
    }
    CHECK(n > 0 && n == doc->entities.n_mentions[entity]);
    CHECK(n_forms > 0 && n_forms <= n);
}

static void
check_doc(const ng_pipeline *pipeline, const ng_doc *doc)
{
    const ng_mention_columns *const m = &doc->mentions;
    const ng_entity_columns *const e = &doc->entities;

    for (size_t i = 0; i < e->n; i++) {
        check_chain(doc, i);
        CHECK(i == 0 || e->first_mention[i] > e->first_mention[i - 1]);
        CHECK(e->given[i] <= e->given_stop[i] && e->family[i] <= e->family_stop[i]);
    }
    for (size_t k = 0; k < m->n; k++) {
        const ng_aliases *const a = pipeline->aliases;
        const bool is_name = m->label[k] < NG_LABEL_DATE;
        uint32_t row;

        CHECK((m->entity[k] != NG_NO_ROW) == is_name);
        if (!is_name || a == NULL)
            continue;
        row = ng_aliases_find(a, doc->text + m->start[k], doc->text + m->stop[k]);
        if (row == NG_NO_ALIAS || a->rows[row].entity == NG_NO_ALIAS)
            continue;
        while (a->rows[row].context != NG_NO_ALIAS || a->rows[row].next != NG_NO_ALIAS) {
            if (a->rows[row].context == NG_NO_ALIAS ||
                !ng_aliases_holds(a, a->rows[row].context, doc->text, doc->text + doc->n_bytes)) {
                if (a->rows[row].next == NG_NO_ALIAS)
                    break;
                row = a->rows[row].next;
                continue;
            }
            break;
        }
        if (a->rows[row].context == NG_NO_ALIAS ||
            ng_aliases_holds(a, a->rows[row].context, doc->text, doc->text + doc->n_bytes)) {
            CHECK(m->joined[k] == NG_J_ALIAS);
            CHECK(a->rows[row].context != NG_NO_ALIAS || a->rows[row].next != NG_NO_ALIAS ||
                  strcmp(ng_doc_chars(doc, e->ext_id[m->entity[k]]),
                         ng_alias_chars(a, a->rows[row].ext_id)) == 0);
        }
    }
}

static ng_pipeline *
make_pipeline(const ng_aliases *aliases, const ng_alloc *alloc)
{
    const ng_options options = {.struct_size = sizeof options, .aliases = aliases};
    ng_pipeline *pipeline;

    return ng_pipeline_new(&options, alloc, &pipeline) == NG_OK ? pipeline : NULL;
}

static void
test_random(const ng_aliases *aliases)
{
    ng_pipeline *const pipeline = make_pipeline(aliases, NULL);
    ng_doc *const doc = ng_doc_new(NULL);

    CHECK(pipeline != NULL && doc != NULL);
    for (uint32_t seed = 1; seed <= 3000; seed++) {
        size_t n_bytes;
        char *const text = random_text(seed, 1 + seed % 60, &n_bytes);

        ng_doc_reset(doc, text, n_bytes);
        CHECK(ng_pipeline_run(pipeline, doc, ALL_STAGES) == NG_OK);
        check_doc(pipeline, doc);
        free(text);
    }
    ng_doc_free(doc);
    ng_pipeline_free(pipeline);
}

/* ----------------------------------------------------------------- faults */

static void
test_faults(void)
{
    size_t n_bytes;
    char *const text = random_text(7, 400, &n_bytes);
    bool done = false;

    for (long left = 0; !done; left++) {
        faults f = {left, 0};
        const ng_alloc alloc = {faulty_realloc, faulty_free, &f};
        ng_aliases *aliases = NULL;
        ng_pipeline *pipeline = NULL;
        ng_doc *doc = NULL;

        done = ng_aliases_new(rows, N_ROWS, &alloc, &aliases) == NG_OK &&
               (pipeline = make_pipeline(aliases, &alloc)) != NULL &&
               (doc = ng_doc_new(&alloc)) != NULL;
        if (done) {
            ng_doc_reset(doc, text, n_bytes);
            done = ng_pipeline_run(pipeline, doc, ALL_STAGES) == NG_OK;
        }
        ng_doc_free(doc);
        ng_pipeline_free(pipeline);
        ng_aliases_free(aliases);
        CHECK(f.n_pointers == 0);
    }
    free(text);
}

/* ---------------------------------------------------------------- aliases */

static void
test_rows(void)
{
    static const ng_alias wrong[] = {
        {NULL, NULL, NULL, "a", 0, NG_LABEL_NONE},
        {" \n\xc2\xa0", NULL, NULL, "a", 0, NG_LABEL_NONE},
        {"Roe", NULL, "a", NULL, NG_NO_ALIAS, NG_LABEL_NONE},
        {"Roe", NULL, NULL, "a", 0, NG_LABEL_DATE},
    };
    ng_aliases *a;
    uint32_t row;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        CHECK(ng_aliases_new(&wrong[i], 1, NULL, &a) == NG_ERR_ARGUMENT && a == NULL);
    CHECK(ng_aliases_new(NULL, 0, NULL, &a) == NG_OK);
    CHECK(ng_aliases_find(a, "Roe", "Roe" + 3) == NG_NO_ALIAS);
    ng_aliases_free(a);
    ng_aliases_free(NULL);

    CHECK(ng_aliases_new(rows, N_ROWS, NULL, &a) == NG_OK);
    row = ng_aliases_find(a, "Roe", "Roe" + 3);
    CHECK(row == 0 && a->rows[0].next == 2 && a->rows[2].next == NG_NO_ALIAS);
    CHECK(ng_aliases_find(a, "Jane\n\xc2\xa0Roe", "Jane\n\xc2\xa0Roe" + 10) == 1);
    CHECK(ng_aliases_find(a, "jane Roe", "jane Roe" + 8) == NG_NO_ALIAS);
    CHECK(ng_aliases_find(a, "Jane", "Jane" + 4) == NG_NO_ALIAS);
    CHECK(ng_aliases_holds(a, a->rows[3].context, "aaab", "aaab" + 4));
    CHECK(!ng_aliases_holds(a, a->rows[3].context, "aaab", "aaab" + 3));
    ng_aliases_free(a);
}

/* ------------------------------------------------------------ linear time */

static double
seconds(const ng_pipeline *pipeline, size_t n)
{
    ng_doc *const doc = ng_doc_new(NULL);
    char *const text = malloc(n * 64 + 1);
    size_t at = 0;
    double best = 1e9;

    CHECK(doc != NULL && text != NULL);
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(text + at, 64, "Jane Roe%zu met Mr. Roes%zu of Roe%zu Inc. (R). ", i,
                               i, i);
    for (int k = 0; k < 3; k++) {
        const clock_t start = clock();

        ng_doc_reset(doc, text, at);
        CHECK(ng_pipeline_run(pipeline, doc, ALL_STAGES) == NG_OK);
        best = (double)(clock() - start) / CLOCKS_PER_SEC < best
                   ? (double)(clock() - start) / CLOCKS_PER_SEC
                   : best;
    }
    free(text);
    ng_doc_free(doc);
    return best;
}

static void
test_linear(const ng_aliases *aliases)
{
    ng_pipeline *const pipeline = make_pipeline(aliases, NULL);
    const double small = seconds(pipeline, 2000), large = seconds(pipeline, 16000);

    CHECK(large < 24 * small + 0.05);
    ng_pipeline_free(pipeline);
}

int
main(void)
{
    ng_aliases *aliases;

    test_rows();
    CHECK(ng_aliases_new(rows, N_ROWS, NULL, &aliases) == NG_OK);
    test_random(NULL);
    test_random(aliases);
    test_linear(aliases);
    ng_aliases_free(aliases);
    test_faults();
    return 0;
}
