"""Dates and numbers as readers write them."""

from datetime import date

import pytest

from bot.rendering.dating import is_past, number, reader_date
from knowledge.models import Language


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("2030-05-17", "nb", "17. mai 2030"),
        ("2030-05", "nn", "mai 2030"),
        ("2030", "en", "2030"),
        ("våren 2030", "nb", "våren 2030"),
        ("2030-13-01", "nb", "2030-13-01"),
    ],
)
def test_a_date_is_spelled_as_far_as_it_is_known(text: str, language: Language, shown: str) -> None:
    assert reader_date(text, language) == shown


def test_what_cannot_be_read_is_not_called_past() -> None:
    assert not is_past("før i tiden", date(2030, 5, 17))


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [(7.5, "nb", "7,5"), (7.5, "en", "7.5"), (30, "nn", "30"), (12000, "nb", "12\u00a0000"), (12000, "en", "12,000")],
)
def test_a_number_has_the_separators_of_its_language(value: float, language: Language, shown: str) -> None:
    assert number(value, language) == shown
