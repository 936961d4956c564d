/*
 * What the rules' actions do: dates that say their day, month or year, and weekdays.  Each
 * takes its arguments in the order of the rule; see dates.rules.
 */
#include "dates_put.h"
#include "dates_actions.h"

#include <stdio.h>
#include <stdlib.h>

/* ------------------------------------------------------- days, months, years */

/* ymd y m d part */
bool
ng_date_act_ymd(ng_value_run *run, match_ref m)
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
bool
ng_date_act_iso(ng_value_run *run, match_ref m)
{
    const int32_t day = ng_day_of(ng_arg_year(run, &m->args[0]), ng_arg_int(run, &m->args[1], 0),
                                  ng_arg_int(run, &m->args[2], 0));

    return day != NG_NO_DAY && put(run, m, ng_date_of_day(day));
}

/* two_days y m a b */
bool
ng_date_act_two_days(ng_value_run *run, match_ref m)
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
bool
ng_date_act_month_at(ng_value_run *run, match_ref m)
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
bool
ng_date_act_ymd_at(ng_value_run *run, match_ref m)
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
bool
ng_date_act_month_of_year(ng_value_run *run, match_ref m)
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
bool
ng_date_act_numeric(ng_value_run *run, match_ref m)
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
    /* "2/29/2019" is meant as a day, and is none. */
    if (day == NG_NO_DAY)
        return a >= 1 && b >= 1 && (a <= 12 || b <= 12) && a <= 31 && b <= 31 &&
               put(run, m, ng_date_new(NG_DATE_DATE, NG_GRAIN_DAY));
    d = ng_date_of_day(day);
    d.anchor = anchor;
    if (a <= 12 && b <= 12 && a != b && !run->dates->order_known)
        d.conf = 0.6f; /* month first, for all that is known */
    return put(run, m, d);
}

bool
ng_date_act_nine_eleven_slash(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_day(ng_day_of(2001, 9, 11)));
}

/* nine_eleven d */
bool
ng_date_act_nine_eleven(ng_value_run *run, match_ref m)
{
    return ng_arg_day(run, &m->args[0]) == 11 && put(run, m, ng_date_of_day(ng_day_of(2001, 9, 11)));
}

/* year y part */
bool
ng_date_act_year(ng_value_run *run, match_ref m)
{
    const int year = ng_arg_year(run, &m->args[0]);

    return year != 0 && put_part(run, m, ng_date_of_year(year), &m->args[1]);
}

/* years y b */
bool
ng_date_act_years(ng_value_run *run, match_ref m)
{
    const int first = ng_arg_year(run, &m->args[0]);
    int last = ng_arg_int(run, &m->args[1], 0);

    /* "2015-12" is a month, "2011-12" a season. */
    if (last >= 1 && last <= 12 && first % 100 + 1 != last && run->atoms[m->args[1].first].stop -
        run->atoms[m->args[1].first].start == 2 && last <= first % 100)
        return put(run, m, ng_date_of_month(first, last));
    if (last < 100)
        last += first / 100 * 100;
    /* "1999-00" */
    if (last < first && last + 100 - first <= 10)
        last += 100;
    return last > first && last - first < 100 && put(run, m, ng_date_of_years(first, last));
}

/* decade y part */
bool
ng_date_act_decade(ng_value_run *run, match_ref m)
{
    int year = ng_arg_payload(run, &m->args[0], NG_V_DECADE_WORD, -1);

    if (year < 0)
        year = ng_arg_int(run, &m->args[0], -1);
    if (year < 0 || year % 10 != 0)
        return false;
    return put_part(run, m, ng_date_of_decade(year < 100 ? 1900 + year : year), &m->args[1]);
}

/* century c part */
bool
ng_date_act_century(ng_value_run *run, match_ref m)
{
    const int n = ng_arg_day(run, &m->args[0]);

    return n >= 1 && n <= 30 && put_part(run, m, ng_date_of_century((n - 1) * 100), &m->args[1]);
}

/* fiscal y part */
bool
ng_date_act_fiscal(ng_value_run *run, match_ref m)
{
    ng_date d = ng_date_of_year(ng_arg_year(run, &m->args[0]));

    d.grain = NG_GRAIN_FISCAL_YEAR;
    return put_part(run, m, d, &m->args[1]);
}

/* quarter q y k part */
bool
ng_date_act_quarter(ng_value_run *run, match_ref m)
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
bool
ng_date_act_half(ng_value_run *run, match_ref m)
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
bool
ng_date_act_season(ng_value_run *run, match_ref m)
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
bool
ng_date_act_weekday(ng_value_run *run, match_ref m)
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
bool
ng_date_act_weekday_of_week(ng_value_run *run, match_ref m)
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
bool
ng_date_act_weekend(ng_value_run *run, match_ref m)
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
bool
ng_date_act_week_of(ng_value_run *run, match_ref m)
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

/* nth_of q w u m y k g: "the first Tuesday of October", "the last week of March", "the last
   day of the year", "the 20th of next month"; w and u not given: a day */
bool
ng_date_act_nth_of(ng_value_run *run, match_ref m)
{
    const bool last = ng_arg_payload(run, &m->args[0], NG_V_FINAL, 0) != 0;
    const int n = last ? 1 : ng_arg_day(run, &m->args[0]);
    const int weekday = ng_arg_payload(run, &m->args[1], NG_V_WEEKDAY, 0);
    const ng_grain unit = (ng_grain)ng_arg_grain(run, &m->args[2], NG_GRAIN_DAY);
    const int month = ng_arg_month(run, &m->args[3]);
    int year = ng_arg_year(run, &m->args[4]);
    ng_anchor anchor = NG_ANCHOR_NONE;
    ng_date of, d;
    int32_t day;

    if (ng_arg_given(&m->args[6])) {
        const ng_grain grain = (ng_grain)ng_arg_grain(run, &m->args[6], NG_GRAIN_MONTH);

        of = relative(run, ng_arg_direction(run, &m->args[5], 0), grain);
        anchor = of.anchor;
    } else if (month == 0) {
        of = ng_date_of_year(year);
    } else {
        if (year == 0)
            year = ng_resolve_year(run, m, month, 0, &anchor);
        of = year == 0 ? open_date(NG_GRAIN_MONTH) : ng_date_of_month(year, month);
    }
    if (of.from_day == NG_NO_DAY)
        return put(run, m, open_date(unit));
    if (weekday != 0) {
        day = last ? of.to_day - 1 - (ng_weekday_of(of.to_day - 1) - weekday + 7) % 7
                   : of.from_day + (weekday - ng_weekday_of(of.from_day) + 7) % 7 + 7 * (n - 1);
    } else if (unit == NG_GRAIN_WEEK) {
        /* Weeks that begin in the month, the last of them before its last three days. */
        day = last ? of.to_day - 4 : of.from_day + 3 + 7 * (n - 1);
    } else {
        day = last ? of.to_day - 1 : of.from_day + n - 1;
    }
    if (unit == NG_GRAIN_MONTH && weekday == 0) {
        const int of_year = last ? 12 : n;

        if (month != 0 || of_year > 12 || of.grain != NG_GRAIN_YEAR)
            return false;
        d = ng_date_of_month(ng_day_split(of.from_day).year, of_year);
        d.anchor = anchor;
        return put(run, m, d);
    }
    if (n < 1 || day < of.from_day || day >= of.to_day)
        return false;
    d = unit == NG_GRAIN_WEEK && weekday == 0 ? ng_date_of_week(day) : ng_date_of_day(day);
    d.anchor = anchor;
    return put(run, m, d);
}

/* month_number y m: "2/2013" */
bool
ng_date_act_month_number(ng_value_run *run, match_ref m)
{
    return put(run, m,
               ng_date_of_month(ng_arg_year(run, &m->args[0]), ng_arg_int(run, &m->args[1], 1)));
}

/* The first such day from the one on that was told of before in the sentence, or else the one
   nearest to the article's, after it or before it by the tense; `weekday` 0: any. */
static bool
put_nearest(ng_value_run *run, match_ref m, int weekday, int number)
{
    const bool chained = run->dates->last_day != NG_NO_DAY &&
                         run->dates->last_sentence == run->sentence &&
                         run->dates->last_grain <= NG_GRAIN_MONTH;
    const int32_t now = chained ? run->dates->last_day : run->dates->anchor;
    const ng_tense tense = chained ? NG_TENSE_FUTURE : ng_date_tense(run, m);
    ng_date d;
    int32_t best = NG_NO_DAY;
    ng_ymd month;

    if (now == NG_NO_DAY)
        return put(run, m, open_date(NG_GRAIN_DAY));
    month = ng_day_split(now);
    for (int k = -12; k <= 12; k++) {
        const int months = month.year * 12 + month.month - 1 + k;
        const int32_t day = ng_day_of(months / 12, months % 12 + 1, number);

        if (day == NG_NO_DAY || (weekday != 0 && ng_weekday_of(day) != weekday) ||
            (tense == NG_TENSE_FUTURE ? day < now : tense == NG_TENSE_PAST && day > now))
            continue;
        if (best == NG_NO_DAY || abs(day - now) < abs(best - now))
            best = day;
    }
    if (best == NG_NO_DAY)
        return false;
    d = anchored(run, ng_date_of_day(best));
    if (chained)
        d.anchor = NG_ANCHOR_PREVIOUS;
    return put(run, m, d);
}

/* weekday_day w d: "Friday the 13th" */
bool
ng_date_act_weekday_day(ng_value_run *run, match_ref m)
{
    return put_nearest(run, m, ng_arg_payload(run, &m->args[0], NG_V_WEEKDAY, 0),
                       ng_arg_day(run, &m->args[1]));
}

/* day_of_month d: "on the 15th" */
bool
ng_date_act_day_of_month(ng_value_run *run, match_ref m)
{
    return put_nearest(run, m, 0, ng_arg_day(run, &m->args[0]));
}

/* weekdays_away n w s: "two Sundays ago", "three Fridays from now" */
bool
ng_date_act_weekdays_away(ng_value_run *run, match_ref m)
{
    const double n = ng_arg_amount(run, &m->args[0]);
    const int weekday = ng_arg_payload(run, &m->args[1], NG_V_WEEKDAYS_PL, 1);
    const int32_t now = run->dates->anchor;
    const bool ahead = ng_arg_given(&m->args[2]);
    int32_t day;

    if (now == NG_NO_DAY)
        return put(run, m, open_date(NG_GRAIN_DAY));
    if (!(n >= 1 && n <= 5000))
        return false;
    /* The first one after, or before, the article's day. */
    day = ahead ? now + 1 + (weekday - ng_weekday_of(now + 1) + 7) % 7
                : now - 1 - (ng_weekday_of(now - 1) - weekday + 7) % 7;
    day += (ahead ? 7 : -7) * (ng_int_of(n) - 1);
    return put(run, m, anchored(run, ng_date_of_day(day)));
}

/* iso_week n y k: "week 3 of 2027" */
bool
ng_date_act_iso_week(ng_value_run *run, match_ref m)
{
    const int n = ng_arg_int(run, &m->args[0], 0);
    int year = ng_arg_year(run, &m->args[1]);
    ng_date d;

    if (n < 1 || n > 53 || (year == 0 && run->dates->anchor == NG_NO_DAY))
        return false;
    if (year == 0)
        year = anchor_year(run) + ng_arg_direction(run, &m->args[2], 0);
    d = ng_date_of_week(ng_day_of(year, 1, 4) + 7 * (n - 1));
    return put(run, m, ng_arg_given(&m->args[1]) ? d : anchored(run, d));
}
