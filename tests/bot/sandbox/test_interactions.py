"""Commands, clicks, modals and shortcuts: the payloads, and what becomes of their acknowledgements."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.errors import UiError
from bot.sandbox.people import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world import COLLEAGUE_ID, EMPLOYEE_ID

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def field(block_id: str, **changes: Any) -> Json:
    """An input block of one text field."""
    element = {"type": "plain_text_input", "action_id": "felt"}
    return {"type": "input", "block_id": block_id, "label": plain("Felt"), "element": element, **changes}


def modal(*blocks: Json, **changes: Any) -> Json:
    """A modal with a submit button."""
    return {"type": "modal", "title": plain("Skjema"), "submit": plain("Send"), "blocks": list(blocks), **changes}


BUTTON: Json = {"type": "button", "action_id": "velg", "text": plain("Velg"), "value": "1"}
PRESSED: Json = {"type": "button", "action_id": "velg", "block_id": "valg", "value": "1"}
VALUES: Json = {"a": {"felt": {"type": "plain_text_input", "value": "svar"}}}


async def during(doing: Coroutine[Any, Any, None], wire: Any, payload: Json | None = None) -> Json:
    """Let a person do something; returns the payload the app got, which it acknowledged with ``payload``."""
    task = asyncio.ensure_future(doing)
    envelope = await wire.next()
    await wire.ack(envelope, payload)
    await task
    got: Json = envelope["payload"]
    return got


@pytest.fixture
async def kari(sandbox: Sandbox) -> Person:
    return sandbox.person(EMPLOYEE_ID)


async def trigger(kari: Person, wire: Any) -> str:
    """A fresh trigger id."""
    return str((await during(kari.shortcut("spor"), wire))["trigger_id"])


async def test_a_command_has_slacks_fields(kari: Person, wire: Any) -> None:
    """A slash command names its place, its person, and where to answer; it is not an event."""
    task = asyncio.ensure_future(kari.command("C0GENERELT", "/prøve", " hjelp <nå> "))
    envelope = await wire.next_acked()
    await task
    payload = envelope["payload"]
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert "retry_attempt" not in envelope
    assert (payload["command"], payload["text"]) == ("/prøve", "hjelp &lt;nå&gt;")
    assert (payload["channel_name"], payload["user_name"], payload["team_id"]) == ("generelt", "kari", "T0PROVE")
    with pytest.raises(UiError, match="/ukjent finnes ikke"):
        await kari.command("C0GENERELT", "/ukjent")


async def test_a_command_may_answer_the_whole_channel(sandbox: Sandbox, kari: Person, wire: Any) -> None:
    """With response_type in_channel the acknowledgement is everybody's; blocks that are no good give a notice."""
    await during(kari.command("C0GENERELT", "/prøve"), wire, {"text": "Til alle", "response_type": "in_channel"})
    assert (await wire.event())["text"] == "Til alle"
    with sandbox.listening(EMPLOYEE_ID) as page:
        await during(kari.command("C0GENERELT", "/prøve"), wire, {"text": "x", "blocks": [{"type": "nope"}]})
        assert "invalid_blocks" in (await page.next("notice"))["text"]
    await sandbox.settled()


async def test_a_response_url_works_five_times_in_half_an_hour(
    sandbox: Sandbox, kari: Person, wire: Any, http: aiohttp.ClientSession, clock: Any
) -> None:
    """The sixth use is used_url, one after thirty minutes expired_url; a wrong body counts too."""
    first = (await during(kari.command("C0GENERELT", "/prøve"), wire))["response_url"]
    answers = [await http.post(first, json={"text": str(n)} if n else {"text": ""}) for n in range(6)]
    assert [answer.status for answer in answers] == [400, 200, 200, 200, 200, 404]
    assert await answers[1].text() == "ok"
    assert (await answers[5].json())["error"] == "used_url"
    second = (await during(kari.command("C0GENERELT", "/prøve"), wire))["response_url"]
    clock.seconds += 30 * 60 + 1
    assert (await (await http.post(second, json={"text": "sent"})).json())["error"] == "expired_url"
    assert (await http.post(f"{second}x", json={"text": "sent"})).status == 404
    texts = [m.text for m in sandbox.workspace.log.listed("C0GENERELT", viewer=EMPLOYEE_ID)]
    assert texts == ["1", "2", "3", "4"]
    assert sandbox.workspace.log.listed("C0GENERELT") == []


async def test_a_click_on_an_ephemeral_message_can_delete_it(
    sandbox: Sandbox, kari: Person, client: AsyncWebClient, wire: Any, http: aiohttp.ClientSession
) -> None:
    """The payload of such a click has no message, but its response url reaches it; others cannot click it."""
    blocks = [{"type": "actions", "block_id": "valg", "elements": [BUTTON]}]
    sent = await client.chat_postEphemeral(channel="C0GENERELT", user=EMPLOYEE_ID, text="Hysj", blocks=blocks)
    payload = await during(kari.click("C0GENERELT", sent["message_ts"], PRESSED), wire)
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    with pytest.raises(UiError, match="finnes ikke lenger"):
        await sandbox.person(COLLEAGUE_ID).click("C0GENERELT", sent["message_ts"], PRESSED)
    await http.post(payload["response_url"], json={"delete_original": True})
    assert sandbox.workspace.log.listed("C0GENERELT", viewer=EMPLOYEE_ID) == []


async def test_a_click_needs_its_element(kari: Person, client: AsyncWebClient, wire: Any) -> None:
    """Only what stands in the message can be clicked; the values of its other elements come along."""
    blocks = [{"type": "actions", "block_id": "valg", "elements": [BUTTON]}]
    ts = (await client.chat_postMessage(channel="C0GENERELT", text="x", blocks=blocks))["ts"]
    await wire.event()
    payload = await during(kari.click("C0GENERELT", ts, PRESSED, VALUES), wire)
    assert payload["state"] == {"values": VALUES}
    assert payload["actions"][0]["action_ts"]
    for wrong in ({**PRESSED, "action_id": "annet"}, {**PRESSED, "type": "overflow"}):
        with pytest.raises(UiError, match="Knappen"):
            await kari.click("C0GENERELT", ts, wrong)


async def test_a_trigger_opens_one_view_within_three_seconds(
    kari: Person, client: AsyncWebClient, wire: Any, clock: Any
) -> None:
    """Used twice it is exchanged_trigger_id, used late expired_trigger_id, made up invalid_trigger_id."""
    fresh = await trigger(kari, wire)
    await client.views_open(trigger_id=fresh, view=modal(field("a")))
    late = await trigger(kari, wire)
    clock.seconds += 3.1
    for trigger_id, code in ((fresh, "exchanged"), (late, "expired"), ("1.2.abc", "invalid")):
        with pytest.raises(SlackApiError, match=f"{code}_trigger_id"):
            await client.views_open(trigger_id=trigger_id, view=modal(field("a")))


async def test_a_view_changes_only_with_its_current_hash(kari: Person, client: AsyncWebClient, wire: Any) -> None:
    """An old hash is hash_conflict; without a hash the update goes through; an unknown view is not_found."""
    opened = (await client.views_open(trigger_id=await trigger(kari, wire), view=modal(field("a"))))["view"]
    changed = (await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(field("b"))))["view"]
    assert (changed["id"], changed["blocks"][0]["block_id"]) == (opened["id"], "b")
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(field("c")))
    await client.views_update(view_id=opened["id"], view=modal(field("c")))
    await kari.close(opened["id"])
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id=opened["id"], view=modal(field("d")))


async def test_three_views_lie_on_each_other(kari: Person, client: AsyncWebClient, wire: Any) -> None:
    """The fourth is push_limit_reached; each knows the one below and the root; external ids are unique."""
    root = (await client.views_open(trigger_id=await trigger(kari, wire), view=modal(external_id="rot")))["view"]
    second = (await client.views_push(trigger_id=await trigger(kari, wire), view=modal()))["view"]
    assert (second["previous_view_id"], second["root_view_id"]) == (root["id"], root["id"])
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await client.views_push(trigger_id=await trigger(kari, wire), view=modal(external_id="rot"))
    await client.views_push(trigger_id=await trigger(kari, wire), view=modal())
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=await trigger(kari, wire), view=modal())
    assert (await client.views_update(external_id="rot", view=modal()))["view"]["id"] == root["id"]


async def test_a_submission_may_update_push_or_clear(
    sandbox: Sandbox, kari: Person, client: AsyncWebClient, wire: Any
) -> None:
    """response_action update keeps the view's id, push adds one, clear takes all away."""
    view = (await client.views_open(trigger_id=await trigger(kari, wire), view=modal(field("a"))))["view"]
    with sandbox.listening(EMPLOYEE_ID) as page:
        update = {"response_action": "update", "view": modal(field("a"), callback_id="ny")}
        await during(kari.submit(view["id"], VALUES), wire, update)
        assert (await page.next("view_update"))["view"]["id"] == view["id"]
        push = {"response_action": "push", "view": modal()}
        await during(kari.submit(view["id"], VALUES), wire, push)
        above = (await page.next("view_push"))["view"]["id"]
        await during(kari.submit(above, {}), wire, {"response_action": "clear"})
        assert [(await page.next("view_close"))["view_id"] for _ in range(2)] == [above, view["id"]]


async def test_a_bad_answer_to_a_submission_leaves_the_view_open(
    sandbox: Sandbox, kari: Person, client: AsyncWebClient, wire: Any
) -> None:
    """Errors for unknown blocks, unknown actions and views that are no good give a notice."""
    view = (await client.views_open(trigger_id=await trigger(kari, wire), view=modal(field("a"))))["view"]
    answers = (
        {"response_action": "errors", "errors": {"ukjent": "x"}},
        {"response_action": "dans"},
        {"response_action": "update", "view": {"type": "modal"}},
    )
    with sandbox.listening(EMPLOYEE_ID) as page:
        for answer in answers:
            await during(kari.submit(view["id"], VALUES), wire, answer)
            assert "kunne ikke vises" in (await page.next("notice"))["text"]
    assert [entry.error for entry in sandbox.requests("ack")] == [
        "invalid_errors",
        "invalid_response_action",
        "invalid_arguments",
    ]
    await kari.close(view["id"])


@pytest.mark.parametrize("ack_timeout", [0.05])
async def test_a_click_that_is_not_acknowledged_is_noticed(sandbox: Sandbox, kari: Person, wire: Any) -> None:
    """The person is told, and the app is not asked again."""
    assert wire.hello["type"] == "hello"
    with sandbox.listening(EMPLOYEE_ID) as page:
        await kari.shortcut("spor")
        assert (await page.next("notice"))["text"] == "Prøveapp svarte ikke i tide."
    assert len(sandbox.requests("→ interactive")) == 1


async def test_required_fields_are_asked_for_before_the_app_is(
    sandbox: Sandbox, kari: Person, client: AsyncWebClient, wire: Any
) -> None:
    """An empty required field is an error beside it; optional ones come to the app as null or an empty list."""
    choices = {
        "type": "input",
        "block_id": "c",
        "optional": True,
        "label": plain("Valg"),
        "element": {
            "type": "checkboxes",
            "action_id": "kryss",
            "options": [{"text": plain("En"), "value": "1"}],
        },
    }
    view = modal(field("a"), field("b", optional=True), choices)
    opened = (await client.views_open(trigger_id=await trigger(kari, wire), view=view))["view"]
    with sandbox.listening(EMPLOYEE_ID) as page:
        await kari.submit(opened["id"], {"a": {"felt": {"type": "plain_text_input", "value": ""}}})
        assert (await page.next("view_errors"))["errors"] == {"a": "Fyll ut dette feltet."}
    payload = await during(kari.submit(opened["id"], VALUES), wire)
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"] == {
        "a": {"felt": {"type": "plain_text_input", "value": "svar"}},
        "b": {"felt": {"type": "plain_text_input", "value": None}},
        "c": {"kryss": {"type": "checkboxes", "selected_options": []}},
    }


async def test_a_view_that_wants_to_know_hears_of_its_end(kari: Person, client: AsyncWebClient, wire: Any) -> None:
    """view_closed comes only with notify_on_close."""
    for asked in (False, True):
        view = modal(notify_on_close=asked)
        opened = (await client.views_open(trigger_id=await trigger(kari, wire), view=view))["view"]
        if asked:
            payload = await during(kari.close(opened["id"]), wire)
            assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
            assert "trigger_id" not in payload
        else:
            await kari.close(opened["id"])


async def test_the_home_tab_is_published_per_person(
    sandbox: Sandbox, kari: Person, client: AsyncWebClient, wire: Any
) -> None:
    """Opening it tells the app; what is published is shown, kept, and can be clicked."""
    assert kari.open_home() is None
    opened = await wire.event()
    assert (opened["type"], opened["tab"], "view" in opened) == ("app_home_opened", "home", False)
    home = {
        "type": "home",
        "blocks": [{"type": "section", "block_id": "valg", "text": plain("Hei"), "accessory": BUTTON}],
    }
    with sandbox.listening(EMPLOYEE_ID) as page, sandbox.listening(COLLEAGUE_ID) as other:
        published = (await client.views_publish(user_id=EMPLOYEE_ID, view=home))["view"]
        assert (await page.next("home"))["view"]["id"] == published["id"]
        assert {(await other.next())["type"] for _ in range(other.queue.qsize())} <= {"request"}
    payload = await during(kari.click_in_view(published["id"], PRESSED), wire)
    assert payload["container"] == {"type": "view", "view_id": published["id"]}
    again = (await client.views_publish(user_id=EMPLOYEE_ID, view=home, hash=published["hash"]))["view"]
    assert again["id"] == published["id"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id=EMPLOYEE_ID, view=home, hash=published["hash"])
    kari.open_home()
    assert (await wire.event())["view"]["id"] == published["id"]
    with pytest.raises(UiError, match="tilhører en annen"):
        await sandbox.person(COLLEAGUE_ID).click_in_view(published["id"], PRESSED)


async def test_a_message_shortcut_brings_its_message(kari: Person, wire: Any) -> None:
    """message_action has the message, its channel, a trigger and a response url."""
    ts = kari.say("C0GENERELT", "Se her")
    await wire.event()
    payload = await during(kari.shortcut("svar", "C0GENERELT", ts), wire)
    assert (payload["type"], payload["callback_id"], payload["message_ts"]) == ("message_action", "svar", ts)
    assert (payload["message"]["text"], payload["channel"]["id"]) == ("Se her", "C0GENERELT")
    assert payload["response_url"].startswith("http://127.0.0.1:")
    with pytest.raises(UiError, match="Snarveien finnes ikke"):
        await kari.shortcut("ukjent")
