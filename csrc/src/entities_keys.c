/* Keys, and the forest of joined surfaces. */
#include "entities_join.h"
#include "lang_en_names.h"
#include "memory.h"
#include "names_table.h"

#include <string.h>

#define MIN_SLOTS 512

uint32_t
ng_surface_root(ng_entity_scratch *s, uint32_t surface)
{
    while (s->surfaces[surface].parent != surface) {
        ng_surface *const x = &s->surfaces[surface];

        x->parent = s->surfaces[x->parent].parent;
        surface = x->parent;
    }
    return surface;
}

void
ng_surface_join(ng_entity_run *r, uint32_t to, uint32_t x, ng_entity_rule rule)
{
    ng_surface *const s = r->s->surfaces;
    const uint32_t a = ng_surface_root(r->s, to), b = ng_surface_root(r->s, x);

    if (a == b || ng_aliases_differ(r, a, b))
        return;
    s[a < b ? b : a].parent = a < b ? a : b;
    if (s[a < b ? a : b].alias == 0)
        s[a < b ? a : b].alias = s[a < b ? b : a].alias;
    if (s[a < b ? a : b].listed == 0)
        s[a < b ? a : b].listed = s[a < b ? b : a].listed;
    if (s[x].rule == NG_NONE)
        s[x].rule = (uint8_t)rule;
}

uint64_t
ng_key_mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

uint64_t
ng_key_of(ng_key_kind kind, unsigned class_id, uint64_t hash)
{
    /* The hash may be a small number: it is spread before the kind goes in. */
    return ng_key_mix(ng_key_mix(ng_key_mix(1, hash), kind), class_id + 1);
}

static bool
grow_keys(ng_entity_run *r)
{
    ng_entity_scratch *const s = r->s;
    const size_t n_slots = s->n_slots == 0 ? MIN_SLOTS : 2 * s->n_slots;
    ng_key_row *const old = s->keys;
    ng_key_row *const rows = ng_realloc(&r->doc->alloc, NULL, n_slots * sizeof *rows);

    if (rows == NULL) {
        r->status = NG_ERR_MEMORY;
        return false;
    }
    memset(rows, 0, n_slots * sizeof *rows);
    for (size_t i = 0; i < s->n_slots; i++) {
        if (old[i].generation == s->generation) {
            size_t at = old[i].key & (n_slots - 1);

            while (rows[at].generation != 0)
                at = (at + 1) & (n_slots - 1);
            rows[at] = old[i];
        }
    }
    ng_free(&r->doc->alloc, old);
    s->keys = rows;
    s->n_slots = n_slots;
    return true;
}

ng_key_row *
ng_key_find(ng_entity_run *r, uint64_t key, bool add)
{
    ng_entity_scratch *const s = r->s;
    size_t at;

    if (add && s->n_keys * 2 >= s->n_slots && !grow_keys(r))
        return NULL;
    if (s->n_slots == 0)
        return NULL;
    for (at = key & (s->n_slots - 1); s->keys[at].generation == s->generation;
         at = (at + 1) & (s->n_slots - 1)) {
        if (s->keys[at].key == key)
            return &s->keys[at];
    }
    if (!add)
        return NULL;
    s->keys[at] = (ng_key_row){key, s->generation, NG_NO_SURFACE, NG_NO_SURFACE, false};
    s->n_keys++;
    return &s->keys[at];
}

void
ng_key_offer(ng_entity_run *r, uint64_t key, uint32_t surface)
{
    ng_key_row *const row = ng_key_find(r, key, true);
    uint32_t root;

    if (row == NULL)
        return;
    if (row->surface == NG_NO_SURFACE) {
        row->surface = surface;
        return;
    }
    root = ng_surface_root(r->s, surface);
    if (ng_surface_root(r->s, row->surface & ~NG_MANY_SURFACES) == root)
        return;
    if ((row->surface & NG_MANY_SURFACES) == 0) {
        row->surface |= NG_MANY_SURFACES;
        row->second = surface;
    } else if (ng_surface_root(r->s, row->second) != root) {
        row->more = true;
    }
}

/* Two that were joined since are one. */
uint32_t
ng_key_ask(ng_entity_run *r, uint64_t key)
{
    const ng_key_row *const row = ng_key_find(r, key, false);
    uint32_t first;

    if (row == NULL || row->surface == NG_NO_SURFACE || (row->surface & NG_MANY_SURFACES) == 0)
        return row == NULL ? NG_NO_SURFACE : row->surface;
    first = row->surface & ~NG_MANY_SURFACES;
    return !row->more && ng_surface_root(r->s, first) == ng_surface_root(r->s, row->second)
               ? first
               : row->surface;
}

uint32_t
ng_key_ask_other(ng_entity_run *r, uint64_t key, uint32_t surface)
{
    const ng_key_row *const row = ng_key_find(r, key, false);
    const uint32_t found = ng_key_ask(r, key);
    uint32_t first, own;

    if (found == NG_NO_SURFACE || (found & NG_MANY_SURFACES) == 0 || row->more)
        return found;
    first = found & ~NG_MANY_SURFACES;
    own = ng_surface_root(r->s, surface);
    return ng_surface_root(r->s, first) == own         ? row->second
           : ng_surface_root(r->s, row->second) == own ? first
                                                       : found;
}

void
ng_key_join(ng_entity_run *r, uint64_t key, uint32_t surface, ng_entity_rule rule)
{
    ng_key_row *const row = ng_key_find(r, key, true);

    if (row == NULL)
        return;
    if (row->surface == NG_NO_SURFACE)
        row->surface = surface;
    else
        ng_surface_join(r, row->surface, surface, rule);
}

uint64_t
ng_surface_word(const ng_doc *doc, const ng_surface *x, size_t i)
{
    return ng_name_word(doc->text + x->word[i].start, x->word[i].stop - x->word[i].start);
}

uint64_t
ng_surface_hash(const ng_doc *doc, const ng_surface *x, size_t first, size_t stop)
{
    return ng_name_hash(doc->text + x->word[first].start, doc->text + x->word[stop - 1].stop);
}

bool
ng_has_article(const ng_doc *doc, uint32_t start)
{
    const char *const p = doc->text + start;

    return start >= 4 && p[-1] == ' ' && (p[-2] == 'e') && p[-3] == 'h' &&
           (p[-4] == 't' || p[-4] == 'T');
}

bool
ng_surfaces_differ(ng_entity_run *r, uint32_t a, uint32_t b)
{
    const ng_surface *const s = r->s->surfaces;
    const char *const x = ng_doc_chars(r->doc, s[a].ext_id);
    const char *y = ng_doc_chars(r->doc, s[b].ext_id);

    if (*y == '\0')
        y = ng_doc_chars(r->doc, s[ng_surface_root(r->s, b)].ext_id);
    return *x != '\0' && *y != '\0' && strcmp(x, y) != 0;
}

bool
ng_surface_shorten(ng_entity_run *r, uint32_t to, uint32_t x, ng_entity_rule rule)
{
    if ((to & NG_MANY_SURFACES) != 0 || to == x || ng_surfaces_differ(r, x, to) ||
        ng_aliases_differ(r, ng_surface_root(r->s, to), ng_surface_root(r->s, x)))
        return false;
    r->s->surfaces[x].flags |= NG_SURFACE_SHORT;
    ng_surface_join(r, to, x, rule);
    return true;
}
