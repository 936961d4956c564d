/*
 * Columns of other libraries: each layout, offsets and nulls, and arrays that do not fit
 * their types, which are refused or give no text.  Buffers have their exact sizes, so that
 * a read beside them is seen.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "arrow_in.h"

static void *
exact(const void *bytes, size_t n)
{
    void *const copy = malloc(n);

    if (copy == NULL)
        exit(1);
    memcpy(copy, bytes, n);
    return copy;
}

static bool
text_is(const ng_arrow_column *column, size_t row, const char *wanted)
{
    const char *p;
    size_t n;

    if (!ng_arrow_text(column, row, &p, &n))
        return wanted == NULL;
    return wanted != NULL && n == strlen(wanted) && memcmp(p, wanted, n) == 0;
}

static ng_status
open_as(const char *format, struct ArrowArray *array, ng_arrow_column *column)
{
    const struct ArrowSchema schema = {.format = format};

    return ng_arrow_column_open(&schema, array, column);
}

/* "a", null, "", "bcd", the first row cut off by the array's offset. */
static void
test_offsets(void)
{
    const uint8_t valid[] = {0x1B};
    const int32_t small[] = {0, 2, 3, 3, 3, 6};
    const int64_t large[] = {0, 2, 3, 3, 3, 6};
    const void *const data = exact("xxabcd", 6);

    for (int is_large = 0; is_large < 2; is_large++) {
        void *const offsets = is_large ? exact(large, sizeof large) : exact(small, sizeof small);
        void *const bits = exact(valid, sizeof valid);
        const void *buffers[] = {bits, offsets, data};
        struct ArrowArray array = {
            .length = 4, .null_count = -1, .offset = 1, .n_buffers = 3, .buffers = buffers};
        ng_arrow_column column;
        int64_t number;

        CHECK(open_as(is_large ? "U" : "u", &array, &column) == NG_OK);
        CHECK(column.n == 4 && column.kind == NG_ARROW_TEXT);
        CHECK(text_is(&column, 0, "a"));
        CHECK(text_is(&column, 1, NULL));
        CHECK(text_is(&column, 2, ""));
        CHECK(text_is(&column, 3, "bcd"));
        CHECK(!ng_arrow_int(&column, 0, &number));
        free(offsets);
        free(bits);
    }
    free((void *)(uintptr_t)data);
}

/* Offsets that go backwards or are negative give no text; strings that are all empty need
   no buffer. */
static void
test_damaged_offsets(void)
{
    const int32_t offsets[] = {-4, 2, 1, 1};
    const void *buffers[] = {NULL, offsets, NULL};
    struct ArrowArray array = {.length = 3, .n_buffers = 3, .buffers = buffers};
    ng_arrow_column column;

    CHECK(open_as("z", &array, &column) == NG_OK);
    CHECK(text_is(&column, 0, NULL));
    CHECK(text_is(&column, 1, NULL));
    CHECK(text_is(&column, 2, ""));
}

typedef struct view {
    int32_t length;
    char prefix[4];
    int32_t buffer, offset;
} view;

static void
test_views(void)
{
    const char *const data = exact("a string that is longer than a view", 35);
    const int64_t sizes[] = {35};
    view views[5] = {{12, "twel", 0, 0}, {35, "a st", 0, 0}, {35, "a st", 1, 0},
                     {35, "a st", -1, 0}, {-1, "", 0, 0}};
    const void *buffers[] = {NULL, NULL, data, sizes};
    struct ArrowArray array = {.length = 5, .n_buffers = 4, .buffers = buffers};
    ng_arrow_column column;
    void *rows;

    memcpy(&views[0].prefix, "twelve bytes", 12);
    rows = exact(views, sizeof views);
    buffers[1] = rows;
    CHECK(open_as("vu", &array, &column) == NG_OK);
    CHECK(text_is(&column, 0, "twelve bytes"));
    CHECK(text_is(&column, 1, "a string that is longer than a view"));
    CHECK(text_is(&column, 2, NULL)); /* no such buffer: the last one holds sizes */
    CHECK(text_is(&column, 3, NULL));
    CHECK(text_is(&column, 4, NULL));
    free(rows);
    free((void *)(uintptr_t)data);
}

static void
test_dictionaries(void)
{
    const int32_t offsets[] = {0, 3, 6, 9};
    const uint8_t valid[] = {0x05}; /* the second value is null */
    const void *values_buffers[] = {valid, offsets, "onetwosix"};
    struct ArrowArray values = {
        .length = 3, .null_count = 1, .n_buffers = 3, .buffers = values_buffers};
    const struct ArrowSchema values_schema = {.format = "u"};
    const struct ArrowSchema nested = {
        .format = "c", .dictionary = (struct ArrowSchema *)(uintptr_t)&values_schema};
    const int16_t indexes[] = {0, 1, 2, 3, -1};
    const void *buffers[] = {NULL, indexes};
    struct ArrowArray array = {
        .length = 5, .n_buffers = 2, .buffers = buffers, .dictionary = &values};
    struct ArrowSchema schema = {
        .format = "s", .dictionary = (struct ArrowSchema *)(uintptr_t)&values_schema};
    ng_arrow_column column;

    CHECK(ng_arrow_column_open(&schema, &array, &column) == NG_OK);
    CHECK(text_is(&column, 0, "one"));
    CHECK(text_is(&column, 1, NULL));
    CHECK(text_is(&column, 2, "six"));
    CHECK(text_is(&column, 3, NULL)); /* beyond the dictionary */
    CHECK(text_is(&column, 4, NULL));
    schema.format = "g";
    CHECK(ng_arrow_column_open(&schema, &array, &column) == NG_ERR_ARGUMENT);
    schema.format = "s";
    array.dictionary = NULL;
    CHECK(ng_arrow_column_open(&schema, &array, &column) == NG_ERR_ARGUMENT);
    array.dictionary = &values;
    schema.dictionary = (struct ArrowSchema *)(uintptr_t)&nested;
    CHECK(ng_arrow_column_open(&schema, &array, &column) == NG_ERR_ARGUMENT);
}

static void
test_numbers(void)
{
    static const struct {
        const char *format;
        size_t width;
        int64_t minus_one;
    } kinds[] = {{"c", 1, -1},         {"C", 1, UINT8_MAX}, {"s", 2, -1}, {"S", 2, UINT16_MAX},
                 {"i", 4, -1},         {"I", 4, UINT32_MAX}, {"l", 8, -1}, {"L", 8, -1},
                 {"tdD", 4, -1},       {"tdm", 8, -1},       {"tss:UTC", 8, -1}};

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        unsigned char bytes[16];
        const void *buffers[2] = {NULL, NULL};
        struct ArrowArray array = {.length = 2, .n_buffers = 2, .buffers = buffers};
        ng_arrow_column column;
        void *values;
        int64_t number = 0;
        const char *p;
        size_t n;

        memset(bytes, 0, sizeof bytes);
        memset(bytes + kinds[k].width, 0xFF, kinds[k].width);
        values = exact(bytes, 2 * kinds[k].width);
        buffers[1] = values;
        CHECK(open_as(kinds[k].format, &array, &column) == NG_OK);
        CHECK(ng_arrow_int(&column, 0, &number) && number == 0);
        CHECK(ng_arrow_int(&column, 1, &number) && number == kinds[k].minus_one);
        CHECK(!ng_arrow_text(&column, 0, &p, &n));
        free(values);
    }
}

static void
test_refusals(void)
{
    static const char *const formats[] = {"", "b", "e", "f", "g", "+s", "+l", "d:3,1", "w:5",
                                          "tts", "tDs", "vx", "uu", "cc"};
    const int32_t none[] = {0, 0};
    const void *buffers[] = {NULL, none, ""};
    struct ArrowArray array = {.length = 1, .n_buffers = 3, .buffers = buffers};
    ng_arrow_column column;

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        CHECK(open_as(formats[i], &array, &column) == NG_ERR_ARGUMENT);
    CHECK(open_as("u", &array, &column) == NG_OK);
    array.n_buffers = 2; /* fewer than strings have */
    CHECK(open_as("u", &array, &column) == NG_ERR_ARGUMENT);
    CHECK(open_as("i", &array, &column) == NG_OK);
    array.n_buffers = 1;
    CHECK(open_as("i", &array, &column) == NG_ERR_ARGUMENT);
    CHECK(open_as("vu", &array, &column) == NG_ERR_ARGUMENT);
    array.length = -1;
    CHECK(open_as("i", &array, &column) == NG_ERR_ARGUMENT);
    array.length = 1;
    array.offset = -1;
    CHECK(open_as("n", &array, &column) == NG_ERR_ARGUMENT);
    array.offset = 0;
    array.n_buffers = 0;
    CHECK(open_as("n", &array, &column) == NG_OK);
    CHECK(text_is(&column, 0, NULL));
}

int
main(void)
{
    test_offsets();
    test_damaged_offsets();
    test_views();
    test_dictionaries();
    test_numbers();
    test_refusals();
    if (n_failed > 0)
        fprintf(stderr, "%d checks failed\n", n_failed);
    return n_failed > 0;
}
