"""What somebody wrote after ``/bro``."""

from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from knowledge.models import Language, Scope

Verb = Literal["help", "ask", "courses", "contacts", "agreement", "why", "status", "quiet"]

# Each verb's names: the one that is shown first, then other spellings.
_NORWEGIAN: dict[Verb, tuple[str, ...]] = {
    "help": ("hjelp",),
    "ask": ("spør", "spor", "spoer"),
    "courses": ("kurs",),
    "contacts": ("kontakt", "kontakter"),
    "agreement": ("avtale", "avtalen"),
    "why": ("hvorfor", "kvifor"),
    "status": ("status",),
    "quiet": ("stille",),
}
_ENGLISH: dict[Verb, tuple[str, ...]] = {
    "help": ("help",),
    "ask": ("ask",),
    "courses": ("courses", "course"),
    "contacts": ("contact", "contacts"),
    "agreement": ("agreement",),
    "why": ("why",),
    "quiet": ("quiet", "mute"),
}
_LANGUAGES: tuple[tuple[dict[Verb, tuple[str, ...]], Language | None], ...] = ((_NORWEGIAN, None), (_ENGLISH, "en"))
_NAMES = {name: (verb, language) for table, language in _LANGUAGES for verb, names in table.items() for name in names}
SCOPES: dict[Verb, Scope] = {"courses": "courses", "contacts": "contacts", "agreement": "agreement"}
_ALONE = frozenset({"why", "status"})  # with more words behind them they begin a question
OFF = frozenset({"av", "slutt", "off", "end"})
_SHORT = 3  # words; somebody who writes more has put a question, not mistyped a subcommand


@dataclass(frozen=True, slots=True)
class Command:
    """A parsed command. ``guess`` is the command that was probably meant when ``given`` is unknown.

    ``language`` is set by an English subcommand. The Norwegian ones are the same in both languages and
    only say that it is Norwegian (``is_norwegian``).
    """

    verb: Verb
    rest: str = ""
    language: Language | None = None
    given: str = ""
    guess: str | None = None
    is_norwegian: bool = False


def parse(text: str) -> Command:
    """Read a command's text. No subcommand at all is a question; nothing is a call for help."""
    words = text.split()
    if not words:
        return Command("help")
    given, rest = words[0], " ".join(words[1:])
    known = _NAMES.get(given.casefold().rstrip(":"))
    if known and rest and (known[0] in _ALONE or (known[0] == "quiet" and rest.casefold() not in OFF)):
        return Command("ask", " ".join(words))
    if known:
        verb, language = known
        return Command(verb, rest, language, is_norwegian=language is None)
    if len(words) <= _SHORT and "?" not in text:
        close = _closest(given.casefold())
        if close:
            return Command("help", given=given, guess=f"{close} {rest}".strip())
    return Command("ask", " ".join(words))


def _closest(given: str) -> str | None:
    """The name that is one slip away, or two in a name of five letters or more."""
    distance, name = min((OSA.distance(given, name), name) for name in _NAMES)
    return name if distance <= (1 if len(name) < 5 else 2) else None
