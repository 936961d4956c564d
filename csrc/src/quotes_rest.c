/* What no cue took: words between marks, paragraphs of another's text. */
#include "quotes.h"

bool
ng_quotes_is_title(const ng_quote_run *r, uint32_t marks)
{
    const ng_marks *const m = &r->s->marks[marks];
    uint32_t n_capitals = 0, n_long = 0;

    if (m->close - m->open > 14)
        return false;
    for (uint32_t i = m->open + 1; i < m->close; i++) {
        if ((r->s->word[i] & NG_SPEECH_WORD) != 0 &&
            r->doc->tokens.stop[i] - r->doc->tokens.start[i] > 3) {
            n_long++;
            n_capitals += (r->s->word[i] & NG_SPEECH_CAPITAL) != 0;
        }
    }
    return n_long > 1 && n_capitals == n_long;
}

/* A few words, or a title: not speech. */
static bool
is_speech(const ng_quote_run *r, const ng_marks *m)
{
    const uint64_t *const w = r->s->word;
    const ng_phrase part = {m->open + 1, m->close};
    const uint32_t n = ng_quotes_words(r, part);
    bool finite = false;

    if (n == 0 || ng_quotes_is_title(r, (uint32_t)(m - r->s->marks)))
        return false;
    for (uint32_t i = part.first; i < part.stop && !finite; i++)
        finite = (w[i] & (NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_SUBJECT)) != 0;
    if ((w[m->close - 1] & (NG_SPEECH_STOP | NG_SPEECH_COMMA)) != 0)
        return n >= 2;
    return n >= 5 && finite;
}

/* How many rows back a running speaker is sought. */
#define MAX_BACK 64

/* The last attribution with a source before the marks, in the same paragraph or the one
   before. */
static const ng_attribution *
running_speaker(const ng_quote_run *r, size_t n_rows, uint32_t sentence, bool goes_on)
{
    const ng_sentence_columns *const c = &r->doc->sentences;
    const uint32_t block = c->block[sentence];

    for (size_t k = n_rows, n = 0; k-- > 0 && n < MAX_BACK; n++) {
        const ng_attribution *const a = &r->s->rows[k];
        const uint32_t other = c->block[a->sentence];

        if (a->sentence > sentence || a->who.first == a->who.stop || ng_quotes_lies_inside(r, a) ||
            ng_quotes_is_nested(r, k))
            continue;
        if (other + 2 < block || (other < block && a->sentence + 6 < sentence && !goes_on))
            return NULL;
        if (a->spoken || a->kind == NG_QUOTE_MIXED || other == block)
            return a;
    }
    return NULL;
}

/* Whether the marks begin a sentence, apart from a word such as "And". */
static bool
opens_sentence(const ng_quote_run *r, uint32_t sentence, uint32_t open)
{
    return open <= r->doc->sentences.first_token[sentence] + 1;
}

/* "…" — Jane Roe: a dash and a name behind the marks. */
static ng_phrase
signature(const ng_quote_run *r, const ng_marks *m)
{
    const ng_phrase none = {0, 0};
    const uint32_t i = m->close + 1;
    uint32_t stop;

    if ((m->flags & NG_MARKS_UNCLOSED) != 0 || i + 1 >= r->doc->tokens.n ||
        (r->s->word[i] & NG_SPEECH_DASH) == 0 || (r->s->word[i + 1] & NG_SPEECH_NAME) == 0 ||
        r->doc->mentions.label[r->s->mention[i + 1]] != NG_LABEL_PERSON)
        return none;
    for (stop = i + 1; stop < r->doc->tokens.n && r->s->mention[stop] == r->s->mention[i + 1];)
        stop++;
    return (ng_phrase){i + 1, stop};
}

/* A noun for what somebody says. */
static bool
is_speech_noun(const ng_quote_run *r, uint32_t i)
{
    return (r->s->word[i] & (NG_SPEECH_NOUN | NG_SPEECH_CHANNEL)) != 0 ||
           NG_TOKEN_IS(r->doc, i, "rhetoric") || NG_TOKEN_IS(r->doc, i, "language") ||
           NG_TOKEN_IS(r->doc, i, "words") || NG_TOKEN_IS(r->doc, i, "remark") ||
           NG_TOKEN_IS(r->doc, i, "slogan") || NG_TOKEN_IS(r->doc, i, "insult") ||
           NG_TOKEN_IS(r->doc, i, "threats") || NG_TOKEN_IS(r->doc, i, "quip");
}

/* Whose the words are: "Roe's “…” remarks", "the “…” rhetoric of Roe". */
static ng_phrase
owner_of(const ng_quote_run *r, const ng_marks *m, uint32_t sentence)
{
    const uint64_t *const w = r->s->word;
    const uint32_t first = r->doc->sentences.first_token[sentence];
    const uint32_t stop = r->doc->sentences.stop_token[sentence];
    ng_phrase source = {0, 0};
    uint32_t i = m->close + 1, noun = NG_NO_TOKEN;

    for (unsigned n = 0; i < stop && n < 12; n++, i++) {
        if (noun == NG_NO_TOKEN && r->s->inside[i] == NG_NO_ROW && is_speech_noun(r, i))
            noun = i;
        if ((w[i] & (NG_SPEECH_STOP | NG_SPEECH_COMMA | NG_SPEECH_MODAL)) != 0)
            break;
        if (noun != NG_NO_TOKEN && (w[i] & NG_SPEECH_PREP) != 0 &&
            (NG_TOKEN_IS(r->doc, i, "by") || NG_TOKEN_IS(r->doc, i, "of") ||
             NG_TOKEN_IS(r->doc, i, "from")) &&
            i + 1 < stop) {
            source = ng_phrase_at(r->doc, i + 1, stop);
            break;
        }
    }
    if (noun == NG_NO_TOKEN || noun > m->close + 2 || m->open < first + 2)
        return source;
    if ((w[m->open - 1] & NG_SPEECH_OWNER) != 0)
        return ng_phrase_before(r->doc, first, m->open - 1);
    if ((w[m->open - 1] & NG_SPEECH_POSSESSIVE) != 0)
        return (ng_phrase){m->open - 1, m->open};
    return source;
}

/* The attribution of the sentence before whose cue stands at its end, and that has room;
   `n_rows` if there is none. */
static size_t
split_before(const ng_quote_run *r, size_t n_rows, uint32_t sentence)
{
    const ng_sentence_columns *const c = &r->doc->sentences;

    for (size_t k = n_rows; k-- > 0 && r->s->rows[k].sentence + 1 >= sentence;) {
        const ng_attribution *const a = &r->s->rows[k];

        if (a->sentence + 1 == sentence && a->rule == NG_Q_LEFT && a->n_parts > 0 &&
            a->n_parts < NG_MAX_PARTS && !ng_quotes_lies_inside(r, a) &&
            c->block[a->sentence] == c->block[sentence])
            return k;
    }
    return n_rows;
}

/* Who is announced by a sentence that ends in a colon or speaks of a "following statement":
   the first person of it, else the first organisation. */
static ng_phrase
announced(const ng_quote_run *r, uint32_t sentence)
{
    const uint32_t first = r->doc->sentences.first_token[sentence];
    const uint32_t stop = r->doc->sentences.stop_token[sentence];
    ng_phrase best = {0, 0};
    bool announces = (r->s->word[stop - 1] & NG_SPEECH_COLON) != 0;

    if (stop - first > NG_MAX_REACH)
        return best;
    for (uint32_t i = first; i + 1 < stop && !announces; i++)
        announces = NG_TOKEN_IS(r->doc, i, "following") &&
                    ((r->s->word[i + 1] & NG_SPEECH_CHANNEL) != 0 ||
                     (r->s->word[stop - 2] & NG_SPEECH_CHANNEL) != 0);
    for (uint32_t i = first; announces && i < stop; i++) {
        const uint32_t k = r->s->mention[i];
        uint32_t end = i;

        if (k == NG_NO_ROW || (r->s->word[i] & NG_SPEECH_NAME) == 0)
            continue;
        while (end < stop && r->s->mention[end] == k)
            end++;
        if (r->doc->mentions.label[k] == NG_LABEL_PERSON)
            return (ng_phrase){i, end};
        if (best.first == best.stop && r->doc->mentions.label[k] == NG_LABEL_ORG)
            best = (ng_phrase){i, end};
        i = end - 1;
    }
    return best;
}

/* The first person of the body's text: a release is by whom it begins with. */
static ng_phrase
opener(const ng_quote_run *r, uint32_t sentence)
{
    const ng_phrase none = {0, 0};
    const uint32_t stop = r->doc->sentences.stop_token[sentence];

    if (ng_sentence_block(r->doc, sentence) != NG_BLOCK_BODY)
        return none;
    for (uint32_t i = r->doc->sentences.first_token[sentence]; i < stop; i++) {
        const uint32_t k = r->s->mention[i];
        uint32_t end = i;

        if (k == NG_NO_ROW || r->doc->mentions.label[k] != NG_LABEL_PERSON)
            continue;
        while (end < stop && r->s->mention[end] == k)
            end++;
        return (ng_phrase){i, end};
    }
    return none;
}

/* Words that a paragraph must have to be another's text. */
#define MIN_BLOCK_WORDS 25

/* Whose the paragraph behind a colon is: a document or a name of the sentences before it in
   its paragraph, else whoever spoke there last. */
static const ng_attribution *
block_source(const ng_quote_run *r, size_t n_rows, uint32_t sentence)
{
    const uint32_t block = r->doc->sentences.block[sentence];
    const ng_attribution *last = NULL;

    for (size_t k = n_rows, n = 0; k-- > 0 && n < MAX_BACK; n++) {
        const ng_attribution *const a = &r->s->rows[k];

        if (a->sentence > sentence || ng_quotes_lies_inside(r, a))
            continue;
        if (r->doc->sentences.block[a->sentence] != block)
            break;
        if (a->type == NG_SPEAKER_DOCUMENT)
            return a;
        if (last == NULL && a->who.first < a->who.stop)
            last = a;
    }
    return last;
}

/* A paragraph without marks behind a paragraph that ends in a colon and names a source. */
void
ng_quotes_blocks(ng_quote_run *r, size_t n_cued)
{
    const ng_sentence_columns *const c = &r->doc->sentences;

    for (uint32_t i = 0, before = 0; i + 1 < c->n && r->status == NG_OK; i++) {
        const uint32_t next = c->block[i + 1];
        const ng_attribution *from;
        ng_attribution *a;
        ng_phrase part;

        while (before < n_cued && r->s->rows[before].sentence <= i)
            before++;
        if (next == c->block[i] || !ng_speech_block(r->doc->blocks.kind[c->block[i]]) ||
            (r->doc->blocks.kind[next] != NG_BLOCK_BODY &&
             r->doc->blocks.kind[next] != NG_BLOCK_BLOCK_QUOTE) ||
            (r->s->word[c->stop_token[i] - 1] & NG_SPEECH_COLON) == 0)
            continue;
        part = (ng_phrase){c->first_token[i + 1], c->first_token[i + 1]};
        for (uint32_t k = i + 1; k < c->n && c->block[k] == next; k++)
            part.stop = c->stop_token[k];
        if (part.stop - part.first < MIN_BLOCK_WORDS ||
            (r->s->word[part.first] & NG_SPEECH_OPEN) != 0)
            continue;
        from = block_source(r, before, i);
        if (from == NULL)
            continue;
        r->sentence = i + 1;
        {
            const ng_phrase who = from->who;
            const uint32_t entity = from->entity;
            const uint8_t type = from->type;

            a = ng_quotes_add(r);
            if (a == NULL)
                return;
            a->who = who;
            a->entity = entity;
            a->type = type;
        }
        /* What a document says is its author's. */
        if (a->type == NG_SPEAKER_DOCUMENT && a->entity != NG_NO_ROW) {
            const uint32_t first = r->doc->entities.first_mention[a->entity];
            uint32_t token = c->first_token[r->doc->mentions.sentence[first]];

            while (token < r->doc->tokens.n && r->s->mention[token] != first)
                token++;
            if (token < r->doc->tokens.n) {
                a->who = (ng_phrase){token, token + 1};
                while (a->who.stop < r->doc->tokens.n && r->s->mention[a->who.stop] == first)
                    a->who.stop++;
                a->type = NG_SPEAKER_NAMED;
            }
        }
        a->part[0] = part;
        a->n_parts = 1;
        a->kind = NG_QUOTE_BLOCK;
        a->rule = NG_Q_BLOCK;
        a->conf = 0.6f;
    }
}

/* Marks that no cue took. */
void
ng_quotes_rest(ng_quote_run *r)
{
    ng_speech_scratch *const s = r->s;
    const size_t n_cued = s->n_rows;
    uint32_t sentence = 0, last_row = NG_NO_ROW, heard = 0;
    ng_phrase host = {0, 0}; /* who was announced last */
    size_t before = 0;

    for (size_t k = 0; k < s->n_marks && r->status == NG_OK; k++) {
        ng_marks *const m = &s->marks[k];
        const ng_attribution *from;
        ng_phrase signed_by, owner;
        ng_attribution *a;
        bool speech;

        sentence = ng_quotes_sentence(r->doc, m->open, sentence);
        for (; heard < sentence; heard++) {
            const ng_phrase who = announced(r, heard);

            if (who.first < who.stop)
                host = who;
            else if (host.first == host.stop && heard + 1 < sentence)
                host = opener(r, heard);
        }
        while (before < n_cued && s->rows[before].sentence <= sentence)
            before++;
        if (m->quote != NG_NO_ROW) {
            last_row = m->quote == 0 ? last_row : m->quote - 1;
            continue;
        }
        speech = is_speech(r, m);
        owner = owner_of(r, m, sentence);
        signed_by = speech ? signature(r, m) : (ng_phrase){0, 0};
        from = speech && signed_by.first == signed_by.stop && opens_sentence(r, sentence, m->open)
                   ? running_speaker(r, before, sentence, (m->flags & NG_MARKS_GOES_ON) != 0)
                   : NULL;
        /* The sentence before ends with its cue: "…," she said. "…" */
        if (opens_sentence(r, sentence, m->open) && signed_by.first == signed_by.stop) {
            const size_t row = split_before(r, before, sentence);

            if (row < before) {
                a = &s->rows[row];
                a->part[a->n_parts++] = (ng_phrase){m->open + 1, m->close};
                a->rule = NG_Q_SPLIT;
                if (a->kind == NG_QUOTE_INDIRECT)
                    a->kind = NG_QUOTE_MIXED;
                m->quote = (uint32_t)row + 1;
                last_row = (uint32_t)row;
                continue;
            }
        }
        /* What goes on over a paragraph is one quote. */
        if ((m->flags & NG_MARKS_GOES_ON) != 0 && last_row != NG_NO_ROW &&
            s->rows[last_row].spoken && s->rows[last_row].kind != NG_QUOTE_SCARE &&
            s->rows[last_row].n_parts < NG_MAX_PARTS) {
            a = &s->rows[last_row];
            a->part[a->n_parts++] = (ng_phrase){m->open + 1, m->close};
            m->quote = last_row + 1;
            continue;
        }
        r->sentence = sentence;
        a = ng_quotes_add(r);
        if (a == NULL)
            return;
        a->part[0] = (ng_phrase){m->open + 1, m->close};
        a->n_parts = 1;
        a->spoken = true;
        a->marks = (uint32_t)k;
        if (signed_by.first < signed_by.stop) {
            a->who = signed_by;
            a->rule = NG_Q_LEFT;
            a->conf = 0.7f;
            a->kind = NG_QUOTE_DIRECT;
            ng_quotes_who(r, s->n_rows - 1);
        } else if (from != NULL) {
            from = running_speaker(r, before, sentence, (m->flags & NG_MARKS_GOES_ON) != 0);
            a->who = from->who;
            a->entity = from->entity;
            a->type = from->type;
            a->rule = NG_Q_RUNNING;
            a->conf = 0.6f;
        } else if (speech && opens_sentence(r, sentence, m->open) && host.first < host.stop) {
            a->who = host;
            a->rule = NG_Q_RUNNING;
            a->conf = 0.5f;
            a->kind = NG_QUOTE_DIRECT;
            ng_quotes_who(r, s->n_rows - 1);
            a = &s->rows[s->n_rows - 1];
        } else if (speech && opens_sentence(r, sentence, m->open)) {
            a->rule = NG_Q_NOBODY;
            a->type = NG_SPEAKER_UNKNOWN;
            a->conf = 0.4f;
        } else if (owner.first < owner.stop) {
            a->who = owner;
            a->rule = NG_Q_OWNED;
            a->conf = 0.6f;
            a->kind = NG_QUOTE_MIXED;
            ng_quotes_who(r, s->n_rows - 1);
        } else {
            a->rule = NG_Q_SCARE;
            a->kind = NG_QUOTE_SCARE;
            a->type = NG_SPEAKER_NONE;
            a->conf = 0.7f;
        }
        if (a->kind != NG_QUOTE_SCARE && a->kind != NG_QUOTE_MIXED)
            a->kind = NG_QUOTE_DIRECT;
        m->quote = (uint32_t)s->n_rows;
        last_row = (uint32_t)s->n_rows - 1;
    }
}
