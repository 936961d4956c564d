#include "tag_evidence.h"
#include "mentions.h"

#include <string.h>

const ng_rule ng_evidence_rules[NG_N_EVIDENCE] = {
    {"E1", "the words themselves, and pairs with their neighbours"},
    {"E2", "their letters: case, shape, beginnings and endings"},
    {"E3", "the words before"},
    {"E4", "the words after"},
    {"E5", "what the lexicon knows of them"},
    {"E6", "what the rules take them for"},
    {"E7", "the same words elsewhere in the text"},
    {"E8", "their place: runs of capitals, the sentence, the line"},
    {"E9", "the labels beside them"},
};

const ng_rule ng_other_reading_rule = {"E0", "the best other reading"};

/* What is worked with: two readings of the region, token by token. */
typedef struct weighing {
    const ng_model *model;
    const uint8_t *path, *other;
    double *weight; /* of each group */
} weighing;

static void
weigh(const weighing *x, uint32_t k, uint64_t key, ng_evidence group)
{
    const ng_keys keys = {.n = 1, .key = {key}};
    const ng_model *const m = x->model;
    uint32_t slot[2];

    if (ng_tag_kernel_portable.find(m, &keys, slot) == 1) {
        const int8_t *const row = m->rows + (size_t)slot[0] * m->width;

        x->weight[group] +=
            (double)(row[x->path[k]] - row[x->other[k]]) * m->scale[slot[0]] / NG_MODEL_UNIT;
    }
}

/* The group of a feature of the token itself. */
static ng_evidence
group_of(unsigned flags, ng_evidence plain)
{
    if (flags & NG_FEATURE_DOC)
        return NG_E_DOC;
    if (flags & NG_FEATURE_RULE)
        return NG_E_RULES;
    if (flags & NG_FEATURE_LEXICON)
        return NG_E_LEXICON;
    return flags & NG_FEATURE_WORD ? NG_E_WORDS : plain;
}

static void
weigh_words(const weighing *x, const ng_doc *doc, const ng_region *r, uint32_t k, ng_keys *keys)
{
    for (int offset = -NG_WORD_REACH; offset <= NG_WORD_REACH; offset++) {
        const int64_t at = (int64_t)r->first + k + offset;

        if (at < r->sentence_first || at >= r->sentence_stop)
            continue;
        keys->n = 0;
        ng_word_keys(&r->words[(int64_t)k + NG_WORD_REACH + offset],
                     ng_token_begin(doc, (size_t)at), ng_token_len(doc, (size_t)at), offset, keys);
        for (size_t i = 0; i < keys->n; i++)
            weigh(x, k, keys->key[i],
                  offset < 0   ? NG_E_BEFORE
                  : offset > 0 ? NG_E_AFTER
                               : group_of(keys->group[i], NG_E_LETTERS));
    }
}

/* The region of the span; its words read again. */
static const ng_tag_region *
read_again(const ng_pipeline *pipeline, const ng_doc *doc, const ng_tag_span *span)
{
    ng_tag_scratch *const s = doc->tag_scratch;
    ng_region *const r = &s->region;
    const ng_tag_region *found;
    size_t low = 0, high = s->n_regions - 1;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (s->regions[middle].first + s->regions[middle].n <= span->first_token)
            low = middle + 1;
        else
            high = middle;
    }
    found = &s->regions[low];
    ng_region_next(doc, &s->doc, found->sentence, found->first, r);
    for (uint32_t k = 0; k < found->n + 2 * NG_WORD_REACH; k++) {
        const int64_t token = (int64_t)r->first + k - NG_WORD_REACH;

        if (token >= r->sentence_first && token < r->sentence_stop)
            ng_word_read(pipeline->lexicon, ng_token_begin(doc, (size_t)token),
                         ng_token_len(doc, (size_t)token),
                         (ng_token_kind)doc->tokens.kind[token], &r->words[k]);
    }
    ng_region_runs(&s->doc, r);
    return found;
}

/* The best path that differs within [first, stop): it has another label at one of the
   tokens, or the name goes on. */
static int32_t
other_path(const ng_model *m, ng_tag_scratch *s, uint32_t n, uint32_t first, uint32_t stop,
           const uint8_t *path, uint8_t *other)
{
    int32_t best = INT32_MIN;
    uint32_t at = first, label = 0;

    for (uint32_t i = first; i < stop + (stop < n ? 1u : 0u); i++) {
        for (uint32_t y = 0; y < m->n_labels; y++) {
            if (i < stop ? y == path[i] : y != path[first] + m->n_types)
                continue;
            if (s->ahead[i][y] + s->behind[i][y] > best) {
                best = s->ahead[i][y] + s->behind[i][y];
                at = i;
                label = y;
            }
        }
    }
    for (uint32_t y = 0; y < m->n_labels; y++) {
        if (y != label)
            s->score[at][y] = INT16_MIN;
    }
    return ng_tagger_path(m, s, n, other);
}

/* The first name of `other` that overlaps [first, stop). */
static void
find_other(const uint8_t *other, uint32_t n, uint32_t n_types, uint32_t first, uint32_t stop,
           uint32_t region_first, ng_name_evidence *out)
{
    uint32_t i = first, end;

    while (i > 0 && other[i] > n_types)
        i--;
    while (i < stop && other[i] == 0)
        i++;
    out->first_token = out->stop_token = region_first + first;
    if (i >= stop)
        return;
    for (end = i + 1; end < n && other[end] > n_types;)
        end++;
    out->first_token = region_first + i;
    out->stop_token = region_first + end;
    out->type = (uint8_t)((other[i] - 1u) % n_types);
}

void
ng_tagger_explain(const ng_pipeline *pipeline, ng_doc *doc, const ng_tag_span *span,
                  ng_name_evidence *out)
{
    const ng_model *const m = pipeline->model;
    ng_tag_scratch *const s = doc->tag_scratch;
    const ng_tag_region *const r = read_again(pipeline, doc, span);
    uint8_t path[NG_MAX_REGION], other[NG_MAX_REGION];
    const weighing x = {m, path, other, out->weight};
    const uint32_t first = span->first_token - r->first, stop = span->stop_token - r->first;
    int32_t best;
    double rest;

    memset(out, 0, sizeof *out);
    ng_tagger_settle(pipeline, doc, m, r);
    best = ng_tagger_path(m, s, r->n, path);
    out->margin =
        (double)(best - other_path(m, s, r->n, first, stop, path, other)) / NG_MODEL_UNIT;
    find_other(other, r->n, m->n_types, first, stop, r->first, out);
    rest = out->margin;
    for (uint32_t k = 0; k < r->n; k++) {
        if (path[k] == other[k])
            continue;
        weigh_words(&x, doc, &s->region, k, &s->keys);
        s->keys.n = 0;
        ng_place_keys(doc, &s->doc, &s->region, k, &s->keys);
        for (size_t i = 0; i < s->keys.n; i++)
            weigh(&x, k, s->keys.key[i], group_of(s->keys.group[i], NG_E_PLACE));
        s->keys.n = 0;
        ng_vote_keys(&s->votes, s->tokens, s->n_tokens, r->first_vote + k, m->n_types, &s->keys);
        for (size_t i = 0; i < s->keys.n; i++)
            weigh(&x, k, s->keys.key[i], NG_E_DOC);
    }
    for (size_t i = 0; i < NG_E_LABELS; i++)
        rest -= out->weight[i];
    out->weight[NG_E_LABELS] = rest;
}
