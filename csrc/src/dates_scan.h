/*
 * Dates and times as news pages stamp them: "08.11.17", "Aug 11, 2017 5:14
 * p.m. EDT", "5:14 PM ET, Fri August 11, 2017", "Updated 3 hours ago",
 * "Published: 11 August 2017".  For lines that hold nothing else; dates in
 * prose are another stage's work.
 */
#ifndef NG_DATES_SCAN_H
#define NG_DATES_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ng_stamp_label {
    NG_STAMP_BARE,
    NG_STAMP_PUBLISHED, /* "Published", "Posted on" */
    NG_STAMP_UPDATED    /* "Updated", "Last modified" */
} ng_stamp_label;

typedef struct ng_stamp {
    ng_stamp_label label;
    int year, month, day; /* of the first date; month 0: none, year 0: not said */
    bool has_label;
    bool has_value; /* a date, a time, a weekday or "3 hours ago" */
    bool is_clock;  /* "Today: ...", the date of the visit and not of the article */
    bool ambiguous; /* numeric, and day and month could change places */
    bool numeric;   /* written as numbers apart by points, strokes or hyphens */
    bool day_first; /* numeric, and can only be day first */
} ng_stamp;

/*
 * Length of the stamp at p, or 0.  It ends with a date, a time, a time zone or a
 * closing bracket behind them; without any of them (a label alone) has_value is
 * false.  Reads at most the next 300 bytes.
 */
size_t ng_stamp_scan(const char *p, const char *end, ng_stamp *stamp);

/* Length of a calendar date at p, or 0; fills year, month and day. */
size_t ng_date_scan(const char *p, const char *end, ng_stamp *stamp);

/* Whether the day exists, in a year that a news page could speak of: 1500 to 2200. */
bool ng_date_is_valid(int year, int month, int day);

#endif
