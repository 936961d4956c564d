/*
 * nutgraf: English news text in, linked tables with exact offsets out.
 *
 * This is the whole public interface of the C library, and its manual.
 *
 *   ng_pipeline   what to do: options, lexicon.  Immutable once made, so any
 *                 number of threads may share one.
 *   ng_doc        where one document is worked on.  Reused from document to
 *                 document, so that memory is taken once; one thread at a time.
 *   ng_batch      the tables that documents are appended to, column by column,
 *                 in the layout of Apache Arrow; one thread at a time.
 *   ng_table      one finished table.  Immutable and reference counted; it is
 *                 handed out by the Arrow C data interface without a copy.
 *
 * Text is (pointer, length), never NUL-terminated, never written to, and read
 * only inside its bounds.  Any byte string has a result: bytes that are not
 * UTF-8 become tokens of kind NG_TOKEN_INVALID.
 *
 * The library never aborts, prints, locks, starts a thread, reads the locale
 * or the clock, or keeps state of its own.  Functions that can fail return an
 * ng_status and leave their outputs in a state that can be freed.
 *
 * See examples/read.c for a complete program.
 */
#ifndef NUTGRAF_H
#define NUTGRAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NG_VERSION "0.1.0"
#define NG_UNICODE_VERSION "17.0.0"

#if defined(_WIN32) || defined(__CYGWIN__)
#define NG_API
#else
#define NG_API __attribute__((visibility("default")))
#endif

/* ---------------------------------------------------------------- status */

typedef enum ng_status {
    NG_OK = 0,
    NG_ERR_MEMORY = -1,   /* an allocation failed */
    NG_ERR_TOO_LONG = -2, /* a text is longer than NG_MAX_BYTES */
    NG_ERR_ARGUMENT = -3, /* an argument is outside its documented range */
    NG_ERR_FORMAT = -4,   /* a file is not what it should be; see ng_error */
    NG_ERR_IO = -5        /* a file cannot be read or written; see ng_error */
} ng_status;

/* Where a function can say more than its status does.  `message` is always
   NUL-terminated and empty after success. */
typedef struct ng_error {
    char message[256];
} ng_error;

/* A short English text for a status; static, never NULL. */
NG_API const char *ng_status_text(ng_status status);

/* The longest text, in bytes.  String columns of Arrow have 32-bit signed
   offsets, and a text column repeats at most the text. */
#define NG_MAX_BYTES ((size_t)INT32_MAX)

/* ---------------------------------------------------------------- memory */

/* Where an object takes its memory; NULL wherever a `const ng_alloc *` is
   asked for means the C library's realloc and free.  `realloc` follows C's
   (NULL pointer: allocate); `free` accepts NULL.  Copied into the object. */
typedef struct ng_alloc {
    void *(*realloc)(void *ctx, void *pointer, size_t n_bytes);
    void (*free)(void *ctx, void *pointer);
    void *ctx;
} ng_alloc;

/* ----------------------------------------------------------- closed lists
 *
 * Their names, in this order, are the dictionaries of the enum columns; see
 * ng_enum_names().
 */

typedef enum ng_unit { NG_UNIT_CHAR, NG_UNIT_BYTE, NG_UNIT_UTF16, NG_N_UNITS } ng_unit;

typedef enum ng_scheme { NG_SCHEME_NEWS, NG_SCHEME_UD, NG_SCHEME_UAX29, NG_N_SCHEMES } ng_scheme;

typedef enum ng_block_kind {
    NG_BLOCK_KICKER,        /* a section label over the headline */
    NG_BLOCK_HEADLINE,
    NG_BLOCK_DECK,          /* the standfirst under the headline */
    NG_BLOCK_BYLINE,
    NG_BLOCK_DATELINE,      /* "WASHINGTON, Aug 11 (Reuters) -", before the body of its line */
    NG_BLOCK_STAMP,         /* dates and times of publication and updating */
    NG_BLOCK_COMMENT_COUNT,
    NG_BLOCK_BODY,
    NG_BLOCK_SUBHEAD,
    NG_BLOCK_BLOCK_QUOTE,
    NG_BLOCK_PULL_QUOTE,
    NG_BLOCK_LIST,
    NG_BLOCK_CAPTION,
    NG_BLOCK_CREDIT,        /* of a picture */
    NG_BLOCK_AGENCY_CREDIT, /* "(Via Associated Press)" */
    NG_BLOCK_CONTRIBUTOR,   /* "Jane Roe contributed to this report." */
    NG_BLOCK_CORRECTION,
    NG_BLOCK_UPDATE,
    NG_BLOCK_PROMO,         /* newsletters, apps, subscriptions, calls to share */
    NG_BLOCK_RELATED,       /* links to other stories */
    NG_BLOCK_EMBED,         /* an embedded social post */
    NG_BLOCK_COPYRIGHT,
    NG_BLOCK_CHROME,        /* menus, share bars, tags, footers, notices */
    NG_N_BLOCK_KINDS
} ng_block_kind;

typedef enum ng_sentence_kind {
    NG_SENTENCE_PROSE,
    NG_SENTENCE_HEADLINE,
    NG_SENTENCE_FRAGMENT, /* without a closing mark, and no headline */
    NG_SENTENCE_QUESTION,
    NG_SENTENCE_EXCLAMATION,
    NG_N_SENTENCE_KINDS
} ng_sentence_kind;

typedef enum ng_token_kind {
    NG_TOKEN_WORD,
    NG_TOKEN_NUMBER,
    NG_TOKEN_PUNCT,
    NG_TOKEN_QUOTE_OPEN,
    NG_TOKEN_QUOTE_CLOSE,
    NG_TOKEN_DASH,
    NG_TOKEN_SYMBOL,
    NG_TOKEN_CLITIC, /* "'s", "n't" */
    NG_TOKEN_ABBR,   /* a word with a stop of its own: "U.S.", "Mr." */
    NG_TOKEN_URL,
    NG_TOKEN_EMAIL,
    NG_TOKEN_HANDLE,
    NG_TOKEN_HASHTAG,
    NG_TOKEN_EMOJI,
    NG_TOKEN_INVALID, /* bytes that are not UTF-8, and U+FFFD */
    NG_N_TOKEN_KINDS
} ng_token_kind;

typedef enum ng_label {
    NG_LABEL_PERSON,
    NG_LABEL_NORP,
    NG_LABEL_FAC,
    NG_LABEL_ORG,
    NG_LABEL_GPE,
    NG_LABEL_LOC,
    NG_LABEL_PRODUCT,
    NG_LABEL_EVENT,
    NG_LABEL_WORK_OF_ART,
    NG_LABEL_LAW,
    NG_LABEL_LANGUAGE,
    NG_LABEL_DATE,
    NG_LABEL_TIME,
    NG_LABEL_PERCENT,
    NG_LABEL_MONEY,
    NG_LABEL_QUANTITY,
    NG_LABEL_ORDINAL,
    NG_LABEL_CARDINAL,
    NG_LABEL_URL,
    NG_LABEL_EMAIL,
    NG_LABEL_HANDLE,
    NG_LABEL_HASHTAG,
    NG_LABEL_PHONE,
    NG_N_LABELS
} ng_label;

typedef enum ng_form {
    NG_FORM_FULL,
    NG_FORM_FAMILY,
    NG_FORM_GIVEN,
    NG_FORM_ACRONYM,
    NG_FORM_SHORT,
    NG_FORM_DEMONYM,
    NG_FORM_PRONOUN,
    NG_FORM_NOMINAL,
    NG_N_FORMS
} ng_form;

typedef enum ng_letter_case {
    NG_CASE_MIXED,
    NG_CASE_TITLE,
    NG_CASE_UPPER,
    NG_CASE_LOWER,
    NG_N_LETTER_CASES
} ng_letter_case;

/* Where the article's date comes from, the strongest first. */
typedef enum ng_published_source {
    NG_PUBLISHED_GIVEN, /* by the caller */
    NG_PUBLISHED_STAMP,
    NG_PUBLISHED_DATELINE,
    NG_PUBLISHED_NONE,
    NG_N_PUBLISHED_SOURCES
} ng_published_source;

typedef enum ng_table_id {
    NG_TABLE_ARTICLES,
    NG_TABLE_BLOCKS,
    NG_TABLE_SENTENCES,
    NG_TABLE_TOKENS,
    NG_TABLE_MENTIONS,
    NG_N_TABLES
} ng_table_id;

/* --------------------------------------------------------- segmentation
 *
 * Plain Unicode text segmentation, UAX #29 of NG_UNICODE_VERSION, untailored.
 */

typedef enum ng_boundary {
    NG_BOUNDARY_GRAPHEME, /* extended grapheme clusters */
    NG_BOUNDARY_WORD,
    NG_BOUNDARY_SENTENCE,
    NG_N_BOUNDARIES
} ng_boundary;

/*
 * The length in bytes of the segment that starts at `p`, which must be a
 * boundary itself; 0 if p == end.  Segments tile the text.  A maximal
 * ill-formed subsequence counts as one character without properties (as
 * U+FFFD).  Reads only [p, end), never allocates, cannot fail; calling it
 * again and again over a text takes linear time in all.  Any thread.
 */
NG_API size_t ng_segment_next(ng_boundary kind, const char *p, const char *end);

#ifdef __cplusplus
}
#endif

#endif
