"""Dates and numbers as a reader of each language writes them."""

from datetime import date

from bot.rendering.plain import one_line
from knowledge.dates import has_passed, spell
from knowledge.models import Language


def reader_date(text: str, language: Language) -> str:
    """A partial date spelled out; text of another form is shown as the source has it."""
    try:
        return spell(text, language)
    except ValueError:
        return one_line(text)


def is_past(text: str, today: date) -> bool:
    """Whether the whole span of a partial date is over; what cannot be read is not called past."""
    try:
        return has_passed(text, today)
    except ValueError:
        return False


def number(value: float, language: Language) -> str:
    """A number with the language's separators: ``7,5`` and ``12 000``, or ``7.5`` and ``12,000``."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    if language == "en":
        return text
    return text.replace(",", "\u00a0").replace(".", ",")
