/* Model and Trainer. */
#include "binding.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct ModelObject {
    PyObject_HEAD ng_model *model;
} ModelObject;

typedef struct TrainerObject {
    PyObject_HEAD ng_trainer *trainer;
    PyObject *pipeline; /* kept alive */
    bool busy;          /* a call without the GIL is at work on it */
} TrainerObject;

/* The exception for what a function says of `name`; always NULL. */
static PyObject *
raise_error(PyObject *module, ng_status status, int reason, const char *name, const ng_error *error)
{
    PyObject *kind;

    if (status == NG_ERR_IO && reason != 0) {
        errno = reason; /* FileNotFoundError and its like, with their attributes */
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, name);
        return NULL;
    }
    kind = status == NG_ERR_FORMAT   ? binding_state(module)->format_error
           : status == NG_ERR_MEMORY ? PyExc_MemoryError
           : status == NG_ERR_IO     ? PyExc_OSError
                                     : PyExc_ValueError;
    PyErr_Format(kind, "%s%s%s", name, *name != '\0' ? ": " : "",
                 error->message[0] != '\0' ? error->message : ng_status_text(status));
    return NULL;
}

/* ------------------------------------------------------------------ Model */

static PyObject *
model_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"path", NULL};
    PyObject *encoded;
    ModelObject *self;
    ng_error error = {{0}};
    ng_status status;
    const char *p;
    int reason;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O&:Model", names, PyUnicode_FSConverter,
                                     &encoded))
        return NULL;
    self = (ModelObject *)binding_new_object(type);
    if (self != NULL) {
        p = PyBytes_AsString(encoded);
        Py_BEGIN_ALLOW_THREADS
        errno = 0;
        status = ng_model_open(p, NULL, &self->model, &error);
        reason = errno;
        Py_END_ALLOW_THREADS
        if (status != NG_OK) {
            Py_CLEAR(self);
            raise_error(PyType_GetModule(type), status, reason, p, &error);
        }
    }
    Py_DECREF(encoded);
    return (PyObject *)self;
}

static void
model_dealloc(PyObject *self)
{
    ng_model_free(((ModelObject *)self)->model);
    binding_free_object(self);
}

static PyObject *
model_info(PyObject *object, PyObject *Py_UNUSED(unused))
{
    const ng_model *const model = ((ModelObject *)object)->model;
    PyObject *labels, *result;
    ng_model_info info;

    ng_model_get_info(model, &info);
    labels = PyList_New(0);
    for (size_t i = 0; labels != NULL && i < info.n_types; i++) {
        PyObject *const label = PyUnicode_FromString(ng_model_type_name(model, i));

        if (label == NULL || PyList_Append(labels, label) < 0)
            Py_CLEAR(labels);
        Py_XDECREF(label);
    }
    if (labels == NULL)
        return NULL;
    result = Py_BuildValue("{s:n,s:n,s:N,s:s#}", "n_bytes", (Py_ssize_t)info.n_bytes, "n_rows",
                           (Py_ssize_t)info.n_rows, "labels", labels, "metadata", info.metadata,
                           (Py_ssize_t)info.metadata_len);
    return result;
}

static PyMethodDef model_methods[] = {
    {"info", model_info, METH_NOARGS,
     "info($self, /)\n--\n\nNumbers of rows and bytes, the labels, and the metadata text."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot model_slots[] = {
    {Py_tp_doc, "Model(path)\n--\n\nA tagger's model (.ngm), mapped and checked."},
    {Py_tp_new, model_new},
    {Py_tp_dealloc, model_dealloc},
    {Py_tp_methods, model_methods},
    {0, NULL},
};

PyType_Spec binding_model_spec = {"nutgraf._core.Model", sizeof(ModelObject), 0,
                                  Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, model_slots};

const ng_model *
binding_model(PyObject *module, PyObject *object)
{
    if (!PyObject_TypeCheck(object, binding_state(module)->model_type)) {
        PyErr_Format(PyExc_TypeError, "model must be a Model or None, not %R", Py_TYPE(object));
        return NULL;
    }
    return ((ModelObject *)object)->model;
}

/* ---------------------------------------------------------------- Trainer */

/* Strings of a list, which stay alive with it; free the array. */
static const char **
list_of_strings(PyObject *list, size_t *n)
{
    const Py_ssize_t size = PyList_Size(list);
    const char **strings;

    if (size < 0)
        return NULL;
    strings = malloc(((size_t)size + 1) * sizeof *strings);
    if (strings == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        strings[i] = PyUnicode_AsUTF8AndSize(PyList_GetItem(list, i), NULL);
        if (strings[i] == NULL) {
            free(strings);
            return NULL;
        }
    }
    *n = (size_t)size;
    return strings;
}

static PyObject *
trainer_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"pipeline",  "labels",   "seed", "epochs",    "patience",
                            "min_count", "max_rows", "rate", "drop_word", "drop_lexicon",
                            "drop_rule", "drop_doc", "everywhere", NULL};
    PyObject *const module = PyType_GetModule(type);
    ng_train_options o = {.struct_size = sizeof o};
    PyObject *pipeline, *labels;
    unsigned long long seed = 0;
    Py_ssize_t max_rows = 0;
    int everywhere = 0;
    TrainerObject *self = NULL;
    const ng_pipeline *p;
    const char **strings;
    ng_error error = {{0}};
    ng_status status;
    size_t n;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|KIIInfffffp:Trainer", names, &pipeline,
                                     &labels, &seed, &o.epochs, &o.patience, &o.min_count,
                                     &max_rows, &o.rate, &o.drop_word, &o.drop_lexicon,
                                     &o.drop_rule, &o.drop_doc, &everywhere))
        return NULL;
    p = binding_pipeline(module, pipeline);
    strings = p == NULL ? NULL : list_of_strings(labels, &n);
    if (strings == NULL)
        return NULL;
    o.seed = seed;
    o.everywhere = everywhere != 0;
    o.max_rows = max_rows > 0 ? (size_t)max_rows : 0;
    self = (TrainerObject *)binding_new_object(type);
    if (self != NULL) {
        self->pipeline = Py_NewRef(pipeline);
        status = ng_trainer_new(p, strings, n, &o, NULL, &self->trainer, &error);
        if (status != NG_OK) {
            Py_CLEAR(self);
            raise_error(module, status, 0, "", &error);
        }
    }
    free(strings);
    return (PyObject *)self;
}

static void
trainer_dealloc(PyObject *object)
{
    TrainerObject *const self = (TrainerObject *)object;

    ng_trainer_free(self->trainer);
    Py_XDECREF(self->pipeline);
    binding_free_object(object);
}

/* Two threads in one trainer would spoil it. */
static bool
enter(TrainerObject *self)
{
    if (self->busy) {
        PyErr_SetString(PyExc_RuntimeError, "the trainer is at work in another thread");
        return false;
    }
    self->busy = true;
    return true;
}

/* Numbers of a list of tuples of `width`; NULL and an exception if there are others. */
static size_t *
list_of_numbers(PyObject *list, Py_ssize_t width, size_t *n)
{
    const Py_ssize_t size = PyList_Size(list);
    size_t *numbers;

    if (size < 0)
        return NULL;
    numbers = malloc((size_t)(size * width + 1) * sizeof *numbers);
    if (numbers == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        PyObject *const row = PyList_GetItem(list, i);

        if (PyTuple_Size(row) != width) {
            if (!PyErr_Occurred())
                PyErr_Format(PyExc_TypeError, "a tuple of %zd numbers is needed", width);
            free(numbers);
            return NULL;
        }
        for (Py_ssize_t k = 0; k < width; k++) {
            numbers[i * width + k] = PyLong_AsSize_t(PyTuple_GetItem(row, k));
            if (PyErr_Occurred()) {
                free(numbers);
                return NULL;
            }
        }
    }
    *n = (size_t)size;
    return numbers;
}

static PyObject *
trainer_add(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n_args,
            PyObject *names)
{
    TrainerObject *const self = (TrainerObject *)object;
    ng_train_text text = {.weight = 1};
    ng_train_span *spans = NULL;
    size_t *numbers = NULL, *checked = NULL;
    ng_error error = {{0}};
    ng_status status = NG_ERR_MEMORY;
    Py_ssize_t n_bytes;
    char *p;

    if (n_args != 6 || names != NULL) {
        PyErr_SetString(PyExc_TypeError, "add(text, spans, checked, types, weight, dev)");
        return NULL;
    }
    if (PyBytes_AsStringAndSize(args[0], &p, &n_bytes) < 0)
        return NULL;
    text.text = p;
    text.n_bytes = (size_t)n_bytes;
    text.types = PyLong_AsUnsignedLongLong(args[3]);
    text.weight = (float)PyFloat_AsDouble(args[4]);
    text.dev = PyObject_IsTrue(args[5]) == 1;
    if (PyErr_Occurred())
        return NULL;
    numbers = list_of_numbers(args[1], 3, &text.n_spans);
    if (numbers == NULL)
        return NULL;
    if (args[2] != Py_None) {
        checked = list_of_numbers(args[2], 2, &text.n_checked);
        if (checked == NULL)
            goto done;
    }
    text.checked = checked;
    spans = malloc((text.n_spans + 1) * sizeof *spans);
    if (spans == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (size_t i = 0; i < text.n_spans; i++)
        spans[i] = (ng_train_span){numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2]};
    text.spans = spans;
    if (enter(self)) {
        Py_BEGIN_ALLOW_THREADS
        status = ng_trainer_add(self->trainer, &text, &error);
        Py_END_ALLOW_THREADS
        self->busy = false;
        if (status != NG_OK)
            raise_error(PyType_GetModule(type), status, 0, "", &error);
    }
done:
    free(numbers);
    free(checked);
    free(spans);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* The caller's function for progress. */
typedef struct reporter {
    PyObject *function;
    PyThreadState *thread;
    bool failed;
} reporter;

static bool
report(void *ctx, const ng_train_progress *p)
{
    reporter *const r = ctx;
    PyObject *result;

    PyEval_RestoreThread(r->thread);
    result = PyObject_CallFunction(r->function, "IIddddO", p->epoch, p->epochs, p->loss,
                                   p->precision, p->recall, p->f1, p->best ? Py_True : Py_False);
    r->failed = result == NULL || PyErr_CheckSignals() < 0;
    Py_XDECREF(result);
    r->thread = PyEval_SaveThread();
    return !r->failed;
}

static PyObject *
trainer_run(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n_args,
            PyObject *names)
{
    TrainerObject *const self = (TrainerObject *)object;
    reporter r = {.function = n_args == 1 ? args[0] : NULL};
    ng_train_figures f;
    ng_error error = {{0}};
    ng_status status;

    if (n_args != 1 || names != NULL) {
        PyErr_SetString(PyExc_TypeError, "run(progress) takes a function or None");
        return NULL;
    }
    if (!enter(self))
        return NULL;
    r.thread = PyEval_SaveThread();
    status = ng_trainer_run(self->trainer, r.function == Py_None ? NULL : report, &r, &f, &error);
    PyEval_RestoreThread(r.thread);
    self->busy = false;
    if (r.failed)
        return NULL;
    if (status != NG_OK)
        return raise_error(PyType_GetModule(type), status, 0, "", &error);
    return Py_BuildValue("{s:n,s:n,s:n,s:n,s:n,s:n,s:I,s:d,s:d,s:d}", "n_texts",
                         (Py_ssize_t)f.n_texts, "n_tokens", (Py_ssize_t)f.n_tokens, "n_names",
                         (Py_ssize_t)f.n_names, "n_lost", (Py_ssize_t)f.n_lost, "n_features",
                         (Py_ssize_t)f.n_features, "n_rows", (Py_ssize_t)f.n_rows, "epochs",
                         f.epochs, "precision", f.precision, "recall", f.recall, "f1", f.f1);
}

static PyObject *
trainer_write(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t n_args,
              PyObject *names)
{
    TrainerObject *const self = (TrainerObject *)object;
    PyObject *encoded = NULL;
    ng_error error = {{0}};
    ng_status status;
    const char *metadata, *path;
    Py_ssize_t n;
    int reason;

    if (n_args != 2 || names != NULL) {
        PyErr_SetString(PyExc_TypeError, "write(path, metadata) takes two arguments");
        return NULL;
    }
    metadata = PyUnicode_AsUTF8AndSize(args[1], &n);
    if (metadata == NULL || !PyUnicode_FSConverter(args[0], &encoded))
        return NULL;
    path = PyBytes_AsString(encoded);
    if (enter(self)) {
        Py_BEGIN_ALLOW_THREADS
        errno = 0;
        status = ng_trainer_write(self->trainer, metadata, (size_t)n, path, &error);
        reason = errno;
        Py_END_ALLOW_THREADS
        self->busy = false;
        if (status != NG_OK)
            raise_error(PyType_GetModule(type), status, reason, path, &error);
    }
    Py_DECREF(encoded);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

static PyMethodDef trainer_methods[] = {
    {"add", METHOD(trainer_add), METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "add($self, text, spans, checked, types, weight, dev, /)\n--\n\nAdd a text."},
    {"run", METHOD(trainer_run), METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "run($self, progress, /)\n--\n\nTrain; the figures.  Drops the GIL."},
    {"write", METHOD(trainer_write), METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "write($self, path, metadata, /)\n--\n\nWrite the model."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot trainer_slots[] = {
    {Py_tp_doc, "Trainer(pipeline, labels, seed=0, epochs=0, patience=0, min_count=0, max_rows=0, "
                "rate=0.0, drop_word=0.0, drop_lexicon=0.0, drop_rule=0.0, drop_doc=0.0, everywhere=False)\n--\n\n"
                "Trains a model; 0 is a default."},
    {Py_tp_new, trainer_new},
    {Py_tp_dealloc, trainer_dealloc},
    {Py_tp_methods, trainer_methods},
    {0, NULL},
};

PyType_Spec binding_trainer_spec = {"nutgraf._core.Trainer", sizeof(TrainerObject), 0,
                                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, trainer_slots};
