#!/usr/bin/env bash
# Compile the C library and its tests for another machine, and run them under qemu-user.
#
#   tools/cross.sh TRIPLE QEMU PREFIX [TEST ...]
#
# TRIPLE-gcc compiles; PREFIX holds utf8proc for that machine: a header in include, an archive
# below lib.  On Debian, for aarch64:
#
#   apt-get install gcc-aarch64-linux-gnu qemu-user
#   dpkg --add-architecture arm64; apt-get update; apt-get download libutf8proc-dev:arm64
#   dpkg -x libutf8proc-dev_*_arm64.deb arm64
#   tools/cross.sh aarch64-linux-gnu qemu-aarch64 arm64/usr
set -euo pipefail
cd "$(dirname "$0")/.."
usage='usage: tools/cross.sh TRIPLE QEMU PREFIX [TEST ...]'
triple=${1:?$usage} qemu=${2:?$usage} prefix=$(cd "${3:?$usage}" && pwd)
shift 3
archive=$(find "$prefix/lib" -name libutf8proc.a | head -1)
[ -n "$archive" ] || { echo "there is no libutf8proc.a below $prefix/lib" >&2; exit 1; }
build=build/cross-$triple
mkdir -p "$build/objects"
flags=(-std=c11 -Icsrc/include -Icsrc/src -Itests/native "-I$prefix/include")

printf '%s\n' csrc/src/*.c | xargs -P "$(nproc)" -I{} sh -c \
    '"$@" -c "$0" -o '"$build"'/objects/$(basename "$0" .c).o' {} "$triple-gcc" -O2 "${flags[@]}"
tests=("$@")
[ ${#tests[@]} -gt 0 ] || tests=(tests/native/test_*.c)
export NUTGRAF_LEXICON=$PWD/python/nutgraf/data/news.ngx
export NUTGRAF_MODEL=$PWD/python/nutgraf/data/names.ngm
failed=0
for source in "${tests[@]}"; do
    name=$(basename "$source" .c)
    "$triple-gcc" -O1 -static -D_DEFAULT_SOURCE "${flags[@]}" "$source" "$build"/objects/*.o "$archive" -lm -lpthread \
        -o "$build/$name"
    if "$qemu" "$build/$name" >"$build/$name.log" 2>&1; then
        echo "passed: $name"
    else
        echo "failed: $name"
        tail -5 "$build/$name.log"
        failed=1
    fi
done
exit $failed
