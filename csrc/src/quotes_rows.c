/* Rows of the table, in text order. */
#include "quotes.h"

static uint32_t
byte_start(const ng_doc *doc, uint32_t token)
{
    return doc->tokens.start[token];
}

static uint32_t
byte_stop(const ng_doc *doc, ng_phrase p)
{
    return p.first == p.stop ? doc->tokens.start[p.first] : doc->tokens.stop[p.stop - 1];
}

static bool
has_bracket(const ng_quote_run *r, ng_phrase p)
{
    for (uint32_t i = p.first; i < p.stop; i++) {
        if (r->doc->text[r->doc->tokens.start[i]] == '(')
            return true;
    }
    return false;
}

/* Without marks and commas at the ends that do not belong to the words. */
static ng_phrase
trim(const ng_quote_run *r, ng_phrase p, bool spoken)
{
    const uint64_t *const w = r->s->word;

    while (p.first < p.stop &&
           (w[p.first] & (NG_SPEECH_COMMA | NG_SPEECH_COLON | NG_SPEECH_DASH | NG_SPEECH_CLOSE |
                          NG_SPEECH_SEMICOLON)) != 0 &&
           r->s->mention[p.first] == NG_NO_ROW)
        p.first++;
    while (p.first < p.stop &&
           (w[p.stop - 1] &
            (NG_SPEECH_COMMA | NG_SPEECH_DASH | NG_SPEECH_SEMICOLON | NG_SPEECH_COLON)) != 0 &&
           r->s->mention[p.stop - 1] == NG_NO_ROW)
        p.stop--;
    /* A bracket whose partner is not in the content. */
    while (p.first < p.stop && (w[p.stop - 1] & NG_SPEECH_PAREN) != 0 &&
           r->doc->text[r->doc->tokens.start[p.stop - 1]] == ')' && !has_bracket(r, p))
        p.stop--;
    /* Marks whose partner is not in the content. */
    while (!spoken && p.first < p.stop && (w[p.first] & NG_SPEECH_OPEN) != 0 &&
           p.first + 1 < p.stop && r->s->inside[p.first + 1] != NG_NO_ROW &&
           r->s->marks[r->s->inside[p.first + 1]].close >= p.stop)
        p.first++;
    while (!spoken && p.first < p.stop && (w[p.stop - 1] & NG_SPEECH_CLOSE) != 0 &&
           p.stop - 1 > p.first && r->s->inside[p.stop - 2] != NG_NO_ROW &&
           r->s->marks[r->s->inside[p.stop - 2]].open < p.first)
        p.stop--;
    /* 'said “', and the text ends */
    if (p.first + 1 == p.stop && (w[p.first] & (NG_SPEECH_OPEN | NG_SPEECH_CLOSE)) != 0)
        p.first++;
    /* 'the incident as "trivial"': the mark that closes what opens in the content. */
    if (!spoken && p.first + 1 < p.stop && p.stop < r->stop && (w[p.stop] & NG_SPEECH_CLOSE) != 0 &&
        r->s->inside[p.stop - 1] != NG_NO_ROW) {
        const ng_marks *const m = &r->s->marks[r->s->inside[p.stop - 1]];

        if (m->close == p.stop && m->open >= p.first)
            p.stop++;
    }
    return p;
}

/* A span of bytes, empty where the phrase is. */
static void
put_phrase(const ng_doc *doc, ng_phrase p, uint32_t *start, uint32_t *stop)
{
    *start = *stop = 0;
    if (p.first < p.stop) {
        *start = byte_start(doc, p.first);
        *stop = byte_stop(doc, p);
    }
}

static void
trim_row(const ng_quote_run *r, ng_attribution *a)
{
    uint8_t n = 0;

    for (size_t k = 0; k < a->n_parts; k++) {
        const ng_phrase p = trim(r, a->part[k], a->spoken);

        if (p.first < p.stop)
            a->part[n++] = p;
    }
    a->n_parts = n;
}

static ng_status
put_part(ng_doc *doc, uint32_t first, uint32_t stop)
{
    const ng_phrase p = {first, stop};

    return ng_doc_push_number(doc, &doc->quote_parts, byte_start(doc, first)) == NG_OK &&
                   ng_doc_push_number(doc, &doc->quote_parts, byte_stop(doc, p)) == NG_OK
               ? NG_OK
               : NG_ERR_MEMORY;
}

/* What stands between marks in the phrase. */
static ng_status
put_marked(const ng_quote_run *r, ng_phrase p)
{
    for (uint32_t i = p.first; i < p.stop;) {
        const uint32_t pair = r->s->inside[i];
        uint32_t stop = i + 1;

        if (pair != NG_NO_ROW) {
            while (stop < p.stop && r->s->inside[stop] == pair)
                stop++;
            if (put_part(r->doc, i, stop) != NG_OK)
                return NG_ERR_MEMORY;
        }
        i = stop;
    }
    return NG_OK;
}

/* The parts of the row, and its kind: the marks of a mixed one may all have stood in what was
   taken out of it since ("who was not authorized to “speak”"). */
static ng_status
put_parts(const ng_quote_run *r, const ng_attribution *a, uint8_t *kind)
{
    const size_t before = r->doc->quote_parts.n;

    *kind = a->kind;
    for (size_t k = 0; *kind == NG_QUOTE_MIXED && k < a->n_parts; k++) {
        if (put_marked(r, a->part[k]) != NG_OK)
            return NG_ERR_MEMORY;
    }
    if (*kind == NG_QUOTE_MIXED && r->doc->quote_parts.n > before)
        return NG_OK;
    if (*kind == NG_QUOTE_MIXED)
        *kind = NG_QUOTE_INDIRECT;
    for (size_t k = 0; k < a->n_parts; k++) {
        if (put_part(r->doc, a->part[k].first, a->part[k].stop) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

static ng_status
put_row(ng_quote_run *r, const ng_attribution *a)
{
    ng_doc *const doc = r->doc;
    ng_quote_columns *const q = &doc->quotes;
    const size_t n = q->n;
    const ng_phrase *const parts = a->part;
    const size_t n_parts = a->n_parts;

    if (n_parts == 0)
        return NG_OK;
    if (ng_doc_reserve_quote(doc) != NG_OK)
        return NG_ERR_MEMORY;
    q->start[n] = byte_start(doc, parts[0].first);
    q->stop[n] = byte_stop(doc, parts[0]);
    q->n_words[n] = 0;
    for (size_t k = 0; k < n_parts; k++) {
        const uint32_t stop = byte_stop(doc, parts[k]);

        if (stop > q->stop[n])
            q->stop[n] = stop;
        q->n_words[n] += ng_quotes_words(r, parts[k]);
    }
    q->first_part[n] = (uint32_t)(doc->quote_parts.n / 2);
    if (put_parts(r, a, &q->kind[n]) != NG_OK)
        return NG_ERR_MEMORY;
    q->stop_part[n] = (uint32_t)(doc->quote_parts.n / 2);
    r->sentence = ng_quotes_sentence(doc, parts[0].first, r->sentence);
    q->sentence[n] = r->sentence;
    put_phrase(doc, a->cue, &q->cue_start[n], &q->cue_stop[n]);
    put_phrase(doc, a->who, &q->speaker_start[n], &q->speaker_stop[n]);
    put_phrase(doc, a->channel, &q->channel_start[n], &q->channel_stop[n]);
    put_phrase(doc, a->anonymity, &q->anonymity_start[n], &q->anonymity_stop[n]);
    q->speaker_entity[n] = a->entity;
    q->first_co[n] = a->first_co;
    q->stop_co[n] = a->stop_co;
    q->cue_class[n] = a->cue_class;
    q->speaker_type[n] = a->type;
    q->rule[n] = a->rule;
    q->conf[n] = a->conf;
    q->n++;
    return NG_OK;
}

static uint32_t
row_start(const ng_attribution *a)
{
    return a->n_parts > 0 ? a->part[0].first : a->cue.first;
}

/* Rows [first, stop) by their starts: insertion sort, since they are in order but for
   neighbours. */
static void
sort_rows(ng_attribution *rows, size_t first, size_t stop)
{
    for (size_t i = first + 1; i < stop; i++) {
        const ng_attribution a = rows[i];
        size_t k = i;

        for (; k > first && row_start(&rows[k - 1]) > row_start(&a); k--)
            rows[k] = rows[k - 1];
        rows[k] = a;
    }
}

ng_status
ng_quotes_put(ng_quote_run *r, const size_t stops[NG_N_QUOTE_RUNS])
{
    ng_attribution *const rows = r->s->rows;
    size_t at[NG_N_QUOTE_RUNS] = {0, stops[0], stops[1], stops[2]};

    for (size_t k = 0; k < r->s->n_rows; k++)
        trim_row(r, &rows[k]);
    for (size_t k = 0; k < NG_N_QUOTE_RUNS; k++)
        sort_rows(rows, at[k], stops[k]);
    for (;;) {
        size_t best = NG_N_QUOTE_RUNS;

        for (size_t k = 0; k < NG_N_QUOTE_RUNS; k++) {
            if (at[k] < stops[k] &&
                (best == NG_N_QUOTE_RUNS || row_start(&rows[at[k]]) < row_start(&rows[at[best]])))
                best = k;
        }
        if (best == NG_N_QUOTE_RUNS)
            return NG_OK;
        if (put_row(r, &rows[at[best]++]) != NG_OK)
            return NG_ERR_MEMORY;
    }
}
