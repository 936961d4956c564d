#!/usr/bin/env python3
"""Make csrc/src/lang_en_speech.inc: what single words say about who said what.

The lists below are the source, in lower case: reporting verbs with their classes, words that end a noun phrase, nouns for
sources.  They are laid out as an open-addressed hash table; lang_en_speech.c looks words up in it.  No entry is longer than
16 bytes.
"""

import sys
from pathlib import Path

import make_lang_en_names
import word_table

# cue_class in the order of ng_cue_class.
CLASSES = "say claim deny ask urge promise announce agree accuse write think show other".split()

# Verbs by class: the letters say what can follow.
#   c  a clause, with "that" or without     w  a clause, but with "that" only
#   t  a to-clause                          o  whom it is said to, before the clause
#   m  words in quotation marks only        p  also passive with a to-clause: "is said to have"
#   n  a noun phrase: "praised the plan"    a  "about", "of" or "on" and a noun phrase
#   r  "to" and a noun phrase               f  "for" or "against" and a noun phrase
VERBS = {
    "say": """say:cp tell:cow state:c add:c note:cn remark:c comment:ma report:cp explain:cn mention:wn observe:w recall:cn reply:c
        respond:c answer:c joke:ca quip:c continue:m conclude:c stress:cn emphasize:cn emphasise:cn reiterate:cn repeat:wn confirm:c
        inform:ow testify:c declare:c disclose:cn reveal:cn clarify:w elaborate:ma recount:wn whisper:m shout:m
        yell:m exclaim:m interject:m opine:c reason:m counter:c retort:m begin:m laugh:m sigh:m chime:m remind:ow assure:ow
        notify:ow brief:m affirm:c attest:w underscore:wn highlight:wn signal:w hint:c caution:c quote:m cite:mn proclaim:c
        voice:mn express:mn chant:m marvel:m muse:m gush:m lament:cn complain:ca deadpan:m summarize:m summarise:m
        reference:n discuss:n outline:n tout:n echo:n bemoan:n talk:a speak:a refer:r point:r allude:r make: put:""",
    "claim": """claim:ct assert:c contend:c maintain:c insist:c argue:cf allege:cp suggest:cn imply:c boast:ca posit:w
        speculate:c theorize:w brag:wa defend:n""",
    "deny": "deny:c dispute:wn refute:wn rebut:wn disagree:m dismiss:mn reject:mn",
    "ask": "ask:otaf question:wn inquire:wa wonder:w query:m",
    "urge": """urge:otwn demand:wtn request:wt order:otw advise:otw recommend:cn beg:ot implore:ot encourage:ot plead:wf
        propose:wtn warn:coa instruct:otw appeal:m exhort:ot call:m push:f advocate:nf lobby:f""",
    "promise": "promise:cton vow:ctn pledge:ctn swear:c threaten:tw guarantee:w volunteer:w refuse:t decline:t",
    "announce": "announce:c",
    "agree": "agree:wt acknowledge:cn admit:c concede:cn confess:w concur:w grant:w endorse:n",
    "accuse": """accuse:m blame:mn charge:w criticize:mn criticise:mn condemn:mn denounce:mn slam:mn blast:mn decry:mn mock:mn
        label:mn deride:mn describe:mn characterize:mn characterise:mn dub:mn praise:mn lambaste:mn deem:mn brand:m hail:mn
        oppose:n portray:n assail:n applaud:n laud:n ridicule:n scold:n chide:n rebuke:n berate:n disparage:n
        congratulate:n liken:n rail:f""",
    "write": "write:c tweet:c post:m blog:w text:m email:m",
    "think": """think:cp believe:cp hope:ctf expect:cotp fear:cn feel:c know:w consider:wp doubt:c worry:ca predict:cn
        estimate:cp anticipate:w assume:c suspect:cp understand:wp realize:w realise:w wish:w guess:c suppose:c conclude:c
        notice:w remember:w recognize:w recognise:w discover:w
        decide:w determine:wp imagine:w project:wp forecast:w reckon:c figure:c calculate:w foresee:w
        prefer:n""",
    "show": "show:cn find:cn indicate:c prove:w demonstrate:w",
    "other": "learn:w view: regard: perceive: hear:w read:w rule:c decree:w mean:m see:mw",
}

IRREGULAR = {
    "say": "says said saying said",
    "tell": "tells told telling told",
    "think": "thinks thought thinking thought",
    "feel": "feels felt feeling felt",
    "know": "knows knew knowing known",
    "write": "writes wrote writing written",
    "swear": "swears swore swearing sworn",
    "begin": "begins began beginning begun",
    "understand": "understands understood understanding understood",
    "find": "finds found finding found",
    "show": "shows showed showing shown",
    "foresee": "foresees foresaw foreseeing foreseen",
    "hear": "hears heard hearing heard",
    "read": "reads read reading read",
    "mean": "means meant meaning meant",
    "see": "sees saw seeing seen",
    "forecast": "forecasts forecast forecasting forecast",
    "deny": "denies denied denying denied",
    "imply": "implies implied implying implied",
    "reply": "replies replied replying replied",
    "testify": "testifies testified testifying testified",
    "clarify": "clarifies clarified clarifying clarified",
    "notify": "notifies notified notifying notified",
    "worry": "worries worried worrying worried",
    "decry": "decries decried decrying decried",
    "query": "queries queried querying queried",
    "admit": "admits admitted admitting admitted",
    "beg": "begs begged begging begged",
    "plan": "plans planned planning planned",
    "quip": "quips quipped quipping quipped",
    "rebut": "rebuts rebutted rebutting rebutted",
    "concur": "concurs concurred concurring concurred",
    "brag": "brags bragged bragging bragged",
    "slam": "slams slammed slamming slammed",
    "dub": "dubs dubbed dubbing dubbed",
    "blog": "blogs blogged blogging blogged",
    "put": "puts put putting put",
    "make": "makes made making made",
    "speak": "speaks spoke speaking spoken",
    "prefer": "prefers preferred preferring preferred",
    "refer": "refers referred referring referred",
    "echo": "echoes echoed echoing echoed",
    "lobby": "lobbies lobbied lobbying lobbied",
}

# Forms that are more often another word: no cues.
NEVER = "supposed state rules rule projects project questions question suspected written mean means meaning read"
# Forms that are another word unless "that" follows.
THAT_ONLY = "states alleged known thought felt figures figure guess posted"

# States of mind: what is behind "is" and before "that"; told from verbs by their letters, "wr".
STATES = "sure certain confident convinced concerned worried afraid aware hopeful optimistic adamant doubtful"

# Nouns that say what somebody says of something: the letters as for verbs, but "r" before a
# to-clause.  With their source only: "Roe's criticism of", "her promise to".
NOUNS = """comment:a comments:a remark:a remarks:a criticism:a criticisms:a warning:a warnings:a complaint:a complaints:a
    statements:a condemnation:a denunciation:a concerns:a promise:ra promises:ra pledge:r pledges:r vow:r vows:r
    threat:r threats:r refusal:r offer:r proposal:r proposals:r call:rf calls:rf demand:rf demands:rf request:r requests:r"""

# Past forms that do not end in -ed, of verbs that report nothing.
PAST = """met saw beat shot won lost got gave took made left sent held kept led fed hit quit ran came went built bought brought
    caught taught fought knew grew drew threw flew spoke broke chose drove rode rose fell paid laid stood sat became stole
    sold struck won wore spent lent dealt slept swept wept crept hid slid bit lit shook froze woke sang rang sank drank swam
    hung stuck swung dug fled bled bred sped sued died"""
PAST_BIT = 15
ROLE_BIT = 60  # words of functions are those of names

LISTS = {
    # Ends a noun phrase to the left, begins one to the right.
    "DET": "the a an this that these those some any no each every both all another many several few most such its",
    "SUBJECT": "he she they we i you it who",
    "OBJECT": "him her them us me himself herself themselves itself",
    "POSSESSIVE": "his her their our my your its whose",
    "AUX": """is are was were be been being am has have had having do does did 's 're 've 'd 'm isn't aren't wasn't weren't
        hasn't haven't hadn't doesn't didn't don't ai""",
    "MODAL": "will would can could shall should may might must 'll wo ca cannot need ought",
    "NOT": "n't not never neither nor hardly n’t",
    "PREP": """of in on at by for from to with without within into onto over under above below between among amid across along
        around about against after before behind beyond during despite except inside outside near off through throughout toward
        towards until till up upon down per via like unlike regarding concerning following including out alongside""",
    "CONJ": "and or but nor yet so & plus",
    "SUBORD": "that because since although though if unless while whereas when whenever where wherever as than once whether lest",
    "WH": "which who whom whose what why how where when whoever whatever whether",
    "ADVERB": """also later then now today yesterday tomorrow recently repeatedly often always never already still just only even
        again once earlier previously publicly privately first instead meanwhile however therefore thus too soon long ever
        simply merely further furthermore sometimes usually frequently separately now ago though perhaps maybe there here
        afterward afterwards aloud alone yet quietly tonight back initially originally so once more""",
    # Nouns for sources.
    "ANONYMOUS": """diplomats officials official sources source aides aide authorities authority witnesses witness insiders insider
        people person eyewitnesses onlookers informant informants whistleblower whistleblowers intermediaries individuals operatives operative
        eyewitness employee staffer staffers bystanders""",
    "COLLECTIVE": """police residents villagers protesters demonstrators campaign group groups company companies firm government
        army military court courts prosecutors investigators lawyers attorneys critics supporters opponents experts analysts
        economists scientists researchers doctors lawmakers legislators senators congressmen politicians democrats republicans
        conservatives liberals voters activists rebels militants insurgents organization organisation agency agencies department
        ministry office committee commission council board union party coalition opposition administration team crew staff
        family families parents relatives friends neighbors neighbours colleagues workers employees executives students teachers
        leaders ministers judges jury judges diplomats observers historians scholars academics journalists reporters media press
        newspaper newspapers magazine network station regulators investors traders economists advocates survivors victims
        soldiers troops fans players coaches owners members delegates congress parliament senate house panel bank institute
        association foundation charity ngo ngos navy airline aides advisers advisors campaigners firefighters
        rescuers locals americans women men majority respondents commentators pundits strategists conservationists clerics
        businesses consumers farmers miners monitors negotiators fighters separatists separatist officers spokespeople spokesmen
        outlets outlet networks others many most some everyone nobody everybody society league federation unions groups""",
    "DOCUMENT": """report reports statement statements study studies survey surveys poll polls data figures document documents
        indictment complaint lawsuit suit affidavit filing filings letter memo memorandum email emails e-mail e-mails article
        articles book paper papers review research analysis audit ruling judgment order resolution bill law constitution
        transcript transcripts record records evidence release notice ad ads advertisement brief petition findings results
        numbers statistics census forecast forecasts script text headline editorial dispatch communique website site page post
        tweet tweets message messages video tape tapes recording recordings cable cables note notes plan agreement account accounts announcement database slide estimates
        average averages reporting polling photos photo footage image images picture pictures tests caption captions descriptions description graphic chart screenshot""",
    # Where something was said.
    "CHANNEL": """statement interview tweet letter email e-mail speech briefing conference remarks testimony post message memo
        address report article column editorial release appearance broadcast filing affidavit book hearing debate video
        monologue press podcast phone call television radio tweets interviews comments facebook twitter instagram blog op-ed
        note text voicemail ad complaint lawsuit court indictment speeches statements emails""",
    # Nouns of reporting that a that-clause follows.
    "NOUN": """statement claim claims announcement warning warnings allegation allegations accusation accusations belief assertion
        assertions promise pledge threat suggestion suggestions argument report reports fear fears hope hopes demand
        conclusion finding notion admission acknowledgment acknowledgement insistence prediction predictions contention
        complaint complaints comment comments remark remarks vow assurance assurances view opinion
        concern concerns declaration confirmation denial revelation rumors rumours theory conviction expectation expectations""",
    # Whom one is told.
    "LISTENER": """reporters journalists lawmakers senators supporters investigators police the a an his her their us me him them
        you viewers readers listeners everyone people followers fans voters employees investors delegates parliament congress
        colleagues friends cnn""",
    # One who speaks for somebody.
    "PERSON": """spokesman spokeswoman spokesperson official man woman boy girl lawyer attorney officer chief minister president
        director manager leader chairman chairwoman commander general colonel doctor professor scientist researcher analyst
        economist expert activist resident neighbor neighbour witness driver owner coach player teacher student mother father
        son daughter brother sister wife husband friend widow victim judge prosecutor senator governor mayor secretary
        ambassador envoy diplomat author writer editor reporter journalist correspondent critic candidate nominee
        congressman congresswoman lawmaker representative deputy soldier policeman adviser advisor aide strategist
        consultant investor executive ceo founder pastor priest bishop imam cleric farmer worker teenager suspect defendant
        plaintiff host anchor pollster historian scholar photographer singer actor actress star premier chancellor king queen prince
        princess pope captain sheriff detective agent guard veteran insider cousin uncle aunt parent magistrate
        commissioner inspector superintendent counsel reverend rabbi consul organizer organiser advocate supporter billionaire
        businessman businesswoman entrepreneur developer engineer physician nurse surgeon billionaire millionaire nominee
        frontrunner front-runner challenger incumbent commander-in-chief speaker chairperson coordinator administrator""",
    # Words that leave a source without a name.
    "WITHHELD": "anonymous anonymously unnamed unidentified undisclosed anonymity",
    # Begins a cue of several words.
    "PHRASE": "according",
    "TIME": """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow january february march april june july
        august september october november december week month year morning afternoon evening night tonight""",
}

FIRST = 20  # the bit of the first list; below stand class, forms and what follows

FOLLOW = {"c": 9, "w": 10, "t": 11, "o": 12, "m": 13, "p": 14, "n": 16, "a": 17, "r": 18, "f": 19}
FORMS = {"base": 4, "third": 5, "past": 6, "ing": 7, "participle": 8}


def forms(verb):
    """The third person, past, -ing form and participle."""
    if verb in IRREGULAR:
        return IRREGULAR[verb].split()
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing", verb + "d"]
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return [verb + "es", verb + "ed", verb + "ing", verb + "ed"]
    return [verb + "s", verb + "ed", verb + "ing", verb + "ed"]


def all_words():
    words = {}
    for name, verbs in VERBS.items():
        for item in verbs.split():
            verb, letters = item.split(":")
            follow = sum(1 << FOLLOW[c] for c in letters)
            third, past, ing, participle = forms(verb)
            for form, word in (
                ("base", verb),
                ("third", third),
                ("past", past),
                ("ing", ing),
                ("participle", participle),
            ):
                old = words.get(word, 0)
                kind = old & 15 or CLASSES.index(name) + 1
                words[word] = (old & ~15) | kind | 1 << FORMS[form] | follow
    for word in NEVER.split():
        words.pop(word, None)
    for word in STATES.split():
        words[word] = (
            CLASSES.index("think") + 1 | 1 << FORMS["past"] | 1 << FOLLOW["w"] | 1 << FOLLOW["r"]
        )
    for word in THAT_ONLY.split():
        words[word] = (words[word] & ~(1 << FOLLOW["c"])) | 1 << FOLLOW["w"]
    for i, text in enumerate(LISTS.values()):
        for word in text.split():
            words[word] = words.get(word, 0) | 1 << FIRST + i
    for item in NOUNS.split():
        word, letters = item.split(":")
        bits = sum(1 << FOLLOW[c] for c in letters) | 1 << FIRST + list(LISTS).index("NOUN")
        words[word] = words.get(word, 0) | bits
    for word in PAST.split():
        words[word] = words.get(word, 0) | 1 << PAST_BIT
    for name in ("ROLE", "TITLE"):
        for word in make_lang_en_names.LISTS[name].split():
            words[word] = words.get(word, 0) | 1 << ROLE_BIT
    return {
        word: bits for word, bits in words.items() if len(word.encode()) <= word_table.MAX_BYTES
    }


TARGET = Path(__file__).resolve().parents[1] / "csrc" / "src" / "lang_en_speech.inc"
WHY = "/* As name_filter in lang_en_names.inc. */"

if __name__ == "__main__":
    assert FIRST + len(LISTS) <= 64
    made = word_table.text_of(all_words(), "speech", "make_lang_en_speech.py", 12, 14, 12, WHY)
    sys.exit(word_table.main(TARGET, made))
