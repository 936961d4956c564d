/*
 * Parsing a run of capitalised words into names.
 *
 * At each word the readings are tried that could begin there: a name of the
 * lexicon, a name that ends in a head noun, a title with a person, a given name
 * with a person.  The longest wins.  Words that have no reading are collected
 * and left open for the second pass.
 */
#include "mentions_read.h"

#include <string.h>

/* Let the document know a person by the full name and by its parts. */
static void
know_person(ng_mention_run *m, const ng_reading *r)
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
know(ng_mention_run *m, const ng_reading *r)
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
add_reading(ng_mention_run *m, size_t pos, const ng_reading *r)
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
static ng_reading
best_reading(const ng_mention_run *m, size_t pos)
{
    const ng_reading lexicon = ng_read_lexicon(m, pos);
    ng_reading head, title, person, best = lexicon;

    /* A word by itself is no title with a name, and seldom a head noun. */
    if (m->n_run == 1 && !m->role_before && !has(m, 0, NG_NAME_ALONE | NG_NAME_BODY))
        return lexicon;
    head = ng_read_head(m, pos);
    title = ng_read_title(m, pos);
    person = ng_read_person(m, pos);

    if (title.end >= person.end && title.end != 0)
        person = title;
    if ((head.end > best.end || (head.end == best.end && (best.flags & NG_CAND_OPEN))) &&
        head.end != 0 && !ng_splits_nation(m, pos, &head))
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
static ng_reading
loose_reading(const ng_mention_run *m, size_t pos)
{
    const ng_reading lexicon = ng_read_lexicon(m, pos);
    ng_reading person = ng_no_reading;

    /* In a line of capitals "AS" is no Samoa. */
    if (lexicon.end == pos + 1 && m->all_capitals && ng_token_len(m->doc, m->run[pos].token) <= 3)
        return ng_no_reading;
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
is_part_of_open(const ng_mention_run *m, size_t open, size_t pos, const ng_reading *r)
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
        ng_reading r = ng_no_reading;

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
