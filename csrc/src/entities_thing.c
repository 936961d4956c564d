/* Acronyms, short forms and heads of the names of organisations, places and all else. */
#include "entities_join.h"
#include "lang_en_names.h"
#include "lexicon.h"
#include "names_table.h"

#include <string.h>

bool
ng_is_acronym(const char *p, size_t n)
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

/* "LibriVox": the capitals of a name in one word. */
static void
offer_capitals(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const char *const p = r->doc->text + x->start;
    const size_t n = x->stop - x->start;
    size_t n_capitals = 0, n_small = 0;

    for (size_t k = 0; k < n; k++) {
        n_capitals += p[k] >= 'A' && p[k] <= 'Z';
        n_small += p[k] >= 'a' && p[k] <= 'z';
    }
    if (n_capitals >= 2 && n_capitals <= 5 && n_small >= 2)
        ng_key_offer(r, ng_key_of(NG_KEY_INITIALS, 0, letters(p, n, 0)), i);
}

/* Offer the initials of capitalised words, and of all words. */
static void
offer_initials(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    uint64_t capitals = 0, all = 0;
    size_t n = 0, n_words = x->n_words;

    if (n_words > 2 && (ng_surface_word(r->doc, x, n_words - 1) & NG_NAME_SUFFIX) != 0)
        n_words--;
    for (size_t k = 0; k < n_words; k++) {
        const char *const p = r->doc->text + x->word[k].start;
        const size_t len = x->word[k].stop - x->word[k].start;
        const char first = *p >= 'a' && *p <= 'z' ? (char)(*p - 0x20) : *p;

        if (ng_is_acronym(p, len)) {
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
    ng_key_offer(r, ng_key_of(NG_KEY_INITIALS, 0, capitals), i);
    if (all != capitals)
        ng_key_offer(r, ng_key_of(NG_KEY_INITIALS, 0, all), i);
}

/* Words that say little: a name that is only these is of no one thing. */
#define NG_NAME_HEADS                                                                              \
    (NG_NAME_BODY | NG_NAME_ORG | NG_NAME_OF | NG_NAME_FAC | NG_NAME_LOC | NG_NAME_GPE |           \
     NG_NAME_DIRECTION | NG_NAME_MODIFIER | NG_NAME_ALONE)

/* The words of x without the legal form, "Group" and "Company" at its end. */
static size_t
base_words(const ng_doc *doc, const ng_surface *x)
{
    size_t n = x->n_words;

    while (n > 1) {
        const char *const p = doc->text + x->word[n - 1].start;
        const size_t len = x->word[n - 1].stop - x->word[n - 1].start;

        if ((ng_surface_word(doc, x, n - 1) & NG_NAME_SUFFIX) == 0 &&
            !ng_name_is_form(p, len))
            break;
        n--;
    }
    return n;
}

/* "Roe Inc." and "Roe Group" are "Roe"; "Roe Motors" is "Roe Motor". */
void
ng_thing_base(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const char *stop;
    size_t n;

    if (x->label != NG_LABEL_ORG || x->n_words == 0)
        return;
    n = base_words(r->doc, x);
    stop = r->doc->text + x->word[n - 1].stop;
    if (n > 1 && stop[-1] == 's')
        stop--;
    ng_key_join(r,
                ng_key_of(NG_KEY_BASE, x->class_id,
                          ng_name_hash(r->doc->text + x->word[0].start, stop)),
                i, NG_J_BASE);
}

static uint32_t
lexicon_classes(const ng_entity_run *r, const ng_surface *x, size_t first, size_t stop)
{
    return r->pipeline->lexicon == NULL
               ? 0
               : ng_lexicon_classes(r->pipeline->lexicon, r->doc->text + x->word[first].start,
                                    x->word[stop - 1].stop - x->word[first].start, true);
}

static bool
has_digit(const ng_doc *doc, const ng_surface *x, size_t first)
{
    for (uint32_t k = x->word[first].start; k < x->stop; k++) {
        if (doc->text[k] >= '0' && doc->text[k] <= '9')
            return true;
    }
    return false;
}

static bool
is_word(const ng_doc *doc, const ng_surface *x, size_t i, const char *word)
{
    const size_t n = strlen(word);

    return x->word[i].stop - x->word[i].start == n &&
           memcmp(doc->text + x->word[i].start, word, n) == 0;
}

/* The first words of an organisation's name stand for it, but not those before a model
   or a country: "Roe 500", "Roe Australia". */
static void
offer_short(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const size_t n = x->n_words;

    if (has_digit(r->doc, x, 1))
        return;
    for (size_t k = 1; k < n; k++) {
        if ((ng_surface_word(r->doc, x, k - 1) & NG_NAME_LINK) == 0 &&
            (lexicon_classes(r, x, k, n) & (NG_LEX_BIT(NG_LEX_COUNTRY))) == 0)
            ng_key_offer(r, ng_key_of(NG_KEY_SHORT, x->class_id, ng_surface_hash(r->doc, x, 0, k)),
                         i);
    }
}

/* The last words of a name; of an event one will do: "Games". */
static void
offer_tails(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const size_t n = x->n_words, n_least = x->label == NG_LABEL_EVENT ? 1 : 2;

    for (size_t k = 1; k + n_least <= n; k++) {
        if (((ng_surface_word(r->doc, x, k) | ng_surface_word(r->doc, x, k - 1)) &
             NG_NAME_LINK) == 0)
            ng_key_offer(r, ng_key_of(NG_KEY_TAIL, x->label, ng_surface_hash(r->doc, x, k, n)), i);
    }
}

/* "University of Roe": what stands behind "of", and the noun in front of it; else the
   noun at the end. */
static void
offer_head(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const ng_doc *const doc = r->doc;
    const size_t n = x->label == NG_LABEL_ORG ? base_words(doc, x) : x->n_words;
    size_t at = n - 1;

    if (n < 2)
        return;
    for (size_t k = 1; k + 1 < n; k++) {
        if (!is_word(doc, x, k, "of"))
            continue;
        at = k - 1;
        if (x->label == NG_LABEL_ORG)
            ng_key_offer(r, ng_key_of(NG_KEY_OF, 0, ng_surface_hash(doc, x, k + 1, n)), i);
        break;
    }
    if (at > 0 && (ng_surface_word(doc, x, at) & NG_NAME_ALONE) != 0 &&
        (lexicon_classes(r, x, 0, at) & (NG_LEX_GPE_BITS | NG_LEX_NORP_BITS)) == 0)
        return;
    ng_key_offer(r, ng_key_of(NG_KEY_HEAD, x->label, ng_surface_hash(doc, x, at, at + 1)), i);
}

/* "Roe 500" is a product of Roe, if the article names Roe as an organisation. */
static void
offer_model(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const uint64_t maker =
        ng_key_of(NG_KEY_SURFACE, NG_ENTITY_THING, ng_surface_hash(r->doc, x, 0, 1));
    const uint32_t of = ng_key_ask(r, maker);

    if (of != NG_NO_SURFACE && r->s->surfaces[of & ~NG_MANY_SURFACES].label == NG_LABEL_ORG)
        ng_key_offer(r, ng_key_of(NG_KEY_MODEL, 0, ng_surface_hash(r->doc, x, 1, x->n_words)), i);
}

/* "Hurricane Roe" is "Roe", and "Hurricane Row" the same misspelt. */
static void
offer_storm(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    uint32_t near;
    size_t k;

    if ((ng_surface_word(r->doc, x, 0) & NG_NAME_EVENT_FIRST) == 0)
        return;
    near = ng_near_ask(r, NG_ENTITY_THING, i);
    if (near != NG_NO_SURFACE &&
        ng_surface_hash(r->doc, x, 0, 1) ==
            ng_surface_hash(r->doc, &r->s->surfaces[near], 0, 1))
        ng_surface_join(r, near, i, NG_J_NEAR);
    ng_near_offer(r, NG_ENTITY_THING, i);
    k = is_word(r->doc, x, 1, "Storm") ? 2 : 1;
    if (k + 1 == x->n_words)
        ng_key_offer(r, ng_key_of(NG_KEY_STORM, 0, ng_surface_hash(r->doc, x, k, k + 1)), i);
    if (k == 1)
        ng_key_offer(r, ng_key_of(NG_KEY_HEAD, x->label, ng_surface_hash(r->doc, x, 0, 1)), i);
}

/* "iso:KR", and no part of a country. */
static bool
is_country(const ng_entity_run *r, const ng_surface *x)
{
    return strncmp(ng_doc_chars(r->doc, x->ext_id), "iso:", 4) == 0;
}

/* "Roe City" and "City of Roe" are "Roe"; the country "North Roe" is "the North",
   and "Roe" if nothing else is. */
static void
offer_place(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const ng_doc *const doc = r->doc;
    const size_t n = x->n_words;
    size_t first = 0, stop = n;

    if ((ng_surface_word(doc, x, 0) & NG_NAME_DIRECTION) != 0) {
        if (is_country(r, x)) {
            ng_key_offer(r, ng_key_of(NG_KEY_SIDE, 0, ng_surface_hash(doc, x, 0, 1)), i);
            first = 1;
        }
    } else if (n > 2 && (ng_surface_word(doc, x, 0) & NG_NAME_GPE_OF) != 0 &&
               is_word(doc, x, 1, "of")) {
        first = 2;
    } else if (is_word(doc, x, n - 1, "City")) {
        stop = n - 1;
    }
    if (stop - first == n)
        return;
    ng_key_offer(r, ng_key_of(NG_KEY_PLACE, 0, ng_surface_hash(doc, x, first, stop)), i);
}

void
ng_thing_offer(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];

    if (x->n_words == 0)
        return;
    if (x->n_words == 1) {
        offer_capitals(r, i);
        return;
    }
    offer_initials(r, i);
    if (x->label == NG_LABEL_GPE || x->label == NG_LABEL_LOC) {
        offer_place(r, i);
    } else {
        offer_tails(r, i);
        offer_model(r, i);
    }
    if (x->label == NG_LABEL_ORG)
        offer_short(r, i);
    if (x->label == NG_LABEL_EVENT)
        offer_storm(r, i);
    offer_head(r, i);
}

/* The article says what the letters of x mean here: what the lexicon takes them for is
   dropped, if it is another name in words. */
static void
expand(ng_entity_run *r, uint32_t to, ng_surface *x)
{
    const char *const name = ng_doc_chars(r->doc, x->name);
    const ng_surface *const y = &r->s->surfaces[to];

    x->flags |= NG_SURFACE_INITIALS;
    if (strchr(name, ' ') != NULL && strcmp(name, ng_doc_chars(r->doc, y->name)) != 0 &&
        ng_name_hash(name, name + strlen(name)) !=
            ng_surface_hash(r->doc, y, 0, y->n_words))
        x->name = x->ext_id = 0;
}

/* "LA" is Los Angeles where that is named, and "U.S." no university. */
static bool
join_initials(ng_entity_run *r, uint32_t i)
{
    ng_surface *const x = &r->s->surfaces[i];
    const char *const id = ng_doc_chars(r->doc, x->ext_id);
    uint32_t to;

    if ((x->flags & NG_SURFACE_ACRONYM) == 0)
        return false;
    to = ng_key_ask(
        r, ng_key_of(NG_KEY_INITIALS, 0, letters(r->doc->text + x->start, x->stop - x->start, 0)));
    if (to == NG_NO_SURFACE || (to & NG_MANY_SURFACES) != 0)
        return false;
    if (strncmp(id, "iso", 3) == 0 || ((x->flags & NG_SURFACE_LINKED) != 0 &&
                                       x->label != NG_LABEL_ORG)) {
        if (strncmp(id, "iso3166-2", 9) != 0 || r->s->surfaces[to].label != NG_LABEL_GPE)
            return false;
        x->name = x->ext_id = 0;
        x->flags &= (uint16_t)~NG_SURFACE_DOUBT;
    }
    if (!ng_surface_shorten(r, to, i, NG_J_INITIALS))
        return false;
    expand(r, to, x);
    return true;
}

/* A name is told in full before it is told in short, but for headlines. */
static bool
is_told_before(const ng_entity_run *r, uint32_t to, const ng_surface *x)
{
    return x->first_body == NG_NO_ROW ||
           r->s->surfaces[to & ~NG_MANY_SURFACES].first_mention < x->first_body;
}

/* Whether x, the first words of y, stands for y.  A name that is whole by itself does
   not ("Roe Society" of "Roe Society Bulletin"), nor do initials; what the lexicon
   knows as a thing of its own ("Microsoft" of "Microsoft Office") only where the rest says
   that it is a company: "Roe Motor Company", "Roe Airlines". */
static bool
stands_for(const ng_entity_run *r, const ng_surface *x, uint32_t to)
{
    const ng_surface *const y = &r->s->surfaces[to];
    const size_t n = x->n_words;
    size_t base;

    if (is_word(r->doc, y, n, "of") || is_word(r->doc, y, n, "for"))
        return true;
    if (!is_told_before(r, to, x) || (x->flags & NG_SURFACE_ACRONYM) != 0 ||
        (n > 1 && (ng_surface_word(r->doc, x, n - 1) & (NG_NAME_ORG | NG_NAME_BODY)) != 0))
        return false;
    if ((x->flags & NG_SURFACE_LINKED) == 0)
        return true;
    base = base_words(r->doc, y);
    return base == n + 1 &&
           (base < y->n_words || ng_name_is_firm(r->doc->text + y->word[n].start,
                                                 y->word[n].stop - y->word[n].start));
}

/* Whether a country or its people stands before the last n words, or the lexicon knows
   all of the name too. */
static bool
is_of_country(const ng_entity_run *r, uint32_t surface, size_t n)
{
    const ng_surface *const y = &r->s->surfaces[surface];

    return (y->flags & NG_SURFACE_LINKED) != 0 || y->n_words <= n ||
           (lexicon_classes(r, y, 0, y->n_words - n) &
            (NG_LEX_BIT(NG_LEX_COUNTRY) | NG_LEX_BIT(NG_LEX_DEMONYM))) != 0;
}

static bool
join_short(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const uint64_t hash = ng_surface_hash(r->doc, x, 0, x->n_words);
    const uint64_t word = ng_surface_word(r->doc, x, 0);
    uint32_t to;

    if (x->label == NG_LABEL_ORG && (x->n_words > 1 || (word & NG_NAME_HEADS) == 0)) {
        to = ng_key_ask_other(r, ng_key_of(NG_KEY_SHORT, x->class_id, hash), i);
        if (to != NG_NO_SURFACE && (to & NG_MANY_SURFACES) == 0 && stands_for(r, x, to))
            return ng_surface_shorten(r, to, i, NG_J_SHORT);
        to = ng_key_ask(r, ng_key_of(NG_KEY_OF, 0, hash));
        if (to != NG_NO_SURFACE && ng_surface_shorten(r, to, i, NG_J_TAIL))
            return true;
    }
    to = ng_key_ask(r, ng_key_of(NG_KEY_TAIL, x->label, hash));
    if (to == NG_NO_SURFACE || (to & NG_MANY_SURFACES) != 0)
        return false;
    /* A party or league that the lexicon knows is not that of a town or a sport. */
    if ((x->flags & NG_SURFACE_LINKED) != 0 && !is_of_country(r, to, x->n_words))
        return false;
    return ng_surface_shorten(r, to, i, NG_J_TAIL);
}

/* "the University" where the article names one. */
static bool
join_head(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    uint32_t to;

    if (x->n_words != 1 || (ng_surface_word(r->doc, x, 0) & (NG_NAME_HEADS | NG_NAME_EVENT |
                                                             NG_NAME_EVENT_FIRST)) == 0)
        return false;
    to = ng_key_ask(r, ng_key_of(NG_KEY_HEAD, x->label, ng_surface_hash(r->doc, x, 0, 1)));
    return to != NG_NO_SURFACE && ng_surface_shorten(r, to, i, NG_J_HEAD);
}

static bool
join_place(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];
    const char *const id = ng_doc_chars(r->doc, x->ext_id);
    const uint64_t hash = ng_surface_hash(r->doc, x, 0, x->n_words);
    uint32_t to;

    if (x->n_words == 1 && (ng_surface_word(r->doc, x, 0) & NG_NAME_DIRECTION) != 0) {
        to = ng_key_ask(r, ng_key_of(NG_KEY_SIDE, 0, hash));
        return to != NG_NO_SURFACE && ng_surface_shorten(r, to, i, NG_J_PLACE);
    }
    to = ng_key_ask(r, ng_key_of(NG_KEY_PLACE, 0, hash));
    if (to == NG_NO_SURFACE || strncmp(id, "iso", 3) == 0)
        return false;
    return ng_surface_shorten(r, to, i, NG_J_PLACE);
}

void
ng_thing_join(ng_entity_run *r, uint32_t i)
{
    const ng_surface *const x = &r->s->surfaces[i];

    if (x->n_words == 0 || join_initials(r, i))
        return;
    if (x->label == NG_LABEL_GPE || x->label == NG_LABEL_LOC) {
        if (!join_place(r, i))
            join_head(r, i);
    } else if (!join_head(r, i)) {
        join_short(r, i);
    }
}

/* What stands between two mentions and behind them: "Roe (R)". */
static bool
is_bracketed(const ng_doc *doc, size_t k)
{
    const ng_mention_columns *const m = &doc->mentions;
    const uint32_t gap = m->stop[k];
    const uint32_t inner = m->start[k + 1];

    return inner - gap >= 2 && inner - gap <= 6 && doc->text[gap] == ' ' &&
           doc->text[gap + 1] == '(' &&
           (inner == gap + 2 ||
            (inner == gap + 6 && memcmp(doc->text + gap + 2, "the ", 4) == 0)) &&
           m->stop[k + 1] < doc->n_bytes && doc->text[m->stop[k + 1]] == ')';
}

static bool
may_have_acronym(const ng_surface *x)
{
    return x->class_id == NG_ENTITY_THING && x->label != NG_LABEL_GPE && x->label != NG_LABEL_LOC &&
           x->n_words > 1;
}

static bool
may_be_acronym(const ng_surface *x)
{
    return (x->flags & NG_SURFACE_ACRONYM) != 0 && x->label != NG_LABEL_GPE &&
           x->label != NG_LABEL_NORP;
}

/* The surface of a mention; NG_NO_SURFACE if it is no name. */
static uint32_t
surface_at(ng_entity_run *r, size_t mention)
{
    const ng_mention_columns *const m = &r->doc->mentions;

    return ng_key_ask(r, ng_key_of(NG_KEY_SURFACE, ng_surface_class_of(m->label[mention]),
                                   ng_name_hash(r->doc->text + m->start[mention],
                                                r->doc->text + m->stop[mention])));
}

void
ng_entity_brackets(ng_entity_run *r)
{
    const ng_mention_columns *const m = &r->doc->mentions;
    const ng_surface *const s = r->s->surfaces;
    uint32_t at = NG_NO_SURFACE;

    if (r->status != NG_OK)
        return;
    for (size_t k = 0; k + 1 < m->n; k++) {
        uint32_t a, b;

        if (!is_bracketed(r->doc, k))
            continue;
        a = surface_at(r, k);
        b = surface_at(r, k + 1);
        if (a == NG_NO_SURFACE || b == NG_NO_SURFACE)
            continue;
        if (may_have_acronym(&s[a]) && may_be_acronym(&s[b]))
            at = b;
        else if (may_have_acronym(&s[b]) && may_be_acronym(&s[a]))
            at = a;
        else
            continue;
        if (ng_surface_shorten(r, at == a ? b : a, at, NG_J_BRACKETS))
            expand(r, at == a ? b : a, &r->s->surfaces[at]);
    }
}
