/* What the entity stage asks of the user's aliases; nutgraf.h says what they are. */
#ifndef NG_ALIASES_H
#define NG_ALIASES_H

#include "nutgraf.h"

#include <stdbool.h>

typedef struct ng_alias_row {
    uint32_t surface, surface_len; /* a piece of chars, white space folded */
    uint32_t name, ext_id;         /* NUL-terminated pieces of chars; "" if there is none */
    uint32_t context;              /* index into contexts, or NG_NO_ALIAS */
    uint32_t entity;               /* or NG_NO_ALIAS */
    uint32_t next;                 /* the next row of the surface, or NG_NO_ALIAS */
    uint8_t label;
} ng_alias_row;

/* A phrase, and for each of its bytes where to go on when the one behind does not fit
   (Knuth, Morris and Pratt): a piece of `fallback` as long as the phrase. */
typedef struct ng_alias_context {
    uint32_t start, n_bytes; /* of chars */
    uint32_t fallback;
} ng_alias_context;

struct ng_aliases {
    ng_alloc alloc;
    char *chars;
    size_t n_chars;
    ng_alias_row *rows;
    size_t n_rows;
    ng_alias_context *contexts;
    size_t n_contexts;
    uint32_t *fallback;
    uint32_t *slots; /* open-addressed: the first row of a surface + 1, or 0 */
    size_t n_slots;  /* a power of two */
};

static inline const char *
ng_alias_chars(const ng_aliases *aliases, uint32_t place)
{
    return aliases->chars + place;
}

/* The first row of the surface [p, end), white space folded; others are its `next`.
   NG_NO_ALIAS if there is none.  Linear in its length. */
uint32_t ng_aliases_find(const ng_aliases *aliases, const char *p, const char *end);

/* Whether the phrase stands in [p, end); linear in its length. */
bool ng_aliases_holds(const ng_aliases *aliases, uint32_t context, const char *p,
                      const char *end);

#endif
