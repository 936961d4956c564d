/* Values and intervals of dates, as in TIMEX3. */
#include "dates.h"

#include <stdio.h>
#include <string.h>

ng_date
ng_date_new(ng_date_type type, ng_grain grain)
{
    ng_date d;

    memset(&d, 0, sizeof d);
    d.type = type;
    d.grain = grain;
    d.mod = NG_NONE;
    d.from_day = d.to_day = NG_NO_DAY;
    return d;
}

/* A date of the grain over the days [from, to). */
static ng_date
interval(ng_grain grain, int32_t from, int32_t to)
{
    ng_date d = ng_date_new(NG_DATE_DATE, grain);

    if (from != NG_NO_DAY && to != NG_NO_DAY) {
        d.from_day = from;
        d.to_day = to;
    }
    return d;
}

/* The first day of the month `n` behind January of the year. */
static int32_t
month_start(int year, int n)
{
    while (n < 0) {
        n += 12;
        year--;
    }
    return ng_day_of(year + n / 12, n % 12 + 1, 1);
}

ng_date
ng_date_of_day(int32_t day)
{
    const ng_ymd x = ng_day_split(day);
    ng_date d = interval(NG_GRAIN_DAY, day, day + 1);

    snprintf(d.value, sizeof d.value, "%04d-%02d-%02d", x.year, x.month, x.day);
    return d;
}

ng_date
ng_date_of_week(int32_t day)
{
    const int32_t monday = ng_week_start(day);
    const ng_iso_week w = ng_week_of(day);
    ng_date d = interval(NG_GRAIN_WEEK, monday, monday + 7);

    snprintf(d.value, sizeof d.value, "%04d-W%02d", w.year, w.week);
    return d;
}

ng_date
ng_date_of_weekend(int32_t day)
{
    const int32_t monday = ng_week_start(day);
    const ng_iso_week w = ng_week_of(day);
    ng_date d = interval(NG_GRAIN_WEEKEND, monday + 5, monday + 7);

    snprintf(d.value, sizeof d.value, "%04d-W%02d-WE", w.year, w.week);
    return d;
}

ng_date
ng_date_of_month(int year, int month)
{
    ng_date d = interval(NG_GRAIN_MONTH, month_start(year, month - 1), month_start(year, month));

    snprintf(d.value, sizeof d.value, "%04d-%02d", year, month);
    return d;
}

ng_date
ng_date_of_quarter(int year, int quarter)
{
    ng_date d = interval(NG_GRAIN_QUARTER, month_start(year, 3 * (quarter - 1)),
                         month_start(year, 3 * quarter));

    snprintf(d.value, sizeof d.value, "%04d-Q%d", year, quarter);
    return d;
}

ng_date
ng_date_of_half(int year, int half)
{
    ng_date d =
        interval(NG_GRAIN_HALF, month_start(year, 6 * (half - 1)), month_start(year, 6 * half));

    snprintf(d.value, sizeof d.value, "%04d-H%d", year, half);
    return d;
}

/* Spring is March to May, and so on: the seasons of meteorologists in the north. */
ng_date
ng_date_of_season(int year, int season)
{
    static const char *const names[] = {"SP", "SU", "FA", "WI"};
    ng_date d = interval(NG_GRAIN_SEASON, month_start(year, 3 * season - 1),
                         month_start(year, 3 * season + 2));

    snprintf(d.value, sizeof d.value, "%04d-%s", year, names[season - 1]);
    return d;
}

ng_date
ng_date_of_year(int year)
{
    ng_date d = interval(NG_GRAIN_YEAR, ng_day_of(year, 1, 1), ng_day_of(year + 1, 1, 1));

    snprintf(d.value, sizeof d.value, "%04d", year);
    return d;
}

ng_date
ng_date_of_years(int first, int last)
{
    ng_date d = interval(NG_GRAIN_YEAR, ng_day_of(first, 1, 1), ng_day_of(last + 1, 1, 1));

    snprintf(d.value, sizeof d.value, "%04d/%04d", first, last);
    return d;
}

ng_date
ng_date_of_decade(int first_year)
{
    ng_date d =
        interval(NG_GRAIN_DECADE, ng_day_of(first_year, 1, 1), ng_day_of(first_year + 10, 1, 1));

    snprintf(d.value, sizeof d.value, "%03d", first_year / 10);
    return d;
}

ng_date
ng_date_of_century(int first_year)
{
    ng_date d = interval(NG_GRAIN_CENTURY, ng_day_of(first_year == 0 ? 1 : first_year, 1, 1),
                         ng_day_of(first_year + 100, 1, 1));

    snprintf(d.value, sizeof d.value, "%02d", first_year / 100);
    return d;
}

ng_date
ng_date_of_grain(int32_t day, ng_grain grain)
{
    const ng_ymd x = ng_day_split(day);

    switch (grain) {
    case NG_GRAIN_WEEK:
        return ng_date_of_week(day);
    case NG_GRAIN_WEEKEND:
        return ng_date_of_weekend(day);
    case NG_GRAIN_MONTH:
        return ng_date_of_month(x.year, x.month);
    case NG_GRAIN_QUARTER:
        return ng_date_of_quarter(x.year, (x.month + 2) / 3);
    case NG_GRAIN_HALF:
        return ng_date_of_half(x.year, (x.month + 5) / 6);
    case NG_GRAIN_SEASON:
        /* January and February belong to the winter of the year before. */
        return x.month < 3 ? ng_date_of_season(x.year - 1, 4)
                           : ng_date_of_season(x.year, x.month / 3);
    case NG_GRAIN_YEAR:
    case NG_GRAIN_FISCAL_YEAR:
        return ng_date_of_year(x.year);
    case NG_GRAIN_DECADE:
        return ng_date_of_decade(x.year / 10 * 10);
    case NG_GRAIN_CENTURY:
        return ng_date_of_century(x.year / 100 * 100);
    default:
        return ng_date_of_day(day);
    }
}

/* The day, or NG_NO_DAY where it is outside of the calendar. */
static int32_t
day_or_none(int32_t day)
{
    return day >= NG_FIRST_DAY && day <= NG_LAST_DAY ? day : NG_NO_DAY;
}

/* Months away, in the same day of the month or the last that there is. */
static int32_t
plus_months(int32_t day, int n)
{
    ng_ymd x = ng_day_split(day);
    int months = x.year * 12 + x.month - 1 + n;
    int32_t there;

    if (months < 12 || months >= 9999 * 12)
        return NG_NO_DAY;
    do {
        there = ng_day_of(months / 12, months % 12 + 1, x.day--);
    } while (there == NG_NO_DAY);
    return there;
}

int32_t
ng_day_plus(int32_t day, int n, ng_grain grain)
{
    if (n > 100000 || n < -100000)
        return NG_NO_DAY;
    switch (grain) {
    case NG_GRAIN_DAY:
        return day_or_none(day + n);
    case NG_GRAIN_WEEKEND:
    case NG_GRAIN_WEEK:
        return day_or_none(day + 7 * n);
    case NG_GRAIN_MONTH:
        return plus_months(day, n);
    case NG_GRAIN_QUARTER:
        return plus_months(day, 3 * n);
    case NG_GRAIN_HALF:
        return plus_months(day, 6 * n);
    case NG_GRAIN_YEAR:
    case NG_GRAIN_FISCAL_YEAR:
    case NG_GRAIN_SEASON:
        return plus_months(day, 12 * n);
    case NG_GRAIN_DECADE:
        return plus_months(day, 120 * n);
    case NG_GRAIN_CENTURY:
        return plus_months(day, 1200 * n);
    default:
        return NG_NO_DAY;
    }
}

/* -------------------------------------------------------------- durations */

typedef struct duration_unit {
    const char *prefix, *letter, *unknown;
    double times; /* decades are ten years */
    double parts; /* of the next smaller unit in one */
    const char *part_letter;
} duration_unit;

static const duration_unit units[NG_N_GRAINS] = {
    [NG_GRAIN_SECOND] = {"PT", "S", "S", 1, 0, NULL},
    [NG_GRAIN_MINUTE] = {"PT", "M", "M", 1, 60, "S"},
    [NG_GRAIN_HOUR] = {"PT", "H", "H", 1, 60, "M"},
    [NG_GRAIN_DAY_PART] = {"P", "NI", "NI", 1, 0, NULL},
    [NG_GRAIN_DAY] = {"P", "D", "D", 1, 24, NULL},
    [NG_GRAIN_WEEKEND] = {"P", "WE", "WE", 1, 0, NULL},
    [NG_GRAIN_WEEK] = {"P", "W", "W", 1, 0, NULL},
    [NG_GRAIN_MONTH] = {"P", "M", "M", 1, 0, NULL},
    [NG_GRAIN_QUARTER] = {"P", "Q", "Q", 1, 0, NULL},
    [NG_GRAIN_YEAR] = {"P", "Y", "Y", 1, 12, "M"},
    [NG_GRAIN_DECADE] = {"P", "Y", "DE", 10, 12, "M"},
    [NG_GRAIN_CENTURY] = {"P", "Y", "CE", 100, 12, "M"},
    [NG_GRAIN_MILLENNIUM] = {"P", "Y", "L", 1000, 12, "M"},
};

ng_date
ng_date_of_duration(double n, ng_grain grain)
{
    const duration_unit *const u = &units[grain];
    ng_date d = ng_date_new(NG_DATE_DURATION, grain);
    const double total = n * u->times;

    if (u->letter == NULL)
        snprintf(d.value, sizeof d.value, "PXX");
    else if (n < 0)
        snprintf(d.value, sizeof d.value, "%sX%s", u->prefix, u->unknown);
    else if (total > 1e9)
        snprintf(d.value, sizeof d.value, "%sX%s", u->prefix, u->letter);
    else if (total == (double)(long)total)
        snprintf(d.value, sizeof d.value, "%s%ld%s", u->prefix, (long)total, u->letter);
    else if (u->part_letter != NULL && total >= 1 &&
             (total - (double)(long)total) * u->parts ==
                 (double)(long)((total - (double)(long)total) * u->parts))
        snprintf(d.value, sizeof d.value, "%s%ld%s%ld%s", u->prefix, (long)total, u->letter,
                 (long)((total - (double)(long)total) * u->parts), u->part_letter);
    else if (u->part_letter != NULL && total * u->parts == (double)(long)(total * u->parts))
        snprintf(d.value, sizeof d.value, "%s%ld%s", u->prefix, (long)(total * u->parts),
                 u->part_letter);
    else
        snprintf(d.value, sizeof d.value, "%s%.10g%s", u->prefix, total, u->letter);
    return d;
}

ng_date
ng_date_of_reference(const char *value)
{
    ng_date d = ng_date_new(NG_DATE_DATE, NG_GRAIN_VAGUE);

    snprintf(d.value, sizeof d.value, "%s", value);
    return d;
}

ng_date
ng_date_of_open(int month, int day)
{
    ng_date d = ng_date_new(NG_DATE_DATE, day == 0 ? NG_GRAIN_MONTH : NG_GRAIN_DAY);

    if (month == 0)
        snprintf(d.value, sizeof d.value, "XXXX-XX-XX");
    else if (day == 0)
        snprintf(d.value, sizeof d.value, "XXXX-%02d", month);
    else
        snprintf(d.value, sizeof d.value, "XXXX-%02d-%02d", month, day);
    return d;
}

void
ng_date_set_part(ng_date *d, const char *part)
{
    const size_t n = strlen(d->value);

    d->type = NG_DATE_TIME;
    d->grain = NG_GRAIN_DAY_PART;
    snprintf(d->value + n, sizeof d->value - n, "T%s", part);
}

/* ------------------------------------------------------------------- rows */

/* The quarter that a report is about stays where one of the year before is only set
   beside it: "the third quarter ... the year-ago quarter ... in the quarter". */
static bool
is_comparison(int32_t quarter, int32_t beside)
{
    return beside != NG_NO_DAY && ng_day_plus(quarter, 1, NG_GRAIN_YEAR) == beside;
}

static void
remember(ng_date_context *c, uint32_t sentence, const ng_date *d)
{
    if (!ng_date_can_anchor(d->from_day) || d->type == NG_DATE_DURATION || d->type == NG_DATE_SET)
        return;
    c->last_day = d->from_day;
    c->last_grain = (uint8_t)d->grain;
    c->last_sentence = sentence;
    if (d->grain == NG_GRAIN_QUARTER && !is_comparison(d->from_day, c->last_quarter))
        c->last_quarter = d->from_day;
    if (d->anchor == NG_ANCHOR_NONE && d->grain <= NG_GRAIN_MONTH) {
        c->last_year = ng_day_split(d->from_day).year;
        c->last_year_sentence = sentence;
    }
}

/* What ends behind 9999-12-31 has no interval: its end, which is exclusive, would be no day.
   What begins outside of the calendar is as good as 31 June. */
static ng_date
inside_calendar(const ng_date *date)
{
    ng_date d = *date;

    if (d.from_day == NG_NO_DAY)
        return d;
    if (d.from_day < NG_FIRST_DAY || d.from_day > NG_LAST_DAY)
        d.value[0] = d.time[0] = '\0';
    if (d.value[0] == '\0' || d.to_day > NG_LAST_DAY)
        d.from_day = d.to_day = NG_NO_DAY;
    return d;
}

bool
ng_date_push(ng_value_run *run, const ng_value_match *match, size_t first, size_t stop,
             const ng_date *given)
{
    ng_doc *const doc = run->doc;
    ng_date_columns *const d = &doc->dates;
    const ng_date in_calendar = inside_calendar(given), *const date = &in_calendar;
    uint32_t value, time, tz;

    if (ng_doc_reserve_date(doc) != NG_OK || ng_doc_keep_chars(doc, date->value, &value) != NG_OK ||
        ng_doc_keep_chars(doc, date->time, &time) != NG_OK || ng_doc_keep_chars(doc, date->tz, &tz) != NG_OK) {
        run->status = NG_ERR_MEMORY;
        return false;
    }
    d->start[d->n] = run->atoms[first].start;
    d->stop[d->n] = run->atoms[stop - 1].stop;
    d->sentence[d->n] = run->sentence;
    d->value[d->n] = value;
    d->time[d->n] = time;
    d->tz[d->n] = tz;
    d->from_date[d->n] = date->from_day;
    d->to_date[d->n] = date->to_day;
    d->type[d->n] = (uint8_t)date->type;
    d->grain[d->n] = (uint8_t)date->grain;
    d->anchor[d->n] = (uint8_t)date->anchor;
    d->mod[d->n] = date->mod;
    d->mention[d->n] = NG_NO_ROW;
    d->rule[d->n] = match->rule->index;
    d->conf[d->n] = date->conf > 0 ? date->conf : match->rule->conf;
    d->n++;
    remember(run->dates, run->sentence, date);
    return true;
}
