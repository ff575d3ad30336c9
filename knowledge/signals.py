"""What the wording of a question gives away, as tables of patterns for nb, nn and en at once.

Patterns run over the question in lower case with spelling corrected. They name kinds of questions and
kinds of answers, never a single question: what a question is *about* is left to the search.
"""

import re
from collections.abc import Mapping
from enum import StrEnum


class Intent(StrEnum):
    """What a question wants done."""

    QUESTION = "question"
    COURSE_SEARCH = "course_search"
    COURSE_DETAIL = "course_detail"
    CONTACT = "contact"
    VALIDITY = "validity"
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    PRIVATE = "private"
    STEERING = "steering"
    ABUSE = "abuse"
    ADVICE = "advice"
    UNCLEAR = "unclear"


class Asks(StrEnum):
    """What kind of thing would answer the question."""

    WHO = "who"
    WHEN = "when"
    COUNT = "count"
    MONEY = "money"
    PRICE = "price"
    PLACE = "place"
    DURATION = "duration"
    CREDITS = "credits"
    DEADLINE = "deadline"
    ADMISSION = "admission"
    TEACHING = "teaching"
    LANGUAGE = "language"
    ADDRESS = "address"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    WHY = "why"
    WORKLOAD = "workload"


def _compile(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {key: re.compile(pattern, re.VERBOSE) for key, pattern in table.items()}


# Whole messages that want no search at all.
SMALL_TALK = _compile(
    {
        Intent.GREETING: r"""^(?:hei+(?:san|sann)?|hallo|halla|god\s?(?:morgen|dag|kveld)|morn|heisann|hello|hi+|hey|
            good\s(?:morning|afternoon|evening))(?:\s(?:på\sdeg|alle|der|there|brobygger))?[\s!.,:)]*$""",
        Intent.THANKS: r"""^(?:(?:ok(?:ei|ay)?|greit|fint|flott|supert?|perfekt|topp|bra|kjempebra|great|perfect|good|fine|alright|got\sit|ja|yes)[\s!.,]+)?(?:(?:tusen|mange|hjertelig)\s)?(?:takk|thanks|thank\syou|thx|cheers|ok(?:ei|ay)?|greit|flott|supert?|perfekt|topp|den\ser\sgrei|great|perfect)
            (?:\s(?:skal\sdu\sha|for\s(?:hjelpen|hjelpa|svaret|det|the\shelp)|så\smye|a\slot|so\smuch|very\smuch|igjen))*[\s!.,:)]*$""",
        Intent.HELP: r"""^(?:hjelp|help|hjelp\smeg|\?+|
            hva\s(?:kan|gjør)\sdu(?:\s(?:hjelpe|svare)\s?(?:meg|oss)?\s?(?:med|på)?|\sgjøre)?|
            kva\s(?:kan|gjer)\sdu(?:\s(?:hjelpe|svare)\s?(?:meg|oss)?\s?(?:med|på)?|\sgjere)?|
            what\s(?:can|do)\syou\sdo(?:\sfor\s(?:me|us))?|(?:kan|can)\s(?:du|you)\s(?:hjelpe|help)(?:\s(?:meg|oss|me|us))?|hvem\ser\sdu|kven\ser\sdu|who\sare\syou|
            hvordan\s(?:virker|fungerer|bruker\s(?:jeg|vi|man))\s(?:du|deg|dette)|how\sdo(?:es)?\s(?:this|you)\swork)[\s!.?]*$""",
    }
)

# Somebody tries to steer the assistant instead of asking.
STEERING = re.compile(
    r"""(?:ignor(?:er|ere|e)|glem|gløym|forget|disregard|overse|override|bypass)\b.{0,40}
            \b(?:instruk\w+|instruc\w+|regl\w+|reglar\w*|rules?|prompts?|beskjed\w*|føringer|begrensning\w*|everything|alt\s(?:du|over))|
        \b(?:system|developer|utvikler|hoved|initial|hidden|skjulte?)[\s-]?(?:prompt\w*|instruk\w+|instruc\w+|melding\w*|message)|
        ^\s*\W*(?:system|assistant|developer|admin|root)\s*[:>\]]|
        \b(?:ny|nye|new)\s(?:instruks\w*|instruc\w+|ordre\w*|orders?|regel|reglar|regler|rules?)\s*[:!–-]|
        \b(?:ikke|ikkje|don't|do\snot)\s(?:vis|oppgi|nevn|nemn|cite|show|mention)\s(?:til\s)?(?:kilde\w*|kjelde\w*|sources?)\b|
        \b(?:debug|developer|utvikler|admin|god|jailbreak|dan)[\s-]?(?:modus|mode)\b|\bjailbreak\w*|
        \b(?:du\ser\s(?:nå|no)|you\sare\snow|from\snow\son|fra\snå\sav|frå\sno\sav|lat\ssom|late\ssom|pretend|act\sas|
            rollespill|role-?play|oppfør\sdeg\ssom|opptre\ssom|svar\ssom\som\sdu)\b|
        \b(?:uten|utan|without)\s(?:kilder|kjelder|begrensninger|filter|sources|restrictions)\b.{0,30}\b(?:svar|answer|si|tell|gi)|
        \b(?:svar\w*|answer\w*)\s(?:uten|utan|without)\s(?:å\s)?(?:kilder|kjelder|sources|citing)|
        \b(?:gjenta|repeat|print|vis|skriv\sut|reveal|avslør|show)\b.{0,30}\b(?:prompt\w*|instruk\w+|instruc\w+|api[\s-]?key|nøkkel|token|passord|password)\b|
        \b(?:skru|slå|koble|kople|deaktiver|fjern|opphev|disable|turn|switch|bypass|override)\b.{0,12}?(?:\b(?:av|ut|off)\b.{0,20})?
            \b(?:kilde\w*|kjelde\w*|\w*krav\w*|\w*filter\w*|\w*filtre\w*|regl\w+|regel\w*|sperre\w*|begrensning\w*|\w*instruk\w+|
            sikring\w*|safety\w*|guard\w*|rules?|restrictions?|filters?|source\srequirement\w*)\b|
        <\s*/?\s*(?:system|instructions?|script)\b|\bbase64\b""",
    re.VERBOSE,
)

# Insults at the assistant or its makers.
ABUSE = re.compile(
    r"""\b(?:idiot\w*|dust(?:er|ene|ar)?|tulling\w*|tåpe\w*|dritt?\w*|jævla|jævlig\w*|faen|fanden|helvete|hold\s(?:kjeft|munn|kjeften)|
        drit\w*|stupid|moron\w*|shut\sup|fuck\w*|shit\w*|useless\s(?:bot|assistant|thing)|ubrukelig\w*|ubrukeleg\w*|patetisk\w*|
        du\ser\s(?:så\s|veldig\s|helt\s|jo\s)?(?:dum|teit|ubrukelig|håpløs|dust|tett)|you\s?(?:are|'?re)\s(?:so\s)?(?:stupid|dumb|useless)|
        (?:dum|dumme|teit|teite|håpløs|håplause?)\s(?:bot|robot|assistent|maskin|folk|greie)\w*)\b""",
    re.VERBOSE,
)

# A named or titled person's own line rather than an office's.
PRIVATE = re.compile(
    r"""\b(?:hvor\sgammel|kor\sgamal|how\sold)\s(?:er|is)\s(?!avtale)|\b(?:gift|married|samboer|skilt|divorced)\b.*\?|
        \b(?:tjener|tener|earns?|lønn\w*\stil|løn\w*\stil|salary\sof|formue\w*\stil)\s(?:.*\s)?(?:rektor\w*|dekan\w*|prorektor\w*|\w*direktør\w*|leder\w*|leiar\w*|
            \w*sjef\w*|rector|dean|director|(?!(?:ntnu|nho|nemonoor|digital|sintef|norwai|nail|sigma2|det|den|dere|the|institutt\w*|avdeling\w*|seksjon\w*)\b)[a-zæøå-]+\s[a-zæøå-]{3,}\s*[?.!]*$)|
        \b(?:mobil|mobile|cell|direkte)\s?-?(?:nummer\w*|nr|numbers?|number|linje)\b|
        \b(?:mobilen|telefonen|nummeret|mobil|telefon\w*|tlf|phone\snumber|phone|nummer)\s(?:til|åt|hans|hennes|for|of)\s(?:alle\s)?
            (?:den\s|the\s)?(?:rektor\w*|dekan\w*|prorektor\w*|direktør\w*|\w*direktør\w*|leder\w*|leiar\w*|sjef\w*|professor\w*|rector|dean|director|
            (?!(?:ntnu|nho|nemonoor|digital|sintef|norwai|nail|sigma2|det|den|dere|the|institutt\w*|avdeling\w*|seksjon\w*)\b)[a-zæøå-]+\s[a-zæøå-]{3,}\s*[?.!]*$)|\b(?:privat\w*|personlig\w*|personleg\w*|private|personal|home)\s
            (?:e-?post\w*|epost\w*|mail\w*|email\w*|adresse\w*|address\w*|nummer\w*|number|telefon\w*|phone|mobil\w*)|
        \b(?:hjemme|heime|bosteds|bustad|home)\s?-?(?:adress\w*|address\w*|telefon\w*)|
        \b(?:ektefelle\w*|samboer\w*|sambuar\w*|kona|kjæreste\w*|husband|wife|spouse|girlfriend|boyfriend|fødselsdag\w*|bursdag\w*|birthday|personnummer\w*|fødselsnummer\w*)\s(?:til|åt|of|for)\s|
        \bhvor\sbor\b|\bkvar\sbur\b|\bwhere\sdoes\s\w+\s(?:\w+\s)?live\b|
        \b(?:e-?post|epost|mail|email)\s?-?(?:liste\w*|list|adresse\w*|adress\w*)?\s?(?:n|en|a)?\s(?:til|åt|of|for)\s(?:alle\s)?
            (?:rektor\w*|dekan\w*|prorektor\w*|direktør\w*|avdelingsdirektør\w*|leder\w*|leiar\w*|sjef\w*|professor\w*|the\s(?:rector|dean|director)|[a-zæøå]+\s[a-zæøå]+(?:sen|son|rud|berg|stad|borg|lid|dal)\b)""",
    re.VERBOSE,
)

# Asks for a judgement that only a lawyer, a doctor or the asker's own management can make.
ADVICE = re.compile(
    r"""\b(?:er|is|are|blir|vert)\b.{0,40}\b(?:ulovlig\w*|ulovleg\w*|lovlig\w*|lovleg\w*|illegal|legal|lawful|i\sstrid\smed\s(?:loven|lova))\b|
        \b(?:bryter|bryt|breaks?|violates?)\b.{0,30}\b(?:loven|lova|law|forordning\w*|regulation|act)\b|
        \b(?:kan|can|må|should)\s(?:vi|me|jeg|eg|we|i)\s(?:saksøke|si\sopp|sie\sopp|sue|fire)\b|
        ^(?!.*\b(?:how\smuch|(?:hvor|kor)\sm(?:ye|ykje)|what)\b).*\b(?:is|are|er|was|var)\b.{0,40}\b(?:worth|verdt?|verd)\b|\bl[øo]nn?[ea]r?\s.{0,30}\b(?:seg|oss)\b|\bdiagnos\w*|\bjuridisk\w*\s(?:råd|vurdering)""",
    re.VERBOSE,
)

# Does something still apply, or for how long?
VALIDITY = re.compile(
    r"""\b(?:fortsatt|fremdeles|framleis|ennå|enno|still|yet|lenger|lengre|utløp\w*|utgått|gått\sut|gjekk\sut|gikk\sut|expired?|expires?|
        (?:går|gjekk|gikk)\s(?:\w+\s){1,6}ut(?!\s(?:på|over|fra|frå|av|til|i)\b)|runs?\sout|forleng\w*|fornye\w*|fornya\w*|forny(?:t|et)|extend\w*|extension|renew\w*|videreført\w*|vidareført\w*|oppsagt|sagt\sopp|avsluttet|avslutta|
        terminated|gyldig\w*|valid|in\sforce|i\skraft|gjeldende|gjeldande|varighet\w*|varer|varte|duration|currently|per\si\sdag|
        (?<!det\s)(?<!som\s)(?:gjelder|gjeld|gjaldt|galdt)|hvor\slenge|kor\slenge|how\slong)\b""",
    re.VERBOSE,
)

# An earlier agreement is meant, not the one whose period is known.
EARLIER = re.compile(r"\b(?:2021|første|fyrste|forrige|førre|first|previous|earlier|gamle)\b|2021-avtal")

# Several persons or organisations are wanted, not one.
SEVERAL = re.compile(
    r"\b(?:partner(?:e|ar|ne|ane|s)|deltak(?:ere|arar|erne|arane)|medlemm?er|medlem(?:mer|ar|mane|mene)|eier(?:e|ne)|eigar(?:ar|ane)|aktør(?:er|ar|ene|ane)|"
    r"selskap(?:er|ene|a)|bedrifter|verksemder|virksomheter|organisasjon(?:er|ar)|partners|members|owners|participants|companies|organisations)\b"
)

AGREEMENT = re.compile(r"\b(?:\w*avtal\w*|\w*agreement\w*)\b")
# A heading under which the earlier agreement is told of.
EARLIER_AGREEMENT = re.compile(r"\b2021\b")

# Places of learning and organisations that the sources do not answer for.
OTHER_ORGANISATION = re.compile(
    r"""\b(?:bi|handelshøyskolen|uib|uio|uit|uis|uia|usn|hvl|nmbu|nhh|oslomet|kristiania|noroff|fagskole\w*|folkeuniversitetet|bergen|
        nord\suniversitet|høgskulen|høgskolen|høyskolen|virke|abelia|spekter|innovasjon\snorge|
        universitetet\si\s\w+|university\sof\s\w+|chalmers|kth|dtu|coursera|udemy|linkedin)\b""",
    re.VERBOSE,
)

COURSE_NOUN = re.compile(
    r"""\b(?:[\w-]*kurs(?:et|ene|a|tilbud\w*|tilbod\w*)?|[\w-]*emne(?:r|ne|t)?|evu(?:-?(?:kurs\w*|tilbud\w*|tilbod\w*|emne\w*))?|
        etter-?\s?(?:og|eller)\svid[ae]+reutdanning\w*|(?:vid[ae]+re|etter)utdanning\w*|[\w-]*master(?:en|grad\w*|program\w*|utdanning\w*|ar|e)?|
        studietilbud\w*|studietilbod\w*|utdanningstilbud\w*|opplæringstilbud\w*|mooc\w*|courses?|programmes?|degrees?|continuing\seducation|further\seducation)\b""",
    re.VERBOSE,
)

# A list is wanted: existence, choice, sorting or counting.
LISTING = re.compile(
    r"""\b(?:hvilke|hvilket|hvilken|hva\sslags|kva\sfor|kva\sslags|kva|what|which|finnes|finns|fins|finst|har\s(?:ntnu|dere|de|dykk|dei|du)|tilbyr|tilbyder|
        is\sthere|are\sthere|any|list(?:e|er|)|vis|oversikt\w*|søk\setter|leter|leiter|ser\setter|looking\sfor|show|find|finn|
        hvor\smange|kor\smange|how\smany|billigst\w*|billegast\w*|cheapest|gratis|free|anbefal\w*|tilrå\w*|recommend\w*|trenger|treng|need|noen|nokon|nokre|noe|noko)\b""",
    re.VERBOSE,
)

# Things beside the one that is talked of.
OTHERS = re.compile(r"\b(?:noen|nokon|nokre|noe|noko|andre|flere|fleire|any|others?|some|something|anything)\b")

# Something else than what was told.
ALTERNATIVE = re.compile(r"\b(?:alternativ\w*|andre|anna|annet|annen|ellers|elles|others?|else|instead)\b")

# How to get in, pay or get out: told by the fact sheets, not by a list of courses.
PROCESS = re.compile(
    r"""\b(?:betyr|tyder|means?|meaning|står\sfor|stands?\sfor|søker|søke|søkje|søkjer|søkes|søkast|søknad\w*|søknaden|melder|melde|påmeld\w*|avmeld\w*|meld\w*\s(?:seg|oss|meg)|trekk\w*|angre\w*|
        faktur\w*|regning\w*|rekning\w*|invoic\w*|betal\w*|refund\w*|rabatt\w*|avslag|discount\w*|avlys\w*|utsett\w*|utsatt|cancel\w*|withdraw\w*|
        semesteravgift\w*|avgift\w*|fee|fees|dokument\w*|attest\w*|vitnemål\w*|cv|realkompetanse\w*|opptak\w*|kvalifi\w*|admission|admitted|apply|applying|application|
        avtale\w*|agreement\w*|forskjell\w*|skilnad\w*|difference|behandl\w*|svar\spå\ssøknad\w*|skatt\w*|kvittering\w*|receipt|lån\w*|stipend\w*|støtte\w*|stønad\w*|grant\w*|loan\w*|eksamen\w*|
        arbeidstim\w*|timer|hours|arbeidsmengd\w*|workload|samling\w*)\b""",
    re.VERBOSE,
)

# How something is done, or whether it must or may be: told by the fact sheets, whatever it is about.
MANNER = re.compile(r"\b(?:hvordan|korleis|koss|how\s(?!many)|må|får|bør|must|may\swe)\b")

# A message that begins with what is looked for: "kurs om ...", "free courses in ...".
COURSES_ON = re.compile(
    r"^\W*(?:\w+\s){0,2}?(?:kurs|emner?|courses?|studier|program|programmes?)\s(?:i|om|for|innen|innan|på|med|on|in|about|with)\s"
)

# Anything on a subject is wanted, whatever it is called.
ANYTHING = re.compile(
    r"\b(?:noe|noko|nokka|anything|something|tilbud\w*|tilbod\w*|lære|learn|teach(?:es)?|underviser?)\b"
)

CONTACT = re.compile(
    r"""\b(?:kontakt\w*|contact\w*|henvend\w*|vend\w*\s(?:oss|meg|ein|man)\s(?:til|mot)|ta\skontakt|snakke?\smed|snakkar?\smed|tala?\smed|prate\smed|(?:hvem|kven|who)\s(?:\w+\s){0,3}?(?:kan|can|should|bør)\s(?:jeg|eg|vi|me|i|we|man|ein)\s(?:spørre|spørje|ask)|(?:hvem|kven)\ssp(?:ør|yr)\s(?:jeg|eg|vi|me)|who\s(?:do|should)\s(?:i|we)\sask|speak\sto|talk\sto|reach|get\sin\stouch|get\shold\sof|
        f(?:å|år|ekk|ikk)\s(?:(?:vi|me|jeg|eg|en|man|dere|æ|oss|meg)\s)?tak\si|(?:hvordan|korleis|kordan|koss|åssen)\s(?:når|nå)\s(?:vi|me|jeg|eg|en|man|æ)\b(?!\s(?:mål|kan|skal))|
        e-?post\w*|epost\w*|mail|mailadresse\w*|email\w*|e-mail\w*|telefon\w*|tlf|ringe|ring|phone|call|adresse\w*|adressa|address\w*|postadress\w*|besøk\w*|visit|
        nettside\w*|nettsted\w*|nettstad\w*|heimeside\w*|hjemmeside\w*|hjemmesid\w*|web-?side\w*|website|web\ssite|web\spage|webpage|url|lenke\w*|lenkje\w*|link)\b|
        \b(?:hvor|kor|kvar|where|ligger|ligg)\b.*\b(?:kontor\w*|office\w*)\b|\b(?:kontor\w*|office\w*)\b.*\b(?:hvor|kor|kvar|where|ligger|ligg)\b""",
    re.VERBOSE,
)

ASKS = _compile(
    {
        Asks.WHO: r"\b(?:hvem|kven|who|whom|hvilke\s(?:aktører|partnere|bedrifter|selskaper|virksomheter|personer)|kva\s(?:aktørar|partnarar|verksemder))\b",
        Asks.COUNT: r"\b(?:hvor\smange|kor\smange|how\smany|antall|antal|number\sof|hvor\sstor\s(?:andel|del)|kor\sstor\s(?:andel|del)|what\s(?:share|proportion|percentage)|prosent|hvor\softe|kor\softe|how\soften)\b",
        Asks.MONEY: r"\b(?:kost\w*|pris\w*|price\w*|cost\w*|(?:hvor\smye|kor\smykje|how\smuch)(?!\s(?:jobb|arbeid|tid|work|time|effort)\b)|gratis|free|betal\w*|pay\w*|kroner|avgift\w*|fee|fees|budsjett\w*|budget|penge\w*|pengar|funding|finansier\w*|beløp\w*|lønn\w*|løn|salary|tjener|tener|earns?|rabatt\w*|discount\w*|støtte\w*|billig\w*|dyr\w*)\b",
        Asks.PRICE: r"\b(?:how\smuch\s(?:is|are|does|do|will)|hvor\smye\s(?:er|tar|må)|kor\smykje\s(?:er|tek|må)|kost(?:er|ar|et|nad\w*)?|pris\w*|price\w*|costs?|gratis|free|kursavgift\w*|medlemsavgift\w*|avgift\w*|fees?|billig\w*|dyrt?|rabatt\w*|discount\w*)\b",
        Asks.WHEN: r"\b(?:når|naar|when|dato\w*|date|hvilket\sår|kva\sår|what\syear|which\syear|hvor\slenge|kor\slenge|tidspunkt\w*|siden\snår)\b",
        Asks.DEADLINE: r"\b(?:\w*frist\w*|deadline\w*|søke\sinnen|apply\sby)\b",
        Asks.DURATION: r"\b(?:hvor\slang\w*|kor\slang\w*|hvor\slenge|kor\slenge|how\slong|varighet\w*|duration|tar\s(?:den|det|kurset)|timer|hours)\b",
        Asks.CREDITS: r"\b(?:studiepoeng\w*|sp|stp|poeng|ects|credits?|credit\spoints?)\b",
        Asks.PLACE: r"\b(?:hvor(?=\s(?:er|e|blir|ble|holdes|foregår|går|skjer|undervises|ligger|tilbys|arrangeres|avholdes|avvikles|i|på|har|kan|må|skal|finner)\b|\W*$)|kvar|where|sted|stad|place|location|ligger|held\stil|holder\stil|campus)\b",
        Asks.ADMISSION: r"\b(?:opptakskrav\w*|krav\w*|krever|krev|forkunnskap\w*|realkompetanse\w*|bachelor\w*|komme?\sinn|kome\sinn|require\w*|admission|prerequisit\w*|kvalifi\w*|hvem\skan\s(?:søke|ta|delta)|kven\skan\s(?:søkje|ta))\b",
        Asks.TEACHING: r"\b(?:nettbasert\w*|på\snett\w*|samling\w*|digitalt|online|taught\sonline|campus)\b",
        Asks.LANGUAGE: r"\b(?:språk\w*|undervisningsspråk\w*|language|taught\sin|engelsk|english|på\snorsk)\b",
        Asks.ADDRESS: r"\b(?:e-?post\w*|epost\w*|mail\w*|email\w*|adresse\w*|adressa|postadress\w*|address\w*|nettside\w*|nettsted\w*|nettstad\w*|hjemmeside\w*|heimeside\w*|website|url|lenke\w*|link)\b",
        Asks.WORKLOAD: r"\b(?:(?:hvor\smye|kor\smykje|how\smuch)\s(?:jobb|arbeid|tid|work|time|effort)|arbeidsmengd\w*|arbeidstim\w*|workload)\b",
        Asks.WHY: r"\b(?:hvorfor|kvifor|korfor|why|grunn\w*|begrunn\w*|reason\w*)\b",
        Asks.DEFINITION: r"^(?:og\s)?(?:hva\s(?:er|betyr|menes)|hva\se|ka\se|kva\s(?:er|tyder|inneber)|hva\s(?:innebærer|dreier)|(?:hva|kva|ka)\sgår\s.{2,80}\sut\spå|what\s(?:is|are|does)|hvem\ser|kven\ser|who\sis)\b",
        Asks.YES_NO: r"^(?:og\s|men\s|and\s|but\s)?(?:er|kan|har|finnes|finns|finst|får|må|skal|blir|ble|vart|vil|gjelder|gjeld|trenger|treng|is|are|can|could|has|have|does|do|did|was|were|will|must|should)\b",
    }
)


_GREETING_PREFIX = re.compile(
    r"^(?:hei+(?:san|sann)?|hallo|heisann|god\s?(?:morgen|dag|kveld)|hello|hi+|hey)(?:\s(?:der|there|på\sdeg))?[\s,.!:–-]+"
)


def without_greeting(lowered: str) -> str:
    """The message without the hello before it."""
    return _GREETING_PREFIX.sub("", lowered)


def asks(text: str) -> frozenset[Asks]:
    """The kinds of answer that a question's wording asks for."""
    lowered = text.casefold()
    return frozenset(Asks(kind) for kind, pattern in ASKS.items() if pattern.search(lowered))
