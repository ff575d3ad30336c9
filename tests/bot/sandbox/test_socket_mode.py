"""Socket Mode frame by frame."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from bot.sandbox.world import EMPLOYEE_ID

Json = dict[str, Any]


async def test_a_socket_is_greeted(wire: Any) -> None:
    """The first frame is a hello that counts the connections and names the app."""
    assert wire.hello["type"] == "hello"
    assert wire.hello["num_connections"] == 1
    assert wire.hello["connection_info"]["app_id"] == "A0BOT"


async def test_a_ticket_opens_one_socket(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    """An address of a socket works once, and a made-up ticket never."""
    client = AsyncWebClient(base_url=sandbox.api_url)
    address = (await client.apps_connections_open(app_token=sandbox.app_token))["url"]
    async with http.ws_connect(address):
        for used in (address, f"{address}x"):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await http.ws_connect(used)


async def test_only_the_app_token_opens_sockets(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """The bot's token is of the wrong kind for apps.connections.open, and the app's for all else."""
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=sandbox.bot_token)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.auth_test(token=sandbox.app_token)


async def test_an_envelope_carries_an_event_of_the_workspace(sandbox: Sandbox, wire: Any) -> None:
    """An event's envelope says that it is the first attempt and wants no payload back."""
    kari = sandbox.person(EMPLOYEE_ID)
    ts = kari.say(kari.im.id, "Hei")
    envelope = await wire.next_acked()
    await sandbox.settled()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    payload = envelope["payload"]
    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == ("event_callback", "T0PROVE", "A0BOT")
    assert payload["authorizations"][0]["user_id"] == "U0BOT"
    assert payload["is_ext_shared_channel"] is False
    assert payload["event"]["ts"] == ts


@pytest.mark.parametrize("ack_timeout", [0.05])
async def test_an_unacknowledged_event_comes_again(sandbox: Sandbox, wire: Any) -> None:
    """A second attempt has the same event id, counts itself and gives timeout as its reason; an ack ends it."""
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    first = await wire.next()
    second = await wire.next_acked()
    await sandbox.settled()
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
    assert second["payload"]["event_id"] == first["payload"]["event_id"]
    assert second["envelope_id"] != first["envelope_id"]
    assert len(sandbox.requests("→ events_api")) == 2


async def test_an_event_goes_to_one_socket_only(sandbox: Sandbox, wire: Any, open_wire: Callable[[], Any]) -> None:
    """Two open sockets share the events between them."""
    other = await open_wire()
    assert other.hello["num_connections"] == 2
    kari = sandbox.person(EMPLOYEE_ID)
    for text in ("en", "to"):
        kari.say(kari.im.id, text)
    texts = [(await socket.next_acked())["payload"]["event"]["text"] for socket in (wire, other)]
    await sandbox.settled()
    await other.socket.close()
    assert sorted(texts) == ["en", "to"]


async def test_an_event_while_nobody_listens_waits_for_the_retries(
    sandbox: Sandbox, open_wire: Callable[[], Any]
) -> None:
    """Without a socket the attempts are used up, and nothing is kept for later."""
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    await sandbox.settled()
    assert [entry.error for entry in sandbox.requests("→ events_api")] == ["no_open_socket"] * 4
    late = await open_wire()
    kari.say(kari.im.id, "Er du der nå?")
    assert (await late.event())["text"] == "Er du der nå?"
    await sandbox.settled()
    await late.socket.close()


async def test_a_socket_that_is_told_to_go_gets_nothing_more(
    sandbox: Sandbox, wire: Any, open_wire: Callable[[], Any]
) -> None:
    """After a disconnect frame the next socket gets the events."""
    await sandbox.request_disconnect("refresh_requested")
    assert (await wire.next())["reason"] == "refresh_requested"
    fresh = await open_wire()
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    assert (await fresh.event())["text"] == "Hei"
    await sandbox.settled()
    await fresh.socket.close()


async def test_a_socket_that_dies_counts_as_no_acknowledgement(
    sandbox: Sandbox, wire: Any, open_wire: Callable[[], Any]
) -> None:
    """An envelope on a socket that closes is sent again on another."""
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    await wire.next()
    other = await open_wire()
    await wire.socket.close()
    again = await other.next_acked()
    await sandbox.settled()
    await other.socket.close()
    assert again["retry_attempt"] == 1


async def test_the_eleventh_socket_is_too_many(sandbox: Sandbox, open_wire: Callable[[], Any]) -> None:
    """Ten sockets may be open; another one is told so and closed."""
    sockets = [await open_wire() for _ in range(11)]
    assert [s.hello["type"] for s in sockets] == ["hello"] * 10 + ["disconnect"]
    assert sockets[-1].hello["reason"] == "too_many_websockets"
    await asyncio.gather(*(s.socket.close() for s in sockets))


async def test_frames_that_are_no_acknowledgements_are_ignored(sandbox: Sandbox, wire: Any) -> None:
    """Nonsense on the socket neither closes it nor acknowledges anything."""
    for frame in ("ikke json", "[]", '{"envelope_id": "ukjent"}'):
        await wire.socket.send_str(frame)
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    assert (await wire.event())["text"] == "Hei"
    await sandbox.settled()


async def test_an_aborted_socket_is_gone_at_once(sandbox: Sandbox, wire: Any, open_wire: Callable[[], Any]) -> None:
    """The app gets no close frame; the next socket gets what comes then."""
    sandbox.workspace.links.abort()
    assert (await wire.socket.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    fresh = await open_wire()
    assert sandbox.workspace.links.count == 1
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    assert (await fresh.event())["text"] == "Hei"
    await sandbox.settled()
    await fresh.socket.close()


@pytest.mark.parametrize("ack_timeout", [0.05])
async def test_a_half_open_socket_hears_and_says_nothing(
    sandbox: Sandbox, wire: Any, open_wire: Callable[[], Any]
) -> None:
    """It stays open and counted, its pings get no pong, and its events come again on the other socket."""
    sandbox.workspace.links.go_deaf()
    await wire.socket.ping(b"er du der")
    other = await open_wire()
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    envelope = await other.next_acked()
    await sandbox.settled()
    assert (envelope["retry_attempt"], sandbox.workspace.links.count) == (1, 2)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(wire.socket.receive(), 0.05)
    await other.socket.close()


async def test_a_handshake_can_be_refused(sandbox: Sandbox, open_wire: Callable[[], Any]) -> None:
    """Once, with the status that was asked for; the next one opens."""
    sandbox.workspace.links.refuse(409)
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await open_wire()
    assert refused.value.status == 409
    opened = await open_wire()
    assert opened.hello["type"] == "hello"
    await opened.socket.close()


async def test_a_disabled_link_is_closed(sandbox: Sandbox, wire: Any) -> None:
    """link_disabled says so and closes; a warning leaves the closing to the app."""
    await sandbox.request_disconnect("link_disabled")
    assert (await wire.next())["reason"] == "link_disabled"
    assert (await wire.socket.receive()).type is aiohttp.WSMsgType.CLOSE
