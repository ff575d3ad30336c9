"""Passages: short enough to find, whole enough to quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chunking import LONGEST, chunk, count_words, passages
from ingest.reading.documents import Block, Document, Section
from knowledge.models import CitationKind, Provenance


def sentence(words: int, name: str = "ord") -> str:
    return " ".join([name.capitalize(), *([name] * (words - 1))]) + "."


def paragraph(*sentences: str) -> Block:
    return Block("paragraph", " ".join(sentences), 1)


def items(*texts: str) -> Block:
    return Block("list", "\n".join(f"- {text}" for text in texts), 1)


def test_short_paragraphs_share_a_passage() -> None:
    """What stands under one heading stays together while it fits."""
    assert passages([paragraph("En."), paragraph("To.")]) == ["En.\n\nTo."]


def test_a_paragraph_is_not_cut_to_fill_a_passage() -> None:
    first, second = sentence(60, "en"), f"{sentence(30, 'to')} {sentence(30, 'tre')}"
    assert passages([paragraph(first), paragraph(second)]) == [first, second]


def test_a_long_paragraph_is_cut_between_sentences_into_even_parts() -> None:
    """110 words become twice 55 and not 99 and 11."""
    sentences = [sentence(11, f"o{n}") for n in range(10)]
    assert passages([paragraph(*sentences)]) == [" ".join(sentences[:5]), " ".join(sentences[5:])]


def test_a_list_stays_with_its_lead_in() -> None:
    """A list without the words that announce it answers nothing."""
    before = paragraph(sentence(97))
    assert passages([before, paragraph("Vi vil:"), items("lære", "dele")]) == [
        sentence(97),
        "Vi vil:\n- lære\n- dele",
    ]


def test_a_long_list_keeps_its_lead_in_with_the_first_item() -> None:
    long = [sentence(40, f"punkt{n}") for n in range(4)]
    parts = passages([paragraph("Først noe annet.", "Vi vil:"), items(*long)])
    assert parts[0] == f"Først noe annet. Vi vil:\n- {long[0]}\n- {long[1]}"
    assert parts[1] == f"- {long[2]}\n- {long[3]}"


def test_a_lead_in_is_never_left_behind() -> None:
    parts = passages([paragraph(sentence(70), "Vi vil:"), items(sentence(60, "a"), sentence(60, "b"))])
    assert not any(part.endswith(":") for part in parts)


def test_a_sentence_without_end_is_cut_at_a_comma() -> None:
    """A sentence over the limit is cut where a reader would breathe."""
    half = " ".join(["ledd"] * 70)
    assert passages([paragraph(f"{half}, {half}.")]) == [f"{half},", f"{half}."]


def test_lines_of_a_table_stay_lines() -> None:
    assert passages([Block("verse", "| a |\n| b |", 1)]) == ["| a |\n| b |"]


blocks = st.lists(
    st.one_of(
        st.lists(st.integers(1, 130), min_size=1, max_size=6).map(lambda n: paragraph(*map(sentence, n))),
        st.lists(st.integers(1, 130), min_size=1, max_size=6).map(lambda n: items(*map(sentence, n))),
        st.just(paragraph("Vi vil:")),
    ),
    min_size=1,
    max_size=6,
)


@given(blocks)
def test_no_word_is_lost_and_no_passage_too_long(made: list[Block]) -> None:
    """Whatever the text, all of it is there, in order, at most 100 words at a time."""
    parts = passages(made)
    assert all(0 < count_words(part) <= LONGEST for part in parts)
    assert " ".join(parts).split() == " ".join(block.text for block in made).split()


@pytest.mark.parametrize(("words", "ids"), [(90, ["ark.nb#A-1"]), (110, ["ark.nb#A-1.1", "ark.nb#A-1.2"])])
def test_a_fact_is_one_chunk_unless_it_is_too_long(words: int, ids: list[str]) -> None:
    """Its parts share the fact's id as their source."""
    block = paragraph(*[sentence(10)] * (words // 10))
    section = Section("A-1", ("Overskrift",), (block,), Provenance("P"))
    chunks = chunk([Document("ark.nb", "Ark", "nb", CitationKind.SUMMARY, "Brobygger", (section,))])
    assert [made.id for made in chunks] == ids
    assert {made.source_id for made in chunks} == {"A-1"}


def test_a_chunk_of_a_document_is_named_by_its_section() -> None:
    section = Section("avtale#1-start", ("1. Start",), (paragraph("En."),), Provenance("P"))
    (made,) = chunk([Document("avtale", "Avtale", "nb", CitationKind.VERBATIM, "P", (section,))])
    assert (made.id, made.section, made.text) == ("avtale#1-start", "1. Start", "En.")
