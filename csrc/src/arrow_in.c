#include "arrow_in.h"

#include <string.h>

/* Bytes of a whole number, 0 if the letter is none of one. */
static size_t
int_width(char letter)
{
    switch (letter) {
    case 'c':
    case 'C':
        return 1;
    case 's':
    case 'S':
        return 2;
    case 'i':
    case 'I':
        return 4;
    case 'l':
    case 'L':
        return 8;
    default:
        return 0;
    }
}

/* Number `i` of an array of them, its offset not counted. */
static int64_t
int_at(char letter, const void *values, int64_t i)
{
    switch (letter) {
    case 'c':
        return ((const int8_t *)values)[i];
    case 'C':
        return ((const uint8_t *)values)[i];
    case 's':
        return ((const int16_t *)values)[i];
    case 'S':
        return ((const uint16_t *)values)[i];
    case 'i':
        return ((const int32_t *)values)[i];
    case 'I':
        return ((const uint32_t *)values)[i];
    default:
        return ((const int64_t *)values)[i];
    }
}

static bool
is_valid_row(const struct ArrowArray *array, int64_t i)
{
    const uint8_t *const bits = array->n_buffers > 0 ? array->buffers[0] : NULL;

    return array->null_count == 0 || bits == NULL || (bits[i >> 3] >> (i & 7) & 1) != 0;
}

/* Strings of one layout; fewer buffers than it needs is an error. */
static ng_status
open_text(ng_arrow_column *c, ng_arrow_layout layout, int64_t n_buffers)
{
    c->kind = NG_ARROW_TEXT;
    c->layout = layout;
    return c->values->n_buffers < n_buffers ? NG_ERR_ARGUMENT : NG_OK;
}

static ng_status
open_int(ng_arrow_column *c, char letter)
{
    c->kind = NG_ARROW_INT;
    c->layout = NG_ARROW_FIXED;
    c->value = letter;
    return c->values->n_buffers < 2 ? NG_ERR_ARGUMENT : NG_OK;
}

/* By the format string of the values. */
static ng_status
open_values(ng_arrow_column *c, const char *format)
{
    if (strcmp(format, "u") == 0 || strcmp(format, "z") == 0)
        return open_text(c, NG_ARROW_OFFSETS, 3);
    if (strcmp(format, "U") == 0 || strcmp(format, "Z") == 0)
        return open_text(c, NG_ARROW_LARGE, 3);
    if (strcmp(format, "vu") == 0 || strcmp(format, "vz") == 0)
        return open_text(c, NG_ARROW_VIEWS, 2);
    if (strcmp(format, "n") == 0) {
        c->kind = NG_ARROW_NULL;
        return NG_OK;
    }
    if (format[0] != '\0' && format[1] == '\0' && int_width(format[0]) > 0)
        return open_int(c, format[0]);
    if (strcmp(format, "tdD") == 0)
        return open_int(c, 'i');
    if (strcmp(format, "tdm") == 0 || strncmp(format, "ts", 2) == 0)
        return open_int(c, 'l');
    return NG_ERR_ARGUMENT;
}

ng_status
ng_arrow_column_open(const struct ArrowSchema *schema, const struct ArrowArray *array,
                     ng_arrow_column *out)
{
    const char *const format = schema->format;

    memset(out, 0, sizeof *out);
    if (array->length < 0 || array->offset < 0)
        return NG_ERR_ARGUMENT;
    out->n = (size_t)array->length;
    out->array = out->values = array;
    if (schema->dictionary == NULL)
        return open_values(out, format);
    if (array->dictionary == NULL || int_width(format[0]) == 0 || array->n_buffers < 2)
        return NG_ERR_ARGUMENT;
    out->index = format[0];
    out->values = array->dictionary;
    return schema->dictionary->dictionary != NULL ? NG_ERR_ARGUMENT
                                                  : open_values(out, schema->dictionary->format);
}

/* Where the value of a row stands in the buffers of the values; -1: it is null. */
static int64_t
place_of(const ng_arrow_column *c, size_t row)
{
    int64_t i = (int64_t)row + c->array->offset;

    if (c->kind == NG_ARROW_NULL || !is_valid_row(c->array, i))
        return -1;
    if (c->index == 0)
        return i;
    i = int_at(c->index, c->array->buffers[1], i);
    if (i < 0 || i >= c->values->length)
        return -1;
    i += c->values->offset;
    return is_valid_row(c->values, i) ? i : -1;
}

/* A view: how long; then the bytes, or the first four, which buffer, and where in it. */
static bool
view_text(const struct ArrowArray *array, int64_t i, const char **p, size_t *n)
{
    enum { VIEW = 16, MAX_INLINE = 12, FIRST = 2 };
    const char *const view = (const char *)array->buffers[1] + (size_t)i * VIEW;
    int32_t length, buffer, offset;

    memcpy(&length, view, sizeof length);
    if (length < 0)
        return false;
    *n = (size_t)length;
    *p = view + sizeof length;
    if (length <= MAX_INLINE)
        return true;
    memcpy(&buffer, view + 8, sizeof buffer);
    memcpy(&offset, view + 12, sizeof offset);
    /* The last buffer holds the sizes of the others. */
    if (buffer < 0 || offset < 0 || buffer + (int64_t)FIRST >= array->n_buffers - 1)
        return false;
    *p = (const char *)array->buffers[FIRST + buffer] + offset;
    return true;
}

bool
ng_arrow_text(const ng_arrow_column *column, size_t row, const char **p, size_t *n)
{
    const int64_t i = place_of(column, row);
    const struct ArrowArray *const values = column->values;
    int64_t start, stop;

    if (i < 0 || column->kind != NG_ARROW_TEXT)
        return false;
    if (column->layout == NG_ARROW_VIEWS)
        return view_text(values, i, p, n);
    if (column->layout == NG_ARROW_LARGE) {
        start = int_at('l', values->buffers[1], i);
        stop = int_at('l', values->buffers[1], i + 1);
    } else {
        start = int_at('i', values->buffers[1], i);
        stop = int_at('i', values->buffers[1], i + 1);
    }
    if (start < 0 || stop < start)
        return false;
    *n = (size_t)(stop - start);
    /* The buffer of strings that are all empty may be missing. */
    *p = *n == 0 ? "" : (const char *)values->buffers[2] + start;
    return true;
}

bool
ng_arrow_int(const ng_arrow_column *column, size_t row, int64_t *value)
{
    const int64_t i = place_of(column, row);

    if (i < 0 || column->kind != NG_ARROW_INT)
        return false;
    *value = int_at(column->value, column->values->buffers[1], i);
    return true;
}
