/* Whose a cue is: the noun phrase in front of the verb or behind it. */
#include "quotes_cue.h"

#include <string.h>

/* "Jane Roe, lead author of the study,": a person, and a noun phrase without a verb. */
static bool
is_noun_behind(const ng_cue *c, ng_phrase person, uint32_t first, uint32_t stop)
{
    const uint32_t mention = c->r->s->mention[person.stop - 1];

    if (mention == NG_NO_ROW || c->doc->mentions.label[mention] != NG_LABEL_PERSON)
        return false;
    for (uint32_t i = first; i < stop; i++)
        if ((c->w[i] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0)
            return false;
    return ng_phrase_at(c->doc, first, stop).stop > first;
}

/* "(R-Ohio)", "— the mayor —": the token before the brackets or dashes that end before `end`. */
static uint32_t
before_insert(const ng_cue *c, uint32_t end)
{
    const uint64_t mark = c->w[end - 1] & (NG_SPEECH_PAREN | NG_SPEECH_DASH);
    uint32_t k = end - 1;

    for (unsigned n = 0; k > c->low && n < 30; n++) {
        k--;
        if ((c->w[k] & mark) != 0)
            return k;
        if ((c->w[k] & (NG_SPEECH_STOP | NG_SPEECH_OPEN | NG_SPEECH_CLOSE)) != 0 &&
            c->r->s->mention[k] == NG_NO_ROW)
            break;
    }
    return end;
}

/* Whether the words are one person's name. */
static bool
is_person_at(const ng_cue *c, uint32_t first, uint32_t stop)
{
    const uint32_t mention = c->r->s->mention[first];

    return mention != NG_NO_ROW && mention == c->r->s->mention[stop - 1] &&
           c->doc->mentions.label[mention] == NG_LABEL_PERSON;
}

/* "The governor, Jane Roe, said": the name between the commas, which are behind `phrase` and
   at `comma`. */
static ng_phrase
name_or_phrase(const ng_cue *c, ng_phrase phrase, uint32_t first, uint32_t comma)
{
    return is_person_at(c, first, comma) && (c->w[phrase.stop - 1] & NG_SPEECH_NAME) == 0
               ? (ng_phrase){first, comma}
               : phrase;
}

/* Whether an apposition can stand behind the phrase: it names somebody or says what he is. */
static bool
is_namable(const ng_cue *c, ng_phrase phrase)
{
    return (c->w[ng_phrase_head(c->doc, phrase)] &
            (NG_SPEECH_NAME | NG_SPEECH_ROLE | NG_SPEECH_PERSON | NG_SPEECH_ANONYMOUS |
             NG_SPEECH_COLLECTIVE | NG_SPEECH_DOCUMENT)) != 0;
}

/* "Jane Roe, the mayor of Springfield, said": back over the words between commas. */
static ng_phrase
phrase_over(const ng_cue *c, uint32_t comma)
{
    ng_phrase none = {comma, comma}; /* or the best so far */
    uint32_t k = comma;
    unsigned n = 0;

    while (k > c->low && n < 40) {
        k--;
        n++;
        if ((c->w[k] & (NG_SPEECH_STOP | NG_SPEECH_SEMICOLON | NG_SPEECH_OPEN | NG_SPEECH_CLOSE)) !=
                0 &&
            c->r->s->mention[k] == NG_NO_ROW)
            return none;
        if ((c->w[k] & NG_SPEECH_COMMA) != 0 && k > c->low) {
            const uint32_t end =
                (c->w[k - 1] & NG_SPEECH_PAREN) != 0 && k > c->low + 1 ? before_insert(c, k) : k;
            const ng_phrase phrase = ng_phrase_before(c->doc, c->low, end);

            /* "And a third, Jane Roe, said" */
            if (phrase.first == phrase.stop && n < 8 && is_person_at(c, k + 1, comma))
                return (ng_phrase){k + 1, comma};

            /* A list of two or more commas goes on to the left: "Roe, 45, a mayor, said". */
            if (phrase.first < phrase.stop &&
                ((c->w[ng_phrase_head(c->doc, phrase)] &
                  (NG_SPEECH_NAME | NG_SPEECH_ROLE | NG_SPEECH_PERSON | NG_SPEECH_ANONYMOUS |
                   NG_SPEECH_COLLECTIVE | NG_SPEECH_DOCUMENT | NG_SPEECH_CAPITAL)) != 0 ||
                 (c->w[phrase.first] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE)) != 0) &&
                ((c->w[k + 1] & (NG_SPEECH_VALUE | NG_SPEECH_DET | NG_SPEECH_WH | NG_SPEECH_PREP |
                                 NG_SPEECH_ROLE | NG_SPEECH_CAPITAL | NG_SPEECH_ED |
                                 NG_SPEECH_PERSON | NG_SPEECH_ENDS_ING | NG_SPEECH_POSSESSIVE |
                                 NG_SPEECH_ANONYMOUS | NG_SPEECH_NAME | NG_SPEECH_LY |
                                 NG_SPEECH_SUBJECT | NG_SPEECH_PLURAL | NG_SPEECH_ADVERB)) != 0 ||
                 is_noun_behind(c, phrase, k + 1, comma))) {
                /* "Roe, 45, the mayor, said": take the earliest. */
                if (phrase.first > c->low + 1 && (c->w[phrase.first - 1] & NG_SPEECH_COMMA) != 0 &&
                    (c->w[phrase.first] & NG_SPEECH_NAME) == 0 &&
                    (c->w[phrase.first] & (NG_SPEECH_DET | NG_SPEECH_VALUE | NG_SPEECH_ROLE)) !=
                        0) {
                    if (none.first == none.stop)
                        none = name_or_phrase(c, phrase, k + 1, comma);
                    if (none.first > phrase.first)
                        return none;
                    continue;
                }
                if (none.first < none.stop && !is_namable(c, phrase))
                    return none;
                return name_or_phrase(c, phrase, k + 1, comma);
            }
        }
    }
    return none;
}

/* "many", "others", "this": sources though no nouns. */
bool
ng_cue_is_quantity(const ng_cue *c, uint32_t i)
{
    return NG_TOKEN_IS(c->doc, i, "many") || NG_TOKEN_IS(c->doc, i, "some") ||
           NG_TOKEN_IS(c->doc, i, "few") || NG_TOKEN_IS(c->doc, i, "both") ||
           NG_TOKEN_IS(c->doc, i, "most") || NG_TOKEN_IS(c->doc, i, "several") ||
           NG_TOKEN_IS(c->doc, i, "another") || NG_TOKEN_IS(c->doc, i, "all") ||
           (c->w[i] & (NG_SPEECH_PERSON | NG_SPEECH_ROLE | NG_SPEECH_COLLECTIVE |
                       NG_SPEECH_ANONYMOUS | NG_SPEECH_DOCUMENT)) != 0;
}

/* Whether the phrase can be a source at all. */
bool
ng_cue_can_speak(const ng_cue *c, ng_phrase phrase)
{
    const uint32_t head = phrase.first < phrase.stop ? ng_phrase_head(c->doc, phrase) : 0;

    if (phrase.first >= phrase.stop || (c->w[head] & NG_SPEECH_WORD) == 0)
        return false;
    /* "users to exercise": a verb behind "to". */
    if (phrase.stop - phrase.first >= 3 && (c->w[phrase.stop - 2] & NG_SPEECH_IS_TO) != 0 &&
        (c->w[phrase.stop - 1] & (NG_SPEECH_NAME | NG_SPEECH_CAPITAL | NG_SPEECH_OBJECT |
                                  NG_SPEECH_ROLE | NG_SPEECH_COLLECTIVE | NG_SPEECH_PLURAL)) == 0)
        return false;
    if ((c->w[head] & NG_SPEECH_NAME) == 0 &&
        ((c->w[head] & (NG_SPEECH_LY | NG_SPEECH_ADVERB | NG_SPEECH_DET | NG_SPEECH_POSSESSIVE)) !=
             0 ||
         ((c->w[head] & NG_SPEECH_ENDS_ING) != 0 && (c->w[phrase.first] & NG_SPEECH_DET) == 0) ||
         (memchr(c->doc->text + c->doc->tokens.start[head], '-',
                 c->doc->tokens.stop[head] - c->doc->tokens.start[head]) != NULL &&
          (c->w[head] & NG_SPEECH_ROLE) == 0)) &&
        phrase.stop - phrase.first >
            1 - (unsigned)((c->w[head] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE)) == 0) &&
        !ng_cue_is_quantity(c, head))
        return false;
    return (c->w[head] & (NG_SPEECH_VALUE | NG_SPEECH_ADVERB | NG_SPEECH_TIME)) == 0 ||
           (c->w[head] & NG_SPEECH_NAME) != 0 ||
           (c->w[phrase.stop - 1] & NG_SPEECH_OBJECT) != 0; /* "two of them" */
}

bool
ng_cue_is_date(const ng_cue *c, uint32_t i)
{
    const uint32_t k = c->r->s->mention[i];

    return k != NG_NO_ROW && (c->doc->mentions.label[k] == NG_LABEL_DATE ||
                              c->doc->mentions.label[k] == NG_LABEL_TIME);
}

bool
ng_cue_is_count(const ng_cue *c, uint32_t i)
{
    const uint32_t k = c->r->s->mention[i];

    return (c->w[i] & NG_SPEECH_VALUE) != 0 && k != NG_NO_ROW &&
           (c->doc->mentions.label[k] == NG_LABEL_CARDINAL ||
            c->doc->mentions.label[k] == NG_LABEL_PERCENT);
}

/* "63 percent said", "one in five say": a share of those asked, or nothing. */
static ng_phrase
share_before(const ng_cue *c, uint32_t end)
{
    uint32_t i = end;

    while (i > c->low && ng_cue_is_count(c, i - 1))
        i--;
    if (i < end && i > c->low + 1 && NG_TOKEN_IS(c->doc, i - 1, "in") &&
        ng_cue_is_count(c, i - 2)) {
        i -= 2;
        while (i > c->low && ng_cue_is_count(c, i - 1))
            i--;
    }
    return (ng_phrase){i, end};
}

/* "of 40, ten said", not "40 pledged delegates", "two suspects". */
static bool
counts_people(const ng_cue *c)
{
    const unsigned class_id = (unsigned)(c->w[c->at] & NG_SPEECH_CLASS) - 1;

    return (class_id == NG_CUE_SAY || class_id == NG_CUE_THINK ||
            ng_cue_is_word(c, c->after, NG_SPEECH_IS_THAT)) &&
           ((c->w[c->at] & NG_SPEECH_PAST) != 0 || NG_TOKEN_IS(c->doc, c->at, "say") ||
            NG_TOKEN_IS(c->doc, c->at, "says") || NG_TOKEN_IS(c->doc, c->at, "think") ||
            NG_TOKEN_IS(c->doc, c->at, "believe"));
}

/* "two officials": with the number in front. */
static ng_phrase
with_number(const ng_cue *c, ng_phrase phrase)
{
    uint32_t i = phrase.first, head;

    if (phrase.first >= phrase.stop)
        return phrase;
    head = ng_phrase_head(c->doc, phrase);
    if ((c->w[head] & NG_SPEECH_NAME) != 0
            ? c->doc->mentions.label[c->r->s->mention[head]] != NG_LABEL_NORP
            : (c->w[head] & (NG_SPEECH_PLURAL | NG_SPEECH_PERSON | NG_SPEECH_ROLE |
                             NG_SPEECH_ANONYMOUS | NG_SPEECH_DOCUMENT)) == 0)
        return phrase;
    while (i > c->low && ng_cue_is_count(c, i - 1))
        i--;
    phrase.first = i;
    return phrase;
}

static bool
ends_in_person(const ng_cue *c, ng_phrase phrase)
{
    const uint32_t mention =
        phrase.first < phrase.stop ? c->r->s->mention[phrase.stop - 1] : NG_NO_ROW;

    return mention != NG_NO_ROW && c->doc->mentions.label[mention] == NG_LABEL_PERSON;
}

bool
ng_cue_is_self(const ng_cue *c, uint32_t i)
{
    return NG_TOKEN_IS(c->doc, i, "himself") || NG_TOKEN_IS(c->doc, i, "herself") ||
           NG_TOKEN_IS(c->doc, i, "themselves") || NG_TOKEN_IS(c->doc, i, "itself");
}

/* The noun phrase that begins at `first`, without a verb in -ed and what is behind it. */
ng_phrase
ng_cue_subject_at(const ng_cue *c, uint32_t first, uint32_t high)
{
    ng_phrase phrase = ng_phrase_at(c->doc, first, high);

    for (uint32_t i = phrase.first + 1; i < phrase.stop; i++) {
        if ((c->w[i] & (NG_SPEECH_ED | NG_SPEECH_LY | NG_SPEECH_ADVERB)) != 0 &&
            (c->w[i] & NG_SPEECH_NAME) == 0)
            phrase.stop = i;
    }
    return phrase;
}

/* The first noun phrase of the sentence that can speak, behind a word such as "When". */
ng_phrase
ng_cue_first_source(const ng_cue *c)
{
    const uint32_t pair = c->low + 1 < c->at ? c->r->s->inside[c->low + 1] : NG_NO_ROW;
    uint32_t first =
        c->low + ((c->w[c->low] & (NG_SPEECH_SUBORD | NG_SPEECH_WH | NG_SPEECH_CONJ)) != 0);
    ng_phrase phrase;

    if (pair != NG_NO_ROW && c->r->s->marks[pair].open == c->low)
        first = c->r->s->marks[pair].close + 1;
    if (first >= c->at)
        return (ng_phrase){0, 0};
    phrase = ng_cue_subject_at(c, first, c->at);
    if (ng_cue_can_speak(c, phrase))
        return phrase;
    /* "On Tuesday, he" */
    for (uint32_t i = c->low; i + 1 < c->at && i < c->low + 10; i++) {
        if ((c->w[i] & NG_SPEECH_COMMA) != 0) {
            phrase = ng_cue_subject_at(c, i + 1, c->at);
            break;
        }
    }
    return ng_cue_can_speak(c, phrase) ? phrase : (ng_phrase){0, 0};
}

/* "all" or "both" behind a noun. */
static bool
is_all(const ng_cue *c, uint32_t i)
{
    return i > c->low && (c->w[i] & NG_SPEECH_DET) != 0 &&
           (NG_TOKEN_IS(c->doc, i, "all") || NG_TOKEN_IS(c->doc, i, "both") ||
            NG_TOKEN_IS(c->doc, i, "each")) &&
           ((c->w[i - 1] & (NG_SPEECH_NAME | NG_SPEECH_PLURAL | NG_SPEECH_SUBJECT)) != 0 ||
            ((c->w[i - 1] & NG_SPEECH_PAREN) != 0 && i > c->low + 1));
}

/* "a spokeswoman, Jane Roe, said": where the words before the name begin. */
static uint32_t
behind_title(const ng_cue *c, ng_phrase name)
{
    ng_phrase title;

    if (name.first < c->low + 2 || (c->w[name.first - 1] & NG_SPEECH_COMMA) == 0 ||
        !ends_in_person(c, name))
        return name.first;
    title = ng_phrase_before(c->doc, c->low, name.first - 1);
    return title.first + 1 < title.stop && (c->w[title.first] & NG_SPEECH_DET) != 0 &&
                   (c->w[ng_phrase_head(c->doc, title)] &
                    (NG_SPEECH_ROLE | NG_SPEECH_PERSON | NG_SPEECH_ANONYMOUS)) != 0
               ? title.first
               : name.first;
}

/* "Roe, citing “health reasons,” said": what stands before the comma. */
static ng_phrase
before_citing(const ng_cue *c, uint32_t end)
{
    const uint32_t pair = end >= c->low + 2 ? c->r->s->inside[end - 2] : NG_NO_ROW;
    uint32_t i = pair == NG_NO_ROW ? c->low : c->r->s->marks[pair].open;

    for (unsigned n = 0; n < 4 && i > c->low + 1; n++, i--) {
        if ((c->w[i - 1] & NG_SPEECH_ENDS_ING) != 0 && (c->w[i - 2] & NG_SPEECH_COMMA) != 0)
            return ng_phrase_before(c->doc, c->low, i - 2);
    }
    return (ng_phrase){end, end};
}

/* "In a meeting with the board of the Daily Roe Jane Poe said": the name alone. */
static ng_phrase
person_at_end(const ng_cue *c, ng_phrase phrase)
{
    const uint32_t stop = phrase.stop;

    if (!ends_in_person(c, phrase))
        return (ng_phrase){stop, stop};
    while (phrase.stop - 1 > phrase.first &&
           c->r->s->mention[phrase.stop - 2] == c->r->s->mention[stop - 1])
        phrase.stop--;
    return (ng_phrase){phrase.stop - 1, stop};
}

/* "…, Roe and Poe said": where the sources begin, if a comma or a mark stands before them. */
static uint32_t
behind_and(const ng_cue *c, uint32_t first)
{
    ng_phrase other;

    if (first < c->low + 3 || !NG_TOKEN_IS(c->doc, first - 1, "and"))
        return first;
    other = ng_phrase_before(c->doc, c->low, first - 1);
    return other.first < other.stop && other.first > c->low &&
                   (c->w[other.first - 1] & (NG_SPEECH_COMMA | NG_SPEECH_CLOSE)) != 0
               ? other.first
               : first;
}

/* "A reporter who was in the city says", "an official who asked not to be named said": the
   phrase before "who", if only its clause stands between it and `phrase`, which ends before
   the verb.  Not so "the man who police said", "those who heard what she said". */
static ng_phrase
before_who(const ng_cue *c, ng_phrase phrase)
{
    const uint64_t head =
        phrase.first < phrase.stop ? c->w[ng_phrase_head(c->doc, phrase)] : 0;
    const bool names = (head & (NG_SPEECH_NAME | NG_SPEECH_PERSON | NG_SPEECH_ROLE |
                                NG_SPEECH_COLLECTIVE | NG_SPEECH_ANONYMOUS |
                                NG_SPEECH_DOCUMENT)) != 0;

    if ((head & NG_SPEECH_SUBJECT) != 0)
        return phrase;
    for (uint32_t i = phrase.first; i > c->low + 1 && phrase.first - i < 20; i--) {
        const uint32_t k = i - 1;

        if ((c->w[k] & NG_SPEECH_WH) != 0 && NG_TOKEN_IS(c->doc, k, "who")) {
            const ng_phrase other = ng_phrase_before(c->doc, c->low, k);
            uint32_t verb = k + 1; /* or what stands before the subject: "who yesterday Roe said" */

            while (verb < phrase.first &&
                   ((c->w[verb] & (NG_SPEECH_ADVERB | NG_SPEECH_LY | NG_SPEECH_TIME)) != 0 ||
                    ng_cue_is_date(c, verb)))
                verb++;
            return (verb < phrase.first || !names) && ng_cue_can_speak(c, other) ? other : phrase;
        }
        if ((c->w[k] & (NG_SPEECH_COMMA | NG_SPEECH_STOP | NG_SPEECH_SEMICOLON | NG_SPEECH_OPEN |
                        NG_SPEECH_CLOSE | NG_SPEECH_SUBORD | NG_SPEECH_IS_THAT |
                        NG_SPEECH_CONJ)) != 0 &&
            c->r->s->mention[k] == NG_NO_ROW)
            break;
    }
    return phrase;
}

/* "was fined by the court which said": the court. */
static ng_phrase
behind_by(const ng_cue *c, ng_phrase phrase)
{
    for (uint32_t i = phrase.first; i + 2 < phrase.stop; i++) {
        if ((c->w[i] & NG_SPEECH_ED) != 0 && NG_TOKEN_IS(c->doc, i + 1, "by"))
            return (ng_phrase){i + 2, phrase.stop};
    }
    return phrase;
}

/* "Jane Roe from Acme, said: “…”": a comma too many. */
static ng_phrase
named_before_comma(const ng_cue *c, uint32_t comma)
{
    const ng_phrase phrase = ng_phrase_before(c->doc, c->low, comma);

    return phrase.first <= c->low + 1 && phrase.first < phrase.stop && phrase.stop == comma &&
                   ((c->w[phrase.first] | c->w[phrase.first + 1]) & NG_SPEECH_NAME) != 0 &&
                   ng_cue_is_word(c, c->after, NG_SPEECH_COLON | NG_SPEECH_IS_THAT)
               ? phrase
               : (ng_phrase){comma, comma};
}

/* "the 27-year-old": a noun, though a number. */
static bool
is_aged(const ng_cue *c, uint32_t i)
{
    const uint32_t n = c->doc->tokens.stop[i] - c->doc->tokens.start[i];

    return (c->w[i] & NG_SPEECH_VALUE) != 0 && n >= 3 &&
           memcmp(c->doc->text + c->doc->tokens.stop[i] - 3, "old", 3) == 0;
}

static ng_phrase
aged_before(const ng_cue *c, uint32_t end)
{
    uint32_t first = end - 1;

    while (first > c->low && c->r->s->mention[first - 1] == c->r->s->mention[end - 1])
        first--;
    return first > c->low && (c->w[first - 1] & NG_SPEECH_DET) != 0 ? (ng_phrase){first - 1, end}
                                                                   : (ng_phrase){end, end};
}

/* The source in front of the verb, and where both begin. */
bool
ng_cue_find_before(ng_cue *c)
{
    uint32_t end = c->at;
    ng_phrase phrase;

    c->verb_first = c->at;
    while (end > c->low) {
        const uint64_t x = c->w[end - 1];

        if ((x & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0 ||
            ((x & NG_SPEECH_OWNER) != 0 &&
             (c->w[c->at] & (NG_SPEECH_ENDS_ING | NG_SPEECH_ED)) != 0)) {
            c->passive = c->passive || ((x & NG_SPEECH_BE) != 0 && c->verb_first == c->at &&
                                        (c->w[c->at] & NG_SPEECH_PARTICIPLE) != 0);
            c->verb_first = end - 1;
        } else if ((x & NG_SPEECH_NOT) != 0) {
            c->negated = true;
        } else if (is_aged(c, end - 1)) {
            break;
        } else if ((x & NG_SPEECH_VALUE) != 0 && ng_cue_is_date(c, end - 1)) {
            /* "who in 2010 said", "Roe on Monday said" */
            const uint32_t mention = c->r->s->mention[end - 1];

            while (end > c->low && c->r->s->mention[end - 1] == mention)
                end--;
            if (end > c->low && (c->w[end - 1] & NG_SPEECH_PREP) != 0)
                end--;
            continue;
        } else if ((x & NG_SPEECH_SUBORD) != 0 && end - 1 > c->low &&
                   (c->w[end - 2] & NG_SPEECH_HAVE) != 0 && NG_TOKEN_IS(c->doc, end - 1, "since")) {
            /* "has since said" */
        } else if ((x & NG_SPEECH_OBJECT) != 0 && end - 1 > c->low && ng_cue_is_self(c, end - 1)) {
            /* "Roe himself said" */
        } else if (is_all(c, end - 1)) {
            /* "Roe, Poe and Doe all said" */
        } else if ((x & (NG_SPEECH_ADVERB | NG_SPEECH_LY)) == 0 ||
                   (x & (NG_SPEECH_NAME | NG_SPEECH_VALUE)) != 0) {
            break;
        }
        end--;
    }
    if (end <= c->low)
        return false;
    if (c->verb_first > end && (c->w[c->verb_first] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) == 0)
        c->verb_first = end;
    c->who_first = end;
    if ((c->w[end - 1] & NG_SPEECH_IS_TO) != 0) {
        c->infinitive = true;
        return false;
    }
    /* "who", "which": what stands before it. */
    if ((c->w[end - 1] & (NG_SPEECH_WH | NG_SPEECH_IS_THAT)) != 0 && end - 1 > c->low) {
        uint32_t stop = end - 1;

        if (!NG_TOKEN_IS(c->doc, stop, "who") && !NG_TOKEN_IS(c->doc, stop, "which") &&
            !NG_TOKEN_IS(c->doc, stop, "that"))
            return false;
        if ((c->w[stop - 1] & NG_SPEECH_COMMA) != 0 && stop - 1 > c->low)
            stop--;
        phrase = behind_by(c, ng_phrase_before(c->doc, c->low, stop));
        c->who = phrase;
        c->who_first = phrase.first;
        /* "a man of Springfield, but who said": who the sentence is about. */
        if (phrase.first == phrase.stop && (c->w[stop - 1] & NG_SPEECH_CONJ) != 0 &&
            NG_TOKEN_IS(c->doc, stop, "who")) {
            c->who = phrase = ng_cue_first_source(c);
            c->who_first = stop;
        }
        return ng_cue_can_speak(c, phrase);
    }
    if (is_aged(c, end - 1)) {
        c->who = aged_before(c, end);
        c->who_first = c->who.first;
        return c->who.first < c->who.stop;
    }
    if ((c->w[end - 1] & NG_SPEECH_CLOSE) != 0)
        phrase = before_citing(c, end);
    else if ((c->w[end - 1] & NG_SPEECH_COMMA) != 0 && c->r->s->mention[end - 1] == NG_NO_ROW) {
        phrase = phrase_over(c, end - 1);
        if (phrase.first == phrase.stop)
            phrase = named_before_comma(c, end - 1);
    }
    else if ((c->w[end - 1] & (NG_SPEECH_PAREN | NG_SPEECH_DASH)) != 0) {
        const uint32_t k = before_insert(c, end);

        phrase = k < end ? ng_phrase_before(c->doc, c->low, k) : (ng_phrase){end, end};
    } else
        phrase = ng_phrase_before(c->doc, c->low, end);
    if (phrase.first == phrase.stop && ng_cue_is_count(c, end - 1) && counts_people(c)) {
        c->who = share_before(c, end);
        c->who_first = c->who.first;
        return true;
    }
    if (!ng_cue_can_speak(c, phrase))
        phrase = person_at_end(c, phrase);
    phrase = before_who(c, phrase);
    if (!ng_cue_can_speak(c, phrase))
        return false;
    c->who = phrase = with_number(c, phrase);
    c->who_first = behind_and(c, behind_title(c, phrase));
    return true;
}

/* "said Jane Roe", "said the mayor". */
bool
ng_cue_find_behind(ng_cue *c)
{
    uint32_t first = c->at + 1;
    ng_phrase phrase;

    while (first < c->high && first < c->at + 8 && (c->w[first] & NG_SPEECH_VALUE) != 0)
        first++;
    phrase = ng_phrase_at(c->doc, first, c->high);
    if (!ng_cue_can_speak(c, phrase))
        return false;
    if (first > c->at + 1) {
        /* '"…," said 17-year-old Jane Roe', '"…," says one user' */
        const bool is_spoken =
            c->at > c->low && ng_cue_is_quote(c, c->at - 1) && phrase.first == first;

        phrase = with_number(c, phrase);
        if (phrase.first != c->at + 1 && !is_spoken)
            return false;
        if (phrase.first == c->at + 2 && NG_TOKEN_IS(c->doc, c->at + 1, "one"))
            phrase.first--;
    } else if ((c->w[phrase.first] &
                (NG_SPEECH_NAME | NG_SPEECH_DET | NG_SPEECH_SUBJECT | NG_SPEECH_POSSESSIVE |
                 NG_SPEECH_CAPITAL | NG_SPEECH_ROLE | NG_SPEECH_ANONYMOUS | NG_SPEECH_PERSON |
                 NG_SPEECH_COLLECTIVE)) == 0 &&
               !ends_in_person(c, phrase)) {
        return false;
    }
    /* "said writer and critic Jane Roe" */
    if (phrase.stop + 1 < c->high &&
        (c->w[phrase.first] & (NG_SPEECH_NAME | NG_SPEECH_SUBJECT)) == 0 &&
        NG_TOKEN_IS(c->doc, phrase.stop, "and")) {
        const ng_phrase more = ng_phrase_at(c->doc, phrase.stop + 1, c->high);

        if ((c->w[phrase.stop + 1] & (NG_SPEECH_NAME | NG_SPEECH_DET)) == 0 &&
            ends_in_person(c, more))
            phrase.stop = more.stop;
    }
    /* "Roe, the mayor, said it did not": a clause, whose subject is no source. */
    if (phrase.stop < c->high && (c->w[phrase.first] & NG_SPEECH_SUBJECT) != 0 &&
        (c->w[phrase.stop] & (NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_IRREGULAR | NG_SPEECH_ED |
                              NG_SPEECH_PAST)) != 0)
        return false;
    c->who = phrase;
    c->inverted = true;
    c->verb_first = c->who_first = c->at;
    c->after = phrase.stop;
    /* "said a spokesman for the ministry" */
    if (phrase.stop + 1 < c->high &&
        (c->w[ng_phrase_head(c->doc, phrase)] &
         (NG_SPEECH_ROLE | NG_SPEECH_ANONYMOUS | NG_SPEECH_COLLECTIVE)) != 0 &&
        (c->w[phrase.stop - 1] & NG_SPEECH_NAME) == 0 &&
        (NG_TOKEN_IS(c->doc, phrase.stop, "for") || NG_TOKEN_IS(c->doc, phrase.stop, "of") ||
         NG_TOKEN_IS(c->doc, phrase.stop, "at") || NG_TOKEN_IS(c->doc, phrase.stop, "from") ||
         NG_TOKEN_IS(c->doc, phrase.stop - 1, "close") ||
         NG_TOKEN_IS(c->doc, phrase.stop - 1, "familiar"))) {
        const ng_phrase more = ng_phrase_at(c->doc, phrase.stop + 1, c->high);

        if (more.first < more.stop && (c->w[more.first] & NG_SPEECH_VALUE) == 0)
            c->who.stop = c->after = more.stop;
    }
    return true;
}

/* "He won, beating her, said Jane Roe, the mayor.": a name behind the verb that begins no
   clause, and a comma before it.  What stands before the comma is then no source. */
bool
ng_cue_is_inverted(const ng_cue *c)
{
    const uint32_t first = c->at + 1;
    ng_phrase phrase;

    if (c->at < c->low + 3 || first >= c->high || (c->w[c->at - 1] & NG_SPEECH_COMMA) == 0 ||
        c->r->s->mention[c->at - 1] != NG_NO_ROW || (c->w[c->at] & NG_SPEECH_PAST) == 0 ||
        (c->w[c->at] & (NG_SPEECH_CLAUSE | NG_SPEECH_HEARER)) != NG_SPEECH_CLAUSE)
        return false;
    phrase = ng_phrase_at(c->doc, first, c->high);
    if (!ends_in_person(c, phrase))
        return false;
    for (uint32_t i = phrase.stop, n = 0; i < c->high && n < 12; i++, n++) {
        if ((c->w[i] & (NG_SPEECH_COMMA | NG_SPEECH_STOP)) != 0)
            return true;
        if ((c->w[i] & (NG_SPEECH_OPEN | NG_SPEECH_CLOSE | NG_SPEECH_AUX | NG_SPEECH_MODAL |
                        NG_SPEECH_IRREGULAR | NG_SPEECH_PAST | NG_SPEECH_ED)) != 0 &&
            (c->w[i] & NG_SPEECH_NAME) == 0)
            return false;
    }
    return true;
}
