/* Inside the value stage: symbols of folded numbers. */
#ifndef NG_VALUES_WORDS_H
#define NG_VALUES_WORDS_H

#include "values.h"

uint16_t ng_value_shape_symbol(ng_value_shape shape);

/* The word whose key this is: up to 16 bytes in small letters, padded with zeros. */
uint16_t ng_value_find_key(uint64_t a, uint64_t b);

#endif
