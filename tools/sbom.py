"""Put a software bill of materials into a wheel (PEP 770): CycloneDX 1.6, in dist-info/sboms.

    python tools/sbom.py WHEEL

What is in a wheel that is not ours: utf8proc, where it is linked in, the tables of Unicode, and
the data that the lexicon and the model were made from (NOTICE has their notices).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parents[1]


def utf8proc_version() -> str:
    """Of the library that was linked."""
    command = ["pkg-config", "--modversion", "libutf8proc"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def bill(version: str, digests: dict[str, str]) -> dict[str, Any]:
    """The document; `digests` are SHA-256 of the data files."""

    def data(name: str, what: str, licence: str) -> dict[str, Any]:
        return {
            "type": "data",
            "name": name,
            "description": what,
            "licenses": [{"expression": licence}],
            "hashes": [{"alg": "SHA-256", "content": digests[name]}],
        }

    utf8proc = utf8proc_version()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "name": "nutgraf",
                "version": version,
                "purl": f"pkg:pypi/nutgraf@{version}",
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": [
            {
                "type": "library",
                "name": "utf8proc",
                "version": utf8proc,
                "purl": f"pkg:github/JuliaStrings/utf8proc@v{utf8proc}",
                "licenses": [{"expression": "MIT AND Unicode-DFS-2016"}],
            },
            {
                "type": "data",
                "name": "Unicode Character Database",
                "version": unicode_version(),
                "licenses": [{"license": {"id": "Unicode-3.0"}}],
            },
            data("news.ngx", "names and words of news; see NOTICE", "MIT AND CC-BY-4.0"),
            data("names.ngm", "weights of the model for names; see NOTICE", "CC-BY-4.0"),
        ],
    }


def unicode_version() -> str:
    """That of the tables, as the header says it."""
    header = (REPO / "csrc" / "include" / "nutgraf.h").read_text(encoding="utf-8")
    found = re.search(r'NG_UNICODE_VERSION "([\d.]+)"', header)
    assert found is not None
    return found[1]


def record_line(name: str, content: bytes) -> str:
    """A line of RECORD."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


def main() -> None:
    """Rewrite the wheel."""
    path = Path(sys.argv[1])
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "1700000000"))
    stamp = time.gmtime(max(epoch, 315532800))[:6]
    with zipfile.ZipFile(path) as old:
        files = {name: old.read(name) for name in old.namelist()}
        modes = {info.filename: info.external_attr for info in old.infolist()}
    record = next(name for name in files if name.endswith(".dist-info/RECORD"))
    folder = record.removesuffix("/RECORD")
    version = folder.removesuffix(".dist-info").split("-")[1]
    digests = {
        name: hashlib.sha256(files[f"nutgraf/data/{name}"]).hexdigest()
        for name in ("news.ngx", "names.ngm")
    }
    name = f"{folder}/sboms/nutgraf.cdx.json"
    content = json.dumps(bill(version, digests), indent=1).encode() + b"\n"
    files[record] = (record_line(name, content) + files[record].decode()).encode()
    files[name] = content
    modes[name] = modes[record]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for key in [k for k in files if k != record] + [record]:
            info = zipfile.ZipInfo(key, stamp)
            info.external_attr = modes[key]
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, files[key])


if __name__ == "__main__":
    main()
