/*
 * B3: which line is the headline: a line of headline's length and shape near the
 * start of the body, followed by byline or stamp, whose words the body takes
 * up again.  The last is what tells it from the headlines of other stories.
 */
#include "article.h"
#include "article_words.h"

#include <string.h>

#define LEAD_BYTES 2500 /* of the body, whose words are looked at */
#define MIN_LEAD_WORDS 14
#define MAX_BEFORE 60   /* lines before the body that may be it */
#define MAX_INSIDE 12   /* lines of the body region that may be it */
#define MAX_REPEAT 300 /* lines above one that are looked at for the same words */
/* Shares of a line's words in the body, in per cent: of a headline near it, and of one far above
   it that is taken for want of such a one. */
#define NEAR_OVERLAP 40
#define FAR_OVERLAP 33

typedef struct word_set {
    uint8_t bits[(1 << NG_WORD_HASH_BITS) / 8];
} word_set;

static void
collect(const ng_page *page, word_set *set)
{
    size_t n_bytes = 0;
    uint32_t hashes[NG_MAX_WINDOW_WORDS];

    memset(set, 0, sizeof *set);
    for (size_t i = page->first; i < page->stop && n_bytes < LEAD_BYTES; i++) {
        const ng_line *const line = &page->line[i];
        const char *p = page->text + line->start;
        const char *end = page->text + line->stop;

        /* Short prose may be the headline itself, or that of another story. */
        if (!ng_is_open(line) || !ng_is_prose(line) || line->n_words < MIN_LEAD_WORDS)
            continue;
        if ((size_t)(end - p) > LEAD_BYTES)
            end = p + LEAD_BYTES;
        n_bytes += (size_t)(end - p);
        while (p < end) {
            const size_t n = ng_next_words(&p, end, page->text + page->n_bytes, hashes);

            /* By eights, as they are hashed; those too many set no bit. */
            for (size_t k = 0; k < n; k += 8)
                for (size_t i8 = k; i8 < k + 8; i8++)
                    set->bits[hashes[i8] / 8] |= (uint8_t)((i8 < n) << (hashes[i8] % 8));
        }
    }
}

/* How many of the line's words the body has; all of them in *n_words. */
static int
count_shared(const ng_page *page, const ng_line *line, const word_set *set, int *n_words)
{
    const char *p = page->text + line->start;
    const char *const end = page->text + line->stop;
    uint32_t hashes[NG_MAX_WINDOW_WORDS];
    int found = 0;

    *n_words = 0;
    while (p < end) {
        const size_t n = ng_next_words(&p, end, page->text + page->n_bytes, hashes);

        *n_words += (int)n;
        for (size_t k = 0; k < n; k += 8)
            for (size_t i8 = k; i8 < k + 8; i8++)
                found += (i8 < n) & (set->bits[hashes[i8] / 8] >> (hashes[i8] % 8) & 1);
    }
    return found;
}

/* Share of the line's words that the body has, in per cent; -1 without words. */
static int
overlap(const ng_page *page, const ng_line *line, const word_set *set)
{
    int n, found;

    if (set == NULL)
        return 30;
    found = count_shared(page, line, set, &n);
    return n == 0 ? -1 : 100 * found / n;
}

/* The same, drawn down for few words: two of two say less than six of eight. */
static int
sure_overlap(const ng_page *page, const ng_line *line, const word_set *set)
{
    int n;
    const int found = count_shared(page, line, set, &n);

    return 100 * found / (n + 2);
}

static bool
is_candidate(const ng_line *line)
{
    /* "Best of ...", "Watch: ..." may head an article as well as a link. */
    const bool open =
        ng_is_open(line) || (line->rule == NG_B_RELATED_LINE && line->n_words >= 6) ||
        (line->rule == NG_B_CHROME_PHRASE && line->n_words >= 8) ||
        (line->rule == NG_B_PROMO && line->n_words >= 6 && !ng_line_ends_sentence(line));

    if (!open || line->n_words < 2 || line->n_words > 32 || line->n_chars < 10 ||
        line->n_chars > 220)
        return false;
    if (line->first == NG_LC_LOWER && line->n_caps > 0 && line->n_words < 4)
        return false;
    if (line->first == NG_LC_DIGIT && line->n_caps == 0)
        return false; /* "2 cups flour" */
    return line->last != NG_LC_COMMA && (line->flags & (NG_LINE_LINKS | NG_LINE_URL)) == 0;
}

/* "Home / News / Electric Cars" */
static bool
is_crumbs(const ng_page *page, const ng_line *line)
{
    const char *const p = page->text + line->start, *const end = page->text + line->stop;
    size_t n = 0;

    for (const char *q = p; end - q > 3 && n < 2; q++)
        n += q[0] == ' ' && (q[1] == '/' || q[1] == '>') && q[2] == ' ';
    return n == 2;
}

/* Stamp, byline or comment count in the three lines behind. */
static bool
meta_follows(const ng_page *page, size_t i, size_t within)
{
    for (size_t k = i + 1; k < page->n && k <= i + within; k++) {
        const uint8_t kind = page->line[k].kind;

        if (!ng_is_open(&page->line[k]) && (kind == NG_BLOCK_BYLINE || kind == NG_BLOCK_STAMP))
            return true;
    }
    return false;
}

/* The same words stood further up: in the title or the crumbs of the page. */
static bool
is_repeated(const ng_page *page, size_t i, size_t from)
{
    const ng_line *const a = &page->line[i];
    const size_t n = a->stop - a->start;

    for (size_t k = from; k < i; k++) {
        const ng_line *const b = &page->line[k];

        if (b->stop - b->start >= n && n >= 12 &&
            memcmp(page->text + a->start, page->text + b->start, n) == 0)
            return true;
    }
    return false;
}

/* Open lines between a line and the body; share bars and stamps do not count. */
static int
distance(const ng_page *page, size_t i)
{
    int n = 0;

    for (size_t k = i + 1; k < page->first; k++)
        n += ng_is_open(&page->line[k]);
    return n;
}

static int
score(const ng_page *page, size_t i, size_t from, const word_set *set)
{
    const ng_line *const line = &page->line[i];
    const int shared = overlap(page, line, set);
    int result = shared < 0 ? -6 : shared * 3 / 10;

    if (meta_follows(page, i, 2))
        result += 14;
    else if (meta_follows(page, i, 4))
        result += 8;
    else if (i + 1 >= page->first && i + 1 < page->n && ng_is_prose(&page->line[i + 1]))
        result += 6;
    result -= distance(page, i) * 7 / 10;
    if (line->n_words >= 5 && line->n_words <= 20)
        result += 8;
    else if (line->n_words <= 3)
        result -= 4;
    if (ng_line_ends_sentence(line) && line->n_words >= 4) {
        const char last = page->text[line->stop - 1];

        result -= last == '.' ? (ng_is_prose(line) ? 14 : 8) : 0;
    }
    if ((line->flags & NG_LINE_BULLET) != 0)
        result -= 12;
    if ((line->flags & NG_LINE_BAR) != 0 || is_crumbs(page, line))
        result -= 14;
    if (i + 1 < page->first && (page->line[i + 1].flags & NG_LINE_BULLET) != 0)
        result -= 8; /* over a list of links */
    if (line->n_ends >= 2)
        result -= 8;
    if (is_repeated(page, i, from))
        result += 8;
    if (line->last == NG_LC_COLON)
        result -= 12;
    if (i == 0)
        result += page->has_chrome ? 6 : 14;
    if (!ng_is_open(line))
        result -= 10;
    return result;
}

/* Prose before line i, so that it cannot be the headline unless that is chrome. */
static int
prose_between(const ng_page *page, size_t from, size_t to)
{
    int sum = 0;

    for (size_t i = from; i < to; i++)
        if (ng_is_open(&page->line[i]) && ng_is_prose(&page->line[i]))
            sum += page->line[i].weight;
    return sum;
}

/* How well a line that stands anywhere above the body would head it: by what the body takes up,
   byline or stamp behind, and words that stand twice.  0 if it would not. */
static int
far_score(const ng_page *page, size_t i, const word_set *set)
{
    const ng_line *const line = &page->line[i];
    int shared;

    if (!is_candidate(line) || line->n_words < 5 || line->n_words > 30 ||
        (line->flags & (NG_LINE_BULLET | NG_LINE_BAR)) != 0 || line->n_ends >= 2 ||
        line->last == NG_LC_COLON)
        return 0;
    shared = sure_overlap(page, line, set);
    if (shared < FAR_OVERLAP)
        return 0;
    return shared + (meta_follows(page, i, 4) ? 25 : 0) +
           (is_repeated(page, i, i > MAX_REPEAT ? i - MAX_REPEAT : 0) ? 15 : 0) -
           (ng_is_prose(line) ? 10 : 0);
}

static bool
is_title_over(const ng_line *line)
{
    return is_candidate(line) && line->n_words >= 5 && line->n_words <= 20 &&
           (line->flags & (NG_LINE_BULLET | NG_LINE_BAR)) == 0 && line->n_ends < 2 &&
           line->last != NG_LC_COLON && !ng_line_ends_sentence(line);
}

/* Where the lines near the body have little to do with it, menus and videos stand between the
   headline and the body: the line is looked for all over the page above. */
static void
look_far(ng_page *page)
{
    const size_t stop = page->headline == NG_NO_LINE ? page->first : page->headline;
    size_t found = NG_NO_LINE;
    word_set words;
    int best;

    collect(page, &words);
    if (page->headline != NG_NO_LINE &&
        sure_overlap(page, &page->line[page->headline], &words) >= NEAR_OVERLAP)
        return;
    best = page->headline == NG_NO_LINE ? 0 : far_score(page, page->headline, &words);
    for (size_t i = 0; i < stop; i++) {
        const int s = far_score(page, i, &words);

        if (s > best) {
            best = s;
            found = i;
        }
    }
    if (found == NG_NO_LINE)
        return;
    /* The deck takes up more of the body than the title that stands right over it. */
    if (found > 0 && is_title_over(&page->line[found - 1]))
        found--;
    page->headline = found;
}

/* The deck under a headline scores like one; so of two good candidates that
   follow each other, the upper one is the headline. */
static void
prefer_earlier(ng_page *page, size_t from, int best, const word_set *set)
{
    const size_t i = page->headline;

    for (size_t k = i; k-- > from && k + 3 >= i;) {
        const ng_line *const line = &page->line[k];

        if (!ng_is_open(line)) {
            if (line->kind == NG_BLOCK_CHROME || line->kind == NG_BLOCK_CREDIT ||
                line->kind == NG_BLOCK_CAPTION)
                continue;
            return;
        }
        if (!is_candidate(line))
            continue;
        if (line->n_words >= 4 && line->n_words <= 26 && (line->flags & NG_LINE_BULLET) == 0 &&
            overlap(page, line, set) >= 34 && score(page, k, from, set) + 20 > best &&
            !(ng_is_prose(line) && page->text[line->stop - 1] == '.' &&
              page->text[page->line[i].stop - 1] != '.')) {
            page->headline = k;
            return;
        }
    }
}

/* Text without prose, as tables of results are: the first line, set apart. */
static void
headline_of_bare_text(ng_page *page)
{
    const ng_line *const line = page->line;

    if (page->has_chrome || page->n < 2 || !is_candidate(line) || ng_line_ends_sentence(line) ||
        line->n_words < 3)
        return;
    if (line[1].n_blank == 0 || (line->flags & NG_LINE_BULLET) != 0)
        return;
    page->headline = 0;
    page->first = page->stop = 1;
    ng_set_kind(page->line, NG_BLOCK_HEADLINE, NG_B_HEADLINE, 60);
}

/* A question set apart over the first paragraph reads as prose, and is a headline. */
static bool
is_question_over(const ng_page *page, size_t i)
{
    const ng_line *const line = &page->line[i];

    return i == 0 && page->stop != 0 && !page->has_chrome && page->n >= 3 && line->n_words <= 14 &&
           line->n_ends == 0 && line[1].n_blank > line->n_blank &&
           page->text[line->stop - 1] == '?' && ng_is_prose(&line[1]) &&
           line[1].n_words >= 2 * line->n_words;
}

void
ng_article_headline(ng_page *page)
{
    size_t from, to, n_candidates = 0;
    word_set words;
    const word_set *set = NULL;
    int best = 16;

    page->headline = NG_NO_LINE;
    if (page->n_headline != 0 && page->n != 0 && page->line[0].stop == page->n_headline) {
        page->headline = 0;
        ng_set_kind(page->line, NG_BLOCK_HEADLINE, NG_B_HEADLINE, 99);
        page->first = page->first == 0 ? 1 : page->first;
        page->stop = page->stop < page->first ? page->first : page->stop;
        return;
    }
    if (page->stop == 0) {
        headline_of_bare_text(page);
        return;
    }
    from = page->first > MAX_BEFORE ? page->first - MAX_BEFORE : 0;
    to = page->first;
    if (page->has_chrome)
        to += MAX_INSIDE;
    else if (is_question_over(page, page->first))
        to += 1;
    if (to > page->stop)
        to = page->stop; /* Where there is no choice, there is no need to compare words. */
    for (size_t i = from; i < to && n_candidates < 2; i++)
        n_candidates += is_candidate(&page->line[i]);
    if (n_candidates >= 2) {
        collect(page, &words);
        set = &words;
    }
    for (size_t i = from; i < to; i++) {
        int s;

        if (!is_candidate(&page->line[i]))
            continue;
        s = score(page, i, from, set);
        /* Inside the body it must have byline or stamp behind, and little in front. */
        if (i >= page->first && !is_question_over(page, i) &&
            (!meta_follows(page, i, 3) || prose_between(page, page->first, i) > 150))
            continue;
        if (s > best) {
            best = s;
            page->headline = i;
        }
    }
    if (page->headline != NG_NO_LINE)
        prefer_earlier(page, from, best, set);
    if (page->has_chrome)
        look_far(page);
    if (page->headline == NG_NO_LINE)
        return;
    ng_set_kind(&page->line[page->headline], NG_BLOCK_HEADLINE, NG_B_HEADLINE,
                best > 40   ? 95
                : best > 28 ? 85
                            : 70);
    if (page->headline >= page->first)
        page->first = page->headline + 1;
}
