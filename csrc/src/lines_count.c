/*
 * Counting the words of a line, sixty-four bytes at a time.
 *
 * A window is cut at its last space, so that no word reaches over its end and
 * all that is counted are operations on its bit masks (lines_bits.h).  A word
 * that fills a window, as links do, is counted a character at a time.
 */
#include "lines_count.h"

/* GCC at -O3 would gather pairs of masks, which are made and used one by one, in vector registers
   and take them apart again: a fifth of the time of the whole block stage. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-tree-slp-vectorize")
#endif

#include "dispatch.h"
#include "lines_bits.h"

#include <string.h>

#define WINDOW 64
#define N_CLASSES (NG_LC_PUNCT + 1)

/* ------------------------------------------------------------------ words */

typedef struct credit_word {
    char text[13];
    uint8_t n;
} credit_word;

#include "lines_words.inc"

NG_ALWAYS_INLINE bool
is_function_key(uint64_t key)
{
    return function_words[key * FUNCTION_WORD_MULTIPLIER >> (64 - FUNCTION_WORD_BITS)] == key;
}

/* The five letters at p in small letters if they are those of a hint, else 0. */
NG_ALWAYS_INLINE uint64_t
hint_at(const char *p)
{
    const uint64_t key = (ng_load_8(p) & UINT64_C(0xFFFFFFFFFF)) | UINT64_C(0x2020202020);

    return hint_words[key * HINT_WORD_MULTIPLIER >> (64 - HINT_WORD_BITS)] == key ? key : 0;
}

static uint16_t
hint_flags(uint64_t hint)
{
    switch (hint) {
    case UINT64_C(0x7468676972): /* "right" */
        return NG_LINE_HINT | NG_LINE_RIGHTS;
    case UINT64_C(0x72746E6F63): /* "contr" */
        return NG_LINE_HINT | NG_LINE_CONTRIBUTED;
    case UINT64_C(0x696B6F6F63): /* "cooki" */
        return NG_LINE_HINT | NG_LINE_COOKIES;
    default:
        return NG_LINE_HINT;
    }
}

/* The n <= 5 bytes at p as a number, the first one lowest. */
static inline uint64_t
word_key(const char *p, size_t n)
{
    uint64_t key = 0;

    for (size_t i = 0; i < n; i++)
        key |= (uint64_t)(unsigned char)p[i] << (8 * i);
    return key;
}

bool
ng_ends_in_function_word(const ng_line_counts *k)
{
    const size_t n = (size_t)(k->stop - k->last_word);
    uint64_t key;

    if (n < 2 || n > 5)
        return false;
    key = k->last_key & ~UINT64_C(0) >> (64 - 8 * n);
    /* A NUL at the end would not change the key. */
    return key >> (8 * n - 8) != 0 && is_function_key(key);
}

/* Whether the second letter allows a word of credits at p, which begins with a capital. */
NG_ALWAYS_INLINE bool
may_be_credit(const char *p)
{
    return (credit_seconds[*p - 'A'] >> ((unsigned char)p[1] & 63) & 1u) != 0;
}

/* Whether [p, stop) begins with a word of credits. */
static bool
is_credit_word(const char *p, const char *stop)
{
    for (size_t i = credit_first[*p - 'A']; i < credit_first[*p - 'A' + 1]; i++)
        if (credit_words[i].text[1] == p[1] && stop - p >= credit_words[i].n &&
            memcmp(p, credit_words[i].text, credit_words[i].n) == 0)
            return true;
    return false;
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

/* ----------------------------------------------------------------- windows */

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

/* The characters that have no bits yet: to each class its own. */
NG_ALWAYS_INLINE void
read_marks(window *w, const char *end, uint64_t marks, uint64_t by_class[N_CLASSES])
{
    uint16_t flags = 0;

    /* The classes that are asked for.  One by one: all at once would become a call, or worse. */
    by_class[NG_LC_SPACE] = by_class[NG_LC_BREAK] = 0;
    by_class[NG_LC_UPPER] = by_class[NG_LC_LOWER] = by_class[NG_LC_LETTER] = 0;
    by_class[NG_LC_FINAL] = by_class[NG_LC_OPEN] = by_class[NG_LC_CLOSE] = 0;
    by_class[NG_LC_OTHER] = by_class[NG_LC_DIGIT] = by_class[NG_LC_COLON] = 0;
    by_class[NG_LC_COMMA] = by_class[NG_LC_DASH] = by_class[NG_LC_PUNCT] = 0;
    while (marks != 0) {
        const unsigned i = ng_lowest_bit(marks);
        size_t len;
        const ng_line_class c = ng_line_class_at(w->p + i, end, &len);
        const uint64_t bits = ng_low_bits((unsigned)len) << i;

        /* Cut off by the window, so it belongs to the next one. */
        if (i + len > WINDOW)
            break;
        by_class[c] |= bits;
        w->more |= bits & (bits - (UINT64_C(1) << i));
        marks &= ~bits;
        if (c == NG_LC_PUNCT || c == NG_LC_COLON)
            flags |= mark_flags(w->p + i, end);
        else if (c == NG_LC_BREAK)
            break;
    }
    w->flags = flags;
}

/* Where a hint or a credit may begin: anywhere, to who has no quick way to tell. */
NG_ALWAYS_INLINE void
any_may_begin(window *w, const char *p)
{
    (void)p;
    w->hint_like = w->credit_like = ~UINT64_C(0);
}

#if defined(NG_X86)
/* The groups of words that have the halves of each of 32 bytes at that place. */
NG_TARGET_AVX2 NG_ALWAYS_INLINE __m256i
groups_avx2(const char *p, unsigned place)
{
    const __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(p + place));
    const __m256i low = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)word_nibbles[2 * place]));
    const __m256i high = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)word_nibbles[2 * place + 1]));
    const __m256i half = _mm256_set1_epi8(15);

    return _mm256_and_si256(
        _mm256_shuffle_epi8(low, _mm256_and_si256(x, half)),
        _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(x, 4), half)));
}

/* By the first three letters, with few too many. */
NG_TARGET_AVX2 NG_ALWAYS_INLINE void
begin_like_avx2(window *w, const char *p)
{
    const __m256i zero = _mm256_setzero_si256(), hints = _mm256_set1_epi8(15);
    uint64_t no_hint = 0, no_credit = 0;

    for (unsigned i = 0; i < WINDOW; i += 32) {
        const __m256i groups = _mm256_and_si256(
            _mm256_and_si256(groups_avx2(p + i, 0), groups_avx2(p + i, 1)), groups_avx2(p + i, 2));

        no_hint |= ng_avx2_bits(_mm256_cmpeq_epi8(_mm256_and_si256(groups, hints), zero)) << i;
        no_credit |= ng_avx2_bits(_mm256_cmpeq_epi8(_mm256_andnot_si256(hints, groups), zero)) << i;
    }
    w->hint_like = ~no_hint;
    w->credit_like = ~no_credit;
}
#endif

/* Cut the window at its first break, or before its last word, which may go on behind.  Nothing
   is left if one word fills it. */
NG_ALWAYS_INLINE void
cut(window *w, uint64_t line_break)
{
    const uint64_t white = w->space | line_break;

    w->at_break = line_break != 0;
    if (line_break != 0)
        w->n = ng_lowest_bit(line_break);
    else if ((white >> (WINDOW - 1)) != 0)
        w->n = WINDOW;
    else
        w->n = white == 0 ? 0 : ng_highest_bit(white) + 1;
    w->word = ~white & ng_low_bits(w->n);
}

/* Fill *w from p, in a text that ends at `end`. */
NG_ALWAYS_INLINE void
read_window(window *w, const char *p, const char *end, const ng_ascii_bits *bits)
{
    uint64_t by_class[N_CLASSES];
    const ng_ascii_bits ascii = *bits;
    uint64_t marks;

    marks = ~(ascii.upper | ascii.lower | ascii.digit | ascii.space | ascii.line_break |
              ascii.stop | ascii.plain | ascii.quote);
    if (ascii.line_break != 0)
        marks &= ng_low_bits(ng_lowest_bit(ascii.line_break));
    w->p = p;
    w->more = 0;
    read_marks(w, end, marks, by_class);
    w->space = ascii.space | by_class[NG_LC_SPACE];
    cut(w, ascii.line_break | by_class[NG_LC_BREAK]);

    w->ascii_upper = ascii.upper & w->word;
    w->ascii_lower = ascii.lower & w->word;
    w->upper = w->ascii_upper | (by_class[NG_LC_UPPER] & w->word);
    w->lower = w->ascii_lower | (by_class[NG_LC_LOWER] & w->word);
    w->digit = ascii.digit & w->word;
    w->alnum = w->upper | w->lower | w->digit | (by_class[NG_LC_LETTER] & w->word);
    w->final = (ascii.stop | by_class[NG_LC_FINAL]) & w->word;
    w->open = by_class[NG_LC_OPEN];
    w->close = (ascii.quote | by_class[NG_LC_CLOSE]) & w->word;
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
    uint64_t behind = 0;

    if (ends != 0)
        behind = ng_flood_up(ends << 1, w->space) << 1 & w->start;
    if (k->final_before)
        behind |= w->start & (~w->start + 1);
    if (behind != 0) {
        behind |= ng_flood_up(behind, w->word & ~w->alnum) << 1;
        k->ends += ng_count_bits(behind & w->core & w->upper);
    }
    k->final_before = (ends >> ng_highest_bit(w->word) & 1u) != 0;
}

/* Function words in small letters, alone or with nothing but marks behind; the others that are
   long enough to say something. */
NG_ALWAYS_INLINE void
count_small_words(ng_line_counts *k, const window *w)
{
    const uint64_t a = w->ascii_lower, two = a & a >> 1, four = two & two >> 2;
    const uint64_t first = w->start & a, beyond_three = first & four;
    uint64_t rest = first & ~(four & two >> 4), hits = 0;

    /* No branch hangs on what the words are: half of them are function words.  Hits are noted
       where the letters stop.  Four at a time, since how many there are is hard to foresee; the
       ones too many stand at the last byte of the window, which is never in a word whose end is
       seen, so they have no letters and no hits. */
    while (rest != 0)
        for (int turn = 0; turn < 4; turn++) {
            const unsigned i = ng_lowest_bit(rest | UINT64_C(1) << (WINDOW - 1));
            const unsigned n = ng_lowest_bit(~(a >> i));
            const uint64_t key = ng_load_8(w->p + i) & ((UINT64_C(1) << 8 * n) - 1);

            hits |= (uint64_t)is_function_key(key) << ((i + n) % WINDOW);
            rest &= rest - 1;
        }
    /* "in," but not "it's". */
    for (rest = hits & w->word; rest != 0; rest &= rest - 1) {
        const unsigned i = ng_lowest_bit(rest);

        if ((w->alnum >> i & ng_low_bits(ng_lowest_bit(~(w->word >> i)))) != 0)
            hits &= ~(UINT64_C(1) << i);
    }
    k->function += ng_count_bits(hits);
    k->long_lower += ng_count_bits(beyond_three) - ng_count_bits(hits & four << 4);
}

/* What only words in capitals are. */
NG_ALWAYS_INLINE void
count_capitals(ng_line_counts *k, const window *w)
{
    const uint64_t a = w->ascii_upper;
    uint64_t rest;

    /* THE, OF: prose in capitals has them too. */
    for (rest = w->start & a & a >> 1; rest != 0; rest &= rest - 1) {
        const unsigned i = ng_lowest_bit(rest);
        const unsigned n = ng_lowest_bit(~(a >> i));
        const uint64_t small = UINT64_C(0x2020202020202020);

        if (n <= 5 && (w->word >> (i + n) & 1u) == 0)
            k->function += is_function_key((ng_load_8(w->p + i) | small) & ng_low_bits(8 * n));
    }
    /* One mark may stand in front of a credit. */
    for (rest = a & (w->start | (w->start & ~w->alnum) << 1) & w->credit_like; rest != 0;
         rest &= rest - 1)
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
    return k->words >= 25 && k->function * 4 >= k->words;
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
count_window(ng_line_counts *k, const window *w)
{
    k->flags |= w->flags;
    k->words += ng_count_bits(w->core);
    k->caps += ng_count_bits(w->core & w->upper);
    k->upper += ng_count_bits(w->upper & ~w->more);
    k->lower += ng_count_bits(w->lower & ~w->more);
    if ((w->core & w->digit) != 0)
        k->digits += ng_count_bits(w->core & w->digit);
    if (w->more != 0)
        k->more += ng_count_bits(w->more);
    if ((w->upper & ~w->more & w->lower << 1) != 0)
        k->glue += ng_count_bits(w->upper & ~w->more & w->lower << 1);
    count_ends(k, w);
    if (is_clear(k))
        k->skipped += ng_count_bits(w->core);
    else
        count_small_words(k, w);
    if (w->upper != 0)
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
    k->last_key = 0;
    k->stop = p;
    return p;
}

/* ------------------------------------------------------------------- lines */

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

/* Counts the window w, whose bytes stand at p in the text; returns where to go on. */
NG_ALWAYS_INLINE const char *
count_at(ng_line_counts *k, const window *w, const char *p, const char *end)
{
    if (w->n == 0 && !w->at_break)
        return count_long_word(k, p, end);
    if (w->word != 0) {
        const uint64_t chars = w->word & ~w->more, cores = chars & ~w->close;

        count_window(k, w);
        if (k->first_stop == NULL)
            k->first_stop = p + ng_lowest_bit(~w->word);
        k->last_word = p + ng_highest_bit(w->start);
        k->last_key = ng_load_8(w->p + ng_highest_bit(w->start));
        k->stop = p + ng_highest_bit(w->word) + 1;
        k->last_char = p + ng_highest_bit(chars);
        if (cores != 0)
            k->last_core = p + ng_highest_bit(cores);
    }
    return p + w->n;
}

/* Field by field, since memset() of so much is slow where it is no call. */
NG_ALWAYS_INLINE void
clear(ng_line_counts *k)
{
    k->words = k->caps = k->function = k->long_lower = k->digits = k->ends = 0;
    k->skipped = k->more = k->upper = k->lower = k->glue = 0;
    k->flags = 0;
    k->final_before = false;
    k->last_key = 0;
    k->first_stop = k->last_word = k->stop = k->last_char = k->last_core = NULL;
}

/* The counters differ in the instructions that they may use; so each must have all of the above
   inlined. */
#define COUNT_LINE(ascii_bits, like)                                                               \
    char copy[WINDOW + 8];                                                                         \
    window w;                                                                                      \
                                                                                                   \
    clear(k);                                                                                      \
    do {                                                                                           \
        const char *bytes_end, *const bytes = window_bytes(p, end, copy, &bytes_end);              \
        ng_ascii_bits ascii;                                                                       \
                                                                                                   \
        ascii_bits(bytes, &ascii);                                                                 \
        like(&w, bytes);                                                                           \
        read_window(&w, bytes, bytes_end, &ascii);                                                 \
        p = count_at(k, &w, p, end);                                                               \
    } while (p < end && !w.at_break);                                                              \
    estimate_rest(k);                                                                              \
    return p

static const char *
count_line_portable(ng_line_counts *k, const char *p, const char *end)
{
    COUNT_LINE(ng_ascii_bits_portable, any_may_begin);
}

#if defined(__SSE2__)
static const char *
count_line_sse2(ng_line_counts *k, const char *p, const char *end)
{
    COUNT_LINE(ng_ascii_bits_sse2, any_may_begin);
}
#endif

#if defined(NG_X86)
NG_TARGET_AVX2 static const char *
count_line_avx2(ng_line_counts *k, const char *p, const char *end)
{
    COUNT_LINE(ng_ascii_bits_avx2, begin_like_avx2);
}
#endif

ng_line_counter
ng_line_counter_of(ng_line_level level)
{
#if defined(NG_X86)
    /* Every processor with AVX2 has POPCNT and LZCNT. */
    if (level == NG_LINE_BEST && ng_cpu_current() >= NG_CPU_AVX2)
        return count_line_avx2;
#endif
#if defined(__SSE2__)
    if (level != NG_LINE_PORTABLE)
        return count_line_sse2;
#endif
    (void)level;
    return count_line_portable;
}
