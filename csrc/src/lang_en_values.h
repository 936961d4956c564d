/* Made by tools/make_values.py from tools/values.  Classes of words, shapes of numbers, and what the rules ask for. */
#ifndef NG_LANG_EN_VALUES_H
#define NG_LANG_EN_VALUES_H

typedef enum ng_value_class {
    NG_V_MONTH,
    NG_V_MONTH_SURE,
    NG_V_WEEKDAY,
    NG_V_MONTH_ALONE,
    NG_V_MONTH_NAME,
    NG_V_SEASON,
    NG_V_UNIT1,
    NG_V_UNITS,
    NG_V_CALENDAR_UNIT,
    NG_V_SET_ADVERB,
    NG_V_DEICTIC,
    NG_V_DAYPART,
    NG_V_PART,
    NG_V_PART_OF,
    NG_V_EARLIER,
    NG_V_LAST,
    NG_V_NEXT,
    NG_V_THIS,
    NG_V_VAGUE,
    NG_V_BEFORE,
    NG_V_AFTER,
    NG_V_FUTURE,
    NG_V_DEADLINE,
    NG_V_BE,
    NG_V_BY,
    NG_V_FOLLOWING,
    NG_V_PAST,
    NG_V_HEDGE,
    NG_V_AMPM,
    NG_V_AP,
    NG_V_ZONE,
    NG_V_ZONE_WORD,
    NG_V_PREPOSITION,
    NG_V_COUNTED,
    NG_V_TENS_W,
    NG_V_DECADE_WORD,
    NG_V_FINAL,
    NG_V_THE2,
    NG_V_FRACTION,
    NG_V_TONIGHT,
    NG_V_YEARAGO,
    NG_V_END,
    NG_V_SINGLE,
    NG_V_WEEKDAY_FEAST,
    NG_V_EVE,
    NG_V_THE,
    NG_V_HALF,
    NG_V_COUPLE,
    NG_V_DOZEN,
    NG_V_MORE,
    NG_V_LESS,
    NG_V_SPOKEN_UNIT,
    NG_V_LONG_WORD,
    NG_V_RECENT,
    NG_V_WEEKDAYS_PL,
    NG_V_DAYPARTS_PL,
    NG_V_NOON,
    NG_V_HOLIDAY,
    NG_V_HOLIDAY2,
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
    NG_V_SLASH,
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
    NG_DATE_ACTION_AGE,
    NG_DATE_ACTION_AGO,
    NG_DATE_ACTION_AT,
    NG_DATE_ACTION_CENTURY,
    NG_DATE_ACTION_CHAIN,
    NG_DATE_ACTION_DAY_BEYOND,
    NG_DATE_ACTION_DAYPART,
    NG_DATE_ACTION_DAYPART_OF,
    NG_DATE_ACTION_DECADE,
    NG_DATE_ACTION_DEICTIC,
    NG_DATE_ACTION_DURATION,
    NG_DATE_ACTION_EVE,
    NG_DATE_ACTION_EVERY,
    NG_DATE_ACTION_FISCAL,
    NG_DATE_ACTION_HALF,
    NG_DATE_ACTION_HOLIDAY,
    NG_DATE_ACTION_ISO,
    NG_DATE_ACTION_LATER,
    NG_DATE_ACTION_LATEST,
    NG_DATE_ACTION_LATEST_OF,
    NG_DATE_ACTION_MONTH_AT,
    NG_DATE_ACTION_MONTH_OF_YEAR,
    NG_DATE_ACTION_NINE_ELEVEN,
    NG_DATE_ACTION_NINE_ELEVEN_SLASH,
    NG_DATE_ACTION_NUMERIC,
    NG_DATE_ACTION_ONE_YEAR,
    NG_DATE_ACTION_QUARTER,
    NG_DATE_ACTION_REF_FUTURE,
    NG_DATE_ACTION_REF_PAST,
    NG_DATE_ACTION_REF_PRESENT,
    NG_DATE_ACTION_SAME,
    NG_DATE_ACTION_SAME_LAST_YEAR,
    NG_DATE_ACTION_SEASON,
    NG_DATE_ACTION_SET,
    NG_DATE_ACTION_THE_AT,
    NG_DATE_ACTION_THE_UNIT,
    NG_DATE_ACTION_TIME,
    NG_DATE_ACTION_TIME_ISO,
    NG_DATE_ACTION_TWO_DAYS,
    NG_DATE_ACTION_TWO_TIMES,
    NG_DATE_ACTION_VAGUE_DURATION,
    NG_DATE_ACTION_WEEK_OF,
    NG_DATE_ACTION_WEEK_OF_MONTH,
    NG_DATE_ACTION_WEEKDAY,
    NG_DATE_ACTION_WEEKDAY_FEAST,
    NG_DATE_ACTION_WEEKDAY_OF_WEEK,
    NG_DATE_ACTION_WEEKEND,
    NG_DATE_ACTION_YEAR,
    NG_DATE_ACTION_YEAR_AGO,
    NG_DATE_ACTION_YEARS,
    NG_DATE_ACTION_YMD,
    NG_N_DATE_ACTIONS
} ng_date_action;

typedef enum ng_number_action {
    NG_NUMBER_ACTION_COUNT,
    NG_N_NUMBER_ACTIONS
} ng_number_action;

typedef enum ng_value_guard {
    NG_GUARD_AT,
    NG_GUARD_BARE_UNITS,
    NG_GUARD_CHAIN,
    NG_GUARD_CLOCK_COLON,
    NG_GUARD_CLOCK_FOUR,
    NG_GUARD_DEICTIC,
    NG_GUARD_DURATION,
    NG_GUARD_HOLIDAY,
    NG_GUARD_HYPHENED,
    NG_GUARD_MONTH_NAME,
    NG_GUARD_NO_COUNT,
    NG_GUARD_NUMERIC,
    NG_GUARD_QUARTER,
    NG_GUARD_REF,
    NG_GUARD_SAME,
    NG_GUARD_SEASON,
    NG_GUARD_SET,
    NG_GUARD_SLASH,
    NG_GUARD_SLASHED,
    NG_GUARD_TENS,
    NG_GUARD_THE_DAY,
    NG_GUARD_THE_UNIT,
    NG_GUARD_TWO_DIGITS,
    NG_GUARD_WEEKDAY,
    NG_GUARD_YEAR,
    NG_N_VALUE_GUARDS
} ng_value_guard;

#endif
