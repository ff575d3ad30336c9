"""Getting a message to the asker: in a thread, or for their eyes only."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.finding import find_answer
from bot.outgoing import Undelivered, content, reason_of
from bot.posting import post
from bot.rendering.blocks import Rendered
from bot.streaming import Place, Stream
from bot.web_client import ConnectionRetry, RateLimitRetry, Sleep, is_loopback

SessionStatus = Literal["processing", "active"]
Address = Mapping[str, str | None]

log = logging.getLogger(__name__)


class Voice(Protocol):
    """A place to speak to whoever asked."""

    def address(self) -> Address:
        """What :func:`voice_at` needs to speak there again, as JSON."""

    @property
    def can_look(self) -> bool:
        """Whether what was said there can be found again."""

    async def find(self, answer_id: str, part: int = 1) -> str | None:
        """The timestamp under which an answer stands there. Raises Undelivered when Slack does not tell."""

    async def going_on(self) -> "Voice":
        """A voice that puts its answer in the place of a message whose writing was cut short. Raises Undelivered."""

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Deliver a message; its timestamp where it has one. Raises Undelivered."""

    async def say_further(self, message: Rendered, answer_id: str | None, *, looking: bool = False) -> None:
        """Deliver the parts of a long message after the first. Raises Undelivered."""

    def stream(self) -> Stream | None:
        """A message to write bit by bit, not begun; None where there is no such thing."""

    async def status(self, text: str) -> None:
        """Show what is being done; an empty text clears it. Never raises for a status that fails."""

    async def session(self, status: SessionStatus) -> None:
        """Tell whether work is under way, which can be stopped. Never raises."""


class ThreadVoice:
    """Speaks in a thread of a channel or a direct message, for all its readers."""

    can_look = True

    def __init__(
        self, client: AsyncWebClient, place: Place, begun: Stream | None = None, sleep: Sleep = asyncio.sleep
    ) -> None:
        """``begun`` is a message that was cut short; what is said first takes its place."""
        self._sleep = sleep
        self._client = client
        self._place = place
        self._begun = begun

    async def going_on(self) -> "ThreadVoice":
        """Look for the message that was cut short."""
        stream = Stream(self._client, self._place, may_have_begun=True)
        await stream.look()
        return ThreadVoice(self._client, self._place, stream if stream.ts else None)

    def address(self) -> Address:
        """The thread."""
        return {"kind": "thread", **asdict(self._place)}

    async def find(self, answer_id: str, part: int = 1) -> str | None:
        """Look through the thread."""
        return await find_answer(self._client, self._place.where, answer_id, part)

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Post in the thread, in several messages where it is long; the first one's timestamp."""
        begun, self._begun = self._begun, None
        if begun and answer_id:
            await begun.replace(message, answer_id)
        ts = begun.ts if begun and answer_id else await self._say_part(message, answer_id, 1)
        await self.say_further(message, answer_id)
        return ts

    async def say_further(self, message: Rendered, answer_id: str | None, *, looking: bool = False) -> None:
        """Post the parts after the first; when ``looking``, only those that do not stand there yet."""
        for part, further in enumerate(message.further, 2):
            if not (looking and answer_id and await self.find(answer_id, part)):
                await self._say_part(further, answer_id, part)

    async def _say_part(self, message: Rendered, answer_id: str | None, part: int) -> str:
        place = self._place
        posted = await post(
            self._client,
            place.channel,
            message,
            thread_ts=place.thread_ts,
            answer_id=answer_id,
            part=part,
            since=place.where.since,
            sleep=self._sleep,
        )
        return posted.ts

    def stream(self) -> Stream | None:
        """A message in the thread; None where one stands there to be replaced."""
        return None if self._begun else Stream(self._client, self._place)

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

    can_look = False

    def __init__(self, response_url: str, thread_ts: str | None = None) -> None:
        self._url = response_url
        self._thread_ts = thread_ts

    def address(self) -> Address:
        """The interaction's address, which is forgotten when the question is settled."""
        return {"kind": "whisper", "response_url": self._url, "thread_ts": self._thread_ts}

    async def find(self, answer_id: str, part: int = 1) -> str | None:
        """Nobody can look for a whisper."""

    async def going_on(self) -> "WhisperVoice":
        """A whisper is never cut short."""
        return self

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Whisper; such a message has no timestamp of its own."""
        for part in (message, *message.further):
            await self._send({**content(part), "response_type": "ephemeral", "replace_original": False})
        return None

    async def say_further(self, message: Rendered, answer_id: str | None, *, looking: bool = False) -> None:
        """All parts of a whisper are said at once."""

    async def say_aloud(self, message: Rendered) -> None:
        """Show a message to the whole channel."""
        for part in (message, *message.further):
            await self._send({**content(part), "response_type": "in_channel", "replace_original": False})

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
        client = AsyncWebhookClient(self._url, retry_handlers=[RateLimitRetry(), ConnectionRetry()])
        if is_loopback(self._url):
            client.proxy = None
        try:
            response = await client.send_dict(body)
        except (ClientError, TimeoutError) as error:
            raise Undelivered(reason_of(error)) from error
        if response.status_code != 200:
            raise Undelivered(f"response_url answered {response.status_code} {response.body[:80]}")


def voice_at(address: Address, client: AsyncWebClient) -> ThreadVoice | WhisperVoice:
    """A voice from what its ``address`` told. Raises KeyError for an address of an older kind."""
    parts = dict(address)
    if parts.pop("kind") == "whisper":
        return WhisperVoice(str(parts["response_url"]), parts["thread_ts"])
    return ThreadVoice(client, Place(**parts))  # type: ignore[arg-type]  # as asdict made it
