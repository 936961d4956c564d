/*
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
#ifndef NG_LEXICON_H
#define NG_LEXICON_H

#include "nutgraf.h"

#include "doc.h"

/* ------------------------------------------------------- to be made public */

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
} ng_lexicon_info;

NG_API void ng_lexicon_get_info(const ng_lexicon *lexicon, ng_lexicon_info *info);

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
#define NG_LEX_MAX_UNITS 16
NG_API ng_status ng_lexicon_builder_add(ng_lexicon_builder *builder, const char *surface,
                                        size_t n_bytes, ng_lex_class class_id, unsigned label,
                                        unsigned flags, ng_lex_case case_rule,
                                        const char *canonical, const char *ext_id);

/* Write to `path`: under a temporary name beside it first, then renamed.
   `metadata` is UTF-8, "key: value" lines; may be empty. */
NG_API ng_status ng_lexicon_builder_write(ng_lexicon_builder *builder, const char *metadata,
                                          size_t metadata_len, const char *path, ng_error *error);

/* The file's bytes in memory of the builder's allocator; the caller frees. */
NG_API ng_status ng_lexicon_builder_encode(ng_lexicon_builder *builder, const char *metadata,
                                           size_t metadata_len, void **bytes, size_t *n_bytes,
                                           ng_error *error);

/* ------------------------------------------------- for the library's stages */

/* What a lexicon knows of a word; the sets hold NG_LEX_BIT()s. */
typedef struct ng_lex_set {
    uint32_t classes;
    uint32_t decides;   /* those with an entry that decides */
    uint32_t ambiguous; /* those with an entry whose words are more often common ones */
} ng_lex_set;

/*
 * The classes of a word or phrase [p, p + n); empty if it is no surface as a
 * whole.  With `any_case` the case rules are not asked.  Reads only its bounds,
 * never allocates; linear in n.
 */
ng_lex_set ng_lexicon_lookup(const ng_lexicon *lexicon, const char *p, size_t n, bool any_case);
uint32_t ng_lexicon_classes(const ng_lexicon *lexicon, const char *p, size_t n, bool any_case);

/* The first entry of [p, p + n) whose class is in `classes`; false if none is. */
bool ng_lexicon_find(const ng_lexicon *lexicon, const char *p, size_t n, bool any_case,
                     uint32_t classes, ng_lex_entry *out);

/* The entries of doc->matches row `match` that fit the text's case: at least
   one.  `i` below ng_lexicon_match_n_entries(). */
size_t ng_lexicon_match_n_entries(const ng_doc *doc, size_t match);
ng_lex_entry ng_lexicon_match_entry(const ng_lexicon *lexicon, const ng_doc *doc, size_t match,
                                    size_t i);

/* The first entry of the match whose class is in the set `classes`; false if
   there is none. */
bool ng_lexicon_match_find(const ng_lexicon *lexicon, const ng_doc *doc, size_t match,
                           uint32_t classes, ng_lex_entry *out);

#endif
