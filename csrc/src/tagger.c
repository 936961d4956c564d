#include "tagger.h"
#include "dispatch.h"
#include "memory.h"
#include "mentions.h"
#include "told.h"

#include <string.h>

/* ---------------------------------------------------------------- scratch */

ng_status
ng_tag_scratch_start(ng_doc *doc)
{
    ng_tag_scratch *s = doc->tag_scratch;

    if (s != NULL)
        return NG_OK;
    s = ng_realloc(&doc->alloc, NULL, sizeof *s);
    if (s == NULL)
        return NG_ERR_MEMORY;
    memset(s, 0, sizeof *s);
    doc->tag_scratch = s;
    return NG_OK;
}

void
ng_tag_scratch_free(const ng_alloc *alloc, ng_tag_scratch *s)
{
    if (s == NULL)
        return;
    ng_tag_doc_free(alloc, &s->doc);
    ng_free(alloc, s->memos);
    ng_free(alloc, s->sums);
    ng_free(alloc, s->spans);
    ng_free(alloc, s->rows);
    ng_free(alloc, s->regions);
    ng_free(alloc, s->tokens);
    ng_free(alloc, s->scores);
    ng_free(alloc, s->votes.rows);
    ng_free(alloc, s);
}

/* The memos of another model or lexicon are forgotten. */
static ng_status
start_memos(ng_doc *doc, const ng_model *model, const ng_lexicon *lexicon)
{
    ng_tag_scratch *const s = doc->tag_scratch;

    if (s->memos != NULL && s->stamp == model->stamp && s->lexicon == lexicon)
        return NG_OK;
    if (s->memos == NULL || s->width != model->width) {
        ng_free(&doc->alloc, s->memos);
        ng_free(&doc->alloc, s->sums);
        s->memos = ng_realloc(&doc->alloc, NULL, NG_TAG_MEMOS * sizeof *s->memos);
        s->sums = ng_realloc(&doc->alloc, NULL,
                             (size_t)NG_TAG_MEMOS * NG_N_OFFSETS * model->width * sizeof *s->sums);
        if (s->memos == NULL || s->sums == NULL) {
            ng_free(&doc->alloc, s->memos);
            s->memos = NULL;
            return NG_ERR_MEMORY;
        }
        s->width = model->width;
    }
    for (size_t i = 0; i < NG_TAG_MEMOS; i++)
        s->memos[i].used = false;
    s->stamp = model->stamp;
    s->lexicon = lexicon;
    return NG_OK;
}

/* ----------------------------------------------------------------- scores */

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

typedef struct tagging {
    const ng_pipeline *pipeline;
    const ng_model *model;
    ng_doc *doc;
    ng_tag_scratch *s;
    const ng_tag_kernel *kernel;
} tagging;

/* The rows lie megabytes apart: all of them are asked for before the first is used. */
static void
add_keys(const tagging *t, int16_t *sum)
{
    const ng_model *const m = t->model;
    const ng_keys *const keys = &t->s->keys;
    uint32_t *const slots = t->s->slots;
    size_t n;

    for (size_t i = 0; i < keys->n; i++)
        PREFETCH(&m->check[ng_model_home(keys->key[i], m->n_slots)]);
    n = t->kernel->find(m, keys, slots);

    for (size_t i = 0; i < n; i++) {
        PREFETCH(m->rows + (size_t)slots[i] * m->width);
        PREFETCH(m->scale + slots[i]);
    }
    t->kernel->add_rows(sum, m, slots, n);
}

/* The memo of a token's word, valid until the next call. */
static ng_tag_memo *
memo_of(const tagging *t, uint32_t token)
{
    const char *const p = ng_token_begin(t->doc, token);
    const size_t n = ng_token_len(t->doc, token);
    const ng_token_kind kind = (ng_token_kind)t->doc->tokens.kind[token];
    const uint64_t form = ng_word_form(p, n, kind);
    ng_tag_memo *const memo = &t->s->memos[form % NG_TAG_MEMOS];

    if (!memo->used || memo->word.form != form) {
        ng_word_read(t->pipeline->lexicon, p, n, kind, &memo->word);
        memo->used = true;
        memo->have = 0;
    }
    return memo;
}

static const int16_t *
sum_of(const tagging *t, ng_tag_memo *memo, uint32_t token, int offset)
{
    const unsigned k = (unsigned)(offset + NG_WORD_REACH);
    const size_t width = t->model->width;
    int16_t *const sum = t->s->sums + ((size_t)(memo - t->s->memos) * NG_N_OFFSETS + k) * width;

    if (!(memo->have & 1u << k)) {
        memset(sum, 0, width * sizeof *sum);
        t->s->keys.n = 0;
        ng_word_keys(&memo->word, ng_token_begin(t->doc, token), ng_token_len(t->doc, token),
                     offset, &t->s->keys);
        add_keys(t, sum);
        memo->have |= 1u << k;
    }
    return sum;
}

/* Words first: each is looked up once, and its sums go to the tokens round it. */
static void
score_words(const tagging *t, ng_region *r)
{
    ng_tag_scratch *const s = t->s;
    const uint32_t n = r->stop - r->first;
    const size_t width = t->model->width;

    for (uint32_t k = 0; k < n; k++)
        memset(s->score[k], 0, width * sizeof s->score[k][0]);
    for (uint32_t k = 0; k < n + 2 * NG_WORD_REACH; k++) {
        const int64_t token = (int64_t)r->first + k - NG_WORD_REACH;
        ng_tag_memo *memo;

        if (token < r->sentence_first || token >= r->sentence_stop)
            continue;
        memo = memo_of(t, (uint32_t)token);
        r->words[k] = memo->word;
        for (int offset = -NG_WORD_REACH; offset <= NG_WORD_REACH; offset++) {
            const int64_t at = (int64_t)k - NG_WORD_REACH - offset;

            if (at >= 0 && at < n)
                t->kernel->add_sums(s->score[at], sum_of(t, memo, (uint32_t)token, offset), width);
        }
    }
}

/* `begin`: the label of the beginning of such names. */
static void
add_hint(const tagging *t, const ng_region *r, const ng_order *order, uint32_t begin)
{
    for (uint32_t i = order->first_token; i < order->stop_token; i++) {
        int16_t *const score = &t->s->score[i - r->first][i == order->first_token
                                                              ? begin
                                                              : begin + t->model->n_types];

        *score = (int16_t)(*score > INT16_MAX - NG_HINT ? INT16_MAX : *score + NG_HINT);
    }
}

/* What users' lexicons list weighs as if so many features said it. */
static void
add_hints(const tagging *t, const ng_region *r)
{
    const struct ng_told_scratch *const s = t->doc->told_scratch;
    const ng_model *const m = t->model;
    size_t low = 0, high = s->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (s->orders[middle].stop_token <= r->first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < s->n && s->orders[low].first_token < r->stop; low++) {
        const ng_order *const order = &s->orders[low];

        if (order->first_token < r->first || order->stop_token > r->stop)
            continue;
        for (uint32_t type = 0; type < m->n_types; type++) {
            if (m->types[type] == order->label)
                add_hint(t, r, order, 1 + type);
        }
    }
}

static void
score_region(const tagging *t, ng_region *r)
{
    ng_tag_scratch *const s = t->s;

    score_words(t, r);
    ng_region_runs(&s->doc, r);
    for (uint32_t k = 0; k < r->stop - r->first; k++) {
        s->keys.n = 0;
        ng_place_keys(t->doc, &s->doc, r, k, &s->keys);
        add_keys(t, s->score[k]);
    }
    if (ng_is_told(t->pipeline))
        add_hints(t, r);
}

/* ------------------------------------------------------------------ paths */

/* The label before a label at token i of the best path: what its score is made of. */
static uint8_t
label_before(const ng_model *m, const ng_tag_scratch *s, uint32_t i, uint8_t y)
{
    const uint32_t n_types = m->n_types, width = m->width;
    const int32_t *const before = s->ahead[i - 1];
    const int32_t wanted = s->ahead[i][y] - s->score[i][y];
    const int16_t *const move =
        m->moves + (y == 0 ? NG_MOVE_TO_NONE : NG_MOVE_TO_BEGIN) * (size_t)width;

    if (y > n_types) {
        const int16_t *const begin_in = m->moves + NG_MOVE_BEGIN_IN * (size_t)width;

        return before[y - n_types] + begin_in[y] == wanted ? (uint8_t)(y - n_types) : y;
    }
    for (uint8_t k = 0; k < m->n_labels; k++) {
        if (before[k] + move[k] == wanted)
            return k;
    }
    return 0;
}

/* The best path into `path`; its score. */
static int32_t
best_path(const ng_model *m, const ng_tag_scratch *s, uint32_t n, uint8_t *path)
{
    int32_t best = INT32_MIN;
    uint8_t y = 0;

    for (uint8_t k = 0; k < m->n_labels; k++) {
        if (s->ahead[n - 1][k] + m->moves[k] > best) {
            best = s->ahead[n - 1][k] + m->moves[k];
            y = k;
        }
    }
    for (uint32_t i = n; i-- > 0;) {
        path[i] = y;
        if (i > 0)
            y = label_before(m, s, i, y);
    }
    return best;
}

/* How much worse than `best` the best path is that lacks the name [first, stop) of
   `type`: it has another label at one of its tokens, or the name goes on. */
static int32_t
margin_of(const ng_model *m, const ng_tag_scratch *s, const uint8_t *path, uint32_t n,
          uint32_t first, uint32_t stop, int32_t best)
{
    int32_t other = INT32_MIN / 2;

    for (uint32_t i = first; i < stop; i++) {
        for (uint32_t y = 0; y < m->n_labels; y++) {
            if (y != path[i] && s->ahead[i][y] + s->behind[i][y] > other)
                other = s->ahead[i][y] + s->behind[i][y];
        }
    }
    if (stop < n) {
        const uint32_t in = path[first] + m->n_types;

        if (s->ahead[stop][in] + s->behind[stop][in] > other)
            other = s->ahead[stop][in] + s->behind[stop][in];
    }
    return best - other;
}

static ng_status
push_spans(const tagging *t, const ng_tag_region *r, const uint8_t *path, int32_t best)
{
    ng_tag_scratch *const s = t->s;
    const uint32_t n_types = t->model->n_types;
    uint32_t i = 0;

    while (i < r->n) {
        const ng_column_ref columns[] = {NG_COLUMN(s->spans)};
        uint32_t stop = i + 1;

        if (path[i] == 0) {
            i++;
            continue;
        }
        while (stop < r->n && path[stop] > n_types)
            stop++;
        if (ng_reserve(&t->doc->alloc, columns, 1, &s->cap_spans, s->n_spans + 1) != NG_OK)
            return NG_ERR_MEMORY;
        s->spans[s->n_spans++] = (ng_tag_span){
            .sentence = r->sentence,
            .first_token = r->first + i,
            .stop_token = r->first + stop,
            .margin = margin_of(t->model, s, path, r->n, i, stop, best),
            .type = (uint8_t)(path[i] - 1),
        };
        i = stop;
    }
    return NG_OK;
}

/* ----------------------------------------------------------------- passes */

uint8_t
ng_vote_place(const ng_tag_doc *d, const ng_region *r, uint32_t k)
{
    const uint8_t flags = d->flags[r->first + k];
    const ng_word_case word_case = (ng_word_case)r->words[k + NG_WORD_REACH].word_case;

    return (
        uint8_t)((k == 0 ? NG_VOTE_BREAK : 0) | (flags & NG_TAG_CAPITAL ? NG_VOTE_CAPITAL : 0) |
                 (flags & NG_TAG_OPENS ? NG_VOTE_OPENS : 0) |
                 (r->line_case != NG_LINE_MIXED ? NG_VOTE_LOOSE : 0) |
                 (word_case == NG_WORD_UPPER || word_case == NG_WORD_CAMEL ? NG_VOTE_UPPER : 0));
}

/* The first pass over a region: scores, and what they say alone. */
static ng_status
read_region(const tagging *t, ng_region *r)
{
    ng_tag_scratch *const s = t->s;
    const uint32_t n = r->stop - r->first;
    const size_t width = t->model->width;
    const ng_column_ref regions[] = {NG_COLUMN(s->regions)};
    const ng_column_ref tokens[] = {NG_COLUMN(s->tokens)};
    const ng_column_ref scores[] = {NG_COLUMN(s->scores)};
    uint8_t path[NG_MAX_REGION];

    if (ng_reserve(&t->doc->alloc, regions, 1, &s->cap_regions, s->n_regions + 1) != NG_OK ||
        ng_reserve(&t->doc->alloc, tokens, 1, &s->cap_tokens, s->n_tokens + n) != NG_OK ||
        ng_reserve(&t->doc->alloc, scores, 1, &s->cap_scores, (s->n_tokens + n) * width) != NG_OK)
        return NG_ERR_MEMORY;
    score_region(t, r);
    t->kernel->walk_ahead(t->model, s, n);
    best_path(t->model, s, n, path);
    s->regions[s->n_regions++] = (ng_tag_region){r->sentence, r->first, (uint32_t)s->n_tokens, n};
    for (uint32_t k = 0; k < n; k++) {
        const unsigned char c = (unsigned char)*ng_token_begin(t->doc, r->first + k);

        memcpy(s->scores + (s->n_tokens + k) * width, s->score[k], width * sizeof s->score[k][0]);
        s->tokens[s->n_tokens + k] = (ng_vote_token){
            .lower = r->words[k + NG_WORD_REACH].lower,
            .label = path[k],
            .place = ng_vote_place(&s->doc, r, k),
            .initial = c >= 'A' && c <= 'Z' ? (uint8_t)(c + 0x20) : c,
        };
    }
    s->n_tokens += n;
    return NG_OK;
}

/* The scores of both passes; whether any token of the region may be in a name. */
static bool
score_votes(const tagging *t, const ng_tag_region *r)
{
    ng_tag_scratch *const s = t->s;
    const size_t width = t->model->width;
    bool any = false;

    for (uint32_t k = 0; k < r->n; k++) {
        memcpy(s->score[k], s->scores + (r->first_vote + k) * width, width * sizeof s->score[k][0]);
        s->keys.n = 0;
        ng_vote_keys(&s->votes, s->tokens, s->n_tokens, r->first_vote + k, t->model->n_types,
                     &s->keys);
        if (s->keys.n > 0)
            add_keys(t, s->score[k]);
        any = any || s->keys.n > 0 || s->tokens[r->first_vote + k].label != 0;
    }
    return any;
}

/* The second pass: with what the others say. */
static ng_status
settle_region(const tagging *t, const ng_tag_region *r)
{
    ng_tag_scratch *const s = t->s;
    uint8_t path[NG_MAX_REGION];
    bool any = false;
    int32_t best;

    if (!score_votes(t, r))
        return NG_OK;
    t->kernel->walk_ahead(t->model, s, r->n);
    best = best_path(t->model, s, r->n, path);
    for (uint32_t k = 0; k < r->n && !any; k++)
        any = path[k] != 0;
    if (!any)
        return NG_OK;
    t->kernel->walk_behind(t->model, s, r->n);
    return push_spans(t, r, path, best);
}

/* ----------------------------------------------------------- explanations */

void
ng_tagger_settle(const ng_pipeline *pipeline, ng_doc *doc, const ng_model *model,
                 const ng_tag_region *region)
{
    const tagging t = {pipeline, model, doc, doc->tag_scratch, &ng_tag_kernel_portable};

    score_votes(&t, region);
    t.kernel->walk_ahead(model, t.s, region->n);
    t.kernel->walk_behind(model, t.s, region->n);
}

int32_t
ng_tagger_path(const ng_model *model, ng_tag_scratch *scratch, uint32_t n, uint8_t *path)
{
    ng_tag_kernel_portable.walk_ahead(model, scratch, n);
    return best_path(model, scratch, n, path);
}

/* -------------------------------------------------------- another reading */

/* The region that the token is in. */
static const ng_tag_region *
region_of(const ng_tag_scratch *s, uint32_t token)
{
    size_t low = 0, high = s->n_regions - 1;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (s->regions[middle].first + s->regions[middle].n <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return &s->regions[low];
}

bool
ng_tagger_without(const ng_pipeline *pipeline, ng_doc *doc, const ng_tag_span *span,
                  uint32_t types, ng_tag_span *out)
{
    const ng_model *const m = pipeline->model;
    const tagging t = {pipeline, m, doc, doc->tag_scratch, &ng_tag_kernel_portable};
    const ng_tag_region *const r = region_of(t.s, span->first_token);
    const uint32_t first = span->first_token - r->first, stop = span->stop_token - r->first;
    uint8_t path[NG_MAX_REGION];
    uint32_t i = first + 1;
    int32_t best;

    score_votes(&t, r);
    for (uint32_t type = 0; type < m->n_types; type++) {
        if ((types >> type & 1) == 0)
            continue;
        for (uint32_t k = first; k < stop; k++)
            t.s->score[k][1 + type] = t.s->score[k][1 + type + m->n_types] = INT16_MIN;
    }
    t.kernel->walk_ahead(m, t.s, r->n);
    best = best_path(m, t.s, r->n, path);
    if (path[first] == 0 || path[first] > m->n_types || (types >> (path[first] - 1) & 1) != 0)
        return false;
    while (i < r->n && path[i] > m->n_types)
        i++;
    if (i != stop)
        return false;
    t.kernel->walk_behind(m, t.s, r->n);
    *out = *span;
    out->type = (uint8_t)(path[first] - 1);
    out->margin = margin_of(m, t.s, path, r->n, first, stop, best);
    return true;
}

/* ------------------------------------------------------------------ stage */

ng_status
ng_tagger_read(const ng_pipeline *pipeline, ng_doc *doc, const ng_model *model)
{
    tagging t = {
        .pipeline = pipeline, .model = model, .doc = doc, .kernel = &ng_tag_kernel_portable};
    ng_tag_scratch *s;

    if (ng_tag_scratch_start(doc) != NG_OK)
        return NG_ERR_MEMORY;
    t.s = s = doc->tag_scratch;
#if NG_HAS_X86_LEVELS
    if (ng_cpu_current() >= NG_CPU_AVX2)
        t.kernel = &ng_tag_kernel_avx2;
#endif
    s->n_spans = s->n_regions = s->n_tokens = 0;
    if (start_memos(doc, model, pipeline->lexicon) != NG_OK ||
        ng_tag_doc_read(doc, model->everywhere, &s->doc) != NG_OK)
        return NG_ERR_MEMORY;
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        uint32_t token = doc->sentences.first_token[i];

        while (ng_region_next(doc, &s->doc, i, token, &s->region)) {
            if (read_region(&t, &s->region) != NG_OK)
                return NG_ERR_MEMORY;
            token = s->region.stop;
        }
    }
    if (ng_votes_count(&s->votes, &doc->alloc, s->tokens, s->n_tokens, model->n_types) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < s->n_regions; i++) {
        if (settle_region(&t, &s->regions[i]) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

ng_status
ng_tagger_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    if (pipeline->model == NULL || doc->tokens.n == 0)
        return NG_OK;
    if (ng_tagger_read(pipeline, doc, pipeline->model) != NG_OK)
        return NG_ERR_MEMORY;
    if (ng_mentions_merge(pipeline, doc, pipeline->model) != NG_OK)
        return NG_ERR_MEMORY;
    return pipeline->model->own == NULL ? ng_mentions_again(doc) : NG_OK;
}
