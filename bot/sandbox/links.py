"""Socket Mode's links: tickets, open websockets, envelopes to one of them, and acknowledgements."""

import asyncio
import json
import secrets
from collections import deque
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import WSMsgType, web

from bot.sandbox.world import APP_ID

Json = dict[str, Any]
DisconnectReason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]
MAX_SOCKETS = 10  # documented limit of connections per app


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for an envelope: its acknowledgement's payload, or None and the reason; ``again``: retry it."""

    payload: Json | None
    reason: str = ""
    again: bool = True


class Links:
    """The app's open websockets. Each envelope goes to exactly one of them."""

    def __init__(self, ack_timeout: float) -> None:
        self.ack_timeout = ack_timeout
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._all: dict[web.WebSocketResponse, web.Request] = {}  # those told to go may still acknowledge
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Json]]] = {}
        self._connected = asyncio.Event()
        self._refusals: deque[int] = deque()
        self._deaf: set[web.WebSocketResponse] = set()

    @property
    def count(self) -> int:
        """How many sockets may receive envelopes."""
        return len(self._open)

    def ticket(self) -> str:
        """A ticket that opens one socket, once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def wait_connected(self) -> None:
        """Wait until the app has a socket open."""
        await self._connected.wait()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer a websocket's handshake and listen to its acknowledgements until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="unknown ticket")
        self._tickets.discard(ticket)
        if self._refusals:
            return web.Response(status=self._refusals.popleft(), text="no socket now")
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        if len(self._open) >= MAX_SOCKETS:
            await socket.send_json(_disconnect("too_many_websockets"))
            await socket.close()
            return socket
        self._open.append(socket)
        self._all[socket] = request
        try:
            await socket.send_json(self._hello())
            self._connected.set()
            async for frame in socket:
                if socket in self._deaf:
                    continue  # half-open: what is sent arrives nowhere
                if frame.type is WSMsgType.PING:
                    await socket.pong(frame.data)
                elif frame.type is WSMsgType.TEXT:
                    self._acknowledge(frame.data)
        finally:
            self._lost(socket)
        return socket

    async def exchange(self, envelope: Json) -> Answer:
        """Send an envelope to one open socket and wait for its acknowledgement.

        Its payload is {} where it has none, and None if there was no acknowledgement in time or
        the socket went. There must be an open socket.
        """
        socket = self._open.pop(0)  # the next one gets the next envelope
        self._open.append(socket)
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = (socket, answer)
        try:
            async with asyncio.timeout(self.ack_timeout):
                if socket not in self._deaf:
                    await socket.send_json(envelope)
                return Answer(await answer)
        except (TimeoutError, ConnectionError):
            return Answer(None, "timeout")
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def request_disconnect(self, reason: DisconnectReason) -> None:
        """Tell every socket to go; none of them gets another envelope."""
        leaving, self._open = self._open, []
        self._connected.clear()
        for socket in leaving:
            await socket.send_json(_disconnect(reason))
            if reason == "link_disabled":
                await socket.close()

    def abort(self) -> None:
        """Break every socket without a word, as a network does."""
        for request in self._all.values():
            _break(request)

    def go_deaf(self) -> None:
        """Leave every socket half open: it gets no frame any more, its pings no answer, and its acks are not heard."""
        self._deaf.update(self._all)

    def refuse(self, status: int = 409, times: int = 1) -> None:
        """Refuse the next handshakes with a status."""
        self._refusals.extend([status] * times)

    async def close(self) -> None:
        """Close every socket."""
        for socket, request in tuple(self._all.items()):
            if socket in self._deaf:
                _break(request)
            await socket.close()

    def _acknowledge(self, frame: str) -> None:
        try:
            acknowledgement = json.loads(frame)
        except json.JSONDecodeError:
            return
        if not isinstance(acknowledgement, dict):
            return
        waiting = self._waiting.get(str(acknowledgement.get("envelope_id")))
        if waiting and not waiting[1].done():
            payload = acknowledgement.get("payload")
            waiting[1].set_result(payload if isinstance(payload, dict) else {})

    def _lost(self, socket: web.WebSocketResponse) -> None:
        self._all.pop(socket, None)
        self._deaf.discard(socket)
        if socket in self._open:
            self._open.remove(socket)
        if not self._open:
            self._connected.clear()
        for holder, answer in self._waiting.values():
            if holder is socket and not answer.done():
                answer.set_exception(ConnectionError("the socket closed before the acknowledgement"))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "sandbox", "build_number": 0, "approximate_connection_time": 18060},
        }


def _break(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
