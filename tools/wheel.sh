#!/usr/bin/env bash
# Build the wheel twice, in two folders, and check it: the same bytes, nothing outside of the
# limited API, no library but the system's, and an installation on each CPython that is there.
#
#   tools/wheel.sh OUT        needs: build, auditwheel, abi3audit (pip), libutf8proc.a
set -euo pipefail
unset PYTHONPATH # what is tested is what is installed
cd "$(dirname "$0")/.."
out=${1:?usage: tools/wheel.sh OUT}
python=${PYTHON:-python3}
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The day of the last commit, where the sources come from git.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}
export SOURCE_DATE_EPOCH NUTGRAF_STATIC=1

for n in one two; do
    mkdir "$work/$n"
    git archive HEAD | tar -x -C "$work/$n"
    (cd "$work/$n" && "$python" -m build --wheel --no-isolation --outdir "$work/dist-$n" . >"$work/log" 2>&1) ||
        { tail -20 "$work/log" >&2; exit 1; }
    "$python" tools/sbom.py "$work/dist-$n"/*.whl
    "$python" -m auditwheel repair --wheel-dir "$work/wheel-$n" "$work/dist-$n"/*.whl >"$work/log" 2>&1 ||
        { tail -20 "$work/log" >&2; exit 1; }
done
cmp "$work"/wheel-one/*.whl "$work"/wheel-two/*.whl
echo "reproducible: two builds in two folders are the same bytes"

wheel=$(ls "$work"/wheel-one/*.whl)
if unzip -l "$wheel" | grep -q '\.libs/'; then
    echo "the wheel took libraries of the system with it" >&2
    exit 1
fi
"$python" -m abi3audit --strict "$wheel"

# Every CPython from 3.11 on that is on the path or with pyenv.
shopt -s nullglob
tested=
for candidate in $(compgen -c python3. | grep -E '^python3\.(1[1-9]|[2-9][0-9])t?$' | sort -uV) \
    "$HOME"/.pyenv/versions/3.1[1-9]*/bin/python; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    version=$("$candidate" -c 'import platform; print(platform.python_version())')
    case " $tested " in *" $version "*) continue ;; esac
    "$candidate" -m venv "$work/venv-$version"
    "$work/venv-$version/bin/pip" install --quiet --no-index "$wheel"
    (cd "$work" && "venv-$version/bin/python" "$OLDPWD/tools/wheel_smoke.py" \
        "$OLDPWD/examples/article.txt" --sbom)
    tested="$tested $version"
done
echo "installed and used with CPython$tested"
cp "$wheel" "$out/"
ls -l "$out"/*.whl
