"""The first request of a process loads a good part of LangChain: it is made before anything is timed."""

import asyncio

import pytest

from tests.knowledge.writing.openai_server import KEY, says, serving
from tests.knowledge.writing.village_writer import GOOD


@pytest.fixture(scope="session", autouse=True)
def warm() -> None:
    """One request to a played model."""
    from langchain_openai import ChatOpenAI

    async def once() -> None:
        async with serving([says(GOOD)]) as server:
            model = ChatOpenAI(model="made-up", base_url=server.url, api_key=lambda: KEY, stream_usage=True)
            assert [piece async for piece in model.astream("made up")]

    asyncio.run(once())
