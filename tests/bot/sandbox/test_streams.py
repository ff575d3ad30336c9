"""Streamed messages."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.errors import UiError
from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import EMPLOYEE_ID, TEAM_ID

Json = dict[str, Any]


@pytest.fixture
async def stoppable(manifest: Json) -> AsyncIterator[Sandbox]:
    """A sandbox whose app hears of Stop."""
    manifest["settings"]["event_subscriptions"]["bot_events"].append("agent_session_stopped")
    running = await start_sandbox(manifest=manifest, retry_delays=(0, 0, 0))
    yield running
    await running.stop()


@pytest.fixture
def stopping_client(stoppable: Sandbox) -> AsyncWebClient:
    """Its client."""
    return AsyncWebClient(stoppable.bot_token, base_url=stoppable.api_url)


@pytest.fixture
async def place(sandbox: Sandbox) -> Json:
    """A thread in Kari's direct message."""
    kari = sandbox.person(EMPLOYEE_ID)
    return {"channel": kari.im.id, "thread_ts": kari.say(kari.im.id, "Hei")}


async def test_a_stream_grows_and_ends(sandbox: Sandbox, client: AsyncWebClient, place: Json) -> None:
    """Markdown adds up, tasks change in place, and blocks of the end stand below."""
    with sandbox.listening(EMPLOYEE_ID) as page:
        ts = (await client.chat_startStream(**place, markdown_text="En "))["ts"]
        assert (await page.next("message"))["message"]["streaming"] is True
        task = {"type": "task_update", "id": "1", "title": "Leter", "status": "in_progress"}
        spot = {"channel": place["channel"], "ts": ts}
        await client.chat_appendStream(**spot, markdown_text="to")
        await client.chat_appendStream(**spot, chunks=[task])
        await client.chat_appendStream(**spot, chunks=[{**task, "status": "complete"}])
        done = (await client.chat_stopStream(**spot, markdown_text="tre", blocks=[{"type": "divider"}]))["message"]
    assert [block["type"] for block in done["blocks"]] == ["markdown", "task_card", "markdown", "divider"]
    assert (done["blocks"][0]["text"], done["blocks"][1]["status"]) == ("En to", "complete")
    assert "streaming" not in sandbox.workspace.log.as_page(sandbox.workspace.log.listed(place["channel"])[-1])


async def test_a_plan_holds_its_tasks(client: AsyncWebClient, place: Json) -> None:
    """With a plan's title, the tasks stand in one plan block."""
    task = {"type": "task_update", "id": "1", "title": "Leter", "status": "pending", "details": "i kildene"}
    chunks = [{"type": "plan_update", "title": "Plan"}, task]
    ts = (await client.chat_startStream(**place, chunks=chunks, task_display_mode="plan"))["ts"]
    done = (await client.chat_stopStream(channel=place["channel"], ts=ts))["message"]
    assert [block["type"] for block in done["blocks"]] == ["plan"]
    assert done["blocks"][0]["tasks"][0]["task_id"] == "1"


async def test_a_message_under_way_cannot_be_updated(client: AsyncWebClient, place: Json) -> None:
    """chat.update waits for the end of the stream."""
    ts = (await client.chat_startStream(**place, markdown_text="x"))["ts"]
    spot = {"channel": place["channel"], "ts": ts}
    with pytest.raises(SlackApiError, match="streaming_state_conflict"):
        await client.chat_update(**spot, text="y")
    await client.chat_stopStream(**spot)
    await client.chat_update(**spot, text="y")


async def test_an_ended_stream_takes_nothing_more(client: AsyncWebClient, place: Json, clock: Any) -> None:
    """Neither after stopStream nor after five minutes; a stopped-out message can be updated."""
    ended = {"channel": place["channel"], "ts": (await client.chat_startStream(**place, markdown_text="x"))["ts"]}
    await client.chat_stopStream(**ended)
    old = {"channel": place["channel"], "ts": (await client.chat_startStream(**place, markdown_text="x"))["ts"]}
    clock.seconds += 301
    for spot in (ended, old):
        with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
            await client.chat_appendStream(**spot, markdown_text="y")
    await client.chat_update(**old, text="y")


async def test_a_stream_in_a_channel_names_its_reader(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """recipient_team_id and recipient_user_id are needed in channels."""
    ts = sandbox.person(EMPLOYEE_ID).say("C0GENERELT", "Hei")
    place: Json = {"channel": "C0GENERELT", "thread_ts": ts}
    with pytest.raises(SlackApiError, match="missing_recipient_team_id"):
        await client.chat_startStream(**place)
    with pytest.raises(SlackApiError, match="missing_recipient_user_id"):
        await client.chat_startStream(**place, recipient_team_id=TEAM_ID)
    await client.chat_startStream(**place, recipient_team_id=TEAM_ID, recipient_user_id=EMPLOYEE_ID)


async def test_stop_ends_the_streams_of_a_session_and_tells_the_app(
    stoppable: Sandbox, stopping_client: AsyncWebClient
) -> None:
    """What is shown stays, nothing more is taken, and only the app moves the session on."""
    kari, client = stoppable.person(EMPLOYEE_ID), stopping_client
    place: Json = {"channel": kari.im.id, "thread_ts": kari.say(kari.im.id, "Hei")}
    session: Json = {"channel_id": place["channel"], "thread_ts": place["thread_ts"]}
    with pytest.raises(UiError, match="ikke noe å stoppe"):
        kari.stop(kari.im.id, place["thread_ts"])
    await client.agents_sessions_setStatus(**session, status="processing")
    ts = (await client.chat_startStream(**place, markdown_text="En "))["ts"]
    kari.stop(kari.im.id, place["thread_ts"])
    for call in (client.chat_appendStream, client.chat_stopStream):
        with pytest.raises(SlackApiError, match="stopped_by_user"):
            await call(channel=place["channel"], ts=ts, markdown_text="to")
    assert stoppable.workspace.sessions.status(kari.im, place["thread_ts"]) == "processing"
    await client.chat_update(channel=place["channel"], ts=ts, text="En")
    await client.agents_sessions_setStatus(**session, status="active")
    with pytest.raises(UiError, match="ikke noe å stoppe"):
        kari.stop(kari.im.id, place["thread_ts"])


async def test_the_end_of_a_stream_may_end_its_session(sandbox: Sandbox, client: AsyncWebClient, place: Json) -> None:
    """By the session_status of chat.stopStream; a word that is none is refused."""
    channel, root = sandbox.person(EMPLOYEE_ID).im, place["thread_ts"]
    await client.agents_sessions_setStatus(channel_id=place["channel"], thread_ts=root, status="processing")
    spot = {"channel": place["channel"], "ts": (await client.chat_startStream(**place, markdown_text="x"))["ts"]}
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.chat_stopStream(**spot, session_status="ferdig")
    await client.chat_stopStream(**spot, session_status="active")
    assert sandbox.workspace.sessions.status(channel, root) == "active"


async def test_without_the_event_there_is_no_stop(sandbox: Sandbox, client: AsyncWebClient, place: Json) -> None:
    """An app that does not hear of it is warned, and its readers get no button."""
    session = {"channel_id": place["channel"], "thread_ts": place["thread_ts"]}
    answer = await client.agents_sessions_setStatus(**session, status="processing")
    assert answer["warning"] == "missing_agent_session_stopped_event_subscription"
    kari = sandbox.person(EMPLOYEE_ID)
    with pytest.raises(UiError, match="ikke noe å stoppe"):
        kari.stop(kari.im.id, place["thread_ts"])


async def test_faults_come_on_order_and_once(sandbox: Sandbox, client: AsyncWebClient, place: Json) -> None:
    """A refusal has no effect; where the answer is lost, the request has had its effect."""
    faults = sandbox.workspace.faults
    faults.order("chat.startStream", Fault("internal_error"))
    with pytest.raises(SlackApiError, match="internal_error"):
        await client.chat_startStream(**place, markdown_text="x")
    spot = {"channel": place["channel"], "ts": (await client.chat_startStream(**place, markdown_text="x"))["ts"]}
    faults.order("chat.appendStream", Fault(retry_after=7))
    with pytest.raises(SlackApiError, match="ratelimited") as limited:
        await client.chat_appendStream(**spot, markdown_text="y")
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (429, "7")
    faults.order("chat.appendStream", Fault(lost=True))
    client.retry_handlers.clear()
    with pytest.raises(ClientError):
        await client.chat_appendStream(**spot, markdown_text="z")
    assert (await client.chat_stopStream(**spot))["message"]["blocks"][0]["text"] == "xz"


async def test_a_refused_piece_leaves_the_stream_as_it_was(client: AsyncWebClient, place: Json) -> None:
    """Too many blocks, nothing at all, or somebody else's message: the stream goes on without it."""
    ts = (await client.chat_startStream(**place, markdown_text="x"))["ts"]
    spot = {"channel": place["channel"], "ts": ts}
    with pytest.raises(SlackApiError, match="msg_blocks_too_many"):
        await client.chat_appendStream(**spot, chunks=[{"type": "blocks", "blocks": [{"type": "divider"}] * 50}])
    with pytest.raises(SlackApiError, match="no_text"):
        await client.chat_appendStream(**spot)
    with pytest.raises(SlackApiError, match="message_not_owned_by_app"):
        await client.chat_appendStream(channel=place["channel"], ts=place["thread_ts"], markdown_text="y")
    done = (await client.chat_stopStream(**spot))["message"]
    assert [block["type"] for block in done["blocks"]] == ["markdown"]
