# ruff: noqa: E501 - a table of sentences reads better unbroken
"""Numbers, dates and addresses are read from text as a person would."""

from datetime import date

import pytest

from knowledge.claims.addresses import addresses
from knowledge.claims.moments import moments
from knowledge.claims.quantities import quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("20 mill. kr", 2e7, "money"), ("NOK 33,400", 33400, "money"), ("8,2 milliarder euro", 8.2e9, "money"),
        ("syv og et halvt studiepoeng", 7.5, "credits"), ("7.5 credits", 7.5, "credits"), ("to tredjedeler", 200 / 3, "percent"),
        ("halvparten", 50, "percent"), ("én av fem bedrifter", 20, "percent"), ("a three-year degree", 3, "year"),
        ("femtifem lag", 55, ""), ("20 per cent", 20, "percent"), ("11\u00a0180 kroner", 11180, "money"), ("2–4 uker", 2, "week"),
    ],
)  # fmt: skip
def test_numbers(text: str, value: float, unit: str) -> None:
    """With their unit, in figures or words."""
    found = quantities(text)[0]
    assert found.unit == unit
    assert any(abs(v - value) < 1e-6 * value for v in found.values)


def test_the_english_to_is_no_number() -> None:
    assert quantities("The fee is sent to the employer.") == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("18. juni 2025", (2025, 6, 18, None)), ("June 18, 2025", (2025, 6, 18, None)), ("31.7.2025", (2025, 7, 31, None)),
        ("den første desember", (None, 12, 1, None)), ("autumn of 2021", (2021, None, None, "autumn")),
        ("hausten 2021", (2021, None, None, "autumn")), ("januar 2024", (2024, 1, None, None)), ("2024-06-01", (2024, 6, 1, None)),
        ("2021-avtalen", (2021, None, None, None)),
    ],
)  # fmt: skip
def test_dates(text: str, read: tuple[int | None, int | None, int | None, str | None]) -> None:
    """As exact as they are given, in three languages."""
    found = moments(text)[0]
    assert (found.year, found.month, found.day, found.season) == read


def test_both_ends_of_a_span_are_read() -> None:
    assert [m.year for m in moments("2023/2024, 2026–2034 og 2020–21")] == [2023, 2024, 2026, 2034, 2020, 2021]


def test_last_year_is_reckoned_from_today() -> None:
    assert moments("Det skjedde i fjor.", date(2026, 11, 21))[0].year == 2025


def test_the_english_may_is_no_month() -> None:
    assert moments("It may be extended.") == []


def test_addresses_are_compared_without_what_does_not_matter() -> None:
    """Case, scheme, www and a closing slash."""
    found = addresses("Se https://www.garnvik.no/Kurs/ eller skriv til POST@garnvik.no om GAR1001.")
    assert [(a.sort, a.key) for a in found] == [
        ("url", "garnvik.no/kurs"), ("e-mail", "post@garnvik.no"), ("code", "gar1001"),
    ]  # fmt: skip
