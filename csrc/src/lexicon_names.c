/* Users' names: how their letter case is read, and which other surfaces they have. */
#include "lexicon_builder.h"
#include "unicode.h"
#include "utf8.h"

/* An abbreviation has no more letters. */
#define MAX_ABBREVIATION 5

static bool
has(const ng_lex_unit *unit, unsigned flag)
{
    return (unit->flags & flag) != 0;
}

/* Whether all words with letters are capitals, and they are too much for an
   abbreviation: "BANK OF AMERICA", "MICROSOFT". */
static bool
is_shouted(const ng_lex_surface *s)
{
    size_t n_words = 0, n_bytes = 0;

    for (size_t i = 0; i < s->n; i++) {
        if (!has(&s->units[i], NG_LEX_UNIT_LETTERS))
            continue;
        if (!has(&s->units[i], NG_LEX_UNIT_UPPER))
            return false;
        n_words++;
        n_bytes += s->units[i].n;
    }
    return n_bytes > MAX_ABBREVIATION && n_words > 0;
}

/* What SMART asks for, as ng_lex_file_entry.case_mask has it. */
static uint32_t
smart_mask(const ng_lex_surface *s)
{
    const bool shouted = is_shouted(s);
    uint32_t mask = 0;

    for (unsigned i = 0; i < s->n && i < 16; i++) {
        const ng_lex_unit *const unit = &s->units[i];

        /* "Jong-un": what stands behind a hyphen may be small. */
        if (!has(unit, NG_LEX_UNIT_INITIAL) || has(unit, NG_LEX_UNIT_INNER))
            continue;
        /* "OF" is "of" in the name as others write it. */
        if (!shouted || i == 0)
            mask |= UINT32_C(1) << i;
        if (!shouted && has(unit, NG_LEX_UNIT_UPPER) && unit->n > 1 && unit->n <= MAX_ABBREVIATION)
            mask |= UINT32_C(1) << (16 + i);
    }
    return mask;
}

static ng_lex_class
class_of_label(unsigned label)
{
    switch (label) {
    case NG_LABEL_PERSON:
        return NG_LEX_PERSON;
    case NG_LABEL_NORP:
        return NG_LEX_NORP;
    case NG_LABEL_FAC:
        return NG_LEX_FAC;
    case NG_LABEL_ORG:
        return NG_LEX_ORG;
    case NG_LABEL_GPE:
        return NG_LEX_CITY;
    case NG_LABEL_LOC:
        return NG_LEX_LOC;
    case NG_LABEL_EVENT:
        return NG_LEX_EVENT;
    case NG_LABEL_LANGUAGE:
        return NG_LEX_LANGUAGE;
    default:
        return NG_LEX_OTHER;
    }
}

/* --------------------------------------------------------------- variants */

/* A letter or two with a point or more: "J", "J.K." */
static bool
is_initials(const ng_lex_unit *unit)
{
    const unsigned char *const key = (const unsigned char *)unit->key;

    for (uint32_t i = 0; i < unit->n; i++) {
        if (key[i] < 'a' || key[i] > 'z')
            return false;
    }
    return has(unit, NG_LEX_UNIT_UPPER) && unit->n <= 3;
}

static bool
is_initial(const ng_lex_unit *unit)
{
    return is_initials(unit) && unit->n == 1;
}

static void
drop_unit(ng_lex_surface *s, size_t i)
{
    memmove(&s->units[i], &s->units[i + 1], (s->n - i - 1) * sizeof s->units[0]);
    s->n--;
}

/* "J. K. Rowling" -> "JK Rowling": the first two or more initials in one; false if there
   are none. */
static bool
join_initials(ng_lex_surface *s)
{
    size_t i = 0, n = 0;

    while (i + n < s->n && n < 3 && is_initial(&s->units[i + n]))
        n++;
    if (n < 2 || n == s->n)
        return false;
    for (size_t k = 1; k < n; k++) /* letters; the key is padded with zeros */
        ((unsigned char *)s->units[0].key)[k] = ((unsigned char *)s->units[k].key)[0];
    s->units[0].n = (uint32_t)n;
    while (n-- > 1)
        drop_unit(s, 1);
    return true;
}

/* The other way round, of a surface that begins with "J.K." or "JK"; false if there are no
   more than one. */
static bool
part_initials(ng_lex_surface *s)
{
    const ng_lex_unit first = s->units[0];

    if (s->n < 2 || !is_initials(&first) || first.n < 2 || s->n + first.n - 1 > NG_LEX_MAX_UNITS)
        return false;
    memmove(&s->units[first.n], &s->units[1], (s->n - 1) * sizeof s->units[0]);
    s->n += first.n - 1;
    for (uint32_t k = 0; k < first.n; k++) {
        memset(&s->units[k], 0, sizeof s->units[k]);
        ((unsigned char *)s->units[k].key)[0] = ((const unsigned char *)first.key)[k];
        s->units[k].n = 1;
        s->units[k].flags = first.flags;
    }
    return true;
}

/* "John F. Kennedy" -> "John Kennedy"; false if there is no such initial. */
static bool
drop_middle(ng_lex_surface *s)
{
    bool any = false;

    if (s->n < 3 || is_initials(&s->units[0]))
        return false;
    for (size_t i = s->n - 2; i > 0; i--) {
        if (is_initial(&s->units[i])) {
            drop_unit(s, i);
            any = true;
        }
    }
    return any;
}

/* "Yahoo!" -> "Yahoo"; false if nothing closes it, or all of it does. */
static bool
drop_mark(ng_lex_surface *s)
{
    const ng_lex_unit *const last = &s->units[s->n - 1];

    if (s->n < 2 || last->n != 1 || ((const unsigned char *)last->key)[0] != '!')
        return false;
    s->n--;
    return true;
}

/* What may stand for a person's name once it was read, and where its family name is. */
static uint8_t
person_flags(const ng_lex_surface *s)
{
    const ng_lex_unit *const last = &s->units[s->n - 1];
    bool has_middle = false;

    if (s->n < 2)
        return 0;
    for (size_t i = 1; i + 1 < s->n; i++)
        has_middle |= is_initial(&s->units[i]);
    if (!has(last, NG_LEX_UNIT_INNER))
        return has_middle ? NG_LEX_FOLLOWED : NG_LEX_FOLLOWED | NG_LEX_MIDDLE;
    /* "Jane Roe-Doe", whose family name is two words, and "Kim Jong-un". */
    return has(last, NG_LEX_UNIT_INITIAL) ? 0 : NG_LEX_FOLLOWED | NG_LEX_FAMILY_FIRST;
}

/* Whether one of the functions above has something to do. */
static bool
may_vary(const ng_lex_surface *s)
{
    bool any = s->units[s->n - 1].n == 1;

    for (size_t i = 0; i + 1 < s->n; i++)
        any |= is_initials(&s->units[i]);
    return any;
}

static ng_status
add_variants(ng_lexicon_builder *b, const ng_lex_surface *surface, ng_lex_file_entry entry,
             bool is_person)
{
    bool (*const make[])(ng_lex_surface *) = {join_initials, part_initials, drop_mark, drop_middle};
    const size_t n = sizeof make / sizeof make[0] - !is_person;
    ng_status status = NG_OK;

    /* What is compared letter by letter has the letters of the surface only. */
    if (entry.case_rule == NG_LEX_CASE_EXACT || !may_vary(surface))
        return NG_OK;
    for (size_t i = 0; i < n && status == NG_OK; i++) {
        ng_lex_surface other = *surface;

        if (make[i](&other)) {
            if (entry.case_rule == NG_LEX_CASE_SMART)
                entry.case_mask = smart_mask(&other);
            status = ng_lex_add_entry(b, &other, &entry);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ names */

static bool
is_text(const char *p, size_t n)
{
    return n == 0 || (ng_utf8_is_valid(p, p + n) && memchr(p, '\0', n) == NULL);
}

/* As the text will be: an apostrophe that opens the name is no part of it. */
static ng_status
cut_name(const char *p, const char *end, ng_lex_surface *surface)
{
    while (p < end && *p == '\'')
        p++;
    return ng_lex_cut(p, end, true, surface);
}

/* "Inc.", but not "U.S.", of which "US" is a variant: its point is seen in the text. */
static bool
ends_with_stop(const ng_lex_name *x)
{
    const char *const end = x->surface + x->n_surface;

    return end[-1] == '.' && !(x->variants && x->n_surface > 3 && end[-3] == '.');
}

static bool
has_capital(const ng_lex_surface *s)
{
    for (const char *p = s->start; p < s->stop;) {
        const uint32_t cp = ng_utf8_next(&p, s->stop);

        if (cp != NG_UTF8_BROKEN && ng_char_class_of(cp) == NG_CHAR_UPPER)
            return true;
    }
    return false;
}

/* What is found inside of words need not be cut into some. */
static bool
cut_for(const ng_lex_name *x, ng_lex_surface *surface)
{
    const char *const end = x->surface + x->n_surface;

    if (!x->inside)
        return cut_name(x->surface, end, surface) == NG_OK;
    surface->start = x->surface;
    surface->stop = end;
    surface->n = 0;
    return true;
}

ng_status
ng_lexicon_builder_add_name(ng_lexicon_builder *b, const ng_lex_name *x)
{
    ng_lex_file_entry entry = {0};
    ng_lex_surface surface;
    ng_status status;

    if ((x->match_case != NG_LEX_CASE_SMART && x->match_case != NG_LEX_CASE_EXACT &&
         x->match_case != NG_LEX_CASE_ANY) ||
        (x->label >= NG_N_LABELS + b->n_labels && x->label != NG_LABEL_NONE) ||
        x->n_surface == 0 || !is_text(x->surface, x->n_surface) || !is_text(x->name, x->n_name) ||
        !is_text(x->ext_id, x->n_ext_id) ||
        !cut_for(x, &surface))
        return NG_ERR_ARGUMENT;

    const bool is_exact = x->match_case == NG_LEX_CASE_EXACT ||
                          (x->inside && x->match_case == NG_LEX_CASE_SMART && has_capital(&surface));
    const bool is_person = x->label == NG_LABEL_PERSON && x->variants && !x->inside;

    entry.class_id = (uint8_t)class_of_label(x->label);
    entry.label = (uint8_t)x->label;
    entry.flags = NG_LEX_DECIDES;
    entry.case_rule = (uint8_t)(is_exact    ? NG_LEX_CASE_EXACT
                                : x->inside ? NG_LEX_CASE_ANY
                                            : x->match_case);
    if (!x->variants)
        entry.flags |= NG_LEX_LITERAL;
    if (ends_with_stop(x) && !x->inside)
        entry.flags |= NG_LEX_STOP;
    if (is_person)
        entry.flags |= person_flags(&surface);
    if (is_exact)
        entry.case_mask = ng_lex_letter_mask(x->surface, x->surface + x->n_surface);
    else if (entry.case_rule == NG_LEX_CASE_SMART)
        entry.case_mask = smart_mask(&surface);
    /* Who it is, is told by the id, or where there is none by the name: see who(). */
    status = (x->n_ext_id > 0 ? ng_lex_append_string : ng_lex_add_string)(
        b, x->n_name > 0 ? x->name : x->surface, x->n_name > 0 ? x->n_name : x->n_surface,
        &entry.canonical);
    if (status == NG_OK)
        status = ng_lex_add_string(b, x->ext_id, x->n_ext_id, &entry.ext_id);
    if (status == NG_OK && (is_exact || !x->variants))
        status = ng_lex_add_string(b, surface.start, (size_t)(surface.stop - surface.start),
                                   &entry.surface);
    if (status == NG_OK && x->inside)
        return ng_lex_add_inner(b, surface.start, surface.stop, &entry);
    if (status == NG_OK)
        status = ng_lex_add_entry(b, &surface, &entry);
    if (status == NG_OK && x->variants)
        status = add_variants(b, &surface, entry, is_person);
    return status;
}

ng_status
ng_lexicon_builder_label(ng_lexicon_builder *b, const char *label, size_t n_bytes, unsigned *number)
{
    const char *p = b->labels.data;

    if (n_bytes == 0 || n_bytes > 63 || !is_text(label, n_bytes))
        return NG_ERR_ARGUMENT;
    for (unsigned i = 0; i < NG_N_LABELS; i++) {
        if (strlen(ng_label_name(i)) == n_bytes && memcmp(ng_label_name(i), label, n_bytes) == 0) {
            *number = i;
            return NG_OK;
        }
    }
    for (unsigned i = 0; i < b->n_labels; i++, p += strlen(p) + 1) {
        if (strlen(p) == n_bytes && memcmp(p, label, n_bytes) == 0) {
            *number = NG_N_LABELS + i;
            return NG_OK;
        }
    }
    if (b->n_labels >= NG_LEX_MAX_LABELS)
        return NG_ERR_TOO_LONG;
    if (ng_lex_append(b, &b->labels, label, n_bytes) != NG_OK)
        return NG_ERR_MEMORY;
    *number = NG_N_LABELS + b->n_labels++;
    return NG_OK;
}

size_t
ng_lexicon_builder_count(const ng_lexicon_builder *b)
{
    return b->n_surfaces;
}

/* ------------------------------------------------------------------ merge */

/* A lexicon whose entries are taken over. */
typedef struct merging {
    ng_lexicon_builder *to;
    const ng_lexicon *from;
    const uint8_t *labels; /* of `from`, as numbers of `to` */
    ng_lex_surface path;   /* the words down to the node */
} merging;

static ng_status
take_string(const merging *m, uint32_t *offset)
{
    const char *const s = m->from->strings + *offset;

    return *offset == 0 ? NG_OK : ng_lex_add_string(m->to, s, strlen(s), offset);
}

/* The entry as one of the builder. */
static ng_status
take_entry(const merging *m, const ng_lex_file_entry *from, ng_lex_file_entry *entry)
{
    ng_status status;

    *entry = *from;
    entry->flags &= (uint8_t)~NG_LEX_LAST;
    if (entry->label != NG_LABEL_NONE && entry->label >= NG_N_LABELS)
        entry->label = m->labels[entry->label - NG_N_LABELS];
    status = take_string(m, &entry->canonical);
    if (status == NG_OK)
        status = take_string(m, &entry->ext_id);
    return status == NG_OK ? take_string(m, &entry->surface) : status;
}

static ng_status
take_entries(merging *m, uint32_t surface)
{
    const ng_lex_file_entry *e = ng_lex_surface_entries(m->from, surface);
    ng_status status;

    do {
        ng_lex_file_entry entry;

        status = take_entry(m, e, &entry);
        if (status == NG_OK)
            status = ng_lex_add_entry(m->to, &m->path, &entry);
    } while (status == NG_OK && (e++->flags & NG_LEX_LAST) == 0);
    return status;
}

static void
set_word(const merging *m, ng_lex_unit *unit, uint32_t word)
{
    const unsigned char *const key = m->from->words + ng_lex_word_offset(m->from, word);

    memset(unit, 0, sizeof *unit);
    unit->n = key[0];
    memcpy(unit->key, key + 1, unit->n);
}

/* All surfaces below a root, without recursion: at[d] is the node at depth d. */
static ng_status
take_root(merging *m, uint32_t root)
{
    const ng_lex_file_node *const nodes = m->from->nodes;
    uint32_t at[NG_LEX_MAX_UNITS + 1] = {root};
    ng_status status = NG_OK;
    size_t depth = 0;

    set_word(m, &m->path.units[0], root);
    m->path.n = 1;
    if (nodes[root].surface != 0)
        status = take_entries(m, nodes[root].surface);
    at[1] = nodes[root].first;
    while (status == NG_OK) {
        const uint32_t node = at[depth + 1];

        if (node == nodes[at[depth] + 1].first) { /* behind the last child */
            if (depth == 0)
                break;
            at[depth]++;
            depth--;
            continue;
        }
        set_word(m, &m->path.units[depth + 1], nodes[node].key);
        m->path.n = depth + 2;
        if (nodes[node].surface != 0)
            status = take_entries(m, nodes[node].surface);
        if (depth + 2 < NG_LEX_MAX_UNITS && nodes[node].first < nodes[node + 1].first) {
            at[depth + 2] = nodes[node].first;
            depth++;
        } else {
            at[depth + 1]++;
        }
    }
    return status;
}

ng_status
ng_lexicon_builder_merge(ng_lexicon_builder *b, const ng_lexicon *x)
{
    uint8_t labels[NG_LEX_MAX_LABELS];
    merging m = {b, x, labels, {.n = 0}};
    const char *p = x->labels;

    for (size_t i = 0; i < x->n_labels; i++, p += strlen(p) + 1) {
        unsigned number;
        const ng_status status = ng_lexicon_builder_label(b, p, strlen(p), &number);

        if (status != NG_OK)
            return status;
        labels[i] = (uint8_t)number;
    }
    for (uint32_t root = 0; root < x->info->n_roots; root++) {
        const ng_status status = take_root(&m, root);

        if (status != NG_OK)
            return status;
    }
    for (size_t i = 0; i < x->n_inner; i++) {
        const char *const folded = x->strings + x->inner[i].folded;
        ng_lex_file_entry entry;
        ng_status status = take_entry(&m, &x->entries[x->inner[i].entry], &entry);

        if (status == NG_OK)
            status = ng_lex_add_inner(b, folded, folded + strlen(folded), &entry);
        if (status != NG_OK)
            return status;
    }
    return NG_OK;
}
