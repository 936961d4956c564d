/* CHECK(condition) says where a condition does not hold, and counts it in n_failed. */
#ifndef NG_TEST_CHECK_H
#define NG_TEST_CHECK_H

#include <stdio.h>

static int n_failed;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            n_failed++;                                                                            \
        }                                                                                          \
    } while (0)

#endif
