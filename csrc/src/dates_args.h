/* Inside the actions of dates: reading captured parts. */
#ifndef NG_DATES_ARGS_H
#define NG_DATES_ARGS_H

#include "dates.h"

/* The payload of the argument's first atom in the class. */
static inline int
ng_arg_payload(const ng_value_run *run, const ng_value_arg *arg, ng_value_class class_id,
               int otherwise)
{
    return ng_arg_given(arg) ? ng_atom_payload(run, arg->first, class_id, otherwise) : otherwise;
}

/* A whole number: of one atom, its value. */
static inline int
ng_arg_int(const ng_value_run *run, const ng_value_arg *arg, int otherwise)
{
    return ng_arg_given(arg) && run->atoms[arg->first].value < 1e6
               ? (int)run->atoms[arg->first].value
               : otherwise;
}

/* The month, 1 to 12; 0 if there is none. */
int ng_arg_month(const ng_value_run *run, const ng_value_arg *arg);

/* A day of a month, in digits or as an ordinal; 0 if there is none. */
int ng_arg_day(const ng_value_run *run, const ng_value_arg *arg);

/* A year: "2017", "'17", "nineteen ninety-six"; 0 if there is none. */
int ng_arg_year(const ng_value_run *run, const ng_value_arg *arg);

/* The year that two digits mean, near the article's date. */
int ng_year_of_two(const ng_value_run *run, int two);

/* An amount: "two", "a", "a couple of", "two and a half"; -1: "several". */
double ng_arg_amount(const ng_value_run *run, const ng_value_arg *arg);

/* -1 "last", 0 "this", 1 "next"; `otherwise` if there is none. */
int ng_arg_direction(const ng_value_run *run, const ng_value_arg *arg, int otherwise);

/* The payload of a word for a unit: a grain, or NG_FORTNIGHT; `otherwise` if it is none. */
#define NG_FORTNIGHT 20
int ng_arg_unit(const ng_value_run *run, const ng_value_arg *arg, int otherwise);

/* The same as a grain: a fortnight is of weeks. */
int ng_arg_grain(const ng_value_run *run, const ng_value_arg *arg, int otherwise);

/* "early" and the like: START, MID, END, or NG_NONE. */
uint8_t ng_arg_part(const ng_value_run *run, const ng_value_arg *arg);

#endif
