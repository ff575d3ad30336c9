"""A message reaches the asker, or its failure is known."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import ThreadVoice, WhisperVoice, voice_at
from bot.outgoing import Undelivered
from bot.posting import post
from bot.rendering.blocks import Rendered
from bot.rendering.notices import notice
from bot.streaming import Place
from bot.web_client import web_client

HELLO = notice("Hei & hallo")


@dataclass
class Workspace:
    """Answers with the errors it is told to give, and keeps what it was sent."""

    errors: dict[str, list[str]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    thread: list[dict[str, Any]] = field(default_factory=list)
    hook_status: int = 200
    url: str = ""

    async def api(self, request: web.Request) -> web.StreamResponse:
        """One Web API call; the error "lost" breaks the connection instead of answering."""
        method = request.match_info["method"]
        self.requests.append((method, await request.json() if request.can_read_body else dict(request.query)))
        error = self.errors[method].pop(0) if self.errors.get(method) else ""
        if error == "lost":
            assert request.transport is not None
            request.transport.abort()
        if error.startswith("5"):
            return web.Response(text="no JSON", status=int(error))
        if error:
            return web.json_response({"ok": False, "error": error})
        if method.startswith("conversations."):
            return web.json_response({"ok": True, "messages": self.thread})
        return web.json_response({"ok": True, "channel": "D1", "ts": "2.0"})

    async def hook(self, request: web.Request) -> web.StreamResponse:
        """One use of a response_url."""
        self.requests.append(("hook", await request.json()))
        return web.Response(text="ok", status=self.hook_status)


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    made = Workspace()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", made.api)
    app.router.add_post("/hook", made.hook)
    async with TestServer(app) as running:
        made.url = str(running.make_url("/")).rstrip("/")
        yield made


@pytest.fixture
def client(workspace: Workspace) -> AsyncWebClient:
    return web_client("xoxb-1", f"{workspace.url}/api/")


async def test_an_answer_is_posted_in_its_thread_with_its_id_and_without_previews(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    assert await ThreadVoice(client, Place("C1", "1.0", "T1", "U1")).say(HELLO, "a1") == "2.0"
    method, sent = workspace.requests[0]
    assert method == "chat.postMessage"
    assert sent["metadata"] == {"event_type": "brobygger_answer", "event_payload": {"answer_id": "a1"}}
    assert (sent["channel"], sent["thread_ts"], sent["unfurl_links"]) == ("C1", "1.0", False)
    assert sent["text"] == "Hei &amp; hallo"


async def test_a_post_to_a_person_tells_which_channel_it_is_in(client: AsyncWebClient) -> None:
    assert (await post(client, "U1", HELLO)).channel == "D1"


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_blocks_that_slack_refuses_are_left_out(error: str, workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.errors["chat.postMessage"] = [error]
    assert await ThreadVoice(client, Place("C1", "1.0", "T1", "U1")).say(HELLO) == "2.0"
    assert ["blocks" in sent for _, sent in workspace.requests] == [True, False]


@pytest.mark.parametrize("errors", [["not_in_channel"], ["lost"], ["invalid_blocks", "channel_not_found"]])
async def test_any_other_refusal_or_a_lost_answer_is_undelivered_and_not_repeated(
    errors: list[str], workspace: Workspace, client: AsyncWebClient
) -> None:
    attempts = len(errors)
    workspace.errors["chat.postMessage"] = errors
    with pytest.raises(Undelivered):
        await ThreadVoice(client, Place("C1", "1.0", "T1", "U1")).say(HELLO)
    assert len(workspace.requests) == attempts


async def test_a_status_that_fails_says_nothing(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.errors["assistant.threads.setStatus"] = ["internal_error"]
    await ThreadVoice(client, Place("C1", "1.0", "T1", "U1")).status("leter …")
    assert workspace.requests[0][1]["status"] == "leter …"


async def test_a_whisper_is_for_the_asker_and_sharing_for_the_channel(workspace: Workspace) -> None:
    voice = WhisperVoice(f"{workspace.url}/hook", thread_ts="1.0")
    await voice.say(HELLO)
    await voice.say_aloud(HELLO)
    await voice.replace(HELLO)
    sent = [body for _, body in workspace.requests]
    assert [body["response_type"] for body in sent] == ["ephemeral", "in_channel", "ephemeral"]
    assert [body["replace_original"] for body in sent] == [False, False, True]
    assert {body["thread_ts"] for body in sent} == {"1.0"}


async def test_a_used_up_response_url_is_undelivered(workspace: Workspace) -> None:
    workspace.hook_status = 404
    with pytest.raises(Undelivered, match="404"):
        await WhisperVoice(f"{workspace.url}/hook").say(HELLO)


MARK = {"event_type": "brobygger_answer", "event_payload": {"answer_id": "a1"}}


def _thread_voice(client: AsyncWebClient) -> ThreadVoice:
    return ThreadVoice(client, Place("C1", "1.0", "T1", "U1", "1.5"), sleep=_at_once)


async def _at_once(seconds: float) -> None:
    """Wait for nothing."""


@pytest.mark.parametrize("error", ["lost", "500", "503", "internal_error", "fatal_error", "request_timeout"])
async def test_what_may_have_been_posted_is_looked_for_before_it_is_posted_again(
    error: str, workspace: Workspace, client: AsyncWebClient
) -> None:
    """Slack has it: it is not posted a second time."""
    workspace.errors["chat.postMessage"] = [error]
    workspace.thread = [{"ts": "1.0"}, {"ts": "3.0", "user": "U0BOT", "metadata": MARK}]
    assert await _thread_voice(client).say(HELLO, "a1") == "3.0"
    assert [method for method, _ in workspace.requests] == ["chat.postMessage", "conversations.replies"]
    assert workspace.requests[1][1]["oldest"] == "1.5"


async def test_what_is_not_found_is_posted_again(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.errors["chat.postMessage"] = ["500", "500"]
    workspace.thread = [{"ts": "1.0"}]
    assert await _thread_voice(client).say(HELLO, "a1") == "2.0"
    assert [method for method, _ in workspace.requests].count("chat.postMessage") == 3


async def test_when_slack_does_not_tell_nothing_is_posted_again(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.errors = {"chat.postMessage": ["500"], "conversations.replies": ["internal_error"]}
    with pytest.raises(Undelivered):
        await _thread_voice(client).say(HELLO, "a1")
    assert [method for method, _ in workspace.requests].count("chat.postMessage") == 1


async def test_each_part_of_a_long_answer_has_a_mark_of_its_own(workspace: Workspace, client: AsyncWebClient) -> None:
    await _thread_voice(client).say(Rendered("en", (), further=(Rendered("to", ()), Rendered("tre", ()))), "a1")
    payloads = [sent["metadata"]["event_payload"] for _, sent in workspace.requests]
    assert payloads == [{"answer_id": "a1"}, {"answer_id": "a1", "part": 2}, {"answer_id": "a1", "part": 3}]


async def test_only_the_parts_that_are_missing_are_said_afterwards(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    second = {"event_type": MARK["event_type"], "event_payload": {"answer_id": "a1", "part": 2}}
    workspace.thread = [{"ts": "3.0", "metadata": MARK}, {"ts": "4.0", "metadata": second}]
    message = Rendered("en", (), further=(Rendered("to", ()), Rendered("tre", ())))
    await _thread_voice(client).say_further(message, "a1", looking=True)
    assert [sent["text"] for method, sent in workspace.requests if method == "chat.postMessage"] == ["tre"]


@pytest.mark.parametrize(("error", "is_final"), [("is_archived", True), ("ratelimited", False), ("lost", False)])
async def test_an_undelivered_message_knows_whether_trying_again_is_in_vain(
    error: str, is_final: bool, workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.errors["chat.postMessage"] = [error]
    with pytest.raises(Undelivered) as raised:
        await _thread_voice(client).say(HELLO)
    assert raised.value.is_final is is_final


async def test_a_voice_is_found_again_by_its_address(client: AsyncWebClient) -> None:
    for voice in (_thread_voice(client), WhisperVoice("https://example.org/hook", "1.0")):
        again = voice_at(json.loads(json.dumps(voice.address())), client)
        assert (type(again), again.address()) == (type(voice), voice.address())
