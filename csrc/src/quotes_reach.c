/* What a cue attributes: where its words begin and end. */
#include "quotes_cue.h"

#include <string.h>

/* How many rows of one sentence are looked at. */
#define MAX_ROWS 32

/* Whether the words before `end` are a clause or speech that a cue can follow: a comma
   or a closing mark stands between. */
bool
ng_cue_follows_words(const ng_cue *c, uint32_t end)
{
    if (end < c->low + 2)
        return false;
    if ((c->w[end - 1] & NG_SPEECH_COMMA) != 0 || ng_cue_is_quote(c, end - 1))
        return end - c->low > 2;
    return (c->w[end - 1] & (NG_SPEECH_STOP | NG_SPEECH_DASH)) != 0 && end - c->low > 2;
}

/* "his firm worked closely": a word in -ed behind a noun, and no noun behind it. */
static bool
is_past(const ng_cue *c, uint32_t i, uint32_t high)
{
    const uint64_t before = c->w[i - 1];

    if ((before & NG_SPEECH_WORD) == 0 ||
        (before & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE | NG_SPEECH_OWNER | NG_SPEECH_PREP |
                   NG_SPEECH_CONJ | NG_SPEECH_ADVERB)) != 0)
        return false;
    return i + 1 >= high ||
           (c->w[i + 1] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE | NG_SPEECH_PREP | NG_SPEECH_LY |
                           NG_SPEECH_ADVERB | NG_SPEECH_OBJECT | NG_SPEECH_NAME | NG_SPEECH_VALUE |
                           NG_SPEECH_MARK | NG_SPEECH_SUBORD)) != 0;
}

/* Whether [first, high) soon has a finite verb after words that can be its subject. */
bool
ng_cue_is_clause(const ng_cue *c, uint32_t first, uint32_t high)
{
    ng_phrase subject;
    uint32_t i = first;
    unsigned n = 0;

    if (first >= high)
        return false;
    if ((c->w[i] & NG_SPEECH_SUBJECT) != 0 || (c->w[i] & NG_SPEECH_IS_THAT) != 0)
        return true;
    if (NG_TOKEN_IS(c->doc, i, "there"))
        return true;
    subject = ng_phrase_at(c->doc, i, high);
    /* "40 people were hurt" begins with a value. */
    if (subject.first == subject.stop &&
        (c->w[i] & (NG_SPEECH_PREP | NG_SPEECH_SUBORD | NG_SPEECH_VALUE)) == 0)
        return false;
    for (; i < high && n < 25; i++, n++) {
        if ((c->w[i] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0)
            return true;
        if ((c->w[i] & (NG_SPEECH_WH | NG_SPEECH_STOP | NG_SPEECH_SEMICOLON)) != 0)
            return false;
        /* "the army killed", "prices rose": a verb after the subject, not before a noun. */
        if (i > first && (c->w[i] & NG_SPEECH_ED) != 0 && (c->w[i] & NG_SPEECH_NAME) == 0 &&
            (c->w[i - 1] & NG_SPEECH_COMMA) == 0 && (i >= subject.stop || is_past(c, i, high)))
            return true;
        if (i > first && (c->w[i] & NG_SPEECH_IRREGULAR) != 0 && (c->w[i] & NG_SPEECH_NAME) == 0)
            return true;
        if (i > first && (c->w[i] & NG_SPEECH_VERB) != 0 &&
            (c->w[i] & (NG_SPEECH_PAST | NG_SPEECH_THIRD)) != 0 && (c->w[i] & NG_SPEECH_NAME) == 0)
            return true;
    }
    return false;
}

/* What a cue has split: a clause, or the rest of one whose subject stands in front. */
bool
ng_cue_goes_on_with(const ng_cue *c, uint32_t first, uint32_t high)
{
    return (c->w[first] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0 ||
           ng_cue_is_clause(c, first, high);
}

/* "on Monday", "in a statement", "Friday", "to reporters", "later": words between cue and
   content.  Where they end; `first` if there are none. */
uint32_t
ng_cue_skip_adverbials(const ng_cue *c, uint32_t first, uint32_t high)
{
    uint32_t i = first;

    for (unsigned n = 0; n < 6 && i < high; n++) {
        const uint64_t x = c->w[i];

        if ((x & NG_SPEECH_VALUE) != 0 && c->r->s->mention[i] != NG_NO_ROW &&
            (c->doc->mentions.label[c->r->s->mention[i]] == NG_LABEL_DATE ||
             c->doc->mentions.label[c->r->s->mention[i]] == NG_LABEL_TIME)) {
            const uint32_t mention = c->r->s->mention[i], start = i;

            while (i < high && c->r->s->mention[i] == mention)
                i++;
            if (i < high && (c->w[i] & NG_SPEECH_OWNER) != 0)
                return start; /* "said Monday's vote showed" */
        } else if ((x & NG_SPEECH_PREP) != 0 && i + 1 < high) {
            ng_phrase phrase = {i + 1, i + 1};

            if (NG_TOKEN_IS(c->doc, i, "at") &&
                (NG_TOKEN_IS(c->doc, i + 1, "least") || NG_TOKEN_IS(c->doc, i + 1, "most")))
                return i;
            if ((c->w[i + 1] & NG_SPEECH_VALUE) != 0) {
                const uint32_t mention = c->r->s->mention[i + 1];
                const uint8_t label = c->doc->mentions.label[mention];

                if (label != NG_LABEL_DATE && label != NG_LABEL_TIME)
                    return i;
                i++;
                while (i < high && c->r->s->mention[i] == mention)
                    i++;
                continue;
            }
            if ((x & NG_SPEECH_IS_TO) != 0 &&
                (c->w[i + 1] & (NG_SPEECH_DET | NG_SPEECH_NAME | NG_SPEECH_OBJECT |
                                NG_SPEECH_LISTENER | NG_SPEECH_POSSESSIVE)) == 0)
                return i;
            phrase = ng_phrase_at(c->doc, i + 1, high);
            if (phrase.first == phrase.stop)
                return i;
            i = phrase.stop;
        } else if ((x & (NG_SPEECH_ADVERB | NG_SPEECH_LY)) != 0 &&
                   (x & (NG_SPEECH_NAME | NG_SPEECH_SUBJECT)) == 0) {
            i++;
        } else {
            break;
        }
    }
    return i;
}

/* Whether the words before `stop` are a clause, or end in marks that hold one: not "In an
   interview on Monday,". */
bool
ng_cue_left_is_clause(const ng_cue *c, uint32_t stop)
{
    uint32_t i = c->low;
    bool verb = false;

    while (i < stop && (c->w[i] & (NG_SPEECH_OPEN | NG_SPEECH_CLOSE)) != 0)
        i++;
    if (i < stop && (c->w[i] & NG_SPEECH_SUBORD) != 0)
        return false;
    for (; i < stop && !verb; i++)
        verb =
            (c->w[i] & (NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_SUBJECT)) != 0 ||
            ((c->w[i] & (NG_SPEECH_ED | NG_SPEECH_PAST)) != 0 && (c->w[i] & NG_SPEECH_NAME) == 0) ||
            /* "that's", but not "the mayor's" */
            ((c->w[i] & NG_SPEECH_OWNER) != 0 && i > c->low &&
             (c->w[i - 1] & (NG_SPEECH_DET | NG_SPEECH_IS_THAT | NG_SPEECH_WH)) != 0);
    return verb;
}

/* "told Radio 4's Today programme": the words behind a number and its possessive, too. */
static uint32_t
behind_owner(const ng_cue *c, uint32_t stop, uint32_t high)
{
    uint32_t i = stop;
    ng_phrase more;

    while (i < high && i < stop + 3 && (c->w[i] & NG_SPEECH_VALUE) != 0)
        i++;
    if (i == stop || i + 1 >= high || (c->w[i] & NG_SPEECH_OWNER) == 0)
        return stop;
    i++;
    while (i < high && (c->w[i] & NG_SPEECH_VALUE) != 0) /* Today */
        i++;
    more = ng_phrase_at(c->doc, i, high);
    for (i = more.first; i < more.stop; i++) {
        const uint32_t mention = c->r->s->mention[i];

        if (i > more.first && mention != NG_NO_ROW &&
            c->doc->mentions.label[mention] == NG_LABEL_PERSON)
            break;
    }
    return more.first < more.stop ? i : stop;
}

/* "told Reuters talks had ended", "told reporters prices were up": the hearer ends where a clause
   begins behind a name or a word for listeners. */
static uint32_t
hearer_stop(const ng_cue *c, ng_phrase hearer, uint32_t high)
{
    for (uint32_t i = hearer.first; i + 1 < hearer.stop; i++) {
        const uint32_t mention = c->r->s->mention[i];

        if (mention != NG_NO_ROW ? c->r->s->mention[i + 1] == mention
                                 : (c->w[i] & NG_SPEECH_LISTENER) == 0)
            continue;
        if (c->r->s->mention[i + 1] == NG_NO_ROW && (c->w[i + 1] & NG_SPEECH_PLURAL) != 0 &&
            i + 2 < high && ng_cue_is_clause(c, i + 1, high) &&
            (c->w[hearer.stop] & (NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_ED |
                                  NG_SPEECH_IRREGULAR | NG_SPEECH_PAST)) != 0)
            return i + 1;
    }
    return hearer.stop;
}

/* "told BBC One's Breakfast with Frost programme there was": behind the noun that says what it
   is, if one soon comes before any verb; else `stop`. */
static uint32_t
behind_programme(const ng_cue *c, uint32_t stop, uint32_t high)
{
    static const char *const nouns[] = {"programme", "program", "show",    "podcast", "newspaper",
                                        "magazine",  "agency",  "website", "channel", "station"};
    uint32_t best = stop;

    for (uint32_t i = stop; i < high && i < stop + 8; i++) {
        const uint64_t x = c->w[i];
        const bool named = c->r->s->mention[i] != NG_NO_ROW;

        if (!named && (x & (NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_SUBJECT | NG_SPEECH_IS_THAT |
                            NG_SPEECH_COMMA | NG_SPEECH_STOP | NG_SPEECH_OPEN | NG_SPEECH_CLOSE |
                            NG_SPEECH_DET | NG_SPEECH_PAST | NG_SPEECH_ED | NG_SPEECH_IRREGULAR |
                            NG_SPEECH_IS_TO)) != 0)
            break;
        for (size_t k = 0; k < sizeof nouns / sizeof nouns[0]; k++) {
            if (ng_token_is(c->doc, i, nouns[k], strlen(nouns[k])))
                best = i + 1;
        }
    }
    return best;
}

/* Whether the "to" at i has a noun phrase behind it and no verb. */
bool
ng_cue_is_to_somebody(const ng_cue *c, uint32_t i, uint32_t high)
{
    return i + 1 < high &&
           (c->w[i + 1] &
            (NG_SPEECH_DET | NG_SPEECH_NAME | NG_SPEECH_POSSESSIVE | NG_SPEECH_OBJECT)) != 0 &&
           (c->w[i + 1] & NG_SPEECH_VERB) == 0;
}

/* Where the content of a verb that stands before it begins, or NG_NO_TOKEN. */
uint32_t
ng_cue_content_start(ng_cue *c, uint64_t verb, uint32_t high)
{
    uint32_t i = c->after, k;
    bool that = false;

    if (i >= high)
        return NG_NO_TOKEN;
    /* Whom it is said to. */
    if ((verb & NG_SPEECH_HEARER) != 0 && !ng_cue_is_quote(c, i) &&
        (c->w[i] & (NG_SPEECH_MARK | NG_SPEECH_IS_THAT | NG_SPEECH_IS_TO)) == 0) {
        ng_phrase hearer = ng_phrase_at(c->doc, i, high);

        hearer.stop = hearer_stop(c, hearer, high);
        /* "told the BBC there was" */
        if (hearer.first + 1 < hearer.stop && NG_TOKEN_IS(c->doc, hearer.stop - 1, "there") &&
            ng_cue_is_word(c, hearer.stop, NG_SPEECH_AUX | NG_SPEECH_MODAL))
            hearer.stop--;
        /* "told the Sunday programme", "told Sunday's programme" */
        if (hearer.first == hearer.stop && i + 1 < high &&
            (c->w[i] & (NG_SPEECH_DET | NG_SPEECH_VALUE)) != 0) {
            const uint32_t stop = behind_programme(c, i + 1, high);

            hearer = (ng_phrase){i, stop > i + 1 ? stop : i};
        }
        if (hearer.first < hearer.stop &&
            (hearer.stop >= high || (c->w[hearer.stop] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) == 0)) {
            i = behind_programme(c, behind_owner(c, hearer.stop, high), high);
            /* "told ABC's “This Week” that": a title, no words that are said. */
            if (i + 2 < high && (c->w[i] & NG_SPEECH_OPEN) != 0 &&
                c->r->s->inside[i + 1] != NG_NO_ROW &&
                c->r->s->marks[c->r->s->inside[i + 1]].open == i) {
                const uint32_t close = c->r->s->marks[c->r->s->inside[i + 1]].close;

                if ((c->w[i - 1] & NG_SPEECH_OWNER) != 0 && close - i < 6 && close + 1 < high &&
                    (c->w[close - 1] & NG_SPEECH_COMMA) == 0)
                    i = close + 1;
            }
            while (i + 1 < high && (c->w[i] & NG_SPEECH_PREP) != 0 &&
                   (c->w[i] & NG_SPEECH_IS_TO) == 0) {
                const ng_phrase more = ng_phrase_at(c->doc, i + 1, high);

                if (more.first == more.stop)
                    break;
                i = more.stop;
            }
        }
    }
    /* A "that" soon, with only adverbials before it. */
    k = ng_cue_skip_adverbials(c, i, high);
    if (ng_cue_is_word(c, k, NG_SPEECH_COMMA) && k + 1 < high && !ng_cue_is_quote(c, k + 1) &&
        k > i && (c->w[k + 1] & NG_SPEECH_IS_THAT) != 0)
        k++;
    if (ng_cue_is_word(c, k, NG_SPEECH_IS_THAT) && k + 1 < high &&
        ng_phrase_at(c->doc, k, k + 1).first == k) {
        that = true;
        k++;
    }
    if (that)
        return k < high ? k : NG_NO_TOKEN;
    /* "Roe told the paper, his plan was bad" */
    if ((verb & NG_SPEECH_CLAUSE) != 0 && i > c->after && k == i &&
        ng_cue_is_word(c, k, NG_SPEECH_COMMA) && k + 1 < high &&
        (c->w[k + 1] & NG_SPEECH_PREP) == 0 && ng_cue_is_clause(c, k + 1, high))
        return k + 1;
    if (k < high && (c->w[k] & (NG_SPEECH_COLON | NG_SPEECH_COMMA)) != 0 && k + 1 < high &&
        ((c->w[k] & NG_SPEECH_COLON) != 0 || ng_cue_is_quote(c, k + 1)))
        return k + 1;
    if (ng_cue_is_quote(c, k))
        return k;
    if ((verb & NG_SPEECH_TO) != 0 && ng_cue_is_word(c, k, NG_SPEECH_IS_TO))
        return ng_cue_is_to_somebody(c, k, high) ? NG_NO_TOKEN : k;
    if ((verb & NG_SPEECH_TO) != 0 && ng_cue_is_word(c, k, NG_SPEECH_NOT) &&
        ng_cue_is_word(c, k + 1, NG_SPEECH_IS_TO))
        return k;
    if ((verb & (NG_SPEECH_CLAUSE | NG_SPEECH_THAT | NG_SPEECH_HEARER)) != 0 && k < high &&
        (NG_TOKEN_IS(c->doc, k, "whether") || NG_TOKEN_IS(c->doc, k, "if") ||
         NG_TOKEN_IS(c->doc, k, "how") || NG_TOKEN_IS(c->doc, k, "why") ||
         NG_TOKEN_IS(c->doc, k, "what")))
        return k;
    /* Without "that": adverbials may be part of the content as well as of the cue. */
    if (k > i && ng_cue_is_clause(c, k, high))
        return k;
    return i;
}

void
ng_cue_add_part(ng_attribution *a, uint32_t first, uint32_t stop)
{
    if (first < stop && a->n_parts < NG_MAX_PARTS)
        a->part[a->n_parts++] = (ng_phrase){first, stop};
}

/* The sentence without its stop, and without marks that close what is not in it. */
uint32_t
ng_cue_sentence_end(const ng_cue *c, uint32_t high)
{
    while (high > c->low &&
           (c->w[high - 1] & (NG_SPEECH_STOP | NG_SPEECH_COMMA | NG_SPEECH_SEMICOLON |
                              NG_SPEECH_DASH | NG_SPEECH_COLON)) != 0 &&
           c->r->s->mention[high - 1] == NG_NO_ROW)
        high--;
    return high;
}

ng_attribution *
ng_cue_begin(ng_cue *c, unsigned rule, uint64_t verb, double conf)
{
    ng_attribution *const a = ng_quotes_add(c->r);

    if (a == NULL)
        return NULL;
    a->cue = (ng_phrase){c->verb_first < c->at ? c->verb_first : c->at,
                         c->inverted ? c->at + 1 : c->after};
    a->who = c->who;
    a->sentence = c->r->sentence;
    a->rule = (uint8_t)rule;
    a->conf = (float)conf;
    a->cue_class =
        (verb & NG_SPEECH_CLASS) != 0 ? (uint8_t)((verb & NG_SPEECH_CLASS) - 1) : NG_CUE_OTHER;
    return a;
}

/* Content that stands in front: from the start of the sentence, or of the marks that
   close before the cue. */
void
ng_cue_take_left(ng_cue *c, ng_attribution *a, uint32_t stop)
{
    const ng_speech_scratch *const s = c->r->s;
    uint32_t first = c->low;

    while (stop > first && (c->w[stop - 1] & (NG_SPEECH_COMMA | NG_SPEECH_DASH)) != 0)
        stop--;
    if (stop > 0 && (c->w[stop - 1] & NG_SPEECH_CLOSE) != 0 && stop >= 2 &&
        s->inside[stop - 2] != NG_NO_ROW) {
        const uint32_t pair = s->inside[stop - 2];
        const ng_marks *const m = &s->marks[pair];
        uint32_t from = first;

        /* "and" or "but" before the marks is the writer's, and so is a bullet. */
        while (from < m->open && ((c->w[from] & (NG_SPEECH_CONJ | NG_SPEECH_ADVERB)) != 0 ||
                                  ((c->w[from] & NG_SPEECH_OPEN) == 0 &&
                                   (c->doc->tokens.kind[from] == NG_TOKEN_SYMBOL ||
                                    c->doc->tokens.kind[from] == NG_TOKEN_EMOJI ||
                                    c->doc->tokens.kind[from] == NG_TOKEN_PUNCT ||
                                    c->doc->tokens.kind[from] == NG_TOKEN_DASH))))
            from++;
        if (m->open <= from || m->open < first) {
            ng_cue_add_part(a, m->open + 1, m->close);
            a->marks = pair;
            a->spoken = true;
            return;
        }
        /* An earlier cue has the words before: only the marks are ours. */
        if (m->open > first && (c->w[m->open - 1] & (NG_SPEECH_COLON | NG_SPEECH_COMMA)) != 0 &&
            m->close - m->open > 6) {
            ng_cue_add_part(a, m->open + 1, m->close);
            a->marks = pair;
            a->spoken = true;
            return;
        }
    }
    if (first < stop && (c->w[first] & NG_SPEECH_CONJ) != 0)
        first++;
    /* Marks that were opened in an earlier sentence and close here. */
    ng_cue_add_part(a, first, stop);
}

/* '"…," adding that', '"…," though': what a comma and marks that close cut off is an
   aside, if it begins like one. */
static uint32_t
cut_aside(const ng_cue *c, uint32_t first, uint32_t stop)
{
    for (uint32_t i = first + 1; i + 1 < stop; i++) {
        uint32_t k = i + 1;

        if ((c->w[i] & NG_SPEECH_CLOSE) == 0)
            continue;
        if ((c->w[i - 1] & NG_SPEECH_COMMA) == 0) {
            if ((c->w[k] & NG_SPEECH_COMMA) == 0)
                continue;
            k++;
        }
        if (k < stop && ((c->w[k] & (NG_SPEECH_SUBORD | NG_SPEECH_WH)) != 0 ||
                         ((c->w[k] & (NG_SPEECH_ENDS_ING | NG_SPEECH_ED)) != 0 &&
                          (c->w[k] & (NG_SPEECH_NAME | NG_SPEECH_CAPITAL)) == 0) ||
                         ((c->w[k] & NG_SPEECH_CONJ) != 0 && !NG_TOKEN_IS(c->doc, k, "or") &&
                          ng_cue_is_clause(c, k + 1, stop)) ||
                         ((c->w[k] & NG_SPEECH_LY) != 0 && k + 1 < stop &&
                          (c->w[k + 1] & NG_SPEECH_ENDS_ING) != 0)))
            return i;
    }
    return stop;
}

/* "When Roe said it would close, the crowd left": the comma where the sentence that the cue
   only leads to begins, or `stop`. */
static uint32_t
cut_main(const ng_cue *c, uint32_t first, uint32_t stop)
{
    if (c->who_first < c->low + 1 || c->who_first > c->low + 12 ||
        (c->w[c->low] & (NG_SPEECH_SUBORD | NG_SPEECH_WH)) == 0 ||
        (c->w[c->low] & NG_SPEECH_IS_THAT) != 0)
        return stop;
    for (uint32_t i = c->low + 1; i < c->who_first; i++) {
        if ((c->w[i] & NG_SPEECH_COMMA) != 0)
            return stop;
    }
    for (uint32_t i = first + 1; i + 2 < stop; i++) {
        uint32_t k = i + 1;

        if ((c->w[i] & NG_SPEECH_COMMA) == 0 || c->r->s->mention[i] != NG_NO_ROW)
            continue;
        if ((c->w[k] & NG_SPEECH_CLOSE) != 0)
            k++;
        if (ng_cue_is_clause(c, k, stop))
            return i;
    }
    return stop;
}

/* "Roe, who said that it was over, left": the last comma behind which the sentence goes on with
   the verb of its subject, if that has had none; or `stop`. */
static uint32_t
cut_predicate(const ng_cue *c, uint32_t first, uint32_t stop)
{
    const uint32_t comma = c->who.stop;

    if (c->who.first >= comma || comma + 1 >= c->at || (c->w[comma] & NG_SPEECH_COMMA) == 0 ||
        !NG_TOKEN_IS(c->doc, comma + 1, "who") || ng_cue_left_is_clause(c, comma))
        return stop;
    for (uint32_t i = comma + 2; i < c->at; i++) {
        if ((c->w[i] & NG_SPEECH_COMMA) != 0) /* "Roe, who was there, said": no cue of the clause */
            return stop;
    }
    for (uint32_t i = c->low; i < c->who.first; i++) {
        if ((c->w[i] & NG_SPEECH_IRREGULAR) != 0 && (c->w[i] & NG_SPEECH_NAME) == 0)
            return stop; /* "He left Roe, who said that" */
    }
    for (uint32_t i = stop - 1; i > first + 1; i--) {
        const uint64_t x = c->w[i];

        if ((c->w[i - 1] & NG_SPEECH_COMMA) == 0 || c->r->s->mention[i - 1] != NG_NO_ROW ||
            c->r->s->inside[i - 1] != c->r->s->inside[c->at] || /* of what is between marks */
            (i + 1 < stop && NG_TOKEN_IS(c->doc, i + 1, "by"))) /* "left, led by Poe" */
            continue;
        if ((x & (NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_PAST | NG_SPEECH_IRREGULAR |
                  NG_SPEECH_ED | NG_SPEECH_THIRD)) != 0 &&
            (x & NG_SPEECH_NAME) == 0)
            return i - 1;
    }
    return stop;
}

bool
ng_cue_has_marks(const ng_cue *c, uint32_t first, uint32_t stop)
{
    for (uint32_t i = first; i < stop; i++) {
        if ((c->w[i] & NG_SPEECH_OPEN) != 0)
            return true;
    }
    return false;
}

/* Content that follows, from `first`. */
void
ng_cue_take_right(ng_cue *c, ng_attribution *a, uint32_t first, uint32_t high)
{
    const ng_speech_scratch *const s = c->r->s;

    if (first < high && (c->w[first] & NG_SPEECH_OPEN) != 0 && s->inside[first + 1] != NG_NO_ROW &&
        s->marks[s->inside[first + 1]].open == first) {
        const uint32_t pair = s->inside[first + 1];
        const uint32_t close = s->marks[pair].close;

        /* Nothing of weight follows the closing mark: all of it is spoken. */
        if (close + 1 >= high || ng_cue_sentence_end(c, high) <= close + 1 ||
            (first > c->low && (c->w[first - 1] & (NG_SPEECH_COMMA | NG_SPEECH_COLON)) != 0 &&
             (c->w[close + 1] & (NG_SPEECH_CONJ | NG_SPEECH_SUBORD)) != 0 &&
             !ng_cue_has_marks(c, close + 2, high))) {
            ng_cue_add_part(a, first + 1, close);
            a->marks = pair;
            a->spoken = true;
            return;
        }
        if ((c->w[close + 1] & (NG_SPEECH_COMMA | NG_SPEECH_SEMICOLON)) != 0 && close - first > 5) {
            ng_cue_add_part(a, first + 1, close);
            a->marks = pair;
            a->spoken = true;
            return;
        }
    }
    high = cut_aside(c, first, ng_cue_sentence_end(c, high));
    ng_cue_add_part(a, first, cut_predicate(c, first, cut_main(c, first, high)));
}

/* The last cue of the same sentence, whose subject a verb after "and" shares. */
const ng_attribution *
ng_cue_previous(const ng_cue *c)
{
    const ng_speech_scratch *const s = c->r->s;

    return s->n_rows > 0 && s->rows[s->n_rows - 1].sentence == c->r->sentence &&
                   s->rows[s->n_rows - 1].who.first < s->rows[s->n_rows - 1].who.stop
               ? &s->rows[s->n_rows - 1]
               : NULL;
}

/* "He said A and B said C": the first content ends where the next source begins. */
void
ng_cue_cut_previous(ng_cue *c)
{
    ng_speech_scratch *const s = c->r->s;

    for (size_t k = s->n_rows, n = 0;
         k-- > 0 && n < MAX_ROWS && s->rows[k].sentence == c->r->sentence; n++) {
        ng_attribution *const a = &s->rows[k];
        ng_phrase *const last = a->n_parts > 0 ? &a->part[a->n_parts - 1] : NULL;
        uint32_t at = c->who_first;

        if (last == NULL || a->cue.first >= c->at || last->first >= at || last->stop <= at)
            continue;
        if (at > last->first && (c->w[at - 1] & NG_SPEECH_SUBORD) != 0 &&
            (NG_TOKEN_IS(c->doc, at - 1, "though") || NG_TOKEN_IS(c->doc, at - 1, "although") ||
             NG_TOKEN_IS(c->doc, at - 1, "while") || NG_TOKEN_IS(c->doc, at - 1, "whereas"))) {
            at--;
        } else if (at > last->first && (c->w[at - 1] & NG_SPEECH_CONJ) != 0) {
            at--;
            /* "said A and added B" */
            if (c->shared && at > last->first + 1) {
                last->stop = at;
                continue;
            }
        }
        if (at > last->first &&
            (c->w[at - 1] & (NG_SPEECH_COMMA | NG_SPEECH_SEMICOLON | NG_SPEECH_CLOSE)) != 0) {
            at--;
            if (at > last->first)
                last->stop = at;
        }
    }
}

/* How deep the content would lie in others. */
unsigned
ng_cue_depth(const ng_cue *c, uint32_t first)
{
    const ng_speech_scratch *const s = c->r->s;
    unsigned n = 0;

    for (size_t k = s->n_rows, seen = 0;
         k-- > 0 && seen < MAX_ROWS && s->rows[k].sentence == c->r->sentence; seen++) {
        const ng_attribution *const a = &s->rows[k];

        if (a->n_parts > 0 && a->part[0].first <= first && a->part[a->n_parts - 1].stop > first)
            n++;
    }
    return n;
}

/* "And yet,": nothing that could be a subject. */
bool
ng_cue_is_adverbs(const ng_cue *c, uint32_t first, uint32_t stop)
{
    for (uint32_t i = first; i < stop; i++) {
        if ((c->w[i] & (NG_SPEECH_CONJ | NG_SPEECH_ADVERB | NG_SPEECH_LY | NG_SPEECH_COMMA)) == 0 ||
            (c->w[i] & NG_SPEECH_NAME) != 0)
            return false;
    }
    return true;
}

/* "According to Roe the bank was bought": whether a clause begins at i. */
bool
ng_cue_no_comma_before_verb(const ng_cue *c, uint32_t i)
{
    for (uint32_t k = i; k < c->high && k < i + 20; k++) {
        if ((c->w[k] & (NG_SPEECH_COMMA | NG_SPEECH_STOP)) != 0)
            return false;
        if ((c->w[k] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0)
            return true;
    }
    return false;
}
