"""What a sentence must pass before anyone sees it, and what speaks against one that does not."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from knowledge.claims.claim import Claim, Verdict
from knowledge.dates import spell
from knowledge.models import Answer, Citation, Course, Outcome, ShownOffering
from knowledge.verifying import unsupported
from knowledge.writing.form import Sentence
from knowledge.writing.material import Entry, Material
from knowledge.writing.tongue import other_language

# Words joined by a full stop, under whatever top domain; abbreviations end in one letter, but for these.
_ADDRESS = re.compile(r"(?<![\w.])[^\W_][\w-]*(?:\.[^\W_][\w-]*)*\.[^\W\d_]{2,}(?!\w)")
_ABBREVIATIONS = frozenset({"f.eks", "m.fl", "org.nr"})
_OTHER_LETTERS = re.compile(r"[^\W\d_A-Za-zÀ-žµ]+")


class Proves(Protocol):
    """Whatever says that evidence supports a claim: :class:`knowledge.claims.verifier.Verifier`, or a stand-in."""

    def verify(self, claim: Claim, *, today: date) -> Verdict:
        """Check one sentence; called from several threads."""


def cited(sentence: Sentence, material: Material) -> tuple[Entry, ...]:
    """The entries that a sentence cites, without those that were not given."""
    return tuple(material.entries[n - 1] for n in sentence.marks if 0 < n <= len(material.entries))


def objections(sentence: Sentence, material: Material, prover: Proves) -> tuple[str, ...]:
    """What speaks against showing a sentence, in English, for the model to mend; nothing for a proven one."""
    ungiven = [n for n in sentence.marks if not 0 < n <= len(material.entries)]
    if ungiven:
        return tuple(f"citation: there is no entry [{n}]" for n in ungiven)
    if other := other_language(sentence.text, material.language):
        return (f"language: it is written in {other}, not in {material.language}",)
    entries = cited(sentence, material)
    if unknown := strange(sentence.text, entries):
        return tuple(f"address: {each} does not stand in the cited entries" for each in unknown)
    claim = Claim(sentence.text, material.language, tuple(entry.evidence for entry in entries))
    verdict = prover.verify(claim, today=material.today)
    if not verdict.supported:
        return verdict.reasons or ("unsupported",)
    found = unsupported(_alone(sentence, entries, material))
    return tuple(f"number: {each} does not stand in the cited entries in this form" for each in found)


def strange(text: str, entries: Sequence[Entry]) -> list[str]:
    """What looks like an address, under whatever ending, or is of another alphabet, and stands in no cited entry."""
    known = "\n".join(_said(entry) for entry in entries).casefold()
    found = [piece for piece in _ADDRESS.findall(text) if piece.casefold() not in _ABBREVIATIONS]
    return [piece for piece in (*found, *_OTHER_LETTERS.findall(text)) if piece.casefold() not in known]


def _said(entry: Entry) -> str:
    chunk = entry.chunk
    addresses = filter(None, (chunk.provenance.url, *chunk.provenance.also))
    return "\n".join((chunk.document_title, chunk.section, chunk.text, *addresses))


def dates_told(entries: Sequence[Entry], material: Material) -> tuple[str, ...]:
    """The dates of cited courses as a reader sees them."""
    courses = [entry.record for entry in entries if isinstance(entry.record, Course)]
    dates = [day for c in courses for o in c.offerings for day in (o.start, o.deadline) if day]
    return tuple(dict.fromkeys(spell(day, material.language) for day in dates))


def _alone(sentence: Sentence, entries: Sequence[Entry], material: Material) -> Answer:
    """A sentence as an answer that quotes all that it cites, for the guard that every answer passes."""
    return Answer(
        Outcome.ANSWERED,
        material.language,
        sentence.text,
        citations=tuple(_whole(n, entry) for n, entry in enumerate(entries, 1)),
        courses=tuple(
            ShownOffering(entry.record, offering, n)
            for n, entry in enumerate(entries, 1)
            if isinstance(entry.record, Course)
            for offering in entry.record.offerings[:1]
        ),
    )


def _whole(n: int, entry: Entry) -> Citation:
    chunk = entry.chunk
    return Citation(
        n,
        chunk.kind,
        chunk.source_id,
        chunk.document_title,
        chunk.section,
        chunk.text,
        chunk.provenance,
        chunk.language,
    )
