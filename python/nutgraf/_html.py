"""Articles out of HTML, by way of trafilatura (the extra "html")."""

import datetime
import os
from typing import Any, NamedTuple

from nutgraf._extras import required


class Page(NamedTuple):
    """What a page says: its text, headline and writers first, and what its markup knows."""

    text: str
    title: str | None
    authors: tuple[str, ...]
    published: datetime.date | None


def _line(text: object) -> str:
    return " ".join(text.split()) if isinstance(text, str) else ""


def parse_page(source: str | bytes | os.PathLike[str]) -> Page:
    """The page's article as plain text, and its metadata.

    The text has the title, the writers and the paragraphs, a blank line between. A page
    in which no article is found gives all its text.
    """
    trafilatura = required("trafilatura", "read_html()", "html")
    html: str | bytes
    if isinstance(source, os.PathLike):
        with open(source, "rb") as file:
            html = file.read()
    elif isinstance(source, (str, bytes)):
        html = source
        if (
            isinstance(source, str)
            and len(source) < 1000
            and "<" not in source
            and (
                source.lower().endswith((".html", ".htm")) or source.startswith(("http:", "https:"))
            )
        ):
            raise ValueError(
                f"source: a str is the page itself, and {source!r} is none; give a file as "
                f"pathlib.Path(...), and fetch addresses yourself"
            )
    else:
        raise TypeError(f"source must be str, bytes or a path, not {type(source).__name__}")
    found: Any = None
    if html.strip():
        found = trafilatura.bare_extraction(
            html,
            include_comments=False,
            with_metadata=True,
            # Only dates that the page says: no guesses from its text, which is our part.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    if found is None or not found.text:
        text = trafilatura.html2txt(html) if html.strip() else ""
        return Page(text, None, (), None)
    title = _line(found.title)
    authors = tuple(name for a in (found.author or "").split(";") if (name := _line(a)))
    paragraphs = [line for part in found.text.split("\n") if (line := _line(part))]
    if title and paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    byline = "By " + " and ".join(authors) if authors else ""
    text = "\n\n".join(part for part in (title, byline, *paragraphs) if part)
    day = None
    if found.date:
        try:
            day = datetime.date.fromisoformat(found.date[:10])
        except ValueError:
            day = None
    return Page(text, title or None, authors, day)
