/* "WASHINGTON (AP) -- " and its like. */
#include "article_text.h"
#include "lang_en_news.h"

#include <string.h>

/* A word in capitals, at least two of them: "WASHINGTON", "ST.", "Mc" no. */
static bool
is_capital_word(const char *p, const char *stop)
{
    size_t n = 0, len;

    for (; p < stop; p += len) {
        const ng_line_class c = ng_line_class_at(p, stop, &len);

        if (c == NG_LC_UPPER)
            n++;
        else if (c != NG_LC_FINAL && c != NG_LC_CLOSE && c != NG_LC_DASH && *p != '/')
            return false;
        if (*p == '!' || *p == '?')
            return false;
    }
    return n >= 2;
}

/* The dash that ends a dateline: its length with spaces, or 0. */
static size_t
dateline_dash(const char *p, const char *end)
{
    const char *q = skip_class(p, end, SPACES);
    const bool space = q > p;

    if (end - q >= 3 && memcmp(q, "\xE2\x80", 2) == 0 && q[2] >= '\x92' && q[2] <= '\x95')
        return (size_t)(q + 3 - p);
    if (q < end && (*q == '-' || *q == '_') && (space || (q + 1 < end && q[1] == *q))) {
        while (q < end && (*q == '-' || *q == '_'))
            q++;
        return q - p <= 6 && q < end && (*q == ' ' || space) ? (size_t)(q - p) : 0;
    }
    return 0;
}

/* ", Penn.", ", D.C.", ", Saudi Arabia": capitalised words behind the place. */
static const char *
skip_region(const char *p, const char *end)
{
    const char *q = p;
    size_t n = 0, len;

    while (n < 3) {
        const char *const w = skip_class(q, end, SPACES);
        const char *const stop = word_end(w, end);
        const char *const core = trim_end(w, stop, 1u << NG_LC_COMMA);

        if (w >= end || ng_line_class_at(w, end, &len) != NG_LC_UPPER ||
            !ng_is_name_word(w, core) || ng_en_month(w, core, &len) != 0 ||
            ng_en_weekday(w, core) != 0)
            break;
        q = core;
        n++;
        if (core != stop)
            break;
    }
    return q;
}

/* "(AP)", "(Reuters)", "/PRNewswire/": one to four words in brackets. */
static const char *
agency_brackets(const char *p, const char *end, ng_dateline *d, const char *base)
{
    const char *q = skip_class(p, end, SPACES);
    char close;
    const char *stop;

    if (q >= end || (*q != '(' && *q != '/' && *q != '['))
        return p;
    close = *q == '(' ? ')' : *q == '[' ? ']' : '/';
    stop = memchr(q + 1, close, (size_t)(end - q - 1));
    if (stop == NULL || stop - q > 40 || stop == q + 1)
        return p;
    d->agency.start = (uint32_t)(q + 1 - base);
    d->agency.stop = (uint32_t)(stop - base);
    return stop + 1;
}

/* Words in front of a dash that are labels and no places. */
static bool
is_label_word(const char *p, const char *stop)
{
    static const char *const labels[] = {
        "UPDATE",  "BREAKING", "NOTE",    "CORRECTION", "EXCLUSIVE", "WATCH", "LIVE",
        "NEWS",    "BY",       "UPDATED", "FILE",       "PHOTOS",    "VIDEO", "FOR",
        "CONTACT", "THE",      "AND",     "REVIEW",     "OPINION",   "PRESS", "MEDIA"};

    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        if (labels[i][0] == *p && strlen(labels[i]) == (size_t)(stop - p) &&
            memcmp(labels[i], p, (size_t)(stop - p)) == 0)
            return true;
    return false;
}

#define MAX_DATELINE 160 /* bytes that are looked at */

/* Most paragraphs: a word of ASCII letters goes on with a small one, which is no date; or up to
   four words do, with no more than a capital in front, that could be a place. */
static bool
begins_plainly(const char *p, const char *end)
{
    for (int n_words = 0; n_words < 4 && p < end && is_ascii_letter(*p); n_words++) {
        const bool capitalised = *p <= 'Z' && end - p > 1 && p[1] >= 'a';
        bool small = true;

        for (p++; p < end && is_ascii_letter(*p); p++)
            small &= *p >= 'a';
        if (end - p < 2 || *p != ' ')
            return false;
        if (p[1] >= 'a' && p[1] <= 'z')
            return !ng_en_may_be_calendar(p + 1, end);
        if (!capitalised || !small)
            return false;
        p++;
    }
    return false;
}

/* B9. */
ng_dateline
ng_dateline_scan(const char *p, const char *end)
{
    const char *const base = p;
    const char *q, *place_stop, *after;
    ng_dateline d;
    size_t n_capital = 0, n_words = 0, n, len;
    bool bracket, place_capital;

    memset(&d, 0, sizeof d);
    if (end - p > MAX_DATELINE)
        end = p + MAX_DATELINE;
    if (begins_plainly(p, end))
        return d;
    bracket = p < end && *p == '(';
    q = place_stop = bracket ? p + 1 : p;
    d.place.start = (uint32_t)(q - base);
    while (q < end && n_words < 4) {
        const char *const stop = word_end(q, end);
        const char *const core =
            trim_end(q, stop, 1u << NG_LC_COMMA | 1u << NG_LC_CLOSE | 1u << NG_LC_COLON);

        if (core == q || ng_line_class_at(q, end, &len) != NG_LC_UPPER || !ng_is_name_word(q, core))
            break;
        if (is_capital_word(q, core)) {
            if (is_label_word(q, core))
                break;
            n_capital++;
        } else if (n_capital != 0 && n_words == n_capital) {
            break;
        }
        n_words++;
        place_stop = core;
        q = skip_class(stop, end, SPACES);
        if (core != stop)
            break;
    }
    if (n_words == 0)
        return d;
    place_capital = n_capital == n_words;
    /* Nor does any other place go on with a small word. */
    if (!bracket && end - place_stop > 1 && *place_stop == ' ' && place_stop[1] >= 'a' &&
        place_stop[1] <= 'z' && ng_en_weekday(place_stop + 1, end) == 0 &&
        ng_en_month(place_stop + 1, end, &len) == 0)
        return d;
    d.place.stop = (uint32_t)(place_stop - base);
    q = place_stop;

    /* ", State", ", Aug 11", "(Agency)" in the orders they come in. */
    if (q < end && *q == ',') {
        const char *const region = skip_region(q + 1, end);

        if (region > q + 1) {
            d.certain = true;
            q = region;
        }
    }
    if (bracket && q < end && *q == ')')
        q++;
    for (int turn = 0; turn < 3; turn++) {
        const char *r = skip_class(q, end, SPACES | 1u << NG_LC_COMMA);

        n = ng_en_weekday(r, end);
        if (n != 0)
            r = skip_class(r + n, end, SPACES | 1u << NG_LC_COMMA);
        if (r < end && *r == '(' && ng_date_scan(r + 1, end, NULL) != 0) {
            n = ng_date_scan(r + 1, end, &d.date);
            if (r + 1 + n < end && r[1 + n] == ')') {
                q = r + n + 2;
                d.certain = true;
                continue;
            }
        }
        n = ng_date_scan(r, end, &d.date);
        if (n != 0) {
            q = r + n;
            d.certain = true;
        }
        r = agency_brackets(q, end, &d, base);
        d.certain |= r > q;
        if (r == q && n == 0)
            break;
        q = r;
    }
    if (q < end && *q == '.' && d.certain)
        q++;
    n = dateline_dash(q, end);
    after = skip_class(q + n, end, SPACES);
    if (n == 0) {
        /* Two spaces where a dash was lost at the source: "WASHINGTON  A man". */
        if (!(place_capital && place_stop - base >= 5 && !bracket && after - q >= 2 &&
              after < end && ng_line_class_at(after, end, &len) == NG_LC_UPPER &&
              !is_capital_word(after, word_end(after, end))))
            return d;
        n = 0;
    } else {
        const ng_line_class c = after < end ? ng_line_class_at(after, end, &len) : NG_LC_OTHER;

        if (after >= end || (!place_capital && !d.certain && n_words > 2))
            return d;
        if (c != NG_LC_UPPER && c != NG_LC_OPEN && c != NG_LC_CLOSE && c != NG_LC_DIGIT &&
            !d.certain)
            return d;
        if (c == NG_LC_LOWER && !place_capital)
            return d;
        if (place_capital && !d.certain && place_stop - base < 4 && n_words == 1)
            return d;
    }
    d.length = (size_t)(q + n - base);
    d.certain |= place_capital;
    return d;
}

const ng_dateline *
ng_dateline_recall(ng_dateline_memo *memo, const char *p, const char *end)
{
    static const ng_dateline none;
    const size_t n = end - p > MAX_DATELINE ? MAX_DATELINE : (size_t)(end - p);

    if (memo->p == p && memo->n == n)
        return &memo->found;
    if (begins_plainly(p, p + n))
        return &none;
    memo->p = p;
    memo->n = n;
    memo->found = ng_dateline_scan(p, end);
    return &memo->found;
}
