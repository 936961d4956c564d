/*
 * The value stage: from atoms to rows.
 *
 * From each atom the automaton goes as far as any pattern does, and remembers where
 * patterns ended.  Nearly always it stops at the first or second atom.
 */
#include "dates.h"
#include "memory.h"

#include <string.h>

enum { OP_STEP, OP_SAVE, OP_SPLIT, OP_JUMP, OP_MATCH };

/*
 * An instruction of a rule's program, a regular expression's:
 *   STEP   take an atom whose symbol is in step_symbols[arg]; glue: 1 glued, 2 not
 *   SAVE   the place in mark arg
 *   SPLIT  go on at arg, or if that fails behind
 *   JUMP   go on at arg
 *   MATCH  done, if all atoms are taken
 */
typedef struct ng_value_code {
    uint8_t op, glue;
    uint16_t arg;
} ng_value_code;

typedef struct ng_value_cell {
    uint16_t owner, target;
} ng_value_cell;

#include "lang_en_values_rules.inc"

ng_status
ng_value_scratch_new(ng_doc *doc)
{
    if (doc->value_scratch != NULL)
        return NG_OK;
    doc->value_scratch = ng_realloc(&doc->alloc, NULL, sizeof *doc->value_scratch);
    if (doc->value_scratch == NULL)
        return NG_ERR_MEMORY;
    memset(doc->value_scratch, 0, sizeof *doc->value_scratch);
    return NG_OK;
}

void
ng_value_scratch_free(const ng_alloc *alloc, struct ng_value_scratch *scratch)
{
    if (scratch != NULL) {
        ng_free(alloc, scratch->atoms);
        ng_free(alloc, scratch->rows);
        ng_free(alloc, scratch);
    }
}

/* ---------------------------------------------------------------- programs */

#define MAX_CODE 512 /* instructions of a rule */
#define N_MARKS (2 * NG_VALUE_MAX_SLOTS)
#define NO_MARK UINT32_MAX

/* What is left to try. */
typedef struct thread {
    uint16_t pc;
    uint8_t at;    /* atoms behind the first */
    uint8_t slot;  /* N_MARKS: go on at pc; else put `old` back into this slot */
    uint32_t old;
} thread;

static bool
takes(const ng_value_code *c, const ng_atom *atom)
{
    const unsigned glue = (atom->flags & NG_ATOM_GLUED) ? 1 : 2;

    return (c->glue == 0 || c->glue == glue) &&
           (step_symbols[c->arg][atom->symbol / 32] >> (atom->symbol % 32) & 1) != 0;
}

/*
 * Find the rule's captured parts in the atoms [first, stop), which are known to
 * match.  Backtracking that never comes to the same place twice, so time is the
 * length times the program.
 */
static bool
capture(const ng_value_run *run, const ng_value_rule *rule, size_t first, size_t stop,
        uint32_t marks[N_MARKS])
{
    uint64_t seen[MAX_CODE]; /* a bit for each place: NG_VALUE_MAX_ATOMS fit */
    thread stack[2 * MAX_CODE];
    size_t n = 0;
    const ng_value_code *const program = code + rule->first_code;

    if (rule->n_code > MAX_CODE)
        return false;
    memset(seen, 0, rule->n_code * sizeof seen[0]);
    for (unsigned i = 0; i < N_MARKS; i++)
        marks[i] = NO_MARK;
    stack[n++] = (thread){0, 0, N_MARKS, 0};
    while (n > 0) {
        thread t = stack[--n];

        if (t.slot < N_MARKS) {
            marks[t.slot] = t.old;
            continue;
        }
        for (;;) {
            const ng_value_code *const c = &program[t.pc];
            const size_t at = first + t.at;

            if (seen[t.pc] >> t.at & 1)
                break;
            seen[t.pc] |= UINT64_C(1) << t.at;
            if (c->op == OP_STEP) {
                if (at >= stop || !takes(c, &run->atoms[at]))
                    break;
                t.at++;
            } else if (c->op == OP_SAVE) {
                if (n < 2 * MAX_CODE)
                    stack[n++] = (thread){0, 0, (uint8_t)c->arg, marks[c->arg]};
                marks[c->arg] = (uint32_t)at;
            } else if (c->op == OP_SPLIT) {
                if (n < 2 * MAX_CODE)
                    stack[n++] = (thread){(uint16_t)(t.pc + 1), t.at, N_MARKS, 0};
                t.pc = c->arg;
                continue;
            } else if (c->op == OP_JUMP) {
                t.pc = c->arg;
                continue;
            } else {
                if (at == stop)
                    return true;
                break;
            }
            t.pc++;
        }
    }
    return false;
}

/* ----------------------------------------------------------------- matches */

/* A place where patterns end. */
typedef struct ending {
    uint16_t list; /* of accept_lists */
    uint16_t n_atoms;
} ending;

static ng_value_arg
argument(const ng_value_arg_source *source, const uint32_t marks[N_MARKS])
{
    ng_value_arg arg = {0, 0, source->constant};

    if (source->slot != 0 && marks[2 * source->slot + 1] != NO_MARK) {
        arg.first = marks[2 * source->slot];
        arg.stop = marks[2 * source->slot + 1];
    }
    return arg;
}

static unsigned
symbol_of(const ng_atom *atom)
{
    return 2u * atom->symbol + (atom->flags & NG_ATOM_GLUED ? 1 : 0);
}

/* Where patterns that begin at atom i end, the longest last. */
static size_t
endings_at(const ng_value_run *run, size_t i, ending endings[NG_VALUE_MAX_ATOMS])
{
    size_t n = 0, at = i + 1;
    unsigned state = start_states[symbol_of(&run->atoms[i])];

    if (state == 0)
        return 0;
    state--;
    for (;;) {
        const ng_value_cell *cell;

        if (state_accepts[state] != 0)
            endings[n++] = (ending){state_accepts[state], (uint16_t)(at - i)};
        if (at >= run->n || at - i >= NG_VALUE_MAX_ATOMS)
            return n;
        cell = &cells[state_bases[state] + symbol_columns[symbol_of(&run->atoms[at])]];
        if (cell->owner != state + 1)
            return n;
        state = cell->target;
        at++;
    }
}

/* Whether a pattern without what stands before the span, or another, goes on behind it:
   "since April" must not hide "April 1997". */
static bool
is_hidden(const ng_value_run *run, size_t span_first, size_t span_stop)
{
    ending endings[NG_VALUE_MAX_ATOMS];
    const size_t n = endings_at(run, span_first, endings);

    return n > 0 && span_first + endings[n - 1].n_atoms > span_stop;
}

static bool
is_phrase(const ng_value_run *run, size_t first, size_t stop)
{
    return run->pipeline->whole && first == 0 && stop == run->n;
}

/* Try the rule on the atoms [first, stop). */
static bool
try_rule(ng_value_run *run, const ng_value_rule *rule, size_t first, size_t stop,
         size_t *span_stop)
{
    uint32_t marks[N_MARKS];
    ng_value_match match = {.rule = rule, .first = first, .stop = stop};

    if (!capture(run, rule, first, stop, marks))
        return false;
    match.span_first = marks[1] != NO_MARK ? marks[0] : first;
    match.span_stop = marks[1] != NO_MARK ? marks[1] : stop;
    if (match.span_first > first && is_hidden(run, match.span_first, match.span_stop))
        return false;
    for (unsigned i = 0; i < rule->n_args; i++)
        match.args[i] = argument(&rule->args[i], marks);
    /* A text that is one phrase, and this its date: nothing stands around it to look at. */
    for (unsigned i = 0; i < rule->n_guards && !is_phrase(run, first, stop); i++) {
        if (!ng_value_guard_passes(run, &match, (ng_value_guard)rule->guards[i]))
            return false;
    }
    *span_stop = match.span_stop;
    return rule->set == NG_SET_DATE ? ng_date_act(run, &match) : ng_number_act(run, &match);
}

/* Where what begins at atom i ends: behind the span of the rule that matched, or the
   next atom if none did. */
static size_t
match_at(ng_value_run *run, size_t i)
{
    ending endings[NG_VALUE_MAX_ATOMS];
    size_t n = endings_at(run, i, endings);

    while (n-- > 0) {
        for (const uint16_t *r = &accept_lists[endings[n].list]; *r != 0xFFFF; r++) {
            size_t span_stop;

            if (try_rule(run, &rules[*r], i, i + endings[n].n_atoms, &span_stop))
                return span_stop > i ? span_stop : i + 1;
            if (run->status != NG_OK)
                return run->n;
        }
    }
    return i + 1;
}

/* Whether anything that begins at the atom can be a match: most that patterns begin with
   ("the", "in") are followed by what goes on with none of them. */
static inline bool
may_begin(const ng_value_run *run, size_t i)
{
    const unsigned start = start_states[symbol_of(&run->atoms[i])];
    const ng_value_cell *cell;

    if (start == 0)
        return false;
    if (state_accepts[start - 1] != 0)
        return true;
    if (i + 1 >= run->n)
        return false;
    cell = &cells[state_bases[start - 1] + symbol_columns[symbol_of(&run->atoms[i + 1])]];
    return cell->owner == start;
}

/* Where mentions are made; ANNOTATION says everywhere but in these. */
static bool
is_read(ng_block_kind kind)
{
    return kind != NG_BLOCK_CHROME && kind != NG_BLOCK_RELATED && kind != NG_BLOCK_PROMO &&
           kind != NG_BLOCK_COMMENT_COUNT;
}

const ng_value_cues *
ng_value_cues_of(const ng_value_run *run)
{
    ng_value_cues *const c = run->cues;

    if (c->known)
        return c;
    *c = (ng_value_cues){.known = true, .first_vote = SIZE_MAX};
    for (size_t i = 0; i < run->n; i++) {
        c->score = c->score || ng_atom_is(run, i, NG_V_SCORE_CUE);
        if (c->first_vote == SIZE_MAX && ng_atom_is(run, i, NG_V_VOTE_CUE))
            c->first_vote = i;
    }
    return c;
}

ng_status
ng_values_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    ng_date_context context;
    ng_value_cues cues = {.known = false};
    ng_value_run run = {
        .pipeline = pipeline, .doc = doc, .dates = &context, .cues = &cues, .status = NG_OK};

    if (ng_value_scratch_new(doc) != NG_OK)
        return NG_ERR_MEMORY;
    ng_date_context_init(&context, pipeline, doc);
    for (size_t s = 0; s < doc->sentences.n; s++) {
        run.sentence = (uint32_t)s;
        run.block = (ng_block_kind)doc->blocks.kind[doc->sentences.block[s]];
        if (!is_read(run.block))
            continue;
        if (ng_atoms_cut(&run, doc->sentences.first_token[s], doc->sentences.stop_token[s]) != NG_OK)
            return NG_ERR_MEMORY;
        if (!run.has_trigger)
            continue;
        if (run.has_number)
            ng_atoms_fold(doc->value_scratch->atoms, &run.n);
        cues.known = false;
        for (size_t i = 0; i < run.n;)
            i = may_begin(&run, i) ? match_at(&run, i) : i + 1;
        if (run.status != NG_OK)
            return run.status;
    }
    return NG_OK;
}
