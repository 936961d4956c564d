/*
 * The second pass over a document: what the first one found helps the rest.
 *
 * Each form votes by what its tokens were taken for: a name alone, a part of a longer
 * one, nothing; names of several words vote as a whole too, and for the acronym of
 * their initials.  A token then has features of what the others of its form say.
 */
#ifndef NG_TAG_VOTES_H
#define NG_TAG_VOTES_H

#include "tag_features.h"

/* Types past the last share it. */
#define NG_VOTE_TYPES 12

/* Where a token of a region stands. */
enum {
    NG_VOTE_BREAK = 1,   /* first of its region */
    NG_VOTE_CAPITAL = 2, /* begins like a name */
    NG_VOTE_OPENS = 4,   /* opens a sentence */
    NG_VOTE_LOOSE = 8,   /* in a line whose capitals say nothing */
    NG_VOTE_UPPER = 16   /* all capitals, or an initial */
};

typedef struct ng_vote_token {
    uint64_t lower;
    uint8_t label;   /* by the first pass: 0, beginnings, insides */
    uint8_t place;   /* NG_VOTE_... */
    uint8_t initial; /* its first letter, made small */
} ng_vote_token;

typedef struct ng_vote_row {
    uint64_t hash;
    uint32_t generation;
    uint8_t whole[NG_VOTE_TYPES], part[NG_VOTE_TYPES];
    uint8_t none;
    uint8_t acronym; /* 1 + type, or 0 */
} ng_vote_row;

typedef struct ng_votes {
    ng_vote_row *rows;
    size_t n, n_slots;
    uint32_t generation;
} ng_votes;

/* `place` of token k of the region. */
uint8_t ng_vote_place(const ng_tag_doc *d, const ng_region *region, uint32_t k);

/* Count the votes of a document's tokens.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_votes_count(ng_votes *votes, const ng_alloc *alloc, const ng_vote_token *tokens,
                         size_t n, uint32_t n_types);

/* Append the keys of token i: what the others of its form are. */
void ng_vote_keys(const ng_votes *votes, const ng_vote_token *tokens, size_t n, size_t i,
                  uint32_t n_types, ng_keys *keys);

#endif
