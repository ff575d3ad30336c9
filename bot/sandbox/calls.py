"""Requests to the Web API as faults and tests see them, and one that is held until it is let go."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the Web API. ``number`` counts all of them from 1, ``nth`` those of its method."""

    number: int
    nth: int
    method: str
    arguments: Mapping[str, Any] = field(repr=False)


Act = Callable[[Call], Awaitable[object] | object]


class Held:
    """A call that waits to be let go."""

    def __init__(self) -> None:
        self._arrived = asyncio.Event()
        self._released = asyncio.Event()
        self._call: Call | None = None

    @property
    def call(self) -> Call:
        """The call; raises ``LookupError`` before it is there."""
        if self._call is None:
            raise LookupError("no call has arrived")
        return self._call

    async def reached(self, timeout: float = 20.0) -> Call:  # noqa: ASYNC109
        """Wait until the call is there; raises ``TimeoutError`` after so many seconds."""
        async with asyncio.timeout(timeout):
            await self._arrived.wait()
        return self.call

    def release(self) -> None:
        """Let the call go on."""
        self._released.set()

    async def __call__(self, call: Call) -> None:
        """Be the hook that holds it."""
        self._call = call
        self._arrived.set()
        await self._released.wait()
