/*
 * What roles and quotes share: the words of a document as these two stages see them,
 * and noun phrases.
 *
 * There is no parser here.  A noun phrase is a run of words that ends, or begins, at a
 * given token and holds none of the closed classes that cannot be in one; a name or a
 * value counts as one word.
 */
#ifndef NG_SPEECH_H
#define NG_SPEECH_H

#include "doc.h"
#include "lang_en_speech.h"
#include "pipeline.h"

#include <string.h>

/* How many quotes can lie in each other; deeper ones are left out, so that the text of
   all is linear in the text. */
#define NG_MAX_NESTED 4

/* What a token is, beside the bits of its word. */
#define NG_SPEECH_COMMA (UINT64_C(1) << 42)
#define NG_SPEECH_STOP (UINT64_C(1) << 43) /* . ? ! */
#define NG_SPEECH_COLON (UINT64_C(1) << 44)
#define NG_SPEECH_SEMICOLON (UINT64_C(1) << 45)
#define NG_SPEECH_DASH (UINT64_C(1) << 46)
#define NG_SPEECH_OPEN (UINT64_C(1) << 47)  /* quotation mark */
#define NG_SPEECH_CLOSE (UINT64_C(1) << 48) /* the same */
#define NG_SPEECH_PAREN (UINT64_C(1) << 49)
#define NG_SPEECH_OWNER (UINT64_C(1) << 50) /* 's, of a possessive or of "is" */
#define NG_SPEECH_CAPITAL (UINT64_C(1) << 51)
#define NG_SPEECH_LY (UINT64_C(1) << 52)
#define NG_SPEECH_ED (UINT64_C(1) << 53)
#define NG_SPEECH_ENDS_ING (UINT64_C(1) << 54)
#define NG_SPEECH_PLURAL (UINT64_C(1) << 55) /* ends in a single s */
#define NG_SPEECH_BE (UINT64_C(1) << 56)
#define NG_SPEECH_NAME (UINT64_C(1) << 57)  /* in a name */
#define NG_SPEECH_VALUE (UINT64_C(1) << 58) /* in a date or number that is a mention */
#define NG_SPEECH_WORD (UINT64_C(1) << 59)  /* a word or number, no mark */
#define NG_SPEECH_IS_TO (UINT64_C(1) << 61)
#define NG_SPEECH_IS_THAT (UINT64_C(1) << 62)
#define NG_SPEECH_HAVE (UINT64_C(1) << 63)

#define NG_SPEECH_MARK                                                                             \
    (NG_SPEECH_COMMA | NG_SPEECH_STOP | NG_SPEECH_COLON | NG_SPEECH_SEMICOLON | NG_SPEECH_DASH |   \
     NG_SPEECH_OPEN | NG_SPEECH_CLOSE | NG_SPEECH_PAREN)

/* Words that are in no noun phrase, whatever stands around them. */
#define NG_SPEECH_BOUND                                                                            \
    (NG_SPEECH_MARK | NG_SPEECH_AUX | NG_SPEECH_MODAL | NG_SPEECH_SUBORD | NG_SPEECH_WH |          \
     NG_SPEECH_CONJ | NG_SPEECH_PREP | NG_SPEECH_NOT)

/* A pair of quotation marks; tokens. */
typedef struct ng_marks {
    uint32_t open, close; /* the words between are [open + 1, close) */
    uint32_t quote;       /* which quote took it, or NG_NO_ROW */
    uint8_t flags;
} ng_marks;

enum {
    NG_MARKS_GOES_ON = 1,  /* the paragraph before did not close its marks */
    NG_MARKS_UNCLOSED = 2, /* `close` is no mark, but the end of the paragraph */
    NG_MARKS_SINGLE = 4
};

typedef struct ng_attribution ng_attribution;

typedef struct ng_speech_scratch {
    uint64_t *word;    /* of each token */
    uint32_t *mention; /* of each token: the row of mentions over it, or NG_NO_ROW */
    uint32_t *inside;  /* of each token: the row of `marks` it lies in, or NG_NO_ROW */
    size_t cap;
    ng_marks *marks;
    size_t n_marks, cap_marks;
    ng_attribution *rows; /* quotes.h */
    size_t n_rows, cap_rows;
} ng_speech_scratch;

void ng_speech_scratch_free(const ng_alloc *alloc,
                            ng_speech_scratch *scratch); /* NULL is harmless */

/* Look at the words of the document.  NG_OK or NG_ERR_MEMORY. */
ng_status ng_speech_start(ng_doc *doc);

/* Tokens [first, stop); empty if there is none. */
typedef struct ng_phrase {
    uint32_t first, stop;
} ng_phrase;

/* Words of a noun phrase that are looked at. */
#define NG_MAX_PHRASE 16

/* The noun phrase that ends before token `end`, not before `low`. */
ng_phrase ng_phrase_before(const ng_doc *doc, uint32_t low, uint32_t end);

/* The noun phrase that begins at `first`, up to `high`. */
ng_phrase ng_phrase_at(const ng_doc *doc, uint32_t first, uint32_t high);

/* The token of a phrase that says what it is: the last before "of", "for" and the like. */
uint32_t ng_phrase_head(const ng_doc *doc, ng_phrase phrase);

/* The last holder of the function that token says, of those named before it: a row of
   entities, or NG_NO_ROW. */
uint32_t ng_role_holder(const ng_doc *doc, uint32_t token);

/* Whether a block's sentences are read by the two stages. */
bool ng_speech_block(uint8_t kind);

static inline bool
ng_token_is(const ng_doc *doc, uint32_t i, const char *word, size_t n)
{
    const char *const p = doc->text + doc->tokens.start[i];

    if (doc->tokens.stop[i] - doc->tokens.start[i] != n)
        return false;
    for (size_t k = 0; k < n; k++) {
        const char c = p[k] >= 'A' && p[k] <= 'Z' ? (char)(p[k] + 0x20) : p[k];

        if (c != word[k])
            return false;
    }
    return true;
}

static inline bool
ng_token_starts(const ng_doc *doc, uint32_t i, const char *word, size_t n)
{
    const char *const p = doc->text + doc->tokens.start[i];

    return doc->tokens.stop[i] - doc->tokens.start[i] > n && (p[0] | 0x20) == word[0] &&
           memcmp(p + 1, word + 1, n - 1) == 0;
}

#define NG_TOKEN_IS(doc, i, word) ng_token_is(doc, i, word, sizeof(word) - 1)

#endif
