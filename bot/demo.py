"""The local workspace with the real bot in it, for trying Brobygger without Slack."""

import asyncio
import contextlib
import logging
import signal
import webbrowser
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import SecretStr

from bot.app import run_bot
from bot.asking import BadInput
from bot.inquiry import Answers
from bot.sandbox.server import PortInUse, Sandbox, start_sandbox
from bot.sandbox.world import STAFF_ID
from bot.settings import BotSettings

PORT = 8400

log = logging.getLogger(__name__)


async def run_demo(
    knowledge: Answers, data_dir: Path, *, port: int | None, browse: bool, say: Callable[[str], None]
) -> None:
    """Start workspace and bot, say where, and go on until interrupted.

    A port that is asked for and taken raises BadInput; without one, :data:`PORT` or any free port is used.
    """
    sandbox = await _sandbox(port)
    stop, ready = asyncio.Event(), asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    settings = BotSettings(
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        database_url=None,
        data_dir=data_dir / "demo",
        staff=(STAFF_ID,),
    )
    bot = asyncio.create_task(run_bot(settings, knowledge, base_url=sandbox.api_url, stop=stop, ready=ready))
    try:
        opened = asyncio.create_task(ready.wait())
        await asyncio.wait({bot, opened}, return_when=asyncio.FIRST_COMPLETED)
        if not bot.done():
            say(f"Brobygger is ready at {sandbox.url}/ (stop with Ctrl+C)")
            if browse and not await asyncio.to_thread(webbrowser.open, f"{sandbox.url}/"):
                say("No browser could be opened; open the address yourself.")
        opened.cancel()
        await bot
    finally:
        stop.set()
        with contextlib.suppress(asyncio.CancelledError):
            await sandbox.stop()


async def _sandbox(port: int | None) -> Sandbox:
    manifest = yaml.safe_load(files("bot").joinpath("manifest.yaml").read_text("utf-8"))
    try:
        return await start_sandbox(port=port or PORT, manifest=manifest)
    except PortInUse as error:
        if port is not None:
            raise BadInput(str(error)) from error
        return await start_sandbox(port=0, manifest=manifest)
