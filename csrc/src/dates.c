/* Dates: what the rules' actions do. */
#include "dates.h"

#include <stdio.h>
#include <string.h>

void
ng_date_context_init(ng_date_context *context, const ng_doc *doc)
{
    static const uint8_t sources[NG_N_PUBLISHED_SOURCES] = {
        [NG_PUBLISHED_GIVEN] = NG_ANCHOR_PUBLISHED,
        [NG_PUBLISHED_STAMP] = NG_ANCHOR_STAMP,
        [NG_PUBLISHED_DATELINE] = NG_ANCHOR_DATELINE,
        [NG_PUBLISHED_NONE] = NG_ANCHOR_NONE,
    };

    memset(context, 0, sizeof *context);
    context->anchor_source = sources[doc->article.published_source];
    context->anchor = context->anchor_source != NG_ANCHOR_NONE ? doc->article.published : NG_NO_DAY;
}

/* The row of a match, without its value. */
static bool
push(ng_value_run *run, const ng_value_match *match, ng_date_type type, const char *value,
     ng_grain grain)
{
    ng_doc *const doc = run->doc;
    ng_date_columns *const d = &doc->dates;
    const uint32_t place = ng_doc_push_chars(doc, value, strlen(value));

    if (place == 0 || ng_doc_reserve_date(doc) != NG_OK) {
        run->status = NG_ERR_MEMORY;
        return false;
    }
    d->start[d->n] = run->atoms[match->span_first].start;
    d->stop[d->n] = run->atoms[match->span_stop - 1].stop;
    d->sentence[d->n] = run->sentence;
    d->value[d->n] = place;
    d->time[d->n] = 0;
    d->tz[d->n] = 0;
    d->from_date[d->n] = NG_NO_DAY;
    d->to_date[d->n] = NG_NO_DAY;
    d->type[d->n] = (uint8_t)type;
    d->grain[d->n] = (uint8_t)grain;
    d->anchor[d->n] = NG_ANCHOR_NONE;
    d->mod[d->n] = NG_NONE;
    d->mention[d->n] = NG_NO_ROW;
    d->rule[d->n] = match->rule->index;
    d->conf[d->n] = match->rule->conf;
    d->n++;
    return true;
}

static bool
act_ymd(ng_value_run *run, const ng_value_match *match)
{
    const int year = (int)run->atoms[match->args[0].first].value;
    const int month = ng_atom_payload(run, match->args[1].first, NG_V_MONTH, 0);
    const int day = (int)run->atoms[match->args[2].first].value;
    char value[16];

    snprintf(value, sizeof value, "%04d-%02d-%02d", year, month, day);
    return push(run, match, NG_DATE_DATE, value, NG_GRAIN_DAY);
}

bool
ng_date_act(ng_value_run *run, const ng_value_match *match)
{
    static bool (*const actions[NG_N_DATE_ACTIONS])(ng_value_run *, const ng_value_match *) = {
        [NG_DATE_ACTION_YMD] = act_ymd,
    };

    return actions[match->rule->action](run, match);
}
