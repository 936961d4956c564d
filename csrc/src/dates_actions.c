/*
 * What the rules' actions do: dates, durations and sets.  Each takes its arguments in the
 * order of the rule; see dates.rules.
 */
#include "dates_args.h"

#include <stdio.h>
#include <string.h>

_Static_assert(NG_GRAIN_DAY == 4 && NG_GRAIN_WEEK == 6 && NG_GRAIN_MONTH == 7 &&
                   NG_GRAIN_QUARTER == 8 && NG_GRAIN_YEAR == 11 && NG_GRAIN_DECADE == 13 &&
                   NG_GRAIN_CENTURY == 14 && NG_MOD_START == 8 && NG_MOD_MID == 9 &&
                   NG_MOD_END == 10,
               "words.txt holds these as payloads");

typedef const ng_value_match *match_ref;

/* ------------------------------------------------------------------ helpers */

static bool
put(ng_value_run *run, match_ref m, ng_date d)
{
    return ng_date_push(run, m, m->span_first, m->span_stop, &d);
}

/* With "early", "mid-" or "the end of" before it. */
static bool
put_part(ng_value_run *run, match_ref m, ng_date d, const ng_value_arg *part)
{
    d.mod = ng_arg_part(run, part);
    return put(run, m, d);
}

static int
anchor_year(const ng_value_run *run)
{
    return run->dates->anchor == NG_NO_DAY ? 0 : ng_day_split(run->dates->anchor).year;
}

static ng_date
anchored(const ng_value_run *run, ng_date d)
{
    d.anchor = (ng_anchor)run->dates->anchor_source;
    return d;
}

/* Of a date that needs the article's day where there is none. */
static ng_date
open_date(ng_grain grain)
{
    ng_date d = ng_date_of_open(0, 0);

    d.grain = grain;
    d.conf = 0.5f;
    return d;
}

/* The unit of the grain `n` away from the article's day. */
static ng_date
relative(const ng_value_run *run, int n, ng_grain grain)
{
    const int32_t anchor = run->dates->anchor;
    const int32_t day = anchor == NG_NO_DAY ? NG_NO_DAY : ng_day_plus(anchor, n, grain);

    if (day == NG_NO_DAY)
        return open_date(grain);
    return anchored(run, ng_date_of_grain(day, grain));
}

/* A quarter, half or season: of the year said, or the last one that has begun. */
static int
year_of_part(const ng_value_run *run, match_ref m, int first_month)
{
    const int32_t anchor = run->dates->anchor;
    ng_ymd now;

    if (anchor == NG_NO_DAY)
        return 0;
    now = ng_day_split(anchor);
    if (first_month > now.month)
        return ng_date_tense(run, m) == NG_TENSE_FUTURE ? now.year : now.year - 1;
    return first_month + 2 < now.month - 6 && ng_date_tense(run, m) == NG_TENSE_FUTURE
               ? now.year + 1
               : now.year;
}

/* ------------------------------------------------------- days, months, years */

/* ymd y m d part */
static bool
act_ymd(ng_value_run *run, match_ref m)
{
    int year = ng_arg_year(run, &m->args[0]);
    const int month = ng_arg_month(run, &m->args[1]), day = ng_arg_day(run, &m->args[2]);
    ng_anchor anchor = NG_ANCHOR_NONE;
    ng_date d;

    if (ng_arg_given(&m->args[2]) && (day < 1 || day > 31))
        return false;
    if (year == 0)
        year = ng_resolve_year(run, m, month, day, &anchor);
    if (year == 0) {
        d = ng_date_of_open(month, day);
    } else if (day == 0) {
        d = ng_date_of_month(year, month);
    } else if (ng_day_of(year, month, day) == NG_NO_DAY) {
        d = ng_date_new(NG_DATE_DATE, NG_GRAIN_DAY); /* 31 June */
        d.conf = 0.5f;
    } else {
        d = ng_date_of_day(ng_day_of(year, month, day));
    }
    d.anchor = anchor;
    return put_part(run, m, d, &m->args[3]);
}

/* iso y m d */
static bool
act_iso(ng_value_run *run, match_ref m)
{
    const int32_t day = ng_day_of(ng_arg_year(run, &m->args[0]), ng_arg_int(run, &m->args[1], 0),
                                  ng_arg_int(run, &m->args[2], 0));

    return day != NG_NO_DAY && put(run, m, ng_date_of_day(day));
}

/* two_days y m a b */
static bool
act_two_days(ng_value_run *run, match_ref m)
{
    int year = ng_arg_year(run, &m->args[0]);
    const int month = ng_arg_month(run, &m->args[1]);
    const int first = ng_arg_day(run, &m->args[2]), second = ng_arg_day(run, &m->args[3]);
    ng_anchor anchor = NG_ANCHOR_NONE;
    ng_date a, b;

    if (first >= second || second > 31)
        return false;
    if (year == 0)
        year = ng_resolve_year(run, m, month, first, &anchor);
    if (year != 0 && ng_day_of(year, month, second) == NG_NO_DAY)
        return false;
    a = year == 0 ? ng_date_of_open(month, first) : ng_date_of_day(ng_day_of(year, month, first));
    b = year == 0 ? ng_date_of_open(month, second) : ng_date_of_day(ng_day_of(year, month, second));
    a.anchor = b.anchor = anchor;
    return ng_date_push(run, m, m->span_first, m->args[2].stop, &a) &&
           ng_date_push(run, m, m->args[3].first, m->span_stop, &b);
}

/* month_at k m part: "last May" */
static bool
act_month_at(ng_value_run *run, match_ref m)
{
    const int direction = ng_arg_direction(run, &m->args[0], 0);
    const int month = ng_arg_month(run, &m->args[1]);
    ng_ymd now;
    int year;

    if (run->dates->anchor == NG_NO_DAY)
        return put_part(run, m, ng_date_of_open(month, 0), &m->args[2]);
    now = ng_day_split(run->dates->anchor);
    year = now.year;
    if (direction < 0 && month >= now.month)
        year--;
    else if (direction > 0 && month <= now.month)
        year++;
    return put_part(run, m, anchored(run, ng_date_of_month(year, month)), &m->args[2]);
}

/* ymd_at k m d part: "last March 16" */
static bool
act_ymd_at(ng_value_run *run, match_ref m)
{
    const int direction = ng_arg_direction(run, &m->args[0], 0);
    const int month = ng_arg_month(run, &m->args[1]), day = ng_arg_day(run, &m->args[2]);
    const int32_t anchor = run->dates->anchor;
    int32_t there;
    int year;

    if (anchor == NG_NO_DAY)
        return put_part(run, m, ng_date_of_open(month, day), &m->args[3]);
    year = ng_day_split(anchor).year;
    there = ng_day_of(year, month, day);
    if (there == NG_NO_DAY)
        return false;
    if (direction < 0 && there >= anchor)
        there = ng_day_of(year - 1, month, day);
    else if (direction > 0 && there <= anchor)
        there = ng_day_of(year + 1, month, day);
    return there != NG_NO_DAY &&
           put_part(run, m, anchored(run, ng_date_of_day(there)), &m->args[3]);
}

/* month_of_year k m part: "June last year" */
static bool
act_month_of_year(ng_value_run *run, match_ref m)
{
    const int month = ng_arg_month(run, &m->args[1]);
    const int year = anchor_year(run);

    return put_part(run, m,
                    year == 0 ? ng_date_of_open(month, 0)
                              : anchored(run, ng_date_of_month(
                                                  year + ng_arg_direction(run, &m->args[0], 0),
                                                  month)),
                    &m->args[2]);
}

/* numeric a b c */
static bool
act_numeric(ng_value_run *run, match_ref m)
{
    const int a = ng_arg_int(run, &m->args[0], 0), b = ng_arg_int(run, &m->args[1], 0);
    const bool day_first = a > 12 || (b <= 12 && run->dates->order_known && run->dates->day_first);
    int year = ng_arg_year(run, &m->args[2]);
    ng_anchor anchor = NG_ANCHOR_NONE;
    ng_date d;
    int32_t day;

    if (year == 0)
        year = ng_resolve_year(run, m, day_first ? b : a, day_first ? a : b, &anchor);
    if (year == 0)
        return put(run, m, ng_date_of_open(day_first ? b : a, day_first ? a : b));
    day = day_first ? ng_day_of(year, b, a) : ng_day_of(year, a, b);
    if (day == NG_NO_DAY)
        return false;
    d = ng_date_of_day(day);
    d.anchor = anchor;
    if (a <= 12 && b <= 12 && a != b && !run->dates->order_known)
        d.conf = 0.6f; /* month first, for all that is known */
    return put(run, m, d);
}

static bool
act_nine_eleven_slash(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_day(ng_day_of(2001, 9, 11)));
}

/* nine_eleven d */
static bool
act_nine_eleven(ng_value_run *run, match_ref m)
{
    return ng_arg_day(run, &m->args[0]) == 11 && put(run, m, ng_date_of_day(ng_day_of(2001, 9, 11)));
}

/* year y part */
static bool
act_year(ng_value_run *run, match_ref m)
{
    const int year = ng_arg_year(run, &m->args[0]);

    return year != 0 && put_part(run, m, ng_date_of_year(year), &m->args[1]);
}

/* years y b */
static bool
act_years(ng_value_run *run, match_ref m)
{
    const int first = ng_arg_year(run, &m->args[0]);
    int last = ng_arg_int(run, &m->args[1], 0);

    if (last < 100)
        last += first / 100 * 100;
    /* "1999-00" */
    if (last < first && last + 100 - first <= 10)
        last += 100;
    return last > first && last - first < 100 && put(run, m, ng_date_of_years(first, last));
}

/* decade y part */
static bool
act_decade(ng_value_run *run, match_ref m)
{
    int year = ng_arg_payload(run, &m->args[0], NG_V_DECADE_WORD, -1);

    if (year < 0)
        year = ng_arg_int(run, &m->args[0], -1);
    if (year < 0 || year % 10 != 0)
        return false;
    return put_part(run, m, ng_date_of_decade(year < 100 ? 1900 + year : year), &m->args[1]);
}

/* century c part */
static bool
act_century(ng_value_run *run, match_ref m)
{
    const int n = ng_arg_day(run, &m->args[0]);

    return n >= 1 && n <= 30 && put_part(run, m, ng_date_of_century((n - 1) * 100), &m->args[1]);
}

/* fiscal y part */
static bool
act_fiscal(ng_value_run *run, match_ref m)
{
    ng_date d = ng_date_of_year(ng_arg_year(run, &m->args[0]));

    d.grain = NG_GRAIN_FISCAL_YEAR;
    return put_part(run, m, d, &m->args[1]);
}

/* quarter q y k part */
static bool
act_quarter(ng_value_run *run, match_ref m)
{
    const int q =
        ng_arg_payload(run, &m->args[0], NG_V_FINAL, ng_arg_day(run, &m->args[0]));
    int year = ng_arg_year(run, &m->args[1]);
    ng_date d;

    if (q < 1 || q > 4)
        return false;
    if (year != 0)
        return put_part(run, m, ng_date_of_quarter(year, q), &m->args[3]);
    if (ng_arg_given(&m->args[2]))
        year = anchor_year(run) + ng_arg_direction(run, &m->args[2], 0);
    else
        year = year_of_part(run, m, 3 * q - 2);
    if (run->dates->anchor == NG_NO_DAY) {
        d = open_date(NG_GRAIN_QUARTER);
        snprintf(d.value, sizeof d.value, "XXXX-Q%d", q);
        return put_part(run, m, d, &m->args[3]);
    }
    return put_part(run, m, anchored(run, ng_date_of_quarter(year, q)), &m->args[3]);
}

/* half q y k part */
static bool
act_half(ng_value_run *run, match_ref m)
{
    int half = ng_arg_payload(run, &m->args[0], NG_V_ORDW, 2);
    int year = ng_arg_year(run, &m->args[1]);

    if (half > 2)
        return false;
    if (year != 0)
        return put_part(run, m, ng_date_of_half(year, half), &m->args[3]);
    if (run->dates->anchor == NG_NO_DAY)
        return put_part(run, m, open_date(NG_GRAIN_HALF), &m->args[3]);
    year = anchor_year(run) + ng_arg_direction(run, &m->args[2], 0);
    return put_part(run, m, anchored(run, ng_date_of_half(year, half)), &m->args[3]);
}

/* season s y k part */
static bool
act_season(ng_value_run *run, match_ref m)
{
    const int season = ng_arg_payload(run, &m->args[0], NG_V_SEASON, 1);
    int year = ng_arg_year(run, &m->args[1]);
    int32_t start;

    if (year != 0)
        return put_part(run, m, ng_date_of_season(year, season), &m->args[3]);
    if (run->dates->anchor == NG_NO_DAY)
        return put_part(run, m, open_date(NG_GRAIN_SEASON), &m->args[3]);
    year = anchor_year(run);
    start = ng_date_of_season(year, season).from_day;
    switch (ng_arg_direction(run, &m->args[2], 2)) {
    case -1:
        /* The last that is over. */
        if (ng_date_of_season(year, season).to_day > run->dates->anchor)
            year--;
        break;
    case 1:
        if (start <= run->dates->anchor)
            year++;
        break;
    case 0:
        break;
    default:
        if (start > run->dates->anchor + 31 && ng_date_tense(run, m) != NG_TENSE_FUTURE)
            year--;
    }
    return put_part(run, m, anchored(run, ng_date_of_season(year, season)), &m->args[3]);
}

/* -------------------------------------------------- weekdays, weeks, weekends */

/* weekday w k part */
static bool
act_weekday(ng_value_run *run, match_ref m)
{
    const int weekday = ng_arg_payload(run, &m->args[0], NG_V_WEEKDAY, 1);
    const int32_t day =
        ng_resolve_weekday(run, m, weekday, ng_arg_direction(run, &m->args[1], 2));
    ng_date d;

    if (day == NG_NO_DAY) {
        d = open_date(NG_GRAIN_DAY);
        snprintf(d.value, sizeof d.value, "XXXX-WXX-%d", weekday);
    } else {
        d = anchored(run, ng_date_of_day(day));
    }
    return put_part(run, m, d, &m->args[2]);
}

/* weekday_of_week w k part */
static bool
act_weekday_of_week(ng_value_run *run, match_ref m)
{
    const int weekday = ng_arg_payload(run, &m->args[0], NG_V_WEEKDAY, 1);
    const int32_t anchor = run->dates->anchor;

    if (anchor == NG_NO_DAY)
        return put_part(run, m, open_date(NG_GRAIN_DAY), &m->args[2]);
    return put_part(run, m,
                    anchored(run, ng_date_of_day(ng_week_start(anchor) + weekday - 1 +
                                                 7 * ng_arg_direction(run, &m->args[1], 0))),
                    &m->args[2]);
}

/* weekend k part */
static bool
act_weekend(ng_value_run *run, match_ref m)
{
    const int32_t anchor = run->dates->anchor;
    const int direction = ng_arg_direction(run, &m->args[0], 2);
    int32_t day;

    if (anchor == NG_NO_DAY)
        return put_part(run, m, open_date(NG_GRAIN_WEEKEND), &m->args[1]);
    day = anchor;
    /* "the weekend" and "last weekend" on a Monday to Friday: the one that is over. */
    if (direction == -1 ||
        (direction == 2 && ng_weekday_of(anchor) < 6 && ng_date_tense(run, m) != NG_TENSE_FUTURE))
        day -= 7;
    else if (direction == 1)
        day += 7;
    else if (direction == 0 && ng_weekday_of(anchor) < 4 && ng_date_tense(run, m) == NG_TENSE_PAST)
        day -= 7;
    return put_part(run, m, anchored(run, ng_date_of_weekend(day)), &m->args[1]);
}

/* week_of m d y */
static bool
act_week_of(ng_value_run *run, match_ref m)
{
    const int month = ng_arg_month(run, &m->args[0]), day = ng_arg_day(run, &m->args[1]);
    ng_anchor anchor = NG_ANCHOR_NONE;
    int year = ng_arg_year(run, &m->args[2]);
    ng_date d;

    if (year == 0)
        year = ng_resolve_year(run, m, month, day, &anchor);
    if (year == 0)
        return put(run, m, open_date(NG_GRAIN_WEEK));
    if (ng_day_of(year, month, day) == NG_NO_DAY)
        return false;
    d = ng_date_of_week(ng_day_of(year, month, day));
    d.anchor = anchor;
    return put(run, m, d);
}

/* week_of_month q m y: "the last week of March" */
static bool
act_week_of_month(ng_value_run *run, match_ref m)
{
    const int n = ng_arg_payload(run, &m->args[0], NG_V_FINAL, 0) != 0
                      ? 5
                      : ng_arg_payload(run, &m->args[0], NG_V_ORDW, 1);
    const int month = ng_arg_month(run, &m->args[1]);
    ng_anchor anchor = NG_ANCHOR_NONE;
    int year = ng_arg_year(run, &m->args[2]);
    ng_date d;

    if (n > 5)
        return false;
    if (year == 0)
        year = ng_resolve_year(run, m, month, 0, &anchor);
    if (year == 0)
        return put(run, m, open_date(NG_GRAIN_WEEK));
    /* Weeks that begin in the month, the last of them before its last three days. */
    d = ng_date_of_month(year, month);
    d = ng_date_of_week(n == 5 ? d.to_day - 4 : d.from_day + 3 + 7 * (n - 1));
    d.anchor = anchor;
    return put(run, m, d);
}

/* ------------------------------------------------------------------ relative */

/* deictic k part */
static bool
act_deictic(ng_value_run *run, match_ref m)
{
    const int n = ng_arg_payload(run, &m->args[0], NG_V_DEICTIC, 0);
    ng_date d = relative(run, n, NG_GRAIN_DAY);

    if (run->dates->anchor == NG_NO_DAY)
        snprintf(d.value, sizeof d.value, "%s", n == 0 ? "PRESENT_REF" : "XXXX-XX-XX");
    return put_part(run, m, d, &m->args[1]);
}

static bool
act_day_beyond(ng_value_run *run, match_ref m)
{
    const bool before =
        ng_atom_payload(run, m->span_stop - 1, NG_V_DEICTIC, 0) < 0;

    return put(run, m, relative(run, before ? -2 : 2, NG_GRAIN_DAY));
}

/* at k unit part: "last week"; the unit may be a constant */
static bool
act_at(ng_value_run *run, match_ref m)
{
    const ng_value_arg *const u = &m->args[1];
    const int grain = ng_arg_given(u) ? ng_arg_grain(run, u, NG_GRAIN_QUARTER) : u->constant;

    return put_part(run, m, relative(run, ng_arg_direction(run, &m->args[0], 0), (ng_grain)grain),
                    &m->args[2]);
}

/* the_at k unit part: "the past year", as long as the unit, up to now; but "the next
   day" and "the following year" are counted from the date before. */
static bool
act_the_at(ng_value_run *run, match_ref m)
{
    const ng_date_context *const c = run->dates;
    const ng_grain grain = (ng_grain)ng_arg_grain(run, &m->args[1], NG_GRAIN_DAY);
    const int direction = ng_arg_direction(run, &m->args[0], 0);
    int32_t day;
    ng_date d;

    if (c->last_day != NG_NO_DAY && c->last_grain <= grain && direction != 0 &&
        ng_arg_given(&m->args[0]) && ng_atom_is(run, m->args[0].first, NG_V_FOLLOWING)) {
        day = ng_day_plus(c->last_day, direction, grain);
        if (day == NG_NO_DAY)
            return false;
        d = ng_date_of_grain(day, grain);
        d.anchor = NG_ANCHOR_PREVIOUS;
        return put_part(run, m, d, &m->args[2]);
    }
    return put_part(run, m, relative(run, direction, grain), &m->args[2]);
}

/* chain k unit part: "the year before", "the week after" */
static bool
act_chain(ng_value_run *run, match_ref m)
{
    const ng_date_context *const c = run->dates;
    const ng_grain grain = (ng_grain)ng_arg_grain(run, &m->args[1], NG_GRAIN_YEAR);
    const int n = ng_arg_payload(run, &m->args[0], NG_V_AFTER, -1);
    const int32_t from = c->last_day != NG_NO_DAY ? c->last_day : c->anchor;
    const int32_t day = from == NG_NO_DAY ? NG_NO_DAY : ng_day_plus(from, n, grain);
    ng_date d;

    if (day == NG_NO_DAY)
        return put_part(run, m, open_date(grain), &m->args[2]);
    d = ng_date_of_grain(day, grain);
    d.anchor = c->last_day != NG_NO_DAY ? NG_ANCHOR_PREVIOUS : (ng_anchor)c->anchor_source;
    return put_part(run, m, d, &m->args[2]);
}

/* same unit part: "that day", "the same week" */
static bool
act_same(ng_value_run *run, match_ref m)
{
    const ng_date_context *const c = run->dates;
    const ng_grain grain = (ng_grain)ng_arg_grain(run, &m->args[0], NG_GRAIN_DAY);
    ng_date d;

    if (grain < NG_GRAIN_DAY)
        return false;
    if (c->last_day != NG_NO_DAY && c->last_grain <= grain) {
        d = ng_date_of_grain(c->last_day, grain);
        d.anchor = NG_ANCHOR_PREVIOUS;
    } else {
        d = relative(run, 0, grain);
    }
    return put_part(run, m, d, &m->args[1]);
}

/* Units away, as coarse as they are: "three weeks ago" is a week. */
static ng_date
away(const ng_value_run *run, double n, int sign, ng_grain grain, int32_t from)
{
    ng_date d;
    int32_t day;

    if (n < 0 || from == NG_NO_DAY) {
        d = ng_date_of_duration(n, grain);
        d.type = NG_DATE_DATE;
        if (n < 0)
            snprintf(d.value, sizeof d.value, sign < 0 ? "PAST_REF" : "FUTURE_REF");
        return d;
    }
    if (grain < NG_GRAIN_DAY) {
        d = ng_date_of_duration(n, grain);
        d.type = NG_DATE_DATE;
        return d;
    }
    day = n == (double)(int)n ? ng_day_plus(from, sign * (int)n, grain) : NG_NO_DAY;
    if (day == NG_NO_DAY)
        day = ng_day_plus(from, sign * (int)(n * 12), NG_GRAIN_MONTH);
    if (day == NG_NO_DAY || ng_day_split(day).year < 1)
        return open_date(grain);
    /* A decade ago was a year; a week ago a day. */
    d = ng_date_of_grain(day, grain == NG_GRAIN_DECADE || grain == NG_GRAIN_CENTURY
                                  ? NG_GRAIN_YEAR
                                  : grain);
    return anchored(run, d);
}

/* "a year ago" in a report on a quarter or a month means that of last year. */
static bool
year_before_last(const ng_value_run *run, double n, ng_grain grain, int sign, ng_date *out)
{
    const ng_date_context *const c = run->dates;
    ng_grain unit;
    int32_t day;

    if (n != 1 || grain != NG_GRAIN_YEAR || c->last_day == NG_NO_DAY)
        return false;
    if (c->last_quarter != NG_NO_DAY && c->last_grain >= NG_GRAIN_QUARTER) {
        day = c->last_quarter;
        unit = NG_GRAIN_QUARTER;
    } else if (c->last_grain == NG_GRAIN_MONTH && run->sentence - c->last_sentence <= 1) {
        day = c->last_day;
        unit = NG_GRAIN_MONTH;
    } else {
        return false;
    }
    /* Once last year's is told of, it stays that. */
    if (c->anchor != NG_NO_DAY && sign < 0 && day + 270 < c->anchor)
        sign = 0;
    day = ng_day_plus(day, sign, NG_GRAIN_YEAR);
    if (day == NG_NO_DAY)
        return false;
    *out = ng_date_of_grain(day, unit);
    out->anchor = NG_ANCHOR_PREVIOUS;
    return true;
}

/* ago n unit */
static bool
act_ago(ng_value_run *run, match_ref m)
{
    const double n = (ng_arg_given(&m->args[0]) ? ng_arg_amount(run, &m->args[0]) : -1) *
                     (ng_arg_unit(run, &m->args[1], 0) == NG_FORTNIGHT ? 2 : 1);
    const ng_grain grain = (ng_grain)ng_arg_grain(run, &m->args[1], NG_GRAIN_DAY);
    ng_date d;

    if (!year_before_last(run, n, grain, -1, &d))
        d = away(run, n, -1, grain, run->dates->anchor);
    return put(run, m, d);
}

/* later n unit k: "a year earlier", "two days later", "a week from now" */
static bool
act_later(ng_value_run *run, match_ref m)
{
    const ng_date_context *const c = run->dates;
    const double n = ng_arg_amount(run, &m->args[0]) *
                     (ng_arg_unit(run, &m->args[1], 0) == NG_FORTNIGHT ? 2 : 1);
    const ng_grain grain = (ng_grain)ng_arg_grain(run, &m->args[1], NG_GRAIN_DAY);
    const int deictic = ng_arg_payload(run, &m->args[2], NG_V_DEICTIC, -99);
    const int sign = ng_arg_payload(run, &m->args[2], NG_V_BEFORE, 1);
    const bool comparing = deictic == -99 && ng_arg_given(&m->args[2]);
    const bool chained = deictic == -99 && ng_arg_given(&m->args[2]) && c->last_day != NG_NO_DAY;
    int32_t from = chained ? c->last_day : c->anchor;
    ng_date d;

    if (comparing && year_before_last(run, n, grain, sign, &d))
        return put(run, m, d);
    if (deictic != -99 && from != NG_NO_DAY)
        from += deictic;
    d = away(run, n, sign, grain, from);
    if (chained && d.anchor != NG_ANCHOR_NONE)
        d.anchor = NG_ANCHOR_PREVIOUS;
    return put(run, m, d);
}

/* The quarter that a report of results is about: the last one told of, else the last that
   is over. */
static ng_date
latest_quarter(const ng_value_run *run)
{
    const ng_date_context *const c = run->dates;
    ng_date d;

    if (c->last_quarter != NG_NO_DAY) {
        d = ng_date_of_grain(c->last_quarter, NG_GRAIN_QUARTER);
        d.anchor = NG_ANCHOR_PREVIOUS;
        return d;
    }
    return relative(run, -1, NG_GRAIN_QUARTER);
}

/* latest unit: "the latest quarter", "the latest period" */
static bool
act_latest(ng_value_run *run, match_ref m)
{
    const int grain = ng_arg_grain(run, &m->args[0], NG_GRAIN_QUARTER);

    return put(run, m,
               grain == NG_GRAIN_QUARTER ? latest_quarter(run)
                                         : relative(run, 0, (ng_grain)grain));
}

/* latest_of y: "the 1988 quarter" */
static bool
act_latest_of(ng_value_run *run, match_ref m)
{
    const int year = ng_arg_year(run, &m->args[0]);
    ng_date d = latest_quarter(run);

    if (d.from_day == NG_NO_DAY)
        return put(run, m, ng_date_of_year(year));
    d = ng_date_of_quarter(year, (ng_day_split(d.from_day).month + 2) / 3);
    d.anchor = NG_ANCHOR_PREVIOUS;
    return put(run, m, d);
}

/* the_unit unit: "the quarter", "the year" */
static bool
act_the_unit(ng_value_run *run, match_ref m)
{
    const int grain = ng_arg_payload(run, &m->args[0], NG_V_SPOKEN_UNIT, NG_GRAIN_YEAR);

    return put(run, m,
               grain == NG_GRAIN_QUARTER ? latest_quarter(run)
                                         : relative(run, 0, (ng_grain)grain));
}

static bool
act_one_year(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_duration(1, NG_GRAIN_YEAR));
}

/* year_ago quarter */
static bool
act_year_ago(ng_value_run *run, match_ref m)
{
    const int q = ng_arg_payload(run, &m->args[0], NG_V_ORDW, 0);
    const int year = anchor_year(run);
    ng_date d;

    if (year == 0)
        return put(run, m, open_date(NG_GRAIN_YEAR));
    if (q >= 1 && q <= 4)
        return put(run, m, anchored(run, ng_date_of_quarter(year - 1, q)));
    if (year_before_last(run, 1, NG_GRAIN_YEAR, -1, &d))
        return put(run, m, d);
    return put(run, m, anchored(run, ng_date_of_year(year - 1)));
}

/* same_last_year unit y: "the same period last year" */
static bool
act_same_last_year(ng_value_run *run, match_ref m)
{
    const ng_date_context *const c = run->dates;
    int grain = ng_arg_grain(run, &m->args[0], -1);
    const int year = ng_arg_year(run, &m->args[1]);
    const int32_t from = c->last_day != NG_NO_DAY ? c->last_day : c->anchor;
    int32_t day;
    ng_date d;

    if (grain < NG_GRAIN_DAY)
        grain = c->last_day != NG_NO_DAY ? c->last_grain : NG_GRAIN_YEAR;
    if (from == NG_NO_DAY)
        return put(run, m, open_date((ng_grain)grain));
    day = ng_day_plus(from, year != 0 ? year - ng_day_split(from).year : -1, NG_GRAIN_YEAR);
    if (day == NG_NO_DAY)
        return false;
    d = ng_date_of_grain(day, (ng_grain)grain);
    d.anchor = NG_ANCHOR_PREVIOUS;
    return put(run, m, d);
}

static bool
act_ref_present(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_reference("PRESENT_REF"));
}

static bool
act_ref_past(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_reference("PAST_REF"));
}

static bool
act_ref_future(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_reference("FUTURE_REF"));
}

/* ----------------------------------------------------------- durations, sets */

/* What a hedge before the amount makes of the duration. */
static uint8_t
hedge_mod(const ng_value_run *run, match_ref m)
{
    const uint8_t mod = (uint8_t)ng_atom_payload(run, m->span_first, NG_V_HEDGE, NG_NONE);

    if (mod != NG_NONE)
        return mod;
    if (ng_atom_is(run, m->span_first, NG_V_MORE))
        return NG_MOD_MORE_THAN;
    if (ng_atom_is(run, m->span_first, NG_V_LESS))
        return NG_MOD_LESS_THAN;
    return NG_NONE;
}

/* A fortnight is two weeks. */
static ng_date
duration(double n, int grain)
{
    return grain == NG_FORTNIGHT ? ng_date_of_duration(n < 0 ? n : 2 * n, NG_GRAIN_WEEK)
                       : ng_date_of_duration(n, (ng_grain)grain);
}

/* duration n unit half */
static bool
act_duration(ng_value_run *run, match_ref m)
{
    double n = ng_arg_given(&m->args[0]) ? ng_arg_amount(run, &m->args[0])
               : ng_arg_given(&m->args[2]) ? 1
                                           : -1;
    ng_date d;

    if (ng_arg_given(&m->args[2]) && n >= 0)
        n += 0.5;
    d = duration(n, ng_arg_unit(run, &m->args[1], NG_GRAIN_DAY));
    d.mod = hedge_mod(run, m);
    return put(run, m, d);
}

static bool
act_vague_duration(ng_value_run *run, match_ref m)
{
    ng_date d = ng_date_new(NG_DATE_DURATION, NG_GRAIN_VAGUE);

    snprintf(d.value, sizeof d.value, "PXX");
    return put(run, m, d);
}

/* age n unit: a date, and a row of numbers */
static bool
act_age(ng_value_run *run, match_ref m)
{
    const double n = ng_arg_amount(run, &m->args[0]);
    const int grain = ng_arg_unit(run, &m->args[1], NG_GRAIN_YEAR);

    if (!put(run, m, duration(n, grain)))
        return false;
    return ng_number_push_age(run, m, n, grain);
}

/* every n unit weekday daypart month */
static bool
act_every(ng_value_run *run, match_ref m)
{
    static const char *const parts[] = {"", "MO", "MI", "AF", "EV", "NI", "NI"};
    const int grain = ng_arg_unit(run, &m->args[1], -1);
    const int weekday = ng_arg_payload(run, &m->args[2], NG_V_WEEKDAY,
                                       ng_arg_payload(run, &m->args[2], NG_V_WEEKDAYS_PL, 0));
    const int part = ng_arg_payload(run, &m->args[3], NG_V_DAYPART, 0);
    const int month = ng_arg_month(run, &m->args[4]);
    double n = ng_arg_given(&m->args[0]) ? ng_arg_amount(run, &m->args[0]) : 1;
    ng_date d;

    if (n < 0)
        n = 2; /* "every other day" */
    if (grain >= 0) {
        d = duration(n, grain);
    } else {
        d = ng_date_new(NG_DATE_SET, NG_GRAIN_DAY);
        if (weekday != 0)
            snprintf(d.value, sizeof d.value, part != 0 ? "XXXX-WXX-%dT%s" : "XXXX-WXX-%d",
                     weekday, parts[part]);
        else if (month != 0)
            snprintf(d.value, sizeof d.value, "XXXX-%02d", month);
        else if (part != 0)
            snprintf(d.value, sizeof d.value, "XXXX-XX-XXT%s", parts[part]);
        else
            snprintf(d.value, sizeof d.value, "XXXX");
    }
    d.type = NG_DATE_SET;
    return put(run, m, d);
}

/* set unit: "daily", "a week" */
static bool
act_set(ng_value_run *run, match_ref m)
{
    const int grain = ng_arg_payload(run, &m->args[0], NG_V_SET_ADVERB,
                                     ng_arg_unit(run, &m->args[0], NG_GRAIN_DAY));
    ng_date d = grain == 21 ? ng_date_of_duration(2, NG_GRAIN_WEEK) : duration(1, grain);

    d.type = NG_DATE_SET;
    return put(run, m, d);
}

/* -------------------------------------------------------------------- feasts */

/* The day of a feast; NG_NO_DAY for one that moves by another calendar. */
static int32_t
feast(int id, int year, bool eve)
{
    int32_t day = NG_NO_DAY;

    switch (id) {
    case 1:
        day = ng_day_of(year, 12, 25);
        break;
    case 2:
        day = ng_nth_weekday(year, 11, 4, 4);
        break;
    case 3:
        day = ng_easter_of(year);
        break;
    case 4:
        day = ng_day_of(year, 10, 31);
        break;
    case 5:
        day = ng_day_of(year, 7, 4);
        break;
    case 6:
        day = ng_nth_weekday(year, 9, 1, 1);
        break;
    case 7:
        day = ng_nth_weekday(year, 5, 1, -1);
        break;
    case 8:
        day = ng_day_of(year, 11, 11);
        break;
    case 9:
        day = ng_day_of(year, 2, 14);
        break;
    case 10:
        day = ng_nth_weekday(year, 10, 1, 2);
        break;
    case 12:
        day = ng_nth_weekday(year, 5, 7, 2);
        break;
    case 13:
        day = ng_nth_weekday(year, 6, 7, 3);
        break;
    case 14:
        day = ng_day_of(year, 1, 1);
        break;
    case 15:
        day = ng_nth_weekday(year, 11, 1, 1) + 1;
        break;
    case 16:
        day = ng_day_of(year, 6, 19);
        break;
    case 17:
        day = ng_day_of(year, 12, 26);
        break;
    case 18:
        day = ng_easter_of(year) + 49;
        break;
    case 19:
        day = ng_day_of(year, 1, 6);
        break;
    case 22:
        day = ng_day_of(year, 7, 1);
        break;
    case 23:
        day = ng_day_of(year, 4, 25);
        break;
    case 24:
        day = ng_day_of(year, 4, 22);
        break;
    case 25:
        day = ng_day_of(year, 7, 14);
        break;
    case 26:
        day = ng_nth_weekday(year, 2, 1, 3);
        break;
    case 27:
        day = ng_day_of(year, 3, 17);
        break;
    default:
        break;
    }
    return day != NG_NO_DAY && eve ? day - 1 : day;
}

/* holiday h k y word */
static bool
act_holiday(ng_value_run *run, match_ref m)
{
    const int id = ng_arg_payload(run, &m->args[0], NG_V_HOLIDAY,
                                  ng_arg_payload(run, &m->args[0], NG_V_HOLIDAY2, 0));
    const int direction = ng_arg_direction(run, &m->args[1], 2);
    const bool eve = ng_atom_is(run, m->span_stop - 1, NG_V_EVE) ||
                     (ng_arg_given(&m->args[2]) &&
                      (ng_atom_is(run, m->args[2].first - 1, NG_V_EVE) ||
                       ng_atom_is(run, m->args[2].first - 2, NG_V_EVE)));
    int year = ng_arg_year(run, &m->args[2]);
    ng_anchor anchor = NG_ANCHOR_NONE;
    int32_t day;
    ng_date d;

    if (year == 0 && run->dates->anchor != NG_NO_DAY) {
        const ng_tense tense = ng_date_tense(run, m);

        anchor = (ng_anchor)run->dates->anchor_source;
        year = anchor_year(run);
        day = feast(id, year, eve);
        if (day != NG_NO_DAY && day > run->dates->anchor &&
            (direction == -1 || (direction == 2 && tense == NG_TENSE_PAST &&
                                 day > run->dates->anchor + 30)))
            year--;
        else if (day != NG_NO_DAY && day < run->dates->anchor &&
                 (direction == 1 || (direction == 2 && tense == NG_TENSE_FUTURE &&
                                     day < run->dates->anchor - 30)))
            year++;
    }
    day = year == 0 ? NG_NO_DAY : feast(id, year, eve);
    d = day == NG_NO_DAY ? open_date(NG_GRAIN_DAY) : ng_date_of_day(day);
    if (day == NG_NO_DAY && year != 0)
        d = ng_date_of_year(year);
    d.anchor = anchor;
    return put(run, m, d);
}

/* weekday_feast h w y k: "Good Friday" */
static bool
act_weekday_feast(ng_value_run *run, match_ref m)
{
    static const struct {
        int id, weekday, feast, offset; /* days from that feast */
    } feasts[] = {{28, 5, 2, 1},  {29, 5, 3, -2}, {30, 3, 3, -46}, {31, 7, 3, -7},
                  {33, 1, 2, 4},  {34, 4, 3, -3}, {35, 2, 3, -47}};
    const int id = ng_arg_payload(run, &m->args[0], NG_V_WEEKDAY_FEAST, 0);
    const int weekday = ng_arg_payload(run, &m->args[1], NG_V_WEEKDAY, 0);
    int year = ng_arg_year(run, &m->args[2]);
    ng_anchor anchor = NG_ANCHOR_NONE;

    if (id == 28 && weekday == 1)
        return put(run, m, ng_date_of_day(ng_day_of(1987, 10, 19)));
    for (size_t i = 0; i < sizeof feasts / sizeof feasts[0]; i++) {
        int32_t day;
        ng_date d;

        if (feasts[i].id != id || feasts[i].weekday != weekday)
            continue;
        if (year == 0 && run->dates->anchor == NG_NO_DAY)
            return put(run, m, open_date(NG_GRAIN_DAY));
        if (year == 0) {
            const int32_t now = run->dates->anchor;

            year = anchor_year(run);
            anchor = (ng_anchor)run->dates->anchor_source;
            day = feast(feasts[i].feast, year, false) + feasts[i].offset;
            year += day > now + 180 ? -1 : day < now - 180 ? 1 : 0;
        }
        d = ng_date_of_day(feast(feasts[i].feast, year, false) + feasts[i].offset);
        d.anchor = anchor;
        return put(run, m, d);
    }
    return id == 32 && weekday == 2 && put(run, m, relative(run, 0, NG_GRAIN_YEAR));
}

/* eve m d h */
static bool
act_eve(ng_value_run *run, match_ref m)
{
    const int month = ng_arg_month(run, &m->args[0]), day = ng_arg_day(run, &m->args[1]);
    ng_anchor anchor = NG_ANCHOR_NONE;
    int32_t there = NG_NO_DAY;
    ng_date d;
    int year;

    if (month != 0) {
        year = ng_resolve_year(run, m, month, day, &anchor);
        there = year == 0 ? NG_NO_DAY : ng_day_of(year, month, day);
    } else if (run->dates->anchor != NG_NO_DAY) {
        anchor = (ng_anchor)run->dates->anchor_source;
        there = feast(ng_arg_payload(run, &m->args[2], NG_V_HOLIDAY, 0), anchor_year(run), false);
    }
    d = there == NG_NO_DAY ? open_date(NG_GRAIN_DAY) : ng_date_of_day(there - 1);
    d.anchor = anchor;
    return put(run, m, d);
}

/* ------------------------------------------------------------------- all */

bool
ng_date_act(ng_value_run *run, const ng_value_match *match)
{
    static bool (*const actions[NG_N_DATE_ACTIONS])(ng_value_run *, match_ref) = {
        [NG_DATE_ACTION_AGE] = act_age,
        [NG_DATE_ACTION_AGO] = act_ago,
        [NG_DATE_ACTION_AT] = act_at,
        [NG_DATE_ACTION_CENTURY] = act_century,
        [NG_DATE_ACTION_CHAIN] = act_chain,
        [NG_DATE_ACTION_DAY_BEYOND] = act_day_beyond,
        [NG_DATE_ACTION_DAYPART] = ng_date_act_daypart,
        [NG_DATE_ACTION_DAYPART_OF] = ng_date_act_daypart_of,
        [NG_DATE_ACTION_DECADE] = act_decade,
        [NG_DATE_ACTION_DEICTIC] = act_deictic,
        [NG_DATE_ACTION_DURATION] = act_duration,
        [NG_DATE_ACTION_EVE] = act_eve,
        [NG_DATE_ACTION_EVERY] = act_every,
        [NG_DATE_ACTION_FISCAL] = act_fiscal,
        [NG_DATE_ACTION_HALF] = act_half,
        [NG_DATE_ACTION_HOLIDAY] = act_holiday,
        [NG_DATE_ACTION_ISO] = act_iso,
        [NG_DATE_ACTION_LATER] = act_later,
        [NG_DATE_ACTION_LATEST] = act_latest,
        [NG_DATE_ACTION_LATEST_OF] = act_latest_of,
        [NG_DATE_ACTION_MONTH_AT] = act_month_at,
        [NG_DATE_ACTION_MONTH_OF_YEAR] = act_month_of_year,
        [NG_DATE_ACTION_NINE_ELEVEN] = act_nine_eleven,
        [NG_DATE_ACTION_NINE_ELEVEN_SLASH] = act_nine_eleven_slash,
        [NG_DATE_ACTION_NUMERIC] = act_numeric,
        [NG_DATE_ACTION_ONE_YEAR] = act_one_year,
        [NG_DATE_ACTION_QUARTER] = act_quarter,
        [NG_DATE_ACTION_REF_FUTURE] = act_ref_future,
        [NG_DATE_ACTION_REF_PAST] = act_ref_past,
        [NG_DATE_ACTION_REF_PRESENT] = act_ref_present,
        [NG_DATE_ACTION_SAME] = act_same,
        [NG_DATE_ACTION_SAME_LAST_YEAR] = act_same_last_year,
        [NG_DATE_ACTION_SEASON] = act_season,
        [NG_DATE_ACTION_SET] = act_set,
        [NG_DATE_ACTION_THE_AT] = act_the_at,
        [NG_DATE_ACTION_THE_UNIT] = act_the_unit,
        [NG_DATE_ACTION_TIME] = ng_date_act_time,
        [NG_DATE_ACTION_TIME_ISO] = ng_date_act_time_iso,
        [NG_DATE_ACTION_TWO_DAYS] = act_two_days,
        [NG_DATE_ACTION_TWO_TIMES] = ng_date_act_two_times,
        [NG_DATE_ACTION_VAGUE_DURATION] = act_vague_duration,
        [NG_DATE_ACTION_WEEK_OF_MONTH] = act_week_of_month,
        [NG_DATE_ACTION_WEEKDAY_FEAST] = act_weekday_feast,
        [NG_DATE_ACTION_WEEK_OF] = act_week_of,
        [NG_DATE_ACTION_WEEKDAY] = act_weekday,
        [NG_DATE_ACTION_WEEKDAY_OF_WEEK] = act_weekday_of_week,
        [NG_DATE_ACTION_WEEKEND] = act_weekend,
        [NG_DATE_ACTION_YEAR] = act_year,
        [NG_DATE_ACTION_YEAR_AGO] = act_year_ago,
        [NG_DATE_ACTION_YEARS] = act_years,
        [NG_DATE_ACTION_YMD] = act_ymd,
        [NG_DATE_ACTION_YMD_AT] = act_ymd_at,
    };

    return actions[match->rule->action](run, match);
}
