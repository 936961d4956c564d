/*
 * Making a lexicon: surfaces are added to a trie that is one hash table of
 * edges, then written in the order that lexicon_file.h describes.
 *
 * All tables here are arrays of numbers, so that a million surfaces take about
 * a second and less than 150 MB.  The order of everything in the file follows
 * from the order of the calls: no address, clock or random number goes into it.
 */
#include "lexicon_file.h"
#include "memory.h"
#include "utf8.h"

/* ---------------------------------------------------------- plain pieces */

/* Open addressing over numbers that are kept elsewhere: 0 is empty, else the
   number + 1. */
typedef struct table {
    uint32_t *slots;
    size_t n_slots; /* a power of two */
    size_t n;
} table;

typedef struct bytes {
    char *data;
    size_t n, cap;
} bytes;

struct ng_lexicon_builder {
    ng_alloc alloc;

    bytes words; /* keys without gaps */
    uint32_t *word_offsets;
    size_t n_words, cap_words; /* word_offsets has n_words + 1 elements */
    table word_table;

    /* Nodes in the order they were made; node 0 is the root of all. */
    uint32_t *parent, *word, *head, *tail; /* head, tail: entries, + 1 */
    uint8_t *depth;
    uint8_t *begins; /* of nodes of depth 1: BEGINS_SMALL ... */
    size_t n_nodes, cap_nodes;
    table edge_table;

    ng_lex_file_entry *entries;
    uint32_t *next; /* next[i]: the next entry of the surface, + 1 */
    size_t n_entries, cap_entries;

    bytes strings;
    uint32_t *string_offsets; /* of all but the empty one */
    size_t n_strings, cap_strings;
    table string_table;

    uint32_t max_units;
    uint32_t n_surfaces;
};

/* How the text of surfaces that begin with a word may begin. */
enum { BEGINS_SMALL = 1, BEGINS_CAPITAL = 2 };

static uint32_t
hash_bytes(const char *p, size_t n)
{
    const uint64_t sum = ng_checksum(p, n);

    return (uint32_t)(sum ^ sum >> 32);
}

static uint32_t
hash_edge(uint32_t parent, uint32_t word)
{
    uint64_t h = ((uint64_t)parent << 32 | word) * UINT64_C(0x9E3779B97F4A7C15);

    h ^= h >> 32;
    return (uint32_t)(h * UINT64_C(0xD6E8FEB86659FD93) >> 32);
}

static ng_status
append_bytes(const ng_alloc *a, bytes *b, const void *p, size_t n)
{
    const ng_column_ref columns[] = {NG_COLUMN(b->data)};

    if (b->n + n > UINT32_MAX || ng_reserve(a, columns, 1, &b->cap, b->n + n) != NG_OK)
        return NG_ERR_MEMORY;
    if (n > 0)
        memcpy(b->data + b->n, p, n);
    b->n += n;
    return NG_OK;
}

/* The hash of what stands at a number; so that a table can grow. */
typedef uint32_t (*hash_of_fn)(const ng_lexicon_builder *b, uint32_t number);

/* Room for one more number, at most two thirds full. */
static ng_status
reserve_table(const ng_lexicon_builder *b, table *t, hash_of_fn hash_of)
{
    const size_t n_slots = t->n_slots == 0 ? 1024 : t->n_slots * 2;
    uint32_t *slots;

    if (t->n_slots > 0 && (t->n + 1) * 3 <= t->n_slots * 2)
        return NG_OK;
    slots = ng_realloc(&b->alloc, NULL, n_slots * sizeof *slots);
    if (slots == NULL)
        return NG_ERR_MEMORY;
    memset(slots, 0, n_slots * sizeof *slots);
    for (size_t i = 0; i < t->n_slots; i++) {
        if (t->slots[i] != 0) {
            size_t at = hash_of(b, t->slots[i] - 1) & (n_slots - 1);

            while (slots[at] != 0)
                at = (at + 1) & (n_slots - 1);
            slots[at] = t->slots[i];
        }
    }
    ng_free(&b->alloc, t->slots);
    t->slots = slots;
    t->n_slots = n_slots;
    return NG_OK;
}

/* ----------------------------------------------------------------- words */

static uint32_t
hash_of_word(const ng_lexicon_builder *b, uint32_t i)
{
    return hash_bytes(b->words.data + b->word_offsets[i],
                      b->word_offsets[i + 1] - b->word_offsets[i]);
}

/* The number of the unit's word, which is new or was there. */
static ng_status
intern_word(ng_lexicon_builder *b, const ng_lex_unit *unit, uint32_t *number)
{
    const char *const key = (const char *)unit->key;
    const ng_column_ref columns[] = {NG_COLUMN(b->word_offsets)};
    table *const t = &b->word_table;
    size_t at;

    if (reserve_table(b, t, hash_of_word) != NG_OK)
        return NG_ERR_MEMORY;
    at = hash_bytes(key, unit->n) & (t->n_slots - 1);
    for (; t->slots[at] != 0; at = (at + 1) & (t->n_slots - 1)) {
        const uint32_t i = t->slots[at] - 1;

        if (b->word_offsets[i + 1] - b->word_offsets[i] == unit->n &&
            memcmp(b->words.data + b->word_offsets[i], key, unit->n) == 0) {
            *number = i;
            return NG_OK;
        }
    }
    if (b->n_words >= NG_LEX_MAX_WORDS)
        return NG_ERR_TOO_LONG;
    if (ng_reserve(&b->alloc, columns, 1, &b->cap_words, b->n_words + 2) != NG_OK ||
        append_bytes(&b->alloc, &b->words, key, unit->n) != NG_OK)
        return NG_ERR_MEMORY;
    *number = (uint32_t)b->n_words++;
    b->word_offsets[0] = 0;
    b->word_offsets[b->n_words] = (uint32_t)b->words.n;
    t->slots[at] = *number + 1;
    t->n++;
    return NG_OK;
}

/* --------------------------------------------------------------- strings */

static uint32_t
hash_of_string(const ng_lexicon_builder *b, uint32_t i)
{
    const char *const s = b->strings.data + b->string_offsets[i];

    return hash_bytes(s, strlen(s));
}

/* Where `s` stands among the strings; 0 for NULL and "". */
static ng_status
intern_string(ng_lexicon_builder *b, const char *s, uint32_t *offset)
{
    const size_t n = s == NULL ? 0 : strlen(s);
    const ng_column_ref columns[] = {NG_COLUMN(b->string_offsets)};
    table *const t = &b->string_table;
    size_t at;

    *offset = 0;
    if (n == 0)
        return NG_OK;
    if (reserve_table(b, t, hash_of_string) != NG_OK)
        return NG_ERR_MEMORY;
    at = hash_bytes(s, n) & (t->n_slots - 1);
    for (; t->slots[at] != 0; at = (at + 1) & (t->n_slots - 1)) {
        *offset = b->string_offsets[t->slots[at] - 1];
        if (strcmp(b->strings.data + *offset, s) == 0)
            return NG_OK;
    }
    if (ng_reserve(&b->alloc, columns, 1, &b->cap_strings, b->n_strings + 1) != NG_OK)
        return NG_ERR_MEMORY;
    *offset = (uint32_t)b->strings.n;
    if (append_bytes(&b->alloc, &b->strings, s, n + 1) != NG_OK)
        return NG_ERR_MEMORY;
    b->string_offsets[b->n_strings] = *offset;
    t->slots[at] = (uint32_t)++b->n_strings;
    t->n++;
    return NG_OK;
}

/* ----------------------------------------------------------------- nodes */

static uint32_t
hash_of_edge(const ng_lexicon_builder *b, uint32_t node)
{
    return hash_edge(b->parent[node], b->word[node]);
}

static ng_status
push_node(ng_lexicon_builder *b, uint32_t parent, uint32_t word, unsigned depth)
{
    const ng_column_ref columns[] = {NG_COLUMN(b->parent), NG_COLUMN(b->word),
                                     NG_COLUMN(b->head),   NG_COLUMN(b->tail),
                                     NG_COLUMN(b->depth),  NG_COLUMN(b->begins)};
    const size_t i = b->n_nodes;

    if (i >= UINT32_MAX - 1 || ng_reserve(&b->alloc, columns, 6, &b->cap_nodes, i + 1) != NG_OK)
        return NG_ERR_MEMORY;
    b->parent[i] = parent;
    b->word[i] = word;
    b->head[i] = b->tail[i] = 0;
    b->depth[i] = (uint8_t)depth;
    b->begins[i] = 0;
    b->n_nodes++;
    return NG_OK;
}

/* The child of *node by `word`, new or not, goes to *node. */
static ng_status
intern_child(ng_lexicon_builder *b, uint32_t *node, uint32_t word)
{
    table *const t = &b->edge_table;
    const uint32_t parent = *node;
    size_t at;

    if (reserve_table(b, t, hash_of_edge) != NG_OK)
        return NG_ERR_MEMORY;
    at = hash_edge(parent, word) & (t->n_slots - 1);
    for (; t->slots[at] != 0; at = (at + 1) & (t->n_slots - 1)) {
        *node = t->slots[at] - 1;
        if (b->parent[*node] == parent && b->word[*node] == word)
            return NG_OK;
    }
    *node = (uint32_t)b->n_nodes;
    if (push_node(b, parent, word, b->depth[parent] + 1u) != NG_OK)
        return NG_ERR_MEMORY;
    t->slots[at] = *node + 1;
    t->n++;
    return NG_OK;
}

/* -------------------------------------------------------------- building */

ng_lexicon_builder *
ng_lexicon_builder_new(const ng_alloc *alloc)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    ng_lexicon_builder *const b = ng_realloc(&a, NULL, sizeof *b);

    if (b == NULL)
        return NULL;
    memset(b, 0, sizeof *b);
    b->alloc = a;
    if (push_node(b, 0, 0, 0) != NG_OK || append_bytes(&a, &b->strings, "", 1) != NG_OK) {
        ng_lexicon_builder_free(b);
        return NULL;
    }
    return b;
}

void
ng_lexicon_builder_free(ng_lexicon_builder *b)
{
    if (b == NULL)
        return;

    const ng_alloc a = b->alloc;
    void *const arrays[] = {b->words.data,
                            b->word_offsets,
                            b->word_table.slots,
                            b->parent,
                            b->word,
                            b->head,
                            b->tail,
                            b->depth,
                            b->begins,
                            b->edge_table.slots,
                            b->entries,
                            b->next,
                            b->strings.data,
                            b->string_offsets,
                            b->string_table.slots};

    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++)
        ng_free(&a, arrays[i]);
    ng_free(&a, b);
}

/* What the units of a surface say of its case, for the rule. */
static uint32_t
case_mask(ng_lex_case rule, const uint32_t *flags, size_t n_units, const char *p, const char *end)
{
    uint32_t mask = 0;

    if (rule == NG_LEX_CASE_EXACT)
        return ng_lex_letter_mask(p, end);
    for (size_t i = 0; i < n_units; i++) {
        const bool is_upper = (flags[i] & NG_LEX_UNIT_UPPER) != 0;
        const bool is_initial = (flags[i] & NG_LEX_UNIT_INITIAL) && !(flags[i] & NG_LEX_UNIT_INNER);

        if (rule == NG_LEX_CASE_UPPER ? is_upper : rule == NG_LEX_CASE_INITIAL && is_initial)
            mask |= UINT32_C(1) << i;
    }
    return mask;
}

static bool
same_entry(const ng_lex_file_entry *a, const ng_lex_file_entry *b)
{
    return memcmp(a, b, sizeof *a) == 0; /* the struct has no padding */
}

/* Hang an entry on a node, unless it is there. */
static ng_status
push_entry(ng_lexicon_builder *b, uint32_t node, const ng_lex_file_entry *entry)
{
    const ng_column_ref columns[] = {NG_COLUMN(b->entries), NG_COLUMN(b->next)};
    unsigned n = 0;

    for (uint32_t i = b->head[node]; i != 0; i = b->next[i - 1]) {
        if (same_entry(&b->entries[i - 1], entry))
            return NG_OK;
        n++;
    }
    if (n >= NG_LEX_MAX_ENTRIES)
        return NG_ERR_TOO_LONG;
    if (ng_reserve(&b->alloc, columns, 2, &b->cap_entries, b->n_entries + 1) != NG_OK)
        return NG_ERR_MEMORY;
    b->entries[b->n_entries] = *entry;
    b->next[b->n_entries] = 0;
    b->n_entries++;
    if (b->head[node] == 0) {
        b->head[node] = (uint32_t)b->n_entries;
        b->n_surfaces++;
    } else {
        b->next[b->tail[node] - 1] = (uint32_t)b->n_entries;
    }
    b->tail[node] = (uint32_t)b->n_entries;
    return NG_OK;
}

/* Cut the surface up; its words are interned only if all of it is sound. */
static ng_status
cut_surface(const char *p, const char *end, ng_lex_unit *units, uint32_t *flags, size_t *n_units)
{
    ng_lex_unit unit;

    *n_units = 0;
    if (!ng_utf8_is_valid(p, end))
        return NG_ERR_ARGUMENT;
    while (ng_lex_next_unit(&p, end, &unit)) {
        if (*n_units == NG_LEX_MAX_UNITS || (unit.flags & NG_LEX_UNIT_BROKEN))
            return NG_ERR_ARGUMENT;
        flags[*n_units] = unit.flags;
        units[(*n_units)++] = unit;
    }
    return *n_units == 0 ? NG_ERR_ARGUMENT : NG_OK;
}

/* With what a text that the entry fits may begin; too many ways do no harm. */
static uint8_t
ways_to_begin(const ng_lex_file_entry *entry, uint32_t first_flags)
{
    if (entry->case_rule == NG_LEX_CASE_EXACT)
        return (first_flags & NG_LEX_UNIT_INITIAL) ? BEGINS_CAPITAL : BEGINS_SMALL;
    if (entry->case_rule != NG_LEX_CASE_ANY && (entry->case_mask & 1))
        return BEGINS_CAPITAL;
    return BEGINS_SMALL | BEGINS_CAPITAL;
}

static bool
is_utf8_string(const char *s)
{
    return s == NULL || ng_utf8_is_valid(s, s + strlen(s));
}

ng_status
ng_lexicon_builder_add(ng_lexicon_builder *b, const char *surface, size_t n_bytes,
                       ng_lex_class class_id, unsigned label, unsigned flags, ng_lex_case case_rule,
                       const char *canonical, const char *ext_id)
{
    ng_lex_unit units[NG_LEX_MAX_UNITS];
    uint32_t unit_flags[NG_LEX_MAX_UNITS];
    ng_lex_file_entry entry = {
        (uint8_t)class_id, (uint8_t)label, (uint8_t)flags, (uint8_t)case_rule, 0, 0, 0};
    uint32_t node = 0, root = 0;
    size_t n_units;

    if ((unsigned)class_id >= NG_N_LEX_CLASSES || (unsigned)case_rule >= NG_N_LEX_CASES ||
        (label >= NG_N_LABELS && label != NG_LABEL_NONE) ||
        (flags & ~(unsigned)NG_LEX_ENTRY_FLAGS) || n_bytes == 0 || !is_utf8_string(canonical) ||
        !is_utf8_string(ext_id))
        return NG_ERR_ARGUMENT;
    if (cut_surface(surface, surface + n_bytes, units, unit_flags, &n_units) != NG_OK)
        return NG_ERR_ARGUMENT;
    entry.case_mask = case_mask(case_rule, unit_flags, n_units, surface, surface + n_bytes);
    if (intern_string(b, canonical, &entry.canonical) != NG_OK ||
        intern_string(b, ext_id, &entry.ext_id) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n_units; i++) {
        uint32_t word;
        ng_status status = intern_word(b, &units[i], &word);

        if (status == NG_OK)
            status = intern_child(b, &node, word);
        if (status != NG_OK)
            return status;
        if (i == 0)
            root = node;
    }
    b->begins[root] |= ways_to_begin(&entry, unit_flags[0]);
    if (n_units > b->max_units)
        b->max_units = (uint32_t)n_units;
    return push_entry(b, node, &entry);
}

/* --------------------------------------------------------------- writing */

/* What the file has that the builder has not yet. */
typedef struct output {
    ng_lex_file_info info;
    uint32_t *new_word; /* old number -> new */
    uint32_t *order;    /* new node -> old */
    uint32_t *key;      /* new word -> old word, then where its key is */
    uint32_t *slots;
    ng_lex_file_node *nodes;
    unsigned char *words;
    uint64_t *small, *capital;
    ng_lex_file_entry *entries;
    size_t n_small, n_capital, n_slots, n_entries, n_word_bytes;
    ng_section sections[10];
    const ng_alloc *alloc;
} output;

static void
free_output(output *o)
{
    void *const arrays[] = {o->new_word, o->order, o->key,     o->slots,  o->nodes,
                            o->words,    o->small, o->capital, o->entries};

    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++)
        ng_free(o->alloc, arrays[i]);
}

/* `n` zeroed elements, and at least one byte, so that NULL means no memory. */
static void *
zeroed(const ng_alloc *a, size_t n, size_t width)
{
    void *const p = n > SIZE_MAX / width - 1 ? NULL : ng_realloc(a, NULL, (n + 1) * width);

    if (p != NULL)
        memset(p, 0, (n + 1) * width);
    return p;
}

/* Number the words anew: those that begin a surface first, else as they came. */
static ng_status
number_words(const ng_lexicon_builder *b, output *o)
{
    uint32_t n_roots = 0, n_rest, at = 0;

    o->new_word = zeroed(o->alloc, b->n_words, sizeof *o->new_word);
    o->key = zeroed(o->alloc, b->n_words, sizeof *o->key);
    o->words = zeroed(o->alloc, b->words.n + b->n_words, 1);
    if (o->new_word == NULL || o->key == NULL || o->words == NULL)
        return NG_ERR_MEMORY;
    for (size_t i = 1; i < b->n_nodes; i++) {
        if (b->depth[i] == 1) {
            o->new_word[b->word[i]] = 1;
            n_roots++;
        }
    }
    o->info.n_roots = n_rest = n_roots;
    o->info.n_words = (uint32_t)b->n_words;
    n_roots = 0;
    for (uint32_t i = 0; i < b->n_words; i++) {
        o->new_word[i] = o->new_word[i] ? n_roots++ : n_rest++;
        o->key[o->new_word[i]] = i;
    }
    for (size_t i = 0; i < b->n_words; i++) {
        const uint32_t old = o->key[i], begin = b->word_offsets[old];
        const uint32_t n = b->word_offsets[old + 1] - begin;

        o->key[i] = at;
        o->words[at++] = (unsigned char)n;
        memcpy(o->words + at, b->words.data + begin, n);
        at += n;
    }
    o->n_word_bytes = at;
    return NG_OK;
}

/* The hash of word `i` by its new number. */
static uint32_t
hash_new_word(const output *o, uint32_t i)
{
    const unsigned char *const key = o->words + o->key[i];
    ng_lex_unit unit = {{0}, key[0], 0};

    memcpy(unit.key, key + 1, unit.n);
    return ng_lex_hash(&unit);
}

/* One of the two filters: the words that can begin a surface that way.  An
   eighth of the bits at most is set for capitals (64 KB for 60,000 words, and
   few tokens have one), a 32nd for the others, which are few words and most of
   the tokens. */
static ng_status
fill_filter(const ng_lexicon_builder *b, output *o, unsigned way, uint64_t **filter, size_t *n)
{
    const size_t share = way == BEGINS_SMALL ? 32 : 8;
    size_t n_words = 0;

    for (size_t i = 1; i < b->n_nodes; i++)
        n_words += (b->begins[i] & way) != 0;
    for (*n = 1; *n * 64 < n_words * share; *n *= 2)
        continue;
    *filter = zeroed(o->alloc, *n, sizeof **filter);
    if (*filter == NULL)
        return NG_ERR_MEMORY;
    for (size_t i = 1; i < b->n_nodes; i++) {
        if (b->begins[i] & way) {
            const size_t bit = ng_lex_filter_bit(hash_new_word(o, o->new_word[b->word[i]]), *n);

            (*filter)[bit / 64] |= UINT64_C(1) << bit % 64;
        }
    }
    return NG_OK;
}

/* Fill a table of `n_slots`; false if a word is too far from its slot. */
static bool
fill_slots(output *o, size_t n_slots)
{
    memset(o->slots, 0, n_slots * sizeof *o->slots);
    o->info.max_probe = 1;
    for (uint32_t i = 0; i < o->info.n_words; i++) {
        const uint32_t hash = hash_new_word(o, i);
        uint32_t n_probes = 1;
        size_t at;

        for (at = ng_lex_slot(hash, n_slots); o->slots[at] != 0;
             at = at + 1 == n_slots ? 0 : at + 1)
            n_probes++;
        o->slots[at] = (hash & 0xff) << 24 | (i + 1);
        if (n_probes > NG_LEX_MAX_PROBE)
            return false;
        if (n_probes > o->info.max_probe)
            o->info.max_probe = n_probes;
    }
    o->n_slots = n_slots;
    return true;
}

static ng_status
hash_words(output *o)
{
    /* Two thirds full at first; larger only for words that hash badly. */
    for (size_t n = o->info.n_words + o->info.n_words / 2 + 16; n < UINT32_MAX / 2; n += n / 2) {
        uint32_t *const slots = ng_realloc(o->alloc, o->slots, n * sizeof *slots);

        if (slots == NULL)
            return NG_ERR_MEMORY;
        o->slots = slots;
        if (fill_slots(o, n))
            return NG_OK;
        if (n / 64 > o->info.n_words) /* not chance, but made to collide */
            break;
    }
    return NG_ERR_TOO_LONG;
}

/*
 * Sort `nodes` by key(node), stably, in time linear in nodes and keys: `count`
 * has n_keys + 1 elements, `scratch` as many as nodes.
 */
static void
counting_sort(uint32_t *nodes, size_t n, const uint32_t *key_of, const uint32_t *map,
              uint32_t *count, size_t n_keys, uint32_t *scratch)
{
    memset(count, 0, (n_keys + 1) * sizeof *count);
    for (size_t i = 0; i < n; i++)
        count[map[key_of[nodes[i]]] + 1]++;
    for (size_t i = 1; i <= n_keys; i++)
        count[i] += count[i - 1];
    for (size_t i = 0; i < n; i++)
        scratch[count[map[key_of[nodes[i]]]]++] = nodes[i];
    memcpy(nodes, scratch, n * sizeof *nodes);
}

/* Scratch of order_nodes(); each has room for all nodes, `count` for all keys. */
typedef struct ordering {
    uint32_t *new_node; /* builder's node -> node of the file */
    uint32_t *count, *level, *scratch;
} ordering;

/* Append one level of the trie to o->order: by parent, then by word.  Sorting
   by the last key first, and stably, gives that. */
static void
order_level(const ng_lexicon_builder *b, output *o, ordering *s, unsigned depth, size_t *n_done)
{
    size_t n = 0;

    for (size_t i = 1; i < b->n_nodes; i++) {
        if (b->depth[i] == depth)
            s->level[n++] = (uint32_t)i;
    }
    counting_sort(s->level, n, b->word, o->new_word, s->count, b->n_words, s->scratch);
    counting_sort(s->level, n, b->parent, s->new_node, s->count, b->n_nodes, s->scratch);
    for (size_t i = 0; i < n; i++) {
        s->new_node[s->level[i]] = (uint32_t)*n_done;
        o->order[(*n_done)++] = s->level[i];
    }
}

/* o->order: the builder's nodes but the root, as the file has them. */
static ng_status
order_nodes(const ng_lexicon_builder *b, output *o)
{
    const size_t n_keys = b->n_nodes > b->n_words ? b->n_nodes : b->n_words;
    ordering s = {
        zeroed(o->alloc, b->n_nodes, sizeof *s.new_node),
        zeroed(o->alloc, n_keys, sizeof *s.count),
        zeroed(o->alloc, b->n_nodes, sizeof *s.level),
        zeroed(o->alloc, b->n_nodes, sizeof *s.scratch),
    };
    ng_status status = NG_ERR_MEMORY;

    o->order = zeroed(o->alloc, b->n_nodes, sizeof *o->order);
    if (o->order && s.new_node && s.count && s.level && s.scratch) {
        size_t n_done = 0;

        for (unsigned depth = 1; depth <= b->max_units; depth++)
            order_level(b, o, &s, depth, &n_done);
        status = NG_OK;
    }
    ng_free(o->alloc, s.new_node);
    ng_free(o->alloc, s.count);
    ng_free(o->alloc, s.level);
    ng_free(o->alloc, s.scratch);
    return status;
}

/* o->nodes from the order; their surfaces come later. */
static ng_status
write_nodes(const ng_lexicon_builder *b, output *o)
{
    const uint32_t n_nodes = (uint32_t)(b->n_nodes - 1), n_roots = o->info.n_roots;
    uint32_t child = n_roots;

    o->info.n_nodes = n_nodes;
    o->nodes = zeroed(o->alloc, (size_t)n_nodes + 1, sizeof *o->nodes);
    if (o->nodes == NULL)
        return NG_ERR_MEMORY;
    for (uint32_t i = 0; i < n_nodes; i++) {
        o->nodes[i].first = child;
        o->nodes[i].key = i < n_roots ? o->key[i] : o->new_word[b->word[o->order[i]]];
        while (child < n_nodes && b->parent[o->order[child]] == o->order[i])
            child++;
    }
    o->nodes[n_nodes].first = child;
    return NG_OK;
}

/* What stands for o->entries[begin, n_entries) as a surface: an old one with
   equal entries (these are taken back) or a new one. */
static uint32_t
intern_surface(output *o, table *t, size_t begin)
{
    const size_t n = o->n_entries - begin;
    const void *const p = o->entries + begin;
    size_t at = hash_bytes(p, n * sizeof *o->entries) & (t->n_slots - 1);

    for (; t->slots[at] != 0; at = (at + 1) & (t->n_slots - 1)) {
        const uint32_t surface = t->slots[at];

        if (ng_lex_surface_count(surface) == n &&
            memcmp(o->entries + ng_lex_surface_first(surface), p, n * sizeof *o->entries) == 0) {
            o->n_entries = begin;
            return surface;
        }
    }
    t->slots[at] = (uint32_t)(begin << 5 | (n - 1)) + 1;
    return t->slots[at];
}

/* o->entries, and the surfaces of the nodes.  Most surnames share one entry. */
static ng_status
write_entries(const ng_lexicon_builder *b, output *o)
{
    table t = {NULL, 1024, 0};

    if (b->n_entries > UINT32_MAX >> 6)
        return NG_ERR_TOO_LONG;
    while (t.n_slots < b->n_surfaces * (size_t)2)
        t.n_slots *= 2;
    t.slots = zeroed(o->alloc, t.n_slots, sizeof *t.slots);
    o->entries = zeroed(o->alloc, b->n_entries, sizeof *o->entries);
    if (t.slots == NULL || o->entries == NULL) {
        ng_free(o->alloc, t.slots);
        return NG_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < o->info.n_nodes; i++) {
        const size_t begin = o->n_entries;

        for (uint32_t e = b->head[o->order[i]]; e != 0; e = b->next[e - 1])
            o->entries[o->n_entries++] = b->entries[e - 1];
        if (o->n_entries > begin)
            o->nodes[i].surface = intern_surface(o, &t, begin);
    }
    ng_free(o->alloc, t.slots);
    return NG_OK;
}

static void
list_sections(const ng_lexicon_builder *b, output *o, const char *metadata, size_t metadata_len)
{
    const ng_section sections[] = {
        {"info", &o->info, sizeof o->info},
        {"words", o->words, o->n_word_bytes},
        {"rest", o->key + o->info.n_roots,
         ((size_t)o->info.n_words - o->info.n_roots) * sizeof *o->key},
        {"slots", o->slots, o->n_slots * sizeof *o->slots},
        {"small", o->small, o->n_small * sizeof *o->small},
        {"capital", o->capital, o->n_capital * sizeof *o->capital},
        {"nodes", o->nodes, ((size_t)o->info.n_nodes + 1) * sizeof *o->nodes},
        {"entries", o->entries, o->n_entries * sizeof *o->entries},
        {"strings", b->strings.data, b->strings.n},
        {"meta", metadata, metadata_len},
    };

    memcpy(o->sections, sections, sizeof sections);
}

static ng_status
make_output(const ng_lexicon_builder *b, output *o, const char *metadata, size_t metadata_len)
{
    ng_status status;

    memset(o, 0, sizeof *o);
    o->alloc = &b->alloc;
    if (metadata_len > 0 && !ng_utf8_is_valid(metadata, metadata + metadata_len))
        return NG_ERR_ARGUMENT;
    o->info.max_units = b->max_units;
    o->info.n_surfaces = b->n_surfaces;
    status = number_words(b, o);
    if (status == NG_OK)
        status = hash_words(o);
    if (status == NG_OK)
        status = fill_filter(b, o, BEGINS_SMALL, &o->small, &o->n_small);
    if (status == NG_OK)
        status = fill_filter(b, o, BEGINS_CAPITAL, &o->capital, &o->n_capital);
    if (status == NG_OK)
        status = order_nodes(b, o);
    if (status == NG_OK)
        status = write_nodes(b, o);
    if (status == NG_OK)
        status = write_entries(b, o);
    if (status == NG_OK)
        list_sections(b, o, metadata, metadata_len);
    return status;
}

ng_status
ng_lexicon_builder_write(ng_lexicon_builder *b, const char *metadata, size_t metadata_len,
                         const char *path, ng_error *error)
{
    output o;
    ng_status status = make_output(b, &o, metadata, metadata_len);

    if (status == NG_OK)
        status = ng_container_write(path, NG_CONTAINER_LEXICON, NG_LEX_LAYOUT, o.sections,
                                    sizeof o.sections / sizeof o.sections[0], &b->alloc, error);
    else
        (void)ng_fail(error, status, "cannot lay out the lexicon: %s", ng_status_text(status));
    free_output(&o);
    return status;
}

ng_status
ng_lexicon_builder_encode(ng_lexicon_builder *b, const char *metadata, size_t metadata_len,
                          void **bytes_out, size_t *n_bytes, ng_error *error)
{
    output o;
    ng_status status = make_output(b, &o, metadata, metadata_len);

    *bytes_out = NULL;
    *n_bytes = 0;
    if (status == NG_OK)
        status = ng_container_encode(NG_CONTAINER_LEXICON, NG_LEX_LAYOUT, o.sections,
                                     sizeof o.sections / sizeof o.sections[0], &b->alloc, bytes_out,
                                     n_bytes);
    if (status != NG_OK)
        (void)ng_fail(error, status, "cannot encode the lexicon: %s", ng_status_text(status));
    else if (error != NULL)
        error->message[0] = '\0';
    free_output(&o);
    return status;
}
