#include "article_words.h"

#include "dispatch.h"
#include "lines_bits.h"

#include <string.h>

typedef uint64_t (*word_bits_step)(const char *p, uint64_t *high);

/* Bytes of words in a window of *n bytes: letters, digits and what is not ASCII, but no typographic
   marks: curly apostrophes end a word as straight ones do.  *n is cut before one that reaches over
   the end. */
NG_ALWAYS_INLINE uint64_t
word_bytes(const char *p, size_t *n, word_bits_step word_bits)
{
    uint64_t high, result = word_bits(p, &high);

    for (; high != 0; high &= high - 1) {
        const unsigned i = ng_lowest_bit(high);

        if (p[i] != '\xE2')
            continue;
        result &= ~(UINT64_C(7) << i);
        if (i > 61 && *n > i)
            *n = i;
    }
    return result;
}

#define LANES 8 /* two batches are enough for a window */

/*
 * FNV-1a of the first six bytes of words in small letters, or of the first four or five: first and
 * behind have eight bytes from the start of the word on, letters its bits of word_bytes() from
 * there.  Of eight words side by side, which compilers make vectors of.
 */
NG_ALWAYS_INLINE void
hash_words(const uint32_t first[LANES], const uint32_t behind[LANES], const uint32_t letters[LANES],
           uint32_t hashes[LANES])
{
    const uint32_t prime = 16777619u, small = 0x20202020u;

    for (unsigned i = 0; i < LANES; i++) {
        /* Small letters of all but what is not ASCII; digits have the bit. */
        const uint32_t a = first[i] | (small & ~(first[i] >> 2));
        const uint32_t b = behind[i] | (small & ~(behind[i] >> 2));
        uint32_t h = 2166136261u, longer;

        h = (h ^ (a & 0xFF)) * prime;
        h = (h ^ (a >> 8 & 0xFF)) * prime;
        h = (h ^ (a >> 16 & 0xFF)) * prime;
        h = (h ^ a >> 24) * prime;
        longer = (h ^ (b & 0xFF)) * prime;
        h = (letters[i] & 16) != 0 ? longer : h;
        longer = (h ^ (b >> 8 & 0xFF)) * prime;
        h = (letters[i] & 48) == 48 ? longer : h;
        hashes[i] = (h ^ h >> 13) % (1u << NG_WORD_HASH_BITS);
    }
}

NG_ALWAYS_INLINE size_t
next_words(const char **p, const char *end, const char *text_end,
           uint32_t hashes[NG_MAX_WINDOW_WORDS], word_bits_step word_bits)
{
    uint32_t first[LANES], behind[LANES], letters[LANES];
    char copy[72];
    const char *at = *p;
    size_t n = end - at < 64 ? (size_t)(end - at) : 64, n_words = 0;
    uint64_t word, rest;

    if (text_end - at < 72) {
        memset(copy, ' ', sizeof copy);
        memcpy(copy, at, n);
        at = copy;
    }
    word = word_bytes(at, &n, word_bits) & ng_low_bits((unsigned)n);
    /* What may go on behind the window waits for the next one, unless it fills it. */
    if (n == 64 && word >> 63 != 0 && ~word != 0) {
        n = ng_highest_bit(~word) + 1;
        word &= ng_low_bits((unsigned)n);
    }
    rest = word & word >> 1 & word >> 2 & word >> 3 & ~(word << 1);
    /* All lanes are filled: how many words there are is hard to foresee, and those too many cost
       nothing. */
    do {
        for (unsigned lane = 0; lane < LANES; lane++) {
            const unsigned i = ng_lowest_bit(rest | UINT64_C(1) << 63);
            const uint64_t x = ng_load_8(at + i);

            first[lane] = (uint32_t)x;
            behind[lane] = (uint32_t)(x >> 32);
            letters[lane] = (uint32_t)(word >> i);
            rest &= rest - 1;
        }
        hash_words(first, behind, letters, hashes + n_words);
        n_words += LANES;
    } while (rest != 0);
    *p += n;
    return ng_count_bits(word & word >> 1 & word >> 2 & word >> 3 & ~(word << 1));
}

#if defined(NG_X86)
NG_TARGET_AVX2 static size_t
next_words_avx2(const char **p, const char *end, const char *text_end,
                uint32_t hashes[NG_MAX_WINDOW_WORDS])
{
    return next_words(p, end, text_end, hashes, ng_word_bits_avx2);
}
#endif

size_t
ng_next_words(const char **p, const char *end, const char *text_end,
              uint32_t hashes[NG_MAX_WINDOW_WORDS])
{
#if defined(NG_X86)
    if (ng_cpu_current() >= NG_CPU_AVX2)
        return next_words_avx2(p, end, text_end, hashes);
#endif
    return next_words(p, end, text_end, hashes, ng_word_bits_of);
}
