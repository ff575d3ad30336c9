"""What is done about a message: an answer, one sentence, silence, or another look at an answer that was given."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import ThreadVoice
from bot.hearing import Heard
from bot.listeners.desk import Desk
from bot.listeners.reading import Deleted, Message, plain
from bot.manners.audience import Access, Asker
from bot.manners.cues import read_cues, wants_quiet
from bot.manners.deciding import interrupts, is_follow_up
from bot.rendering.notices import notice
from bot.state.store import State
from bot.state.threads import WHOLE_CHANNEL
from bot.streaming import Place
from knowledge.models import Language

log = logging.getLogger(__name__)


async def answer(
    desk: Desk, message: Message, client: AsyncWebClient, bot_user_id: str, on_claimed: Callable[[], object]
) -> None:
    """Answer whoever may be answered here; say one sentence to whoever may not, and nothing to a bot."""
    asker = asker_of(message)
    voice = voice_for(message, client)
    if refusal := await desk.refusal(asker):
        is_bot = await desk.audience.access(asker) is Access.BOT
        if not is_bot and await take(desk, message):
            await voice.say(refusal)
        return
    language = (await desk.words_for(message.team_id, message.user_id, message.channel)).language
    await desk.conversation.reply(heard(message, bot_user_id, language), voice, on_claimed)


async def fall_silent(desk: Desk, message: Message, root: str, client: AsyncWebClient) -> None:
    """Leave a thread, or a channel's threads, and say so once."""
    if await desk.refusal(asker_of(message)) or not await take(desk, message):
        return
    desk.conversation.stop(message.team_id, message.channel, message.root)
    await desk.state.threads.quiet(message.team_id, message.channel, root)
    frame = await desk.words_for(message.team_id, message.user_id, message.channel)
    said = frame.say("manners.quiet_thread" if root else "manners.quiet_channel")
    await voice_for(message, client).say(notice(said))


async def follow(
    desk: Desk, change: Message | Deleted | None, body: Mapping[str, Any], client: AsyncWebClient, bot_user_id: str
) -> None:
    """Follow a question that was asked before, when its words change or go."""
    if change is None or not await desk.revising.is_answered(change.team_id, change.channel, change.ts):
        return
    if isinstance(change, Deleted):
        root = (body["event"].get("previous_message") or {}).get("thread_ts") or change.ts
        desk.conversation.stop(change.team_id, change.channel, root)
        await desk.revising.deleted(Place(change.channel, root, change.team_id, "", change.ts), change.ts, client)
    elif await desk.audience.access(asker_of(change)) is Access.ALLOWED:
        language = (await desk.words_for(change.team_id, change.user_id, change.channel)).language
        await desk.revising.edited(heard(change, bot_user_id, language), client, language)


async def take(desk: Desk, message: Message) -> bool:
    """Claim a message that is done with at once."""
    return await desk.state.claims.take(message.team_id, message.event_id, message.channel, message.ts)


def voice_for(message: Message, client: AsyncWebClient) -> ThreadVoice:
    """The voice that answers under a message."""
    return ThreadVoice(client, Place(message.channel, message.root, message.team_id, message.user_id, message.ts))


async def is_for_bot(message: Message, bot_user_id: str, state: State) -> bool:
    """Whether the bot is meant: in its direct messages, when mentioned, or by a follow-up in its thread.

    What people say to each other under an answer is noted, so that they are left in peace.
    """
    is_mentioned = bot_user_id in message.mentions()
    if message.direct or message.thread_ts is None:
        return message.direct or is_mentioned
    place = (message.team_id, message.channel, message.thread_ts)
    try:
        talk = await state.threads.talk(*place)
        cues = read_cues(message.raw)
        calls_others = message.calls_others(bot_user_id)
        is_meant = is_mentioned or (not calls_others and is_follow_up(cues, message.user_id, talk))
        if is_meant and talk.interrupted_by:
            await state.threads.interrupted(*place, None)
        elif not is_meant and talk.askers and (calls_others or interrupts(cues, message.user_id, talk)):
            await state.threads.interrupted(*place, message.user_id)
    except (SQLAlchemyError, OSError):
        log.exception("how the talk in %s stands is not known", message.channel)
        return is_mentioned
    return is_meant


async def quiet_asked_for(message: Message, bot_user_id: str, state: State) -> str | None:
    """Where the bot is to be quiet: a thread's root, or "" for the channel; None where nobody asks for that."""
    if message.direct or not wants_quiet(plain(message.raw, bot_user_id)):
        return None
    if bot_user_id in message.mentions():
        return message.thread_ts or WHOLE_CHANNEL
    if message.thread_ts is None or message.calls_others(bot_user_id):
        return None
    talk = await state.threads.talk(message.team_id, message.channel, message.thread_ts)
    return message.thread_ts if talk.askers and not talk.is_quiet else None


def asker_of(message: Message) -> Asker:
    """Whoever wrote a message, and where."""
    return Asker(message.team_id, message.user_id, message.channel, message.own_team, message.shared)


def heard(message: Message, bot_user_id: str, language: Language | None = None) -> Heard:
    """The message as a question; ``language`` is that of its writer, for what its words do not tell."""
    return Heard(
        team_id=message.team_id,
        key=message.event_id,
        user_id=message.user_id,
        channel=message.channel,
        root=message.root,
        text=plain(message.raw, bot_user_id),
        ts=message.ts,
        language=language,
        bare=message.direct and message.thread_ts is None,
        has_files=message.has_files,
    )
