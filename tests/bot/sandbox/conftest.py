"""A sandbox for a made-up app, a clock that stands still until told, and two kinds of app to connect to it."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from jsonschema import Draft7Validator
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox, start_sandbox
from tests.bot.sandbox.slack_types import Check

Json = dict[str, Any]
BoltRunner = Callable[[Callable[[AsyncApp], None]], AbstractAsyncContextManager[AsyncApp]]


@dataclass
class Clock:
    """A clock that is set by hand, in seconds since 1970."""

    seconds: float = 1_800_000_000.0

    def __call__(self) -> float:
        """Now."""
        return self.seconds


@dataclass
class Wire:
    """A socket without Bolt: every envelope can be looked at, answered or left alone."""

    socket: aiohttp.ClientWebSocketResponse
    hello: Json
    seen: list[Json] = field(default_factory=list)

    async def next(self) -> Json:
        """The next frame."""
        async with asyncio.timeout(5):
            frame: Json = json.loads(await self.socket.receive_str())
        self.seen.append(frame)
        return frame

    async def ack(self, envelope: Json, payload: Json | None = None) -> None:
        """Acknowledge an envelope."""
        answer: Json = {"envelope_id": envelope["envelope_id"]}
        await self.socket.send_json(answer if payload is None else {**answer, "payload": payload})

    async def next_acked(self) -> Json:
        """The next envelope, acknowledged."""
        envelope = await self.next()
        await self.ack(envelope)
        return envelope

    async def event(self) -> Json:
        """The event inside the next envelope, acknowledged."""
        event: Json = (await self.next_acked())["payload"]["event"]
        return event


@pytest.fixture
def manifest() -> Json:
    """The manifest of a made-up app that may do all the sandbox knows."""
    scopes = (
        "app_mentions:read assistant:write channels:history channels:read chat:write commands im:history im:read "
        "im:write reactions:read reactions:write team:read usergroups:read users:read"
    )
    events = (
        "app_home_opened app_mention member_joined_channel message.channels message.im reaction_added reaction_removed"
    )
    return {
        "display_information": {"name": "Prøveapp", "description": "En oppdiktet app"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Prøveapp"},
            "agent_view": {
                "agent_description": "Oppdiktet",
                "suggested_prompts": [{"title": "Prøv", "message": "Hva er dette?"}],
            },
            "slash_commands": [
                {"command": "/prøve", "description": "Prøver", "usage_hint": "hjelp", "should_escape": True}
            ],
            "shortcuts": [
                {"name": "Spør", "type": "global", "callback_id": "spor", "description": "Spør"},
                {"name": "Svar", "type": "message", "callback_id": "svar", "description": "Svar"},
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes.split()}},
        "settings": {
            "event_subscriptions": {"bot_events": events.split()},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ack_timeout() -> float:
    """How long the sandbox waits for an acknowledgement, in seconds; tests of its absence make it short."""
    return 5.0


@pytest.fixture
async def sandbox(manifest: Json, clock: Clock, ack_timeout: float) -> AsyncIterator[Sandbox]:
    """A sandbox that retries at once."""
    running = await start_sandbox(manifest=manifest, clock=clock, retry_delays=(0, 0, 0), ack_timeout=ack_timeout)
    yield running
    await running.stop()


@pytest.fixture
def client(sandbox: Sandbox) -> AsyncWebClient:
    """The real Web API client with the bot's token."""
    return AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def open_wire(sandbox: Sandbox, http: aiohttp.ClientSession) -> Callable[[], Any]:
    """Opens a socket of its own."""

    async def connect() -> Wire:
        opened = await AsyncWebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.app_token)
        socket = await http.ws_connect(opened["url"])
        return Wire(socket, await socket.receive_json())

    return connect


@pytest.fixture
async def wire(open_wire: Callable[[], Any]) -> AsyncIterator[Wire]:
    """The only open socket."""
    connected: Wire = await open_wire()
    yield connected
    await connected.socket.close()


@pytest.fixture
def bolt(sandbox: Sandbox, client: AsyncWebClient) -> BoltRunner:
    """Runs a real Bolt app over real Socket Mode, with the listeners that a function registers."""

    @asynccontextmanager
    async def run(register: Callable[[AsyncApp], None]) -> AsyncIterator[AsyncApp]:
        app = AsyncApp(client=client)
        register(app)
        handler = AsyncSocketModeHandler(app, sandbox.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        await sandbox.wait_connected()
        try:
            yield app
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped

    return run


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
