"""Looking in Slack for what we have posted, before anything is posted again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outgoing import Undelivered, mark_of, reason_of

PAGE = 100  # messages in one request
MOST_PAGES = 5


@dataclass(frozen=True, slots=True)
class Where:
    """Where to look: a thread, or without one the channel itself, for what came after ``since`` (a timestamp)."""

    channel: str
    thread_ts: str | None
    since: str


async def find_answer(client: AsyncWebClient, where: Where, answer_id: str, part: int = 1) -> str | None:
    """The timestamp of the message that holds an answer, or None. Raises Undelivered when Slack does not tell."""
    async for message in _messages(client, where):
        if mark_of(message) == (answer_id, part):
            return str(message["ts"])
    return None


async def find_begun(client: AsyncWebClient, where: Where, bot_user_id: str) -> str | None:
    """The timestamp of the newest message of ours without a mark: one whose streaming was cut short, or None.

    All that this bot says to somebody's question is marked when it is complete. Raises Undelivered.
    """
    begun = [
        str(message["ts"])
        async for message in _messages(client, where)
        if message.get("user") == bot_user_id and mark_of(message) is None and float(message["ts"]) > float(where.since)
    ]
    return max(begun, key=float, default=None)


async def _messages(client: AsyncWebClient, where: Where) -> AsyncIterator[dict[str, Any]]:
    window: dict[str, Any] = {"oldest": where.since, "limit": PAGE, "include_all_metadata": True}
    cursor = ""
    for _ in range(MOST_PAGES):
        window |= {"cursor": cursor} if cursor else {}
        try:
            if where.thread_ts:
                answer = await client.conversations_replies(
                    channel=where.channel, ts=where.thread_ts, inclusive=True, **window
                )
            else:
                answer = await client.conversations_history(channel=where.channel, inclusive=True, **window)
        except (SlackApiError, ClientError, TimeoutError) as error:
            raise Undelivered(f"could not look: {reason_of(error)}") from error
        for message in answer.get("messages") or []:
            yield message
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return
