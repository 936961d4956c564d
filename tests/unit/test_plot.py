"""Pictures of 0, 1, 10 and many articles: they draw, and their values are the tables'."""

import subprocess
import sys
from collections import Counter

import pytest

import nutgraf as ng

pytest.importorskip("altair")
convert = pytest.importorskip("vl_convert")
plot = pytest.importorskip("nutgraf.plot")

PICTURES = ("speakers", "timeline", "about", "together")


def tables(n: int) -> ng.Tables:
    names = ("Jane Roe", "Paul Poe", "Ann Lee", "Xenia Yu", "Mary Moe")
    texts = [
        f"“{names[(i + 1) % 5]} lied,” {names[i % 5]} said in France. "
        f"An official, who asked not to be named, said that {names[i % 5]} left."
        for i in range(n)
    ]
    dates = [f"20{10 + i * 11 // max(n, 1):02}-0{1 + i % 9}-01" for i in range(n)]
    return ng.extract(texts, published=dates)


def values(chart) -> list[dict]:
    made = chart.to_dict()
    return made.get("data", {}).get("values") or made["layer"][0]["data"]["values"]


@pytest.mark.parametrize("name", PICTURES)
def test_tables_that_are_wanting(name: str) -> None:
    with pytest.raises(KeyError, match="was not asked for: pass tables="):
        getattr(plot, name)(ng.extract(["x"], tables=["sentences"]))
    with pytest.raises(TypeError, match="a picture is made of Tables"):
        getattr(plot, name)(3)


@pytest.mark.parametrize("n", [0, 1, 10, 3_000])
@pytest.mark.parametrize("name", PICTURES)
def test_it_draws(name: str, n: int) -> None:
    made = tables(n)
    if name == "timeline" and n == 0:
        with pytest.raises(ValueError, match="pass published="):
            plot.timeline(made)
        return
    chart = getattr(plot, name)(made)
    svg = convert.vegalite_to_svg(chart.to_json())
    assert svg.startswith("<svg")
    assert len(svg) < 400_000
    assert ("nothing to show" in svg) == (n == 0)
    assert len(values(chart)) < 500


def test_the_numbers_are_those_of_the_tables() -> None:
    made = tables(10)
    bars = values(plot.speakers(made))
    assert sum(bar["quotes"] for bar in bars) == sum(
        kind != "scare" for kind in made.quotes["kind"]
    )
    (anonymous,) = (bar for bar in bars if bar["type"] == "anonymous")
    assert (anonymous["speaker"], anonymous["quotes"]) == ("anonymous sources", 10)
    assert "50 % of them by anonymous sources" in plot.speakers(made).to_dict()["title"]
    points = values(plot.timeline(made, names=["Jane Roe"]))
    wanted = Counter({e.name: 0 for e in made.entities} | {"Jane Roe": 0})
    for e in made.entities:
        wanted[e.name] += e.n_mentions
    assert sum(point["mentions"] for point in points) == wanted["Jane Roe"]
    edges = {(e.speaker, e.about): e.n_quotes for e in made.speaker_graph()}
    for cell in values(plot.about(made)):
        assert cell["quotes"] == edges[cell["speaker"], cell["about"]]
    pairs = {(c["name"], c["with"]): c["articles"] for c in values(plot.together(made))}
    assert pairs["France", "Jane Roe"] == pairs["Jane Roe", "France"] == 4
    only = values(plot.together(made, labels=["PERSON"]))
    assert {cell["name"] for cell in only} <= {
        "Jane Roe",
        "Paul Poe",
        "Ann Lee",
        "Xenia Yu",
        "Mary Moe",
    }


def test_wrong_calls() -> None:
    made = ng.extract(["A."], tables=["quotes"])
    for name in PICTURES:
        with pytest.raises(TypeError, match=r"is made of Tables, .* not of list"):
            getattr(plot, name)([])
        with pytest.raises(ValueError, match="top must be 1 or more"):
            getattr(plot, name)(made, top=0)
        with pytest.raises(KeyError, match="was not asked for: pass tables="):
            getattr(plot, name)(made)
    assert "none of these names" in plot.timeline(tables(3), names=["Nobody"]).to_json()


def test_without_the_extra() -> None:
    code = "import sys; sys.modules['altair'] = None; import nutgraf.plot"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert "nutgraf.plot needs altair: pip install 'nutgraf[plot]'" in done.stderr
