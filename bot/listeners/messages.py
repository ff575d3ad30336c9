"""Messages: direct ones, mentions, and follow-ups in threads where the bot has answered."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.listeners.desk import Desk
from bot.listeners.reading import read_change, read_message
from bot.listeners.receiving import answer, fall_silent, follow, heard, is_for_bot, quiet_asked_for, voice_for
from bot.state.watermarks import Watermark

CLAIMING = 0.8  # seconds that an acknowledgement waits for the question to be written down; Slack waits three
log = logging.getLogger(__name__)
_REPLY = "brobygger_reply"  # the key under which Bolt's context carries the answer that is being made


def register(app: AsyncApp, desk: Desk) -> None:
    """Hear ``message`` and ``app_mention``; one mention in a channel arrives as both.

    A question is written down before its event is acknowledged: if we die before that, Slack sends it again, and if we
    die after it, the question is found.
    """

    async def claim_first(
        body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> None:
        claimed = asyncio.Event()
        context[_REPLY] = asyncio.create_task(begin(body, client, context.bot_user_id or "", claimed.set))
        context[_REPLY].add_done_callback(lambda _: claimed.set())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(claimed.wait(), CLAIMING)
        await next_()

    async def begin(
        body: Mapping[str, Any], client: AsyncWebClient, bot_user_id: str, on_claimed: Callable[[], object]
    ) -> None:
        message = read_message(body)
        if message is None:
            on_claimed()  # a change of something said is not worth waiting for
            await follow(desk, read_change(body), body, client, bot_user_id)
            return
        try:
            mark = Watermark(message.team_id, message.channel, message.direct, message.ts)
            await desk.state.watermarks.heard(mark)
        except (SQLAlchemyError, OSError):
            log.exception("what is heard in %s is not noted", message.channel)
        if place := await quiet_asked_for(message, bot_user_id, desk.state):
            await fall_silent(desk, message, place, client)
        elif await is_for_bot(message, bot_user_id, desk.state):
            await answer(desk, message, client, bot_user_id, on_claimed)

    async def hear(body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        try:
            await context[_REPLY]
        except Exception:  # the front door: what broke before the question was written down must not be silence
            log.exception("a message was not taken in")
            message, bot_user_id = read_message(body), context.bot_user_id or ""
            if message and (message.direct or bot_user_id in message.mentions()):
                await desk.conversation.apologise(heard(message, bot_user_id), voice_for(message, client))

    app.event("message", middleware=[claim_first])(hear)
    app.event("app_mention", middleware=[claim_first])(hear)
