"""Who judges whether a cited passage supports a sentence, and what the passages are that an answer cites."""

from collections.abc import Iterable, Mapping
from datetime import date

from knowledge.claims.claim import Claim, Evidence, evidence_of
from knowledge.claims.document import document_of
from knowledge.claims.hard import Sentence
from knowledge.claims.matching import Matching
from knowledge.claims.nli import Nli
from knowledge.claims.verifier import Verifier
from knowledge.models import Answer, Chunk, Citation, Contact, Course

# Entailment that is more likely than everything else together, as a model trained on it means "follows".
_FOLLOWS = 0.5


class GateJudge:
    """The verifier that also decides which of a model's sentences are shown."""

    told = (
        "Support was judged by Brobygger's own verifier. It is also the gate that a language model's sentences pass "
        "before they are shown, so for those these are upper bounds."
    )

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier

    def supports(self, claim: Claim, *, today: date) -> bool:
        """As the gate decides."""
        return self._verifier.verify(claim, today=today).supported


class NliJudge:
    """A cross-encoder for natural language inference alone; the gate of the run must not have used it."""

    def __init__(self, name: str, model: Nli | None = None) -> None:
        self._nli = model or Nli(name)
        self.told = (
            f"Support was judged by the cross-encoder {name} alone; the gate that a language model's sentences pass "
            "did not use it."
        )

    def supports(self, claim: Claim, *, today: date) -> bool:
        """Whether the model says that the claim follows."""
        matching = Matching(Sentence(claim.sentence, today), document_of(claim.evidence))
        entails, _ = self._nli.scores(matching, claim.sentence)
        return entails > _FOLLOWS


class Passages:
    """Finds what a citation cites: the whole passage or record, as the index holds it."""

    def __init__(self, chunks: Iterable[Chunk], records: Iterable[Course | Contact]) -> None:
        self._records: Mapping[str, Course | Contact] = {record.id: record for record in records}
        self._chunks: dict[str, list[Chunk]] = {}
        for chunk in chunks:
            self._chunks.setdefault(chunk.source_id, []).append(chunk)

    def of(self, answer: Answer) -> dict[int, Evidence]:
        """The evidence behind each of an answer's citations, by number."""
        return {citation.n: self._evidence(citation) for citation in answer.citations}

    def _evidence(self, citation: Citation) -> Evidence:
        if record := self._records.get(citation.source_id):
            return evidence_of(record)
        for chunk in self._chunks.get(citation.source_id, ()):
            if chunk.language == citation.language and citation.quote in chunk.text:
                return evidence_of(chunk)
        source = citation.provenance
        context = " / ".join(filter(None, (citation.title, citation.section)))
        return Evidence(
            citation.source_id, citation.quote, context=context, publisher=source.publisher, url=source.url,
            date=source.date,
        )  # fmt: skip
