/*
 * From bytes to code points or UTF-16 units.
 *
 * For every 64 bytes of text there is a bitmap of the bytes that begin a
 * character and the number of units before them, so that any offset costs one
 * population count, in any order, and the whole index one pass over the text.
 * A broken sequence counts as one character, as in ng_utf8_next().
 */
#ifndef NG_OFFSETS_H
#define NG_OFFSETS_H

#include "bits.h"
#include "nutgraf.h"

typedef struct ng_offsets {
    uint64_t *begins; /* bit i of word k: byte 64 k + i begins a character */
    uint64_t *pairs;  /* ... that takes two UTF-16 units; all 0 for code points */
    uint32_t *before; /* units before byte 64 k */
    size_t cap;
    bool has_pairs; /* UTF-16 */
    bool identity;  /* units are bytes: nothing above is filled */
} ng_offsets;

/* Index [text, text + n_bytes) for `unit`, where `encoding` is what it is if that is
   not NG_ENCODING_UNKNOWN: then it is broken.  Reuses the memory of the last call.
   NG_OK or NG_ERR_MEMORY. */
ng_status ng_offsets_build(ng_offsets *offsets, const ng_alloc *alloc, const char *text,
                           size_t n_bytes, ng_unit unit, ng_encoding encoding);

void ng_offsets_free(ng_offsets *offsets, const ng_alloc *alloc);

/* How many characters there are in [text, text + n_bytes). */
uint32_t ng_count_chars(const char *text, size_t n_bytes);

/* The offset in units of a byte offset <= n_bytes that begins a character or
   ends the text. */
static inline uint32_t
ng_offsets_at(const ng_offsets *offsets, uint32_t byte)
{
    if (offsets->identity)
        return byte;

    const uint32_t word = byte >> 6;
    const uint64_t begins = offsets->begins[word], pairs = offsets->pairs[word];

    /* Most of any English text: 64 characters of one byte each. */
    if (~begins == 0 && pairs == 0)
        return offsets->before[word] + (byte & 63);

    const uint64_t below = ((uint64_t)1 << (byte & 63)) - 1;

    return offsets->before[word] + ng_count_bits(begins & below) +
           (pairs != 0 ? ng_count_bits(pairs & below) : 0);
}

/* n offsets, as ng_offsets_at() gives them one by one. */
void ng_offsets_convert(const ng_offsets *offsets, const uint32_t *bytes, size_t n, uint32_t *to);

#endif
