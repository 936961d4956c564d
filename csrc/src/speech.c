#include "speech.h"
#include "memory.h"

#include <string.h>

void
ng_speech_scratch_free(const ng_alloc *alloc, ng_speech_scratch *scratch)
{
    if (scratch == NULL)
        return;
    ng_free(alloc, scratch->word);
    ng_free(alloc, scratch->mention);
    ng_free(alloc, scratch->inside);
    ng_free(alloc, scratch->marks);
    ng_free(alloc, scratch->rows);
    ng_free(alloc, scratch);
}

/* ------------------------------------------------------------------ words */

static uint64_t
of_clitic(const char *p, size_t n)
{
    switch (p[n - 1]) {
    case 't':
        return NG_SPEECH_NOT | NG_SPEECH_WORD;
    case 's':
        return NG_SPEECH_OWNER | NG_SPEECH_WORD;
    case 'l':
    case 'd':
        return NG_SPEECH_MODAL | NG_SPEECH_WORD;
    case 'm':
    case 'e':
        return NG_SPEECH_AUX | (n > 1 && p[n - 2] == 'v' ? NG_SPEECH_HAVE : NG_SPEECH_BE) |
               NG_SPEECH_WORD;
    default:
        return NG_SPEECH_OWNER | NG_SPEECH_WORD; /* an apostrophe alone */
    }
}

static bool
ends(const char *p, size_t n, const char *tail, size_t n_tail)
{
    return n > n_tail && memcmp(p + n - n_tail, tail, n_tail) == 0;
}

/* Forms of "be" and "have", of words that are AUX. */
static uint64_t
of_auxiliary(const char *p, size_t n)
{
    const char c = (char)(p[0] | 0x20);

    if (c == 'h')
        return NG_SPEECH_HAVE;
    if (c == 'd')
        return 0;
    return n <= 5 ? NG_SPEECH_BE : 0;
}

/* "the family said": no adverb. */
static bool
is_noun_in_ly(const char *p, size_t n)
{
    static const char *const nouns[] = {"family", "assembly", "anomaly", "monopoly", "rally",
                                        "supply", "reply",    "bully",   "tally",    "belly"};

    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
        if (strlen(nouns[i]) == n && (*p | 0x20) == nouns[i][0] &&
            memcmp(p + 1, nouns[i] + 1, n - 1) == 0)
            return true;
    }
    return false;
}

static uint64_t
of_word(const char *p, size_t n)
{
    uint64_t w = ng_speech_word(p, n) | NG_SPEECH_WORD;

    if (*p >= 'A' && *p <= 'Z')
        w |= NG_SPEECH_CAPITAL;
    if ((w & NG_SPEECH_AUX) != 0)
        w |= of_auxiliary(p, n);
    if ((w & NG_SPEECH_PREP) != 0 && n == 2 && (p[0] | 0x20) == 't')
        w |= NG_SPEECH_IS_TO;
    if ((w & NG_SPEECH_SUBORD) != 0 && n == 4 && (p[0] | 0x20) == 't' && p[1] == 'h' && p[2] == 'a')
        w |= NG_SPEECH_IS_THAT;
    if (n > 3 && p[n - 1] == 'd' && p[n - 2] == 'e')
        w |= NG_SPEECH_ED;
    else if (n > 4 && p[n - 1] == 'g' && p[n - 2] == 'n' && p[n - 3] == 'i')
        w |= NG_SPEECH_ENDS_ING;
    else if (n > 4 && p[n - 1] == 'y' && p[n - 2] == 'l' && !is_noun_in_ly(p, n))
        w |= NG_SPEECH_LY;
    else if (n > 3 && p[n - 1] == 's' && p[n - 2] != 's')
        w |= NG_SPEECH_PLURAL;
    if (ends(p, n, "woman", 5) || ends(p, n, "ologist", 7) || ends(p, n, "-in-chief", 9))
        w |= NG_SPEECH_ROLE;
    return w;
}

static uint64_t
of_punctuation(const char *p, size_t n)
{
    switch (*p) {
    case ',':
        return NG_SPEECH_COMMA;
    case '.':
    case '!':
    case '?':
        return NG_SPEECH_STOP;
    case ':':
        return NG_SPEECH_COLON;
    case ';':
        return NG_SPEECH_SEMICOLON;
    case '(':
    case ')':
    case '[':
    case ']':
        return NG_SPEECH_PAREN;
    default:
        return n == 3 && memcmp(p, "\xE2\x80\xA6", 3) == 0 ? NG_SPEECH_STOP : NG_SPEECH_DASH;
    }
}

static uint64_t
of_token(const ng_doc *doc, size_t i)
{
    const char *const p = doc->text + doc->tokens.start[i];
    const size_t n = doc->tokens.stop[i] - doc->tokens.start[i];

    switch ((ng_token_kind)doc->tokens.kind[i]) {
    case NG_TOKEN_WORD:
    case NG_TOKEN_ABBR:
        return of_word(p, n);
    case NG_TOKEN_CLITIC:
        return of_clitic(p, n);
    case NG_TOKEN_PUNCT:
        return of_punctuation(p, n);
    case NG_TOKEN_DASH:
        return NG_SPEECH_DASH;
    case NG_TOKEN_QUOTE_OPEN:
        return NG_SPEECH_OPEN;
    case NG_TOKEN_QUOTE_CLOSE:
        return NG_SPEECH_CLOSE;
    default:
        return NG_SPEECH_WORD;
    }
}

static void
lay_mentions(ng_doc *doc)
{
    const ng_token_columns *const t = &doc->tokens;
    const ng_mention_columns *const m = &doc->mentions;
    ng_speech_scratch *const s = doc->speech_scratch;
    size_t i = 0;

    for (uint32_t k = 0; k < m->n; k++) {
        const bool name = m->label[k] < NG_LABEL_DATE || m->label[k] >= NG_N_LABELS;

        while (i < t->n && t->stop[i] <= m->start[k])
            i++;
        for (size_t j = i; j < t->n && t->start[j] < m->stop[k]; j++) {
            s->mention[j] = k;
            s->word[j] |= name ? NG_SPEECH_NAME : NG_SPEECH_VALUE;
            /* "May", "Will": names, whatever else the words are. */
            if (name)
                s->word[j] &= ~(NG_SPEECH_BOUND | NG_SPEECH_VERB | NG_SPEECH_CLASS | NG_SPEECH_DET |
                                NG_SPEECH_ADVERB | NG_SPEECH_SUBJECT | NG_SPEECH_NOUN);
        }
    }
}

ng_status
ng_speech_start(ng_doc *doc)
{
    ng_speech_scratch *s = doc->speech_scratch;
    const size_t n = doc->tokens.n;

    if (s == NULL) {
        s = ng_realloc(&doc->alloc, NULL, sizeof *s);
        if (s == NULL)
            return NG_ERR_MEMORY;
        memset(s, 0, sizeof *s);
        doc->speech_scratch = s;
    }
    const ng_column_ref columns[] = {NG_COLUMN(s->word), NG_COLUMN(s->mention),
                                     NG_COLUMN(s->inside)};

    if (ng_reserve(&doc->alloc, columns, 3, &s->cap, n + 1) != NG_OK)
        return NG_ERR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        s->word[i] = of_token(doc, i);
        s->mention[i] = s->inside[i] = NG_NO_ROW;
    }
    /* What stands behind the last token is looked at, too: said “ */
    s->word[n] = 0;
    s->mention[n] = s->inside[n] = NG_NO_ROW;
    s->n_marks = s->n_rows = 0;
    lay_mentions(doc);
    return NG_OK;
}

bool
ng_speech_block(uint8_t kind)
{
    switch ((ng_block_kind)kind) {
    case NG_BLOCK_HEADLINE:
    case NG_BLOCK_DECK:
    case NG_BLOCK_BODY:
    case NG_BLOCK_SUBHEAD:
    case NG_BLOCK_BLOCK_QUOTE:
    case NG_BLOCK_LIST:
    case NG_BLOCK_CAPTION:
    case NG_BLOCK_CORRECTION:
    case NG_BLOCK_UPDATE:
    case NG_BLOCK_EMBED:
        return true;
    default:
        return false;
    }
}

/* ---------------------------------------------------------------- phrases */

/* A word that can be in a noun phrase. */
static bool
is_nominal(uint64_t w)
{
    return (w & NG_SPEECH_WORD) != 0 &&
           (w & (NG_SPEECH_BOUND | NG_SPEECH_VALUE | NG_SPEECH_OBJECT)) == 0;
}

/* A verb in a form that is nothing else: "said", "argues". */
static bool
is_finite(uint64_t w)
{
    return (((w & NG_SPEECH_CLASS) != 0 && (w & NG_SPEECH_PAST) != 0) ||
            (w & NG_SPEECH_IRREGULAR) != 0) &&
           (w & NG_SPEECH_NAME) == 0;
}

/* The first token of the mention over token i. */
static uint32_t
mention_first(const ng_doc *doc, uint32_t low, uint32_t i)
{
    const uint32_t *const mention = doc->speech_scratch->mention;

    while (i > low && mention[i - 1] == mention[i])
        i--;
    return i;
}

/* "of", "for", "in", "at" ... join nouns to a noun. */
static bool
joins_nouns(const ng_doc *doc, uint32_t i)
{
    static const struct {
        const char *word;
        size_t n;
    } words[] = {{"of", 2},     {"for", 3}, {"in", 2},      {"at", 2},     {"from", 4},
                 {"with", 4},   {"on", 2},  {"to", 2},      {"inside", 6}, {"near", 4},
                 {"within", 6}, {"by", 2},  {"against", 7}, {"about", 5}};

    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        if (ng_token_is(doc, i, words[k].word, words[k].n))
            return true;
    }
    return false;
}

/* Whether the value that ends with token k stands in a noun phrase that goes on to the left. */
static bool
is_within(const ng_doc *doc, uint32_t low, uint32_t k)
{
    const uint64_t *const w = doc->speech_scratch->word;
    uint32_t i = mention_first(doc, low, k);

    if (i > low && (w[i - 1] & NG_SPEECH_DET) != 0)
        i--;
    return i > low + 1 && (w[i - 1] & NG_SPEECH_PREP) != 0 && joins_nouns(doc, i - 1) &&
           is_nominal(w[i - 2]) && !is_finite(w[i - 2]);
}

ng_phrase
ng_phrase_before(const ng_doc *doc, uint32_t low, uint32_t end)
{
    const ng_speech_scratch *const s = doc->speech_scratch;
    const uint64_t *const w = s->word;
    ng_phrase phrase = {end, end};
    unsigned n_joins = 0;
    uint32_t i;

    if (end <= low)
        return phrase;
    i = end - 1;
    if ((w[i] & NG_SPEECH_SUBJECT) != 0 && (w[i] & NG_SPEECH_NAME) == 0) {
        phrase.first = i;
        return phrase;
    }
    /* "one of them" */
    if ((w[i] & NG_SPEECH_OBJECT) != 0 && i > low + 1 && NG_TOKEN_IS(doc, i - 1, "of") &&
        (w[i - 2] & NG_SPEECH_WORD) != 0) {
        phrase.first = i - 2;
        return phrase;
    }
    if (!is_nominal(w[i]) || (w[i] & (NG_SPEECH_OWNER | NG_SPEECH_POSSESSIVE)) != 0 ||
        ((w[i] & (NG_SPEECH_ADVERB | NG_SPEECH_LY)) != 0 && (w[i] & NG_SPEECH_NAME) == 0) ||
        is_finite(w[i]))
        return phrase;
    if (s->mention[i] != NG_NO_ROW)
        i = mention_first(doc, low, i);
    phrase.first = i;
    while (phrase.first > low && end - phrase.first < NG_MAX_PHRASE) {
        const uint32_t k = phrase.first - 1;

        if ((w[k] & NG_SPEECH_OWNER) != 0 && k > low &&
            (is_nominal(w[k - 1]) || (w[k - 1] & NG_SPEECH_VALUE) != 0)) {
            i = k - 1;
        } else if ((w[k] & NG_SPEECH_VALUE) != 0 && k > low + 1 && s->mention[k] != NG_NO_ROW &&
                   n_joins < 2 && is_within(doc, low, k)) {
            i = k; /* "records from the 2008 election" */
        } else if ((w[k] & NG_SPEECH_PREP) != 0 && n_joins < 2 && k > low && joins_nouns(doc, k) &&
                   is_nominal(w[k - 1]) &&
                   (w[k - 1] & (NG_SPEECH_OWNER | NG_SPEECH_ADVERB | NG_SPEECH_LY |
                                NG_SPEECH_POSSESSIVE | NG_SPEECH_SUBJECT)) == 0 &&
                   /* "a statement posted on the website" */
                   (!is_finite(w[k - 1]) || ((w[k - 1] & NG_SPEECH_ED) != 0 && k > low + 1 &&
                                             (w[k - 2] & NG_SPEECH_DOCUMENT) != 0))) {
            n_joins++;
            i = k - 1;
        } else if (!is_nominal(w[k]) || is_finite(w[k]) ||
                   ((w[k] & (NG_SPEECH_SUBJECT | NG_SPEECH_ADVERB | NG_SPEECH_LY)) != 0 &&
                    (w[k] & NG_SPEECH_NAME) == 0)) {
            break;
        } else if ((w[k] & NG_SPEECH_ED) != 0 && (w[k] & NG_SPEECH_NAME) == 0 &&
                   (k == low ||
                    (w[k - 1] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE | NG_SPEECH_OWNER)) == 0)) {
            break;
        } else if ((w[k] & NG_SPEECH_NAME) != 0 && (w[phrase.first] & NG_SPEECH_NAME) != 0 &&
                   s->mention[k] != s->mention[phrase.first] &&
                   doc->mentions.label[s->mention[k]] != NG_LABEL_NORP &&
                   doc->mentions.label[s->mention[k]] != NG_LABEL_ORG) {
            break;
        } else {
            i = k;
        }
        if (s->mention[i] != NG_NO_ROW)
            i = mention_first(doc, low, i);
        phrase.first = i;
        /* A determiner begins it, unless what stands before goes on to the left. */
        if ((w[i] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE)) != 0 && (w[i] & NG_SPEECH_NAME) == 0 &&
            (i == low || (w[i - 1] & NG_SPEECH_PREP) == 0 || n_joins >= 2))
            break;
    }
    while (phrase.first < end && (w[phrase.first] & NG_SPEECH_OWNER) != 0)
        phrase.first++;
    return phrase;
}

ng_phrase
ng_phrase_at(const ng_doc *doc, uint32_t first, uint32_t high)
{
    const ng_speech_scratch *const s = doc->speech_scratch;
    const uint64_t *const w = s->word;
    ng_phrase phrase = {first, first};
    uint32_t i = first;

    if (first >= high)
        return phrase;
    if ((w[i] & (NG_SPEECH_SUBJECT | NG_SPEECH_OBJECT)) != 0 && (w[i] & NG_SPEECH_NAME) == 0 &&
        /* "her plan" goes on */
        ((w[i] & NG_SPEECH_POSSESSIVE) == 0 || i + 1 >= high || !is_nominal(w[i + 1]) ||
         (w[i + 1] & (NG_SPEECH_NAME | NG_SPEECH_DET | NG_SPEECH_SUBJECT)) != 0)) {
        phrase.stop = i + 1;
        return phrase;
    }
    i += (w[i] & NG_SPEECH_OBJECT) != 0;
    while (i < high && i - first < NG_MAX_PHRASE) {
        if (i > first && (w[i] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE | NG_SPEECH_SUBJECT)) != 0 &&
            (w[i] & NG_SPEECH_NAME) == 0)
            break;
        if (!is_nominal(w[i]) || is_finite(w[i]))
            break;
        if (i > first && (w[i] & NG_SPEECH_NAME) != 0 && (w[i - 1] & NG_SPEECH_NAME) != 0 &&
            s->mention[i] != s->mention[i - 1] &&
            doc->mentions.label[s->mention[i - 1]] == NG_LABEL_PERSON)
            break;
        i++;
    }
    phrase.stop = i;
    return phrase;
}

uint32_t
ng_phrase_head(const ng_doc *doc, ng_phrase phrase)
{
    const uint64_t *const w = doc->speech_scratch->word;
    uint32_t stop = phrase.first;

    while (stop < phrase.stop && ((w[stop] & NG_SPEECH_PREP) == 0 || stop == phrase.first)) {
        /* "a report released last year", "the man wanted in Paris" */
        if (stop > phrase.first && (w[stop] & (NG_SPEECH_ED | NG_SPEECH_ENDS_ING)) != 0 &&
            (w[stop] & NG_SPEECH_NAME) == 0 &&
            (w[stop - 1] & (NG_SPEECH_DOCUMENT | NG_SPEECH_ANONYMOUS | NG_SPEECH_COLLECTIVE |
                            NG_SPEECH_PERSON | NG_SPEECH_ROLE)) != 0)
            break;
        stop++;
    }
    /* "people familiar with" */
    if (stop - phrase.first >= 2 &&
        (NG_TOKEN_IS(doc, stop - 1, "familiar") || NG_TOKEN_IS(doc, stop - 1, "close") ||
         NG_TOKEN_IS(doc, stop - 1, "privy")))
        stop--;
    return stop - 1;
}
