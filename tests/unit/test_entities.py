"""Who is who in one article: which names are joined into one entity, and which are not."""

import time

import pytest

import nutgraf as ng


def names(text: str) -> dict[str, list[str]]:
    """The ways in which each entity is written, white space folded."""
    return {e.name: [" ".join(a.split()) for a in e.aliases] for e in ng.entities(text)}


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        # Persons.
        ("William Roe spoke. Bill Roe left.", "William Roe", ["William Roe", "Bill Roe"]),
        (
            "J. Roeville spoke. Jane Roeville left.",
            "Jane Roeville",
            ["J. Roeville", "Jane Roeville"],
        ),
        (
            "Jane Mukherjee spoke. Mukherjee won. Then Mukerjee left.",
            "Jane Mukherjee",
            ["Jane Mukherjee", "Mukherjee", "Mukerjee"],
        ),
        # Short for a full name that brackets explain, whatever its letters.
        (
            "The Union of Free Bakers and Millers (AVAS) met. AVAS left.",
            "Union of Free Bakers and Millers",
            ["Union of Free Bakers and Millers", "AVAS"],
        ),
        (
            "The CEX (Southern Bakers Conference) met. CEX left.",
            "Southern Bakers Conference",
            ["CEX", "Southern Bakers Conference"],
        ),
        # The capitals of a name in one word.
        ("Readers of LibroVerse left. They met the LV staff.", "LibroVerse", ["LibroVerse", "LV"]),
        # What stands behind "of", and the head.
        (
            "The Church of Bakology sued. Bakology said the Church had won.",
            "Church of Bakology",
            ["Church of Bakology", "Bakology", "Church"],
        ),
        (
            "The University of Helsinki hired her. The University said so.",
            "University of Helsinki",
            ["University of Helsinki", "University"],
        ),
        (
            "The Roe Foundation for the Visual Arts met. The Roe Foundation said so.",
            "Roe Foundation for the Visual Arts",
            ["Roe Foundation for the Visual Arts", "Roe Foundation"],
        ),
        # The end of a longer name.
        (
            "The United Kingdom Home Office agreed. The Home Office said so.",
            "United Kingdom Home Office",
            ["United Kingdom Home Office", "Home Office"],
        ),
        # With and without a legal form.
        (
            "Roevex Corp. sold shares. Roevex said it won.",
            "Roevex Corp.",
            ["Roevex Corp.", "Roevex"],
        ),
        (
            "Ford Motor Company sold shares. Ford said it won.",
            "Ford Motor Company",
            ["Ford Motor Company", "Ford"],
        ),
        # Storms.
        (
            "Hurricane Katrina hit the coast. Katrina moved north.",
            "Hurricane Katrina",
            ["Hurricane Katrina", "Katrina"],
        ),
        (
            "Cyclone Roe hit Fiji. People fled the Cyclone.",
            "Cyclone Roe",
            ["Cyclone Roe", "Cyclone"],
        ),
        (
            "Cyclone Moranda hit Fiji. Cyclone Mornada turned. The fear of Moranda grew.",
            "Cyclone Moranda",
            ["Cyclone Moranda", "Cyclone Mornada", "Moranda"],
        ),
        # Products without their maker.
        (
            "Ford sold the Ford Fiesta in Europe. Drivers of the Fiesta liked it.",
            "Ford Fiesta",
            ["Ford Fiesta", "Fiesta"],
        ),
        # Places.
        (
            "Los Angeles burned. Police in LA said so.",
            "Los Angeles",
            ["Los Angeles", "LA"],
        ),
        (
            "South Korea won. Korea had lost before.",
            "South Korea",
            ["South Korea", "Korea"],
        ),
    ],
)
def test_joined(text: str, name: str, aliases: list[str]) -> None:
    assert names(text)[name] == aliases


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Jane Roe met her brother John Roe. Roe left.", ["Jane Roe", "John Roe", "Roe"]),
        ("Jane Miller spoke. Muller left.", ["Jane Miller", "Muller"]),
        # A company comes before its products and its branches.
        ("Apple grew. The Apple Store opened in Paris. Apple won.", ["Apple", "Apple Store"]),
        ("Ford Australia closed. Ford said so.", ["Ford Australia", "Ford"]),
        (
            "Microsoft Office sold well. Shares of Microsoft rose.",
            ["Microsoft Office", "Microsoft"],
        ),
        ("Mexico voted. Mexico City did not.", ["Mexico", "Mexico City"]),
        ("Kansas voted. Kansas City did not.", ["Kansas", "Kansas City"]),
        ("Eastern Europe voted. Europe looked on.", ["Eastern Europe", "Europe"]),
        # Initials are no short form of what begins with them.
        ("The NHS Foundation Trust met. The NHS did not.", ["NHS Foundation Trust", "NHS"]),
        (
            "North Korea and South Korea met. Korea was divided.",
            ["North Korea", "South Korea"],
        ),
        # A film is no person.
        ('The film "Jane Miller" won. Ann Poe saw Paris.', ["Jane Miller", "Ann Poe", "Paris"]),
        # Two of the kind: nobody knows which.
        (
            "The University of Helsinki and the University of Oslo met. The University agreed.",
            ["University of Helsinki", "University of Oslo"],
        ),
    ],
)
def test_kept_apart(text: str, apart: list[str]) -> None:
    found = names(text)
    for name in apart:
        assert found[name] == [name]


def test_a_headline_may_be_short() -> None:
    text = (
        "Roevex buys a bakery\n\nPARIS, Aug 11 (Reuters) - The company Roevex Breweries said on Monday "
        "that it had bought the bakery. Shares of Roevex fell. It paid two million euros for it."
    )
    assert names(text)["Roevex Breweries"] == ["Roevex", "Roevex Breweries"]


def test_a_family_name_before_a_second_bearer_comes() -> None:
    text = "Jane Roeville spoke. Roeville won. Her father John Roeville left. Roeville slept."
    rows = {e.name: e for e in ng.entities(text)}
    assert set(rows) == {"Jane Roeville", "John Roeville"}
    assert rows["Jane Roeville"].aliases == ["Jane Roeville", "Roeville"]
    assert rows["Jane Roeville"].ambiguous
    assert rows["Jane Roeville"].conf <= 0.5
    assert not rows["John Roeville"].ambiguous


def test_the_article_expands_an_acronym() -> None:
    """And the lexicon, which knows another one, does not."""
    rows = {e.name: e.aliases for e in ng.entities("The Palestinian Authority met. The PA agreed.")}
    assert rows == {"Palestinian Authority": ["Palestinian Authority", "PA"]}


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("Kim Jong-un spoke. Kim left.", "Jong-un", "Kim"),
        ("Kim Jong Un spoke. Mr. Kim left.", "Jong Un", "Kim"),
        ("Hu Jintao spoke. Hu left.", "Jintao", "Hu"),
        ("Kim Kardashian spoke. Kim left.", "Kim", "Kardashian"),
        ("Mary Ann Roe spoke. Mary left.", "Mary", "Roe"),
        ("Jane de la Roe spoke.", "Jane", "de la Roe"),
        ("John Roe III spoke.", "John", "Roe"),
    ],
)
def test_given_and_family(text: str, given: str, family: str) -> None:
    (row,) = ng.entities(text)
    assert (row.given, row.family) == (given, family)


def test_ways_of_writing_are_listed_once() -> None:
    text = "Airbus Industrie won. Airbus\nIndustrie sold. AIRBUS INDUSTRIE left. Airbus Industrie."
    aliases = [a for e in ng.entities(text) for a in e.aliases]
    assert len(set(aliases)) == len(aliases) > 1
    # Also where the letters of two names and the numbers of their rows differ alike.
    rows = ng.entities("Jane Roe officials Roe NATO Mr. Poe")
    assert [e.aliases for e in rows if e.name == "Poe"] == [["Poe"]]


def test_the_label_of_most_mentions() -> None:
    """Where the tagger is of two minds about one name, there is one entity."""
    text = "Allevo Corp. sold Allevo shares. Shares of Allevo fell, and Allevo said it would fight."
    rows = [e for e in ng.entities(text) if "Allevo" in e.name]
    assert [(e.name, e.label) for e in rows] == [("Allevo Corp.", "ORG")]


def test_a_name_that_the_tagger_passed_over() -> None:
    """Three mentions of the same letters make a fourth; not beside another capital."""
    text = "Jane Roe joined Quorn on Monday. She wrote for Quorn and left Quorn again. "
    found = [m for m in ng.mentions(text + "Every month Quorn gets better.") if m.text == "Quorn"]
    assert [m.rule for m in found] == ["M33", "M33", "M33", "M20"]
    assert len({m.entity for m in found}) == 1
    few = ng.mentions("Jane Roe joined Quorn. Every month Quorn Quorum gets better.")
    assert all(m.rule != "M20" for m in few)


def test_a_film_and_a_place_of_one_name() -> None:
    rows = ng.entities('The film "Georgia" won. The army of Georgia left.', model=None)
    assert {(e.label, e.name) for e in rows} == {("WORK_OF_ART", "Georgia"), ("GPE", "Georgia")}


def test_names_that_begin_small() -> None:
    found = {
        m.text: m.label for m in ng.mentions("Users of eBay and wikiRoe sold an iPod at 50 kHz.")
    }
    assert found["eBay"] == "ORG"
    assert found["wikiRoe"] == "ORG"
    assert found["iPod"] == "PRODUCT"
    assert "kHz" not in found


def test_many_names_take_linear_time() -> None:
    def took(n: int) -> float:
        text = " ".join(
            f"Jane Ro{chr(97 + i % 26)}{i}eville met the Bank of Ro{i} (BR)." for i in range(n)
        )
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            ng.entities(text)
            best = min(best, time.perf_counter() - start)
        return best

    took(100)
    # Another process may have the processor: a slow reading is taken again.
    assert any(took(4000) < 12 * took(1000) for _ in range(4))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mayor Quits Over Ferry\n\nThe ferry is late and the mayor quits, she said.", []),
        ("Mayor Quits\n\nThe mayor quits after a vote, he said.", []),
        ("Ferry strike ends\n\nThe ferry crews went back.", []),
        ("Court Says al-Qaeda Planned New Attack\n\nHe left the city. It was late.", ["al-Qaeda"]),
        ("Mayor Brown\n\nMr. Brown said the brown fence fell.", ["Brown", "Brown"]),
    ],
)
def test_small_letters_in_the_text_say_what_a_headline_means(text: str, names: list[str]) -> None:
    assert [m.text for m in ng.mentions(text) if m.label != "DATE"] == names


@pytest.mark.parametrize(
    "text",
    [
        "The Fed raised rates. The Federal Reserve said inflation was high.",
        "The Boston Celtics won. The Celtics were glad.",
        "Pew Research Center asked. Pew said so.",
    ],
)
def test_one_name_in_the_lexicon_is_one_organisation(text: str) -> None:
    assert [e.n_mentions for e in ng.entities(text)] == [2]
