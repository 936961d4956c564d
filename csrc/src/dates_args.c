#include "dates_args.h"
#include "numbers.h"

#include <math.h>

int
ng_arg_month(const ng_value_run *run, const ng_value_arg *arg)
{
    const int month = ng_arg_payload(run, arg, NG_V_MONTH, 0);

    return month != 0 ? month : ng_arg_int(run, arg, 0);
}

int
ng_arg_day(const ng_value_run *run, const ng_value_arg *arg)
{
    return ng_arg_payload(run, arg, NG_V_ORDW, ng_arg_int(run, arg, 0));
}

int
ng_year_of_two(const ng_value_run *run, int two)
{
    const int32_t anchor = run->dates->anchor;
    const int now = anchor == NG_NO_DAY ? 2020 : ng_day_split(anchor).year;
    int year = now / 100 * 100 + two;

    /* "'68" is of the past, "'24" may be to come. */
    if (year > now + 20)
        year -= 100;
    return year;
}

int
ng_arg_year(const ng_value_run *run, const ng_value_arg *arg)
{
    const ng_atom *atom;

    if (!ng_arg_given(arg))
        return 0;
    atom = &run->atoms[arg->first];
    if (arg->stop - arg->first == 1)
        return atom->shape >= NG_V_D00 && atom->shape <= NG_V_D60_99
                   ? ng_year_of_two(run, ng_int_of(atom->value))
                   : ng_arg_int(run, arg, 0);
    if (atom->value == 0)
        return ng_year_of_two(run, ng_int_of(atom[1].value));
    return ng_int_of(atom->value) * 100 + ng_int_of(run->atoms[arg->stop - 1].value);
}

double
ng_arg_amount(const ng_value_run *run, const ng_value_arg *arg)
{
    double amount;

    for (size_t i = arg->first; i < arg->stop; i++) {
        if (ng_atom_is(run, i, NG_V_SINGLE))
            return 1;
        if (ng_atom_is(run, i, NG_V_COUPLE))
            return 2;
        if (ng_atom_is(run, i, NG_V_DOZEN))
            return 12;
        if (ng_atom_is(run, i, NG_V_VAGUE))
            return -1;
    }
    amount = ng_amount_of(run, arg->first, arg->stop);
    if (isnan(amount))
        return ng_atom_is(run, arg->first, NG_V_A) ? 1 : -1;
    return amount;
}

int
ng_arg_direction(const ng_value_run *run, const ng_value_arg *arg, int otherwise)
{
    /* "this past", "this coming": the last word says it. */
    for (size_t i = arg->stop; i > arg->first; i--) {
        if (ng_atom_is(run, i - 1, NG_V_LAST))
            return -1;
        if (ng_atom_is(run, i - 1, NG_V_NEXT))
            return 1;
        if (ng_atom_is(run, i - 1, NG_V_THIS))
            return 0;
    }
    return otherwise;
}

int
ng_arg_unit(const ng_value_run *run, const ng_value_arg *arg, int otherwise)
{
    const int one = ng_arg_payload(run, arg, NG_V_UNIT1, -1);
    const int many = one >= 0 ? one : ng_arg_payload(run, arg, NG_V_UNITS, -1);

    return many >= 0 ? many : ng_arg_payload(run, arg, NG_V_LONG_WORD, otherwise);
}

int
ng_arg_grain(const ng_value_run *run, const ng_value_arg *arg, int otherwise)
{
    const int unit = ng_arg_unit(run, arg, otherwise);

    return unit == NG_FORTNIGHT ? NG_GRAIN_WEEK : unit;
}

uint8_t
ng_arg_part(const ng_value_run *run, const ng_value_arg *arg)
{
    return (uint8_t)ng_arg_payload(
        run, arg, NG_V_PART,
        ng_arg_payload(run, arg, NG_V_PART_OF, ng_arg_payload(run, arg, NG_V_END, NG_NONE)));
}
