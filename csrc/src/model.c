#include "model.h"
#include "memory.h"
#include "pipeline.h"
#include "tag_features.h"

#include <math.h>
#include <string.h>

_Static_assert(sizeof(ng_model_info_file) == 32, "layout of the file");

/* ----------------------------------------------------------------- hashes */

uint64_t
ng_model_features_hash(void)
{
    const uint32_t values[] = {NG_FEATURES_VERSION, NG_N_LABELS, NG_N_LEX_CLASSES, NG_WORD_REACH,
                               NG_N_BLOCK_KINDS};

    return ng_checksum(values, sizeof values);
}

/* Rules that were added, dropped or said anew cut other tokens. */
uint64_t
ng_model_tokens_hash(void)
{
    uint64_t h = ng_checksum(NG_UNICODE_VERSION, sizeof NG_UNICODE_VERSION);

    for (size_t i = 0; i < ng_n_token_rules; i++) {
        h = ng_pair(h, ng_checksum(ng_token_rules[i].id, strlen(ng_token_rules[i].id)));
        h = ng_pair(h, ng_checksum(ng_token_rules[i].summary, strlen(ng_token_rules[i].summary)));
    }
    return h;
}

/* ---------------------------------------------------------------- reading */

static ng_status
section(ng_model *m, const char *name, size_t width, size_t wanted, const void **array,
        ng_error *error)
{
    size_t n;
    const ng_status status = ng_container_section(&m->file, name, width, array, &n, error);

    if (status != NG_OK)
        return status;
    if (n != wanted)
        return ng_fail(error, NG_ERR_FORMAT, "section '%s' has %zu elements, not %zu", name, n,
                       wanted);
    return NG_OK;
}

static ng_status
read_info(ng_model *m, ng_error *error)
{
    const void *array;
    ng_model_info_file info;

    if (section(m, "info", sizeof info, 1, &array, error) != NG_OK)
        return NG_ERR_FORMAT;
    memcpy(&info, array, sizeof info);
    if (info.features != ng_model_features_hash())
        return ng_fail(error, NG_ERR_FORMAT,
                       "the model was trained with other features than this version has: "
                       "train it again");
    if (info.tokens != ng_model_tokens_hash())
        return ng_fail(error, NG_ERR_FORMAT,
                       "the model was trained with other rules for tokens than this version "
                       "has: train it again");
    if (info.n_types == 0 || info.n_types > NG_MODEL_MAX_TYPES)
        return ng_fail(error, NG_ERR_FORMAT, "%u types of names", (unsigned)info.n_types);
    if (info.width % 16 != 0 || info.width > NG_MODEL_MAX_WIDTH ||
        info.width < 1u + 2u * info.n_types)
        return ng_fail(error, NG_ERR_FORMAT, "rows of %u weights", (unsigned)info.width);
    if (info.n_slots < NG_MODEL_WINDOW || info.n_slots > UINT32_C(1) << 26)
        return ng_fail(error, NG_ERR_FORMAT, "%u slots", (unsigned)info.n_slots);
    if (info.everywhere > 1)
        return ng_fail(error, NG_ERR_FORMAT, "the model needs a later version");
    m->everywhere = info.everywhere != 0;
    m->n_types = info.n_types;
    m->n_labels = 1u + 2u * info.n_types;
    m->width = info.width;
    m->n_slots = info.n_slots;
    m->n_rows = info.n_rows;
    m->stamp = ng_checksum(m->file.bytes, NG_CONTAINER_HEADER);
    return NG_OK;
}

_Static_assert(NG_N_LABELS + NG_MODEL_MAX_TYPES <= INT8_MAX, "Arrow's index of a label");

/* The ng_label of that name, or NG_N_LABELS. */
static uint8_t
label_of(const char *name)
{
    uint8_t i = 0;

    while (i < NG_N_LABELS && strcmp(ng_label_name(i), name) != 0)
        i++;
    return i;
}

static ng_status
read_labels(ng_model *m, ng_error *error)
{
    const char *own[NG_MODEL_MAX_TYPES];
    const void *array;
    const char *p, *end;
    size_t n, n_own = 0;

    if (ng_container_section(&m->file, "labels", 1, &array, &n, error) != NG_OK)
        return NG_ERR_FORMAT;
    p = array;
    end = p + n;
    for (uint32_t i = 0; i < m->n_types; i++) {
        const char *const stop = p < end ? memchr(p, '\0', (size_t)(end - p)) : NULL;

        if (stop == NULL || !ng_label_is_valid(p, (size_t)(stop - p)))
            return ng_fail(error, NG_ERR_FORMAT, "the name of type %u is broken", (unsigned)i);
        for (uint32_t k = 0; k < i; k++) {
            if (strcmp(m->type_names[k], p) == 0)
                return ng_fail(error, NG_ERR_FORMAT, "label '%s' twice", p);
        }
        m->type_names[i] = p;
        m->types[i] = label_of(p);
        if (m->types[i] == NG_N_LABELS) {
            m->types[i] = (uint8_t)(NG_N_LABELS + n_own);
            own[n_own++] = p;
        }
        p = stop + 1;
    }
    if (p != end)
        return ng_fail(error, NG_ERR_FORMAT, "more labels than types");
    if (n_own > 0 && (m->own = ng_own_labels_new(&m->alloc, own, n_own)) == NULL)
        return NG_ERR_MEMORY;
    return NG_OK;
}

static ng_status
read_weights(ng_model *m, ng_error *error)
{
    const void *array;

    if (section(m, "check", sizeof *m->check, m->n_slots, &array, error) != NG_OK)
        return NG_ERR_FORMAT;
    m->check = array;
    if (section(m, "scale", 1, m->n_slots, &array, error) != NG_OK)
        return NG_ERR_FORMAT;
    m->scale = array;
    if (section(m, "rows", 1, (size_t)m->n_slots * m->width, &array, error) != NG_OK)
        return NG_ERR_FORMAT;
    m->rows = array;
    if (section(m, "moves", sizeof *m->moves, (size_t)NG_N_MOVES * m->width, &array, error) !=
        NG_OK)
        return NG_ERR_FORMAT;
    m->moves = array;
    if (section(m, "conf", sizeof *m->conf, NG_MODEL_N_CONF, &array, error) != NG_OK)
        return NG_ERR_FORMAT;
    m->conf = array;
    for (size_t i = 0; i < NG_MODEL_N_CONF; i++) {
        if (!(m->conf[i] >= 0 && m->conf[i] <= 1)) /* also no number */
            return ng_fail(error, NG_ERR_FORMAT, "confidence %zu is outside 0 to 1", i);
    }
    if (ng_container_section(&m->file, "meta", 1, &array, &m->n_metadata, error) != NG_OK)
        return NG_ERR_FORMAT;
    m->metadata = array;
    return NG_OK;
}

/* Takes over `file`, also on failure. */
static ng_status
open_container(const ng_container *file, const ng_alloc *alloc, ng_model **out, ng_error *error)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    ng_container closing = *file;
    ng_model *const m = ng_realloc(&a, NULL, sizeof *m);
    ng_status status;

    if (m == NULL) {
        ng_container_close(&closing);
        return NG_ERR_MEMORY;
    }
    memset(m, 0, sizeof *m);
    m->alloc = a;
    m->file = *file;
    status = file->content_version == NG_MODEL_VERSION
                 ? NG_OK
                 : ng_fail(error, NG_ERR_FORMAT, "a model of version %u, not %u",
                           (unsigned)file->content_version, NG_MODEL_VERSION);
    if (status == NG_OK)
        status = read_info(m, error);
    if (status == NG_OK)
        status = read_labels(m, error);
    if (status == NG_OK)
        status = read_weights(m, error);
    if (status != NG_OK) {
        ng_model_free(m);
        return status;
    }
    *out = m;
    return NG_OK;
}

ng_status
ng_model_open(const char *path, const ng_alloc *alloc, ng_model **out, ng_error *error)
{
    ng_container file;
    const ng_status status = ng_container_open(&file, path, NG_CONTAINER_MODEL, alloc, error);

    *out = NULL;
    return status == NG_OK ? open_container(&file, alloc, out, error) : status;
}

ng_status
ng_model_open_memory(const void *bytes, size_t n_bytes, const ng_alloc *alloc, ng_model **out,
                     ng_error *error)
{
    ng_container file;
    const ng_status status =
        ng_container_open_memory(&file, bytes, n_bytes, NG_CONTAINER_MODEL, alloc, error);

    *out = NULL;
    return status == NG_OK ? open_container(&file, alloc, out, error) : status;
}

void
ng_model_free(ng_model *model)
{
    if (model != NULL) {
        const ng_alloc a = model->alloc;

        ng_own_labels_release(model->own);
        ng_container_close(&model->file);
        ng_free(&a, model);
    }
}

void
ng_model_get_info(const ng_model *model, ng_model_info *info)
{
    info->n_bytes = model->file.n_bytes;
    info->n_rows = model->n_rows;
    info->n_types = model->n_types;
    info->metadata = model->metadata;
    info->metadata_len = model->n_metadata;
}

const char *
ng_model_type_name(const ng_model *model, size_t i)
{
    return i < model->n_types ? model->type_names[i] : NULL;
}

/* ---------------------------------------------------------------- writing */

typedef struct slots {
    uint32_t n;
    uint16_t *check;
    uint8_t *scale;
    int8_t *rows;
} slots;

static void
free_slots(const ng_alloc *alloc, slots *s)
{
    ng_free(alloc, s->check);
    ng_free(alloc, s->scale);
    ng_free(alloc, s->rows);
    memset(s, 0, sizeof *s);
}

/* Put row `i` into its window.  It is left out if another feature of the same bits
   is there, or no room is: rows come the heaviest first. */
static void
place_row(const ng_model_parts *parts, size_t i, slots *s)
{
    const uint32_t home = ng_model_home(parts->keys[i], s->n);
    const uint16_t check = ng_model_check(parts->keys[i]);
    uint32_t slot = home;

    while (slot < home + NG_MODEL_WINDOW && s->check[slot] != 0) {
        if (s->check[slot++] == check)
            return;
    }
    if (slot == home + NG_MODEL_WINDOW)
        return;
    s->check[slot] = check;
    s->scale[slot] = parts->scale[i];
    memcpy(s->rows + (size_t)slot * parts->width, parts->rows + i * parts->width, parts->width);
}

/* Lay the rows out; five slots in six are taken. */
static ng_status
fill_slots(const ng_model_parts *parts, const ng_alloc *alloc, slots *s)
{
    const size_t n = parts->n_rows + parts->n_rows / 5 + NG_MODEL_WINDOW;

    s->n = (uint32_t)n;
    s->check = ng_realloc(alloc, NULL, n * sizeof *s->check);
    s->scale = ng_realloc(alloc, NULL, n);
    s->rows = ng_realloc(alloc, NULL, n * parts->width);
    if (s->check == NULL || s->scale == NULL || s->rows == NULL) {
        free_slots(alloc, s);
        return NG_ERR_MEMORY;
    }
    memset(s->check, 0, n * sizeof *s->check);
    memset(s->scale, 0, n);
    memset(s->rows, 0, n * parts->width);
    for (size_t i = 0; i < parts->n_rows; i++)
        place_row(parts, i, s);
    return NG_OK;
}

ng_status
ng_model_write(const ng_model_parts *parts, const char *path, const ng_alloc *alloc, void **bytes,
               size_t *n_bytes, ng_error *error)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    char labels[NG_MODEL_MAX_TYPES * 64];
    size_t n_labels = 0;
    ng_model_info_file info = {.features = ng_model_features_hash(),
                               .tokens = ng_model_tokens_hash(),
                               .n_types = (uint16_t)parts->n_types,
                               .everywhere = parts->everywhere,
                               .width = parts->width,
                               .n_rows = (uint32_t)parts->n_rows};
    slots s = {0};
    ng_status status;

    for (uint32_t i = 0; i < parts->n_types; i++) {
        const size_t n = strlen(parts->type_names[i]) + 1;

        if (n > 64)
            return NG_ERR_ARGUMENT;
        memcpy(labels + n_labels, parts->type_names[i], n);
        n_labels += n;
    }
    status = fill_slots(parts, &a, &s);
    if (status != NG_OK)
        return status;
    info.n_slots = s.n;

    const ng_section sections[] = {
        {"info", &info, sizeof info},
        {"labels", labels, n_labels},
        {"check", s.check, s.n * sizeof *s.check},
        {"scale", s.scale, s.n},
        {"rows", s.rows, (size_t)s.n * parts->width},
        {"moves", parts->moves, NG_N_MOVES * parts->width * sizeof *parts->moves},
        {"conf", parts->conf, NG_MODEL_N_CONF * sizeof *parts->conf},
        {"meta", parts->metadata, parts->n_metadata},
    };
    const size_t n_sections = sizeof sections / sizeof sections[0];

    if (path != NULL)
        status = ng_container_write(path, NG_CONTAINER_MODEL, NG_MODEL_VERSION, sections,
                                    n_sections, &a, error);
    else
        status = ng_container_encode(NG_CONTAINER_MODEL, NG_MODEL_VERSION, sections, n_sections, &a,
                                     bytes, n_bytes);
    free_slots(&a, &s);
    return status;
}
