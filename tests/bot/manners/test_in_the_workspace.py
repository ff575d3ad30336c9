"""Manners of the real bot in the sandbox. Questions, answers and people are made up."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.rendering.answer import texts
from bot.sandbox.faults import Fault
from bot.sandbox.world import COLLEAGUE_ID, GUEST_ID, SHARED_ID, STRANGER_ID
from bot.wording import words
from knowledge.models import Outcome
from tests.bot.desk import PATIENCE, Desk, at_desk

CHANNEL = "C0GENERELT"
GUESTS_CHANNEL = "C0KOMPETANSE"
NB = words("nb")
ORDERED = "users.info: internal_error"  # the one fault that a test here orders


@pytest.fixture
async def desk(knowledge: Any, tmp_path: Path, made_up: Any) -> Any:
    async with at_desk(knowledge, tmp_path, made_up.today) as opened:
        yield opened
        await opened.sandbox.settled()
        unclean = [f"{r.method}: {r.error or r.warning}" for r in opened.sandbox.requests() if r.error or r.warning]
        assert [what for what in unclean if what != ORDERED] == []


async def _said(desk: Desk, key: str) -> Any:
    """One of the fixed sentences, as it appears."""
    return await desk.shown(NB.say(f"manners.{key}"))


async def test_a_stranger_gets_one_sentence_and_nothing_is_searched(desk: Desk, knowledge: Any) -> None:
    desk.sandbox.person(STRANGER_ID).say(SHARED_ID, "@Brobygger hva sier avtalen?")
    await _said(desk, "stranger")
    await desk.sandbox.settled()
    assert knowledge.asked == []
    assert len(desk.calls("chat.postMessage")) == 1


async def test_a_guest_gets_the_same_sentence(desk: Desk, knowledge: Any) -> None:
    desk.sandbox.person(GUEST_ID).say(GUESTS_CHANNEL, "@Brobygger hva sier avtalen?")
    await _said(desk, "stranger")
    assert knowledge.asked == []


async def test_in_a_shared_channel_colleagues_are_told_where_to_ask(desk: Desk, knowledge: Any) -> None:
    desk.ask(SHARED_ID)
    await _said(desk, "shared")
    assert knowledge.asked == []


async def test_a_channel_that_comes_to_be_shared_is_answered_no_more_not_even_by_a_button(
    desk: Desk, knowledge: Any, made_up: Any
) -> None:
    knowledge.reply = made_up.answer("Hva mener du?", outcome=Outcome.CLARIFY, citations=(), options=("Oppdiktet A?",))
    desk.ask(CHANNEL)
    message = await desk.shown("Hva mener du?")
    desk.kari.share(CHANNEL)
    row = next(block for block in message["blocks"] if block["type"] == "actions")
    button = {
        **{name: row["elements"][0][name] for name in ("type", "action_id", "value")},
        "block_id": row["block_id"],
    }
    await desk.sandbox.settled()
    await desk.kari.click(CHANNEL, message["ts"], button)
    await _said(desk, "shared")
    assert len(knowledge.asked) == 1


async def test_whoever_slack_does_not_tell_of_is_told_to_try_again(desk: Desk, knowledge: Any) -> None:
    desk.sandbox.workspace.faults.order("users.info", Fault("internal_error"), 10)
    desk.ask()
    await _said(desk, "unknown")
    assert knowledge.asked == []
    refused = [request.method for request in desk.sandbox.requests() if request.error]
    assert set(refused) == {"users.info"}


async def test_an_edited_question_gets_its_answer_anew_in_the_same_place(desk: Desk, knowledge: Any) -> None:
    ts = desk.ask(CHANNEL, "hva er dette?")
    first = await desk.shown("Oppdiktet svar på «hva er dette?».")
    desk.kari.edit(CHANNEL, ts, "@Brobygger hva koster dette?")
    changed = await desk.shown("Oppdiktet svar på «hva koster dette?».", kind="message_changed")
    assert changed["ts"] == first["ts"]
    assert NB.say("manners.revised") in "\n".join(texts(changed["blocks"]))
    assert changed["text"].startswith(NB.say("manners.revised"))
    assert len(desk.bot_messages(CHANNEL)) == 1
    assert [question.history for question in knowledge.asked] == [(), ()]


async def test_a_follow_up_builds_on_the_revised_answer(desk: Desk, knowledge: Any) -> None:
    ts = desk.ask(CHANNEL, "hva er dette?")
    await desk.shown("Oppdiktet svar")
    desk.kari.edit(CHANNEL, ts, "@Brobygger hva koster dette?")
    await desk.shown("hva koster dette", kind="message_changed")
    desk.kari.say(CHANNEL, "og for to?", thread_ts=ts)
    await desk.shown("og for to?")
    assert [turn.text for turn in knowledge.asked[-1].history if turn.role == "user"] == ["hva koster dette?"]


async def test_an_edit_while_the_answer_is_made_is_followed_when_it_is_there(desk: Desk, knowledge: Any) -> None:
    knowledge.gate = asyncio.Event()
    ts = desk.ask(question="hva er dtete?")
    async with asyncio.timeout(PATIENCE):
        await knowledge.reached.wait()
    desk.kari.edit(desk.kari.im.id, ts, "hva er dette?")
    knowledge.gate.set()
    await desk.shown("Oppdiktet svar på «hva er dette?».", kind="message_changed")
    assert len(desk.bot_messages()) == 1


async def test_a_deleted_question_takes_its_answer_along(desk: Desk, knowledge: Any) -> None:
    ts = desk.ask(CHANNEL, "hva er dette?")
    await desk.shown("Oppdiktet svar")
    desk.kari.delete(CHANNEL, ts)
    for _ in ("the question", "the answer"):
        await desk.page.next("message_deleted", PATIENCE)
    assert desk.bot_messages(CHANNEL) == []


async def test_asked_to_be_quiet_the_bot_says_so_once_and_answers_only_mentions(desk: Desk, knowledge: Any) -> None:
    ts = desk.ask(CHANNEL)
    await desk.shown("Oppdiktet svar")
    ola = desk.sandbox.person(COLLEAGUE_ID)
    ola.say(CHANNEL, "hold deg unna denne tråden", thread_ts=ts)
    await _said(desk, "quiet_thread")
    desk.kari.say(CHANNEL, "og hva koster det?", thread_ts=ts)
    ola.say(CHANNEL, "stopp", thread_ts=ts)
    await desk.sandbox.settled()
    desk.kari.say(CHANNEL, "@Brobygger hva koster det?", thread_ts=ts)
    await desk.shown("«hva koster det?»")
    assert [question.text for question in knowledge.asked] == ["Hva er dette?", "hva koster det?"]
    assert len(desk.bot_messages(CHANNEL)) == 3


async def test_a_channel_is_made_quiet_by_command_and_no_longer_so(desk: Desk, knowledge: Any) -> None:
    ts = desk.ask(CHANNEL)
    await desk.shown("Oppdiktet svar")
    await desk.kari.command(CHANNEL, "/bro", "stille")
    await _said(desk, "quiet_channel")
    desk.kari.say(CHANNEL, "og hva koster det?", thread_ts=ts)
    await desk.sandbox.settled()
    await desk.kari.command(CHANNEL, "/bro", "stille av")
    await _said(desk, "speaks")
    desk.kari.say(CHANNEL, "og når er det?", thread_ts=ts)
    await desk.shown("og når er det?")
    assert [question.text for question in knowledge.asked] == ["Hva er dette?", "og når er det?"]


async def test_after_a_person_has_answered_the_bot_waits_to_be_mentioned(desk: Desk, knowledge: Any) -> None:
    ts = desk.ask(CHANNEL)
    await desk.shown("Oppdiktet svar")
    desk.sandbox.person(COLLEAGUE_ID).say(CHANNEL, "Jeg tok det kurset i fjor, det var bra", thread_ts=ts)
    await desk.sandbox.settled()
    desk.kari.say(CHANNEL, "Hvor mye jobb var det?", thread_ts=ts)
    await desk.sandbox.settled()
    desk.kari.say(CHANNEL, "@Brobygger når starter det?", thread_ts=ts)
    await desk.shown("«når starter det?»")
    assert [question.text for question in knowledge.asked] == ["Hva er dette?", "når starter det?"]


async def test_a_question_deleted_while_it_is_answered_leaves_nothing(desk: Desk, knowledge: Any) -> None:
    knowledge.gate = asyncio.Event()
    root = desk.kari.say(CHANNEL, "en samtale mellom folk")
    ts = desk.kari.say(CHANNEL, "@Brobygger hva er dette?", thread_ts=root)
    async with asyncio.timeout(PATIENCE):
        await knowledge.reached.wait()
    desk.kari.delete(CHANNEL, ts)
    for _ in ("the question", "what was said of it"):
        await desk.page.next("message_deleted", PATIENCE)
    assert desk.bot_messages(CHANNEL) == []


async def test_an_edit_to_a_strangers_question_is_not_followed(desk: Desk, knowledge: Any) -> None:
    stranger = desk.sandbox.person(STRANGER_ID)
    ts = stranger.say(SHARED_ID, "@Brobygger hva er dette?")
    await _said(desk, "stranger")
    stranger.edit(SHARED_ID, ts, "@Brobygger hva koster dette?")
    await desk.sandbox.settled()
    desk.ask()
    await desk.shown("Oppdiktet svar")
    assert [question.text for question in knowledge.asked] == ["Hva er dette?"]


async def test_home_speaks_the_language_of_somebodys_slack_until_they_have_asked(desk: Desk) -> None:
    world = desk.sandbox.workspace.world
    kari = world.user(desk.kari.user.id)
    assert kari
    world.put(replace(kari, locale="nn-NO"))
    desk.kari.open_home()
    home = (await desk.page.next("home", PATIENCE))["view"]
    assert words("nn").say("home.intro") in "\n".join(texts(home["blocks"]))


async def test_a_guest_who_clicks_a_question_at_home_gets_the_sentence(desk: Desk, knowledge: Any) -> None:
    guest = desk.sandbox.person(GUEST_ID)
    with desk.sandbox.listening(GUEST_ID) as page:
        guest.open_home()
        view = (await page.next("home", PATIENCE))["view"]
        row = next(block for block in view["blocks"] if block["type"] == "actions")
        await guest.click_in_view(view["id"], {**row["elements"][0], "block_id": row["block_id"]})
        while not (message := (await page.next("message", PATIENCE))["message"]).get("bot_id"):
            pass
    assert message["text"] == NB.say("manners.stranger")
    assert knowledge.asked == []
