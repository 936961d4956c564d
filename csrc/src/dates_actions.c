/* Which action is which function. */
#include "dates_actions.h"

_Static_assert(NG_GRAIN_DAY == 4 && NG_GRAIN_WEEK == 6 && NG_GRAIN_MONTH == 7 &&
                   NG_GRAIN_QUARTER == 8 && NG_GRAIN_YEAR == 11 && NG_GRAIN_DECADE == 13 &&
                   NG_GRAIN_CENTURY == 14 && NG_MOD_START == 8 && NG_MOD_MID == 9 &&
                   NG_MOD_END == 10,
               "words.txt holds these as payloads");

bool
ng_date_act(ng_value_run *run, const ng_value_match *match)
{
    static bool (*const actions[NG_N_DATE_ACTIONS])(ng_value_run *, const ng_value_match *) = {
        [NG_DATE_ACTION_AGE] = ng_date_act_age,
        [NG_DATE_ACTION_AGO] = ng_date_act_ago,
        [NG_DATE_ACTION_AT] = ng_date_act_at,
        [NG_DATE_ACTION_BEYOND] = ng_date_act_beyond,
        [NG_DATE_ACTION_CENTURY] = ng_date_act_century,
        [NG_DATE_ACTION_CHAIN] = ng_date_act_chain,
        [NG_DATE_ACTION_DAY_BEYOND] = ng_date_act_day_beyond,
        [NG_DATE_ACTION_DAYPART] = ng_date_act_daypart,
        [NG_DATE_ACTION_DAYPART_OF] = ng_date_act_daypart_of,
        [NG_DATE_ACTION_DECADE] = ng_date_act_decade,
        [NG_DATE_ACTION_DEICTIC] = ng_date_act_deictic,
        [NG_DATE_ACTION_DURATION] = ng_date_act_duration,
        [NG_DATE_ACTION_DURATION_WHOLE] = ng_date_act_duration_whole,
        [NG_DATE_ACTION_DURATION_OF_TWO] = ng_date_act_duration_of_two,
        [NG_DATE_ACTION_EVE] = ng_date_act_eve,
        [NG_DATE_ACTION_EVERY] = ng_date_act_every,
        [NG_DATE_ACTION_FISCAL] = ng_date_act_fiscal,
        [NG_DATE_ACTION_HALF] = ng_date_act_half,
        [NG_DATE_ACTION_HOLIDAY] = ng_date_act_holiday,
        [NG_DATE_ACTION_HOLIDAY_IN] = ng_date_act_holiday_in,
        [NG_DATE_ACTION_ISO] = ng_date_act_iso,
        [NG_DATE_ACTION_LATER] = ng_date_act_later,
        [NG_DATE_ACTION_LATEST] = ng_date_act_latest,
        [NG_DATE_ACTION_LATEST_OF] = ng_date_act_latest_of,
        [NG_DATE_ACTION_MONTH_AT] = ng_date_act_month_at,
        [NG_DATE_ACTION_MONTH_OF_YEAR] = ng_date_act_month_of_year,
        [NG_DATE_ACTION_NINE_ELEVEN] = ng_date_act_nine_eleven,
        [NG_DATE_ACTION_NINE_ELEVEN_SLASH] = ng_date_act_nine_eleven_slash,
        [NG_DATE_ACTION_WEEKDAYS_AWAY] = ng_date_act_weekdays_away,
        [NG_DATE_ACTION_ISO_WEEK] = ng_date_act_iso_week,
        [NG_DATE_ACTION_MONTH_NUMBER] = ng_date_act_month_number,
        [NG_DATE_ACTION_WEEKDAY_DAY] = ng_date_act_weekday_day,
        [NG_DATE_ACTION_DAY_OF_MONTH] = ng_date_act_day_of_month,
        [NG_DATE_ACTION_NTH_OF] = ng_date_act_nth_of,
        [NG_DATE_ACTION_NUMERIC] = ng_date_act_numeric,
        [NG_DATE_ACTION_OFFSET] = ng_date_act_offset,
        [NG_DATE_ACTION_ONE_YEAR] = ng_date_act_one_year,
        [NG_DATE_ACTION_QUARTER] = ng_date_act_quarter,
        [NG_DATE_ACTION_REF_FUTURE] = ng_date_act_ref_future,
        [NG_DATE_ACTION_REF_PAST] = ng_date_act_ref_past,
        [NG_DATE_ACTION_REF_PRESENT] = ng_date_act_ref_present,
        [NG_DATE_ACTION_SAME] = ng_date_act_same,
        [NG_DATE_ACTION_SAME_LAST_YEAR] = ng_date_act_same_last_year,
        [NG_DATE_ACTION_SEASON] = ng_date_act_season,
        [NG_DATE_ACTION_SET] = ng_date_act_set,
        [NG_DATE_ACTION_THE_AT] = ng_date_act_the_at,
        [NG_DATE_ACTION_THE_UNIT] = ng_date_act_the_unit,
        [NG_DATE_ACTION_TIME] = ng_date_act_time,
        [NG_DATE_ACTION_TIME_ISO] = ng_date_act_time_iso,
        [NG_DATE_ACTION_TWO_DAYS] = ng_date_act_two_days,
        [NG_DATE_ACTION_TWO_TIMES] = ng_date_act_two_times,
        [NG_DATE_ACTION_VAGUE_DURATION] = ng_date_act_vague_duration,
        [NG_DATE_ACTION_WEEKDAY_FEAST] = ng_date_act_weekday_feast,
        [NG_DATE_ACTION_WEEK_OF] = ng_date_act_week_of,
        [NG_DATE_ACTION_WEEKDAY] = ng_date_act_weekday,
        [NG_DATE_ACTION_WEEKDAY_OF_WEEK] = ng_date_act_weekday_of_week,
        [NG_DATE_ACTION_WEEKEND] = ng_date_act_weekend,
        [NG_DATE_ACTION_YEAR] = ng_date_act_year,
        [NG_DATE_ACTION_YEAR_AGO] = ng_date_act_year_ago,
        [NG_DATE_ACTION_YEARS] = ng_date_act_years,
        [NG_DATE_ACTION_YMD] = ng_date_act_ymd,
        [NG_DATE_ACTION_YMD_AT] = ng_date_act_ymd_at,
    };

    return actions[match->rule->action](run, match);
}
