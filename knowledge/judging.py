"""Answer, or say that the sources don't say: decided by signals, outside any model.

A logistic function of five signals, fitted by ``python -m knowledge.fitting`` on questions written for the
shipped sources; ``thresholds.json`` holds the weights with the date and the data they came from. A cosine
threshold alone cannot do it: answerable and unanswerable questions overlap from 0.84 to 0.89.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from knowledge.keywords import Keywords
from knowledge.models import Language
from knowledge.retrieval import Passage
from knowledge.words import LIGHT_WORDS, fold, grams, stem, words

# A word of ordinary talk counts this much of its idf.
_LIGHT = 0.3
_NEAREST, _FIELD = 3, 10


class Verdict(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signals of one question.

    ``score`` and ``cosine`` are the best passage's; ``margin`` is its lead over the mean of the next nine;
    ``covered`` is the share (0 to 1) of the question's idf that the three best passages hold; ``unheard`` is
    the share of its idf that no source uses in any form.
    """

    score: float
    cosine: float
    margin: float
    covered: float
    unheard: float

    def values(self) -> tuple[float, ...]:
        """The signals in the order of the weights."""
        return self.score, self.cosine, self.margin, self.covered, self.unheard


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fitted weights. ``floors`` hold, by language, the least probability that lets an answer through."""

    bias: float
    weights: tuple[float, ...]
    floors: Mapping[Language, float]

    def probability(self, evidence: Evidence) -> float:
        """How likely the sources hold the answer, by the fit."""
        logit = self.bias + sum(w * v for w, v in zip(self.weights, evidence.values(), strict=True))
        return 0.5 + 0.5 * math.tanh(logit / 2)  # the logistic function, written so that it never overflows


@cache
def fitted() -> Thresholds:
    """The thresholds that are shipped."""
    row = json.loads((files("knowledge") / "thresholds.json").read_text(encoding="utf-8"))
    return Thresholds(row["bias"], tuple(row["weights"]), row["floors"])


def judge(evidence: Evidence, language: Language, thresholds: Thresholds) -> Verdict:
    """Whether the passages can carry an answer."""
    enough = thresholds.probability(evidence) >= thresholds.floors[language]
    return Verdict.ANSWER if enough else Verdict.REFUSE


def weigh(passages: Sequence[Passage], content: Sequence[str], language: Language, keywords: Keywords) -> Evidence:
    """Collect the signals for the content words of a question."""
    if not passages:
        return Evidence(0.0, 0.0, 0.0, 0.0, 1.0)
    rest = passages[1:_FIELD]
    mean = sum(p.score for p in rest) / len(rest) if rest else 0.0
    return Evidence(
        score=passages[0].score,
        cosine=passages[0].cosine,
        margin=passages[0].score - mean,
        covered=_covered(passages[:_NEAREST], content, language, keywords),
        unheard=_unheard(content, language, keywords),
    )


def _covered(near: Sequence[Passage], content: Sequence[str], language: Language, keywords: Keywords) -> float:
    spelt = {w for p in near for w in words(p.chunk.embedded_text)}
    stems = {stem(w, p.chunk.language) for p in near for w in words(p.chunk.embedded_text)}
    folded = " ".join(fold(w) for w in spelt)
    total = covered = 0.0
    for word in dict.fromkeys(content):
        weight = keywords.stems.weight(stem(word, language)) * (_LIGHT if word in LIGHT_WORDS else 1.0)
        total += weight
        covered += weight * _share(word, stem(word, language), stems, folded)
    return covered / total if total else 1.0


def _unheard(content: Sequence[str], language: Language, keywords: Keywords) -> float:
    heavy = [word for word in dict.fromkeys(content) if word not in LIGHT_WORDS]
    return sum(stem(word, language) not in keywords.stems.idf for word in heavy) / len(heavy) if heavy else 0.0


def _share(word: str, word_stem: str, stems: set[str], folded: str) -> float:
    """How surely a word stands in the passages: its stem, a part of a compound, or most of its letters."""
    if word_stem in stems:
        return 1.0
    if len(word) > 3 and fold(word_stem) in folded:
        return 0.9
    pieces = grams(fold(word))
    return 0.8 * sum(piece in folded for piece in pieces) / len(pieces) if pieces else 0.0
