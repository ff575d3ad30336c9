"""The sandbox's server: a local stand-in for a workspace, on this machine only."""

import errno
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.sandbox.app_manifest import read_manifest
from bot.sandbox.errors import UiError
from bot.sandbox.feed import Listener
from bot.sandbox.guard import add_headers, guard
from bot.sandbox.hooks import Hooks
from bot.sandbox.inspector import Entry
from bot.sandbox.links import DisconnectReason
from bot.sandbox.messages import Message
from bot.sandbox.page_files import index, serve_file
from bot.sandbox.people import Person
from bot.sandbox.signed_requests import SignedRequests
from bot.sandbox.tiers import WORKSPACE_POSTS
from bot.sandbox.ui import Ui
from bot.sandbox.web_api.front_door import WebApi
from bot.sandbox.workspace import Workspace, build_workspace
from bot.sandbox.world import BOT_USER_ID, OTHER_BOT_ID, TEAM_ID

ADDRESS = "127.0.0.1"


class PortInUse(OSError):
    """The port is taken; the message says what to do."""


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox. ``url`` is the page's address, ``api_url`` (ends with ``/api/``) the client's base url."""

    url: str
    api_url: str
    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    team_id: str
    bot_user_id: str
    workspace: Workspace = field(repr=False)
    runner: web.AppRunner = field(repr=False)

    async def stop(self) -> None:
        """Close pages and sockets and give the port back."""
        self.workspace.feed.close()
        self.workspace.clock.close()
        await self.workspace.background.stop()
        await self.workspace.sockets.close()
        await self.workspace.links.close()
        await self.runner.cleanup()

    def person(self, user_id: str) -> Person:
        """Somebody of the workspace, to act as; raises ``UiError`` for an unknown id."""
        return Person(self.workspace, user_id)

    def other_bot_says(self, channel_id: str, text: str, thread_ts: str | None = None) -> str:
        """Have another app post in a channel, as a well-mannered app must be able to hear; returns the timestamp."""
        channel, ts = self.workspace.world.channel(channel_id), self.workspace.stamps.ts()
        if channel is None:
            raise UiError("Denne kanalen finnes ikke.")
        message = Message(ts, channel.id, OTHER_BOT_ID, text, thread_ts=thread_ts, is_other_bot=True)
        self.workspace.board.post(channel, message)
        return ts

    @contextmanager
    def listening(self, user_id: str) -> Iterator[Listener]:
        """Hear what a person's page would be told."""
        listener = self.workspace.feed.listen(user_id)
        try:
            yield listener
        finally:
            self.workspace.feed.leave(listener)

    def requests(self, method: str | None = None) -> list[Entry]:
        """The inspector's entries, oldest first, of one method if it is named."""
        return [entry for entry in self.workspace.inspector.entries if method in (None, entry.method)]

    def problems(self) -> list[str]:
        """Every request that was refused or drew a warning, in a line each: none in a test of a well-mannered app."""
        found = [entry for entry in self.workspace.inspector.entries if entry.error or entry.warning]
        return [f"{entry.method}: {entry.error or entry.warning} {entry.detail}".rstrip() for entry in found]

    def scopes_used(self) -> frozenset[str]:
        """The scopes that a request, an event or a command has needed so far."""
        return frozenset(self.workspace.gate.scopes_used)

    def advance(self, seconds: float) -> None:
        """Let time pass: what is due in the workspace by then happens now."""
        self.workspace.clock.advance(seconds)

    async def deliver_to(self, url: str) -> bool:
        """Send events as signed requests to an address on this machine; returns whether it met the challenge."""
        workspace = self.workspace
        requests = SignedRequests(url, self.signing_secret, workspace.stamps.now, workspace.links.ack_timeout)
        await workspace.sockets.deliver_to(requests)
        return await requests.verify()

    async def wait_connected(self) -> None:
        """Wait until the app has a socket open."""
        await self.workspace.links.wait_connected()

    async def settled(self) -> None:
        """Wait until every event was acknowledged or given up; what was to come late comes now."""
        self.workspace.sockets.flush()
        await self.workspace.background.settled()

    async def request_disconnect(self, reason: DisconnectReason) -> None:
        """Tell the app's sockets to go, as happens now and then; ``workspace.links`` breaks them in other ways."""
        await self.workspace.links.request_disconnect(reason)


async def start_sandbox(
    *,
    port: int = 0,
    manifest: Mapping[str, Any],
    clock: Callable[[], float] = time.time,
    retry_delays: Sequence[float] = (0, 60, 300),
    ack_timeout: float = 3.0,
    posts_a_minute: int = WORKSPACE_POSTS,
) -> Sandbox:
    """Start a sandbox for the app of a manifest (parsed YAML or JSON).

    ``clock`` gives seconds since 1970. Events not acknowledged within ``ack_timeout`` seconds are
    sent again after each of ``retry_delays`` (seconds of that clock, which ``advance`` moves on).
    ``posts_a_minute`` is the whole workspace's limit of chat.postMessage. With port 0 the system picks one. Raises
    ``PortInUse``, or pydantic's ``ValidationError`` for a manifest of the wrong shape.
    """
    app_manifest = read_manifest(manifest)
    listening = _bind(port)
    actual_port = listening.getsockname()[1]
    workspace = build_workspace(
        f"http://{ADDRESS}:{actual_port}",
        app_manifest,
        clock=clock,
        retry_delays=retry_delays,
        ack_timeout=ack_timeout,
        posts_a_minute=posts_a_minute,
    )
    runner = web.AppRunner(_application(workspace, actual_port), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    return Sandbox(
        url=workspace.url,
        api_url=f"{workspace.url}/api/",
        bot_token=workspace.gate.bot_token,
        app_token=workspace.gate.app_token,
        signing_secret=secrets.token_hex(16),
        team_id=TEAM_ID,
        bot_user_id=BOT_USER_ID,
        workspace=workspace,
        runner=runner,
    )


def _application(workspace: Workspace, port: int) -> web.Application:
    app = web.Application(middlewares=[guard(port)], client_max_size=2**20)
    app.on_response_prepare.append(add_headers)
    api, hooks = WebApi(workspace), Hooks(workspace)
    app.add_routes(
        [
            web.get("/", index),
            web.get("/page/{file:.+}", serve_file),
            web.get("/link/", workspace.links.serve),
            web.get("/api/{method}", api.serve),
            web.post("/api/{method}", api.serve),
            web.post("/hooks/response/{id}", hooks.serve),
            *Ui(workspace).routes(),
        ]
    )
    return app


def _bind(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
        listening.listen()
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(f"port {port} is in use: stop what listens there, or choose another port") from error
        raise
    return listening
