"""The composition root: puts settings, knowledge, memory and Slack together and runs them."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from typing import TypeVar

from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import Conversation
from bot.in_flight import InFlight
from bot.inquiry import Answers
from bot.listeners import register
from bot.listeners.desk import Desk
from bot.settings import BotSettings
from bot.state.store import State, open_state
from bot.web_client import is_loopback, web_client

DAY = 24 * 60 * 60.0  # seconds
SETTLE = 10.0  # seconds an answer under way gets when the bot is stopped

T = TypeVar("T")

log = logging.getLogger(__name__)


class CannotConnect(Exception):
    """Slack does not take the settings; the message says which one and what to do."""


def build_app(
    settings: BotSettings,
    knowledge: Answers,
    state: State,
    *,
    client: AsyncWebClient,
    today: Callable[[], date],
) -> AsyncApp:
    """The app with all its listeners, not yet connected to anything."""
    conversation = Conversation(knowledge, state, today=today, language=settings.language)
    app = AsyncApp(client=client, name="brobygger")
    register(app, Desk(conversation, knowledge, state, settings.language, settings.retention_days, today))
    return app


async def run_bot(
    settings: BotSettings,
    knowledge: Answers,
    *,
    base_url: str | None = None,
    stop: asyncio.Event | None = None,
    ready: asyncio.Event | None = None,
) -> None:
    """Connect over Socket Mode and answer until ``stop`` is set (for ever without it).

    ``base_url`` is the Web API's address, ending in ``/api/``; default Slack's own. ``ready`` is set
    once the socket is open. Raises CannotConnect for settings that Slack does not take.
    """
    missing = settings.missing_for_slack()
    if missing or settings.slack_bot_token is None or settings.slack_app_token is None:
        raise CannotConnect("; ".join(map(str, missing)))
    client = web_client(settings.slack_bot_token.get_secret_value(), base_url)
    state = await open_state(settings.state_url())
    try:
        app = build_app(settings, knowledge, state, client=client, today=_today(settings))
        in_flight = InFlight(app)
        async with _retention(state, timedelta(days=settings.retention_days)):
            async with _connected(app, settings.slack_app_token.get_secret_value()):
                log.info("connected")
                if ready:
                    ready.set()
                await (stop or asyncio.Event()).wait()
            await in_flight.settle(SETTLE)
    finally:
        await state.close()


@contextlib.asynccontextmanager
async def _connected(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    """An open socket. The first connection is made here, because the SDK would retry a wrong token for ever."""
    handler = AsyncSocketModeHandler(app, app_token)
    try:
        if is_loopback(app.client.base_url):
            handler.client.proxy = None
        await _accepted("SLACK_BOT_TOKEN", app.client.auth_test)
        handler.client.wss_uri = await _accepted("SLACK_APP_TOKEN", handler.client.issue_new_wss_url)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated


async def _accepted(name: str, call: Callable[[], Awaitable[T]]) -> T:
    try:
        return await call()
    except SlackApiError as error:
        raise CannotConnect(f"{name}: Slack answers {error.response.get('error')!r}") from error
    except (ClientError, TimeoutError) as error:
        raise CannotConnect(f"no connection to Slack: {error}") from error


@contextlib.asynccontextmanager
async def _retention(state: State, keep: timedelta) -> AsyncIterator[None]:
    """Purge what is too old, now and once a day."""
    await _purge(state, keep)

    async def daily() -> None:
        while True:
            await asyncio.sleep(DAY)
            await _purge(state, keep)

    task = asyncio.create_task(daily())
    try:
        yield
    finally:
        task.cancel()


async def _purge(state: State, keep: timedelta) -> None:
    gone = await state.purge(keep)
    if gone:
        log.info("purged %d questions older than %d days", gone, keep.days)


def _today(settings: BotSettings) -> Callable[[], date]:
    """The one clock: TODAY when it is set, for trying things out, else the calendar's day."""
    fixed = settings.today
    return (lambda: fixed) if fixed else date.today
