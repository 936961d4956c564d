/*
 * The shapes of the small lines round an article: bylines, stamps, counts of
 * comments, datelines, credits.  A line may hold several; each is a piece.
 */
#ifndef NG_ARTICLE_META_H
#define NG_ARTICLE_META_H

#include "dates_scan.h"
#include "doc.h"
#include "lines.h"

#define NG_MAX_PIECES 16

typedef struct ng_piece {
    uint32_t start, stop;
    ng_block_kind kind;
    bool needs_context; /* a name that only its place makes a byline */
} ng_piece;

/*
 * Cut a line into bylines, stamps, comment counts and the chrome between them.
 * Returns the number of pieces, which cover the line but white space, or 0 if
 * the line is anything else.
 */
size_t ng_meta_pieces(const char *text, const ng_line *line, ng_piece pieces[NG_MAX_PIECES]);

/* Whether [p, end) looks like a person's name: two to five words, capitalised
   or name particles, without words of menus and functions. */
bool ng_is_person_name(const char *p, const char *end);

/* Whether the words are a newsroom's function or outlet ("News Editor", "Staff
   Writer", "The Associated Press"). */
bool ng_is_newsroom_role(const char *p, const char *end);

/* Add the persons of a byline piece to bylines[*n ..]. */
void ng_byline_persons(const char *text, ng_span byline, ng_span *bylines, size_t *n);

typedef struct ng_dateline {
    size_t length; /* with its dash; 0: none */
    ng_span place; /* byte offsets from p */
    ng_span agency;
    ng_stamp date;
    bool certain; /* has an agency, a date or a state, not capitals and a dash alone */
} ng_dateline;

/* The dateline at p. */
ng_dateline ng_dateline_scan(const char *p, const char *end);

/* The dateline that was looked for last: rule after rule asks about the same paragraph. */
typedef struct ng_dateline_memo {
    const char *p; /* NULL: none yet */
    size_t n;
    ng_dateline found;
} ng_dateline_memo;

/* The same, by way of *memo; lives until the next call. */
const ng_dateline *ng_dateline_recall(ng_dateline_memo *memo, const char *p, const char *end);

/* Where the trailing credit of a caption starts, "(AP Photo/Jane Roe)" or
   "Photo: Jane Roe"; `end` if there is none. */
const char *ng_trailing_credit(const char *p, const char *end);

/* Whether all of [p, end) is a picture's credit. */
bool ng_is_credit(const char *p, const char *end);

/* Whether all of [p, end) names an agency as the source: "(Via Associated
   Press)", "REUTER", "Source: AFP"; the name goes to *agency. */
bool ng_is_agency_credit(const char *p, const char *end, const char **agency, size_t *agency_len);

#endif
