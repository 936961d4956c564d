/*
 * Names of users' lexicons in plain text, without tokens or sentences.
 *
 * The text is cut into units (lexicon_unit.h) from the left.  A unit that may begin a
 * surface, which one bit of a filter says, begins a walk down the trie; the longest
 * surface that fits is a hit, and the search goes on behind it.  A walk has at most
 * NG_LEX_MAX_UNITS units, so the time is linear in the text.
 *
 * Windows of 64 bytes say where words begin (beginnings()), and most words are ASCII
 * letters before a blank or a mark (word_ends()).  ng_lex_next_unit_at() is right for all
 * others, and what the short ways must agree with: see ng_find_run_reference().
 */
#include "lexicon_find.h"
#include "lexicon_find_bits.h"
#include "memory.h"
#include "told.h"
#include "utf8.h"

/* What a byte is to units. */
enum {
    AT_GAP,  /* separates, or is nothing: white space, hyphen, point, control */
    AT_WORD, /* ASCII letter or digit */
    AT_MARK, /* a unit of its own */
    AT_OTHER /* apostrophe, beginning of a character beyond ASCII: see lexicon_unit.c */
};

static inline unsigned
class_of(unsigned char c)
{
    static const uint8_t classes[256] = {
#define G AT_GAP
#define W AT_WORD
#define M AT_MARK
#define O AT_OTHER
#define O16 O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O
        G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G,
        G, M, M, M, M, M, M, O, M, M, M, M, M, G, G, M, W, W, W, W, W, W, W, W, W, W, M, M, M, M, M, M,
        M, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, M, M, M, M, M,
        M, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, M, M, M, M, G,
        O16, O16, O16, O16, O16, O16, O16, O16
#undef G
#undef W
#undef M
#undef O
#undef O16
    };

    return classes[c];
}

static inline bool
is_ascii_word(const char *p, const char *end)
{
    return p < end && class_of((unsigned char)*p) == AT_WORD;
}

/* Whether the character at `p` may go on with a word, or begin one. */
static inline bool
may_be_word(const char *p, const char *end)
{
    return p < end && (class_of((unsigned char)*p) == AT_WORD || (unsigned char)*p >= 0x80);
}

/* Whether an apostrophe that ends at `p` ends a word: nothing follows it, or a single "s". */
static inline bool
apostrophe_ends(const char *p, const char *end)
{
    if (!may_be_word(p, end))
        return true;
    return (*p | 0x20) == 's' && !may_be_word(p + 1, end);
}

/* Whether a word of ASCII ends at `p`, where it has no more letters or digits; false where
   that takes a closer look. */
static inline bool
word_ends(const char *p, const char *end)
{
    if (p == end)
        return true;
    switch ((unsigned char)*p) {
    case '.':
        return !may_be_word(p + 1, end);
    case '\'':
        return apostrophe_ends(p + 1, end);
    case 0xE2: /* dashes and curly marks: E2 80 93, 94, 98 to 9D, A6 */
        if (end - p < 3 || (unsigned char)p[1] != 0x80)
            return false;
        if ((unsigned char)p[2] == 0x99)
            return apostrophe_ends(p + 3, end);
        return (unsigned char)p[2] == 0x93 || (unsigned char)p[2] == 0x94 ||
               (unsigned char)p[2] == 0x98 || (unsigned char)p[2] == 0x9C ||
               (unsigned char)p[2] == 0x9D || (unsigned char)p[2] == 0xA6;
    default:
        return (unsigned char)*p < 0x80;
    }
}

/* The unit that begins at or behind *p, *p moved behind it, *start at its first byte;
   false if none is left. */
static inline bool
next_unit(const ng_finder *f, const char **p, ng_lex_unit *unit, const char **start)
{
    const char *const first = *p + (*p < f->end && **p == ' '), *q = first;

    while (is_ascii_word(q, f->end))
        q++;
    if (q > first && word_ends(q, f->end) &&
        ng_lex_short_word(first, (size_t)(q - first), f->end, unit)) {
        *start = first;
        *p = q;
        return true;
    }
    return ng_lex_next_unit_at(p, f->end, unit, start);
}

/* ------------------------------------------------------------------- walks */

/* A surface that was found. */
typedef struct found {
    const char *stop;
    uint32_t surface; /* 0: none */
    unsigned needs;   /* flags that its entries must have */
    ng_lex_walk walk; /* over it */
    const char *last; /* where its last unit begins */
    uint32_t n_last;  /* and how many bytes its key has */
} found;

/* Behind this many bytes a word is no abbreviation, and a point behind it ends a sentence. */
#define MAX_STOPPED 5

/* Whether a name may go on behind the unit that ends at `p`, which has `n` bytes, at `next`:
   not over an empty line, nor over the end of a sentence. */
static bool
gap_is_good(const char *p, const char *next, uint32_t n)
{
    unsigned n_lines = 0;

    if (next - p <= 1)
        return true;
    for (; p < next; p++) {
        if (*p == '\n' && ++n_lines > 1)
            return false;
        if (*p == '.' && n > MAX_STOPPED && p + 1 < next && class_of((unsigned char)p[1]) == AT_GAP)
            return false;
    }
    return true;
}

/* "U.S." and "Inc.": the point behind the last unit is of the name. */
static const char *
with_stop(const ng_finder *f, const char *start, const char *stop, unsigned flags)
{
    const bool inner = stop - start > 2 && stop[-2] == '.' && (unsigned char)stop[-1] > '9' &&
                       class_of((unsigned char)stop[-1]) == AT_WORD;

    return stop < f->end && *stop == '.' && (inner || (flags & NG_LEX_STOP)) ? stop + 1 : stop;
}

static bool
entry_fits(const ng_finder *f, const ng_lex_file_entry *e, const found *w, const char *start)
{
    const unsigned literal_stop = NG_LEX_LITERAL | NG_LEX_STOP;

    if ((e->flags & w->needs) != w->needs ||
        ((e->flags & literal_stop) == literal_stop && (w->stop == f->end || *w->stop != '.')))
        return false;
    return ng_lex_entry_fits(f->x, e, &w->walk, start, w->stop);
}

static bool
any_fits(const ng_finder *f, const found *w, const char *start)
{
    for (const ng_lex_file_entry *e = ng_lex_surface_entries(f->x, w->surface);; e++) {
        if (entry_fits(f, e, w, start))
            return true;
        if (e->flags & NG_LEX_LAST)
            return false;
    }
}

/* What tells who an entry is of: the id, or the name if it has none. */
static uint64_t
who(const ng_lex_file_entry *e)
{
    return e->ext_id != 0 ? e->ext_id : (uint64_t)e->canonical << 32;
}

static bool
same_who(const ng_lex_file_entry *a, const ng_lex_file_entry *b)
{
    return who(a) == who(b) && a->label == b->label;
}

/* Remember the family name of the last hit. */
static ng_status
remember(ng_finder *f, const ng_lex_unit *first, const found *w, unsigned flags)
{
    const char *p = w->last, *start;
    ng_lex_unit last;

    if (flags & NG_LEX_FAMILY_FIRST)
        return ng_family_remember(f, first, first);
    return next_unit(f, &p, &last, &start) ? ng_family_remember(f, first, &last) : NG_OK;
}

/* How many entries of a hit are looked at for the same id: nearly all have one entry. */
#define MAX_LOOKED_AT 16

/* Whether the last hit has an entry of the same. */
static bool
has_who(const ng_finder *f, const ng_lex_file_entry *e)
{
    const ng_hit_columns *const h = &f->doc->hits;
    const uint32_t first = h->first_entry[h->n - 1];

    for (uint32_t k = first; k < h->stop_entry[h->n - 1] && k < first + MAX_LOOKED_AT; k++) {
        if (same_who(&f->x->entries[f->doc->hit_entries.p[k]], e))
            return true;
    }
    return false;
}

/* Append the hit [start, w->stop). */
static ng_status
push_found(ng_finder *f, const char *start, const ng_lex_unit *first, const found *w)
{
    const ng_lex_file_entry *e = ng_lex_surface_entries(f->x, w->surface);
    const size_t hit = f->doc->hits.n;
    unsigned flags = 0;
    bool any = false;

    if (ng_find_push(f, start, w->stop, NG_FORM_FULL) != NG_OK)
        return NG_ERR_MEMORY;
    for (;; e++) {
        if (entry_fits(f, e, w, start)) {
            if (!any)
                f->doc->hits.stop[hit] =
                    (uint32_t)(with_stop(f, start, w->stop, e->flags) - f->text);
            if ((!any || !has_who(f, e)) &&
                ng_find_push_entry(f, (uint32_t)(e - f->x->entries)) != NG_OK)
                return NG_ERR_MEMORY;
            flags |= e->flags;
            any = true;
        }
        if (e->flags & NG_LEX_LAST)
            break;
    }
    return flags & NG_LEX_FOLLOWED ? remember(f, first, w, flags) : NG_OK;
}

/* "John F. Kennedy" where "John Kennedy" is listed: whether the unit is an initial between
   the first and the last word of a person's name. */
static bool
is_middle_initial(const ng_finder *f, const ng_lex_walk *walk, const ng_lex_unit *unit)
{
    return f->x->follows && walk->n_units == 1 && unit->n == 1 &&
           (unit->flags & NG_LEX_UNIT_UPPER) != 0;
}

/* Whether nothing of a name can follow the unit that ends at `p`, by the next byte: a mark that
   no name holds, or the point of a sentence.  Most names end so, or before a blank. */
static inline bool
ends_here(const ng_finder *f, const char *p, uint32_t n)
{
    const unsigned kind = p < f->end ? class_of((unsigned char)*p) : AT_OTHER;

    if (kind == AT_MARK)
        return !ng_lex_has_mark(f->x, (unsigned char)*p);
    return kind == AT_GAP && *p == '.' && n > MAX_STOPPED && f->end - p > 1 &&
           class_of((unsigned char)p[1]) == AT_GAP;
}

/* One unit further, *stop moved behind it; false where no surface goes on.  An initial
   in the middle of a person's name may be passed over. */
static bool
walk_on(const ng_finder *f, found *w)
{
    const char *p = w->stop, *before = p, *next;
    uint32_t n_before = w->n_last;
    ng_lex_unit unit;

    for (;;) {
        if (ends_here(f, p, n_before) || !next_unit(f, &p, &unit, &next) ||
            (unit.flags & NG_LEX_UNIT_BROKEN) ||
            !gap_is_good(before, next, n_before))
            return false;
        if (ng_lex_walk_on(&w->walk, f->x, ng_lex_find_word(f->x, &unit, ng_lex_hash(&unit)),
                           unit.flags)) {
            w->stop = p;
            w->last = next;
            w->n_last = unit.n;
            return true;
        }
        if (w->needs != 0 || !is_middle_initial(f, &w->walk, &unit))
            return false;
        w->needs = NG_LEX_MIDDLE;
        before = p;
        n_before = 1;
    }
}

/* Walk from the unit at `start`, which ends at `stop`; the longest surface goes to *best, or
   with `overlapping` each of them is appended. */
static ng_status
walk_from(ng_finder *f, const ng_lex_unit *first, uint32_t hash, const char *start,
          const char *stop, found *best)
{
    found w = {.stop = stop, .last = start, .n_last = first->n};

    ng_lex_walk_begin(&w.walk);
    if (!ng_lex_walk_on(&w.walk, f->x, ng_lex_find_word(f->x, first, hash), first->flags))
        return NG_OK;
    for (;;) {
        const ng_lex_file_node *const node = &f->x->nodes[w.walk.node];

        w.surface = node->surface;
        if (w.surface != 0 && any_fits(f, &w, start)) {
            *best = w;
            if (f->overlapping && push_found(f, start, first, best) != NG_OK)
                return NG_ERR_MEMORY;
        }
        if (node[0].first == node[1].first || !walk_on(f, &w))
            return NG_OK;
    }
}

/* ------------------------------------------------------------------- text */

/* Whether a surface may begin with the unit. */
static inline bool
may_begin(const ng_lexicon *x, const ng_lex_unit *unit, uint32_t hash)
{
    return (unit->flags & NG_LEX_UNIT_INITIAL) ? ng_lex_filter_has(x->capital, x->n_capital, hash)
                                               : ng_lex_filter_has(x->small, x->n_small, hash);
}

/* Look for a name that begins with the unit [start, stop); f->done moves behind it. */
static inline ng_status
find_at(ng_finder *f, const ng_lex_unit *unit, const char *start, const char *stop)
{
    const uint32_t hash = ng_lex_hash(unit);
    found best;

    f->done = stop;
    if (may_begin(f->x, unit, hash)) {
        best.surface = 0;
        if (walk_from(f, unit, hash, start, stop, &best) != NG_OK)
            return NG_ERR_MEMORY;
        if (best.surface != 0) {
            f->done = f->overlapping ? stop : best.stop;
            return f->overlapping ? NG_OK : push_found(f, start, unit, &best);
        }
    }
    if (f->scratch->n_families > 0 && (unit->flags & NG_LEX_UNIT_INITIAL))
        return ng_family_find(f, unit, hash, start, stop);
    return NG_OK;
}

/* Unit after unit from `p`, where one may begin, until one begins behind `upto` and the
   characters beyond ASCII there. */
static ng_status
find_units(ng_finder *f, const char *p, const char *upto)
{
    const char *start;
    ng_lex_unit unit;

    for (;;) {
        /* An apostrophe here opens a quotation, if it is not behind a unit. */
        while (p < f->end && (class_of((unsigned char)*p) == AT_GAP ||
                              (*p == '\'' && (p == f->text || p != f->done))))
            p++;
        if (p > upto && (p == f->end || (unsigned char)*p < 0x80))
            return NG_OK;
        if (!next_unit(f, &p, &unit, &start)) {
            f->done = f->end; /* else the next gap would be passed over to the end again */
            return NG_OK;
        }
        f->done = p;
        if ((unit.flags & NG_LEX_UNIT_BROKEN) == 0) {
            unit.flags &= ~(uint32_t)NG_LEX_UNIT_INNER; /* of what stands before the name */
            if (find_at(f, &unit, start, p) != NG_OK)
                return NG_ERR_MEMORY;
            p = f->done;
        }
    }
}

/* Unit after unit from f->done, or the last white space behind it, until one begins behind
   `upto`: where only what stands before says whether a word begins. */
static ng_status
find_one_by_one(ng_finder *f, const char *upto)
{
    const char *p = upto;

    while (p > f->done && p[-1] != ' ' && p[-1] != '\n')
        p--;
    return find_units(f, p, upto);
}

/* Whether a word of ASCII may begin behind this byte only by what stands before it. */
static inline bool
is_doubtful(char before)
{
    return before == '.' || before == '\'' || (unsigned char)before >= 0x80;
}

/* Whether a curly apostrophe here stands between letters of ASCII, as in most words that have
   something beyond it: no name begins there, and what follows is doubtful. */
static inline bool
is_clitic(const ng_finder *f, const char *p)
{
    return (unsigned char)*p == 0xE2 && f->end - p > 3 && (unsigned char)p[1] == 0x80 &&
           (unsigned char)p[2] == 0x99 && (unsigned char)p[3] < 0x80 && p > f->text &&
           class_of((unsigned char)p[-1]) == AT_WORD;
}

/* Where in 64 bytes units may begin that surfaces may begin with. */
static uint64_t
beginnings(const ng_finder *f, const ng_find_bits *bits, ng_find_carry *carry)
{
    const uint64_t word = bits->upper | bits->lower | bits->digit;
    uint64_t begins = word & ~(word << 1 | carry->word);
    const uint64_t high = bits->high & ~(bits->high << 1 | carry->high);

    if (!f->x->any_small)
        begins &= bits->upper | bits->digit;
    if (f->any_mark)
        begins |= bits->mark;
    carry->word = word >> 63;
    carry->high = bits->high >> 63;
    return begins | high;
}

/* What begins at the bits of a window at `p`. */
static ng_status
find_in_window(ng_finder *f, const char *p, uint64_t begins)
{
    for (; begins != 0; begins &= begins - 1) {
        const char *const start = p + ng_lowest_bit(begins);
        const unsigned kind = class_of((unsigned char)*start);
        ng_status status = NG_OK;

        /* No name begins with an apostrophe: see ng_lex_next_unit_at(). */
        if (start < f->done || kind == AT_GAP || *start == '\'' || is_clitic(f, start) ||
            (kind == AT_MARK && !ng_lex_mark_begins(f->x, (unsigned char)*start)))
            continue;
        if (kind == AT_OTHER || (start > f->text && is_doubtful(start[-1]))) {
            status = find_one_by_one(f, start);
        } else {
            const char *stop = start, *at;
            ng_lex_unit unit;

            if (next_unit(f, &stop, &unit, &at) && (unit.flags & NG_LEX_UNIT_BROKEN) == 0)
                status = find_at(f, &unit, start, stop);
            else
                f->done = stop;
            /* The rest of a run beyond ASCII, of which the word has taken the beginning. */
            if (status == NG_OK && f->done < f->end && (unsigned char)*f->done >= 0x80 &&
                class_of((unsigned char)f->done[-1]) != AT_WORD)
                status = find_units(f, f->done, f->done);
        }
        if (status != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

static ng_status
find_in_text(ng_finder *f)
{
    ng_find_carry carry = {0, 0};
    const char *p = f->text;
    ng_find_bits bits;

    f->any_mark = (f->x->marks[0] | f->x->marks[1]) != 0;
    for (; f->end - p >= 64; p += 64) {
        ng_find_bits_of(p, &bits);
        if (find_in_window(f, p, beginnings(f, &bits, &carry)) != NG_OK)
            return NG_ERR_MEMORY;
    }
    if (p < f->end) {
        char rest[64] = {0};

        memcpy(rest, p, (size_t)(f->end - p));
        ng_find_bits_of(rest, &bits);
        return find_in_window(f, p, beginnings(f, &bits, &carry));
    }
    return NG_OK;
}

/* ---------------------------------------------------------- several ids */

static size_t
slot_of(const struct ng_find_scratch *s, uint64_t id)
{
    size_t at = (size_t)((id * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (s->n_sole - 1);

    while (s->sole[at] != 0 && s->sole[at] != id + 1)
        at = (at + 1) & (s->n_sole - 1);
    return at;
}

/* Put the ids of the hits from `first` on that have one only into the table. */
static ng_status
collect_sole(const ng_finder *f, size_t first)
{
    const ng_hit_columns *const h = &f->doc->hits;
    struct ng_find_scratch *const s = f->scratch;
    size_t n_slots = 64;

    while (n_slots < 2 * (h->n - first))
        n_slots *= 2;
    if (n_slots > s->n_sole) {
        uint64_t *const sole = ng_realloc(&f->doc->alloc, s->sole, n_slots * sizeof *sole);

        if (sole == NULL)
            return NG_ERR_MEMORY;
        s->sole = sole;
        s->n_sole = n_slots;
    }
    memset(s->sole, 0, s->n_sole * sizeof *s->sole);
    for (size_t i = first; i < h->n; i++) {
        if ((h->flags[i] & NG_HIT_AMBIGUOUS) == 0) {
            const uint64_t id = who(&f->x->entries[f->doc->hit_entries.p[h->first_entry[i]]]);

            s->sole[slot_of(s, id)] = id + 1;
        }
    }
    return NG_OK;
}

/* Of names that several have: the one whom another name of the text speaks of. */
static ng_status
settle(const ng_finder *f, size_t first)
{
    const ng_hit_columns *const h = &f->doc->hits;
    uint32_t *const entries = f->doc->hit_entries.p;
    bool collected = false;

    for (size_t i = first; i < h->n; i++) {
        uint32_t known = NG_NO_ROW;
        unsigned n_known = 0;

        if ((h->flags[i] & NG_HIT_AMBIGUOUS) == 0)
            continue;
        if (!collected && collect_sole(f, first) != NG_OK)
            return NG_ERR_MEMORY;
        collected = true;
        for (uint32_t k = h->first_entry[i]; k < h->stop_entry[i]; k++) {
            if (f->scratch->sole[slot_of(f->scratch, who(&f->x->entries[entries[k]]))] != 0) {
                known = k;
                n_known++;
            }
        }
        if (n_known == 1) {
            const uint32_t chosen = entries[known];

            for (uint32_t k = known; k > h->first_entry[i]; k--)
                entries[k] = entries[k - 1];
            entries[h->first_entry[i]] = chosen;
            h->flags[i] = (uint8_t)((h->flags[i] & ~NG_HIT_AMBIGUOUS) | NG_HIT_SETTLED);
        }
    }
    return NG_OK;
}

/* ------------------------------------------------------------------ stage */

ng_status
ng_find_push(const ng_finder *f, const char *start, const char *stop, ng_form form)
{
    ng_hit_columns *const h = &f->doc->hits;

    if (ng_doc_reserve_hit(f->doc) != NG_OK)
        return NG_ERR_MEMORY;
    h->start[h->n] = (uint32_t)(start - f->text);
    h->stop[h->n] = (uint32_t)(stop - f->text);
    h->first_entry[h->n] = h->stop_entry[h->n] = (uint32_t)f->doc->hit_entries.n;
    h->lexicon[h->n] = (uint8_t)f->lexicon;
    h->form[h->n] = (uint8_t)form;
    h->flags[h->n] = 0;
    h->n++;
    return NG_OK;
}

ng_status
ng_find_push_entry(const ng_finder *f, uint32_t entry)
{
    ng_hit_columns *const h = &f->doc->hits;
    const size_t last = h->n - 1;

    if (ng_doc_push_number(f->doc, &f->doc->hit_entries, entry) != NG_OK)
        return NG_ERR_MEMORY;
    h->stop_entry[last]++;
    if (h->stop_entry[last] - h->first_entry[last] > 1)
        h->flags[last] |= NG_HIT_AMBIGUOUS;
    return NG_OK;
}

void
ng_find_scratch_free(const ng_alloc *alloc, struct ng_find_scratch *s)
{
    if (s == NULL)
        return;
    ng_free(alloc, s->families);
    ng_free(alloc, s->slots);
    ng_free(alloc, s->sole);
    ng_free(alloc, s->starts);
    ng_free(alloc, s->stops);
    ng_free(alloc, s->chosen);
    ng_free(alloc, s);
}

static ng_status
find_names(ng_doc *doc, const ng_lexicon *x, uint32_t lexicon, bool overlapping, bool reference)
{
    const size_t first = doc->hits.n;
    ng_finder f = {
        .x = x,
        .doc = doc,
        .scratch = doc->find_scratch,
        .text = doc->text,
        .end = doc->text + doc->n_bytes,
        .done = doc->text,
        .lexicon = lexicon,
        .overlapping = overlapping,
    };
    ng_status status;

    ng_family_reset(f.scratch);
    status = reference ? find_units(&f, f.text, f.end) : find_in_text(&f);
    if (status == NG_OK && x->automaton != NULL)
        status = ng_find_inner(&f, first);
    return status == NG_OK ? settle(&f, first) : status;
}

static ng_status
run(const ng_pipeline *pipeline, ng_doc *doc, bool reference)
{
    if (!ng_is_told(pipeline))
        return NG_OK;
    if (doc->find_scratch == NULL) {
        doc->find_scratch = ng_realloc(&doc->alloc, NULL, sizeof *doc->find_scratch);
        if (doc->find_scratch == NULL)
            return NG_ERR_MEMORY;
        memset(doc->find_scratch, 0, sizeof *doc->find_scratch);
    }
    for (uint32_t i = 0; i < pipeline->n_lexicons; i++) {
        if (find_names(doc, pipeline->lexicons[i], i, pipeline->overlapping, reference) != NG_OK)
            return NG_ERR_MEMORY;
    }
    doc->n_named_hits = doc->hits.n;
    if (pipeline->overrides == NULL)
        return NG_OK;
    return find_names(doc, pipeline->overrides->lexicon, pipeline->n_lexicons, true, reference);
}

ng_status
ng_find_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    return run(pipeline, doc, false);
}

ng_status
ng_find_run_reference(const ng_pipeline *pipeline, ng_doc *doc)
{
    return run(pipeline, doc, true);
}
