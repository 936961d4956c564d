/*
 * A pattern into a program.
 *
 * All jumps count from where they stand, so that a piece of program can be moved and
 * repeated as it is.  Groups that are open lie on a stack of their own, at most
 * NG_PATTERN_MAX_DEPTH of them.
 */
#include "labels.h"
#include "patterns_parse.h"
#include "values.h"

#include <string.h>

bool
ng_pattern_emit(ng_pattern_parser *p, ng_pattern_op op, uint8_t min, uint8_t max, int32_t arg)
{
    if (p->n + 1 >= NG_PATTERN_MAX_RULE_CODE)
        return ng_pattern_fail(p, p->p, "the pattern is too long: more than %d steps",
                               NG_PATTERN_MAX_RULE_CODE);
    p->code[p->n++] = (ng_pattern_code){(uint8_t)op, min, max, arg};
    return true;
}

/* Put an instruction before what stands from `at` on. */
static bool
insert(ng_pattern_parser *p, uint32_t at, ng_pattern_op op, int32_t arg)
{
    if (!ng_pattern_emit(p, op, 0, 0, arg))
        return false;
    memmove(p->code + at + 1, p->code + at, (p->n - 1 - at) * sizeof *p->code);
    p->code[at] = (ng_pattern_code){(uint8_t)op, 0, 0, arg};
    return true;
}

static bool
emit_class(ng_pattern_parser *p, uint32_t bits, uint8_t min, uint8_t max)
{
    p->x->classes |= bits;
    p->x->asks_length |= min != 0 || max != UINT8_MAX;
    if ((bits & NG_ATOM_IS_VALUE) != 0)
        p->reading |= NG_READS_VALUES;
    return ng_pattern_emit(p, NG_OP_CLASS, min, max, (int32_t)bits);
}

static bool
emit_named(ng_pattern_parser *p, const char *where, const ng_pattern_name *name)
{
    if (p->n + name->n_code >= NG_PATTERN_MAX_RULE_CODE)
        return ng_pattern_fail(p, where, "the pattern is too long with this: more than %d steps",
                               NG_PATTERN_MAX_RULE_CODE);
    if (name->n_code > 0)
        memcpy(p->code + p->n, p->named_code + name->first_code, name->n_code * sizeof *p->code);
    p->n += name->n_code;
    p->reading |= name->reading;
    return true;
}

/* "BA2490": letters and digits, one glued to the other. */
static bool
emit_mixed(ng_pattern_parser *p)
{
    const uint32_t both = NG_ATOM_IS_WORD | NG_ATOM_IS_DIGITS;

    return ng_pattern_emit(p, NG_OP_SPLIT, 0, 0, 5) &&
           emit_class(p, NG_ATOM_IS_WORD, 0, UINT8_MAX) &&
           ng_pattern_emit(p, NG_OP_GLUE, 0, 0, 1) &&
           emit_class(p, NG_ATOM_IS_DIGITS, 0, UINT8_MAX) &&
           ng_pattern_emit(p, NG_OP_JUMP, 0, 0, 4) &&
           emit_class(p, NG_ATOM_IS_DIGITS, 0, UINT8_MAX) &&
           ng_pattern_emit(p, NG_OP_GLUE, 0, 0, 1) &&
           emit_class(p, NG_ATOM_IS_WORD, 0, UINT8_MAX) &&
           ng_pattern_emit(p, NG_OP_SPLIT, 0, 0, 4) && ng_pattern_emit(p, NG_OP_GLUE, 0, 0, 1) &&
           emit_class(p, both, 0, UINT8_MAX) && ng_pattern_emit(p, NG_OP_JUMP, 0, 0, -3);
}

/* ---------------------------------------------------------------- numbers */

/* Digits at p; false if there are none or they are more than `most`. */
static bool
number(ng_pattern_parser *p, const char *what, unsigned most, unsigned *out)
{
    const char *const where = p->p;
    unsigned v = 0;

    while (p->p < p->end && *p->p >= '0' && *p->p <= '9') {
        v = v * 10 + (unsigned)(*p->p++ - '0');
        if (v > most)
            return ng_pattern_fail(p, where, "%s must be at most %u", what, most);
    }
    if (p->p == where)
        return ng_pattern_fail(p, where, "expected a number");
    *out = v;
    return true;
}

/* "m,n" and the closing mark; "m," has no upper end (`most` + 1), "m" is both. */
static bool
range(ng_pattern_parser *p, char close, const char *what, unsigned most, unsigned *low,
      unsigned *high)
{
    const char *const where = p->p;

    p->p++;
    if (!number(p, what, most, low))
        return false;
    *high = *low;
    if (p->p < p->end && *p->p == ',') {
        p->p++;
        *high = most + 1;
        if (p->p < p->end && *p->p != close && !number(p, what, most, high))
            return false;
    }
    if (p->p >= p->end || *p->p != close)
        return ng_pattern_fail(p, p->p, "expected '%c'", close);
    p->p++;
    if (*high < *low || *high == 0)
        return ng_pattern_fail(p, where, "%s from %u to %u can never be", what, *low, *high);
    return true;
}

/* --------------------------------------------------------------- literals */

/* White space between two atoms of a literal is white space, and nothing is nothing. */
static bool
take_atom(ng_pattern_parser *p, const char *where, const ng_atom *atom, bool exact, bool is_first)
{
    const char *const s = p->doc->text + atom->start;
    const size_t n = atom->stop - atom->start;
    char folded[NG_PATTERN_MAX_WORD];
    const size_t n_folded = n <= NG_PATTERN_MAX_WORD ? ng_pattern_fold(s, n, folded) : 0;
    uint8_t spelling = 0;
    uint32_t word;
    ng_status status;

    if (n_folded == 0)
        return ng_pattern_fail(p, where, "a word in quotes is longer than %d bytes",
                               NG_PATTERN_MAX_WORD - 4);
    if (!is_first && !ng_pattern_emit(p, NG_OP_GLUE, 0, 0, atom->flags & NG_ATOM_GLUED ? 1 : 2))
        return false;
    if (ng_pattern_add_word(p->x, folded, n_folded, &word) != NG_OK)
        return ng_pattern_no_memory(p);
    if (!exact)
        return ng_pattern_emit(p, NG_OP_WORD, 0, 0, (int32_t)word);
    status = ng_pattern_add_spelling(p->x, word, s, n, &spelling);
    if (status == NG_ERR_TOO_LONG)
        return ng_pattern_fail(p, where, "more than 255 spellings of one word");
    return status == NG_OK ? ng_pattern_emit(p, NG_OP_EXACT, spelling, 0, (int32_t)word)
                           : ng_pattern_no_memory(p);
}

/* The atoms of the text, as those of an article are cut. */
static bool
cut(ng_pattern_parser *p, const char *s, size_t n, ng_value_run *run)
{
    static const ng_pipeline plain;
    ng_token_columns *const t = &p->doc->tokens;

    ng_doc_reset(p->doc, s, n);
    if (ng_doc_reserve_tokens(p->doc, n) != NG_OK ||
        ng_value_scratch_new(p->doc) != NG_OK)
        return ng_pattern_no_memory(p);
    for (size_t i = 0; i < n;) {
        size_t stop = i;

        while (stop < n && s[stop] != ' ')
            stop++;
        if (stop > i)
            ng_doc_push_token(p->doc, i, stop, NG_TOKEN_WORD, 0);
        i = stop + 1;
    }
    *run = (ng_value_run){.pipeline = &plain, .doc = p->doc};
    if (t->n > 0 && ng_atoms_cut_joined(run, 0, (uint32_t)t->n) != NG_OK)
        return ng_pattern_no_memory(p);
    return true;
}

bool
ng_pattern_literal(ng_pattern_parser *p, const char *where, const char *s, size_t n, bool exact,
                   int set, bool *is_word)
{
    const uint32_t before = p->n;
    ng_value_run run;

    *is_word = false;
    if (!cut(p, s, n, &run))
        return false;
    if (run.n == 0)
        return ng_pattern_fail(p, where, "nothing stands between the quotes");
    if (run.n > NG_PATTERN_MAX_ATOMS)
        return ng_pattern_fail(p, where, "more than %d words and marks in quotes",
                               NG_PATTERN_MAX_ATOMS);
    for (size_t i = 0; i < run.n; i++) {
        if (!take_atom(p, where, &run.atoms[i], exact, i == 0))
            return false;
    }
    if (set >= 0 && !exact && run.n == 1) {
        p->x->words[p->code[before].arg].sets |= UINT64_C(1) << set;
        p->n = before;
        *is_word = true;
    }
    return true;
}

/* ------------------------------------------------------------------ names */

/* Steps from one name to the other: letters put in, left out or changed; at most 3. */
static unsigned
distance(const char *a, size_t n, const char *b)
{
    const size_t m = strlen(b);
    unsigned row[NG_PATTERN_MAX_NAME + 2];

    if (n > NG_PATTERN_MAX_NAME || m > NG_PATTERN_MAX_NAME)
        return 3;
    for (size_t j = 0; j <= m; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned corner = row[0];

        row[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            const unsigned change = corner + ((a[i - 1] & ~32) != (b[j - 1] & ~32));

            corner = row[j];
            row[j] = row[j - 1] < row[j] ? row[j - 1] + 1 : row[j] + 1;
            row[j] = change < row[j] ? change : row[j];
        }
    }
    return row[m] < 3 ? row[m] : 3;
}

/* "there is no class 'NUMER'; there is NUMBER". */
static bool
fail_unknown(ng_pattern_parser *p, const char *where, size_t n)
{
    const char *best = NULL;
    /* Of a short name only what is nearer. */
    unsigned least = n < 4 ? (unsigned)n / 2 + 1 : 3;

    for (size_t i = 0; ng_pattern_class_name(i) != NULL; i++) {
        const unsigned d = distance(where, n, ng_pattern_class_name(i));

        if (d < least) {
            least = d;
            best = ng_pattern_class_name(i);
        }
    }
    for (size_t i = 0; i < p->n_names; i++) {
        const unsigned d = distance(where, n, p->x->chars + p->names[i].start);

        if (d < least) {
            least = d;
            best = p->x->chars + p->names[i].start;
        }
    }
    if (best != NULL)
        return ng_pattern_fail(p, where, "there is no class '%.*s'; did you mean %s?",
                               (int)(n > 40 ? 40 : n), where, best);
    return ng_pattern_fail(p, where,
                           "there is no class '%.*s'; there are WORD, CAP, UPPER, LOWER, ROMAN, "
                           "NUMBER, INT, DIGITS, DECIMAL, YEAR, DAY, MARK, DASH, ALNUM, ANY, DATE, "
                           "TIME, MONEY ... and your own let and words",
                           (int)(n > 40 ? 40 : n), where);
}

/* A class, with lengths or without, or what `let` or `words` has named. */
static bool
named(ng_pattern_parser *p, bool *nullable)
{
    const char *const where = p->p;
    const size_t n = ng_pattern_name_len(p);
    const ng_pattern_name *const name = ng_pattern_find_name(p, where, n);
    const uint32_t bits = ng_pattern_class(where, n);
    unsigned low = 0, high = UINT8_MAX;

    p->p += n;
    *nullable = name != NULL && name->nullable;
    if (name != NULL)
        return emit_named(p, where, name);
    if (n == 5 && memcmp(where, "ALNUM", 5) == 0)
        return emit_mixed(p);
    if (bits == 0)
        return fail_unknown(p, where, n);
    if (p->p < p->end && *p->p == '<') {
        if ((bits & NG_ATOM_IS_VALUE) != 0)
            return ng_pattern_fail(p, p->p, "a length fits words and numbers only");
        if (!range(p, '>', "a length", UINT8_MAX - 1, &low, &high))
            return false;
    }
    return emit_class(p, bits, (uint8_t)low, (uint8_t)high);
}

/* The number of the label among those that rules ask for. */
static bool
label_number(ng_pattern_parser *p, const char *where, const char *s, size_t n, int32_t *out)
{
    ng_patterns *const x = p->x;

    for (uint32_t i = 0; i < x->n_labels; i++) {
        const char *const known = x->chars + x->labels[i];

        if (strlen(known) == n && memcmp(known, s, n) == 0) {
            *out = (int32_t)i;
            return true;
        }
    }
    if (x->n_labels == NG_PATTERN_MAX_LABELS)
        return ng_pattern_fail(p, where, "rules ask for at most %d labels", NG_PATTERN_MAX_LABELS);
    if (ng_pattern_keep(x, s, n, &x->labels[x->n_labels]) != NG_OK)
        return ng_pattern_no_memory(p);
    *out = (int32_t)x->n_labels++;
    return true;
}

/* "@PERSON", "@\"WAR-SHIP\"": a name, and titles before it. */
static bool
name_item(ng_pattern_parser *p)
{
    const char *const where = p->p++;
    char quoted[NG_PATTERN_MAX_NAME];
    const char *s = p->p;
    size_t n = ng_pattern_name_len(p);
    int32_t number = 0;

    if (n > 0) {
        p->p += n;
    } else if (p->p < p->end && *p->p == '"') {
        if (!ng_pattern_quoted(p, quoted, sizeof quoted, &n))
            return false;
        s = quoted;
    }
    if (n == 0 || !ng_label_is_valid(s, n))
        return ng_pattern_fail(p, where, "expected a label, such as PERSON, behind '@'");
    p->reading |= NG_READS_NAMES;
    return label_number(p, where, s, n, &number) && ng_pattern_emit(p, NG_OP_SPLIT, 0, 0, 3) &&
           emit_class(p, NG_ATOM_IS_TITLE, 0, UINT8_MAX) &&
           ng_pattern_emit(p, NG_OP_JUMP, 0, 0, -2) &&
           ng_pattern_emit(p, NG_OP_NAME, 0, 0, number);
}

/* ---------------------------------------------------------------- repeats */

/* X{low,high} of what stands from `at` on, which takes `size` instructions. */
static bool
repeat(ng_pattern_parser *p, const char *where, uint32_t at, unsigned low, unsigned high)
{
    const uint32_t size = p->n - at;
    const bool open = high > NG_PATTERN_MAX_ATOMS;
    const uint32_t n_more = open ? 1 : high - low;
    uint64_t total = (uint64_t)size * low + (uint64_t)n_more * (size + 2);

    if (at + total + 1 >= NG_PATTERN_MAX_RULE_CODE)
        return ng_pattern_fail(p, where, "the pattern is too long with this: more than %d steps",
                               NG_PATTERN_MAX_RULE_CODE);
    memcpy(p->copy, p->code + at, size * sizeof *p->copy);
    p->n = at;
    for (unsigned i = 0; i < low; i++) {
        memcpy(p->code + p->n, p->copy, size * sizeof *p->copy);
        p->n += size;
    }
    if (open) {
        p->code[p->n++] = (ng_pattern_code){NG_OP_SPLIT, 0, 0, (int32_t)size + 2};
        memcpy(p->code + p->n, p->copy, size * sizeof *p->copy);
        p->n += size;
        p->code[p->n++] = (ng_pattern_code){NG_OP_JUMP, 0, 0, -(int32_t)(size + 1)};
        return true;
    }
    total = p->n + (uint64_t)n_more * (size + 1);
    for (unsigned i = 0; i < n_more; i++) {
        p->code[p->n] = (ng_pattern_code){NG_OP_SPLIT, 0, 0, (int32_t)(total - p->n)};
        memcpy(p->code + p->n + 1, p->copy, size * sizeof *p->copy);
        p->n += size + 1;
    }
    return true;
}

static bool
is_postfix(const ng_pattern_parser *p)
{
    return p->p < p->end && (*p->p == '?' || *p->p == '*' || *p->p == '+' || *p->p == '{');
}

/* "?", "*", "+", "{m,n}" behind what stands from `at` on. */
static bool
postfix(ng_pattern_parser *p, uint32_t at, bool *nullable)
{
    const char *const where = p->p;
    const int32_t size = (int32_t)(p->n - at);
    unsigned low, high;

    if (!is_postfix(p))
        return true;
    switch (*p->p) {
    case '?':
        p->p++;
        if (!insert(p, at, NG_OP_SPLIT, size + 1))
            return false;
        *nullable = true;
        break;
    case '*':
        p->p++;
        if (!insert(p, at, NG_OP_SPLIT, size + 2) ||
            !ng_pattern_emit(p, NG_OP_JUMP, 0, 0, -(size + 1)))
            return false;
        *nullable = true;
        break;
    case '+':
        p->p++;
        if (!ng_pattern_emit(p, NG_OP_SPLIT_BACK, 0, 0, -size))
            return false;
        break;
    default:
        if (!range(p, '}', "a repeat", NG_PATTERN_MAX_ATOMS, &low, &high) ||
            !repeat(p, where, at, low, high))
            return false;
        *nullable |= low == 0;
    }
    if (is_postfix(p))
        return ng_pattern_fail(p, p->p, "'%c' cannot stand behind '%c'; put what it repeats in ()",
                               *p->p, *where);
    return true;
}

/* ------------------------------------------------------------------ items */

/* What stands before an item. */
typedef struct prefix {
    uint32_t whole; /* where the code begins */
    int slot;
    int glue;
} prefix;

/* The slot of the group's name. */
static bool
group_slot(ng_pattern_parser *p, const char *s, size_t n, int *slot)
{
    ng_pattern_row *const row = p->row;

    if (!p->in_rule)
        return ng_pattern_fail(p, s, "a group can have a name in a rule only, not in let");
    for (int i = 0; i < p->depth; i++) {
        if (p->frames[i].slot > 0)
            return ng_pattern_fail(p, s, "a named group stands in another");
    }
    if (n > NG_PATTERN_MAX_NAME)
        return ng_pattern_fail(p, s, "a name is longer than %d bytes", NG_PATTERN_MAX_NAME);
    for (uint32_t i = 0; i < row->n_groups; i++) {
        const char *const known = p->x->chars + row->groups[i];

        if (strlen(known) == n && memcmp(known, s, n) == 0) {
            *slot = (int)i + 1;
            return true;
        }
    }
    if (row->n_groups == NG_PATTERN_MAX_GROUPS)
        return ng_pattern_fail(p, s, "a rule has at most %d named groups", NG_PATTERN_MAX_GROUPS);
    if (ng_pattern_keep(p->x, s, n, &row->groups[row->n_groups]) != NG_OK)
        return ng_pattern_no_memory(p);
    *slot = (int)++row->n_groups;
    return true;
}

/* "~" or "_", if one stands here. */
static bool
read_glue(ng_pattern_parser *p, prefix *out)
{
    const char mark = *p->p;

    if (mark != '~' && mark != '_')
        return true;
    if (out->glue != 0)
        return ng_pattern_fail(p, p->p, "'%c' stands behind '~' or '_' already", mark);
    out->glue = mark == '~' ? 1 : 2;
    p->p++;
    if (!ng_pattern_emit(p, NG_OP_GLUE, 0, 0, out->glue))
        return false;
    return ng_pattern_skip(p) || ng_pattern_fail(p, p->p, "expected what '%c' stands before", mark);
}

/* "name:", "~", "_"; the name before or behind the mark. */
static bool
read_prefix(ng_pattern_parser *p, prefix *out)
{
    size_t n;

    *out = (prefix){p->n, 0, 0};
    if (!read_glue(p, out))
        return false;
    n = ng_pattern_name_len(p);
    if (n == 0 || p->end - p->p <= (ptrdiff_t)n || p->p[n] != ':' ||
        (p->end - p->p > (ptrdiff_t)n + 1 && p->p[n + 1] == ':'))
        return true;
    if (!group_slot(p, p->p, n, &out->slot))
        return false;
    p->p += n + 1;
    if (!ng_pattern_skip(p))
        return ng_pattern_fail(p, p->p, "expected what the group is behind ':'");
    return read_glue(p, out);
}

/* The end of an item whose code begins at `whole`. */
static bool
close_item(ng_pattern_parser *p, const char *where, uint32_t whole, int slot, bool glued,
           bool nullable)
{
    ng_pattern_frame *const f = &p->frames[p->depth - 1];

    if (glued && nullable)
        return ng_pattern_fail(p, where, "what '~' or '_' stands before must not be empty");
    if (slot == -1 && nullable)
        return ng_pattern_fail(p, where, "what stands in [] must not be empty");
    if (slot == -1 && is_postfix(p))
        return ng_pattern_fail(p, p->p, "[] cannot be repeated");
    if (!postfix(p, whole, &nullable))
        return false;
    if (slot != 0) {
        const int mark = slot < 0 ? 0 : 2 * slot;

        if (!insert(p, whole, NG_OP_SAVE, mark) ||
            !ng_pattern_emit(p, NG_OP_SAVE, 0, 0, mark + 1))
            return false;
    }
    f->branch_empty = false;
    f->branch_nullable &= nullable;
    return true;
}

static bool
open_group(ng_pattern_parser *p, const prefix *before)
{
    const bool is_span = *p->p == '[';

    if (is_span && (p->depth > 1 || !p->in_rule || before->slot != 0 || before->glue != 0))
        return ng_pattern_fail(p, p->p, "[] must stand by itself, in a rule and in no group");
    if (is_span && p->has_span)
        return ng_pattern_fail(p, p->p, "a rule has one [] only");
    if (p->depth == NG_PATTERN_MAX_DEPTH)
        return ng_pattern_fail(p, p->p, "groups stand in each other more than %d deep",
                               NG_PATTERN_MAX_DEPTH - 1);
    p->has_span |= is_span;
    p->frames[p->depth++] = (ng_pattern_frame){.start = p->n,
                                               .whole = before->whole,
                                               .branch = p->n,
                                               .slot = is_span ? -1 : before->slot,
                                               .glued = before->glue != 0,
                                               .branch_nullable = true,
                                               .branch_empty = true,
                                               .where = p->p};
    p->p++;
    return true;
}

bool
ng_pattern_branch(ng_pattern_parser *p, ng_pattern_frame *f)
{
    /* SPLIT, the branch, JUMP: the other branches follow. */
    if (!insert(p, f->branch, NG_OP_SPLIT, (int32_t)(p->n - f->branch) + 2) ||
        !ng_pattern_emit(p, NG_OP_JUMP, 0, 0, (int32_t)f->pending))
        return false;
    f->pending = p->n;
    f->branch = p->n;
    return true;
}

void
ng_pattern_join(ng_pattern_parser *p, ng_pattern_frame *f)
{
    while (f->pending != 0) {
        ng_pattern_code *const jump = &p->code[f->pending - 1];
        const uint32_t before = (uint32_t)jump->arg;

        jump->arg = (int32_t)(p->n - (f->pending - 1));
        f->pending = before;
    }
}

/* "|": the next branch of the group that is open. */
static bool
next_branch(ng_pattern_parser *p)
{
    ng_pattern_frame *const f = &p->frames[p->depth - 1];

    if (f->branch_empty)
        return ng_pattern_fail(p, p->p, "expected something before '|'");
    p->p++;
    f->nullable |= f->branch_nullable;
    f->branch_nullable = f->branch_empty = true;
    return ng_pattern_branch(p, f);
}

static bool
close_group(ng_pattern_parser *p)
{
    ng_pattern_frame *const f = &p->frames[p->depth - 1];
    const char close = f->slot == -1 ? ']' : ')';

    if (p->depth == 1)
        return ng_pattern_fail(p, p->p, "'%c' closes nothing", *p->p);
    if (*p->p != close)
        return ng_pattern_fail(p, p->p, "expected '%c' before '%c'", close, *p->p);
    if (f->branch_empty)
        return ng_pattern_fail(p, p->p, "expected something before '%c'", *p->p);
    p->p++;
    ng_pattern_join(p, f);
    p->depth--;
    return close_item(p, f->where, f->whole, f->slot, f->glued, f->nullable | f->branch_nullable);
}

static bool
quoted_item(ng_pattern_parser *p)
{
    const char *const where = p->p;
    const bool exact = *where == '\'';
    char s[1024];
    bool is_word;
    size_t n;

    return ng_pattern_quoted(p, s, sizeof s, &n) &&
           ng_pattern_literal(p, where, s, n, exact, -1, &is_word);
}

static bool
item(ng_pattern_parser *p)
{
    const char *const where = p->p;
    bool nullable = false;
    prefix before;

    if (!read_prefix(p, &before))
        return false;
    if (*p->p == '(' || *p->p == '[')
        return open_group(p, &before);
    if (*p->p == '"' || *p->p == '\'') {
        if (!quoted_item(p))
            return false;
    } else if (*p->p == '@') {
        if (!name_item(p))
            return false;
    } else if (ng_pattern_name_len(p) > 0) {
        if (!named(p, &nullable))
            return false;
    } else if (is_postfix(p)) {
        return ng_pattern_fail(p, p->p, "'%c' has nothing to repeat", *p->p);
    } else {
        return ng_pattern_fail(p, p->p,
                               "expected a class, a quoted text, '@', '(' or '[', not '%.*s'",
                               (unsigned char)*p->p < 0x80 ? 1 : 0, p->p);
    }
    return close_item(p, where, before.whole, before.slot, before.glue != 0, nullable);
}

bool
ng_pattern_parse(ng_pattern_parser *p, bool *nullable)
{
    ng_pattern_frame *const f = &p->frames[0];

    p->n = 0;
    p->reading = NG_READS_PLAIN;
    p->has_span = false;
    p->depth = 1;
    *f = (ng_pattern_frame){.branch_nullable = true, .branch_empty = true, .where = p->p};
    while (ng_pattern_skip(p) && !(p->end - p->p >= 2 && p->p[0] == '=' && p->p[1] == '>')) {
        const bool done = *p->p == '|'                       ? next_branch(p)
                          : *p->p == ')' || *p->p == ']' ? close_group(p)
                                                             : item(p);

        if (!done)
            return false;
    }
    if (p->depth > 1)
        return ng_pattern_fail(p, p->p, "expected '%c' before the end of the pattern",
                               p->frames[p->depth - 1].slot == -1 ? ']' : ')');
    if (f->branch_empty)
        return ng_pattern_fail(p, p->p, "expected a pattern");
    ng_pattern_join(p, f);
    *nullable = f->nullable | f->branch_nullable;
    return true;
}
