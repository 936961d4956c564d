/*
 * Atoms of a sentence, and the words that patterns speak of.
 *
 * Nine tokens in ten are plain letters: those are looked up whole, sixteen bytes at a
 * time, without a look at each letter.
 */
#include "memory.h"
#include "unicode.h"
#include "utf8.h"
#include "values_words.h"

#include <string.h>

#include "lang_en_values_words.inc"

/* ------------------------------------------------------------------- words */

/* The index of the word with the key; N_VALUE_WORDS, of no word, if there is none.  Without a
   branch: words that are there and words that are not come in no order. */
static inline uint32_t
find_key(uint64_t a, uint64_t b)
{
    const uint64_t h = (a ^ (b << 17 | b >> 47)) * VALUE_HASH_MULTIPLIER;
    const uint32_t move = bucket_moves[(h >> 20) & ((1u << VALUE_BUCKET_BITS) - 1)];
    const uint32_t i = value_slots[(uint32_t)(h >> (64 - VALUE_HASH_BITS)) ^ move];

    return ((value_keys[i].a ^ a) | (value_keys[i].b ^ b)) == 0 ? i : N_VALUE_WORDS;
}

#define EACH_BYTE(c) (UINT64_C(0x0101010101010101) * (c))

/* The high bit of each byte that is an ASCII letter. */
static uint64_t
letters_of(uint64_t x)
{
    const uint64_t small = x | EACH_BYTE(0x20), low = small & EACH_BYTE(0x7F);

    return (low + EACH_BYTE(0x80 - 'a')) & ~(low + EACH_BYTE(0x7F - 'z')) & ~x & EACH_BYTE(0x80);
}

/* Letters made small; what is no ASCII letter stays. */
static uint64_t
small_letters(uint64_t x)
{
    return x | letters_of(x) >> 2;
}

#define MASK(n) ((n) <= 0 ? 0 : (n) >= 8 ? UINT64_MAX : UINT64_MAX >> ((8u - (unsigned)(n)) % 8 * 8))
#define MASKS(n) {MASK(n), MASK((n)-8)}

/* The first n bytes of a key. */
static const ng_value_key masks[NG_VALUE_MAX_WORD + 1] = {
    MASKS(0),  MASKS(1),  MASKS(2),  MASKS(3),  MASKS(4),  MASKS(5),  MASKS(6),  MASKS(7), MASKS(8),
    MASKS(9),  MASKS(10), MASKS(11), MASKS(12), MASKS(13), MASKS(14), MASKS(15), MASKS(16)};

/* The n bytes at p, at most NG_VALUE_MAX_WORD; `end` is that of the text. */
static inline ng_value_key
load_key(const char *p, size_t n, const char *end)
{
    unsigned char bytes[NG_VALUE_MAX_WORD] = {0};
    const void *from = p;
    ng_value_key key;

    if (end - p < NG_VALUE_MAX_WORD) {
        memcpy(bytes, p, n);
        from = bytes;
    }
    memcpy(&key.a, from, 8);
    memcpy(&key.b, (const char *)from + 8, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    key.a = __builtin_bswap64(key.a);
    key.b = __builtin_bswap64(key.b);
#endif
    key.a &= masks[n].a;
    key.b &= masks[n].b;
    return key;
}

uint16_t
ng_value_find_word(const char *p, size_t n)
{
    ng_value_key key;

    if (n == 0 || n > NG_VALUE_MAX_WORD)
        return NG_NO_WORD;
    key = load_key(p, n, p + n);
    return value_words[find_key(small_letters(key.a), small_letters(key.b))].word;
}

int
ng_value_payload(uint16_t word, ng_value_class class_id, int otherwise)
{
    const ng_value_word *const w = &value_words[word];

    for (unsigned i = 0; i < w->n_entries; i++) {
        if (value_entries[w->first_entry + i].class_id == (int16_t)class_id)
            return value_entries[w->first_entry + i].payload;
    }
    return otherwise;
}

bool
ng_value_word_is(uint16_t word, ng_value_class class_id)
{
    return ng_value_payload(word, class_id, INT32_MIN) != INT32_MIN;
}

uint16_t
ng_value_shape_symbol(ng_value_shape shape)
{
    return shape_symbols[shape];
}

/* ------------------------------------------------------------------- atoms */

typedef struct cutter {
    ng_value_run *run;
    ng_atom *next; /* there is room: see ng_atoms_cut() */
    const char *text;
    const char *text_end;
    uint32_t last_stop; /* of the atom before, or UINT32_MAX */
    bool has_number, has_trigger;
    bool no_words; /* nobody asks which words they are */
} cutter;

static inline ng_atom *
push(cutter *c, const char *p, const char *end, uint16_t word, uint16_t symbol, unsigned flags)
{
    ng_atom *const atom = c->next++;

    atom->start = (uint32_t)(p - c->text);
    atom->stop = (uint32_t)(end - c->text);
    atom->word = word;
    atom->symbol = symbol;
    atom->shape = NG_V_NONE;
    atom->flags = (uint8_t)(flags | (atom->start == c->last_stop ? NG_ATOM_GLUED : 0));
    atom->value = 0;
    c->last_stop = atom->stop;
    return atom;
}

static bool
is_letter(char c)
{
    return (unsigned)((c | 32) - 'a') < 26;
}

static inline unsigned
ascii_flags(const char *p, const char *end)
{
    const unsigned first = (unsigned char)*p, last = (unsigned char)end[-1];
    const unsigned capital = (~first >> 5) & 1, all = capital & (~last >> 5) & (end - p > 1);

    return NG_ATOM_LETTERS | capital * NG_ATOM_CAPITAL | all * NG_ATOM_UPPER;
}

static unsigned
case_flags(const char *p, const char *end)
{
    const char *q = p;

    if ((unsigned char)*p < 0x80)
        return ascii_flags(p, end);
    return NG_ATOM_LETTERS |
           (ng_char_class_of(ng_utf8_next(&q, end)) == NG_CHAR_UPPER ? NG_ATOM_CAPITAL : 0);
}

/* The value of a word that is a number. */
static void
set_value(cutter *c, ng_atom *atom, const ng_value_word *w)
{
    atom->shape = w->shape;
    atom->value = ng_value_payload(
        atom->word, NG_V_ONES,
        ng_value_payload(atom->word, NG_V_TEENS, ng_value_payload(atom->word, NG_V_TENS, 0)));
    c->has_number = true;
}

static inline void
push_word(cutter *c, const char *p, const char *end, const ng_value_word *w, unsigned flags)
{
    /* "march" by itself, in parse_date(), is the month. */
    const bool capital = (flags & NG_ATOM_CAPITAL) != 0 || c->run->pipeline->whole;
    ng_atom *const atom = push(c, p, end, w->word, w->symbols[capital], flags);

    c->has_trigger |= w->trigger != 0;
    if (w->shape != NG_V_NONE)
        set_value(c, atom, w);
}

/* A run of letters; p < end. */
static void
push_letters(cutter *c, const char *p, const char *end)
{
    uint16_t word;

    if (c->no_words) {
        push(c, p, end, NG_NO_WORD, 0, case_flags(p, end));
        return;
    }
    word = ng_value_find_word(p, (size_t)(end - p));
    push_word(c, p, end, &value_words[word == NG_NO_WORD ? N_VALUE_WORDS : word],
              case_flags(p, end));
}

/* --------------------------------------------------------- numbers in digits */

static bool
is_digit_at(const char *p, const char *end)
{
    return p < end && (unsigned)(*p - '0') < 10;
}

static size_t
digits_at(const char *p, const char *end)
{
    size_t n = 0;

    while (is_digit_at(p + n, end))
        n++;
    return n;
}

/* How many bytes of ",200,000" stand at p; also of ",00,000", as in India. */
static size_t
groups_at(const char *p, const char *end)
{
    const char *const start = p;
    bool pairs = false;

    while (p < end && *p == ',') {
        const size_t n = digits_at(p + 1, end);

        if (n == 2 && p + 3 < end && p[3] == ',')
            pairs = true;
        else if (n != 3)
            return pairs ? 0 : (size_t)(p - start);
        p += n + 1;
        if (pairs && n == 3)
            break;
    }
    return (size_t)(p - start);
}

/* The shape of `n` digits, without groups or a fraction. */
static ng_value_shape
shape_of_digits(const char *p, size_t n, double value)
{
    const int v = n <= 4 ? (int)value : 0;

    switch (n) {
    case 1:
        return v == 0 ? NG_V_D0 : NG_V_D1;
    case 2:
        if (*p == '0')
            return v == 0 ? NG_V_D00 : NG_V_D01_09;
        return v <= 12   ? NG_V_D10_12
               : v <= 23 ? NG_V_D13_23
               : v == 24 ? NG_V_D24
               : v <= 31 ? NG_V_D25_31
               : v <= 59 ? NG_V_D32_59
                         : NG_V_D60_99;
    case 3:
        return *p == '0' ? NG_V_D0XX : NG_V_D3;
    case 4:
        return *p == '0'   ? NG_V_D0XXX
               : v < 1500  ? NG_V_D1000_1499
               : v <= 2099 ? NG_V_D1500_2099
                           : NG_V_D2100UP;
    case 5:
        return NG_V_D5;
    case 6:
        return NG_V_D6;
    case 7:
        return NG_V_D7;
    case 8:
        return NG_V_D8;
    default:
        return NG_V_D9UP;
    }
}

/* What the digits of [p, end) say, read as one whole number with `n_behind` of them
   behind the point.  Exact where a double can be: up to 15 digits. */
static double
value_of_digits(const char *p, const char *end, size_t n_behind)
{
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    double value = 0;

    for (; p < end; p++) {
        if (is_digit_at(p, end))
            value = value * 10 + (*p - '0');
    }
    while (n_behind > 22) {
        value /= 1e22;
        n_behind -= 22;
    }
    return value / tens[n_behind];
}

/* Whether the point at p is one of several, as in "08.11.17": not a fraction's. */
static bool
in_dotted(const char *text, const char *start, const char *point, const char *end)
{
    const char *p = point + 1;

    if (start - text >= 2 && start[-1] == '.' && (unsigned)(start[-2] - '0') < 10)
        return true;
    p += digits_at(p, end);
    return end - p >= 2 && *p == '.' && is_digit_at(p + 1, end);
}

/* A number at p, which is a digit, or a point before one. */
static const char *
push_number(cutter *c, const char *p, const char *end)
{
    const size_t n = digits_at(p, end);
    const size_t grouped = n >= 1 && n <= 3 ? groups_at(p + n, end) : 0;
    const char *q = p + n + grouped;
    size_t n_behind = 0;
    ng_value_shape shape;
    ng_atom *atom;
    double value;

    if (q < end && *q == '.' && is_digit_at(q + 1, end) && !in_dotted(c->text, p, q, end)) {
        n_behind = digits_at(q + 1, end);
        q += 1 + n_behind;
    }
    value = value_of_digits(p, q, n_behind);
    shape = grouped > 0   ? (n_behind > 0 ? NG_V_GROUPED_DEC : NG_V_GROUPED)
            : n_behind > 0 ? NG_V_DEC
                           : shape_of_digits(p, n, value);
    atom = push(c, p, q, NG_NO_WORD, shape_symbols[shape], 0);
    atom->shape = (uint8_t)shape;
    atom->value = value;
    c->has_number = c->has_trigger = true;
    return q;
}

/* ------------------------------------------------------------------ cutting */

static bool
is_letter_class(ng_char_class class_id)
{
    return class_id == NG_CHAR_UPPER || class_id == NG_CHAR_LOWER || class_id == NG_CHAR_LETTER ||
           class_id == NG_CHAR_MARK;
}

/* Where the run of letters that begins at p ends. */
static const char *
letters_end(const char *p, const char *end)
{
    while (p < end) {
        const char *q = p;

        if (is_letter(*p)) {
            p++;
            continue;
        }
        if ((unsigned char)*p < 0x80 || !is_letter_class(ng_char_class_of(ng_utf8_next(&q, end))))
            break;
        p = q;
    }
    return p;
}

/* One character that is no letter and no digit. */
static const char *
push_mark(cutter *c, const char *p, const char *end)
{
    const char *q = p;
    int word;

    if (c->no_words) {
        ng_utf8_next(&q, end);
        push(c, p, q, NG_NO_WORD, SYMBOL_MARK, 0);
        return q;
    }
    if ((unsigned char)*p < 0x80) {
        q++;
        word = mark_words[(unsigned char)*p];
    } else if (ng_char_class_of(ng_utf8_next(&q, end)) == NG_CHAR_APOSTROPHE) {
        word = mark_words['\''];
    } else {
        const uint16_t found = ng_value_find_word(p, (size_t)(q - p));

        word = found == NG_NO_WORD ? -1 : found;
    }
    if (word < 0)
        push(c, p, q, NG_NO_WORD, SYMBOL_MARK, 0);
    else
        push_word(c, p, q, &value_words[word], 0);
    return q;
}

/* ".5" by itself or behind a sign, but not ".11.17". */
static bool
opens_fraction(const cutter *c, const char *p, const char *end)
{
    const char before = p > c->text ? p[-1] : ' ';

    return *p == '.' && is_digit_at(p + 1, end) && !is_letter(before) &&
           (unsigned)(before - '0') >= 10 && before != '.' && before != ',' &&
           !in_dotted(c->text, p, p, end);
}

static void
cut_token(cutter *c, const char *p, const char *end)
{
    while (p < end) {
        if (is_digit_at(p, end) || opens_fraction(c, p, end)) {
            p = push_number(c, p, end);
        } else {
            const char *const stop = letters_end(p, end);

            if (stop > p) {
                push_letters(c, p, stop);
                p = stop;
            } else {
                p = push_mark(c, p, end);
            }
        }
    }
}

/* A token of up to 16 bytes, all of them ASCII letters: done here. */
static inline bool
cut_plain(cutter *c, const char *p, size_t n)
{
    const ng_value_key key = load_key(p, n, c->text_end);
    const uint64_t want_a = masks[n].a & EACH_BYTE(0x80), want_b = masks[n].b & EACH_BYTE(0x80);

    if (((letters_of(key.a) ^ want_a) | (letters_of(key.b) ^ want_b)) != 0)
        return false;
    push_word(c, p, p + n, &value_words[find_key(key.a | want_a >> 2, key.b | want_b >> 2)],
              ascii_flags(p, p + n));
    return true;
}

/* Kinds of tokens whose insides are no words. */
static bool
is_opaque(unsigned kind)
{
    return kind >= NG_TOKEN_URL && kind <= NG_TOKEN_INVALID;
}

ng_status
ng_atoms_cut(ng_value_run *run, uint32_t first, uint32_t stop)
{
    ng_doc *const doc = run->doc;
    ng_value_scratch *const s = doc->value_scratch;
    const ng_column_ref columns[] = {NG_COLUMN(s->atoms)};
    cutter c = {run, NULL, doc->text, doc->text + doc->n_bytes, UINT32_MAX, false, false, false};

    /* An atom is a byte at least. */
    if (ng_reserve(&doc->alloc, columns, 1, &s->cap,
                   doc->tokens.stop[stop - 1] - doc->tokens.start[first]) != NG_OK)
        return NG_ERR_MEMORY;
    c.next = s->atoms;
    for (uint32_t i = first; i < stop; i++) {
        const char *const p = doc->text + doc->tokens.start[i];
        const size_t n = doc->tokens.stop[i] - doc->tokens.start[i];

        if (is_opaque(doc->tokens.kind[i]))
            push(&c, p, p + n, NG_NO_WORD, SYMBOL_MARK, 0);
        else if (n > NG_VALUE_MAX_WORD || !cut_plain(&c, p, n))
            cut_token(&c, p, p + n);
    }
    s->n = (size_t)(c.next - s->atoms);
    run->atoms = s->atoms;
    run->n = s->n;
    run->has_number = c.has_number;
    run->has_trigger = c.has_trigger;
    return NG_OK;
}

/* Where the tokens end that touch the token `i`, as those of "won't" do. */
static uint32_t
joined_stop(const ng_token_columns *t, uint32_t i, uint32_t stop)
{
    uint32_t next = i + 1;

    while (!is_opaque(t->kind[i]) && next < stop && !is_opaque(t->kind[next]) &&
           t->start[next] == t->stop[next - 1])
        next++;
    return next;
}

ng_status
ng_atoms_cut_joined(ng_value_run *run, uint32_t first, uint32_t stop)
{
    ng_doc *const doc = run->doc;
    const ng_token_columns *const t = &doc->tokens;
    ng_value_scratch *const s = doc->value_scratch;
    const ng_column_ref columns[] = {NG_COLUMN(s->atoms)};
    cutter c = {run, NULL, doc->text, doc->text + doc->n_bytes, UINT32_MAX, false, false, true};

    if (ng_reserve(&doc->alloc, columns, 1, &s->cap, t->stop[stop - 1] - t->start[first]) != NG_OK)
        return NG_ERR_MEMORY;
    c.next = s->atoms;
    for (uint32_t i = first; i < stop;) {
        const uint32_t next = joined_stop(t, i, stop);
        const char *const p = doc->text + t->start[i], *const end = doc->text + t->stop[next - 1];

        if (is_opaque(t->kind[i]))
            push(&c, p, end, NG_NO_WORD, SYMBOL_MARK, 0);
        else
            cut_token(&c, p, end);
        i = next;
    }
    s->n = (size_t)(c.next - s->atoms);
    run->atoms = s->atoms;
    run->n = s->n;
    return NG_OK;
}
