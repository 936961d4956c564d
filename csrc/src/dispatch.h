/*
 * Which vector instructions the processor has.
 *
 * Asked once and kept in an atomic; every level gives the same results, byte for
 * byte, and differs in speed alone.
 */
#ifndef NG_DISPATCH_H
#define NG_DISPATCH_H

#include <stdbool.h>

#include "nutgraf.h"

/* Where the compiler can make code for processors other than the one it is told
   to build for, function by function. */
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define NG_HAS_X86_LEVELS 1
#else
#define NG_HAS_X86_LEVELS 0
#endif

/* Each level has what the ones before it have. */
typedef enum ng_cpu {
    NG_CPU_PORTABLE, /* C11 and nothing else */
    NG_CPU_AVX2,     /* AVX2, BMI1, BMI2, LZCNT, POPCNT */
    NG_CPU_AVX512,   /* AVX-512 F, BW, VL, VBMI and VBMI2; GFNI */
    NG_N_CPU_LEVELS
} ng_cpu;

/* The level in use: the best that the processor has, unless forced. */
ng_cpu ng_cpu_current(void);

/* "portable", "avx2" or "avx512". */
const char *ng_cpu_name(ng_cpu level);

/* For tests: use this level from now on, in all threads; false, and nothing done,
   if the processor or the compiler does not have it. */
bool ng_cpu_force(ng_cpu level);

#endif
