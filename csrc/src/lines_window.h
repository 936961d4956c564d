/*
 * Counting the words of a line, sixty-four bytes at a time.
 *
 * A window is cut at its last space, so that no word reaches over its end and
 * all that is counted are operations on its bit masks (lines_bits.h).  A word
 * that fills a window, as links do, is counted a character at a time.
 *
 * What depends on the instructions of the processor are three steps, which each
 * counter hands to count_line() as functions:
 *
 *   look      the classes of the bytes of a window
 *   begins    where words of notices or of credits may begin
 *   function  which words are function words
 */
#ifndef NG_LINES_WINDOW_H
#define NG_LINES_WINDOW_H

#include "lines_words.h"

#include <string.h>

#define WINDOW 64
#define N_CLASSES (NG_LC_PUNCT + 1)

/* The bytes of a window that `look` knows by their classes, with `more` and `flags` as window has
   them, and those that it does not: what is not ASCII, and the characters of mark_flags(). */
typedef struct look_bits {
    uint64_t upper, lower, digit, space, line_break, final, open, close;
    uint64_t more;
    uint64_t unknown;
    uint16_t flags;
} look_bits;

/*
 * A window that begins where no word has begun.  A character of several bytes
 * has its class at all of them, and all but the first in `more`.
 */
typedef struct window {
    const char *p;                            /* at least WINDOW + 8 bytes that can be read */
    uint64_t upper, lower, digit, alnum;      /* letters of any script in alnum */
    uint64_t ascii_upper, ascii_lower;        /* the others have no known words */
    uint64_t final, open, close, space, more; /* as the classes are called */
    uint64_t hint_like, credit_like;          /* no such word begins elsewhere */
    uint64_t word;                            /* all that is neither space nor break */
    uint64_t start;                           /* the first byte of each word */
    uint64_t core;                            /* its first letter or digit, if it has one */
    unsigned n;                               /* bytes up to the break or the last space */
    uint16_t flags;
    bool at_break;
} window;

typedef void (*look_step)(const char *p, look_bits *bits);
typedef void (*begins_step)(window *w);
/* Of the words that begin with small letters, `first`, and have `rest` few enough, a bit where the
   letters of those that are function words stop; `a` are the small letters. */
typedef uint64_t (*function_step)(const char *p, uint64_t a, uint64_t rest);

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

/* The class of the character at p and its length; curly marks, most of what is not ASCII, are told
   here. */
NG_ALWAYS_INLINE ng_line_class
class_of_mark(const char *p, const char *end, size_t *len)
{
    if (p[0] == '\xE2' && end - p >= 3 && p[1] == '\x80' && ((unsigned char)p[2] & 0xC0) == 0x80) {
        *len = 3;
        return (ng_line_class)ng_line_mark_class[p[2] & 0x3F];
    }
    return ng_line_class_at(p, end, len);
}

/* The characters that have no bits yet, up to a break. */
NG_ALWAYS_INLINE void
read_unknown(window *w, look_bits *b, uint64_t *letter, const char *end)
{
    uint64_t by_class[N_CLASSES];
    uint64_t marks = b->unknown;

    /* One by one: all at once would become a call, or a loop. */
    by_class[NG_LC_SPACE] = by_class[NG_LC_BREAK] = 0;
    by_class[NG_LC_UPPER] = by_class[NG_LC_LOWER] = by_class[NG_LC_LETTER] = 0;
    by_class[NG_LC_FINAL] = by_class[NG_LC_OPEN] = by_class[NG_LC_CLOSE] = 0;
    by_class[NG_LC_OTHER] = by_class[NG_LC_DIGIT] = by_class[NG_LC_COLON] = 0;
    by_class[NG_LC_COMMA] = by_class[NG_LC_DASH] = by_class[NG_LC_PUNCT] = 0;
    if (b->line_break != 0)
        marks &= ng_low_bits(ng_lowest_bit(b->line_break));
    while (marks != 0) {
        const unsigned i = ng_lowest_bit(marks);
        size_t len;
        const ng_line_class c = class_of_mark(w->p + i, end, &len);
        const uint64_t bits = ng_low_bits((unsigned)len) << i;

        /* Cut off by the window, so it belongs to the next one. */
        if (i + len > WINDOW)
            break;
        by_class[c] |= bits;
        w->more |= bits & (bits - (UINT64_C(1) << i));
        marks &= ~bits;
        if (c == NG_LC_PUNCT || c == NG_LC_COLON)
            w->flags |= mark_flags(w->p + i, end);
        else if (c == NG_LC_BREAK)
            break;
    }
    b->space |= by_class[NG_LC_SPACE];
    b->line_break |= by_class[NG_LC_BREAK];
    b->upper |= by_class[NG_LC_UPPER];
    b->lower |= by_class[NG_LC_LOWER];
    b->digit |= by_class[NG_LC_DIGIT];
    b->final |= by_class[NG_LC_FINAL];
    b->open |= by_class[NG_LC_OPEN];
    b->close |= by_class[NG_LC_CLOSE];
    *letter = by_class[NG_LC_LETTER];
}

/* Cut the window at its first break, or before its last word, which may go on behind.  Nothing
   is left if one word fills it. */
NG_ALWAYS_INLINE void
cut(window *w, uint64_t line_break)
{
    const uint64_t white = w->space | line_break;

    w->at_break = line_break != 0;
    w->n = white == 0 ? 0 : ng_highest_bit(white) + 1;
    w->n = line_break == 0 ? w->n : ng_lowest_bit(line_break);
    w->word = ~white & ng_low_bits(w->n);
}

/* Fill *w but for hint_like and credit_like from p, in a text that ends at `end`. */
NG_ALWAYS_INLINE void
read_window(window *w, const char *p, const char *end, look_bits b)
{
    uint64_t letter = 0;

    w->p = p;
    w->more = b.more;
    w->flags = b.flags;
    w->ascii_upper = b.upper;
    w->ascii_lower = b.lower;
    if (b.unknown != 0)
        read_unknown(w, &b, &letter, end);
    w->space = b.space;
    cut(w, b.line_break);

    w->ascii_upper &= w->word;
    w->ascii_lower &= w->word;
    w->upper = b.upper & w->word;
    w->lower = b.lower & w->word;
    w->digit = b.digit & w->word;
    w->alnum = w->upper | w->lower | w->digit | (letter & w->word);
    w->final = b.final & w->word;
    w->open = b.open & w->word;
    w->close = b.close & w->word;
    w->more &= w->word;
    w->start = w->word & ~(w->word << 1);
    w->core = w->alnum & ~(ng_flood_up(w->alnum, w->word) << 1);
}

/* Ends of sentences: a word that ends with a final mark and perhaps closing ones, and one behind
   whose first letter is a capital. */
NG_ALWAYS_INLINE void
count_ends(ng_line_counts *k, const window *w)
{
    const uint64_t last = w->word & ~(w->word >> 1);
    const uint64_t closing = w->final | ng_flood_up(w->final << 1, w->close);
    /* "U.S." and "Mr." end no sentence; words of four letters mostly do. */
    const uint64_t ends =
        last & closing & w->word << 1 & w->word << 2 & w->word << 3 & w->word << 4;
    /* The first letters behind, be it past opening marks; nothing here is worth a branch. */
    uint64_t behind = ng_flood_up(ends << 1, w->space) << 1 & w->start;

    behind |= w->start & (~w->start + 1) & (0 - (uint64_t)k->final_before);
    behind |= ng_flood_up(behind, w->word & ~w->alnum) << 1;
    k->ends += ng_count_bits(behind & w->core & w->upper);
    k->final_before = (ends >> ng_highest_bit(w->word) & 1u) != 0;
}

/* A bit for each function word, where its letters stop: function_step for any processor. */
NG_ALWAYS_INLINE uint64_t
function_stops(const char *p, uint64_t a, uint64_t rest)
{
    uint64_t hits = 0;

    /* No branch hangs on what the words are: half of them are function words.  Four at a time,
       since how many there are is hard to foresee; the ones too many stand at the last byte of the
       window, which is never in a word whose end is seen, so they have no letters and no hits. */
    while (rest != 0)
        for (int turn = 0; turn < 4; turn++) {
            const unsigned i = ng_lowest_bit(rest | UINT64_C(1) << (WINDOW - 1));
            const unsigned n = ng_lowest_bit(~(a >> i));
            const uint64_t key = ng_load_8(p + i) & ((UINT64_C(1) << 8 * n) - 1);

            hits |= (uint64_t)is_function_key(key) << ((i + n) % WINDOW);
            rest &= rest - 1;
        }
    return hits;
}

/* Function words in small letters, alone or with nothing but marks behind; the others that are
   long enough to say something. */
NG_ALWAYS_INLINE void
count_small_words(ng_line_counts *k, const window *w, function_step function)
{
    const uint64_t a = w->ascii_lower, two = a & a >> 1, four = two & two >> 2;
    const uint64_t first = w->start & a, beyond_three = first & four;
    uint64_t hits = function(w->p, a, first & ~(four & two >> 4));

    /* "in," but not "it's". */
    for (uint64_t rest = hits & w->word; rest != 0; rest &= rest - 1) {
        const unsigned i = ng_lowest_bit(rest);

        if ((w->alnum >> i & ng_low_bits(ng_lowest_bit(~(w->word >> i)))) != 0)
            hits &= ~(UINT64_C(1) << i);
    }
    k->function += ng_count_bits(hits);
    k->long_lower += ng_count_bits(beyond_three) - ng_count_bits(hits & four << 4);
}

/* What only words in capitals are: few windows have one. */
NG_ALWAYS_INLINE void
count_capitals(ng_line_counts *k, const window *w)
{
    const uint64_t a = w->ascii_upper, small = UINT64_C(0x2020202020202020);
    const uint64_t two = w->start & a & a >> 1;
    /* One mark may stand in front of a credit. */
    const uint64_t credits = a & (w->start | (w->start & ~w->alnum) << 1) & w->credit_like;
    uint64_t rest;

    /* Few words are all capitals. */
    if ((((a + two) & ~(a | w->word)) | credits) == 0)
        return;
    /* THE, OF: prose in capitals has them too. */
    for (rest = two; rest != 0; rest &= rest - 1) {
        const unsigned i = ng_lowest_bit(rest);
        const unsigned n = ng_lowest_bit(~(a >> i));

        if (n <= 5 && (w->word >> (i + n) & 1u) == 0)
            k->function += is_function_key((ng_load_8(w->p + i) | small) & ng_low_bits(8 * n));
    }
    for (rest = credits; rest != 0; rest &= rest - 1)
        if (may_be_credit(w->p + ng_lowest_bit(rest)) &&
            is_credit_word(w->p + ng_lowest_bit(rest), w->p + w->n))
            k->flags |= NG_LINE_CREDIT;
}

/* Words by which footers, notices and calls to subscribe are looked for; without one of them
   nobody need search the line.  They may stand in brackets. */
NG_ALWAYS_INLINE void
find_hints(ng_line_counts *k, const window *w)
{
    const uint64_t a = w->ascii_lower | w->ascii_upper, two = a & a >> 1;
    const uint64_t five = two & two >> 2 & a >> 4;
    const uint64_t words =
        ((w->start & ~w->open) | (w->start & w->open) << 1) & five & w->hint_like;
    uint64_t rest = words, hints = 0;

    for (; rest != 0; rest &= rest - 1)
        hints |= hint_at(w->p + ng_lowest_bit(rest));
    for (rest = hints != 0 ? words : 0; rest != 0; rest &= rest - 1) {
        const uint64_t hint = hint_at(w->p + ng_lowest_bit(rest));

        if (hint != 0)
            k->flags |= hint_flags(hint);
    }
}

/* Long enough, and with twice the function words that prose needs: the rest of such a line can
   be estimated. */
NG_ALWAYS_INLINE bool
is_clear(const ng_line_counts *k)
{
    return (k->words >= 25) & (k->function * 4 >= k->words);
}

NG_ALWAYS_INLINE void
estimate_rest(ng_line_counts *k)
{
    if (k->skipped != 0) {
        const size_t counted = k->words - k->skipped;

        k->function += k->function * k->skipped / counted;
        k->long_lower += k->long_lower * k->skipped / counted;
    }
}

NG_ALWAYS_INLINE void
count_window(ng_line_counts *k, const window *w, function_step function)
{
    const uint64_t upper = w->upper & ~w->more;

    k->flags |= w->flags;
    k->words += ng_count_bits(w->core);
    k->caps += ng_count_bits(w->core & w->upper);
    k->upper += ng_count_bits(upper);
    k->lower += ng_count_bits(w->lower & ~w->more);
    k->digits += ng_count_bits(w->core & w->digit);
    k->more += ng_count_bits(w->more);
    k->glue += ng_count_bits(upper & w->lower << 1);
    count_ends(k, w);
    if (is_clear(k))
        k->skipped += ng_count_bits(w->core);
    else
        count_small_words(k, w, function);
    count_capitals(k, w);
    find_hints(k, w);
}

/* -------------------------------------------------------------- long words */

/* The word at p a character at a time, counted as windows count theirs. */
static const char *
count_long_word(ng_line_counts *k, const char *p, const char *end)
{
    const char *const start = p;
    ng_line_class before = NG_LC_OTHER, core = NG_LC_OTHER, last = NG_LC_CLOSE;
    bool has_core = false, in_run = true, only_marks = true, function;
    uint64_t hint;
    size_t run = 0, len;

    for (; p < end; p += len) {
        const ng_line_class c = ng_line_class_at(p, end, &len);

        if (c == NG_LC_SPACE || c == NG_LC_BREAK)
            break;
        in_run = in_run && *p >= 'a' && *p <= 'z';
        run += in_run;
        only_marks &= in_run || c < NG_LC_UPPER || c > NG_LC_DIGIT;
        k->upper += c == NG_LC_UPPER;
        k->lower += c == NG_LC_LOWER;
        k->glue += c == NG_LC_UPPER && before == NG_LC_LOWER;
        k->more += len - 1;
        if (c == NG_LC_PUNCT || c == NG_LC_COLON)
            k->flags |= mark_flags(p, end);
        if (!has_core && c >= NG_LC_UPPER && c <= NG_LC_DIGIT) {
            has_core = true;
            core = c;
        }
        if (c != NG_LC_CLOSE) {
            last = c;
            k->last_core = p;
        }
        k->last_char = p;
        before = c;
    }
    k->words += has_core;
    k->digits += core == NG_LC_DIGIT;
    function = only_marks && run != 0 && run <= 5 && is_function_key(word_key(start, run));
    k->function += function;
    k->long_lower += run > 3 && !function;
    hint = hint_at(ng_line_class_at(start, end, &len) == NG_LC_OPEN ? start + 1 : start);
    if (hint != 0)
        k->flags |= hint_flags(hint);
    if (core == NG_LC_UPPER) {
        const char *const q = *start >= 'A' && *start <= 'Z' ? start : start + 1;

        k->caps++;
        k->ends += k->final_before;
        if (*q >= 'A' && *q <= 'Z' && is_credit_word(q, p))
            k->flags |= NG_LINE_CREDIT;
    }
    k->final_before = last == NG_LC_FINAL;
    if (k->first_stop == NULL)
        k->first_stop = p;
    k->last_word = start;
    k->stop = p;
    return p;
}

/* ------------------------------------------------------------------- lines */

/* Whether the last word is a function word in small letters; key: its first eight bytes. */
NG_ALWAYS_INLINE bool
ends_in_function_word(const ng_line_counts *k, uint64_t key)
{
    const size_t n = (size_t)(k->stop - k->last_word);

    if (n < 2 || n > 5)
        return false;
    key &= ~UINT64_C(0) >> (64 - 8 * n);
    /* A NUL at the end would not change the key. */
    return key >> (8 * n - 8) != 0 && is_function_key(key);
}

/* The bytes of the window at p < end, at least WINDOW + 8 that can be read; *p_end is where the
   text ends in them.  Near its end a copy is read, with breaks behind. */
NG_ALWAYS_INLINE const char *
window_bytes(const char *p, const char *end, char copy[WINDOW + 8], const char **p_end)
{
    size_t n;

    *p_end = end;
    if (end - p >= WINDOW + 8)
        return p;
    n = end - p < WINDOW ? (size_t)(end - p) : WINDOW;
    memset(copy, '\n', WINDOW + 8);
    memcpy(copy, p, n);
    *p_end = copy + n;
    return copy;
}

/* The line at p < end, as ng_line_counter has it. */
NG_ALWAYS_INLINE const char *
count_line(ng_line_counts *counts, const char *p, const char *end, look_step look,
           begins_step begins, function_step function)
{
    const ng_line_counts none = {0};
    ng_line_counts k = none;
    char copy[WINDOW + 8];
    uint64_t last_key = 0;
    bool at_break = false;

    while (p < end && !at_break) {
        const char *bytes_end, *const bytes = window_bytes(p, end, copy, &bytes_end);
        look_bits bits;
        window w;

        look(bytes, &bits);
        read_window(&w, bytes, bytes_end, bits);
        at_break = w.at_break;
        if (w.n == 0 && !at_break) {
            /* Given a copy of the counts, so that they can stay in registers elsewhere. */
            ng_line_counts long_word = k;

            p = count_long_word(&long_word, p, end);
            k = long_word;
            last_key = 0;
            continue;
        }
        if (w.word != 0) {
            const uint64_t chars = w.word & ~w.more, cores = chars & ~w.close;

            begins(&w);
            count_window(&k, &w, function);
            k.first_stop = k.first_stop == NULL ? p + ng_lowest_bit(~w.word) : k.first_stop;
            k.last_word = p + ng_highest_bit(w.start);
            last_key = ng_load_8(w.p + ng_highest_bit(w.start));
            k.stop = p + ng_highest_bit(w.word) + 1;
            k.last_char = p + ng_highest_bit(chars);
            k.last_core = cores == 0 ? k.last_core : p + ng_highest_bit(cores);
        }
        p += w.n;
    }
    estimate_rest(&k);
    if (ends_in_function_word(&k, last_key))
        k.flags |= NG_LINE_OPEN;
    *counts = k;
    return p;
}

#endif
