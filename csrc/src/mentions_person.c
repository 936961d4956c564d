/* Persons by their title, the function before them, or their given or family
   name: M5 to M8. */
#include "mentions_read.h"

/* The longest name of a person, in parts. */
#define MAX_PERSON 6

/* Whether a person's name can go on with the word at k. */
static bool
is_person_word(const ng_mention_run *m, size_t k)
{
    const ng_name_part *const w = &m->run[k];

    if (!is_capital(m, k))
        return false;
    if (is_initial(m, k))
        return true;
    if (w->compound)
        return false;
    /* "Bill Roe": a given name, whatever else the word is. */
    if ((w->set & HEADS) && (w->classes & BIT(NG_LEX_GIVEN)) && k + 1 < m->n_run &&
        (m->run[k + 1].classes & BIT(NG_LEX_SURNAME)) && !has(m, k + 1, HEADS))
        return true;
    if (w->set & (NG_NAME_FUNCTION | NG_NAME_HONORIFIC | NG_NAME_TITLE | NG_NAME_MODIFIER | HEADS |
                  NG_NAME_CALENDAR | NG_NAME_COMMON))
        return (w->classes & BIT(NG_LEX_SURNAME)) != 0 && !w->ambiguous &&
               !(w->set & (NG_NAME_FUNCTION | NG_NAME_HONORIFIC));
    return !(w->decides & NG_LEX_NORP_BITS) && !(w->set & NG_NAME_INITIALISM);
}

/* Whether all words of [pos, end) are plain: no head nouns, functions or words in
   capitals, nothing that is more often a common word. */
static bool
are_plain(const ng_mention_run *m, size_t pos, size_t end)
{
    for (size_t k = pos; k < end; k++) {
        const ng_name_part *const w = &m->run[k];

        if (w->shape == 0)
            continue;
        if ((w->set &
             (HEADS | HEADS_OF | TITLES | NG_NAME_MODIFIER | NG_NAME_COMMON | NG_NAME_CALENDAR)) ||
            w->ambiguous || (w->shape & NG_SHAPE_UPPER) ||
            (w->decides & MENTION_BITS & ~BIT(NG_LEX_PERSON)))
            return false;
    }
    return true;
}

/* Where the person's name ends that begins at k; k if there is none. */
static size_t
person_end(const ng_mention_run *m, size_t begin)
{
    size_t k = begin, end = begin;

    while (k < m->n_run && k < begin + MAX_PERSON) {
        if (end > begin && has(m, k, NG_NAME_JUNIOR) && is_capital(m, k)) {
            return k + 1;
        } else if (is_person_word(m, k)) {
            k = end = k + 1;
        } else if (end > begin && is_link(m, k, ',') && has(m, k + 1, NG_NAME_JUNIOR)) {
            return k + 2;
        } else if (end > begin && !is_capital(m, k) && has(m, k, NG_NAME_PARTICLE) &&
                   !is_link(m, k, 'a')) {
            k++;
        } else {
            break;
        }
    }
    return end;
}

/* "Producer Jane Roe": a function with a given name behind it. */
static bool
is_role_title(const ng_mention_run *m, size_t k)
{
    return (m->run[k].classes & BIT(NG_LEX_ROLE)) && !(m->run[k].classes & PERSON_PART_BITS) &&
           !(m->run[k].decides & MENTION_BITS) && is_capital(m, k + 2) &&
           (m->run[k + 1].classes & BIT(NG_LEX_GIVEN)) && !m->run[k + 1].ambiguous;
}

/* Where the title that begins at pos ends; pos if there is none. */
static size_t
title_end(const ng_mention_run *m, size_t pos)
{
    size_t k = pos;

    while (k < m->n_run) {
        const size_t end = match_end(m, k);

        if (!is_capital(m, k) && !(k > pos && is_link(m, k, 'o')))
            break;
        if (end > k + 1 && (match_classes(m, k) & BIT(NG_LEX_TITLE)) &&
            ng_read_beginning(m, k, end).end == 0) {
            k = end;
        } else if (has(m, k, TITLES) || (end == k + 1 && (m->run[k].decides & BIT(NG_LEX_TITLE))) ||
                   is_role_title(m, k)) {
            k++;
        } else if (has(m, k, NG_NAME_MODIFIER) && has(m, k + 1, TITLES | NG_NAME_MODIFIER)) {
            k++;
        } else if (k > pos && has(m, k - 1, NG_NAME_TITLE) && is_link(m, k, 'o') &&
                   has(m, k + 1, NG_NAME_MODIFIER)) {
            k += 2; /* "Assistant Secretary | of State" */
            while (has(m, k, NG_NAME_MODIFIER) && !has(m, k, TITLES))
                k++;
        } else {
            break;
        }
    }
    /* A modifier at the end is none. */
    while (k > pos && !has(m, k - 1, TITLES) && has(m, k - 1, NG_NAME_MODIFIER) &&
           match_end(m, pos) != k)
        k--;
    return k;
}

/* M5. */
ng_reading
ng_read_title(const ng_mention_run *m, size_t pos)
{
    size_t begin = title_end(m, pos);
    ng_reading r = ng_no_reading;
    size_t end;

    if (begin == pos)
        return r;
    /* "Rev. King": the last title is the name. */
    if (begin == m->n_run && begin >= pos + 2 && has(m, begin - 2, NG_NAME_HONORIFIC) &&
        (m->run[begin - 1].classes & BIT(NG_LEX_SURNAME))) {
        begin--;
        end = m->n_run;
    } else if (begin >= m->n_run) {
        return r;
    } else {
        end = person_end(m, begin);
    }
    if (end == begin)
        return r;
    /* "Mayor London", "President Iraq": a place alone is none, unless it is a
       family name as well. */
    if (end == begin + 1 && (m->run[begin].decides & NG_LEX_GPE_BITS) &&
        !(m->run[begin].classes & BIT(NG_LEX_SURNAME)))
        return r;
    if (end == begin + 1 && is_initial(m, begin))
        return r;
    r.begin = begin;
    r.end = end;
    r.label = NG_LABEL_PERSON;
    r.form = end - begin == 1 ? NG_FORM_FAMILY : NG_FORM_FULL;
    r.rule = NG_M_TITLE;
    return r;
}

/* Whether the word at pos may be a given name that a family name follows. */
static bool
is_given(const ng_mention_run *m, size_t pos)
{
    const ng_name_part *const w = &m->run[pos];

    if (is_initial(m, pos))
        return true;
    if (!(w->classes & BIT(NG_LEX_GIVEN)) ||
        (w->decides & (NG_LEX_NORP_BITS | BIT(NG_LEX_TITLE))) ||
        (w->set & (NG_NAME_FUNCTION | TITLES | NG_NAME_COMMON | NG_NAME_MODIFIER)))
        return false;
    return true;
}

/* M6, M7, M8. */
ng_reading
ng_read_person(const ng_mention_run *m, size_t pos)
{
    const ng_name_part *const w = &m->run[pos];
    const bool opens = m->run_opens && pos == 0;
    ng_reading r = ng_no_reading;
    const ng_name_part *last;
    size_t end;

    if (!is_person_word(m, pos) && !is_given(m, pos))
        return r;
    end = person_end(m, pos);
    r.begin = pos;
    r.label = NG_LABEL_PERSON;
    if (end == pos || (end == pos + 1 && !(pos == 0 && m->role_before)))
        return ng_no_reading;
    last = &m->run[end - 1];
    if (last->set & NG_NAME_JUNIOR)
        last--;
    if (pos == 0 && m->role_before && !opens && !(w->decides & MENTION_BITS)) {
        if ((end == pos + 1 && (w->ambiguous || has(m, pos, NG_NAME_COMMON) || !m->role_certain ||
                                (w->classes & NG_LEX_GPE_BITS))) ||
            (w->shape & NG_SHAPE_UPPER))
            return ng_no_reading;
        r.end = end;
        r.rule = NG_M_ROLE;
        r.form = end == pos + 1 ? NG_FORM_FAMILY : NG_FORM_FULL;
        return r;
    }
    if (end == pos + 1 || (last->shape & NG_SHAPE_INITIAL))
        return ng_no_reading;
    if (is_given(m, pos)) {
        const bool needs_surname = (w->decides & NG_LEX_GPE_BITS) != 0 || w->ambiguous ||
                                   (is_behind_the(m, pos) || (pos == 0 && m->place_before)) ||
                                   (is_initial(m, pos) && last->classes != 0);

        if (!needs_surname || (last->classes & BIT(NG_LEX_SURNAME))) {
            r.end = end;
            r.rule = NG_M_GIVEN;
            return r;
        }
        return ng_no_reading;
    }
    /* "Welshman | Mark Litton": the name begins at the given name. */
    if (end > pos + 2 && !(w->classes & PERSON_PART_BITS) && is_given(m, pos + 1))
        return ng_no_reading;
    if ((last->classes & BIT(NG_LEX_SURNAME)) && end - pos <= 3 && are_plain(m, pos, end) &&
        !(is_behind_the(m, pos) || (pos == 0 && m->place_before))) {
        r.end = end;
        r.rule = NG_M_SURNAME;
        return r;
    }
    return ng_no_reading;
}
