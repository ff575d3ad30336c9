"""Answering what was missed: questions that came while no process of ours listened, and that Slack sends no more.

Looked at are the conversations in which the bot has heard something before, from the newest thing heard in each on,
for as long as a question is worth answering. What was claimed is known; so nothing is answered twice.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import Conversation
from bot.delivery import ThreadVoice
from bot.hearing import Heard
from bot.listeners.reading import Message, read_message
from bot.listeners.receiving import asker_of, heard, is_for_bot, voice_for
from bot.manners.audience import Asker
from bot.outgoing import reason_of
from bot.state.store import State, utc_now
from bot.state.watermarks import Watermark

OVERLAP = timedelta(minutes=10)  # what was being handled when the last watermark was written
MOST_CONVERSATIONS = 40  # one request each, and one for each thread that has gone on: less than a minute's allowance
MOST_THREADS = 10  # in one conversation
FEW = 3  # missed questions of one person in one conversation that are answered one by one

Json = dict[str, Any]
Sleep = Callable[[float], Awaitable[None]]

log = logging.getLogger(__name__)


async def _anybody(_asker: Asker) -> bool:
    return True


class CatchUp:
    """Looks for questions that were missed."""

    def __init__(
        self,
        state: State,
        conversation: Conversation,
        client: AsyncWebClient,
        *,
        max_age: timedelta,
        pause: float,
        now: Callable[[], datetime] = utc_now,
        sleep: Sleep = asyncio.sleep,
        admits: Callable[[Asker], Awaitable[bool]] = _anybody,
    ) -> None:
        """Questions older than ``max_age`` are left alone; ``pause`` is in seconds between two requests.

        ``admits`` tells whether a message's writer may be answered where it was written.
        """
        self._state = state
        self._conversation = conversation
        self._client = client
        self._max_age = max_age
        self._pause = pause
        self._now = now
        self._sleep = sleep
        self._admits = admits

    async def run(self) -> int:
        """Answer what was missed; how many questions there were."""
        me = str((await self._client.auth_test())["user_id"])
        await self._state.watermarks.write()
        found = 0
        for mark in (await self._state.watermarks.newest(MOST_CONVERSATIONS)).values():
            try:
                missed = await self._missed(mark, me)
            except (SlackApiError, ClientError, TimeoutError) as error:
                log.warning("%s cannot be caught up with: %s", mark.channel, reason_of(error))
                continue
            found += len(missed)
            await self._answer(missed, me)
        if found:
            log.info("%d missed questions", found)
        return found

    async def _answer(self, missed: Sequence[Message], me: str) -> None:
        by_person: dict[str, list[tuple[Heard, ThreadVoice]]] = {}
        for message in missed:
            asked = heard(message, me), voice_for(message, self._client)
            by_person.setdefault(message.user_id, []).append(asked)
        for questions in by_person.values():
            if len(questions) > FEW:
                await self._conversation.reply_to_many(questions)
                continue
            for question, voice in questions:
                await self._conversation.reply(question, voice)
                await self._sleep(self._pause)

    async def _missed(self, mark: Watermark, me: str) -> list[Message]:
        """Questions of a conversation that nobody has claimed, oldest first."""
        since = max(float(mark.ts) - OVERLAP.total_seconds(), (self._now() - self._max_age).timestamp())
        seen = [message async for raw in self._since(mark, since) if (message := _read(raw, mark))]
        known = await self._state.claims.known(mark.team_id, mark.channel, [message.ts for message in seen])
        meant = [m for m in seen if m.ts not in known and await self._is_meant(m, me)]
        for message in seen:
            await self._state.watermarks.heard(Watermark(mark.team_id, mark.channel, mark.direct, message.ts))
        return sorted(meant, key=lambda message: float(message.ts))

    async def _is_meant(self, message: Message, me: str) -> bool:
        return await is_for_bot(message, me, self._state) and await self._admits(asker_of(message))

    async def _since(self, mark: Watermark, since: float) -> AsyncIterator[Json]:
        """What was written since a time, in the conversation and in those of its threads that have gone on."""
        oldest = f"{since:.6f}"
        roots = await self._state.log.roots(mark.team_id, mark.channel, self._now() - self._max_age, MOST_THREADS)
        threads = dict.fromkeys(roots)
        history = await self._client.conversations_history(channel=mark.channel, oldest=oldest, limit=100)
        for message in history.get("messages") or []:
            yield message
            if message.get("reply_count"):
                threads[str(message["ts"])] = None
        for root in list(threads)[-MOST_THREADS:]:
            await self._sleep(self._pause)
            try:
                replies = await self._client.conversations_replies(
                    channel=mark.channel, ts=root, oldest=oldest, limit=100
                )
            except SlackApiError as error:
                log.info("thread %s cannot be read: %s", root, reason_of(error))
                continue
            for message in replies.get("messages") or []:
                if message["ts"] != root and float(message["ts"]) > since:
                    yield message
        await self._sleep(self._pause)


def _read(raw: Json, mark: Watermark) -> Message | None:
    """A message as an event would have told of it."""
    event = {**raw, "channel": mark.channel, "channel_type": "im" if mark.direct else "channel"}
    return read_message({"event": event, "team_id": mark.team_id, "event_id": f"missed:{mark.channel}:{raw['ts']}"})
