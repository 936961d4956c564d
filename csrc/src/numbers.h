/* Inside the value stage: numbers. */
#ifndef NG_NUMBERS_H
#define NG_NUMBERS_H

#include "values.h"

/* A row of numbers in the making. */
typedef struct ng_number {
    uint8_t kind;  /* ng_number_kind, or NG_NONE: a mention only */
    uint8_t label; /* ng_label of the mention, or NG_NONE */
    double value, value_max; /* NaN: none */
    char unit[24], currency[4];
    float conf; /* 0: the rule's */
} ng_number;

ng_number ng_number_new(uint8_t kind, uint8_t label, double value);

/* Append the row for the atoms [first, stop), with the hedge before it.  false: out of
   memory. */
bool ng_number_push(ng_value_run *run, const ng_value_match *match, size_t first, size_t stop,
                    const ng_number *number);

/* What the atoms [first, stop) of an amount say: "two and a half million", "a dozen",
   "3 1/2", "three point five"; NaN if nothing. */
double ng_amount_of(const ng_value_run *run, size_t first, size_t stop);

/* Names by the payload of words.txt; "" for none. */
const char *ng_unit_symbol(int i);
const char *ng_currency_code(int i);

#endif
