/*
 * Which line breaks only wrap a paragraph.
 *
 * Text comes with a line for each paragraph (scraped pages, exports) or with
 * lines broken at a width (old newswire, e-mail).  Joining too much glues a
 * headline to a sentence, joining too little cuts a sentence: the first is
 * worse, so only breaks with evidence are joined.
 */
#include "article_meta.h"
#include "dates_scan.h"
#include "lines.h"

#include <string.h>

#define MAX_WIDTH 100 /* nobody wraps beyond; longer lines are paragraphs */
#define MIN_WIDTH 40
#define MAX_INDENT 8

static uint16_t
clip16(size_t n)
{
    return n > UINT16_MAX ? UINT16_MAX : (uint16_t)n;
}

/* What is known about the wrapping of the whole text; width 0: it is not wrapped. */
typedef struct wrapping {
    size_t width;
} wrapping;

static bool
is_joinable(const ng_line *a, const ng_line *b)
{
    /* L1: a bullet, a line without words or one in other case begins anew. */
    return b->n_blank == 0 && ((a->flags | b->flags) & NG_LINE_BARE) == 0 &&
           (b->flags & NG_LINE_BULLET) == 0;
}

/* a breaks off inside a sentence and b goes on with it. */
static bool
goes_on(const ng_line *a, const ng_line *b)
{
    return !ng_line_ends_sentence(a) && a->last != NG_LC_COLON && b->first == NG_LC_LOWER &&
           (a->n_words >= 4 || (a->n_words >= 2 && (a->flags & NG_LINE_OPEN) != 0));
}

/* How far the line reaches: the first of a paragraph may be set in by a few blanks.  A
   tab was put there after the lines were broken. */
static size_t
columns_of(const char *text, const ng_line *line)
{
    if (line->indent > MAX_INDENT || line->indent > line->start)
        return line->n_chars;
    for (size_t i = 1; i <= line->indent; i++)
        if (text[line->start - i] != ' ')
            return line->n_chars;
    return (size_t)line->indent + line->n_chars;
}

/* L2: the text is wrapped at the width that lines which break off inside a
   sentence do not pass, if there are enough of them. */
static wrapping
find_wrapping(const char *text, const ng_lines *lines)
{
    size_t histogram[MAX_WIDTH + 1] = {0};
    size_t n_on = 0, n_pairs = 0, n_above = 0;
    wrapping result = {0};

    for (size_t i = 0; i + 1 < lines->n; i++) {
        const ng_line *const a = &lines->line[i];
        const size_t n_columns = columns_of(text, a);

        if (!is_joinable(a, a + 1) || a->n_words < 4)
            continue;
        n_pairs++;
        if (n_columns <= MAX_WIDTH && n_columns >= MIN_WIDTH && goes_on(a, a + 1)) {
            histogram[n_columns]++;
            n_on++;
        }
    }
    if (n_on < 2 || n_on * 5 < n_pairs)
        return result;
    for (result.width = MAX_WIDTH; result.width > MIN_WIDTH; result.width--) {
        n_above += histogram[result.width];
        if (n_above * 50 > n_on)
            break;
    }
    return result;
}

/* Capitals that a dateline begins with: "WASHINGTON (AP)", "HORSHAM, Penn." */
static bool
begins_in_capitals(const char *text, const ng_line *line)
{
    const char *const p = text + line->start;

    if (line->first_word < 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        if (p[i] < 'A' || p[i] > 'Z')
            return false;
    return true;
}

/* Bylines and stamps stand by themselves, however full the line before is. */
static bool
is_own_line(const char *text, const ng_line *line)
{
    const char *const p = text + line->start, *const end = text + line->stop;
    ng_stamp stamp;

    if (line->n_words > 12)
        return false;
    if (end - p > 4 && (*p == 'B' || *p == 'b') && (p[1] == 'y' || p[1] == 'Y') && p[2] == ' ')
        return line->n_caps + 1 >= line->n_words;
    return line->n_digits != 0 && ng_stamp_scan(p, end, &stamp) == (size_t)(end - p) &&
           stamp.has_value;
}

/* "Sen.", "Mr." at the end: a sentence splitter broke the line. */
static bool
ends_in_title(const char *text, const ng_line *line)
{
    static const struct {
        char text[7];
        uint8_t n;
    } titles[] = {{" Mr.", 4},  {" Ms.", 4},   {" Dr.", 4},  {" Lt.", 4},  {" Sen.", 5},
                  {" Mrs.", 5}, {" Gov.", 5},  {" Rep.", 5}, {" Gen.", 5}, {" Sgt.", 5},
                  {" Rev.", 5}, {" Sens.", 6}, {" Reps.", 6}};

    const char *const stop = text + line->stop;

    if (line->raw_last != NG_LC_FINAL || line->stop - line->start < 7 ||
        (stop[-4] != ' ' && stop[-5] != ' ' && stop[-6] != ' '))
        return false;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        const char *const p = stop - titles[i].n;

        if (p[0] == ' ' && p[1] == titles[i].text[1] && memcmp(p, titles[i].text, titles[i].n) == 0)
            return true;
    }
    return false;
}

/* A sentence splitter broke the line behind a title. */
static bool
is_cut_at_title(const char *text, const ng_line *a, const ng_line *b)
{
    return a->n_words >= 6 && (b->first == NG_LC_UPPER || b->first == NG_LC_LOWER) &&
           ends_in_title(text, a);
}

/* tail: columns of the last line of `a`; indent: blanks in front of it. */
static bool
is_wrapped(const char *text, const ng_line *a, size_t tail, size_t indent, const ng_line *b,
           wrapping w)
{
    const bool full = tail + 1 + b->first_word > w.width;
    const bool ends = ng_line_ends_sentence(a);

    if (!is_joinable(a, b))
        return false;
    /* Most lines of unwrapped text, whose end nothing below goes over. */
    if (w.width == 0 && ends && b->first != NG_LC_COMMA)
        return is_cut_at_title(text, a, b);
    /* L3: wherever it stands, a line that breaks off in prose is gone on with. */
    if (goes_on(a, b) && (tail >= MIN_WIDTH || a->n_lines > 1 || (a->flags & NG_LINE_OPEN) != 0))
        return true;
    if (b->first == NG_LC_COMMA && b->n_words >= 3)
        return true;
    if (is_cut_at_title(text, a, b))
        return true;
    if ((a->flags & NG_LINE_OPEN) != 0 && a->n_words >= 8 && a->n_function >= 2)
        return true;
    /* A dateline opens a paragraph, however few small words the line has. */
    if (!ends && a->n_lines == 1 && tail >= MIN_WIDTH && tail <= MAX_WIDTH &&
        text[a->start + 1] >= 'A' && text[a->start + 1] <= 'Z' && a->n_caps < a->n_words &&
        ng_dateline_scan(text + a->start, text + a->stop).certain)
        return true;
    /* L4: a headline in capitals over two lines. */
    if ((a->flags & b->flags & NG_LINE_UPPER) != 0)
        return !ends && a->last != NG_LC_COLON && a->n_words >= 3 && tail >= MIN_WIDTH &&
               b->n_words >= 2 && tail + 12 + b->first_word > (w.width != 0 ? w.width : 60);
    /* L5: in wrapped text, a full line goes on unless the next one is set in. */
    if (w.width == 0 || tail > w.width + 8 || b->indent >= indent + 2)
        return false;
    if ((a->flags & NG_LINE_UPPER) != 0 && a->n_words >= 2)
        return false;
    if (tail * 2 >= w.width &&
        ((a->flags & NG_LINE_OPEN) != 0 || (a->last == NG_LC_COMMA && a->n_words >= 5)))
        return true;
    if (full && (ends || a->n_function != 0 || a->n_lines > 1 || begins_in_capitals(text, a)))
        return !(a->n_lines == 1 && (begins_in_capitals(text, b) || is_own_line(text, b))) &&
               !(ends && b->n_words <= 3 && (b->flags & NG_LINE_UPPER) != 0);
    /* L6: ragged lines: no mark at the end, and long enough. */
    return !ends && a->last != NG_LC_COLON && tail * 4 >= w.width * 3 && a->n_function != 0 &&
           a->n_lines > 1;
}

static uint16_t
add16(uint16_t a, uint16_t b)
{
    return clip16((size_t)a + b);
}

static void
join(ng_line *a, const ng_line *b)
{
    const uint16_t both = a->flags & b->flags & NG_LINE_UPPER;

    a->stop = b->stop;
    a->n_ends = add16(
        a->n_ends, (uint16_t)(b->n_ends + (ng_line_ends_sentence(a) && b->first == NG_LC_UPPER)));
    a->n_words = add16(a->n_words, b->n_words);
    a->n_caps = add16(a->n_caps, b->n_caps);
    a->n_function = add16(a->n_function, b->n_function);
    a->n_long_lower = add16(a->n_long_lower, b->n_long_lower);
    a->n_digits = add16(a->n_digits, b->n_digits);
    a->n_chars = add16(a->n_chars, add16(b->n_chars, 1));
    a->n_lines = add16(a->n_lines, 1);
    a->flags = (uint16_t)(((a->flags | b->flags) & ~(NG_LINE_UPPER | NG_LINE_OPEN)) | both |
                          (b->flags & NG_LINE_OPEN));
    a->last = b->last;
    a->raw_last = b->raw_last;
}

void
ng_lines_join(const char *text, ng_lines *lines)
{
    const wrapping w = find_wrapping(text, lines);
    size_t n = 0, tail = 0, indent = 0;

    for (size_t i = 0; i < lines->n; i++) {
        const ng_line *const next = &lines->line[i];

        const size_t n_columns = columns_of(text, next), n_indent = next->indent;

        if (n > 0 && is_wrapped(text, &lines->line[n - 1], tail, indent, next, w)) {
            tail = n_columns;
            join(&lines->line[n - 1], next);
        } else {
            tail = n_columns;
            if (n != i)
                lines->line[n] = *next;
            n++;
        }
        indent = n_indent;
    }
    lines->n = n;
}
