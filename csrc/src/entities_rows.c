/* From joined surfaces to the rows of entities. */
#include "entities_join.h"
#include "lang_en_names.h"
#include "lexicon.h"
#include "memory.h"

#include <string.h>

/* Titles that say whether a person is a man or a woman. */
static unsigned
gender_of(const char *p, size_t n)
{
    static const struct {
        const char *word;
        unsigned flag;
    } words[] = {
        {"mr", NG_ENTITY_MALE},          {"sir", NG_ENTITY_MALE},
        {"lord", NG_ENTITY_MALE},        {"king", NG_ENTITY_MALE},
        {"prince", NG_ENTITY_MALE},      {"father", NG_ENTITY_MALE},
        {"chairman", NG_ENTITY_MALE},    {"spokesman", NG_ENTITY_MALE},
        {"congressman", NG_ENTITY_MALE}, {"pope", NG_ENTITY_MALE},
        {"mrs", NG_ENTITY_FEMALE},       {"ms", NG_ENTITY_FEMALE},
        {"miss", NG_ENTITY_FEMALE},      {"lady", NG_ENTITY_FEMALE},
        {"dame", NG_ENTITY_FEMALE},      {"queen", NG_ENTITY_FEMALE},
        {"princess", NG_ENTITY_FEMALE},  {"sister", NG_ENTITY_FEMALE},
        {"spokeswoman", NG_ENTITY_FEMALE}, {"chairwoman", NG_ENTITY_FEMALE},
        {"congresswoman", NG_ENTITY_FEMALE},
    };
    /* The last word is the one that counts. */
    size_t at = n;

    while (at > 0 && p[at - 1] != ' ')
        at--;
    p += at;
    n -= at;
    if (n > 0 && p[n - 1] == '.')
        n--;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i].word) == n) {
            size_t k = 0;

            while (k < n && (p[k] | 0x20) == words[i].word[k])
                k++;
            if (k == n)
                return words[i].flag;
        }
    }
    return 0;
}

/* Forms by how much they say; the longest of the best names the entity. */
static unsigned
rank(const ng_doc *doc, uint32_t mention)
{
    static const uint8_t of_form[NG_N_FORMS] = {
        [NG_FORM_FULL] = 3, [NG_FORM_SHORT] = 2, [NG_FORM_DEMONYM] = 2, [NG_FORM_FAMILY] = 1};

    return of_form[doc->mentions.form[mention]];
}

/* Whether letters of [p, p + n) are capitals, all of them. */
static bool
all_capitals(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i] >= 'a' && p[i] <= 'z')
            return false;
    }
    return true;
}

static bool
is_better(const ng_doc *doc, uint32_t a, uint32_t b)
{
    const ng_mention_columns *const m = &doc->mentions;
    const uint32_t na = m->stop[a] - m->start[a], nb = m->stop[b] - m->start[b];
    const bool ca = all_capitals(doc->text + m->start[a], na);
    const bool cb = all_capitals(doc->text + m->start[b], nb);

    if (ca != cb)
        return cb;
    if (rank(doc, a) != rank(doc, b))
        return rank(doc, a) > rank(doc, b);
    return na > nb;
}

static ng_status
add_entity(ng_doc *doc, uint32_t mention)
{
    ng_entity_columns *const e = &doc->entities;

    if (ng_doc_reserve_entity(doc) != NG_OK)
        return NG_ERR_MEMORY;
    e->first_mention[e->n] = e->best_mention[e->n] = mention;
    e->n_mentions[e->n] = 0;
    e->given[e->n] = e->given_stop[e->n] = e->family[e->n] = e->family_stop[e->n] = 0;
    e->name[e->n] = e->ext_id[e->n] = e->country[e->n] = 0;
    e->label[e->n] = doc->mentions.label[mention];
    e->flags[e->n] = 0;
    e->conf[e->n] = 0.95f;
    e->n++;
    return NG_OK;
}

/* What a surface says of its entity; docs/tables.md has what conf means. */
static void
take_surface(ng_doc *doc, uint32_t entity, const ng_surface *x)
{
    ng_entity_columns *const e = &doc->entities;

    if ((x->flags & NG_SURFACE_DOUBT) != 0) {
        e->flags[entity] |= NG_ENTITY_AMBIGUOUS;
        e->conf[entity] = 0.7f;
    }
    if ((x->flags & NG_SURFACE_AMBIGUOUS) != 0)
        e->flags[entity] |= NG_ENTITY_AMBIGUOUS;
    if ((x->flags & NG_SURFACE_SHORT) != 0 && e->conf[entity] > 0.9f)
        e->conf[entity] = 0.9f;
    /* "North Koreans" are no country, though linked to one. */
    if (x->name != 0 && e->name[entity] == 0 && x->class_id != NG_ENTITY_PEOPLE)
        e->name[entity] = x->name;
    if (x->ext_id != 0 && e->ext_id[entity] == 0)
        e->ext_id[entity] = x->ext_id;
    if ((x->flags & NG_SURFACE_AMBIGUOUS) != 0)
        e->conf[entity] = 0.5f;
}

/* "iso:US" and "iso3166-2:US-CA" are "US". */
static ng_status
set_country(ng_doc *doc, size_t entity)
{
    ng_entity_columns *const e = &doc->entities;
    const char *const id = ng_doc_chars(doc, e->ext_id[entity]);
    const char *const colon = strchr(id, ':');
    char code[3] = {0};

    if (strncmp(id, "iso", 3) != 0 || colon == NULL || strlen(colon) < 3 ||
        (colon[3] != '\0' && colon[3] != '-'))
        return NG_OK;
    memcpy(code, colon + 1, 2);
    return ng_doc_keep_chars(doc, code, &e->country[entity]);
}

static uint32_t
word_stop(const ng_doc *doc, uint32_t i, uint32_t stop)
{
    while (i < stop && doc->text[i] != ' ')
        i++;
    return i;
}

static uint32_t
word_start(const ng_doc *doc, uint32_t start, uint32_t i)
{
    while (i > start && doc->text[i - 1] != ' ')
        i--;
    return i;
}

static bool
is_piece(const ng_doc *doc, uint32_t mention, uint32_t start, uint32_t stop)
{
    const ng_mention_columns *const m = &doc->mentions;

    return m->stop[mention] - m->start[mention] == stop - start &&
           memcmp(doc->text + m->start[mention], doc->text + start, stop - start) == 0;
}

/* "Jong-un": what is no family name. */
static bool
is_given_pair(const char *p, size_t n)
{
    for (size_t i = 1; i + 1 < n; i++) {
        if (p[i] == '-')
            return p[i + 1] >= 'a' && p[i + 1] <= 'z';
    }
    return false;
}

/* The word is of all classes of the one set and of none of the other. */
static bool
lexicon_says(const ng_entity_run *r, ng_span word, uint32_t all, uint32_t none)
{
    const ng_lexicon *const lexicon = r->pipeline->lexicon;
    const uint32_t classes =
        lexicon == NULL ? 0
                        : ng_lexicon_classes(lexicon, r->doc->text + word.start,
                                             word.stop - word.start, true);

    return lexicon != NULL && (classes & all) == all && (classes & none) == 0;
}

/*
 * The family name comes first in Korean and Chinese names.  The article shows it: it
 * calls the person by the first word and never by the last, with a title, or where the
 * first is no given name ("Hu"), or two words follow it ("Kim Jong Un").
 */
static bool
is_family_first(ng_entity_run *r, size_t entity, ng_span first, ng_span last)
{
    const ng_doc *const doc = r->doc;
    const ng_mention_columns *const m = &doc->mentions;
    bool is_shown = false, is_titled = false;

    for (uint32_t k = doc->entities.first_mention[entity]; k != NG_NO_ROW; k = m->next[k]) {
        if (is_piece(doc, k, last.start, last.stop))
            return false;
        if (is_piece(doc, k, first.start, first.stop)) {
            is_shown = true;
            is_titled = is_titled || m->title_stop[k] > m->title_start[k];
        }
    }
    if (is_given_pair(doc->text + last.start, last.stop - last.start))
        return first.stop + 1 == last.start;
    if (!is_shown || is_titled)
        return is_shown;
    return lexicon_says(r, first, NG_LEX_BIT(NG_LEX_SURNAME), NG_LEX_BIT(NG_LEX_GIVEN)) ||
           (word_stop(doc, first.stop + 1, last.start) + 1 == last.start &&
            lexicon_says(r, first, NG_LEX_BIT(NG_LEX_SURNAME), 0) &&
            lexicon_says(r, last, 0, NG_LEX_BIT(NG_LEX_SURNAME) | NG_LEX_BIT(NG_LEX_GIVEN)));
}

static void
set_names(ng_entity_columns *e, size_t entity, ng_span given, ng_span family)
{
    e->given[entity] = given.start;
    e->given_stop[entity] = given.stop;
    e->family[entity] = family.start;
    e->family_stop[entity] = family.stop;
}

/* Where no title says what "she" may mean, a given name that is of women or men alone does. */
static void
set_gender(const ng_entity_run *r, size_t entity)
{
    ng_doc *const doc = r->doc;
    ng_entity_columns *const e = &doc->entities;
    const uint32_t start = e->given[entity];
    uint32_t stop;
    ng_lex_entry found;

    if (e->given_stop[entity] == start || r->pipeline->lexicon == NULL ||
        (e->flags[entity] & (NG_ENTITY_MALE | NG_ENTITY_FEMALE)) != 0)
        return;
    stop = word_stop(doc, start, e->given_stop[entity]);
    if (ng_lexicon_find_all(r->pipeline->lexicon, doc->text + start, stop - start, true,
                            NG_LEX_BIT(NG_LEX_GIVEN), &found, 1) == 0)
        return;
    if (strcmp(found.ext_id, "gender:f") == 0)
        e->flags[entity] |= NG_ENTITY_FEMALE;
    else if (strcmp(found.ext_id, "gender:m") == 0)
        e->flags[entity] |= NG_ENTITY_MALE;
}

/* Given and family name of the best form of a person. */
static void
cut_person(ng_entity_run *r, size_t entity)
{
    ng_doc *const doc = r->doc;
    ng_entity_columns *const e = &doc->entities;
    const ng_mention_columns *const m = &doc->mentions;
    const uint32_t best = e->best_mention[entity];
    const uint32_t start = m->start[best];
    uint32_t stop = m->stop[best], last;
    ng_span first;

    set_names(e, entity, (ng_span){0, 0}, (ng_span){0, 0});
    if (e->label[entity] != NG_LABEL_PERSON)
        return;
    last = word_start(doc, start, stop);
    if (last > start && (ng_name_word(doc->text + last, stop - last) & NG_NAME_JUNIOR) != 0) {
        stop = last - 1;
        if (stop > start && doc->text[stop - 1] == ',')
            stop--;
        last = word_start(doc, start, stop);
    }
    if (last == start) {
        const ng_span word = {start, stop}, none = {0, 0};
        const bool is_given = m->form[best] == NG_FORM_GIVEN;

        set_names(e, entity, is_given ? word : none, is_given ? none : word);
        return;
    }
    first = (ng_span){start, word_stop(doc, start, stop)};
    if (is_family_first(r, entity, first, (ng_span){last, stop})) {
        set_names(e, entity, (ng_span){first.stop + 1, stop}, first);
        return;
    }
    /* "van der Roe" */
    while (last > start + 1) {
        const uint32_t before = word_start(doc, start, last - 1);

        if (before == start || (ng_name_word(doc->text + before, last - 1 - before) &
                                NG_NAME_PARTICLE) == 0)
            break;
        last = before;
    }
    set_names(e, entity, first, (ng_span){last, stop});
}

/* Of the way in which a mention is written, to the letter. */
static uint64_t
form_hash(const ng_doc *doc, uint32_t mention)
{
    /* Mixed first: "Roe" of row 0 and "Poe" of row 2 must not look alike. */
    uint64_t h = ng_key_mix(1, doc->mentions.entity[mention]);

    for (uint32_t k = doc->mentions.start[mention]; k < doc->mentions.stop[mention]; k++)
        h = ng_key_mix(h, (unsigned char)doc->text[k]);
    return h;
}

/* The first mention of its entity that is written so. */
static void
flag_form(ng_entity_run *r, uint32_t mention)
{
    const uint64_t key = ng_key_of(NG_KEY_FORM, 0, form_hash(r->doc, mention));
    ng_key_row *const row = ng_key_find(r, key, true);

    if (row != NULL && row->surface == NG_NO_SURFACE) {
        row->surface = 0;
        r->doc->mentions.new_form[mention] = 1;
    }
}

/* What most of the mentions are called that are written like the best one. */
static uint8_t
majority_label(const ng_doc *doc, size_t entity)
{
    const ng_mention_columns *const m = &doc->mentions;
    const uint32_t best = doc->entities.best_mention[entity];
    const uint32_t length = m->stop[best] - m->start[best];
    uint32_t n[NG_N_LABELS] = {0};
    uint8_t label = m->label[best];

    if (label >= NG_N_LABELS) /* one of the model's own, which says more than ours */
        return label;
    for (uint32_t k = doc->entities.first_mention[entity]; k != NG_NO_ROW; k = m->next[k]) {
        if (m->label[k] < NG_N_LABELS && m->stop[k] - m->start[k] == length &&
            memcmp(doc->text + m->start[k], doc->text + m->start[best], length) == 0 &&
            ++n[m->label[k]] > n[label])
            label = m->label[k];
    }
    return label;
}

/* From chains of surfaces to one of each entity, in text order. */
static void
chain_mentions(ng_doc *doc)
{
    ng_mention_columns *const m = &doc->mentions;
    ng_entity_columns *const e = &doc->entities;

    for (size_t i = 0; i < e->n; i++)
        e->first_mention[i] = NG_NO_ROW;
    for (size_t k = m->n; k-- > 0;) {
        if (m->entity[k] != NG_NO_ROW) {
            m->next[k] = e->first_mention[m->entity[k]];
            e->first_mention[m->entity[k]] = (uint32_t)k;
        }
    }
}

ng_status
ng_entities_rows(ng_entity_run *r)
{
    ng_doc *const doc = r->doc;
    ng_entity_scratch *const s = r->s;
    ng_mention_columns *const m = &doc->mentions;
    ng_entity_columns *const e = &doc->entities;

    for (size_t i = 0; i < s->n; i++)
        s->surfaces[i].entity = NG_NO_ROW;
    /* Surfaces stand in the order of their first mentions, and a root is the first of
       its surfaces: so are the entities. */
    for (uint32_t i = 0; i < s->n; i++) {
        ng_surface *const x = &s->surfaces[i];
        ng_surface *const root = &s->surfaces[ng_surface_root(s, i)];

        if (root->entity == NG_NO_ROW) {
            if (add_entity(doc, root->first_mention) != NG_OK)
                return NG_ERR_MEMORY;
            root->entity = (uint32_t)e->n - 1;
        }
        take_surface(doc, root->entity, x);
        for (uint32_t k = x->first_mention; k != NG_NO_ROW; k = m->next[k]) {
            const uint32_t at = root->entity;

            m->entity[k] = at;
            m->joined[k] = x->rule;
            e->n_mentions[at]++;
            if (is_better(doc, k, e->best_mention[at]))
                e->best_mention[at] = k;
            if (m->title_stop[k] > m->title_start[k] && m->label[k] == NG_LABEL_PERSON)
                e->flags[at] |= (uint8_t)gender_of(doc->text + m->title_start[k],
                                                   m->title_stop[k] - m->title_start[k]);
        }
    }
    chain_mentions(doc);
    for (size_t i = 0; i < e->n; i++)
        e->label[i] = majority_label(doc, i);
    if (ng_listed_rows(r) != NG_OK || ng_alias_rows(r) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < e->n; i++) {
        if (set_country(doc, i) != NG_OK)
            return NG_ERR_MEMORY;
        cut_person(r, i);
        set_gender(r, i);
        for (uint32_t k = e->first_mention[i]; k != NG_NO_ROW; k = m->next[k])
            flag_form(r, k);
    }
    return r->status;
}
