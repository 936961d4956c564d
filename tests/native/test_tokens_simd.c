/*
 * Tests that the bitmap tokenizer finds the tokens of the scalar reference, byte for
 * byte, at every level that the processor has.
 *
 * The texts are random bytes, random strings that look like news, every word that
 * the tokenizer knows, and long runs of one pattern.  Each lies between two pages
 * that may not be read, where the system has such pages: at the end of what may be
 * read, and at each of 64 places from its beginning.
 */
#include "dispatch.h"
#include "pipeline.h"
#include "token_same.h"
#include "token_scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#include <unistd.h>
#endif

/* A word in lower case, its bytes in little-endian order in two integers. */
typedef struct lang_en_entry {
    uint64_t low, high;
    uint32_t properties;
} lang_en_entry;

#include "lang_en_words.inc"

enum { ROOM = 1 << 14 };

static int n_failed;
static ng_doc *got, *want;

/* ----------------------------------------------------------- guarded text */

/* Memory of ROOM bytes with nothing to be read before and behind it. */
static char *
guarded_room(void)
{
#if defined(__unix__) || defined(__APPLE__)
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *const p =
        mmap(NULL, ROOM + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);

    if (p == MAP_FAILED || mprotect(p, page, PROT_NONE) != 0 ||
        mprotect(p + page + ROOM, page, PROT_NONE) != 0)
        return NULL;
    return p + page;
#else
    return malloc(ROOM);
#endif
}

/* --------------------------------------------------------------- comparing */

static void
fail(const char *level, int scheme, const char *text, size_t n)
{
    size_t i = 0, from;

    while (i < got->tokens.n && i < want->tokens.n &&
           got->tokens.start[i] == want->tokens.start[i] &&
           got->tokens.stop[i] == want->tokens.stop[i] &&
           got->tokens.kind[i] == want->tokens.kind[i] &&
           got->tokens.flags[i] == want->tokens.flags[i])
        i++;
    fprintf(stderr, "%s, scheme %d: token %zu of %zu differs", level, scheme, i, want->tokens.n);
    from = i > 0 ? want->tokens.start[i - 1] : 0;
    fprintf(stderr, "; from byte %zu:", from);
    for (size_t k = from; k < n && k < from + 60; k++)
        fprintf(stderr, text[k] > ' ' && text[k] < 0x7F ? "%c" : "\\x%02X", (unsigned char)text[k]);
    fprintf(stderr, "\n");
    n_failed++;
}

/* A block, trimmed of ASCII white space or not; never empty. */
static void
add_block(ng_doc *doc, uint32_t start, uint32_t stop, bool trimmed)
{
    while (trimmed && start < stop && (ng_flags_at(doc->text + start) & NG_BF_SPACE))
        start++;
    while (trimmed && start < stop && (ng_flags_at(doc->text + stop - 1) & NG_BF_SPACE))
        stop--;
    if (start == stop)
        return;
    if (ng_doc_reserve_block(doc) != NG_OK)
        exit(2);
    doc->blocks.start[doc->blocks.n] = start;
    doc->blocks.stop[doc->blocks.n++] = stop;
}

/* Blocks for one text in two: the lines, or pieces of any length; no character is in
   two. */
static void
make_blocks(ng_doc *doc, uint32_t seed)
{
    const uint32_t n = doc->n_bytes;

    if (seed % 2 == 0)
        return;
    for (uint32_t start = 0; start < n;) {
        uint32_t stop = start + 1;

        if (seed % 8 < 6)
            while (stop < n && doc->text[stop - 1] != '\n' &&
                   (seed % 8 < 3 || doc->text[stop - 1] != ' '))
                stop++;
        else
            stop = start + 1 + (seed = seed * 1664525u + 1013904223u * 8) / 65536 % 100;
        while (stop < n && ((unsigned char)doc->text[stop] & 0xC0) == 0x80)
            stop++;
        if (stop > n)
            stop = n;
        add_block(doc, start, stop, seed % 4 == 1 || seed % 16 > 8);
        start = stop;
    }
}

static void
compare(const char *text, size_t n, uint32_t seed)
{
    for (int scheme = NG_SCHEME_NEWS; scheme <= NG_SCHEME_UD; scheme++) {
        ng_pipeline pipeline;

        memset(&pipeline, 0, sizeof pipeline);
        pipeline.scheme = (ng_scheme)scheme;
        ng_doc_reset(want, text, n);
        make_blocks(want, seed);
        if (ng_tokens_run_reference(&pipeline, want) != NG_OK)
            exit(2);
        for (int level = 0; level < NG_N_CPU_LEVELS; level++) {
            if (!ng_cpu_force((ng_cpu)level))
                continue;
            ng_doc_reset(got, text, n);
            make_blocks(got, seed);
            if (ng_tokens_run(&pipeline, got) != NG_OK)
                exit(2);
            if (!is_same(&got->tokens, &want->tokens))
                fail(ng_cpu_name((ng_cpu)level), scheme, text, n);
        }
    }
}

/* The text at the end of the room, and from `place` on in it. */
static void
compare_guarded(char *room, const char *text, size_t n, size_t place, uint32_t seed)
{
    memcpy(room + ROOM - n, text, n);
    compare(room + ROOM - n, n, seed);
    if (place + n <= ROOM) {
        memcpy(room + place, text, n);
        compare(room + place, n, seed);
    }
}

/* ------------------------------------------------------------------ texts */

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

static const char *const words[] = {
    "the",
    "of",
    "to",
    "and",
    "a",
    "in",
    "I",
    "he",
    "The",
    "Mr",
    "Mrs",
    "No",
    "Inc",
    "U.S",
    "U",
    "said",
    "Monday",
    "Jan",
    "cannot",
    "gonna",
    "funny",
    "not",
    "dont",
    "thats",
    "im",
    "its",
    "well-known",
    "two-",
    "and",
    "mid-Sept",
    "20-year-old",
    "non",
    "pre",
    "x",
    "NATO",
    "AT&T",
    "don't",
    "isn't",
    "he's",
    "they've",
    "I'm",
    "y'all",
    "Y'ALL",
    "y'a",
    "d'you",
    "d'ye",
    "d'y",
    "D'Youville",
    "we're",
    "you've",
    "it'll",
    "I'd've",
    "he'd",
    "more'n",
    "didn'dn't",
    "x'ren't",
    "x'dn\xE2\x80\x99t",
    "rock'n'roll",
    "l'an",
    "qu'il",
    "d'une",
    "l'a",
    "n'est",
    "l'\xC3\x89tat",
    "c\xE2\x80\x99"
    "est",
    "l\xE2\x80\x99re",
    "y\xE2\x80\x99"
    "all",
    "x'll-y",
    "wanna",
    "gimme",
    "dunno",
    "Vienna",
    "O'Brien",
    "'em",
    "'90s",
    "'tis",
    "rock 'n' roll",
    "goin'",
    "workers'",
    "n't",
    "'s",
    "1",
    "23",
    "456",
    "1,200",
    "1,2345",
    "1234,567",
    "12,34,567",
    "1,23",
    "1.2.3",
    "1-2",
    "3-D",
    "3.5",
    "7am",
    "5m",
    "1990s",
    "10th",
    "3:30",
    "A1",
    "50%",
    "$5",
    "US$",
    "$",
    "\xE2\x82\xAC",
    "\xC2\xA3",
    "http://x.com/a",
    "www.x.com",
    "a@b.com",
    "@foo",
    "@foo-bar",
    "#tag",
    "example.com",
    ".pdf",
    "caf\xC3\xA9",
    "\xC3\x89tat",
    "e\xCC\x81",
    "\xD0\x9C\xD0\xBE\xD1\x81",
    "\xE4\xB8\xAD",
    "don\xE2\x80\x99t",
    "he\xE2\x80\x99s",
    "workers\xE2\x80\x99",
    "n",
    "s",
    "t",
    "S",
    "N",
    "T",
    "internationalization",
    "antidisestablishmentarianism-and-more-of-the-same-kind-of-word",
    "\xE2\x80\x98quoted\xE2\x80\x99",
    "M*A*S*H",
    "snake_case",
    "either/or",
    "Sgt",
    "vs",
    "Penn",
};

static const char *const marks[] = {
    " ",
    " ",
    " ",
    " ",
    " ",
    ", ",
    ", ",
    ". ",
    ". ",
    ".",
    ",",
    "; ",
    ": ",
    ":",
    "-",
    " - ",
    "--",
    "\"",
    " \"",
    "\" ",
    ",\" ",
    ".\" ",
    "'",
    " '",
    "' ",
    "(",
    ") ",
    " (",
    "[",
    "]",
    "{",
    "}",
    "!",
    "? ",
    "?!",
    "...",
    ". . .",
    "..",
    "/",
    "&",
    "@",
    "#",
    "*",
    "_",
    "+",
    "=",
    "%",
    "$",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "\0",
    "\x7F",
    "\xE2\x80\x99",
    "\xE2\x80\x98",
    " \xE2\x80\x9C",
    "\xE2\x80\x9D ",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\xE2\x80\x94",
    " \xE2\x80\x93 ",
    "\xE2\x80\xA6",
    "\xE2\x80\x91",
    "\xE2\x80\x94\xE2\x80\x94",
    "\xE2\x80\x93\xE2\x80\x94",
    "\xE2\x80\xA6\xE2\x80\xA6",
    "\xE3\x80\x82",
    "\xE3\x80\x82\xE3\x80\x82",
    "\xEF\xBC\x8C",
    "\xEF\xBC\x9F\xEF\xBC\x81",
    "><",
    "<<",
    "\xC2\xA0",
    "\xC2\xAD",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    "\xE2\x80\xA2 ",
    "\xF0\x9F\x98\x80",
    "\xEF\xB8\x8F",
    "\xE2\x83\xA3",
    "\xEF\xBF\xBD",
    "\xE2\x88\x92",
    "\x80",
    "\xFF",
    "\xE2",
    "\xE2\x80",
    "\xF0\x9F",
    "\xED\xA0\x80",
    ":-)",
    " ;)",
    "``",
    "''",
    "<",
    ">",
    "|",
    "~",
    "\\",
    "^",
    "`",
};

#define ANY(list) list[random_below(sizeof(list) / sizeof *(list))]

static size_t
append(char *to, size_t n, const char *piece)
{
    const size_t length = *piece == '\0' ? 1 : strlen(piece);

    memcpy(to + n, piece, length);
    return n + length;
}

/* About `want_bytes` bytes: any, or words and marks of which one in `rare` is odd. */
static size_t
make_text(char *to, size_t want_bytes, uint32_t style)
{
    size_t n = 0;

    while (n < want_bytes) {
        if (style == 0) {
            to[n++] = (char)random_below(256);
        } else if (style == 1) {
            to[n++] = (char)(' ' + random_below(0x5F));
        } else if (style == 7) { /* no spaces */
            n = append(to, n, random_below(5) != 0 ? "\xE4\xB8\xAD" : ANY(marks));
        } else if (random_below(style) != 0) {
            for (uint32_t k = 1 + random_below(9); k > 0; k--)
                to[n++] = (char)("etaoinshrdlucmETAN"[random_below(18)]);
            to[n++] = ' ';
        } else {
            n = append(to, n, ANY(words));
            n = append(to, n, ANY(marks));
            if (random_below(4) == 0)
                n = append(to, n, ANY(marks));
        }
    }
    return n;
}

static void
test_random(char *room, int n_texts)
{
    static const uint32_t styles[] = {0, 1, 7, 2, 2, 3, 5, 12};

    for (int k = 0; k < n_texts; k++) {
        const size_t length = random_below(k % 50 == 0 ? 4000 : k % 4 == 0 ? 70 : 300);
        char text[ROOM];
        const size_t n = make_text(text, length, styles[k % 8]);

        compare_guarded(room, text, n, (size_t)k % 64, (uint32_t)k / 3);
    }
}

/* Every pair of a word and a mark, at each distance from the end of a window. */
static void
test_places(char *room)
{
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
            char text[256];
            size_t n = random_below(64);

            memset(text, 'x', n);
            if (n > 0 && random_below(4) != 0)
                text[n - 1] = ' ';
            n = append(text, n, words[w]);
            n = append(text, n, marks[m]);
            n = append(text, n, ANY(words));
            memset(text + n, 'y', 40);
            n += random_below(3) == 0 ? 40 : 0;
            compare_guarded(room, text, n, (w + m) % 64, 0);
        }
    }
}

/* Every word that the tokenizer knows, in small letters, with a capital and in
   capitals, before a few marks. */
static void
test_known_words(char *room)
{
    static const char *const behind[] = {" x", ".", ". The", ". the", ", x", "'s ", "-x", "\" "};

    for (size_t i = 0; i < sizeof lang_en_words / sizeof *lang_en_words; i++) {
        const lang_en_entry *const e = &lang_en_words[i];

        for (int capitals = 0; e->low != 0 && capitals < 3; capitals++) {
            for (size_t b = 0; b < sizeof behind / sizeof *behind; b++) {
                /* By itself, and as the last part of a word. */
                char text[64] = "x ";
                size_t n = (i + b) % 3 == 0 ? append(text, 2, "mid-") : 2;

                for (int k = 0; k < 16; k++) {
                    const char c =
                        (char)(k < 8 ? e->low >> 8 * k & 0xFF : e->high >> 8 * (k - 8) & 0xFF);

                    if (c == '\0')
                        break;
                    text[n++] =
                        (char)(c >= 'a' && c <= 'z' && (capitals == 2 || k < capitals) ? c - 0x20
                                                                                       : c);
                }
                n = append(text, n, behind[b]);
                compare_guarded(room, text, n, i % 64, 0);
            }
        }
    }
}

/* Every character of the lower planes, inside a word, behind one and by itself. */
static void
test_characters(char *room)
{
    for (uint32_t c = 0x80; c < 0x20000; c += c < 0x3000 || (c >= 0xFE00 && c < 0x10000) ? 1 : 37) {
        char text[64] = "ab";
        const unsigned n_more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        size_t n = 2;

        for (int k = 0; k < 4; k++) {
            static const char *const behind[] = {"cd. ", " x", "5", "."};
            size_t length;

            text[n] = (char)((n_more == 1 ? 0xC0 : n_more == 2 ? 0xE0 : 0xF0) | c >> 6 * n_more);
            for (length = 1; length <= n_more; length++)
                text[n + length] = (char)(0x80 | (c >> 6 * (n_more - length) & 0x3F));
            n = append(text, n + length, behind[k]);
        }
        compare_guarded(room, text, n, c % 64, 0);
    }
}

/* ------------------------------------------------------------ pathological */

static const char *const patterns[] = {
    "a",
    "a.",
    "'",
    "@",
    ".",
    "-",
    "\"",
    "a-",
    "a'",
    "a's",
    "a's ",
    "n't",
    "1",
    "1,",
    "1,234,",
    "a ",
    ". ",
    "A. ",
    "(",
    "$",
    "a@",
    "a.b@",
    "\xE2\x80\x99",
    "\xC3\xA9",
    "\xE2\x80\x9C",
    "\xE2\x80\x94",
    "\xFF",
    "\n",
    ":-",
    "%",
    "a%",
    "a:",
    "no. ",
    "nn",
    "cannot ",
    "a-b ",
    "U.S. ",
    "\xC2\xA0",
    "x\xE2\x80\x99s ",
    "\xD0\x9C",
};

static double
seconds_for(const char *text, size_t n)
{
    ng_pipeline pipeline;
    double best = 1e9;

    memset(&pipeline, 0, sizeof pipeline);
    for (int round = 0; round < 3; round++) {
        const clock_t begin = clock();
        double seconds;

        ng_doc_reset(got, text, n);
        if (ng_tokens_run(&pipeline, got) != NG_OK)
            exit(2);
        seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        best = seconds < best ? seconds : best;
    }
    return best;
}

static void
test_pathological(void)
{
    enum { LARGE = 1 << 20, SMALL = LARGE / 8 };
    char *const text = malloc(LARGE + 16);

    if (text == NULL)
        exit(2);
    for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
        const size_t length = strlen(patterns[k]);

        for (size_t n = 0; n < LARGE; n += length)
            memcpy(text + n, patterns[k], length);
        compare(text, 5000, 0);
        for (int level = 0; level < NG_N_CPU_LEVELS; level++) {
            double small, large;

            if (!ng_cpu_force((ng_cpu)level))
                continue;
            small = seconds_for(text, SMALL);
            large = seconds_for(text, LARGE);
            /* Eight times the text; the rest is for a clock that is not exact. */
            if (large > 24 * small + 0.05) {
                fprintf(stderr, "%s: not linear: %zu bytes take %.3f s, %zu take %.3f s\n",
                        patterns[k], (size_t)SMALL, small, (size_t)LARGE, large);
                n_failed++;
            }
        }
    }
    free(text);
}

int
main(void)
{
    char *const room = guarded_room();

    got = ng_doc_new(NULL);
    want = ng_doc_new(NULL);
    if (room == NULL || got == NULL || want == NULL)
        return 2;
    test_random(room, 20000);
    test_places(room);
    test_known_words(room);
    test_characters(room);
    test_pathological();
    ng_doc_free(got);
    ng_doc_free(want);
    if (n_failed > 0)
        fprintf(stderr, "%d failed\n", n_failed);
    return n_failed > 0;
}
