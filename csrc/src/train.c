/* The trainer: texts become sequences. */
#include "train.h"
#include "memory.h"
#include "mentions.h"
#include "tagger.h"

#include <string.h>

#define MIN_SLOTS 65536

/* --------------------------------------------------------------- features */

void
ng_train_rehash(ng_train_features *f)
{
    if (f->n_slots == 0)
        return;
    memset(f->slots, 0, f->n_slots * sizeof *f->slots);
    for (size_t i = 0; i < f->n; i++) {
        size_t at = f->key[i] & (f->n_slots - 1);

        while (f->slots[at] != 0)
            at = (at + 1) & (f->n_slots - 1);
        f->slots[at] = (uint32_t)i + 1;
    }
}

static ng_status
grow_features(const ng_alloc *alloc, ng_train_features *f)
{
    const ng_column_ref columns[] = {NG_COLUMN(f->key), NG_COLUMN(f->count)};
    const size_t n = f->n_slots == 0 ? MIN_SLOTS : f->n_slots * 2;
    uint32_t *slots;

    if (f->n >= UINT32_MAX / 4 || ng_reserve(alloc, columns, 2, &f->cap, f->n + 1) != NG_OK)
        return NG_ERR_MEMORY;
    if (f->n * 2 < f->n_slots)
        return NG_OK;
    slots = ng_realloc(alloc, NULL, n * sizeof *slots);
    if (slots == NULL)
        return NG_ERR_MEMORY;
    ng_free(alloc, f->slots);
    f->slots = slots;
    f->n_slots = n;
    ng_train_rehash(f);
    return NG_OK;
}

/* The feature of the key, made if `make`; UINT32_MAX if there is none.  Room for it
   was reserved. */
static uint32_t
intern(ng_train_features *f, uint64_t key, bool make)
{
    size_t at = key & (f->n_slots - 1);

    while (f->slots[at] != 0) {
        const uint32_t i = f->slots[at] - 1;

        if (f->key[i] == key) {
            f->count[i] += make && f->count[i] < UINT32_MAX;
            return i;
        }
        at = (at + 1) & (f->n_slots - 1);
    }
    if (!make)
        return UINT32_MAX;
    f->key[f->n] = key;
    f->count[f->n] = 1;
    f->slots[at] = (uint32_t)f->n + 1;
    return (uint32_t)f->n++;
}

ng_status
ng_train_set_keys(ng_trainer *t, ng_train_set *set, size_t i, const ng_keys *keys, bool new_ones)
{
    const ng_column_ref features[] = {NG_COLUMN(set->features), NG_COLUMN(set->groups)};
    ng_train_token *const token = &set->tokens[i];

    if (ng_reserve(&t->alloc, features, 2, &set->cap_features, set->n_features + keys->n) != NG_OK)
        return NG_ERR_MEMORY;
    token->first = set->n_features;
    for (size_t k = 0; k < keys->n; k++) {
        uint32_t feature;

        if (grow_features(&t->alloc, &t->features) != NG_OK)
            return NG_ERR_MEMORY;
        feature = intern(&t->features, keys->key[k], new_ones);
        if (feature == UINT32_MAX)
            continue;
        set->features[set->n_features] = feature;
        set->groups[set->n_features++] = keys->group[k];
    }
    token->n = (uint32_t)(set->n_features - token->first);
    return NG_OK;
}

static ng_status
push_token(ng_trainer *t, ng_train_set *set, const ng_keys *keys, uint64_t allowed,
           ng_vote_token vote)
{
    const ng_column_ref tokens[] = {NG_COLUMN(set->tokens), NG_COLUMN(set->votes)};

    if (ng_reserve(&t->alloc, tokens, 2, &set->cap_tokens, set->n_tokens + 1) != NG_OK)
        return NG_ERR_MEMORY;
    set->tokens[set->n_tokens] = (ng_train_token){.allowed = allowed};
    set->votes[set->n_tokens++] = vote;
    return ng_train_set_keys(t, set, set->n_tokens - 1, keys, set == &t->train);
}

/* ------------------------------------------------------------------ names */

/* A gold name in tokens; `first` == `stop` if no tokens fit it. */
typedef struct gold {
    uint32_t first, stop;
    uint64_t types;
} gold;

static bool
is_checked(const ng_train_text *text, size_t start, size_t stop)
{
    return ng_train_is_checked(text->checked, text->n_checked, text->checked == NULL, start, stop);
}

bool
ng_train_is_checked(const size_t *checked, size_t n_checked, bool all, size_t start, size_t stop)
{
    size_t low = 0, high = n_checked;

    if (all)
        return true;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (checked[2 * middle + 1] <= start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n_checked && checked[2 * low] <= start && stop <= checked[2 * low + 1];
}

/* The tokens of a name, from token `*at` on.  A stop that closes the sentence is no
   part of it for the tokenizer. */
static gold
find_tokens(const ng_doc *doc, const ng_train_span *span, uint32_t *at)
{
    const ng_token_columns *const t = &doc->tokens;
    gold g = {.types = span->types};
    uint32_t stop;

    while (*at < t->n && t->stop[*at] <= span->start)
        ++*at;
    g.first = g.stop = *at;
    if (*at == t->n || t->start[*at] != span->start)
        return g;
    for (stop = *at; stop < t->n && t->stop[stop] <= span->stop; stop++)
        ;
    if (stop < t->n && t->start[stop] < span->stop)
        return g; /* ends inside a token */
    if (stop > *at + 1 && ng_token_len(doc, stop - 1) == 1 && doc->text[t->start[stop - 1]] == '.')
        stop--;
    g.stop = stop;
    return g;
}

static ng_status
check_spans(const ng_trainer *t, const ng_train_text *text, ng_error *error)
{
    for (size_t i = 0; i < text->n_spans; i++) {
        const ng_train_span *const s = &text->spans[i];

        if (s->start >= s->stop || s->stop > text->n_bytes)
            return ng_fail(error, NG_ERR_ARGUMENT,
                           "span %zu, bytes %zu to %zu, is outside the text", i, s->start, s->stop);
        if (i > 0 && s->start < text->spans[i - 1].stop)
            return ng_fail(error, NG_ERR_ARGUMENT, "span %zu, bytes %zu to %zu, overlaps span %zu",
                           i, s->start, s->stop, i - 1);
        if (s->types == 0 || s->types >> t->n_types != 0)
            return ng_fail(error, NG_ERR_ARGUMENT, "span %zu has no label of the model", i);
    }
    for (size_t i = 0; i < text->n_checked; i++) {
        if (text->checked[2 * i] > text->checked[2 * i + 1] ||
            (i > 0 && text->checked[2 * i] < text->checked[2 * i - 1]))
            return ng_fail(error, NG_ERR_ARGUMENT, "checked span %zu is out of order", i);
    }
    return NG_OK;
}

/* ---------------------------------------------------------------- regions */

/* The name that begins at the token or covers it; NULL without one.  `*next` is the
   first that ends behind it. */
static const gold *
name_at(const gold *names, size_t n, uint32_t token, size_t *next)
{
    while (*next < n && names[*next].stop <= token)
        ++*next;
    return *next < n && names[*next].first <= token ? &names[*next] : NULL;
}

static ng_status
push_region(ng_trainer *t, ng_train_set *set, const ng_train_text *text, const ng_region *r,
            const gold *names, size_t n_names, size_t *next)
{
    ng_tag_scratch *const s = t->doc->tag_scratch;
    const ng_column_ref seqs[] = {NG_COLUMN(set->seqs)};
    const uint64_t all = (UINT64_C(1) << t->n_labels) - 1;
    const uint64_t unmarked = ~text->types & ((UINT64_C(1) << t->n_types) - 1);
    const uint64_t free_labels =
        1 | ng_train_labels_of(t, unmarked, false) | ng_train_labels_of(t, unmarked, true);
    ng_train_seq seq = {.first = set->n_tokens,
                        .n = r->stop - r->first,
                        .weight = text->weight,
                        .text = set->n_texts,
                        .first_name = set->n_names};

    if (ng_reserve(&t->alloc, seqs, 1, &set->cap_seqs, set->n_seqs + 1) != NG_OK)
        return NG_ERR_MEMORY;
    for (uint32_t k = 0; k < seq.n; k++) {
        const uint32_t token = r->first + k;
        const gold *const name = name_at(names, n_names, token, next);
        uint64_t allowed = free_labels;
        ng_vote_token vote;
        unsigned char c;

        if (name != NULL && (name->first < r->first || name->stop > r->stop))
            allowed = all; /* a name that the region cuts */
        else if (name != NULL)
            allowed = ng_train_labels_of(t, name->types, name->first < token);
        if (name != NULL && allowed != all && name->first == token) {
            const ng_column_ref columns[] = {NG_COLUMN(set->names)};

            if (ng_reserve(&t->alloc, columns, 1, &set->cap_names, set->n_names + 1) != NG_OK)
                return NG_ERR_MEMORY;
            set->names[set->n_names++] = (ng_train_name){k, name->stop - r->first, name->types};
            seq.n_names++;
        }
        s->keys.n = 0;
        for (int offset = -NG_WORD_REACH; offset <= NG_WORD_REACH; offset++) {
            const int64_t at = (int64_t)token + offset;

            if (at >= r->sentence_first && at < r->sentence_stop)
                ng_word_keys(&r->words[(int64_t)k + NG_WORD_REACH + offset],
                             ng_token_begin(t->doc, (size_t)at), ng_token_len(t->doc, (size_t)at),
                             offset, &s->keys);
        }
        ng_place_keys(t->doc, &s->doc, r, k, &s->keys);
        c = (unsigned char)*ng_token_begin(t->doc, token);
        vote = (ng_vote_token){.lower = r->words[k + NG_WORD_REACH].lower,
                               .place = ng_vote_place(&s->doc, r, k),
                               .initial = c >= 'A' && c <= 'Z' ? (uint8_t)(c + 0x20) : c};
        if (push_token(t, set, &s->keys, allowed, vote) != NG_OK)
            return NG_ERR_MEMORY;
    }
    set->seqs[set->n_seqs++] = seq;
    return NG_OK;
}

static void
read_words(ng_trainer *t, ng_region *r)
{
    const uint32_t n = r->stop - r->first + 2 * NG_WORD_REACH;

    for (uint32_t k = 0; k < n; k++) {
        const int64_t token = (int64_t)r->first + k - NG_WORD_REACH;

        if (token >= r->sentence_first && token < r->sentence_stop)
            ng_word_read(t->pipeline->lexicon, ng_token_begin(t->doc, (size_t)token),
                         ng_token_len(t->doc, (size_t)token),
                         (ng_token_kind)t->doc->tokens.kind[token], &r->words[k]);
    }
}

static ng_status
push_sentences(ng_trainer *t, ng_train_set *set, const ng_train_text *text, const gold *names,
               size_t n_names)
{
    ng_tag_scratch *const s = t->doc->tag_scratch;
    const ng_token_columns *const tokens = &t->doc->tokens;
    size_t next = 0;

    for (uint32_t i = 0; i < t->doc->sentences.n; i++) {
        ng_region *const r = &s->region;
        uint32_t token = t->doc->sentences.first_token[i];

        while (ng_region_next(t->doc, &s->doc, i, token, r)) {
            token = r->stop;
            if (!is_checked(text, tokens->start[r->first], tokens->stop[r->stop - 1]))
                continue;
            read_words(t, r);
            ng_region_runs(&s->doc, r);
            if (push_region(t, set, text, r, names, n_names, &next) != NG_OK)
                return NG_ERR_MEMORY;
        }
    }
    return NG_OK;
}

/* -------------------------------------------------------------------- dev */

static ng_status
copy_array(const ng_alloc *alloc, const void *from, size_t n_bytes, void *to)
{
    void *const p = ng_realloc(alloc, NULL, n_bytes + 1);

    if (p == NULL)
        return NG_ERR_MEMORY;
    if (n_bytes > 0)
        memcpy(p, from, n_bytes);
    memcpy(to, &p, sizeof p);
    return NG_OK;
}

static ng_status
keep_dev(ng_trainer *t, const ng_train_text *text)
{
    const ng_column_ref columns[] = {NG_COLUMN(t->devs)};
    ng_train_dev d = {.n_bytes = text->n_bytes,
                      .n_spans = text->n_spans,
                      .n_checked = text->n_checked,
                      .all = text->checked == NULL,
                      .types = text->types};

    if (ng_reserve(&t->alloc, columns, 1, &t->cap_devs, t->n_devs + 1) != NG_OK)
        return NG_ERR_MEMORY;
    if (copy_array(&t->alloc, text->text, text->n_bytes, &d.text) != NG_OK ||
        copy_array(&t->alloc, text->spans, text->n_spans * sizeof *d.spans, &d.spans) != NG_OK ||
        copy_array(&t->alloc, text->checked, 2 * text->n_checked * sizeof *d.checked, &d.checked) !=
            NG_OK) {
        ng_free(&t->alloc, d.text);
        ng_free(&t->alloc, d.spans);
        return NG_ERR_MEMORY;
    }
    t->devs[t->n_devs++] = d;
    return NG_OK;
}

/* Whether the name is whole tokens, and these are in a region. */
static bool
is_tagged(const ng_tag_doc *d, const gold *name)
{
    uint32_t i = name->first;

    while (i < name->stop && (d->flags[i] & NG_TAG_REGION))
        i++;
    return name->first < name->stop && i == name->stop;
}

/* ----------------------------------------------------------------- public */

ng_status
ng_trainer_add(ng_trainer *t, const ng_train_text *text, ng_error *error)
{
    ng_train_set *const set = text->dev ? &t->dev : &t->train;
    ng_status status = check_spans(t, text, error);
    uint32_t at = 0;
    gold *names;

    if (status != NG_OK)
        return status;
    if (text->n_bytes > NG_MAX_BYTES)
        return NG_ERR_TOO_LONG;
    names = ng_realloc(&t->alloc, NULL, (text->n_spans + 1) * sizeof *names);
    if (names == NULL)
        return NG_ERR_MEMORY;
    ng_doc_reset(t->doc, text->text, text->n_bytes);
    status =
        ng_pipeline_run(&t->rules, t->doc, NG_NAME_STAGES);
    if (status == NG_OK)
        status = ng_tag_doc_read(t->doc, t->options.everywhere, &t->doc->tag_scratch->doc);
    if (status == NG_OK) {
        for (size_t i = 0; i < text->n_spans; i++) {
            names[i] = find_tokens(t->doc, &text->spans[i], &at);
            if (!is_checked(text, text->spans[i].start, text->spans[i].stop))
                continue;
            set->n_gold++;
            t->figures.n_lost +=
                !text->dev && !is_tagged(&t->doc->tag_scratch->doc, &names[i]);
        }
        status = push_sentences(t, set, text, names, text->n_spans);
        set->n_texts++;
    }
    ng_free(&t->alloc, names);
    if (status == NG_OK && text->dev)
        status = keep_dev(t, text);
    t->figures.n_texts += !text->dev;
    return status;
}

static void
set_defaults(ng_train_options *o)
{
    float *const drops[] = {&o->drop_word, &o->drop_lexicon, &o->drop_rule, &o->drop_doc};
    static const float defaults[] = {0.1f, 0.15f, 0.2f, 0.1f};

    if (o->epochs == 0)
        o->epochs = 12;
    if (o->patience == 0)
        o->patience = 3;
    if (o->min_count == 0)
        o->min_count = 2;
    if (o->max_rows == 0)
        o->max_rows = 120000;
    if (!(o->rate > 0))
        o->rate = 0.05f;
    for (size_t i = 0; i < 4; i++) {
        if (*drops[i] == 0)
            *drops[i] = defaults[i];
    }
}

static ng_status
fail_new(ng_trainer *t, ng_error *error, const char *what, const char *label)
{
    ng_trainer_free(t);
    return ng_fail(error, NG_ERR_ARGUMENT, "label '%.64s' %s", label, what);
}

ng_status
ng_trainer_new(const ng_pipeline *pipeline, const char *const *labels, size_t n_labels,
               const ng_train_options *options, const ng_alloc *alloc, ng_trainer **out,
               ng_error *error)
{
    const ng_alloc a = ng_alloc_or_default(alloc);
    ng_trainer *t;

    *out = NULL;
    if (n_labels == 0 || n_labels > NG_MODEL_MAX_TYPES)
        return ng_fail(error, NG_ERR_ARGUMENT, "a model has 1 to %d labels, not %zu",
                       NG_MODEL_MAX_TYPES, n_labels);
    if (options != NULL && options->struct_size != sizeof *options)
        return NG_ERR_ARGUMENT;
    t = ng_realloc(&a, NULL, sizeof *t);
    if (t == NULL)
        return NG_ERR_MEMORY;
    memset(t, 0, sizeof *t);
    t->alloc = a;
    t->pipeline = pipeline;
    t->rules = *pipeline;
    t->rules.model = NULL;
    if (options != NULL)
        t->options = *options;
    set_defaults(&t->options);
    t->random = t->options.seed;
    t->n_types = (uint32_t)n_labels;
    t->n_labels = 1 + 2 * t->n_types;
    t->width = t->n_labels <= 16 ? 16 : t->n_labels <= 32 ? 32 : 64;
    for (size_t i = 0; i < n_labels; i++) {
        if (!ng_label_is_valid(labels[i], strlen(labels[i])))
            return fail_new(t, error, "is no label", labels[i]);
        for (size_t k = 0; k < i; k++) {
            if (strcmp(labels[k], labels[i]) == 0)
                return fail_new(t, error, "is there twice", labels[i]);
        }
    }
    t->labels = ng_own_labels_new(&a, labels, n_labels);
    t->doc = ng_doc_new(&a);
    if (t->labels == NULL || t->doc == NULL || ng_tag_scratch_start(t->doc) != NG_OK) {
        ng_trainer_free(t);
        return NG_ERR_MEMORY;
    }
    *out = t;
    return NG_OK;
}

static void
free_set(const ng_alloc *alloc, ng_train_set *set)
{
    ng_free(alloc, set->tokens);
    ng_free(alloc, set->votes);
    ng_free(alloc, set->base);
    ng_free(alloc, set->seqs);
    ng_free(alloc, set->names);
    ng_free(alloc, set->features);
    ng_free(alloc, set->groups);
}

void
ng_trainer_free(ng_trainer *t)
{
    if (t == NULL)
        return;

    const ng_alloc a = t->alloc;

    for (size_t i = 0; i < t->n_devs; i++) {
        ng_free(&a, t->devs[i].text);
        ng_free(&a, t->devs[i].spans);
        ng_free(&a, t->devs[i].checked);
    }
    ng_free(&a, t->devs);
    free_set(&a, &t->train);
    free_set(&a, &t->dev);
    ng_free(&a, t->features.key);
    ng_free(&a, t->features.count);
    ng_free(&a, t->features.slots);
    ng_free(&a, t->weights);
    ng_free(&a, t->squares);
    ng_free(&a, t->mean);
    ng_free(&a, t->best);
    ng_free(&a, t->first);
    ng_own_labels_release(t->labels);
    ng_doc_free(t->doc);
    ng_free(&a, t);
}
