/*
 * A cue that is being read: what the files of cues share.
 *
 *   quotes_source.c       whose it is
 *   quotes_reach.c        what it attributes
 *   quotes_cues.c         verbs
 *   quotes_participles.c  verbs without a subject: "saying", "to say"
 *   quotes_phrases.c      several words: "according to"
 *   quotes_topics.c       nouns, and noun phrases that are said of
 *
 * All count in tokens; none looks further than [low, high).
 */
#ifndef NG_QUOTES_CUE_H
#define NG_QUOTES_CUE_H

#include "quotes.h"

typedef struct ng_cue {
    ng_quote_run *r;
    const ng_doc *doc;
    const uint64_t *w;
    uint32_t low, high;  /* the part of the sentence that it can reach: a quotation's, if the
                            cue stands in one */
    uint32_t at;         /* the verb */
    uint32_t verb_first; /* with its auxiliaries */
    uint32_t after;      /* behind the verb and what belongs to it: "pointed out" */
    ng_phrase who;
    uint32_t who_first; /* where source and verb begin: before an apposition too */
    bool inverted;      /* the source stands behind the verb */
    bool negated;
    bool passive;
    bool infinitive;
    bool shared; /* the source is that of a verb before "and" */
} ng_cue;

static inline bool
ng_cue_is_word(const ng_cue *c, uint32_t i, uint64_t bits)
{
    return i < c->high && (c->w[i] & bits) != 0;
}

static inline bool
ng_cue_is_quote(const ng_cue *c, uint32_t i)
{
    return i < c->r->stop && (c->w[i] & (NG_SPEECH_OPEN | NG_SPEECH_CLOSE)) != 0;
}

/* quotes_source.c */

/* "many", "others", "this": sources though no nouns. */
bool ng_cue_is_quantity(const ng_cue *c, uint32_t i);

/* Whether the phrase can be a source at all. */
bool ng_cue_can_speak(const ng_cue *c, ng_phrase phrase);

bool ng_cue_is_date(const ng_cue *c, uint32_t i);

bool ng_cue_is_count(const ng_cue *c, uint32_t i);

bool ng_cue_is_self(const ng_cue *c, uint32_t i);

/* The noun phrase that begins at `first`, without a verb in -ed and what is behind it. */
ng_phrase ng_cue_subject_at(const ng_cue *c, uint32_t first, uint32_t high);

/* The first noun phrase of the sentence that can speak, behind a word such as "When". */
ng_phrase ng_cue_first_source(const ng_cue *c);

/* The source in front of the verb, and where both begin. */
bool ng_cue_find_before(ng_cue *c);

/* "said Jane Roe", "said the mayor". */
bool ng_cue_find_behind(ng_cue *c);

/* "He won, beating her, said Jane Roe, the mayor.": a name behind the verb that begins no
   clause, and a comma before it.  What stands before the comma is then no source. */
bool ng_cue_is_inverted(const ng_cue *c);

/* quotes_reach.c */

/* Whether the words before `end` are a clause or speech that a cue can follow: a comma
   or a closing mark stands between. */
bool ng_cue_follows_words(const ng_cue *c, uint32_t end);

/* Whether [first, high) soon has a finite verb after words that can be its subject. */
bool ng_cue_is_clause(const ng_cue *c, uint32_t first, uint32_t high);

/* What a cue has split: a clause, or the rest of one whose subject stands in front. */
bool ng_cue_goes_on_with(const ng_cue *c, uint32_t first, uint32_t high);

/* "on Monday", "in a statement", "Friday", "to reporters", "later": words between cue and
   content.  Where they end; `first` if there are none. */
uint32_t ng_cue_skip_adverbials(const ng_cue *c, uint32_t first, uint32_t high);

/* Whether the words before `stop` are a clause, or end in marks that hold one: not "In an
   interview on Monday,". */
bool ng_cue_left_is_clause(const ng_cue *c, uint32_t stop);

/* Whether the "to" at i has a noun phrase behind it and no verb. */
bool ng_cue_is_to_somebody(const ng_cue *c, uint32_t i, uint32_t high);

/* Where the content of a verb that stands before it begins, or NG_NO_TOKEN. */
uint32_t ng_cue_content_start(ng_cue *c, uint64_t verb, uint32_t high);

void ng_cue_add_part(ng_attribution *a, uint32_t first, uint32_t stop);

/* The sentence without its stop, and without marks that close what is not in it. */
uint32_t ng_cue_sentence_end(const ng_cue *c, uint32_t high);

ng_attribution *ng_cue_begin(ng_cue *c, unsigned rule, uint64_t verb, double conf);

/* Content that stands in front: from the start of the sentence, or of the marks that
   close before the cue. */
void ng_cue_take_left(ng_cue *c, ng_attribution *a, uint32_t stop);

/* Whether marks open in [first, stop). */
bool ng_cue_has_marks(const ng_cue *c, uint32_t first, uint32_t stop);

/* Content that follows, from `first`. */
void ng_cue_take_right(ng_cue *c, ng_attribution *a, uint32_t first, uint32_t high);

/* The last cue of the same sentence, whose subject a verb after "and" shares. */
const ng_attribution *ng_cue_previous(const ng_cue *c);

/* "He said A and B said C": the first content ends where the next source begins. */
void ng_cue_cut_previous(ng_cue *c);

/* How deep the content would lie in others. */
unsigned ng_cue_depth(const ng_cue *c, uint32_t first);

/* "And yet,": nothing that could be a subject. */
bool ng_cue_is_adverbs(const ng_cue *c, uint32_t first, uint32_t stop);

/* "According to Roe the bank was bought": whether a clause begins at i. */
bool ng_cue_no_comma_before_verb(const ng_cue *c, uint32_t i);

/* quotes_cues.c */

/* Verbs that no clause and no words between marks follow: "spoke", "endorsed". */
bool ng_cue_only_objects(uint64_t verb);

/* quotes_participles.c */

/* "went on to say that", "took to the stage to praise": who does the first does the second. */
void ng_cue_read_infinitive(ng_cue *c, uint64_t verb);

/* "Noting that it was late, Roe left": the source is the subject behind the comma. */
bool ng_cue_read_opening(ng_cue *c, uint64_t verb);

/* ", saying", "while arguing": the source is that of the clause before. */
void ng_cue_read_participle(ng_cue *c, uint64_t verb, bool subject);

/* quotes_phrases.c */

bool ng_cue_is_call(const ng_cue *c);

/* "accused Roe of lying", "is accused of lying": what stands behind "of". */
bool ng_cue_read_accusation(ng_cue *c, uint64_t verb);

/* "Asked whether it would close, Roe said", "was asked by reporters about the war": the
   question, and who asked if the text tells it. */
bool ng_cue_read_question(ng_cue *c, uint64_t verb);

/* "It is safe, as Roe put it", "As Roe puts it, it is safe" */
void ng_cue_read_put(ng_cue *c, uint64_t verb);

/* "is seen as", "was described as": nobody says it. */
bool ng_cue_read_seen(ng_cue *c, uint64_t verb);

/* "As reported by the Herald, it was late" */
bool ng_cue_read_as_told(ng_cue *c, uint64_t verb);

/* "As Roe told us, …": the rest of the sentence; "…, as Roe noted": what stands before. */
bool ng_cue_read_as(ng_cue *c, uint64_t verb);

/* "called for a ban", "called on Iran to stop" */
void ng_cue_read_call(ng_cue *c, uint64_t verb);

/* "according to officials": the rest of the sentence. */
void ng_cue_read_according(ng_cue *c);

/* "Roe leads in the latest poll.", "In a new survey, Roe has 40 percent": as "according to". */
void ng_cue_read_poll(ng_cue *c);

/* quotes_topics.c */

/* Whether the source can praise, blame and speak of something: somebody, or a document. */
bool ng_cue_is_somebody(const ng_cue *c);

/* Where a noun phrase that is said of, with what belongs to it, ends: before the comma or
   the word that begins another clause. */
uint32_t ng_cue_object_end(const ng_cue *c, uint32_t first, uint32_t high);

/* "called it a disgrace", "called Roe unfit": not "called the police". */
bool ng_cue_calls_so(const ng_cue *c);

/* "praised the plan", "spoke about the war": the noun phrase is what is said. */
void ng_cue_read_object(ng_cue *c, uint64_t verb);

/* "his claim that", "the announcement by Iran that", "Roe's criticism of" */
void ng_cue_read_noun(ng_cue *c);

#endif
