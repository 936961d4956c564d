/*
 * The automaton of Aho and Corasick ("Efficient string matching", 1975): a trie over the
 * folded bytes of the names, and from each node the longest other path that ends alike.
 * It is built when a lexicon is opened, since few names are of this kind.
 */
#include "lexicon_inner.h"
#include "memory.h"
#include "unicode.h"
#include "utf8.h"

typedef struct node {
    uint32_t fail;   /* the longest proper suffix that is a node */
    uint32_t output; /* the nearest suffix where a name ends, itself first; 0: none */
    uint32_t row;    /* of x->inner + 1, the first that ends here; 0: none */
    uint32_t depth;  /* bytes from the root */
} node;

/* An edge of the trie; open addressing, `to` 0 is empty. */
typedef struct edge {
    uint32_t from, to;
    uint8_t byte;
} edge;

struct ng_inner_automaton {
    node *nodes; /* in the order they were made; 0 is the root */
    size_t n_nodes, cap_nodes;
    edge *edges;
    size_t n_slots; /* a power of two */
    uint32_t *next; /* of rows: the next one of the same string, + 1 */
};

size_t
ng_inner_fold(const char **p, const char *end, char *out, bool behind_blank)
{
    const uint32_t cp = ng_utf8_next(p, end);

    if (cp == NG_UTF8_BROKEN) {
        *out = (char)0xFF; /* in no name */
        return 1;
    }
    switch (ng_char_class_of(cp)) {
    case NG_CHAR_SPACE:
    case NG_CHAR_CONTROL:
        *out = ' ';
        return behind_blank ? 0 : 1;
    case NG_CHAR_FORMAT:
        return 0;
    default:
        return ng_lex_fold(cp, out);
    }
}

/* ------------------------------------------------------------------ building */

static size_t
slot_of(const struct ng_inner_automaton *a, uint32_t from, uint8_t byte)
{
    const uint64_t key = ((uint64_t)from << 8 | byte) * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(key >> 32) & (a->n_slots - 1);

    while (a->edges[at].to != 0 && (a->edges[at].from != from || a->edges[at].byte != byte))
        at = (at + 1) & (a->n_slots - 1);
    return at;
}

static uint32_t
child_of(const struct ng_inner_automaton *a, uint32_t from, uint8_t byte)
{
    return a->edges[slot_of(a, from, byte)].to;
}

/* The node that the string leads to, which is made; it has at most NG_LEX_MAX_INNER bytes. */
static ng_status
add_path(const ng_alloc *alloc, struct ng_inner_automaton *a, const char *s, uint32_t *end)
{
    uint32_t at = 0;

    for (; *s != '\0'; s++) {
        const ng_column_ref columns[] = {NG_COLUMN(a->nodes)};
        const size_t slot = slot_of(a, at, (uint8_t)*s);

        if (a->edges[slot].to == 0) {
            if (ng_reserve(alloc, columns, 1, &a->cap_nodes, a->n_nodes + 1) != NG_OK)
                return NG_ERR_MEMORY;
            a->nodes[a->n_nodes] = (node){0, 0, 0, a->nodes[at].depth + 1};
            a->edges[slot] = (edge){at, (uint32_t)a->n_nodes++, (uint8_t)*s};
        }
        at = a->edges[slot].to;
    }
    *end = at;
    return NG_OK;
}

/* Where to go on from a node by a byte. */
static uint32_t
step(const struct ng_inner_automaton *a, uint32_t at, uint8_t byte)
{
    for (;;) {
        const uint32_t to = child_of(a, at, byte);

        if (to != 0 || at == 0)
            return to;
        at = a->nodes[at].fail;
    }
}

/* The nodes but the root by their depths. */
static void
order_nodes(const struct ng_inner_automaton *a, uint32_t *order)
{
    uint32_t count[NG_LEX_MAX_INNER + 2] = {0};

    for (size_t i = 1; i < a->n_nodes; i++)
        count[a->nodes[i].depth + 1]++;
    for (size_t d = 1; d < NG_LEX_MAX_INNER + 2; d++)
        count[d] += count[d - 1];
    for (uint32_t i = 1; i < a->n_nodes; i++)
        order[count[a->nodes[i].depth]++] = i;
}

/* A node's parent is shallower, and so is where that one fails to: in the order of depths,
   both are known. */
static ng_status
set_fails(const ng_alloc *alloc, struct ng_inner_automaton *a)
{
    uint32_t *const order = ng_realloc(alloc, NULL, (a->n_nodes + 1) * sizeof *order);
    uint32_t *const edge_to = ng_realloc(alloc, NULL, (a->n_nodes + 1) * sizeof *edge_to);
    ng_status status = NG_ERR_MEMORY;

    if (order != NULL && edge_to != NULL) {
        status = NG_OK;
        order_nodes(a, order);
        for (size_t i = 0; i < a->n_slots; i++) {
            if (a->edges[i].to != 0)
                edge_to[a->edges[i].to] = (uint32_t)i;
        }
        for (size_t i = 0; i + 1 < a->n_nodes; i++) {
            node *const x = &a->nodes[order[i]];
            const edge *const e = &a->edges[edge_to[order[i]]];

            x->fail = x->depth == 1 ? 0 : step(a, a->nodes[e->from].fail, e->byte);
            x->output = x->row != 0 ? order[i] : a->nodes[x->fail].output;
        }
    }
    ng_free(alloc, order);
    ng_free(alloc, edge_to);
    return status;
}

void
ng_inner_free(const ng_alloc *alloc, struct ng_inner_automaton *a)
{
    if (a == NULL)
        return;
    ng_free(alloc, a->nodes);
    ng_free(alloc, a->edges);
    ng_free(alloc, a->next);
    ng_free(alloc, a);
}

static ng_status
build(ng_lexicon *x, struct ng_inner_automaton *a, size_t n_bytes)
{
    const ng_column_ref columns[] = {NG_COLUMN(a->nodes)};

    for (a->n_slots = 64; a->n_slots < 2 * (n_bytes + 1); a->n_slots *= 2)
        continue;
    a->edges = ng_realloc(&x->alloc, NULL, a->n_slots * sizeof *a->edges);
    a->next = ng_realloc(&x->alloc, NULL, (x->n_inner + 1) * sizeof *a->next);
    if (a->edges == NULL || a->next == NULL ||
        ng_reserve(&x->alloc, columns, 1, &a->cap_nodes, 1) != NG_OK)
        return NG_ERR_MEMORY;
    memset(a->edges, 0, a->n_slots * sizeof *a->edges);
    a->nodes[0] = (node){0, 0, 0, 0};
    a->n_nodes = 1;
    /* From the last to the first, so that the first stands first in its list. */
    for (size_t i = x->n_inner; i-- > 0;) {
        uint32_t end;

        if (add_path(&x->alloc, a, x->strings + x->inner[i].folded, &end) != NG_OK)
            return NG_ERR_MEMORY;
        a->next[i] = a->nodes[end].row;
        a->nodes[end].row = (uint32_t)i + 1;
    }
    return set_fails(&x->alloc, a);
}

ng_status
ng_inner_open(ng_lexicon *x, ng_error *error)
{
    struct ng_inner_automaton *a;
    size_t n_bytes = 0;

    for (size_t i = 0; i < x->n_inner; i++) {
        const ng_lex_file_inner *const row = &x->inner[i];
        size_t n;

        if (row->folded == 0 || row->folded >= x->n_strings || row->entry >= x->n_entries)
            return ng_fail(error, NG_ERR_FORMAT, "section 'inner': row %zu is out of range", i);
        n = strlen(x->strings + row->folded);
        if (n == 0 || n > NG_LEX_MAX_INNER)
            return ng_fail(error, NG_ERR_FORMAT, "section 'inner': row %zu has %zu bytes", i, n);
        n_bytes += n;
    }
    if (n_bytes > UINT32_MAX / 4)
        return ng_fail(error, NG_ERR_FORMAT, "section 'inner' is too large");
    a = ng_realloc(&x->alloc, NULL, sizeof *a);
    if (a == NULL)
        return ng_fail(error, NG_ERR_MEMORY, "memory is short");
    memset(a, 0, sizeof *a);
    if (build(x, a, n_bytes) != NG_OK) {
        ng_inner_free(&x->alloc, a);
        return ng_fail(error, NG_ERR_MEMORY, "memory is short");
    }
    x->automaton = a;
    return NG_OK;
}

/* ------------------------------------------------------------------- asking */

uint32_t
ng_inner_ask(const ng_lexicon *x, const char *p, const char *end)
{
    char folded[NG_LEX_MAX_FOLDED];
    uint32_t at = 0;
    bool blank = false;

    if (x->automaton == NULL)
        return 0;
    while (p < end) {
        const size_t n = ng_inner_fold(&p, end, folded, blank);

        for (size_t i = 0; i < n; i++) {
            at = child_of(x->automaton, at, (uint8_t)folded[i]);
            if (at == 0)
                return 0;
            blank = folded[i] == ' ';
        }
    }
    return x->automaton->nodes[at].row;
}

uint32_t
ng_inner_next(const ng_lexicon *x, uint32_t row)
{
    return x->automaton->next[row - 1];
}

/* Where the last folded bytes stand in the text: as many as a name may have. */
#define RING 512

ng_status
ng_inner_find(const ng_lexicon *x, const char *text, size_t n_text,
              ng_status (*found)(void *context, const ng_inner_hit *hit), void *context)
{
    const struct ng_inner_automaton *const a = x->automaton;
    const char *p = text, *const end = text + n_text;
    uint32_t starts[RING];
    char folded[NG_LEX_MAX_FOLDED];
    uint64_t n_done = 0;
    uint32_t at = 0;
    bool blank = false;

    while (p < end) {
        const uint32_t start = (uint32_t)(p - text);
        const size_t n = ng_inner_fold(&p, end, folded, blank);

        for (size_t i = 0; i < n; i++) {
            at = step(a, at, (uint8_t)folded[i]);
            starts[n_done++ % RING] = start;
            blank = folded[i] == ' ';
            if (i + 1 < n) /* not in the middle of a character */
                continue;
            for (uint32_t k = a->nodes[at].output; k != 0;
                 k = a->nodes[a->nodes[k].fail].output) {
                const uint64_t first = n_done - a->nodes[k].depth;
                const ng_inner_hit hit = {starts[first % RING], (uint32_t)(p - text),
                                          a->nodes[k].row};
                ng_status status;

                /* Nor from the middle of one. */
                if (first > 0 && n_done - first < RING &&
                    starts[(first - 1) % RING] == starts[first % RING])
                    continue;
                status = found(context, &hit);
                if (status != NG_OK)
                    return status;
            }
        }
    }
    return NG_OK;
}
