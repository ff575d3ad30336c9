"""A server on loopback that speaks as much of the OpenAI protocol as a chat needs: scripted, one script a request.

It answers ``POST /v1/chat/completions`` in one piece or as a stream of server-sent events, and keeps what it was sent.
Nothing in it sleeps: what is slow waits for an event that a test may set, or never sets.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

LOOPBACK = "127.0.0.1"
OK = 200
KEY = "made-up-key"


@dataclass(frozen=True)
class Reply:
    """What a request gets.

    ``parts`` are the pieces of text of a streamed answer; ``status`` other than 200 sends an error in OpenAI's form.
    ``first`` is waited for before the first byte, ``middle`` after the first part. ``raw`` is sent as it stands in
    place of an answer. ``close`` drops the connection after the parts, ``endless`` repeats the last part.
    """

    parts: Sequence[str] = ()
    status: int = OK
    headers: Mapping[str, str] = field(default_factory=dict)
    first: asyncio.Event | None = None
    middle: asyncio.Event | None = None
    raw: bytes | None = None
    close: bool = False
    endless: bool = False
    finish: str | None = "stop"
    usage: tuple[int, int] | None = (100, 20)


def says(*lines: str, **other: Any) -> Reply:
    """A reply of whole lines, cut into pieces of a few letters as models do."""
    text = "\n".join(lines)
    return Reply(parts=[text[i : i + 7] for i in range(0, len(text), 7)], **other)


UNSCRIPTED = Reply(status=418)  # a request that no test foresaw; no client makes it twice


@dataclass
class OpenAIServer:
    """The server while it runs.

    ``script`` gives each request its reply: a list in order, or a function of the body. ``most_under_way`` is how many
    requests there were at once, ``arrived`` and ``gone`` tell that one came, and that a client left before its end.
    """

    script: list[Reply] | Callable[[dict[str, Any]], Reply]
    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def prompts(self) -> list[str]:
        """The texts of each request, instructions first."""
        return ["\n\n".join(message["content"] for message in body["messages"]) for body in self.bodies]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Handle one request."""
        body = await request.json()
        self.bodies.append(body)
        self.keys.append(request.headers.get("Authorization") or request.headers.get("api-key"))
        reply = self.script(body) if callable(self.script) else self.script.pop(0) if self.script else UNSCRIPTED
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        self.arrived.set()
        try:
            return await self._reply(request, body, reply)
        except (ConnectionResetError, asyncio.CancelledError):
            self.gone.set()
            raise
        finally:
            self.under_way -= 1

    async def _reply(self, request: web.Request, body: dict[str, Any], reply: Reply) -> web.StreamResponse:
        if reply.first:
            await reply.first.wait()
        if reply.status == OK and body.get("stream"):
            return await self._stream(request, body, reply)
        error = {"error": {"message": "made up", "type": "made_up", "param": None, "code": None}}
        whole = json.dumps(_whole(body, reply) if reply.status == OK else error).encode()
        response = web.Response(
            body=whole if reply.raw is None else reply.raw,
            status=reply.status,
            headers=dict(reply.headers),
            content_type="application/json",
        )
        response.force_close()  # a connection that is kept would outlive the test's event loop
        return response

    async def _stream(self, request: web.Request, body: dict[str, Any], reply: Reply) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        response.force_close()
        await response.prepare(request)
        if reply.raw is not None:
            await response.write(reply.raw)
            return response
        for place, part in enumerate(reply.parts):
            await response.write(_event(_piece(body, {"content": part})))
            if place == 0 and reply.middle:
                await reply.middle.wait()
        while reply.endless:
            await response.write(_event(_piece(body, {"content": reply.parts[-1]})))
            await asyncio.sleep(0)
        if reply.close:
            assert request.transport is not None
            request.transport.abort()
            return response
        if reply.finish:
            await response.write(_event(_piece(body, {}, reply.finish)))
        if reply.usage and (body.get("stream_options") or {}).get("include_usage"):
            await response.write(_event(_piece(body, None, usage=reply.usage)))
        await response.write(b"data: [DONE]\n\n")
        return response


@asynccontextmanager
async def serving(script: list[Reply] | Callable[[dict[str, Any]], Reply]) -> AsyncIterator[OpenAIServer]:
    """A running server on a free port."""
    server = OpenAIServer(script)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    app.router.add_post("/openai/deployments/{name}/chat/completions", server.answer)  # the way Azure has it
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.0, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, LOOPBACK, 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()


def _event(row: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(row)}\n\n".encode()


def _head(body: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "made-up-1", "object": kind, "created": 1577836800, "model": body["model"]}


def _piece(
    body: dict[str, Any], delta: dict[str, Any] | None, finish: str | None = None, usage: tuple[int, int] | None = None
) -> dict[str, Any]:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]
    return _head(body, "chat.completion.chunk") | {"choices": choices, "usage": _used(usage)}


def _whole(body: dict[str, Any], reply: Reply) -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(reply.parts), "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": reply.finish}
    return _head(body, "chat.completion") | {"choices": [choice], "usage": _used(reply.usage)}


def _used(usage: tuple[int, int] | None) -> dict[str, int] | None:
    if usage is None:
        return None
    return {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
