#!/usr/bin/env python3
"""Build python/nutgraf/data/news.ngx from tables of names.

    make_lexicon.py --data DIR --lexc LEXC --out news.ngx [--tsv entries.tsv]

DIR has lexicon/*.tsv (surface, type, canonical, id, "key=value;..." with src=)
and raw/*.ship.jsonl (news in the public domain, CC BY or OGL, for counting how
words are written).  LEXC is the compiled tools/lexc.c.  Only sources in SHIP
are read; NOTICE names them.  Two runs give the same bytes.

What a list may do is the flag D (decides: the list alone makes a mention) or
none (a hint).  The flag A (ambiguous) is set on surfaces whose words the counts
show to be common words more often than names.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

# Sources whose licence lets compiled data ship, with the notices of NOTICE.  Not
# here, though it could be: "nicknames" (Apache-2.0), which adds too few names to
# be worth a copy of its licence.
SHIP = {
    "airportsdata", "cldr", "compromise", "congress", "corpora", "country-codes", "country-coder",
    "census1990", "dotgov", "factbook", "faker", "fundus", "geonames", "hand", "hipo", "holidays",
    "naturalearth", "nsi", "openfootball", "phoenix", "popular-names", "sec-cik-mapper", "sp500",
    "un-locode", "wordnet",
}  # fmt: skip

# Entries of one surface come in this order, the likelier reading first.
CLASSES = [
    "country", "state", "city", "demonym", "norp", "igo", "gov", "media", "party", "team",
    "university", "company", "org", "person", "loc", "fac", "event", "other", "title", "role",
    "relation", "report_verb", "anon_source", "calendar", "currency", "unit", "org_suffix", "head",
    "language", "given", "surname", "abbrev",
]  # fmt: skip

# CLDR's display names are not what news writes.
CANONICAL = {
    "Congo - Brazzaville": "Republic of the Congo",
    "Congo - Kinshasa": "Democratic Republic of the Congo",
    "Côte d’Ivoire": "Ivory Coast",
    "Hong Kong SAR China": "Hong Kong",
    "Macao SAR China": "Macao",
    "Myanmar (Burma)": "Myanmar",
    "Palestinian Territories": "Palestine",
}

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ABBREVIATED_DAYS = {
    "month": [
        "Jan.",
        "Feb.",
        "Mar.",
        "Apr.",
        "-",
        "Jun.",
        "Jul.",
        "Aug.",
        "Sept.",
        "Oct.",
        "Nov.",
        "Dec.",
    ],
    "weekday": ["Mon.", "Tues.", "Wed.", "Thurs.", "Fri.", "Sat.", "Sun."],
}

CORPORATE = [
    "Inc.",
    "Incorporated",
    "Corp.",
    "Corporation",
    "Co.",
    "Company",
    "Ltd.",
    "Limited",
    "LLC",
    "LLP",
    "LP",
    "PLC",
    "plc",
    "AG",
    "SA",
    "S.A.",
    "GmbH",
    "SE",
    "NV",
    "N.V.",
    "BV",
    "B.V.",
    "AB",
    "ASA",
    "A/S",
    "Oyj",
    "SpA",
    "S.p.A.",
    "KK",
    "K.K.",
    "Pty",
    "Pte",
    "Bhd",
    "Holdings",
    "Group",
    "Plc",
    "Llc",
]

HEADS = {
    "ORG": """University College Institute Academy School Ministry Department Agency Bureau Commission
        Committee Council Authority Office Administration Service Court Tribunal Parliament Congress
        Senate Assembly Party Union Association Federation League Foundation Fund Trust Bank
        Organization Organisation Society Center Centre Museum Hospital Church Police Army Navy
        Brigade Battalion Regiment Division Corps Guard Command Forces Club Board Network News Times
        Post Journal Tribune Herald Gazette Magazine Press Airlines Airways Motors Industries
        Technologies Systems Pharmaceuticals Energy Capital Partners Ventures Entertainment Studios
        Records Group Holdings Alliance Coalition Front Movement Campaign Conference Secretariat
        Observatory Laboratory Consortium Cabinet Task_Force""",
    "FAC": """Airport Airfield Stadium Arena Bridge Tunnel Tower Building Hall Palace Castle Cathedral
        Mosque Temple Synagogue Hotel Street Avenue Boulevard Road Highway Square Plaza Park Station
        Terminal Prison Dam Monument Memorial Cemetery Barracks Base Theater Theatre Library Gate
        Mall Parkway Expressway Freeway Lane Drive Pier Wharf Zoo""",
    "LOC": """River Lake Sea Ocean Gulf Bay Strait Channel Island Islands Peninsula Mountain Mountains
        Mount Valley Desert Forest Coast Cape Canyon Creek Basin Plateau Reef Beach Glacier Volcano
        Hills Falls Archipelago Hemisphere""",
    "GPE": """City County Province State Prefecture Oblast Republic Kingdom Emirate Township Village
        Borough District Municipality Territory""",
    "LAW": "Act Amendment Constitution Treaty Accord Accords Agreement Convention Protocol Bill Law Code Resolution",
    "EVENT": """War Battle Revolution Uprising Olympics Games Cup Championship Championships Open Festival
        Summit Hurricane Typhoon Cyclone Storm Earthquake Massacre Crisis Prix Bowl Series Marathon""",
}  # fmt: skip

# Titles that are common words in lower case: no roles on that alone.
NO_ROLE = {
    "agent", "anchor", "baron", "brother", "canon", "cardinal", "catcher", "center", "chair", "chief",
    "count", "defender", "delegate", "deputy", "duke", "earl", "father", "forward", "general", "king",
    "lady", "lord", "mar", "major", "majors", "marshal", "master", "miss", "officer", "private", "sister",
    "specialist", "venerable", "dean", "judge", "justice", "prince", "queen", "author", "pope", "sultan",
}  # fmt: skip

# Regions with a government of their own, which conventions call GPE.
POLITICAL_REGIONS = {"Abkhazia", "Aceh", "Bali", "Bavaria", "Catalonia", "Chechnya", "Crimea", "Dagestan", "Darfur", "Flanders", "Kashmir", "Kurdistan", "Punjab", "Sicily", "Tibet", "Tigray", "Transnistria", "Tuscany", "Wallonia", "Xinjiang", "Bronx", "Brooklyn", "Harlem", "Manhattan"} | {"Anbar province", "Helmand province", "Inner Mongolia", "Iraqi Kurdistan",
                         "Nagorno-Karabakh", "South Ossetia", "East Timor", "Staten Island"}  # fmt: skip

COMPASS = {
    "East",
    "West",
    "North",
    "South",
    "Northeast",
    "Northwest",
    "Southeast",
    "Southwest",
    "Central",
    "Eastern",
    "Western",
    "Northern",
    "Southern",
    "Earth",
    "Gulf",
    "Moon",
    "Queens",
    "Java",
    "Man",
    "Mars",
    "Venus",
}

# Demonyms of two words that the tables lack.
DEMONYMS = {"North Korean": "iso:KP", "North Koreans": "iso:KP", "South Korean": "iso:KR",
            "South Koreans": "iso:KR", "South Sudanese": "iso:SS", "Saudi": "iso:SA", "Saudis": "iso:SA",
            "Bosnian Serb": "", "Bosnian Serbs": "", "Bosnian Muslim": "", "Bosnian Muslims": "",
            "Bosnian Croat": "", "Bosnian Croats": ""}  # fmt: skip

# Groups with members, but with an organisation's name.
NO_NORP = {"Taliban", "GOP", "Labour", "Roma", "Independent", "Western", "Roman", "Tea Party"}

TITLE_START = re.compile(r"(?:Mr|Mrs|Ms|Dr|King|Queen|Prince|Princess|President|General|Gen|Sheikh?|Emperor|Sultan|"
                         r"Pope|Colonel|Col|Sir|Lord|Lady|Prime|Minister|Senator|Sen|Captain|Major|The|Crown)\.? ")  # fmt: skip

CURRENCY_CODES = [
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CNY",
    "INR",
    "AUD",
    "CAD",
    "CHF",
    "SEK",
    "NOK",
    "DKK",
    "RUB",
    "BRL",
    "MXN",
    "ZAR",
    "KRW",
    "TRY",
    "SGD",
    "HKD",
    "NZD",
    "PLN",
    "THB",
    "IDR",
    "MYR",
    "PHP",
    "ILS",
    "SAR",
    "AED",
    "NGN",
    "KES",
    "EGP",
]

CORE_NATIONS = {"US", "CA", "AU"}
ENGLISH_SPEAKING = {"US", "GB", "CA", "AU", "NZ", "IE"}
NAME_LOCALES = {"en", "US", "GB", "IE", "CA", "AU", "NZ", "IN", "DE", "FR", "ES", "IT", "NL"}


# Given names that one sex bears, though sources have some of the other; and those of both.
MALE = frozenset(
    """
Aaron Abdullah Abraham Adam Ahmad Ahmed Alan Albert Alberto Alexander Alexei Alfred Alfredo Allan Allen
Alvin Anders Andreas Andrew Andy Anthony Antonio Antonis Armando Arthur Barry Ben Benjamin Bernard Bill
Billy Bjorn Bob Bobby Boris Brad Bradley Brandon Brent Brett Brian Bruce Bryan Byron Calvin Carl Carlos Chad
Charles Christopher Clayton Clifford Clinton Clyde Cody Craig Curtis Dan Daniel Danny Darrell Darren Darryl
Dave David Dennis Derek Derrick Dmitry Donald Douglas Duane Dustin Dwayne Earl Eddie Edgar Eduardo Edward
Edwin Elmer Emmanuel Enrique Eric Erik Ernest Eugene Everett Felix Fernando Floyd Francis Frank Fred
Frederick Gary George Gerald Gilbert Giovanni Giuseppe Glenn Greg Gregory Hans Harold Harry Hassan Hector
Henrik Henry Herbert Herman Hiroshi Howard Hugh Hussein Ian Ibrahim Igor Ilya Imran Isaac Ivan Jack Jacob
Jacques James Janez Jared Jason Javier Jean-Claude Jeff Jeffery Jeffrey Jens Jeremy Jerome Jerry Jim Jimmy
Joe Joel John Johnny Jonathan Jorge Jose Josef Joseph Joshua Juan Julio Justin Karel Karl Keith Ken Kenji
Kenneth Kent Kevin Khalid Kirk Klaus Kurt Kyle Lance Larry Lars Lawrence Leo Leon Leonard Leroy Lester Lloyd
Louis Luis Luka Luke Manuel Marc Marco Marcus Mario Mark Martin Marvin Mathew Matthew Maurice Max Michael
Miguel Mike Mikhail Milton Mohamed Mohammad Mohammed Muhammad Mustafa Mykola Narendra Nathan Nathaniel Neil
Nicholas Nikita Nikolai Norman Oleg Omar Oscar Paolo Patrick Paul Pavel Pedro Peter Petr Philip Phillip
Pierre Rafael Rahul Raj Ralph Ramon Randall Randy Raul Raymond Reginald Ricardo Richard Ricky Robert Roberto
Rodney Roger Roland Ron Ronald Roy Ruben Russell Ryan Salvador Samuel Sanjay Scott Sean Sergei Sergio Seth
Shinzo Simon Stanley Stefan Stephen Steve Steven Sven Takeshi Tariq Ted Theodore Thomas Tim Timothy Todd Tom
Tomas Tommy Tony Travis Tyrone Vernon Victor Vijay Viktor Vincent Virgil Vladimir Volodymyr Walter Wayne
Wesley William Yuri Zachary
""".split()
)
FEMALE = frozenset(
    """
Aisha Alice Alicia Alma Amanda Amber Amy Ana Angela Anita Anjali Ann Anna Anne Annette Annie April Astrid
Audrey Barbara Beatrice Benazir Bernice Bertha Beth Betty Beverly Bonnie Brenda Brittany Carmen Carol
Carolyn Carrie Catherine Cathy Charlotte Cheryl Chiara Christina Christine Cindy Clara Connie Cristina
Crystal Cynthia Danielle Darlene Dawn Debbie Deborah Debra Denise Diana Diane Dilma Dolores Donna Doris
Dorothy Edith Edna Ekaterina Elaine Eleanor Elena Elizabeth Ellen Elsie Emily Emma Erica Erin Esther Ethel
Eva Evelyn Fatima Florence Frances Francesca Gail Geraldine Giulia Gladys Gloria Grace Hazel Heather Helen
Hillary Holly Ida Ingrid Irene Irina Ivanka Jacqueline Jane Janet Janice Jeanette Jeanne Jennifer Jessica
Jill Joanne Josephine Joyce Juanita Judith Judy Julia Julie June Kamala Karen Kate Katherine Kathleen
Kathryn Kathy Katie Khadija Kimberly Kristen Laura Lauren Laurie Lillian Linda Lisa Liz Lois Loretta Lori
Lorraine Louise Lucille Malala Margaret Maria Marine Marjorie Martha Mary Megan Melania Melanie Melissa
Michelle Mildred Monica Nancy Natalia Nicole Norma Olga Pamela Patricia Paula Pauline Peggy Phyllis Priya
Rachel Rebecca Regina Renee Rhonda Rita Roberta Rosa Rose Ruby Ruth Sally Samantha Sandra Sara Sarah
Segolene Sharon Sheila Sherry Shirley Sofia Stephanie Sue Sunita Susan Suzanne Svetlana Sylvia Tammy Teresa
Thelma Theresa Tiffany Tina Ursula Valerie Vanessa Veronica Victoria Virginia Vivian Wanda Wendy Yolanda
Yulia Yvonne
""".split()
)
UNISEX = frozenset(
    """
Adrian Akira Alex Ali Amandeep Amit Andrea Angel Anh Ariel Ashley Asia Avery Bao Billie Blair Blake Bo
Bobbie Brook Brooke Cameron Camille Carey Cary Casey Charlie Chen Chris Claude Corey Cory Courtney Dale Dana
Dee Devin Devon Dominique Drew Evan Frankie Gabriele Gal Gene Gurpreet Guy Harley Harpreet Hayden Hikaru
Hoang Hong Hope Hyun Jackie Jaden Jaime Jamie Jan Jaspreet Jay Jean Jesse Jessie Ji Jin Jing Joan Jody Joey
Jordan Jules Jyoti Kai Kelly Kendall Kerry Kim Kiran Lan Laurence Lee Leslie Li Lin Lindsay Lindsey Ling
Linh Logan Loren Lorin Lou Lynn Mackenzie Madison Makoto Manpreet Marion Marley Marlin Mei Meredith Michele
Mika Min Ming Minh Misha Morgan Nicola Noam Noor Nour Omer Or Paris Parker Pat Payton Peyton Phuong Quinn
Ray Reese Regan Rene Riley Robin Rory Rowan Sage Sam Sandeep Sasha Shai Shannon Shawn Shea Shelby Sidney
Simone Skyler Stacey Stacy Stav Sunny Sydney Tal Taylor Terry Thanh Toni Tracy Tuan Val Wei Whitley Whitney Winter
Xin Yael Yan Ying Yu Yuki Zhenya
""".split()
)


class Row(NamedTuple):
    """A line of a table, of a source that may ship."""

    surface: str
    canonical: str
    ids: list[str]
    sources: set[str]
    extra: dict[str, list[str]]

    def has(self, key: str, value: str) -> bool:
        return value in self.extra.get(key, ())


class Entry(NamedTuple):
    surface: str
    class_name: str
    label: str
    flags: str
    case: str
    canonical: str
    ext_id: str


class Counts:
    """How often words stand in lower case, and with a capital inside a sentence."""

    _WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

    def __init__(self, files: Iterable[Path]) -> None:
        self.lower: collections.Counter[str] = collections.Counter()
        self.capital: collections.Counter[str] = collections.Counter()
        self.seen: collections.Counter[str] = collections.Counter()
        for file in files:
            with file.open(encoding="utf-8") as lines:
                for line in lines:
                    self._add(json.loads(line)["text"])

    def _add(self, text: str) -> None:
        for match in self._WORD.finditer(text):
            word, start = match.group(), match.start()
            if word.islower():
                self.lower[word] += 1
            else:
                self.seen[word.lower()] += 1
                # Inside a sentence: a small letter or a comma, and a space before it.
                if text[start - 1 : start] == " " and (
                    text[start - 2].islower() or text[start - 2] == ","
                ):
                    self.capital[word.lower()] += 1

    def is_common(self, word: str) -> bool:
        """More often a common word than a name."""
        word = word.lower()
        return self.lower[word] >= 3 and self.lower[word] > self.capital[word]

    def is_ambiguous(self, surface: str) -> bool:
        words = [w for w in re.split(r"[\s\-]+", surface.replace(".", "")) if w]
        return all(self.is_common(w) for w in words)

    def frequency(self, surface: str) -> int:
        """Of the rarest word, in whatever case."""
        words = self._WORD.findall(surface.replace(".", "").lower())
        return min((self.lower[w] + self.seen[w] for w in words), default=0)

    def attested(self, word: str) -> int:
        return self.seen[word.lower()]


class Builder:
    def __init__(self, data: Path, counts: Counts) -> None:
        self.data = data
        self.counts = counts
        self.entries: list[Entry] = []
        self.used: set[str] = set()

    def rows(self, table: str, *, without: frozenset[str] = frozenset()) -> Iterator[Row]:
        path = self.data / "lexicon" / f"{table}.tsv"
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                surface, _, canonical, ids, attributes = line.rstrip("\n").split("\t")
                extra: dict[str, list[str]] = collections.defaultdict(list)
                for attribute in attributes.split(";"):
                    key, _, value = attribute.partition("=")
                    extra[key].append(value)
                sources = (set(extra["src"]) & SHIP) - without
                if sources and surface:
                    # "=Q..." came from memory, unverified.
                    good = [i for i in ids.split(",") if i and not i.startswith("=")]
                    yield Row(surface, canonical, good, sources, extra)

    def surfaces(self, *tables: str) -> set[str]:
        return {row.surface for table in tables for row in self.rows(table)}

    def case_of(self, surface: str) -> str:
        letters = [c for c in surface if c.isalpha()]
        if not any(c.isupper() for c in letters):
            return "any"
        if " " not in surface and len(letters) > 1 and all(c.isupper() for c in letters):
            return "upper"
        return "initial"

    def add(
        self,
        row: Row | str,
        class_name: str,
        label: str,
        flags: str = "",
        *,
        case: str | None = None,
        canonical: str | None = None,
        ext_id: str = "",
    ) -> None:
        surface = row if isinstance(row, str) else row.surface
        surface = surface.strip()
        if not isinstance(row, str):
            self.used |= row.sources
            if canonical is None:
                canonical = row.canonical
        canonical = CANONICAL.get(canonical or "", canonical or "")
        if canonical == surface:
            canonical = ""
        if len(re.sub(r"[\W_]", "", surface)) < 1 or len(surface.split()) > 10:
            return
        case = case or self.case_of(surface)
        # "US" is no "us": there the case rule tells, but in a line of capitals.
        if case not in {"any", "upper"} and self.counts.is_ambiguous(surface):
            flags += "A"
        self.entries.append(
            Entry(surface, class_name, label, flags or "-", case, canonical, ext_id)
        )

    def is_word(self, surface: str) -> bool:
        """One word that news also writes in lower case."""
        return " " not in surface and (
            self.counts.lower[surface.lower()] >= 20 or surface in COMPASS
        )

    def relaxed_case(self, surface: str) -> str:
        """ "Nato" is "NATO" for British papers; "Who" is not "WHO"."""
        case = self.case_of(surface)
        plain = surface.replace(".", "")
        if case != "upper" or len(plain) < 4 or "." in surface or self.counts.lower[plain.lower()]:
            return case
        # The group "GUAM" is not the island "Guam".
        return case if any(e.surface == plain.capitalize() for e in self.entries) else "initial"

    # ---------------------------------------------------------------- places

    def countries(self) -> None:
        regions = {r.surface for r in self.rows("loc") if "hand" in r.sources}
        rows = sorted(self.rows("gpe_country"), key=lambda r: ("hand" not in r.sources, r))
        for row in rows:
            iso = next((i for i in row.ids if i.startswith("iso:")), "")
            ext_id = iso or next(iter(row.ids), "")
            # "Gaza Strip" is a place; its government's name is another.
            if row.surface == "Saudi" or (" " in row.surface and row.surface in regions):
                continue
            if len(row.surface) >= 2 and not row.surface.startswith("the "):
                self.add(row, "country", "GPE", "D", ext_id=ext_id)

    def states(self) -> None:
        per_country: collections.Counter[str] = collections.Counter()
        rows = list(self.rows("gpe_subdivision"))
        people = COMPASS | self.surfaces("norp_demonym", "norp_group", "name_given")
        american = {
            row.canonical: next(i for i in row.ids if i.startswith("iso3166-2:US-"))
            for row in rows
            if self._nation(row) == "US"
        }
        for row in rows:
            per_country[self._nation(row)] += 1
        for row in rows:
            nation = self._nation(row)
            ext_id = next(iter(row.ids), "")
            # Maryland is a county of Liberia too, and Montana a province of Bulgaria;
            # their rows say that they are states, but carry the other's id.
            if row.has("kind", "State") and "hand" in row.sources and row.surface in american:
                nation, ext_id = "US", american[row.surface]
            core = nation in CORE_NATIONS
            if row.has("kind", "postal") or row.surface.lower().startswith(
                ("the state", "state of")
            ):
                continue
            if not core and (row.surface in people or self.counts.is_ambiguous(row.surface)):
                continue
            # Lists of every parish would be mostly noise.
            if not core and (
                "cldr" not in row.sources
                or (per_country[nation] > 100 and nation not in {"GB", "FR"})
            ):
                continue
            if len(row.surface) < 3 and not row.surface.endswith("."):
                continue
            decides = core and (
                row.has("kind", "name") or row.has("kind", "State") or row.has("kind", "Province")
            )
            self.add(row, "state", "GPE", "D" if decides else "", ext_id=ext_id)

    @staticmethod
    def _nation(row: Row) -> str:
        return row.ids[0].partition(":")[2][:2] if row.ids else ""

    def _largest_cities(self) -> dict[str, str]:
        """Of each name the id of its largest city."""
        found: dict[str, tuple[int, str]] = {}
        for row in self.rows("gpe_city"):
            population = max((int(p) for p in row.extra["pop"] if p), default=0)
            ident = next(iter(row.ids), "")
            if ident and population > found.get(row.surface, (0, ""))[0]:
                found[row.surface] = (population, ident)
        return {name: ident for name, (_, ident) in found.items()}

    def cities(self) -> None:
        known = set()
        names = self.surfaces("name_given", "name_surname")
        largest = self._largest_cities()
        # A town under its own name goes before one that is also called so.
        for row in sorted(self.rows("gpe_city_ne"), key=lambda row: row.surface != row.canonical):
            population = max((int(p) for p in row.extra["pop"] if p), default=0)
            # "Bush", "Clinton", "David": a person, unless the town is large.
            if row.surface in names and (population < 150_000 or row.surface != row.canonical):
                continue
            wikidata = next((i for i in row.ids if i.startswith("wd:")), "")
            # Of towns of one name in several countries: the largest, not whichever comes first.
            if len(row.extra["cc"]) > 1:
                wikidata = largest.get(row.surface, wikidata)
            if len(row.surface) >= 3 and row.surface not in known:
                known.add(row.surface)
                self.add(row, "city", "GPE", ext_id=wikidata)
        for row in self.rows("gpe_city"):
            population = max((int(p) for p in row.extra["pop"] if p), default=0)
            american = row.has("cc", "US")
            if row.surface in names and population < 150_000:
                continue
            if row.surface not in known and row.surface == row.canonical and len(row.surface) >= 3:
                if population >= (30_000 if american else 120_000):
                    self.add(row, "city", "GPE", ext_id=next(iter(row.ids), ""))

    def places(self) -> None:
        other = self.surfaces("name_surname", "gpe_country", "norp_demonym") | COMPASS
        for row in self.rows("loc"):
            hand = "hand" in row.sources
            if row.surface in POLITICAL_REGIONS:
                self.add(row, "state", "GPE")
                continue
            if not hand and (row.surface in other or row.surface[0].islower()):
                continue
            if (
                hand
                or " " in row.surface
                or "corpora" in row.sources
                or self.counts.attested(row.surface) > 1
            ):
                self.add(row, "loc", "LOC", "D" if hand and row.surface not in COMPASS else "")
        government = {r.surface for r in self.rows("org_gov") if "hand" in r.sources}
        for row in self.rows("fac"):
            airport = "airportsdata" in row.sources and "hand" not in row.sources
            if airport and not ("International" in row.surface or "Air Base" in row.surface):
                continue
            if row.surface not in government:
                self.add(row, "fac", "FAC", ext_id=next(iter(row.ids), ""))

    # ---------------------------------------------------------------- groups

    def groups(self) -> None:
        known = set()
        countries = self.surfaces("gpe_country")
        for surface, ext_id in DEMONYMS.items():
            self.add(surface, "demonym", "NORP", "D", ext_id=ext_id)
        for row in self.rows("norp_demonym", without=frozenset({"corpora"})):
            known.add(row.surface)
            if row.surface in DEMONYMS or (row.surface in countries and row.surface != "Saudi"):
                continue
            iso = next((i for i in row.ids if i.startswith("iso:")), "")
            self.add(
                row, "demonym", "NORP", "D", ext_id=iso, canonical=row.canonical if iso else ""
            )
        for row in self.rows("norp_group"):
            if row.surface in NO_NORP:
                continue
            self.add(
                row, "norp", "NORP", "D", case="initial" if not row.surface[0].islower() else None
            )
        for table in ("norp_ethnic", "norp_religion"):
            for row in self.rows(table, without=frozenset({"phoenix"})):
                if row.surface in known or not re.fullmatch(r"[^\W\d]+(?: [^\W\d]+)?", row.surface):
                    continue
                if not self.is_word(row.surface):
                    self.add(row, "norp", "NORP")

    # ---------------------------------------------------------- organisations

    def organisations(self) -> None:
        groups = self.surfaces("norp_group") - NO_NORP
        igo = set()
        for row in self.rows("org_igo"):
            # The Factbook's shortest acronyms (IS, BA, CE) are rarely what is meant.
            plain = re.sub(r"\W", "", row.surface)
            short = len(plain) <= 3 and plain.isupper() and "hand" not in row.sources
            igo.add(row.surface)
            if row.surface.startswith("the ") or len(plain) < 2:
                continue
            if row.surface in groups:
                continue
            self.add(row, "igo", "ORG", "" if short else "D", case=self.relaxed_case(row.surface))
        companies = {r.surface for r in self.rows("org_company")}
        companies |= {
            "Airbus",
            "Alibaba",
            "Apple",
            "Boeing",
            "Chevron",
            "Facebook",
            "Google",
            "Microsoft",
            "Twitter",
            "Uber",
        }
        for row in self.rows("org_gov"):
            # "U.S. Senate" is two names: the country and the Senate.
            if row.surface in groups or row.surface.startswith(("the ", "U.S. ", "US ")):
                continue
            hand = "hand" in row.sources
            class_name = "company" if hand and row.surface in companies else "gov"
            if hand or "congress" in row.sources or " " in row.surface:
                case = self.relaxed_case(row.surface)
                decides = hand and class_name == "gov" and (" " in row.surface or case == "upper")
                self.add(row, class_name, "ORG", "D" if decides else "", case=case)
        for row in self.rows("org_media"):
            self.add(row, "media", "ORG")
            if row.surface.startswith("The ") and len(row.surface.split()) > 2:
                self.add(
                    row._replace(surface=row.surface[4:]), "media", "ORG", canonical=row.surface
                )
        places = self.surfaces("gpe_country", "gpe_city_ne", "gpe_subdivision")
        for row in self.rows("org_party"):
            if row.surface in groups or row.surface in places or self.is_word(row.surface):
                continue
            plain = re.sub(r"\W", "", row.surface)
            if "hand" in row.sources or (len(plain) >= 4 and row.surface not in igo):
                self.add(row, "party", "ORG")
        for row in self.rows("org_militant", without=frozenset({"phoenix"})):
            self.add(row, "org", "ORG")
        for row in self.rows("org_ngo"):
            self.add(row, "org", "ORG")

    def teams(self) -> None:
        for row in self.rows("org_team"):
            soccer = row.sources == {"openfootball"}
            if soccer and (row.surface != row.canonical or " " not in row.surface):
                continue
            self.add(row, "team", "ORG")

    def universities(self) -> None:
        for row in self.rows("org_university"):
            if ENGLISH_SPEAKING & set(row.extra["cc"]) and len(row.surface.split()) <= 6:
                self.add(row, "university", "ORG")

    def companies(self) -> None:
        """Hints only.  Names cut of "Inc" collide with words and places: drop those."""
        taken = {
            r.surface
            for t in ("gpe_country", "gpe_subdivision", "norp_demonym")
            for r in self.rows(t)
        }
        taken |= {r.surface for t in ("norp_group", "loc", "org_igo") for r in self.rows(t)}
        taken |= {e.surface for e in self.entries if e.class_name in {"gov", "title", "person"}}
        cities = {
            r.surface for t in ("gpe_city_ne", "name_given", "name_surname") for r in self.rows(t)
        }
        for row in self.rows("org_company"):
            if (
                row.sources == {"sec-cik-mapper"}
                or row.surface in taken
                or self.is_word(row.surface)
            ):
                continue
            if row.has("kind", "stripped") and (
                row.surface in cities or self.counts.is_ambiguous(row.surface)
            ):
                continue
            self.add(
                row, "company", "ORG", ext_id=next((i for i in row.ids if i.startswith("cik:")), "")
            )
        for row in self.rows("org_brand"):
            if row.surface in taken or row.surface in cities or row.surface != row.canonical:
                continue
            brand = any(k.startswith("brands/") for k in row.extra["kind"])
            if not brand or self.counts.is_ambiguous(row.surface) or self.is_word(row.surface):
                continue
            known = all(self.counts.attested(w) for w in re.findall(r"[^\W\d_]+", row.surface))
            if known and re.fullmatch(r"[\w'’&.\- ]+", row.surface) and len(row.surface) > 2:
                self.add(row, "company", "ORG", ext_id=next(iter(row.ids), ""))

    # ---------------------------------------------------------------- persons

    def persons(self) -> None:
        other = {e.surface for e in self.entries}
        for table in ("person_leader", "person_us_politician", "person_notable"):
            for row in self.rows(table):
                if row.surface in other or TITLE_START.match(row.surface):
                    continue
                if " " in row.surface and len(row.surface.split()) <= 6:
                    ids = [i for i in row.ids if i.startswith(("wd:", "bioguide:"))]
                    self.add(row, "person", "PERSON", "D", canonical="", ext_id=next(iter(ids), ""))

    def given_names(self) -> None:
        taken = self._not_names()
        for row in self.rows("name_given"):
            frequency = max((float(f) for f in row.extra["freq"]), default=0.0)
            locales = set(row.extra["loc"])
            good = (
                frequency >= 0.002
                or "popular-names" in row.sources
                or "compromise" in row.sources
                or len(locales) >= 2
                or self.counts.attested(row.surface)
            )
            # "Israel", "Sunday": only where many bear the name.
            if row.surface in taken and frequency < 0.02:
                continue
            if good and self._is_name(row.surface):
                self.add(row, "given", "PERSON", canonical="", ext_id=self._gender(row))

    @staticmethod
    def _gender(row: Row) -> str:
        """Who "he" or "she" can mean: only of names that the other sex hardly bears.

        The sources count each parent who ever gave a daughter a son's name; the frequent names
        among these are told apart by hand.
        """
        if row.surface in UNISEX:
            return ""
        for names, gender in ((MALE, "gender:m"), (FEMALE, "gender:f")):
            if row.surface in names:
                return gender
        genders = set(row.extra["g"])
        attested = len(row.extra["loc"]) + len(row.extra["cc"]) >= 2 or row.extra["freq"]
        if len(genders) != 1 or not attested:
            return ""
        return {"F": "gender:f", "M": "gender:m"}.get(genders.pop(), "")

    def surnames(self) -> None:
        taken = self._not_names()
        for row in self.rows("name_surname"):
            english = bool({"US", "GB", "IE", "en"} & set(row.extra["loc"]))
            if row.surface in taken and not english:
                continue
            if row.sources == {"census1990"} and not self._worth_it(row.surface):
                continue
            if self._is_name(row.surface):
                self.add(row, "surname", "PERSON", canonical="")

    def _not_names(self) -> set[str]:
        other = {"country", "state", "demonym", "norp", "title", "gov", "loc"}
        taken = {e.surface for e in self.entries if e.class_name in other}
        return (
            taken
            | set(MONTHS)
            | set(WEEKDAYS)
            | {h for heads in HEADS.values() for h in heads.split()}
        )

    def _worth_it(self, surface: str) -> bool:
        """The census has 88,000 surnames without their ranks: those that news knows."""
        return self.counts.attested(surface) > 0 and not self.counts.is_ambiguous(surface)

    def _is_name(self, surface: str) -> bool:
        """Written as a name, and not one of the words that only a census takes for one."""
        word = surface.lower()
        if (
            len(surface) < 3
            and surface not in {"Al", "Bo", "Ed", "Jo", "Xi", "Yu", "Li", "Ji"} | SHORT_SURNAMES
        ):
            return False
        if not re.fullmatch(r"[^\W\d_][^\W\d_'’\- ]+(?:[ '’\-][^\W\d_]+)*", surface):
            return False
        return not (
            self.counts.lower[word] > 200
            and self.counts.capital[word] * 50 < self.counts.lower[word]
        )

    # ------------------------------------------------------------------ words

    def titles_and_roles(self) -> None:
        roles: dict[str, Row] = {}
        for row in self.rows("title"):
            if not row.extra["pos"]:
                continue
            if row.surface[0].isupper():
                self.add(row, "title", "-", "D", case="initial", canonical="")
            else:
                roles[row.surface] = row
            small = row.surface if "." in row.surface else row.surface.lower()
            if "." not in row.surface and not row.surface.isupper() and small not in NO_ROLE:
                roles.setdefault(small, row._replace(surface=small))
        persons = {r.surface for r in self.rows("role_wordnet")}
        for row in self.rows("role"):
            head = row.surface.split()[-1]
            if head in persons or head.removesuffix("s") in persons:
                roles.setdefault(row.surface, row)
        for row in self.rows("role_wordnet"):
            if (
                re.fullmatch(r"[a-z\-]+", row.surface)
                and self.counts.lower[row.surface] >= 5
                and re.search(
                    r"(er|or|ist|man|woman|person|ian|ant|ent|ician|eer|ator|crat|chief)$",
                    row.surface,
                )
            ):
                roles.setdefault(row.surface, row)
        for surface in sorted(roles):
            flags = "D" if roles[surface].extra.get("pos") else ""
            self.add(roles[surface], "role", "-", flags, case="any", canonical="")
        for row in self.rows("lex_relation"):
            self.add(row, "relation", "-", "D", case="any", canonical="")

    def words(self) -> None:
        for row in self.rows("lex_report_verb"):
            self.add(row, "report_verb", "-", "D", case="any")
        for row in self.rows("lex_anon_source"):
            self.add(row, "anon_source", "-", "D", canonical="")
        for row in self.rows("lex_abbrev"):
            kinds = sorted(k for k in row.extra["cls"] if k != "cldr_suppression")
            # The point is no part of the key: "in." would be every "in".
            if kinds and self.counts.lower[row.surface.replace(".", "").lower()] < 20:
                self.add(row, "abbrev", "-", "D", canonical="", ext_id="abbr:" + kinds[0])
        for label, heads in HEADS.items():
            for head in heads.split():
                self.add(head.replace("_", " "), "head", label, case="initial")
        for suffix in CORPORATE:
            self.add(suffix, "org_suffix", "ORG", case="initial" if suffix != "plc" else "any")

    def calendar(self) -> None:
        for kind, names in (("month", MONTHS), ("weekday", WEEKDAYS)):
            for number, name in enumerate(names, 1):
                ext_id = f"{kind}:{number}"
                self.add(name, "calendar", "DATE", ext_id=ext_id)
                short = ABBREVIATED_DAYS[kind][number - 1]
                if short != "-":
                    self.add(short, "calendar", "DATE", ext_id=ext_id, canonical=name)
        for row in self.rows("timezone"):
            acronym = row.surface.isupper()
            if not acronym or len(row.surface) == 3:
                self.add(row, "calendar", "TIME", ext_id="tz:" + row.canonical, canonical="")
        for row in self.rows("holiday"):
            if len(row.surface.split()) > 1 or "hand" in row.sources:
                self.add(row, "event", "EVENT", canonical="")
        for table in ("event", "event_storm"):
            for row in self.rows(table):
                self.add(row, "event", "EVENT", "D" if table == "event_storm" else "")

    def measures(self) -> None:
        for row in self.rows("currency"):
            if "(" in row.surface or len(row.surface.split()) > 4:
                continue
            ext_id = next(iter(row.ids), "")
            case = "any" if row.surface.islower() else None
            self.add(row, "currency", "MONEY", "D", case=case, canonical="", ext_id=ext_id)
        for code in CURRENCY_CODES:
            self.add(code, "currency", "MONEY", case="upper", ext_id=f"iso4217:{code}")
        for row in self.rows("unit"):
            if "{" in row.surface or len(row.surface) < 2:
                continue
            long = row.has("form", "long")
            if (
                not long
                and self.counts.lower[row.surface] >= 20
                and row.surface not in {"km", "kg", "mph", "lbs"}
            ):
                continue
            self.add(row, "unit", "QUANTITY", "D" if long else "", case="any" if long else "exact")
        for row in self.rows("language"):
            if " " in row.surface or self.counts.attested(row.surface) or "hand" in row.sources:
                self.add(row, "language", "LANGUAGE", ext_id=next(iter(row.ids), ""), canonical="")
        for table, label in (("law", "LAW"), ("product", "PRODUCT")):
            for row in self.rows(table):
                if not self.is_word(row.surface):
                    self.add(row, "other", label)

    def build(self) -> list[Entry]:
        for step in (
            self.countries, self.states, self.cities, self.places, self.groups, self.organisations,
            self.teams, self.universities, self.persons, self.titles_and_roles, self.companies,
            self.given_names, self.surnames, self.words, self.calendar, self.measures,
        ):  # fmt: skip
            step()
        order = {name: i for i, name in enumerate(CLASSES)}
        # Stable: within a class the order of the tables stays.
        unique = list(dict.fromkeys(self.entries))
        unique.sort(key=lambda e: (order[e.class_name], e.surface))
        # The builder numbers words as they come: frequent ones first keeps what
        # matching reads most in a few pages of the file.
        unique.sort(key=lambda e: -self.counts.frequency(e.surface))
        return _first_of_each(unique)


SHORT_SURNAMES = {
    "Li",
    "Xi",
    "Yi",
    "Wu",
    "Hu",
    "Ma",
    "Xu",
    "Lu",
    "Bo",
    "Ho",
    "Ng",
    "Oh",
    "Yu",
    "Ye",
    "Fu",
    "Gu",
    "Su",
    "Du",
    "Ko",
    "Lo",
}


def _first_of_each(entries: list[Entry]) -> list[Entry]:
    """At most three entries of a class for a surface: "Springfield" has dozens."""
    seen: collections.Counter[tuple[str, str, str]] = collections.Counter()
    kept = []
    for entry in entries:
        key = (entry.surface, entry.class_name, entry.label)
        seen[key] += 1
        if seen[key] <= 3:
            kept.append(entry)
    return kept


def metadata(builder: Builder) -> str:
    sources = ", ".join(sorted(builder.used))
    return (
        "name: news\nversion: 1\nlanguage: en\n"
        f"sources: {sources}\n"
        "licence: see NOTICE; all sources are permissive, GeoNames (CC BY 4.0) asks for attribution\n"
        "counts: words counted in public-domain, CC BY and OGL news and press releases\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--lexc", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tsv", type=Path, help="keep what lexc is given")
    arguments = parser.parse_args()

    counts = Counts(
        arguments.data / "raw" / name for name in ("news.ship.jsonl", "press.ship.jsonl")
    )
    builder = Builder(arguments.data, counts)
    entries = builder.build()
    text = "".join("\t".join(entry) + "\n" for entry in entries)
    if arguments.tsv:
        arguments.tsv.write_text(text, encoding="utf-8")
    for name, n in sorted(collections.Counter(e.class_name for e in entries).items()):
        print(f"{name:12} {n:6}")
    command = [str(arguments.lexc.resolve()), str(arguments.out), metadata(builder)]
    return subprocess.run(command, input=text.encode(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
