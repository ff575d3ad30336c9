"""Posting a message, at most once: when it is not sure whether Slack has it, we look before we post again."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.finding import Where, find_answer
from bot.outgoing import BLOCKS_REFUSED, Undelivered, about, content, is_unsure, reason_of
from bot.rendering.blocks import Rendered
from bot.web_client import Sleep

PAUSES = (0.5, 2.0)  # seconds before looking whether a post arrived, the first and the second time

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands."""

    channel: str
    ts: str


async def post(
    client: AsyncWebClient,
    channel: str,
    message: Rendered,
    *,
    thread_ts: str | None = None,
    answer_id: str | None = None,
    part: int = 1,
    since: str | None = None,
    sleep: Sleep = asyncio.sleep,
) -> Posted:
    """Post a message; ``channel`` may be a user id. Blocks that Slack refuses are left out; Undelivered otherwise.

    When it is not sure whether an answer was posted, it is looked for among what came ``since`` (a timestamp), and
    posted again only where it is not found.
    """
    where = Where(channel, thread_ts, since or thread_ts or "0")
    for pause in (*PAUSES, None):
        try:
            return await _post_or_text(client, channel, message, thread_ts, about(answer_id, part))
        except (SlackApiError, ClientError, TimeoutError) as error:
            if pause is None or answer_id is None or not is_unsure(error):
                raise Undelivered(reason_of(error)) from error
            log.warning("not sure whether answer %s was posted, looking: %s", answer_id, reason_of(error))
        await sleep(pause)  # what is still on its way may arrive meanwhile
        if ts := await find_answer(client, where, answer_id, part):
            return Posted(channel, ts)
    raise AssertionError("the last attempt returns or raises")


async def _post_or_text(
    client: AsyncWebClient, channel: str, message: Rendered, thread_ts: str | None, mark: dict[str, Any]
) -> Posted:
    extra: dict[str, Any] = {**({"thread_ts": thread_ts} if thread_ts else {}), **mark}
    try:
        return await _post(client, channel=channel, **content(message), **extra)
    except SlackApiError as error:
        if reason_of(error) not in BLOCKS_REFUSED:
            raise
        log.error("blocks refused, posting the text alone: %s", error)
    return await _post(client, channel=channel, text=message.text, **extra)


async def _post(client: AsyncWebClient, **arguments: Any) -> Posted:
    # Previews of the sources' pages would bury the answer.
    response = await client.chat_postMessage(**arguments, unfurl_links=False, unfurl_media=False)
    return Posted(str(response["channel"]), str(response["ts"]))
