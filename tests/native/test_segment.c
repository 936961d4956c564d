/*
 * Tests ng_segment_next() against the break test files of Unicode.
 *
 *   test_segment [--changed LIST] FILE...
 *
 * FILE is a GraphemeBreakTest.txt, WordBreakTest.txt or SentenceBreakTest.txt;
 * the name says which.  LIST names lines of older files that this version of
 * Unicode has changed: those must differ, all others must not.  A line of LIST
 * is the kind and the line as the file has it: "word ÷ 0061 ÷ 2019 ÷".
 *
 * Without files, only the tests of time and of broken text run.
 */
#include "nutgraf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_LINE 4096
#define MAX_CHARS 512

static const char *const kind_names[] = {"grapheme", "word", "sentence"};

/* What a line of a test file says: a text and its boundaries. */
typedef struct break_case {
    char text[MAX_CHARS * 4];
    bool is_boundary[MAX_CHARS * 4 + 1];
    size_t len;
} break_case;

static int n_failures;

static void
fail(const char *what, const char *detail)
{
    printf("FAIL %s: %s\n", what, detail);
    n_failures++;
}

/* ---------------------------------------------------------------- files */

static size_t
utf8_write(char *out, unsigned long cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }

    const size_t len = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;

    for (size_t i = len; i-- > 1; cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)((0xF00 >> len & 0xFF) | cp);
    return len;
}

/* Reads a line; false if it holds no case. */
static bool
case_read(break_case *c, const char *line)
{
    c->len = 0;
    memset(c->is_boundary, 0, sizeof c->is_boundary);
    for (const char *p = line; *p && *p != '#';) {
        char *number_end;
        unsigned long cp;

        if (strncmp(p, "÷", 2) == 0) {
            c->is_boundary[c->len] = true;
            p += 2;
        } else if (strncmp(p, "×", 2) == 0) {
            p += 2;
        } else if ((cp = strtoul(p, &number_end, 16), number_end != p)) {
            if (c->len + 4 > sizeof c->text)
                return false;
            c->len += utf8_write(c->text + c->len, cp);
            p = number_end;
        } else {
            p++;
        }
    }
    return c->len > 0;
}

/* The text stands in memory of its own size, so that a sanitizer sees any
   read behind it. */
static bool
case_passes(const break_case *c, ng_boundary kind)
{
    char *text = malloc(c->len);
    const char *const end = text + c->len;
    bool passes = true;

    if (text == NULL)
        exit(2);
    memcpy(text, c->text, c->len);
    for (const char *p = text; p < end;) {
        const size_t n = ng_segment_next(kind, p, end);

        if (n == 0 || n > (size_t)(end - p)) {
            passes = false;
            break;
        }
        for (size_t i = 1; i < n; i++)
            passes = passes && !c->is_boundary[(size_t)(p - text) + i];
        p += n;
        passes = passes && c->is_boundary[p - text];
    }
    free(text);
    return passes;
}

/* Cuts the comment and the blanks at the end. */
static void
line_trim(char *line)
{
    size_t n = strcspn(line, "#\r\n");

    while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\t'))
        n--;
    line[n] = '\0';
}

typedef struct change_list {
    char **lines;
    size_t n;
} change_list;

static FILE *
open_or_exit(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (file == NULL) {
        perror(path);
        exit(2);
    }
    return file;
}

static void
changes_read(change_list *changes, const char *path)
{
    FILE *file = open_or_exit(path);
    char line[MAX_LINE];

    while (fgets(line, sizeof line, file)) {
        line_trim(line);
        if (line[0] == '\0')
            continue;
        changes->lines = realloc(changes->lines, (changes->n + 1) * sizeof *changes->lines);
        if (changes->lines == NULL)
            exit(2);
        changes->lines[changes->n] = malloc(strlen(line) + 1);
        if (changes->lines[changes->n] == NULL)
            exit(2);
        strcpy(changes->lines[changes->n++], line);
    }
    fclose(file);
}

static bool
changes_have(const change_list *changes, ng_boundary kind, const char *line)
{
    const size_t len = strlen(kind_names[kind]);

    for (size_t i = 0; i < changes->n; i++) {
        const char *const entry = changes->lines[i];

        if (strncmp(entry, kind_names[kind], len) == 0 && entry[len] == ' ' &&
            strcmp(entry + len + 1, line) == 0)
            return true;
    }
    return false;
}

static void
test_file(const char *path, const change_list *changes)
{
    const ng_boundary kind = strstr(path, "Grapheme")   ? NG_BOUNDARY_GRAPHEME
                             : strstr(path, "Sentence") ? NG_BOUNDARY_SENTENCE
                                                        : NG_BOUNDARY_WORD;
    FILE *file = open_or_exit(path);
    static break_case c;
    char line[MAX_LINE];
    size_t n_cases = 0;
    size_t n_changed = 0;

    while (fgets(line, sizeof line, file)) {
        line_trim(line);
        if (!case_read(&c, line))
            continue;

        const bool is_changed = changes_have(changes, kind, line);

        n_cases++;
        n_changed += is_changed;
        if (case_passes(&c, kind) == is_changed)
            fail(is_changed ? "listed as changed but passes" : kind_names[kind], line);
    }
    fclose(file);
    printf("%s: %zu cases, %zu of them changed since\n", path, n_cases, n_changed);
    if (n_cases == 0)
        fail(path, "no cases");
}

/* ---------------------------------------------------------- broken text */

/* Broken bytes have no properties, so they break as U+FFFD does. */
static void
test_broken(void)
{
    static const struct {
        ng_boundary kind;
        const char *text;
        size_t expected;
    } cases[] = {
        {NG_BOUNDARY_GRAPHEME, "\xFF\xCC\x88", 3},     /* a mark joins it */
        {NG_BOUNDARY_GRAPHEME, "\xE2\x82\xE2\x82", 2}, /* one maximal subpart each */
        {NG_BOUNDARY_GRAPHEME, "\xF0\x9F\x87", 3},
        {NG_BOUNDARY_WORD,
         "ab\xFF"
         "cd",
         2},
        {NG_BOUNDARY_WORD,
         "\xFF"
         "cd",
         1},
        {NG_BOUNDARY_WORD, "can'\xFFt", 3},
        {NG_BOUNDARY_WORD,
         "a\xCC\x88'\xCC\x88"
         "b\xED",
         7},
        {NG_BOUNDARY_SENTENCE, "Go. \xFFgo", 7}, /* SB8 looks over it */
        {NG_BOUNDARY_SENTENCE, "Go. \xFFGo", 4},
        {NG_BOUNDARY_SENTENCE, "\xC2", 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const text = cases[i].text;

        if (ng_segment_next(cases[i].kind, text, text + strlen(text)) != cases[i].expected) {
            char number[32];

            snprintf(number, sizeof number, "case %zu", i);
            fail("broken text", number);
        }
    }
    for (int kind = 0; kind < NG_N_BOUNDARIES; kind++) {
        const char *const empty = "";

        if (ng_segment_next((ng_boundary)kind, empty, empty) != 0)
            fail(kind_names[kind], "empty text has a segment");
    }
}

/* ----------------------------------------------------------------- time */

static size_t
count_segments(ng_boundary kind, const char *p, const char *end)
{
    size_t n = 0;

    while (p < end) {
        p += ng_segment_next(kind, p, end);
        n++;
    }
    return n;
}

/* Seconds to segment `start` and then as much of `unit` as fits into `len`;
   the best of three. */
static double
seconds_for(ng_boundary kind, char *text, size_t len, const char *start, const char *unit)
{
    const size_t start_len = strlen(start);
    const size_t unit_len = strlen(unit);
    double best = 1e9;

    memcpy(text, start, start_len);
    for (size_t i = start_len; i < len; i++)
        text[i] = unit[(i - start_len) % unit_len];
    for (int run = 0; run < 3; run++) {
        const clock_t begin = clock();
        double seconds;

        if (count_segments(kind, text, text + len) == 0)
            fail(kind_names[kind], "no segments");
        seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (seconds < best)
            best = seconds;
    }
    return best;
}

/* Texts made to be read again and again.  Four times the text may take at
   most eight times as long; a quadratic loop would take sixteen times. */
static void
test_time(void)
{
    static const struct {
        const char *start, *unit;
    } texts[] = {
        {"a", "\xCC\x88"},  /* marks */
        {"", "a'\xCC\x88"}, /* WB6 fails every time */
        {"", "a'\xCC\x88\xCC\x88\xCC\x88\xCC\x88"
             "b"},                                    /* ... and succeeds */
        {"a'", "\xCC\x88"},                           /* one long WB6 */
        {"1,", "\xE2\x80\x8D"},                       /* ZWJ */
        {"\xD7\x90\"", "\xCC\x88"},                   /* WB7b */
        {"\xD7\x90", "'"},                            /* WB7a */
        {"", "\xF0\x9F\x87\xA9"},                     /* regional indicators */
        {"", "\xF0\x9F\x91\xA9\xE2\x80\x8D"},         /* pictographs joined */
        {"\xE0\xA4\x95", "\xE0\xA5\x8D"},             /* Indic linkers */
        {"\xE0\xA4\x95", "\xE0\xA5\x8D\xE0\xA4\x95"}, /* Indic conjuncts */
        {"", "a. "},
        {"", "a. 1"}, /* SB8 finds a stop */
        {"a. ", "1"}, /* SB8 to the end */
        {"a. ", "(1) "},
        {"", "A. ,1) "},
        {"", "."},
        {"", ".)"},
        {"", ".) "},
        {"", "? "},
        {".", "\xCC\x88"},
        {". ", "\xCC\x88"},
        {"", "\r\n"},
        {"", " "},
        {"", "\xFF"},
        {"", "\xF0\x9F\x87"},
    };
    enum { SHORT = 25000 };
    char *text = malloc(4 * SHORT);
    double worst = 0;

    if (text == NULL)
        exit(2);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (int kind = 0; kind < NG_N_BOUNDARIES; kind++) {
            double ratio = 0;

            /* Another process may have the processor: a slow reading is taken again. */
            for (int attempt = 0; attempt < 5; attempt++) {
                const double one =
                    seconds_for((ng_boundary)kind, text, SHORT, texts[i].start, texts[i].unit);
                const double four =
                    seconds_for((ng_boundary)kind, text, 4 * SHORT, texts[i].start, texts[i].unit);

                ratio = four / (one > 1e-3 ? one : 1e-3); /* clocks may tick but every millisecond */
                if (ratio <= 8)
                    break;
            }
            worst = ratio > worst ? ratio : worst;
            if (ratio > 8) {
                char detail[80];

                snprintf(detail, sizeof detail, "text %zu: 4 times the text, %.1f times as long", i,
                         ratio);
                fail(kind_names[kind], detail);
            }
        }
    }
    free(text);
    printf("time: 4 times the text takes at most %.1f times as long\n", worst);
}

int
main(int argc, char **argv)
{
    change_list changes = {0};
    int first = 1;

    if (argc > 2 && strcmp(argv[1], "--changed") == 0) {
        changes_read(&changes, argv[2]);
        first = 3;
    }
    for (int i = first; i < argc; i++)
        test_file(argv[i], &changes);
    test_broken();
    test_time();

    for (size_t i = 0; i < changes.n; i++)
        free(changes.lines[i]);
    free(changes.lines);
    if (n_failures)
        printf("%d failures\n", n_failures);
    return n_failures != 0;
}
