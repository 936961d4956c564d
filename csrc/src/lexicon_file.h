/*
 * The layout of a .ngx file, and a lexicon that was opened from one.
 *
 * The surfaces form a trie over words.  Words are numbered, the `n_roots` that
 * begin a surface first; node i < n_roots stands for word i.  All further nodes
 * follow in breadth-first order, so the children of node i are the nodes
 * [first[i], first[i + 1]), in ascending order of their words: an edge costs one
 * number, and a child always has a higher number than its parent, so that no
 * file can hold a cycle.
 *
 *   info     ng_lex_file_info
 *   words    the keys of all words: a byte for the length, the bytes
 *   rest     u32[n_words - n_roots]; where in `words` those begin that are no
 *            roots
 *   slots    u32[]: hash table of words, open addressing.  0: empty, else
 *            8 bits of the hash << 24 | number of the word + 1
 *   small    u64[], a power of two: a bit for the hash of each word that can
 *            begin a surface with a small letter (or no letter)
 *   capital  the same for words that can begin one with a capital.  Most tokens
 *            begin nothing: one bit in the cache says so
 *   nodes    ng_lex_file_node[n_nodes + 1]; the last only ends the children of
 *            the one before it.  All that a walk needs of a node lies together,
 *            since each other place is a wait for memory
 *   entries  ng_lex_file_entry[]; surfaces with equal entries share them
 *   strings  NUL-terminated UTF-8; the first is ""
 *   inner    ng_lex_file_inner[]: names that are found inside of words, too
 *   labels   NUL-terminated UTF-8: of users' own, numbered from NG_N_LABELS on
 *   meta     UTF-8
 */
#ifndef NG_LEXICON_FILE_H
#define NG_LEXICON_FILE_H

#include "container.h"
#include "lexicon.h"
#include "lexicon_unit.h"

#define NG_LEX_LAYOUT 2

/* No word; as a slot holds 24 bits of number, there are never so many. */
#define NG_LEX_NO_WORD UINT32_MAX
#define NG_LEX_MAX_WORDS ((UINT32_C(1) << 24) - 2)

/* How many slots a look-up may read. */
#define NG_LEX_MAX_PROBE 64

/* Entries of one surface. */
#define NG_LEX_MAX_ENTRIES 1024

/* Labels of users' own. */
#define NG_LEX_MAX_LABELS 200

/* Those that the lexicon stage looks at: as many as ng_match_columns.fits has bits. */
#define NG_LEX_MAX_FITS 32

/* Further flags of entries in files. */
enum {
    NG_LEX_LITERAL = 4,   /* the text is written as the surface is, but for the case */
    NG_LEX_STOP = 8,      /* the surface ends with a point, which belongs to its span */
    NG_LEX_FOLLOWED = 16, /* a person's full name: the family name alone may follow it */
    NG_LEX_MIDDLE = 32,   /* and an initial may stand behind its first word */
    NG_LEX_FAMILY_FIRST = 64, /* and the family name is its first word */
    NG_LEX_LAST = 128,        /* of its surface */
};

typedef struct ng_lex_file_info {
    uint32_t n_roots, n_words, n_nodes, n_surfaces;
    uint32_t max_units;
    uint32_t max_probe;
    uint32_t zero[2];
} ng_lex_file_info;

typedef struct ng_lex_file_node {
    uint32_t first;   /* child; the last is the one before the next node's first */
    uint32_t surface; /* 0: none ends here, else the first of its entries + 1 */
    uint32_t key;     /* of roots: where in `words` its word is; else the word's number */
} ng_lex_file_node;

typedef struct ng_lex_file_entry {
    uint8_t class_id;
    uint8_t label;
    uint8_t flags;
    uint8_t case_rule;
    /* INITIAL and UPPER: bit i asks it of unit i; EXACT: ng_lex_letter_mask(); SMART:
       bit i asks for a capital at unit i, bit 16 + i for capitals only */
    uint32_t case_mask;
    uint32_t canonical, ext_id; /* offsets into `strings` */
    uint32_t surface; /* the same, of EXACT and LITERAL ones that users give; else 0 */
} ng_lex_file_entry;

/* A name that need not be whole words. */
typedef struct ng_lex_file_inner {
    uint32_t folded; /* offset into `strings`: what is looked for */
    uint32_t entry;
} ng_lex_file_inner;

struct ng_lexicon {
    ng_alloc alloc;
    ng_container file;
    const ng_lex_file_info *info;
    const unsigned char *words;
    const uint32_t *rest; /* rest[word - n_roots] */
    const uint32_t *slots;
    const uint64_t *small, *capital;
    const ng_lex_file_node *nodes;
    const ng_lex_file_entry *entries;
    const char *strings;
    const ng_lex_file_inner *inner;
    size_t n_inner;
    struct ng_inner_automaton *automaton; /* of them; NULL if there are none */
    const char *labels;
    const char *metadata;
    size_t n_small, n_capital, n_slots, n_entries, n_strings, n_metadata, n_word_bytes;
    size_t n_label_bytes, n_labels;
    bool follows;      /* an entry is NG_LEX_FOLLOWED */
    bool any_small;    /* a surface may begin without a capital */
    uint64_t marks[2]; /* the ASCII characters that a surface may begin with, and are no letters */
    uint64_t any_marks[2]; /* the same of those that surfaces hold */
};

/* Of an entry; NULL for none. */
const char *ng_lexicon_label_name(const ng_lexicon *x, unsigned label);

/* A lexicon of these sections, in memory. */
ng_status ng_lexicon_make(const ng_section *sections, size_t n_sections, const ng_alloc *alloc,
                          ng_lexicon **out, ng_error *error);

/* The entries of a surface go from here to the first with NG_LEX_LAST. */
static inline const ng_lex_file_entry *
ng_lex_surface_entries(const ng_lexicon *x, uint32_t surface)
{
    return &x->entries[surface - 1];
}

static inline uint32_t
ng_lex_word_offset(const ng_lexicon *x, uint32_t word)
{
    const uint32_t n_roots = x->info->n_roots;

    return word < n_roots ? x->nodes[word].key : x->rest[word - n_roots];
}

/* Whether a surface may begin with a mark of ASCII. */
static inline bool
ng_lex_mark_begins(const ng_lexicon *x, unsigned char mark)
{
    return x->marks[mark / 64] >> mark % 64 & 1;
}

/* Whether a surface holds a mark of ASCII. */
static inline bool
ng_lex_has_mark(const ng_lexicon *x, unsigned char mark)
{
    return x->any_marks[mark / 64] >> mark % 64 & 1;
}

/* The slot a hash begins to search at. */
static inline uint32_t
ng_lex_slot(uint32_t hash, size_t n_slots)
{
    return (uint32_t)((uint64_t)hash * n_slots >> 32);
}

/* The bit of a filter of `n` numbers that stands for a hash.  The lowest bits of
   the hash are left to the slots. */
static inline size_t
ng_lex_filter_bit(uint32_t hash, size_t n)
{
    return (hash >> 8) & (n * 64 - 1);
}

static inline bool
ng_lex_filter_has(const uint64_t *filter, size_t n, uint32_t hash)
{
    const size_t bit = ng_lex_filter_bit(hash, n);

    return filter[bit / 64] >> bit % 64 & 1;
}

/* Whether the key at `offset` of the words is that of the unit.  Most have eight bytes at
   most, and one load tells. */
static inline bool
ng_lex_same_key(const ng_lexicon *x, size_t offset, const ng_lex_unit *unit)
{
    const unsigned char *const key = x->words + offset;

    if (key[0] != unit->n)
        return false;
    if (unit->n <= 8 && offset + 9 <= x->n_word_bytes) {
        uint64_t a;

        memcpy(&a, key + 1, 8);
        return ((a ^ unit->key[0]) & NG_LEX_FIRST_BYTES(unit->n)) == 0;
    }
    return memcmp(key + 1, unit->key, unit->n) == 0;
}

/* The number of the word with the unit's key, or NG_LEX_NO_WORD. */
static inline uint32_t
ng_lex_find_word(const ng_lexicon *x, const ng_lex_unit *unit, uint32_t hash)
{
    size_t at = ng_lex_slot(hash, x->n_slots);

    for (uint32_t i = 0; i < x->info->max_probe; i++) {
        const uint32_t slot = x->slots[at];

        if (slot == 0)
            return NG_LEX_NO_WORD;
        if (slot >> 24 == (hash & 0xff)) {
            const uint32_t word = (slot & 0xffffff) - 1;

            if (ng_lex_same_key(x, ng_lex_word_offset(x, word), unit))
                return word;
        }
        if (++at == x->n_slots)
            at = 0;
    }
    return NG_LEX_NO_WORD;
}

/* The number of a word that has the lowest bits of the hash, near its slot:
   mostly the right one, without a look at the word itself. */
static inline uint32_t
ng_lex_guess_word(const ng_lexicon *x, uint32_t hash)
{
    size_t at = ng_lex_slot(hash, x->n_slots);

    for (uint32_t i = 0; i < x->info->max_probe; i++) {
        const uint32_t slot = x->slots[at];

        if (slot == 0)
            return NG_LEX_NO_WORD;
        if (slot >> 24 == (hash & 0xff))
            return (slot & 0xffffff) - 1;
        if (++at == x->n_slots)
            at = 0;
    }
    return NG_LEX_NO_WORD;
}

#endif
