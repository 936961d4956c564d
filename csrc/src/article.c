/* The fields of the articles table, read from the blocks. */
#include "article.h"
#include "calendar.h"
#include "lang_en_news.h"

#include <string.h>

/* The case that most letters of the text stand in. */
static ng_letter_case
letter_case(const ng_lines *lines)
{
    const size_t n = lines->n_upper + lines->n_lower;

    if (n == 0)
        return NG_CASE_MIXED;
    if (lines->n_upper * 10 >= n * 9 && lines->n_words >= 2)
        return NG_CASE_UPPER;
    if (lines->n_upper * 500 < n)
        return NG_CASE_LOWER;
    if (lines->n_words >= 3 && lines->n_caps * 10 >= lines->n_words * 6 &&
        lines->n_long_lower * 12 <= lines->n_words)
        return NG_CASE_TITLE;
    return NG_CASE_MIXED;
}

/* The date of a stamp block, if it has a year. */
static bool
stamp_of(const ng_doc *doc, size_t block, ng_stamp *stamp)
{
    const ng_block_columns *const b = &doc->blocks;
    const size_t n = ng_stamp_scan(doc->text + b->start[block], doc->text + b->stop[block], stamp);

    return n != 0 && stamp->month != 0;
}

/* Whether the page writes its numeric dates day first: another one could not be
   read otherwise, or a written date is the same day that way. */
static bool
is_day_first(const ng_doc *doc, const ng_stamp *s)
{
    bool result = false;

    for (size_t i = 0; i < doc->blocks.n; i++) {
        ng_stamp other;

        if (doc->blocks.kind[i] != NG_BLOCK_STAMP || !stamp_of(doc, i, &other))
            continue;
        if (other.numeric && other.day_first)
            result = true;
        if (!other.numeric && other.month == s->day && other.day == s->month)
            result = true;
        if (!other.numeric && other.month == s->month && other.day == s->day)
            return false;
    }
    return result;
}

static bool
set_published(ng_doc *doc, ng_stamp s, ng_published_source source)
{
    if (s.ambiguous && is_day_first(doc, &s)) {
        const int month = s.month;

        s.month = s.day;
        s.day = month;
    }
    if (!ng_date_is_valid(s.year, s.month, s.day))
        return false;
    doc->article.published = ng_day_of(s.year, s.month, s.day);
    doc->article.published_source = (uint8_t)source;
    return true;
}

/* How good a stamp is for the day of publication: its label, and how near it
   stands to the headline and the first paragraph. */
static int
stamp_worth(const ng_stamp *s, size_t i, size_t headline, size_t body, size_t body_stop)
{
    int worth = s->label == NG_STAMP_PUBLISHED ? 30 : s->label == NG_STAMP_UPDATED ? 4 : 14;

    if (i > headline && i < body)
        worth += 40;
    else if (i < headline && headline - i <= 4)
        worth += 20;
    else if (i < headline)
        worth += 2;
    else if (i < body + 3)
        worth += 20;
    else if (i >= body_stop && i - body_stop <= 3)
        worth += s->has_label ? 14 : 6;
    else if (i >= body_stop)
        worth -= 20;
    if (s->is_clock)
        worth -= 35;
    /* The first of several. */
    return worth * 64 - (int)(i < 63 ? i : 63);
}

static void
published(ng_doc *doc, size_t headline, size_t body, size_t body_stop)
{
    ng_stamp best;
    int best_worth = 0;

    memset(&best, 0, sizeof best);
    for (size_t i = 0; i < doc->blocks.n; i++) {
        ng_stamp s;
        int worth;

        if (doc->blocks.kind[i] != NG_BLOCK_STAMP || !stamp_of(doc, i, &s) || s.year == 0)
            continue;
        worth = stamp_worth(&s, i, headline, body, body_stop);
        if (worth > best_worth) {
            best_worth = worth;
            best = s;
        }
    }
    if (best_worth > 0)
        set_published(doc, best, NG_PUBLISHED_STAMP);
}

static void
dateline(ng_doc *doc, size_t block, ng_page *page)
{
    const uint32_t start = doc->blocks.start[block];
    const ng_dateline d =
        *ng_dateline_recall(&page->dateline, doc->text + start, doc->text + doc->n_bytes);

    if (doc->article.dateline_place.stop != 0 || d.length == 0)
        return;
    doc->article.dateline_place.start = start + d.place.start;
    doc->article.dateline_place.stop = start + d.place.stop;
    if (d.agency.stop > d.agency.start) {
        const char *const p = doc->text + start + d.agency.start;
        const size_t n = ng_en_agency(p, doc->text + start + d.agency.stop);

        if (n != 0) {
            doc->article.agency.start = start + d.agency.start;
            doc->article.agency.stop = start + d.agency.start + (uint32_t)n;
        }
    }
    if (doc->article.published_source == NG_PUBLISHED_NONE && d.date.month != 0 && d.date.year != 0)
        set_published(doc, d.date, NG_PUBLISHED_DATELINE);
}

static void
agency_from(ng_doc *doc, uint32_t start, uint32_t stop)
{
    const char *agency;
    size_t n;

    if (doc->article.agency.stop == 0 &&
        ng_is_agency_credit(doc->text + start, doc->text + stop, &agency, &n)) {
        doc->article.agency.start = (uint32_t)(agency - doc->text);
        doc->article.agency.stop = doc->article.agency.start + (uint32_t)n;
    }
}

/* One person, named twice in bylines over and under the article, is one. */
static void
drop_repeated_persons(ng_doc *doc)
{
    ng_article_fields *const a = &doc->article;
    size_t n = 0;

    for (size_t i = 0; i < a->n_bylines; i++) {
        const ng_span x = a->bylines[i];
        bool known = false;

        for (size_t k = 0; k < n; k++) {
            const ng_span y = a->bylines[k];

            known |= x.stop - x.start == y.stop - y.start &&
                     memcmp(doc->text + x.start, doc->text + y.start, x.stop - x.start) == 0;
        }
        if (!known)
            a->bylines[n++] = x;
    }
    a->n_bylines = n;
}

/* A list of writers is no article's. */
#define MAX_BYLINE_BLOCKS 64

void
ng_article_fill(ng_doc *doc, const ng_lines *lines, ng_page *page)
{
    const ng_block_columns *const b = &doc->blocks;
    size_t headline = 0, body = b->n, body_stop = b->n, n_bylines = 0, n_body = 0;

    for (size_t i = 0; i < b->n; i++) {
        if (b->kind[i] == NG_BLOCK_HEADLINE && doc->article.headline.stop == 0) {
            headline = i;
            doc->article.headline.start = b->start[i];
            doc->article.headline.stop = b->stop[i];
        } else if ((b->kind[i] == NG_BLOCK_BODY && b->rule[i] == NG_B_BODY) ||
                   b->kind[i] == NG_BLOCK_DATELINE) {
            body = body == b->n ? i : body;
            body_stop = i + 1;
        }
    }
    doc->article.letter_case = (uint8_t)letter_case(lines);
    if (doc->article.published_source != NG_PUBLISHED_GIVEN &&
        doc->article.published_source != NG_PUBLISHED_METADATA)
        published(doc, headline, body, body_stop);
    for (size_t i = 0; i < b->n; i++) {
        const ng_span span = {b->start[i], b->stop[i]};

        n_body += i >= body && b->kind[i] != NG_BLOCK_CHROME;
        if (b->kind[i] == NG_BLOCK_BYLINE && n_bylines < MAX_BYLINE_BLOCKS) {
            /* Icons and share bars between do not count. */
            const bool head = i + 4 >= headline && n_body <= 5;

            if (!head && (doc->article.n_bylines != 0 || i < body_stop || i > body_stop + 2))
                continue;
            n_bylines++;
            ng_byline_persons(doc->text, span, doc->article.bylines, &doc->article.n_bylines);
            agency_from(doc, span.start, span.stop);
        } else if (b->kind[i] == NG_BLOCK_DATELINE) {
            dateline(doc, i, page);
        } else if (b->kind[i] == NG_BLOCK_AGENCY_CREDIT) {
            agency_from(doc, span.start, span.stop);
        }
    }
    drop_repeated_persons(doc);
}
