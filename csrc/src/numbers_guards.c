/* Guards of numbers: whether the words are a number here; see values_guards.c. */
#include "values_around.h"
#include "values_guards.h"

/* Part of something longer: "F-16", "1.2.3", "24L", "#5", "20-something". */
static bool
is_part(const ng_value_run *run, const ng_value_match *m)
{
    const size_t last = before(run, m), next = m->span_stop;

    if (has_flag(run, m->span_first, NG_ATOM_GLUED) &&
        !is_one_of(run, last, " ( [ \" ' $ \xC2\xA3 \xE2\x82\xAC \xE2\x80\x9C \xE2\x80\x98 \xE2\x80\x94 ~ < > = + ")) {
        /* "-5" behind a blank is a sign, which the span has; "10-12" is a chain. */
        if (is_letters(run, last) || is_number(run, last) || is_one_of(run, last, " . # _ * / @ & "))
            return true;
        if (is_one_of(run, last, " - \xE2\x80\x93 : , ") && m->span_first >= 2 &&
            has_flag(run, last, NG_ATOM_GLUED))
            return true;
    }
    if (has_flag(run, next, NG_ATOM_GLUED)) {
        if (is_letters(run, next) || is_number(run, next) || is_one_of(run, next, " _ @ "))
            return true;
        if (is_one_of(run, next, " - / : . ") && has_flag(run, next + 1, NG_ATOM_GLUED) &&
            (is_letters(run, next + 1) || is_number(run, next + 1)))
            return true;
    }
    return false;
}

/* "one" as a pronoun: "no one", "this one", "one another". */
static bool
is_pronoun(const ng_value_run *run, const ng_value_match *m)
{
    if (m->span_stop - m->span_first != 1 || !is_one_of(run, m->span_first, " one "))
        return false;
    return before_is(run, m, " no any some every each this that the another which only first last next "
                             "big new old good bad right wrong other such many loved ") ||
           is_one_of(run, m->span_stop,
                     " another ' who can should must has is would could might may will does whose . , ; : ? ! ) ") ||
           m->span_stop >= run->n;
}

bool
ng_guard_count(const ng_value_run *run, const ng_value_match *m)
{
    return !is_part(run, m) && !is_pronoun(run, m);
}

/* "10-member", not "7-year-old", "4-to-1", "9-month" or "5-a-side", and no part of a name. */
bool
ng_guard_before_noun(const ng_value_run *run, const ng_value_match *m)
{
    const size_t last = m->span_stop - 1;

    return !has_flag(run, m->span_first, NG_ATOM_GLUED) &&
           !has_flag(run, m->span_stop, NG_ATOM_GLUED) && !is_capital(run, last) &&
           run->atoms[last].stop - run->atoms[last].start >= 3 && !is_one_of(run, last, " time ") &&
           run->atoms[m->span_first].shape != NG_V_D1500_2099 && !is_number(run, last);
}

/* "15 dollars 50", with nothing behind it that the number could count. */
bool
ng_guard_cents_behind(const ng_value_run *run, const ng_value_match *m)
{
    return !is_part(run, m) && !is_number(run, m->span_stop) &&
           (!is_letters(run, m->span_stop) || is_one_of(run, m->span_stop, " more less for or but ")) &&
           !is_one_of(run, m->span_stop, " - / % $ ");
}

/* "at one point" */
bool
ng_guard_points(const ng_value_run *run, const ng_value_match *m)
{
    return !is_one_of(run, m->span_first, " one ");
}

bool
ng_guard_count_short(const ng_value_run *run, const ng_value_match *m)
{
    const size_t next = m->span_stop, last = next - 1;
    const char c = run->doc->text[run->atoms[last].stop - 1];

    return !has_flag(run, m->span_first, NG_ATOM_GLUED) &&
           (!has_flag(run, next, NG_ATOM_GLUED) || is_one_of(run, next, " . , ; : ? ! ) \" \xE2\x80\x9D ")) &&
           /* "5m" may be metres: people are counted, and "5M" is millions. */
           (c != 'm' || ng_atom_is(run, next, NG_V_COUNTED));
}

/* "fell $1 to $13", "rose from 5% to 12%": by how much, or from where, and to where.  "Fell 5 to
   12 percent" and "ranging from 5% to 12%" are ranges. */
static bool
is_move(const ng_value_run *run, const ng_value_match *m)
{
    size_t to = m->span_first + 1;

    if (before_is(run, m, " from ")) {
        if (m->span_first >= 2 &&
            is_one_of(run, m->span_first - 2, " ranging range ranges ranged anywhere prices "))
            return false;
    } else if (!before_is(run, m,
                   " fell rose gained gain lost up down added dropped slipped jumped climbed shed "
                   "advanced declined increased decreased grew soared plunged sank edged tumbled "
                   "surged slid fall rise falls rises dropping rising falling gaining ")) {
        return false;
    }
    while (to < m->span_stop && !is_one_of(run, to, " to "))
        to++;
    return to + 1 < m->span_stop && (!is_number(run, to - 1) || !is_number(run, to + 1));
}

bool
ng_guard_range(const ng_value_run *run, const ng_value_match *m)
{
    if (is_move(run, m))
        return false;
    return !has_flag(run, m->span_first, NG_ATOM_GLUED) ||
           !(is_letters(run, before(run, m)) || is_number(run, before(run, m)));
}

/* "5 to 10", not "moved from 5 to 10", which are two. */
bool
ng_guard_range_plain(const ng_value_run *run, const ng_value_match *m)
{
    const size_t middle = m->span_first + 1;
    const bool years = run->atoms[m->span_first].shape == NG_V_D1500_2099;

    if (is_part(run, m) || before_is(run, m, " from ") || years)
        return false;
    /* "between 3 and 5 p.m." */
    if (ng_atom_is(run, m->span_stop, NG_V_AMPM) ||
        (ng_atom_is(run, m->span_stop, NG_V_AP) && is_one_of(run, m->span_stop + 1, " . ")))
        return false;
    return !is_one_of(run, middle, " - \xE2\x80\x94 ") || has_flag(run, middle, NG_ATOM_GLUED);
}

/* Not "a pound of", "one won": money has a number, "won" and "mark" in digits. */
bool
ng_guard_coin(const ng_value_run *run, const ng_value_match *m)
{
    const size_t c = m->span_stop - 1;

    if (has_flag(run, m->span_first, NG_ATOM_GLUED) &&
        (is_letters(run, before(run, m)) || is_number(run, before(run, m))))
        return false;
    if (is_one_of(run, c, " mark "))
        return false;
    /* "3 USD50 cards" */
    if (is_number(run, m->span_stop) && has_flag(run, m->span_stop, NG_ATOM_GLUED))
        return false;
    if (is_one_of(run, c, " won marks try rand all quid "))
        return is_number(run, c - 1) && !is_one_of(run, c - 1, " one two three four five ") &&
               run->atoms[c - 1].value >= 100;
    /* Pounds of weight. */
    if (is_one_of(run, c, " pound pounds ") && !is_one_of(run, c - 1, " british egyptian irish lebanese syrian "))
        return run->atoms[c - 1].value >= 1e6 && !is_one_of(run, m->span_stop, " of per ");
    /* Signs are N8's. */
    return !is_one_of(run, c, " $ \xC2\xA3 \xE2\x82\xAC \xC2\xA5 ") ;
}

bool
ng_guard_cents(const ng_value_run *run, const ng_value_match *m)
{
    if (is_one_of(run, m->span_stop - 1, " p "))
        return has_flag(run, m->span_stop - 1, NG_ATOM_GLUED) && is_digits(run, m->span_stop - 2) &&
               !has_flag(run, m->span_stop, NG_ATOM_GLUED);
    return !is_one_of(run, m->span_stop - 1, " penny pennies ") || is_number(run, m->span_stop - 2);
}

/* "USD 5": the code in capitals. */
bool
ng_guard_code(const ng_value_run *run, const ng_value_match *m)
{
    const ng_atom *const c = &run->atoms[m->span_first];

    if (ng_atom_is(run, m->span_first, NG_V_DOLLAR)) /* "dollar 22.5 million" */
        return c->stop - c->start > 4 && !is_part(run, m);
    return c->stop - c->start == 3 && has_flag(run, m->span_first, NG_ATOM_LETTERS) &&
           (has_flag(run, m->span_first, NG_ATOM_UPPER) ||
            run->doc->article.letter_case == NG_CASE_LOWER);
}

/* "75 USD million" */
bool
ng_guard_code_behind(const ng_value_run *run, const ng_value_match *m)
{
    const ng_atom *const c = &run->atoms[m->span_first + 1];

    return c->stop - c->start == 4 || (c->stop - c->start == 3 && (c->flags & NG_ATOM_LETTERS));
}

/* Nothing else stands in the sentence, but for a mark at its end. */
bool
ng_guard_whole(const ng_value_run *run, const ng_value_match *m)
{
    return m->span_first == 0 && m->span_stop + 1 >= run->n;
}

bool
ng_guard_sign_behind(const ng_value_run *run, const ng_value_match *m)
{
    const size_t c = m->span_stop - 1;

    /* "10 $ 30" is the price of what follows. */
    return !is_letters(run, c) && !is_number(run, m->span_stop);
}

/* "5 in the", "a foot of", "10 cups": a unit that is another word as well. */
bool
ng_guard_measure(const ng_value_run *run, const ng_value_match *m)
{
    const size_t u = m->span_stop - 1;

    if (has_flag(run, m->span_first, NG_ATOM_GLUED) &&
        (is_letters(run, before(run, m)) || is_number(run, before(run, m)) ||
         is_one_of(run, before(run, m), " . - / # ")))
        return false;
    if (has_flag(run, m->span_stop, NG_ATOM_GLUED) && (is_number(run, m->span_stop) || is_letters(run, m->span_stop)))
        return false;
    if (is_one_of(run, u, " league leagues cup cups stones tons yard pascal hertz knots volt radians "))
        return is_digits(run, m->span_first) && !is_one_of(run, u, " leagues league cup cups stones ");
    /* "5m" is five metres, "$5m" and "5m people" are millions. */
    if (has_flag(run, u, NG_ATOM_GLUED) && ng_atom_is(run, u, NG_V_MEASURE_SHORT) &&
        !ng_atom_is(run, u, NG_V_MEASURE))
        return is_digits(run, u - 1) && !ng_atom_is(run, m->span_stop, NG_V_COUNTED) &&
               /* "10M" are millions, "5G" a network. */
               !(run->atoms[u].stop - run->atoms[u].start == 1 &&
                 strchr("GMT", run->doc->text[run->atoms[u].start]) != NULL);
    return true;
}

/* "30C" with heat or cold near it: else a seat or a model. */
bool
ng_guard_scale_glued(const ng_value_run *run, const ng_value_match *m)
{
    const size_t first = m->span_first > 14 ? m->span_first - 14 : 0;
    const double value = run->atoms[m->span_stop - 2].value;

    if (is_part(run, m) || !has_flag(run, m->span_stop - 1, NG_ATOM_CAPITAL) || value > 200)
        return false;
    for (size_t i = first; i < m->span_stop + 8; i++) {
        if (is_one_of(run, i, " temperature temperatures heat weather cold cool hot hotter warm warmer warming "
                              "freezing degrees celsius fahrenheit mercury snow highs lows "))
            return true;
    }
    return false;
}

bool
ng_guard_feet(const ng_value_run *run, const ng_value_match *m)
{
    return is_one_of(run, m->span_stop - 1, " inches inch in ") ||
           run->atoms[m->span_stop - 1].shape == NG_V_W2_12;
}

bool
ng_guard_age_cue(const ng_value_run *run, const ng_value_match *m)
{
    return !is_part(run, m) && run->atoms[m->span_first].value < 130 &&
           !ng_atom_is(run, m->span_stop, NG_V_COUNTED) && !is_one_of(run, m->span_stop, " % percent ");
}

/* A name of two words before it, or one and a title: not "On Friday, 51, ...". */
bool
ng_guard_age_name(const ng_value_run *run, const ng_value_match *m)
{
    const size_t name = m->span_first >= 2 ? m->span_first - 2 : run->n;

    return is_capital(run, name) && !ng_atom_is(run, name, NG_V_MONTH) &&
           !ng_atom_is(run, name, NG_V_WEEKDAY) && name > 0 &&
           (is_capital(run, name - 1) ||
            (name > 1 && is_one_of(run, name - 1, " . ") && is_capital(run, name - 2))) &&
           !is_number(run, m->span_stop + 1);
}

/* "51-48" by itself. */
bool
ng_guard_vote(const ng_value_run *run, const ng_value_match *m)
{
    const size_t next = m->span_stop;

    if (is_part(run, m))
        return false;
    return !(has_flag(run, next, NG_ATOM_GLUED) && is_one_of(run, next, " - ")) &&
           !is_one_of(run, before(run, m), " - / ");
}

bool
ng_guard_vote_to(const ng_value_run *run, const ng_value_match *m)
{
    if (is_part(run, m) || before_is(run, m, " from between "))
        return false;
    if (ng_atom_is(run, m->span_stop, NG_V_UNITS) || ng_atom_is(run, m->span_stop, NG_V_COUNTED))
        return false;
    return ng_value_cues_of(run)->first_vote < m->span_first;
}

/* "one in five", not "one in March": the second is larger. */
bool
ng_guard_share(const ng_value_run *run, const ng_value_match *m)
{
    const double of = run->atoms[m->span_stop - 1].value;

    return !is_part(run, m) && of > run->atoms[m->span_first].value &&
           run->atoms[m->span_stop - 1].shape != NG_V_D1500_2099 &&
           (is_one_of(run, m->span_first + 1, " out ") || of <= 100 || of >= 1000);
}

/* "a third of", "two-thirds", not "a third term". */
bool
ng_guard_fraction(const ng_value_run *run, const ng_value_match *m)
{
    if (is_part(run, m))
        return false;
    if (ng_atom_is(run, m->span_first, NG_V_A))
        return (ends_phrase(run, m->span_stop) ||
                is_one_of(run, m->span_stop, " of more less to ")) &&
               !is_one_of(run, m->span_stop - 1, " half second ");
    if (is_one_of(run, m->span_first, " one "))
        return !is_one_of(run, m->span_stop - 1, " second quarter half ") ||
               ends_phrase(run, m->span_stop) || is_one_of(run, m->span_stop, " of ");
    /* "two thirds", "three twenty-fifths", not "the two first". */
    return ng_atom_is(run, m->span_stop - 1, NG_V_ORDS) ||
           (is_one_of(run, m->span_stop - 1, " quarters ") && is_number(run, m->span_first)) ||
           is_one_of(run, m->span_stop - 1, " thirds quarters fourths fifths sixths sevenths eighths ninths tenths hundredths thousandths ");
}

bool
ng_guard_half(const ng_value_run *run, const ng_value_match *m)
{
    if (has_flag(run, m->span_first, NG_ATOM_GLUED) || is_one_of(run, m->span_stop, " - time way brother sister "))
        return false;
    if (ng_atom_is(run, m->span_first, NG_V_A) && !ends_phrase(run, m->span_stop) &&
        !is_one_of(run, m->span_stop, " of "))
        return false;
    return !ng_atom_is(run, before(run, m), NG_V_ORDW) && !before_is(run, m, " latter better other this that ");
}

/* "first", but not "at first", "First Lady", "second" of time. */
bool
ng_guard_ordinal(const ng_value_run *run, const ng_value_match *m)
{
    if (is_part(run, m) && !is_one_of(run, m->span_stop, " - "))
        return false;
    if (has_flag(run, m->span_stop, NG_ATOM_GLUED) && is_one_of(run, m->span_stop, " - "))
        return is_one_of(run, m->span_stop + 1, " largest biggest place ranked most best highest ");
    if (is_one_of(run, m->span_first, " first "))
        return !is_capital(run, m->span_first) || m->span_first == 0 || is_headline(run);
    if (is_one_of(run, m->span_first, " second "))
        return !before_is(run, m, " a per each split one every ");
    return true;
}

bool
ng_guard_phone(const ng_value_run *run, const ng_value_match *m)
{
    const size_t next = m->span_stop;

    return !(has_flag(run, m->span_first, NG_ATOM_GLUED) &&
             (is_letters(run, before(run, m)) || is_one_of(run, before(run, m), " - / . = "))) &&
           !(has_flag(run, next, NG_ATOM_GLUED) &&
             (is_letters(run, next) || is_number(run, next) || is_one_of(run, next, " / % ")));
}
