/*
 * The user's patterns: docs/patterns.md describes their language.
 *
 * Text becomes atoms, as for dates and numbers (values.h).  A rule is compiled into a
 * program over atoms, a regular expression's (patterns_parse.c).  All programs together are
 * one automaton, made state by state as texts ask for them and kept with the document
 * (patterns_dfa.c), so that compiling is linear in the rules and no rule, however written,
 * makes more states than there is room for.  A match is at most NG_PATTERN_MAX_ATOMS long.
 * The program of the rule that won finds the named groups again (patterns_find.c).
 */
#ifndef NG_PATTERNS_H
#define NG_PATTERNS_H

#include "doc.h"
#include "memory.h"

/* A match must fit into the bits of a uint64_t with both of its ends. */
#define NG_PATTERN_MAX_ATOMS 48
#define NG_PATTERN_NO_WORD UINT32_MAX

/* --------------------------------------------------------------- programs */

/*
 *   CLASS  take an atom of one of the classes `arg` (bits), of min to max characters
 *   WORD   take the word `arg`, in any case
 *   EXACT  take the word `arg` in its spelling number `min`
 *   SET    take a word of the set `arg`
 *   NAME   take a name with the label number `arg`
 *   GLUE   go on if the next atom is glued (arg 1) or is not (arg 2)
 *   SPLIT  go on behind, or at arg from here; SPLIT_BACK the other way round
 *   JUMP   go on at arg from here
 *   SAVE   the place in mark arg
 *   MATCH  done
 */
typedef enum ng_pattern_op {
    NG_OP_CLASS,
    NG_OP_WORD,
    NG_OP_EXACT,
    NG_OP_SET,
    NG_OP_NAME,
    NG_OP_GLUE,
    NG_OP_SPLIT,
    NG_OP_SPLIT_BACK,
    NG_OP_JUMP,
    NG_OP_SAVE,
    NG_OP_MATCH
} ng_pattern_op;

typedef struct ng_pattern_code {
    uint8_t op; /* ng_pattern_op */
    uint8_t min, max;
    int32_t arg;
} ng_pattern_code;

/* What an atom can be, as bits; the order is that of the names in patterns_words.c. */
enum {
    NG_ATOM_IS_ANY = 1,
    NG_ATOM_IS_WORD = 2,
    NG_ATOM_IS_CAP = 4,
    NG_ATOM_IS_UPPER = 8,
    NG_ATOM_IS_LOWER = 16,
    NG_ATOM_IS_ROMAN = 32,
    NG_ATOM_IS_NUMBER = 64,
    NG_ATOM_IS_INT = 128,
    NG_ATOM_IS_DIGITS = 256,
    NG_ATOM_IS_DECIMAL = 512,
    NG_ATOM_IS_YEAR = 1024,
    NG_ATOM_IS_DAY = 2048,
    NG_ATOM_IS_MARK = 4096,
    NG_ATOM_IS_DASH = 8192,
    /* Dates and numbers as their stage reads them, each as one atom. */
    NG_ATOM_IS_DATE = 1 << 14,
    NG_ATOM_IS_TIME = 1 << 15,
    NG_ATOM_IS_DURATION = 1 << 16,
    NG_ATOM_IS_MONEY = 1 << 17,
    NG_ATOM_IS_PERCENT = 1 << 18,
    NG_ATOM_IS_MEASURE = 1 << 19,
    NG_ATOM_IS_COUNT = 1 << 20,
    NG_ATOM_IS_ORDINAL = 1 << 21,
    NG_ATOM_IS_AGE = 1 << 22,
    NG_ATOM_IS_VALUE = (1 << 23) - (1 << 14), /* any of them */
    /* Of a title before a name; rules cannot ask for it but by that name. */
    NG_ATOM_IS_TITLE = 1 << 23
};

/* The class of that name, or 0. */
uint32_t ng_pattern_class(const char *p, size_t n);
/* The name of the i-th class; NULL behind the last. */
const char *ng_pattern_class_name(size_t i);

/* ------------------------------------------------------------------ words */

/* A word, number or mark that rules speak of, in small letters. */
typedef struct ng_pattern_word {
    uint32_t start, n_bytes; /* of chars */
    uint32_t first_spelling; /* of spellings, plus 1; 0: no rule asks for one */
    uint64_t sets;           /* bit i: it is in set i */
} ng_pattern_word;

typedef struct ng_pattern_spelling {
    uint32_t start, n_bytes, next;
    uint8_t number; /* from 1, among those of the word */
} ng_pattern_spelling;

/* The longest word of a rule, in bytes. */
#define NG_PATTERN_MAX_WORD 128

/* All that programs can tell about an atom. */
typedef struct ng_pattern_symbol {
    uint64_t labels; /* bit i: it is a name with the label number i */
    uint32_t word;    /* or NG_PATTERN_NO_WORD */
    uint32_t classes; /* NG_ATOM_IS_ANY ..., of those that rules ask for */
    uint8_t n_chars;  /* 255: that many or more; 0 where no rule asks */
    uint8_t spelling; /* number of the one that it has, or 0 */
} ng_pattern_symbol;

/* ------------------------------------------------------------------ rules */

#define NG_PATTERN_MAX_GROUPS 12
#define NG_PATTERN_MAX_LABELS 64

/* How a rule reads a sentence: bits.  What it may take whole is one atom then. */
enum {
    NG_READS_PLAIN = 0,
    NG_READS_VALUES = 1, /* dates and numbers */
    NG_READS_NAMES = 2   /* mentions, and names of labels of the user's own */
};
#define NG_N_READINGS 4

/* The whole, the span, and the groups. */
#define NG_PATTERN_MARKS (2 * (NG_PATTERN_MAX_GROUPS + 1))

typedef struct ng_pattern_row {
    uint32_t id, label, summary; /* pieces of chars, NUL-terminated */
    uint32_t value;              /* the template, checked; UINT32_MAX: none */
    uint32_t n_id, n_label;      /* bytes */
    uint32_t first_code, n_code;
    uint32_t groups[NG_PATTERN_MAX_GROUPS]; /* their names, pieces of chars */
    uint32_t n_groups;
    float conf;
    uint8_t reading; /* NG_READS_PLAIN ... */
    ng_rule rule;      /* of explain(): pointers into chars */
} ng_pattern_row;

struct ng_patterns {
    ng_alloc alloc;
    ng_pattern_code *code; /* of all rules */
    size_t n_code, cap_code;
    ng_pattern_row *rows;
    size_t n_rows, cap_rows;
    char *chars;
    size_t n_chars, cap_chars;
    ng_pattern_word *words;
    size_t n_words, cap_words;
    ng_pattern_spelling *spellings;
    size_t n_spellings, cap_spellings;
    uint32_t *slots; /* words by their hash, plus 1 */
    size_t n_slots;  /* a power of two */
    uint64_t word_filter[256]; /* bit n of [c]: a word of n bytes (mod 64) begins with c */
    uint32_t classes; /* that any rule asks for */
    uint32_t max_code; /* of a rule */
    uint32_t labels[NG_PATTERN_MAX_LABELS]; /* that rules ask for, pieces of chars */
    uint32_t n_labels;
    unsigned readings; /* bit i: that of a rule */
    bool asks_length;
};

/* What rules take whole: bits NG_READS_VALUES ...; NULL: nothing. */
static inline unsigned
ng_patterns_need(const ng_patterns *x)
{
    unsigned needed = 0;

    for (unsigned i = 0; x != NULL && i < NG_N_READINGS; i++)
        needed |= (x->readings >> i & 1) != 0 ? i : 0;
    return needed;
}

/* The word of the n folded bytes at p, or NG_PATTERN_NO_WORD. */
uint32_t ng_pattern_find_word(const ng_patterns *x, const char *p, size_t n);
/* The same, added if it is not there.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_pattern_add_word(ng_patterns *x, const char *p, size_t n, uint32_t *word);
ng_status ng_pattern_add_spelling(ng_patterns *x, uint32_t word, const char *p, size_t n,
                                  uint8_t *number);
/* Append n bytes and a NUL to chars. */
ng_status ng_pattern_keep(ng_patterns *x, const char *p, size_t n, uint32_t *place);

/* The n bytes at p as words are compared: small letters, one apostrophe, one quotation mark.
   How many bytes were written, or 0 if they are more than NG_PATTERN_MAX_WORD. */
size_t ng_pattern_fold(const char *p, size_t n, char to[NG_PATTERN_MAX_WORD]);

struct ng_atom;
/* What the atom is to the patterns. */
ng_pattern_symbol ng_pattern_symbol_of(const ng_patterns *x, const char *text,
                                       const struct ng_atom *atom);

static inline bool
ng_pattern_takes(const ng_patterns *x, const ng_pattern_code *c, const ng_pattern_symbol *s)
{
    switch (c->op) {
    case NG_OP_CLASS:
        return (s->classes & (uint32_t)c->arg) != 0 &&
               ((c->min == 0 && c->max == UINT8_MAX) ||
                (s->n_chars >= c->min && s->n_chars <= c->max));
    case NG_OP_WORD:
        return s->word == (uint32_t)c->arg;
    case NG_OP_EXACT:
        return s->word == (uint32_t)c->arg && s->spelling == c->min;
    case NG_OP_SET:
        return s->word != NG_PATTERN_NO_WORD && (x->words[s->word].sets >> c->arg & 1) != 0;
    case NG_OP_NAME:
        return (s->labels >> c->arg & 1) != 0;
    default:
        return false;
    }
}

/* ---------------------------------------------------------------- automaton */

#define NG_PATTERN_DEAD 0

typedef struct ng_pattern_state {
    uint32_t first, n; /* of set */
    uint32_t rule;     /* the first that ends here; UINT32_MAX: none */
} ng_pattern_state;

typedef struct ng_pattern_edge {
    uint32_t state, symbol, target; /* state 0: free */
} ng_pattern_edge;

/* A growing set of places in the programs. */
typedef struct ng_place_set {
    uint32_t *p;
    uint32_t n;
} ng_place_set;

/* States made so far, for one document at a time.  Made anew for other patterns. */
typedef struct ng_pattern_dfa {
    const ng_patterns *patterns;
    ng_pattern_symbol *symbols;
    size_t n_symbols, cap_symbols;
    uint32_t *symbol_slots; /* plus 1 */
    size_t n_symbol_slots;
    uint32_t *starts[NG_N_READINGS]; /* by symbol and glue; plus 1 */
    size_t cap_starts;
    ng_pattern_state *states; /* [0] is dead */
    size_t n_states, cap_states;
    uint32_t *sets;
    size_t n_sets, cap_sets;
    ng_pattern_edge *edges;
    size_t n_edges, n_edge_slots;
    uint32_t *state_slots; /* by their set; plus 1 */
    size_t n_state_slots;
    ng_place_set here, next;
    uint32_t *seen_here, *seen_next; /* generation in which a place was seen */
    uint32_t *stack;
    uint32_t generation, n_forgotten;
} ng_pattern_dfa;

ng_status ng_pattern_dfa_init(ng_pattern_dfa *dfa, const ng_alloc *alloc, const ng_patterns *x);
void ng_pattern_dfa_free(ng_pattern_dfa *dfa, const ng_alloc *alloc);

/* The number of the symbol. */
ng_status ng_pattern_intern(ng_pattern_dfa *dfa, const ng_alloc *alloc,
                            const ng_pattern_symbol *symbol, uint32_t *out);
/* Forget symbols and states if there are many; between sentences only. */
void ng_pattern_dfa_trim(ng_pattern_dfa *dfa);

/* The state behind the first atom, or behind `state` and one more.  Other states are no longer
   valid.  `symbol` has the glue in its lowest bit. */
ng_status ng_pattern_start(ng_pattern_dfa *dfa, const ng_alloc *alloc, unsigned reading,
                           uint32_t symbol, uint32_t *out);
ng_status ng_pattern_next(ng_pattern_dfa *dfa, const ng_alloc *alloc, uint32_t state,
                          uint32_t symbol, uint32_t *out);

void ng_pattern_scratch_free(const ng_alloc *alloc, struct ng_pattern_scratch *scratch);

#endif
