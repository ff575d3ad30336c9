"""What was asked while the bot was down is answered when it is back, once; nobody is flooded."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from bot.app import run_bot
from bot.catching_up import FEW
from bot.sandbox.people import Person
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import COLLEAGUE_ID, EMPLOYEE_ID
from bot.settings import BotSettings
from tests.bot.waiting import PATIENCE, until
from tests.journeys.forked_bots import PACE, SteadyKnowledge

CHANNEL = "C0GENERELT"


@dataclass
class Office:
    """A workspace with two people, and a bot that comes and goes."""

    sandbox: Sandbox
    folder: Path
    hours: int = 12

    @property
    def kari(self) -> Person:
        """An employee."""
        return self.sandbox.person(EMPLOYEE_ID)

    @property
    def ola(self) -> Person:
        """Her colleague."""
        return self.sandbox.person(COLLEAGUE_ID)

    @contextlib.asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """The bot runs until the block ends."""
        settings = BotSettings(
            _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
            slack_bot_token=SecretStr(self.sandbox.bot_token),
            slack_app_token=SecretStr(self.sandbox.app_token),
            data_dir=self.folder,
            database_url=None,
            catch_up_hours=self.hours,
        )
        stop, ready = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(
            run_bot(settings, SteadyKnowledge(), base_url=self.sandbox.api_url, stop=stop, ready=ready, pace=PACE)
        )
        async with asyncio.timeout(PATIENCE):
            await ready.wait()
        yield
        stop.set()
        await running

    def said(self, channel: str, root: str) -> list[dict[str, Any]]:
        """What the bot has said in a thread."""
        log = self.sandbox.workspace.log
        found = log.find(channel, root)
        assert found
        return [log.as_slack(reply) for reply in log.replies(found) if reply.from_app]

    async def answered(self, channel: str, root: str, times: int = 1) -> list[dict[str, Any]]:
        """Wait until a thread has so many answers."""
        await until(lambda: len(self.said(channel, root)) >= times)
        return self.said(channel, root)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Events that find no socket are lost: Slack has given up by then."""
    manifest = yaml.safe_load(files("bot").joinpath("manifest.yaml").read_text(encoding="utf-8"))
    sandbox = await start_sandbox(manifest=manifest, retry_delays=())
    yield Office(sandbox, tmp_path)
    await sandbox.stop()


async def _known(office: Office) -> tuple[str, str]:
    """Both conversations have been used before; the questions' timestamps."""
    async with office.bot():
        direct = office.kari.say(office.kari.im.id, "hva er dette?")
        mention = office.kari.say(CHANNEL, "@Brobygger hva er dette?")
        await office.answered(office.kari.im.id, direct)
        await office.answered(CHANNEL, mention)
    await office.sandbox.settled()
    return direct, mention


async def test_direct_messages_mentions_and_follow_ups_that_were_missed_are_answered_once(office: Office) -> None:
    """What colleagues say to each other is left in peace, and what was answered before is not answered again."""
    known, thread = await _known(office)
    direct = office.kari.say(office.kari.im.id, "og mens du var borte?")
    mention = office.ola.say(CHANNEL, "@Brobygger og dette?")
    chatter = office.ola.say(CHANNEL, "ingenting til deg her?")
    office.kari.say(CHANNEL, "og hva koster det?", thread_ts=thread)
    await office.sandbox.settled()
    async with office.bot():
        for place in ((office.kari.im.id, direct), (CHANNEL, mention)):
            await office.answered(*place)
        await office.answered(CHANNEL, thread, times=2)
        last = office.ola.say(office.ola.im.id, "etterpå?")
        await office.answered(office.ola.im.id, last)
    counts = [
        len(office.said(*place))
        for place in (
            (office.kari.im.id, known),
            (office.kari.im.id, direct),
            (CHANNEL, thread),
            (CHANNEL, mention),
            (CHANNEL, chatter),
        )
    ]
    assert counts == [1, 1, 2, 1, 0]


async def test_many_missed_questions_get_one_message_from_which_each_can_be_asked(office: Office) -> None:
    await _known(office)
    missed = [office.kari.say(office.kari.im.id, f"spørsmål nummer {n}?") for n in range(FEW + 4)]
    await office.sandbox.settled()
    async with office.bot():
        (summary,) = await office.answered(office.kari.im.id, missed[-1])
    buttons = [element["value"] for block in summary["blocks"] for element in block["elements"] if "value" in element]
    assert f"{FEW + 4} spørsmål" in summary["text"]
    assert buttons == [f"spørsmål nummer {n}?" for n in range(FEW + 3, FEW - 2, -1)]
    assert [len(office.said(office.kari.im.id, root)) for root in missed[:-1]] == [0] * (FEW + 3)


async def test_what_is_missed_during_a_gap_is_answered_without_a_restart(office: Office) -> None:
    """The sockets break, something is said before one is open again, and nobody tells the bot."""
    await _known(office)
    async with office.bot():
        office.sandbox.workspace.deliveries.lose("message")
        missed = office.kari.say(office.kari.im.id, "hørte du dette?")
        await office.sandbox.settled()
        office.sandbox.workspace.links.abort()
        await office.answered(office.kari.im.id, missed)
    assert len(office.said(office.kari.im.id, missed)) == 1


async def test_nothing_is_caught_up_with_where_that_is_switched_off(office: Office) -> None:
    await _known(office)
    office.hours = 0
    missed = office.kari.say(office.kari.im.id, "og mens du var borte?")
    await office.sandbox.settled()
    async with office.bot():
        last = office.ola.say(office.ola.im.id, "etterpå?")
        await office.answered(office.ola.im.id, last)
    assert office.said(office.kari.im.id, missed) == []
