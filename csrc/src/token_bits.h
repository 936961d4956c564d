/*
 * The bitmap tokenizer: the rules of tokens.c on windows of 64 bytes, several at a time.
 *
 * A window begins where a token may, ends at its last space, and is classified into
 * masks (token_lanes.h), from which shifts and ands find every token that its bytes and
 * their neighbours decide: words of letters with plain marks around them, numbers of
 * digits, the marks themselves, the clitics 's, 're and n't.  All others are `hard`: the
 * first hard token goes to ng_token_step(), the scalar reference, which says where it
 * stops, and the bits go on from there.  So what the bits settle is only ever what the
 * reference would say, and a condition here may be too strict but never too lax.  In
 * doubt a token is hard.
 *
 * Where windows are is found first, by spaces alone; then as many as there are lanes go
 * through the rules side by side, since these are the same few hundred operations for
 * each.  Then they are taken one by one, in order.
 *
 * No state is carried between windows.  The last three bytes of a window are not
 * settled but looked at.  A window without a space ends before the first token not
 * settled, and what is behind it is not known before.  A byte's effect is noted at the
 * token it belongs to: a hard bit stands on a byte of the hard token.
 *
 * Windows go over the ends of regions where white space is behind them, since
 * that is to the rules here what an end is.  The reference is always asked
 * within a region: ng_token_enter_region().
 *
 * The file is included once for each level; classify_avx2.c and the others say
 * before what NG_BITS_TARGET, NG_BITS_LANES, NG_BITS_SLICE, NG_BITS_SPACES and
 * NG_BITS_EMIT are.
 */
#include "token_places.h"

#include "lang_en.h"

/* Room for what a window adds, and for what is written behind that. */
enum { WINDOW_TOKENS = 64 + 64 + NG_TOKEN_MAX_PUSHES };

/* ------------------------------------------------------------------ rules */

/* Sort the characters at the bits of `high`, which classify_high() does not know. */
NG_BITS_TARGET static NG_BITS_RARE void
sort_high(const places *at, const char *end, const bits *high, bits *letter, bits *marks,
          windows *w, bits *unknown)
{
    for (unsigned k = 0; k < at->n; k++) {
        ng_high_masks found;

        if (LANE(*high, k) == 0)
            continue;
        ng_token_bits_high(at->base[k], end, LANE(*high, k), &found);
        LANE(*letter, k) |= found.letter;
        LANE(*marks, k) |= found.mark;
        LANE(w->space, k) |= found.space;
        LANE(w->starts, k) |= found.mark_start;
        LANE(w->stops, k) |= found.mark_stop;
        LANE(w->opens, k) |= found.open;
        LANE(w->closes, k) |= found.close;
        LANE(w->dash, k) |= found.dash;
        LANE(w->punct, k) |= found.punct;
        LANE(w->symbol, k) |= found.symbol;
        LANE(*unknown, k) &= ~(found.letter | found.space | found.mark);
    }
}

/* Where one may be in a run of the same; `carry` says that one may be before. */
NG_BITS_TARGET static inline bits
same_twice(bits x, bits carry)
{
    return x & (x << 1 | x >> 1 | carry);
}

/*
 * T10, T11: `joins` gets the apostrophes, straight and curly, that join letters.  Gives the
 * first bytes of clitics: 's 'm 'd 're 've 'll, and n't with its n.  What only looks like
 * one, or like "y'all" or "d'you", is left out of `joins`: hard.
 */
NG_BITS_TARGET static inline bits
find_clitics(const classes *c, bits letter, bits neutral, bits *joins)
{
    const bits after_letter = letter << 1, after_n = c->n << 1 & letter << 2;
    const bits single = c->s | c->m | c->d;
    const bits pair = ((c->r | c->v) & c->e >> 1) | (c->l & c->l >> 1);
    /* By the first letter behind the apostrophe. */
    const bits tail = (single & neutral >> 1) | (pair & neutral >> 2);
    const bits tail_t = c->t & neutral >> 1;
    /* Another apostrophe near may take the n of "n't" away. */
    const bits apostrophe = c->apostrophe | c->curly;
    const bits near = apostrophe >> 1 | apostrophe >> 2 | apostrophe >> 3;
    const bits word =
        letter & ~(~(letter >> 1) & (single | c->n | c->t)) & ~(~(letter >> 2) & pair) & ~near;
    const bits straight = c->apostrophe & after_letter & tail >> 1;
    const bits straight_t = c->apostrophe & after_n & tail_t >> 1;
    const bits curly = c->curly & after_letter & tail >> 3;
    const bits curly_t = c->curly & after_n & tail_t >> 3;
    const bits leading = c->y << 1, leading_d = c->d << 1;
    const bits straight_word = c->apostrophe & after_letter & word >> 1 &
                               ~((leading & c->a >> 1) | (leading_d & c->y >> 1));
    const bits curly_word =
        c->curly & after_letter & word >> 3 & ~((leading & c->a >> 3) | (leading_d & c->y >> 3));
    const bits curly_joins = curly | curly_t | curly_word;

    *joins =
        straight | straight_t | straight_word | curly_joins | curly_joins << 1 | curly_joins << 2;
    return straight | curly | (straight_t | curly_t) >> 1;
}

/* The marks beyond ASCII that are always tokens by themselves. */
NG_BITS_TARGET static inline bits
take_high_marks(const classes *c, windows *w)
{
    /* T3: a run is one token. */
    const bits dash = c->long_dash & ~(c->long_dash << 3 | c->long_dash >> 3);
    const bits full = c->full & ~(c->full << 3 | c->full >> 3);
    const bits first = c->curly_open | c->curly_close | dash | full;

    w->starts = first;
    w->stops = first << 2;
    w->opens = c->curly_open;
    w->closes = c->curly_close;
    w->dash = dash;
    w->punct = full;
    w->symbol = (bits){0};
    return first | first << 1 | first << 2;
}

/* The rules on the windows of these places. */
NG_BITS_TARGET static inline void
settle(const ng_scanner *s, const places *at, const classes *c, windows *w)
{
#define CARRY(kind) (at->before >> CARRY_##kind & 1)
    const bits curly = c->curly | c->curly << 1 | c->curly << 2;
    bits letter = c->letter | c->high_letter;
    bits marks_high = take_high_marks(c, w);
    bits unknown = c->high & ~(c->high_letter | marks_high | curly);

    w->space = c->space;
    w->wide = c->high;
    if (any_of(unknown)) {
        const bits high = unknown;

        sort_high(at, s->last, &high, &letter, &marks_high, w, &unknown);
    }

    const bits space = w->space;
    const bits base_word = letter | c->digit;
    const bits after_digit = c->digit << 1, before_digit = c->digit >> 1;
    /* T6: a stop between digits.  T5: a comma behind one to three digits and before
       three. */
    const bits four_before = after_digit & c->digit << 2 & c->digit << 3 & c->digit << 4;
    const bits three_behind = before_digit & c->digit >> 2 & c->digit >> 3 & ~(c->digit >> 4);
    const bits in_number = (c->dot & after_digit & before_digit) |
                           (c->comma & after_digit & ~four_before & three_behind);
    /* T7: scheme ud joins by a list of prefixes. */
    const bits joining = c->hyphen & base_word << 1 & base_word >> 1 & (s->ud ? 0 : ~(uint64_t)0);
    const bits angle = c->less | c->greater;
    const bits known = base_word | space | c->hyphen | c->dot | c->comma | c->apostrophe |
                       c->quote | c->mark | c->colon | c->open | c->close | c->percent | c->dollar |
                       angle | marks_high | curly;
    const bits other = ~known;
    /* What may stand behind a word that it does not touch: no joiner (token_word.c),
       none of the characters of an e-mail address (T16). */
    const bits neutral = space | c->comma | c->quote | c->mark | c->open | c->close | angle |
                         (c->colon & ~((c->digit | other) >> 1)) | (marks_high & ~w->symbol);
    /* What may stand behind a stop that is a token: nothing that goes on with it. */
    const bits behind_stop = neutral & ~c->mark;
    bits joins;

    w->clitic = find_clitics(c, letter, neutral, &joins);
    w->word = base_word | in_number | joining | joins;

    const bits word = w->word;
    const bits ends = word & ~(word >> 1);

    /* ------------------------------------------------------------- words */

    const bits stop_behind = c->dot & behind_stop >> 1;
    const bits follower = neutral | stop_behind | (c->percent & neutral >> 1);
    bits hard = ends & ~(follower >> 1);

    /* T5: other commas between digits. */
    hard |= c->digit & (c->comma & ~in_number) >> 1 & c->digit >> 2;
    /* T12: a number with letters: the digits that begin a word carry into what is
       behind them. */
    const bits number = c->digit | in_number | (joining & after_digit & before_digit);

    hard |= (number + (number & ~(word << 1))) & ~number & word;
    /* T13: every word that Penn cuts ends in "nna", "tta", "mme" or "nno", but "cannot". */
    const bits nn = c->n & c->n << 1, tt = c->t & c->t << 1, mm = c->m & c->m << 1;

    hard |= ends & (((nn | tt) << 1 & c->a) | (mm << 1 & c->e) | (nn << 1 & c->o) |
                    (nn << 2 & c->o << 1 & c->t));
    w->letter = c->letter;
    w->digit = c->digit;
    /* T20 to T24: no abbreviation, nor the last part of one, has more than six letters. */
    const bits pair = c->letter & c->letter << 1;
    const bits seven = pair & pair << 2 & pair << 4 & c->letter << 6;

    w->stopped = ends & stop_behind >> 1 & ~hard & ~seven;
    w->cuts = (bits){0};
    if (s->ud) {
        /* T21: may be the number of a line. */
        hard |= w->stopped & c->digit;
        /* The sieve of ng_token_may_be_cut(), but for the length. */
        w->cuts = ends & ((c->t & (c->o | c->n) << 1) | (c->a & (c->n | c->t) << 1) |
                          (c->e & (c->m | c->v | c->r) << 1) | (c->o & c->n << 1) |
                          (c->m & c->i << 1) | (c->s & (c->t | c->e) << 1));
    }

    /* ------------------------------------------------------------- marks */

    const bits singles = ~(word | space | marks_high);
    const bits stops_and_marks = c->dot | c->mark;
    const bits spaced = space << 1 | CARRY(SPACE);

    /* T19: by what stands before it. */
    const bits unsure = (other | angle | c->apostrophe | c->quote | c->high) << 1 | CARRY(UNSURE);
    const bits opens = c->quote & (spaced | (c->open | c->hyphen) << 1 | CARRY(OPENS));

    hard |= singles & (other | c->apostrophe | curly | unknown);
    hard |= c->hyphen & ~word & ~(spaced & space >> 1);
    hard |= (c->quote & unsure) | (opens & space >> 1);
    /* T3, T26: runs of marks are one token; so are spaced dots. */
    hard |= stops_and_marks & ~word & (stops_and_marks << 1 | CARRY(MARK));
    hard |= c->mark & stops_and_marks >> 1;
    hard |= c->dot & ~word & (~(behind_stop >> 1) | (space >> 1 & c->dot >> 2));
    /* T18: an emoticon stands behind a space. */
    hard |= c->colon & (spaced | c->high << 1 | CARRY(HIGH));
    hard |= same_twice(c->dollar, CARRY(RUN)) | same_twice(c->less, CARRY(RUN)) |
            same_twice(c->greater, CARRY(RUN));

    w->hard = hard;
    w->starts |= (word & ~(word << 1)) | singles | w->clitic;
    w->stops |= ends | singles | w->clitic >> 1;
    w->quote = c->quote;
    w->opens |= opens;
#undef CARRY
}

/* ---------------------------------------------------------------- windows */

/* T20 to T24: the words with these last bytes have a stop and the end of the stop's
   context behind them.  Gives those whose stop may be theirs. */
NG_BITS_TARGET static inline uint64_t
abbreviations(const char *base, const window *w)
{
    const uint64_t begins = w->word & ~(w->word << 1);
    uint64_t hard = 0;

    for (uint64_t x = w->stopped; x != 0; x &= x - 1) {
        const unsigned last = ng_lowest_bit(x);
        const uint64_t up_to = ~(uint64_t)0 >> (63 - last);
        const unsigned first = ng_highest_bit(begins & up_to);
        const uint64_t bytes = up_to & bits_from(first);
        const size_t n = last + 1 - first;

        if (bytes & (w->digit | w->wide))
            continue;
        if (bytes & ~w->letter) {
            if (n <= NG_EN_MAX_WORD)
                hard |= x & (0 - x);
        } else if (n == 1 || ng_token_may_be_abbreviation(base + first, n)) {
            hard |= x & (0 - x);
        }
    }
    return hard;
}

/* T13 in scheme ud: the last bytes of words that it cuts. */
NG_BITS_TARGET static inline uint64_t
informal_cuts(const char *base, const window *w)
{
    const uint64_t begins = w->word & ~(w->word << 1);
    uint64_t hard = 0;

    for (uint64_t x = w->cuts & ~w->hard; x != 0; x &= x - 1) {
        const unsigned last = ng_lowest_bit(x);
        const unsigned first = ng_highest_bit(begins & ~(uint64_t)0 >> (63 - last));

        if (ng_token_may_be_cut(true, base + first, base + last + 1) &&
            ng_en_word(base + first, last + 1 - first) >> NG_EN_CUT_SHIFT != 0)
            hard |= x & (0 - x);
    }
    return hard;
}

#ifndef NG_BITS_EMIT
#define NG_BITS_EMIT emit

/* Write the tokens of the window that begin and end at these bits behind those of t.  A
   dozen at a time, most often all, since a loop for each would be left at a place that
   no processor guesses; there is room for what is written too much. */
NG_BITS_TARGET static inline void
emit(ng_token_columns *t, uint32_t from, const char *base, const window *w, uint64_t starts,
     uint64_t stops)
{
    const size_t n = ng_count_bits(starts);
    uint32_t *const start = t->start + t->n;
    uint32_t *const stop = t->stop + t->n;
    uint8_t *const kind = t->kind + t->n;
    /* Taken again when all are taken, so that its byte can be read. */
    const uint64_t again = (uint64_t)1 << ng_highest_bit(starts);
    uint64_t left = starts;

    for (size_t i = 0; i < n; i += 12) {
        for (size_t k = i; k < i + 12; k++) {
            const unsigned first = ng_lowest_bit(left | again);

            start[k] = from + first;
            stop[k] = from + NG_BITS_LOWEST(stops) + 1;
            kind[k] = ng_kind_of_first[(unsigned char)base[first]];
            left &= left - 1;
            stops &= stops - 1;
        }
    }
    left = (w->clitic | w->opens | w->closes | w->dash | w->punct | w->symbol) & starts;
    for (; left != 0; left &= left - 1) {
        const uint64_t bit = left & (0 - left);

        kind[ng_count_bits(starts & (bit - 1))] = (uint8_t)(w->clitic & bit   ? NG_TOKEN_CLITIC
                                                            : w->opens & bit  ? NG_TOKEN_QUOTE_OPEN
                                                            : w->closes & bit ? NG_TOKEN_QUOTE_CLOSE
                                                            : w->dash & bit   ? NG_TOKEN_DASH
                                                            : w->punct & bit  ? NG_TOKEN_PUNCT
                                                                              : NG_TOKEN_SYMBOL);
    }
    t->n += n;
}

/* The flags of the tokens from `first` on: what no token covers is white space. */
NG_BITS_TARGET static inline void
fill_flags(ng_token_columns *t, size_t first)
{
    const uint32_t *const start = t->start;
    const uint32_t *const stop = t->stop;
    uint8_t *const flags = t->flags;
    const size_t last = t->n - 1;

    for (size_t i = first; i < last; i++)
        flags[i] = start[i + 1] != stop[i] ? NG_TOKEN_SPACE_AFTER : 0;
}
#define NG_BITS_FILL_FLAGS fill_flags
#endif

/* Append the tokens of the window that start in this range. */
NG_BITS_TARGET static inline void
push_settled(ng_scanner *s, const char *base, const window *w, uint64_t range)
{
    const uint64_t starts = w->starts & range;
    const uint64_t quotes = w->quote & range;

    if (starts == 0)
        return;
    NG_BITS_EMIT(&s->doc->tokens, (uint32_t)(base - s->text), base, w, starts, w->stops & range);
    if (quotes != 0) {
        s->quote = base + ng_highest_bit(quotes);
        s->quote_open = (w->opens >> ng_highest_bit(quotes) & 1) != 0;
        s->double_open = s->quote_open;
    }
}

/* Room for what comes next. */
NG_BITS_TARGET static inline bool
has_room(ng_scanner *s)
{
    return s->doc->tokens.cap - s->doc->tokens.n >= WINDOW_TOKENS ||
           ng_doc_reserve_tokens(s->doc, WINDOW_TOKENS) == NG_OK;
}

/*
 * The tokens of the window at p that begin from byte `from` on and before byte `limit`,
 * with a hard one among them; gives where to go on, or NULL if memory is short.
 */
NG_BITS_TARGET static NG_BITS_RARE const char *
scan_hard(ng_scanner *s, const char *p, window *w, size_t from, unsigned limit)
{
    w->hard |= (uint64_t)1 << limit;
    do {
        const char *next = p + from;

        if (!has_room(s))
            return NULL;
        /* Inside of what is a word to the bits the reference goes on. */
        if (from == 0 || (w->word >> (from - 1) & 3) != 3) {
            const unsigned hard = ng_lowest_bit(w->hard & bits_from(from));
            unsigned stop = hard;

            /* The word or mark that the hard byte is in, with its clitics; a space is in
               none. */
            if (w->space >> hard & 1)
                while (w->wide >> stop & 1 && ((unsigned char)p[stop] & 0xC0) == 0x80)
                    stop--; /* to the first byte of a space beyond ASCII */
            else
                stop = ng_highest_bit(w->starts & ~w->clitic & ~(uint64_t)0 >> (63 - hard));
            push_settled(s, p, w, bits_from(from) & ~bits_from(stop));
            if (hard >= limit && stop > 0)
                return p + stop;
            next = p + stop;
        }
        ng_token_enter_region(s, next);
        next = ng_token_step(s, next);
        from = (size_t)(next - p);
    } while (from < limit);
    return p + from;
}

/* One window of those that go side by side. */
NG_BITS_TARGET static inline window
window_at(const windows *all, unsigned k)
{
    const window w = {
        LANE(all->starts, k),  LANE(all->stops, k),  LANE(all->word, k),  LANE(all->space, k),
        LANE(all->wide, k),    LANE(all->letter, k), LANE(all->digit, k), LANE(all->hard, k),
        LANE(all->stopped, k), LANE(all->cuts, k),   LANE(all->quote, k), LANE(all->clitic, k),
        LANE(all->opens, k),   LANE(all->closes, k), LANE(all->dash, k),  LANE(all->punct, k),
        LANE(all->symbol, k),
    };

    return w;
}

/* The tokens of the windows, but those before `next`, which are done; gives where to go
   on, or NULL if memory is short. */
NG_BITS_TARGET static inline const char *
take_windows(ng_scanner *s, const places *at, const windows *all, const char *next)
{
    for (unsigned k = 0; k < at->n; k++) {
        const char *const base = at->base[k];
        const unsigned limit = at->limit[k];
        window w = window_at(all, k);

        if (w.stopped != 0)
            w.hard |= abbreviations(base, &w);
        if (w.cuts != 0)
            w.hard |= informal_cuts(base, &w);
        if (next <= base && (w.hard & ~bits_from(limit)) == 0 && !(at->cut && k + 1 == at->n)) {
            if (!has_room(s))
                return NULL;
            push_settled(s, base, &w, ~bits_from(limit));
            next = base + limit;
        } else if (next < base + limit) {
            /* A copy, so that the masks of all other windows stay in registers. */
            window copy = w;

            next = scan_hard(s, base, &copy, next > base ? (size_t)(next - base) : 0, limit);
            if (next == NULL)
                return NULL;
        }
    }
    return next;
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
        places at;
        slices sliced;
        classes c;
        windows all;
        const char *const behind = place_windows(s, p, end, &at);

        NG_BITS_SLICE(at.from, &sliced);
        classify_lanes(&sliced, &c);
        settle(s, &at, &c, &all);
        p = take_windows(s, &at, &all, p);
        if (p == NULL)
            return NG_ERR_MEMORY;
        p = p > behind ? p : behind;
    }
    if (t->n > n_before) {
        NG_BITS_FILL_FLAGS(t, n_before);
        t->flags[t->n - 1] =
            ng_token_space_at(s, s->text + t->stop[t->n - 1]) ? NG_TOKEN_SPACE_AFTER : 0;
    }
    return NG_OK;
}
