/* A growing column in the layout of Arrow. */
#ifndef NG_COLUMN_H
#define NG_COLUMN_H

#include "schema.h"

/*
 * `data` holds the fixed-width values, one bit a value for NG_TYPE_BOOL, the
 * bytes of all strings for NG_TYPE_UTF8.  Strings have `offsets`, n + 1 of
 * them.  A list of strings has `offsets` into `child`.  `validity` is NULL
 * until the first null; then bit i is 1 where row i has a value.
 */
typedef struct ng_column {
    ng_type type;
    size_t n;
    size_t n_null;
    uint8_t *data;
    size_t n_data, cap_data; /* in bytes */
    int32_t *offsets;
    size_t cap_offsets;
    uint8_t *validity;
    size_t cap_validity; /* in bytes */
    struct ng_column *child;
} ng_column;

/* The width of a value in bytes, 0 for booleans, strings and lists. */
size_t ng_type_width(ng_type type);

/* All of these: NG_OK, or NG_ERR_MEMORY with the column unchanged. */
ng_status ng_column_init(ng_column *column, const ng_alloc *alloc, ng_type type);
ng_status ng_column_push_u32(ng_column *column, const ng_alloc *alloc, uint32_t value);
ng_status ng_column_push_i32(ng_column *column, const ng_alloc *alloc, int32_t value);
ng_status ng_column_push_u8(ng_column *column, const ng_alloc *alloc, uint8_t value);
ng_status ng_column_push_bool(ng_column *column, const ng_alloc *alloc, bool value);
ng_status ng_column_push_null(ng_column *column, const ng_alloc *alloc);

/* Bytes that are not UTF-8 are stored as U+FFFD, as Arrow's strings must be
   valid; the offsets of a row still name the original bytes.
   NG_ERR_TOO_LONG if the column would pass 2 GiB. */
ng_status ng_column_push_utf8(ng_column *column, const ng_alloc *alloc, const char *p, size_t n);

/* Take memory for n_rows more rows, and n_bytes more of strings; only to save
   growing by steps. */
ng_status ng_column_reserve(ng_column *column, const ng_alloc *alloc, size_t n_rows,
                            size_t n_bytes);

/* Give back what a column that is complete has not used. */
void ng_column_shrink(ng_column *column, const ng_alloc *alloc);

/* Room for n more values of fixed width (returned; *n is added to the column),
   or NULL if memory is short. */
void *ng_column_extend(ng_column *column, const ng_alloc *alloc, size_t n_more);

/* n booleans at once: whether flags[i] has a bit of `mask`. */
ng_status ng_column_extend_bools(ng_column *column, const ng_alloc *alloc, const uint8_t *flags,
                                 uint8_t mask, size_t n);

/* Room for n more strings of n_bytes together; NG_ERR_TOO_LONG as above. */
ng_status ng_column_reserve_utf8(ng_column *column, const ng_alloc *alloc, size_t n_more,
                                 size_t n_bytes);

/* Pieces of one text: piece i is [start[i], stop[i]), in bytes. */
typedef struct ng_pieces {
    const char *text;
    size_t n_bytes; /* of the text */
    bool valid;     /* it is well-formed UTF-8 */
    size_t n;
    const uint32_t *start, *stop;
    bool empty_is_null;
} ng_pieces;

/* Append each piece as a string, repaired where it is broken. */
ng_status ng_column_push_pieces(ng_column *column, const ng_alloc *alloc, const ng_pieces *pieces);

/* Close `n` rows of a list, whose values have been pushed to column->child: row i ends with
   value stops[i] - base of them. */
ng_status ng_column_push_lists(ng_column *column, const ng_alloc *alloc, const uint32_t *stops,
                               uint32_t base, size_t n);

/* Close a row of a list: its values have been pushed to column->child. */
ng_status ng_column_push_list(ng_column *column, const ng_alloc *alloc);

void ng_column_free(ng_column *column, const ng_alloc *alloc);

static inline bool
ng_column_is_null(const ng_column *column, size_t row)
{
    return column->validity != NULL && !(column->validity[row / 8] >> (row % 8) & 1);
}

#endif
