/* Finished tables: columns behind a reference count. */
#ifndef NG_TABLE_H
#define NG_TABLE_H

#include <stdatomic.h>

#include "labels.h"
#include "token_rows.h"

struct ng_table {
    atomic_size_t n_refs;
    ng_alloc alloc;
    ng_table_id id;
    size_t n_rows;
    ng_column *columns;    /* ng_schema_of(id)->n_fields of them */
    ng_token_rows *tokens; /* columns that are made when asked for, or NULL */
    ng_own_labels *labels; /* of mentions: what a model adds to ng_label, or NULL */
};

/* Whether the table has a column of labels, to which a model may add its own. */
static inline bool
ng_table_has_labels(ng_table_id id)
{
    return id == NG_TABLE_MENTIONS || id == NG_TABLE_ENTITIES;
}

/* The name of value i of an enum column; NULL behind the last. */
const char *ng_table_value_name(const ng_table *table, size_t column, size_t i);

/* A column, made now if it is not there yet; NULL if memory is short.  All who read
   columns of a finished table ask here. */
const ng_column *ng_table_column(const ng_table *table, size_t column);

/* 0.95 for the float next to it, and not 0.949999988: the decimal with six places
   if there is one that is stored as the same float. */
double ng_real_of(float value);

/* An empty table with one reference; NULL if memory is short. */
ng_table *ng_table_new(const ng_alloc *alloc, ng_table_id id);

#endif
