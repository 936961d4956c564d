#include "entities.h"
#include "lang_en_names.h"
#include "lexicon.h"
#include "memory.h"
#include "names_shape.h"
#include "names_table.h"

#include <string.h>

/* What a key is of; a part of its hash. */
typedef enum key_kind {
    KEY_SURFACE = 1, /* the words, by class */
    KEY_LEXICON,     /* what the lexicon says it is */
    KEY_FULL,        /* first and last word of a person's full name */
    KEY_SUFFIX,      /* the last words of one */
    KEY_PREFIX,      /* the first words of one */
    KEY_INITIALS,    /* the letters that stand for a thing */
    KEY_SHORT,       /* the first words of an organisation's name */
    KEY_TAIL,        /* its name without the first word */
    KEY_PEOPLE,      /* a people without its plural */
    KEY_BASE         /* an organisation without "Inc." and "Group" */
} key_kind;

#define NO_SURFACE UINT32_MAX
#define MIN_SLOTS 512

typedef struct run {
    const ng_pipeline *pipeline;
    ng_doc *doc;
    ng_entity_scratch *s;
    ng_status status;
} run;

void
ng_entity_scratch_free(const ng_alloc *alloc, ng_entity_scratch *scratch)
{
    if (scratch == NULL)
        return;
    ng_free(alloc, scratch->surfaces);
    ng_free(alloc, scratch->keys);
    ng_free(alloc, scratch);
}

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

/* The earlier one stays the root. */
static void
join(run *r, uint32_t a, uint32_t b)
{
    a = ng_surface_root(r->s, a);
    b = ng_surface_root(r->s, b);
    if (a < b)
        r->s->surfaces[b].parent = a;
    else if (b < a)
        r->s->surfaces[a].parent = b;
}

/* ------------------------------------------------------------------- keys */

static uint64_t
mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

static uint64_t
key_of(key_kind kind, unsigned class_id, uint64_t hash)
{
    return mix(mix(hash, kind), class_id + 1);
}

static bool
grow_keys(run *r)
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

/* The row of the key; with `add`, a new one of no surface if there is none.  NULL if
   there is none, or memory is short. */
static ng_key_row *
find_key(run *r, uint64_t key, bool add)
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
    s->keys[at] = (ng_key_row){key, s->generation, NO_SURFACE};
    s->n_keys++;
    return &s->keys[at];
}

/* Say that the key may mean the surface; it means many if it meant another entity. */
static void
offer(run *r, uint64_t key, uint32_t surface)
{
    ng_key_row *const row = find_key(r, key, true);

    if (row == NULL)
        return;
    if (row->surface == NO_SURFACE)
        row->surface = surface;
    else if (ng_surface_root(r->s, row->surface & ~NG_MANY_SURFACES) !=
             ng_surface_root(r->s, surface))
        row->surface |= NG_MANY_SURFACES;
}

/* What the key means: NO_SURFACE if nothing; with NG_MANY_SURFACES if not one thing. */
static uint32_t
ask(run *r, uint64_t key)
{
    const ng_key_row *const row = find_key(r, key, false);

    return row == NULL ? NO_SURFACE : row->surface;
}

/* Join with the surface that already has the key, if one does. */
static void
join_by(run *r, uint64_t key, uint32_t surface)
{
    ng_key_row *const row = find_key(r, key, true);

    if (row == NULL)
        return;
    if (row->surface == NO_SURFACE)
        row->surface = surface;
    else
        join(r, row->surface, surface);
}

/* --------------------------------------------------------------- surfaces */

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

static uint64_t
word_set(const ng_doc *doc, const ng_surface *x, size_t i)
{
    return ng_name_word(doc->text + x->word[i].start, x->word[i].stop - x->word[i].start);
}

static uint64_t
words_hash(const ng_doc *doc, const ng_surface *x, size_t first, size_t stop)
{
    return ng_name_hash(doc->text + x->word[first].start, doc->text + x->word[stop - 1].stop);
}

/* One letter, or one and a stop. */
static bool
is_initial(const ng_surface *x, const ng_doc *doc, size_t i)
{
    const uint32_t n = x->word[i].stop - x->word[i].start;

    return n == 1 || (n == 2 && doc->text[x->word[i].stop - 1] == '.');
}

static ng_entity_class
class_of(uint8_t label)
{
    return label == NG_LABEL_PERSON ? NG_ENTITY_PERSON
           : label == NG_LABEL_NORP ? NG_ENTITY_PEOPLE
                                    : NG_ENTITY_THING;
}

static bool
is_name(uint8_t label)
{
    return label < NG_LABEL_DATE || label >= NG_N_LABELS;
}

/* "NATO", "U.S.": two to six capitals, with or without stops. */
static bool
is_acronym(const char *p, size_t n)
{
    size_t n_letters = 0;

    for (size_t i = 0; i < n; i++) {
        if (p[i] >= 'A' && p[i] <= 'Z')
            n_letters++;
        else if (p[i] != '.')
            return false;
    }
    return n_letters >= 2 && n_letters <= 6;
}

/* A new surface for a mention; the words of persons end before "Jr". */
static void
add_surface(run *r, size_t mention)
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
    x->parent = (uint32_t)s->n;
    x->start = m->start[mention];
    x->stop = m->stop[mention];
    x->label = m->label[mention];
    x->class_id = (uint8_t)class_of(x->label);
    cut_words(r->doc, x);
    if (x->class_id == NG_ENTITY_PERSON) {
        if (x->n_words > 1 && (word_set(r->doc, x, x->n_words - 1u) & NG_NAME_JUNIOR) != 0)
            x->n_words--;
        if (x->n_words > 1)
            x->flags |= NG_SURFACE_FULL;
    }
    if (is_acronym(r->doc->text + x->start, x->stop - x->start))
        x->flags |= NG_SURFACE_ACRONYM;
    s->n++;
}

static void
collect(run *r)
{
    ng_mention_columns *const m = &r->doc->mentions;

    for (size_t i = 0; i < m->n && r->status == NG_OK; i++) {
        ng_key_row *row;
        uint64_t key;

        m->entity[i] = m->next[i] = NG_NO_ROW;
        m->new_form[i] = 0;
        if (!is_name(m->label[i]))
            continue;
        key = key_of(KEY_SURFACE, class_of(m->label[i]),
                     ng_name_hash(r->doc->text + m->start[i], r->doc->text + m->stop[i]));
        row = find_key(r, key, true);
        if (row == NULL)
            return;
        if (row->surface == NO_SURFACE) {
            row->surface = (uint32_t)r->s->n;
            add_surface(r, i);
        } else {
            ng_surface *const x = &r->s->surfaces[row->surface];

            m->next[x->last_mention] = (uint32_t)i;
            x->last_mention = (uint32_t)i;
            x->n_mentions++;
        }
    }
}

/* ---------------------------------------------------------------- lexicon */

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

static bool
is_us_state(const ng_lex_entry *e)
{
    return e->class_id == NG_LEX_STATE && strncmp(e->ext_id, "iso3166-2:US-", 13) == 0;
}

/* Cities that bear the name of a state, and are meant where no city stands before it. */
static bool
is_city_first(const char *p, size_t n)
{
    return (n == 10 && memcmp(p, "Washington", 10) == 0) || (n == 8 && memcmp(p, "New York", 8) == 0);
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

/* Of the places that bear the name, the one that news means: a country, then an American
   state behind its city, then a city, then a state.  `doubt`: another could be meant. */
static const ng_lex_entry *
choose_place(const run *r, const ng_surface *x, const ng_lex_entry *e, size_t n, bool *doubt)
{
    const ng_lex_entry *country = NULL, *state = NULL, *city = NULL;
    const char *const p = r->doc->text + x->start;

    for (size_t i = 0; i < n; i++) {
        if (e[i].class_id == NG_LEX_COUNTRY && country == NULL)
            country = &e[i];
        else if (e[i].class_id == NG_LEX_CITY && city == NULL)
            city = &e[i];
        else if (e[i].class_id == NG_LEX_STATE && (state == NULL || is_us_state(&e[i])))
            state = &e[i];
    }
    *doubt = (country != NULL && ((state != NULL && is_us_state(state)) || city != NULL)) ||
             (state != NULL && city != NULL && is_us_state(state) &&
              is_city_first(p, x->stop - x->start));
    if (state != NULL && is_us_state(state) && follows_city(r->doc, x)) {
        *doubt = false;
        return state;
    }
    if (country != NULL)
        return country;
    if (city != NULL && (state == NULL || !is_us_state(state) ||
                         is_city_first(p, x->stop - x->start)))
        return city;
    return state != NULL ? state : &e[0];
}

/* What the lexicon calls it and its id; other names of the same are joined. */
static void
link_lexicon(run *r, uint32_t i)
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
        join_by(r, key_of(KEY_LEXICON, x->class_id, hash), i);
    }
    x->flags |= NG_SURFACE_LINKED;
}

/* ---------------------------------------------------------------- persons */

/* "Jane A. Roe" and "Jane Roe"; and the parts by which a full name is meant. */
static void
offer_full(run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const size_t n = x->n_words;
    bool initials = true;

    for (size_t k = 1; k + 1 < n; k++)
        initials = initials && is_initial(x, r->doc, k);
    if (initials)
        join_by(r,
                key_of(KEY_FULL, x->class_id,
                       mix(words_hash(r->doc, x, 0, 1), words_hash(r->doc, x, n - 1, n))),
                i);
}

/* One letter more, less or other; the first is the same. */
static bool
is_misspelt(const char *a, size_t n, const char *b, size_t m)
{
    size_t i = 0, rest;

    if (n > m)
        return is_misspelt(b, m, a, n);
    if (n < 4 || m > n + 1)
        return false;
    while (i < n && a[i] == b[i])
        i++;
    if (i == 0)
        return false;
    rest = n == m ? i + 1 : i; /* of `a`, behind the letter that differs */
    return rest >= n || memcmp(a + rest, b + i + 1, n - rest) == 0;
}

/* "Joe" and "Joseph" do not begin alike enough; "Rob" and "Robert" do. */
static bool
is_short_given(const char *a, size_t n, const char *b, size_t m)
{
    return n >= 3 && m >= 3 && memcmp(a, b, n < m ? n : m) == 0;
}

/* Two full names of one family whose given names are one, misspelt or short. */
static void
join_given(run *r, uint32_t i, uint32_t other)
{
    const ng_surface *const x = &r->s->surfaces[i], *const y = &r->s->surfaces[other];
    const char *const a = r->doc->text + x->word[0].start, *const b = r->doc->text + y->word[0].start;
    const size_t n = x->word[0].stop - x->word[0].start, m = y->word[0].stop - y->word[0].start;

    if (x->n_words == y->n_words && (is_misspelt(a, n, b, m) || is_short_given(a, n, b, m)))
        join(r, i, other);
}

static void
offer_parts(run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const size_t n = x->n_words;
    const uint32_t same =
        ask(r, key_of(KEY_SUFFIX, x->class_id, words_hash(r->doc, x, n - 1, n)));

    if (same != NO_SURFACE)
        join_given(r, i, same & ~NG_MANY_SURFACES);
    for (size_t k = 1; k < n; k++) {
        offer(r, key_of(KEY_SUFFIX, x->class_id, words_hash(r->doc, x, k, n)), i);
        offer(r, key_of(KEY_PREFIX, x->class_id, words_hash(r->doc, x, 0, k)), i);
    }
}

/* "the" stands before it. */
static bool
has_article(const ng_doc *doc, uint32_t start)
{
    const char *const p = doc->text + start;

    return start >= 4 && p[-1] == ' ' && (p[-2] == 'e') && p[-3] == 'h' &&
           (p[-4] == 't' || p[-4] == 'T');
}

/* A part of a full name: the family name before the given one. */
static void
join_person(run *r, uint32_t i)
{
    ng_surface *const x = &r->s->surfaces[i];
    const uint64_t hash = words_hash(r->doc, x, 0, x->n_words);
    const char *const p = r->doc->text + x->start;
    const size_t len = x->stop - x->start;
    uint32_t to = ask(r, key_of(KEY_SUFFIX, x->class_id, hash));

    if (to == NO_SURFACE)
        to = ask(r, key_of(KEY_PREFIX, x->class_id, hash));
    if (to == NO_SURFACE && len > 3 && p[len - 1] == 's' && has_article(r->doc, x->start)) {
        const uint64_t stem = ng_name_hash(p, p + len - 1);

        if (ask(r, key_of(KEY_SUFFIX, x->class_id, stem)) != NO_SURFACE)
            x->flags |= NG_SURFACE_FAMILY | NG_SURFACE_AMBIGUOUS;
        return;
    }
    if (to == NO_SURFACE)
        return;
    if ((to & NG_MANY_SURFACES) != 0) {
        x->flags |= NG_SURFACE_AMBIGUOUS;
    } else if (to != i) {
        x->flags |= NG_SURFACE_SHORT;
        join(r, to, i);
    }
}

/* ----------------------------------------------------------------- things */

/* The letters of an acronym as a number: 5 bits a letter. */
static uint64_t
letters(const char *p, size_t n, uint64_t v)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i] >= 'A' && p[i] <= 'Z')
            v = v << 5 | (uint64_t)(p[i] - 'A' + 1);
    }
    return v;
}

/* Offer the initials of capitalised words, and of all words. */
static void
offer_initials(run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    uint64_t capitals = 0, all = 0;
    size_t n = 0, n_words = x->n_words;

    if (n_words > 2 && (word_set(r->doc, x, n_words - 1) & NG_NAME_SUFFIX) != 0)
        n_words--;
    for (size_t k = 0; k < n_words; k++) {
        const char *const p = r->doc->text + x->word[k].start;
        const size_t len = x->word[k].stop - x->word[k].start;
        const char first = *p >= 'a' && *p <= 'z' ? (char)(*p - 0x20) : *p;

        if (is_acronym(p, len)) {
            capitals = letters(p, len, capitals);
            all = letters(p, len, all);
            n += 2;
            continue;
        }
        if (first < 'A' || first > 'Z')
            return;
        all = letters(&first, 1, all);
        if (*p == first) {
            capitals = letters(&first, 1, capitals);
            n++;
        }
    }
    if (n < 2 || n > 8)
        return;
    offer(r, key_of(KEY_INITIALS, 0, capitals), i);
    if (all != capitals)
        offer(r, key_of(KEY_INITIALS, 0, all), i);
}

/* Words that say little: a name that is only these is of no one thing. */
#define NG_NAME_HEADS                                                                              \
    (NG_NAME_BODY | NG_NAME_ORG | NG_NAME_OF | NG_NAME_FAC | NG_NAME_LOC | NG_NAME_GPE |           \
     NG_NAME_DIRECTION | NG_NAME_MODIFIER | NG_NAME_ALONE)

static void
offer_short(run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const size_t n = x->n_words;

    for (size_t k = 1; k < n; k++) {
        if ((word_set(r->doc, x, k - 1) & NG_NAME_LINK) == 0)
            offer(r, key_of(KEY_SHORT, x->class_id, words_hash(r->doc, x, 0, k)), i);
    }
    if (n > 2)
        offer(r, key_of(KEY_TAIL, x->class_id, words_hash(r->doc, x, 1, n)), i);
}

/* The lexicon says that it is in a country, or one. */
static bool
is_country(const run *r, uint32_t i)
{
    return strncmp(ng_doc_chars(r->doc, r->s->surfaces[i].ext_id), "iso", 3) == 0;
}

static void
join_short(run *r, uint32_t i)
{
    ng_surface *const x = &r->s->surfaces[i];
    const uint64_t hash = words_hash(r->doc, x, 0, x->n_words);
    uint32_t to = NO_SURFACE;

    /* "U.S." is no university. */
    if ((x->flags & NG_SURFACE_ACRONYM) != 0 &&
        ((x->flags & NG_SURFACE_LINKED) == 0 || x->label == NG_LABEL_ORG) &&
        !is_country(r, i)) {
        to = ask(r, key_of(KEY_INITIALS, 0,
                           letters(r->doc->text + x->start, x->stop - x->start, 0)));
        if (to != NO_SURFACE && (to & NG_MANY_SURFACES) == 0)
            x->flags |= NG_SURFACE_INITIALS;
    }
    if (to == NO_SURFACE && x->label == NG_LABEL_ORG &&
        (x->n_words > 1 || (word_set(r->doc, x, 0) & NG_NAME_HEADS) == 0))
        to = ask(r, key_of(KEY_SHORT, x->class_id, hash));
    if (to == NO_SURFACE && x->label == NG_LABEL_ORG && x->n_words > 1)
        to = ask(r, key_of(KEY_TAIL, x->class_id, hash));
    if (to != NO_SURFACE && (to & NG_MANY_SURFACES) == 0 && to != i) {
        x->flags |= NG_SURFACE_SHORT;
        join(r, to, i);
    }
}

/* "Roe Inc." and "Roe Group" are "Roe". */
static void
join_base(run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    size_t n = x->n_words;

    while (n > 1) {
        const char *const p = r->doc->text + x->word[n - 1].start;
        const size_t len = x->word[n - 1].stop - x->word[n - 1].start;

        if ((word_set(r->doc, x, n - 1) & NG_NAME_SUFFIX) == 0 &&
            !(len == 5 && memcmp(p, "Group", 5) == 0) &&
            !(len == 7 && memcmp(p, "Company", 7) == 0))
            break;
        n--;
    }
    if (n < x->n_words || n == 1)
        join_by(r, key_of(KEY_BASE, x->class_id, words_hash(r->doc, x, 0, n)), i);
}

/* "Russian" and "Russians". */
static void
join_people(run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const char *const p = r->doc->text + x->start;
    size_t n = x->stop - x->start;

    if (n > 4 && p[n - 1] == 's' && p[n - 2] != 's')
        n--;
    join_by(r, key_of(KEY_PEOPLE, x->class_id, ng_name_hash(p, p + n)), i);
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

ng_status
ng_entities_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    run r = {pipeline, doc, start(doc), NG_OK};
    ng_surface *x;

    if (r.s == NULL)
        return NG_ERR_MEMORY;
    collect(&r);
    for (uint32_t i = 0; i < r.s->n && r.status == NG_OK; i++)
        link_lexicon(&r, i);
    for (uint32_t i = 0; i < r.s->n && r.status == NG_OK; i++) {
        x = &r.s->surfaces[i];
        if (x->class_id == NG_ENTITY_PEOPLE)
            join_people(&r, i);
        else if (x->label == NG_LABEL_ORG && x->n_words > 0)
            join_base(&r, i);
        else if ((x->flags & NG_SURFACE_FULL) != 0)
            offer_full(&r, i);
    }
    for (uint32_t i = 0; i < r.s->n && r.status == NG_OK; i++) {
        x = &r.s->surfaces[i];
        if ((x->flags & NG_SURFACE_FULL) != 0)
            offer_parts(&r, i);
        else if (x->class_id == NG_ENTITY_THING && x->n_words > 1) {
            offer_initials(&r, i);
            if (x->label == NG_LABEL_ORG)
                offer_short(&r, i);
        }
    }
    for (uint32_t i = 0; i < r.s->n && r.status == NG_OK; i++) {
        x = &r.s->surfaces[i];
        if (x->class_id == NG_ENTITY_PERSON)
            join_person(&r, i);
        else if (x->class_id == NG_ENTITY_THING)
            join_short(&r, i);
    }
    return r.status == NG_OK ? ng_entities_rows(doc) : r.status;
}
