/* Numbers: what the rules' actions do. */
#include "dates.h"

#include <math.h>

bool
ng_number_push_age(ng_value_run *run, const ng_value_match *match, double n, int grain)
{
    (void)run, (void)match, (void)n, (void)grain;
    return true;
}

static bool
act_count(ng_value_run *run, const ng_value_match *match)
{
    ng_doc *const doc = run->doc;
    ng_number_columns *const x = &doc->numbers;

    if (ng_doc_reserve_number(doc) != NG_OK) {
        run->status = NG_ERR_MEMORY;
        return false;
    }
    x->start[x->n] = run->atoms[match->span_first].start;
    x->stop[x->n] = run->atoms[match->span_stop - 1].stop;
    x->sentence[x->n] = run->sentence;
    x->value[x->n] = run->atoms[match->args[0].first].value;
    x->value_max[x->n] = NAN;
    x->unit[x->n] = 0;
    x->currency[x->n] = 0;
    x->kind[x->n] = NG_NUMBER_COUNT;
    x->label[x->n] = NG_LABEL_CARDINAL;
    x->hedge[x->n] = NG_NONE;
    x->mention[x->n] = NG_NO_ROW;
    x->rule[x->n] = match->rule->index;
    x->conf[x->n] = match->rule->conf;
    x->n++;
    return true;
}

bool
ng_number_act(ng_value_run *run, const ng_value_match *match)
{
    static bool (*const actions[NG_N_NUMBER_ACTIONS])(ng_value_run *, const ng_value_match *) = {
        [NG_NUMBER_ACTION_COUNT] = act_count,
    };

    return actions[match->rule->action](run, match);
}
