"""The words in which people ask about a source, by the known questions that it answers."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from knowledge.models import KnownQuestion
from knowledge.words import stems


class Vocabulary:
    """The words in which each source is asked about, by the known questions that it answers."""

    def __init__(self, known: Sequence[KnownQuestion]) -> None:
        self._known = known
        self._stems: dict[str, frozenset[str]] = {}

    def of(self, source: str) -> frozenset[str]:
        """The stems of all questions that a source is known to answer."""
        if source not in self._stems:
            asked = self._asked.get(source, ())
            self._stems[source] = frozenset(root for q in asked for root in stems(q.text, q.language))
        return self._stems[source]

    @cached_property
    def _asked(self) -> Mapping[str, Sequence[KnownQuestion]]:
        found: dict[str, list[KnownQuestion]] = {}
        for question in self._known:
            for source in question.answers:
                found.setdefault(source, []).append(question)
        return found
