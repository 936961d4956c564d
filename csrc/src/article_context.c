/* Kinds that a line has by its place: over, in and behind the body. */
#include "article.h"
#include "article_text.h"
#include "lang_en_news.h"

#include <string.h>

/* ------------------------------------------------------- over the body */

static bool
is_meta(const ng_line *line)
{
    return !ng_is_open(line) && (line->kind == NG_BLOCK_BYLINE || line->kind == NG_BLOCK_STAMP);
}

/* Byline or stamp among lines (i, i + within], before the next prose. */
static bool
meta_ahead(const ng_page *page, size_t i, size_t within)
{
    for (size_t k = i + 1; k < page->n && k <= i + within; k++) {
        if (is_meta(&page->line[k]))
            return true;
        if (ng_is_open(&page->line[k]) && ng_is_prose(&page->line[k]))
            return false;
    }
    return false;
}

/* Prose behind line i, so that i need not be the only paragraph. */
static bool
prose_ahead(const ng_page *page, size_t i)
{
    for (size_t k = i + 1; k < page->stop; k++)
        if (ng_is_open(&page->line[k]) && ng_is_prose(&page->line[k]))
            return true;
    return false;
}

/* B6: names and functions that only their place under a headline makes bylines. */
static bool
set_place_byline(ng_page *page, size_t i)
{
    ng_line *const line = &page->line[i];
    ng_piece pieces[NG_MAX_PIECES];
    const char *const p = page->text + line->start, *const end = page->text + line->stop;
    const bool near =
        meta_ahead(page, i, 3) || is_meta(&page->line[i - 1]) ||
        (i > 1 && page->line[i - 1].rule == NG_B_SEPARATOR && is_meta(&page->line[i - 2])) ||
        page->line[i - 1].kind == NG_BLOCK_HEADLINE || page->line[i - 1].kind == NG_BLOCK_DECK;

    if (line->n_words > 14 || ((line->flags & NG_LINE_UPPER) != 0 && line->n_words > 4))
        return false;
    if (ng_is_newsroom_role(p, end) || (near && ng_meta_pieces(page->text, line, pieces) != 0)) {
        ng_set_kind(line, NG_BLOCK_BYLINE, NG_B_BYLINE_PLACE, near ? 75 : 60);
        return true;
    }
    return false;
}

/* B4, B6: lines from the headline to the body, and the first of the region itself. */
static void
head(ng_page *page)
{
    size_t stop = page->first + 8 < page->stop ? page->first + 8 : page->stop;
    bool deck = false;

    for (size_t i = page->headline + 1; i < stop; i++) {
        ng_line *const line = &page->line[i];
        const bool inside = i >= page->first;

        if (!ng_is_open(line))
            continue;
        if (ng_dateline_recall(&page->dateline, page->text + line->start, page->text + line->stop)
                ->length != 0)
            break;
        if (set_place_byline(page, i)) {
            if (inside)
                page->first = i + 1;
            continue;
        }
        if (inside && ng_is_prose(line) &&
            (line->n_words > 60 || i > page->headline + 2 || !meta_ahead(page, i, 4)))
            break; /* A second headline in smaller letters, straight under the first. */
        if (!deck && !inside && i == page->headline + 1 && line->n_words >= 5 &&
            line->n_words <= 40 && !ng_line_ends_sentence(line) && line->last != NG_LC_COLON &&
            (line->flags & NG_LINE_BULLET) == 0 && page->line[page->headline].n_words >= 3) {
            ng_set_kind(line, NG_BLOCK_DECK, NG_B_DECK, 65);
            deck = true;
            continue;
        }
        if (!deck && prose_ahead(page, i) && i <= page->headline + 2 && line->n_words >= 5 &&
            line->n_words <= 60 && (line->n_function > 0 || ng_line_ends_sentence(line)) &&
            meta_ahead(page, i, 5)) {
            ng_set_kind(line, NG_BLOCK_DECK, NG_B_DECK, 75);
            deck = true;
            if (inside)
                page->first = i + 1;
        }
    }
}

/* B25: a label straight over the headline. */
static void
kicker(ng_page *page)
{
    for (size_t i = page->headline; i-- > 0 && i + 3 >= page->headline;) {
        ng_line *const line = &page->line[i];
        const char *const p = page->text + line->start, *const end = page->text + line->stop;

        if (ng_is_open(line) && line->n_words <= 4 && line->n_words > 0 &&
            (line->flags & NG_LINE_BULLET) == 0 &&
            ((i == 0 && page->headline == 1 && !page->has_chrome) ||
             ng_en_phrase(NG_PHRASE_SECTION, p, end, NULL) == (size_t)(end - p))) {
            ng_set_kind(line, NG_BLOCK_KICKER, NG_B_KICKER, 60);
            return;
        }
        if (ng_is_open(line) || line->rule != NG_B_SEPARATOR)
            return;
    }
}

/* ------------------------------------------------------------ in the body */

/* B21: a head of links opens a run of titles that ends with prose. */
static bool
opens_links(const ng_line *line)
{
    return line->rule == NG_B_RELATED_LINE && line->n_words <= 5;
}

static bool
is_title_like(const ng_line *line)
{
    return !ng_is_prose(line) &&
           (!ng_line_ends_sentence(line) || line->n_function * 6 < line->n_words) &&
           line->n_words <= 24;
}

/* The next line that is no small thing: prose, or an open line. */
static const ng_line *
next_text(const ng_page *page, size_t i)
{
    for (size_t k = i + 1; k < page->stop && k <= i + 4; k++)
        if (ng_is_open(&page->line[k]))
            return &page->line[k];
    return NULL;
}

static bool
is_first_person_or_cue(const char *p, const char *end)
{
    /* A paragraph that speaks of its writer's subject again ends a quotation; what
       begins with a straight or curly mark is quoted by its own marks. */
    return end - p > 0 && (*p == '"' || (end - p > 2 && memcmp(p, "\xE2\x80\x9C", 3) == 0));
}

/* B11: the paragraph behind one that ends in a colon, in another voice. */
static bool
is_block_quote(const ng_page *page, size_t i)
{
    const ng_line *const line = &page->line[i];
    const char *const p = page->text + line->start, *const end = page->text + line->stop;
    const ng_line *before;

    if (i <= page->first)
        return false;
    before = &page->line[i - 1];
    return before->kind == NG_BLOCK_BODY && before->last == NG_LC_COLON && before->n_words >= 12 &&
           before->n_ends + 1u >= 1 && line->n_words >= 20 && ng_is_prose(line) &&
           !is_first_person_or_cue(p, end);
}

/* Where the first `n_words` words of a line stop, if all are capitalised; else 0. */
static size_t
name_length(const char *p, const char *end, int n_words)
{
    size_t n = 0, len;

    for (int word = 0; word < n_words; word++) {
        n += word != 0;
        if (p + n >= end || ng_line_class_at(p + n, end, &len) != NG_LC_UPPER)
            return 0;
        while (p + n < end && p[n] != ' ')
            n++;
    }
    return p + n < end ? n : 0;
}

/* Whether the words at p, behind a name, say who that is: " is ", " writes ". */
static bool
says_who(const char *p, const char *end)
{
    static const char *const verbs[] = {" is ",      " covers ",  " writes ",    " has ",
                                        " joined ",  " was ",     " reports ",   " can be ",
                                        " lives ",   " works ",   " currently ", " began ",
                                        " specializes ", " contributes "};

    for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++)
        if ((size_t)(end - p) > strlen(verbs[k]) && memcmp(p, verbs[k], strlen(verbs[k])) == 0)
            return true;
    return false;
}

/* Whether a byline under the headline has these n bytes. */
static bool
byline_has(const ng_page *page, const char *p, size_t n)
{
    const size_t from = page->headline > 4 ? page->headline - 4 : 0;

    for (size_t k = from; k < page->n && k < page->headline + 16; k++) {
        const char *q = page->text + page->line[k].start;
        const char *const q_end = page->text + page->line[k].stop;

        if (page->line[k].kind != NG_BLOCK_BYLINE)
            continue;
        for (; (size_t)(q_end - q) >= n && q < q_end; q++)
            if (memcmp(q, p, n) == 0)
                return true;
    }
    return false;
}

/* "Jane Roe is a senior reporter at ...": a function of the newsroom in the words behind. */
static bool
has_newsroom_role(const char *p, const char *end)
{
    int n = 0;

    for (; p < end && n < 7; n++) {
        const char *const stop = word_end(p, end);
        const char *const bare = trim_end(p, stop, MARKS);

        if (n > 1 && word_in(NG_PHRASE_ROLE, p, bare))
            return true;
        p = skip_class(stop, end, SPACES);
    }
    return false;
}

/* B16: "Jane Roe is a reporter in Lisbon", under an article by Jane Roe, or "Jane covers courts":
   a name of a byline begins one of the last paragraphs, or the one behind the byline; or anybody
   who is something in a newsroom, at the very end. */
static bool
is_author_note(const ng_page *page, size_t i)
{
    const ng_line *const line = &page->line[i];
    const char *p = page->text + line->start;
    const char *const end = page->text + line->stop;
    const bool first = i > 0 && page->line[i - 1].kind == NG_BLOCK_BYLINE;
    const bool last = i + 6 >= page->stop && i > page->first + 2;
    size_t n;

    if ((!first && !last) || page->headline == NG_NO_LINE)
        return false;
    p = skip_class(p, end, MARKS);
    n = name_length(p, end, 2);
    if (n < 5 || n > 40 || !says_who(p + n, end))
        n = name_length(p, end, 1);
    if (n < 3 || n > 40 || !says_who(p + n, end))
        return false;
    if (byline_has(page, p, n))
        return true;
    return last && name_length(p, end, 2) == n && memcmp(p + n, " is ", 4) == 0 &&
           has_newsroom_role(p + n + 1, end);
}

static bool
is_subhead(const ng_page *page, size_t i)
{
    const ng_line *const line = &page->line[i];
    const ng_line *next;

    if (line->n_words > 14)
        return false;
    /* "Q:" and the names of speakers lead a turn, no section. */
    if (page->text[line->start + line->first_word - 1] == ':')
        return false;
    if (line->n_words == 0 || line->first == NG_LC_LOWER ||
        (line->last == NG_LC_FINAL && page->text[line->stop - 1] == '.') ||
        line->last == NG_LC_COMMA || line->last == NG_LC_COLON || line->n_chars > 110)
        return false;
    if (line->last == NG_LC_FINAL && page->text[line->stop - 1] != '?' &&
        page->text[line->stop - 1] != '!')
        return false;
    next = next_text(page, i);
    return next != NULL && (ng_is_prose(next) || (next->flags & NG_LINE_BULLET) != 0) &&
           line->raw_last != NG_LC_CLOSE;
}

/* Which short lines of the page stand there twice: by hashes, so that on a page of thousands of
   lines a few others are taken for such. */
#define SEEN_BITS 15

typedef struct seen_lines {
    uint8_t once[(1 << SEEN_BITS) / 8], twice[(1 << SEEN_BITS) / 8];
} seen_lines;

static uint32_t
line_hash(const ng_page *page, const ng_line *line)
{
    uint64_t h = line->stop - line->start;

    for (uint32_t i = line->start; i < line->stop; i++)
        h = (h ^ (unsigned char)page->text[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h >> (64 - SEEN_BITS));
}

static bool
may_repeat(const ng_line *line)
{
    return line->n_words != 0 && line->n_chars >= 4 && line->n_chars <= 120 &&
           line->last != NG_LC_COLON;
}

static void
collect_lines(const ng_page *page, seen_lines *seen)
{
    memset(seen, 0, sizeof *seen);
    for (size_t i = 0; i < page->n; i++) {
        uint32_t h;

        if (!may_repeat(&page->line[i]))
            continue;
        h = line_hash(page, &page->line[i]);
        if (seen->once[h / 8] >> (h % 8) & 1)
            seen->twice[h / 8] |= (uint8_t)(1u << (h % 8));
        seen->once[h / 8] |= (uint8_t)(1u << (h % 8));
    }
}

static bool
is_repeated(const ng_page *page, const ng_line *line, const seen_lines *seen)
{
    const uint32_t h = may_repeat(line) ? line_hash(page, line) : 0;

    return may_repeat(line) && (seen->twice[h / 8] >> (h % 8) & 1);
}

static void
inside(ng_page *page)
{
    bool links = false;
    seen_lines seen;

    if (page->has_chrome)
        collect_lines(page, &seen);

    for (size_t i = page->first; i < page->stop; i++) {
        ng_line *const line = &page->line[i];

        if (!ng_is_open(line)) {
            links = opens_links(line) || (links && line->kind != NG_BLOCK_BODY);
            /* Without a page round it, a sentence that calls for something is text. */
            if (line->rule == NG_B_PROMO && line->conf <= 60 && !page->has_chrome)
                ng_set_kind(line, NG_BLOCK_BODY, NG_B_DEFAULT, 60);
            continue;
        }
        if (links && is_title_like(line)) {
            ng_set_kind(line, NG_BLOCK_RELATED, NG_B_RELATED_RUN, 75);
            continue;
        }
        links = false;
        if (page->has_chrome && !ng_is_prose(line) && is_repeated(page, line, &seen))
            ng_set_kind(line, NG_BLOCK_CHROME, NG_B_REPEATED, 75);
        else if (is_author_note(page, i)) {
            ng_line *const before = line - 1;

            ng_set_kind(line, NG_BLOCK_CHROME, NG_B_CONTRIBUTOR, 65);
            /* The box has the name over it. */
            if (i > page->first && before->kind == NG_BLOCK_SUBHEAD && before->n_words <= 4 &&
                before->n_caps == before->n_words)
                ng_set_kind(before, NG_BLOCK_CHROME, NG_B_CONTRIBUTOR, 65);
        } else if ((line->flags & NG_LINE_BULLET) != 0)
            ng_set_kind(line, NG_BLOCK_LIST, NG_B_LIST, 80);
        else if (page->has_chrome && (line->flags & NG_LINE_UPPER) != 0 && line->n_words >= 6 &&
                 !ng_line_ends_sentence(line) && line->last != NG_LC_COLON)
            ng_set_kind(line, NG_BLOCK_RELATED, NG_B_RELATED_LINE, 55);
        else if (is_block_quote(page, i))
            ng_set_kind(line, NG_BLOCK_BLOCK_QUOTE, NG_B_BLOCK_QUOTE, 65);
        else if (page->has_chrome && !ng_is_prose(line) && line->n_words >= 14 &&
                 !ng_line_ends_sentence(line) && line->last != NG_LC_COLON)
            ng_set_kind(line, NG_BLOCK_RELATED, NG_B_RELATED_LINE, 55); /* a teaser */
        else if (is_subhead(page, i))
            ng_set_kind(line, NG_BLOCK_SUBHEAD, NG_B_SUBHEAD, 70);
        else
            ng_set_kind(line, NG_BLOCK_BODY, ng_is_prose(line) ? NG_B_BODY : NG_B_DEFAULT,
                        ng_is_prose(line) ? 95 : 60);
    }
}

/* Whether [p, end) has the n bytes at `part`. */
static bool
holds(const char *p, const char *end, const char *part, size_t n)
{
    while ((size_t)(end - p) >= n) {
        p = memchr(p, *part, (size_t)(end - p) - n + 1);
        if (p == NULL)
            return false;
        if (memcmp(p, part, n) == 0)
            return true;
        p++;
    }
    return false;
}

/* How many lines of an article may be pull quotes for all that their shape says: each is sought
   in the body, so that this bounds the work. */
#define MAX_PULL_QUOTES 12
#define MAX_PULL_BYTES (1u << 16)

/* A sentence or a part of one between subheads and paragraphs: in marks, or without a stop. */
static bool
may_be_pull_quote(const ng_page *page, const ng_line *line)
{
    /* A few words are a subhead that quotes. */
    return line->n_words >= 9 && line->n_words <= 45 &&
           (line->kind == NG_BLOCK_SUBHEAD ||
            ((line->kind == NG_BLOCK_BODY || line->kind == NG_BLOCK_BLOCK_QUOTE) &&
             memchr("\"'\xE2", page->text[line->start], 3) != NULL));
}

/* B33: what stands word for word in another paragraph. */
static void
pull_quotes(ng_page *page)
{
    size_t n = 0;

    if (page->first >= page->stop ||
        page->line[page->stop - 1].stop - page->line[page->first].start > MAX_PULL_BYTES)
        return;
    for (size_t i = page->first + 1; i < page->stop && n < MAX_PULL_QUOTES; i++) {
        ng_line *const line = &page->line[i];
        const char *p = page->text + line->start, *end = page->text + line->stop;

        if (!may_be_pull_quote(page, line))
            continue;
        n++;
        p = skip_class(p, end, MARKS);
        end = trim_end(p, end, MARKS);
        if (end - p < 24)
            continue;
        for (size_t k = page->first; k < page->stop; k++) {
            const ng_line *const other = &page->line[k];

            if (k != i && other->kind == NG_BLOCK_BODY &&
                other->stop - other->start > (uint32_t)(end - p) + 8 &&
                holds(page->text + other->start, page->text + other->stop, p,
                      (size_t)(end - p))) {
                ng_set_kind(line, NG_BLOCK_PULL_QUOTE, NG_B_PULL_QUOTE, 85);
                break;
            }
        }
    }
}

/* ------------------------------------------------------- outside the body */

static bool
is_far(const ng_page *page, size_t i)
{
    if (i >= page->stop)
        return i > page->stop + 3;
    return page->headline != NG_NO_LINE && i + 6 < page->headline;
}

/* B2, B24, B30: what is left over: of a page, chrome; of a bare text, text. */
static void
outside(ng_page *page, size_t from, size_t to)
{
    bool links = false;

    for (size_t i = from; i < to; i++) {
        ng_line *const line = &page->line[i];
        if (!ng_is_open(line)) {
            links = opens_links(line) ||
                    (links && line->kind != NG_BLOCK_HEADLINE && line->kind != NG_BLOCK_COPYRIGHT);
            /* Bylines and stamps far from the article are those of other stories. */
            if (page->has_chrome && is_meta(line) && is_far(page, i))
                ng_set_kind(line, NG_BLOCK_RELATED, NG_B_RELATED_RUN, 60);
            continue;
        }
        if (links && is_title_like(line)) {
            ng_set_kind(line, NG_BLOCK_RELATED, NG_B_RELATED_RUN, 70);
            continue;
        }
        if (!page->has_chrome) {
            /* Behind the last paragraph a title without a stop leads elsewhere. */
            if ((line->flags & NG_LINE_BULLET) != 0)
                ng_set_kind(line, NG_BLOCK_LIST, NG_B_LIST, 60);
            else
                ng_set_kind(line, NG_BLOCK_BODY, NG_B_DEFAULT, 50);
        } else {
            links = false;
            ng_set_kind(line, NG_BLOCK_CHROME, ng_is_prose(line) ? NG_B_TAIL : NG_B_CHROME_PLACE,
                        ng_is_prose(line) ? 50 : 75);
        }
    }
}

/* Heads and links of "around the web" at the very end, when little else tells. */
void
ng_article_context(ng_page *page)
{
    if (page->headline != NG_NO_LINE) {
        kicker(page);
        head(page);
    }
    inside(page);
    pull_quotes(page);
    outside(page, 0, page->first < page->n ? page->first : page->n);
    outside(page, page->stop, page->n);
}
