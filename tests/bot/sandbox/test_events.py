"""Which events the app hears of, and what is in them."""

from collections.abc import Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import BOT_USER_ID, EMPLOYEE_ID

Json = dict[str, Any]


async def test_a_reply_in_a_direct_message_has_its_thread(sandbox: Sandbox, wire: Any) -> None:
    """A root has no thread_ts; a reply has its root's, even when it answers a reply."""
    kari = sandbox.person(EMPLOYEE_ID)
    root = kari.say(kari.im.id, "Rot")
    reply = kari.say(kari.im.id, "Svar", root)
    kari.say(kari.im.id, "Svar på svar", reply)
    events = {event["text"]: event for event in [await wire.event() for _ in range(3)]}
    await sandbox.settled()
    assert "thread_ts" not in events["Rot"]
    assert [events[text]["thread_ts"] for text in ("Svar", "Svar på svar")] == [root, root]
    assert events["Svar"]["parent_user_id"] == EMPLOYEE_ID


async def test_the_apps_own_edits_come_back_to_it(sandbox: Sandbox, client: AsyncWebClient, wire: Any) -> None:
    """A post, an edit and a deletion of the app itself are told as message, message_changed and message_deleted."""
    posted = await client.chat_postMessage(channel="C0GENERELT", text="a")
    assert (await wire.event())["bot_id"] == "B0BOT"
    await client.chat_update(channel="C0GENERELT", ts=posted["ts"], text="b")
    changed = await wire.event()
    assert (changed["subtype"], changed["hidden"]) == ("message_changed", True)
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("a", "b")
    await client.chat_delete(channel="C0GENERELT", ts=posted["ts"])
    deleted = await wire.event()
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", posted["ts"])
    await sandbox.settled()


async def test_people_edit_delete_and_react(sandbox: Sandbox, wire: Any) -> None:
    """An edit, a reaction, its end and a deletion by a person are four events."""
    kari = sandbox.person(EMPLOYEE_ID)
    ts = kari.say("C0GENERELT", "a")
    await wire.event()
    kari.edit("C0GENERELT", ts, "b")
    assert (await wire.event())["message"]["edited"]["user"] == EMPLOYEE_ID
    kari.react("C0GENERELT", ts, "eyes")
    added = await wire.event()
    assert (added["type"], added["reaction"], added["item"]["ts"]) == ("reaction_added", "eyes", ts)
    kari.react("C0GENERELT", ts, "eyes")
    assert (await wire.event())["type"] == "reaction_removed"
    kari.delete("C0GENERELT", ts)
    assert (await wire.event())["subtype"] == "message_deleted"
    await sandbox.settled()


async def test_another_app_is_known_by_its_bot_id(sandbox: Sandbox, wire: Any) -> None:
    """Its mention of the app comes as any other, as two events, with a bot_id that is not the app's."""
    ts = sandbox.other_bot_says("C0GENERELT", "<@U0BOT> svar meg")
    events = [await wire.event() for _ in range(2)]
    assert {event["type"] for event in events} == {"app_mention", "message"}
    assert {(event["ts"], event["bot_id"], event["user"]) for event in events} == {(ts, "B0VARSEL", "U0VARSEL")}
    await sandbox.settled()


async def test_a_channel_without_the_app_is_silent(sandbox: Sandbox, wire: Any) -> None:
    """Nothing is heard from a channel the app has left; coming back is member_joined_channel."""
    kari = sandbox.person(EMPLOYEE_ID)
    kari.remove_app("C0GENERELT")
    kari.say("C0GENERELT", "Hører du? @Prøveapp")
    await sandbox.settled()
    kari.invite_app("C0GENERELT")
    joined = await wire.event()
    assert (joined["type"], joined["user"], joined["inviter"]) == ("member_joined_channel", BOT_USER_ID, EMPLOYEE_ID)
    await sandbox.settled()


async def test_opening_the_conversation_is_the_messages_tab(sandbox: Sandbox, wire: Any) -> None:
    """app_home_opened has the tab messages; opening a channel tells the app nothing."""
    kari = sandbox.person(EMPLOYEE_ID)
    kari.open_messages("C0GENERELT")
    kari.open_messages(kari.im.id)
    opened = await wire.event()
    assert (opened["type"], opened["tab"], opened["channel"]) == ("app_home_opened", "messages", kari.im.id)
    await sandbox.settled()


async def test_only_subscribed_and_permitted_events_are_sent(manifest: Json) -> None:
    """Without the subscription, or without the scope it needs, an event is never attempted."""
    manifest["settings"]["event_subscriptions"]["bot_events"].remove("message.channels")
    manifest["oauth_config"]["scopes"]["bot"].remove("app_mentions:read")
    running = await start_sandbox(manifest=manifest, retry_delays=())
    running.person(EMPLOYEE_ID).say("C0GENERELT", "@Prøveapp hei")
    await running.settled()
    assert running.requests("→ events_api") == []
    await running.stop()


async def test_timestamps_are_unique_on_a_clock_that_stands(sandbox: Sandbox, clock: Callable[[], float]) -> None:
    """Two messages in the same instant have different, growing timestamps."""
    kari = sandbox.person(EMPLOYEE_ID)
    first, second = (kari.say("C0GENERELT", text) for text in ("a", "b"))
    assert int(float(first)) == int(clock())
    assert first < second
    await sandbox.settled()
