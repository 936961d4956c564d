/* Names by the lexicon: M2, M3. */
#include "mentions_read.h"

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
static ng_reading
read_word(const ng_mention_run *m, size_t pos)
{
    const ng_name_part *const w = &m->run[pos];
    const uint32_t token = w->token;
    ng_reading r = ng_no_reading;
    ng_lex_entry e;

    if (!(w->decides & MENTION_BITS) || w->ambiguous ||
        !ng_lexicon_find(m->pipeline->lexicon, ng_token_begin(m->doc, token),
                         ng_token_len(m->doc, token), false, w->decides & MENTION_BITS, &e) ||
        e.label >= NG_LABEL_DATE)
        return ng_no_reading;
    r.begin = pos;
    r.end = pos + 1;
    r.label = e.label;
    r.form = (uint8_t)form_of_entry(m, &e, pos, pos + 1);
    r.rule = NG_M_LEXICON;
    return r;
}

/* The first words of a longer match that is no name: "White House | spokesman",
   "U.S. | District Judge". */
ng_reading
ng_read_beginning(const ng_mention_run *m, size_t pos, size_t end)
{
    const ng_doc *const doc = m->doc;
    const char *const p = ng_token_begin(doc, m->run[pos].token);
    ng_reading r = ng_no_reading;
    ng_lex_entry e;
    ng_lex_set set;
    size_t n;

    if (end < pos + 3)
        return read_word(m, pos);
    n = (size_t)(doc->text + doc->tokens.stop[m->run[pos + 1].token] - p);
    set = ng_lexicon_lookup(m->pipeline->lexicon, p, n, false);
    if (has(m, pos, NG_NAME_ALONE)) { /* "Senate | Majority Leader" */
        r.begin = pos;
        r.end = pos + 1;
        r.label = NG_LABEL_ORG;
        r.rule = NG_M_BODY;
        return r;
    }
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
ng_reading
ng_read_lexicon(const ng_mention_run *m, size_t pos)
{
    const size_t end = match_end(m, pos);
    const ng_name_part *const part = &m->run[pos];
    ng_reading r = ng_no_reading;
    ng_lex_entry e;
    bool decides;

    if (end == 0)
        return read_word(m, pos); /* inside a match that was not taken */
    if (!choose_entry(m, pos, &e, &decides))
        return end > pos + 1 ? ng_read_beginning(m, pos, end) : ng_no_reading;
    if (!decides && end > pos + 2 && has_and(m, pos, end))
        return read_word(m, pos);
    if (!is_capital(m, pos) && e.label == NG_LABEL_GPE)
        return ng_no_reading; /* "mainland | Roe" */
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
