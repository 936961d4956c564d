/* Laying out a lexicon file; lexicon_file.h describes it. */
#include "lexicon_builder.h"
#include "utf8.h"

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
    ng_section sections[12];
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
    const size_t share = way == NG_LEX_BEGINS_SMALL ? 32 : 8;
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
intern_surface(output *o, ng_lex_table *t, size_t begin)
{
    const size_t n = o->n_entries - begin;
    const ng_lex_file_entry *const p = o->entries + begin;
    size_t at = ng_lex_hash_bytes(p, n * sizeof *p) & (t->n_slots - 1);

    for (; t->slots[at] != 0; at = (at + 1) & (t->n_slots - 1)) {
        const size_t first = t->slots[at] - 1;

        /* Both end with the flag of the last entry, so equal ones have one length. */
        if (first + n <= begin && memcmp(o->entries + first, p, n * sizeof *p) == 0) {
            o->n_entries = begin;
            return t->slots[at];
        }
    }
    t->slots[at] = (uint32_t)begin + 1;
    return t->slots[at];
}

/* o->entries, and the surfaces of the nodes.  Most surnames share one entry. */
static ng_status
write_entries(const ng_lexicon_builder *b, output *o)
{
    ng_lex_table t = {NULL, 1024, 0};

    while (t.n_slots < b->n_surfaces * (size_t)3 / 2)
        t.n_slots *= 2;
    t.slots = zeroed(o->alloc, t.n_slots, sizeof *t.slots);
    o->entries = zeroed(o->alloc, b->n_entries + b->n_inner, sizeof *o->entries);
    if (t.slots == NULL || o->entries == NULL) {
        ng_free(o->alloc, t.slots);
        return NG_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < o->info.n_nodes; i++) {
        const size_t begin = o->n_entries;

        for (uint32_t e = b->head[o->order[i]]; e != 0; e = b->next[e - 1])
            o->entries[o->n_entries++] = b->entries[e - 1];
        if (o->n_entries > begin) {
            o->entries[o->n_entries - 1].flags |= NG_LEX_LAST;
            o->nodes[i].surface = intern_surface(o, &t, begin);
        }
    }
    ng_free(o->alloc, t.slots);
    for (size_t i = 0; i < b->n_inner; i++) {
        b->inner[i].entry = (uint32_t)o->n_entries;
        o->entries[o->n_entries++] = b->inner_entries[i];
    }
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
        {"labels", b->labels.data, b->labels.n},
        {"inner", b->inner, b->n_inner * sizeof *b->inner},
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
        status = fill_filter(b, o, NG_LEX_BEGINS_SMALL, &o->small, &o->n_small);
    if (status == NG_OK)
        status = fill_filter(b, o, NG_LEX_BEGINS_CAPITAL, &o->capital, &o->n_capital);
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

ng_status
ng_lexicon_builder_open(ng_lexicon_builder *b, const char *metadata, size_t metadata_len,
                        const ng_alloc *alloc, ng_lexicon **out, ng_error *error)
{
    output o;
    ng_status status = make_output(b, &o, metadata, metadata_len);

    *out = NULL;
    if (status == NG_OK)
        status = ng_lexicon_make(o.sections, sizeof o.sections / sizeof o.sections[0], alloc, out,
                                 error);
    else
        (void)ng_fail(error, status, "cannot lay out the lexicon: %s", ng_status_text(status));
    free_output(&o);
    return status;
}
