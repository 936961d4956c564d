#include "entities_join.h"
#include "lang_en_names.h"
#include "memory.h"
#include "names_table.h"

#include <string.h>

void
ng_entity_scratch_free(const ng_alloc *alloc, ng_entity_scratch *scratch)
{
    if (scratch == NULL)
        return;
    ng_free(alloc, scratch->surfaces);
    ng_free(alloc, scratch->keys);
    ng_free(alloc, scratch->contexts);
    ng_free(alloc, scratch);
}

static bool
is_gap(unsigned char c)
{
    return c <= ' ' || c == '-';
}

/* The words of x, cut at white space and hyphens. */
static void
cut_words(const ng_doc *doc, ng_surface *x)
{
    uint32_t i = x->start;

    x->n_words = 0;
    while (i < x->stop && x->n_words < NG_MAX_SURFACE_WORDS) {
        uint32_t j;

        while (i < x->stop && is_gap((unsigned char)doc->text[i]))
            i++;
        for (j = i; j < x->stop && !is_gap((unsigned char)doc->text[j]); j++) {
        }
        if (i < j) {
            x->word[x->n_words].start = i;
            x->word[x->n_words].stop = j;
            x->n_words++;
        }
        i = j;
    }
}

ng_entity_class
ng_entity_class_of(uint8_t label)
{
    return label == NG_LABEL_PERSON ? NG_ENTITY_PERSON
           : label == NG_LABEL_NORP ? NG_ENTITY_PEOPLE
                                    : NG_ENTITY_THING;
}

unsigned
ng_surface_class_of(uint8_t label)
{
    return label == NG_LABEL_WORK_OF_ART ? NG_ENTITY_THING + 1u
                                         : (unsigned)ng_entity_class_of(label);
}

static bool
is_name(uint8_t label)
{
    return label < NG_LABEL_DATE || label >= NG_N_LABELS;
}

/* A new surface for a mention; the words of persons end before "Jr". */
static void
add_surface(ng_entity_run *r, size_t mention, uint8_t label)
{
    const ng_mention_columns *const m = &r->doc->mentions;
    ng_entity_scratch *const s = r->s;
    const ng_column_ref columns[] = {NG_COLUMN(s->surfaces)};
    ng_surface *x;

    if (ng_reserve(&r->doc->alloc, columns, 1, &s->cap, s->n + 1) != NG_OK) {
        r->status = NG_ERR_MEMORY;
        return;
    }
    x = &s->surfaces[s->n];
    memset(x, 0, sizeof *x);
    x->first_mention = x->last_mention = (uint32_t)mention;
    x->n_mentions = 1;
    x->first_body = NG_NO_ROW;
    x->rule = NG_NONE;
    x->parent = (uint32_t)s->n;
    x->start = m->start[mention];
    x->stop = m->stop[mention];
    x->label = label;
    x->class_id = (uint8_t)ng_entity_class_of(x->label);
    cut_words(r->doc, x);
    if (x->class_id == NG_ENTITY_PERSON) {
        if (x->n_words > 1 && (ng_surface_word(r->doc, x, x->n_words - 1u) & NG_NAME_JUNIOR) != 0)
            x->n_words--;
        if (x->n_words > 1)
            x->flags |= NG_SURFACE_FULL;
    }
    if (ng_is_acronym(r->doc->text + x->start, x->stop - x->start))
        x->flags |= NG_SURFACE_ACRONYM;
    s->n++;
}

/* Headlines and captions name things by what is only told in the body. */
static bool
is_body(const ng_doc *doc, size_t mention)
{
    const uint32_t block = doc->sentences.block[doc->mentions.sentence[mention]];
    const uint8_t kind = doc->blocks.kind[block];

    return kind != NG_BLOCK_KICKER && kind != NG_BLOCK_HEADLINE && kind != NG_BLOCK_DECK &&
           kind != NG_BLOCK_SUBHEAD && kind != NG_BLOCK_CAPTION;
}

/* The surface that a mention is of; a new one if none is written so.  NULL if memory is
   short.  *order: as of ng_listed_of().  What the user calls by another label, or says whose it is, is a surface of
   its own. */
static ng_surface *
surface_of(ng_entity_run *r, size_t mention, size_t *order)
{
    ng_mention_columns *const m = &r->doc->mentions;
    const uint32_t alias = ng_alias_of(r, mention);
    const ng_alias_row *const by_user =
        alias == NG_NO_ALIAS ? NULL : &r->pipeline->aliases->rows[alias];
    const bool is_labelled = by_user != NULL && by_user->label != NG_LABEL_NONE;
    const bool is_owned = by_user != NULL && by_user->entity != NG_NO_ALIAS;
    const uint32_t listed = is_owned ? 0 : ng_listed_of(r, mention, order);
    const uint8_t label = is_labelled ? by_user->label : m->label[mention];
    uint64_t key = ng_key_of(
        NG_KEY_SURFACE, ng_surface_class_of(label),
        ng_name_hash(r->doc->text + m->start[mention], r->doc->text + m->stop[mention]));
    ng_key_row *row;
    ng_surface *x;

    if (is_owned)
        key = ng_key_mix(key, (uint64_t)by_user->entity + 1);
    if (listed != 0)
        key = ng_key_mix(key, ng_listed_who(r, listed));
    row = ng_key_find(r, key, true);
    if (row == NULL)
        return NULL;
    if (row->surface == NG_NO_SURFACE) {
        row->surface = (uint32_t)r->s->n;
        add_surface(r, mention, label);
        if (r->status != NG_OK)
            return NULL;
        x = &r->s->surfaces[row->surface];
        x->alias = is_owned ? alias + 1 : 0;
        x->listed = listed;
        x->flags |= is_owned ? NG_SURFACE_ALIAS : 0;
    } else {
        x = &r->s->surfaces[row->surface];
        m->next[x->last_mention] = (uint32_t)mention;
        x->last_mention = (uint32_t)mention;
        x->n_mentions++;
    }
    if (is_labelled && !is_owned) {
        x->label = label;
        x->flags |= NG_SURFACE_LABEL;
    }
    if (by_user != NULL)
        x->rule = NG_J_ALIAS;
    else if (listed != 0)
        x->rule = NG_J_LISTED;
    return x;
}

static void
collect(ng_entity_run *r)
{
    ng_mention_columns *const m = &r->doc->mentions;
    size_t order = 0;

    for (size_t i = 0; i < m->n && r->status == NG_OK; i++) {
        ng_surface *x;

        m->entity[i] = m->next[i] = NG_NO_ROW;
        m->new_form[i] = 0;
        m->joined[i] = NG_NONE;
        if (!is_name(m->label[i]))
            continue;
        x = surface_of(r, i, &order);
        if (x == NULL)
            return;
        if (x->first_body == NG_NO_ROW && is_body(r->doc, i))
            x->first_body = (uint32_t)i;
        if (m->title_stop[i] > m->title_start[i])
            x->flags |= NG_SURFACE_TITLED;
    }
}

/* "Russian" and "Russians". */
static void
join_people(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const char *const p = r->doc->text + x->start;
    size_t n = x->stop - x->start;

    if (n > 4 && p[n - 1] == 's' && p[n - 2] != 's')
        n--;
    ng_key_join(r, ng_key_of(NG_KEY_PEOPLE, x->class_id, ng_name_hash(p, p + n)), i,
                NG_J_PEOPLE);
}

static ng_entity_scratch *
start(ng_doc *doc)
{
    ng_entity_scratch *s = doc->entity_scratch;

    if (s == NULL) {
        s = ng_realloc(&doc->alloc, NULL, sizeof *s);
        if (s == NULL)
            return NULL;
        memset(s, 0, sizeof *s);
        doc->entity_scratch = s;
    }
    s->n = s->n_keys = 0;
    if (++s->generation == 0) { /* once in 2^32 documents */
        if (s->keys != NULL)
            memset(s->keys, 0, s->n_slots * sizeof *s->keys);
        s->generation = 1;
    }
    return s;
}

/* The label that most of its mentions have; the first of those that tie. */
static void
settle_label(const ng_doc *doc, ng_surface *x)
{
    const ng_mention_columns *const m = &doc->mentions;
    uint32_t n[NG_N_LABELS] = {0};

    /* One of the model's own says more than ours. */
    if (x->class_id != NG_ENTITY_THING || x->label >= NG_N_LABELS ||
        (x->flags & (NG_SURFACE_ALIAS | NG_SURFACE_LABEL)) != 0)
        return;
    for (uint32_t k = x->first_mention; k != NG_NO_ROW; k = m->next[k]) {
        if (m->label[k] < NG_N_LABELS && ++n[m->label[k]] > n[x->label])
            x->label = m->label[k];
    }
}

/* Fewer letters are too many things. */
#define MIN_LETTERS 6

/* "Wal-Mart" and "Walmart", "Delta Air Lines" and "Delta Airlines". */
static void
join_letters(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    uint64_t h = 1;
    size_t n = 0;

    for (uint32_t k = x->start; k < x->stop; k++) {
        const unsigned char c = (unsigned char)r->doc->text[k];

        if (is_gap(c) || c == '.')
            continue;
        h = ng_key_mix(h, c >= 'A' && c <= 'Z' ? c + 0x20u : c);
        n++;
    }
    if (n >= MIN_LETTERS)
        ng_key_join(r, ng_key_of(NG_KEY_LETTERS, ng_surface_class_of(x->label), h), i, NG_J_MIXED);
}

static void
join_alike(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];

    join_letters(r, i);
    if (x->class_id == NG_ENTITY_PEOPLE)
        join_people(r, i);
    else if (x->class_id == NG_ENTITY_THING)
        ng_thing_base(r, i);
    else
        ng_person_full(r, i);
}

static void
offer_parts(ng_entity_run *r, uint32_t i)
{
    if (r->s->surfaces[i].class_id == NG_ENTITY_PERSON)
        ng_person_offer(r, i);
    else if (r->s->surfaces[i].class_id == NG_ENTITY_THING)
        ng_thing_offer(r, i);
    ng_mixed_offer(r, i);
}

static bool
is_aliased(const ng_entity_run *r, uint32_t i)
{
    return (r->s->surfaces[i].flags & NG_SURFACE_ALIAS) != 0;
}

static void
link_known(ng_entity_run *r, uint32_t i)
{
    if (!is_aliased(r, i))
        ng_entity_link(r, i);
}

/* What the user owns is no part of what the rules find; it may be the whole. */
static void
join_parts(ng_entity_run *r, uint32_t i)
{
    if (is_aliased(r, i))
        return;
    if (r->s->surfaces[i].class_id == NG_ENTITY_PERSON)
        ng_person_join(r, i);
    else if (r->s->surfaces[i].class_id == NG_ENTITY_THING)
        ng_thing_join(r, i);
}

static void
join_mixed(ng_entity_run *r, uint32_t i)
{
    if (!is_aliased(r, i))
        ng_mixed_join(r, i);
}

/* What is certain comes first, so that what is offered as a part is of one entity. */
ng_status
ng_entities_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    static void (*const passes[])(ng_entity_run *, uint32_t) = {
        ng_alias_join, ng_listed_join, ng_alias_name, link_known, join_alike,
        offer_parts,   join_parts,    join_mixed};
    ng_entity_run r = {pipeline, doc, start(doc), NG_OK};

    if (r.s == NULL)
        return NG_ERR_MEMORY;
    collect(&r);
    for (size_t i = 0; i < r.s->n; i++)
        settle_label(doc, &r.s->surfaces[i]);
    for (size_t pass = 0; pass < sizeof passes / sizeof passes[0]; pass++) {
        if (passes[pass] == offer_parts)
            ng_entity_brackets(&r);
        if (passes[pass] == join_mixed)
            ng_person_slips(&r);
        for (uint32_t i = 0; i < r.s->n && r.status == NG_OK; i++)
            passes[pass](&r, i);
    }
    return r.status == NG_OK ? ng_entities_rows(&r) : r.status;
}
