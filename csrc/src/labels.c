#include "labels.h"
#include "memory.h"
#include "utf8.h"

#include <string.h>

ng_own_labels *
ng_own_labels_new(const ng_alloc *alloc, const char *const *names, size_t n)
{
    size_t n_bytes = sizeof(ng_own_labels) + n * sizeof names[0];
    ng_own_labels *own;
    char *p;

    for (size_t i = 0; i < n; i++)
        n_bytes += strlen(names[i]) + 1;
    own = ng_realloc(alloc, NULL, n_bytes);
    if (own == NULL)
        return NULL;
    atomic_init(&own->n_refs, 1);
    own->alloc = *alloc;
    own->n = n;
    p = (char *)&own->name[n];
    for (size_t i = 0; i < n; i++) {
        const size_t len = strlen(names[i]) + 1;

        memcpy(p, names[i], len);
        own->name[i] = p;
        p += len;
    }
    return own;
}

ng_own_labels *
ng_own_labels_retain(ng_own_labels *own)
{
    if (own != NULL)
        atomic_fetch_add_explicit(&own->n_refs, 1, memory_order_relaxed);
    return own;
}

void
ng_own_labels_release(ng_own_labels *own)
{
    /* The last owner must see all that the others did before it frees. */
    if (own != NULL && atomic_fetch_sub_explicit(&own->n_refs, 1, memory_order_acq_rel) == 1) {
        const ng_alloc alloc = own->alloc;

        ng_free(&alloc, own);
    }
}

bool
ng_label_is_valid(const char *name, size_t n)
{
    const char *const end = name + n;

    if (n == 0 || n > 63)
        return false;
    while (name < end) {
        const uint32_t cp = ng_utf8_next(&name, end);

        if (cp == NG_UTF8_BROKEN || cp <= ' ' || cp == '|' || cp == ',' ||
            (cp >= 0x7F && cp <= 0xA0))
            return false;
    }
    return true;
}
