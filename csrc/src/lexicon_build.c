/*
 * Making a lexicon: surfaces are added to a trie that is one hash table of
 * edges, then written in the order that lexicon_file.h describes.
 *
 * All tables here are arrays of numbers, so that a million surfaces take about
 * a second and less than 150 MB.  The order of everything in the file follows
 * from the order of the calls: no address, clock or random number goes into it.
 */
#include "lexicon_builder.h"
#include "lexicon_inner.h"
#include "utf8.h"

/* ---------------------------------------------------------- plain pieces */

uint32_t
ng_lex_hash_bytes(const void *p, size_t n)
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
append_bytes(const ng_alloc *a, ng_lex_bytes *b, const void *p, size_t n)
{
    const ng_column_ref columns[] = {NG_COLUMN(b->data)};

    if (b->n + n > UINT32_MAX || ng_reserve(a, columns, 1, &b->cap, b->n + n) != NG_OK)
        return NG_ERR_MEMORY;
    if (n > 0)
        memcpy(b->data + b->n, p, n);
    b->n += n;
    return NG_OK;
}

ng_status
ng_lex_append(const ng_lexicon_builder *b, ng_lex_bytes *to, const char *p, size_t n)
{
    const size_t before = to->n;

    if (append_bytes(&b->alloc, to, p, n) != NG_OK || append_bytes(&b->alloc, to, "", 1) != NG_OK) {
        to->n = before;
        return NG_ERR_MEMORY;
    }
    return NG_OK;
}

/* The hash of what stands at a number; so that a table can grow. */
typedef uint32_t (*hash_of_fn)(const ng_lexicon_builder *b, uint32_t number);

/* Room for one more number, at most two thirds full. */
static ng_status
reserve_table(const ng_lexicon_builder *b, ng_lex_table *t, hash_of_fn hash_of)
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
    return ng_lex_hash_bytes(b->words.data + b->word_offsets[i],
                      b->word_offsets[i + 1] - b->word_offsets[i]);
}

/* The number of the unit's word, which is new or was there. */
static ng_status
intern_word(ng_lexicon_builder *b, const ng_lex_unit *unit, uint32_t *number)
{
    const char *const key = (const char *)unit->key;
    const ng_column_ref columns[] = {NG_COLUMN(b->word_offsets)};
    ng_lex_table *const t = &b->word_table;
    size_t at;

    if (reserve_table(b, t, hash_of_word) != NG_OK)
        return NG_ERR_MEMORY;
    at = ng_lex_hash_bytes(key, unit->n) & (t->n_slots - 1);
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

/* Room for one more string, at most two thirds full. */
static ng_status
reserve_string(ng_lexicon_builder *b)
{
    const size_t n_slots = b->n_string_slots == 0 ? 1024 : b->n_string_slots * 2;
    uint64_t *slots;

    if (b->n_string_slots > 0 && (b->n_strings + 1) * 3 <= b->n_string_slots * 2)
        return NG_OK;
    slots = ng_realloc(&b->alloc, NULL, n_slots * sizeof *slots);
    if (slots == NULL)
        return NG_ERR_MEMORY;
    memset(slots, 0, n_slots * sizeof *slots);
    for (size_t i = 0; i < b->n_string_slots; i++) {
        if (b->string_slots[i] != 0) {
            size_t at = (size_t)(b->string_slots[i] >> 32) & (n_slots - 1);

            while (slots[at] != 0)
                at = (at + 1) & (n_slots - 1);
            slots[at] = b->string_slots[i];
        }
    }
    ng_free(&b->alloc, b->string_slots);
    b->string_slots = slots;
    b->n_string_slots = n_slots;
    return NG_OK;
}

static bool
is_string(const ng_lexicon_builder *b, uint32_t offset, const char *s, size_t n)
{
    return offset + n < b->strings.n && memcmp(b->strings.data + offset, s, n) == 0 &&
           b->strings.data[offset + n] == '\0';
}

ng_status
ng_lex_add_string(ng_lexicon_builder *b, const char *s, size_t n, uint32_t *offset)
{
    uint64_t hash;
    size_t at;

    *offset = 0;
    if (n == 0)
        return NG_OK;
    if (reserve_string(b) != NG_OK)
        return NG_ERR_MEMORY;
    hash = ng_lex_hash_bytes(s, n);
    at = (size_t)hash & (b->n_string_slots - 1);
    for (; b->string_slots[at] != 0; at = (at + 1) & (b->n_string_slots - 1)) {
        const uint32_t known = (uint32_t)b->string_slots[at];

        if (b->string_slots[at] >> 32 == hash && is_string(b, known, s, n)) {
            *offset = known;
            return NG_OK;
        }
    }
    *offset = (uint32_t)b->strings.n;
    if (ng_lex_append(b, &b->strings, s, n) != NG_OK)
        return NG_ERR_MEMORY;
    b->string_slots[at] = hash << 32 | *offset;
    b->n_strings++;
    return NG_OK;
}

ng_status
ng_lex_append_string(ng_lexicon_builder *b, const char *s, size_t n, uint32_t *offset)
{
    *offset = b->last_string;
    if (n > 0 && *offset != 0 && is_string(b, *offset, s, n))
        return NG_OK;
    *offset = n > 0 ? (uint32_t)b->strings.n : 0;
    if (n > 0 && ng_lex_append(b, &b->strings, s, n) != NG_OK)
        return NG_ERR_MEMORY;
    b->last_string = *offset;
    return NG_OK;
}

static ng_status
intern_string(ng_lexicon_builder *b, const char *s, uint32_t *offset)
{
    return ng_lex_add_string(b, s, s == NULL ? 0 : strlen(s), offset);
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
    ng_lex_table *const t = &b->edge_table;
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
                            b->string_slots,
                            b->inner,
                            b->inner_entries,
                            b->inner_table.slots,
                            b->labels.data};

    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++)
        ng_free(&a, arrays[i]);
    ng_free(&a, b);
}

/* What the units of a surface say of its case, for the rule. */
static uint32_t
case_mask(ng_lex_case rule, const ng_lex_surface *surface, const char *p, const char *end)
{
    uint32_t mask = 0;

    if (rule == NG_LEX_CASE_EXACT)
        return ng_lex_letter_mask(p, end);
    for (size_t i = 0; i < surface->n; i++) {
        const uint32_t flags = surface->units[i].flags;
        const bool is_upper = (flags & NG_LEX_UNIT_UPPER) != 0;
        const bool is_initial = (flags & NG_LEX_UNIT_INITIAL) && !(flags & NG_LEX_UNIT_INNER);

        if (rule == NG_LEX_CASE_UPPER ? is_upper : rule == NG_LEX_CASE_INITIAL && is_initial)
            mask |= UINT32_C(1) << i;
    }
    return mask;
}

/* Whether both say the same; who it is of is told by the id, if there is one. */
static bool
same_entry(const ng_lex_file_entry *a, const ng_lex_file_entry *b)
{
    ng_lex_file_entry x = *a;

    if (x.ext_id != 0)
        x.canonical = b->canonical;
    return memcmp(&x, b, sizeof x) == 0; /* the struct has no padding */
}

/* Hang an entry on a node, unless it is there.  Looks at all that hang there, which is why
   NG_LEX_MAX_ENTRIES is not larger. */
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

static bool
next_token_unit(const char **p, const char *end, ng_lex_unit *unit, const char **start)
{
    *start = *p;
    return ng_lex_next_unit(p, end, unit);
}

ng_status
ng_lex_cut(const char *p, const char *end, bool plain, ng_lex_surface *out)
{
    const char *start;
    ng_lex_unit unit;

    bool (*const next)(const char **, const char *, ng_lex_unit *, const char **) =
        plain ? ng_lex_next_unit_at : next_token_unit;

    out->n = 0;
    out->start = out->stop = p;
    if (!ng_utf8_is_valid(p, end))
        return NG_ERR_ARGUMENT;
    while (next(&p, end, &unit, &start)) {
        if (out->n == NG_LEX_MAX_UNITS || (unit.flags & NG_LEX_UNIT_BROKEN))
            return NG_ERR_ARGUMENT;
        if (out->n == 0)
            out->start = start;
        out->stop = p;
        out->units[out->n++] = unit;
    }
    return out->n == 0 ? NG_ERR_ARGUMENT : NG_OK;
}

/* Whether a letter of ASCII is in the unit, so that the first letter of its surface is. */
static bool
has_letter(const ng_lex_unit *unit)
{
    const unsigned char *const key = (const unsigned char *)unit->key;

    for (uint32_t i = 0; i < unit->n; i++) {
        if (key[i] >= 'a' && key[i] <= 'z')
            return true;
    }
    return false;
}

/* With what a text that the entry fits may begin; too many ways do no harm. */
static uint8_t
ways_to_begin(const ng_lex_file_entry *entry, const ng_lex_unit *first)
{
    if (entry->case_rule == NG_LEX_CASE_EXACT && has_letter(first))
        return entry->case_mask & 1 ? NG_LEX_BEGINS_CAPITAL : NG_LEX_BEGINS_SMALL;
    if (entry->case_rule != NG_LEX_CASE_ANY && entry->case_rule != NG_LEX_CASE_EXACT &&
        (entry->case_mask & 1))
        return NG_LEX_BEGINS_CAPITAL;
    return NG_LEX_BEGINS_SMALL | NG_LEX_BEGINS_CAPITAL;
}

static bool
is_utf8_string(const char *s)
{
    return s == NULL || ng_utf8_is_valid(s, s + strlen(s));
}

ng_status
ng_lex_add_entry(ng_lexicon_builder *b, const ng_lex_surface *surface,
                 const ng_lex_file_entry *entry)
{
    uint32_t node = 0, root = 0;

    for (size_t i = 0; i < surface->n; i++) {
        uint32_t word;
        ng_status status = intern_word(b, &surface->units[i], &word);

        if (status == NG_OK)
            status = intern_child(b, &node, word);
        if (status != NG_OK)
            return status;
        if (i == 0)
            root = node;
    }
    b->begins[root] |= ways_to_begin(entry, &surface->units[0]);
    if (surface->n > b->max_units)
        b->max_units = (uint32_t)surface->n;
    return push_entry(b, node, entry);
}

/* The same for those that are the same but for what they are called. */
static uint32_t
hash_of_inner(const ng_lexicon_builder *b, uint32_t i)
{
    return hash_edge(b->inner[i].folded,
                     b->inner_entries[i].ext_id * 31 + b->inner_entries[i].label);
}

ng_status
ng_lex_add_inner(ng_lexicon_builder *b, const char *p, const char *end,
                 const ng_lex_file_entry *entry)
{
    const ng_column_ref columns[] = {NG_COLUMN(b->inner), NG_COLUMN(b->inner_entries)};
    ng_lex_table *const t = &b->inner_table;
    char folded[NG_LEX_MAX_INNER + NG_LEX_MAX_FOLDED];
    uint32_t offset;
    size_t n = 0, at;

    while (p < end) {
        n += ng_inner_fold(&p, end, folded + n, n > 0 && folded[n - 1] == ' ');
        if (n > NG_LEX_MAX_INNER)
            return NG_ERR_ARGUMENT;
    }
    while (n > 0 && folded[n - 1] == ' ')
        n--;
    if (n == 0)
        return NG_ERR_ARGUMENT;
    if (ng_lex_add_string(b, folded, n, &offset) != NG_OK ||
        reserve_table(b, t, hash_of_inner) != NG_OK ||
        ng_reserve(&b->alloc, columns, 2, &b->cap_inner, b->n_inner + 1) != NG_OK)
        return NG_ERR_MEMORY;
    b->inner[b->n_inner] = (ng_lex_file_inner){offset, 0};
    b->inner_entries[b->n_inner] = *entry;
    b->inner_entries[b->n_inner].flags |= NG_LEX_LAST;
    for (at = hash_of_inner(b, (uint32_t)b->n_inner) & (t->n_slots - 1); t->slots[at] != 0;
         at = (at + 1) & (t->n_slots - 1)) {
        const uint32_t i = t->slots[at] - 1;

        if (b->inner[i].folded == offset &&
            same_entry(&b->inner_entries[i], &b->inner_entries[b->n_inner]))
            return NG_OK;
    }
    t->slots[at] = (uint32_t)b->n_inner + 1;
    t->n++;
    b->n_inner++;
    b->n_surfaces++;
    return NG_OK;
}

ng_status
ng_lexicon_builder_add(ng_lexicon_builder *b, const char *surface, size_t n_bytes,
                       ng_lex_class class_id, unsigned label, unsigned flags, ng_lex_case case_rule,
                       const char *canonical, const char *ext_id)
{
    ng_lex_surface cut;
    ng_lex_file_entry entry = {
        (uint8_t)class_id, (uint8_t)label, (uint8_t)flags, (uint8_t)case_rule, 0, 0, 0, 0};

    if ((unsigned)class_id >= NG_N_LEX_CLASSES || (unsigned)case_rule >= NG_LEX_CASE_SMART ||
        (label >= NG_N_LABELS && label != NG_LABEL_NONE) ||
        (flags & ~(unsigned)NG_LEX_ENTRY_FLAGS) || n_bytes == 0 || !is_utf8_string(canonical) ||
        !is_utf8_string(ext_id))
        return NG_ERR_ARGUMENT;
    if (ng_lex_cut(surface, surface + n_bytes, false, &cut) != NG_OK)
        return NG_ERR_ARGUMENT;
    entry.case_mask = case_mask(case_rule, &cut, surface, surface + n_bytes);
    if (intern_string(b, canonical, &entry.canonical) != NG_OK ||
        intern_string(b, ext_id, &entry.ext_id) != NG_OK)
        return NG_ERR_MEMORY;
    return ng_lex_add_entry(b, &cut, &entry);
}
