"""What the sandbox accepts and sends, against Slack's own published types, where a copy of them is at hand."""

import asyncio
import inspect
import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextActionsBlock,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownBlock,
    SectionBlock,
)
from slack_sdk.models.blocks.basic_components import FeedbackButtonObject
from slack_sdk.models.blocks.block_elements import FeedbackButtonsElement
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.rules import METHODS, TOLERATED
from bot.sandbox.server import Sandbox
from bot.sandbox.world import EMPLOYEE_ID, SHARED_ID, STAFF_GROUP_ID, STRANGER_ID, TEAM_ID
from tests.bot.sandbox.slack_types import Check, complaints_about

Json = dict[str, Any]


# What the recorded answers happen to lack: a direct message's sharing, a channel's partner, where an edited message
# stands, and the whole end of a stream, of which only a refusal was recorded.
NOT_RECORDED = (
    "conversations.open: channel.is_",
    "conversations.info: channel.user",
    "chat.update: message.",
    "chat.stop",
)
BLOCKS: list[Json] = [
    HeaderBlock(text="Oppdiktet").to_dict(),
    SectionBlock(text="*Oppdiktet* avsnitt", accessory=ButtonElement(text="Se", action_id="se", value="1")).to_dict(),
    SectionBlock(fields=["En", "To"]).to_dict(),
    DividerBlock().to_dict(),
    ContextBlock(elements=[{"type": "mrkdwn", "text": "Oppdiktet kilde"}]).to_dict(),
    ActionsBlock(elements=[ButtonElement(text="Velg", action_id="velg", style="primary")]).to_dict(),
    MarkdownBlock(text="**Oppdiktet**").to_dict(),
    ContextActionsBlock(
        elements=[
            FeedbackButtonsElement(
                action_id="mening",
                positive_button=FeedbackButtonObject(text="Bra", value="ja"),
                negative_button=FeedbackButtonObject(text="Dårlig", value="nei"),
            )
        ]
    ).to_dict(),
]
MODAL: Json = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Oppdiktet"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "a",
            "label": {"type": "plain_text", "text": "Felt"},
            "element": {"type": "plain_text_input", "action_id": "felt"},
        }
    ],
}


async def all_calls(sandbox: Sandbox, client: AsyncWebClient, wire: Any) -> None:
    """Call every method once with what it takes; every one succeeds."""
    kari = sandbox.person(EMPLOYEE_ID)
    im, root = kari.im.id, kari.say(kari.im.id, "Hei")
    thread = {"channel_id": im, "thread_ts": root}
    await client.auth_test()
    await client.team_info()
    await client.bots_info(bot="B0BOT")
    await client.users_info(user=EMPLOYEE_ID, include_locale=True)
    await client.usergroups_users_list(usergroup=STAFF_GROUP_ID)
    await client.conversations_list(types="public_channel", limit=10)
    await client.conversations_open(users=EMPLOYEE_ID, return_im=True)
    await client.conversations_info(channel=im)
    await client.conversations_members(channel=im)
    await client.conversations_history(channel=im, limit=5, include_all_metadata=True)
    await client.conversations_replies(channel=im, ts=root)
    await client.assistant_threads_setStatus(**thread, status="leter", loading_messages=["leser"])
    prompts = [{"title": "Prøv", "message": "Hva er dette?"}]
    await client.assistant_threads_setSuggestedPrompts(channel_id=im, prompts=prompts)
    await client.assistant_threads_setTitle(**thread, title="Prøve")
    await client.api_call("agents.sessions.setStatus", json={**thread, "status": "processing"})
    await client.api_call("agents.sessions.rename", json={**thread, "title": "Prøve"})
    await calls_with_content(sandbox, client, wire, im, root)


async def calls_with_content(sandbox: Sandbox, client: AsyncWebClient, wire: Any, im: str, root: str) -> None:
    """The methods that carry blocks, chunks or views."""
    metadata = {"event_type": "svar", "event_payload": {"id": "1"}}
    posted = await client.chat_postMessage(
        channel=im, text="x", blocks=BLOCKS, metadata=metadata, thread_ts=root, unfurl_links=False
    )
    spot = {"channel": im, "ts": posted["ts"]}
    await client.chat_update(**spot, text="y", blocks=BLOCKS)
    await client.chat_getPermalink(channel=im, message_ts=posted["ts"])
    await client.reactions_add(channel=im, timestamp=posted["ts"], name="eyes")
    await client.reactions_remove(channel=im, timestamp=posted["ts"], name="eyes")
    await client.chat_postEphemeral(channel=im, user=EMPLOYEE_ID, text="x", blocks=BLOCKS)
    await client.chat_delete(**spot)
    stream = await client.chat_startStream(
        channel=im, thread_ts=root, recipient_team_id=TEAM_ID, recipient_user_id=EMPLOYEE_ID, markdown_text="x"
    )
    under_way = {"channel": im, "ts": stream["ts"]}
    task = {"type": "task_update", "id": "1", "title": "Leter", "status": "complete"}
    await client.chat_appendStream(**under_way, chunks=[task])
    await client.chat_stopStream(**under_way, blocks=[BLOCKS[-1]])
    await client.views_publish(user_id=EMPLOYEE_ID, view={"type": "home", "blocks": BLOCKS[:6]})
    opened = await client.views_open(trigger_id=await trigger(sandbox, wire), view=MODAL)
    await client.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=MODAL)
    await client.views_push(trigger_id=await trigger(sandbox, wire), view=MODAL)


async def trigger(sandbox: Sandbox, wire: Any) -> str:
    """A trigger id from a shortcut; the events before it are acknowledged on the way."""
    doing = asyncio.ensure_future(sandbox.person(EMPLOYEE_ID).shortcut("spor"))
    while (envelope := await wire.next_acked())["type"] != "interactive":
        pass
    await doing
    return str(envelope["payload"]["trigger_id"])


async def test_accepted_requests_fit_slacks_types(
    sandbox: Sandbox, client: AsyncWebClient, wire: Any, arguments_schema: dict[str, Json], check: Check
) -> None:
    """Every method of the sandbox, called with what it takes, satisfies the types of Slack's own client."""
    await all_calls(sandbox, client, wire)
    entries = [entry for entry in sandbox.requests() if entry.method in METHODS]
    assert [entry.method for entry in entries if not entry.ok] == []
    assert {entry.method for entry in entries} == set(METHODS)
    assert [c for entry in entries for c in complaints_about(entry, arguments_schema[entry.method], check)] == []


async def test_answers_have_the_shape_of_slacks(
    sandbox: Sandbox, client: AsyncWebClient, wire: Any, reference: Path
) -> None:
    """No answer has a field, at its top or in its message, channel or user, that Slack's recorded answers lack."""
    await all_calls(sandbox, client, wire)
    samples = reference.parent / "java_samples" / "api"
    odd = []
    for entry in sandbox.requests():
        if (sample := samples / f"{entry.method}.json").is_file():
            odd += [f"{entry.method}: {name}" for name in beyond(entry.response, json.loads(sample.read_text("utf-8")))]
    assert [each for each in odd if not each.startswith(NOT_RECORDED)] == []


def beyond(answer: Any, sample: Json) -> list[str]:
    """The fields of an answer that a recorded one lacks."""
    inner = [
        (name, answer[name], sample[name]) for name in ("message", "channel", "user") if name in {*answer} & {*sample}
    ]
    found = [name for name in answer if name not in sample]
    for name, ours, theirs in inner:
        if isinstance(ours, dict) and isinstance(theirs, dict):
            found += [f"{name}.{field}" for field in ours if field not in theirs]
    return found


def test_the_tables_name_the_arguments_of_slacks_types(arguments_schema: dict[str, Json]) -> None:
    """What the tables know and require is no more, and no less, than what the types do, save the named exceptions."""
    stricter = {"agents.sessions.setStatus": {"thread_ts"}, "agents.sessions.rename": {"thread_ts"}}
    pointer_only = {"interactivity_pointer"}  # a second way to open a view that the sandbox does not offer
    not_messages = {"file", "file_comment"}  # reactions on files
    for name, method in METHODS.items():
        alternatives = arguments_schema[name].get("anyOf", [arguments_schema[name]])
        known = {argument for one in alternatives for argument in one.get("properties", {})}
        always = set.intersection(*(set(one.get("required", [])) for one in alternatives))
        assert method.known - TOLERATED <= known, name
        assert known - TOLERATED - pointer_only - not_messages <= method.known, name
        assert always <= method.required, name
        assert method.required <= {r for one in alternatives for r in one.get("required", [])} | stricter.get(
            name, set()
        ), name


@pytest.fixture
def manifest(manifest: Json) -> Json:
    """An app that hears of shared channels too."""
    manifest["settings"]["event_subscriptions"]["bot_events"] += ["channel_shared", "channel_unshared"]
    return manifest


async def test_events_fit_slacks_types(sandbox: Sandbox, client: AsyncWebClient, wire: Any, check: Check) -> None:
    """Every event the sandbox knows satisfies the published types.

    The types want channel, channel_type and event_ts inside message and previous_message too, and know of a
    view only what an app sends, and nothing of a stranger's team: documented payloads differ there, and the
    test evens that out.
    """
    kari = sandbox.person(EMPLOYEE_ID)
    kari.open_messages(kari.im.id)
    kari.open_home()
    root = kari.say(kari.im.id, "Hei")
    kari.say(kari.im.id, "Hei igjen", root)
    mention = kari.say("C0GENERELT", "@Prøveapp hei")
    kari.react("C0GENERELT", mention, "eyes")
    kari.react("C0GENERELT", mention, "eyes")
    kari.edit("C0GENERELT", mention, "endret")
    kari.delete("C0GENERELT", mention)
    kari.invite_app("C0GENERELT")
    posted = await client.chat_postMessage(channel=kari.im.id, text="x", blocks=BLOCKS, thread_ts=root)
    await client.chat_update(channel=kari.im.id, ts=posted["ts"], text="y")
    await client.chat_delete(channel=kari.im.id, ts=posted["ts"])
    await client.views_publish(user_id=EMPLOYEE_ID, view={"type": "home", "blocks": BLOCKS[:6]})
    kari.open_home()
    sandbox.person(STRANGER_ID).say(SHARED_ID, "Hei")
    kari.share("C0GENERELT")
    kari.share("C0GENERELT", is_shared=False)
    events = [await wire.event() for _ in range(18)]
    await sandbox.settled()
    kinds = {f"{event['type']}/{event.get('subtype', event.get('tab', ''))}" for event in events}
    assert kinds == {
        "app_home_opened/messages",
        "app_home_opened/home",
        "message/",
        "app_mention/",
        "reaction_added/",
        "reaction_removed/",
        "message/message_changed",
        "message/message_deleted",
        "member_joined_channel/",
        "channel_shared/",
        "channel_unshared/",
    }
    assert [(event["type"], c) for event in events for c in check("XEvent", completed(event))] == []


def completed(event: Json) -> Json:
    """The event with the fields inside its messages that only the types want, its view as it was sent, and no teams."""
    place = {name: event[name] for name in ("channel", "channel_type", "event_ts") if name in event}
    inner: Json = {name: {**place, **event[name]} for name in ("message", "previous_message") if name in event}
    sent = ("type", "blocks", "private_metadata", "callback_id", "external_id")
    view = {"view": {name: event["view"][name] for name in sent}} if "view" in event else {}
    known = {name: value for name, value in event.items() if name not in ("user_team", "source_team")}
    return {**known, **inner, **view}


def test_the_tables_know_every_argument_of_the_installed_client() -> None:
    """A newer slack_sdk that offers an argument which the tables do not know is noticed here."""
    not_sent = {"self", "kwargs", "app_token", "file", "file_comment", "interactivity_pointer"}
    newer_than_the_types = {"chat.postMessage": {"container_id"}, "team.info": {"include_slackbot_availability"}}
    for name, method in METHODS.items():
        called = getattr(AsyncWebClient, name.replace(".", "_"), None)
        if called is None:
            continue  # it is called by its name
        offered = set(inspect.signature(called).parameters) - not_sent
        assert offered - method.known == newer_than_the_types.get(name, set()), name
