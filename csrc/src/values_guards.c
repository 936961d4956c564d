/*
 * Guards: what a pattern cannot say of what stands around a match.  Each answers for one
 * kind of phrase whether it is a date here, and not another use of its words; those of
 * numbers are in numbers_guards.c.
 */
#include "values_around.h"
#include "values_guards.h"

/* -------------------------------------------------------------------- dates */

/* "May 5 percent" counts. */
static bool
no_count(const ng_value_run *run, const ng_value_match *m)
{
    return !ng_atom_is(run, m->stop, NG_V_COUNTED) && !is_one_of(run, m->stop, " % ");
}

/* "in May", but not "by May Roe", "for May's cabinet", "to May said". */
static bool
month_name(const ng_value_run *run, const ng_value_match *m)
{
    const size_t next = m->stop;

    if (is_capital(run, next) && !is_headline(run) && !ng_atom_is(run, next, NG_V_WEEKDAY))
        return false;
    if (is_one_of(run, m->stop - 1, " may ") &&
        before_is(run, m, " to by for and or than about as from with through ") &&
        (is_letters(run, next) || is_one_of(run, next, " ' ")))
        return is_one_of(run, next, " and to or through when after before ");
    return true;
}

/* No part of a longer chain: a version, a phone number, a section. */
static bool
numeric(const ng_value_run *run, const ng_value_match *m)
{
    const char *const text = run->doc->text;
    const size_t next = m->stop, last = before(run, m);
    const char first = text[run->atoms[m->first].stop];

    for (size_t i = m->first + 1; i < m->stop; i++) {
        const char c = text[run->atoms[i].start];

        if ((c == '/' || c == '.' || c == '-') && c != first)
            return false;
    }
    if (has_flag(run, m->first, NG_ATOM_GLUED) && is_one_of(run, last, " / . - $ # + "))
        return false;
    return !(has_flag(run, next, NG_ATOM_GLUED) &&
             (is_letters(run, next) || is_number(run, next) ||
              (is_one_of(run, next, " / . - ") && has_flag(run, next + 1, NG_ATOM_GLUED) &&
               is_number(run, next + 1))));
}

/* "on 6/14", not "in 1/3 of". */
static bool
slash(const ng_value_run *run, const ng_value_match *m)
{
    if (run->atoms[m->span_first].value == 9 && run->atoms[m->span_stop - 1].value == 11)
        return false; /* D16 */
    return before_is(run, m, " on by since from until till before after through ") &&
           !is_one_of(run, m->stop, " of / % ") && !ng_atom_is(run, m->stop, NG_V_UNITS) &&
           !ng_atom_is(run, m->stop, NG_V_COUNTED);
}

/* A year by itself: no price, no count, no number of a thing. */
static bool
year(const ng_value_run *run, const ng_value_match *m)
{
    const size_t last = before(run, m), next = m->stop;
    size_t y = m->span_first;
    int value;

    /* "report-2002-10-09" is no span of years. */
    if (has_flag(run, next, NG_ATOM_GLUED) && is_one_of(run, next, " - / ") &&
        has_flag(run, next + 1, NG_ATOM_GLUED) && is_number(run, next + 1))
        return false;
    while (y < m->span_stop && !is_digits(run, y))
        y++;
    value = y < m->span_stop ? ng_int_of(run->atoms[y].value) : 2000;
    /* "early 1990" needs no more. */
    if (y > m->span_first && value >= 1800 && value < 2050)
        return true;
    if (is_one_of(run, last, " $ \xC2\xA3 \xE2\x82\xAC # % ") ||
        (has_flag(run, m->span_first, NG_ATOM_GLUED) &&
         is_one_of(run, last, " - . , / + : ") && is_number(run, m->span_first - 2)))
        return false;
    if (has_flag(run, next, NG_ATOM_GLUED) &&
        (is_letters(run, next) || is_one_of(run, next, " % / : ") ||
         (is_one_of(run, next, " . ") && has_flag(run, next + 1, NG_ATOM_GLUED) &&
          is_number(run, next + 1))))
        return false;
    if (ng_atom_is(run, next, NG_V_COUNTED) || ng_atom_is(run, next, NG_V_UNITS) ||
        ng_atom_is(run, next, NG_V_MAG) || is_one_of(run, next, " % percent of "))
        return is_one_of(run, next, " of ") && before_is(run, m, " in since ");
    if (before_is(run, m, " in since until till during by from before after between through early late mid "
                          "circa c ca "))
        return true;
    if (value < 1900 || value > 2035)
        return before_is(run, m, " of to and ( - the year , ") &&
               (value >= 1700 && value < 2100);
    /* "more than 2000", "some 2000", "No. 2000", "Windows 2000": a count or a name. */
    if (ng_atom_is(run, last, NG_V_HEDGE) || is_one_of(run, last, " than no number room flight route highway model about page pages article section rule bill orion russell nasdaq index least most "))
        return false;
    if (is_capital(run, last) && has_flag(run, last, NG_ATOM_UPPER) && !is_headline(run) &&
        !ng_atom_is(run, last, NG_V_MONTH))
        return false;
    return true;
}

/* "in '82", not a quotation that begins with a number. */
static bool
two_digits(const ng_value_run *run, const ng_value_match *m)
{
    return !is_one_of(run, m->stop, " ' ") && !ng_atom_is(run, m->stop, NG_V_COUNTED);
}

/* "9/11", not "9/11/2001" or a fraction. */
static bool
slashed(const ng_value_run *run, const ng_value_match *m)
{
    return numeric(run, m) && run->atoms[m->first].value == 9 &&
           run->atoms[m->stop - 1].value == 11;
}

static bool
tens(const ng_value_run *run, const ng_value_match *m)
{
    return !is_one_of(run, m->stop, " degrees ") && !before_is(run, m, " temperatures ");
}

/* "two or three years", not "two or three years old" */
static bool
not_old(const ng_value_run *run, const ng_value_match *m)
{
    return !is_one_of(run, m->stop, " old ");
}

/* "by 2100", not "to 2500 people". */
static bool
far_ahead(const ng_value_run *run, const ng_value_match *m)
{
    return run->atoms[m->span_first].value <= 2300 &&
           !is_number(run, m->stop) && !is_one_of(run, m->stop, " % - ") &&
           (!is_letters(run, m->stop) ||
            is_one_of(run, m->stop, " and or but as if unless under with when while because at on "));
}

/* "on the 15th", not "on the 15th floor". */
static bool
last_word(const ng_value_run *run, const ng_value_match *m)
{
    return !is_number(run, m->stop) && !is_one_of(run, m->stop, " - of to by ") &&
           (!is_letters(run, m->stop) || ng_atom_is(run, m->stop, NG_V_PREPOSITION) ||
            ng_atom_is(run, m->stop, NG_V_PAST) || ng_atom_is(run, m->stop, NG_V_BE) ||
            is_one_of(run, m->stop, " and or but when while because if that which at will would he she they it we i you "));
}

/* Only where no guard is asked: see values.c. */
static bool
phrase(const ng_value_run *run, const ng_value_match *m)
{
    (void)run, (void)m;
    return false;
}

/* "quarter-finals" */
static bool
quarter(const ng_value_run *run, const ng_value_match *m)
{
    return !is_one_of(run, m->stop, " final finals finalist finalists ") &&
           !(is_one_of(run, m->stop, " - ") && is_one_of(run, m->stop + 1, " final finals finalist "));
}

/* "in the fall", not "the fall of Kabul", "fall in". */
static bool
season(const ng_value_run *run, const ng_value_match *m)
{
    const bool fall = is_one_of(run, m->span_stop - 1, " fall ");

    if (!fall)
        return !is_capital(run, m->stop) || is_headline(run);
    return !is_one_of(run, m->stop, " of in from on by to for out off apart victim short ") &&
           (is_one_of(run, m->span_first, " the ") || before_is(run, m, " in this last next "));
}

/* "Wed" needs a stop; "Sunday Times" is a paper. */
static bool
weekday(const ng_value_run *run, const ng_value_match *m)
{
    size_t w = m->span_stop - 1;

    if (is_one_of(run, w, " . "))
        w--;
    else if (run->atoms[w].stop - run->atoms[w].start < 6 && run->block != NG_BLOCK_STAMP &&
             !is_one_of(run, m->stop, " , "))
        return false;
    return !is_one_of(run, m->stop, " times telegraph mirror express mail herald post independent business world magazine sun review best ") ||
           !is_capital(run, m->stop);
}

/* "Today" as part of a name: "USA Today", "the Today programme". */
static bool
deictic(const ng_value_run *run, const ng_value_match *m)
{
    if (is_capital(run, m->span_first) && !is_headline(run) &&
        is_one_of(run, m->stop, " programme program show newspaper magazine "))
        return false;
    return !is_capital(run, m->span_first) || is_headline(run) || m->span_first == 0 ||
           !is_capital(run, before(run, m));
}

/* "This Week" on television. */
static bool
at(const ng_value_run *run, const ng_value_match *m)
{
    return !(is_capital(run, m->span_stop - 1) && is_capital(run, m->span_first)) ||
           is_headline(run);
}

static bool
same(const ng_value_run *run, const ng_value_match *m)
{
    (void)run;
    return m->span_stop - m->span_first >= 2;
}

/* "the year before", at the end of a phrase. */
static bool
chain(const ng_value_run *run, const ng_value_match *m)
{
    return ends_phrase(run, m->stop) || is_one_of(run, m->stop, " and but when in with ");
}

/* What comes before "a week" where that is a time and no rate. */
#define BEFORE_A_UNIT                                                                              \
    " for in within after of over than about during nearly almost once least by last lasted lasts " \
    "take takes took taken comes came spent spend wait waited until just only every before and or to from "

static bool
duration(const ng_value_run *run, const ng_value_match *m)
{
    const size_t i = m->span_first;
    const bool a = ng_atom_is(run, i, NG_V_A);
    const size_t u = m->span_stop - 1;

    /* "the 1988 quarter" */
    for (size_t k = i; k < m->span_stop; k++) {
        if (run->atoms[k].shape == NG_V_D1500_2099 && !is_one_of(run, u, " years "))
            return false;
    }
    if (is_one_of(run, u, " quarter second "))
        return false;
    /* "about 30 years old" is an age, which has no hedge in its span. */
    if (is_one_of(run, m->stop, " old ") ||
        (is_one_of(run, m->stop, " of ") && is_one_of(run, m->stop + 1, " age ")))
        return false;
    if (is_one_of(run, i, " some ") && is_one_of(run, u, " day "))
        return false; /* D105 */
    if (is_one_of(run, m->stop, " of ") && is_one_of(run, u, " quarters ") && u - i == 1)
        return false; /* "three quarters of all" */
    if (a && m->span_stop - i == 2) {
        if (is_one_of(run, m->stop, " of "))
            return before_is(run, m, " for in after within over than about ");
        return before_is(run, m, BEFORE_A_UNIT) || ng_atom_is(run, before(run, m), NG_V_HEDGE);
    }
    return true;
}

/* "three-quarters" is a fraction. */
static bool
hyphened(const ng_value_run *run, const ng_value_match *m)
{
    return !is_one_of(run, m->span_stop - 1, " quarters second seconds ") ||
           is_one_of(run, m->span_stop - 1, " seconds ");
}

static bool
bare_units(const ng_value_run *run, const ng_value_match *m)
{
    if (is_one_of(run, m->span_first, " quarters nights secs mins hrs seconds weekends "))
        return false;
    if (is_one_of(run, m->stop, " when "))
        return false;
    return before_is(run, m, " for in within just over after of by last lasted took take spent since ") ||
           m->span_first == 0 || is_one_of(run, m->stop, " later earlier before after of and or ");
}

/* "the past", "soon", not "the past three", "as soon as". */
static bool
reference(const ng_value_run *run, const ng_value_match *m)
{
    if (is_one_of(run, m->span_stop - 1, " soon "))
        return !before_is(run, m, " as ") && !is_one_of(run, m->stop, " after as ");
    if (is_one_of(run, m->span_stop - 1, " recently "))
        return !is_one_of(run, m->stop, " as "); /* "as recently as 1998" */
    if (is_one_of(run, m->span_stop - 1, " past "))
        return !(is_letters(run, m->stop) || is_number(run, m->stop)) ||
               ng_atom_is(run, m->stop, NG_V_PREPOSITION) || ng_atom_is(run, m->stop, NG_V_PAST) ||
               is_one_of(run, m->stop, " and but he she they it we i has have is when , ");
    if (is_one_of(run, m->span_stop - 1, " future "))
        return !is_one_of(run, m->stop, " of ");
    return true;
}

static bool
holiday(const ng_value_run *run, const ng_value_match *m)
{
    return !is_capital(run, m->stop) || is_headline(run) ||
           ng_atom_is(run, m->stop, NG_V_MONTH) || ng_atom_is(run, m->stop, NG_V_WEEKDAY);
}

/* "17:14" and "at 5:14", not "Luke 3:16", "2:1". */
static bool
clock_colon(const ng_value_run *run, const ng_value_match *m)
{
    size_t h = m->span_first;

    while (h < m->span_stop && !is_digits(run, h))
        h++;
    if (has_flag(run, m->stop, NG_ATOM_GLUED) && is_one_of(run, m->stop, " : / "))
        return false;
    if (run->block == NG_BLOCK_STAMP || run->block == NG_BLOCK_BYLINE ||
        run->atoms[h].stop - run->atoms[h].start == 2)
        return !has_flag(run, h, NG_ATOM_GLUED) || is_one_of(run, before(run, m), " ( [ ");
    /* A zone or a day stands behind it. */
    if (m->span_stop > h + 3)
        return true;
    return before_is(run, m, " at by around about until till from before after since @ to between ");
}

static bool
clock_four(const ng_value_run *run, const ng_value_match *m)
{
    const ng_value_shape shape = (ng_value_shape)run->atoms[m->span_first].shape;

    return shape == NG_V_D0XXX || !is_one_of(run, m->span_first + 1, " hours hrs ");
}

/* "Daily News" is a paper. */
static bool
set(const ng_value_run *run, const ng_value_match *m)
{
    return !is_capital(run, m->span_first) || is_headline(run) ||
           (m->span_first == 0 && !is_capital(run, m->stop));
}

static bool
the_unit(const ng_value_run *run, const ng_value_match *m)
{
    return !is_one_of(run, m->stop, " of that when after before he she they ") &&
           !is_number(run, m->stop);
}

static bool
the_day(const ng_value_run *run, const ng_value_match *m)
{
    return ends_phrase(run, m->stop) || is_one_of(run, m->stop, " at down up with and by to lower higher unchanged flat mixed little ");
}

/* ------------------------------------------------------------------- all */

typedef bool (*guard)(const ng_value_run *, const ng_value_match *);

bool
ng_value_guard_passes(const ng_value_run *run, const ng_value_match *match, ng_value_guard id)
{
    static const guard guards[NG_N_VALUE_GUARDS] = {
        [NG_GUARD_AGE_CUE] = ng_guard_age_cue,
        [NG_GUARD_AGE_NAME] = ng_guard_age_name,
        [NG_GUARD_AT] = at,
        [NG_GUARD_BARE_UNITS] = bare_units,
        [NG_GUARD_CENTS] = ng_guard_cents,
        [NG_GUARD_CENTS_BEHIND] = ng_guard_cents_behind,
        [NG_GUARD_CHAIN] = chain,
        [NG_GUARD_CLOCK_COLON] = clock_colon,
        [NG_GUARD_CLOCK_FOUR] = clock_four,
        [NG_GUARD_CODE] = ng_guard_code,
        [NG_GUARD_CODE_BEHIND] = ng_guard_code_behind,
        [NG_GUARD_COIN] = ng_guard_coin,
        [NG_GUARD_COUNT] = ng_guard_count,
        [NG_GUARD_BEFORE_NOUN] = ng_guard_before_noun,
        [NG_GUARD_COUNT_SHORT] = ng_guard_count_short,
        [NG_GUARD_DEICTIC] = deictic,
        [NG_GUARD_DURATION] = duration,
        [NG_GUARD_FEET] = ng_guard_feet,
        [NG_GUARD_FRACTION] = ng_guard_fraction,
        [NG_GUARD_HALF] = ng_guard_half,
        [NG_GUARD_HOLIDAY] = holiday,
        [NG_GUARD_HYPHENED] = hyphened,
        [NG_GUARD_MEASURE] = ng_guard_measure,
        [NG_GUARD_MONTH_NAME] = month_name,
        [NG_GUARD_NO_COUNT] = no_count,
        [NG_GUARD_NUMERIC] = numeric,
        [NG_GUARD_ORDINAL] = ng_guard_ordinal,
        [NG_GUARD_SCALE_GLUED] = ng_guard_scale_glued,
        [NG_GUARD_PHONE] = ng_guard_phone,
        [NG_GUARD_FAR_AHEAD] = far_ahead,
        [NG_GUARD_NOT_OLD] = not_old,
        [NG_GUARD_LAST_WORD] = last_word,
        [NG_GUARD_PHRASE] = phrase,
        [NG_GUARD_POINTS] = ng_guard_points,
        [NG_GUARD_QUARTER] = quarter,
        [NG_GUARD_RANGE] = ng_guard_range,
        [NG_GUARD_RANGE_PLAIN] = ng_guard_range_plain,
        [NG_GUARD_REF] = reference,
        [NG_GUARD_SAME] = same,
        [NG_GUARD_SEASON] = season,
        [NG_GUARD_SET] = set,
        [NG_GUARD_SHARE] = ng_guard_share,
        [NG_GUARD_SIGN_BEHIND] = ng_guard_sign_behind,
        [NG_GUARD_SLASH] = slash,
        [NG_GUARD_SLASHED] = slashed,
        [NG_GUARD_TENS] = tens,
        [NG_GUARD_THE_DAY] = the_day,
        [NG_GUARD_THE_UNIT] = the_unit,
        [NG_GUARD_TWO_DIGITS] = two_digits,
        [NG_GUARD_VOTE] = ng_guard_vote,
        [NG_GUARD_VOTE_TO] = ng_guard_vote_to,
        [NG_GUARD_WEEKDAY] = weekday,
        [NG_GUARD_WHOLE] = ng_guard_whole,
        [NG_GUARD_YEAR] = year,
    };

    return guards[id](run, match);
}
