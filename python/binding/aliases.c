#include "binding.h"

#include "aliases.h"

#include <string.h>

typedef struct AliasesObject {
    PyObject_HEAD
    ng_aliases *aliases;
} AliasesObject;

/* The UTF-8 of a str, kept by it; NULL for None and on an error. */
static const char *
text_of(PyObject *value, bool *failed)
{
    Py_ssize_t n;
    const char *p;

    if (value == Py_None)
        return NULL;
    if (!PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "a row of aliases holds str or None, not %R", Py_TYPE(value));
        *failed = true;
        return NULL;
    }
    p = PyUnicode_AsUTF8AndSize(value, &n);
    if (p == NULL) {
        *failed = true;
    } else if (strlen(p) != (size_t)n) {
        PyErr_SetString(PyExc_ValueError, "a row of aliases has a NUL character");
        *failed = true;
    }
    return p;
}

/* (surface, context, name, id, entity, label); numbers below 0: none. */
static bool
read_row(PyObject *tuple, ng_alias *out)
{
    PyObject *surface, *context, *name, *ext_id;
    bool failed = false;
    long entity;
    int label;

    if (!PyArg_ParseTuple(tuple, "OOOOli:Aliases", &surface, &context, &name, &ext_id, &entity,
                          &label))
        return false;
    out->surface = text_of(surface, &failed);
    out->context = failed ? NULL : text_of(context, &failed);
    out->name = failed ? NULL : text_of(name, &failed);
    out->ext_id = failed ? NULL : text_of(ext_id, &failed);
    out->entity = entity < 0 ? NG_NO_ALIAS : (uint32_t)entity;
    /* What is no label of a name is refused by ng_aliases_new(). */
    out->label = label < 0 ? NG_LABEL_NONE : label < NG_LABEL_DATE ? (uint8_t)label : NG_LABEL_DATE;
    return !failed;
}

static PyObject *
aliases_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"rows", NULL};
    ng_status status;
    AliasesObject *self = NULL;
    ng_alias *rows;
    PyObject *tuple;
    Py_ssize_t n;

    /* The tuple and its strings live as long as `args` does. */
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O!:Aliases", names, &PyTuple_Type, &tuple))
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
    self = (AliasesObject *)binding_new_object(type);
    if (self == NULL)
        goto done;
    status = ng_aliases_new(rows, (size_t)n, NULL, &self->aliases);
    if (status != NG_OK) {
        PyErr_SetString(status == NG_ERR_MEMORY ? PyExc_MemoryError : PyExc_ValueError,
                        ng_status_text(status));
        Py_CLEAR(self);
    }
done:
    PyMem_Free(rows);
    return (PyObject *)self;
}

static void
aliases_dealloc(PyObject *self)
{
    ng_aliases_free(((AliasesObject *)self)->aliases);
    binding_free_object(self);
}

static PyType_Slot aliases_slots[] = {
    {Py_tp_doc, "Aliases(rows)\n--\n\nThe user's aliases, hashed by their surfaces."},
    {Py_tp_new, aliases_new},
    {Py_tp_dealloc, aliases_dealloc},
    {0, NULL},
};

PyType_Spec binding_aliases_spec = {"nutgraf._core.Aliases", sizeof(AliasesObject), 0,
                                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, aliases_slots};

const ng_aliases *
binding_aliases(PyObject *module, PyObject *object)
{
    if (!PyObject_TypeCheck(object, binding_state(module)->aliases_type)) {
        PyErr_Format(PyExc_TypeError, "aliases must be Aliases or None, not %R", Py_TYPE(object));
        return NULL;
    }
    return ((AliasesObject *)object)->aliases;
}
