/* Made by tools/make_values.py from tools/values.  Classes of words, shapes of numbers, and what the rules ask for. */
#ifndef NG_LANG_EN_VALUES_H
#define NG_LANG_EN_VALUES_H

typedef enum ng_value_class {
    NG_V_MONTH,
    NG_V_MONTH_SURE,
    NG_V_WEEKDAY,
    NG_V_ONES,
    NG_V_TEENS,
    NG_V_TENS,
    NG_V_ZERO,
    NG_V_HUNDRED,
    NG_V_MAG,
    NG_V_MAG_SHORT,
    NG_V_ORDW,
    NG_V_ORD_SUFFIX,
    NG_V_HYPHEN,
    NG_V_AND,
    NG_V_A,
    NG_V_DASH,
    NG_N_VALUE_CLASSES
} ng_value_class;

typedef enum ng_value_shape {
    NG_V_NONE, /* no number */
    NG_V_D0, /* "0" */
    NG_V_D00, /* "00" */
    NG_V_D1, /* "1" to "9" */
    NG_V_D01_09, /* "01" to "09" */
    NG_V_D10_12, /* 10 to 12 */
    NG_V_D13_23, /* 13 to 23 */
    NG_V_D24, /* 24 */
    NG_V_D25_31, /* 25 to 31 */
    NG_V_D32_59, /* 32 to 59 */
    NG_V_D60_99, /* 60 to 99 */
    NG_V_D3, /* 100 to 999 */
    NG_V_D0XX, /* three digits, the first a zero */
    NG_V_D0XXX, /* four digits, the first a zero */
    NG_V_D1000_1499, /* 1000 to 1499 */
    NG_V_D1500_2099, /* 1500 to 2099 */
    NG_V_D2100UP, /* 2100 to 9999 */
    NG_V_D5, /* five digits */
    NG_V_D6, /* six digits */
    NG_V_D7, /* seven digits */
    NG_V_D8, /* eight digits */
    NG_V_D9UP, /* nine digits or more */
    NG_V_GROUPED, /* "1,200" */
    NG_V_DEC, /* "3.5" */
    NG_V_GROUPED_DEC, /* "1,200.50" */
    NG_V_W0, /* "zero" */
    NG_V_W1, /* "one" */
    NG_V_W2_12, /* "two" to "twelve" */
    NG_V_W13_31, /* "thirteen" to "thirty-one" */
    NG_V_W32_59, /* "thirty-two" to "fifty-nine" */
    NG_V_W60_99, /* "sixty" to "ninety-nine" */
    NG_V_W100UP, /* "a hundred", "two thousand" */
    NG_V_MIXED, /* digits and a word: "3.5 million" */
    NG_V_OD1_31, /* "1st" to "31st" */
    NG_V_OD32UP, /* "32nd" and above */
    NG_V_OW, /* of two words: "twenty-first" */
    NG_N_VALUE_SHAPES
} ng_value_shape;

typedef enum ng_date_action {
    NG_DATE_ACTION_YMD,
    NG_N_DATE_ACTIONS
} ng_date_action;

typedef enum ng_number_action {
    NG_NUMBER_ACTION_COUNT,
    NG_N_NUMBER_ACTIONS
} ng_number_action;

typedef enum ng_value_guard {
    NG_N_VALUE_GUARDS
} ng_value_guard;

#endif
