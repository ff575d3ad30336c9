"""Work is stopped by its thread, and nothing is left hanging in Slack. Questions and answers are made up."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.conversation import Conversation
from bot.delivery import ThreadVoice
from bot.hearing import Heard
from bot.sandbox.world import EMPLOYEE_ID, TEAM_ID
from bot.state.store import State
from bot.stopping import Stoppable, Stopped
from bot.streaming import Place
from bot.web_client import web_client
from tests.bot.desk import at_desk

THREAD = ("T1", "C1", "1.0")


async def test_stopped_work_says_so_and_other_threads_go_on() -> None:
    works, going = Stoppable(), asyncio.Event()
    stopped = asyncio.create_task(works.run(THREAD, going.wait()))
    other = asyncio.create_task(works.run(("T1", "C1", "2.0"), going.wait()))
    await asyncio.sleep(0)
    assert works.stop(THREAD)
    with pytest.raises(Stopped):
        await stopped
    going.set()
    assert await other


async def test_what_is_over_cannot_be_stopped() -> None:
    works, done = Stoppable(), asyncio.Event()
    done.set()
    await works.run(THREAD, done.wait())
    assert not works.stop(THREAD)


async def test_being_cancelled_oneself_is_no_stop() -> None:
    works = Stoppable()
    running = asyncio.create_task(works.run(THREAD, asyncio.Event().wait()))
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_failure_is_the_works_own() -> None:
    async def fail() -> None:
        raise ValueError("made up")

    with pytest.raises(ValueError, match="made up"):
        await Stoppable().run(THREAD, fail())


async def test_a_bot_that_ends_leaves_no_message_growing(
    writer: Any, state: State, made_up: Any, tmp_path: Path
) -> None:
    async with at_desk(writer, tmp_path, made_up.today) as desk:
        client = web_client(desk.sandbox.bot_token, desk.sandbox.api_url)
        root = desk.kari.say("C0KOMPETANSE", "Hei")
        place = Place("C0KOMPETANSE", root, TEAM_ID, EMPLOYEE_ID)
        heard = Heard(TEAM_ID, "Ev1", EMPLOYEE_ID, place.channel, root, "hva?", ts=root)
        conversation = Conversation(writer, state, today=lambda: made_up.today, language="nb")
        replying = asyncio.create_task(conversation.reply(heard, ThreadVoice(client, place)))
        writer.cue()
        await desk.shown("Første oppdiktede setning.")
        replying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await replying
        (reply,) = [m for m in desk.sandbox.workspace.log.listed(place.channel) if m.from_app]
        assert not reply.streaming
