/* Cues of several words: "according to", "as Roe put it", "accused of", "was asked". */
#include "quotes_cue.h"

bool
ng_cue_is_call(const ng_cue *c)
{
    return c->after == c->at + 2 && (c->doc->text[c->doc->tokens.start[c->at]] | 0x20) == 'c';
}

/* "accused Roe of lying", "is accused of lying": what stands behind "of". */
bool
ng_cue_read_accusation(ng_cue *c, uint64_t verb)
{
    ng_attribution *a;
    uint32_t i = c->after;

    if (!ng_token_starts(c->doc, c->at, "accus", 5))
        return false;
    while (i < c->high && i - c->after < 20 && !NG_TOKEN_IS(c->doc, i, "of") &&
           (c->w[i] & (NG_SPEECH_STOP | NG_SPEECH_AUX | NG_SPEECH_MODAL)) == 0)
        i++;
    if (i + 1 >= c->high || !NG_TOKEN_IS(c->doc, i, "of") || ng_cue_depth(c, i) >= NG_MAX_NESTED)
        return false;
    ng_cue_cut_previous(c);
    a = ng_cue_begin(c, NG_Q_TO, verb, 0.75);
    if (a == NULL)
        return true;
    if (c->passive)
        a->who = (ng_phrase){0, 0};
    ng_cue_take_right(c, a, i + 1, c->high);
    return true;
}

/* "Asked whether it would close, Roe said", "was asked by reporters about the war": the
   question, and who asked if the text tells it. */
bool
ng_cue_read_question(ng_cue *c, uint64_t verb)
{
    uint32_t i = c->at + 1;
    const bool opens = c->at == c->low || (c->w[c->at - 1] & (NG_SPEECH_WH | NG_SPEECH_COMMA)) != 0;
    ng_attribution *a;

    if (!NG_TOKEN_IS(c->doc, c->at, "asked") || (!opens && !c->passive) || c->negated)
        return false;
    c->who = (ng_phrase){0, 0};
    if (i + 1 < c->high && NG_TOKEN_IS(c->doc, i, "by")) {
        c->who = ng_phrase_at(c->doc, i + 1, c->high);
        i = c->who.stop;
    }
    for (unsigned n = 0;
         n < 3 && i < c->high && ((c->w[i] & NG_SPEECH_ADVERB) != 0 || ng_cue_is_date(c, i)); n++)
        i++;
    if (i + 1 >= c->high)
        return false;
    if (NG_TOKEN_IS(c->doc, i, "about"))
        i++;
    else if (!NG_TOKEN_IS(c->doc, i, "if") && (c->w[i] & NG_SPEECH_WH) == 0)
        return false;
    if (ng_cue_depth(c, i) >= NG_MAX_NESTED)
        return true;
    c->verb_first = c->at;
    c->after = i;
    a = ng_cue_begin(c, NG_Q_PASSIVE, verb, 0.5);
    if (a != NULL)
        ng_cue_take_right(c, a, i, ng_cue_object_end(c, i, c->high));
    return true;
}

/* "It is safe, as Roe put it", "As Roe puts it, it is safe" */
void
ng_cue_read_put(ng_cue *c, uint64_t verb)
{
    uint32_t k = c->at + 2, as;
    ng_attribution *a;

    if (k > c->high || !NG_TOKEN_IS(c->doc, c->at + 1, "it") || !ng_cue_find_before(c) ||
        c->who_first == c->low || !NG_TOKEN_IS(c->doc, c->who_first - 1, "as"))
        return;
    as = c->who_first - 1;
    c->after = k;
    k = ng_cue_skip_adverbials(c, k, c->high);
    if (ng_cue_follows_words(c, as)) {
        a = ng_cue_begin(c, NG_Q_LEFT, verb, 0.7);
        if (a != NULL)
            ng_cue_take_left(c, a, as);
    } else if (as <= c->low + 1 && ng_cue_is_word(c, k, NG_SPEECH_COMMA | NG_SPEECH_COLON) &&
               k + 2 < c->high) {
        a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.7);
        if (a != NULL)
            ng_cue_take_right(c, a, k + 1, c->high);
    }
}

/* "is seen as", "was described as": nobody says it. */
bool
ng_cue_read_seen(ng_cue *c, uint64_t verb)
{
    ng_attribution *a;

    if (c->after + 2 >= c->high || !NG_TOKEN_IS(c->doc, c->after, "as") ||
        (c->w[c->after + 1] & (NG_SPEECH_PREP | NG_SPEECH_SUBJECT)) != 0 ||
        !(ng_token_starts(c->doc, c->at, "see", 3) || ng_token_starts(c->doc, c->at, "view", 4) ||
          ng_token_starts(c->doc, c->at, "regard", 6) ||
          ng_token_starts(c->doc, c->at, "perceiv", 7) ||
          ng_token_starts(c->doc, c->at, "describ", 7) ||
          ng_token_starts(c->doc, c->at, "portray", 7)))
        return false;
    ng_cue_cut_previous(c);
    a = ng_cue_begin(c, NG_Q_PASSIVE, verb, 0.5);
    if (a != NULL) {
        a->who = (ng_phrase){0, 0};
        ng_cue_add_part(a, c->who_first, c->verb_first);
        ng_cue_add_part(a, c->after, ng_cue_object_end(c, c->after, c->high));
    }
    return true;
}

/* "As reported by the Herald, it was late" */
bool
ng_cue_read_as_told(ng_cue *c, uint64_t verb)
{
    ng_attribution *a;
    uint32_t i;

    if (!NG_TOKEN_IS(c->doc, c->low, "as") || c->at + 3 >= c->high ||
        !NG_TOKEN_IS(c->doc, c->at + 1, "by") || (verb & NG_SPEECH_CLAUSE) == 0)
        return false;
    c->who = ng_phrase_at(c->doc, c->at + 2, c->high);
    i = ng_cue_skip_adverbials(c, c->who.stop, c->high);
    if (c->who.first == c->who.stop || !ng_cue_is_word(c, i, NG_SPEECH_COMMA) || i + 2 >= c->high)
        return false;
    c->verb_first = c->at;
    a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.7);
    if (a != NULL)
        ng_cue_take_right(c, a, i + 1, c->high);
    return true;
}

/* "As Roe told us, …": the rest of the sentence; "…, as Roe noted": what stands before. */
bool
ng_cue_read_as(ng_cue *c, uint64_t verb)
{
    const uint32_t high = c->high;
    uint32_t k = c->after;
    ng_attribution *a;

    if (c->who_first > c->low + 3 && NG_TOKEN_IS(c->doc, c->who_first - 1, "as") &&
        ng_cue_follows_words(c, c->who_first - 1)) {
        /* "It was late, as Roe noted." */
        k = ng_cue_skip_adverbials(c, k, high);
        if (k < high && (c->w[k] & (NG_SPEECH_STOP | NG_SPEECH_COMMA | NG_SPEECH_DASH)) == 0)
            return false;
        if (!ng_cue_left_is_clause(c, c->who_first - 1) || (verb & NG_SPEECH_CLAUSE) == 0)
            return false;
        a = ng_cue_begin(c, NG_Q_LEFT, verb, 0.6);
        if (a != NULL)
            ng_cue_take_left(c, a, c->who_first - 1);
        return true;
    }
    if (c->who_first != c->low + 1 || !NG_TOKEN_IS(c->doc, c->low, "as"))
        return false;
    if ((verb & NG_SPEECH_HEARER) != 0)
        k = ng_phrase_at(c->doc, k, high).stop;
    k = ng_cue_skip_adverbials(c, k, high);
    if (ng_cue_is_word(c, k, NG_SPEECH_ADVERB) || NG_TOKEN_IS(c->doc, k < high ? k : c->at, "out"))
        k++;
    if (ng_cue_is_word(c, k, NG_SPEECH_COMMA) && k + 2 < high) {
        a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.7);
        if (a != NULL)
            ng_cue_take_right(c, a, k + 1, high);
        return true;
    }
    return false;
}

/* "called for a ban", "called on Iran to stop" */
void
ng_cue_read_call(ng_cue *c, uint64_t verb)
{
    const uint32_t high = c->high;
    uint32_t start;
    ng_attribution *a;

    start = c->after;
    if (start >= high)
        return;
    if (NG_TOKEN_IS(c->doc, c->after - 1, "on")) {
        uint32_t k = start;

        while (k < high && k - start < 24 && (c->w[k] & (NG_SPEECH_IS_TO | NG_SPEECH_STOP)) == 0)
            k++;
        if (k + 1 < high && (c->w[k] & NG_SPEECH_IS_TO) != 0)
            start = k;
    }
    ng_cue_cut_previous(c);
    a = ng_cue_begin(c, NG_Q_TO, (verb & ~NG_SPEECH_CLASS) | (NG_CUE_URGE + 1), 0.6);
    if (a != NULL)
        ng_cue_take_right(c, a, start, high);
}

/* The comma behind "Roe, head of the bank," and "Roe, 45,"; the first one where no apposition
   stands between two. */
static uint32_t
skip_apposition(const ng_cue *c, uint32_t comma)
{
    const uint32_t mention = c->r->s->mention[c->who.stop - 1];
    const bool person = mention != NG_NO_ROW && c->doc->mentions.label[mention] == NG_LABEL_PERSON;
    uint32_t k = comma + 1;
    const bool open = person && k < c->high && (c->w[k] & NG_SPEECH_WH) != 0;
    bool is =
        open || (person && k < c->high &&
                 ((c->w[k] & NG_SPEECH_VALUE) != 0 ||
                  ((c->w[k] & NG_SPEECH_NAME) == 0 && ng_phrase_at(c->doc, k, c->high).stop > k)));

    for (; k < c->high && (c->w[k] & (NG_SPEECH_COMMA | NG_SPEECH_STOP)) == 0; k++) {
        if (!open && ((c->w[k] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0 ||
                      ((c->w[k] & (NG_SPEECH_ED | NG_SPEECH_IRREGULAR)) != 0 &&
                       (c->w[k] & NG_SPEECH_NAME) == 0)))
            return comma;
        is = is || (c->w[k] & NG_SPEECH_ROLE) != 0;
    }
    return is && k + 3 < c->high && (c->w[k] & NG_SPEECH_COMMA) != 0 &&
                   ng_cue_is_clause(c, k + 1, c->high)
               ? k
               : comma;
}

/* "according to officials": the rest of the sentence. */
void
ng_cue_read_according(ng_cue *c)
{
    ng_attribution *a;
    uint32_t stop;

    c->who = ng_phrase_at(c->doc, c->at + 2, c->high);
    if (c->who.first == c->who.stop)
        return;
    stop = c->who.stop;
    /* "a spokesman for the group", "a report by the bank" */
    while (stop + 1 < c->high && (c->w[stop] & NG_SPEECH_PREP) != 0) {
        const ng_phrase more = ng_phrase_at(c->doc, stop + 1, c->high);

        if (more.first == more.stop)
            break;
        stop = more.stop;
    }
    c->who.stop = stop - c->who.first > NG_MAX_PHRASE ? c->who.stop : stop;
    c->verb_first = c->at;
    c->after = c->at + 2;
    a = ng_cue_begin(c, NG_Q_ACCORDING, NG_CUE_SAY + 1, 0.85);
    if (a == NULL)
        return;
    if (c->at > c->low + 2) {
        uint32_t end = c->at;

        if ((c->w[end - 1] & NG_SPEECH_COMMA) != 0)
            end--;
        ng_cue_take_left(c, a, end);
        if (stop < c->high && (c->w[stop] & NG_SPEECH_COMMA) != 0 && !a->spoken &&
            stop + 3 < ng_cue_sentence_end(c, c->high))
            ng_cue_add_part(a, stop + 1, ng_cue_sentence_end(c, c->high));
    } else {
        if (stop < c->high && stop > c->who.first && (c->w[stop - 1] & NG_SPEECH_NAME) != 0 &&
            ((c->w[stop] & (NG_SPEECH_DET | NG_SPEECH_VALUE | NG_SPEECH_SUBJECT | NG_SPEECH_NAME |
                            NG_SPEECH_POSSESSIVE)) != 0 ||
             ((c->w[stop] & NG_SPEECH_PREP) != 0 && stop + 1 < c->high &&
              ng_cue_is_count(c, stop + 1))) &&
            ng_cue_no_comma_before_verb(c, stop)) {
            ng_cue_take_right(c, a, stop, c->high);
            return;
        }
        while (stop < c->high && (c->w[stop] & NG_SPEECH_COMMA) == 0)
            stop++;
        stop = skip_apposition(c, stop);
        if (stop + 1 < c->high)
            ng_cue_take_right(c, a, stop + 1, c->high);
    }
}

/* "Roe leads in the latest poll.", "In a new survey, Roe has 40 percent": as "according to". */
void
ng_cue_read_poll(ng_cue *c)
{
    const ng_phrase poll = ng_phrase_at(c->doc, c->at + 1, c->high);
    uint32_t head, stop = poll.stop;
    ng_attribution *a;

    if (poll.first == poll.stop)
        return;
    head = ng_phrase_head(c->doc, poll);
    if ((!NG_TOKEN_IS(c->doc, head, "poll") && !NG_TOKEN_IS(c->doc, head, "survey")) ||
        c->r->s->inside[c->at] != NG_NO_ROW || ng_cue_depth(c, c->at) > 0)
        return;
    c->who = poll;
    c->verb_first = c->at;
    c->after = c->at + 1;
    if (c->at > c->low + 2) {
        uint32_t first = c->low;

        for (uint32_t i = c->at; i > c->low; i--) {
            if ((c->w[i - 1] & (NG_SPEECH_COMMA | NG_SPEECH_SEMICOLON | NG_SPEECH_DASH)) != 0) {
                first = i;
                break;
            }
        }
        if (!ng_cue_is_clause(c, first, c->at) || ng_cue_depth(c, first) >= NG_MAX_NESTED)
            return;
        a = ng_cue_begin(c, NG_Q_ACCORDING, NG_CUE_SHOW + 1, 0.5);
        if (a != NULL)
            ng_cue_add_part(a, first, c->at);
        return;
    }
    while (stop < c->high && (c->w[stop] & NG_SPEECH_COMMA) == 0)
        stop++;
    if (stop + 2 >= c->high || !ng_cue_is_clause(c, stop + 1, c->high))
        return;
    a = ng_cue_begin(c, NG_Q_ACCORDING, NG_CUE_SHOW + 1, 0.6);
    if (a != NULL)
        ng_cue_take_right(c, a, stop + 1, c->high);
}
