/* Inside the value stage: the guards of numbers.rules. */
#ifndef NG_VALUES_GUARDS_H
#define NG_VALUES_GUARDS_H

#include "values.h"

bool ng_guard_age_cue(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_age_name(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_scale_glued(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_cents(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_cents_behind(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_code(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_code_behind(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_whole(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_coin(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_count(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_before_noun(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_points(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_count_short(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_feet(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_fraction(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_half(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_measure(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_ordinal(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_phone(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_range(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_range_plain(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_share(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_sign_behind(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_vote(const ng_value_run *run, const ng_value_match *m);
bool ng_guard_vote_to(const ng_value_run *run, const ng_value_match *m);

#endif
