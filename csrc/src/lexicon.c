/* Opening a lexicon, and asking it about single words.  Matching over tokens is
   in lexicon_match.c, making one in lexicon_build.c. */
#include "lexicon_file.h"
#include "lexicon_inner.h"
#include "lexicon_walk.h"
#include "memory.h"
#include "utf8.h"

static const char *const class_names[NG_N_LEX_CLASSES] = {
    "country",    "city",     "state",       "demonym", "norp",        "loc",        "fac",
    "igo",        "gov",      "media",       "party",   "team",        "university", "company",
    "org",        "person",   "given",       "surname", "title",       "role",       "relation",
    "org_suffix", "head",     "report_verb", "abbrev",  "anon_source", "calendar",   "currency",
    "unit",       "language", "event",       "other"};

const char *
ng_lex_class_name(unsigned class_id)
{
    return class_id < NG_N_LEX_CLASSES ? class_names[class_id] : NULL;
}

/* ------------------------------------------------------------ validation */

static bool
is_power_of_two(size_t n)
{
    return n != 0 && (n & (n - 1)) == 0;
}

/* The sections, as arrays; and what their lengths must be. */
static ng_status
find_sections(ng_lexicon *x, ng_error *error)
{
    size_t n_info, n_rest, n_nodes;
    const struct {
        const char *name;
        size_t width;
        const void **array;
        size_t *n;
    } wanted[] = {
        {"info", sizeof *x->info, (const void **)&x->info, &n_info},
        {"words", 1, (const void **)&x->words, &x->n_word_bytes},
        {"rest", 4, (const void **)&x->rest, &n_rest},
        {"slots", 4, (const void **)&x->slots, &x->n_slots},
        {"small", 8, (const void **)&x->small, &x->n_small},
        {"capital", 8, (const void **)&x->capital, &x->n_capital},
        {"nodes", sizeof *x->nodes, (const void **)&x->nodes, &n_nodes},
        {"entries", sizeof *x->entries, (const void **)&x->entries, &x->n_entries},
        {"strings", 1, (const void **)&x->strings, &x->n_strings},
        {"labels", 1, (const void **)&x->labels, &x->n_label_bytes},
        {"inner", sizeof *x->inner, (const void **)&x->inner, &x->n_inner},
        {"meta", 1, (const void **)&x->metadata, &x->n_metadata},
    };

    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        const ng_status status = ng_container_section(&x->file, wanted[i].name, wanted[i].width,
                                                      wanted[i].array, wanted[i].n, error);

        if (status != NG_OK)
            return status;
    }
    if (n_info != 1)
        return ng_fail(error, NG_ERR_FORMAT, "section 'info': %zu records, expected 1", n_info);

    const ng_lex_file_info *const info = x->info;
    const bool fits = info->n_words <= NG_LEX_MAX_WORDS && info->n_roots <= info->n_words &&
                      info->n_nodes >= info->n_roots && info->n_nodes < UINT32_MAX &&
                      n_rest == (size_t)info->n_words - info->n_roots &&
                      n_nodes == (size_t)info->n_nodes + 1;

    if (!fits)
        return ng_fail(error, NG_ERR_FORMAT, "section 'info': counts do not fit the sections");
    if (info->max_units > NG_LEX_MAX_UNITS || info->max_probe > NG_LEX_MAX_PROBE ||
        x->n_slots > UINT32_MAX || info->max_probe > x->n_slots || info->zero[0] != 0 ||
        info->zero[1] != 0)
        return ng_fail(error, NG_ERR_FORMAT, "section 'info': a limit is out of range");
    if (!is_power_of_two(x->n_small) || !is_power_of_two(x->n_capital))
        return ng_fail(error, NG_ERR_FORMAT, "a filter's length is no power of two");
    return NG_OK;
}

static ng_status
check_words(const ng_lexicon *x, ng_error *error)
{
    const uint32_t n_words = x->info->n_words;

    for (uint32_t i = 0; i < n_words; i++) {
        const size_t offset = ng_lex_word_offset(x, i);

        if (offset >= x->n_word_bytes || x->words[offset] == 0 ||
            x->words[offset] > NG_LEX_MAX_KEY || x->words[offset] >= x->n_word_bytes - offset)
            return ng_fail(error, NG_ERR_FORMAT, "section 'words': word %u reaches out of it",
                           (unsigned)i);
    }
    for (size_t i = 0; i < x->n_slots; i++) {
        if (x->slots[i] != 0 && (x->slots[i] & 0xffffff) - 1 >= n_words)
            return ng_fail(error, NG_ERR_FORMAT, "section 'slots': slot %zu names no word", i);
    }
    return NG_OK;
}

/* Whether the words of the children of a node are words, in ascending order. */
static bool
has_good_children(const ng_lexicon *x, const ng_lex_file_node *node)
{
    for (uint32_t k = node[0].first; k < node[1].first; k++) {
        if (x->nodes[k].key >= x->info->n_words ||
            (k > node[0].first && x->nodes[k].key <= x->nodes[k - 1].key))
            return false;
    }
    return true;
}

static ng_status
check_nodes(const ng_lexicon *x, ng_error *error)
{
    const uint32_t n_nodes = x->info->n_nodes;

    if (x->nodes[0].first != x->info->n_roots || x->nodes[n_nodes].first != n_nodes)
        return ng_fail(error, NG_ERR_FORMAT, "section 'nodes': children do not span the nodes");
    for (uint32_t i = 0; i < n_nodes; i++) {
        const ng_lex_file_node *const node = &x->nodes[i];

        /* A child is numbered higher than its parent: so walks end. */
        if (node[0].first > node[1].first || node[1].first > n_nodes ||
            (node[0].first < node[1].first && node[0].first <= i) || !has_good_children(x, node))
            return ng_fail(error, NG_ERR_FORMAT, "section 'nodes': node %u has bad children",
                           (unsigned)i);
        if (node->surface > x->n_entries)
            return ng_fail(error, NG_ERR_FORMAT, "section 'nodes': node %u has no such entries",
                           (unsigned)i);
    }
    return NG_OK;
}

static ng_status
check_entries(ng_lexicon *x, ng_error *error)
{
    if (x->n_strings == 0 || x->strings[0] != '\0' || x->strings[x->n_strings - 1] != '\0' ||
        !ng_utf8_is_valid(x->strings, x->strings + x->n_strings))
        return ng_fail(error, NG_ERR_FORMAT, "section 'strings' is no list of UTF-8 strings");
    if (!ng_utf8_is_valid(x->metadata, x->metadata + x->n_metadata))
        return ng_fail(error, NG_ERR_FORMAT, "section 'meta' is not UTF-8");
    for (size_t i = 0; i < x->n_entries; i++) {
        const ng_lex_file_entry *const e = &x->entries[i];

        if (e->class_id >= NG_N_LEX_CLASSES ||
            (e->label >= NG_N_LABELS + x->n_labels && e->label != NG_LABEL_NONE) ||
            e->case_rule >= NG_N_LEX_CASES ||
            e->canonical >= x->n_strings || e->ext_id >= x->n_strings ||
            e->surface >= x->n_strings)
            return ng_fail(error, NG_ERR_FORMAT, "section 'entries': entry %zu is out of range", i);
        x->follows |= (e->flags & NG_LEX_FOLLOWED) != 0;
    }
    if (x->n_entries > 0 && (x->entries[x->n_entries - 1].flags & NG_LEX_LAST) == 0)
        return ng_fail(error, NG_ERR_FORMAT, "section 'entries' has no end");
    return NG_OK;
}

static ng_status
check_labels(ng_lexicon *x, ng_error *error)
{
    if (x->n_label_bytes == 0)
        return NG_OK;
    if (x->labels[x->n_label_bytes - 1] != '\0' ||
        !ng_utf8_is_valid(x->labels, x->labels + x->n_label_bytes))
        return ng_fail(error, NG_ERR_FORMAT, "section 'labels' is no list of UTF-8 strings");
    for (size_t i = 0; i < x->n_label_bytes; i++)
        x->n_labels += x->labels[i] == '\0';
    if (x->n_labels > NG_LEX_MAX_LABELS)
        return ng_fail(error, NG_ERR_FORMAT, "section 'labels' has %zu, %d at most", x->n_labels,
                       NG_LEX_MAX_LABELS);
    return NG_OK;
}

/* Which marks surfaces begin with or hold, so that a search need not ask for each of them. */
static void
collect_marks(ng_lexicon *x)
{
    for (char c = '!'; c < 0x7f; c++) {
        ng_lex_unit unit = {{0}, 1, 0};

        if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
            continue;
        memcpy(unit.key, &c, 1);
        const uint32_t word = ng_lex_find_word(x, &unit, ng_lex_hash(&unit));

        if (word < x->info->n_roots)
            x->marks[c / 64] |= UINT64_C(1) << c % 64;
        if (word != NG_LEX_NO_WORD)
            x->any_marks[c / 64] |= UINT64_C(1) << c % 64;
    }
    for (size_t i = 0; i < x->n_small; i++)
        x->any_small |= x->small[i] != 0;
}

static ng_status
check_lexicon(ng_lexicon *x, ng_error *error)
{
    ng_status status = NG_OK;

    if (x->file.content_version != NG_LEX_LAYOUT)
        return ng_fail(error, NG_ERR_FORMAT, "lexicon layout is %u, this library reads %d",
                       (unsigned)x->file.content_version, NG_LEX_LAYOUT);
    status = find_sections(x, error);
    if (status == NG_OK)
        status = check_words(x, error);
    if (status == NG_OK)
        status = check_nodes(x, error);
    if (status == NG_OK)
        status = check_labels(x, error);
    if (status == NG_OK)
        status = check_entries(x, error);
    if (status == NG_OK)
        collect_marks(x);
    if (status == NG_OK && x->n_inner > 0)
        status = ng_inner_open(x, error);
    return status;
}

/* --------------------------------------------------------------- opening */

static ng_lexicon *
new_lexicon(const ng_alloc *alloc, ng_error *error)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    ng_lexicon *const x = ng_realloc(&a, NULL, sizeof *x);

    if (x == NULL) {
        (void)ng_fail(error, NG_ERR_MEMORY, "memory is short");
        return NULL;
    }
    memset(x, 0, sizeof *x);
    x->alloc = a;
    return x;
}

/* The second half of opening: check `x`, hand it out or free it. */
static ng_status
finish_opening(ng_lexicon *x, ng_status status, ng_lexicon **out, ng_error *error)
{
    if (status == NG_OK)
        status = check_lexicon(x, error);
    if (status == NG_OK)
        *out = x;
    else
        ng_lexicon_free(x);
    return status;
}

ng_status
ng_lexicon_open(const char *path, const ng_alloc *alloc, ng_lexicon **out, ng_error *error)
{
    ng_lexicon *const x = new_lexicon(alloc, error);

    *out = NULL;
    if (x == NULL)
        return NG_ERR_MEMORY;
    return finish_opening(
        x, ng_container_open(&x->file, path, NG_CONTAINER_LEXICON, &x->alloc, error), out, error);
}

ng_status
ng_lexicon_open_memory(const void *bytes, size_t n_bytes, const ng_alloc *alloc, ng_lexicon **out,
                       ng_error *error)
{
    ng_lexicon *const x = new_lexicon(alloc, error);

    *out = NULL;
    if (x == NULL)
        return NG_ERR_MEMORY;
    return finish_opening(
        x,
        ng_container_open_memory(&x->file, bytes, n_bytes, NG_CONTAINER_LEXICON, &x->alloc, error),
        out, error);
}

ng_status
ng_lexicon_make(const ng_section *sections, size_t n_sections, const ng_alloc *alloc,
                ng_lexicon **out, ng_error *error)
{
    ng_lexicon *const x = new_lexicon(alloc, error);

    *out = NULL;
    if (x == NULL)
        return NG_ERR_MEMORY;
    return finish_opening(x,
                          ng_container_make(&x->file, NG_CONTAINER_LEXICON, NG_LEX_LAYOUT, sections,
                                            n_sections, &x->alloc, error),
                          out, error);
}

void
ng_lexicon_free(ng_lexicon *x)
{
    if (x == NULL)
        return;

    const ng_alloc a = x->alloc;

    ng_inner_free(&a, x->automaton);
    ng_container_close(&x->file);
    ng_free(&a, x);
}

void
ng_lexicon_get_info(const ng_lexicon *x, ng_lexicon_info *info)
{
    info->n_bytes = x->file.n_bytes;
    info->n_surfaces = x->info->n_surfaces;
    info->n_entries = x->n_entries;
    info->n_words = x->info->n_words;
    info->n_nodes = x->info->n_nodes;
    info->max_units = x->info->max_units;
    info->metadata = x->metadata;
    info->metadata_len = x->n_metadata;
    info->labels = x->labels;
    info->n_labels = x->n_labels;
    info->bytes = x->file.bytes;
}

/* --------------------------------------------------------------- asking */

/* The surface [p, p + n), 0 if it is none; `walk` is as it ends. */
static uint32_t
find_surface(const ng_lexicon *x, const char *p, size_t n, ng_lex_walk *walk)
{
    const char *const end = p + n;
    ng_lex_unit unit;

    ng_lex_walk_begin(walk);
    while (ng_lex_next_unit(&p, end, &unit)) {
        if ((unit.flags & NG_LEX_UNIT_BROKEN) ||
            !ng_lex_walk_on(walk, x, ng_lex_find_word(x, &unit, ng_lex_hash(&unit)), unit.flags))
            return 0;
    }
    return walk->n_units > 0 ? x->nodes[walk->node].surface : 0;
}

ng_lex_set
ng_lexicon_lookup(const ng_lexicon *x, const char *p, size_t n, bool any_case)
{
    ng_lex_set set = {0, 0, 0};
    ng_lex_walk walk;
    const uint32_t surface = n > 0 ? find_surface(x, p, n, &walk) : 0;

    if (surface == 0)
        return set;
    for (const ng_lex_file_entry *e = ng_lex_surface_entries(x, surface);; e++) {
        const uint32_t bit = NG_LEX_BIT(e->class_id);

        if (any_case || ng_lex_entry_fits(x, e, &walk, p, p + n)) {
            set.classes |= bit;
            if (e->flags & NG_LEX_DECIDES)
                set.decides |= bit;
            if (e->flags & NG_LEX_AMBIGUOUS)
                set.ambiguous |= bit;
        }
        if (e->flags & NG_LEX_LAST)
            return set;
    }
}

uint32_t
ng_lexicon_classes(const ng_lexicon *x, const char *p, size_t n, bool any_case)
{
    return ng_lexicon_lookup(x, p, n, any_case).classes;
}

static ng_lex_entry
public_entry(const ng_lexicon *x, const ng_lex_file_entry *e)
{
    const ng_lex_entry entry = {
        .class_id = (ng_lex_class)e->class_id,
        .label = e->label < NG_N_LABELS ? e->label : NG_LABEL_NONE, /* stages know no others */
        .flags = e->flags & NG_LEX_ENTRY_FLAGS,
        .case_rule = (ng_lex_case)e->case_rule,
        .canonical = x->strings + e->canonical,
        .ext_id = x->strings + e->ext_id,
    };

    return entry;
}

size_t
ng_lexicon_find_all(const ng_lexicon *x, const char *p, size_t n, bool any_case, uint32_t classes,
                    ng_lex_entry *out, size_t max)
{
    ng_lex_walk walk;
    const uint32_t surface = n > 0 ? find_surface(x, p, n, &walk) : 0;
    size_t n_found = 0;

    if (surface == 0)
        return 0;
    for (const ng_lex_file_entry *e = ng_lex_surface_entries(x, surface); n_found < max; e++) {
        if ((NG_LEX_BIT(e->class_id) & classes) &&
            (any_case || ng_lex_entry_fits(x, e, &walk, p, p + n)))
            out[n_found++] = public_entry(x, e);
        if (e->flags & NG_LEX_LAST)
            break;
    }
    return n_found;
}

const char *
ng_lexicon_label_name(const ng_lexicon *x, unsigned label)
{
    const char *p = x->labels;

    if (label == NG_LABEL_NONE)
        return NULL;
    if (label < NG_N_LABELS)
        return ng_label_name(label);
    for (unsigned i = NG_N_LABELS; i < label; i++)
        p += strlen(p) + 1;
    return p;
}

static ng_lex_named
named(const ng_lexicon *x, const ng_lex_file_entry *e)
{
    return (ng_lex_named){x->strings + e->canonical, x->strings + e->ext_id,
                          ng_lexicon_label_name(x, e->label)};
}

size_t
ng_lexicon_ask(const ng_lexicon *x, const char *p, size_t n, bool any_case, ng_lex_named *out,
               size_t max)
{
    ng_lex_walk walk;
    const uint32_t surface = n > 0 ? find_surface(x, p, n, &walk) : 0;
    size_t n_found = 0;

    if (surface != 0) {
        for (const ng_lex_file_entry *e = ng_lex_surface_entries(x, surface); n_found < max; e++) {
            if (any_case || ng_lex_entry_fits(x, e, &walk, p, p + n))
                out[n_found++] = named(x, e);
            if (e->flags & NG_LEX_LAST)
                break;
        }
    }
    for (uint32_t i = ng_inner_ask(x, p, p + n); i != 0 && n_found < max; i = ng_inner_next(x, i)) {
        const ng_lex_file_entry *const e = &x->entries[x->inner[i - 1].entry];

        if (any_case || ng_inner_fits(x, e, p, p + n))
            out[n_found++] = named(x, e);
    }
    return n_found;
}

bool
ng_lexicon_find(const ng_lexicon *x, const char *p, size_t n, bool any_case, uint32_t classes,
                ng_lex_entry *out)
{
    return ng_lexicon_find_all(x, p, n, any_case, classes, out, 1) > 0;
}

size_t
ng_lexicon_match_n_entries(const ng_doc *doc, size_t match)
{
    size_t n = 0;

    for (uint32_t bits = doc->matches.fits[match]; bits != 0; bits &= bits - 1)
        n++;
    return n;
}

ng_lex_entry
ng_lexicon_match_entry(const ng_lexicon *x, const ng_doc *doc, size_t match, size_t i)
{
    const ng_lex_file_entry *e = ng_lex_surface_entries(x, doc->matches.entry[match]);

    for (uint32_t bits = doc->matches.fits[match]; (bits & 1) == 0 || i-- > 0; bits >>= 1)
        e++;
    return public_entry(x, e);
}

bool
ng_lexicon_match_find(const ng_lexicon *x, const ng_doc *doc, size_t match, uint32_t classes,
                      ng_lex_entry *out)
{
    const ng_lex_file_entry *e = ng_lex_surface_entries(x, doc->matches.entry[match]);

    for (uint32_t bits = doc->matches.fits[match]; bits != 0; bits >>= 1, e++) {
        if ((bits & 1) && (NG_LEX_BIT(e->class_id) & classes)) {
            *out = public_entry(x, e);
            return true;
        }
    }
    return false;
}
