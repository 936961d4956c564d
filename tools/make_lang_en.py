#!/usr/bin/env python3
"""Make csrc/src/lang_en_words.inc: what the tokenizer and the sentence splitter know about English.

Usage: tools/make_lang_en.py [--check]

The lists below are the source.  They are folded to lower case (ASCII) and laid out as an
open-addressed hash table; lang_en.c looks words up in it.  No entry is longer than 16 bytes.  The
order of LISTS is that of the properties NG_EN_* in lang_en.h.
"""

import pathlib
import sys

import word_table

OUTPUT = pathlib.Path(__file__).parent.parent / "csrc" / "src" / "lang_en_words.inc"

LISTS = {
    # Their stop never ends a sentence: a name follows.
    "TITLE": """
        mr mrs ms mx p.s ret messrs mme mlle dr drs prof rev fr msgr hon amb gov govs sen sens rep
        reps pres gen maj col lt sgt capt cpl pvt pfc spc adm cmdr cdr brig comdr insp supt det cllr
        ald asst assoc dep dir treas sec atty st ste mt ft dist lt.cdr lt.col lt.gen maj.gen
        brig.gen vs v viz cf e.g i.e eg rs ca approx al f.e resp incl rt.rev h.m.s u.s.s r.m.s
    """,
    # Their stop belongs to them before a number only: "No. 3", "p. 55".
    "NUMBERED": """
        no nos p pp vol vols art arts fig figs ch chap chaps sec secs sect par para op bk ext tel ph
        pt pts n cl ex exh app rm ste apt
    """,
    "MONTH": "jan feb mar apr jun jul aug sep sept oct nov dec",
    "DAY": "mon tue tues wed thu thur thurs fri sat sun",
    # Abbreviations that may end a sentence as well.
    "ABBR": """
        inc corp co cos ltd ltda plc pty llc llp bros assn mfg intl dept univ inst govt natl mgmt
        mgr jr sr esq ph.d m.d b.a m.a m.b.a b.s m.s ll.b ll.m d.phil ed.d d.d.s r.n ext est
        attn ala ariz ark calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss
        mo mont neb nebr nev okla ore oreg pa penn tenn tex vt va wash wis wisc wyo w.va alta ont
        que sask ave blvd rd hwy pkwy bldg sq rte ln pl ct mts mtn ft lb lbs oz yd yds gal qt hr hrs
        min mins mph cu wk wks yr yrs mos bn mn tn temp max avg ed eds trans ibid exec comm
        const cont misc num tech med admin acct adj adv s.p.a s.a.r.l gmbh c.v btw
    """,
    # Like these, but before any other capital than a few.
    "CLOCK": "a.m p.m am pm etc pct",
    # An abbreviation only with a capital: in lower case it is another word ("sun", "ill").
    "CAPITAL": """
        mar sat sun mon wed ill ind mass miss wash la pa del art pro cap sec gen col dep det dir
        pres hon rep reps gov adm mt st const comm ore md co fr ste rev ala mo me cl ex op app ch
    """,
    # With a stop they are words far more often than abbreviations.
    "WORDLIKE": """
        no art fig ex par op app in sun sat mar mass ill pro max temp ext cap med dep cont est trans
        gal del tech cl mon wed fri tel sect adv miss pm am ph min
    """,
    # Words that open a sentence when they stand capitalised behind an abbreviation.
    "STARTER": """
        the a an this that these those it its he she they we you his her their our your my there
        here i but and so yet or nor if when while where why how what who whose which whether
        although though because since after before until once unless as in on at by for from with
        without during despite among amid between beyond under over through throughout about against
        besides instead however meanwhile moreover furthermore nevertheless nonetheless still then
        thus therefore also even only just perhaps maybe now today yesterday tomorrow both each
        every either neither some many most all several few other others another any no none not
        nobody nothing never such one two three four five six seven eight nine ten mr mrs ms last
        earlier later recently currently according like unlike to of do does did let let's there's
        that's it's he's she's they're we're you're i'm i've i'll don't didn't isn't yes well oh
        please indeed rather otherwise hence additionally
    """,
    # Openers if the word behind them is in small letters: in a headline it is not.
    "COMMON": """
        officials authorities witnesses thousands hundreds dozens millions tens scores analysts
        experts scientists lawmakers researchers critics doctors supporters protesters rebels
        militants soldiers residents students investors traders shares stocks prices sales travelers
        economists executives companies consumers employees employers workers people insurgents
        gunmen leaders members voters seniors diplomats negotiators demonstrators defendants
        prosecutors participants insiders observers lawyers officers police troops shareholders
        bankers buyers sellers opponents reports details evidence talks fighting tensions
        legislation funding funds opposition statement crude aid actually unable unfortunately
        specifically finally nearly approximately shortly clearly indeed together yet simply overall
        previously subsequently eventually ultimately apparently fortunately naturally obviously
        first second third next initially originally generally usually often sometimes always
        traditionally historically given based asked having using including speaking citing joining
        increasing continuing ensuring recognizing following according combined compared founded
        faced born once thanks thank due depending assuming considering additional current several
        former recent similar various significant near political official between below along upon
        per via amid outside inside across around behind above down up off out anyone everyone
        someone everything something whether whoever whatever wherever whenever neither plus much
        more less enough then right early late yesterday tonight too very quite almost already soon
        later why whom three thirteen fourteen fifteen sixteen twenty thirty forty fifty eleven
        twelve thus separately elsewhere insofar
    """,
    # Openers after "I." and clock times only: in headlines they follow "U.S." as verbs.
    "AUXILIARY": "is are was were has have had will would can could may might should must am",
    "PREPOSITION": """
        at by on from before after until till since around about between during near past as in for
        with
    """,
    "WEEKDAY": "monday tuesday wednesday thursday friday saturday sunday",
    "MONTHNAME": """
        january february march april may june july august september october november december
    """,
    "ZONE": """
        et est edt pt pst pdt ct cst cdt mt mst mdt gmt utc bst ist cet cest eet msk jst hkt sgt
        aest aedt eastern pacific central mountain local greenwich moscow zulu
    """,
    # Endings of hosts and files, so that "example.com" is one token but "end.the" is three.
    "TLD": """
        com org net gov edu mil int info biz io co uk us ca au de fr nl eu ru cn jp in it es ch se
        br za ie nz pl fi dk gr ro hu tr ua sg hk kr tw mx ng ke tv me ly fm ai app dev news blog
        online site tech
    """,
    "FILE": """
        txt doc docx pdf html htm xls xlsx csv ppt pptx jpg jpeg png gif bmp mp3 mp4 avi mov wav zip
        exe json xml js py asp aspx php wpd rtf tif tiff eml
    """,
    # Words that begin with an apostrophe: 'em, 'til, rock 'n' roll.
    "ELISION": """
        em til till cause n bout round neath cept nother nuff twas twere tis tisn twill im er cuz
        ere ol nd gainst
    """,
    # Words that end in one: goin', nothin', ol' -- the dropped g, mostly.
    "DROPPED": """
        goin doin sayin nothin somethin anythin everythin comin gettin lookin talkin tryin thinkin
        makin livin runnin workin playin lovin feelin singin rockin kickin bein havin takin givin
        rollin fightin fishin huntin mornin ol th lil mo gon drinkin cookin ballin rappin bangin
        drivin ridin walkin waitin tellin puttin
    """,
    # Cut off a number: 3.5|bn; those of a single letter only behind a currency sign.
    "MAGNITUDE": "bn mn tn trn mln bln k m b t million billion trillion",
    # Units that UD English cuts off a number.
    "UNIT": """
        am pm a.m p.m kg km mm cm mg ml mi ft lb lbs oz mph kph kw mw gw mb gb tb kb hz khz mhz ghz
        hr hrs min mins sec yr yrs g l v w m k c f in yd ha px fps kwh mwh
    """,
    # Prefixes that UD English leaves joined to their word: non-commercial, e-mail.
    "PREFIX": """
        non anti pre post co re pro e ex ultra un multi semi pseudo inter intra sub super counter bi
        tri trans mis vice mid proto infra extra micro macro mega mini hyper cross over
        neo socio
    """,
    # Names that end in an exclamation mark.
    "MARKED": "yahoo jeopardy yum joomla",
    # Verbs that attribute speech.
    "SAY": """
        said says say asked asks added replied told wrote shouted cried exclaimed yelled called
        answered demanded wondered tweeted quipped joked screamed whispered continued responded
        declared
    """,
    # Clitics, without their apostrophe.
    "CLITIC": "s re ve ll d m",
    # Who or what a picture is credited to, before a slash and the photographer.
    "CREDIT": """
        photo photos image images picture pictures handout pool getty ap afp reuters epa efe upi
        xinhua tass bloomberg zuma alamy shutterstock archive library file
    """,
    # Openers that go on with the sentence where all is in capitals: "U.S. AND JAPAN AGREE".
    "LINK": """
        and or nor of to as in on by for from with at but not amid over under through against about
        between beyond during despite without like unlike still also even only just most last now so
        whether while after before until since
    """,
    # Contractions written as one word; the digit is where Penn cuts them (twice for "dunno").
}
CUTS = {
    "cannot": 3,
    "gonna": 3,
    "gotta": 3,
    "wanna": 3,
    "gimme": 3,
    "lemme": 3,
    "dunno": 2,
    "outta": 3,
}
# Those that lack their apostrophe, cut in UD English only.
INFORMAL = {
    **{
        word: len(word) - 2
        for word in ["dont", "cant", "wont", "didnt", "doesnt", "isnt", "wasnt", "arent"]
    },
    "werent": 4,
    **{
        word: len(word) - 2
        for word in ["havent", "hasnt", "hadnt", "couldnt", "wouldnt", "shouldnt", "aint"]
    },
    **{word: len(word) - 1 for word in ["im", "thats", "whats", "theres", "lets"]},
    **{word: len(word) - 2 for word in ["ive", "youre", "youve", "theyre"]},
    "alot": 1,
}

BITS = 11
INFORMAL_BIT = 27
CUT_SHIFT = 28


def all_words() -> dict[str, int]:
    words: dict[str, int] = {}
    for bit, text in enumerate(LISTS.values()):
        for word in text.split():
            if len(word) > word_table.MAX_BYTES:
                raise ValueError(f"{word} is longer than 16 bytes")
            words[word] = words.get(word, 0) | 1 << bit
    for word, cut in CUTS.items():
        words[word] = words.get(word, 0) | cut << CUT_SHIFT
    for word, cut in INFORMAL.items():
        words[word] = words.get(word, 0) | cut << CUT_SHIFT | 1 << INFORMAL_BIT
    return words


def make_table() -> str:
    words = all_words()
    lines = [
        "/* Made by tools/make_lang_en.py; do not edit. */",
        "/* clang-format off */",
        f"#define LANG_EN_BITS {BITS}",
        "",
        "static const lang_en_entry lang_en_words[1 << LANG_EN_BITS] = {",
    ]
    for slot, entry in enumerate(word_table.slots(words, BITS)):
        if entry is not None:
            low, high = word_table.key(entry)
            value = f"0x{low:016x}u, 0x{high:016x}u, 0x{words[entry]:x}u"
            lines.append(f"    [{slot}] = {{{value}}}, /* {entry} */")
    lines += ["};", "/* clang-format on */"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(word_table.main(OUTPUT, make_table()))
