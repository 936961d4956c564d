/*
 * What the parts of the entity stage share: surfaces are found again by keys.
 *
 * A key is the hash of some words and of what they are (ng_key_kind).  Surfaces offer
 * the keys by which they may be meant, and ask for those that they are; nothing ever
 * looks at two surfaces that no key brought together, so that joining is linear.
 */
#ifndef NG_ENTITIES_JOIN_H
#define NG_ENTITIES_JOIN_H

#include "aliases.h"
#include "entities.h"

#include <stdbool.h>

/* What a key is of; a part of its hash. */
typedef enum ng_key_kind {
    NG_KEY_SURFACE = 1, /* the words, by class */
    NG_KEY_LEXICON,     /* what the lexicon says it is */
    NG_KEY_LEXICON_NAME, /* how the lexicon calls it */
    NG_KEY_FULL,        /* first and last word of a person's full name */
    NG_KEY_SUFFIX,      /* the last words of one */
    NG_KEY_PREFIX,      /* the first words of one */
    NG_KEY_NEAR,        /* the last word of a name without one of its letters */
    NG_KEY_INITIALS,    /* the letters that stand for a thing */
    NG_KEY_SHORT,       /* the first words of an organisation's name */
    NG_KEY_TAIL,        /* the last words of a name, two or more */
    NG_KEY_OF,          /* what stands behind the "of" of an organisation */
    NG_KEY_HEAD,        /* the noun that says what a thing is: "University" */
    NG_KEY_MODEL,       /* a product without its maker */
    NG_KEY_STORM,       /* "Roe" of "Hurricane Roe" */
    NG_KEY_PLACE,       /* "Roe" of "Roe City", "City of Roe" and "North Roe" */
    NG_KEY_SIDE,        /* "North" of "North Roe" */
    NG_KEY_WORDS,       /* the words of what is no person */
    NG_KEY_LETTERS,     /* the letters of a name, in whatever words */
    NG_KEY_PEOPLE,      /* a people without its plural */
    NG_KEY_ALIAS,       /* an entity of the user's aliases */
    NG_KEY_LISTED,      /* an entity of the user's lexicons */
    NG_KEY_NAME,        /* the name of one */
    NG_KEY_FORM,        /* the letters of a mention, by entity */
    NG_KEY_BASE         /* an organisation without "Inc." and "Group" */
} ng_key_kind;

#define NG_NO_SURFACE UINT32_MAX

/* One run of the stage over one document. */
typedef struct ng_entity_run {
    const ng_pipeline *pipeline;
    ng_doc *doc;
    ng_entity_scratch *s;
    ng_status status; /* the first error; the key functions do nothing after it */
} ng_entity_run;

/* ------------------------------------------------- keys (entities_keys.c) */

uint64_t ng_key_mix(uint64_t h, uint64_t v);
uint64_t ng_key_of(ng_key_kind kind, unsigned class_id, uint64_t hash);

/* The row of the key; with `add`, a new one of no surface if there is none.  NULL if
   there is none, or memory is short. */
ng_key_row *ng_key_find(ng_entity_run *r, uint64_t key, bool add);

/* Say that the key may mean the surface; it means many if it meant another entity. */
void ng_key_offer(ng_entity_run *r, uint64_t key, uint32_t surface);

/* What the key means: NG_NO_SURFACE if nothing; with NG_MANY_SURFACES if not one thing. */
uint32_t ng_key_ask(ng_entity_run *r, uint64_t key);

/* The same; of two things, if one is that of the surface, the other. */
uint32_t ng_key_ask_other(ng_entity_run *r, uint64_t key, uint32_t surface);

/* Join with the surface that already has the key, if one does. */
void ng_key_join(ng_entity_run *r, uint64_t key, uint32_t surface, ng_entity_rule rule);

/* Surface x is of the entity of `to`, by a rule; the earlier one is the root. */
void ng_surface_join(ng_entity_run *r, uint32_t to, uint32_t x, ng_entity_rule rule);

/* --------------------------------------------- surfaces (entities_keys.c) */

/* What ng_name_word() says of word i. */
uint64_t ng_surface_word(const ng_doc *doc, const ng_surface *x, size_t i);

/* Hash of the words [first, stop). */
uint64_t ng_surface_hash(const ng_doc *doc, const ng_surface *x, size_t first, size_t stop);

/* "the" stands before the byte `start`. */
bool ng_has_article(const ng_doc *doc, uint32_t start);

/* Whether the lexicon knows both, as different things. */
bool ng_surfaces_differ(ng_entity_run *r, uint32_t a, uint32_t b);

/* Join x, a short form, to what was asked for, if it is one thing and not known to be
   another; true if so. */
bool ng_surface_shorten(ng_entity_run *r, uint32_t to, uint32_t x, ng_entity_rule rule);

/* ------------------------------------------------ slips (entities_near.c) */

/* One letter more, less or other; the first is the same. */
bool ng_near_alike(const char *a, size_t n, const char *b, size_t m);

/* Offer the last word of the name without each of its letters; what has been offered
   that differs from the last word of i by a slip, or NG_NO_SURFACE. */
void ng_near_offer(ng_entity_run *r, unsigned class_id, uint32_t i);
uint32_t ng_near_ask(ng_entity_run *r, unsigned class_id, uint32_t i);

/* --------------------------------------------------------------- the parts */

/* The hit of a user's lexicon that says whose name the mention is, + 1; 0 if none does.  Ask
   for mentions in text order: search goes on from *at. */
uint32_t ng_listed_of(const ng_entity_run *r, size_t mention, size_t *at);

/* What tells the entity of such a hit from others. */
uint64_t ng_listed_who(const ng_entity_run *r, uint32_t listed);

/* J18, a pass over the surfaces; and what lexicons say of entities. */
void ng_listed_join(ng_entity_run *r, uint32_t i);
ng_status ng_listed_rows(ng_entity_run *r);

/* The row of the user's aliases that holds for a mention, or NG_NO_ALIAS. */
uint32_t ng_alias_of(ng_entity_run *r, size_t mention);

/* Surfaces of one entity of the user's are joined; then those that are called like it. */
void ng_alias_join(ng_entity_run *r, uint32_t i);
void ng_alias_name(ng_entity_run *r, uint32_t i);

/* Whether the user says that two roots are two entities. */
bool ng_aliases_differ(const ng_entity_run *r, uint32_t a, uint32_t b);

/* What the user says of the entities goes before what the rules found.  NG_OK or
   NG_ERR_MEMORY. */
ng_status ng_alias_rows(ng_entity_run *r);

/* What the lexicon calls it and its id; other names of the same are joined. */
void ng_entity_link(ng_entity_run *r, uint32_t i);

/* Of a person's full name: names that are one for sure; then what it offers; then
   parts of names. */
void ng_person_full(ng_entity_run *r, uint32_t i);
void ng_person_offer(ng_entity_run *r, uint32_t i);
void ng_person_join(ng_entity_run *r, uint32_t i);

/* Family names that are misspelt once, in all of the article. */
void ng_person_slips(ng_entity_run *r);

/* The same for places, organisations and all else. */
void ng_thing_base(ng_entity_run *r, uint32_t i);
void ng_thing_offer(ng_entity_run *r, uint32_t i);
void ng_thing_join(ng_entity_run *r, uint32_t i);

/* "World Trade Organization (WTO)", in all of the article. */
void ng_entity_brackets(ng_entity_run *r);

/* What the tagger called a person here and an organisation there. */
void ng_mixed_offer(ng_entity_run *r, uint32_t i);
void ng_mixed_join(ng_entity_run *r, uint32_t i);

/* From joined surfaces to rows of entities.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_entities_rows(ng_entity_run *r);

/* "NATO", "U.S.": two to six capitals, with or without stops. */
bool ng_is_acronym(const char *p, size_t n);

#endif
