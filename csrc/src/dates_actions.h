/* The actions of dates.rules; those of the clock are in dates.h. */
#ifndef NG_DATES_ACTIONS_H
#define NG_DATES_ACTIONS_H

#include "dates.h"

bool ng_date_act_age(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_ago(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_at(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_century(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_chain(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_day_beyond(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_decade(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_deictic(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_duration(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_eve(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_every(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_fiscal(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_half(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_holiday(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_iso(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_later(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_latest(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_latest_of(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_month_at(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_month_of_year(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_nine_eleven(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_nine_eleven_slash(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_numeric(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_one_year(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_quarter(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_ref_future(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_ref_past(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_ref_present(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_same(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_same_last_year(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_season(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_set(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_the_at(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_the_unit(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_two_days(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_vague_duration(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_week_of(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_weekdays_away(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_iso_week(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_month_number(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_weekday_day(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_day_of_month(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_nth_of(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_beyond(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_duration_of_two(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_duration_whole(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_holiday_in(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_offset(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_weekday(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_weekday_feast(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_weekday_of_week(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_weekend(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_year(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_year_ago(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_years(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_ymd(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_ymd_at(ng_value_run *run, const ng_value_match *match);

#endif
