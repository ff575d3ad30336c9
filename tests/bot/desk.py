"""An employee at her page, with the real bot in the sandbox behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import SecretStr

from bot.app import run_bot
from bot.inquiry import Answers
from bot.rendering.answer import texts
from bot.sandbox.faults import Fault
from bot.sandbox.people import Person
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import EMPLOYEE_ID
from bot.settings import BotSettings

Json = dict[str, Any]
PATIENCE = 20.0  # seconds; a busy machine is no failure


@dataclass
class Clock:
    """The sandbox's clock, set by hand."""

    seconds: float = 1_900_000_000.0

    def __call__(self) -> float:
        """Now."""
        return self.seconds


@dataclass
class Desk:
    """Kari at her page, and the writer behind the bot."""

    sandbox: Sandbox
    kari: Person
    writer: Any
    page: Any
    clock: Clock

    def ask(self, channel: str | None = None, question: str = "Hva er dette?") -> str:
        """Ask something; returns the question's timestamp."""
        return self.kari.say(channel or self.kari.im.id, f"@Brobygger {question}" if channel else question)

    async def shown(self, part: str, kind: str = "message") -> Json:
        """The next message of the bot, or change of it, in which a text stands."""
        while True:
            message: Json = (await self.page.next(kind, PATIENCE))["message"]
            if message.get("bot_id") and part in "\n".join(texts(message.get("blocks") or [])):
                return message

    async def finished(self) -> Json:
        """The message as it stands when all is done: its feedback buttons are there."""
        while True:
            happening = await self.page.next(None, PATIENCE)
            message = happening.get("message") or {}
            if message.get("bot_id") and any(b["type"] == "context_actions" for b in message.get("blocks") or []):
                return dict(message)

    def calls(self, method: str) -> list[Any]:
        """The requests of a method."""
        return self.sandbox.requests(method)

    def fail(self, method: str, fault: Fault, times: int = 1) -> None:
        """Have the next requests of a method fail."""
        self.sandbox.workspace.faults.order(method, fault, times)

    def bot_messages(self, channel: str | None = None) -> list[Json]:
        """All messages of the bot in a channel, as the page shows them."""
        log = self.sandbox.workspace.log
        return [log.as_page(m) for m in log.listed(channel or self.kari.im.id, EMPLOYEE_ID) if m.from_app]


@asynccontextmanager
async def at_desk(writer: Answers, data_dir: Path, today: date) -> AsyncIterator[Desk]:
    """The bot runs until the block ends, over whatever answers questions."""
    clock = Clock()
    manifest = yaml.safe_load(files("bot").joinpath("manifest.yaml").read_text(encoding="utf-8"))
    sandbox = await start_sandbox(manifest=manifest, clock=clock, retry_delays=(0, 0, 0), ack_timeout=PATIENCE)
    settings = BotSettings(
        _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        data_dir=data_dir,
        database_url=None,
        today=today,
    )
    stop, ready = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(run_bot(settings, writer, base_url=sandbox.api_url, stop=stop, ready=ready))
    async with asyncio.timeout(PATIENCE):
        await ready.wait()
        await sandbox.wait_connected()
    try:
        with sandbox.listening(EMPLOYEE_ID) as page:
            yield Desk(sandbox, sandbox.person(EMPLOYEE_ID), writer, page, clock)
        await sandbox.settled()
    finally:
        stop.set()
        await running
        await sandbox.stop()
