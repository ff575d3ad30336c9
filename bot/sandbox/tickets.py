"""Things an interaction hands out that do not last: trigger ids and response urls."""

import secrets
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.stamps import Stamps

TRIGGER_SECONDS = 3.0  # documented: a trigger id opens a view within three seconds, once
RESPONSE_URL_SECONDS = 30 * 60  # documented: a response url works for thirty minutes …
RESPONSE_URL_USES = 5  # … and five times
MAX_KEPT = 1000


@dataclass(slots=True)
class _Trigger:
    user: str
    issued: float
    used: bool = False


class Triggers:
    """Trigger ids and whom they let the app show a view to."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps
        self._issued: dict[str, _Trigger] = {}

    def issue(self, user: str) -> str:
        """A new trigger id."""
        now = self._stamps.now()
        trigger_id = f"{int(now)}.{secrets.randbelow(10**10):010d}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = _Trigger(user, now)
        _forget_oldest(self._issued)
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Use a trigger id up; returns its user. Raises ``ApiError`` if it is unknown, used or too old."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._stamps.now() - trigger.issued > TRIGGER_SECONDS:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger.user


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an interaction came from: the place an answer goes to. ``message_ts`` is the message acted upon."""

    user: str
    channel: str
    message_ts: str | None = None
    thread_ts: str | None = None


@dataclass(slots=True)
class _ResponseUrl:
    origin: Origin
    issued: float
    uses: int = 0


class ResponseUrls:
    """Response urls, by the id at their end."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps
        self._issued: dict[str, _ResponseUrl] = {}

    def issue(self, origin: Origin) -> str:
        """The id of a new response url."""
        url_id = secrets.token_urlsafe(16)
        self._issued[url_id] = _ResponseUrl(origin, self._stamps.now())
        _forget_oldest(self._issued)
        return url_id

    def use(self, url_id: str) -> Origin:
        """Count one use. Raises ``ApiError`` if the url is unknown, used up or too old."""
        url = self._issued.get(url_id)
        if url is None:
            raise ApiError("no_such_url")
        if self._stamps.now() - url.issued > RESPONSE_URL_SECONDS:
            raise ApiError("expired_url")
        if url.uses >= RESPONSE_URL_USES:
            raise ApiError("used_url")
        url.uses += 1
        return url.origin


def _forget_oldest(issued: dict[str, Any]) -> None:
    while len(issued) > MAX_KEPT:
        del issued[next(iter(issued))]
