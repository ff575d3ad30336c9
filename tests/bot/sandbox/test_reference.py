"""What the sandbox accepts and sends, against Slack's own published types, where a copy of them is at hand."""

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
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
from bot.sandbox.world import EMPLOYEE_ID, STAFF_GROUP_ID, TEAM_ID

Json = dict[str, Any]
Check = Callable[[str, Any], list[str]]


@pytest.fixture(scope="module")
def reference() -> Path:
    """The folder with Slack's types as JSON Schema; skips where there is none."""
    folder = Path(os.environ.get("BROBYGGER_REFERENCE", "")) / "slack" / "ref" / "ts"
    if not os.environ.get("BROBYGGER_REFERENCE") or not folder.is_dir():
        pytest.skip("BROBYGGER_REFERENCE names no folder with Slack's schemas")
    return folder


@pytest.fixture(scope="module")
def arguments_schema(reference: Path) -> dict[str, Json]:
    """The schema of each method's arguments."""
    schemas: dict[str, Json] = json.loads((reference / "web_api_args.schema.json").read_text("utf-8"))["methods"]
    return schemas


@pytest.fixture(scope="module")
def check(reference: Path) -> Check:
    """Complaints of a schema by its name."""
    cache: dict[str, Draft7Validator] = {}

    def complaints(name: str, value: Any) -> list[str]:
        if name not in cache:
            cache[name] = Draft7Validator(json.loads((reference / f"{name}.schema.json").read_text("utf-8")))
        return [error.message[:200] for error in cache[name].iter_errors(value)]

    return complaints


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


def complaints_about(entry: Any, schema: Json, check: Check) -> list[str]:
    """What Slack's types say against a request that the sandbox accepted."""
    arguments = {name: value for name, value in entry.arguments.items() if name not in TOLERATED}
    found = [error.message[:200] for error in Draft7Validator(schema).iter_errors(arguments)]
    for block in arguments.get("blocks", []):
        found += check("XBlock", block)
    for chunk in arguments.get("chunks", []):
        found += check("XChunk", chunk)
    if "view" in arguments:
        found += check("Home" if arguments["view"]["type"] == "home" else "Modal", arguments["view"])
    return [f"{entry.method}: {complaint}" for complaint in found]


async def test_accepted_requests_fit_slacks_types(
    sandbox: Sandbox, client: AsyncWebClient, wire: Any, arguments_schema: dict[str, Json], check: Check
) -> None:
    """Every method of the sandbox, called with what it takes, satisfies the types of Slack's own client."""
    await all_calls(sandbox, client, wire)
    entries = [entry for entry in sandbox.requests() if entry.method in METHODS]
    assert [entry.method for entry in entries if not entry.ok] == []
    assert {entry.method for entry in entries} == set(METHODS)
    assert [c for entry in entries for c in complaints_about(entry, arguments_schema[entry.method], check)] == []


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


async def test_events_fit_slacks_types(sandbox: Sandbox, client: AsyncWebClient, wire: Any, check: Check) -> None:
    """Every event the sandbox knows satisfies the published types.

    The types want channel, channel_type and event_ts inside message and previous_message too, and know of a
    view only what an app sends: documented payloads differ there, and the test evens that out.
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
    events = [await wire.event() for _ in range(15)]
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
    }
    assert [(event["type"], c) for event in events for c in check("XEvent", completed(event))] == []


def completed(event: Json) -> Json:
    """The event with the fields inside its messages that only the types want, and its view as it was sent."""
    place = {name: event[name] for name in ("channel", "channel_type", "event_ts") if name in event}
    inner: Json = {name: {**place, **event[name]} for name in ("message", "previous_message") if name in event}
    sent = ("type", "blocks", "private_metadata", "callback_id", "external_id")
    view = {"view": {name: event["view"][name] for name in sent}} if "view" in event else {}
    return {**event, **inner, **view}
