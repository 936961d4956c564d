#include "lexicon_unit.h"

#include "unicode.h"
#include "utf8.h"

#include <utf8proc.h>

/* What a character is to units. */
typedef enum unit_class {
    UNIT_SPACE, /* separates */
    UNIT_HYPHEN,
    UNIT_LETTER,
    UNIT_UPPER,
    UNIT_DIGIT,
    UNIT_MARK,   /* a combining mark: goes with the word, leaves no trace */
    UNIT_FORMAT, /* soft hyphen, joiners: no trace, and no end of a word */
    UNIT_STOP,
    UNIT_APOSTROPHE,
    UNIT_OTHER,
    UNIT_BROKEN
} unit_class;

static unit_class
classify(uint32_t cp)
{
    if (cp == NG_UTF8_BROKEN)
        return UNIT_BROKEN;
    switch (ng_char_class_of(cp)) {
    case NG_CHAR_SPACE:
    case NG_CHAR_CONTROL:
        return UNIT_SPACE;
    case NG_CHAR_FORMAT:
        return UNIT_FORMAT;
    case NG_CHAR_UPPER:
        return UNIT_UPPER;
    case NG_CHAR_LOWER:
    case NG_CHAR_LETTER:
        return UNIT_LETTER;
    case NG_CHAR_DIGIT:
    case NG_CHAR_NUMBER:
        return UNIT_DIGIT;
    case NG_CHAR_MARK:
        return UNIT_MARK;
    case NG_CHAR_APOSTROPHE:
        return UNIT_APOSTROPHE;
    case NG_CHAR_HYPHEN:
        return UNIT_HYPHEN;
    case NG_CHAR_DASH: /* figure and en dash join names; the em dash parts clauses */
        return cp == 0x2012 || cp == 0x2013 ? UNIT_HYPHEN : UNIT_OTHER;
    case NG_CHAR_PUNCT:
        return cp == '.' ? UNIT_STOP : UNIT_OTHER;
    default:
        return UNIT_OTHER;
    }
}

static bool
is_word_class(unit_class c)
{
    return c == UNIT_LETTER || c == UNIT_UPPER || c == UNIT_DIGIT || c == UNIT_MARK;
}

/* The class of the character at `p`; UNIT_SPACE at the end. */
static unit_class
class_at(const char *p, const char *end)
{
    return p < end ? classify(ng_utf8_next(&p, end)) : UNIT_SPACE;
}

static void
append_byte(ng_lex_unit *unit, unsigned byte)
{
    if (unit->n >= NG_LEX_MAX_KEY) {
        unit->flags |= NG_LEX_UNIT_BROKEN;
        return;
    }
    ((unsigned char *)unit->key)[unit->n++] = (unsigned char)byte;
}

static void
append_char(ng_lex_unit *unit, uint32_t cp)
{
    utf8proc_uint8_t bytes[4];
    const utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)cp, bytes);

    for (utf8proc_ssize_t i = 0; i < n; i++)
        append_byte(unit, bytes[i]);
}

/* Letters that Unicode does not take apart, but English press does. */
static const char *
plain_letters(uint32_t cp)
{
    switch (cp) {
    case 0xE6:
        return "ae";
    case 0xF0:
        return "d";
    case 0xF8:
        return "o";
    case 0xFE:
        return "th";
    case 0x111:
        return "d";
    case 0x127:
        return "h";
    case 0x131:
        return "i";
    case 0x142:
        return "l";
    case 0x153:
        return "oe";
    default:
        return NULL;
    }
}

/* NFKD, case folded, without marks. */
static void
append_folded(ng_lex_unit *unit, uint32_t cp)
{
    /* The longest compatibility decomposition has 18 characters. */
    utf8proc_int32_t parts[32];
    const utf8proc_option_t options =
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
    int last_class = 0;
    const utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 32, options, &last_class);

    if (n < 0 || n > 32) {
        unit->flags |= NG_LEX_UNIT_BROKEN;
        return;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        const char *const plain = plain_letters((uint32_t)parts[i]);

        if (plain == NULL)
            append_char(unit, (uint32_t)parts[i]);
        for (const char *c = plain; c != NULL && *c != '\0'; c++)
            append_byte(unit, (unsigned char)*c);
    }
}

size_t
ng_lex_fold(uint32_t cp, char *out)
{
    ng_lex_unit unit;

    if (cp < 0x80) {
        *out = (char)(cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp);
        return 1;
    }
    memset(&unit, 0, sizeof unit);
    append_folded(&unit, cp);
    memcpy(out, unit.key, unit.n);
    return unit.n;
}

/* Flags of case while a unit is read. */
enum { SEEN_LOWER = 1 << 29, SEEN_UPPER = 1 << 30 };

static void
append_word_char(ng_lex_unit *unit, uint32_t cp, unit_class c)
{
    const bool is_first_letter = (unit->flags & NG_LEX_UNIT_LETTERS) == 0;

    if (c == UNIT_UPPER) {
        unit->flags |= SEEN_UPPER | NG_LEX_UNIT_LETTERS;
        if (is_first_letter)
            unit->flags |= NG_LEX_UNIT_INITIAL;
    } else if (c == UNIT_LETTER) {
        unit->flags |= SEEN_LOWER | NG_LEX_UNIT_LETTERS;
    }
    if (cp < 0x80)
        append_byte(unit, c == UNIT_UPPER ? cp | 0x20 : cp);
    else if (c != UNIT_MARK)
        append_folded(unit, cp);
}

/* Whether the apostrophe that ends at `p` begins "'s" at the end of a word. */
static bool
is_possessive(const char *p, const char *end)
{
    return p < end && (*p == 's' || *p == 'S') && !is_word_class(class_at(p + 1, end));
}

/* Move over what separates; the first character that does not starts at *p.  With `quotes`,
   apostrophes that open quotations separate too. */
static bool
skip_separators(const char **p, const char *end, ng_lex_unit *unit, bool quotes)
{
    const char *const first = *p;

    while (*p < end) {
        const char *next = *p;
        const unit_class c = classify(ng_utf8_next(&next, end));

        if (c == UNIT_APOSTROPHE && (!quotes || *p == first) && is_word_class(class_at(next, end)))
            return true;
        if (is_word_class(c) || c == UNIT_OTHER || c == UNIT_BROKEN)
            return true;
        if (c == UNIT_HYPHEN)
            unit->flags |= NG_LEX_UNIT_INNER;
        else if (c == UNIT_SPACE)
            unit->flags &= ~(uint32_t)NG_LEX_UNIT_INNER;
        *p = next;
    }
    return false;
}

/* Whether a word goes on with the character of class `c` before `next`; what
   of it is kept is appended. */
static bool
word_goes_on(ng_lex_unit *unit, uint32_t cp, unit_class c, unit_class before, const char *next,
             const char *end)
{
    if (is_word_class(c)) {
        append_word_char(unit, cp, c);
        return true;
    }
    if (c == UNIT_FORMAT)
        return true;
    if (c == UNIT_STOP) {
        const unit_class after = class_at(next, end);

        if (before == UNIT_DIGIT && after == UNIT_DIGIT)
            append_byte(unit, '.');
        return is_word_class(after);
    }
    if (c == UNIT_APOSTROPHE && is_word_class(class_at(next, end)) &&
        !(unit->n > 0 && is_possessive(next, end))) {
        append_byte(unit, '\'');
        return true;
    }
    return false;
}

static void
read_word(const char **p, const char *end, ng_lex_unit *unit)
{
    unit_class before = UNIT_SPACE;

    while (*p < end) {
        const char *next = *p;
        const uint32_t cp = ng_utf8_next(&next, end);
        const unit_class c = classify(cp);

        if (!word_goes_on(unit, cp, c, before, next, end))
            return;
        *p = next;
        before = c;
    }
}

static bool
next_unit(const char **p, const char *end, ng_lex_unit *unit, const char **start, bool quotes)
{
    memset(unit, 0, sizeof *unit);
    while (skip_separators(p, end, unit, quotes)) {
        *start = *p;
        read_word(p, end, unit);
        if (*p == *start) { /* no word: a unit of one character */
            const uint32_t cp = ng_utf8_next(p, end);

            if (cp == NG_UTF8_BROKEN) {
                unit->flags |= NG_LEX_UNIT_BROKEN;
                append_byte(unit, '?');
            } else {
                append_char(unit, cp);
            }
        }
        if (unit->n == 0) /* marks alone */
            continue;
        if ((unit->flags & SEEN_UPPER) && !(unit->flags & SEEN_LOWER))
            unit->flags |= NG_LEX_UNIT_UPPER;
        unit->flags &= ~(uint32_t)(SEEN_UPPER | SEEN_LOWER);
        return true;
    }
    return false;
}

bool
ng_lex_next_unit(const char **p, const char *end, ng_lex_unit *unit)
{
    const char *start;

    return next_unit(p, end, unit, &start, false);
}

bool
ng_lex_next_unit_at(const char **p, const char *end, ng_lex_unit *unit, const char **start)
{
    return next_unit(p, end, unit, start, true);
}

uint32_t
ng_lex_letter_mask(const char *p, const char *end)
{
    uint32_t mask = 0;

    for (unsigned i = 0; p < end && i < 32;) {
        const unit_class c = classify(ng_utf8_next(&p, end));

        if (c == UNIT_UPPER)
            mask |= UINT32_C(1) << i;
        if (c == UNIT_UPPER || c == UNIT_LETTER)
            i++;
    }
    return mask;
}

/* Move over white space; whether there was any. */
static bool
skip_space(const char **p, const char *end)
{
    const char *const start = *p;

    while (*p < end) {
        const char *next = *p;

        if (classify(ng_utf8_next(&next, end)) != UNIT_SPACE)
            break;
        *p = next;
    }
    return *p > start;
}

static bool
same_chars(const char *a, const char *a_end, const char *b, const char *b_end, bool exact)
{
    for (;;) {
        if (skip_space(&a, a_end) != skip_space(&b, b_end))
            return false;
        if (a == a_end || b == b_end)
            return a == a_end && b == b_end;

        const uint32_t x = ng_utf8_next(&a, a_end), y = ng_utf8_next(&b, b_end);

        if (x != y && (exact || utf8proc_tolower((utf8proc_int32_t)x) !=
                                    utf8proc_tolower((utf8proc_int32_t)y)))
            return false;
    }
}

/* The class of the next letter; UNIT_SPACE behind the last. */
static unit_class
next_letter(const char **p, const char *end)
{
    while (*p < end) {
        const unit_class c = classify(ng_utf8_next(p, end));

        if (c == UNIT_UPPER || c == UNIT_LETTER)
            return c;
    }
    return UNIT_SPACE;
}

bool
ng_lex_same_text(const char *surface, const char *p, const char *end, bool exact, bool literal)
{
    const size_t n = strlen(surface);
    const char *const surface_end = surface + n;

    if ((size_t)(end - p) == n && memcmp(surface, p, n) == 0) /* nearly always */
        return true;
    if (literal)
        return same_chars(surface, surface_end, p, end, exact);
    while (exact) {
        const unit_class a = next_letter(&surface, surface_end), b = next_letter(&p, end);

        if (a != b)
            return false;
        if (a == UNIT_SPACE)
            break;
    }
    return true;
}
