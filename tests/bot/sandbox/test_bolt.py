"""A real Bolt app, over real Socket Mode, in the sandbox."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox
from bot.sandbox.world import EMPLOYEE_ID

Json = dict[str, Any]
BoltRunner = Callable[[Callable[[AsyncApp], None]], AbstractAsyncContextManager[AsyncApp]]
MODAL: Json = {
    "type": "modal",
    "callback_id": "skjema",
    "title": {"type": "plain_text", "text": "Skjema"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "navn",
            "label": {"type": "plain_text", "text": "Navn"},
            "element": {"type": "plain_text_input", "action_id": "felt"},
        }
    ],
}


async def test_a_direct_message_is_heard_and_answered(sandbox: Sandbox, bolt: BoltRunner) -> None:
    """An app with one listener answers a person's root message, which has no thread_ts; its status ends with it."""
    heard: list[Json] = []

    def listeners(app: AsyncApp) -> None:
        @app.event("message")
        async def answer(event: Json, say: Any, set_status: Any) -> None:
            heard.append(event)
            await set_status("leter …")
            await say(text="Dette er et prøvesvar.", thread_ts=event["ts"])

    kari = sandbox.person(EMPLOYEE_ID)
    async with bolt(listeners):
        with sandbox.listening(EMPLOYEE_ID) as page:
            ts = kari.say(kari.im.id, "Hei")
            assert (await page.next("message"))["message"]["text"] == "Hei"
            assert (await page.next("status"))["status"] == "leter …"
            assert await page.next("status") == {"type": "status", "channel": kari.im.id, "thread_ts": ts, "status": ""}
            answer = (await page.next("message"))["message"]
            root = (await page.next("message_changed"))["message"]
        await sandbox.settled()
    assert (answer["text"], answer["thread_ts"], answer["user"]) == ("Dette er et prøvesvar.", ts, "U0BOT")
    assert (root["ts"], root["reply_count"]) == (ts, 1)
    assert "thread_ts" not in heard[0]
    assert heard[0]["channel_type"] == "im"
    assert all(entry.ok for entry in sandbox.requests())


async def test_a_mention_arrives_as_two_events(sandbox: Sandbox, bolt: BoltRunner) -> None:
    """One mention in a channel gives app_mention and message, with one timestamp and two event ids."""
    arrived: asyncio.Queue[Json] = asyncio.Queue()

    def listeners(app: AsyncApp) -> None:
        @app.event("app_mention")
        async def mention(body: Json) -> None:
            arrived.put_nowait(body)

        @app.event("message")
        async def message(body: Json) -> None:
            arrived.put_nowait(body)

    async with bolt(listeners):
        ts = sandbox.person(EMPLOYEE_ID).say("C0GENERELT", "@Prøveapp hva er dette & <det>?")
        bodies = [await asyncio.wait_for(arrived.get(), 5) for _ in range(2)]
        await sandbox.settled()
    assert {body["event"]["type"] for body in bodies} == {"app_mention", "message"}
    assert {body["event"]["ts"] for body in bodies} == {ts}
    assert len({body["event_id"] for body in bodies}) == 2
    assert {body["event"]["text"] for body in bodies} == {"<@U0BOT> hva er dette &amp; &lt;det&gt;?"}


async def test_a_command_is_acknowledged_with_an_ephemeral_text(sandbox: Sandbox, bolt: BoltRunner) -> None:
    """What a command's acknowledgement holds is shown to the person alone; mentions in it are resolved."""
    texts: list[str] = []

    def listeners(app: AsyncApp) -> None:
        @app.command("/prøve")
        async def command(ack: Any, command: Json) -> None:
            texts.append(command["text"])
            await ack("Bare for deg.")

    async with bolt(listeners):
        with sandbox.listening(EMPLOYEE_ID) as page, sandbox.listening("U0OLA") as other:
            await sandbox.person(EMPLOYEE_ID).command("C0GENERELT", "/prøve", "spør @Ola")
            shown = (await page.next("message"))["message"]
    assert texts == ["spør <@U0OLA|ola>"]
    assert (shown["text"], shown["ephemeral"]) == ("Bare for deg.", True)
    kinds = []
    while not other.queue.empty():
        kinds.append((await other.next())["type"])
    assert "message" not in kinds


@pytest.mark.parametrize("ack_timeout", [0.05])
async def test_a_command_that_is_not_acknowledged_is_noticed_and_not_retried(
    sandbox: Sandbox, bolt: BoltRunner
) -> None:
    """An app that does not acknowledge in time gets the command once, and the person a notice."""
    calls: list[str] = []

    def listeners(app: AsyncApp) -> None:
        @app.command("/prøve")
        async def command() -> None:
            calls.append("hørt")

    async with bolt(listeners):
        with sandbox.listening(EMPLOYEE_ID) as page:
            await sandbox.person(EMPLOYEE_ID).command("C0GENERELT", "/prøve")
            assert (await page.next("notice"))["text"] == "/prøve svarte ikke i tide."
    assert calls == ["hørt"]
    assert [entry.error for entry in sandbox.requests("→ slash_commands")] == ["not_acknowledged"]


async def test_a_modal_is_opened_refused_and_submitted(sandbox: Sandbox, bolt: BoltRunner) -> None:
    """A shortcut opens a modal; a submission with errors keeps it open, one without closes it."""
    submitted: list[Json] = []

    def listeners(app: AsyncApp) -> None:
        @app.shortcut("spor")
        async def shortcut(ack: Any, client: Any, shortcut: Json) -> None:
            await ack()
            await client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

        @app.view("skjema")
        async def submission(ack: Any, view: Json) -> None:
            submitted.append(view["state"]["values"])
            if view["state"]["values"]["navn"]["felt"]["value"] == "feil":
                await ack(response_action="errors", errors={"navn": "Skriv noe annet."})
            else:
                await ack()

    kari = sandbox.person(EMPLOYEE_ID)
    async with bolt(listeners):
        with sandbox.listening(EMPLOYEE_ID) as page:
            await kari.shortcut("spor")
            view = (await page.next("view_open"))["view"]
            await kari.submit(view["id"], {"navn": {"felt": {"type": "plain_text_input", "value": "feil"}}})
            refused = await page.next("view_errors")
            await kari.submit(view["id"], {"navn": {"felt": {"type": "plain_text_input", "value": "riktig"}}})
            closed = await page.next("view_close")
    assert refused["errors"] == {"navn": "Skriv noe annet."}
    assert closed["view_id"] == view["id"]
    assert [values["navn"]["felt"]["value"] for values in submitted] == ["feil", "riktig"]


async def test_a_button_is_answered_through_its_response_url(sandbox: Sandbox, bolt: BoltRunner) -> None:
    """A click brings the message, the action and a response url with which the app replaces the message."""
    clicks: list[Json] = []
    button = {"type": "button", "action_id": "velg", "value": "1", "text": {"type": "plain_text", "text": "Velg"}}
    blocks = [{"type": "actions", "block_id": "valg", "elements": [button]}]

    def listeners(app: AsyncApp) -> None:
        @app.action("velg")
        async def click(ack: Any, body: Json, respond: Any) -> None:
            await ack()
            clicks.append(body)
            await respond(text="Valgt.", replace_original=True)

    kari = sandbox.person(EMPLOYEE_ID)
    async with bolt(listeners) as app:
        posted = await app.client.chat_postMessage(channel=EMPLOYEE_ID, text="Velg", blocks=blocks)
        with sandbox.listening(EMPLOYEE_ID) as page:
            action = {"type": "button", "block_id": "valg", "action_id": "velg", "value": "1"}
            await kari.click(kari.im.id, posted["ts"], action)
            changed = (await page.next("message_changed"))["message"]
        await sandbox.settled()
    assert (changed["ts"], changed["text"]) == (posted["ts"], "Valgt.")
    assert "blocks" not in changed
    assert clicks[0]["container"]["message_ts"] == posted["ts"]
    assert clicks[0]["actions"][0]["value"] == "1"
    assert clicks[0]["message"]["blocks"][0]["block_id"] == "valg"


@pytest.mark.parametrize("ack_timeout", [0.05])
async def test_an_event_without_a_listener_is_retried_and_given_up(sandbox: Sandbox, bolt: BoltRunner) -> None:
    """Bolt does not acknowledge an event it has no listener for: it comes four times in all, then no more."""
    kari = sandbox.person(EMPLOYEE_ID)
    async with bolt(lambda app: None):
        kari.open_messages(kari.im.id)
        await sandbox.settled()
    attempts = sandbox.requests("→ events_api")
    assert [entry.error for entry in attempts] == ["not_acknowledged"] * 4


async def test_the_client_raises_what_the_sandbox_refuses(sandbox: Sandbox, bolt: BoltRunner) -> None:
    """A refusal reaches the app as SlackApiError with Slack's code, and the inspector with the same."""
    async with bolt(lambda app: None) as app:
        try:
            await app.client.chat_postMessage(channel="C0UKJENT", text="Hei")
        except SlackApiError as refusal:
            assert refusal.response["error"] == "channel_not_found"
        else:
            raise AssertionError("the sandbox accepted a channel that does not exist")
    assert sandbox.requests("chat.postMessage")[-1].error == "channel_not_found"
