/*
 * Numbers of several atoms become one: "two hundred and fifty thousand", "3.5 million",
 * "twenty-first", "11th".
 *
 * What is folded is what has one value whatever stands around it; "half a million",
 * "a dozen" and "the third" are for the patterns.
 */
#include "values_words.h"

/* The atoms of a sentence, read from `at` on. */
typedef struct folder {
    const ng_atom *atoms;
    size_t n;
} folder;

static bool
is(const folder *f, size_t i, ng_value_class class_id)
{
    return i < f->n && f->atoms[i].word != NG_NO_WORD &&
           ng_value_word_is(f->atoms[i].word, class_id);
}

static int
payload(const folder *f, size_t i, ng_value_class class_id)
{
    return ng_value_payload(f->atoms[i].word, class_id, 0);
}

static bool
is_glued(const folder *f, size_t i)
{
    return i < f->n && (f->atoms[i].flags & NG_ATOM_GLUED) != 0;
}

static bool
is_hyphen(const folder *f, size_t i)
{
    return is(f, i, NG_V_HYPHEN) && is_glued(f, i) && is_glued(f, i + 1);
}

/* What comes behind atom i - 1: i, or i + 1 if a hyphen joins them. */
static size_t
joined(const folder *f, size_t i)
{
    return is_hyphen(f, i) ? i + 1 : i;
}

/* One to ninety-nine at i: where it ends, or i. */
static size_t
below_hundred(const folder *f, size_t i, double *value)
{
    if (is(f, i, NG_V_TENS)) {
        /* "fifty - two" as well. */
        const size_t next = is(f, i + 1, NG_V_HYPHEN) && is(f, i + 2, NG_V_ONES) ? i + 2
                                                                                 : joined(f, i + 1);

        *value = payload(f, i, NG_V_TENS);
        if (is(f, next, NG_V_ONES)) {
            *value += payload(f, next, NG_V_ONES);
            return next + 1;
        }
        return i + 1;
    }
    if (is(f, i, NG_V_TEENS)) {
        *value = payload(f, i, NG_V_TEENS);
        return i + 1;
    }
    if (is(f, i, NG_V_ONES)) {
        *value = payload(f, i, NG_V_ONES);
        return i + 1;
    }
    return i;
}

/* "and five", or "five", behind a hundred or a thousand. */
static size_t
remainder_at(const folder *f, size_t i, double *value)
{
    const size_t start = joined(f, i);
    const size_t first = is(f, start, NG_V_AND) ? joined(f, start + 1) : start;
    const size_t stop = below_hundred(f, first, value);

    return stop > first ? stop : i;
}

/* "two hundred and five", "twenty-five hundred", "a hundred": where it ends, or i. */
static size_t
group_at(const folder *f, size_t i, double *value)
{
    size_t stop = below_hundred(f, i, value);
    double rest;

    if (stop == i && is(f, i, NG_V_A) &&
        (is(f, joined(f, i + 1), NG_V_HUNDRED) || is(f, joined(f, i + 1), NG_V_MAG))) {
        *value = 1;
        stop = i + 1;
    }
    if (stop > i && is(f, joined(f, stop), NG_V_HUNDRED)) {
        *value *= 100;
        stop = joined(f, stop) + 1;
        const size_t after = remainder_at(f, stop, &rest);

        if (after > stop) {
            *value += rest;
            stop = after;
        }
    }
    return stop;
}

/* Thousands and up behind a group: "thousand", "hundred million".  Where they end,
   or i. */
static size_t
magnitude_at(const folder *f, size_t i, int *power)
{
    size_t at = joined(f, i), stop = i;

    *power = 0;
    if (is(f, at, NG_V_HUNDRED) && is(f, joined(f, at + 1), NG_V_MAG)) {
        *power = 2;
        at = joined(f, at + 1);
    }
    while (is(f, at, NG_V_MAG) && *power < 18) {
        *power += payload(f, at, NG_V_MAG);
        stop = at + 1;
        at = stop;
    }
    return stop;
}

/* The group behind "million", if it goes on with the number: where it ends, or `stop`. */
static size_t
next_group(const folder *f, size_t stop, int last, double *value)
{
    const size_t start = joined(f, stop);
    size_t next;
    int power;

    /* "two thousand and five", but not "a million and three thousand". */
    if (is(f, start, NG_V_AND)) {
        next = group_at(f, joined(f, start + 1), value);
        if (next == joined(f, start + 1))
            return stop;
    } else
        next = group_at(f, start, value);
    if (next == stop || next == start)
        return stop;
    magnitude_at(f, next, &power);
    return power >= last || (power > 0 && is(f, start, NG_V_AND)) ? stop : next;
}

/* A number in words at i: where it ends, or i. */
static size_t
words_at(const folder *f, size_t i, double *value)
{
    double part = 0;
    size_t stop = group_at(f, i, &part);

    if (stop == i)
        return i;
    *value = 0;
    for (;;) {
        int power;
        size_t next;

        stop = magnitude_at(f, stop, &power);
        *value += part * ng_power_of_ten(power);
        if (power == 0)
            return stop;
        next = next_group(f, stop, power, &part);
        if (next == stop)
            return stop;
        stop = next;
    }
}

static ng_value_shape
shape_of_words(double value)
{
    return value < 1      ? NG_V_W0
           : value < 2    ? NG_V_W1
           : value <= 12  ? NG_V_W2_12
           : value <= 31  ? NG_V_W13_31
           : value <= 59  ? NG_V_W32_59
           : value <= 99  ? NG_V_W60_99
                          : NG_V_W100UP;
}

static ng_atom
merged(const folder *f, size_t first, size_t stop, ng_value_shape shape, double value)
{
    ng_atom atom = f->atoms[first];

    atom.stop = f->atoms[stop - 1].stop;
    atom.word = NG_NO_WORD;
    atom.symbol = ng_value_shape_symbol(shape);
    atom.shape = (uint8_t)shape;
    atom.flags = (uint8_t)((atom.flags & (NG_ATOM_GLUED | NG_ATOM_CAPITAL)) | NG_ATOM_FOLDED);
    atom.value = value;
    return atom;
}

/* "1/2", "3/4": of "2 1/2"; "13/16", as prices are quoted, of no other divisor. */
static bool
is_fraction(const folder *f, size_t i)
{
    const double divisor = i + 2 < f->n ? f->atoms[i + 2].value : 0;

    return i + 2 < f->n && is(f, i + 1, NG_V_SLASH) && is_glued(f, i + 1) && is_glued(f, i + 2) &&
           f->atoms[i].shape >= NG_V_D1 && f->atoms[i].shape <= NG_V_D60_99 &&
           ((f->atoms[i].shape == NG_V_D1 && (f->atoms[i + 2].shape == NG_V_D1 ||
                                              f->atoms[i + 2].shape == NG_V_D10_12)) ||
            divisor == 16 || divisor == 32 || divisor == 64) &&
           f->atoms[i].value < f->atoms[i + 2].value &&
           !(is_glued(f, i + 3) && is(f, i + 3, NG_V_SLASH));
}

/* "816 000", "1 414 021 100": groups of three digits behind blanks.  Two groups at least, or
   one of zeros; "12 200 people" may be two numbers.  Where they end, or i. */
static size_t
spaced_groups(const folder *f, size_t i, int *n_groups)
{
    size_t stop = i + 1;

    *n_groups = 0;
    if (f->atoms[i].shape < NG_V_D1 || f->atoms[i].shape > NG_V_D3 || f->atoms[i].value == 0 ||
        (i > 0 && f->atoms[i - 1].shape != NG_V_NONE))
        return i;
    while (stop < f->n && !is_glued(f, stop) &&
           (f->atoms[stop].shape == NG_V_D3 || f->atoms[stop].shape == NG_V_D0XX ||
            (f->atoms[stop].shape == NG_V_DEC &&
             f->atoms[stop].stop - f->atoms[stop].start >= 5 && f->atoms[stop].value >= 100))) {
        ++*n_groups;
        if (f->atoms[stop++].shape == NG_V_DEC)
            break;
    }
    /* What is glued to a mark behind it is a telephone number. */
    if (is_glued(f, stop) && is(f, stop, NG_V_HYPHEN))
        return i;
    return *n_groups >= 2 || (*n_groups == 1 && f->atoms[i + 1].value == 0) ? stop : i;
}

/* At a number in digits. */
static size_t
fold_digits(const folder *f, size_t i, ng_atom *out)
{
    const ng_atom *const atom = &f->atoms[i];
    int power;
    size_t stop;

    if (is_glued(f, i + 1) && is(f, i + 1, NG_V_ORD_SUFFIX) && atom->shape != NG_V_DEC &&
        atom->shape != NG_V_GROUPED_DEC) {
        *out = merged(f, i, i + 2, atom->value >= 1 && atom->value <= 31 ? NG_V_OD1_31 : NG_V_OD32UP,
                      atom->value);
        return i + 2;
    }
    if (is_fraction(f, i + 1) && !is_glued(f, i + 1) && atom->shape < NG_V_GROUPED) {
        *out = merged(f, i, i + 4, NG_V_MIXED,
                      atom->value + f->atoms[i + 1].value / f->atoms[i + 3].value);
        stop = magnitude_at(f, i + 4, &power);
        if (power > 0)
            *out = merged(f, i, stop, NG_V_MIXED, out->value * ng_power_of_ten(power));
        return power > 0 ? stop : i + 4;
    }
    if (is(f, i + 1, NG_V_HUNDRED) && atom->shape < NG_V_D0XXX) {
        double rest = 0;

        stop = remainder_at(f, i + 2, &rest);
        /* "3 hundred and 21" */
        if (stop == i + 2 && is(f, i + 2, NG_V_AND) && i + 3 < f->n &&
            f->atoms[i + 3].shape >= NG_V_D1 && f->atoms[i + 3].shape <= NG_V_D60_99) {
            rest = f->atoms[i + 3].value;
            stop = i + 4;
        }
        *out = merged(f, i, stop, NG_V_MIXED, atom->value * 100 + rest);
        return stop;
    }
    stop = spaced_groups(f, i, &power);
    if (stop > i) {
        double value = atom->value;

        for (size_t k = i + 1; k < stop; k++)
            value = value * 1000 + f->atoms[k].value;
        *out = merged(f, i, stop, NG_V_GROUPED, value);
        return stop;
    }
    stop = magnitude_at(f, i + 1, &power);
    if (power > 0 && stop > i + 1) {
        *out = merged(f, i, stop, NG_V_MIXED, atom->value * ng_power_of_ten(power));
        return stop;
    }
    return i;
}

/* At a number in words. */
static size_t
fold_words(const folder *f, size_t i, ng_atom *out)
{
    double value = 0;
    const size_t stop = words_at(f, i, &value);

    /* "twenty-first" */
    if (is(f, i, NG_V_TENS) && stop == i + 1) {
        const size_t next = joined(f, i + 1);

        if (is(f, next, NG_V_ORDW) && payload(f, next, NG_V_ORDW) < 10) {
            *out = merged(f, i, next + 1, NG_V_OW, value + payload(f, next, NG_V_ORDW));
            return next + 1;
        }
    }
    if (stop <= i + 1)
        return i;
    *out = merged(f, i, stop, shape_of_words(value), value);
    return stop;
}

void
ng_atoms_fold(ng_atom *atoms, size_t *n)
{
    const folder f = {atoms, *n};
    size_t to = 0, i = 0;

    while (i < f.n) {
        ng_atom out;
        size_t stop = i;

        if (atoms[i].shape >= NG_V_D0 && atoms[i].shape <= NG_V_GROUPED_DEC)
            stop = fold_digits(&f, i, &out);
        else if (atoms[i].shape >= NG_V_W1 || is(&f, i, NG_V_A))
            stop = fold_words(&f, i, &out);
        if (stop > i) {
            atoms[to++] = out;
            i = stop;
        } else {
            atoms[to++] = atoms[i++];
        }
    }
    *n = to;
}
