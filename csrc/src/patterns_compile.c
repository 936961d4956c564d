/*
 * The rules of a text into patterns.
 *
 *   let NAME = pattern
 *   words NAME = text, "two words", ...
 *   id conf :: summary :: pattern => LABEL "value"
 *
 * A statement begins at the first column; indented lines go on with it.
 */
#include "patterns_parse.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ errors */

static unsigned
column_of(const char *line, const char *at)
{
    unsigned column = 1;

    for (; line < at; line++)
        column += ((unsigned char)*line & 0xC0) != 0x80;
    return column;
}

bool
ng_pattern_fail(ng_pattern_parser *p, const char *where, const char *format, ...)
{
    const char *line = p->text;
    unsigned n_lines = 1;
    va_list args;
    int n;

    if (p->status != NG_OK)
        return false;
    p->status = NG_ERR_FORMAT;
    if (p->error == NULL)
        return false;
    for (const char *q = p->text; q < where; q++) {
        if (*q == '\n') {
            n_lines++;
            line = q + 1;
        }
    }
    n = snprintf(p->error->message, sizeof p->error->message, "line %u, column %u: ", n_lines,
                 column_of(line, where));
    va_start(args, format);
    if (n > 0 && (size_t)n < sizeof p->error->message)
        vsnprintf(p->error->message + n, sizeof p->error->message - (size_t)n, format, args);
    va_end(args);
    return false;
}

bool
ng_pattern_no_memory(ng_pattern_parser *p)
{
    p->status = NG_ERR_MEMORY;
    return false;
}

/* ----------------------------------------------------------------- reading */

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static const char *
line_end(const char *p, const char *end)
{
    const char *const found = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;

    return found == NULL ? end : found;
}

/* Whether the line at p has nothing but white space and a comment. */
static bool
is_empty_line(const char *p, const char *end)
{
    while (p < end && is_blank(*p))
        p++;
    return p == end || *p == '\n' || *p == '#';
}

bool
ng_pattern_skip(ng_pattern_parser *p)
{
    const char *q = p->p;

    for (;;) {
        while (q < p->end && is_blank(*q))
            q++;
        if (q < p->end && *q == '#')
            q = line_end(q, p->end);
        if (q == p->end || *q != '\n')
            break;
        /* Errors at the end of a statement are told where its text ends. */
        q++;
        while (q < p->end && is_empty_line(q, p->end)) {
            q = line_end(q, p->end);
            q += q < p->end;
        }
        if (q == p->end || !is_blank(*q))
            return false;
        p->p = q;
    }
    if (q == p->end)
        return false;
    p->p = q;
    return true;
}

/* To the next statement; false at the end of the text. */
static bool
next_statement(ng_pattern_parser *p)
{
    while (p->p < p->end && is_empty_line(p->p, p->end)) {
        p->p = line_end(p->p, p->end);
        p->p += p->p < p->end;
    }
    return p->p < p->end;
}

static bool
is_letter(char c)
{
    return (unsigned)((c | 32) - 'a') < 26;
}

static bool
is_digit(char c)
{
    return (unsigned)(c - '0') < 10;
}

bool
ng_pattern_is_name_char(char c)
{
    return is_letter(c) || is_digit(c) || c == '_';
}

size_t
ng_pattern_name_len(const ng_pattern_parser *p)
{
    const char *q = p->p;

    if (q == p->end || !is_letter(*q))
        return 0;
    while (q < p->end && ng_pattern_is_name_char(*q))
        q++;
    return (size_t)(q - p->p);
}

const ng_pattern_name *
ng_pattern_find_name(const ng_pattern_parser *p, const char *s, size_t n)
{
    for (size_t i = 0; i < p->n_names; i++) {
        if (p->names[i].n_bytes == n && memcmp(p->x->chars + p->names[i].start, s, n) == 0)
            return &p->names[i];
    }
    return NULL;
}

bool
ng_pattern_quoted(ng_pattern_parser *p, char *to, size_t n_to, size_t *n)
{
    const char *const where = p->p;
    const char close = *p->p;

    *n = 0;
    for (p->p++; p->p < p->end && *p->p != close && *p->p != '\n'; p->p++) {
        if (*p->p == '\\' && p->end - p->p > 1 && (p->p[1] == close || p->p[1] == '\\'))
            p->p++;
        if (*n == n_to)
            return ng_pattern_fail(p, where, "a quoted text is longer than %zu bytes", n_to);
        to[(*n)++] = *p->p;
    }
    if (p->p == p->end || *p->p != close)
        return ng_pattern_fail(p, where, "expected %c at the end of the quoted text", close);
    p->p++;
    return true;
}

/* A character that must come. */
static bool
expect(ng_pattern_parser *p, const char *mark, const char *behind)
{
    const size_t n = strlen(mark);

    if (!ng_pattern_skip(p) || (size_t)(p->end - p->p) < n || memcmp(p->p, mark, n) != 0)
        return ng_pattern_fail(p, p->p, "expected '%s' behind %s", mark, behind);
    p->p += n;
    return true;
}

/* ------------------------------------------------------------ let and words */

/* The name of a definition, and "=". */
static bool
read_name(ng_pattern_parser *p, ng_pattern_name *out)
{
    const ng_column_ref columns[] = {NG_COLUMN(p->names)};
    const char *where;
    size_t n;

    if (!ng_pattern_skip(p) || (n = ng_pattern_name_len(p)) == 0)
        return ng_pattern_fail(p, p->p, "expected a name");
    where = p->p;
    if (n > NG_PATTERN_MAX_NAME)
        return ng_pattern_fail(p, where, "a name is longer than %d bytes", NG_PATTERN_MAX_NAME);
    if (ng_pattern_class(where, n) != 0 || (n == 5 && memcmp(where, "ALNUM", 5) == 0))
        return ng_pattern_fail(p, where, "'%.*s' is a class already", (int)n, where);
    if (ng_pattern_find_name(p, where, n) != NULL)
        return ng_pattern_fail(p, where, "'%.*s' is defined already", (int)n, where);
    p->p += n;
    if (!expect(p, "=", "the name"))
        return false;
    *out = (ng_pattern_name){.n_bytes = (uint32_t)n};
    return (ng_reserve(&p->x->alloc, columns, 1, &p->cap_names, p->n_names + 1) == NG_OK &&
            ng_pattern_keep(p->x, where, n, &out->start) == NG_OK) ||
           ng_pattern_no_memory(p);
}

static bool
add_name(ng_pattern_parser *p, ng_pattern_name *name)
{
    const ng_column_ref columns[] = {NG_COLUMN(p->named_code)};

    if (p->n_names == NG_PATTERN_MAX_RULES ||
        p->n_named + p->n > NG_PATTERN_MAX_CODE)
        return ng_pattern_fail(p, p->p, "too many definitions");
    if (ng_reserve(&p->x->alloc, columns, 1, &p->cap_named, p->n_named + p->n + 1) != NG_OK)
        return ng_pattern_no_memory(p);
    memcpy(p->named_code + p->n_named, p->code, p->n * sizeof *p->code);
    name->first_code = (uint32_t)p->n_named;
    name->n_code = p->n;
    p->n_named += p->n;
    p->names[p->n_names++] = *name;
    return true;
}

static bool
let_statement(ng_pattern_parser *p)
{
    ng_pattern_name name;

    if (!read_name(p, &name) || !ng_pattern_parse(p, &name.nullable))
        return false;
    if (ng_pattern_skip(p))
        return ng_pattern_fail(p, p->p, "'=>' belongs to rules, not to let");
    name.reading = p->reading;
    return add_name(p, &name);
}

/* One of a set: quoted, or what stands before the next comma. */
static bool
read_member(ng_pattern_parser *p, char *to, size_t n_to, size_t *n, bool *exact)
{
    const char *end;

    *exact = *p->p == '\'';
    if (*p->p == '"' || *p->p == '\'')
        return ng_pattern_quoted(p, to, n_to, n);
    end = p->p;
    while (end < p->end && *end != ',' && *end != '\n' && *end != '#')
        end++;
    *n = (size_t)(end - p->p);
    while (*n > 0 && is_blank(p->p[*n - 1]))
        --*n;
    if (*n == 0)
        return ng_pattern_fail(p, p->p, "expected a word");
    if (*n > n_to)
        return ng_pattern_fail(p, p->p, "a word is longer than %zu bytes", n_to);
    memcpy(to, p->p, *n);
    p->p = end;
    return true;
}

/* Words of one atom are in the set; others are branches beside it. */
static bool
words_statement(ng_pattern_parser *p)
{
    ng_pattern_frame *const f = &p->frames[0];
    ng_pattern_name name;
    bool is_word, exact;
    char s[1024];
    size_t n;

    if (p->n_sets == NG_PATTERN_MAX_SETS)
        return ng_pattern_fail(p, p->p, "there are at most %d sets of words", NG_PATTERN_MAX_SETS);
    if (!read_name(p, &name))
        return false;
    p->n = 0;
    *f = (ng_pattern_frame){0};
    do {
        const char *const where = p->p;
        const uint32_t before = p->n;

        if (!ng_pattern_skip(p))
            return ng_pattern_fail(p, p->p, "expected a word");
        if (!read_member(p, s, sizeof s, &n, &exact) ||
            !ng_pattern_literal(p, where, s, n, exact, (int)p->n_sets, &is_word))
            return false;
        if (!is_word) {
            f->branch = before;
            if (!ng_pattern_branch(p, f))
                return false;
        }
    } while (ng_pattern_skip(p) && *p->p == ',' && p->p++ < p->end);
    if (ng_pattern_skip(p))
        return ng_pattern_fail(p, p->p, "expected ',' between words");
    if (!ng_pattern_emit(p, NG_OP_SET, 0, 0, (int32_t)p->n_sets))
        return false;
    ng_pattern_join(p, f);
    p->n_sets++;
    return add_name(p, &name);
}

/* ------------------------------------------------------------------- rules */

static bool
is_id_char(char c)
{
    return ng_pattern_is_name_char(c) || c == '-' || c == '.';
}

static uint64_t
id_hash(const char *s, size_t n)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * UINT64_C(0x100000001B3);
    return h ^ h >> 29;
}

static uint32_t *
id_slot(ng_pattern_parser *p, const char *s, size_t n)
{
    size_t at = id_hash(s, n) & (p->n_id_slots - 1);

    while (p->ids[at] != 0) {
        const ng_pattern_row *const row = &p->x->rows[p->ids[at] - 1];

        if (row->n_id == n && memcmp(p->x->chars + row->id, s, n) == 0)
            break;
        at = (at + 1) & (p->n_id_slots - 1);
    }
    return &p->ids[at];
}

static bool
grow_ids(ng_pattern_parser *p)
{
    const size_t n = p->n_id_slots == 0 ? 64 : 2 * p->n_id_slots;
    uint32_t *const ids = ng_realloc(&p->x->alloc, NULL, n * sizeof *ids);

    if (ids == NULL)
        return ng_pattern_no_memory(p);
    memset(ids, 0, n * sizeof *ids);
    ng_free(&p->x->alloc, p->ids);
    p->ids = ids;
    p->n_id_slots = n;
    for (size_t i = 0; i < p->x->n_rows; i++) {
        const ng_pattern_row *const row = &p->x->rows[i];

        *id_slot(p, p->x->chars + row->id, row->n_id) = (uint32_t)i + 1;
    }
    return true;
}

static bool
read_id(ng_pattern_parser *p, ng_pattern_row *row)
{
    const char *const where = p->p;
    size_t n = 0;

    while (where + n < p->end && is_id_char(where[n]))
        n++;
    if (n == 0 || !ng_pattern_is_name_char(*where))
        return ng_pattern_fail(p, where, "expected the id of a rule, let or words");
    if (n > NG_PATTERN_MAX_NAME)
        return ng_pattern_fail(p, where, "an id is longer than %d bytes", NG_PATTERN_MAX_NAME);
    if (2 * p->x->n_rows >= p->n_id_slots && !grow_ids(p))
        return false;
    if (*id_slot(p, where, n) != 0)
        return ng_pattern_fail(p, where, "there is a rule '%.*s' already", (int)n, where);
    row->n_id = (uint32_t)n;
    p->p += n;
    return ng_pattern_keep(p->x, where, n, &row->id) == NG_OK || ng_pattern_no_memory(p);
}

/* "1", ".9", "0.95", or nothing for 1. */
static bool
read_conf(ng_pattern_parser *p, float *conf)
{
    const char *const where = p->p;
    double value = 0, scale = 1;
    bool has_point = false;

    *conf = 1;
    if (p->p == p->end || !(is_digit(*p->p) || *p->p == '.'))
        return true;
    for (; p->p < p->end && (is_digit(*p->p) || (*p->p == '.' && !has_point)); p->p++) {
        if (*p->p == '.') {
            has_point = true;
        } else if (p->p - where < 12) {
            value = value * 10 + (*p->p - '0');
            scale *= has_point ? 10 : 1;
        }
    }
    value /= scale;
    if (value > 1 || value <= 0)
        return ng_pattern_fail(p, where, "the confidence must be more than 0 and at most 1");
    *conf = (float)value;
    return true;
}

/* Up to the next "::". */
static bool
read_summary(ng_pattern_parser *p, ng_pattern_row *row)
{
    const char *start = p->p, *end = p->p;

    while (end < p->end && *end != '\n' && !(p->end - end > 1 && end[0] == ':' && end[1] == ':'))
        end++;
    if (end == p->end || *end == '\n')
        return ng_pattern_fail(p, end, "expected '::' behind what the rule finds: "
                                       "id :: what it finds :: pattern => LABEL");
    p->p = end + 2;
    while (start < end && is_blank(*start))
        start++;
    while (end > start && is_blank(end[-1]))
        end--;
    if (start == end) {
        row->summary = row->id;
        return true;
    }
    return ng_pattern_keep(p->x, start, (size_t)(end - start), &row->summary) == NG_OK ||
           ng_pattern_no_memory(p);
}

static bool
read_label(ng_pattern_parser *p, ng_pattern_row *row)
{
    const char *const where = p->p;
    size_t n;

    if (!ng_pattern_skip(p) || (n = ng_pattern_name_len(p)) == 0)
        return ng_pattern_fail(p, p->p, "expected a label, such as BILL, behind '=>'");
    for (size_t i = 0; i < n; i++) {
        if (p->p[i] >= 'a' && p->p[i] <= 'z')
            return ng_pattern_fail(p, p->p, "a label is written in capitals, not '%.*s'", (int)(n > 40 ? 40 : n), p->p);
    }
    if (n > NG_PATTERN_MAX_NAME)
        return ng_pattern_fail(p, where, "a label is longer than %d bytes", NG_PATTERN_MAX_NAME);
    row->n_label = (uint32_t)n;
    p->p += n;
    return ng_pattern_keep(p->x, p->p - n, n, &row->label) == NG_OK || ng_pattern_no_memory(p);
}

/* ------------------------------------------------------------------- value */

/* The slot of the group, or 0. */
static unsigned
slot_of_group(const ng_pattern_parser *p, const ng_pattern_row *row, const char *s, size_t n)
{
    for (uint32_t i = 0; i < row->n_groups; i++) {
        const char *const name = p->x->chars + row->groups[i];

        if (strlen(name) == n && memcmp(name, s, n) == 0)
            return i + 1;
    }
    return 0;
}

/* What is done to a group's text: bytes of a template behind its slot. */
static char
filter_of(const char *s, size_t n)
{
    static const struct {
        const char *name;
        char code;
    } filters[] = {{"upper", 'u'}, {"lower", 'l'}, {"digits", 'd'}, {"letters", 'a'}};

    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        if (strlen(filters[i].name) == n && memcmp(filters[i].name, s, n) == 0)
            return filters[i].code;
    }
    return '\0';
}

/*
 * The template, compiled: "{name:filter}" becomes \1 slot filter, where slot is 1 and more
 * and a missing filter is "-"; all else stands for itself.
 */
static bool
read_value(ng_pattern_parser *p, ng_pattern_row *row)
{
    const char *const where = p->p;
    char s[NG_PATTERN_MAX_VALUE], made[NG_PATTERN_MAX_VALUE];
    size_t n, n_made = 0;

    if (!ng_pattern_quoted(p, s, sizeof s, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *name, *end, *colon;
        unsigned slot;
        char filter = '-';

        if (s[i] == '\1' || s[i] == '\0')
            return ng_pattern_fail(p, where, "a value has a control character");
        if ((s[i] == '{' || s[i] == '}') && i + 1 < n && s[i + 1] == s[i]) {
            made[n_made++] = s[i++];
            continue;
        }
        if (s[i] == '}')
            return ng_pattern_fail(p, where, "'}' closes nothing; a brace is written '}}'");
        if (s[i] != '{') {
            made[n_made++] = s[i];
            continue;
        }
        name = s + i + 1;
        end = memchr(name, '}', (size_t)(s + n - name));
        if (end == NULL)
            return ng_pattern_fail(p, where, "expected '}' behind '{'; a brace is written '{{'");
        colon = memchr(name, ':', (size_t)(end - name));
        slot = slot_of_group(p, row, name, (size_t)((colon == NULL ? end : colon) - name));
        if (slot == 0)
            return ng_pattern_fail(p, where, "the pattern has no group '%.*s'",
                                   (int)((colon == NULL ? end : colon) - name), name);
        if (colon != NULL && (filter = filter_of(colon + 1, (size_t)(end - colon - 1))) == '\0')
            return ng_pattern_fail(p, where, "'%.*s' is none of upper, lower, digits, letters",
                                   (int)(end - colon - 1), colon + 1);
        /* "{a}" is three bytes at least. */
        made[n_made++] = '\1';
        made[n_made++] = (char)slot;
        made[n_made++] = filter;
        i = (size_t)(end - s);
    }
    return ng_pattern_keep(p->x, made, n_made, &row->value) == NG_OK || ng_pattern_no_memory(p);
}

/* --------------------------------------------------------------- statements */

static bool
add_rule(ng_pattern_parser *p, ng_pattern_row *row)
{
    ng_patterns *const x = p->x;
    const ng_column_ref codes[] = {NG_COLUMN(x->code)}, rows[] = {NG_COLUMN(x->rows)};

    if (x->n_code + p->n > NG_PATTERN_MAX_CODE)
        return ng_pattern_fail(p, p->p, "the rules are too long together: more than %u steps",
                               NG_PATTERN_MAX_CODE);
    if (ng_reserve(&x->alloc, codes, 1, &x->cap_code, x->n_code + p->n) != NG_OK ||
        ng_reserve(&x->alloc, rows, 1, &x->cap_rows, x->n_rows + 1) != NG_OK)
        return ng_pattern_no_memory(p);
    row->first_code = (uint32_t)x->n_code;
    row->n_code = p->n;
    row->reading = p->reading;
    memcpy(x->code + x->n_code, p->code, p->n * sizeof *p->code);
    x->n_code += p->n;
    x->max_code = p->n > x->max_code ? p->n : x->max_code;
    x->readings |= 1u << p->reading;
    x->rows[x->n_rows++] = *row;
    *id_slot(p, x->chars + row->id, row->n_id) = (uint32_t)x->n_rows;
    return true;
}

static bool
rule_statement(ng_pattern_parser *p)
{
    const char *const where = p->p;
    ng_pattern_row row = {.value = UINT32_MAX};
    bool nullable;

    if (p->x->n_rows == NG_PATTERN_MAX_RULES)
        return ng_pattern_fail(p, where, "there are at most %d rules", NG_PATTERN_MAX_RULES);
    p->row = &row;
    p->in_rule = true;
    if (!read_id(p, &row))
        return false;
    (void)ng_pattern_skip(p);
    if (!read_conf(p, &row.conf) || !expect(p, "::", "the id of the rule") ||
        !read_summary(p, &row) || !ng_pattern_parse(p, &nullable))
        return false;
    if (nullable)
        return ng_pattern_fail(p, where, "the rule '%.*s' can match nothing at all",
                               (int)row.n_id, where);
    if (!expect(p, "=>", "the pattern") || !read_label(p, &row))
        return false;
    if (ng_pattern_skip(p) && *p->p == '"' && !read_value(p, &row))
        return false;
    if (ng_pattern_skip(p))
        return ng_pattern_fail(p, p->p, "expected the end of the rule");
    p->in_rule = false;
    return ng_pattern_emit(p, NG_OP_MATCH, 0, 0, (int32_t)p->x->n_rows) && add_rule(p, &row);
}

/* Whether the statement begins with the word and a blank. */
static bool
begins_with(ng_pattern_parser *p, const char *word)
{
    const size_t n = strlen(word);

    if ((size_t)(p->end - p->p) <= n || memcmp(p->p, word, n) != 0 || !is_blank(p->p[n]))
        return false;
    p->p += n;
    return true;
}

static bool
statements(ng_pattern_parser *p)
{
    while (next_statement(p)) {
        const char *const where = p->p;
        bool done;

        if (is_blank(*p->p))
            return ng_pattern_fail(p, where, "expected a rule at the beginning of the line; only "
                                             "what goes on with one is indented");
        p->in_rule = false;
        done = begins_with(p, "let")     ? let_statement(p)
               : begins_with(p, "words") ? words_statement(p)
                                         : rule_statement(p);
        if (!done)
            return false;
        p->p = line_end(p->p, p->end);
    }
    if (p->x->n_rows == 0)
        return ng_pattern_fail(p, p->end, "there is no rule");
    return true;
}

/* Pointers into chars, which no longer grows. */
static void
set_rules(ng_patterns *x)
{
    for (size_t i = 0; i < x->n_rows; i++)
        x->rows[i].rule = (ng_rule){x->chars + x->rows[i].id, x->chars + x->rows[i].summary};
}

static bool
is_text(ng_pattern_parser *p)
{
    const char *q = p->text;

    while (q < p->end) {
        const char *const at = q;
        const uint32_t cp = ng_utf8_next(&q, p->end);

        if (cp == 0)
            return ng_pattern_fail(p, at, "a NUL character");
        if (cp == NG_UTF8_BROKEN)
            return ng_pattern_fail(p, at, "not UTF-8");
    }
    return true;
}

ng_status
ng_patterns_compile(const char *text, size_t n_bytes, const ng_alloc *alloc, ng_patterns **out,
                    ng_error *error)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    ng_pattern_parser p = {.text = text, .p = text, .end = text + n_bytes, .error = error};

    *out = NULL;
    if (error != NULL)
        error->message[0] = '\0';
    if (n_bytes > NG_PATTERN_MAX_TEXT) {
        p.end = text;
        ng_pattern_fail(&p, text, "the rules are longer than %u bytes", NG_PATTERN_MAX_TEXT);
        return p.status;
    }
    p.x = ng_realloc(&a, NULL, sizeof *p.x);
    if (p.x == NULL)
        return NG_ERR_MEMORY;
    memset(p.x, 0, sizeof *p.x);
    p.x->alloc = a;
    p.code = ng_realloc(&a, NULL, NG_PATTERN_MAX_RULE_CODE * sizeof *p.code);
    p.copy = ng_realloc(&a, NULL, NG_PATTERN_MAX_RULE_CODE * sizeof *p.copy);
    p.doc = ng_doc_new(&a);
    if (p.code == NULL || p.copy == NULL || p.doc == NULL || !grow_ids(&p))
        p.status = NG_ERR_MEMORY;
    else if (is_text(&p) && statements(&p))
        set_rules(p.x);
    ng_free(&a, p.code);
    ng_free(&a, p.copy);
    ng_free(&a, p.named_code);
    ng_free(&a, p.names);
    ng_free(&a, p.ids);
    ng_doc_free(p.doc);
    if (p.status == NG_OK)
        *out = p.x;
    else
        ng_patterns_free(p.x);
    return p.status;
}

void
ng_patterns_free(ng_patterns *patterns)
{
    if (patterns != NULL) {
        const ng_alloc a = patterns->alloc;

        ng_free(&a, patterns->code);
        ng_free(&a, patterns->rows);
        ng_free(&a, patterns->chars);
        ng_free(&a, patterns->words);
        ng_free(&a, patterns->spellings);
        ng_free(&a, patterns->slots);
        ng_free(&a, patterns);
    }
}

bool
ng_patterns_rule(const ng_patterns *patterns, size_t i, ng_pattern_rule *out)
{
    const ng_pattern_row *row;

    if (i >= patterns->n_rows)
        return false;
    row = &patterns->rows[i];
    *out = (ng_pattern_rule){.id = patterns->chars + row->id,
                             .label = patterns->chars + row->label,
                             .summary = patterns->chars + row->summary,
                             .conf = row->conf,
                             .n_groups = row->n_groups};
    for (uint32_t g = 0; g < row->n_groups; g++)
        out->groups[g] = patterns->chars + row->groups[g];
    return true;
}

const char *
ng_patterns_label(const ng_patterns *patterns, size_t i)
{
    return i < patterns->n_labels ? patterns->chars + patterns->labels[i] : NULL;
}
