/*
 * What a date means that does not say all: by the article's own date, the dates before
 * it in the text, and the tense of the words around it.
 */
#include "dates.h"
#include "dates_scan.h"

#include <string.h>

/* ------------------------------------------------------------------- context */

/*
 * Whether the text writes days first: where a date in three numbers has one that can be
 * no month, in the whole text; else by the article's day, if one of them is that day read
 * one way only.
 */
static void
find_order(ng_date_context *c, const ng_doc *doc)
{
    const char *const end = doc->text + doc->n_bytes;
    int n_day = 0, n_month = 0;

    for (size_t i = 0; i < doc->tokens.n; i++) {
        ng_stamp s = {0};

        if (doc->tokens.kind[i] != NG_TOKEN_NUMBER ||
            ng_date_scan(doc->text + doc->tokens.start[i], end, &s) == 0 || !s.numeric)
            continue;
        if (!s.ambiguous && s.day != s.month) {
            n_day += s.day_first;
            n_month += !s.day_first;
        } else if (c->anchor != NG_NO_DAY && s.ambiguous) {
            const ng_ymd day = ng_day_split(c->anchor);

            /* An ambiguous one is read month first by the scanner. */
            n_day += s.month == day.day && s.day == day.month;
            n_month += s.month == day.month && s.day == day.day;
        }
    }
    c->order_known = (n_day > 0) != (n_month > 0);
    c->day_first = n_day > n_month;
}

void
ng_date_context_init(ng_date_context *c, const ng_pipeline *pipeline, const ng_doc *doc)
{
    static const uint8_t sources[NG_N_PUBLISHED_SOURCES] = {
        [NG_PUBLISHED_GIVEN] = NG_ANCHOR_PUBLISHED,
        [NG_PUBLISHED_STAMP] = NG_ANCHOR_STAMP,
        [NG_PUBLISHED_DATELINE] = NG_ANCHOR_DATELINE,
        [NG_PUBLISHED_NONE] = NG_ANCHOR_NONE,
        [NG_PUBLISHED_METADATA] = NG_ANCHOR_PUBLISHED,
    };

    memset(c, 0, sizeof *c);
    c->anchor_source = sources[doc->article.published_source];
    c->anchor = c->anchor_source != NG_ANCHOR_NONE ? doc->article.published : NG_NO_DAY;
    if (!ng_date_can_anchor(c->anchor))
        c->anchor = NG_NO_DAY;
    c->last_day = NG_NO_DAY;
    c->last_quarter = NG_NO_DAY;
    c->order_known = pipeline->date_order != NG_ORDER_AUTO;
    c->day_first = pipeline->date_order == NG_ORDER_DMY;
    if (!c->order_known)
        find_order(c, doc);
}

/* --------------------------------------------------------------------- tense */

/* A verb in "-ed", as far as its letters say: of "announced", not of "red". */
static bool
ends_in_ed(const ng_value_run *run, const ng_atom *atom)
{
    const char *const p = run->doc->text + atom->start;
    const size_t n = atom->stop - atom->start;

    return (atom->flags & NG_ATOM_LETTERS) && n >= 5 && *p >= 'a' && *p <= 'z' &&
           p[n - 1] == 'd' && p[n - 2] == 'e';
}

/* The cue nearest to the match decides; one before it counts for more. */
ng_tense
ng_date_tense(const ng_value_run *run, const ng_value_match *match)
{
    ng_tense tense = NG_TENSE_UNKNOWN;
    size_t best = SIZE_MAX;
    const size_t reach = 24;
    const size_t low = match->first > reach ? match->first - reach : 0;
    const size_t high = match->stop + reach < run->n ? match->stop + reach : run->n;

    /* "until Friday", "as early as Friday", "payable Jan. 2" */
    if (match->span_first > 0 && ng_atom_is(run, match->span_first - 1, NG_V_DEADLINE))
        return NG_TENSE_FUTURE;
    if (match->span_first > 2 && ng_atom_is(run, match->span_first - 1, NG_V_AS) &&
        ng_atom_is(run, match->span_first - 3, NG_V_AS) &&
        ng_atom_is(run, match->span_first - 2, NG_V_SOON))
        return NG_TENSE_FUTURE;

    for (size_t i = low; i < high; i++) {
        const bool before = i < match->first;
        size_t distance;
        ng_tense cue;

        if (i >= match->first && i < match->stop)
            continue;
        if (ng_atom_is(run, i, NG_V_FUTURE))
            cue = NG_TENSE_FUTURE;
        else if (ng_atom_is(run, i, NG_V_PAST) || ends_in_ed(run, &run->atoms[i]))
            /* "is to be held", "should be completed" */
            cue = i > 0 && ng_atom_is(run, i - 1, NG_V_BE) ? NG_TENSE_FUTURE : NG_TENSE_PAST;
        else
            continue;
        distance = before ? 2 * (match->first - i) : 6 * (i - match->stop + 1);
        if (distance < best) {
            best = distance;
            tense = cue;
        }
    }
    return tense;
}

/* ---------------------------------------------------------------------- years */

#define NEAR_DAYS 45

/* Whether what stands here goes on in the year that was said last: in the same sentence, and
   in the next one too where the article has no date. */
static bool
goes_on_in_year(const ng_value_run *run)
{
    const ng_date_context *const c = run->dates;
    const uint32_t distance = run->sentence - c->last_year_sentence;
    int years;

    if (c->anchor == NG_NO_DAY)
        return distance <= 1;
    years = ng_day_split(c->anchor).year - c->last_year;
    return years > 0 && distance == 0;
}

int
ng_resolve_year(const ng_value_run *run, const ng_value_match *match, int month, int day,
                ng_anchor *anchor)
{
    const ng_date_context *const c = run->dates;
    const size_t before = match->span_first - 1; /* SIZE_MAX at the beginning */
    /* "by June" is to come. */
    const ng_tense tense = match->span_first > 0 && ng_atom_is(run, before, NG_V_BY)
                               ? NG_TENSE_FUTURE
                               : ng_date_tense(run, match);
    ng_ymd now;
    int32_t there;

    /* "In May 1968 ... In June": goes on in the year that was said. */
    if (c->last_year != 0 && c->last_sentence == c->last_year_sentence &&
        goes_on_in_year(run) &&
        tense != NG_TENSE_FUTURE) {
        *anchor = NG_ANCHOR_PREVIOUS;
        return c->last_year;
    }
    if (c->anchor == NG_NO_DAY)
        return 0;
    *anchor = (ng_anchor)c->anchor_source;
    now = ng_day_split(c->anchor);
    if (day == 0) {
        if (month > now.month)
            return tense == NG_TENSE_PAST || (tense == NG_TENSE_UNKNOWN && month > now.month + 4)
                       ? now.year - 1
                       : now.year;
        /* In the autumn "January" is the next one, if nothing says that it is over. */
        if (tense == NG_TENSE_UNKNOWN && month < now.month - 7)
            return now.year + 1;
        return tense == NG_TENSE_FUTURE && month < now.month - 1 ? now.year + 1 : now.year;
    }
    there = ng_day_of(now.year, month, day == 29 && month == 2 ? 28 : day);
    if (there == NG_NO_DAY)
        return now.year;
    if (there > c->anchor + NEAR_DAYS &&
        (tense == NG_TENSE_PAST || (tense == NG_TENSE_UNKNOWN && there > c->anchor + 150)))
        return now.year - 1;
    if (there < c->anchor - NEAR_DAYS &&
        (tense == NG_TENSE_FUTURE || (tense == NG_TENSE_UNKNOWN && there < c->anchor - 240)))
        return now.year + 1;
    /* Around the turn of the year. */
    if (there < c->anchor - 330)
        return now.year + 1;
    if (there > c->anchor + 320)
        return now.year - 1;
    return now.year;
}

int32_t
ng_resolve_weekday(const ng_value_run *run, const ng_value_match *match, int weekday,
                   int direction)
{
    const int32_t anchor = run->dates->anchor;
    int32_t back;

    if (anchor == NG_NO_DAY)
        return NG_NO_DAY;
    back = (ng_weekday_of(anchor) - weekday + 7) % 7;
    switch (direction) {
    case -1:
        return anchor - (back == 0 ? 7 : back);
    case 1:
        return anchor + (7 - back);
    case 0:
        /* "this Friday": of this week, or to come. */
        return anchor + (7 - back) % 7;
    default:
        if (back != 0 && ng_date_tense(run, match) == NG_TENSE_FUTURE)
            return anchor + 7 - back;
        return anchor - back;
    }
}
