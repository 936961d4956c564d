#include "offsets.h"
#include "dispatch.h"
#include "memory.h"
#include "utf8.h"

#include <string.h>

#if NG_HAS_X86_LEVELS
#include <immintrin.h>
#endif

/* Bit i says that byte i of `word` (in memory order) has its top bit set. */
static uint32_t
top_bits(uint64_t word)
{
    return (uint32_t)(((word & 0x8080808080808080u) * 0x0002040810204081u) >> 56);
}

/* The two bitmaps of 64 bytes of well-formed UTF-8. */
static void
classify_valid(const char *p, uint64_t *begins, uint64_t *pairs)
{
    uint64_t continues = 0, four = 0;

    for (int i = 0; i < 8; i++) {
        const uint64_t w = ng_load_8(p + 8 * i);

        /* 10xxxxxx: top bit set, the next one clear.  1111xxxx: all four set. */
        continues |= (uint64_t)top_bits(w & ~(w << 1)) << (8 * i);
        four |= (uint64_t)top_bits(w & (w << 1) & (w << 2) & (w << 3)) << (8 * i);
    }
    *begins = ~continues;
    *pairs = four;
}

#if NG_HAS_X86_LEVELS
__attribute__((target("avx2"))) static void
classify_valid_avx2(const char *p, uint64_t *begins, uint64_t *pairs)
{
    const __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)p);
    const __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));
    /* As signed bytes, 10xxxxxx is less than 11000000; 1111xxxx lies between
       11101111 and 0. */
    const __m256i lead = _mm256_set1_epi8((char)0xBF), three = _mm256_set1_epi8((char)0xEF);
    const __m256i zero = _mm256_setzero_si256();
    const uint32_t four_low = (uint32_t)_mm256_movemask_epi8(
        _mm256_and_si256(_mm256_cmpgt_epi8(low, three), _mm256_cmpgt_epi8(zero, low)));
    const uint32_t four_high = (uint32_t)_mm256_movemask_epi8(
        _mm256_and_si256(_mm256_cmpgt_epi8(high, three), _mm256_cmpgt_epi8(zero, high)));

    *begins = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(low, lead)) |
              (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(high, lead)) << 32;
    *pairs = four_low | (uint64_t)four_high << 32;
}
#endif

static void
fill_valid(ng_offsets *offsets, const char *text, size_t n_bytes)
{
    void (*classify)(const char *, uint64_t *, uint64_t *) = classify_valid;
    size_t k;

#if NG_HAS_X86_LEVELS
    if (ng_cpu_current() >= NG_CPU_AVX2)
        classify = classify_valid_avx2;
#endif
    for (k = 0; k + 1 <= n_bytes / 64; k++)
        classify(text + 64 * k, &offsets->begins[k], &offsets->pairs[k]);

    /* The rest is copied, since a read behind the text may fault. */
    if (n_bytes % 64 != 0) {
        char rest[64] = {0};

        memcpy(rest, text + 64 * k, n_bytes % 64);
        classify(rest, &offsets->begins[k], &offsets->pairs[k]);
    }
}

static void
fill_broken(ng_offsets *offsets, const char *text, size_t n_bytes)
{
    const char *const end = text + n_bytes;
    const size_t n_words = n_bytes / 64 + 1;

    memset(offsets->begins, 0, n_words * sizeof *offsets->begins);
    memset(offsets->pairs, 0, n_words * sizeof *offsets->pairs);
    for (const char *p = text; p < end;) {
        const size_t at = (size_t)(p - text);
        const uint32_t cp = ng_utf8_next(&p, end);

        offsets->begins[at / 64] |= (uint64_t)1 << (at % 64);
        if (cp > 0xFFFF && cp != NG_UTF8_BROKEN)
            offsets->pairs[at / 64] |= (uint64_t)1 << (at % 64);
    }
}

ng_status
ng_offsets_build(ng_offsets *offsets, const ng_alloc *alloc, const char *text, size_t n_bytes,
                 ng_unit unit, ng_encoding encoding)
{
    const ng_column_ref columns[] = {NG_COLUMN(offsets->begins), NG_COLUMN(offsets->pairs),
                                     NG_COLUMN(offsets->before)};
    const size_t n_words = n_bytes / 64 + 1;
    uint32_t n_units = 0;
    ng_status status;

    offsets->identity = unit == NG_UNIT_BYTE || encoding == NG_ENCODING_ASCII;
    if (offsets->identity)
        return NG_OK;
    status = ng_reserve(alloc, columns, 3, &offsets->cap, n_words);
    if (status != NG_OK)
        return status;

    /* One word more than full ones, so that the end of the text has a place. */
    offsets->begins[n_words - 1] = 0;
    offsets->pairs[n_words - 1] = 0;
    if (encoding == NG_ENCODING_UTF8)
        fill_valid(offsets, text, n_bytes);
    else
        fill_broken(offsets, text, n_bytes);
    offsets->has_pairs = unit != NG_UNIT_CHAR;
    if (unit == NG_UNIT_CHAR)
        memset(offsets->pairs, 0, n_words * sizeof *offsets->pairs);

    for (size_t k = 0; k < n_words; k++) {
        offsets->before[k] = n_units;
        n_units += ng_count_bits(offsets->begins[k]) + ng_count_bits(offsets->pairs[k]);
    }
    return NG_OK;
}

/* With an instruction that counts bits there is no branch on what the text is. */
#if NG_HAS_X86_LEVELS
__attribute__((target("popcnt,bmi,bmi2"))) static void
convert_popcnt(const ng_offsets *offsets, const uint32_t *bytes, size_t n, uint32_t *to)
{
    const uint64_t *const begins = offsets->begins;
    const uint64_t *const pairs = offsets->pairs;
    const uint32_t *const before = offsets->before;

    for (size_t i = 0; i < n; i++) {
        const uint32_t word = bytes[i] >> 6, place = bytes[i] & 63;

        to[i] = before[word] + (uint32_t)_mm_popcnt_u64(_bzhi_u64(begins[word], place));
    }
    for (size_t i = 0; offsets->has_pairs && i < n; i++) {
        const uint32_t word = bytes[i] >> 6, place = bytes[i] & 63;

        to[i] += (uint32_t)_mm_popcnt_u64(_bzhi_u64(pairs[word], place));
    }
}
#endif

void
ng_offsets_convert(const ng_offsets *offsets, const uint32_t *bytes, size_t n, uint32_t *to)
{
    if (offsets->identity) {
        if (n > 0)
            memcpy(to, bytes, n * sizeof *bytes);
        return;
    }
#if NG_HAS_X86_LEVELS
    if (ng_cpu_current() >= NG_CPU_AVX2) {
        convert_popcnt(offsets, bytes, n, to);
        return;
    }
#endif
    for (size_t i = 0; i < n; i++)
        to[i] = ng_offsets_at(offsets, bytes[i]);
}

uint32_t
ng_count_chars(const char *text, size_t n_bytes)
{
    const char *const end = text + n_bytes;
    uint32_t n = 0;

    for (const char *p = text; p < end; n++) {
        const size_t n_ascii = ng_utf8_ascii_len(p, end);

        p += n_ascii;
        n += (uint32_t)n_ascii;
        if (p == end)
            break;
        ng_utf8_next(&p, end);
    }
    return n;
}

void
ng_offsets_free(ng_offsets *offsets, const ng_alloc *alloc)
{
    ng_free(alloc, offsets->begins);
    ng_free(alloc, offsets->pairs);
    ng_free(alloc, offsets->before);
    memset(offsets, 0, sizeof *offsets);
}
