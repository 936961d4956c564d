/*
 * One document on its way through the stages.
 *
 *   bytes -> blocks -> tokens -> sentences -> dates and numbers -> lexicon matches -> names by rule
 *   -> tagger -> mentions -> patterns -> entities -> roles -> quotes
 *
 * Each stage is a function ng_<stage>_run(const ng_pipeline *, ng_doc *) in a
 * file of its own; pipeline.c has them all in order.  It reads the columns of earlier stages and
 * appends its own; those that make mentions together write these anew, in turn.  A group of columns is a struct of arrays that share `n` and
 * `cap`; ng_doc_reset() sets every `n` to 0 and keeps the memory, so after the
 * first few documents of a batch no stage allocates.
 *
 * All offsets in here are bytes into `text`; they become code points or UTF-16
 * units only when rows are appended to a table (offsets.c).
 */
#ifndef NG_DOC_H
#define NG_DOC_H

#include "nutgraf.h"

/* Token flags. */
enum {
    NG_TOKEN_SPACE_AFTER = 1 /* white space, or the end of the text, follows */
};

/* Tokens in text order, without overlap; what none covers is white space. */
typedef struct ng_token_columns {
    uint32_t *start, *stop;
    uint8_t *kind;  /* ng_token_kind */
    uint8_t *flags; /* NG_TOKEN_SPACE_AFTER ... */
    size_t n, cap;
} ng_token_columns;

/* Blocks in text order, without overlap, trimmed of white space; together they
   cover all of the text but white space.  Never empty. */
typedef struct ng_block_columns {
    uint32_t *start, *stop;
    uint8_t *kind; /* ng_block_kind */
    uint8_t *rule; /* index into ng_block_rules */
    float *conf;
    size_t n, cap;
} ng_block_columns;

/* Sentence i has the tokens [first_token[i], stop_token[i]); sentences tile the
   tokens and never cross a block. */
typedef struct ng_sentence_columns {
    uint32_t *first_token, *stop_token;
    uint32_t *block; /* index into blocks */
    uint8_t *kind;   /* ng_sentence_kind */
    size_t n, cap;
} ng_sentence_columns;

/* Lexicon matches: longest from the left, without overlap, whole tokens, inside
   one sentence.  Only entries that fit the text's letter case count. */
typedef struct ng_match_columns {
    uint32_t *first_token, *stop_token;
    uint32_t *entry;   /* the surface, for ng_lexicon_match_entry() of lexicon.h */
    uint32_t *fits;    /* bit i: entry i of the surface fits the case; never 0 */
    uint32_t *classes; /* NG_LEX_BIT()s of the entries that fit */
    uint8_t *flags;    /* NG_LEX_DECIDES ... */
    size_t n, cap;
} ng_match_columns;

/* Names of users' lexicons in the text, lexicon after lexicon, those of overrides last, each
   in text order; the entries that fit are hit_entries, the chosen one first. */
typedef struct ng_hit_columns {
    uint32_t *start, *stop;
    uint32_t *first_entry, *stop_entry; /* of hit_entries; never equal */
    uint8_t *lexicon; /* its number in the pipeline; n_lexicons: the overrides */
    uint8_t *form;                      /* ng_form */
    uint8_t *flags;                     /* NG_HIT_AMBIGUOUS ... */
    size_t n, cap;
} ng_hit_columns;

/* Matches of the user's patterns, in text order, without overlap, inside one sentence. */
typedef struct ng_pattern_columns {
    uint32_t *start, *stop;
    uint32_t *sentence;
    uint32_t *rule;                     /* its number in the patterns */
    uint32_t *value;                    /* a piece of value_chars; 0: null */
    uint32_t *first_group, *stop_group; /* of pattern_groups */
    size_t n, cap;
} ng_pattern_columns;

enum {
    NG_HIT_AMBIGUOUS = 1, /* several ids, and nothing tells them apart */
    NG_HIT_SETTLED = 2    /* several ids; another name in the text is of one of them only */
};

/* Mentions in text order, without overlap, inside one sentence. */
typedef struct ng_mention_columns {
    uint32_t *start, *stop;
    uint32_t *sentence; /* index into sentences */
    uint32_t *title_start, *title_stop; /* equal where there is no title */
    uint8_t *label;                     /* ng_label */
    uint8_t *form;                      /* ng_form */
    uint8_t *rule;                      /* index into ng_mention_rules */
    float *conf;
    uint32_t *entity;  /* the row of entities, or NG_NO_ROW; set by the entity stage, as are: */
    uint32_t *next;    /* the entity's next mention, or NG_NO_ROW */
    uint8_t *new_form; /* the first mention of its entity that is written so */
    uint8_t *joined;   /* ng_entity_rule: why it is of its entity, or NG_NONE */
    size_t n, cap;
} ng_mention_columns;

/* No day: where a date has no interval. */
#define NG_NO_DAY INT32_MIN
#define NG_NO_ROW UINT32_MAX
/* In columns of small numbers: null. */
#define NG_NONE 0xFF

/* Dates in text order, inside one sentence; two rows overlap only where one
   phrase says two dates ("June 5 and 6").  Strings are pieces of value_chars. */
typedef struct ng_date_columns {
    uint32_t *start, *stop;
    uint32_t *sentence;
    uint32_t *value; /* where the value begins in value_chars; 0: null, a day that there is not */
    uint32_t *time;  /* the same for "15:30" */
    uint32_t *tz;    /* the same */
    int32_t *from_date, *to_date; /* days since 1970-01-01, to_date exclusive; NG_NO_DAY: null */
    uint8_t *type, *grain, *anchor;
    uint8_t *mod;      /* ng_date_mod, or NG_NONE */
    uint32_t *mention; /* the row of mentions, or NG_NO_ROW; set by the merge stage */
    uint16_t *rule; /* index into ng_date_rules */
    float *conf;
    size_t n, cap;
} ng_date_columns;

/* Numbers in text order, inside one sentence. */
typedef struct ng_number_columns {
    uint32_t *start, *stop;
    uint32_t *sentence;
    double *value;
    double *value_max;  /* NaN: null */
    uint32_t *unit;     /* a piece of value_chars; 0: null */
    uint32_t *currency; /* the same */
    uint8_t *kind;      /* ng_number_kind, or NG_NONE: a mention only, such as a phone number */
    uint8_t *label;     /* ng_label of its mention, or NG_NONE */
    uint8_t *hedge;     /* ng_hedge, or NG_NONE */
    uint32_t *mention;  /* as above */
    uint16_t *rule;     /* index into ng_number_rules */
    float *conf;
    size_t n, cap;
} ng_number_columns;

/* Who and what the article is about, in the order of their first mentions. */
typedef struct ng_entity_columns {
    uint32_t *first_mention; /* rows of mentions; never NG_NO_ROW */
    uint32_t *n_mentions;
    uint32_t *best_mention; /* the fullest form */
    uint32_t *given, *given_stop;   /* the given name in it; equal: none */
    uint32_t *family, *family_stop; /* the same of the family name */
    uint32_t *name;   /* a piece of value_chars; 0: the best form as it is written */
    uint32_t *ext_id; /* the same; 0: null */
    uint32_t *country; /* the same */
    uint8_t *label;
    uint8_t *flags; /* NG_ENTITY_AMBIGUOUS ... */
    float *conf;
    size_t n, cap;
} ng_entity_columns;

enum {
    NG_ENTITY_AMBIGUOUS = 1,
    NG_ENTITY_MALE = 2, /* by titles and words of the article */
    NG_ENTITY_FEMALE = 4
};

/* Functions, ages, parties of persons, in text order. */
typedef struct ng_role_columns {
    uint32_t *start, *stop;
    uint32_t *sentence;
    uint32_t *entity;     /* the holder's row of entities, or NG_NO_ROW */
    uint32_t *org_entity; /* the same, of what the function is in */
    uint32_t *age;        /* or NG_NO_ROW */
    uint32_t *party, *state; /* pieces of value_chars; 0: null */
    uint8_t *kind;  /* ng_role_kind */
    uint8_t *rule;  /* index into ng_role_rules */
    float *conf;
    size_t n, cap;
} ng_role_columns;

/* Attributed words, in text order of their first byte. */
typedef struct ng_quote_columns {
    uint32_t *start, *stop;
    uint32_t *sentence;
    uint32_t *first_part, *stop_part; /* rows of quote_parts */
    uint32_t *cue_start, *cue_stop;   /* equal: none; so for all spans below */
    uint32_t *speaker_start, *speaker_stop;
    uint32_t *speaker_entity; /* row of entities, or NG_NO_ROW */
    uint32_t *first_co, *stop_co; /* co-speakers: pieces of quote_co */
    uint32_t *anonymity_start, *anonymity_stop;
    uint32_t *channel_start, *channel_stop;
    uint32_t *n_words;
    uint8_t *kind;         /* ng_quote_kind */
    uint8_t *cue_class;    /* ng_cue_class, or NG_NONE */
    uint8_t *speaker_type; /* ng_speaker_type */
    uint8_t *rule;         /* index into ng_quote_rules */
    float *conf;
    size_t n, cap;
} ng_quote_columns;

/* Numbers one behind the other. */
typedef struct ng_u32_list {
    uint32_t *p;
    size_t n, cap;
} ng_u32_list;

/* NUL-terminated strings one behind the other; what stands at 0 is "". */
typedef struct ng_chars {
    char *p;
    size_t n, cap;
} ng_chars;

/* What the mention stage works with, and keeps for the next document: a table of
   names (names_table.h) and candidates (mentions.h). */
typedef struct ng_name_table {
    struct ng_name_row *rows;
    size_t n, n_slots; /* a power of two, or 0 */
    uint32_t generation;
} ng_name_table;

typedef struct ng_mention_scratch {
    ng_name_table names;
    struct ng_name_cand *cands;
    size_t n, cap;
} ng_mention_scratch;

/* The lines of the text (lines.h), memory that the block stage keeps. */
typedef struct ng_block_scratch {
    struct ng_line *lines;
    size_t cap;
} ng_block_scratch;

/* A piece of the text, in bytes. */
typedef struct ng_span {
    uint32_t start, stop;
} ng_span;

#define NG_MAX_BYLINES 16

/* What the block stage reads for the row of the articles table.  An absent
   field is an empty span. */
typedef struct ng_article_fields {
    ng_span headline;
    ng_span bylines[NG_MAX_BYLINES]; /* persons, without "By" */
    size_t n_bylines;
    ng_span agency; /* the words that name it */
    ng_span dateline_place;
    int32_t published; /* days since 1970-01-01; only with a source */
    uint8_t published_source; /* ng_published_source */
    uint8_t letter_case; /* ng_letter_case, of the whole text */
} ng_article_fields;

struct ng_doc {
    ng_alloc alloc;
    const char *text; /* the caller's; valid until ng_doc_reset() */
    uint32_t n_bytes;
    size_t n_headline; /* bytes of the first line, if it is known to be the headline; else 0 */
    ng_block_columns blocks;
    ng_block_scratch block_scratch;
    ng_token_columns tokens;
    ng_sentence_columns sentences;
    ng_match_columns matches;
    ng_hit_columns hits;
    size_t n_named_hits; /* without those of overrides, which stand last */
    ng_u32_list hit_entries;
    struct ng_find_scratch *find_scratch; /* of lexicon_find.c, or NULL */
    struct ng_told_scratch *told_scratch; /* of told.c, or NULL */
    ng_pattern_columns patterns;
    ng_u32_list pattern_groups; /* name (of the patterns' chars), start, stop of each group */
    struct ng_pattern_scratch *pattern_scratch; /* of patterns_find.c, or NULL */
    ng_mention_columns mentions;
    ng_date_columns dates;
    ng_number_columns numbers;
    ng_entity_columns entities;
    ng_role_columns roles;
    ng_quote_columns quotes;
    ng_u32_list quote_parts; /* start and stop of each part, in bytes */
    ng_u32_list quote_co;    /* rows of entities */
    ng_chars value_chars;
    struct ng_value_scratch *value_scratch; /* of the value stage (values.h), or NULL */
    ng_mention_scratch mention_scratch;
    struct ng_tag_scratch *tag_scratch; /* of the tagger (tagger.h), or NULL */
    struct ng_entity_scratch *entity_scratch; /* of the entity stage (entities.h), or NULL */
    struct ng_speech_scratch *speech_scratch; /* of roles and quotes (speech.h), or NULL */
    ng_article_fields article;
    struct ng_trace *trace; /* NULL but in ng_explain() */
};
typedef struct ng_doc ng_doc;

/* A rule as explain() and docs/rules.md name it. */
typedef struct ng_rule {
    const char *id;      /* "B3" */
    const char *summary; /* one line, without a full stop */
} ng_rule;

/* An empty document; NULL if memory is short.  Free with ng_doc_free(). */
ng_doc *ng_doc_new(const ng_alloc *alloc);
void ng_doc_free(ng_doc *doc);

/* Start on a text of at most NG_MAX_BYTES, which must stay valid and unchanged
   until the next call. */
void ng_doc_reset(ng_doc *doc, const char *text, size_t n_bytes);

/* Make room for one more row (or `n_more` tokens).  NG_OK or NG_ERR_MEMORY;
   after an error the columns are as they were. */
ng_status ng_doc_reserve_tokens(ng_doc *doc, size_t n_more);
ng_status ng_doc_reserve_block(ng_doc *doc);
ng_status ng_doc_reserve_sentence(ng_doc *doc);
ng_status ng_doc_reserve_match(ng_doc *doc);
ng_status ng_doc_reserve_hit(ng_doc *doc);
ng_status ng_doc_reserve_pattern(ng_doc *doc);
ng_status ng_doc_reserve_mention(ng_doc *doc);
ng_status ng_doc_reserve_date(ng_doc *doc);
ng_status ng_doc_reserve_number(ng_doc *doc);
ng_status ng_doc_reserve_entity(ng_doc *doc);
ng_status ng_doc_reserve_role(ng_doc *doc);
ng_status ng_doc_reserve_quote(ng_doc *doc);

/* Put row `from` into the place of row `to`. */
void ng_date_move(ng_date_columns *dates, size_t to, size_t from);
void ng_number_move(ng_number_columns *numbers, size_t to, size_t from);

/* Append a number.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_doc_push_number(ng_doc *doc, ng_u32_list *list, uint32_t value);

/* Put a copy of the string into value_chars; *place is where, 0 for "".  NG_OK or
   NG_ERR_MEMORY. */
ng_status ng_doc_keep_chars(ng_doc *doc, const char *s, uint32_t *place);

static inline const char *
ng_doc_chars(const ng_doc *doc, uint32_t place)
{
    return place == 0 ? "" : doc->value_chars.p + place;
}

/* Append one row; the caller has reserved it. */
static inline void
ng_doc_push_token(ng_doc *doc, size_t start, size_t stop, ng_token_kind kind, unsigned flags)
{
    ng_token_columns *const t = &doc->tokens;

    t->start[t->n] = (uint32_t)start;
    t->stop[t->n] = (uint32_t)stop;
    t->kind[t->n] = (uint8_t)kind;
    t->flags[t->n] = (uint8_t)flags;
    t->n++;
}

#endif
