#include "quotes.h"
#include "lang_en_names.h"
#include "memory.h"

#include <string.h>

const ng_rule ng_quote_rules[] = {
    [NG_Q_RIGHT] = {"Q1", "a source and a reporting verb stand in front of it"},
    [NG_Q_LEFT] = {"Q2", "they stand behind it, after a comma or a closing mark"},
    [NG_Q_SPLIT] = {"Q3", "they stand inside of it"},
    [NG_Q_ACCORDING] = {"Q4", "\"according to\" a source"},
    [NG_Q_NOUN] = {"Q5", "a noun of reporting with its source, and \"that\""},
    [NG_Q_TO] = {"Q6", "what is asked, promised or refused: \"to\" and a verb, \"called for\""},
    [NG_Q_PASSIVE] = {"Q7", "\"is said to\": nobody says it"},
    [NG_Q_SAYING] = {"Q8", "\"saying\" and the like go on from a clause"},
    [NG_Q_WORDS] = {"Q9", "words between marks after a verb that needs them: \"called it\""},
    [NG_Q_RUNNING] = {"Q10", "between marks and without a verb: who spoke last goes on"},
    [NG_Q_TURN] = {"Q11", "a turn in a transcript: a name and a colon open the line"},
    [NG_Q_BLOCK] = {"Q12", "a paragraph of another's text, announced by a source and a colon"},
    [NG_Q_SCARE] = {"Q13", "between marks, and said by nobody: a term, a title, irony"},
    [NG_Q_NOBODY] = {"Q14", "a sentence between marks, of which the text does not say whose"},
    [NG_Q_OWNED] = {"Q15",
                    "words between marks beside a noun of speech, and whose: \"Roe's … remarks\""},
    [NG_Q_OBJECT] =
        {"Q16", "a noun phrase behind a verb of praise, blame or mention: \"defended the plan\""},
    [NG_Q_ABOUT] = {"Q17",
                    "what is spoken of: a verb, \"about\", \"to\" or \"for\", and a noun phrase"},
};
const size_t ng_n_quote_rules = sizeof ng_quote_rules / sizeof ng_quote_rules[0];

_Static_assert(sizeof ng_quote_rules / sizeof ng_quote_rules[0] == NG_N_QUOTE_RULES, "");

ng_attribution *
ng_quotes_add(ng_quote_run *r)
{
    ng_speech_scratch *const s = r->s;
    const ng_column_ref columns[] = {NG_COLUMN(s->rows)};
    ng_attribution *a;

    if (ng_reserve(&r->doc->alloc, columns, 1, &s->cap_rows, s->n_rows + 1) != NG_OK) {
        r->status = NG_ERR_MEMORY;
        return NULL;
    }
    a = &s->rows[s->n_rows++];
    memset(a, 0, sizeof *a);
    a->sentence = r->sentence;
    a->marks = NG_NO_ROW;
    a->entity = NG_NO_ROW;
    a->cue_class = NG_NONE;
    a->type = NG_N_SPEAKER_TYPES;
    return a;
}

bool
ng_quotes_is_nested(const ng_quote_run *r, size_t k)
{
    const ng_attribution *const rows = r->s->rows;

    for (size_t i = k, n = 0; i-- > 0 && n < 2 * NG_MAX_NESTED; n++) {
        if (rows[i].sentence != rows[k].sentence)
            break;
        for (size_t p = 0; p < rows[i].n_parts; p++) {
            if (rows[i].part[p].first <= rows[k].cue.first &&
                rows[k].cue.first < rows[i].part[p].stop)
                return true;
        }
    }
    return false;
}

uint32_t
ng_quotes_sentence(const ng_doc *doc, uint32_t token, uint32_t from)
{
    while (from + 1 < doc->sentences.n && doc->sentences.stop_token[from] <= token)
        from++;
    return from;
}

uint32_t
ng_quotes_words(const ng_quote_run *r, ng_phrase part)
{
    uint32_t n = 0;

    for (uint32_t i = part.first; i < part.stop; i++) {
        if ((r->s->word[i] & NG_SPEECH_WORD) != 0 && r->doc->tokens.kind[i] != NG_TOKEN_CLITIC)
            n++;
    }
    return n;
}

/* An attribution that lies inside marks as a whole is indirect speech of who speaks there. */
bool
ng_quotes_lies_inside(const ng_quote_run *r, const ng_attribution *a)
{
    return a->n_parts > 0 && !a->spoken && a->cue.first < a->cue.stop &&
           r->s->inside[a->cue.first] != NG_NO_ROW;
}

/* Take the marks inside of the content: they are its parts of kind mixed. */
static void
take_marks(ng_quote_run *r, size_t row)
{
    ng_speech_scratch *const s = r->s;
    ng_attribution *const a = &s->rows[row];
    bool any = false;

    /* What is attributed inside of marks does not take them. */
    if (ng_quotes_lies_inside(r, a)) {
        a->kind = NG_QUOTE_INDIRECT;
        return;
    }
    for (size_t k = 0; k < a->n_parts; k++) {
        for (uint32_t i = a->part[k].first; i < a->part[k].stop;) {
            const uint32_t pair = s->inside[i];

            if (pair == NG_NO_ROW) {
                i++;
                continue;
            }
            any = true;
            if (s->marks[pair].quote == NG_NO_ROW || s->marks[pair].quote == 0)
                s->marks[pair].quote = (uint32_t)row + 1;
            i = s->marks[pair].close > i ? s->marks[pair].close : i + 1;
        }
    }
    if (a->kind == NG_QUOTE_BLOCK || a->kind == NG_QUOTE_SCARE)
        return;
    a->kind = a->spoken ? NG_QUOTE_DIRECT : any ? NG_QUOTE_MIXED : NG_QUOTE_INDIRECT;
}

ng_status
ng_quotes_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    ng_quote_run r = {doc, doc->speech_scratch, 0, 0, 0, NG_OK};
    size_t n_cued, stops[NG_N_QUOTE_RUNS];

    (void)pipeline;
    if (ng_quotes_pair(doc) != NG_OK)
        return NG_ERR_MEMORY;
    for (uint32_t i = 0; i < doc->sentences.n && r.status == NG_OK; i++) {
        if (!ng_speech_block((uint8_t)ng_sentence_block(doc, i)))
            continue;
        r.sentence = i;
        r.first = doc->sentences.first_token[i];
        r.stop = doc->sentences.stop_token[i];
        ng_quotes_cues(&r);
    }
    stops[0] = r.s->n_rows;
    if (r.status == NG_OK)
        ng_quotes_turns(&r);
    n_cued = r.s->n_rows;
    for (size_t i = 0; i < n_cued && r.status == NG_OK; i++) {
        take_marks(&r, i);
        if (!ng_quotes_lies_inside(&r, &r.s->rows[i]))
            ng_quotes_who(&r, i);
    }
    if (r.status == NG_OK)
        ng_quotes_rest(&r);
    stops[2] = r.s->n_rows;
    if (r.status == NG_OK)
        ng_quotes_blocks(&r, n_cued);
    for (size_t i = 0; i < n_cued && r.status == NG_OK; i++)
        ng_quotes_who(&r, i);
    if (r.status != NG_OK)
        return r.status;
    r.sentence = 0;
    stops[1] = n_cued;
    stops[3] = r.s->n_rows;
    return ng_quotes_put(&r, stops);
}
