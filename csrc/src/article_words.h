/* The words of a text by hashes, for headlines and bodies to be compared. */
#ifndef NG_ARTICLE_WORDS_H
#define NG_ARTICLE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#define NG_WORD_HASH_BITS 13
#define NG_MAX_WINDOW_WORDS 16 /* of four letters in a window */

/*
 * The words of four letters or more in the next bytes from *p < end on, hashed by their first
 * six, so that "officials" finds "official"; returns how many, and moves *p on by up to 64 bytes.
 * Text up to text_end >= end can be read.  hashes[] up to the next multiple of eight are written.
 */
size_t ng_next_words(const char **p, const char *end, const char *text_end,
                     uint32_t hashes[NG_MAX_WINDOW_WORDS]);

#endif
