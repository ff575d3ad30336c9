"""The played model in a thread of its own, for what blocks the event loop or has none."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.knowledge.writing.openai_server import Reply, serving

PATIENCE = 30  # seconds until a test that hangs gives up


@contextmanager
def served_beside(script: list[Reply]) -> Iterator[str]:
    """The address of a server that follows a script while the block runs."""
    ready, urls, loop, over = threading.Event(), list[str](), asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with serving(script) as server:
            urls.append(server.url)
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield urls[0]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(PATIENCE)
        loop.close()
