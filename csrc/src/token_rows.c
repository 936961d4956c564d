#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L /* sched_yield */
#include <sched.h>
#endif

#include "token_rows.h"
#include "memory.h"
#include "utf8.h"

#include <string.h>

/* A column is absent, being made by one thread, or there for all to read. */
enum { ABSENT, IN_WORK, PRESENT };

ng_token_rows *
ng_token_rows_new(const ng_alloc *alloc, ng_unit unit, bool borrowed)
{
    ng_token_rows *const rows = ng_realloc(alloc, NULL, sizeof *rows);

    if (rows == NULL)
        return NULL;
    memset(rows, 0, sizeof *rows);
    rows->all_valid = true;
    rows->unit = unit;
    for (size_t i = 0; i < NG_TOKENS_N; i++)
        atomic_init(&rows->state[i], (unsigned char)PRESENT);
    atomic_init(&rows->state[NG_TOKENS_DOC], (unsigned char)ABSENT);
    atomic_init(&rows->state[NG_TOKENS_TOK], (unsigned char)ABSENT);
    atomic_init(&rows->state[NG_TOKENS_SENT], (unsigned char)ABSENT);
    atomic_init(&rows->state[NG_TOKENS_SPACE_AFTER], (unsigned char)ABSENT);
    if (borrowed)
        atomic_init(&rows->state[NG_TOKENS_TEXT], (unsigned char)ABSENT);
    return rows;
}

void
ng_token_rows_free(ng_token_rows *rows, const ng_alloc *alloc)
{
    if (rows == NULL)
        return;
    ng_free(alloc, rows->docs);
    ng_free(alloc, rows->sentences);
    ng_free(alloc, rows->marks);
    ng_free(alloc, rows->flags);
    ng_free(alloc, rows);
}

ng_status
ng_token_rows_reserve(ng_token_rows *rows, const ng_alloc *alloc, size_t n)
{
    const ng_column_ref flags[] = {NG_COLUMN(rows->flags)};
    const ng_column_ref sentences[] = {NG_COLUMN(rows->sentences)};
    const ng_status status = ng_reserve(alloc, flags, 1, &rows->cap_rows, rows->n_rows + n);

    /* No sentence is empty, and few have less than sixteen tokens. */
    return status != NG_OK ? status
                           : ng_reserve(alloc, sentences, 1, &rows->cap_sentences,
                                        rows->n_sentences + n / 16);
}

static bool
is_borrowed(const ng_token_rows *rows)
{
    /* Nobody makes columns while documents are appended. */
    return atomic_load_explicit(&rows->state[NG_TOKENS_TEXT], memory_order_relaxed) != PRESENT;
}

ng_status
ng_token_rows_append(ng_token_rows *rows, const ng_alloc *alloc, const ng_doc *doc, uint32_t number,
                     const ng_offsets *offsets, bool valid)
{
    const ng_token_columns *const t = &doc->tokens;
    const ng_column_ref docs[] = {NG_COLUMN(rows->docs)};
    const ng_column_ref sentences[] = {NG_COLUMN(rows->sentences)};
    const ng_column_ref marks[] = {NG_COLUMN(rows->marks)};
    const bool borrowed = is_borrowed(rows), marked = borrowed && !offsets->identity;
    ng_token_doc *row;

    if (ng_token_rows_reserve(rows, alloc, t->n) != NG_OK ||
        ng_reserve(alloc, docs, 1, &rows->cap_docs, rows->n_docs + 1) != NG_OK ||
        ng_reserve(alloc, sentences, 1, &rows->cap_sentences,
                   rows->n_sentences + doc->sentences.n) != NG_OK ||
        (marked && ng_reserve(alloc, marks, 1, &rows->cap_marks,
                              rows->n_marks + t->n / NG_MARK_ROWS + 1) != NG_OK))
        return NG_ERR_MEMORY;
    row = &rows->docs[rows->n_docs++];
    row->text = borrowed ? doc->text : NULL;
    row->first_row = rows->n_rows;
    row->first_sentence = rows->n_sentences;
    row->first_mark = marked ? rows->n_marks : NG_UNITS_ARE_BYTES;
    row->doc = number;
    row->n_bytes = doc->n_bytes;
    row->valid = valid;
    for (size_t i = 0; i < doc->sentences.n; i++)
        rows->sentences[rows->n_sentences++] =
            (uint32_t)rows->n_rows + doc->sentences.first_token[i];
    for (size_t i = 0; marked && i < t->n; i += NG_MARK_ROWS)
        rows->marks[rows->n_marks++] = t->start[i];
    if (t->n > 0)
        memcpy(rows->flags + rows->n_rows, t->flags, t->n);
    rows->n_rows += t->n;
    rows->all_valid &= valid;
    rows->n_text += (valid ? 1 : 3) * (size_t)doc->n_bytes;
    return NG_OK;
}

bool
ng_token_rows_has(const ng_token_rows *rows, size_t column)
{
    return atomic_load_explicit(&rows->state[column], memory_order_acquire) == PRESENT;
}

/* ---------------------------------------------------------------- columns */

static size_t
doc_stop(const ng_token_rows *rows, size_t doc)
{
    return doc + 1 < rows->n_docs ? rows->docs[doc + 1].first_row : rows->n_rows;
}

static size_t
sentences_stop(const ng_token_rows *rows, size_t doc)
{
    return doc + 1 < rows->n_docs ? rows->docs[doc + 1].first_sentence : rows->n_sentences;
}

static ng_status
make_doc(const ng_token_rows *rows, const ng_alloc *alloc, ng_column *out)
{
    uint32_t *const to = ng_column_extend(out, alloc, rows->n_rows);

    if (to == NULL)
        return NG_ERR_MEMORY;
    for (size_t d = 0; d < rows->n_docs; d++)
        for (size_t i = rows->docs[d].first_row; i < doc_stop(rows, d); i++)
            to[i] = rows->docs[d].doc;
    return NG_OK;
}

static ng_status
make_tok(const ng_token_rows *rows, const ng_alloc *alloc, ng_column *out)
{
    uint32_t *const to = ng_column_extend(out, alloc, rows->n_rows);

    if (to == NULL)
        return NG_ERR_MEMORY;
    for (size_t d = 0; d < rows->n_docs; d++)
        for (size_t i = rows->docs[d].first_row; i < doc_stop(rows, d); i++)
            to[i] = (uint32_t)(i - rows->docs[d].first_row);
    return NG_OK;
}

static ng_status
make_sent(const ng_token_rows *rows, const ng_alloc *alloc, ng_column *out)
{
    uint32_t *const to = ng_column_extend(out, alloc, rows->n_rows);

    if (to == NULL)
        return NG_ERR_MEMORY;
    for (size_t d = 0; d < rows->n_docs; d++) {
        const size_t first = rows->docs[d].first_sentence, stop = sentences_stop(rows, d);

        /* Sentences tile the tokens of a document. */
        for (size_t s = first; s < stop; s++) {
            const size_t end = s + 1 < stop ? rows->sentences[s + 1] : doc_stop(rows, d);

            for (size_t i = rows->sentences[s]; i < end; i++)
                to[i] = (uint32_t)(s - first);
        }
    }
    return NG_OK;
}

/* The strings of a document, whose tokens are pieces of bytes only after counting. */
static ng_status
push_counted(const ng_token_rows *rows, const ng_alloc *alloc, size_t doc, const uint32_t *start,
             const uint32_t *stop, ng_column *out)
{
    const ng_token_doc *const d = &rows->docs[doc];
    const size_t end = doc_stop(rows, doc);
    ng_token_texts texts = ng_token_texts_from(rows, start, stop, d->first_row);
    ng_status status = NG_OK;

    for (size_t row = d->first_row; status == NG_OK && row < end;) {
        uint32_t first[256], last[256];
        ng_pieces pieces = {d->text, d->n_bytes, d->valid, 0, first, last, false};
        size_t n_readable, n;

        for (; pieces.n < 256 && row < end; row++, pieces.n++) {
            const char *const p = ng_token_texts_next(&texts, &n, &n_readable);

            first[pieces.n] = (uint32_t)(p - d->text);
            last[pieces.n] = first[pieces.n] + (uint32_t)n;
        }
        status = ng_column_push_pieces(out, alloc, &pieces);
    }
    return status;
}

static ng_status
make_text(const ng_token_rows *rows, const ng_alloc *alloc, const uint32_t *start,
          const uint32_t *stop, ng_column *out)
{
    /* Nearly all of the text is in tokens, once or, where it is broken, three times. */
    ng_status status = ng_column_reserve_utf8(out, alloc, rows->n_rows, rows->n_text);

    for (size_t d = 0; status == NG_OK && d < rows->n_docs; d++) {
        const ng_token_doc *const doc = &rows->docs[d];
        const size_t first = doc->first_row;

        if (doc->first_mark != NG_UNITS_ARE_BYTES) {
            status = push_counted(rows, alloc, d, start, stop, out);
        } else {
            const ng_pieces pieces = {doc->text,     doc->n_bytes,
                                      doc->valid,    doc_stop(rows, d) - first,
                                      start + first, stop + first,
                                      false};

            status = ng_column_push_pieces(out, alloc, &pieces);
        }
    }
    return status;
}

static ng_status
make_column(const ng_token_rows *rows, const ng_alloc *alloc, size_t column, const uint32_t *start,
            const uint32_t *stop, ng_column *out)
{
    switch (column) {
    case NG_TOKENS_DOC:
        return make_doc(rows, alloc, out);
    case NG_TOKENS_TOK:
        return make_tok(rows, alloc, out);
    case NG_TOKENS_SENT:
        return make_sent(rows, alloc, out);
    case NG_TOKENS_SPACE_AFTER:
        return ng_column_extend_bools(out, alloc, rows->flags, NG_TOKEN_SPACE_AFTER, rows->n_rows);
    default:
        return make_text(rows, alloc, start, stop, out);
    }
}

/* Another thread is at it, for a pass over the texts at most.  Who waits looks and does not
   write, and lets others go first: with more threads than cores the one at work may be one. */
static void
wait_for(atomic_uchar *state)
{
    while (atomic_load_explicit(state, memory_order_acquire) == IN_WORK) {
#if !defined(_WIN32)
        (void)sched_yield();
#endif
    }
}

ng_status
ng_token_rows_make(ng_token_rows *rows, const ng_alloc *alloc, size_t column, const uint32_t *start,
                   const uint32_t *stop, ng_column *out)
{
    atomic_uchar *const state = &rows->state[column];

    for (;;) {
        unsigned char seen = ABSENT;
        ng_column made;
        ng_status status;

        if (!atomic_compare_exchange_strong_explicit(state, &seen, (unsigned char)IN_WORK,
                                                     memory_order_acquire, memory_order_acquire)) {
            if (seen == PRESENT)
                return NG_OK;
            wait_for(state);
            continue;
        }
        status = ng_column_init(&made, alloc, out->type);
        if (status == NG_OK)
            status = make_column(rows, alloc, column, start, stop, &made);
        if (status != NG_OK) {
            ng_column_free(&made, alloc);
            atomic_store_explicit(state, (unsigned char)ABSENT, memory_order_release);
            return status;
        }
        ng_column_shrink(&made, alloc);
        ng_column_free(out, alloc);
        *out = made;
        atomic_store_explicit(state, (unsigned char)PRESENT, memory_order_release);
        return NG_OK;
    }
}

/* ---------------------------------------------------------------- strings */

/* From `at` in the document's text on until `unit` units are before. */
static void
advance(ng_token_texts *texts, uint32_t unit)
{
    const ng_token_doc *const doc = &texts->rows->docs[texts->doc];
    const char *const end = doc->text + doc->n_bytes;

    while (texts->at_unit < unit && texts->at < end) {
        const uint32_t cp = ng_utf8_next(&texts->at, end);
        const bool pair = texts->rows->unit == NG_UNIT_UTF16 && cp > 0xFFFF;

        texts->at_unit += pair && cp != NG_UTF8_BROKEN ? 2 : 1;
    }
}

static void
enter_doc(ng_token_texts *texts)
{
    texts->at = texts->rows->docs[texts->doc].text;
    texts->at_unit = 0;
}

ng_token_texts
ng_token_texts_from(const ng_token_rows *rows, const uint32_t *start, const uint32_t *stop,
                    size_t row)
{
    ng_token_texts texts = {rows, start, stop, 0, row, NULL, 0};
    size_t high = rows->n_docs;
    const ng_token_doc *doc;

    /* The last document that begins at the row or before it. */
    while (high - texts.doc > 1) {
        const size_t middle = texts.doc + (high - texts.doc) / 2;

        if (rows->docs[middle].first_row <= row)
            texts.doc = middle;
        else
            high = middle;
    }
    if (rows->n_docs == 0)
        return texts;
    doc = &rows->docs[texts.doc];
    enter_doc(&texts);
    if (doc->first_mark != NG_UNITS_ARE_BYTES && row < doc_stop(rows, texts.doc)) {
        const size_t mark = (row - doc->first_row) / NG_MARK_ROWS;

        texts.at += rows->marks[doc->first_mark + mark];
        texts.at_unit = start[doc->first_row + mark * NG_MARK_ROWS];
    }
    return texts;
}

const char *
ng_token_texts_next(ng_token_texts *texts, size_t *n_bytes, size_t *n_readable)
{
    const ng_token_rows *const rows = texts->rows;
    const size_t row = texts->row++;
    const ng_token_doc *doc;
    const char *p;

    while (doc_stop(rows, texts->doc) <= row) {
        texts->doc++;
        enter_doc(texts);
    }
    doc = &rows->docs[texts->doc];
    if (doc->first_mark == NG_UNITS_ARE_BYTES) {
        p = doc->text + texts->start[row];
        *n_bytes = texts->stop[row] - texts->start[row];
    } else {
        advance(texts, texts->start[row]);
        p = texts->at;
        advance(texts, texts->stop[row]);
        *n_bytes = (size_t)(texts->at - p);
    }
    *n_readable = (size_t)(doc->text + doc->n_bytes - p);
    return p;
}
