"""Print the line coverage of C files from gcov's data: coverage_report.py FOLDER [FILE ...].

With names of files, the lines of those that were not run.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path


def counts(folder: Path) -> dict[str, dict[int, int]]:
    """How often each line of each source was run; headers are summed over who includes them."""
    found: dict[str, dict[int, int]] = {}
    with tempfile.TemporaryDirectory() as temp:
        for data in sorted(folder.glob("*.gcda")):
            subprocess.run(
                ["gcov", "--json-format", str(data.resolve())],
                cwd=temp,
                check=True,
                capture_output=True,
            )
        for path in Path(temp).glob("*.gcov.json.gz"):
            for file in json.loads(gzip.decompress(path.read_bytes()))["files"]:
                lines = found.setdefault(file["file"], {})
                for line in file["lines"]:
                    at = line["line_number"]
                    lines[at] = lines.get(at, 0) + line["count"]
    return found


def main() -> None:
    found = counts(Path(sys.argv[1]))
    ours = {f: c for f, c in found.items() if f.startswith(("csrc/", "python/"))}
    if len(sys.argv) > 2:
        for name in sorted(ours):
            if Path(name).name in sys.argv[2:]:
                source = Path(name).read_text(encoding="utf-8").splitlines()
                for at in sorted(n for n, count in ours[name].items() if count == 0):
                    print(f"{name}:{at}: {source[at - 1]}")
        return
    total = missed = 0
    print("lines  not run  of the file")
    for name in sorted(ours, key=lambda name: -sum(n == 0 for n in ours[name].values())):
        lines = ours[name].values()
        none = sum(n == 0 for n in lines)
        total += len(lines)
        missed += none
        print(f"{len(lines):5}  {none:7}  {100 - 100 * none / len(lines):5.1f} %  {name}")
    print(f"{total:5}  {missed:7}  {100 - 100 * missed / total:5.1f} %  all of C")


if __name__ == "__main__":
    main()
