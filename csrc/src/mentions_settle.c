/*
 * The second pass: open candidates are settled, and the mentions appended.
 *
 * An open candidate is words with capitals.  What they are is asked, in this
 * order, of the names that the document has in other places, of what stands
 * next to them, and of their shape.
 */
#include "mentions.h"

#include <string.h>

/* The tokenizer gives the stop of "U.S." to the sentence where one ends there; the
   name keeps it. */
uint32_t
ng_mention_stop(const ng_doc *doc, uint32_t sentence, uint32_t name_stop, uint32_t stop_token)
{
    const uint32_t sentence_stop = doc->sentences.stop_token[sentence];
    const char *const end = doc->text + name_stop;

    if (stop_token >= sentence_stop || doc->tokens.start[stop_token] != name_stop || *end != '.' ||
        ng_token_len(doc, stop_token - 1) < 2)
        return name_stop;
    if (end[-2] == '.' && end[-1] >= 'A' && end[-1] <= 'Z')
        return name_stop + 1;
    /* "Inc.", "Jr.", but not "GmbH" or "III". */
    if (ng_token_len(doc, stop_token - 1) <= 4 && end[-1] >= 'a' && end[-1] <= 'z' &&
        (ng_token_set(doc, stop_token - 1) & (NG_NAME_SUFFIX | NG_NAME_JUNIOR)))
        return name_stop + 1;
    return name_stop;
}

static ng_status
append(ng_mention_run *m, const ng_name_cand *c)
{
    ng_mention_columns *const x = &m->doc->mentions;

    /* A particle that was taken may belong to the mention before. */
    if (x->n > 0 && c->start < x->stop[x->n - 1])
        return NG_OK;
    if (ng_doc_reserve_mention(m->doc) != NG_OK)
        return NG_ERR_MEMORY;
    x->start[x->n] = c->start;
    x->stop[x->n] = ng_mention_stop(m->doc, c->sentence, c->stop, c->stop_token);
    x->sentence[x->n] = c->sentence;
    x->title_start[x->n] = c->title_start;
    x->title_stop[x->n] = c->title_stop;
    x->label[x->n] = c->label;
    x->form[x->n] = c->form;
    x->rule[x->n] = c->rule;
    x->conf[x->n] = ng_mention_conf[c->rule];
    x->n++;
    return NG_OK;
}

static const ng_name_row *
find_tokens(const ng_mention_run *m, uint32_t first, uint32_t stop)
{
    const ng_doc *const doc = m->doc;

    return ng_name_table_find(
        &m->scratch->names,
        ng_name_hash(ng_token_begin(doc, first), doc->text + doc->tokens.stop[stop - 1]));
}

/* ---------------------------------------------------------------- context */

static bool
follows_in(const ng_mention_run *m, const ng_name_cand *c)
{
    return c->first_token > m->doc->sentences.first_token[c->sentence] &&
           (ng_token_set(m->doc, c->first_token - 1) & NG_NAME_IN) != 0;
}

/* "a", "an": no name follows. */
static bool
follows_article(const ng_mention_run *m, const ng_name_cand *c)
{
    const char *p;
    size_t n;

    if (c->first_token == m->doc->sentences.first_token[c->sentence])
        return false;
    p = ng_token_begin(m->doc, c->first_token - 1);
    n = ng_token_len(m->doc, c->first_token - 1);
    return (*p | 0x20) == 'a' && (n == 1 || (n == 2 && p[1] == 'n'));
}

static bool
precedes_say(const ng_mention_run *m, const ng_name_cand *c)
{
    const uint32_t stop = m->doc->sentences.stop_token[c->sentence];

    return c->stop_token < stop && (ng_token_set(m->doc, c->stop_token) & NG_NAME_SAY) != 0;
}

/* A comma and a number of two digits, a person's age: "Roe, 34,". */
static bool
precedes_age(const ng_mention_run *m, const ng_name_cand *c)
{
    const ng_doc *const doc = m->doc;
    const uint32_t stop = doc->sentences.stop_token[c->sentence];

    return c->stop_token + 1 < stop && *ng_token_begin(doc, c->stop_token) == ',' &&
           doc->tokens.kind[c->stop_token + 1] == NG_TOKEN_NUMBER &&
           ng_token_len(doc, c->stop_token + 1) == 2 &&
           (c->stop_token + 2 >= stop || *ng_token_begin(doc, c->stop_token + 2) == ',');
}

/* What the word in small letters behind the candidate says. */
static uint64_t
set_behind(const ng_mention_run *m, const ng_name_cand *c)
{
    const uint32_t stop = m->doc->sentences.stop_token[c->sentence];
    const char *p;

    if (c->stop_token >= stop)
        return 0;
    p = ng_token_begin(m->doc, c->stop_token);
    return *p >= 'a' && *p <= 'z' ? ng_token_set(m->doc, c->stop_token) : 0;
}

/* M29: "a stake in Roe". */
static bool
follows_stake(const ng_mention_run *m, const ng_name_cand *c)
{
    return follows_in(m, c) && c->first_token >= m->doc->sentences.first_token[c->sentence] + 2 &&
           (ng_token_set(m->doc, c->first_token - 2) & NG_NAME_STAKE) != 0;
}

/* M28: "the town of Roe". */
static bool
is_of_place(const ng_mention_run *m, const ng_name_cand *c)
{
    const uint32_t first = m->doc->sentences.first_token[c->sentence];
    const ng_doc *const doc = m->doc;

    return c->first_token >= first + 2 && ng_token_len(doc, c->first_token - 1) == 2 &&
           *ng_token_begin(doc, c->first_token - 1) == 'o' &&
           *ng_token_begin(doc, c->first_token - 2) >= 'a' &&
           (ng_token_set(doc, c->first_token - 2) & NG_NAME_GPE_OF) != 0;
}

/* M24: a comma and a state or country. */
static bool
precedes_place(const ng_mention_run *m, const ng_name_cand *c, size_t i)
{
    const ng_name_cand *const next = &m->scratch->cands[i + 1];

    return i + 1 < m->scratch->n && next->sentence == c->sentence && next->label == NG_LABEL_GPE &&
           !(next->flags & NG_CAND_OPEN) && next->first_token == c->stop_token + 1 &&
           *ng_token_begin(m->doc, c->stop_token) == ',';
}

/* Whether the first letter of the acronym begins a word of the long form. */
static bool
shares_initial(const ng_mention_run *m, const ng_name_cand *long_form, const ng_name_cand *c)
{
    const int initial = m->doc->text[c->start] | 0x20;
    uint32_t n = 0;

    for (uint32_t i = long_form->first_token; i < long_form->stop_token && n < 16; i++, n++) {
        if ((*ng_token_begin(m->doc, i) | 0x20) == initial)
            return true;
    }
    return false;
}

static unsigned
shape_of(const ng_mention_run *m, uint32_t token)
{
    const char *const p = ng_token_begin(m->doc, token);

    return ng_name_shape(p, p + ng_token_len(m->doc, token));
}

/* The next word is capitalised: the candidate is a part of something. */
static bool
precedes_capital(const ng_mention_run *m, const ng_name_cand *c)
{
    return c->stop_token < m->doc->sentences.stop_token[c->sentence] &&
           shape_of(m, c->stop_token) != 0;
}

/* M32: joined by a comma, "and" or both to the candidate before it. */
static const ng_name_cand *
listed_behind(const ng_mention_run *m, const ng_name_cand *c, size_t i)
{
    const ng_doc *const doc = m->doc;
    const ng_name_cand *const before = i > 0 ? &m->scratch->cands[i - 1] : NULL;
    uint32_t k;
    bool comma, is_and;

    if (before == NULL || before->sentence != c->sentence || (before->flags & NG_CAND_OPEN) ||
        (before->label != NG_LABEL_PERSON && before->label != NG_LABEL_GPE))
        return NULL;
    k = before->stop_token;
    comma = k < c->first_token && *ng_token_begin(doc, k) == ',';
    k += comma;
    is_and = k < c->first_token && ng_token_len(doc, k) == 3 &&
             memcmp(ng_token_begin(doc, k), "and", 3) == 0;
    k += is_and;
    if (before->label == NG_LABEL_GPE && !is_and)
        return NULL; /* "In Roe, Zorbelix said" */
    return k == c->first_token && (comma || is_and) && !precedes_capital(m, c) ? before : NULL;
}

/* M21: in brackets behind an organisation or the like, which lends its label. */
static const ng_name_cand *
bracketed_behind(const ng_mention_run *m, const ng_name_cand *c, size_t i)
{
    const ng_name_cand *const before = i > 0 ? &m->scratch->cands[i - 1] : NULL;

    if (before == NULL || before->sentence != c->sentence || before->label == NG_NO_LABEL ||
        before->label == NG_LABEL_PERSON || before->stop_token - before->first_token < 2 ||
        !shares_initial(m, before, c) || (before->flags & NG_CAND_OPEN) ||
        before->stop_token + 1 != c->first_token ||
        *ng_token_begin(m->doc, before->stop_token) != '(')
        return NULL;
    return before;
}

static bool
has_digit(const ng_mention_run *m, const ng_name_cand *c)
{
    for (uint32_t i = c->start; i < c->stop && i < c->start + NG_SHAPE_MAX; i++) {
        if (m->doc->text[i] >= '0' && m->doc->text[i] <= '9')
            return true;
    }
    return false;
}

/* M24: "WV" behind a comma, where the lexicon has it as a state's. */
static bool
is_state_code(const ng_mention_run *m, const ng_name_cand *c)
{
    return c->stop - c->start == 2 && m->pipeline->lexicon != NULL &&
           c->first_token > m->doc->sentences.first_token[c->sentence] &&
           *ng_token_begin(m->doc, c->first_token - 1) == ',' &&
           (ng_lexicon_classes(m->pipeline->lexicon, m->doc->text + c->start, 2, false) &
            NG_LEX_BIT(NG_LEX_STATE)) != 0;
}

/* Whether a word is all capitals, or ends as common words do. */
static bool
looks_common(const ng_mention_run *m, const ng_name_cand *c)
{
    for (uint32_t i = c->first_token; i < c->stop_token; i++) {
        const char *const p = ng_token_begin(m->doc, i);

        if ((shape_of(m, i) & NG_SHAPE_UPPER) ||
            ng_name_ends_common(p, p + ng_token_len(m->doc, i)))
            return true;
    }
    return false;
}

static ng_block_kind
block_of(const ng_mention_run *m, const ng_name_cand *c)
{
    const uint32_t block = m->doc->sentences.block[c->sentence];

    return block < m->doc->blocks.n ? (ng_block_kind)m->doc->blocks.kind[block] : NG_BLOCK_BODY;
}

/* --------------------------------------------------------------- settling */

static bool
set_to(ng_name_cand *c, ng_label label, ng_form form, ng_mention_rule rule)
{
    c->label = (uint8_t)label;
    c->form = (uint8_t)form;
    c->rule = (uint8_t)rule;
    c->flags &= (uint8_t)~NG_CAND_OPEN;
    return true;
}

static bool
set_to_row(ng_name_cand *c, const ng_name_row *row)
{
    if (ng_name_row_is_person(row))
        return set_to(c, NG_LABEL_PERSON, (ng_form)row->person_form,
                      row->person_form == NG_FORM_FULL ? NG_M_REPEAT : NG_M_FAMILY);
    return set_to(c, (ng_label)row->label, (ng_form)row->form,
                  row->rule == NG_M_CAPITALS     ? NG_M_CAPITALS
                  : row->form == NG_FORM_ACRONYM ? NG_M_ACRONYM
                                                 : NG_M_REPEAT);
}

/* Known by a given name only. */
static bool
is_given_only(const ng_name_row *row)
{
    return ng_name_row_is_person(row) && row->person_form == NG_FORM_GIVEN;
}

/* Whether the open candidate is a name by its surroundings or shape. */
static bool
settle_by_context(ng_mention_run *m, ng_name_cand *c, size_t i)
{
    const uint32_t n = c->stop_token - c->first_token;
    const bool known = c->label != NG_NO_LABEL;
    const bool common = (c->flags & NG_CAND_COMMON) != 0;
    const bool opens = (c->flags & NG_CAND_FIRST) != 0;
    const uint64_t next_set = set_behind(m, c), set = ng_token_set(m->doc, c->first_token);
    const ng_name_cand *long_form, *list;

    if (block_of(m, c) == NG_BLOCK_BYLINE && !common && n >= 2)
        return set_to(c, NG_LABEL_PERSON, NG_FORM_FULL, NG_M_BYLINE);
    if (block_of(m, c) == NG_BLOCK_DATELINE &&
        c->first_token == m->doc->sentences.first_token[c->sentence])
        return set_to(c, NG_LABEL_GPE, NG_FORM_FULL, NG_M_DATELINE);
    if (c->flags & NG_CAND_LOOSE)
        return false;
    long_form = bracketed_behind(m, c, i);
    if (long_form != NULL && n == 1 && (shape_of(m, c->first_token) & NG_SHAPE_UPPER))
        return set_to(c, (ng_label)long_form->label, NG_FORM_ACRONYM, NG_M_ACRONYM);
    if (n <= 3 && !(shape_of(m, c->first_token) & NG_SHAPE_UPPER) && precedes_place(m, c, i) &&
        !(known && c->label != NG_LABEL_GPE))
        return set_to(c, NG_LABEL_GPE, NG_FORM_FULL, NG_M_CITYSTATE);
    if (n == 1 && is_state_code(m, c))
        return set_to(c, NG_LABEL_GPE, NG_FORM_SHORT, NG_M_CITYSTATE);
    if (n == 1 && !common && (next_set & NG_NAME_TERM) && (!known || (c->flags & NG_CAND_SOFT)))
        return set_to(c, NG_LABEL_PERSON, NG_FORM_FAMILY, NG_M_SPEAKER);
    if (n <= 3 && !common && !(n == 1 && (c->flags & NG_CAND_THE)) && !has_digit(m, c) &&
        (precedes_age(m, c) || (precedes_say(m, c) && (!opens || n >= 2))) &&
        !(shape_of(m, c->first_token) & NG_SHAPE_UPPER) && !known)
        return set_to(c, NG_LABEL_PERSON, n == 1 ? NG_FORM_FAMILY : NG_FORM_FULL, NG_M_SPEAKER);
    if (known && !common)
        return set_to(c, (ng_label)c->label, (ng_form)c->form, NG_M_HINT);
    if (n <= 3 && !common && (next_set & (NG_NAME_LOC | NG_NAME_GPE)) && !(set & NG_NAME_TITLE))
        return set_to(c, (next_set & NG_NAME_GPE) ? NG_LABEL_GPE : NG_LABEL_LOC, NG_FORM_FULL,
                      NG_M_NOUN);
    if (n <= 3 && !common && is_of_place(m, c))
        return set_to(c, NG_LABEL_GPE, NG_FORM_FULL, NG_M_NOUN);
    list = listed_behind(m, c, i);
    if (list != NULL && n <= 3 && !common && !(set & NG_NAME_INITIALISM) &&
        ((n == 1 && list->label == NG_LABEL_PERSON) || !looks_common(m, c)))
        return set_to(c, (ng_label)list->label,
                      n == 1 && list->label == NG_LABEL_PERSON ? NG_FORM_FAMILY : NG_FORM_FULL,
                      NG_M_LIST);
    if (n <= 3 && !common && (next_set & NG_NAME_ORG_CUE))
        return set_to(c, NG_LABEL_ORG, NG_FORM_FULL, NG_M_CUE);
    if (opens || common || (set & NG_NAME_INITIALISM))
        return false;
    if (n == 1 && (shape_of(m, c->first_token) & NG_SHAPE_UPPER) &&
        !(shape_of(m, c->first_token) & NG_SHAPE_INITIAL) && !has_digit(m, c) &&
        ng_token_len(m->doc, c->first_token) <= 6 && !follows_article(m, c))
        return set_to(c, NG_LABEL_ORG, NG_FORM_ACRONYM, NG_M_CAPITALS);
    if (n <= 3 && follows_stake(m, c))
        return set_to(c, NG_LABEL_ORG, NG_FORM_FULL, NG_M_CUE);
    if (n <= 2 && follows_in(m, c))
        return set_to(c, NG_LABEL_GPE, NG_FORM_FULL, NG_M_IN);
    if ((n == 2 || n == 3) && !(c->flags & NG_CAND_THE) && !looks_common(m, c))
        return set_to(c, NG_LABEL_PERSON, NG_FORM_FULL, NG_M_SHAPE);
    return false;
}

/* What an open candidate is by its surroundings is known before its repeats are
   settled.  Guesses by shape alone are not spread. */
static void
learn(ng_mention_run *m, size_t i)
{
    ng_name_cand *const c = &m->scratch->cands[i];
    ng_name_cand guess = *c;
    const uint32_t last = c->stop_token - 1;

    if (!(c->flags & NG_CAND_OPEN) || (c->flags & NG_CAND_LOOSE) ||
        !settle_by_context(m, &guess, i) || guess.rule == NG_M_SHAPE)
        return;
    if (find_tokens(m, c->first_token, c->stop_token) == NULL && guess.rule != NG_M_HINT)
        *c = guess;
    ng_mentions_know(m, c->start, c->stop, guess.label, (ng_form)guess.form, guess.rule);
    if (guess.label == NG_LABEL_PERSON && last > c->first_token)
        ng_mentions_know(m, m->doc->tokens.start[last], m->doc->tokens.stop[last], NG_LABEL_PERSON,
                         NG_FORM_FAMILY, guess.rule);
}

/* Words of an open candidate that are names elsewhere, longest first; each of
   its words is the beginning of at most four look-ups. */
#define MAX_LOOK 4

static ng_status
append_known_parts(ng_mention_run *m, const ng_name_cand *c)
{
    uint32_t i = c->first_token;

    while (i < c->stop_token) {
        const uint32_t most = c->stop_token - i < MAX_LOOK ? c->stop_token - i : MAX_LOOK;
        uint32_t n;

        for (n = most; n > 0; n--) {
            const ng_name_row *const row = find_tokens(m, i, i + n);
            ng_name_cand part = *c;

            if (row == NULL || is_given_only(row) ||
                (n == 1 && (ng_token_set(m->doc, i) & (NG_NAME_FUNCTION | NG_NAME_COMMON))))
                continue;
            part.start = part.title_start = part.title_stop = m->doc->tokens.start[i];
            part.stop = m->doc->tokens.stop[i + n - 1];
            set_to_row(&part, row);
            if (append(m, &part) != NG_OK)
                return NG_ERR_MEMORY;
            break;
        }
        i += n > 0 ? n : 1;
    }
    return NG_OK;
}

/* "bin Roe" of a person who is known by it: the particle belongs to the name. */
static void
take_particle(const ng_mention_run *m, ng_name_cand *c)
{
    const ng_name_row *row;

    if (c->first_token == m->doc->sentences.first_token[c->sentence] ||
        !(ng_token_set(m->doc, c->first_token - 1) & NG_NAME_PARTICLE))
        return;
    row = find_tokens(m, c->first_token - 1, c->stop_token);
    if (row != NULL && ng_name_row_is_person(row)) {
        c->first_token--;
        c->start = c->title_start = c->title_stop = m->doc->tokens.start[c->first_token];
    }
}

/* M19: "the Roes", of a person Roe. */
static bool
is_family(const ng_mention_run *m, const ng_name_cand *c)
{
    const char *const text = m->doc->text;
    const ng_name_row *row;

    if (!(c->flags & NG_CAND_THE) || c->stop_token != c->first_token + 1 ||
        c->stop - c->start < 4 || text[c->stop - 1] != 's')
        return false;
    row = ng_name_table_find(&m->scratch->names, ng_name_hash(text + c->start, text + c->stop - 1));
    return row != NULL && ng_name_row_is_person(row) && !is_given_only(row);
}

static ng_status
settle_open(ng_mention_run *m, ng_name_cand *c, size_t i)
{
    const ng_name_row *row;

    take_particle(m, c);
    row = find_tokens(m, c->first_token, c->stop_token);
    if (row != NULL && !(is_given_only(row) && (c->label != NG_NO_LABEL ||
                                                (c->flags & (NG_CAND_COMMON | NG_CAND_FIRST))))) {
        const bool hint = c->label == row->label && !ng_name_row_is_person(row);

        set_to_row(c, row);
        if (hint)
            c->rule = NG_M_HINT;
        return append(m, c);
    }
    if (is_family(m, c))
        set_to(c, NG_LABEL_PERSON, NG_FORM_FAMILY, NG_M_FAMILY);
    else if (!settle_by_context(m, c, i))
        return append_known_parts(m, c);
    return append(m, c);
}

/* A place that is a family name, where a person of that name is in the text:
   "Roe" of Jane Roe, not the town. */
static void
settle_soft(const ng_mention_run *m, ng_name_cand *c)
{
    const ng_name_row *const row = find_tokens(m, c->first_token, c->stop_token);

    if (row != NULL && ng_name_row_is_person(row) && row->person_form <= NG_FORM_FAMILY &&
        !follows_in(m, c) && (c->label != NG_LABEL_GPE || row->n_person >= 2))
        set_to_row(c, row);
}

/* M20: two candidates that touch are one name if the document has it as one: "Roe
   Line" of Roe Line Ltd., where Roe is a place. */
static bool
join_next(const ng_mention_run *m, ng_name_cand *c, size_t i)
{
    const ng_name_cand *const next = &m->scratch->cands[i + 1];
    const ng_name_row *row;

    if (i + 1 >= m->scratch->n || next->sentence != c->sentence ||
        next->first_token != c->stop_token || next->stop_token - c->first_token > MAX_LOOK)
        return false;
    row = find_tokens(m, c->first_token, next->stop_token);
    if (row == NULL || is_given_only(row))
        return false;
    c->stop_token = next->stop_token;
    c->stop = next->stop;
    return set_to_row(c, row);
}

ng_status
ng_mentions_settle(ng_mention_run *m)
{
    ng_mention_scratch *const s = m->scratch;

    for (size_t i = 0; i < s->n && m->status == NG_OK; i++)
        learn(m, i);
    for (size_t i = 0; i < s->n && m->status == NG_OK; i++) {
        ng_name_cand *const c = &s->cands[i];

        if (join_next(m, c, i)) {
            m->status = append(m, c);
            i++;
            continue;
        }
        if (c->flags & NG_CAND_OPEN) {
            m->status = settle_open(m, c, i);
            continue;
        }
        if (c->flags & NG_CAND_SOFT)
            settle_soft(m, c);
        m->status = append(m, c);
    }
    return m->status;
}
