/*
 * What single English words say about who said what: reporting verbs, words that
 * bound a noun phrase, nouns for sources.
 *
 * Closed lists; they sit in tools/make_lang_en_speech.py, which lays them out as one
 * hash table.
 */
#ifndef NG_LANG_EN_SPEECH_H
#define NG_LANG_EN_SPEECH_H

#include <stddef.h>
#include <stdint.h>

/* The lowest four bits: ng_cue_class + 1 of a reporting verb, 0 of other words. */
#define NG_SPEECH_CLASS UINT64_C(15)
/* Its forms; a word may be several. */
#define NG_SPEECH_BASE (UINT64_C(1) << 4)
#define NG_SPEECH_THIRD (UINT64_C(1) << 5)
#define NG_SPEECH_PAST (UINT64_C(1) << 6)
#define NG_SPEECH_ING (UINT64_C(1) << 7)
#define NG_SPEECH_PARTICIPLE (UINT64_C(1) << 8)
#define NG_SPEECH_VERB (UINT64_C(31) << 4)
/* What can follow it. */
#define NG_SPEECH_CLAUSE (UINT64_C(1) << 9)   /* a clause */
#define NG_SPEECH_THAT (UINT64_C(1) << 10)    /* a clause, with "that" only */
#define NG_SPEECH_TO (UINT64_C(1) << 11)      /* a to-clause */
#define NG_SPEECH_HEARER (UINT64_C(1) << 12)  /* whom it is said to, before the clause */
#define NG_SPEECH_MARKS (UINT64_C(1) << 13)   /* words in quotation marks only */
#define NG_SPEECH_PASSIVE (UINT64_C(1) << 14) /* "is said to have" */
#define NG_SPEECH_IRREGULAR (UINT64_C(1) << 15) /* a past form of another verb: "met" */
#define NG_SPEECH_OBJECTS (UINT64_C(1) << 16)   /* a noun phrase: "praised the plan" */
#define NG_SPEECH_ABOUT (UINT64_C(1) << 17)     /* "about", "of", "on" and a noun phrase */
#define NG_SPEECH_REFERS (UINT64_C(1) << 18)    /* "to" and a noun phrase */
#define NG_SPEECH_FOR (UINT64_C(1) << 19)       /* "for", "against" and a noun phrase */

#define NG_SPEECH_DET (UINT64_C(1) << 20)
#define NG_SPEECH_SUBJECT (UINT64_C(1) << 21) /* "he" */
#define NG_SPEECH_OBJECT (UINT64_C(1) << 22)  /* "him" */
#define NG_SPEECH_POSSESSIVE (UINT64_C(1) << 23)
#define NG_SPEECH_AUX (UINT64_C(1) << 24)
#define NG_SPEECH_MODAL (UINT64_C(1) << 25)
#define NG_SPEECH_NOT (UINT64_C(1) << 26)
#define NG_SPEECH_PREP (UINT64_C(1) << 27)
#define NG_SPEECH_CONJ (UINT64_C(1) << 28)
#define NG_SPEECH_SUBORD (UINT64_C(1) << 29)
#define NG_SPEECH_WH (UINT64_C(1) << 30)
#define NG_SPEECH_ADVERB (UINT64_C(1) << 31)
#define NG_SPEECH_ANONYMOUS (UINT64_C(1) << 32)  /* "officials" */
#define NG_SPEECH_COLLECTIVE (UINT64_C(1) << 33) /* "police" */
#define NG_SPEECH_DOCUMENT (UINT64_C(1) << 34)   /* "report" */
#define NG_SPEECH_CHANNEL (UINT64_C(1) << 35)    /* where it was said: "interview" */
#define NG_SPEECH_NOUN (UINT64_C(1) << 36)       /* a that-clause follows: "claim" */
#define NG_SPEECH_LISTENER (UINT64_C(1) << 37)   /* "reporters" */
#define NG_SPEECH_PERSON (UINT64_C(1) << 38)     /* "spokesman" */
#define NG_SPEECH_WITHHELD (UINT64_C(1) << 39)   /* "anonymous" */
#define NG_SPEECH_PHRASE (UINT64_C(1) << 40)     /* begins a cue of several words */
#define NG_SPEECH_TIME (UINT64_C(1) << 41)       /* "Monday" */
#define NG_SPEECH_ROLE (UINT64_C(1) << 60)       /* a function: "minister" */

/* The set for the word of n bytes at p, in any case, a stop at its end left out;
   0 if it has none.  Reads only these bytes. */
uint64_t ng_speech_word(const char *p, size_t n);

#endif
