/* Aliases that the user gave: J1. */
#include "entities_join.h"
#include "memory.h"
#include "names_table.h"

#include <string.h>

/* Whether the phrase stands in the article; sought once in each. */
static bool
holds(ng_entity_run *r, uint32_t context)
{
    const ng_aliases *const a = r->pipeline->aliases;
    ng_entity_scratch *const s = r->s;
    const ng_column_ref columns[] = {NG_COLUMN(s->contexts)};
    ng_context_row *row;

    if (s->n_contexts < a->n_contexts) {
        if (ng_reserve(&r->doc->alloc, columns, 1, &s->cap_contexts, a->n_contexts) != NG_OK) {
            r->status = NG_ERR_MEMORY;
            return false;
        }
        memset(s->contexts, 0, a->n_contexts * sizeof *s->contexts);
        s->n_contexts = a->n_contexts;
    }
    row = &s->contexts[context];
    if (row->generation != s->generation) {
        row->generation = s->generation;
        row->holds = ng_aliases_holds(a, context, r->doc->text, r->doc->text + r->doc->n_bytes);
    }
    return row->holds;
}

uint32_t
ng_alias_of(ng_entity_run *r, size_t mention)
{
    const ng_mention_columns *const m = &r->doc->mentions;
    const ng_aliases *const a = r->pipeline->aliases;
    uint32_t everywhere = NG_NO_ALIAS, k;

    if (a == NULL)
        return NG_NO_ALIAS;
    for (k = ng_aliases_find(a, r->doc->text + m->start[mention], r->doc->text + m->stop[mention]);
         k != NG_NO_ALIAS; k = a->rows[k].next) {
        if (a->rows[k].context != NG_NO_ALIAS && holds(r, a->rows[k].context))
            return k;
        if (a->rows[k].context == NG_NO_ALIAS && everywhere == NG_NO_ALIAS)
            everywhere = k;
    }
    return everywhere;
}

static const ng_alias_row *
row_of(const ng_entity_run *r, uint32_t surface)
{
    return &r->pipeline->aliases->rows[r->s->surfaces[surface].alias - 1];
}

bool
ng_aliases_differ(const ng_entity_run *r, uint32_t a, uint32_t b)
{
    const ng_surface *const s = r->s->surfaces;

    if (s[a].alias != 0 && s[b].alias != 0)
        return row_of(r, a)->entity != row_of(r, b)->entity;
    return s[a].listed != 0 && s[b].listed != 0 &&
           ng_listed_who(r, s[a].listed) != ng_listed_who(r, s[b].listed);
}

void
ng_alias_join(ng_entity_run *r, uint32_t i)
{
    const char *name;

    if ((r->s->surfaces[i].flags & NG_SURFACE_ALIAS) == 0)
        return;
    ng_key_join(r, ng_key_of(NG_KEY_ALIAS, 0, row_of(r, i)->entity), i, NG_J_ALIAS);
    name = ng_alias_chars(r->pipeline->aliases, row_of(r, i)->name);
    if (*name != '\0')
        ng_key_offer(r, ng_key_of(NG_KEY_NAME, 0, ng_name_hash(name, name + strlen(name))), i);
}

void
ng_alias_name(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    uint32_t to;

    if (r->pipeline->aliases == NULL || (x->flags & NG_SURFACE_ALIAS) != 0)
        return;
    to = ng_key_ask(r, ng_key_of(NG_KEY_NAME, 0,
                                 ng_name_hash(r->doc->text + x->start, r->doc->text + x->stop)));
    if (to != NG_NO_SURFACE && (to & NG_MANY_SURFACES) == 0)
        ng_surface_join(r, to, i, NG_J_ALIAS);
}

static ng_status
set_entity(ng_entity_run *r, uint32_t root)
{
    const ng_aliases *const a = r->pipeline->aliases;
    const ng_alias_row *const row = row_of(r, root);
    ng_entity_columns *const e = &r->doc->entities;
    const uint32_t entity = r->s->surfaces[root].entity;

    e->name[entity] = e->ext_id[entity] = 0;
    if (row->label != NG_LABEL_NONE)
        e->label[entity] = row->label;
    if (ng_doc_keep_chars(r->doc, ng_alias_chars(a, row->name), &e->name[entity]) != NG_OK)
        return NG_ERR_MEMORY;
    return ng_doc_keep_chars(r->doc, ng_alias_chars(a, row->ext_id), &e->ext_id[entity]);
}

ng_status
ng_alias_rows(ng_entity_run *r)
{
    ng_surface *const s = r->s->surfaces;
    ng_status status = NG_OK;

    if (r->pipeline->aliases == NULL)
        return NG_OK;
    /* From the last to the first: of two labels for one entity, that of its first name. */
    for (size_t i = r->s->n; i-- > 0;) {
        if ((s[i].flags & NG_SURFACE_LABEL) != 0)
            r->doc->entities.label[s[ng_surface_root(r->s, (uint32_t)i)].entity] = s[i].label;
    }
    for (uint32_t i = 0; status == NG_OK && i < r->s->n; i++) {
        if (s[i].parent == i && s[i].alias != 0)
            status = set_entity(r, i);
    }
    return status;
}
