"""The words for what can be wished of a course, as patterns for nb, nn and en at once; and a few towns."""

import re

# Where people ask for courses, beside wherever a capital letter follows "i", "på" or "in".
TOWNS = (
    "Gjøvik", "Trondheim", "Ålesund", "Oslo", "Bergen", "Stavanger", "Kristiansand", "Tromsø", "Drammen", "Bodø",
    "Fredrikstad", "Sarpsborg", "Skien", "Porsgrunn", "Sandnes", "Sandefjord", "Tønsberg", "Larvik", "Arendal",
    "Haugesund", "Hamar", "Lillehammer", "Molde", "Kristiansund", "Harstad", "Narvik", "Steinkjer", "Levanger",
    "Kongsberg", "Elverum", "Førde",
)  # fmt: skip
CITY = re.compile(r"\b(?:i|på|in|at)\s+(?:campus\s+)?([A-ZÆØÅ][a-zæøå]{3,})\b")

NET = re.compile(
    r"\b(?:nettbasert\w*|nettkurs\w*|på nett\w*|over nett\w*|digitale? kurs|digitalt|online|remote(?:ly)?|fjernundervisning|web-?based)\b"
)
GATHERINGS = re.compile(r"\b(?:samling(?:er|ar|sbasert\w*)?|med samling\w*|gatherings?|session-based)\b")
CAMPUS = re.compile(
    r"\b(?:på campus|fysiske?(?: oppmøte| kurs)?|oppmøte\w*|stedbasert\w*|stadbasert\w*|on campus|in person|on-site)\b"
)
FREE = re.compile(r"\b(?:gratis\w*|kostnadsfri\w*|free)\b")
EVU = re.compile(
    r"\b(?:\w*evu\w*|etter-?\s?(?:og|eller)\s(?:vid[ae]+reutdanning\w*)|etterutdanning\w*|vid[ae]+reutdanning\w*|continuing(?: education)?|further education|for (?:ansatte|tilsette|folk i jobb|working professionals)|ved sid(?:en|a) av jobb\w*)\b"
)
ORDINARY = re.compile(r"\b(?:ordinære?|vanlige?|vanlege?|ordinary|regular)\s+(?=emne\w*|kurs|courses?)")
PROGRAMME = re.compile(
    r"\b(?:(?P<experience>erfaringsbasert\w*|experience-based)\s+)?(?:executive\s+)?(?:master(?:en|e|ar|programmet?|program(?:mer|ma|mene)?|grad\w*|utdanning\w*|'?s?\s(?:degree\s)?(?:programmes?|programs?|degrees?))?)(?![\wæøå])"
)
MASTER_LEVEL = re.compile(
    r"\b(?:på\s)?(?:master-?nivå\w*|masteremne\w*|masterkurs\w*|høyere grads? nivå|høyere grad|master'?s?[\s-]level|graduate[\s-]level)\b|\b(?:på|at)\smaster(?:'s)?\b"
)
BACHELOR = re.compile(r"\b(?:på\s)?bachelor(?:nivå\w*|emne\w*|kurs\w*|'?s?[\s-]level)?\b")
PHD = re.compile(
    r"\b(?:på\s)?(?:ph\.?\s?d\.?|doktorgrad\w*|doctora\w+)(?:[\s-]?(?:nivå\w*|emne\w*|kurs\w*|level|courses?))?(?![\wæøå])"
)
ENGLISH = re.compile(
    r"\b(?:(?:på|in|taught in)\s)?engelsk(?:språklig\w*|språkleg\w*)?\b|\b(?:in|taught in)\senglish\b|\benglish[\s-](?:language|taught)\b"
)
NORWEGIAN = re.compile(
    r"\b(?:på|in|taught in)\s(?:norsk|norwegian)\b|\bnorskspråkl\w+\b|\bnorwegian[\s-](?:language|taught)\b"
)

_AMOUNT = r"\d{1,3}(?:[ .,\u00a0]\d{3})+|\d+(?:[.,]\d+)?"
_THOUSAND = r"\s?(?:k\b|tusen|thousand)"
_AT_MOST = r"maks(?:imalt)?|maksimum|inntil|opp\s?til|opptil|høyst|høgst|ikke mer enn|ikkje meir enn|at most|up to|no more than|max(?:imum)?"
_BELOW = r"under|mindre enn|færre enn|billigere enn|billegare enn|below|less than|fewer than|cheaper than"
_AT_LEAST = r"minst|minimum|minimalt|fra og med|at least"
_ABOVE = r"over|mer enn|meir enn|flere enn|fleire enn|above|more than"
RELATIONS = {"at_most": _AT_MOST, "below": _BELOW, "at_least": _AT_LEAST, "above": _ABOVE}
_RELATION = "|".join(f"(?P<{name}>{words})" for name, words in RELATIONS.items())
_POINTS = r"(?:sp|stp|studiepoeng\w*|credit\s?(?:points?)?s?|ects|poeng)"
_KRONER = r"(?:kr\.?|kroner?|nok|,-)"
CREDITS = re.compile(
    rf"\b(?:(?:{_RELATION})\s)?(?:(?:mellom|between)\s)?(?P<low>\d+(?:[.,]\d+)?)(?:\s?(?:-|–|til|og|to|and)\s?(?P<high>\d+(?:[.,]\d+)?))?\s?(?:ects[\s-])?{_POINTS}\b(?P<more>\s(?:eller|or)\s(?:mer|meir|flere|fleire|more))?(?P<less>\s(?:eller|or)\s(?:mindre|færre|less|fewer))?"
)
PRICE = re.compile(
    rf"\b(?:(?:koster|kostar|til|for|costs?)\s)?(?:(?:{_RELATION})\s)?(?:(?:mellom|between)\s)?(?:kr\.?\s?|nok\s)?(?P<low>{_AMOUNT})(?P<k>{_THOUSAND})?(?:\s?(?:-|–|til|og|to|and)\s?(?P<high>{_AMOUNT})(?P<hk>{_THOUSAND})?)?(?P<unit>\s?{_KRONER}(?![\wæøå]))?"
)

COUNTING = re.compile(r"\b(?:hvor mange|kor mange|how many|antall(?:et)?|antal(?:et)?|number of)\b")
ORDERS = {
    "cheapest": re.compile(
        r"\b(?:billigst\w*|billegast\w*|rimeligst\w*|rimelegast\w*|cheapest|least expensive|lavest pris|lågast pris|billigere|billegare|cheaper)\b"
    ),
    "dearest": re.compile(
        r"\b(?:dyrest\w*|dyrast\w*|høyest\w* pris\w*|høgast\w* pris\w*|highest price\w*|most expensive)\b"
    ),
    "deadline": re.compile(
        r"\b(?:(?:nærmest\w*|næraste?|førstkommende|neste|snarest\w*|tidligst\w*|tidlegast\w*|nearest|next|earliest)\s(?:\w+\s)?(?:søknads)?(?:frist\w*|deadlines?)|(?:frist\w*|deadlines?)\s(?:først|fyrst|snart|first|soon\w*))\b"
    ),
    "shortest": re.compile(r"\b(?:kortest\w*|kortast\w*|shortest)\b"),
    "longest": re.compile(r"\b(?:lengst\w*|longest)\b"),
    "most_credits": re.compile(
        r"\b(?:flest|fleste?|mest|høyest\w*|most|highest)\s(?:antall\s)?(?:studiepoeng|sp|credits?|ects)\b"
    ),
    "fewest_credits": re.compile(
        r"\b(?:færrest|minst|lavest\w*|fewest|lowest)\s(?:antall\s)?(?:studiepoeng|sp|credits?|ects)\b"
    ),
    "newest": re.compile(r"\b(?:nyest\w*|nyast\w*|newest|latest)\b"),
}
DEADLINE_WORD = re.compile(
    r"\b(?:\w*frist\w*|deadline\w*|søk(?:e|er|es|nad\w*)?|søkje\w*|appl(?:y|ication\w*)|påmelding\w*)\b"
)
START_WORD = re.compile(r"\b(?:oppstart\w*|startdato\w*|start(?:er|e|ar|s|ed|ing)?|begynn\w*|byrj\w*|begin\w*)\b")

# Words that say "a course is wanted", not what it should be about.
FRAME = re.compile(
    r"^(?:tilb[uo]d\w*|kurs(?:et|ene|a|i)?|program(?:mer|met|mene|ma)?|ligger|ligg|holdes|går|undervises|undervist|emne(?:r|ne|t|a)?|evu\w*|etterutdanning\w*|etter-?|etter|og|vid[ae]+reutdanning\w*|utdanning\w*|studie(?:r|ne|t|tilbud\w*)?|studium|"
    r"cour[sc]es?|programmes?|programs?|degrees?|education|continuing|further|ntnu\w*|nho\w*|tilby\w*|offers?|offered|finn\w*|find|vis|liste?|show|taught|"
    r"gratis\w*|free|kostnadsfri\w*|nett\w*|online|digitalt|mange|many|ansatte|tilsette|employees|folk|jobb\w*|bedrift\w*|company|companies|våre|our|"
    r"trenger|treng|need|want|anbefal\w*|recommend\w*|passer|høver|fits?|ledige?|available|sted\w*|stad\w*|finns|koster|kostar|koste|kosta|costs?|pris(?:en|er|ar)?|prices?|priced|ordinary|regular|studiepoeng|stp|sp|poeng|credits?|"
    r"oversikt\w*|mulighet\w*|ordinære?|vanlige?|vanlege?|samling\w*|nivå\w*|level|deltid\w*|part-time|relevante?|aktuelle?|number|antall|antal|innen|innan|tema\w*|topic\w*|områd\w*|"
    r"bare|berre|kun|only|just|totalt|total|alle|samtlige|fysisk\w*|campus|oppmøte|(?:søknads)?frist(?:en|er|ar|ene)?|deadlines?|oppstart\w*|start(?:er|e|ar|s|ed|ing)?|begynn\w*|byrj\w*|begins?|søke|søkje|søknad\w*|apply|tids(?:rom|punkt)|"
    r"lærer|lærast|lære|learn|teach(?:es)?|underviser?|kroner|kr|nok|språk\w*|language|norsk|slik|såkalt|type|typer|tar|take|gjøre|ta|kjenner|registrert\w*|oppgitt|liggende|master\w*|beste?|best|dag|today|nå|now|taken|tas|tatt|gjennomfør\w*|application\w*|handl[ea]r|dreier|omhandl\w*|velg\w*|velj\w*|ones?|all|instead|heller|isteden\w*)$"
)
# What the speller must know, or it would mend these into something the sources say.
VOCABULARY = """
    starter startar begynner begynne byrjar oppstart høsten hausten våren sommeren sommaren høst haust vår sommer jul nyttår påske neste
    måned måneden månad uke veke semester semesteret kortest kortast kortere kortare lengst lengre lenger billigst billigste billegaste dyreste flest færrest nærmeste
    frist samlinger samlingar nettbaserte campus fysisk oppmøte engelsk norsk bachelor doktorgrad sammenlign samanlikn sammenligne
    kjenner totalt høyest høyeste lavest ledere leiarar lese lesa forskjell forskjellen skilnad skilnaden billigere flere fleire resten minst høyst maks under over foreleser strykprosent cheapest
    shortest longest starts before after christmas autumn spring month compare difference gratis hvor kor mange
"""
