/* What is counted about a line while it is read; shared by the files that do it. */
#ifndef NG_LINES_COUNT_H
#define NG_LINES_COUNT_H

#include "lines.h"

typedef struct ng_line_counts {
    size_t words, caps, function, long_lower, digits, ends;
    size_t more; /* continuation bytes */
    size_t upper, lower;
    size_t glue; /* capitals right behind a small letter */
    uint16_t flags;
    bool final_before;                 /* the word before ended a sentence, if a capital follows */
    const char *first_stop;            /* of the first word */
    const char *last_word, *stop;      /* the last word begins and stops here */
    const char *last_char, *last_core; /* the latter: that is no closing mark; or NULL */
} ng_line_counts;

/*
 * Count the next words of a line, from p < end on, where no word has begun.
 * *next: where to go on, before the next word or the break.  False where the line
 * ends.
 */
bool ng_line_count(ng_line_counts *k, const char *p, const char *end, const char **next);

/* Whether the word [p, stop) is a function word in small letters. */
bool ng_is_open_word(const char *p, const char *stop);

#endif
