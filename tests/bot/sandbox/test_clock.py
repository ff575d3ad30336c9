"""Time in the sandbox: what is due happens when it has passed, or was made to pass."""

import asyncio
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.clock import Clock
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import EMPLOYEE_ID

Json = dict[str, Any]
START = 1_800_000_000.0


async def test_what_is_due_happens_in_order() -> None:
    """Cancelled things do not happen, and later ones keep their time."""
    clock, seen = Clock(lambda: 1000.0), []
    clock.later(300, lambda: seen.append("fem minutter"))
    clock.later(120, lambda: seen.append("to minutter"))
    clock.later(100, lambda: seen.append("avlyst")).cancel()
    clock.advance(119)
    assert seen == []
    clock.advance(200)
    assert seen == ["to minutter", "fem minutter"]
    assert clock.now() == 1319
    clock.close()


async def test_sleeping_ends_when_the_time_was_made_to_pass() -> None:
    """Without anybody waiting for it."""
    clock = Clock(lambda: 0.0)
    sleeping = asyncio.ensure_future(clock.sleep(3600))
    await asyncio.sleep(0)
    clock.advance(3599)
    await asyncio.sleep(0)
    assert not sleeping.done()
    clock.advance(1)
    await sleeping


async def test_retries_come_at_once_after_a_minute_and_after_five(manifest: Json) -> None:
    """An event that nobody acknowledges comes four times, at 0, 0, 60 and 300 seconds, and then no more."""
    sandbox = await start_sandbox(manifest=manifest, clock=lambda: START)
    kari = sandbox.person(EMPLOYEE_ID)
    with sandbox.listening(EMPLOYEE_ID) as page:
        kari.say(kari.im.id, "Hører noen?")
        tried = [await page.next("request"), await page.next("request")]
        sandbox.advance(59)
        assert sandbox.workspace.clock.waiting == 1
        sandbox.advance(1)
        tried.append(await page.next("request"))
        sandbox.advance(300)
        tried.append(await page.next("request"))
        await sandbox.settled()
    assert [round(each["at"] - START) for each in tried] == [0, 0, 60, 360]
    assert len(sandbox.requests("→ events_api")) == 4
    await sandbox.stop()


async def test_a_stream_ends_by_itself_after_five_minutes(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """The page sees it end, the app hears the change, and what comes then is refused; chat.update is not."""
    kari = sandbox.person(EMPLOYEE_ID)
    root = kari.say(kari.im.id, "Hei")
    ts = (await client.chat_startStream(channel=kari.im.id, thread_ts=root, markdown_text="En begynnelse"))["ts"]
    spot = {"channel": kari.im.id, "ts": ts}
    with sandbox.listening(EMPLOYEE_ID) as page:
        sandbox.advance(300)
        assert "streaming" not in (await page.next("message_changed"))["message"]
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        await client.chat_appendStream(**spot, markdown_text="mer")
    assert (await client.chat_update(**spot, text="Hele svaret"))["ok"]


async def test_a_status_goes_after_two_minutes_on_the_page_too(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """The page is told that it is empty."""
    kari = sandbox.person(EMPLOYEE_ID)
    root = kari.say(kari.im.id, "Hei")
    await client.assistant_threads_setStatus(channel_id=kari.im.id, thread_ts=root, status="leter")
    with sandbox.listening(EMPLOYEE_ID) as page:
        sandbox.advance(120)
        assert (await page.next("status"))["status"] == ""
