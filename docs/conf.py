"""The site of the documentation: `make docs`."""

import os
import re
import shutil
import sys
from pathlib import Path

import nutgraf

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent

project = "nutgraf"
author = "The nutgraf authors"
copyright = "The nutgraf authors"
release = version = nutgraf.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "Thumbs.db"]
templates_path: list[str] = []

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

smartquotes = False  # marks of quotation are what the pages speak of

# Docstrings set code in single backticks.
default_role = "code"
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
napoleon_numpy_docstring = False
add_module_names = False
python_use_unqualified_type_names = True

# Pages with cells are run each time: what they show is what happens.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True

html_theme = "furo"
html_title = f"nutgraf {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5c8f", "color-brand-content": "#0b5c8f"},
    "dark_css_variables": {"color-brand-primary": "#7cc4f0", "color-brand-content": "#7cc4f0"},
}


def bring_examples(app: object) -> None:
    """The notebooks of examples/ and their articles stand beside the pages while these are made."""
    to = DOCS / "tour"
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir()
    for path in sorted((ROOT / "examples").glob("[0-9]*.md")):
        shutil.copy(path, to)
    for name in ("articles.jsonl", "article.txt", "read.c"):
        shutil.copy(ROOT / "examples" / name, to)


def write_commands(app: object) -> None:
    """The page of the command line, from what `--help` says."""
    import argparse

    from nutgraf._cli import _parser

    os.environ["COLUMNS"] = "96"
    parser = _parser()
    parts = ["# Command line", "```text", parser.format_help().rstrip(), "```"]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                parts += [f"## nutgraf {name}", "```text", command.format_help().rstrip(), "```"]
    (DOCS / "api" / "command.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (DOCS / "changelog.md").write_text(changes, encoding="utf-8")


def links_to_files(app: object, name: str, source: list[str]) -> None:
    """A page's links to files of the repository that are no pages become code."""
    folder = (DOCS / name).parent

    def replaced(found: re.Match[str]) -> str:
        text, target = found[1], found[2]
        path = (folder / target.partition("#")[0]).resolve()
        if target.startswith(("http", "#", "mailto:")) or path.is_relative_to(DOCS):
            return found[0]
        return text if text.startswith("`") else f"`{target.replace('../', '')}`"

    source[0] = re.sub(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)", replaced, source[0])


def setup(app: object) -> None:
    """Sphinx calls this."""
    connect = app.connect  # type: ignore[attr-defined]
    connect("builder-inited", bring_examples)
    connect("builder-inited", write_commands)
    connect("source-read", links_to_files)
    # Cells run in another process, which finds the package where this one did.
    folder = str(Path(nutgraf.__file__).resolve().parents[1])
    os.environ["PYTHONPATH"] = os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")])
    sys.dont_write_bytecode = True
