/* Names of persons and functions of newsrooms, as bylines and datelines have them. */
#include "article_text.h"
#include "lang_en_news.h"

#include <string.h>

bool
ng_is_particle(const char *p, size_t n)
{
    static const char *const particles[] = {
        "de", "da", "di", "del", "della", "der", "den", "van", "von", "bin", "ibn",
        "al", "el", "la", "le",  "dos",   "du",  "ter", "ten", "y",   "af",  "zu"};

    for (size_t i = 0; i < sizeof particles / sizeof particles[0]; i++)
        if (particles[i][0] == *p && strlen(particles[i]) == n && memcmp(particles[i], p, n) == 0)
            return true;
    return false;
}

/* Whether the word may be part of a name: capital first, no digit inside. */
bool
ng_is_name_word(const char *p, const char *stop)
{
    size_t len;

    if (ng_line_class_at(p, stop, &len) != NG_LC_UPPER)
        return false;
    for (; p < stop; p += len) {
        const ng_line_class c = ng_line_class_at(p, stop, &len);

        if (c == NG_LC_DIGIT || c == NG_LC_COLON || c == NG_LC_OPEN || c == NG_LC_OTHER ||
            c == NG_LC_COMMA || (c == NG_LC_PUNCT && *p != '/') || *p == '/' || *p == '!' ||
            *p == '?')
            return false;
    }
    return true;
}

/* Words that end the names of outlets and no person's. */
static bool
is_press_word(const char *p, const char *stop)
{
    static const char *const words[] = {"News",    "Times",     "Press",    "Herald",  "Gazette",
                                        "Tribune", "Journal",   "TODAY",    "NETWORK", "Network",
                                        "Online",  "Media",     "Magazine", "Radio",   "TV",
                                        "Staff",   "Chronicle", "Telegraph"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i][0] == *p && strlen(words[i]) == (size_t)(stop - p) &&
            memcmp(words[i], p, (size_t)(stop - p)) == 0)
            return true;
    return false;
}

/* "NASCAR.com" but not "J.K." */
static bool
is_domain(const char *p, const char *stop)
{
    const char *const dot = memchr(p, '.', (size_t)(stop - p));

    return dot != NULL && stop - dot > 2 && dot - p > 2;
}

bool
ng_is_person_name(const char *p, const char *end)
{
    size_t n_words = 0, n_full = 0;

    if (end <= p || end - p > 60 ||
        ng_en_phrase(NG_PHRASE_CHROME, p, end, NULL) == (size_t)(end - p))
        return false;
    while (p < end) {
        const char *const stop = word_end(p, end);
        const char *core = trim_end(p, stop, 1u << NG_LC_FINAL);
        const bool last = stop == end;

        if (n_words > 0 && ng_is_particle(p, (size_t)(stop - p)) && !last) {
            n_words++;
        } else {
            if (!ng_is_name_word(p, stop) || word_in(NG_PHRASE_ROLE, p, core) ||
                word_in(NG_PHRASE_SECTION, p, core))
                return false;
            if (word_in(NG_PHRASE_CHROME, p, core) || is_domain(p, core))
                return false;
            if (last && is_press_word(p, core))
                return false;
            n_full += core - p > 1;
            n_words++;
        }
        p = skip_class(stop, end, SPACES);
    }
    return n_words >= 2 && n_words <= 5 && n_full >= 1 && n_full <= 4;
}

bool
ng_is_newsroom_role(const char *p, const char *end)
{
    size_t n_words = 0, n_roles = 0;
    bool strong = false;

    if (end - p > 80)
        return false;
    while (p < end) {
        const char *const stop = word_end(p, end);
        const char *const core = trim_end(p, stop, MARKS);

        n_words++;
        if (word_in(NG_PHRASE_ROLE, p, core)) {
            n_roles++;
            /* "Editor", "Reporter": a function by itself, as "News" is not. */
            strong |= core - p > 5 &&
                      (core[-1] == 'r' || core[-1] == 't' || core[-1] == 's' || core[-1] == 'k');
        }
        p = skip_class(stop, end, SPACES);
    }
    return strong && n_words <= 8 && n_roles * 2 >= n_words;
}
