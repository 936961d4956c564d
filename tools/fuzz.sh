#!/usr/bin/env bash
# Build every fuzz target with ASan, UBSan and libFuzzer, run each for SECONDS, and
# print what it covered: a target that reaches next to nothing fails.
#
#   tools/fuzz.sh SECONDS [TARGET ...]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:?usage: tools/fuzz.sh SECONDS [TARGET ...]}
shift
case $seconds in
'' | *[!0-9]*)
    echo "SECONDS must be a number, not '$seconds'; usage: tools/fuzz.sh SECONDS [TARGET ...]" >&2
    exit 2
    ;;
esac
out=fuzz/out
mkdir -p "$out"
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
    for source in fuzz/fuzz_*.c; do
        targets+=("$(basename "$source" .c)")
    done
fi

flags=(-std=c11 -g -O1 -Icsrc/include -Icsrc/src -Itests/native -fsanitize=fuzzer,address,undefined
    -fno-sanitize-recover=undefined)
read -r -a utf8proc <<<"$(pkg-config --cflags --libs libutf8proc)"
export NUTGRAF_LEXICON=$PWD/python/nutgraf/data/news.ngx
export NUTGRAF_MODEL=$PWD/python/nutgraf/data/names.ngm

# The library once, the targets against it.
mkdir -p "$out/objects"
printf '%s\n' csrc/src/*.c | xargs -P "$(nproc)" -I{} sh -c \
    'clang "$@" -c "$0" -o '"$out"'/objects/$(basename "$0" .c).o' {} "${flags[@]/fuzzer,/fuzzer-no-link,}"

pids=()
run() {
    local target=$1 corpus="$out/corpus/$1"
    mkdir -p "$corpus"
    clang "${flags[@]}" "fuzz/$target.c" "$out"/objects/*.o "${utf8proc[@]}" -lm -o "$out/$target"
    "$out/$target" -max_total_time="$seconds" -max_len=4096 -rss_limit_mb=4096 -timeout=20 \
        -artifact_prefix="$out/$target-" -print_final_stats=1 "$corpus" \
        ${seeds:+$seeds} >"$out/$target.log" 2>&1 || {
        tail -40 "$out/$target.log" >&2
        return 1
    }
}
seeds=
[ -d fuzz/seeds ] && seeds=fuzz/seeds
failed=0
for target in "${targets[@]}"; do
    run "$target" &
    pids+=($!)
    # As many at a time as there are cores.
    if [ ${#pids[@]} -ge "$(nproc)" ]; then
        wait "${pids[0]}" || failed=1
        pids=("${pids[@]:1}")
    fi
done
for pid in "${pids[@]}"; do
    wait "$pid" || failed=1
done
for target in "${targets[@]}"; do
    runs=$(grep -o 'stat::number_of_executed_units: [0-9]*' "$out/$target.log" | grep -o '[0-9]*$' || echo 0)
    edges=$(grep -oE 'cov: [0-9]+' "$out/$target.log" | tail -1 | grep -oE '[0-9]+' || echo 0)
    echo "$target: $runs runs, $edges edges covered"
    [ "$runs" -gt 0 ] && [ "$edges" -ge 100 ] || failed=1
done
exit $failed
