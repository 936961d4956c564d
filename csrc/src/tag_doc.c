/* What the tagger looks at of a document as a whole: which tokens may be in a name, and
   where else the same forms stand. */
#include "tag_features.h"
#include "lang_en_names.h"
#include "memory.h"
#include "mentions.h"

#include <string.h>

/* What a match must be of to be a name by itself. */
#define NAME_BITS                                                                                  \
    (NG_LEX_GPE_BITS | NG_LEX_ORG_BITS | NG_LEX_NORP_BITS | NG_LEX_BIT(NG_LEX_LOC) |               \
     NG_LEX_BIT(NG_LEX_FAC) | NG_LEX_BIT(NG_LEX_PERSON) | NG_LEX_BIT(NG_LEX_EVENT) |               \
     NG_LEX_BIT(NG_LEX_OTHER) | NG_LEX_BIT(NG_LEX_LANGUAGE))

#define MAX_PROBES 16
#define MIN_SLOTS 512
#define MAX_COUNT 250

/* Tokens between two capitals that may join them. */
#define MAX_GAP 3

/* --------------------------------------------------------------- forms */

static ng_form_row *
find_slot(const ng_tag_doc *d, uint64_t lower)
{
    for (size_t i = 0; i < MAX_PROBES; i++) {
        ng_form_row *const row = &d->forms[(lower + i) & (d->n_form_slots - 1)];

        if (row->generation != d->generation || row->lower == lower)
            return row;
    }
    return NULL;
}

const ng_form_row *
ng_tag_form(const ng_tag_doc *d, uint64_t lower)
{
    const ng_form_row *const row = d->n_forms > 0 ? find_slot(d, lower) : NULL;

    return row != NULL && row->generation == d->generation ? row : NULL;
}

/* Room for `n` more forms: the table grows by doubling, and rows move. */
static ng_status
reserve_forms(const ng_alloc *alloc, ng_tag_doc *d, size_t n)
{
    ng_tag_doc larger = *d;

    if ((d->n_forms + n) * 2 <= d->n_form_slots)
        return NG_OK;
    if (larger.n_form_slots == 0)
        larger.n_form_slots = MIN_SLOTS;
    while ((d->n_forms + n) * 2 > larger.n_form_slots)
        larger.n_form_slots *= 2;
    larger.forms = ng_realloc(alloc, NULL, larger.n_form_slots * sizeof *larger.forms);
    if (larger.forms == NULL)
        return NG_ERR_MEMORY;
    memset(larger.forms, 0, larger.n_form_slots * sizeof *larger.forms);
    for (size_t i = 0; i < d->n_form_slots; i++) {
        if (d->forms[i].generation == d->generation) {
            ng_form_row *const slot = find_slot(&larger, d->forms[i].lower);

            if (slot != NULL)
                *slot = d->forms[i];
        }
    }
    ng_free(alloc, d->forms);
    *d = larger;
    return NG_OK;
}

/* The row of a form, made if need be; NULL if its slots are taken. */
static ng_form_row *
make_form(ng_tag_doc *d, uint64_t lower)
{
    ng_form_row *const row = find_slot(d, lower);

    if (row != NULL && row->generation != d->generation) {
        *row = (ng_form_row){.lower = lower, .generation = d->generation};
        d->n_forms++;
    }
    return row;
}

static void
count(uint8_t *n)
{
    if (*n < MAX_COUNT)
        ++*n;
}

/* --------------------------------------------------------------- tokens */

static bool
is_word(const ng_doc *doc, size_t i)
{
    return doc->tokens.kind[i] == NG_TOKEN_WORD || doc->tokens.kind[i] == NG_TOKEN_ABBR;
}

static bool
has_names(const ng_doc *doc, uint32_t sentence)
{
    const uint32_t block = doc->sentences.block[sentence];
    const ng_block_kind kind =
        block < doc->blocks.n ? (ng_block_kind)doc->blocks.kind[block] : NG_BLOCK_BODY;

    return kind != NG_BLOCK_CHROME && kind != NG_BLOCK_RELATED && kind != NG_BLOCK_PROMO &&
           kind != NG_BLOCK_COMMENT_COUNT;
}

/* What the rules found, token by token. */
static void
read_rules(const ng_doc *doc, ng_tag_doc *d)
{
    const ng_mention_columns *const x = &doc->mentions;
    const ng_token_columns *const t = &doc->tokens;
    size_t i = 0;

    for (size_t k = 0; k < x->n; k++) {
        size_t first, stop;
        bool fixed;

        while (i < t->n && t->stop[i] <= x->start[k])
            i++;
        first = i;
        for (stop = first; stop < t->n && t->start[stop] < x->stop[k]; stop++)
            ;
        if (stop == first)
            continue;
        fixed = t->start[first] != x->start[k] || t->stop[stop - 1] > x->stop[k] ||
                x->label[k] >= NG_LABEL_URL;
        for (size_t j = first; j < stop; j++) {
            if (fixed) {
                d->flags[j] |= NG_TAG_FIXED;
            } else if (j == first || is_word(doc, j) || j + 1 < stop) {
                d->rule_label[j] = (uint8_t)(1 + 2 * x->label[k] + (j > first));
                d->rule[j] = x->rule[k];
                d->flags[j] |= NG_TAG_HINT;
            }
        }
    }
}

static void
read_matches(const ng_doc *doc, ng_tag_doc *d)
{
    const ng_match_columns *const m = &doc->matches;

    memset(d->match, 0xFF, doc->tokens.n * sizeof *d->match);
    for (size_t k = 0; k < m->n; k++) {
        const uint8_t hint = m->classes[k] & NAME_BITS ? NG_TAG_HINT : 0;

        for (uint32_t i = m->first_token[k]; i < m->stop_token[k]; i++) {
            d->match[i] = (uint32_t)k;
            d->flags[i] |= hint;
        }
    }
}

/* What is counted over the words of a line, or of the text. */
typedef struct case_counts {
    unsigned n_word, n_name;              /* words; those that begin like a name */
    unsigned n_small, n_capital, n_upper; /* of words of four letters and more */
} case_counts;

static void
read_word(const ng_doc *doc, ng_tag_doc *d, uint32_t i, case_counts *c)
{
    const char *const p = ng_token_begin(doc, i);
    const size_t n = ng_token_len(doc, i);
    const bool small = *p >= 'a' && *p <= 'z';

    c->n_word++;
    if (n >= 4 && doc->tokens.kind[i] == NG_TOKEN_WORD) {
        c->n_small += small;
        c->n_capital += !small;
        c->n_upper += p[1] >= 'A' && p[1] <= 'Z' && p[n - 1] >= 'A' && p[n - 1] <= 'Z';
    }
    if ((d->flags[i] & NG_TAG_FIXED) || !ng_name_may_open(p, n) || ng_name_shape(p, p + n) == 0)
        return;
    d->flags[i] |= NG_TAG_CAPITAL;
    c->n_name++;
}

static ng_line_case
line_case_of(const case_counts *c, bool prose)
{
    if (c->n_upper >= 2 && c->n_upper * 4 >= (c->n_small + c->n_capital) * 3)
        return NG_LINE_UPPER;
    return c->n_capital >= (prose ? 6u : 3u) && c->n_small * 4 <= c->n_capital ? NG_LINE_TITLE
                                                                               : NG_LINE_MIXED;
}

/* Capitals, letter case, and what opens: also what stands behind quotation marks and
   colons. */
static void
read_sentence(const ng_doc *doc, ng_tag_doc *d, uint32_t sentence, case_counts *all)
{
    const uint32_t stop = doc->sentences.stop_token[sentence];
    case_counts c = {0, 0, 0, 0, 0};
    uint8_t opens = NG_TAG_OPENS;

    for (uint32_t i = doc->sentences.first_token[sentence]; i < stop; i++) {
        switch ((ng_token_kind)doc->tokens.kind[i]) {
        case NG_TOKEN_WORD:
        case NG_TOKEN_ABBR:
            read_word(doc, d, i, &c);
            d->flags[i] |= opens;
            opens = 0;
            break;
        case NG_TOKEN_NUMBER:
            d->flags[i] |= opens;
            opens = 0;
            break;
        case NG_TOKEN_QUOTE_OPEN:
            opens = NG_TAG_OPENS;
            break;
        case NG_TOKEN_PUNCT:
            if (*ng_token_begin(doc, i) == ':')
                opens = NG_TAG_OPENS;
            break;
        default:
            break;
        }
    }
    d->line_case[sentence] =
        (uint8_t)line_case_of(&c, doc->sentences.kind[sentence] == NG_SENTENCE_PROSE);
    all->n_word += c.n_word;
    all->n_name += c.n_name;
}

/* ------------------------------------------------------------- evidence */

/* The bit of the filter for a word of n >= 3 bytes: its first three letters, made small,
   and its length. */
static unsigned
filter_bit(const char *p, size_t n)
{
    const uint32_t letters = (uint32_t)(unsigned char)p[0] | (uint32_t)(unsigned char)p[1] << 8 |
                             (uint32_t)(unsigned char)p[2] << 16 | (uint32_t)n << 24;

    return ((letters | 0x202020u) * UINT32_C(0x9E3779B1)) >> 20;
}

static void
count_run(const ng_doc *doc, ng_tag_doc *d, uint32_t sentence, uint32_t first, uint32_t stop)
{
    const bool title = first > doc->sentences.first_token[sentence] &&
                       (ng_token_set(doc, first - 1) & NG_NAME_ROLE) != 0;
    const bool in = first > doc->sentences.first_token[sentence] &&
                    (ng_token_set(doc, first - 1) & NG_NAME_IN) != 0;
    const bool say =
        stop < doc->sentences.stop_token[sentence] && (ng_token_set(doc, stop) & NG_NAME_SAY) != 0;
    const bool suffix =
        (ng_token_set(doc, stop - 1) & (NG_NAME_SUFFIX | NG_NAME_ORG | NG_NAME_BODY)) != 0;

    for (uint32_t i = first; i < stop; i++) {
        ng_form_row *const row =
            make_form(d, ng_word_lower(ng_token_begin(doc, i), ng_token_len(doc, i)));

        if (row == NULL)
            continue;
        if (ng_token_len(doc, i) >= 3) {
            const unsigned bit = filter_bit(ng_token_begin(doc, i), ng_token_len(doc, i));

            d->filter[bit / 64] |= UINT64_C(1) << bit % 64;
        }
        if (!(d->flags[i] & NG_TAG_OPENS))
            count(&row->n_capital);
        if (first + 1 == stop)
            count(&row->n_alone);
        else
            count(i == first ? &row->n_first : i + 1 == stop ? &row->n_last : &row->n_inner);
        if (title ||
            (i > first && (ng_token_set(doc, i - 1) & (NG_NAME_HONORIFIC | NG_NAME_TITLE)) != 0))
            count(&row->n_title);
        if (in)
            count(&row->n_in);
        if (say)
            count(&row->n_say);
        if (suffix && i + 1 < stop)
            count(&row->n_suffix);
        if (d->rule_label[i] != 0) {
            const ng_label label = (ng_label)((d->rule_label[i] - 1) / 2);

            if (label == NG_LABEL_PERSON)
                count(&row->n_rule[0]);
            else if (label == NG_LABEL_ORG)
                count(&row->n_rule[1]);
            else if (label == NG_LABEL_GPE || label == NG_LABEL_LOC || label == NG_LABEL_FAC)
                count(&row->n_rule[2]);
            else
                count(&row->n_rule[3]);
        }
    }
}

/* Lines of headlines where capitals say nothing: what they have, if nothing else has it, is
   counted in small letters alone. */
static ng_status
note_capitals(const ng_doc *doc, ng_tag_doc *d, uint32_t sentence)
{
    const uint32_t first = doc->sentences.first_token[sentence];
    const uint32_t stop = doc->sentences.stop_token[sentence];

    if (reserve_forms(&doc->alloc, d, stop - first) != NG_OK)
        return NG_ERR_MEMORY;
    for (uint32_t i = first; i < stop; i++) {
        const char *const p = ng_token_begin(doc, i);
        const size_t n = ng_token_len(doc, i);

        if ((d->flags[i] & NG_TAG_CAPITAL) != 0 && n >= 3) {
            const unsigned bit = filter_bit(p, n);

            make_form(d, ng_word_lower(p, n));
            d->filter[bit / 64] |= UINT64_C(1) << bit % 64;
        }
    }
    return NG_OK;
}

/* Capitals in lines where they say something. */
static ng_status
count_capitals(const ng_doc *doc, ng_tag_doc *d, uint32_t sentence)
{
    const uint32_t end = doc->sentences.stop_token[sentence];
    uint32_t i = doc->sentences.first_token[sentence];

    if (d->line_case[sentence] != NG_LINE_MIXED)
        return doc->sentences.kind[sentence] == NG_SENTENCE_HEADLINE
                   ? note_capitals(doc, d, sentence)
                   : NG_OK;
    while (i < end) {
        uint32_t stop = i;

        while (stop < end && (d->flags[stop] & NG_TAG_CAPITAL) && stop - i < NG_MAX_REGION)
            stop++;
        if (stop == i) {
            i++;
            continue;
        }
        if (reserve_forms(&doc->alloc, d, stop - i) != NG_OK)
            return NG_ERR_MEMORY;
        count_run(doc, d, sentence, i, stop);
        i = stop;
    }
    return NG_OK;
}

static void
count_small(const ng_doc *doc, const ng_tag_doc *d)
{
    if (d->n_forms == 0)
        return;
    for (size_t i = 0; i < doc->tokens.n; i++) {
        const char *const p = ng_token_begin(doc, i);
        const size_t n = ng_token_len(doc, i);

        if (*p >= 'a' && *p <= 'z' && n >= 3 && doc->tokens.kind[i] == NG_TOKEN_WORD) {
            const unsigned bit = filter_bit(p, n);
            ng_form_row *row;

            if (!(d->filter[bit / 64] >> bit % 64 & 1))
                continue;
            row = find_slot(d, ng_word_lower(p, n));
            if (row != NULL && row->generation == d->generation)
                count(&row->n_small);
        }
    }
}

/* -------------------------------------------------------------- regions */

/* Whether a token may be in a name. */
static bool
may_be_name(const ng_doc *doc, const ng_tag_doc *d, uint32_t i, uint32_t first, uint32_t stop)
{
    const uint8_t flags = d->flags[i];

    if (flags & NG_TAG_FIXED)
        return false;
    if (d->rule_label[i] != 0)
        return true;
    if (d->match[i] != NG_TAG_NO_MATCH && (doc->matches.classes[d->match[i]] & NAME_BITS) &&
        ((flags & NG_TAG_CAPITAL) || (doc->matches.flags[d->match[i]] & NG_LEX_DECIDES)))
        return true;
    if (!(flags & NG_TAG_CAPITAL))
        return d->lower && is_word(doc, i);
    /* "The", "Monday", alone: a third of all capitals. */
    return (i > first && (d->flags[i - 1] & NG_TAG_CAPITAL)) ||
           (i + 1 < stop && (d->flags[i + 1] & NG_TAG_CAPITAL)) ||
           !(ng_token_set(doc, i) & (NG_NAME_FUNCTION | NG_NAME_CALENDAR));
}

/* Whether a token may stand inside a name, between words that may be in one. */
static bool
may_join(const ng_doc *doc, const ng_tag_doc *d, uint32_t i)
{
    if (d->flags[i] & NG_TAG_FIXED)
        return false;
    switch ((ng_token_kind)doc->tokens.kind[i]) {
    case NG_TOKEN_PUNCT:
        return *ng_token_begin(doc, i) == ',' || *ng_token_begin(doc, i) == '.';
    case NG_TOKEN_SYMBOL:
    case NG_TOKEN_CLITIC:
    case NG_TOKEN_NUMBER:
    case NG_TOKEN_DASH:
        return true;
    case NG_TOKEN_WORD:
    case NG_TOKEN_ABBR:
        return (d->flags[i] & NG_TAG_CAPITAL) != 0 ||
               (ng_token_set(doc, i) & (NG_NAME_LINK | NG_NAME_PARTICLE)) != 0;
    default:
        return false;
    }
}

static void
mark_regions(const ng_doc *doc, ng_tag_doc *d, uint32_t sentence)
{
    const uint32_t first = doc->sentences.first_token[sentence];
    const uint32_t stop = doc->sentences.stop_token[sentence];
    uint32_t last = UINT32_MAX; /* the last token that may be in a name */

    for (uint32_t i = first; i < stop; i++) {
        if ((!(d->flags[i] & (NG_TAG_CAPITAL | NG_TAG_HINT)) && !d->lower) ||
            !may_be_name(doc, d, i, first, stop))
            continue;
        d->flags[i] |= NG_TAG_REGION;
        if (last != UINT32_MAX && i - last <= MAX_GAP + 1) {
            uint32_t k = last + 1;

            while (k < i && may_join(doc, d, k))
                k++;
            for (uint32_t j = last + 1; k == i && j < i; j++)
                d->flags[j] |= NG_TAG_REGION;
        }
        /* "bin Roe". */
        if (i > first && !(d->flags[i - 1] & (NG_TAG_REGION | NG_TAG_FIXED)) &&
            is_word(doc, i - 1) && (ng_token_set(doc, i - 1) & NG_NAME_PARTICLE))
            d->flags[i - 1] |= NG_TAG_REGION;
        last = i;
    }
}

static void
mark_all(const ng_doc *doc, ng_tag_doc *d, uint32_t sentence)
{
    for (uint32_t i = doc->sentences.first_token[sentence]; i < doc->sentences.stop_token[sentence];
         i++) {
        if (!(d->flags[i] & NG_TAG_FIXED))
            d->flags[i] |= NG_TAG_REGION;
    }
}

/* ------------------------------------------------------------- document */

static ng_status
start(const ng_doc *doc, ng_tag_doc *d)
{
    const ng_column_ref columns[] = {NG_COLUMN(d->flags), NG_COLUMN(d->rule_label),
                                     NG_COLUMN(d->rule), NG_COLUMN(d->match)};
    const ng_column_ref of_sentences[] = {NG_COLUMN(d->line_case)};

    if (ng_reserve(&doc->alloc, columns, 4, &d->cap, doc->tokens.n) != NG_OK ||
        ng_reserve(&doc->alloc, of_sentences, 1, &d->cap_sentences, doc->sentences.n) != NG_OK)
        return NG_ERR_MEMORY;
    memset(d->filter, 0, sizeof d->filter);
    d->n = doc->tokens.n;
    memset(d->flags, 0, d->n);
    memset(d->rule_label, 0, d->n);
    memset(d->rule, 0, d->n);
    d->n_forms = 0;
    d->generation++;
    if (d->generation == 0) { /* once in 2^32 documents */
        if (d->forms != NULL)
            memset(d->forms, 0, d->n_form_slots * sizeof *d->forms);
        d->generation = 1;
    }
    return NG_OK;
}

ng_status
ng_tag_doc_read(const ng_doc *doc, bool everywhere, ng_tag_doc *d)
{
    case_counts all = {0, 0, 0, 0, 0};

    if (doc->tokens.n == 0) {
        d->n = 0;
        return NG_OK;
    }
    if (start(doc, d) != NG_OK)
        return NG_ERR_MEMORY;
    read_rules(doc, d);
    read_matches(doc, d);
    for (uint32_t s = 0; s < doc->sentences.n; s++)
        read_sentence(doc, d, s, &all);
    d->lower = all.n_word >= 3 && all.n_name * 100 <= all.n_word;
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
        if (!has_names(doc, s))
            continue;
        if (d->lower)
            d->line_case[s] = NG_LINE_LOWER;
        else if (count_capitals(doc, d, s) != NG_OK)
            return NG_ERR_MEMORY;
        if (everywhere)
            mark_all(doc, d, s);
        else
            mark_regions(doc, d, s);
    }
    count_small(doc, d);
    return NG_OK;
}

void
ng_tag_doc_free(const ng_alloc *alloc, ng_tag_doc *d)
{
    ng_free(alloc, d->flags);
    ng_free(alloc, d->rule_label);
    ng_free(alloc, d->rule);
    ng_free(alloc, d->match);
    ng_free(alloc, d->forms);
    ng_free(alloc, d->line_case);
}

bool
ng_region_next(const ng_doc *doc, const ng_tag_doc *d, uint32_t sentence, uint32_t token,
               ng_region *region)
{
    const uint32_t stop = doc->sentences.stop_token[sentence];
    const uint32_t block = doc->sentences.block[sentence];

    while (token < stop && !(d->flags[token] & NG_TAG_REGION))
        token++;
    if (token >= stop)
        return false;
    region->sentence = sentence;
    region->sentence_first = doc->sentences.first_token[sentence];
    region->sentence_stop = stop;
    region->block = block < doc->blocks.n ? (ng_block_kind)doc->blocks.kind[block] : NG_BLOCK_BODY;
    region->line_case = (ng_line_case)d->line_case[sentence];
    region->first = token;
    while (token < stop && (d->flags[token] & NG_TAG_REGION) &&
           token - region->first < NG_MAX_REGION)
        token++;
    region->stop = token;
    return true;
}

/* Runs of capitals, and longer ones with the small words that join them. */
void
ng_region_runs(const ng_tag_doc *d, ng_region *r)
{
    const uint32_t n = r->stop - r->first;
    const ng_word_info *const words = r->words + NG_WORD_REACH;
    uint32_t i = 0;

    while (i < n) {
        uint32_t stop = i;

        while (stop < n && (d->flags[r->first + stop] & NG_TAG_CAPITAL))
            stop++;
        if (stop == i)
            stop++;
        for (uint32_t k = i; k < stop; k++) {
            r->run_first[k] = (uint16_t)i;
            r->run_last[k] = (uint16_t)(stop - 1);
        }
        i = stop;
    }
    for (i = 0; i < n;) {
        uint32_t stop = i + 1;

        while (stop < n && ((d->flags[r->first + stop] & NG_TAG_CAPITAL) ||
                            (words[stop].set & (NG_NAME_LINK | NG_NAME_PARTICLE))))
            stop++;
        for (uint32_t k = i; k < stop; k++) {
            r->long_first[k] = (uint16_t)i;
            r->long_last[k] = (uint16_t)(stop - 1);
        }
        i = stop;
    }
}
