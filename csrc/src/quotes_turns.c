/* Lines with a source and a colon: turns of transcripts, headlines. */
#include "quotes_cue.h"

/* "Q." or "A.", as one token or two. */
static bool
is_letter(const ng_quote_run *r, uint32_t i)
{
    const char *const p = r->doc->text + r->doc->tokens.start[i];
    const size_t n = r->doc->tokens.stop[i] - r->doc->tokens.start[i];

    return (*p == 'Q' || *p == 'A') &&
           ((n == 2 && p[1] == '.') ||
            (n == 1 && r->doc->text[r->doc->tokens.start[i + 1]] == '.'));
}

/* "ROE: We are done.", "Q: Why?": a turn of a transcript opens the sentence. */
static uint32_t
turn_stop(const ng_quote_run *r, uint32_t sentence)
{
    const uint64_t *const w = r->s->word;
    const uint32_t first = r->doc->sentences.first_token[sentence];
    const uint32_t stop = r->doc->sentences.stop_token[sentence];
    uint32_t i = first;

    if (i < stop && (w[i] & NG_SPEECH_OPEN) != 0)
        i++;
    /* "Q. Why?", "A. It is late." */
    if (i + 1 < stop && is_letter(r, i))
        return r->doc->tokens.stop[i] - r->doc->tokens.start[i] == 2 ? i : i + 1;
    for (unsigned n = 0; i < stop && n < 5; n++, i++) {
        if ((w[i] & NG_SPEECH_COLON) != 0)
            return n > 0 ? i : NG_NO_TOKEN;
        if ((w[i] & NG_SPEECH_CAPITAL) == 0)
            return NG_NO_TOKEN;
        if ((w[i] & NG_SPEECH_NAME) != 0 &&
            r->doc->mentions.label[r->s->mention[i]] != NG_LABEL_PERSON &&
            r->doc->mentions.label[r->s->mention[i]] != NG_LABEL_ORG)
            return NG_NO_TOKEN;
    }
    return NG_NO_TOKEN;
}

/* "Roe: Bridge Is Not Safe", "Poll: Voters Want Bridge": a headline with its source and a
   colon. */
static void
add_headline(ng_quote_run *r, uint32_t sentence)
{
    const ng_sentence_columns *const c = &r->doc->sentences;
    const uint32_t colon = turn_stop(r, sentence), first = c->first_token[sentence];
    uint32_t stop = c->stop_token[sentence];
    ng_attribution *a;

    if (colon == NG_NO_TOKEN || colon == first || colon + 3 >= stop ||
        (r->s->word[first] & NG_SPEECH_OPEN) != 0 ||
        (r->s->word[colon - 1] & (NG_SPEECH_NAME | NG_SPEECH_DOCUMENT)) == 0 ||
        NG_TOKEN_IS(r->doc, colon - 1, "release") ||
        r->doc->text[r->doc->tokens.start[stop - 1]] == '?' ||
        ((r->s->word[colon - 1] & NG_SPEECH_NAME) != 0 &&
         r->s->mention[first] != r->s->mention[colon - 1] &&
         (r->s->word[first] & NG_SPEECH_ROLE) == 0))
        return;
    r->sentence = sentence;
    a = ng_quotes_add(r);
    if (a == NULL)
        return;
    a->who = (ng_phrase){first, colon};
    a->cue = (ng_phrase){colon, colon + 1};
    a->cue_class = NG_CUE_SAY;
    a->rule = NG_Q_TURN;
    a->conf = 0.5f;
    while (stop > colon + 2 && (r->s->word[stop - 1] & NG_SPEECH_STOP) != 0)
        stop--;
    ng_cue_add_part(a, colon + 1, stop);
}

/* The turn that opens with the sentence, to the end of its paragraph. */
static void
add_turn(ng_quote_run *r, uint32_t sentence)
{
    const ng_sentence_columns *const c = &r->doc->sentences;
    const uint32_t colon = turn_stop(r, sentence);
    uint32_t stop = c->stop_token[sentence], first = c->first_token[sentence];
    ng_attribution *a;

    if (colon == NG_NO_TOKEN || colon + 1 >= stop)
        return;
    for (uint32_t k = sentence; k < c->n && c->block[k] == c->block[sentence]; k++)
        stop = c->stop_token[k];
    if ((r->s->word[first] & NG_SPEECH_OPEN) != 0)
        first++;
    r->sentence = sentence;
    a = ng_quotes_add(r);
    if (a == NULL)
        return;
    a->who = (ng_phrase){first, colon > first ? colon : first + 1};
    a->cue = (ng_phrase){colon, colon + 1};
    a->cue_class = NG_CUE_SAY;
    a->rule = NG_Q_TURN;
    a->spoken = true;
    a->conf = 0.8f;
    if ((r->s->word[first] & NG_SPEECH_NAME) == 0)
        a->type = r->doc->tokens.stop[first] - r->doc->tokens.start[first] == 1 || colon == first
                      ? NG_SPEAKER_UNKNOWN /* "Q", "A." */
                      : NG_SPEAKER_NAMED;
    ng_cue_add_part(a, colon + 1, stop);
}

/* Whether the sentence opens a paragraph that is read. */
static bool
opens_block(const ng_quote_run *r, uint32_t sentence)
{
    const uint32_t *const block = r->doc->sentences.block;

    return (sentence == 0 || block[sentence] != block[sentence - 1]) &&
           ng_speech_block((uint8_t)ng_sentence_block(r->doc, sentence));
}

void
ng_quotes_turns(ng_quote_run *r)
{
    const uint32_t n_sentences = (uint32_t)r->doc->sentences.n;
    size_t n = 0;

    /* One line with a colon is no transcript. */
    for (uint32_t i = 0; i < n_sentences && n < 3; i++)
        n += opens_block(r, i) && turn_stop(r, i) != NG_NO_TOKEN;
    for (uint32_t i = 0; i < n_sentences && r->status == NG_OK; i++) {
        if (!opens_block(r, i))
            continue;
        if (n >= 3)
            add_turn(r, i);
        else if (i == 0 || ng_sentence_block(r->doc, i) == NG_BLOCK_HEADLINE)
            add_headline(r, i);
    }
}
