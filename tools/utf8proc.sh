#!/usr/bin/env bash
# Build utf8proc as an archive for wheels, position independent, and install it.
#
#   tools/utf8proc.sh PREFIX [SOURCE]
#
# SOURCE is a folder with its sources; without, they are cloned (the one step of all that needs a
# network).  NUTGRAF_STATIC=1 and PKG_CONFIG_PATH=PREFIX/lib/pkgconfig then build nutgraf with it.
set -euo pipefail
usage='usage: tools/utf8proc.sh PREFIX [SOURCE]'
prefix=${1:?$usage}
source=${2:-}
version=2.8.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$source" ]; then
    git clone --quiet --depth 1 --branch "v$version" https://github.com/JuliaStrings/utf8proc "$work/utf8proc"
else
    cp -R "$source" "$work/utf8proc"
fi
make -s -C "$work/utf8proc" CFLAGS="-O2 -fPIC -std=c99 -DUTF8PROC_STATIC" libutf8proc.a
mkdir -p "$prefix/include" "$prefix/lib/pkgconfig"
prefix=$(cd "$prefix" && pwd)
cp "$work/utf8proc/utf8proc.h" "$prefix/include/"
cp "$work/utf8proc/libutf8proc.a" "$prefix/lib/"
cat >"$prefix/lib/pkgconfig/libutf8proc.pc" <<PC
prefix=$prefix
libdir=$prefix/lib

Name: libutf8proc
Description: UTF-8 processing
Version: $version
Cflags: -I$prefix/include -DUTF8PROC_STATIC
Libs: -L$prefix/lib -lutf8proc
PC
