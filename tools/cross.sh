#!/usr/bin/env bash
# Compile the C library and its tests for another machine, system or C library, and run them.
#
#   tools/cross.sh CC RUN PREFIX [TEST ...]
#
# CC compiles; RUN runs what it made, "env" where no emulator is needed; PREFIX holds utf8proc
# for it: a header in include, an archive below lib.  On Debian:
#
#   aarch64   apt-get install gcc-aarch64-linux-gnu qemu-user
#             dpkg --add-architecture arm64; apt-get update; apt-get download libutf8proc-dev:arm64
#             dpkg -x libutf8proc-dev_*_arm64.deb arm64
#             tools/cross.sh aarch64-linux-gnu-gcc qemu-aarch64 arm64/usr
#   musl      apt-get install musl-tools; make -C utf8proc CC=musl-gcc libutf8proc.a
#             tools/cross.sh musl-gcc env PREFIX
#   Windows   apt-get install gcc-mingw-w64-x86-64 wine64
#             make -C utf8proc CC=x86_64-w64-mingw32-gcc AR=x86_64-w64-mingw32-ar libutf8proc.a
#             tools/cross.sh x86_64-w64-mingw32-gcc wine64 PREFIX
set -euo pipefail
cd "$(dirname "$0")/.."
usage='usage: tools/cross.sh CC RUN PREFIX [TEST ...]'
cc=${1:?$usage} run=${2:?$usage} prefix=$(cd "${3:?$usage}" && pwd)
shift 3
archive=$(find "$prefix/lib" -name libutf8proc.a | head -1)
[ -n "$archive" ] || { echo "there is no libutf8proc.a below $prefix/lib" >&2; exit 1; }
build=build/cross-$(basename "$cc")
mkdir -p "$build/objects"
flags=(-std=c11 -DUTF8PROC_STATIC -Icsrc/include -Icsrc/src -Itests/native "-I$prefix/include")
case $cc in
*mingw*) flags+=(-D__USE_MINGW_ANSI_STDIO=1) ;; # %zu in any msvcrt
esac

printf '%s\n' csrc/src/*.c | xargs -P "$(nproc)" -I{} sh -c \
    '"$@" -c "$0" -o '"$build"'/objects/$(basename "$0" .c).o' {} "$cc" -O2 "${flags[@]}"
tests=("$@")
[ ${#tests[@]} -gt 0 ] || tests=(tests/native/test_*.c)
export NUTGRAF_LEXICON=$PWD/python/nutgraf/data/news.ngx
export NUTGRAF_MODEL=$PWD/python/nutgraf/data/names.ngm
failed=0
for source in "${tests[@]}"; do
    name=$(basename "$source" .c)
    "$cc" -O1 -static -D_DEFAULT_SOURCE "${flags[@]}" "$source" "$build"/objects/*.o "$archive" -lm -lpthread \
        -o "$build/$name"
    program=$build/$name
    [ ! -f "$program.exe" ] || program=$program.exe
    if "$run" "$program" >"$build/$name.log" 2>&1; then
        echo "passed: $name"
    else
        echo "failed: $name"
        tail -5 "$build/$name.log"
        failed=1
    fi
done
exit $failed
