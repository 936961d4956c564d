/*
 * Quotation marks in pairs.
 *
 * A mark opens or closes by what the tokenizer says of it.  Within a paragraph a pair is
 * an opening mark and the next closing one of its sort; a paragraph that ends inside of
 * marks goes on in the next if that begins with a mark, and is left unclosed if not.
 */
#include "memory.h"
#include "quotes.h"

#include <string.h>

/* The sort of a mark: double ones, single ones, angled ones. */
static int
sort_of(const ng_doc *doc, uint32_t i)
{
    const unsigned char *const p = (const unsigned char *)doc->text + doc->tokens.start[i];
    const size_t n = doc->tokens.stop[i] - doc->tokens.start[i];

    if (n == 1)
        return *p == '"' ? 2 : 1;
    if (n == 2 && (*p == '\'' || *p == '`'))
        return 2; /* two single ones for a double one */
    if (n == 3 && p[0] == 0xE2 && p[1] == 0x80)
        return p[2] == 0x98 || p[2] == 0x99 || p[2] == 0x9A || p[2] == 0x9B ? 1 : 2;
    return 2;
}

static ng_status
add_pair(ng_doc *doc, uint32_t open, uint32_t close, unsigned flags)
{
    ng_speech_scratch *const s = doc->speech_scratch;
    const ng_column_ref columns[] = {NG_COLUMN(s->marks)};

    if (close <= open + 1)
        return NG_OK;
    if (ng_reserve(&doc->alloc, columns, 1, &s->cap_marks, s->n_marks + 1) != NG_OK)
        return NG_ERR_MEMORY;
    for (uint32_t i = open + 1; i < close; i++)
        s->inside[i] = (uint32_t)s->n_marks;
    s->marks[s->n_marks++] = (ng_marks){open, close, NG_NO_ROW, (uint8_t)flags};
    return NG_OK;
}

/* Single marks count only where no double ones are open, and need both ends. */
typedef struct state {
    uint32_t open;   /* of double marks, or NG_NO_TOKEN */
    uint32_t single; /* of single marks, or NG_NO_TOKEN */
    bool goes_on;    /* the paragraph before was left open */
    bool continued;  /* `open` takes up the marks of the paragraph before */
} state;

static ng_status
mark(ng_doc *doc, state *st, uint32_t i, uint32_t first)
{
    const uint64_t w = doc->speech_scratch->word[i];
    ng_status status = NG_OK;

    if (sort_of(doc, i) == 1) {
        if (st->open != NG_NO_TOKEN)
            return NG_OK;
        if ((w & NG_SPEECH_OPEN) != 0) {
            st->single = i;
        } else if (st->single != NG_NO_TOKEN) {
            status = add_pair(doc, st->single, i, NG_MARKS_SINGLE);
            st->single = NG_NO_TOKEN;
        }
        return status;
    }
    st->single = NG_NO_TOKEN;
    if (st->open == NG_NO_TOKEN) {
        if ((w & NG_SPEECH_OPEN) != 0 || i == first) {
            st->open = i;
            st->continued = i == first && st->goes_on;
        }
        return NG_OK;
    }
    /* A mark that seems to open while one is open closes it if nothing else can: a
       straight mark with a gap on its left. */
    status = add_pair(doc, st->open, i, st->continued ? NG_MARKS_GOES_ON : 0);
    st->open = (w & NG_SPEECH_OPEN) != 0 && i > first ? i : NG_NO_TOKEN;
    st->continued = false;
    return status;
}

ng_status
ng_quotes_pair(ng_doc *doc)
{
    const ng_sentence_columns *const c = &doc->sentences;
    const uint64_t *const w = doc->speech_scratch->word;
    state st = {NG_NO_TOKEN, NG_NO_TOKEN, false, false};

    for (size_t k = 0; k < c->n;) {
        const uint32_t block = c->block[k], first = c->first_token[k];
        uint32_t stop = first;

        for (; k < c->n && c->block[k] == block; k++)
            stop = c->stop_token[k];
        if (!ng_speech_block(doc->blocks.kind[block])) {
            st.goes_on = false;
            continue;
        }
        st.open = st.single = NG_NO_TOKEN;
        for (uint32_t i = first; i < stop; i++) {
            if ((w[i] & (NG_SPEECH_OPEN | NG_SPEECH_CLOSE)) != 0 &&
                mark(doc, &st, i, first) != NG_OK)
                return NG_ERR_MEMORY;
        }
        st.goes_on = st.open != NG_NO_TOKEN;
        if (st.goes_on &&
            add_pair(doc, st.open, stop,
                     NG_MARKS_UNCLOSED | (st.continued ? NG_MARKS_GOES_ON : 0)) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}
