#include "column.h"
#include "memory.h"
#include "utf8.h"

#include <string.h>

size_t
ng_type_width(ng_type type)
{
    switch (type) {
    case NG_TYPE_U32:
    case NG_TYPE_F32:
    case NG_TYPE_DATE32:
        return 4;
    case NG_TYPE_U64:
    case NG_TYPE_F64:
        return 8;
    case NG_TYPE_ENUM16:
        return 2;
    case NG_TYPE_ENUM:
        return 1;
    case NG_TYPE_BOOL:
    case NG_TYPE_UTF8:
    case NG_TYPE_LIST_UTF8:
    case NG_TYPE_LIST_U32:
        break;
    }
    return 0;
}

static ng_status
reserve_data(ng_column *column, const ng_alloc *alloc, size_t n_more)
{
    const ng_column_ref ref[] = {NG_COLUMN(column->data)};

    return ng_reserve(alloc, ref, 1, &column->cap_data, column->n_data + n_more);
}

static ng_status
reserve_offsets(ng_column *column, const ng_alloc *alloc, size_t n_more)
{
    const ng_column_ref ref[] = {NG_COLUMN(column->offsets)};

    return ng_reserve(alloc, ref, 1, &column->cap_offsets, column->n + n_more + 1);
}

static ng_status
reserve_validity(ng_column *column, const ng_alloc *alloc, size_t n_more)
{
    const ng_column_ref ref[] = {NG_COLUMN(column->validity)};

    return ng_reserve(alloc, ref, 1, &column->cap_validity, (column->n + n_more + 7) / 8);
}

/* Room in the bitmap for n_more rows, if there is a bitmap, marked valid. */
static ng_status
extend_validity(ng_column *column, const ng_alloc *alloc, size_t n_more)
{
    ng_status status;

    if (column->validity == NULL)
        return NG_OK;
    status = reserve_validity(column, alloc, n_more);
    if (status != NG_OK)
        return status;
    for (size_t i = column->n; i < column->n + n_more; i++) {
        if (i % 8 == 0)
            column->validity[i / 8] = 0;
        column->validity[i / 8] |= (uint8_t)(1u << (i % 8));
    }
    return NG_OK;
}

ng_status
ng_column_init(ng_column *column, const ng_alloc *alloc, ng_type type)
{
    memset(column, 0, sizeof *column);
    column->type = type;
    if (type == NG_TYPE_UTF8 || ng_type_is_list(type)) {
        const ng_status status = reserve_offsets(column, alloc, 0);

        if (status != NG_OK)
            return status;
        column->offsets[0] = 0;
    }
    if (ng_type_is_list(type)) {
        column->child = ng_realloc(alloc, NULL, sizeof *column->child);
        if (column->child == NULL)
            return NG_ERR_MEMORY;
        return ng_column_init(column->child, alloc,
                              type == NG_TYPE_LIST_UTF8 ? NG_TYPE_UTF8 : NG_TYPE_U32);
    }
    return NG_OK;
}

void *
ng_column_extend(ng_column *column, const ng_alloc *alloc, size_t n_more)
{
    const size_t width = ng_type_width(column->type);
    void *values;

    /* One byte more, so that the room for no values is no NULL either. */
    if (reserve_data(column, alloc, n_more * width + 1) != NG_OK ||
        extend_validity(column, alloc, n_more) != NG_OK)
        return NULL;
    values = column->data + column->n_data;
    column->n_data += n_more * width;
    column->n += n_more;
    return values;
}

static ng_status
push_fixed(ng_column *column, const ng_alloc *alloc, const void *value, size_t width)
{
    void *const place = ng_column_extend(column, alloc, 1);

    if (place == NULL)
        return NG_ERR_MEMORY;
    memcpy(place, value, width);
    return NG_OK;
}

ng_status
ng_column_push_u32(ng_column *column, const ng_alloc *alloc, uint32_t value)
{
    return push_fixed(column, alloc, &value, sizeof value);
}

ng_status
ng_column_push_i32(ng_column *column, const ng_alloc *alloc, int32_t value)
{
    return push_fixed(column, alloc, &value, sizeof value);
}

ng_status
ng_column_push_u8(ng_column *column, const ng_alloc *alloc, uint8_t value)
{
    return push_fixed(column, alloc, &value, sizeof value);
}

ng_status
ng_column_push_bool(ng_column *column, const ng_alloc *alloc, bool value)
{
    const size_t row = column->n;

    if (row % 8 == 0) {
        if (reserve_data(column, alloc, 1) != NG_OK)
            return NG_ERR_MEMORY;
        column->data[row / 8] = 0;
        column->n_data = row / 8 + 1;
    }
    if (extend_validity(column, alloc, 1) != NG_OK)
        return NG_ERR_MEMORY;
    if (value)
        column->data[row / 8] |= (uint8_t)(1u << (row % 8));
    column->n++;
    return NG_OK;
}

/* Bit i says whether flags[i] has a bit of `mask`, which is one bit. */
static inline unsigned
eight_bits(const uint8_t *flags, uint8_t mask)
{
    uint64_t v = 0;

    for (unsigned i = 0; i < 8; i++) /* one load to a compiler */
        v |= (uint64_t)flags[i] << 8 * i;
    v &= mask * 0x0101010101010101u;
    v = ((v + 0x7F7F7F7F7F7F7F7Fu) | v) >> 7 & 0x0101010101010101u;
    return (unsigned)(v * 0x0102040810204080u >> 56);
}

ng_status
ng_column_extend_bools(ng_column *column, const ng_alloc *alloc, const uint8_t *flags, uint8_t mask,
                       size_t n)
{
    const size_t n_bytes = (column->n + n + 7) / 8;

    if (reserve_data(column, alloc, n_bytes - column->n_data) != NG_OK ||
        extend_validity(column, alloc, n) != NG_OK)
        return NG_ERR_MEMORY;
    if (n_bytes > column->n_data)
        memset(column->data + column->n_data, 0, n_bytes - column->n_data);
    for (size_t i = 0, row = column->n; i < n;) {
        /* To the end of a byte of the bitmap at a time. */
        const size_t stop = i + (8 - row % 8) < n ? i + (8 - row % 8) : n;
        unsigned bits = 0;

        if (stop - i == 8)
            bits = eight_bits(flags + i, mask);
        else
            for (size_t k = i; k < stop; k++)
                bits |= (unsigned)((flags[k] & mask) != 0) << (row % 8 + (k - i));
        column->data[row / 8] |= (uint8_t)bits;
        row += stop - i;
        i = stop;
    }
    column->n_data = n_bytes;
    column->n += n;
    return NG_OK;
}

ng_status
ng_column_push_null(ng_column *column, const ng_alloc *alloc)
{
    const size_t row = column->n;
    ng_status status;

    if (column->validity == NULL) {
        status = reserve_validity(column, alloc, 1);
        if (status != NG_OK)
            return status;
        memset(column->validity, 0xFF, row / 8 + 1);
    }
    if (column->type == NG_TYPE_UTF8) {
        status = ng_column_push_utf8(column, alloc, NULL, 0);
    } else if (ng_type_is_list(column->type)) {
        status = ng_column_push_list(column, alloc);
    } else if (column->type == NG_TYPE_BOOL) {
        status = ng_column_push_bool(column, alloc, false);
    } else {
        const uint64_t zero = 0;

        status = push_fixed(column, alloc, &zero, ng_type_width(column->type));
    }
    if (status != NG_OK)
        return status;
    column->validity[row / 8] &= (uint8_t) ~(1u << (row % 8));
    column->n_null++;
    return NG_OK;
}

ng_status
ng_column_reserve_utf8(ng_column *column, const ng_alloc *alloc, size_t n_more, size_t n_bytes)
{
    if (n_bytes > (size_t)INT32_MAX - column->n_data)
        return NG_ERR_TOO_LONG;
    if (reserve_data(column, alloc, n_bytes) != NG_OK ||
        reserve_offsets(column, alloc, n_more) != NG_OK)
        return NG_ERR_MEMORY;
    return NG_OK;
}

ng_status
ng_column_reserve(ng_column *column, const ng_alloc *alloc, size_t n_rows, size_t n_bytes)
{
    switch (column->type) {
    case NG_TYPE_UTF8:
        /* Room is no promise: a column that cannot be that long says so later. */
        return n_bytes > (size_t)INT32_MAX - column->n_data
                   ? NG_OK
                   : ng_column_reserve_utf8(column, alloc, n_rows, n_bytes);
    case NG_TYPE_LIST_UTF8:
    case NG_TYPE_LIST_U32:
        return reserve_offsets(column, alloc, n_rows);
    case NG_TYPE_BOOL:
        return reserve_data(column, alloc, n_rows / 8 + 1);
    case NG_TYPE_U32:
    case NG_TYPE_U64:
    case NG_TYPE_F32:
    case NG_TYPE_F64:
    case NG_TYPE_DATE32:
    case NG_TYPE_ENUM:
    case NG_TYPE_ENUM16:
        break;
    }
    return reserve_data(column, alloc, n_rows * ng_type_width(column->type) + 1);
}

void
ng_column_shrink(ng_column *column, const ng_alloc *alloc)
{
    /* Never to nothing, which realloc() may take for a call of free(). */
    if (column->data != NULL && column->n_data + 1 < column->cap_data) {
        void *const data = ng_realloc(alloc, column->data, column->n_data + 1);

        if (data != NULL) {
            column->data = data;
            column->cap_data = column->n_data + 1;
        }
    }
    if (column->offsets != NULL && column->n + 1 < column->cap_offsets) {
        void *const offsets =
            ng_realloc(alloc, column->offsets, (column->n + 1) * sizeof *column->offsets);

        if (offsets != NULL) {
            column->offsets = offsets;
            column->cap_offsets = column->n + 1;
        }
    }
}

/* Append [p, end) with each broken sequence as U+FFFD; returns the new length
   of `to`, which has room. */
static size_t
copy_repaired(uint8_t *to, size_t n, const char *p, const char *end)
{
    while (p < end) {
        const char *const from = p;

        if (ng_utf8_next(&p, end) == NG_UTF8_BROKEN) {
            memcpy(to + n, "\xEF\xBF\xBD", 3);
            n += 3;
        } else {
            memcpy(to + n, from, (size_t)(p - from));
            n += (size_t)(p - from);
        }
    }
    return n;
}

ng_status
ng_column_push_utf8(ng_column *column, const ng_alloc *alloc, const char *p, size_t n)
{
    const bool valid = n == 0 || ng_utf8_is_valid(p, p + n);
    const ng_status status = ng_column_reserve_utf8(column, alloc, 1, valid ? n : 3 * n);

    if (status != NG_OK)
        return status;
    if (extend_validity(column, alloc, 1) != NG_OK)
        return NG_ERR_MEMORY;
    if (!valid) {
        column->n_data = copy_repaired(column->data, column->n_data, p, p + n);
    } else if (n > 0) {
        memcpy(column->data + column->n_data, p, n);
        column->n_data += n;
    }
    column->offsets[++column->n] = (int32_t)column->n_data;
    return NG_OK;
}

/* The last `n` strings of the column: null where they are empty. */
static ng_status
empty_to_null(ng_column *column, const ng_alloc *alloc, size_t n)
{
    for (size_t i = column->n - n; i < column->n; i++) {
        if (column->offsets[i] != column->offsets[i + 1])
            continue;
        if (column->validity == NULL) {
            if (reserve_validity(column, alloc, 0) != NG_OK)
                return NG_ERR_MEMORY;
            memset(column->validity, 0xFF, (column->n + 7) / 8);
        }
        column->validity[i / 8] &= (uint8_t) ~(1u << (i % 8));
        column->n_null++;
    }
    return NG_OK;
}

ng_status
ng_column_push_pieces(ng_column *column, const ng_alloc *alloc, const ng_pieces *pieces)
{
    const uint32_t *start = pieces->start, *stop = pieces->stop;
    size_t n_bytes = 0, at;
    ng_status status;

    if (!pieces->valid) {
        for (size_t i = 0; i < pieces->n; i++) {
            status =
                ng_column_push_utf8(column, alloc, pieces->text + start[i], stop[i] - start[i]);
            if (status != NG_OK)
                return status;
        }
        return NG_OK;
    }
    for (size_t i = 0; i < pieces->n; i++)
        n_bytes += stop[i] - start[i];
    status = ng_column_reserve_utf8(column, alloc, pieces->n, n_bytes);
    if (status == NG_OK)
        status = extend_validity(column, alloc, pieces->n);
    if (status != NG_OK)
        return status;
    at = column->n_data;
    for (size_t i = 0; i < pieces->n; i++) {
        const size_t length = stop[i] - start[i];

        /* Nearly every token is short: 16 bytes at once, where neither end of the
           text nor of the room is near, beat a call of memcpy by far. */
        if (length <= 16 && start[i] + 16 <= pieces->n_bytes && at + 16 <= column->cap_data)
            memcpy(column->data + at, pieces->text + start[i], 16);
        else if (length > 0) /* there may be no room at all, and no pointer to it */
            memcpy(column->data + at, pieces->text + start[i], length);
        at += length;
        column->offsets[column->n + i + 1] = (int32_t)at;
    }
    column->n += pieces->n;
    column->n_data = at;
    return pieces->empty_is_null ? empty_to_null(column, alloc, pieces->n) : NG_OK;
}

ng_status
ng_column_push_lists(ng_column *column, const ng_alloc *alloc, const uint32_t *stops, uint32_t base,
                     size_t n)
{
    const size_t before = (size_t)column->offsets[column->n];

    if (reserve_offsets(column, alloc, n) != NG_OK || extend_validity(column, alloc, n) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++)
        column->offsets[column->n + i + 1] = (int32_t)(before + (stops[i] - base));
    column->n += n;
    return NG_OK;
}

ng_status
ng_column_push_list(ng_column *column, const ng_alloc *alloc)
{
    if (reserve_offsets(column, alloc, 1) != NG_OK || extend_validity(column, alloc, 1) != NG_OK)
        return NG_ERR_MEMORY;
    column->offsets[++column->n] = (int32_t)column->child->n;
    return NG_OK;
}

void
ng_column_free(ng_column *column, const ng_alloc *alloc)
{
    if (column->child != NULL) {
        /* A list holds strings and no further list: not a recursion on input. */
        ng_column_free(column->child, alloc);
        ng_free(alloc, column->child);
    }
    ng_free(alloc, column->data);
    ng_free(alloc, column->offsets);
    ng_free(alloc, column->validity);
    memset(column, 0, sizeof *column);
}
