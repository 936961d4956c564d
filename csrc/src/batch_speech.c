/* The rows of entities, roles and quotes; see batch.c. */
#include "batch_cells.h"

static ng_status
push_entity_names(const ng_appender *a, size_t i)
{
    const ng_doc *const doc = a->batch->doc;
    const ng_entity_columns *const e = &doc->entities;
    const ng_mention_columns *const m = &doc->mentions;
    ng_column *const aliases = &a->columns[NG_ENTITIES_ALIASES];
    const uint32_t best = e->best_mention[i];
    ng_status s;

    s = e->name[i] != 0 ? ng_push_chars(a, NG_ENTITIES_NAME, e->name[i])
                        : ng_push_text(a, NG_ENTITIES_NAME, m->start[best], m->stop[best]);
    if (s != NG_OK ||
        (s = ng_push_piece(a, NG_ENTITIES_GIVEN, e->given[i], e->given_stop[i])) != NG_OK ||
        (s = ng_push_piece(a, NG_ENTITIES_FAMILY, e->family[i], e->family_stop[i])) != NG_OK)
        return s;
    for (uint32_t k = e->first_mention[i]; k != NG_NO_ROW; k = m->next[k]) {
        if (m->new_form[k] &&
            (s = ng_column_push_utf8(aliases->child, &a->batch->alloc, doc->text + m->start[k],
                                     m->stop[k] - m->start[k])) != NG_OK)
            return s;
    }
    return ng_column_push_list(aliases, &a->batch->alloc);
}

ng_status
ng_batch_append_entities(ng_batch *batch, uint32_t doc)
{
    const ng_entity_columns *const e = &batch->doc->entities;
    ng_table *const table = batch->table[NG_TABLE_ENTITIES];
    const ng_appender a = {batch, table->columns};
    ng_status s;

    for (size_t i = 0; i < e->n; i++) {
        const uint32_t first = batch->doc->mentions.start[e->first_mention[i]];

        if ((s = ng_push_u32(&a, NG_ENTITIES_DOC, doc)) != NG_OK ||
            (s = ng_push_u32(&a, NG_ENTITIES_ENTITY, (uint32_t)i)) != NG_OK ||
            (s = ng_push_enum(&a, NG_ENTITIES_LABEL, e->label[i])) != NG_OK ||
            (s = push_entity_names(&a, i)) != NG_OK ||
            (s = ng_push_u32(&a, NG_ENTITIES_N_MENTIONS, e->n_mentions[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_ENTITIES_FIRST_START, first)) != NG_OK ||
            (s = ng_push_chars(&a, NG_ENTITIES_EXT_ID, e->ext_id[i])) != NG_OK ||
            (s = ng_push_chars(&a, NG_ENTITIES_COUNTRY, e->country[i])) != NG_OK ||
            (s = ng_column_push_bool(&a.columns[NG_ENTITIES_AMBIGUOUS], &batch->alloc,
                                     (e->flags[i] & NG_ENTITY_AMBIGUOUS) != 0)) != NG_OK ||
            (s = ng_push_raw(&a, NG_ENTITIES_CONF, &e->conf[i])) != NG_OK)
            return s;
    }
    table->n_rows += e->n;
    return NG_OK;
}

ng_status
ng_batch_append_roles(ng_batch *batch, uint32_t doc)
{
    const ng_role_columns *const r = &batch->doc->roles;
    ng_table *const table = batch->table[NG_TABLE_ROLES];
    const ng_appender a = {batch, table->columns};
    ng_status s;

    for (size_t i = 0; i < r->n; i++) {
        if ((s = ng_push_u32(&a, NG_ROLES_DOC, doc)) != NG_OK ||
            (s = ng_push_row(&a, NG_ROLES_ENTITY, r->entity[i])) != NG_OK ||
            (s = ng_push_u32(&a, NG_ROLES_SENT, r->sentence[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_ROLES_START, r->start[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_ROLES_STOP, r->stop[i])) != NG_OK ||
            (s = ng_push_text(&a, NG_ROLES_TEXT, r->start[i], r->stop[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_ROLES_KIND, r->kind[i])) != NG_OK ||
            (s = ng_push_row(&a, NG_ROLES_ORG_ENTITY, r->org_entity[i])) != NG_OK ||
            (s = ng_push_chars(&a, NG_ROLES_PARTY, r->party[i])) != NG_OK ||
            (s = ng_push_chars(&a, NG_ROLES_STATE, r->state[i])) != NG_OK ||
            (s = ng_push_row(&a, NG_ROLES_AGE, r->age[i])) != NG_OK ||
            (s = ng_push_raw(&a, NG_ROLES_CONF, &r->conf[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_ROLES_RULE, r->rule[i])) != NG_OK)
            return s;
    }
    table->n_rows += r->n;
    return NG_OK;
}

/* The parts of a quote, then its co-speakers. */
static ng_status
push_quote_lists(const ng_appender *a, size_t i)
{
    const ng_doc *const doc = a->batch->doc;
    const ng_quote_columns *const q = &doc->quotes;
    const ng_alloc *const alloc = &a->batch->alloc;
    ng_column *const starts = &a->columns[NG_QUOTES_PART_STARTS];
    ng_column *const stops = &a->columns[NG_QUOTES_PART_STOPS];
    ng_column *const co = &a->columns[NG_QUOTES_CO_SPEAKERS];
    ng_status s;

    for (uint32_t k = q->first_part[i]; k < q->stop_part[i]; k++) {
        const uint32_t *const part = &doc->quote_parts.p[2 * k];

        if ((s = ng_column_push_u32(starts->child, alloc,
                                    ng_offsets_at(&a->batch->offsets, part[0]))) != NG_OK ||
            (s = ng_column_push_u32(stops->child, alloc,
                                    ng_offsets_at(&a->batch->offsets, part[1]))) != NG_OK)
            return s;
    }
    for (uint32_t k = q->first_co[i]; k < q->stop_co[i]; k++) {
        if ((s = ng_column_push_u32(co->child, alloc, doc->quote_co.p[k])) != NG_OK)
            return s;
    }
    if ((s = ng_column_push_list(starts, alloc)) != NG_OK ||
        (s = ng_column_push_list(stops, alloc)) != NG_OK)
        return s;
    return ng_column_push_list(co, alloc);
}

ng_status
ng_batch_append_quotes(ng_batch *batch, uint32_t doc)
{
    const ng_quote_columns *const q = &batch->doc->quotes;
    ng_table *const table = batch->table[NG_TABLE_QUOTES];
    const ng_appender a = {batch, table->columns};
    ng_status s;

    for (size_t i = 0; i < q->n; i++) {
        const uint32_t cue = q->cue_start[i], cue_stop = q->cue_stop[i];
        const uint32_t who = q->speaker_start[i], who_stop = q->speaker_stop[i];

        if ((s = ng_push_u32(&a, NG_QUOTES_DOC, doc)) != NG_OK ||
            (s = ng_push_u32(&a, NG_QUOTES_QUOTE, (uint32_t)i)) != NG_OK ||
            (s = ng_push_u32(&a, NG_QUOTES_SENT, q->sentence[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_QUOTES_KIND, q->kind[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_QUOTES_START, q->start[i])) != NG_OK ||
            (s = ng_push_offset(&a, NG_QUOTES_STOP, q->stop[i])) != NG_OK ||
            (s = ng_push_text(&a, NG_QUOTES_TEXT, q->start[i], q->stop[i])) != NG_OK ||
            (s = push_quote_lists(&a, i)) != NG_OK ||
            (s = ng_push_piece(&a, NG_QUOTES_CUE, cue, cue_stop)) != NG_OK ||
            (s = ng_push_place(&a, NG_QUOTES_CUE_START, cue, cue == cue_stop)) != NG_OK ||
            (s = ng_push_place(&a, NG_QUOTES_CUE_STOP, cue_stop, cue == cue_stop)) != NG_OK ||
            (s = ng_push_enum(&a, NG_QUOTES_CUE_CLASS, q->cue_class[i])) != NG_OK ||
            (s = ng_push_piece(&a, NG_QUOTES_SPEAKER, who, who_stop)) != NG_OK ||
            (s = ng_push_place(&a, NG_QUOTES_SPEAKER_START, who, who == who_stop)) != NG_OK ||
            (s = ng_push_place(&a, NG_QUOTES_SPEAKER_STOP, who_stop, who == who_stop)) != NG_OK ||
            (s = ng_push_row(&a, NG_QUOTES_SPEAKER_ENTITY, q->speaker_entity[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_QUOTES_SPEAKER_TYPE, q->speaker_type[i])) != NG_OK ||
            (s = ng_push_piece(&a, NG_QUOTES_ANONYMITY, q->anonymity_start[i],
                               q->anonymity_stop[i])) != NG_OK ||
            (s = ng_push_piece(&a, NG_QUOTES_CHANNEL, q->channel_start[i], q->channel_stop[i])) !=
                NG_OK ||
            (s = ng_push_u32(&a, NG_QUOTES_N_WORDS, q->n_words[i])) != NG_OK ||
            (s = ng_push_raw(&a, NG_QUOTES_CONF, &q->conf[i])) != NG_OK ||
            (s = ng_push_enum(&a, NG_QUOTES_RULE, q->rule[i])) != NG_OK)
            return s;
    }
    table->n_rows += q->n;
    return NG_OK;
}
