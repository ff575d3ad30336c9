# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Who does what to whom: actors change places between a sentence and its evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.claims.document import Part
from knowledge.claims.matching import Matching, clauses, weight_of
from knowledge.claims.names import names, translated_whole
from knowledge.claims.tokens import Token, alike
from knowledge.claims.words import lines
from knowledge.claims.wordsets import wordset
from knowledge.language import detect
from knowledge.words import STOP_WORDS

_PASSIVE = re.compile(
    r"\b(?:ble|blir|bli|blei|vart|vert|er|var|is|was|were|been|be|being|are)\b[^.;]*?\b(?:av|by)\b|\b\w{3,}(?:es|ast|as)\b[^.;]*?\bav\b",
    re.IGNORECASE,
)
_BEFORE = {
    "from": "fra frå from hos", "to": "til to for mot overfor", "by": "av by", "with": "med with mellom between sammen og", "at": "i ved på in at within innen",
    "of": "of", "after": "etter after før before",
    "says": "ifølge ifølgje iflg according",
}  # fmt: skip
_PREPOSITIONS = {word: place for place, words in _BEFORE.items() for word in words.split()}
_RECEIVES = frozenset(
    "fikk får få fekk fått mottok mottar motta mottatt receive receives received get gets got låner".split()
)
_ARTICLES = frozenset("en ei et ein eit den det de dei the a an".split())
_SAYS_ENOUGH, _SURE = 0.55, 0.62
_EARLY = 6  # a doer stands among the first words of its clause


@dataclass(frozen=True)
class Actor:
    """Somebody in a clause: ``key`` is who, ``place`` is ``first`` or the preposition before, or ``then``."""

    key: str
    place: str
    token: Token


@cache
def _nouns() -> dict[str, str]:
    return {word: f"#{n}" for n, line in enumerate(lines("actors")) for word in line.split()}


def actors(text: str, tokens: Sequence[Token]) -> list[Actor]:
    """The actors of a clause in order; one name of several words is one actor."""
    named = {n.token.start for n in names(tokens, text) if n.certain or n.token.start == tokens[0].start}
    found: list[Actor] = []
    passive = bool(_PASSIVE.search(text[tokens[0].start : tokens[-1].end])) if tokens else False
    for i, token in enumerate(tokens):
        noun = _nouns().get(token.lower) or (
            _nouns().get(token.lower.removesuffix("s")) if len(token.lower) > 4 else None
        )
        last = token.lower.split("-")[-1]
        noun = noun or (_nouns().get(last) if "-" in token.text else None)
        is_name = token.start in named and "-" not in token.text
        if (not noun and not is_name) or text[token.end : token.end + 1] == ":":
            continue
        if found and is_name and tokens[i - 1] is found[-1].token and text[tokens[i - 1].end : token.start] == " ":
            found[-1] = Actor(found[-1].key + " " + _key(token), found[-1].place, token)
            continue
        before_noun = i + 1 < len(tokens) and tokens[i + 1].text[:1].islower() and not tokens[i + 1].stop
        genitive = (token.text.endswith("s") and is_name and before_noun) or token.text.endswith(("'s", "’s"))
        place = _preposition(text, tokens, i, {a.token.start for a in found})
        if genitive:
            place = "whose"
        elif place == "by" and not passive:
            place = "of"
        elif not place:
            place = "then" if any(a.place in ("first", "subject") for a in found) else "first"
        found.append(Actor(noun or _key(token), place, token))
    if any(t.lower in _RECEIVES for t in tokens) and any(a.place in ("from", "by", "whose") for a in found):
        found = [
            Actor(
                a.key, {"first": "to", "from": "first", "by": "first", "whose": "first"}.get(a.place, a.place), a.token
            )
            for a in found
        ]
    elif passive and any(a.place == "by" for a in found):
        found = [Actor(a.key, {"first": "then", "by": "first"}.get(a.place, a.place), a.token) for a in found]
    return found


def _preposition(text: str, tokens: Sequence[Token], i: int, known: set[int]) -> str:
    """What the preposition before an actor says, over two words at most that describe the actor."""
    for back in range(1, 4):
        if (
            i - back < 0
            or tokens[i - back].start in known
            or re.search(r"[,;:]", text[tokens[i - back].end : tokens[i].start])
        ):
            return ""
        word = tokens[i - back].lower
        if word[0].isdigit() or (word == "at" and i == back):
            return ""  # a clause that begins with "at" is Norwegian
        if word in _PREPOSITIONS:
            return _PREPOSITIONS[word] if word not in ("og", "and") else ""
        if (word in STOP_WORDS or word in wordset("pale")) and word not in _ARTICLES:
            return ""
    return ""


def _key(token: Token) -> str:
    lowered = token.lower
    return lowered.removesuffix("s") if len(lowered) > 3 else lowered


def swapped(matching: Matching) -> tuple[float, str]:
    """Whether two actors of the claim have changed places (1), or another actor does it (0.5), and who."""
    sentence, worst = matching.sentence, (0.0, "")
    translated = translated_whole(sentence.text, matching.document.text)
    for clause in _clauses(sentence.text, sentence.tokens):
        mine = actors(sentence.text, clause)
        doer = next((a for a in mine if a.place == "first"), None)
        if doer is None or any(s <= doer.token.start < e for s, e in translated):
            continue
        if sum(1 for t in clause if t.end <= doer.token.start) > _EARLY:
            continue
        for grade, part, other in _like(clause, mine, matching):
            found = _against(doer, mine, _with_elided(part, other, matching))
            if found == 1.0 and grade < _SURE:
                found = 0.5
            if found == 0.0:
                break
            if found > worst[0]:
                worst = found, doer.token.text
            break
    return worst


def _clauses(text: str, tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Clauses, those that begin with a Norwegian "at" ("that") among them."""
    return [
        part for clause in clauses(text, tokens) for part in (_parted(clause) if detect(text) != "en" else [clause])
    ]


def _parted(clause: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    places = [i for i, t in enumerate(clause) if t.lower == "at" and 1 < i < len(clause) - 3]
    return [
        part for start, end in zip([0, *places], [*places, len(clause)], strict=True) if (part := clause[start:end])
    ]


def _with_elided(part: Part, clause: Sequence[Token], matching: Matching) -> list[Actor]:
    """The actors of a clause; one that leaves its doer out takes it from the clause before, a record's text from its code."""
    found = actors(part.text, clause)
    if part.told:
        codes = [
            t
            for p in matching.document.parts
            if p.number == part.number and p.told and p.told.kind == "code"
            for t in p.tokens
        ]
        return (
            [Actor(_key(codes[-1]), "first", codes[-1]), *(Actor(a.key, "then", a.token) for a in found)]
            if codes
            else []
        )
    before = [t for t in part.tokens if clause and t.end <= clause[0].start]
    elided = (
        before
        and clause[0].lower in ("og", "and", "eller", "or")
        and not any(a.token is t for a in found for t in clause[:3])
    )
    if not elided:
        return found
    earlier = next((a for a in actors(part.text, before) if a.place == "first"), None)
    later = [Actor(a.key, "then" if a.place == "first" else a.place, a.token) for a in found]
    return [earlier, *later] if earlier else found


def _like(
    clause: Sequence[Token], mine: Sequence[Actor], matching: Matching
) -> list[tuple[float, Part, Sequence[Token]]]:
    """The evidence's sentences and clauses that say most of what a clause says besides its actors, best first."""
    who = {a.token.start for a in mine}
    words = [t for t in clause if weight_of(t) and t.start not in who]
    total = sum(weight_of(t) for t in words)
    if not total:
        return []
    graded = []
    for part in matching.document.parts:
        if not part.stated or (part.told and part.told.kind != "text"):
            continue
        for other in _clauses(part.text, part.tokens):
            got = sum(weight_of(t) * max((alike(t, o) for o in other), default=0.0) for t in words)
            if got / total >= _SAYS_ENOUGH:
                graded.append((got / total - 0.004 * len(other), part, other))
    return sorted(graded, key=lambda g: -g[0])


def _against(doer: Actor, mine: Sequence[Actor], theirs: Sequence[Actor]) -> float:
    does = next((a for a in theirs if a.place == "first"), None)
    if does is None or same_actor(doer, does):
        return 0.0
    there = [a for a in theirs if same_actor(a, doer)]
    here = [a for a in mine if same_actor(a, does)]
    if there and here and there[0].place == here[0].place == "with":
        return 1.0
    if there and here and there[0].place not in ("with", "first", "whose", "at", "says"):
        return 1.0
    if not there and not here and does.key[:1] != "#" and doer.key[:1] != "#":
        return 0.6
    if here and not there:
        return 0.5
    return 0.3 if there and not here else 0.4


def same_actor(one: Actor, other: Actor) -> bool:
    """Whether both are the same, by a name or a like word."""
    mine, theirs = set(one.key.split()), set(other.key.split())
    return bool(mine & theirs) or alike(one.token, other.token) >= 0.9


def inverted(matching: Matching) -> float:
    """How many pairs of actors stand in another order than in the one sentence that says nearly the same, 0 to 1."""
    sentence = matching.sentence
    part = matching.focused[0] if matching.focus else None
    if part is None or part.told or bool(_PASSIVE.search(sentence.text)) != bool(_PASSIVE.search(part.text)):
        return 0.0
    mine = actors(sentence.text, sentence.tokens)
    theirs = actors(part.text, part.tokens)
    places = [next((i for i, other in enumerate(theirs) if same_actor(one, other)), -1) for one in mine]
    pairs = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :] if a >= 0 <= b and a != b]
    told = [t for t in sentence.tokens if weight_of(t)]
    literal = sum(any(t.stems & o.stems for o in part.tokens) for t in told) / max(1, len(told))
    return literal**2 * sum(a > b for a, b in pairs) / len(pairs) if pairs else 0.0
