"""Does a number stand with what it counts, a date with its event, an address with its purpose?"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Protocol

from knowledge.claims.document import Document, Part
from knowledge.claims.matching import Matching, weight_of
from knowledge.claims.roles import borne_out
from knowledge.claims.tokens import Token, alike

_FADES = 6.0
_PASSES = 0.55  # what is left of a word's pull beyond another of the same kind
_IN_THE_RECORD = 0.6


class Spot(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where the text goes on."""
        ...


Near = list[tuple[Token, float]]


class Surroundings:
    """The words around a spot of the evidence, each with its closeness from 0 to 1."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._kept: dict[tuple[int, int, int], Near] = {}

    def around(self, part: Part, spot: Spot, rivals: Sequence[Spot]) -> Near:
        """In the same sentence; in a record, its other fields a little further off."""
        key = (id(part), spot.start, len(rivals))
        if key not in self._kept:
            self._kept[key] = self._found(part, spot, rivals)
        return self._kept[key]

    def _found(self, part: Part, spot: Spot, rivals: Sequence[Spot]) -> Near:
        near = _closeness(part.tokens, spot, [r.start for r in rivals if r is not spot])
        if part.told and part.told.kind in ("code", "title", "function"):
            others = (p for p in self._document.parts if p.number == part.number and p is not part and p.stated)
            near = near + [(t, _IN_THE_RECORD) for p in others for t in p.tokens]
        return [(t, c) for t, c in near if weight_of(t)]


def _closeness(tokens: Sequence[Token], spot: Spot, rivals: Sequence[int]) -> Near:
    place = next((i for i, t in enumerate(tokens) if t.end > spot.start), len(tokens))
    return [
        (t, _PASSES ** _between(t.start, spot.start, rivals) / (1 + abs(i - place) / _FADES))
        for i, t in enumerate(tokens)
        if not spot.start <= t.start < spot.end
    ]


def _between(one: int, other: int, rivals: Sequence[int]) -> int:
    """How many rivals stand between two places."""
    return sum(1 for rival in rivals if min(one, other) < rival < max(one, other))


class Binding:
    """A claim's facts beside those of the evidence, each with its surroundings."""

    def __init__(self, matching: Matching) -> None:
        self._matching = matching
        self._surroundings = Surroundings(matching.document)

    @cached_property
    def _parts(self) -> list[Part]:
        return [part for part in self._matching.document.parts if part.stated]

    def facts(self) -> Iterator[tuple[str, float]]:
        """For each number, date and address: its text, and how much better another of its kind fits there."""
        sentence = self._matching.sentence
        yield from self._weigh(
            sentence.quantities, lambda p: p.quantities, lambda a, b: a.same_value(b), lambda a, b: a.unit == b.unit
        )
        yield from self._weigh(sentence.moments, lambda p: p.moments, lambda a, b: a.agrees(b), _as_exact)
        yield from self._weigh(
            sentence.addresses, lambda p: p.addresses, lambda a, b: a.key == b.key, lambda a, b: a.sort == b.sort
        )

    def roles(self) -> Iterator[tuple[str, float]]:
        """The same for each role."""
        yield from self._weigh(
            self._matching.sentence.roles,
            lambda p: p.roles,
            lambda a, b: borne_out(a.role, {b.role}),
            lambda _a, _b: True,
        )

    def _weigh(
        self,
        mine: Sequence[Any],
        theirs: Callable[[Part], Sequence[Any]],
        same: Callable[[Any, Any], bool],
        like: Callable[[Any, Any], bool],
    ) -> Iterator[tuple[str, float]]:
        for one in mine:
            candidates = [
                (part, other, same(one, other))
                for part in self._parts
                for other in theirs(part)
                if same(one, other) or like(one, other)
            ]
            if len({is_same for _, _, is_same in candidates}) < 2:
                continue
            around = self._mine(one, mine)
            total = sum(weight for _, weight in around)
            if total < 0.8:
                continue
            graded = [(is_same, self._fit(around, part, other, theirs(part))) for part, other, is_same in candidates]
            right = max(grade for is_same, grade in graded if is_same)
            wrong = max(grade for is_same, grade in graded if not is_same)
            yield one.text, (wrong - right) / total

    def _mine(self, one: Spot, mine: Sequence[Spot]) -> Near:
        """The words of the claim around a fact, each weighing less the further it stands."""
        tokens = self._matching.sentence.tokens
        near = _closeness(tokens, one, [m.start for m in mine if m is not one])
        taken = [(m.start, m.end) for m in mine]
        return [(t, c * weight_of(t)) for t, c in near if weight_of(t) and not any(s <= t.start < e for s, e in taken)]

    def _fit(self, around: Near, part: Part, spot: Spot, rivals: Sequence[Spot]) -> float:
        near = self._surroundings.around(part, spot, rivals)
        return sum(
            weight * max((alike(token, t) * closeness for t, closeness in near), default=0.0)
            for token, weight in around
        )


def _as_exact(one: Any, other: Any) -> bool:
    """Dates that could be confused: both as exact."""
    return (one.day is None) == (other.day is None) and (one.clock is None) == (other.clock is None)
