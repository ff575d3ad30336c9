"""The focus of a conversation: the sources it was answered from, what lies around them, and what is wanted of them.

A follow-up without a subject of its own ("hvor lenge?", "hvem er sjef der?") asks for something that the sources
just told from hold, or those beside them. Which of them do is told by the words of the follow-up, which stand in
the source or in a question that it is known to answer, and by the kind of answer that is wanted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.conversation import heavy_words
from knowledge.expected import PATTERNS, counts, fits
from knowledge.keywords import Keywords, Scores
from knowledge.models import Chunk, KnownQuestion, Language
from knowledge.recall import Recall
from knowledge.signals import Asks, asks
from knowledge.subject import Subject
from knowledge.vocabulary import Vocabulary
from knowledge.wanted import FRAME_WORDS, counted
from knowledge.wanted import focus as noun
from knowledge.weighing import Terms, terms
from knowledge.words import content_words, fold, stem

# How near a source lies to the focus: told from itself, in the section of that, in its document.
_TOLD, _SECTION, _DOCUMENT = 1.0, 0.8, 0.5
# What each answer further back counts less; so many are looked at.
_FADING, _ANSWERS = 0.8, 3
# What a near source gains by holding the kind of answer that is wanted, and the words; in units of the fused score.
_KIND, _WORDS = 2.0, 3.0
_LIGHT = 0.3  # a word of ordinary talk, and the name of a property, count this much
_LONG = 4  # letters by which a word is known at the beginning or the end of a compound
_ENOUGH, _WITH_NOUN = 0.5, 0.4  # such a share of what is asked must be held
_ASKED = 0.6  # how surely a source holds a word that is only in a question that it answers
# A source answers a known question that is nearly the one asked.
_SURE = 7.5
# Words that only ask for a number or a length.
_ASKING = frozenset(
    "mange mykje mye lenge lang langt ofte siden sidan over years år many much long often since".split()
)
# Kinds of answer that a text is seen to hold; any text has a name in it.
_TELLING = frozenset(PATTERNS) - {Asks.WHO}


@dataclass(frozen=True)
class Focus:
    """What a follow-up wants of what was told.

    ``near`` tells by source how near it lies (0 to 1); ``weights`` are the words that are wanted, ``kinds`` the
    kinds of answer, ``things`` what is to be counted, ``noun`` the thing that is asked about; ``heavy`` tells
    whether one of the words brings a subject.
    """

    near: Mapping[str, float]
    weights: Mapping[str, float]
    kinds: frozenset[Asks]
    things: tuple[str, ...]
    noun: tuple[str, ...]
    heavy: bool
    language: Language
    vocabulary: Vocabulary = field(compare=False)

    def gain(self, chunk: Chunk) -> float:
        """What a chunk gains in a search."""
        near = self.near.get(chunk.source_id, 0.0)
        words = _WORDS * self._covered(chunk) * (1.0 if self.heavy else _LIGHT)
        return near * (_KIND * self._is_of_kind(chunk) * bool(self.kinds) + words)

    def binds(self, chunk: Chunk, known: float) -> bool:
        """Whether a chunk is near and holds what is asked for; ``known`` is its nearness to a known question."""
        if chunk.source_id not in self.near or not (self.heavy or self.kinds):
            return False
        fitting = self._is_of_kind(chunk) or known >= _SURE
        return fitting and (not self.weights or self._covered(chunk) >= self._enough(chunk))

    def lacks(self, chunk: Chunk, known: float) -> bool:
        """Whether nothing but a kind of answer is wanted, and a chunk does not hold that."""
        return bool(self.kinds) and not self.weights and known < _SURE and not self._is_of_kind(chunk)

    def _enough(self, chunk: Chunk) -> float:
        """The share of the words that must be held: less where the thing that is asked about is among them."""
        return _WITH_NOUN if self.noun and all(self._held(chunk, word) for word in self.noun) else _ENOUGH

    def _is_of_kind(self, chunk: Chunk) -> bool:
        if self.things:
            return counts(chunk.text, self.things)
        if Asks.DURATION in self.kinds:  # "since 2018" tells how long, too
            return fits(chunk.text, Asks.DURATION) or fits(chunk.text, Asks.WHEN)
        return all(fits(chunk.text, kind) for kind in self.kinds)

    def _covered(self, chunk: Chunk) -> float:
        """The share of the words that a chunk uses, or that it is asked about in."""
        held = sum(weight * self._held(chunk, word) for word, weight in self.weights.items())
        return held / (sum(self.weights.values()) or 1.0)

    def _held(self, chunk: Chunk, word: str) -> float:
        root = stem(word, self.language)
        if _uses(terms(chunk.embedded_text, chunk.language), word, root):
            return 1.0
        return _ASKED if root in self.vocabulary.of(chunk.source_id) else 0.0


class Focusing:
    """Finds the focus of conversations about one generation."""

    def __init__(
        self, chunks: Sequence[Chunk], recall: Recall, keywords: Keywords, known: Sequence[KnownQuestion]
    ) -> None:
        self._chunks = chunks
        self._recall = recall
        self._keywords = keywords
        self._vocabulary = Vocabulary(known)

    def of(self, said: str, about: Subject, language: Language, records: Sequence[str] = ()) -> Focus | None:
        """The focus for a follow-up about a subject; None where no source was told from.

        ``records`` are the records that are talked of.
        """
        names = [fold(name) for name in about.names]
        near = dict.fromkeys(records, _TOLD)
        for age, answer in enumerate(reversed(about.answers[-_ANSWERS:])):
            if told := self._recall.told(answer, language):
                self._note(told, _FADING**age, near, names)
        if not near:
            return None
        kinds = asks(said) & _TELLING
        return Focus(
            near,
            self._weights(said, language),
            kinds,
            counted(said),
            noun(said),
            bool(heavy_words(said)),
            language,
            self._vocabulary,
        )

    def gains(self, focus: Focus) -> Scores:
        """What each chunk gains."""
        return self._recall.gained(focus.near, focus.gain)

    def _weights(self, said: str, language: Language) -> dict[str, float]:
        """The words that are asked for; the name of a property ("frist", "koster") is a kind of answer already."""
        weight, heavy = self._keywords.stems.weight, set(heavy_words(said))
        return {
            word: weight(stem(word, language)) * (1.0 if word in heavy else _LIGHT)
            for word in content_words(said)
            if word not in FRAME_WORDS | _ASKING and not asks(word) & _TELLING
        }

    def _note(self, told: Sequence[int], weight: float, near: dict[str, float], names: Sequence[str]) -> None:
        """Note the sources of some rows and around them; in the rest of the document those that name the subject."""
        for rows, place in zip(self._recall.surroundings(told), (_DOCUMENT, _SECTION, _TOLD), strict=True):
            for row in rows:
                chunk = self._chunks[row]
                if place > _DOCUMENT or any(name in fold(chunk.text) for name in names):
                    near[chunk.source_id] = max(near.get(chunk.source_id, 0.0), weight * place)


def _uses(told: Terms, word: str, root: str) -> bool:
    """Whether a text uses a word, also as the beginning or the end of a compound."""
    if root in told.stems:
        return True
    begins, ends = fold(root), fold(word)
    return len(begins) >= _LONG and any(w.startswith(begins) or w.endswith(ends) for w in told.folded.split())
