"""Is the sentence stronger than the evidence: all for some, must for may, done for planned?"""

import re
from collections.abc import Iterator, Sequence

from knowledge.claims.matching import Matching, clauses, weight_of
from knowledge.claims.tokens import Token, alike
from knowledge.claims.wordsets import forms, marks

_HEDGES = ("may", "plan", "likely")
_HARMLESS_ONLY = re.compile(
    r"\b(?:ikke|ikkje|not)\s(?:bare|berre|only)\b|\b(?:bare|berre)\så\b|\bjust\s(?:contact|ask)\b|\b(?:i|after|trass|tross)\salt?\b",
    re.IGNORECASE,
)
_SAYS_THE_SAME = 0.5


def stronger(matching: Matching) -> Iterator[tuple[str, str]]:
    """Marks of strength in a claim that its evidence lacks, as ``(kind, word)``."""
    tokens = _without_harmless(matching)
    theirs = forms(t for part in matching.focused for t in part.tokens)
    everywhere = forms(matching.document.tokens)
    for kind in ("all", "only", "sure"):
        said = [t for t in tokens if t.lower in marks()[kind]]
        if said and not everywhere & marks()[kind]:
            yield kind, said[0].text
    said = [t for t in tokens if t.lower in marks()["all"]]
    if said and theirs & marks()["some"] and not theirs & marks()["all"]:
        yield "all for some", said[0].text
    if theirs & marks()["some"] and not forms(tokens) & marks()["some"]:
        yield "without some", ""
    yield from _clause_by_clause(matching, tokens)


def _clause_by_clause(matching: Matching, tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Must for may, and hedges lost, each beside the clauses of the evidence that say the same."""
    hedged = {kind for kind in _HEDGES if forms(tokens) & marks()[kind]}
    theirs = [
        c for part in matching.document.parts if part.stated for c in clauses(part.text, part.tokens, relative=False)
    ]
    for clause in clauses(matching.sentence.text, tokens, relative=False):
        same = _same(clause, theirs)
        if not same:
            continue
        said = [forms(other) for other in same]
        must = next((t for t in clause if t.lower in marks()["must"]), None)
        if must and not any(words & marks()["must"] for words in said):
            soft = all(words & (marks()["may"] | marks()["plan"]) for words in said)
            yield ("must for may" if soft else "must"), must.text
        for kind in _HEDGES:
            if not hedged and all(words & marks()[kind] for words in said):
                yield f"without {kind}", ""


def _same(clause: Sequence[Token], theirs: Sequence[Sequence[Token]]) -> list[Sequence[Token]]:
    """The clauses of the evidence that say most of what a clause says."""
    words = [t for t in clause if weight_of(t)]
    total = sum(weight_of(t) for t in words)
    if total < 1.0:
        return []
    graded = [
        (sum(weight_of(t) * max((alike(t, o) for o in other), default=0.0) for t in words) / total, other)
        for other in theirs
    ]
    best = max((grade for grade, _ in graded), default=0.0)
    return [other for grade, other in graded if grade >= best - 0.07] if best >= _SAYS_THE_SAME else []


def _without_harmless(matching: Matching) -> Sequence[Token]:
    spans = [m.span() for m in _HARMLESS_ONLY.finditer(matching.sentence.text)]
    return [t for t in matching.sentence.tokens if not any(s <= t.start < e for s, e in spans)]
