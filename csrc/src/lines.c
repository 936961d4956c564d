#include "lines.h"
#include "memory.h"
#include "utf8.h"

#include <string.h>

/* ------------------------------------------------------------- characters */

#define O NG_LC_OTHER
#define S NG_LC_SPACE
#define B NG_LC_BREAK
#define U NG_LC_UPPER
#define L NG_LC_LOWER
#define D NG_LC_DIGIT
#define F NG_LC_FINAL
#define N NG_LC_OPEN
#define C NG_LC_CLOSE
#define P NG_LC_PUNCT

const uint8_t ng_line_ascii_class[128] = {
    O, O, O, O, O, O, O, O, O, S, B,           B,           B,           B,          O, O, /* 00 */
    O, O, O, O, O, O, O, O, O, O, O,           O,           O,           O,          O, O, /* 10 */
    S, F, C, P, O, P, P, C, N, C, P,           P,           NG_LC_COMMA, NG_LC_DASH, F, P, /* 20 */
    D, D, D, D, D, D, D, D, D, D, NG_LC_COLON, NG_LC_COMMA, P,           P,          P, F, /* 30 */
    P, U, U, U, U, U, U, U, U, U, U,           U,           U,           U,          U, U, /* 40 */
    U, U, U, U, U, U, U, U, U, U, U,           N,           P,           C,          P, P, /* 50 */
    N, L, L, L, L, L, L, L, L, L, L,           L,           L,           L,          L, L, /* 60 */
    L, L, L, L, L, L, L, L, L, L, L,           N,           P,           C,          P, O, /* 70 */
};

/* U+2000 to U+203F, the typographic marks of running text. */
static const uint8_t general_class[64] = {
    S,          S,          S,          S,          S,          S,          S, S, S,
    S,          S,          S,          O,          O,          O,          O, /* 2000 */
    NG_LC_DASH, NG_LC_DASH, NG_LC_DASH, NG_LC_DASH, NG_LC_DASH, NG_LC_DASH, P, P, N,
    C,          N,          N,          N,          C,          N,          N, /* 2010 */
    P,          P,          P,          P,          F,          F,          F, P, B,
    B,          O,          O,          O,          O,          O,          S, /* 2020: the line
                                                                                  separators are
                                                                                  breaks */
    P,          P,          P,          P,          P,          P,          P, P, P,
    N,          C,          P,          F,          F,          P,          P, /* 2030 */
};

#undef O
#undef S
#undef B
#undef U
#undef L
#undef D
#undef F
#undef N
#undef C
#undef P

static ng_line_class
latin1_class(uint32_t cp)
{
    if (cp == 0x85)
        return NG_LC_BREAK;
    if (cp == 0xA0)
        return NG_LC_SPACE;
    if (cp == 0xAB)
        return NG_LC_OPEN;
    if (cp == 0xBB)
        return NG_LC_CLOSE;
    if (cp == 0xAA || cp == 0xB5 || cp == 0xBA)
        return NG_LC_LOWER;
    if (cp < 0xC0 || cp == 0xD7 || cp == 0xF7)
        return cp < 0xA0 ? NG_LC_OTHER : NG_LC_PUNCT;
    return cp < 0xDF ? NG_LC_UPPER : NG_LC_LOWER;
}

/* Must agree with NG_CHAR_SPACE, for blocks to be trimmed as tokens are. */
static bool
is_rare_space(uint32_t cp)
{
    return cp == 0x1680 || cp == 0x205F || cp == 0x2060 || cp == 0x3000 || cp == 0xFEFF;
}

static ng_line_class
class_of(uint32_t cp)
{
    if (cp < 0x80)
        return (ng_line_class)ng_line_ascii_class[cp];
    if (cp < 0x100)
        return latin1_class(cp);
    if (cp - 0x2000 < 64)
        return (ng_line_class)general_class[cp - 0x2000];
    if (is_rare_space(cp))
        return NG_LC_SPACE;
    /* Latin Extended-A and Cyrillic pair capital and small by turns or halves;
       the first word of a name is all that hangs on them. */
    if (cp < 0x180)
        return (cp & 1) != 0 ? NG_LC_LOWER : NG_LC_UPPER;
    if (cp < 0x2000)
        return NG_LC_LETTER;
    if (cp < 0x2C00 || cp == NG_UTF8_BROKEN || (cp >= 0xE000 && cp < 0xF900) || cp >= 0x1F000)
        return NG_LC_OTHER;
    return NG_LC_LETTER;
}

ng_line_class
ng_line_class_slow(const char *p, const char *end, size_t *len)
{
    const char *q = p;
    const ng_line_class result = class_of(ng_utf8_next(&q, end));

    *len = (size_t)(q - p);
    return result;
}

/* ------------------------------------------------------------------ words */

#include "lines_words.inc"

/* The n <= 5 bytes at p as a number, the first one lowest. */
static inline uint64_t
word_key(const char *p, const char *end, size_t n)
{
    uint64_t key = 0;

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (end - p >= 8) {
        memcpy(&key, p, 8);
        return key & ~(~UINT64_C(0) << (8 * n));
    }
#endif
    (void)end;
    for (size_t i = 0; i < n; i++)
        key |= (uint64_t)(unsigned char)p[i] << (8 * i);
    return key;
}

static inline bool
is_function_key(uint64_t key)
{
    return function_words[key * WORD_MULTIPLIER >> (64 - WORD_BITS)] == key;
}

bool
ng_is_function_word(const char *p, size_t n)
{
    return n != 0 && n <= 5 && is_function_key(word_key(p, p, n));
}

/* One word, as the counters see it. */
typedef struct word {
    const char *stop;
    size_t n_upper, n_lower, n_bytes_more;     /* the last: continuation bytes */
    size_t n_glue;                             /* a capital right behind a small letter */
    size_t first_letter_run;                   /* small ASCII letters it begins with */
    ng_line_class first, core, last, raw_last; /* core: of the first letter or digit */
    uint16_t flags;
    bool has_core, letters_then_marks;
} word;

static inline void
word_char(word *w, ng_line_class c, ng_line_class before)
{
    w->n_upper += c == NG_LC_UPPER;
    w->n_lower += c == NG_LC_LOWER;
    w->n_glue += c == NG_LC_UPPER && before == NG_LC_LOWER;
    if (c != NG_LC_CLOSE)
        w->last = c;
    if (!w->has_core && c >= NG_LC_UPPER && c <= NG_LC_DIGIT) {
        w->has_core = true;
        w->core = c;
    }
}

/* Flags for the odd characters that layout looks for. */
static uint16_t
mark_flags(const char *p, const char *end)
{
    switch (*p) {
    case '@':
        return NG_LINE_AT;
    case '/':
        return NG_LINE_CREDIT; /* "Jane Roe/Getty Images" */
    case '|':
    case '>':
        return NG_LINE_BAR;
    case ':':
        return end - p > 2 && p[1] == '/' && p[2] == '/' ? NG_LINE_URL : 0;
    case '\xC2':
        return end - p > 1 && p[1] == '\xB7' ? NG_LINE_BAR : 0; /* middle dot */
    case '\xE2':
        return end - p > 2 && p[1] == '\x80' && p[2] == '\xA2' ? NG_LINE_BAR : 0; /* bullet */
    default:
        return 0;
    }
}

/* The word at p, which is neither space nor break. */
static void
word_scan(const char *p, const char *end, word *w)
{
    const char *const start = p;
    ng_line_class before = NG_LC_OTHER;
    size_t len;

    memset(w, 0, sizeof *w);
    w->last = NG_LC_CLOSE;
    while (p < end && *p >= 'a' && *p <= 'z')
        p++;
    w->first_letter_run = w->n_lower = (size_t)(p - start);
    if (p > start) {
        w->first = w->core = w->last = w->raw_last = before = NG_LC_LOWER;
        w->has_core = true;
    }
    w->letters_then_marks = true;
    while (p < end) {
        const ng_line_class c = ng_line_class_at(p, end, &len);

        if (c == NG_LC_SPACE || c == NG_LC_BREAK)
            break;
        if (p == start)
            w->first = c;
        if (c >= NG_LC_UPPER && c <= NG_LC_DIGIT)
            w->letters_then_marks = false;
        else if (c == NG_LC_PUNCT || c == NG_LC_COLON)
            w->flags |= mark_flags(p, end);
        word_char(w, c, before);
        w->raw_last = before = c;
        w->n_bytes_more += len - 1;
        p += len;
    }
    w->stop = p;
}

/* ------------------------------------------------------------------ lines */

static uint16_t
clip16(size_t n)
{
    return n > UINT16_MAX ? UINT16_MAX : (uint16_t)n;
}

/* Wide counters of the line that is being read. */
typedef struct counts {
    size_t words, caps, function, long_lower, digits, ends, more, upper, lower, glue;
    uint16_t flags;
    ng_line_class last, raw_last;
    bool final_before; /* the word before ended a sentence, if a capital follows */
} counts;

/* Whether the n bytes at p begin with `lead`. */
static inline bool
begins(const char *p, size_t n, const char *lead, size_t len)
{
    return n >= len && memcmp(p, lead, len) == 0;
}

#define BEGINS(word) begins(p, n, word, sizeof(word) - 1)

/* Words that stand in picture credits; capitals only, since prose has "photo". */
static bool
may_be_credit(const char *p, size_t n)
{
    switch (*p) {
    case 'A':
        return BEGINS("AP") || BEGINS("AFP") || BEGINS("Alamy") || BEGINS("Art");
    case 'C':
        return BEGINS("Credit") || BEGINS("CREDIT") || BEGINS("Courtesy") || BEGINS("Caption");
    case 'E':
        return BEGINS("EPA");
    case 'G':
        return BEGINS("Getty") || BEGINS("GETTY") || BEGINS("Graphic");
    case 'H':
        return BEGINS("Handout");
    case 'I':
        return BEGINS("Image") || BEGINS("IMAGE") || BEGINS("Illustration");
    case 'P':
        return BEGINS("Photo") || BEGINS("PHOTO") || BEGINS("Picture") || BEGINS("Provided") ||
               BEGINS("Pool");
    case 'R':
        return BEGINS("Reuters") || BEGINS("REUTERS");
    case 'S':
        return BEGINS("Shutter") || BEGINS("Screen") || BEGINS("Source") || BEGINS("Supplied");
    case 'V':
        return BEGINS("Video");
    default:
        return false;
    }
}

/* THE, OF: prose in capitals has them too. */
static bool
is_capital_function_word(const char *p, size_t n)
{
    char small[5];

    for (size_t i = 0; i < n; i++) {
        if (p[i] < 'A' || p[i] > 'Z')
            return false;
        small[i] = (char)(p[i] + 32);
    }
    return ng_is_function_word(small, n);
}

/* Words by which footers, notices and calls to subscribe are looked for; without
   one of them nobody need search the line. */
static bool
is_hint(const char *p, size_t n)
{
    char s[5];

    if (n < 5 || (0x1D4648u >> (*p & 31) & 1u) == 0)
        return false;
    for (size_t i = 0; i < 5; i++)
        s[i] = (char)(p[i] | 32);
    switch (s[0]) {
    case 'c':
        return memcmp(s, "contr", 5) == 0 || memcmp(s, "cooki", 5) == 0;
    case 'f':
        return memcmp(s, "follo", 5) == 0;
    case 'i':
        return memcmp(s, "inbox", 5) == 0;
    case 'j':
        return memcmp(s, "javas", 5) == 0;
    case 'n':
        return memcmp(s, "newsl", 5) == 0;
    case 'p':
        return memcmp(s, "priva", 5) == 0;
    case 'r':
        return memcmp(s, "right", 5) == 0 || memcmp(s, "recap", 5) == 0;
    case 's':
        return memcmp(s, "subsc", 5) == 0;
    case 't':
        return memcmp(s, "terms", 5) == 0 || memcmp(s, "trial", 5) == 0 ||
               memcmp(s, "twitt", 5) == 0;
    default:
        return false;
    }
}

/*
 * How many small ASCII letters stand at p.  A loop over letters ends where no
 * branch predictor expects it, once for each word of the text; so eight bytes
 * are looked at together where the machine allows it.
 */
static inline size_t
count_small_letters(const char *p, const char *end)
{
    const char *q = p;

#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    while (end - q >= 8) {
        const uint64_t top = UINT64_C(0x8080808080808080);
        uint64_t x, from_a, above_z, others;

        memcpy(&x, q, 8);
        from_a = (x & ~top) + UINT64_C(0x1F1F1F1F1F1F1F1F);
        above_z = (x & ~top) + UINT64_C(0x0505050505050505);
        others = ~(from_a & ~above_z & ~x) & top;
        if (others != 0)
            return (size_t)(q - p) + (size_t)__builtin_ctzll(others) / 8;
        q += 8;
    }
#endif
    while (q < end && *q >= 'a' && *q <= 'z')
        q++;
    return (size_t)(q - p);
}

static inline bool
is_word_end(const char *p, const char *end)
{
    return p < end && (*p == ' ' || *p == '\n');
}

/*
 * Most words are "officials", "Trump", "said." or "Friday,": ASCII letters of
 * which only the first may be a capital, one mark at most, and a space.  Counts
 * such words from p on, and returns where the first other one stands, or the
 * space behind the last.  *stop: the end of the last word counted.
 */
static const char *
count_plain_words(counts *k, const char *p, const char *end, const char **stop)
{
    size_t words = 0, caps = 0, function = 0, long_lower = 0, letters = 0, ends = 0;
    uint16_t flags = 0;
    bool open = false, final_before = k->final_before;
    ng_line_class last = k->last;

    for (;;) {
        const bool capital = *p >= 'A' && *p <= 'Z';
        const char *q = p + capital;
        size_t n;

        q += count_small_letters(q, end);
        n = (size_t)(q - p);
        if (n < 2 || !(is_word_end(q, end) ||
                       (q < end && (*q == ',' || *q == '.') && is_word_end(q + 1, end))))
            break;
        words++;
        letters += n;
        last = NG_LC_LOWER;
        open = false;
        if (n >= 5 && is_hint(p, n))
            flags |= NG_LINE_HINT;
        if (capital) {
            caps++;
            ends += final_before;
            if (may_be_credit(p, n))
                flags |= NG_LINE_CREDIT;
        } else {
            const bool is_function = n <= 5 && is_function_key(word_key(p, end, n));

            function += is_function;
            long_lower += !is_function && n > 3;
            open = is_function && *q <= ' ';
        }
        final_before = false;
        if (*q > ' ') {
            last = (ng_line_class)ng_line_ascii_class[(unsigned char)*q];
            final_before = *q == '.' && n > 3;
            q++;
        }
        *stop = p = q;
        if (*q != ' ' || q + 1 >= end || (unsigned char)q[1] <= ' ' || (unsigned char)q[1] >= 0x7F)
            break;
        p = q + 1;
    }
    if (words == 0)
        return p;
    k->words += words;
    k->caps += caps;
    k->function += function;
    k->long_lower += long_lower;
    k->upper += caps;
    k->lower += letters - caps;
    k->ends += ends;
    k->flags = (uint16_t)((k->flags & ~NG_LINE_OPEN) | flags | (open ? NG_LINE_OPEN : 0));
    k->last = k->raw_last = last;
    k->final_before = final_before;
    return p;
}

static void
count_word(counts *k, const char *p, const word *w)
{
    const size_t n = (size_t)(w->stop - p);
    bool function = false;

    k->more += w->n_bytes_more;
    k->upper += w->n_upper;
    k->lower += w->n_lower;
    k->glue += w->n_glue;
    k->flags = (uint16_t)((k->flags | w->flags) & ~NG_LINE_OPEN);
    if (w->last != NG_LC_CLOSE)
        k->last = w->last;
    k->raw_last = w->raw_last;
    if (n >= 5 &&
        is_hint(w->first == NG_LC_OPEN && n > 5 ? p + 1 : p, n - (w->first == NG_LC_OPEN && n > 5)))
        k->flags |= NG_LINE_HINT;
    if (w->has_core) {
        k->words++;
        k->digits += w->core == NG_LC_DIGIT;
        if (w->core == NG_LC_UPPER) {
            k->caps++;
            k->ends += k->final_before;
            if (may_be_credit(w->first == NG_LC_UPPER ? p : p + 1,
                              w->first == NG_LC_UPPER ? n : n - 1))
                k->flags |= NG_LINE_CREDIT;
            function = w->n_lower == 0 && n >= 2 && n <= 5 && is_capital_function_word(p, n);
            k->function += function;
        } else if (w->first_letter_run != 0) {
            function = w->letters_then_marks && ng_is_function_word(p, w->first_letter_run);
            k->function += function;
            k->long_lower += !function && w->first_letter_run > 3;
            if (function && w->first_letter_run == n && n > 1)
                k->flags |= NG_LINE_OPEN;
        }
    }
    /* "U.S." and "Mr." end no sentence; words of four letters mostly do. */
    k->final_before = w->last == NG_LC_FINAL && n > 4;
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

static void
finish_line(ng_line *line, const counts *k, const char *text)
{
    line->n_words = clip16(k->words);
    line->n_caps = clip16(k->caps);
    line->n_function = clip16(k->function);
    line->n_long_lower = clip16(k->long_lower);
    line->n_digits = clip16(k->digits);
    line->n_ends = clip16(k->ends);
    line->n_chars = clip16(line->stop - line->start - k->more);
    line->n_lines = 1;
    line->flags = k->flags;
    line->last = (uint8_t)k->last;
    line->raw_last = (uint8_t)k->raw_last;
    if (has_bullet(text + line->start, text + line->stop))
        line->flags |= NG_LINE_BULLET;
    if (k->upper >= 3 && k->lower * 8 <= k->upper)
        line->flags |= NG_LINE_UPPER;
    if (k->words == 0)
        line->flags |= NG_LINE_BARE;
    if (k->glue >= 2 && k->glue * 8 >= k->words)
        line->flags |= NG_LINE_LINKS;
}

static void
begin_line(ng_line *line, const char *p, const char *end)
{
    const char *const start = p;
    size_t len;

    line->first = (uint8_t)ng_line_class_at(p, end, &len);
    while (p < end && p - start < UINT16_MAX) {
        const ng_line_class c = ng_line_class_at(p, end, &len);

        if (c == NG_LC_SPACE || c == NG_LC_BREAK)
            break;
        p += len;
    }
    line->first_word = clip16((size_t)(p - start));
}

/* The line whose first word stands at p; returns where its text ends. */
static const char *
scan_line(const char *text, const char *p, const char *end, ng_line *line, ng_lines *lines)
{
    counts k;
    word w;
    size_t len;

    memset(&k, 0, sizeof k);
    memset(line, 0, sizeof *line);
    line->start = (uint32_t)(p - text);
    line->stop = line->start;
    while (p < end) {
        const char *const first = p;
        const char *stop = NULL;

        p = count_plain_words(&k, p, end, &stop);
        if (stop == NULL) {
            word_scan(p, end, &w);
            count_word(&k, p, &w);
            p = stop = w.stop;
        }
        if (first == text + line->start)
            begin_line(line, first, end);
        line->stop = (uint32_t)(stop - text);
        /* Only a space or a break stops the plain words behind a word. */
        while (p < end && ng_line_class_at(p, end, &len) == NG_LC_SPACE)
            p += len;
        if (p >= end || ng_line_class_at(p, end, &len) == NG_LC_BREAK)
            break;
    }
    finish_line(line, &k, text);
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
            const ng_column_ref column = NG_COLUMN(lines->line);
            const ng_status status = ng_reserve(alloc, &column, 1, &lines->cap, lines->n + 1);

            if (status != NG_OK)
                return status;
            p = scan_line(text, p, end, &lines->line[lines->n], lines);
            lines->line[lines->n].indent = clip16(indent);
            lines->line[lines->n].n_blank = clip16(n_breaks == 0 ? 0 : n_breaks - 1);
            lines->n++;
            n_breaks = 0;
        }
    }
    return NG_OK;
}
