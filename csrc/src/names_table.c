#include "names_table.h"
#include "memory.h"

#include <string.h>

#define MAX_PROBES 16
#define MIN_SLOTS 256

void
ng_name_table_start(ng_name_table *table)
{
    table->n = 0;
    table->generation++;
    if (table->generation == 0) { /* once in 2^32 documents */
        if (table->rows != NULL)
            memset(table->rows, 0, table->n_slots * sizeof *table->rows);
        table->generation = 1;
    }
}

uint64_t
ng_name_hash(const char *p, const char *end)
{
    uint64_t h = UINT64_C(0x9E3779B97F4A7C15);
    bool gap = false;

    for (; p < end; p++) {
        unsigned char c = (unsigned char)*p;

        if (c == '.')
            continue;
        if (c <= ' ' || c == '-') {
            gap = true;
            continue;
        }
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 0x20);
        if (gap) {
            h = (h ^ ' ') * UINT64_C(0x100000001B3);
            gap = false;
        }
        h = (h ^ c) * UINT64_C(0x100000001B3);
    }
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    return h ^ h >> 32;
}

/* The slot of the name, or the free one it would take; NULL if all are taken. */
static ng_name_row *
find_slot(const ng_name_table *table, uint64_t hash)
{
    const size_t mask = table->n_slots - 1;

    for (size_t i = 0; i < MAX_PROBES; i++) {
        ng_name_row *const row = &table->rows[(hash + i) & mask];

        if (row->generation != table->generation || row->hash == hash)
            return row;
    }
    return NULL;
}

const ng_name_row *
ng_name_table_find(const ng_name_table *table, uint64_t hash)
{
    const ng_name_row *row;

    if (table->n == 0)
        return NULL;
    row = find_slot(table, hash);
    return row != NULL && row->generation == table->generation ? row : NULL;
}

static ng_status
grow(ng_name_table *table, const ng_alloc *alloc)
{
    const size_t n_slots = table->n_slots == 0 ? MIN_SLOTS : table->n_slots * 2;
    ng_name_table larger = {NULL, 0, n_slots, table->generation};

    larger.rows = ng_realloc(alloc, NULL, n_slots * sizeof *larger.rows);
    if (larger.rows == NULL)
        return NG_ERR_MEMORY;
    memset(larger.rows, 0, n_slots * sizeof *larger.rows);
    for (size_t i = 0; i < table->n_slots; i++) {
        ng_name_row *slot;

        if (table->rows[i].generation != table->generation)
            continue;
        slot = find_slot(&larger, table->rows[i].hash);
        if (slot != NULL) {
            *slot = table->rows[i];
            larger.n++;
        }
    }
    ng_free(alloc, table->rows);
    *table = larger;
    return NG_OK;
}

ng_status
ng_name_table_add(ng_name_table *table, const ng_alloc *alloc, uint64_t hash, ng_label label,
                  ng_form form, unsigned rule)
{
    ng_name_row *row;

    if (table->n * 2 >= table->n_slots && grow(table, alloc) != NG_OK)
        return NG_ERR_MEMORY;
    row = find_slot(table, hash);
    if (row == NULL)
        return NG_OK;
    if (row->generation != table->generation) {
        *row = (ng_name_row){.hash = hash, .generation = table->generation};
        table->n++;
    }
    if (label == NG_LABEL_PERSON) {
        if (row->n_person == 0 || form < (ng_form)row->person_form)
            row->person_form = (uint8_t)form;
        if (row->n_person < UINT16_MAX)
            row->n_person++;
        return NG_OK;
    }
    if (row->n_other == 0 || form < (ng_form)row->form) {
        row->label = (uint8_t)label;
        row->form = (uint8_t)form;
        row->rule = (uint8_t)rule;
    }
    if (row->n_other < UINT16_MAX)
        row->n_other++;
    return NG_OK;
}
