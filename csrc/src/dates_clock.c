/* Times of day. */
#include "dates_args.h"

#include <stdio.h>
#include <string.h>

static const char *const day_parts[] = {"", "MO", "MI", "AF", "EV", "NI", "NI"};

/* ------------------------------------------------------------------- helpers */

typedef struct clock {
    int hour, minute; /* minute -1: none said */
    int second;       /* -1 */
} clock;

/* The seconds behind the minutes: they are no captured part. */
static int
seconds_behind(const ng_value_run *run, const ng_value_match *m, const ng_value_arg *minutes)
{
    const size_t i = minutes->stop;

    if (!ng_arg_given(minutes) || i + 1 >= m->stop)
        return -1;
    return run->doc->text[run->atoms[i].start] == ':' && run->atoms[i + 1].shape != NG_V_NONE &&
                   (run->atoms[i].flags & NG_ATOM_GLUED)
               ? ng_int_of(run->atoms[i + 1].value)
               : -1;
}

/* "5", "5:14", "5.14", "0514", "noon"; false if that is no time. */
static bool
read_clock(const ng_value_run *run, const ng_value_match *m, const ng_value_arg *h,
           const ng_value_arg *i, clock *out)
{
    const ng_atom *const atom = &run->atoms[h->first];
    const int noon = ng_arg_payload(run, h, NG_V_NOON, -1);

    *out = (clock){0, -1, -1};
    if (noon >= 0) {
        out->hour = noon == 0 ? 24 : noon;
        return true;
    }
    if (atom->shape == NG_V_DEC) {
        const double hundred = atom->value * 100;
        const int all = ng_int_of(hundred + 0.5);

        if (atom->stop - atom->start < 4 || run->doc->text[atom->stop - 3] != '.')
            return false;
        out->hour = all / 100;
        out->minute = all % 100;
    } else if (atom->shape >= NG_V_D0XXX && atom->shape <= NG_V_D2100UP) {
        out->hour = ng_int_of(atom->value) / 100;
        out->minute = ng_int_of(atom->value) % 100;
    } else {
        out->hour = ng_int_of(atom->value);
    }
    if (ng_arg_given(i)) {
        out->minute = ng_arg_int(run, i, 0);
        out->second = seconds_behind(run, m, i);
    }
    return out->hour <= 24 && out->minute < 60 && out->second < 61;
}

/* "p.m.": twelve hours later. */
static bool
apply_meridiem(const ng_value_run *run, const ng_value_arg *r, clock *c)
{
    const int half =
        ng_arg_payload(run, r, NG_V_AMPM, ng_arg_payload(run, r, NG_V_AP, -1));
    const int part =
        ng_arg_payload(run, r, NG_V_DAYPART, ng_arg_payload(run, r, NG_V_TONIGHT, 0));

    if (half >= 0) {
        if (c->hour > 12 || c->hour == 0)
            return c->hour > 12 && half == 1; /* "17:30 p.m." */
        c->hour = c->hour % 12 + 12 * half;
    } else if (part >= 3 && part != 6 && c->hour < 12 && c->hour >= 1) {
        c->hour += 12;
    }
    return true;
}

static void
write_clock(const clock *c, ng_date *d, bool utc)
{
    const size_t n = strlen(d->value);

    d->type = NG_DATE_TIME;
    d->grain = c->second >= 0 ? NG_GRAIN_SECOND : c->minute >= 0 ? NG_GRAIN_MINUTE : NG_GRAIN_HOUR;
    if (c->second >= 0) {
        snprintf(d->time, sizeof d->time, "%02d:%02d:%02d", c->hour % 24, c->minute, c->second);
        snprintf(d->value + n, sizeof d->value - n, "T%02d:%02d:%02d%s", c->hour, c->minute,
                 c->second, utc ? "Z" : "");
    } else {
        const int minute = c->minute < 0 ? 0 : c->minute;

        snprintf(d->time, sizeof d->time, "%02d:%02d", c->hour % 24, minute);
        snprintf(d->value + n, sizeof d->value - n, "T%02d:%02d%s", c->hour, minute,
                 utc ? "Z" : "");
    }
}

/* The zone as written; true if it is UTC. */
static bool
write_zone(const ng_value_run *run, const ng_value_arg *z, ng_date *d)
{
    const char *p;
    size_t n;

    if (!ng_arg_given(z))
        return false;
    p = run->doc->text + run->atoms[z->first].start;
    n = run->atoms[z->stop - 1].stop - run->atoms[z->first].start;
    if (n >= sizeof d->tz)
        n = run->atoms[z->first].stop - run->atoms[z->first].start;
    if (n >= sizeof d->tz)
        n = sizeof d->tz - 1;
    memcpy(d->tz, p, n);
    d->tz[n] = '\0';
    return n == 3 && ((p[0] | 32) == 'u' || (p[0] | 32) == 'g') && (p[2] | 32) != 'd';
}

/* The day of "Friday", "today" or "June 5, 2017"; the article's own if nothing is said,
   or XXXX-XX-XX. */
static ng_date
day_of_args(const ng_value_run *run, const ng_value_match *match, const ng_value_arg *w,
            const ng_value_arg *m, const ng_value_arg *d, const ng_value_arg *y)
{
    const ng_date_context *const c = run->dates;
    const int weekday = ng_arg_payload(run, w, NG_V_WEEKDAY, 0);
    const int deictic = ng_arg_payload(run, w, NG_V_DEICTIC, 0);
    const int month = ng_arg_month(run, m), day = ng_arg_day(run, d);
    ng_anchor anchor = NG_ANCHOR_NONE;
    int32_t there = NG_NO_DAY;
    ng_date out;

    if (month != 0) {
        int year = ng_arg_year(run, y);

        if (year == 0)
            year = ng_resolve_year(run, match, month, day, &anchor);
        if (year == 0)
            return ng_date_of_open(month, day);
        there = ng_day_of(year, month, day);
    } else if (weekday != 0) {
        there = ng_resolve_weekday(run, match, weekday, 2);
        anchor = (ng_anchor)c->anchor_source;
    } else if (!ng_arg_given(w) && c->last_day != NG_NO_DAY && c->last_grain <= NG_GRAIN_DAY &&
               run->sentence - c->last_sentence <= 1) {
        there = c->last_day;
        anchor = NG_ANCHOR_PREVIOUS;
    } else if (c->anchor != NG_NO_DAY) {
        there = c->anchor + deictic;
        anchor = (ng_anchor)c->anchor_source;
    }
    out = there == NG_NO_DAY ? ng_date_of_open(0, 0) : ng_date_of_day(there);
    out.anchor = there == NG_NO_DAY ? NG_ANCHOR_NONE : anchor;
    return out;
}

/* ------------------------------------------------------------------- actions */

/* time h i r z w m d y */
bool
ng_date_act_time(ng_value_run *run, const ng_value_match *match)
{
    const ng_value_arg *const a = match->args;
    clock c;
    ng_date d;

    if (!read_clock(run, match, &a[0], &a[1], &c) || !apply_meridiem(run, &a[2], &c))
        return false;
    d = day_of_args(run, match, &a[4], &a[5], &a[6], &a[7]);
    write_clock(&c, &d, write_zone(run, &a[3], &d));
    return ng_date_push(run, match, match->span_first, match->span_stop, &d);
}

/* time_iso h i z y m d */
bool
ng_date_act_time_iso(ng_value_run *run, const ng_value_match *match)
{
    const ng_value_arg *const a = match->args;
    const int32_t day = ng_day_of(ng_arg_year(run, &a[3]), ng_arg_int(run, &a[4], 0),
                                  ng_arg_int(run, &a[5], 0));
    const char last = run->doc->text[run->atoms[match->span_stop - 1].start];
    clock c;
    ng_date d;

    if (day == NG_NO_DAY || !read_clock(run, match, &a[0], &a[1], &c))
        return false;
    d = ng_date_of_day(day);
    write_clock(&c, &d, write_zone(run, &a[2], &d) || (last | 32) == 'z');
    return ng_date_push(run, match, match->span_first, match->span_stop, &d);
}

/* two_times h i g j r z: the second says whether it is morning */
bool
ng_date_act_two_times(ng_value_run *run, const ng_value_match *match)
{
    const ng_value_arg *const a = match->args;
    const ng_value_arg none = {0, 0, 0};
    clock first, second;
    ng_date d, e;

    if (!read_clock(run, match, &a[0], &a[1], &first) ||
        !read_clock(run, match, &a[2], &a[3], &second) ||
        !apply_meridiem(run, &a[4], &first) || !apply_meridiem(run, &a[4], &second))
        return false;
    /* "11 to 2 p.m." begins in the morning. */
    if (first.hour > second.hour && first.hour >= 12)
        first.hour -= 12;
    d = day_of_args(run, match, &none, &none, &none, &none);
    e = d;
    write_clock(&first, &d, write_zone(run, &a[5], &d));
    write_clock(&second, &e, write_zone(run, &a[5], &e));
    return ng_date_push(run, match, match->span_first,
                        ng_arg_given(&a[1]) ? a[1].stop : a[0].stop, &d) &&
           ng_date_push(run, match, a[2].first, match->span_stop, &e);
}

/* daypart w k p part: "Friday afternoon", "last night", "tonight" */
bool
ng_date_act_daypart(ng_value_run *run, const ng_value_match *match)
{
    const ng_value_arg *const a = match->args;
    const ng_date_context *const c = run->dates;
    const int weekday = ng_arg_payload(run, &a[0], NG_V_WEEKDAY, 0);
    const int direction = ng_arg_direction(run, &a[1], 2);
    int part = ng_arg_payload(run, &a[2], NG_V_DAYPART, 0);
    ng_anchor anchor = (ng_anchor)c->anchor_source;
    int32_t day = c->anchor;
    ng_date d;

    if (part == 0)
        part = ng_arg_payload(run, &a[2], NG_V_TONIGHT, 5);
    if (weekday != 0) {
        day = ng_resolve_weekday(run, match, weekday, direction);
    } else if (ng_arg_given(&a[0])) {
        day = c->anchor == NG_NO_DAY
                  ? NG_NO_DAY
                  : c->anchor + ng_arg_payload(run, &a[0], NG_V_DEICTIC, 0);
    } else if (!ng_arg_given(&a[1]) && !ng_atom_is(run, match->span_stop - 1, NG_V_TONIGHT)) {
        /* "in the morning": of the day before, if it was told of. */
        if (c->last_day != NG_NO_DAY && c->last_grain <= NG_GRAIN_DAY) {
            day = c->last_day;
            anchor = NG_ANCHOR_PREVIOUS;
        }
    } else if (direction == -1 || direction == 1) {
        const bool chained = ng_atom_is(run, match->span_first, NG_V_THE) && c->last_day != NG_NO_DAY;

        if (chained) {
            day = c->last_day;
            anchor = NG_ANCHOR_PREVIOUS;
        }
        day = day == NG_NO_DAY ? NG_NO_DAY : day + direction;
    }
    if (day == NG_NO_DAY) {
        d = ng_date_of_open(0, 0);
        if (weekday != 0)
            snprintf(d.value, sizeof d.value, "XXXX-WXX-%d", weekday);
    } else {
        d = ng_date_of_day(day);
        d.anchor = anchor;
    }
    ng_date_set_part(&d, day_parts[part]);
    d.mod = ng_arg_part(run, &a[3]);
    return ng_date_push(run, match, match->span_first, match->span_stop, &d);
}

/* daypart_of p w m d y part: "the morning of June 5" */
bool
ng_date_act_daypart_of(ng_value_run *run, const ng_value_match *match)
{
    const ng_value_arg *const a = match->args;
    ng_date d = day_of_args(run, match, &a[1], &a[2], &a[3], &a[4]);

    ng_date_set_part(&d, day_parts[ng_arg_payload(run, &a[0], NG_V_DAYPART, 1)]);
    d.mod = ng_arg_part(run, &a[5]);
    return ng_date_push(run, match, match->span_first, match->span_stop, &d);
}
