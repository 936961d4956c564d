/*
 * The block stage: plain text, however scraped, cut into headline, byline,
 * stamps, body and the rest.
 *
 * Lines are read with their features, joined to paragraphs, and given kinds:
 * first by their own shape, then by their place round the body.  Where nothing
 * speaks clearly a line is body, at a low conf: text thrown away is worse than a
 * menu kept.
 */
#include "article.h"
#include "memory.h"
#include "pipeline.h"

#include <string.h>

const ng_rule ng_block_rules[] = {
    [NG_B_BODY] = {"B1", "paragraph of prose in the body"},
    [NG_B_DEFAULT] = {"B2", "text that nothing tells from the body"},
    [NG_B_HEADLINE] = {"B3", "headline: short, near the body, and its words taken up there"},
    [NG_B_DECK] = {"B4", "sentence between headline and byline or stamp"},
    [NG_B_BYLINE] = {"B5", "byline with By or its like"},
    [NG_B_BYLINE_PLACE] = {"B6", "name, function or outlet that its place makes a byline"},
    [NG_B_STAMP] = {"B7", "dates and times and nothing else"},
    [NG_B_COMMENT_COUNT] = {"B8", "number of comments"},
    [NG_B_DATELINE] = {"B9", "place, date, agency and a dash before the first sentence"},
    [NG_B_SUBHEAD] = {"B10", "short line without a stop between paragraphs"},
    [NG_B_BLOCK_QUOTE] = {"B11", "paragraph behind one that ends in a colon"},
    [NG_B_LIST] = {"B12", "bullet or number in front, in the body"},
    [NG_B_CAPTION] = {"B13", "caption by its label or the credit at its end"},
    [NG_B_CREDIT] = {"B14", "credit of a picture"},
    [NG_B_AGENCY_CREDIT] = {"B15", "agency alone on its line"},
    [NG_B_CONTRIBUTOR] = {"B16", "who else reported, wrote or edited; a note about the writer, which is chrome"},
    [NG_B_CORRECTION] = {"B17", "correction or clarification"},
    [NG_B_UPDATE] = {"B18", "update or editor's note"},
    [NG_B_PROMO] = {"B19", "call to subscribe, follow, share or give"},
    [NG_B_RELATED_LINE] = {"B20", "line that leads to other stories"},
    [NG_B_RELATED_RUN] = {"B21", "titles under a head of other stories"},
    [NG_B_COPYRIGHT] = {"B22", "copyright notice"},
    [NG_B_CHROME_PHRASE] = {"B23", "words of menus, share bars and footers"},
    [NG_B_CHROME_PLACE] = {"B24", "short line of a page outside the body"},
    [NG_B_KICKER] = {"B25", "label over the headline"},
    [NG_B_EMBED] = {"B26", "post of a social network"},

    [NG_B_SEPARATOR] = {"B27", "no letters or digits"},
    [NG_B_RELEASE_SLUG] = {"B28", "slug of a press release"},
    [NG_B_CONTACT] = {"B29", "contact of a press release"},
    [NG_B_TAIL] = {"B30", "prose of a page outside the body"},
    [NG_B_COMMENT_HEAD] = {"B31", "head of a reader's comment"},
    [NG_B_REPEATED] = {"B32", "short line of a page that stands on it more than once"},
    [NG_B_PULL_QUOTE] = {"B33", "words of a paragraph of the body, set apart"},
};
const size_t ng_n_block_rules = sizeof ng_block_rules / sizeof ng_block_rules[0];

static ng_status
push(ng_doc *doc, size_t start, size_t stop, ng_block_kind kind, ng_block_rule rule, unsigned conf)
{
    ng_block_columns *const b = &doc->blocks;

    if (start >= stop)
        return NG_OK;
    if (b->n == b->cap) {
        const ng_status status = ng_doc_reserve_block(doc);

        if (status != NG_OK)
            return status;
    }
    b->start[b->n] = (uint32_t)start;
    b->stop[b->n] = (uint32_t)stop;
    b->kind[b->n] = (uint8_t)kind;
    b->rule[b->n] = (uint8_t)rule;
    b->conf[b->n] = (float)conf / 100.0f;
    b->n++;
    return NG_OK;
}

static size_t
trim_start(const char *text, size_t start, size_t stop)
{
    size_t len;

    while (start < stop) {
        const ng_line_class c = ng_line_class_at(text + start, text + stop, &len);

        if (c != NG_LC_SPACE && c != NG_LC_BREAK)
            break;
        start += len;
    }
    return start;
}

/* [start, stop) without white space at its end; what is trimmed is read forward
   from the last place that could begin it, since UTF-8 has no way back. */
static size_t
trim_stop(const char *text, size_t start, size_t stop)
{
    size_t p = stop - start > 64 ? stop - 64 : start;
    size_t kept = start, len;

    while (p > start && ((unsigned char)text[p] & 0xC0) == 0x80)
        p--;
    kept = p;
    for (; p < stop; p += len) {
        const ng_line_class c = ng_line_class_at(text + p, text + stop, &len);

        if (c != NG_LC_SPACE && c != NG_LC_BREAK)
            kept = p + len;
    }
    return kept;
}

/* `first`: the piece's first byte. */
static ng_block_rule
rule_of_piece(const ng_piece *piece, char first)
{
    switch (piece->kind) {
    case NG_BLOCK_BYLINE:
        return piece->needs_context ? NG_B_BYLINE_PLACE : NG_B_BYLINE;
    case NG_BLOCK_STAMP:
        return NG_B_STAMP;
    case NG_BLOCK_COMMENT_COUNT:
        return NG_B_COMMENT_COUNT;
    default: /* a mark between, or words of menus and sections */
        return (unsigned)((first | 32) - 'a') < 26 ? NG_B_CHROME_PHRASE : NG_B_SEPARATOR;
    }
}

static ng_status
push_meta(ng_doc *doc, const ng_line *line)
{
    ng_piece pieces[NG_MAX_PIECES];
    const size_t n =
        (line->flags & NG_LINE_ONE_PIECE) != 0 ? 0 : ng_meta_pieces(doc->text, line, pieces);
    ng_status status = NG_OK;

    if (n == 0)
        return push(doc, line->start, line->stop, (ng_block_kind)line->kind,
                    (ng_block_rule)line->rule, line->conf);
    for (size_t i = 0; i < n && status == NG_OK; i++)
        status =
            push(doc, pieces[i].start, pieces[i].stop, pieces[i].kind,
                 rule_of_piece(&pieces[i], doc->text[pieces[i].start]),
                 pieces[i].kind == NG_BLOCK_CHROME ? 80 : line->conf);
    return status;
}

static ng_status
push_caption(ng_doc *doc, const ng_line *line)
{
    const char *const credit = ng_trailing_credit(doc->text + line->start, doc->text + line->stop);
    const size_t cut = (size_t)(credit - doc->text);
    ng_status status;

    if (cut >= line->stop || cut <= line->start)
        return push(doc, line->start, line->stop, NG_BLOCK_CAPTION, NG_B_CAPTION, line->conf);
    status = push(doc, line->start, trim_stop(doc->text, line->start, cut), NG_BLOCK_CAPTION,
                  NG_B_CAPTION, line->conf);
    return status == NG_OK ? push(doc, cut, line->stop, NG_BLOCK_CREDIT, NG_B_CREDIT, line->conf)
                           : status;
}

/* The first paragraph with a dateline gives two blocks. */
static ng_status
push_body(ng_doc *doc, ng_page *page, const ng_line *line, bool *dateline_done)
{
    size_t start = line->start;

    if (!*dateline_done && line->n_words >= 6) {
        const ng_dateline d =
            *ng_dateline_recall(&page->dateline, doc->text + line->start, doc->text + line->stop);

        if (d.length != 0) {
            const ng_status status = push(doc, start, start + d.length, NG_BLOCK_DATELINE,
                                          NG_B_DATELINE, d.certain ? 95 : 70);

            if (status != NG_OK)
                return status;
            start = trim_start(doc->text, start + d.length, line->stop);
            *dateline_done = true;
        }
    }
    return push(doc, start, line->stop, (ng_block_kind)line->kind, (ng_block_rule)line->rule,
                line->conf);
}

static ng_status
push_lines(ng_doc *doc, ng_page *page)
{
    ng_status status = NG_OK;
    bool dateline_done = false;
    size_t n_body = 0;

    for (size_t i = 0; i < page->n && status == NG_OK; i++) {
        const ng_line *const line = &page->line[i];

        switch (line->kind) {
        case NG_BLOCK_BYLINE:
        case NG_BLOCK_STAMP:
        case NG_BLOCK_COMMENT_COUNT:
            status = push_meta(doc, line);
            break;
        case NG_BLOCK_CAPTION:
            status = push_caption(doc, line);
            break;
        case NG_BLOCK_BODY:
            status = push_body(doc, page, line, &dateline_done);
            n_body += line->rule == NG_B_BODY;
            dateline_done |= n_body >= 3;
            break;
        default:
            status = push(doc, line->start, line->stop, (ng_block_kind)line->kind,
                          (ng_block_rule)line->rule, line->conf);
        }
    }
    return status;
}

static bool
is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* All of the text as one block of the body.  What is trimmed is white space to the tokens, too:
   where there is a token, there is a block. */
static ng_status
push_whole(ng_doc *doc)
{
    const char *p = doc->text, *end = p + doc->n_bytes;

    while (p < end && is_blank(*p))
        p++;
    while (p < end && is_blank(end[-1]))
        end--;
    return p == end ? NG_OK
                    : push(doc, (uint32_t)(p - doc->text), (uint32_t)(end - doc->text),
                           NG_BLOCK_BODY, NG_B_DEFAULT, 50);
}

ng_status
ng_blocks_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    ng_lines lines;
    ng_page page;
    ng_status status;

    if (pipeline->whole)
        return push_whole(doc);
    memset(&lines, 0, sizeof lines);
    lines.line = doc->block_scratch.lines;
    lines.cap = doc->block_scratch.cap;
    memset(&page, 0, sizeof page);
    status = ng_lines_scan(&doc->alloc, doc->text, doc->n_bytes, &lines);
    doc->block_scratch.lines = lines.line;
    doc->block_scratch.cap = lines.cap;
    if (status == NG_OK) {
        ng_lines_join(doc->text, &lines);
        page.text = doc->text;
        page.n_headline = doc->n_headline;
        page.n_bytes = doc->n_bytes;
        page.line = lines.line;
        page.n = lines.n;
        ng_article_shapes(&page);
        ng_article_region(&page);
        ng_article_headline(&page);
        ng_article_context(&page);
        status = push_lines(doc, &page);
    }
    if (status == NG_OK)
        ng_article_fill(doc, &lines, &page);
    return status;
}
