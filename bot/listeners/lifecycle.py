"""Coming into a channel, and what to say when something of ours breaks."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import Undelivered, WhisperVoice, post
from bot.listeners.desk import Desk
from bot.rendering.notices import notice
from bot.wording import words

log = logging.getLogger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    """Hear ``member_joined_channel``, and catch what no listener did."""

    async def joined(
        body: Mapping[str, Any], event: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        if event["user"] != context.bot_user_id:
            return
        if await desk.state.claims.take(body["team_id"], body["event_id"]):
            await post(client, event["channel"], notice(words(desk.language).say("hello.channel")))

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

    app.event("member_joined_channel")(joined)
    app.error(broke)
