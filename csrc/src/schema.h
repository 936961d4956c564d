/*
 * The columns of every table: the one place that says their names, types and
 * closed lists.  Arrow schemas, the Python package and the docs are made from it.
 */
#ifndef NG_SCHEMA_H
#define NG_SCHEMA_H

#include "nutgraf.h"

typedef enum ng_type {
    NG_TYPE_U32,
    NG_TYPE_U64,
    NG_TYPE_F32,
    NG_TYPE_F64,
    NG_TYPE_BOOL,
    NG_TYPE_DATE32, /* days since 1970-01-01, int32 */
    NG_TYPE_UTF8,
    NG_TYPE_ENUM,   /* dictionary<int8, utf8> */
    NG_TYPE_ENUM16, /* dictionary<int16, utf8>: a list of more than 127 */
    NG_TYPE_LIST_UTF8,
    NG_TYPE_LIST_U32
} ng_type;

typedef struct ng_field {
    const char *name;
    ng_type type;
    bool nullable;
    const char *(*value_name)(size_t i); /* of an enum: NULL behind the last */
} ng_field;

typedef struct ng_schema {
    const char *name;
    const ng_field *fields;
    size_t n_fields;
} ng_schema;

/* Static; table < NG_N_TABLES. */
const ng_schema *ng_schema_of(ng_table_id table);

/* Whether the type is a dictionary. */
static inline bool
ng_type_is_enum(ng_type type)
{
    return type == NG_TYPE_ENUM || type == NG_TYPE_ENUM16;
}

static inline bool
ng_type_is_list(ng_type type)
{
    return type == NG_TYPE_LIST_UTF8 || type == NG_TYPE_LIST_U32;
}

/* Columns by name, in the order of schema.c. */
enum {
    NG_ARTICLES_DOC,
    NG_ARTICLES_ARTICLE_ID,
    NG_ARTICLES_HEADLINE,
    NG_ARTICLES_HEADLINE_START,
    NG_ARTICLES_HEADLINE_STOP,
    NG_ARTICLES_BYLINES,
    NG_ARTICLES_AGENCY,
    NG_ARTICLES_DATELINE_PLACE,
    NG_ARTICLES_PUBLISHED,
    NG_ARTICLES_PUBLISHED_SOURCE,
    NG_ARTICLES_N_CHARS,
    NG_ARTICLES_N_BYTES,
    NG_ARTICLES_N_BLOCKS,
    NG_ARTICLES_N_SENTENCES,
    NG_ARTICLES_N_TOKENS,
    NG_ARTICLES_LETTER_CASE,
    NG_ARTICLES_ERROR,
    NG_ARTICLES_N
};

enum {
    NG_BLOCKS_DOC,
    NG_BLOCKS_BLOCK,
    NG_BLOCKS_START,
    NG_BLOCKS_STOP,
    NG_BLOCKS_KIND,
    NG_BLOCKS_CONF,
    NG_BLOCKS_RULE,
    NG_BLOCKS_N
};

enum {
    NG_SENTENCES_DOC,
    NG_SENTENCES_SENT,
    NG_SENTENCES_BLOCK,
    NG_SENTENCES_START,
    NG_SENTENCES_STOP,
    NG_SENTENCES_KIND,
    NG_SENTENCES_N
};

enum {
    NG_TOKENS_DOC,
    NG_TOKENS_TOK,
    NG_TOKENS_SENT,
    NG_TOKENS_START,
    NG_TOKENS_STOP,
    NG_TOKENS_TEXT,
    NG_TOKENS_KIND,
    NG_TOKENS_SPACE_AFTER,
    NG_TOKENS_N
};

enum {
    NG_MENTIONS_DOC,
    NG_MENTIONS_MENTION,
    NG_MENTIONS_ENTITY,
    NG_MENTIONS_SENT,
    NG_MENTIONS_START,
    NG_MENTIONS_STOP,
    NG_MENTIONS_TEXT,
    NG_MENTIONS_LABEL,
    NG_MENTIONS_FORM,
    NG_MENTIONS_TITLE,
    NG_MENTIONS_CONF,
    NG_MENTIONS_RULE,
    NG_MENTIONS_N
};

enum {
    NG_DATES_DOC,
    NG_DATES_MENTION,
    NG_DATES_SENT,
    NG_DATES_START,
    NG_DATES_STOP,
    NG_DATES_TEXT,
    NG_DATES_TYPE,
    NG_DATES_VALUE,
    NG_DATES_FROM_DATE,
    NG_DATES_TO_DATE,
    NG_DATES_TIME,
    NG_DATES_TZ,
    NG_DATES_GRAIN,
    NG_DATES_ANCHOR,
    NG_DATES_MOD,
    NG_DATES_CONF,
    NG_DATES_RULE,
    NG_DATES_N
};

enum {
    NG_NUMBERS_DOC,
    NG_NUMBERS_MENTION,
    NG_NUMBERS_SENT,
    NG_NUMBERS_START,
    NG_NUMBERS_STOP,
    NG_NUMBERS_TEXT,
    NG_NUMBERS_KIND,
    NG_NUMBERS_VALUE,
    NG_NUMBERS_VALUE_MAX,
    NG_NUMBERS_UNIT,
    NG_NUMBERS_CURRENCY,
    NG_NUMBERS_HEDGE,
    NG_NUMBERS_CONF,
    NG_NUMBERS_RULE,
    NG_NUMBERS_N
};

enum {
    NG_ENTITIES_DOC,
    NG_ENTITIES_ENTITY,
    NG_ENTITIES_LABEL,
    NG_ENTITIES_NAME,
    NG_ENTITIES_GIVEN,
    NG_ENTITIES_FAMILY,
    NG_ENTITIES_ALIASES,
    NG_ENTITIES_N_MENTIONS,
    NG_ENTITIES_FIRST_START,
    NG_ENTITIES_EXT_ID,
    NG_ENTITIES_COUNTRY,
    NG_ENTITIES_AMBIGUOUS,
    NG_ENTITIES_CONF,
    NG_ENTITIES_N
};

enum {
    NG_ROLES_DOC,
    NG_ROLES_ENTITY,
    NG_ROLES_SENT,
    NG_ROLES_START,
    NG_ROLES_STOP,
    NG_ROLES_TEXT,
    NG_ROLES_KIND,
    NG_ROLES_ORG_ENTITY,
    NG_ROLES_PARTY,
    NG_ROLES_STATE,
    NG_ROLES_AGE,
    NG_ROLES_CONF,
    NG_ROLES_RULE,
    NG_ROLES_N
};

enum {
    NG_QUOTES_DOC,
    NG_QUOTES_QUOTE,
    NG_QUOTES_SENT,
    NG_QUOTES_KIND,
    NG_QUOTES_START,
    NG_QUOTES_STOP,
    NG_QUOTES_TEXT,
    NG_QUOTES_PART_STARTS,
    NG_QUOTES_PART_STOPS,
    NG_QUOTES_CUE,
    NG_QUOTES_CUE_START,
    NG_QUOTES_CUE_STOP,
    NG_QUOTES_CUE_CLASS,
    NG_QUOTES_SPEAKER,
    NG_QUOTES_SPEAKER_START,
    NG_QUOTES_SPEAKER_STOP,
    NG_QUOTES_SPEAKER_ENTITY,
    NG_QUOTES_CO_SPEAKERS,
    NG_QUOTES_SPEAKER_TYPE,
    NG_QUOTES_ANONYMITY,
    NG_QUOTES_CHANNEL,
    NG_QUOTES_N_WORDS,
    NG_QUOTES_CONF,
    NG_QUOTES_RULE,
    NG_QUOTES_N
};

enum {
    NG_MATCHES_DOC,
    NG_MATCHES_MATCH,
    NG_MATCHES_LEXICON,
    NG_MATCHES_START,
    NG_MATCHES_STOP,
    NG_MATCHES_TEXT,
    NG_MATCHES_NAME,
    NG_MATCHES_EXT_ID,
    NG_MATCHES_LABEL,
    NG_MATCHES_FORM,
    NG_MATCHES_EXT_IDS,
    NG_MATCHES_AMBIGUOUS,
    NG_MATCHES_N
};

enum {
    NG_ERRORS_DOC,
    NG_ERRORS_ARTICLE_ID,
    NG_ERRORS_STAGE,
    NG_ERRORS_CODE,
    NG_ERRORS_MESSAGE,
    NG_ERRORS_N
};

#endif
