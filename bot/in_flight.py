"""Which listeners are at work, so that stopping lets them finish."""

import asyncio

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse


class InFlight:
    """The tasks in which an app's listeners run; Bolt starts them and forgets them."""

    def __init__(self, app: AsyncApp) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        app.listener_runner.listener_start_handler = _Starting(self._tasks)
        app.listener_runner.listener_completion_handler = _Ending(self._tasks)

    async def settle(self, seconds: float) -> None:
        """Wait until no listener is at work, for at most so many seconds."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)


class _Starting(AsyncListenerStartHandler):
    def __init__(self, tasks: set[asyncio.Task[None]]) -> None:
        self._tasks = tasks

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        """Called in the listener's task, before it."""
        if task := asyncio.current_task():
            self._tasks.add(task)


class _Ending(AsyncListenerCompletionHandler):
    def __init__(self, tasks: set[asyncio.Task[None]]) -> None:
        self._tasks = tasks

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        """Called in the listener's task, after it, failed or not."""
        if task := asyncio.current_task():
            self._tasks.discard(task)
