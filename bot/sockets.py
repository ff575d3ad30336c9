"""Two sockets to Slack and somebody who watches them: while one is replaced or lost, the other hears."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeVar

from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.outgoing import reason_of
from bot.web_client import is_loopback

SOCKETS = 2
PING = 2.0  # seconds between pings; a socket that does not answer within half of that is gone
OPENING = 3.0  # seconds to open one; the SDK would try a used ticket for ever
SLOWEST = 20.0  # seconds between two attempts to open one, at most: Slack counts them

T = TypeVar("T")

log = logging.getLogger(__name__)


class CannotConnect(Exception):
    """Slack does not take the settings; the message says which one and what to do."""


class Line:
    """One place for a socket: there is one in it, or another is being opened.

    A socket that is gone is thrown away with its client: the SDK's own would try a used ticket for ever.
    """

    def __init__(self, app: AsyncApp, app_token: str, ping: float, opening: float) -> None:
        self._ping = ping
        self._opening = opening
        self._app = app
        self._app_token = app_token
        self._handler: AsyncSocketModeHandler | None = None

    async def is_live(self) -> bool:
        """Whether the socket is open and answers pings."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def open(self) -> None:
        """Open a socket in the place of the one before. Raises SlackApiError, ClientError or OSError."""
        await self.close()
        self._handler = handler = AsyncSocketModeHandler(self._app, self._app_token, ping_interval=self._ping)
        client = handler.client
        client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False  # that is done here
        if is_loopback(self._app.client.base_url):
            client.proxy = None
        async with asyncio.timeout(self._opening):
            client.wss_uri = await client.issue_new_wss_url()
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated

    async def close(self) -> None:
        """Close the socket, if there is one."""
        handler, self._handler = self._handler, None
        if handler:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated

    async def watch(self, every: float) -> None:
        """Open a socket again when it is gone, for ever, with longer pauses after failures.

        It has to be found gone twice: when Slack asks for it, the SDK replaces one by itself.
        """
        pause, was_gone = every, self._handler is None
        while True:
            if await self.is_live():
                pause, was_gone = every, False
            elif not was_gone:
                was_gone = True
            else:
                try:
                    await self.open()
                except (SlackApiError, ClientError, OSError) as error:
                    pause = min(SLOWEST, pause * 2)
                    log.warning("no socket yet, trying again in %.1f s: %s", pause, error)
            await asyncio.sleep(pause)


class Sockets:
    """The app's sockets, and how long there was none."""

    def __init__(self, lines: Sequence[Line], on_gap: Callable[[], object]) -> None:
        self._lines = lines
        self._on_gap = on_gap
        self._lost_at: float | None = None
        self.longest_gap = 0.0  # seconds

    async def watch(self, every: float) -> None:
        """Look after every socket, for ever; ``on_gap`` is called after a time without any."""
        loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            for line in self._lines:
                group.create_task(line.watch(every))
            while True:
                self._note(any([await line.is_live() for line in self._lines]), loop.time())
                await asyncio.sleep(every / 2)

    def _note(self, is_live: bool, now: float) -> None:
        if not is_live:
            self._lost_at = self._lost_at or now
        elif self._lost_at is not None:
            gap, self._lost_at = now - self._lost_at, None
            self.longest_gap = max(self.longest_gap, gap)
            log.warning("no live socket for %.1f s", gap)
            self._on_gap()


@contextlib.asynccontextmanager
async def connected(
    app: AsyncApp,
    app_token: str,
    *,
    watch: float,
    on_gap: Callable[[], object],
    ping: float = PING,
    opening: float = OPENING,
) -> AsyncIterator[Sockets]:
    """Open sockets and look after them every ``watch`` seconds. Raises CannotConnect when the first does not open."""
    lines = [Line(app, app_token, ping, opening) for _ in range(SOCKETS)]
    sockets = Sockets(lines, on_gap)
    try:
        await _accepted("SLACK_BOT_TOKEN", app.client.auth_test)
        await _accepted("SLACK_APP_TOKEN", lines[0].open)  # the others are opened by whoever watches
        watching = asyncio.create_task(sockets.watch(watch))
        try:
            yield sockets
        finally:
            watching.cancel()
            await asyncio.wait({watching})
    finally:
        for line in lines:
            await line.close()


async def _accepted(name: str, call: Callable[[], Awaitable[T]]) -> T:
    try:
        return await call()
    except SlackApiError as error:
        raise CannotConnect(f"{name}: Slack answers {reason_of(error)!r}") from error
    except (ClientError, TimeoutError) as error:
        raise CannotConnect(f"no connection to Slack: {error}") from error
