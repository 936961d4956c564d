/* From code points to UTF-8. */
#include "dispatch.h"
#include "utf8.h"

#if NG_HAS_X86_LEVELS
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Copy the ASCII characters that [from, from + n) begins with, and give how many they
   are. */
static size_t
encode_ascii(char *to, const uint32_t *from, size_t n)
{
    size_t i = 0;

#if defined(__SSE2__) && defined(__GNUC__)
    for (; i + 16 <= n; i += 16) {
        const __m128i *const p = (const __m128i *)(const void *)(from + i);
        /* Code points have 21 bits, so that saturation keeps all above ASCII there. */
        const __m128i low = _mm_packs_epi32(_mm_loadu_si128(p), _mm_loadu_si128(p + 1));
        const __m128i high = _mm_packs_epi32(_mm_loadu_si128(p + 2), _mm_loadu_si128(p + 3));
        const __m128i limit = _mm_set1_epi16(0x7F);
        const __m128i above =
            _mm_packs_epi16(_mm_cmpgt_epi16(low, limit), _mm_cmpgt_epi16(high, limit));
        const int beyond = _mm_movemask_epi8(above);

        _mm_storeu_si128((__m128i *)(void *)(to + i), _mm_packus_epi16(low, high));
        if (beyond != 0)
            return i + (size_t)__builtin_ctz((unsigned)beyond);
    }
#endif
    for (; i < n && from[i] < 0x80; i++)
        to[i] = (char)from[i];
    return i;
}

static char *
encode_one(char *to, uint32_t c)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
        return to;
    }
    if (c >= 0xD800 && c <= 0xDFFF)
        c = 0xFFFD;
    if (c < 0x10000) {
        *to++ = (char)(0xE0 | c >> 12);
    } else {
        *to++ = (char)(0xF0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3F));
    }
    *to++ = (char)(0x80 | (c >> 6 & 0x3F));
    *to++ = (char)(0x80 | (c & 0x3F));
    return to;
}

static size_t
encode_portable(char *to, const uint32_t *from, size_t n)
{
    const uint32_t *const end = from + n;
    char *const start = to;

    while (from < end) {
        const size_t n_ascii = encode_ascii(to, from, (size_t)(end - from));

        to += n_ascii;
        from += n_ascii;
        while (from < end && *from >= 0x80) {
            to = encode_one(to, *from++);
            /* The spaces of a text in another script are no new run. */
            if (from + 1 < end && from[0] < 0x80 && from[1] >= 0x80)
                *to++ = (char)*from++;
        }
    }
    return (size_t)(to - start);
}

#if NG_HAS_X86_LEVELS
#define NG_TARGET_ENCODE __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,popcnt")))

/* Each of 16 code points as its bytes, the first one lowest, and zeros behind. */
NG_TARGET_ENCODE static inline __m512i
bytes_of(__m512i c)
{
    const __m512i six = _mm512_set1_epi32(0x3F);
    const __m512i a = _mm512_and_si512(c, six);
    const __m512i b = _mm512_and_si512(_mm512_srli_epi32(c, 6), six);
    const __m512i d = _mm512_and_si512(_mm512_srli_epi32(c, 12), six);
    const __m512i two =
        _mm512_or_si512(_mm512_or_si512(_mm512_srli_epi32(c, 6), _mm512_slli_epi32(a, 8)),
                        _mm512_set1_epi32(0x80C0));
    const __m512i three =
        _mm512_or_si512(_mm512_or_si512(_mm512_srli_epi32(c, 12), _mm512_slli_epi32(b, 8)),
                        _mm512_or_si512(_mm512_slli_epi32(a, 16), _mm512_set1_epi32(0x8080E0)));
    const __m512i four = _mm512_or_si512(
        _mm512_or_si512(_mm512_srli_epi32(c, 18), _mm512_slli_epi32(d, 8)),
        _mm512_or_si512(_mm512_or_si512(_mm512_slli_epi32(b, 16), _mm512_slli_epi32(a, 24)),
                        _mm512_set1_epi32((int)0x808080F0)));
    __m512i bytes = c;

    bytes = _mm512_mask_mov_epi32(bytes, _mm512_cmpge_epu32_mask(c, _mm512_set1_epi32(0x80)), two);
    bytes =
        _mm512_mask_mov_epi32(bytes, _mm512_cmpge_epu32_mask(c, _mm512_set1_epi32(0x800)), three);
    return _mm512_mask_mov_epi32(bytes, _mm512_cmpge_epu32_mask(c, _mm512_set1_epi32(0x10000)),
                                 four);
}

NG_TARGET_ENCODE static size_t
encode_avx512(char *to, const uint32_t *from, size_t n)
{
    char *const start = to;
    size_t i = 0;

    for (; i + 16 <= n; i += 16) {
        const __m512i given = _mm512_loadu_si512(from + i);
        const __mmask16 lone = _mm512_cmpeq_epu32_mask(
            _mm512_and_si512(given, _mm512_set1_epi32(0x1FF800)), _mm512_set1_epi32(0xD800));
        const __m512i c = _mm512_mask_mov_epi32(given, lone, _mm512_set1_epi32(0xFFFD));

        if (_mm512_cmpge_epu32_mask(c, _mm512_set1_epi32(0x80)) == 0) {
            _mm_storeu_si128((__m128i *)(void *)to, _mm512_cvtepi32_epi8(c));
            to += 16;
        } else {
            const __m512i bytes = bytes_of(c);
            /* The first byte of each, be it NUL. */
            const __mmask64 used =
                _mm512_test_epi8_mask(bytes, bytes) | UINT64_C(0x1111111111111111);

            /* There is room for four bytes each. */
            _mm512_storeu_si512(to, _mm512_maskz_compress_epi8(used, bytes));
            to += __builtin_popcountll(used);
        }
    }
    return (size_t)(to - start) + encode_portable(to, from + i, n - i);
}
#endif

size_t
ng_utf8_encode(char *to, const uint32_t *from, size_t n)
{
#if NG_HAS_X86_LEVELS
    if (ng_cpu_current() >= NG_CPU_AVX512)
        return encode_avx512(to, from, n);
#endif
    return encode_portable(to, from, n);
}
