/*
 * Explanations: which rules made the rows that a span of a text touches.
 *
 * The document is read once more, with a trace (trace.h) and the scalar tokenizer,
 * whose tokens are those of the bitmap tokenizer; then notes are laid beside rows.
 */
#include "memory.h"
#include "model.h"
#include "mentions.h"
#include "offsets.h"
#include "patterns.h"
#include "pipeline.h"
#include "table.h"
#include "tag_evidence.h"
#include "token_scan.h"
#include "told.h"
#include "trace.h"
#include "utf8.h"

#include <math.h>

struct ng_explanation {
    ng_alloc alloc;
    ng_reason *reasons;
    size_t n, cap;
};

/* What one call of ng_explain() works with. */
typedef struct explainer {
    const ng_pipeline *pipeline;
    ng_doc *doc;
    ng_trace trace;
    ng_offsets offsets;
    uint32_t start, stop; /* the span, in bytes */
    ng_explanation *out;
    ng_status status; /* of what was pushed so far */
} explainer;

/* The rule of a token without a note, by its kind: either one rule alone makes this
   kind, or the token is plain. */
static const uint8_t plain_rules[NG_N_TOKEN_KINDS] = {
    [NG_TOKEN_WORD] = NG_T_WORD,         [NG_TOKEN_NUMBER] = NG_T_WORD,
    [NG_TOKEN_PUNCT] = NG_T_MARK,        [NG_TOKEN_QUOTE_OPEN] = NG_T_QUOTE,
    [NG_TOKEN_QUOTE_CLOSE] = NG_T_QUOTE, [NG_TOKEN_DASH] = NG_T_MARK,
    [NG_TOKEN_SYMBOL] = NG_T_MARK,       [NG_TOKEN_CLITIC] = NG_T_CLITIC,
    [NG_TOKEN_ABBR] = NG_T_WORD,         [NG_TOKEN_URL] = NG_T_URL,
    [NG_TOKEN_EMAIL] = NG_T_EMAIL,       [NG_TOKEN_HANDLE] = NG_T_HANDLE,
    [NG_TOKEN_HASHTAG] = NG_T_HANDLE,    [NG_TOKEN_EMOJI] = NG_T_EMOJI,
    [NG_TOKEN_INVALID] = NG_T_INVALID,
};

/* In place of the rules of tokens where the scheme is uax29. */
static const ng_rule standard = {"UAX29", "a word segment of the Unicode standard, UAX #29"};

static bool
touches(const explainer *e, uint32_t start, uint32_t stop)
{
    return start < e->stop && stop > e->start;
}

/* ---------------------------------------------------------------- reasons */

static void
push(explainer *e, ng_rule_set stage, ng_decision decision, uint32_t start, uint32_t stop,
     const char *kind, const ng_rule *rule, double conf)
{
    ng_explanation *const out = e->out;
    const ng_column_ref column[] = {NG_COLUMN(out->reasons)};

    if (e->status == NG_OK)
        e->status = ng_reserve(&out->alloc, column, 1, &out->cap, out->n + 1);
    if (e->status != NG_OK)
        return;
    out->reasons[out->n++] = (ng_reason){.stage = stage,
                                         .decision = decision,
                                         .start = ng_offsets_at(&e->offsets, start),
                                         .stop = ng_offsets_at(&e->offsets, stop),
                                         .kind = kind,
                                         .rule = rule->id,
                                         .summary = rule->summary,
                                         .conf = conf,
                                         .override = NG_NO_OVERRIDE};
}

static void
explain_blocks(explainer *e)
{
    const ng_block_columns *const b = &e->doc->blocks;

    for (size_t i = 0; i < b->n; i++)
        if (touches(e, b->start[i], b->stop[i]))
            push(e, NG_RULES_BLOCKS, NG_DECISION_MADE, b->start[i], b->stop[i],
                 ng_block_kind_name(b->kind[i]), &ng_block_rules[b->rule[i]],
                 ng_real_of(b->conf[i]));
}

/* How many groups of evidence are told. */
#define MAX_EVIDENCE 5

static void
push_weight(explainer *e, ng_decision decision, uint32_t start, uint32_t stop, const char *kind,
            const ng_rule *rule, double weight)
{
    push(e, NG_RULES_MENTIONS, decision, start, stop, kind, rule, -1);
    if (e->status == NG_OK)
        e->out->reasons[e->out->n - 1].weight = weight;
}

/* What the tagger went by, the strongest first, and what else it would have read. */
static void
explain_name(explainer *e, const ng_tag_span *span, uint32_t start, uint32_t stop,
             const char *label)
{
    const ng_token_columns *const t = &e->doc->tokens;
    const ng_model *const model = e->pipeline->model;
    ng_name_evidence x;

    ng_tagger_explain(e->pipeline, e->doc, span, &x);
    for (int n = 0; n < MAX_EVIDENCE; n++) {
        size_t best = 0;

        for (size_t i = 1; i < NG_N_EVIDENCE; i++) {
            if (fabs(x.weight[i]) > fabs(x.weight[best]))
                best = i;
        }
        if (fabs(x.weight[best]) < 0.05)
            break;
        push_weight(e, NG_DECISION_EVIDENCE, start, stop, label, &ng_evidence_rules[best],
                    x.weight[best]);
        x.weight[best] = 0;
    }
    if (x.first_token == x.stop_token)
        push_weight(e, NG_DECISION_INSTEAD, start, stop, "no name", &ng_other_reading_rule,
                    -x.margin);
    else
        push_weight(e, NG_DECISION_INSTEAD, t->start[x.first_token], t->stop[x.stop_token - 1],
                    ng_model_type_name(model, x.type), &ng_other_reading_rule, -x.margin);
}

/* How far orders and notes have been read; both stand in the order of the mentions. */
typedef struct told_cursor {
    size_t order, note;
} told_cursor;

/* The row of the overrides that made the mention what it is; asked from mention to mention. */
static uint32_t
override_of(const ng_doc *doc, size_t mention, told_cursor *at)
{
    const struct ng_told_scratch *const s = doc->told_scratch;
    const uint32_t start = doc->mentions.start[mention], stop = doc->mentions.stop[mention];

    if (doc->mentions.rule[mention] == NG_M_OVERRIDE) {
        const ng_order *const order = ng_order_at(s, &at->order, start, stop);

        return order == NULL ? NG_NO_OVERRIDE : order->row;
    }
    for (size_t i = at->note; i < s->n_notes; i++) {
        if (s->notes[i].start == start && s->notes[i].stop == stop && !s->notes[i].dropped) {
            at->note = i + 1;
            return s->notes[i].row;
        }
    }
    return NG_NO_OVERRIDE;
}

/* What the user's overrides took away. */
static void
explain_dropped(explainer *e)
{
    const struct ng_told_scratch *const s = e->doc->told_scratch;
    static const ng_rule rule = {"M38", "your overrides say what it is never"};

    for (size_t i = 0; s != NULL && i < s->n_notes; i++) {
        const ng_told_note *const x = &s->notes[i];

        if (!x->dropped || !touches(e, x->start, x->stop))
            continue;
        push(e, NG_RULES_MENTIONS, NG_DECISION_DROPPED, x->start, x->stop,
             ng_label_name_of(e->pipeline->own, x->label), &rule, -1);
        if (e->status == NG_OK)
            e->out->reasons[e->out->n - 1].override = x->row;
    }
}

static void
explain_mentions(explainer *e)
{
    const ng_mention_columns *const m = &e->doc->mentions;
    const ng_model *const model = e->pipeline->model;
    const ng_tag_scratch *const s = model == NULL ? NULL : e->doc->tag_scratch;
    told_cursor at = {0, 0};
    size_t k = 0;

    for (size_t i = 0; i < m->n; i++) {
        const char *const label = ng_label_name_of(e->pipeline->own, m->label[i]);

        if (!touches(e, m->start[i], m->stop[i]))
            continue;
        push(e, NG_RULES_MENTIONS, NG_DECISION_MADE, m->start[i], m->stop[i], label,
             &ng_mention_rules[m->rule[i]], ng_real_of(m->conf[i]));
        if (m->rule[i] == NG_M_OVERRIDE || m->rule[i] == NG_M_OTHER) {
            if (e->status == NG_OK)
                e->out->reasons[e->out->n - 1].override = override_of(e->doc, i, &at);
            continue; /* the tagger's evidence is for another label */
        }
        if (s == NULL || (m->label[i] >= NG_LABEL_DATE && m->label[i] < NG_N_LABELS))
            continue;
        while (k < s->n_spans && e->doc->tokens.stop[s->spans[k].first_token] <= m->start[i])
            k++;
        if (k < s->n_spans && e->doc->tokens.start[s->spans[k].first_token] == m->start[i])
            explain_name(e, &s->spans[k], m->start[i], m->stop[i], label);
    }
}

/* A date of which the value is unknown is told by its type. */
static void
explain_values(explainer *e)
{
    const ng_date_columns *const d = &e->doc->dates;
    const ng_number_columns *const x = &e->doc->numbers;

    for (size_t i = 0; i < d->n; i++)
        if (touches(e, d->start[i], d->stop[i]))
            push(e, NG_RULES_DATES, NG_DECISION_MADE, d->start[i], d->stop[i],
                 ng_date_type_name(d->type[i]), &ng_date_rules[d->rule[i]],
                 ng_real_of(d->conf[i]));
    for (size_t i = 0; i < x->n; i++)
        if (touches(e, x->start[i], x->stop[i]))
            push(e, NG_RULES_NUMBERS, NG_DECISION_MADE, x->start[i], x->stop[i],
                 x->kind[i] == NG_NONE ? ng_label_name(x->label[i])
                                       : ng_number_kind_name(x->kind[i]),
                 &ng_number_rules[x->rule[i]], ng_real_of(x->conf[i]));
}

/* Only of names that were joined: one that stands alone needs no reason. */
static void
explain_entities(explainer *e)
{
    const ng_mention_columns *const m = &e->doc->mentions;
    const ng_entity_columns *const x = &e->doc->entities;

    for (size_t i = 0; i < m->n; i++)
        if (m->entity[i] != NG_NO_ROW && m->joined[i] != NG_NONE &&
            touches(e, m->start[i], m->stop[i]))
            push(e, NG_RULES_ENTITIES, NG_DECISION_JOINED, m->start[i], m->stop[i],
                 ng_label_name_of(e->pipeline->own,
                                  x->label[m->entity[i]]),
                 &ng_entity_rules[m->joined[i]], ng_real_of(x->conf[m->entity[i]]));
}

static void
explain_speech(explainer *e)
{
    const ng_role_columns *const r = &e->doc->roles;
    const ng_quote_columns *const q = &e->doc->quotes;

    for (size_t i = 0; i < r->n; i++)
        if (touches(e, r->start[i], r->stop[i]))
            push(e, NG_RULES_ROLES, NG_DECISION_MADE, r->start[i], r->stop[i],
                 ng_role_kind_name(r->kind[i]), &ng_role_rules[r->rule[i]], ng_real_of(r->conf[i]));
    for (size_t i = 0; i < q->n; i++)
        if (touches(e, q->start[i], q->stop[i]))
            push(e, NG_RULES_QUOTES, NG_DECISION_MADE, q->start[i], q->stop[i],
                 ng_quote_kind_name(q->kind[i]), &ng_quote_rules[q->rule[i]],
                 ng_real_of(q->conf[i]));
}

/* The user's rules, which live as long as the patterns do. */
static void
explain_patterns(explainer *e)
{
    const ng_pattern_columns *const p = &e->doc->patterns;

    for (size_t i = 0; i < p->n; i++) {
        const ng_pattern_row *const row = &e->pipeline->patterns->rows[p->rule[i]];

        if (touches(e, p->start[i], p->stop[i]))
            push(e, NG_RULES_PATTERNS, NG_DECISION_MADE, p->start[i], p->stop[i],
                 e->pipeline->patterns->chars + row->label, &row->rule, ng_real_of(row->conf));
    }
}

/* ----------------------------------------------------------------- tokens */

_Static_assert(NG_N_TOKEN_RULES <= 64, "a set of rules is a uint64_t");

/* Token i by the notes over it, each rule once.  `low` is the first note that may be
   over a token from i on; notes over several tokens are few, so that all of this is
   linear. */
static void
explain_token(explainer *e, size_t i, size_t *low)
{
    const ng_token_columns *const t = &e->doc->tokens;
    const ng_notes *const notes = &e->trace.tokens;
    const uint32_t start = t->start[i], stop = t->stop[i];
    const char *const kind = ng_token_kind_name(t->kind[i]);
    uint64_t seen[NG_N_DECISIONS] = {0};
    bool is_plain = true;

    if (e->pipeline->scheme == NG_SCHEME_UAX29) {
        push(e, NG_RULES_TOKENS, NG_DECISION_MADE, start, stop, kind, &standard, -1);
        return;
    }
    while (*low < notes->n && notes->note[*low].stop <= start)
        ++*low;
    for (size_t k = *low; k < notes->n && notes->note[k].start < stop; k++) {
        const ng_note *const note = &notes->note[k];
        const uint64_t bit = (uint64_t)1 << note->rule;

        if (note->stop <= start || (seen[note->decision] & bit) != 0)
            continue;
        seen[note->decision] |= bit;
        is_plain = false;
        push(e, NG_RULES_TOKENS, (ng_decision)note->decision, start, stop, kind,
             &ng_token_rules[note->rule], -1);
    }
    if (is_plain)
        push(e, NG_RULES_TOKENS, NG_DECISION_MADE, start, stop, kind,
             &ng_token_rules[plain_rules[t->kind[i]]], -1);
}

static void
explain_space(explainer *e, uint32_t start, uint32_t stop)
{
    if (start < stop && touches(e, start, stop))
        push(e, NG_RULES_TOKENS, NG_DECISION_SPLIT, start, stop, "space",
             e->pipeline->scheme == NG_SCHEME_UAX29 ? &standard : &ng_token_rules[NG_T_SPACE], -1);
}

static void
explain_tokens(explainer *e)
{
    const ng_token_columns *const t = &e->doc->tokens;
    uint32_t stop = 0;
    size_t low = 0;

    for (size_t i = 0; i < t->n && stop < e->stop; i++) {
        explain_space(e, stop, t->start[i]);
        stop = t->stop[i];
        if (touches(e, t->start[i], stop))
            explain_token(e, i, &low);
    }
    explain_space(e, stop, e->doc->n_bytes);
}

/* -------------------------------------------------------------- sentences */

static void
push_note(explainer *e, const ng_note *note, const char *kind)
{
    push(e, NG_RULES_SENTENCES, (ng_decision)note->decision, note->start, note->stop, kind,
         &ng_sentence_rules[note->rule], -1);
}

/* The notes in the sentence [start, stop), and the one behind it that ended it. */
static void
explain_marks(explainer *e, uint32_t start, uint32_t stop, const char *kind, bool is_last)
{
    const ng_notes *const notes = &e->trace.sentences;
    size_t low = 0, high = notes->n;
    bool ends = false;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (notes->note[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < notes->n && notes->note[low].start < stop; low++) {
        const ng_note *const note = &notes->note[low];

        if (note->decision != NG_DECISION_GOES_ON || touches(e, note->start, note->stop))
            push_note(e, note, kind);
        ends |= note->decision == NG_DECISION_ENDS;
    }
    /* What begins the next sentence is told with that one, if it is told. */
    if (is_last && !ends && low < notes->n)
        push_note(e, &notes->note[low], kind);
}

static void
explain_sentences(explainer *e)
{
    const ng_sentence_columns *const s = &e->doc->sentences;
    const ng_token_columns *const t = &e->doc->tokens;

    for (size_t i = 0; i < s->n; i++) {
        const uint32_t start = t->start[s->first_token[i]], stop = t->stop[s->stop_token[i] - 1];
        const char *const kind = ng_sentence_kind_name(s->kind[i]);

        if (!touches(e, start, stop))
            continue;
        push(e, NG_RULES_SENTENCES, NG_DECISION_MADE, start, stop, kind,
             &ng_sentence_rules[NG_S_KIND], -1);
        explain_marks(e, start, stop, kind,
                      i + 1 == s->n || t->start[s->first_token[i + 1]] >= e->stop);
    }
}

/* ------------------------------------------------------------------ stages */

static ng_status
run_stages(explainer *e)
{
    const unsigned all = ng_pipeline_stages(NG_ALL_TABLES);
    ng_status status = ng_pipeline_run(e->pipeline, e->doc, NG_STAGE_BLOCKS);

    if (status == NG_OK)
        status = e->pipeline->scheme == NG_SCHEME_UAX29
                     ? ng_tokens_run(e->pipeline, e->doc)
                     : ng_tokens_run_reference(e->pipeline, e->doc);
    if (status == NG_OK)
        status = ng_pipeline_run(e->pipeline, e->doc,
                                 all & ~(unsigned)(NG_STAGE_BLOCKS | NG_STAGE_TOKENS));
    return status == NG_OK && e->trace.is_short ? NG_ERR_MEMORY : status;
}

/* How many units the character of `n_bytes` is. */
static size_t
units_of(ng_unit unit, uint32_t cp, size_t n_bytes)
{
    if (unit == NG_UNIT_BYTE)
        return n_bytes;
    return unit == NG_UNIT_UTF16 && cp > 0xFFFF && cp != NG_UTF8_BROKEN ? 2 : 1;
}

/* The span in bytes: whole characters, and one at least where there is one. */
static ng_status
set_span(explainer *e, const char *text, size_t n_bytes, size_t start, size_t stop)
{
    const char *const end = text + n_bytes;
    const char *p = text;
    size_t at = 0;

    e->start = e->stop = (uint32_t)n_bytes;
    while (p < end) {
        const char *const q = p;
        const uint32_t cp = ng_utf8_next(&p, end);
        const size_t next = at + units_of(e->pipeline->unit, cp, (size_t)(p - q));

        if (at <= start && start < next)
            e->start = (uint32_t)(q - text);
        if (next >= stop && next > start) {
            e->stop = (uint32_t)(p - text);
            return NG_OK;
        }
        at = next;
    }
    return stop <= at ? NG_OK : NG_ERR_ARGUMENT;
}

static ng_status
explain(explainer *e, const char *text, size_t n_bytes, size_t start, size_t stop)
{
    ng_status status = set_span(e, text, n_bytes, start, stop);

    if (status != NG_OK)
        return status;
    ng_doc_reset(e->doc, text, n_bytes);
    e->doc->trace = &e->trace;
    status = run_stages(e);
    if (status == NG_OK)
        status = ng_offsets_build(&e->offsets, &e->pipeline->alloc, text, n_bytes,
                                  e->pipeline->unit, ng_utf8_encoding(text, text + n_bytes));
    if (status != NG_OK)
        return status;
    explain_blocks(e);
    explain_tokens(e);
    explain_sentences(e);
    explain_mentions(e);
    explain_dropped(e);
    explain_values(e);
    explain_entities(e);
    explain_speech(e);
    explain_patterns(e);
    return e->status;
}

ng_status
ng_explain(const ng_pipeline *pipeline, const char *text, size_t n_bytes, size_t start, size_t stop,
           ng_explanation **out)
{
    const ng_alloc *const alloc = &pipeline->alloc;
    explainer e = {.pipeline = pipeline, .trace = {.alloc = *alloc}, .status = NG_OK};
    ng_status status = NG_ERR_MEMORY;

    *out = NULL;
    if (ng_pipeline_is_too_long(pipeline, text, n_bytes))
        return NG_ERR_TOO_LONG;
    if (start > stop)
        return NG_ERR_ARGUMENT;
    e.out = ng_realloc(alloc, NULL, sizeof *e.out);
    e.doc = ng_doc_new(alloc);
    if (e.out != NULL)
        *e.out = (ng_explanation){.alloc = *alloc};
    if (e.out != NULL && e.doc != NULL)
        status = explain(&e, n_bytes > 0 ? text : "", n_bytes, start, stop);
    ng_trace_clear(&e.trace);
    ng_offsets_free(&e.offsets, alloc);
    ng_doc_free(e.doc);
    if (status == NG_OK)
        *out = e.out;
    else
        ng_explanation_free(e.out);
    return status;
}

const ng_reason *
ng_explanation_reason(const ng_explanation *explanation, size_t i)
{
    return i < explanation->n ? &explanation->reasons[i] : NULL;
}

void
ng_explanation_free(ng_explanation *explanation)
{
    if (explanation != NULL) {
        const ng_alloc alloc = explanation->alloc;

        ng_free(&alloc, explanation->reasons);
        ng_free(&alloc, explanation);
    }
}
