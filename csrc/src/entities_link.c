/* What the lexicon knows of the names of an article. */
#include "entities_join.h"
#include "lexicon.h"
#include "names_table.h"

#include <string.h>

static uint32_t
classes_for(const ng_surface *x)
{
    switch (x->class_id) {
    case NG_ENTITY_PERSON:
        return NG_LEX_BIT(NG_LEX_PERSON);
    case NG_ENTITY_PEOPLE:
        return NG_LEX_BIT(NG_LEX_DEMONYM) | NG_LEX_BIT(NG_LEX_NORP);
    default:
        break;
    }
    if (x->label == NG_LABEL_GPE)
        return NG_LEX_BIT(NG_LEX_COUNTRY) | NG_LEX_BIT(NG_LEX_STATE) | NG_LEX_BIT(NG_LEX_CITY);
    if (x->label == NG_LABEL_LOC)
        return NG_LEX_BIT(NG_LEX_LOC) | NG_LEX_BIT(NG_LEX_COUNTRY);
    if (x->label == NG_LABEL_FAC)
        return NG_LEX_BIT(NG_LEX_FAC);
    if (x->label == NG_LABEL_ORG)
        return NG_LEX_BIT(NG_LEX_IGO) | NG_LEX_BIT(NG_LEX_GOV) | NG_LEX_BIT(NG_LEX_MEDIA) |
               NG_LEX_BIT(NG_LEX_PARTY) | NG_LEX_BIT(NG_LEX_TEAM) | NG_LEX_BIT(NG_LEX_UNIVERSITY) |
               NG_LEX_BIT(NG_LEX_COMPANY) | NG_LEX_BIT(NG_LEX_ORG);
    return 0;
}

static uint64_t
string_hash(const char *p)
{
    return ng_name_hash(p, p + strlen(p));
}

/* A state or province that news in English calls by its name alone: American, Canadian or
   Australian. */
static bool
is_known_state(const ng_lex_entry *e)
{
    return e->class_id == NG_LEX_STATE && (strncmp(e->ext_id, "iso3166-2:US-", 13) == 0 ||
                                           strncmp(e->ext_id, "iso3166-2:CA-", 13) == 0 ||
                                           strncmp(e->ext_id, "iso3166-2:AU-", 13) == 0);
}

static bool
is_us_state(const ng_lex_entry *e)
{
    return e->class_id == NG_LEX_STATE && strncmp(e->ext_id, "iso3166-2:US-", 13) == 0;
}

/* Cities that bear the name of a state, and are meant where no city stands before it. */
static bool
is_city_first(const char *p, size_t n)
{
    const uint64_t hash = ng_name_hash(p, p + n);

    return hash == string_hash("Washington") || hash == string_hash("New York");
}

/* "Atlanta, " stands before it. */
static bool
follows_city(const ng_doc *doc, const ng_surface *x)
{
    const uint32_t k = x->first_mention;
    const ng_mention_columns *const m = &doc->mentions;

    return k > 0 && m->label[k - 1] == NG_LABEL_GPE && m->stop[k - 1] + 2 == m->start[k] &&
           doc->text[m->stop[k - 1]] == ',';
}

#define MAX_ENTRIES 8

/* Of the places that bear the name, the one that news means: a country, then a known state
   behind its city, then a known state, then a city, then another state.  `doubt`: another could
   be meant. */
static const ng_lex_entry *
choose_place(const ng_entity_run *r, const ng_surface *x, const ng_lex_entry *e, size_t n, bool *doubt)
{
    const ng_lex_entry *country = NULL, *state = NULL, *city = NULL;
    const char *const p = r->doc->text + x->start;
    bool is_city;

    for (size_t i = 0; i < n; i++) {
        if (e[i].class_id == NG_LEX_COUNTRY && country == NULL)
            country = &e[i];
        else if (e[i].class_id == NG_LEX_CITY && city == NULL)
            city = &e[i];
        else if (e[i].class_id == NG_LEX_STATE &&
                 (state == NULL || (is_known_state(&e[i]) && !is_us_state(state))))
            state = &e[i];
    }
    is_city = city != NULL && is_city_first(p, x->stop - x->start);
    *doubt = (country != NULL && ((state != NULL && is_us_state(state)) || city != NULL)) ||
             (state != NULL && city != NULL && is_known_state(state) &&
              (is_city || !is_us_state(state)));
    if (state != NULL && is_known_state(state) && follows_city(r->doc, x)) {
        *doubt = false;
        return state;
    }
    if (country != NULL)
        return country;
    if (city != NULL && (is_city || state == NULL || !is_known_state(state)))
        return city;
    return state != NULL ? state : &e[0];
}

void
ng_entity_link(ng_entity_run *r, uint32_t i)
{
    ng_surface *const x = &r->s->surfaces[i];
    const char *const p = r->doc->text + x->start;
    const uint32_t classes = classes_for(x);
    ng_lex_entry entries[MAX_ENTRIES], entry;
    bool doubt = false;
    uint64_t hash;
    size_t n;

    if (classes == 0 || r->pipeline->lexicon == NULL ||
        (x->class_id == NG_ENTITY_PERSON && x->n_words < 2))
        return;
    n = ng_lexicon_find_all(r->pipeline->lexicon, p, x->stop - x->start, true, classes, entries,
                            MAX_ENTRIES);
    if (n == 0)
        return;
    entry = x->label == NG_LABEL_GPE ? *choose_place(r, x, entries, n, &doubt) : entries[0];
    if (doubt)
        x->flags |= NG_SURFACE_DOUBT;
    if (entry.canonical[0] != '\0' || entry.ext_id[0] != '\0') {
        hash = entry.ext_id[0] != '\0' ? string_hash(entry.ext_id) : string_hash(entry.canonical);
        if (ng_doc_keep_chars(r->doc, entry.canonical, &x->name) != NG_OK ||
            ng_doc_keep_chars(r->doc, entry.ext_id, &x->ext_id) != NG_OK) {
            r->status = NG_ERR_MEMORY;
            return;
        }
        ng_key_join(r, ng_key_of(NG_KEY_LEXICON, x->class_id, hash), i, NG_J_LEXICON);
    }
    /* "the Fed" and "the Federal Reserve": one name in the lexicon, of which not each entry has
       an id. */
    if (x->label == NG_LABEL_ORG) {
        hash = entry.canonical[0] != '\0' ? string_hash(entry.canonical)
                                          : ng_name_hash(p, p + (x->stop - x->start));
        ng_key_join(r, ng_key_of(NG_KEY_LEXICON_NAME, x->class_id, hash), i, NG_J_LEXICON);
    }
    x->flags |= NG_SURFACE_LINKED;
}
