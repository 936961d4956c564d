/*
 * B1: where the body is.
 *
 * Every line has a weight: prose counts for the body, the short capitalised
 * lines of menus and lists of links against it.  The body region is the run of
 * lines with the largest sum, so a box of related links in the middle of an
 * article is bridged by the prose behind it, and a cookie notice far from the
 * article is not worth the menu between.
 */
#include "article.h"
#include "lang_en_news.h"

#define MAX_GAIN 60 /* words of one paragraph that count */

static int
clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* Readers' comments read as prose; only an article again is worth the way. */
static bool
begins_comments(const char *text, const ng_line *line)
{
    const char *const p = text + line->start, *const end = text + line->stop;

    return line->rule == NG_B_CHROME_PHRASE && line->n_words <= 5 &&
           ng_en_phrase(NG_PHRASE_COMMENTS, p, end, NULL) != 0;
}

/* run: how many lines without prose stand in a row, this one included.  One is a
   subhead or a teaser, ten are a menu. */
static int
open_weight(const ng_line *line, int run)
{
    const int words = (int)line->n_words;
    const bool bullet = (line->flags & NG_LINE_BULLET) != 0;

    if (ng_is_prose(line))
        return bullet ? clamp(words / 2, 4, MAX_GAIN / 2) : clamp(words, 8, MAX_GAIN);
    if (ng_line_ends_sentence(line) && words >= 2)
        return words >= 4 && line->n_function > 0 ? 3 : -1;
    if (line->last == NG_LC_COLON && words >= 3)
        return 0;
    if (line->n_function >= 3 && words >= 18 && !bullet)
        return -1; /* a sentence without its stop */
    return -3 - clamp(run - 2, 0, 4) - (bullet && words >= 5 ? 2 : 0);
}

/* Byline and stamp together open another article, if one has been read. */
static bool
opens_article(const ng_page *page, size_t i)
{
    const size_t from = i > 2 ? i - 2 : 0;

    if (page->line[i].kind != NG_BLOCK_BYLINE || page->line[i].rule == NG_B_NONE)
        return false;
    if (page->line[i].n_digits >= 2)
        return true; /* the stamp stands on the same line */
    for (size_t k = from; k < page->n && k <= i + 2; k++)
        if (page->line[k].rule == NG_B_STAMP)
            return true;
    return false;
}

static bool
is_short_bullet(const ng_line *line)
{
    return (line->flags & NG_LINE_BULLET) != 0 && line->n_words <= 8 &&
           !ng_line_ends_sentence(line);
}

/* What the lines before make of line i; sum: of the run that it may go on; after_meta: a byline or
   a stamp stands in the three lines before. */
static int
by_place(ng_page *page, size_t i, int64_t sum, bool after_meta)
{
    const ng_line *const line = &page->line[i];
    const char *const p = page->text + line->start;

    /* A stamp inside is that of a teaser, or of a post in a running report. */
    if (line->rule == NG_B_STAMP && sum > 60)
        return -12;
    if (!ng_is_open(line) || !ng_is_prose(line))
        return 0;
    if (line->first == NG_LC_UPPER && line->n_words >= 10 && p[1] >= 'A' && p[1] <= 'Z' &&
        ng_dateline_recall(&page->dateline, p, page->text + line->stop)->certain)
        return 70;
    /* A short bullet and a sentence, again and again: teasers. */
    if (i > 2 && is_short_bullet(line - 1) && is_short_bullet(line - 3))
        return line->weight > 8 ? 8 - line->weight : 0;
    if (!after_meta)
        return 0;
    return sum > 60 ? -(line->weight / 2) : 15;
}

static int
weight(const ng_page *page, size_t i, int run)
{
    const ng_line *const line = &page->line[i];

    switch (line->rule) {
    case NG_B_NONE:
        return open_weight(line, run);
    case NG_B_PROMO:
        return ng_line_ends_sentence(line) ? -2 : -3;
    case NG_B_RELATED_LINE:
        return line->n_words <= 4 ? -8 : -4;
    case NG_B_COPYRIGHT:
        return -30;
    case NG_B_COMMENT_COUNT:
    case NG_B_COMMENT_HEAD:
        return -25;
    case NG_B_CHROME_PHRASE:
        return begins_comments(page->text, line) ? -150 : -3 - clamp(run - 2, 0, 4);
    case NG_B_CAPTION:
    case NG_B_CREDIT:
    case NG_B_SEPARATOR:
    case NG_B_UPDATE:
    case NG_B_CORRECTION:
    case NG_B_EMBED:
    case NG_B_CONTRIBUTOR:
    case NG_B_AGENCY_CREDIT:
        return -1;
    default:
        return -3;
    }
}

/* How much of the text looks like a page: phrases of chrome and bullets. */
static bool
has_chrome(const ng_page *page)
{
    size_t n_chrome = 0, n_short = 0;

    for (size_t i = 0; i < page->n; i++) {
        const ng_line *const line = &page->line[i];

        n_chrome += line->rule == NG_B_CHROME_PHRASE || line->rule == NG_B_PROMO ||
                    line->rule == NG_B_COPYRIGHT || line->rule == NG_B_RELATED_LINE;
        n_short += line->rule == NG_B_NONE && line->n_words <= 4 && !ng_line_ends_sentence(line);
    }
    return n_chrome >= 5 || (n_chrome >= 2 && n_short >= 6);
}

/* Without a page round it, "Support the troops." is a sentence and no call to
   give.  Words like "newsletter" still tell. */
static void
reopen_sentences(ng_page *page)
{
    for (size_t i = 0; i < page->n; i++) {
        ng_line *const line = &page->line[i];
        const bool phrase = (page->n == 1 && line->rule == NG_B_SEPARATOR) ||
                            line->rule == NG_B_PROMO || line->rule == NG_B_CHROME_PHRASE ||
                            line->rule == NG_B_RELATED_LINE;

        if (!phrase || !(ng_line_ends_sentence(line) || page->n == 1))
            continue;
        if (page->n == 1 || line->rule == NG_B_CHROME_PHRASE || (line->flags & NG_LINE_HINT) == 0)
            line->rule = NG_B_NONE;
    }
}

void
ng_article_region(ng_page *page)
{
    int64_t sum = 0, best = 0;
    size_t from = 0, meta_stop = 0; /* behind the three lines after the last byline or stamp */
    int run = 0;
    bool in_comments = false, list_of_prose = false;
    int n_bullets = 0;

    page->has_chrome = has_chrome(page);
    if (!page->has_chrome)
        reopen_sentences(page);
    page->first = page->stop = 0;
    for (size_t i = 0; i < page->n; i++) {
        ng_line *const line = &page->line[i];

        run = ng_is_open(line) && (ng_is_prose(line) || ng_line_ends_sentence(line)) ? 0
              : run < 100                                                            ? run + 1
                                                                                     : run;
        line->weight = (int16_t)weight(page, i, run);
        if (sum > 150 && opens_article(page, i))
            line->weight = -300;
        else
            line->weight = (int16_t)(line->weight + by_place(page, i, sum, i < meta_stop));
        meta_stop = line->rule == NG_B_STAMP || line->rule == NG_B_BYLINE ? i + 4 : meta_stop;
        /* A list that goes on from a sentence is the article's. */
        if (ng_is_open(line) && (line->flags & NG_LINE_BULLET) != 0) {
            if (list_of_prose && ++n_bullets <= 12 && line->weight < -1)
                line->weight = -1;
        } else {
            /* A subhead may stand between. */
            list_of_prose = ng_is_open(line) &&
                            (ng_is_prose(line) || (i > 0 && line->n_words <= 4 &&
                                                   ng_is_open(line - 1) && ng_is_prose(line - 1)));
            n_bullets = 0;
        }
        /* What readers say can outgrow the article. */
        in_comments |= sum >= 60 && best >= 60 &&
                       (line->rule == NG_B_COMMENT_HEAD || begins_comments(page->text, line));
        if (in_comments && line->weight > 0)
            line->weight = (int16_t)((line->weight + 3) / 4);
        sum += line->weight;
        if (sum <= 0) {
            sum = 0;
            from = i + 1;
        } else if (sum > best + (from == page->first ? 0 : best / 6)) {
            /* Of two runs much alike, the article is the first: footers follow. */
            best = sum;
            page->first = from;
            page->stop = i + 1;
        }
    }
}
