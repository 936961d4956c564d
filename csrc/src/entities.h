/*
 * Who is who in one article: the entity stage.
 *
 * Mentions that are written alike are one surface (entities.c).  Surfaces are joined by
 * what the lexicon knows (entities_link.c), by full names and their parts
 * (entities_person.c), by acronyms, short forms and heads of other names
 * (entities_thing.c), and across classes where the tagger was of two minds
 * (entities_mixed.c); what they were joined to becomes a row of entities
 * (entities_rows.c).  Who a family name means that two persons of the article bear is
 * doubtful, and marked ambiguous.
 */
#ifndef NG_ENTITIES_H
#define NG_ENTITIES_H

#include "doc.h"
#include "pipeline.h"

#include <stdbool.h>

/* Words of a surface that are looked at; linear time needs a bound. */
#define NG_MAX_SURFACE_WORDS 10

/* What kinds of names are joined with each other. */
typedef enum ng_entity_class {
    NG_ENTITY_PERSON,
    NG_ENTITY_PEOPLE, /* NORP */
    NG_ENTITY_THING   /* places, organisations and all else */
} ng_entity_class;

/* Of a label. */
ng_entity_class ng_entity_class_of(uint8_t label);

/* What names of the same letters must have in common to be one surface: the class, but for
   works, which are called like persons and places. */
unsigned ng_surface_class_of(uint8_t label);

/* Rules; the order is that of ng_entity_rules. */
typedef enum ng_entity_rule {
    NG_J_ALIAS,    /* J1 */
    NG_J_LEXICON,  /* J2 */
    NG_J_FULL,     /* J3 */
    NG_J_PART,     /* J4 */
    NG_J_FIRST,    /* J5 */
    NG_J_NEAR,     /* J6 */
    NG_J_PEOPLE,   /* J7 */
    NG_J_BASE,     /* J8 */
    NG_J_INITIALS, /* J9 */
    NG_J_BRACKETS, /* J10 */
    NG_J_SHORT,    /* J11 */
    NG_J_TAIL,     /* J12 */
    NG_J_HEAD,     /* J13 */
    NG_J_MODEL,    /* J14 */
    NG_J_STORM,    /* J15 */
    NG_J_PLACE,    /* J16 */
    NG_J_MIXED,    /* J17 */
    NG_J_LISTED,   /* J18 */
    NG_N_ENTITY_RULES
} ng_entity_rule;

/* Surface flags. */
enum {
    NG_SURFACE_AMBIGUOUS = 1, /* two persons bear the name */
    NG_SURFACE_LINKED = 2,    /* by the lexicon */
    NG_SURFACE_DOUBT = 4,     /* the lexicon has more than one of the name */
    NG_SURFACE_SHORT = 8,     /* joined as a part of a name */
    NG_SURFACE_FAMILY = 16,   /* "the Clintons" */
    NG_SURFACE_ACRONYM = 32,  /* written as one */
    NG_SURFACE_INITIALS = 64, /* joined by initials */
    NG_SURFACE_FULL = 128,    /* a person's given and family name */
    NG_SURFACE_TITLED = 256,  /* a mention has a title: "Mr." */
    NG_SURFACE_ALIAS = 512,   /* the user says whose name it is */
    NG_SURFACE_LABEL = 1024   /* the user says what it is */
};

typedef struct ng_surface {
    uint32_t first_mention, last_mention; /* chained by mentions.next */
    uint32_t first_body; /* the first one outside of headlines and captions, or NG_NO_ROW */
    uint32_t n_mentions;
    uint32_t parent; /* in the forest of joined surfaces; itself at a root */
    uint32_t entity; /* row of entities, of a root */
    uint32_t start, stop; /* bytes of the first mention, without "Jr" */
    uint32_t name, ext_id; /* pieces of value_chars */
    uint32_t alias; /* row of the user's aliases + 1; of a root: that of its entity; or 0 */
    uint32_t listed; /* row of doc->hits + 1, where a user's lexicon has it; the same of a root */
    uint8_t class_id;      /* ng_entity_class */
    uint8_t n_words;
    uint8_t label;
    uint8_t rule; /* ng_entity_rule: why it was joined; or NG_NONE */
    uint16_t flags;
    struct {
        uint32_t start, stop;
    } word[NG_MAX_SURFACE_WORDS];
} ng_surface;

typedef struct ng_key_row {
    uint64_t key;
    uint32_t generation;
    uint32_t surface; /* the first one; NG_MANY_SURFACES is a bit of it */
    uint32_t second;  /* the first of another entity, if there are many */
    bool more;        /* there is a third one */
} ng_key_row;

#define NG_MANY_SURFACES UINT32_C(0x80000000)

/* Whether a context of the user's aliases stands in the document. */
typedef struct ng_context_row {
    uint32_t generation; /* of the document that was asked last; 0: none */
    bool holds;
} ng_context_row;

typedef struct ng_entity_scratch {
    ng_surface *surfaces;
    size_t n, cap;
    ng_key_row *keys; /* open-addressed */
    size_t n_keys, n_slots;
    uint32_t generation;
    struct ng_context_row *contexts; /* of the user's aliases (entities_alias.c) */
    size_t cap_contexts, n_contexts;
} ng_entity_scratch;

void ng_entity_scratch_free(const ng_alloc *alloc, ng_entity_scratch *scratch); /* NULL is harmless */

/* The root of the surface. */
uint32_t ng_surface_root(ng_entity_scratch *s, uint32_t surface);

#endif
