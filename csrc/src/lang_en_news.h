/*
 * The English words that news pages are made of: months and weekdays, agencies,
 * bylines, credits, calls to subscribe, menus and footers.  Facts only; what
 * they are worth is decided where they are used.
 */
#ifndef NG_LANG_EN_NEWS_H
#define NG_LANG_EN_NEWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 1 to 12 if a month's name ("August", "Aug", "Sept.") begins at p, with its
   length and its stop; else 0.  Case does not count. */
int ng_en_month(const char *p, const char *end, size_t *len);

/* Length of the weekday's name at p ("Friday", "Fri", "Thurs."), or 0. */
size_t ng_en_weekday(const char *p, const char *end);

/* Length of the time zone at p ("ET", "GMT", "Eastern", "local time"), or 0. */
size_t ng_en_zone(const char *p, const char *end);

/* Length of the name of a news agency at p, without "The", or 0. */
size_t ng_en_agency(const char *p, const char *end);

typedef enum ng_phrase_list {
    NG_PHRASE_BYLINE,    /* what stands before a writer's name */
    NG_PHRASE_PUBLISHED, /* before a date of publication */
    NG_PHRASE_UPDATED,
    NG_PHRASE_ROLE,       /* words of a newsroom's functions */
    NG_PHRASE_SECTION,    /* labels of sections and kinds of article */
    NG_PHRASE_CHROME,     /* menus, share bars, footers */
    NG_PHRASE_PROMO,      /* calls to subscribe, follow, give */
    NG_PHRASE_RELATED,    /* heads of lists of other stories */
    NG_PHRASE_COMMENTS,   /* head of the readers' comments */
    NG_PHRASE_CREDIT,     /* before the source of a picture */
    NG_PHRASE_CREDIT_END, /* picture agencies and the like, anywhere in a credit */
    NG_PHRASE_CAPTION,    /* before a picture's caption */
    NG_PHRASE_CORRECTION,
    NG_PHRASE_UPDATE,
    NG_PHRASE_CONTRIBUTOR,
    NG_PHRASE_RELEASE, /* slugs of press releases */
    NG_PHRASE_CONTACT,
    NG_N_PHRASE_LISTS
} ng_phrase_list;

/*
 * Length of the longest phrase of the list that begins at p, or 0.  Case does
 * not count, a space matches a run of white space, ' matches U+2019 too.  A
 * phrase ends where a word ends, or anywhere if its entry ends with *.
 * *is_prefix (may be NULL): the entry is marked as one that more may follow.
 */
size_t ng_en_phrase(ng_phrase_list list, const char *p, const char *end, bool *is_prefix);

/* The same for all lists at once; false if none has a phrase there. */
typedef struct ng_phrase_hits {
    uint16_t length[NG_N_PHRASE_LISTS];
    bool is_prefix[NG_N_PHRASE_LISTS];
    bool any;
} ng_phrase_hits;

bool ng_en_phrases(const char *p, const char *end, ng_phrase_hits *hits);

#endif
