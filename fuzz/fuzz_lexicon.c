/*
 * libFuzzer: names of a user's and a text, from any bytes.
 *
 * The first byte says how many names there are, and whether all that overlap are found; then
 * come names, each behind a byte that says how it is matched and one for its length; the rest
 * is the text.  Both ways of finding must agree, the merged lexicon must find the same, and
 * so must the one from its file.
 */
#include "find_same.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
add(ng_lexicon_builder *b, unsigned how, const char *surface, size_t n)
{
    static const ng_lex_case cases[] = {NG_LEX_CASE_SMART, NG_LEX_CASE_EXACT, NG_LEX_CASE_ANY,
                                        NG_LEX_CASE_SMART};
    const char id = (char)('0' + (how >> 6));
    const ng_lex_name name = {.surface = surface,
                              .n_surface = n,
                              .ext_id = &id,
                              .n_ext_id = how >> 6 > 0,
                              .label = how & 4 ? NG_LABEL_PERSON : NG_LABEL_NONE,
                              .match_case = cases[how & 3],
                              .variants = (how & 8) != 0,
                              .inside = (how & 48) == 48};
    const ng_status status = ng_lexicon_builder_add_name(b, &name);

    if (status != NG_OK && status != NG_ERR_ARGUMENT)
        abort();
}

static ng_lexicon *
merged(const ng_lexicon *lexicon)
{
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    ng_lexicon *made;

    if (b == NULL || ng_lexicon_builder_merge(b, lexicon) != NG_OK ||
        ng_lexicon_builder_open(b, "", 0, NULL, &made, NULL) != NG_OK)
        abort();
    ng_lexicon_builder_free(b);
    return made;
}

static size_t
count(const ng_lexicon *lexicon, bool overlapping, const char *text, size_t n)
{
    const ng_options options = {.struct_size = sizeof options,
                                .lexicons = &lexicon,
                                .n_lexicons = 1,
                                .overlapping = overlapping};
    const ng_input input = {.text = text, .n_bytes = n};
    ng_pipeline *pipeline;
    ng_batch *batch;
    ng_table *table;
    size_t n_rows;

    if (ng_pipeline_new(&options, NULL, &pipeline) != NG_OK || !find_same(pipeline, text, n) ||
        ng_batch_new(pipeline, NG_TABLE_BIT(NG_TABLE_MATCHES), &batch) != NG_OK ||
        ng_batch_read(batch, 0, &input) != NG_OK)
        abort();
    table = ng_batch_take(batch, NG_TABLE_MATCHES);
    n_rows = ng_table_n_rows(table);
    ng_table_release(table);
    ng_batch_free(batch);
    ng_pipeline_free(pipeline);
    return n_rows;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    const char *p = (const char *)data, *const end = p + size;
    ng_lexicon *lexicon, *second, *third;
    ng_lexicon_info info;
    bool overlapping;
    unsigned n_names;
    size_t n;

    if (b == NULL)
        abort();
    if (size == 0) {
        ng_lexicon_builder_free(b);
        return 0;
    }
    overlapping = (data[0] & 128) != 0;
    n_names = data[0] & 15;
    for (p++; n_names > 0 && end - p > 2; n_names--) {
        const unsigned how = (unsigned char)p[0];
        size_t n_surface = (unsigned char)p[1] & 31;

        p += 2;
        if (n_surface > (size_t)(end - p))
            n_surface = (size_t)(end - p);
        add(b, how, p, n_surface);
        p += n_surface;
    }
    if (ng_lexicon_builder_open(b, "name: fuzz\n", 11, NULL, &lexicon, NULL) != NG_OK)
        abort();
    ng_lexicon_builder_free(b);
    ng_lexicon_get_info(lexicon, &info);
    if (ng_lexicon_open_memory(info.bytes, info.n_bytes, NULL, &second, NULL) != NG_OK)
        abort();
    third = merged(lexicon);
    n = count(lexicon, overlapping, p, (size_t)(end - p));
    if (count(second, overlapping, p, (size_t)(end - p)) != n ||
        count(third, overlapping, p, (size_t)(end - p)) != n)
        abort();
    ng_lexicon_free(lexicon);
    ng_lexicon_free(second);
    ng_lexicon_free(third);
    return 0;
}
