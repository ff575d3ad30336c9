"""Deliveries over HTTP: signed requests to the real Bolt app, and to addresses that behave badly."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import EMPLOYEE_ID

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Address:
    """A request address on this machine that answers with whatever ``answer`` does, and keeps what came."""

    def __init__(self) -> None:
        self.seen: asyncio.Queue[tuple[dict[str, str], str]] = asyncio.Queue()
        self.answer: Callable[[], Awaitable[web.Response]] = self._ok
        self.url = ""

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one request."""
        self.seen.put_nowait((dict(request.headers), await request.text()))
        return await self.answer()

    @staticmethod
    async def _ok() -> web.Response:
        return web.Response()


async def served(handler: Handler) -> tuple[web.AppRunner, str]:
    """Serve a handler on a free port."""
    app = web.Application()
    app.router.add_post("/slack/events", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"


@pytest.fixture
async def sandbox(manifest: Json, ack_timeout: float) -> AsyncIterator[Sandbox]:
    """A sandbox on the real clock, since Bolt compares a signature's time with its own."""
    running = await start_sandbox(manifest=manifest, clock=time.time, retry_delays=(0, 0, 0), ack_timeout=ack_timeout)
    yield running
    await running.stop()


@pytest.fixture
async def address(sandbox: Sandbox) -> AsyncIterator[Address]:
    """An address that answers with an empty 200; the challenge is not looked at."""
    place = Address()
    runner, place.url = await served(place.serve)
    await sandbox.deliver_to(place.url)
    place.seen.get_nowait()
    yield place
    await runner.cleanup()


async def test_bolt_accepts_the_signature_hears_and_answers(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """A direct message, a command and a shortcut reach a real Bolt app, which answers, acknowledges, opens a modal."""
    app = AsyncApp(client=client, signing_secret=sandbox.signing_secret)

    @app.event("message")
    async def message(event: Json, say: Any) -> None:
        await say(text=f"Hørte: {event['text']}", thread_ts=event["ts"])

    @app.command("/prøve")
    async def command(ack: Any) -> None:
        await ack("Bare for deg.")

    @app.shortcut("spor")
    async def shortcut(ack: Any, shortcut: Json, client: Any) -> None:
        await ack()
        title = {"type": "plain_text", "text": "Vindu"}
        await client.views_open(
            trigger_id=shortcut["trigger_id"],
            view={"type": "modal", "title": title, "blocks": [{"type": "divider"}]},
        )

    runner = web.AppRunner(app.web_app(path="/slack/events"))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    assert await sandbox.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    kari = sandbox.person(EMPLOYEE_ID)
    with sandbox.listening(EMPLOYEE_ID) as page:
        kari.say(kari.im.id, "Hei")
        await page.next("message")
        assert (await page.next("message"))["message"]["text"] == "Hørte: Hei"
        await kari.command(kari.im.id, "/prøve")
        assert (await page.next("message"))["message"]["text"] == "Bare for deg."
        await kari.shortcut("spor")
        assert (await page.next("view_open"))["view"]["title"]["text"] == "Vindu"
    await sandbox.settled()
    await runner.cleanup()
    assert sandbox.problems() == []


async def test_every_request_is_signed(sandbox: Sandbox, address: Address) -> None:
    """The signature is version 0 over time and body, with the app's own secret."""
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    headers, body = await address.seen.get()
    assert SignatureVerifier(sandbox.signing_secret).is_valid_request(body, headers)
    assert not SignatureVerifier("en annen").is_valid_request(body, headers)
    assert not SignatureVerifier(sandbox.signing_secret).is_valid_request(body + " ", headers)
    assert "X-Slack-Retry-Num" not in headers
    await sandbox.settled()


async def test_an_error_is_retried_with_its_reason(sandbox: Sandbox, address: Address) -> None:
    """Three more times, numbered; a command is not sent again."""

    async def broken() -> web.Response:
        return web.Response(status=500)

    address.answer = broken
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    await sandbox.settled()
    tried = [address.seen.get_nowait()[0] for _ in range(4)]
    assert [(h.get("X-Slack-Retry-Num"), h.get("X-Slack-Retry-Reason")) for h in tried] == [
        (None, None),
        ("1", "http_error"),
        ("2", "http_error"),
        ("3", "http_error"),
    ]
    await kari.command(kari.im.id, "/prøve")
    assert address.seen.qsize() == 1


async def test_an_app_may_forbid_retries(sandbox: Sandbox, address: Address) -> None:
    """With X-Slack-No-Retry the first answer is the last."""

    async def final() -> web.Response:
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    address.answer = final
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    await sandbox.settled()
    assert address.seen.qsize() == 1


@pytest.mark.parametrize("ack_timeout", [0.05])
async def test_a_late_answer_is_none(sandbox: Sandbox, address: Address) -> None:
    """After the deadline the reason of the retry is http_timeout."""
    late = asyncio.Event()

    async def wait() -> web.Response:
        await late.wait()
        return web.Response()

    address.answer = wait
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    await address.seen.get()
    headers, _ = await address.seen.get()
    assert headers["X-Slack-Retry-Reason"] == "http_timeout"
    late.set()
    await sandbox.settled()


async def test_nobody_there_is_a_reason_too(sandbox: Sandbox, address: Address) -> None:
    """Where nothing listens, connection_failed; and only this machine is ever called."""
    await sandbox.deliver_to("http://127.0.0.1:1/slack/events")
    kari = sandbox.person(EMPLOYEE_ID)
    kari.say(kari.im.id, "Hei")
    await sandbox.settled()
    assert [entry.error for entry in sandbox.requests("→ events_api")][-4:] == ["not_acknowledged"] * 4
    with pytest.raises(ValueError, match="not on this machine"):
        await sandbox.deliver_to("https://example.com/slack/events")
