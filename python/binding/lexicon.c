#include "binding.h"

#include "lexicon.h"

#include <errno.h>
#include <string.h>

typedef struct LexiconObject {
    PyObject_HEAD
    ng_lexicon *lexicon;
} LexiconObject;

typedef struct BuilderObject {
    PyObject_HEAD
    ng_lexicon_builder *builder;
} BuilderObject;

/* Sets the exception for a status and `where`, a path or NULL; always returns NULL. */
static PyObject *
raise_error(PyObject *module, ng_status status, int reason, const char *where,
            const ng_error *error)
{
    const char *const message =
        error->message[0] != '\0' ? error->message : ng_status_text(status);

    if (status == NG_ERR_IO && reason != 0 && where != NULL) {
        /* FileNotFoundError and its like, with their attributes. */
        errno = reason;
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, where);
    }
    if (status == NG_ERR_MEMORY)
        return PyErr_NoMemory();
    PyErr_Format(status == NG_ERR_FORMAT ? binding_state(module)->format_error
                 : status == NG_ERR_IO   ? PyExc_OSError
                                         : PyExc_ValueError,
                 "%s%s%s", where != NULL ? where : "", where != NULL ? ": " : "", message);
    return NULL;
}

/* ---------------------------------------------------------------- Lexicon */

static PyObject *
lexicon_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"source", NULL};
    PyObject *source, *encoded = NULL;
    LexiconObject *self;
    ng_error error = {{0}};
    ng_status status;
    int reason;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O:Lexicon", names, &source))
        return NULL;
    if (!PyBytes_Check(source) && !PyUnicode_FSConverter(source, &encoded))
        return NULL;
    self = (LexiconObject *)binding_new_object(type);
    if (self == NULL) {
        Py_XDECREF(encoded);
        return NULL;
    }
    {
        const char *const p = PyBytes_AsString(encoded != NULL ? encoded : source);
        const size_t n = (size_t)PyBytes_Size(encoded != NULL ? encoded : source);

        Py_BEGIN_ALLOW_THREADS
        errno = 0;
        status = encoded != NULL ? ng_lexicon_open(p, NULL, &self->lexicon, &error)
                                 : ng_lexicon_open_memory(p, n, NULL, &self->lexicon, &error);
        reason = errno;
        Py_END_ALLOW_THREADS
        if (status != NG_OK) {
            (void)raise_error(PyType_GetModule(type), status, reason, encoded != NULL ? p : NULL,
                              &error);
            Py_CLEAR(self);
        }
    }
    Py_XDECREF(encoded);
    return (PyObject *)self;
}

static void
lexicon_dealloc(PyObject *self)
{
    ng_lexicon_free(((LexiconObject *)self)->lexicon);
    binding_free_object(self);
}

/* The users' own labels, as a list. */
static PyObject *
labels_of(const ng_lexicon_info *info)
{
    PyObject *const list = PyList_New((Py_ssize_t)info->n_labels);
    const char *p = info->labels;

    for (size_t i = 0; list != NULL && i < info->n_labels; i++, p += strlen(p) + 1) {
        PyObject *const label = PyUnicode_FromString(p);

        if (label == NULL || PyList_SetItem(list, (Py_ssize_t)i, label) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

static PyObject *
lexicon_info(PyObject *self, PyObject *Py_UNUSED(unused))
{
    ng_lexicon_info info;
    PyObject *labels;
    uint64_t sum;

    ng_lexicon_get_info(((LexiconObject *)self)->lexicon, &info);
    labels = labels_of(&info);
    if (labels == NULL)
        return NULL;
    /* The last number of the header sums up all that is in the file. */
    memcpy(&sum, (const char *)info.bytes + 56, sizeof sum);
    return Py_BuildValue("{s:K,s:n,s:n,s:n,s:n,s:N,s:s#}", "sum", (unsigned long long)sum,
                         "n_bytes", (Py_ssize_t)info.n_bytes,
                         "n_surfaces", (Py_ssize_t)info.n_surfaces, "n_entries",
                         (Py_ssize_t)info.n_entries, "n_words", (Py_ssize_t)info.n_words, "labels",
                         labels, "metadata", info.metadata, (Py_ssize_t)info.metadata_len);
}

static PyObject *
lexicon_dump(PyObject *self, PyObject *Py_UNUSED(unused))
{
    ng_lexicon_info info;

    ng_lexicon_get_info(((LexiconObject *)self)->lexicon, &info);
    return PyBytes_FromStringAndSize(info.bytes, (Py_ssize_t)info.n_bytes);
}

/* As many as one surface can have. */
#define MAX_ASKED 1024

static PyObject *
lexicon_ask(PyObject *self, PyObject *args)
{
    ng_lex_named *found;
    PyObject *list;
    const char *p;
    Py_ssize_t n;
    int any_case;
    size_t n_found;

    if (!PyArg_ParseTuple(args, "s#p:ask", &p, &n, &any_case))
        return NULL;
    found = PyMem_Malloc(MAX_ASKED * sizeof *found);
    if (found == NULL)
        return PyErr_NoMemory();
    n_found = ng_lexicon_ask(((LexiconObject *)self)->lexicon, p, (size_t)n, any_case != 0, found,
                             MAX_ASKED);
    list = PyList_New((Py_ssize_t)n_found);
    for (size_t i = 0; list != NULL && i < n_found; i++) {
        PyObject *const row =
            Py_BuildValue("(szz)", found[i].name, found[i].ext_id[0] == '\0' ? NULL : found[i].ext_id,
                          found[i].label);

        if (row == NULL || PyList_SetItem(list, (Py_ssize_t)i, row) < 0)
            Py_CLEAR(list);
    }
    PyMem_Free(found);
    return list;
}

static PyMethodDef lexicon_methods[] = {
    {"info", lexicon_info, METH_NOARGS,
     "info($self, /)\n--\n\nNumbers of surfaces, entries and bytes, labels of users' own, and the "
     "metadata text."},
    {"dump", lexicon_dump, METH_NOARGS, "dump($self, /)\n--\n\nThe bytes of the file."},
    {"ask", lexicon_ask, METH_VARARGS,
     "ask($self, surface, any_case, /)\n--\n\nA list of (name, id, label)."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot lexicon_slots[] = {
    {Py_tp_doc, "Lexicon(source)\n--\n\nA compiled lexicon (.ngx): the path of a file, which is "
                "mapped and checked, or its bytes."},
    {Py_tp_new, lexicon_new},
    {Py_tp_dealloc, lexicon_dealloc},
    {Py_tp_methods, lexicon_methods},
    {0, NULL},
};

PyType_Spec binding_lexicon_spec = {"nutgraf._core.Lexicon", sizeof(LexiconObject), 0,
                                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, lexicon_slots};

const ng_lexicon *
binding_lexicon(PyObject *module, PyObject *object)
{
    if (!PyObject_TypeCheck(object, binding_state(module)->lexicon_type)) {
        PyErr_Format(PyExc_TypeError, "lexicon must be a Lexicon or None, not %R", Py_TYPE(object));
        return NULL;
    }
    return ((LexiconObject *)object)->lexicon;
}

/* ----------------------------------------------------------------- builder */

static PyObject *
builder_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {NULL};
    BuilderObject *self;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, ":LexiconBuilder", names))
        return NULL;
    self = (BuilderObject *)binding_new_object(type);
    if (self != NULL) {
        self->builder = ng_lexicon_builder_new(NULL);
        if (self->builder == NULL) {
            Py_DECREF(self);
            return PyErr_NoMemory();
        }
    }
    return (PyObject *)self;
}

static void
builder_dealloc(PyObject *self)
{
    ng_lexicon_builder_free(((BuilderObject *)self)->builder);
    binding_free_object(self);
}

/* The UTF-8 of a str; NULL and no bytes for None.  False with an exception. */
static bool
text_of(PyObject *value, const char **p, size_t *n)
{
    Py_ssize_t length = 0;

    *p = NULL;
    if (value != Py_None) {
        if (!PyUnicode_Check(value)) {
            PyErr_Format(PyExc_TypeError, "a name must be str or None, not %R", Py_TYPE(value));
            return false;
        }
        *p = PyUnicode_AsUTF8AndSize(value, &length);
        if (*p == NULL)
            return false;
    }
    *n = (size_t)length;
    return true;
}

/* The number of the label, which is that of the row before or another one. */
static bool
label_of(BuilderObject *self, PyObject *label, PyObject **before, unsigned *number)
{
    ng_status status;
    const char *p;
    size_t n;

    if (label == *before)
        return true;
    *before = label;
    *number = NG_LABEL_NONE;
    if (!text_of(label, &p, &n))
        return false;
    if (p == NULL)
        return true;
    status = ng_lexicon_builder_label(self->builder, p, n, number);
    if (status == NG_ERR_MEMORY) {
        PyErr_NoMemory();
        return false;
    }
    if (status == NG_ERR_TOO_LONG)
        PyErr_SetString(PyExc_ValueError, "more than 200 different labels");
    else if (status != NG_OK)
        PyErr_Format(PyExc_ValueError, "label must be 1 to 63 bytes, not %R", label);
    return status == NG_OK;
}

/* add(rows, match_case, variants, inside): rows are tuples (surface, name, id, label).  The rows that
   were refused, as a list of (index, whether there is too much). */
static PyObject *
builder_add(PyObject *object, PyObject *args)
{
    BuilderObject *const self = (BuilderObject *)object;
    PyObject *rows, *refused, *label_before = NULL;
    int match_case, variants, inside;
    unsigned label = NG_LABEL_NONE;

    if (!PyArg_ParseTuple(args, "O!ipp:add", &PyList_Type, &rows, &match_case, &variants,
                          &inside))
        return NULL;
    refused = PyList_New(0);
    for (Py_ssize_t i = 0; refused != NULL && i < PyList_Size(rows); i++) {
        PyObject *const row = PyList_GetItem(rows, i);
        ng_lex_name name = {.match_case = (ng_lex_case)match_case, .variants = variants != 0,
                            .inside = inside != 0};
        ng_status status;

        if (!PyTuple_Check(row) || PyTuple_Size(row) != 4) {
            PyErr_SetString(PyExc_TypeError, "rows must be tuples of four");
            goto fail;
        }
        if (text_of(PyTuple_GetItem(row, 0), &name.surface, &name.n_surface) &&
            text_of(PyTuple_GetItem(row, 1), &name.name, &name.n_name) &&
            text_of(PyTuple_GetItem(row, 2), &name.ext_id, &name.n_ext_id) &&
            label_of(self, PyTuple_GetItem(row, 3), &label_before, &label)) {
            name.label = label;
            status = ng_lexicon_builder_add_name(self->builder, &name);
        } else if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
            PyErr_Clear(); /* a lone surrogate, which costs its row only */
            label_before = NULL;
            status = NG_ERR_ARGUMENT;
        } else {
            goto fail;
        }
        if (status == NG_ERR_MEMORY) {
            PyErr_NoMemory();
            goto fail;
        }
        if (status != NG_OK) {
            PyObject *const pair =
                Py_BuildValue("(nN)", i, PyBool_FromLong(status == NG_ERR_TOO_LONG));
            const bool failed = pair == NULL || PyList_Append(refused, pair) < 0;

            Py_XDECREF(pair);
            if (failed)
                goto fail;
        }
    }
    return refused;

fail:
    Py_DECREF(refused);
    return NULL;
}

static PyObject *
builder_merge(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n,
              PyObject *names)
{
    const ng_error none = {{0}};
    const ng_lexicon *lexicon;
    ng_status status;

    if (n != 1 || names != NULL) {
        PyErr_SetString(PyExc_TypeError, "merge() takes one lexicon");
        return NULL;
    }
    lexicon = binding_lexicon(PyType_GetModule(type), args[0]);
    if (lexicon == NULL)
        return NULL;
    status = ng_lexicon_builder_merge(((BuilderObject *)object)->builder, lexicon);
    if (status != NG_OK)
        return raise_error(PyType_GetModule(type), status, 0, NULL, &none);
    Py_RETURN_NONE;
}

static PyObject *
builder_count(PyObject *object, PyObject *Py_UNUSED(unused))
{
    return PyLong_FromSize_t(ng_lexicon_builder_count(((BuilderObject *)object)->builder));
}

static PyObject *
builder_open(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n,
             PyObject *names)
{
    PyObject *const module = PyType_GetModule(type);
    LexiconObject *self;
    ng_error error = {{0}};
    ng_status status;
    const char *metadata;
    size_t n_metadata;

    if (n != 1 || names != NULL || !PyUnicode_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "open() takes the metadata, a str");
        return NULL;
    }
    if (!text_of(args[0], &metadata, &n_metadata))
        return NULL;
    self = (LexiconObject *)binding_new_object(binding_state(module)->lexicon_type);
    if (self == NULL)
        return NULL;
    status = ng_lexicon_builder_open(((BuilderObject *)object)->builder, metadata, n_metadata, NULL,
                                     &self->lexicon, &error);
    if (status != NG_OK) {
        Py_DECREF(self);
        return raise_error(module, status, 0, NULL, &error);
    }
    return (PyObject *)self;
}

static PyObject *
builder_write(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n,
              PyObject *names)
{
    PyObject *encoded;
    ng_error error = {{0}};
    ng_status status;
    const char *metadata;
    size_t n_metadata;
    int reason;

    if (n != 2 || names != NULL || !PyUnicode_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "write() takes a path and the metadata");
        return NULL;
    }
    if (!text_of(args[1], &metadata, &n_metadata) || !PyUnicode_FSConverter(args[0], &encoded))
        return NULL;
    errno = 0;
    status = ng_lexicon_builder_write(((BuilderObject *)object)->builder, metadata, n_metadata,
                                      PyBytes_AsString(encoded), &error);
    reason = errno;
    if (status != NG_OK)
        (void)raise_error(PyType_GetModule(type), status, reason, PyBytes_AsString(encoded),
                          &error);
    Py_DECREF(encoded);
    if (status != NG_OK)
        return NULL;
    Py_RETURN_NONE;
}

#define WITH_CLASS (METH_METHOD | METH_FASTCALL | METH_KEYWORDS)

static PyMethodDef builder_methods[] = {
    {"add", builder_add, METH_VARARGS,
     "add($self, rows, match_case, variants, inside, /)\n--\n\nAdd rows (surface, name, id, label); those "
     "that are refused, as (index, whether there is too much)."},
    {"merge", METHOD(builder_merge), WITH_CLASS,
     "merge($self, lexicon, /)\n--\n\nAdd all that is in a lexicon."},
    {"count", builder_count, METH_NOARGS, "count($self, /)\n--\n\nHow many surfaces there are."},
    {"open", METHOD(builder_open), WITH_CLASS,
     "open($self, metadata, /)\n--\n\nThe lexicon as it is now."},
    {"write", METHOD(builder_write), WITH_CLASS,
     "write($self, path, metadata, /)\n--\n\nWrite the file."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot builder_slots[] = {
    {Py_tp_doc, "LexiconBuilder()\n--\n\nA lexicon that is being made.  One thread at a time."},
    {Py_tp_new, builder_new},
    {Py_tp_dealloc, builder_dealloc},
    {Py_tp_methods, builder_methods},
    {0, NULL},
};

PyType_Spec binding_builder_spec = {"nutgraf._core.LexiconBuilder", sizeof(BuilderObject), 0,
                                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, builder_slots};
