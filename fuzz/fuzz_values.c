/*
 * libFuzzer target: dates and numbers of any bytes.
 *
 * The first byte chooses options, the next four are the article's day.  Holds: rows are in
 * text order, inside the text and in a sentence; values of dates are of the forms of TIMEX3,
 * complete days are days of the calendar and their intervals begin with them; numbers are
 * finite; and every other level of vector instructions gives the same.
 */
#include "calendar.h"
#include "rows.h"

#include <math.h>

static ng_lexicon *lexicon;
static ng_model *model;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    open_data(&lexicon, &model);
    return 0;
}

/* ----------------------------------------------------------------------- forms */

/* Whether the text is of the form: '#' is a digit or X, '9' a digit, others are themselves. */
static bool
is_form(const char *form, const char *p, size_t n)
{
    if (strlen(form) != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        const bool digit = p[i] >= '0' && p[i] <= '9';

        if (form[i] == '9' ? !digit : form[i] == '#' ? !digit && p[i] != 'X' : form[i] != p[i])
            return false;
    }
    return true;
}

static bool
is_one_of(const char *const *forms, const char *p, size_t n)
{
    for (; *forms != NULL; forms++)
        if (is_form(*forms, p, n))
            return true;
    return false;
}

static const char *const day_forms[] = {
    "####-##-##", "####-##",  "####",       "###",         "##",          "####-W##", "####-W##-#",
    "####-Q#",    "####-H#",  "####-SP",    "####-SU",     "####-FA",     "####-WI",  "9999/9999",
    "FY9999",     "PAST_REF", "FUTURE_REF", "PRESENT_REF", "####-W##-WE", NULL};

static const char *const time_forms[] = {"99:99", "99:99:99", "MO", "MI", "AF",
                                         "EV",    "NI",       "DT", NULL};

/* Behind a time: none, UTC, or the hours and minutes to it. */
static const char *const zone_forms[] = {"", "Z", "+99", "-99", "+99:99", "-99:99", NULL};

static bool
is_time(const char *p, size_t n)
{
    for (size_t k = 2; k <= n; k++)
        if (is_one_of(time_forms, p, k) && is_one_of(zone_forms, p + k, n - k))
            return true;
    return false;
}

/* "P3Y6M", "PT1.5H", "PXD", "P2WE", "PXX". */
static bool
is_duration(const char *p, size_t n)
{
    const char *const end = p + n;

    if (n < 3 || *p++ != 'P')
        return false;
    if (*p == 'T')
        p++;
    while (p < end) {
        const char *const number = p;

        while (p < end && ((*p >= '0' && *p <= '9') || *p == '.' || *p == 'X' || *p == 'T'))
            p++;
        if (p == number || (p == end && p[-1] != 'X'))
            return false;
        while (p < end && *p >= 'A' && *p <= 'Z' && *p != 'X' && *p != 'T')
            p++;
    }
    return true;
}

static bool
is_value(const char *p, size_t n)
{
    const char *const t = n > 2 && *p != 'P' ? memchr(p + 2, 'T', n - 2) : NULL;

    if (is_one_of(day_forms, p, n) || is_duration(p, n))
        return true;
    if (t == NULL || !is_time(t + 1, (size_t)(p + n - t - 1)))
        return false;
    return is_one_of(day_forms, p, (size_t)(t - p));
}

static int
number_at(const char *p, size_t n)
{
    int x = 0;

    for (size_t i = 0; i < n; i++)
        x = 10 * x + (p[i] - '0');
    return x;
}

/* ------------------------------------------------------------------------ rows */

static void
check_time(const ng_table *dates, size_t row)
{
    const ng_cell time = cell_of(dates, NG_DATES_TIME, row);

    if (time.kind == NG_CELL_NULL)
        return;
    REQUIRE(is_form("99:99", time.text, time.n_text) ||
            is_form("99:99:99", time.text, time.n_text));
    REQUIRE(number_at(time.text, 2) < 24 && number_at(time.text + 3, 2) < 60);
    REQUIRE(time.n_text == 5 || number_at(time.text + 6, 2) <= 60);
}

static void
check_days(const ng_table *dates, size_t row)
{
    const ng_cell value = cell_of(dates, NG_DATES_VALUE, row);
    const bool open = is_null(dates, NG_DATES_FROM_DATE, row);

    REQUIRE(open == is_null(dates, NG_DATES_TO_DATE, row));
    REQUIRE(open ||
            integer_of(dates, NG_DATES_FROM_DATE, row) < integer_of(dates, NG_DATES_TO_DATE, row));
    if (value.kind == NG_CELL_NULL) {
        REQUIRE(open);
        return;
    }
    REQUIRE(is_value(value.text, value.n_text));
    if (value.n_text >= 10 && is_form("9999-99-99", value.text, 10)) {
        const int32_t day = ng_day_of(number_at(value.text, 4), number_at(value.text + 5, 2),
                                      number_at(value.text + 8, 2));

        REQUIRE(day != NG_NO_DAY);
        REQUIRE(open || integer_of(dates, NG_DATES_FROM_DATE, row) == day);
    }
}

/* The row of mentions has the same span. */
static void
check_mention(const tables *t, const ng_table *table, size_t column, size_t start, size_t row)
{
    const ng_table *const mentions = t->of[NG_TABLE_MENTIONS];
    const ng_cell mention = cell_of(table, column, row);

    require_row(table, column, row, mentions);
    if (mention.kind != NG_CELL_NULL)
        REQUIRE(integer_of(mentions, NG_MENTIONS_START, (size_t)mention.integer) <=
                    integer_of(table, start, row) &&
                integer_of(mentions, NG_MENTIONS_STOP, (size_t)mention.integer) >=
                    integer_of(table, start + 1, row));
}

static void
check_dates(const ng_input *input, const tables *t)
{
    const ng_table *const dates = t->of[NG_TABLE_DATES];
    int64_t before = 0;

    for (size_t row = 0; row < ng_table_n_rows(dates); row++) {
        require_piece(input, dates, NG_DATES_TEXT, NG_DATES_START, NG_DATES_STOP, row);
        require_row(dates, NG_DATES_SENT, row, t->of[NG_TABLE_SENTENCES]);
        require_conf(dates, NG_DATES_CONF, row);
        REQUIRE(before <= integer_of(dates, NG_DATES_START, row));
        before = integer_of(dates, NG_DATES_START, row);
        check_mention(t, dates, NG_DATES_MENTION, NG_DATES_START, row);
        check_days(dates, row);
        check_time(dates, row);
    }
}

static void
check_numbers(const ng_input *input, const tables *t)
{
    const ng_table *const numbers = t->of[NG_TABLE_NUMBERS];
    int64_t before = 0;

    for (size_t row = 0; row < ng_table_n_rows(numbers); row++) {
        const ng_cell most = cell_of(numbers, NG_NUMBERS_VALUE_MAX, row);
        const ng_cell currency = cell_of(numbers, NG_NUMBERS_CURRENCY, row);

        require_piece(input, numbers, NG_NUMBERS_TEXT, NG_NUMBERS_START, NG_NUMBERS_STOP, row);
        require_row(numbers, NG_NUMBERS_SENT, row, t->of[NG_TABLE_SENTENCES]);
        require_conf(numbers, NG_NUMBERS_CONF, row);
        REQUIRE(before <= integer_of(numbers, NG_NUMBERS_START, row));
        before = integer_of(numbers, NG_NUMBERS_START, row);
        check_mention(t, numbers, NG_NUMBERS_MENTION, NG_NUMBERS_START, row);
        REQUIRE(isfinite(cell_of(numbers, NG_NUMBERS_VALUE, row).real));
        REQUIRE(most.kind == NG_CELL_NULL || isfinite(most.real));
        REQUIRE((currency.kind != NG_CELL_NULL) == is_text(numbers, NG_NUMBERS_KIND, row, "money"));
        REQUIRE(currency.kind == NG_CELL_NULL || currency.n_text == 3);
    }
}

/* ---------------------------------------------------------------------- target */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ng_options options = {.struct_size = sizeof options, .unit = NG_UNIT_BYTE};
    ng_input input = {0};
    ng_pipeline *pipeline;
    tables t;

    if (size < 5)
        return 0;
    options.scheme = data[0] & 1 ? NG_SCHEME_UD : NG_SCHEME_NEWS;
    options.date_order = (ng_date_order)((data[0] >> 1) % NG_N_DATE_ORDERS);
    options.whole = (data[0] & 16) != 0;
    options.lexicon = data[0] & 0x80 ? lexicon : NULL;
    options.model = data[0] & 0x80 ? model : NULL;
    input.has_published = (data[0] & 32) != 0;
    memcpy(&input.published, data + 1, 4);
    /* Mostly a day that articles have. */
    if (data[0] & 64)
        input.published = input.published % 50000;
    input.text = (const char *)data + 5;
    input.n_bytes = size - 5;
    REQUIRE(ng_pipeline_new(&options, NULL, &pipeline) == NG_OK);
    t = read_tables(pipeline, &input);
    check_dates(&input, &t);
    check_numbers(&input, &t);
    require_levels(pipeline, &input, &t);
    free_tables(&t);
    ng_pipeline_free(pipeline);
    return 0;
}
