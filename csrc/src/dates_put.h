/* Inside the actions of dates: rows, and dates that hang on the article's day. */
#ifndef NG_DATES_PUT_H
#define NG_DATES_PUT_H

#include "dates_args.h"

#include <stdio.h>

typedef const ng_value_match *match_ref;


static inline bool
put(ng_value_run *run, match_ref m, ng_date d)
{
    return ng_date_push(run, m, m->span_first, m->span_stop, &d);
}

/* With "early", "mid-" or "the end of" before it. */
static inline bool
put_part(ng_value_run *run, match_ref m, ng_date d, const ng_value_arg *part)
{
    d.mod = ng_arg_part(run, part);
    return put(run, m, d);
}

static inline int
anchor_year(const ng_value_run *run)
{
    return run->dates->anchor == NG_NO_DAY ? 0 : ng_day_split(run->dates->anchor).year;
}

static inline ng_date
anchored(const ng_value_run *run, ng_date d)
{
    d.anchor = (ng_anchor)run->dates->anchor_source;
    return d;
}

/* Of a date that needs the article's day where there is none. */
static inline ng_date
open_date(ng_grain grain)
{
    static const char *const values[NG_N_GRAINS] = {
        [NG_GRAIN_WEEK] = "XXXX-WXX",        [NG_GRAIN_WEEKEND] = "XXXX-WXX-WE",
        [NG_GRAIN_MONTH] = "XXXX-XX",        [NG_GRAIN_QUARTER] = "XXXX-QX",
        [NG_GRAIN_HALF] = "XXXX-HX",         [NG_GRAIN_YEAR] = "XXXX",
        [NG_GRAIN_FISCAL_YEAR] = "XXXX",     [NG_GRAIN_DECADE] = "XXX",
        [NG_GRAIN_CENTURY] = "XX",
    };
    ng_date d = ng_date_of_open(0, 0);

    d.grain = grain;
    if (values[grain] != NULL)
        snprintf(d.value, sizeof d.value, "%s", values[grain]);
    d.conf = 0.5f;
    return d;
}

/* The unit of the grain `n` away from the article's day. */
static inline ng_date
relative(const ng_value_run *run, int n, ng_grain grain)
{
    const int32_t anchor = run->dates->anchor;
    const int32_t day = anchor == NG_NO_DAY ? NG_NO_DAY : ng_day_plus(anchor, n, grain);

    if (day == NG_NO_DAY)
        return open_date(grain);
    return anchored(run, ng_date_of_grain(day, grain));
}

/* A quarter, half or season: of the year said, or the last one that has begun. */
static inline int
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

#endif
