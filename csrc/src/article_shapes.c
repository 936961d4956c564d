/* Kinds that a line has by itself, whatever stands round it. */
#include "article.h"
#include "lang_en_news.h"

#include <string.h>

/* A short line is one that labels, links and credits can be; prose beyond. */
#define SHORT_BYTES 300

static const char *
skip_marks(const char *p, const char *end)
{
    size_t len;

    while (p < end) {
        const ng_line_class c = ng_line_class_at(p, end, &len);

        if (c >= NG_LC_UPPER && c <= NG_LC_DIGIT)
            break;
        p += len;
    }
    return p;
}

/* Whether nothing but marks, digits and "(12)" follow. */
static bool
only_marks(const char *p, const char *end)
{
    size_t len;

    for (; p < end; p += len) {
        const ng_line_class c = ng_line_class_at(p, end, &len);

        if (c == NG_LC_UPPER || c == NG_LC_LOWER || c == NG_LC_LETTER)
            return false;
    }
    return true;
}

/* A line as the tests of this file see it. */
typedef struct look {
    const char *p, *end; /* all of it */
    const char *letters; /* from its first letter or digit on */
    ng_phrase_hits hits; /* phrases at `letters` */
} look;

/* Whether the whole line is a phrase of the list, or begins with one that more
   may follow. */
static bool
is_phrase(ng_phrase_list list, const look *l)
{
    const size_t n = l->hits.length[list];

    return n != 0 && (l->hits.is_prefix[list] || only_marks(l->letters + n, l->end));
}

/* Whether the text at p begins with the word. */
static inline bool
begins(const char *p, const char *end, const char *word)
{
    const size_t n = strlen(word);

    return (size_t)(end - p) >= n && memcmp(p, word, n) == 0;
}

/* The first place of the word in the text, or NULL.  It is looked for by words[at], a character
   that texts have least of. */
static const char *
find_by(const char *p, const char *end, const char *word, size_t at)
{
    const size_t n = strlen(word);

    if ((size_t)(end - p) < n)
        return NULL;
    for (const char *q = p + at, *const stop = end - (n - at) + 1; q < stop; q++) {
        q = memchr(q, word[at], (size_t)(stop - q));
        if (q == NULL)
            return NULL;
        if (memcmp(q - at, word, n) == 0)
            return q - at;
    }
    return NULL;
}

static bool
contains_by(const char *p, const char *end, const char *word, size_t at)
{
    return find_by(p, end, word, at) != NULL;
}

static bool
contains(const char *p, const char *end, const char *word)
{
    return find_by(p, end, word, 0) != NULL;
}

/* B22: "© 2023", "Copyright 2023", "All rights reserved". */
static bool
is_copyright(const ng_line *line, const char *p, const char *end, const char *letters)
{
    if (end - p >= 2 && memcmp(p, "\xC2\xA9", 2) == 0)
        return true;
    if (end - letters > 12 && (*letters == 'C' || *letters == 'c') &&
        (memcmp(letters + 1, "opyright ", 9) == 0 || memcmp(letters + 1, "OPYRIGHT ", 9) == 0))
        return contains(letters, end, "20") || contains(letters, end, "19") ||
               contains(letters, end, "\xC2\xA9") || contains(letters, end, "(c)") ||
               contains(letters, end, "(C)");
    if ((line->flags & NG_LINE_RIGHTS) == 0)
        return false;
    return contains_by(p, end, "ll rights reserved", 15) ||
           contains_by(p, end, "ll Rights Reserved", 3) ||
           contains_by(p, end, "LL RIGHTS RESERVED", 5);
}

/* B16: "Jane Roe contributed to this report." */
static bool
is_contributor(const ng_line *line, const look *l)
{
    static const char lead[] = "contributed ";
    static const char *const tails[] = {"to this report",  "to this story", "to this article",
                                        "to this post",    "reporting",     "research",
                                        "to the reporting"};

    if (is_phrase(NG_PHRASE_CONTRIBUTOR, l))
        return true;
    if ((line->flags & NG_LINE_CONTRIBUTED) == 0)
        return false;
    for (const char *p = find_by(l->p, l->end, lead, 6); p != NULL;
         p = find_by(p + 1, l->end, lead, 6))
        for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
            if (begins(p + strlen(lead), l->end, tails[i]))
                return true;
    return false;
}

/* B27: "###", "-30-", "-END-", "* * *" and lines of strokes. */
static bool
is_separator(const ng_line *line, const char *p, const char *end)
{
    if ((line->flags & NG_LINE_BARE) != 0)
        return true;
    return end - p <= 7 && (contains(p, end, "-30-") || contains(p, end, "-END") ||
                            contains(p, end, "- END") || contains(p, end, "- 30 -"));
}

/* B19: words of calls to subscribe that may stand anywhere in a short line. */
static bool
has_promo_word(const char *p, const char *end)
{
    static const struct {
        char text[13];
        uint8_t at;
    } words[] = {{"newsletter", 2},   {"Newsletter", 0}, {"subscribe", 5}, {"Subscribe", 0},
                 {"subscription", 5}, {"NEWSLETTER", 2}, {"SUBSCRIBE", 2}, {"your inbox", 9},
                 {"ollow us on", 4},  {"ign up for", 5}, {"ree trial", 8}};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (contains_by(p, end, words[i].text, words[i].at))
            return true;
    return false;
}

static bool
has_cookie_word(const char *p, const char *end)
{
    return contains(p, end, "cookies") || contains(p, end, "Privacy Policy") ||
           contains(p, end, "privacy policy") || contains(p, end, "reCAPTCHA") ||
           contains(p, end, "Terms of ") || contains(p, end, "JavaScript") ||
           contains(p, end, "javascript");
}

/* B23: notices of cookies may run to a paragraph. */
static bool
is_cookie_notice(const char *p, const char *end)
{
    return (contains(p, end, "cookies") || contains(p, end, "Cookies")) &&
           (contains(p, end, "website") || contains(p, end, "this site") ||
            contains(p, end, "our site") || contains(p, end, "your experience") ||
            contains(p, end, "your browser") || contains(p, end, "necessary"));
}

/* B31: the readers' comments begin: "34 responses to", "Anna says:", "12 thoughts on". */
static bool
is_comment_head(const ng_line *line, const char *p, const char *end)
{
    const size_t n = (size_t)(end - p);

    if (line->n_words > 20)
        return false;
    if (line->first == NG_LC_DIGIT &&
        (contains(p, end, "responses to ") || contains(p, end, "thoughts on ") ||
         contains(p, end, "comments on ")))
        return true;
    return line->n_words <= 12 && line->n_digits != 0 && n > 6 &&
           (memcmp(end - 5, "says:", 5) == 0 || memcmp(end - 5, "said:", 5) == 0);
}

/* "See also:", "READ MORE |" in capitals or with a colon near. */
static bool
is_label(const char *p, const char *end)
{
    const size_t n = end - p > 24 ? 24 : (size_t)(end - p);

    return memchr(p, ':', n) != NULL || memchr(p, '|', n) != NULL;
}

/* B17 to B20, B23, B28, B29: the kinds that a phrase at the start of a short line decides. */
static bool
set_by_phrase(ng_line *line, const look *l)
{
    const char *const p = l->letters, *const end = l->end;
    const bool sentence = ng_line_ends_sentence(line) && line->n_words >= 12;

    if (is_phrase(NG_PHRASE_CORRECTION, l))
        ng_set_kind(line, NG_BLOCK_CORRECTION, NG_B_CORRECTION, 85);
    else if (is_phrase(NG_PHRASE_UPDATE, l))
        ng_set_kind(line, NG_BLOCK_UPDATE, NG_B_UPDATE, 85);
    else if (line->n_words <= (sentence ? 40 : 24) && is_phrase(NG_PHRASE_RELATED, l) &&
             (!sentence || is_label(p, end)))
        ng_set_kind(line, NG_BLOCK_RELATED, NG_B_RELATED_LINE, 85);
    else if (!sentence && line->n_words <= 6 && is_phrase(NG_PHRASE_COMMENTS, l))
        ng_set_kind(line, NG_BLOCK_CHROME, NG_B_CHROME_PHRASE, 85);
    else if (line->n_words <= ((*p | 32) == 'b' ? 80 : 40) && is_phrase(NG_PHRASE_PROMO, l))
        ng_set_kind(line, NG_BLOCK_PROMO, NG_B_PROMO, sentence ? 60 : 80);
    else if ((!sentence || line->n_words <= 30) && is_phrase(NG_PHRASE_CHROME, l) &&
             (line->n_words <= 12 || has_cookie_word(p, end)))
        ng_set_kind(line, NG_BLOCK_CHROME, NG_B_CHROME_PHRASE, 85);
    else if (line->n_words <= 14 && is_phrase(NG_PHRASE_CONTACT, l))
        ng_set_kind(line, NG_BLOCK_CHROME, NG_B_CONTACT, 70);
    else if (line->n_words <= 8 && !sentence && is_phrase(NG_PHRASE_RELEASE, l))
        ng_set_kind(line, NG_BLOCK_KICKER, NG_B_RELEASE_SLUG, 80);
    else
        return false;
    return true;
}

/* Whether names may stand behind the last sentence: in brackets, or with a stroke between. */
static bool
may_end_in_names(const ng_line *line, const look *l)
{
    const char *const from = l->end - l->p > 40 ? l->end - 40 : l->p;
    const char last = l->end > l->p ? l->end[-1] : ' ';

    return line->n_words >= 6 && line->n_words <= 60 && last != '.' &&
           (last == ')' || memchr(from, '/', (size_t)(l->end - from)) != NULL ||
            memchr(from, '|', (size_t)(l->end - from)) != NULL);
}

/* A caption that the page shows in part. */
static bool
is_cut_caption(const char *p, const char *end)
{
    const char *const mark = memchr(p, '[', (size_t)(end - p));

    if (mark != NULL && end - mark > 3 && mark - p > 4 && memcmp(mark, "[+]", 3) == 0 &&
        memcmp(mark - 4, "... ", 4) == 0)
        return true;
    return end - p > 20 && memcmp(end - 6, "more >", 6) == 0;
}

/* B13, B14: captions by their label or their credit, and credits alone. */
static bool
set_picture(ng_line *line, const look *l)
{
    const char *const p = l->letters, *const end = l->end;
    const bool may_credit = (line->flags & NG_LINE_CREDIT) != 0 || may_end_in_names(line, l);
    const char *credit;

    if (line->n_words > 120)
        return false;
    /* "… [+] with high precision.", "… more >": cut by the page. */
    if (line->n_words <= 80 && is_cut_caption(p, end)) {
        ng_set_kind(line, NG_BLOCK_CAPTION, NG_B_CAPTION, 80);
        return true;
    }
    credit = may_credit ? ng_trailing_credit(p, end) : end;
    if (credit < end && credit - p < 20 && credit > p)
        credit = end;
    if (may_credit && line->n_words <= 20 && (credit == end || credit - p < 20) &&
        ng_is_credit(p, end) && !ng_dateline_scan(p, end).certain)
        ng_set_kind(line, NG_BLOCK_CREDIT, NG_B_CREDIT, 85);
    else if (credit < end || is_phrase(NG_PHRASE_CAPTION, l))
        ng_set_kind(line, NG_BLOCK_CAPTION, NG_B_CAPTION, 80);
    else
        return false;
    return true;
}

/* B5, B7, B8: meta lines: the kind of the line is that of its first piece that is no chrome;
   blocks.c cuts it again when it writes blocks. */
static bool
set_meta(const char *text, ng_line *line)
{
    ng_piece pieces[NG_MAX_PIECES];
    const size_t n = ng_meta_pieces(text, line, pieces);
    bool context = true, byline = false;

    for (size_t i = 0; i < n; i++) {
        context &= pieces[i].needs_context || pieces[i].kind == NG_BLOCK_CHROME;
        byline |= pieces[i].kind == NG_BLOCK_BYLINE;
    }
    if (n == 0 || context)
        return false;
    if (n == 1)
        line->flags |= NG_LINE_ONE_PIECE;
    for (size_t i = 0; i < n; i++) {
        if (pieces[i].kind == NG_BLOCK_CHROME)
            continue;
        ng_set_kind(line, pieces[i].kind,
                    pieces[i].kind == NG_BLOCK_BYLINE  ? NG_B_BYLINE
                    : pieces[i].kind == NG_BLOCK_STAMP ? NG_B_STAMP
                                                       : NG_B_COMMENT_COUNT,
                    byline ? 85 : 90);
        break;
    }
    return true;
}

static bool
may_be_meta(const ng_line *line, const look *l)
{
    const char *const p = l->letters, *const end = l->end;

    if (line->n_words > 40 ||
        (line->n_function > 2 && line->n_words > 8 && ng_line_ends_sentence(line)) ||
        line->n_function > 8)
        return false;
    if (line->n_digits != 0 || line->first == NG_LC_DIGIT)
        return true;
    if (l->hits.length[NG_PHRASE_BYLINE] != 0 || l->hits.length[NG_PHRASE_UPDATED] != 0 ||
        l->hits.length[NG_PHRASE_PUBLISHED] != 0)
        return true;
    return ng_en_weekday(p, end) != 0 || ng_en_month(p, end, &(size_t){0}) != 0 ||
           (line->n_words <= 4 && p < end && (*p == 'N' || *p == 'n' || *p == 'C') &&
            contains(p, end, "omment"));
}

static bool
is_embed(const ng_line *line, const char *p, const char *end)
{
    if ((line->flags & (NG_LINE_AT | NG_LINE_URL | NG_LINE_CREDIT)) == 0)
        return end - p > 17 && memcmp(p, "View this post on", 17) == 0;
    if (end - p > 3 && memcmp(p, "\xE2\x80\x94", 3) == 0 && (line->flags & NG_LINE_AT) != 0)
        return true;
    return contains_by(p, end, "pic.twitter.com", 3) || contains_by(p, end, "twsrc%5E", 5) ||
           ((line->flags & NG_LINE_URL) != 0 && contains_by(p, end, "https://t.co/", 5));
}

/*
 * Most lines: no phrase begins them and nothing in them makes them anything but prose or a title,
 * so that none of the shapes below need be tried.  What is left are signs at the very start, and
 * what short lines may be.  One answer of many small ones, without a branch for each: which of them
 * says no is hard to foresee.
 */
static bool
is_plain(const ng_line *line, const look *l)
{
    const unsigned marked = NG_LINE_HINT | NG_LINE_CREDIT | NG_LINE_AT | NG_LINE_URL | NG_LINE_BARE;
    const unsigned n = line->n_words;
    const char p = *l->p, letter = l->letters < l->end ? *l->letters : 'C';
    const bool digit = line->first == NG_LC_DIGIT;
    const bool embed = p == 'V', copyright = (p == '\xC2') | ((letter | 32) == 'c');
    const bool agency =
        (p == '(') |
        ((n <= 8) & (((line->flags & NG_LINE_UPPER) != 0) | ((line->n_caps == n) & (n <= 3))));
    const bool comment = (n <= 20) & (digit | ((n <= 12) & (line->n_digits != 0)));
    /* As may_be_meta() has it. */
    const bool prose =
        (n > 8) & ((line->n_function > 8) | ((line->n_function > 2) & ng_line_ends_sentence(line)));
    const bool meta = digit | (line->n_digits != 0) | ((n <= 4) & ((letter | 32) == 'n')) |
                      ng_en_may_be_calendar(l->letters, l->end);

    return ((line->flags & marked) == 0) & !embed & !copyright & !agency & !comment &
           (prose | !meta) & !may_end_in_names(line, l);
}

/* The end of [p, end) without blanks, dashes and a colon. */
static const char *
skip_back(const char *p, const char *end)
{
    for (;;) {
        if (end > p && (end[-1] == ' ' || end[-1] == '-' || end[-1] == ':'))
            end--;
        else if (end - p > 3 && memcmp(end - 3, "\xE2\x80", 2) == 0 &&
                 (end[-1] == '\x93' || end[-1] == '\x94'))
            end -= 3;
        else
            return end;
    }
}

static void
shape(const char *text, ng_line *line)
{
    const char *const p = text + line->start, *const end = text + line->stop;
    const char *agency;
    size_t agency_len;
    look view, *const l = &view;

    line->rule = NG_B_NONE;
    if (((line->flags & NG_LINE_BARE) != 0 || line->n_chars <= 8) && is_separator(line, p, end)) {
        ng_set_kind(line, NG_BLOCK_CHROME, NG_B_SEPARATOR, 80);
        return;
    }
    if (line->n_words > 120 || end - p > 900)
        return;
    l->p = p;
    l->end = end;
    l->letters = skip_marks(p, end);
    if (!ng_en_phrases(l->letters, end, &l->hits)) {
        if (is_plain(line, l))
            return;
        memset(&l->hits, 0, sizeof l->hits);
    }
    /* "By" alone on its line. */
    if (l->hits.any && line->n_words <= 2 && line->n_words != 0 &&
        l->hits.length[NG_PHRASE_BYLINE] == (size_t)(skip_back(l->letters, end) - l->letters)) {
        ng_set_kind(line, NG_BLOCK_BYLINE, NG_B_BYLINE, 80);
        return;
    }
    if (line->n_words <= 60 && is_contributor(line, l)) {
        ng_set_kind(line, NG_BLOCK_CONTRIBUTOR, NG_B_CONTRIBUTOR, 85);
        return;
    }
    if (is_embed(line, p, end)) {
        ng_set_kind(line, NG_BLOCK_EMBED, NG_B_EMBED, 75);
        return;
    }
    if (end - p <= SHORT_BYTES && may_be_meta(line, l) && set_meta(text, line))
        return;
    if (l->hits.any && end - p <= SHORT_BYTES + 300 && set_by_phrase(line, l))
        return;
    if (line->n_words <= 8 &&
        ((line->flags & (NG_LINE_CREDIT | NG_LINE_UPPER)) != 0 || *p == '(' ||
         (line->n_caps == line->n_words && line->n_words <= 3)) &&
        ng_is_agency_credit(p, end, &agency, &agency_len))
        ng_set_kind(line, NG_BLOCK_AGENCY_CREDIT, NG_B_AGENCY_CREDIT, 85);
    else if (is_comment_head(line, p, end))
        ng_set_kind(line, NG_BLOCK_CHROME, NG_B_COMMENT_HEAD, 75);
    else if ((line->flags & NG_LINE_COOKIES) != 0 && is_cookie_notice(p, end))
        ng_set_kind(line, NG_BLOCK_CHROME, NG_B_CHROME_PHRASE, 60);
    else if ((line->flags & NG_LINE_BULLET) == 0 && set_picture(line, l))
        return;
    else if (line->n_words <= 80 && is_copyright(line, p, end, l->letters))
        ng_set_kind(line, NG_BLOCK_COPYRIGHT, NG_B_COPYRIGHT, 90);
    else if (line->n_words <= 22 && line->n_ends == 0 && (line->flags & NG_LINE_HINT) != 0 &&
             has_promo_word(p, end))
        ng_set_kind(line, NG_BLOCK_PROMO, NG_B_PROMO, 60);
}

/* Where the item of a menu at p < end stops: up to four words of letters and hyphens, with a
   capital in front and single spaces between; NULL if there is none. */
static const char *
menu_item(const char *p, const char *end)
{
    const char *const start = p;
    size_t n_spaces = 0, len;

    if (ng_line_class_at(p, end, &len) != NG_LC_UPPER)
        return NULL;
    for (; p < end; p += len) {
        const ng_line_class c = ng_line_class_at(p, end, &len);

        if (c == NG_LC_SPACE) {
            size_t next;

            if (*p == '\t' || p + len >= end ||
                ng_line_class_at(p + len, end, &next) == NG_LC_SPACE)
                break;
            n_spaces++;
        } else if ((c < NG_LC_UPPER || c > NG_LC_LETTER) && c != NG_LC_DASH && *p != '&' &&
                   *p != '\'') {
            return NULL;
        }
    }
    return n_spaces < 4 && p - start >= 2 ? p : NULL;
}

/* B24: "News   Opinion   Sport", three items or more, with tabs or wide gaps between.  In capitals
   only tabs tell it from a headline with spaces too many. */
static bool
is_menu(const ng_line *line, const char *p, const char *end)
{
    size_t n_items = 0;

    if (line->n_words < 3 || end - p > SHORT_BYTES || ng_line_ends_sentence(line))
        return false;
    while (p < end) {
        const char *const stop = menu_item(p, end);
        size_t len;

        if (stop == NULL)
            return false;
        n_items++;
        if (stop < end && *stop != '\t' && (line->flags & NG_LINE_UPPER) != 0)
            return false;
        for (p = stop; p < end && ng_line_class_at(p, end, &len) == NG_LC_SPACE; p += len)
            ;
    }
    return n_items >= 3;
}

/* "Image caption," alone: the caption is the next line. */
static bool
is_caption_label(const char *text, const ng_line *line)
{
    return line->rule == NG_B_CAPTION && line->kind == NG_BLOCK_CAPTION && line->n_words == 2 &&
           line->stop - line->start <= 15 && text[line->start] == 'I';
}

static inline uint16_t
prose_flag(const ng_line *line)
{
    const unsigned n = line->n_words, f = line->n_function;
    const bool ends = ng_line_ends_sentence(line) | (line->last == NG_LC_COLON);
    const bool prose = ((n >= 25) & (f * 8 >= n)) | ((n >= 6) & (f >= 1) & (f * 9 >= n) & ends);

    return prose ? NG_LINE_PROSE : 0;
}

void
ng_article_shapes(ng_page *page)
{
    ng_line *const top = page->line;

    for (size_t i = 0; i < page->n; i++) {
        page->line[i].flags |= prose_flag(&page->line[i]);
        shape(page->text, &page->line[i]);
        if (i > 0 && ng_is_open(&page->line[i]) && is_caption_label(page->text, &page->line[i - 1])) {
            ng_set_kind(&page->line[i - 1], NG_BLOCK_CHROME, NG_B_CHROME_PHRASE, 85);
            ng_set_kind(&page->line[i], NG_BLOCK_CAPTION, NG_B_CAPTION, 80);
        }
    }
    if (page->n > 1 && ng_is_open(top) &&
        is_menu(top, page->text + top->start, page->text + top->stop))
        ng_set_kind(top, NG_BLOCK_CHROME, NG_B_CHROME_PLACE, 75);
}
