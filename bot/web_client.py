"""The Web API client, and when a request may be sent again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

Sleep = Callable[[float], Awaitable[None]]

# Sent twice, these leave the workspace as sent once. chat.postMessage and the like are missing on
# purpose: when only the reply was lost, sending again would answer twice.
IDEMPOTENT = frozenset(
    {
        "agents.sessions.setStatus",
        "apps.connections.open",
        "assistant.threads.setStatus",
        "assistant.threads.setSuggestedPrompts",
        "auth.test",
        "chat.update",
        "conversations.history",
        "conversations.replies",
        "views.publish",
    }
)
LONGEST_WAIT = 60.0  # seconds; whoever asked has left by then, and the failure is said instead
# A message that begins to grow so late is better posted whole, which has a limit of its own; a button that can be
# had without is not worth keeping the next question waiting.
LONGEST_WAITS = {"chat.startStream": 2.0, "agents.sessions.setStatus": 10.0}
ATTEMPTS = 3
TIMEOUT = 10  # seconds for one request; Slack answers in less than one, and whoever asked is told within thirty

log = logging.getLogger(__name__)


class RateLimitRetry(AsyncRetryHandler):
    """Waits as long as a 429 says and sends again: a refused request has had no effect.

    The SDK's own handler is off by default, tries once, and reads only the first digit of Retry-After.
    """

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        super().__init__(max_retry_count=ATTEMPTS)
        self._sleep = sleep

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        longest = LONGEST_WAITS.get(method_of(request), LONGEST_WAIT)
        return response is not None and response.status_code == 429 and _retry_after(response) <= longest

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait for the time that Slack asks for."""
        seconds = _retry_after(response) if response else 1.0
        log.warning("rate limited on %s, waiting %.0f s", method_of(request), seconds)
        state.next_attempt_requested = True
        await self._sleep(seconds)
        state.increment_current_attempt()


class ConnectionRetry(AsyncRetryHandler):
    """Sends again after a broken connection, but only what was never sent or is harmless to send twice."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        super().__init__(max_retry_count=ATTEMPTS)
        self._sleep = sleep

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if isinstance(error, ClientConnectorError):
            return True  # nothing was sent
        return isinstance(error, ClientError | TimeoutError) and method_of(request) in IDEMPOTENT

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait half a second, then one, then two."""
        state.next_attempt_requested = True
        await self._sleep(0.5 * 2**state.current_attempt)
        state.increment_current_attempt()


def method_of(request: HttpRequest) -> str:
    """The Web API method of a request, such as ``chat.postMessage``."""
    return urlsplit(request.url).path.rsplit("/", 1)[-1]


def _retry_after(response: HttpResponse) -> float:
    for name, value in response.headers.items():
        if name.lower() == "retry-after":
            text = value if isinstance(value, str) else value[0]
            return float(text) if text.strip().isdigit() else 1.0
    return 1.0


def retry_handlers(sleep: Sleep = asyncio.sleep) -> list[AsyncRetryHandler]:
    """What takes the place of the SDK's default, which re-sends everything."""
    return [RateLimitRetry(sleep), ConnectionRetry(sleep)]


def web_client(token: str, base_url: str | None = None) -> AsyncWebClient:
    """A client for Slack, or for a stand-in at ``base_url``; a loopback address bypasses any proxy."""
    client = AsyncWebClient(
        token=token, base_url=base_url or AsyncWebClient.BASE_URL, timeout=TIMEOUT, retry_handlers=retry_handlers()
    )
    if is_loopback(client.base_url):
        client.proxy = None
    return client


def is_loopback(url: str) -> bool:
    """Whether an address points at this machine."""
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")
