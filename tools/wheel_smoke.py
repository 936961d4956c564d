"""Whether an installed wheel reads an article: python tools/wheel_smoke.py examples/article.txt."""

import sys
from importlib.metadata import files
from pathlib import Path

import nutgraf as ng

text = Path(sys.argv[1]).read_text(encoding="utf-8")
article = ng.read(text)
assert article.headline, "no headline"
assert len(article.quotes) > 5, "quotes"
assert article.dates[0].value, "dates"
assert [m.text for m in ng.match(text, ng.Lexicon(["Ruth Adeyemi"]))], "lexicons"
assert len(ng.extract([text, None] * 50, threads=2).errors) == 50, "threads"
assert sys.prefix in str(ng._core.__file__), f"not what was installed: {ng._core.__file__}"
names = [str(f) for f in files("nutgraf") or ()]
assert any(n.endswith("licenses/NOTICE") for n in names), "licences"
if "--sbom" in sys.argv:
    assert any(n.endswith("sboms/nutgraf.cdx.json") for n in names), "bill of materials"
