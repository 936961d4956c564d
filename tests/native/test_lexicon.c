/* The lexicon: what matches and what does not, damaged files, and random
   lexicons against a naive reference.  Exits non-zero with a message on failure. */
#include "lexicon.h"
#include "lexicon_unit.h"
#include "pipeline.h"
#include "reseal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

/* ---------------------------------------------------------------- helpers */

static const struct {
    const char *surface;
    ng_lex_class class_id;
    unsigned label, flags;
    ng_lex_case case_rule;
    const char *canonical, *ext_id;
} sample[] = {
    {"Georgia", NG_LEX_COUNTRY, NG_LABEL_GPE, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL, NULL, "iso:GE"},
    {"Georgia", NG_LEX_STATE, NG_LABEL_GPE, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL, NULL, "st:GA"},
    {"US", NG_LEX_COUNTRY, NG_LABEL_GPE, NG_LEX_DECIDES, NG_LEX_CASE_UPPER, "United States",
     "iso:US"},
    {"WHO", NG_LEX_IGO, NG_LABEL_ORG, NG_LEX_DECIDES, NG_LEX_CASE_UPPER, NULL, NULL},
    {"North Korea", NG_LEX_COUNTRY, NG_LABEL_GPE, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL, NULL,
     "iso:KP"},
    {"Kim Jong Un", NG_LEX_PERSON, NG_LABEL_PERSON, NG_LEX_DECIDES, NG_LEX_CASE_INITIAL, NULL,
     NULL},
    {"Kim", NG_LEX_SURNAME, NG_LABEL_PERSON, 0, NG_LEX_CASE_INITIAL, NULL, NULL},
    {"Peña Nieto", NG_LEX_PERSON, NG_LABEL_PERSON, 0, NG_LEX_CASE_INITIAL, NULL, NULL},
    {"secretary of state", NG_LEX_TITLE, NG_LABEL_NONE, NG_LEX_DECIDES, NG_LEX_CASE_ANY, NULL,
     NULL},
    {"secretary", NG_LEX_TITLE, NG_LABEL_NONE, NG_LEX_DECIDES, NG_LEX_CASE_ANY, NULL, NULL},
    {"Mobile", NG_LEX_CITY, NG_LABEL_GPE, NG_LEX_AMBIGUOUS, NG_LEX_CASE_INITIAL, NULL, NULL},
    {"Mobile", NG_LEX_COMPANY, NG_LABEL_ORG, NG_LEX_AMBIGUOUS, NG_LEX_CASE_INITIAL, NULL, NULL},
    {"mW", NG_LEX_UNIT, NG_LABEL_QUANTITY, 0, NG_LEX_CASE_EXACT, "milliwatt", NULL},
    {"MW", NG_LEX_UNIT, NG_LABEL_QUANTITY, 0, NG_LEX_CASE_EXACT, "megawatt", NULL},
    {"McDonald's", NG_LEX_COMPANY, NG_LABEL_ORG, 0, NG_LEX_CASE_INITIAL, NULL, NULL},
    {"AT&T", NG_LEX_COMPANY, NG_LABEL_ORG, 0, NG_LEX_CASE_UPPER, NULL, NULL},
    {"Bank of America", NG_LEX_COMPANY, NG_LABEL_ORG, 0, NG_LEX_CASE_INITIAL, NULL, NULL},
    {"Łódź", NG_LEX_CITY, NG_LABEL_GPE, 0, NG_LEX_CASE_INITIAL, NULL, NULL},
    {"commander-in-chief", NG_LEX_ROLE, NG_LABEL_NONE, 0, NG_LEX_CASE_ANY, NULL, NULL},
    {"Inc.", NG_LEX_ORG_SUFFIX, NG_LABEL_ORG, 0, NG_LEX_CASE_INITIAL, NULL, NULL},
    {"€", NG_LEX_CURRENCY, NG_LABEL_MONEY, NG_LEX_DECIDES, NG_LEX_CASE_ANY, "euro", "iso4217:EUR"},
    {"3.5 inch", NG_LEX_UNIT, NG_LABEL_QUANTITY, 0, NG_LEX_CASE_ANY, NULL, NULL},
};

static void *
encode_sample(size_t *n)
{
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    void *bytes;
    ng_error error;

    CHECK(b != NULL);
    for (size_t i = 0; i < sizeof sample / sizeof sample[0]; i++)
        CHECK(ng_lexicon_builder_add(b, sample[i].surface, strlen(sample[i].surface),
                                     sample[i].class_id, sample[i].label, sample[i].flags,
                                     sample[i].case_rule, sample[i].canonical,
                                     sample[i].ext_id) == NG_OK);
    CHECK(ng_lexicon_builder_encode(b, "name: sample\n", 13, &bytes, n, &error) == NG_OK);
    ng_lexicon_builder_free(b);
    return bytes;
}

/* One sentence; tokens are separated by spaces, "_" glues two tokens. */
static void
fill_doc(ng_doc *doc, char *text, const char *source)
{
    size_t n = 0, start = 0;
    uint32_t at[256][2];
    size_t n_tokens = 0;

    for (size_t i = 0;; i++) {
        if (source[i] != ' ' && source[i] != '_' && source[i] != '\0') {
            text[n++] = source[i];
            continue;
        }
        if (n > start && n_tokens < 256) {
            at[n_tokens][0] = (uint32_t)start;
            at[n_tokens++][1] = (uint32_t)n;
        }
        if (source[i] == ' ')
            text[n++] = ' ';
        start = n;
        if (source[i] == '\0')
            break;
    }
    ng_doc_reset(doc, text, n);
    CHECK(ng_doc_reserve_tokens(doc, n_tokens) == NG_OK);
    for (size_t i = 0; i < n_tokens; i++)
        ng_doc_push_token(doc, at[i][0], at[i][1], NG_TOKEN_WORD, 0);
    CHECK(ng_doc_reserve_sentence(doc) == NG_OK);
    doc->sentences.first_token[0] = 0;
    doc->sentences.stop_token[0] = (uint32_t)n_tokens;
    doc->sentences.block[0] = 0;
    doc->sentences.kind[0] = NG_SENTENCE_PROSE;
    doc->sentences.n = 1;
}

/* The matches of `source` as "text/class+class|...". */
static void
matches_of(const ng_lexicon *lexicon, ng_doc *doc, const char *source, char *out, size_t size)
{
    char text[1024];
    const ng_pipeline pipeline = {.lexicon = lexicon};
    size_t n = 0;

    fill_doc(doc, text, source);
    CHECK(ng_lexicon_run(&pipeline, doc) == NG_OK);
    out[0] = '\0';
    for (size_t i = 0; i < doc->matches.n; i++) {
        const uint32_t start = doc->tokens.start[doc->matches.first_token[i]];
        const uint32_t stop = doc->tokens.stop[doc->matches.stop_token[i] - 1];

        n += (size_t)snprintf(out + n, size - n, "%s%.*s/", i ? "|" : "", (int)(stop - start),
                              text + start);
        for (size_t k = 0; k < ng_lexicon_match_n_entries(doc, i); k++) {
            const ng_lex_entry e = ng_lexicon_match_entry(lexicon, doc, i, k);

            CHECK(doc->matches.classes[i] & NG_LEX_BIT(e.class_id));
            n += (size_t)snprintf(out + n, size - n, "%s%s", k ? "+" : "",
                                  ng_lex_class_name(e.class_id));
        }
    }
}

static void
expect(const ng_lexicon *lexicon, ng_doc *doc, const char *source, const char *expected)
{
    char got[1024];

    matches_of(lexicon, doc, source, got, sizeof got);
    if (strcmp(got, expected) != 0) {
        fprintf(stderr, "%s\n  got      %s\n  expected %s\n", source, got, expected);
        exit(1);
    }
}

/* ------------------------------------------------------------------ rules */

static void
test_matching(const ng_lexicon *x, ng_doc *d)
{
    expect(x, d, "", "");
    expect(x, d, "from Georgia .", "Georgia/country+state");
    expect(x, d, "GEORGIA georgia", "GEORGIA/country+state");
    /* acronyms need capitals; points are dropped */
    expect(x, d, "the US told us that U.S. who WHO Who", "US/country|U.S./country|WHO/igo");
    expect(x, d, "NORTH KOREA and North Korea , north korea",
           "NORTH KOREA/country|North Korea/country");
    /* hyphens, and the case behind them */
    expect(x, d, "Kim Jong Un met Kim Jong-Un , Kim Jong-un and Kim",
           "Kim Jong Un/person|Kim Jong-Un/person|Kim Jong-un/person|Kim/surname");
    expect(x, d, "Kim Jong_-_un .", "Kim Jong-un/person");
    expect(x, d, "Kim Jong - un .", "Kim/surname");
    expect(x, d, "Kim Jong_\u2013_un .", "Kim Jong\u2013un/person");
    expect(x, d, "kim jong un", "");
    /* a match begins and ends with a token */
    expect(x, d, "Kim Jong-Un-like North Korea-US anti-US", "Kim/surname");
    expect(x, d, "commander-in-chief Commander in Chief",
           "commander-in-chief/role|Commander in Chief/role");
    /* diacritics, composed, decomposed or left out */
    expect(x, d, "Peña Nieto , Pena Nieto , Pen\u0303a NIETO , PEÑA NIETO",
           "Peña Nieto/person|Pena Nieto/person|Pen\u0303a NIETO/person|PEÑA NIETO/person");
    expect(x, d, "Lodz Łódź ŁÓDŹ łódź", "Lodz/city|Łódź/city|ŁÓDŹ/city");
    /* the longest wins, the shorter is found where the longer fails */
    expect(x, d, "Secretary of State and secretary of secretary",
           "Secretary of State/title|secretary/title|secretary/title");
    /* letters exact */
    expect(x, d, "5 mW 5 MW 5 Mw", "mW/unit|MW/unit");
    /* "'s" is a token, or part of one */
    expect(x, d, "McDonald_'s and McDonald's and McDonald_\u2019s",
           "McDonald's/company|McDonald's/company|McDonald\u2019s/company");
    expect(x, d, "AT&T AT_&_T at&t", "AT&T/company|AT&T/company");
    expect(x, d, "Bank of America , bank of America , BANK OF AMERICA",
           "Bank of America/company|BANK OF AMERICA/company");
    expect(x, d, "Inc. Inc_. inc", "Inc./org_suffix|Inc/org_suffix");
    expect(x, d, "\u20AC 5 3.5_-_inch 35 inch", "\u20AC/currency|3.5-inch/unit");
    expect(x, d, "\xff Georgia Geor\xffgia", "Georgia/country+state");
    expect(x, d, "Geor\u00ADgia", "Geor\u00ADgia/country+state"); /* a soft hyphen */
}

static void
test_flags(const ng_lexicon *x, ng_doc *d)
{
    char got[256];
    ng_lex_entry e;

    matches_of(x, d, "US Mobile Georgia Łódź MOBILE", got, sizeof got);
    CHECK(d->matches.n == 5);
    CHECK(d->matches.flags[0] == (NG_LEX_DECIDES | NG_LEX_ALL_CAPS));
    CHECK(d->matches.flags[1] == NG_LEX_AMBIGUOUS);
    CHECK(d->matches.flags[2] == NG_LEX_DECIDES);
    CHECK(d->matches.flags[3] == 0);
    CHECK(d->matches.flags[4] == (NG_LEX_AMBIGUOUS | NG_LEX_ALL_CAPS));
    CHECK(ng_lexicon_match_find(x, d, 2, NG_LEX_BIT(NG_LEX_STATE), &e));
    CHECK(strcmp(e.ext_id, "st:GA") == 0 && e.label == NG_LABEL_GPE && e.canonical[0] == '\0');
    CHECK(!ng_lexicon_match_find(x, d, 2, NG_LEX_BIT(NG_LEX_CITY), &e));
    e = ng_lexicon_match_entry(x, d, 0, 0);
    CHECK(strcmp(e.canonical, "United States") == 0 && strcmp(e.ext_id, "iso:US") == 0);
    matches_of(x, d, "MW", got, sizeof got); /* the second entry of its surface */
    CHECK(d->matches.fits[0] == 2);
    CHECK(strcmp(ng_lexicon_match_entry(x, d, 0, 0).canonical, "megawatt") == 0);
}

static void
test_lookup(const ng_lexicon *x)
{
    ng_lex_entry e;

    CHECK(ng_lexicon_classes(x, "Kim", 3, false) == NG_LEX_BIT(NG_LEX_SURNAME));
    CHECK(ng_lexicon_classes(x, "kim", 3, false) == 0);
    CHECK(ng_lexicon_classes(x, "kim", 3, true) == NG_LEX_BIT(NG_LEX_SURNAME));
    CHECK(ng_lexicon_classes(x, "Kim Jong", 8, true) == 0);
    CHECK(ng_lexicon_classes(x, "Jong", 4, true) == 0);
    CHECK(ng_lexicon_classes(x, "", 0, true) == 0);
    CHECK(ng_lexicon_classes(x, "-.-", 3, true) == 0);
    CHECK(ng_lexicon_lookup(x, "Mobile", 6, false).ambiguous ==
          (NG_LEX_BIT(NG_LEX_CITY) | NG_LEX_BIT(NG_LEX_COMPANY)));
    CHECK(ng_lexicon_find(x, "us", 2, true, NG_LEX_GPE_BITS, &e));
    CHECK(!ng_lexicon_find(x, "us", 2, false, NG_LEX_GPE_BITS, &e));
}

static void
test_sentence_bounds(const ng_lexicon *x, ng_doc *d)
{
    char text[64];
    const ng_pipeline pipeline = {.lexicon = x};

    fill_doc(d, text, "in North Korea");
    CHECK(ng_doc_reserve_sentence(d) == NG_OK);
    d->sentences.stop_token[0] = d->sentences.first_token[1] = 2;
    d->sentences.stop_token[1] = 3;
    d->sentences.n = 2;
    CHECK(ng_lexicon_run(&pipeline, d) == NG_OK && d->matches.n == 0);
    CHECK(ng_lexicon_run(&(ng_pipeline){.lexicon = NULL}, d) == NG_OK && d->matches.n == 0);
}

static void
test_builder(void)
{
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    char long_word[80];
    void *bytes;
    size_t n;
    ng_lexicon *x;
    ng_lexicon_info info;
    ng_error error;

    memset(long_word, 'x', sizeof long_word);
    CHECK(ng_lexicon_builder_add(b, "\xff", 1, NG_LEX_CITY, NG_LABEL_GPE, 0, NG_LEX_CASE_ANY, NULL,
                                 NULL) == NG_ERR_ARGUMENT);
    CHECK(ng_lexicon_builder_add(b, " - ", 3, NG_LEX_CITY, NG_LABEL_GPE, 0, NG_LEX_CASE_ANY, NULL,
                                 NULL) == NG_ERR_ARGUMENT);
    CHECK(ng_lexicon_builder_add(b, long_word, 64, NG_LEX_CITY, NG_LABEL_GPE, 0, NG_LEX_CASE_ANY,
                                 NULL, NULL) == NG_ERR_ARGUMENT);
    CHECK(ng_lexicon_builder_add(b, "a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6 7",
                                 65, NG_LEX_CITY, NG_LABEL_GPE, 0, NG_LEX_CASE_ANY, NULL,
                                 NULL) == NG_ERR_ARGUMENT);
    CHECK(ng_lexicon_builder_add(b, "a", 1, NG_N_LEX_CLASSES, NG_LABEL_GPE, 0, NG_LEX_CASE_ANY,
                                 NULL, NULL) == NG_ERR_ARGUMENT);
    CHECK(ng_lexicon_builder_add(b, "a", 1, NG_LEX_CITY, 200, 0, NG_LEX_CASE_ANY, NULL, NULL) ==
          NG_ERR_ARGUMENT);
    CHECK(ng_lexicon_builder_encode(b, NULL, 0, &bytes, &n, &error) == NG_OK);
    CHECK(ng_lexicon_open_memory(bytes, n, NULL, &x, &error) == NG_OK); /* an empty one */
    CHECK(ng_lexicon_classes(x, "a", 1, true) == 0);
    ng_lexicon_free(x);
    free(bytes);
    for (int i = 0; i < 2; i++) /* the same entry twice is one */
        CHECK(ng_lexicon_builder_add(b, long_word, 63, NG_LEX_CITY, NG_LABEL_GPE, 0,
                                     NG_LEX_CASE_ANY, NULL, "id") == NG_OK);
    CHECK(ng_lexicon_builder_encode(b, "m", 1, &bytes, &n, &error) == NG_OK);
    CHECK(ng_lexicon_open_memory(bytes, n, NULL, &x, &error) == NG_OK);
    CHECK(ng_lexicon_classes(x, long_word, 63, true) == NG_LEX_BIT(NG_LEX_CITY));
    CHECK(ng_lexicon_classes(x, long_word, 64, true) == 0);
    ng_lexicon_get_info(x, &info);
    CHECK(info.n_entries == 1 && info.n_surfaces == 1 && info.metadata_len == 1);
    ng_lexicon_free(x);
    ng_lexicon_free(NULL);
    free(bytes);
    ng_lexicon_builder_free(b);
}

/* ------------------------------------------------------------ damaged files */

/* Whatever opens can be used. */
static void
use(const void *bytes, size_t n, ng_doc *doc)
{
    ng_lexicon *x;
    ng_error error;
    char out[4096];
    const ng_status status = ng_lexicon_open_memory(bytes, n, NULL, &x, &error);
    ng_lex_entry e;

    CHECK(status == NG_OK || (status == NG_ERR_FORMAT && error.message[0] != '\0'));
    if (status != NG_OK)
        return;
    matches_of(x, doc,
               "Kim Jong-Un of North Korea met US Secretary of State Georgia Mobile of Bank of "
               "America Inc. for 5 MW in Łódź with Peña Nieto McDonald_'s",
               out, sizeof out);
    for (size_t i = 0; i < doc->matches.n; i++) {
        if (ng_lexicon_match_find(x, doc, i, ~UINT32_C(0), &e))
            CHECK(strlen(e.canonical) < n && strlen(e.ext_id) < n);
    }
    (void)ng_lexicon_classes(x, "north korea", 11, true);
    ng_lexicon_free(x);
}

static void
test_damage(ng_doc *doc)
{
    static const unsigned char changes[] = {0x01, 0x80, 0xff};
    size_t n;
    unsigned char *const bytes = encode_sample(&n);
    unsigned char *const copy = malloc(n);

    CHECK(copy != NULL);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sizeof changes; k++) {
            ng_lexicon *x;

            memcpy(copy, bytes, n);
            copy[i] ^= changes[k];
            CHECK(ng_lexicon_open_memory(copy, n, NULL, &x, NULL) == NG_ERR_FORMAT);
            reseal(copy, n);
            use(copy, n, doc);
        }
        memcpy(copy, bytes, n);
        use(copy, i, doc);
        reseal(copy, i);
        use(copy, i, doc);
    }
    free(copy);
    free(bytes);
}

/* --------------------------------------------- random, against a reference */

static uint32_t
random_below(uint64_t *state, uint32_t n)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % n;
}

static const char *const pieces[] = {"a",  "A", "b",   "B",  "C",  "d-e", "D-E",
                                     "F.", "f", "G'h", "aa", "Aa", "é",   "É"};

/* Pieces joined by spaces. */
static void
random_phrase(uint64_t *state, char *out, uint32_t n_pieces)
{
    out[0] = '\0';
    for (uint32_t i = 0; i < n_pieces; i++) {
        if (i > 0)
            strcat(out, " ");
        strcat(out, pieces[random_below(state, sizeof pieces / sizeof pieces[0])]);
    }
}

#define MAX_SURFACES 24

typedef struct naive {
    char surface[MAX_SURFACES][64];
    ng_lex_case rule[MAX_SURFACES];
    size_t n;
} naive;

static size_t
units_of(const char *p, const char *end, ng_lex_unit *units)
{
    size_t n = 0;

    while (n < 64 && ng_lex_next_unit(&p, end, &units[n]))
        n++;
    return n;
}

/* Whether surface `i` is the text [p, end), by comparing unit with unit. */
static bool
naive_equal(const naive *lexicon, size_t i, const char *p, const char *end)
{
    ng_lex_unit a[64], b[64];
    const char *const s = lexicon->surface[i];
    const size_t n = units_of(s, s + strlen(s), a);

    if (n != units_of(p, end, b))
        return false;
    for (size_t k = 0; k < n; k++) {
        const uint32_t in_surface = a[k].flags, in_text = b[k].flags;

        if (a[k].n != b[k].n || memcmp(a[k].key, b[k].key, a[k].n) != 0)
            return false;
        if (lexicon->rule[i] == NG_LEX_CASE_INITIAL && (in_surface & NG_LEX_UNIT_INITIAL) &&
            !(in_surface & NG_LEX_UNIT_INNER) &&
            !(in_text & (NG_LEX_UNIT_INITIAL | NG_LEX_UNIT_INNER)))
            return false;
        if (lexicon->rule[i] == NG_LEX_CASE_UPPER && (in_surface & NG_LEX_UNIT_UPPER) &&
            !(in_text & NG_LEX_UNIT_UPPER))
            return false;
    }
    return lexicon->rule[i] != NG_LEX_CASE_EXACT ||
           ng_lex_letter_mask(s, s + strlen(s)) == ng_lex_letter_mask(p, end);
}

/* The matches by trying every surface at every span. */
static void
naive_matches(const naive *lexicon, const ng_doc *doc, char *out)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t t = 0; t < doc->tokens.n;) {
        size_t best = 0;
        uint32_t fits = 0;

        for (size_t stop = doc->tokens.n; stop > t && best == 0; stop--) {
            for (size_t i = 0; i < lexicon->n; i++) {
                if (naive_equal(lexicon, i, doc->text + doc->tokens.start[t],
                                doc->text + doc->tokens.stop[stop - 1])) {
                    best = stop;
                    fits |= NG_LEX_BIT(i % NG_N_LEX_CLASSES);
                }
            }
        }
        if (best > t)
            n += (size_t)sprintf(out + n, "%zu-%zu:%x ", t, best, (unsigned)fits);
        t = best > t ? best : t + 1;
    }
}

static void
random_round(uint64_t *state, ng_doc *doc)
{
    naive lexicon = {.n = 1 + random_below(state, MAX_SURFACES)};
    ng_lexicon_builder *const b = ng_lexicon_builder_new(NULL);
    ng_lexicon *x;
    void *bytes;
    size_t n_bytes;

    for (size_t i = 0; i < lexicon.n; i++) {
        random_phrase(state, lexicon.surface[i], 1 + random_below(state, 4));
        lexicon.rule[i] = (ng_lex_case)random_below(state, NG_LEX_CASE_SMART);
        CHECK(ng_lexicon_builder_add(b, lexicon.surface[i], strlen(lexicon.surface[i]),
                                     (ng_lex_class)(i % NG_N_LEX_CLASSES), NG_LABEL_NONE, 0,
                                     lexicon.rule[i], NULL, NULL) == NG_OK);
    }
    CHECK(ng_lexicon_builder_encode(b, "", 0, &bytes, &n_bytes, NULL) == NG_OK);
    CHECK(ng_lexicon_open_memory(bytes, n_bytes, NULL, &x, NULL) == NG_OK);
    for (int k = 0; k < 20; k++) {
        char source[512], text[512], expected[1024], got[1024] = "";
        const ng_pipeline pipeline = {.lexicon = x};
        size_t n = 0;

        random_phrase(state, source, random_below(state, 24));
        fill_doc(doc, text, source);
        CHECK(ng_lexicon_run(&pipeline, doc) == NG_OK);
        naive_matches(&lexicon, doc, expected);
        for (size_t i = 0; i < doc->matches.n; i++)
            n += (size_t)sprintf(got + n, "%u-%u:%x ", (unsigned)doc->matches.first_token[i],
                                 (unsigned)doc->matches.stop_token[i],
                                 (unsigned)doc->matches.classes[i]);
        if (strcmp(got, expected) != 0) {
            fprintf(stderr, "%s\n  got      %s\n  expected %s\n", source, got, expected);
            exit(1);
        }
    }
    ng_lexicon_free(x);
    free(bytes);
    ng_lexicon_builder_free(b);
}

static void
test_random(ng_doc *doc)
{
    uint64_t state = 20170811;

    for (int i = 0; i < 100; i++)
        random_round(&state, doc);
}

/* The short way and the general one make the same unit of every ASCII word. */
static void
test_short_words(void)
{
    uint64_t state = 7;

    for (int i = 0; i < 20000; i++) {
        char word[24];
        const uint32_t n = 1 + random_below(&state, 17);
        ng_lex_unit a, b;
        const char *p = word;

        for (uint32_t k = 0; k < n; k++)
            word[k] = (char)(random_below(&state, 40) == 0
                                 ? random_below(&state, 128)
                                 : (uint32_t) "aAzZmM"[random_below(&state, 6)]);
        if (i % 3 == 0) {
            for (uint32_t k = 0; k < n; k++)
                word[k] = (char)('A' + random_below(&state, 26));
        }
        if (!ng_lex_short_word(word, n, word + n, &a))
            continue;
        CHECK(ng_lex_next_unit(&p, word + n, &b) && p == word + n);
        CHECK(a.n == b.n && a.flags == b.flags && memcmp(a.key, b.key, 16) == 0);
        CHECK(ng_lex_hash(&a) == ng_lex_hash(&b));
    }
}

/* ------------------------------------------------------ memory that is short */

typedef struct budget {
    size_t left;
} budget;

static void *
limited_realloc(void *ctx, void *pointer, size_t n_bytes)
{
    budget *const b = ctx;

    if (b->left == 0)
        return NULL;
    b->left--;
    return realloc(pointer, n_bytes);
}

static void
limited_free(void *ctx, void *pointer)
{
    (void)ctx;
    free(pointer);
}

/* Let the 1st, 2nd ... allocation fail, until all goes well. */
static void
test_no_memory(void)
{
    bool is_done = false;

    for (size_t limit = 0; !is_done; limit++) {
        budget left = {limit};
        const ng_alloc alloc = {limited_realloc, limited_free, &left};
        ng_lexicon_builder *const b = ng_lexicon_builder_new(&alloc);
        ng_lexicon *x = NULL;
        void *bytes = NULL;
        size_t n = 0;

        CHECK(limit < 1000);
        if (b == NULL)
            continue;
        if (ng_lexicon_builder_add(b, "North Korea", 11, NG_LEX_COUNTRY, NG_LABEL_GPE, 0,
                                   NG_LEX_CASE_ANY, "x", "y") == NG_OK &&
            ng_lexicon_builder_encode(b, "", 0, &bytes, &n, NULL) == NG_OK &&
            ng_lexicon_open_memory(bytes, n, &alloc, &x, NULL) == NG_OK)
            is_done = true;
        ng_lexicon_free(x);
        free(bytes);
        ng_lexicon_builder_free(b);
    }
}

int
main(void)
{
    size_t n;
    void *const bytes = encode_sample(&n);
    ng_doc *const doc = ng_doc_new(NULL);
    ng_lexicon *x;
    ng_error error;

    CHECK(doc != NULL);
    CHECK(ng_lexicon_open_memory(bytes, n, NULL, &x, &error) == NG_OK);
    test_matching(x, doc);
    test_flags(x, doc);
    test_lookup(x);
    test_sentence_bounds(x, doc);
    test_builder();
    test_short_words();
    test_random(doc);
    test_damage(doc);
    test_no_memory();
    ng_lexicon_free(x);
    ng_doc_free(doc);
    free(bytes);
    puts("test_lexicon: ok");
    return 0;
}
