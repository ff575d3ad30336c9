"""Answer, or say that the sources don't say: decided by signals, outside any model.

A pure function over what the search found. The constants were set on questions written for this
corpus (answerable, off topic, and on topic but not in the sources), per language, because scores don't
carry over between languages and spellings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.keywords import Keywords
from knowledge.models import Language
from knowledge.retrieval import Passage
from knowledge.words import LIGHT_WORDS, fold, grams, stem, words


class Verdict(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signals of one question.

    ``score`` and ``cosine`` are the best passage's; ``covered`` is the share (0 to 1) of the question's
    idf that the best passages hold; ``unknown`` are its content words that stand nowhere near.
    """

    score: float
    cosine: float
    margin: float
    covered: float
    unknown: tuple[str, ...]


_LIGHT = 0.3
_LOWEST = {"nb": (5.0, 0.5), "nn": (4.5, 0.42), "en": (4.0, 0.42)}


def judge(evidence: Evidence, language: Language) -> Verdict:
    """Whether the passages can carry an answer."""
    score, covered = _LOWEST[language]
    if evidence.covered < covered and evidence.score < 2 * score:
        return Verdict.REFUSE
    return Verdict.ANSWER if evidence.score >= score else Verdict.REFUSE


def weigh(passages: Sequence[Passage], content: Sequence[str], language: Language, keywords: Keywords) -> Evidence:
    """Collect the signals for the content words of a question."""
    if not passages:
        return Evidence(0.0, 0.0, 0.0, 0.0, tuple(content))
    near = passages[:3]
    spelt = {w for p in near for w in words(p.chunk.embedded_text)}
    stems = {stem(w, p.chunk.language) for p in near for w in words(p.chunk.embedded_text)}
    folded = " ".join(fold(w) for w in spelt)
    total = covered = 0.0
    unknown: list[str] = []
    for word in dict.fromkeys(content):
        weight = keywords.stems.weight(stem(word, language)) * (_LIGHT if word in LIGHT_WORDS else 1.0)
        share = _share(word, stem(word, language), stems, folded)
        total += weight
        covered += weight * share
        if share < 0.5:
            unknown.append(word)
    rest = passages[1:10]
    mean = sum(p.score for p in rest) / len(rest) if rest else 0.0
    return Evidence(
        score=passages[0].score,
        cosine=passages[0].cosine,
        margin=passages[0].score - mean,
        covered=covered / total if total else 1.0,
        unknown=tuple(unknown),
    )


def _share(word: str, word_stem: str, stems: set[str], folded: str) -> float:
    if word_stem in stems:
        return 1.0
    if len(word) > 3 and fold(word_stem) in folded:
        return 0.9
    pieces = grams(fold(word))
    return 0.8 * sum(piece in folded for piece in pieces) / len(pieces) if pieces else 0.0
