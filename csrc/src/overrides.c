/* Overrides: what the user says a surface is, or is not.  nutgraf.h says what rows mean. */
#include "memory.h"
#include "told.h"
#include "utf8.h"

#include <stdio.h>

static ng_status
append(ng_overrides *o, const char *p, size_t n, uint32_t *place)
{
    const ng_column_ref columns[] = {NG_COLUMN(o->chars)};

    if (o->n_chars + n + 1 > UINT32_MAX ||
        ng_reserve(&o->alloc, columns, 1, &o->cap_chars, o->n_chars + n + 1) != NG_OK)
        return NG_ERR_MEMORY;
    *place = (uint32_t)o->n_chars;
    memcpy(o->chars + o->n_chars, p, n);
    o->chars[o->n_chars + n] = '\0';
    o->n_chars += n + 1;
    return NG_OK;
}

/* The table of Knuth, Morris and Pratt for the phrase. */
static ng_status
add_fallback(ng_overrides *o, const char *p, size_t n, uint32_t *place)
{
    const ng_column_ref columns[] = {NG_COLUMN(o->fallback)};
    uint32_t *to;
    uint32_t k = 0;

    if (ng_reserve(&o->alloc, columns, 1, &o->cap_fallback, o->n_fallback + n) != NG_OK)
        return NG_ERR_MEMORY;
    *place = (uint32_t)o->n_fallback;
    to = o->fallback + o->n_fallback;
    to[0] = 0;
    for (size_t i = 1; i < n; i++) {
        while (k > 0 && p[i] != p[k])
            k = to[k - 1];
        k += p[i] == p[k];
        to[i] = k;
    }
    o->n_fallback += n;
    return NG_OK;
}

bool
ng_override_holds(const ng_overrides *o, const ng_override_row *row, const char *p, const char *end)
{
    const char *const phrase = o->chars + row->context;
    const uint32_t *fallback;
    const size_t n = strlen(phrase);
    uint32_t k = 0;

    if (row->context == 0) /* and if no row has one, there are no fallbacks */
        return true;
    fallback = o->fallback + row->fallback;
    for (; p < end; p++) {
        while (k > 0 && *p != phrase[k])
            k = fallback[k - 1];
        k += *p == phrase[k];
        if (k == n)
            return true;
    }
    return false;
}

/* The labels in a list that blanks or commas part; "*" is all of them. */
static ng_status
read_never(ng_lexicon_builder *b, const char *p, ng_override_row *row)
{
    while (p != NULL && *p != '\0') {
        const size_t n = strcspn(p, " ,");
        unsigned label;
        ng_status status;

        if (n == 1 && *p == '*') {
            row->is_none = true;
        } else if (n > 0) {
            status = ng_lexicon_builder_label(b, p, n, &label);
            if (status != NG_OK)
                return status;
            row->never.bits[label / 64] |= UINT64_C(1) << label % 64;
        }
        p += n + (p[n] != '\0');
    }
    return NG_OK;
}

static ng_status
add_row(ng_overrides *o, ng_lexicon_builder *b, const ng_override *x)
{
    ng_override_row *const row = &o->rows[o->n_rows];
    char number[16];
    ng_lex_name name = {.surface = x->surface,
                        .n_surface = x->surface != NULL ? strlen(x->surface) : 0,
                        .name = number,
                        .ext_id = "",
                        .label = NG_LABEL_NONE,
                        .match_case = x->fold ? NG_LEX_CASE_ANY : NG_LEX_CASE_EXACT};
    ng_status status = NG_OK;

    memset(row, 0, sizeof *row);
    name.n_name = (size_t)snprintf(number, sizeof number, "%u", (unsigned)o->n_rows);
    if (x->label != NULL)
        status = ng_lexicon_builder_label(b, x->label, strlen(x->label), &name.label);
    if (status == NG_OK)
        status = read_never(b, x->never, row);
    if (status == NG_OK && x->context != NULL && *x->context != '\0') {
        const size_t n = strlen(x->context);

        if (!ng_utf8_is_valid(x->context, x->context + n))
            return NG_ERR_ARGUMENT;
        status = append(o, x->context, n, &row->context);
        if (status == NG_OK)
            status = add_fallback(o, x->context, n, &row->fallback);
    }
    if (status == NG_OK)
        status = ng_lexicon_builder_add_name(b, &name);
    o->n_rows += status == NG_OK;
    return status;
}

ng_status
ng_overrides_new(const ng_override *rows, size_t n, const ng_alloc *alloc, ng_overrides **out,
                 size_t *bad_row)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    ng_overrides *const o = ng_realloc(&a, NULL, sizeof *o);
    ng_lexicon_builder *const b = ng_lexicon_builder_new(alloc);
    ng_status status = NG_ERR_MEMORY;
    uint32_t nothing;

    *out = NULL;
    *bad_row = 0;
    if (o == NULL || b == NULL) {
        ng_free(&a, o);
        ng_lexicon_builder_free(b);
        return NG_ERR_MEMORY;
    }
    memset(o, 0, sizeof *o);
    o->alloc = a;
    o->rows = n > SIZE_MAX / sizeof *o->rows - 1 ? NULL
                                                 : ng_realloc(&a, NULL, (n + 1) * sizeof *o->rows);
    if (o->rows != NULL)
        status = append(o, "", 0, &nothing); /* so that no phrase is at 0 */
    for (; status == NG_OK && *bad_row < n; ++*bad_row)
        status = add_row(o, b, &rows[*bad_row]);
    if (status == NG_OK)
        status = ng_lexicon_builder_open(b, "", 0, alloc, &o->lexicon, NULL);
    ng_lexicon_builder_free(b);
    if (status != NG_OK) {
        *bad_row -= *bad_row > 0;
        ng_overrides_free(o);
        return status;
    }
    *out = o;
    return NG_OK;
}

void
ng_overrides_free(ng_overrides *o)
{
    if (o == NULL)
        return;

    const ng_alloc a = o->alloc;

    ng_lexicon_free(o->lexicon);
    ng_free(&a, o->rows);
    ng_free(&a, o->chars);
    ng_free(&a, o->fallback);
    ng_free(&a, o);
}
