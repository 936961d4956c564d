/* Give a damaged container good checksums again, as a hostile file has, so that
   tests and fuzzers reach what is behind them. */
#ifndef RESEAL_H
#define RESEAL_H

#include "container.h"

#include <string.h>

static void
reseal(unsigned char *bytes, size_t n_bytes)
{
    uint32_t n_sections;
    uint64_t sum, offset, size, file_size = n_bytes;
    size_t table_size;

    if (n_bytes < NG_CONTAINER_HEADER)
        return;
    memcpy(&n_sections, bytes + 32, 4);
    if (n_sections > (n_bytes - NG_CONTAINER_HEADER) / NG_CONTAINER_ENTRY)
        return;
    table_size = (size_t)n_sections * NG_CONTAINER_ENTRY;
    for (uint32_t i = 0; i < n_sections; i++) {
        unsigned char *const entry = bytes + NG_CONTAINER_HEADER + i * NG_CONTAINER_ENTRY;

        memcpy(&offset, entry + 8, 8);
        memcpy(&size, entry + 16, 8);
        if (offset > n_bytes || size > n_bytes - offset)
            continue;
        sum = ng_checksum(bytes + offset, (size_t)size);
        memcpy(entry + 24, &sum, 8);
    }
    sum = ng_checksum(bytes + NG_CONTAINER_HEADER, table_size);
    memcpy(bytes + 24, &file_size, 8);
    memcpy(bytes + 40, &sum, 8);
    sum = ng_checksum(bytes, 56);
    memcpy(bytes + 56, &sum, 8);
}

#endif
