"""Entities, roles and quotes: what the tables say of small texts."""

import time

import pytest

import nutgraf as ng


def names(text: str) -> list[tuple[str, list[str]]]:
    return [(e.name, e.aliases) for e in ng.entities(text)]


def quotes(text: str) -> list[tuple[str, str, str | None, str]]:
    return [(q.kind, q.speaker_type, q.speaker, q.text) for q in ng.quotes(text)]


# ---------------------------------------------------------------- entities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Roe spoke. Ms. Roe left.", [("Jane Roe", ["Jane Roe", "Roe"])]),
        ("Jane A. Roe spoke. Jane Roe left.", [("Jane A. Roe", ["Jane A. Roe", "Jane Roe"])]),
        ("Kim Jong-un spoke. Kim Jong Un left.", [("Kim Jong-un", ["Kim Jong-un", "Kim Jong Un"])]),
        ("The U.S. and the United States.", [("United States", ["U.S.", "United States"])]),
        (
            "The World Trade Organization met. The WTO agreed.",
            [("World Trade Organization", ["World Trade Organization", "WTO"])],
        ),
    ],
)
def test_one_entity(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert names(text) == expected


def test_two_of_a_family_are_never_merged() -> None:
    rows = {e.name: e for e in ng.entities("Jane Roe met her brother John Roe. Then Roe left.")}
    assert set(rows) == {"Jane Roe", "John Roe", "Roe"}
    assert rows["Roe"].ambiguous
    assert rows["Roe"].conf < rows["Jane Roe"].conf


def test_given_and_family_names() -> None:
    rows = ng.entities("Ludwig van Beethoven met Jane Roe Jr. in Vienna.")
    assert [(e.given, e.family) for e in rows if e.label == "PERSON"] == [
        ("Ludwig", "van Beethoven"),
        ("Jane", "Roe"),
    ]


def test_a_people_is_linked_to_its_country() -> None:
    rows = ng.entities("North Korea spoke. North Korean diplomats left.")
    assert [(e.name, e.label, e.ext_id, e.country) for e in rows] == [
        ("North Korea", "GPE", "iso:KP", "KP"),
        ("North Korean", "NORP", "iso:KP", "KP"),
    ]


def test_places_of_one_name() -> None:
    (country,) = ng.entities("The army of Georgia won.")
    assert (country.ext_id, country.ambiguous) == ("iso:GE", True)
    _, state = ng.entities("He lives in Atlanta, Georgia.")
    assert (state.ext_id, state.ambiguous) == ("iso3166-2:US-GA", False)
    (capital,) = ng.entities("Talks in Washington failed.")
    assert capital.ambiguous


def test_mentions_name_their_entity() -> None:
    article = ng.read("Jane Roe spoke on Monday. Roe left Paris.")
    assert [(m.text, m.entity) for m in article.mentions] == [
        ("Jane Roe", 0),
        ("Monday", None),
        ("Roe", 0),
        ("Paris", 1),
    ]
    assert [e.first_start for e in article.entities] == [0, 35]
    alone = ng.mentions(article.text)
    assert [m.entity for m in alone] == [m.entity for m in article.mentions]


# ------------------------------------------------------------------- roles


def test_roles_are_linked() -> None:
    article = ng.read(
        "Joseph Yun, 45, the U.S. envoy for North Korea policy, met Sen. Jane Roe, R-Ohio. "
        "The envoy left."
    )
    rows = [(r.kind, r.text, r.entity and article.entities[r.entity].name) for r in article.roles]
    assert [row[:2] for row in rows] == [
        ("age", "45"),
        ("apposition", "U.S. envoy for North Korea policy"),
        ("title", "Sen."),
        ("party_state", "R-Ohio"),
        ("title", "envoy"),
    ]
    envoy = article.roles[1]
    assert envoy.entity == article.roles[4].entity == 0
    assert envoy.org_entity is not None
    assert article.entities[envoy.org_entity].country == "US"
    assert (article.roles[3].party, article.roles[3].state) == ("R", "Ohio")


# ------------------------------------------------------------------ quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” Roe said.", ("direct", "named", "Roe", "We won")),
        ("'We have won,' said Roe.", ("direct", "named", "Roe", "We have won")),
        ('"We won," said the mayor.', ("direct", "role", "the mayor", "We won")),
        ("Roe said: “We won.”", ("direct", "named", "Roe", "We won.")),
        (
            "Roe said she “won it fairly” again.",
            ("mixed", "named", "Roe", "she “won it fairly” again"),
        ),
        ("Police said he won.", ("indirect", "collective", "Police", "he won")),
        ("The report says it was won.", ("indirect", "document", "The report", "it was won")),
        ("Officials said it was won.", ("indirect", "anonymous", "Officials", "it was won")),
        ("Roe tweeted: “We won.”", ("direct", "named", "Roe", "We won.")),
        ("A so-called “win” it was.", ("scare", "none", None, "win")),
        ("Roe asked whether they won.", ("indirect", "named", "Roe", "whether they won")),
        ("It was won, according to Roe.", ("indirect", "named", "Roe", "It was won")),
    ],
)
def test_one_quote(text: str, expected: tuple[str, str, str | None, str]) -> None:
    assert quotes(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor declined to comment.",
        "She did not say whether they won.",
        "They met in the report’s offices on Monday.",
        "He found his brother in the water.",
    ],
)
def test_no_quote(text: str) -> None:
    assert quotes(text) == []


def test_a_split_quote_is_one_row() -> None:
    (row,) = ng.quotes("“We won,” Roe said in a statement on Monday. “It was close.”")
    assert (row.part_starts, row.part_stops) == ([1, 46], [7, 59])
    assert row.channel == "in a statement"
    assert row.said == "We won It was close."
    assert (row.cue, row.cue_class, row.rule) == ("said", "say", "Q3")


def test_a_quote_over_paragraphs_is_one_row() -> None:
    text = "Jane Roe spoke.\n\n“We won. It was close,” she said. “We\n\n“won.”"
    rows = [(q.kind, q.speaker, len(q.part_starts)) for q in ng.quotes(text)]
    assert rows == [("direct", "she", 3)]


def test_anonymity_has_its_reason() -> None:
    (row,) = ng.quotes(
        "An official, who spoke on condition of anonymity because he was not authorized to speak, "
        "said the talks had failed."
    )
    assert row.speaker_type == "anonymous"
    assert row.anonymity is not None
    assert "not authorized to speak" in row.anonymity


def test_several_speakers() -> None:
    article = ng.read("Jane Roe, Ann Poe and John Doe said the bridge was closed.")
    (row,) = article.quotes
    assert row.speaker == "John Doe"
    assert {article.entities[i].name for i in row.co_speakers} == {"Jane Roe", "Ann Poe"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Roe spoke on Monday. She said it was over.", "Jane Roe"),
        ("Mr. Roe met Ms. Poe. She said it was over.", "Poe"),
        ("Mayor Jane Roe spoke. The mayor said it was over.", "Jane Roe"),
        ("Trump won. President Trump is loud. The commander-in-chief said it was over.", "Trump"),
    ],
)
def test_who_is_meant(text: str, name: str) -> None:
    article = ng.read(text)
    row = article.quotes[-1]
    assert row.speaker_entity is not None
    assert article.entities[row.speaker_entity].name.endswith(name)


@pytest.mark.parametrize("marks", ["“", "”", '"', "‘", "’", "“ “ “", "” “", "'"])
def test_faulty_marks(marks: str) -> None:
    text = f"Roe said {marks}we won it. {marks} He left {marks}\n\n{marks}"
    for row in ng.quotes(text):
        assert row.text == text[row.start : row.stop]


@pytest.mark.parametrize(
    "unit",
    [
        "Jane Roe said it was over. ",
        "“Yes,” Roe said. ",
        "“Yes ",
        "Roe and ",
        "the mayor, Jane Roe, 45, ",
        "ROE: Yes.\n",
        "he said that ",
    ],
)
def test_linear(unit: str) -> None:
    def seconds(n: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            ng.extract([unit * n], tables=["quotes", "roles", "entities"], threads=1)
            best = min(best, time.perf_counter() - start)
        return best

    # Four times the text; quadratic work would take sixteen times as long.
    assert seconds(16_000) < 9 * seconds(4_000) + 0.05


# ------------------------------------------------------------------- graph


def test_speaker_graph() -> None:
    t = ng.extract(
        [
            "Jane Roe said Paul Poe lied. “Poe is wrong,” Roe said. Paul Poe denied it.",
            "Jane Roe said the French would help Paul Poe. Officials said Roe had left.",
        ]
    )
    graph = t.speaker_graph()
    assert [tuple(edge) for edge in graph] == [
        ("Jane Roe", "PERSON", "Paul Poe", "PERSON", 3, 2),
        ("Jane Roe", "PERSON", "French", "NORP", 1, 1),
    ]
    assert graph.n_quotes["Jane Roe", "PERSON"] == 3
    assert graph.to_pylist()[0]["n_docs"] == 2
    assert len(ng.extract([]).speaker_graph()) == 0


def test_speaker_graph_in_networkx() -> None:
    pytest.importorskip("networkx", reason="networkx is optional")
    graph = ng.extract(["Jane Roe said Paul Poe lied."]).speaker_graph().to_networkx()
    assert graph.edges[("Jane Roe", "PERSON"), ("Paul Poe", "PERSON")]["n_quotes"] == 1


def test_speaker_graph_needs_its_tables() -> None:
    with pytest.raises(KeyError, match="table 'entities' was not asked for"):
        ng.extract(["A."], tables=["quotes"]).speaker_graph()


@pytest.mark.parametrize(
    "apposition",
    [
        "lead author of the study",
        "vice president of search",
        "former mayor of Springfield",
        "research fellow at Acme",
        "the group's spokesman",
        "45",
        "a father of two",
        "who leads the union",
    ],
)
def test_source_with_an_apposition(apposition: str) -> None:
    """What stands behind a name between commas is no part of what is said."""
    said = "the firm did not buy the bank last year"
    for text in (
        f"Jim Lanzone, {apposition}, said {said}.",
        f"Jim Lanzone, {apposition}, said on Monday that {said}.",
        f"According to Jim Lanzone, {apposition}, {said}.",
    ):
        assert [(q.speaker, q.text) for q in ng.quotes(text)] == [("Jim Lanzone", said)], text


@pytest.mark.parametrize(
    "source",
    ["a spokesman for the ministry", "two officials", "sources close to the talks", "the report"],
)
def test_source_behind_its_verb(source: str) -> None:
    """ "said two officials": all words of the source."""
    quotes = ng.quotes(f"“We did not buy the bank,” said {source} on Monday.")
    assert [q.speaker for q in quotes] == [source]


def test_subject_of_what_is_said_is_no_source() -> None:
    """ "said it did not": not "said it"."""
    text = "Jim Lanzone, vice president of search, said it did not buy the bank."
    assert [(q.speaker, q.text) for q in ng.quotes(text)] == [
        ("Jim Lanzone", "it did not buy the bank")
    ]


def test_known_as_says_nothing() -> None:
    """A name by which something is known."""
    text = "The site makes use of a technology known as Really Simple Syndication that blogs adopt."
    assert list(ng.quotes(text)) == []


def test_hearer_with_a_number() -> None:
    """ "told Radio 4's Today programme": none of it is said."""
    text = "Jane Roe told BBC Radio 4's Today programme the plan was bad."
    assert [(q.speaker, q.text) for q in ng.quotes(text)] == [("Jane Roe", "the plan was bad")]


def test_infinitive_is_no_source() -> None:
    """ "users to exercise caution": one quote, Microsoft's."""
    text = "Microsoft advised users to exercise caution when opening files in emails."
    assert [q.speaker for q in ng.quotes(text)] == ["Microsoft"]


def test_apposition_in_front_is_not_said() -> None:
    """Words with a possessive and no verb, before the name that they describe."""
    text = "Formerly one of Mr Brown's aides, Ed Balls hinted that the plan could change."
    assert [(q.speaker, q.text) for q in ng.quotes(text)] == [("Ed Balls", "the plan could change")]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        # numbers
        ("Of those asked, two in ten said it should close.", "two in ten", "it should close"),
        ("“It was bad,” one Democrat familiar with talks said.", "one Democrat familiar with talks", "It was bad"),
        # a word in front of the name, or behind it
        ("Even Oslo has more films, says political scientist Jane Roe.", "Jane Roe", "Even Oslo has more films"),
        ("The shop sold toys, said writer and critic Jane Roe.", "Jane Roe", "The shop sold toys"),
        ("The firm bought it, a spokeswoman, Anna White, said on Saturday.", "Anna White", "The firm bought it"),
        ("Jane Roe herself said the bridge was not safe.", "Jane Roe", "the bridge was not safe"),
        # a comma in front of the verb that does not follow its source
        ("He won, beating her twice, said John Poe, a farmer.", "John Poe", "He won, beating her twice"),
        ("Acme Promotions, a sports and talent agency, says that Poe lost.", "Acme Promotions", "Poe lost"),
        # hearers
        ("Jane Roe told the paper his firm worked with the bank.", "Jane Roe", "his firm worked with the bank"),
        ("As Jane Roe told The Springfield Herald, prices have dropped.", "Jane Roe", "prices have dropped"),
        # cues of several words
        ("The mayor made it clear that the bridge was closed.", "The mayor", "the bridge was closed"),
        ("Jane Roe pointed out that nobody had paid.", "Jane Roe", "nobody had paid"),
        ("They are convinced that the bridge is safe.", "They", "the bridge is safe"),
        # a verb that goes on from a clause
        ("Jane Roe left the room while arguing that nobody had paid.", "Jane Roe", "nobody had paid"),
        ("The vote was close, with Jane Roe saying that nobody had paid.", "Jane Roe", "nobody had paid"),
        ("Poe spoke in Oslo on Saturday and says he voted for it.", "Poe", "he voted for it"),
        ("Noting that nobody had paid, Jane Roe left the room.", "Jane Roe", "nobody had paid"),
        ("Jane Roe took to the stage to say that nobody had paid.", "Jane Roe", "nobody had paid"),
        ("Jane Roe has since said she would pay.", "Jane Roe", "she would pay"),
        ("Jane Roe issued a statement saying nobody had paid.", "Jane Roe", "nobody had paid"),
        # polls, headlines, questions, what is thought
        ("In a new poll, Jane Roe has a lead of ten.", "a new poll", "Jane Roe has a lead of ten"),
        ("Jane Roe: Bridge is not safe", "Jane Roe", "Bridge is not safe"),
        ("Asked by reporters whether it was safe, Jane Roe laughed.", "reporters", "whether it was safe"),
        ("He thought it was over.", "He", "it was over"),
        ("It is a bad bridge, as Jane Roe puts it.", "Jane Roe", "It is a bad bridge"),
        ("Jane Roe called him a liar.", "Jane Roe", "him a liar"),
        ("It was late, as the police have said.", "the police", "It was late"),
        ("He paused, then revealed that nobody had paid.", "He", "nobody had paid"),
        ("Protesters sang while chanting, “What curfew?”", "Protesters", "What curfew?"),
        ("Jane Roe left the group, loudly calling for a ban.", "Jane Roe", "a ban"),
        ("The work is good, one West Virginia official said.", "one West Virginia official", "The work is good"),
        ("Twelve percent indicated that they were not sure.", "Twelve percent", "they were not sure"),
        ("Jane Roe has called the vote a sham.", "Jane Roe", "the vote a sham"),
        ("In defending herself, Jane Roe quickly left the room.", "Jane Roe", "herself"),
        # nouns
        ("Jane Roe's call for a ban was heard.", "Jane Roe", "a ban"),
        ("They wait for his promise to close the bridge.", "his", "to close the bridge"),
        # sources of several words
        ("A statement posted on the site said he paid.", "A statement posted on the site", "he paid"),
        ("Sources familiar with Monday's talks say he paid.", "Sources familiar with Monday's talks", "he paid"),
        ("Sources privy to the talks say nobody paid.", "Sources privy to the talks", "nobody paid"),
        ("As reported by the Springfield Herald, nobody paid.", "Springfield Herald", "nobody paid"),
        ("She came to the meeting here to say she was leaving.", "She", "she was leaving"),
        ("“Nobody paid,” soldiers and police said.", "police", "Nobody paid"),
        # where it begins and ends
        ("According to Jane Roe the bridge was closed by the army.", "Jane Roe", "the bridge was closed by the army"),
        ("And yet, the aides say, Springfield remains a priority.", "the aides", "Springfield remains a priority"),
        ("When Jane Roe met them and said it would close, the crowd left.", "Jane Roe", "it would close"),
        ("Jane Roe praised the bus, the car and the bar, while he sang.", "Jane Roe", "the bus, the car and the bar"),
    ],
)  # fmt: skip
def test_source_and_extent(text: str, speaker: str, said: str) -> None:
    assert [(q.speaker, q.said) for q in ng.quotes(text)] == [(speaker, said)]


def test_verb_joined_to_another() -> None:
    """ "but insists": the first content ends in front of it."""
    text = "Jane Roe says the plan is bad, but insists she will vote for it."
    assert [(q.speaker, q.text) for q in ng.quotes(text)] == [
        ("Jane Roe", "the plan is bad"),
        ("Jane Roe", "she will vote for it"),
    ]


def test_programme_in_front_of_a_source() -> None:
    """ "On “…,” Roe said": where it was said, in marks."""
    rows = [
        q for q in ng.quotes("On “Good Roads,” Jane Roe said it was late.") if q.kind != "scare"
    ]
    assert [(q.speaker, q.text) for q in rows] == [("Jane Roe", "it was late")]


def test_participle_behind_marks() -> None:
    """“…,” adding that: the comma stands inside of the marks."""
    text = "The guards said: “It is late,” adding that nobody had paid."
    assert [(q.speaker, q.said) for q in ng.quotes(text)] == [
        ("The guards", "It is late"),
        ("The guards", "nobody had paid"),
    ]


def test_subject_in_front_of_the_cue() -> None:
    """ "The bridge, said Roe, is not safe": both halves."""
    for text, said in (
        ("The bridge, said Jane Roe, is not safe.", "The bridge is not safe"),
        ("The bridge, Jane Roe said, inspired the town.", "The bridge inspired the town"),
        ("It was, Jane Roe said, the worst of days.", "It was the worst of days"),
    ):
        (row,) = ng.quotes(text)
        assert row.rule == "Q3"
        assert (
            " ".join(
                row.text.replace(", said Jane Roe,", "").replace(", Jane Roe said,", "").split()
            )
            == said
        )


@pytest.mark.parametrize(
    "text",
    [
        "He declined to comment. She declined to give details.",
        "The three states where they won are small.",
        "We want to make sure that it is done.",
        "Two more suspects were held.",
    ],
)
def test_no_verb_of_speech(text: str) -> None:
    assert list(ng.quotes(text)) == []


@pytest.mark.parametrize("words", ["I think they know it is true", "You say that it was done"])
def test_ways_to_speak_are_no_attributions(words: str) -> None:
    """Inside of marks only what another has said is an attribution of its own."""
    (row,) = ng.quotes(f"“{words},” Jane Roe said.")
    assert (row.speaker, row.said) == ("Jane Roe", words)
    rows = ng.quotes("“Police told the crowd that the bridge was closed,” Jane Roe said.")
    assert [q.speaker for q in rows] == ["Jane Roe", "Police"]


def test_turns_without_a_colon() -> None:
    """ "Q." and "A." open the turns of an interview."""
    text = "She met the press.\n\nQ. Is it safe?\n\nA. It is not. It is old.\n\nQ. Who knew?\n\nA. Nobody."
    assert [(q.rule, q.text) for q in ng.quotes(text)] == [
        ("Q11", "Is it safe?"),
        ("Q11", "It is not. It is old."),
        ("Q11", "Who knew?"),
        ("Q11", "Nobody."),
    ]


def test_letter_alone() -> None:
    """A text that begins with "Q." is no headline."""
    assert list(ng.quotes("Q. Why is the bridge not safe?")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She shared notes of a class called “Good Roads” on Monday.", []),
        ("It was under what Jane Roe called “the prior plan,” a course by the sea.", ["the prior plan"]),
    ],
)  # fmt: skip
def test_what_is_called(text: str, expected: list[str]) -> None:
    """A name is not said; what somebody called something is."""
    assert [q.text for q in ng.quotes(text) if q.kind != "scare"] == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("An official, who asked not to be named, said that Jane Roe left.", "who asked not to be named"),
        ("An official who asked not to be named said that Jane Roe left.", "who asked not to be named"),
        ("Officials who asked to remain anonymous have said that Roe left.", "who asked to remain anonymous"),
        ("A source who requested anonymity to be frank said that Roe left.", "who requested anonymity to be frank"),
    ],
)  # fmt: skip
def test_who_asks_for_anonymity_says_nothing_by_that(text: str, reason: str) -> None:
    (quote,) = ng.quotes(text)
    assert (quote.speaker_type, quote.anonymity) == ("anonymous", reason)
    assert quote.text.endswith("Roe left")


def test_a_participle_behind_an_article_is_no_cue() -> None:
    text = "Jane Roe admits that two of the disputed cranes should have been closed months ago."
    assert [(q.speaker, q.cue) for q in ng.quotes(text)] == [("Jane Roe", "admits")]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        (
            "It cost millions, an official who asked not to be named said.",
            "an official",
            "It cost millions",
        ),
        ("It cost millions, an official who works there said.", "an official", "It cost millions"),
        ("A woman who knew Jane Roe said she was kind.", "A woman", "she was kind"),
        (
            "Campaigners who fought the closure said the pledge was broken.",
            "Campaigners",
            "the pledge was broken",
        ),
        ("He met the man who shot Roe, police said.", "police", "He met the man who shot Roe"),
    ],
)
def test_whose_clause_stands_before_the_verb(text: str, speaker: str, said: str) -> None:
    (quote,) = ng.quotes(text)
    assert (quote.speaker, quote.text) == (speaker, said)


def test_an_object_of_a_clause_is_no_source() -> None:
    assert "The man" not in [q.speaker for q in ng.quotes("The man who police said shot her left.")]


@pytest.mark.parametrize(
    "text",
    [
        "Officials said it will close, who were not authorized to “speak publicly.”",
        "Officials said the bridge will close, asking not to be named because it is “secret.”",
    ],
)
def test_marks_in_the_reason_for_anonymity_make_nothing_mixed(text: str) -> None:
    """Such rows once were mixed and had no part (found by fuzzing)."""
    (row,) = ng.quotes(text)
    assert row.kind == "indirect"
    assert (row.part_starts, row.part_stops) == ([row.start], [row.stop])
    assert row.anonymity is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Roe met Paul Poe. He said it was over.", "Paul Poe"),
        ("Paul Poe met Jane Roe. She said it was over.", "Jane Roe"),
        ("Mary Roe met Kim Poe. He said it was over.", "Kim Poe"),  # a Kim may be either
        ("Nikita Roe met Mary Poe. He said it was over.", "Nikita Roe"),
        ("Ms. Paul met Jane Roe. She said it was over.", "Paul"),  # a title says more than a name
    ],
)
def test_given_names_say_who_is_meant(text: str, name: str) -> None:
    article = ng.read(text)
    (quote,) = article.quotes
    assert article.entities[quote.speaker_entity or 0].name == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jane Roe, who told them that the bridge was safe, left town.", "the bridge was safe"),
        (
            "Jane Roe, who said the bridge, built in 1950, was old, has left.",
            "the bridge, built in 1950, was old",
        ),
        (
            "He met Roe, who said the bridge, built in 1950, was old.",
            "the bridge, built in 1950, was old",
        ),
        (
            "Jane Roe, who was there, said the star, Paul Poe, was keen.",
            "the star, Paul Poe, was keen",
        ),
    ],
)
def test_the_sentence_goes_on_behind_a_clause(text: str, said: str) -> None:
    (quote,) = ng.quotes(text)
    assert quote.text == said


@pytest.mark.parametrize("mark", ["* ", "— ", "😀 ", "• ", "> ", "And ", ""])
def test_a_bullet_is_not_said(mark: str) -> None:
    (quote,) = ng.quotes(f"{mark}“It isn’t over,” said Harriet Vale.")
    assert (quote.kind, quote.text) == ("direct", "It isn’t over")


@pytest.mark.parametrize(
    ("text", "ext_id", "ambiguous"),
    [
        ("Ontario voted.", "iso3166-2:CA-ON", True),  # there is a city of that name
        ("Alberta voted.", "iso3166-2:CA-AB", False),
        ("Washington voted.", "gn:4140963", True),
        ("He flew to Toronto, Ontario.", "iso3166-2:CA-ON", False),
    ],
)
def test_provinces(text: str, ext_id: str, ambiguous: bool) -> None:
    entity = ng.entities(text)[-1]
    assert (entity.ext_id, entity.ambiguous) == (ext_id, ambiguous)


@pytest.mark.parametrize(
    "source", ["The family", "A lawyer for the family", "The national assembly", "Roe’s family"]
)
def test_nouns_in_ly_are_no_adverbs(source: str) -> None:
    (quote,) = ng.quotes(f"{source} said it was over.")
    assert (quote.speaker, quote.text) == (source, "it was over")


def test_adverbs_in_ly_are_no_source() -> None:
    (quote,) = ng.quotes("Jane Roe finally said it was over.")
    assert quote.speaker == "Jane Roe"


@pytest.mark.parametrize(
    ("hearer", "said"),
    [
        ("the BBC", "there was a danger"),
        ("the court", "there was a danger"),
        ("BBC One's Breakfast with Frost programme", "there was a danger"),
        ("the BBC's Today programme that", "it was over"),
        ("Radio 4's File on 4 programme", "he was late"),
        ("the newspaper", "the show was over"),
        ("Fox News", "the agency had failed"),
    ],
)
def test_where_the_hearer_ends(hearer: str, said: str) -> None:
    (quote,) = ng.quotes(f"Jane Roe told {hearer} {said}.")
    assert quote.text == said


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("17-year-old Caitlin", "Caitlin"),
        ("2019 English Open champion Selby", "Selby"),
        ("one London-based broker", "one London-based broker"),
        ("two officials", "two officials"),
        ("eighth seed Agassi", "Agassi"),
    ],
)
def test_a_number_before_the_source(source: str, speaker: str) -> None:
    (quote,) = ng.quotes(f"“It was fun,” said {source}.")
    assert quote.speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("“It was bad,” the 27-year-old told BBC News.", "the 27-year-old", "It was bad"),
        ("Jane Roe told Reuters talks had ended.", "Jane Roe", "talks had ended"),
        ("Jane Roe told MPs taxes would rise.", "Jane Roe", "taxes would rise"),
        (
            "Dr Sam Roe from Acme Research, said: “There is more to do.”",
            "Sam Roe",
            "There is more to do.",
        ),
        (
            "It was fined by the Securities and Exchange Commission which said it was late.",
            "Securities and Exchange Commission",
            "it was late",
        ),
        (
            'Acme described the incident as "trivial", although it was not.',
            "Acme",
            'the incident as "trivial"',
        ),
        ("Mr. Poe said that on Monday it was over.", "Poe", "on Monday it was over"),
    ],
)
def test_found_by_reading(text: str, speaker: str, said: str) -> None:
    (quote,) = ng.quotes(text)
    assert (quote.speaker, quote.text) == (speaker, said)


def test_a_possessive_of_a_day_is_what_is_said() -> None:
    quotes = ng.quotes("Mark Oaten said Monday's vote was close.")
    assert quotes[0].text == "Monday's vote was close"


def test_nothing_of_the_document_before() -> None:
    """What stands behind the last token was once that of a longer text (a crash)."""
    texts = ["“a b c d” " * 3000]
    texts += ["It rained. " * k + "Jane Roe said “" for k in range(50)]
    quotes = ng.extract(texts, tables=["quotes"], threads=1).quotes
    assert {q.doc for q in quotes} <= {0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jane Roe asked him to show his letter to Congress.", "to show his letter to Congress"),
        ("Jane Roe urged lawmakers to approve agency plans.", "to approve agency plans"),
        ("He left John Poe, who said he was late, tired and ill.", "he was late, tired and ill"),
        ("Jane Roe, who said it was over, left the city, angered by the vote.", "it was over"),
    ],
)
def test_where_contents_begin_and_end(text: str, said: str) -> None:
    assert [q.text for q in ng.quotes(text)] == [said]
