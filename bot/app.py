"""The composition root: puts settings, knowledge, memory and Slack together and runs them."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, timedelta

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.catching_up import CatchUp
from bot.conversation import Conversation
from bot.in_flight import InFlight
from bot.inquiry import Answers
from bot.listeners import register
from bot.listeners.desk import Desk
from bot.manners.audience import Audience
from bot.recovery import Pace, Recovery
from bot.settings import BotSettings
from bot.sockets import CannotConnect, connected
from bot.state.store import State, open_state
from bot.web_client import web_client

__all__ = ["CannotConnect", "build_app", "run_bot"]

DAY = 24 * 60 * 60.0  # seconds
DAY_LONG = timedelta(days=1)  # a question that a dead process left is answered so late at most
AGAIN = 60.0  # seconds before a catch-up that failed is tried again
SETTLE = 10.0  # seconds an answer under way gets when the bot is stopped

log = logging.getLogger(__name__)


def build_app(
    settings: BotSettings,
    knowledge: Answers,
    state: State,
    *,
    client: AsyncWebClient,
    today: Callable[[], date],
) -> tuple[AsyncApp, Desk]:
    """The app with all its listeners, not yet connected to anything, and what they share."""
    conversation = Conversation(knowledge, state, today=today, language=settings.language)
    audience = Audience(
        client,
        allowed_teams=frozenset(settings.allowed_teams),
        allowed_channels=frozenset(settings.allowed_channels),
    )
    desk = Desk(
        conversation,
        knowledge,
        state,
        settings.language,
        settings.retention_days,
        today,
        audience=audience,
        channel_languages=settings.channel_languages,
    )
    app = AsyncApp(client=client, name="brobygger")
    register(app, desk)
    return app, desk


async def run_bot(
    settings: BotSettings,
    knowledge: Answers,
    *,
    base_url: str | None = None,
    stop: asyncio.Event | None = None,
    ready: asyncio.Event | None = None,
    pace: Pace = Pace(),  # noqa: B008  # frozen
) -> None:
    """Connect over Socket Mode and answer until ``stop`` is set (for ever without it).

    ``base_url`` is the Web API's address, ending in ``/api/``; default Slack's own. ``ready`` is set
    once a socket is open. Raises CannotConnect for settings that Slack does not take.
    """
    missing = settings.missing_for_slack()
    if missing or settings.slack_bot_token is None or settings.slack_app_token is None:
        raise CannotConnect("; ".join(map(str, missing)))
    client = web_client(settings.slack_bot_token.get_secret_value(), base_url)
    state = await open_state(settings.state_url(), lease=pace.lease)
    try:
        app, desk = build_app(settings, knowledge, state, client=client, today=_today(settings))
        in_flight = InFlight(app)
        oldest = timedelta(hours=settings.catch_up_hours)
        recovery = Recovery(state, desk.conversation, client, max_age=oldest or DAY_LONG)
        catch_up = CatchUp(state, desk.conversation, client, max_age=oldest, pause=pace.request, admits=desk.admits)
        missed, over = asyncio.Event(), asyncio.Event()
        works: list[asyncio.Task[None]] = []
        token = settings.slack_app_token.get_secret_value()
        async with _retention(state, timedelta(days=settings.retention_days)):
            try:
                async with connected(app, token, watch=pace.watch, on_gap=missed.set):
                    works.append(asyncio.create_task(recovery.run(pace.beat, over)))
                    if oldest:
                        missed.set()
                        works.append(asyncio.create_task(_whenever(missed, catch_up, over)))
                    log.info("connected")
                    if ready:
                        ready.set()
                    await (stop or asyncio.Event()).wait()
            finally:
                over.set()
                missed.set()
                await in_flight.settle(SETTLE)
                await _ended(works)
                await recovery.settle(SETTLE)
                await state.end()
    finally:
        await state.close()


async def _ended(works: Sequence[asyncio.Task[None]]) -> None:
    """Wait for work that knows it is to end: cancelled in the middle of a transaction, it would keep it open."""
    if works:
        _, late = await asyncio.wait(works, timeout=SETTLE)
        for work in late:
            work.cancel()


async def _whenever(missed: asyncio.Event, catch_up: CatchUp, over: asyncio.Event) -> None:
    """Catch up after the start and after each time without a socket, until it is ``over``."""
    while True:
        await missed.wait()
        missed.clear()
        if over.is_set():
            return
        try:
            await catch_up.run()
        except Exception:  # a front door: nobody else sees it
            log.exception("what was missed cannot be looked for, trying again in %.0f s", AGAIN)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), AGAIN)
            missed.set()


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
