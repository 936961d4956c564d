/*
 * What the tagger decided becomes mentions: M33.
 *
 * Where the rules found the same name, theirs is kept, with its form, title and rule,
 * and the tagger's label and confidence.  What the tagger cannot see (names inside
 * a token, web addresses) and labels that its model does not have stay as the rules
 * found them; but a model with labels of its own decides alone what a name is.
 */
#include "memory.h"
#include "mentions.h"
#include "mentions_rows.h"
#include "tagger.h"

#include <string.h>

typedef ng_mention_row row;

float
ng_tagger_conf(const ng_model *model, int32_t margin)
{
    const int32_t bin = margin / NG_MODEL_CONF_STEP;

    return model->conf[bin < 0 ? 0 : bin < NG_MODEL_N_CONF ? bin : NG_MODEL_N_CONF - 1];
}

static ng_form
form_of(const ng_doc *doc, const ng_tag_span *span, unsigned label)
{
    const char *const p = ng_token_begin(doc, span->first_token);
    const unsigned shape = ng_name_shape(p, p + ng_token_len(doc, span->first_token));

    if (label == NG_LABEL_NORP)
        return NG_FORM_DEMONYM;
    if (span->stop_token - span->first_token > 1)
        return NG_FORM_FULL;
    if (label == NG_LABEL_PERSON)
        return NG_FORM_FAMILY;
    return (shape & NG_SHAPE_UPPER) ? NG_FORM_ACRONYM : NG_FORM_FULL;
}

/* "wikiRoe" is no person. */
static unsigned
label_of(const ng_doc *doc, const ng_model *model, const ng_tag_span *span)
{
    const char *const p = ng_token_begin(doc, span->first_token);
    const unsigned label = model->types[span->type];

    return label == NG_LABEL_PERSON && model->own == NULL &&
                   span->stop_token - span->first_token == 1 &&
                   ng_name_is_camel(p, p + ng_token_len(doc, span->first_token))
               ? NG_LABEL_ORG
               : label;
}

/* The title before a person: words for titles, right before the name. */
#define MAX_TITLE 4

static void
find_title(const ng_doc *doc, const ng_tag_span *span, row *r)
{
    const uint32_t first = doc->sentences.first_token[span->sentence];
    uint32_t i = span->first_token;

    while (i > first && span->first_token - i < MAX_TITLE) {
        const char *const p = ng_token_begin(doc, i - 1);

        if ((unsigned char)*p >= 'a' ||
            !(ng_token_set(doc, i - 1) & (NG_NAME_HONORIFIC | NG_NAME_TITLE)))
            break;
        i--;
    }
    if (i < span->first_token) {
        r->title_start = doc->tokens.start[i];
        r->title_stop = doc->tokens.stop[span->first_token - 1];
    }
}

row
ng_mention_of_span(const ng_doc *doc, const ng_model *model, const ng_tag_span *span)
{
    const unsigned label = label_of(doc, model, span);
    row r = {
        .start = doc->tokens.start[span->first_token],
        .stop = ng_mention_stop(doc, span->sentence, doc->tokens.stop[span->stop_token - 1],
                                span->stop_token),
        .sentence = span->sentence,
        .label = (uint8_t)label,
        .form = (uint8_t)form_of(doc, span, label),
        .rule = NG_M_TAGGER,
        .conf = ng_tagger_conf(model, span->margin),
    };

    r.title_start = r.title_stop = r.start;
    if (label == NG_LABEL_PERSON)
        find_title(doc, span, &r);
    return r;
}

/* Whether the sentence is a headline of words that all have a capital: "Mayor Quits". */
static bool
is_title_line(const ng_doc *doc, uint32_t sentence)
{
    if (doc->sentences.kind[sentence] != NG_SENTENCE_HEADLINE)
        return false;
    for (uint32_t i = doc->sentences.first_token[sentence];
         i < doc->sentences.stop_token[sentence]; i++) {
        if (doc->tokens.kind[i] == NG_TOKEN_WORD &&
            (doc->tag_scratch->doc.flags[i] & NG_TAG_CAPITAL) == 0)
            return false;
    }
    return true;
}

/* "Mayor Quits Over Ferry", where the text has "the ferry" and never "Ferry" but where any word
   has a capital: no name.  At the start of a sentence of prose only if the tagger is not sure. */
static bool
is_common_word(const ng_doc *doc, const ng_model *model, const ng_tag_span *span)
{
    const ng_tag_doc *const d = &doc->tag_scratch->doc;
    const uint32_t i = span->first_token;
    const bool counted = d->line_case[span->sentence] == NG_LINE_MIXED;
    const bool opens = (d->flags[i] & NG_TAG_OPENS) != 0;
    const ng_form_row *f;
    unsigned n_elsewhere;

    /* "eBay", "al-Roe": what begins small itself would count against itself. */
    if (span->stop_token - i != 1 || d->lower || (unsigned char)(*ng_token_begin(doc, i) - 'a') < 26)
        return false;
    f = ng_tag_form(d, ng_word_lower(ng_token_begin(doc, i), ng_token_len(doc, i)));
    if (f == NULL || f->n_small == 0)
        return false;
    n_elsewhere =
        (unsigned)(f->n_alone + f->n_first + f->n_last + f->n_inner) - (unsigned)counted;
    if (!counted)
        return n_elsewhere == 0;
    if (!opens)
        return n_elsewhere == 0 && is_title_line(doc, span->sentence);
    return f->n_capital + f->n_first + f->n_last + f->n_inner + f->n_say + f->n_title + f->n_in ==
               0 &&
           ng_tagger_conf(model, span->margin) < 0.7f;
}

/* Whether the rules' mention stays where the tagger says nothing. */
static bool
stays(const ng_model *model, const ng_doc *doc, const row *r, size_t *token)
{
    const ng_tag_doc *const d = &doc->tag_scratch->doc;

    while (*token < doc->tokens.n && doc->tokens.stop[*token] <= r->start)
        ++*token;
    if (*token < doc->tokens.n && (d->flags[*token] & NG_TAG_FIXED))
        return true;
    if (model->own != NULL)
        return r->label >= NG_LABEL_DATE;
    for (uint32_t i = 0; i < model->n_types; i++) {
        if (model->types[i] == r->label)
            return false;
    }
    return true;
}

static ng_status
push(ng_doc *doc, const row *r)
{
    const ng_mention_columns *const x = &doc->mentions;

    return x->n > 0 && r->start < x->stop[x->n - 1] ? NG_OK : ng_mention_row_push(doc, r);
}

/* The rules' row takes over what the tagger says of the same name. */
static row
agree(const row *by_rule, const row *by_tagger)
{
    row r = *by_rule;

    r.conf = by_tagger->conf;
    if (r.label != by_tagger->label) {
        r.label = by_tagger->label;
        r.rule = by_tagger->rule;
        r.form = by_tagger->form;
        r.title_start = by_tagger->title_start;
        r.title_stop = by_tagger->title_stop;
    }
    return r;
}

ng_status
ng_mentions_merge(const ng_pipeline *pipeline, ng_doc *doc, const ng_model *model)
{
    ng_tag_scratch *const s = doc->tag_scratch;
    const ng_column_ref columns[] = {NG_COLUMN(s->rows)};
    const size_t n = doc->mentions.n;
    size_t i = 0, token = 0;

    (void)pipeline;
    if (ng_reserve(&doc->alloc, columns, 1, &s->cap_rows, n) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t k = 0; k < n; k++)
        s->rows[k] = ng_mention_row_at(&doc->mentions, k);
    doc->mentions.n = 0;
    for (size_t k = 0; k < s->n_spans; k++) {
        row r = ng_mention_of_span(doc, model, &s->spans[k]);

        if (is_common_word(doc, model, &s->spans[k]))
            continue;
        for (; i < n && s->rows[i].stop <= r.start; i++) {
            if (stays(model, doc, &s->rows[i], &token) && push(doc, &s->rows[i]) != NG_OK)
                return NG_ERR_MEMORY;
        }
        if (i < n && s->rows[i].start == r.start && s->rows[i].stop == r.stop)
            r = agree(&s->rows[i], &r);
        if (push(doc, &r) != NG_OK)
            return NG_ERR_MEMORY;
        while (i < n && s->rows[i].start < r.stop)
            i++;
    }
    for (; i < n; i++) {
        if (stays(model, doc, &s->rows[i], &token) && push(doc, &s->rows[i]) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}
