"""Messages: direct ones, mentions, and follow-ups in threads where the bot has answered."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import ThreadVoice
from bot.hearing import Heard
from bot.listeners.desk import Desk
from bot.listeners.reading import Message, plain, read_message
from bot.state.log import Log
from bot.streaming import Place


def register(app: AsyncApp, desk: Desk) -> None:
    """Hear ``message`` and ``app_mention``; one mention in a channel arrives as both."""

    async def hear(body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        message = read_message(body)
        bot_user_id = context.bot_user_id or ""
        if message is None or not await is_for_bot(message, bot_user_id, desk.state.log):
            return
        voice = ThreadVoice(client, Place(message.channel, message.root, message.team_id, message.user_id))
        await desk.conversation.reply(heard(message, bot_user_id), voice)

    app.event("message")(hear)
    app.event("app_mention")(hear)


async def is_for_bot(message: Message, bot_user_id: str, log: Log) -> bool:
    """Whether the bot is meant: in its direct messages, when mentioned, or as a follow-up in its thread.

    A follow-up comes from somebody who has asked in that thread, or is put as a question; colleagues
    who talk to each other under an answer are left in peace.
    """
    if message.direct or bot_user_id in message.mentions():
        return True
    if message.thread_ts is None or message.calls_others(bot_user_id):
        return False
    askers = await log.askers(message.team_id, message.channel, message.thread_ts)
    return message.user_id in askers or (bool(askers) and "?" in message.raw)


def heard(message: Message, bot_user_id: str) -> Heard:
    """The message as a question."""
    return Heard(
        team_id=message.team_id,
        key=message.event_id,
        user_id=message.user_id,
        channel=message.channel,
        root=message.root,
        text=plain(message.raw, bot_user_id),
        ts=message.ts,
        bare=message.direct and message.thread_ts is None,
        has_files=message.has_files,
    )
