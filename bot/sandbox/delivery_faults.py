"""Deliveries that go wrong on order: an event comes twice, in the wrong order, or not at all.

On ``sandbox.workspace.deliveries``; ``kind`` is an event's type, or ``*`` for whichever comes next::

    deliveries.duplicate("message")              # the next message comes twice, with the same event id
    deliveries.duplicate("app_mention", copies=3)
    deliveries.lose("message")                   # acknowledged by nobody: it never comes
    deliveries.delay("message")                  # it comes after the next event that is sent
    deliveries.follow(seed=1, duplicate=0.1, lose=0.0, delay=0.1)  # by chance, the same for the same seed and order

Retries after a missing acknowledgement need no order: they come by themselves after 0, 60 and 300 seconds of the
sandbox's clock, which ``sandbox.advance(60)`` lets pass.
"""

import random
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any, Literal

Json = dict[str, Any]
ANY = "*"
COPIES = 2
Kind = Literal["duplicate", "lose", "delay"]


class DeliveryFaults:
    """Decides for each event which payloads go out now, and in which order."""

    def __init__(self) -> None:
        self._ordered: defaultdict[str, deque[tuple[Kind, int]]] = defaultdict(deque)
        self._delayed: list[Json] = []
        self._chances: dict[Kind, float] = {}
        self._dice = random.Random(0)

    def duplicate(self, kind: str = ANY, *, copies: int = COPIES, times: int = 1) -> None:
        """Have the next events of a kind come several times."""
        self._ordered[kind].extend([("duplicate", copies)] * times)

    def lose(self, kind: str = ANY, times: int = 1) -> None:
        """Have the next events of a kind never come."""
        self._ordered[kind].extend([("lose", 0)] * times)

    def delay(self, kind: str = ANY, times: int = 1) -> None:
        """Have the next events of a kind come after the event that follows them."""
        self._ordered[kind].extend([("delay", 0)] * times)

    def follow(self, seed: int, *, duplicate: float = 0.0, lose: float = 0.0, delay: float = 0.0) -> None:
        """Let chance decide from now on; each from 0 to 1, together no more than 1."""
        self._chances = {"duplicate": duplicate, "lose": lose, "delay": delay}
        self._dice = random.Random(seed)

    def flush(self) -> Sequence[Json]:
        """What was delayed and still waits."""
        delayed, self._delayed = self._delayed, []
        return delayed

    def sent(self, payload: Json) -> Sequence[Json]:
        """What goes out when this is to be sent."""
        fault = self._take(str(payload.get("event", {}).get("type", "")))
        if fault is None:
            return [payload, *self.flush()]
        kind, copies = fault
        if kind == "delay":
            self._delayed.append(payload)
            return []
        return [payload] * copies if kind == "duplicate" else []

    def _take(self, kind: str) -> tuple[Kind, int] | None:
        for name in (kind, ANY):
            if self._ordered[name]:
                return self._ordered[name].popleft()
        thrown = self._dice.random()
        for fault, chance in self._chances.items():
            if thrown < chance:
                return fault, COPIES
            thrown -= chance
        return None
