/* Inside the guards of values: what stands around a match. */
#ifndef NG_VALUES_AROUND_H
#define NG_VALUES_AROUND_H

#include "values.h"

#include <string.h>


/* Whether the atom is one of the words, in small letters, with blanks between and at
   both ends: " on by ". */
static inline bool
is_one_of(const ng_value_run *run, size_t i, const char *words)
{
    char word[20];
    const char *p;
    size_t n;

    if (i >= run->n)
        return false;
    p = run->doc->text + run->atoms[i].start;
    n = run->atoms[i].stop - run->atoms[i].start;
    if (n > sizeof word - 3)
        return false;
    word[0] = ' ';
    for (size_t k = 0; k < n; k++)
        word[k + 1] = (char)(p[k] >= 'A' && p[k] <= 'Z' ? p[k] + 32 : p[k]);
    word[n + 1] = ' ';
    word[n + 2] = '\0';
    return strstr(words, word) != NULL;
}

static inline bool
has_flag(const ng_value_run *run, size_t i, unsigned flag)
{
    return i < run->n && (run->atoms[i].flags & flag) != 0;
}

static inline bool
is_letters(const ng_value_run *run, size_t i)
{
    return has_flag(run, i, NG_ATOM_LETTERS);
}

static inline bool
is_capital(const ng_value_run *run, size_t i)
{
    return is_letters(run, i) && has_flag(run, i, NG_ATOM_CAPITAL);
}

static inline bool
is_number(const ng_value_run *run, size_t i)
{
    return i < run->n && run->atoms[i].shape != NG_V_NONE;
}

static inline bool
is_digits(const ng_value_run *run, size_t i)
{
    return i < run->n && run->atoms[i].shape >= NG_V_D0 && run->atoms[i].shape <= NG_V_GROUPED_DEC;
}

/* The atom before the match; run->n if there is none, which is_...() answer false for. */
static inline size_t
before(const ng_value_run *run, const ng_value_match *m)
{
    return m->span_first > 0 ? m->span_first - 1 : run->n;
}

static inline bool
before_is(const ng_value_run *run, const ng_value_match *m, const char *words)
{
    return is_one_of(run, before(run, m), words);
}

/* The end of the sentence, or a mark that ends a phrase. */
static inline bool
ends_phrase(const ng_value_run *run, size_t i)
{
    return i >= run->n || is_one_of(run, i, " , . ; : ) ! ? \" ' \xE2\x80\x9D \xE2\x80\x94 - ");
}

/* In a headline capitals say nothing. */
static inline bool
is_headline(const ng_value_run *run)
{
    return run->block == NG_BLOCK_HEADLINE || run->block == NG_BLOCK_SUBHEAD ||
           run->block == NG_BLOCK_KICKER || run->doc->article.letter_case != NG_CASE_MIXED;
}

#endif
