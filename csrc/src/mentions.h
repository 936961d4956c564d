/*
 * Inside the mention stage.
 *
 * Two passes.  The first goes over the tokens once, collects runs of words
 * that may be of names (mentions.c), and parses each run (mentions_parse.c,
 * which asks mentions_lexicon.c, mentions_heads.c and mentions_person.c) into
 * candidates: names that are certain enough to stand, and words that are left
 * open.  What stands goes into the document's table of names.  The second
 * pass goes over the candidates, settles the open ones by that table and by
 * what stands next to them, and appends the mentions (mentions_settle.c).
 *
 * The tagger works on the rows that these passes make (mentions_tagger.c).
 */
#ifndef NG_MENTIONS_H
#define NG_MENTIONS_H

#include "lang_en_names.h"
#include "lexicon.h"
#include "names_shape.h"
#include "names_table.h"
#include "pipeline.h"

/* Rules; the order is that of ng_mention_rules. */
typedef enum ng_mention_rule {
    NG_M_TOKEN,     /* M1 */
    NG_M_LEXICON,   /* M2 */
    NG_M_HINT,      /* M3 */
    NG_M_COMPOUND,  /* M4 */
    NG_M_TITLE,     /* M5 */
    NG_M_ROLE,      /* M6 */
    NG_M_GIVEN,     /* M7 */
    NG_M_SURNAME,   /* M8 */
    NG_M_SPEAKER,   /* M9 */
    NG_M_BODY,      /* M10 */
    NG_M_ORG,       /* M11 */
    NG_M_SUFFIX,    /* M12 */
    NG_M_OF,        /* M13 */
    NG_M_PLACE,     /* M14 */
    NG_M_COUNTY,    /* M15 */
    NG_M_LAW,       /* M16 */
    NG_M_EVENT,     /* M17 */
    NG_M_WORK,      /* M18 */
    NG_M_FAMILY,    /* M19 */
    NG_M_REPEAT,    /* M20 */
    NG_M_ACRONYM,   /* M21 */
    NG_M_CAPITALS,  /* M22 */
    NG_M_IN,        /* M23 */
    NG_M_CITYSTATE, /* M24 */
    NG_M_BYLINE,    /* M25 */
    NG_M_DATELINE,  /* M26 */
    NG_M_SHAPE,     /* M27 */
    NG_M_NOUN,      /* M28 */
    NG_M_CUE,       /* M29 */
    NG_M_AMPERSAND, /* M30 */
    NG_M_PARTY,     /* M31 */
    NG_M_LIST,      /* M32 */
    NG_M_TAGGER,    /* M33 */
    NG_M_DATE,      /* M34 */
    NG_M_NUMBER,    /* M35 */
    NG_M_TOLD,      /* M36 */
    NG_M_LISTED,    /* M37 */
    NG_M_OVERRIDE,  /* M38 */
    NG_M_OTHER,     /* M39 */
    NG_N_MENTION_RULES
} ng_mention_rule;

/* The share of a rule's mentions that are right; see mentions_rules.c. */
extern const float ng_mention_conf[NG_N_MENTION_RULES];

#define NG_NO_MATCH UINT32_MAX
#define NG_NO_LABEL 0xFF

/* A word of a run. */
typedef struct ng_name_part {
    uint64_t set; /* NG_NAME_... */
    uint32_t token;
    uint32_t classes;  /* of the word alone: NG_LEX_BIT()s */
    uint32_t decides;  /* of those, the ones that decide */
    uint32_t match;    /* the row of doc->matches that begins here, or NG_NO_MATCH */
    uint8_t shape;     /* NG_SHAPE_... */
    uint8_t match_len; /* parts that the match spans; 0 without one */
    uint8_t flags;     /* of the match */
    bool ambiguous;    /* the word alone is more often a common word */
    bool compound;     /* "U.S.-led": a place or people, a hyphen and a small word */
} ng_name_part;

/* Candidate flags. */
enum {
    NG_CAND_OPEN = 1,   /* the words are capitalised, and no more is known */
    NG_CAND_FIRST = 2,  /* opens a sentence, so that its capital says little */
    NG_CAND_LOOSE = 4,  /* capitals say nothing here: a headline */
    NG_CAND_SOFT = 8,   /* a place or the like that is a family name as well */
    NG_CAND_THE = 32,   /* "the" stands before it */
    NG_CAND_COMMON = 16 /* a common word for all that the lexicon knows */
};

typedef struct ng_name_cand {
    uint32_t start, stop; /* bytes */
    uint32_t first_token, stop_token;
    uint32_t sentence;
    uint32_t title_start, title_stop;
    uint8_t label; /* ng_label; NG_NO_LABEL while open and without a hint */
    uint8_t form, rule, flags;
} ng_name_cand;

/* Of a run, the longest that is looked at as one; linear time needs a bound. */
#define NG_MAX_RUN 48

/* How far capital letters can be trusted. */
typedef enum ng_case_mode {
    NG_MODE_MIXED,
    NG_MODE_LOOSE /* Title Case, or all capitals */
} ng_case_mode;

typedef struct ng_mention_run {
    const ng_pipeline *pipeline;
    ng_doc *doc;
    ng_mention_scratch *scratch;                /* doc->mention_scratch */
    uint32_t sentence, first_token, stop_token; /* of the sentence */
    ng_block_kind block;
    ng_case_mode mode;
    size_t next_match; /* the first match at or behind the current token */
    ng_name_part run[NG_MAX_RUN];
    size_t n_run;
    bool run_opens;    /* the run's first word opens the sentence, or a quotation */
    bool role_before;  /* a word for a function stands before the run */
    bool role_certain; /* one that says so by itself: "spokesman", not "giant" */
    bool place_before; /* "in", "the town of" */
    bool all_capitals; /* so is the whole line, in NG_MODE_LOOSE */
    bool the_before;   /* "the" does: what follows is seldom a person */
    ng_status status;
} ng_mention_run;

/* Parse m->run into candidates. */
void ng_mentions_parse(ng_mention_run *m);

/* Settle the candidates and append the mentions. */
ng_status ng_mentions_settle(ng_mention_run *m);

/* Append a candidate for tokens [first, stop); NULL and m->status if memory is
   short.  Valid until the next call. */
ng_name_cand *ng_mentions_add(ng_mention_run *m, uint32_t first, uint32_t stop, unsigned label,
                              ng_form form, ng_mention_rule rule);

/* M4: add the places and peoples in a token with hyphens. */
void ng_mentions_compound(ng_mention_run *m, uint32_t token);

/* M4: "New | York-based": the same for the tokens [first, token] up to the hyphen;
   false if the lexicon has no such place or people. */
bool ng_mentions_long_compound(ng_mention_run *m, uint32_t first, uint32_t token);

/* Put a name that stands into the document's table. */
void ng_mentions_know(ng_mention_run *m, uint32_t start, uint32_t stop, unsigned label,
                      ng_form form, unsigned rule);

/* Where the name ends whose last token, before `stop_token`, ends at the byte `name_stop`:
   the stop of "U.S." at the end of a sentence, which the tokenizer cuts off, belongs
   to it. */
uint32_t ng_mention_stop(const ng_doc *doc, uint32_t sentence, uint32_t name_stop,
                         uint32_t stop_token);

static inline const char *
ng_token_begin(const ng_doc *doc, size_t i)
{
    return doc->text + doc->tokens.start[i];
}

static inline size_t
ng_token_len(const ng_doc *doc, size_t i)
{
    return doc->tokens.stop[i] - doc->tokens.start[i];
}

static inline uint64_t
ng_token_set(const ng_doc *doc, size_t i)
{
    return ng_name_word(ng_token_begin(doc, i), ng_token_len(doc, i));
}

#endif
