"""Typed text on its way to the app."""

import pytest

from bot.sandbox.typed_text import as_command_text, as_sent
from bot.sandbox.world import World

WORLD = World("Prøveapp")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@Prøveapp hei", "<@U0BOT> hei"),
        ("@prøveapp, hei", "<@U0BOT>, hei"),
        ("Spør @Kari Eksempel eller @Ola!", "Spør <@U0KARI> eller <@U0OLA>!"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("skriv til kari@ola.test", "skriv til kari@ola.test"),
        ("@Prøveappen finnes ikke", "@Prøveappen finnes ikke"),
        ("Se https://example.org/a?b=1&c=2.", "Se <https://example.org/a?b=1&amp;c=2>."),
        ("<@U0BOT>", "&lt;@U0BOT&gt;"),
    ],
)
def test_a_message_is_sent_as_a_client_sends_it(typed: str, sent: str) -> None:
    """Names become mentions, addresses links, and the three signs entities."""
    assert as_sent(typed, WORLD) == sent


def test_a_commands_text_is_resolved_only_where_the_manifest_asks() -> None:
    """should_escape decides whether a name becomes a mention; the signs are entities either way."""
    assert as_command_text(" @Kari & co ", WORLD, should_escape=True) == "<@U0KARI|kari> &amp; co"
    assert as_command_text(" @Kari & co ", WORLD, should_escape=False) == "@Kari &amp; co"
