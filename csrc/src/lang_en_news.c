#include "lang_en_news.h"
#include "lang_en_chars.h"
#include "lines_bits.h"

#include <stdint.h>
#include <string.h>

typedef struct phrase {
    char text[47];
    uint8_t list; /* ng_phrase_list */
} phrase;

static const phrase phrases[] = {
#include "lang_en_news.inc"
};

/* See tools/make_news_index.py.  phrase_index by the first two letters; phrase_starts and
   phrase_short: what a text must begin with to have any phrase; phrase_groups: by the first four
   letters; short_phrases: those with less, short_first: by the first letter; phrase_third: the
   third byte of each phrase if it is a letter, else 0; phrase_fixed: how many bytes it has in front
   of its first star, sixteen at most. */
#include "lang_en_news_index.inc"

#define N_PHRASES (sizeof phrases / sizeof phrases[0])

/* A star inside a phrase passes over this many bytes at most. */
#define MAX_GAP 60

/* Where one character of a phrase ends in the text at p < end, or NULL. */
static inline const char *
match_char(char c, const char *p, const char *end)
{
    if (ng_lower(*p) == c && c != ' ')
        return p + 1;
    if (c == ' ') {
        const char *const start = p;
        size_t len;

        while (p < end && (ng_line_class_at(p, end, &len) == NG_LC_SPACE || *p == '\n'))
            p += len;
        return p > start ? p : NULL;
    }
    if (c == '\'' && end - p >= 3 && memcmp(p, "\xE2\x80\x99", 3) == 0)
        return p + 3;
    return NULL;
}

/* Where the piece of a phrase at s, up to a star or its end, ends in the text at p;
   NULL if it does not match.  *s is moved behind the piece. */
static const char *
match_piece(const char **s, const char *p, const char *end)
{
    for (; **s != '\0' && **s != '*'; ++*s) {
        p = p < end ? match_char(**s, p, end) : NULL;
        if (p == NULL)
            return NULL;
    }
    return p;
}

/* As match_piece(), at the first place in the next MAX_GAP bytes. */
static const char *
find_piece(const char **s, const char *p, const char *end)
{
    const char *const piece = *s;

    if (end - p > MAX_GAP)
        end = p + MAX_GAP;
    for (; p < end; p++) {
        const char *stop;

        if (ng_lower(*p) != *piece)
            continue;
        *s = piece;
        stop = match_piece(s, p, end);
        if (stop != NULL)
            return stop;
    }
    return NULL;
}

/* The phrase s, stars and all, at p. */
static const char *
match_phrase(const char *s, const char *p, const char *end, bool *is_prefix)
{
    p = match_piece(&s, p, end);
    while (p != NULL && *s == '*') {
        s++;
        if (*s == '\0') {
            *is_prefix = true;
            return p;
        }
        p = find_piece(&s, p, end);
    }
    *is_prefix = false;
    return p;
}

/* The first bytes of a text, to compare many phrases with. */
typedef struct opening {
    uint64_t a, b; /* sixteen bytes, in small letters */
    char third;
    bool is_plain; /* ASCII, and no two spaces in a row: a phrase matches byte for byte */
} opening;

/* Small letters for the capitals of eight ASCII characters. */
static inline uint64_t
lower_8(uint64_t x)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t from_a = x + ones * (0x80 - 'A'), above_z = x + ones * (0x7F - 'Z');

    return x | ((from_a & ~above_z) >> 2 & ones << 5);
}

/* Whether all of eight bytes are printable ASCII. */
static inline bool
is_printable_8(uint64_t x)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), top = ones << 7;

    return ((x & top) == 0) & (((x + ones * (0x80 - ' ')) & top) == top);
}

/* A bit in each byte that is a space; the bytes are printable. */
static inline uint64_t
spaces_8(uint64_t x)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);

    return ~(x + ones * (0x7F - ' ')) & ones << 7;
}

static opening
opening_of(const char *p, const char *end)
{
    opening o = {0, 0, '\0', false};

    if (end - p > 2)
        o.third = ng_lower(p[2]);
    if (end - p >= 16) {
        o.a = ng_load_8(p);
        o.b = ng_load_8(p + 8);
    } else {
        /* What no phrase has stands for the end of the text. */
        char copy[16];

        memset(copy, 0x7F, sizeof copy);
        memcpy(copy, p, (size_t)(end - p));
        o.a = ng_load_8(copy);
        o.b = ng_load_8(copy + 8);
    }
    if (is_printable_8(o.a) && is_printable_8(o.b)) {
        const uint64_t a = spaces_8(o.a), b = spaces_8(o.b);

        o.is_plain = (a & a << 8) == 0 && (b & (b << 8 | a >> 56)) == 0;
        o.a = lower_8(o.a);
        o.b = lower_8(o.b);
    }
    return o;
}

/* Whether phrase i can begin a text with that opening. */
static inline bool
may_match(const opening *o, size_t i)
{
    const char *const s = phrases[i].text;
    const unsigned n = phrase_fixed[i];

    if (!o->is_plain)
        return true;
    return ((ng_load_8(s) ^ o->a) & ng_low_bits(8 * n)) == 0 &&
           (n <= 8 || ((ng_load_8(s + 8) ^ o->b) & ng_low_bits(8 * (n - 8))) == 0);
}

/* Note phrase i if it is there, and the longest hit of its list. */
static void
match_whole(size_t i, const char *p, const char *end, ng_phrase_hits *hits)
{
    const unsigned list = phrases[i].list;
    const char *stop;
    bool prefix;

    stop = match_phrase(phrases[i].text, p, end, &prefix);
    if (stop == NULL || (size_t)(stop - p) <= hits->length[list] || stop - p > UINT16_MAX)
        return;
    if (prefix || !ng_is_letter_or_digit(stop, end)) {
        hits->any = true;
        hits->length[list] = (uint16_t)(stop - p);
        hits->is_prefix[list] = prefix;
    }
}

/* The same, with a quick look before. */
static inline void
try_phrase(size_t i, unsigned lists, const opening *o, const char *p, const char *end,
           ng_phrase_hits *hits)
{
    if ((lists >> phrases[i].list & 1u) != 0 && may_match(o, i))
        match_whole(i, p, end, hits);
}

static inline bool
is_start(uint32_t product)
{
    const uint32_t bit = product >> (32 - START_BITS);

    return (phrase_starts[bit / 64] >> (bit % 64) & 1u) != 0;
}

/* Whether the first six bytes tell that a phrase of four letters or more may be there; x: all
   eight, in small letters. */
static inline bool
is_longer_start(uint64_t x)
{
    const uint32_t four = (uint32_t)x, six = four ^ (uint32_t)(x >> 32 & 0xFFFF) * 0x10001u;
    const uint32_t a = four * START_MULTIPLIER >> (32 - START_BITS);
    const uint32_t b = six * START_MULTIPLIER >> (32 - START_BITS);

    return ((phrase_longer[a / 64] >> (a % 64) | phrase_longer[b / 64] >> (b % 64)) & 1u) != 0;
}

/* Whether the first eight bytes at p alone tell that no phrase of four letters or more is there. */
static inline bool
begins_no_phrase(const char *p, const char *end)
{
    uint64_t x, spaces;

    if (end - p < 8)
        return false;
    x = ng_load_8(p);
    if (!is_printable_8(x)) {
        x = (x & 0xFFFFFFFFu) | UINT64_C(0x6161616100000000);
        spaces = spaces_8(x);
        return is_printable_8(x) && (spaces & spaces << 8) == 0 &&
               !is_start((uint32_t)lower_8(x) * START_MULTIPLIER);
    }
    spaces = spaces_8(x);
    x = lower_8(x);
    return (spaces & spaces << 8) == 0 &&
           !(is_start((uint32_t)x * START_MULTIPLIER) && is_longer_start(x));
}

/* The phrases of four letters or more that begin as a plain text does, whose first four have that
   product; no other phrase has as long a hit. */
static void
try_group(uint32_t product, unsigned lists, const opening *o, const char *p, const char *end,
          ng_phrase_hits *hits)
{
    uint32_t slot = product >> (32 - GROUP_BITS);
    size_t i;

    if (!is_start(product))
        return;
    for (;; slot = (slot + 1) % (1u << GROUP_BITS)) {
        if (phrase_groups[slot] == 0)
            return;
        i = phrase_groups[slot] - 1u;
        if ((uint32_t)ng_load_8(phrases[i].text) == (uint32_t)o->a)
            break;
    }
    for (; i < N_PHRASES && (uint32_t)ng_load_8(phrases[i].text) == (uint32_t)o->a; i++)
        try_phrase(i, lists, o, p, end, hits);
}

/* p is where ng_en_may_begin() says that one of the lists may have a phrase. */
static void
find_hits(unsigned lists, const char *p, const char *end, ng_phrase_hits *hits)
{
    const unsigned a = ((unsigned char)*p | 32u) - 'a';
    unsigned b = end - p > 1 ? ((unsigned char)p[1] | 32u) - 'a' : 26;
    unsigned row;
    opening o;

    /* "x" alone, "a subscription": no letter follows the first one. */
    b = b < 26 ? b + 1 : 0;
    o = opening_of(p, end);
    if (o.is_plain) {
        try_group((uint32_t)o.a * START_MULTIPLIER, lists, &o, p, end, hits);
        if ((phrase_short[a] >> b & 1u) != 0)
            for (size_t i = short_first[a]; i < short_first[a + 1]; i++)
                try_phrase(short_phrases[i], lists, &o, p, end, hits);
        return;
    }
    row = a * 27 + b;
    /* The third letter decides most of the rest. */
    for (size_t i = phrase_index[row]; i < phrase_index[row + 1]; i++)
        if (phrase_third[i] == '\0' || phrase_third[i] == o.third)
            try_phrase(i, lists, &o, p, end, hits);
}

/* Whether the first four letters or the lack of them say that there is none. */
static inline bool
begins_other_word(const char *p, const char *end)
{
    const unsigned a = ((unsigned char)*p | 32u) - 'a';
    unsigned b = end - p > 1 ? ((unsigned char)p[1] | 32u) - 'a' : 26;
    bool is_short;

    b = b < 26 ? b + 1 : 0;
    is_short = a < 26 ? (phrase_short[a] >> b & 1u) != 0 : false;
    return (a >= 26) | (!is_short & begins_no_phrase(p, end));
}

bool
ng_en_find_phrases(const char *p, const char *end, ng_phrase_hits *hits)
{
    if (begins_other_word(p, end) || ng_en_may_begin(~0u, p, end) == 0)
        return false;
    memset(hits, 0, sizeof *hits);
    find_hits(~0u, p, end, hits);
    return hits->any;
}

size_t
ng_en_find_phrase(ng_phrase_list list, const char *p, const char *end, bool *is_prefix)
{
    ng_phrase_hits hits;

    hits.length[list] = 0;
    hits.is_prefix[list] = false;
    if (!begins_other_word(p, end))
        find_hits(1u << list, p, end, &hits);
    if (is_prefix != NULL)
        *is_prefix = hits.is_prefix[list];
    return hits.length[list];
}

/* The longest of the names, which are in the order of their first bytes, at p. */
static size_t
longest_of(const char *const *names, size_t n_names, const char *p, const char *end)
{
    size_t longest = 0, low = 0, high = n_names;

    if (p >= end)
        return 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (*names[middle] < *p)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i < n_names && *names[i] == *p; i++) {
        const size_t n = strlen(names[i]);

        if (n <= longest || (size_t)(end - p) < n || memcmp(names[i], p, n) != 0)
            continue;
        /* Scraping glues: "ESTUpdated" is "EST" before a capitalised word. */
        if (ng_is_letter_or_digit(p + n, end) &&
            !((size_t)(end - p) > n + 1 && n > 1 && p[n] >= 'A' && p[n] <= 'Z' && p[n + 1] >= 'a'))
            continue;
        longest = n;
    }
    return longest;
}

size_t
ng_en_zone(const char *p, const char *end)
{
    static const char *const zones[] = {
        "AEDT",  "AEST",       "AKST",         "AST",     "AWST",         "BST",
        "CDT",   "CEST",       "CET",          "CST",     "CT",           "Central",
        "EAT",   "EDT",        "EDT/EST",      "EET",     "EST",          "ET",
        "ET/PT", "Eastern",    "Eastern Time", "GMT",     "HKT",          "HST",
        "IST",   "Irish Time", "JST",          "KST",     "MDT",          "MSK",
        "MST",   "MT",         "NZDT",         "NZST",    "PDT",          "PHT",
        "PKT",   "PST",        "PT",           "Pacific", "Pacific Time", "SAST",
        "SGT",   "UK",         "US/Eastern",   "UTC",     "Uhr",          "WAT",
        "WIB",   "Z",          "hours IST",    "hrs",     "local time"};

    return longest_of(zones, sizeof zones / sizeof zones[0], p, end);
}

size_t
ng_en_agency(const char *p, const char *end)
{
    static const char *const names[] = {"AAP",
                                        "AFP",
                                        "ANI",
                                        "ANSA",
                                        "AP",
                                        "AP News",
                                        "APP",
                                        "APTN",
                                        "ASSOCIATED PRESS",
                                        "Agence France Presse",
                                        "Agence France-Presse",
                                        "Anadolu",
                                        "Anadolu Agency",
                                        "Antara",
                                        "Associated Press",
                                        "Associated Press News",
                                        "BSS",
                                        "BUSINESS WIRE",
                                        "Bernama",
                                        "Bloomberg",
                                        "Bloomberg News",
                                        "Business Wire",
                                        "CNS",
                                        "CP",
                                        "Canadian Press",
                                        "Cox Newspapers",
                                        "DPA",
                                        "Dow Jones",
                                        "EFE",
                                        "GLOBE NEWSWIRE",
                                        "GNA",
                                        "Gannett News Service",
                                        "Globe Newswire",
                                        "IANS",
                                        "IRNA",
                                        "Interfax",
                                        "JIJI",
                                        "JTA",
                                        "Jiji",
                                        "KCNA",
                                        "Knight Ridder",
                                        "Kyodo",
                                        "Kyodo News",
                                        "MENA",
                                        "MTI",
                                        "McClatchy",
                                        "NAN",
                                        "NNN",
                                        "New York Times News Service",
                                        "PA",
                                        "PA Media",
                                        "PAP",
                                        "PR Newswire",
                                        "PRNEWSWIRE",
                                        "PRNewswire",
                                        "PTI",
                                        "Press Association",
                                        "Press Trust of India",
                                        "REUTER",
                                        "REUTERS",
                                        "RFE/RL",
                                        "RIA Novosti",
                                        "RNS",
                                        "Reuter",
                                        "Reuters",
                                        "SANA",
                                        "SPA",
                                        "Scripps Howard",
                                        "Sputnik",
                                        "States Newsroom",
                                        "TASS",
                                        "Tass",
                                        "The Canadian Press",
                                        "Tribune News Service",
                                        "UNB",
                                        "UNI",
                                        "UPI",
                                        "United Press International",
                                        "VOA",
                                        "WAFA",
                                        "WAM",
                                        "XINHUA",
                                        "Xinhua",
                                        "Yonhap",
                                        "dpa"};

    return longest_of(names, sizeof names / sizeof names[0], p, end);
}
