/*
 * Unicode text segmentation: UAX #29 of Unicode 17, untailored.
 *
 * A segment begins at a boundary, and no rule of the annex looks back over one
 * in a way that matters: regional indicators are counted in pairs, and pairs
 * end at boundaries.  So ng_segment_next() needs no state between calls.
 *
 * Looking ahead stays linear in all.  Words look over one middle character and
 * the marks on it (WB6, WB7b, WB12), and what was looked over is either taken
 * or begins the next segment, which does not look over it again.  Sentences
 * (SB8) look ahead once for each full stop, and at the latest up to the next.
 */
#include "nutgraf.h"
#include "unicode.h"
#include "utf8.h"

#define NG_UNICODE_ASCII_TABLES
#include "unicode_tables.inc"

/* Sets of property values are bits of a word: IN(cur, BIT(NG_WB_CR) | ...). */
#define BIT(value) (1u << (value))
#define IN(value, set) ((BIT(value) & (set)) != 0)

static inline bool
is_ascii(char byte)
{
    return (unsigned char)byte < 0x80;
}

/* ------------------------------------------------------------ graphemes */

#define GCB_NEVER_JOINED (BIT(NG_GCB_CR) | BIT(NG_GCB_LF) | BIT(NG_GCB_CONTROL))

/* What GB9c, GB11 and GB12 have to know of the cluster so far. */
typedef struct cluster {
    unsigned break_class; /* of the last character */
    bool has_consonant;   /* GB9c: a consonant, then only Extend and Linker ... */
    bool has_linker;      /* ... and at least one Linker */
    bool has_picture;     /* GB11: a pictograph, then only Extend ... */
    bool has_joiner;      /* ... and one ZWJ at the end */
    bool is_odd;          /* GB12: an odd number of regional indicators */
} cluster;

static void
cluster_add(cluster *c, unsigned property)
{
    const unsigned break_class = property & NG_GCB_MASK;
    const unsigned indic = (property >> NG_INCB_SHIFT) & NG_INCB_MASK;

    if (indic == NG_INCB_CONSONANT) {
        c->has_consonant = true;
        c->has_linker = false;
    } else if (indic == NG_INCB_LINKER) {
        c->has_linker = c->has_consonant;
    } else if (indic == NG_INCB_NONE) {
        c->has_consonant = false;
        c->has_linker = false;
    }

    c->has_joiner = c->has_picture && break_class == NG_GCB_ZWJ;
    if (property & NG_PICTOGRAPHIC)
        c->has_picture = true;
    else if (break_class != NG_GCB_EXTEND)
        c->has_picture = false;

    c->is_odd = break_class == NG_GCB_REGIONAL_INDICATOR && !c->is_odd;
    c->break_class = break_class;
}

/* Whether the character with `property` belongs to the cluster before it. */
static bool
cluster_takes(const cluster *c, unsigned property)
{
    const unsigned prev = c->break_class;
    const unsigned cur = property & NG_GCB_MASK;

    /* GB3 */
    if (prev == NG_GCB_CR && cur == NG_GCB_LF)
        return true;
    /* GB4, GB5 */
    if (IN(prev, GCB_NEVER_JOINED) || IN(cur, GCB_NEVER_JOINED))
        return false;
    /* GB6 */
    if (prev == NG_GCB_L &&
        IN(cur, BIT(NG_GCB_L) | BIT(NG_GCB_V) | BIT(NG_GCB_LV) | BIT(NG_GCB_LVT)))
        return true;
    /* GB7 */
    if (IN(prev, BIT(NG_GCB_LV) | BIT(NG_GCB_V)) && IN(cur, BIT(NG_GCB_V) | BIT(NG_GCB_T)))
        return true;
    /* GB8 */
    if (IN(prev, BIT(NG_GCB_LVT) | BIT(NG_GCB_T)) && cur == NG_GCB_T)
        return true;
    /* GB9, GB9a */
    if (IN(cur, BIT(NG_GCB_EXTEND) | BIT(NG_GCB_ZWJ) | BIT(NG_GCB_SPACINGMARK)))
        return true;
    /* GB9b */
    if (prev == NG_GCB_PREPEND)
        return true;
    /* GB9c */
    if (c->has_linker && ((property >> NG_INCB_SHIFT) & NG_INCB_MASK) == NG_INCB_CONSONANT)
        return true;
    /* GB11 */
    if (c->has_joiner && (property & NG_PICTOGRAPHIC))
        return true;
    /* GB12, GB13; GB999 */
    return c->is_odd && cur == NG_GCB_REGIONAL_INDICATOR;
}

/* The end of the grapheme cluster that starts at p < end. */
static const char *
grapheme_end(const char *p, const char *end)
{
    cluster c = {0};

    /* Two ASCII characters never join but as CR LF (GB3). */
    if (is_ascii(*p) && *p != '\r' && (p + 1 == end || is_ascii(p[1])))
        return p + 1;

    cluster_add(&c, ng_grapheme_break_of(ng_utf8_next(&p, end)));
    while (p < end) {
        const char *next = p;
        const unsigned property = ng_grapheme_break_of(ng_utf8_next(&next, end));

        if (!cluster_takes(&c, property))
            break;
        cluster_add(&c, property);
        p = next;
    }
    return p;
}

/* ---------------------------------------------------------------- words */

#define WB_LINE_ENDS (BIT(NG_WB_CR) | BIT(NG_WB_LF) | BIT(NG_WB_NEWLINE))
#define WB_SKIPPED (BIT(NG_WB_EXTEND) | BIT(NG_WB_FORMAT) | BIT(NG_WB_ZWJ))
#define WB_LETTERS (BIT(NG_WB_ALETTER) | BIT(NG_WB_HEBREW_LETTER))
#define WB_MID_NUM_LET_Q (BIT(NG_WB_MIDNUMLET) | BIT(NG_WB_SINGLE_QUOTE))
#define WB_MID_LETTERS (BIT(NG_WB_MIDLETTER) | WB_MID_NUM_LET_Q)
#define WB_MID_NUMBERS (BIT(NG_WB_MIDNUM) | WB_MID_NUM_LET_Q)
#define WB_WORDLIKE (WB_LETTERS | BIT(NG_WB_NUMERIC) | BIT(NG_WB_KATAKANA))
/* The word characters of ASCII: each joins each (WB5, WB8 to WB10, WB13a, WB13b). */
#define WB_ASCII_WORD (BIT(NG_WB_ALETTER) | BIT(NG_WB_NUMERIC) | BIT(NG_WB_EXTENDNUMLET))

/* WB5, WB8 to WB10, WB13 to WB13b: the pairs that join whatever stands round them. */
static bool
word_pair_joins(unsigned prev, unsigned cur)
{
    /* WB5, WB9 */
    if (IN(prev, WB_LETTERS))
        return IN(cur, WB_LETTERS | BIT(NG_WB_NUMERIC) | BIT(NG_WB_EXTENDNUMLET));
    /* WB8, WB10 */
    if (prev == NG_WB_NUMERIC)
        return IN(cur, WB_LETTERS | BIT(NG_WB_NUMERIC) | BIT(NG_WB_EXTENDNUMLET));
    /* WB13; and WB13a with the two cases above */
    if (prev == NG_WB_KATAKANA)
        return IN(cur, BIT(NG_WB_KATAKANA) | BIT(NG_WB_EXTENDNUMLET));
    /* WB13a, WB13b */
    if (prev == NG_WB_EXTENDNUMLET)
        return IN(cur, WB_WORDLIKE | BIT(NG_WB_EXTENDNUMLET));
    return false;
}

/* What has to follow `mid` so that it belongs to the word that `prev` ends; 0
   if nothing helps. */
static unsigned
wanted_after(unsigned prev, unsigned mid)
{
    /* WB6, WB7 */
    if (IN(prev, WB_LETTERS) && IN(mid, WB_MID_LETTERS))
        return WB_LETTERS;
    /* WB7b, WB7c */
    if (prev == NG_WB_HEBREW_LETTER && mid == NG_WB_DOUBLE_QUOTE)
        return BIT(NG_WB_HEBREW_LETTER);
    /* WB11, WB12 */
    if (prev == NG_WB_NUMERIC && IN(mid, WB_MID_NUMBERS))
        return BIT(NG_WB_NUMERIC);
    return 0;
}

/* The class of the next character that WB4 does not skip, and *p moved behind
   it; NG_WB_OTHER at the end. */
static unsigned
word_next_kept(const char **p, const char *end)
{
    while (*p < end) {
        const unsigned cur = ng_word_break_of(ng_utf8_next(p, end)) & NG_WB_MASK;

        if (!IN(cur, WB_SKIPPED))
            return cur;
    }
    return NG_WB_OTHER;
}

/*
 * Whether a character of class `cur`, which WB4 does not skip and which ends at
 * *next, belongs to the word whose last character has class *prev.  If so, *prev
 * becomes the class of the last character taken, and *next is moved behind it.
 */
static bool
word_takes(unsigned *prev, unsigned cur, const char **next, const char *end)
{
    if (word_pair_joins(*prev, cur)) {
        *prev = cur;
        return true;
    }
    /* WB15, WB16: the pair is complete, nothing but WB4 adds to it. */
    if (*prev == NG_WB_REGIONAL_INDICATOR && cur == NG_WB_REGIONAL_INDICATOR) {
        *prev = NG_WB_OTHER;
        return true;
    }

    /* WB6 to WB7c, WB11, WB12 */
    const unsigned wanted = wanted_after(*prev, cur);

    if (wanted != 0) {
        const char *behind = *next;
        const unsigned following = word_next_kept(&behind, end);

        if (IN(following, wanted)) {
            *prev = following;
            *next = behind;
            return true;
        }
    }
    /* WB7a; WB999 */
    if (*prev == NG_WB_HEBREW_LETTER && cur == NG_WB_SINGLE_QUOTE) {
        *prev = cur;
        return true;
    }
    return false;
}

/* The end of the word that reaches to `p` so far, where its last character has
   class `prev`.  All the rules, one character at a time. */
static const char *
word_end_general(const char *p, const char *end, unsigned prev)
{
    unsigned last = prev; /* as `prev`, but of characters that WB4 skips too */

    while (p < end) {
        const char *next = p;
        const unsigned property = ng_word_break_of(ng_utf8_next(&next, end));
        const unsigned cur = property & NG_WB_MASK;

        /* WB3 */
        if (last == NG_WB_CR && cur == NG_WB_LF)
            return next;
        /* WB3a, WB3b */
        if (IN(last, WB_LINE_ENDS) || IN(cur, WB_LINE_ENDS))
            return p;
        if (IN(cur, WB_SKIPPED)) {
            /* WB4; WB3c and WB3d see it all the same */
            last = cur;
        } else if ((last == NG_WB_ZWJ && (property & NG_PICTOGRAPHIC)) ||
                   (last == NG_WB_WSEGSPACE && cur == NG_WB_WSEGSPACE)) {
            /* WB3c, WB3d */
            prev = last = cur;
        } else {
            if (!word_takes(&prev, cur, &next, end))
                return p;
            last = prev;
        }
        p = next;
    }
    return p;
}

/* The end of the word that starts at p < end with an ASCII letter, digit or
   underscore.  News text is mostly this, so it is done on bytes. */
static const char *
word_end_ascii(const char *p, const char *end)
{
    for (;;) {
        do
            p++;
        while (p < end && is_ascii(*p) && IN(ascii_word_break[(unsigned char)*p], WB_ASCII_WORD));

        const unsigned prev = ascii_word_break[(unsigned char)p[-1]];

        if (p == end)
            return p;
        if (!is_ascii(*p))
            return word_end_general(p, end, prev);

        /* WB6, WB7, WB11, WB12 */
        const unsigned wanted = wanted_after(prev, ascii_word_break[(unsigned char)*p]);

        if (wanted == 0 || p + 1 == end)
            return p;
        if (!is_ascii(p[1]))
            return word_end_general(p, end, prev);
        if (!IN(ascii_word_break[(unsigned char)p[1]], wanted))
            return p;
        p++;
    }
}

/* The end of the word that starts at p < end. */
static const char *
word_end(const char *p, const char *end)
{
    if (is_ascii(*p)) {
        const unsigned first = ascii_word_break[(unsigned char)*p];

        if (IN(first, WB_ASCII_WORD))
            return word_end_ascii(p, end);
        /* Anything else before ASCII stands alone but for CR LF (WB3) and
           runs of spaces (WB3d). */
        if (!IN(first, BIT(NG_WB_CR) | BIT(NG_WB_WSEGSPACE)) && (p + 1 == end || is_ascii(p[1])))
            return p + 1;
        if (first == NG_WB_WSEGSPACE && p + 1 < end && is_ascii(p[1]) &&
            ascii_word_break[(unsigned char)p[1]] != NG_WB_WSEGSPACE)
            return p + 1;
    }

    const unsigned first = ng_word_break_of(ng_utf8_next(&p, end)) & NG_WB_MASK;

    return word_end_general(p, end, first);
}

/* ------------------------------------------------------------ sentences */

#define SB_PARA_SEP (BIT(NG_SB_SEP) | BIT(NG_SB_CR) | BIT(NG_SB_LF))
#define SB_TERM (BIT(NG_SB_ATERM) | BIT(NG_SB_STERM))
#define SB_SKIPPED (BIT(NG_SB_EXTEND) | BIT(NG_SB_FORMAT))
/* Where the search of SB8 for a lower case letter ends. */
#define SB_LETTER_OR_END                                                                           \
    (BIT(NG_SB_OLETTER) | BIT(NG_SB_UPPER) | BIT(NG_SB_LOWER) | SB_PARA_SEP | SB_TERM)

static inline unsigned
sentence_class_next(const char **p, const char *end)
{
    if (is_ascii(**p))
        return ascii_sentence_break[(unsigned char)*(*p)++];
    return ng_sentence_break_of(ng_utf8_next_slow(p, end));
}

/* Behind all characters from `p` on whose class is in `set`, each with the
   characters that SB5 attaches to it; and those attached to what ends at `p`. */
static const char *
sentence_skip(const char *p, const char *end, unsigned set)
{
    while (p < end) {
        const char *next = p;

        if (!IN(sentence_class_next(&next, end), set | SB_SKIPPED))
            break;
        p = next;
    }
    return p;
}

/* Behind the paragraph separator whose first character, of class `cur`, ends
   at `p`: CR LF is one (SB3). */
static const char *
sentence_close_paragraph(const char *p, const char *end, unsigned cur)
{
    return cur == NG_SB_CR && p < end && *p == '\n' ? p + 1 : p;
}

/* SB8: whether a lower case letter comes before any other letter and any end. */
static bool
lower_follows(const char *p, const char *end)
{
    while (p < end) {
        const unsigned cur = sentence_class_next(&p, end);

        if (IN(cur, SB_LETTER_OR_END))
            return cur == NG_SB_LOWER;
    }
    return false;
}

/*
 * Looks at what follows a SATerm, of class `term`, that ends at *p.  Moves *p
 * behind all that belongs to it, and returns whether the sentence ends there.
 * `before` is the class of the character before the term.
 */
static bool
sentence_ends(const char **p, const char *end, unsigned before, unsigned term)
{
    const char *next;
    unsigned cur;

    *p = sentence_skip(*p, end, 0);
    if (*p == end)
        return true;
    next = *p;
    cur = sentence_class_next(&next, end);
    if (term == NG_SB_ATERM) {
        /* SB6 */
        if (cur == NG_SB_NUMERIC)
            return false;
        /* SB7 */
        if (IN(before, BIT(NG_SB_UPPER) | BIT(NG_SB_LOWER)) && cur == NG_SB_UPPER)
            return false;
    }

    /* SB9, SB10 */
    *p = sentence_skip(*p, end, BIT(NG_SB_CLOSE));
    *p = sentence_skip(*p, end, BIT(NG_SB_SP));
    if (*p == end)
        return true;
    next = *p;
    cur = sentence_class_next(&next, end);
    if (IN(cur, SB_PARA_SEP)) {
        *p = sentence_close_paragraph(next, end, cur);
        return true;
    }
    /* SB8 */
    if (term == NG_SB_ATERM && lower_follows(*p, end))
        return false;
    /* SB8a; SB11 */
    return !IN(cur, BIT(NG_SB_SCONTINUE) | SB_TERM);
}

/* The end of the sentence that starts at p < end. */
static const char *
sentence_end(const char *p, const char *end)
{
    unsigned prev = NG_SB_OTHER;

    while (p < end) {
        const unsigned cur = sentence_class_next(&p, end);

        /* SB4 */
        if (IN(cur, SB_PARA_SEP))
            return sentence_close_paragraph(p, end, cur);
        if (IN(cur, SB_TERM)) {
            if (sentence_ends(&p, end, prev, cur))
                return p;
            prev = NG_SB_OTHER;
        } else if (!IN(cur, SB_SKIPPED)) {
            /* SB5, SB998 */
            prev = cur;
        }
    }
    return p;
}

/* ------------------------------------------------------------ interface */

size_t
ng_segment_next(ng_boundary kind, const char *p, const char *end)
{
    if (p == end)
        return 0;
    switch (kind) {
    case NG_BOUNDARY_WORD:
        return (size_t)(word_end(p, end) - p);
    case NG_BOUNDARY_SENTENCE:
        return (size_t)(sentence_end(p, end) - p);
    case NG_BOUNDARY_GRAPHEME:
    case NG_N_BOUNDARIES:
    default:
        return (size_t)(grapheme_end(p, end) - p);
    }
}
