/* Inside the value stage: dates. */
#ifndef NG_DATES_H
#define NG_DATES_H

#include "values.h"

/* What is kept from date to date in a document. */
typedef struct ng_date_context {
    int32_t anchor;        /* the article's day, or NG_NO_DAY */
    uint8_t anchor_source; /* ng_anchor */
} ng_date_context;

void ng_date_context_init(ng_date_context *context, const ng_doc *doc);

/* Days since 1970-01-01 in the proleptic Gregorian calendar; NG_NO_DAY for a day
   that there is not (31 June). */
int32_t ng_day_of(int year, int month, int day);
void ng_day_split(int32_t day, int *year, int *month, int *day_of_month);
/* 1: Monday, to 7. */
int ng_weekday_of(int32_t day);

#endif
