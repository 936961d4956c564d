#include "binding.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#endif

typedef struct text_block {
    struct text_block *before;
    size_t n, cap;
    char bytes[];
} text_block;

/* Of text, not of the worst case that is asked room for. */
#define BLOCK_BYTES ((size_t)1 << 20)

/* Room for n bytes at the end of the last block; NULL if memory is short. */
static char *
arena_reserve(text_arena *arena, size_t n)
{
    text_block *block = arena->block;

    if (block == NULL || n > block->cap - block->n) {
        const size_t cap = n > BLOCK_BYTES ? n : BLOCK_BYTES;

        block = malloc(sizeof *block + cap);
        if (block == NULL)
            return NULL;
        block->before = arena->block;
        block->n = 0;
        block->cap = cap;
        arena->block = block;
    }
    return block->bytes + block->n;
}

static void
free_blocks(text_block *block)
{
    while (block != NULL) {
        text_block *const before = block->before;

        free(block);
        block = before;
    }
}

/* Copy the ASCII characters that [from, from + n) begins with, and give how many they
   are.  `to` has room for 4 n bytes. */
static size_t
encode_ascii(char *to, const Py_UCS4 *from, size_t n)
{
    size_t i = 0;

#if defined(__SSE2__) && defined(__GNUC__)
    for (; i + 16 <= n; i += 16) {
        const __m128i *const p = (const __m128i *)(const void *)(from + i);
        /* Code points have 21 bits, so that saturation keeps all above ASCII there. */
        const __m128i low = _mm_packs_epi32(_mm_loadu_si128(p), _mm_loadu_si128(p + 1));
        const __m128i high = _mm_packs_epi32(_mm_loadu_si128(p + 2), _mm_loadu_si128(p + 3));
        const __m128i limit = _mm_set1_epi16(0x7F);
        const __m128i above = _mm_packs_epi16(_mm_cmpgt_epi16(low, limit),
                                              _mm_cmpgt_epi16(high, limit));
        const int beyond = _mm_movemask_epi8(above);

        _mm_storeu_si128((__m128i *)(void *)(to + i), _mm_packus_epi16(low, high));
        if (beyond != 0)
            return i + (size_t)__builtin_ctz((unsigned)beyond);
    }
#endif
    for (; i < n && from[i] < 0x80; i++)
        to[i] = (char)from[i];
    return i;
}

/* A lone surrogate becomes U+FFFD. */
static char *
encode_one(char *to, Py_UCS4 c)
{
    if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
        return to;
    }
    if (c >= 0xD800 && c <= 0xDFFF)
        c = 0xFFFD;
    if (c < 0x10000) {
        *to++ = (char)(0xE0 | c >> 12);
    } else {
        *to++ = (char)(0xF0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3F));
    }
    *to++ = (char)(0x80 | (c >> 6 & 0x3F));
    *to++ = (char)(0x80 | (c & 0x3F));
    return to;
}

static char *
encode(char *to, const Py_UCS4 *from, size_t n)
{
    const Py_UCS4 *const end = from + n;

    while (from < end) {
        const size_t n_ascii = encode_ascii(to, from, (size_t)(end - from));

        to += n_ascii;
        from += n_ascii;
        while (from < end && *from >= 0x80) {
            to = encode_one(to, *from++);
            /* The spaces of a text in another script are no new run. */
            if (from + 1 < end && from[0] < 0x80 && from[1] >= 0x80)
                *to++ = (char)*from++;
        }
    }
    return to;
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
    view->p = to;
    view->n = (size_t)(encode(to, arena->ucs4, n_chars) - to);
    arena->block->n += view->n;
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
    ascii = PyObject_CallMethodObjArgs(str, binding_state(module)->isascii, NULL);
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
