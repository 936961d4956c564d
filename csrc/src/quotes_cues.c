/* Cues: reporting verbs, nouns and phrases, with their sources and what they attribute. */
#include "lang_en_names.h"
#include "quotes.h"

#include <string.h>

/* How many rows of one sentence are looked at. */
#define MAX_ROWS 32

/* A cue that is being read. */
typedef struct cue {
    ng_quote_run *r;
    const ng_doc *doc;
    const uint64_t *w;
    uint32_t low, high; /* the part of the sentence that it can reach: a quotation's, if the
                           cue stands in one */
    uint32_t at;        /* the verb */
    uint32_t verb_first; /* with its auxiliaries */
    uint32_t after;     /* behind the verb and what belongs to it: "pointed out" */
    ng_phrase who;
    uint32_t who_first; /* where source and verb begin: before an apposition too */
    bool inverted;      /* the source stands behind the verb */
    bool negated;
    bool passive;
    bool infinitive;
    bool shared; /* the source is that of a verb before "and" */
} cue;

static bool
is_word(const cue *c, uint32_t i, uint64_t bits)
{
    return i < c->high && (c->w[i] & bits) != 0;
}

static bool
is_quote(const cue *c, uint32_t i)
{
    return i < c->r->stop && (c->w[i] & (NG_SPEECH_OPEN | NG_SPEECH_CLOSE)) != 0;
}

/* --------------------------------------------------------------- sources */

/* "Jane Roe, lead author of the study,": a person, and a noun phrase without a verb. */
static bool
is_noun_behind(const cue *c, ng_phrase person, uint32_t first, uint32_t stop)
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
before_insert(const cue *c, uint32_t end)
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
is_person_at(const cue *c, uint32_t first, uint32_t stop)
{
    const uint32_t mention = c->r->s->mention[first];

    return mention != NG_NO_ROW && mention == c->r->s->mention[stop - 1] &&
           c->doc->mentions.label[mention] == NG_LABEL_PERSON;
}

/* "The governor, Jane Roe, said": the name between the commas, which are behind `phrase` and
   at `comma`. */
static ng_phrase
name_or_phrase(const cue *c, ng_phrase phrase, uint32_t first, uint32_t comma)
{
    return is_person_at(c, first, comma) && (c->w[phrase.stop - 1] & NG_SPEECH_NAME) == 0
               ? (ng_phrase){first, comma}
               : phrase;
}

/* Whether an apposition can stand behind the phrase: it names somebody or says what he is. */
static bool
is_namable(const cue *c, ng_phrase phrase)
{
    return (c->w[ng_phrase_head(c->doc, phrase)] &
            (NG_SPEECH_NAME | NG_SPEECH_ROLE | NG_SPEECH_PERSON | NG_SPEECH_ANONYMOUS |
             NG_SPEECH_COLLECTIVE | NG_SPEECH_DOCUMENT)) != 0;
}

/* "Jane Roe, the mayor of Springfield, said": back over the words between commas. */
static ng_phrase
phrase_over(const cue *c, uint32_t comma)
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
                    (c->w[phrase.first] & (NG_SPEECH_DET | NG_SPEECH_VALUE | NG_SPEECH_ROLE)) != 0) {
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
static bool
is_quantity(const cue *c, uint32_t i)
{
    return NG_TOKEN_IS(c->doc, i, "many") || NG_TOKEN_IS(c->doc, i, "some") ||
           NG_TOKEN_IS(c->doc, i, "few") || NG_TOKEN_IS(c->doc, i, "both") ||
           NG_TOKEN_IS(c->doc, i, "most") || NG_TOKEN_IS(c->doc, i, "several") ||
           NG_TOKEN_IS(c->doc, i, "another") || NG_TOKEN_IS(c->doc, i, "all") ||
           (c->w[i] & (NG_SPEECH_PERSON | NG_SPEECH_ROLE | NG_SPEECH_COLLECTIVE |
                       NG_SPEECH_ANONYMOUS | NG_SPEECH_DOCUMENT)) != 0;
}

/* Whether the phrase can be a source at all. */
static bool
can_speak(const cue *c, ng_phrase phrase)
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
        phrase.stop - phrase.first > 1 - (unsigned)((c->w[head] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE)) == 0) &&
        !is_quantity(c, head))
        return false;
    return (c->w[head] & (NG_SPEECH_VALUE | NG_SPEECH_ADVERB | NG_SPEECH_TIME)) == 0 ||
           (c->w[head] & NG_SPEECH_NAME) != 0 ||
           (c->w[phrase.stop - 1] & NG_SPEECH_OBJECT) != 0; /* "two of them" */
}

static bool
is_date(const cue *c, uint32_t i)
{
    const uint32_t k = c->r->s->mention[i];

    return k != NG_NO_ROW && (c->doc->mentions.label[k] == NG_LABEL_DATE ||
                              c->doc->mentions.label[k] == NG_LABEL_TIME);
}

static bool
is_count(const cue *c, uint32_t i)
{
    const uint32_t k = c->r->s->mention[i];

    return (c->w[i] & NG_SPEECH_VALUE) != 0 && k != NG_NO_ROW &&
           (c->doc->mentions.label[k] == NG_LABEL_CARDINAL ||
            c->doc->mentions.label[k] == NG_LABEL_PERCENT);
}

/* "63 percent said", "one in five say": a share of those asked, or nothing. */
static ng_phrase
share_before(const cue *c, uint32_t end)
{
    uint32_t i = end;

    while (i > c->low && is_count(c, i - 1))
        i--;
    if (i < end && i > c->low + 1 && NG_TOKEN_IS(c->doc, i - 1, "in") && is_count(c, i - 2)) {
        i -= 2;
        while (i > c->low && is_count(c, i - 1))
            i--;
    }
    return (ng_phrase){i, end};
}

/* "of 40, ten said", not "40 pledged delegates", "two suspects". */
static bool
counts_people(const cue *c)
{
    const unsigned class_id = (unsigned)(c->w[c->at] & NG_SPEECH_CLASS) - 1;

    return (class_id == NG_CUE_SAY || class_id == NG_CUE_THINK) &&
           ((c->w[c->at] & NG_SPEECH_PAST) != 0 || NG_TOKEN_IS(c->doc, c->at, "say") ||
            NG_TOKEN_IS(c->doc, c->at, "says") ||
            NG_TOKEN_IS(c->doc, c->at, "think") || NG_TOKEN_IS(c->doc, c->at, "believe"));
}

/* "two officials": with the number in front. */
static ng_phrase
with_number(const cue *c, ng_phrase phrase)
{
    uint32_t i = phrase.first;

    if (phrase.first >= phrase.stop)
        return phrase;
    if ((c->w[phrase.first] & NG_SPEECH_NAME) != 0
            ? c->doc->mentions.label[c->r->s->mention[phrase.first]] != NG_LABEL_NORP
            : (c->w[ng_phrase_head(c->doc, phrase)] &
               (NG_SPEECH_PLURAL | NG_SPEECH_PERSON | NG_SPEECH_ROLE | NG_SPEECH_ANONYMOUS)) == 0)
        return phrase;
    while (i > c->low && is_count(c, i - 1))
        i--;
    phrase.first = i;
    return phrase;
}

static bool
ends_in_person(const cue *c, ng_phrase phrase)
{
    const uint32_t mention =
        phrase.first < phrase.stop ? c->r->s->mention[phrase.stop - 1] : NG_NO_ROW;

    return mention != NG_NO_ROW && c->doc->mentions.label[mention] == NG_LABEL_PERSON;
}

static bool
is_self(const cue *c, uint32_t i)
{
    return NG_TOKEN_IS(c->doc, i, "himself") || NG_TOKEN_IS(c->doc, i, "herself") ||
           NG_TOKEN_IS(c->doc, i, "themselves") || NG_TOKEN_IS(c->doc, i, "itself");
}

/* The first noun phrase of the sentence that can speak, behind a word such as "When". */
static ng_phrase
first_source(const cue *c)
{
    const uint32_t pair = c->low + 1 < c->at ? c->r->s->inside[c->low + 1] : NG_NO_ROW;
    uint32_t first =
        c->low + ((c->w[c->low] & (NG_SPEECH_SUBORD | NG_SPEECH_WH | NG_SPEECH_CONJ)) != 0);
    ng_phrase phrase;

    if (pair != NG_NO_ROW && c->r->s->marks[pair].open == c->low)
        first = c->r->s->marks[pair].close + 1;
    if (first >= c->at)
        return (ng_phrase){0, 0};
    phrase = ng_phrase_at(c->doc, first, c->at);

    for (uint32_t i = phrase.first + 1; i < phrase.stop; i++) {
        if ((c->w[i] & NG_SPEECH_ED) != 0 && (c->w[i] & NG_SPEECH_NAME) == 0)
            phrase.stop = i;
    }
    if (can_speak(c, phrase))
        return phrase;
    /* "On Tuesday, he" */
    for (uint32_t i = c->low; i + 1 < c->at && i < c->low + 10; i++) {
        if ((c->w[i] & NG_SPEECH_COMMA) != 0) {
            phrase = ng_phrase_at(c->doc, i + 1, c->at);
            break;
        }
    }
    return can_speak(c, phrase) ? phrase : (ng_phrase){0, 0};
}

/* "all" or "both" behind a noun. */
static bool
is_all(const cue *c, uint32_t i)
{
    return i > c->low && (c->w[i] & NG_SPEECH_DET) != 0 &&
           (NG_TOKEN_IS(c->doc, i, "all") || NG_TOKEN_IS(c->doc, i, "both") ||
            NG_TOKEN_IS(c->doc, i, "each")) &&
           ((c->w[i - 1] & (NG_SPEECH_NAME | NG_SPEECH_PLURAL | NG_SPEECH_SUBJECT)) != 0 ||
            ((c->w[i - 1] & NG_SPEECH_PAREN) != 0 && i > c->low + 1));
}

/* "a spokeswoman, Jane Roe, said": where the words before the name begin. */
static uint32_t
behind_title(const cue *c, ng_phrase name)
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
before_citing(const cue *c, uint32_t end)
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
person_at_end(const cue *c, ng_phrase phrase)
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
behind_and(const cue *c, uint32_t first)
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

/* The source in front of the verb, and where both begin. */
static bool
find_before(cue *c)
{
    uint32_t end = c->at;
    ng_phrase phrase;

    c->verb_first = c->at;
    while (end > c->low) {
        const uint64_t x = c->w[end - 1];

        if ((x & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0 ||
            ((x & NG_SPEECH_OWNER) != 0 && (c->w[c->at] & (NG_SPEECH_ENDS_ING | NG_SPEECH_ED)) != 0)) {
            c->passive = c->passive || ((x & NG_SPEECH_BE) != 0 && c->verb_first == c->at &&
                                        (c->w[c->at] & NG_SPEECH_PARTICIPLE) != 0);
            c->verb_first = end - 1;
        } else if ((x & NG_SPEECH_NOT) != 0) {
            c->negated = true;
        } else if ((x & NG_SPEECH_VALUE) != 0 && is_date(c, end - 1)) {
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
        } else if ((x & NG_SPEECH_OBJECT) != 0 && end - 1 > c->low && is_self(c, end - 1)) {
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
        phrase = ng_phrase_before(c->doc, c->low, stop);
        c->who = phrase;
        c->who_first = phrase.first;
        /* "a man of Springfield, but who said": who the sentence is about. */
        if (phrase.first == phrase.stop && (c->w[stop - 1] & NG_SPEECH_CONJ) != 0 &&
            NG_TOKEN_IS(c->doc, stop, "who")) {
            c->who = phrase = first_source(c);
            c->who_first = stop;
        }
        return can_speak(c, phrase);
    }
    if ((c->w[end - 1] & NG_SPEECH_CLOSE) != 0)
        phrase = before_citing(c, end);
    else if ((c->w[end - 1] & NG_SPEECH_COMMA) != 0 && c->r->s->mention[end - 1] == NG_NO_ROW)
        phrase = phrase_over(c, end - 1);
    else if ((c->w[end - 1] & (NG_SPEECH_PAREN | NG_SPEECH_DASH)) != 0) {
        const uint32_t k = before_insert(c, end);

        phrase = k < end ? ng_phrase_before(c->doc, c->low, k) : (ng_phrase){end, end};
    } else
        phrase = ng_phrase_before(c->doc, c->low, end);
    if (phrase.first == phrase.stop && is_count(c, end - 1) && counts_people(c)) {
        c->who = share_before(c, end);
        c->who_first = c->who.first;
        return true;
    }
    if (!can_speak(c, phrase))
        phrase = person_at_end(c, phrase);
    if (!can_speak(c, phrase))
        return false;
    c->who = phrase = with_number(c, phrase);
    c->who_first = behind_and(c, behind_title(c, phrase));
    /* "A reporter who was in the city says": not the city. */
    if ((c->w[ng_phrase_head(c->doc, phrase)] &
         (NG_SPEECH_NAME | NG_SPEECH_SUBJECT | NG_SPEECH_PERSON | NG_SPEECH_ROLE |
          NG_SPEECH_COLLECTIVE | NG_SPEECH_ANONYMOUS | NG_SPEECH_DOCUMENT | NG_SPEECH_PLURAL)) == 0) {
        for (uint32_t i = phrase.first; i > c->low + 1 && phrase.first - i < 20; i--) {
            if ((c->w[i] & NG_SPEECH_WH) != 0 && NG_TOKEN_IS(c->doc, i, "who")) {
                phrase = ng_phrase_before(c->doc, c->low, i);
                if (can_speak(c, phrase))
                    c->who = phrase;
                break;
            }
        }
    }
    return true;
}

/* "said Jane Roe", "said the mayor". */
static bool
find_behind(cue *c)
{
    uint32_t first = c->at + 1;
    ng_phrase phrase;

    while (first < c->high && first < c->at + 4 && (c->w[first] & NG_SPEECH_VALUE) != 0)
        first++;
    phrase = ng_phrase_at(c->doc, first, c->high);
    if (!can_speak(c, phrase))
        return false;
    if (first > c->at + 1) {
        phrase = with_number(c, phrase);
        if (phrase.first != c->at + 1)
            return false;
    } else if ((c->w[phrase.first] &
                (NG_SPEECH_NAME | NG_SPEECH_DET | NG_SPEECH_SUBJECT | NG_SPEECH_POSSESSIVE |
                 NG_SPEECH_CAPITAL | NG_SPEECH_ROLE | NG_SPEECH_ANONYMOUS | NG_SPEECH_PERSON |
                 NG_SPEECH_COLLECTIVE)) == 0 &&
               !ends_in_person(c, phrase)) {
        return false;
    }
    /* "said writer and critic Jane Roe" */
    if (phrase.stop + 1 < c->high && (c->w[phrase.first] & (NG_SPEECH_NAME | NG_SPEECH_SUBJECT)) == 0 &&
        NG_TOKEN_IS(c->doc, phrase.stop, "and")) {
        const ng_phrase more = ng_phrase_at(c->doc, phrase.stop + 1, c->high);

        if ((c->w[phrase.stop + 1] & (NG_SPEECH_NAME | NG_SPEECH_DET)) == 0 && ends_in_person(c, more))
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
        (c->w[ng_phrase_head(c->doc, phrase)] & (NG_SPEECH_ROLE | NG_SPEECH_ANONYMOUS |
                                                 NG_SPEECH_COLLECTIVE)) != 0 &&
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
static bool
is_inverted(const cue *c)
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
        if ((c->w[i] & (NG_SPEECH_OPEN | NG_SPEECH_CLOSE | NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_IRREGULAR | NG_SPEECH_PAST |
                        NG_SPEECH_ED)) != 0 &&
            (c->w[i] & NG_SPEECH_NAME) == 0)
            return false;
    }
    return true;
}

/* Whether the words before `end` are a clause or speech that a cue can follow: a comma
   or a closing mark stands between. */
static bool
follows_words(const cue *c, uint32_t end)
{
    if (end < c->low + 2)
        return false;
    if ((c->w[end - 1] & NG_SPEECH_COMMA) != 0 || is_quote(c, end - 1))
        return end - c->low > 2;
    return (c->w[end - 1] & (NG_SPEECH_STOP | NG_SPEECH_DASH)) != 0 && end - c->low > 2;
}

/* ----------------------------------------------------------------- reach */

/* "his firm worked closely": a word in -ed behind a noun, and no noun behind it. */
static bool
is_past(const cue *c, uint32_t i, uint32_t high)
{
    const uint64_t before = c->w[i - 1];

    if ((before & NG_SPEECH_WORD) == 0 ||
        (before & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE | NG_SPEECH_OWNER | NG_SPEECH_PREP |
                   NG_SPEECH_CONJ | NG_SPEECH_ADVERB)) != 0)
        return false;
    return i + 1 >= high ||
           (c->w[i + 1] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE | NG_SPEECH_PREP | NG_SPEECH_LY |
                           NG_SPEECH_ADVERB | NG_SPEECH_OBJECT | NG_SPEECH_NAME |
                           NG_SPEECH_VALUE | NG_SPEECH_MARK | NG_SPEECH_SUBORD)) != 0;
}

/* Whether [first, high) soon has a finite verb after words that can be its subject. */
static bool
is_clause(const cue *c, uint32_t first, uint32_t high)
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
        if (i > first && (c->w[i] & NG_SPEECH_ED) != 0 &&
            (c->w[i] & NG_SPEECH_NAME) == 0 && (c->w[i - 1] & NG_SPEECH_COMMA) == 0 &&
            (i >= subject.stop || is_past(c, i, high)))
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
static bool
goes_on_with(const cue *c, uint32_t first, uint32_t high)
{
    return (c->w[first] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0 || is_clause(c, first, high);
}

/* "on Monday", "in a statement", "Friday", "to reporters", "later": words between cue and
   content.  Where they end; `first` if there are none. */
static uint32_t
skip_adverbials(const cue *c, uint32_t first, uint32_t high)
{
    uint32_t i = first;

    for (unsigned n = 0; n < 6 && i < high; n++) {
        const uint64_t x = c->w[i];

        if ((x & NG_SPEECH_VALUE) != 0 && c->r->s->mention[i] != NG_NO_ROW &&
            (c->doc->mentions.label[c->r->s->mention[i]] == NG_LABEL_DATE ||
             c->doc->mentions.label[c->r->s->mention[i]] == NG_LABEL_TIME)) {
            const uint32_t mention = c->r->s->mention[i];

            while (i < high && c->r->s->mention[i] == mention)
                i++;
        } else if ((x & NG_SPEECH_PREP) != 0 && i + 1 < high) {
            ng_phrase phrase = {i + 1, i + 1};

            if (NG_TOKEN_IS(c->doc, i, "at") && (NG_TOKEN_IS(c->doc, i + 1, "least") ||
                                                 NG_TOKEN_IS(c->doc, i + 1, "most")))
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
static bool
left_is_clause(const cue *c, uint32_t stop)
{
    uint32_t i = c->low;
    bool verb = false;

    while (i < stop && (c->w[i] & (NG_SPEECH_OPEN | NG_SPEECH_CLOSE)) != 0)
        i++;
    if (i < stop && (c->w[i] & NG_SPEECH_SUBORD) != 0)
        return false;
    for (; i < stop && !verb; i++)
        verb = (c->w[i] & (NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_SUBJECT)) != 0 ||
               ((c->w[i] & (NG_SPEECH_ED | NG_SPEECH_PAST)) != 0 &&
                (c->w[i] & NG_SPEECH_NAME) == 0) ||
               /* "that's", but not "the mayor's" */
               ((c->w[i] & NG_SPEECH_OWNER) != 0 && i > c->low &&
                (c->w[i - 1] & (NG_SPEECH_DET | NG_SPEECH_IS_THAT | NG_SPEECH_WH)) != 0);
    return verb;
}

/* "told Radio 4's Today programme": the words behind a number and its possessive, too. */
static uint32_t
behind_owner(const cue *c, uint32_t stop, uint32_t high)
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

/* Whether the "to" at i has a noun phrase behind it and no verb. */
static bool
is_to_somebody(const cue *c, uint32_t i, uint32_t high)
{
    return i + 1 < high &&
           (c->w[i + 1] & (NG_SPEECH_DET | NG_SPEECH_NAME | NG_SPEECH_POSSESSIVE |
                           NG_SPEECH_OBJECT)) != 0 &&
           (c->w[i + 1] & NG_SPEECH_VERB) == 0;
}

/* Where the content of a verb that stands before it begins, or NG_NO_TOKEN. */
static uint32_t
content_start(cue *c, uint64_t verb, uint32_t high)
{
    uint32_t i = c->after, k;
    bool that = false;

    if (i >= high)
        return NG_NO_TOKEN;
    /* Whom it is said to. */
    if ((verb & NG_SPEECH_HEARER) != 0 && !is_quote(c, i) &&
        (c->w[i] & (NG_SPEECH_MARK | NG_SPEECH_IS_THAT | NG_SPEECH_IS_TO)) == 0) {
        const ng_phrase hearer = ng_phrase_at(c->doc, i, high);

        if (hearer.first < hearer.stop &&
            (hearer.stop >= high ||
             (c->w[hearer.stop] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) == 0)) {
            i = behind_owner(c, hearer.stop, high);
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
    k = skip_adverbials(c, i, high);
    if (is_word(c, k, NG_SPEECH_COMMA) && k + 1 < high && !is_quote(c, k + 1) && k > i &&
        (c->w[k + 1] & NG_SPEECH_IS_THAT) != 0)
        k++;
    if (is_word(c, k, NG_SPEECH_IS_THAT) && k + 1 < high &&
        ng_phrase_at(c->doc, k, k + 1).first == k) {
        that = true;
        k++;
    }
    if (that)
        return k < high ? k : NG_NO_TOKEN;
    /* "Roe told the paper, his plan was bad" */
    if ((verb & NG_SPEECH_CLAUSE) != 0 && i > c->after && k == i && is_word(c, k, NG_SPEECH_COMMA) &&
        k + 1 < high && (c->w[k + 1] & NG_SPEECH_PREP) == 0 && is_clause(c, k + 1, high))
        return k + 1;
    if (k < high && (c->w[k] & (NG_SPEECH_COLON | NG_SPEECH_COMMA)) != 0 && k + 1 < high &&
        ((c->w[k] & NG_SPEECH_COLON) != 0 || is_quote(c, k + 1)))
        return k + 1;
    if (is_quote(c, k))
        return k;
    if ((verb & NG_SPEECH_TO) != 0 && is_word(c, k, NG_SPEECH_IS_TO))
        return is_to_somebody(c, k, high) ? NG_NO_TOKEN : k;
    if ((verb & NG_SPEECH_TO) != 0 && is_word(c, k, NG_SPEECH_NOT) &&
        is_word(c, k + 1, NG_SPEECH_IS_TO))
        return k;
    if ((verb & (NG_SPEECH_CLAUSE | NG_SPEECH_THAT | NG_SPEECH_HEARER)) != 0 && k < high &&
        (NG_TOKEN_IS(c->doc, k, "whether") || NG_TOKEN_IS(c->doc, k, "if") ||
         NG_TOKEN_IS(c->doc, k, "how") || NG_TOKEN_IS(c->doc, k, "why") ||
         NG_TOKEN_IS(c->doc, k, "what")))
        return k;
    /* Without "that": adverbials may be part of the content as well as of the cue. */
    if (k > i && is_clause(c, k, high))
        return k;
    return i;
}

/* ------------------------------------------------------------ attributions */

static bool
has_marks(const cue *c, uint32_t first, uint32_t stop)
{
    for (uint32_t i = first; i < stop; i++) {
        if ((c->w[i] & NG_SPEECH_OPEN) != 0)
            return true;
    }
    return false;
}

static void
add_part(ng_attribution *a, uint32_t first, uint32_t stop)
{
    if (first < stop && a->n_parts < NG_MAX_PARTS)
        a->part[a->n_parts++] = (ng_phrase){first, stop};
}

/* The sentence without its stop, and without marks that close what is not in it. */
static uint32_t
sentence_end(const cue *c, uint32_t high)
{
    while (high > c->low &&
           (c->w[high - 1] & (NG_SPEECH_STOP | NG_SPEECH_COMMA | NG_SPEECH_SEMICOLON |
                              NG_SPEECH_DASH | NG_SPEECH_COLON)) != 0 &&
           c->r->s->mention[high - 1] == NG_NO_ROW)
        high--;
    return high;
}

static ng_attribution *
begin(cue *c, unsigned rule, uint64_t verb, double conf)
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
static void
take_left(cue *c, ng_attribution *a, uint32_t stop)
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

        /* "and" or "but" before the marks is the writer's. */
        while (from < m->open && (c->w[from] & (NG_SPEECH_CONJ | NG_SPEECH_ADVERB)) != 0)
            from++;
        if (m->open <= from || m->open < first) {
            add_part(a, m->open + 1, m->close);
            a->marks = pair;
            a->spoken = true;
            return;
        }
        /* An earlier cue has the words before: only the marks are ours. */
        if (m->open > first && (c->w[m->open - 1] & (NG_SPEECH_COLON | NG_SPEECH_COMMA)) != 0 &&
            m->close - m->open > 6) {
            add_part(a, m->open + 1, m->close);
            a->marks = pair;
            a->spoken = true;
            return;
        }
    }
    if (first < stop && (c->w[first] & NG_SPEECH_CONJ) != 0)
        first++;
    /* Marks that were opened in an earlier sentence and close here. */
    add_part(a, first, stop);
}

/* '"…," adding that', '"…," though': what a comma and marks that close cut off is an
   aside, if it begins like one. */
static uint32_t
cut_aside(const cue *c, uint32_t first, uint32_t stop)
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
        if (k < stop &&
            ((c->w[k] & (NG_SPEECH_SUBORD | NG_SPEECH_WH)) != 0 ||
             ((c->w[k] & (NG_SPEECH_ENDS_ING | NG_SPEECH_ED)) != 0 &&
              (c->w[k] & (NG_SPEECH_NAME | NG_SPEECH_CAPITAL)) == 0) ||
             ((c->w[k] & NG_SPEECH_CONJ) != 0 && !NG_TOKEN_IS(c->doc, k, "or") &&
              is_clause(c, k + 1, stop)) ||
             ((c->w[k] & NG_SPEECH_LY) != 0 && k + 1 < stop &&
              (c->w[k + 1] & NG_SPEECH_ENDS_ING) != 0)))
            return i;
    }
    return stop;
}

/* "When Roe said it would close, the crowd left": the comma where the sentence that the cue
   only leads to begins, or `stop`. */
static uint32_t
cut_main(const cue *c, uint32_t first, uint32_t stop)
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
        if (is_clause(c, k, stop))
            return i;
    }
    return stop;
}

/* Content that follows, from `first`. */
static void
take_right(cue *c, ng_attribution *a, uint32_t first, uint32_t high)
{
    const ng_speech_scratch *const s = c->r->s;

    if (first < high && (c->w[first] & NG_SPEECH_OPEN) != 0 && s->inside[first + 1] != NG_NO_ROW &&
        s->marks[s->inside[first + 1]].open == first) {
        const uint32_t pair = s->inside[first + 1];
        const uint32_t close = s->marks[pair].close;

        /* Nothing of weight follows the closing mark: all of it is spoken. */
        if (close + 1 >= high || sentence_end(c, high) <= close + 1) {
            add_part(a, first + 1, close);
            a->marks = pair;
            a->spoken = true;
            return;
        }
        if ((c->w[close + 1] & (NG_SPEECH_COMMA | NG_SPEECH_SEMICOLON)) != 0 && close - first > 5) {
            add_part(a, first + 1, close);
            a->marks = pair;
            a->spoken = true;
            return;
        }
    }
    add_part(a, first, cut_main(c, first, cut_aside(c, first, sentence_end(c, high))));
}

/* The last cue of the same sentence, whose subject a verb after "and" shares. */
static const ng_attribution *
previous(const cue *c)
{
    const ng_speech_scratch *const s = c->r->s;

    return s->n_rows > 0 && s->rows[s->n_rows - 1].sentence == c->r->sentence &&
                   s->rows[s->n_rows - 1].who.first < s->rows[s->n_rows - 1].who.stop
               ? &s->rows[s->n_rows - 1]
               : NULL;
}

/* "He said A and B said C": the first content ends where the next source begins. */
static void
cut_previous(cue *c)
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
        if (at > last->first && (c->w[at - 1] & (NG_SPEECH_COMMA | NG_SPEECH_SEMICOLON |
                                                 NG_SPEECH_CLOSE)) != 0) {
            at--;
            if (at > last->first)
                last->stop = at;
        }
    }
}

/* How deep the content would lie in others. */
static unsigned
depth(const cue *c, uint32_t first)
{
    const ng_speech_scratch *const s = c->r->s;
    unsigned n = 0;

    for (size_t k = s->n_rows, seen = 0;
         k-- > 0 && seen < MAX_ROWS && s->rows[k].sentence == c->r->sentence; seen++) {
        const ng_attribution *const a = &s->rows[k];

        if (a->n_parts > 0 && a->part[0].first <= first &&
            a->part[a->n_parts - 1].stop > first)
            n++;
    }
    return n;
}

/* "pointed out", "called for", "made clear": where the words of the cue end. */
static uint32_t
behind_verb(const cue *c)
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

static bool
is_call(const cue *c)
{
    return c->after == c->at + 2 && (c->doc->text[c->doc->tokens.start[c->at]] | 0x20) == 'c';
}

/* Verbs whose object says what was said. */
static bool
takes_noun(const cue *c, uint64_t verb)
{
    const unsigned class_id = (unsigned)(verb & NG_SPEECH_CLASS) - 1;

    return class_id == NG_CUE_ANNOUNCE ||
           (class_id == NG_CUE_DENY && (c->w[c->after] & NG_SPEECH_PREP) == 0) ||
           (NG_TOKEN_IS(c->doc, c->at, "claimed") &&
            NG_TOKEN_IS(c->doc, c->after, "responsibility"));
}

/* "accused Roe of lying", "is accused of lying": what stands behind "of". */
static bool
read_accusation(cue *c, uint64_t verb)
{
    ng_attribution *a;
    uint32_t i = c->after;

    if (!ng_token_starts(c->doc, c->at, "accus", 5))
        return false;
    while (i < c->high && i - c->after < 20 && !NG_TOKEN_IS(c->doc, i, "of") &&
           (c->w[i] & (NG_SPEECH_STOP | NG_SPEECH_AUX | NG_SPEECH_MODAL)) == 0)
        i++;
    if (i + 1 >= c->high || !NG_TOKEN_IS(c->doc, i, "of") || depth(c, i) >= NG_MAX_NESTED)
        return false;
    cut_previous(c);
    a = begin(c, NG_Q_TO, verb, 0.75);
    if (a == NULL)
        return true;
    if (c->passive)
        a->who = (ng_phrase){0, 0};
    take_right(c, a, i + 1, c->high);
    return true;
}

/* "Roe argued A but insists B": a verb in -s behind "and" or "but", that is not the noun it
   may be as well. */
static bool
is_joined(const cue *c, uint64_t verb)
{
    uint32_t k = c->at;

    if ((verb & NG_SPEECH_THIRD) == 0)
        return false;
    while (k > c->low && (c->w[k - 1] & (NG_SPEECH_ADVERB | NG_SPEECH_LY)) != 0)
        k--;
    return k > c->low && (c->w[k - 1] & NG_SPEECH_CONJ) != 0 &&
           (NG_TOKEN_IS(c->doc, k - 1, "and") || NG_TOKEN_IS(c->doc, k - 1, "but")) &&
           ((verb & (NG_SPEECH_NOUN | NG_SPEECH_CHANNEL | NG_SPEECH_DOCUMENT)) == 0 ||
            (c->after < c->high && (c->w[c->after] & (NG_SPEECH_SUBJECT | NG_SPEECH_IS_THAT)) != 0));
}

/* "And yet,": nothing that could be a subject. */
static bool
is_adverbs(const cue *c, uint32_t first, uint32_t stop)
{
    for (uint32_t i = first; i < stop; i++) {
        if ((c->w[i] & (NG_SPEECH_CONJ | NG_SPEECH_ADVERB | NG_SPEECH_LY | NG_SPEECH_COMMA)) == 0 ||
            (c->w[i] & NG_SPEECH_NAME) != 0)
            return false;
    }
    return true;
}

/* "According to Roe the bank was bought": whether a clause begins at i. */
static bool
no_comma_before_verb(const cue *c, uint32_t i)
{
    for (uint32_t k = i; k < c->high && k < i + 20; k++) {
        if ((c->w[k] & (NG_SPEECH_COMMA | NG_SPEECH_STOP)) != 0)
            return false;
        if ((c->w[k] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0)
            return true;
    }
    return false;
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
is_thought(const cue *c, uint64_t verb, uint32_t start)
{
    return (verb & NG_SPEECH_CLASS) - 1 == NG_CUE_THINK && (verb & NG_SPEECH_THAT) != 0 &&
           !is_state(verb) &&
           (c->w[start] & NG_SPEECH_SUBJECT) != 0 &&
           is_word(c, start + 1, NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_ED |
                                     NG_SPEECH_IRREGULAR | NG_SPEECH_PAST | NG_SPEECH_OWNER);
}

/* Whether the source is one that shows and finds: a document, a body. */
static bool
can_show(const cue *c)
{
    const uint32_t head = ng_phrase_head(c->doc, c->who);

    return (c->w[head] & (NG_SPEECH_DOCUMENT | NG_SPEECH_COLLECTIVE | NG_SPEECH_ANONYMOUS)) != 0 ||
           ((c->w[head] & NG_SPEECH_NAME) != 0 &&
            c->doc->mentions.label[c->r->s->mention[head]] == NG_LABEL_ORG);
}

/* "the plan, the war and the bank": whether the comma at i stands in a list of nouns. */
static bool
is_listed(const cue *c, uint32_t i, uint32_t high)
{
    for (uint32_t k = i + 1; k < high && k < i + 12; k++) {
        if ((c->w[k] & (NG_SPEECH_VERB | NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_WH |
                        NG_SPEECH_SUBORD | NG_SPEECH_STOP | NG_SPEECH_ENDS_ING | NG_SPEECH_SUBJECT)) != 0 &&
            (c->w[k] & NG_SPEECH_NAME) == 0)
            return false;
        if ((c->w[k] & NG_SPEECH_CONJ) != 0)
            return NG_TOKEN_IS(c->doc, k, "and") || NG_TOKEN_IS(c->doc, k, "or");
    }
    return false;
}

/* Whether the source can praise, blame and speak of something: somebody, or a document. */
static bool
is_somebody(const cue *c)
{
    const uint32_t head = ng_phrase_head(c->doc, c->who);
    const uint32_t mention = c->r->s->mention[head];

    if ((c->w[head] & NG_SPEECH_NAME) != 0)
        return c->doc->mentions.label[mention] == NG_LABEL_PERSON ||
               c->doc->mentions.label[mention] == NG_LABEL_ORG ||
               c->doc->mentions.label[mention] == NG_LABEL_GPE ||
               c->doc->mentions.label[mention] == NG_LABEL_NORP;
    return !NG_TOKEN_IS(c->doc, head, "it") &&
           (is_count(c, head) ||
            (c->w[head] & (NG_SPEECH_SUBJECT | NG_SPEECH_PERSON | NG_SPEECH_ROLE |
                           NG_SPEECH_COLLECTIVE | NG_SPEECH_ANONYMOUS | NG_SPEECH_DOCUMENT)) != 0);
}

/* Where a noun phrase that is said of, with what belongs to it, ends: before the comma or
   the word that begins another clause. */
static uint32_t
object_end(const cue *c, uint32_t first, uint32_t high)
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
            (c->w[i + 1] & (NG_SPEECH_VERB | NG_SPEECH_ED | NG_SPEECH_IRREGULAR | NG_SPEECH_SUBJECT)) != 0 &&
            (c->w[i + 1] & (NG_SPEECH_NAME | NG_SPEECH_CAPITAL | NG_SPEECH_NOUN)) == 0)
            break;
    }
    return i;
}

/* "repeated her claim that": read_noun() has it. */
static bool
is_noun_row(const cue *c, uint32_t i)
{
    const ng_phrase phrase = ng_phrase_at(c->doc, i, c->high);

    return phrase.stop < c->high && (c->w[i] & NG_SPEECH_POSSESSIVE) != 0 &&
           (c->w[phrase.stop - 1] & NG_SPEECH_NOUN) != 0 &&
           (c->w[phrase.stop] & NG_SPEECH_IS_THAT) != 0;
}

/* "called it a disgrace", "called Roe unfit": not "called the police". */
static bool
calls_so(const cue *c)
{
    uint32_t i = c->after;

    if (!ng_token_starts(c->doc, c->at, "call", 4) || i + 1 >= c->high || is_self(c, i))
        return false;
    if ((c->w[i] & NG_SPEECH_NAME) != 0)
        while (i < c->high && c->r->s->mention[i] == c->r->s->mention[c->after])
            i++;
    else if ((c->w[i] & NG_SPEECH_OBJECT) != 0 || NG_TOKEN_IS(c->doc, i, "it") ||
             NG_TOKEN_IS(c->doc, i, "that"))
        i++;
    return i > c->after && i < c->high &&
           ((c->w[i] & NG_SPEECH_OPEN) != 0 || (c->w[i] & NG_SPEECH_WORD) != 0) &&
           ((c->w[i] & NG_SPEECH_DET) != 0 ||
            (c->w[i] & NG_SPEECH_OPEN) != 0 ||
            (c->w[i] & (NG_SPEECH_BOUND | NG_SPEECH_VALUE | NG_SPEECH_OWNER | NG_SPEECH_ADVERB |
                        NG_SPEECH_TIME)) == 0);
}

/* "praised the plan", "spoke about the war": the noun phrase is what is said. */
static void
read_object(cue *c, uint64_t verb)
{
    const uint64_t prep = c->after < c->high ? c->w[c->after] & NG_SPEECH_PREP : 0;
    uint32_t start = c->after;
    bool about = false;
    ng_attribution *a;

    if (c->negated || !is_somebody(c) || is_noun_row(c, c->after))
        return;
    if (calls_so(c))
        verb = (verb & ~NG_SPEECH_CLASS) | NG_SPEECH_OBJECTS | (NG_CUE_OTHER + 1);
    if (prep != 0) {
        about = ((verb & NG_SPEECH_ABOUT) != 0 && (NG_TOKEN_IS(c->doc, start, "about") ||
                                                  NG_TOKEN_IS(c->doc, start, "of"))) ||
                ((verb & NG_SPEECH_REFERS) != 0 && NG_TOKEN_IS(c->doc, start, "to")) ||
                ((verb & NG_SPEECH_FOR) != 0 && (NG_TOKEN_IS(c->doc, start, "for") ||
                                                NG_TOKEN_IS(c->doc, start, "against")));
        if (!about)
            return;
        c->after = ++start;
    } else if ((verb & NG_SPEECH_OBJECTS) == 0) {
        return;
    }
    if (start >= c->high || (c->w[start] & NG_SPEECH_STOP) != 0 ||
        (!is_quote(c, start) && ng_phrase_at(c->doc, start, c->high).stop == start &&
         (c->w[start] & (NG_SPEECH_VALUE | NG_SPEECH_WH)) == 0))
        return;
    if (((verb & NG_SPEECH_CLASS) - 1 == NG_CUE_SHOW &&
         (c->w[ng_phrase_head(c->doc, c->who)] & NG_SPEECH_DOCUMENT) == 0) ||
        depth(c, start) >= NG_MAX_NESTED)
        return;
    cut_previous(c);
    a = begin(c, about ? NG_Q_ABOUT : NG_Q_OBJECT, verb, 0.5);
    if (a != NULL)
        take_right(c, a, start, object_end(c, start, c->high));
}

/* "with Roe saying", "with polls showing" */
static bool
is_with(const cue *c)
{
    return c->who.first > c->low && c->who.stop == c->at &&
           NG_TOKEN_IS(c->doc, c->who.first - 1, "with");
}

/* "issued a statement urging", "sent a letter saying" */
static bool
is_in_writing(const cue *c)
{
    return (c->w[c->at - 1] & (NG_SPEECH_DOCUMENT | NG_SPEECH_CHANNEL)) != 0 &&
           (c->w[c->at - 1] & NG_SPEECH_NAME) == 0;
}

/* "while arguing", "and accusing", "by suggesting": who does the rest does this as well. */
static bool
continues(const cue *c, uint64_t verb)
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

/* Verbs that no clause and no words between marks follow: "spoke", "endorsed". */
static bool
only_objects(uint64_t verb)
{
    return (verb & (NG_SPEECH_CLAUSE | NG_SPEECH_THAT | NG_SPEECH_TO | NG_SPEECH_MARKS)) == 0;
}

/* "is sure that", "are worried they": not "makes sure that", "aware of it". */
static bool
is_of_mind(const cue *c)
{
    return (NG_TOKEN_IS(c->doc, c->at, "worried") ||
            (c->verb_first < c->at && (c->w[c->verb_first] & NG_SPEECH_BE) != 0)) &&
           (is_word(c, c->after, NG_SPEECH_IS_THAT | NG_SPEECH_SUBJECT) ||
            (is_word(c, c->after, NG_SPEECH_DET) && is_clause(c, c->after, c->high)));
}

/* "declined to comment", "declined to give details": nothing is said. */
static bool
is_silence(const cue *c)
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
is_another(const cue *c)
{
    return (c->w[c->who.first] & NG_SPEECH_SUBJECT) == 0 &&
           (c->w[ng_phrase_head(c->doc, c->who)] &
            (NG_SPEECH_NAME | NG_SPEECH_PERSON | NG_SPEECH_ROLE | NG_SPEECH_DOCUMENT |
             NG_SPEECH_ANONYMOUS | NG_SPEECH_COLLECTIVE)) != 0;
}

/* "refused to endorse", "failed to criticize" */
static bool
is_refused(const cue *c, uint32_t to)
{
    return to > c->low && (ng_token_starts(c->doc, to - 1, "refus", 5) ||
                           ng_token_starts(c->doc, to - 1, "declin", 6) ||
                           ng_token_starts(c->doc, to - 1, "fail", 4));
}

/* "went on to say that", "took to the stage to praise": who does the first does the second. */
static void
read_infinitive(cue *c, uint64_t verb)
{
    const unsigned class_id = (unsigned)(verb & NG_SPEECH_CLASS) - 1;
    uint32_t start;

    if (class_id == NG_CUE_SHOW || class_id == NG_CUE_THINK || class_id == NG_CUE_OTHER)
        return;
    c->who = first_source(c);
    if (c->who.first == c->who.stop || !is_somebody(c) || is_refused(c, c->who_first - 1) ||
        depth(c, c->at) > 0)
        return;
    c->who_first = c->verb_first = c->at;
    start = content_start(c, verb, c->high);
    if (start != NG_NO_TOKEN && start < c->high &&
        (is_quote(c, start) || is_word(c, start - 1, NG_SPEECH_IS_THAT) ||
         ((verb & NG_SPEECH_CLAUSE) != 0 && (c->w[start] & NG_SPEECH_SUBJECT) != 0 &&
          is_word(c, start + 1, NG_SPEECH_AUX | NG_SPEECH_MODAL)))) {
        ng_attribution *a;

        cut_previous(c);
        a = begin(c, NG_Q_SAYING, verb, 0.5);
        if (a != NULL)
            take_right(c, a, start, c->high);
    } else if (class_id != NG_CUE_SAY) {
        read_object(c, verb);
    }
}

/* "Asked whether it would close, Roe said", "was asked by reporters about the war": the
   question, and who asked if the text tells it. */
static bool
read_question(cue *c, uint64_t verb)
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
    for (unsigned n = 0; n < 3 && i < c->high && ((c->w[i] & NG_SPEECH_ADVERB) != 0 || is_date(c, i)); n++)
        i++;
    if (i + 1 >= c->high)
        return false;
    if (NG_TOKEN_IS(c->doc, i, "about"))
        i++;
    else if (!NG_TOKEN_IS(c->doc, i, "if") && (c->w[i] & NG_SPEECH_WH) == 0)
        return false;
    if (depth(c, i) >= NG_MAX_NESTED)
        return true;
    c->verb_first = c->at;
    c->after = i;
    a = begin(c, NG_Q_PASSIVE, verb, 0.5);
    if (a != NULL)
        take_right(c, a, i, object_end(c, i, c->high));
    return true;
}

/* "It is safe, as Roe put it", "As Roe puts it, it is safe" */
static void
read_put(cue *c, uint64_t verb)
{
    uint32_t k = c->at + 2, as;
    ng_attribution *a;

    if (k > c->high || !NG_TOKEN_IS(c->doc, c->at + 1, "it") || !find_before(c) ||
        c->who_first == c->low || !NG_TOKEN_IS(c->doc, c->who_first - 1, "as"))
        return;
    as = c->who_first - 1;
    c->after = k;
    k = skip_adverbials(c, k, c->high);
    if (follows_words(c, as)) {
        a = begin(c, NG_Q_LEFT, verb, 0.7);
        if (a != NULL)
            take_left(c, a, as);
    } else if (as <= c->low + 1 && is_word(c, k, NG_SPEECH_COMMA | NG_SPEECH_COLON) && k + 2 < c->high) {
        a = begin(c, NG_Q_RIGHT, verb, 0.7);
        if (a != NULL)
            take_right(c, a, k + 1, c->high);
    }
}

/* "is seen as", "was described as": nobody says it. */
static bool
read_seen(cue *c, uint64_t verb)
{
    ng_attribution *a;

    if (c->after + 2 >= c->high || !NG_TOKEN_IS(c->doc, c->after, "as") ||
        (c->w[c->after + 1] & (NG_SPEECH_PREP | NG_SPEECH_SUBJECT)) != 0 ||
        !(ng_token_starts(c->doc, c->at, "see", 3) || ng_token_starts(c->doc, c->at, "view", 4) ||
          ng_token_starts(c->doc, c->at, "regard", 6) || ng_token_starts(c->doc, c->at, "perceiv", 7) ||
          ng_token_starts(c->doc, c->at, "describ", 7) || ng_token_starts(c->doc, c->at, "portray", 7)))
        return false;
    cut_previous(c);
    a = begin(c, NG_Q_PASSIVE, verb, 0.5);
    if (a != NULL) {
        a->who = (ng_phrase){0, 0};
        add_part(a, c->who_first, c->verb_first);
        add_part(a, c->after, object_end(c, c->after, c->high));
    }
    return true;
}

/* "As reported by the Herald, it was late" */
static bool
read_as_told(cue *c, uint64_t verb)
{
    ng_attribution *a;
    uint32_t i;

    if (!NG_TOKEN_IS(c->doc, c->low, "as") || c->at + 3 >= c->high ||
        !NG_TOKEN_IS(c->doc, c->at + 1, "by") || (verb & NG_SPEECH_CLAUSE) == 0)
        return false;
    c->who = ng_phrase_at(c->doc, c->at + 2, c->high);
    i = skip_adverbials(c, c->who.stop, c->high);
    if (c->who.first == c->who.stop || !is_word(c, i, NG_SPEECH_COMMA) || i + 2 >= c->high)
        return false;
    c->verb_first = c->at;
    a = begin(c, NG_Q_RIGHT, verb, 0.7);
    if (a != NULL)
        take_right(c, a, i + 1, c->high);
    return true;
}

/* "urging Poe to": not "responding to Poe". */
static bool
takes_to(const cue *c, uint64_t verb, uint32_t start)
{
    return (verb & NG_SPEECH_TO) != 0 && is_word(c, start, NG_SPEECH_IS_TO);
}

/* "Noting that it was late, Roe left": the source is the subject behind the comma. */
static bool
read_opening(cue *c, uint64_t verb)
{
    uint32_t comma = c->at + 2, start, stop;
    ng_attribution *a;

    if (c->at > c->low && (c->w[c->low] & (NG_SPEECH_PREP | NG_SPEECH_SUBORD)) == 0)
        return false;
    for (; comma < c->high && comma < c->at + 40; comma++) {
        if ((c->w[comma] & NG_SPEECH_COMMA) == 0)
            continue;
        stop = comma + 1 + ((c->w[comma + 1] & NG_SPEECH_CLOSE) != 0 && comma + 1 < c->high);
        c->who = ng_phrase_at(c->doc, stop, c->high);
        if (c->who.first < c->who.stop && is_somebody(c) && c->who.stop < c->high &&
            !NG_TOKEN_IS(c->doc, c->who.first, "who") &&
            (c->w[c->who.stop] & (NG_SPEECH_LY | NG_SPEECH_PAST | NG_SPEECH_THIRD | NG_SPEECH_AUX | NG_SPEECH_MODAL |
                                  NG_SPEECH_IRREGULAR | NG_SPEECH_ED | NG_SPEECH_ADVERB)) != 0)
            break;
    }
    if (comma >= c->high || comma >= c->at + 40)
        return false;
    c->verb_first = c->who_first = c->at;
    if (only_objects(verb) || ((verb & NG_SPEECH_MARKS) != 0 && (verb & NG_SPEECH_OBJECTS) != 0)) {
        read_object(c, verb);
        return true;
    }
    start = content_start(c, verb, comma);
    if (start == NG_NO_TOKEN || start + 1 >= comma ||
        (!is_quote(c, start) && !is_word(c, start - 1, NG_SPEECH_IS_THAT) &&
         !takes_to(c, verb, start) &&
         ((verb & NG_SPEECH_CLAUSE) == 0 || (c->w[start] & NG_SPEECH_PREP) != 0 ||
          !is_clause(c, start, comma))))
        return false;
    a = begin(c, NG_Q_SAYING, verb, 0.6);
    if (a != NULL)
        take_right(c, a, start, comma);
    return true;
}

/* ", saying", "while arguing": the source is that of the clause before. */
static void
read_participle(cue *c, uint64_t verb, bool subject)
{
    const ng_attribution *const p = previous(c);
    ng_attribution *a;
    uint32_t start;
    bool joined = false;

    if (c->at <= c->low || ((verb & NG_SPEECH_MARKS) != 0 &&
                            (verb & NG_SPEECH_OBJECTS) == 0 && !calls_so(c) &&
                            !ng_token_starts(c->doc, c->at, "accus", 5)))
        return;
    if ((c->w[c->at - 1] & NG_SPEECH_COMMA) == 0 &&
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
        c->who = first_source(c);
        for (uint32_t i = c->low; i < c->at && !can_speak(c, c->who); i++)
            c->who = ng_phrase_at(c->doc, i, c->at);
        if (!can_speak(c, c->who))
            return;
    }
    if (joined && !is_somebody(c))
        return;
    if (read_accusation(c, verb))
        return;
    if (only_objects(verb) || (verb & NG_SPEECH_MARKS) != 0) {
        read_object(c, verb);
        return;
    }
    start = content_start(c, verb, c->high);
    if (joined && start != NG_NO_TOKEN && start < c->high && !is_quote(c, start) &&
        !is_word(c, start - 1, NG_SPEECH_IS_THAT) && !is_word(c, start, NG_SPEECH_WH) &&
        !takes_to(c, verb, start))
        return;
    if (start == NG_NO_TOKEN || start + 1 >= c->high ||
        (start == c->after && (verb & NG_SPEECH_CLAUSE) == 0 && !is_quote(c, start) &&
         (c->w[start] & NG_SPEECH_WH) == 0) ||
        (!is_quote(c, start) && !NG_TOKEN_IS(c->doc, c->at, "saying") &&
         !is_word(c, start - 1, NG_SPEECH_IS_THAT) &&
         ((c->w[start] & NG_SPEECH_IS_TO) != 0 || !is_clause(c, start, c->high)) &&
         !is_word(c, start, NG_SPEECH_WH) && !takes_to(c, verb, start)))
        return;
    cut_previous(c);
    a = begin(c, NG_Q_SAYING, verb, 0.7);
    if (a != NULL)
        take_right(c, a, start, c->high);
    return;
}

/* "is said to have", "is seen as": nobody says so; "was told": nothing is said. */
static void
read_passive(cue *c, uint64_t verb, bool subject)
{
    ng_attribution *a;

    if (subject && depth(c, c->who_first) == 0 && read_seen(c, verb))
        return;
    if ((verb & NG_SPEECH_PASSIVE) == 0 || !is_word(c, c->after, NG_SPEECH_IS_TO) ||
        !subject || depth(c, c->who_first) > 0)
        return;
    a = begin(c, NG_Q_PASSIVE, verb, 0.5);
    if (a != NULL) {
        a->who = (ng_phrase){0, 0};
        add_part(a, c->who_first, c->verb_first);
        add_part(a, c->after, sentence_end(c, c->high));
    }
}

/* Settle whose the verb is; false if it is a noun, or nobody's, or read already. */
static bool
settle_source(cue *c, uint64_t verb, bool subject)
{
    /* Nouns: "the claim", "his report". */
    if (!subject && (verb & (NG_SPEECH_BASE | NG_SPEECH_THIRD)) != 0 &&
        (verb & NG_SPEECH_PAST) == 0 && !follows_words(c, c->at) && !is_joined(c, verb))
        return false;
    if (subject && c->who.stop == c->at && (verb & (NG_SPEECH_BASE | NG_SPEECH_NOUN)) != 0 &&
        (verb & NG_SPEECH_PAST) == 0 && (verb & NG_SPEECH_THIRD) == 0) {
        const uint32_t head = ng_phrase_head(c->doc, c->who);

        /* A base form needs a plural: "officials say", "Roe and Poe say". */
        if ((c->w[head] & (NG_SPEECH_PLURAL | NG_SPEECH_SUBJECT | NG_SPEECH_COLLECTIVE)) == 0 &&
            !NG_TOKEN_IS(c->doc, head, "people") && c->verb_first == c->at &&
            !is_quantity(c, head) && !is_count(c, head) &&
            !NG_TOKEN_IS(c->doc, c->who.first, "those") && !NG_TOKEN_IS(c->doc, head, "who") &&
            !(c->who.first > c->low && NG_TOKEN_IS(c->doc, c->who.first - 1, "and")) &&
            (c->w[c->who.first] & NG_SPEECH_CONJ) == 0)
            return false;
    }
    if (!subject) {
        const ng_attribution *const p = previous(c);
        uint32_t k = c->at;
        ng_attribution *a;

        while (k > c->low && (c->w[k - 1] & (NG_SPEECH_ADVERB | NG_SPEECH_LY | NG_SPEECH_AUX |
                                             NG_SPEECH_MODAL)) != 0)
            k--;
        if (c->at <= c->low + 1 && find_behind(c) &&
            is_word(c, c->after, NG_SPEECH_COLON) && is_quote(c, c->after + 1)) {
            /* Said Roe: "…" */
            a = begin(c, NG_Q_RIGHT, verb, 0.85);
            if (a != NULL)
                take_right(c, a, c->after + 1, c->high);
            return false;
        }
        c->inverted = false;
        c->after = behind_verb(c);
        if (follows_words(c, c->at) && find_behind(c))
            return true;
        if (k > c->low && (c->w[k - 1] & NG_SPEECH_CONJ) != 0 &&
                   ((verb & NG_SPEECH_PAST) != 0 || is_joined(c, verb) ||
                    ((verb & (NG_SPEECH_THIRD | NG_SPEECH_BASE)) != 0 && p != NULL))) {
            /* "said A and added B" */
            c->who = p != NULL ? p->who : first_source(c);
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

/* Whether what is said stands in front of source and verb; `*behind` is where the words behind
   them begin. */
static bool
is_left(const cue *c, uint64_t verb, uint32_t *after)
{
    const uint32_t high = c->high;
    bool left = c->inverted;
    uint32_t behind = c->after;

    if (!c->inverted && c->who_first > c->low + 1 && follows_words(c, c->who_first)) {
        const uint32_t k = skip_adverbials(c, c->after, high);

        behind = k;
        left = k >= high || (c->w[k] & (NG_SPEECH_STOP | NG_SPEECH_COMMA | NG_SPEECH_CLOSE |
                                        NG_SPEECH_SEMICOLON | NG_SPEECH_DASH)) != 0;
        if (left && k < high && (c->w[k] & NG_SPEECH_COMMA) != 0 && k + 1 < high &&
            is_quote(c, k + 1) && !is_quote(c, c->who_first - 1) &&
            (c->who_first < 2 || !is_quote(c, c->who_first - 2)))
            left = false;
        /* "…," she told reporters. */
        if (!left && (verb & NG_SPEECH_HEARER) != 0) {
            const ng_phrase hearer = ng_phrase_at(c->doc, k, high);
            const uint32_t j = skip_adverbials(c, hearer.stop, high);

            if (hearer.first < hearer.stop && !is_adverbs(c, c->low, c->who_first) &&
                (j >= high || (c->w[j] & (NG_SPEECH_STOP | NG_SPEECH_COMMA)) != 0)) {
                left = true;
                behind = j;
            }
        }
        /* Marks close right before: they are what is said. */
        if (!left && is_quote(c, c->who_first - 1) && (c->w[c->who_first - 1] & NG_SPEECH_CLOSE) &&
            c->who_first >= 2 && (c->w[c->who_first - 2] & (NG_SPEECH_COMMA | NG_SPEECH_STOP)) != 0) {
            left = true;
            while (behind < high && (c->w[behind] & (NG_SPEECH_COMMA | NG_SPEECH_STOP |
                                                     NG_SPEECH_OPEN)) == 0)
                behind++;
        }
    }
    if (left && !c->inverted && !left_is_clause(c, c->who_first) && behind < high &&
        is_clause(c, behind, high))
        left = false;
    *after = behind;
    return left;
}

/* "…," Roe said, and what else the cue splits. */
static void
read_left(cue *c, uint64_t verb, uint32_t behind)
{
    const uint32_t high = c->high;
    bool has_left, adverbs, subject_only, unfinished;
    ng_attribution *a;

    if ((verb & (NG_SPEECH_CLAUSE | NG_SPEECH_THAT | NG_SPEECH_MARKS)) == 0 &&
        (verb & NG_SPEECH_CLASS) == 0)
        return;
    if ((verb & NG_SPEECH_MARKS) != 0 && !is_quote(c, c->who_first - 1) &&
        !is_quote(c, c->who_first - 2))
        return;
    a = begin(c, NG_Q_LEFT, verb, 0.85);
    if (a == NULL)
        return;
    has_left = left_is_clause(c, c->who_first) || c->inverted ||
               (c->w[c->low] & NG_SPEECH_SUBORD) != 0;
    take_left(c, a, c->who_first);
    if (c->inverted)
        behind = skip_adverbials(c, c->after, high);
    /* Past an apposition to the source: "said Roe, the mayor of Springfield." */
    adverbs = is_adverbs(c, c->low, c->who_first);
    subject_only = c->inverted && !left_is_clause(c, c->at);
    /* "It was, he said, the worst day": the words before ask for more. */
    unfinished = !c->inverted && c->who_first >= c->low + 2 &&
                 (c->w[c->who_first - 2] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0;
    while (behind < high && (c->w[behind] & (NG_SPEECH_OPEN | NG_SPEECH_STOP)) == 0 &&
           !((c->w[behind] & NG_SPEECH_COMMA) != 0 && behind + 1 < high &&
             (c->inverted ? subject_only && (c->w[behind + 1] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0
                          : adverbs || unfinished || goes_on_with(c, behind + 1, high) ||
                                is_quote(c, behind + 1))))
        behind++;
    if (behind < high && (c->w[behind] & NG_SPEECH_COMMA) != 0)
        behind++;
    if (behind < high && (c->w[behind] & NG_SPEECH_OPEN) != 0) {
        /* The rest of what the cue splits. */
        const uint32_t pair = behind + 1 < high ? c->r->s->inside[behind + 1] : NG_NO_ROW;

        if (pair != NG_NO_ROW && c->r->s->marks[pair].open == behind &&
            c->r->s->marks[pair].quote == NG_NO_ROW) {
            add_part(a, behind + 1, c->r->s->marks[pair].close);
            c->r->s->marks[pair].quote = 0;
            a->rule = NG_Q_SPLIT;
        }
    } else if (!a->spoken && behind + 2 < sentence_end(c, high) &&
               (!c->inverted ||
                (subject_only && (c->w[behind] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0)) &&
               (c->w[behind - 1] & NG_SPEECH_COMMA) != 0) {
        /* "And yet, aides say, …" */
        if (!has_left && (is_clause(c, behind, high) || adverbs))
            a->n_parts = 0;
        add_part(a, behind, sentence_end(c, high));
        a->rule = NG_Q_SPLIT;
    }
}

/* "As Roe told us, …": the rest of the sentence. */
static bool
read_as(cue *c, uint64_t verb)
{
    const uint32_t high = c->high;
    uint32_t k = c->after;
    ng_attribution *a;

    if (c->who_first != c->low + 1 || !NG_TOKEN_IS(c->doc, c->low, "as"))
        return false;
    if ((verb & NG_SPEECH_HEARER) != 0)
        k = ng_phrase_at(c->doc, k, high).stop;
    k = skip_adverbials(c, k, high);
    if (is_word(c, k, NG_SPEECH_ADVERB) || NG_TOKEN_IS(c->doc, k < high ? k : c->at, "out"))
        k++;
    if (is_word(c, k, NG_SPEECH_COMMA) && k + 2 < high) {
        a = begin(c, NG_Q_RIGHT, verb, 0.7);
        if (a != NULL)
            take_right(c, a, k + 1, high);
        return true;
    }
    return false;
}

/* "called for a ban", "called on Iran to stop" */
static void
read_call(cue *c, uint64_t verb)
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
    cut_previous(c);
    a = begin(c, NG_Q_TO, (verb & ~NG_SPEECH_CLASS) | (NG_CUE_URGE + 1), 0.6);
    if (a != NULL)
        take_right(c, a, start, high);
}

/* What is said stands behind the verb. */
static void
read_right(cue *c, uint64_t verb)
{
    const bool to = (verb & NG_SPEECH_TO) != 0;
    uint32_t high = c->high, start;
    ng_attribution *a;

    start = content_start(c, verb, high);
    if (start == NG_NO_TOKEN || start >= high) {
        read_object(c, verb);
        return;
    }
    if (is_quote(c, start) && start + 1 < high && c->r->s->inside[start + 1] != NG_NO_ROW &&
        ng_quotes_is_title(c->r, c->r->s->inside[start + 1]))
        return; /* wrote "The Last Bridge" */
    if ((verb & NG_SPEECH_MARKS) != 0 && is_quote(c, start) && start > c->after &&
        (verb & NG_SPEECH_CLASS) - 1 != NG_CUE_ACCUSE &&
        (c->w[start - 1] & (NG_SPEECH_COMMA | NG_SPEECH_COLON)) == 0)
        return; /* laughed at Roe's "bad joke" */
    /* "a class called “Roe”" is a name; "what she called “a mess”" is hers. */
    if (is_quote(c, start) && start == c->at + 1 && ng_token_starts(c->doc, c->at, "call", 4)) {
        const uint32_t pair = start + 1 < high ? c->r->s->inside[start + 1] : NG_NO_ROW;

        if (c->who_first == c->low || !NG_TOKEN_IS(c->doc, c->who_first - 1, "what"))
            return;
        if (pair != NG_NO_ROW && c->r->s->marks[pair].close + 1 < high)
            high = c->r->s->marks[pair].close + 1;
    }
    if (is_quote(c, start) || (start > 0 && is_word(c, start - 1, NG_SPEECH_COLON))) {
        cut_previous(c);
        a = begin(c, NG_Q_RIGHT, verb, 0.85);
        if (a != NULL)
            take_right(c, a, start, high);
        return;
    }
    if ((verb & NG_SPEECH_MARKS) != 0) {
        const unsigned class_id = (unsigned)(verb & NG_SPEECH_CLASS) - 1;

        /* "laughed at", "began with": only what accuses takes words further on. */
        if ((class_id != NG_CUE_ACCUSE && class_id != NG_CUE_URGE) || !has_marks(c, start, high)) {
            read_object(c, verb);
            return;
        }
        cut_previous(c);
        a = begin(c, NG_Q_WORDS,
                  class_id == NG_CUE_URGE ? (verb & ~NG_SPEECH_CLASS) | (NG_CUE_OTHER + 1) : verb,
                  0.6);
        if (a != NULL)
            take_right(c, a, start, high);
        return;
    }
    if (sentence_end(c, high) < start + 2)
        return;
    /* "found in the water", "when he found his brother" */
    if ((verb & NG_SPEECH_CLASS) - 1 == NG_CUE_SHOW && !is_word(c, start - 1, NG_SPEECH_IS_THAT) &&
        ((c->w[c->after] & NG_SPEECH_PREP) != 0 || !can_show(c)) &&
        ((c->w[start] & NG_SPEECH_SUBJECT) == 0 ||
         !is_word(c, start + 1, NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_ED | NG_SPEECH_PAST |
                                    NG_SPEECH_IRREGULAR | NG_SPEECH_OWNER)))
        return;
    if (depth(c, start) >= NG_MAX_NESTED)
        return;
    if (to && is_word(c, start, NG_SPEECH_IS_TO | NG_SPEECH_NOT)) {
        cut_previous(c);
        a = begin(c, NG_Q_TO, verb, 0.7);
    } else if (start == c->after + 1 && (verb & NG_SPEECH_OBJECTS) != 0 &&
               (verb & NG_SPEECH_CLASS) - 1 == NG_CUE_DENY && !is_clause(c, start, high)) {
        read_object(c, verb); /* "rejected that argument" */
        return;
    } else if (start > c->after && is_word(c, start - 1, NG_SPEECH_IS_THAT)) {
        cut_previous(c);
        a = begin(c, NG_Q_RIGHT, verb, 0.85);
    } else if (is_word(c, start, NG_SPEECH_WH) || is_word(c, start, NG_SPEECH_SUBORD)) {
        const unsigned class_id = (unsigned)(verb & NG_SPEECH_CLASS) - 1;

        if (class_id != NG_CUE_ASK && class_id != NG_CUE_SAY && class_id != NG_CUE_THINK)
            return;
        cut_previous(c);
        a = begin(c, NG_Q_RIGHT, verb, 0.6);
    } else if ((verb & NG_SPEECH_CLAUSE) != 0 &&
               (is_clause(c, start, high) ||
                ((c->w[start] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0 && c->who_first > c->low &&
                 (c->w[c->who_first - 1] & (NG_SPEECH_WH | NG_SPEECH_IS_THAT)) != 0) ||
                (NG_TOKEN_IS(c->doc, c->at, "said") || NG_TOKEN_IS(c->doc, c->at, "says") ||
                 NG_TOKEN_IS(c->doc, c->at, "say")))) {
        cut_previous(c);
        a = begin(c, NG_Q_RIGHT, verb, 0.8);
    } else if (start == c->after && is_thought(c, verb, start)) {
        cut_previous(c);
        a = begin(c, NG_Q_RIGHT, verb, 0.6);
    } else if (start == c->after && takes_noun(c, verb) &&
               ng_phrase_at(c->doc, start, high).stop > start) {
        /* "announced his resignation", "denies any involvement" */
        cut_previous(c);
        a = begin(c, NG_Q_RIGHT, verb, 0.6);
        high = object_end(c, start, high);
    } else if ((verb & NG_SPEECH_THAT) != 0 && (verb & NG_SPEECH_HEARER) != 0 &&
               start > c->after && is_clause(c, start, high)) {
        cut_previous(c);
        a = begin(c, NG_Q_RIGHT, verb, 0.7);
    } else {
        read_object(c, verb);
        return;
    }
    if (a != NULL)
        take_right(c, a, start, high);
}

static void
read_verb(cue *c, uint64_t verb)
{
    const bool quoted = c->r->s->inside[c->at] != NG_NO_ROW;
    uint32_t behind;
    bool subject;

    if (quoted && !tells(verb))
        return;
    c->after = behind_verb(c);
    /* "made it clear", "pointed out": a clause follows. */
    if (ng_token_starts(c->doc, c->at, "pu", 2) && only_objects(verb)) {
        read_put(c, verb);
        return;
    }
    if (ng_token_starts(c->doc, c->at, "ma", 2) && only_objects(verb)) {
        if (c->after == c->at + 1)
            return;
        verb |= NG_SPEECH_CLAUSE;
    } else if (c->after == c->at + 2 && ng_token_starts(c->doc, c->at, "point", 4)) {
        verb |= NG_SPEECH_CLAUSE;
    }
    subject = !is_inverted(c) && find_before(c);
    if (c->infinitive) {
        read_infinitive(c, verb);
        return;
    }
    if ((verb & NG_SPEECH_ING) != 0 && c->at <= c->low + 1 && read_opening(c, verb))
        return;
    if (c->at == c->low + 1 && read_as_told(c, verb))
        return;
    if ((verb & NG_SPEECH_VERB) == NG_SPEECH_ING && (!subject || c->verb_first == c->at)) {
        read_participle(c, verb, subject);
        return;
    }
    if (subject && read_accusation(c, verb))
        return;
    if ((!subject || c->passive) && read_question(c, verb))
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
    if (only_objects(verb)) {
        if (!c->inverted)
            read_object(c, verb);
        return;
    }
    if (is_silence(c) || (is_state(verb) && !is_of_mind(c)))
        return;
    if (is_state(verb))
        verb |= NG_SPEECH_CLAUSE;
    if (is_left(c, verb, &behind))
        read_left(c, verb, behind);
    else if (read_as(c, verb))
        return;
    else if (is_call(c))
        read_call(c, verb);
    else
        read_right(c, verb);
}

/* The comma behind "Roe, head of the bank," and "Roe, 45,"; the first one where no apposition
   stands between two. */
static uint32_t
skip_apposition(const cue *c, uint32_t comma)
{
    const uint32_t mention = c->r->s->mention[c->who.stop - 1];
    const bool person =
        mention != NG_NO_ROW && c->doc->mentions.label[mention] == NG_LABEL_PERSON;
    uint32_t k = comma + 1;
    const bool open = person && k < c->high && (c->w[k] & NG_SPEECH_WH) != 0;
    bool is = open || (person && k < c->high &&
                       ((c->w[k] & NG_SPEECH_VALUE) != 0 ||
                        ((c->w[k] & NG_SPEECH_NAME) == 0 &&
                         ng_phrase_at(c->doc, k, c->high).stop > k)));

    for (; k < c->high && (c->w[k] & (NG_SPEECH_COMMA | NG_SPEECH_STOP)) == 0; k++) {
        if (!open && ((c->w[k] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0 ||
                      ((c->w[k] & (NG_SPEECH_ED | NG_SPEECH_IRREGULAR)) != 0 &&
                       (c->w[k] & NG_SPEECH_NAME) == 0)))
            return comma;
        is = is || (c->w[k] & NG_SPEECH_ROLE) != 0;
    }
    return is && k + 3 < c->high && (c->w[k] & NG_SPEECH_COMMA) != 0 &&
                   is_clause(c, k + 1, c->high)
               ? k
               : comma;
}

/* "according to officials": the rest of the sentence. */
static void
read_according(cue *c)
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
    a = begin(c, NG_Q_ACCORDING, NG_CUE_SAY + 1, 0.85);
    if (a == NULL)
        return;
    if (c->at > c->low + 2) {
        uint32_t end = c->at;

        if ((c->w[end - 1] & NG_SPEECH_COMMA) != 0)
            end--;
        take_left(c, a, end);
        if (stop < c->high && (c->w[stop] & NG_SPEECH_COMMA) != 0 && !a->spoken &&
            stop + 3 < sentence_end(c, c->high))
            add_part(a, stop + 1, sentence_end(c, c->high));
    } else {
        if (stop < c->high && stop > c->who.first && (c->w[stop - 1] & NG_SPEECH_NAME) != 0 &&
            ((c->w[stop] & (NG_SPEECH_DET | NG_SPEECH_VALUE | NG_SPEECH_SUBJECT | NG_SPEECH_NAME |
                           NG_SPEECH_POSSESSIVE)) != 0 ||
             ((c->w[stop] & NG_SPEECH_PREP) != 0 && stop + 1 < c->high && is_count(c, stop + 1))) &&
            no_comma_before_verb(c, stop)) {
            take_right(c, a, stop, c->high);
            return;
        }
        while (stop < c->high && (c->w[stop] & NG_SPEECH_COMMA) == 0)
            stop++;
        stop = skip_apposition(c, stop);
        if (stop + 1 < c->high)
            take_right(c, a, stop + 1, c->high);
    }
}

/* "Roe leads in the latest poll.", "In a new survey, Roe has 40 percent": as "according to". */
static void
read_poll(cue *c)
{
    const ng_phrase poll = ng_phrase_at(c->doc, c->at + 1, c->high);
    uint32_t head, stop = poll.stop;
    ng_attribution *a;

    if (poll.first == poll.stop)
        return;
    head = ng_phrase_head(c->doc, poll);
    if ((!NG_TOKEN_IS(c->doc, head, "poll") && !NG_TOKEN_IS(c->doc, head, "survey")) ||
        c->r->s->inside[c->at] != NG_NO_ROW || depth(c, c->at) > 0)
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
        if (!is_clause(c, first, c->at) || depth(c, first) >= NG_MAX_NESTED)
            return;
        a = begin(c, NG_Q_ACCORDING, NG_CUE_SHOW + 1, 0.5);
        if (a != NULL)
            add_part(a, first, c->at);
        return;
    }
    while (stop < c->high && (c->w[stop] & NG_SPEECH_COMMA) == 0)
        stop++;
    if (stop + 2 >= c->high || !is_clause(c, stop + 1, c->high))
        return;
    a = begin(c, NG_Q_ACCORDING, NG_CUE_SHOW + 1, 0.6);
    if (a != NULL)
        take_right(c, a, stop + 1, c->high);
}

/* Whose the noun at c->at is: "his", "Roe's", with adjectives between. */
static ng_phrase
owner_before(const cue *c)
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
noun_content(const cue *c, uint32_t i)
{
    const uint64_t noun = c->w[c->at];

    if (i + 1 >= c->high)
        return NG_NO_TOKEN;
    if ((noun & NG_SPEECH_REFERS) != 0 && (c->w[i] & NG_SPEECH_IS_TO) != 0)
        return is_to_somebody(c, i, c->high) ? i + 1 : i;
    if (((noun & NG_SPEECH_ABOUT) != 0 &&
         (NG_TOKEN_IS(c->doc, i, "about") || NG_TOKEN_IS(c->doc, i, "of") ||
          (NG_TOKEN_IS(c->doc, i, "on") && !is_date(c, i + 1)))) ||
        ((noun & NG_SPEECH_FOR) != 0 && NG_TOKEN_IS(c->doc, i, "for")))
        return i + 1;
    return NG_NO_TOKEN;
}

/* "Roe's remarks on the bank have hurt her": before the verb whose subject the noun is. */
static uint32_t
owned_end(const cue *c, uint32_t first, uint32_t stop)
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
static void
read_noun(cue *c)
{
    ng_attribution *a;
    uint32_t i = c->at + 1, start;

    if (is_word(c, i, NG_SPEECH_PREP) &&
        (NG_TOKEN_IS(c->doc, i, "by") || NG_TOKEN_IS(c->doc, i, "from"))) {
        c->who = ng_phrase_at(c->doc, i + 1, c->high);
        i = c->who.stop;
    }
    if (i + 2 >= c->high)
        return;
    start = is_word(c, i, NG_SPEECH_IS_THAT) ? i + 1 : noun_content(c, i);
    if (start == NG_NO_TOKEN)
        return;
    if (c->who.first == c->who.stop)
        c->who = owner_before(c);
    if (c->who.first == c->who.stop || depth(c, start) >= NG_MAX_NESTED)
        return;
    c->verb_first = c->at;
    c->after = c->at + 1;
    if (is_word(c, i, NG_SPEECH_IS_THAT)) {
        a = begin(c, NG_Q_NOUN, c->w[c->at], 0.7);
        if (a != NULL)
            take_right(c, a, start, c->high);
    } else {
        const bool clause = (c->w[start] & NG_SPEECH_IS_TO) != 0;

        if (c->r->s->inside[c->at] != NG_NO_ROW)
            return;
        c->after = start;
        a = begin(c, clause ? NG_Q_NOUN : NG_Q_ABOUT, c->w[c->at], clause ? 0.6 : 0.4);
        if (a != NULL)
            take_right(c, a, start, owned_end(c, start, object_end(c, start, c->high)));
    }
}

static bool
is_in(const cue *c, uint32_t i)
{
    return (c->w[i] & NG_SPEECH_PREP) != 0 && NG_TOKEN_IS(c->doc, i, "in");
}

static void
read_token(ng_quote_run *r, uint32_t i)
{
    const uint64_t x = r->s->word[i];
    const uint32_t pair = r->s->inside[i];
    cue c;

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
            read_according(&c);
        return;
    }
    if (i + 2 < c.high && is_in(&c, i)) {
        read_poll(&c);
        return;
    }
    if ((x & NG_SPEECH_NOUN) != 0 && i + 1 < c.high &&
        (c.w[i + 1] & (NG_SPEECH_IS_THAT | NG_SPEECH_PREP)) != 0) {
        read_noun(&c);
        memset(&c.who, 0, sizeof c.who);
    }
    if ((x & NG_SPEECH_CLASS) != 0 && (x & NG_SPEECH_VERB) != 0)
        read_verb(&c, x);
}

void
ng_quotes_cues(ng_quote_run *r)
{
    for (uint32_t i = r->first; i < r->stop && r->status == NG_OK; i++) {
        const uint64_t x = r->s->word[i];

        if ((x & (NG_SPEECH_CLASS | NG_SPEECH_NOUN | NG_SPEECH_PHRASE)) != 0 ||
            ((x & NG_SPEECH_PREP) != 0 && NG_TOKEN_IS(r->doc, i, "in")))
            read_token(r, i);
    }
}

/* ------------------------------------------------------------------ lines */

/* "Q." or "A.", as one token or two. */
static bool
is_letter(const ng_quote_run *r, uint32_t i)
{
    const char *const p = r->doc->text + r->doc->tokens.start[i];
    const size_t n = r->doc->tokens.stop[i] - r->doc->tokens.start[i];

    return (*p == 'Q' || *p == 'A') &&
           ((n == 2 && p[1] == '.') || (n == 1 && r->doc->text[r->doc->tokens.start[i + 1]] == '.'));
}

/* "ROE: We are done.", "Q: Why?": a turn of a transcript opens the sentence. */
static uint32_t
turn_stop(const ng_quote_run *r, uint32_t sentence)
{
    const uint64_t *const w = r->s->word;
    const uint32_t first = r->doc->sentences.first_token[sentence];
    const uint32_t stop = r->doc->sentences.stop_token[sentence];
    uint32_t i = first;

    if (i < stop && (w[i] & NG_SPEECH_OPEN) != 0)
        i++;
    /* "Q. Why?", "A. It is late." */
    if (i + 1 < stop && is_letter(r, i))
        return r->doc->tokens.stop[i] - r->doc->tokens.start[i] == 2 ? i : i + 1;
    for (unsigned n = 0; i < stop && n < 5; n++, i++) {
        if ((w[i] & NG_SPEECH_COLON) != 0)
            return n > 0 ? i : NG_NO_TOKEN;
        if ((w[i] & NG_SPEECH_CAPITAL) == 0)
            return NG_NO_TOKEN;
        if ((w[i] & NG_SPEECH_NAME) != 0 &&
            r->doc->mentions.label[r->s->mention[i]] != NG_LABEL_PERSON &&
            r->doc->mentions.label[r->s->mention[i]] != NG_LABEL_ORG)
            return NG_NO_TOKEN;
    }
    return NG_NO_TOKEN;
}

/* "Roe: Bridge Is Not Safe", "Poll: Voters Want Bridge": a headline with its source and a
   colon. */
static void
add_headline(ng_quote_run *r, uint32_t sentence)
{
    const ng_sentence_columns *const c = &r->doc->sentences;
    const uint32_t colon = turn_stop(r, sentence), first = c->first_token[sentence];
    uint32_t stop = c->stop_token[sentence];
    ng_attribution *a;

    if (colon == NG_NO_TOKEN || colon + 3 >= stop || (r->s->word[first] & NG_SPEECH_OPEN) != 0 ||
        (r->s->word[colon - 1] & (NG_SPEECH_NAME | NG_SPEECH_DOCUMENT)) == 0 ||
        NG_TOKEN_IS(r->doc, colon - 1, "release") ||
        r->doc->text[r->doc->tokens.start[stop - 1]] == '?' ||
        ((r->s->word[colon - 1] & NG_SPEECH_NAME) != 0 && r->s->mention[first] != r->s->mention[colon - 1] &&
         (r->s->word[first] & NG_SPEECH_ROLE) == 0))
        return;
    r->sentence = sentence;
    a = ng_quotes_add(r);
    if (a == NULL)
        return;
    a->who = (ng_phrase){first, colon};
    a->cue = (ng_phrase){colon, colon + 1};
    a->cue_class = NG_CUE_SAY;
    a->rule = NG_Q_TURN;
    a->conf = 0.5f;
    while (stop > colon + 2 && (r->s->word[stop - 1] & NG_SPEECH_STOP) != 0)
        stop--;
    add_part(a, colon + 1, stop);
}

/* The turn that opens with the sentence, to the end of its paragraph. */
static void
add_turn(ng_quote_run *r, uint32_t sentence)
{
    const ng_sentence_columns *const c = &r->doc->sentences;
    const uint32_t colon = turn_stop(r, sentence);
    uint32_t stop = c->stop_token[sentence], first = c->first_token[sentence];
    ng_attribution *a;

    if (colon == NG_NO_TOKEN || colon + 1 >= stop)
        return;
    for (uint32_t k = sentence; k < c->n && c->block[k] == c->block[sentence]; k++)
        stop = c->stop_token[k];
    if ((r->s->word[first] & NG_SPEECH_OPEN) != 0)
        first++;
    r->sentence = sentence;
    a = ng_quotes_add(r);
    if (a == NULL)
        return;
    a->who = (ng_phrase){first, colon > first ? colon : first + 1};
    a->cue = (ng_phrase){colon, colon + 1};
    a->cue_class = NG_CUE_SAY;
    a->rule = NG_Q_TURN;
    a->spoken = true;
    a->conf = 0.8f;
    if ((r->s->word[first] & NG_SPEECH_NAME) == 0)
        a->type = r->doc->tokens.stop[first] - r->doc->tokens.start[first] == 1 || colon == first
                      ? NG_SPEAKER_UNKNOWN /* "Q", "A." */
                      : NG_SPEAKER_NAMED;
    add_part(a, colon + 1, stop);
}

/* Whether the sentence opens a paragraph that is read. */
static bool
opens_block(const ng_quote_run *r, uint32_t sentence)
{
    const uint32_t *const block = r->doc->sentences.block;

    return (sentence == 0 || block[sentence] != block[sentence - 1]) &&
           ng_speech_block((uint8_t)ng_sentence_block(r->doc, sentence));
}

void
ng_quotes_turns(ng_quote_run *r)
{
    const uint32_t n_sentences = (uint32_t)r->doc->sentences.n;
    size_t n = 0;

    /* One line with a colon is no transcript. */
    for (uint32_t i = 0; i < n_sentences && n < 3; i++)
        n += opens_block(r, i) && turn_stop(r, i) != NG_NO_TOKEN;
    for (uint32_t i = 0; i < n_sentences && r->status == NG_OK; i++) {
        if (!opens_block(r, i))
            continue;
        if (n >= 3)
            add_turn(r, i);
        else if (i == 0 || ng_sentence_block(r->doc, i) == NG_BLOCK_HEADLINE)
            add_headline(r, i);
    }
}
