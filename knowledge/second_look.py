"""A second look at the best chunks of a search: what a count of words alone cannot see.

Three signals, each 0 to 1 and worked out for a few chunks only: whether words that stand side by side in the question
do so in the chunk (``pairs``), whether one sentence holds both the question's words and the kind of thing that it asks
for (``sentence``), and whether the question's figures are there (``figures``). Their weights were fitted on the NorQuAD
development half (2026-11-21), five times with a fifth of the documents left out: on those nDCG@10 rose by 0.004, with
two slips by 0.007, in nynorsk by 0.002.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from knowledge.answer_kinds import Kind, kind_asked, kinds_held
from knowledge.keywords import TermIndex
from knowledge.models import Chunk, Language
from knowledge.sentences import split_sentences
from knowledge.words import STOP_WORDS, stem, words

Term = TypeVar("Term")

PAIRS, SENTENCE, FIGURES = 2.6, 1.4, 1.6
# What an ordinary word weighs in a pair; those that tell something weigh 3 to 9.
_ORDINARY = 1.0
# So many chunks stay prepared, of about 10 kB each.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Seen:
    """What the second look saw in a chunk."""

    pairs: float = 0.0
    sentence: float = 0.0
    figures: float = 0.0

    @property
    def signals(self) -> Mapping[str, float]:
        """What each signal adds to the score."""
        return {
            "neighbours": PAIRS * self.pairs,
            "sentence": SENTENCE * self.sentence,
            "figures": FIGURES * self.figures,
        }

    @property
    def worth(self) -> float:
        """What the score gains."""
        return sum(self.signals.values())


UNSEEN = Seen()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, taken apart: weights by pair of neighbouring stems and by stem, both adding up to 1."""

    pairs: Mapping[tuple[str, str], float]
    stems: Mapping[str, float]
    figures: frozenset[str]
    kind: Kind | None

    @classmethod
    def of(cls, text: str, language: Language, terms: TermIndex) -> "Asked":
        """Take a question apart; ``terms`` knows how much each stem weighs."""
        spelt = words(text)
        weights = {stem(w, language): _ORDINARY if w in STOP_WORDS else terms.weight(stem(w, language)) for w in spelt}
        content = {stem(w, language) for w in spelt if w not in STOP_WORDS}
        pairs = {(a, b): weights[a] + weights[b] for a, b in pairwise(stem(w, language) for w in spelt)}
        return cls(
            pairs=_shares(pairs),
            stems=_shares({root: weights[root] for root in content}),
            figures=frozenset(w for w in spelt if w[0].isdigit()),
            kind=kind_asked(text),
        )

    def look(self, chunk: Chunk) -> Seen:
        """Look at one chunk."""
        told = _prepared(chunk.embedded_text, chunk.text, chunk.language)
        return Seen(
            pairs=sum(share for pair, share in self.pairs.items() if pair in told.pairs),
            sentence=max((self._held(roots | told.context) for roots, kinds in told.sentences if self.kind in kinds),
                         default=0.0),
            figures=len(self.figures & told.figures) / len(self.figures) if self.figures else 0.0,
        )  # fmt: skip

    def _held(self, roots: frozenset[str]) -> float:
        return sum(share for root, share in self.stems.items() if root in roots)


@dataclass(frozen=True, slots=True)
class _Told:
    """A chunk, taken apart; ``context`` are the stems of its title and headings."""

    pairs: frozenset[tuple[str, str]]
    context: frozenset[str]
    sentences: tuple[tuple[frozenset[str], frozenset[Kind]], ...]
    figures: frozenset[str]


@lru_cache(maxsize=_KEPT)
def _prepared(embedded: str, text: str, language: Language) -> _Told:
    context = _roots(embedded.removesuffix(text), language)
    sentences = [(_roots(sentence, language), kinds_held(sentence)) for sentence in split_sentences(text)]
    told = [root for roots, _ in sentences for root in roots]
    return _Told(
        pairs=frozenset([*pairwise(context), *pairwise(told)]),
        context=frozenset(context),
        sentences=tuple((frozenset(roots), kinds) for roots, kinds in sentences),
        figures=frozenset(word for word in words(embedded) if word[0].isdigit()),
    )


def _roots(text: str, language: Language) -> list[str]:
    return [stem(word, language) for word in words(text)]


def _shares(weights: Mapping[Term, float]) -> dict[Term, float]:
    total = sum(weights.values())
    return {term: weight / total for term, weight in weights.items()}
