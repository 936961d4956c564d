#include "lang_en_news.h"
#include "lines.h"

#include <string.h>

static const char *const phrases[NG_N_PHRASE_LISTS][26] = {
#include "lang_en_news.inc"
};

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

size_t
ng_en_phrase(ng_phrase_list list, const char *p, const char *end, bool *is_prefix)
{
    const char *s;
    size_t longest = 0;

    if (p >= end || lower(*p) < 'a' || lower(*p) > 'z')
        return 0;
    s = phrases[list][lower(*p) - 'a'];
    while (s != NULL && *s != '\0') {
        const char *const bar = strchr(s, '|');
        const char *const s_end = bar != NULL ? bar : s + strlen(s);
        bool prefix = false;
        const char *stop = NULL;

        /* The second letter decides most comparisons. */
        if (s_end - s < 2 || s[1] == '*' || s[1] == ' ' || s[1] == '\'' || end - p < 2 ||
            lower(p[1]) == s[1])
            stop = match_phrase(s, s_end, p, end, &prefix);
        if (stop != NULL && (size_t)(stop - p) > longest &&
            (prefix || !is_letter_or_digit(stop, end))) {
            longest = (size_t)(stop - p);
            if (is_prefix != NULL)
                *is_prefix = prefix;
        }
        s = bar != NULL ? bar + 1 : NULL;
    }
    return longest;
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
        const size_t n = strlen(names[i]);

        if (n <= longest || (size_t)(end - p) < n || is_letter_or_digit(p + n, end))
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
                                        "CNN",
                                        "BBC",
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
