/*
 * Tests overrides in C: rows that are none are refused, each failed allocation leaves
 * nothing behind, mentions stay in order and inside the text, what is never a mention is
 * none, and the time is linear in the text.
 */
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

#define STAGES ng_pipeline_stages(NG_TABLE_BIT(NG_TABLE_MENTIONS) | NG_TABLE_BIT(NG_TABLE_DATES))

static const ng_override rows[] = {
    {"Roe", "ORG", NULL, NULL, false},
    {"May", NULL, "*", NULL, true},
    {"Amber Quill", NULL, "PERSON", "Roe", false},
    {"a a a a b", "VESSEL", NULL, NULL, true},
    {"$5", NULL, "MONEY,DATE", NULL, false},
};
#define N_ROWS (sizeof rows / sizeof rows[0])

static const char text[] = "In May, Amber Quill paid $5 to Roe on May 5. A a a  a b, Jane Roe's, \xff MAY "
                           "\xe2\x80\x9cRoe\xe2\x80\x9d.";

static ng_pipeline *
make_pipeline(const ng_overrides *overrides, const ng_alloc *alloc)
{
    const ng_options options = {.struct_size = sizeof options, .overrides = overrides};
    ng_pipeline *pipeline;

    return ng_pipeline_new(&options, alloc, &pipeline) == NG_OK ? pipeline : NULL;
}

static void
check_mentions(const ng_doc *doc)
{
    const ng_mention_columns *const m = &doc->mentions;

    for (size_t i = 0; i < m->n; i++) {
        const uint32_t n = m->stop[i] - m->start[i];

        CHECK(m->start[i] < m->stop[i] && m->stop[i] <= doc->n_bytes);
        CHECK(i == 0 || m->stop[i - 1] <= m->start[i]);
        CHECK(n != 3 || (memcmp(doc->text + m->start[i], "May", 3) != 0 &&
                         memcmp(doc->text + m->start[i], "MAY", 3) != 0));
    }
    for (size_t i = 0; i < doc->dates.n; i++)
        CHECK(doc->dates.mention[i] == NG_NO_ROW || doc->dates.mention[i] < m->n);
}

static void
test_faults(void)
{
    bool done = false;

    for (long left = 0; !done; left++) {
        faults f = {left, 0};
        const ng_alloc alloc = {faulty_realloc, faulty_free, &f};
        ng_overrides *overrides = NULL;
        ng_pipeline *pipeline = NULL;
        ng_doc *doc = NULL;
        size_t bad;

        done = ng_overrides_new(rows, N_ROWS, &alloc, &overrides, &bad) == NG_OK &&
               (pipeline = make_pipeline(overrides, &alloc)) != NULL &&
               (doc = ng_doc_new(&alloc)) != NULL;
        if (done) {
            ng_doc_reset(doc, text, sizeof text - 1);
            done = ng_pipeline_run(pipeline, doc, STAGES) == NG_OK;
        }
        if (done) {
            CHECK(doc->mentions.n >= 3);
            check_mentions(doc);
        }
        ng_doc_free(doc);
        ng_pipeline_free(pipeline);
        ng_overrides_free(overrides);
        CHECK(f.n_pointers == 0);
    }
}

static void
test_rows(void)
{
    static const ng_override wrong[] = {
        {"Roe", "ORG", NULL, NULL, false},
        {"", "ORG", NULL, NULL, false},
    };
    static const ng_override nothing = {.label = "ORG"};
    ng_overrides *o;
    size_t bad;

    CHECK(ng_overrides_new(wrong, 2, NULL, &o, &bad) == NG_ERR_ARGUMENT && o == NULL && bad == 1);
    CHECK(ng_overrides_new(&nothing, 1, NULL, &o, &bad) == NG_ERR_ARGUMENT && bad == 0);
    CHECK(ng_overrides_new(NULL, 0, NULL, &o, &bad) == NG_OK);
    ng_overrides_free(o);
    ng_overrides_free(NULL);
}

/* Rows none of which has a context have no table to look contexts up in. */
static void
test_no_context(void)
{
    ng_pipeline *pipeline;
    ng_overrides *o;
    ng_doc *doc;
    size_t bad;

    CHECK(ng_overrides_new(rows, 1, NULL, &o, &bad) == NG_OK);
    pipeline = make_pipeline(o, NULL);
    doc = ng_doc_new(&pipeline->alloc);
    ng_doc_reset(doc, text, sizeof text - 1);
    CHECK(ng_pipeline_run(pipeline, doc, STAGES) == NG_OK && doc->mentions.n >= 2);
    ng_doc_free(doc);
    ng_pipeline_free(pipeline);
    ng_overrides_free(o);
}

/* Seconds for n times "a ": the beginning of a surface at every token. */
static double
seconds_for(const ng_pipeline *pipeline, ng_doc *doc, size_t n)
{
    char *const many = malloc(2 * n);
    clock_t began;
    double seconds;

    for (size_t i = 0; i < n; i++)
        memcpy(many + 2 * i, "a ", 2);
    began = clock();
    ng_doc_reset(doc, many, 2 * n);
    CHECK(ng_pipeline_run(pipeline, doc, STAGES) == NG_OK);
    seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
    ng_doc_reset(doc, "", 0);
    free(many);
    return seconds;
}

static void
test_time(void)
{
    ng_pipeline *pipeline;
    ng_overrides *o;
    ng_doc *doc;
    size_t bad;

    CHECK(ng_overrides_new(rows, N_ROWS, NULL, &o, &bad) == NG_OK);
    pipeline = make_pipeline(o, NULL);
    doc = ng_doc_new(&pipeline->alloc);
    seconds_for(pipeline, doc, 20000);
    CHECK(seconds_for(pipeline, doc, 200000) < 40 * (seconds_for(pipeline, doc, 20000) + 0.01));
    ng_doc_free(doc);
    ng_pipeline_free(pipeline);
    ng_overrides_free(o);
}

int
main(void)
{
    test_rows();
    test_faults();
    test_no_context();
    test_time();
    return 0;
}
