"""Misspelt words become words the sources know; names and codes are left alone."""

import pytest

from knowledge.spelling import Speller, expand
from tests.knowledge.made_up import chunk

SPELLER = Speller.of(
    [
        chunk("a", "Søknadsfristen for strikkekurset i Gjøvik er satt av forsamlingshuset. Bærekraft angår vevstoler."),
        chunk("b", "Søknadsfristen gjelder alle. Ordningen nærings-ph.d. støtter vevstoler og oppvaskmaskiner."),
    ],
    ["Kvantefarging for nybegynnere", "kurset om garnet", "prisen"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("søknadsfrisen", "søknadsfristen"), ("soknadsfristen", "søknadsfristen"),
        ("soeknadsfristen", "søknadsfristen"), ("baerekraft", "bærekraft"), ("barekraft", "bærekraft"),
        ("vevsotler", "vevstoler"), ("vevstolr", "vevstoler"), ("strikekurset", "strikkekurset"),
        ("forsamlinghuset", "forsamlingshuset"), ("oppvaskmakiner", "oppvaskmaskiner"),
        ("kvantefraging", "kvantefarging"), ("naeringsphd", "nærings-ph.d"),
    ],
)  # fmt: skip
def test_a_misspelt_word_becomes_the_known_one(typed: str, meant: str) -> None:
    """One or two letters wrong, æøå missing, or a hyphen left out."""
    assert SPELLER.correct(f"Hva er {typed}?") == f"Hva er {meant}?"


@pytest.mark.parametrize("kept", ["NAIL", "XQZV", "PRV1001", "ull", "MISEB", "hva", "7,5"])
def test_capitals_codes_and_short_words_are_left_alone(kept: str) -> None:
    """They could be names."""
    assert SPELLER.correct(kept) == kept


@pytest.mark.parametrize("word", ["trompetsolo", "Quisling", "elefant", "sjokoladekake"])
def test_a_word_that_resembles_nothing_stays(word: str) -> None:
    """Better not found than found as something else."""
    assert SPELLER.correct(word) == word


@pytest.mark.parametrize(("typed", "kept"), [("kuret", "kurset"), ("kusret", "kurset"), ("garnnet", "garnet")])
def test_a_slip_in_a_short_word_is_mended(typed: str, kept: str) -> None:
    """A letter too few or too many, or two swapped."""
    assert SPELLER.correct(typed) == kept


@pytest.mark.parametrize("word", ["vevet", "satan", "alli"])
def test_a_short_word_with_another_letter_in_it_is_another_word(word: str) -> None:
    """Nobody who asks about chess means a cheque."""
    assert SPELLER.correct(word) == word


def test_known_words_stay_as_typed() -> None:
    text = "Når er Søknadsfristen for strikkekurset?"
    assert SPELLER.correct(text) == text


def test_the_first_letter_is_never_changed() -> None:
    """People seldom miss it, and words that differ there mean something else."""
    assert SPELLER.correct("levstoler") == "levstoler"


def test_two_first_letters_may_be_swapped() -> None:
    assert SPELLER.correct("evvstoler") == "vevstoler"


def test_the_likeliest_of_several_near_words_is_meant() -> None:
    """The more frequent one, unless another is nearer."""
    speller = Speller.of([chunk("a", "votten votten votten votten vatten")])
    assert speller.correct("vtten") == "votten"
    assert speller.correct("vattten") == "vatten"


def test_compounds_and_forms_of_known_words_stay() -> None:
    """They are no slips: their parts or stems are found as they are."""
    speller = Speller.of(
        [chunk("a", "Strikkekurset, strikke, strikke, kurset, kurset, vevstolene, vevstolenes, votten.")]
    )
    assert speller.correct("strikkekursene vevstolen vottenes") == "strikkekursene vevstolen vottenes"


def test_a_short_name_becomes_only_a_well_known_one() -> None:
    speller = Speller.of([chunk("a", "Lise vevde. Nore, Nore, Nore, Nore og Nore.")])
    assert speller.correct("Lisw Norw") == "Lisw nore"


def test_knowing_is_exact() -> None:
    assert SPELLER.knows("vevstoler")
    assert not SPELLER.knows("vevstol")


def test_expanding_adds_and_keeps() -> None:
    """An abbreviation may be a name, so it stays beside what it stands for."""
    expanded = expand("kurs i ki")
    assert expanded.startswith("kurs i ki ")
    assert "kunstig intelligens" in expanded
    assert expand("ull og garn") == "ull og garn"
    assert expand("ki og ki") == f"ki og ki {expanded.removeprefix('kurs i ki ')}"
