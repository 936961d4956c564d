/* Credits of pictures and of agencies. */
#include "article_text.h"
#include "lang_en_news.h"
#include "lines_bits.h"

#include <string.h>

/* Five words or more, all in capitals, without the marks of credits. */
static bool
is_headline_in_capitals(const char *p, const char *end)
{
    size_t n_words = 1;

    for (const char *q = p; q < end; q++) {
        if ((*q >= 'a' && *q <= 'z') || *q == ':' || *q == '/')
            return false;
        n_words += *q == ' ';
    }
    return n_words >= 5;
}

/* Where an agency may follow in the 64 bytes at p: at "/", "|", ",", "(", "-" and before " via "
   and " for "; of the latter two by their first letters. */
static uint64_t
credit_marks(const char *p)
{
    return ng_bits_equal(p, '/') | ng_bits_equal(p, '|') | ng_bits_equal(p, ',') |
           ng_bits_equal(p, '(') | ng_bits_equal(p, '-') |
           (ng_bits_equal(p, ' ') & (ng_bits_equal(p, 'v') | ng_bits_equal(p, 'f')) >> 1);
}

/* Whether an agency at q ends the credit at p. */
static bool
has_agency_at(const char *p, const char *q, const char *end)
{
    bool prefix = false;
    size_t n;

    if (q >= end || !is_ascii_letter(*q))
        return false;
    n = ng_en_phrase(NG_PHRASE_CREDIT_END, q, end, &prefix);
    return n != 0 && (n == (size_t)(end - q) || prefix || memchr("/,| ", q[n], 4) != NULL) &&
           ng_is_byline_text(p, end);
}

/* "Jane Roe/Getty Images", "Jane Roe, via Reuters", "Jane Roe | AP". */
static bool
names_agency(const char *p, const char *end)
{
    if (has_agency_at(p, p, end))
        return true;
    /* Windows overlap by a byte, for a space and the letter behind. */
    for (const char *base = p; base < end; base += 63) {
        const bool whole = end - base >= 64;
        char copy[64];
        uint64_t marks;

        if (!whole) {
            memset(copy, 0, sizeof copy);
            memcpy(copy, base, (size_t)(end - base));
        }
        marks = credit_marks(whole ? base : copy) & ~(UINT64_C(1) << 63);
        if (base == p)
            marks &= ~UINT64_C(1);
        for (; marks != 0; marks &= marks - 1) {
            const char *const q = base + ng_lowest_bit(marks);
            const bool word = *q == ' ';

            if (word &&
                (end - q <= 5 || (memcmp(q, " via ", 5) != 0 && memcmp(q, " for ", 5) != 0)))
                continue;
            if (has_agency_at(p, skip_class(word ? q + 5 : q + 1, end, MARKS), end))
                return true;
        }
    }
    return false;
}

bool
ng_is_credit(const char *p, const char *end)
{
    bool prefix = false;
    size_t n;

    p = skip_class(p, end, MARKS & ~(1u << NG_LC_FINAL));
    end = trim_end(p, end, MARKS);
    if (end <= p || end - p > 160)
        return false;
    n = ng_en_phrase(NG_PHRASE_CREDIT, p, end, &prefix);
    /* "APOLLO": a longer word than the one that names an agency. */
    if (n != 0 && p + n < end && is_ascii_letter(p[n]) && is_ascii_letter(p[n - 1]))
        return false;
    if (n == (size_t)(end - p))
        return true;
    /* "CREDIT LYONNAIS ISSUES BOND": a headline. */
    if (n != 0 && ng_is_byline_text(p + n, end) && !is_headline_in_capitals(p, end))
        return true;
    return names_agency(p, end);
}

/* The capitals behind a space, a break or a stroke in the 64 bytes at p. */
static uint64_t
word_capitals(const char *p)
{
    ng_ascii_bits bits;
    uint64_t strokes = 0;

    ng_ascii_bits_of(p, &bits);
    for (const char *q = p; (q = memchr(q, '|', (size_t)(p + 64 - q))) != NULL && q < p + 63; q++)
        strokes |= UINT64_C(1) << (q - p);
    return bits.upper & (bits.space | bits.line_break | strokes) << 1;
}

/* Whether a credit starts at the capital q, behind p. */
static bool
begins_credit(const char *p, const char *q, const char *end)
{
    return (q[-1] == ' ' || q[-1] == '\n' || q[-1] == '|') &&
           ng_en_phrase(NG_PHRASE_CREDIT, q, end, NULL) != 0 && q - 1 > p && ng_is_credit(q, end) &&
           (memchr(q, ':', (size_t)(end - q)) != NULL ||
            (q - p > 2 && memchr(".!?\"|", q[-2], 5) != NULL));
}

/* "Photo: ", "Credit: ", "Photograph by" as a last sentence, behind `from`; `end` if there is none.
   The last one counts. */
static const char *
credit_sentence(const char *p, const char *from, const char *end)
{
    const char *stop = end;
    char copy[64];

    /* Windows overlap by a byte: what stands before a capital is in the same one. */
    while (stop - from > 1) {
        const bool whole = stop - p >= 64;
        const char *const base = whole ? stop - 64 : p;
        uint64_t capitals;

        if (!whole) {
            memset(copy, 0, sizeof copy);
            memcpy(copy, p, (size_t)(stop - p));
        }
        for (capitals = word_capitals(whole ? base : copy); capitals != 0;) {
            const unsigned i = ng_highest_bit(capitals);

            if (base + i <= from)
                return end;
            if (begins_credit(p, base + i, end))
                return base + i;
            capitals &= ~(UINT64_C(1) << i);
        }
        if (!whole)
            break;
        stop = base + 1;
    }
    return end;
}

/* Up to five words, all with capitals but for "via", "for" and the like: "Fox News", "Jane Roe/
   Pexels". */
static bool
is_all_names(const char *p, const char *end)
{
    size_t n = 0, len;

    p = skip_class(p, end, MARKS);
    end = trim_end(p, end, MARKS);
    if (end - p < 3 || end - p > 60)
        return false;
    while (p < end) {
        const char *const stop = word_end(p, end);
        const size_t n_bytes = (size_t)(stop - p);
        const bool link = (n_bytes == 1 && strchr("/|&", *p) != NULL) ||
                          (n_bytes == 3 && (memcmp(p, "via", 3) == 0 || memcmp(p, "for", 3) == 0 ||
                                            memcmp(p, "and", 3) == 0 || memcmp(p, "the", 3) == 0)) ||
                          (n_bytes == 2 && memcmp(p, "of", 2) == 0);

        if (!link && ng_line_class_at(p, end, &len) != NG_LC_UPPER)
            return false;
        n += !link;
        p = skip_class(stop, end, SPACES);
    }
    return n >= 1 && n <= 5;
}

/* Where a sentence ends right before p, with more than a few words before: a caption's. */
static bool
ends_caption(const char *from, const char *p)
{
    while (p > from && p[-1] == ' ')
        p--;
    return p - from > 20 && memchr(".!?\"", p[-1], 4) != NULL;
}

/* "... on Friday. (Fox News)", "... in his hand. Jane Roe / Pexels": names behind the last
   sentence, which are no agency that is known. */
static const char *
names_behind(const char *p, const char *end)
{
    const char *const from = end - p > 70 ? end - 70 : p;
    const char *q = end;
    bool stroke = false;

    if (end - p > 25 && end[-1] == ')') {
        while (q > from && q[-1] != '(')
            q--;
        return q > from && is_all_names(q, end - 1) && ends_caption(p, q - 1) &&
                       memchr(q, ' ', (size_t)(end - q)) != NULL
                   ? q - 1
                   : end;
    }
    for (; q > from; q--) {
        stroke |= q[-1] == '/' || q[-1] == '|';
        if (q - p > 2 && q[-1] == ' ' && skip_class(q, end, SPACES) == q &&
            memchr(".!?\"", q[-2], 4) != NULL)
            return stroke && is_all_names(q, end) && ends_caption(p, q) ? q : end;
    }
    return end;
}

const char *
ng_trailing_credit(const char *p, const char *end)
{
    const char *const from = end - p > 200 ? end - 200 : p;
    const char *q = end;

    /* In brackets at the end. */
    if (end > p &&
        (end[-1] == ')' || (end - p > 2 && end[-1] == '.' && end[-2] == ')') || end[-1] == ']')) {
        while (q > from && q[-1] != '(' && q[-1] != '[')
            q--;
        if (q > from && q - 1 > p && ng_is_credit(q, end))
            return q - 1;
        return names_behind(p, end);
    }
    q = credit_sentence(p, from, end);
    return q < end ? q : names_behind(p, end);
}

bool
ng_is_agency_credit(const char *p, const char *end, const char **agency, size_t *agency_len)
{
    static const char *const leads[] = {"via ",    "source: ", "from ",    "by ",       "with ",
                                        "source ", "the ",     "agency: ", "agencies: "};
    bool again = true;
    size_t n;

    p = skip_class(p, end, MARKS);
    end = trim_end(p, end, MARKS);
    while (again && p < end && memchr("vsfbwtaVSFBWTA", *p, 14) != NULL) {
        again = false;
        for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
            size_t k = 0;

            n = strlen(leads[i]);
            while (k < n && p + k < end &&
                   ((p[k] >= 'A' && p[k] <= 'Z') ? (p[k] | 32) : p[k]) == leads[i][k])
                k++;
            if (k == n) {
                p += n;
                again = true;
            }
        }
    }
    n = ng_en_agency(p, end);
    if (n == 0 || n != (size_t)(end - p))
        return false;
    *agency = p;
    *agency_len = n;
    return true;
}
