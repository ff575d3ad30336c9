"""Waiting for what another process, or another end of a socket, brings about."""

import asyncio
from collections.abc import Callable

PATIENCE = 30.0  # seconds: the longest that an asker may be left without an answer; a busy machine is no failure
LOOK = 0.02  # seconds between two looks


async def until(is_so: Callable[[], bool]) -> float:
    """Wait until something is so; the seconds it took. Raises TimeoutError after PATIENCE."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110  # nobody tells of it
            await asyncio.sleep(LOOK)
    return loop.time() - begun
