#include "lang_en_news.h"
#include "lines.h"

#include <stdint.h>
#include <string.h>

typedef struct phrase {
    char text[47];
    uint8_t list; /* ng_phrase_list */
} phrase;

static const phrase phrases[] = {
#include "lang_en_news.inc"
};

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

/* Whether the piece [s, s_end) of a phrase matches at p; returns where it ends. */
static const char *
match_piece(const char *s, const char *s_end, const char *p, const char *end)
{
    for (; s < s_end; s++) {
        if (p >= end)
            return NULL;
        if (*s == ' ') {
            size_t len;

            if (ng_line_class_at(p, end, &len) != NG_LC_SPACE && *p != '\n')
                return NULL;
            while (p < end && (ng_line_class_at(p, end, &len) == NG_LC_SPACE || *p == '\n'))
                p += len;
        } else if (*s == '\'' && end - p >= 3 && memcmp(p, "\xE2\x80\x99", 3) == 0) {
            p += 3;
        } else {
            if (lower(*p) != *s)
                return NULL;
            p++;
        }
    }
    return p;
}

/* As match_piece(), at the first place in the next MAX_GAP bytes. */
static const char *
find_piece(const char *s, const char *s_end, const char *p, const char *end)
{
    if (end - p > MAX_GAP)
        end = p + MAX_GAP;
    for (; p < end; p++) {
        const char *const stop = lower(*p) == *s ? match_piece(s, s_end, p, end) : NULL;

        if (stop != NULL)
            return stop;
    }
    return NULL;
}

/* One phrase, [s, s_end), stars and all. */
static const char *
match_phrase(const char *s, const char *s_end, const char *p, const char *end, bool *is_prefix)
{
    bool first = true;

    *is_prefix = s_end > s && s_end[-1] == '*';
    while (s < s_end && p != NULL) {
        const char *const star = memchr(s, '*', (size_t)(s_end - s));
        const char *const piece_end = star != NULL ? star : s_end;

        if (piece_end > s)
            p = first ? match_piece(s, piece_end, p, end) : find_piece(s, piece_end, p, end);
        first = false;
        s = star != NULL ? star + 1 : s_end;
    }
    return p;
}

/* The first two bytes of a phrase, or of text, as one number. */
static inline unsigned
key_of(char a, char b)
{
    return (unsigned)(unsigned char)a << 8 | (unsigned char)b;
}

/* The first phrase whose key is not below `key`. */
static size_t
first_phrase(unsigned key)
{
    size_t low = 0, high = N_PHRASES;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (key_of(phrases[middle].text[0], phrases[middle].text[1]) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Go through the phrases with one key, and note the longest hit of each list. */
static void
collect_hits(unsigned key, unsigned lists, const char *p, const char *end, ng_phrase_hits *hits)
{
    const char third = end - p > 2 ? lower(p[2]) : '\0';

    for (size_t i = first_phrase(key); i < N_PHRASES && key_of(phrases[i].text[0], phrases[i].text[1]) == key; i++) {
        const char *const s = phrases[i].text;
        const unsigned list = phrases[i].list;
        const char *stop;
        bool prefix;

        /* The third byte decides most of the rest; letters come last. */
        if (s[1] != '\0' && s[2] >= 'a' && s[2] <= 'z' && s[2] != third) {
            if (s[2] > third)
                break;
            continue;
        }
        if ((lists >> list & 1u) == 0)
            continue;
        stop = match_phrase(s, s + strlen(s), p, end, &prefix);
        if (stop == NULL || (size_t)(stop - p) <= hits->length[list] || stop - p > UINT16_MAX)
            continue;
        if (prefix || !is_letter_or_digit(stop, end)) {
            hits->length[list] = (uint16_t)(stop - p);
            hits->is_prefix[list] = prefix;
        }
    }
}

static void
find_hits(unsigned lists, const char *p, const char *end, ng_phrase_hits *hits)
{
    char a, b;

    if (p >= end)
        return;
    a = lower(*p);
    if (a < 'a' || a > 'z')
        return;
    b = end - p > 1 ? lower(p[1]) : '\0';
    collect_hits(key_of(a, b), lists, p, end, hits);
    /* "x" alone, "by*": the phrase is over or open after its first letter. */
    if (b != '\0')
        collect_hits(key_of(a, '\0'), lists, p, end, hits);
}

void
ng_en_phrases(const char *p, const char *end, ng_phrase_hits *hits)
{
    memset(hits, 0, sizeof *hits);
    find_hits(~0u, p, end, hits);
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

    for (int i = 0; i < 12; i++) {
        size_t n = common(months[i], p, end);
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

    for (size_t i = 0; i < 7; i++) {
        size_t n = common(days[i], p, end);
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

static size_t
longest_of(const char *const *names, size_t n_names, const char *p, const char *end, bool fold)
{
    size_t longest = 0;

    for (size_t i = 0; i < n_names; i++) {
        size_t n;

        if (p >= end || (*p != *names[i] && lower(*p) != lower(*names[i])))
            continue;
        n = strlen(names[i]);
        if (n <= longest || (size_t)(end - p) < n)
            continue;
        /* Scraping glues: "ESTUpdated" is "EST" before a capitalised word. */
        if (is_letter_or_digit(p + n, end) &&
            !((size_t)(end - p) > n + 1 && n > 1 && p[n] >= 'A' && p[n] <= 'Z' && p[n + 1] >= 'a'))
            continue;
        if (fold ? common(names[i], p, end) == n : memcmp(names[i], p, n) == 0)
            longest = n;
    }
    return longest;
}

size_t
ng_en_zone(const char *p, const char *end)
{
    static const char *const zones[] = {
        "ET",         "EST",     "EDT",      "PT",           "PST",          "PDT",        "CT",
        "CST",        "CDT",     "MT",       "MST",          "MDT",          "GMT",        "BST",
        "UTC",        "IST",     "AEST",     "AEDT",         "CET",          "CEST",       "HKT",
        "SGT",        "JST",     "KST",      "UK",           "PKT",          "WAT",        "EAT",
        "SAST",       "AST",     "NZST",     "NZDT",         "AWST",         "MSK",        "Z",
        "Eastern",    "Central", "Pacific",  "Eastern Time", "Pacific Time", "local time", "ET/PT",
        "US/Eastern", "EDT/EST", "a.m. EDT", "Uhr",          "hrs",          "hours IST",  "HST",
        "AKST",       "WIB",     "PHT",      "EET",          "Irish Time"};

    return longest_of(zones, sizeof zones / sizeof zones[0], p, end, false);
}

size_t
ng_en_agency(const char *p, const char *end)
{
    static const char *const names[] = {"AP",
                                        "Associated Press",
                                        "ASSOCIATED PRESS",
                                        "Reuters",
                                        "REUTERS",
                                        "REUTER",
                                        "Reuter",
                                        "AFP",
                                        "Agence France-Presse",
                                        "Agence France Presse",
                                        "UPI",
                                        "United Press International",
                                        "Xinhua",
                                        "XINHUA",
                                        "PTI",
                                        "Press Trust of India",
                                        "ANI",
                                        "IANS",
                                        "TASS",
                                        "Tass",
                                        "DPA",
                                        "dpa",
                                        "Bloomberg",
                                        "Kyodo",
                                        "Kyodo News",
                                        "Yonhap",
                                        "PA",
                                        "PA Media",
                                        "Press Association",
                                        "AAP",
                                        "ANSA",
                                        "Anadolu",
                                        "Anadolu Agency",
                                        "VOA",
                                        "EFE",
                                        "Interfax",
                                        "Canadian Press",
                                        "The Canadian Press",
                                        "CP",
                                        "KCNA",
                                        "Bernama",
                                        "Antara",
                                        "RIA Novosti",
                                        "Sputnik",
                                        "MTI",
                                        "PAP",
                                        "RFE/RL",
                                        "NNN",
                                        "UNI",
                                        "APTN",
                                        "AP News",
                                        "Associated Press News",
                                        "Bloomberg News",
                                        "Dow Jones",
                                        "PR Newswire",
                                        "PRNewswire",
                                        "Business Wire",
                                        "BUSINESS WIRE",
                                        "GLOBE NEWSWIRE",
                                        "Globe Newswire",
                                        "PRNEWSWIRE",
                                        "IRNA",
                                        "SANA",
                                        "WAFA",
                                        "MENA",
                                        "SPA",
                                        "WAM",
                                        "NAN",
                                        "GNA",
                                        "APP",
                                        "UNB",
                                        "BSS",
                                        "JTA",
                                        "CNS",
                                        "RNS",
                                        "Tribune News Service",
                                        "States Newsroom",
                                        "Jiji",
                                        "JIJI",
                                        "Cox Newspapers",
                                        "Scripps Howard",
                                        "Knight Ridder",
                                        "McClatchy",
                                        "Gannett News Service",
                                        "New York Times News Service"};

    return longest_of(names, sizeof names / sizeof names[0], p, end, false);
}
