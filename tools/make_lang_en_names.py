#!/usr/bin/env python3
"""Make csrc/src/lang_en_names.inc: what single words say about the name they stand in.

The lists below are the source, closed classes of English only: no names.  They are in lower case and laid out as an
open-addressed hash table; lang_en_names.c looks words up in it.  No entry is longer than 16 bytes.
"""

import sys
from pathlib import Path

import word_table

LISTS = {
    # Not part of a name when they open a sentence, nor capitalised in a headline.
    "FUNCTION": """a an the this that these those it its it's he she they we you i his her their our your my me him them us
        there here one two three four five six seven eight nine ten many most some several few all both each every any no
        none other others another such same more less least first second third last next
        but and so yet or nor if when while where why how what who whose whom which whether although though because since
        in on at by for from to of with without within into onto over under above below between among amid amidst across
        along around about against after before behind beyond during despite except inside outside near off out through
        throughout toward towards until till up upon down per via versus vs as than like unlike unless
        however meanwhile moreover furthermore also still then thus therefore instead otherwise nevertheless nonetheless
        indeed perhaps maybe often sometimes usually recently currently earlier later now today yesterday tomorrow tonight
        once again only just even not never ever always already soon yes no please thanks ok okay
        is are was were be been being am do does did have has had will would can could may might must shall should
        let get got go going make made see said says say according following including regarding based given
        to-day well too very much additionally finally eventually subsequently previously originally quite rather
        almost nearly whatever whenever wherever anyone everyone someone nobody nothing everything something anything""",
    # Opens sentences as a common word far more often than as a name of its own, but may begin a longer one.
    "COMMON": """officials police authorities residents witnesses experts analysts critics supporters protesters opponents
        people women men children students workers lawmakers scientists researchers doctors reporters journalists investors
        government state states federal national local international global foreign public private former late
        old young good great big small high low long short early best better top key part parts half
        photo photos video image images file update updated breaking exclusive report reports reporting editing writing
        analysis opinion editorial news story stories read watch listen click contact shares stocks oil gold markets
        sources source note editor new gunmen rebels troops militants soldiers insurgents demonstrators activists
        president minister prime king queen court parliament army opposition iraqis group groups security aid
        suspected separately senior deputy human thousands hundreds dozens millions earlier judge prosecutors
        investigators attorneys defense defence hurricane war peace election elections voters
        north south east west northern southern eastern western central upper lower middle special
        members member families sunday christmas easter day week month year spring summer autumn fall winter
        internet web house university departments divisions offices agencies courts county city village town province district island river god""",
    # Common words for all their capitals: never an organisation.
    "INITIALISM": """tv tvs h.i.v ngo ngos dna rna hiv aids gdp gnp ceo ceos cfo coo cto phd lng lpg tb pcr vip vips suv suvs atm
        atms id ids it ai pr hr ufo ufos gps usb sms cd cds dvd dvds pc pcs er icu mp mps mla mlas pm am ad bc usa
        diy faq lgbt lgbtq lgbtqi ipo ipos ied ieds wmd wmds ptsd adhd covid sars mers std stds ivf mri ct url html http
        www pdf rsvp ok sos asap aka rpm mph kph gmt utc est edt pst usd gbp eur inr cny jpy aud cad chf hkd nt rs
        i ii iii iv v vi vii viii ix x xi xii xiv xv mvp rbi era otp fir sim vat gst hd 3d 4k led lcd cctv
        b.c a.d uav uavs ev evs nev nevs pov rip tba q1 q2 q3 q4 a&e r&d p.s ps no. bbq dj djs mc emt pta hpv api cpu gpu
        apr cpi ppi pmi roi kpi esg m&a etf etfs nda rfp""",
    # Joins the parts of an organisation's or a place's name.
    "LINK": "of and for the & on de la du des del y e",
    # Belongs to the family name behind it.
    "PARTICLE": """van von der den de la le di da do dos das du del della bin ibn ben al el abu um ter ten zu zur st san
        mac mc""",
    "HONORIFIC": """mr mrs ms mx miss messrs mme mlle dr prof rev fr hon sir dame lord lady sen sens rep reps gov gen lt
        col maj capt sgt cpl pvt pfc spc adm cmdr brig insp supt det amb atty cllr msgr ayatollah sheikh sheik imam
        mullah rabbi monsignor pope herr frau signor senor justice""",
    # Of those, what is another word without its stop.
    "STOPPED": "sen sens rep reps fr hon det adm brig rev gov amb cpl pvt maj insp supt atty",
    # A function: with a name behind it, the name's title.
    "TITLE": """president vice-president premier minister secretary chancellor chairman chairwoman chairperson chair
        senator representative congressman congresswoman governor mayor judge ambassador envoy general colonel major
        captain lieutenant sergeant corporal admiral commander marshal brigadier commodore inspector detective
        superintendent constable officer sheriff king queen prince princess emperor sultan emir duke duchess earl baron
        baroness count countess archbishop bishop cardinal reverend pastor father sister professor doctor director
        president-elect spokesman spokeswoman spokesperson commissioner attorney prosecutor speaker leader chief
        secretary-general director-general undersecretary coach manager founder co-founder owner editor analyst
        economist activist lawmaker councillor councilman councilwoman deputy correspondent reporter author actor actress
        singer diplomat treasurer dean rector principal administrator adviser advisor counsel ex-president
        assemblyman assemblywoman comptroller taoiseach prosecutor-general ceo cfo coo cto agent private specialist
        trooper patriarch caliph vicar deacon canon mp barrister striker midfielder defender goalkeeper quarterback
        prophet presidents ministers secretaries senators representatives governors mayors judges ambassadors generals colonels
        attorneys prosecutors professors directors congressmen commissioners chairmen agents officers detectives
        charge whip nominee candidate inspectors sergeants justices councilmen businessman cleric warlord""",
    # Stands before a word of TITLE and belongs to it.
    "MODIFIER": """prime vice deputy assistant associate acting interim former ex- senior chief foreign defense defence
        interior finance justice health education economy trade transport energy environment agriculture labor labour
        information home press executive managing district supreme crown attorney solicitor staff major rear
        first special under police fire brig lieutenant opposition majority minority party campaign team head co- grand
        national security house senate state treasury commerce intelligence culture communications tourism planning
        development petroleum water industry housing youth sports immigration homeland principal secretary permanent
        inspector high lead full master gunnery petty lance field group wing squadron air commander-in-""",
    # Ends the name of a body; a nationality before it stands apart (State Department, Iraqi Army).
    "BODY": """ministry department army navy parliament congress senate court assembly cabinet government police guard
        forces force corps embassy treasury legislature judiciary knesset politburo administration house""",
    # Ends the name of an organisation.
    "ORG": """university college school academy institute institution institutes foundation association federation
        confederation union party committee commission council board bureau agency authority office organization
        organisation society club league alliance coalition movement front brigade brigades network group fund bank
        church mission centre center center's trust company corporation holdings industries partners
        enterprises systems technologies solutions services service airlines airways motors
        pharmaceuticals press times post journal tribune herald gazette magazine observer chronicle guardian telegraph
        broadcasting television radio studios records orchestra ministries laboratory laboratories lab labs
        museum library fc cf afc sc hospital hospitals exchange chamber conference
        division directorate secretariat tribunal consortium initiative program programme project campaign
        jihad militia syndicate cartel regiment battalion squadron fleet command securities insurance
        brotherhood caucus conservancy registry clinic seminary polytechnic faculty registry crescent cross panel survey
        firm llp associates bancorp entertainment section branch unit""",
    # The legal form of a company.
    "SUFFIX": """inc corp co ltd llc llp plc gmbh ag sa nv spa limited incorporated corporation pte pty bhd oyj ab asa
        kk lp holdings s.a s.p.a n.v b.v l.l.c l.p a.g c.a s.a.e s.r.l""",
    # "University of X": takes its name from behind.
    "OF": """agency foundation fund initiative coalition network partnership panel faculty university college school academy institute ministry department bank court house office board council
        association federation union party society bureau church organization organisation committee commission league
        congress parliament assembly museum centre center chamber army movement front brotherhood guild daughters
        sons knights order bar government confederation alliance centers institutes centres
        institutes archdiocese diocese division embassy corps legion friends fellowship conference
        community council-general""",
    # Of those, what may go on with "and": Department of Health and Human Services.
    "OF_AND": "ministry department office committee bureau institute centers centres board commission school organization",
    "FAC": """airport bridge stadium street avenue road boulevard highway tower building palace arena prison jail
        station terminal plaza square hall theater theatre dam tunnel expressway freeway parkway cathedral mosque
        temple synagogue monastery shrine fort barracks refinery plant raceway speedway cemetery hotel
        park zoo garden gardens observatory basilica lane drive courthouse mall penitentiary port complex harbor harbour marina memorial monument base airbase airfield dike levee camp gymnasium bypass shipyard racecourse""",
    "LOC": """river sea ocean lake mountain mountains island islands peninsula valley desert bay strait straits gulf canal
        coast basin forest glacier falls reef archipelago cape hills heights plateau delta range beach creek
        canyon volcano swamp atoll strip rainforest""",
    # Stands before its name: Lake Chad, Mount Sinai, Gulf of Aden.
    "LOC_FIRST": "lake mount mt gulf cape strait river sea bay isle isles port camp",
    "GPE": "county province state district prefecture governorate region republic kingdom city township parish village town emirate",
    "GPE_OF": """republic kingdom state city province district county town village commonwealth emirate settlement
        towns cities villages provinces districts counties municipality suburb township""",
    "LAW": """act treaty accord accords constitution amendment protocol convention conventions agreement pact code bill
        statute""",
    "LAW_OF": "treaty bill declaration",
    "EVENT": """war olympics games championships championship cup festival revolution tournament marathon derby
        massacre uprising intifada summit holocaust expo""",
    "EVENT_OF": "battle siege",
    "EVENT_FIRST": "hurricane typhoon cyclone tropical operation",
    "AWARD": "prize award awards medal",
    # Part of a region's name: "North Roe".
    "DIRECTION": "north south east west northern southern eastern western central upper lower greater",
    # A body without more: Congress.
    "ALONE": """congress parliament senate house pentagon kremlin knesset politburo bundestag interpol""",
    "JUNIOR": "jr sr ii iii iv",
    "CALENDAR": """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
        january february march april may june july august september october november december
        jan feb mar apr jun jul aug sep sept oct nov dec gmt utc est edt pst pdt cst cdt bst ist am pm a.m p.m""",
    # What a quoted title of one or two words follows: the film.
    "WORK_CUE": """titled entitled book film movie novel song album play poem essay memoir documentary series show
        single painting hit""",
    # What a place follows, alone or as one of few things.
    "IN": "in near outside",
    # Stands before a person or behind one.
    "SAY": """said says told added asked replied wrote tweeted argued claimed explained noted warned insisted acknowledged
        testified recalled joked who whose""",
    # A person's time in office: "the Roe administration".
    "TERM": "administration presidency doctrine",
    # Their possessive is part of a name: "People's Front".
    "OWNER": """people lord women men children girls boys workers farmers teachers veterans nurses officers consumers king
        queen prince world nation citizens youth mothers lloyd moody democratic socialist""",
    # "A stake in Roe": an organisation follows their "in".
    "STAKE": "stake stakes share shares interest interests investment investor investors holding holdings pct percent confidence",
    # What belongs to an organisation: "Roe spokesman".
    "ORG_CUE": "spokesman spokeswoman spokesperson spokespeople shares executives employees ceo cfo shareholders",
    # A person's function in lower case.
    "ROLE": """spokesman spokeswoman spokesperson president minister secretary chairman chairwoman director analyst leader
        lawyer attorney coach chief singer actor actress author professor activist economist writer journalist
        reporter correspondent commander general governor mayor senator judge ambassador envoy manager founder
        executive officer owner editor historian wife husband son daughter brother sister mother father
        friend colleague widow striker midfielder defender goalkeeper captain winger rapper musician
        director-general co-founder adviser advisor strategist candidate lawmaker legislator prosecutor architect
        novelist poet filmmaker producer designer artist philosopher scientist researcher physicist biologist
        quarterback teammate counterpart premier chancellor king queen prince princess cleric preacher
        star champion winner resident nominee rival successor predecessor""",
}

TARGET = Path(__file__).resolve().parents[1] / "csrc" / "src" / "lang_en_names.inc"
WHY = """/* A bit for each slot of the 8192 that a longer hash could take: most words are not here, and need not touch
   the table to know. */"""


def all_words():
    """Each word with a bit for each list that has it, in the order of csrc/src/lang_en_names.h."""
    assert len(LISTS) <= 64
    words = {}
    for bit, text in enumerate(LISTS.values()):
        for word in text.split():
            if len(word) <= word_table.MAX_BYTES:
                words[word] = words.get(word, 0) | 1 << bit
    return words


if __name__ == "__main__":
    made = word_table.text_of(all_words(), "name", "make_lang_en_names.py", 11, 13, 9, WHY)
    sys.exit(word_table.main(TARGET, made))
