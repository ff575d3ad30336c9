"""An answer made of the sources' own sentences, chosen for the question."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.expected import PATTERNS, fits
from knowledge.models import Language
from knowledge.retrieval import Passage
from knowledge.sentences import split_sentences
from knowledge.signals import SEVERAL, Asks
from knowledge.wanted import FRAME_WORDS
from knowledge.words import LIGHT_WORDS, STOP_WORDS, content_words, fold, grams, stem, words

MOST_SENTENCES = 4
MOST_WORDS = 95
_CANDIDATES = 6
# A passage with less than this part of the best one's score is about something beside the point.
_RELATED = 0.8
# A further sentence must come this near the best one; lower, and answers wander.
_FLOOR = 0.72
# What a passage's score gains by holding the kind of thing asked for, and by defining or listing what is to be defined
# or listed; what it loses by only saying that something is not known.
_FITTING, _DEFINING, _SILENT = 1.2, 2.5, 2.5
# Letters of a root that is looked for at the end of compounds.
_LONG_ROOT = 5
# What a sentence gains for opening its passage, and for defining what is to be defined.
_INTRODUCES = 0.4
# Two neighbouring words of the question, side by side in a sentence too, say it answers just that.
_PHRASE = 0.4

# "The sources don't say": only worth a place where just that is asked.
_ABSENCE = re.compile(
    r"\b(?:kildene|ingen kjent kilde|ingen kilde|ingen av kildene|avtaleteksten)\b.{0,60}\b(?:ikke|ingen|verken)\b|\bikke (?:dokumentert|funnet|oppgitt|kjent)\b|"
    r"\b(?:sources|no known source|no source)\b.{0,60}\b(?:not|no|neither)\b|\bnot (?:documented|found|stated|known)\b",
    re.IGNORECASE | re.DOTALL,
)


# "X er en …": how a fact sheet introduces its subject.
_DEFINES = re.compile(r"^.{2,110}?\b(?:er|var|is|was)\s(?:en|et|ei|ett|a|an|the|NTNUs|NTNU's|varemerket|merkevaren)\b")


# Four names or more in a row.
_ENUMERATES = re.compile(r"(?:[A-ZÆØÅ][^,.;]{1,60}, ){3}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence picked for the answer, with the passage it stands in."""

    text: str
    passage: Passage
    score: float


def rerank(passages: Sequence[Passage], asked: frozenset[Asks], question: str = "") -> list[tuple[float, Passage]]:
    """Passages with their scores mended by whether they hold the kind of thing that is asked for."""
    kinds = [kind for kind in asked if kind in PATTERNS]
    scored = []
    for passage in passages:
        text = passage.chunk.text
        bonus = sum(_FITTING for kind in kinds if fits(text, kind))
        if Asks.WHO in asked and SEVERAL.search(question.casefold()) and _ENUMERATES.search(text):
            bonus += _DEFINING
        if Asks.DEFINITION in asked:
            bonus += _DEFINING * _defines(split_sentences(text)[0], question)
        if all(_ABSENCE.search(s) for s in split_sentences(text)) and not kinds and Asks.YES_NO not in asked:
            bonus -= _SILENT
        scored.append((passage.score + bonus, passage))
    return sorted(scored, key=lambda pair: -pair[0])


def _defines(sentence: str, question: str) -> int:
    """How well a sentence defines what a question asks for: 0 not, 1 something, 2 just that."""
    match = _DEFINES.search(sentence)
    if not match:
        return 0
    head = [stem(word, "nb") for word in words(match.group())]
    wanted = [stem(word, "nb") for word in content_words(question) if word not in FRAME_WORDS | LIGHT_WORDS]
    just = all(any(_is_of(root, word) for word in head) for root in wanted)
    return 2 if just and any(_is_of(root, head[0]) for root in wanted) else 1


def _is_of(root: str, word: str) -> bool:
    """Whether a word is of a root, or a compound that ends in it."""
    return word == root or (len(root) >= _LONG_ROOT and word.endswith(root))


def about(passages: Sequence[Passage], names: frozenset[str]) -> list[Passage]:
    """The passages that speak of what the question names; all of them when none does."""
    named = [p for p in passages if any(word.startswith(tuple(names)) for word in words(p.chunk.text))]
    return named or list(passages)


def choose(
    passages: Sequence[Passage],
    question: str,
    asked: frozenset[Asks],
    language: Language,
    weight: Callable[[str], float],
    *,
    most: int = MOST_SENTENCES,
) -> list[Chosen]:
    """One to ``most`` sentences: best first, those of one passage together and in their order.

    ``weight`` gives a stem's idf.
    """
    ranked = rerank(passages, asked, question)[:_CANDIDATES]
    if not ranked:
        return []
    best = max(ranked[0][0], 1.0)
    ranked = [(score, passage) for score, passage in ranked if score >= _RELATED * best]
    wanted = {term: weight(term) for term in _terms(question, language)}
    pool = [
        Chosen(
            sentence,
            passage,
            _score(sentence, wanted, asked, language)
            + _PHRASE * _phrases(question, sentence)
            + 6 * score / best
            + (_INTRODUCES * (first + _defines(sentence, question)) if Asks.DEFINITION in asked else 0),
        )
        for score, passage in ranked
        for first, sentence in _with_first(split_sentences(passage.chunk.text))
    ]
    if not pool:  # nothing is left beside what was not wanted
        return []
    picked = _pick(pool, wanted, language, most)
    order = {id(passage): i for i, passage in enumerate(dict.fromkeys(c.passage for c in picked))}
    position = {id(c): i for i, c in enumerate(pool)}
    return sorted(picked, key=lambda c: (order[id(c.passage)], position[id(c)]))


def _pick(pool: list[Chosen], wanted: Mapping[str, float], language: Language, most: int) -> list[Chosen]:
    """Greedy: the best sentence, then whatever adds most that is not yet told."""
    picked = [max(pool, key=lambda c: c.score)]
    floor = _FLOOR * picked[0].score
    while len(picked) < most:
        told = sum(len(c.text.split()) for c in picked)
        covered = {term for c in picked for term in _terms(c.text, language)}
        open_terms = {term: weight for term, weight in wanted.items() if term not in covered}
        rest = [
            (c.score + _gain(c.text, open_terms, wanted, language), c)
            for c in pool
            if told + len(c.text.split()) <= MOST_WORDS and not any(_same(c.text, other.text) for other in picked)
        ]
        best = max(rest, key=lambda pair: pair[0], default=None)
        if best is None or best[0] < floor:
            break
        picked.append(best[1])
    return picked


def _gain(sentence: str, open_terms: Mapping[str, float], wanted: Mapping[str, float], language: Language) -> float:
    found = _terms(sentence, language)
    return sum(weight for term, weight in open_terms.items() if term in found) / (sum(wanted.values()) or 1.0)


def _with_first(sentences: Sequence[str]) -> list[tuple[bool, str]]:
    return [(i == 0, sentence) for i, sentence in enumerate(sentences)]


def _score(sentence: str, wanted: Mapping[str, float], asked: frozenset[Asks], language: Language) -> float:
    found, spelt = _terms(sentence, language), set(grams(fold(sentence)))
    total = sum(wanted.values()) or 1.0
    overlap = sum(weight for term, weight in wanted.items() if term in found) / total
    near = sum(weight * _near(term, spelt) for term, weight in wanted.items()) / total
    fitting = sum(bool(PATTERNS[kind].search(sentence)) for kind in asked if kind in PATTERNS)
    absent = 1.0 if _ABSENCE.search(sentence) and not asked & {*PATTERNS, Asks.YES_NO} else 0.0
    return overlap + near + 0.5 * fitting - absent


def _phrases(question: str, sentence: str) -> int:
    """How many pairs of neighbouring words the question and a sentence share ("leder Nemonoor")."""
    return len(_pairs(question) & _pairs(sentence))


def _pairs(text: str) -> set[tuple[str, str]]:
    spoken = words(text)
    return {(a, b) for a, b in pairwise(spoken) if a not in STOP_WORDS and b not in STOP_WORDS}


def _near(term: str, spelt: set[str]) -> float:
    pieces = grams(fold(term))
    return sum(piece in spelt for piece in pieces) / (len(pieces) or 1)


def _terms(text: str, language: Language) -> set[str]:
    return {stem(w, language) for w in words(text) if w not in STOP_WORDS}


def _same(one: str, other: str) -> bool:
    a, b = set(words(one)), set(words(other))
    return len(a & b) / (min(len(a), len(b)) or 1) > 0.8
