"""Slack's payloads are read into plain values."""

from typing import Any

import pytest

from bot.listeners.reading import Deleted, Message, plain, read_change, read_message
from bot.listeners.receiving import is_for_bot
from bot.state.records import Asked
from bot.state.store import State

BOT = "U0BOT"


def _body(text: str = "hei", **event: Any) -> dict[str, Any]:
    made = {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "ts": "1.0", "text": text}
    return {"team_id": "T1", "event_id": "Ev1", "event": {**made, **event}}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<@U0BOT> hva er EVU?", "hva er EVU?"),
        ("hei <@U0BOT>, hva er EVU?", "hei , hva er EVU?"),
        ("spør <@U2|kari> om det", "spør @kari om det"),
        ("se <https://example.org|siden> eller <https://example.org>", "se siden eller https://example.org"),
        ("skriv til <mailto:a@example.org|a@example.org>", "skriv til a@example.org"),
        ("i <#C1|generelt>", "i #generelt"),
        ("<!subteam^S1|@kurs> og <!here>", "@kurs og here"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&amp;lt;", "&lt;"),
        ("  to   ord \n ny linje ", "to ord\nny linje"),
        ("<@U0BOT>", ""),
    ],
)
def test_a_message_is_read_as_its_writer_saw_it(raw: str, shown: str) -> None:
    assert plain(raw, BOT) == shown


@pytest.mark.parametrize(
    "event",
    [
        {"subtype": "message_changed", "message": {"text": "ny"}},
        {"subtype": "message_deleted", "deleted_ts": "1.0"},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"bot_id": "B1"},
        {"hidden": True},
        {"user": "USLACKBOT"},
        {"user": None},
    ],
)
def test_edits_deletions_notices_and_bots_are_no_messages(event: dict[str, Any]) -> None:
    assert read_message(_body(**event)) is None


def test_a_thread_reply_belongs_to_its_root() -> None:
    message = read_message(_body(thread_ts="0.5"))
    assert message is not None and message.root == "0.5"


async def _meant(state: State, body: dict[str, Any]) -> bool:
    message = read_message(body)
    assert message is not None
    return await is_for_bot(message, BOT, state)


async def test_direct_messages_and_mentions_are_for_the_bot(state: State) -> None:
    assert await _meant(state, _body(channel_type="im"))
    assert await _meant(state, _body("<@U0BOT> hei"))
    assert not await _meant(state, _body("hei alle"))
    assert not await _meant(state, _body("noen som vet?", thread_ts="0.5"))


@pytest.mark.parametrize(
    ("text", "user", "meant"),
    [
        ("og prisen", "U1", True),
        ("hva med prisen?", "U2", True),
        ("fint, da melder jeg meg på", "U2", False),
        ("<@U2> hva tror du?", "U1", False),
        ("<!here> hva tror dere?", "U1", False),
        ("<!subteam^S1> hva tror dere?", "U1", False),
    ],
)
async def test_in_its_thread_the_bot_answers_what_follows_up_and_leaves_people_to_talk(
    text: str, user: str, meant: bool, state: State, made_up: Any
) -> None:
    await state.log.remember(Asked("a1", "T1", "C1", "0.5", "U1", "hva?", made_up.answer()))
    assert await _meant(state, _body(text, user=user, thread_ts="0.5")) is meant


def _changed(new: str, old: str = "hei", **more: Any) -> dict[str, Any]:
    written = {"type": "message", "user": "U1", "ts": "1.0"}
    change: dict[str, Any] = {"message": {**written, "text": new, **more}, "previous_message": {**written, "text": old}}
    return _body(subtype="message_changed", hidden=True, ts="2.0", **change)


def test_an_edited_message_is_read_with_its_new_words_and_its_own_timestamp() -> None:
    change = read_change(_changed("hei, du", thread_ts="0.5"))
    assert isinstance(change, Message)
    assert (change.raw, change.ts, change.root, change.channel) == ("hei, du", "1.0", "0.5", "C1")


def test_unfurled_links_and_changes_of_what_bots_wrote_are_no_edits() -> None:
    assert read_change(_changed("hei")) is None
    assert read_change(_changed("hei, du", bot_id="B1")) is None
    assert read_change(_body()) is None


def test_a_deleted_message_is_named() -> None:
    body = _body(subtype="message_deleted", hidden=True, deleted_ts="1.0", previous_message={"user": "U1"})
    assert read_change(body) == Deleted("T1", "C1", "1.0")
    by_bot = _body(subtype="message_deleted", hidden=True, deleted_ts="1.0", previous_message={"bot_id": "B1"})
    assert read_change(by_bot) is None


def test_the_writers_workspace_and_a_shared_channel_are_read() -> None:
    message = read_message({**_body(user_team="T2"), "is_ext_shared_channel": True})
    assert message and (message.own_team, message.shared) == ("T2", True)
    message = read_message(_body())
    assert message and (message.own_team, message.shared) == (None, None)
