"""Names and words that no source has, in any form: what is asked about them cannot be answered."""

import re
from collections.abc import Collection, Iterator

from rapidfuzz.distance import OSA

from knowledge import signals
from knowledge.conversation import heavy_words
from knowledge.nynorsk import to_bokmaal
from knowledge.sentences import split_sentences
from knowledge.spelling import Speller
from knowledge.wanted import FRAME_WORDS
from knowledge.words import LIGHT_WORDS, STOP_WORDS, fold, words

_NAME = re.compile(
    r"(?<![.!?] )(?<!^)\b(?:[A-ZÆØÅ][\w-]*[A-ZÆØÅ0-9][\w-]*|[A-ZÆØÅ][a-zæøå]{2,}\w*)\b|\b[A-ZÆØÅ]{2,}\d*\b"
)
# "Vi er et verksted på ...": what people tell of themselves is not what they ask about.
_OF_THEMSELVES = re.compile(
    r"^(?:(?:hei|hello|hi)[,!. ]+)?(?:(?:vi|jeg|eg|me|we|i)\s+(?:er|e|holder|held|ligger|ligg|sitter|sit|bor|bur|"
    r"driver|driv|jobber|jobbar|arbeider|har|are|am|run|work|have)|i'm|we're|(?:bedriften|firmaet|verksemda|bedrifta)\s+(?:vår|er)|our)\b",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset("om til for av på i hos med ved mot frå fra about of on to with at in regarding".split())
_ARTICLES = frozenset("en ei et ein eit a an the".split())
# How verbs and adjectives end, which a question may close with and still be about something else.
_VERBAL = re.compile(r"(?:e[rst]?|a[rs]?|ing|ed|ig|lig|isk)$")
_CLAUSES = re.compile(r",\s+")
_SHORTEST = 4
# What is hung on a name, also after a hyphen ("EDIH-ene"), in bokmål and nynorsk.
_ENDINGS = frozenset(
    {"s", "a", "e", "t", "ig", "ige", "en", "et", "er", "ar", "ene", "ane", "ens", "enes", "anes", "ers", "ars", "as"}
)


class Strangers:
    """Tells what the sources of one generation never speak of."""

    def __init__(self, speller: Speller) -> None:
        self._speller = speller

    def names(self, text: str) -> Iterator[str]:
        """The names that a text asks about, as they are written, of which a part is unknown; each once."""
        for name in dict.fromkeys(_NAME.findall(_without_themselves(text))):
            if any(self._is_unknown(part) for part in words(name) if part not in STOP_WORDS | _ENDINGS):
                yield name

    def subjects(self, corrected: str) -> tuple[str, ...]:
        """The unknown words that bring a subject, with a capital or without."""
        subject = [w for w in _subject_words(corrected) if len(w) >= _SHORTEST and not signals.CONTACT.search(w)]
        return tuple(word for word in subject if self._is_unknown(word))

    def _is_unknown(self, word: str) -> bool:
        """Whether no source uses a word in any form, nor one that it may be a slip of."""
        if any(self._speller.knows(w) or self._is_inflected(w) for w in (word, to_bokmaal(word))):
            return False
        mended = self._speller.correct(word)
        return mended == word or OSA.distance(fold(mended), fold(word)) > 1

    def _is_inflected(self, word: str) -> bool:
        return any(word.endswith(end) and self._speller.knows(word[: -len(end)]) for end in _ENDINGS)


def about_a_stranger(corrected: str, strange: Collection[str]) -> bool:
    """Whether the ``strange`` words of a question are what it is about: at most one other word brings a subject."""
    return bool(strange) and sum(word not in strange for word in _subject_words(corrected)) <= 1


def rests_on_a_stranger(corrected: str, strange: Collection[str]) -> bool:
    """Whether a question ends on a ``strange`` word that it asks about: "hva sier avtalen om X", "nevner NHO X?"."""
    *before, last = [*words(corrected), ""][:-1] or [""]
    if last not in strange or not before:
        return False
    return before[-1] in _PREPOSITIONS or not (before[-1] in _ARTICLES or _VERBAL.search(last))


def _subject_words(text: str) -> list[str]:
    return [word for word in heavy_words(text) if word not in LIGHT_WORDS | FRAME_WORDS]


def _without_themselves(text: str) -> str:
    """A text without the clauses in which somebody only says who asks, as long as another one asks."""
    clauses = [clause for sentence in split_sentences(text) for clause in _CLAUSES.split(sentence)]
    others = [clause for clause in clauses if not _OF_THEMSELVES.match(clause)]
    return " ".join(others) if any(clause.rstrip().endswith("?") for clause in others) else text
