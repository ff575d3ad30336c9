"""Made-up evidence and a check of it without a model; no person, body or course here exists."""

from datetime import date
from typing import Any

from knowledge.claims.claim import Claim, Evidence
from knowledge.claims.document import document_of
from knowledge.claims.hard import Sentence, missing
from knowledge.claims.matching import Matching
from knowledge.claims.tokens import in_bokmaal
from knowledge.models import Language

TODAY = date(2026, 11, 21)


def hard(sentence: str, *evidence: str | dict[str, Any]) -> list[str]:
    """The reasons of the hard facts that are missing."""
    return missing(Sentence(sentence, TODAY), document_of(claim(sentence, *evidence).evidence))


def claim(sentence: str, *evidence: str | dict[str, Any], language: Language = "nb") -> Claim:
    """A sentence that cites passages (texts) and records (rows)."""
    cited = (
        Evidence(f"TST-{n:02}", one) if isinstance(one, str) else Evidence(f"row-{n}", fields=one)
        for n, one in enumerate(evidence, start=1)
    )
    return Claim(sentence, language, tuple(cited))


def beside(sentence: str, *evidence: str | dict[str, Any], language: Language = "nb") -> Matching:
    """A sentence beside its evidence, word by word."""
    document = document_of(claim(sentence, *evidence).evidence)
    text = in_bokmaal(sentence, document.words) if language == "nn" else sentence
    return Matching(Sentence(text, TODAY), document)
