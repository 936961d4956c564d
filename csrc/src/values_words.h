/* Inside the value stage: symbols of folded numbers. */
#ifndef NG_VALUES_WORDS_H
#define NG_VALUES_WORDS_H

#include "values.h"

uint16_t ng_value_shape_symbol(ng_value_shape shape);

#endif
