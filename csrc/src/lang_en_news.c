#include "lang_en_news.h"
#include "lines.h"
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

static inline char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool
is_letter_or_digit(const char *p, const char *end)
{
    size_t len;

    if (p >= end)
        return false;
    const ng_line_class c = ng_line_class_at(p, end, &len);

    return c >= NG_LC_UPPER && c <= NG_LC_DIGIT;
}

/* A star inside a phrase passes over this many bytes at most. */
#define MAX_GAP 60

/* Where one character of a phrase ends in the text at p < end, or NULL. */
static inline const char *
match_char(char c, const char *p, const char *end)
{
    if (lower(*p) == c && c != ' ')
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

        if (lower(*p) != *piece)
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

    return (x & top) == 0 && ((x + ones * (0x80 - ' ')) & top) == top;
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
        o.third = lower(p[2]);
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
    if (prefix || !is_letter_or_digit(stop, end)) {
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

/* Whether the first four bytes at p alone tell that no phrase of four letters or more is there. */
static inline bool
begins_no_phrase(const char *p, const char *end)
{
    uint64_t x, spaces;

    if (end - p < 8)
        return false;
    x = (ng_load_8(p) & 0xFFFFFFFFu) | UINT64_C(0x6161616100000000);
    spaces = spaces_8(x);
    return is_printable_8(x) && (spaces & spaces << 8) == 0 &&
           !is_start((uint32_t)lower_8(x) * START_MULTIPLIER);
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

static void
find_hits(unsigned lists, const char *p, const char *end, ng_phrase_hits *hits)
{
    unsigned a, b, row;
    opening o;

    if (p >= end)
        return;
    a = (unsigned)(unsigned char)lower(*p) - 'a';
    if (a >= 26)
        return;
    b = end - p > 1 ? (unsigned)(unsigned char)lower(p[1]) - 'a' : 26;
    /* "x" alone, "a subscription": no letter follows the first one. */
    b = b < 26 ? b + 1 : 0;
    if ((phrase_short[a] >> b & 1u) == 0 && begins_no_phrase(p, end))
        return;
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

bool
ng_en_phrases(const char *p, const char *end, ng_phrase_hits *hits)
{
    memset(hits, 0, sizeof *hits);
    find_hits(~0u, p, end, hits);
    return hits->any;
}

size_t
ng_en_phrase(ng_phrase_list list, const char *p, const char *end, bool *is_prefix)
{
    ng_phrase_hits hits;

    hits.length[list] = 0;
    hits.is_prefix[list] = false;
    find_hits(1u << list, p, end, &hits);
    if (is_prefix != NULL)
        *is_prefix = hits.is_prefix[list];
    return hits.length[list];
}

/* ------------------------------------------------------- months, weekdays */

#define LETTER_BIT(c) (1u << ((c)&31))

/* Whether c is one of the letters whose bits are set, in either case. */
static inline bool
is_one_of(unsigned letters, char c)
{
    return c >= 'A' && (letters >> (c & 31) & 1u) != 0;
}

/* Length of the longest prefix of `name` at p. */
static size_t
common(const char *name, const char *p, const char *end)
{
    size_t n = 0;

    while (name[n] != '\0' && p + n < end && lower(p[n]) == name[n])
        n++;
    return n;
}

int
ng_en_month(const char *p, const char *end, size_t *len)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};

    static const unsigned initials = LETTER_BIT('j') | LETTER_BIT('f') | LETTER_BIT('m') |
                                     LETTER_BIT('a') | LETTER_BIT('s') | LETTER_BIT('o') |
                                     LETTER_BIT('n') | LETTER_BIT('d');

    if (end - p < 3 || !is_one_of(initials, *p))
        return 0;
    for (int i = 0; i < 12; i++) {
        size_t n = (p[1] | 32) == months[i][1] ? common(months[i], p, end) : 0;
        const bool full = months[i][n] == '\0';

        if (n < 3 || !(full || n == 3 || (i == 8 && n == 4)))
            continue;
        if (p + n < end && is_letter_or_digit(p + n, end) && !(p[n] >= '0' && p[n] <= '9'))
            return 0;
        if (!full && p + n < end && p[n] == '.')
            n++;
        *len = n;
        return i + 1;
    }
    return 0;
}

size_t
ng_en_weekday(const char *p, const char *end)
{
    static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

    static const unsigned initials =
        LETTER_BIT('m') | LETTER_BIT('t') | LETTER_BIT('w') | LETTER_BIT('f') | LETTER_BIT('s');

    if (end - p < 3 || !is_one_of(initials, *p))
        return 0;
    for (size_t i = 0; i < 7; i++) {
        size_t n = (p[1] | 32) == days[i][1] ? common(days[i], p, end) : 0;
        const bool full = days[i][n] == '\0';

        if (!full && n == 3 && i == 2 && p + 3 < end && lower(p[3]) == 's')
            n = 4; /* "Weds" */
        if (n < 3 || !(full || n == 3 || n == 4 || (i == 3 && n == 5)))
            continue;
        if (p + n < end && is_letter_or_digit(p + n, end))
            return 0;
        if (!full && p + n < end && p[n] == '.')
            n++;
        return n;
    }
    return 0;
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
        if (is_letter_or_digit(p + n, end) &&
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
