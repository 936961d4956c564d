#include "binding.h"

#include "memory.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>


typedef struct text_block {
    struct text_block *before;
    ng_alloc alloc;
    size_t n, cap;
    char bytes[];
} text_block;

/* A little under a large page of the system, with what allocators put in front. */
#define BLOCK_BYTES (((size_t)2 << 20) - 256)

/* Room for n bytes at the end of the last block; NULL if memory is short. */
static char *
arena_reserve(text_arena *arena, size_t n)
{
    text_block *block = arena->block;

    if (block == NULL || n > block->cap - block->n) {
        /* The first one is for one text, which is mostly the only one. */
        const size_t cap = block == NULL || n > BLOCK_BYTES ? n : BLOCK_BYTES;
        const ng_alloc alloc = ng_alloc_or_default(
            arena->alloc.realloc != NULL ? &arena->alloc : NULL);

        block = ng_realloc(&alloc, NULL, sizeof *block + cap);
        if (block == NULL)
            return NULL;
        block->before = arena->block;
        block->alloc = alloc;
        block->n = 0;
        block->cap = cap;
        arena->block = block;
    }
    return block->bytes + block->n;
}

/* The text at the end of the last block has n bytes; gives where they are then.  A
   block for one text is cut to its size. */
static char *
arena_add(text_arena *arena, size_t n)
{
    text_block *block = arena->block;

    if (block->before == NULL && block->n == 0) {
        text_block *const cut = ng_realloc(&block->alloc, block, sizeof *block + n);

        if (cut != NULL) {
            arena->block = block = cut;
            block->cap = n;
        }
    }
    block->n += n;
    return block->bytes + block->n - n;
}

static void
free_blocks(text_block *block)
{
    while (block != NULL) {
        text_block *const before = block->before;
        const ng_alloc alloc = block->alloc;

        ng_free(&alloc, block);
        block = before;
    }
}

static int
reserve_ucs4(text_arena *arena, size_t n)
{
    Py_UCS4 *grown;

    if (n <= arena->cap_ucs4)
        return 0;
    n += n / 2;
    grown = realloc(arena->ucs4, n * sizeof *grown);
    if (grown == NULL)
        return -1;
    arena->ucs4 = grown;
    arena->cap_ucs4 = n;
    return 0;
}

/* PyUnicode_AsUTF8AndSize() would leave a copy inside the caller's string for as
   long as that lives; through UCS-4 we keep nothing, and are faster. */
static text_result
encode_str(PyObject *str, size_t n_chars, text_arena *arena, text_view *view)
{
    char *to = NULL;

    if (reserve_ucs4(arena, n_chars + 1) == 0)
        to = arena_reserve(arena, 4 * n_chars);
    if (to == NULL) {
        PyErr_NoMemory();
        return TEXT_ERROR;
    }
    if (PyUnicode_AsUCS4(str, arena->ucs4, (Py_ssize_t)n_chars + 1, 1) == NULL)
        return TEXT_ERROR;
    view->n = ng_utf8_encode(to, arena->ucs4, n_chars);
    if (view->n > NG_MAX_BYTES)
        return TEXT_TOO_LONG;
    view->p = arena_add(arena, view->n);
    return TEXT_OK;
}

static text_result
view_of_str(PyObject *module, PyObject *str, text_arena *arena, text_view *view)
{
    const Py_ssize_t n_chars = PyUnicode_GetLength(str);
    PyObject *ascii;
    int is_ascii;
    Py_ssize_t n;

    if (n_chars < 0)
        return TEXT_ERROR;
    if ((size_t)n_chars > NG_MAX_BYTES)
        return TEXT_TOO_LONG;
    /* The method of str itself: that of a subclass may say what is not so. */
    ascii = PyObject_CallFunctionObjArgs(binding_state(module)->isascii, str, NULL);
    if (ascii == NULL)
        return TEXT_ERROR;
    is_ascii = PyObject_IsTrue(ascii);
    Py_DECREF(ascii);
    view->encoding = is_ascii ? NG_ENCODING_ASCII : NG_ENCODING_UTF8;
    if (!is_ascii)
        return encode_str(str, (size_t)n_chars, arena, view);
    /* For ASCII this is a look inside the string and makes no copy. */
    view->p = PyUnicode_AsUTF8AndSize(str, &n);
    view->n = (size_t)n;
    return view->p == NULL ? TEXT_ERROR : TEXT_OK;
}

text_result
text_view_of(PyObject *module, PyObject *object, text_arena *arena, text_view *view)
{
    memset(view, 0, sizeof *view);
    if (PyUnicode_Check(object))
        return view_of_str(module, object, arena, view);
    if (PyBytes_Check(object)) {
        char *p;
        Py_ssize_t n;

        if (PyBytes_AsStringAndSize(object, &p, &n) < 0)
            return TEXT_ERROR;
        view->p = p;
        view->n = (size_t)n;
        return view->n > NG_MAX_BYTES ? TEXT_TOO_LONG : TEXT_OK;
    }
    return TEXT_WRONG_TYPE;
}

void
text_arena_free(text_arena *arena)
{
    free_blocks(arena->block);
    free(arena->ucs4);
    memset(arena, 0, sizeof *arena);
}

static void
free_capsule(PyObject *capsule)
{
    free_blocks(PyCapsule_GetPointer(capsule, NULL));
}

PyObject *
text_arena_keep(text_arena *arena, PyObject *keep)
{
    PyObject *capsule, *both;

    if (arena->block == NULL)
        return Py_NewRef(keep);
    capsule = PyCapsule_New(arena->block, NULL, free_capsule);
    if (capsule == NULL)
        return NULL;
    arena->block = NULL;
    both = PyTuple_Pack(2, capsule, keep);
    Py_DECREF(capsule);
    return both;
}

PyObject *
text_refuse(text_result result, PyObject *object)
{
    if (result == TEXT_WRONG_TYPE)
        PyErr_Format(PyExc_TypeError, "text must be str or bytes, not %R",
                     (PyObject *)Py_TYPE(object));
    else if (result == TEXT_TOO_LONG)
        PyErr_SetString(PyExc_ValueError, ng_status_text(NG_ERR_TOO_LONG));
    return NULL;
}
