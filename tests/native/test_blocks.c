/*
 * Tests the block stage: what must hold for any bytes, dates, the order of the
 * phrases, and that time grows with the text and not faster.
 */
#include "article_meta.h"
#include "article_words.h"
#include "calendar.h"
#include "dispatch.h"
#include "lang_en_news.h"
#include "lines.h"
#include "lines_count.h"
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int n_failures;

static void
fail(const char *what, const char *detail)
{
    printf("FAIL %s: %s\n", what, detail);
    n_failures++;
}

static bool
is_blank(const char *p, const char *end)
{
    size_t len;

    for (; p < end; p += len) {
        const ng_line_class c = ng_line_class_at(p, end, &len);

        if (c != NG_LC_SPACE && c != NG_LC_BREAK)
            return false;
    }
    return true;
}

static bool
begins_blank(const char *p, const char *end)
{
    size_t len;
    const ng_line_class c = ng_line_class_at(p, end, &len);

    return c == NG_LC_SPACE || c == NG_LC_BREAK;
}

static void
run(ng_doc *doc, const char *text, size_t n)
{
    ng_pipeline pipeline;

    memset(&pipeline, 0, sizeof pipeline);
    ng_doc_reset(doc, text, n);
    if (ng_blocks_run(&pipeline, doc) != NG_OK)
        fail("run", "status");
}

static void
check_span(const char *what, const ng_doc *doc, ng_span span)
{
    if (span.start > span.stop || span.stop > doc->n_bytes)
        fail(what, "outside the text");
}

/* Ordered, apart, trimmed, and nothing but white space between. */
static void
check(const char *what, ng_doc *doc, const char *text, size_t n)
{
    const ng_block_columns *const b = &doc->blocks;
    uint32_t at = 0;

    run(doc, text, n);
    for (size_t i = 0; i < b->n; i++) {
        if (b->start[i] < at || b->stop[i] <= b->start[i] || b->stop[i] > n) {
            fail(what, "order");
            return;
        }
        if (!is_blank(text + at, text + b->start[i]))
            fail(what, "text outside the blocks");
        if (begins_blank(text + b->start[i], text + b->stop[i]))
            fail(what, "white space at the start");
        if (text[b->stop[i] - 1] == ' ' || text[b->stop[i] - 1] == '\n')
            fail(what, "white space at the end");
        if (b->kind[i] >= NG_N_BLOCK_KINDS || b->rule[i] >= ng_n_block_rules)
            fail(what, "kind or rule");
        if (!(b->conf[i] > 0.0f && b->conf[i] <= 1.0f))
            fail(what, "conf");
        at = b->stop[i];
    }
    if (!is_blank(text + at, text + n))
        fail(what, "text behind the blocks");
    check_span("headline", doc, doc->article.headline);
    check_span("agency", doc, doc->article.agency);
    check_span("dateline", doc, doc->article.dateline_place);
    for (size_t i = 0; i < doc->article.n_bylines; i++)
        check_span("byline", doc, doc->article.bylines[i]);
}

static uint32_t
next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static const char *const scraps[] = {"the",
                                     "By ",
                                     "Jane Roe",
                                     "Aug 11, 2017",
                                     " | ",
                                     "\n",
                                     "\r\n",
                                     "\n\n",
                                     " ",
                                     "\xC2\xA0",
                                     "\xE2\x80\x94",
                                     "(AP)",
                                     "Photo/",
                                     "LISBON",
                                     " -- ",
                                     "5:14 pm",
                                     "Updated ",
                                     "3 hours ago",
                                     "Comments",
                                     ".",
                                     ", ",
                                     "\xFF",
                                     "\xE2\x80",
                                     "Getty",
                                     "* ",
                                     "1. ",
                                     "said",
                                     "Related",
                                     ":",
                                     "@x",
                                     "Copyright ",
                                     "\xC2\xA9",
                                     "\xEF\xBB\xBF",
                                     "\t",
                                     " of ",
                                     "\xE2\x80\xA8",
                                     "08.11.17",
                                     "Contact: ",
                                     "Sign up",
                                     "\xF0\x9F\x98\x80",
                                     "\xE2\x80\x9CWell",
                                     "Read more",
                                     "cookies",
                                     "###",
                                     "Q: "};

static void
test_random(ng_doc *doc)
{
    char text[2048];
    uint32_t state = 1;

    for (int round = 0; round < 20000; round++) {
        size_t n = 0;
        const size_t want = next_random(&state) % 1500;

        if (round % 2 == 0) {
            while (n < want)
                text[n++] = (char)next_random(&state);
        } else {
            while (n < want) {
                const char *const s =
                    scraps[next_random(&state) % (sizeof scraps / sizeof scraps[0])];

                memcpy(text + n, s, strlen(s));
                n += strlen(s);
            }
        }
        check("random", doc, text, n);
    }
}

/* A random text of at most `want` bytes and a scrap; returns its length. */
static size_t
random_text(char *text, size_t want, uint32_t *state)
{
    size_t n = 0;

    while (n < want) {
        const char *const s = scraps[next_random(state) % (sizeof scraps / sizeof scraps[0])];

        memcpy(text + n, s, strlen(s));
        n += strlen(s);
    }
    return n;
}

static bool
same_counts(const ng_line_counts *a, const ng_line_counts *b)
{
    return a->words == b->words && a->caps == b->caps && a->function == b->function &&
           a->long_lower == b->long_lower && a->digits == b->digits && a->ends == b->ends &&
           a->more == b->more && a->upper == b->upper && a->lower == b->lower &&
           a->glue == b->glue && a->flags == b->flags && a->first_stop == b->first_stop &&
           a->last_word == b->last_word && a->stop == b->stop && a->last_char == b->last_char &&
           a->last_core == b->last_core;
}

/* Some bytes are other ones, most of them letters and marks that counters look for. */
static void
disturb(char *text, size_t n, uint32_t *state)
{
    static const char likely[] = "aeinstTHEOF.,:/|@>\"'() \n\xE2\x80\xA2\x9D\xA8\xC3\xA9";

    for (uint32_t i = next_random(state) % 8; i > 0 && n > 0; i--)
        text[next_random(state) % n] = next_random(state) % 4 == 0
                                           ? (char)next_random(state)
                                           : likely[next_random(state) % (sizeof likely - 1)];
}

/* Each way to count words gives the same, wherever the line stands in memory, and reads no byte
   behind it: the text ends where its memory does, for the sanitizer to see. */
static void
test_levels(void)
{
    const ng_line_counter reference = ng_line_counter_of(NG_LINE_PORTABLE);
    const ng_cpu best = ng_cpu_current();
    ng_line_counter others[NG_N_CPU_LEVELS + 1] = {ng_line_counter_of(NG_LINE_BASELINE)};
    size_t n_others = 1;
    char text[1024];
    uint32_t state = 7;

    for (int level = NG_CPU_AVX2; level <= (int)best; level++)
        if (ng_cpu_force((ng_cpu)level))
            others[n_others++] = ng_line_counter_of(NG_LINE_BEST);
    ng_cpu_force(best);
    for (int round = 0; round < 20000; round++) {
        const size_t n = random_text(text, 1 + next_random(&state) % 900, &state);
        const size_t offset = next_random(&state) % 64;
        char *const memory = malloc(offset + n), *const p = memory + offset;

        if (memory == NULL) {
            fail("levels", "memory");
            return;
        }
        disturb(text, n, &state);
        memcpy(p, text, n);
        for (size_t i = 0; i < n_others && !begins_blank(p, p + n); i++) {
            ng_line_counts a, b;

            if (reference(&a, p, p + n) != others[i](&b, p, p + n) || !same_counts(&a, &b))
                fail("levels", i == 0 ? "baseline" : "vector instructions");
        }
        free(memory);
    }
}

/* The words of a window are hashed alike with and without vector instructions. */
static void
test_words(void)
{
    const ng_cpu best = ng_cpu_current();
    char text[1024];
    uint32_t state = 3;

    for (int round = 0; round < 5000; round++) {
        const size_t n = random_text(text, 1 + next_random(&state) % 300, &state);
        char *const memory = malloc(n);
        const char *p = memory, *q = memory;

        if (memory == NULL) {
            fail("words", "memory");
            return;
        }
        disturb(text, n, &state);
        memcpy(memory, text, n);
        while (p < memory + n) {
            uint32_t a[NG_MAX_WINDOW_WORDS], b[NG_MAX_WINDOW_WORDS];
            size_t n_words;

            ng_cpu_force(NG_CPU_PORTABLE);
            n_words = ng_next_words(&p, memory + n, memory + n, a);
            ng_cpu_force(best);
            if (n_words != ng_next_words(&q, memory + n, memory + n, b) || p != q ||
                memcmp(a, b, n_words * sizeof *a) != 0)
                fail("words", "vector instructions");
        }
        free(memory);
    }
}

/* Every name is found by its first three letters, in either case, and by no others. */
static void
test_calendar(void)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    static const char *const others[] = {"Janet", "Mars", "Mayor", "Sunny", "Monkey", "Decem", ""};

    for (size_t i = 0; i < 12; i++) {
        const size_t n = strlen(months[i]);
        size_t len = 0;

        if (ng_en_month(months[i], months[i] + n, &len) != (int)i + 1 || len != n ||
            ng_en_month(months[i], months[i] + 3, &len) != (int)i + 1 || len != 3)
            fail("month", months[i]);
    }
    for (size_t i = 0; i < 7; i++)
        if (ng_en_weekday(days[i], days[i] + strlen(days[i])) != strlen(days[i]) ||
            ng_en_weekday(days[i], days[i] + 3) != 3)
            fail("weekday", days[i]);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const char *const end = others[i] + strlen(others[i]);

        if (ng_en_month(others[i], end, &(size_t){0}) != 0 || ng_en_weekday(others[i], end) != 0)
            fail("neither month nor weekday", others[i]);
    }
}

static void
test_dates(void)
{
    static const struct {
        const char *text;
        int year, month, day;
    } cases[] = {
        {"08.11.17", 2017, 8, 11},
        {"8/11/17", 2017, 8, 11},
        {"25.11.2017", 2017, 11, 25},
        {"2017-08-11", 2017, 8, 11},
        {"August 11, 2017", 2017, 8, 11},
        {"11 August 2017", 2017, 8, 11},
        {"Aug 11, 2017 5:14 p.m. EDT", 2017, 8, 11},
        {"Fri, Aug 11, 2017", 2017, 8, 11},
        {"5:14 PM ET, Fri August 11, 2017", 2017, 8, 11},
        {"Last modified on Fri 11 Aug 2017 17.14 BST", 2017, 8, 11},
        {"Published: 11th August 2017", 2017, 8, 11},
        {"2017-08-11T17:14:05+00:00", 2017, 8, 11},
        {"Updated 3 hours ago", 0, 0, 0},
        {"December 22, 20235:00 AM ET", 2023, 12, 22},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *const end = cases[i].text + strlen(cases[i].text);
        ng_stamp s;

        if (ng_stamp_scan(cases[i].text, end, &s) != strlen(cases[i].text) || !s.has_value)
            fail("stamp", cases[i].text);
        else if (s.year != cases[i].year || s.month != cases[i].month || s.day != cases[i].day)
            fail("stamp value", cases[i].text);
    }
    if (ng_day_of(1970, 1, 1) != 0 || ng_day_of(2017, 8, 11) != 17389 ||
        ng_day_of(1969, 12, 31) != -1)
        fail("days", "from civil");
    if (ng_date_is_valid(2017, 2, 29) || !ng_date_is_valid(2016, 2, 29) ||
        ng_date_is_valid(2017, 13, 1))
        fail("days", "valid");
}

static void
test_fields(ng_doc *doc)
{
    static const char day_first[] = "Bridge to close\n08.11.17\nUpdated 8 November 2017\n\n"
                                    "The council voted to close the bridge for the winter.\n";
    static const char capitals[] = "BRIDGE TO CLOSE\n\nTHE COUNCIL VOTED TO CLOSE IT.\n";

    run(doc, day_first, sizeof day_first - 1);
    if (doc->article.published != ng_day_of(2017, 11, 8))
        fail("fields", "a written date says day first");
    run(doc, capitals, sizeof capitals - 1);
    if (doc->article.letter_case != NG_CASE_UPPER)
        fail("fields", "capitals");

    ng_pipeline pipeline;

    memset(&pipeline, 0, sizeof pipeline);
    ng_doc_reset(doc, day_first, sizeof day_first - 1);
    doc->article.published = 7;
    doc->article.published_source = NG_PUBLISHED_GIVEN;
    ng_blocks_run(&pipeline, doc);
    if (doc->article.published != 7 || doc->article.published_source != NG_PUBLISHED_GIVEN)
        fail("fields", "a given date stays");
}

static double
seconds(ng_doc *doc, const char *text, size_t n)
{
    double best = 1e9;

    for (int i = 0; i < 3; i++) {
        const clock_t start = clock();
        double s;

        run(doc, text, n);
        s = (double)(clock() - start) / CLOCKS_PER_SEC;
        best = s < best ? s : best;
    }
    return best;
}

/* Text made of one scrap again and again. */
static void
test_time(ng_doc *doc, const char *scrap, size_t n)
{
    const size_t len = strlen(scrap);
    char *const text = malloc(2 * n + len);
    double once = 0, twice = 0;
    bool linear = false;

    if (text == NULL) {
        fail("time", "memory");
        return;
    }
    for (size_t i = 0; i < 2 * n; i++)
        text[i] = scrap[i % len];
    check("pathological", doc, text, n);
    /* 4 would be quadratic.  Short times are noise, and other work on the machine may
       slow one of the two: what is not linear fails each time. */
    for (int attempt = 0; !linear && attempt < 5; attempt++) {
        once = seconds(doc, text, n);
        twice = seconds(doc, text, 2 * n);
        linear = twice <= 0.02 || twice <= 3.2 * once;
    }
    if (!linear)
        fail("time", scrap);
    printf("%8.1f ns/byte, x%.2f  \"%.20s\"\n", once / (double)n * 1e9,
           once > 0 ? twice / once : 0.0, *scrap == '\n' ? "(line breaks)" : scrap);
    free(text);
}

int
main(void)
{
    static const char *const pathological[] = {
        "\n",
        "\r",
        " ",
        "a",
        "a\n",
        "A ",
        "Aa ",
        "* \n",
        "1 ",
        "1/",
        "By ",
        "By A\n",
        "(",
        "(AP) ",
        "\xE2\x80\x94",
        "\xFF",
        "Photo ",
        "Jane Roe, ",
        "Aug 11, 2017 ",
        "Aug 11, 2017\n",
        "LISBON, ",
        "LISBON -- ",
        "Related\n",
        "Read more: \n",
        "The bridge was closed on the day of the vote.\n",
        "the bridge was closed\n",
        "THE BRIDGE\n",
        "cookies ",
        "Sign up for ",
        "1 Comments | ",
        "@a ",
        "\xC2\xA9 ",
        "https://a.b/c ",
        "says:\n",
        "\xE2\x80\xA8",
        "said: \"",
        "Jane Roe\nAug 11, 2017\n\nThe bridge was closed on the day of the vote, they said.\n"};
    ng_doc *const doc = ng_doc_new(NULL);

    if (doc == NULL)
        return 2;
    check("empty", doc, "", 0);
    test_random(doc);
    test_levels();
    test_words();
    test_calendar();
    test_dates();
    test_fields(doc);
    for (size_t i = 0; i < sizeof pathological / sizeof pathological[0]; i++)
        test_time(doc, pathological[i], 500000);
    ng_doc_free(doc);
    printf("%s: %d failures\n", n_failures == 0 ? "ok" : "FAILED", n_failures);
    return n_failures != 0;
}
