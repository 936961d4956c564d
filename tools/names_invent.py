"""Invent names by rule: bodies, firms, buildings, laws and events that no list has.

Lists know the famous ones.  What a tagger meets in news is mostly others, built
from the same few words: "National Fisheries Authority", "Roe & Sons", "Mbeki
International Airport", "Water Resources Act".  These are put in the place of
known ones (names_augment.py) and into sentences of our own
(names_sentences.txt).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from names_pools import Pools

SCOPE = """National Federal State Central Supreme Independent General Joint Public Higher International Regional
Continental Islamic Christian African Asian European Arab Caribbean Pacific Southern Northern Eastern Western United Royal
Democratic Provincial Municipal Metropolitan""".split()
TOPIC = """Electoral|Elections|Human Rights|Anti-Corruption|Health|Public Health|Health Service|Medical|Dental|Nursing|Education|
Examinations|Teachers Service|Higher Education|Energy|Electricity|Electricity Regulatory|Power|Petroleum|Gas|Oil and Gas|Nuclear|
Water|Water Resources|Sewerage|Land|Lands and Housing|Housing|Urban Development|Fisheries|Forestry|Agriculture|Agricultural Research|Rice|
Coffee|Cocoa|Sugar|Tea|Cotton|Livestock|Food and Drug|Food Safety|Drug Enforcement|Narcotics|Revenue|Customs|Tax|Investment|Trade|
Free Trade|Commerce|Competition|Communications|Broadcasting|Film|Press|Media|Telecommunications|Postal|Statistics|Census|
Planning|Development|Economic Development|Privatisation|Railway|Railways|Roads|Road Safety|Highway|Transport|Ports|Maritime|Shipping|
Civil Aviation|Aviation|Airports|Tourism|Heritage|Museums|Culture|Youth|Sports|Olympic|Football|Cricket|Rugby|Athletics|Boxing|
Women's|Children's|Family Planning|Refugee|Migration|Immigration|Labour|Employment|Social Security|Pension|Insurance|Banking|Securities|
Stock|Capital Markets|Reserve|Savings|Credit|Mining|Minerals|Diamond|Gold|Steel|Space|Science|Technology|Environment|
Environmental Protection|Wildlife|Parks|Climate|Meteorological|Geological|Disaster Management|Emergency Management|
Fire|Rescue|Ambulance|Police|Prisons|Intelligence|Security|Defence|Peace|Reconciliation|Truth and Reconciliation|Justice|
Law Reform|Legal Aid|Judicial|Law Society|Bar|Procurement|Audit|Housing and Urban Development|Foreign Affairs|
Border|Coast|Veterans|Blood Transfusion|Cancer|Malaria|AIDS Control|Vaccine""".replace(
    "\n", ""
).split("|")
BODY = """Commission Authority Council Board Agency Bureau Institute Service Office Committee Corporation Association Federation
Union Foundation Society Trust Fund Bank Centre Center Department Directorate Administration Tribunal Court Secretariat
Congress Alliance Network Coalition Front Movement Forum Initiative Programme Project Company Group""".split()
MINISTRY = """Health|Finance|Defence|Defense|Interior|Foreign Affairs|Justice|Education|Trade|Trade and Industry|Transport|Agriculture|
Information|Communications|Energy|Mines|Labour|Labor|Tourism|Youth and Sports|Women's Affairs|Social Welfare|Home Affairs|Local Government|
Public Works|Public Security|Environment|Environment and Forests|Water Resources|Planning|Culture|Science and Technology|Industry|
Economy|Economic Development|Housing|Lands|Fisheries|Religious Affairs|Petroleum|Internal Affairs|Higher Education""".replace(
    "\n", ""
).split("|")
BUSINESS = """Petroleum Energy Oil Gas Mining Resources Metals Steel Cement Chemical Chemicals Paper Foods Beverages Brewing Brands
Dairy Tobacco Textile Textiles Apparel Stores Retail Motors Automotive Aerospace Airways Airlines Air Shipping Lines Freight Logistics
Rail Systems Software Technologies Technology Electronics Semiconductor Microsystems Computer Networks Telecom Wireless Communications
Media Broadcasting Entertainment Pictures Studios Publishing Press Financial Capital Securities Investments Partners Insurance Life
Assurance Bancorp Savings Trust Realty Properties Land Homes Construction Engineering Industries Products Materials Pharmaceuticals
Pharma Laboratories Labs Biotech Therapeutics Medical Health Healthcare Instruments Tools Power Electric Utilities Water Services
Consulting Associates International Global Worldwide Enterprises Ventures Holdings Group""".split()
SUFFIX = [
    "Inc.",
    "Corp.",
    "Co.",
    "Ltd.",
    "PLC",
    "plc",
    "LLC",
    "AG",
    "S.A.",
    "SA",
    "N.V.",
    "NV",
    "SpA",
    "AB",
    "GmbH",
    "Bhd",
    "Pte Ltd",
    "Group",
    "Holdings",
]
COINED = (
    """Al An Ar Ast Av Bel Bio Bri Cal Can Cen Com Cor Cyn Dan Del Dex Dyn El En Er Ex Fin Gen Gly Hal Hex In Int Kal Kin
    Lex Lin Lum Mag Max Med Met Mon Nav Neo Nor Nov Omni Opt Or Pan Per Pet Pro Quan Ray Sal San Sol Spec Syn Tel Ten Tor
    Tri Uni Val Var Ver Vi Xen Zen""".split(),
    "a e i o u ta ti to na ne no ra ri ro va ve co ca di".split(),
    "com con dyne ex gen gy ics is ix lon lux max med mar mer net nex nor on pac pro ron sis star sys tec tech tek tel ton tra tron us vent via vis xa xis zon".split(),
)
WORK = """Dreamer Summer Night River House Garden Silence Shadow Road King Queen Daughter Stranger Winter Moon Blood Gold Sea Glass
Wolf Crown Promise Letters Secrets Memory Fire Storm Island Dance War Peace Love Money Power Honor City Stars Bridge Mirror Dust Angels
Ghosts Children Orphans Hunger Rain Salt Bones Thieves Lions Echo Paradise Exile Justice Evening Journey Kingdom Widow Requiem Symphony""".split()
FACILITY = ["International Airport", "Airport", "Stadium", "Bridge", "Hospital", "General Hospital", "Central Prison", "Prison", "Street",
            "Avenue", "Square", "Air Base", "Dam", "Mosque", "Cathedral", "Convention Center", "Tower", "Hotel", "Market", "Park",
            "Barracks", "Power Station", "Nuclear Power Plant", "Railway Station", "Road", "Memorial Hospital"]  # fmt: skip
LAW = [
    "Act",
    "Bill",
    "Act",
    "Code",
    "Ordinance",
    "Treaty",
    "Convention",
    "Protocol",
    "Agreement",
    "Decree",
    "Amendment Bill",
    "Reform Act",
]
EVENT = [
    "Film Festival",
    "Marathon",
    "Open",
    "Cup",
    "Grand Prix",
    "Book Fair",
    "Summit",
    "Conference",
    "Games",
    "Championships",
    "Air Show",
]
PLURAL = """Journalists Teachers Workers Farmers Lawyers Students Doctors Nurses Manufacturers Exporters Miners Editors Women Youth
Architects Engineers Employers Retailers Pilots Writers Publishers Traders Fishermen Veterans Consumers Physicians Realtors
Broadcasters""".split()  # fmt: skip


# Bodies in other languages, as English news leaves them: first words, joints, last words.
FOREIGN: list[tuple[list[str], list[str], list[str]]] = [
    (
        """Asociación Fundación Federación Instituto Universidad Partido Movimiento Comisión Ministerio Banco Frente Unión
        Confederación Consejo Cámara Centro Sindicato Alianza Colegio Corporación Coordinadora Colectivo Red""".split(),
        [
            "Nacional de",
            "de",
            "por la",
            "Nacional",
            "para la",
            "Popular",
            "Democrático",
            "Social",
            "del",
            "de los",
            "de las",
        ],
        """Trabajadores|Derechos Humanos|Salud|Educación|Democracia|Justicia|Libertad|Mujeres|Periodistas|Campesinos|Comercio|Industria|
        Desarrollo|Paz|Memoria|Liberación|Patria|Cambio|Pueblo|Esperanza|Ambiente|Turismo|Minería|Crédito|Renovación|Verde|Vecinos""".replace(
            "\n        ", ""
        ).split("|"),
    ),
    (
        "Associação Fundação Federação Instituto Universidade Partido Movimento Banco Conselho União Sindicato Confederação Aliança".split(),
        ["Nacional de", "dos", "da", "de", "para a", "Brasileira de", "Social", "Popular"],
        "Trabalhadores|Saúde|Educação|Direitos Humanos|Democracia|Justiça|Mulheres|Indústria|Desenvolvimento|Povo|Terra|Energia".split(
            "|"
        ),
    ),
    (
        """Association Fédération Institut Université Parti Mouvement Banque Union Conseil Académie Société Centre Ligue Front
        Rassemblement Alliance Syndicat Collectif Office""".split(),
        ["nationale des", "des", "du", "de la", "pour la", "national de", "pour le", "populaire"],
        "Travailleurs|Droits de l'Homme|Santé|Commerce|Peuple|Démocratie|Progrès|Développement|Jeunesse|Presse|Justice|Renouveau|Femmes".split(
            "|"
        ),
    ),
    (
        "Bharatiya Akhil Rashtriya Hindu Janata Lok Jan Maha Shiromani Swatantra Sarva Praja Samata Vishwa Bahujan".split(),
        ["Bharatiya", "Lok", "Janata", "Kisan", "Jan", "Krantikari", "Shakti", ""],
        "Sena|Dal|Morcha|Samaj|Sabha|Parishad|Sangh|Mandal|Manch|Samiti|Congress|Party|Sangathan|Desam".split(
            "|"
        ),
    ),
    (
        "Nippon Asahi Yomiuri Tokyo Osaka Sanyo Fuji Meiji Hokkaido Kansai Chubu Daiwa Kyodo Komei Yamato Taiyo Nihon".split(),
        ["Ishin no", "no", "Minshu", "Keizai", "Denki", "", ""],
        "Shimbun|Kai|To|Gakuin|Kogyo|Ginko|Kyokai|Rengo|Denryoku|Shuppan|Seiyaku|Sangyo|Undo".split(
            "|"
        ),
    ),
    (
        "Partai Persatuan Bank Universitas Gerakan Barisan Majlis Badan Yayasan Koperasi Dewan Parti".split(),
        ["Rakyat", "Nasional", "Islam", "Demokrasi", "Pembangunan", "Pekerja", ""],
        "Indonesia|Malaysia|Merdeka|Sejahtera|Bersatu|Keadilan|Negara|Mandiri|Amanah|Kebangsaan".split(
            "|"
        ),
    ),
    (
        "Hizb Jabhat Harakat Ansar Jamaat Jaish Kata'ib Lashkar Tehrik Majlis Ittehad Dar Bank Al".split(),
        ["al-", "ul-", "e-", "i-"],
        "Islam|Sham|Watan|Tahrir|Haq|Muminin|Nahda|Wahda|Sunna|Taiba|Islami|Insaf|Muslimeen|Umma|Wefaq|Amal|Thawra|Mashriq|Khaleej".split(
            "|"
        ),
    ),
    (
        "Deutsche Norddeutsche Österreichische Bayerische Schweizerische Freie Neue Allgemeine Christliche Vereinigte".split(),
        ["Landes", "Welt", "Industrie", "Handels", "Volks", "Zeit", "Verkehrs"],
        "bank|zeitung|partei|gesellschaft|werke|union|versicherung|verband|bund|hochschule".split(
            "|"
        ),
    ),
    (
        "Movimento Partito Banca Lega Unione Alleanza Associazione Fondazione Federazione Istituto Forza Comitato".split(),
        ["Nazionale", "Popolare", "della", "per la", "di", "dei", "Italiana"],
        "Libertà|Lavoro|Sviluppo|Popolo|Democrazia|Lavoratori|Giustizia|Salute|Roma|Cultura|Commercio|Risparmio".split(
            "|"
        ),
    ),
]


def foreign(pools: Pools, rng: random.Random) -> str:
    """A body with a name that is not English: "Unión Nacional de Periodistas"."""
    first, joint, last = (rng.choice(part) for part in rng.choice(FOREIGN))
    if joint.endswith("-"):
        return f"{first} {joint}{last}" if first != "Al" else f"Al {last}"
    if last[0].islower():
        return f"{first} {joint}{last}"
    return " ".join(word for word in (first, joint, last) if word)


def coined(rng: random.Random) -> str:
    """A made-up firm: "Novatek"."""
    start, middle, end = COINED
    return rng.choice(start) + (rng.choice(middle) if rng.random() < 0.6 else "") + rng.choice(end)


def body(pools: Pools, rng: random.Random) -> str:
    """A public body or an association."""
    topic, head = rng.choice(TOPIC), rng.choice(BODY)
    kind = rng.randrange(14)
    if kind >= 12:
        return foreign(pools, rng)
    if kind < 4:
        return f"{rng.choice(SCOPE)} {topic} {head}"
    if kind == 4:
        return f"{topic} {head}"
    if kind == 5:
        return f"{rng.choice(pools.demonym)} {topic} {head}"
    if kind == 6:
        return f"{rng.choice(pools.city)} {topic} {head}"
    if kind == 7:
        return f"{topic} {head} of {rng.choice(pools.country)}"
    if kind == 8:
        return f"{rng.choice(('Association', 'Union', 'Federation', 'Society', 'Council'))} of {rng.choice((rng.choice(pools.demonym), rng.choice(SCOPE)))} {rng.choice(PLURAL)}"
    if kind == 9:
        return f"{rng.choice((rng.choice(pools.country), rng.choice(pools.demonym), 'National'))} {rng.choice(('Union', 'Association', 'Federation'))} of {rng.choice(PLURAL)}"
    if kind == 10:
        return f"{rng.choice(('Institute', 'Centre', 'Center', 'Council', 'Coalition', 'Campaign', 'Committee', 'Movement'))} for {topic}"
    return f"{rng.choice(('Department', 'Bureau', 'Office', 'Board', 'Agency'))} of {rng.choice(MINISTRY)}"


def ministry(pools: Pools, rng: random.Random) -> str:
    return (
        f"Ministry of {rng.choice(MINISTRY)}"
        if rng.random() < 0.6
        else f"{rng.choice(MINISTRY)} Ministry"
    )


def firm(pools: Pools, rng: random.Random) -> str:
    """A company, with or without what says so."""

    def surname() -> str:
        return rng.choice(rng.choice(pools.surname))

    kind = rng.randrange(10)
    if kind < 2:
        return rng.choice(pools.company)
    if kind == 2:
        return coined(rng)
    if kind == 3:
        return f"{coined(rng)} {rng.choice(SUFFIX)}"
    if kind == 4:
        return (
            f"{rng.choice((surname(), coined(rng), rng.choice(pools.city)))} {rng.choice(BUSINESS)}"
        )
    if kind == 5:
        return f"{rng.choice((surname(), rng.choice(pools.city), rng.choice(SCOPE)))} {rng.choice(BUSINESS)} {rng.choice(SUFFIX)}"
    if kind == 6:
        return f"{surname()} & {rng.choice((surname(), 'Co.', 'Sons', 'Partners'))}"
    if kind == 7:
        return f"{surname()}, {surname()} & {surname()}"
    if kind == 8:
        return f"{surname()} {rng.choice(SUFFIX)}"
    return f"{rng.choice((rng.choice(pools.country), rng.choice(pools.demonym), rng.choice(SCOPE)))} {rng.choice(BUSINESS)} {rng.choice(SUFFIX)}"


def school(pools: Pools, rng: random.Random) -> str:
    place = rng.choice((rng.choice(pools.city), rng.choice(rng.choice(pools.surname))))
    return rng.choice((rng.choice(pools.university), f"University of {place}", f"{place} University", f"{place} State University",
                       f"{place} College", f"{place} University of Technology", f"{place} School of Business"))  # fmt: skip


def facility(pools: Pools, rng: random.Random) -> str:
    if rng.random() < 0.15:
        kind = rng.choice(
            (
                "Plaza",
                "Hotel",
                "Estadio",
                "Palacio",
                "Hospital",
                "Place",
                "Gare",
                "Masjid",
                "Villa",
                "Torre",
                "Campo",
            )
        )
        return f"{kind} {rng.choice(('', 'de ', 'San '))}{rng.choice(rng.choice(pools.surname))}"
    place = rng.choice(
        (rng.choice(pools.city), rng.choice(rng.choice(pools.surname)), pools.full_name(rng))
    )
    return f"{place} {rng.choice(FACILITY)}"


def law(pools: Pools, rng: random.Random) -> str:
    kind, topic = rng.choice(LAW), rng.choice(TOPIC)
    if kind in ("Treaty", "Convention", "Protocol", "Agreement") and rng.random() < 0.6:
        return f"{rng.choice(pools.city)} {kind}"
    return f"{topic}{rng.choice(('', '', ' and ' + rng.choice(TOPIC)))} {kind}{rng.choice(('', '', f' of {rng.randint(1890, 2025)}'))}"


def bill(pools: Pools, rng: random.Random) -> str:
    """A bill by its number."""
    return f"{rng.choice(('H.R.', 'S.', 'S.', 'H. Res.', 'Public Law'))} {rng.randint(2, 6500)}"


def road(pools: Pools, rng: random.Random) -> str:
    """A road by its number."""
    kind = rng.choice(
        ("Interstate ", "Highway ", "Route ", "I-", "U.S. Highway ", "State Route ", "U.S. ")
    )
    return f"{kind}{rng.randint(2, 299)}"


def event(pools: Pools, rng: random.Random) -> str:
    if rng.random() < 0.25:
        return f"{rng.choice(('Hurricane', 'Typhoon', 'Cyclone', 'Tropical Storm'))} {rng.choice(rng.choice(pools.given))}"
    return f"{rng.choice((rng.choice(pools.city), rng.choice(pools.demonym), rng.choice(pools.country)))} {rng.choice(EVENT)}"


def work(pools: Pools, rng: random.Random) -> str:
    """The title of a book, a film, a programme or a piece of music."""
    a, b = rng.sample(WORK, 2)
    kind = rng.randrange(10)
    if kind < 2:
        return a
    if kind == 2:
        return f"{a} {b}"
    if kind == 9:
        return f"{a} {rng.randint(2, 5)}"
    if kind == 3:
        return f"{a} of the {b}"
    if kind == 4:
        return f"{a} and {b}"
    if kind == 5:
        return f"{rng.choice(rng.choice(pools.given))}'s {a}"
    if kind == 6:
        return f"{a} in {rng.choice(pools.city)}"
    if kind == 7:
        return f"{rng.choice(('How', 'Why', 'When', 'Where', 'What'))} the {a} {rng.choice(('Changed', 'Saved', 'Lost', 'Made'))} the {b}"
    return pools.full_name(rng)


def acronym(pools: Pools, rng: random.Random) -> str:
    return "".join(
        rng.choice("AABCCDEEFGHIILMNNOOPPRSSTTUUVWZ") for _ in range(rng.choice((3, 3, 3, 4, 4, 5)))
    )


def union(pools: Pools, rng: random.Random) -> str:
    """A party or a movement."""
    if rng.random() < 0.4:
        return rng.choice(pools.party)
    if rng.random() < 0.3:
        return foreign(pools, rng)
    people = rng.choice(("People's", "National", "Democratic", "Social Democratic", "Liberal", "Conservative", "Workers'", "Popular",
                         "Patriotic", "United", "Socialist", "Congress", "Justice and Development", "Christian Democratic", "Green"))  # fmt: skip
    head = rng.choice(
        ("Party", "Party", "Front", "Union", "Movement", "Alliance", "Congress", "Coalition")
    )
    return f"{people} {head}{rng.choice(('', '', f' of {rng.choice(pools.country)}'))}"


def region(pools: Pools, rng: random.Random) -> str:
    """A province or district by its full name."""
    city = rng.choice(pools.city)
    kind = rng.choice(
        (
            "Province",
            "State",
            "District",
            "County",
            "Prefecture",
            "Region",
            "Oblast",
            "Governorate",
            "Municipality",
            "Island",
        )
    )
    return rng.choice((f"{city} {kind}", f"{city} {kind}", f"{city} City", f"Greater {city}"))


# What stands before a name in other parts of the world, and is no part of it.
TITLES_ABROAD = """Shri|Smt.|Sri|Alhaji|Chief|Mallam|Datuk|Dato'|Tan Sri|Tun|Khun|Ustad|Engr.|Barr.|Adv.|Prof. Dr.|Hon.|Dr. Mrs.|DGP|
Sheikh|Maulana|Ayatollah|Hojatoleslam|Pandit|Don|Señor|Monsieur|Herr|Father|Sister|Imam|Mufti|Nana|Oba|Otunba|Senator|
Ambassador|Rt. Hon.|Sir|Lt. Gen.|Insp.|SSP|CM|PM|MLA|MP|President|Governor|Mayor|Comrade|Pastor|Bishop|H.E.""".replace(
    "\n", ""
).split("|")


# The slots of our sentences and what fills them: label, maker.
MAKERS: dict[str, tuple[str, Callable[[Pools, random.Random], str]]] = {
    "person": ("PERSON", lambda p, r: person(p, r)),
    "surname": ("PERSON", lambda p, r: r.choice(r.choice(p.surname))),
    "country": ("GPE", lambda p, r: r.choice(p.country)),
    "city": ("GPE", lambda p, r: r.choice(p.city)),
    "demonym": ("NORP", lambda p, r: r.choice(p.demonym)),
    "people": ("NORP", lambda p, r: r.choice(p.demonyms)),
    "party": ("ORG", union),
    "firm": ("ORG", firm),
    "coined": ("ORG", lambda p, r: coined(r)),
    "body": ("ORG", body),
    "ministry": ("ORG", ministry),
    "school": ("ORG", school),
    "team": ("ORG", lambda p, r: r.choice(p.team)),
    "media": ("ORG", lambda p, r: re.sub(r"^The ", "", r.choice(p.media))),
    "acronym": ("ORG", acronym),
    "facility": ("FAC", facility),
    "foreign": ("ORG", foreign),
    "region": ("GPE", region),
    "ethnic": ("NORP", lambda p, r: r.choice(p.ethnic)),
    "title": ("", lambda p, r: r.choice(TITLES_ABROAD)),
    "work": ("WORK_OF_ART", work),
    "nature": ("LOC", lambda p, r: r.choice(p.nature)),
    "law": ("LAW", law),
    "bill": ("LAW", bill),
    "road": ("FAC", road),
    "event": ("EVENT", event),
}


def person(pools: Pools, rng: random.Random) -> str:
    """A full name, at times with an initial, a second surname or two given names."""
    region = rng.randrange(len(pools.given))
    given, surname = pools.given[region], pools.surname[region]
    kind = rng.randrange(10)
    if kind == 0:
        return f"{rng.choice(given)} {rng.choice('ABCDEFGHJKLMNPRSTVW')}. {rng.choice(surname)}"
    if kind == 1:
        return f"{rng.choice('ABCDEFGHJKLMNPRST')}.{rng.choice('ABCDEFGHJKLMNPRST')}. {rng.choice(surname)}"
    if kind == 2:
        return f"{rng.choice(given)} {rng.choice(given)} {rng.choice(surname)}"
    if kind == 3:
        return f"{rng.choice(given)} {rng.choice(surname)}{rng.choice(('-', ' '))}{rng.choice(surname)}"
    return f"{rng.choice(given)} {rng.choice(surname)}"


# --- sentences ---

_PART = re.compile(r"\{(\w+)(?:\.(\w+))?\}|\[((?:[^\[\]|]|\{\w+\})+)\|([A-Z_]+)\]")


def sentence(line: str, pools: Pools, rng: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """A line of names_sentences.txt with its slots filled: text and names."""
    chosen: dict[tuple[str, str], str] = {}
    text, names, last = "", [], 0

    def fill(slot: str, key: str | None) -> str:
        if slot == "last":
            return chosen["person", key or ""].removesuffix(" Jr.").rsplit(" ", 1)[-1]
        made = MAKERS[slot][1](pools, rng)
        return made if key is None else chosen.setdefault((slot, key), made)

    for match in _PART.finditer(line):
        text += line[last : match.start()]
        last = match.end()
        slot, key, surface, label = match.groups()
        if slot is not None:
            surface = fill(slot, key)
            label = "PERSON" if slot == "last" else MAKERS[slot][0]
        else:
            surface = re.sub(r"\{(\w+)\}", lambda inner: fill(inner.group(1), None), surface)
        if label:
            names.append((len(text), len(text) + len(surface), label))
        text += surface
    return text + line[last:], names
