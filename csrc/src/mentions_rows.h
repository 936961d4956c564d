/* Rows of the mention columns, as the stages that change them hold them. */
#ifndef NG_MENTIONS_ROWS_H
#define NG_MENTIONS_ROWS_H

#include "doc.h"

typedef struct ng_mention_row {
    uint32_t start, stop, sentence, title_start, title_stop;
    uint8_t label, form, rule;
    float conf;
} ng_mention_row;

static inline ng_mention_row
ng_mention_row_at(const ng_mention_columns *x, size_t i)
{
    const ng_mention_row r = {x->start[i], x->stop[i], x->sentence[i], x->title_start[i],
                              x->title_stop[i], x->label[i], x->form[i], x->rule[i], x->conf[i]};

    return r;
}

/* Append the row; NG_OK or NG_ERR_MEMORY. */
static inline ng_status
ng_mention_row_push(ng_doc *doc, const ng_mention_row *r)
{
    ng_mention_columns *const x = &doc->mentions;

    if (ng_doc_reserve_mention(doc) != NG_OK)
        return NG_ERR_MEMORY;
    x->start[x->n] = r->start;
    x->stop[x->n] = r->stop;
    x->sentence[x->n] = r->sentence;
    x->title_start[x->n] = r->title_start;
    x->title_stop[x->n] = r->title_stop;
    x->label[x->n] = r->label;
    x->form[x->n] = r->form;
    x->rule[x->n] = r->rule;
    x->conf[x->n] = r->conf;
    x->n++;
    return NG_OK;
}

struct ng_model;
struct ng_tag_span;

/* The mention that a span of the tagger is. */
ng_mention_row ng_mention_of_span(const ng_doc *doc, const struct ng_model *model,
                                  const struct ng_tag_span *span);

/* The label of the mention that row i of dates is. */
uint8_t ng_date_label(const ng_doc *doc, size_t i);

#endif
