#!/usr/bin/env bash
# Build every fuzz target of C with ASan, UBSan and libFuzzer, run each for SECONDS, and
# print how often it ran and what it covered.  Then those of Python, if PYTHON (python3) has
# atheris and nutgraf.  A target that reaches fewer edges than stand with it below fails.
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
python=${PYTHON:-python3}
out=fuzz/out
mkdir -p "$out"

# What each must reach: about two thirds of what its seeds and half a minute do.
declare -A least=(
    [fuzz_container]=2000 [fuzz_corrections]=6000 [fuzz_explain]=5500 [fuzz_lexicon]=1000
    [fuzz_model]=2000 [fuzz_patterns]=2300 [fuzz_quotes]=6500 [fuzz_read]=5500
    [fuzz_segment]=150 [fuzz_tokens]=2400 [fuzz_tokens_simd]=2500 [fuzz_values]=5500
    [py_corrections]=280 [py_csv]=200 [py_examples]=270 [py_html]=1000 [py_jsonl]=180
    [py_lexicon]=290 [py_surface]=340
)

targets=("$@")
if [ ${#targets[@]} = 0 ]; then
    mapfile -t targets < <(printf '%s\n' "${!least[@]}" | sort)
fi
for target in "${targets[@]}"; do
    if [ -z "${least[$target]:-}" ]; then
        echo "there is no target $target; there are $(printf '%s\n' "${!least[@]}" | sort | xargs)" >&2
        exit 2
    fi
done
if ! "$python" -c 'import atheris, nutgraf' 2>"$out/python.log"; then
    skipped=()
    for i in "${!targets[@]}"; do
        case ${targets[i]} in py_*)
            skipped+=("${targets[i]}")
            unset "targets[i]"
            ;;
        esac
    done
    [ ${#skipped[@]} = 0 ] ||
        echo "left out: ${skipped[*]}; $python says '$(tail -1 "$out/python.log")'"
    targets=("${targets[@]}")
fi

flags=(-std=c11 -g -O1 -Icsrc/include -Icsrc/src -Itests/native -fsanitize=fuzzer,address,undefined
    -fno-sanitize-recover=undefined)
read -r -a utf8proc <<<"$(pkg-config --cflags --libs libutf8proc)"
export NUTGRAF_LEXICON=$PWD/python/nutgraf/data/news.ngx
export NUTGRAF_MODEL=$PWD/python/nutgraf/data/names.ngm

# The library once, the targets against it; again only if a source has changed.
stamp=$out/objects/built
case " ${targets[*]}" in *" fuzz_"*)
    mkdir -p "$out/objects"
    if [ ! -f "$stamp" ] || [ -n "$(find csrc tools/fuzz.sh -newer "$stamp" -print -quit)" ]; then
        rm -f "$out"/objects/*
        printf '%s\n' csrc/src/*.c | xargs -P "$(nproc)" -I{} sh -c \
            'clang "$@" -c "$0" -o '"$out"'/objects/$(basename "$0" .c).o' {} "${flags[@]/fuzzer,/fuzzer-no-link,}"
        touch "$stamp"
    fi
    ;;
esac

# New inputs go into the first folder; the others are seeds.
run() {
    local target=$1 command folders=("$out/corpus/$1") folder
    mkdir -p "${folders[0]}"
    case $target in
    py_*)
        command=("$python" fuzz/run_python.py "${target#py_}")
        folders+=("fuzz/seeds/$target")
        ;;
    *)
        clang "${flags[@]}" "fuzz/$target.c" "$out"/objects/*.o "${utf8proc[@]}" -lm -o "$out/$target"
        command=("$out/$target")
        folder=fuzz/seeds/${target#fuzz_}
        folders+=(fuzz/seeds/text)
        [ ! -d "$folder" ] || folders+=("$folder")
        ;;
    esac
    "${command[@]}" -max_total_time="$seconds" -max_len=4096 -rss_limit_mb=4096 -timeout=20 \
        -dict=fuzz/news.dict -artifact_prefix="$out/$target-" -print_final_stats=1 \
        "${folders[@]}" >"$out/$target.log" 2>&1 || {
        tail -40 "$out/$target.log" >&2
        return 1
    }
}

pids=()
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
    runs=$(grep -ao 'stat::number_of_executed_units: [0-9]*' "$out/$target.log" | grep -o '[0-9]*$' || echo 0)
    edges=$(grep -aoE 'cov: [0-9]+' "$out/$target.log" | tail -1 | grep -oE '[0-9]+' || echo 0)
    echo "$target: $runs runs, $edges edges covered, of ${least[$target]} that it must"
    [ "$runs" -gt 0 ] && [ "$edges" -ge "${least[$target]}" ] || failed=1
done
exit $failed
