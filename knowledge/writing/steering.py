"""Texts that speak to a model rather than to a reader; they are kept from it.

A source that tells a model what to write would prove what it made it write. So a passage or record that steers is not
given to the model at all: the sources' own words may still quote it, as they would without one. The patterns are wide,
because a passage too many that is kept back costs little.
"""

import re
import unicodedata
from collections.abc import Iterator

from knowledge.signals import STEERING

_MODEL = r"""(?:språkmodell\w*|language\smodels?|llms?|chatbot\w*|chatrobot\w*|
    (?:ai|ki)[\s-](?:assistent|assistant|modell?|bot)\w*)"""
_SAYING = r"""(?:svar(?:e|er|ar)?|skriv(?:e|er)?|nevn(?:e|er)?|nemn(?:e|er)?|gjenta|ta\smed|legg\stil|
    avslutt(?:e|er|ar)?|begynn(?:e|er)?|repl(?:y|ies)|respond|write|mention|say|include|append|answer|output|repeat|end|begin|recommend|tell)"""
_TO_A_MODEL = re.compile(
    rf"""\b{_MODEL}\b[^.!?]{{0,80}}?\b{_SAYING}\b|
        ^\W*(?:system|assistant|developer|user|human|ai)\s*[:>\]]|<\|[\w ]+\|>|\[/?inst\]|
        # orders about an answer, to whoever gives it
        \b(?:svar|skriv|nevn|nemn|gjenta|avslutt|begynn|oppgi|anbefal|si|sei)\s(?:alltid|bare|kun|berre|aldri|heller|ordet|hele|at\b)|
        \b(?:reply|respond|answer|write|say|output|mention|end|begin|recommend|tell)\s(?:always|only|with|nothing|that|every|the\s(?:user|reader|word))\b|
        \b(?:always|never|alltid|aldri)\s(?:svar|skriv|reply|respond|answer|write|say|mention|recommend|tell|end|begin)\b|
        \b(?:avslutt|begynn|start|end|begin|finish)\b.{{0,30}}\b(?:svar\w*|setning\w*|answers?|repl(?:y|ies)|ordet|ord|word)\b|
        # orders about whoever answers
        \b(?:assistent\w*|assistant|bot(?:en)?|robot(?:en)?|brobygger|modell(?:en)?|the\smodel)\s(?:\w+\s){{0,3}}?
            (?:avslutt|svar|skriv|begynn|anbefal|skal|må|must|shall|should|always|alltid|ends?\b|answers?\b|repl|responds?\b|says?\b|writes?\b)|
        \b(?:to|til|for|note|merknad|merk|obs|dear|kjære)\W{{1,3}}(?:ai|ki|llm)s?\s*[:,]|
        \b(?:når|hvis|dersom|om|when|if|whenever)\s(?:noen|nokon|en\sbruker|brukeren|somebody|someone|anyone|users?|the\suser)\s(?:spør|asks?)\b|
        \b(?:dekod\w*|decode|rot-?13|base64)\b|
        \b(?:oversett|omsett|translate)\s(?:resten|teksten|dette|alt|the\srest|this|everything)\b|
        \b(?:send|oppgi|gi|be|ask|spør)\b.{{0,40}}\b(?:passord\w*|passwords?)\b""",
    re.VERBOSE | re.MULTILINE,
)
# The same in other languages than those of the sources, by the words for "instructions" and for "answer!".
_ELSEWHERE = re.compile(
    r"""\b(?:ignor\w*|vergiss\w*|missacht\w*|olvid\w*|oubli\w*|dimentic\w*|negeer\w*|zignoruj\w*|glöm\w*|bortse\w*|se\sbort\sfra)\b.{0,60}
            \b(?:anweisung\w*|vorgab\w*|instru[ckz]\w*|consign\w*|reg(?:el|le|la|ol)\w*|istruzion\w*|polece\w*|befehl\w*|órdenes|alt|alles|todo|tout)|
        \b(?:antworte|schreibe|sage|erwähne)\b.{0,30}\b(?:immer|nur|dass|stets)\b|
        \b(?:responde|contesta|escribe|di|menciona)\b.{0,20}\b(?:siempre|solo|sólo|que)\b|
        \b(?:réponds|répondez|écris|écrivez|dis|dites|mentionne)\b.{0,20}\b(?:toujours|seulement|que)\b|
        \b(?:rispondi|scrivi|antwoord|svara|skriv|odpowiadaj)\b.{0,20}\b(?:sempre|solo|che|altijd|alleen|alltid|bara|zawsze|tylko)\b""",
    re.VERBOSE,
)
# A passage of these languages has no run of so many letters of another alphabet.
_OTHER_ALPHABET = re.compile(r"(?:[^\W\d_A-Za-zÀ-ž]\W?){6,}")
# What turns the direction of reading, or is a letter that nobody sees: it hides something.
_HIDING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_LOOKALIKES = str.maketrans("аеорсхуікнтвмαοεικν", "aeopcxyikhtbmaoeikv")
_FIGURES = str.maketrans("013457@$", "oieastas")


def steers(text: str) -> bool:
    """Whether a text gives orders to whoever answers, also in letters that only look like others."""
    if _HIDING.search(text) or _OTHER_ALPHABET.search(text):
        return True
    return any(pattern.search(read) for read in _readings(text) for pattern in (STEERING, _TO_A_MODEL, _ELSEWHERE))


def _readings(text: str) -> Iterator[str]:
    """A text as it stands, and as a reader sees through its letters."""
    yield text.casefold()
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    folded = seen.casefold().translate(_LOOKALIKES)
    yield folded
    yield re.sub(r"\S*[a-zæøå][013457@$]\S*|\S*[013457@$][a-zæøå]\S*", lambda m: m[0].translate(_FIGURES), folded)
