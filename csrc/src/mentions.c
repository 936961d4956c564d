/*
 * The mention stage: names.  This file goes over the tokens and collects runs.
 *
 * Eight tokens in ten begin with a small letter or are punctuation; they cost a
 * look at their first byte.  A run is what may hold names: capitalised words in
 * a row, with the small words that join names between them ("Bank of Roe",
 * "Jan van Roe"), and whatever the lexicon takes as one name.
 */
#include "mentions.h"
#include "memory.h"

#include <string.h>

/* What the lexicon may make a mention of. */
#define NAME_BITS                                                                                  \
    (NG_LEX_GPE_BITS | NG_LEX_ORG_BITS | NG_LEX_NORP_BITS | NG_LEX_BIT(NG_LEX_LOC) |               \
     NG_LEX_BIT(NG_LEX_FAC) | NG_LEX_BIT(NG_LEX_PERSON) | NG_LEX_BIT(NG_LEX_EVENT) |               \
     NG_LEX_BIT(NG_LEX_OTHER) | NG_LEX_BIT(NG_LEX_LANGUAGE))

#define PLACE_OR_PEOPLE_BITS (NG_LEX_GPE_BITS | NG_LEX_NORP_BITS | NG_LEX_BIT(NG_LEX_IGO))

#define ROLE_BITS (NG_LEX_BIT(NG_LEX_TITLE) | NG_LEX_BIT(NG_LEX_ROLE) | NG_LEX_BIT(NG_LEX_RELATION))

/* ---------------------------------------------------------- candidates */

ng_name_cand *
ng_mentions_add(ng_mention_run *m, uint32_t first, uint32_t stop, unsigned label, ng_form form,
                ng_mention_rule rule)
{
    ng_mention_scratch *const s = m->scratch;
    const ng_column_ref columns[] = {NG_COLUMN(s->cands)};
    const uint32_t start = m->doc->tokens.start[first];

    if (ng_reserve(&m->doc->alloc, columns, 1, &s->cap, s->n + 1) != NG_OK) {
        m->status = NG_ERR_MEMORY;
        return NULL;
    }
    s->cands[s->n] = (ng_name_cand){
        .start = start,
        .stop = m->doc->tokens.stop[stop - 1],
        .first_token = first,
        .stop_token = stop,
        .sentence = m->sentence,
        .title_start = start,
        .title_stop = start,
        .label = (uint8_t)label,
        .form = (uint8_t)form,
        .rule = (uint8_t)rule,
    };
    return &s->cands[s->n++];
}

void
ng_mentions_know(ng_mention_run *m, uint32_t start, uint32_t stop, unsigned label, ng_form form,
                 unsigned rule)
{
    const char *const text = m->doc->text;

    if (ng_name_table_add(&m->scratch->names, &m->doc->alloc,
                          ng_name_hash(text + start, text + stop), (ng_label)label, form,
                          rule) != NG_OK)
        m->status = NG_ERR_MEMORY;
}

/* ------------------------------------------------------------ compounds */

static const char *
find_hyphen(const char *p, const char *end)
{
    while (p < end && *p != '-')
        p++;
    return p;
}

/* The last hyphen; `end` if there is none. */
static const char *
last_hyphen(const char *p, const char *end)
{
    const char *q = end;

    while (q > p && q[-1] != '-')
        q--;
    return q > p ? q - 1 : end;
}

/* M31: "D-Ohio", "R-Me.", where the lexicon knows the state, or its code. */
static bool
add_party_state(ng_mention_run *m, uint32_t token, const char *p, const char *end)
{
    const ng_lexicon *const lexicon = m->pipeline->lexicon;
    ng_name_cand *cand;

    if (end - p < 4 || p[1] != '-' || (*p != 'D' && *p != 'R' && *p != 'I'))
        return false;
    if (!(end - p == 4 && p[2] >= 'A' && p[2] <= 'Z' && p[3] >= 'A' && p[3] <= 'Z') &&
        !(ng_lexicon_classes(lexicon, p + 2, (size_t)(end - p - 2), false) &
          NG_LEX_BIT(NG_LEX_STATE)))
        return false;
    cand = ng_mentions_add(m, token, token + 1, NG_LABEL_GPE, NG_FORM_SHORT, NG_M_PARTY);
    if (cand != NULL)
        cand->start = (uint32_t)(p + 2 - m->doc->text);
    return true;
}

/* A hyphen and a small letter follow. */
static bool
is_before_small(const ng_doc *doc, const char *p)
{
    const char *const end = doc->text + doc->n_bytes;

    return p + 1 < end && *p == '-' && p[1] >= 'a' && p[1] <= 'z';
}

/* M4: the part [p, end) of a token as a candidate, if the lexicon is sure that
   it is a place or a people. */
static bool
add_part_of_token(ng_mention_run *m, uint32_t first, uint32_t token, const char *p, const char *end)
{
    const ng_lexicon *const lexicon = m->pipeline->lexicon;
    ng_lex_set set;
    ng_lex_entry entry;
    ng_name_cand *cand;
    uint32_t wanted;

    if (p >= end)
        return false;
    set = ng_lexicon_lookup(lexicon, p, (size_t)(end - p), false);
    /* "London-based": before a small word a suggestion will do. */
    if (is_before_small(m->doc, end))
        wanted = (set.classes & PLACE_OR_PEOPLE_BITS) | (set.decides & NG_LEX_ORG_BITS);
    else
        wanted = set.decides & PLACE_OR_PEOPLE_BITS;
    if (!(wanted & ~set.ambiguous) ||
        !ng_lexicon_find(lexicon, p, (size_t)(end - p), false, wanted, &entry))
        return false;
    cand = ng_mentions_add(m, first, token + 1, entry.label,
                           entry.label == NG_LABEL_NORP ? NG_FORM_DEMONYM : NG_FORM_FULL,
                           NG_M_COMPOUND);
    if (cand != NULL) {
        cand->start = (uint32_t)(p - m->doc->text);
        cand->stop = (uint32_t)(end - m->doc->text);
    }
    return true;
}

bool
ng_mentions_long_compound(ng_mention_run *m, uint32_t first, uint32_t token)
{
    const char *const p = ng_token_begin(m->doc, token);

    return add_part_of_token(m, first, token, ng_token_begin(m->doc, first),
                             find_hyphen(p, p + ng_token_len(m->doc, token)));
}

/* M4: "U.S.-led", "Israeli-Palestinian", "anti-American". */
void
ng_mentions_compound(ng_mention_run *m, uint32_t token)
{
    const char *p = ng_token_begin(m->doc, token);
    const char *end = p + ng_token_len(m->doc, token);

    if (m->pipeline->lexicon == NULL)
        return;
    if (end - p > NG_SHAPE_MAX)
        end = p + NG_SHAPE_MAX;
    if (add_party_state(m, token, p, end))
        return;
    /* "al-Qaida-linked": all but the last part is one name. */
    if (find_hyphen(p, end) != last_hyphen(p, end) &&
        add_part_of_token(m, token, token, p, last_hyphen(p, end)))
        return;
    for (int i = 0; i < 3 && p < end; i++) {
        const char *const hyphen = find_hyphen(p, end);

        add_part_of_token(m, token, token, p, hyphen);
        p = hyphen < end ? hyphen + 1 : end;
    }
}

/* ----------------------------------------------------------------- runs */

static void
skip_matches(ng_mention_run *m, uint32_t token)
{
    const ng_match_columns *const x = &m->doc->matches;

    while (m->next_match < x->n && x->stop_token[m->next_match] <= token)
        m->next_match++;
}

/* The match that begins at the token, or NG_NO_MATCH. */
static uint32_t
match_at(const ng_mention_run *m, uint32_t token)
{
    const ng_match_columns *const x = &m->doc->matches;

    return m->next_match < x->n && x->first_token[m->next_match] == token ? (uint32_t)m->next_match
                                                                          : NG_NO_MATCH;
}

static bool
inside_match(const ng_mention_run *m, uint32_t token)
{
    const ng_match_columns *const x = &m->doc->matches;

    return m->next_match < x->n && x->first_token[m->next_match] < token &&
           x->stop_token[m->next_match] > token;
}

static bool
is_word(const ng_doc *doc, size_t i)
{
    return doc->tokens.kind[i] == NG_TOKEN_WORD || doc->tokens.kind[i] == NG_TOKEN_ABBR;
}

static unsigned
shape_of(const ng_doc *doc, size_t i)
{
    const char *const p = ng_token_begin(doc, i);

    return ng_name_may_open(p, ng_token_len(doc, i)) && is_word(doc, i)
               ? ng_name_shape(p, p + ng_token_len(doc, i))
               : 0;
}

/* "42nd" before a capitalised word, which may be part of a name. */
static bool
is_ordinal(const ng_mention_run *m, uint32_t i)
{
    const ng_doc *const doc = m->doc;
    const size_t n = ng_token_len(doc, i);
    const char *const end = doc->text + doc->tokens.stop[i];

    if (doc->tokens.kind[i] != NG_TOKEN_NUMBER)
        return false;
    return n >= 3 && n <= 6 && end[-1] >= 'a' && end[-2] >= 'n' && end[-3] >= '0' &&
           end[-3] <= '9' && i + 1 < m->stop_token && shape_of(doc, i + 1) != 0;
}

/* Whether the token is "U.S.-led": the lexicon is sure of what stands before the
   hyphen, and behind it is a small letter. */
static bool
is_compound(const ng_mention_run *m, uint32_t token)
{
    const char *const p = ng_token_begin(m->doc, token);
    const char *const end = p + ng_token_len(m->doc, token);
    const char *const hyphen = last_hyphen(p, end);
    ng_lex_set set;

    if (m->pipeline->lexicon == NULL || hyphen + 1 >= end || hyphen[1] < 'a' || hyphen[1] > 'z' ||
        hyphen - p > NG_SHAPE_MAX)
        return false;
    set = ng_lexicon_lookup(m->pipeline->lexicon, p, (size_t)(hyphen - p), false);
    return (((set.classes & PLACE_OR_PEOPLE_BITS) | (set.decides & NG_LEX_ORG_BITS)) &
            ~set.ambiguous) != 0;
}

/* "Secretary-General": the set of what stands before the hyphen, if it is a
   title. */
static uint64_t
title_before_hyphen(const ng_doc *doc, uint32_t token)
{
    const char *const p = ng_token_begin(doc, token);
    const char *const end = p + ng_token_len(doc, token);
    const uint64_t set = ng_name_word(p, (size_t)(find_hyphen(p, end) - p));

    return set & NG_NAME_TITLE;
}

/* What the lexicon knows of a word that is a match by itself. */
static void
read_entries(const ng_mention_run *m, ng_name_part *part)
{
    const size_t n = ng_lexicon_match_n_entries(m->doc, part->match);
    uint32_t plain = 0;

    for (size_t i = 0; i < n; i++) {
        const ng_lex_entry e = ng_lexicon_match_entry(m->pipeline->lexicon, m->doc, part->match, i);
        const uint32_t bit = NG_LEX_BIT(e.class_id);

        part->classes |= bit;
        if (e.flags & NG_LEX_DECIDES)
            part->decides |= bit;
        if (!(e.flags & NG_LEX_AMBIGUOUS))
            plain |= bit;
    }
    part->ambiguous = part->classes != 0 && plain == 0;
}

static void
push_part(ng_mention_run *m, uint32_t token, unsigned shape)
{
    const ng_match_columns *const x = &m->doc->matches;
    ng_name_part *const part = &m->run[m->n_run++];
    uint32_t match;

    skip_matches(m, token);
    match = match_at(m, token);
    *part = (ng_name_part){.token = token, .match = match, .shape = (uint8_t)shape};
    if (is_word(m->doc, token) || ng_token_len(m->doc, token) == 1)
        part->set = ng_token_set(m->doc, token);
    if ((part->set & NG_NAME_STOPPED) && m->doc->tokens.kind[token] != NG_TOKEN_ABBR)
        part->set &= ~(NG_NAME_HONORIFIC | NG_NAME_TITLE);
    if ((shape & NG_SHAPE_HYPHEN) && part->set == 0)
        part->set = title_before_hyphen(m->doc, token);
    if ((shape & NG_SHAPE_HYPHEN) && match == NG_NO_MATCH)
        part->compound = is_compound(m, token);
    if (m->doc->tokens.kind[token] == NG_TOKEN_NUMBER)
        part->set = NG_NAME_COMMON;
    if (match != NG_NO_MATCH) {
        part->match_len = (uint8_t)(x->stop_token[match] - token);
        part->flags = x->flags[match];
    }
    if (part->match_len == 1) {
        read_entries(m, part);
    } else if (match != NG_NO_MATCH || inside_match(m, token)) {
        const ng_lex_set set =
            ng_lexicon_lookup(m->pipeline->lexicon, ng_token_begin(m->doc, token),
                              ng_token_len(m->doc, token), false);

        part->classes = set.classes;
        part->decides = set.decides;
        part->ambiguous = set.classes != 0 && set.ambiguous == set.classes;
    }
}

/* Whether a match that is taken as a whole begins at the token. */
static bool
match_opens(ng_mention_run *m, uint32_t token)
{
    uint32_t match;

    skip_matches(m, token);
    match = match_at(m, token);
    if (match == NG_NO_MATCH)
        return false;
    return (m->doc->matches.classes[match] & NAME_BITS) != 0 &&
           (m->doc->matches.flags[match] & NG_LEX_DECIDES) != 0;
}

/* A small word or a comma that goes on with a name: the next word is one. */
static bool
joins(const ng_mention_run *m, uint32_t token)
{
    const ng_doc *const doc = m->doc;
    const char *const p = ng_token_begin(doc, token);
    const size_t n = ng_token_len(doc, token);
    uint32_t next = token + 1;

    if (next >= m->stop_token)
        return false;
    if (doc->tokens.kind[token] == NG_TOKEN_CLITIC)
        return (ng_token_set(doc, token - 1) & NG_NAME_OWNER) != 0 && shape_of(doc, next) != 0;
    if (n == 1 && *p == ',')
        return shape_of(doc, next) != 0 &&
               (ng_token_set(doc, next) & (NG_NAME_SUFFIX | NG_NAME_JUNIOR)) != 0;
    if (n > 5 || !((*p >= 'a' && *p <= 'z') || *p == '&') ||
        !(ng_name_word(p, n) & (NG_NAME_LINK | NG_NAME_PARTICLE)))
        return false;
    if (shape_of(doc, next) != 0)
        return true;
    /* "of the Roe", "de la Roe". */
    return next + 1 < m->stop_token && ng_token_len(doc, next) <= 3 &&
           (ng_token_set(doc, next) & (NG_NAME_PARTICLE | NG_NAME_FUNCTION)) != 0 &&
           shape_of(doc, next + 1) != 0;
}

/* Collect the run that begins at `token`; where it ends. */
static uint32_t
collect(ng_mention_run *m, uint32_t token)
{
    m->n_run = 0;
    while (m->n_run < NG_MAX_RUN && token < m->stop_token) {
        const unsigned shape = shape_of(m->doc, token);

        if (match_opens(m, token) || (shape != 0 && match_at(m, token) != NG_NO_MATCH)) {
            const uint32_t stop = m->doc->matches.stop_token[m->next_match];

            while (token < stop && m->n_run < NG_MAX_RUN) {
                push_part(m, token, shape_of(m->doc, token));
                token++;
            }
        } else if (shape != 0) {
            push_part(m, token++, shape);
        } else if (m->n_run == 0 && is_ordinal(m, token)) {
            push_part(m, token++, NG_SHAPE_CAPITAL);
        } else if (m->n_run > 0 && joins(m, token)) {
            push_part(m, token++, 0);
            if (token < m->stop_token && shape_of(m->doc, token) == 0 && m->n_run < NG_MAX_RUN)
                push_part(m, token++, 0); /* "the" behind it */
        } else {
            break;
        }
    }
    return token;
}

/* Whether a word for a function ends right before the token: `set` is of the word
   there, `before` the last match that begins before the token. */
static bool
role_ends(const ng_mention_run *m, uint32_t token, uint64_t set, size_t before)
{
    const ng_match_columns *const x = &m->doc->matches;

    if (set & NG_NAME_ROLE)
        return true;
    return before < x->n && x->stop_token[before] == token && (x->classes[before] & ROLE_BITS) != 0;
}

/* ------------------------------------------------------------ sentences */

/* M18: a title in quotation marks, [open, close).  Every word but small ones is
   capitalised; three words at least, or fewer behind "film".  The token
   behind the last word, or 0. */
#define MAX_WORK 16

static uint32_t
quoted_work(const ng_mention_run *m, uint32_t open)
{
    const ng_doc *const doc = m->doc;
    const bool cue = open > m->first_token && (ng_token_set(doc, open - 1) & NG_NAME_WORK_CUE) != 0;
    uint32_t n_words = 0, i = open + 1;

    for (; i < m->stop_token && i <= open + MAX_WORK; i++) {
        if (doc->tokens.kind[i] == NG_TOKEN_QUOTE_CLOSE)
            break;
        if (!is_word(doc, i))
            continue;
        n_words++;
        if (shape_of(doc, i) == 0 &&
            (n_words == 1 || !(ng_token_set(doc, i) & NG_NAME_LINK)))
            return 0;
    }
    if (i >= m->stop_token || i > open + MAX_WORK || n_words < (cue ? 1u : 3u))
        return 0;
    /* A comma or stop inside belongs to the sentence round it. */
    while (i > open + 1 && doc->tokens.kind[i - 1] == NG_TOKEN_PUNCT)
        i--;
    return i > open + 1 && shape_of(doc, i - 1) != 0 ? i : 0;
}

/* A quoted name is a law or an event if its head noun says so. */
static ng_label
label_of_work(const ng_doc *doc, uint32_t first, uint32_t last)
{
    const uint64_t set = ng_token_set(doc, last);

    if (set & NG_NAME_LAW)
        return NG_LABEL_LAW;
    if ((set & NG_NAME_EVENT) || (ng_token_set(doc, first) & NG_NAME_EVENT_FIRST))
        return NG_LABEL_EVENT;
    return NG_LABEL_WORK_OF_ART;
}

/* Whether capitals mean nothing in this line: all long words have them. */
static ng_case_mode
case_mode(ng_mention_run *m)
{
    const ng_doc *const doc = m->doc;
    const ng_sentence_kind kind = (ng_sentence_kind)doc->sentences.kind[m->sentence];
    const bool headline = m->block == NG_BLOCK_HEADLINE || m->block == NG_BLOCK_DECK ||
                          m->block == NG_BLOCK_SUBHEAD || m->block == NG_BLOCK_KICKER;
    uint32_t n_capital = 0, n_small = 0, n_upper = 0;

    if (kind == NG_SENTENCE_PROSE || m->block == NG_BLOCK_BYLINE || m->block == NG_BLOCK_DATELINE ||
        m->block == NG_BLOCK_CREDIT || m->block == NG_BLOCK_AGENCY_CREDIT)
        return NG_MODE_MIXED;
    for (uint32_t i = m->first_token; i < m->stop_token; i++) {
        if (doc->tokens.kind[i] != NG_TOKEN_WORD || ng_token_len(doc, i) < 4)
            continue;
        if (*ng_token_begin(doc, i) >= 'a' && *ng_token_begin(doc, i) <= 'z')
            n_small++;
        else
            n_capital++;
        if (shape_of(doc, i) & NG_SHAPE_UPPER)
            n_upper++;
    }
    m->all_capitals = n_upper == n_capital;
    return n_capital >= (headline ? 3u : 6u) && n_small * 4 <= n_capital ? NG_MODE_LOOSE
                                                                         : NG_MODE_MIXED;
}

/* M1: the kinds that the tokenizer settles. */
static void
add_token(ng_mention_run *m, uint32_t token, ng_label label)
{
    ng_mentions_add(m, token, token + 1, label, NG_FORM_FULL, NG_M_TOKEN);
}

/* Whether a token that begins with a small letter needs a closer look: a prefix
   with a hyphen, "al-Roe". */
static bool
is_prefixed(const char *p, size_t n)
{
    return n > 5 && (p[2] == '-' || p[3] == '-' || p[4] == '-');
}

/* "the spokesman, Jane Roe". */
static bool
follows_role_and_comma(const ng_mention_run *m, uint32_t token)
{
    return token >= m->first_token + 2 && *ng_token_begin(m->doc, token - 1) == ',' &&
           *ng_token_begin(m->doc, token - 2) >= 'a' &&
           (ng_token_set(m->doc, token - 2) & NG_NAME_ROLE) != 0;
}

/* "in", or "the town of", right before the token. */
static bool
follows_place_word(const ng_mention_run *m, uint32_t token, uint64_t set)
{
    const ng_doc *const doc = m->doc;

    if (set & NG_NAME_IN)
        return true;
    return token >= m->first_token + 2 && ng_token_len(doc, token - 1) == 2 &&
           *ng_token_begin(doc, token - 1) == 'o' && *ng_token_begin(doc, token - 2) >= 'a' &&
           (ng_token_set(doc, token - 2) & NG_NAME_GPE_OF) != 0;
}

/* Where the run that begins at `token` ends; `token` itself if none does. */
static uint32_t
read_run(ng_mention_run *m, uint32_t token, bool opens)
{
    size_t before;
    uint32_t stop;

    skip_matches(m, token);
    before = m->next_match - 1; /* a huge number if there is none */
    stop = collect(m, token);
    if (stop == token)
        return token;
    /* "The", "But": a third of all capitals, and nothing to parse. */
    if (m->n_run == 1 && m->run[0].match == NG_NO_MATCH &&
        (m->run[0].set & (NG_NAME_FUNCTION | NG_NAME_CALENDAR)))
        return stop;
    m->run_opens = opens;
    m->role_before = m->role_certain = m->place_before = m->the_before = false;
    if (token > m->first_token) {
        const uint64_t set = ng_token_set(m->doc, token - 1);

        m->role_before = role_ends(m, token, set, before) || follows_role_and_comma(m, token);
        m->role_certain = (set & NG_NAME_ROLE) != 0;
        m->place_before = follows_place_word(m, token, set);
        m->the_before = (set & NG_NAME_FUNCTION) && ng_token_len(m->doc, token - 1) == 3 &&
                        (ng_token_begin(m->doc, token - 1)[0] | 0x20) == 't' &&
                        memcmp(ng_token_begin(m->doc, token - 1) + 1, "he", 2) == 0;
    }
    ng_mentions_parse(m);
    return stop;
}

/* One token that is no plain small word; the token to go on with. */
static uint32_t
read_token(ng_mention_run *m, uint32_t i, bool *opens)
{
    const ng_doc *const doc = m->doc;
    const char *const p = ng_token_begin(doc, i);
    const size_t n = ng_token_len(doc, i);
    const bool opens_here = *opens;
    uint32_t work;

    *opens = false;
    switch ((ng_token_kind)doc->tokens.kind[i]) {
    case NG_TOKEN_URL:
        add_token(m, i, NG_LABEL_URL);
        return i + 1;
    case NG_TOKEN_EMAIL:
        add_token(m, i, NG_LABEL_EMAIL);
        return i + 1;
    case NG_TOKEN_HANDLE:
        add_token(m, i, NG_LABEL_HANDLE);
        return i + 1;
    case NG_TOKEN_HASHTAG:
        add_token(m, i, NG_LABEL_HASHTAG);
        return i + 1;
    case NG_TOKEN_QUOTE_OPEN:
        *opens = true;
        work = m->mode == NG_MODE_MIXED ? quoted_work(m, i) : 0;
        if (work == 0)
            return i + 1;
        ng_mentions_add(m, i + 1, work, label_of_work(doc, i + 1, work - 1), NG_FORM_FULL,
                        NG_M_WORK);
        return work;
    case NG_TOKEN_QUOTE_CLOSE:
    case NG_TOKEN_CLITIC:
    case NG_TOKEN_SYMBOL:
    case NG_TOKEN_EMOJI:
    case NG_TOKEN_INVALID:
        return i + 1;
    case NG_TOKEN_PUNCT:
    case NG_TOKEN_DASH:
        *opens = opens_here || (n == 1 && *p == ':');
        return i + 1;
    default:
        break;
    }
    if (ng_name_may_open(p, n) || match_opens(m, i) || is_ordinal(m, i)) {
        const uint32_t stop = read_run(m, i, opens_here);

        if (stop > i)
            return stop;
    }
    if (is_prefixed(p, n))
        ng_mentions_compound(m, i);
    return i + 1;
}

static void
read_sentence(ng_mention_run *m)
{
    const ng_doc *const doc = m->doc;
    bool opens = true;
    uint32_t i = m->first_token;

    m->mode = case_mode(m);
    while (i < m->stop_token) {
        const char *const p = ng_token_begin(doc, i);

        /* The fast path: a small letter, and no name of the lexicon. */
        if (*p >= 'a' && *p <= 'z' && doc->tokens.kind[i] == NG_TOKEN_WORD &&
            !is_prefixed(p, ng_token_len(doc, i)) && !match_opens(m, i)) {
            opens = false;
            i++;
            continue;
        }
        i = read_token(m, i, &opens);
    }
}

static bool
has_mentions(ng_block_kind kind)
{
    return kind != NG_BLOCK_CHROME && kind != NG_BLOCK_RELATED && kind != NG_BLOCK_PROMO &&
           kind != NG_BLOCK_COMMENT_COUNT;
}

ng_status
ng_mentions_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    const ng_sentence_columns *const s = &doc->sentences;
    ng_mention_run m = {.pipeline = pipeline, .doc = doc, .scratch = &doc->mention_scratch};

    doc->mention_scratch.n = 0;
    ng_name_table_start(&doc->mention_scratch.names);
    for (size_t i = 0; i < s->n && m.status == NG_OK; i++) {
        m.block = s->block[i] < doc->blocks.n ? (ng_block_kind)doc->blocks.kind[s->block[i]]
                                              : NG_BLOCK_BODY;
        if (!has_mentions(m.block))
            continue;
        m.sentence = (uint32_t)i;
        m.first_token = s->first_token[i];
        m.stop_token = s->stop_token[i];
        read_sentence(&m);
    }
    return m.status == NG_OK ? ng_mentions_settle(&m) : m.status;
}
