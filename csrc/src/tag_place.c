/* Features of a token in its place. */
#include "tag_features.h"
#include "lang_en_names.h"

/* Templates; those below are of tag_word.c. */
enum {
    T_BIAS = 200,
    T_WORD_BEFORE,
    T_WORD_AFTER,
    T_SHAPE_BEFORE,
    T_SHAPE_AFTER,
    T_SHAPES,
    T_BEFORE_SHAPE,
    T_AFTER_SHAPE,
    T_LINE,
    T_OPENS,
    T_BLOCK,
    T_MATCH,
    T_MATCH_SET,
    T_MATCH_CASE,
    T_MATCH_BEFORE,
    T_MATCH_AFTER,
    T_MATCH_PAIR_BEFORE,
    T_MATCH_PAIR_AFTER,
    T_MATCH_WORD,
    T_CLASS_PAIR_BEFORE,
    T_CLASS_PAIR_AFTER,
    T_RUN,
    T_RUN_LAST,
    T_RUN_LAST_SET,
    T_RUN_FIRST,
    T_RUN_FIRST_SET,
    T_RUN_BEFORE,
    T_RUN_AFTER,
    T_RUN_BEFORE_SET,
    T_RUN_AFTER_SET,
    T_LONG,
    T_LONG_FIRST,
    T_LONG_LAST,
    T_LONG_LAST_SET,
    T_LONG_BEFORE,
    T_LONG_AFTER,
    T_RULE,
    T_RULE_ID,
    T_RULE_BEFORE,
    T_RULE_AFTER,
    T_RULE_CASE,
    T_RULE_WORD,
    T_RULE_RUN,
    T_RULE_MATCH,
    T_SMALL,
    T_CAPITAL,
    T_PLACES,
    T_CUES,
    T_FORM_RULE,
    T_FORM_RULE_CASE,
    T_EVIDENCE
};

typedef struct place {
    const ng_doc *doc;
    const ng_tag_doc *d;
    const ng_region *r;
    const ng_word_info *w; /* the token's; w[-1] is the one before */
    uint32_t i;            /* in the region */
    uint32_t token;
    ng_keys *keys;
} place;

static void
push(const place *x, unsigned template_id, uint64_t value, unsigned group)
{
    ng_push_key(x->keys, template_id, value, group);
}

static const ng_word_info no_word = {0};

/* The word at a distance, also past the region; an empty one past the sentence. */
static const ng_word_info *
word_at(const place *x, int offset)
{
    const int64_t token = (int64_t)x->token + offset;

    return token < x->r->sentence_first || token >= x->r->sentence_stop ? &no_word : x->w + offset;
}

static unsigned
bucket(unsigned n)
{
    return n < 3 ? n : n < 6 ? 3 : 4;
}

static void
push_neighbours(const place *x)
{
    const ng_word_info *const w = x->w, *const b = word_at(x, -1), *const a = word_at(x, 1);

    push(x, T_BIAS, 0, NG_FEATURE_PLAIN);
    push(x, T_WORD_BEFORE, ng_pair(b->lower, w->lower), NG_FEATURE_WORD);
    push(x, T_WORD_AFTER, ng_pair(w->lower, a->lower), NG_FEATURE_WORD);
    push(x, T_SHAPE_BEFORE, ng_pair(b->shape, w->shape), NG_FEATURE_PLAIN);
    push(x, T_SHAPE_AFTER, ng_pair(w->shape, a->shape), NG_FEATURE_PLAIN);
    push(x, T_SHAPES, ng_pair(ng_pair(b->shape, w->shape), a->shape), NG_FEATURE_PLAIN);
    push(x, T_BEFORE_SHAPE, ng_pair(b->lower, w->shape), NG_FEATURE_PLAIN);
    push(x, T_AFTER_SHAPE, ng_pair(a->lower, w->shape), NG_FEATURE_PLAIN);
    push(x, T_LINE, ng_pair(x->r->line_case + 1, w->word_case), NG_FEATURE_PLAIN);
    push(x, T_OPENS,
         ng_pair((x->d->flags[x->token] & NG_TAG_OPENS) + ((uint64_t)x->r->line_case << 8),
                 w->word_case),
         NG_FEATURE_PLAIN);
    push(x, T_BLOCK, ng_pair(x->r->block + 1, w->word_case), NG_FEATURE_PLAIN);
}

/* ---------------------------------------------------------------- lexicon */

/* What the match over a token is: its classes, the token's place in it, its flags;
   0 without one. */
static uint64_t
match_at(const place *x, int offset)
{
    const int64_t token = (int64_t)x->token + offset;
    const ng_match_columns *const m = &x->doc->matches;
    uint32_t k, at;

    if (token < x->r->sentence_first || token >= x->r->sentence_stop)
        return 0;
    k = x->d->match[token];
    if (k == NG_TAG_NO_MATCH)
        return 0;
    at = (m->first_token[k] == (uint32_t)token ? 1u : 0u) +
         (m->stop_token[k] == (uint32_t)token + 1 ? 2u : 0u);
    return (uint64_t)m->classes[k] << 16 | (uint64_t)(m->flags[k] & 0x83) << 4 | at << 1 | 1;
}

static void
push_matches(const place *x)
{
    const uint64_t here = match_at(x, 0), before = match_at(x, -1), after = match_at(x, 1);
    const uint64_t no_place = ~(uint64_t)6;

    if (here != 0) {
        uint32_t classes = (uint32_t)(here >> 16);

        for (unsigned c = 0; classes != 0; c++, classes >>= 1) {
            if (classes & 1)
                push(x, T_MATCH, ng_pair(c + 1, here & 0xFFFF), NG_FEATURE_LEXICON);
        }
        push(x, T_MATCH_SET, here, NG_FEATURE_LEXICON);
        push(x, T_MATCH_CASE, ng_pair(here, x->w->word_case + 8u * (unsigned)x->r->line_case),
             NG_FEATURE_LEXICON);
        push(x, T_MATCH_WORD, ng_pair(here & no_place, word_at(x, -1)->lower), NG_FEATURE_LEXICON);
    }
    if (before != 0)
        push(x, T_MATCH_BEFORE, before, NG_FEATURE_LEXICON);
    if (after != 0)
        push(x, T_MATCH_AFTER, after, NG_FEATURE_LEXICON);
    if (here != 0 || before != 0)
        push(x, T_MATCH_PAIR_BEFORE, ng_pair(before, here), NG_FEATURE_LEXICON);
    if (here != 0 || after != 0)
        push(x, T_MATCH_PAIR_AFTER, ng_pair(here, after), NG_FEATURE_LEXICON);
    if (x->w->classes != 0 || word_at(x, -1)->classes != 0)
        push(x, T_CLASS_PAIR_BEFORE, ng_pair(word_at(x, -1)->classes, x->w->classes),
             NG_FEATURE_LEXICON);
    if (x->w->classes != 0 || word_at(x, 1)->classes != 0)
        push(x, T_CLASS_PAIR_AFTER, ng_pair(x->w->classes, word_at(x, 1)->classes),
             NG_FEATURE_LEXICON);
}

/* ------------------------------------------------------------------- runs */

/* What of a word's set says what a name is of. */
#define HEAD_BITS                                                                                  \
    (NG_NAME_BODY | NG_NAME_ORG | NG_NAME_SUFFIX | NG_NAME_OF | NG_NAME_FAC | NG_NAME_LOC |        \
     NG_NAME_LOC_FIRST | NG_NAME_GPE | NG_NAME_LAW | NG_NAME_EVENT | NG_NAME_AWARD |               \
     NG_NAME_HONORIFIC | NG_NAME_TITLE | NG_NAME_JUNIOR | NG_NAME_EVENT_FIRST)

#define CUE_BITS                                                                                   \
    (NG_NAME_IN | NG_NAME_SAY | NG_NAME_ROLE | NG_NAME_HONORIFIC | NG_NAME_TITLE | NG_NAME_TERM |  \
     NG_NAME_ORG_CUE | NG_NAME_STAKE | NG_NAME_GPE | NG_NAME_LOC | NG_NAME_GPE_OF)

static void
push_run(const place *x)
{
    const ng_region *const r = x->r;
    const ng_word_info *const words = r->words + NG_WORD_REACH;
    const uint32_t first = r->run_first[x->i], last = r->run_last[x->i];
    const uint64_t at = (x->i == first ? 1u : 0u) + (x->i == last ? 2u : 0u);
    const uint64_t from_last = last - x->i < 3 ? last - x->i : 3;
    const uint64_t from_first = x->i - first < 3 ? x->i - first : 3;
    const ng_word_info *const before = word_at(x, (int)first - (int)x->i - 1);
    const ng_word_info *const after = word_at(x, (int)last - (int)x->i + 1);

    push(x, T_RUN, ng_pair(at + 4 * (last - first < 5 ? last - first : 5), x->w->word_case),
         NG_FEATURE_PLAIN);
    push(x, T_RUN_LAST, ng_pair(words[last].lower, from_last), NG_FEATURE_PLAIN);
    push(x, T_RUN_FIRST, ng_pair(words[first].lower, from_first), NG_FEATURE_PLAIN);
    push(x, T_RUN_BEFORE, ng_pair(before->lower, at), NG_FEATURE_PLAIN);
    push(x, T_RUN_AFTER, ng_pair(after->lower, at), NG_FEATURE_PLAIN);
    if (words[last].set & HEAD_BITS)
        push(x, T_RUN_LAST_SET, ng_pair(words[last].set & HEAD_BITS, from_last), NG_FEATURE_PLAIN);
    if (words[first].set & HEAD_BITS)
        push(x, T_RUN_FIRST_SET, ng_pair(words[first].set & HEAD_BITS, from_first),
             NG_FEATURE_PLAIN);
    if (before->set & CUE_BITS)
        push(x, T_RUN_BEFORE_SET, ng_pair(before->set & CUE_BITS, at), NG_FEATURE_PLAIN);
    if (after->set & CUE_BITS)
        push(x, T_RUN_AFTER_SET, ng_pair(after->set & CUE_BITS, at), NG_FEATURE_PLAIN);
}

static void
push_long_run(const place *x)
{
    const ng_region *const r = x->r;
    const ng_word_info *const words = r->words + NG_WORD_REACH;
    const uint32_t first = r->long_first[x->i], last = r->long_last[x->i];
    const uint64_t from_last = last - x->i < 4 ? last - x->i : 4;
    const uint64_t from_first = x->i - first < 4 ? x->i - first : 4;

    if (first == r->run_first[x->i] && last == r->run_last[x->i])
        return;
    push(x, T_LONG, ng_pair(from_first, from_last), NG_FEATURE_PLAIN);
    push(x, T_LONG_FIRST, ng_pair(words[first].lower, from_first), NG_FEATURE_PLAIN);
    push(x, T_LONG_LAST, ng_pair(words[last].lower, from_last), NG_FEATURE_PLAIN);
    push(x, T_LONG_LAST_SET,
         ng_pair(ng_pair(words[first].set & HEAD_BITS, words[last].set & HEAD_BITS), from_first),
         NG_FEATURE_PLAIN);
    push(x, T_LONG_BEFORE, ng_pair(word_at(x, (int)first - (int)x->i - 1)->lower, from_first),
         NG_FEATURE_PLAIN);
    push(x, T_LONG_AFTER, ng_pair(word_at(x, (int)last - (int)x->i + 1)->lower, from_last),
         NG_FEATURE_PLAIN);
}

/* ------------------------------------------------------------------ rules */

static unsigned
rule_at(const place *x, int offset)
{
    const int64_t token = (int64_t)x->token + offset;

    return token < x->r->sentence_first || token >= x->r->sentence_stop ? 255
                                                                        : x->d->rule_label[token];
}

static void
push_rules(const place *x)
{
    const unsigned here = rule_at(x, 0), before = rule_at(x, -1), after = rule_at(x, 1);
    const unsigned id = here != 0 ? x->d->rule[x->token] + 1u : 0;
    const uint64_t inside = after != 0 && after != 255 && (after & 1) == 0 ? 1 : 0;

    push(x, T_RULE, here + 256 * inside, NG_FEATURE_RULE);
    push(x, T_RULE_ID, ng_pair(here + 256 * inside, id), NG_FEATURE_RULE);
    push(x, T_RULE_BEFORE, ng_pair(before, here), NG_FEATURE_RULE);
    push(x, T_RULE_AFTER, ng_pair(here, after), NG_FEATURE_RULE);
    push(x, T_RULE_CASE,
         ng_pair(ng_pair(here, id), x->w->word_case + 8u * (unsigned)x->r->line_case +
                                        32u * (x->d->flags[x->token] & NG_TAG_OPENS)),
         NG_FEATURE_RULE);
    push(x, T_RULE_WORD, ng_pair(here, x->w->lower), NG_FEATURE_RULE);
    push(x, T_RULE_RUN,
         ng_pair(ng_pair(before, here),
                 ng_pair(after, x->r->run_last[x->i] - x->r->run_first[x->i])),
         NG_FEATURE_RULE);
    push(x, T_RULE_MATCH, ng_pair(ng_pair(here, id), match_at(x, 0)), NG_FEATURE_RULE);
}

/* --------------------------------------------------------------- document */

static void
push_evidence(const place *x)
{
    const ng_form_row *const f = ng_tag_form(x->d, x->w->lower);
    const uint32_t first = x->r->run_first[x->i], last = x->r->run_last[x->i];
    const bool capital = (x->d->flags[x->token] & NG_TAG_CAPITAL) != 0;
    const bool mixed = x->r->line_case == NG_LINE_MIXED && capital;
    unsigned n_capital, n_alone, n_first, n_last, n_small, places, cues, most = 0;
    uint64_t key;

    if (f == NULL || !ng_form_is_counted(f) || (!capital && x->r->line_case != NG_LINE_LOWER))
        return;
    /* Elsewhere: without the token itself. */
    n_capital = f->n_capital - (mixed && !(x->d->flags[x->token] & NG_TAG_OPENS) ? 1u : 0u);
    n_alone = f->n_alone - (mixed && first == last ? 1u : 0u);
    n_first = f->n_first - (mixed && first != last && x->i == first ? 1u : 0u);
    n_last = f->n_last - (mixed && first != last && x->i == last ? 1u : 0u);
    n_small = f->n_small;
    places = (n_alone > 0 ? 1u : 0u) | (n_first > 0 ? 2u : 0u) | (n_last > 0 ? 4u : 0u) |
             (f->n_inner > 0 ? 8u : 0u);
    cues = (f->n_title > 0 ? 1u : 0u) | (f->n_in > 0 ? 2u : 0u) | (f->n_say > 0 ? 4u : 0u) |
           (f->n_suffix > 0 ? 8u : 0u);
    for (unsigned k = 1; k < 4; k++) {
        if (f->n_rule[k] > f->n_rule[most])
            most = k;
    }
    if (f->n_rule[most] == 0)
        most = 4;
    key = ng_pair((x->d->flags[x->token] & NG_TAG_OPENS) + 8u * (unsigned)x->r->line_case,
                  (first == last ? 1u : 0u) + (x->i == first ? 2u : 0u) + (x->i == last ? 4u : 0u));
    push(x, T_SMALL, ng_pair(bucket(n_small) + 8u * (unsigned)x->w->word_case, key),
         NG_FEATURE_DOC);
    push(x, T_CAPITAL, ng_pair(bucket(n_capital) + 8u * bucket(n_small), key), NG_FEATURE_DOC);
    push(x, T_PLACES, ng_pair(places, key), NG_FEATURE_DOC);
    push(x, T_CUES, ng_pair(cues + 16u * places, key), NG_FEATURE_DOC);
    push(x, T_FORM_RULE, ng_pair(most, rule_at(x, 0)), NG_FEATURE_RULE | NG_FEATURE_DOC);
    push(x, T_FORM_RULE_CASE,
         ng_pair(ng_pair(bucket(f->n_rule[0]) + 8u * bucket(f->n_rule[1]),
                         bucket(f->n_rule[2]) + 8u * bucket(f->n_rule[3])),
                 rule_at(x, 0)),
         NG_FEATURE_RULE | NG_FEATURE_DOC);
}

void
ng_place_keys(const ng_doc *doc, const ng_tag_doc *d, const ng_region *region, uint32_t i,
              ng_keys *keys)
{
    const place x = {
        .doc = doc,
        .d = d,
        .r = region,
        .w = region->words + NG_WORD_REACH + i,
        .i = i,
        .token = region->first + i,
        .keys = keys,
    };

    push_neighbours(&x);
    push_matches(&x);
    push_run(&x);
    push_long_run(&x);
    push_rules(&x);
    push_evidence(&x);
}
