/* A lexicon that is being made: lexicon_build.c adds to it, lexicon_names.c adds users'
   names, lexicon_write.c lays out the file. */
#ifndef NG_LEXICON_BUILDER_H
#define NG_LEXICON_BUILDER_H

#include "lexicon_file.h"
#include "memory.h"

/* Open addressing over numbers that are kept elsewhere: 0 is empty, else the
   number + 1. */
typedef struct ng_lex_table {
    uint32_t *slots;
    size_t n_slots; /* a power of two */
    size_t n;
} ng_lex_table;

typedef struct ng_lex_bytes {
    char *data;
    size_t n, cap;
} ng_lex_bytes;

struct ng_lexicon_builder {
    ng_alloc alloc;

    ng_lex_bytes words; /* keys without gaps */
    uint32_t *word_offsets;
    size_t n_words, cap_words; /* word_offsets has n_words + 1 elements */
    ng_lex_table word_table;

    /* Nodes in the order they were made; node 0 is the root of all. */
    uint32_t *parent, *word, *head, *tail; /* head, tail: entries, + 1 */
    uint8_t *depth;
    uint8_t *begins; /* of nodes of depth 1: BEGINS_SMALL ... */
    size_t n_nodes, cap_nodes;
    ng_lex_table edge_table;

    ng_lex_file_entry *entries;
    uint32_t *next; /* next[i]: the next entry of the surface, + 1 */
    size_t n_entries, cap_entries;

    ng_lex_bytes strings;
    uint64_t *string_slots; /* open addressing: 0 is empty, else hash << 32 | offset */
    size_t n_string_slots, n_strings;

    ng_lex_file_inner *inner; /* of entries that hang on no node */
    ng_lex_file_entry *inner_entries;
    size_t n_inner, cap_inner;
    ng_lex_table inner_table;

    ng_lex_bytes labels; /* NUL-terminated; of the user's own */
    uint32_t n_labels;

    uint32_t last_string; /* of ng_lex_append_string() */

    uint32_t max_units;
    uint32_t n_surfaces;
};

/* How the text of surfaces that begin with a word may begin. */
enum { NG_LEX_BEGINS_SMALL = 1, NG_LEX_BEGINS_CAPITAL = 2 };

/* A surface cut up, its words not yet among those of the builder. */
typedef struct ng_lex_surface {
    ng_lex_unit units[NG_LEX_MAX_UNITS];
    size_t n;
    const char *start, *stop; /* of the text from the first unit to the last */
} ng_lex_surface;

/* NG_ERR_ARGUMENT if [p, end) is not UTF-8, or has no units, too many or too long ones.  With
   `plain`, into the units of ng_lex_next_unit_at(). */
ng_status ng_lex_cut(const char *p, const char *end, bool plain, ng_lex_surface *out);

/* Hang the entry on the surface, unless it is there. */
ng_status ng_lex_add_entry(ng_lexicon_builder *b, const ng_lex_surface *surface,
                           const ng_lex_file_entry *entry);

/* Where the one copy of the `n` bytes stands among the strings; 0 for none. */
ng_status ng_lex_add_string(ng_lexicon_builder *b, const char *s, size_t n, uint32_t *offset);

/* The same for what is rarely said twice: a copy for each row that says it, but for those
   behind one another. */
ng_status ng_lex_append_string(ng_lexicon_builder *b, const char *s, size_t n, uint32_t *offset);

/* Add an entry for [p, end) that is found inside of words.  NG_ERR_ARGUMENT if nothing of it
   can be looked for. */
ng_status ng_lex_add_inner(ng_lexicon_builder *b, const char *p, const char *end,
                           const ng_lex_file_entry *entry);

/* Append `n` bytes and a NUL. */
ng_status ng_lex_append(const ng_lexicon_builder *b, ng_lex_bytes *to, const char *p, size_t n);

/* For tables, see ng_lex_table. */
uint32_t ng_lex_hash_bytes(const void *p, size_t n);

#endif
