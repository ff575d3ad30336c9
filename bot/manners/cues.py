"""What a message in a thread sounds like: a question, thanks, talk between people, a call, a wish for silence.

The words come from the labelled threads in tests/bot/manners, which say how often they are wrong there.
"""

import re
from dataclasses import dataclass

NAME = "brobygger"
BACKCHANNEL_WORDS = 2  # a reply of so few words, such as "bra" or "ikke jeg", takes nothing over

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TOKEN = re.compile(r"<[^<>]*>")
_CALLED = re.compile(r"^\W*([A-ZÆØÅ][\w-]+)\s*,")
_CALLED_LAST = re.compile(r",\s*([A-ZÆØÅ][a-zæøå][\w-]*)\s*[?!.]*\s*$")
_TYPED_NAME = re.compile(r"(?:^|\s)@[^\W\d]\w+")
_GREETING = frozenset("hei heisann hallo hey hi hello".split())
# Words that begin a sentence with a comma behind them, and are nobody's name.
_OPENERS = _GREETING | frozenset(
    "ja jo nei neida tja hm hmm ok okay oki greit takk tusen supert flott fint bra perfekt topp kult enig men og så da "
    "nå jada joda vel altså forresten dessuten aha å oi yes no yeah nope thanks great perfect nice cool well so but "
    "and right sure agreed actually also tja elles greitt då no sorry beklager unnskyld".split()
)
_ANSWERS = frozenset("ja jo nei neida jada joda yes no yeah nope".split())
_ASKS = frozenset(
    "hva hvem hvor hvordan hvorfor når hvilken hvilket hvilke hvilka kva kven kor korleis kvifor kvar kva "
    "what who where how why when which whose er finnes fins finst har kan kunne gjelder gjeld skal vil må får is are "
    "does do can could will would has have".split()
)
_GOES_ON = frozenset("og eller and or".split())
_TELLS = frozenset(
    "fortell fortel vis gi gje forklar list finn utdyp oppsummer sammenlign samanlikn oversett tell show give explain "
    "summarise summarize compare translate find elaborate".split()
)
_MEANT = re.compile(
    r"\b(?:mente|mener|meinte|meiner|meant|mean|ute etter|leter etter|leitar etter|ser etter|looking for|tenkte på)\b"
)
_TO_ALL = re.compile(
    r"\b(?:dere|dykk|folkens|alle sammen|noen (?:her|av|som|andre)|(?:er|har|vil) (?:det )?(?:noen|nokon)|nokon som|"
    r"har (?:noen|nokon)|skal vi|bør vi|kan vi to|(?:kan|kunne|vil) (?:noen|nokon)|hva gjør vi|kva gjer vi|"
    r"what do we do|(?:can|could|will|would) some(?:one|body)|any(?:one|body)|you (?:guys|all)|everyone|shall we|"
    r"should we)\b"
)
_TO_ONE = re.compile(r"\b(?:du|deg|din|ditt|dine|you|your|yours)\b")
_SAME = re.compile(
    r"\b(?:lurer på det samme|lurar på det same|samme her|same her|same here|same question|wondering too|"
    r"godt å vite|good to know)\b"
)
_QUIET = frozenset(
    "stopp|stopp nå|stille|vær stille|ver stille|ti stille|hold deg unna|hold deg unna denne tråden|"
    "hold deg unna tråden|hald deg unna|hald deg unna denne tråden|hald deg unna tråden|ikke svar|"
    "ikke svar her|ikke svar i denne tråden|"
    "ikkje svar her|ikkje svar i denne tråden|ikke svar mer|ikkje svar meir|demp|mute|stop|be quiet|quiet|"
    "stay out|stay out of this|stay out of this thread|leave this thread|stop answering|stop replying".split("|")
)
_POLITE = frozenset("vær så snill vennligst please ver så snill".split())


@dataclass(frozen=True, slots=True)
class Cues:
    """What can be heard in one message, without knowing what was said before."""

    named: bool  # it speaks to the bot by its name
    tells_of_bot: bool  # it speaks of the bot
    to_all: bool  # it speaks to a group
    to_one: bool  # it says "you"
    calls: bool  # it calls somebody by name
    asks: bool
    goes_on: bool  # "og prisen", "vis meg …", "jeg mente …"
    backchannel: bool  # "bra", "enig", "lurer på det samme"
    thanks: bool  # nothing but "takk" or "ok, supert"
    words: int


def read_cues(raw: str) -> Cues:
    """Listen to a message as Slack sends it; lines that quote are somebody else's words."""
    own = "\n".join(line for line in raw.split("\n") if not line.lstrip().startswith(("&gt;", ">")))
    text = _TOKEN.sub(" ", own).strip()
    words = [word.casefold() for word in _WORD.findall(text)]
    lower = " ".join(text.casefold().split())
    named = _is_named(words, lower)
    called = [match[1].casefold() for match in (_CALLED.match(text), _CALLED_LAST.search(text)) if match]
    rest = words[1:] if words and words[0] in _OPENERS else words
    return Cues(
        named=named,
        tells_of_bot=not named and NAME in words,
        to_all=bool(_TO_ALL.search(lower)),
        to_one=bool(_TO_ONE.search(lower)),
        calls=bool(_TYPED_NAME.search(text)) or bool(set(called) - _OPENERS - {NAME}),
        asks=bool(words) and ("?" in text or (words[0] in _ASKS and _is_open(text))),
        goes_on=bool(words) and (words[0] in _GOES_ON or bool(set(rest[:1]) & _TELLS) or bool(_MEANT.search(lower))),
        backchannel="?" not in text and (len(words) <= BACKCHANNEL_WORDS or bool(_SAME.search(lower))),
        thanks=all(word in _OPENERS - _ANSWERS for word in words),
        words=len(words),
    )


def wants_quiet(text: str) -> bool:
    """Whether a message, as its reader sees it, asks the bot to be quiet, and nothing else."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return " ".join(word for word in words if word != NAME and word not in _POLITE) in _QUIET


def _is_open(text: str) -> bool:
    """Whether a text without a question mark can be a question: "hva koster det", but not "når jeg kommer, …"."""
    return "," not in text and not text.endswith((".", "!"))


def _is_named(words: list[str], lower: str) -> bool:
    """Whether the name stands where a call stands: first with a comma, after a greeting, or last behind a comma."""
    if NAME not in words:
        return False
    begins = lower.lstrip(" \"'«").startswith((f"{NAME},", f"{NAME}:", f"{NAME}!", f"{NAME}?"))
    greeted = len(words) > 1 and words[0] in _GREETING and words[1] == NAME
    return begins or greeted or (words[-1] == NAME and f", {NAME}" in lower)
