/*
 * nutgraf: English news text in, linked tables with exact offsets out.
 *
 * This is the whole public interface of the C library, and its manual.
 *
 *   ng_pipeline   what to do: options, lexicon.  Any number of threads may share
 *                 one; all that changes in it is memory kept for the next batch.
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
 * The library never aborts, prints, starts a thread, reads the locale or the
 * clock, or keeps state of its own but for what the processor can do.  It waits
 * for another thread in one place only: who asks for a column of a table while
 * that thread makes the same (ng_batch_borrow_texts()).
 * Functions that can fail return an ng_status and leave their outputs in a
 * state that can be freed.
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

/* Who builds the library into another one defines it as nothing, to keep the
   names inside. */
#ifndef NG_API
#if defined(_WIN32) || defined(__CYGWIN__)
#define NG_API
#else
#define NG_API __attribute__((visibility("default")))
#endif
#endif

/* ---------------------------------------------------------------- status */

typedef enum ng_status {
    NG_OK = 0,
    NG_ERR_MEMORY = -1,   /* an allocation failed */
    NG_ERR_TOO_LONG = -2, /* a text is longer than max_chars or NG_MAX_BYTES */
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

/* Which vector instructions are in use: "portable", "avx2" or "avx512".  The
   results are the same with each.  Static; any thread. */
NG_API const char *ng_cpu_level(void);

/* The longest text, in bytes.  String columns of Arrow have 32-bit signed
   offsets, and a text column repeats at most the text. */
#define NG_MAX_BYTES ((size_t)INT32_MAX)

/* The longest text in characters, unless ng_options says so.  A hostile text takes some 300
   bytes of memory for each of its own (docs/limits.md). */
#define NG_MAX_CHARS ((size_t)10000000)

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
 * the section on names.
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
    NG_PUBLISHED_METADATA, /* of the page that the text was taken from */
    NG_N_PUBLISHED_SOURCES
} ng_published_source;

/* Of a row of `dates`, as in TIMEX3. */
typedef enum ng_date_type {
    NG_DATE_DATE,
    NG_DATE_TIME,
    NG_DATE_DURATION,
    NG_DATE_SET,
    NG_N_DATE_TYPES
} ng_date_type;

/* How long the interval is that a date names; of a duration its unit. */
typedef enum ng_grain {
    NG_GRAIN_SECOND,
    NG_GRAIN_MINUTE,
    NG_GRAIN_HOUR,
    NG_GRAIN_DAY_PART, /* "Friday afternoon" */
    NG_GRAIN_DAY,
    NG_GRAIN_WEEKEND,
    NG_GRAIN_WEEK,
    NG_GRAIN_MONTH,
    NG_GRAIN_QUARTER,
    NG_GRAIN_HALF,
    NG_GRAIN_SEASON,
    NG_GRAIN_YEAR,
    NG_GRAIN_FISCAL_YEAR,
    NG_GRAIN_DECADE,
    NG_GRAIN_CENTURY,
    NG_GRAIN_MILLENNIUM,
    NG_GRAIN_VAGUE, /* "now", "recently", "some time" */
    NG_N_GRAINS
} ng_grain;

/* What a relative date was counted from. */
typedef enum ng_anchor {
    NG_ANCHOR_NONE,      /* nothing: the date is complete by itself, or stays open */
    NG_ANCHOR_PUBLISHED, /* the date that the caller gave */
    NG_ANCHOR_STAMP,
    NG_ANCHOR_DATELINE,
    NG_ANCHOR_PREVIOUS, /* an earlier date in the text */
    NG_N_ANCHORS
} ng_anchor;

/* TIMEX3's attribute mod; null in the table where there is none. */
typedef enum ng_date_mod {
    NG_MOD_BEFORE,
    NG_MOD_AFTER,
    NG_MOD_ON_OR_BEFORE,
    NG_MOD_ON_OR_AFTER,
    NG_MOD_LESS_THAN,
    NG_MOD_MORE_THAN,
    NG_MOD_EQUAL_OR_LESS,
    NG_MOD_EQUAL_OR_MORE,
    NG_MOD_START,
    NG_MOD_MID,
    NG_MOD_END,
    NG_MOD_APPROX,
    NG_N_DATE_MODS
} ng_date_mod;

/* How a date in three numbers is read. */
typedef enum ng_date_order {
    NG_ORDER_AUTO, /* by what the text and the article's date say */
    NG_ORDER_MDY,
    NG_ORDER_DMY,
    NG_N_DATE_ORDERS
} ng_date_order;

typedef enum ng_number_kind {
    NG_NUMBER_MONEY,
    NG_NUMBER_PERCENT,
    NG_NUMBER_COUNT,
    NG_NUMBER_ORDINAL,
    NG_NUMBER_MEASURE,
    NG_NUMBER_AGE,
    NG_NUMBER_VOTE,
    NG_NUMBER_SCORE,
    NG_NUMBER_RANGE, /* of plain numbers; ranges of money and the like have their own kind */
    NG_N_NUMBER_KINDS
} ng_number_kind;

/* What the text says of how exact a number is; null in the table where nothing. */
typedef enum ng_hedge {
    NG_HEDGE_AT_LEAST,
    NG_HEDGE_UP_TO,
    NG_HEDGE_ABOUT,
    NG_HEDGE_NEARLY,
    NG_HEDGE_MORE_THAN,
    NG_HEDGE_LESS_THAN,
    NG_N_HEDGES
} ng_hedge;

typedef enum ng_role_kind {
    NG_ROLE_TITLE,      /* before a name: "Secretary of State" */
    NG_ROLE_APPOSITION, /* beside one: "Jane Roe, the mayor of Springfield," */
    NG_ROLE_COPULA,     /* "Jane Roe, who is mayor" */
    NG_ROLE_PARTY_STATE, /* "R-Ohio" */
    NG_ROLE_AGE,
    NG_N_ROLE_KINDS
} ng_role_kind;

typedef enum ng_quote_kind {
    NG_QUOTE_DIRECT,   /* a clause between quotation marks */
    NG_QUOTE_MIXED,    /* words between marks inside an attributed clause */
    NG_QUOTE_INDIRECT, /* without marks */
    NG_QUOTE_BLOCK,    /* a paragraph or more of another's text, without marks */
    NG_QUOTE_SCARE,    /* marks that attribute nothing */
    NG_N_QUOTE_KINDS
} ng_quote_kind;

/* What a reporting verb says of the manner. */
typedef enum ng_cue_class {
    NG_CUE_SAY,
    NG_CUE_CLAIM,
    NG_CUE_DENY,
    NG_CUE_ASK,
    NG_CUE_URGE,
    NG_CUE_PROMISE,
    NG_CUE_ANNOUNCE,
    NG_CUE_AGREE,
    NG_CUE_ACCUSE,
    NG_CUE_WRITE,
    NG_CUE_THINK,
    NG_CUE_SHOW,
    NG_CUE_OTHER,
    NG_N_CUE_CLASSES
} ng_cue_class;

typedef enum ng_speaker_type {
    NG_SPEAKER_NAMED,      /* a person, organisation or government by its name */
    NG_SPEAKER_ROLE,       /* one person by a function: "the spokesman" */
    NG_SPEAKER_COLLECTIVE, /* a group or body: "police" */
    NG_SPEAKER_DOCUMENT,   /* "the report" */
    NG_SPEAKER_ANONYMOUS,  /* a source whose name is withheld: "officials" */
    NG_SPEAKER_UNKNOWN,    /* nobody that the text names */
    NG_SPEAKER_NONE,       /* of scare quotes */
    NG_N_SPEAKER_TYPES
} ng_speaker_type;

typedef enum ng_table_id {
    NG_TABLE_ARTICLES,
    NG_TABLE_BLOCKS,
    NG_TABLE_SENTENCES,
    NG_TABLE_TOKENS,
    NG_TABLE_MENTIONS,
    NG_TABLE_DATES,
    NG_TABLE_NUMBERS,
    NG_TABLE_ENTITIES,
    NG_TABLE_ROLES,
    NG_TABLE_QUOTES,
    NG_TABLE_MATCHES, /* names of the user's lexicons */
    NG_TABLE_PATTERNS, /* matches of the user's patterns */
    NG_TABLE_ERRORS,
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

/* --------------------------------------------------------------- lexicon
 *
 * The lexicon: names, titles, roles and words of news, matched over tokens.
 *
 * A lexicon maps surfaces ("Kim Jong-un") to entries.  One surface may have
 * several ("Georgia": a country and a state; "Washington": a city, a state and
 * a surname).  An entry has one class (what list it is of), the label a mention
 * of it would get, flags, a rule of letter case, and where known a canonical
 * name and an identifier ("iso:KP").
 *
 * Surfaces and text meet in units: lower case, without diacritics and dots, cut
 * at white space, hyphens and before "'s", each other mark a unit of its own.
 * So "Kim Jong-Un" meets "Kim Jong Un", "U.S." meets "US" and "Peña" meets
 * "Pena"; the case rule of the entry then keeps "US" and "us" apart.  Two things
 * are left to whoever reads matches, since the key does not have them: a stop
 * ("Miss." is the state, "Miss" the title), and in a line of capitals
 * (NG_LEX_ALL_CAPS) whether "US" is "us".
 *
 * An opened lexicon is immutable; any number of threads may share one.
 */

typedef struct ng_lexicon ng_lexicon;
typedef struct ng_lexicon_builder ng_lexicon_builder;

/* What list an entry is of.  At most 32, so that a set of them is a uint32_t. */
typedef enum ng_lex_class {
    NG_LEX_COUNTRY, /* countries and territories */
    NG_LEX_CITY,
    NG_LEX_STATE,   /* states, provinces, counties */
    NG_LEX_DEMONYM, /* "French", "Syrians"; linked to the country */
    NG_LEX_NORP,    /* ethnic, religious and political groups */
    NG_LEX_LOC,     /* rivers, seas, mountains, regions */
    NG_LEX_FAC,     /* airports, stadiums, buildings */
    NG_LEX_IGO,     /* international organisations: "NATO", "World Bank" */
    NG_LEX_GOV,     /* agencies, ministries, parliaments */
    NG_LEX_MEDIA,
    NG_LEX_PARTY,
    NG_LEX_TEAM,
    NG_LEX_UNIVERSITY,
    NG_LEX_COMPANY, /* companies and brands */
    NG_LEX_ORG,     /* other organisations */
    NG_LEX_PERSON,  /* full names */
    NG_LEX_GIVEN,   /* given names and nicknames */
    NG_LEX_SURNAME,
    NG_LEX_TITLE,      /* before a name: "Sen.", "Prime Minister", "Secretary of State" */
    NG_LEX_ROLE,       /* "spokeswoman", "chief executive" */
    NG_LEX_RELATION,   /* "wife", "successor" */
    NG_LEX_ORG_SUFFIX, /* "Inc", "GmbH" */
    NG_LEX_HEAD, /* the noun that says what a name is of; see the label: "University", "Bridge",
                    "River", "Act" */
    NG_LEX_REPORT_VERB, /* "said", "claims" */
    NG_LEX_ABBREV,      /* written with a stop: "Jan.", "approx." */
    NG_LEX_ANON_SOURCE, /* "officials", "who declined to be named" */
    NG_LEX_CALENDAR,    /* months, weekdays, time zones; id "month:8", "weekday:5", "tz:EST" */
    NG_LEX_CURRENCY,    /* id "iso4217:USD" */
    NG_LEX_UNIT,
    NG_LEX_LANGUAGE,
    NG_LEX_EVENT, /* holidays, games, wars, storms */
    NG_LEX_OTHER, /* products, laws, works; see the label */
    NG_N_LEX_CLASSES
} ng_lex_class;

#define NG_LEX_BIT(class_id) (UINT32_C(1) << (class_id))

/* Sets of classes that stages ask for. */
#define NG_LEX_GPE_BITS                                                                            \
    (NG_LEX_BIT(NG_LEX_COUNTRY) | NG_LEX_BIT(NG_LEX_CITY) | NG_LEX_BIT(NG_LEX_STATE))
#define NG_LEX_ORG_BITS                                                                            \
    (NG_LEX_BIT(NG_LEX_IGO) | NG_LEX_BIT(NG_LEX_GOV) | NG_LEX_BIT(NG_LEX_MEDIA) |                  \
     NG_LEX_BIT(NG_LEX_PARTY) | NG_LEX_BIT(NG_LEX_TEAM) | NG_LEX_BIT(NG_LEX_UNIVERSITY) |          \
     NG_LEX_BIT(NG_LEX_COMPANY) | NG_LEX_BIT(NG_LEX_ORG))
#define NG_LEX_NORP_BITS (NG_LEX_BIT(NG_LEX_DEMONYM) | NG_LEX_BIT(NG_LEX_NORP))

/* Of an entry that is of no mention (verbs, roles). */
#define NG_LABEL_NONE 0xFF

/* Flags of entries; ng_match_columns.flags is the union over the entries that
   fit, but for NG_LEX_AMBIGUOUS, which all of them must have. */
enum {
    NG_LEX_DECIDES = 1,   /* the list is precise enough to make a mention alone; else a hint */
    NG_LEX_AMBIGUOUS = 2, /* the words are more often common words: "Mobile", "Reading", "Will";
                             not set where the case rule tells them apart ("US") */
    NG_LEX_ENTRY_FLAGS = 3,
    NG_LEX_ALL_CAPS = 128 /* of matches only: every letter is a capital, so that case says little */
};

/* What the letters of the text must be for an entry to fit. */
typedef enum ng_lex_case {
    NG_LEX_CASE_ANY,
    NG_LEX_CASE_INITIAL, /* a capital where the surface's words have one; all capitals will do */
    NG_LEX_CASE_UPPER,   /* all capitals where the surface's words are: "US", "WHO", "IT" */
    NG_LEX_CASE_EXACT,   /* each letter as in the surface: "mW", "MW" */
    NG_LEX_CASE_SMART,   /* INITIAL and UPPER, word by word; see ng_lexicon_builder_add_name() */
    NG_N_LEX_CASES
} ng_lex_case;

/* An entry; strings are NUL-terminated, "" where absent (an absent canonical
   name means the surface itself), and live as long as the lexicon. */
typedef struct ng_lex_entry {
    ng_lex_class class_id;
    uint8_t label; /* ng_label or NG_LABEL_NONE */
    uint8_t flags; /* NG_LEX_DECIDES | NG_LEX_AMBIGUOUS */
    ng_lex_case case_rule;
    const char *canonical;
    const char *ext_id; /* "iso:KP", "wd:Q22686", or what the user gave */
} ng_lex_entry;

/*
 * Open a compiled lexicon.  The file is mapped read-only, shared between
 * processes, and checked in full first: NG_ERR_FORMAT and a message if
 * anything is wrong with it.  It must not be written to while it is open (the
 * builder replaces files by renaming, which is safe).  Free with
 * ng_lexicon_free(); `error` may be NULL.
 */
NG_API ng_status ng_lexicon_open(const char *path, const ng_alloc *alloc, ng_lexicon **out,
                                 ng_error *error);

/* The same from memory, which is copied. */
NG_API ng_status ng_lexicon_open_memory(const void *bytes, size_t n_bytes, const ng_alloc *alloc,
                                        ng_lexicon **out, ng_error *error);

NG_API void ng_lexicon_free(ng_lexicon *lexicon);

typedef struct ng_lexicon_info {
    size_t n_bytes, n_surfaces, n_entries, n_words, n_nodes;
    size_t max_units;     /* of a surface */
    const char *metadata; /* "key: value" lines; `metadata_len` bytes of UTF-8 */
    size_t metadata_len;
    const char *labels; /* the users' own: `n_labels` strings, each with its NUL */
    size_t n_labels;
    const void *bytes; /* the file: n_bytes */
} ng_lexicon_info;

NG_API void ng_lexicon_get_info(const ng_lexicon *lexicon, ng_lexicon_info *info);

/* What a lexicon says of a surface; strings live as long as it does. */
typedef struct ng_lex_named {
    const char *name;   /* "": as the surface */
    const char *ext_id; /* "": none */
    const char *label;  /* NULL: none */
} ng_lex_named;

/* All that it says of the surface [p, p + n), at most `max`; how many there are in `out`.
   With `any_case` the case rules are not asked. */
NG_API size_t ng_lexicon_ask(const ng_lexicon *lexicon, const char *p, size_t n, bool any_case,
                             ng_lex_named *out, size_t max);

/* Names of classes ("country", "city" ...); NULL past the last. */
NG_API const char *ng_lex_class_name(unsigned class_id);

/* Builder: add surfaces, then write or encode.  Same calls, same bytes.
   NULL if memory is short.  Free with ng_lexicon_builder_free(). */
NG_API ng_lexicon_builder *ng_lexicon_builder_new(const ng_alloc *alloc);
NG_API void ng_lexicon_builder_free(ng_lexicon_builder *builder);

/*
 * Add an entry.  `canonical` and `ext_id` may be NULL; they are NUL-terminated
 * UTF-8.  `label` is an ng_label or NG_LABEL_NONE.  NG_ERR_ARGUMENT if the
 * surface is not UTF-8, has no units or more than NG_LEX_MAX_UNITS, or a unit
 * is too long; nothing is added then.
 */
#define NG_LEX_MAX_UNITS 32
NG_API ng_status ng_lexicon_builder_add(ng_lexicon_builder *builder, const char *surface,
                                        size_t n_bytes, ng_lex_class class_id, unsigned label,
                                        unsigned flags, ng_lex_case case_rule,
                                        const char *canonical, const char *ext_id);

/* A name of the user's own.  Strings need no NUL at their ends, and hold none. */
typedef struct ng_lex_name {
    const char *surface; /* as in texts */
    size_t n_surface;
    const char *name; /* what it is called; 0 bytes: as the surface */
    size_t n_name;
    const char *ext_id;
    size_t n_ext_id;
    unsigned label; /* ng_label, ng_lexicon_builder_label() or NG_LABEL_NONE */
    ng_lex_case match_case; /* SMART, EXACT or ANY */
    bool variants;
    bool inside; /* it need not be whole words */
} ng_lex_name;

/*
 * Add a name of the user's own.
 *
 * SMART asks for a capital where a word of the surface has one, and for capitals
 * only where it is an abbreviation ("US", "WHO"); words in small letters, and names
 * that are capitals throughout and too long for abbreviations, fit any case that
 * begins as they do.  EXACT compares each letter, ANY none.
 *
 * With `variants`, white space, hyphens, points and diacritics are free ("Kim Jong
 * Un", "US" for "U.S.", "Pena" for "Peña"), initials may stand apart or not
 * ("J. K. Rowling", "JK Rowling"), a closing "!" may be absent, and of a PERSON the
 * initials in the middle; where a person's full name stands in a text, the family
 * name alone is found behind it.  Without, the text is written as the surface,
 * but for its case and white space.
 *
 * With `inside`, the name is found wherever its letters stand, inside of words, too;
 * letter case and diacritics as above (SMART: exact if it has a capital), white space as
 * one blank.  It has 255 bytes at most.
 *
 * NG_ERR_ARGUMENT as ng_lexicon_builder_add(); NG_ERR_TOO_LONG if one surface has
 * more than 1,024 entries, or there are 2^24 different words.
 */
NG_API ng_status ng_lexicon_builder_add_name(ng_lexicon_builder *builder, const ng_lex_name *name);

/* The number of a label, one of ng_label_name() or the user's own, which is added if it
   is new.  NG_ERR_ARGUMENT if it is empty, no UTF-8 or longer than 63 bytes;
   NG_ERR_TOO_LONG behind 200 of them. */
NG_API ng_status ng_lexicon_builder_label(ng_lexicon_builder *builder, const char *label,
                                          size_t n_bytes, unsigned *number);

/* Add all that is in the lexicon. */
NG_API ng_status ng_lexicon_builder_merge(ng_lexicon_builder *builder, const ng_lexicon *lexicon);

/* How many surfaces there are. */
NG_API size_t ng_lexicon_builder_count(const ng_lexicon_builder *builder);

/* The lexicon as it is now, in memory; the builder may go on or be freed. */
NG_API ng_status ng_lexicon_builder_open(ng_lexicon_builder *builder, const char *metadata,
                                         size_t metadata_len, const ng_alloc *alloc,
                                         ng_lexicon **out, ng_error *error);

/* Write to `path`: under a temporary name beside it first, then renamed.
   `metadata` is UTF-8, "key: value" lines; may be empty. */
NG_API ng_status ng_lexicon_builder_write(ng_lexicon_builder *builder, const char *metadata,
                                          size_t metadata_len, const char *path, ng_error *error);

/* The file's bytes in memory of the builder's allocator; the caller frees. */
NG_API ng_status ng_lexicon_builder_encode(ng_lexicon_builder *builder, const char *metadata,
                                           size_t metadata_len, void **bytes, size_t *n_bytes,
                                           ng_error *error);

/* ----------------------------------------------------------------- model
 *
 * A tagger's model, trained by ng_trainer.  An opened model is immutable; any number
 * of threads may share one.
 */

typedef struct ng_model ng_model;

/*
 * Open a model file (.ngm).  The file is mapped read-only, shared between processes,
 * and checked in full first: NG_ERR_FORMAT and a message if anything is wrong with
 * it, or if it was trained by a version whose features or tokens were others.  Free
 * with ng_model_free(); `error` may be NULL.
 */
NG_API ng_status ng_model_open(const char *path, const ng_alloc *alloc, ng_model **out,
                               ng_error *error);

/* The same from memory, which is copied. */
NG_API ng_status ng_model_open_memory(const void *bytes, size_t n_bytes, const ng_alloc *alloc,
                                      ng_model **out, ng_error *error);

NG_API void ng_model_free(ng_model *model);

typedef struct ng_model_info {
    size_t n_bytes, n_rows, n_types;
    const char *metadata; /* "key: value" lines; `metadata_len` bytes of UTF-8 */
    size_t metadata_len;
} ng_model_info;

NG_API void ng_model_get_info(const ng_model *model, ng_model_info *info);

/* The labels it gives; NULL past the last. */
NG_API const char *ng_model_type_name(const ng_model *model, size_t i);

/* --------------------------------------------------------------- aliases
 *
 * What a user knows better: whose name a surface is.  A mention that is written like the surface
 * of a row belongs to the entity of the row, however the rules would have joined or split
 * it.  No row makes a mention.
 */

typedef struct ng_aliases ng_aliases;

#define NG_NO_ALIAS UINT32_MAX

/* A row; strings are NUL-terminated UTF-8, and copied. */
typedef struct ng_alias {
    const char *surface; /* as in texts, in its letter case; white space is folded */
    const char *context; /* the row holds in articles with this phrase; NULL or "": in all */
    const char *name;    /* of the entity; NULL or "": as the article has it */
    const char *ext_id;  /* the same; NULL or "": none */
    uint32_t entity; /* rows of one number are one entity; NG_NO_ALIAS: as the rules have it */
    uint8_t label;   /* ng_label of a name, or NG_LABEL_NONE: as the article has it */
} ng_alias;

/*
 * Of several rows of a surface, the first with a context that holds goes before those
 * without; of these, the first.  NG_ERR_ARGUMENT if a row has no surface, neither entity nor label,
 * or the label of a value; NG_ERR_TOO_LONG for more than 2 GiB; NG_ERR_MEMORY.  Immutable: any
 * number of threads and pipelines may share it.  Linear in the rows.  Free with ng_aliases_free() when no pipeline uses it any more.
 */
NG_API ng_status ng_aliases_new(const ng_alias *rows, size_t n, const ng_alloc *alloc,
                                ng_aliases **out);
NG_API void ng_aliases_free(ng_aliases *aliases); /* NULL is harmless */

/* -------------------------------------------------------------- patterns
 *
 * Rules of the user over words, numbers and marks: docs/patterns.md describes their language.
 */

typedef struct ng_patterns ng_patterns;

#define NG_MAX_PATTERN_GROUPS 12

/* Strings are NUL-terminated UTF-8 and live as long as the patterns. */
typedef struct ng_pattern_rule {
    const char *id, *label;
    const char *summary; /* what the rule finds; the id if it does not say */
    float conf;
    size_t n_groups;
    const char *groups[NG_MAX_PATTERN_GROUPS]; /* their names */
} ng_pattern_rule;

/*
 * Compile the rules of a text in UTF-8.  NG_ERR_FORMAT if it is not in order: `error` (may be
 * NULL) then says where, "line 3, column 14: expected ...", lines and columns (characters) from
 * 1; also for more than 16 MiB of text, 65536 rules, 4096 steps in a rule or 262144 in all.
 * Time and memory are linear in the text and in the steps.  NG_ERR_MEMORY.  Immutable: any
 * number of threads and pipelines may share them.  Free with ng_patterns_free().
 */
NG_API ng_status ng_patterns_compile(const char *text, size_t n_bytes, const ng_alloc *alloc,
                                     ng_patterns **out, ng_error *error);
NG_API void ng_patterns_free(ng_patterns *patterns); /* NULL is harmless */

/* The i-th rule, in the order of the text; false behind the last. */
NG_API bool ng_patterns_rule(const ng_patterns *patterns, size_t i, ng_pattern_rule *out);

/* The i-th of the labels whose names rules ask for ("@PERSON"); NULL behind the last.  What a
   pipeline has no names of is never found. */
NG_API const char *ng_patterns_label(const ng_patterns *patterns, size_t i);

/* -------------------------------------------------------------- pipeline */

typedef struct ng_pipeline ng_pipeline;

/* Overrides: what a surface is, or is not, whatever the library would say. */
typedef struct ng_overrides ng_overrides;

/* A row of them; strings are NUL-terminated UTF-8. */
typedef struct ng_override {
    const char *surface; /* as in texts, whole words */
    const char *label;   /* what it is: it is a mention, and none overlaps it but longer ones around it, in
                            which it is none; NULL: not said */
    const char *never;   /* labels that a mention with just its span is not of, parted by blanks or
                            commas, "*" for all; such mentions have the model's best other label, or
                            are dropped, as dates and numbers are.  NULL: none */
    const char *context; /* the row holds in texts with this phrase only, and goes before rows
                            without; NULL: in all */
    bool fold;           /* in any letter case */
} ng_override;

/* Overrides of n rows.  NG_ERR_ARGUMENT if a row is none: no surface or no label that can be
   one; *bad_row is which.  NG_ERR_TOO_LONG if there are too many labels.  Immutable; share
   them between threads and pipelines.  Free with ng_overrides_free(). */
NG_API ng_status ng_overrides_new(const ng_override *rows, size_t n, const ng_alloc *alloc,
                                  ng_overrides **out, size_t *bad_row);
NG_API void ng_overrides_free(ng_overrides *overrides);

typedef struct ng_options {
    size_t struct_size; /* sizeof(ng_options), so that fields can follow later */
    ng_scheme scheme;   /* how words are cut; 0: NG_SCHEME_NEWS */
    ng_unit unit;       /* of every offset in a table; 0: NG_UNIT_CHAR */
    const ng_lexicon *lexicon; /* NULL: none; must outlive the pipeline */
    const ng_model *model;     /* NULL: names by rules alone; must outlive the pipeline */
    ng_date_order date_order;  /* how "5/6/17" is read; 0: as the text itself says */
    bool whole;                /* each text is one phrase, no article: nothing in it is taken for a
                                  menu or a stamp, and its dates and numbers are read */
    const ng_aliases *aliases; /* NULL: none; must outlive the pipeline */
    const ng_lexicon *const *lexicons; /* of the user, for the table of matches; the list is
                                          copied, they must outlive the pipeline */
    size_t n_lexicons;                 /* at most NG_MAX_LEXICONS */
    bool overlapping; /* all names of them, also those inside of longer ones; else the longest
                         from the left */
    bool lexicons_decide; /* what they list is a mention of its label; else it is evidence for the
                             tagger, which decides */
    const ng_overrides *overrides; /* NULL: none; must outlive the pipeline */
    const ng_patterns *patterns; /* NULL: none; must outlive the pipeline and what is explained
                                    with it */
    size_t max_chars; /* a text of more characters is refused before any memory is taken for it;
                         0: NG_MAX_CHARS.  NG_MAX_BYTES holds in any case */
} ng_options;

#define NG_MAX_LEXICONS 64

/*
 * A pipeline; NULL options are all defaults.  Free with ng_pipeline_free()
 * when no batch uses it any more; tables may live on.  NG_ERR_ARGUMENT if an
 * option is out of its range.  Share it between threads.
 *
 * With `alloc` NULL the pipeline keeps up to 64 MiB that large columns of its
 * tables have freed, for those of the next batch; with any it keeps no more than
 * the memory of one document.  NG_ERR_TOO_LONG if model, lexicons and overrides have more
 * than 104 labels of their own together.
 */
NG_API ng_status ng_pipeline_new(const ng_options *options, const ng_alloc *alloc,
                                 ng_pipeline **out);
NG_API void ng_pipeline_free(ng_pipeline *pipeline);

/* --------------------------------------------------------------- trainer
 *
 * Trains a model for the tagger: a linear-chain conditional random field over the features of
 * tag_features.h.  Same texts, options and seed on the same machine: same file.  One
 * thread; a million tokens take minutes.
 */

typedef struct ng_trainer ng_trainer;

typedef struct ng_train_options {
    size_t struct_size; /* sizeof(ng_train_options) */
    uint64_t seed;
    unsigned epochs;    /* at most; 0: 12 */
    unsigned patience;  /* epochs without a better figure on the dev texts before it stops; 0: 3 */
    unsigned min_count; /* features seen less often are left out; 0: 2 */
    size_t max_rows;    /* features that the model keeps; 0: 120000 */
    float rate;         /* of learning; 0: 0.05 */
    /* How often a sentence is read without its own words, the lexicon, the rules and
       the other places of the document; below 0: never; 0: the default of each. */
    float drop_word, drop_lexicon, drop_rule, drop_doc;
    /* Read all words: for names that may hold numbers or words in small letters, outside
       of capitals that they join.  Several times slower. */
    bool everywhere;
} ng_train_options;

/* A name in a text. */
typedef struct ng_train_span {
    size_t start, stop; /* bytes */
    uint64_t types;     /* bit i: it may be of labels[i] */
} ng_train_span;

typedef struct ng_train_text {
    const char *text;
    size_t n_bytes;
    const ng_train_span *spans; /* in order, without overlap */
    size_t n_spans;
    const size_t *checked; /* pairs start, stop of bytes: only sentences inside them count */
    size_t n_checked;      /* pairs; with 0 and `checked` NULL all of the text counts */
    uint64_t types; /* bit i: names of labels[i] are marked in it; of others nothing is known */
    float weight;          /* of its sentences; 1 */
    bool dev;              /* measures instead of training */
} ng_train_text;

/* How it goes; after each epoch. */
typedef struct ng_train_progress {
    unsigned epoch, epochs;
    double loss;                 /* nats a token */
    double precision, recall, f1; /* on the dev texts, per cent; 0 without any */
    bool best;
} ng_train_progress;

typedef struct ng_train_figures {
    size_t n_texts, n_tokens, n_names; /* for training; tokens are those that may be in names */
    size_t n_lost;                     /* names that are no whole tokens, or not read: see `everywhere` */
    size_t n_features, n_rows;
    unsigned epochs; /* of the model that is written */
    double precision, recall, f1; /* of the finished model on the dev texts: exact span and label */
} ng_train_figures;

/* A trainer for names of `labels`: ng_label_name()s or your own, at most 31, of 1 to 63 bytes
   without blanks, "|" and ",".  `pipeline` cuts the texts and must outlive it; its model is
   not used.  Free with ng_trainer_free(). */
NG_API ng_status ng_trainer_new(const ng_pipeline *pipeline, const char *const *labels,
                                size_t n_labels, const ng_train_options *options,
                                const ng_alloc *alloc, ng_trainer **out, ng_error *error);
NG_API void ng_trainer_free(ng_trainer *trainer);

/* Add a text, which is copied as far as needed.  The texts for training come first: of
   a dev text only features that were seen before are kept.  NG_ERR_ARGUMENT and a
   message that names the span if one is out of range, overlaps the one before or has
   no type. */
NG_API ng_status ng_trainer_add(ng_trainer *trainer, const ng_train_text *text, ng_error *error);

/* Train, once.  `progress` (may be NULL) is called after each epoch; if it returns false,
   training stops there.  NG_ERR_ARGUMENT if there is no name in the texts. */
NG_API ng_status ng_trainer_run(ng_trainer *trainer,
                                bool (*progress)(void *ctx, const ng_train_progress *progress),
                                void *ctx, ng_train_figures *figures, ng_error *error);

/* Write the model: under a temporary name beside `path` first, synced, then renamed.
   `metadata` is UTF-8, "key: value" lines. */
NG_API ng_status ng_trainer_write(ng_trainer *trainer, const char *metadata, size_t metadata_len,
                                  const char *path, ng_error *error);

/* ---------------------------------------------------------------- tables */

typedef struct ng_batch ng_batch;
typedef struct ng_table ng_table;

/* A value of `tables`: the bit of a table. */
#define NG_TABLE_BIT(table) (1u << (table))
#define NG_ALL_TABLES (NG_TABLE_BIT(NG_N_TABLES) - 1u)

/* What the caller knows of a text's bytes, so that nobody looks again. */
typedef enum ng_encoding {
    NG_ENCODING_UNKNOWN, /* any bytes */
    NG_ENCODING_UTF8,    /* well-formed UTF-8 */
    NG_ENCODING_ASCII
} ng_encoding;

/* One document and what the caller knows of it.  Everything is read only during
   the call and may be freed afterwards, unless the batch borrows texts. */
typedef struct ng_input {
    const char *text; /* may be NULL if n_bytes is 0 */
    size_t n_bytes;
    const char *article_id; /* NULL: none; UTF-8 */
    size_t n_article_id;
    bool has_published;
    int32_t published;    /* days since 1970-01-01, of the years 1 to 9999; else an error of the
                             document, which is read without it */
    ng_encoding encoding; /* of `text`; a wrong promise is undefined behaviour */
    /* What a page's markup says, where the text was made from one. */
    bool published_by_metadata; /* `published` is the page's own */
    size_t n_headline;          /* bytes of the first line, which is the headline; 0: unknown */
} ng_input;

/*
 * An empty batch for the tables in `tables` (bits; NG_TABLE_ERRORS is always
 * made).  Only the stages that they need will run.  `pipeline` must outlive the
 * batch.  One thread at a time.  Free with ng_batch_free().
 */
NG_API ng_status ng_batch_new(const ng_pipeline *pipeline, unsigned tables, ng_batch **out);
NG_API void ng_batch_free(ng_batch *batch);

/* Take memory for texts of `n_bytes` together at once.  Only an estimate, which
   saves growing by steps; NG_OK or NG_ERR_MEMORY. */
NG_API ng_status ng_batch_reserve(ng_batch *batch, size_t n_bytes);

/*
 * Promise, before the first text, that every text stays where it is and unchanged
 * until the tables of the batch are freed or complete (ng_table_complete()).  The
 * strings of the tokens table, which take more memory than the texts, are then only
 * made when they are asked for.  NG_ERR_ARGUMENT if tokens were read already;
 * after NG_ERR_MEMORY the batch can only be freed.
 */
NG_API ng_status ng_batch_borrow_texts(ng_batch *batch);

/*
 * Read one document and append its rows under the number `doc`.
 *
 * A document that cannot be read (too long) gives a row of the errors table, an
 * empty row of the articles table, and NG_OK: it never costs the others.  Only
 * NG_ERR_MEMORY is returned; the batch can then only be freed.
 */
NG_API ng_status ng_batch_read(ng_batch *batch, uint32_t doc, const ng_input *input);

/* Append to the errors table something that was wrong with a document which is
   read all the same; strings are NUL-terminated UTF-8. */
NG_API ng_status ng_batch_warn(ng_batch *batch, uint32_t doc, const ng_input *input,
                               const char *stage, const char *code, const char *message);

/* The same for a document that the caller could not get at: it has an empty row
   in the articles table. */
NG_API ng_status ng_batch_fail(ng_batch *batch, uint32_t doc, const ng_input *input,
                               const char *stage, const char *code, const char *message);

/* Take a finished table out of the batch (once; NULL if it was not asked for).
   Free with ng_table_release().  Column layout: ng_table_schema(). */
NG_API ng_table *ng_batch_take(ng_batch *batch, ng_table_id table);

/* Make all columns that are only made when asked for; the texts are then no longer
   needed.  Safe from any thread; NG_OK or NG_ERR_MEMORY. */
NG_API ng_status ng_table_complete(const ng_table *table);

/* Tables are immutable; counting references is safe from any thread. */
NG_API ng_table *ng_table_retain(ng_table *table);
NG_API void ng_table_release(ng_table *table); /* NULL is harmless */
NG_API size_t ng_table_n_rows(const ng_table *table);

/* A new table of the rows named, in that order; NG_ERR_ARGUMENT if one is out
   of range. */
NG_API ng_status ng_table_take(const ng_table *table, const uint32_t *rows, size_t n_rows,
                               ng_table **out);

/* One value, for programs that do not speak Arrow. */
typedef enum ng_cell_kind {
    NG_CELL_NULL,
    NG_CELL_INTEGER,
    NG_CELL_REAL,
    NG_CELL_BOOL, /* in `integer` */
    NG_CELL_TEXT, /* UTF-8, valid as long as the table */
    NG_CELL_DATE, /* days since 1970-01-01, in `integer` */
    NG_CELL_LIST  /* of texts or integers; their number is in `integer` */
} ng_cell_kind;

typedef struct ng_cell {
    ng_cell_kind kind;
    int64_t integer;
    double real;
    const char *text;
    size_t n_text;
} ng_cell;

/* NG_ERR_ARGUMENT if there is no such column, row or item; NG_ERR_MEMORY. */
NG_API ng_status ng_table_cell(const ng_table *table, size_t column, size_t row, ng_cell *out);
NG_API ng_status ng_table_list_item(const ng_table *table, size_t column, size_t row, size_t i,
                                    ng_cell *out);

/* ----------------------------------------------------------------- names
 *
 * Static strings; NULL behind the last.  They are the words of the Python
 * package and of the Arrow dictionaries.
 */
NG_API const char *ng_unit_name(size_t i);
NG_API const char *ng_scheme_name(size_t i);
NG_API const char *ng_boundary_name(size_t i);
NG_API const char *ng_block_kind_name(size_t i);
NG_API const char *ng_sentence_kind_name(size_t i);
NG_API const char *ng_token_kind_name(size_t i);
NG_API const char *ng_label_name(size_t i);
NG_API const char *ng_form_name(size_t i);
NG_API const char *ng_letter_case_name(size_t i);
NG_API const char *ng_published_source_name(size_t i);
NG_API const char *ng_date_type_name(size_t i);
NG_API const char *ng_grain_name(size_t i);
NG_API const char *ng_anchor_name(size_t i);
NG_API const char *ng_date_mod_name(size_t i);
NG_API const char *ng_number_kind_name(size_t i);
NG_API const char *ng_hedge_name(size_t i);
NG_API const char *ng_role_kind_name(size_t i);
NG_API const char *ng_quote_kind_name(size_t i);
NG_API const char *ng_cue_class_name(size_t i);
NG_API const char *ng_speaker_type_name(size_t i);
NG_API const char *ng_date_order_name(size_t i);
NG_API const char *ng_table_name(size_t i);
NG_API const char *ng_column_name(ng_table_id table, size_t column);

/* ----------------------------------------------------------------- rules
 *
 * Every rule has an id ("T12"), which stands over its lines in the source, in
 * docs/rules.md, over its examples in tests/rules/, and in the columns `rule`.
 */
typedef enum ng_rule_set {
    NG_RULES_BLOCKS,
    NG_RULES_TOKENS,
    NG_RULES_SENTENCES,
    NG_RULES_MENTIONS,
    NG_RULES_DATES,
    NG_RULES_NUMBERS,
    NG_RULES_ENTITIES,
    NG_RULES_ROLES,
    NG_RULES_QUOTES,
    NG_RULES_PATTERNS, /* the user's: ng_patterns_rule() */
    NG_N_RULE_SETS
} ng_rule_set;

/* The i-th rule of a stage: its id and one line that says what it does; NULL
   behind the last. */
NG_API const char *ng_rule_set_name(size_t i);
NG_API const char *ng_rule_id(ng_rule_set set, size_t i);
NG_API const char *ng_rule_summary(ng_rule_set set, size_t i);

/* -------------------------------------------------------- near-duplicates
 *
 * The same story with another headline, credit or end.  Texts are compared by the words in them,
 * case and marks put aside: by which runs of four words they share (Jaccard), estimated to
 * within some 0.05.
 */

typedef struct ng_text {
    const char *text; /* may be NULL if n_bytes is 0 */
    size_t n_bytes;
} ng_text;

#define NG_NO_DUP UINT32_MAX

typedef struct ng_near_dup {
    uint64_t content_hash; /* equal for the same words in the same order; 0 without words */
    uint32_t near_dup_of;  /* an earlier text, which is of none itself; NG_NO_DUP: of none */
    float similarity;      /* to the text that it was compared with; 0 without one */
} ng_near_dup;

/*
 * Fill rows[0 .. n) for the texts, in their order.  `threshold`: how much texts must share, more
 * than 0 and at most 1.  Texts of less than eleven words are of none.  Linear time, about a
 * kilobyte a text; one thread.  NG_ERR_ARGUMENT for another threshold or more than
 * 33 million texts; NG_ERR_MEMORY.
 */
NG_API ng_status ng_near_duplicates(const ng_text *texts, size_t n, double threshold,
                                    const ng_alloc *alloc, ng_near_dup *rows);

/* ----------------------------------------------------------- explanation
 *
 * Why the rows of one document that a span of it touches are as they are: for each
 * the rules that made it, and for each mark in the span that could have ended a
 * sentence and did not, the rule that said so.
 */

/* What a rule decided about its span. */
typedef enum ng_decision {
    NG_DECISION_MADE,    /* this row, as a whole */
    NG_DECISION_JOINED,  /* a mark in the token belongs to it; closing marks to their sentence */
    NG_DECISION_CUT,     /* the token is a piece of a word that was cut */
    NG_DECISION_KEPT,    /* the stop belongs to the abbreviation before it */
    NG_DECISION_SPLIT,   /* a mark that joins elsewhere, or a stop, is a token of its own */
    NG_DECISION_ENDS,    /* a sentence ends with this mark, or this token */
    NG_DECISION_BEGINS,  /* a sentence begins here, which ends the one before */
    NG_DECISION_GOES_ON, /* the sentence goes on behind this mark */
    NG_DECISION_EVIDENCE, /* what the tagger went by: speaks for the name, or against it */
    NG_DECISION_INSTEAD,  /* the tagger's best reading without the name */
    NG_DECISION_DROPPED,  /* no mention, date or number, since the user's overrides say so */
    NG_N_DECISIONS
} ng_decision;

NG_API const char *ng_decision_name(size_t i);

/* Strings are NUL-terminated, and static but for labels of your own, which the model holds, and
   those of NG_RULES_PATTERNS, which the patterns hold. */
typedef struct ng_reason {
    ng_rule_set stage;
    ng_decision decision;
    uint32_t start, stop; /* in the unit of the pipeline; never empty */
    const char *kind;     /* of the row: of its block, token or sentence, or a mention's label;
                             "space" where T1 left white space out of all tokens */
    const char *rule;     /* "T11"; "UAX29" for the tokens of NG_SCHEME_UAX29 */
    const char *summary;  /* what the rule says, one line without a full stop */
    double conf;          /* of a row; negative where the stage gives none */
    double weight; /* of EVIDENCE: how much it speaks for the name, in nats, below 0 for the other
                      reading; of INSTEAD: how much worse that is, below 0; elsewhere 0 */
    uint32_t override; /* the row of the user's overrides that decided, or NG_NO_OVERRIDE */
} ng_reason;

#define NG_NO_OVERRIDE UINT32_MAX

typedef struct ng_explanation ng_explanation;

/*
 * Explain [start, stop) of a text, offsets in the unit of the pipeline.  An offset
 * inside a character means all of it; an empty span means the character behind it,
 * and at the end of the text nothing, so that there are no reasons.
 *
 * Runs all stages over the whole text, for rules look around: about as much work
 * as reading it.  The rows are those that a batch gives, whatever the vector
 * instructions.  NG_ERR_ARGUMENT if start > stop or stop is behind the end of the
 * text, NG_ERR_TOO_LONG, NG_ERR_MEMORY; *out is NULL then.  Free with
 * ng_explanation_free().  Any thread; memory is that of the pipeline's allocator.
 */
NG_API ng_status ng_explain(const ng_pipeline *pipeline, const char *text, size_t n_bytes,
                            size_t start, size_t stop, ng_explanation **out);

/*
 * The reasons: by stage, and in each by `start`.  A token has one for each rule
 * that shaped it.  A sentence has first the reason for its kind, then those for
 * the marks in it; exactly one of NG_DECISION_ENDS, or of NG_DECISION_BEGINS in
 * front of the next sentence, says why it ends, in or outside the span.
 *
 * The i-th of them; NULL behind the last.  Valid until the explanation is freed.
 */
NG_API const ng_reason *ng_explanation_reason(const ng_explanation *explanation, size_t i);
NG_API void ng_explanation_free(ng_explanation *explanation); /* NULL is harmless */

/* ----------------------------------------------------------------- Arrow
 *
 * The Arrow C data interface; the structs are those of its specification.
 * All return NG_OK, NG_ERR_ARGUMENT or NG_ERR_MEMORY.
 */
struct ArrowSchema;
struct ArrowArray;
struct ArrowArrayStream;

/* A pair of NUL-terminated strings for the schema's metadata. */
typedef struct ng_metadata {
    const char *key, *value;
} ng_metadata;

/* The type of a table: a struct with a child for each column. */
NG_API ng_status ng_table_schema(ng_table_id table, const ng_metadata *metadata,
                                 size_t n_metadata, struct ArrowSchema *out);

/* Rows [start, start + n_rows) without a copy: `out` and each of its children
   hold a reference to the table. */
NG_API ng_status ng_table_export(ng_table *table, size_t start, size_t n_rows,
                                 struct ArrowArray *out);

/* Rows of a stream's chunk. */
typedef struct ng_slice {
    ng_table *table;
    size_t start, n_rows;
} ng_slice;

/* A stream of the slices in order, all of the table `id`; retains the tables,
   copies the arrays of slices and metadata. */
NG_API ng_status ng_stream_export(ng_table_id id, const ng_slice *slices, size_t n_slices,
                                  const ng_metadata *metadata, size_t n_metadata,
                                  struct ArrowArrayStream *out);

#ifdef __cplusplus
}
#endif

#endif
