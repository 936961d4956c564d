/*
 * Explanations: for any text and any span the rows are those of the tables, at each
 * level of vector instructions; each sentence has one reason for its end; time is
 * linear; every allocation fails in turn.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check.h"
#include "dispatch.h"
#include "faults.h"
#include "nutgraf.h"
#include "schema.h"

static const char article[] =
    "Mayor Quits As Port Sinks\n\nBy Jane Roe | Aug. 11, 2017\n\n"
    "SPRINGFIELD (AP) \xE2\x80\x94 Mayor Ana O'Brien's aide said \xE2\x80\x9Cno!\xE2\x80\x9D to "
    "the "
    "U.S. on Friday at 3 p.m. EST. He can't pay $3.5bn.[1] \xF0\x9F\x98\x80 Broken \xFF\xC3 bytes, "
    "caf\xC3\xA9. Why? asked U.S.-led groups.The end.\n\n1. Milk 2. Tea\n\nWrite to a@b.example.\n";

static const char *const pieces[] = {
    " ",
    ".",
    ". ",
    "\n",
    "\n\n",
    "'",
    "'s ",
    "n't",
    "\"",
    "-",
    "U.S.",
    "Mr. ",
    "p.m. ",
    "No. ",
    "1. ",
    "2. ",
    "(ii)",
    "a) ",
    "?",
    "! ",
    "...",
    ". . .",
    "The ",
    "he ",
    "Smith ",
    "asked",
    "I ",
    "cannot",
    "y'all",
    "3.5bn",
    "1,200",
    "-5",
    "$",
    "US$",
    "/",
    "&",
    "AT&T",
    "@",
    "#tag ",
    "example.com",
    "http://x.org/a",
    "a@b.com",
    ":-) ",
    "'90s ",
    "'tis ",
    "[1]",
    "J. ",
    "Inc.",
    "Yahoo! ",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\xE2\x80\x99",
    "\xE2\x80\xA2 ",
    "\xE2\x80\xA6",
    "\xF0\x9F\x98\x80",
    "\xC3\xA9",
    "\xFF",
    "\xE2\x80",
    "\xC2\xA0",
    "\xE2\x88\x92",
    "goin' ",
    "M*A",
    " on Friday, May 3, 2019 ",
    " $5.2 million ",
    " 3 percent ",
    " (212) 555-0123 ",
    " two years ago ",
};

static uint32_t
next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* ------------------------------------------------------- against the tables */

static int64_t
integer_at(const ng_table *table, size_t column, size_t row)
{
    ng_cell cell = {.integer = -1};

    CHECK(ng_table_cell(table, column, row, &cell) == NG_OK);
    return cell.integer;
}

/* A column of a closed list, as its word. */
static bool
has_word(const ng_table *table, size_t column, size_t row, const char *word)
{
    ng_cell cell;

    CHECK(ng_table_cell(table, column, row, &cell) == NG_OK && cell.kind == NG_CELL_TEXT);
    return cell.n_text == strlen(word) && memcmp(cell.text, word, cell.n_text) == 0;
}

typedef struct layout {
    size_t start, stop, kind;
    int rule; /* -1: the table has none */
} layout;

static const layout layouts[NG_N_RULE_SETS] = {
    [NG_RULES_BLOCKS] = {NG_BLOCKS_START, NG_BLOCKS_STOP, NG_BLOCKS_KIND, NG_BLOCKS_RULE},
    [NG_RULES_TOKENS] = {NG_TOKENS_START, NG_TOKENS_STOP, NG_TOKENS_KIND, -1},
    [NG_RULES_SENTENCES] = {NG_SENTENCES_START, NG_SENTENCES_STOP, NG_SENTENCES_KIND, -1},
    [NG_RULES_MENTIONS] = {NG_MENTIONS_START, NG_MENTIONS_STOP, NG_MENTIONS_LABEL,
                           NG_MENTIONS_RULE},
    [NG_RULES_DATES] = {NG_DATES_START, NG_DATES_STOP, NG_DATES_TYPE, NG_DATES_RULE},
    [NG_RULES_NUMBERS] = {NG_NUMBERS_START, NG_NUMBERS_STOP, NG_NUMBERS_KIND, NG_NUMBERS_RULE},
    [NG_RULES_ROLES] = {NG_ROLES_START, NG_ROLES_STOP, NG_ROLES_KIND, NG_ROLES_RULE},
    [NG_RULES_QUOTES] = {NG_QUOTES_START, NG_QUOTES_STOP, NG_QUOTES_KIND, NG_QUOTES_RULE},
    [NG_RULES_PATTERNS] = {NG_PATTERNS_START, NG_PATTERNS_STOP, NG_PATTERNS_LABEL,
                           NG_PATTERNS_RULE},
};
/* Rows of entities have no place of their own: their reasons are of mentions. */
static const ng_table_id table_ids[NG_N_RULE_SETS] = {
    NG_TABLE_BLOCKS,  NG_TABLE_TOKENS,   NG_TABLE_SENTENCES, NG_TABLE_MENTIONS, NG_TABLE_DATES,
    NG_TABLE_NUMBERS, NG_TABLE_ENTITIES, NG_TABLE_ROLES,     NG_TABLE_QUOTES,
    NG_TABLE_PATTERNS,
};

/* Whether a reason tells of a row of its table, and not of a mark or white space.  A
   phone number is a mention, but no row of the numbers. */
static bool
is_of_row(const ng_reason *r)
{
    if (r->stage == NG_RULES_SENTENCES)
        return r->decision == NG_DECISION_MADE;
    if (r->stage == NG_RULES_NUMBERS)
        return strcmp(r->kind, "PHONE") != 0;
    return strcmp(r->kind, "space") != 0;
}

/* The rows of one stage that the span touches are those that the reasons tell of. */
static void
check_stage(const ng_explanation *e, ng_rule_set stage, const ng_table *table, uint32_t start,
            uint32_t stop)
{
    const layout *const at = &layouts[stage];
    const ng_reason *r;
    size_t i = 0, row = 0;

    if (stage == NG_RULES_ENTITIES)
        return;
    while ((r = ng_explanation_reason(e, i)) != NULL && r->stage < stage)
        i++;
    for (; row < ng_table_n_rows(table); row++) {
        const int64_t first = integer_at(table, at->start, row);
        const int64_t last = integer_at(table, at->stop, row);
        int n = 0;

        if (first >= stop || last <= start)
            continue;
        for (; (r = ng_explanation_reason(e, i)) != NULL && r->stage == stage; i++) {
            if (!is_of_row(r))
                continue;
            /* Two quotes may start at one place: a reason for each. */
            if (r->start != first || (stage == NG_RULES_QUOTES && n > 0))
                break;
            CHECK(r->stop == last && has_word(table, at->kind, row, r->kind));
            CHECK(at->rule < 0 || has_word(table, (size_t)at->rule, row, r->rule));
            n++;
        }
        CHECK(n > 0);
    }
    for (; (r = ng_explanation_reason(e, i)) != NULL && r->stage == stage; i++)
        CHECK(!is_of_row(r));
}

/* What holds for the reasons of any span. */
static void
check_reasons(const ng_explanation *e, uint32_t n_units, uint32_t start, uint32_t stop)
{
    const ng_reason *before = NULL, *r;

    for (size_t i = 0; (r = ng_explanation_reason(e, i)) != NULL; i++, before = r) {
        CHECK(r->start < r->stop && r->stop <= n_units);
        CHECK(r->decision < NG_N_DECISIONS && r->rule != NULL && r->summary != NULL);
        CHECK((r->conf >= 0) == (r->stage != NG_RULES_TOKENS && r->stage != NG_RULES_SENTENCES));
        CHECK(before == NULL || before->stage < r->stage ||
              (before->stage == r->stage && before->start <= r->start));
        CHECK((r->start < stop && r->stop > start) || r->stage == NG_RULES_SENTENCES);
    }
}

/* All sentences are in a whole text's explanation, each with one reason for its end. */
static void
check_ends(const ng_explanation *e, size_t n_sentences)
{
    const ng_reason *r;
    size_t n = 0;

    for (size_t i = 0; (r = ng_explanation_reason(e, i)) != NULL; i++)
        n += r->decision == NG_DECISION_ENDS || r->decision == NG_DECISION_BEGINS;
    CHECK(n == n_sentences);
}

static void
check_text(const ng_pipeline *pipeline, const char *text, size_t n, uint32_t *random)
{
    const ng_input input = {.text = text, .n_bytes = n};
    ng_table *tables[NG_N_RULE_SETS];
    ng_explanation *e;
    ng_batch *batch;

    CHECK(ng_batch_new(pipeline, NG_ALL_TABLES, &batch) == NG_OK);
    CHECK(ng_batch_read(batch, 0, &input) == NG_OK);
    for (unsigned s = 0; s < NG_N_RULE_SETS; s++)
        tables[s] = ng_batch_take(batch, table_ids[s]);
    for (int round = 0; round < 3; round++) {
        const uint32_t a = round == 0 || n == 0 ? 0 : next_random(random) % (uint32_t)n;
        const uint32_t b =
            round == 0 ? (uint32_t)n : a + next_random(random) % ((uint32_t)n - a + 1);

        CHECK(ng_explain(pipeline, text, n, a, b, &e) == NG_OK);
        check_reasons(e, (uint32_t)n, a, b > a ? b : a + 4);
        if (a < b) {
            for (unsigned s = 0; s < NG_N_RULE_SETS; s++)
                check_stage(e, (ng_rule_set)s, tables[s], a, b);
        }
        if (round == 0)
            check_ends(e, ng_table_n_rows(tables[NG_RULES_SENTENCES]));
        ng_explanation_free(e);
    }
    for (unsigned s = 0; s < NG_N_RULE_SETS; s++)
        ng_table_release(tables[s]);
    ng_batch_free(batch);
}

static ng_pipeline *
new_pipeline(ng_scheme scheme, ng_unit unit, const ng_alloc *alloc)
{
    const ng_options options = {.struct_size = sizeof options, .scheme = scheme, .unit = unit};
    ng_pipeline *pipeline;

    return ng_pipeline_new(&options, alloc, &pipeline) == NG_OK ? pipeline : NULL;
}

static void
test_random(int n_texts)
{
    const ng_cpu best = ng_cpu_current();
    uint32_t random = 7;

    for (int i = 0; i < n_texts; i++) {
        /* Spans begin and end anywhere, so in bytes; check_stage() wants whole
           characters only where rows begin, which they do. */
        ng_pipeline *const pipeline =
            new_pipeline((ng_scheme)(i % NG_N_SCHEMES), NG_UNIT_BYTE, NULL);
        const size_t length = next_random(&random) % 300;
        char text[400];
        size_t n = 0;

        while (n < length) {
            const char *const piece =
                pieces[next_random(&random) % (sizeof pieces / sizeof *pieces)];

            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        if (i < NG_N_SCHEMES)
            memcpy(text, article, n = sizeof article - 1);
        /* A copy of the exact size, so that a read behind it is seen. */
        char *const exact = malloc(n + 1);
        memcpy(exact, text, n);
        ng_cpu_force((ng_cpu)(i / NG_N_SCHEMES % NG_N_CPU_LEVELS));
        check_text(pipeline, exact, n, &random);
        free(exact);
        ng_pipeline_free(pipeline);
    }
    ng_cpu_force(best);
}

/* ------------------------------------------------------------------- limits */

static void
test_arguments(void)
{
    ng_pipeline *const pipeline = new_pipeline(NG_SCHEME_NEWS, NG_UNIT_CHAR, NULL);
    const char text[] = "a\xF0\x9F\x98\x80 b";
    ng_explanation *e;
    const ng_reason *r;

    CHECK(ng_explain(pipeline, text, 7, 2, 1, &e) == NG_ERR_ARGUMENT && e == NULL);
    CHECK(ng_explain(pipeline, text, 7, 0, 5, &e) == NG_ERR_ARGUMENT && e == NULL);
    CHECK(ng_explain(pipeline, text, 7, SIZE_MAX, SIZE_MAX, &e) == NG_ERR_ARGUMENT && e == NULL);
    CHECK(ng_explain(pipeline, text, NG_MAX_BYTES + 1, 0, 0, &e) == NG_ERR_TOO_LONG && e == NULL);
    CHECK(ng_explain(pipeline, NULL, 0, 0, 0, &e) == NG_OK);
    CHECK(ng_explanation_reason(e, 0) == NULL);
    ng_explanation_free(e);
    CHECK(ng_explain(pipeline, text, 7, 4, 4, &e) == NG_OK); /* the end */
    CHECK(ng_explanation_reason(e, 0) == NULL);
    ng_explanation_free(e);
    CHECK(ng_explain(pipeline, text, 7, 1, 1, &e) == NG_OK); /* the emoji */
    r = ng_explanation_reason(e, 1);
    CHECK(r != NULL && r->start == 1 && r->stop == 2 && strcmp(r->rule, "T18") == 0);
    ng_explanation_free(e);
    ng_explanation_free(NULL);
    ng_pipeline_free(pipeline);
}

static double
seconds_for(const ng_pipeline *pipeline, const char *text, size_t n)
{
    double best = 1e9;

    for (int round = 0; round < 3; round++) {
        const clock_t begin = clock();
        ng_explanation *e;
        double seconds;

        CHECK(ng_explain(pipeline, text, n, 0, n, &e) == NG_OK);
        ng_explanation_free(e);
        seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        best = seconds < best ? seconds : best;
    }
    return best;
}

/* Twice the text may take twice the time, not four times. */
static void
test_linear(void)
{
    static const char *const patterns[] = {"a-",    "a.",           "1,200,",  "o'",    "a's",
                                           "U.S.-", "x.com.",       "1. a ",   "a. B ", "?! ",
                                           "...",   "example.com/", "can't y'"};
    enum { N = 1 << 16 };
    ng_pipeline *const pipeline = new_pipeline(NG_SCHEME_NEWS, NG_UNIT_BYTE, NULL);
    char *const text = malloc(2 * N);

    for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
        bool linear = false;

        for (size_t i = 0; i < 2 * N; i++)
            text[i] = patterns[k][i % strlen(patterns[k])];
        for (int attempt = 0; !linear && attempt < 5; attempt++) {
            const double once = seconds_for(pipeline, text, N);
            const double twice = seconds_for(pipeline, text, 2 * N);

            linear = twice <= 0.02 || twice <= 3.2 * once;
        }
        if (!linear)
            fprintf(stderr, "pattern %s\n", patterns[k]);
        CHECK(linear);
    }
    free(text);
    ng_pipeline_free(pipeline);
}

/* ------------------------------------------------------------------- faults */

static void
test_faults(void)
{
    long n_steps = 0;

    for (long left = 0;; left++) {
        faults f = {left, 0};
        const ng_alloc alloc = {faulty_realloc, faulty_free, &f};
        ng_pipeline *const pipeline = new_pipeline(NG_SCHEME_NEWS, NG_UNIT_CHAR, &alloc);
        ng_explanation *e = NULL;
        const ng_status status =
            pipeline == NULL ? NG_ERR_MEMORY
                             : ng_explain(pipeline, article, sizeof article - 1, 10, 200, &e);

        CHECK((status == NG_OK) == (e != NULL));
        ng_explanation_free(e);
        ng_pipeline_free(pipeline);
        CHECK(f.n_pointers == 0);
        if (status == NG_OK)
            break;
        CHECK(status == NG_ERR_MEMORY);
        if (status != NG_ERR_MEMORY || ++n_steps > 100000)
            break;
    }
    CHECK(n_steps > 30);
}

int
main(int argc, char **argv)
{
    test_random(argc > 1 ? atoi(argv[1]) : 3000);
    test_arguments();
    test_linear();
    test_faults();
    return n_failed == 0 ? 0 : 1;
}
