/* Patterns: rules of the user, compiled. */
#include "binding.h"

typedef struct PatternsObject {
    PyObject_HEAD
    ng_patterns *patterns;
} PatternsObject;

static PyObject *
patterns_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"rules", NULL};
    ng_error error = {""};
    PatternsObject *self;
    Py_ssize_t n_bytes;
    ng_status status;
    const char *text;

    /* Read in place: `args` keeps the bytes. */
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y#:Patterns", names, &text, &n_bytes))
        return NULL;
    self = (PatternsObject *)binding_new_object(type);
    if (self == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = ng_patterns_compile(text, (size_t)n_bytes, NULL, &self->patterns, &error);
    Py_END_ALLOW_THREADS
    if (status != NG_OK) {
        if (status == NG_ERR_MEMORY)
            PyErr_NoMemory();
        else
            PyErr_SetString(PyExc_ValueError, error.message);
        Py_CLEAR(self);
    }
    return (PyObject *)self;
}

static void
patterns_dealloc(PyObject *self)
{
    ng_patterns_free(((PatternsObject *)self)->patterns);
    binding_free_object(self);
}

/* (id, label, summary, conf, names of groups) of each rule. */
static PyObject *
patterns_rules(PyObject *self, PyObject *unused)
{
    PyObject *const list = PyList_New(0);
    ng_pattern_rule rule;

    (void)unused;
    for (size_t i = 0; list != NULL && ng_patterns_rule(((PatternsObject *)self)->patterns, i, &rule);
         i++) {
        PyObject *const groups = PyTuple_New((Py_ssize_t)rule.n_groups);
        PyObject *row = NULL;
        int done = groups == NULL ? -1 : 0;

        for (size_t g = 0; done == 0 && g < rule.n_groups; g++) {
            PyObject *const name = PyUnicode_FromString(rule.groups[g]);

            done = name == NULL ? -1 : PyTuple_SetItem(groups, (Py_ssize_t)g, name);
        }
        if (done == 0)
            row = Py_BuildValue("(sssdO)", rule.id, rule.label, rule.summary, (double)rule.conf,
                                groups);
        done = row == NULL ? -1 : PyList_Append(list, row);
        Py_XDECREF(row);
        Py_XDECREF(groups);
        if (done < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

/* What they ask for by "@". */
static PyObject *
patterns_labels(PyObject *self, PyObject *unused)
{
    PyObject *const list = PyList_New(0);
    const char *label;

    (void)unused;
    for (size_t i = 0; list != NULL && (label = ng_patterns_label(((PatternsObject *)self)->patterns, i)) != NULL;
         i++) {
        PyObject *const name = PyUnicode_FromString(label);
        const int done = name == NULL ? -1 : PyList_Append(list, name);

        Py_XDECREF(name);
        if (done < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

static PyMethodDef patterns_methods[] = {
    {"rules", patterns_rules, METH_NOARGS,
     "rules($self, /)\n--\n\n(id, label, summary, conf, names of groups) of each rule."},
    {"labels", patterns_labels, METH_NOARGS,
     "labels($self, /)\n--\n\nThe labels whose names rules ask for."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot patterns_slots[] = {
    {Py_tp_doc, "Patterns(rules)\n--\n\nThe user's rules, compiled."},
    {Py_tp_new, patterns_new},
    {Py_tp_dealloc, patterns_dealloc},
    {Py_tp_methods, patterns_methods},
    {0, NULL},
};

PyType_Spec binding_patterns_spec = {"nutgraf._core.Patterns", sizeof(PatternsObject), 0,
                                     Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, patterns_slots};

const ng_patterns *
binding_patterns(PyObject *module, PyObject *object)
{
    if (!PyObject_TypeCheck(object, binding_state(module)->patterns_type)) {
        PyErr_Format(PyExc_TypeError, "patterns must be Patterns or None, not %R", Py_TYPE(object));
        return NULL;
    }
    return ((PatternsObject *)object)->patterns;
}
