/* Explanations as lists of tuples. */
#include "binding.h"

/* One reason; the confidence is None where the stage gives none, and so is the weight; the row of the
   overrides is -1. */
static PyObject *
reason_tuple(const ng_reason *reason)
{
    const bool weighs = reason->decision == NG_DECISION_EVIDENCE ||
                        reason->decision == NG_DECISION_INSTEAD;
    PyObject *const conf = reason->conf < 0 ? Py_NewRef(Py_None) : PyFloat_FromDouble(reason->conf);
    PyObject *const weight =
        conf == NULL ? NULL : weighs ? PyFloat_FromDouble(reason->weight) : Py_NewRef(Py_None);

    if (weight == NULL) {
        Py_XDECREF(conf);
        return NULL;
    }
    return Py_BuildValue("(sIIssssNNL)", ng_rule_set_name(reason->stage), (unsigned int)reason->start,
                         (unsigned int)reason->stop, reason->kind,
                         ng_decision_name(reason->decision), reason->rule, reason->summary, conf, weight,
                         reason->override == NG_NO_OVERRIDE ? -1LL : (long long)reason->override);
}

static PyObject *
reason_list(const ng_explanation *explanation)
{
    PyObject *const list = PyList_New(0);
    const ng_reason *reason;

    for (size_t i = 0; list != NULL && (reason = ng_explanation_reason(explanation, i)) != NULL;
         i++) {
        PyObject *const tuple = reason_tuple(reason);
        const int appended = tuple == NULL ? -1 : PyList_Append(list, tuple);

        Py_XDECREF(tuple);
        if (appended < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

PyObject *
binding_explain(PyObject *module, PyObject *args)
{
    PyObject *pipeline_object, *text, *result = NULL;
    ng_explanation *explanation = NULL;
    const ng_pipeline *pipeline;
    Py_ssize_t start, stop;
    text_arena arena = {0};
    ng_status status;
    text_result read;
    text_view view;

    if (!PyArg_ParseTuple(args, "OOnn:explain", &pipeline_object, &text, &start, &stop))
        return NULL;
    pipeline = binding_pipeline(module, pipeline_object);
    if (pipeline == NULL)
        return NULL;
    read = text_view_of(module, text, &arena, &view);
    if (read == TEXT_OK) {
        /* A negative number is behind the end of any text. */
        Py_BEGIN_ALLOW_THREADS
        status = ng_explain(pipeline, view.p, view.n, (size_t)start, (size_t)stop, &explanation);
        Py_END_ALLOW_THREADS
        result =
            status == NG_OK ? reason_list(explanation) : binding_raise(module, status, "explain()");
        ng_explanation_free(explanation);
    } else {
        result = text_refuse(read, text);
    }
    text_arena_free(&arena);
    return result;
}
