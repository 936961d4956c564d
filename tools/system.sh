#!/bin/sh
# Install the system packages that a target needs, if any is missing.
#
#   tools/system.sh build   compiler, pkg-config, libutf8proc, Python headers, venv
#   tools/system.sh test    the same, and clang with its sanitizers and libFuzzer
#
# Installs by itself where apt-get is; elsewhere it says what is missing.
set -eu

what=${1:?usage: tools/system.sh build|test}
python=${PYTHON:-python3}
missing=

need() { # a package, and the check that says whether it is there
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

has_header() {
    header=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h
    test -f "$header"
}

has_fuzzer() {
    scratch=$(mktemp -d)
    echo 'int LLVMFuzzerTestOneInput(const unsigned char *p, unsigned long n) { return p == 0 && n; }' \
        >"$scratch/f.c"
    result=0
    clang -fsanitize=fuzzer,address "$scratch/f.c" -o "$scratch/f" || result=1
    rm -rf "$scratch"
    return $result
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "nutgraf needs Python 3.11 or newer; $python is $("$python" --version 2>&1)." >&2
    echo "Name another one: make PYTHON=python3.12 ..." >&2
    exit 1
}
need gcc sh -c 'cc --version'
need libc6-dev sh -c 'echo "#include <stdio.h>" | cc -E -'
need pkg-config pkg-config --version
need libutf8proc-dev pkg-config --exists libutf8proc
need python3-dev has_header
need python3-venv "$python" -c 'import venv, ensurepip'
if [ "$what" = test ]; then
    need clang clang --version
    need llvm sh -c 'command -v llvm-symbolizer || ls /usr/bin/llvm-symbolizer*'
    if command -v clang >/dev/null 2>&1; then
        # The runtime's package carries clang's version in its name.
        major=$(clang -dumpversion | cut -d. -f1)
        need "libclang-rt-$major-dev" has_fuzzer
    else
        missing="$missing libclang-rt-dev"
    fi
fi
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing:$missing (names as in Debian). Install them and run this again." >&2
    exit 1
fi
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
echo "Installing:$missing" >&2
$sudo apt-get update -qq
# shellcheck disable=SC2086 # one word a package
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
