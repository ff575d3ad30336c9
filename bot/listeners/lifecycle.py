"""Coming into a channel, being stopped, and what to say when something of ours breaks."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import ThreadVoice, WhisperVoice
from bot.listeners.desk import Desk
from bot.outgoing import Undelivered
from bot.posting import post
from bot.rendering.notices import notice
from bot.streaming import Place
from bot.wording import words

log = logging.getLogger(__name__)


def hello(desk: Desk, channel: str) -> str:
    """What the bot says when it comes into a channel, in the channel's language."""
    return words(desk.channel_languages.get(channel, desk.language)).say("hello.channel")


def register(app: AsyncApp, desk: Desk) -> None:
    """Hear comings, sharings and ``agent_session_stopped``, and catch what no listener did."""

    async def joined(
        body: Mapping[str, Any], event: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        if event["user"] != context.bot_user_id:
            return
        if await desk.state.claims.take(body["team_id"], body["event_id"]):
            await post(client, event["channel"], notice(hello(desk, event["channel"])))

    async def stopped(body: Mapping[str, Any], event: Mapping[str, Any], client: AsyncWebClient) -> None:
        """End the work; where there is none, as after a restart, only the session is left to end."""
        place = Place(event["channel"], event["thread_ts"], body["team_id"], event["user"])
        was_working = desk.conversation.stop(place.team_id, place.channel, place.thread_ts)
        log.info("stop pressed in %s, %s", place.channel, "work ended" if was_working else "no work here")
        if not was_working:
            await ThreadVoice(client, place).session("active")

    async def broke(error: Exception, body: Mapping[str, Any]) -> None:
        """The front door for everything but answering, which has its own."""
        reference = secrets.token_hex(3).upper()
        log.error("a listener failed, reference %s", reference, exc_info=error)
        if not body.get("response_url"):
            return
        said = notice(words(desk.language).say("trouble.action_failed", reference=reference))
        try:
            await WhisperVoice(body["response_url"]).say(said)
        except Undelivered as undelivered:
            log.error("nor could that be said, reference %s: %s", reference, undelivered)

    async def shared(event: Mapping[str, Any]) -> None:
        """A channel was opened to other workspaces, or closed: what was known of it no longer holds."""
        desk.audience.reconsider(event["channel"])

    app.event("member_joined_channel")(joined)
    app.event("channel_shared")(shared)
    app.event("channel_unshared")(shared)
    app.event("agent_session_stopped")(stopped)
    app.error(broke)
