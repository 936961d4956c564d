/*
 * Tests that the sentence splitter's short cuts change nothing, on random texts that look
 * like news, and that its time is linear in the text, whatever the text is.
 */
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int n_failed;
static ng_doc *got, *want;

/* ------------------------------------------------------------- short cuts */

static const char *const pieces[] = {
    "the ",
    "The ",
    "a ",
    "said ",
    "officials ",
    "was ",
    "I ",
    "He ",
    "city ",
    "1 ",
    "2017 ",
    "U.S. ",
    "Mr. ",
    "Jones ",
    "Inc. ",
    "no. ",
    "p.m. ",
    ". ",
    ". ",
    ". The ",
    ".\n",
    ".\n\n",
    "\n\n",
    "\n",
    "? ",
    "! ",
    "... ",
    ". . . ",
    ".\" ",
    "\" ",
    " \"",
    "'s ",
    ", ",
    "- ",
    "\n1. ",
    "\n2. ",
    "\n3) ",
    "(a) ",
    "a. ",
    "iv. ",
    ") ",
    " (",
    "[1] ",
    "\xE2\x80\xA2 ",
    "\xE2\x80\xA6 ",
    "\xE2\x80\x9D ",
    "\xE2\x80\x9C",
    "\xE3\x80\x82",
    ".11 ",
    "Yahoo! ",
    "2.1. ",
    "\xC3\x89tat ",
    ".A ",
    "; ",
    ":) ",
};

static uint64_t state = 0x9E3779B97F4A7C15u;

static uint32_t
random_below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) * n >> 32);
}

static size_t
make_text(char *to, size_t size)
{
    /* Words from the front of the list, mostly, and marks in between. */
    const uint32_t rare = 2 + random_below(6);
    size_t n = 0;

    for (;;) {
        const uint32_t n_pieces = sizeof pieces / sizeof pieces[0];
        const char *const piece = pieces[random_below(random_below(rare) == 0 ? n_pieces : 9)];

        if (n + strlen(piece) > size)
            return n;
        memcpy(to + n, piece, strlen(piece));
        n += strlen(piece);
    }
}

static void
prepare(const ng_pipeline *pipeline, ng_doc *doc, const char *text, size_t n, bool blocks)
{
    ng_doc_reset(doc, text, n);
    if ((blocks && ng_blocks_run(pipeline, doc) != NG_OK) || ng_tokens_run(pipeline, doc) != NG_OK)
        exit(2);
}

static void
compare(const char *text, size_t n, ng_scheme scheme)
{
    const ng_sentence_columns *const a = &got->sentences;
    const ng_sentence_columns *const b = &want->sentences;
    ng_pipeline pipeline;

    memset(&pipeline, 0, sizeof pipeline);
    pipeline.scheme = scheme;
    prepare(&pipeline, got, text, n, true);
    prepare(&pipeline, want, text, n, true);
    if (ng_sentences_run(&pipeline, got) != NG_OK ||
        ng_sentences_run_reference(&pipeline, want) != NG_OK)
        exit(2);
    if (a->n != b->n || (a->n > 0 && (memcmp(a->first_token, b->first_token, 4 * a->n) != 0 ||
                                      memcmp(a->stop_token, b->stop_token, 4 * a->n) != 0 ||
                                      memcmp(a->block, b->block, 4 * a->n) != 0 ||
                                      memcmp(a->kind, b->kind, a->n) != 0))) {
        fprintf(stderr, "sentences differ: %.*s\n", (int)n, text);
        n_failed++;
    }
}

static void
test_short_cuts(void)
{
    char text[2000];

    for (int i = 0; i < 20000; i++) {
        const size_t size = 40 + random_below(i % 20 == 0 ? 1900 : 300);

        compare(text, make_text(text, size), i % 2 == 0 ? NG_SCHEME_NEWS : NG_SCHEME_UD);
    }
}

/* ------------------------------------------------------------ pathological */

static const char *const patterns[] = {
    "a",
    "a.",
    "a. ",
    "A. ",
    ". ",
    ".",
    "'",
    "\"",
    "\" ",
    "(",
    ") ",
    "-",
    "- ",
    "@",
    "a'",
    "? ",
    "?\" ",
    "x.) ",
    "1. ",
    "1.\n",
    "1. a ",
    "\n",
    "a\n",
    "a.\n\n",
    "[1] ",
    "\xE2\x80\xA2",
    "\xE2\x80\xA6 ",
    "\xE3\x80\x82",
    "... ",
    ". . . ",
    "i) ",
};

static double
seconds_for(const char *text, size_t n, bool blocks)
{
    ng_pipeline pipeline;
    double best = 1e9;

    memset(&pipeline, 0, sizeof pipeline);
    prepare(&pipeline, got, text, n, blocks);
    for (int round = 0; round < 4; round++) {
        const clock_t begin = clock();
        double seconds;

        got->sentences.n = 0;
        if (ng_sentences_run(&pipeline, got) != NG_OK)
            exit(2);
        seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        best = seconds < best ? seconds : best;
    }
    return best;
}

static void
test_linear(void)
{
    enum { LARGE = 1 << 20, SMALL = LARGE / 8 };
    char *const text = malloc(LARGE + 16);

    if (text == NULL)
        exit(2);
    for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
        const size_t length = strlen(patterns[k]);

        for (size_t n = 0; n < LARGE; n += length)
            memcpy(text + n, patterns[k], length);
        for (int blocks = 0; blocks < 2; blocks++) {
            const double small = seconds_for(text, SMALL, blocks != 0);
            const double large = seconds_for(text, LARGE, blocks != 0);

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
    got = ng_doc_new(NULL);
    want = ng_doc_new(NULL);
    if (got == NULL || want == NULL)
        return 2;
    test_short_cuts();
    test_linear();
    ng_doc_free(got);
    ng_doc_free(want);
    return n_failed > 0;
}
