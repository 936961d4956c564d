/*
 * What single English words say about the name they stand in: titles, head
 * nouns of organisations and places, particles, words that join.
 *
 * Closed classes only; names are the lexicon's.  The lists sit in
 * tools/make_lang_en_names.py, which lays them out as one hash table.
 */
#ifndef NG_LANG_EN_NAMES_H
#define NG_LANG_EN_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NG_NAME_FUNCTION (UINT64_C(1) << 0) /* no part of a name where it opens a sentence: "The", "Officials" */
#define NG_NAME_COMMON (UINT64_C(1) << 1) /* more often a common word there, but may begin a longer name: "State" */
#define NG_NAME_INITIALISM (UINT64_C(1) << 2) /* a common word for all its capitals: "TV" */
#define NG_NAME_LINK (UINT64_C(1) << 3) /* joins the parts of a name: "of" */
#define NG_NAME_PARTICLE (UINT64_C(1) << 4) /* of a family name: "van", "bin" */
#define NG_NAME_HONORIFIC (UINT64_C(1) << 5) /* a person follows: "Mr", "Gen" */
#define NG_NAME_STOPPED (UINT64_C(1) << 6) /* an honorific with its stop only: "Sen." */
#define NG_NAME_TITLE (UINT64_C(1) << 7) /* a function; a title before a name: "President" */
#define NG_NAME_MODIFIER (UINT64_C(1) << 8) /* belongs to the title behind it: "Deputy", "Foreign" */
#define NG_NAME_BODY (UINT64_C(1) << 9) /* ends the name of a state's body; a nationality stays apart */
#define NG_NAME_ORG (UINT64_C(1) << 10) /* ends the name of another organisation: "Association" */
#define NG_NAME_SUFFIX (UINT64_C(1) << 11) /* legal form: "Inc" */
#define NG_NAME_OF (UINT64_C(1) << 12) /* an organisation with "of": "University of X" */
#define NG_NAME_OF_AND (UINT64_C(1) << 13) /* goes on with "and": "Department of X and Y" */
#define NG_NAME_FAC (UINT64_C(1) << 14) /* "Airport" */
#define NG_NAME_LOC (UINT64_C(1) << 15) /* "River" */
#define NG_NAME_LOC_FIRST (UINT64_C(1) << 16) /* stands first: "Lake X", "Gulf of X" */
#define NG_NAME_GPE (UINT64_C(1) << 17) /* "County" */
#define NG_NAME_GPE_OF (UINT64_C(1) << 18) /* "Republic of X" */
#define NG_NAME_LAW (UINT64_C(1) << 19) /* "Act" */
#define NG_NAME_LAW_OF (UINT64_C(1) << 20) /* "Treaty of X" */
#define NG_NAME_EVENT (UINT64_C(1) << 21) /* "War" */
#define NG_NAME_EVENT_OF (UINT64_C(1) << 22) /* "Battle of X" */
#define NG_NAME_EVENT_FIRST (UINT64_C(1) << 23) /* "Hurricane X" */
#define NG_NAME_AWARD (UINT64_C(1) << 24) /* "Prize" */
#define NG_NAME_DIRECTION (UINT64_C(1) << 25) /* part of a region's name: "North" */
#define NG_NAME_ALONE (UINT64_C(1) << 26) /* is a body without more: "Congress" */
#define NG_NAME_JUNIOR (UINT64_C(1) << 27) /* behind a person's name: "Jr" */
#define NG_NAME_CALENDAR (UINT64_C(1) << 28) /* months, weekdays, zones */
#define NG_NAME_WORK_CUE (UINT64_C(1) << 29) /* a quoted title of any length follows: "film" */
#define NG_NAME_IN (UINT64_C(1) << 30) /* a place follows: "in" */
#define NG_NAME_SAY (UINT64_C(1) << 31) /* a person does it: "said" */
#define NG_NAME_TERM (UINT64_C(1) << 32) /* a person's time in office: "administration" */
#define NG_NAME_OWNER (UINT64_C(1) << 33) /* its possessive is part of a name: "People's Front" */
#define NG_NAME_STAKE (UINT64_C(1) << 34) /* "in" and an organisation follow: "a stake in Roe" */
#define NG_NAME_ORG_CUE (UINT64_C(1) << 35) /* an organisation's: "shares" */
#define NG_NAME_ROLE (UINT64_C(1) << 36) /* a person's function in small letters: "spokesman" */

#define NG_NAME_MAX_WORD 16

/* The set for the word of n bytes at p, in any case, a stop at its end left out;
   0 if it has none.  Reads only these bytes. */
uint64_t ng_name_word(const char *p, size_t n);

/* Whether the word at the end of a company's name says only that it is one: "Group". */
bool ng_name_is_form(const char *p, size_t n);

/* Whether the word at the end of a company's name says what it does: "Airlines". */
bool ng_name_is_firm(const char *p, size_t n);

/* Whether one given name is short for the other: "Bill", "William". */
bool ng_same_given(const char *a, size_t n, const char *b, size_t m);

#endif
