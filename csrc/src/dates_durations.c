/* What the rules' actions do: durations, ages, sets.  See dates.rules for the order of
   arguments. */
#include "dates_put.h"
#include "dates_actions.h"

#include <stdio.h>
#include <string.h>


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
bool
ng_date_act_duration(ng_value_run *run, match_ref m)
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

/* duration_of_two n u b v: "two hours and 30 minutes" */
bool
ng_date_act_duration_of_two(ng_value_run *run, match_ref m)
{
    const double n = ng_arg_amount(run, &m->args[0]), b = ng_arg_amount(run, &m->args[2]);
    const int large = ng_arg_unit(run, &m->args[1], NG_GRAIN_DAY);
    const int small = ng_arg_unit(run, &m->args[3], NG_GRAIN_DAY);
    ng_date d, rest;
    const char *added;
    size_t length;

    /* "seven days, three hours" goes down; "three nights and four days" are two things. */
    if (n < 0 || b < 0 || small >= large || large == NG_FORTNIGHT || small == NG_GRAIN_WEEKEND)
        return false;
    d = duration(n, large);
    rest = duration(b, small);
    d.grain = rest.grain;
    d.mod = hedge_mod(run, m);
    /* "P1D" and "PT2H" are "P1DT2H"; "PT2H" and "PT30M" are "PT2H30M". */
    added = rest.value + 1;
    if (*added == 'T' && strchr(d.value, 'T') != NULL)
        added++;
    length = strlen(d.value);
    snprintf(d.value + length, sizeof d.value - length, "%.16s", added);
    return put(run, m, d);
}

/* duration_whole u: "all day" */
bool
ng_date_act_duration_whole(ng_value_run *run, match_ref m)
{
    return put(run, m, duration(1, ng_arg_unit(run, &m->args[0], NG_GRAIN_DAY)));
}

bool
ng_date_act_vague_duration(ng_value_run *run, match_ref m)
{
    ng_date d = ng_date_new(NG_DATE_DURATION, NG_GRAIN_VAGUE);

    snprintf(d.value, sizeof d.value, "PXX");
    return put(run, m, d);
}

/* age n unit: a date, and a row of numbers */
bool
ng_date_act_age(ng_value_run *run, match_ref m)
{
    const double n = ng_arg_amount(run, &m->args[0]);
    const int grain = ng_arg_unit(run, &m->args[1], NG_GRAIN_YEAR);

    if (!put(run, m, duration(n, grain)))
        return false;
    return ng_number_push_age(run, m, n, grain);
}

/* every n unit weekday daypart month */
bool
ng_date_act_every(ng_value_run *run, match_ref m)
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
bool
ng_date_act_set(ng_value_run *run, match_ref m)
{
    const int grain = ng_arg_payload(run, &m->args[0], NG_V_SET_ADVERB,
                                     ng_arg_unit(run, &m->args[0], NG_GRAIN_DAY));
    ng_date d = grain == 21 ? ng_date_of_duration(2, NG_GRAIN_WEEK) : duration(1, grain);

    d.type = NG_DATE_SET;
    return put(run, m, d);
}
