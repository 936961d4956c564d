/*
 * Inside the value stage: dates.
 *
 * An action (dates_actions.c, dates_clock.c) reads the captured parts of its rule, asks
 * dates_resolve.c what a relative or partial date means here, and makes an ng_date
 * (dates_value.c), which becomes a row.
 */
#ifndef NG_DATES_H
#define NG_DATES_H

#include "calendar.h"
#include "values.h"

/* ------------------------------------------------------------------- context */

/* What is kept from date to date in a document. */
typedef struct ng_date_context {
    int32_t anchor;        /* the article's day, or NG_NO_DAY */
    uint8_t anchor_source; /* ng_anchor */
    bool day_first;        /* how "5/6/17" is read; only where it is known */
    bool order_known;
    /* The date before, for "the next day", "that year". */
    int32_t last_day; /* its first day, or NG_NO_DAY */
    uint8_t last_grain;
    uint32_t last_sentence;
    /* The last date that said its year and its month. */
    int last_year; /* 0: none */
    int32_t last_quarter; /* the first day of the last quarter told of, or NG_NO_DAY */
    uint32_t last_year_sentence;
} ng_date_context;

void ng_date_context_init(ng_date_context *context, const ng_pipeline *pipeline,
                          const ng_doc *doc);

/* ---------------------------------------------------------------------- dates */

typedef struct ng_date {
    ng_date_type type;
    ng_grain grain;
    ng_anchor anchor;
    uint8_t mod;              /* ng_date_mod, or NG_NONE */
    int32_t from_day, to_day; /* to_day exclusive; NG_NO_DAY: none */
    char value[40];           /* "": none */
    char time[36], tz[12];
    float conf; /* 0: the rule's */
} ng_date;

ng_date ng_date_new(ng_date_type type, ng_grain grain);

/* What each of these makes has its value, grain and interval. */
ng_date ng_date_of_day(int32_t day);
ng_date ng_date_of_week(int32_t day_of_week);
ng_date ng_date_of_weekend(int32_t day_of_week);
ng_date ng_date_of_month(int year, int month);
ng_date ng_date_of_quarter(int year, int quarter);
ng_date ng_date_of_half(int year, int half);
ng_date ng_date_of_season(int year, int season); /* 1: spring, to 4: winter */
ng_date ng_date_of_year(int year);
ng_date ng_date_of_years(int first, int last); /* both inclusive: "2012-13" */
ng_date ng_date_of_decade(int first_year);
ng_date ng_date_of_century(int first_year);

/* Whether dates can be counted from the day: those of the first and the last year of the
   calendar would lead out of it. */
static inline bool
ng_date_can_anchor(int32_t day)
{
    return day >= NG_FIRST_DAY + 366 && day <= NG_LAST_DAY - 366;
}

/* The unit of the grain that the day is in. */
ng_date ng_date_of_grain(int32_t day, ng_grain grain);

/* The day `n` units away; NG_NO_DAY where the unit has no days, or outside of the calendar. */
int32_t ng_day_plus(int32_t day, int n, ng_grain grain);

/* A duration of n units; n < 0: unknown ("PXD").  `halves` of a unit are added. */
ng_date ng_date_of_duration(double n, ng_grain grain);

/* "PAST_REF" and the like. */
ng_date ng_date_of_reference(const char *value);

/* A day of which only some is known: 0 for what is not. */
ng_date ng_date_of_open(int month, int day);

/* Add a part of the day: "MO", "AF", "EV", "NI", "MI". */
void ng_date_set_part(ng_date *date, const char *part);

/* Append the row for the atoms [first, stop), and remember it.  false: out of memory. */
bool ng_date_push(ng_value_run *run, const ng_value_match *match, size_t first, size_t stop,
                  const ng_date *date);

/* ------------------------------------------------------------------ resolving */

typedef enum ng_tense { NG_TENSE_UNKNOWN, NG_TENSE_PAST, NG_TENSE_FUTURE } ng_tense;

/* What the words around the match say of its time. */
ng_tense ng_date_tense(const ng_value_run *run, const ng_value_match *match);

/* The year of a month, or of a day in a month, for which none is said; 0: unknown. */
int ng_resolve_year(const ng_value_run *run, const ng_value_match *match, int month, int day,
                    ng_anchor *anchor);

/* The day that a weekday means: direction -1 "last", 1 "next", 0 "this", 2: the nearest
   not after the article, unless the tense says otherwise.  NG_NO_DAY without an anchor. */
int32_t ng_resolve_weekday(const ng_value_run *run, const ng_value_match *match, int weekday,
                           int direction);

/* The actions of dates_clock.c. */
bool ng_date_act_time(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_time_iso(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_two_times(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_daypart(ng_value_run *run, const ng_value_match *match);
bool ng_date_act_daypart_of(ng_value_run *run, const ng_value_match *match);

/* Of numbers.c: the age of "two-year-old". */
bool ng_number_push_age(ng_value_run *run, const ng_value_match *match, double n, int grain);

#endif
