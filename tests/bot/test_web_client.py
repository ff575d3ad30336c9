"""A request is sent again only when that is harmless."""

import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientConnectorError, ClientError, web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.web_client import ATTEMPTS, IDEMPOTENT, ConnectionRetry, RateLimitRetry, retry_handlers, web_client


class _Server:
    """Breaks off or refuses the first requests, and counts them."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.lost = 0
        self.limited: list[str] = []

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request.match_info["method"])
        if self.lost:
            self.lost -= 1
            assert request.transport is not None
            request.transport.abort()  # the request arrived, its answer is lost
        if self.limited:
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": self.limited.pop(0)}
            )
        return web.json_response({"ok": True, "ts": "1.0", "channel": "C1"})


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def server() -> _Server:
    return _Server()


@pytest.fixture
async def client(server: _Server, waited: list[float]) -> AsyncIterator[AsyncWebClient]:
    app = web.Application()
    app.router.add_post("/api/{method}", server.serve)

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    async with TestServer(app) as running:
        made = web_client("xoxb-1", str(running.make_url("/api/")))
        made.retry_handlers = retry_handlers(sleep)
        yield made


async def test_a_post_whose_answer_is_lost_is_not_sent_again(client: AsyncWebClient, server: _Server) -> None:
    server.lost = 1
    with pytest.raises(ClientError):
        await client.chat_postMessage(channel="C1", text="hei")
    assert server.requests == ["chat.postMessage"]


async def test_what_is_idempotent_is_sent_again(client: AsyncWebClient, server: _Server, waited: list[float]) -> None:
    server.lost = 2
    await client.auth_test()
    assert server.requests == ["auth.test"] * 3
    assert waited == [0.5, 1.0]


async def test_it_gives_up_in_the_end(client: AsyncWebClient, server: _Server) -> None:
    server.lost = 99
    with pytest.raises(ClientError):
        await client.auth_test()
    assert len(server.requests) == 1 + ATTEMPTS


async def test_a_rate_limit_is_waited_out_for_a_post_too(
    client: AsyncWebClient, server: _Server, waited: list[float]
) -> None:
    server.limited = ["30", "2"]
    await client.chat_postMessage(channel="C1", text="hei")
    assert waited == [30.0, 2.0]
    assert len(server.requests) == 3


async def test_a_wait_of_minutes_is_not_waited(client: AsyncWebClient, server: _Server, waited: list[float]) -> None:
    server.limited = ["300"]
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.chat_postMessage(channel="C1", text="hei")
    assert waited == []


def test_no_method_that_posts_is_called_idempotent() -> None:
    """An update leaves the message as it says, however often it is sent."""
    assert {method for method in IDEMPOTENT if method.startswith("chat.")} == {"chat.update"}


async def test_a_stream_that_would_begin_late_is_not_waited_for(
    client: AsyncWebClient, server: _Server, waited: list[float]
) -> None:
    """The answer is posted whole instead, which has a limit of its own."""
    server.limited = ["30"]
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.chat_startStream(channel="C1", thread_ts="1.0", markdown_text="hei")
    assert waited == []


def test_the_default_address_is_slacks_own() -> None:
    assert web_client("xoxb-1").base_url == AsyncWebClient.BASE_URL


async def test_what_was_never_sent_is_sent_again_whatever_it_is(waited: list[float]) -> None:
    """Nobody listens at the port: no request can have arrived."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    client = web_client("xoxb-1", f"http://127.0.0.1:{port}/api/")

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    client.retry_handlers = retry_handlers(sleep)
    with pytest.raises(ClientConnectorError):
        await client.chat_postMessage(channel="C1", text="hei")
    assert waited == [0.5, 1.0, 2.0]


async def test_the_sdks_own_retries_are_not_used() -> None:
    """Its default sends a post again whose answer was lost."""
    made = web_client("xoxb-1")
    assert [type(handler) for handler in made.retry_handlers] == [RateLimitRetry, ConnectionRetry]
