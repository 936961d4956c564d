#include "calendar.h"

static bool
is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 1970-01-01; years from March on, in eras of 400: H. Hinnant, "chrono-Compatible
   Low-Level Date Algorithms". */
int32_t
ng_day_of(int year, int month, int day)
{
    int32_t y, era, year_of_era, day_of_year;

    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return NG_NO_DAY;
    y = year - (month <= 2);
    era = y / 400;
    year_of_era = y - era * 400;
    day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

ng_ymd
ng_day_split(int32_t day)
{
    const int32_t z = day + 719468;
    const int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int32_t day_of_era = z - era * 146097;
    const int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int32_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int32_t m = (5 * day_of_year + 2) / 153;
    ng_ymd out;

    out.day = day_of_year - (153 * m + 2) / 5 + 1;
    out.month = m < 10 ? m + 3 : m - 9;
    out.year = year_of_era + era * 400 + (out.month <= 2);
    return out;
}

int
ng_weekday_of(int32_t day)
{
    /* 1970-01-01 was a Thursday. */
    return (int)(((day + 3) % 7 + 7) % 7) + 1;
}

int32_t
ng_week_start(int32_t day)
{
    return day - (ng_weekday_of(day) - 1);
}

ng_iso_week
ng_week_of(int32_t day)
{
    /* A week belongs to the year of its Thursday. */
    const int32_t thursday = ng_week_start(day) + 3;
    const int year = ng_day_split(thursday).year;
    const ng_iso_week out = {year, (int)(thursday - ng_day_of(year, 1, 1)) / 7 + 1};

    return out;
}

/* The anonymous Gregorian algorithm (Meeus, Jones, Butcher). */
int32_t
ng_easter_of(int year)
{
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;

    return ng_day_of(year, n / 31, n % 31 + 1);
}

int32_t
ng_nth_weekday(int year, int month, int weekday, int n)
{
    int32_t first = ng_day_of(year, month, 1), last;

    if (first == NG_NO_DAY)
        return NG_NO_DAY;
    last = first + days_in_month(year, month) - 1;
    if (n < 0)
        return last - (ng_weekday_of(last) - weekday + 7) % 7;
    return first + (weekday - ng_weekday_of(first) + 7) % 7 + 7 * (n - 1);
}
