/* Rows of numbers: amounts, hedges. */
#include "numbers.h"
#include "values_around.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

ng_number
ng_number_new(uint8_t kind, uint8_t label, double value)
{
    ng_number n;

    memset(&n, 0, sizeof n);
    n.kind = kind;
    n.label = label;
    n.value = value;
    n.value_max = NAN;
    return n;
}

/* ------------------------------------------------------------------- hedges */

/* "no more than", "no fewer than": told apart below. */
#define NO_THAN 0xFE

/* What stands before the atom says how exact it is: "about", "more than", "up to". */
static uint8_t
hedge_before(const ng_value_run *run, size_t first)
{
    static const struct {
        const char *first, *second; /* `second` stands right before the number, or is "" */
        uint8_t hedge;
    } hedges[] = {
        {" at ", " least ", NG_HEDGE_AT_LEAST},     {" as ", " least ", NG_HEDGE_AT_LEAST},
        {" no ", " than ", NO_THAN},     {" up ", " to ", NG_HEDGE_UP_TO},
        {" much ", " as ", NG_HEDGE_UP_TO},         {" many ", " as ", NG_HEDGE_UP_TO},
        {" at ", " most ", NG_HEDGE_UP_TO},         {" more ", " than ", NG_HEDGE_MORE_THAN},
        {" greater ", " than ", NG_HEDGE_MORE_THAN}, {" higher ", " than ", NG_HEDGE_MORE_THAN},
        {" upwards ", " of ", NG_HEDGE_MORE_THAN},  {" upward ", " of ", NG_HEDGE_MORE_THAN},
        {" excess ", " of ", NG_HEDGE_MORE_THAN},   {" less ", " than ", NG_HEDGE_LESS_THAN},
        {" fewer ", " than ", NG_HEDGE_LESS_THAN},  {" lower ", " than ", NG_HEDGE_LESS_THAN},
        {" close ", " to ", NG_HEDGE_NEARLY},       {" an ", " estimated ", NG_HEDGE_ABOUT},
        {"", " about ", NG_HEDGE_ABOUT},          {"", " around ", NG_HEDGE_ABOUT},
        {"", " some ", NG_HEDGE_ABOUT},           {"", " roughly ", NG_HEDGE_ABOUT},
        {"", " approximately ", NG_HEDGE_ABOUT},  {"", " estimated ", NG_HEDGE_ABOUT},
        {"", " circa ", NG_HEDGE_ABOUT},          {"", " nearly ", NG_HEDGE_NEARLY},
        {"", " almost ", NG_HEDGE_NEARLY},        {"", " over ", NG_HEDGE_MORE_THAN},
        {"", " above ", NG_HEDGE_MORE_THAN},      {"", " exceeding ", NG_HEDGE_MORE_THAN},
        {"", " under ", NG_HEDGE_LESS_THAN},      {"", " below ", NG_HEDGE_LESS_THAN},
        {"", " maximum ", NG_HEDGE_UP_TO},        {"", " minimum ", NG_HEDGE_AT_LEAST},
    };
    size_t i = first;

    while (i > 0 && (is_one_of(run, i - 1, " a ") || is_one_of(run, i - 1, " an ") ||
                     is_one_of(run, i - 1, " the ")))
        i--;
    if (i == 0 || !ng_atom_is(run, i - 1, NG_V_HEDGE_WORD))
        return NG_NONE;
    for (size_t k = 0; k < sizeof hedges / sizeof hedges[0]; k++) {
        if (!is_one_of(run, i - 1, hedges[k].second))
            continue;
        if (hedges[k].first[0] == '\0')
            return hedges[k].hedge;
        if (hedges[k].hedge == NO_THAN) {
            /* "no more than" is "up to", "no fewer than" is "at least". */
            if (i >= 3 && is_one_of(run, i - 3, " no "))
                return is_one_of(run, i - 2, " more ") ? NG_HEDGE_UP_TO : NG_HEDGE_AT_LEAST;
            continue;
        }
        if (i >= 2 && is_one_of(run, i - 2, hedges[k].first))
            return hedges[k].hedge;
    }
    return NG_NONE;
}

/* ------------------------------------------------------------------- amounts */

/* "three point one four" behind the point. */
static double
decimals(const ng_value_run *run, size_t i, size_t stop)
{
    double value = 0, scale = 1;

    for (; i < stop; i++) {
        const double digits = run->atoms[i].value >= 10 ? 100 : 10;

        value = value * digits + run->atoms[i].value;
        scale *= digits;
    }
    return value / scale;
}

/* What "and a half" is half of: in "three million and a half" a million, in "a billion and
   a half million" too, in "two and a half" one. */
static double
part_of(const ng_value_run *run, size_t i, size_t stop, double value)
{
    double part = 1;

    if (i + 1 < stop && ng_atom_is(run, i + 1, NG_V_MAG))
        return value > 1000 ? ng_power_of_ten(ng_atom_payload(run, i + 1, NG_V_MAG, 0)) : 1;
    while (part * 1000 <= value)
        part *= 1000;
    return part;
}

double
ng_amount_of(const ng_value_run *run, size_t first, size_t stop)
{
    double value = NAN;

    for (size_t i = first; i < stop; i++) {
        const ng_atom *const atom = &run->atoms[i];
        const int part = ng_atom_payload(run, i, NG_V_VULGAR, 0);
        const int mag = ng_atom_payload(run, i, NG_V_MAG, 0);
        const int dozens = ng_atom_payload(run, i, NG_V_DOZENS, 0);

        if (is_one_of(run, i, " point "))
            return value + decimals(run, i + 1, stop);
        if (is_one_of(run, i, " / ") && i + 1 < stop)
            return run->atoms[i + 1].value == 0 ? NAN : value / run->atoms[i + 1].value;
        if (part != 0) {
            value = (isnan(value) ? 0 : value) + (double)(part / 100) / (part % 100);
        } else if (ng_atom_is(run, i, NG_V_HALF)) {
            value = isnan(value) ? 0.5 : value + 0.5 * part_of(run, i, stop, value);
        } else if (is_one_of(run, i, " quarter ") || is_one_of(run, i, " quarters ")) {
            if (is_one_of(run, i, " quarters "))
                value *= 0.25;
            else
                value = isnan(value) ? 0.25 : value + 0.25 * part_of(run, i, stop, value);
        } else if (mag != 0 && atom->shape == NG_V_NONE && !(value > 1000)) {
            value = (isnan(value) ? 1 : value) * ng_power_of_ten(mag);
        } else if (dozens != 0) {
            value = (isnan(value) ? 1 : value) * dozens;
        } else if (atom->shape != NG_V_NONE && isnan(value)) {
            value = atom->value;
        }
    }
    return value;
}

/* --------------------------------------------------------------------- rows */

bool
ng_number_push(ng_value_run *run, const ng_value_match *match, size_t first, size_t stop,
               const ng_number *number)
{
    ng_doc *const doc = run->doc;
    ng_number_columns *const x = &doc->numbers;
    uint32_t unit, currency;

    if (ng_doc_reserve_number(doc) != NG_OK || ng_doc_keep_chars(doc, number->unit, &unit) != NG_OK ||
        ng_doc_keep_chars(doc, number->currency, &currency) != NG_OK) {
        run->status = NG_ERR_MEMORY;
        return false;
    }
    x->start[x->n] = run->atoms[first].start;
    x->stop[x->n] = run->atoms[stop - 1].stop;
    x->sentence[x->n] = run->sentence;
    x->value[x->n] = number->value;
    x->value_max[x->n] = number->value_max;
    x->unit[x->n] = unit;
    x->currency[x->n] = currency;
    x->kind[x->n] = number->kind;
    x->label[x->n] = number->label;
    x->hedge[x->n] = number->kind == NG_NONE ? NG_NONE : hedge_before(run, first);
    x->mention[x->n] = NG_NO_ROW;
    /* "two-year-old" is found by a rule of dates. */
    x->rule[x->n] = match->rule->set == NG_SET_NUMBER ? match->rule->index : NG_RULE_N30;
    x->conf[x->n] = number->conf > 0 ? number->conf : match->rule->conf;
    x->n++;
    return true;
}
