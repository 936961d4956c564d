/*
 * Roles: functions, ages and parties beside the names of those who have them.
 *
 * For each person the stage looks at what stands in front of the name and behind it;
 * then at functions that stand alone ("the mayor"), which go to the holder of the same
 * function, if the article has named one.
 */
#include "lang_en_names.h"
#include "memory.h"
#include "speech.h"

#include <string.h>

typedef enum rule {
    R_TITLE,  /* R1 */
    R_BEFORE, /* R2 */
    R_BEHIND, /* R3 */
    R_FRAMED, /* R4 */
    R_COPULA, /* R5 */
    R_PARTY,  /* R6 */
    R_AGE,    /* R7 */
    R_ALONE,  /* R8 */
    N_RULES
} rule;

const ng_rule ng_role_rules[] = {
    [R_TITLE] = {"R1", "a title in front of a name"},
    [R_BEFORE] = {"R2", "a noun phrase with a function in front of a name"},
    [R_BEHIND] = {"R3", "a function between commas behind a name"},
    [R_FRAMED] = {"R4",
                  "the name stands between commas behind a function: \"the mayor, Jane Roe,\""},
    [R_COPULA] = {"R5", "\"is\", \"who was\", \"became\" and a function"},
    [R_PARTY] = {"R6", "party and state of a lawmaker: \"R-Ohio\""},
    [R_AGE] = {"R7", "the age beside a name"},
    [R_ALONE] = {"R8", "a function without a name: of its last holder in the article"},
};
const size_t ng_n_role_rules = sizeof ng_role_rules / sizeof ng_role_rules[0];

_Static_assert(sizeof ng_role_rules / sizeof ng_role_rules[0] == N_RULES, "");

/* Words of a role that are looked at. */
#define MAX_ROLE 16

typedef struct run {
    ng_doc *doc;
    const uint64_t *w;
    const uint32_t *mention;
    uint32_t low, high; /* the sentence; tokens */
    uint32_t sentence;
    ng_status status;
} run;

static bool
is_function(const run *r, uint32_t i)
{
    return (r->w[i] & (NG_SPEECH_ROLE | NG_SPEECH_PERSON)) != 0 && (r->w[i] & NG_SPEECH_VALUE) == 0;
}

static bool
is_text(const run *r, uint32_t i, char c)
{
    return r->doc->text[r->doc->tokens.start[i]] == c;
}

/* The organisation or country in or before the phrase; NG_NO_ROW. */
static uint32_t
org_of(const run *r, ng_phrase p)
{
    const ng_mention_columns *const m = &r->doc->mentions;
    uint32_t best = NG_NO_ROW;

    if (p.first > r->low + 1 && (r->w[p.first - 1] & NG_SPEECH_OWNER) != 0)
        p.first -= 2;
    for (uint32_t i = p.first; i < p.stop; i++) {
        const uint32_t k = r->mention[i];

        if (k == NG_NO_ROW || m->entity[k] == NG_NO_ROW)
            continue;
        if (m->label[k] == NG_LABEL_ORG)
            return m->entity[k];
        if (best == NG_NO_ROW && (m->label[k] == NG_LABEL_GPE || m->label[k] == NG_LABEL_NORP))
            best = m->entity[k];
    }
    return best;
}

static void
add(run *r, uint32_t start, uint32_t stop, ng_phrase p, uint32_t entity, ng_role_kind kind,
    rule why, float conf)
{
    ng_role_columns *const x = &r->doc->roles;

    if (start >= stop || r->status != NG_OK)
        return;
    if (ng_doc_reserve_role(r->doc) != NG_OK) {
        r->status = NG_ERR_MEMORY;
        return;
    }
    x->start[x->n] = start;
    x->stop[x->n] = stop;
    x->sentence[x->n] = r->sentence;
    x->entity[x->n] = entity;
    x->org_entity[x->n] = p.first < p.stop ? org_of(r, p) : NG_NO_ROW;
    x->age[x->n] = NG_NO_ROW;
    x->party[x->n] = x->state[x->n] = 0;
    x->kind[x->n] = (uint8_t)kind;
    x->rule[x->n] = (uint8_t)why;
    x->conf[x->n] = conf;
    x->n++;
}

static void
add_phrase(run *r, ng_phrase p, uint32_t entity, ng_role_kind kind, rule why, float conf)
{
    if (p.first < p.stop)
        add(r, r->doc->tokens.start[p.first], r->doc->tokens.stop[p.stop - 1], p, entity, kind, why,
            conf);
}

/* ----------------------------------------------------------------- before */

/* A title that begins a second one: "Secretary of Defense | General". */
static bool
begins_title(const run *r, uint32_t i)
{
    const char *const p = r->doc->text + r->doc->tokens.start[i];
    const size_t n = r->doc->tokens.stop[i] - r->doc->tokens.start[i];

    return (ng_name_word(p, n) & NG_NAME_HONORIFIC) != 0 || NG_TOKEN_IS(r->doc, i, "general") ||
           NG_TOKEN_IS(r->doc, i, "colonel") || NG_TOKEN_IS(r->doc, i, "senator") ||
           NG_TOKEN_IS(r->doc, i, "admiral") || NG_TOKEN_IS(r->doc, i, "captain");
}

static bool
is_one_of(const run *r, uint32_t i, const char *const *words, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (ng_token_is(r->doc, i, words[k], strlen(words[k])))
            return true;
    }
    return false;
}

/* "Attorney | General" is one. */
static bool
goes_on(const run *r, uint32_t i)
{
    static const char *const words[] = {
        "attorney",   "inspector", "secretary", "surgeon",   "director", "governor",    "major",
        "lieutenant", "brigadier", "solicitor", "consul",    "deputy",   "lt",          "maj",
        "lt.",        "maj.",      "brig.",     "vice",      "rear",     "chief",       "former",
        "retired",    "u.s.",      "us",        "assistant", "advocate", "comptroller", "sgt."};

    return is_one_of(r, i, words, sizeof words / sizeof words[0]);
}

/* "Mr.", "Dr.": a form of address, no function. */
static bool
is_address(const run *r, uint32_t i)
{
    static const char *const words[] = {
        "mr",   "mr.",  "mrs",    "mrs.",    "ms",  "ms.", "miss", "dr",  "dr.",  "sir", "dame",
        "lady", "lord", "messrs", "messrs.", "mme", "m",   "m.",   "hon", "hon.", "mx",  "mx."};

    return is_one_of(r, i, words, sizeof words / sizeof words[0]);
}

static bool
is_modifier(const run *r, uint32_t i)
{
    const char *const p = r->doc->text + r->doc->tokens.start[i];

    return (ng_name_word(p, r->doc->tokens.stop[i] - r->doc->tokens.start[i]) &
            (NG_NAME_MODIFIER | NG_NAME_LINK)) != 0;
}

/* The noun phrase that ends in front of token `end` and says a function; where it begins. */
static uint32_t
function_start(const run *r, uint32_t end)
{
    uint32_t i = end;

    while (i > r->low && end - i < MAX_ROLE) {
        const uint32_t k = i - 1;
        const uint64_t x = r->w[k];

        if ((x & NG_SPEECH_PREP) != 0) {
            if (k == r->low || i == end || !is_function(r, k - 1) ||
                !(NG_TOKEN_IS(r->doc, k, "of") || NG_TOKEN_IS(r->doc, k, "for") ||
                  NG_TOKEN_IS(r->doc, k, "to")))
                break;
        } else if ((x & (NG_SPEECH_BOUND | NG_SPEECH_VALUE | NG_SPEECH_DET | NG_SPEECH_POSSESSIVE |
                         NG_SPEECH_OWNER | NG_SPEECH_OBJECT | NG_SPEECH_SUBJECT |
                         NG_SPEECH_LISTENER)) != 0 &&
                   (x & NG_SPEECH_NAME) == 0 && !is_function(r, k)) {
            break;
        } else if ((x & (NG_SPEECH_DET | NG_SPEECH_BOUND)) != 0 && (x & NG_SPEECH_NAME) == 0) {
            break;
        } else if ((x & NG_SPEECH_NAME) != 0 &&
                   r->doc->mentions.label[r->mention[k]] == NG_LABEL_PERSON) {
            break;
        } else if ((x & (NG_SPEECH_ED | NG_SPEECH_LY | NG_SPEECH_ADVERB | NG_SPEECH_ENDS_ING)) !=
                       0 &&
                   (x & NG_SPEECH_NAME) == 0 && !NG_TOKEN_IS(r->doc, k, "retired") &&
                   !is_function(r, k)) {
            break;
        } else if (((x & NG_SPEECH_VERB) != 0 || (x & NG_SPEECH_IRREGULAR) != 0) &&
                   ((x & NG_SPEECH_PAST) != 0 || (x & NG_SPEECH_IRREGULAR) != 0) &&
                   (x & NG_SPEECH_NAME) == 0) {
            break;
        } else if ((x & NG_SPEECH_WORD) == 0) {
            break;
        } else if (i < end && (r->w[end - 1] & NG_SPEECH_CAPITAL) != 0 &&
                   (x & (NG_SPEECH_CAPITAL | NG_SPEECH_NAME)) == 0 && !is_modifier(r, k)) {
            break; /* "senior Senator", but not "asked Senator" */
        }
        i = k;
    }
    return i;
}

/* What stands in front of the name at token `first`. */
static void
before(run *r, uint32_t first, uint32_t entity)
{
    uint32_t start = function_start(r, first), stop = first, head;
    bool function = false, title;

    while (start < stop && is_address(r, stop - 1))
        stop--;
    while (start < stop && (r->w[start] & (NG_SPEECH_CONJ | NG_SPEECH_PREP)) != 0)
        start++;
    if (start >= stop)
        return;
    head = stop - 1;
    for (uint32_t i = start; i < stop; i++)
        function = function || is_function(r, i) || begins_title(r, i);
    /* The function stands last, or before "of" and "for". */
    if (!function || (!is_function(r, head) && !begins_title(r, head) &&
                      ng_phrase_head(r->doc, (ng_phrase){start, stop}) == head))
        return;
    title = (r->w[head] & NG_SPEECH_CAPITAL) != 0;
    for (uint32_t i = stop; i-- > start + 1;) {
        if (begins_title(r, i) && !goes_on(r, i - 1) && is_function(r, start) &&
            (r->w[i] & NG_SPEECH_CAPITAL) != 0) {
            add_phrase(r, (ng_phrase){start, i}, entity, NG_ROLE_TITLE, R_TITLE, 0.9f);
            start = i;
            break;
        }
    }
    add_phrase(r, (ng_phrase){start, stop}, entity, NG_ROLE_TITLE, title ? R_TITLE : R_BEFORE,
               title ? 0.95f : 0.9f);
}

/* ----------------------------------------------------------------- behind */

/* A phrase of a function that begins at `i`: without its article; empty if it is none. */
static ng_phrase
function_at(const run *r, uint32_t i)
{
    ng_phrase p;
    uint32_t head;

    while (i < r->high && (r->w[i] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE)) != 0 &&
           (r->w[i] & NG_SPEECH_NAME) == 0)
        i++;
    p = (ng_phrase){i, i};
    if (i >= r->high || (r->w[i] & (NG_SPEECH_PREP | NG_SPEECH_CONJ | NG_SPEECH_ADVERB)) != 0)
        return p;
    while (p.stop < r->high && p.stop - i < MAX_ROLE) {
        const uint64_t x = r->w[p.stop];

        if ((x & (NG_SPEECH_MARK | NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_WH |
                  NG_SPEECH_SUBORD | NG_SPEECH_SUBJECT | NG_SPEECH_NOT)) != 0 &&
            (x & NG_SPEECH_NAME) == 0)
            break;
        if ((x & NG_SPEECH_VALUE) != 0)
            break;
        if ((x & NG_SPEECH_VERB) != 0 && (x & NG_SPEECH_PAST) != 0 && (x & NG_SPEECH_NAME) == 0)
            break;
        p.stop++;
    }
    while (p.stop > p.first && (r->w[p.stop - 1] & (NG_SPEECH_PREP | NG_SPEECH_CONJ |
                                                    NG_SPEECH_ADVERB | NG_SPEECH_OWNER)) != 0)
        p.stop--;
    if (p.first == p.stop)
        return p;
    head = ng_phrase_head(r->doc, p);
    /* "mayor and council member" */
    for (uint32_t k = p.first; k < head; k++) {
        if ((r->w[k] & NG_SPEECH_CONJ) != 0 && k > p.first) {
            head = k - 1;
            break;
        }
    }
    if (!is_function(r, head) ||
        ((r->w[head] & NG_SPEECH_PLURAL) != 0 && (r->w[head] & NG_SPEECH_ROLE) == 0))
        p.stop = p.first;
    return p;
}

/* "R-Ohio", "D-Calif.", with the comma or bracket before it. */
static bool
party(run *r, uint32_t i, uint32_t entity)
{
    const char *const p = r->doc->text + r->doc->tokens.start[i];
    const size_t n = r->doc->tokens.stop[i] - r->doc->tokens.start[i];
    ng_role_columns *const x = &r->doc->roles;
    const size_t row = x->n;
    char text[32];

    if (n < 4 || n > 24 || p[1] != '-' || (p[0] != 'R' && p[0] != 'D' && p[0] != 'I') ||
        p[2] < 'A' || p[2] > 'Z')
        return false;
    add(r, r->doc->tokens.start[i], r->doc->tokens.stop[i], (ng_phrase){i, i}, entity,
        NG_ROLE_PARTY_STATE, R_PARTY, 0.97f);
    if (x->n == row)
        return true;
    text[0] = p[0];
    text[1] = '\0';
    if (ng_doc_keep_chars(r->doc, text, &x->party[row]) != NG_OK)
        r->status = NG_ERR_MEMORY;
    memcpy(text, p + 2, n - 2);
    text[n - 2] = '\0';
    if (ng_doc_keep_chars(r->doc, text, &x->state[row]) != NG_OK)
        r->status = NG_ERR_MEMORY;
    return true;
}

/* The row of numbers that starts at the byte and is an age; NG_NO_ROW. */
static uint32_t
age_at(const run *r, uint32_t byte)
{
    const ng_number_columns *const x = &r->doc->numbers;
    size_t low = 0, high = x->n;

    while (low < high) {
        const size_t mid = (low + high) / 2;

        if (x->start[mid] < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low < x->n && x->start[low] == byte && x->kind[low] == NG_NUMBER_AGE ? (uint32_t)low
                                                                                : NG_NO_ROW;
}

static void
add_age(run *r, uint32_t number, uint32_t entity)
{
    const ng_number_columns *const x = &r->doc->numbers;
    const size_t row = r->doc->roles.n;

    add(r, x->start[number], x->stop[number], (ng_phrase){0, 0}, entity, NG_ROLE_AGE, R_AGE, 0.9f);
    if (r->doc->roles.n > row && x->value[number] >= 0 && x->value[number] < 200)
        r->doc->roles.age[row] = (uint32_t)x->value[number];
}

/* The token behind the number that starts at token i. */
static uint32_t
behind_number(const run *r, uint32_t number, uint32_t i)
{
    while (i < r->high && r->doc->tokens.start[i] < r->doc->numbers.stop[number])
        i++;
    return i;
}

/* What stands behind the name that ends before token `i`. */
static void
behind(run *r, uint32_t i, uint32_t entity)
{
    uint32_t number;
    ng_phrase p;

    if (i + 1 >= r->high)
        return;
    if ((r->w[i] & NG_SPEECH_PAREN) != 0 && is_text(r, i, '(')) {
        if (party(r, i + 1, entity))
            return;
        number = age_at(r, r->doc->tokens.start[i + 1]);
        if (number != NG_NO_ROW)
            add_age(r, number, entity);
        return;
    }
    if ((r->w[i] & NG_SPEECH_COMMA) != 0) {
        if (party(r, i + 1, entity))
            return;
        number = age_at(r, r->doc->tokens.start[i + 1]);
        if (number != NG_NO_ROW) {
            add_age(r, number, entity);
            i = behind_number(r, number, i + 1);
            if (i + 1 >= r->high || (r->w[i] & NG_SPEECH_COMMA) == 0)
                return;
        }
        if (i + 2 < r->high && (r->w[i + 1] & NG_SPEECH_WH) != 0 &&
            NG_TOKEN_IS(r->doc, i + 1, "who"))
            i++;
    } else if ((r->w[i] & NG_SPEECH_DASH) != 0) {
        /* "Jane Roe — the mayor —" */
    } else if ((r->w[i] & NG_SPEECH_BE) == 0 && !NG_TOKEN_IS(r->doc, i, "became") &&
               !NG_TOKEN_IS(r->doc, i, "becomes") && !NG_TOKEN_IS(r->doc, i, "who")) {
        return;
    }
    if (NG_TOKEN_IS(r->doc, i, "who"))
        i++;
    while (i + 1 < r->high && (r->w[i] & (NG_SPEECH_HAVE | NG_SPEECH_MODAL)) != 0)
        i++;
    if (i + 1 < r->high && ((r->w[i] & NG_SPEECH_BE) != 0 || NG_TOKEN_IS(r->doc, i, "became") ||
                            NG_TOKEN_IS(r->doc, i, "becomes"))) {
        while (i + 1 < r->high && (r->w[i + 1] & (NG_SPEECH_ADVERB | NG_SPEECH_LY)) != 0)
            i++;
        number = age_at(r, r->doc->tokens.start[i + 1]);
        if (number != NG_NO_ROW) {
            add_age(r, number, entity);
            return;
        }
        /* "is mayor", "was the mayor"; not "is leader-like" nor "is meeting". */
        p = function_at(r, i + 1);
        if (p.first < p.stop)
            add_phrase(r, p, entity, NG_ROLE_COPULA, R_COPULA, 0.85f);
        return;
    }
    if ((r->w[i] & (NG_SPEECH_COMMA | NG_SPEECH_DASH)) == 0)
        return;
    p = function_at(r, i + 1);
    /* It must end where it ends: no subject of a clause that follows. */
    if (p.first < p.stop && p.stop < r->high &&
        (r->w[p.stop] &
         (NG_SPEECH_MARK | NG_SPEECH_WH | NG_SPEECH_CONJ | NG_SPEECH_VERB | NG_SPEECH_AUX)) == 0)
        return;
    if (p.first < p.stop)
        add_phrase(r, p, entity, NG_ROLE_APPOSITION, R_BEHIND, 0.88f);
}

/* "The mayor, Jane Roe, said" */
static void
framed(run *r, uint32_t first, uint32_t stop, uint32_t entity)
{
    ng_phrase p;
    uint32_t head;

    while (first > r->low && is_address(r, first - 1))
        first--;
    if (first < r->low + 2 || (r->w[first - 1] & NG_SPEECH_COMMA) == 0 ||
        (stop < r->high && (r->w[stop] & (NG_SPEECH_COMMA | NG_SPEECH_STOP)) == 0))
        return;
    p = ng_phrase_before(r->doc, r->low, first - 1);
    if (p.first >= p.stop ||
        (r->w[p.first] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE | NG_SPEECH_NAME)) == 0)
        return;
    head = ng_phrase_head(r->doc, p);
    if (!is_function(r, head) || (r->w[head] & NG_SPEECH_NAME) != 0)
        return;
    while (p.first < p.stop && (r->w[p.first] & (NG_SPEECH_DET | NG_SPEECH_POSSESSIVE)) != 0)
        p.first++;
    for (uint32_t i = p.first; i < head; i++) {
        if ((r->w[i] & NG_SPEECH_OWNER) != 0)
            p.first = i + 1;
    }
    add_phrase(r, p, entity, NG_ROLE_APPOSITION, R_FRAMED, 0.85f);
}

/* "45-year-old Jane Roe", "the 45-year-old mayor Jane Roe" */
static void
age_before(run *r, uint32_t first, uint32_t entity)
{
    for (uint32_t i = first, n = 0; i-- > r->low && n < 8; n++) {
        uint32_t number;

        if ((r->w[i] & (NG_SPEECH_BOUND | NG_SPEECH_DET)) != 0 &&
            (r->w[i] & (NG_SPEECH_NAME | NG_SPEECH_VALUE)) == 0)
            return;
        number = age_at(r, r->doc->tokens.start[i]);
        if (number != NG_NO_ROW) {
            add_age(r, number, entity);
            return;
        }
    }
}

/* ------------------------------------------------------------------ alone */

static bool
same_word(const ng_doc *doc, uint32_t a, uint32_t n, const char *p, size_t len)
{
    if (n != len)
        return false;
    for (size_t i = 0; i < len; i++) {
        if ((doc->text[a + i] | 0x20) != (p[i] | 0x20))
            return false;
    }
    return true;
}

/* The last word of a role that says the function: "mayor of Springfield" → mayor. */
static ng_span
role_word(const ng_doc *doc, size_t row)
{
    const ng_role_columns *const x = &doc->roles;
    uint32_t stop = x->stop[row], i = x->start[row];

    for (; i < stop; i++) {
        if (doc->text[i] == ' ' && i + 4 < stop &&
            (memcmp(doc->text + i, " of ", 4) == 0 || memcmp(doc->text + i, " for", 4) == 0 ||
             memcmp(doc->text + i, " at ", 4) == 0 || memcmp(doc->text + i, " to ", 4) == 0)) {
            stop = i;
            break;
        }
    }
    for (i = stop; i > x->start[row] && doc->text[i - 1] != ' '; i--) {
    }
    return (ng_span){i, stop};
}

/* How many roles back a holder is sought. */
#define MAX_HOLDERS 64

static const struct {
    const char *word, *office;
} offices[] = {{"commander-in-chief", "president"}, {"premier", "minister"}, {"ceo", "executive"}};

uint32_t
ng_role_holder(const ng_doc *doc, uint32_t token)
{
    const ng_role_columns *const x = &doc->roles;
    const uint32_t byte = doc->tokens.start[token];
    const char *p = doc->text + byte;
    size_t n = doc->tokens.stop[token] - byte;
    size_t low = 0, high = x->n;

    while (low < high) {
        const size_t mid = (low + high) / 2;

        if (x->start[mid] < byte)
            low = mid + 1;
        else
            high = mid;
    }
    /* Other words for the same office. */
    for (size_t k = 0; k < sizeof offices / sizeof offices[0]; k++) {
        if (ng_token_is(doc, token, offices[k].word, strlen(offices[k].word))) {
            p = offices[k].office;
            n = strlen(p);
        }
    }
    for (size_t k = low, seen = 0; k-- > 0 && seen < MAX_HOLDERS; seen++) {
        const ng_span word = role_word(doc, k);

        if (x->entity[k] != NG_NO_ROW && x->kind[k] <= NG_ROLE_COPULA &&
            same_word(doc, word.start, word.stop - word.start, p, n))
            return x->entity[k];
    }
    return NG_NO_ROW;
}

/* "the mayor", with no name beside it. */
static void
alone(run *r, uint32_t i)
{
    const ng_role_columns *const x = &r->doc->roles;
    uint32_t first = i;

    if ((r->w[i] & NG_SPEECH_ROLE) == 0 ||
        (r->w[i] & (NG_SPEECH_CAPITAL | NG_SPEECH_NAME | NG_SPEECH_PLURAL | NG_SPEECH_VERB)) != 0)
        return;
    while (first > r->low && i - first < 4 &&
           (r->w[first - 1] & (NG_SPEECH_BOUND | NG_SPEECH_DET | NG_SPEECH_POSSESSIVE |
                               NG_SPEECH_OWNER | NG_SPEECH_VALUE)) == 0)
        first--;
    if (first == r->low || !NG_TOKEN_IS(r->doc, first - 1, "the"))
        return;
    if (i + 1 < r->high && (r->w[i + 1] & NG_SPEECH_NAME) != 0)
        return;
    if (i + 1 < r->high && (r->w[i + 1] & NG_SPEECH_WORD) != 0 &&
        (r->w[i + 1] & (NG_SPEECH_BOUND | NG_SPEECH_VERB | NG_SPEECH_IRREGULAR | NG_SPEECH_OWNER |
                        NG_SPEECH_ED | NG_SPEECH_ADVERB | NG_SPEECH_LY)) == 0)
        return; /* "the mayor race" */
    /* Rows are in text order: those of this sentence are the last. */
    for (size_t k = x->n, n = 0; k-- > 0 && n < 8 && x->sentence[k] == r->sentence; n++) {
        if (x->start[k] <= r->doc->tokens.start[i] && r->doc->tokens.start[i] < x->stop[k])
            return;
    }
    add_phrase(r, (ng_phrase){first, i + 1}, ng_role_holder(r->doc, i), NG_ROLE_TITLE, R_ALONE,
               0.6f);
}

/* Rows of one sentence by their start. */
static void
sort_from(ng_role_columns *x, size_t from)
{
    for (size_t i = from + 1; i < x->n; i++) {
        for (size_t k = i; k > from && x->start[k - 1] > x->start[k]; k--) {
#define SWAP(type, column)                                                                         \
    do {                                                                                           \
        const type kept = x->column[k];                                                            \
        x->column[k] = x->column[k - 1];                                                           \
        x->column[k - 1] = kept;                                                                   \
    } while (0)
            SWAP(uint32_t, start);
            SWAP(uint32_t, stop);
            SWAP(uint32_t, sentence);
            SWAP(uint32_t, entity);
            SWAP(uint32_t, org_entity);
            SWAP(uint32_t, age);
            SWAP(uint32_t, party);
            SWAP(uint32_t, state);
            SWAP(uint8_t, kind);
            SWAP(uint8_t, rule);
            SWAP(float, conf);
#undef SWAP
        }
    }
}

/* Drop functions that "alone" found inside of a longer role: rows from `from` on, sorted. */
static void
drop_inner(ng_role_columns *x, size_t from)
{
    size_t n = from;

    for (size_t i = from; i < x->n; i++) {
        const bool inner =
            x->rule[i] == R_ALONE &&
            ((n > from && x->stop[n - 1] >= x->stop[i]) ||
             (i + 1 < x->n && x->start[i + 1] == x->start[i] && x->stop[i + 1] >= x->stop[i]));

        if (inner)
            continue;
        x->start[n] = x->start[i];
        x->stop[n] = x->stop[i];
        x->sentence[n] = x->sentence[i];
        x->entity[n] = x->entity[i];
        x->org_entity[n] = x->org_entity[i];
        x->age[n] = x->age[i];
        x->party[n] = x->party[i];
        x->state[n] = x->state[i];
        x->kind[n] = x->kind[i];
        x->rule[n] = x->rule[i];
        x->conf[n] = x->conf[i];
        n++;
    }
    x->n = n;
}

static void
read_sentence(run *r)
{
    const ng_mention_columns *const m = &r->doc->mentions;
    const size_t from = r->doc->roles.n;

    for (uint32_t i = r->low; i < r->high && r->status == NG_OK;) {
        const uint32_t k = r->mention[i];
        uint32_t stop = i + 1;

        if (k == NG_NO_ROW || (r->w[i] & NG_SPEECH_NAME) == 0) {
            alone(r, i);
            i++;
            continue;
        }
        while (stop < r->high && r->mention[stop] == k)
            stop++;
        if (m->label[k] == NG_LABEL_PERSON && m->entity[k] != NG_NO_ROW) {
            before(r, i, m->entity[k]);
            age_before(r, i, m->entity[k]);
            framed(r, i, stop, m->entity[k]);
            behind(r, stop, m->entity[k]);
        }
        i = stop;
    }
    sort_from(&r->doc->roles, from);
    drop_inner(&r->doc->roles, from);
}

ng_status
ng_roles_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    run r = {doc, NULL, NULL, 0, 0, 0, NG_OK};

    (void)pipeline;
    if (ng_speech_start(doc) != NG_OK)
        return NG_ERR_MEMORY;
    r.w = doc->speech_scratch->word;
    r.mention = doc->speech_scratch->mention;
    for (uint32_t i = 0; i < doc->sentences.n && r.status == NG_OK; i++) {
        if (!ng_speech_block(doc->blocks.kind[doc->sentences.block[i]]))
            continue;
        r.sentence = i;
        r.low = doc->sentences.first_token[i];
        r.high = doc->sentences.stop_token[i];
        read_sentence(&r);
    }
    return r.status;
}
