"""What is written after /bro."""

import pytest

from bot.listeners.command_line import Command, parse


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", Command("help")),
        ("hjelp", Command("help")),
        ("help", Command("help", language="en")),
        ("spør hva er EVU?", Command("ask", "hva er EVU?")),
        ("SPØR hva er EVU?", Command("ask", "hva er EVU?")),
        ("spor hva er EVU?", Command("ask", "hva er EVU?")),
        ("spør: hva er EVU?", Command("ask", "hva er EVU?")),
        ("kurs  digital   sikkerhet", Command("courses", "digital sikkerhet")),
        ("courses security", Command("courses", "security", "en")),
        ("kontakt", Command("contacts")),
        ("contact research", Command("contacts", "research", "en")),
        ("avtale", Command("agreement")),
        ("agreement duration", Command("agreement", "duration", "en")),
    ],
)
def test_a_known_subcommand_is_understood(text: str, command: Command) -> None:
    assert parse(text) == command


@pytest.mark.parametrize(
    ("text", "guess"), [("krus sikkerhet", "kurs sikkerhet"), ("kontkat", "kontakt"), ("hjlep", "hjelp")]
)
def test_a_mistyped_subcommand_is_guessed(text: str, guess: str) -> None:
    assert parse(text).guess == guess


@pytest.mark.parametrize("text", ["Nemonoor", "hva er Nemonoor?", "kurset om KI starter når", "kurset?"])
def test_anything_else_is_a_question(text: str) -> None:
    assert parse(text) == Command("ask", text)
