"""Small pieces of answer text."""

from collections.abc import Sequence

from knowledge.models import Course, Language
from knowledge.wording import say


def number(value: float) -> str:
    """A number without needless decimals, as Norwegian writes it."""
    return f"{value:g}".replace(".", ",")


def kroner(value: int, language: Language) -> str:
    """An amount with thin groups of three digits."""
    grouped = f"{value:,}".replace(",", "\u00a0" if language != "en" else ",")
    return f"NOK {grouped}" if language == "en" else f"{grouped} kr"


def course_name(course: Course, language: Language) -> str:
    """Code and title, the title in the asker's language where there is one."""
    title = (course.title_en or course.title) if language == "en" else course.title
    return f"{course.code} {title}" if course.code else title


def credit_text(value: float, language: Language) -> str:
    """``7,5 studiepoeng`` or ``7.5 credits``."""
    shown = f"{value:g}" if language == "en" else number(value)
    return say(language, "credits", value=shown)


def joined(parts: Sequence[str]) -> str:
    """Non-empty parts with a middle dot between."""
    return " · ".join(part for part in parts if part)
