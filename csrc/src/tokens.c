/*
 * The news tokenizer.
 *
 * Rules come in three layers, so that the same ones can run on bit masks of 64
 * bytes: (a) a byte's class alone decides most boundaries, (b) at a few
 * candidates a rule looks at a bounded stretch on both sides and sets or clears
 * boundaries, (c) finished words are cut.  Tokens cover all but white space.
 *
 *   T1   white space separates and is in no token
 *   T2   letters, digits, marks and format characters make words
 *   T3   every other character is a token; runs of one symbol, of dots, dashes
 *        and of "?!" are one
 *   T4   a sign or a point belongs to the number behind it: -5, .5
 *   T5   commas and colons join digits: 1,200; 3:30
 *   T6   a stop joins digits, single letters and the parts of hosts and of share names:
 *        3.5, U.S, BARC.L
 *   T7   a hyphen joins words (scheme ud: prefixes, telephone numbers and words broken
 *        off only)
 *   T8   a slash joins words, but for the credit of a picture (scheme ud: dates and single
 *        letters only)
 *   T9   an ampersand joins capitals: AT&T
 *   T10  an apostrophe joins letters: O'Brien
 *   T11  clitics are cut off: do|n't, she|'s, workers|'
 *   T12  magnitudes and clock marks are cut off numbers: 3.5|bn, 7|am
 *   T13  contractions without apostrophe are cut: can|not, gon|na
 *   T14  hosts and files are one token: example.com, notes.pdf
 *   T15  URLs are one token, without the sentence's marks behind them
 *   T16  e-mail addresses are one token
 *   T17  @handles and #hashtags are one token
 *   T18  an emoji sequence is one token, and so is an emoticon
 *   T19  quotation marks open or close by what stands beside them
 *   T20  a title keeps its stop: Mr., Gen.
 *   T21  "No.", "p." keep their stop before a number (scheme ud: the number of a line, too)
 *   T22  initials keep their stop unless a sentence opener follows
 *   T23  abbreviations keep theirs unless it ends the sentence: then it is a
 *        token, as in Penn
 *   T24  so do clock times, which more words can follow
 *   T25  capitals before a currency sign belong to it: US$, C$
 *   T26  a spaced ellipsis ". . ." is one token, and so is the stop before it where
 *        ellipses have a space in front
 *   T27  broken UTF-8 and U+FFFD are kind invalid, a run is one token
 *   T28  elided words begin with an apostrophe: 'em, '90s, 't|is
 */
#include "token_scan.h"

#include <string.h>

#include "classify.h"
#include "dispatch.h"
#include "pipeline.h"

const ng_rule ng_token_rules[] = {
    {"T1", "white space separates and is in no token"},
    {"T2", "letters, digits, marks and format characters make words"},
    {"T3", "every other character is a token; runs of one symbol are one"},
    {"T4", "a sign or a point belongs to the number behind it"},
    {"T5", "commas and colons join digits"},
    {"T6", "a stop joins digits, single letters and the parts of hosts and of share names"},
    {"T7", "a hyphen joins words"},
    {"T8", "a slash joins words, but for the credit of a picture"},
    {"T9", "an ampersand joins capitals"},
    {"T10", "an apostrophe joins letters"},
    {"T11", "clitics are cut off"},
    {"T12", "magnitudes and clock marks are cut off numbers"},
    {"T13", "contractions without apostrophe are cut"},
    {"T14", "hosts and files are one token"},
    {"T15", "URLs are one token"},
    {"T16", "e-mail addresses are one token"},
    {"T17", "handles and hashtags are one token"},
    {"T18", "an emoji sequence or an emoticon is one token"},
    {"T19", "quotation marks open or close by what stands beside them"},
    {"T20", "a title keeps its stop"},
    {"T21", "No. and its like keep their stop before a number"},
    {"T22", "initials keep their stop unless a sentence opener follows"},
    {"T23", "abbreviations keep their stop unless it ends the sentence"},
    {"T24", "clock times keep their stop unless it ends the sentence"},
    {"T25", "capitals before a currency sign belong to it"},
    {"T26", "a spaced ellipsis is one token"},
    {"T27", "broken bytes are one invalid token a run"},
    {"T28", "elided words begin with an apostrophe"},
};
const size_t ng_n_token_rules = sizeof ng_token_rules / sizeof ng_token_rules[0];

_Static_assert(sizeof ng_token_rules / sizeof ng_token_rules[0] == NG_N_TOKEN_RULES,
               "a rule, a name in trace.h");

/* ------------------------------------------------------------- reference */

void
ng_token_begin_region(ng_scanner *s, const char *begin, const char *end)
{
    s->begin = begin;
    s->end = end;
    s->at = NULL;
    s->double_open = s->single_open = false;
}

void
ng_token_enter_region(ng_scanner *s, const char *p)
{
    if (p < s->end)
        return;
    if (s->stops == NULL) {
        ng_token_begin_region(s, s->first, s->last);
    } else {
        while (s->text + s->stops[s->region] <= p)
            s->region++;
        ng_token_begin_region(s, s->text + s->starts[s->region], s->text + s->stops[s->region]);
    }
    s->double_open = s->quote != NULL && s->quote >= s->begin && s->quote_open;
}

const char *
ng_token_step(ng_scanner *s, const char *p)
{
    const char *stop;

    switch (ng_kind_at(p)) {
    case NG_BYTE_SPACE:
        return p + 1;
    case NG_BYTE_WORD:
        return ng_token_scan_word_or_address(s, p);
    case NG_BYTE_DOT:
        return ng_token_scan_dots(s, p);
    case NG_BYTE_APOSTROPHE:
        return ng_token_scan_apostrophe(s, p, 1);
    case NG_BYTE_DOUBLE:
        return ng_token_scan_double(s, p);
    case NG_BYTE_BACKTICK:
        stop = ng_token_skip_same(p, s->end);
        ng_token_push(s, p, stop, NG_TOKEN_QUOTE_OPEN);
        return stop;
    case NG_BYTE_HYPHEN:
        return ng_token_scan_hyphen(s, p);
    case NG_BYTE_MARK:
        return ng_token_scan_mark(s, p);
    case NG_BYTE_COMMA:
        return ng_token_scan_comma(s, p);
    case NG_BYTE_OPEN:
    case NG_BYTE_CLOSE:
        ng_token_push(s, p, p + 1, NG_TOKEN_PUNCT);
        return p + 1;
    case NG_BYTE_RUN:
        return ng_token_scan_run(s, p);
    case NG_BYTE_SINGLE:
        return ng_token_scan_single(s, p);
    case NG_BYTE_CONTROL:
        stop = ng_token_skip_same(p, s->end);
        ng_token_push(s, p, stop, NG_TOKEN_SYMBOL);
        return stop;
    default:
        return ng_token_scan_high(s, p);
    }
}

static ng_status
scan_region_reference(ng_scanner *s, const char *begin, const char *end)
{
    ng_token_begin_region(s, begin, end);
    for (const char *p = begin; p < end; p = ng_token_step(s, p)) {
        if (s->doc->tokens.cap - s->doc->tokens.n < NG_TOKEN_MAX_PUSHES &&
            ng_doc_reserve_tokens(s->doc, NG_TOKEN_MAX_PUSHES) != NG_OK)
            return NG_ERR_MEMORY;
    }
    return NG_OK;
}

/* ---------------------------------------------------------------- driver */

typedef ng_status scan_region(ng_scanner *s, const char *begin, const char *end);

/* Scheme uax29: the word segments of Unicode that are not white space. */
static ng_status
scan_uax29(ng_scanner *s, const char *p, const char *end)
{
    while (p < end) {
        const char *const stop = p + ng_segment_next(NG_BOUNDARY_WORD, p, end);
        const char *q = p;
        ng_char_class first;

        if (ng_doc_reserve_tokens(s->doc, 1) != NG_OK)
            return NG_ERR_MEMORY;
        while (q < stop && ng_token_class_at(q, stop) == NG_CHAR_SPACE)
            ng_utf8_next(&q, stop);
        first = ng_token_class_at(p, stop);
        if (q < stop) {
            ng_token_kind kind = NG_TOKEN_SYMBOL;

            if (first == NG_CHAR_DIGIT)
                kind = NG_TOKEN_NUMBER;
            else if (ng_is_word_class(first))
                kind = NG_TOKEN_WORD;
            else if (first == NG_CHAR_EMOJI)
                kind = NG_TOKEN_EMOJI;
            else if (first == NG_CHAR_DASH || first == NG_CHAR_HYPHEN)
                kind = NG_TOKEN_DASH;
            else if (first == NG_CHAR_PUNCT || first == NG_CHAR_APOSTROPHE)
                kind = NG_TOKEN_PUNCT;
            ng_token_push(s, p, stop, kind);
        }
        p = stop;
    }
    return NG_OK;
}

/* Blocks cover all but white space; without them the text is one region. */
static ng_status
scan_regions(const ng_pipeline *pipeline, ng_doc *doc, scan_region *scan)
{
    ng_scanner s = {0};
    ng_status status = NG_OK;

    s.doc = doc;
    s.text = doc->text;
    s.text_end = doc->text + doc->n_bytes;
    s.ud = pipeline->scheme == NG_SCHEME_UD;
    if (doc->n_bytes == 0)
        return NG_OK;
    if (doc->blocks.n == 0)
        return scan(&s, s.text, s.text_end);
    for (size_t i = 0; status == NG_OK && i < doc->blocks.n; i++)
        status = scan(&s, s.text + doc->blocks.start[i], s.text + doc->blocks.stop[i]);
    return status;
}

ng_status
ng_tokens_run_reference(const ng_pipeline *pipeline, ng_doc *doc)
{
    return scan_regions(pipeline, doc, scan_region_reference);
}

/*
 * Regions with ASCII white space behind them are one stretch to the bits: white space
 * is to them what the end of a region is.  Most blocks are a line of a few windows, and
 * half of a window would be lost with each.
 */
static ng_status
scan_stretches(const ng_pipeline *pipeline, ng_doc *doc, scan_region *scan)
{
    const ng_block_columns *const b = &doc->blocks;
    ng_scanner s = {0};

    if (b->n == 0 || doc->n_bytes == 0)
        return scan_regions(pipeline, doc, scan);
    s.doc = doc;
    s.text = doc->text;
    s.text_end = doc->text + doc->n_bytes;
    s.ud = pipeline->scheme == NG_SCHEME_UD;
    s.starts = b->start;
    s.stops = b->stop;
    for (size_t i = 0; i < b->n;) {
        const char *const begin = s.text + b->start[i];
        ng_status status;

        s.region = i;
        while (i + 1 < b->n && ng_kind_at(s.text + b->stop[i]) == NG_BYTE_SPACE)
            i++;
        status = scan(&s, begin, s.text + b->stop[i++]);
        if (status != NG_OK)
            return status;
    }
    return NG_OK;
}

ng_status
ng_tokens_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    if (pipeline->scheme == NG_SCHEME_UAX29)
        return scan_regions(pipeline, doc, scan_uax29);
    switch (ng_cpu_current()) {
#if NG_HAS_X86_LEVELS
    case NG_CPU_AVX512:
        return scan_stretches(pipeline, doc, ng_token_bits_avx512);
    case NG_CPU_AVX2:
        return scan_stretches(pipeline, doc, ng_token_bits_avx2);
#endif
    default:
        return scan_stretches(pipeline, doc, ng_token_bits_portable);
    }
}
