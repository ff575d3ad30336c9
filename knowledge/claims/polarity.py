"""Does the sentence deny what the evidence says, or say what it denies?"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.claims.lexicon import roots
from knowledge.claims.matching import Matching, clauses, weight_of
from knowledge.claims.moments import MONTHS
from knowledge.claims.tokens import Token, alike
from knowledge.claims.words import lines
from knowledge.claims.wordsets import marks, wordset

# These deny nothing: "ikke bare A", "ikke mer enn to", "ikke minst".
_HARMLESS = re.compile(
    r"\b(?:ikke|ikkje|not)\s(?:bare|berre|only|minst|least)\b|"
    r"\b(?:ikke|ikkje|not|no)\s(?:\w+\s){0,3}(?:mer|meir|more|fler\w*|over|lenger\senn)\s(?:enn|than)\b",
    re.IGNORECASE,
)
_CONDITIONS = frozenset("hvis dersom if unless om whether".split())
_AFTER, _BEFORE = 4, 2
_FOUND, _COVERED, _ALIKE = 0.45, 0.72, 0.34
_HEAVY, _NEARLY_ALL = 0.8, 0.75
_OR = frozenset("eller or nor".split())


@dataclass(frozen=True)
class _Clause:
    """A clause with the words that say something, and the denials in it with what they deny."""

    tokens: tuple[Token, ...]
    told: tuple[Token, ...]
    scopes: tuple[tuple[Token, ...], ...]

    @property
    def conditional(self) -> bool:
        """Whether it only says what holds if something is so."""
        return any(t.lower in _CONDITIONS for t in self.tokens[:3])

    @property
    def denies(self) -> bool:
        """Whether there is any denial in it, a tacit one ("udatert") among them."""
        return bool(self.scopes) or any(t.lower in marks()["implied"] for t in self.tokens)


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines("opposite"):
        left, right = ([root for word in side.split() for root in roots(word)] for side in line.split("|"))
        for one in left:
            found[one].update(right)
        for other in right:
            found[other].update(left)
    return {root: frozenset(others) for root, others in found.items()}


def polarity(matching: Matching) -> tuple[float, float, float, str]:
    """How far a claim denies what is said (0 to 1), says what is denied, turns a word into its opposite, and where."""
    mine = _read(matching.sentence.text, matching.sentence.tokens)
    theirs = [c for part in matching.document.parts for c in _read(part.text, part.tokens)]
    stated = [c for part in matching.document.parts if part.stated for c in _read(part.text, part.tokens)]
    denied, place = max(
        (_denies(scope, clause, theirs) for clause in mine for scope in clause.scopes), default=(0.0, "")
    )
    said, where = max((_says(scope, mine, stated) for clause in stated for scope in clause.scopes), default=(0.0, ""))
    turned, word = max((_turned(clause, stated) for clause in mine), default=(0.0, ""))
    return denied, said, turned, place or where or word


def parity(matching: Matching) -> float:
    """How much of a claim stands in clauses that deny while the evidence most like them does not, or the reverse."""
    mine = _read(matching.sentence.text, matching.sentence.tokens)
    theirs = [c for part in matching.document.parts for c in _read(part.text, part.tokens)]
    total = sum(weight_of(t) for c in mine for t in c.told) or 1.0
    return sum(sum(weight_of(t) for t in c.told) for c in mine if _differs(c, theirs)) / total


def denials(matching: Matching) -> tuple[bool, bool]:
    """Whether a claim denies something though all its evidence denies nothing, and whether it passes over a denial.

    The second is a coarse sign: the one sentence that covers most of the claim holds a denial, and the claim none.
    """
    mine = any(c.scopes for c in _read(matching.sentence.text, matching.sentence.tokens))
    if mine:
        return not any(c.denies for part in matching.document.parts for c in _read(part.text, part.tokens)), False
    first = matching.focused[:1]
    passed_over = any(c.denies for part in first for c in _read(part.text, part.tokens))
    return False, passed_over and matching.share(matching.focus[:1]) > _NEARLY_ALL


def _differs(clause: _Clause, theirs: Sequence[_Clause]) -> bool:
    graded = [(_cover(clause.told, c.told) - 0.003 * len(c.told), c) for c in theirs]
    best = max((grade for grade, _ in graded), default=0.0)
    if best < _ALIKE:
        return False
    near = [c for grade, c in graded if grade >= 0.9 * best]
    return all(bool(clause.scopes) != c.denies and not _opposed(clause.told, c.told) for c in near)


def _read(text: str, tokens: Sequence[Token]) -> list[_Clause]:
    return [_clause(text, clause) for clause in clauses(text, tokens, relative=False, least=1)]


def _clause(text: str, tokens: Sequence[Token]) -> _Clause:
    told = tuple(t for t in tokens if _tells(t) and t.lower not in marks()["not"])
    return _Clause(tuple(tokens), told, tuple(_scopes(text, tokens)))


def _scopes(text: str, tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """What each denial denies: the words after it, item by item of a list, else the words before it."""
    for i, token in enumerate(tokens):
        if not _is_denial(token) or _HARMLESS.match(text, token.start):
            continue
        before = [t for t in tokens[:i] if weight_of(t) >= 0.5 and _tells(t)][-_BEFORE:]
        told_of = i + 1 < len(tokens) and tokens[i + 1].lower in wordset("meta")  # "er ikke nevnt i ..."
        items = [] if told_of and before else _items(text, token.end, tokens[i + 1 :])
        for item in items:
            heavy = sum(weight_of(t) for t in item) >= _HEAVY
            yield tuple(item) if heavy else (*before, *item)
        if not items:
            yield tuple(before)


def _items(text: str, start: int, tokens: Sequence[Token]) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        if (token.lower in _OR or "," in text[start : token.start]) and found[-1]:
            found.append([])
        start = token.end
        if _tells(token) and len(found[-1]) < _AFTER:
            found[-1].append(token)
    return [item for item in found if item]


def _tells(token: Token) -> bool:
    return weight_of(token) > 0 and not token.lower.isdigit() and token.lower not in MONTHS


def _is_denial(token: Token) -> bool:
    return token.lower in marks()["not"] or any(piece in marks()["not"] for piece in token.lower.split("_"))


def _cover(words: Sequence[Token], others: Sequence[Token]) -> float:
    total = sum(weight_of(t) for t in words)
    return sum(weight_of(t) * max((alike(t, o) for o in others), default=0.0) for t in words) / total if total else 0.0


def _denies(scope: Sequence[Token], clause: _Clause, theirs: Sequence[_Clause]) -> tuple[float, str]:
    """A denial of the claim: the clauses that speak of the same must deny too, or say the opposite."""
    if sum(weight_of(t) for t in scope if t.text[:1].islower()) < _HEAVY:
        return 0.0, ""  # hardly anything is denied but a name
    graded = [(_same_matter(scope, clause, c), _cover(scope, c.told), c) for c in theirs]
    best, cover = max(((grade, cover) for grade, cover, _ in graded), default=(0.0, 0.0))
    if cover < _FOUND:
        return 0.0, ""
    near = [c for grade, _, c in graded if grade >= best - 0.08]
    if any(c.denies or _opposed(scope, c.told) for c in near):
        return 0.0, ""
    return cover, " ".join(t.text for t in scope)


def _same_matter(scope: Sequence[Token], clause: _Clause, other: _Clause) -> float:
    return 0.6 * _cover(scope, other.told) + 0.4 * _cover(clause.told, other.told)


def _says(scope: Sequence[Token], mine: Sequence[_Clause], stated: Sequence[_Clause]) -> tuple[float, str]:
    """A denial of the evidence: a clause of the claim that speaks of the same must deny it too."""
    worst = (0.0, "")
    if sum(weight_of(t) for t in scope) < 0.5:
        return worst
    denying = [c for c in stated if any(scope is s for s in c.scopes)]
    if any(c.conditional for c in denying) or any(
        c.denies and _cover(c.told, d.told) >= _COVERED for c in mine for d in denying
    ):
        return worst
    for clause in mine:
        cover = _cover(scope, clause.told)
        if len(scope) == 1 and not any(scope[0].stems & t.stems for t in clause.told):
            continue  # a single word has to be the same, a like one is not enough
        if cover < _COVERED or clause.denies or _opposed(clause.told, scope):
            continue
        with_it = max((_same_matter(scope, clause, c) for c in denying), default=0.0)
        others = [
            c for c in stated if not c.denies and (len(scope) > 1 or any(scope[0].stems & t.stems for t in c.told))
        ]
        elsewhere = max((_same_matter(scope, clause, c) for c in others), default=0.0)
        grade = cover * (1.0 if with_it > elsewhere + 0.03 else 0.5 if with_it >= elsewhere - 0.03 else 0.1)
        worst = max(worst, (grade, " ".join(t.text for t in scope)))
    return worst


def _turned(clause: _Clause, stated: Sequence[_Clause]) -> tuple[float, str]:
    """A word of the claim whose opposite stands where the evidence says the rest of it."""
    worst = (0.0, "")
    for token in clause.told:
        rest = [t for t in clause.told if t is not token]
        graded = [(_cover(rest, c.told), c) for c in stated]
        best = max((grade for grade, _ in graded), default=0.0)
        if best < 0.4:
            continue
        near = [c for grade, c in graded if grade >= best - 0.1]
        if all(_opposed([token], c.told) and c.denies == clause.denies for c in near):
            worst = max(worst, (best, token.text))
    return worst


def _opposed(some: Sequence[Token], others: Sequence[Token]) -> bool:
    table = _opposites()
    for token in some:
        against = {root for own in token.stems for root in table.get(own, ())}
        if against and not any(token.stems & o.stems for o in others) and any(against & o.stems for o in others):
            return True
    return False
