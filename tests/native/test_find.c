/* Users' lexicons: names in random texts by both ways, failing allocations. */
#include "check.h"
#include "faults.h"
#include "find_same.h"

#include <stdlib.h>

static const char *const pieces[] = {
    "Jane", "Roe", "J.", "K.", "JK", "New", "York", "US", "U.S.", "us", "Inc.", "Kim", "Jong-un",
    "é", "É", "Peña", "pena", "’s", "'s", "'", "’", "“", "”", "—", "–", "-", ".", ",", " ", "  ",
    "\n", "\n\n", "3M", "C++", "#", "$", "@", "😀", "東京", "\xff", "\xe2\x80", "a", "the", "X",
    "\xc2\xad", "e\xcc\x81", "gate", "Pizza", "o", "O'Neil", "d'Or", "\t", "\xc2\xa0", "1.5"};

#define N_PIECES (sizeof pieces / sizeof pieces[0])

static uint64_t seed = 1;

static size_t
dice(size_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(seed >> 33) % n;
}

static size_t
random_text(char *text, size_t max_pieces)
{
    size_t n = 0;

    for (size_t i = dice(max_pieces); i > 0; i--) {
        const char *const piece = pieces[dice(N_PIECES)];

        memcpy(text + n, piece, strlen(piece));
        n += strlen(piece);
        if (dice(2) == 0)
            text[n++] = ' ';
    }
    return n;
}

static ng_lexicon *
random_lexicon(void)
{
    static const ng_lex_case cases[] = {NG_LEX_CASE_SMART, NG_LEX_CASE_EXACT, NG_LEX_CASE_ANY};
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    ng_lexicon *lexicon;

    CHECK(b != NULL);
    for (size_t i = 0; i < 12; i++) {
        char surface[256], id[] = {(char)('0' + dice(4))};
        const size_t n = random_text(surface, 4);
        const ng_lex_name name = {.surface = surface,
                                  .n_surface = n,
                                  .ext_id = id,
                                  .n_ext_id = dice(2),
                                  .label = dice(2) ? NG_LABEL_PERSON : NG_LABEL_NONE,
                                  .match_case = cases[dice(3)],
                                  .variants = dice(2) == 0,
                                  .inside = dice(5) == 0};
        const ng_status status = ng_lexicon_builder_add_name(b, &name);

        CHECK(status == NG_OK || status == NG_ERR_ARGUMENT);
    }
    CHECK(ng_lexicon_builder_open(b, "", 0, NULL, &lexicon, NULL) == NG_OK);
    ng_lexicon_builder_free(b);
    return lexicon;
}

static void
test_both_ways(void)
{
    for (unsigned round = 0; round < 1500; round++) {
        const ng_lexicon *const lexicons[] = {random_lexicon(), random_lexicon()};
        const ng_options options = {.struct_size = sizeof options,
                                    .lexicons = lexicons,
                                    .n_lexicons = 2,
                                    .overlapping = round % 3 == 0};
        ng_pipeline *pipeline;

        CHECK(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
        for (unsigned i = 0; i < 6; i++) {
            char text[4096];
            const size_t n = random_text(text, 60), shift = dice(n + 1);
            /* At the end of its memory, so that a byte too far is seen. */
            char *const copy = malloc(n - shift + 1);

            CHECK(copy != NULL);
            memcpy(copy, text + shift, n - shift);
            CHECK(find_same(pipeline, copy, n - shift));
            free(copy);
        }
        ng_pipeline_free(pipeline);
        ng_lexicon_free((ng_lexicon *)(uintptr_t)lexicons[0]);
        ng_lexicon_free((ng_lexicon *)(uintptr_t)lexicons[1]);
    }
}

/* Build, merge, find, and make the table, with the allocator of `context`. */
static ng_status
whole_way(const ng_alloc *alloc)
{
    static const char text[] =
        "Jane Roe met Mr. Roe and J. Roe in New York. Pizzagate, US, John Smith, Judge Smith.";
    static const char *const names[] = {"Jane Roe", "New York", "US", "John Smith", "gate", "Pizza"};
    ng_lexicon_builder *b = ng_lexicon_builder_new(alloc), *merged = NULL;
    ng_lexicon *lexicon = NULL, *second = NULL;
    ng_pipeline *pipeline = NULL;
    ng_batch *batch = NULL;
    ng_status status = b == NULL ? NG_ERR_MEMORY : NG_OK;
    unsigned label;

    if (status == NG_OK)
        status = ng_lexicon_builder_label(b, "OWN", 3, &label);
    for (size_t i = 0; status == NG_OK && i < 2 * sizeof names / sizeof names[0]; i++) {
        const char *const surface = names[i / 2];
        const ng_lex_name name = {.surface = surface,
                                  .n_surface = strlen(surface),
                                  .ext_id = i % 2 ? "1" : "2",
                                  .n_ext_id = 1,
                                  .label = i / 2 == 1 ? label : NG_LABEL_PERSON,
                                  .match_case = NG_LEX_CASE_SMART,
                                  .variants = i % 2 == 0,
                                  .inside = i / 2 >= 4};

        status = ng_lexicon_builder_add_name(b, &name);
    }
    if (status == NG_OK)
        status = ng_lexicon_builder_open(b, "name: x\n", 8, alloc, &lexicon, NULL);
    if (status == NG_OK) {
        merged = ng_lexicon_builder_new(alloc);
        status = merged == NULL ? NG_ERR_MEMORY : ng_lexicon_builder_merge(merged, lexicon);
    }
    if (status == NG_OK)
        status = ng_lexicon_builder_open(merged, "", 0, alloc, &second, NULL);
    if (status == NG_OK) {
        const ng_lexicon *const lexicons[] = {lexicon, second};
        const ng_options options = {.struct_size = sizeof options,
                                    .lexicons = lexicons,
                                    .n_lexicons = 2,
                                    .lexicons_decide = true};
        status = ng_pipeline_new(&options, alloc, &pipeline);
    }
    if (status == NG_OK)
        status = ng_batch_new(pipeline,
                              NG_TABLE_BIT(NG_TABLE_MATCHES) | NG_TABLE_BIT(NG_TABLE_ENTITIES),
                              &batch);
    if (status == NG_OK) {
        const ng_input input = {.text = text, .n_bytes = sizeof text - 1};

        status = ng_batch_read(batch, 0, &input);
    }
    if (status == NG_OK) {
        ng_table *const table = ng_batch_take(batch, NG_TABLE_MATCHES);

        CHECK(ng_table_n_rows(table) == 18);
        ng_table_release(table);
    }
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
    ng_lexicon_free(lexicon);
    ng_lexicon_free(second);
    ng_lexicon_builder_free(b);
    ng_lexicon_builder_free(merged);
    return status;
}

int
main(void)
{
    test_both_ways();
    CHECK(whole_way(NULL) == NG_OK);
    for (long k = 0;; k++) {
        faults f = {.left = k};
        const ng_alloc alloc = {faulty_realloc, faulty_free, &f};
        const ng_status status = whole_way(&alloc);

        CHECK(f.n_pointers == 0);
        if (f.left > 0)
            break;
        CHECK(status == NG_ERR_MEMORY || status == NG_OK);
    }
    return n_failed > 0;
}
