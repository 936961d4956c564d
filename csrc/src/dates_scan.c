#include "dates_scan.h"
#include "calendar.h"
#include "lang_en_news.h"
#include "lines.h"

#include <string.h>

#define MAX_STAMP 300

bool
ng_date_is_valid(int year, int month, int day)
{
    return year >= 1500 && year <= 2200 && ng_day_of(year, month, day) != NG_NO_DAY;
}

/* ---------------------------------------------------------------- scanners */

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *
skip_spaces(const char *p, const char *end)
{
    size_t len;

    while (p < end && (ng_line_class_at(p, end, &len) == NG_LC_SPACE || *p == '\n' || *p == '\r'))
        p += *p == '\n' || *p == '\r' ? 1 : len;
    return p;
}

/* Up to max digits at p that no further digit follows; 0 if there are none. */
static size_t
number(const char *p, const char *end, size_t max, int *value)
{
    size_t n = 0;

    *value = 0;
    while (p + n < end && n <= max && is_digit(p[n])) {
        *value = *value * 10 + (p[n] - '0');
        n++;
    }
    return n <= max ? n : 0;
}

/* A two-digit year belongs to 1970 to 2069. */
static int
whole_year(int year, size_t n_digits)
{
    if (n_digits > 2)
        return year;
    return year < 70 ? 2000 + year : 1900 + year;
}

/* "08.11.17", "8/11/2017", "2017-08-11", "2017/08/11"; p has a digit. */
static size_t
numeric_date(const char *p, const char *end, ng_stamp *s)
{
    int a, b, c;
    const char *const start = p;
    size_t n = number(p, end, 4, &a), na = n, nc;
    char mark;

    if (n == 0 || p + n >= end)
        return 0;
    mark = p[n];
    if (mark != '.' && mark != '/' && mark != '-')
        return 0;
    p += n + 1;
    n = number(p, end, 2, &b);
    if (n == 0 || p + n >= end || p[n] != mark)
        return 0;
    p += n + 1;
    nc = number(p, end, 4, &c);
    if (nc == 0 || nc == 3)
        return 0;
    p += nc;
    if (na == 4) {
        s->year = a, s->month = b, s->day = c;
    } else {
        if (na == 3 || nc == 1)
            return 0;
        s->numeric = true;
        s->year = whole_year(c, nc);
        s->day_first = a > 12;
        s->ambiguous = a <= 12 && b <= 12 && a != b;
        s->month = s->day_first ? b : a;
        s->day = s->day_first ? a : b;
    }
    return ng_date_is_valid(s->year, s->month, s->day) ? (size_t)(p - start) : 0;
}

/* "st", "nd", "rd", "th" behind a day. */
static const char *
skip_ordinal(const char *p, const char *end)
{
    if (end - p >= 2 && (memcmp(p, "st", 2) == 0 || memcmp(p, "nd", 2) == 0 ||
                         memcmp(p, "rd", 2) == 0 || memcmp(p, "th", 2) == 0))
        p += 2;
    return p;
}

/* ", 2017", " 2017", " '17" at p; returns p if there is none. */
static const char *
year_behind(const char *p, const char *end, ng_stamp *s)
{
    const char *q = p;
    int year;
    size_t n;

    while (q < end && (*q == ',' || *q == '-' || *q == '.'))
        q++;
    q = skip_spaces(q, end);
    n = number(q, end, 4, &year);
    /* "20235:00 AM": a time glued behind. */
    if (n == 0 && end - q > 6 && number(q, q + 4, 4, &year) == 4 && is_digit(q[4]) &&
        (q[5] == ':' || (is_digit(q[5]) && q[6] == ':')))
        n = 4;
    if (n != 4 || year < 1500 || year > 2200 || (q + n < end && q[n] == ':'))
        return p;
    s->year = year;
    return q + n;
}

/* "August 11, 2017", "Aug. 11", "August 2017" (without a day, so no date). */
static size_t
month_first(const char *p, const char *end, ng_stamp *s)
{
    const char *const start = p;
    size_t len;
    const int month = ng_en_month(p, end, &len);
    int day;

    if (month == 0)
        return 0;
    p = skip_spaces(p + len, end);
    while (p < end && (*p == '-' || *p == ',' || *p == '.'))
        p++;
    p = skip_spaces(p, end);
    len = number(p, end, 2, &day);
    if (len == 0 || day < 1 || day > 31 || (p + len < end && p[len] == ':'))
        return 0;
    s->month = month;
    s->day = day;
    p = year_behind(skip_ordinal(p + len, end), end, s);
    return (size_t)(p - start);
}

/* "11 August 2017", "11-Aug-2017", "11th of August". */
static size_t
day_first(const char *p, const char *end, ng_stamp *s)
{
    const char *const start = p;
    int day;
    size_t len = number(p, end, 2, &day);

    if (len == 0 || day < 1 || day > 31)
        return 0;
    p = skip_ordinal(p + len, end);
    if (p < end && (*p == '-' || *p == '.' || *p == '/'))
        p++;
    p = skip_spaces(p, end);
    if (end - p > 3 && memcmp(p, "of ", 3) == 0)
        p += 3;
    s->month = ng_en_month(p, end, &len);
    if (s->month == 0)
        return 0;
    s->day = day;
    p = year_behind(p + len, end, s);
    return (size_t)(p - start);
}

size_t
ng_date_scan(const char *p, const char *end, ng_stamp *stamp)
{
    ng_stamp s;
    size_t n = 0;

    memset(&s, 0, sizeof s);
    if (p >= end)
        return 0;
    if (is_digit(*p)) {
        n = numeric_date(p, end, &s);
        if (n == 0) {
            memset(&s, 0, sizeof s);
            n = day_first(p, end, &s);
        }
    } else if (is_letter(*p)) {
        n = month_first(p, end, &s);
    }
    if (n != 0 && stamp != NULL && stamp->month == 0) {
        stamp->year = s.year, stamp->month = s.month, stamp->day = s.day;
        stamp->numeric = s.numeric;
        stamp->ambiguous = s.ambiguous;
        stamp->day_first = s.day_first;
    }
    return n;
}

/* "a.m.", "PM", "p. m." at p. */
static size_t
meridiem(const char *p, const char *end)
{
    if (end - p < 2 || (*p != 'a' && *p != 'p' && *p != 'A' && *p != 'P'))
        return 0;
    if (p[1] == 'm' || p[1] == 'M')
        return end - p > 2 && is_letter(p[2]) && p[2] >= 'a' ? 0 : 2;
    if (end - p >= 3 && p[1] == '.' && (p[2] == 'm' || p[2] == 'M'))
        return end - p > 3 && p[3] == '.' ? 4 : 3;
    return 0;
}

/* "5:14 p.m.", "17:14:05", "5 PM", "1714 GMT", "T17:14:05+00:00". */
static size_t
clock_time(const char *p, const char *end)
{
    const char *const start = p;
    const char *q;
    int hour, minute;
    size_t n;

    if (p < end && *p == 'T')
        p++;
    n = number(p, end, 4, &hour);
    if (n == 0 || n == 3)
        return 0;
    p += n;
    if (n == 4) {
        q = skip_spaces(p, end);
        return hour < 2400 && q > p && ng_en_zone(q, end) != 0 ? (size_t)(p - start) : 0;
    }
    if (hour > 24)
        return 0;
    if (p < end && (*p == ':' || *p == '.') && number(p + 1, end, 2, &minute) == 2 && minute < 60) {
        const bool colon = *p == ':';

        p += 3;
        while (p < end && colon && (*p == ':' || *p == '.' || *p == '+') && p + 1 < end &&
               is_digit(p[1]))
            p += 1 + number(p + 1, end, 6, &minute);
        q = skip_spaces(p, end);
        n = meridiem(q, end);
        if (n != 0)
            return (size_t)(q + n - start);
        if (end - q > 1 && (*q == 'h' && !is_letter(q[1])))
            return (size_t)(q + 1 - start);
        return colon || ng_en_zone(q, end) != 0 ? (size_t)(p - start) : 0;
    }
    q = skip_spaces(p, end);
    n = meridiem(q, end);
    return n != 0 ? (size_t)(q + n - start) : 0;
}

static size_t
word_length(const char *p, const char *end)
{
    size_t n = 0;

    while (p + n < end && is_letter(p[n]))
        n++;
    return n;
}

static bool
word_is(const char *p, size_t n, const char *const *words, size_t n_words)
{
    for (size_t i = 0; i < n_words; i++) {
        size_t k = 0;

        while (k < n && words[i][k] != '\0' && (p[k] | 32) == words[i][k])
            k++;
        if (k == n && words[i][k] == '\0')
            return true;
    }
    return false;
}

/* "3 hours ago", "an hour ago", "2d ago", "yesterday", "just now". */
static size_t
relative_time(const char *p, const char *end)
{
    static const char *const units[] = {
        "s",      "sec",     "secs", "second", "seconds", "m",    "min",   "mins",
        "minute", "minutes", "h",    "hr",     "hrs",     "hour", "hours", "d",
        "day",    "days",    "w",    "wk",     "wks",     "week", "weeks", "mo",
        "month",  "months",  "y",    "yr",     "yrs",     "year", "years"};
    static const char *const ago[] = {"ago"};
    static const char *const alone[] = {"yesterday", "today"};
    static const char *const one[] = {"a", "an", "one", "two", "three", "few"};
    const char *const start = p;
    int value;
    size_t n = word_length(p, end);

    /* "USA TODAY" is a newspaper. */
    if (n > 3 && p[1] >= 'a' && word_is(p, n, alone, 2))
        return n;
    if (n == 4 && end - p >= 8 && word_is(p, 4, (const char *const[]){"just"}, 1) &&
        memcmp(p + 4, " now", 4) == 0)
        return 8;
    if (n != 0 && word_is(p, n, one, sizeof one / sizeof one[0])) {
        p += n;
    } else {
        n = number(p, end, 3, &value);
        if (n == 0)
            return 0;
        p += n;
    }
    p = skip_spaces(p, end);
    n = word_length(p, end);
    if (n == 0 || !word_is(p, n, units, sizeof units / sizeof units[0]))
        return 0;
    p = skip_spaces(p + n, end);
    n = word_length(p, end);
    if (n >= 3 && word_is(p, 3, ago, 1) && (n == 3 || p[3] < 'a'))
        return (size_t)(p + 3 - start);
    return 0;
}

/* A time zone behind a time, in brackets or not: " EDT", "(GMT+1)". */
static const char *
skip_zone(const char *p, const char *end)
{
    const char *q = skip_spaces(p, end);
    const bool bracket = q < end && *q == '(';
    size_t n;

    if (q < end && (bracket || *q == ','))
        q = skip_spaces(q + 1, end);
    n = ng_en_zone(q, end);
    if (n == 0) {
        if (end - q >= 3 && (memcmp(q, "GMT", 3) == 0 || memcmp(q, "UTC", 3) == 0))
            n = 3;
        else
            return p;
    }
    q += n;
    while (q < end && (*q == '+' || *q == '-' || is_digit(*q)) &&
           (is_digit(*q) || (q + 1 < end && is_digit(q[1]))))
        q++;
    if (bracket) {
        if (q >= end || *q != ')')
            return p;
        q++;
    }
    return q;
}

/* One value of a stamp; kind of unit is not told apart. */
static size_t
stamp_value(const char *p, const char *end, ng_stamp *s)
{
    size_t n = ng_date_scan(p, end, s);

    if (n != 0)
        return n;
    n = clock_time(p, end);
    if (n != 0)
        return (size_t)(skip_zone(p + n, end) - p);
    n = relative_time(p, end);
    if (n != 0) {
        /* "Today: July 24, 2008" is the page's clock. */
        if (!s->has_label && (*p | 32) == 't')
            s->is_clock = true;
        return n;
    }
    return ng_en_weekday(p, end);
}

static size_t
stamp_label(const char *p, const char *end, ng_stamp_label *label)
{ /* All labels begin with one of these letters: a, c to f, i, l, m, o, p, r, u. */
    if (!is_letter(*p) || (0x25B27Au >> (*p & 31) & 1u) == 0)
        return 0;
    const size_t published = ng_en_phrase(NG_PHRASE_PUBLISHED, p, end, NULL);
    const size_t updated = ng_en_phrase(NG_PHRASE_UPDATED, p, end, NULL);

    *label = updated > published ? NG_STAMP_UPDATED : NG_STAMP_PUBLISHED;
    return updated > published ? updated : published;
}

/* What may stand between the parts of one stamp: commas, "at", "on", dashes. */
static const char *
skip_joint(const char *p, const char *end)
{
    for (;;) {
        const char *const before = p;

        p = skip_spaces(p, end);
        if (p < end && memchr(",:-/(@", *p, 6) != NULL)
            p++;
        else if (end - p >= 3 && memcmp(p, "\xE2\x80", 2) == 0 &&
                 (p[2] == '\x93' || p[2] == '\x94'))
            p += 3;
        else if (end - p >= 3 && (memcmp(p, "at ", 3) == 0 || memcmp(p, "on ", 3) == 0 ||
                                  memcmp(p, "as ", 3) == 0 || memcmp(p, "of ", 3) == 0 ||
                                  memcmp(p, "in ", 3) == 0 || memcmp(p, "On ", 3) == 0))
            p += 3;
        if (p == before)
            return p;
    }
}

/* Whether anything of a stamp may be at p: it is asked for at each word of many lines. */
static bool
may_begin_stamp(const char *p, const char *end)
{
    const unsigned labels = 1u << NG_PHRASE_PUBLISHED | 1u << NG_PHRASE_UPDATED;

    if (p >= end)
        return false;
    /* "T17:14" */
    return is_digit(*p) || ng_en_may_be_time(p, end) || ng_en_may_begin(labels, p, end) != 0 ||
           (*p == 'T' && end - p > 1 && is_digit(p[1]));
}

size_t
ng_stamp_scan(const char *p, const char *end, ng_stamp *stamp)
{
    const char *const start = p;
    const char *stop = NULL;

    memset(stamp, 0, sizeof *stamp);
    if (!may_begin_stamp(p, end))
        return 0;
    if (end - p > MAX_STAMP)
        end = p + MAX_STAMP;
    while (p < end) {
        ng_stamp_label label;
        size_t n = stamp->has_value ? 0 : stamp_label(p, end, &label);

        if (n != 0) {
            stamp->has_label = true;
            stamp->label = label;
            p += n;
            if (stop == NULL || !stamp->has_value)
                stop = p;
            if (p < end && *p == ':')
                stop = ++p;
            else if (end - p > 2 && p[0] == ' ' && p[1] == ':') /* "Posted On : May 20" */
                stop = p += 2;
        } else {
            n = stamp_value(p, end, stamp);
            if (n == 0)
                break;
            stamp->has_value = true;
            p += n;
            if (p < end && *p == ')')
                p++;
            stop = p;
        }
        p = skip_joint(p, end);
    }
    return stop != NULL ? (size_t)(stop - start) : 0;
}
