/*
 * Parsing a run of capitalised words into names.
 *
 * At each word the readings are tried that could begin there: a name of the
 * lexicon, a name that ends in a head noun, a title with a person, a given name
 * with a person.  The longest wins.  Words that have no reading are collected
 * and left open for the second pass.
 */
#include "mentions.h"

#include <string.h>

#define HEADS                                                                                      \
    (NG_NAME_BODY | NG_NAME_ORG | NG_NAME_SUFFIX | NG_NAME_FAC | NG_NAME_LOC | NG_NAME_GPE |       \
     NG_NAME_LAW | NG_NAME_EVENT | NG_NAME_AWARD)
#define HEADS_OF                                                                                   \
    (NG_NAME_OF | NG_NAME_GPE_OF | NG_NAME_LAW_OF | NG_NAME_EVENT_OF | NG_NAME_LOC_FIRST)
#define TITLES (NG_NAME_HONORIFIC | NG_NAME_TITLE)

#define BIT NG_LEX_BIT
#define NATION_BITS (BIT(NG_LEX_COUNTRY) | NG_LEX_NORP_BITS)
#define PERSON_PART_BITS (BIT(NG_LEX_GIVEN) | BIT(NG_LEX_SURNAME))
/* Classes whose entries become mentions. */
#define MENTION_BITS                                                                               \
    (NG_LEX_GPE_BITS | NG_LEX_ORG_BITS | NG_LEX_NORP_BITS | BIT(NG_LEX_LOC) | BIT(NG_LEX_FAC) |    \
     BIT(NG_LEX_PERSON) | BIT(NG_LEX_EVENT) | BIT(NG_LEX_OTHER))

/* The longest name of a person, in parts. */
#define MAX_PERSON 6

/* A reading of the parts [pos, end). */
typedef struct reading {
    size_t end;   /* 0: none */
    size_t begin; /* of the name itself: behind its title */
    uint8_t label, form, rule, flags;
    bool of_body; /* "Ministry of X": a nationality stays apart */
} reading;

static const reading no_reading = {0, 0, NG_NO_LABEL, NG_FORM_FULL, 0, 0, false};

static bool
is_capital(const ng_mention_run *m, size_t i)
{
    return i < m->n_run && m->run[i].shape != 0;
}

static bool
has(const ng_mention_run *m, size_t i, uint64_t set)
{
    return i < m->n_run && (m->run[i].set & set) != 0;
}

static bool
is_initial(const ng_mention_run *m, size_t i)
{
    return i < m->n_run && (m->run[i].shape & NG_SHAPE_INITIAL) != 0 &&
           !(m->run[i].classes & NG_LEX_GPE_BITS) && !(m->run[i].decides & MENTION_BITS) &&
           !((m->run[i].set & NG_NAME_FUNCTION) && ng_token_len(m->doc, m->run[i].token) == 1);
}

/* A bare small word, "of" or the like. */
static bool
is_link(const ng_mention_run *m, size_t i, char first)
{
    return i < m->n_run && m->run[i].shape == 0 &&
           *ng_token_begin(m->doc, m->run[i].token) == first;
}

/* "the" stands right before the part. */
static bool
is_behind_the(const ng_mention_run *m, size_t pos)
{
    return pos == 0 ? m->the_before : is_link(m, pos - 1, 't') && has(m, pos - 1, NG_NAME_FUNCTION);
}

static size_t
match_end(const ng_mention_run *m, size_t pos)
{
    const size_t end = pos + m->run[pos].match_len;

    return m->run[pos].match_len > 0 && end <= m->n_run ? end : 0;
}

static uint32_t
match_classes(const ng_mention_run *m, size_t pos)
{
    return match_end(m, pos) != 0 ? m->doc->matches.classes[m->run[pos].match] : 0;
}

/* -------------------------------------------------------------- lexicon */

/* The entry that a match stands for: the first that decides, else the first
   that could be a mention; false if none could. */
static bool
choose_entry(const ng_mention_run *m, size_t pos, ng_lex_entry *out, bool *decides)
{
    const ng_lexicon *const lexicon = m->pipeline->lexicon;
    const uint32_t match = m->run[pos].match;
    const size_t n = ng_lexicon_match_n_entries(m->doc, match);
    bool any = false;

    *decides = false;
    for (size_t i = 0; i < n && !*decides; i++) {
        const ng_lex_entry e = ng_lexicon_match_entry(lexicon, m->doc, match, i);

        if (!(BIT(e.class_id) & MENTION_BITS) || e.label >= NG_LABEL_DATE)
            continue;
        if (!any || (e.flags & NG_LEX_DECIDES)) {
            *out = e;
            any = true;
            *decides = (e.flags & NG_LEX_DECIDES) != 0;
        }
    }
    return any;
}

static ng_form
form_of_entry(const ng_mention_run *m, const ng_lex_entry *e, size_t pos, size_t end)
{
    if (e->class_id == NG_LEX_DEMONYM || e->class_id == NG_LEX_NORP)
        return NG_FORM_DEMONYM;
    if (end == pos + 1 && (m->run[pos].shape & NG_SHAPE_UPPER))
        return NG_FORM_ACRONYM;
    if (end == pos + 1 && e->label == NG_LABEL_PERSON)
        return NG_FORM_FAMILY;
    return NG_FORM_FULL;
}

/* Whether "and" stands between the parts. */
static bool
has_and(const ng_mention_run *m, size_t pos, size_t end)
{
    for (size_t k = pos + 1; k + 1 < end; k++) {
        if (is_link(m, k, 'a'))
            return true;
    }
    return false;
}

/* The first word of a longer match, alone. */
static reading
read_word(const ng_mention_run *m, size_t pos)
{
    const ng_name_part *const w = &m->run[pos];
    const uint32_t token = w->token;
    reading r = no_reading;
    ng_lex_entry e;

    if (!(w->decides & MENTION_BITS) || w->ambiguous ||
        !ng_lexicon_find(m->pipeline->lexicon, ng_token_begin(m->doc, token),
                         ng_token_len(m->doc, token), false, w->decides & MENTION_BITS, &e) ||
        e.label >= NG_LABEL_DATE)
        return no_reading;
    r.begin = pos;
    r.end = pos + 1;
    r.label = e.label;
    r.form = (uint8_t)form_of_entry(m, &e, pos, pos + 1);
    r.rule = NG_M_LEXICON;
    return r;
}

/* The first words of a longer match that is no name: "White House | spokesman",
   "U.S. | District Judge". */
static reading
read_beginning(const ng_mention_run *m, size_t pos, size_t end)
{
    const ng_doc *const doc = m->doc;
    const char *const p = ng_token_begin(doc, m->run[pos].token);
    reading r = no_reading;
    ng_lex_entry e;
    ng_lex_set set;
    size_t n;

    if (end < pos + 3)
        return read_word(m, pos);
    n = (size_t)(doc->text + doc->tokens.stop[m->run[pos + 1].token] - p);
    set = ng_lexicon_lookup(m->pipeline->lexicon, p, n, false);
    if (!(set.decides & (NG_LEX_ORG_BITS | NG_LEX_GPE_BITS)) ||
        !ng_lexicon_find(m->pipeline->lexicon, p, n, false,
                         set.decides & (NG_LEX_ORG_BITS | NG_LEX_GPE_BITS), &e) ||
        e.label >= NG_LABEL_DATE)
        return read_word(m, pos);
    r.begin = pos;
    r.end = pos + 2;
    r.label = e.label;
    r.rule = NG_M_LEXICON;
    return r;
}

/* M2, M3. */
static reading
read_lexicon(const ng_mention_run *m, size_t pos)
{
    const size_t end = match_end(m, pos);
    const ng_name_part *const part = &m->run[pos];
    reading r = no_reading;
    ng_lex_entry e;
    bool decides;

    if (end == 0 || !choose_entry(m, pos, &e, &decides))
        return end > pos + 1 ? read_beginning(m, pos, end) : no_reading;
    if (!decides && end > pos + 2 && has_and(m, pos, end))
        return read_word(m, pos);
    /* "Roe province" is Roe; "Roe Administration" is no person. */
    if (end > pos + 1 && ((e.label != NG_LABEL_ORG && !is_capital(m, end - 1) &&
                           m->doc->tokens.kind[m->run[end - 1].token] == NG_TOKEN_WORD) ||
                          (e.label == NG_LABEL_PERSON && has(m, end - 1, NG_NAME_BODY))))
        return read_word(m, pos);
    r.begin = pos;
    r.end = end;
    r.label = e.label;
    r.form = (uint8_t)form_of_entry(m, &e, pos, end);
    r.rule = decides ? NG_M_LEXICON : NG_M_HINT;
    if (!decides || (e.flags & NG_LEX_AMBIGUOUS))
        r.flags |= NG_CAND_OPEN;
    if ((e.flags & NG_LEX_AMBIGUOUS) || (!decides && end == pos + 1 &&
                                         has(m, pos,
                                             NG_NAME_COMMON | NG_NAME_MODIFIER | NG_NAME_TITLE |
                                                 NG_NAME_PARTICLE | NG_NAME_INITIALISM)))
        r.flags |= NG_CAND_COMMON;
    /* Several words are seldom common words by chance. */
    if (end - pos >= 2 && decides)
        r.flags &= (uint8_t)~NG_CAND_OPEN;
    if (end == pos + 1 && (part->classes & PERSON_PART_BITS) && r.label != NG_LABEL_NORP)
        r.flags |= NG_CAND_SOFT;
    return r;
}

/* ------------------------------------------------------------ head nouns */

static void
set_reading(reading *r, size_t end, ng_label label, ng_mention_rule rule)
{
    r->end = end;
    r->label = (uint8_t)label;
    r->rule = (uint8_t)rule;
}

/* What a name that ends in the word of these sets is. */
static void
label_by_head(reading *r, uint64_t set, size_t end)
{
    if (set & NG_NAME_BODY)
        set_reading(r, end, NG_LABEL_ORG, NG_M_BODY);
    else if (set & NG_NAME_SUFFIX)
        set_reading(r, end, NG_LABEL_ORG, NG_M_SUFFIX);
    else if (set & NG_NAME_ORG)
        set_reading(r, end, NG_LABEL_ORG, NG_M_ORG);
    else if (set & NG_NAME_FAC)
        set_reading(r, end, NG_LABEL_FAC, NG_M_PLACE);
    else if (set & NG_NAME_LOC)
        set_reading(r, end, NG_LABEL_LOC, NG_M_PLACE);
    else if (set & NG_NAME_GPE)
        set_reading(r, end, NG_LABEL_GPE, NG_M_COUNTY);
    else if (set & NG_NAME_LAW)
        set_reading(r, end, NG_LABEL_LAW, NG_M_LAW);
    else if (set & NG_NAME_EVENT)
        set_reading(r, end, NG_LABEL_EVENT, NG_M_EVENT);
    else if (set & NG_NAME_AWARD)
        set_reading(r, end, NG_LABEL_WORK_OF_ART, NG_M_WORK);
}

static void
label_by_head_of(reading *r, uint64_t set, size_t end)
{
    if (set & NG_NAME_OF)
        set_reading(r, end, NG_LABEL_ORG, NG_M_OF);
    else if (set & NG_NAME_GPE_OF)
        set_reading(r, end, NG_LABEL_GPE, NG_M_COUNTY);
    else if (set & NG_NAME_LAW_OF)
        set_reading(r, end, NG_LABEL_LAW, NG_M_LAW);
    else if (set & NG_NAME_EVENT_OF)
        set_reading(r, end, NG_LABEL_EVENT, NG_M_EVENT);
    else if (set & NG_NAME_LOC_FIRST)
        set_reading(r, end, NG_LABEL_LOC, NG_M_PLACE);
}

/* M13: where the object of the "of" at `link` ends: capitalised words, and more
   of them behind "and" if `with_and`.  0 if there is none. */
static size_t
object_end(const ng_mention_run *m, size_t link, bool with_and)
{
    size_t k = link + 1, end = 0;

    if (has(m, k, NG_NAME_FUNCTION) && !is_capital(m, k))
        k++; /* "of the" */
    while (k < m->n_run) {
        if (is_capital(m, k)) {
            const size_t next = match_end(m, k);

            if (has(m, k, NG_NAME_CALENDAR) ||
                (end != 0 && has(m, k, TITLES) && is_capital(m, k + 1)) ||
                (end != 0 && (m->run[k].classes & BIT(NG_LEX_GIVEN)) && !m->run[k].ambiguous &&
                 !has(m, k, HEADS)))
                break;
            k = end = next != 0 && (match_classes(m, k) & MENTION_BITS) ? next : k + 1;
        } else if (end != 0 && is_capital(m, k + 1) &&
                   (is_link(m, k, '&') ||
                    (with_and && is_link(m, k, 'a') && !(m->run[k + 1].shape & NG_SHAPE_UPPER) &&
                     !(m->run[k + 1].decides & MENTION_BITS)))) {
            k++;
        } else if (end != 0 && is_link(m, k, 'o') && has(m, k - 1, HEADS_OF) &&
                   is_capital(m, k + 1)) {
            k++; /* "Court for the District of Roe" */
        } else {
            break;
        }
    }
    return end;
}

/* "Kansas City Division | of the FBI": what is an organisation by itself is no part
   of the name. */
static bool
owns_object(const ng_mention_run *m, size_t link)
{
    const size_t k = link + 2;

    return !(link + 2 < m->n_run && !is_capital(m, link + 1) && is_capital(m, k) &&
             ((m->run[k].shape & NG_SHAPE_UPPER) ||
              (match_end(m, k) != 0 && (match_classes(m, k) & NG_LEX_ORG_BITS) &&
               (m->run[k].flags & NG_LEX_DECIDES))));
}

/* Whether the words before "and" may belong to one name with those behind it: none
   is a name by itself, but for a nationality in front ("Food and Drug
   Administration", "African Growth and Opportunity Act"). */
static bool
may_pair(const ng_mention_run *m, size_t pos, size_t link)
{
    if (!is_link(m, link, 'a') || !is_capital(m, link + 1) || has(m, pos, TITLES))
        return false;
    for (size_t k = pos; k < link; k++) {
        const ng_name_part *const w = &m->run[k];
        const bool nation = k == pos && link > pos + 1 && (w->decides & NG_LEX_NORP_BITS) != 0;

        if (!nation && w->classes != 0 && !w->ambiguous &&
            !(w->set & (NG_NAME_COMMON | NG_NAME_MODIFIER | HEADS)))
            return false;
        if (w->shape & NG_SHAPE_UPPER)
            return false;
    }
    return true;
}

/* Whether a name cannot go on over the word at k. */
static bool
stops_head(const ng_mention_run *m, size_t pos, size_t k)
{
    if (has(m, k, NG_NAME_CALENDAR) || m->run[k].compound)
        return true;
    if (k > pos && has(m, k, NG_NAME_FUNCTION) && !has(m, k, HEADS))
        return true;
    /* "Supreme Court Justice Roe": a title with a name behind it. */
    return k > pos && has(m, k, TITLES) && !has(m, k, HEADS) && is_capital(m, k + 1) &&
           !has(m, k + 1, HEADS);
}

/* M14, M17: "Lake Roe", "Hurricane Roe". */
static reading
read_head_first(const ng_mention_run *m, size_t pos)
{
    reading r = no_reading;
    size_t end;

    if (!is_capital(m, pos + 1) || has(m, pos + 1, HEADS | TITLES | NG_NAME_CALENDAR))
        return r;
    r.begin = pos;
    end = match_end(m, pos + 1);
    if (end == 0 || !(match_classes(m, pos + 1) & (NG_LEX_GPE_BITS | BIT(NG_LEX_LOC))))
        end = pos + 2;
    if (has(m, pos, NG_NAME_EVENT_FIRST))
        set_reading(&r, pos + 2, NG_LABEL_EVENT, NG_M_EVENT);
    else if (has(m, pos, NG_NAME_LOC_FIRST))
        set_reading(&r, end, NG_LABEL_LOC, NG_M_PLACE);
    else if (has(m, pos, NG_NAME_DIRECTION) && !m->run[pos + 1].compound &&
             ((m->run[pos + 1].classes & (NG_LEX_GPE_BITS | BIT(NG_LEX_LOC))) ||
              (m->run[pos + 1].classes == 0 && m->place_before && pos == 0)))
        set_reading(&r, end, NG_LABEL_LOC, NG_M_PLACE);
    return r;
}

/* M10 to M17: a name that ends in a head noun, the last one that can be
   reached, or goes on with "of" behind one. */
static reading
read_head(const ng_mention_run *m, size_t pos)
{
    reading r = no_reading;
    const bool after_nation = pos > 0 && (m->run[pos - 1].decides & NATION_BITS) != 0;
    const bool opens = m->run_opens && pos == 0;
    bool ampersand = false;

    if (!is_capital(m, pos) || (has(m, pos, NG_NAME_HONORIFIC) && !has(m, pos + 1, HEADS)) ||
        m->run[pos].compound || (has(m, pos, NG_NAME_FUNCTION) && !has(m, pos, HEADS)))
        return r;
    r = read_head_first(m, pos);
    r.begin = pos;
    for (size_t k = pos; k < m->n_run; k++) {
        const uint64_t set = m->run[k].set;

        if (!is_capital(m, k)) {
            if (is_link(m, k, '&') && k > pos && is_capital(m, k + 1)) { /* M30 */
                set_reading(&r, k + 2, NG_LABEL_ORG, NG_M_AMPERSAND);
                ampersand = true;
                continue;
            }
            if (is_link(m, k, ',') || (r.end != k && may_pair(m, pos, k)) ||
                (has(m, k, NG_NAME_PARTICLE) && is_capital(m, k + 1)))
                continue;
            break;
        }
        if (stops_head(m, pos, k))
            break;
        if (ampersand)
            set_reading(&r, k + 1, NG_LABEL_ORG, NG_M_AMPERSAND);
        if (((set & HEADS_OF) && is_link(m, k + 1, 'o')) ||
            ((set & NG_NAME_OF) && is_link(m, k + 1, 'f'))) {
            const size_t end =
                owns_object(m, k + 1) ? object_end(m, k + 1, (set & NG_NAME_OF_AND) != 0) : 0;

            if (end != 0) {
                label_by_head_of(&r, set, end);
                r.of_body = (set & NG_NAME_BODY) != 0;
                break;
            }
        }
        if ((set & HEADS) && (k > pos || (after_nation && (set & NG_NAME_BODY) && !opens)))
            label_by_head(&r, set, k + 1);
        if ((set & NG_NAME_EVENT) && r.end == k + 1 && has(m, k + 1, NG_NAME_JUNIOR))
            r.end++; /* "World War II" */
    }
    /* "Quibble College London": a place at the end of the run belongs to it. */
    if (r.rule == NG_M_ORG && r.end != 0 && r.end + 1 == m->n_run && is_capital(m, r.end) &&
        (m->run[r.end].classes & NG_LEX_GPE_BITS) && !m->run[r.end].ambiguous)
        r.end++;
    if (r.end == 0 && has(m, pos, NG_NAME_ALONE) && !(opens && has(m, pos, NG_NAME_COMMON)))
        set_reading(&r, pos + 1, NG_LABEL_ORG, NG_M_BODY);
    return r;
}

/* A nationality or country stands apart from a state's body: "Iraqi | Foreign
   Ministry". */
static bool
splits_nation(const ng_mention_run *m, size_t pos, const reading *head)
{
    const size_t end = match_end(m, pos);

    return end != 0 && end < head->end && (head->rule == NG_M_BODY || head->of_body) &&
           (match_classes(m, pos) & NATION_BITS) != 0 && (m->run[pos].flags & NG_LEX_DECIDES) != 0;
}

/* --------------------------------------------------------------- persons */

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
    /* Initials alone are no name: "U.S. | A. B." */
    return end;
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
            read_beginning(m, k, end).end == 0) {
            k = end;
        } else if (has(m, k, TITLES) || (end == k + 1 && (m->run[k].decides & BIT(NG_LEX_TITLE)))) {
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
static reading
read_title(const ng_mention_run *m, size_t pos)
{
    size_t begin = title_end(m, pos);
    reading r = no_reading;
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
static reading
read_person(const ng_mention_run *m, size_t pos)
{
    const ng_name_part *const w = &m->run[pos];
    const bool opens = m->run_opens && pos == 0;
    reading r = no_reading;
    const ng_name_part *last;
    size_t end;

    if (!is_person_word(m, pos) && !is_given(m, pos))
        return r;
    end = person_end(m, pos);
    r.begin = pos;
    r.label = NG_LABEL_PERSON;
    if (end == pos || (end == pos + 1 && !(pos == 0 && m->role_before)))
        return no_reading;
    last = &m->run[end - 1];
    if (last->set & NG_NAME_JUNIOR)
        last--;
    if (pos == 0 && m->role_before && !opens && !(w->decides & MENTION_BITS)) {
        if ((end == pos + 1 && (w->ambiguous || has(m, pos, NG_NAME_COMMON))) ||
            (w->shape & NG_SHAPE_UPPER))
            return no_reading;
        r.end = end;
        r.rule = NG_M_ROLE;
        r.form = end == pos + 1 ? NG_FORM_FAMILY : NG_FORM_FULL;
        return r;
    }
    if (end == pos + 1 || (last->shape & NG_SHAPE_INITIAL))
        return no_reading;
    if (is_given(m, pos)) {
        const bool needs_surname = (w->decides & NG_LEX_GPE_BITS) != 0 || w->ambiguous ||
                                   (is_behind_the(m, pos) || (pos == 0 && m->place_before)) ||
                                   (is_initial(m, pos) && last->classes != 0);

        if (!needs_surname || (last->classes & BIT(NG_LEX_SURNAME))) {
            r.end = end;
            r.rule = NG_M_GIVEN;
            return r;
        }
        return no_reading;
    }
    /* "Welshman | Mark Litton": the name begins at the given name. */
    if (end > pos + 2 && !(w->classes & PERSON_PART_BITS) && is_given(m, pos + 1))
        return no_reading;
    if ((last->classes & BIT(NG_LEX_SURNAME)) && end - pos <= 3 && are_plain(m, pos, end) &&
        !(is_behind_the(m, pos) || (pos == 0 && m->place_before))) {
        r.end = end;
        r.rule = NG_M_SURNAME;
        return r;
    }
    return no_reading;
}

/* ------------------------------------------------------------- candidates */

/* Let the document know a person by the full name and by its parts. */
static void
know_person(ng_mention_run *m, const reading *r)
{
    const ng_token_columns *const t = &m->doc->tokens;
    size_t last = r->end - 1;

    ng_mentions_know(m, t->start[m->run[r->begin].token], t->stop[m->run[last].token],
                     NG_LABEL_PERSON, (ng_form)r->form, r->rule);
    if (last == r->begin)
        return;
    while (last > r->begin && (has(m, last, NG_NAME_JUNIOR) || is_link(m, last, ',')))
        last--;
    ng_mentions_know(m, t->start[m->run[last].token], t->stop[m->run[last].token], NG_LABEL_PERSON,
                     NG_FORM_FAMILY, r->rule);
    /* The family name comes first in Korean and Chinese names. */
    if (!is_initial(m, r->begin)) {
        const bool family_first = (m->run[r->begin].classes & BIT(NG_LEX_SURNAME)) != 0 &&
                                  !(m->run[last].classes & BIT(NG_LEX_SURNAME));

        ng_mentions_know(m, t->start[m->run[r->begin].token], t->stop[m->run[r->begin].token],
                         NG_LABEL_PERSON, family_first ? NG_FORM_FAMILY : NG_FORM_GIVEN, r->rule);
    }
    /* "van Roe". */
    if (last >= r->begin + 2 && has(m, last - 1, NG_NAME_PARTICLE))
        ng_mentions_know(m, t->start[m->run[last - 1].token], t->stop[m->run[last].token],
                         NG_LABEL_PERSON, NG_FORM_FAMILY, r->rule);
}

static void
know(ng_mention_run *m, const reading *r)
{
    const ng_token_columns *const t = &m->doc->tokens;
    const uint32_t start = t->start[m->run[r->begin].token];

    if (r->label == NG_LABEL_PERSON) {
        know_person(m, r);
        return;
    }
    ng_mentions_know(m, start, t->stop[m->run[r->end - 1].token], r->label, (ng_form)r->form,
                     r->rule);
    /* M12: the company without its legal form. */
    if (r->rule == NG_M_SUFFIX) {
        size_t last = r->end - 1;

        while (last > r->begin && (has(m, last, NG_NAME_SUFFIX) || is_link(m, last, ',')))
            last--;
        ng_mentions_know(m, start, t->stop[m->run[last].token], r->label, NG_FORM_SHORT, r->rule);
    }
}

/* M16: "Clean Rivers Act of 1970". */
static void
take_year(const ng_mention_run *m, ng_name_cand *cand)
{
    const ng_doc *const doc = m->doc;
    const uint32_t i = cand->stop_token;

    if (i + 1 < m->stop_token && ng_token_len(doc, i) == 2 &&
        memcmp(ng_token_begin(doc, i), "of", 2) == 0 && ng_token_len(doc, i + 1) == 4 &&
        doc->tokens.kind[i + 1] == NG_TOKEN_NUMBER) {
        cand->stop_token = i + 2;
        cand->stop = doc->tokens.stop[i + 1];
    }
}

static void
add_reading(ng_mention_run *m, size_t pos, const reading *r)
{
    const uint32_t first = m->run[r->begin].token, stop = m->run[r->end - 1].token + 1;
    ng_name_cand *const cand =
        ng_mentions_add(m, first, stop, r->label, (ng_form)r->form, (ng_mention_rule)r->rule);

    if (cand == NULL)
        return;
    if (r->label == NG_LABEL_LAW)
        take_year(m, cand);
    cand->flags = r->flags;
    if (r->begin > pos) {
        cand->title_start = m->doc->tokens.start[m->run[pos].token];
        cand->title_stop = m->doc->tokens.stop[m->run[r->begin].token - 1];
    }
    if (m->run_opens && r->begin == 0)
        cand->flags |= NG_CAND_FIRST;
    if (m->mode == NG_MODE_LOOSE)
        cand->flags |= NG_CAND_LOOSE;
    if (!(cand->flags & (NG_CAND_OPEN | NG_CAND_LOOSE | NG_CAND_SOFT)))
        know(m, r);
}

/* Words [pos, end) without a reading or a joint, as one open candidate. */
static void
add_open_piece(ng_mention_run *m, size_t pos, size_t end)
{
    ng_name_cand *cand;

    /* Small words and common ones at the ends are no part of it. */
    while (pos < end && (!is_capital(m, pos) || has(m, pos, NG_NAME_FUNCTION | NG_NAME_CALENDAR)))
        pos++;
    while (end > pos &&
           (!is_capital(m, end - 1) || has(m, end - 1, NG_NAME_FUNCTION | NG_NAME_CALENDAR)))
        end--;
    if (pos == end)
        return;
    cand = ng_mentions_add(m, m->run[pos].token, m->run[end - 1].token + 1, NG_NO_LABEL,
                           NG_FORM_FULL, NG_M_SHAPE);
    if (cand == NULL)
        return;
    cand->flags = NG_CAND_OPEN;
    if (m->run_opens && pos == 0)
        cand->flags |= NG_CAND_FIRST;
    if (m->mode == NG_MODE_LOOSE)
        cand->flags |= NG_CAND_LOOSE;
    for (size_t i = pos; i < end; i++) {
        if (m->run[i].ambiguous ||
            (m->run[i].set & (NG_NAME_COMMON | TITLES | NG_NAME_MODIFIER | HEADS)))
            cand->flags |= NG_CAND_COMMON;
    }
    if (is_behind_the(m, pos))
        cand->flags |= NG_CAND_THE;
}

/* Words without a reading; what "of" or "and" joins is taken apart. */
static void
add_open(ng_mention_run *m, size_t pos, size_t end)
{
    size_t begin = pos;

    for (; pos < end; pos++) {
        if (!is_capital(m, pos) && !has(m, pos, NG_NAME_PARTICLE)) {
            add_open_piece(m, begin, pos);
            begin = pos + 1;
        }
    }
    add_open_piece(m, begin, end);
}

/* M4 in a run: "U.S.-led", "Israeli-Palestinian". */
static bool
add_compound(ng_mention_run *m, size_t pos, size_t open)
{
    const ng_name_part *const w = &m->run[pos];
    size_t n_before;

    if (w->match != NG_NO_MATCH || m->pipeline->lexicon == NULL)
        return false;
    /* "New York-based": the words before it belong to it. */
    for (size_t back = pos - open < 3 ? pos - open : 3; back > 0; back--) {
        const size_t n_cands = m->scratch->n;

        add_open(m, open, pos - back);
        if (ng_mentions_long_compound(m, m->run[pos - back].token, w->token))
            return true;
        m->scratch->n = n_cands;
    }
    add_open(m, open, pos);
    n_before = m->scratch->n;
    ng_mentions_compound(m, w->token);
    if (m->scratch->n == n_before)
        add_open(m, pos, pos + 1);
    return true;
}

/* The best reading at pos in a line whose capitals can be trusted. */
static reading
best_reading(const ng_mention_run *m, size_t pos)
{
    const reading lexicon = read_lexicon(m, pos);
    reading head, title, person, best = lexicon;

    /* A word by itself is no title with a name, and seldom a head noun. */
    if (m->n_run == 1 && !m->role_before && !has(m, 0, NG_NAME_ALONE | NG_NAME_BODY))
        return lexicon;
    head = read_head(m, pos);
    title = read_title(m, pos);
    person = read_person(m, pos);

    if (title.end >= person.end && title.end != 0)
        person = title;
    if ((head.end > best.end || (head.end == best.end && (best.flags & NG_CAND_OPEN))) &&
        head.end != 0 && !splits_nation(m, pos, &head))
        best = head;
    /* "Frank Church": a person by the given name, unless the body is certain. */
    if (person.end > best.end ||
        (person.end == best.end && person.end != 0 && best.rule != NG_M_LEXICON &&
         best.rule != NG_M_BODY && best.rule != NG_M_SUFFIX &&
         (person.rule != NG_M_SURNAME || best.rule != NG_M_HINT)))
        best = person;
    /* A name of several words that the lexicon is sure of does not become part of
       a longer one by a guess. */
    if (best.rule != NG_M_LEXICON && lexicon.end >= pos + 2 && lexicon.rule == NG_M_LEXICON &&
        best.label == NG_LABEL_PERSON && lexicon.label != NG_LABEL_PERSON)
        best = lexicon;
    return best;
}

/* Headlines: only what the lexicon is sure of, and persons whose title or both
   names are known. */
static reading
loose_reading(const ng_mention_run *m, size_t pos)
{
    const reading lexicon = read_lexicon(m, pos);
    reading person = no_reading;

    /* In a line of capitals "AS" is no Samoa. */
    if (lexicon.end == pos + 1 && m->all_capitals && ng_token_len(m->doc, m->run[pos].token) <= 3)
        return no_reading;
    if (lexicon.end != 0 && !(lexicon.flags & NG_CAND_OPEN))
        return lexicon;
    if (m->run[pos].classes & BIT(NG_LEX_GIVEN) && !m->run[pos].ambiguous && pos + 1 < m->n_run &&
        (m->run[pos + 1].classes & BIT(NG_LEX_SURNAME)) && !m->run[pos + 1].ambiguous &&
        !(m->run[pos].decides & MENTION_BITS)) {
        person.begin = pos;
        person.end = pos + 2;
        person.label = NG_LABEL_PERSON;
        person.rule = NG_M_GIVEN;
    }
    return person;
}

/* An open word with a name on either side. */
static bool
is_open_name(const ng_mention_run *m, size_t k)
{
    return is_capital(m, k) && m->run[k].match_len <= 1 && !m->run[k].ambiguous &&
           !(m->run[k].classes & ~PERSON_PART_BITS) && !(m->run[k].set) && !m->run[k].compound;
}

/* A word that the lexicon only suggests, next to words that are open: a part of
   what they are ("Roe Bypass", "Jane Kyoto"). */
static bool
is_part_of_open(const ng_mention_run *m, size_t open, size_t pos, const reading *r)
{
    if (r->rule != NG_M_HINT || r->end != pos + 1 || m->mode == NG_MODE_LOOSE)
        return false;
    return (pos > open && is_open_name(m, pos - 1)) || is_open_name(m, pos + 1);
}

void
ng_mentions_parse(ng_mention_run *m)
{
    size_t open = 0, pos = 0;

    while (pos < m->n_run && m->status == NG_OK) {
        reading r = no_reading;

        if (is_capital(m, pos) || m->run[pos].match_len > 0) {
            r = m->mode == NG_MODE_LOOSE ? loose_reading(m, pos) : best_reading(m, pos);
        }
        if (r.end <= pos && (m->run[pos].shape & NG_SHAPE_HYPHEN) && add_compound(m, pos, open)) {
            open = ++pos;
            continue;
        }
        if (r.end <= pos || is_part_of_open(m, open, pos, &r)) {
            pos++;
            continue;
        }
        add_open(m, open, pos);
        add_reading(m, pos, &r);
        open = pos = r.end;
    }
    add_open(m, open, m->n_run);
}
