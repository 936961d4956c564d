/*
 * The user's aliases: rows found by their surface, through a hash table.
 *
 * All strings lie in one piece of memory.  Rows of one surface are chained in their
 * order.  Immutable once made.
 */
#include "aliases.h"
#include "memory.h"

#include <string.h>

#define MIN_SLOTS 16

/* Bytes of the white space at p < end: ASCII, or U+00A0; 0 if it is none. */
static size_t
white_len(const char *p, const char *end)
{
    if ((unsigned char)*p <= ' ')
        return 1;
    return end - p > 1 && (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xA0 ? 2 : 0;
}

static const char *
skip_white(const char *p, const char *end)
{
    size_t n;

    while (p < end && (n = white_len(p, end)) > 0)
        p += n;
    return p;
}

/* The next byte of a surface with its white space folded, as ' '; moves *p on. */
static char
next_byte(const char **p, const char *end)
{
    if (white_len(*p, end) == 0)
        return *(*p)++;
    *p = skip_white(*p, end);
    return ' ';
}

static uint64_t
surface_hash(const char *p, const char *end)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);

    while (p < end)
        h = (h ^ (unsigned char)next_byte(&p, end)) * UINT64_C(0x100000001B3);
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    return h ^ h >> 32;
}

/* Whether [p, end) is the row's surface. */
static bool
is_surface(const ng_aliases *a, const ng_alias_row *row, const char *p, const char *end)
{
    const char *q = a->chars + row->surface, *const stop = q + row->surface_len;

    while (p < end && q < stop) {
        if (next_byte(&p, end) != *q++)
            return false;
    }
    return p == end && q == stop;
}

/* The slot of the surface, or the free one that it would take. */
static uint32_t *
find_slot(const ng_aliases *a, const char *p, const char *end)
{
    size_t at = surface_hash(p, end) & (a->n_slots - 1);

    while (a->slots[at] != 0 && !is_surface(a, &a->rows[a->slots[at] - 1], p, end))
        at = (at + 1) & (a->n_slots - 1);
    return &a->slots[at];
}

uint32_t
ng_aliases_find(const ng_aliases *aliases, const char *p, const char *end)
{
    const uint32_t slot = *find_slot(aliases, p, end);

    return slot == 0 ? NG_NO_ALIAS : slot - 1;
}

bool
ng_aliases_holds(const ng_aliases *aliases, uint32_t context, const char *p, const char *end)
{
    const ng_alias_context *const x = &aliases->contexts[context];
    const char *const phrase = aliases->chars + x->start;
    const uint32_t *const fallback = aliases->fallback + x->fallback;
    uint32_t n = 0;

    for (; p < end; p++) {
        while (n > 0 && phrase[n] != *p)
            n = fallback[n - 1];
        if (phrase[n] == *p && ++n == x->n_bytes)
            return true;
    }
    return false;
}

/* fallback[i]: how much of the phrase's beginning ends at its byte i, all of it but. */
static void
fill_fallback(const char *phrase, uint32_t n_bytes, uint32_t *fallback)
{
    uint32_t n = 0;

    fallback[0] = 0;
    for (uint32_t i = 1; i < n_bytes; i++) {
        while (n > 0 && phrase[n] != phrase[i])
            n = fallback[n - 1];
        if (phrase[n] == phrase[i])
            n++;
        fallback[i] = n;
    }
}

/* ----------------------------------------------------------------- making */

static size_t
length(const char *s)
{
    return s == NULL ? 0 : strlen(s);
}

/* Put a copy of the string behind the others; "" is what stands at 0. */
static uint32_t
keep(ng_aliases *a, const char *s)
{
    const size_t n = length(s);
    const uint32_t place = (uint32_t)a->n_chars;

    if (n == 0)
        return 0;
    memcpy(a->chars + place, s, n + 1);
    a->n_chars += n + 1;
    return place;
}

/* The surface without white space at its ends. */
static void
keep_surface(ng_aliases *a, ng_alias_row *row, const char *p)
{
    const char *const end = p + strlen(p);

    p = skip_white(p, end);
    row->surface = (uint32_t)a->n_chars;
    while (p < end)
        a->chars[a->n_chars++] = next_byte(&p, end);
    if (a->chars[a->n_chars - 1] == ' ')
        a->n_chars--;
    row->surface_len = (uint32_t)(a->n_chars - row->surface);
}

static uint32_t
keep_context(ng_aliases *a, const char *phrase)
{
    const size_t n = length(phrase);
    ng_alias_context *const x = &a->contexts[a->n_contexts];

    if (n == 0)
        return NG_NO_ALIAS;
    x->start = keep(a, phrase);
    x->n_bytes = (uint32_t)n;
    x->fallback = a->n_contexts == 0 ? 0 : x[-1].fallback + x[-1].n_bytes;
    fill_fallback(phrase, x->n_bytes, a->fallback + x->fallback);
    return (uint32_t)a->n_contexts++;
}

/* In front of the rows of the same surface. */
static void
chain(ng_aliases *a, uint32_t row)
{
    const char *const p = a->chars + a->rows[row].surface;
    uint32_t *const slot = find_slot(a, p, p + a->rows[row].surface_len);

    a->rows[row].next = *slot == 0 ? NG_NO_ALIAS : *slot - 1;
    *slot = row + 1;
}

static bool
is_blank(const char *s)
{
    const char *const end = s + strlen(s);

    return skip_white(s, end) == end;
}

/* What the rows need, or NG_ERR_ARGUMENT. */
static ng_status
measure(const ng_alias *rows, size_t n, size_t *n_chars, size_t *n_context)
{
    *n_chars = 1;
    *n_context = 0;
    for (size_t i = 0; i < n; i++) {
        const ng_alias *const x = &rows[i];

        if (x->surface == NULL || is_blank(x->surface) ||
            (x->entity == NG_NO_ALIAS && x->label == NG_LABEL_NONE) ||
            (x->label != NG_LABEL_NONE && x->label >= NG_LABEL_DATE))
            return NG_ERR_ARGUMENT;
        *n_chars += length(x->surface) + length(x->name) + length(x->ext_id) +
                    length(x->context) + 4;
        *n_context += length(x->context);
    }
    return *n_chars > INT32_MAX || n > INT32_MAX ? NG_ERR_TOO_LONG : NG_OK;
}

static bool
allocate(ng_aliases *a, size_t n, size_t n_chars, size_t n_context)
{
    a->n_slots = MIN_SLOTS;
    while (a->n_slots < 2 * n)
        a->n_slots *= 2;
    a->chars = ng_realloc(&a->alloc, NULL, n_chars);
    a->rows = ng_realloc(&a->alloc, NULL, (n + 1) * sizeof *a->rows);
    a->contexts = ng_realloc(&a->alloc, NULL, (n + 1) * sizeof *a->contexts);
    a->fallback = ng_realloc(&a->alloc, NULL, (n_context + 1) * sizeof *a->fallback);
    a->slots = ng_realloc(&a->alloc, NULL, a->n_slots * sizeof *a->slots);
    return a->chars != NULL && a->rows != NULL && a->contexts != NULL && a->fallback != NULL &&
           a->slots != NULL;
}

ng_status
ng_aliases_new(const ng_alias *rows, size_t n, const ng_alloc *alloc, ng_aliases **out)
{
    const ng_alloc own = ng_alloc_or_default(alloc);
    size_t n_chars, n_context;
    ng_aliases *a;
    ng_status status;

    *out = NULL;
    status = measure(rows, n, &n_chars, &n_context);
    if (status != NG_OK)
        return status;
    a = ng_realloc(&own, NULL, sizeof *a);
    if (a == NULL)
        return NG_ERR_MEMORY;
    memset(a, 0, sizeof *a);
    a->alloc = own;
    if (!allocate(a, n, n_chars, n_context)) {
        ng_aliases_free(a);
        return NG_ERR_MEMORY;
    }
    memset(a->slots, 0, a->n_slots * sizeof *a->slots);
    a->chars[0] = '\0';
    a->n_chars = 1;
    for (size_t i = 0; i < n; i++) {
        ng_alias_row *const x = &a->rows[i];

        keep_surface(a, x, rows[i].surface);
        x->name = keep(a, rows[i].name);
        x->ext_id = keep(a, rows[i].ext_id);
        x->context = keep_context(a, rows[i].context);
        x->entity = rows[i].entity;
        x->label = rows[i].label;
        x->next = NG_NO_ALIAS;
        a->n_rows++;
    }
    /* From the last to the first, so that chains are in the order of the rows. */
    for (size_t i = n; i-- > 0;)
        chain(a, (uint32_t)i);
    *out = a;
    return NG_OK;
}

void
ng_aliases_free(ng_aliases *aliases)
{
    if (aliases != NULL) {
        const ng_alloc a = aliases->alloc;

        ng_free(&a, aliases->chars);
        ng_free(&a, aliases->rows);
        ng_free(&a, aliases->contexts);
        ng_free(&a, aliases->fallback);
        ng_free(&a, aliases->slots);
        ng_free(&a, aliases);
    }
}
