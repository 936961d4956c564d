/* Whether two runs of the tokenizer gave the same. */
#ifndef TOKEN_SAME_H
#define TOKEN_SAME_H

#include "doc.h"

#include <string.h>

static bool
is_same(const ng_token_columns *a, const ng_token_columns *b)
{
    return a->n == b->n &&
           (a->n == 0 ||
            (memcmp(a->start, b->start, a->n * sizeof *a->start) == 0 &&
             memcmp(a->stop, b->stop, a->n * sizeof *a->stop) == 0 &&
             memcmp(a->kind, b->kind, a->n) == 0 && memcmp(a->flags, b->flags, a->n) == 0));
}

#endif
