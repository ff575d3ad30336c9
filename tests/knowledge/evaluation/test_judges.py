"""The judges, and where the passages come from that they judge by."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from knowledge.claims.claim import Claim, Evidence
from knowledge.claims.nli import Nli
from knowledge.claims.verifier import Verifier
from knowledge.evaluation.judges import GateJudge, NliJudge, Passages
from knowledge.models import Chunk, Citation, CitationKind, Contact
from tests.knowledge.evaluation.made_up_answers import SOURCE, TODAY, answer
from tests.knowledge.made_up import HashedWords

HOUSE = Evidence("made-up-1", "Prøvehuset har 14 ansatte.")


class Saying:
    """A cross-encoder that always says the same."""

    config = SimpleNamespace(id2label={0: "contradiction", 1: "entailment", 2: "neutral"})

    def __init__(self, *logits: float) -> None:
        self.logits = logits
        self.pairs: list[tuple[str, str]] = []

    def predict(self, sentences: Sequence[tuple[str, str]], **options: Any) -> Any:
        """One row of scores a pair."""
        self.pairs += sentences
        return [list(self.logits) for _ in sentences]


def claim(sentence: str) -> Claim:
    return Claim(sentence, "nb", (HOUSE,))


def test_the_gate_judges_as_it_does_when_it_lets_through() -> None:
    """And says that what passed it once will pass again."""
    judge = GateJudge(Verifier(HashedWords()))
    assert not judge.supports(claim("Prøvehuset har 99 ansatte."), today=TODAY)
    assert judge.supports(claim("Prøvehuset har 14 ansatte."), today=TODAY)
    assert "upper bounds" in judge.told


@pytest.mark.parametrize(("logits", "follows"), [((0, 5, 0), True), ((5, 0, 0), False), ((0, 0, 5), False)])
def test_the_cross_encoder_judges_alone(logits: tuple[float, ...], follows: bool) -> None:
    """Even of a number that the house's own verifier would not let through: the two are independent."""
    model = Saying(*logits)
    judge = NliJudge("made-up-nli", Nli(model))
    assert judge.supports(claim("Prøvehuset har 99 ansatte."), today=TODAY) is follows
    assert ("Prøvehuset har 14 ansatte.", "Prøvehuset har 99 ansatte.") in model.pairs
    assert "made-up-nli" in judge.told


def chunk(text: str, **other: Any) -> Chunk:
    fields: dict[str, Any] = {
        "id": "c1", "source_id": "made-up-1", "document_id": "d", "document_title": "Hus", "heading_path": ("Om",),
        "text": text, "kind": CitationKind.SUMMARY, "language": "nb", "provenance": SOURCE,
    }  # fmt: skip
    return Chunk(**(fields | other))


def test_a_citation_cites_the_whole_passage_that_holds_its_quote() -> None:
    """Of the versions of a source, the one in the quote's language."""
    whole = "Prøvehuset har 14 ansatte. Det åpner klokken ni."
    passages = Passages([chunk("Eight.", id="c0", language="en"), chunk(whole)], [])
    found = passages.of(answer("14. [1]", "Prøvehuset har 14 ansatte."))
    assert found[1].text == whole
    assert found[1].context == "Hus / Om"


def test_a_citation_of_a_record_cites_its_fields() -> None:
    door = Contact("made-up-1", "Resepsjon", "Prøvehuset", "e-post", "post@eksempel.no", (), SOURCE, "høy")
    found = Passages([chunk("Resepsjon")], [door]).of(answer("Resepsjon. [1]", "Resepsjon"))
    assert found[1].fields is not None
    assert found[1].fields["value"] == "post@eksempel.no"


def test_a_quote_that_no_passage_holds_stands_for_itself() -> None:
    citation: Citation = answer("Gult. [1]", "Huset er gult.").citations[0]
    found = Passages([chunk("Noe annet.")], []).of(answer("Gult. [1]", "Huset er gult."))
    assert (found[1].text, found[1].publisher) == ("Huset er gult.", citation.provenance.publisher)
