#!/bin/sh
# bench/stages.sh FILE.jsonl [BYTES]: time each stage on the texts of a JSONL file.
set -eu
cd "$(dirname "$0")/.."
corpus=${1:?usage: bench/stages.sh FILE.jsonl [BYTES]}
mkdir -p bench/out
python3 - "$corpus" "${2:-20000000}" bench/out/texts <<'PY'
import json, sys
left = int(sys.argv[2])
with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[3], "wb") as out:
    for line in source:
        text = json.loads(line)["text"].replace("\0", "").encode()
        out.write(text + b"\0")
        left -= len(text)
        if left <= 0:
            break
PY
# shellcheck disable=SC2046 # flags are words
cc -std=c11 -O3 -g -Icsrc/include -Icsrc/src bench/stages.c csrc/src/*.c \
    $(pkg-config --cflags --libs libutf8proc) -lm -o bench/out/stages
model=python/nutgraf/data/names.ngm
if [ -e "$model" ]; then
    exec bench/out/stages bench/out/texts python/nutgraf/data/news.ngx 5 "$model"
fi
exec bench/out/stages bench/out/texts python/nutgraf/data/news.ngx
