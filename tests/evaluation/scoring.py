"""Judges answers to the evaluation questions in ``questions.jsonl``.

A question is one line of that file. An answer is one line of what ``brobygger ask --batch --json`` prints:
``outcome``, ``answer`` (the text), ``citations``, ``courses`` and ``contacts`` as lists of flat objects.
"""

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).with_name("questions.jsonl")
MAX_WORDS = 150
MAX_CITATIONS = 5
SHOWN_COURSES = 6
SHOWN_CONTACTS = 3
KNOWN_ADDRESSES = frozenset({"videre@ntnu.no", "cnect-dih@ec.europa.eu"})

_FLAGS = re.IGNORECASE | re.DOTALL
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Eight digits as Norwegian telephone numbers are written; amounts and organisation numbers go three by three.
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+47 ?)?(?:\d\d(?: \d\d){3}|\d{3} \d\d \d{3}|\d{8})(?![\w/]|[.,-]\d)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
# The two-year period ran out in 2025, and no source shows an extension: nobody may state one.
_IN_FORCE = re.compile(
    r"(avtalen?|agreement)\b.{0,80}\b("
    r"gjelder (fortsatt|fremdeles|ennå|i dag)|gjeld (framleis|enno|i dag)|fortsatt gjelder|framleis gjeld|"
    r"(er|ble|blei|vart) (blitt )?(forlenget|forlenga|fornyet|fornya)|"
    r"(is|remains) (still )?(in force|valid)|still applies|(was|is|has been) (extended|renewed))",
    _FLAGS,
)
_HEDGE = re.compile(r"\b(om|ikke|ikkje|whether|if|not|no|dersom|hvis)\b", _FLAGS)


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with what became of it: ``reasons`` is empty where the answer is right."""

    question: Mapping[str, Any]
    outcome: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares between 0 and 1; ``rejection`` and ``over_refusal`` are None where no question tests them.

    ``rejection`` is the share of the must-refuse questions with an acceptable outcome, ``over_refusal``
    the share of the answerable questions that were refused. ``interval`` is the accuracy's bootstrap 95 %.
    """

    count: int
    accuracy: float
    interval: tuple[float, float]
    rejection: float | None
    over_refusal: float | None
    by_language: Mapping[str, float]
    by_category: Mapping[str, float]


def load(split: str | None = None, path: Path = QUESTIONS) -> list[dict[str, Any]]:
    """All questions, or those of one ``split`` ("fit" to choose thresholds on, "test" to report from)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if split is None or row["split"] == split]


def normalised(text: str) -> str:
    """Text as the patterns expect it: NFC, plain spaces, every dash a "-", no ``*`` or backticks."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFC", text))
    return " ".join(plain.replace("*", "").replace("`", "").split())


def readable(answer: Mapping[str, Any]) -> str:
    """What the asker reads: the text and the fields of the first records, without the citations' quotes."""
    courses = answer.get("courses", [])[:SHOWN_COURSES]
    contacts = answer.get("contacts", [])[:SHOWN_CONTACTS]
    fields = [str(value) for record in (*courses, *contacts) for value in record.values() if value is not None]
    return normalised("\n".join([answer.get("answer", ""), *fields]))


def score(question: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """The reasons why the answer is wrong, in English; none when it is right."""
    text = normalised(answer.get("answer", ""))
    return [
        *_outcome(question, answer),
        *_patterns(question, answer, text),
        *_cited(question, answer, text),
        *_size(answer, text),
        *_never(text, readable(answer)),
    ]


def _outcome(question: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
    if answer["outcome"] not in question["outcome"]:
        yield f"outcome {answer['outcome']} instead of {' or '.join(question['outcome'])}"


def _patterns(question: Mapping[str, Any], answer: Mapping[str, Any], text: str) -> Iterator[str]:
    if answer["outcome"] in question.get("must_on", [answer["outcome"]]):
        seen = readable(answer)
        for group in question["must"]:
            if not any(re.search(pattern, seen, _FLAGS) for pattern in group):
                yield f"missing: {' or '.join(group)}"
    for pattern in question["must_not"]:
        if re.search(pattern, text, _FLAGS):
            yield f"must not say: {pattern}"


def _cited(question: Mapping[str, Any], answer: Mapping[str, Any], text: str) -> Iterator[str]:
    if answer["outcome"] != "answered" or not question["cite"]:
        return
    records_shown = bool(answer.get("courses") or answer.get("contacts"))
    for citation in answer.get("citations", []):
        places = " ".join(str(citation.get(key) or "") for key in ("source_id", "title", "url"))
        fits = any(re.search(pattern, places, _FLAGS) for pattern in question["cite"])
        if fits and (records_shown or f"[{citation['n']}]" in text):
            return
    yield "no citation of " + " or ".join(question["cite"])


def _size(answer: Mapping[str, Any], text: str) -> Iterator[str]:
    words = len(re.sub(r"\[\d+\]", " ", text).split())
    if words > MAX_WORDS:
        yield f"{words} words"
    if len(answer.get("citations", [])) > MAX_CITATIONS:
        yield f"{len(answer['citations'])} citations"


def _never(text: str, seen: str) -> Iterator[str]:
    for address in _EMAIL.findall(seen):
        if address.rstrip(".-").lower() not in KNOWN_ADDRESSES:
            yield f"unknown e-mail address: {address}"
    for number in _PHONE.findall(seen):
        yield f"telephone number: {number}"
    for sentence in _SENTENCE.split(text):
        if _IN_FORCE.search(sentence) and not _HEDGE.search(sentence):
            yield f"calls the agreement valid: {sentence}"


def must_refuse(question: Mapping[str, Any]) -> bool:
    """Whether only a refusal (or a counter-question) will do."""
    return "refused" in question["outcome"] and "answered" not in question["outcome"]


def summary(rows: Sequence[Scored], *, seed: int = 2026, resamples: int = 1000) -> Summary:
    """Counts up; the same rows and seed always give the same interval. Raises ValueError without rows."""
    if not rows:
        raise ValueError("nothing to sum up: give at least one scored answer")
    right = [not row.reasons for row in rows]
    unanswerable = [row.outcome in row.question["outcome"] for row in rows if must_refuse(row.question)]
    refused = [row.outcome == "refused" for row in rows if "refused" not in row.question["outcome"]]
    return Summary(
        count=len(rows),
        accuracy=_share(right),
        interval=_interval(right, random.Random(seed), resamples),
        rejection=_share(unanswerable) if unanswerable else None,
        over_refusal=_share(refused) if refused else None,
        by_language=_grouped(rows, lambda question: question["lang"]),
        by_category=_grouped(rows, lambda question: question["category"]),
    )


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)


def _interval(hits: Sequence[bool], chance: random.Random, resamples: int) -> tuple[float, float]:
    shares = sorted(_share(chance.choices(hits, k=len(hits))) for _ in range(resamples))
    return shares[int(0.025 * resamples)], shares[min(int(0.975 * resamples), resamples - 1)]


def _grouped(rows: Sequence[Scored], key: Callable[[Mapping[str, Any]], str]) -> dict[str, float]:
    groups: dict[str, list[bool]] = {}
    for row in rows:
        groups.setdefault(key(row.question), []).append(not row.reasons)
    return {name: _share(hits) for name, hits in sorted(groups.items())}
