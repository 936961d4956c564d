/*
 * Near-duplicates: the same story with another headline, credit or end.
 *
 * Each text becomes a set of shingles, four words in a row, small letters, marks left
 * out; of the set one hash a bin is kept, the smallest (one permutation hashing, with
 * empty bins filled by their neighbours).  The share of equal bins estimates the share of
 * shingles that two texts have in common (Jaccard).  Bands of bins find candidates, and each
 * text is compared with the first of each band's bucket only, so that time is linear.
 */
#include "memory.h"
#include "nutgraf.h"

#include <string.h>

enum { SHINGLE = 4, N_BINS = 128, N_ROWS = 4, N_BANDS = N_BINS / N_ROWS, MIN_SHINGLES = 8 };

#define EMPTY UINT32_MAX

typedef struct signature {
    uint32_t bin[N_BINS];
} signature;

typedef struct slot {
    uint32_t key; /* of the bucket; with the slot's place 32 bits and more of the band's hash */
    uint32_t doc; /* plus one; 0: empty */
} slot;

typedef struct finder {
    signature *signatures;
    slot *slots;
    size_t n_slots;
} finder;

static uint64_t
mix(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    h ^= h >> 29;
    return h * UINT64_C(0x9FB21C651E98DF25);
}

static bool
is_word_byte(unsigned char c)
{
    return (unsigned)((c | 32) - 'a') < 26 || (unsigned)(c - '0') < 10 || c >= 0x80;
}

/* The hash of the next word of [*p, end), 0 if there is none. */
static uint64_t
next_word(const char **p, const char *end)
{
    uint64_t h = UINT64_C(0x51ED270B7A1C8D3F);

    while (*p < end && !is_word_byte((unsigned char)**p))
        ++*p;
    if (*p >= end)
        return 0;
    for (; *p < end && is_word_byte((unsigned char)**p); ++*p) {
        const unsigned char c = (unsigned char)**p;

        h = (h ^ (unsigned)((unsigned)(c - 'A') < 26 ? c | 32u : c)) * UINT64_C(0x100000001B3);
    }
    h = mix(h);
    return h != 0 ? h : 1;
}

static void
put_shingle(signature *s, uint64_t h, size_t *n)
{
    uint32_t *const bin = &s->bin[h >> 57];
    const uint32_t value = (uint32_t)h == EMPTY ? 0 : (uint32_t)h;

    *bin = value < *bin ? value : *bin;
    ++*n;
}

/* An empty bin takes what the next one has, told apart by how far that is. */
static void
fill_bins(signature *s)
{
    const signature full = *s;

    for (uint32_t i = 0; i < N_BINS; i++) {
        uint32_t away = 0;

        while (full.bin[(i + away) % N_BINS] == EMPTY)
            away++;
        s->bin[i] = full.bin[(i + away) % N_BINS] + away * UINT32_C(0x9E3779B1);
    }
}

/* The signature and the content hash; whether there are shingles enough to compare. */
static bool
sign(const char *p, const char *end, signature *s, uint64_t *content_hash)
{
    uint64_t words[SHINGLE] = {0}, word, hash = 0;
    size_t n_words = 0, n = 0;

    memset(s->bin, 0xFF, sizeof s->bin);
    while ((word = next_word(&p, end)) != 0) {
        uint64_t h = 0;

        hash = mix(hash ^ word) + 1;
        words[n_words++ % SHINGLE] = word;
        if (n_words < SHINGLE)
            continue;
        for (size_t k = 0; k < SHINGLE; k++)
            h = mix(h ^ words[(n_words + k) % SHINGLE]) + k;
        put_shingle(s, mix(h), &n);
    }
    *content_hash = hash;
    if (n < MIN_SHINGLES)
        return false;
    fill_bins(s);
    return true;
}

static float
similarity(const signature *a, const signature *b)
{
    int n = 0;

    for (size_t i = 0; i < N_BINS; i++)
        n += a->bin[i] == b->bin[i];
    return (float)n / N_BINS;
}

/* The slot of a band's bucket. */
static slot *
find_slot(const finder *f, const uint32_t *rows, uint32_t band)
{
    uint64_t h = band + 1;
    size_t i;
    uint32_t key;

    for (size_t k = 0; k < N_ROWS; k++)
        h = mix(h ^ rows[k]);
    key = (uint32_t)h;
    i = (size_t)(h >> 32) & (f->n_slots - 1);
    while (f->slots[i].doc != 0 && f->slots[i].key != key)
        i = (i + 1) & (f->n_slots - 1);
    f->slots[i].key = key;
    return &f->slots[i];
}

/* The most similar of the texts before that share a band with text i. */
static void
compare(const finder *f, uint32_t i, float threshold, ng_near_dup *rows)
{
    const signature *const s = &f->signatures[i];
    uint32_t last = UINT32_MAX;

    for (uint32_t band = 0; band < N_BANDS; band++) {
        slot *const found = find_slot(f, s->bin + (size_t)band * N_ROWS, band);
        float shared;

        if (found->doc == 0) {
            found->doc = i + 1;
            continue;
        }
        if (found->doc - 1 == last)
            continue;
        last = found->doc - 1;
        shared = similarity(s, &f->signatures[last]);
        if (shared >= threshold && shared > rows[i].similarity) {
            rows[i].similarity = shared;
            rows[i].near_dup_of = last;
        }
    }
    /* That of the first of them. */
    if (rows[i].near_dup_of != NG_NO_DUP && rows[rows[i].near_dup_of].near_dup_of != NG_NO_DUP)
        rows[i].near_dup_of = rows[rows[i].near_dup_of].near_dup_of;
}

static ng_status
find_all(finder *f, const ng_alloc *alloc, const ng_text *texts, size_t n, float threshold,
         ng_near_dup *rows)
{
    f->n_slots = 64;
    while (f->n_slots < 2 * N_BANDS * n)
        f->n_slots *= 2;
    f->signatures = ng_realloc(alloc, NULL, (n + 1) * sizeof *f->signatures);
    f->slots = ng_realloc(alloc, NULL, f->n_slots * sizeof *f->slots);
    if (f->signatures == NULL || f->slots == NULL)
        return NG_ERR_MEMORY;
    memset(f->slots, 0, f->n_slots * sizeof *f->slots);
    for (size_t i = 0; i < n; i++) {
        const char *const p = texts[i].n_bytes > 0 ? texts[i].text : "";

        rows[i] = (ng_near_dup){0, NG_NO_DUP, 0};
        if (sign(p, p + texts[i].n_bytes, &f->signatures[i], &rows[i].content_hash))
            compare(f, (uint32_t)i, threshold, rows);
    }
    return NG_OK;
}

ng_status
ng_near_duplicates(const ng_text *texts, size_t n, double threshold, const ng_alloc *alloc,
                   ng_near_dup *rows)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    finder f = {NULL, NULL, 0};
    ng_status status;

    if (!(threshold > 0 && threshold <= 1) || n >= UINT32_MAX / (4 * N_BANDS))
        return NG_ERR_ARGUMENT;
    status = find_all(&f, &a, texts, n, (float)threshold, rows);
    ng_free(&a, f.signatures);
    ng_free(&a, f.slots);
    return status;
}
