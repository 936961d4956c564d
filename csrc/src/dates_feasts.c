/* What the rules' actions do: feasts.  See dates.rules for the order of arguments. */
#include "dates_put.h"
#include "dates_actions.h"

#include <stdio.h>
#include <stdlib.h>


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
    case 36:
        day = ng_day_of(year, 2, 2);
        break;
    case 37:
        day = ng_day_of(year, 6, 14);
        break;
    case 38:
        day = ng_day_of(year, 3, 8);
        break;
    case 39:
        /* The Monday before 25 May. */
        day = ng_day_of(year, 5, 24);
        day -= ng_weekday_of(day) - 1;
        break;
    case 40:
        day = ng_nth_weekday(year, 1, 1, 3);
        break;
    case 41:
        day = ng_day_of(year, 4, 15);
        break;
    case 42:
        day = ng_easter_of(year) - 47;
        break;
    default:
        break;
    }
    return day != NG_NO_DAY && eve ? day - 1 : day;
}

/* Which feast a word means, or the rule itself says. */
static int
feast_of_arg(const ng_value_run *run, const ng_value_arg *arg)
{
    return ng_arg_given(arg)
               ? ng_arg_payload(run, arg, NG_V_HOLIDAY, ng_arg_payload(run, arg, NG_V_HOLIDAY2, 0))
               : arg->constant;
}

/* holiday h k y word; the feast may be a constant */
bool
ng_date_act_holiday(ng_value_run *run, match_ref m)
{
    const int id = feast_of_arg(run, &m->args[0]);
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

/* holiday_in h k: "Labor Day of last year" */
bool
ng_date_act_holiday_in(ng_value_run *run, match_ref m)
{
    const int32_t year = anchor_year(run) + ng_arg_direction(run, &m->args[1], 0);
    int32_t day;

    if (run->dates->anchor == NG_NO_DAY)
        return put(run, m, open_date(NG_GRAIN_DAY));
    day = feast(feast_of_arg(run, &m->args[0]), year, false);
    return put(run, m,
               anchored(run, day == NG_NO_DAY ? ng_date_of_year(year) : ng_date_of_day(day)));
}

/* offset n u k m d y h: "two weeks before Christmas" */
bool
ng_date_act_offset(ng_value_run *run, match_ref m)
{
    const int grain = ng_arg_grain(run, &m->args[1], NG_GRAIN_DAY);
    const int sign = ng_arg_payload(run, &m->args[2], NG_V_BEFORE, 1);
    const double n = ng_arg_amount(run, &m->args[0]) *
                     (ng_arg_unit(run, &m->args[1], 0) == NG_FORTNIGHT ? 2 : 1);
    const int month = ng_arg_month(run, &m->args[3]), day = ng_arg_day(run, &m->args[4]);
    int year = ng_arg_year(run, &m->args[5]);
    ng_anchor anchor = NG_ANCHOR_NONE;
    int32_t there = NG_NO_DAY;
    ng_date d;

    if (month != 0) {
        if (year == 0)
            year = ng_resolve_year(run, m, month, day, &anchor);
        there = year == 0 ? NG_NO_DAY : ng_day_of(year, month, day);
    } else if (run->dates->anchor != NG_NO_DAY) {
        const int32_t now = run->dates->anchor;
        const int id = feast_of_arg(run, &m->args[6]);

        /* The nearest. */
        anchor = (ng_anchor)run->dates->anchor_source;
        year = anchor_year(run);
        there = feast(id, year, false);
        if (there != NG_NO_DAY)
            there = feast(id, year + (there > now + 183 ? -1 : there < now - 183 ? 1 : 0), false);
    }
    if (there != NG_NO_DAY)
        there = n >= 0 && n == (double)ng_int_of(n) && grain >= NG_GRAIN_DAY
                    ? ng_day_plus(there, sign * ng_int_of(n), (ng_grain)grain)
                    : NG_NO_DAY;
    d = there == NG_NO_DAY ? open_date(NG_GRAIN_DAY) : ng_date_of_day(there);
    d.anchor = anchor;
    return put(run, m, d);
}

/* When most states of the U.S. held their primaries. */
static bool
put_super_tuesday(ng_value_run *run, match_ref m, int year, int direction)
{
    static const struct {
        int year, month, day;
    } days[] = {{1988, 3, 8}, {1992, 3, 10}, {1996, 3, 12}, {2000, 3, 7}, {2004, 3, 2},
                {2008, 2, 5}, {2012, 3, 6},  {2016, 3, 1},  {2020, 3, 3}, {2024, 3, 5}};
    const int32_t now = run->dates->anchor;
    int32_t best = NG_NO_DAY;

    if (year == 0 && now == NG_NO_DAY)
        return put(run, m, open_date(NG_GRAIN_DAY));
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        const int32_t day = ng_day_of(days[i].year, days[i].month, days[i].day);

        if (year != 0 ? year == days[i].year
                      : (direction != -1 || day < now) && (direction != 1 || day > now) &&
                            (best == NG_NO_DAY || abs(day - now) < abs(best - now)))
            best = day;
    }
    if (best == NG_NO_DAY)
        return put(run, m, year != 0 ? ng_date_of_year(year) : open_date(NG_GRAIN_DAY));
    return put(run, m, year != 0 ? ng_date_of_day(best) : anchored(run, ng_date_of_day(best)));
}

/* weekday_feast h w y k: "Good Friday" */
bool
ng_date_act_weekday_feast(ng_value_run *run, match_ref m)
{
    static const struct {
        int id, weekday, feast, offset; /* days from that feast */
    } feasts[] = {{28, 5, 2, 1},  {29, 5, 3, -2}, {30, 3, 3, -46}, {31, 7, 3, -7},
                  {33, 1, 2, 4},  {34, 4, 3, -3}, {35, 2, 3, -47}};
    const int id = ng_arg_payload(run, &m->args[0], NG_V_WEEKDAY_FEAST, 0);
    const int weekday = ng_arg_payload(run, &m->args[1], NG_V_WEEKDAY, 0);
    int year = ng_arg_year(run, &m->args[2]);
    ng_anchor anchor = NG_ANCHOR_NONE;

    if (id == 32 && weekday == 2)
        return put_super_tuesday(run, m, year, ng_arg_direction(run, &m->args[3], 2));
    if (id == 28 && weekday == 1)
        return put(run, m, ng_date_of_day(ng_day_of(1987, 10, 19)));
    for (size_t i = 0; i < sizeof feasts / sizeof feasts[0]; i++) {
        int32_t day;
        ng_date d;

        if (feasts[i].id != id || feasts[i].weekday != weekday)
            continue;
        if (year == 0 && run->dates->anchor == NG_NO_DAY)
            return put(run, m, open_date(NG_GRAIN_DAY));
        if (year == 0 && ng_arg_given(&m->args[3]) &&
            m->args[3].first > m->args[1].first) { /* "of last year" */
            year = anchor_year(run) + ng_arg_direction(run, &m->args[3], 0);
            anchor = (ng_anchor)run->dates->anchor_source;
        } else if (year == 0) {
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
    return false;
}

/* eve m d h */
bool
ng_date_act_eve(ng_value_run *run, match_ref m)
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
