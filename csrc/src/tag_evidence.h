/*
 * Why the tagger read a name: what speaks for it, against the best reading without it.
 */
#ifndef NG_TAG_EVIDENCE_H
#define NG_TAG_EVIDENCE_H

#include "tagger.h"

/* Groups of features, in the order of ng_evidence_rules. */
typedef enum ng_evidence {
    NG_E_WORDS,
    NG_E_LETTERS,
    NG_E_BEFORE,
    NG_E_AFTER,
    NG_E_LEXICON,
    NG_E_RULES,
    NG_E_DOC,
    NG_E_PLACE,
    NG_E_LABELS,
    NG_N_EVIDENCE
} ng_evidence;

extern const ng_rule ng_evidence_rules[NG_N_EVIDENCE];
extern const ng_rule ng_other_reading_rule;

typedef struct ng_name_evidence {
    /* The other reading: the first name that overlaps this one there, or none
       (first_token == stop_token). */
    uint32_t first_token, stop_token;
    uint8_t type;
    /* In nats: of the other reading, how much worse it is; of each group, how much it
       does of that (below 0: it speaks for the other reading). */
    double margin, weight[NG_N_EVIDENCE];
} ng_name_evidence;

/* The evidence for a span of doc->tag_scratch, right after ng_tagger_read(). */
void ng_tagger_explain(const ng_pipeline *pipeline, ng_doc *doc, const ng_tag_span *span,
                       ng_name_evidence *out);

#endif
