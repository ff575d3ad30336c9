"""Channels that not everybody is in, guests, and people of other workspaces."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.errors import UiError
from bot.sandbox.server import Sandbox
from bot.sandbox.world import (
    EMPLOYEE_ID,
    GUEST_ID,
    OTHER_TEAM_ID,
    PRIVATE_ID,
    SHARED_ID,
    STRANGER_ID,
    TEAM_ID,
)

Json = dict[str, Any]


@pytest.fixture
def manifest(manifest: Json) -> Json:
    """An app that may hear of private and shared channels too."""
    manifest["oauth_config"]["scopes"]["bot"] += ["groups:read", "groups:history"]
    manifest["settings"]["event_subscriptions"]["bot_events"] += [
        "channel_shared",
        "channel_unshared",
        "message.groups",
    ]
    return manifest


async def test_a_stranger_is_known_by_the_team(sandbox: Sandbox, wire: Any, client: AsyncWebClient) -> None:
    """A message of another workspace's user names that team, and its envelope says that the channel is shared."""
    sandbox.person(STRANGER_ID).say(SHARED_ID, "@Prøveapp hei")
    payloads = [(await wire.next_acked())["payload"] for _ in range(2)]
    for payload in payloads:
        event = payload["event"]
        assert payload["is_ext_shared_channel"] is True
        assert (event["team"], event["user_team"], event["source_team"]) == (OTHER_TEAM_ID,) * 3
        assert (payload["team_id"], payload["authorizations"][0]["team_id"]) == (TEAM_ID, TEAM_ID)
    assert (await client.users_info(user=STRANGER_ID))["user"]["team_id"] == OTHER_TEAM_ID
    assert (await client.conversations_info(channel=SHARED_ID))["channel"]["is_ext_shared"] is True


async def test_an_own_message_in_a_shared_channel_names_no_other_team(sandbox: Sandbox, wire: Any) -> None:
    """Only the channel says that others read along."""
    sandbox.person(EMPLOYEE_ID).say(SHARED_ID, "Hei")
    payload = (await wire.next_acked())["payload"]
    assert payload["is_ext_shared_channel"] is True
    assert payload["event"]["team"] == TEAM_ID
    assert "user_team" not in payload["event"]


async def test_a_channel_comes_to_be_shared_and_ceases_to_be(sandbox: Sandbox, wire: Any) -> None:
    """The app is told, and what is written from then on says so."""
    kari = sandbox.person(EMPLOYEE_ID)
    kari.share("C0GENERELT")
    shared = await wire.event()
    assert (shared["type"], shared["channel"], shared["connected_team_id"]) == (
        "channel_shared",
        "C0GENERELT",
        OTHER_TEAM_ID,
    )
    kari.say("C0GENERELT", "Hei")
    assert (await wire.next_acked())["payload"]["is_ext_shared_channel"] is True
    kari.share("C0GENERELT", is_shared=False)
    unshared = await wire.next_acked()
    assert unshared["payload"]["event"]["type"] == "channel_unshared"
    assert unshared["payload"]["is_ext_shared_channel"] is False


async def test_a_guest_sees_what_the_guest_was_let_into(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """users.info says that the account is restricted; other channels do not exist for it."""
    guest = sandbox.person(GUEST_ID)
    guest.say("C0KOMPETANSE", "Hei")
    with pytest.raises(UiError):
        guest.say("C0GENERELT", "Hei")
    shown = (await client.users_info(user=GUEST_ID))["user"]
    assert (shown["is_restricted"], shown["team_id"]) == (True, TEAM_ID)


async def test_a_stranger_has_no_conversation_with_the_app(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """Neither side can open one."""
    assert sandbox.person(STRANGER_ID).own_im == ()
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel=STRANGER_ID, text="Hei")


async def test_a_private_channel_exists_for_those_in_it(sandbox: Sandbox, client: AsyncWebClient, wire: Any) -> None:
    """Outside, the app does not find it and hears nothing; once invited, it hears message.groups."""
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(PRIVATE_ID, "Uten appen")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel=PRIVATE_ID, text="Hei")
    assert (await client.conversations_list(types="private_channel"))["channels"] == []
    kari.invite_app(PRIVATE_ID)
    assert (await wire.event())["channel_type"] == "G"
    kari.say(PRIVATE_ID, "Med appen")
    event = await wire.event()
    assert (event["text"], event["channel_type"]) == ("Med appen", "group")
    shown = (await client.conversations_list(types="private_channel"))["channels"]
    assert [(channel["id"], channel["is_private"]) for channel in shown] == [(PRIVATE_ID, True)]


async def test_what_somebody_is_can_change(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """A language is set like any other trait."""
    world = sandbox.workspace.world
    world.put(replace(sandbox.person(EMPLOYEE_ID).user, locale="en-US"))
    assert (await client.users_info(user=EMPLOYEE_ID, include_locale=True))["user"]["locale"] == "en-US"


async def test_the_scopes_that_were_needed_are_told(sandbox: Sandbox, client: AsyncWebClient, wire: Any) -> None:
    """Those of requests and of events that were sent; where several would do, the first that is granted."""
    kari = sandbox.person(EMPLOYEE_ID)
    assert sandbox.scopes_used() == frozenset()
    root = kari.say(kari.im.id, "Hei")
    await wire.event()
    await client.assistant_threads_setStatus(channel_id=kari.im.id, thread_ts=root, status="leter")
    assert sandbox.scopes_used() == {"im:history", "chat:write"}
