"""One source, one number; a quote is always a part of its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations import Numbering
from knowledge.models import CitationKind
from tests.knowledge.made_up import chunk
from tests.knowledge.village import AGREEMENT, OPENING, OPENING_EN, YARN


def test_numbers_run_in_the_order_of_citing() -> None:
    numbering = Numbering()
    assert [numbering.cite(c) for c in (YARN, OPENING, AGREEMENT)] == [1, 2, 3]
    assert [(c.n, c.source_id) for c in numbering.all()] == [(1, "TST-02"), (2, "TST-01"), (3, "vedtekt-4")]


def test_a_citation_carries_what_the_reader_needs() -> None:
    """The exact words, whose they are, and where and when they were published."""
    numbering = Numbering()
    numbering.cite(AGREEMENT, "Partene kan forlenge den.")
    (citation,) = numbering.all()
    assert citation.quote == "Partene kan forlenge den."
    assert (citation.kind, citation.title, citation.section, citation.language) == (
        CitationKind.VERBATIM, AGREEMENT.document_title, "4. Varighet", "nb",
    )  # fmt: skip
    assert citation.provenance is AGREEMENT.provenance


def test_the_same_source_keeps_its_number_in_every_language() -> None:
    """Also when another part of it is quoted: then the whole that holds both is."""
    numbering = Numbering()
    assert numbering.cite(OPENING, "Det åpner klokken ni og har 14 ansatte.") == 1
    assert numbering.cite(YARN) == 2
    assert numbering.cite(OPENING, "Prøvehuset er et oppdiktet forsamlingshus i Eksempelby.") == 1
    assert numbering.all()[0].quote == OPENING.text
    assert numbering.cite(OPENING_EN) == 1
    assert len(numbering.all()) == 2


def test_a_part_of_what_is_quoted_changes_nothing() -> None:
    numbering = Numbering()
    numbering.cite(YARN)
    assert numbering.cite(YARN, "votter av ull") == 1
    assert numbering.all()[0].quote == YARN.text


def test_two_pieces_of_one_source_are_quoted_apart() -> None:
    """No quote could hold both."""
    first, second = (chunk("kap", text, id=f"kap.{n}") for n, text in enumerate(("Huset er gult.", "Taket er rødt.")))
    numbering = Numbering()
    assert [numbering.cite(first), numbering.cite(second), numbering.cite(first)] == [1, 2, 1]
    assert [c.quote for c in numbering.all()] == [first.text, second.text]


def test_a_quote_that_does_not_stand_there_is_refused() -> None:
    """Not even with another capital or without a comma."""
    for invented in ("Garnlaget strikker luer.", "garnlaget strikker", "Garnlaget strikker votter av ull. "):
        if invented not in YARN.text:
            with pytest.raises(ValueError, match="TST-02"):
                Numbering().cite(YARN, invented)
    with pytest.raises(ValueError, match="TST-02"):
        Numbering().cite(YARN, "Garnlaget strikker luer.")


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20), st.integers(1, 20)), max_size=12))
def test_however_citing_goes_numbers_are_dense_and_quotes_true(cited: list[tuple[int, int, int]]) -> None:
    """Numbers are 1 to n without a hole, and each quote stands in its chunk."""
    chunks = [chunk(f"kilde{n}", "Oppdiktet tekst om garn, ull og vevstoler, til prøve.") for n in range(5)]
    numbering = Numbering()
    for which, start, length in cited:
        numbering.cite(chunks[which], chunks[which].text[start : start + length])
    citations = numbering.all()
    assert [c.n for c in citations] == list(range(1, len({which for which, _, _ in cited}) + 1))
    assert all(c.quote in chunks[0].text for c in citations)
