/*
 * What the user says of names: lexicons (lexicon_find.c finds their names) and overrides.
 *
 * Two stages.  ng_told_run(), before the tagger, makes orders of what was found: a span,
 * and what it is or is not.  The tagger counts them as evidence.  ng_obey_run(), behind
 * it and behind dates and numbers, makes mentions of what lexicons that decide and
 * overrides say, and takes away what overrides say is none.
 */
#ifndef NG_TOLD_H
#define NG_TOLD_H

#include "lexicon_file.h"
#include "mentions_rows.h"
#include "pipeline.h"

/* Labels as numbers of an overrides' lexicon builder: the library's and its own. */
#define NG_TOLD_LABELS (NG_N_LABELS + NG_LEX_MAX_LABELS)

typedef struct ng_label_set {
    uint64_t bits[(NG_TOLD_LABELS + 63) / 64];
} ng_label_set;

static inline bool
ng_label_set_has(const ng_label_set *set, unsigned label)
{
    return set->bits[label / 64] >> label % 64 & 1;
}

/* What a row of overrides says. */
typedef struct ng_override_row {
    uint32_t context;   /* its phrase: a piece of chars; 0: none */
    uint32_t fallback;  /* for each byte of the phrase, where to go on: a piece of that */
    bool is_none;       /* it is no mention at all */
    ng_label_set never; /* by numbers of the lexicon */
} ng_override_row;

struct ng_overrides {
    ng_alloc alloc;
    ng_lexicon *lexicon; /* the surfaces; an entry's name is its row in decimal */
    ng_override_row *rows;
    size_t n_rows;
    char *chars;
    size_t n_chars, cap_chars;
    uint32_t *fallback;
    size_t n_fallback, cap_fallback;
};

/* Whether the row holds in the text: it has its phrase.  Linear. */
bool ng_override_holds(const ng_overrides *overrides, const ng_override_row *row, const char *p,
                       const char *end);

/* What a span is said to be. */
typedef struct ng_order {
    uint32_t start, stop;             /* bytes */
    uint32_t first_token, stop_token; /* equal: it is no whole tokens */
    uint32_t sentence;
    uint32_t hit; /* row of doc->hits */
    uint8_t label; /* of mentions */
    uint8_t rule;  /* ng_mention_rule */
    bool forced;   /* it decides; else it is evidence */
    uint32_t row;  /* of the overrides, or NG_NO_ROW */
} ng_order;

/* What a span is said not to be. */
typedef struct ng_ban {
    uint32_t start, stop;
    const ng_override_row *row;
} ng_ban;

/* What a row of the overrides did to a mention, date or number: for ng_explain(). */
typedef struct ng_told_note {
    uint32_t start, stop, row;
    uint8_t label; /* that it had */
    bool dropped;
} ng_told_note;

struct ng_told_scratch {
    ng_order *orders; /* in text order, without overlap */
    size_t n, cap;
    ng_ban *bans; /* in order of their starts, then of their stops */
    size_t n_bans, cap_bans;
    ng_mention_row *rows; /* for the second stage */
    size_t cap_rows;
    uint32_t *moved; /* old mention -> new, or NG_NO_ROW */
    size_t cap_moved;
    uint8_t *holds; /* of rows of overrides: 0 not asked, 1 no, 2 yes */
    size_t cap_holds;
    uint32_t *asked; /* which were */
    size_t n_asked, cap_asked;
    ng_told_note *notes; /* for ng_explain() */
    size_t n_notes, cap_notes;
};

void ng_told_scratch_free(const ng_alloc *alloc, struct ng_told_scratch *scratch);

/* Whether the pipeline has anything to tell. */
static inline bool
ng_is_told(const ng_pipeline *pipeline)
{
    return pipeline->n_lexicons > 0 || pipeline->overrides != NULL;
}

/* The order of the span; NULL if there is none.  Search goes on from *at: ask for mentions in
   text order. */
const ng_order *ng_order_at(const struct ng_told_scratch *scratch, size_t *at, uint32_t start,
                            uint32_t stop);

/* How much an order that does not decide weighs with the tagger, in units of its scores. */
#define NG_HINT (4 * 256)

#endif
