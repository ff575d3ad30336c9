"""Work that can be stopped from Slack: a person's Stop names the thread, and what is done for it ends."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
Thread = tuple[str, str, str]  # workspace, channel, and the timestamp of the first message


class Stopped(Exception):
    """Somebody pressed Stop while the work was done."""


class Stoppable:
    """What this process works on, by thread; another process hears of a Stop when its next piece is refused."""

    def __init__(self) -> None:
        self._under_way: dict[Thread, set[asyncio.Task[Any]]] = {}
        self._stopped: set[asyncio.Task[Any]] = set()

    async def run(self, thread: Thread, work: Coroutine[Any, Any, T]) -> T:
        """Do the work. Raises Stopped when it was stopped; being cancelled oneself is something else."""
        task = asyncio.create_task(work)
        self._under_way.setdefault(thread, set()).add(task)
        try:
            return await task
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if task not in self._stopped or (current and current.cancelling()):
                raise
            raise Stopped from None
        finally:
            self._stopped.discard(task)
            self._under_way[thread].discard(task)
            if not self._under_way[thread]:
                del self._under_way[thread]

    def stop(self, thread: Thread) -> bool:
        """Stop what is done for a thread; whether there was anything."""
        tasks = self._under_way.get(thread, set())
        self._stopped |= tasks
        for task in tasks:
            task.cancel()
        return bool(tasks)
