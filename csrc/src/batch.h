/* The tables that documents are appended to. */
#ifndef NG_BATCH_H
#define NG_BATCH_H

#include "offsets.h"
#include "pipeline.h"
#include "table.h"

struct ng_batch {
    ng_alloc alloc;
    const ng_pipeline *pipeline; /* not owned */
    unsigned tables;             /* bit t: table t is wanted */
    ng_table *table[NG_N_TABLES];
    ng_doc *doc;
    ng_offsets offsets;   /* of the document at hand */
    ng_encoding encoding; /* of it; NG_ENCODING_UNKNOWN: it is broken */
};

/* Append the document's rows to the tables, as batch.c does for the others. */
ng_status ng_batch_append_dates(ng_batch *batch, uint32_t doc);
ng_status ng_batch_append_numbers(ng_batch *batch, uint32_t doc);
ng_status ng_batch_append_entities(ng_batch *batch, uint32_t doc);
ng_status ng_batch_append_roles(ng_batch *batch, uint32_t doc);
ng_status ng_batch_append_quotes(ng_batch *batch, uint32_t doc);
ng_status ng_batch_append_matches(ng_batch *batch, uint32_t doc);
ng_status ng_batch_append_patterns(ng_batch *batch, uint32_t doc);

/* Whether the columns of matches have room for those of the document. */
bool ng_batch_matches_fit(const ng_batch *batch);
/* The same of patterns. */
bool ng_batch_patterns_fit(const ng_batch *batch);

#endif
