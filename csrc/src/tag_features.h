/*
 * What the tagger sees of a token.
 *
 * A feature is a 64-bit key: a template's number and what stands in its places,
 * mixed.  The trainer turns keys into weights, the tagger looks their rows up
 * in the model (model.h).  Three kinds:
 *
 *   of a word     letters, shape, affixes, what the lexicon and the word lists say of
 *                 it alone.  They depend on its bytes and its distance to the token
 *                 that is tagged, so the tagger sums their rows once per word.
 *   of a place    neighbours together, lexicon matches, runs of capitals.
 *   of a document where else in the document the form stands, and how; what the rules
 *                 of the mention stage took the token for.
 *
 * Most tokens cannot be in a name and are never looked at: ng_tag_doc_read()
 * finds the regions that can, which are what is tagged.  A model for other things than
 * names may ask for all words.
 */
#ifndef NG_TAG_FEATURES_H
#define NG_TAG_FEATURES_H

#include "doc.h"
#include "pipeline.h"

/* Raised whenever a template changes: a model for another version is refused. */
#define NG_FEATURES_VERSION 3

/* Features that the trainer leaves out now and then, so that the others learn to do
   without them; a bit each. */
typedef enum ng_feature_group {
    NG_FEATURE_PLAIN = 0,
    NG_FEATURE_WORD = 1,    /* the word's own letters */
    NG_FEATURE_LEXICON = 2, /* the lexicon */
    NG_FEATURE_RULE = 4,    /* the mention stage's rules */
    NG_FEATURE_DOC = 8      /* other places of the document */
} ng_feature_group;

#define NG_MAX_KEYS 192

typedef struct ng_keys {
    size_t n;
    uint64_t key[NG_MAX_KEYS];
    uint8_t group[NG_MAX_KEYS];
} ng_keys;

/* How the letters of a word are written. */
typedef enum ng_word_case {
    NG_WORD_NONE,    /* no letters */
    NG_WORD_LOWER,   /* "roe" */
    NG_WORD_CAPITAL, /* "Roe" */
    NG_WORD_UPPER,   /* "ROE" */
    NG_WORD_INITIAL, /* "R", "R." */
    NG_WORD_MIXED,   /* "iRoe" */
    NG_WORD_CAMEL    /* "RoeCorp", "McRoe" */
} ng_word_case;

/* What is known of a word by itself. */
typedef struct ng_word_info {
    uint64_t form;  /* of its bytes and kind: who has the same is the same word */
    uint64_t lower; /* letters small, digits 0 */
    uint64_t set;   /* NG_NAME_... */
    uint32_t shape; /* compressed: "Xx-Xx" */
    uint32_t classes, decides, ambiguous; /* of the lexicon; NG_LEX_BIT()s */
    uint8_t word_case;
    uint8_t kind; /* ng_token_kind */
} ng_word_info;

/* Distances at which a word is looked at. */
#define NG_WORD_REACH 2
#define NG_N_OFFSETS (2 * NG_WORD_REACH + 1)

/* Hash of a token's bytes and kind: ng_word_info.form. */
uint64_t ng_word_form(const char *p, size_t n, ng_token_kind kind);

/* Hash of its letters made small, digits 0: ng_word_info.lower. */
uint64_t ng_word_lower(const char *p, size_t n);

void ng_word_read(const ng_lexicon *lexicon, const char *p, size_t n, ng_token_kind kind,
                  ng_word_info *out);

/* Append the keys of a word at `offset` (-2..2) from the tagged token. */
void ng_word_keys(const ng_word_info *word, const char *p, size_t n, int offset, ng_keys *keys);

/* Flags of a token of the document. */
enum {
    NG_TAG_REGION = 1,  /* is tagged */
    NG_TAG_CAPITAL = 2, /* begins like a name */
    NG_TAG_OPENS = 4,   /* opens a sentence or a quotation */
    NG_TAG_HINT = 16,   /* the rules or the lexicon have a name there */
    NG_TAG_FIXED = 8    /* a rule found a name inside the token: stays as it is */
};

/* Letter case of a sentence. */
typedef enum ng_line_case {
    NG_LINE_MIXED,
    NG_LINE_TITLE,
    NG_LINE_UPPER,
    NG_LINE_LOWER
} ng_line_case;

/* How a form stands in the document, all told. */
typedef struct ng_form_row {
    uint64_t lower;
    uint32_t generation;
    uint8_t n_small, n_capital; /* in small letters; capitalised where it need not be */
    uint8_t n_alone, n_first, n_inner, n_last; /* its place in runs of capitals */
    uint8_t n_title, n_in, n_say, n_suffix;
    uint8_t n_rule[4]; /* PERSON, ORG, place, people by the rules */
} ng_form_row;

#define NG_TAG_FILTER 4096

/* What the tagger works with, and keeps for the next document. */
typedef struct ng_tag_doc {
    uint8_t *flags;      /* of each token */
    uint8_t *rule_label; /* 0, or 1 + 2 * ng_label, and 1 more inside the mention */
    uint8_t *rule;       /* ng_mention_rule */
    uint32_t *match;     /* row of doc->matches that covers it, or NG_TAG_NO_MATCH */
    size_t n, cap;
    ng_form_row *forms;
    size_t n_forms, n_form_slots;
    uint32_t generation;
    uint64_t filter[NG_TAG_FILTER / 64]; /* a bit by beginning and length of the forms */
    uint8_t *line_case;                  /* of each sentence */
    size_t cap_sentences;
    bool lower; /* the whole text is in small letters */
} ng_tag_doc;

#define NG_TAG_NO_MATCH UINT32_MAX

/* A region of a sentence: tokens that are tagged together. */
#define NG_MAX_REGION 128

typedef struct ng_region {
    uint32_t sentence, first, stop;         /* tokens */
    uint32_t sentence_first, sentence_stop; /* of the sentence */
    ng_line_case line_case;
    ng_block_kind block;
    /* Words [first - 2, stop + 2), as far as they are in the sentence; words[k] is
       of token first + k - 2. */
    ng_word_info words[NG_MAX_REGION + 2 * NG_WORD_REACH];
    uint16_t run_first[NG_MAX_REGION], run_last[NG_MAX_REGION]; /* index into the region */
    uint16_t long_first[NG_MAX_REGION], long_last[NG_MAX_REGION];
} ng_region;

/* Look over the document: flags, evidence, rules; regions, which are all words if
   `everywhere`.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_tag_doc_read(const ng_doc *doc, bool everywhere, ng_tag_doc *out);
void ng_tag_doc_free(const ng_alloc *alloc, ng_tag_doc *d);

/* The next region of `sentence` at or behind `token`; false if there is none.  The
   caller fills `words` and then calls ng_region_runs(). */
bool ng_region_next(const ng_doc *doc, const ng_tag_doc *d, uint32_t sentence, uint32_t token,
                    ng_region *region);
void ng_region_runs(const ng_tag_doc *d, ng_region *region);

/* Append the keys of the token `i` of the region that are not of one word. */
void ng_place_keys(const ng_doc *doc, const ng_tag_doc *d, const ng_region *region, uint32_t i,
                   ng_keys *keys);

/* The evidence for a form; NULL if it is in no run and no headline. */
const ng_form_row *ng_tag_form(const ng_tag_doc *d, uint64_t lower);

/* Whether the form stands in a line where capitals say something. */
static inline bool
ng_form_is_counted(const ng_form_row *f)
{
    return (f->n_alone | f->n_first | f->n_last | f->n_inner) != 0;
}

static inline uint64_t
ng_mix(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    h ^= h >> 32;
    return h;
}

static inline uint64_t
ng_pair(uint64_t a, uint64_t b)
{
    return (a ^ (b << 23 | b >> 41)) * UINT64_C(0x9FB21C651E98DF25);
}

static inline void
ng_push_key(ng_keys *keys, unsigned template_id, uint64_t value, unsigned group)
{
    if (keys->n < NG_MAX_KEYS) {
        keys->key[keys->n] = ng_mix(value + (uint64_t)template_id * UINT64_C(0x9E3779B97F4A7C15)) *
                             UINT64_C(0xD6E8FEB86659FD93);
        keys->group[keys->n++] = (uint8_t)group;
    }
}

#endif
