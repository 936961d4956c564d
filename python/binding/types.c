#include "binding.h"

#include "lexicon.h"
#include "table.h"

#include <errno.h>
#include <stdlib.h>

/* Every type here is immutable once made, has no reference to other Python
   objects that could form a cycle, and keeps its C object alive. */

typedef struct PipelineObject {
    PyObject_HEAD
    ng_pipeline *pipeline;
    PyObject *lexicon, *model, *aliases, *lexicons, *overrides; /* kept alive, or NULL */
    PyObject *patterns;                                         /* the same */
} PipelineObject;

typedef struct ChunkObject {
    PyObject_HEAD
    ng_table *table;
    PyObject *keep; /* what the table borrows from, or NULL */
} ChunkObject;

/* A read-only view of the values of one column, or of an array of its own. */
typedef struct BufferObject {
    PyObject_HEAD
    PyObject *keep; /* kept alive, or NULL */
    void *own;       /* freed with the object, or NULL */
    const void *values;
    Py_ssize_t shape[1], strides[1];
    char format[2];
} BufferObject;

PyObject *
binding_new_object(PyTypeObject *type)
{
    const allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);

    return alloc(type, 0);
}

void
binding_free_object(PyObject *self)
{
    PyTypeObject *const type = Py_TYPE(self);
    const freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);

    release(self);
    Py_DECREF(type);
}

static module_state *
state_of_type(PyTypeObject *type)
{
    return PyType_GetModuleState(type);
}

/* --------------------------------------------------------------- Pipeline */

static PyObject *
pipeline_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"scheme", "unit", "lexicon", "model", "date_order", "whole",
                            "aliases", "lexicons", "overlapping", "decide", "overrides",
                            "patterns", "max_chars", NULL};
    const ng_lexicon *lexicons_of[NG_MAX_LEXICONS];
    ng_options options = {.struct_size = sizeof options};
    int scheme = 0, unit = 0, date_order = 0, whole = 0, overlapping = 0, decide = 0;
    PyObject *lexicon = Py_None, *model = Py_None, *aliases = Py_None, *lexicons = NULL;
    PyObject *overrides = Py_None, *patterns = Py_None;
    Py_ssize_t max_chars = 0;
    PipelineObject *self;
    ng_status status;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|iiOOipOO!ppOOn:Pipeline", names, &scheme, &unit,
                                     &lexicon, &model, &date_order, &whole, &aliases,
                                     &PyTuple_Type, &lexicons, &overlapping, &decide, &overrides,
                                     &patterns, &max_chars))
        return NULL;
    options.scheme = (ng_scheme)scheme;
    options.unit = (ng_unit)unit;
    options.date_order = (ng_date_order)date_order;
    options.whole = whole != 0;
    options.overlapping = overlapping != 0;
    options.lexicons_decide = decide != 0;
    options.max_chars = max_chars > 0 ? (size_t)max_chars : 0;
    if (overrides != Py_None) {
        options.overrides = binding_overrides(PyType_GetModule(type), overrides);
        if (options.overrides == NULL)
            return NULL;
    }
    if (lexicon != Py_None) {
        options.lexicon = binding_lexicon(PyType_GetModule(type), lexicon);
        if (options.lexicon == NULL)
            return NULL;
    }
    if (lexicons != NULL && PyTuple_Size(lexicons) > NG_MAX_LEXICONS) {
        PyErr_Format(PyExc_ValueError, "lexicons must be %d at most, not %zd", NG_MAX_LEXICONS,
                     PyTuple_Size(lexicons));
        return NULL;
    }
    for (Py_ssize_t i = 0; lexicons != NULL && i < PyTuple_Size(lexicons); i++) {
        lexicons_of[i] = binding_lexicon(PyType_GetModule(type), PyTuple_GetItem(lexicons, i));
        if (lexicons_of[i] == NULL)
            return NULL;
        options.n_lexicons++;
    }
    options.lexicons = lexicons_of;
    if (model != Py_None) {
        options.model = binding_model(PyType_GetModule(type), model);
        if (options.model == NULL)
            return NULL;
    }
    if (aliases != Py_None) {
        options.aliases = binding_aliases(PyType_GetModule(type), aliases);
        if (options.aliases == NULL)
            return NULL;
    }
    if (patterns != Py_None) {
        options.patterns = binding_patterns(PyType_GetModule(type), patterns);
        if (options.patterns == NULL)
            return NULL;
    }
    self = (PipelineObject *)binding_new_object(type);
    if (self == NULL)
        return NULL;
    if (lexicon != Py_None)
        self->lexicon = Py_NewRef(lexicon);
    if (model != Py_None)
        self->model = Py_NewRef(model);
    if (aliases != Py_None)
        self->aliases = Py_NewRef(aliases);
    self->lexicons = Py_XNewRef(lexicons);
    if (overrides != Py_None)
        self->overrides = Py_NewRef(overrides);
    if (patterns != Py_None)
        self->patterns = Py_NewRef(patterns);
    status = ng_pipeline_new(&options, NULL, &self->pipeline);
    if (status != NG_OK) {
        PyErr_SetString(status == NG_ERR_MEMORY ? PyExc_MemoryError : PyExc_ValueError,
                        status == NG_ERR_TOO_LONG
                            ? "model, lexicons and overrides have more than 104 labels of their own"
                            : ng_status_text(status));
        Py_CLEAR(self);
    }
    return (PyObject *)self;
}

static void
pipeline_dealloc(PyObject *object)
{
    PipelineObject *const self = (PipelineObject *)object;

    ng_pipeline_free(self->pipeline);
    Py_XDECREF(self->lexicon);
    Py_XDECREF(self->model);
    Py_XDECREF(self->aliases);
    Py_XDECREF(self->lexicons);
    Py_XDECREF(self->overrides);
    Py_XDECREF(self->patterns);
    binding_free_object(object);
}

static PyType_Slot pipeline_slots[] = {
    {Py_tp_doc, "Pipeline(scheme=0, unit=0, lexicon=None, model=None, date_order=0, whole=False, "
                "aliases=None, lexicons=(), overlapping=False, decide=False, overrides=None, "
                "patterns=None, max_chars=0)\n--\n\nImmutable options."},
    {Py_tp_new, pipeline_new},
    {Py_tp_dealloc, pipeline_dealloc},
    {0, NULL},
};

static PyType_Spec pipeline_spec = {
    "nutgraf._core.Pipeline", sizeof(PipelineObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, pipeline_slots};

const ng_pipeline *
binding_pipeline(PyObject *module, PyObject *object)
{
    if (!PyObject_TypeCheck(object, binding_state(module)->pipeline_type)) {
        PyErr_Format(PyExc_TypeError, "pipeline must be a Pipeline, not %R", Py_TYPE(object));
        return NULL;
    }
    return ((PipelineObject *)object)->pipeline;
}

/* ----------------------------------------------------------------- Buffer */

static int
buffer_get(PyObject *object, Py_buffer *view, int flags)
{
    BufferObject *const self = (BufferObject *)object;

    if ((flags & PyBUF_WRITABLE) == PyBUF_WRITABLE) {
        PyErr_SetString(PyExc_BufferError, "columns are read-only");
        return -1;
    }
    view->buf = (void *)(uintptr_t)self->values;
    view->obj = Py_NewRef(object);
    view->len = self->shape[0] * self->strides[0];
    view->readonly = 1;
    view->itemsize = self->strides[0];
    view->format = (flags & PyBUF_FORMAT) ? self->format : NULL;
    view->ndim = 1;
    view->shape = (flags & PyBUF_ND) ? self->shape : NULL;
    view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? self->strides : NULL;
    view->suboffsets = NULL;
    view->internal = NULL;
    return 0;
}

static void
buffer_dealloc(PyObject *object)
{
    BufferObject *const self = (BufferObject *)object;

    free(self->own);
    Py_XDECREF(self->keep);
    binding_free_object(object);
}

static PyType_Slot buffer_slots[] = {
    {Py_tp_doc, "The values of one column, for memoryview() and NumPy."},
    {Py_tp_dealloc, buffer_dealloc},
    {Py_bf_getbuffer, buffer_get},
    {0, NULL},
};

static PyType_Spec buffer_spec = {
    "nutgraf._core.Buffer", sizeof(BufferObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    buffer_slots};

static BufferObject *
buffer_alloc(PyTypeObject *type, const void *values, size_t n, size_t width, char format)
{
    /* A buffer of no bytes must not be NULL: memoryview() would refuse it. */
    static const char empty = 0;
    BufferObject *const self = (BufferObject *)binding_new_object(type);

    if (self != NULL) {
        self->values = values != NULL ? values : &empty;
        self->shape[0] = (Py_ssize_t)n;
        self->strides[0] = (Py_ssize_t)width;
        self->format[0] = format;
    }
    return self;
}

PyObject *
binding_u32_buffer(PyObject *module, uint32_t *values, size_t n)
{
    BufferObject *const self =
        buffer_alloc(binding_state(module)->buffer_type, values, n, sizeof *values, 'I');

    if (self == NULL)
        free(values);
    else
        self->own = values;
    return (PyObject *)self;
}

/* ------------------------------------------------------------------ Chunk */

static void
chunk_dealloc(PyObject *self)
{
    ng_table_release(((ChunkObject *)self)->table);
    Py_XDECREF(((ChunkObject *)self)->keep);
    binding_free_object(self);
}

static Py_ssize_t
chunk_length(PyObject *self)
{
    return (Py_ssize_t)ng_table_n_rows(((ChunkObject *)self)->table);
}

/* A column number from Python; -1 and IndexError if there is none such. */
static int
check_column(const ng_table *table, Py_ssize_t column)
{
    if (column >= 0 && (size_t)column < ng_schema_of(table->id)->n_fields)
        return 0;
    PyErr_Format(PyExc_IndexError, "the table has no column %zd", column);
    return -1;
}

static PyObject *
chunk_to_list(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n_args,
              PyObject *names)
{
    const ng_table *const table = ((ChunkObject *)object)->table;
    const Py_ssize_t n_rows = (Py_ssize_t)table->n_rows;
    PyObject *keep, *list;
    Py_ssize_t values[3];

    if (n_args != 3 || names != NULL) {
        PyErr_SetString(PyExc_TypeError, "to_list(column, start, stop) takes three numbers");
        return NULL;
    }
    for (int i = 0; i < 3; i++) {
        values[i] = PyLong_AsSsize_t(args[i]);
        if (values[i] == -1 && PyErr_Occurred())
            return NULL;
    }
    if (check_column(table, values[0]) < 0)
        return NULL;
    if (values[1] < 0 || values[2] < values[1] || values[2] > n_rows) {
        PyErr_Format(PyExc_IndexError, "no rows %zd to %zd in a chunk of %zd", values[1],
                     values[2], n_rows);
        return NULL;
    }
    /* A new list may set off the garbage collector, and that a finalizer which exports
       the table: the texts must stay until the strings are made. */
    keep = Py_XNewRef(((ChunkObject *)object)->keep);
    list = cells_list(PyType_GetModule(type), table, (size_t)values[0], (size_t)values[1],
                      (size_t)values[2]);
    Py_XDECREF(keep);
    return list;
}

static PyObject *
chunk_values(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n_args,
             PyObject *names)
{
    const ng_table *const table = ((ChunkObject *)object)->table;
    const ng_column *column;
    BufferObject *buffer;
    Py_ssize_t i;
    char format;

    if (n_args != 1 || names != NULL) {
        PyErr_SetString(PyExc_TypeError, "values(column) takes one number");
        return NULL;
    }
    i = PyLong_AsSsize_t(args[0]);
    if ((i == -1 && PyErr_Occurred()) || check_column(table, i) < 0)
        return NULL;
    column = ng_table_column(table, (size_t)i);
    if (column == NULL)
        return PyErr_NoMemory();
    switch (column->type) {
    case NG_TYPE_U32:
        format = 'I';
        break;
    case NG_TYPE_U64:
        format = 'Q';
        break;
    case NG_TYPE_F32:
        format = 'f';
        break;
    case NG_TYPE_F64:
        format = 'd';
        break;
    case NG_TYPE_ENUM16:
        format = 'h';
        break;
    case NG_TYPE_DATE32:
        format = 'i';
        break;
    case NG_TYPE_ENUM:
        format = 'b';
        break;
    case NG_TYPE_BOOL:
    case NG_TYPE_UTF8:
    case NG_TYPE_LIST_UTF8:
    case NG_TYPE_LIST_U32:
    default:
        PyErr_Format(PyExc_TypeError, "column '%s' has no values of fixed width",
                     ng_schema_of(table->id)->fields[i].name);
        return NULL;
    }
    buffer = buffer_alloc(state_of_type(type)->buffer_type, column->data, column->n,
                          ng_type_width(column->type), format);
    if (buffer != NULL)
        buffer->keep = Py_NewRef(object);
    return (PyObject *)buffer;
}

static PyObject *
chunk_null_count(PyObject *object, PyObject *arg)
{
    const ng_table *const table = ((ChunkObject *)object)->table;
    const Py_ssize_t i = PyLong_AsSsize_t(arg);

    if ((i == -1 && PyErr_Occurred()) || check_column(table, i) < 0)
        return NULL;
    return PyLong_FromSize_t(table->columns[i].n_null); /* columns made later have none */
}

static PyObject *
chunk_words(PyObject *object, PyObject *arg)
{
    const ng_table *const table = ((ChunkObject *)object)->table;
    const Py_ssize_t i = PyLong_AsSsize_t(arg);

    if ((i == -1 && PyErr_Occurred()) || check_column(table, i) < 0)
        return NULL;
    if (!ng_type_is_enum(ng_schema_of(table->id)->fields[i].type))
        return Py_NewRef(Py_None);
    return cells_words(table, (size_t)i);
}

/* Row numbers from a Python list; NULL and an exception if one is no uint32. */
static uint32_t *
row_numbers(PyObject *list, size_t *n)
{
    const Py_ssize_t n_rows = PyList_Size(list);
    uint32_t *rows;

    if (n_rows < 0)
        return NULL;
    rows = malloc(((size_t)n_rows + 1) * sizeof *rows);
    if (rows == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t i = 0; i < n_rows; i++) {
        const unsigned long row = PyLong_AsUnsignedLong(PyList_GetItem(list, i));

        if (PyErr_Occurred() || row > UINT32_MAX) {
            if (!PyErr_Occurred())
                PyErr_Format(PyExc_IndexError, "no row %lu", row);
            free(rows);
            return NULL;
        }
        rows[i] = (uint32_t)row;
    }
    *n = (size_t)n_rows;
    return rows;
}

static PyObject *
chunk_take(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n_args,
           PyObject *names)
{
    PyObject *const module = PyType_GetModule(type);
    const ng_table *const table = ((ChunkObject *)object)->table;
    ng_table *taken = NULL;
    ng_status status;
    uint32_t *rows;
    size_t n_rows;

    if (n_args != 1 || names != NULL || !PyList_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "take(rows) takes a list of row numbers");
        return NULL;
    }
    rows = row_numbers(args[0], &n_rows);
    if (rows == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = ng_table_take(table, rows, n_rows, &taken);
    Py_END_ALLOW_THREADS
    free(rows);
    if (status == NG_ERR_ARGUMENT) {
        PyErr_SetString(PyExc_IndexError, "a row number is out of range");
        return NULL;
    }
    if (status != NG_OK)
        return binding_raise(module, status, "take()");
    return binding_chunk(module, taken, NULL);
}

static PyMethodDef chunk_methods[] = {
    {"to_list", METHOD(chunk_to_list), METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "to_list($self, column, start, stop, /)\n--\n\nRows of a column as Python objects."},
    {"values", METHOD(chunk_values), METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "values($self, column, /)\n--\n\nThe fixed-width values of a column, as a buffer."},
    {"null_count", chunk_null_count, METH_O,
     "null_count($self, column, /)\n--\n\nHow many rows of a column are null."},
    {"words", chunk_words, METH_O,
     "words($self, column, /)\n--\n\nThe words of a column's closed list, or None."},
    {"take", METHOD(chunk_take), METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "take($self, rows, /)\n--\n\nA new chunk of the rows named."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot chunk_slots[] = {
    {Py_tp_doc, "A run of rows of one table, as C made it."},
    {Py_tp_dealloc, chunk_dealloc},
    {Py_sq_length, chunk_length},
    {Py_tp_methods, chunk_methods},
    {0, NULL},
};

static PyType_Spec chunk_spec = {
    "nutgraf._core.Chunk", sizeof(ChunkObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    chunk_slots};

PyObject *
binding_chunk(PyObject *module, ng_table *table, PyObject *keep)
{
    ChunkObject *const self =
        (ChunkObject *)binding_new_object(binding_state(module)->chunk_type);

    if (self == NULL)
        ng_table_release(table);
    else
        self->table = table;
    if (self != NULL)
        self->keep = Py_XNewRef(keep);
    return (PyObject *)self;
}

void
binding_drop_texts(PyObject *chunk)
{
    Py_CLEAR(((ChunkObject *)chunk)->keep);
}

ng_table *
binding_table(PyObject *module, PyObject *object)
{
    if (!PyObject_TypeCheck(object, binding_state(module)->chunk_type)) {
        PyErr_Format(PyExc_TypeError, "chunk must be a Chunk, not %R", Py_TYPE(object));
        return NULL;
    }
    return ((ChunkObject *)object)->table;
}

/* ------------------------------------------------------------------ types */

static PyTypeObject *
add_type(PyObject *module, PyType_Spec *spec)
{
    PyObject *const type = PyType_FromModuleAndSpec(module, spec, NULL);

    /* CPython 3.11 sets no exception where there is no memory for the name. */
    if (type == NULL && !PyErr_Occurred())
        PyErr_NoMemory();
    if (type != NULL && PyModule_AddType(module, (PyTypeObject *)type) < 0) {
        Py_DECREF(type);
        return NULL;
    }
    return (PyTypeObject *)type;
}

int
binding_add_types(PyObject *module)
{
    module_state *const state = binding_state(module);
    const struct {
        PyTypeObject **type;
        PyType_Spec *spec;
    } types[] = {
        {&state->lexicon_type, &binding_lexicon_spec},
        {&state->overrides_type, &binding_overrides_spec},
        {&state->builder_type, &binding_builder_spec},
        {&state->pipeline_type, &pipeline_spec},
        {&state->buffer_type, &buffer_spec},
        {&state->chunk_type, &chunk_spec},
        {&state->model_type, &binding_model_spec},
        {&state->trainer_type, &binding_trainer_spec},
        {&state->patterns_type, &binding_patterns_spec},
        {&state->aliases_type, &binding_aliases_spec},
        {&state->arrow_stream_type, &binding_arrow_stream_spec},
        {&state->arrow_batch_type, &binding_arrow_batch_spec},
        {&state->arrow_column_type, &binding_arrow_column_spec},
    };

    /* Not one more behind the first that fails: Python may forget the exception then. */
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        *types[i].type = add_type(module, types[i].spec);
        if (*types[i].type == NULL)
            return -1;
    }
    return 0;
}
