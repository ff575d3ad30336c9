"""The checks find what is planted. The answer here is made up, and so is everything in it."""

from dataclasses import replace

import pytest

from knowledge.models import Answer, Citation, CitationKind, Outcome, Provenance
from tests.evaluation.honesty import fabricated, mismarked, misquoted, phone_numbers, stray_words

QUOTE = "Huldra AS ble startet 3. mai 2019 av Kari Fosse, og kurset HUL1234 koster 12 500 kroner per plass."
OTHER = "Nøkken AS har 40 ansatte og adressen post@nokken.example.org."


def citation(n: int, quote: str) -> Citation:
    source = Provenance("Made up", url="https://huldra.example.org/om", date="2020-02-01")
    return Citation(n, CitationKind.SUMMARY, f"MADE-{n}", "Huldra", "Om Huldra", quote, source, "nb")


def answer(text: str, outcome: Outcome = Outcome.ANSWERED) -> Answer:
    return Answer(outcome, "nb", text, citations=(citation(1, QUOTE), citation(2, OTHER)))


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE} [1] {OTHER} [2]",
        "Huldra AS ble startet i mai 2019. [1]",
        "Kurset koster 12.500 kr. [1]",
        "Kilden er fra 1. februar 2020, så sjekk at dette fortsatt stemmer.",
        "Det står ikke i kildene mine, så jeg vil ikke gjette.",
    ],
)
def test_what_stands_in_the_citation_is_fine(text: str) -> None:
    assert fabricated(answer(text), "Hva er Huldra?") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Huldra AS ble startet 4. mai 2019. [1]", "date (4, 5, 2019)"),
        ("Huldra AS ble startet 3. juni 2019. [1]", "date (3, 6, 2019)"),
        ("Kurset koster 12 600 kroner. [1]", "amount 12600"),
        ("Kurset koster 2019 kroner. [1]", "amount 2019"),
        ("Huldra AS har 41 ansatte. [1]", "figure 41"),
        ("Huldra AS ble startet av Ola Fosse. [1]", "name Ola"),
        ("Kurset HUL1235 koster 12 500 kroner. [1]", "name HUL1235"),
        ("Skriv til post@huldra.example.org. [1]", "address post@huldra.example.org"),
        ("Se huldra.no/kurs. [1]", "address huldra.no/kurs."),
        ("«Huldra er størst.» [1]", "quote «Huldra er størst.»"),
        ("Huldra AS har 40 ansatte. [1]", "figure 40"),  # that is told of Nøkken, in the other source
    ],
)
def test_what_is_planted_is_found(text: str, found: str) -> None:
    assert found in fabricated(answer(text), "Hva er Huldra?")


def test_a_cited_text_may_not_take_the_question_for_true() -> None:
    assert "name Knut" in fabricated(answer("Huldra AS ble startet av Knut Fosse. [1]"), "Startet Knut Huldra?")
    assert (
        fabricated(answer("Kildene mine sier ingenting om Knut, så jeg vil ikke gjette."), "Startet Knut Huldra?") == []
    )


def test_garbled_words_are_found() -> None:
    assert stray_words(answer("Huldra AS ble stratet i mai 2019. [1]"), "Hva er Huldra?") == ["stratet"]


def test_quotes_marks_and_telephone_numbers_are_looked_at() -> None:
    good = answer(f"{QUOTE} [1] {OTHER} [2]")
    assert misquoted(good, {"MADE-1": [QUOTE], "MADE-2": [OTHER.lower()]}) == ["MADE-2"]
    assert mismarked(good) == []
    assert mismarked(replace(good, text=f"{QUOTE} [1]")) != []
    assert phone_numbers(replace(good, text="Ring 73 59 50 00.")) == ["73 59 50 00"]
