/* Noun phrases that are said of, and nouns of speech with their sources: Q5, Q16, Q17. */
#include "quotes_cue.h"

#include <string.h>

/* "the plan, the war and the bank": whether the comma at i stands in a list of nouns. */
static bool
is_listed(const ng_cue *c, uint32_t i, uint32_t high)
{
    for (uint32_t k = i + 1; k < high && k < i + 12; k++) {
        if ((c->w[k] &
             (NG_SPEECH_VERB | NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_WH | NG_SPEECH_SUBORD |
              NG_SPEECH_STOP | NG_SPEECH_ENDS_ING | NG_SPEECH_SUBJECT)) != 0 &&
            (c->w[k] & NG_SPEECH_NAME) == 0)
            return false;
        if ((c->w[k] & NG_SPEECH_CONJ) != 0)
            return NG_TOKEN_IS(c->doc, k, "and") || NG_TOKEN_IS(c->doc, k, "or");
    }
    return false;
}

/* "contenders", "governors", "scientists", "librarians". */
static bool
are_people(const ng_cue *c, uint32_t i)
{
    const char *const p = c->doc->text + c->doc->tokens.start[i];
    const size_t n = c->doc->tokens.stop[i] - c->doc->tokens.start[i];

    return (c->w[i] & NG_SPEECH_PLURAL) != 0 && n > 6 &&
           (memcmp(p + n - 3, "ers", 3) == 0 || memcmp(p + n - 3, "ors", 3) == 0 ||
            memcmp(p + n - 4, "ists", 4) == 0 || memcmp(p + n - 4, "ians", 4) == 0 ||
            (n == 10 && memcmp(p, "candidates", 10) == 0));
}

/* Whether the source can praise, blame and speak of something: somebody, or a document. */
bool
ng_cue_is_somebody(const ng_cue *c)
{
    const uint32_t head = ng_phrase_head(c->doc, c->who);
    const uint32_t mention = c->r->s->mention[head];

    if ((c->w[head] & NG_SPEECH_NAME) != 0)
        return c->doc->mentions.label[mention] == NG_LABEL_PERSON ||
               c->doc->mentions.label[mention] == NG_LABEL_ORG ||
               c->doc->mentions.label[mention] == NG_LABEL_GPE ||
               c->doc->mentions.label[mention] == NG_LABEL_NORP;
    return !NG_TOKEN_IS(c->doc, head, "it") &&
           (ng_cue_is_count(c, head) || are_people(c, head) ||
            (c->w[head] & (NG_SPEECH_SUBJECT | NG_SPEECH_PERSON | NG_SPEECH_ROLE |
                           NG_SPEECH_COLLECTIVE | NG_SPEECH_ANONYMOUS | NG_SPEECH_DOCUMENT)) != 0);
}

/* "praised Roe after the vote": a bare name has little behind it that is said of it. */
static bool
is_beside(const ng_cue *c, uint32_t first, uint32_t i)
{
    const uint32_t mention = c->r->s->mention[first];

    return mention != NG_NO_ROW && (c->w[first] & NG_SPEECH_NAME) != 0 &&
           c->r->s->mention[i - 1] == mention &&
           (NG_TOKEN_IS(c->doc, i, "in") || NG_TOKEN_IS(c->doc, i, "on") ||
            NG_TOKEN_IS(c->doc, i, "at") || NG_TOKEN_IS(c->doc, i, "after") ||
            NG_TOKEN_IS(c->doc, i, "before") || NG_TOKEN_IS(c->doc, i, "during") ||
            NG_TOKEN_IS(c->doc, i, "while") || NG_TOKEN_IS(c->doc, i, "when") ||
            NG_TOKEN_IS(c->doc, i, "here") || ng_cue_is_date(c, i));
}

/* Where a noun phrase that is said of, with what belongs to it, ends: before the comma or
   the word that begins another clause. */
uint32_t
ng_cue_object_end(const ng_cue *c, uint32_t first, uint32_t high)
{
    uint32_t i = first;

    for (; i < high; i++) {
        const uint64_t x = c->w[i];

        if (c->r->s->mention[i] != NG_NO_ROW && i > first &&
            c->r->s->mention[i] == c->r->s->mention[i - 1])
            continue;
        if ((x & (NG_SPEECH_STOP | NG_SPEECH_SEMICOLON | NG_SPEECH_DASH | NG_SPEECH_COLON)) != 0)
            break;
        if ((x & NG_SPEECH_COMMA) != 0 && i + 1 < high && !is_listed(c, i, high))
            break;
        if (i > first && (x & NG_SPEECH_CONJ) != 0 && i + 1 < high &&
            (c->w[i + 1] &
             (NG_SPEECH_VERB | NG_SPEECH_ED | NG_SPEECH_IRREGULAR | NG_SPEECH_SUBJECT)) != 0 &&
            (c->w[i + 1] & (NG_SPEECH_NAME | NG_SPEECH_CAPITAL | NG_SPEECH_NOUN)) == 0)
            break;
        if (i > first && is_beside(c, first, i))
            break;
    }
    return i;
}

/* "repeated her claim that": ng_cue_read_noun() has it. */
static bool
is_noun_row(const ng_cue *c, uint32_t i)
{
    const ng_phrase phrase = ng_phrase_at(c->doc, i, c->high);

    return phrase.stop < c->high && (c->w[i] & NG_SPEECH_POSSESSIVE) != 0 &&
           (c->w[phrase.stop - 1] & NG_SPEECH_NOUN) != 0 &&
           (c->w[phrase.stop] & NG_SPEECH_IS_THAT) != 0;
}

/* "called it a disgrace", "called Roe unfit": not "called the police". */
bool
ng_cue_calls_so(const ng_cue *c)
{
    ng_phrase phrase;
    uint32_t i = c->after;

    if (!ng_token_starts(c->doc, c->at, "call", 4) || i + 1 >= c->high || ng_cue_is_self(c, i))
        return false;
    if ((c->w[i] & NG_SPEECH_NAME) != 0)
        while (i < c->high && c->r->s->mention[i] == c->r->s->mention[c->after])
            i++;
    else if ((c->w[i] & NG_SPEECH_OBJECT) != 0 || NG_TOKEN_IS(c->doc, i, "it") ||
             NG_TOKEN_IS(c->doc, i, "that"))
        i++;
    else if (i < (phrase = ng_phrase_at(c->doc, i, c->high)).stop && phrase.stop < c->high &&
             (NG_TOKEN_IS(c->doc, phrase.stop, "a") || NG_TOKEN_IS(c->doc, phrase.stop, "an")))
        return true; /* "called the vote a sham" */
    return i > c->after && i < c->high &&
           ((c->w[i] & NG_SPEECH_OPEN) != 0 || (c->w[i] & NG_SPEECH_WORD) != 0) &&
           ((c->w[i] & NG_SPEECH_DET) != 0 || (c->w[i] & NG_SPEECH_OPEN) != 0 ||
            (c->w[i] & (NG_SPEECH_BOUND | NG_SPEECH_VALUE | NG_SPEECH_OWNER | NG_SPEECH_ADVERB |
                        NG_SPEECH_TIME)) == 0);
}

/* "praised the plan", "spoke about the war": the noun phrase is what is said. */
void
ng_cue_read_object(ng_cue *c, uint64_t verb)
{
    const uint64_t prep = c->after < c->high ? c->w[c->after] & NG_SPEECH_PREP : 0;
    uint32_t start = c->after;
    bool about = false;
    ng_attribution *a;

    if (c->negated || !ng_cue_is_somebody(c) || is_noun_row(c, c->after))
        return;
    if (ng_cue_calls_so(c))
        verb = (verb & ~NG_SPEECH_CLASS) | NG_SPEECH_OBJECTS | (NG_CUE_OTHER + 1);
    if (prep != 0) {
        about = ((verb & NG_SPEECH_ABOUT) != 0 &&
                 (NG_TOKEN_IS(c->doc, start, "about") || NG_TOKEN_IS(c->doc, start, "of"))) ||
                ((verb & NG_SPEECH_REFERS) != 0 && NG_TOKEN_IS(c->doc, start, "to")) ||
                ((verb & NG_SPEECH_FOR) != 0 &&
                 (NG_TOKEN_IS(c->doc, start, "for") || NG_TOKEN_IS(c->doc, start, "against")));
        if (!about)
            return;
        c->after = ++start;
    } else if ((verb & NG_SPEECH_OBJECTS) == 0) {
        return;
    }
    if (start >= c->high || (c->w[start] & NG_SPEECH_STOP) != 0 ||
        (!ng_cue_is_quote(c, start) && ng_phrase_at(c->doc, start, c->high).stop == start &&
         (c->w[start] & (NG_SPEECH_VALUE | NG_SPEECH_WH)) == 0))
        return;
    if (((verb & NG_SPEECH_CLASS) - 1 == NG_CUE_SHOW &&
         (c->w[ng_phrase_head(c->doc, c->who)] & NG_SPEECH_DOCUMENT) == 0) ||
        ng_cue_depth(c, start) >= NG_MAX_NESTED)
        return;
    ng_cue_cut_previous(c);
    a = ng_cue_begin(c, about ? NG_Q_ABOUT : NG_Q_OBJECT, verb, 0.5);
    if (a != NULL)
        ng_cue_take_right(c, a, start, ng_cue_object_end(c, start, c->high));
}

/* Whose the noun at c->at is: "his", "Roe's", with adjectives between. */
static ng_phrase
owner_before(const ng_cue *c)
{
    for (uint32_t i = c->at; i > c->low && i + 3 > c->at; i--) {
        if ((c->w[i - 1] & NG_SPEECH_POSSESSIVE) != 0)
            return (ng_phrase){i - 1, i};
        if ((c->w[i - 1] & NG_SPEECH_OWNER) != 0)
            return i - 1 > c->low ? ng_phrase_before(c->doc, c->low, i - 1)
                                  : (ng_phrase){c->at, c->at};
        if ((c->w[i - 1] & NG_SPEECH_WORD) == 0 ||
            (c->w[i - 1] & (NG_SPEECH_BOUND | NG_SPEECH_NAME | NG_SPEECH_VALUE | NG_SPEECH_DET |
                            NG_SPEECH_SUBJECT | NG_SPEECH_OBJECT | NG_SPEECH_DOCUMENT |
                            NG_SPEECH_NOUN | NG_SPEECH_CHANNEL | NG_SPEECH_PLURAL)) != 0)
            break;
    }
    return (ng_phrase){c->at, c->at};
}

/* "criticism of Poe", "promise to leave", "call for a ban": where the content of a noun
   begins, if a preposition leads to it, or NG_NO_TOKEN. */
static uint32_t
noun_content(const ng_cue *c, uint32_t i)
{
    const uint64_t noun = c->w[c->at];

    if (i + 1 >= c->high)
        return NG_NO_TOKEN;
    if ((noun & NG_SPEECH_REFERS) != 0 && (c->w[i] & NG_SPEECH_IS_TO) != 0)
        return ng_cue_is_to_somebody(c, i, c->high) ? i + 1 : i;
    if (((noun & NG_SPEECH_ABOUT) != 0 &&
         (NG_TOKEN_IS(c->doc, i, "about") || NG_TOKEN_IS(c->doc, i, "of") ||
          (NG_TOKEN_IS(c->doc, i, "on") && !ng_cue_is_date(c, i + 1)))) ||
        ((noun & NG_SPEECH_FOR) != 0 && NG_TOKEN_IS(c->doc, i, "for")))
        return i + 1;
    return NG_NO_TOKEN;
}

/* "Roe's remarks on the bank have hurt her": before the verb whose subject the noun is. */
static uint32_t
owned_end(const ng_cue *c, uint32_t first, uint32_t stop)
{
    for (uint32_t i = first + 2; i < stop; i++) {
        if ((c->w[i] & (NG_SPEECH_WH | NG_SPEECH_SUBORD)) != 0)
            break;
        if ((c->w[i] & (NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_IRREGULAR)) != 0 &&
            (c->w[i] & NG_SPEECH_NAME) == 0)
            stop = i;
    }
    while (stop > first + 1 && (c->w[stop - 1] & NG_SPEECH_CONJ) != 0)
        stop--;
    return stop;
}

/* "his claim that", "the announcement by Iran that", "Roe's criticism of" */
void
ng_cue_read_noun(ng_cue *c)
{
    ng_attribution *a;
    uint32_t i = c->at + 1, start;

    if (ng_cue_is_word(c, i, NG_SPEECH_PREP) &&
        (NG_TOKEN_IS(c->doc, i, "by") || NG_TOKEN_IS(c->doc, i, "from"))) {
        c->who = ng_phrase_at(c->doc, i + 1, c->high);
        i = c->who.stop;
    }
    if (i + 2 >= c->high)
        return;
    start = ng_cue_is_word(c, i, NG_SPEECH_IS_THAT) ? i + 1 : noun_content(c, i);
    if (start == NG_NO_TOKEN)
        return;
    if (c->who.first == c->who.stop)
        c->who = owner_before(c);
    if (c->who.first == c->who.stop || ng_cue_depth(c, start) >= NG_MAX_NESTED)
        return;
    c->verb_first = c->at;
    c->after = c->at + 1;
    if (ng_cue_is_word(c, i, NG_SPEECH_IS_THAT)) {
        a = ng_cue_begin(c, NG_Q_NOUN, c->w[c->at], 0.7);
        if (a != NULL)
            ng_cue_take_right(c, a, start, c->high);
    } else {
        const bool clause = (c->w[start] & NG_SPEECH_IS_TO) != 0;

        if (c->r->s->inside[c->at] != NG_NO_ROW)
            return;
        c->after = start;
        a = ng_cue_begin(c, clause ? NG_Q_NOUN : NG_Q_ABOUT, c->w[c->at], clause ? 0.6 : 0.4);
        if (a != NULL)
            ng_cue_take_right(c, a, start,
                              owned_end(c, start, ng_cue_object_end(c, start, c->high)));
    }
}
