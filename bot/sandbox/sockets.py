"""Deliveries to the app: events with retries, commands and interactions without, all in the inspector."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import uuid4

from bot.sandbox.background import Background
from bot.sandbox.clock import Clock
from bot.sandbox.delivery_faults import DeliveryFaults
from bot.sandbox.inspector import Inspector
from bot.sandbox.links import Answer, Links
from bot.sandbox.signed_requests import SignedRequests

Json = dict[str, Any]
EnvelopeKind = Literal["events_api", "slash_commands", "interactive"]


class Sockets:
    """Puts payloads into envelopes and sees to it that they are acknowledged, or not.

    They go through a socket, or as signed requests once ``deliver_to`` has said where.
    """

    def __init__(
        self,
        links: Links,
        inspector: Inspector,
        background: Background,
        clock: Clock,
        faults: DeliveryFaults,
        retry_delays: Sequence[float],
    ) -> None:
        self._links = links
        self._inspector = inspector
        self._background = background
        self._clock = clock
        self._faults = faults
        self._retry_delays = tuple(retry_delays)
        self._requests: SignedRequests | None = None

    @property
    def is_connected(self) -> bool:
        """Whether there is anybody to deliver to."""
        return self._requests is not None or self._links.count > 0

    async def deliver_to(self, requests: SignedRequests) -> None:
        """Deliver by signed requests from now on."""
        await self.close()
        self._requests = requests

    async def close(self) -> None:
        """Close the connections of signed requests."""
        if self._requests:
            await self._requests.close()

    async def ask(self, kind: EnvelopeKind, payload: Json, *, accepts_response: bool) -> Json | None:
        """Send a command or an interaction, once. Returns the acknowledgement's payload, or None without one."""
        return (await self._attempt(kind, payload, {"accepts_response_payload": accepts_response})).payload

    def tell(self, payload: Json) -> None:
        """Send an event in the background, and again after each delay until it is acknowledged."""
        self._start(self._faults.sent(payload))

    def flush(self) -> None:
        """Send what was held back to come in the wrong order."""
        self._start(self._faults.flush())

    def _start(self, payloads: Sequence[Json]) -> None:
        for payload in payloads:
            self._background.start(self._tell(payload))

    async def _tell(self, payload: Json) -> None:
        reason = ""
        for attempt, delay in enumerate((0.0, *self._retry_delays)):
            if attempt:
                await self._clock.sleep(delay)
            fields = {"accepts_response_payload": False, "retry_attempt": attempt, "retry_reason": reason}
            answer = await self._attempt("events_api", payload, fields)
            if answer.payload is not None or not answer.again:
                return
            reason = answer.reason

    async def _attempt(self, kind: EnvelopeKind, payload: Json, fields: Json) -> Answer:
        started, answer, error = self._inspector.start(), Answer(None, "timeout"), "no_open_socket"
        if self.is_connected:
            envelope = {"envelope_id": str(uuid4()), "type": kind, "payload": payload, **fields}
            answer = await (self._requests or self._links).exchange(envelope)
            error = "not_acknowledged"
        again = f", forsøk {fields['retry_attempt'] + 1}" if fields.get("retry_attempt") else ""
        self._inspector.record(
            f"→ {kind}",
            started=started,
            error=error if answer.payload is None else None,
            arguments={"text": f"{_named(payload)}{again}"},
            response=answer.payload,
        )
        return answer


def _named(payload: Json) -> str:
    event = payload.get("event")
    if isinstance(event, dict):
        return ".".join(str(event[n]) for n in ("type", "subtype", "channel_type") if event.get(n))
    return str(payload.get("command") or payload.get("type") or "")
