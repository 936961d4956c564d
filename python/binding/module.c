#include "binding.h"

#include "arrow_abi.h"
#include "dispatch.h"
#include "offsets.h"
#include "pipeline.h"
#include "schema.h"

#include <stdlib.h>
#include <string.h>

module_state *
binding_state(PyObject *module)
{
    return PyModule_GetState(module);
}

PyObject *
binding_raise(PyObject *module, ng_status status, const char *what)
{
    (void)module;
    if (status == NG_ERR_MEMORY)
        return PyErr_NoMemory();
    PyErr_Format(status == NG_ERR_ARGUMENT || status == NG_ERR_TOO_LONG ? PyExc_ValueError
                                                                        : PyExc_RuntimeError,
                 "%s: %s", what, ng_status_text(status));
    return NULL;
}

/* -------------------------------------------------------------------- run */

/* What is wrong with a row; borrowed from objects that the run holds. */
typedef struct row_problem {
    const char *stage, *code, *message; /* message is NULL: nothing */
} row_problem;

/* All that one run() holds; zero is empty. */
typedef struct run_context {
    /* Tuples (owned, so nobody changes them) or an ArrowColumn; NULL: none. */
    PyObject *texts, *ids, *published;
    PyObject *messages;                /* a list that owns the messages made here */
    Py_ssize_t n;
    text_arena arena;
    ng_input *inputs;
    row_problem *failures; /* of rows that cannot be read */
    row_problem *warnings; /* of rows that can */
    ng_batch *batch;
} run_context;

static void
run_clear(run_context *run)
{
    free(run->failures);
    free(run->warnings);
    free(run->inputs);
    text_arena_free(&run->arena);
    ng_batch_free(run->batch);
    Py_XDECREF(run->texts);
    Py_XDECREF(run->ids);
    Py_XDECREF(run->published);
    Py_XDECREF(run->messages);
}

/* `object` as a tuple or an ArrowColumn, and how long it is.  -1 and an exception. */
static Py_ssize_t
take_rows(PyObject *module, PyObject *object, PyObject **out)
{
    if (binding_is_column(module, object)) {
        *out = Py_NewRef(object);
        return (Py_ssize_t)binding_column_length(object);
    }
    *out = PySequence_Tuple(object);
    return *out == NULL ? -1 : PyTuple_Size(*out);
}

/* `object` as run->n rows; None gives NULL.  -1 and an exception. */
static int
take_parallel(PyObject *module, const run_context *run, PyObject *object, const char *name,
              PyObject **out)
{
    Py_ssize_t n;

    *out = NULL;
    if (object == Py_None)
        return 0;
    n = take_rows(module, object, out);
    if (n < 0)
        return -1;
    if (n != run->n) {
        PyErr_Format(PyExc_ValueError, "%s has %zd items, texts has %zd", name, n, run->n);
        return -1;
    }
    return 0;
}

static int
run_allocate(run_context *run)
{
    const size_t n = (size_t)run->n + 1; /* calloc(0) may give NULL */

    run->messages = PyList_New(0);
    if (run->messages == NULL)
        return -1;
    run->inputs = calloc(n, sizeof *run->inputs);
    run->failures = calloc(n, sizeof *run->failures);
    run->warnings = calloc(n, sizeof *run->warnings);
    if (run->inputs == NULL || run->failures == NULL || run->warnings == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

/* What is said of None in a list, too. */
#define NO_TEXT "text must be str or bytes, not <class 'NoneType'>"

/* The row's text is no text: a pair (code, message) from the caller who could
   not get at it, or an object of a wrong type. */
static int
fail_row(run_context *run, Py_ssize_t i, PyObject *object)
{
    row_problem *const failure = &run->failures[i];
    PyObject *message;
    int appended;

    failure->stage = "input";
    if (PyTuple_Check(object))
        return PyArg_ParseTuple(object, "ss", &failure->code, &failure->message) ? 0 : -1;
    message =
        PyUnicode_FromFormat("text must be str or bytes, not %R", (PyObject *)Py_TYPE(object));
    if (message == NULL)
        return -1;
    appended = PyList_Append(run->messages, message);
    Py_DECREF(message); /* the list has it */
    if (appended < 0)
        return -1;
    failure->code = "type";
    failure->message = PyUnicode_AsUTF8AndSize(message, NULL);
    return failure->message == NULL ? -1 : 0;
}

/* The same, of an ArrowColumn. */
static void
gather_column_text(run_context *run, Py_ssize_t i)
{
    text_view view;

    if (!binding_column_text(run->texts, (size_t)i, &view))
        run->failures[i] = (row_problem){"input", "type", NO_TEXT};
    else if (view.n > NG_MAX_BYTES)
        run->failures[i] =
            (row_problem){"input", "too_long", ng_status_text(NG_ERR_TOO_LONG)};
    run->inputs[i].text = view.p;
    run->inputs[i].n_bytes = view.n;
}

static int
gather_text(PyObject *module, run_context *run, Py_ssize_t i)
{
    PyObject *const object = PyTuple_GetItem(run->texts, i);

    text_view view;

    switch (text_view_of(module, object, &run->arena, &view)) {
    case TEXT_OK:
        run->inputs[i].text = view.p;
        run->inputs[i].n_bytes = view.n;
        run->inputs[i].encoding = view.encoding;
        return 0;
    case TEXT_WRONG_TYPE:
        return fail_row(run, i, object);
    case TEXT_TOO_LONG:
        run->failures[i] =
            (row_problem){"input", "too_long", ng_status_text(NG_ERR_TOO_LONG)};
        return 0;
    case TEXT_ERROR:
        break;
    }
    return -1;
}

static int
gather_id(PyObject *module, run_context *run, Py_ssize_t i)
{
    PyObject *const object = PyTuple_GetItem(run->ids, i);
    text_view view;

    if (object == Py_None)
        return 0;
    switch (text_view_of(module, object, &run->arena, &view)) {
    case TEXT_OK:
        run->inputs[i].article_id = view.p;
        run->inputs[i].n_article_id = view.n;
        return 0;
    case TEXT_WRONG_TYPE:
    case TEXT_TOO_LONG:
        PyErr_Format(PyExc_TypeError, "id must be str or None, not %R",
                     (PyObject *)Py_TYPE(object));
        break;
    case TEXT_ERROR:
        break;
    }
    return -1;
}

static void
gather_column_id(run_context *run, Py_ssize_t i)
{
    text_view view;

    if (binding_column_text(run->ids, (size_t)i, &view)) {
        run->inputs[i].article_id = view.p;
        run->inputs[i].n_article_id = view.n;
    }
}

static int
gather_published(run_context *run, Py_ssize_t i)
{
    PyObject *const object = PyTuple_GetItem(run->published, i);
    long days;

    if (object == Py_None)
        return 0;
    if (PyUnicode_Check(object)) {
        run->warnings[i] =
            (row_problem){"published", "value", PyUnicode_AsUTF8AndSize(object, NULL)};
        return run->warnings[i].message == NULL ? -1 : 0;
    }
    days = PyLong_AsLong(object);
    if (days == -1 && PyErr_Occurred())
        return -1;
    if (days < INT32_MIN || days > INT32_MAX) {
        PyErr_Format(PyExc_ValueError, "published is out of range: %ld days", days);
        return -1;
    }
    run->inputs[i].has_published = true;
    run->inputs[i].published = (int32_t)days;
    return 0;
}

static int
gather(PyObject *module, run_context *run)
{
    const bool text_column = binding_is_column(module, run->texts);
    const bool id_column = run->ids != NULL && binding_is_column(module, run->ids);

    for (Py_ssize_t i = 0; i < run->n; i++) {
        if (text_column)
            gather_column_text(run, i);
        else if (gather_text(module, run, i) < 0)
            return -1;
        if (id_column)
            gather_column_id(run, i);
        else if (run->ids != NULL && gather_id(module, run, i) < 0)
            return -1;
        if (run->published != NULL && gather_published(run, i) < 0)
            return -1;
    }
    return 0;
}

/* What is known from a page's markup: lists as long as the texts, or None. */
static int
gather_page(run_context *run, PyObject *headlines, PyObject *by_metadata)
{
    for (Py_ssize_t i = 0; headlines != Py_None && i < run->n; i++) {
        PyObject *const item = PySequence_GetItem(headlines, i);
        const Py_ssize_t n = item == NULL ? -1 : PyLong_AsSsize_t(item);

        Py_XDECREF(item);
        if (n < 0) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "a headline has no negative length");
            return -1;
        }
        run->inputs[i].n_headline = (size_t)n;
    }
    for (Py_ssize_t i = 0; by_metadata != Py_None && i < run->n; i++) {
        PyObject *const item = PySequence_GetItem(by_metadata, i);
        const int is_so = item == NULL ? -1 : PyObject_IsTrue(item);

        Py_XDECREF(item);
        if (is_so < 0)
            return -1;
        run->inputs[i].published_by_metadata = is_so != 0;
    }
    return 0;
}

/* Without the GIL. */
static ng_status
run_row(run_context *run, Py_ssize_t i, uint32_t doc)
{
    const row_problem *const warning = &run->warnings[i], *const failure = &run->failures[i];
    const ng_input *const input = &run->inputs[i];
    ng_status status = NG_OK;

    if (warning->message != NULL)
        status = ng_batch_warn(run->batch, doc, input, warning->stage, warning->code,
                               warning->message);
    if (status != NG_OK)
        return status;
    if (failure->message != NULL)
        return ng_batch_fail(run->batch, doc, input, failure->stage, failure->code,
                             failure->message);
    return ng_batch_read(run->batch, doc, input);
}

static ng_status
run_batch(run_context *run, uint32_t first_doc)
{
    size_t n_bytes = 0;

    for (Py_ssize_t i = 0; i < run->n; i++)
        n_bytes += run->inputs[i].n_bytes;
    if (ng_batch_reserve(run->batch, n_bytes) != NG_OK)
        return NG_ERR_MEMORY;
    for (Py_ssize_t i = 0; i < run->n; i++) {
        const ng_status status = run_row(run, i, first_doc + (uint32_t)i);

        if (status != NG_OK)
            return status;
    }
    return NG_OK;
}

/* A tuple with a Chunk for each table made, None for the others. */
static PyObject *
take_chunks(PyObject *module, run_context *run)
{
    PyObject *chunks = PyTuple_New(NG_N_TABLES);
    PyObject *const texts = text_arena_keep(&run->arena, run->texts);

    for (Py_ssize_t t = 0; chunks != NULL && texts != NULL && t < NG_N_TABLES; t++) {
        ng_table *const table = ng_batch_take(run->batch, (ng_table_id)t);
        PyObject *const keep = t == NG_TABLE_TOKENS ? texts : NULL;
        PyObject *const chunk =
            table == NULL ? Py_NewRef(Py_None) : binding_chunk(module, table, keep);

        if (chunk == NULL || PyTuple_SetItem(chunks, t, chunk) < 0)
            break;
    }
    Py_XDECREF(texts);
    if (PyErr_Occurred())
        Py_CLEAR(chunks);
    return chunks;
}

static PyObject *
core_run(PyObject *module, PyObject *args)
{
    PyObject *pipeline_object, *texts, *ids, *published, *chunks = NULL;
    const ng_pipeline *pipeline;
    unsigned int tables, first_doc;
    PyObject *headlines = Py_None, *by_metadata = Py_None;
    run_context run = {0};
    ng_status status;

    if (!PyArg_ParseTuple(args, "OOOOII|OO:run", &pipeline_object, &texts, &ids, &published,
                          &tables, &first_doc, &headlines, &by_metadata))
        return NULL;
    pipeline = binding_pipeline(module, pipeline_object);
    if (pipeline == NULL)
        return NULL;
    run.arena.alloc = ng_pipeline_table_alloc(pipeline);
    if (binding_is_column(module, published)) {
        PyErr_SetString(PyExc_TypeError, "published must be a list, not an ArrowColumn");
        return NULL;
    }
    run.n = take_rows(module, texts, &run.texts);
    if (run.n < 0 || take_parallel(module, &run, ids, "ids", &run.ids) < 0 ||
        take_parallel(module, &run, published, "published", &run.published) < 0 ||
        run_allocate(&run) < 0 || gather(module, &run) < 0 ||
        gather_page(&run, headlines, by_metadata) < 0)
        goto done;
    status = ng_batch_new(pipeline, tables, &run.batch);
    if (status == NG_OK)
        status = ng_batch_borrow_texts(run.batch);
    if (status == NG_OK) {
        /* Safe without the GIL: every text is kept alive by run.texts or stands
           in the arena, and the batch is ours alone. */
        Py_BEGIN_ALLOW_THREADS
        status = run_batch(&run, first_doc);
        Py_END_ALLOW_THREADS
    }
    if (status != NG_OK)
        binding_raise(module, status, "run()");
    else
        chunks = take_chunks(module, &run);
done:
    run_clear(&run);
    return chunks;
}

/* How far a run goes that begins at texts[start]: (stop, whether all of its rows are
   str or bytes).  Python would take as long for this as C for reading the texts. */
static PyObject *
core_run_stop(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_ssize_t start, n_rows, n_chars, n, i;
    PyObject *texts;
    int plain = 1;

    if (!PyArg_ParseTuple(args, "O!nnn:run_stop", &PyList_Type, &texts, &start, &n_rows,
                          &n_chars))
        return NULL;
    n = PyList_Size(texts);
    n_rows = start < n && n_rows < n - start ? start + n_rows : n;
    for (i = start; i < n_rows && n_chars > 0; i++) {
        PyObject *const text = PyList_GetItem(texts, i);

        if (text == NULL)
            return NULL;
        if (PyUnicode_Check(text))
            n_chars -= PyUnicode_GetLength(text);
        else if (PyBytes_Check(text))
            n_chars -= PyBytes_Size(text);
        else
            plain = 0;
    }
    return Py_BuildValue("nO", i, plain ? Py_True : Py_False);
}

/* ---------------------------------------------------------------- segment */

/* The stops of all segments, in code points; NULL if memory is short. */
static uint32_t *
segment_stops(ng_boundary kind, const char *text, size_t n_bytes, size_t *n_out)
{
    const char *const end = text + n_bytes;
    size_t n = 0, cap = n_bytes / 4 + 16;
    uint32_t *stops = malloc(cap * sizeof *stops);
    uint32_t n_chars = 0;

    for (const char *p = text; stops != NULL && p < end;) {
        const size_t length = ng_segment_next(kind, p, end);

        if (n == cap) {
            uint32_t *const grown = realloc(stops, 2 * cap * sizeof *stops);

            if (grown == NULL) {
                free(stops);
                return NULL;
            }
            stops = grown;
            cap *= 2;
        }
        n_chars += ng_count_chars(p, length);
        stops[n++] = n_chars;
        p += length;
    }
    *n_out = n;
    return stops;
}

static PyObject *
core_segment(PyObject *module, PyObject *args)
{
    text_arena arena = {0};
    text_result read;
    text_view view;
    PyObject *text, *result = NULL;
    uint32_t *stops;
    size_t n = 0;
    int kind;

    if (!PyArg_ParseTuple(args, "Oi:segment", &text, &kind))
        return NULL;
    if (kind < 0 || kind >= NG_N_BOUNDARIES) {
        PyErr_Format(PyExc_ValueError, "kind is out of range: %d", kind);
        return NULL;
    }
    read = text_view_of(module, text, &arena, &view);
    if (read == TEXT_OK) {
        Py_BEGIN_ALLOW_THREADS
        stops = segment_stops((ng_boundary)kind, view.p, view.n, &n);
        Py_END_ALLOW_THREADS
        result = stops == NULL ? PyErr_NoMemory() : binding_u32_buffer(module, stops, n);
    } else {
        result = text_refuse(read, text);
    }
    text_arena_free(&arena);
    return result;
}

/* ------------------------------------------------------------------ Arrow */

/* Key-value pairs of a dict; the strings live as long as the dict. */
static ng_metadata *
metadata_of(PyObject *dict, size_t *n_out)
{
    ng_metadata *const metadata =
        calloc((size_t)PyDict_Size(dict) + 1, sizeof *metadata);
    PyObject *key, *value;
    Py_ssize_t at = 0;
    size_t n = 0;

    if (metadata == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    while (PyDict_Next(dict, &at, &key, &value)) {
        metadata[n].key = PyUnicode_AsUTF8AndSize(key, NULL);
        metadata[n].value = PyUnicode_AsUTF8AndSize(value, NULL);
        if (metadata[n].key == NULL || metadata[n].value == NULL) {
            free(metadata);
            return NULL;
        }
        n++;
    }
    *n_out = n;
    return metadata;
}

static void
schema_capsule_free(PyObject *capsule)
{
    struct ArrowSchema *const schema = PyCapsule_GetPointer(capsule, "arrow_schema");

    if (schema->release != NULL)
        schema->release(schema);
    free(schema);
}

static void
stream_capsule_free(PyObject *capsule)
{
    struct ArrowArrayStream *const stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");

    if (stream->release != NULL)
        stream->release(stream);
    free(stream);
}

static PyObject *
core_export_schema(PyObject *module, PyObject *args)
{
    struct ArrowSchema *schema;
    ng_metadata *metadata;
    PyObject *dict, *capsule = NULL;
    size_t n_metadata = 0;
    ng_status status;
    int table;

    if (!PyArg_ParseTuple(args, "iO!:export_schema", &table, &PyDict_Type, &dict))
        return NULL;
    metadata = metadata_of(dict, &n_metadata);
    if (metadata == NULL)
        return NULL;
    schema = calloc(1, sizeof *schema);
    status = schema == NULL
                 ? NG_ERR_MEMORY
                 : ng_table_schema((ng_table_id)table, metadata, n_metadata, schema);
    free(metadata);
    if (status != NG_OK) {
        free(schema);
        return binding_raise(module, status, "export_schema()");
    }
    capsule = PyCapsule_New(schema, "arrow_schema", schema_capsule_free);
    if (capsule == NULL) {
        schema->release(schema);
        free(schema);
    }
    return capsule;
}

/* Slices from a list of (chunk, start, n_rows); NULL and an exception. */
static ng_slice *
slices_of(PyObject *module, PyObject *list, size_t *n_out)
{
    const Py_ssize_t n = PyList_Size(list);
    ng_slice *const slices = calloc((size_t)n + 1, sizeof *slices);

    if (slices == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *chunk;
        Py_ssize_t start, n_rows;

        if (!PyArg_ParseTuple(PyList_GetItem(list, i), "Onn", &chunk, &start, &n_rows))
            goto fail;
        slices[i].table = binding_table(module, chunk);
        if (slices[i].table == NULL)
            goto fail;
        slices[i].start = (size_t)start;
        slices[i].n_rows = (size_t)n_rows;
    }
    *n_out = (size_t)n;
    return slices;

fail:
    free(slices);
    return NULL;
}

static PyObject *
core_export_stream(PyObject *module, PyObject *args)
{
    struct ArrowArrayStream *stream = NULL;
    PyObject *list, *dict, *capsule = NULL;
    size_t n_slices = 0, n_metadata = 0;
    ng_metadata *metadata = NULL;
    ng_slice *slices;
    ng_status status;
    int table;

    if (!PyArg_ParseTuple(args, "iO!O!:export_stream", &table, &PyList_Type, &list, &PyDict_Type,
                          &dict))
        return NULL;
    slices = slices_of(module, list, &n_slices);
    if (slices == NULL)
        return NULL;
    metadata = metadata_of(dict, &n_metadata);
    if (metadata == NULL)
        goto done;
    stream = calloc(1, sizeof *stream);
    status = NG_ERR_MEMORY;
    if (stream != NULL) {
        /* It may make columns.  The caller's list keeps the chunks, and they their
           texts; `dict` is the caller's too. */
        Py_BEGIN_ALLOW_THREADS
        status = ng_stream_export((ng_table_id)table, slices, n_slices, metadata, n_metadata,
                                  stream);
        Py_END_ALLOW_THREADS
    }
    if (status != NG_OK) {
        free(stream);
        binding_raise(module, status, "export_stream()");
        goto done;
    }
    for (Py_ssize_t i = 0; i < (Py_ssize_t)n_slices; i++)
        binding_drop_texts(PyTuple_GetItem(PyList_GetItem(list, i), 0));
    capsule = PyCapsule_New(stream, "arrow_array_stream", stream_capsule_free);
    if (capsule == NULL) {
        stream->release(stream);
        free(stream);
    }
done:
    free(metadata);
    free(slices);
    return capsule;
}

/* ----------------------------------------------------------------- module */

static PyObject *
core_schema(PyObject *module, PyObject *arg)
{
    const long table = PyLong_AsLong(arg);

    (void)module;
    if (table == -1 && PyErr_Occurred())
        return NULL;
    if (table < 0 || table >= NG_N_TABLES) {
        PyErr_Format(PyExc_ValueError, "there is no table %ld", table);
        return NULL;
    }
    return cells_schema((ng_table_id)table);
}

/* The rows of ng_near_duplicates() as tuples. */
static PyObject *
near_dup_list(const ng_near_dup *rows, size_t n)
{
    PyObject *const list = PyList_New((Py_ssize_t)n);

    for (size_t i = 0; list != NULL && i < n; i++) {
        PyObject *const of = rows[i].near_dup_of == NG_NO_DUP
                                 ? Py_NewRef(Py_None)
                                 : PyLong_FromUnsignedLong(rows[i].near_dup_of);
        PyObject *const row =
            of == NULL ? NULL
                       : Py_BuildValue("(KNd)", (unsigned long long)rows[i].content_hash, of,
                                       (double)rows[i].similarity);

        if (row == NULL || PyList_SetItem(list, (Py_ssize_t)i, row) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

static PyObject *
core_near_duplicates(PyObject *module, PyObject *args)
{
    PyObject *texts, *list = NULL;
    double threshold;
    ng_text *views;
    ng_near_dup *rows;
    ng_status status = NG_OK;
    Py_ssize_t n;

    if (!PyArg_ParseTuple(args, "O!d:near_duplicates", &PyTuple_Type, &texts, &threshold))
        return NULL;
    n = PyTuple_Size(texts);
    views = malloc(((size_t)n + 1) * sizeof *views);
    rows = malloc(((size_t)n + 1) * sizeof *rows);
    if (views == NULL || rows == NULL)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < n && !PyErr_Occurred(); i++) {
        char *p;
        Py_ssize_t n_bytes;

        if (PyBytes_AsStringAndSize(PyTuple_GetItem(texts, i), &p, &n_bytes) == 0)
            views[i] = (ng_text){p, (size_t)n_bytes};
    }
    if (!PyErr_Occurred()) {
        /* The tuple and its bytes cannot change. */
        Py_BEGIN_ALLOW_THREADS
        status = ng_near_duplicates(views, (size_t)n, threshold, NULL, rows);
        Py_END_ALLOW_THREADS
        list = status == NG_OK ? near_dup_list(rows, (size_t)n)
                               : binding_raise(module, status, "near_duplicates()");
    }
    free(views);
    free(rows);
    return list;
}

static PyObject *
core_cpu_level(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(unused))
{
    return PyUnicode_FromString(ng_cpu_level());
}

static PyMethodDef core_methods[] = {
    {"run", core_run, METH_VARARGS,
     "run($module, pipeline, texts, ids, published, tables, first_doc, n_headlines=None,\n"
     "    by_metadata=None, /)\n--\n\n"
     "Read texts; a tuple with a Chunk or None for each table.  Drops the GIL.\n\n"
     "A text may be a pair (code, message) instead, which becomes a row of errors; texts\n"
     "and ids may each be an ArrowColumn.  ids and published may be None; published holds days since 1970-01-01, None,\n"
     "or a str that says what is wrong with the date.  n_headlines: bytes of first\n"
     "lines that are headlines; by_metadata: whether published is the page's own."},
    {"near_duplicates", core_near_duplicates, METH_VARARGS,
     "near_duplicates($module, texts, threshold, /)\n--\n\n"
     "(content hash, text that it is a near-duplicate of or None, similarity) of each of a\n"
     "tuple of bytes.  Drops the GIL."},
    {"run_stop", core_run_stop, METH_VARARGS,
     "run_stop($module, texts, start, n_rows, n_chars, /)\n--\n\n"
     "Where a run of the list ends, and whether all of its rows are texts."},
    {"segment", core_segment, METH_VARARGS,
     "segment($module, text, kind, /)\n--\n\nThe stops of UAX #29 segments, in code points."},
    {"explain", binding_explain, METH_VARARGS,
     "explain($module, pipeline, text, start, stop, /)\n--\n\n"
     "The reasons for what stands at [start, stop), as tuples.  Drops the GIL."},
    {"schema", core_schema, METH_O,
     "schema($module, table, /)\n--\n\nThe columns of a table."},
    {"cpu_level", core_cpu_level, METH_NOARGS,
     "cpu_level($module, /)\n--\n\nWhich vector instructions are in use."},
    {"export_schema", core_export_schema, METH_VARARGS,
     "export_schema($module, table, metadata, /)\n--\n\nAn arrow_schema capsule."},
    {"export_stream", core_export_stream, METH_VARARGS,
     "export_stream($module, table, slices, metadata, /)\n--\n\nAn arrow_array_stream capsule."},
    {NULL, NULL, 0, NULL},
};

/* A tuple of the names of a closed list. */
static int
add_names(PyObject *module, const char *name, const char *(*value_name)(size_t))
{
    PyObject *const list = PyList_New(0);
    PyObject *tuple = NULL;
    int result = -1;

    for (size_t i = 0; list != NULL && value_name(i) != NULL; i++) {
        PyObject *const value = PyUnicode_FromString(value_name(i));

        if (value == NULL || PyList_Append(list, value) < 0) {
            Py_XDECREF(value);
            goto done;
        }
        Py_DECREF(value);
    }
    if (list != NULL)
        tuple = PyList_AsTuple(list);
    if (tuple != NULL)
        result = PyModule_AddObjectRef(module, name, tuple);
done:
    Py_XDECREF(tuple);
    Py_XDECREF(list);
    return result;
}

/* RULES: a dict from the name of a stage to a list of (id, summary). */
static int
add_rules(PyObject *module)
{
    PyObject *const dict = PyDict_New();
    int result = -1;

    /* Behind them are those of the user. */
    for (size_t set = 0; dict != NULL && set < NG_RULES_PATTERNS; set++) {
        PyObject *const rules = PyList_New(0);
        int done = rules == NULL ? -1 : 0;

        for (size_t i = 0; done == 0 && ng_rule_id((ng_rule_set)set, i) != NULL; i++) {
            PyObject *const rule = Py_BuildValue("(ss)", ng_rule_id((ng_rule_set)set, i),
                                                 ng_rule_summary((ng_rule_set)set, i));

            done = rule == NULL ? -1 : PyList_Append(rules, rule);
            Py_XDECREF(rule);
        }
        if (done == 0)
            done = PyDict_SetItemString(dict, ng_rule_set_name(set), rules);
        Py_XDECREF(rules);
        if (done < 0)
            goto done;
    }
    if (dict != NULL)
        result = PyModule_AddObjectRef(module, "RULES", dict);
done:
    Py_XDECREF(dict);
    return result;
}

static int
add_exceptions(PyObject *module)
{
    module_state *const state = binding_state(module);
    PyObject *const base = PyErr_NewExceptionWithDoc(
        "nutgraf.NutgrafError", "The base of the errors that are nutgraf's own.", NULL, NULL);
    PyObject *const bases = base == NULL ? NULL : PyTuple_Pack(2, base, PyExc_ValueError);
    int result = -1;

    if (bases != NULL)
        state->format_error = PyErr_NewExceptionWithDoc(
            "nutgraf.FormatError",
            "A lexicon or model file is damaged, or is none; the message names the file and what "
            "is wrong with it.",
            bases, NULL);
    if (state->format_error != NULL && PyModule_AddObjectRef(module, "NutgrafError", base) == 0)
        result = PyModule_AddObjectRef(module, "FormatError", state->format_error);
    Py_XDECREF(bases);
    Py_XDECREF(base);
    return result;
}

static int
core_exec(PyObject *module)
{
    module_state *const state = binding_state(module);
    PyObject *datetime;

    state->isascii = PyObject_GetAttrString((PyObject *)&PyUnicode_Type, "isascii");
    if (state->isascii == NULL || binding_add_types(module) < 0)
        return -1;
    datetime = PyImport_ImportModule("datetime");
    if (datetime == NULL)
        return -1;
    state->date_type = PyObject_GetAttrString(datetime, "date");
    Py_DECREF(datetime);
    if (state->date_type == NULL || add_exceptions(module) < 0 ||
        add_rules(module) < 0 ||
        PyModule_AddStringConstant(module, "__version__", NG_VERSION) < 0 ||
        PyModule_AddStringConstant(module, "UNICODE_VERSION", NG_UNICODE_VERSION) < 0 ||
        add_names(module, "TABLES", ng_table_name) < 0 ||
        add_names(module, "UNITS", ng_unit_name) < 0 ||
        add_names(module, "SCHEMES", ng_scheme_name) < 0 ||
        add_names(module, "DATE_ORDERS", ng_date_order_name) < 0 ||
        add_names(module, "BOUNDARIES", ng_boundary_name) < 0 ||
        add_names(module, "DECISIONS", ng_decision_name) < 0 ||
        add_names(module, "LABELS", ng_label_name) < 0)
        return -1;
    return 0;
}

static int
core_traverse(PyObject *module, visitproc visit, void *arg)
{
    module_state *const state = binding_state(module);

    Py_VISIT(state->lexicon_type);
    Py_VISIT(state->pipeline_type);
    Py_VISIT(state->chunk_type);
    Py_VISIT(state->buffer_type);
    Py_VISIT(state->model_type);
    Py_VISIT(state->trainer_type);
    Py_VISIT(state->arrow_stream_type);
    Py_VISIT(state->arrow_batch_type);
    Py_VISIT(state->arrow_column_type);
    Py_VISIT(state->aliases_type);
    Py_VISIT(state->builder_type);
    Py_VISIT(state->overrides_type);
    Py_VISIT(state->patterns_type);
    Py_VISIT(state->format_error);
    Py_VISIT(state->date_type);
    Py_VISIT(state->isascii);
    return 0;
}

static int
core_clear(PyObject *module)
{
    module_state *const state = binding_state(module);

    Py_CLEAR(state->lexicon_type);
    Py_CLEAR(state->pipeline_type);
    Py_CLEAR(state->chunk_type);
    Py_CLEAR(state->buffer_type);
    Py_CLEAR(state->model_type);
    Py_CLEAR(state->trainer_type);
    Py_CLEAR(state->arrow_stream_type);
    Py_CLEAR(state->arrow_batch_type);
    Py_CLEAR(state->arrow_column_type);
    Py_CLEAR(state->aliases_type);
    Py_CLEAR(state->builder_type);
    Py_CLEAR(state->overrides_type);
    Py_CLEAR(state->patterns_type);
    Py_CLEAR(state->format_error);
    Py_CLEAR(state->date_type);
    Py_CLEAR(state->isascii);
    cells_clear(state);
    return 0;
}

static void
core_free(void *module)
{
    core_clear(module);
}

/* All state is in the module, so that each interpreter may have one.  It does not
   claim to work under a GIL of each interpreter's own: `datetime`, which it needs,
   crashes so in CPython 3.12 and 3.13.0, with this module or without. */
static PyModuleDef_Slot core_slots[] = {
    {Py_mod_exec, core_exec},
    {0, NULL},
};

static struct PyModuleDef core_module = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_core",
    .m_doc = "The C library.",
    .m_size = sizeof(module_state),
    .m_methods = core_methods,
    .m_slots = core_slots,
    .m_traverse = core_traverse,
    .m_clear = core_clear,
    .m_free = core_free,
};

PyMODINIT_FUNC
PyInit__core(void)
{
    return PyModuleDef_Init(&core_module);
}
