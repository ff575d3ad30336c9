"""Times in words become days once today is known."""

from datetime import date

import pytest

from knowledge.period_words import find_time
from knowledge.periods import Period, TimeField, TimeWish, days_of

TODAY = date(2026, 11, 21)  # a Saturday

DAYS = [
    ("før jul", "2026-11-21", "2026-12-23"),
    ("before Christmas", "2026-11-21", "2026-12-23"),
    ("etter nyttår", "2027-01-01", None),
    ("after New Year", "2027-01-01", None),
    ("innen påske", "2026-11-21", "2027-03-28"),
    ("til høsten", "2027-08-01", "2027-12-31"),
    ("i høst", "2026-08-01", "2026-12-31"),
    ("til hausten", "2027-08-01", "2027-12-31"),
    ("i vår", "2027-01-01", "2027-06-30"),
    ("next spring", "2027-01-01", "2027-06-30"),
    ("våren 2025", "2025-01-01", "2025-06-30"),
    ("forrige høst", "2025-08-01", "2025-12-31"),
    ("før sommeren", "2026-11-21", "2027-05-31"),
    ("etter sommeren", "2027-09-01", None),
    ("neste måned", "2026-12-01", "2026-12-31"),
    ("neste månad", "2026-12-01", "2026-12-31"),
    ("next month", "2026-12-01", "2026-12-31"),
    ("neste uke", "2026-11-23", "2026-11-29"),
    ("neste veke", "2026-11-23", "2026-11-29"),
    ("neste år", "2027-01-01", "2027-12-31"),
    ("neste semester", "2027-01-01", "2027-06-30"),
    ("dette semesteret", "2026-08-01", "2026-12-31"),
    ("innen 1. mars", "2026-11-21", "2027-03-01"),
    ("by 1 March", "2026-11-21", "2027-03-01"),
    ("innen mars", "2026-11-21", "2027-03-31"),
    ("i mars", "2027-03-01", "2027-03-31"),
    ("mars 2025", "2025-03-01", "2025-03-31"),
    ("1.3.2027", "2027-03-01", "2027-03-01"),
    ("om to uker", "2026-11-30", "2026-12-06"),
    ("om ein månad", "2026-12-01", "2026-12-31"),
    ("de neste tre månedene", "2026-11-21", "2027-02-21"),
    ("within two months", "2026-11-21", "2027-01-21"),
    ("i 2024", "2024-01-01", "2024-12-31"),
    ("etter 2024", "2025-01-01", None),
    ("før 2024", None, "2023-12-31"),
    ("i fjor", "2025-01-01", "2025-12-31"),
    ("framover", "2026-11-21", None),
    ("upcoming", "2026-11-21", None),
    ("etter i dag", "2026-11-22", None),
    ("i morgen", "2026-11-22", "2026-11-22"),
    ("fra 1. mars 2027 til 2. april 2027", "2027-03-01", "2027-04-02"),
]


@pytest.mark.parametrize(("words", "first", "last"), DAYS)
def test_words_name_days(words: str, first: str | None, last: str | None) -> None:
    """In three languages, seen from a day in autumn."""
    match = find_time(f"kurs {words.casefold()} om veving")
    assert match is not None
    period = TimeWish(TimeField.START, match.group().strip()).period(TODAY)
    assert period == Period(first and date.fromisoformat(first), last and date.fromisoformat(last))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "kurs for bedriften vår",
        "i vår bedrift",
        "may we apply",
        "kurs i dag",
        "today",
        "kurs under 2000 kr",
        "tst4115",
        "hva er veving?",
        "",
    ],
)
def test_no_time_is_read_into_other_words(text: str) -> None:
    """ "Vår" is ours unless something makes it a season."""
    assert find_time(text) is None


def test_seasons_turn_with_the_year() -> None:
    """In June "til høsten" is the same year, and "i vår" is still this spring."""
    june = date(2026, 6, 1)
    assert TimeWish(TimeField.START, "til høsten").period(june) == Period(date(2026, 8, 1), date(2026, 12, 31))
    assert TimeWish(TimeField.START, "i vår").period(june) == Period(date(2026, 1, 1), date(2026, 6, 30))


def test_a_partial_date_is_all_its_days() -> None:
    assert days_of("2024-02") == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert days_of("2024").holds(days_of("2024-02-03"))
    assert not days_of("2024-02-03").holds(days_of("2024"))
    assert not Period(first=date(2024, 1, 1)).holds(Period(date(2023, 1, 1), date(2024, 6, 1)))


def test_what_names_no_days_gives_none() -> None:
    assert TimeWish(TimeField.START, "snart").period(TODAY) is None
