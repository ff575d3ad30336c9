"""What is written after /bro."""

import pytest

from bot.listeners.command_line import Command, parse


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", Command("help")),
        ("hjelp", Command("help", is_norwegian=True)),
        ("help", Command("help", language="en")),
        ("spør hva er EVU?", Command("ask", "hva er EVU?", is_norwegian=True)),
        ("SPØR hva er EVU?", Command("ask", "hva er EVU?", is_norwegian=True)),
        ("spor hva er EVU?", Command("ask", "hva er EVU?", is_norwegian=True)),
        ("spør: hva er EVU?", Command("ask", "hva er EVU?", is_norwegian=True)),
        ("kurs  digital   sikkerhet", Command("courses", "digital sikkerhet", is_norwegian=True)),
        ("courses security", Command("courses", "security", "en")),
        ("kontakt", Command("contacts", is_norwegian=True)),
        ("contact research", Command("contacts", "research", "en")),
        ("avtale", Command("agreement", is_norwegian=True)),
        ("agreement duration", Command("agreement", "duration", "en")),
        ("status", Command("status", is_norwegian=True)),
        ("hvorfor", Command("why", is_norwegian=True)),
        ("kvifor", Command("why", is_norwegian=True)),
        ("why", Command("why", language="en")),
        ("stille", Command("quiet", is_norwegian=True)),
        ("stille av", Command("quiet", "av", is_norwegian=True)),
        ("quiet off", Command("quiet", "off", "en")),
        ("stille kurs i meditasjon finnes det?", Command("ask", "stille kurs i meditasjon finnes det?")),
    ],
)
def test_a_known_subcommand_is_understood(text: str, command: Command) -> None:
    assert parse(text) == command


@pytest.mark.parametrize(
    ("text", "guess"), [("krus sikkerhet", "kurs sikkerhet"), ("kontkat", "kontakt"), ("hjlep", "hjelp")]
)
def test_a_mistyped_subcommand_is_guessed(text: str, guess: str) -> None:
    assert parse(text).guess == guess


@pytest.mark.parametrize(
    "text",
    [
        "Nemonoor",
        "hva er Nemonoor?",
        "kurset om KI starter når",
        "kurset?",
        "hvorfor samarbeider de?",
        "status for det",
        "why us",
    ],
)
def test_anything_else_is_a_question(text: str) -> None:
    assert parse(text) == Command("ask", text)
