/* What is counted about a line while it is read; shared by the files that do it. */
#ifndef NG_LINES_COUNT_H
#define NG_LINES_COUNT_H

#include "lines.h"

typedef struct ng_line_counts {
    size_t words, caps, function, long_lower, digits, ends;
    size_t skipped; /* words that function and long_lower were not counted among */
    size_t more;    /* continuation bytes */
    size_t upper, lower;
    size_t glue;                       /* capitals right behind a small letter */
    uint16_t flags;                    /* those that single characters and words give */
    bool final_before;                 /* the word before ended a sentence, if a capital follows */
    const char *first_stop;            /* of the first word */
    const char *last_word, *stop;      /* the last word begins and stops here */
    const char *last_char, *last_core; /* the latter: that is no closing mark; or NULL */
} ng_line_counts;

/* Count the words of the line that begins at p < end with a word; returns its end, before the
   break.  Fills all of *k. */
typedef const char *(*ng_line_counter)(ng_line_counts *k, const char *p, const char *end);

/* Ways to do it that give the same; the best one depends on the processor. */
typedef enum ng_line_level { NG_LINE_PORTABLE, NG_LINE_BASELINE, NG_LINE_BEST } ng_line_level;

ng_line_counter ng_line_counter_of(ng_line_level level);

/* The counter for processors at NG_CPU_AVX512. */
const char *ng_count_line_avx512(ng_line_counts *k, const char *p, const char *end);

#endif
