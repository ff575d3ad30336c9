"""What the Web API's methods do to the workspace, through the real client."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from bot.sandbox.world import COLLEAGUE_ID, EMPLOYEE_ID, GUEST_ID, STAFF_ID

Json = dict[str, Any]


async def test_the_app_learns_who_it_is(client: AsyncWebClient) -> None:
    """auth.test names the workspace, the bot user and the bot."""
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T0PROVE", "U0BOT", "B0BOT")
    assert answer.headers["X-OAuth-Scopes"].startswith("app_mentions:read,")


async def test_the_directory_is_made_up(client: AsyncWebClient) -> None:
    """team.info, bots.info, users.info and usergroups.users.list describe people who do not exist."""
    assert (await client.team_info())["team"]["name"] == "Prøvebedriften"
    assert (await client.bots_info(bot="B0BOT"))["bot"]["name"] == "Prøveapp"
    assert (await client.users_info(user=EMPLOYEE_ID))["user"]["real_name"] == "Kari Eksempel"
    assert (await client.usergroups_users_list(usergroup="S0STAFF"))["users"] == [STAFF_ID]
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.users_info(user="U0UKJENT")
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await client.usergroups_users_list(usergroup="S0UKJENT")


async def test_conversations_are_found_and_opened(client: AsyncWebClient) -> None:
    """Channels are listed by type, a person's direct message is opened, members are named."""
    assert [c["name"] for c in (await client.conversations_list())["channels"]] == [
        "generelt",
        "kompetanse",
        "naboer",
    ]
    ims = (await client.conversations_list(types="im"))["channels"]
    assert [im["user"] for im in ims] == [EMPLOYEE_ID, COLLEAGUE_ID, GUEST_ID, STAFF_ID]
    opened = (await client.conversations_open(users=EMPLOYEE_ID))["channel"]["id"]
    assert opened == ims[0]["id"]
    assert (await client.conversations_info(channel=opened))["channel"]["is_im"] is True
    assert (await client.conversations_members(channel=opened))["members"] == [EMPLOYEE_ID, "U0BOT"]
    with pytest.raises(SlackApiError, match="users_list_not_supplied"):
        await client.conversations_open(users="")


async def test_a_posted_message_has_its_blocks_and_metadata(client: AsyncWebClient) -> None:
    """Blocks get ids, metadata is there for whoever asks for it, and a thread has a root and replies."""
    metadata = {"event_type": "svar", "event_payload": {"id": "1"}}
    root = await client.chat_postMessage(channel="#generelt", text="Rot", blocks=[{"type": "divider"}])
    reply = await client.chat_postMessage(
        channel="C0GENERELT", text="Svar", thread_ts=root["ts"], metadata=metadata, blocks='[{"type": "divider"}]'
    )
    assert root["message"]["blocks"][0]["block_id"]
    thread = await client.conversations_replies(channel="C0GENERELT", ts=root["ts"], include_all_metadata=True)
    assert [m["text"] for m in thread["messages"]] == ["Rot", "Svar"]
    assert thread["messages"][0]["reply_count"] == 1
    assert thread["messages"][1]["metadata"] == metadata
    assert "metadata" not in (await client.conversations_replies(channel="C0GENERELT", ts=root["ts"]))["messages"][1]
    history = await client.conversations_history(channel="C0GENERELT")
    assert [m["ts"] for m in history["messages"]] == [root["ts"]]
    assert reply["message"]["parent_user_id"] == "U0BOT"


async def test_history_is_paged_and_bounded(client: AsyncWebClient) -> None:
    """The newest come first; a cursor continues, and oldest and latest bound the answer."""
    stamps = [(await client.chat_postMessage(channel="C0GENERELT", text=str(n)))["ts"] for n in range(3)]
    first = await client.conversations_history(channel="C0GENERELT", limit=2)
    assert [m["text"] for m in first["messages"]] == ["2", "1"]
    rest = await client.conversations_history(
        channel="C0GENERELT", limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert ([m["text"] for m in rest["messages"]], rest["has_more"]) == (["0"], False)
    between = await client.conversations_history(channel="C0GENERELT", oldest=stamps[0], latest=stamps[2])
    assert [m["text"] for m in between["messages"]] == ["1"]


async def test_an_update_with_a_text_takes_the_blocks_away(client: AsyncWebClient) -> None:
    """A text alone replaces the blocks and marks the message as edited; blocks do not mark it."""
    posted = await client.chat_postMessage(channel="C0GENERELT", text="a", blocks=[{"type": "divider"}])
    spot: Json = {"channel": "C0GENERELT", "ts": posted["ts"]}
    same = await client.chat_update(**spot, text="b", blocks=[{"type": "divider"}])
    assert "edited" not in same["message"]
    plain = await client.chat_update(**spot, text="c")
    assert (plain["text"], "blocks" in plain["message"], "edited" in plain["message"]) == ("c", False, True)


async def test_only_what_is_the_apps_own_can_be_changed(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """A person's message can neither be edited nor deleted by the app; what is not there is not found."""
    ts = sandbox.person(EMPLOYEE_ID).say("C0GENERELT", "Min")
    for call, code in ((client.chat_update, "cant_update_message"), (client.chat_delete, "cant_delete_message")):
        more: Json = {"text": "Din"} if call == client.chat_update else {}
        with pytest.raises(SlackApiError, match=code):
            await call(channel="C0GENERELT", ts=ts, **more)
        with pytest.raises(SlackApiError, match="message_not_found"):
            await call(channel="C0GENERELT", ts="1.000001", **more)
        with pytest.raises(SlackApiError, match="channel_not_found"):
            await call(channel=EMPLOYEE_ID, ts=ts, **more)


async def test_the_app_writes_only_where_it_is_a_member(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """Out of a channel, the app gets not_in_channel; unknown threads are not found."""
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await client.chat_postMessage(channel="C0GENERELT", text="x", thread_ts="1.000001")
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await client.conversations_replies(channel="C0GENERELT", ts="1.000001")
    sandbox.person(EMPLOYEE_ID).remove_app("C0GENERELT")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.chat_postMessage(channel="C0GENERELT", text="x")


async def test_an_ephemeral_message_is_for_one_person_and_no_history(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """It is shown to its reader, cannot be updated, and the reader must be in the channel."""
    with sandbox.listening(EMPLOYEE_ID) as page:
        sent = await client.chat_postEphemeral(channel="C0GENERELT", user=EMPLOYEE_ID, text="Hysj")
        assert (await page.next("message"))["message"]["ephemeral"] is True
    assert (await client.conversations_history(channel="C0GENERELT"))["messages"] == []
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel="C0GENERELT", ts=sent["message_ts"], text="x")
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await client.chat_postEphemeral(channel="D0OLA", user=EMPLOYEE_ID, text="Hysj")


async def test_reactions_are_added_once(client: AsyncWebClient) -> None:
    """Twice is already_reacted, taking away what is not there no_reaction, and a name has its alphabet."""
    ts = (await client.chat_postMessage(channel="C0GENERELT", text="x"))["ts"]
    spot = {"channel": "C0GENERELT", "timestamp": ts}
    await client.reactions_add(**spot, name="eyes")
    with pytest.raises(SlackApiError, match="already_reacted"):
        await client.reactions_add(**spot, name="eyes")
    await client.reactions_remove(**spot, name="eyes")
    with pytest.raises(SlackApiError, match="no_reaction"):
        await client.reactions_remove(**spot, name="eyes")
    with pytest.raises(SlackApiError, match="invalid_name"):
        await client.reactions_add(**spot, name="Ikke et navn")


async def test_a_permalink_leads_to_this_machine(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """A permalink names the channel and the message, and no other host."""
    ts = (await client.chat_postMessage(channel="C0GENERELT", text="x"))["ts"]
    link = (await client.chat_getPermalink(channel="C0GENERELT", message_ts=ts))["permalink"]
    assert link == f"{sandbox.url}/archives/C0GENERELT/p{ts.replace('.', '')}"


async def test_a_status_lasts_two_minutes(sandbox: Sandbox, client: AsyncWebClient, clock: Any) -> None:
    """A status goes by itself after two minutes, and when the app sets an empty one."""
    kari = sandbox.person(EMPLOYEE_ID)
    ts = kari.say(kari.im.id, "Hei")
    place: Json = {"channel_id": kari.im.id, "thread_ts": ts}
    await client.assistant_threads_setStatus(**place, status="leter …", loading_messages=["leser", "tenker"])
    assert sandbox.workspace.statuses.shown(kari.im) == [{"thread_ts": ts, "status": "leter …"}]
    clock.seconds += 121
    assert sandbox.workspace.statuses.shown(kari.im) == []
    await client.assistant_threads_setStatus(**place, status="leter …")
    await client.assistant_threads_setStatus(**place, status="")
    assert sandbox.workspace.statuses.shown(kari.im) == []
    with pytest.raises(SlackApiError, match="invalid_thread_ts"):
        await client.assistant_threads_setStatus(channel_id=kari.im.id, thread_ts="1.000001", status="x")


async def test_suggested_prompts_and_titles(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """Prompts need no thread, reach the page, and are four at most; a title needs its thread."""
    prompts = [{"title": "Kurs", "message": "Hvilke kurs finnes?"}]
    with sandbox.listening(EMPLOYEE_ID) as page:
        await client.assistant_threads_setSuggestedPrompts(channel_id="D0KARI", title="Prøv", prompts=prompts)
        told = await page.next("prompts")
    assert (told["channel"], told["title"], told["prompts"]) == ("D0KARI", "Prøv", prompts)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.assistant_threads_setSuggestedPrompts(channel_id="D0KARI", prompts=prompts * 5)
    with pytest.raises(SlackApiError, match="invalid_thread_ts"):
        await client.assistant_threads_setTitle(channel_id="D0KARI", thread_ts="1.000001", title="x")


async def test_an_agent_session_without_a_stop_listener_gets_a_warning(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    """The app of these tests does not subscribe to agent_session_stopped, and is told so."""
    kari = sandbox.person(EMPLOYEE_ID)
    ts = kari.say(kari.im.id, "Hei")
    place = {"channel_id": kari.im.id, "thread_ts": ts}
    answer = await client.api_call("agents.sessions.setStatus", json={**place, "status": "processing"})
    assert answer["warning"] == "missing_agent_session_stopped_event_subscription"
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.api_call("agents.sessions.setStatus", json={**place, "status": "sover"})


async def test_arguments_come_as_json_form_or_query(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    """Blocks as a JSON string in a form are the same as a list in a JSON body; the token may be an argument."""
    url, token = f"{sandbox.api_url}chat.postMessage", {"Authorization": f"Bearer {sandbox.bot_token}"}
    blocks = '[{"type": "divider"}]'
    form = {"channel": "C0GENERELT", "text": "x", "blocks": blocks, "unfurl_links": "false"}
    bodies = [
        await (await http.post(url, data=form, headers=token)).json(),
        await (
            await http.post(url, json={**form, "blocks": [{"type": "divider"}], "unfurl_links": False}, headers=token)
        ).json(),
        await (await http.get(url, params={**form, "token": sandbox.bot_token})).json(),
    ]
    assert [body["ok"] for body in bodies] == [True] * 3
    assert {body["message"]["blocks"][0]["type"] for body in bodies} == {"divider"}
    broken = await http.post(url, data="{", headers={**token, "Content-Type": "application/json"})
    assert await broken.json() == {"ok": False, "error": "invalid_json"}
    assert "token" not in sandbox.requests("chat.postMessage")[2].arguments


async def test_an_unknown_method_is_said_to_be_unknown(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """The answer and the inspector both say unknown_method."""
    with pytest.raises(SlackApiError, match="unknown_method"):
        await client.api_call("chat.shout")
    assert sandbox.requests("chat.shout")[0].error == "unknown_method"
