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

/* Whether either of the two may be there, by its first three letters. */
bool ng_en_may_be_calendar(const char *p, const char *end);

/* Whether a month, a weekday or a word that relative times begin with ("yesterday", "an hour
   ago") may be there; false is sure. */
bool ng_en_may_be_time(const char *p, const char *end);

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
static inline size_t ng_en_phrase(ng_phrase_list list, const char *p, const char *end,
                                  bool *is_prefix);

/* The same for all lists at once; false if none has a phrase there, and *hits is not filled. */
typedef struct ng_phrase_hits {
    uint16_t length[NG_N_PHRASE_LISTS];
    bool is_prefix[NG_N_PHRASE_LISTS];
    bool any;
} ng_phrase_hits;

static inline bool ng_en_phrases(const char *p, const char *end, ng_phrase_hits *hits);

/* ------------------------------------------------------------ what decides it here */

/* A bit for each list that has a phrase with these first two letters; see
   tools/make_news_index.py. */
extern const uint32_t ng_phrase_lists[26 * 27];

/* Which of the lists may have a phrase at p: two letters tell for most places, and those who ask
   ask everywhere. */
static inline unsigned
ng_en_may_begin(unsigned lists, const char *p, const char *end)
{
    unsigned a, b;

    if (p >= end)
        return 0;
    a = ((unsigned char)*p | 32u) - 'a';
    b = end - p > 1 ? ((unsigned char)p[1] | 32u) - 'a' : 26;
    return a < 26 ? ng_phrase_lists[a * 27 + (b < 26 ? b + 1 : 0)] & lists : 0;
}

size_t ng_en_find_phrase(ng_phrase_list list, const char *p, const char *end, bool *is_prefix);
bool ng_en_find_phrases(const char *p, const char *end, ng_phrase_hits *hits);

static inline size_t
ng_en_phrase(ng_phrase_list list, const char *p, const char *end, bool *is_prefix)
{
    if (ng_en_may_begin(1u << list, p, end) != 0)
        return ng_en_find_phrase(list, p, end, is_prefix);
    if (is_prefix != NULL)
        *is_prefix = false;
    return 0;
}

static inline bool
ng_en_phrases(const char *p, const char *end, ng_phrase_hits *hits)
{
    return p < end && ng_en_find_phrases(p, end, hits);
}

#endif
