"""Names by class, from the lists of the lexicon that may ship."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from names_corpus import lexicon_rows


@dataclass(frozen=True)
class Pools:
    """Names to put in, by class, from lists of the lexicon that may ship."""

    given: list[list[str]]  # by region, as surname
    surname: list[list[str]]
    country: list[str]
    city: list[str]
    demonym: list[str]  # adjectives and singulars
    demonyms: list[str]  # plurals
    ethnic: list[str]
    party: list[str]
    university: list[str]
    company: list[str]
    media: list[str]
    single: list[str]  # organisations of one word
    team: list[str]
    agency: list[str]  # bodies of states and between states, associations
    facility: list[str]
    nature: list[str]
    classes: dict[str, str]  # the class of a surface that is in a list

    @classmethod
    def load(cls, folder: Path) -> Pools:
        classes: dict[str, str] = {}

        def surfaces(
            name: str, *files: str, keep: Callable[[list[str]], bool] = lambda row: True
        ) -> list[str]:
            found = {
                row[0] for f in files for row in lexicon_rows(folder / f"{f}.tsv") if keep(row)
            }
            for surface in sorted(found):
                classes.setdefault(surface, name)
            return sorted(s for s in found if _plain(s))

        regions = _people(folder)
        demonyms = surfaces("demonym", "norp_demonym", "norp_group")
        agency = surfaces(
            "agency", "org_igo", "org_gov", "org_ngo", "org_phoenix", "org_intl_phoenix"
        )
        return cls(
            given=[given for given, _ in regions],
            surname=[surname for _, surname in regions],
            country=surfaces(
                "country",
                "gpe_country",
                keep=lambda row: (
                    not row[0].isupper() and not row[0].endswith(".") and " of " not in row[0]
                ),
            ),
            city=surfaces(
                "city",
                "gpe_city",
                "gpe_city_ne",
                "gpe_subdivision",
                keep=lambda row: row[0] == row[2] and len(row[0]) > 3,
            ),
            demonym=[d for d in demonyms if not d.endswith("s") and " " not in d],
            demonyms=[d for d in demonyms if d.endswith(("ans", "is", "ns")) and " " not in d],
            ethnic=surfaces("ethnic", "norp_ethnic", keep=lambda row: " " not in row[0]),
            party=surfaces("party", "org_party", keep=lambda row: len(row[0]) > 5),
            university=surfaces("university", "org_university"),
            company=[
                _as_written(c)
                for c in surfaces(
                    "company",
                    "org_company",
                    "org_brand",
                    keep=lambda row: "operators/" not in row[4],
                )
                if len(c) > 3 and not c.isupper()
            ],
            media=surfaces("media", "org_media"),
            single=[
                c
                for c in surfaces(
                    "company", "org_company", "org_brand", "org_militant", "org_party"
                )
                if c.isalpha() and len(c) > 3
            ],
            team=surfaces("team", "org_team"),
            agency=agency,
            facility=surfaces("facility", "fac"),
            nature=surfaces("nature", "loc"),
            classes=classes,
        )

    def full_name(self, rng: random.Random) -> str:
        region = rng.randrange(len(self.given))
        return f"{rng.choice(self.given[region])} {rng.choice(self.surname[region])}"


def _plain(surface: str) -> bool:
    """As a name in running text looks: no brackets, no long lists, begins with a capital."""
    return (
        2 < len(surface) < 60
        and surface[0].isupper()
        and not re.search(r"[()/\[\]\"|;:0-9]", surface)
        and all(unicodedata.category(c)[0] in "LMZP" or c == "&" for c in surface)
    )


def _as_written(company: str) -> str:
    """A register's "Roe Industries Inc" as newspapers write it."""
    return re.sub(r" (Inc|Corp|Co|Ltd)$", r" \1.", company)


def _people(folder: Path) -> list[tuple[list[str], list[str]]]:
    """Given names and surnames that go together, by region."""
    given: dict[str, set[str]] = {}
    surname: dict[str, set[str]] = {}
    for table, name in ((given, "name_given"), (surname, "name_surname")):
        for row in lexicon_rows(folder / f"{name}.tsv"):
            if not _plain(row[0]) or len(row[0]) < 3:
                continue
            for region in set(re.findall(r"(?:loc|cc)=(\w+)", row[4])) or {"US"}:
                table.setdefault(region.upper(), set()).add(row[0])
    both = [
        r for r in sorted(given) if r in surname and len(given[r]) >= 20 and len(surname[r]) >= 20
    ]
    return [(sorted(given[r]), sorted(surname[r])) for r in both]
