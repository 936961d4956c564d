#include "doc.h"
#include "entities.h"
#include "lexicon_find.h"
#include "memory.h"
#include "patterns.h"
#include "speech.h"
#include "tagger.h"
#include "told.h"
#include "values.h"

#include <string.h>

#define N_COLUMNS(columns) (sizeof(columns) / sizeof(columns)[0])

#define DATE_COLUMNS(d)                                                                            \
    NG_COLUMN((d)->start), NG_COLUMN((d)->stop), NG_COLUMN((d)->sentence),                         \
    NG_COLUMN((d)->value), NG_COLUMN((d)->time), NG_COLUMN((d)->tz), NG_COLUMN((d)->from_date),    \
    NG_COLUMN((d)->to_date), NG_COLUMN((d)->type), NG_COLUMN((d)->grain),                          \
    NG_COLUMN((d)->anchor), NG_COLUMN((d)->mod), NG_COLUMN((d)->mention), NG_COLUMN((d)->rule),    \
    NG_COLUMN((d)->conf)

#define NUMBER_COLUMNS(x)                                                                          \
    NG_COLUMN((x)->start), NG_COLUMN((x)->stop), NG_COLUMN((x)->sentence),                         \
    NG_COLUMN((x)->value), NG_COLUMN((x)->value_max), NG_COLUMN((x)->unit),                        \
    NG_COLUMN((x)->currency), NG_COLUMN((x)->kind), NG_COLUMN((x)->label),                         \
    NG_COLUMN((x)->hedge), NG_COLUMN((x)->mention), NG_COLUMN((x)->rule), NG_COLUMN((x)->conf)

ng_status
ng_doc_reserve_tokens(ng_doc *doc, size_t n_more)
{
    ng_token_columns *const t = &doc->tokens;
    const ng_column_ref columns[] = {NG_COLUMN(t->start), NG_COLUMN(t->stop), NG_COLUMN(t->kind),
                                     NG_COLUMN(t->flags)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &t->cap, t->n + n_more);
}

ng_status
ng_doc_reserve_block(ng_doc *doc)
{
    ng_block_columns *const b = &doc->blocks;
    const ng_column_ref columns[] = {NG_COLUMN(b->start), NG_COLUMN(b->stop), NG_COLUMN(b->kind),
                                     NG_COLUMN(b->rule), NG_COLUMN(b->conf)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &b->cap, b->n + 1);
}

ng_status
ng_doc_reserve_sentence(ng_doc *doc)
{
    ng_sentence_columns *const s = &doc->sentences;
    const ng_column_ref columns[] = {NG_COLUMN(s->first_token), NG_COLUMN(s->stop_token),
                                     NG_COLUMN(s->block), NG_COLUMN(s->kind)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &s->cap, s->n + 1);
}

ng_status
ng_doc_reserve_match(ng_doc *doc)
{
    ng_match_columns *const m = &doc->matches;
    const ng_column_ref columns[] = {NG_COLUMN(m->first_token), NG_COLUMN(m->stop_token),
                                     NG_COLUMN(m->entry),       NG_COLUMN(m->fits),
                                     NG_COLUMN(m->classes),     NG_COLUMN(m->flags)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &m->cap, m->n + 1);
}

ng_status
ng_doc_reserve_hit(ng_doc *doc)
{
    ng_hit_columns *const h = &doc->hits;
    const ng_column_ref columns[] = {NG_COLUMN(h->start),       NG_COLUMN(h->stop),
                                     NG_COLUMN(h->first_entry), NG_COLUMN(h->stop_entry),
                                     NG_COLUMN(h->lexicon),     NG_COLUMN(h->form),
                                     NG_COLUMN(h->flags)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &h->cap, h->n + 1);
}

ng_status
ng_doc_reserve_pattern(ng_doc *doc)
{
    ng_pattern_columns *const p = &doc->patterns;
    const ng_column_ref columns[] = {
        NG_COLUMN(p->start), NG_COLUMN(p->stop),        NG_COLUMN(p->sentence), NG_COLUMN(p->rule),
        NG_COLUMN(p->value), NG_COLUMN(p->first_group), NG_COLUMN(p->stop_group)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &p->cap, p->n + 1);
}

ng_status
ng_doc_reserve_mention(ng_doc *doc)
{
    ng_mention_columns *const m = &doc->mentions;
    const ng_column_ref columns[] = {
        NG_COLUMN(m->start),       NG_COLUMN(m->stop),       NG_COLUMN(m->sentence),
        NG_COLUMN(m->title_start), NG_COLUMN(m->title_stop), NG_COLUMN(m->label),
        NG_COLUMN(m->form),        NG_COLUMN(m->rule),       NG_COLUMN(m->conf),
        NG_COLUMN(m->entity),      NG_COLUMN(m->next),       NG_COLUMN(m->new_form),
        NG_COLUMN(m->joined)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &m->cap, m->n + 1);
}

ng_status
ng_doc_reserve_date(ng_doc *doc)
{
    ng_date_columns *const d = &doc->dates;
    const ng_column_ref columns[] = {DATE_COLUMNS(d)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &d->cap, d->n + 1);
}

ng_status
ng_doc_reserve_number(ng_doc *doc)
{
    ng_number_columns *const x = &doc->numbers;
    const ng_column_ref columns[] = {NUMBER_COLUMNS(x)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &x->cap, x->n + 1);
}

ng_status
ng_doc_reserve_entity(ng_doc *doc)
{
    ng_entity_columns *const e = &doc->entities;
    const ng_column_ref columns[] = {
        NG_COLUMN(e->first_mention), NG_COLUMN(e->n_mentions), NG_COLUMN(e->best_mention),
        NG_COLUMN(e->given), NG_COLUMN(e->given_stop), NG_COLUMN(e->family), NG_COLUMN(e->family_stop), NG_COLUMN(e->name), NG_COLUMN(e->ext_id),
        NG_COLUMN(e->country), NG_COLUMN(e->label), NG_COLUMN(e->flags), NG_COLUMN(e->conf)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &e->cap, e->n + 1);
}

ng_status
ng_doc_reserve_role(ng_doc *doc)
{
    ng_role_columns *const r = &doc->roles;
    const ng_column_ref columns[] = {
        NG_COLUMN(r->start), NG_COLUMN(r->stop), NG_COLUMN(r->sentence), NG_COLUMN(r->entity),
        NG_COLUMN(r->org_entity), NG_COLUMN(r->age), NG_COLUMN(r->party), NG_COLUMN(r->state),
        NG_COLUMN(r->kind), NG_COLUMN(r->rule), NG_COLUMN(r->conf)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &r->cap, r->n + 1);
}

ng_status
ng_doc_reserve_quote(ng_doc *doc)
{
    ng_quote_columns *const q = &doc->quotes;
    const ng_column_ref columns[] = {
        NG_COLUMN(q->start), NG_COLUMN(q->stop), NG_COLUMN(q->sentence),
        NG_COLUMN(q->first_part), NG_COLUMN(q->stop_part), NG_COLUMN(q->cue_start),
        NG_COLUMN(q->cue_stop), NG_COLUMN(q->speaker_start), NG_COLUMN(q->speaker_stop),
        NG_COLUMN(q->speaker_entity), NG_COLUMN(q->first_co), NG_COLUMN(q->stop_co),
        NG_COLUMN(q->anonymity_start), NG_COLUMN(q->anonymity_stop),
        NG_COLUMN(q->channel_start), NG_COLUMN(q->channel_stop), NG_COLUMN(q->n_words),
        NG_COLUMN(q->kind), NG_COLUMN(q->cue_class), NG_COLUMN(q->speaker_type),
        NG_COLUMN(q->rule), NG_COLUMN(q->conf)};

    return ng_reserve(&doc->alloc, columns, N_COLUMNS(columns), &q->cap, q->n + 1);
}

/* Move an element of a column. */
static void
move_cell(const ng_column_ref *column, size_t to, size_t from)
{
    char *const p = *column->array;

    memcpy(p + to * column->width, p + from * column->width, column->width);
}

void
ng_date_move(ng_date_columns *d, size_t to, size_t from)
{
    const ng_column_ref columns[] = {DATE_COLUMNS(d)};

    for (size_t i = 0; i < N_COLUMNS(columns); i++)
        move_cell(&columns[i], to, from);
}

void
ng_number_move(ng_number_columns *x, size_t to, size_t from)
{
    const ng_column_ref columns[] = {NUMBER_COLUMNS(x)};

    for (size_t i = 0; i < N_COLUMNS(columns); i++)
        move_cell(&columns[i], to, from);
}

ng_status
ng_doc_push_number(ng_doc *doc, ng_u32_list *list, uint32_t value)
{
    const ng_column_ref columns[] = {NG_COLUMN(list->p)};

    if (ng_reserve(&doc->alloc, columns, 1, &list->cap, list->n + 1) != NG_OK)
        return NG_ERR_MEMORY;
    list->p[list->n++] = value;
    return NG_OK;
}

ng_status
ng_doc_keep_chars(ng_doc *doc, const char *s, uint32_t *place)
{
    ng_chars *const x = &doc->value_chars;
    const ng_column_ref columns[] = {NG_COLUMN(x->p)};
    const size_t n = strlen(s) + 1;
    const size_t at = x->n == 0 ? 1 : x->n;

    *place = 0;
    if (n == 1)
        return NG_OK;
    if (ng_reserve(&doc->alloc, columns, 1, &x->cap, at + n) != NG_OK)
        return NG_ERR_MEMORY;
    x->p[0] = '\0';
    memcpy(x->p + at, s, n);
    x->n = at + n;
    *place = (uint32_t)at;
    return NG_OK;
}

ng_doc *
ng_doc_new(const ng_alloc *alloc)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    ng_doc *const doc = ng_realloc(&a, NULL, sizeof *doc);

    if (doc != NULL) {
        memset(doc, 0, sizeof *doc);
        doc->alloc = a;
    }
    return doc;
}

void
ng_doc_free(ng_doc *doc)
{
    if (doc == NULL)
        return;

    const ng_alloc a = doc->alloc;
    void *const arrays[] = {
        doc->tokens.start,         doc->tokens.stop,          doc->tokens.kind,
        doc->tokens.flags,         doc->blocks.start,         doc->blocks.stop,
        doc->blocks.kind,          doc->blocks.rule,          doc->blocks.conf,
        doc->sentences.first_token, doc->sentences.stop_token, doc->sentences.block,
        doc->sentences.kind,       doc->matches.first_token,  doc->matches.stop_token,
        doc->matches.entry,        doc->matches.fits,         doc->matches.classes,
        doc->matches.flags,        doc->mentions.start,       doc->mentions.stop,
        doc->mentions.sentence,    doc->mentions.title_start, doc->mentions.title_stop,
        doc->mentions.label,       doc->mentions.form,        doc->mentions.rule,
        doc->mentions.conf,        doc->dates.start,          doc->dates.stop,
        doc->dates.sentence,       doc->dates.value,          doc->dates.time,
        doc->dates.tz,             doc->dates.from_date,      doc->dates.to_date,
        doc->dates.type,           doc->dates.grain,          doc->dates.anchor,
        doc->dates.mod,            doc->dates.mention,        doc->dates.rule,
        doc->dates.conf,           doc->numbers.start,        doc->numbers.stop,
        doc->numbers.sentence,     doc->numbers.value,        doc->numbers.value_max,
        doc->numbers.unit,         doc->numbers.currency,     doc->numbers.kind,
        doc->numbers.label,        doc->numbers.hedge,        doc->numbers.mention,
        doc->numbers.rule,         doc->numbers.conf,         doc->value_chars.p,
        doc->mentions.entity, doc->mentions.next, doc->mentions.new_form, doc->mentions.joined,
        doc->entities.first_mention, doc->entities.n_mentions, doc->entities.best_mention,
        doc->entities.given, doc->entities.given_stop, doc->entities.family, doc->entities.family_stop, doc->entities.name, doc->entities.ext_id,
        doc->entities.country, doc->entities.label, doc->entities.flags, doc->entities.conf,
        doc->roles.start, doc->roles.stop, doc->roles.sentence, doc->roles.entity,
        doc->roles.org_entity, doc->roles.age, doc->roles.party, doc->roles.state,
        doc->roles.kind, doc->roles.rule, doc->roles.conf, doc->quotes.start, doc->quotes.stop,
        doc->quotes.sentence, doc->quotes.first_part, doc->quotes.stop_part,
        doc->quotes.cue_start, doc->quotes.cue_stop, doc->quotes.speaker_start,
        doc->quotes.speaker_stop, doc->quotes.speaker_entity, doc->quotes.first_co,
        doc->quotes.stop_co, doc->quotes.anonymity_start, doc->quotes.anonymity_stop,
        doc->quotes.channel_start, doc->quotes.channel_stop, doc->quotes.n_words,
        doc->quotes.kind, doc->quotes.cue_class, doc->quotes.speaker_type, doc->quotes.rule,
        doc->quotes.conf, doc->quote_parts.p, doc->quote_co.p, doc->hits.start, doc->hits.stop,
        doc->hits.first_entry, doc->hits.stop_entry, doc->hits.lexicon, doc->hits.form,
        doc->hits.flags, doc->hit_entries.p, doc->patterns.start, doc->patterns.stop,
        doc->patterns.sentence, doc->patterns.rule, doc->patterns.value,
        doc->patterns.first_group, doc->patterns.stop_group, doc->pattern_groups.p,
    };

    for (size_t i = 0; i < N_COLUMNS(arrays); i++)
        ng_free(&a, arrays[i]);
    ng_free(&a, doc->block_scratch.lines);
    ng_free(&a, doc->mention_scratch.names.rows);
    ng_free(&a, doc->mention_scratch.cands);
    ng_find_scratch_free(&a, doc->find_scratch);
    ng_told_scratch_free(&a, doc->told_scratch);
    ng_tag_scratch_free(&a, doc->tag_scratch);
    ng_value_scratch_free(&a, doc->value_scratch);
    ng_pattern_scratch_free(&a, doc->pattern_scratch);
    ng_entity_scratch_free(&a, doc->entity_scratch);
    ng_speech_scratch_free(&a, doc->speech_scratch);
    ng_free(&a, doc);
}

void
ng_doc_reset(ng_doc *doc, const char *text, size_t n_bytes)
{
    doc->text = text;
    doc->n_bytes = (uint32_t)n_bytes;
    doc->n_headline = 0;
    doc->blocks.n = 0;
    doc->tokens.n = 0;
    doc->sentences.n = 0;
    doc->matches.n = 0;
    doc->hits.n = doc->hit_entries.n = doc->n_named_hits = 0;
    doc->patterns.n = doc->pattern_groups.n = 0;
    doc->mentions.n = 0;
    doc->dates.n = doc->numbers.n = doc->value_chars.n = 0;
    doc->entities.n = doc->roles.n = doc->quotes.n = 0;
    doc->quote_parts.n = doc->quote_co.n = 0;
    memset(&doc->article, 0, sizeof doc->article);
    doc->article.published_source = NG_PUBLISHED_NONE;
}
