/*
 * Tables out through the Arrow C data interface.
 *
 * Every ArrowArray that leaves here, children and dictionaries included, holds a
 * reference of its own to the table, since a consumer may move a child out and
 * release the parent first.
 */
#include "arrow_abi.h"
#include "memory.h"
#include "table.h"

#include <errno.h>
#include <string.h>

static char *
copy_string(const ng_alloc *alloc, const char *s)
{
    const size_t n = strlen(s) + 1;
    char *const copy = ng_realloc(alloc, NULL, n);

    if (copy != NULL)
        memcpy(copy, s, n);
    return copy;
}

/* ---------------------------------------------------------------- schemas */

typedef struct schema_node {
    ng_alloc alloc;
    char *metadata;
} schema_node;

static void
release_schema(struct ArrowSchema *schema)
{
    schema_node *const node = schema->private_data;
    const ng_alloc alloc = node->alloc;

    for (int64_t i = 0; i < schema->n_children; i++) {
        if (schema->children[i] != NULL && schema->children[i]->release != NULL)
            schema->children[i]->release(schema->children[i]);
        ng_free(&alloc, schema->children[i]);
    }
    ng_free(&alloc, schema->children);
    if (schema->dictionary != NULL) {
        if (schema->dictionary->release != NULL)
            schema->dictionary->release(schema->dictionary);
        ng_free(&alloc, schema->dictionary);
    }
    ng_free(&alloc, node->metadata);
    ng_free(&alloc, node);
    schema->release = NULL;
}

/* A schema without children; `format` and `name` are static. */
static ng_status
schema_init(struct ArrowSchema *schema, const ng_alloc *alloc, const char *format, const char *name,
            bool nullable)
{
    schema_node *const node = ng_realloc(alloc, NULL, sizeof *node);

    memset(schema, 0, sizeof *schema);
    if (node == NULL)
        return NG_ERR_MEMORY;
    node->alloc = *alloc;
    node->metadata = NULL;
    schema->format = format;
    schema->name = name;
    schema->flags = nullable ? ARROW_FLAG_NULLABLE : 0;
    schema->private_data = node;
    schema->release = release_schema;
    return NG_OK;
}

/* Room for `n` children, each allocated and empty. */
static ng_status
schema_add_children(struct ArrowSchema *schema, const ng_alloc *alloc, size_t n)
{
    schema->children = ng_realloc(alloc, NULL, n * sizeof *schema->children);
    if (schema->children == NULL)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        schema->children[i] = ng_realloc(alloc, NULL, sizeof **schema->children);
        if (schema->children[i] == NULL)
            return NG_ERR_MEMORY;
        memset(schema->children[i], 0, sizeof **schema->children);
        schema->n_children = (int64_t)i + 1;
    }
    return NG_OK;
}

static const char *
format_of(ng_type type)
{
    switch (type) {
    case NG_TYPE_U32:
        return "I";
    case NG_TYPE_U64:
        return "L";
    case NG_TYPE_F32:
        return "f";
    case NG_TYPE_F64:
        return "g";
    case NG_TYPE_BOOL:
        return "b";
    case NG_TYPE_DATE32:
        return "tdD";
    case NG_TYPE_UTF8:
        return "u";
    case NG_TYPE_ENUM:
        return "c";
    case NG_TYPE_ENUM16:
        return "s";
    case NG_TYPE_LIST_UTF8:
    case NG_TYPE_LIST_U32:
        return "+l";
    }
    return "n";
}

static ng_status
field_schema(const ng_field *field, const ng_alloc *alloc, struct ArrowSchema *out)
{
    ng_status status =
        schema_init(out, alloc, format_of(field->type), field->name, field->nullable);

    if (status != NG_OK)
        return status;
    if (ng_type_is_enum(field->type)) {
        out->dictionary = ng_realloc(alloc, NULL, sizeof *out->dictionary);
        if (out->dictionary == NULL)
            return NG_ERR_MEMORY;
        return schema_init(out->dictionary, alloc, "u", "", false);
    }
    if (ng_type_is_list(field->type)) {
        status = schema_add_children(out, alloc, 1);
        if (status != NG_OK)
            return status;
        return schema_init(out->children[0], alloc, field->type == NG_TYPE_LIST_UTF8 ? "u" : "I",
                           "item", false);
    }
    return NG_OK;
}

/* Key-value pairs in Arrow's binary form: counts and lengths are native int32. */
static char *
encode_metadata(const ng_alloc *alloc, const ng_metadata *metadata, size_t n)
{
    size_t n_bytes = 4;
    int32_t length = (int32_t)n;
    char *encoded, *p;

    for (size_t i = 0; i < n; i++)
        n_bytes += 8 + strlen(metadata[i].key) + strlen(metadata[i].value);
    encoded = p = ng_realloc(alloc, NULL, n_bytes);
    if (encoded == NULL)
        return NULL;
    memcpy(p, &length, 4);
    p += 4;
    for (size_t i = 0; i < n; i++) {
        const char *const pair[] = {metadata[i].key, metadata[i].value};

        for (size_t k = 0; k < 2; k++) {
            length = (int32_t)strlen(pair[k]);
            memcpy(p, &length, 4);
            memcpy(p + 4, pair[k], (size_t)length);
            p += 4 + length;
        }
    }
    return encoded;
}

static ng_status
table_schema(ng_table_id table, const ng_alloc *alloc, const ng_metadata *metadata,
             size_t n_metadata, struct ArrowSchema *out)
{
    const ng_schema *const schema = ng_schema_of(table);
    ng_status status = schema_init(out, alloc, "+s", schema->name, false);

    if (status == NG_OK)
        status = schema_add_children(out, alloc, schema->n_fields);
    for (size_t i = 0; status == NG_OK && i < schema->n_fields; i++)
        status = field_schema(&schema->fields[i], alloc, out->children[i]);
    if (status == NG_OK && n_metadata > 0) {
        schema_node *const node = out->private_data;

        node->metadata = encode_metadata(alloc, metadata, n_metadata);
        out->metadata = node->metadata;
        if (node->metadata == NULL)
            status = NG_ERR_MEMORY;
    }
    if (status != NG_OK && out->release != NULL)
        out->release(out);
    return status;
}

ng_status
ng_table_schema(ng_table_id table, const ng_metadata *metadata, size_t n_metadata,
                struct ArrowSchema *out)
{
    const ng_alloc alloc = ng_alloc_or_default(NULL);

    memset(out, 0, sizeof *out);
    if ((unsigned)table >= NG_N_TABLES)
        return NG_ERR_ARGUMENT;
    return table_schema(table, &alloc, metadata, n_metadata, out);
}

/* ----------------------------------------------------------------- arrays */

typedef struct array_node {
    ng_table *owner;
    const void *buffers[3];
    char *own; /* the dictionary's offsets and bytes */
} array_node;

static void
release_array(struct ArrowArray *array)
{
    array_node *const node = array->private_data;
    ng_table *const owner = node->owner;

    for (int64_t i = 0; i < array->n_children; i++) {
        if (array->children[i]->release != NULL)
            array->children[i]->release(array->children[i]);
        ng_free(&owner->alloc, array->children[i]);
    }
    ng_free(&owner->alloc, array->children);
    if (array->dictionary != NULL) {
        if (array->dictionary->release != NULL)
            array->dictionary->release(array->dictionary);
        ng_free(&owner->alloc, array->dictionary);
    }
    ng_free(&owner->alloc, node->own);
    ng_free(&owner->alloc, node);
    array->release = NULL;
    ng_table_release(owner);
}

static ng_status
array_init(struct ArrowArray *array, ng_table *owner, int64_t n_buffers)
{
    array_node *const node = ng_realloc(&owner->alloc, NULL, sizeof *node);

    memset(array, 0, sizeof *array);
    if (node == NULL)
        return NG_ERR_MEMORY;
    memset(node, 0, sizeof *node);
    node->owner = ng_table_retain(owner);
    array->n_buffers = n_buffers;
    array->buffers = node->buffers;
    array->private_data = node;
    array->release = release_array;
    return NG_OK;
}

static ng_status
array_add_children(struct ArrowArray *array, const ng_alloc *alloc, size_t n)
{
    array->children = ng_realloc(alloc, NULL, n * sizeof *array->children);
    if (array->children == NULL)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        array->children[i] = ng_realloc(alloc, NULL, sizeof **array->children);
        if (array->children[i] == NULL)
            return NG_ERR_MEMORY;
        memset(array->children[i], 0, sizeof **array->children);
        array->n_children = (int64_t)i + 1;
    }
    return NG_OK;
}

/* The closed list of an enum as an array of strings. */
static ng_status
export_dictionary(size_t column, ng_table *owner, struct ArrowArray *out)
{
    ng_status status = array_init(out, owner, 3);
    size_t n = 0, n_bytes = 0;
    array_node *node;
    int32_t at = 0;

    if (status != NG_OK)
        return status;
    for (const char *name; (name = ng_table_value_name(owner, column, n)) != NULL; n++)
        n_bytes += strlen(name);
    node = out->private_data;
    node->own = ng_realloc(&owner->alloc, NULL, (n + 1) * sizeof(int32_t) + n_bytes + 1);
    if (node->own == NULL)
        return NG_ERR_MEMORY;
    node->buffers[1] = node->own;
    node->buffers[2] = node->own + (n + 1) * sizeof(int32_t);
    for (size_t i = 0; i <= n; i++) {
        memcpy(node->own + i * sizeof at, &at, sizeof at);
        if (i < n) {
            const char *const name = ng_table_value_name(owner, column, i);

            memcpy(node->own + (n + 1) * sizeof(int32_t) + at, name, strlen(name));
            at += (int32_t)strlen(name);
        }
    }
    out->length = (int64_t)n;
    return NG_OK;
}

static ng_status
export_column(const ng_column *column, size_t index, ng_table *owner, size_t start, size_t n_rows,
              struct ArrowArray *out)
{
    const bool has_offsets = column->offsets != NULL;
    const bool is_list = ng_type_is_list(column->type);
    /* An empty buffer must still be one: some readers refuse NULL there. */
    static const uint8_t empty[8] = {0};
    ng_status status = array_init(out, owner, has_offsets && !is_list ? 3 : 2);
    array_node *node;

    if (status != NG_OK)
        return status;
    node = out->private_data;
    out->offset = (int64_t)start;
    out->length = (int64_t)n_rows;
    out->null_count = column->n_null == 0 ? 0 : -1;
    node->buffers[0] = column->n_null == 0 ? NULL : column->validity;
    node->buffers[1] = has_offsets ? (const void *)column->offsets : column->data;
    node->buffers[2] = has_offsets ? column->data : NULL;
    for (int i = 1; i < out->n_buffers; i++) {
        if (node->buffers[i] == NULL)
            node->buffers[i] = empty;
    }
    if (is_list) {
        status = array_add_children(out, &owner->alloc, 1);
        if (status != NG_OK)
            return status;
        return export_column(column->child, index, owner, 0, column->child->n, out->children[0]);
    }
    if (ng_type_is_enum(column->type)) {
        out->dictionary = ng_realloc(&owner->alloc, NULL, sizeof *out->dictionary);
        if (out->dictionary == NULL)
            return NG_ERR_MEMORY;
        memset(out->dictionary, 0, sizeof *out->dictionary);
        return export_dictionary(index, owner, out->dictionary);
    }
    return NG_OK;
}

ng_status
ng_table_export(ng_table *table, size_t start, size_t n_rows, struct ArrowArray *out)
{
    const ng_schema *const schema = ng_schema_of(table->id);
    ng_status status;

    memset(out, 0, sizeof *out);
    if (start > table->n_rows || n_rows > table->n_rows - start)
        return NG_ERR_ARGUMENT;
    /* The slice goes into the children: pyarrow refuses a record batch whose
       struct array has an offset of its own. */
    status = array_init(out, table, 1);
    if (status == NG_OK) {
        out->length = (int64_t)n_rows;
        status = array_add_children(out, &table->alloc, schema->n_fields);
    }
    for (size_t i = 0; status == NG_OK && i < schema->n_fields; i++) {
        const ng_column *const column = ng_table_column(table, i);

        status = column == NULL ? NG_ERR_MEMORY
                                : export_column(column, i, table, start, n_rows, out->children[i]);
    }
    if (status != NG_OK && out->release != NULL)
        out->release(out);
    return status;
}

/* ---------------------------------------------------------------- streams */

typedef struct stream_node {
    ng_alloc alloc;
    ng_table_id id;
    ng_slice *slices;
    size_t n_slices, next;
    ng_metadata *metadata;
    size_t n_metadata;
    const char *last_error;
} stream_node;

static int
stream_error(stream_node *node, ng_status status)
{
    node->last_error = ng_status_text(status);
    return status == NG_ERR_MEMORY ? ENOMEM : EINVAL;
}

static int
stream_get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    stream_node *const node = stream->private_data;
    const ng_status status =
        table_schema(node->id, &node->alloc, node->metadata, node->n_metadata, out);

    return status == NG_OK ? 0 : stream_error(node, status);
}

static int
stream_get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    stream_node *const node = stream->private_data;
    ng_status status;

    if (node->next == node->n_slices) {
        memset(out, 0, sizeof *out); /* released: the end */
        return 0;
    }
    status = ng_table_export(node->slices[node->next].table, node->slices[node->next].start,
                             node->slices[node->next].n_rows, out);
    if (status != NG_OK)
        return stream_error(node, status);
    node->next++;
    return 0;
}

static const char *
stream_get_last_error(struct ArrowArrayStream *stream)
{
    return ((stream_node *)stream->private_data)->last_error;
}

static void
free_stream_node(stream_node *node)
{
    const ng_alloc alloc = node->alloc;

    for (size_t i = 0; i < node->n_slices; i++)
        ng_table_release(node->slices[i].table);
    for (size_t i = 0; i < node->n_metadata; i++) {
        ng_free(&alloc, (void *)(uintptr_t)node->metadata[i].key);
        ng_free(&alloc, (void *)(uintptr_t)node->metadata[i].value);
    }
    ng_free(&alloc, node->slices);
    ng_free(&alloc, node->metadata);
    ng_free(&alloc, node);
}

static void
stream_release(struct ArrowArrayStream *stream)
{
    free_stream_node(stream->private_data);
    stream->release = NULL;
}

static ng_status
fill_stream(stream_node *node, const ng_slice *slices, size_t n_slices, const ng_metadata *metadata,
            size_t n_metadata)
{
    node->slices = ng_realloc(&node->alloc, NULL, (n_slices + 1) * sizeof *slices);
    node->metadata = ng_realloc(&node->alloc, NULL, (n_metadata + 1) * sizeof *metadata);
    if (node->slices == NULL || node->metadata == NULL)
        return NG_ERR_MEMORY;
    for (; node->n_slices < n_slices; node->n_slices++) {
        /* Now: the texts need not be there any more when the stream is read. */
        if (ng_table_complete(slices[node->n_slices].table) != NG_OK)
            return NG_ERR_MEMORY;
        node->slices[node->n_slices] = slices[node->n_slices];
        ng_table_retain(slices[node->n_slices].table);
    }
    for (size_t i = 0; i < n_metadata; i++) {
        node->metadata[i].key = copy_string(&node->alloc, metadata[i].key);
        node->metadata[i].value = copy_string(&node->alloc, metadata[i].value);
        node->n_metadata++;
        if (node->metadata[i].key == NULL || node->metadata[i].value == NULL)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

ng_status
ng_stream_export(ng_table_id id, const ng_slice *slices, size_t n_slices,
                 const ng_metadata *metadata, size_t n_metadata, struct ArrowArrayStream *out)
{
    const ng_alloc alloc = ng_alloc_or_default(NULL);
    stream_node *node;
    ng_status status;

    memset(out, 0, sizeof *out);
    if ((unsigned)id >= NG_N_TABLES)
        return NG_ERR_ARGUMENT;
    for (size_t i = 0; i < n_slices; i++) {
        if (slices[i].table->id != id)
            return NG_ERR_ARGUMENT;
    }
    node = ng_realloc(&alloc, NULL, sizeof *node);
    if (node == NULL)
        return NG_ERR_MEMORY;
    memset(node, 0, sizeof *node);
    node->alloc = alloc;
    node->id = id;
    status = fill_stream(node, slices, n_slices, metadata, n_metadata);
    if (status != NG_OK) {
        free_stream_node(node);
        return status;
    }
    out->get_schema = stream_get_schema;
    out->get_next = stream_get_next;
    out->get_last_error = stream_get_last_error;
    out->release = stream_release;
    out->private_data = node;
    return NG_OK;
}
