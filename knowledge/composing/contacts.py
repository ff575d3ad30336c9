"""Contacts from records only: official channels, never a person's own."""

from collections.abc import Mapping, Sequence

from knowledge.citations import Numbering
from knowledge.models import Chunk, Contact, Language, ShownContact
from knowledge.wording import say


def contact_lines(
    contacts: Sequence[Contact], chunks: Mapping[str, Chunk], numbering: Numbering, language: Language
) -> tuple[list[str], tuple[ShownContact, ...]]:
    """One line and one card for each contact."""
    lines: list[str] = []
    shown: list[ShownContact] = []
    for contact in contacts:
        n = numbering.cite(chunks[contact.id])
        line = say(
            language,
            "contact_line",
            function=contact.function,
            organisation=contact.organisation,
            value=contact.value.removeprefix("https://www.").removeprefix("https://").rstrip("/"),
        )
        lines.append(f"• {line} [{n}]")
        shown.append(ShownContact(contact, n))
    return lines, tuple(shown)
