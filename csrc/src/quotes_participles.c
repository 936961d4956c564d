/* Cues without a subject of their own: participles and infinitives. */
#include "quotes_cue.h"

/* "with Roe saying", "with polls showing" */
static bool
is_with(const ng_cue *c)
{
    return c->who.first > c->low && c->who.stop == c->at &&
           NG_TOKEN_IS(c->doc, c->who.first - 1, "with");
}

/* "issued a statement urging", "sent a letter saying" */
static bool
is_in_writing(const ng_cue *c)
{
    return (c->w[c->at - 1] & (NG_SPEECH_DOCUMENT | NG_SPEECH_CHANNEL)) != 0 &&
           (c->w[c->at - 1] & NG_SPEECH_NAME) == 0;
}

/* "while arguing", "and accusing", "by suggesting": who does the rest does this as well. */
static bool
continues(const ng_cue *c, uint64_t verb)
{
    uint32_t k = c->at;

    if ((verb & NG_SPEECH_CLASS) - 1 == NG_CUE_THINK || (verb & NG_SPEECH_CLASS) - 1 == NG_CUE_SHOW)
        return false;

    while (k > c->low && (c->w[k - 1] & (NG_SPEECH_ADVERB | NG_SPEECH_LY)) != 0)
        k--;
    return k > c->low + 2 &&
           (NG_TOKEN_IS(c->doc, k - 1, "and") || NG_TOKEN_IS(c->doc, k - 1, "but") ||
            NG_TOKEN_IS(c->doc, k - 1, "while") || NG_TOKEN_IS(c->doc, k - 1, "by") ||
            NG_TOKEN_IS(c->doc, k - 1, "before") || NG_TOKEN_IS(c->doc, k - 1, "after"));
}

/* "refused to endorse", "failed to criticize" */
static bool
is_refused(const ng_cue *c, uint32_t to)
{
    return to > c->low && (ng_token_starts(c->doc, to - 1, "refus", 5) ||
                           ng_token_starts(c->doc, to - 1, "declin", 6) ||
                           ng_token_starts(c->doc, to - 1, "fail", 4));
}

/* "went on to say that", "took to the stage to praise": who does the first does the second. */
void
ng_cue_read_infinitive(ng_cue *c, uint64_t verb)
{
    const unsigned class_id = (unsigned)(verb & NG_SPEECH_CLASS) - 1;
    uint32_t start;

    if (class_id == NG_CUE_SHOW || class_id == NG_CUE_THINK || class_id == NG_CUE_OTHER)
        return;
    c->who = ng_cue_first_source(c);
    if (c->who.first == c->who.stop || !ng_cue_is_somebody(c) || is_refused(c, c->who_first - 1) ||
        ng_cue_depth(c, c->at) > 0)
        return;
    c->who_first = c->verb_first = c->at;
    start = ng_cue_content_start(c, verb, c->high);
    if (start != NG_NO_TOKEN && start < c->high &&
        (ng_cue_is_quote(c, start) || ng_cue_is_word(c, start - 1, NG_SPEECH_IS_THAT) ||
         ((verb & NG_SPEECH_CLAUSE) != 0 && (c->w[start] & NG_SPEECH_SUBJECT) != 0 &&
          ng_cue_is_word(c, start + 1, NG_SPEECH_AUX | NG_SPEECH_MODAL)))) {
        ng_attribution *a;

        ng_cue_cut_previous(c);
        a = ng_cue_begin(c, NG_Q_SAYING, verb, 0.5);
        if (a != NULL)
            ng_cue_take_right(c, a, start, c->high);
    } else if (class_id != NG_CUE_SAY) {
        ng_cue_read_object(c, verb);
    }
}

/* "urging Poe to": not "responding to Poe". */
static bool
takes_to(const ng_cue *c, uint64_t verb, uint32_t start)
{
    return (verb & NG_SPEECH_TO) != 0 && ng_cue_is_word(c, start, NG_SPEECH_IS_TO);
}

/* "Noting that it was late, Roe left": the source is the subject behind the comma. */
bool
ng_cue_read_opening(ng_cue *c, uint64_t verb)
{
    uint32_t comma = c->at + 2, start, stop;
    ng_attribution *a;

    if (c->at > c->low && (c->w[c->low] & (NG_SPEECH_PREP | NG_SPEECH_SUBORD)) == 0)
        return false;
    for (; comma < c->high && comma < c->at + 40; comma++) {
        if ((c->w[comma] & NG_SPEECH_COMMA) == 0)
            continue;
        stop = comma + 1 + ((c->w[comma + 1] & NG_SPEECH_CLOSE) != 0 && comma + 1 < c->high);
        c->who = ng_cue_subject_at(c, stop, c->high);
        if (c->who.first < c->who.stop && ng_cue_is_somebody(c) && c->who.stop < c->high &&
            !NG_TOKEN_IS(c->doc, c->who.first, "who") &&
            (c->w[c->who.stop] &
             (NG_SPEECH_LY | NG_SPEECH_PAST | NG_SPEECH_THIRD | NG_SPEECH_AUX | NG_SPEECH_MODAL |
              NG_SPEECH_IRREGULAR | NG_SPEECH_ED | NG_SPEECH_ADVERB)) != 0)
            break;
    }
    if (comma >= c->high || comma >= c->at + 40)
        return false;
    c->verb_first = c->who_first = c->at;
    if (ng_cue_only_objects(verb) ||
        ((verb & NG_SPEECH_MARKS) != 0 && (verb & NG_SPEECH_OBJECTS) != 0)) {
        ng_cue_read_object(c, verb);
        return true;
    }
    start = ng_cue_content_start(c, verb, comma);
    if (start == NG_NO_TOKEN || start + 1 >= comma ||
        (!ng_cue_is_quote(c, start) && !ng_cue_is_word(c, start - 1, NG_SPEECH_IS_THAT) &&
         !takes_to(c, verb, start) &&
         ((verb & NG_SPEECH_CLAUSE) == 0 || (c->w[start] & NG_SPEECH_PREP) != 0 ||
          !ng_cue_is_clause(c, start, comma))))
        return false;
    a = ng_cue_begin(c, NG_Q_SAYING, verb, 0.6);
    if (a != NULL)
        ng_cue_take_right(c, a, start, comma);
    return true;
}

/* ", saying", ", falsely suggesting" */
static bool
is_behind_comma(const ng_cue *c)
{
    uint32_t k = c->at;

    while (k > c->low + 1 && (c->w[k - 1] & (NG_SPEECH_ADVERB | NG_SPEECH_LY)) != 0 &&
           (c->w[k - 1] & NG_SPEECH_NAME) == 0)
        k--;
    return (c->w[k - 1] & NG_SPEECH_COMMA) != 0;
}

/* "chanting, “…”": words between marks follow at once. */
static bool
speaks(const ng_cue *c)
{
    const uint32_t i =
        c->after + (ng_cue_is_word(c, c->after, NG_SPEECH_COMMA | NG_SPEECH_COLON) ? 1 : 0);

    return i < c->high && (c->w[i] & NG_SPEECH_OPEN) != 0;
}

/* ", saying", "while arguing": the source is that of the clause before. */
void
ng_cue_read_participle(ng_cue *c, uint64_t verb, bool subject)
{
    const ng_attribution *const p = ng_cue_previous(c);
    ng_attribution *a;
    uint32_t start;
    bool joined = false;

    if (c->at <= c->low ||
        ((verb & NG_SPEECH_MARKS) != 0 && (verb & NG_SPEECH_OBJECTS) == 0 && !ng_cue_calls_so(c) &&
         !ng_token_starts(c->doc, c->at, "accus", 5) && !ng_cue_is_call(c) && !speaks(c)))
        return;
    if (!is_behind_comma(c) &&
        !(c->at > c->low + 1 && (c->w[c->at - 1] & NG_SPEECH_CLOSE) != 0 &&
          (c->w[c->at - 2] & NG_SPEECH_COMMA) != 0) &&
        !NG_TOKEN_IS(c->doc, c->at, "saying") && !(joined = continues(c, verb)) &&
        !is_in_writing(c) && !(subject && is_with(c)))
        return;
    c->verb_first = c->at;
    c->who_first = c->at;
    if (subject && is_with(c)) {
        c->who_first = c->who.first; /* "with Roe saying" */
    } else if (p != NULL) {
        c->who = p->who;
    } else {
        /* The first noun phrase of the sentence that can speak. */
        c->who = ng_cue_first_source(c);
        for (uint32_t i = c->low; i < c->at && !ng_cue_can_speak(c, c->who); i++)
            c->who = ng_phrase_at(c->doc, i, c->at);
        if (!ng_cue_can_speak(c, c->who))
            return;
    }
    if (joined && !ng_cue_is_somebody(c))
        return;
    if (ng_cue_read_accusation(c, verb))
        return;
    if (ng_cue_is_call(c)) {
        ng_cue_read_call(c, verb);
        return;
    }
    if (ng_cue_only_objects(verb) || ((verb & NG_SPEECH_MARKS) != 0 && !speaks(c))) {
        ng_cue_read_object(c, verb);
        return;
    }
    start = ng_cue_content_start(c, verb, c->high);
    if (joined && start != NG_NO_TOKEN && start < c->high && !ng_cue_is_quote(c, start) &&
        !ng_cue_is_word(c, start - 1, NG_SPEECH_IS_THAT) &&
        !ng_cue_is_word(c, start, NG_SPEECH_WH) && !takes_to(c, verb, start))
        return;
    if (start == NG_NO_TOKEN || start + 1 >= c->high ||
        (start == c->after && (verb & NG_SPEECH_CLAUSE) == 0 && !ng_cue_is_quote(c, start) &&
         (c->w[start] & NG_SPEECH_WH) == 0) ||
        (!ng_cue_is_quote(c, start) && !NG_TOKEN_IS(c->doc, c->at, "saying") &&
         !ng_cue_is_word(c, start - 1, NG_SPEECH_IS_THAT) &&
         ((c->w[start] & NG_SPEECH_IS_TO) != 0 || !ng_cue_is_clause(c, start, c->high)) &&
         !ng_cue_is_word(c, start, NG_SPEECH_WH) && !takes_to(c, verb, start)))
        return;
    ng_cue_cut_previous(c);
    a = ng_cue_begin(c, NG_Q_SAYING, verb, 0.7);
    if (a != NULL)
        ng_cue_take_right(c, a, start, c->high);
}
