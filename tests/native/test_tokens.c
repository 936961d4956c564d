/*
 * Tests what must hold for the tokens and sentences of any text: order, cover,
 * flags, tiling, no read outside the text, linear time.
 *
 * The texts are random strings over alphabets that meet the rules (stops,
 * apostrophes, @, digits, broken UTF-8 ...) and long runs of single patterns.
 * Each lies at the end of a page behind which nothing may be read, where the
 * system has such pages.
 */
#include "token_invariants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#include <unistd.h>
#endif

static int n_failed;

static void
fail(const char *what, const char *text, size_t n, int scheme)
{
    fprintf(stderr, "scheme %d: not so: %s\n  text:", scheme, what);
    for (size_t i = 0; i < n && i < 60; i++)
        fprintf(stderr, " %02x", (unsigned char)text[i]);
    fprintf(stderr, "\n");
    n_failed++;
}

/* ----------------------------------------------------------- guarded text */

enum { ROOM = 1 << 14 };

/* Memory of ROOM bytes whose end is the end of what may be read. */
static char *
guarded_room(void)
{
#if defined(__unix__) || defined(__APPLE__)
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *const p = mmap(NULL, ROOM + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);

    if (p == MAP_FAILED || mprotect(p + ROOM, page, PROT_NONE) != 0)
        return NULL;
    return p;
#else
    return malloc(ROOM);
#endif
}

/* --------------------------------------------------------------- checking */

/* Blocks at the blank lines of the text, trimmed, as the block stage makes them. */
static ng_status
make_blocks(ng_doc *doc)
{
    const char *const text = doc->text;
    const char *const end = text + doc->n_bytes;
    const char *p = text;

    while (p < end) {
        const char *start, *stop;

        while (p < end && ng_char_class_of((unsigned char)*p < 0x80 ? (unsigned char)*p : 'x') ==
                              NG_CHAR_SPACE)
            p++;
        start = p;
        while (p < end && *p != '\n')
            p++;
        stop = p;
        while (stop > start && (stop[-1] == ' ' || stop[-1] == '\r' || stop[-1] == '\t'))
            stop--;
        if (stop == start)
            continue;
        if (ng_doc_reserve_block(doc) != NG_OK)
            return NG_ERR_MEMORY;
        doc->blocks.start[doc->blocks.n] = (uint32_t)(start - text);
        doc->blocks.stop[doc->blocks.n] = (uint32_t)(stop - text);
        doc->blocks.kind[doc->blocks.n] = NG_BLOCK_BODY;
        doc->blocks.rule[doc->blocks.n] = 0;
        doc->blocks.conf[doc->blocks.n] = 1.0f;
        doc->blocks.n++;
    }
    return NG_OK;
}

static void
check_text(ng_doc *doc, const char *text, size_t n)
{
    for (int scheme = 0; scheme < NG_N_SCHEMES; scheme++) {
        for (int with_blocks = 0; with_blocks < 2; with_blocks++) {
            ng_pipeline pipeline;
            const char *what;

            memset(&pipeline, 0, sizeof pipeline);
            pipeline.scheme = (ng_scheme)scheme;
            ng_doc_reset(doc, text, n);
            if ((with_blocks && make_blocks(doc) != NG_OK) ||
                ng_tokens_run(&pipeline, doc) != NG_OK || ng_sentences_run(&pipeline, doc) != NG_OK)
                fail("memory suffices", text, n, scheme);
            what = broken_token_invariant(doc);
            if (what == NULL)
                what = broken_sentence_invariant(doc);
            if (what != NULL)
                fail(what, text, n, scheme);
        }
    }
}

/* ----------------------------------------------------------------- random */

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

/* Pieces that the rules look for. */
static const char *const pieces[] = {
    "a",
    "I",
    "Z",
    "the",
    "The",
    "s",
    "t",
    "n",
    "re",
    "cannot",
    "dunno",
    "dont",
    "U",
    "U.S",
    "Mr",
    "No",
    "p",
    "m",
    "Inc",
    "e.g",
    "www",
    "com",
    "pdf",
    "http",
    "://",
    "1",
    "23",
    "456",
    "1990s",
    "bn",
    ".",
    ".",
    "..",
    "...",
    ". . .",
    ",",
    ":",
    ";",
    "'",
    "'",
    "''",
    "\"",
    "`",
    "``",
    "-",
    "--",
    "/",
    "&",
    "@",
    "@",
    "#",
    "$",
    "%",
    "*",
    "_",
    "+",
    "=",
    "(",
    ")",
    "[",
    "]",
    "!",
    "?",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "\0",
    "\x7F",
    "\xE2\x80\x99",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\xE2\x80\x98",
    "\xE2\x80\x94",
    "\xE2\x80\x93",
    "\xE2\x80\x91",
    "\xE2\x80\xA6",
    "\xE2\x80\xA2",
    "\xC2\xA0",
    "\xC2\xAD",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    "\xE2\x80\x8D",
    "\xC3\xA9",
    "\xCC\x81",
    "\xE2\x82\xAC",
    "\xC2\xA3",
    "\xF0\x9F\x98\x80",
    "\xF0\x9F\x87\xBA",
    "\xF0\x9F\x8F\xBD",
    "\xEF\xB8\x8F",
    "\xE2\x83\xA3",
    "\xEF\xBF\xBD",
    "\x80",
    "\xFF",
    "\xE2",
    "\xE2\x80",
    "\xF0\x9F",
    "\xED\xA0\x80",
    ":-)",
    "1.",
    "2)",
    "(iii)",
    "St",
};

static void
test_random(ng_doc *doc, char *room, int n_texts)
{
    for (int k = 0; k < n_texts; k++) {
        const size_t want = random_below(k % 100 == 0 ? 8000 : 60);
        const bool bytes = k % 8 == 0;
        char text[ROOM];
        size_t n = 0;

        while (n < want) {
            if (bytes) {
                text[n++] = (char)random_below(256);
            } else {
                const char *const piece = pieces[random_below(sizeof pieces / sizeof *pieces)];
                const size_t len = *piece == '\0' ? 1 : strlen(piece);

                memcpy(text + n, piece, len);
                n += len;
            }
        }
        memcpy(room + ROOM - n, text, n);
        check_text(doc, room + ROOM - n, n);
    }
}

/* ------------------------------------------------------------ pathological */

static const char *const patterns[] = {
    "a",
    "a.",
    "A.",
    "'",
    "@",
    ".",
    "-",
    "\"",
    "http://",
    "a@",
    "a-",
    "a'",
    "a.b@",
    "1,",
    "1,234,",
    ". ",
    "? ",
    "a. ",
    "A. ",
    "(",
    "\xE2\x80\x99",
    "\xCC\x81",
    "\xF0\x9F\x98\x80\xE2\x80\x8D",
    "\xF0\x9F\x87\xBA",
    "\xFF",
    "1.) ",
    "\n",
    "\xE2\x80\xA2 ",
    "www.",
    "x.com/",
    "''",
    "p.m. ",
    ". . . ",
    "_",
    "*a",
    "#",
    "a/",
    "' s",
    ":-",
    "[1]",
    ".)",
    "At 5 p.m. ",
    "U.S. ",
    "\xC2\xA0",
    "i) ",
    "alt.folk.",
    "non-",
    "\xE2\x80\x8B",
};

static double
seconds_for(ng_doc *doc, int scheme, const char *text, size_t n)
{
    ng_pipeline pipeline;
    double best = 1e9;

    memset(&pipeline, 0, sizeof pipeline);
    pipeline.scheme = (ng_scheme)scheme;
    for (int round = 0; round < 3; round++) {
        const clock_t begin = clock();
        double seconds;

        ng_doc_reset(doc, text, n);
        (void)ng_tokens_run(&pipeline, doc);
        (void)ng_sentences_run(&pipeline, doc);
        seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (seconds < best)
            best = seconds;
    }
    return best;
}

/* Twice the text may take twice the time, not four times. */
static void
test_linear(ng_doc *doc, size_t n)
{
    char *const text = malloc(2 * n);

    if (text == NULL)
        return;
    for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
        const size_t len = strlen(patterns[k]);

        for (size_t i = 0; i < 2 * n; i++)
            text[i] = patterns[k][i % len];
        check_text(doc, text, 3000);
        for (int scheme = 0; scheme < NG_N_SCHEMES; scheme++) {
            bool linear = false;
            double twice = 0;

            /* Short times are noise, and other work on the machine may slow one of the
               two: what is not linear fails each time. */
            for (int attempt = 0; !linear && attempt < 5; attempt++) {
                const double once = seconds_for(doc, scheme, text, n);

                twice = seconds_for(doc, scheme, text, 2 * n);
                linear = twice <= 0.02 || twice <= 3.2 * once;
            }
            if (!linear)
                fail("time is linear in the text", patterns[k], len, scheme);
            if (twice > 2.0)
                fail("a megabyte takes no second", patterns[k], len, scheme);
        }
    }
    free(text);
}

int
main(int argc, char **argv)
{
    const int n_texts = argc > 1 ? atoi(argv[1]) : 20000;
    char *const room = guarded_room();
    ng_doc *const doc = ng_doc_new(NULL);

    if (room == NULL || doc == NULL)
        return 1;
    check_text(doc, room + ROOM, 0);
    test_random(doc, room, n_texts);
    test_linear(doc, argc > 2 ? (size_t)atol(argv[2]) : (size_t)1 << 18);
    ng_doc_free(doc);
    if (n_failed > 0)
        return 1;
    printf("tokens and sentences: all hold\n");
    return 0;
}
