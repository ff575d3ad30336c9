# ruff: noqa: E501 - the tables of kinds read better unbroken
"""Numbers, dates and roles keep company with names: one that the evidence tells only of another is misplaced."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from knowledge.claims.binding import Binding
from knowledge.claims.document import Part
from knowledge.claims.matching import Matching, clauses
from knowledge.claims.names import names
from knowledge.claims.tokens import Token

# How much better another role has to fit: of the sentences this was fitted on, no supported one came near.
_ROLE_MARGIN = 0.12


def misplaced(matching: Matching) -> Iterator[str]:
    """The facts of a claim whose sentences in the evidence speak only of others, while those of its names have like facts.

    Records are left out: all fields of a record are its own.
    """
    sentence = matching.sentence
    parts = [part for part in matching.document.parts if part.stated]
    if not any(part.told for part in parts):
        named = [_named(part.tokens, part.text) for part in parts]
        for clause in clauses(sentence.text, sentence.tokens, relative=False):
            yield from _of_clause(clause, matching, parts, named)
    for text, margin in Binding(matching).roles():
        if margin > _ROLE_MARGIN:
            yield f"role: {text} is said of another"


def _named(tokens: Sequence[Token], text: str) -> set[str]:
    return {n.word.lower().removesuffix("s") for n in names(tokens, text) if n.certain or n.word.isupper()}


def _of_clause(
    clause: Sequence[Token], matching: Matching, parts: Sequence[Part], named: Sequence[set[str]]
) -> Iterator[str]:
    sentence = matching.sentence
    start, end = clause[0].start, clause[-1].end
    mine = {
        n
        for n in _named(clause, sentence.text)
        if any(n in some for some in named) and not all(n in some for some in named)
    }
    if not mine:
        return
    kinds: tuple[tuple[str, Sequence[Any], Callable[[Part], Sequence[Any]], Callable[[Any, Any], bool]], ...] = (
        ("number", sentence.quantities, lambda p: p.quantities, lambda a, b: a.unit == b.unit),
        ("date", sentence.moments, lambda p: p.moments, lambda a, b: (a.day is None, a.month is None) == (b.day is None, b.month is None)),
    )  # fmt: skip
    for word, facts, of, like in kinds:
        for fact in facts:
            if start <= fact.start < end and _told_of_others(fact, mine, parts, named, of, like):
                yield f"{word}: {fact.text.rstrip('.,')} is not said of {', '.join(sorted(mine))}"


def _told_of_others(
    fact: Any, mine: set[str], parts: Sequence[Part], named: Sequence[set[str]], of: Callable[[Part], Sequence[Any]], like: Callable[[Any, Any], bool]
) -> bool:  # fmt: skip
    holding = [some for part, some in zip(parts, named, strict=True) if any(_same(fact, other) for other in of(part))]
    if not holding or any(some & mine or not some for some in holding):
        return False
    return any(
        some & mine and any(like(fact, other) for other in of(part)) for part, some in zip(parts, named, strict=True)
    )


def _same(one: Any, other: Any) -> bool:
    return bool(one.same_value(other) if hasattr(one, "same_value") else one.agrees(other))
