#include "binding.h"

#include "arrow_in.h"

#include <string.h>

/*
 * Arrow in: an ArrowStream gives ArrowBatches, and a batch the columns that are read.
 *
 * A stream of rows (a table, a data frame) has struct arrays with a child for each
 * column; a stream of values (a series) is a column itself.
 */

typedef struct StreamObject {
    PyObject_HEAD
    PyObject *capsule; /* which owns the stream */
    struct ArrowArrayStream *stream; /* NULL: there is one array only */
    struct ArrowSchema schema;
    struct ArrowArray array; /* it, until it is taken */
} StreamObject;

typedef struct BatchObject {
    PyObject_HEAD
    StreamObject *stream; /* which owns the schema */
    struct ArrowArray array;
} BatchObject;

/* Rows [start, start + n) of a column. */
typedef struct ColumnObject {
    PyObject_HEAD
    BatchObject *batch;
    ng_arrow_column column;
    size_t start, n;
} ColumnObject;

/* ----------------------------------------------------------------- stream */

static bool
is_rows(const struct ArrowSchema *schema)
{
    return strcmp(schema->format, "+s") == 0;
}

static PyObject *
stream_failed(const StreamObject *self)
{
    const char *const message =
        self->stream->get_last_error == NULL ? NULL : self->stream->get_last_error(self->stream);

    PyErr_Format(PyExc_RuntimeError, "the Arrow stream failed: %s",
                 message == NULL ? "its producer says no more" : message);
    return NULL;
}

static int
open_stream(StreamObject *self, PyObject *capsule)
{
    self->stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (self->stream == NULL)
        return -1;
    if (self->stream->release == NULL) {
        PyErr_SetString(PyExc_ValueError, "the Arrow stream was read before");
        return -1;
    }
    self->capsule = Py_NewRef(capsule);
    if (self->stream->get_schema(self->stream, &self->schema) == 0)
        return 0;
    self->schema.release = NULL;
    stream_failed(self);
    return -1;
}

/* One array becomes ours, and its capsule is empty then. */
static int
open_array(StreamObject *self, PyObject *schema_capsule, PyObject *array_capsule)
{
    struct ArrowSchema *const schema = PyCapsule_GetPointer(schema_capsule, "arrow_schema");
    struct ArrowArray *array;

    if (schema == NULL)
        return -1;
    array = PyCapsule_GetPointer(array_capsule, "arrow_array");
    if (array == NULL)
        return -1;
    if (schema->release == NULL || array->release == NULL) {
        PyErr_SetString(PyExc_ValueError, "the Arrow array was read before");
        return -1;
    }
    self->schema = *schema;
    schema->release = NULL;
    self->array = *array;
    array->release = NULL;
    return 0;
}

static PyObject *
stream_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"capsule", "array", NULL};
    PyObject *capsule, *array = NULL;
    StreamObject *self;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O:ArrowStream", names, &capsule, &array))
        return NULL;
    self = (StreamObject *)binding_new_object(type);
    if (self != NULL && (array == NULL ? open_stream(self, capsule)
                                       : open_array(self, capsule, array)) < 0)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void
stream_dealloc(PyObject *object)
{
    StreamObject *const self = (StreamObject *)object;

    if (self->array.release != NULL)
        self->array.release(&self->array);
    if (self->schema.release != NULL)
        self->schema.release(&self->schema);
    Py_XDECREF(self->capsule);
    binding_free_object(object);
}

/* A list of (name, format, format of the dictionary's values or None), one for each column; a
   stream of values has one without a name. */
static PyObject *
stream_fields(PyObject *object, PyObject *Py_UNUSED(unused))
{
    const struct ArrowSchema *const schema = &((StreamObject *)object)->schema;
    const int64_t n = is_rows(schema) ? schema->n_children : 1;
    PyObject *const list = PyList_New(0);

    for (int64_t i = 0; list != NULL && i < n; i++) {
        const struct ArrowSchema *const field = is_rows(schema) ? schema->children[i] : schema;
        PyObject *const row =
            Py_BuildValue("(zsz)", is_rows(schema) ? (field->name == NULL ? "" : field->name) : NULL,
                          field->format,
                          field->dictionary == NULL ? NULL : field->dictionary->format);

        if (row == NULL || PyList_Append(list, row) < 0) {
            Py_XDECREF(row);
            Py_DECREF(list);
            return NULL;
        }
        Py_DECREF(row);
    }
    return list;
}

static PyObject *
stream_next(PyObject *object, PyTypeObject *type, PyObject *const *Py_UNUSED(args),
            Py_ssize_t n_args, PyObject *names)
{
    StreamObject *const self = (StreamObject *)object;
    BatchObject *batch;
    int failed;

    if (n_args != 0 || names != NULL) {
        PyErr_SetString(PyExc_TypeError, "next() takes no arguments");
        return NULL;
    }
    batch = (BatchObject *)binding_new_object(
        binding_state(PyType_GetModule(type))->arrow_batch_type);
    if (batch == NULL)
        return NULL;
    if (self->stream == NULL) {
        batch->array = self->array;
        self->array.release = NULL;
        failed = 0;
    } else {
        /* The producer may run a query, or Python of its own. */
        Py_BEGIN_ALLOW_THREADS
        failed = self->stream->get_next(self->stream, &batch->array);
        Py_END_ALLOW_THREADS
    }
    if (failed) {
        batch->array.release = NULL;
        Py_DECREF(batch);
        return PyErr_Occurred() ? NULL : stream_failed(self);
    }
    if (batch->array.release == NULL) {
        Py_DECREF(batch);
        return Py_NewRef(Py_None);
    }
    batch->stream = (StreamObject *)Py_NewRef(object);
    return (PyObject *)batch;
}

/* ------------------------------------------------------------------ batch */

static void
batch_dealloc(PyObject *object)
{
    BatchObject *const self = (BatchObject *)object;

    if (self->array.release != NULL)
        self->array.release(&self->array);
    Py_XDECREF((PyObject *)self->stream);
    binding_free_object(object);
}

static Py_ssize_t
batch_length(PyObject *object)
{
    return (Py_ssize_t)((BatchObject *)object)->array.length;
}

static PyObject *
batch_column(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n_args,
             PyObject *names)
{
    BatchObject *const self = (BatchObject *)object;
    const struct ArrowSchema *schema = &self->stream->schema;
    const struct ArrowArray *array = &self->array;
    ColumnObject *column;
    Py_ssize_t i;

    if (n_args != 1 || names != NULL) {
        PyErr_SetString(PyExc_TypeError, "column(i) takes one number");
        return NULL;
    }
    i = PyLong_AsSsize_t(args[0]);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    if (i < 0 || i >= (is_rows(schema) ? schema->n_children : 1) ||
        (is_rows(schema) && i >= array->n_children)) {
        PyErr_Format(PyExc_IndexError, "the batch has no column %zd", i);
        return NULL;
    }
    column = (ColumnObject *)binding_new_object(
        binding_state(PyType_GetModule(type))->arrow_column_type);
    if (column == NULL)
        return NULL;
    column->batch = (BatchObject *)Py_NewRef(object);
    column->n = (size_t)array->length;
    if (is_rows(schema)) {
        column->start = (size_t)array->offset;
        array = array->children[i];
        schema = schema->children[i];
    }
    if (ng_arrow_column_open(schema, array, &column->column) != NG_OK ||
        column->start + column->n > column->column.n) {
        PyErr_Format(PyExc_TypeError, "no text, number or date is an Arrow column of format '%s'",
                     schema->format);
        Py_CLEAR(column);
    }
    return (PyObject *)column;
}

/* ----------------------------------------------------------------- column */

static void
column_dealloc(PyObject *object)
{
    Py_XDECREF((PyObject *)((ColumnObject *)object)->batch);
    binding_free_object(object);
}

static Py_ssize_t
column_length(PyObject *object)
{
    return (Py_ssize_t)((ColumnObject *)object)->n;
}

/* Rows [start, stop), as a column of its own. */
static PyObject *
column_slice(PyObject *object, PyObject *args)
{
    const ColumnObject *const self = (ColumnObject *)object;
    ColumnObject *slice;
    Py_ssize_t start, stop;

    if (!PyArg_ParseTuple(args, "nn:slice", &start, &stop))
        return NULL;
    if (start < 0 || stop < start || (size_t)stop > self->n) {
        PyErr_Format(PyExc_IndexError, "no rows from %zd to %zd", start, stop);
        return NULL;
    }
    slice = (ColumnObject *)binding_new_object(Py_TYPE(object));
    if (slice == NULL)
        return NULL;
    slice->batch = (BatchObject *)Py_NewRef((PyObject *)self->batch);
    slice->column = self->column;
    slice->start = self->start + (size_t)start;
    slice->n = (size_t)(stop - start);
    return (PyObject *)slice;
}

static PyObject *
column_run_stop(PyObject *object, PyObject *args)
{
    const ColumnObject *const self = (ColumnObject *)object;
    Py_ssize_t start, n_rows, n_bytes, i;

    if (!PyArg_ParseTuple(args, "nnn:run_stop", &start, &n_rows, &n_bytes))
        return NULL;
    for (i = start; (size_t)i < self->n && i - start < n_rows && n_bytes > 0; i++) {
        const char *p;
        size_t n;

        if (ng_arrow_text(&self->column, self->start + (size_t)i, &p, &n))
            n_bytes -= n < (size_t)n_bytes ? (Py_ssize_t)n : n_bytes;
    }
    return PyLong_FromSsize_t(i);
}

static PyObject *
column_n_bytes(PyObject *object, PyObject *Py_UNUSED(unused))
{
    const ColumnObject *const self = (ColumnObject *)object;
    size_t sum = 0, n;
    const char *p;

    for (size_t i = 0; i < self->n; i++) {
        if (ng_arrow_text(&self->column, self->start + i, &p, &n))
            sum += n;
    }
    return PyLong_FromSize_t(sum);
}

static PyObject *
column_cell(const ColumnObject *self, size_t row)
{
    int64_t number;
    const char *p;
    size_t n;

    if (ng_arrow_text(&self->column, row, &p, &n))
        return PyUnicode_DecodeUTF8(p, (Py_ssize_t)n, "replace");
    if (ng_arrow_int(&self->column, row, &number))
        return self->column.value == 'L' ? PyLong_FromUnsignedLongLong((uint64_t)number)
                                         : PyLong_FromLongLong(number);
    return Py_NewRef(Py_None);
}

static PyObject *
column_to_list(PyObject *object, PyObject *Py_UNUSED(unused))
{
    const ColumnObject *const self = (ColumnObject *)object;
    PyObject *const list = PyList_New((Py_ssize_t)self->n);

    for (size_t i = 0; list != NULL && i < self->n; i++) {
        PyObject *const cell = column_cell(self, self->start + i);

        if (cell == NULL || PyList_SetItem(list, (Py_ssize_t)i, cell) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

bool
binding_is_column(PyObject *module, PyObject *object)
{
    return PyObject_TypeCheck(object, binding_state(module)->arrow_column_type) != 0;
}

size_t
binding_column_length(PyObject *column)
{
    return ((ColumnObject *)column)->n;
}

bool
binding_column_text(PyObject *column, size_t row, text_view *view)
{
    const ColumnObject *const self = (ColumnObject *)column;

    memset(view, 0, sizeof *view);
    return ng_arrow_text(&self->column, self->start + row, &view->p, &view->n);
}

/* ------------------------------------------------------------------ types */

static PyMethodDef stream_methods[] = {
    {"fields", stream_fields, METH_NOARGS,
     "fields($self, /)\n--\n\nName, Arrow format, and that of a dictionary, of each column."},
    {"next", METHOD(stream_next), METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "next($self, /)\n--\n\nThe next batch, None at the end.  Drops the GIL."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot stream_slots[] = {
    {Py_tp_doc, "ArrowStream(capsule, array=None)\n--\n\n"
                "An Arrow stream that is read; or one array, of the capsules of its type and itself."},
    {Py_tp_new, stream_new},
    {Py_tp_dealloc, stream_dealloc},
    {Py_tp_methods, stream_methods},
    {0, NULL},
};

PyType_Spec binding_arrow_stream_spec = {
    "nutgraf._core.ArrowStream", sizeof(StreamObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, stream_slots};

static PyMethodDef batch_methods[] = {
    {"column", METHOD(batch_column), METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "column($self, i, /)\n--\n\nA column; TypeError if it holds no text, number or date."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot batch_slots[] = {
    {Py_tp_doc, "A run of rows of an Arrow stream."},
    {Py_tp_dealloc, batch_dealloc},
    {Py_sq_length, batch_length},
    {Py_tp_methods, batch_methods},
    {0, NULL},
};

PyType_Spec binding_arrow_batch_spec = {
    "nutgraf._core.ArrowBatch", sizeof(BatchObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    batch_slots};

static PyMethodDef column_methods[] = {
    {"slice", column_slice, METH_VARARGS,
     "slice($self, start, stop, /)\n--\n\nSome of its rows, which are not copied."},
    {"run_stop", column_run_stop, METH_VARARGS,
     "run_stop($self, start, n_rows, n_bytes, /)\n--\n\nWhere a run of rows ends."},
    {"n_bytes", column_n_bytes, METH_NOARGS,
     "n_bytes($self, /)\n--\n\nHow much text its rows have."},
    {"to_list", column_to_list, METH_NOARGS,
     "to_list($self, /)\n--\n\nStr, int or None; numbers of dates and timestamps as they are."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot column_slots[] = {
    {Py_tp_doc, "Rows of a column of an ArrowBatch, where the producer has them."},
    {Py_tp_dealloc, column_dealloc},
    {Py_sq_length, column_length},
    {Py_tp_methods, column_methods},
    {0, NULL},
};

PyType_Spec binding_arrow_column_spec = {
    "nutgraf._core.ArrowColumn", sizeof(ColumnObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    column_slots};
