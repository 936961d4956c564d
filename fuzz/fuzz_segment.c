/*
 * libFuzzer target: any bytes, cut by every kind of UAX #29 boundary.
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -Icsrc/include -Icsrc/src \
 *       fuzz/fuzz_segment.c csrc/src/segment.c csrc/src/unicode.c csrc/src/utf8.c
 *
 * Holds for every segment: it is not empty and ends inside the text and between
 * two characters; alone it is one segment (nothing it was joined for lies
 * behind it).  Reads outside the text are left to the address sanitizer, which
 * knows its exact size.
 */
#include "nutgraf.h"
#include "utf8.h"

#include <stdlib.h>

static void
require(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *const begin = (const char *)data;
    const char *const end = begin + size;

    for (int kind = 0; kind < NG_N_BOUNDARIES; kind++) {
        for (const char *p = begin; p < end;) {
            const size_t n = ng_segment_next((ng_boundary)kind, p, end);
            const char *const segment_end = p + n;

            require(n > 0 && n <= (size_t)(end - p));
            require(ng_segment_next((ng_boundary)kind, p, segment_end) == n);
            while (p < segment_end)
                (void)ng_utf8_next(&p, end);
            require(p == segment_end);
        }
        require(ng_segment_next((ng_boundary)kind, end, end) == 0);
    }
    return 0;
}
