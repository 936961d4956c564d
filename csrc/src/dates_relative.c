/*
 * What the rules' actions do: dates counted from the article's day or from the date before,
 * and references.  See dates.rules for the order of arguments.
 */
#include "dates_put.h"
#include "dates_actions.h"

#include <stdio.h>

/* News does not count on from a date to one so far ahead: fifty years. */
#define DAYS_AHEAD 18262

/* deictic k part */
bool
ng_date_act_deictic(ng_value_run *run, match_ref m)
{
    const int n = ng_arg_payload(run, &m->args[0], NG_V_DEICTIC, 0);
    ng_date d = relative(run, n, NG_GRAIN_DAY);

    if (run->dates->anchor == NG_NO_DAY)
        snprintf(d.value, sizeof d.value, "%s", n == 0 ? "PRESENT_REF" : "XXXX-XX-XX");
    return put_part(run, m, d, &m->args[1]);
}

bool
ng_date_act_day_beyond(ng_value_run *run, match_ref m)
{
    const bool before =
        ng_atom_payload(run, m->span_stop - 1, NG_V_DEICTIC, 0) < 0;

    return put(run, m, relative(run, before ? -2 : 2, NG_GRAIN_DAY));
}

/* beyond u w k: "the week after next" */
bool
ng_date_act_beyond(ng_value_run *run, match_ref m)
{
    const int direction = ng_arg_direction(run, &m->args[2], 1);
    int32_t day;

    if (!ng_arg_given(&m->args[1]))
        return put(run, m,
                   relative(run, 2 * direction,
                            (ng_grain)ng_arg_grain(run, &m->args[0], NG_GRAIN_DAY)));
    day = ng_resolve_weekday(run, m, ng_arg_payload(run, &m->args[1], NG_V_WEEKDAY, 1), direction);
    return put(run, m,
               day == NG_NO_DAY ? open_date(NG_GRAIN_DAY)
                                : anchored(run, ng_date_of_day(day + 7 * direction)));
}

/* at k unit part: "last week"; the unit may be a constant */
bool
ng_date_act_at(ng_value_run *run, match_ref m)
{
    const ng_value_arg *const u = &m->args[1];
    const int grain = ng_arg_given(u) ? ng_arg_grain(run, u, NG_GRAIN_QUARTER) : u->constant;

    return put_part(run, m, relative(run, ng_arg_direction(run, &m->args[0], 0), (ng_grain)grain),
                    &m->args[2]);
}

/* the_at k unit part: "the past year", as long as the unit, up to now; but "the next
   day" and "the following year" are counted from the date before. */
bool
ng_date_act_the_at(ng_value_run *run, match_ref m)
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
bool
ng_date_act_chain(ng_value_run *run, match_ref m)
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
bool
ng_date_act_same(ng_value_run *run, match_ref m)
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
    day = n == (double)ng_int_of(n) ? ng_day_plus(from, sign * ng_int_of(n), grain) : NG_NO_DAY;
    if (day == NG_NO_DAY)
        day = ng_day_plus(from, sign * ng_int_of(n * 12), NG_GRAIN_MONTH);
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
bool
ng_date_act_ago(ng_value_run *run, match_ref m)
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
bool
ng_date_act_later(ng_value_run *run, match_ref m)
{
    const ng_date_context *const c = run->dates;
    const double n = ng_arg_amount(run, &m->args[0]) *
                     (ng_arg_unit(run, &m->args[1], 0) == NG_FORTNIGHT ? 2 : 1);
    const ng_grain grain = (ng_grain)ng_arg_grain(run, &m->args[1], NG_GRAIN_DAY);
    const int deictic = ng_arg_payload(run, &m->args[2], NG_V_DEICTIC, -99);
    /* "a week earlier"; "two days before yesterday", where the word stands before the day. */
    const int sign =
        deictic == -99 ? ng_arg_payload(run, &m->args[2], NG_V_BEFORE, 1)
                       : ng_atom_payload(run, m->args[2].first - 1, NG_V_BEFORE, 1);
    const bool comparing = deictic == -99 && ng_arg_given(&m->args[2]);
    const bool chained = deictic == -99 && ng_arg_given(&m->args[2]) && c->last_day != NG_NO_DAY;
    int32_t from = chained ? c->last_day : c->anchor;
    ng_date d;

    if (comparing && year_before_last(run, n, grain, sign, &d))
        return put(run, m, d);
    if (deictic != -99 && from != NG_NO_DAY)
        from += deictic;
    d = away(run, n, sign, grain, from);
    /* "a week from today" is a day. */
    if (deictic != -99 && from != NG_NO_DAY && n >= 0 && n == (double)ng_int_of(n) &&
        grain >= NG_GRAIN_DAY) {
        const int32_t day = ng_day_plus(from, sign * ng_int_of(n), grain);

        if (day != NG_NO_DAY)
            d = anchored(run, ng_date_of_day(day));
    }
    if (chained && d.anchor != NG_ANCHOR_NONE)
        d.anchor = NG_ANCHOR_PREVIOUS;
    /* "Two centuries later" is later than something else that the text tells of. */
    if (chained && c->anchor != NG_NO_DAY && d.from_day != NG_NO_DAY &&
        d.from_day > c->anchor + DAYS_AHEAD)
        d = open_date(grain);
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

/* latest unit: "the latest quarter", "the latest period"; one that goes on is no latest one */
bool
ng_date_act_latest(ng_value_run *run, match_ref m)
{
    const int grain = ng_arg_grain(run, &m->args[0], NG_GRAIN_QUARTER);
    const ng_date_context *const c = run->dates;

    if (grain == NG_GRAIN_QUARTER && c->anchor != NG_NO_DAY && c->last_quarter != NG_NO_DAY &&
        ng_day_plus(c->last_quarter, 1, NG_GRAIN_QUARTER) > c->anchor)
        return put(run, m, relative(run, -1, NG_GRAIN_QUARTER));

    return put(run, m,
               grain == NG_GRAIN_QUARTER ? latest_quarter(run)
                                         : relative(run, 0, (ng_grain)grain));
}

/* latest_of y: "the 1988 quarter" */
bool
ng_date_act_latest_of(ng_value_run *run, match_ref m)
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
bool
ng_date_act_the_unit(ng_value_run *run, match_ref m)
{
    const int grain = ng_arg_payload(run, &m->args[0], NG_V_SPOKEN_UNIT, NG_GRAIN_YEAR);

    return put(run, m,
               grain == NG_GRAIN_QUARTER ? latest_quarter(run)
                                         : relative(run, 0, (ng_grain)grain));
}

bool
ng_date_act_one_year(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_duration(1, NG_GRAIN_YEAR));
}

/* year_ago quarter */
bool
ng_date_act_year_ago(ng_value_run *run, match_ref m)
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
bool
ng_date_act_same_last_year(ng_value_run *run, match_ref m)
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

bool
ng_date_act_ref_present(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_reference("PRESENT_REF"));
}

bool
ng_date_act_ref_past(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_reference("PAST_REF"));
}

bool
ng_date_act_ref_future(ng_value_run *run, match_ref m)
{
    return put(run, m, ng_date_of_reference("FUTURE_REF"));
}
