/* The parts of ng_pipeline that stages read, and the stages themselves. */
#ifndef NG_PIPELINE_H
#define NG_PIPELINE_H

#include <stdatomic.h>

#include "doc.h"
#include "labels.h"
#include "pool.h"

/* The document of the last batch, which the next one takes over with its memory, or
   NULL.  The one thing about a pipeline that changes. */
typedef struct ng_spare_doc {
    _Atomic(ng_doc *) doc;
} ng_spare_doc;

struct ng_pipeline {
    ng_alloc alloc;
    ng_spare_doc *spare;
    ng_pool *pool; /* NULL where the caller brought an allocator */
    ng_scheme scheme;
    ng_unit unit;
    const ng_lexicon *lexicon; /* NULL: none */
    const ng_model *model;     /* NULL: none */
    ng_date_order date_order;
    bool whole;
    const ng_aliases *aliases; /* NULL: none */
    const ng_lexicon **lexicons; /* of the user, besides; a copy of the list */
    uint32_t n_lexicons;
    bool overlapping;
    bool lexicons_decide;          /* what they list is a mention; else they are evidence */
    const ng_overrides *overrides; /* NULL: none */
    ng_own_labels *own;            /* labels of mentions that the library does not have, or NULL */
    /* Of each lexicon, and behind them of the overrides: labels as they number them, as
       labels of mentions; NG_LABEL_NONE is itself. */
    uint8_t (*label_of)[256];
    const ng_patterns *patterns; /* of the user; NULL: none */
    size_t max_chars;
};

/* Whether the text is longer than what is read; takes no memory. */
bool ng_pipeline_is_too_long(const ng_pipeline *pipeline, const char *text, size_t n_bytes);

/* Each reads what stands before it and appends its own columns.  NG_OK or
   NG_ERR_MEMORY. */
ng_status ng_blocks_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_tokens_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_sentences_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_values_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_find_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_patterns_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_lexicon_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_mentions_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_told_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_ban_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_tagger_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_merge_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_obey_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_entities_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_roles_run(const ng_pipeline *pipeline, ng_doc *doc);
ng_status ng_quotes_run(const ng_pipeline *pipeline, ng_doc *doc);

/* The allocator of tables. */
ng_alloc ng_pipeline_table_alloc(const ng_pipeline *pipeline);

/* An empty document; NULL if memory is short.  Give it back when done. */
ng_doc *ng_pipeline_take_doc(const ng_pipeline *pipeline);
void ng_pipeline_give_doc(const ng_pipeline *pipeline, ng_doc *doc);

/* ng_find_run() unit after unit, without windows, for tests. */
ng_status ng_find_run_reference(const ng_pipeline *pipeline, ng_doc *doc);

/* Sentences without the short cuts of ng_sentences_run(), for tests. */
ng_status ng_sentences_run_reference(const ng_pipeline *pipeline, ng_doc *doc);

/* Stages as bits, in the order in which they run. */
enum {
    NG_STAGE_BLOCKS = 1,
    NG_STAGE_TOKENS = 2,
    NG_STAGE_SENTENCES = 4,
    NG_STAGE_VALUES = 8,
    NG_STAGE_LEXICON = 16,
    NG_STAGE_MENTIONS = 32,
    NG_STAGE_TAGGER = 64,
    NG_STAGE_MERGE = 128,
    NG_STAGE_ENTITIES = 256,
    NG_STAGE_ROLES = 512,
    NG_STAGE_QUOTES = 1024,
    NG_STAGE_FIND = 2048, /* reads the text alone, and runs first */
    NG_STAGE_TOLD = 4096, /* before the tagger */
    NG_STAGE_BAN = 8192,  /* behind dates and numbers */
    NG_STAGE_OBEY = 16384, /* before the entities */
    NG_STAGE_PATTERNS = 32768 /* behind values and mentions, where rules ask for these */
};

/* What the tagger is trained on: names, without dates and numbers. */
#define NG_NAME_STAGES                                                                             \
    ((unsigned)(NG_STAGE_BLOCKS | NG_STAGE_TOKENS | NG_STAGE_SENTENCES | NG_STAGE_LEXICON |        \
                NG_STAGE_MENTIONS | NG_STAGE_FIND | NG_STAGE_TOLD | NG_STAGE_TAGGER))

/* The stages that the tables (bits) need. */
unsigned ng_pipeline_stages(unsigned tables);

/* Run the stages (bits) on a document that ng_doc_reset() has prepared. */
ng_status ng_pipeline_run(const ng_pipeline *pipeline, ng_doc *doc, unsigned stages);

/* Each stage's rules; a column `rule` holds an index into them. */
extern const ng_rule ng_block_rules[], ng_token_rules[], ng_sentence_rules[], ng_mention_rules[],
    ng_date_rules[], ng_number_rules[], ng_entity_rules[], ng_role_rules[], ng_quote_rules[];
extern const size_t ng_n_block_rules, ng_n_token_rules, ng_n_sentence_rules, ng_n_mention_rules,
    ng_n_date_rules, ng_n_number_rules, ng_n_entity_rules, ng_n_role_rules, ng_n_quote_rules;

#endif
