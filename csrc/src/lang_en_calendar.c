/* Months, weekdays and the words that relative times begin with. */
#include "lang_en_chars.h"
#include "lang_en_news.h"

/*
 * Months, weekdays and the words of times all differ in their first three letters, and nobody
 * writes fewer: so these, hashed, tell which one a word can be.  Most words that are asked about
 * are none.
 */
#define NAME_BITS 6
#define NAME_SLOT(key) ((uint32_t)(key)*NAME_MULTIPLIER >> (32 - NAME_BITS))
#define NAME_KEY(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)
#define NAME(a, b, c, number, text)                                                                \
    [NAME_SLOT(NAME_KEY(a, b, c))] = {NAME_KEY(a, b, c), number, text}

typedef struct calendar_name {
    uint32_t key;
    int number; /* 1 to 12: months; then weekdays from Monday on; then words of "an hour ago" */
    char text[10];
} calendar_name;

#define FIRST_DAY 13
#define THURSDAY (FIRST_DAY + 3)
#define RELATIVE (FIRST_DAY + 7)

/* No two share a slot: compilers would warn of that, and a test looks up all. */
#define NAME_MULTIPLIER 0x48DF0A5Bu
static const calendar_name calendar[1 << NAME_BITS] = {
    NAME('j', 'a', 'n', 1, "january"),
    NAME('f', 'e', 'b', 2, "february"),
    NAME('m', 'a', 'r', 3, "march"),
    NAME('a', 'p', 'r', 4, "april"),
    NAME('m', 'a', 'y', 5, "may"),
    NAME('j', 'u', 'n', 6, "june"),
    NAME('j', 'u', 'l', 7, "july"),
    NAME('a', 'u', 'g', 8, "august"),
    NAME('s', 'e', 'p', 9, "september"),
    NAME('o', 'c', 't', 10, "october"),
    NAME('n', 'o', 'v', 11, "november"),
    NAME('d', 'e', 'c', 12, "december"),
    NAME('m', 'o', 'n', FIRST_DAY, "monday"),
    NAME('t', 'u', 'e', FIRST_DAY + 1, "tuesday"),
    NAME('w', 'e', 'd', FIRST_DAY + 2, "wednesday"),
    NAME('t', 'h', 'u', THURSDAY, "thursday"),
    NAME('f', 'r', 'i', FIRST_DAY + 4, "friday"),
    NAME('s', 'a', 't', FIRST_DAY + 5, "saturday"),
    NAME('s', 'u', 'n', FIRST_DAY + 6, "sunday"),
    NAME('y', 'e', 's', RELATIVE, "yesterday"),
    NAME('t', 'o', 'd', RELATIVE, "today"),
    NAME('j', 'u', 's', RELATIVE, "just"),
    NAME('o', 'n', 'e', RELATIVE, "one"),
    NAME('t', 'w', 'o', RELATIVE, "two"),
    NAME('t', 'h', 'r', RELATIVE, "three"),
    NAME('f', 'e', 'w', RELATIVE, "few"),
};

/* The name whose first three letters are at p, or NULL. */
static inline const calendar_name *
calendar_name_at(const char *p, const char *end)
{
    const calendar_name *c;
    uint32_t key;

    if (end - p < 3)
        return NULL;
    key = NAME_KEY((unsigned char)p[0], (unsigned char)p[1], (unsigned char)p[2]) | 0x202020u;
    c = &calendar[NAME_SLOT(key)];
    return c->key == key ? c : NULL;
}

/* Length of the longest prefix of `name` at p. */
static size_t
common(const char *name, const char *p, const char *end)
{
    size_t n = 0;

    while (name[n] != '\0' && p + n < end && ng_lower(p[n]) == name[n])
        n++;
    return n;
}

int
ng_en_month(const char *p, const char *end, size_t *len)
{
    const calendar_name *const c = calendar_name_at(p, end);
    size_t n;
    bool full;

    if (c == NULL || c->number >= FIRST_DAY)
        return 0;
    n = common(c->text, p, end);
    full = c->text[n] == '\0';
    if (!(full || n == 3 || (c->number == 9 && n == 4)))
        return 0;
    if (p + n < end && ng_is_letter_or_digit(p + n, end) && !(p[n] >= '0' && p[n] <= '9'))
        return 0;
    if (!full && p + n < end && p[n] == '.')
        n++;
    *len = n;
    return c->number;
}

size_t
ng_en_weekday(const char *p, const char *end)
{
    const calendar_name *const c = calendar_name_at(p, end);
    size_t n;
    bool full;

    if (c == NULL || c->number < FIRST_DAY || c->number >= RELATIVE)
        return 0;
    n = common(c->text, p, end);
    full = c->text[n] == '\0';
    if (n == 3 && c->number == FIRST_DAY + 2 && p + 3 < end && ng_lower(p[3]) == 's')
        n = 4; /* "Weds" */
    if (!(full || n == 3 || n == 4 || (c->number == THURSDAY && n == 5)))
        return 0;
    if (p + n < end && ng_is_letter_or_digit(p + n, end))
        return 0;
    if (!full && p + n < end && p[n] == '.')
        n++;
    return n;
}

bool
ng_en_may_be_calendar(const char *p, const char *end)
{
    const calendar_name *const c = calendar_name_at(p, end);

    return c != NULL && c->number < RELATIVE;
}

/* Whether the byte at p begins no further letter. */
static inline bool
ends_word(const char *p, const char *end)
{
    return p >= end || ((unsigned char)*p | 32u) - 'a' >= 26;
}

bool
ng_en_may_be_time(const char *p, const char *end)
{
    if (calendar_name_at(p, end) != NULL)
        return true;
    /* "a", "an" */
    return end - p >= 2 && (*p | 32) == 'a' &&
           (ends_word(p + 1, end) || ((p[1] | 32) == 'n' && ends_word(p + 2, end)));
}
