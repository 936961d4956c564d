/* Patterns: rows, errors, a failing allocation at every place, and bounds. */
#include "check.h"
#include "faults.h"
#include "nutgraf.h"

#include <string.h>

static const char rules[] =
    "words TEAM = Leeds, \"West Ham\", 'Arsenal'\n"
    "let NUM = INT (~DASH ~INT)?\n"
    "bill .9 :: bills of Congress :: kind:(\"H.R.\" | 'S.') number:NUM => BILL \"{kind} {number}\"\n"
    "win :: wins :: winner:TEAM \"beat\" [loser:TEAM] => WIN\n"
    "fine :: fines :: \"fined\" [MONEY] => FINE\n"
    "sunk :: ships :: [@SHIP] \"sank\" => SUNK\n"
    "met :: who met :: [@PERSON] \"met\" @PERSON DATE => MET\n";
static const char text[] = "The House passed H.R. 12-34 when West Ham beat Leeds on Monday. "
                           "Acme was fined $3.5 million. The Big Cat sank. "
                           "The late Mr. Doe met Ms. Roe Monday.";

static const char *
cell(const ng_table *table, size_t column, size_t row, size_t *n)
{
    ng_cell c;

    CHECK(ng_table_cell(table, column, row, &c) == NG_OK);
    *n = c.n_text;
    return c.kind == NG_CELL_TEXT ? c.text : "";
}

static void
check_cell(const ng_table *table, size_t column, size_t row, const char *expected)
{
    size_t n;
    const char *const p = cell(table, column, row, &n);

    CHECK(n == strlen(expected) && memcmp(p, expected, n) == 0);
}

/* A ship, with a label that no mention has. */
static ng_status
make_lexicon(const ng_alloc *alloc, ng_lexicon **out)
{
    ng_lexicon_builder *const builder = ng_lexicon_builder_new(alloc);
    ng_lex_name name = {.surface = "Big Cat", .n_surface = 7};
    ng_status s = builder == NULL ? NG_ERR_MEMORY : NG_OK;

    *out = NULL;
    if (s == NG_OK)
        s = ng_lexicon_builder_label(builder, "SHIP", 4, &name.label);
    if (s == NG_OK)
        s = ng_lexicon_builder_add_name(builder, &name);
    if (s == NG_OK)
        s = ng_lexicon_builder_open(builder, "", 0, alloc, out, NULL);
    ng_lexicon_builder_free(builder);
    return s;
}

/* Read the text; the status of the first step that fails. */
static ng_status
run(const ng_alloc *alloc, bool check)
{
    ng_options options = {.struct_size = sizeof options};
    const ng_input input = {.text = text, .n_bytes = sizeof text - 1};
    ng_pipeline *pipeline = NULL;
    ng_patterns *patterns;
    ng_batch *batch = NULL;
    ng_lexicon *lexicon = NULL;
    ng_status s = ng_patterns_compile(rules, sizeof rules - 1, alloc, &patterns, NULL);

    if (s == NG_OK)
        s = make_lexicon(alloc, &lexicon);
    options.patterns = patterns;
    options.lexicons = (const ng_lexicon *const *)&lexicon;
    options.n_lexicons = 1;
    if (s == NG_OK)
        s = ng_pipeline_new(&options, alloc, &pipeline);
    if (s == NG_OK)
        s = ng_batch_new(pipeline, NG_TABLE_BIT(NG_TABLE_PATTERNS), &batch);
    if (s == NG_OK)
        s = ng_batch_read(batch, 0, &input);
    if (s == NG_OK)
        s = ng_batch_read(batch, 1, &input); /* with what the first has left */
    if (s == NG_OK && check) {
        ng_table *const table = ng_batch_take(batch, NG_TABLE_PATTERNS);

        CHECK(ng_table_n_rows(table) == 10);
        check_cell(table, 5, 0, "H.R. 12-34");
        check_cell(table, 7, 0, "H.R. 12-34");
        check_cell(table, 6, 1, "WIN");
        check_cell(table, 5, 1, "Leeds");
        check_cell(table, 5, 2, "$3.5 million");
        check_cell(table, 13, 2, "fine");
        check_cell(table, 5, 3, "Big Cat");
        check_cell(table, 5, 4, "Doe");
        check_cell(table, 5, 9, "Doe");
        ng_table_release(table);
    }
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
    ng_lexicon_free(lexicon);
    ng_patterns_free(patterns);
    return s;
}

static void
test_rows(void)
{
    CHECK(run(NULL, true) == NG_OK);
}

static void
test_faults(void)
{
    faults f = {0, 0};
    const ng_alloc alloc = {faulty_realloc, faulty_free, &f};
    ng_status status = NG_ERR_MEMORY;

    for (long n = 0; status != NG_OK && n < 100000; n++) {
        f = (faults){n, 0};
        status = run(&alloc, false);
        CHECK(status == NG_OK || status == NG_ERR_MEMORY);
        CHECK(f.n_pointers == 0);
    }
    CHECK(status == NG_OK);
}

static void
check_refused(const char *source, size_t n, const char *message)
{
    ng_patterns *patterns;
    ng_error error;

    CHECK(ng_patterns_compile(source, n, NULL, &patterns, &error) == NG_ERR_FORMAT);
    CHECK(patterns == NULL);
    CHECK(strstr(error.message, message) != NULL);
    if (strstr(error.message, message) == NULL)
        fprintf(stderr, "%s\n", error.message);
}

static void
test_errors(void)
{
    static char deep[5000];

    check_refused("", 0, "line 1, column 1: there is no rule");
    check_refused("a\0", 2, "a NUL character");
    check_refused("a\n\xFF", 3, "line 2, column 1: not UTF-8");
    check_refused("a :: b :: (", 11, "line 1, column 12: expected ')'");
    memset(deep, '(', sizeof deep);
    memcpy(deep, "a :: b :: ", 10);
    check_refused(deep, sizeof deep, "more than 31 deep");
    check_refused("a :: b :: \"x", 12, "at the end of the quoted text");
    check_refused("a :: b :: X<", 12, "there is no class");
    check_refused("a :: b :: WORD<", 15, "expected a number");
    check_refused("a :: b :: m:", 12, "behind ':'");
    check_refused("a :: b :: ~", 11, "stands before");
    check_refused("words A", 7, "expected '='");
    check_refused("let ", 4, "expected a name");
}

static void
test_rules(void)
{
    ng_patterns *patterns;
    ng_pattern_rule rule;
    ng_error error;

    CHECK(ng_patterns_compile(rules, sizeof rules - 1, NULL, &patterns, &error) == NG_OK);
    CHECK(error.message[0] == '\0');
    CHECK(ng_patterns_rule(patterns, 0, &rule) && strcmp(rule.id, "bill") == 0 &&
          strcmp(rule.label, "BILL") == 0 && strcmp(rule.summary, "bills of Congress") == 0 &&
          rule.n_groups == 2 && strcmp(rule.groups[1], "number") == 0);
    CHECK(ng_patterns_rule(patterns, 4, &rule) && !ng_patterns_rule(patterns, 5, &rule));
    CHECK(strcmp(ng_patterns_label(patterns, 0), "SHIP") == 0 &&
          strcmp(ng_patterns_label(patterns, 1), "PERSON") == 0 &&
          ng_patterns_label(patterns, 2) == NULL);
    ng_patterns_free(patterns);
    ng_patterns_free(NULL);
}

int
main(void)
{
    test_rows();
    test_errors();
    test_rules();
    test_faults();
    return n_failed != 0;
}
