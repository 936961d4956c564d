/*
 * Names by their head noun: M10 to M17, M30.
 *
 * Either the noun ends the name ("Quibble Foundation"), or it goes on with "of"
 * behind it ("Ministry of Trade"), or it stands first ("Lake Quibble").
 */
#include "mentions_read.h"

static void
set_reading(ng_reading *r, size_t end, ng_label label, ng_mention_rule rule)
{
    r->end = end;
    r->label = (uint8_t)label;
    r->rule = (uint8_t)rule;
}

/* What a name that ends in the word of these sets is. */
static void
label_by_head(ng_reading *r, uint64_t set, size_t end)
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
label_by_head_of(ng_reading *r, uint64_t set, size_t end)
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
        if ((w->shape & NG_SHAPE_UPPER) || (w->set & TITLES))
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
static ng_reading
read_head_first(const ng_mention_run *m, size_t pos)
{
    ng_reading r = ng_no_reading;
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

/* The possessive in "People's Front". */
static bool
is_owner(const ng_mention_run *m, size_t k)
{
    return k > 0 && m->doc->tokens.kind[m->run[k].token] == NG_TOKEN_CLITIC &&
           has(m, k - 1, NG_NAME_OWNER) && is_capital(m, k + 1);
}

/* M10 to M17: a name that ends in a head noun, the last one that can be
   reached, or goes on with "of" behind one. */
ng_reading
ng_read_head(const ng_mention_run *m, size_t pos)
{
    ng_reading r = ng_no_reading;
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
                (has(m, k, NG_NAME_PARTICLE) && is_capital(m, k + 1)) || is_owner(m, k))
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
bool
ng_splits_nation(const ng_mention_run *m, size_t pos, const ng_reading *head)
{
    const size_t end = match_end(m, pos);
    const bool is_acronym = (m->run[pos].shape & NG_SHAPE_UPPER) != 0 &&
                            (m->run[pos].decides & BIT(NG_LEX_COUNTRY)) != 0;

    return end != 0 && end < head->end &&
           (head->rule == NG_M_BODY || head->of_body ||
            (is_acronym && (head->rule == NG_M_ORG || head->rule == NG_M_OF) &&
             !has(m, end, TITLES))) &&
           (match_classes(m, pos) & NATION_BITS) != 0 && (m->run[pos].flags & NG_LEX_DECIDES) != 0;
}
