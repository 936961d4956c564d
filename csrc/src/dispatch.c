#include "dispatch.h"

#include <stdatomic.h>

#if NG_HAS_X86_LEVELS
#include <cpuid.h>
#endif

/* 0 until asked for, then a level + 1: what the processor has, and what is used.  Two
   threads that ask at once write the same value, so no order is needed. */
static atomic_int found, chosen;

#if NG_HAS_X86_LEVELS
/* Not all compilers can be asked for this one by name. */
static bool
has_lzcnt(void)
{
    unsigned a, b, c, d;

    return __get_cpuid(0x80000001u, &a, &b, &c, &d) != 0 && (c >> 5 & 1) != 0;
}
#endif

static ng_cpu
best_level(void)
{
#if NG_HAS_X86_LEVELS
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
        !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("popcnt") || !has_lzcnt())
        return NG_CPU_PORTABLE;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
        __builtin_cpu_supports("gfni"))
        return NG_CPU_AVX512;
    return NG_CPU_AVX2;
#else
    return NG_CPU_PORTABLE;
#endif
}

/* The processor is asked once: on a virtual one each question takes 20 microseconds. */
static ng_cpu
found_level(void)
{
    int level = atomic_load_explicit(&found, memory_order_relaxed);

    if (level == 0) {
        level = (int)best_level() + 1;
        atomic_store_explicit(&found, level, memory_order_relaxed);
    }
    return (ng_cpu)(level - 1);
}

ng_cpu
ng_cpu_current(void)
{
    const int level = atomic_load_explicit(&chosen, memory_order_relaxed);

    return level == 0 ? found_level() : (ng_cpu)(level - 1);
}

bool
ng_cpu_force(ng_cpu level)
{
    if ((unsigned)level > (unsigned)found_level())
        return false;
    atomic_store_explicit(&chosen, (int)level + 1, memory_order_relaxed);
    return true;
}

const char *
ng_cpu_name(ng_cpu level)
{
    static const char *const names[NG_N_CPU_LEVELS] = {"portable", "avx2", "avx512"};

    return (unsigned)level < NG_N_CPU_LEVELS ? names[level] : "unknown";
}

const char *
ng_cpu_level(void)
{
    return ng_cpu_name(ng_cpu_current());
}
