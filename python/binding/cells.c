#include "binding.h"

#include "schema.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

static PyObject *
date_object(PyObject *module, int64_t days)
{
    /* date.fromordinal(719163) is 1970-01-01. */
    return PyObject_CallMethod(binding_state(module)->date_type, "fromordinal", "L",
                               (long long)days + 719163);
}

static PyObject *
text_object(const ng_cell *cell)
{
    return PyUnicode_DecodeUTF8(cell->text, (Py_ssize_t)cell->n_text, "strict");
}

static PyObject *
list_object(const ng_table *table, size_t column, size_t row, size_t n)
{
    PyObject *const list = PyList_New((Py_ssize_t)n);

    for (size_t i = 0; list != NULL && i < n; i++) {
        ng_cell cell;
        PyObject *item;

        if (ng_table_list_item(table, column, row, i, &cell) != NG_OK) {
            PyErr_SetString(PyExc_IndexError, "no such item");
            item = NULL;
        } else {
            item = cell.kind == NG_CELL_INTEGER ? PyLong_FromLongLong(cell.integer)
                                                : text_object(&cell);
        }
        if (item == NULL || PyList_SetItem(list, (Py_ssize_t)i, item) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

static PyObject *
cell_object(PyObject *module, const ng_table *table, size_t column, size_t row)
{
    ng_cell cell;

    if (ng_table_cell(table, column, row, &cell) != NG_OK) {
        PyErr_Format(PyExc_IndexError, "no row %zu in column %zu", row, column);
        return NULL;
    }
    switch (cell.kind) {
    case NG_CELL_NULL:
        break;
    case NG_CELL_INTEGER:
        return PyLong_FromLongLong(cell.integer);
    case NG_CELL_REAL:
        return PyFloat_FromDouble(cell.real);
    case NG_CELL_BOOL:
        return PyBool_FromLong((long)cell.integer);
    case NG_CELL_TEXT:
        return text_object(&cell);
    case NG_CELL_DATE:
        return date_object(module, cell.integer);
    case NG_CELL_LIST:
        return list_object(table, column, row, (size_t)cell.integer);
    }
    return Py_NewRef(Py_None);
}

/* The words of a closed list, each made once and shared by all rows. */
PyObject *
cells_words(const ng_table *table, size_t column)
{
    PyObject *names;
    size_t n = 0;

    while (ng_table_value_name(table, column, n) != NULL)
        n++;
    names = PyTuple_New((Py_ssize_t)n);
    for (size_t i = 0; names != NULL && i < n; i++) {
        PyObject *const name =
            PyUnicode_InternFromString(ng_table_value_name(table, column, i));

        if (name == NULL || PyTuple_SetItem(names, (Py_ssize_t)i, name) < 0) {
            Py_DECREF(names);
            return NULL;
        }
    }
    return names;
}

static PyObject *
enum_list(const ng_table *table, size_t column, size_t start, size_t stop)
{
    const uint8_t *const values = table->columns[column].data;
    PyObject *const names = cells_words(table, column);
    PyObject *const list = names == NULL ? NULL : PyList_New((Py_ssize_t)(stop - start));

    for (size_t i = start; list != NULL && i < stop; i++)
        PyList_SetItem(list, (Py_ssize_t)(i - start),
                       Py_NewRef(PyTuple_GetItem(names, values[i])));
    Py_XDECREF(names);
    return list;
}

/* ---------------------------------------------------------------- strings */

/* Nine tokens of ten have at most eight bytes, and few words make up most of a text:
   a str that was made for the same word before is shared. */
typedef struct word_cell {
    uint64_t key; /* the bytes of the word, and zeros */
    PyObject *str;
} word_cell;

enum { WORD_BITS = 12 };

static PyObject *
new_word(const char *p, size_t n)
{
    return PyUnicode_DecodeUTF8(p, (Py_ssize_t)n, "strict");
}

/* The str of the n bytes at p, of which `n_readable` can be read. */
static PyObject *
word_object(word_cell *words, const char *p, size_t n, size_t n_readable)
{
    uint64_t key = 0;
    word_cell *cell;
    PyObject *str;

    if (n > 8 || n == 0 || p[n - 1] == '\0') /* a key says no length but by its zeros */
        return new_word(p, n);
    if (n_readable >= 8) {
        memcpy(&key, p, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        key &= ~(uint64_t)0 << (64 - 8 * n);
#else
        key &= ~(uint64_t)0 >> (64 - 8 * n);
#endif
    } else {
        memcpy(&key, p, n);
    }
    cell = &words[key * 0x9E3779B97F4A7C15u >> (64 - WORD_BITS)];
    if (cell->key == key && cell->str != NULL)
        return Py_NewRef(cell->str);
    str = new_word(p, n);
    if (str != NULL) {
        Py_XDECREF(cell->str); /* a str: runs no code of others */
        cell->key = key;
        cell->str = Py_NewRef(str);
    }
    return str;
}

void
cells_clear(module_state *state)
{
    if (state->words == NULL)
        return;
    for (size_t i = 0; i < (size_t)1 << WORD_BITS; i++)
        Py_XDECREF(state->words[i].str);
    free(state->words);
    state->words = NULL;
}

/* The strings of tokens, straight from the texts. */
static PyObject *
token_list(PyObject *module, const ng_table *table, size_t start, size_t stop)
{
    module_state *const state = binding_state(module);
    PyObject *const list = PyList_New((Py_ssize_t)(stop - start));
    ng_token_texts texts;

    if (list == NULL)
        return NULL;
    if (state->words == NULL) {
        state->words = calloc((size_t)1 << WORD_BITS, sizeof *state->words);
        if (state->words == NULL) {
            Py_DECREF(list);
            return PyErr_NoMemory();
        }
    }
    texts = ng_token_texts_from(
        table->tokens, (const uint32_t *)(const void *)table->columns[NG_TOKENS_START].data,
        (const uint32_t *)(const void *)table->columns[NG_TOKENS_STOP].data, start);
    for (size_t row = start; row < stop; row++) {
        size_t n, n_readable;
        const char *const p = ng_token_texts_next(&texts, &n, &n_readable);
        PyObject *const str = word_object(state->words, p, n, n_readable);

        if (str == NULL || PyList_SetItem(list, (Py_ssize_t)(row - start), str) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

static PyObject *
u32_list(const ng_column *column, size_t start, size_t stop)
{
    const uint32_t *const values = (const uint32_t *)(const void *)column->data;
    PyObject *const list = PyList_New((Py_ssize_t)(stop - start));

    for (size_t i = start; list != NULL && i < stop; i++) {
        PyObject *const value = PyLong_FromUnsignedLong(values[i]);

        if (value == NULL) {
            Py_DECREF(list);
            return NULL;
        }
        PyList_SetItem(list, (Py_ssize_t)(i - start), value);
    }
    return list;
}

static PyObject *
bool_list(const ng_column *column, size_t start, size_t stop)
{
    PyObject *const list = PyList_New((Py_ssize_t)(stop - start));

    for (size_t i = start; list != NULL && i < stop; i++)
        PyList_SetItem(list, (Py_ssize_t)(i - start),
                       Py_NewRef(column->data[i / 8] >> (i % 8) & 1 ? Py_True : Py_False));
    return list;
}

PyObject *
cells_list(PyObject *module, const ng_table *table, size_t column, size_t start, size_t stop)
{
    const ng_column *values;
    PyObject *list;

    if (table->tokens != NULL && column == NG_TOKENS_TEXT && start < stop &&
        !ng_token_rows_has(table->tokens, column) && table->tokens->all_valid)
        return token_list(module, table, start, stop);
    values = ng_table_column(table, column);
    if (values == NULL)
        return PyErr_NoMemory();
    if (values->n_null == 0 && values->type == NG_TYPE_ENUM)
        return enum_list(table, column, start, stop);
    if (values->n_null == 0 && values->type == NG_TYPE_U32)
        return u32_list(values, start, stop);
    if (values->n_null == 0 && values->type == NG_TYPE_BOOL)
        return bool_list(values, start, stop);
    /* Columns with nulls, strings, lists, dates and reals. */
    list = PyList_New((Py_ssize_t)(stop - start));
    for (size_t row = start; list != NULL && row < stop; row++) {
        PyObject *const cell = cell_object(module, table, column, row);

        if (cell == NULL || PyList_SetItem(list, (Py_ssize_t)(row - start), cell) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

static const char *
type_name(ng_type type)
{
    switch (type) {
    case NG_TYPE_U32:
        return "uint32";
    case NG_TYPE_U64:
        return "uint64";
    case NG_TYPE_F32:
        return "float32";
    case NG_TYPE_F64:
        return "float64";
    case NG_TYPE_BOOL:
        return "bool";
    case NG_TYPE_DATE32:
        return "date32";
    case NG_TYPE_UTF8:
        return "utf8";
    case NG_TYPE_ENUM:
    case NG_TYPE_ENUM16:
        return "enum";
    case NG_TYPE_LIST_UTF8:
        return "list<utf8>";
    case NG_TYPE_LIST_U32:
        return "list<uint32>";
    }
    return "?";
}

PyObject *
cells_schema(ng_table_id id)
{
    const ng_schema *const schema = ng_schema_of(id);
    const ng_table table = {.id = id};
    PyObject *const fields = PyList_New(0);

    for (size_t i = 0; fields != NULL && i < schema->n_fields; i++) {
        const ng_field *const f = &schema->fields[i];
        PyObject *const values =
            ng_type_is_enum(f->type) ? cells_words(&table, i) : Py_NewRef(Py_None);
        PyObject *const field =
            values == NULL ? NULL
                           : Py_BuildValue("(ssOO)", f->name, type_name(f->type),
                                           f->nullable ? Py_True : Py_False, values);

        Py_XDECREF(values);
        if (field == NULL || PyList_Append(fields, field) < 0) {
            Py_XDECREF(field);
            Py_DECREF(fields);
            return NULL;
        }
        Py_DECREF(field);
    }
    return fields;
}
