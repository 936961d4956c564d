/* Items of lists: S10 to S12. */
#include "sentences.h"

#include <string.h>

static int
roman_value(const char *p, size_t n)
{
    static const char letters[] = "ivxlc";
    static const int values[] = {1, 5, 10, 50, 100};
    int sum = 0, last = 0;

    if (n > 6)
        return 0;
    for (size_t i = n; i-- > 0;) {
        const char *const letter = memchr(letters, p[i] | 0x20, 5);
        int value;

        if (letter == NULL)
            return 0;
        value = values[letter - letters];
        sum += value < last ? -value : value;
        last = value;
    }
    return sum;
}

list_marker
ng_sentence_read_marker(const splitter *s, size_t i)
{
    list_marker m = {0, 0, 0, false, false, false};
    const size_t first = i;
    const bool open = is_byte(s, i, '(');
    const char *p;
    size_t n;

    i += open;
    if (i + 1 >= s->stop)
        return m;
    p = token_start(s, i);
    n = token_len(s, i);
    /* Most sentences begin with a word and a space. */
    if (space_after(s, i) && (n != 2 || p[1] != '.'))
        return m;
    if (token_kind(s, i) == NG_TOKEN_NUMBER && n <= 3) {
        /* Scheme ud has the stop inside: "1." */
        const size_t n_digits = n == 2 && p[1] == '.' ? 1 : n;

        m.stop = n_digits < n;
        for (size_t k = 0; k < n_digits; k++) {
            if (p[k] < '0' || p[k] > '9')
                return m;
            m.number = m.number * 10 + (p[k] - '0');
        }
    } else if (n <= 6 && (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z') {
        /* An initial of the tokenizer's has its stop inside: "A." */
        const size_t n_letters = n == 2 && p[1] == '.' ? 1 : n;

        m.letter = true;
        m.number = n_letters == 1 ? (*p | 0x20) - 'a' + 1 : 0;
        m.roman = roman_value(p, n_letters);
        m.stop = n_letters < n;
        if (m.number == 0 && m.roman == 0)
            return m;
    } else {
        return m;
    }
    i++;
    if (!m.stop && is_byte(s, i, '.') && !space_after(s, i - 1)) {
        m.stop = true;
        i++;
    }
    if (is_byte(s, i, ')') && !space_after(s, i - 1)) {
        m.bracket = true;
        i++;
    }
    if ((!m.stop && !m.bracket) || (open && !m.bracket) || i >= s->stop || !space_after(s, i - 1))
        return m;
    m.n_tokens = (uint32_t)(i - first);
    return m;
}

/* S11: whether `b` is the item behind `a`. */
bool
ng_sentence_follows(const list_marker *a, const list_marker *b)
{
    if (a->n_tokens == 0 || b->n_tokens == 0 || a->letter != b->letter ||
        a->bracket != b->bracket || a->stop != b->stop)
        return false;
    return (a->number > 0 && b->number == a->number + 1) ||
           (a->roman > 0 && b->roman == a->roman + 1);
}

/* S12 */
bool
ng_sentence_is_bullet(const splitter *s, size_t i)
{
    static const char *const bullets[] = {"\u2022", "\u2043", "\u2023",
                                          "\u25AA", "\u25CF", "\u25E6"};

    if (token_len(s, i) != 3)
        return false;
    for (size_t k = 0; k < sizeof bullets / sizeof bullets[0]; k++)
        if (memcmp(token_start(s, i), bullets[k], 3) == 0)
            return true;
    return false;
}
