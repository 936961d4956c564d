/* One name that the tagger called a person here and an organisation there. */
#include "entities_join.h"
#include "names_table.h"

void
ng_mixed_offer(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];

    if (x->class_id != NG_ENTITY_PERSON && x->n_words > 0)
        ng_key_offer(r, ng_key_of(NG_KEY_WORDS, 0, ng_surface_hash(r->doc, x, 0, x->n_words)), i);
}

/* What is no person and called like x: by all of its words, by a company's without its
   legal form, by a storm's or a product's. */
static uint32_t
ask_thing(ng_entity_run *r, const ng_surface *x)
{
    const uint64_t hash = ng_surface_hash(r->doc, x, 0, x->n_words);
    const uint64_t keys[] = {ng_key_of(NG_KEY_STORM, 0, hash), ng_key_of(NG_KEY_WORDS, 0, hash),
                             ng_key_of(NG_KEY_BASE, NG_ENTITY_THING, hash),
                             ng_key_of(NG_KEY_MODEL, 0, hash)};

    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const uint32_t to = ng_key_ask(r, keys[k]);

        if (to != NG_NO_SURFACE)
            return to;
    }
    return NG_NO_SURFACE;
}

void
ng_mixed_join(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const unsigned known = NG_SURFACE_SHORT | NG_SURFACE_AMBIGUOUS | NG_SURFACE_TITLED;
    uint32_t to;

    if (x->n_words == 0)
        return;
    if (x->class_id == NG_ENTITY_PERSON) {
        if ((x->flags & known) == 0 && ng_surface_root(r->s, i) == i) {
            to = ask_thing(r, x);
            if (to != NG_NO_SURFACE)
                ng_surface_shorten(r, to, i);
        }
    } else if (x->label == NG_LABEL_LOC) {
        /* A planet, or a company: "Roe Corp." decides. */
        to = ng_key_ask(r, ng_key_of(NG_KEY_BASE, NG_ENTITY_THING,
                                     ng_surface_hash(r->doc, x, 0, x->n_words)));
        if (to != NG_NO_SURFACE && r->s->surfaces[to].n_words > x->n_words)
            ng_surface_shorten(r, to, i);
    } else if ((x->flags & (NG_SURFACE_LINKED | NG_SURFACE_SHORT)) == 0) {
        const uint64_t hash = ng_surface_hash(r->doc, x, 0, x->n_words);

        to = ng_key_ask(r, ng_key_of(NG_KEY_WORDS, 0, hash));
        if (to != NG_NO_SURFACE && (to & NG_MANY_SURFACES) != 0)
            ng_surface_join(r, to & ~NG_MANY_SURFACES, i);
        if (x->class_id == NG_ENTITY_THING) {
            to = ng_key_ask(r, ng_key_of(NG_KEY_STORM, 0, hash));
            if (to == NG_NO_SURFACE && (x->flags & NG_SURFACE_ACRONYM) == 0)
                to = ng_key_ask(r, ng_key_of(NG_KEY_MODEL, 0, hash));
            if (to != NG_NO_SURFACE)
                ng_surface_shorten(r, to, i);
        }
    }
}
