"""Dates keep exactly the precision that their source gave."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import has_passed, parse_partial, spell
from knowledge.models import Language

DAY = date(2024, 6, 15)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("2023", (2023, None, None)), ("2023-11", (2023, 11, None)), ("2024-02-29", (2024, 2, 29))],
)
def test_a_partial_date_is_split(text: str, parts: tuple[int, int | None, int | None]) -> None:
    """What the source left out stays None."""
    assert parse_partial(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23",
        "2023-1",
        "2023-13",
        "2023-00",
        "2023-06-31",
        "2023-02-29",
        "20.11.2023",
        "2023-11-20T10:00",
        " 2023",
        "høsten 2023",
    ],
)
def test_other_forms_and_days_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_partial(text)


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("2023", True), ("2024", False), ("2025", False), ("2024-05", True), ("2024-06", False), ("2024-07", False),
        ("2023-12", True), ("2024-06-14", True), ("2024-06-15", False), ("2024-06-16", False),
    ],
)  # fmt: skip
def test_a_date_has_passed_when_its_whole_span_has(text: str, passed: bool) -> None:
    """A year is over on 1 January of the next, a deadline the day after."""
    assert has_passed(text, DAY) is passed


@pytest.mark.parametrize(
    ("text", "language", "spelt"),
    [
        ("2023", "nb", "2023"), ("2023-11", "nb", "november 2023"), ("2023-11-20", "nb", "20. november 2023"),
        ("2023-05-01", "nn", "1. mai 2023"), ("2023-11", "en", "November 2023"),
        ("2023-11-20", "en", "20 November 2023"),
    ],
)  # fmt: skip
def test_a_date_is_spelt_as_its_readers_write_it(text: str, language: Language, spelt: str) -> None:
    assert spell(text, language) == spelt


@given(st.dates())
def test_every_day_can_be_read_and_spelt(day: date) -> None:
    """A full date keeps year, month and day, and is over exactly on later days."""
    text = day.isoformat()
    assert parse_partial(text) == (day.year, day.month, day.day)
    assert spell(text, "nb").startswith(f"{day.day}. ")
    assert has_passed(text, DAY) is (day < DAY)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    """Nothing else comes out of odd input."""
    try:
        year, _, _ = parse_partial(text)
    except ValueError:
        return
    assert 1 <= year <= 9999
