#include "token_rows.h"
#include "memory.h"

#include <string.h>

/* A column is absent, being made by one thread, or there for all to read. */
enum { ABSENT, IN_WORK, PRESENT };

ng_token_rows *
ng_token_rows_new(const ng_alloc *alloc, bool borrowed)
{
    ng_token_rows *const rows = ng_realloc(alloc, NULL, sizeof *rows);

    if (rows == NULL)
        return NULL;
    memset(rows, 0, sizeof *rows);
    rows->all_valid = true;
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
    ng_free(alloc, rows->bytes);
    ng_free(alloc, rows->flags);
    ng_free(alloc, rows);
}

ng_status
ng_token_rows_reserve(ng_token_rows *rows, const ng_alloc *alloc, size_t n)
{
    const ng_column_ref flags[] = {NG_COLUMN(rows->flags)};

    return ng_reserve(alloc, flags, 1, &rows->cap_rows, rows->n_rows + n);
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
    const ng_column_ref bytes[] = {NG_COLUMN(rows->bytes)};
    const bool borrowed = is_borrowed(rows), spans = borrowed && !offsets->identity;
    ng_token_doc *row;

    if (ng_token_rows_reserve(rows, alloc, t->n) != NG_OK ||
        ng_reserve(alloc, docs, 1, &rows->cap_docs, rows->n_docs + 1) != NG_OK ||
        ng_reserve(alloc, sentences, 1, &rows->cap_sentences,
                   rows->n_sentences + doc->sentences.n) != NG_OK ||
        (spans && ng_reserve(alloc, bytes, 1, &rows->cap_spans, rows->n_spans + t->n) != NG_OK))
        return NG_ERR_MEMORY;
    row = &rows->docs[rows->n_docs++];
    row->text = borrowed ? doc->text : NULL;
    row->first_row = rows->n_rows;
    row->first_sentence = rows->n_sentences;
    row->first_byte = spans ? rows->n_spans : NG_UNITS_ARE_BYTES;
    row->doc = number;
    row->n_bytes = doc->n_bytes;
    row->valid = valid;
    for (size_t i = 0; i < doc->sentences.n; i++)
        rows->sentences[rows->n_sentences++] =
            (uint32_t)rows->n_rows + doc->sentences.first_token[i];
    for (size_t i = 0; spans && i < t->n; i++) {
        rows->bytes[rows->n_spans].start = t->start[i];
        rows->bytes[rows->n_spans++].stop = t->stop[i];
    }
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

static ng_status
make_text(const ng_token_rows *rows, const ng_alloc *alloc, const uint32_t *start,
          const uint32_t *stop, ng_column *out)
{
    size_t n_bytes = 0;
    ng_token_texts texts = ng_token_texts_from(rows, start, stop, 0);

    for (size_t i = 0; i < rows->n_rows; i++) {
        size_t n, n_readable;

        ng_token_texts_next(&texts, &n, &n_readable);
        n_bytes += n;
    }
    if (ng_column_reserve_utf8(out, alloc, rows->n_rows, n_bytes) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t d = 0; d < rows->n_docs; d++) {
        const ng_token_doc *const doc = &rows->docs[d];
        const size_t first = doc->first_row, n = doc_stop(rows, d) - first;
        const bool same = doc->first_byte == NG_UNITS_ARE_BYTES;
        /* Spans are pairs, offsets of the table two columns. */
        const uint32_t *const spans = same ? NULL : &rows->bytes[doc->first_byte].start;
        const ng_pieces pieces = {doc->text,
                                  doc->n_bytes,
                                  doc->valid,
                                  n,
                                  same ? start + first : spans,
                                  same ? stop + first : spans + 1,
                                  same ? 1 : 2};
        const ng_status status = ng_column_push_pieces(out, alloc, &pieces);

        if (status != NG_OK)
            return status;
    }
    return NG_OK;
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
            continue; /* another thread is at it, for milliseconds at most */
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

ng_token_texts
ng_token_texts_from(const ng_token_rows *rows, const uint32_t *start, const uint32_t *stop,
                    size_t row)
{
    ng_token_texts texts = {rows, start, stop, 0, row};
    size_t low = 0, high = rows->n_docs;

    /* The last document that begins at the row or before it. */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (rows->docs[middle].first_row <= row)
            low = middle;
        else
            high = middle;
    }
    texts.doc = low;
    return texts;
}

const char *
ng_token_texts_next(ng_token_texts *texts, size_t *n_bytes, size_t *n_readable)
{
    const ng_token_rows *const rows = texts->rows;
    const ng_token_doc *doc;
    const size_t row = texts->row++;
    ng_span span;

    while (doc_stop(rows, texts->doc) <= row)
        texts->doc++;
    doc = &rows->docs[texts->doc];
    if (doc->first_byte == NG_UNITS_ARE_BYTES) {
        span.start = texts->start[row];
        span.stop = texts->stop[row];
    } else {
        span = rows->bytes[doc->first_byte + (row - doc->first_row)];
    }
    *n_bytes = span.stop - span.start;
    *n_readable = doc->n_bytes - span.start;
    return doc->text + span.start;
}
