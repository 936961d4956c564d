/*
 * What single English words say about the name they stand in: titles, head
 * nouns of organisations and places, particles, words that join.
 *
 * Closed classes only; names are the lexicon's.  The lists sit in
 * tools/make_lang_en_names.py, which lays them out as one hash table.
 */
#ifndef NG_LANG_EN_NAMES_H
#define NG_LANG_EN_NAMES_H

#include <stddef.h>
#include <stdint.h>

enum {
    NG_NAME_FUNCTION = 1 << 0,  /* no part of a name where it opens a sentence: "The", "Officials" */
    NG_NAME_COMMON = 1 << 1, /* more often a common word there, but may begin a longer name: "State" */
    NG_NAME_LINK = 1 << 2,      /* joins the parts of a name: "of" */
    NG_NAME_PARTICLE = 1 << 3,  /* of a family name: "van", "bin" */
    NG_NAME_HONORIFIC = 1 << 4, /* a person follows: "Mr", "Gen" */
    NG_NAME_TITLE = 1 << 5,     /* a function; a title before a name: "President" */
    NG_NAME_MODIFIER = 1 << 6,  /* belongs to the title behind it: "Deputy", "Foreign" */
    NG_NAME_BODY = 1 << 7, /* ends the name of a state's body; a nationality stays apart */
    NG_NAME_ORG = 1 << 8,  /* ends the name of another organisation: "Association" */
    NG_NAME_SUFFIX = 1 << 9,       /* legal form: "Inc" */
    NG_NAME_OF = 1 << 10,           /* an organisation with "of": "University of X" */
    NG_NAME_OF_AND = 1 << 11,      /* goes on with "and": "Department of X and Y" */
    NG_NAME_FAC = 1 << 12,         /* "Airport" */
    NG_NAME_LOC = 1 << 13,         /* "River" */
    NG_NAME_LOC_FIRST = 1 << 14,   /* stands first: "Lake X", "Gulf of X" */
    NG_NAME_GPE = 1 << 15,         /* "County" */
    NG_NAME_GPE_OF = 1 << 16,      /* "Republic of X" */
    NG_NAME_LAW = 1 << 17,         /* "Act" */
    NG_NAME_LAW_OF = 1 << 18,      /* "Treaty of X" */
    NG_NAME_EVENT = 1 << 19,       /* "War" */
    NG_NAME_EVENT_OF = 1 << 20,    /* "Battle of X" */
    NG_NAME_EVENT_FIRST = 1 << 21, /* "Hurricane X" */
    NG_NAME_AWARD = 1 << 22,       /* "Prize" */
    NG_NAME_ALONE = 1 << 23,       /* is a body without more: "Congress" */
    NG_NAME_JUNIOR = 1 << 24,      /* behind a person's name: "Jr" */
    NG_NAME_CALENDAR = 1 << 25,    /* months, weekdays, zones */
    NG_NAME_WORK_CUE = 1 << 26,    /* a quoted title follows: "called" */
    NG_NAME_IN = 1 << 27,          /* a place follows: "in" */
    NG_NAME_SAY = 1 << 28,         /* a person does it: "said" */
    NG_NAME_ROLE = 1 << 29          /* a person's function in small letters: "spokesman" */
};

#define NG_NAME_MAX_WORD 16

/* The set for the word of n bytes at p, in any case, a stop at its end left out;
   0 if it has none.  Reads only these bytes. */
uint32_t ng_name_word(const char *p, size_t n);

#endif
