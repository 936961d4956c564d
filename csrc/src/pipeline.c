#include "pipeline.h"
#include "memory.h"
#include "model.h"
#include "patterns.h"
#include "told.h"

#include <string.h>

#define BIT(table) NG_TABLE_BIT(NG_TABLE_##table)

/* Which stage serves which table, and needs which earlier stage: the one place
   that says so. */
static const struct stage {
    unsigned bit;
    unsigned needs;  /* stages */
    unsigned tables; /* that it fills or helps to fill */
    ng_status (*run)(const ng_pipeline *, ng_doc *);
} stages[] = {
    {NG_STAGE_FIND, 0, BIT(MATCHES), ng_find_run},
    {NG_STAGE_BLOCKS, 0, BIT(ARTICLES) | BIT(BLOCKS), ng_blocks_run},
    {NG_STAGE_TOKENS, NG_STAGE_BLOCKS, BIT(ARTICLES) | BIT(TOKENS), ng_tokens_run},
    {NG_STAGE_SENTENCES, NG_STAGE_TOKENS,
     BIT(ARTICLES) | BIT(SENTENCES) | BIT(TOKENS), ng_sentences_run},
    {NG_STAGE_VALUES, NG_STAGE_SENTENCES, BIT(DATES) | BIT(NUMBERS) | BIT(MENTIONS), ng_values_run},
    {NG_STAGE_LEXICON, NG_STAGE_SENTENCES, 0, ng_lexicon_run},
    {NG_STAGE_MENTIONS, NG_STAGE_LEXICON, BIT(MENTIONS), ng_mentions_run},
    {NG_STAGE_TOLD, NG_STAGE_SENTENCES | NG_STAGE_FIND, 0, ng_told_run},
    {NG_STAGE_BAN, NG_STAGE_VALUES | NG_STAGE_TOLD, BIT(DATES) | BIT(NUMBERS) | BIT(MENTIONS),
     ng_ban_run},
    {NG_STAGE_TAGGER, NG_STAGE_MENTIONS | NG_STAGE_TOLD, BIT(MENTIONS), ng_tagger_run},
    {NG_STAGE_MERGE, NG_STAGE_TAGGER | NG_STAGE_BAN, BIT(MENTIONS), ng_merge_run},
    {NG_STAGE_OBEY, NG_STAGE_MERGE, BIT(MENTIONS), ng_obey_run},
    {NG_STAGE_PATTERNS, NG_STAGE_SENTENCES, BIT(PATTERNS), ng_patterns_run},
    {NG_STAGE_ENTITIES, NG_STAGE_OBEY, BIT(MENTIONS) | BIT(ENTITIES), ng_entities_run},
    {NG_STAGE_ROLES, NG_STAGE_ENTITIES, BIT(ROLES), ng_roles_run},
    {NG_STAGE_QUOTES, NG_STAGE_ROLES, BIT(QUOTES), ng_quotes_run},
};

#define N_STAGES (sizeof stages / sizeof stages[0])

/* With what they need. */
static unsigned
close_over(unsigned wanted)
{
    /* From the last to the first, as needs point backwards only. */
    for (size_t i = N_STAGES; i-- > 0;) {
        if ((stages[i].bit & wanted) != 0)
            wanted |= stages[i].needs;
    }
    return wanted;
}

unsigned
ng_pipeline_stages(unsigned tables)
{
    unsigned wanted = 0;

    for (size_t i = 0; i < N_STAGES; i++) {
        if ((stages[i].tables & tables) != 0)
            wanted |= stages[i].bit;
    }
    return close_over(wanted);
}

/* For what rules of patterns take whole, beside what the stage needs itself. */
static unsigned
stages_of_patterns(const ng_pipeline *pipeline)
{
    const unsigned needed = ng_patterns_need(pipeline->patterns);
    unsigned wanted = 0;

    if ((needed & NG_READS_VALUES) != 0)
        wanted |= pipeline->overrides != NULL ? NG_STAGE_BAN : NG_STAGE_VALUES;
    if ((needed & NG_READS_NAMES) != 0)
        wanted |= NG_STAGE_OBEY;
    return close_over(wanted) & ~close_over(NG_STAGE_SENTENCES);
}

ng_status
ng_pipeline_run(const ng_pipeline *pipeline, ng_doc *doc, unsigned wanted)
{
    if ((wanted & NG_STAGE_PATTERNS) != 0)
        wanted |= stages_of_patterns(pipeline);
    for (size_t i = 0; i < N_STAGES; i++) {
        if ((stages[i].bit & wanted) != 0) {
            const ng_status status = stages[i].run(pipeline, doc);

            if (status != NG_OK)
                return status;
        }
    }
    return NG_OK;
}

/* ------------------------------------------------------------------ labels */

/* As many as a dictionary of int8 holds beside the library's. */
#define MAX_OWN (127 - NG_N_LABELS)

typedef struct own_names {
    const char *name[MAX_OWN];
    size_t n;
} own_names;

/* The label of a name, which is added if it is new; NG_LABEL_NONE if there are too many. */
static uint8_t
label_of_name(own_names *own, const char *name)
{
    for (size_t i = 0; i < NG_N_LABELS; i++) {
        if (strcmp(ng_label_name(i), name) == 0)
            return (uint8_t)i;
    }
    for (size_t i = 0; i < own->n; i++) {
        if (strcmp(own->name[i], name) == 0)
            return (uint8_t)(NG_N_LABELS + i);
    }
    if (own->n == MAX_OWN)
        return NG_LABEL_NONE;
    own->name[own->n++] = name;
    return (uint8_t)(NG_N_LABELS + own->n - 1);
}

/* How a lexicon's labels are those of mentions.  With `add`, its own become labels. */
static bool
map_labels(own_names *own, const ng_lexicon *x, bool add, uint8_t *to)
{
    const char *p = x->labels;

    for (unsigned i = 0; i < 256; i++)
        to[i] = i < NG_N_LABELS ? (uint8_t)i : NG_LABEL_NONE;
    for (size_t i = 0; i < x->n_labels; i++, p += strlen(p) + 1) {
        const size_t n = own->n;

        to[NG_N_LABELS + i] = label_of_name(own, p);
        if (to[NG_N_LABELS + i] == NG_LABEL_NONE)
            return false;
        if (!add && own->n > n) {
            own->n = n;
            to[NG_N_LABELS + i] = NG_LABEL_NONE;
        }
    }
    return true;
}

/* pipeline->own and label_of. */
static ng_status
set_labels(ng_pipeline *p)
{
    own_names own = {.n = 0};

    if (p->model != NULL && p->model->own != NULL) {
        for (; own.n < p->model->own->n; own.n++)
            own.name[own.n] = p->model->own->name[own.n];
    }
    if (!ng_is_told(p)) {
        p->own = p->model == NULL ? NULL : ng_own_labels_retain(p->model->own);
        return NG_OK;
    }
    p->label_of = ng_realloc(&p->alloc, NULL, (p->n_lexicons + 1) * sizeof *p->label_of);
    if (p->label_of == NULL)
        return NG_ERR_MEMORY;
    for (uint32_t i = 0; i < p->n_lexicons; i++) {
        if (!map_labels(&own, p->lexicons[i], p->lexicons_decide, p->label_of[i]))
            return NG_ERR_TOO_LONG;
    }
    if (p->overrides != NULL &&
        !map_labels(&own, p->overrides->lexicon, true, p->label_of[p->n_lexicons]))
        return NG_ERR_TOO_LONG;
    if (own.n > 0)
        p->own = ng_own_labels_new(&p->alloc, own.name, own.n);
    return own.n > 0 && p->own == NULL ? NG_ERR_MEMORY : NG_OK;
}

/* ---------------------------------------------------------------- pipeline */

ng_status
ng_pipeline_new(const ng_options *options, const ng_alloc *alloc, ng_pipeline **out)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    ng_options o;
    ng_pipeline *pipeline;
    ng_status status;

    *out = NULL;
    memset(&o, 0, sizeof o);
    if (options != NULL) {
        /* A caller built against an older header knows fewer fields. */
        if (options->struct_size < sizeof options->struct_size ||
            options->struct_size > sizeof o)
            return NG_ERR_ARGUMENT;
        memcpy(&o, options, options->struct_size);
    }
    if ((unsigned)o.scheme >= NG_N_SCHEMES || (unsigned)o.unit >= NG_N_UNITS ||
        (unsigned)o.date_order >= NG_N_DATE_ORDERS || o.n_lexicons > NG_MAX_LEXICONS ||
        (o.n_lexicons > 0 && o.lexicons == NULL))
        return NG_ERR_ARGUMENT;

    pipeline = ng_realloc(&a, NULL, sizeof *pipeline);
    if (pipeline == NULL)
        return NG_ERR_MEMORY;
    memset(pipeline, 0, sizeof *pipeline);
    pipeline->alloc = a;
    pipeline->n_lexicons = (uint32_t)o.n_lexicons;
    pipeline->lexicons = ng_realloc(&a, NULL, (o.n_lexicons + 1) * sizeof *pipeline->lexicons);
    pipeline->spare = ng_realloc(&a, NULL, sizeof *pipeline->spare);
    if (alloc == NULL && pipeline->spare != NULL)
        pipeline->pool = ng_pool_new();
    if (pipeline->spare == NULL || pipeline->lexicons == NULL ||
        (alloc == NULL && pipeline->pool == NULL)) {
        ng_pool_close(pipeline->pool);
        ng_free(&a, pipeline->lexicons);
        ng_free(&a, pipeline->spare);
        ng_free(&a, pipeline);
        return NG_ERR_MEMORY;
    }
    if (o.n_lexicons > 0)
        memcpy(pipeline->lexicons, o.lexicons, o.n_lexicons * sizeof *pipeline->lexicons);
    atomic_init(&pipeline->spare->doc, NULL);
    pipeline->scheme = o.scheme;
    pipeline->unit = o.unit;
    pipeline->lexicon = o.lexicon;
    pipeline->model = o.model;
    pipeline->date_order = o.date_order;
    pipeline->whole = o.whole;
    pipeline->aliases = o.aliases;
    pipeline->overlapping = o.overlapping;
    pipeline->lexicons_decide = o.lexicons_decide;
    pipeline->patterns = o.patterns;
    pipeline->overrides = o.overrides;
    pipeline->max_chars = o.max_chars == 0 ? NG_MAX_CHARS : o.max_chars;
    status = set_labels(pipeline);
    if (status != NG_OK) {
        ng_pipeline_free(pipeline);
        return status;
    }
    *out = pipeline;
    return NG_OK;
}

void
ng_pipeline_free(ng_pipeline *pipeline)
{
    if (pipeline != NULL) {
        const ng_alloc a = pipeline->alloc;

        ng_doc_free(atomic_load(&pipeline->spare->doc));
        ng_free(&a, pipeline->spare);
        ng_free(&a, pipeline->lexicons);
        ng_free(&a, pipeline->label_of);
        ng_own_labels_release(pipeline->own);
        ng_pool_close(pipeline->pool);
        ng_free(&a, pipeline);
    }
}

bool
ng_pipeline_is_too_long(const ng_pipeline *pipeline, const char *text, size_t n_bytes)
{
    size_t n_chars = 0;

    /* Four bytes a character at most, so that broken UTF-8 has a bound, too. */
    if (n_bytes > NG_MAX_BYTES || n_bytes / 4 > pipeline->max_chars)
        return true;
    if (n_bytes <= pipeline->max_chars)
        return false;
    for (size_t i = 0; i < n_bytes; i++)
        n_chars += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n_chars > pipeline->max_chars;
}

ng_alloc
ng_pipeline_table_alloc(const ng_pipeline *pipeline)
{
    return pipeline->pool != NULL ? ng_pool_alloc(pipeline->pool) : pipeline->alloc;
}

ng_doc *
ng_pipeline_take_doc(const ng_pipeline *pipeline)
{
    ng_doc *const doc = atomic_exchange(&pipeline->spare->doc, NULL);

    if (doc == NULL)
        return ng_doc_new(&pipeline->alloc);
    ng_doc_reset(doc, "", 0);
    return doc;
}

/* What a document of a hundred thousand tokens takes is not worth keeping. */
#define SPARE_TOKENS 100000

void
ng_pipeline_give_doc(const ng_pipeline *pipeline, ng_doc *doc)
{
    if (doc != NULL && doc->tokens.cap <= SPARE_TOKENS)
        doc = atomic_exchange(&pipeline->spare->doc, doc);
    ng_doc_free(doc);
}

const char *
ng_status_text(ng_status status)
{
    switch (status) {
    case NG_OK:
        return "no error";
    case NG_ERR_MEMORY:
        return "out of memory";
    case NG_ERR_TOO_LONG:
        return "the text is longer than max_chars, or than 2147483647 bytes";
    case NG_ERR_ARGUMENT:
        return "an argument is out of range";
    case NG_ERR_FORMAT:
        return "the file is damaged or of another format";
    case NG_ERR_IO:
        return "the file cannot be read or written";
    }
    return "unknown status";
}
