/*
 * The automaton of patterns, made as texts ask for it.
 *
 * A state is the set of places in the programs where a match may go on.  What is kept is
 * bounded: when the sets take MAX_SETS numbers or the edges MAX_EDGES, all is forgotten but
 * the state at hand.  A step that is known is one look into a table; one that is not takes
 * time in the places of its state.
 */
#include "patterns.h"

#include <string.h>

#define MAX_SETS (1u << 20)
#define MAX_STATES (1u << 16)
#define MAX_EDGES (1u << 18)
#define MAX_SYMBOLS (1u << 15)
#define MIN_SLOTS 64

static uint64_t
mix(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    return h ^ h >> 32;
}

static ng_status
new_slots(const ng_alloc *alloc, uint32_t **slots, size_t *n_slots, size_t n)
{
    uint32_t *const made = ng_realloc(alloc, NULL, n * sizeof *made);

    if (made == NULL)
        return NG_ERR_MEMORY;
    memset(made, 0, n * sizeof *made);
    ng_free(alloc, *slots);
    *slots = made;
    *n_slots = n;
    return NG_OK;
}

/* --------------------------------------------------------------- life */

ng_status
ng_pattern_dfa_init(ng_pattern_dfa *dfa, const ng_alloc *alloc, const ng_patterns *x)
{
    const size_t n = x->n_code + 1;

    memset(dfa, 0, sizeof *dfa);
    dfa->here.p = ng_realloc(alloc, NULL, n * sizeof *dfa->here.p);
    dfa->next.p = ng_realloc(alloc, NULL, n * sizeof *dfa->next.p);
    dfa->seen_here = ng_realloc(alloc, NULL, n * sizeof *dfa->seen_here);
    dfa->seen_next = ng_realloc(alloc, NULL, n * sizeof *dfa->seen_next);
    dfa->stack = ng_realloc(alloc, NULL, 2 * n * sizeof *dfa->stack);
    if (dfa->here.p == NULL || dfa->next.p == NULL || dfa->seen_here == NULL ||
        dfa->seen_next == NULL || dfa->stack == NULL ||
        new_slots(alloc, &dfa->symbol_slots, &dfa->n_symbol_slots, MIN_SLOTS) != NG_OK ||
        new_slots(alloc, &dfa->state_slots, &dfa->n_state_slots, MIN_SLOTS) != NG_OK) {
        ng_pattern_dfa_free(dfa, alloc);
        return NG_ERR_MEMORY;
    }
    memset(dfa->seen_here, 0, n * sizeof *dfa->seen_here);
    memset(dfa->seen_next, 0, n * sizeof *dfa->seen_next);
    dfa->patterns = x;
    dfa->n_states = 1; /* the dead one needs no row */
    return NG_OK;
}

void
ng_pattern_dfa_free(ng_pattern_dfa *dfa, const ng_alloc *alloc)
{
    ng_free(alloc, dfa->symbols);
    ng_free(alloc, dfa->symbol_slots);
    for (int i = 0; i < NG_N_READINGS; i++)
        ng_free(alloc, dfa->starts[i]);
    ng_free(alloc, dfa->states);
    ng_free(alloc, dfa->sets);
    ng_free(alloc, dfa->edges);
    ng_free(alloc, dfa->state_slots);
    ng_free(alloc, dfa->here.p);
    ng_free(alloc, dfa->next.p);
    ng_free(alloc, dfa->seen_here);
    ng_free(alloc, dfa->seen_next);
    ng_free(alloc, dfa->stack);
    memset(dfa, 0, sizeof *dfa);
}

static void
forget_states(ng_pattern_dfa *dfa)
{
    dfa->n_forgotten++;
    dfa->n_states = 1;
    dfa->n_sets = 0;
    dfa->n_edges = 0;
    memset(dfa->state_slots, 0, dfa->n_state_slots * sizeof *dfa->state_slots);
    if (dfa->edges != NULL)
        memset(dfa->edges, 0, dfa->n_edge_slots * sizeof *dfa->edges);
    for (int i = 0; i < NG_N_READINGS; i++) {
        if (dfa->starts[i] != NULL)
            memset(dfa->starts[i], 0, dfa->cap_starts * sizeof *dfa->starts[i]);
    }
}

void
ng_pattern_dfa_trim(ng_pattern_dfa *dfa)
{
    if (dfa->n_symbols <= MAX_SYMBOLS)
        return;
    dfa->n_symbols = 0;
    memset(dfa->symbol_slots, 0, dfa->n_symbol_slots * sizeof *dfa->symbol_slots);
    forget_states(dfa);
}

/* ------------------------------------------------------------- symbols */

static uint64_t
symbol_hash(const ng_pattern_symbol *s)
{
    return mix((uint64_t)s->word << 32 ^ (uint64_t)s->classes << 16 ^
               (uint64_t)s->n_chars << 8 ^ s->spelling) ^ mix(s->labels);
}

static bool
is_same_symbol(const ng_pattern_symbol *a, const ng_pattern_symbol *b)
{
    return a->word == b->word && a->classes == b->classes && a->n_chars == b->n_chars &&
           a->spelling == b->spelling && a->labels == b->labels;
}

static uint32_t *
symbol_slot(const ng_pattern_dfa *dfa, const ng_pattern_symbol *s)
{
    size_t at = symbol_hash(s) & (dfa->n_symbol_slots - 1);

    while (dfa->symbol_slots[at] != 0 &&
           !is_same_symbol(&dfa->symbols[dfa->symbol_slots[at] - 1], s))
        at = (at + 1) & (dfa->n_symbol_slots - 1);
    return &dfa->symbol_slots[at];
}

/* Room for one more, with its starts. */
static ng_status
reserve_symbol(ng_pattern_dfa *dfa, const ng_alloc *alloc)
{
    const ng_column_ref symbols[] = {NG_COLUMN(dfa->symbols)};
    const ng_column_ref starts[] = {NG_COLUMN(dfa->starts[0]), NG_COLUMN(dfa->starts[1]),
                                    NG_COLUMN(dfa->starts[2]), NG_COLUMN(dfa->starts[3])};
    const size_t had = dfa->cap_starts, n = dfa->n_symbols + 1;

    if (ng_reserve(alloc, symbols, 1, &dfa->cap_symbols, n) != NG_OK ||
        ng_reserve(alloc, starts, NG_N_READINGS, &dfa->cap_starts, 2 * n) != NG_OK)
        return NG_ERR_MEMORY;
    for (int i = 0; i < NG_N_READINGS && dfa->cap_starts > had; i++)
        memset(dfa->starts[i] + had, 0, (dfa->cap_starts - had) * sizeof *dfa->starts[i]);
    if (2 * n <= dfa->n_symbol_slots)
        return NG_OK;
    if (new_slots(alloc, &dfa->symbol_slots, &dfa->n_symbol_slots, 2 * dfa->n_symbol_slots) !=
        NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < dfa->n_symbols; i++)
        *symbol_slot(dfa, &dfa->symbols[i]) = (uint32_t)i + 1;
    return NG_OK;
}

ng_status
ng_pattern_intern(ng_pattern_dfa *dfa, const ng_alloc *alloc, const ng_pattern_symbol *symbol,
                  uint32_t *out)
{
    const uint32_t slot = *symbol_slot(dfa, symbol);

    if (slot == 0) {
        if (reserve_symbol(dfa, alloc) != NG_OK)
            return NG_ERR_MEMORY;
        dfa->symbols[dfa->n_symbols++] = *symbol;
        *symbol_slot(dfa, symbol) = (uint32_t)dfa->n_symbols;
        *out = (uint32_t)dfa->n_symbols - 1;
    } else {
        *out = slot - 1;
    }
    return NG_OK;
}

/* --------------------------------------------------------------- steps */

/* Put into `set` the places that can be come to from `place` without an atom. */
static void
close_over(ng_pattern_dfa *dfa, ng_place_set *set, uint32_t *seen, uint32_t place)
{
    size_t n = 0;

    dfa->stack[n++] = place;
    while (n > 0) {
        const uint32_t at = dfa->stack[--n];
        const ng_pattern_code *const c = &dfa->patterns->code[at];

        if (seen[at] == dfa->generation)
            continue;
        seen[at] = dfa->generation;
        switch (c->op) {
        case NG_OP_SPLIT:
        case NG_OP_SPLIT_BACK:
            dfa->stack[n++] = (uint32_t)((int32_t)at + c->arg);
            dfa->stack[n++] = at + 1;
            break;
        case NG_OP_JUMP:
            dfa->stack[n++] = (uint32_t)((int32_t)at + c->arg);
            break;
        case NG_OP_SAVE:
            dfa->stack[n++] = at + 1;
            break;
        default:
            set->p[set->n++] = at;
        }
    }
}

static void
next_generation(ng_pattern_dfa *dfa)
{
    dfa->here.n = dfa->next.n = 0;
    if (++dfa->generation == 0) {
        memset(dfa->seen_here, 0, (dfa->patterns->n_code + 1) * sizeof *dfa->seen_here);
        memset(dfa->seen_next, 0, (dfa->patterns->n_code + 1) * sizeof *dfa->seen_next);
        dfa->generation = 1;
    }
}

/* From the places `here` over the symbol to `next`. */
static void
step(ng_pattern_dfa *dfa, uint32_t symbol)
{
    const ng_pattern_symbol *const s = &dfa->symbols[symbol / 2];
    const int glue = (symbol & 1) != 0 ? 1 : 2;

    for (uint32_t i = 0; i < dfa->here.n; i++) {
        const uint32_t at = dfa->here.p[i];
        const ng_pattern_code *const c = &dfa->patterns->code[at];

        if (c->op == NG_OP_GLUE) {
            if (c->arg == glue)
                close_over(dfa, &dfa->here, dfa->seen_here, at + 1);
        } else if (ng_pattern_takes(dfa->patterns, c, s)) {
            close_over(dfa, &dfa->next, dfa->seen_next, at + 1);
        }
    }
}

static uint64_t
set_hash(const uint32_t *p, size_t n)
{
    uint64_t h = n;

    for (size_t i = 0; i < n; i++)
        h = mix(h ^ p[i]) + 1;
    return mix(h);
}

static uint32_t *
state_slot(const ng_pattern_dfa *dfa, const uint32_t *p, size_t n)
{
    size_t at = set_hash(p, n) & (dfa->n_state_slots - 1);

    for (; dfa->state_slots[at] != 0; at = (at + 1) & (dfa->n_state_slots - 1)) {
        const ng_pattern_state *const s = &dfa->states[dfa->state_slots[at]];

        if (s->n == n && memcmp(dfa->sets + s->first, p, n * sizeof *p) == 0)
            break;
    }
    return &dfa->state_slots[at];
}

static ng_status
grow_state_slots(ng_pattern_dfa *dfa, const ng_alloc *alloc)
{
    if (new_slots(alloc, &dfa->state_slots, &dfa->n_state_slots, 2 * dfa->n_state_slots) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 1; i < dfa->n_states; i++)
        *state_slot(dfa, dfa->sets + dfa->states[i].first, dfa->states[i].n) = (uint32_t)i;
    return NG_OK;
}

/* Rules stand in the order of their programs, so the first MATCH is the first rule's. */
static uint32_t
first_rule(const ng_pattern_dfa *dfa)
{
    uint32_t rule = UINT32_MAX;

    for (uint32_t i = 0; i < dfa->next.n; i++) {
        const ng_pattern_code *const c = &dfa->patterns->code[dfa->next.p[i]];

        if (c->op == NG_OP_MATCH && (uint32_t)c->arg < rule)
            rule = (uint32_t)c->arg;
    }
    return rule;
}

/* The state of the places `next`. */
static ng_status
state_of_next(ng_pattern_dfa *dfa, const ng_alloc *alloc, uint32_t *out)
{
    const ng_column_ref states[] = {NG_COLUMN(dfa->states)}, sets[] = {NG_COLUMN(dfa->sets)};
    const size_t n = dfa->next.n;

    *out = NG_PATTERN_DEAD;
    if (n == 0)
        return NG_OK;
    *out = *state_slot(dfa, dfa->next.p, n);
    if (*out != 0)
        return NG_OK;
    if (dfa->n_states >= MAX_STATES || dfa->n_sets + n > MAX_SETS + dfa->patterns->n_code)
        forget_states(dfa);
    if (ng_reserve(alloc, states, 1, &dfa->cap_states, dfa->n_states + 1) != NG_OK ||
        ng_reserve(alloc, sets, 1, &dfa->cap_sets, dfa->n_sets + n) != NG_OK ||
        (2 * dfa->n_states >= dfa->n_state_slots && grow_state_slots(dfa, alloc) != NG_OK))
        return NG_ERR_MEMORY;
    memcpy(dfa->sets + dfa->n_sets, dfa->next.p, n * sizeof *dfa->sets);
    *out = (uint32_t)dfa->n_states;
    dfa->states[dfa->n_states++] =
        (ng_pattern_state){(uint32_t)dfa->n_sets, (uint32_t)n, first_rule(dfa)};
    dfa->n_sets += n;
    *state_slot(dfa, dfa->next.p, n) = *out;
    return NG_OK;
}

ng_status
ng_pattern_start(ng_pattern_dfa *dfa, const ng_alloc *alloc, unsigned reading, uint32_t symbol,
                 uint32_t *out)
{
    const ng_patterns *const x = dfa->patterns;
    const uint32_t known = dfa->starts[reading][symbol];

    if (known != 0) {
        *out = known - 1;
        return NG_OK;
    }
    next_generation(dfa);
    for (size_t i = 0; i < x->n_rows; i++) {
        if (x->rows[i].reading == reading)
            close_over(dfa, &dfa->here, dfa->seen_here, x->rows[i].first_code);
    }
    step(dfa, symbol);
    if (state_of_next(dfa, alloc, out) != NG_OK)
        return NG_ERR_MEMORY;
    dfa->starts[reading][symbol] = *out + 1;
    return NG_OK;
}

/* --------------------------------------------------------------- edges */

static ng_pattern_edge *
edge_slot(const ng_pattern_dfa *dfa, uint32_t state, uint32_t symbol)
{
    size_t at = mix((uint64_t)state << 32 | symbol) & (dfa->n_edge_slots - 1);

    while (dfa->edges[at].state != 0 &&
           (dfa->edges[at].state != state || dfa->edges[at].symbol != symbol))
        at = (at + 1) & (dfa->n_edge_slots - 1);
    return &dfa->edges[at];
}

static ng_status
grow_edges(ng_pattern_dfa *dfa, const ng_alloc *alloc)
{
    ng_pattern_edge *const old = dfa->edges;
    const size_t n_old = dfa->n_edge_slots, n = n_old == 0 ? MIN_SLOTS : 2 * n_old;
    ng_pattern_edge *const made = ng_realloc(alloc, NULL, n * sizeof *made);

    if (made == NULL)
        return NG_ERR_MEMORY;
    memset(made, 0, n * sizeof *made);
    dfa->edges = made;
    dfa->n_edge_slots = n;
    for (size_t i = 0; i < n_old; i++) {
        if (old[i].state != 0)
            *edge_slot(dfa, old[i].state, old[i].symbol) = old[i];
    }
    ng_free(alloc, old);
    return NG_OK;
}

ng_status
ng_pattern_next(ng_pattern_dfa *dfa, const ng_alloc *alloc, uint32_t state, uint32_t symbol,
                uint32_t *out)
{
    const ng_pattern_state *const s = &dfa->states[state];
    const uint32_t n_forgotten = dfa->n_forgotten;

    if (dfa->n_edge_slots > 0) {
        const ng_pattern_edge *const known = edge_slot(dfa, state, symbol);

        if (known->state != 0) {
            *out = known->target;
            return NG_OK;
        }
    }
    next_generation(dfa);
    memcpy(dfa->here.p, dfa->sets + s->first, s->n * sizeof *dfa->here.p);
    dfa->here.n = s->n;
    for (uint32_t i = 0; i < s->n; i++)
        dfa->seen_here[dfa->here.p[i]] = dfa->generation;
    step(dfa, symbol);
    if (dfa->n_edges >= MAX_EDGES)
        forget_states(dfa);
    if (state_of_next(dfa, alloc, out) != NG_OK)
        return NG_ERR_MEMORY;
    /* Where all was forgotten, `state` is another. */
    if (dfa->n_forgotten != n_forgotten)
        return NG_OK;
    if (2 * dfa->n_edges >= dfa->n_edge_slots && grow_edges(dfa, alloc) != NG_OK)
        return NG_ERR_MEMORY;
    *edge_slot(dfa, state, symbol) = (ng_pattern_edge){state, symbol, *out};
    dfa->n_edges++;
    return NG_OK;
}
