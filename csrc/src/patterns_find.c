/*
 * The stage of patterns: from atoms to matches.
 *
 * Rules that ask for a DATE, MONEY and the like read the sentence with what the value stage
 * found as one atom each, rules that ask for names with these, so that there are up to four
 * readings of it.  Of what they find at a place the longest wins, and of equally long
 * matches the first rule.
 */
#include "labels.h"
#include "lexicon_file.h"
#include "patterns.h"
#include "pipeline.h"
#include "values.h"

#include <string.h>

typedef struct pattern_atom {
    uint32_t start, stop;
    uint32_t symbol; /* with the glue in its lowest bit */
    bool is_inner;   /* it goes on with a word: no match begins or ends before it */
} pattern_atom;

typedef struct atom_list {
    pattern_atom *p;
    size_t n, cap;
} atom_list;

/* What is left to try of a program; see values.c. */
typedef struct thread {
    uint16_t pc;
    uint8_t at, slot;
    uint32_t old;
    uint64_t titles; /* bit i: atom i was taken as a title before a name */
} thread;

/* A mention, or a name of a label of the user's own. */
typedef struct named_span {
    uint32_t start, stop;
    uint32_t title_start, title_stop; /* equal where there is no title */
    uint64_t labels;                  /* bits, as in the symbols */
} named_span;

typedef struct ng_pattern_scratch {
    ng_pattern_dfa dfa;
    atom_list atoms[NG_N_READINGS];
    named_span *names; /* in text order */
    size_t n_names, cap_names;
    uint64_t *seen;     /* of programs: a bit for each place */
    thread *stack;
    size_t n_program;
    char *value;
    size_t cap_value;
} ng_pattern_scratch;

void
ng_pattern_scratch_free(const ng_alloc *alloc, struct ng_pattern_scratch *s)
{
    if (s != NULL) {
        ng_pattern_dfa_free(&s->dfa, alloc);
        for (int i = 0; i < NG_N_READINGS; i++)
            ng_free(alloc, s->atoms[i].p);
        ng_free(alloc, s->names);
        ng_free(alloc, s->seen);
        ng_free(alloc, s->stack);
        ng_free(alloc, s->value);
        ng_free(alloc, s);
    }
}

/* The stage at work. */
typedef struct finder {
    const ng_patterns *x;
    ng_doc *doc;
    ng_pattern_scratch *s;
    uint32_t sentence;
    size_t date, number, name; /* the first that may stand at the atom at hand or behind it */
} finder;

/* A match. */
typedef struct found {
    const atom_list *atoms;
    size_t first, stop; /* equal: none */
    uint32_t rule;
} found;

static ng_status
prepare(ng_doc *doc, const ng_patterns *x)
{
    ng_pattern_scratch *s = doc->pattern_scratch;

    if (s == NULL) {
        s = ng_realloc(&doc->alloc, NULL, sizeof *s);
        if (s == NULL)
            return NG_ERR_MEMORY;
        memset(s, 0, sizeof *s);
        doc->pattern_scratch = s;
    }
    if (s->dfa.patterns == x) {
        ng_pattern_dfa_trim(&s->dfa);
        return NG_OK;
    }
    ng_pattern_dfa_free(&s->dfa, &doc->alloc);
    if (s->n_program < x->max_code) {
        const size_t n = x->max_code;

        ng_free(&doc->alloc, s->seen);
        ng_free(&doc->alloc, s->stack);
        s->n_program = 0;
        s->seen = ng_realloc(&doc->alloc, NULL, n * sizeof *s->seen);
        s->stack = ng_realloc(&doc->alloc, NULL,
                              n * (NG_PATTERN_MAX_ATOMS + 1) * sizeof *s->stack);
        if (s->seen == NULL || s->stack == NULL)
            return NG_ERR_MEMORY;
        s->n_program = n;
    }
    return ng_pattern_dfa_init(&s->dfa, &doc->alloc, x);
}

/* ------------------------------------------------------------------- atoms */

static bool
is_alnum(const ng_atom *a)
{
    return (a->flags & NG_ATOM_LETTERS) != 0 || a->shape != NG_V_NONE;
}

static bool
is_initial(const ng_atom *a)
{
    return (a->flags & NG_ATOM_LETTERS) != 0 && a->stop - a->start == 1;
}

/* Whether atom i goes on with a word: letters and digits that touch, the S of "U.S.". */
static bool
goes_on(const finder *f, const ng_atom *atoms, size_t i)
{
    if (i == 0 || (atoms[i].flags & NG_ATOM_GLUED) == 0)
        return false;
    if (is_alnum(&atoms[i]) && is_alnum(&atoms[i - 1]))
        return true;
    return i > 1 && is_initial(&atoms[i]) && f->doc->text[atoms[i - 1].start] == '.' &&
           (atoms[i - 1].flags & NG_ATOM_GLUED) != 0 && is_initial(&atoms[i - 2]);
}

static ng_status
reserve_atoms(const finder *f, atom_list *list, size_t n)
{
    const ng_column_ref columns[] = {NG_COLUMN(list->p)};

    list->n = 0;
    return ng_reserve(&f->doc->alloc, columns, 1, &list->cap, n + 1);
}

static ng_status
push_atom(finder *f, atom_list *list, const ng_atom *a, const ng_pattern_symbol *symbol,
          bool is_inner)
{
    const bool glued = (a->flags & NG_ATOM_GLUED) != 0;
    uint32_t number;

    if (ng_pattern_intern(&f->s->dfa, &f->doc->alloc, symbol, &number) != NG_OK)
        return NG_ERR_MEMORY;
    list->p[list->n++] = (pattern_atom){a->start, a->stop, 2 * number + glued, is_inner};
    return NG_OK;
}

static ng_status
read_plain(finder *f, const ng_atom *atoms, size_t n)
{
    atom_list *const list = &f->s->atoms[0];

    if (reserve_atoms(f, list, n) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        const ng_pattern_symbol symbol = ng_pattern_symbol_of(f->x, f->doc->text, &atoms[i]);

        if (push_atom(f, list, &atoms[i], &symbol, goes_on(f, atoms, i)) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

static uint32_t
class_of_date(uint8_t type)
{
    return type == NG_DATE_TIME       ? NG_ATOM_IS_TIME
           : type == NG_DATE_DURATION ? NG_ATOM_IS_DURATION
           : type == NG_DATE_DATE     ? NG_ATOM_IS_DATE
                                      : 0u;
}

static uint32_t
class_of_number(uint8_t kind)
{
    switch (kind) {
    case NG_NUMBER_MONEY:
        return NG_ATOM_IS_MONEY;
    case NG_NUMBER_PERCENT:
        return NG_ATOM_IS_PERCENT;
    case NG_NUMBER_MEASURE:
        return NG_ATOM_IS_MEASURE;
    case NG_NUMBER_COUNT:
        return NG_ATOM_IS_COUNT;
    case NG_NUMBER_ORDINAL:
        return NG_ATOM_IS_ORDINAL;
    case NG_NUMBER_AGE:
        return NG_ATOM_IS_AGE;
    default:
        return 0;
    }
}

/* Where the value that starts at `start` stops, and its class; 0 if there is none. */
static uint32_t
value_at(finder *f, uint32_t start, uint32_t *classes)
{
    const ng_date_columns *const d = &f->doc->dates;
    const ng_number_columns *const x = &f->doc->numbers;
    uint32_t stop = 0;

    while (f->date < d->n && d->start[f->date] < start)
        f->date++;
    while (f->number < x->n && x->start[f->number] < start)
        f->number++;
    if (f->number < x->n && x->start[f->number] == start &&
        (*classes = class_of_number(x->kind[f->number])) != 0)
        stop = x->stop[f->number];
    if (f->date < d->n && d->start[f->date] == start && d->stop[f->date] >= stop &&
        class_of_date(d->type[f->date]) != 0) {
        *classes = class_of_date(d->type[f->date]);
        stop = d->stop[f->date];
    }
    return stop;
}

/* Where the longest name that starts at `start` stops, and its labels; 0 if there is none. */
static uint32_t
name_at(finder *f, uint32_t start, uint64_t *labels)
{
    const ng_pattern_scratch *const s = f->s;
    uint32_t stop = 0;

    while (f->name < s->n_names && s->names[f->name].start < start)
        f->name++;
    for (size_t i = f->name; i < s->n_names && s->names[i].start == start; i++) {
        if (s->names[i].stop > stop) {
            stop = s->names[i].stop;
            *labels = s->names[i].labels;
        } else if (s->names[i].stop == stop) {
            *labels |= s->names[i].labels;
        }
    }
    return stop;
}

/* Whether the atom is of the title of the next name. */
static bool
is_title(const finder *f, const ng_atom *a)
{
    const named_span *next;

    if (f->name == f->s->n_names)
        return false;
    next = &f->s->names[f->name];
    return next->title_start <= a->start && a->stop <= next->title_stop;
}

/* What starts at `start` and is one atom to the reading: where it stops, and what it is. */
static uint32_t
piece_at(finder *f, unsigned reading, uint32_t start, ng_pattern_symbol *symbol)
{
    uint32_t classes = 0;
    uint64_t labels = 0;
    const uint32_t value = (reading & NG_READS_VALUES) != 0 ? value_at(f, start, &classes) : 0;
    const uint32_t name = (reading & NG_READS_NAMES) != 0 ? name_at(f, start, &labels) : 0;

    *symbol = (ng_pattern_symbol){.word = NG_PATTERN_NO_WORD};
    if (value >= name)
        symbol->classes = classes;
    if (name >= value)
        symbol->labels = labels;
    symbol->classes = (symbol->classes | NG_ATOM_IS_ANY) & f->x->classes;
    return value > name ? value : name;
}

static ng_status
read_pieces(finder *f, unsigned reading, const ng_atom *atoms, size_t n)
{
    atom_list *const list = &f->s->atoms[reading];

    if (reserve_atoms(f, list, n) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n;) {
        ng_atom a = atoms[i];
        ng_pattern_symbol symbol;
        const uint32_t stop = piece_at(f, reading, a.start, &symbol);
        size_t behind = i + 1;

        while (behind < n && atoms[behind].stop <= stop)
            behind++;
        if (stop > 0 && atoms[behind - 1].stop == stop) {
            a.stop = stop;
        } else {
            behind = i + 1;
            symbol = ng_pattern_symbol_of(f->x, f->doc->text, &a);
            if ((reading & NG_READS_NAMES) != 0 && is_title(f, &a))
                symbol.classes |= NG_ATOM_IS_TITLE;
        }
        if (push_atom(f, list, &a, &symbol, goes_on(f, atoms, i)) != NG_OK)
            return NG_ERR_MEMORY;
        i = behind;
    }
    return NG_OK;
}

/* Each reading that a rule asks for; the lists of others are empty. */
static ng_status
read_sentence(finder *f, const ng_atom *atoms, size_t n)
{
    const size_t date = f->date, number = f->number, name = f->name;

    for (unsigned r = 0; r < NG_N_READINGS; r++) {
        f->s->atoms[r].n = 0;
        if ((f->x->readings >> r & 1) == 0)
            continue;
        f->date = date;
        f->number = number;
        f->name = name;
        if ((r == NG_READS_PLAIN ? read_plain(f, atoms, n) : read_pieces(f, r, atoms, n)) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

/* ------------------------------------------------------------------- names */

/* The bit of the label, or 0 if no rule asks for it. */
static uint64_t
label_bit(const ng_patterns *x, const char *label)
{
    for (uint32_t i = 0; label != NULL && i < x->n_labels; i++) {
        if (strcmp(x->chars + x->labels[i], label) == 0)
            return UINT64_C(1) << i;
    }
    return 0;
}

/* Of the labels of the user's own that hit i has.  Where such a label is one of mentions,
   these say what is of it. */
static uint64_t
labels_of_hit(const ng_pipeline *pipeline, const finder *f, size_t i)
{
    const ng_hit_columns *const h = &f->doc->hits;
    const unsigned k = h->lexicon[i];
    uint64_t labels = 0;

    for (uint32_t e = h->first_entry[i]; e < h->stop_entry[i]; e++) {
        const uint8_t label = pipeline->lexicons[k]->entries[f->doc->hit_entries.p[e]].label;

        if (label >= NG_N_LABELS && label != NG_LABEL_NONE &&
            pipeline->label_of[k][label] == NG_LABEL_NONE)
            labels |= label_bit(f->x, ng_lexicon_label_name(pipeline->lexicons[k], label));
    }
    return labels;
}

static ng_status
push_name(finder *f, const named_span *name)
{
    ng_pattern_scratch *const s = f->s;
    const ng_column_ref columns[] = {NG_COLUMN(s->names)};

    if (ng_reserve(&f->doc->alloc, columns, 1, &s->cap_names, s->n_names + 1) != NG_OK)
        return NG_ERR_MEMORY;
    s->names[s->n_names++] = *name;
    return NG_OK;
}

/* The mentions, and what lexicons have under labels of their own that rules ask for. */
static ng_status
gather_names(const ng_pipeline *pipeline, finder *f)
{
    const ng_mention_columns *const m = &f->doc->mentions;
    const ng_hit_columns *const h = &f->doc->hits;
    uint64_t bits[256];
    uint64_t labels[NG_MAX_LEXICONS] = {0}; /* of the hit at at[r]; 0: not looked at yet */
    size_t at[NG_MAX_LEXICONS], end[NG_MAX_LEXICONS], n_runs = 0, mention = 0;

    f->s->n_names = 0;
    for (unsigned i = 0; i < 256; i++)
        bits[i] = label_bit(f->x, ng_label_name_of(pipeline->own, i));
    /* Each lexicon's in text order. */
    for (size_t i = 0; i < h->n && h->lexicon[i] < pipeline->n_lexicons; i++) {
        if (i == 0 || h->lexicon[i] != h->lexicon[i - 1])
            at[n_runs++] = i;
        end[n_runs - 1] = i + 1;
    }
    for (;;) {
        uint32_t start = mention < m->n ? m->start[mention] : UINT32_MAX;
        size_t run = NG_MAX_LEXICONS;
        named_span name;

        for (size_t r = 0; r < n_runs; r++) {
            while (labels[r] == 0 && at[r] < end[r] &&
                   (labels[r] = labels_of_hit(pipeline, f, at[r])) == 0)
                at[r]++;
            if (at[r] < end[r] && h->start[at[r]] < start) {
                start = h->start[at[r]];
                run = r;
            }
        }
        if (start == UINT32_MAX)
            return NG_OK;
        if (run < NG_MAX_LEXICONS) {
            const size_t i = at[run]++;

            name = (named_span){h->start[i], h->stop[i], 0, 0, labels[run]};
            labels[run] = 0;
        } else {
            name = (named_span){start, m->stop[mention], m->title_start[mention],
                                m->title_stop[mention], bits[m->label[mention]]};
            mention++;
        }
        if (push_name(f, &name) != NG_OK)
            return NG_ERR_MEMORY;
    }
}

/* ----------------------------------------------------------------- matches */

/* The longest match that begins at atom i. */
static ng_status
longest(finder *f, size_t i, unsigned reading, found *out)
{
    const atom_list *const list = &f->s->atoms[reading];
    ng_pattern_dfa *const dfa = &f->s->dfa;
    uint32_t state;

    *out = (found){list, i, i, 0};
    if (list->p[i].is_inner)
        return NG_OK;
    if (ng_pattern_start(dfa, &f->doc->alloc, reading, list->p[i].symbol, &state) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t at = i + 1; state != NG_PATTERN_DEAD; at++) {
        if (dfa->states[state].rule != UINT32_MAX && (at == list->n || !list->p[at].is_inner)) {
            out->stop = at;
            out->rule = dfa->states[state].rule;
        }
        if (at == list->n || at - i == NG_PATTERN_MAX_ATOMS)
            break;
        if (ng_pattern_next(dfa, &f->doc->alloc, state, list->p[at].symbol, &state) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

/* The span and groups begin behind titles that were taken for the sake of a name only. */
static void
skip_titles(const found *m, uint64_t titles, uint32_t marks[NG_PATTERN_MARKS])
{
    for (int i = 0; titles != 0 && i < NG_PATTERN_MARKS; i += 2) {
        while (marks[i] != UINT32_MAX && marks[i] < m->stop &&
               (titles >> (marks[i] - m->first) & 1) != 0)
            marks[i]++;
    }
}

/* The places of the groups in a match.  Backtracking that never comes to the same place
   twice: see values.c. */
static bool
capture(const finder *f, const found *m, uint32_t marks[NG_PATTERN_MARKS])
{
    const ng_pattern_row *const row = &f->x->rows[m->rule];
    const ng_pattern_code *const program = f->x->code + row->first_code;
    const size_t length = m->stop - m->first;
    thread *const stack = f->s->stack;
    size_t n = 0;

    memset(f->s->seen, 0, row->n_code * sizeof f->s->seen[0]);
    for (int i = 0; i < NG_PATTERN_MARKS; i++)
        marks[i] = UINT32_MAX;
    stack[n++] = (thread){.slot = NG_PATTERN_MARKS};
    while (n > 0) {
        thread t = stack[--n];

        if (t.slot < NG_PATTERN_MARKS) {
            marks[t.slot] = t.old;
            continue;
        }
        while ((f->s->seen[t.pc] >> t.at & 1) == 0) {
            const ng_pattern_code *const c = &program[t.pc];
            const pattern_atom *const atom = &m->atoms->p[m->first + t.at];

            f->s->seen[t.pc] |= UINT64_C(1) << t.at;
            if (c->op == NG_OP_MATCH) {
                if (t.at < length)
                    break;
                skip_titles(m, t.titles, marks);
                return true;
            }
            if (c->op == NG_OP_SAVE) {
                stack[n++] = (thread){.slot = (uint8_t)c->arg, .old = marks[c->arg]};
                marks[c->arg] = (uint32_t)(m->first + t.at);
                t.pc++;
            } else if (c->op == NG_OP_SPLIT || c->op == NG_OP_SPLIT_BACK) {
                const uint16_t other = (uint16_t)(t.pc + c->arg), behind = (uint16_t)(t.pc + 1);
                const bool back = c->op == NG_OP_SPLIT_BACK;

                stack[n++] = (thread){back ? behind : other, t.at, NG_PATTERN_MARKS, 0, t.titles};
                t.pc = back ? other : behind;
            } else if (c->op == NG_OP_JUMP) {
                t.pc = (uint16_t)(t.pc + c->arg);
            } else if (t.at == length) {
                break;
            } else if (c->op == NG_OP_GLUE) {
                if (c->arg != ((atom->symbol & 1) != 0 ? 1 : 2))
                    break;
                t.pc++;
            } else {
                if (!ng_pattern_takes(f->x, c, &f->s->dfa.symbols[atom->symbol / 2]))
                    break;
                if (c->op == NG_OP_CLASS && c->arg == NG_ATOM_IS_TITLE)
                    t.titles |= UINT64_C(1) << t.at;
                t.pc++;
                t.at++;
            }
        }
    }
    return false;
}

/* -------------------------------------------------------------------- rows */

/* One byte more of the value. */
static ng_status
put(finder *f, size_t *n, char c)
{
    ng_pattern_scratch *const s = f->s;
    const ng_column_ref columns[] = {NG_COLUMN(s->value)};

    if (ng_reserve(&f->doc->alloc, columns, 1, &s->cap_value, *n + 1) != NG_OK)
        return NG_ERR_MEMORY;
    s->value[(*n)++] = c;
    return NG_OK;
}

/* Capitals and small letters are those of ASCII; a value is a key, not prose. */
static ng_status
put_group(finder *f, size_t *n, uint32_t start, uint32_t stop, char filter)
{
    for (uint32_t i = start; i < stop; i++) {
        char c = f->doc->text[i];
        const bool is_letter = (unsigned)((c | 32) - 'a') < 26 || (unsigned char)c >= 0x80;

        if ((filter == 'd' && (unsigned)(c - '0') >= 10) || (filter == 'a' && !is_letter))
            continue;
        if (filter == 'u' && (unsigned)(c - 'a') < 26)
            c = (char)(c - 32);
        else if (filter == 'l' && (unsigned)(c - 'A') < 26)
            c = (char)(c + 32);
        if (c == '\0')
            c = ' ';
        if (put(f, n, c) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

/* The value of a match, in value_chars. */
static ng_status
make_value(finder *f, const found *m, const uint32_t marks[NG_PATTERN_MARKS], uint32_t *place)
{
    const ng_pattern_row *const row = &f->x->rows[m->rule];
    size_t n = 0;

    *place = 0;
    if (row->value == UINT32_MAX)
        return NG_OK;
    for (const char *p = f->x->chars + row->value; *p != '\0'; p++) {
        if (*p != '\1') {
            if (put(f, &n, *p) != NG_OK)
                return NG_ERR_MEMORY;
            continue;
        }
        const uint32_t first = marks[2 * p[1]], stop = marks[2 * p[1] + 1];

        if (stop != UINT32_MAX && first < stop &&
            put_group(f, &n, m->atoms->p[first].start, m->atoms->p[stop - 1].stop, p[2]) != NG_OK)
            return NG_ERR_MEMORY;
        p += 2;
    }
    if (put(f, &n, '\0') != NG_OK)
        return NG_ERR_MEMORY;
    return ng_doc_keep_chars(f->doc, f->s->value, place);
}

/* The groups that took something, in the order of the rule. */
static ng_status
push_groups(finder *f, const found *m, const uint32_t marks[NG_PATTERN_MARKS])
{
    const ng_pattern_row *const row = &f->x->rows[m->rule];
    ng_u32_list *const groups = &f->doc->pattern_groups;

    for (uint32_t g = 0; g < row->n_groups; g++) {
        const uint32_t first = marks[2 * g + 2], stop = marks[2 * g + 3];

        if (stop == UINT32_MAX || first >= stop)
            continue;
        if (ng_doc_push_number(f->doc, groups, row->groups[g]) != NG_OK ||
            ng_doc_push_number(f->doc, groups, m->atoms->p[first].start) != NG_OK ||
            ng_doc_push_number(f->doc, groups, m->atoms->p[stop - 1].stop) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

/* Append the match; *resume is where the text goes on. */
static ng_status
push_match(finder *f, const found *m, uint32_t *resume)
{
    ng_pattern_columns *const c = &f->doc->patterns;
    const pattern_atom *const atoms = m->atoms->p;
    const uint32_t first_group = (uint32_t)f->doc->pattern_groups.n;
    uint32_t marks[NG_PATTERN_MARKS], value;
    size_t first = m->first, stop = m->stop;

    if (!capture(f, m, marks)) /* cannot be: the automaton says that it matches */
        return NG_OK;
    if (marks[1] != UINT32_MAX && marks[0] < marks[1]) {
        first = marks[0];
        stop = marks[1];
    }
    if (ng_doc_reserve_pattern(f->doc) != NG_OK || make_value(f, m, marks, &value) != NG_OK ||
        push_groups(f, m, marks) != NG_OK)
        return NG_ERR_MEMORY;
    c->start[c->n] = atoms[first].start;
    c->stop[c->n] = atoms[stop - 1].stop;
    c->sentence[c->n] = f->sentence;
    c->rule[c->n] = m->rule;
    c->value[c->n] = value;
    c->first_group[c->n] = first_group;
    c->stop_group[c->n] = (uint32_t)f->doc->pattern_groups.n;
    c->n++;
    *resume = atoms[stop - 1].stop;
    return NG_OK;
}

static bool
is_better(const found *a, const found *b)
{
    const uint32_t a_stop = a->atoms->p[a->stop - 1].stop;
    const uint32_t b_stop = b->atoms->p[b->stop - 1].stop;

    return a_stop != b_stop ? a_stop > b_stop : a->rule < b->rule;
}

/* The readings that rules ask for, side by side, from the left. */
static ng_status
find_all(finder *f)
{
    size_t at[NG_N_READINGS] = {0};

    for (;;) {
        found best = {NULL, 0, 0, 0}, other;
        uint32_t start = UINT32_MAX, resume;

        for (unsigned r = 0; r < NG_N_READINGS; r++) {
            const atom_list *const list = &f->s->atoms[r];

            if (at[r] < list->n && list->p[at[r]].start < start)
                start = list->p[at[r]].start;
        }
        if (start == UINT32_MAX)
            return NG_OK;
        for (unsigned r = 0; r < NG_N_READINGS; r++) {
            const atom_list *const list = &f->s->atoms[r];

            if (at[r] == list->n || list->p[at[r]].start != start)
                continue;
            if (longest(f, at[r], r, &other) != NG_OK)
                return NG_ERR_MEMORY;
            if (other.stop > other.first && (best.atoms == NULL || is_better(&other, &best)))
                best = other;
        }
        resume = start + 1;
        if (best.atoms != NULL && push_match(f, &best, &resume) != NG_OK)
            return NG_ERR_MEMORY;
        /* A span that begins behind context on its right is not found twice. */
        if (resume <= start)
            resume = start + 1;
        for (unsigned r = 0; r < NG_N_READINGS; r++) {
            const atom_list *const list = &f->s->atoms[r];

            while (at[r] < list->n && list->p[at[r]].start < resume)
                at[r]++;
        }
    }
}

/* Where mentions are made, so that menus and links have no matches either. */
static bool
is_read(const ng_pipeline *pipeline, const ng_doc *doc, size_t sentence)
{
    const uint8_t kind = doc->blocks.kind[doc->sentences.block[sentence]];

    return pipeline->whole || (kind != NG_BLOCK_CHROME && kind != NG_BLOCK_RELATED &&
                               kind != NG_BLOCK_PROMO && kind != NG_BLOCK_COMMENT_COUNT);
}

ng_status
ng_patterns_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    finder f = {.x = pipeline->patterns, .doc = doc};
    ng_value_run run = {.pipeline = pipeline, .doc = doc};

    if (pipeline->patterns == NULL)
        return NG_OK;
    if (ng_value_scratch_new(doc) != NG_OK || prepare(doc, pipeline->patterns) != NG_OK)
        return NG_ERR_MEMORY;
    f.s = doc->pattern_scratch;
    if ((ng_patterns_need(f.x) & NG_READS_NAMES) != 0 && gather_names(pipeline, &f) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < doc->sentences.n; i++) {
        if (!is_read(pipeline, doc, i))
            continue;
        f.sentence = (uint32_t)i;
        ng_pattern_dfa_trim(&f.s->dfa);
        if (ng_atoms_cut_joined(&run, doc->sentences.first_token[i],
                                doc->sentences.stop_token[i]) != NG_OK ||
            read_sentence(&f, run.atoms, run.n) != NG_OK || find_all(&f) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}
