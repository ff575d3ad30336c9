"""The app's own page: the Home tab, and what to ask in the Messages tab."""

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.desk import Desk
from bot.rendering.home import home_view


def register(app: AsyncApp, desk: Desk) -> None:
    """Hear ``app_home_opened`` and ``app_context_changed``."""

    async def opened(body: Mapping[str, Any], event: Mapping[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab") == "messages":
            await offer_prompts(body["team_id"], event, client)
        else:
            frame = await desk.words_for(body["team_id"], event["user"])
            info = await asyncio.to_thread(desk.knowledge.info)  # it may have to open a new generation
            view = home_view(info, frame, desk.retention_days)
            await client.views_publish(user_id=event["user"], view=view)

    async def offer_prompts(team_id: str, event: Mapping[str, Any], client: AsyncWebClient) -> None:
        """Once for each conversation: Slack keeps showing them."""
        if not await desk.state.claims.take(team_id, f"prompts:{event['channel']}"):
            return
        frame = await desk.words_for(team_id, event["user"])
        prompts = [{"title": question, "message": question} for question in frame.lines("examples")]
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=event["channel"], title=frame.say("prompts.title"), prompts=prompts
        )

    async def context_changed() -> None:
        """What somebody looks at beside the conversation plays no part in the answers."""

    app.event("app_home_opened")(opened)
    app.event("app_context_changed")(context_changed)
