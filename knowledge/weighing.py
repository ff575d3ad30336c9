"""The signals of a question and what was found for it, on which :mod:`knowledge.judging` decides."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from knowledge.expected import PATTERNS, counts, fits
from knowledge.keywords import Keywords
from knowledge.known_questions import Nearest
from knowledge.models import Language
from knowledge.retrieval import Passage
from knowledge.sentences import split_sentences
from knowledge.spelling import expand
from knowledge.wanted import Wanted
from knowledge.words import LIGHT_WORDS, fold, grams, stem, words

# A word of ordinary talk counts this much of its idf.
_LIGHT = 0.3
_NEAREST, _READ, _FIELD = 3, 5, 10
_SAME = 1e-3
_KEPT = 8192  # texts whose terms are remembered


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signals of one question; shares run from 0 to 1.

    ``score`` and ``cosine`` are the best passage's; ``margin`` is its lead over the mean of the next nine.
    Of the question's idf, ``covered`` is the share that the three best passages hold together, ``alone`` the
    share that the best one holds, ``sentence`` the share that one sentence with its headings holds, and
    ``unheard`` the share that no source uses in any form. ``focus`` is how surely the thing that is asked about
    stands in a near passage, ``fitting`` the share of the kinds of answer wanted that one near passage holds,
    ``counted`` 0 where a number of something is wanted and no near passage gives it, else 1. ``told`` and
    ``untold`` are the nearness of the nearest known questions with and without an answer, ``told_cosine`` and
    ``untold_cosine`` their cosines, and ``agreed`` 1 where the best passage answers the nearest known question.

    Two are no signals: ``asked`` tells whether there are known questions about the best passage at all, and
    ``stranger`` how near a known question must be, since the question is about a word which no source uses (else 0).
    """

    score: float = 0.0
    cosine: float = 0.0
    margin: float = 0.0
    covered: float = 0.0
    unheard: float = 1.0
    alone: float = 0.0
    sentence: float = 0.0
    focus: float = 0.0
    fitting: float = 0.0
    counted: float = 0.0
    told: float = 0.0
    untold: float = 0.0
    told_cosine: float = 0.0
    untold_cosine: float = 0.0
    agreed: float = 0.0
    asked: bool = False
    stranger: float = 0.0

    def values(self) -> tuple[float, ...]:
        """The signals in the order of the weights."""
        return tuple(getattr(self, name) for name in SIGNALS)

    def signals(self) -> dict[str, float]:
        """The signals by name."""
        return dict(zip(SIGNALS, self.values(), strict=True))


SIGNALS = tuple(field.name for field in fields(Evidence) if field.name not in ("asked", "stranger"))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text can be matched by: its stems, and its words in one string, folded."""

    stems: frozenset[str]
    folded: str


def weigh(passages: Sequence[Passage], nearest: Nearest, asked: Wanted, keywords: Keywords) -> Evidence:
    """Collect the signals of a question for its passages, best first."""
    if not passages:
        return Evidence()
    rest = passages[1:_FIELD]
    mean = sum(p.score for p in rest) / len(rest) if rest else 0.0
    near = [terms(p.chunk.embedded_text, p.chunk.language) for p in passages[:_NEAREST]]
    together = Terms(frozenset().union(*(t.stems for t in near)), " ".join(t.folded for t in near))
    weights = _weights(asked, keywords)
    return Evidence(
        score=passages[0].score,
        cosine=passages[0].cosine,
        margin=passages[0].score - mean,
        covered=_covered(together, weights, asked.language),
        unheard=_unheard(asked, keywords),
        alone=_covered(near[0], weights, asked.language),
        sentence=_best_sentence(passages[:_READ], weights, asked.language),
        focus=_focus(near, asked),
        fitting=_fitting(passages[:_NEAREST], asked),
        counted=float(not asked.counted or any(counts(p.chunk.text, asked.counted) for p in passages[:_NEAREST])),
        told=nearest.told,
        untold=nearest.untold,
        told_cosine=nearest.told_cosine,
        untold_cosine=nearest.untold_cosine,
        agreed=float(nearest.told > 0 and passages[0].known >= nearest.told - _SAME),
        asked=passages[0].asked,
    )


@lru_cache(maxsize=_KEPT)
def terms(text: str, language: Language) -> Terms:
    """The terms of a text."""
    spelt = dict.fromkeys(words(text))
    return Terms(frozenset(stem(w, language) for w in spelt), " ".join(fold(w) for w in spelt))


def _weights(asked: Wanted, keywords: Keywords) -> dict[str, float]:
    """The idf of each content word of a question."""
    return {
        word: keywords.stems.weight(stem(word, asked.language)) * (_LIGHT if word in LIGHT_WORDS else 1.0)
        for word in asked.content
    }


def _covered(told: Terms, weights: dict[str, float], language: Language) -> float:
    total = sum(weights.values())
    return sum(weight * _share(word, language, told) for word, weight in weights.items()) / total if total else 1.0


def _best_sentence(passages: Sequence[Passage], weights: dict[str, float], language: Language) -> float:
    return max(
        _covered(terms(f"{sentence} {p.chunk.document_title} {p.chunk.section}", p.chunk.language), weights, language)
        for p in passages
        for sentence in split_sentences(p.chunk.text)
    )


def _unheard(asked: Wanted, keywords: Keywords) -> float:
    heavy = [word for word in asked.content if word not in LIGHT_WORDS]
    unknown = sum(stem(word, asked.language) not in keywords.stems.idf for word in heavy)
    return unknown / len(heavy) if heavy else 0.0


def _focus(near: Sequence[Terms], asked: Wanted) -> float:
    """How surely the nearest passages speak of what is asked about, by its own or another name."""
    names = {alternative for word in asked.focus for alternative in words(expand(word))}
    names |= {name[:-1] for name in names if name.endswith("s") and len(name) > 3}  # a genitive, a plural
    return max((_share(name, asked.language, told) for name in names for told in near), default=1.0)


def _fitting(passages: Sequence[Passage], asked: Wanted) -> float:
    kinds = [kind for kind in asked.kinds if kind in PATTERNS]
    return sum(any(fits(p.chunk.text, kind) for p in passages) for kind in kinds) / len(kinds) if kinds else 1.0


def _share(word: str, language: Language, told: Terms) -> float:
    """How surely a word stands in a text: its stem, a part of a compound, or most of its letters."""
    root = stem(word, language)
    if root in told.stems:
        return 1.0
    if len(word) > 3 and fold(root) in told.folded:
        return 0.9
    pieces = grams(fold(word))
    return 0.8 * sum(piece in told.folded for piece in pieces) / len(pieces) if pieces else 0.0
