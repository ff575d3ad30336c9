"""A sentence is told to be in another language only where that is plain."""

import pytest

from knowledge.models import Language
from knowledge.writing.tongue import other_language


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Prøvehuset har 14 ansatte.", "nb"),
        ("Prøvehuset har 14 tilsette, og det opnar klokka ni.", "nn"),
        ("Prøvehuset has 14 employees and opens at nine.", "en"),
        ("Nemonoor: European Digital Innovation Hub.", "nb"),
        ("Kurset heter «An introduction to the management of the things that are».", "nb"),
        ("The agreement says: «Avtalens varighet er to år, og den løper fra våren».", "en"),
        ("Avtalen varer i to år.", "nn"),
        ("14", "en"),
    ],
)
def test_the_wanted_language_short_texts_and_quotes_pass(text: str, wanted: Language) -> None:
    assert other_language(text, wanted) is None


@pytest.mark.parametrize(
    ("text", "wanted", "other"),
    [
        ("The house has 14 employees, and it opens at nine.", "nb", "en"),
        ("Huset har 14 ansatte, og det åpner ikke før klokken ni.", "en", "nb"),
        ("Eg veit ikkje kva huset heiter, men det er nokre som seier at dei kjem frå byen.", "nb", "nn"),
        ("Jeg vet ikke hva huset heter, men det er noen som sier at de kommer fra byen.", "nn", "nb"),
        ("В доме работают четырнадцать человек.", "nb", "another script"),
        ("这所房子有十四名员工。", "en", "another script"),
    ],
)
def test_a_plainly_other_language_is_told(text: str, wanted: Language, other: str) -> None:
    assert other_language(text, wanted) == other
