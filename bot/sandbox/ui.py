"""What the page asks: the workspace, its messages, its happenings, and the things a person does."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.doings import DOINGS
from bot.sandbox.errors import UiError
from bot.sandbox.people import Person
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import APP_ID, BOT_USER_ID, TEAM_ID, TEAM_NAME, Channel, User

Json = dict[str, Any]
KEEPALIVE_SECONDS = 15.0


class Ui:
    """The routes under ``/ui/``."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def routes(self) -> list[web.RouteDef]:
        """All routes; the POST ones are guarded by Origin."""
        reads: Mapping[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = {
            "boot": self.boot,
            "messages": self.messages,
            "events": self.events,
            "requests": self.requests,
            "health": self.health,
        }
        return [
            *(web.get(f"/ui/{name}", handler) for name, handler in reads.items()),
            web.post("/ui/{doing}", self.do),
        ]

    async def boot(self, request: web.Request) -> web.Response:
        """The workspace as one person sees it; without ``as``, the first one."""
        person = self._person(request.query.get("as") or self._workspace.world.people()[0].id)
        world, manifest = self._workspace.world, self._workspace.manifest
        channels = [c for c in world.channels if c.kind != "im" and world.is_member(c, person.user.id)]
        return web.json_response(
            {
                "workspace": {"id": TEAM_ID, "name": TEAM_NAME},
                "me": _user(person.user),
                "users": [_user(user) for user in world.users],
                "channels": [_channel(channel) for channel in (*channels, *person.own_im)],
                "app": {
                    "id": APP_ID,
                    "bot_user_id": BOT_USER_ID,
                    "name": manifest.name,
                    "description": manifest.display_information.description,
                },
                "commands": [c.model_dump(exclude={"should_escape"}) for c in manifest.features.slash_commands],
                "clock": {"ahead": self._workspace.clock.ahead},
                "shortcuts": [s.model_dump() for s in manifest.features.shortcuts],
            }
        )

    async def messages(self, request: web.Request) -> web.Response:
        """A conversation: all messages, suggested prompts and statuses."""
        person = self._person(request.query.get("as", ""))
        channel = self._workspace.world.channel(request.query.get("channel", ""))
        if channel is None or not self._workspace.world.is_member(channel, person.user.id):
            raise _refused("Denne kanalen finnes ikke for deg.")
        listed = self._workspace.log.listed(channel.id, viewer=person.user.id)
        return web.json_response(
            {
                "messages": [self._workspace.log.as_page(message) for message in listed],
                "prompts": self._prompts(channel),
                "statuses": self._workspace.statuses.shown(channel),
                "sessions": self._workspace.sessions.shown(channel),
            }
        )

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What happens, as server-sent events, until the page or the sandbox goes."""
        person = self._person(request.query.get("as", ""))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        listener = self._workspace.feed.listen(person.user.id)
        try:
            await response.prepare(request)
            await response.write(b": hei\n\n")
            while True:
                try:
                    happening = await asyncio.wait_for(listener.queue.get(), KEEPALIVE_SECONDS)
                except TimeoutError:
                    await response.write(b": fortsatt her\n\n")
                    continue
                if happening is None:
                    return response
                await response.write(f"data: {json.dumps(happening)}\n\n".encode())
        except ConnectionResetError:
            return response  # the page is gone
        finally:
            self._workspace.feed.leave(listener)

    async def requests(self, _request: web.Request) -> web.Response:
        """The inspector's log, oldest first."""
        return web.json_response({"requests": [entry.shown() for entry in self._workspace.inspector.latest()]})

    async def health(self, _request: web.Request) -> web.Response:
        """Whether the app is connected, and how many deliveries are under way."""
        connected, pending = self._workspace.links.count, self._workspace.background.pending
        return web.json_response({"ok": True, "sockets": connected, "pending": pending})

    async def do(self, request: web.Request) -> web.Response:
        """Something a person does; refusals have status 400 and a sentence."""
        doing = DOINGS.get(request.match_info["doing"])
        if doing is None:
            raise web.HTTPNotFound(text="no such route")
        try:
            body = await request.json()
        except json.JSONDecodeError:
            raise _refused("Forespørselen er ikke JSON.") from None
        if not isinstance(body, dict):
            raise _refused("Forespørselen er ikke et objekt.")
        person = self._person(str(body.get("as", "")))
        try:
            return web.json_response(await doing(person, body))
        except UiError as refusal:
            raise _refused(str(refusal)) from None

    def _person(self, user_id: str) -> Person:
        try:
            return Person(self._workspace, user_id)
        except UiError as refusal:
            raise _refused(str(refusal)) from None

    def _prompts(self, channel: Channel) -> Json | None:
        declared = [prompt.model_dump() for prompt in self._workspace.manifest.prompts]
        default = {"title": "", "prompts": declared} if declared and channel.kind == "im" else None
        return self._workspace.statuses.prompts(channel) or default


def _refused(sentence: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=json.dumps({"error": sentence}), content_type="application/json")


def _user(user: User) -> Json:
    names = ("id", "name", "real_name", "title", "is_staff", "is_bot", "is_guest", "is_stranger")
    return {name: getattr(user, name) for name in names}


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "kind": channel.kind,
        "name": channel.name,
        "topic": channel.topic,
        "is_shared": channel.is_shared,
    }
