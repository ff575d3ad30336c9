"""An answer made of the sources' own sentences, chosen for the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.models import Language
from knowledge.retrieval import Passage
from knowledge.sentences import split_sentences
from knowledge.signals import Asks
from knowledge.words import STOP_WORDS, grams, stem, words

MOST_SENTENCES = 4
MOST_WORDS = 95
# A further passage must come near the best one; measured on the development questions.
_NEAR = 0.62

_FITS = {
    Asks.COUNT: re.compile(r"\d|\b(?:én|to|tre|fire|fem|seks|sju|åtte|ni|ti|elleve|tolv|one|two|three|four|five|six|seven|eight|nine|ten)\b"),
    Asks.MONEY: re.compile(r"\b(?:kroner|kr|euro|NOK|million\w*|milliard\w*|gratis|free|prosent|per cent|pris\w*|price\w*|finansier\w*|fund\w*|avgift\w*|fees?|rabatt\w*|discount\w*)\b", re.I),
    Asks.WHEN: re.compile(r"\b(?:19|20)\d\d\b"),
    Asks.DEADLINE: re.compile(r"\b(?:frist\w*|deadline\w*)\b", re.I),
    Asks.DURATION: re.compile(r"\b(?:år\w*|måned\w*|uke\w*|timer?|years?|months?|weeks?|hours?)\b", re.I),
    Asks.WHO: re.compile(r"(?<!^)\b[A-ZÆØÅ]\w+"),
    Asks.WHY: re.compile(r"\b(?:fordi|begrunn\w*|grunn\w*|behov\w*|mener|because|reason\w*|need\w*|argue\w*|critic\w*|kritik\w*|omstridt)\b", re.I),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence picked for the answer, with the passage it stands in."""

    text: str
    passage: Passage
    score: float


def choose(passages: Sequence[Passage], question: str, asked: frozenset[Asks], language: Language) -> list[Chosen]:
    """One to four sentences, grouped by passage, best passage first, in their order within each passage."""
    if not passages:
        return []
    best = passages[0].score
    wanted = _terms(question, language)
    picked: list[Chosen] = []
    for rank, passage in enumerate(passages):
        room = MOST_SENTENCES - len(picked)
        if room <= 0 or (rank and passage.score < _NEAR * best):
            break
        scored = [Chosen(s, passage, _score(s, wanted, asked, language)) for s in split_sentences(passage.chunk.text)]
        picked += _from_one(scored, picked, room, first=rank == 0)
    return picked


def _from_one(scored: list[Chosen], picked: list[Chosen], room: int, *, first: bool) -> list[Chosen]:
    limit = room if first else min(room, 2)
    ranked = sorted(scored, key=lambda c: -c.score)
    top = ranked[0].score if ranked else 0.0
    keep: list[Chosen] = []
    for candidate in ranked:
        said = sum(len(c.text.split()) for c in (*picked, *keep))
        if len(keep) == limit or said + len(candidate.text.split()) > MOST_WORDS:
            break
        if keep and candidate.score < 0.3 * top:
            break
        if not any(_same(candidate.text, other.text) for other in (*picked, *keep)):
            keep.append(candidate)
    return [c for c in scored if c in keep]


def _score(sentence: str, wanted: set[str], asked: frozenset[Asks], language: Language) -> float:
    found = _terms(sentence, language)
    overlap = len(wanted & found) / (len(wanted) or 1)
    spelt = set(grams(sentence))
    near = len(set(grams(" ".join(wanted))) & spelt) / (len(set(grams(" ".join(wanted)))) or 1)
    fitting = sum(bool(pattern.search(sentence)) for kind, pattern in _FITS.items() if kind in asked)
    return 0.2 + overlap + near + 0.5 * fitting


def _terms(text: str, language: Language) -> set[str]:
    return {stem(w, language) for w in words(text) if w not in STOP_WORDS}


def _same(one: str, other: str) -> bool:
    a, b = set(words(one)), set(words(other))
    return len(a & b) / (min(len(a), len(b)) or 1) > 0.8
