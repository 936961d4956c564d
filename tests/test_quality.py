"""Floors under the figures of tools/evaluate.py, so that no change costs them unseen."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def evaluate(repo: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate", repo / "tools" / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["evaluate"] = module
    spec.loader.exec_module(module)
    return module


# A little under what was measured; raise them with each gain.
FLOORS = [
    ("tokens", "tokens/measure/ptb_sample.dev.jsonl", "news", {"f1": 99.5}),
    ("tokens", "tokens/measure/ewt.dev.jsonl", "ud", {"f1": 99.0}),
    ("sentences", "tokens/measure/ptb_sample.dev.jsonl", "news", {"f1": 96.5}),
    ("sentences", "tokens/measure/ewt.dev.jsonl", "news", {"f1": 84.0}),
    ("sentences", "tokens/golden_rules_sbd.jsonl", "news", {"f1": 82.5}),
    (
        "structure",
        "structure/measure/naeb.jsonl",
        "news",
        {"body_f1": 89.5, "title": 86.5, "author_f1": 84.0, "day": 88.5},
    ),
    (
        "quotes_by_sentence",
        "quotes/ship/radio_press_quotes.dev.jsonl",
        "news",
        {"all@0.3_f1": 89.5, "all@0.8_f1": 86.2, "all@0.8_speaker": 95.2},
    ),
    (
        "quotes",
        "quotes/measure/polnear.dev.jsonl",
        "news",
        {
            "marked@0.3_f1": 88.6,
            "marked@0.8_f1": 79.6,
            "marked@0.8_speaker": 95.0,
            "marked@0.8_end_to_end": 76.6,
            "all@0.3_f1": 70.4,
            "all@0.8_f1": 60.0,
        },
    ),
    ("quotes", "quotes/ship/gum.jsonl", "news", {"all@0.3_f1": 64.2}),
    ("speakers", "quotes/measure/polnear.dev.jsonl", "news", {"accuracy": 91.0}),
    (
        "speakers",
        "quotes/ship/radio_press_quotes.dev.jsonl",
        "news",
        {"accuracy": 88.5, "anonymous_f1": 91.0},
    ),
    (
        "kinds",
        "structure/measure/naeb.jsonl",
        "news",
        {
            "read_caption_f1": 71.0,
            "read_credit_f1": 71.0,
            "read_chrome_f1": 97.0,
            "unread_chrome_f1": 94.5,
        },
    ),
    ("aliases", "aliases/ship/gum.jsonl", "news", {"link_f1": 78.0, "b3_f1": 86.5}),
    ("aliases", "aliases/ship/meantime.jsonl", "news", {"link_f1": 84.5, "b3_f1": 92.8}),
    ("entities", "entities/ship/voa_names.dev.jsonl", "news", {"names_f1": 96.0}),
    ("entities", "entities/ship/press_names.dev.jsonl", "news", {"names_f1": 89.0}),
    (
        "entities",
        "entities/measure/nne_wsj.dev.jsonl",
        "news",
        {"names_f1": 83.5, "on18_f1": 85.0, "numeric_f1": 91.0},
    ),
    (
        "dates",
        "dates/ship/meantime.jsonl",
        "news",
        {"relaxed_f1": 94.0, "strict_f1": 90.0, "value_f1": 84.5},
    ),
    ("dates", "dates/ship/gum.jsonl", "news", {"recall": 94.0, "value_recall": 75.0}),
    ("dates", "dates/measure/timebank.jsonl", "news", {"relaxed_f1": 93.0, "value_f1": 80.0}),
    ("dates", "dates/measure/aquaint.jsonl", "news", {"relaxed_f1": 89.5, "value_f1": 71.0}),
    ("values", "values/ship/meantime.jsonl", "news", {"MONEY_f1": 95.0, "PERCENT_f1": 98.0}),
    ("specs", "values/ship/recognizers.currency.jsonl", "news", {"exact": 93.0}),
    ("specs", "values/ship/recognizers.number.jsonl", "news", {"exact": 75.0}),
    (
        "specs",
        "values/ship/recognizers.datetime.jsonl",
        "news",
        {"exact": 50.0, "alike_exact": 66.0},
    ),
]


@pytest.mark.parametrize(
    ("task", "name", "scheme", "floors"), FLOORS, ids=[f"{f[0]}-{Path(f[1]).stem}" for f in FLOORS]
)
def test_quality(
    shared: Callable[[str], Path],
    evaluate: ModuleType,
    task: str,
    name: str,
    scheme: str,
    floors: dict[str, float],
) -> None:
    shared("score/score.py")
    figures = evaluate.evaluate(task, shared(f"data/{name}"), shared("."), scheme)
    low = {key: figures[key] for key, floor in floors.items() if figures[key] < floor}
    assert not low, f"under the floors {floors}: {low}"
