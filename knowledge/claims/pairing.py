"""Two clauses that each say something of somebody: has one got what the evidence says of the other?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.claims.actors import Actor, actors, same_actor
from knowledge.claims.document import Part
from knowledge.claims.matching import Matching, clauses, weight_of
from knowledge.claims.moments import Moment
from knowledge.claims.quantities import Quantity
from knowledge.claims.tokens import Token, alike

_FACT = 1.5  # a number or a date counts so much more than a word
_WHOLE_SENTENCE = 0.8


@dataclass(frozen=True)
class _Side:
    """A clause: who it is about, and what it says of them."""

    who: Actor | None
    words: tuple[Token, ...]
    facts: tuple[Quantity | Moment, ...]


@dataclass(frozen=True)
class _Place:
    """A clause of the evidence, or a whole sentence, which counts less."""

    tokens: tuple[Token, ...]
    actors: tuple[Actor, ...]
    facts: tuple[Quantity | Moment, ...]
    worth: float


def crossed(matching: Matching) -> tuple[float, str]:
    """How much better a claim fits its evidence with what it says of two actors exchanged, and of whom."""
    sentence = matching.sentence
    found = clauses(sentence.text, sentence.tokens, relative=False)
    facts: tuple[Quantity | Moment, ...] = (*sentence.quantities, *sentence.moments)
    sides = [_side(sentence.text, clause, facts) for clause in found]
    places = _places(matching)
    worst = (0.0, "")
    for one, two in pairwise(sides):
        if not (one.who or two.who) or not (_weight(one) and _weight(two)):
            continue
        if one.who and two.who and same_actor(one.who, two.who):
            continue
        gain = sum(
            _fit(who, other, places) - _fit(who, own, places)
            for who, own, other in ((one.who, one, two), (two.who, two, one))
            if who
        )
        worst = max(worst, (gain, next(w.token.text for w in (one.who, two.who) if w)))
    return worst


def _side(text: str, clause: Sequence[Token], facts: Sequence[Quantity | Moment]) -> _Side:
    found = actors(text, clause)
    who = next((a for a in found if a.place == "first"), None)
    start, end = clause[0].start, clause[-1].end
    inside = tuple(f for f in facts if start <= f.start < end)
    words = tuple(
        t
        for t in clause
        if weight_of(t)
        and not (who and t.start == who.token.start)
        and not any(f.start <= t.start < f.end for f in inside)
    )
    return _Side(who, words, inside)


def _weight(side: _Side) -> float:
    return sum(weight_of(t) for t in side.words) + _FACT * len(side.facts)


def _places(matching: Matching) -> list[_Place]:
    return [place for part in matching.document.parts if part.stated and not part.told for place in _places_of(part)]


def _places_of(part: Part) -> list[_Place]:
    found = clauses(part.text, part.tokens, relative=False)
    whole = [part.tokens] if len(found) > 1 else []
    found = [half for clause in found for half in _halves(part, clause) or [clause]]
    facts: tuple[Quantity | Moment, ...] = (*part.quantities, *part.moments)
    return [
        _Place(
            tuple(tokens),
            tuple(actors(part.text, tokens)),
            tuple(f for f in facts if tokens[0].start <= f.start < tokens[-1].end),
            worth,
        )
        for group, worth in ((found, 1.0), (whole, _WHOLE_SENTENCE))
        for tokens in group
        if tokens
    ]


def _halves(part: Part, clause: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Both halves of "A owns 85 per cent and B 15 per cent": an "and" with facts on either side."""
    starts = (*(q.start for q in part.quantities), *(m.start for m in part.moments))
    facts = [start for start in starts if clause[0].start <= start < clause[-1].end]
    for i, token in enumerate(clause):
        if token.lower in ("og", "and") and min(facts, default=token.end) < token.start < max(facts, default=0):
            return [tuple(clause[:i]), tuple(clause[i + 1 :])]
    return []


def _fit(who: Actor, side: _Side, places: Sequence[_Place]) -> float:
    """How well what a side says stands where the evidence speaks of somebody, 0 to 1."""
    return max(
        (_said(side, place) * place.worth for place in places if any(same_actor(who, a) for a in place.actors)),
        default=0.0,
    )


def _said(side: _Side, place: _Place) -> float:
    got = sum(weight_of(t) * max((alike(t, o) for o in place.tokens), default=0.0) for t in side.words)
    got += _FACT * sum(any(_same(f, g) for g in place.facts) for f in side.facts)
    return got / _weight(side)


def _same(one: Quantity | Moment, other: Quantity | Moment) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.same_value(other)
    return isinstance(one, Moment) and isinstance(other, Moment) and one.agrees(other)
