/*
 * The bitmap tokenizer: the rules of tokens.c on 64 bytes at a time.
 *
 * A window of 64 bytes begins where a token may.  Its bytes are classified into
 * masks, from which shifts and ands find every token that its bytes and their
 * neighbours decide: words of letters with plain marks around them, numbers of
 * digits, the marks themselves, the clitics 's and n't.  All others are `hard`:
 * the first hard token goes to ng_token_step(), the scalar reference, which says
 * where it stops, and the bits go on from there.  So what the bits settle is only
 * ever what the reference would say, and a condition here may be too strict but
 * never too lax.  In doubt a token is hard.
 *
 * No state is carried between windows.  The last three bytes of a window are not
 * settled but looked at.  A window ends at its last space before them, so that
 * the next can be looked at early; without a space, before the first token not
 * settled.  A byte's effect is noted at the token it belongs to: a hard bit
 * stands on a byte of the hard token.
 *
 * Windows go over the ends of regions where white space is behind them, since
 * that is to the rules here what an end is.  The reference is always asked
 * within a region: ng_token_enter_region().
 *
 * The file is included once for each level; classify_avx2.c and the others say
 * before what NG_BITS_TARGET, NG_BITS_CLASSIFY and NG_BITS_EMIT are.
 */
#include "classify.h"

#include "lang_en.h"

#if defined(__GNUC__)
#define NG_BITS_RARE __attribute__((noinline))
#else
#define NG_BITS_RARE
#endif

/* What the bits say of a window. */
typedef struct window {
    uint64_t starts;  /* the first byte of each token */
    uint64_t stops;   /* the last */
    uint64_t word;    /* bytes of words: letters, digits, what joins them */
    uint64_t space;   /* white space, that beyond ASCII too */
    uint64_t wide;    /* bytes that are not ASCII */
    uint64_t hard;    /* in a token that is the reference's to find */
    uint64_t quote;   /* straight double marks */
    uint64_t opens;   /* ... that open */
    uint64_t special; /* starts of tokens whose kind the first byte does not say */
    uint64_t clitic;  /* which of those are clitics */
    ng_high_masks high;
} window;

enum {
    /* A token whose last byte is before this one has all neighbours that the
       rules look at in the window. */
    SETTLED = 61,
    /* Room for what a window adds, and for what is written behind that. */
    WINDOW_TOKENS = 64 + 64 + NG_TOKEN_MAX_PUSHES
};

NG_BITS_TARGET static inline unsigned
lowest(uint64_t x)
{
    return (unsigned)ng_bit_lowest(x);
}

NG_BITS_TARGET static inline unsigned
highest(uint64_t x)
{
    return 63 - (unsigned)ng_bit_leading(x);
}

/* T20 to T24: words in `candidates` (their last bytes) have a stop and the end of
   the stop's context behind them.  Gives those whose stop may be theirs. */
NG_BITS_TARGET static inline uint64_t
abbreviations(const char *base, const ng_byte_masks *m, const window *w, uint64_t candidates)
{
    const uint64_t begins = w->word & ~(w->word << 1);
    uint64_t hard = 0;

    for (; candidates != 0; candidates &= candidates - 1) {
        const unsigned last = lowest(candidates);
        const uint64_t up_to = ~(uint64_t)0 >> (63 - last);
        const unsigned first = highest(begins & up_to);
        const uint64_t bytes = up_to & ~(uint64_t)0 << first;
        const size_t n = last + 1 - first;

        if (bytes & (m->digit | m->high))
            continue;
        if (bytes & ~m->letter) {
            if (n <= NG_EN_MAX_WORD)
                hard |= (uint64_t)1 << last;
        } else if (n <= 6 && (n == 1 || ng_token_may_be_abbreviation(base + first, n))) {
            hard |= (uint64_t)1 << last;
        }
    }
    return hard;
}

/* T13 in scheme ud, which cuts many words: their last bytes. */
NG_BITS_TARGET static inline uint64_t
informal_cuts(const char *base, const window *w, uint64_t ends)
{
    const uint64_t begins = w->word & ~(w->word << 1);
    uint64_t hard = 0;

    for (; ends != 0; ends &= ends - 1) {
        const unsigned last = lowest(ends);
        const unsigned first = highest(begins & ~(uint64_t)0 >> (63 - last));

        if (ng_token_may_be_cut(true, base + first, base + last + 1) &&
            ng_en_word(base + first, last + 1 - first) >> NG_EN_CUT_SHIFT != 0)
            hard |= (uint64_t)1 << last;
    }
    return hard;
}

/* The window at `base`, where `before` is the kind of the byte before it. */
NG_BITS_TARGET static inline void
settle(const ng_scanner *s, const char *base, const ng_byte_masks *m, unsigned before, window *w)
{
#define CARRY(kinds) ((uint64_t)((kinds) >> before & 1))
#define KIND(k) (1u << NG_BYTE_##k)
    const uint64_t space_before = CARRY(KIND(SPACE)), mark_before = CARRY(KIND(DOT) | KIND(MARK));
    uint64_t letter = m->letter, space = m->space, marks_high = 0, unknown = m->high;
    uint64_t currency = 0, curly = 0;

    if (m->high != 0) {
        ng_high_masks found = {0};

        if (m->high != m->two)
            ng_token_bits_high(base, s->last, m->high & ~m->two, &found);
        w->high = found;
        letter |= m->two | w->high.letter;
        space |= w->high.space;
        currency = w->high.symbol;
        curly = w->high.apostrophe;
        marks_high = w->high.mark;
        unknown &= ~(letter | w->high.space | curly | curly << 1 | curly << 2 | marks_high);
    }

    const uint64_t base_word = letter | m->digit;
    const uint64_t after_digit = m->digit << 1, before_digit = m->digit >> 1;
    /* T6: a stop between digits.  T5: a comma behind one to three digits and before
       three. */
    const uint64_t four_before = after_digit & m->digit << 2 & m->digit << 3 & m->digit << 4;
    const uint64_t three_behind = before_digit & m->digit >> 2 & m->digit >> 3 & ~(m->digit >> 4);
    const uint64_t in_number = (m->dot & after_digit & before_digit) |
                               (m->comma & after_digit & ~four_before & three_behind);
    /* T7: scheme ud joins by a list of prefixes. */
    const uint64_t joining = s->ud ? 0 : m->hyphen & base_word << 1 & base_word >> 1;
    const uint64_t known = base_word | space | m->hyphen | m->dot | m->comma | m->apostrophe |
                           m->quote | m->mark | m->colon | m->open | m->close | m->percent |
                           m->dollar | marks_high | curly | curly << 1 | curly << 2;
    const uint64_t other = ~known;
    /* What may stand behind a word that it does not touch: no joiner (token_word.c),
       none of the characters of an e-mail address (T16). */
    const uint64_t neutral = space | m->comma | m->quote | m->mark | m->open | m->close |
                             (m->colon & ~((m->digit | other) >> 1)) | (marks_high & ~currency);
    /* What may stand behind a stop that is a token: nothing that goes on with it. */
    const uint64_t behind_stop = neutral & ~m->mark;

    /* T11: 's and n't, with no other mark than these in the word. */
    const uint64_t after_letter = letter << 1, n_before = m->n << 1 & letter << 2;
    const uint64_t straight_s = m->apostrophe & after_letter & m->s >> 1 & neutral >> 2;
    const uint64_t straight_t = m->apostrophe & n_before & m->t >> 1 & neutral >> 2;
    const uint64_t curly_s = curly & after_letter & m->s >> 3 & neutral >> 4;
    const uint64_t curly_t = curly & n_before & m->t >> 3 & neutral >> 4;
    const uint64_t curly_joins = curly_s | curly_t;
    const uint64_t joins =
        straight_s | straight_t | curly_joins | curly_joins << 1 | curly_joins << 2;
    const uint64_t clitic = straight_s | curly_s | (straight_t | curly_t) >> 1;

    const uint64_t word = base_word | in_number | joining | joins;
    const uint64_t ends = word & ~(word >> 1);

    /* ------------------------------------------------------------- words */

    const uint64_t stop_behind = m->dot & behind_stop >> 1;
    const uint64_t follower = neutral | stop_behind | (m->percent & neutral >> 1);
    uint64_t hard = ends & ~(follower >> 1);

    /* T5: other commas between digits. */
    hard |= m->digit & (m->comma & ~in_number) >> 1 & m->digit >> 2;
    /* T12: a number with letters: the digits that begin a word carry into what is
       behind them. */
    const uint64_t number = m->digit | in_number | (joining & after_digit & before_digit);

    hard |= (number + (number & ~(word << 1))) & ~number & word;
    /* T13: every word that Penn cuts ends in a doubled n, t or m and one letter,
       but "cannot". */
    const uint64_t nn = m->n & m->n << 1;
    const uint64_t twice = nn | (m->t & m->t << 1) | (m->m & m->m << 1);

    hard |= ends & (twice << 1 | (m->t & nn << 2));

    w->word = word;
    w->space = space;
    w->wide = m->high;
    const uint64_t stopped = ends & stop_behind >> 1 & ~hard;

    if (stopped != 0)
        hard |= abbreviations(base, m, w, stopped);
    if (s->ud) { /* T21: the number of a line */
        hard |= m->digit & stopped;
        hard |= informal_cuts(base, w, ends & ~hard);
    }

    /* ------------------------------------------------------------- marks */

    const uint64_t singles = ~(word | space | marks_high);
    const uint64_t stops_and_marks = m->dot | m->mark;
    const uint64_t spaced = space << 1 | space_before;

    /* T19: by what stands before it. */
    const uint64_t unsure = (other | m->apostrophe | m->quote | m->high) << 1 |
                            CARRY(KIND(APOSTROPHE) | KIND(DOUBLE) | KIND(BACKTICK) | KIND(RUN) |
                                  KIND(SINGLE) | KIND(CONTROL) | KIND(HIGH));
    const uint64_t opens =
        m->quote & (spaced | (m->open | m->hyphen) << 1 | CARRY(KIND(OPEN) | KIND(HYPHEN)));

    hard |= singles & (other | m->apostrophe | curly | unknown);
    hard |= (curly << 1 | curly << 2) & ~word;
    hard |= m->hyphen & ~word & ~(spaced & space >> 1);
    hard |= (m->quote & unsure) | (opens & space >> 1);
    /* T3, T26: runs of marks are one token; so are spaced dots. */
    hard |= stops_and_marks & ~word & (stops_and_marks << 1 | mark_before);
    hard |= m->mark & stops_and_marks >> 1;
    hard |= m->dot & ~word & (~(behind_stop >> 1) | (space >> 1 & m->dot >> 2));
    /* T18: an emoticon stands behind a space. */
    hard |= m->colon & (spaced | m->high << 1 | CARRY(KIND(HIGH)));
    hard |= m->dollar & (m->dollar >> 1 | m->dollar << 1 | CARRY(KIND(RUN)));

    w->hard = hard;
    w->starts = (word & ~(word << 1)) | singles | clitic;
    w->stops = ends | singles | clitic >> 1;
    w->quote = m->quote;
    w->opens = opens;
    w->clitic = clitic;
    w->special = clitic | opens;
    if (m->high != 0) {
        w->starts |= w->high.mark_start;
        w->stops |= w->high.mark_stop;
        w->special |= w->high.mark_start;
    }
#undef CARRY
#undef KIND
}

#ifndef NG_BITS_EMIT
#define NG_BITS_EMIT emit

/* Write start, stop and kind of the tokens that begin and end at the bits behind those
   of t; gives how many.  A dozen at a time, most often all, since a loop for each would
   be left at a place that no processor guesses; there is room for what is written too
   much. */
NG_BITS_TARGET static inline size_t
emit(ng_token_columns *t, const char *text, const char *base, uint64_t starts, uint64_t stops)
{
    const size_t n = (size_t)ng_bit_count(starts);
    const uint32_t from = (uint32_t)(base - text);
    uint32_t *const start = t->start + t->n;
    uint32_t *const stop = t->stop + t->n;
    uint8_t *const kind = t->kind + t->n;
    /* Taken again when all are taken, so that its byte can be read. */
    const uint64_t again = (uint64_t)1 << highest(starts);

    for (size_t i = 0; i < n; i += 12) {
        for (size_t k = i; k < i + 12; k++) {
            const unsigned first = lowest(starts | again);

            start[k] = from + first;
            stop[k] = from + NG_BITS_LOWEST(stops) + 1;
            kind[k] = ng_kind_of_first[(unsigned char)base[first]];
            starts &= starts - 1;
            stops &= stops - 1;
        }
    }
    return n;
}
#endif

/* Append the tokens that start in [from, stop) of the window. */
NG_BITS_TARGET static inline void
push_settled(ng_scanner *s, const char *base, const window *w, uint64_t range)
{
    ng_token_columns *const t = &s->doc->tokens;
    const uint64_t starts = w->starts & range;
    const uint64_t quotes = w->quote & range;
    size_t n;

    if (starts == 0)
        return;
    n = NG_BITS_EMIT(t, s->text, base, starts, w->stops & range);
    for (uint64_t x = w->special & range; x != 0; x &= x - 1) {
        const uint64_t bit = x & (0 - x);
        const size_t i = t->n + (size_t)ng_bit_count(starts & (bit - 1));

        t->kind[i] = (uint8_t)(w->clitic & bit  ? NG_TOKEN_CLITIC
                               : w->opens & bit ? NG_TOKEN_QUOTE_OPEN
                                                : ng_token_kind_of_high(&w->high, bit));
    }
    t->n += n;
    if (quotes != 0) {
        s->quote = base + highest(quotes);
        s->quote_open = (w->opens >> highest(quotes) & 1) != 0;
        s->double_open = s->quote_open;
    }
}

/* Bytes from `from` on. */
NG_BITS_TARGET static inline uint64_t
bits_from(size_t from)
{
    return ~(uint64_t)0 << from;
}

/* Room for what comes next. */
NG_BITS_TARGET static inline bool
has_room(ng_scanner *s)
{
    return s->doc->tokens.cap - s->doc->tokens.n >= WINDOW_TOKENS ||
           ng_doc_reserve_tokens(s->doc, WINDOW_TOKENS) == NG_OK;
}

/*
 * The tokens of the window at p that begin before byte `limit`, with a hard one among
 * them; gives where to go on, or NULL if memory is short.
 */
NG_BITS_TARGET static NG_BITS_RARE const char *
scan_hard(ng_scanner *s, const char *p, window *w, unsigned limit)
{
    size_t from = 0;

    w->hard |= (uint64_t)1 << limit;
    for (;;) {
        const unsigned hard = lowest(w->hard & bits_from(from));
        unsigned stop = hard;
        const char *next;

        /* The word or mark that the hard byte is in, with its clitics; a space is in
           none. */
        if (w->space >> hard & 1)
            while (w->wide >> stop & 1 && ((unsigned char)p[stop] & 0xC0) == 0x80)
                stop--; /* to the first byte of a space beyond ASCII */
        else
            stop = highest(w->starts & ~w->clitic & ~(uint64_t)0 >> (63 - hard));
        push_settled(s, p, w, bits_from(from) & ~bits_from(stop));
        if (hard >= limit && stop > 0)
            return p + stop;
        next = p + stop;
        do {
            if (!has_room(s))
                return NULL;
            ng_token_enter_region(s, next);
            next = ng_token_step(s, next);
            from = (size_t)(next - p);
            if (from >= limit)
                return next;
            /* Inside of what is a word to the bits the reference goes on. */
        } while ((w->word >> (from - 1) & 3) == 3);
        if (!has_room(s))
            return NULL;
    }
}

/* The window at p, of n bytes: all its tokens that begin before its last ones.
   Gives where to go on. */
NG_BITS_TARGET static inline const char *
scan_window(ng_scanner *s, const char *p, size_t n)
{
    ng_byte_masks m;
    window w;
    uint64_t spaces;
    unsigned limit = n < SETTLED ? (unsigned)n : SETTLED;

    NG_BITS_CLASSIFY(p, n, s->text_end, &m);
    settle(s, p, &m, p > s->first ? ng_kind_at(p - 1) : NG_BYTE_SPACE, &w);
    /* To end at a space is best: the next window is then known early, and can be
       worked on before the tokens of this one are. */
    spaces = m.space & ~bits_from(limit + 1);
    if (spaces != 0)
        limit = highest(spaces);
    if (spaces == 0 || (w.hard & ~bits_from(limit)) != 0) {
        /* A copy, so that the masks of all other windows stay in registers. */
        window copy = w;

        return scan_hard(s, p, &copy, limit);
    }
    push_settled(s, p, &w, ~bits_from(limit));
    return p + limit + (limit < n);
}

/* The flags of the tokens of the stretch, from token `first` on: what no token covers
   is white space. */
NG_BITS_TARGET static inline void
fill_flags(ng_scanner *s, size_t first)
{
    const ng_token_columns *const t = &s->doc->tokens;
    const uint32_t *const start = t->start;
    const uint32_t *const stop = t->stop;
    uint8_t *const flags = t->flags;
    const size_t last = t->n - 1;

    if (t->n == first)
        return;
    for (size_t i = first; i < last; i++)
        flags[i] = start[i + 1] != stop[i] ? NG_TOKEN_SPACE_AFTER : 0;
    flags[last] = ng_token_space_at(s, s->text + stop[last]) ? NG_TOKEN_SPACE_AFTER : 0;
}

NG_BITS_TARGET static inline ng_status
scan_region_bits(ng_scanner *s, const char *begin, const char *end)
{
    ng_token_columns *const t = &s->doc->tokens;
    const size_t n_before = t->n;

    s->first = begin;
    s->last = end;
    s->begin = s->end = begin;
    s->quote = NULL;
    for (const char *p = begin; p < end;) {
        const size_t n_left = (size_t)(end - p);

        if (t->cap - t->n < WINDOW_TOKENS && ng_doc_reserve_tokens(s->doc, WINDOW_TOKENS) != NG_OK)
            return NG_ERR_MEMORY;
        p = scan_window(s, p, n_left < 64 ? n_left : 64);
        if (p == NULL)
            return NG_ERR_MEMORY;
    }
    fill_flags(s, n_before);
    return NG_OK;
}
