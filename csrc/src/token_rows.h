/*
 * The rows of the tokens table, most columns of which are only made when someone
 * asks for them.
 *
 * Tokens are the one table that is longer than the text: all its columns take 30
 * bytes a token, a token 5 bytes of text.  Kept are the offsets, the kind and the
 * flags.  What document, token and sentence a row is follows from where documents
 * and sentences begin, and its string from the text, if that stays (borrowed).
 */
#ifndef NG_TOKEN_ROWS_H
#define NG_TOKEN_ROWS_H

#include <stdatomic.h>

#include "column.h"
#include "doc.h"
#include "offsets.h"

/* The tokens of one document. */
typedef struct ng_token_doc {
    const char *text; /* NULL: the strings have been copied */
    size_t first_row, first_sentence;
    size_t first_mark; /* in marks[], or NG_UNITS_ARE_BYTES */
    uint32_t doc;
    uint32_t n_bytes;
    bool valid; /* the text is well-formed UTF-8 */
} ng_token_doc;

#define NG_UNITS_ARE_BYTES SIZE_MAX
#define NG_MARK_ROWS 64

typedef struct ng_token_rows {
    ng_token_doc *docs;
    size_t n_docs, cap_docs;
    uint32_t *sentences; /* the first row of each, documents one after the other */
    size_t n_sentences, cap_sentences;
    /* The first byte of every NG_MARK_ROWS-th token of a document in which the offsets
       of the table count something else; between them characters are counted. */
    uint32_t *marks;
    size_t n_marks, cap_marks;
    ng_unit unit;
    uint8_t *flags; /* of each row */
    size_t n_rows, cap_rows;
    bool all_valid;                  /* all texts are well-formed UTF-8 */
    size_t n_text;                   /* bytes that the strings can take at most */
    atomic_uchar state[NG_TOKENS_N]; /* of each column: see token_rows.c */
} ng_token_rows;

/* Empty; text is copied at once unless `borrowed`.  NULL if memory is short. */
ng_token_rows *ng_token_rows_new(const ng_alloc *alloc, ng_unit unit, bool borrowed);
void ng_token_rows_free(ng_token_rows *rows, const ng_alloc *alloc);

ng_status ng_token_rows_reserve(ng_token_rows *rows, const ng_alloc *alloc, size_t n);

/* Append the tokens of `doc`, whose number is `number`, but for the columns of the
   table that are made at once. */
ng_status ng_token_rows_append(ng_token_rows *rows, const ng_alloc *alloc, const ng_doc *doc,
                               uint32_t number, const ng_offsets *offsets, bool valid);

/* Whether the column is there.  Columns of offsets and kinds always are. */
bool ng_token_rows_has(const ng_token_rows *rows, size_t column);

/* Make the column; start[], stop[] are those of the table.  Several threads may ask
   at once.  NG_OK or NG_ERR_MEMORY; it can be asked again then. */
ng_status ng_token_rows_make(ng_token_rows *rows, const ng_alloc *alloc, size_t column,
                             const uint32_t *start, const uint32_t *stop, ng_column *out);

/* Walks over the strings of rows from `row` on, without making the column. */
typedef struct ng_token_texts {
    const ng_token_rows *rows;
    const uint32_t *start, *stop;
    size_t doc; /* that `row` is in */
    size_t row;
    const char *at;   /* in the document's text, where its units are no bytes ... */
    uint32_t at_unit; /* ... and how many units are before */
} ng_token_texts;

ng_token_texts ng_token_texts_from(const ng_token_rows *rows, const uint32_t *start,
                                   const uint32_t *stop, size_t row);
/* The bytes of the next row, as they stand in the text: broken ones too.  How many
   there are, and how many the text has from there on. */
const char *ng_token_texts_next(ng_token_texts *texts, size_t *n_bytes, size_t *n_readable);

#endif
