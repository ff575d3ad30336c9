"""Slack's own clients, the Python ones and the JavaScript one, take the sandbox for a workspace.

Each connects, hears a direct message, answers it, acknowledges a command, opens a modal, and comes back on a new
socket when it is told to. The JavaScript client needs node and its packages: ``npm install @slack/bolt`` in some
folder, and ``NODE_PATH=<folder>/node_modules``.
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler as AiohttpHandler
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler as BuiltinHandler
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler as WebsocketClientHandler
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler as WebsocketsHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import EMPLOYEE_ID

Json = dict[str, Any]
Client = Callable[[Sandbox], AbstractAsyncContextManager[None]]
PATIENCE = 30.0  # seconds; a busy machine is no failure
MODAL: Json = {"type": "modal", "title": {"type": "plain_text", "text": "Vindu"}, "blocks": [{"type": "divider"}]}
MANIFEST: Json = {
    "display_information": {"name": "Prøvebot", "description": "En oppdiktet app."},
    "features": {
        "app_home": {"messages_tab_enabled": True},
        "slash_commands": [{"command": "/prove", "description": "Prøver"}],
        "shortcuts": [{"name": "Spør", "type": "global", "callback_id": "spor", "description": "Spør"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "im:history"]}},
    "settings": {"event_subscriptions": {"bot_events": ["message.im"]}, "interactivity": {"is_enabled": True}},
}


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    running = await start_sandbox(manifest=MANIFEST, ack_timeout=PATIENCE)
    yield running
    await running.stop()


def asynchronous(handler_class: Any) -> Client:
    """An asynchronous Bolt app over one of the socket clients."""

    @asynccontextmanager
    async def run(sandbox: Sandbox) -> AsyncIterator[None]:
        app = AsyncApp(client=AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url))

        @app.event("message")
        async def message(event: Json, say: Any) -> None:
            if "subtype" not in event:
                await say(text=f"Hørte: {event['text']}", thread_ts=event["ts"])

        @app.command("/prove")
        async def command(ack: Any) -> None:
            await ack("Bare for deg.")

        @app.shortcut("spor")
        async def shortcut(ack: Any, shortcut: Json, client: Any) -> None:
            await ack()
            await client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

        handler = handler_class(app, sandbox.app_token)
        await handler.connect_async()
        try:
            yield
        finally:
            await handler.close_async()

    return run


def threaded(handler_class: Any) -> Client:
    """A synchronous Bolt app over one of the socket clients, in threads of its own."""

    def started(sandbox: Sandbox) -> Any:
        app = App(client=WebClient(sandbox.bot_token, base_url=sandbox.api_url))

        @app.event("message")
        def message(event: Json, say: Any) -> None:
            if "subtype" not in event:
                say(text=f"Hørte: {event['text']}", thread_ts=event["ts"])

        @app.command("/prove")
        def command(ack: Any) -> None:
            ack("Bare for deg.")

        @app.shortcut("spor")
        def shortcut(ack: Any, shortcut: Json, client: Any) -> None:
            ack()
            client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

        handler = handler_class(app, sandbox.app_token, ping_interval=1)  # seconds; it reconnects at a ping
        handler.connect()
        return handler

    @asynccontextmanager
    async def run(sandbox: Sandbox) -> AsyncIterator[None]:
        handler = await asyncio.to_thread(started, sandbox)
        try:
            yield
        finally:
            await asyncio.to_thread(handler.close)

    return run


@asynccontextmanager
async def javascript(sandbox: Sandbox) -> AsyncIterator[None]:
    """The same app with Slack's JavaScript client, as a process."""
    node = shutil.which("node")
    looking = [node or "", "-e", "require('@slack/bolt')"]
    if node is None or (await asyncio.to_thread(subprocess.run, looking, capture_output=True, check=False)).returncode:
        pytest.skip("node or its package @slack/bolt is not at hand (NODE_PATH names its folder)")
    tokens = {"BOT_TOKEN": sandbox.bot_token, "APP_TOKEN": sandbox.app_token, "API_URL": sandbox.api_url}
    process = await asyncio.create_subprocess_exec(
        node,
        str(Path(__file__).with_name("conformance_app.cjs")),
        env={**os.environ, **tokens},
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    try:
        assert (await process.stdout.readline()).strip() == b"ready"
        yield
    finally:
        process.kill()
        await process.communicate()


CLIENTS = {
    "aiohttp": asynchronous(AiohttpHandler),
    "websockets": asynchronous(WebsocketsHandler),
    "builtin": threaded(BuiltinHandler),
    "websocket_client": threaded(WebsocketClientHandler),
    "javascript": javascript,
}


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS.keys())
async def test_a_client_hears_answers_and_comes_back(client: Client, sandbox: Sandbox) -> None:
    """A message, a command, a modal; then a new socket on request; nothing it asks for is refused."""
    kari = sandbox.person(EMPLOYEE_ID)
    async with asyncio.timeout(PATIENCE), client(sandbox):
        await sandbox.wait_connected()
        with sandbox.listening(EMPLOYEE_ID) as page:
            assert await answered(page, kari, "Hei") == "Hørte: Hei"
            await kari.command(kari.im.id, "/prove")
            assert (await page.next("message", PATIENCE))["message"]["text"] == "Bare for deg."
            await kari.shortcut("spor")
            assert (await page.next("view_open", PATIENCE))["view"]["title"]["text"] == "Vindu"
            await sandbox.request_disconnect("refresh_requested")
            await sandbox.wait_connected()
            assert await answered(page, kari, "Er du der ennå?") == "Hørte: Er du der ennå?"
        await sandbox.settled()
    assert sandbox.problems() == []


async def answered(page: Any, kari: Any, text: str) -> str:
    """Say something and return what the app answers to it."""
    ts = kari.say(kari.im.id, text)
    while True:
        message: Json = (await page.next("message", PATIENCE))["message"]
        if message.get("bot_id") and message.get("thread_ts") == ts:
            return str(message["text"])
