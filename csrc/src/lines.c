/* Lines of text and what can be counted about each. */
#include "lines.h"
#include "lines_count.h"
#include "memory.h"

#include <string.h>

static uint16_t
clip16(size_t n)
{
    return n > UINT16_MAX ? UINT16_MAX : (uint16_t)n;
}

/* "* ", "- ", "+ ", "1. ", "a) " or a bullet in front. */
static bool
has_bullet(const char *p, const char *stop)
{
    const char *const start = p;
    size_t len = 1;

    if (p >= stop)
        return false;
    if (*p == '*' || *p == '-' || *p == '+' || *p == 'o') {
        p++;
    } else if (stop - p > 2 && p[0] == '\xE2') {
        if (memcmp(p, "\xE2\x80\xA2", 3) != 0 && memcmp(p, "\xE2\x97", 2) != 0 &&
            memcmp(p, "\xE2\x96", 2) != 0 && memcmp(p, "\xE2\x80\xA3", 3) != 0)
            return false;
        return true;
    } else {
        while (p < stop && p - start < 3 && *p >= '0' && *p <= '9')
            p++;
        if (p == start && stop - p > 1 && *p >= 'a' && *p <= 'h')
            p++;
        if (p == start || p >= stop || (*p != '.' && *p != ')'))
            return false;
        p++;
    }
    return p < stop && ng_line_class_at(p, stop, &len) == NG_LC_SPACE;
}

/* The class of the character at p, which may be NULL. */
static uint8_t
class_at(const char *p, const char *end)
{
    size_t len;

    return p == NULL ? NG_LC_OTHER : (uint8_t)ng_line_class_at(p, end, &len);
}

static uint16_t
line_flags(const ng_line_counts *k, const char *p)
{
    unsigned flags = k->flags;

    if (has_bullet(p, k->stop))
        flags |= NG_LINE_BULLET;
    if ((k->upper >= 3) & (k->lower * 8 <= k->upper))
        flags |= NG_LINE_UPPER;
    if (k->words == 0)
        flags |= NG_LINE_BARE;
    if (k->glue >= 2 && k->glue * 8 >= k->words)
        flags |= NG_LINE_LINKS;
    return (uint16_t)flags;
}

/* The line whose first word stands at p; returns where its text ends, before the break. */
static const char *
scan_line(ng_line_counter count, const char *text, const char *p, const char *end, ng_line *line,
          ng_lines *lines)
{
    const char *const start = p;
    ng_line_counts k;

    p = count(&k, p, end);
    memset(line, 0, sizeof *line);
    line->start = (uint32_t)(start - text);
    line->stop = (uint32_t)(k.stop - text);
    line->n_words = clip16(k.words);
    line->n_caps = clip16(k.caps);
    line->n_function = clip16(k.function);
    line->n_long_lower = clip16(k.long_lower);
    line->n_digits = clip16(k.digits);
    line->n_ends = clip16(k.ends);
    line->n_chars = clip16((size_t)(k.stop - start) - k.more);
    line->first_word = clip16((size_t)(k.first_stop - start));
    line->n_lines = 1;
    line->flags = line_flags(&k, start);
    line->first = class_at(start, end);
    line->last = class_at(k.last_core, end);
    line->raw_last = class_at(k.last_char, end);
    lines->n_upper += k.upper;
    lines->n_lower += k.lower;
    lines->n_words += k.words;
    lines->n_caps += k.caps;
    lines->n_long_lower += k.long_lower;
    return p;
}

ng_status
ng_lines_scan(const ng_alloc *alloc, const char *text, size_t n_bytes, ng_lines *lines)
{
    const char *const end = text + n_bytes;
    const char *p = text;
    const ng_line_counter count = ng_line_counter_of(NG_LINE_BEST);
    size_t n_breaks = 0, indent = 0, len;

    while (p < end) {
        const ng_line_class c = ng_line_class_at(p, end, &len);

        if (c == NG_LC_BREAK) {
            n_breaks += !(*p == '\n' && p > text && p[-1] == '\r');
            indent = 0;
            p += len;
        } else if (c == NG_LC_SPACE) {
            indent += *p == '\t' ? 8 : 1;
            p += len;
        } else {
            if (lines->n == lines->cap) {
                const ng_column_ref column = NG_COLUMN(lines->line);
                const ng_status status = ng_reserve(alloc, &column, 1, &lines->cap, lines->n + 1);

                if (status != NG_OK)
                    return status;
            }
            p = scan_line(count, text, p, end, &lines->line[lines->n], lines);
            lines->line[lines->n].indent = clip16(indent);
            lines->line[lines->n].n_blank = clip16(n_breaks == 0 ? 0 : n_breaks - 1);
            lines->n++;
            n_breaks = 0;
        }
    }
    return NG_OK;
}
