"""The check as a whole, without a real model; the evidence is made up."""

import string
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.claims.claim import Claim, Evidence, evidence_of
from knowledge.claims.nli import Nli
from knowledge.claims.verifier import Verifier
from knowledge.errors import ModelUnavailable
from tests.knowledge.claims.looking import TODAY, claim
from tests.knowledge.made_up import HashedWords, chunk
from tests.knowledge.village import DOOR, KNITTING

CHECK = Verifier(HashedWords())
QUOTES: tuple[Callable[[int], str], ...] = (
    lambda n: f"Garnlaget har {n} medlemmer i Nøstevik.",
    lambda n: f"Kurset kostet {n} kroner om sommeren.",
    lambda n: f"Omtrent {n} prosent av lagene søkte om støtte.",
    lambda n: f"Laget ble stiftet i år {1900 + n % 120}.",
    lambda n: f"Kurset gir {n % 60 + 0.5:g} studiepoeng.".replace(".5", ",5"),
)


@given(quote=st.sampled_from(QUOTES), n=st.integers(11, 9000), other=st.integers(11, 9000))
def test_a_quote_is_supported_and_one_with_another_number_is_not(
    quote: Callable[[int], str], n: int, other: int
) -> None:
    """Whatever the numbers."""
    true, false = quote(n), quote(other)
    cited = f"Nøstevik: {true} Laget møtes om vinteren."
    assert CHECK.verify(claim(true, cited), today=TODAY).supported
    if true != false and not _close(true, false):
        verdict = CHECK.verify(claim(false, cited), today=TODAY)
        assert not verdict.supported
        assert verdict.reasons[0].startswith(("number:", "date:"))


def _close(one: str, other: str) -> bool:
    """Whether both are "about" the same, which the check lets pass."""
    numbers = [
        float("".join(c for c in text.replace(",", ".") if c in string.digits + ".").strip("."))
        for text in (one, other)
    ]
    return "Omtrent" in one and abs(numbers[0] - numbers[1]) <= 0.05 * max(numbers)


def test_nothing_cited_supports_nothing() -> None:
    verdict = CHECK.verify(Claim("Garnlaget har 12 medlemmer.", "nb", ()), today=TODAY)
    assert (verdict.supported, verdict.reasons) == (False, ("citation: nothing is cited",))


def test_an_empty_sentence_is_not_supported() -> None:
    assert not CHECK.verify(claim("  ", "Garnlaget har 12 medlemmer."), today=TODAY).supported


def test_what_is_about_something_else_is_not_supported() -> None:
    """The reasons say how far it is, and which words nothing bears out."""
    verdict = CHECK.verify(claim("Været er ofte mildt om høsten.", "Garnlaget har 12 medlemmer."), today=TODAY)
    assert not verdict.supported
    assert any(reason.startswith(("meaning:", "date:")) for reason in verdict.reasons)


def test_passages_and_records_of_the_product_are_evidence() -> None:
    """A chunk lends its text and headings, a course and a contact their fields."""
    passage = evidence_of(chunk("TST-01", "Laget har 12 medlemmer."))
    assert (passage.id, passage.text) == ("TST-01", "Laget har 12 medlemmer.")
    course, contact = evidence_of(KNITTING), evidence_of(DOOR)
    assert course.fields is not None
    assert contact.fields is not None
    assert course.fields["title"] == KNITTING.title
    assert contact.fields["value"] == DOOR.value


def test_a_field_without_a_value_is_not_stated() -> None:
    """That may be said; a value for it may not."""
    record: dict[str, Any] = {"course_code": "GAR1001", "title_no": "Innføring i garn", "price_nok": None}
    assert CHECK.verify(claim("Pris er ikke oppgitt for GAR1001.", record), today=TODAY).supported
    assert not CHECK.verify(claim("GAR1001 koster 500 kroner.", record), today=TODAY).supported


def test_the_same_evidence_is_embedded_once() -> None:
    """The vectors of sentences seen before are kept."""

    class Counting(HashedWords):
        asked = 0

        def embed_query(self, text: str) -> list[float]:
            Counting.asked += 1
            return super().embed_query(text)

    check = Verifier(Counting())
    for _ in range(3):
        check.verify(Claim("Laget har tolv medlemmer.", "nb", (Evidence("a", "Laget har 12 medlemmer."),)), today=TODAY)
    assert Counting.asked == 2


class Reads:
    """A cross-encoder that always says the same."""

    def __init__(self, *scores: float, labels: tuple[str, ...] = ("contradiction", "entailment", "neutral")) -> None:
        self.scores = scores
        self.config = type("Config", (), {"id2label": dict(enumerate(labels))})()

    def predict(self, sentences: Any, **options: Any) -> Any:
        """One row a pair."""
        del options
        return np.array([self.scores for _ in sentences])


def test_a_contradiction_stops_what_would_pass() -> None:
    """And entailment lets pass what would nearly; hard facts are not its business."""
    true = claim("Laget har tolv medlemmer.", "Laget har 12 medlemmer.")
    false = claim("Laget har 13 medlemmer.", "Laget har 12 medlemmer.")
    against, agreed = Verifier(HashedWords(), Nli(Reads(9, -9, -9))), Verifier(HashedWords(), Nli(Reads(-9, 9, -9)))
    assert not against.verify(true, today=TODAY).supported
    assert agreed.verify(true, today=TODAY).supported
    assert not agreed.verify(false, today=TODAY).supported


def test_a_model_with_other_labels_is_refused_with_advice() -> None:
    check = Verifier(HashedWords(), Nli(Reads(1.0, labels=("score",))))
    with pytest.raises(ModelUnavailable, match="NLI_MODEL"):
        check.verify(claim("Laget har tolv medlemmer.", "Laget har 12 medlemmer."), today=TODAY)
