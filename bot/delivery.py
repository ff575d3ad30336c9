"""Getting a message to the asker: in a thread, or for their eyes only."""

import logging
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.outgoing import BLOCKS_REFUSED, Undelivered, about, content, reason_of
from bot.rendering.blocks import Rendered
from bot.streaming import Place, Stream
from bot.web_client import RateLimitRetry, is_loopback

SessionStatus = Literal["processing", "active"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands."""

    channel: str
    ts: str


class Voice(Protocol):
    """A place to speak to whoever asked."""

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Deliver a message; its timestamp where it has one. Raises Undelivered."""

    def stream(self) -> Stream | None:
        """A message to write bit by bit, not begun; None where there is no such thing."""

    async def status(self, text: str) -> None:
        """Show what is being done; an empty text clears it. Never raises for a status that fails."""

    async def session(self, status: SessionStatus) -> None:
        """Tell whether work is under way, which can be stopped. Never raises."""


class ThreadVoice:
    """Speaks in a thread of a channel or a direct message, for all its readers."""

    def __init__(self, client: AsyncWebClient, place: Place) -> None:
        self._client = client
        self._place = place

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Post in the thread."""
        place = self._place
        posted = await post(self._client, place.channel, message, thread_ts=place.thread_ts, answer_id=answer_id)
        return posted.ts

    def stream(self) -> Stream:
        """A message in the thread."""
        return Stream(self._client, self._place)

    async def status(self, text: str) -> None:
        """Set the thread's status line; an answer is worth more than its status, so failing is only logged."""
        try:
            await self._client.assistant_threads_setStatus(
                channel_id=self._place.channel, thread_ts=self._place.thread_ts, status=text
            )
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.info("no status shown: %s", reason_of(error))

    async def session(self, status: SessionStatus) -> None:
        """Set the thread's session: while it is processing, Slack shows a Stop button."""
        try:
            await self._client.agents_sessions_setStatus(
                channel_id=self._place.channel, thread_ts=self._place.thread_ts, status=status
            )
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.info("no session shown: %s", reason_of(error))


class WhisperVoice:
    """Speaks to one person only, through an interaction's ``response_url`` (five times in thirty minutes)."""

    def __init__(self, response_url: str, thread_ts: str | None = None) -> None:
        self._url = response_url
        self._thread_ts = thread_ts

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Whisper; such a message has no timestamp of its own."""
        await self._send({**content(message), "response_type": "ephemeral", "replace_original": False})
        return None

    async def say_aloud(self, message: Rendered) -> None:
        """Show a message to the whole channel."""
        await self._send({**content(message), "response_type": "in_channel", "replace_original": False})

    async def replace(self, message: Rendered) -> None:
        """Put a message in the place of the one that was clicked."""
        await self._send({**content(message), "response_type": "ephemeral", "replace_original": True})

    def stream(self) -> None:
        """A whisper cannot grow."""

    async def status(self, text: str) -> None:
        """A whisper has no status line."""

    async def session(self, status: SessionStatus) -> None:
        """A whisper belongs to no session."""

    async def _send(self, body: dict[str, Any]) -> None:
        if self._thread_ts:
            body = {**body, "thread_ts": self._thread_ts}
        client = AsyncWebhookClient(self._url, retry_handlers=[RateLimitRetry()])
        if is_loopback(self._url):
            client.proxy = None
        try:
            response = await client.send_dict(body)
        except (ClientError, TimeoutError) as error:
            raise Undelivered(reason_of(error)) from error
        if response.status_code != 200:
            raise Undelivered(f"response_url answered {response.status_code} {response.body[:80]}")


async def post(
    client: AsyncWebClient,
    channel: str,
    message: Rendered,
    *,
    thread_ts: str | None = None,
    answer_id: str | None = None,
) -> Posted:
    """Post a message; ``channel`` may be a user id. Blocks that Slack refuses are left out; Undelivered otherwise."""
    extra: dict[str, Any] = {**({"thread_ts": thread_ts} if thread_ts else {}), **about(answer_id)}
    try:
        return await _post(client, channel=channel, **content(message), **extra)
    except SlackApiError as error:
        if error.response.get("error") not in BLOCKS_REFUSED:
            raise Undelivered(reason_of(error)) from error
        log.error("blocks refused, posting the text alone: %s %s", reason_of(error), error.response.data)
    except (ClientError, TimeoutError) as error:
        # It may have arrived all the same; posting again could answer twice.
        raise Undelivered(reason_of(error)) from error
    try:
        return await _post(client, channel=channel, text=message.text, **extra)
    except (SlackApiError, ClientError, TimeoutError) as error:
        raise Undelivered(reason_of(error)) from error


async def _post(client: AsyncWebClient, **arguments: Any) -> Posted:
    # Previews of the sources' pages would bury the answer.
    response = await client.chat_postMessage(**arguments, unfurl_links=False, unfurl_media=False)
    return Posted(str(response["channel"]), str(response["ts"]))
