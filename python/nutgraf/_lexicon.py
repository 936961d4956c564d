"""Lexicons: names, and who or what they are of."""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Final, Literal, NamedTuple, TypeAlias, cast, final, get_args

from nutgraf import _core

# The lexicon that comes with the package; tools/make_lexicon.py makes it.
BUILT_IN: Final = os.path.join(os.path.dirname(__file__), "data", "news.ngx")

MatchCase: TypeAlias = Literal["smart", "exact", "fold"]
# As the enum ng_lex_case has them.
_CASES: Final[dict[str, int]] = {"fold": 0, "exact": 3, "smart": 4}


# Surface, name, id, label.
NameRow: TypeAlias = tuple[str | None, str | None, str | None, str | None]


class NameRun(NamedTuple):
    """Rows, and where each of them stands ("line 3", "row 7")."""

    rows: list[NameRow]
    where: Callable[[int], str]


class Name(NamedTuple):
    """What a lexicon says of a surface."""

    name: str
    """What it is called."""
    id: str | None
    label: str | None


class LexiconInfo(NamedTuple):
    """Figures of a lexicon."""

    n_surfaces: int
    """Different ways to write names, variants that were added among them."""
    n_entries: int
    """What is said of them; surfaces of which the same is said share it."""
    n_words: int
    n_bytes: int
    """Of the file."""
    labels: tuple[str, ...]
    """Those that are not nutgraf's own."""


@final
class Lexicon:
    """Names to find in texts, with ids and labels; up to millions.

    `Lexicon()` is empty; `add()`, `merge()` and the constructors that begin with `from_`
    fill it, `save()` and `load()` keep it as a file (.ngx), which is mapped into memory and
    shared between processes.  A pipeline takes the names that are in it when the pipeline is
    made; what is added later is for later ones.

    Args:
        names: Names to begin with; the other arguments are those of `add()`.

    Any number of threads may use one, and one at a time adds to it.  Picklable: by its path
    if it was loaded and nothing was added, else by its content.

    >>> import nutgraf as ng
    >>> lexicon = ng.Lexicon()
    >>> lexicon.add("Jane Roe", id="Q1", label="PERSON", aliases=["J.K. Roe"])
    >>> lexicon.add("United Widgets", id="Q2", label="ORG")
    >>> for m in ng.match("Roe? JANE ROE, said Roe, left United Widgets' board.", lexicon):
    ...     print(m.start, m.stop, m.text, m.ext_id, m.form)
    5 13 JANE ROE Q1 full
    20 23 Roe Q1 family
    30 44 United Widgets Q2 full
    """

    __slots__ = ("_builder", "_compiled", "_lock", "_path")

    def __init__(
        self,
        names: Iterable[str] = (),
        *,
        label: str | None = None,
        match_case: MatchCase = "smart",
        variants: bool = True,
        whole_words: bool = True,
    ) -> None:
        self._builder: _core.LexiconBuilder | None = None
        self._compiled: _core.Lexicon | None = None
        self._lock = threading.RLock()
        self._path: str | None = None
        if isinstance(names, (str, bytes)):
            raise TypeError(f"names must be an iterable of str, not one {type(names).__name__}")
        rows: list[NameRow] = [(name, None, None, label) for name in names]
        if rows:
            self._add(NameRun(rows, _numbered("name")), match_case, variants, whole_words, "raise")

    # ----------------------------------------------------------------- making

    def add(
        self,
        name: str,
        *,
        id: str | None = None,
        label: str | None = None,
        aliases: Iterable[str] = (),
        match_case: MatchCase = "smart",
        variants: bool = True,
        whole_words: bool = True,
    ) -> None:
        """Add a name.

        Names are found as whole words, over white space, one line break and hyphens.

        Args:
            name: As in texts.
            id: Yours, or of an authority ("wd:Q22686"); several names may have one id, and
                one name several.
            label: What it is: one of nutgraf's ("PERSON", "ORG" ...) or your own.
            aliases: Other names of the same.
            match_case: "smart": a capital where the name has one, capitals only where it is
                an abbreviation ("US"), any case where it is in small letters; "exact": each
                letter as it is; "fold": any case.
            variants: Whether it is found written otherwise: hyphen or blank, with diacritics
                or without, "U.S." or "US", "J. K. Roe" or "JK Roe"; a possessive is never a
                part of the match.  Of a PERSON also without initials in the middle, and the
                family name alone behind the full name.
            whole_words: Whether the name must be whole words; if not, it is found wherever its
                letters stand ("gate" in "Pizzagate"), with "smart" in its letter case if it has
                a capital, and has 255 bytes at most.

        Raises:
            ValueError: A name is empty, has more than 32 words or one of more than 63 bytes,
                or an argument has none of its values.
            TypeError: A name is no str.
        """
        if isinstance(aliases, (str, bytes)):
            raise TypeError(f"aliases must be a list of str, not one {type(aliases).__name__}")
        rows: list[NameRow] = [(name, None, id, label)]
        rows += [(alias, name, id, label) for alias in aliases]
        self._add(NameRun(rows, _numbered("name")), match_case, variants, whole_words, "raise")

    def merge(self, other: "Lexicon") -> None:
        """Add all that is in another lexicon.

        >>> import nutgraf as ng
        >>> lexicon, other = ng.Lexicon(["Jane Roe"]), ng.Lexicon(["United Widgets"])
        >>> lexicon.merge(other)
        >>> len(lexicon)
        2
        """
        if not isinstance(other, Lexicon):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"other must be a Lexicon, not {type(other).__name__}")
        native = other._native
        with self._lock:
            self._open_builder().merge(native)
            self._compiled = None

    @classmethod
    def from_table(
        cls,
        source: object,
        /,
        *,
        name: str = "name",
        id: str | None = None,
        label: str | None = None,
        aliases: str | None = None,
        separator: str = "|",
        match_case: MatchCase = "smart",
        variants: bool = True,
        whole_words: bool = True,
        encoding: str = "utf-8-sig",
        on_error: Literal["raise", "skip"] = "raise",
    ) -> "Lexicon":
        """Make a lexicon from a table.

        Args:
            source: The path of a CSV (.csv, .tsv), JSON Lines (.jsonl), Parquet or Arrow file,
                the first two also packed (.gz, .bz2, .xz, .zst); a data frame of pandas, polars,
                pyarrow, DuckDB or datasets; or rows (mappings).
            name, id, aliases: What the columns are called.
            label: The column of labels, or the label of all if there is no such column.
            separator: What parts aliases in a cell that is no list.
            match_case, variants, whole_words: As in `add()`, for all of them.
            encoding: Of a CSV file.
            on_error: Whether a name that cannot be one ends all, or is left out (and logged).

        Raises:
            ValueError: A column is missing, or a name cannot be one; the message names its row.
            TypeError: The source is nothing of that.
            OSError: The file cannot be read.

        >>> import nutgraf as ng
        >>> rows = [{"who": "Jane Roe", "key": 7, "aka": "Roe the Elder|JR"}]
        >>> len(ng.Lexicon.from_table(rows, name="who", id="key", label="PERSON", aliases="aka"))
        3
        """
        from nutgraf._lexicon_rows import NameColumns, name_runs

        made = cls()
        wanted = NameColumns(name, id, label, aliases, separator)
        _check_on_error(on_error)
        for run in name_runs(source, wanted, encoding):
            made._add(run, match_case, variants, whole_words, on_error)
        return made

    @classmethod
    def from_flashtext(
        cls, keywords: object, /, *, label: str | None = None, case_sensitive: bool = False
    ) -> "Lexicon":
        """Make a lexicon from flashtext's keywords.

        Args:
            keywords: {clean name: [keywords]}, {keyword: clean name}, or a KeywordProcessor.
            label: Of all of them.
            case_sensitive: As flashtext's.

        Raises:
            TypeError, ValueError: They are nothing of that, or one cannot be a name.

        >>> import nutgraf as ng
        >>> lexicon = ng.Lexicon.from_flashtext({"New York": ["big apple", "nyc"]})
        >>> [m.name for m in ng.match("From NYC to the Big Apple.", lexicon)]
        ['New York', 'New York']
        """
        from nutgraf._lexicon_rows import flashtext_rows

        made = cls()
        rows: list[NameRow] = [(s, name, id, label) for s, name, id, _ in flashtext_rows(keywords)]
        case: MatchCase = "exact" if case_sensitive else "fold"
        made._add(NameRun(rows, _numbered("keyword")), case, True, True, "raise")
        return made

    @classmethod
    def from_entity_ruler(
        cls,
        patterns: object,
        /,
        *,
        match_case: MatchCase = "exact",
        on_error: Literal["raise", "skip"] = "raise",
    ) -> "Lexicon":
        """Make a lexicon from the patterns of spaCy's EntityRuler.

        Patterns are phrases, or tokens with LOWER, TEXT or ORTH alone, a word or {"IN": [...]},
        with OP "?" or none.  What says more cannot be a name.

        Args:
            patterns: The path of its JSON Lines, or dicts with label, pattern and id.
            match_case: Of phrases; tokens say theirs.
            on_error: Whether patterns that cannot be names end all, or are left out (and logged).

        Raises:
            ValueError: Patterns cannot be names; the message names the first ten.

        >>> import nutgraf as ng
        >>> patterns = [{"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "narciso"}]}]
        >>> ng.match("to SAN NARCISO", ng.Lexicon.from_entity_ruler(patterns))[0].label
        'GPE'
        """
        from nutgraf._lexicon_rows import ruler_names

        _check_case(match_case)
        _check_on_error(on_error)
        made = cls()
        by_case: dict[str, tuple[list[NameRow], list[str]]] = {}
        problems: list[str] = []
        for item in ruler_names(patterns, match_case):
            if isinstance(item, str):
                problems.append(item)
            else:
                rows, where = by_case.setdefault(item.match_case, ([], []))
                rows.append(item.row)
                where.append(item.where)
        if problems and on_error == "raise":
            more = f" and {len(problems) - 10} more" if len(problems) > 10 else ""
            raise ValueError(
                f"{len(problems)} patterns are no names: {'; '.join(problems[:10])}{more}"
            )
        if problems:
            _warn(f"{len(problems)} patterns are no names; the first: {problems[0]}")
        for case, (rows, where) in by_case.items():
            made._add(NameRun(rows, where.__getitem__), case, True, True, on_error)
        return made

    # ------------------------------------------------------------------ files

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Lexicon":
        """Open a lexicon file, which is checked in full.

        Raises:
            FormatError: The file is damaged or no lexicon; the message says where.
            OSError: It cannot be read.

        >>> import nutgraf as ng
        >>> from nutgraf._lexicon import BUILT_IN
        >>> "North Korea" in ng.Lexicon.load(BUILT_IN)
        True
        """
        name = os.fsdecode(path)
        made = cls()
        made._compiled = _core.Lexicon(name)
        made._path = name
        return made

    def save(self, path: str | os.PathLike[str], *, name: str = "lexicon") -> None:
        """Write a lexicon file (.ngx): beside the path first, then renamed.

        Args:
            path: Where to.
            name: What it calls itself in its metadata.

        Raises:
            OSError: It cannot be written.
            ValueError: The name has a line break.

        >>> import os, tempfile
        >>> import nutgraf as ng
        >>> path = os.path.join(tempfile.mkdtemp(), "own.ngx")
        >>> ng.Lexicon(["Jane Roe"], label="PERSON").save(path, name="mine")
        >>> lexicon = ng.Lexicon.load(path)
        >>> lexicon.metadata["name"], lexicon.info().n_surfaces
        ('mine', 1)
        """
        if "\n" in name:
            raise ValueError(f"name must be one line, not {name!r}")
        with self._lock:
            self._open_builder().write(os.fsdecode(path), f"name: {name}\nmade_by: {_made_by()}\n")

    # ---------------------------------------------------------------- reading

    @property
    def path(self) -> str | None:
        """Where it was loaded from; None if it was made, or added to since."""
        return self._path

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says of itself: name, version, sources, licences."""
        lines = self._native.info()["metadata"].splitlines()
        pairs = (line.partition(": ") for line in lines if ": " in line)
        return {key: value for key, _, value in pairs}

    @property
    def id(self) -> str:
        """What tells it from others in the metadata of tables: name and version, or a sum of
        its content."""
        metadata = self.metadata
        if "version" in metadata:
            return f"{metadata.get('name', 'unnamed')}-{metadata['version']}"
        return f"{metadata.get('name', 'lexicon')}-{self._native.info()['sum']:016x}"

    @property
    def n_bytes(self) -> int:
        """The size of the file."""
        return int(self._native.info()["n_bytes"])

    def info(self) -> LexiconInfo:
        """Figures of it.

        >>> import nutgraf as ng
        >>> ng.Lexicon(["Roe Two"], label="VESSEL").info().labels
        ('VESSEL',)
        """
        info = self._native.info()
        return LexiconInfo(
            info["n_surfaces"],
            info["n_entries"],
            info["n_words"],
            info["n_bytes"],
            tuple(info["labels"]),
        )

    def get(self, surface: str) -> list[Name]:
        """What it says of a surface; empty if it is none of its names.

        >>> import nutgraf as ng
        >>> ng.Lexicon(["Jane Roe"], label="PERSON").get("JANE ROE")
        [Name(name='Jane Roe', id=None, label='PERSON')]
        """
        try:
            rows = self._native.ask(surface, False)
        except UnicodeEncodeError:  # a lone surrogate is in no name
            return []
        return [Name(name or surface, id, label) for name, id, label in rows]

    def __contains__(self, surface: object) -> bool:
        return isinstance(surface, str) and len(self.get(surface)) > 0

    def __len__(self) -> int:
        with self._lock:
            if self._builder is not None:
                return self._builder.count()
            return 0 if self._compiled is None else int(self._compiled.info()["n_surfaces"])

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        where = "" if self._path is None else f" {self._path}:"
        return f"<Lexicon{where} {len(self)} surfaces>"

    def __reduce__(self) -> tuple[object, tuple[object]]:
        if self._path is not None:
            return (Lexicon.load, (self._path,))
        return (_from_bytes, (self._native.dump(),))

    # ------------------------------------------------------------------ inside

    @property
    def _native(self) -> _core.Lexicon:
        """The names as they are now, compiled once."""
        with self._lock:
            if self._compiled is None:
                builder = self._open_builder()
                self._compiled = builder.open("name: lexicon\n")
                # Its memory is half as much again; the compiled names can be merged back.
                self._builder = None
            return self._compiled

    def _snapshot(self) -> "Lexicon":
        """The names as they are now, in a lexicon of their own that shares them."""
        with self._lock:
            made = Lexicon()
            made._compiled, made._path = self._native, self._path
            return made

    def _open_builder(self) -> _core.LexiconBuilder:
        if self._builder is None:
            builder = _core.LexiconBuilder()
            if self._compiled is not None:
                builder.merge(self._compiled)
            self._builder = builder  # not before: half a merge would lose the other half
        return self._builder

    def _add(
        self, run: NameRun, match_case: str, variants: bool, whole_words: bool, on_error: str
    ) -> None:
        _check_case(match_case)
        with self._lock:
            builder = self._open_builder()
            self._compiled, self._path = None, None
            refused = builder.add(run.rows, _CASES[match_case], variants, not whole_words)
        if not refused:
            return
        from nutgraf._lexicon_rows import why_refused

        for i, too_much in refused:
            why = f"{run.where(i)}: {why_refused(run.rows[i], too_much)}"
            if on_error == "raise":
                raise ValueError(why)
            _warn(f"left out: {why}")


def _from_bytes(data: bytes) -> Lexicon:
    made = Lexicon()
    made._compiled = _core.Lexicon(data)
    return made


def _numbered(what: str) -> Callable[[int], str]:
    return lambda i: f"{what} {i + 1}"


def _warn(message: str) -> None:
    import logging

    logging.getLogger("nutgraf").warning("%s", message)


def _made_by() -> str:
    return f"nutgraf {_core.__version__}"


def _check_case(match_case: str) -> None:
    if match_case not in _CASES:
        raise ValueError(
            f"match_case must be one of {', '.join(get_args(MatchCase))}, not {match_case!r}"
        )


def _check_on_error(on_error: str) -> None:
    if on_error not in ("raise", "skip"):
        raise ValueError(f"on_error must be raise or skip, not {on_error!r}")


LexiconsLike: TypeAlias = (
    Lexicon | str | os.PathLike[str] | Iterable["Lexicon | str | os.PathLike[str]"]
)


def names_of(path: str) -> Lexicon:
    """A lexicon's file, or one made of a table: its columns name, id, label and aliases."""
    if path.lower().endswith(".ngx"):
        return Lexicon.load(path)
    from nutgraf._lexicon_rows import columns_of

    columns = columns_of(path)
    id, label, aliases = (x if x in columns else None for x in ("id", "label", "aliases"))
    return Lexicon.from_table(path, id=id, label=label, aliases=aliases)


def lexicons_of(value: object, argument: str = "lexicons") -> tuple[Lexicon, ...]:
    """What the option says: lexicons or paths of their files, one or several."""
    if value is None:
        return ()
    items: Iterable[object]
    if isinstance(value, (Lexicon, str, os.PathLike)):
        items = [cast(object, value)]
    elif isinstance(value, Iterable):
        items = cast(Iterable[object], value)
    else:
        raise TypeError(f"{argument} must be lexicons, not {type(value).__name__}")
    made: list[Lexicon] = []
    for item in items:
        if isinstance(item, (str, os.PathLike)):
            path = os.fspath(cast("str | os.PathLike[str]", item))
            if path.lower().endswith(".ngx") or os.path.exists(path):
                is_table = path.lower().endswith((".csv", ".tsv", ".jsonl", ".parquet"))
                made.append(names_of(path) if is_table else Lexicon.load(path))
            else:
                raise ValueError(
                    f"{argument}: there is no file {path!r}; names themselves are given as "
                    f"nutgraf.Lexicon([...])"
                )
        elif isinstance(item, Lexicon):
            made.append(item)
        else:
            raise TypeError(f"{argument} must be lexicons, not {type(item).__name__}")
    return tuple(made)
