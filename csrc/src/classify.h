/*
 * What all levels of the bitmap tokenizer share (token_bits.h, token_lanes.h), and the
 * levels themselves: classify_portable.c, classify_avx2.c, classify_avx512.c.
 */
#ifndef NG_CLASSIFY_H
#define NG_CLASSIFY_H

#include "bits.h"
#include "token_scan.h"

/* What is beyond ASCII in a window, character by character: unlike the masks of
   token_lanes.h, whole characters of up to four bytes are marked. */
typedef struct ng_high_masks {
    uint64_t letter;
    uint64_t space;
    uint64_t mark; /* tokens of one character, whatever stands around them */
    uint64_t mark_start, mark_stop;
    uint64_t open, close, dash, punct; /* the kinds of these, by the first byte */
    uint64_t symbol;                   /* ... and all bytes of symbols */
} ng_high_masks;

/* Sort the characters at the bits of `high`, all not ASCII, of the 64 bytes at
   `base`.  Those that are in no mask are the reference's to judge.  A character
   may go on behind the 64 bytes, not behind `end`. */
void ng_token_bits_high(const char *base, const char *end, uint64_t high, ng_high_masks *out);

/* The kind of a token that its first byte decides, unless token_bits.h says
   otherwise: words, numbers, marks. */
extern const uint8_t ng_kind_of_first[256];

/* The tokens of the region [begin, end), as scan_region_reference() of tokens.c
   finds them one by one.  The caller has set all of the scanner but what belongs
   to the region.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_token_bits_portable(ng_scanner *s, const char *begin, const char *end);
ng_status ng_token_bits_avx2(ng_scanner *s, const char *begin, const char *end);
ng_status ng_token_bits_avx512(ng_scanner *s, const char *begin, const char *end);

#endif
