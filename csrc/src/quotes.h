/*
 * Inside the quote stage.
 *
 *   marks   quotation marks are paired (quotes_marks.c)
 *   cues    each reporting verb, noun or phrase with its source and the words it
 *           attributes becomes an attribution (quotes_cue.h and its files)
 *   turns   lines with a source and a colon (quotes_turns.c)
 *   rest    words between marks that no cue took: the running speaker's, or nobody's
 *           (quotes_rest.c)
 *   who     what kind of source it is, which entity, why it is not named (quotes_who.c)
 *   rows    in text order (quotes_rows.c)
 *
 * Everything below counts in tokens until the rows are made.
 */
#ifndef NG_QUOTES_H
#define NG_QUOTES_H

#include "speech.h"

/* Rules; the order is that of ng_quote_rules. */
typedef enum ng_quote_rule {
    NG_Q_RIGHT,     /* Q1 */
    NG_Q_LEFT,      /* Q2 */
    NG_Q_SPLIT,     /* Q3 */
    NG_Q_ACCORDING, /* Q4 */
    NG_Q_NOUN,      /* Q5 */
    NG_Q_TO,        /* Q6 */
    NG_Q_PASSIVE,   /* Q7 */
    NG_Q_SAYING,    /* Q8 */
    NG_Q_WORDS,     /* Q9 */
    NG_Q_RUNNING,   /* Q10 */
    NG_Q_TURN,      /* Q11 */
    NG_Q_BLOCK,     /* Q12 */
    NG_Q_SCARE,     /* Q13 */
    NG_Q_NOBODY,    /* Q14 */
    NG_Q_OWNED,     /* Q15 */
    NG_Q_OBJECT,    /* Q16 */
    NG_Q_ABOUT,     /* Q17 */
    NG_N_QUOTE_RULES
} ng_quote_rule;

/* Tokens to either side of a cue that it can reach. */
#define NG_MAX_REACH 400

#define NG_MAX_PARTS 6
#define NG_NO_TOKEN UINT32_MAX

struct ng_attribution {
    ng_phrase part[NG_MAX_PARTS];
    ng_phrase cue, who, channel, anonymity;
    uint32_t sentence; /* of the cue, or of the first part */
    uint32_t marks;    /* the pair that it is all of, or NG_NO_ROW */
    uint32_t entity;   /* row of entities, or NG_NO_ROW */
    uint32_t first_co, stop_co;
    uint8_t n_parts;
    uint8_t kind, cue_class, type, rule;
    bool spoken; /* all of it stands between marks */
    float conf;
};

typedef struct ng_quote_run {
    ng_doc *doc;
    ng_speech_scratch *s;
    uint32_t sentence, first, stop; /* at hand; tokens */
    ng_status status;
} ng_quote_run;

/* Pair the quotation marks of the document. */
ng_status ng_quotes_pair(ng_doc *doc);

/* Add the attributions of the sentence at hand. */
void ng_quotes_cues(ng_quote_run *r);

/* Whether the marks hold a title: every longer word has a capital, and no stop or comma ends
   them. */
bool ng_quotes_is_title(const ng_quote_run *r, uint32_t marks);

/* Add the turns of a transcript, and headlines with a source and a colon. */
void ng_quotes_turns(ng_quote_run *r);

/* Add the marks that no cue took. */
void ng_quotes_rest(ng_quote_run *r);

/* Add paragraphs without marks behind a paragraph that ends in a colon and names a source.
   `n_cued` attributions come from cues and turns. */
void ng_quotes_blocks(ng_quote_run *r, size_t n_cued);

/* Runs of attributions, each in text order: from cues, turns, marks and paragraphs. */
#define NG_N_QUOTE_RUNS 4

/* Make rows of the runs, which end at `stops`, as one in text order. */
ng_status ng_quotes_put(ng_quote_run *r, const size_t stops[NG_N_QUOTE_RUNS]);

/* The sentence of the token; not before sentence `from`. */
uint32_t ng_quotes_sentence(const ng_doc *doc, uint32_t token, uint32_t from);

/* Words of the phrase, clitics left out. */
uint32_t ng_quotes_words(const ng_quote_run *r, ng_phrase part);

/* Whether the attribution lies inside marks as a whole: indirect speech of who speaks there. */
bool ng_quotes_lies_inside(const ng_quote_run *r, const ng_attribution *a);

/* A new attribution, empty; NULL and r->status if memory is short. */
ng_attribution *ng_quotes_add(ng_quote_run *r);

/* Source type, entity, co-speakers, channel and reason of attribution i; earlier ones
   have theirs. */
void ng_quotes_who(ng_quote_run *r, size_t i);

/* Whether the cue of row k stands in what an earlier one of its sentence attributes. */
bool ng_quotes_is_nested(const ng_quote_run *r, size_t k);

static inline ng_block_kind
ng_sentence_block(const ng_doc *doc, uint32_t sentence)
{
    return (ng_block_kind)doc->blocks.kind[doc->sentences.block[sentence]];
}

#endif
