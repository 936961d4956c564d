/*
 * The bitmap tokenizer in plain C: the reference for the other levels.
 *
 * Where the compiler has vectors, two windows go side by side in what every processor
 * of its kind has: SSE2, NEON.
 */
#if defined(__GNUC__)
#define NG_BITS_LANES 2
#else
#define NG_BITS_LANES 1
#endif
#define NG_BITS_TARGET

#include "token_lanes.h"

/* Bit i: byte i of the 32 at p is a space or ends a line. */
static inline uint32_t
spaces(const char *p)
{
    const uint64_t ones = 0x0101010101010101u, tops = ones << 7, low7 = ~tops;

    for (unsigned i = 32; i > 0;) {
        const uint64_t v = ng_load_8(p + (i -= 8));
        const uint64_t a = v ^ ones * ' ', b = v ^ ones * '\n';
        const uint64_t found =
            ~(((a & low7) + low7) | a | low7) | ~(((b & low7) + low7) | b | low7);

        /* The last of them is what matters. */
        if (found != 0)
            return (uint32_t)1 << (i + ng_highest_bit(found) / 8);
    }
    return 0;
}

#define NG_BITS_SPACES spaces
#define NG_BITS_SLICE slice_any
#define NG_BITS_LOWEST(x) ng_lowest_bit((x) | (uint64_t)1 << 63)
#include "token_bits.h"

ng_status
ng_token_bits_portable(ng_scanner *s, const char *begin, const char *end)
{
    return scan_region_bits(s, begin, end);
}
