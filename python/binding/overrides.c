#include "binding.h"

#include <string.h>

typedef struct OverridesObject {
    PyObject_HEAD
    ng_overrides *overrides;
} OverridesObject;

/* The UTF-8 of a str, kept by it; NULL for None and on an error. */
static const char *
text_of(PyObject *value, bool *failed)
{
    Py_ssize_t n;
    const char *p;

    if (value == Py_None)
        return NULL;
    if (!PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "a row of overrides holds str or None, not %R", Py_TYPE(value));
        *failed = true;
        return NULL;
    }
    p = PyUnicode_AsUTF8AndSize(value, &n);
    if (p == NULL) {
        *failed = true;
    } else if (strlen(p) != (size_t)n) {
        PyErr_SetString(PyExc_ValueError, "a row of overrides has a NUL character");
        *failed = true;
    }
    return p;
}

/* (surface, label, never, context, fold). */
static bool
read_row(PyObject *tuple, ng_override *out)
{
    PyObject *surface, *label, *never, *context;
    bool failed = false;
    int fold;

    if (!PyArg_ParseTuple(tuple, "OOOOp:Overrides", &surface, &label, &never, &context, &fold))
        return false;
    out->surface = text_of(surface, &failed);
    out->label = failed ? NULL : text_of(label, &failed);
    out->never = failed ? NULL : text_of(never, &failed);
    out->context = failed ? NULL : text_of(context, &failed);
    out->fold = fold != 0;
    return !failed;
}

static PyObject *
overrides_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"rows", NULL};
    ng_status status;
    OverridesObject *self = NULL;
    ng_override *rows;
    size_t bad_row = 0;
    PyObject *tuple;
    Py_ssize_t n;

    /* The tuple and its strings live as long as `args` does. */
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O!:Overrides", names, &PyTuple_Type, &tuple))
        return NULL;
    n = PyTuple_Size(tuple);
    rows = PyMem_Calloc((size_t)n + 1, sizeof *rows);
    if (rows == NULL)
        return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *const row = PyTuple_GetItem(tuple, i);

        if (!PyTuple_Check(row)) {
            PyErr_SetString(PyExc_TypeError, "rows must be tuples");
            goto done;
        }
        if (!read_row(row, &rows[i]))
            goto done;
    }
    self = (OverridesObject *)binding_new_object(type);
    if (self == NULL)
        goto done;
    status = ng_overrides_new(rows, (size_t)n, NULL, &self->overrides, &bad_row);
    if (status == NG_ERR_MEMORY)
        PyErr_NoMemory();
    else if (status != NG_OK) /* the caller says it in words */
        PyErr_Format(PyExc_ValueError, "%zd %d", (Py_ssize_t)bad_row, status == NG_ERR_TOO_LONG);
    if (status != NG_OK)
        Py_CLEAR(self);
done:
    PyMem_Free(rows);
    return (PyObject *)self;
}

static void
overrides_dealloc(PyObject *self)
{
    ng_overrides_free(((OverridesObject *)self)->overrides);
    binding_free_object(self);
}

static PyType_Slot overrides_slots[] = {
    {Py_tp_doc, "Overrides(rows)\n--\n\nWhat the user says surfaces are, or are not."},
    {Py_tp_new, overrides_new},
    {Py_tp_dealloc, overrides_dealloc},
    {0, NULL},
};

PyType_Spec binding_overrides_spec = {"nutgraf._core.Overrides", sizeof(OverridesObject), 0,
                                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, overrides_slots};

const ng_overrides *
binding_overrides(PyObject *module, PyObject *object)
{
    if (!PyObject_TypeCheck(object, binding_state(module)->overrides_type)) {
        PyErr_Format(PyExc_TypeError, "overrides must be Overrides or None, not %R", Py_TYPE(object));
        return NULL;
    }
    return ((OverridesObject *)object)->overrides;
}
