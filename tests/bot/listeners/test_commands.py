"""The language a command is answered in."""

import pytest

from bot.listeners.command_line import parse
from bot.listeners.commands import spoken_in
from bot.wording import words
from knowledge.models import Language


@pytest.mark.parametrize(
    ("typed", "last", "workspace", "answered"),
    [
        ("help", "nb", "nb", "en"),
        ("hjelp", "en", "nb", "nb"),
        ("hjelp", "en", "nn", "nn"),
        ("hjelp", "en", "en", "nb"),
        ("hjelp", "nn", "nb", "nn"),
        ("", "en", "nb", "en"),
    ],
)
def test_a_subcommand_is_answered_in_its_own_language(
    typed: str, last: Language, workspace: Language, answered: Language
) -> None:
    assert spoken_in(parse(typed), words(last), workspace).language == answered
