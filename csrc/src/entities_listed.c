/* Names of the user's lexicons: J18. */
#include "entities_join.h"
#include "told.h"

#include <string.h>

static const ng_lex_file_entry *
entry_of(const ng_entity_run *r, uint32_t listed, const ng_lexicon **lexicon)
{
    const ng_hit_columns *const h = &r->doc->hits;
    const uint32_t hit = listed - 1;

    *lexicon = r->pipeline->lexicons[h->lexicon[hit]];
    return &(*lexicon)->entries[r->doc->hit_entries.p[h->first_entry[hit]]];
}

uint32_t
ng_listed_of(const ng_entity_run *r, size_t mention, size_t *at)
{
    const ng_mention_columns *const m = &r->doc->mentions;
    const ng_hit_columns *const h = &r->doc->hits;
    const ng_order *order;

    if (r->pipeline->n_lexicons == 0)
        return 0;
    order = ng_order_at(r->doc->told_scratch, at, m->start[mention], m->stop[mention]);
    if (order == NULL || h->lexicon[order->hit] >= r->pipeline->n_lexicons ||
        (h->flags[order->hit] & NG_HIT_AMBIGUOUS) != 0 || order->label != m->label[mention])
        return 0;
    return order->hit + 1;
}

uint64_t
ng_listed_who(const ng_entity_run *r, uint32_t listed)
{
    const ng_lexicon *x;
    const ng_lex_file_entry *const e = entry_of(r, listed, &x);
    const char *const id = x->strings + e->ext_id;
    const char *const name = x->strings + e->canonical;

    /* Of two lexicons, one id is one entity; a name is so in its lexicon only. */
    if (e->ext_id != 0)
        return ng_checksum(id, strlen(id));
    return ng_key_mix(ng_checksum(name, strlen(name)), r->doc->hits.lexicon[listed - 1] + 1u);
}

void
ng_listed_join(ng_entity_run *r, uint32_t i)
{
    const uint32_t listed = r->s->surfaces[i].listed;

    if (listed != 0)
        ng_key_join(r, ng_key_of(NG_KEY_LISTED, 0, ng_listed_who(r, listed)), i, NG_J_LISTED);
}

ng_status
ng_listed_rows(ng_entity_run *r)
{
    const ng_surface *const s = r->s->surfaces;
    ng_entity_columns *const e = &r->doc->entities;

    for (uint32_t i = 0; i < r->s->n; i++) {
        const ng_lex_file_entry *entry;
        const ng_lexicon *x;

        if (s[i].parent != i || s[i].listed == 0)
            continue;
        entry = entry_of(r, s[i].listed, &x);
        if (ng_doc_keep_chars(r->doc, x->strings + entry->canonical, &e->name[s[i].entity]) !=
                NG_OK ||
            ng_doc_keep_chars(r->doc, x->strings + entry->ext_id, &e->ext_id[s[i].entity]) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}
