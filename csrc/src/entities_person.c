/* Full names, their parts, and names that are spelt in two ways. */
#include "entities_join.h"
#include "lang_en_names.h"
#include "names_table.h"

#include <string.h>

/* One letter, or one and a stop. */
static bool
is_initial(const ng_surface *x, const ng_doc *doc, size_t i)
{
    const uint32_t n = x->word[i].stop - x->word[i].start;

    return n == 1 || (n == 2 && doc->text[x->word[i].stop - 1] == '.');
}

/* "Jane A. Roe" and "Jane Roe" are one person. */
void
ng_person_full(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const size_t n = x->n_words;

    if ((x->flags & NG_SURFACE_FULL) == 0)
        return;
    for (size_t k = 1; k + 1 < n; k++) {
        if (!is_initial(x, r->doc, k))
            return;
    }
    ng_key_join(r,
                ng_key_of(NG_KEY_FULL, x->class_id,
                          ng_key_mix(ng_surface_hash(r->doc, x, 0, 1),
                                     ng_surface_hash(r->doc, x, n - 1, n))),
                i, NG_J_FULL);
}

/* "Joe" and "Joseph" do not begin alike enough; "Rob" and "Robert" do. */
static bool
is_short_given(const char *a, size_t n, const char *b, size_t m)
{
    return n >= 3 && m >= 3 && memcmp(a, b, n < m ? n : m) == 0;
}

/* Two full names of one family whose given names are one: misspelt, short, or an
   initial. */
static bool
is_same_given(const ng_doc *doc, const ng_surface *x, const ng_surface *y)
{
    const char *const a = doc->text + x->word[0].start, *const b = doc->text + y->word[0].start;
    const size_t n = x->word[0].stop - x->word[0].start, m = y->word[0].stop - y->word[0].start;

    if (is_initial(x, doc, 0) || is_initial(y, doc, 0))
        return a[0] == b[0];
    return (x->n_words == y->n_words &&
            (ng_near_alike(a, n, b, m) || is_short_given(a, n, b, m))) ||
           ng_same_given(a, n, b, m);
}

static bool
is_slip(const ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];

    return x->class_id == NG_ENTITY_PERSON && x->n_words == 1 && x->n_mentions == 1 &&
           x->parent == i &&
           (x->flags & (NG_SURFACE_AMBIGUOUS | NG_SURFACE_SHORT | NG_SURFACE_ALIAS)) == 0;
}

static void
join_near(ng_entity_run *r, uint32_t i)
{
    const uint32_t to = ng_near_ask(r, NG_ENTITY_PERSON, i);

    if (to != NG_NO_SURFACE)
        ng_surface_shorten(r, to, i, NG_J_NEAR);
}

/* A name that is misspelt once; who is called so more often is another. */
void
ng_person_slips(ng_entity_run *r)
{
    uint32_t i = 0;

    while (i < r->s->n && !is_slip(r, i))
        i++;
    if (i == r->s->n)
        return;
    for (uint32_t k = 0; k < r->s->n && r->status == NG_OK; k++) {
        if ((r->s->surfaces[k].flags & NG_SURFACE_FULL) != 0)
            ng_near_offer(r, NG_ENTITY_PERSON, k);
    }
    for (; i < r->s->n && r->status == NG_OK; i++) {
        if (is_slip(r, i))
            join_near(r, i);
    }
}

/* The parts by which a full name is meant. */
void
ng_person_offer(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const size_t n = x->n_words;
    uint32_t same;

    if ((x->flags & NG_SURFACE_FULL) == 0)
        return;
    same = ng_key_ask(r, ng_key_of(NG_KEY_SUFFIX, x->class_id,
                                   ng_surface_hash(r->doc, x, n - 1, n)));
    if (same != NG_NO_SURFACE) {
        same &= ~NG_MANY_SURFACES;
        if (is_same_given(r->doc, x, &r->s->surfaces[same]))
            ng_surface_join(r, same, i, NG_J_FULL);
    }
    for (size_t k = 1; k < n; k++) {
        ng_key_offer(r, ng_key_of(NG_KEY_SUFFIX, x->class_id, ng_surface_hash(r->doc, x, k, n)),
                     i);
        ng_key_offer(r, ng_key_of(NG_KEY_PREFIX, x->class_id, ng_surface_hash(r->doc, x, 0, k)),
                     i);
    }
}

/* Two persons bear the name x.  It means the first one where it stood alone before the
   second was named, and may mean the other behind that; else it is neither's. */
static void
join_doubtful(ng_entity_run *r, const ng_key_row *row, uint32_t i)
{
    ng_surface *const x = &r->s->surfaces[i];
    const uint32_t first = row->surface & ~NG_MANY_SURFACES, second = row->second;
    const uint32_t at = x->first_body != NG_NO_ROW ? x->first_body : x->first_mention;

    x->flags |= NG_SURFACE_AMBIGUOUS;
    if (r->s->surfaces[first].first_mention < at && at < r->s->surfaces[second].first_mention)
        ng_surface_join(r, first, i, NG_J_FIRST);
}

/* "the Roes" are the family of a person named Roe. */
static bool
is_family(ng_entity_run *r, const ng_surface *x)
{
    const char *const p = r->doc->text + x->start;
    const size_t n = x->stop - x->start;

    return n > 3 && p[n - 1] == 's' && ng_has_article(r->doc, x->start) &&
           ng_key_ask(r, ng_key_of(NG_KEY_SUFFIX, x->class_id, ng_name_hash(p, p + n - 1))) !=
               NG_NO_SURFACE;
}

/* A part of a full name: the family name before the given one. */
void
ng_person_join(ng_entity_run *r, uint32_t i)
{
    ng_surface *const x = &r->s->surfaces[i];
    const uint64_t hash = ng_surface_hash(r->doc, x, 0, x->n_words);
    const ng_key_row *row = ng_key_find(r, ng_key_of(NG_KEY_SUFFIX, x->class_id, hash), false);

    if (row == NULL)
        row = ng_key_find(r, ng_key_of(NG_KEY_PREFIX, x->class_id, hash), false);
    if (row != NULL) {
        if ((row->surface & NG_MANY_SURFACES) != 0)
            join_doubtful(r, row, i);
        else if (row->surface != i)
            ng_surface_shorten(r, row->surface, i, NG_J_PART);
        return;
    }
    if (is_family(r, x))
        x->flags |= NG_SURFACE_FAMILY | NG_SURFACE_AMBIGUOUS;
}
