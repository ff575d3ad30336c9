"""Judges one answer to one evaluation question.

An answer is one line of what ``brobygger ask --batch --json`` prints: ``outcome``, ``answer`` (the text),
``citations``, ``courses`` and ``contacts`` as lists of flat objects.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.evaluation.questions import Row

MAX_WORDS = 150
MAX_CITATIONS = 5
SHOWN_COURSES = 6
SHOWN_CONTACTS = 3
# Every e-mail address of the shipped sources.
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

Answered = Mapping[str, Any]


class FaultKind(StrEnum):
    """What can be wrong with an answer."""

    OUTCOME = "outcome"
    MISSING = "missing"
    FORBIDDEN = "forbidden"
    CITATION = "citation"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; ``text`` says it in English."""

    kind: FaultKind
    text: str


def faults(question: Row, answer: Answered, *, addresses: frozenset[str] = KNOWN_ADDRESSES) -> tuple[Fault, ...]:
    """Everything that is wrong with an answer; nothing when it is right.

    ``addresses`` are the e-mail addresses, in lower case, that the sources hold.
    """
    text = normalised(answer.get("answer", ""))
    return (
        *_outcome(question, answer),
        *_patterns(question, answer, text),
        *_cited(question, answer, text),
        *_size(answer, text),
        *_never(text, readable(answer), addresses),
    )


def score(question: Row, answer: Answered) -> list[str]:
    """The faults as sentences."""
    return [fault.text for fault in faults(question, answer)]


def known_addresses(texts: Iterable[str]) -> frozenset[str]:
    """Every e-mail address in texts, in lower case: what an answer may name."""
    return frozenset(_bare(address) for text in texts for address in _EMAIL.findall(text))


def normalised(text: str) -> str:
    """Text as the patterns expect it: NFC, plain spaces, every dash a "-", no ``*`` or backticks."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFC", text))
    return " ".join(plain.replace("*", "").replace("`", "").split())


def readable(answer: Answered) -> str:
    """What the asker reads: the text and the fields of the first records, without the citations' quotes."""
    courses = answer.get("courses", [])[:SHOWN_COURSES]
    contacts = answer.get("contacts", [])[:SHOWN_CONTACTS]
    fields = [str(value) for record in (*courses, *contacts) for value in record.values() if value is not None]
    return normalised("\n".join([answer.get("answer", ""), *fields]))


def _outcome(question: Row, answer: Answered) -> Iterator[Fault]:
    if answer["outcome"] not in question["outcome"]:
        accepted = " or ".join(question["outcome"])
        yield Fault(FaultKind.OUTCOME, f"outcome {answer['outcome']} instead of {accepted}")


def _patterns(question: Row, answer: Answered, text: str) -> Iterator[Fault]:
    if answer["outcome"] in question.get("must_on", [answer["outcome"]]):
        seen = readable(answer)
        for group in question["must"]:
            if not any(re.search(pattern, seen, _FLAGS) for pattern in group):
                yield Fault(FaultKind.MISSING, f"missing: {' or '.join(group)}")
    for pattern in question["must_not"]:
        if re.search(pattern, text, _FLAGS):
            yield Fault(FaultKind.FORBIDDEN, f"must not say: {pattern}")


def _cited(question: Row, answer: Answered, text: str) -> Iterator[Fault]:
    if answer["outcome"] != "answered" or not question["cite"]:
        return
    records_shown = bool(answer.get("courses") or answer.get("contacts"))
    for citation in answer.get("citations", []):
        places = " ".join(str(citation.get(key) or "") for key in ("source_id", "title", "url"))
        fits = any(re.search(pattern, places, _FLAGS) for pattern in question["cite"])
        if fits and (records_shown or f"[{citation['n']}]" in text):
            return
    yield Fault(FaultKind.CITATION, "no citation of " + " or ".join(question["cite"]))


def _size(answer: Answered, text: str) -> Iterator[Fault]:
    words = len(re.sub(r"\[\d+\]", " ", text).split())
    if words > MAX_WORDS:
        yield Fault(FaultKind.LENGTH, f"{words} words")
    if len(answer.get("citations", [])) > MAX_CITATIONS:
        yield Fault(FaultKind.LENGTH, f"{len(answer['citations'])} citations")


def _never(text: str, seen: str, addresses: frozenset[str]) -> Iterator[Fault]:
    for address in _EMAIL.findall(seen):
        if _bare(address) not in addresses:
            yield Fault(FaultKind.FORBIDDEN, f"unknown e-mail address: {address}")
    for number in _PHONE.findall(seen):
        yield Fault(FaultKind.FORBIDDEN, f"telephone number: {number}")
    for sentence in _SENTENCE.split(text):
        if _IN_FORCE.search(sentence) and not _HEDGE.search(sentence):
            yield Fault(FaultKind.FORBIDDEN, f"calls the agreement valid: {sentence}")


def _bare(address: str) -> str:
    return address.rstrip(".-").lower()
