"""Deliveries over Socket Mode: events with retries, commands and interactions without, all in the inspector."""

import asyncio
from collections.abc import Sequence
from typing import Any, Literal
from uuid import uuid4

from bot.sandbox.background import Background
from bot.sandbox.inspector import Inspector
from bot.sandbox.links import Links

Json = dict[str, Any]
EnvelopeKind = Literal["events_api", "slash_commands", "interactive"]


class Sockets:
    """Puts payloads into envelopes and sees to it that they are acknowledged, or not."""

    def __init__(
        self, links: Links, inspector: Inspector, background: Background, retry_delays: Sequence[float]
    ) -> None:
        self._links = links
        self._inspector = inspector
        self._background = background
        self._retry_delays = tuple(retry_delays)

    async def ask(self, kind: EnvelopeKind, payload: Json, *, accepts_response: bool) -> Json | None:
        """Send a command or an interaction, once. Returns the acknowledgement's payload, or None without one."""
        return await self._attempt(kind, payload, {"accepts_response_payload": accepts_response})

    def tell(self, payload: Json) -> None:
        """Send an event in the background, and again after each delay until it is acknowledged."""
        self._background.start(self._tell(payload))

    async def _tell(self, payload: Json) -> None:
        for attempt, delay in enumerate((0.0, *self._retry_delays)):
            if attempt:
                await asyncio.sleep(delay)
            retry = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
            if await self._attempt("events_api", payload, {"accepts_response_payload": False, **retry}) is not None:
                return

    async def _attempt(self, kind: EnvelopeKind, payload: Json, fields: Json) -> Json | None:
        started, answer, error = self._inspector.start(), None, "no_open_socket"
        if self._links.count:
            envelope = {"envelope_id": str(uuid4()), "type": kind, "payload": payload, **fields}
            answer = await self._links.exchange(envelope)
            error = "not_acknowledged"
        again = f", forsøk {fields['retry_attempt'] + 1}" if fields.get("retry_attempt") else ""
        self._inspector.record(
            f"→ {kind}",
            started=started,
            error=error if answer is None else None,
            arguments={"text": f"{_named(payload)}{again}"},
            response=answer,
        )
        return answer


def _named(payload: Json) -> str:
    event = payload.get("event")
    if isinstance(event, dict):
        return ".".join(str(event[n]) for n in ("type", "subtype", "channel_type") if event.get(n))
    return str(payload.get("command") or payload.get("type") or "")
