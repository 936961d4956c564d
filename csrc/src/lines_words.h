/*
 * The words that lines are searched for while they are counted: function words, words of notices
 * ("hints") and of credits.  Each file that counts has them inlined, and so the tables with them.
 */
#ifndef NG_LINES_WORDS_H
#define NG_LINES_WORDS_H

#include "lines_bits.h"
#include "lines_count.h"

typedef struct credit_word {
    char text[13];
    uint8_t n;
} credit_word;

#include "lines_words.inc"

NG_ALWAYS_INLINE bool
is_function_key(uint64_t key)
{
    return function_words[key * FUNCTION_WORD_MULTIPLIER >> (64 - FUNCTION_WORD_BITS)] == key;
}

/* The five letters at p in small letters if they are those of a hint, else 0. */
NG_ALWAYS_INLINE uint64_t
hint_at(const char *p)
{
    const uint64_t key = (ng_load_8(p) & UINT64_C(0xFFFFFFFFFF)) | UINT64_C(0x2020202020);

    return hint_words[key * HINT_WORD_MULTIPLIER >> (64 - HINT_WORD_BITS)] == key ? key : 0;
}

static uint16_t
hint_flags(uint64_t hint)
{
    switch (hint) {
    case UINT64_C(0x7468676972): /* "right" */
        return NG_LINE_HINT | NG_LINE_RIGHTS;
    case UINT64_C(0x72746E6F63): /* "contr" */
        return NG_LINE_HINT | NG_LINE_CONTRIBUTED;
    case UINT64_C(0x696B6F6F63): /* "cooki" */
        return NG_LINE_HINT | NG_LINE_COOKIES;
    default:
        return NG_LINE_HINT;
    }
}

/* The n <= 5 bytes at p as a number, the first one lowest. */
static inline uint64_t
word_key(const char *p, size_t n)
{
    uint64_t key = 0;

    for (size_t i = 0; i < n; i++)
        key |= (uint64_t)(unsigned char)p[i] << (8 * i);
    return key;
}

/* Whether the second letter allows a word of credits at p, which begins with a capital. */
NG_ALWAYS_INLINE bool
may_be_credit(const char *p)
{
    return (credit_seconds[*p - 'A'] >> ((unsigned char)p[1] & 63) & 1u) != 0;
}

/* Whether [p, stop) begins with a word of credits. */
static bool
is_credit_word(const char *p, const char *stop)
{
    for (size_t i = credit_first[*p - 'A']; i < credit_first[*p - 'A' + 1]; i++)
        if (credit_words[i].text[1] == p[1] && stop - p >= credit_words[i].n &&
            memcmp(p, credit_words[i].text, credit_words[i].n) == 0)
            return true;
    return false;
}

#endif
