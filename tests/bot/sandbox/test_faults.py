"""What goes wrong on order: requests that are refused, lost, slow or held, and events that come oddly."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.calls import Call
from bot.sandbox.faults import Fault, FaultTable
from bot.sandbox.server import Sandbox
from bot.sandbox.world import EMPLOYEE_ID

Json = dict[str, Any]


@pytest.fixture
def client(sandbox: Sandbox) -> AsyncWebClient:
    """A client that tries nothing twice."""
    return AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


def posted(sandbox: Sandbox) -> list[str]:
    """The texts that stand in Kari's conversation."""
    return [message.text for message in sandbox.workspace.log.listed("D0KARI")]


@pytest.mark.parametrize(("fault", "stands"), [(Fault(lost=True), ["x"]), (Fault(unseen=True), [])])
async def test_a_broken_connection_leaves_it_open_whether_it_was_done(
    sandbox: Sandbox, client: AsyncWebClient, fault: Fault, stands: list[str]
) -> None:
    """Lost: done without an answer. Unseen: not done. The client sees the same in both cases."""
    sandbox.workspace.faults.order("chat.postMessage", fault)
    with pytest.raises(ClientError):
        await client.chat_postMessage(channel=EMPLOYEE_ID, text="x")
    assert posted(sandbox) == stands


async def test_a_server_error_is_no_json_and_does_nothing(
    sandbox: Sandbox, client: AsyncWebClient, http: ClientSession
) -> None:
    """A 500 is HTML; ``*`` takes whichever method comes next."""
    sandbox.workspace.faults.order("*", Fault(status=500))
    async with http.post(
        f"{sandbox.api_url}chat.postMessage",
        json={"channel": EMPLOYEE_ID, "text": "x"},
        headers={"Authorization": f"Bearer {sandbox.bot_token}"},
    ) as response:
        assert (response.status, response.content_type) == (500, "text/html")
    assert posted(sandbox) == []
    await client.auth_test()


async def test_a_slow_answer_comes_when_its_time_has_passed(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """What was asked is done at once, and the answer waits for the sandbox's clock."""
    sandbox.workspace.faults.order("chat.postMessage", Fault(slow=30))
    asking = asyncio.ensure_future(client.chat_postMessage(channel=EMPLOYEE_ID, text="x"))
    with sandbox.listening(EMPLOYEE_ID) as page:
        await page.next("message")
    assert not asking.done()
    sandbox.advance(30)
    assert (await asking)["ok"]


@pytest.mark.parametrize("after", [False, True])
async def test_a_call_is_held_until_it_is_released(sandbox: Sandbox, client: AsyncWebClient, after: bool) -> None:
    """Before it is done, or between its effect and its answer."""
    held = sandbox.workspace.faults.hold("chat.postMessage", nth=2, after=after)
    await client.chat_postMessage(channel=EMPLOYEE_ID, text="en")
    asking = asyncio.ensure_future(client.chat_postMessage(channel=EMPLOYEE_ID, text="to"))
    call = await held.reached()
    assert (call.nth, call.arguments["text"]) == (2, "to")
    assert posted(sandbox) == (["en", "to"] if after else ["en"])
    assert not asking.done()
    held.release()
    await asking
    assert posted(sandbox) == ["en", "to"]


async def test_a_hook_happens_once_at_the_call_it_names(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """The nth call from now on is counted over all methods, or over one of them."""
    faults, seen = sandbox.workspace.faults, []

    async def note(call: Call) -> None:
        seen.append((call.method, len(posted(sandbox))))

    await client.auth_test()
    faults.hook(note, nth=2)
    faults.hook(note, method="chat.postMessage", nth=2, after=True)
    await client.auth_test()
    for text in ("en", "to", "tre"):
        await client.chat_postMessage(channel=EMPLOYEE_ID, text=text)
    assert seen == [("chat.postMessage", 0), ("chat.postMessage", 2)]


async def test_a_table_of_chances_is_the_same_for_the_same_seed(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """Its pattern chooses the methods, its seed the requests that fail."""

    async def outcomes(seed: int) -> list[str]:
        faults.follow(FaultTable(seed, {"chat.*": ((0.3, Fault("fatal_error")), (0.3, Fault(retry_after=1)))}))
        found = []
        for _ in range(12):
            await client.auth_test()
            try:
                await client.chat_postMessage(channel=EMPLOYEE_ID, text="x")
                found.append("ok")
            except SlackApiError as refusal:
                found.append(refusal.response["error"])
        faults.follow(None)
        return found

    faults = sandbox.workspace.faults
    first = await outcomes(7)
    assert set(first) == {"ok", "fatal_error", "ratelimited"}
    assert await outcomes(7) == first
    assert await outcomes(8) != first


async def test_an_event_comes_twice_with_one_id(sandbox: Sandbox, wire: Any) -> None:
    """A duplicate is another envelope with the same event."""
    sandbox.workspace.deliveries.duplicate("message")
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    envelopes = [await wire.next_acked() for _ in range(2)]
    await sandbox.settled()
    assert len({envelope["envelope_id"] for envelope in envelopes}) == 2
    assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 1
    assert [envelope["retry_attempt"] for envelope in envelopes] == [0, 0]


async def test_chance_may_decide_what_comes_twice(sandbox: Sandbox, wire: Any) -> None:
    """The same events for the same seed; what was lost is known by nobody."""
    kari, deliveries = sandbox.person(EMPLOYEE_ID), sandbox.workspace.deliveries

    async def heard(seed: int) -> list[str]:
        deliveries.follow(seed, duplicate=0.3, lose=0.3)
        for number in range(10):
            kari.say(kari.im.id, str(number))
        deliveries.follow(seed)
        kari.say(kari.im.id, "slutt")
        texts = []
        while (text := (await wire.event())["text"]) != "slutt":
            texts.append(text)
        await sandbox.settled()
        return texts

    first = await heard(3)
    assert len(first) != len(set(first)) < 10
    assert await heard(3) == first


async def test_events_come_in_the_wrong_order_or_not_at_all(sandbox: Sandbox, wire: Any) -> None:
    """A delayed event comes after the next one, or when all else is settled; a lost one never comes."""
    kari, deliveries = sandbox.person(EMPLOYEE_ID), sandbox.workspace.deliveries
    deliveries.delay("message")
    deliveries.lose("message")
    for text in ("en", "to", "tre"):
        kari.say(kari.im.id, text)
    assert [(await wire.event())["text"] for _ in range(2)] == ["tre", "en"]
    deliveries.delay("message")
    kari.say(kari.im.id, "fire")
    settling = asyncio.ensure_future(sandbox.settled())
    assert (await wire.event())["text"] == "fire"
    await settling
