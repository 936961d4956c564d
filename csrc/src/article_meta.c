#include "article_meta.h"
#include "article_text.h"
#include "lang_en_news.h"

#include <string.h>

#define MAX_META_BYTES 400

/* ----------------------------------------------------------------- bylines */

/* "By " and its like at p, glued to a capital or not: its length, or 0. */
static size_t
byline_prefix(const char *p, const char *end)
{
    const size_t n = ng_en_phrase(NG_PHRASE_BYLINE, p, end, NULL);
    const char *q = p + n;
    size_t len;

    if (n == 0 || q >= end)
        return 0;
    /* "ByThe Associated Press" is glued, "BYRD" and "Bypass" are words. */
    if (is_ascii_letter(*q) && is_ascii_letter(q[-1]) && !(*q <= 'Z' && q[-1] >= 'a'))
        return 0;
    q = skip_class(q, end, SPACES);
    if (q < end && *q == ':')
        q = skip_class(q + 1, end, SPACES);
    if (q >= end)
        return 0;
    if (ng_line_class_at(q, end, &len) == NG_LC_UPPER || *q == '@')
        return (size_t)(q - p);
    if (end - q > 4 && memcmp(q, "the ", 4) == 0 && q[4] >= 'A' && q[4] <= 'Z')
        return (size_t)(q - p);
    return 0;
}

/* " - ", " | ", a middle dot or a bullet: its length, or 0. */
static size_t
separator(const char *p, const char *end)
{
    if (*p == '|' || *p == '>' || *p == '*')
        return 1;
    if (end - p >= 2 && p[0] == '\xC2' && p[1] == '\xB7')
        return 2;
    if (end - p >= 3 && p[0] == '\xE2' &&
        (memcmp(p, "\xE2\x80\xA2", 3) == 0 || memcmp(p, "\xE2\x80\x93", 3) == 0 ||
         memcmp(p, "\xE2\x80\x94", 3) == 0 || memcmp(p, "\xE2\x97\x8F", 3) == 0))
        return 3;
    if (*p == '-' && (end - p == 1 || p[1] == ' ' || p[1] == '-'))
        return 1;
    return 0;
}

/* Whether a separator may begin with c. */
static inline bool
may_separate(char c)
{
    return (unsigned char)c >= 0x80 || c == '-' || c == '|' || c == '>' || c == '*';
}

/* 0 for what is no part of a stamp's words, 1 for small letters, 2 for capitals, 3 for digits. */
static inline unsigned
stamp_kind(char c)
{
    const unsigned char u = (unsigned char)c, letter = (unsigned char)((u | 32) - 'a');

    return letter < 26 ? ((u & 32) != 0 ? 1 : 2) : (unsigned char)(u - '0') < 10 ? 3 : 0;
}

/* A bit for each kind behind each other one that a stamp can begin with. */
#define KINDS(before, kind) (1u << (4 * (before) + (kind)))
#define STAMP_BEGINS                                                                               \
    (KINDS(0, 1) | KINDS(0, 2) | KINDS(0, 3) | KINDS(1, 2) | KINDS(1, 3) | KINDS(2, 2) | KINDS(2, 3))

/* Where a stamp with a real date starts in [p, end): at a word's start or glued
   behind a letter; `end` if nowhere.  `end` is at most MAX_META_BYTES off. */
static const char *
find_stamp(const char *p, const char *end)
{
    unsigned before = 0;
    ng_stamp stamp;

    for (; p < end; p++) {
        const unsigned kind = stamp_kind(*p), pair = 4 * before + kind;

        before = kind;
        if ((STAMP_BEGINS >> pair & 1u) != 0 && ng_stamp_scan(p, end, &stamp) != 0 &&
            stamp.has_value)
            return p;
    }
    return end;
}

/* "3 hours ago", "2 months" at the end of a line: length, or 0. */
static size_t
relative_time(const char *p, const char *end)
{
    static const char *const units[] = {"minute", "min", "hour", "hr", "day", "week", "month", "year"};
    const char *q = p;

    while (q < end && *q >= '0' && *q <= '9')
        q++;
    if (q == p || q - p > 3 || q >= end || *q != ' ')
        return 0;
    q++;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const size_t n = strlen(units[i]);
        const char *stop = q + n;

        if ((size_t)(end - q) < n || memcmp(q, units[i], n) != 0)
            continue;
        if (stop < end && *stop == 's')
            stop++;
        if (end - stop >= 4 && memcmp(stop, " ago", 4) == 0)
            stop += 4;
        if (stop == end || (*stop == ' ' && stop[-1] == 'o'))
            return (size_t)(stop - p);
    }
    return 0;
}

/* Where the byline that starts at p stops: at a separator, a stamp or the end. */
static const char *
byline_stop(const char *p, const char *end)
{
    const char *q = p;
    const char *const stamp = find_stamp(p, end);

    for (; q < stamp; q++) {
        if (may_separate(*q) && separator(q, end) != 0 && (q == p || q[-1] == ' ' || *q == '|'))
            break;
        if (*q >= '0' && *q <= '9' && q > p && q[-1] == ' ' && relative_time(q, end) != 0)
            break;
    }
    return trim_end(p, q, SPACES);
}

/* No prose: few small words but those that bylines have. */
bool
ng_is_byline_text(const char *p, const char *end)
{
    size_t n_words = 0, n_small = 0, len;

    if (end <= p || end - p > 240 || memchr(p, '<', (size_t)(end - p)) != NULL)
        return false;
    while (p < end) {
        const char *const stop = word_end(p, end);
        const size_t n = (size_t)(stop - p);

        n_words++;
        if (ng_line_class_at(p, end, &len) == NG_LC_LOWER && !ng_is_particle(p, n) &&
            !(n == 3 &&
              (memcmp(p, "and", 3) == 0 || memcmp(p, "for", 3) == 0 || memcmp(p, "the", 3) == 0)) &&
            !(n == 2 &&
              (memcmp(p, "of", 2) == 0 || memcmp(p, "in", 2) == 0 || memcmp(p, "at", 2) == 0)))
            n_small++;
        p = skip_class(stop, end, SPACES);
    }
    return n_words <= 25 && n_small * 3 <= n_words + 2;
}

/* "15 Comments", "No comments", "Comments (12)", "Leave a comment": length, or 0. */
static size_t
comment_count(const char *p, const char *end)
{
    static const char *const nouns[] = {"comments",  "comment", "replies", "reply",
                                        "responses", "shares",  "views",   "likes"};
    const char *q = p;
    size_t n_digits = 0;

    /* A digit, "No " or one of the nouns. */
    if (!(*p >= '0' && *p <= '9') && memchr("nNcCrRsSvVlL", *p, 12) == NULL)
        return 0;
    while (q < end && ((*q >= '0' && *q <= '9') ||
                       ((*q == ',' || *q == '.' || *q == 'k' || *q == 'K') && n_digits > 0))) {
        n_digits++;
        q++;
    }
    if (n_digits == 0 && end - q > 3 && (q[0] | 32) == 'n' && (q[1] | 32) == 'o' && q[2] == ' ')
        q += 2, n_digits = 1;
    q = skip_class(q, end, SPACES);
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
        const size_t n = strlen(nouns[i]);
        size_t k = 0;

        while (k < n && q + k < end && (q[k] | 32) == nouns[i][k])
            k++;
        if (k < n || (q + n < end && is_ascii_letter(q[n])))
            continue;
        if (n_digits != 0)
            return (size_t)(q + n - p);
        q = skip_class(q + n, end, SPACES);
        if (i < 2 && end - q > 2 && *q == '(' && q[1] >= '0' && q[1] <= '9') {
            while (q < end && *q != ')')
                q++;
            return q < end ? (size_t)(q + 1 - p) : 0;
        }
        return 0;
    }
    return 0;
}

/* "5 min read", "3 minutes to read": length, or 0. */
static size_t
reading_time(const char *p, const char *end)
{
    const char *q = p;

    while (q < end && *q >= '0' && *q <= '9')
        q++;
    if (q == p || q - p > 3)
        return 0;
    q = skip_class(q, end, SPACES | 1u << NG_LC_DASH);
    if (end - q < 3 || (q[0] | 32) != 'm' || (q[1] | 32) != 'i' || (q[2] | 32) != 'n')
        return 0;
    q = word_end(q, end);
    q = skip_class(q, end, SPACES);
    if (end - q >= 4 && (q[0] | 32) == 'r' && memcmp(q + 1, "ead", 3) == 0)
        return (size_t)(q + 4 - p);
    return 0;
}

/* ------------------------------------------------------------------ pieces */

typedef struct cutter {
    const char *text;
    ng_piece *pieces;
    size_t n;
    bool full;
} cutter;

static void
add_piece(cutter *c, const char *p, const char *stop, ng_block_kind kind, bool needs_context)
{
    if (c->n == NG_MAX_PIECES) {
        c->full = true;
        return;
    }
    c->pieces[c->n].start = (uint32_t)(p - c->text);
    c->pieces[c->n].stop = (uint32_t)(stop - c->text);
    c->pieces[c->n].kind = kind;
    c->pieces[c->n].needs_context = needs_context;
    c->n++;
}

/* Outlets are told by their words: "Fox News", "USA TODAY", "Daily Herald". */
static bool
is_outlet_word(const char *p, const char *stop)
{
    static const char *const words[] = {
        "News",     "Times",      "Post",     "Press",     "Globe",    "Network",  "Herald",
        "Gazette",  "Tribune",    "Journal",  "Telegram",  "TODAY",    "Today",    "NETWORK",
        "Daily",    "Associated", "Register", "Chronicle", "Observer", "Sun",      "Star",
        "Examiner", "Dispatch",   "Courier",  "Sentinel",  "Review",   "Online",   "Media",
        "Magazine", "Radio",      "TV",       "Staff",     "World",    "Reporter", "Standard",
        "Mail",     "Guardian",   "Bee",      "Record"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i][0] == *p && strlen(words[i]) == (size_t)(stop - p) &&
            memcmp(words[i], p, (size_t)(stop - p)) == 0)
            return true;
    return memchr(p, '.', (size_t)(stop - p)) != NULL && stop - p > 5 && stop[-1] != '.';
}

/* Where a glued function starts inside a word: "NetburnStaff"; `stop` if nowhere. */
static const char *
glued_role(const char *p, const char *stop)
{
    for (const char *q = p + 1; q < stop; q++)
        if (q[-1] >= 'a' && q[-1] <= 'z' && *q >= 'A' && *q <= 'Z' &&
            word_in(NG_PHRASE_ROLE, q, stop))
            return q;
    return stop;
}

/* The name at the front of "Jane Roe Senior Writer", "Jane Roe Fox News", "Jane
   RoeStaff Writer". */
static const char *
cut_name(const char *p, const char *end)
{
    const char *second = NULL, *stop = p;
    size_t n_words = 0;

    while (p < end) {
        const char *const w_stop = word_end(p, end);
        const char *const glue = glued_role(p, w_stop);

        if (n_words >= 2 && is_outlet_word(p, w_stop))
            return second;
        if (n_words >= 2 && word_in(NG_PHRASE_ROLE, p, w_stop))
            return stop;
        stop = glue;
        if (glue != w_stop)
            return stop;
        if (++n_words == 2)
            second = stop;
        p = skip_class(w_stop, end, SPACES);
    }
    return stop;
}

/* "By June Apple sold out." is a sentence: it ends with a small word and a stop. */
static bool
ends_as_sentence(const char *p, const char *end)
{
    const char *last = end;

    if (end <= p || end[-1] != '.')
        return false;
    while (last > p && last[-1] != ' ' && end - last < 40)
        last--;
    return *last >= 'a' && *last <= 'z';
}

/* No small letter: the place of a dateline, more likely than a name. */
static bool
is_upper_text(const char *p, const char *end)
{
    for (; p < end; p++)
        if (*p >= 'a' && *p <= 'z')
            return false;
    return true;
}

/* What may follow a name and a comma: a function, an outlet or another name. */
static bool
has_role_or_name(const char *p, const char *end)
{
    const char *const start = skip_class(p, end, SPACES);

    for (p = start; p < end;) {
        const char *const stop = word_end(p, end);

        if (is_outlet_word(p, stop))
            return true;
        p = skip_class(stop, end, SPACES);
    }
    return ng_is_newsroom_role(start, trim_end(start, end, MARKS)) ||
           ng_is_person_name(start, trim_end(start, end, MARKS));
}

/* Up to the next comma. */
static const char *
name_rest(const char *p, const char *end)
{
    const char *const comma = memchr(p, ',', (size_t)(end - p));

    return comma != NULL ? comma : end;
}

/* "Jane Roe and John Doe", "Jane Roe, Staff Writer": a name and something behind. */
static bool
is_name_list(const char *p, const char *end)
{
    for (const char *q = p; q < end; q++) {
        const size_t n = end - q <= 5 || *q != ' '    ? 0
                         : memcmp(q, " and ", 5) == 0 ? 5
                         : memcmp(q, " & ", 3) == 0   ? 3
                                                      : 0;

        if (*q == ',')
            return ng_is_person_name(p, q) && !is_upper_text(p, q) && has_role_or_name(q + 1, end);
        if (n != 0)
            return ng_is_person_name(p, q) &&
                   ng_is_person_name(q + n, cut_name(q + n, name_rest(q + n, end)));
    }
    return false;
}

/* Two capitalised words, or an agency: else there is no need to look for more. */
static bool
begins_like_name(const char *p, const char *end)
{
    const char *const stop = word_end(p, end);
    const char *const next = skip_class(stop, end, SPACES);
    size_t len;

    if (ng_line_class_at(p, end, &len) != NG_LC_UPPER)
        return false;
    if (next < end && (ng_line_class_at(next, end, &len) == NG_LC_UPPER ||
                       ng_is_particle(next, (size_t)(word_end(next, end) - next))))
        return true;
    return memchr(p, '@', (size_t)(stop - p)) != NULL || ng_en_agency(p, end) != 0;
}

/* The byline without "By" before a stamp or a separator: a name, a function. */
static const char *
bare_byline(cutter *c, const char *p, const char *end)
{
    if (!begins_like_name(p, end))
        return NULL;
    const char *const stop = byline_stop(p, end);
    const char *const core = trim_end(p, stop, SPACES | 1u << NG_LC_COMMA | 1u << NG_LC_DASH);
    const char *const comma = memchr(p, ',', (size_t)(core - p));
    const char *const at = memchr(p, '@', (size_t)(core - p));
    const char *name_end = comma != NULL ? comma : core;
    size_t len;

    if (core <= p || ng_line_class_at(p, end, &len) != NG_LC_UPPER || !ng_is_byline_text(p, core) ||
        (core < stop && is_upper_text(p, core)) || ends_as_sentence(p, core) ||
        (comma != NULL && !has_role_or_name(comma + 1, core)))
        return NULL;
    if (at != NULL && at < name_end)
        name_end = trim_end(p, at, SPACES | 1u << NG_LC_OPEN);
    name_end = cut_name(p, trim_end(p, name_end, SPACES | 1u << NG_LC_PUNCT));
    if (!ng_is_person_name(p, name_end) && !ng_is_newsroom_role(p, core) &&
        ng_en_agency(p, core) == 0 && !is_name_list(p, core))
        return NULL;
    add_piece(c, p, stop, NG_BLOCK_BYLINE, true);
    return stop;
}

/* "By Jane Roe, a reporter who covers courts.": a name and who that is. */
static bool
has_bio(const char *p, const char *end)
{
    const char *const comma = memchr(p, ',', (size_t)(end - p));
    const char *const q = comma == NULL ? end : skip_class(comma + 1, end, SPACES);
    const size_t n = (size_t)(word_end(q, end) - q);

    return q < end && ng_is_person_name(p, comma) &&
           ((n == 1 && *q == 'a') || (n == 2 && memcmp(q, "an", 2) == 0) ||
            (n == 3 && (memcmp(q, "one", 3) == 0 || memcmp(q, "who", 3) == 0)));
}

static bool
has_byline(const cutter *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->pieces[i].kind == NG_BLOCK_BYLINE)
            return true;
    return false;
}

/* The next piece at p, or NULL if none can start here. */
static const char *
next_piece(cutter *c, const char *p, const char *end)
{
    ng_stamp stamp;
    const char *q;
    size_t n = separator(p, end);

    if (n != 0 || *p == ',' || *p == ';' || *p == '/' || *p == '(' || *p == ')') {
        q = p + (n != 0 ? n : 1);
        while (q < end && *q == *p)
            q++;
        add_piece(c, p, q, NG_BLOCK_CHROME, false);
        return q;
    }
    /* "Arts Dec 23, 2023": the section before the stamp. */
    n = c->n == 0 ? ng_en_phrase(NG_PHRASE_SECTION, p, end, NULL) : 0;
    if (n != 0 && n < (size_t)(end - p) && p[n] == ' ' &&
        ng_stamp_scan(p + n + 1, end, &stamp) != 0 && stamp.has_value) {
        add_piece(c, p, p + n, NG_BLOCK_CHROME, false);
        return p + n;
    }
    n = comment_count(p, end);
    if (n != 0) {
        add_piece(c, p, p + n, NG_BLOCK_COMMENT_COUNT, false);
        return p + n;
    }
    n = reading_time(p, end);
    if (n != 0) {
        add_piece(c, p, p + n, NG_BLOCK_CHROME, false);
        return p + n;
    }
    n = relative_time(p, end);
    if (n != 0 && c->n > 0) {
        add_piece(c, p, p + n, NG_BLOCK_STAMP, false);
        return p + n;
    }
    n = byline_prefix(p, end);
    if (n != 0 && has_bio(p + n, end)) {
        add_piece(c, p, end, NG_BLOCK_BYLINE, false);
        return end;
    }
    if (n != 0) {
        q = byline_stop(p + n, end);
        if (ng_is_byline_text(p + n, q) && !ends_as_sentence(p + n, q)) {
            add_piece(c, p, q, NG_BLOCK_BYLINE, false);
            return q;
        }
    }
    n = ng_stamp_scan(p, end, &stamp);
    if (n != 0 && stamp.has_value) {
        add_piece(c, p, p + n, NG_BLOCK_STAMP, false);
        return p + n;
    }
    return bare_byline(c, p, end);
}

size_t
ng_meta_pieces(const char *text, const ng_line *line, ng_piece pieces[NG_MAX_PIECES])
{
    const char *p = text + line->start;
    const char *const end = text + line->stop;
    cutter c = {text, pieces, 0, false};
    bool useful = false;

    if (end - p > MAX_META_BYTES || line->n_words > 40)
        return 0;
    while (p < end && !c.full) {
        const char *const next = next_piece(&c, p, end);

        if (next == NULL || next <= p) {
            /* A word of a share bar may stand among them. */
            const size_t n = ng_en_phrase(NG_PHRASE_CHROME, p, end, NULL);

            if (n == 0 && c.n >= 2 && end - p <= 25 && end[-1] != '.' &&
                has_byline(&c)) { /* "Comment now!", the name of the site: a little rest. */
                add_piece(&c, p, end, NG_BLOCK_CHROME, false);
                break;
            }
            if (n == 0 || c.n == 0)
                return 0;
            add_piece(&c, p, p + n, NG_BLOCK_CHROME, false);
            p += n;
        } else {
            p = next;
        }
        p = skip_class(p, end, SPACES);
    }
    for (size_t i = 0; i < c.n; i++)
        useful |= pieces[i].kind != NG_BLOCK_CHROME;
    /* A lone name is no byline by its shape. */
    return c.full || !useful ? 0 : c.n;
}

/* ----------------------------------------------------------------- persons */

/* Where the name at p stops: ",", " and ", "&", "/", " for ", "(", "@" ... */
static const char *
name_stop(const char *p, const char *end, size_t *gap)
{
    static const char *const words[] = {"and", "for", "in",   "with", "of",  "at", "AND", "is",
                                        "FOR", "For", "WITH", "The",  "via", "on", "|"};

    for (const char *q = p; q < end; q++) {
        if (memchr(",;&/|(@\n<[:", *q, 11) != NULL || separator(q, end) == 3 ||
            (*q == '-' && q > p && q[-1] == ' ')) {
            *gap = *q == '\xE2' ? 3 : 1;
            return q;
        }
        if (q == p || q[-1] != ' ')
            continue;
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            const size_t n = strlen(words[i]);

            if ((size_t)(end - q) >= n && memcmp(q, words[i], n) == 0 &&
                ((size_t)(end - q) == n || q[n] == ' ')) {
                *gap = n;
                return q;
            }
        }
    }
    *gap = 0;
    return end;
}

static bool
is_agency_name(const char *p, const char *end)
{
    if (end - p > 4 && (memcmp(p, "The ", 4) == 0 || memcmp(p, "the ", 4) == 0))
        p += 4;
    return ng_en_agency(p, end) != 0;
}

void
ng_byline_persons(const char *text, ng_span byline, ng_span *bylines, size_t *n)
{
    const char *p = text + byline.start;
    const char *const end = text + byline.stop;

    p += byline_prefix(p, end);
    while (p < end) {
        size_t gap;
        const char *stop, *name_end;

        p = skip_class(p, end, MARKS);
        /* "By: Jane Roe", "By By Jane Roe": pages repeat themselves. */
        p += byline_prefix(p, end);
        stop = name_stop(p, end, &gap);
        name_end = trim_end(p, stop, SPACES | 1u << NG_LC_CLOSE);
        name_end = cut_name(p, name_end);
        /* "Jane Roe/Getty Images" took the picture. */
        if (gap == 1 && *stop == '/' && ng_en_phrase(NG_PHRASE_CREDIT_END, stop + 1, end, NULL) != 0)
            return;
        if (ng_is_person_name(p, name_end) && !is_agency_name(p, stop) && *n < NG_MAX_BYLINES &&
            !(name_end - p > 4 && memcmp(p, "The ", 4) == 0)) {
            bylines[*n].start = (uint32_t)(p - text);
            bylines[*n].stop = (uint32_t)(name_end - text);
            ++*n;
        }
        p = stop + gap;
        if (gap == 0)
            break;
    }
}
