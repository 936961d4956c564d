#include "trace.h"
#include "memory.h"

void
ng_trace_clear(ng_trace *trace)
{
    ng_free(&trace->alloc, trace->tokens.note);
    ng_free(&trace->alloc, trace->sentences.note);
}

void
ng_trace_note(ng_trace *trace, ng_notes *notes, size_t start, size_t stop, unsigned rule,
              ng_decision decision)
{
    const ng_column_ref column[] = {NG_COLUMN(notes->note)};
    const ng_note note = {(uint32_t)start, (uint32_t)stop, (uint8_t)rule, (uint8_t)decision};
    size_t i;

    if (ng_reserve(&trace->alloc, column, 1, &notes->cap, notes->n + 1) != NG_OK) {
        trace->is_short = true;
        return;
    }
    for (i = notes->n++; i > 0 && notes->note[i - 1].start > start; i--)
        notes->note[i] = notes->note[i - 1];
    notes->note[i] = note;
}

void
ng_trace_drop(ng_notes *notes, size_t start)
{
    while (notes->n > 0 && notes->note[notes->n - 1].start >= start)
        notes->n--;
}
