/* One name that the tagger called a person here and an organisation there. */
#include "entities_join.h"
#include "names_table.h"

void
ng_mixed_offer(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];

    /* Films and wars are called like persons and places that they are not. */
    if (x->class_id != NG_ENTITY_PERSON && x->label != NG_LABEL_WORK_OF_ART &&
        x->label != NG_LABEL_EVENT && x->label != NG_LABEL_LAW && x->n_words > 0)
        ng_key_offer(r, ng_key_of(NG_KEY_WORDS, 0, ng_surface_hash(r->doc, x, 0, x->n_words)), i);
}

/* What is no person and called like x: by all of its words, by a company's without its
   legal form, by a storm's or a product's. */
static uint32_t
ask_thing(ng_entity_run *r, const ng_surface *x, ng_entity_rule *rule)
{
    static const ng_entity_rule rules[] = {NG_J_STORM, NG_J_MIXED, NG_J_BASE, NG_J_MODEL};
    const uint64_t hash = ng_surface_hash(r->doc, x, 0, x->n_words);
    const uint64_t keys[] = {ng_key_of(NG_KEY_STORM, 0, hash), ng_key_of(NG_KEY_WORDS, 0, hash),
                             ng_key_of(NG_KEY_BASE, NG_ENTITY_THING, hash),
                             ng_key_of(NG_KEY_MODEL, 0, hash)};

    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const uint32_t to = ng_key_ask(r, keys[k]);

        if (to != NG_NO_SURFACE) {
            *rule = rules[k];
            return to;
        }
    }
    return NG_NO_SURFACE;
}

/* A show or an award that is also tagged as what gives it; not a film called like a
   place. */
static void
join_work(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const uint32_t to =
        ng_key_ask(r, ng_key_of(NG_KEY_WORDS, 0, ng_surface_hash(r->doc, x, 0, x->n_words)));

    if (to == NG_NO_SURFACE || (to & NG_MANY_SURFACES) != 0 ||
        ((r->s->surfaces[to].flags & NG_SURFACE_LINKED) != 0 &&
         (r->s->surfaces[to].label == NG_LABEL_GPE || r->s->surfaces[to].label == NG_LABEL_LOC)))
        return;
    ng_surface_shorten(r, to, i, NG_J_MIXED);
}

void
ng_mixed_join(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const unsigned known = NG_SURFACE_SHORT | NG_SURFACE_AMBIGUOUS | NG_SURFACE_TITLED;
    ng_entity_rule rule;
    uint32_t to;

    if (x->n_words == 0)
        return;
    if (x->class_id == NG_ENTITY_PERSON) {
        if ((x->flags & known) == 0 && ng_surface_root(r->s, i) == i) {
            to = ask_thing(r, x, &rule);
            if (to != NG_NO_SURFACE)
                ng_surface_shorten(r, to, i, rule);
        }
    } else if (x->label == NG_LABEL_WORK_OF_ART) {
        join_work(r, i);
    } else if (x->label == NG_LABEL_LOC) {
        /* A planet, or a company: "Roe Corp." decides. */
        to = ng_key_ask(r, ng_key_of(NG_KEY_BASE, NG_ENTITY_THING,
                                     ng_surface_hash(r->doc, x, 0, x->n_words)));
        if (to != NG_NO_SURFACE && r->s->surfaces[to].n_words > x->n_words)
            ng_surface_shorten(r, to, i, NG_J_BASE);
    } else if ((x->flags & (NG_SURFACE_LINKED | NG_SURFACE_SHORT)) == 0) {
        const uint64_t hash = ng_surface_hash(r->doc, x, 0, x->n_words);

        to = ng_key_ask(r, ng_key_of(NG_KEY_WORDS, 0, hash));
        if (to != NG_NO_SURFACE && (to & NG_MANY_SURFACES) != 0)
            ng_surface_join(r, to & ~NG_MANY_SURFACES, i, NG_J_MIXED);
        if (x->class_id == NG_ENTITY_THING) {
            rule = NG_J_STORM;
            to = ng_key_ask(r, ng_key_of(NG_KEY_STORM, 0, hash));
            if (to == NG_NO_SURFACE && (x->flags & NG_SURFACE_ACRONYM) == 0) {
                rule = NG_J_MODEL;
                to = ng_key_ask(r, ng_key_of(NG_KEY_MODEL, 0, hash));
            }
            if (to != NG_NO_SURFACE)
                ng_surface_shorten(r, to, i, rule);
        }
    }
}
