/*
 * Lexicon matches over the tokens of a document.
 *
 * From the left, at each token the longest surface that ends with a token, fits
 * the case and stays inside the sentence; then on behind it.  A surface has at
 * most NG_LEX_MAX_UNITS units, so the time is linear in the tokens.  Units are
 * looked up once each and kept in a window, since a phrase that fails is tried
 * again from its second token.
 */
#include "lexicon_file.h"
#include "lexicon_walk.h"
#include "pipeline.h"

/* Room for the units a walk may need, and as many again so that they are moved
   down only now and then. */
#define WINDOW (4 * NG_LEX_MAX_UNITS)

typedef struct window {
    const ng_lexicon *lexicon;
    const ng_doc *doc;
    uint32_t next_token; /* the next to be cut into units */
    uint32_t stop_token; /* of the sentence */
    uint32_t head, n;    /* units [head, n) are in use */
    uint32_t carry;      /* NG_LEX_UNIT_INNER for the next unit, or 0 */
    uint32_t word[WINDOW];
    uint32_t token[WINDOW];
    uint8_t flags[WINDOW];
    bool is_first[WINDOW]; /* of its token */
} window;

/* A surface that was found, as a row of ng_match_columns. */
typedef struct found {
    uint32_t stop_token;
    uint32_t list;
    uint32_t fits;
    uint32_t classes;
    uint8_t flags;
} found;

static void
push_unit(window *w, uint32_t token, uint32_t word, uint32_t flags, bool is_first)
{
    w->word[w->n] = word;
    w->token[w->n] = token;
    w->flags[w->n] = (uint8_t)flags;
    w->is_first[w->n] = is_first;
    w->n++;
}

/* The units of a token that is not just ASCII letters. */
static void
load_any_token(window *w, uint32_t token, const char *p, const char *end)
{
    const uint32_t n_before = w->n;
    ng_lex_unit unit;

    while (ng_lex_next_unit(&p, end, &unit)) {
        const uint32_t word = (unit.flags & NG_LEX_UNIT_BROKEN)
                                  ? NG_LEX_NO_WORD
                                  : ng_lex_find_word(w->lexicon, &unit);

        if (w->n - n_before >= NG_LEX_MAX_UNITS) { /* a chain of hyphens is no name */
            w->n = n_before;
            push_unit(w, token, NG_LEX_NO_WORD, 0, true);
            return;
        }
        push_unit(w, token, word, unit.flags, w->n == n_before);
    }
}

/*
 * Cut one more token into units.  A token without any (a hyphen, a point) is
 * passed over if it is glued to the one before it, so that "Jong", "-", "un"
 * of the UD scheme and "Inc", "." still are one surface; else it breaks.
 */
static void
load_token(window *w)
{
    const ng_token_columns *const t = &w->doc->tokens;
    const uint32_t token = w->next_token++;
    const char *const p = w->doc->text + t->start[token];
    const size_t n = t->stop[token] - t->start[token];
    const uint32_t n_before = w->n;
    ng_lex_unit unit;

    if (ng_lex_short_word(p, n, &unit))
        push_unit(w, token, ng_lex_find_word(w->lexicon, &unit), unit.flags, true);
    else
        load_any_token(w, token, p, p + n);

    if (w->n > n_before) {
        w->flags[n_before] = (uint8_t)(w->flags[n_before] | w->carry);
        w->carry = 0;
    } else if (n_before > w->head && token > 0 && t->start[token] == t->stop[token - 1]) {
        w->carry = token + 1 < w->stop_token && t->stop[token] == t->start[token + 1]
                       ? NG_LEX_UNIT_INNER
                       : 0;
    } else {
        push_unit(w, token, NG_LEX_NO_WORD, 0, true);
        w->carry = 0;
    }
}

/* Whether unit `i` of the window exists; tokens are read as needed. */
static inline bool
has_unit(window *w, uint32_t i)
{
    while (i >= w->n && w->next_token < w->stop_token)
        load_token(w);
    return i < w->n;
}

/* Move what is in use to the front, once half of the window is behind us. */
static void
shift_window(window *w)
{
    const uint32_t n = w->n - w->head;

    memmove(w->word, w->word + w->head, n * sizeof w->word[0]);
    memmove(w->token, w->token + w->head, n * sizeof w->token[0]);
    memmove(w->flags, w->flags + w->head, n * sizeof w->flags[0]);
    memmove(w->is_first, w->is_first + w->head, n * sizeof w->is_first[0]);
    w->head = 0;
    w->n = n;
}

/* Which entries of the list fit the text that `walk` went over; false if none. */
static bool
try_list(const window *w, uint32_t list, const ng_lex_walk *walk, uint32_t last_token, found *best)
{
    const ng_lexicon *const x = w->lexicon;
    const ng_token_columns *const t = &w->doc->tokens;
    const char *const p = w->doc->text + t->start[w->token[w->head]];
    const char *const end = w->doc->text + t->stop[last_token];
    const uint32_t begin = x->lists[list], n = x->lists[list + 1] - begin;
    found f = {last_token + 1, list, 0, 0, NG_LEX_AMBIGUOUS};

    for (uint32_t i = 0; i < n; i++) {
        const ng_lex_file_entry *const e = &x->entries[begin + i];

        if (!ng_lex_entry_fits(e, walk, p, end))
            continue;
        f.fits |= UINT32_C(1) << i;
        f.classes |= NG_LEX_BIT(e->class_id);
        f.flags |= e->flags & NG_LEX_DECIDES;
        if (!(e->flags & NG_LEX_AMBIGUOUS))
            f.flags &= (uint8_t)~NG_LEX_AMBIGUOUS;
    }
    if (f.fits == 0)
        return false;
    if (walk->letters != 0 && walk->upper == walk->letters)
        f.flags |= NG_LEX_ALL_CAPS;
    *best = f;
    return true;
}

/* The longest surface from the head of the window on, whose first unit is the
   word of a root. */
static bool
longest_match(window *w, found *best)
{
    const ng_lexicon *const x = w->lexicon;
    ng_lex_walk walk;
    bool any = false;

    ng_lex_walk_begin(&walk);
    for (uint32_t i = w->head; has_unit(w, i); i++) {
        uint32_t list;
        bool has_children;

        if (!ng_lex_walk_on(&walk, x, w->word[i], w->flags[i]))
            break;
        list = x->surface[walk.node];
        has_children = x->first[walk.node] < x->first[walk.node + 1];
        if (list == 0 && !has_children)
            break;
        if (list != 0 && (!has_unit(w, i + 1) || w->is_first[i + 1]) &&
            try_list(w, list, &walk, w->token[i], best))
            any = true;
        if (!has_children)
            break;
    }
    return any;
}

/* Move the head to the first unit of the token `token`, or of one after it. */
static void
advance_to(window *w, uint32_t token)
{
    while (has_unit(w, w->head) && w->token[w->head] < token)
        w->head++;
    if (w->head >= WINDOW / 2)
        shift_window(w);
}

static ng_status
match_sentence(window *w, ng_doc *doc)
{
    const uint32_t n_roots = w->lexicon->info->n_roots;

    while (has_unit(w, w->head)) {
        const uint32_t token = w->token[w->head];
        found f;

        if (w->word[w->head] >= n_roots || !longest_match(w, &f)) {
            advance_to(w, token + 1);
            continue;
        }
        if (ng_doc_reserve_match(doc) != NG_OK)
            return NG_ERR_MEMORY;

        ng_match_columns *const m = &doc->matches;

        m->first_token[m->n] = token;
        m->stop_token[m->n] = f.stop_token;
        m->entry[m->n] = f.list;
        m->fits[m->n] = f.fits;
        m->classes[m->n] = f.classes;
        m->flags[m->n] = f.flags;
        m->n++;
        advance_to(w, f.stop_token);
    }
    return NG_OK;
}

ng_status
ng_lexicon_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    const ng_sentence_columns *const s = &doc->sentences;
    window w;

    if (pipeline->lexicon == NULL)
        return NG_OK;
    w.lexicon = pipeline->lexicon;
    w.doc = doc;
    for (size_t i = 0; i < s->n; i++) {
        w.next_token = s->first_token[i];
        w.stop_token = s->stop_token[i];
        w.head = w.n = w.carry = 0;
        if (match_sentence(&w, doc) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}
