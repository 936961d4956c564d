#include "unicode.h"

/* The four properties of a character.  Characters share some ninety
   different records, so one look-up of a byte finds all of them. */
typedef struct unicode_record {
    uint8_t grapheme_break;
    uint8_t word_break;
    uint8_t sentence_break;
    uint8_t char_class;
} unicode_record;

#define NG_UNICODE_TABLES
#include "unicode_tables.inc"

static inline const unicode_record *
record_of(uint32_t cp)
{
    if (cp < 0x80)
        return &unicode_records[unicode_blocks[0][cp]];
    if (cp >= N_MAPPED)
        return &unicode_records[0];
    return &unicode_records[unicode_blocks[unicode_block_of[cp >> BLOCK_BITS]]
                                          [cp & ((1u << BLOCK_BITS) - 1)]];
}

ng_char_class
ng_char_class_of(uint32_t cp)
{
    return (ng_char_class)record_of(cp)->char_class;
}

uint8_t
ng_grapheme_break_of(uint32_t cp)
{
    return record_of(cp)->grapheme_break;
}

uint8_t
ng_word_break_of(uint32_t cp)
{
    return record_of(cp)->word_break;
}

uint8_t
ng_sentence_break_of(uint32_t cp)
{
    return record_of(cp)->sentence_break;
}
