/* Sources: what kind of source it is, and which entity. */
#include "lang_en_names.h"
#include "quotes.h"

#include <string.h>

/* How many sentences back a pronoun looks. */
#define MAX_BACK 4

static bool
is_person(const ng_doc *doc, uint32_t mention)
{
    return doc->mentions.label[mention] == NG_LABEL_PERSON;
}

/* The name that the phrase is, or ends with: "Mayor Jane Roe"; NG_NO_ROW if its head is no
   name. */
static uint32_t
name_of(const ng_doc *doc, ng_phrase who)
{
    const ng_speech_scratch *const s = doc->speech_scratch;
    const uint32_t head = ng_phrase_head(doc, who);

    return (s->word[head] & NG_SPEECH_NAME) != 0 ? s->mention[head] : NG_NO_ROW;
}

static void
set_type(ng_attribution *a, ng_speaker_type type)
{
    a->type = (uint8_t)type;
}

/* --------------------------------------------------------------- pronouns */

typedef enum pronoun {
    PRONOUN_NONE,
    PRONOUN_HE,
    PRONOUN_SHE,
    PRONOUN_THEY,
    PRONOUN_IT,
    PRONOUN_I
} pronoun;

static pronoun
pronoun_of(const ng_doc *doc, ng_phrase who)
{
    if (who.stop - who.first != 1)
        return PRONOUN_NONE;
    if (NG_TOKEN_IS(doc, who.first, "he") || NG_TOKEN_IS(doc, who.first, "his"))
        return PRONOUN_HE;
    if (NG_TOKEN_IS(doc, who.first, "she") || NG_TOKEN_IS(doc, who.first, "her"))
        return PRONOUN_SHE;
    if (NG_TOKEN_IS(doc, who.first, "they") || NG_TOKEN_IS(doc, who.first, "their"))
        return PRONOUN_THEY;
    if (NG_TOKEN_IS(doc, who.first, "it") || NG_TOKEN_IS(doc, who.first, "its"))
        return PRONOUN_IT;
    if (NG_TOKEN_IS(doc, who.first, "i") || NG_TOKEN_IS(doc, who.first, "we") ||
        NG_TOKEN_IS(doc, who.first, "you"))
        return PRONOUN_I;
    return PRONOUN_NONE;
}

static bool
fits(const ng_doc *doc, uint32_t entity, pronoun p)
{
    const uint8_t flags = doc->entities.flags[entity];

    if (p == PRONOUN_HE)
        return (flags & NG_ENTITY_FEMALE) == 0;
    if (p == PRONOUN_SHE)
        return (flags & NG_ENTITY_MALE) == 0;
    return true;
}

/* The last attribution before `i` in the sentences just before, spoken by one that fits. */
static const ng_attribution *
last_speaker(const ng_doc *doc, size_t i, pronoun p)
{
    const ng_speech_scratch *const s = doc->speech_scratch;

    for (size_t k = i, n = 0; k-- > 0 && n < 8; n++) {
        const ng_attribution *const b = &s->rows[k];

        if (b->sentence + MAX_BACK < s->rows[i].sentence)
            break;
        if (b->who.first >= s->rows[i].who.first && b->sentence == s->rows[i].sentence)
            continue;
        if (p == PRONOUN_HE || p == PRONOUN_SHE) {
            if (b->entity != NG_NO_ROW && doc->entities.label[b->entity] == NG_LABEL_PERSON &&
                fits(doc, b->entity, p))
                return b;
        } else if (p == PRONOUN_THEY) {
            if (b->type == NG_SPEAKER_ANONYMOUS || b->type == NG_SPEAKER_COLLECTIVE)
                return b;
        } else if (p == PRONOUN_IT) {
            if (b->type == NG_SPEAKER_DOCUMENT ||
                (b->entity != NG_NO_ROW && doc->entities.label[b->entity] != NG_LABEL_PERSON))
                return b;
        }
    }
    return NULL;
}

/* The mention of a person that the pronoun may mean: the first of its own sentence, else
   the first of the sentences before. */
static uint32_t
person_before(const ng_doc *doc, uint32_t sentence, uint32_t byte, pronoun p)
{
    const ng_mention_columns *const m = &doc->mentions;
    uint32_t best = NG_NO_ROW;
    size_t low = 0, high = m->n;

    while (low < high) {
        const size_t mid = (low + high) / 2;

        if (m->start[mid] < byte)
            low = mid + 1;
        else
            high = mid;
    }
    for (size_t k = low; k-- > 0;) {
        if (m->sentence[k] + MAX_BACK < sentence)
            break;
        if (best != NG_NO_ROW && m->sentence[k] < m->sentence[best])
            break;
        if (m->entity[k] == NG_NO_ROW || !is_person(doc, (uint32_t)k) ||
            !fits(doc, m->entity[k], p))
            continue;
        best = (uint32_t)k;
    }
    return best;
}

/* "I" and "we" inside of marks are who speaks there. */
static void
enclosing(const ng_quote_run *r, ng_attribution *a)
{
    const uint32_t pair = r->s->inside[a->who.first];
    const uint32_t row = pair == NG_NO_ROW ? NG_NO_ROW : r->s->marks[pair].quote;

    set_type(a, NG_SPEAKER_UNKNOWN);
    if (row != NG_NO_ROW && row > 0 && &r->s->rows[row - 1] != a &&
        r->s->rows[row - 1].type < NG_SPEAKER_NONE) {
        a->type = r->s->rows[row - 1].type;
        a->entity = r->s->rows[row - 1].entity;
    }
}

static void
resolve(ng_quote_run *r, size_t i, pronoun p)
{
    ng_doc *const doc = r->doc;
    ng_attribution *const a = &r->s->rows[i];
    const uint32_t byte = doc->tokens.start[a->who.first];
    const ng_attribution *const b = last_speaker(doc, i, p);

    switch (p) {
    case PRONOUN_HE:
    case PRONOUN_SHE: {
        const uint32_t mention = person_before(doc, a->sentence, byte, p);

        set_type(a, NG_SPEAKER_NAMED);
        /* Who spoke last goes on, unless a nearer sentence is about another. */
        if (b != NULL && (mention == NG_NO_ROW || doc->mentions.sentence[mention] <= b->sentence ||
                          doc->mentions.sentence[mention] + 1 < a->sentence)) {
            a->entity = b->entity;
            a->type = b->type;
        } else if (mention != NG_NO_ROW) {
            a->entity = doc->mentions.entity[mention];
        } else {
            set_type(a, NG_SPEAKER_ROLE);
        }
        return;
    }
    case PRONOUN_THEY:
        set_type(a, NG_SPEAKER_COLLECTIVE);
        if (b != NULL)
            a->type = b->type;
        return;
    case PRONOUN_IT:
        set_type(a, NG_SPEAKER_NAMED);
        if (b != NULL) {
            a->type = b->type;
            a->entity = b->entity;
        } else {
            set_type(a, NG_SPEAKER_COLLECTIVE);
        }
        return;
    default:
        enclosing(r, a);
    }
}

/* ------------------------------------------------------------------ types */

/* How far back the first mention of a document is sought, in tokens. */
#define MAX_DOCUMENT 400

/* The mention that says whose document it is: "an Associated Press report", of which "the
   report" speaks later. */
static uint32_t
author_of(const ng_doc *doc, ng_phrase who, uint32_t head)
{
    const ng_speech_scratch *const s = doc->speech_scratch;
    const char *const word = doc->text + doc->tokens.start[head];
    const size_t n = doc->tokens.stop[head] - doc->tokens.start[head];

    for (uint32_t i = head, seen = 0; i > 0 && seen < MAX_DOCUMENT; i--, seen++) {
        if (i != head && (doc->tokens.stop[i] - doc->tokens.start[i] != n ||
                          memcmp(doc->text + doc->tokens.start[i], word, n) != 0))
            continue;
        if ((s->word[i - 1] & NG_SPEECH_NAME) != 0 &&
            doc->mentions.label[s->mention[i - 1]] == NG_LABEL_ORG)
            return s->mention[i - 1];
        /* A new document: "a report", but not the one that is asked about. */
        if (i != head && i > 1 && (s->word[i - 1] & NG_SPEECH_DET) != 0 &&
            !NG_TOKEN_IS(doc, i - 1, "the") && !NG_TOKEN_IS(doc, i - 1, "this"))
            break;
        if (i == head && !NG_TOKEN_IS(doc, who.first, "the") &&
            !NG_TOKEN_IS(doc, who.first, "this") && !NG_TOKEN_IS(doc, who.first, "its"))
            break;
    }
    return NG_NO_ROW;
}

/* A noun that stands behind the name of the body it is. */
static bool
is_body(const ng_doc *doc, uint32_t i)
{
    return NG_TOKEN_IS(doc, i, "newspaper") || NG_TOKEN_IS(doc, i, "agency") ||
           NG_TOKEN_IS(doc, i, "magazine") || NG_TOKEN_IS(doc, i, "network") ||
           NG_TOKEN_IS(doc, i, "television") || NG_TOKEN_IS(doc, i, "radio") ||
           NG_TOKEN_IS(doc, i, "website");
}

static bool
is_government(const ng_doc *doc, uint32_t i)
{
    return NG_TOKEN_IS(doc, i, "government") || NG_TOKEN_IS(doc, i, "administration") ||
           NG_TOKEN_IS(doc, i, "ministry") || NG_TOKEN_IS(doc, i, "embassy") ||
           NG_TOKEN_IS(doc, i, "parliament") || NG_TOKEN_IS(doc, i, "military") ||
           NG_TOKEN_IS(doc, i, "army");
}

/* The last name before the head: whose government it is. */
static uint32_t
country_in(const ng_doc *doc, ng_phrase who, uint32_t head)
{
    const ng_speech_scratch *const s = doc->speech_scratch;

    for (uint32_t i = head; i-- > who.first;) {
        if ((s->word[i] & NG_SPEECH_NAME) != 0)
            return s->mention[i];
    }
    return NG_NO_ROW;
}

/* "a caller", "the captain": a word for one person by its end. */
static bool
ends_as_person(const ng_doc *doc, uint32_t i)
{
    const char *const p = doc->text + doc->tokens.start[i];
    const size_t n = doc->tokens.stop[i] - doc->tokens.start[i];

    return n > 4 && ((p[n - 1] == 'r' && (p[n - 2] == 'e' || p[n - 2] == 'o')) ||
                     memcmp(p + n - 3, "ist", 3) == 0 || memcmp(p + n - 3, "ian", 3) == 0 ||
                     memcmp(p + n - 3, "man", 3) == 0);
}

/* By the words of the phrase, which has no name for its head: "a spokesman for Roe".
   `of_them` is who spoke last that "they" can mean, or NULL. */
static void
type_of_words(ng_doc *doc, ng_attribution *a, const ng_attribution *of_them)
{
    const ng_speech_scratch *const s = doc->speech_scratch;
    const uint32_t head = ng_phrase_head(doc, a->who);
    const uint64_t x = s->word[head];
    bool withheld = false;

    for (uint32_t i = a->who.first; i < a->who.stop; i++)
        withheld = withheld || (s->word[i] & NG_SPEECH_WITHHELD) != 0;
    if (withheld || (x & NG_SPEECH_ANONYMOUS) != 0)
        set_type(a, NG_SPEAKER_ANONYMOUS);
    else if ((x & NG_SPEECH_DOCUMENT) != 0) {
        const uint32_t author = author_of(doc, a->who, head);

        set_type(a, NG_SPEAKER_DOCUMENT);
        if (author != NG_NO_ROW)
            a->entity = doc->mentions.entity[author];
    } else if (is_government(doc, head) && country_in(doc, a->who, head) != NG_NO_ROW) {
        /* "Sudan's government", "the U.S. embassy" */
        set_type(a, NG_SPEAKER_NAMED);
        a->entity = doc->mentions.entity[country_in(doc, a->who, head)];
    } else if (head > a->who.first && (s->word[head - 1] & NG_SPEECH_NAME) != 0 &&
               is_body(doc, head) && doc->mentions.label[s->mention[head - 1]] != NG_LABEL_NORP &&
               doc->mentions.label[s->mention[head - 1]] != NG_LABEL_GPE) {
        /* "the Reuters news agency", "the Yomiuri newspaper" */
        set_type(a, NG_SPEAKER_NAMED);
        a->entity = doc->mentions.entity[s->mention[head - 1]];
    } else if (head > a->who.first + 1 && (s->word[head - 2] & NG_SPEECH_NAME) != 0 &&
               NG_TOKEN_IS(doc, head, "agency")) {
        set_type(a, NG_SPEAKER_NAMED);
        a->entity = doc->mentions.entity[s->mention[head - 2]];
    } else if ((x & NG_SPEECH_COLLECTIVE) != 0)
        set_type(a, NG_SPEAKER_COLLECTIVE);
    else if ((x & (NG_SPEECH_PERSON | NG_SPEECH_ROLE)) != 0 && (x & NG_SPEECH_PLURAL) == 0)
        set_type(a, NG_SPEAKER_ROLE);
    else if ((x & NG_SPEECH_PLURAL) != 0)
        set_type(a, NG_SPEAKER_COLLECTIVE);
    else if (ends_as_person(doc, head))
        set_type(a, NG_SPEAKER_ROLE);
    else if ((s->word[a->who.stop - 1] & NG_SPEECH_OBJECT) != 0 && of_them != NULL) {
        /* "one of them" */
        a->type = of_them->type;
        a->entity = of_them->entity;
    } else if (NG_TOKEN_IS(doc, head, "one") || NG_TOKEN_IS(doc, head, "another"))
        set_type(a, NG_SPEAKER_ROLE);
    else
        set_type(a, NG_SPEAKER_COLLECTIVE);
}

static void
type_of_name(ng_doc *doc, ng_attribution *a, uint32_t mention)
{
    a->entity = doc->mentions.entity[mention];
    switch (doc->mentions.label[mention]) {
    case NG_LABEL_NORP:
        set_type(a, NG_SPEAKER_COLLECTIVE);
        break;
    case NG_LABEL_WORK_OF_ART:
    case NG_LABEL_LAW:
        set_type(a, NG_SPEAKER_DOCUMENT);
        break;
    default:
        set_type(a, NG_SPEAKER_NAMED);
    }
}

/* Shorten the phrase to the name that it ends with. */
static void
shorten(const ng_doc *doc, ng_attribution *a, uint32_t mention)
{
    const uint32_t *const of = doc->speech_scratch->mention;
    uint32_t first = a->who.first, stop;

    while (first < a->who.stop && of[first] != mention)
        first++;
    stop = first;
    while (stop < a->who.stop && of[stop] == mention)
        stop++;
    /* "Roe's lawyer" has its head behind the name. */
    if (stop > first)
        a->who = (ng_phrase){first, stop};
}

/* "Roe and Poe said": the others. */
static void
co_speakers(ng_quote_run *r, ng_attribution *a)
{
    ng_doc *const doc = r->doc;
    const uint64_t *const w = r->s->word;
    uint32_t i = a->who.first;

    a->first_co = a->stop_co = (uint32_t)doc->quote_co.n;
    if (a->entity == NG_NO_ROW || i < r->first + 2 || (w[i - 1] & NG_SPEECH_CONJ) == 0 ||
        !NG_TOKEN_IS(doc, i - 1, "and") || (w[i - 2] & NG_SPEECH_NAME) == 0)
        return;
    for (i -= 2; i >= r->first && i + 2 * NG_MAX_PHRASE > a->who.first; i--) {
        const uint32_t mention = r->s->mention[i];

        if (mention != NG_NO_ROW && (w[i] & NG_SPEECH_NAME) != 0 &&
            doc->mentions.label[mention] == doc->entities.label[a->entity]) {
            if (doc->mentions.entity[mention] != NG_NO_ROW &&
                ng_doc_push_number(doc, &doc->quote_co, doc->mentions.entity[mention]) != NG_OK) {
                r->status = NG_ERR_MEMORY;
                return;
            }
            while (i > r->first && r->s->mention[i - 1] == mention)
                i--;
        } else if ((w[i] & NG_SPEECH_COMMA) == 0 || i + 1 >= a->who.first ||
                   (w[i + 1] & NG_SPEECH_NAME) == 0) {
            break;
        }
        if (i == 0)
            break;
    }
    a->stop_co = (uint32_t)doc->quote_co.n;
}

/* ----------------------------------------------------- channel and reason */

/* How far from the cue, in tokens, its channel and the reason for anonymity are sought. */
#define NEAR 80

static ng_phrase
near_cue(const ng_quote_run *r, const ng_attribution *a)
{
    ng_phrase p = {r->doc->sentences.first_token[a->sentence],
                   r->doc->sentences.stop_token[a->sentence]};

    if (a->cue.first > p.first + NEAR)
        p.first = a->cue.first - NEAR;
    if (a->cue.stop > p.first && p.stop > a->cue.stop + NEAR)
        p.stop = a->cue.stop + NEAR;
    else if (p.stop > p.first + 2 * NEAR)
        p.stop = p.first + 2 * NEAR;
    return p;
}

/* "in a statement", "on Twitter", behind the cue or before the source. */
static void
find_channel(const ng_quote_run *r, ng_attribution *a)
{
    const uint64_t *const w = r->s->word;
    const ng_phrase around = near_cue(r, a);
    const uint32_t first = around.first, stop = around.stop;

    for (uint32_t i = first; i + 1 < stop; i++) {
        ng_phrase phrase;

        if ((w[i] & NG_SPEECH_PREP) == 0 ||
            !(NG_TOKEN_IS(r->doc, i, "in") || NG_TOKEN_IS(r->doc, i, "on") ||
              NG_TOKEN_IS(r->doc, i, "at") || NG_TOKEN_IS(r->doc, i, "during") ||
              NG_TOKEN_IS(r->doc, i, "via") || NG_TOKEN_IS(r->doc, i, "by")))
            continue;
        if (r->s->inside[i] != NG_NO_ROW)
            continue;
        phrase = ng_phrase_at(r->doc, i + 1, stop);
        if (phrase.first == phrase.stop ||
            (w[ng_phrase_head(r->doc, phrase)] & NG_SPEECH_CHANNEL) == 0)
            continue;
        /* Not what is said itself. */
        for (uint32_t k = 0; k < a->n_parts; k++) {
            if (a->part[k].first <= i && i < a->part[k].stop)
                phrase.stop = phrase.first;
        }
        if (phrase.first < phrase.stop) {
            a->channel = (ng_phrase){i, phrase.stop};
            return;
        }
    }
}

/* "who spoke on condition of anonymity because ...": to the end of the sentence or the
   comma behind it. */
static void
find_anonymity(const ng_quote_run *r, ng_attribution *a)
{
    const uint64_t *const w = r->s->word;
    const ng_phrase around = near_cue(r, a);
    const uint32_t first = around.first, stop = around.stop;

    for (uint32_t i = first; i + 2 < stop; i++) {
        uint32_t end, begin = i;
        bool reason = false;

        if (NG_TOKEN_IS(r->doc, i, "because") && i > first + 3) {
            for (uint32_t k = i; k-- > first && i - k < 14;)
                reason = reason || NG_TOKEN_IS(r->doc, k, "anonymity") ||
                         NG_TOKEN_IS(r->doc, k, "anonymously") ||
                         NG_TOKEN_IS(r->doc, k, "identified") || NG_TOKEN_IS(r->doc, k, "named");
        } else if (NG_TOKEN_IS(r->doc, i, "who")) {
            for (uint32_t k = i + 1; k < stop && k < i + 7; k++)
                reason =
                    reason || NG_TOKEN_IS(r->doc, k, "authorized") ||
                    NG_TOKEN_IS(r->doc, k, "authorised") || NG_TOKEN_IS(r->doc, k, "anonymity") ||
                    NG_TOKEN_IS(r->doc, k, "anonymously") || NG_TOKEN_IS(r->doc, k, "identified") ||
                    NG_TOKEN_IS(r->doc, k, "named") || NG_TOKEN_IS(r->doc, k, "anonymous");
        } else if ((NG_TOKEN_IS(r->doc, i, "condition") || NG_TOKEN_IS(r->doc, i, "conditions")) &&
                   NG_TOKEN_IS(r->doc, i + 1, "of") && NG_TOKEN_IS(r->doc, i + 2, "anonymity") &&
                   i > first) {
            reason = true;
            begin = i - 1;
        }
        if (!reason)
            continue;
        for (end = i; end < stop && (w[end] & (NG_SPEECH_COMMA | NG_SPEECH_STOP |
                                               NG_SPEECH_SEMICOLON | NG_SPEECH_OPEN)) == 0;)
            end++;
        /* "who asked not to be named said": before the cue, and before what is part of it. */
        if (begin < a->cue.first && end > a->cue.first) {
            end = a->cue.first;
            while (end > begin + 1 && (w[end - 1] & (NG_SPEECH_AUX | NG_SPEECH_MODAL)) != 0)
                end--;
        }
        for (uint32_t k = 0; k < a->n_parts; k++) {
            if (a->part[k].first <= begin && begin < a->part[k].stop) {
                /* It ran into what is said. */
                if (a->part[k].first < begin && a->part[k].stop >= end && !a->spoken)
                    a->part[k].stop = begin;
                else
                    end = begin;
            }
        }
        if (end > begin) {
            a->anonymity = (ng_phrase){begin, end};
            if (a->type != NG_SPEAKER_NAMED)
                set_type(a, NG_SPEAKER_ANONYMOUS);
        }
        return;
    }
}

void
ng_quotes_who(ng_quote_run *r, size_t i)
{
    ng_attribution *const a = &r->s->rows[i];
    uint32_t mention;
    pronoun p;

    if (a->type != NG_N_SPEAKER_TYPES)
        return; /* settled when it was made */
    if (a->who.first == a->who.stop) {
        set_type(a, NG_SPEAKER_UNKNOWN);
        return;
    }
    r->first = r->doc->sentences.first_token[a->sentence];
    p = pronoun_of(r->doc, a->who);
    mention = p == PRONOUN_NONE ? name_of(r->doc, a->who) : NG_NO_ROW;
    if (p != PRONOUN_NONE) {
        resolve(r, i, p);
    } else if (mention != NG_NO_ROW) {
        type_of_name(r->doc, a, mention);
        if (a->type == NG_SPEAKER_NAMED)
            shorten(r->doc, a, mention);
    } else {
        type_of_words(r->doc, a, last_speaker(r->doc, i, PRONOUN_THEY));
        /* "the mayor", whom the article has named. */
        if (a->type == NG_SPEAKER_ROLE && NG_TOKEN_IS(r->doc, a->who.first, "the")) {
            a->entity = ng_role_holder(r->doc, ng_phrase_head(r->doc, a->who));
            if (a->entity != NG_NO_ROW)
                set_type(a, NG_SPEAKER_NAMED);
        }
    }
    co_speakers(r, a);
    find_channel(r, a);
    if (!ng_quotes_is_nested(r, i))
        find_anonymity(r, a);
}
