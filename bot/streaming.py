"""A message that grows while it is written: Slack's startStream, appendStream and stopStream."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.finding import Where, find_begun
from bot.outgoing import BLOCKS_REFUSED, Undelivered, about, content, is_unsure, reason_of
from bot.rendering.blocks import Block, Rendered

STOPPED_BY_USER = "stopped_by_user"
OVER = frozenset({STOPPED_BY_USER, "message_not_in_streaming_state", "message_not_found"})
UNDER_WAY = "streaming_state_conflict"  # Slack's word that a message cannot be replaced while it grows

log = logging.getLogger(__name__)


class StreamEnded(Exception):
    """The message takes no more, or may not have taken the last piece; ``by_reader``: whoever reads pressed Stop."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.by_reader = reason == STOPPED_BY_USER


@dataclass(frozen=True, slots=True)
class Place:
    """The thread to write in, and who reads it: Slack wants to know for whom it streams in a channel.

    What is written there comes after ``asked_ts``, the timestamp of the question; without it, after the thread's first.
    """

    channel: str
    thread_ts: str
    team_id: str
    user_id: str
    asked_ts: str | None = None

    @property
    def where(self) -> Where:
        """Where to look for what was written here."""
        return Where(self.channel, self.thread_ts, self.asked_ts or self.thread_ts)


class Stream:
    """One growing message; ``ts`` is None until it has begun, and ``is_open`` tells whether it still grows.

    ``may_have_begun`` marks one that Slack did not confirm.
    """

    def __init__(self, client: AsyncWebClient, place: Place, *, may_have_begun: bool = False) -> None:
        self._client = client
        self._place = place
        self.ts: str | None = None
        self.is_open = False
        self.may_have_begun = may_have_begun

    async def write(self, markdown: str) -> None:
        """Begin the message, or add to it. Raises StreamEnded, and nothing can be written afterwards."""
        place = self._place
        try:
            if self.ts is None:
                begun = await self._client.chat_startStream(
                    channel=place.channel,
                    thread_ts=place.thread_ts,
                    recipient_team_id=place.team_id,
                    recipient_user_id=place.user_id,
                    markdown_text=markdown,
                )
                self.ts, self.is_open = str(begun["ts"]), True
            else:
                await self._client.chat_appendStream(channel=place.channel, ts=self.ts, markdown_text=markdown)
        except (SlackApiError, ClientError, TimeoutError) as error:
            self.may_have_begun = self.ts is None and is_unsure(error)
            raise self._ended(error) from error

    async def look(self) -> None:
        """Find the message that may have begun although Slack did not say so. Raises Undelivered."""
        if not self.may_have_begun:
            return
        try:
            me = str((await self._client.auth_test())["user_id"])
        except (SlackApiError, ClientError, TimeoutError) as error:
            raise Undelivered(f"could not look: {reason_of(error)}") from error
        self.ts = await find_begun(self._client, self._place.where, me)
        self.is_open, self.may_have_begun = self.ts is not None, False

    async def close(
        self, markdown: str = "", blocks: Sequence[Block] = (), answer_id: str | None = None, session: str | None = None
    ) -> None:
        """End the message with the last text and the blocks beneath it. Raises StreamEnded."""
        last: dict[str, Any] = {"markdown_text": markdown} if markdown else {}
        if blocks:
            last["blocks"] = list(blocks)
        if session:
            last["session_status"] = session
        try:
            await self._client.chat_stopStream(channel=self._place.channel, ts=str(self.ts), **last, **about(answer_id))
        except (SlackApiError, ClientError, TimeoutError) as error:
            raise self._ended(error) from error
        self.is_open = False

    async def replace(self, message: Rendered, answer_id: str) -> None:
        """Put the whole message in the place of what was written. Raises Undelivered."""
        await self.let_go()
        try:
            await self._update(content(message), answer_id)
        except SlackApiError as error:
            if reason_of(error) == UNDER_WAY:
                self.is_open = True
                await self.let_go()
            elif reason_of(error) not in BLOCKS_REFUSED:
                raise Undelivered(reason_of(error)) from error
            else:
                log.error("blocks refused, leaving the text alone: %s", error)
                message = Rendered(message.text, ())
        except (ClientError, TimeoutError) as error:
            raise Undelivered(reason_of(error)) from error
        else:
            return
        try:
            await self._update(content(message), answer_id)
        except (SlackApiError, ClientError, TimeoutError) as error:
            raise Undelivered(reason_of(error)) from error

    async def _update(self, parts: dict[str, Any], answer_id: str) -> None:
        await self._client.chat_update(channel=self._place.channel, ts=str(self.ts), **parts, **about(answer_id))

    async def let_go(self) -> None:
        """End the stream if it may still be open: only then can the message be replaced, and none grows for ever."""
        if not self.is_open:
            return
        try:
            await self.close()
        except StreamEnded as error:
            log.info("the stream had ended: %s", error)

    def _ended(self, error: Exception) -> StreamEnded:
        reason = reason_of(error)
        log.warning("the streamed message takes no more: %s", reason)
        self.is_open = self.ts is not None and reason not in OVER  # refused or lost, it may still be growing
        return StreamEnded(reason)
