/*
 * Lexicon matches over the tokens of a document.
 *
 * From the left, at each token the longest surface that ends with a token, fits
 * the case and stays inside the sentence; then on behind it.  A surface has at
 * most NG_LEX_MAX_UNITS units, so the time is linear in the tokens.
 *
 * Five of six tokens begin no surface.  They are told by one hash and one bit
 * of a filter that lies in the cache: one filter for tokens with a capital, a
 * smaller one for the others.
 */
#include "lexicon_file.h"
#include "lexicon_walk.h"
#include "pipeline.h"

/* A surface that was found, as a row of ng_match_columns. */
typedef struct found {
    uint32_t stop_token;
    uint32_t surface;
    uint32_t fits;
    uint32_t classes;
    uint8_t flags;
} found;

/*
 * The first unit of [*p, end), *p moved behind it; false if there is none.
 * Words of ASCII letters and digits, with a point at the end or without, go the
 * fast way; the general one is right for all.  `limit`: the end of the text.
 */
static inline bool
first_unit(const char **p, const char *end, const char *limit, ng_lex_unit *unit)
{
    const size_t n = (size_t)(end - *p);

    if (ng_lex_short_word(*p, n - (n > 1 && end[-1] == '.'), limit, unit)) {
        *p = end;
        return true;
    }
    return ng_lex_next_unit(p, end, unit);
}

/* Which entries of the surface fit the tokens [first, last] that `walk` went over;
 *best is them, or as it was if none does. */
static bool
try_surface(const ng_lexicon *x, const ng_doc *doc, uint32_t surface, const ng_lex_walk *walk,
            uint32_t first, uint32_t last, found *best)
{
    const char *const p = doc->text + doc->tokens.start[first];
    const char *const end = doc->text + doc->tokens.stop[last];
    const ng_lex_file_entry *e = ng_lex_surface_entries(x, surface);
    found f = {last + 1, surface, 0, 0, NG_LEX_AMBIGUOUS};

    for (uint32_t i = 0; i < NG_LEX_MAX_FITS; i++, e++) {
        if (ng_lex_entry_fits(x, e, walk, p, end)) {
            f.fits |= UINT32_C(1) << i;
            f.classes |= NG_LEX_BIT(e->class_id);
            f.flags |= e->flags & NG_LEX_DECIDES;
            if (!(e->flags & NG_LEX_AMBIGUOUS))
                f.flags &= (uint8_t)~NG_LEX_AMBIGUOUS;
        }
        if (e->flags & NG_LEX_LAST)
            break;
    }
    if (f.fits == 0)
        return false;
    if (walk->letters != 0 && walk->upper == walk->letters)
        f.flags |= NG_LEX_ALL_CAPS;
    *best = f;
    return true;
}

/* How a walk goes over one token. */
typedef enum step {
    STEP_ON,    /* at a node; it may be a surface */
    STEP_EMPTY, /* the token has no units */
    STEP_OFF    /* no surface goes on so */
} step;

/* Walk over the units of a token; `carry` is or-ed to the flags of the first. */
static step
walk_token(const ng_lexicon *x, ng_lex_walk *walk, const char *p, const char *end,
           const char *limit, uint32_t carry)
{
    const uint32_t n_before = walk->n_units;
    ng_lex_unit unit;

    while (p < end && first_unit(&p, end, limit, &unit)) {
        if ((unit.flags & NG_LEX_UNIT_BROKEN) ||
            !ng_lex_walk_on(walk, x, ng_lex_find_word(x, &unit, ng_lex_hash(&unit)),
                            unit.flags | carry))
            return STEP_OFF;
        carry = 0;
    }
    return walk->n_units > n_before ? STEP_ON : STEP_EMPTY;
}

/*
 * The longest surface from the token `first` on.
 *
 * A token without units (a hyphen, a point) is passed over if it is glued to
 * the one before it, so that "Jong", "-", "un" of the UD scheme and "St", "."
 * still are parts of one surface; else it ends the walk.
 */
static bool
longest_match(const ng_lexicon *x, const ng_doc *doc, uint32_t first, uint32_t stop, found *best)
{
    const ng_token_columns *const t = &doc->tokens;
    ng_lex_walk walk;
    uint32_t carry = 0;
    bool any = false;

    ng_lex_walk_begin(&walk);
    for (uint32_t i = first; i < stop; i++) {
        const step s = walk_token(x, &walk, doc->text + t->start[i], doc->text + t->stop[i],
                                  doc->text + doc->n_bytes, carry);

        if (s == STEP_OFF || (s == STEP_EMPTY && (i == first || t->start[i] != t->stop[i - 1])))
            break;
        carry = 0;
        if (s == STEP_EMPTY) {
            if (i + 1 < stop && t->stop[i] == t->start[i + 1])
                carry = NG_LEX_UNIT_INNER;
            continue;
        }
        const ng_lex_file_node *const node = &x->nodes[walk.node];

        if (node->surface != 0 && try_surface(x, doc, node->surface, &walk, first, i, best))
            any = true;
        if (node[0].first == node[1].first)
            break;
    }
    return any;
}

/* No match begins with a token of these kinds: a sixth of all, and those that
   would go the slow way.  Symbols may: "$" and "€" are surfaces. */
#define KIND_BIT(kind) (UINT32_C(1) << (kind))
#define NO_BEGINNING                                                                               \
    (KIND_BIT(NG_TOKEN_PUNCT) | KIND_BIT(NG_TOKEN_CLITIC) | KIND_BIT(NG_TOKEN_QUOTE_OPEN) |        \
     KIND_BIT(NG_TOKEN_QUOTE_CLOSE) | KIND_BIT(NG_TOKEN_DASH) | KIND_BIT(NG_TOKEN_URL) |           \
     KIND_BIT(NG_TOKEN_EMAIL) | KIND_BIT(NG_TOKEN_INVALID))

/* Whether a surface may begin with the token, wrongly true now and then; *hash
   is that of its first unit. */
static inline bool
may_begin(const ng_lexicon *x, const ng_doc *doc, uint32_t token, uint32_t *hash)
{
    const char *p = doc->text + doc->tokens.start[token];
    const char *const end = doc->text + doc->tokens.stop[token];
    ng_lex_unit unit;

    if ((NO_BEGINNING & KIND_BIT(doc->tokens.kind[token])) ||
        !first_unit(&p, end, doc->text + doc->n_bytes, &unit))
        return false;
    *hash = ng_lex_hash(&unit);
    if (unit.flags & (NG_LEX_UNIT_INITIAL | NG_LEX_UNIT_INNER))
        return ng_lex_filter_has(x->capital, x->n_capital, *hash);
    return ng_lex_filter_has(x->small, x->n_small, *hash);
}

/* Candidates for the beginning of a match, a few at a time. */
#define MAX_CANDIDATES 32

typedef struct candidates {
    uint32_t token[MAX_CANDIDATES];
    uint32_t hash[MAX_CANDIDATES];
    size_t n;
} candidates;

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

/* Collect candidates from `token` on until `stop` or until there is no room;
   where that was. */
static uint32_t
collect(const ng_lexicon *x, const ng_doc *doc, uint32_t token, uint32_t stop, candidates *c)
{
    c->n = 0;
    for (; token < stop && c->n < MAX_CANDIDATES; token++) {
        if (may_begin(x, doc, token, &c->hash[c->n])) {
            PREFETCH(&x->slots[ng_lex_slot(c->hash[c->n], x->n_slots)]);
            c->token[c->n++] = token;
        }
    }
    return token;
}

/*
 * Bring into the cache what the walks of the candidates will read first.  They
 * are rare words, a megabyte apart from each other: waiting for the memory of
 * all of them at once, not of one after the other, halves the time.
 */
static void
fetch(const ng_lexicon *x, const candidates *c)
{
    uint32_t words[MAX_CANDIDATES];

    for (size_t i = 0; i < c->n; i++) {
        words[i] = ng_lex_guess_word(x, c->hash[i]);
        if (words[i] < x->info->n_roots)
            PREFETCH(&x->nodes[words[i]]);
    }
    for (size_t i = 0; i < c->n; i++) {
        if (words[i] < x->info->n_roots) {
            const ng_lex_file_node *const node = &x->nodes[words[i]];

            PREFETCH(x->words + node->key);
            if (node->surface != 0)
                PREFETCH(ng_lex_surface_entries(x, node->surface));
        }
    }
}

static ng_status
push_match(ng_doc *doc, uint32_t first, const found *f)
{
    ng_match_columns *const m = &doc->matches;

    if (ng_doc_reserve_match(doc) != NG_OK)
        return NG_ERR_MEMORY;
    m->first_token[m->n] = first;
    m->stop_token[m->n] = f->stop_token;
    m->entry[m->n] = f->surface;
    m->fits[m->n] = f->fits;
    m->classes[m->n] = f->classes;
    m->flags[m->n] = f->flags;
    m->n++;
    return NG_OK;
}

static ng_status
match_sentence(const ng_lexicon *x, ng_doc *doc, uint32_t first, uint32_t stop)
{
    uint32_t matched_to = first;

    while (first < stop) {
        candidates c;

        first = collect(x, doc, first, stop, &c);
        fetch(x, &c);
        for (size_t i = 0; i < c.n; i++) {
            found f;

            if (c.token[i] < matched_to || !longest_match(x, doc, c.token[i], stop, &f))
                continue;
            if (push_match(doc, c.token[i], &f) != NG_OK)
                return NG_ERR_MEMORY;
            matched_to = f.stop_token;
        }
    }
    return NG_OK;
}

ng_status
ng_lexicon_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    const ng_sentence_columns *const s = &doc->sentences;

    if (pipeline->lexicon == NULL)
        return NG_OK;
    for (size_t i = 0; i < s->n; i++) {
        if (match_sentence(pipeline->lexicon, doc, s->first_token[i], s->stop_token[i]) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}
