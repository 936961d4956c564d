/*
 * What the rules' actions do: numbers.  Each takes its arguments in the order of the rule;
 * see numbers.rules.
 */
#include "numbers.h"
#include "dates.h"
#include "lexicon.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef const ng_value_match *match_ref;

/* "profits - 20 million", "shares -- two weeks": a dash that a number follows is no sign,
   unless there is nothing else. */
static bool
begins_with_dash(const ng_value_run *run, match_ref m)
{
    const ng_atom *const a = &run->atoms[m->span_first];
    const char *const p = run->doc->text + a->start;
    const size_t next = m->span_first + 1;

    if (a->shape != NG_V_NONE || !(*p == '-' || (a->stop - a->start == 3 && !memcmp(p, "\xE2\x88\x92", 3))))
        return false;
    if (next >= run->n || (a->start > 0 && p[-1] == '-'))
        return true;
    return !(run->atoms[next].flags & NG_ATOM_GLUED) &&
           !(m->span_first == 0 && m->span_stop == run->n && a->start == 0);
}

static bool
put(ng_value_run *run, match_ref m, const ng_number *n)
{
    return !begins_with_dash(run, m) &&
           ng_number_push(run, m, m->span_first, m->span_stop, n);
}

static double
amount(const ng_value_run *run, const ng_value_arg *arg)
{
    return ng_amount_of(run, arg->first, arg->stop);
}

static int
payload(const ng_value_run *run, const ng_value_arg *arg, ng_value_class class_id)
{
    return ng_arg_given(arg) ? ng_atom_payload(run, arg->first, class_id, 0) : 0;
}

/* "k", "m", "bn" behind a number. */
static double
short_power(const ng_value_run *run, const ng_value_arg *arg)
{
    return ng_power_of_ten(payload(run, arg, NG_V_MAG_SHORT));
}

static double
signed_value(double value, const ng_value_arg *sign)
{
    return ng_arg_given(sign) ? -value : value;
}

/* --------------------------------------------------------------------- money */

/* What "$" and "dollars" mean here: those of the country that the dateline is in. */
static int
dollar_here(const ng_value_run *run)
{
    static const struct {
        const char *country;
        int currency;
    } countries[] = {{"iso:CA", 27}, {"iso:AU", 26}, {"iso:NZ", 28},
                     {"iso:HK", 29}, {"iso:SG", 30}, {"iso:TW", 31}};
    const ng_span place = run->doc->article.dateline_place;
    const char *const p = run->doc->text + place.start;
    const size_t n = place.stop - place.start;
    const ng_lexicon *const lexicon = run->pipeline->lexicon;
    ng_lex_entry entry;

    if (lexicon == NULL || n == 0 || n > 60)
        return 1;
    if (ng_lexicon_find(lexicon, p, n, false, NG_LEX_BIT(NG_LEX_COUNTRY), &entry) ||
        ng_lexicon_find(lexicon, p, n, false, NG_LEX_BIT(NG_LEX_CITY), &entry)) {
        for (size_t i = 0; i < sizeof countries / sizeof countries[0]; i++) {
            if (strncmp(entry.ext_id, countries[i].country, 6) == 0)
                return countries[i].currency;
        }
    }
    return 1;
}

/* The currency of a sign or word, with what stands before it. */
static int
currency_of(const ng_value_run *run, const ng_value_arg *c, const ng_value_arg *whose)
{
    const int glued = payload(run, whose, NG_V_DOLLAR_GLUED);
    const int of = glued != 0 ? glued : payload(run, whose, NG_V_DOLLAR_OF);
    int id = payload(run, c, NG_V_CURRENCY);

    if (id == 0)
        id = payload(run, c, NG_V_CURSIGN);
    if (id == 0)
        id = payload(run, c, NG_V_MCURRENCY);
    if (id == 0)
        id = payload(run, c, NG_V_DOLLAR);
    if (id == 0)
        id = payload(run, c, NG_V_POUND);
    if (id == 0)
        id = payload(run, c, NG_V_PESO);
    if (id == 0)
        id = payload(run, c, NG_V_WIRE_POUND);
    if (id == 1 && of != 0)
        return of;
    if (id == 1 && ng_arg_given(whose))
        return 0; /* Jamaican dollars */
    /* "USD" is what it says. */
    if (id == 1 && !ng_arg_given(whose) && ng_arg_given(c) &&
        run->atoms[c->first].stop - run->atoms[c->first].start != 3)
        return c->first > 0 && run->doc->text[run->atoms[c->first - 1].start] == '.' &&
                       (run->atoms[c->first].flags & NG_ATOM_GLUED)
                   ? 1 /* U.S.$ */
                   : dollar_here(run);
    return id;
}

static ng_number
money_of(double value, int currency)
{
    ng_number n = ng_number_new(NG_NUMBER_MONEY, NG_LABEL_MONEY, value);

    snprintf(n.currency, sizeof n.currency, "%s", ng_currency_code(currency));
    return n;
}

/* money n t c w s */
static bool
act_money(ng_value_run *run, match_ref m)
{
    double value = amount(run, &m->args[0]) *
                   ng_power_of_ten(payload(run, &m->args[1], NG_V_MAG_SHORT) +
                                payload(run, &m->args[1], NG_V_MAG));
    ng_number n;

    if (payload(run, &m->args[2], NG_V_MCURRENCY) != 0)
        value *= 1e6;

    if (isnan(value) && ng_atom_is(run, m->args[0].first, NG_V_MAG))
        value = ng_power_of_ten(ng_atom_payload(run, m->args[0].first, NG_V_MAG, 0));
    if (isnan(value))
        return false;
    n = money_of(signed_value(value, &m->args[4]),
                 currency_of(run, &m->args[2], &m->args[3]));
    return put(run, m, &n);
}

/* The magnitude of an atom that was folded from digits and a word: 1e6 of "10 million". */
static double
magnitude_of(const ng_value_run *run, const ng_value_arg *arg)
{
    const ng_atom *const atom = &run->atoms[arg->first];
    const char *p = run->doc->text + atom->start;
    double digits = 0, scale = 1;
    bool behind = false;

    if (atom->shape != NG_V_MIXED)
        return 1;
    for (; p < run->doc->text + atom->stop && ((*p >= '0' && *p <= '9') || *p == '.' || *p == ',');
         p++) {
        if (*p == '.') {
            behind = true;
        } else if (*p != ',') {
            digits = digits * 10 + (*p - '0');
            scale *= behind ? 10 : 1;
        }
    }
    return digits == 0 ? 1 : round(atom->value / (digits / scale));
}

/* Both ends; "5 to 10 million" is of millions. */
static bool
read_range(const ng_value_run *run, const ng_value_arg *a, const ng_value_arg *b, double *low,
           double *high)
{
    *low = amount(run, a);
    *high = amount(run, b);
    if (run->atoms[a->first].shape != NG_V_MIXED && *low < 1000)
        *low *= magnitude_of(run, b);
    return !isnan(*low) && !isnan(*high) && *low < *high;
}

/* money_range n t c w b u */
static bool
act_money_range(ng_value_run *run, match_ref m)
{
    double low, high;
    ng_number n;

    if (!read_range(run, &m->args[0], &m->args[4], &low, &high))
        return false;
    low *= ng_arg_given(&m->args[1]) ? short_power(run, &m->args[1])
                                     : short_power(run, &m->args[5]);
    high *= short_power(run, &m->args[5]);
    n = money_of(low, currency_of(run, &m->args[2], &m->args[3]));
    n.value_max = high;
    return put(run, m, &n);
}

/* cents n c */
static bool
act_cents(ng_value_run *run, match_ref m)
{
    const int coin = payload(run, &m->args[1], NG_V_CENT);
    const double value = amount(run, &m->args[0]);
    ng_number n = money_of(value, coin == 2 ? 3 : coin == 3 ? 2 : dollar_here(run));

    /* The value is in the unit: of cents, a hundredth of the currency's. */
    snprintf(n.unit, sizeof n.unit, "cent");
    return !isnan(value) && put(run, m, &n);
}

/* money_cents n b c w */
static bool
act_money_cents(ng_value_run *run, match_ref m)
{
    const double value = amount(run, &m->args[0]) + amount(run, &m->args[1]) / 100;
    ng_number n = money_of(value, currency_of(run, &m->args[2], &m->args[3]));

    return !isnan(value) && put(run, m, &n);
}

/* A mention, and no row. */
static bool
put_mention(ng_value_run *run, match_ref m, uint8_t label)
{
    const ng_number n = ng_number_new(NG_NONE, label, NAN);

    return put(run, m, &n);
}

static bool
act_vague_money(ng_value_run *run, match_ref m)
{
    return put_mention(run, m, NG_LABEL_MONEY);
}

/* ------------------------------------------------------------------- percent */

/* percent n b s unit */
static bool
act_percent(ng_value_run *run, match_ref m)
{
    ng_number n = ng_number_new(NG_NUMBER_PERCENT, NG_LABEL_PERCENT,
                                signed_value(amount(run, &m->args[0]), &m->args[2]));

    if (isnan(n.value))
        return false;
    if (ng_arg_given(&m->args[1])) {
        n.value_max = amount(run, &m->args[1]);
        if (!(n.value < n.value_max))
            return false;
    }
    if (ng_arg_given(&m->args[3]))
        snprintf(n.unit, sizeof n.unit, "%s",
                 (run->doc->text[run->atoms[m->args[3].first].start] | 32) == 'b'
                     ? "basis point"
                     : "percentage point");
    return put(run, m, &n);
}

/* ------------------------------------------------------------------ measures */

/* 0, 1 or 2: of no power, square, cubic; by a word, "2" or "²". */
static int
power_of(const ng_value_run *run, const ng_value_arg *arg)
{
    int word = payload(run, arg, NG_V_SQUARE);
    const ng_atom *atom;

    if (!ng_arg_given(arg) || word != 0)
        return word;
    atom = &run->atoms[arg->first];
    if (atom->shape == NG_V_D1)
        return atom->value == 2 ? 1 : atom->value == 3 ? 2 : 0;
    return run->doc->text[atom->stop - 1] == '\xB2' ? 1 : run->doc->text[atom->stop - 1] == '\xB3' ? 2 : 0;
}

/* The symbol of a unit, with "square" and "per hour". */
static bool
write_unit(const ng_value_run *run, ng_number *n, const ng_value_arg *square,
           const ng_value_arg *unit, const ng_value_arg *time)
{
    static const char *const times[] = {"", "/h", "/s", "/min", "/d", "/a"};
    static const char *const powers[] = {"", "\xC2\xB2", "\xC2\xB3"};
    const int pound = payload(run, unit, NG_V_MEASURE_POUND);
    const int id = pound != 0 ? pound : payload(run, unit, NG_V_MEASURE);
    const int small = id == 0 ? payload(run, unit, NG_V_MEASURE_SHORT) : 0;
    const char *const symbol =
        ng_arg_given(unit) ? ng_unit_symbol(id != 0 ? id : small) : "ly";

    if (*symbol == '\0')
        return false;
    snprintf(n->unit, sizeof n->unit, "%s%s%s", symbol, powers[power_of(run, square)],
             times[payload(run, time, NG_V_TIME_UNIT) + payload(run, time, NG_V_TIME_SHORT)]);
    return true;
}

/* measure n square unit time s e: "20 square km", "20 km2" */
static bool
act_measure(ng_value_run *run, match_ref m)
{
    ng_number n = ng_number_new(NG_NUMBER_MEASURE, NG_LABEL_QUANTITY,
                                signed_value(amount(run, &m->args[0]), &m->args[4]));

    const ng_value_arg *square = &m->args[1];
    ng_value_arg power = m->args[5];

    if (ng_arg_given(&power)) {
        if (ng_arg_given(square))
            return false;
        power.first = power.stop - 1;
        square = &power;
    }
    return !isnan(n.value) && write_unit(run, &n, square, &m->args[2], &m->args[3]) &&
           put(run, m, &n);
}

/* measure_range n b square unit */
static bool
act_measure_range(ng_value_run *run, match_ref m)
{
    const ng_value_arg none = {0, 0, 0};
    ng_number n = ng_number_new(NG_NUMBER_MEASURE, NG_LABEL_QUANTITY, 0);

    return read_range(run, &m->args[0], &m->args[1], &n.value, &n.value_max) &&
           write_unit(run, &n, &m->args[2], &m->args[3], &none) && put(run, m, &n);
}

/* degrees n scale s */
static bool
act_degrees(ng_value_run *run, match_ref m)
{
    static const char *const scales[] = {"\xC2\xB0", "\xC2\xB0""C", "\xC2\xB0""F", "K"};
    ng_number n = ng_number_new(NG_NUMBER_MEASURE, NG_LABEL_QUANTITY,
                                signed_value(amount(run, &m->args[0]), &m->args[2]));

    snprintf(n.unit, sizeof n.unit, "%s", scales[payload(run, &m->args[1], NG_V_SCALE)]);
    return !isnan(n.value) && put(run, m, &n);
}

/* feet n b */
static bool
act_feet(ng_value_run *run, match_ref m)
{
    const double inches = amount(run, &m->args[1]);
    ng_number n = ng_number_new(NG_NUMBER_MEASURE, NG_LABEL_QUANTITY,
                                amount(run, &m->args[0]) + inches / 12);

    snprintf(n.unit, sizeof n.unit, "ft");
    return inches < 12 && !isnan(n.value) && put(run, m, &n);
}

/* ---------------------------------------------------------------------- ages */

static void
write_age_unit(ng_number *n, int grain)
{
    snprintf(n->unit, sizeof n->unit, "%s",
             grain == NG_GRAIN_DAY     ? "day"
             : grain == NG_GRAIN_WEEK  ? "week"
             : grain == NG_GRAIN_MONTH ? "month"
             : grain == NG_GRAIN_HOUR  ? "hour"
                                       : "year");
}

/* age n unit */
static bool
act_age(ng_value_run *run, match_ref m)
{
    const int one = payload(run, &m->args[1], NG_V_UNIT1);
    const int many = payload(run, &m->args[1], NG_V_UNITS);
    ng_number n = ng_number_new(NG_NUMBER_AGE, NG_LABEL_DATE, amount(run, &m->args[0]));

    write_age_unit(&n, ng_arg_given(&m->args[1]) ? (one > many ? one : many) : NG_GRAIN_YEAR);
    if (ng_arg_given(&m->args[2])) {
        n.value_max = amount(run, &m->args[2]);
        if (!(n.value < n.value_max))
            return false;
    }
    /* A wall may be five hundred years old, who is aged so is not. */
    return n.value > 0 && (ng_arg_given(&m->args[1]) || n.value < 130) && put(run, m, &n);
}

bool
ng_number_push_age(ng_value_run *run, const ng_value_match *match, double value, int grain)
{
    ng_number n = ng_number_new(NG_NUMBER_AGE, NG_NONE, value);

    write_age_unit(&n, grain);
    return ng_number_push(run, match, match->span_first, match->span_stop, &n);
}

/* ------------------------------------------------------------ votes and scores */

/* vote n b: a vote, a score, or a range, by the words around */
static bool
act_vote(ng_value_run *run, match_ref m)
{
    const ng_value_cues *const cues = ng_value_cues_of(run);
    const bool vote = cues->first_vote != SIZE_MAX, score = cues->score;
    ng_number n =
        ng_number_new(NG_NUMBER_VOTE, NG_LABEL_CARDINAL, amount(run, &m->args[0]));

    n.value_max = amount(run, &m->args[1]);
    if (isnan(n.value) || isnan(n.value_max))
        return false;
    if (!vote || score) {
        n.kind = score || n.value >= n.value_max ? NG_NUMBER_SCORE : NG_NUMBER_RANGE;
        if (vote)
            n.conf = 0.6f;
        else if (!score)
            n.conf = n.kind == NG_NUMBER_RANGE ? 0.7f : 0.5f;
    }
    return put(run, m, &n);
}

/* share n b: "one in five" */
static bool
act_share(ng_value_run *run, match_ref m)
{
    const double of = amount(run, &m->args[1]);
    ng_number n =
        ng_number_new(NG_NUMBER_COUNT, NG_LABEL_CARDINAL, amount(run, &m->args[0]) / of);

    return of > 0 && n.value <= 1 && put(run, m, &n);
}

/* -------------------------------------------------------------------- counts */

/* What "thirds" and "fifths" divide by. */
static int
parts_of(const ng_value_run *run, const ng_value_arg *arg)
{
    const int part = payload(run, arg, NG_V_PART_WORD);
    const int ordinal = part != 0 ? part : payload(run, arg, NG_V_ORDS);

    return ordinal != 0 ? ordinal : ng_int_of(run->atoms[arg->first].value);
}

/* fraction n parts */
static bool
act_fraction(ng_value_run *run, match_ref m)
{
    const double top = ng_atom_is(run, m->args[0].first, NG_V_A) ? 1 : amount(run, &m->args[0]);
    const int parts = parts_of(run, &m->args[1]);
    ng_number n = ng_number_new(NG_NUMBER_COUNT, NG_LABEL_CARDINAL, top / parts);

    return parts > 1 && top > 0 && put(run, m, &n);
}

/* mixed v n parts: "twenty and three fifths" */
static bool
act_mixed(ng_value_run *run, match_ref m)
{
    const double top = ng_atom_is(run, m->args[1].first, NG_V_A) ? 1 : amount(run, &m->args[1]);
    const int parts = parts_of(run, &m->args[2]);
    ng_number n = ng_number_new(NG_NUMBER_COUNT, NG_LABEL_CARDINAL,
                                amount(run, &m->args[0]) + top / parts);

    return parts > 1 && !isnan(n.value) && put(run, m, &n);
}

/* power n e sign b s times: "1.5e6", "1.3x10^6" */
static bool
act_power(ng_value_run *run, match_ref m)
{
    const double base = amount(run, &m->args[0]), exponent = amount(run, &m->args[3]);
    const double times = ng_arg_given(&m->args[5]) ? amount(run, &m->args[5]) : 1;
    const bool minus = ng_arg_given(&m->args[2]) &&
                       run->doc->text[run->atoms[m->args[2].first].start] == '-';
    const bool is_e = (run->doc->text[run->atoms[m->args[1].first].start] | 32) == 'e';
    const double power = pow(is_e ? 10 : base, exponent), factor = is_e ? base * times : times;
    /* Divided, not multiplied: 6.2e-4 is then the nearest double. */
    const ng_number n = ng_number_new(
        NG_NUMBER_COUNT, NG_LABEL_CARDINAL,
        signed_value(minus ? factor / power : factor * power, &m->args[4]));

    return isfinite(n.value) && put(run, m, &n);
}

static bool
act_half(ng_value_run *run, match_ref m)
{
    const ng_number n = ng_number_new(NG_NUMBER_COUNT, NG_LABEL_CARDINAL, 0.5);

    return put(run, m, &n);
}

/* count n t s */
static bool
act_count(ng_value_run *run, match_ref m)
{
    const ng_number n =
        ng_number_new(NG_NUMBER_COUNT, NG_LABEL_CARDINAL,
                      signed_value(amount(run, &m->args[0]) * short_power(run, &m->args[1]),
                                   &m->args[2]));

    return !isnan(n.value) && put(run, m, &n);
}

/* points n: of an index or a game */
static bool
act_points(ng_value_run *run, match_ref m)
{
    ng_number n =
        ng_number_new(NG_NUMBER_COUNT, NG_LABEL_CARDINAL, amount(run, &m->args[0]));

    snprintf(n.unit, sizeof n.unit, "point");
    return !isnan(n.value) && put(run, m, &n);
}

/* range n b */
static bool
act_range(ng_value_run *run, match_ref m)
{
    ng_number n = ng_number_new(NG_NUMBER_RANGE, NG_LABEL_CARDINAL, 0);

    return read_range(run, &m->args[0], &m->args[1], &n.value, &n.value_max) && put(run, m, &n);
}

static bool
act_vague(ng_value_run *run, match_ref m)
{
    return put_mention(run, m, NG_LABEL_CARDINAL);
}

/* ordinal n */
static bool
act_ordinal(ng_value_run *run, match_ref m)
{
    const int word = payload(run, &m->args[0], NG_V_ORDW);
    const ng_number n =
        ng_number_new(NG_NUMBER_ORDINAL, NG_LABEL_ORDINAL,
                      word != 0 ? word : run->atoms[m->args[0].first].value);

    return put(run, m, &n);
}

static bool
act_phone(ng_value_run *run, match_ref m)
{
    int n_digits = 0;

    for (uint32_t i = run->atoms[m->span_first].start; i < run->atoms[m->span_stop - 1].stop; i++)
        n_digits += run->doc->text[i] >= '0' && run->doc->text[i] <= '9';
    return n_digits >= 8 && n_digits <= 15 && put_mention(run, m, NG_LABEL_PHONE);
}

/* ----------------------------------------------------------------------- all */

bool
ng_number_act(ng_value_run *run, const ng_value_match *match)
{
    static bool (*const actions[NG_N_NUMBER_ACTIONS])(ng_value_run *, match_ref) = {
        [NG_NUMBER_ACTION_AGE] = act_age,
        [NG_NUMBER_ACTION_CENTS] = act_cents,
        [NG_NUMBER_ACTION_COUNT] = act_count,
        [NG_NUMBER_ACTION_DEGREES] = act_degrees,
        [NG_NUMBER_ACTION_FEET] = act_feet,
        [NG_NUMBER_ACTION_FRACTION] = act_fraction,
        [NG_NUMBER_ACTION_HALF] = act_half,
        [NG_NUMBER_ACTION_MEASURE] = act_measure,
        [NG_NUMBER_ACTION_MEASURE_RANGE] = act_measure_range,
        [NG_NUMBER_ACTION_MIXED] = act_mixed,
        [NG_NUMBER_ACTION_MONEY] = act_money,
        [NG_NUMBER_ACTION_MONEY_CENTS] = act_money_cents,
        [NG_NUMBER_ACTION_MONEY_RANGE] = act_money_range,
        [NG_NUMBER_ACTION_ORDINAL] = act_ordinal,
        [NG_NUMBER_ACTION_PERCENT] = act_percent,
        [NG_NUMBER_ACTION_PHONE] = act_phone,
        [NG_NUMBER_ACTION_POINTS] = act_points,
        [NG_NUMBER_ACTION_POWER] = act_power,
        [NG_NUMBER_ACTION_RANGE] = act_range,
        [NG_NUMBER_ACTION_SHARE] = act_share,
        [NG_NUMBER_ACTION_VAGUE] = act_vague,
        [NG_NUMBER_ACTION_VAGUE_MONEY] = act_vague_money,
        [NG_NUMBER_ACTION_VOTE] = act_vote,
    };

    return actions[match->rule->action](run, match);
}
