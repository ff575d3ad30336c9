"""Dates as far as a source gives them: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

import re
from datetime import date

from knowledge.models import Language

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

_MONTHS: dict[Language, tuple[str, ...]] = {
    "nb": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
           "oktober", "november", "desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
}  # fmt: skip
_MONTHS["nn"] = _MONTHS["nb"]


def parse_partial(text: str) -> tuple[int, int | None, int | None]:
    """Split a partial date into year, month and day.

    Raises ValueError when the form is wrong or the day does not exist.
    """
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    date(year, 1 if month is None else month, 1 if day is None else day)  # raises ValueError for a month 00 or 13
    return year, month, day


def has_passed(text: str, today: date) -> bool:
    """Whether the whole span that a partial date names lies before ``today``."""
    year, month, day = parse_partial(text)
    if day:
        return date(year, month or 1, day) < today
    if month:
        return (year, month) < (today.year, today.month)
    return year < today.year


def spell(text: str, language: Language) -> str:
    """Write a partial date for a reader: ``20. november 2023``, ``20 November 2023``, ``2023``."""
    year, month, day = parse_partial(text)
    if month is None:
        return str(year)
    name = _MONTHS[language][month - 1]
    if day is None:
        return f"{name} {year}"
    return f"{day} {name} {year}" if language == "en" else f"{day}. {name} {year}"
