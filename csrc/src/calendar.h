/* Days, weeks and feasts of the Gregorian calendar. */
#ifndef NG_CALENDAR_H
#define NG_CALENDAR_H

#include "doc.h"

/* 0001-01-01 and 9999-12-31: all days that a value can name in four digits of a year. */
#define NG_FIRST_DAY (-719162)
#define NG_LAST_DAY 2932896

/* Days since 1970-01-01 in the proleptic Gregorian calendar; NG_NO_DAY for a day
   that there is not (31 June). */
int32_t ng_day_of(int year, int month, int day);

typedef struct ng_ymd {
    int year, month, day;
} ng_ymd;

ng_ymd ng_day_split(int32_t day);

/* 1: Monday, to 7. */
int ng_weekday_of(int32_t day);
int32_t ng_week_start(int32_t day); /* its Monday */

/* The week of ISO 8601 that the day is in, and the year that the week belongs to. */
typedef struct ng_iso_week {
    int year, week;
} ng_iso_week;

ng_iso_week ng_week_of(int32_t day);

/* Easter Sunday of the Gregorian calendar. */
int32_t ng_easter_of(int year);

/* The n-th (1 to 5, or -1: the last) of the weekday in the month. */
int32_t ng_nth_weekday(int year, int month, int weekday, int n);

#endif
