/*
 * Family names alone: "Mr. Roe", "Roe" and "J. Roe" behind "Jane Roe", where a user's
 * lexicon lists the full name.
 */
#include "lang_en_names.h"
#include "lexicon_find.h"
#include "memory.h"

/* ---------------------------------------------------------------- the table */

void
ng_family_reset(struct ng_find_scratch *s)
{
    if (s->n_families > 0)
        memset(s->slots, 0, s->n_slots * sizeof *s->slots);
    s->n_families = 0;
}

/* The slot of the unit's family, or an empty one; there is one. */
static size_t
slot_of(const struct ng_find_scratch *s, const ng_lex_unit *unit, uint32_t hash)
{
    size_t at = hash & (s->n_slots - 1);

    for (; s->slots[at] != 0; at = (at + 1) & (s->n_slots - 1)) {
        const ng_lex_family *const family = &s->families[s->slots[at] - 1];

        if (family->hash == hash && family->unit.n == unit->n &&
            memcmp(family->unit.key, unit->key, (unit->n + 7) / 8 * 8) == 0)
            break;
    }
    return at;
}

/* Room for one more family, at most half full. */
static ng_status
reserve(const ng_alloc *a, struct ng_find_scratch *s)
{
    const ng_column_ref columns[] = {NG_COLUMN(s->families)};
    size_t n_slots = s->n_slots == 0 ? 64 : s->n_slots;
    uint32_t *slots;

    if (ng_reserve(a, columns, 1, &s->cap_families, s->n_families + 1) != NG_OK)
        return NG_ERR_MEMORY;
    while (n_slots < 2 * (s->n_families + 1))
        n_slots *= 2;
    if (n_slots == s->n_slots)
        return NG_OK;
    slots = ng_realloc(a, s->slots, n_slots * sizeof *slots);
    if (slots == NULL)
        return NG_ERR_MEMORY;
    s->slots = slots;
    s->n_slots = n_slots;
    memset(slots, 0, n_slots * sizeof *slots);
    for (size_t i = 0; i < s->n_families; i++) {
        const ng_lex_family *const family = &s->families[i];

        slots[slot_of(s, &family->unit, family->hash)] = (uint32_t)i + 1;
    }
    return NG_OK;
}

static bool
has_same_entries(const ng_doc *doc, uint32_t a, uint32_t b)
{
    const ng_hit_columns *const h = &doc->hits;
    const uint32_t n = h->stop_entry[a] - h->first_entry[a];

    return h->stop_entry[b] - h->first_entry[b] == n &&
           memcmp(doc->hit_entries.p + h->first_entry[a], doc->hit_entries.p + h->first_entry[b],
                  n * sizeof *doc->hit_entries.p) == 0;
}

ng_status
ng_family_remember(ng_finder *f, const ng_lex_unit *first, const ng_lex_unit *unit)
{
    struct ng_find_scratch *const s = f->scratch;
    const uint32_t hit = (uint32_t)f->doc->hits.n - 1;
    ng_lex_family *family;
    uint32_t hash;
    size_t at;

    if ((unit->flags & NG_LEX_UNIT_INITIAL) == 0 || unit->n < 2 ||
        (ng_name_word((const char *)unit->key, unit->n) & NG_NAME_JUNIOR) != 0)
        return NG_OK;
    if (reserve(&f->doc->alloc, s) != NG_OK)
        return NG_ERR_MEMORY;
    hash = ng_lex_hash(unit);
    at = slot_of(s, unit, hash);
    if (s->slots[at] == 0) {
        s->families[s->n_families] = (ng_lex_family){*unit, hash, hit, NG_NO_ROW, 0};
        s->slots[at] = (uint32_t)++s->n_families;
    }
    family = &s->families[s->slots[at] - 1];
    if (!has_same_entries(f->doc, family->hit, hit))
        family->other_hit = family->hit;
    family->hit = hit;
    family->initial = unit == first ? 0 : *(const unsigned char *)first->key;
    return NG_OK;
}

/* ------------------------------------------------------------- around names */

/* A word longer than this is no title. */
#define MAX_TITLE 24

static bool
is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)c >= 0x80;
}

static bool
is_capital(char c)
{
    return (unsigned char)(c - 'A') < 26;
}

/* The word before `p`, where one blank parts them, a point at its end left out; empty if
   there is none, or it is too long. */
static const char *
word_before(const char *text, const char *p, const char **stop)
{
    const char *start;

    *stop = p;
    if (p == text || p[-1] != ' ')
        return p;
    *stop = --p;
    if (p > text && p[-1] == '.')
        *stop = --p;
    for (start = p; start > text && p - start <= MAX_TITLE && is_letter(start[-1]); start--)
        continue;
    return p - start > MAX_TITLE ? p : start;
}

/* Words that may stand before a family name, and are of no other name. */
#define MAY_PRECEDE                                                                                \
    (NG_NAME_FUNCTION | NG_NAME_HONORIFIC | NG_NAME_STOPPED | NG_NAME_TITLE | NG_NAME_MODIFIER |   \
     NG_NAME_CALENDAR | NG_NAME_SAY | NG_NAME_ROLE)

/* And behind it. */
#define MAY_FOLLOW (NG_NAME_FUNCTION | NG_NAME_CALENDAR | NG_NAME_JUNIOR)

/* Whether a capital behind `p` makes the word a part of a longer name: "Roe Street". */
static bool
is_continued(const ng_finder *f, const char *p)
{
    const char *q = p + 1;

    if (f->end - p < 2 || *p != ' ' || !is_capital(*q))
        return false;
    while (q < f->end && is_letter(*q))
        q++;
    return (ng_name_word(p + 1, (size_t)(q - p) - 1) & MAY_FOLLOW) == 0;
}

/* Where the name begins whose last word is at `start`: there, or at an initial of the
   given name; NULL if it is another's. */
static const char *
beginning_of(const ng_finder *f, const ng_lex_family *family, const char *start)
{
    const char *stop;
    const char *const word = word_before(f->text, start, &stop);

    if (start > f->text && start[-1] == '-')
        return NULL;
    if (word == stop || !is_capital(*word))
        return start;
    if (stop - word == 1)
        return (unsigned char)(*word | 0x20) == family->initial ? word : NULL;
    /* A point behind what is no title ends a sentence. */
    if (*stop == '.')
        return start;
    return (ng_name_word(word, (size_t)(stop - word)) & MAY_PRECEDE) != 0 ? start : NULL;
}

static ng_status
push_entries_of(const ng_finder *f, uint32_t hit)
{
    for (uint32_t i = f->doc->hits.first_entry[hit]; i < f->doc->hits.stop_entry[hit]; i++) {
        if (ng_find_push_entry(f, f->doc->hit_entries.p[i]) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

ng_status
ng_family_find(const ng_finder *f, const ng_lex_unit *unit, uint32_t hash, const char *start,
               const char *stop)
{
    const struct ng_find_scratch *const s = f->scratch;
    const uint32_t slot = s->slots[slot_of(s, unit, hash)];
    const ng_lex_family *family;
    const char *begin;

    if (slot == 0)
        return NG_OK;
    family = &s->families[slot - 1];
    begin = beginning_of(f, family, start);
    if (begin == NULL || is_continued(f, stop) || (stop < f->end && *stop == '-'))
        return NG_OK;
    if (ng_find_push(f, begin, stop, begin == start ? NG_FORM_FAMILY : NG_FORM_SHORT) != NG_OK ||
        push_entries_of(f, family->hit) != NG_OK)
        return NG_ERR_MEMORY;
    return family->other_hit == NG_NO_ROW ? NG_OK : push_entries_of(f, family->other_hit);
}
