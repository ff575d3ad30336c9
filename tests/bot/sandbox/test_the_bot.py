"""The real bot, at its ordinary work: nothing it asks for is refused, and no scope of its manifest is idle."""

import asyncio
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from bot.app import run_bot
from bot.sandbox.people import Person
from bot.sandbox.rules import METHODS
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import EMPLOYEE_ID, PRIVATE_ID
from bot.settings import BotSettings
from tests.bot.sandbox.slack_types import Check, complaints_about

Json = dict[str, Any]
CHANNEL = "C0GENERELT"
PATIENCE = 20.0  # seconds; a busy machine is no failure


@pytest.fixture
def manifest() -> Json:
    """The manifest that ships."""
    shipped: Json = yaml.safe_load(files("bot").joinpath("manifest.yaml").read_text(encoding="utf-8"))
    return shipped


@pytest.fixture
async def sandbox(manifest: Json) -> AsyncIterator[Sandbox]:
    running = await start_sandbox(manifest=manifest, ack_timeout=PATIENCE)
    yield running
    await running.stop()


@pytest.fixture
async def kari(sandbox: Sandbox, knowledge: Any, made_up: Any, tmp_path: Path) -> AsyncIterator[Person]:
    """An employee in the bot's workspace."""
    settings = BotSettings(
        _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        data_dir=tmp_path,
        database_url=None,
        today=made_up.today,
    )
    stop, ready = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(run_bot(settings, knowledge, base_url=sandbox.api_url, stop=stop, ready=ready))
    async with asyncio.timeout(PATIENCE):
        await ready.wait()
        await sandbox.wait_connected()
    yield sandbox.person(EMPLOYEE_ID)
    stop.set()
    await running


async def a_day(sandbox: Sandbox, kari: Person) -> None:
    """Questions everywhere, a follow-up, a command, the Home tab, an invitation to a private and to an open channel."""
    kari.open_messages(kari.im.id)
    kari.open_home()
    kari.remove_app(CHANNEL)
    for channel in (CHANNEL, PRIVATE_ID):
        kari.invite_app(channel)
    for channel in (kari.im.id, CHANNEL, PRIVATE_ID):
        with sandbox.listening(EMPLOYEE_ID) as page:
            root = kari.say(channel, "Hva er dette?" if channel == kari.im.id else "@Brobygger hva er dette?")
            await answer_to(page, root)
    with sandbox.listening(EMPLOYEE_ID) as page:
        kari.say(CHANNEL, "@Brobygger og hva koster det?", root if channel == CHANNEL else None)
        await kari.command(CHANNEL, "/bro", "hjelp")
        await page.next("message", PATIENCE)
    await sandbox.settled()


async def answer_to(page: Any, root: str) -> None:
    """Wait until the app has written in a thread."""
    while True:
        message = (await page.next("message", PATIENCE))["message"]
        if message.get("bot_id") and message.get("thread_ts") == root:
            return


async def test_nothing_is_refused_and_every_scope_is_needed(sandbox: Sandbox, kari: Person, manifest: Json) -> None:
    """No request draws a refusal or a warning, and each scope was needed by a request, an event or a command."""
    await a_day(sandbox, kari)
    assert sandbox.problems() == []
    assert sandbox.scopes_used() == set(manifest["oauth_config"]["scopes"]["bot"])


async def test_the_bot_keeps_silent_before_another(sandbox: Sandbox, kari: Person) -> None:
    """Another app that mentions it gets no answer, and a person afterwards does."""
    theirs = sandbox.other_bot_says(CHANNEL, f"<@{sandbox.bot_user_id}> hva er dette?")
    with sandbox.listening(EMPLOYEE_ID) as page:
        await answer_to(page, kari.say(CHANNEL, "@Brobygger hva er dette?"))
    await sandbox.settled()
    assert [m.text for m in sandbox.workspace.log.listed(CHANNEL) if m.from_app and m.thread_ts == theirs] == []


async def test_every_request_fits_slacks_types(
    sandbox: Sandbox, kari: Person, arguments_schema: dict[str, Json], check: Check
) -> None:
    """What the bot sends satisfies the types of Slack's own client."""
    await a_day(sandbox, kari)
    entries = [entry for entry in sandbox.requests() if entry.method in METHODS]
    assert {entry.method for entry in entries} >= {"chat.postMessage", "assistant.threads.setStatus"}
    assert [c for entry in entries for c in complaints_about(entry, arguments_schema[entry.method], check)] == []
