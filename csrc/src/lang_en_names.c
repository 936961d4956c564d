#include "lang_en_names.h"
#include "lang_en_table.h"

#include "lang_en_names.inc"

_Static_assert(NG_NAME_MAX_WORD == NG_TABLE_MAX_WORD, "");

uint64_t
ng_name_word(const char *p, size_t n)
{
    static const ng_word_table table = {name_words, name_filter, NAME_WORD_BITS, NAME_FILTER_BITS};

    return ng_word_find(&table, p, n);
}
