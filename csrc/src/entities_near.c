/* Last words of names that differ by a slip of the pen. */
#include "entities_join.h"

#include <string.h>

bool
ng_near_alike(const char *a, size_t n, const char *b, size_t m)
{
    size_t i = 0, rest;

    if (n > m)
        return ng_near_alike(b, m, a, n);
    if (n < 4 || m > n + 1)
        return false;
    while (i < n && a[i] == b[i])
        i++;
    if (i == 0)
        return false;
    rest = n == m ? i + 1 : i; /* of `a`, behind the letter that differs */
    return rest >= n || memcmp(a + rest, b + i + 1, n - rest) == 0;
}

/* Of family names, those of these lengths in bytes are compared letter by letter; a
   letter for another ("Miller", "Muller") is a slip in long ones only. */
#define MIN_NEAR 5
#define MIN_OTHER 8
#define MAX_NEAR 16

/* Of near_hashes(): any odd number will do. */
#define NEAR_BASE UINT64_C(0x9E3779B97F4A7C15)

/* hash[k]: of the name without its byte k; hash[n]: of all of it. */
static void
near_hashes(const char *p, size_t n, uint64_t hash[MAX_NEAR + 1])
{
    uint64_t power[MAX_NEAR], before = 0, behind = 0;

    power[0] = 1;
    for (size_t k = 1; k < n; k++)
        power[k] = power[k - 1] * NEAR_BASE;
    for (size_t k = n; k-- > 0;) {
        hash[k] = behind;
        behind += power[n - 1 - k] * ((unsigned char)p[k] | 0x20u);
    }
    hash[n] = behind;
    for (size_t k = 0; k < n; k++) {
        hash[k] += before * power[n - 1 - k];
        before = before * NEAR_BASE + ((unsigned char)p[k] | 0x20u);
    }
}

/* A letter more or less, or two in the other order: "Mukerjee", "Untied". */
static bool
is_near(const char *a, size_t n, const char *b, size_t m)
{
    size_t i = 0;

    if (n != m)
        return ng_near_alike(a, n, b, m);
    if (n >= MIN_OTHER && ng_near_alike(a, n, b, m))
        return true;
    while (i < n && a[i] == b[i])
        i++;
    return i > 0 && i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i] &&
           memcmp(a + i + 2, b + i + 2, n - i - 2) == 0;
}

/* The last word of x, if it is compared; its length, or 0. */
static size_t
near_word(const ng_doc *doc, const ng_surface *x, const char **p)
{
    const size_t last = x->n_words - 1u, n = x->word[last].stop - x->word[last].start;

    *p = doc->text + x->word[last].start;
    return n >= MIN_NEAR && n <= MAX_NEAR ? n : 0;
}

void
ng_near_offer(ng_entity_run *r, unsigned class_id, uint32_t i)
{
    uint64_t hash[MAX_NEAR + 1];
    const char *p;
    const size_t n = near_word(r->doc, &r->s->surfaces[i], &p);

    if (n == 0)
        return;
    near_hashes(p, n, hash);
    for (size_t k = 0; k <= n; k++)
        ng_key_offer(r, ng_key_of(NG_KEY_NEAR, class_id, hash[k]), i);
}

uint32_t
ng_near_ask(ng_entity_run *r, unsigned class_id, uint32_t i)
{
    uint64_t hash[MAX_NEAR + 1];
    const char *p, *q;
    const size_t n = near_word(r->doc, &r->s->surfaces[i], &p);

    if (n == 0)
        return NG_NO_SURFACE;
    near_hashes(p, n, hash);
    for (size_t k = 0; k <= n; k++) {
        const uint32_t to = ng_key_ask(r, ng_key_of(NG_KEY_NEAR, class_id, hash[k]));

        if (to != NG_NO_SURFACE && (to & NG_MANY_SURFACES) == 0) {
            const size_t m = near_word(r->doc, &r->s->surfaces[to], &q);

            if (is_near(p, n, q, m))
                return to;
        }
    }
    return NG_NO_SURFACE;
}
