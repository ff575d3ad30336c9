"""Made-up answers with citations, and a judge that looks for words."""

from dataclasses import dataclass, field
from datetime import date

from knowledge.claims.claim import Claim, Evidence
from knowledge.models import Answer, Citation, CitationKind, Language, Outcome, Provenance

TODAY = date(2020, 3, 4)
SOURCE = Provenance("Prøvehuset (oppdiktet)", date="2020-01-02")


@dataclass
class Finding:
    """Supports a sentence when the evidence holds, together, each word that is longer than three letters."""

    told: str = "Judged by looking for words (made up)."
    claims: list[Claim] = field(default_factory=list)

    def supports(self, claim: Claim, *, today: date) -> bool:
        """Look for the words."""
        self.claims.append(claim)
        held = " ".join(one.text for one in claim.evidence)
        return all(word in held for word in claim.sentence.rstrip(".").split() if len(word) > 3)


def evidence(*texts: str) -> dict[int, Evidence]:
    """Passages by number, from 1."""
    return {n: Evidence(f"made-up-{n}", text) for n, text in enumerate(texts, 1)}


def answer(text: str, *quotes: str, outcome: Outcome = Outcome.ANSWERED, language: Language = "nb") -> Answer:
    """An answer that cites quotes of made-up passages."""
    citations = tuple(
        Citation(n, CitationKind.SUMMARY, f"made-up-{n}", "Hus", "", quote, SOURCE, language)
        for n, quote in enumerate(quotes, 1)
    )
    return Answer(outcome, language, text, citations)
