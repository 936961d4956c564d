/*
 * Tests the reading of UTF-8 against a second definition of it.
 *
 * The definition is the table of well-formed byte sequences (Unicode standard,
 * table 3-7) taken literally, and that of a maximal subpart (section 3.9): the
 * longest beginning of a row, or else one byte.  Compared are all code points,
 * all sequences of one to three bytes, each alone and with something behind it,
 * all of four bytes from the corners of the rows, and random bytes.
 */
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ definition */

typedef struct byte_range {
    unsigned char low, high;
} byte_range;

typedef struct well_formed {
    size_t len;
    byte_range bytes[4];
} well_formed;

/* Table 3-7. */
static const well_formed rows[] = {
    {1, {{0x00, 0x7F}}},
    {2, {{0xC2, 0xDF}, {0x80, 0xBF}}},
    {3, {{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}}},
    {3, {{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}}},
    {3, {{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}}},
    {3, {{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}}},
    {4, {{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}},
    {4, {{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}},
    {4, {{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}}},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

/* How many bytes of the row the text begins with. */
static size_t
row_matched(const well_formed *row, const unsigned char *text, size_t len)
{
    size_t n = 0;

    while (n < row->len && n < len && text[n] >= row->bytes[n].low && text[n] <= row->bytes[n].high)
        n++;
    return n;
}

/* The code point at the start of the text, and its length: of the character or
   of the maximal subpart. */
static uint32_t
defined_next(const unsigned char *text, size_t len, size_t *n_read)
{
    static const unsigned char payload_of_lead[] = {0, 0x7F, 0x1F, 0x0F, 0x07};

    *n_read = 1;
    for (size_t r = 0; r < N_ROWS; r++) {
        const size_t n = row_matched(&rows[r], text, len);

        if (n == rows[r].len) {
            uint32_t cp = text[0] & payload_of_lead[n];

            for (size_t i = 1; i < n; i++)
                cp = cp * 64 + (text[i] - 0x80u);
            *n_read = n;
            return cp;
        }
        if (n > *n_read)
            *n_read = n;
    }
    return NG_UTF8_BROKEN;
}

/* ------------------------------------------------------------ comparison */

static size_t n_failures;
static size_t n_compared;

static void
fail(const char *what, const unsigned char *text, size_t len)
{
    if (n_failures++ < 20) {
        printf("FAIL %s:", what);
        for (size_t i = 0; i < len; i++)
            printf(" %02X", text[i]);
        printf("\n");
    }
}

/* Reads the whole text both ways; `text` is read only inside its `len`. */
static void
compare(const unsigned char *text, size_t len)
{
    const char *const begin = (const char *)text;
    const char *const end = begin + len;
    const char *p = begin;
    bool is_valid = true;
    size_t ascii_len = 0;

    while (ascii_len < len && text[ascii_len] < 0x80)
        ascii_len++;
    if (ng_utf8_ascii_len(begin, end) != ascii_len)
        fail("ng_utf8_ascii_len", text, len);

    for (size_t at = 0; at < len;) {
        size_t n;
        const uint32_t expected = defined_next(text + at, len - at, &n);

        at += n;
        if (ng_utf8_next(&p, end) != expected || p != begin + at) {
            fail("ng_utf8_next", text, len);
            return;
        }
        /* Backwards from here: what was just read, whatever follows. */
        if (ng_utf8_before(begin, p) != expected)
            fail("ng_utf8_before", text, len);
        is_valid = is_valid && expected != NG_UTF8_BROKEN;
    }
    if (ng_utf8_is_valid(begin, end) != is_valid)
        fail("ng_utf8_is_valid", text, len);
    n_compared++;
}

/* `len` bytes in memory of exactly that size, so that a sanitizer sees a read
   outside; one for each length, made once. */
static unsigned char *
exact_memory(size_t len)
{
    static unsigned char *memory[65];

    if (memory[len] == NULL) {
        memory[len] = malloc(len ? len : 1);
        if (memory[len] == NULL)
            exit(2);
    }
    return memory[len];
}

static void
compare_exact(const unsigned char *text, size_t len)
{
    unsigned char *const copy = exact_memory(len);

    memcpy(copy, text, len);
    compare(copy, len);
}

/* --------------------------------------------------------------- texts */

static void
test_code_points(void)
{
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        unsigned char text[4];
        const size_t len = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
        const bool is_surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        uint32_t rest = cp;
        size_t n;

        for (size_t i = len; i-- > 1; rest >>= 6)
            text[i] = (unsigned char)(0x80 | (rest & 0x3F));
        text[0] = (unsigned char)(len == 1 ? cp : ((0xF00u >> len) & 0xFF) | rest);

        /* First that the definition itself is right. */
        if (is_surrogate != (defined_next(text, len, &n) != cp) || (!is_surrogate && n != len))
            fail("definition", text, len);
        compare_exact(text, len);
    }
}

static void
test_short_sequences(void)
{
    unsigned char text[4];

    compare_exact(text, 0);
    for (unsigned i = 0; i < 0x100; i++) {
        text[0] = (unsigned char)i;
        compare_exact(text, 1);
    }
    for (unsigned i = 0; i < 0x10000; i++) {
        text[0] = (unsigned char)(i >> 8);
        text[1] = (unsigned char)i;
        compare_exact(text, 2);
    }
    for (unsigned i = 0; i < 0x1000000; i++) {
        text[0] = (unsigned char)(i >> 16);
        text[1] = (unsigned char)(i >> 8);
        text[2] = (unsigned char)i;
        compare_exact(text, 3);
    }
}

/* Four and five bytes, each from the ends of the ranges of table 3-7 and their
   neighbours. */
static void
test_corners(void)
{
    static const unsigned char corners[] = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
        0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    };
    enum { N = sizeof corners };
    unsigned char text[5];

    for (unsigned i = 0; i < N * N * N * N; i++) {
        text[0] = corners[i / (N * N * N)];
        text[1] = corners[i / (N * N) % N];
        text[2] = corners[i / N % N];
        text[3] = corners[i % N];
        compare_exact(text, 4);
        text[4] = corners[(i * 7 + i / N) % N];
        compare_exact(text, 5);
    }
}

/* xorshift: the same texts in every run. */
static uint32_t
random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Up to 64 bytes, in turn any, mostly ASCII, and mostly of multi-byte rows. */
static void
test_random(void)
{
    uint32_t state = 2463534242u;
    unsigned char text[64];

    for (unsigned run = 0; run < 300000; run++) {
        const size_t len = random_next(&state) % (sizeof text + 1);

        for (size_t i = 0; i < len; i++) {
            const uint32_t r = random_next(&state) >> 8;
            const byte_range range = rows[r % N_ROWS].bytes[r / N_ROWS % 4];

            if (run % 3 == 0 || r % 29 == 0)
                text[i] = (unsigned char)(r >> 8);
            else if (run % 3 == 1)
                text[i] = (unsigned char)((r >> 8) & 0x7F);
            else
                text[i] = (unsigned char)(range.low + (r >> 8) % (range.high - range.low + 1u));
        }
        compare_exact(text, len);
    }
}

int
main(void)
{
    test_code_points();
    test_short_sequences();
    test_corners();
    test_random();

    printf("utf8: %zu texts compared, %zu failures\n", n_compared, n_failures);
    for (size_t len = 0; len <= 64; len++)
        free(exact_memory(len));
    return n_failures != 0;
}
