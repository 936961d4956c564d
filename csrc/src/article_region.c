/*
 * Where the body is.
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
        return clamp(words, 8, MAX_GAIN) - (bullet ? 6 : 0);
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
    for (size_t k = from; k < page->n && k <= i + 2; k++)
        if (page->line[k].rule == NG_B_STAMP)
            return true;
    return false;
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

void
ng_article_region(ng_page *page)
{
    int64_t sum = 0, best = 0;
    size_t from = 0;
    int run = 0;

    page->has_chrome = has_chrome(page);
    page->first = page->stop = 0;
    for (size_t i = 0; i < page->n; i++) {
        ng_line *const line = &page->line[i];

        run = ng_is_open(line) && (ng_is_prose(line) || ng_line_ends_sentence(line)) ? 0
              : run < 100                                                            ? run + 1
                                                                                     : run;
        line->weight = (int16_t)weight(page, i, run);
        if (sum > 150 && opens_article(page, i))
            line->weight = -150;
        sum += line->weight;
        if (sum <= 0) {
            sum = 0;
            from = i + 1;
        } else if (sum > best) {
            best = sum;
            page->first = from;
            page->stop = i + 1;
        }
    }
}
