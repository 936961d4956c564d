#!/usr/bin/env bash
# Which lines of C and of Python the tests run: build the library and the extension with gcov
# into build/coverage, run the native tests and the Python tests on them, print both tables.
#
#   tools/coverage.sh [PYTEST ARGUMENT ...]       PYTHON, CC, JOBS (2)
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
CC=${CC:-gcc}
out=$PWD/build/coverage
rm -rf "$out"
mkdir -p "$out/objects" "$out/native" "$out/python"

read -r -a cflags <<<"$(pkg-config --cflags libutf8proc)"
read -r -a libs <<<"$(pkg-config --libs libutf8proc)"
include=$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_paths()["include"])')
flags=(-std=c11 -O0 -g -fPIC -fvisibility=hidden --coverage -fprofile-update=atomic -DNG_API=
    -Icsrc/include -Icsrc/src "-I$include" ${cflags[@]+"${cflags[@]}"})

# The library once, for both.
printf '%s\n' csrc/src/*.c python/binding/*.c | xargs -P "${JOBS:-2}" -I{} sh -c \
    '"$@" -c "$0" -o '"$out"'/objects/$(basename $(dirname "$0"))_$(basename "$0" .c).o' {} \
    "$CC" "${flags[@]}"
cp -r python/nutgraf "$out/python/"
rm -f "$out"/python/nutgraf/_core*.so
"$CC" -shared --coverage "$out"/objects/*.o "${libs[@]}" -lm -o "$out/python/nutgraf/_core.abi3.so"

# Tests of time are right only with optimisation: their failures are shown and do not count.
for source in tests/native/test_*.c; do
    program=$out/native/$(basename "$source" .c)
    "$CC" -std=c11 -O1 -D_DEFAULT_SOURCE -Icsrc/include -Icsrc/src "$source" "$out"/objects/src_*.o \
        --coverage "${libs[@]}" -lm -lpthread -o "$program"
    (cd "$out/native" && timeout 600 "$program") >"$program.log" 2>&1 ||
        echo "$(basename "$program") failed: $(tail -1 "$program.log")"
done

# Processes that tests start are counted, too.
cat >"$out/python/sitecustomize.py" <<'PY'
import coverage

coverage.process_startup()
PY
cat >"$out/coveragerc" <<RC
[run]
branch = false
parallel = true
source = nutgraf
data_file = $out/coverage
[report]
exclude_also =
    if TYPE_CHECKING:
    @overload
RC
export PYTHONPATH=$out/python${PYTHONPATH:+:$PYTHONPATH} COVERAGE_PROCESS_START=$out/coveragerc
"$PYTHON" -m pytest -q -m "not slow" -p no:cacheprovider -n "${JOBS:-2}" tests "$@" || true
(
    cd "$out/python"
    unset COVERAGE_PROCESS_START
    "$PYTHON" -m coverage combine -q --rcfile="$out/coveragerc" "$out" >/dev/null
    "$PYTHON" -m coverage report --rcfile="$out/coveragerc" --skip-covered --show-missing
)
exec "$PYTHON" tools/coverage_report.py "$out/objects"
