/*
 * The value stage: dates and numbers.
 *
 * A sentence becomes atoms (values_atoms.c): runs of letters, numbers, and single
 * other characters, so that "$3.5bn", "11-Aug-2017" and "two-year-old" read the
 * same in every tokenization scheme.  Numbers in words and what belongs to them
 * are folded into one atom (values_fold.c).  Each atom has a symbol: all that the
 * patterns can tell about it.  One automaton over the symbols finds, from each
 * atom on, where rules match (values.c); of these the longest wins, and of equally
 * long ones the first in the file, unless a guard or the rule's action refuses
 * it: then the next is tried.  The rule's program finds the captured parts again,
 * and its action (dates_*.c, numbers_*.c) appends the rows.
 *
 * Words, patterns and rules are data: tools/values, compiled by tools/make_values.py
 * into lang_en_values.inc.  docs/values.md describes the language.
 */
#ifndef NG_VALUES_H
#define NG_VALUES_H

#include "lang_en_values.h"
#include "pipeline.h"

/* ------------------------------------------------------------------- words */

typedef struct ng_value_entry {
    int16_t class_id; /* ng_value_class */
    int32_t payload;
} ng_value_entry;

/* Sixteen bytes of a word, in small letters, padded with zeros. */
#define NG_VALUE_MAX_WORD 16
typedef struct ng_value_key {
    uint64_t a, b;
} ng_value_key;

/* A word that the patterns speak of. */
typedef struct ng_value_word {
    uint16_t symbols[2]; /* [1]: where it begins with a capital */
    uint16_t word;       /* its index */
    uint8_t shape;       /* ng_value_shape, if it is a number by itself */
    uint8_t trigger;     /* no pattern matches without a trigger or a number in digits */
    uint16_t first_entry, n_entries;
} ng_value_word;

#define NG_NO_WORD 0xFFFF

/* ------------------------------------------------------------------- atoms */

/* Atom flags. */
enum {
    NG_ATOM_GLUED = 1,   /* nothing stands between it and the atom before */
    NG_ATOM_CAPITAL = 2, /* it begins with a capital letter */
    NG_ATOM_UPPER = 4,   /* all of its letters are capitals, two at least */
    NG_ATOM_LETTERS = 8,
    NG_ATOM_FOLDED = 16 /* made of several atoms by values_fold.c */
};

typedef struct ng_atom {
    uint32_t start, stop; /* bytes */
    uint16_t word;        /* index into value_words, or NG_NO_WORD */
    uint16_t symbol;      /* without the bit for NG_ATOM_GLUED */
    uint8_t shape;        /* ng_value_shape */
    uint8_t flags;
    double value; /* of a number; 0 else */
} ng_atom;

typedef struct ng_value_scratch {
    ng_atom *atoms; /* of one sentence */
    size_t n, cap;
    struct ng_mention_row *rows; /* of mentions_values.c */
    size_t cap_rows;
} ng_value_scratch;

/* Make it, unless it is there.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_value_scratch_new(ng_doc *doc);
void ng_value_scratch_free(const ng_alloc *alloc, struct ng_value_scratch *scratch);

/* Words of a sentence that numbers far from them are read by; sought once a sentence, since
   it may have as many numbers as words. */
typedef struct ng_value_cues {
    bool known; /* they have been sought */
    bool score;
    size_t first_vote; /* the atom, or SIZE_MAX */
} ng_value_cues;

/* The stage at work on one sentence. */
typedef struct ng_value_run {
    const ng_pipeline *pipeline;
    ng_doc *doc;
    const ng_atom *atoms;
    size_t n;
    uint32_t sentence;
    ng_block_kind block;
    bool has_number;  /* a digit, or a word for a number: there may be something to fold */
    bool has_trigger; /* a word or number without which no pattern matches */
    struct ng_date_context *dates; /* what dates_*.c keeps from date to date */
    ng_value_cues *cues;           /* for ng_value_cues_of(); of rules only */
    ng_status status;
} ng_value_run;

/* Cut the tokens [first, stop) into the atoms of doc->value_scratch, unfolded, and say
   so in run->atoms, n and has_number.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_atoms_cut(ng_value_run *run, uint32_t first, uint32_t stop);

/* The same for patterns.h: tokens that touch are cut as one, so that no scheme of tokens
   shows, and atoms have no word; run->has_number and has_trigger stay as they are. */
ng_status ng_atoms_cut_joined(ng_value_run *run, uint32_t first, uint32_t stop);

/* Fold numbers of several atoms into one each. */
void ng_atoms_fold(ng_atom *atoms, size_t *n);

/* The word of n bytes at p (UTF-8, any case) as an index, or NG_NO_WORD. */
uint16_t ng_value_find_word(const char *p, size_t n);

/* The payload of the word in the class, or `otherwise` if it is not in it. */
int ng_value_payload(uint16_t word, ng_value_class class_id, int otherwise);
bool ng_value_word_is(uint16_t word, ng_value_class class_id);

/* The cues of the sentence. */
const ng_value_cues *ng_value_cues_of(const ng_value_run *run);

/* Of the atom; false and `otherwise` behind the ends of the sentence too. */
static inline bool
ng_atom_is(const ng_value_run *run, size_t i, ng_value_class class_id)
{
    return i < run->n && run->atoms[i].word != NG_NO_WORD &&
           ng_value_word_is(run->atoms[i].word, class_id);
}

static inline int
ng_atom_payload(const ng_value_run *run, size_t i, ng_value_class class_id, int otherwise)
{
    return i < run->n && run->atoms[i].word != NG_NO_WORD
               ? ng_value_payload(run->atoms[i].word, class_id, otherwise)
               : otherwise;
}

static inline double
ng_power_of_ten(int n)
{
    double value = 1;

    while (n-- > 0)
        value *= 10;
    return value;
}

/* ------------------------------------------------------------------- rules */

#define NG_VALUE_MAX_SLOTS 12
#define NG_VALUE_MAX_ARGS 8
#define NG_VALUE_MAX_GUARDS 4
/* The longest match, in atoms; linear time needs a bound. */
#define NG_VALUE_MAX_ATOMS 48

typedef enum ng_value_set { NG_SET_DATE, NG_SET_NUMBER } ng_value_set;

typedef struct ng_value_arg_source {
    uint8_t slot; /* 0: the constant */
    int16_t constant;
} ng_value_arg_source;

typedef struct ng_value_rule {
    uint16_t first_code, n_code;
    uint8_t set;    /* ng_value_set */
    uint8_t action; /* ng_date_action, ng_number_action */
    uint16_t index; /* of ng_date_rules, ng_number_rules */
    uint8_t n_args, n_guards;
    float conf;
    ng_value_arg_source args[NG_VALUE_MAX_ARGS];
    uint8_t guards[NG_VALUE_MAX_GUARDS]; /* ng_value_guard */
} ng_value_rule;

/* An argument of an action: the atoms [first, stop) of a captured part, empty if
   that is not there; or a constant. */
typedef struct ng_value_arg {
    uint32_t first, stop;
    int constant;
} ng_value_arg;

/* A rule that matches: what the actions and guards get. */
typedef struct ng_value_match {
    const ng_value_rule *rule;
    size_t first, stop;           /* all atoms of the pattern */
    size_t span_first, span_stop; /* the part in square brackets; all without them */
    ng_value_arg args[NG_VALUE_MAX_ARGS];
} ng_value_match;

static inline bool
ng_arg_given(const ng_value_arg *arg)
{
    return arg->first < arg->stop;
}

/* Whether the guard lets the match pass: values_guards.c. */
bool ng_value_guard_passes(const ng_value_run *run, const ng_value_match *match,
                           ng_value_guard guard);

/* The actions: append rows and say true, or refuse the match.  Out of memory is
   run->status. */
bool ng_date_act(ng_value_run *run, const ng_value_match *match);
bool ng_number_act(ng_value_run *run, const ng_value_match *match);

/* A value as a whole number, towards zero; what an int cannot hold is a thousand millions. */
static inline int
ng_int_of(double value)
{
    if (value >= 1e9)
        return 1000000000;
    return value > -1e9 ? (int)value : -1000000000;
}

#endif
