/*
 * nutgraf._core: the C library for the Python package.
 *
 *   module.c   the module, its functions and its state
 *   texts.c    Python's str and bytes as UTF-8
 *   arrow_in.c columns that other libraries hold as Arrow
 *   types.c    Pipeline, Chunk, Buffer
 *   lexicon.c  Lexicon, LexiconBuilder
 *   model.c    Model, Trainer
 *   aliases.c  Aliases
 *   overrides.c  Overrides
 *   patterns.c Patterns
 *   cells.c    values of columns as Python objects
 *   explain.c  explanations
 *
 * Limited API of 3.11.  The GIL is dropped only round calls into the library.
 */
#ifndef NG_BINDING_H
#define NG_BINDING_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include "nutgraf.h"

typedef struct module_state {
    PyTypeObject *lexicon_type, *pipeline_type, *chunk_type, *buffer_type;
    PyTypeObject *model_type, *trainer_type, *aliases_type, *builder_type;
    PyTypeObject *overrides_type, *patterns_type;
    PyTypeObject *arrow_stream_type, *arrow_batch_type, *arrow_column_type;
    PyObject *format_error; /* nutgraf.FormatError */
    PyObject *isascii;      /* the method str.isascii */
    PyObject *date_type;
    struct word_cell *words; /* of cells.c: short strings that were made before */
} module_state;

/* METH_METHOD gives the defining class, and so the module, within the limited
   API; the cast is the one that PyMethodDef is made for. */
#define METHOD(function) ((PyCFunction)(void (*)(void))(function))

module_state *binding_state(PyObject *module);

/* Sets the exception for a status; always returns NULL. */
PyObject *binding_raise(PyObject *module, ng_status status, const char *what);

/* --------------------------------------------------------------- texts.c */

/* What texts which are no plain ASCII are encoded into: blocks, none of which moves. */
typedef struct text_arena {
    ng_alloc alloc;           /* where blocks come from; none: malloc */
    struct text_block *block; /* the last */
    Py_UCS4 *ucs4;            /* the text at hand */
    size_t cap_ucs4;
} text_arena;

typedef enum text_result {
    TEXT_OK,
    TEXT_WRONG_TYPE,
    TEXT_TOO_LONG,
    TEXT_ERROR /* an exception is set */
} text_result;

typedef struct text_view {
    const char *p;
    size_t n;
    ng_encoding encoding; /* known for what was a str */
} text_view;

/*
 * The UTF-8 of a str or bytes object, which must stay alive as long as the view
 * is used, and so must the arena.  A lone surrogate becomes U+FFFD, which takes as many code points,
 * UTF-16 units and bytes, so every offset stays right.  Nothing is cached in
 * the object.
 */
text_result text_view_of(PyObject *module, PyObject *object, text_arena *arena, text_view *view);

/* Sets the exception for the text of one call, where the result is not TEXT_OK; always
   returns NULL. */
PyObject *text_refuse(text_result result, PyObject *object);

void text_arena_free(text_arena *arena);

/* An object that holds what the arena holds, and `keep`; the arena is empty then. */
PyObject *text_arena_keep(text_arena *arena, PyObject *keep);

/* ------------------------------------------------------------ arrow_in.c */

extern PyType_Spec binding_arrow_stream_spec, binding_arrow_batch_spec, binding_arrow_column_spec;

/* Whether an object is a _core.ArrowColumn; the functions below take nothing else. */
bool binding_is_column(PyObject *module, PyObject *object);

size_t binding_column_length(PyObject *column);

/* The text in a row, which stands as long as the column lives; false: it has none. */
bool binding_column_text(PyObject *column, size_t row, text_view *view);

/* --------------------------------------------------------------- types.c */

int binding_add_types(PyObject *module);

/* An object of a type of ours, all zero; and the end of its deallocator. */
PyObject *binding_new_object(PyTypeObject *type);
void binding_free_object(PyObject *self);

/* The pipeline inside a _core.Pipeline; NULL and TypeError for anything else. */
const ng_pipeline *binding_pipeline(PyObject *module, PyObject *object);

/* A _core.Chunk that takes over the reference to `table`, also on failure.  `keep`
   (may be NULL) lives as long: texts that the table borrows. */
PyObject *binding_chunk(PyObject *module, ng_table *table, PyObject *keep);

/* The table of a _core.Chunk is complete: let go of what it borrowed. */
void binding_drop_texts(PyObject *chunk);

/* The table inside a _core.Chunk; NULL and TypeError for anything else. */
ng_table *binding_table(PyObject *module, PyObject *object);

/* A _core.Buffer over `n` uint32_t that takes over `values` (from malloc), also
   on failure. */
PyObject *binding_u32_buffer(PyObject *module, uint32_t *values, size_t n);

/* ------------------------------------------------------------- explain.c */

/* The function _core.explain. */
PyObject *binding_explain(PyObject *module, PyObject *args);

/* --------------------------------------------------------------- model.c */

extern PyType_Spec binding_model_spec, binding_trainer_spec;

/* The model inside a _core.Model; NULL and TypeError for anything else. */
const ng_model *binding_model(PyObject *module, PyObject *object);

/* ------------------------------------------------------------- lexicon.c */

extern PyType_Spec binding_lexicon_spec, binding_builder_spec;

/* The lexicon inside a _core.Lexicon; NULL and TypeError for anything else. */
const ng_lexicon *binding_lexicon(PyObject *module, PyObject *object);

/* ------------------------------------------------------------ patterns.c */

extern PyType_Spec binding_patterns_spec;

/* The patterns of a Patterns object; NULL with an exception if it is none. */
const ng_patterns *binding_patterns(PyObject *module, PyObject *object);

/* ------------------------------------------------------------- aliases.c */

extern PyType_Spec binding_aliases_spec;

/* The aliases of an Aliases object; NULL with an exception if it is none. */
const ng_aliases *binding_aliases(PyObject *module, PyObject *object);

/* ----------------------------------------------------------- overrides.c */

extern PyType_Spec binding_overrides_spec;

/* The overrides of an Overrides object; NULL with an exception if it is none. */
const ng_overrides *binding_overrides(PyObject *module, PyObject *object);

/* --------------------------------------------------------------- cells.c */

/* Free the strings of words made before. */
void cells_clear(module_state *state);

/* Rows [start, stop) of a column as a list. */
PyObject *cells_list(PyObject *module, const ng_table *table, size_t column, size_t start,
                     size_t stop);

/* How Python sees a table: a list of (name, type, nullable, values or None). */
PyObject *cells_schema(ng_table_id table);

/* The words of an enum column's closed list, as a tuple. */
PyObject *cells_words(const ng_table *table, size_t column);

#endif
