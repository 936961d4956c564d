#include "tag_votes.h"
#include "memory.h"

#include <string.h>

#define MAX_PROBES 16
#define MIN_SLOTS 256
#define MAX_COUNT 250

/* Templates, behind those of tag_place.c. */
enum { V_WHOLE = 400, V_WHOLE_LABEL, V_PART, V_PART_LABEL, V_BOTH, V_NONE, V_PHRASE, V_ACRONYM };

/* ------------------------------------------------------------------ table */

static ng_vote_row *
find_slot(const ng_votes *v, uint64_t hash)
{
    for (size_t i = 0; i < MAX_PROBES; i++) {
        ng_vote_row *const row = &v->rows[(hash + i) & (v->n_slots - 1)];

        if (row->generation != v->generation || row->hash == hash)
            return row;
    }
    return NULL;
}

static const ng_vote_row *
find(const ng_votes *v, uint64_t hash)
{
    const ng_vote_row *const row = v->n > 0 ? find_slot(v, hash) : NULL;

    return row != NULL && row->generation == v->generation ? row : NULL;
}

static ng_vote_row *
make(ng_votes *v, uint64_t hash)
{
    ng_vote_row *const row = find_slot(v, hash);

    if (row != NULL && row->generation != v->generation) {
        memset(row, 0, sizeof *row);
        row->hash = hash;
        row->generation = v->generation;
        v->n++;
    }
    return row;
}

/* An empty table for `n` rows. */
static ng_status
start(ng_votes *v, const ng_alloc *alloc, size_t n)
{
    size_t n_slots = v->n_slots != 0 ? v->n_slots : MIN_SLOTS;

    v->n = 0;
    v->generation++;
    while (n_slots < 2 * n)
        n_slots *= 2;
    if (n_slots != v->n_slots || v->generation == 0) {
        ng_vote_row *const rows = ng_realloc(alloc, NULL, n_slots * sizeof *rows);

        if (rows == NULL)
            return NG_ERR_MEMORY;
        memset(rows, 0, n_slots * sizeof *rows);
        ng_free(alloc, v->rows);
        v->rows = rows;
        v->n_slots = n_slots;
        v->generation = 1;
    }
    return NG_OK;
}

/* --------------------------------------------------------------- counting */

static void
count(uint8_t *n)
{
    if (*n < MAX_COUNT)
        ++*n;
}

static unsigned
type_of(unsigned label, uint32_t n_types)
{
    const unsigned type = (label - 1) % n_types;

    return type < NG_VOTE_TYPES ? type : NG_VOTE_TYPES - 1;
}

/* Where the name ends that begins at token i. */
static size_t
name_stop(const ng_vote_token *t, size_t n, size_t i, uint32_t n_types)
{
    size_t stop = i + 1;

    while (stop < n && t[stop].label > n_types && !(t[stop].place & NG_VOTE_BREAK))
        stop++;
    return stop;
}

static uint64_t
phrase_hash(const ng_vote_token *t, size_t first, size_t stop)
{
    uint64_t h = stop - first;

    for (size_t i = first; i < stop; i++)
        h = ng_pair(h, t[i].lower);
    return ng_mix(h);
}

#define MAX_ACRONYM 8

/* The hash of the word that the initials make; 0 if there are too few or many. */
static uint64_t
initials_hash(const ng_vote_token *t, size_t first, size_t stop)
{
    char initials[MAX_ACRONYM];
    size_t n = 0;

    for (size_t i = first; i < stop; i++) {
        if (!(t[i].place & NG_VOTE_CAPITAL))
            continue;
        if (n == MAX_ACRONYM)
            return 0;
        initials[n++] = (char)t[i].initial;
    }
    return n >= 2 ? ng_word_lower(initials, n) : 0;
}

static void
count_name(ng_votes *v, const ng_vote_token *t, size_t first, size_t stop, uint32_t n_types)
{
    const unsigned type = type_of(t[first].label, n_types);
    uint64_t hash;
    ng_vote_row *row;

    if (stop - first == 1) {
        row = make(v, t[first].lower);
        if (row != NULL)
            count(&row->whole[type]);
        return;
    }
    for (size_t i = first; i < stop; i++) {
        row = make(v, t[i].lower);
        if (row != NULL)
            count(&row->part[type]);
    }
    row = make(v, phrase_hash(t, first, stop));
    if (row != NULL)
        count(&row->whole[type]);
    hash = initials_hash(t, first, stop);
    row = hash != 0 ? make(v, hash) : NULL;
    if (row != NULL)
        row->acronym = (uint8_t)(1 + type);
}

ng_status
ng_votes_count(ng_votes *v, const ng_alloc *alloc, const ng_vote_token *t, size_t n,
               uint32_t n_types)
{
    size_t i = 0;

    if (start(v, alloc, 2 * n + 1) != NG_OK)
        return NG_ERR_MEMORY;
    while (i < n) {
        if (t[i].label == 0) {
            /* Capitals of a headline, or of a sentence's first word, are no vote. */
            if ((t[i].place & NG_VOTE_CAPITAL) && !(t[i].place & (NG_VOTE_LOOSE | NG_VOTE_OPENS))) {
                ng_vote_row *const row = make(v, t[i].lower);

                if (row != NULL)
                    count(&row->none);
            }
            i++;
        } else {
            const size_t stop = name_stop(t, n, i, n_types);

            count_name(v, t, i, stop, n_types);
            i = stop;
        }
    }
    return NG_OK;
}

/* ------------------------------------------------------------------- keys */

static unsigned
bucket(unsigned n)
{
    return n < 3 ? n : n < 6 ? 3 : 4;
}

/* The type with the most votes, one vote of `own` type put aside (no type: 255); 255 if
   there are none.  `*votes` is how many. */
static unsigned
most_of(const uint8_t *counts, unsigned own, unsigned *votes)
{
    unsigned best = 255;

    *votes = 0;
    for (unsigned k = 0; k < NG_VOTE_TYPES; k++) {
        const unsigned n = counts[k] - (k == own && counts[k] > 0 ? 1u : 0u);

        if (n > *votes) {
            *votes = n;
            best = k;
        }
    }
    return best;
}

/* What the others say of the name of several words that the token is in. */
static void
push_phrase(const ng_votes *v, const ng_vote_token *t, size_t n, size_t i, uint32_t n_types,
            ng_keys *keys)
{
    const ng_vote_row *row;
    size_t first = i, stop;
    unsigned votes, type;

    while (first > 0 && t[first].label > n_types && !(t[first].place & NG_VOTE_BREAK))
        first--;
    stop = name_stop(t, n, first, n_types);
    if (stop - first < 2)
        return;
    row = find(v, phrase_hash(t, first, stop));
    if (row == NULL)
        return;
    type = most_of(row->whole, type_of(t[i].label, n_types), &votes);
    if (votes > 0)
        ng_push_key(keys, V_PHRASE, ng_pair(type + 16u * bucket(votes), t[i].label),
                    NG_FEATURE_DOC);
}

void
ng_vote_keys(const ng_votes *v, const ng_vote_token *t, size_t n, size_t i, uint32_t n_types,
             ng_keys *keys)
{
    const ng_vote_row *const row = find(v, t[i].lower);
    const unsigned label = t[i].label;
    const bool alone = label != 0 && label <= n_types && name_stop(t, n, i, n_types) == i + 1;
    const unsigned own = label != 0 ? type_of(label, n_types) : 255;
    const bool own_none = label == 0 && (t[i].place & NG_VOTE_CAPITAL) &&
                          !(t[i].place & (NG_VOTE_LOOSE | NG_VOTE_OPENS));
    const uint64_t state = label + (alone ? 64u : 0u);
    const uint64_t place = t[i].place & (NG_VOTE_CAPITAL | NG_VOTE_OPENS | NG_VOTE_LOOSE);
    unsigned n_whole, n_part, n_none, whole, part;

    if (label != 0)
        push_phrase(v, t, n, i, n_types, keys);
    if (row == NULL || !(t[i].place & NG_VOTE_CAPITAL))
        return;
    whole = most_of(row->whole, alone ? own : 255, &n_whole);
    part = most_of(row->part, label != 0 && !alone ? own : 255, &n_part);
    n_none = row->none - (own_none && row->none > 0 ? 1u : 0u);
    if (row->acronym != 0 && (t[i].place & NG_VOTE_UPPER))
        ng_push_key(keys, V_ACRONYM, ng_pair(row->acronym, state), NG_FEATURE_DOC);
    if (n_whole + n_part + n_none == 0)
        return;
    if (n_whole > 0) {
        ng_push_key(keys, V_WHOLE, ng_pair(whole + 16u * bucket(n_whole), bucket(n_none)),
                    NG_FEATURE_DOC);
        ng_push_key(keys, V_WHOLE_LABEL, ng_pair(whole + 16u * bucket(n_whole), state),
                    NG_FEATURE_DOC);
    }
    if (n_part > 0) {
        ng_push_key(keys, V_PART, ng_pair(part + 16u * bucket(n_part), place), NG_FEATURE_DOC);
        ng_push_key(keys, V_PART_LABEL, ng_pair(part + 16u * bucket(n_part), state),
                    NG_FEATURE_DOC);
    }
    ng_push_key(keys, V_BOTH, ng_pair(whole + 256u * part, state + 256u * place), NG_FEATURE_DOC);
    ng_push_key(keys, V_NONE,
                ng_pair(bucket(n_none) + 8u * (n_whole + n_part > 0), state + 256u * place),
                NG_FEATURE_DOC);
}
