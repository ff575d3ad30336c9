"""Getting a message to the asker: in a thread, or for their eyes only."""

import logging
from dataclasses import dataclass
from typing import Any, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.rendering.blocks import Rendered
from bot.web_client import RateLimitRetry, is_loopback

# Slack's word that it is the blocks it did not like; the text alone says the same.
BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
EVENT_TYPE = "brobygger_answer"  # marks our answers, so that one can be found again by its id

log = logging.getLogger(__name__)


class Undelivered(Exception):
    """A message may not have reached the asker."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands."""

    channel: str
    ts: str


class Voice(Protocol):
    """A place to speak to whoever asked."""

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Deliver a message; its timestamp where it has one. Raises Undelivered."""

    async def status(self, text: str) -> None:
        """Show what is being done; an empty text clears it. Never raises for a status that fails."""


class ThreadVoice:
    """Speaks in a thread of a channel or a direct message, for all its readers."""

    def __init__(self, client: AsyncWebClient, channel: str, thread_ts: str) -> None:
        self._client = client
        self._channel = channel
        self._thread_ts = thread_ts

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Post in the thread."""
        posted = await post(self._client, self._channel, message, thread_ts=self._thread_ts, answer_id=answer_id)
        return posted.ts

    async def status(self, text: str) -> None:
        """Set the thread's status line; an answer is worth more than its status, so failing is only logged."""
        try:
            await self._client.assistant_threads_setStatus(
                channel_id=self._channel, thread_ts=self._thread_ts, status=text
            )
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.info("no status shown: %s", _reason(error))


class WhisperVoice:
    """Speaks to one person only, through an interaction's ``response_url`` (five times in thirty minutes)."""

    def __init__(self, response_url: str, thread_ts: str | None = None) -> None:
        self._url = response_url
        self._thread_ts = thread_ts

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Whisper; such a message has no timestamp of its own."""
        await self._send({**_content(message), "response_type": "ephemeral", "replace_original": False})
        return None

    async def say_aloud(self, message: Rendered) -> None:
        """Show a message to the whole channel."""
        await self._send({**_content(message), "response_type": "in_channel", "replace_original": False})

    async def replace(self, message: Rendered) -> None:
        """Put a message in the place of the one that was clicked."""
        await self._send({**_content(message), "response_type": "ephemeral", "replace_original": True})

    async def status(self, text: str) -> None:
        """A whisper has no status line."""

    async def _send(self, body: dict[str, Any]) -> None:
        if self._thread_ts:
            body = {**body, "thread_ts": self._thread_ts}
        client = AsyncWebhookClient(self._url, retry_handlers=[RateLimitRetry()])
        if is_loopback(self._url):
            client.proxy = None
        try:
            response = await client.send_dict(body)
        except (ClientError, TimeoutError) as error:
            raise Undelivered(_reason(error)) from error
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
    extra: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
    if answer_id:
        extra["metadata"] = {"event_type": EVENT_TYPE, "event_payload": {"answer_id": answer_id}}
    try:
        return await _post(client, channel=channel, **_content(message), **extra)
    except SlackApiError as error:
        if error.response.get("error") not in BLOCKS_REFUSED:
            raise Undelivered(_reason(error)) from error
        log.error("blocks refused, posting the text alone: %s %s", _reason(error), error.response.data)
    except (ClientError, TimeoutError) as error:
        # It may have arrived all the same; posting again could answer twice.
        raise Undelivered(_reason(error)) from error
    try:
        return await _post(client, channel=channel, text=message.text, **extra)
    except (SlackApiError, ClientError, TimeoutError) as error:
        raise Undelivered(_reason(error)) from error


async def _post(client: AsyncWebClient, **arguments: Any) -> Posted:
    # Previews of the sources' pages would bury the answer.
    response = await client.chat_postMessage(**arguments, unfurl_links=False, unfurl_media=False)
    return Posted(str(response["channel"]), str(response["ts"]))


def _content(message: Rendered) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks)}


def _reason(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return str(error.response.get("error"))
    return f"{type(error).__name__}: {error}"
