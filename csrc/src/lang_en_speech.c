#include "lang_en_speech.h"
#include "lang_en_table.h"

#include "lang_en_speech.inc"

uint64_t
ng_speech_word(const char *p, size_t n)
{
    static const ng_word_table table = {speech_words, speech_filter, SPEECH_WORD_BITS,
                                        SPEECH_FILTER_BITS};

    return ng_word_find(&table, p, n);
}
