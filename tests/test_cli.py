"""The command line, as a process."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import nutgraf as ng
from nutgraf import _core

COMMAND = [sys.executable, "-m", "nutgraf"]
ONE_ARTICLE = (
    *("blocks", "sentences", "tokens", "mentions", "dates", "numbers"),
    *("entities", "roles", "quotes"),
)
posix = pytest.mark.skipif(os.name != "posix", reason="signals and terminals of POSIX")


def run(*args: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None):
    done = subprocess.run(
        [*COMMAND, *map(str, args)],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "COLUMNS": "80", **(env or {})},
    )
    done.stdout = done.stdout.decode("utf-8")
    done.stderr = done.stderr.decode("utf-8")
    assert "Traceback" not in done.stderr, done.stderr
    return done


def rows_of(text: str) -> list[dict]:
    return [json.loads(line) for line in text.split("\n")[:-1]]


@pytest.fixture
def file(tmp_path: Path, article: str) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(article.encode())
    return path


@pytest.fixture
def lines(tmp_path: Path, article: str) -> Path:
    path = tmp_path / "news.jsonl"
    rows = [{"body": article, "url": "a", "day": "2020-01-02"}, {"body": "Two. Texts.", "url": 5}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


# ---------------------------------------------------------------------- read


def test_read_in_a_pipe(file: Path, article: str) -> None:
    done = run("read", file, "--id", "x", "--date", "2020-02-03")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    expected = ng.read(article, id="x", published="2020-02-03").to_dict()
    assert json.loads(done.stdout) == json.loads(json.dumps(expected))


@pytest.mark.parametrize("offsets", ["char", "byte", "utf16"])
def test_read_options(file: Path, article: str, offsets) -> None:
    done = run("read", file, "--offsets", offsets, "--scheme", "ud", "--lexicon", "none")
    expected = ng.read(article, offsets=offsets, scheme="ud", lexicon=None)
    assert json.loads(done.stdout)["tokens"] == expected.tokens.to_pylist()


def test_read_stdin_and_broken_bytes() -> None:
    done = run("read", "-", stdin=b"\xef\xbb\xbfBroken \xff bytes.")
    tokens = json.loads(done.stdout)["tokens"]
    assert [t["text"] for t in tokens] == ["Broken", "\ufffd", "bytes", "."]
    assert tokens[0]["start"] == 1


def test_read_empty() -> None:
    done = run("read", "-")
    assert done.returncode == 0
    assert json.loads(done.stdout)["n_chars"] == 0
    assert run("read", "-", "--text").returncode == 0


def test_read_as_text(file: Path) -> None:
    plain = run("read", file, "--text").stdout
    assert "\x1b" not in plain
    assert plain.startswith("Mayor Quits Amid Inquiry\n")
    assert "Jane Roe · 2017-08-11 (stamp)" in plain
    assert max(map(len, plain.splitlines())) <= 80
    assert "       byline  By Jane Roe" in plain
    colored = run("read", file, "--color", "always").stdout
    assert "\x1b[" in colored
    words = "".join(c for c in plain if c.isalnum())
    import re

    uncolored = re.sub("\x1b\\[[0-9;]*m", "", colored)
    assert "".join(c for c in uncolored if c.isalnum()).startswith(words)


def test_colors_of_mentions() -> None:
    colored = run(
        "read", "-", "--color", "always", stdin=b"Write to desk@example.org today."
    ).stdout
    assert "mdesk@example.org\x1b[0m" in colored
    assert "EMAIL" in colored.splitlines()[-1]


def test_a_text_cannot_act_on_the_terminal() -> None:
    hostile = "A \x1b[2J\x07\x9b31m title\u202e of a text.\r\n".encode()
    for args in (("read", "-", "--text"), ("sentences", "-", "--format", "text")):
        shown = run(*args, stdin=hostile).stdout
        assert not set(shown) & set("\x1b\x07\x9b\u202e")


# -------------------------------------------------------------------- tables


@pytest.mark.parametrize("name", ONE_ARTICLE)
def test_tables_of_one_article(file: Path, article: str, name: str) -> None:
    expected = rows_of(getattr(ng, name)(article).to_jsonl())
    if name in ("blocks", "sentences"):  # their text is no column
        expected = [row._asdict() for row in getattr(ng, name)(article)]
    assert expected
    assert rows_of(run(name, file).stdout) == expected
    read = list(csv.DictReader(io.StringIO(run(name, file, "--format", "csv").stdout)))
    key = "name" if name == "entities" else "text"
    assert [row[key] for row in read] == [row[key] for row in expected]
    shown = run(name, file, "--format", "text").stdout.splitlines()
    assert len(shown) == len(expected) + 1
    assert shown[0].split()[-1] == ("conf" if name == "entities" else "text")


@pytest.mark.parametrize("name", ONE_ARTICLE)
@pytest.mark.parametrize("form", ["jsonl", "text", "csv"])
def test_tables_of_nothing(name: str, form: str) -> None:
    done = run(name, "-", "--format", form)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == (form == "csv")


# ------------------------------------------------------------------- extract


def test_extract_one_table(lines: Path, article: str) -> None:
    done = run("extract", lines, "--text", "body", "-t", "sentences")
    expected = ng.extract([article, "Two. Texts."]).sentences.to_pylist()
    assert done.returncode == 0
    assert rows_of(done.stdout) == expected
    assert done.stderr.startswith("nutgraf: 2 docs: ")
    assert run("extract", lines, "--text", "body", "-q").stderr == ""


def test_extract_several_tables(lines: Path, article: str) -> None:
    done = run("extract", lines, "--text", "body", "-t", "sentences, blocks", "--quiet")
    rows = rows_of(done.stdout)
    assert all(next(iter(row)) == "table" for row in rows)
    tables = ng.extract([article, "Two. Texts."])
    for name in ("blocks", "sentences"):
        mine = [
            {k: v for k, v in row.items() if k != "table"} for row in rows if row["table"] == name
        ]
        assert mine == tables[name].to_pylist()


def test_extract_to_files(lines: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    done = run("extract", lines, "--text", "body", "--id", "url", "--date", "day", "-o", out)
    assert (done.returncode, done.stdout) == (0, "")
    names = {path.name for path in out.iterdir()}
    assert names == {"manifest.json", "articles", "errors", *ONE_ARTICLE}
    articles = rows_of((out / "articles" / "part-00000.jsonl").read_text())
    assert [row["article_id"] for row in articles] == ["a", "5"]
    assert [row["published"] for row in articles] == ["2020-01-02", None]
    assert (out / "errors" / "part-00000.jsonl").read_text() == ""
    assert done.stderr.endswith(" s\n")
    assert f"0 errors in one part in {out}" in done.stderr
    again = run("extract", lines, "--text", "body", "--id", "url", "--date", "day", "-o", out)
    assert again.returncode == 1
    assert "of an earlier run: pass resume=True (--resume)" in again.stderr
    asked = ["--text", "body", "--id", "url", "--date", "day", "-o", out, "--resume"]
    done = run("extract", lines, *asked)
    assert done.returncode == 0
    assert "0 of the docs new" in done.stderr
    other = run("extract", lines, *asked, "--scheme", "ud")
    assert other.returncode == 2
    assert "cannot be resumed: options" in other.stderr


def test_extract_columns(lines: Path, tmp_path: Path) -> None:
    asked = ["extract", lines, "--text", "body", "-q", "--columns", "doc,sentences.start"]
    assert rows_of(run(*asked, "-t", "sentences").stdout)[-1] == {"doc": 1, "start": 5}
    rows = rows_of(run(*asked, "-t", "sentences,blocks").stdout)
    assert {tuple(row) for row in rows} == {("table", "doc", "start"), ("table", "doc")}
    run(*asked, "-t", "sentences", "-o", tmp_path / "o", "--format", "csv")
    written = (tmp_path / "o" / "sentences" / "part-00000.csv").read_text()
    assert written.endswith("doc,start\n0,0\n" + written.partition("0,0\n")[2])
    done = run("extract", lines, "--columns", "nope", "-t", "blocks")
    assert done.returncode == 2
    assert "columns: there is no 'nope'; there are blocks: doc, block" in done.stderr


def test_extract_many_files(tmp_path: Path) -> None:
    for i in range(3):
        (tmp_path / f"{i}.txt").write_text(f"Jane Roe left town number {i}.")
    names = [tmp_path / f"{i}.txt" for i in range(3)]
    for files in (names, [tmp_path], [tmp_path / "*.txt"]):
        rows = rows_of(run("extract", *files, "-t", "articles", "-q").stdout)
        assert [row["article_id"] for row in rows] == ["0.txt", "1.txt", "2.txt"]
    done = run("extract", names[0], "-", "-t", "articles")
    assert (done.returncode, "the only FILE" in done.stderr) == (2, True)


def test_extract_progress(lines: Path, tmp_path: Path) -> None:
    asked = ["extract", lines, "--text", "body", "-t", "blocks", "-q"]
    assert run(*asked, "-o", tmp_path / "a").stderr == ""  # no terminal
    done = run(*asked[:-1], "-o", tmp_path / "b", "--progress")
    assert "2 docs" in done.stderr
    for option in ("--progress", "--resume", "--format=csv"):
        done = run(*asked, option)
        assert (done.returncode, "goes with -o DIR" in done.stderr) == (2, True)


@posix
@pytest.mark.parametrize("kind", ["jsonl", "duckdb"])
def test_an_interrupt_leaves_complete_parts(tmp_path: Path, kind: str) -> None:
    """And the same command with --resume goes on from them."""
    if kind == "duckdb":
        pytest.importorskip("duckdb")
    lines = b'{"text": "Jane Roe left town on Monday."}\n' * 60_000
    command = [*COMMAND, "extract", "-", "-t", "tokens", "-o", str(tmp_path / "o")]
    command += ["--format", kind]
    begun = tmp_path / "o" / (".unfinished" if kind == "jsonl" else "nutgraf.duckdb")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(lines)
        process.stdin.flush()
        while not begun.exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert b"with --resume goes on" in process.stderr.read()
    assert process.returncode == 130
    assert not (tmp_path / "o" / ".unfinished").exists()
    again = subprocess.run([*command, "--resume"], input=lines, check=True, capture_output=True)
    assert b"60000 docs" in again.stderr


def test_extract_tells_what_is_wrong_with_its_files(tmp_path: Path) -> None:
    """In a line, and not in a traceback."""
    out = tmp_path / "o"
    out.mkdir()
    (out / "nutgraf.sqlite").write_text("no database, but a text that is long enough for one" * 9)
    done = run("extract", "-", "-o", out, "--format", "sqlite", stdin=b'{"text": "A."}')
    assert done.returncode == 1
    assert "nutgraf.sqlite: file is not a database" in done.stderr
    (out / "manifest.json").write_text("[]")
    done = run("extract", "-", "-o", out, stdin=b'{"text": "A."}')
    assert (done.returncode, "is no manifest" in done.stderr) == (2, True)
    done = run("extract", "")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    for kind in ("jsonl", "csv", "sqlite"):  # tables without any of the columns are left out
        asked = ["extract", "-", "-o", tmp_path / kind, "--format", kind, "-q"]
        done = run(
            *asked,
            "--columns",
            "quotes.text",
            stdin=b'{"text": "\xe2\x80\x9cA b c,\xe2\x80\x9d Jane Roe said."}',
        )
        assert (done.returncode, done.stderr) == (0, "")
        names = {path.name for path in (tmp_path / kind).iterdir()}
        wanted = {"nutgraf.sqlite"} if kind == "sqlite" else {"quotes", "errors"}
        assert names == {*wanted, "manifest.json"}


def test_extract_folders_and_patterns_together(tmp_path: Path) -> None:
    for name in ("a/1.txt", "b/1.txt", "c/2.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Jane Roe left.")
    done = run("extract", tmp_path / "a", tmp_path / "b", tmp_path / "c/*.txt", "-t", "articles")
    names = [row["article_id"] for row in rows_of(done.stdout)]
    assert names == ["a/1.txt", "b/1.txt", "c/2.txt"]
    # A column that CSV has is not missed.
    (tmp_path / "n.csv").write_text("id,text\n1,One.\n")
    assert run("extract", tmp_path / "n.csv", "--id", "id", "-t", "blocks", "-q").stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    script = run("completion", shell).stdout
    assert "extract" in script
    assert "resume" in script
    if shell == "bash":
        typed = "COMP_WORDS=(nutgraf extract --format pa); COMP_CWORD=3; _nutgraf"
        done = subprocess.run(
            ["bash", "-c", f'{script}{typed}; echo "${{COMPREPLY[@]}}"'],
            capture_output=True,
            check=True,
        )
        assert done.stdout == b"parquet\n"


def test_extract_one_day_for_all(lines: Path) -> None:
    done = run("extract", lines, "--text", "body", "--date", "2021-01-01", "-t", "articles")
    assert {row["published"] for row in rows_of(done.stdout)} == {"2021-01-01"}


BAD = b"""{"text": "One."}

not json
[1, 2]
{"other": 1}
{"text": 5}
{"text": null}
{"text": "broken \xff utf-8"}
{"text": "Two.", "n": %s}
{"text": "Three \\ud800."}
   \t
%s
{"text": "Four."}""" % (b"9" * 5000, b"[" * 100_000)


def test_bad_lines_cost_no_others(tmp_path: Path) -> None:
    done = run("extract", "-", "-t", "sentences", "-o", tmp_path / "o", stdin=BAD)
    assert done.returncode == 3
    sentences = rows_of((tmp_path / "o" / "sentences" / "part-00000.jsonl").read_text())
    assert [row["doc"] for row in sentences] == [0, 8, 10]
    errors = rows_of((tmp_path / "o" / "errors" / "part-00000.jsonl").read_text())
    assert [(row["doc"], row["code"]) for row in errors] == [
        (1, "json"),
        (2, "type"),
        (3, "missing"),
        (4, "type"),
        (5, "type"),
        (6, "json"),
        (7, "json"),
        (9, "json"),
    ]
    assert errors[0]["message"].startswith("line 3 is no JSON")
    assert "8 errors" in done.stderr


def test_errors_without_a_table_go_to_stderr() -> None:
    done = run("extract", "-", "-t", "sentences", "-q", stdin=b"x\n" * 30 + b'{"text": "One."}')
    assert done.returncode == 3
    assert len(rows_of(done.stdout)) == 1
    shown = done.stderr.splitlines()
    assert len(shown) == 21
    assert shown[0] == "nutgraf: doc 0: line 1 is no JSON: Expecting value at column 1"
    assert "10 errors more" in shown[-1]


def test_errors_as_a_table() -> None:
    done = run("extract", "-", "-t", "errors", stdin=b'x\n{"text": "One."}\n')
    assert [row["doc"] for row in rows_of(done.stdout)] == [0]
    done = run("extract", "-", "-t", "errors,tokens", stdin=b'x\n{"text": "One."}\n')
    assert [row["table"] for row in rows_of(done.stdout)] == ["errors", "tokens", "tokens"]


def test_a_column_that_no_row_has(lines: Path) -> None:
    done = run("extract", lines, "--text", "nope", "-t", "tokens")
    assert done.returncode == 3
    assert "the row has no 'nope'" in done.stderr
    done = run("extract", lines, "--text", "body", "--id", "nope", "-t", "tokens")
    assert done.returncode == 0
    assert "--id: no row has 'nope'" in done.stderr
    done = run("extract", lines, "--text", "body", "--date", "nope", "-t", "tokens")
    assert "--date: no row has 'nope'" in done.stderr
    done = run("extract", lines, "--text", "body", "--date", "2020-01-01", "--id", "url")
    assert "no row has" not in done.stderr


def test_byte_order_mark_and_line_ends() -> None:
    done = run(
        "extract", "-", "-t", "articles", stdin=b'\xef\xbb\xbf{"text": "A."}\r\n{"text": "B."}'
    )
    assert done.returncode == 0
    assert len(rows_of(done.stdout)) == 2


def test_separators_inside_strings() -> None:
    text = "One\u2028two\x85three\x0bfour."
    stdin = json.dumps({"text": text}, ensure_ascii=False).encode()
    done = run("extract", "-", "-t", "articles,tokens", "--id", "text", stdin=stdin)
    assert rows_of(done.stdout)[0]["article_id"] == text


def test_extract_threads_give_the_same(tmp_path: Path, article: str) -> None:
    stdin = b"".join(json.dumps({"text": article * 40}).encode() + b"\n" for _ in range(100))
    out = {
        n: run("extract", "-", "-t", "sentences", "--threads", n, stdin=stdin).stdout for n in "14"
    }
    assert out["1"] == out["4"] != ""


@posix
def test_extract_streams(article: str) -> None:
    """Rows come out before the input ends."""
    process = subprocess.Popen(
        [*COMMAND, "extract", "-", "-t", "sentences", "--threads", "1", "-q"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    # Runs of a mebibyte, of little output, so that neither pipe is ever full.
    line = json.dumps({"text": "word " * 300_000}).encode() + b"\n"
    for _ in range(4):
        process.stdin.write(line)
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["doc"] == 0
    process.stdin.close()
    assert len(rows_of(process.stdout.read().decode())) == 3
    process.stdout.close()
    assert process.wait(60) == 0


# ------------------------------------------------------------------- explain


@pytest.mark.parametrize("offsets", ["char", "byte", "utf16"])
def test_explain(tmp_path: Path, article: str, offsets) -> None:
    text = f"🇰🇵 {article}"
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff" + text.encode())
    data = path.read_bytes()
    mention = next(m for m in ng.mentions(data, offsets=offsets) if "Doe" in m.text)
    expected = [
        json.loads(json.dumps(reason._asdict()))
        for reason in ng.explain(data, mention.start, mention.stop, offsets=offsets)
    ]
    options = ("--offsets", offsets)
    done = run("explain", path, mention.start, mention.stop, *options)
    assert rows_of(done.stdout) == expected
    assert rows_of(run("explain", path, "--find", mention.text, *options).stdout) == expected


def test_explain_finds(file: Path) -> None:
    def starts(*args: str) -> set[int]:
        rows = rows_of(run("explain", file, *args).stdout)
        return {row["start"] for row in rows if row["stage"] == "tokens"}

    assert len(starts("--find", "said") | starts("--find", "said", "--nth", "2")) == 2
    done = run("explain", file, "--find", "said", "--nth", "9")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"nutgraf: {file}: 'said' stands there 2 times\n"
    shown = run("explain", file, "--find", "Mr.", "--format", "text").stdout
    assert shown.startswith("<Explanation")
    assert "T20  a title keeps its stop" in shown


# ------------------------------------------------------------ segment, doctor


@pytest.mark.parametrize("kind", ["grapheme", "word", "sentence"])
def test_segment(file: Path, article: str, kind) -> None:
    rows = rows_of(run("segment", file, "--kind", kind).stdout)
    assert "".join(row["text"] for row in rows) == article
    assert [(row["start"], row["stop"]) for row in rows] == list(ng.segment(article, kind))


def test_doctor() -> None:
    done = run("doctor")
    assert done.returncode == 0
    assert ng.__version__ in done.stdout
    assert ng.UNICODE_VERSION in done.stdout
    assert "surfaces" in done.stdout
    assert "BROKEN" not in done.stdout
    assert f"CPU level   {_core.cpu_level()}" in done.stdout


def test_doctor_sees_what_is_broken() -> None:
    code = (
        "import sys; from nutgraf import _lexicon, _cli; _lexicon.BUILT_IN = '/no/lexicon.ngx';"
        "sys.exit(_cli.main(['doctor']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "BROKEN: /no/lexicon.ngx" in done.stdout


# ---------------------------------------------------------------- usage, exits


def test_help() -> None:
    commands = ("read", *ONE_ARTICLE, "extract", "segment", "doctor")
    top = run("--help").stdout
    assert "exit codes" in top
    for command in commands:
        assert f"\n    {command}" in top
        shown = run(command, "--help").stdout
        assert f"  nutgraf {command}" in shown.partition("example")[2]


def test_version() -> None:
    assert run("--version").stdout == f"nutgraf {ng.__version__} (Unicode {ng.UNICODE_VERSION})\n"


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ([], 2, "COMMAND"),
        (["nope"], 2, "invalid choice: 'nope'"),
        (["read"], 2, "required: FILE"),
        (["read", "-", "--scheme", "x"], 2, "--scheme"),
        (["read", "-", "--date", "soon"], 2, "--date: published must be a date"),
        (["read", "-", "--json", "--text"], 2, "not allowed"),
        (["extract", "-", "-t", "verbs"], 2, "there is no table 'verbs'"),
        (["extract", "-", "-t", ""], 2, "no table is named"),
        (["extract", "-", "--threads", "-1"], 2, "threads"),
        (["explain", "-"], 2, "give START and STOP, or --find TEXT"),
        (["explain", "-", "5"], 2, "give START and STOP, or --find TEXT"),
        (["explain", "-", "1", "2", "--find", "a"], 2, "give START and STOP, or --find TEXT"),
        (["explain", "-", "1", "x"], 2, "'x' is no number from 0"),
        (["explain", "-", "--find", "a", "--nth", "0"], 2, "--nth counts from 1"),
        (["explain", "-", "1", "2", "--nth", "1"], 2, "--nth counts from 1"),
        (["explain", "-", "--find", ""], 2, "--find has no text"),
        (["explain", "-", "--find", "a"], 1, "nutgraf: -: 'a' stands there 0 times"),
        (["explain", "-", "0", "5"], 1, "nutgraf: -: stop is 5, the text ends at 0"),
        (["read", "/no/such"], 1, "nutgraf: /no/such: No such file or directory"),
        (["read", "/"], 1, "nutgraf: /: a folder; `nutgraf extract /` reads many files"),
        (["extract", "/no/such"], 1, "nutgraf: /no/such: No such file or directory"),
        (["extract", "-", "-o", "/dev/null/x"], 1, "nutgraf: /dev/null/x: Not a directory"),
        (["tokens", "-", "--lexicon", "/no/such"], 1, "/no/such"),
        (["tokens", "-", "--lexicon", "/dev/null"], 1, "/dev/null: "),
    ],
)
def test_errors_are_one_line(args: list[str], code: int, message: str) -> None:
    done = run(*args)
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.startswith("nutgraf: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


def test_mistakes_with_files_are_one_line(tmp_path: Path) -> None:
    files = {
        "my.rules": b"x :: x :: @PERSN => X\n",
        "a.txt": b"Jane Roe left.",
        "a.pdf": b"%PDF-1.4\n%",
        "b.txt": b"PK\x03\x04 a document under another name",
        "c.txt": "Jane Roe".encode("utf-16"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    for args, message in (
        (["patterns", "a.txt", "--patterns", "my.rules"], "@PERSN: there are no mentions"),
        (["read", "a.txt", "--patterns", "my.rules"], "did you mean @PERSON?"),
        (["read", "a.pdf"], "a.pdf: this is a PDF (save it as text first)"),
        (["quotes", "b.txt"], "b.txt: this is a zip archive or .docx"),
        (["read", "c.txt"], "c.txt: this is UTF-16"),
    ):
        done = run(*(tmp_path / arg if (tmp_path / arg).exists() else arg for arg in args))
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert message in done.stderr


@posix
@pytest.mark.parametrize("command", [["tokens"], ["read", "--text"], ["segment"]])
def test_closed_pipe(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "long.txt"
    path.write_text("A sentence of words.\n\n" * 20_000)
    process = subprocess.Popen(
        [*COMMAND, *command, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == -signal.SIGPIPE


@posix
def test_closed_pipe_at_the_end() -> None:
    """The little that is left is flushed when all is done."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*COMMAND, "--version"], stdout=write, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(write)
    assert done.stderr == b""


@posix
def test_interrupt() -> None:
    process = subprocess.Popen(
        [*COMMAND, "extract", "-", "-t", "sentences", "--threads", "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A job in the background of a shell ignores it, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdin is not None
    line = json.dumps({"text": "word " * 300_000}).encode() + b"\n"
    for _ in range(4):
        process.stdin.write(line)
    process.stdin.flush()
    assert process.stdout is not None
    process.stdout.readline()  # it has begun
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_full_disk(file: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "read", file], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 1
    assert done.stderr == b"nutgraf: No space left on device\n"


@posix
def test_closed_streams(file: Path) -> None:
    for redirect, message in (("<&-", "stdin is closed"), (">&-", "stdout is closed")):
        name = "-" if "<" in redirect else str(file)
        done = subprocess.run(
            f'"{sys.executable}" -m nutgraf read "{name}" {redirect}',
            shell=True,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 1
        assert message in done.stderr


def on_a_terminal(*args: str, env: dict[str, str] | None = None) -> str:
    import pty

    parent, child = pty.openpty()
    plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    process = subprocess.Popen(
        [*COMMAND, *args],
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
        env={**plain, "TERM": "xterm", **(env or {})},
    )
    os.close(child)
    shown = b""
    while True:
        try:
            piece = os.read(parent, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not piece:
            break
        shown += piece
    process.wait(60)
    os.close(parent)
    return shown.decode().replace("\r\n", "\n")


@posix
def test_on_a_terminal(file: Path) -> None:
    assert "\x1b[" in on_a_terminal("read", str(file))
    assert "\x1b[" not in on_a_terminal("read", str(file), env={"NO_COLOR": "1"})
    assert "\x1b[" not in on_a_terminal("read", str(file), env={"TERM": "dumb"})
    assert "\x1b[" not in on_a_terminal("read", str(file), "--color", "never")
    assert json.loads(on_a_terminal("read", str(file), "--json"))
    assert on_a_terminal("tokens", str(file)).startswith("tok  sent  start")
    assert "B3  " in on_a_terminal("explain", str(file), "0", "5")
    assert "Mayor│ │Quits" in on_a_terminal("segment", str(file))
    assert "Mayor Quits Amid Inquiry⏎\n" in on_a_terminal(
        "segment", str(file), "--kind", "sentence"
    )


# ------------------------------------------------------- duplicates and repair

STORY = (
    "The council voted on Tuesday to close the old bridge for repairs until spring. "
    "Drivers will have to take the tunnel while the work goes on, it said."
)


def test_duplicates(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    texts = [
        STORY,
        "Another text about something else, and nothing more than that.",
        STORY + " Ok.",
    ]
    lines = [json.dumps({"body": text, "url": f"u{i}"}) for i, text in enumerate(texts)]
    path.write_text("\n".join([lines[0], "not json", *lines[1:], '{"url": "u3"}']) + "\n")
    done = run("duplicates", path, "--text", "body", "--id", "url")
    rows = rows_of(done.stdout)
    assert done.returncode == 3
    assert [row["doc"] for row in rows] == [0, 2, 3]
    assert [row["article_id"] for row in rows] == ["u0", "u1", "u2"]
    assert [row["near_dup_of"] for row in rows] == [None, None, 0]
    assert rows[2]["near_dup_of_id"] == "u0"
    assert done.stderr.splitlines() == [
        "nutgraf: doc 1: line 2 is no JSON: Expecting value at column 1",
        "nutgraf: doc 4: 'body' is no text",
        "nutgraf: 5 docs: 1 near-duplicates; 2 errors",
    ]
    again = run("duplicates", path, "--text", "body", "--threshold", "1", "--quiet")
    assert [row["near_dup_of"] for row in rows_of(again.stdout)] == [None, None, None]
    assert "article_id" not in again.stdout


@pytest.mark.parametrize("share", ["0", "1.1", "half"])
def test_duplicates_threshold_out_of_range(tmp_path: Path, share: str) -> None:
    done = run("duplicates", tmp_path / "x", "--threshold", share)
    assert done.returncode == 2
    assert repr(share) in done.stderr


def test_repair(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("It\u00e2\u20ac\u2122s over.\n", encoding="utf-8")
    assert run("repair", path).stdout == "It\u2019s over.\n"
    assert rows_of(run("repair", path, "--map").stdout) == [
        {"start": 2, "stop": 5, "text": "\u2019", "kind": "mojibake"}
    ]


def test_max_chars(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Jane Roe left Springfield.")
    done = run("read", path, "--max-chars", "5")
    assert done.returncode == 1
    assert "more than 5 characters" in done.stderr
    assert run("read", path, "--max-chars", "0").returncode == 0
