/*
 * Tests that what is well-formed UTF-8, and where its characters stand, does not hang
 * on the processor: every level says what plain C says.
 *
 * All sequences of up to four bytes from a set that has each kind of lead and
 * continuation, at the places around the end of a vector, and random texts.  Each ends
 * where memory may no longer be read, under the address sanitizer.
 */
#include "dispatch.h"
#include "memory.h"
#include "offsets.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int n_failed;

static void
fail(const char *what, const char *text, size_t n)
{
    fprintf(stderr, "not so: %s\n  text:", what);
    for (size_t i = 0; i < n && i < 100; i++)
        fprintf(stderr, " %02X", (unsigned char)text[i]);
    fprintf(stderr, "\n");
    n_failed++;
}

static void
check_valid(const char *text, size_t n)
{
#if NG_HAS_X86_LEVELS
    if (ng_cpu_force(NG_CPU_AVX2) &&
        ng_utf8_is_valid_avx2(text, text + n) != ng_utf8_is_valid_portable(text, text + n))
        fail("AVX2 finds what plain C finds", text, n);
#else
    (void)text;
    (void)n;
#endif
}

/* Every offset at every level. */
static void
check_offsets(const char *text, size_t n, ng_unit unit)
{
    const ng_alloc alloc = ng_alloc_or_default(NULL);
    const ng_encoding encoding = ng_utf8_encoding(text, text + n);
    uint32_t *const bytes = malloc((n + 1) * sizeof *bytes);
    uint32_t *const got = malloc((n + 1) * sizeof *got);
    ng_offsets one_by_one = {0}, offsets = {0};

    ng_cpu_force(NG_CPU_PORTABLE);
    if (bytes == NULL || got == NULL ||
        ng_offsets_build(&one_by_one, &alloc, text, n, unit, encoding) != NG_OK)
        exit(2);
    for (size_t i = 0; i <= n; i++)
        bytes[i] = (uint32_t)i;
    for (int level = 0; level < NG_N_CPU_LEVELS; level++) {
        if (!ng_cpu_force((ng_cpu)level))
            continue;
        if (ng_offsets_build(&offsets, &alloc, text, n, unit, encoding) != NG_OK)
            exit(2);
        ng_offsets_convert(&offsets, bytes, n + 1, got);
        for (size_t i = 0; i <= n; i++) {
            if (got[i] != ng_offsets_at(&one_by_one, bytes[i])) {
                fail("offsets are the same at every level", text, n);
                break;
            }
        }
    }
    ng_offsets_free(&one_by_one, &alloc);
    ng_offsets_free(&offsets, &alloc);
    free(bytes);
    free(got);
}

/* Code points of all lengths, surrogates and NUL in any mixture, at every level. */
static void
test_encode(void)
{
    static const uint32_t some[] = {0,      1,      'a',    'z',     0x7F,    0x80,     0xE9,
                                    0x7FF,  0x800,  0x2019, 0x4E00,  0xD7FF,  0xD800,   0xDFFF,
                                    0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10D800, 0x10FFFF};
    const size_t n_some = sizeof some / sizeof some[0];
    uint64_t random = 1;

    for (int round = 0; round < 20000; round++) {
        const size_t n = (size_t)round % 70;
        uint32_t *const from = malloc((n + 1) * sizeof *from);
        char expected[4 * 70 + 1], *to;
        size_t n_expected = 0;

        for (size_t i = 0; i < n; i++) {
            uint32_t c;

            random = random * 6364136223846793005u + 1442695040888963407u;
            /* Mostly ASCII in every other text. */
            c = from[i] =
                round % 2 == 0 && (random >> 60) < 14 ? 'x' : some[(random >> 33) % n_some];
            if (c >= 0xD800 && c <= 0xDFFF)
                c = 0xFFFD;
            if (c < 0x80) {
                expected[n_expected++] = (char)c;
            } else {
                const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;

                expected[n_expected++] = (char)((0xFFu << (7 - more) | c >> 6 * more) & 0xFF);
                for (int k = more - 1; k >= 0; k--)
                    expected[n_expected++] = (char)(0x80 | (c >> 6 * k & 0x3F));
            }
        }
        to = malloc(4 * n + 1);
        for (int level = 0; level < NG_N_CPU_LEVELS; level++) {
            if (!ng_cpu_force((ng_cpu)level))
                continue;
            if (ng_utf8_encode(to, from, n) != n_expected ||
                memcmp(to, expected, n_expected) != 0) {
                fail("code points are encoded", expected, n_expected);
                break;
            }
        }
        free(from);
        free(to);
    }
}

static void
test_sequences(void)
{
    static const unsigned char set[] = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
        0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFB, 0xFC, 0xFE, 0xFF,
    };
    enum { N = sizeof set };

    for (size_t place = 26; place < 33; place++) {
        for (size_t n_behind = 0; n_behind < 34; n_behind += 33) {
            const size_t n = place + 4 + n_behind;
            char *const text = malloc(n);

            if (text == NULL)
                exit(2);
            memset(text, 'a', n);
            for (size_t k = 0; k < (size_t)N * N * N * N; k++) {
                text[place] = (char)set[k % N];
                text[place + 1] = (char)set[k / N % N];
                text[place + 2] = (char)set[k / N / N % N];
                text[place + 3] = (char)set[k / N / N / N];
                check_valid(text, n);
            }
            free(text);
        }
    }
}

/* Deterministic, so that a failure comes again: xorshift. */
static uint64_t random_state = 88172645463325252u;

static uint32_t
random_below(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 32) % n;
}

static void
test_random(void)
{
    static const char *const pieces[] = {
        "a",
        "b c",
        "\xC3\xA9",
        "\xE2\x80\x99",
        "\xF0\x9F\x98\x80",
        "\xEF\xBB\xBF",
        "plain text ",
        "\xF4\x8F\xBF\xBF",
        "\xED\x9F\xBF",
        "\xEE\x80\x80",
        "\xD0\x9C",
        "\x7F",
    };

    for (int k = 0; k < 20000; k++) {
        char buffer[600];
        size_t n = 0;
        char *text;

        for (uint32_t i = random_below(60); i > 0; i--) {
            const char *const piece = pieces[random_below(sizeof pieces / sizeof *pieces)];

            memcpy(buffer + n, piece, strlen(piece));
            n += strlen(piece);
        }
        if (k % 2 == 1 && n > 0)
            buffer[random_below((uint32_t)n)] = (char)random_below(256);
        if (k % 3 == 1 && n > 0)
            n -= random_below(n < 4 ? (uint32_t)n : 4);
        text = malloc(n > 0 ? n : 1);
        if (text == NULL)
            exit(2);
        memcpy(text, buffer, n);
        check_valid(text, n);
        if (k % 4 == 0) {
            check_offsets(text, n, NG_UNIT_CHAR);
            check_offsets(text, n, NG_UNIT_UTF16);
        }
        free(text);
    }
}

int
main(void)
{
    test_encode();
    test_sequences();
    test_random();
    if (n_failed > 0)
        fprintf(stderr, "%d failed\n", n_failed);
    return n_failed > 0;
}
