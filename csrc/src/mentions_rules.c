/* The rules of the mention stage, and how far each can be trusted. */
#include "mentions.h"

const ng_rule ng_mention_rules[] = {
    {"M1", "a web address, e-mail address, handle or hashtag"},
    {"M2", "a name that the lexicon is sure of"},
    {"M3", "a name that the lexicon suggests, where the words around it allow it"},
    {"M4", "a place or people in a compound: U.S.-led, anti-American"},
    {"M5", "the words behind a title are a person"},
    {"M6", "the words behind a function in small letters are a person"},
    {"M7", "a given name or initial and the words behind it are a person"},
    {"M8", "capitalised words of which the last is a family name are a person"},
    {"M9", "one or more capitalised words that speak are a person"},
    {"M10", "a name that ends in the noun of a state's body: Foreign Ministry"},
    {"M11", "a name that ends in the noun of an organisation: Roe Foundation"},
    {"M12", "a name that ends in a legal form: Roe Corp."},
    {"M13", "a name with of: University of X, Department of X and Y"},
    {"M14", "a facility or landscape by its noun: Roe Bridge, Lake Roe"},
    {"M15", "a county, city or province by its noun"},
    {"M16", "a law or treaty by its noun"},
    {"M17", "an event by its noun"},
    {"M18", "a work's title in quotation marks, or an award"},
    {"M19", "the family name or given name of a person who is named elsewhere"},
    {"M20", "a name that was found elsewhere in the text"},
    {"M21", "an acronym that was introduced in brackets"},
    {"M22", "an unknown word of capitals only is an organisation"},
    {"M23", "an unknown word behind in is a place"},
    {"M24", "an unknown name before a comma and a state or country is a place"},
    {"M25", "the capitalised words of a byline are persons"},
    {"M26", "the first words of a dateline are a place"},
    {"M27", "two or three unknown capitalised words are a person"},
    {"M28", "a place by a noun in small letters: Roe province, the town of Roe"},
    {"M29", "an organisation by what belongs to it: Roe shares"},
    {"M30", "names joined by an ampersand are an organisation"},
    {"M31", "the state in a legislator's party and state: D-Ohio"},
    {"M32", "what a comma or and joins to a person or place is one too"},
    {"M33", "the tagger's model: words, shapes, neighbours and what the rules found"},
    {"M34", "a date, time or duration: a row of dates, which says the rule"},
    {"M35", "a number: a row of numbers, which says the rule; or a phone number"},
    {"M36", "the tagger's model, which was told that one of your lexicons has the name"},
    {"M37", "a name of one of your lexicons, which decide"},
    {"M38", "your overrides say what it is"},
    {"M39", "the tagger's best other label, since your overrides say that it never has the first"},
};
const size_t ng_n_mention_rules = sizeof ng_mention_rules / sizeof ng_mention_rules[0];

_Static_assert(sizeof ng_mention_rules / sizeof ng_mention_rules[0] == NG_N_MENTION_RULES,
               "a rule, a name");

/*
 * The share of a rule's mentions that have exactly the span and the label (GPE,
 * LOC and FAC as one) of the annotation, in 600 documents of radio news and 300
 * press releases drawn at random:
 *
 *   tools/mention_conf.py voa_names.train.jsonl:600 press_names.train.jsonl:300
 *
 * Too rare there, and set by hand: M1, M25, M26, M29, M30; what users say: M36 to M38.
 */
const float ng_mention_conf[NG_N_MENTION_RULES] = {
    [NG_M_TOKEN] = 0.99f,    [NG_M_LEXICON] = 0.95f,  [NG_M_HINT] = 0.88f,
    [NG_M_COMPOUND] = 0.96f, [NG_M_TITLE] = 0.98f,    [NG_M_ROLE] = 0.97f,
    [NG_M_GIVEN] = 0.82f,    [NG_M_SURNAME] = 0.54f,  [NG_M_SPEAKER] = 0.43f,
    [NG_M_BODY] = 0.83f,     [NG_M_ORG] = 0.72f,      [NG_M_SUFFIX] = 0.79f,
    [NG_M_OF] = 0.54f,       [NG_M_PLACE] = 0.78f,    [NG_M_COUNTY] = 0.76f,
    [NG_M_LAW] = 0.77f,      [NG_M_EVENT] = 0.83f,    [NG_M_WORK] = 0.55f,
    [NG_M_FAMILY] = 0.94f,   [NG_M_REPEAT] = 0.73f,   [NG_M_ACRONYM] = 0.92f,
    [NG_M_CAPITALS] = 0.52f, [NG_M_IN] = 0.64f,       [NG_M_CITYSTATE] = 0.90f,
    [NG_M_BYLINE] = 0.80f,   [NG_M_DATELINE] = 0.90f, [NG_M_SHAPE] = 0.39f,
    [NG_M_NOUN] = 0.93f,     [NG_M_CUE] = 0.80f,      [NG_M_AMPERSAND] = 0.60f,
    [NG_M_PARTY] = 0.99f,    [NG_M_LIST] = 0.77f,     [NG_M_TAGGER] = 0.80f,
    [NG_M_DATE] = 0.95f,     [NG_M_NUMBER] = 0.95f,   [NG_M_TOLD] = 0.90f,
    [NG_M_LISTED] = 0.99f,   [NG_M_OVERRIDE] = 1.0f,  [NG_M_OTHER] = 0.80f,
};
