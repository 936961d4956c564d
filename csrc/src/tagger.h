/*
 * The tagger: names by a linear model.
 *
 * Stage.  It reads what the rules of the mention stage found as evidence among other
 * evidence (tag_features.h), decides region by region, and writes the mentions anew.
 * Without a model in the pipeline it does nothing.
 *
 * Scores are int16, sums are saturated in a fixed order, and paths are int32, so every
 * processor gives the same names.
 */
#ifndef NG_TAGGER_H
#define NG_TAGGER_H

#include "model.h"
#include "tag_features.h"
#include "tag_votes.h"

/* A name that was found. */
typedef struct ng_tag_span {
    uint32_t sentence, first_token, stop_token;
    int32_t margin; /* how much worse the best reading without it is; NG_MODEL_UNIT */
    uint8_t type;   /* of the model */
} ng_tag_span;

/* A word that was met, kept from document to document. */
typedef struct ng_tag_memo {
    ng_word_info word;
    uint32_t have; /* bit k: the sum of its rows at distance k - NG_WORD_REACH stands */
    bool used;
} ng_tag_memo;

/* Their number; a power of two.  News has few other words in its regions. */
#ifndef NG_TAG_MEMOS
#define NG_TAG_MEMOS 4096
#endif

/* A region that was scored: its tokens are [first_vote, + n) of the scratch's. */
typedef struct ng_tag_region {
    uint32_t sentence, first; /* token of the document */
    uint32_t first_vote, n;
} ng_tag_region;

/* What a document keeps for the tagger. */
typedef struct ng_tag_scratch {
    ng_tag_doc doc;
    ng_region region;
    ng_keys keys;
    ng_tag_memo *memos; /* NG_TAG_MEMOS of them */
    int16_t *sums;      /* NG_N_OFFSETS * width a memo */
    uint32_t width;
    uint64_t stamp; /* of the model they are of */
    const ng_lexicon *lexicon;
    ng_tag_span *spans;
    size_t n_spans, cap_spans;
    struct ng_mention_row *rows; /* of mentions_tagger.c */
    size_t cap_rows;
    /* Regions, and for each of their tokens what it votes and its scores. */
    ng_tag_region *regions;
    size_t n_regions, cap_regions;
    ng_vote_token *tokens;
    size_t n_tokens, cap_tokens;
    int16_t *scores; /* width a token */
    size_t cap_scores;
    ng_votes votes;
    /* The region at hand. */
    int16_t score[NG_MAX_REGION][NG_MODEL_MAX_WIDTH];
    int32_t ahead[NG_MAX_REGION][NG_MODEL_MAX_WIDTH];  /* best path that ends so */
    int32_t behind[NG_MAX_REGION][NG_MODEL_MAX_WIDTH]; /* best path that goes on from it */
    uint32_t slots[NG_MAX_KEYS + 1];
} ng_tag_scratch;

ng_status ng_tagger_run(const ng_pipeline *pipeline, ng_doc *doc);

/* The names of a document that went through the stages before: spans of the scratch,
   in order. */
ng_status ng_tagger_read(const ng_pipeline *pipeline, ng_doc *doc, const ng_model *model);

/* For explanations, right after ng_tagger_read(): a region's scores with votes, and the
   paths ahead and behind; and the best path by scratch->score, which it returns the
   score of. */
void ng_tagger_settle(const ng_pipeline *pipeline, ng_doc *doc, const ng_model *model,
                      const ng_tag_region *region);
int32_t ng_tagger_path(const ng_model *model, ng_tag_scratch *scratch, uint32_t n, uint8_t *path);

/* Right after ng_tagger_read(): its best reading of the span without some of the model's types (a
   bit each); false if that is no name, or another span. */
bool ng_tagger_without(const ng_pipeline *pipeline, ng_doc *doc, const ng_tag_span *span,
                       uint32_t types, ng_tag_span *out);

/* The share of names with such a margin that are right. */
float ng_tagger_conf(const ng_model *model, int32_t margin);

/* Make the scratch if need be. */
ng_status ng_tag_scratch_start(ng_doc *doc);
void ng_tag_scratch_free(const ng_alloc *alloc, ng_tag_scratch *scratch);

/* Write doc->mentions anew from the spans (mentions_tagger.c). */
ng_status ng_mentions_merge(const ng_pipeline *pipeline, ng_doc *doc, const ng_model *model);

/* Names of one word that stand in no mention and are mentions elsewhere
   (mentions_again.c).  NG_OK or NG_ERR_MEMORY. */
ng_status ng_mentions_again(ng_doc *doc);

/*
 * The inner loops, at a level of vector instructions each (dispatch.h).  `width` is a
 * multiple of 16, and what is behind the labels is padding.
 */
typedef struct ng_tag_kernel {
    /* The slots of the features that the model knows; their number. */
    size_t (*find)(const ng_model *model, const ng_keys *keys, uint32_t *slots);
    /* Add the rows of the slots to the sums, one after the other. */
    void (*add_rows)(int16_t *sum, const ng_model *model, const uint32_t *slots, size_t n);
    void (*add_sums)(int16_t *sum, const int16_t *other, size_t width);
    /* Best paths from the left, and on to the right, over the n scored tokens. */
    void (*walk_ahead)(const ng_model *model, ng_tag_scratch *scratch, uint32_t n);
    void (*walk_behind)(const ng_model *model, ng_tag_scratch *scratch, uint32_t n);
} ng_tag_kernel;

extern const ng_tag_kernel ng_tag_kernel_portable, ng_tag_kernel_avx2;

#define NG_TAG_IMPOSSIBLE (INT32_MIN / 4)

#endif
