/*
 * Columns that come in through the Arrow C data interface, read where they stand.
 *
 * Strings and binaries of all layouts (utf8, large_utf8, string_view), their
 * dictionary-encoded forms, whole numbers, dates, timestamps, and columns of nulls.
 * https://arrow.apache.org/docs/format/Columnar.html
 *
 * The producer is trusted with its pointers, as the interface wants it: how long a
 * buffer is, nobody can check.  What can be checked is: the type, the number of buffers
 * and children, indexes into a dictionary, and that no string has a negative length.
 */
#ifndef NG_ARROW_IN_H
#define NG_ARROW_IN_H

#include "arrow_abi.h"
#include "nutgraf.h"

typedef enum ng_arrow_kind {
    NG_ARROW_NULL, /* every row is null */
    NG_ARROW_TEXT, /* ng_arrow_text() */
    NG_ARROW_INT   /* ng_arrow_int(): whole numbers, dates, timestamps */
} ng_arrow_kind;

typedef enum ng_arrow_layout {
    NG_ARROW_FIXED,   /* values, one after another */
    NG_ARROW_OFFSETS, /* 32-bit offsets into one buffer */
    NG_ARROW_LARGE,   /* 64-bit offsets into one buffer */
    NG_ARROW_VIEWS    /* 16 bytes a row: short strings, or a place in one of many buffers */
} ng_arrow_layout;

/* An array of a column; borrowed from the array and its schema. */
typedef struct ng_arrow_column {
    ng_arrow_kind kind;
    ng_arrow_layout layout;
    char index;               /* format letter of a dictionary's indexes; 0: no dictionary */
    char value;               /* format letter of whole numbers */
    size_t n;                 /* rows */
    const struct ArrowArray *array;  /* of the rows: values, or indexes */
    const struct ArrowArray *values; /* of the values: the same, or the dictionary */
} ng_arrow_column;

/* NG_ERR_ARGUMENT: the type is none of those above, or the array does not fit it. */
ng_status ng_arrow_column_open(const struct ArrowSchema *schema, const struct ArrowArray *array,
                               ng_arrow_column *out);

/* The bytes of a row, which stay where they are; false: it is null, or damaged. */
bool ng_arrow_text(const ng_arrow_column *column, size_t row, const char **p, size_t *n);

/* The number in a row; false: it is null. */
bool ng_arrow_int(const ng_arrow_column *column, size_t row, int64_t *value);

#endif
