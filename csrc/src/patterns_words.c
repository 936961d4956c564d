/* Words of patterns, and what an atom is to them. */
#include "patterns.h"
#include "unicode.h"
#include "utf8.h"
#include "values.h"

#include <string.h>
#include <utf8proc.h>

static const struct {
    const char *name;
    uint32_t bits;
} classes[] = {
    {"ANY", NG_ATOM_IS_ANY},         {"WORD", NG_ATOM_IS_WORD},
    {"LETTERS", NG_ATOM_IS_WORD},    {"CAP", NG_ATOM_IS_CAP},
    {"UPPER", NG_ATOM_IS_UPPER},     {"LOWER", NG_ATOM_IS_LOWER},
    {"ROMAN", NG_ATOM_IS_ROMAN},     {"NUMBER", NG_ATOM_IS_NUMBER},
    {"INT", NG_ATOM_IS_INT},         {"DIGITS", NG_ATOM_IS_DIGITS},
    {"DECIMAL", NG_ATOM_IS_DECIMAL}, {"YEAR", NG_ATOM_IS_YEAR},
    {"DAY", NG_ATOM_IS_DAY},         {"MARK", NG_ATOM_IS_MARK},
    {"DASH", NG_ATOM_IS_DASH},       {"DATE", NG_ATOM_IS_DATE},
    {"TIME", NG_ATOM_IS_TIME},       {"DURATION", NG_ATOM_IS_DURATION},
    {"MONEY", NG_ATOM_IS_MONEY},     {"PERCENT", NG_ATOM_IS_PERCENT},
    {"MEASURE", NG_ATOM_IS_MEASURE}, {"COUNT", NG_ATOM_IS_COUNT},
    {"ORDINAL", NG_ATOM_IS_ORDINAL}, {"AGE", NG_ATOM_IS_AGE},
};

#define N_CLASSES (sizeof classes / sizeof classes[0])

uint32_t
ng_pattern_class(const char *p, size_t n)
{
    for (size_t i = 0; i < N_CLASSES; i++) {
        if (strlen(classes[i].name) == n && memcmp(classes[i].name, p, n) == 0)
            return classes[i].bits;
    }
    return 0;
}

const char *
ng_pattern_class_name(size_t i)
{
    return i < N_CLASSES ? classes[i].name : NULL;
}

/* ------------------------------------------------------------------- words */

static uint64_t
hash_of(const char *p, size_t n)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * UINT64_C(0x100000001B3);
    return h ^ h >> 29;
}

static uint32_t *
slot_of(const ng_patterns *x, const char *p, size_t n)
{
    size_t at = hash_of(p, n) & (x->n_slots - 1);

    while (x->slots[at] != 0) {
        const ng_pattern_word *const w = &x->words[x->slots[at] - 1];

        if (w->n_bytes == n && memcmp(x->chars + w->start, p, n) == 0)
            break;
        at = (at + 1) & (x->n_slots - 1);
    }
    return &x->slots[at];
}

uint32_t
ng_pattern_find_word(const ng_patterns *x, const char *p, size_t n)
{
    uint32_t slot;

    if (n == 0 || (x->word_filter[(unsigned char)*p] >> (n % 64) & 1) == 0)
        return NG_PATTERN_NO_WORD;
    slot = *slot_of(x, p, n);
    return slot == 0 ? NG_PATTERN_NO_WORD : slot - 1;
}

ng_status
ng_pattern_keep(ng_patterns *x, const char *p, size_t n, uint32_t *place)
{
    const ng_column_ref columns[] = {NG_COLUMN(x->chars)};

    if (ng_reserve(&x->alloc, columns, 1, &x->cap_chars, x->n_chars + n + 1) != NG_OK)
        return NG_ERR_MEMORY;
    *place = (uint32_t)x->n_chars;
    if (n > 0)
        memcpy(x->chars + x->n_chars, p, n);
    x->chars[x->n_chars + n] = '\0';
    x->n_chars += n + 1;
    return NG_OK;
}

/* Twice the slots. */
static ng_status
grow_slots(ng_patterns *x)
{
    const size_t n = x->n_slots == 0 ? 64 : 2 * x->n_slots;
    uint32_t *const slots = ng_realloc(&x->alloc, NULL, n * sizeof *slots);

    if (slots == NULL)
        return NG_ERR_MEMORY;
    memset(slots, 0, n * sizeof *slots);
    ng_free(&x->alloc, x->slots);
    x->slots = slots;
    x->n_slots = n;
    for (size_t i = 0; i < x->n_words; i++)
        *slot_of(x, x->chars + x->words[i].start, x->words[i].n_bytes) = (uint32_t)i + 1;
    return NG_OK;
}

ng_status
ng_pattern_add_word(ng_patterns *x, const char *p, size_t n, uint32_t *word)
{
    const ng_column_ref columns[] = {NG_COLUMN(x->words)};
    uint32_t place;

    if (2 * x->n_words >= x->n_slots && grow_slots(x) != NG_OK)
        return NG_ERR_MEMORY;
    *word = *slot_of(x, p, n);
    if (*word != 0) {
        --*word;
        return NG_OK;
    }
    if (ng_reserve(&x->alloc, columns, 1, &x->cap_words, x->n_words + 1) != NG_OK ||
        ng_pattern_keep(x, p, n, &place) != NG_OK)
        return NG_ERR_MEMORY;
    *word = (uint32_t)x->n_words;
    x->words[x->n_words++] = (ng_pattern_word){.start = place, .n_bytes = (uint32_t)n};
    *slot_of(x, x->chars + place, n) = *word + 1;
    x->word_filter[(unsigned char)x->chars[place]] |= UINT64_C(1) << (n % 64);
    return NG_OK;
}

/* The spelling of the word, or NULL. */
static const ng_pattern_spelling *
spelling_of(const ng_patterns *x, uint32_t word, const char *p, size_t n)
{
    for (uint32_t i = x->words[word].first_spelling; i != 0; i = x->spellings[i - 1].next) {
        const ng_pattern_spelling *const s = &x->spellings[i - 1];

        if (s->n_bytes == n && memcmp(x->chars + s->start, p, n) == 0)
            return s;
    }
    return NULL;
}

ng_status
ng_pattern_add_spelling(ng_patterns *x, uint32_t word, const char *p, size_t n, uint8_t *number)
{
    const ng_column_ref columns[] = {NG_COLUMN(x->spellings)};
    const ng_pattern_spelling *const known = spelling_of(x, word, p, n);
    const uint32_t before = x->words[word].first_spelling;
    uint32_t place;

    if (known != NULL) {
        *number = known->number;
        return NG_OK;
    }
    if (before != 0 && x->spellings[before - 1].number == UINT8_MAX)
        return NG_ERR_TOO_LONG;
    if (ng_reserve(&x->alloc, columns, 1, &x->cap_spellings, x->n_spellings + 1) != NG_OK ||
        ng_pattern_keep(x, p, n, &place) != NG_OK)
        return NG_ERR_MEMORY;
    *number = before == 0 ? 1 : (uint8_t)(x->spellings[before - 1].number + 1);
    x->spellings[x->n_spellings++] = (ng_pattern_spelling){place, (uint32_t)n, before, *number};
    x->words[word].first_spelling = (uint32_t)x->n_spellings;
    return NG_OK;
}

size_t
ng_pattern_fold(const char *p, size_t n, char to[NG_PATTERN_MAX_WORD])
{
    const char *const end = p + n;
    size_t written = 0;

    while (p < end) {
        const char *const start = p;
        uint32_t cp = ng_utf8_next(&p, end);
        size_t n_bytes = (size_t)(p - start);

        /* A capital may be longer than its small letter, never by more than this. */
        if (written + 4 > NG_PATTERN_MAX_WORD)
            return 0;
        if (cp < 0x80) {
            to[written++] = (char)(cp - 'A' < 26u ? cp | 32u : cp);
            continue;
        }
        if (cp == NG_UTF8_BROKEN) {
            if (written + n_bytes > NG_PATTERN_MAX_WORD)
                return 0;
            memcpy(to + written, start, n_bytes);
            written += n_bytes;
            continue;
        }
        switch (ng_char_class_of(cp)) {
        case NG_CHAR_APOSTROPHE:
            cp = '\'';
            break;
        case NG_CHAR_QUOTE_OPEN:
        case NG_CHAR_QUOTE_CLOSE:
        case NG_CHAR_QUOTE:
            cp = '"';
            break;
        default:
            cp = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
        }
        written += ng_utf8_encode(to + written, &cp, 1);
    }
    return written;
}

/* ----------------------------------------------------------------- symbols */

/* One digit of a Roman number at p: `one`, `five` and `ten` are its letters; how many bytes. */
static size_t
roman_digit(const char *p, size_t n, char one, char five, char ten)
{
    size_t i = 0;

    if (n > 1 && p[0] == one && (p[1] == ten || p[1] == five))
        return 2;
    i += n > 0 && p[0] == five;
    for (int k = 0; k < 3 && i < n && p[i] == one; k++)
        i++;
    return i;
}

/* "XIV", but not "IIX". */
static bool
is_roman(const char *p, size_t n)
{
    const char *const end = p + n;

    for (int k = 0; k < 3 && p < end && *p == 'M'; k++)
        p++;
    p += roman_digit(p, (size_t)(end - p), 'C', 'D', 'M');
    p += roman_digit(p, (size_t)(end - p), 'X', 'L', 'C');
    p += roman_digit(p, (size_t)(end - p), 'I', 'V', 'X');
    return p == end && n > 0;
}

/* Characters, up to 255. */
static uint8_t
count_chars(const char *p, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n && count < UINT8_MAX; i++)
        count += ((unsigned char)p[i] & 0xC0) != 0x80;
    return (uint8_t)count;
}

/* What the bytes of an atom have in common: of ASCII letters 0x20 is what makes them small. */
typedef struct common_bits {
    unsigned any, all;
} common_bits;

static common_bits
bits_of(const char *p, size_t n)
{
    common_bits b = {0, 0xFF};

    for (size_t i = 0; i < n; i++) {
        b.any |= (unsigned char)p[i];
        b.all &= (unsigned char)p[i];
    }
    return b;
}

/* The same of letters that are not all ASCII: as if they were. */
static common_bits
bits_of_letters(const char *p, size_t n)
{
    const char *const end = p + n;
    common_bits b = {0, 0x20};

    while (p < end) {
        const ng_char_class k = ng_char_class_of(ng_utf8_next(&p, end));

        if (k == NG_CHAR_LOWER)
            b.any |= 0x20;
        else if (k == NG_CHAR_UPPER)
            b.all = 0;
    }
    return b;
}

static uint32_t
classes_of_letters(const char *p, size_t n, common_bits b, bool has_capital)
{
    uint32_t found = NG_ATOM_IS_ANY | NG_ATOM_IS_WORD | (has_capital ? NG_ATOM_IS_CAP : 0u);

    if (b.any >= 0x80)
        b = bits_of_letters(p, n);
    if ((b.any & 0x20) == 0 && (b.all & 0x20) == 0)
        found |= NG_ATOM_IS_UPPER | (is_roman(p, n) ? NG_ATOM_IS_ROMAN : 0u);
    else if ((b.any & 0x20) != 0 && (b.all & 0x20) != 0)
        found |= NG_ATOM_IS_LOWER;
    return found;
}

static uint32_t
classes_of_number(const ng_atom *atom)
{
    const uint32_t found = NG_ATOM_IS_ANY | NG_ATOM_IS_NUMBER;

    if (atom->shape == NG_V_DEC || atom->shape == NG_V_GROUPED_DEC)
        return found | NG_ATOM_IS_DECIMAL;
    if (atom->shape == NG_V_GROUPED)
        return found | NG_ATOM_IS_INT;
    return found | NG_ATOM_IS_INT | NG_ATOM_IS_DIGITS |
           (atom->shape == NG_V_D1500_2099 ? NG_ATOM_IS_YEAR : 0u) |
           (atom->value >= 1 && atom->value <= 31 && atom->stop - atom->start <= 2
                ? NG_ATOM_IS_DAY
                : 0u);
}

static uint32_t
classes_of_mark(const char *p, size_t n)
{
    const char *q = p;
    const uint32_t cp = ng_utf8_next(&q, p + n);
    const ng_char_class k = ng_char_class_of(cp);

    if (q != p + n) /* an address, a handle: one atom, but no mark */
        return NG_ATOM_IS_ANY;
    return NG_ATOM_IS_ANY | NG_ATOM_IS_MARK |
           (k == NG_CHAR_DASH || k == NG_CHAR_HYPHEN ? NG_ATOM_IS_DASH : 0u);
}

/* False for nearly all that no rule speaks of: most words are never folded. */
static bool
may_be_word(const ng_patterns *x, const char *p, size_t n, common_bits b)
{
    const unsigned char first = (unsigned char)*p;
    const unsigned char small =
        first >= 'A' && first <= 'Z' ? (unsigned char)(first | 32) : first;

    return n <= NG_PATTERN_MAX_WORD &&
           (b.any >= 0x80 || (x->word_filter[small] >> (n % 64) & 1) != 0);
}

ng_pattern_symbol
ng_pattern_symbol_of(const ng_patterns *x, const char *text, const ng_atom *atom)
{
    const char *const p = text + atom->start;
    const size_t n = atom->stop - atom->start;
    const common_bits b = bits_of(p, n);
    ng_pattern_symbol s = {.word = NG_PATTERN_NO_WORD};

    if (may_be_word(x, p, n, b)) {
        char folded[NG_PATTERN_MAX_WORD];

        s.word = ng_pattern_find_word(x, folded, ng_pattern_fold(p, n, folded));
    }
    s.classes = (atom->flags & NG_ATOM_LETTERS) != 0
                    ? classes_of_letters(p, n, b, (atom->flags & NG_ATOM_CAPITAL) != 0)
                : atom->shape != NG_V_NONE ? classes_of_number(atom)
                                           : classes_of_mark(p, n);
    s.classes &= x->classes;
    if (x->asks_length && s.classes != 0)
        s.n_chars = count_chars(p, n);
    if (s.word != NG_PATTERN_NO_WORD && x->words[s.word].first_spelling != 0) {
        const ng_pattern_spelling *const spelling = spelling_of(x, s.word, p, n);

        s.spelling = spelling == NULL ? 0 : spelling->number;
    }
    return s;
}
