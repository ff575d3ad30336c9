"""The subject of a question in the asker's words, and a question with a subject put in its place."""

import re
from collections.abc import Sequence

from knowledge.conversation import heavy_words, points_back
from knowledge.course_slots import TOWNS
from knowledge.offices import office_in
from knowledge.signals import AGREEMENT, COURSE_NOUN, LISTING
from knowledge.wanted import FRAME_WORDS
from knowledge.wordlists import wordlist
from knowledge.words import fold, words

PARTIES = ("ntnu", "nho")
_KINDS = wordlist("kinds")
_LONGEST = 6  # words of a subject that has no name
_PRONOUN = re.compile(r"\b(?:den|det|dem|de|dei|dette|it|they|them|this|that)\b", re.IGNORECASE)
# "den avtalen", "det senteret": the noun says what is meant.
_DEFINITE = re.compile(r"^(?:\w+\s)?\w{3,}(?:en|et|a|ene|ane)$")
# "del B", "punkt 3": a part of a whole is named with its label.
_LABELLED = re.compile(
    r"\b(?:del|punkt|kapittel|paragraf|artikkel|vedlegg|fase|trinn|part|section|chapter|article|annex)\s(?:[a-z]|\d{1,2}|[ivx]+)\b",
    re.IGNORECASE,
)
# "avtalen fra 2021", "den forrige avtalen"; and "den nye", which leaves the noun out.
AGREEMENT_MEANT = re.compile(
    r"\b(?:den\s\w+\s|the\s\w+\s)?(?:\w*avtal\w*|\w*agreement\w*)(?:\s(?:fra|frå|av|from|of|i|in)\s(?:20)\d\d)?",
    re.IGNORECASE,
)
_ONE_WITH = re.compile(r"\b(?:den|det|the\sone|that)(?=\s(?:med|fra|frå|om|with|from|about)\s[A-ZÆØÅ])")
_TELLS = re.compile(r"^(?:handl(?:et|er|ar|a)|g[åa]r|gikk|gjekk|n[åa]r|kva|says?|covers?)$", re.IGNORECASE)
_AND = re.compile(r"^\W*(?:og|men|and|but)\s", re.IGNORECASE)
THERE = re.compile(r"\b(?:der|dit|derfra|there)\b", re.IGNORECASE)


def phrase_of(text: str, names: Sequence[str]) -> str:
    """What a question is about, in the asker's words: its names, or the words that bring a subject."""
    if names:
        return " ".join(names)
    if office := office_in(text):
        return office
    heavy = heavy_tokens(text)
    if agreement := AGREEMENT_MEANT.search(text):
        beside = [t for t in heavy if t not in agreement.group() and not _TELLS.match(t)]
        return " ".join([*_LABELLED.findall(text), agreement.group(), *without_parties(beside)[:_LONGEST]])
    return " ".join([*_LABELLED.findall(text), *(without_parties(heavy) or heavy)[:_LONGEST]])


def labels_in(text: str) -> list[str]:
    """The parts of a whole that a text names by their labels: "del B", "punkt 3"."""
    return _LABELLED.findall(text)


def relabelled(phrase: str, text: str) -> str:
    """A subject with the label that a question gives it instead of its own: "del B av avtalen" after "del A"."""
    for label in labels_in(phrase):
        head = label.split()[0].casefold()
        other = next((one for one in labels_in(text) if one.split()[0].casefold() == head), label)
        phrase = phrase.replace(label, other)
    return phrase


def town_in(text: str) -> str | None:
    """A town that a text names, as the town is written."""
    spoken = {fold(word) for word in words(text)}
    return next((town for town in TOWNS if fold(town) in spoken), None)


def last_word(agreement: str) -> str:
    """The noun of "den forrige avtalen", "avtalen fra 2021"."""
    return next(word for word in agreement.split() if AGREEMENT.search(word.casefold()))


def without_parties(tokens: Sequence[str]) -> list[str]:
    """Those that are not NTNU or NHO, who are in everything."""
    return [token for token in tokens if token.casefold() not in PARTIES]


def asks_for_several(text: str) -> bool:
    """Whether a question wants a choice of things, so that a later one may narrow it."""
    lowered = text.casefold()
    return bool(heavy_tokens(text)) and bool(COURSE_NOUN.search(lowered) or LISTING.search(lowered))


def heavy_tokens(text: str) -> list[str]:
    """The words of a text that bring a subject, as they are written."""
    tokens = [
        token.strip('?!,;:"«»()').removesuffix(".") if token[-3:-1] != ".d" else token.strip("?!,;:")
        for token in text.split()
    ]
    heavy = [t for t in tokens if any(w not in FRAME_WORDS | _KINDS for w in heavy_words(t)) or t.casefold() in PARTIES]
    return list(dict.fromkeys(heavy))


def in_place(text: str, phrase: str) -> str:
    """A question with its subject in the place of the pronoun, or after it."""
    text = _AND.sub("", text)
    if (there := THERE.search(text)) and not _PRONOUN.search(text):
        within = "in" if there.group().casefold() == "there" else "i"
        return f"{text[: there.start()]}{within} {phrase}{text[there.end() :]}"
    if not points_back(text):
        return f"{text.rstrip(' ?.!')} {phrase}"
    if (one := _ONE_WITH.search(text)) and phrase:  # "den med NHO": the one of these
        return f"{text[: one.start()]}{phrase.split(maxsplit=1)[0]}{text[one.end() :]}"
    for match in reversed(list(_PRONOUN.finditer(text))):
        following = text[match.end() :].strip(" ?.!,")
        if not _DEFINITE.match(" ".join(following.split()[:2])) and not _DEFINITE.match(
            " ".join(following.split()[:1])
        ):
            return f"{text[: match.start()]}{phrase}{text[match.end() :]}"
    return f"{text.rstrip(' ?.!')} {phrase}"
