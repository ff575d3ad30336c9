"""Whatever fails, wherever somebody asks: one answer or one reason, none twice, nothing lost.

Each cell of the matrix is a fault of the workspace, of the machine or of the network, at one of the places where people
ask. The bot is the real one, at a quicker pace; answers are made up.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.app import run_bot
from bot.recovery import Pace
from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import EMPLOYEE_ID
from bot.settings import BotSettings
from tests.bot.waiting import PATIENCE, until

CHANNEL = "C0GENERELT"
PACE = Pace(lease=timedelta(seconds=1), beat=0.1, watch=0.05, request=0.0)
POST = "chat.postMessage"


@dataclass
class Cell:
    """One cell while it is tried."""

    sandbox: Sandbox
    folder: Path
    knowledge: Any

    def fault(self, method: str, fault: Fault, times: int = 1) -> None:
        """Have the next requests of a method fail."""
        self.sandbox.workspace.faults.order(method, fault, times)

    async def execute(self, statement: str) -> None:
        """Do something to the bot's memory."""
        engine = create_async_engine(f"sqlite+aiosqlite:///{self.folder / 'state.db'}")
        async with engine.begin() as connection:
            await connection.execute(text(statement))
        await engine.dispose()

    def said(self) -> list[Any]:
        """Everything the bot has said, whispers included."""
        log, kari = self.sandbox.workspace.log, self.sandbox.person(EMPLOYEE_ID)
        return [m for channel in (CHANNEL, kari.im.id) for m in log.listed(channel, EMPLOYEE_ID) if m.from_app]


def _post(fault: Fault, times: int = 1) -> Callable[[Cell], None]:
    def order(cell: Cell) -> None:
        cell.fault(POST, fault, times)

    return order


def _before(method: str, fault: Fault) -> Callable[[Cell], None]:
    def order(cell: Cell) -> None:
        cell.fault(method, fault, 3)

    return order


def _twice(cell: Cell) -> None:
    cell.sandbox.workspace.deliveries.duplicate(times=4)


def _broken(cell: Cell) -> None:
    cell.knowledge.failure = RuntimeError("oppdiktet feil")


def _nothing(cell: Cell) -> None:
    """All is well."""


FAULTS: dict[str, Callable[[Cell], None]] = {
    "no fault": _nothing,
    "429": _post(Fault(retry_after=1)),
    "500": _post(Fault(status=500)),
    "internal_error": _post(Fault("internal_error")),
    "reply lost": _post(Fault(lost=True)),
    "reply lost twice": _post(Fault(lost=True), 2),
    "never arrived": _post(Fault(unseen=True)),
    "blocks refused": _post(Fault("invalid_blocks")),
    "status refused": _before("assistant.threads.setStatus", Fault("internal_error")),
    "every event twice": _twice,
    "index is down": _broken,
}
PLACES = ("direct", "mention", "thread", "command")


@contextlib.asynccontextmanager
async def _bot(sandbox: Sandbox, folder: Path, knowledge: Any, today: Any) -> AsyncIterator[Cell]:
    settings = BotSettings(
        _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        data_dir=folder,
        database_url=None,
        today=today,
    )
    stop, ready = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(
        run_bot(settings, knowledge, base_url=sandbox.api_url, stop=stop, ready=ready, pace=PACE)
    )
    async with asyncio.timeout(PATIENCE):
        await ready.wait()
    yield Cell(sandbox, folder, knowledge)
    stop.set()
    await running


@pytest.fixture
async def cell(tmp_path: Path, knowledge: Any, made_up: Any) -> AsyncIterator[Cell]:
    manifest = yaml.safe_load(files("bot").joinpath("manifest.yaml").read_text(encoding="utf-8"))
    sandbox = await start_sandbox(manifest=manifest, retry_delays=())
    async with _bot(sandbox, tmp_path, knowledge, made_up.today) as opened:
        yield opened
    await sandbox.stop()


async def _until(cell: Cell, count: int) -> None:
    await until(lambda: len(cell.said()) >= count)


async def _ask(cell: Cell, place: str, question: str) -> None:
    kari = cell.sandbox.person(EMPLOYEE_ID)
    if place == "direct":
        kari.say(kari.im.id, question)
    elif place == "command":
        await kari.command(CHANNEL, "/bro", f"spør {question}")
    else:
        kari.say(CHANNEL, f"@Brobygger {question}")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("fault", FAULTS)
async def test_one_answer_or_one_reason(fault: str, place: str, cell: Cell) -> None:
    """A question before the fault and one after it are answered too: nothing is left in a state that blocks."""
    before = 0
    if place == "thread":
        kari = cell.sandbox.person(EMPLOYEE_ID)
        root = kari.say(CHANNEL, "@Brobygger hva er dette?")
        await _until(cell, 1)
        before = 1
        FAULTS[fault](cell)
        kari.say(CHANNEL, "og hva koster det?", thread_ts=root)
    else:
        FAULTS[fault](cell)
        await _ask(cell, place, "hva er dette?")
    await _until(cell, before + 1)
    cell.knowledge.failure = None
    await cell.sandbox.settled()
    cell.sandbox.person(EMPLOYEE_ID).say(cell.sandbox.person(EMPLOYEE_ID).im.id, "og etterpå?")
    await _until(cell, before + 2)
    *_, asked, after = cell.said()
    assert len(cell.said()) == before + 2
    said = f"{asked.text}\n{after.text}"
    assert ("referanse" in said) == (fault == "index is down")


@pytest.mark.parametrize("place", ["direct", "mention"])
@pytest.mark.parametrize("table", ["claims", "outbox", "turns", "answers", "watermarks", "threads"])
async def test_a_database_that_breaks_is_no_silence(table: str, place: str, cell: Cell) -> None:
    """Without its claims the bot says so with a reference; without the rest it answers."""
    await cell.execute(f"DROP TABLE {table}")
    await _ask(cell, place, "hva er dette?")
    await _until(cell, 1)
    await cell.sandbox.settled()
    (message,) = cell.said()
    assert ("referanse" in message.text) or "Oppdiktet svar" in message.text
