/* Cues: reporting verbs, with their sources and what they attribute. */
#include "quotes_cue.h"

#include <string.h>

/* "pointed out", "called for", "made clear": where the words of the cue end. */
static uint32_t
behind_verb(const ng_cue *c)
{
    const uint32_t i = c->at + 1;

    if (i >= c->high)
        return i;
    if (NG_TOKEN_IS(c->doc, i, "out") && ng_token_starts(c->doc, c->at, "point", 4))
        return i + 1;
    if (ng_token_starts(c->doc, c->at, "ma", 2) && (c->w[c->at] & NG_SPEECH_CLASS) != 0) {
        const uint32_t k = i + NG_TOKEN_IS(c->doc, i, "it");

        return k < c->high && (NG_TOKEN_IS(c->doc, k, "clear") || NG_TOKEN_IS(c->doc, k, "plain"))
                   ? k + 1
                   : i;
    }
    if (NG_TOKEN_IS(c->doc, i, "out") || NG_TOKEN_IS(c->doc, i, "on") ||
        NG_TOKEN_IS(c->doc, i, "for")) {
        if (NG_TOKEN_IS(c->doc, c->at, "called") || NG_TOKEN_IS(c->doc, c->at, "calls") ||
            NG_TOKEN_IS(c->doc, c->at, "call") || NG_TOKEN_IS(c->doc, c->at, "calling"))
            return i + 1;
    }
    return i;
}

/* Verbs whose object says what was said. */
static bool
takes_noun(const ng_cue *c, uint64_t verb)
{
    const unsigned class_id = (unsigned)(verb & NG_SPEECH_CLASS) - 1;

    return class_id == NG_CUE_ANNOUNCE ||
           (class_id == NG_CUE_DENY && (c->w[c->after] & NG_SPEECH_PREP) == 0) ||
           (NG_TOKEN_IS(c->doc, c->at, "claimed") &&
            NG_TOKEN_IS(c->doc, c->after, "responsibility"));
}

/* "Roe argued A but insists B": a verb in -s behind "and" or "but", that is not the noun it
   may be as well. */
static bool
is_joined(const ng_cue *c, uint64_t verb)
{
    uint32_t k = c->at;

    if ((verb & NG_SPEECH_THIRD) == 0)
        return false;
    while (k > c->low && (c->w[k - 1] & (NG_SPEECH_ADVERB | NG_SPEECH_LY)) != 0)
        k--;
    return k > c->low && (c->w[k - 1] & NG_SPEECH_CONJ) != 0 &&
           (NG_TOKEN_IS(c->doc, k - 1, "and") || NG_TOKEN_IS(c->doc, k - 1, "but")) &&
           ((verb & (NG_SPEECH_NOUN | NG_SPEECH_CHANNEL | NG_SPEECH_DOCUMENT)) == 0 ||
            (c->after < c->high &&
             (c->w[c->after] & (NG_SPEECH_SUBJECT | NG_SPEECH_IS_THAT)) != 0));
}

/* "sure", "worried": adjectives. */
static bool
is_state(uint64_t verb)
{
    return (verb & (NG_SPEECH_THAT | NG_SPEECH_REFERS)) == (NG_SPEECH_THAT | NG_SPEECH_REFERS);
}

/* "We thought it was over", "they knew he had won": a verb of thinking that takes "that", and
   a pronoun with its verb in its stead. */
static bool
is_thought(const ng_cue *c, uint64_t verb, uint32_t start)
{
    return (verb & NG_SPEECH_CLASS) - 1 == NG_CUE_THINK && (verb & NG_SPEECH_THAT) != 0 &&
           !is_state(verb) && (c->w[start] & NG_SPEECH_SUBJECT) != 0 &&
           ng_cue_is_word(c, start + 1,
                          NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_ED | NG_SPEECH_IRREGULAR |
                              NG_SPEECH_PAST | NG_SPEECH_OWNER);
}

/* Whether the source is one that shows and finds: a document, a body. */
static bool
can_show(const ng_cue *c)
{
    const uint32_t head = ng_phrase_head(c->doc, c->who);

    return (c->w[head] & (NG_SPEECH_DOCUMENT | NG_SPEECH_COLLECTIVE | NG_SPEECH_ANONYMOUS)) != 0 ||
           ((c->w[head] & NG_SPEECH_NAME) != 0 &&
            c->doc->mentions.label[c->r->s->mention[head]] == NG_LABEL_ORG);
}

/* Verbs that no clause and no words between marks follow: "spoke", "endorsed". */
bool
ng_cue_only_objects(uint64_t verb)
{
    return (verb & (NG_SPEECH_CLAUSE | NG_SPEECH_THAT | NG_SPEECH_TO | NG_SPEECH_MARKS)) == 0;
}

/* "is sure that", "are worried they": not "makes sure that", "aware of it". */
static bool
is_of_mind(const ng_cue *c)
{
    return (NG_TOKEN_IS(c->doc, c->at, "worried") ||
            (c->verb_first < c->at && (c->w[c->verb_first] & NG_SPEECH_BE) != 0)) &&
           (ng_cue_is_word(c, c->after, NG_SPEECH_IS_THAT | NG_SPEECH_SUBJECT) ||
            (ng_cue_is_word(c, c->after, NG_SPEECH_DET) && ng_cue_is_clause(c, c->after, c->high)));
}

/* "declined to comment", "declined to give details": nothing is said. */
static bool
is_silence(const ng_cue *c)
{
    const uint32_t k = c->at + 2;

    if (k >= c->high || (c->w[k - 1] & NG_SPEECH_IS_TO) == 0 ||
        !ng_token_starts(c->doc, c->at, "declin", 6))
        return false;
    return (c->w[k] & NG_SPEECH_CLASS) != 0 || NG_TOKEN_IS(c->doc, k, "give") ||
           NG_TOKEN_IS(c->doc, k, "name") || NG_TOKEN_IS(c->doc, k, "identify") ||
           NG_TOKEN_IS(c->doc, k, "provide") || NG_TOKEN_IS(c->doc, k, "specify") ||
           NG_TOKEN_IS(c->doc, k, "be") || NG_TOKEN_IS(c->doc, k, "offer");
}

/* Inside of marks "I think", "you say" and "they know" are the speaker's way to speak: a verb
   attributes there only if it tells what another has said. */
static bool
tells(uint64_t verb)
{
    const unsigned class_id = (unsigned)(verb & NG_SPEECH_CLASS) - 1;

    return (verb & NG_SPEECH_PAST) != 0 &&
           (class_id <= NG_CUE_DENY || class_id == NG_CUE_ANNOUNCE || class_id == NG_CUE_WRITE);
}

/* And if that is no "I" or "they", but somebody who is named or described. */
static bool
is_another(const ng_cue *c)
{
    return (c->w[c->who.first] & NG_SPEECH_SUBJECT) == 0 &&
           (c->w[ng_phrase_head(c->doc, c->who)] &
            (NG_SPEECH_NAME | NG_SPEECH_PERSON | NG_SPEECH_ROLE | NG_SPEECH_DOCUMENT |
             NG_SPEECH_ANONYMOUS | NG_SPEECH_COLLECTIVE)) != 0;
}

/* "is said to have", "is seen as": nobody says so; "was told": nothing is said. */
static void
read_passive(ng_cue *c, uint64_t verb, bool subject)
{
    ng_attribution *a;

    if (subject && ng_cue_depth(c, c->who_first) == 0 && ng_cue_read_seen(c, verb))
        return;
    if ((verb & NG_SPEECH_PASSIVE) == 0 || !ng_cue_is_word(c, c->after, NG_SPEECH_IS_TO) ||
        !subject || ng_cue_depth(c, c->who_first) > 0)
        return;
    a = ng_cue_begin(c, NG_Q_PASSIVE, verb, 0.5);
    if (a != NULL) {
        a->who = (ng_phrase){0, 0};
        ng_cue_add_part(a, c->who_first, c->verb_first);
        ng_cue_add_part(a, c->after, ng_cue_sentence_end(c, c->high));
    }
}

/* "She sang, praised the plan and left", "he paused, then said": a verb behind a comma. */
static bool
is_next(const ng_cue *c, uint64_t verb, uint32_t k, bool cued)
{
    return k > c->low + 2 && (c->w[k - 1] & (NG_SPEECH_COMMA | NG_SPEECH_SEMICOLON)) != 0 &&
           (verb & NG_SPEECH_PAST) != 0 && !ng_cue_is_word(c, c->after, NG_SPEECH_PREP) &&
           (NG_TOKEN_IS(c->doc, c->at - 1, "then") ||
            (cued && (verb & NG_SPEECH_OBJECTS) != 0 &&
             ng_cue_only_objects(verb & ~NG_SPEECH_MARKS)));
}

/* Settle whose the verb is; false if it is a noun, or nobody's, or read already. */
static bool
settle_source(ng_cue *c, uint64_t verb, bool subject)
{
    /* Nouns: "the claim", "his report". */
    if (!subject && (verb & (NG_SPEECH_BASE | NG_SPEECH_THIRD)) != 0 &&
        (verb & NG_SPEECH_PAST) == 0 && !ng_cue_follows_words(c, c->at) && !is_joined(c, verb))
        return false;
    if (subject && c->who.stop == c->at && (verb & (NG_SPEECH_BASE | NG_SPEECH_NOUN)) != 0 &&
        (verb & NG_SPEECH_PAST) == 0 && (verb & NG_SPEECH_THIRD) == 0) {
        const uint32_t head = ng_phrase_head(c->doc, c->who);

        /* A base form needs a plural: "officials say", "Roe and Poe say". */
        if ((c->w[head] & (NG_SPEECH_PLURAL | NG_SPEECH_SUBJECT | NG_SPEECH_COLLECTIVE)) == 0 &&
            !NG_TOKEN_IS(c->doc, head, "people") && c->verb_first == c->at &&
            !ng_cue_is_quantity(c, head) && !ng_cue_is_count(c, head) &&
            !NG_TOKEN_IS(c->doc, c->who.first, "those") && !NG_TOKEN_IS(c->doc, head, "who") &&
            !(c->who.first > c->low && NG_TOKEN_IS(c->doc, c->who.first - 1, "and")) &&
            (c->w[c->who.first] & NG_SPEECH_CONJ) == 0)
            return false;
    }
    if (!subject) {
        const ng_attribution *const p = ng_cue_previous(c);
        uint32_t k = c->at;
        ng_attribution *a;

        while (k > c->low && (c->w[k - 1] & (NG_SPEECH_ADVERB | NG_SPEECH_LY | NG_SPEECH_AUX |
                                             NG_SPEECH_MODAL)) != 0)
            k--;
        if (c->at <= c->low + 1 && ng_cue_find_behind(c) &&
            ng_cue_is_word(c, c->after, NG_SPEECH_COLON) && ng_cue_is_quote(c, c->after + 1)) {
            /* Said Roe: "…" */
            a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.85);
            if (a != NULL)
                ng_cue_take_right(c, a, c->after + 1, c->high);
            return false;
        }
        c->inverted = false;
        c->after = behind_verb(c);
        if (ng_cue_follows_words(c, c->at) && ng_cue_find_behind(c))
            return true;
        if (k > c->low && ((c->w[k - 1] & NG_SPEECH_CONJ) != 0 || is_next(c, verb, k, p != NULL)) &&
            ((verb & NG_SPEECH_PAST) != 0 || is_joined(c, verb) ||
             ((verb & (NG_SPEECH_THIRD | NG_SPEECH_BASE)) != 0 && p != NULL))) {
            /* "said A and added B" */
            c->who = p != NULL ? p->who : ng_cue_first_source(c);
            if (c->who.first == c->who.stop)
                return false;
            c->who_first = k;
            c->shared = true;
        } else {
            return false;
        }
    }
    /* "Roe's remarks", "early tweets": words that are nouns as well need a source that can
       be nothing else. */
    if (subject && !c->inverted && c->verb_first == c->at &&
        ((verb & (NG_SPEECH_NOUN | NG_SPEECH_CHANNEL | NG_SPEECH_DOCUMENT)) != 0 ||
         NG_TOKEN_IS(c->doc, c->at, "states")) &&
        (verb & NG_SPEECH_PAST) == 0 &&
        (c->w[ng_phrase_head(c->doc, c->who)] &
         (NG_SPEECH_NAME | NG_SPEECH_SUBJECT | NG_SPEECH_PERSON | NG_SPEECH_ROLE |
          NG_SPEECH_COLLECTIVE | NG_SPEECH_ANONYMOUS | NG_SPEECH_DOCUMENT)) == 0)
        return false;
    return true;
}

/* "On “Good Roads,” Jane Roe said": where it was said. */
static bool
is_programme(const ng_cue *c)
{
    const uint32_t pair =
        c->who_first >= c->low + 4 ? c->r->s->inside[c->who_first - 2] : NG_NO_ROW;
    const uint32_t open = pair == NG_NO_ROW ? 0 : c->r->s->marks[pair].open;

    return pair != NG_NO_ROW && open > c->low && (c->w[open - 1] & NG_SPEECH_PREP) != 0 &&
           ng_quotes_is_title(c->r, pair);
}

/* Whether what is said stands in front of source and verb; `*behind_cue` is where the words behind
   them begin. */
static bool
is_left(const ng_cue *c, uint64_t verb, uint32_t *behind_cue)
{
    const uint32_t high = c->high;
    bool left = c->inverted;
    uint32_t behind = c->after;

    if (!c->inverted && c->who_first > c->low + 1 && ng_cue_follows_words(c, c->who_first)) {
        const uint32_t k = ng_cue_skip_adverbials(c, c->after, high);

        behind = k;
        left = k >= high || (c->w[k] & (NG_SPEECH_STOP | NG_SPEECH_COMMA | NG_SPEECH_CLOSE |
                                        NG_SPEECH_SEMICOLON | NG_SPEECH_DASH)) != 0;
        if (left && k < high && (c->w[k] & NG_SPEECH_COMMA) != 0 && k + 1 < high &&
            ng_cue_is_quote(c, k + 1) && !ng_cue_is_quote(c, c->who_first - 1) &&
            (c->who_first < 2 || !ng_cue_is_quote(c, c->who_first - 2)))
            left = false;
        /* "…," she told reporters. */
        if (!left && (verb & NG_SPEECH_HEARER) != 0) {
            const ng_phrase hearer = ng_phrase_at(c->doc, k, high);
            const uint32_t j = ng_cue_skip_adverbials(c, hearer.stop, high);

            if (hearer.first < hearer.stop && !ng_cue_is_adverbs(c, c->low, c->who_first) &&
                (j >= high || (c->w[j] & (NG_SPEECH_STOP | NG_SPEECH_COMMA)) != 0)) {
                left = true;
                behind = j;
            }
        }
        /* Marks close right before: they are what is said. */
        if (!left && !is_programme(c) && ng_cue_is_quote(c, c->who_first - 1) &&
            (c->w[c->who_first - 1] & NG_SPEECH_CLOSE) && c->who_first >= 2 &&
            (c->w[c->who_first - 2] & (NG_SPEECH_COMMA | NG_SPEECH_STOP)) != 0) {
            left = true;
            while (behind < high &&
                   (c->w[behind] & (NG_SPEECH_COMMA | NG_SPEECH_STOP | NG_SPEECH_OPEN)) == 0)
                behind++;
        }
    }
    if (left && !c->inverted && !ng_cue_left_is_clause(c, c->who_first) && behind < high &&
        ng_cue_is_clause(c, behind, high))
        left = false;
    *behind_cue = behind;
    return left;
}

/* "The museum, Roe said, celebrated him": a verb in the past goes on from the subject. */
static bool
begins_verb(const ng_cue *c, uint32_t i)
{
    return i + 1 < c->high && (c->w[i - 1] & NG_SPEECH_COMMA) != 0 &&
           (c->w[i] & (NG_SPEECH_ED | NG_SPEECH_IRREGULAR)) != 0 &&
           (c->w[i] & (NG_SPEECH_NAME | NG_SPEECH_CAPITAL)) == 0 &&
           (c->w[i + 1] &
            (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE | NG_SPEECH_NAME | NG_SPEECH_OBJECT)) != 0;
}

/* "…," Roe said, and what else the cue splits. */
static void
read_left(ng_cue *c, uint64_t verb, uint32_t behind)
{
    const uint32_t high = c->high;
    bool has_left, adverbs, subject_only, unfinished, subject_first;
    ng_attribution *a;

    if ((verb & (NG_SPEECH_CLAUSE | NG_SPEECH_THAT | NG_SPEECH_MARKS)) == 0 &&
        (verb & NG_SPEECH_CLASS) == 0)
        return;
    if ((verb & NG_SPEECH_MARKS) != 0 && !ng_cue_is_quote(c, c->who_first - 1) &&
        !ng_cue_is_quote(c, c->who_first - 2))
        return;
    a = ng_cue_begin(c, NG_Q_LEFT, verb, 0.85);
    if (a == NULL)
        return;
    has_left = ng_cue_left_is_clause(c, c->who_first) || c->inverted ||
               (c->w[c->low] & NG_SPEECH_SUBORD) != 0;
    ng_cue_take_left(c, a, c->who_first);
    if (c->inverted)
        behind = ng_cue_skip_adverbials(c, c->after, high);
    /* Past an apposition to the source: "said Roe, the mayor of Springfield." */
    adverbs = ng_cue_is_adverbs(c, c->low, c->who_first);
    subject_only = c->inverted && !ng_cue_left_is_clause(c, c->at);
    /* "It was, he said, the worst day": the words before ask for more. */
    unfinished = !c->inverted && c->who_first >= c->low + 2 &&
                 (c->w[c->who_first - 2] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0;
    subject_first = !has_left && !adverbs && begins_verb(c, behind + 1);
    while (
        behind < high && (c->w[behind] & (NG_SPEECH_OPEN | NG_SPEECH_STOP)) == 0 &&
        !((c->w[behind] & NG_SPEECH_COMMA) != 0 && behind + 1 < high &&
          (c->inverted
               ? subject_only && (c->w[behind + 1] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0
               : adverbs || unfinished || subject_first ||
                     ng_cue_goes_on_with(c, behind + 1, high) || ng_cue_is_quote(c, behind + 1))))
        behind++;
    if (behind < high && (c->w[behind] & NG_SPEECH_COMMA) != 0)
        behind++;
    if (behind < high && (c->w[behind] & NG_SPEECH_OPEN) != 0) {
        /* The rest of what the cue splits. */
        const uint32_t pair = behind + 1 < high ? c->r->s->inside[behind + 1] : NG_NO_ROW;

        if (pair != NG_NO_ROW && c->r->s->marks[pair].open == behind &&
            c->r->s->marks[pair].quote == NG_NO_ROW) {
            ng_cue_add_part(a, behind + 1, c->r->s->marks[pair].close);
            c->r->s->marks[pair].quote = 0;
            a->rule = NG_Q_SPLIT;
        }
    } else if (!a->spoken && behind + 2 < ng_cue_sentence_end(c, high) &&
               (!c->inverted ||
                (subject_only && (c->w[behind] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0)) &&
               (c->w[behind - 1] & NG_SPEECH_COMMA) != 0) {
        /* "And yet, aides say, …" */
        if (!has_left && !subject_first && (ng_cue_is_clause(c, behind, high) || adverbs))
            a->n_parts = 0;
        ng_cue_add_part(a, behind, ng_cue_sentence_end(c, high));
        a->rule = NG_Q_SPLIT;
    }
}

/* "asked not to be named", "asked to remain anonymous": a reason, and nothing that is said. */
static bool
asks_for_anonymity(const ng_cue *c, uint32_t start, uint32_t high)
{
    for (uint32_t i = start; i < high && i < start + 6; i++) {
        if ((c->w[i] & (NG_SPEECH_COMMA | NG_SPEECH_STOP)) != 0)
            return false;
        if (NG_TOKEN_IS(c->doc, i, "named") || NG_TOKEN_IS(c->doc, i, "identified") ||
            NG_TOKEN_IS(c->doc, i, "anonymous") || NG_TOKEN_IS(c->doc, i, "anonymity"))
            return true;
    }
    return false;
}

/* What is said stands behind the verb. */
static void
read_right(ng_cue *c, uint64_t verb)
{
    const bool to = (verb & NG_SPEECH_TO) != 0;
    uint32_t high = c->high, start;
    ng_attribution *a;

    start = ng_cue_content_start(c, verb, high);
    if (start == NG_NO_TOKEN || start >= high) {
        ng_cue_read_object(c, verb);
        return;
    }
    if (ng_cue_is_quote(c, start) && start + 1 < high && c->r->s->inside[start + 1] != NG_NO_ROW &&
        ng_quotes_is_title(c->r, c->r->s->inside[start + 1]))
        return; /* wrote "The Last Bridge" */
    if ((verb & NG_SPEECH_MARKS) != 0 && ng_cue_is_quote(c, start) && start > c->after &&
        (verb & NG_SPEECH_CLASS) - 1 != NG_CUE_ACCUSE &&
        (c->w[start - 1] & (NG_SPEECH_COMMA | NG_SPEECH_COLON)) == 0)
        return; /* laughed at Roe's "bad joke" */
    /* "a class called “Roe”" is a name; "what she called “a mess”" is hers. */
    if (ng_cue_is_quote(c, start) && start == c->at + 1 &&
        ng_token_starts(c->doc, c->at, "call", 4)) {
        const uint32_t pair = start + 1 < high ? c->r->s->inside[start + 1] : NG_NO_ROW;

        if (c->who_first == c->low || !NG_TOKEN_IS(c->doc, c->who_first - 1, "what"))
            return;
        if (pair != NG_NO_ROW && c->r->s->marks[pair].close + 1 < high)
            high = c->r->s->marks[pair].close + 1;
    }
    if (ng_cue_is_quote(c, start) || (start > 0 && ng_cue_is_word(c, start - 1, NG_SPEECH_COLON))) {
        ng_cue_cut_previous(c);
        a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.85);
        if (a != NULL)
            ng_cue_take_right(c, a, start, high);
        return;
    }
    if ((verb & NG_SPEECH_MARKS) != 0) {
        const unsigned class_id = (unsigned)(verb & NG_SPEECH_CLASS) - 1;

        /* "laughed at", "began with": only what accuses takes words further on. */
        if ((class_id != NG_CUE_ACCUSE && class_id != NG_CUE_URGE) ||
            !ng_cue_has_marks(c, start, high)) {
            ng_cue_read_object(c, verb);
            return;
        }
        ng_cue_cut_previous(c);
        a = ng_cue_begin(
            c, NG_Q_WORDS,
            class_id == NG_CUE_URGE ? (verb & ~NG_SPEECH_CLASS) | (NG_CUE_OTHER + 1) : verb, 0.6);
        if (a != NULL)
            ng_cue_take_right(c, a, start, high);
        return;
    }
    if (ng_cue_sentence_end(c, high) < start + 2)
        return;
    /* "found in the water", "when he found his brother" */
    if ((verb & NG_SPEECH_CLASS) - 1 == NG_CUE_SHOW &&
        !ng_cue_is_word(c, start - 1, NG_SPEECH_IS_THAT) &&
        ((c->w[c->after] & NG_SPEECH_PREP) != 0 || !can_show(c)) &&
        ((c->w[start] & NG_SPEECH_SUBJECT) == 0 ||
         !ng_cue_is_word(c, start + 1,
                         NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_ED | NG_SPEECH_PAST |
                             NG_SPEECH_IRREGULAR | NG_SPEECH_OWNER)))
        return;
    if (ng_cue_depth(c, start) >= NG_MAX_NESTED)
        return;
    if (to && ng_cue_is_word(c, start, NG_SPEECH_IS_TO | NG_SPEECH_NOT)) {
        if (asks_for_anonymity(c, start, high))
            return;
        ng_cue_cut_previous(c);
        a = ng_cue_begin(c, NG_Q_TO, verb, 0.7);
    } else if (start == c->after + 1 && (verb & NG_SPEECH_OBJECTS) != 0 &&
               (verb & NG_SPEECH_CLASS) - 1 == NG_CUE_DENY && !ng_cue_is_clause(c, start, high)) {
        ng_cue_read_object(c, verb); /* "rejected that argument" */
        return;
    } else if (start > c->after && ng_cue_is_word(c, start - 1, NG_SPEECH_IS_THAT)) {
        ng_cue_cut_previous(c);
        a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.85);
    } else if (ng_cue_is_word(c, start, NG_SPEECH_WH) ||
               ng_cue_is_word(c, start, NG_SPEECH_SUBORD)) {
        const unsigned class_id = (unsigned)(verb & NG_SPEECH_CLASS) - 1;

        if (class_id != NG_CUE_ASK && class_id != NG_CUE_SAY && class_id != NG_CUE_THINK)
            return;
        ng_cue_cut_previous(c);
        a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.6);
    } else if ((verb & NG_SPEECH_CLAUSE) != 0 &&
               (ng_cue_is_clause(c, start, high) ||
                ((c->w[start] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0 && c->who_first > c->low &&
                 (c->w[c->who_first - 1] & (NG_SPEECH_WH | NG_SPEECH_IS_THAT)) != 0) ||
                (NG_TOKEN_IS(c->doc, c->at, "said") || NG_TOKEN_IS(c->doc, c->at, "says") ||
                 NG_TOKEN_IS(c->doc, c->at, "say")))) {
        ng_cue_cut_previous(c);
        a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.8);
    } else if (start == c->after && is_thought(c, verb, start)) {
        ng_cue_cut_previous(c);
        a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.6);
    } else if (start == c->after && takes_noun(c, verb) &&
               ng_phrase_at(c->doc, start, high).stop > start) {
        /* "announced his resignation", "denies any involvement" */
        ng_cue_cut_previous(c);
        a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.6);
        high = ng_cue_object_end(c, start, high);
    } else if ((verb & NG_SPEECH_THAT) != 0 && (verb & NG_SPEECH_HEARER) != 0 && start > c->after &&
               ng_cue_is_clause(c, start, high)) {
        ng_cue_cut_previous(c);
        a = ng_cue_begin(c, NG_Q_RIGHT, verb, 0.7);
    } else {
        ng_cue_read_object(c, verb);
        return;
    }
    if (a != NULL)
        ng_cue_take_right(c, a, start, high);
}

/* "the disputed cranes": a participle behind an article says what kind of thing follows. */
static bool
is_adjective(const ng_cue *c)
{
    const uint32_t stop = c->doc->tokens.stop[c->at];

    return c->at > c->low && stop - c->doc->tokens.start[c->at] > 4 &&
           c->doc->text[stop - 2] == 'e' && c->doc->text[stop - 1] == 'd' &&
           (NG_TOKEN_IS(c->doc, c->at - 1, "the") || NG_TOKEN_IS(c->doc, c->at - 1, "a") ||
            NG_TOKEN_IS(c->doc, c->at - 1, "an"));
}

static void
read_verb(ng_cue *c, uint64_t verb)
{
    const bool quoted = c->r->s->inside[c->at] != NG_NO_ROW;
    uint32_t behind;
    bool subject;

    if ((quoted && !tells(verb)) || is_adjective(c))
        return;
    c->after = behind_verb(c);
    /* "made it clear", "pointed out": a clause follows. */
    if (ng_token_starts(c->doc, c->at, "pu", 2) && ng_cue_only_objects(verb)) {
        ng_cue_read_put(c, verb);
        return;
    }
    if (ng_token_starts(c->doc, c->at, "ma", 2) && ng_cue_only_objects(verb)) {
        if (c->after == c->at + 1)
            return;
        verb |= NG_SPEECH_CLAUSE;
    } else if (c->after == c->at + 2 && ng_token_starts(c->doc, c->at, "point", 4)) {
        verb |= NG_SPEECH_CLAUSE;
    }
    subject = !ng_cue_is_inverted(c) && ng_cue_find_before(c);
    if (c->infinitive) {
        ng_cue_read_infinitive(c, verb);
        return;
    }
    if ((verb & NG_SPEECH_ING) != 0 && c->at <= c->low + 1 && ng_cue_read_opening(c, verb))
        return;
    if (c->at == c->low + 1 && ng_cue_read_as_told(c, verb))
        return;
    if ((verb & NG_SPEECH_VERB) == NG_SPEECH_ING && (!subject || c->verb_first == c->at)) {
        ng_cue_read_participle(c, verb, subject);
        return;
    }
    if (subject && ng_cue_read_accusation(c, verb))
        return;
    if ((!subject || c->passive) && ng_cue_read_question(c, verb))
        return;
    /* "known as", "known for": a name or a fame. */
    if (c->after < c->high && NG_TOKEN_IS(c->doc, c->at, "known") &&
        (NG_TOKEN_IS(c->doc, c->after, "as") || NG_TOKEN_IS(c->doc, c->after, "for")))
        return;
    if (c->passive) {
        read_passive(c, verb, subject);
        return;
    }
    if (!settle_source(c, verb, subject))
        return;
    if (c->negated && (verb & NG_SPEECH_CLASS) - 1 <= NG_CUE_CLAIM)
        return;
    if (quoted && !is_another(c))
        return;
    if (ng_cue_only_objects(verb)) {
        if (!c->inverted)
            ng_cue_read_object(c, verb);
        return;
    }
    if (is_silence(c) || (is_state(verb) && !is_of_mind(c)))
        return;
    if (is_state(verb))
        verb |= NG_SPEECH_CLAUSE;
    if (is_left(c, verb, &behind))
        read_left(c, verb, behind);
    else if (ng_cue_read_as(c, verb))
        return;
    else if (ng_cue_is_call(c))
        ng_cue_read_call(c, verb);
    else
        read_right(c, verb);
}

static void
read_token(ng_quote_run *r, uint32_t i)
{
    const uint64_t x = r->s->word[i];
    const uint32_t pair = r->s->inside[i];
    ng_cue c;

    memset(&c, 0, sizeof c);
    c.r = r;
    c.doc = r->doc;
    c.w = r->s->word;
    /* A sentence has no end in texts that are none; linear time needs one. */
    c.low = i - r->first > NG_MAX_REACH ? i - NG_MAX_REACH : r->first;
    c.high = r->stop - i > NG_MAX_REACH ? i + NG_MAX_REACH : r->stop;
    c.at = i;
    if (pair != NG_NO_ROW) {
        const ng_marks *const m = &r->s->marks[pair];

        if (m->open + 1 > c.low)
            c.low = m->open + 1;
        if (m->close < c.high)
            c.high = m->close;
    }
    if ((x & NG_SPEECH_PHRASE) != 0) {
        if (i + 2 < c.high && (c.w[i + 1] & NG_SPEECH_IS_TO) != 0)
            ng_cue_read_according(&c);
        return;
    }
    if ((x & (NG_SPEECH_CLASS | NG_SPEECH_NOUN)) == 0) { /* "in" */
        if (i + 2 < c.high)
            ng_cue_read_poll(&c);
        return;
    }
    if ((x & NG_SPEECH_NOUN) != 0 && i + 1 < c.high &&
        (c.w[i + 1] & (NG_SPEECH_IS_THAT | NG_SPEECH_PREP)) != 0) {
        ng_cue_read_noun(&c);
        memset(&c.who, 0, sizeof c.who);
    }
    if ((x & NG_SPEECH_CLASS) != 0 && (x & NG_SPEECH_VERB) != 0)
        read_verb(&c, x);
}

/* Whether the sentence speaks of a poll: few do, and "in" is frequent. */
static bool
has_poll(const ng_quote_run *r)
{
    for (uint32_t i = r->first; i < r->stop; i++) {
        if ((r->s->word[i] & NG_SPEECH_DOCUMENT) != 0 &&
            (NG_TOKEN_IS(r->doc, i, "poll") || NG_TOKEN_IS(r->doc, i, "survey")))
            return true;
    }
    return false;
}

void
ng_quotes_cues(ng_quote_run *r)
{
    const bool poll = has_poll(r);

    for (uint32_t i = r->first; i < r->stop && r->status == NG_OK; i++) {
        const uint64_t x = r->s->word[i];

        if ((x & (NG_SPEECH_CLASS | NG_SPEECH_NOUN | NG_SPEECH_PHRASE)) != 0 ||
            (poll && (x & NG_SPEECH_PREP) != 0 && NG_TOKEN_IS(r->doc, i, "in")))
            read_token(r, i);
    }
}
