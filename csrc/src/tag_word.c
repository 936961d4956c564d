/* Features of one word. */
#include "tag_features.h"
#include "lang_en_names.h"
#include "lexicon.h"
#include "names_shape.h"
#include "utf8.h"

#include <string.h>

/* Templates; see also tag_place.c. */
enum {
    W_LOWER = 1,
    W_FORM,
    W_CASE,
    W_SHAPE,
    W_PREFIX,                /* 4 */
    W_SUFFIX = W_PREFIX + 4, /* 4 */
    W_SET = W_SUFFIX + 4,
    W_CLASS,
    W_CLASSES,
    W_KIND,
    W_LOWER_CASE,
    W_N
};

/* Longer words are read as far as this. */
#define MAX_LETTERS 64

static uint64_t
hash_bytes(const char *p, size_t n, uint64_t h)
{
    while (n >= 8) {
        uint64_t x;

        memcpy(&x, p, 8);
        h = (h ^ x) * UINT64_C(0x9FB21C651E98DF25);
        h ^= h >> 29;
        p += 8;
        n -= 8;
    }
    if (n > 0) {
        uint64_t x = 0;

        for (size_t i = 0; i < n; i++)
            x |= (uint64_t)(unsigned char)p[i] << (8 * i);
        h = (h ^ x ^ (uint64_t)n << 56) * UINT64_C(0x9FB21C651E98DF25);
        h ^= h >> 29;
    }
    return h;
}

/* Bytes that are not UTF-8 are read as the U+FFFD that stands for them in a repaired text. */
static void
repair(const char **p, size_t *n)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    const char *q = *p;

    if (*n > 0 && (unsigned char)*q >= 0x80) {
        const uint32_t cp = ng_utf8_next(&q, *p + *n);

        if (cp == NG_UTF8_BROKEN || cp == 0xFFFD) {
            *p = replacement;
            *n = 3;
        }
    }
}

uint64_t
ng_word_form(const char *p, size_t n, ng_token_kind kind)
{
    repair(&p, &n);
    /* The kind has bits of its own: next to those of a byte, the word "I" was the number "6". */
    return ng_mix(hash_bytes(p, n, UINT64_C(0x51ED270B7A1C8D3F) * (2 * (uint64_t)kind + 1)));
}

/* Letters small, digits 0; letters past Latin-1 stay. */
static size_t
fold(const char *p, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];

        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 0x20);
        else if (c >= '0' && c <= '9')
            c = '0';
        else if (c >= 0x80 && c <= 0x9E && c != 0x97 && i > 0 && (unsigned char)p[i - 1] == 0xC3)
            c = (unsigned char)(c + 0x20);
        out[i] = (char)c;
    }
    return n;
}

/* "X", "x", "0" or the mark itself. */
static char
shape_letter(unsigned char c)
{
    if (c >= 'A' && c <= 'Z')
        return 'X';
    if ((c >= 'a' && c <= 'z') || c >= 0x80)
        return 'x';
    return c >= '0' && c <= '9' ? '0' : (char)c;
}

static uint32_t
short_shape(const char *p, size_t n)
{
    uint32_t h = 2166136261u;
    char before = 0;
    unsigned n_pushed = 0;

    for (size_t i = 0; i < n && n_pushed < 8; i++) {
        const char c = shape_letter((unsigned char)p[i]);

        if (c != before) {
            h = (h ^ (unsigned char)c) * 16777619u;
            n_pushed++;
        }
        before = c;
    }
    return h;
}

static ng_word_case
case_of(const char *p, size_t n)
{
    const unsigned shape = ng_name_shape(p, p + n);
    size_t n_upper = 0, n_lower = 0;

    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)p[i];

        n_upper += c >= 'A' && c <= 'Z';
        n_lower += c >= 'a' && c <= 'z';
    }
    if (shape & NG_SHAPE_INITIAL)
        return NG_WORD_INITIAL;
    if (shape & NG_SHAPE_UPPER)
        return NG_WORD_UPPER;
    if (shape & NG_SHAPE_CAPITAL)
        return n_upper > 1 && !(shape & NG_SHAPE_HYPHEN) ? NG_WORD_CAMEL : NG_WORD_CAPITAL;
    if (n_upper > 0)
        return NG_WORD_MIXED;
    return n_lower > 0 || (n > 0 && (unsigned char)*p >= 0x80) ? NG_WORD_LOWER : NG_WORD_NONE;
}

void
ng_word_read(const ng_lexicon *lexicon, const char *p, size_t n, ng_token_kind kind,
             ng_word_info *out)
{
    char small[MAX_LETTERS];
    size_t m;

    repair(&p, &n);
    m = fold(p, n < MAX_LETTERS ? n : MAX_LETTERS, small);
    out->form = ng_word_form(p, n, kind);
    out->lower = ng_mix(hash_bytes(small, m, n));
    out->shape = short_shape(p, m);
    out->kind = (uint8_t)kind;
    out->word_case = (uint8_t)case_of(p, m);
    out->set = kind == NG_TOKEN_WORD || kind == NG_TOKEN_ABBR || n == 1 ? ng_name_word(p, n) : 0;
    out->classes = out->decides = out->ambiguous = 0;
    if (lexicon != NULL && (kind == NG_TOKEN_WORD || kind == NG_TOKEN_ABBR)) {
        const bool any_case = out->word_case == NG_WORD_UPPER && n > 3;
        const ng_lex_set set = ng_lexicon_lookup(lexicon, p, n, any_case);

        out->classes = set.classes;
        out->decides = set.decides;
        out->ambiguous = set.ambiguous;
    }
}

/* One key a bit. */
static void
push_bits(ng_keys *keys, unsigned template_id, uint64_t bits, uint64_t with, unsigned group)
{
    for (unsigned i = 0; bits != 0; i++, bits >>= 1) {
        if (bits & 1)
            ng_push_key(keys, template_id, ng_pair(i + 1, with), group);
    }
}

static void
push_affixes(const char *p, size_t n, ng_keys *keys)
{
    char small[MAX_LETTERS];

    if (n > MAX_LETTERS)
        return;
    fold(p, n, small);
    for (size_t k = 1; k <= 4 && k < n; k++) {
        ng_push_key(keys, (unsigned)(W_PREFIX + k - 1), hash_bytes(small, k, 1), NG_FEATURE_PLAIN);
        ng_push_key(keys, (unsigned)(W_SUFFIX + k - 1), hash_bytes(small + n - k, k, 2),
                    NG_FEATURE_PLAIN);
    }
}

void
ng_word_keys(const ng_word_info *w, const char *p, size_t n, int offset, ng_keys *keys)
{
    const unsigned base = (unsigned)(offset + NG_WORD_REACH) * W_N;
    const bool letters = w->kind == NG_TOKEN_WORD || w->kind == NG_TOKEN_ABBR;

    ng_push_key(keys, base + W_LOWER, w->lower, offset == 0 ? NG_FEATURE_WORD : NG_FEATURE_PLAIN);
    ng_push_key(keys, base + W_SHAPE, w->shape, NG_FEATURE_PLAIN);
    if (offset == -2 || offset == 2)
        return;
    ng_push_key(keys, base + W_CASE, ng_pair(w->word_case, w->kind), NG_FEATURE_PLAIN);
    push_bits(keys, base + W_SET, w->set, 0, NG_FEATURE_PLAIN);
    push_bits(keys, base + W_CLASS, w->classes, 1, NG_FEATURE_LEXICON);
    if (w->classes != 0)
        ng_push_key(keys, base + W_CLASSES,
                    ng_pair(w->classes, w->decides + ((uint64_t)w->ambiguous << 32)),
                    NG_FEATURE_LEXICON);
    if (offset != 0) {
        ng_push_key(keys, base + W_LOWER_CASE, ng_pair(w->lower, w->word_case), NG_FEATURE_PLAIN);
        if (letters && n > 3 && n <= MAX_LETTERS) {
            char small[MAX_LETTERS];

            fold(p, n, small);
            ng_push_key(keys, base + W_SUFFIX + 2, hash_bytes(small + n - 3, 3, 2),
                        NG_FEATURE_PLAIN);
        }
        return;
    }
    ng_push_key(keys, base + W_FORM, w->form, NG_FEATURE_WORD);
    push_bits(keys, base + W_CLASS, w->decides & ~w->ambiguous, 2, NG_FEATURE_LEXICON);
    if (letters)
        push_affixes(p, n, keys);
}

uint64_t
ng_word_lower(const char *p, size_t n)
{
    char small[MAX_LETTERS];
    const size_t m = fold(p, n < MAX_LETTERS ? n : MAX_LETTERS, small);

    return ng_mix(hash_bytes(small, m, n));
}
