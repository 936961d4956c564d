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

/* Add an amount of smaller units to the duration: "P1D" and "PT2H" are "P1DT2H", "PT2H" and
   "PT30M" are "PT2H30M".  Units go down: "three nights and four days" are two things. */
static bool
add_duration(const ng_value_run *run, ng_date *d, int large, const ng_value_arg *n,
             const ng_value_arg *unit)
{
    const double amount = ng_arg_amount(run, n);
    const int small = ng_arg_unit(run, unit, NG_GRAIN_DAY);
    const size_t length = strlen(d->value);
    const char *added;
    ng_date rest;

    if (amount < 0 || small >= large || small == NG_GRAIN_WEEKEND)
        return false;
    rest = duration(amount, small);
    d->grain = rest.grain;
    added = rest.value + 1;
    if (*added == 'T' && strchr(d->value, 'T') != NULL)
        added++;
    snprintf(d->value + length, sizeof d->value - length, "%.16s", added);
    return true;
}

/* duration_of_two n u b v c w: "two hours and 30 minutes", "two years, a month and five days" */
bool
ng_date_act_duration_of_two(ng_value_run *run, match_ref m)
{
    const double n = ng_arg_amount(run, &m->args[0]);
    const int large = ng_arg_unit(run, &m->args[1], NG_GRAIN_DAY);
    ng_date d;

    if (n < 0 || large == NG_FORTNIGHT)
        return false;
    d = duration(n, large);
    d.mod = hedge_mod(run, m);
    return add_duration(run, &d, large, &m->args[2], &m->args[3]) &&
           (!ng_arg_given(&m->args[5]) ||
            add_duration(run, &d, ng_arg_unit(run, &m->args[3], NG_GRAIN_DAY), &m->args[4],
                         &m->args[5])) &&
           put(run, m, d);
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
