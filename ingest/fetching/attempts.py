"""Sending one request until there is an answer: in its turn, within its time, again when that may help."""

import random
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from ingest.errors import SourceError
from ingest.fetching.addresses import Private, wrong
from ingest.fetching.bodies import PACKINGS, TooLarge, Unpackable, read_body
from ingest.fetching.settings import FetchSettings
from ingest.fetching.transport import DEADLINE
from ingest.reading.limits import megabytes

_PASSING = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FIRST_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer whose body was read; a redirect's and an error's body is empty."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def redirects(self) -> bool:
        """Whether the content lies elsewhere."""
        return self.status in _REDIRECTS


@dataclass(frozen=True, slots=True)
class Clocks:
    """Time as the network code sees it, so that tests need not wait. ``steady`` and ``sleep`` count seconds."""

    steady: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Attempt:
    """What to send. ``place`` is the address the maintainer knows; ``cut`` takes a body's beginning for the whole."""

    method: str
    url: str
    place: str
    headers: Mapping[str, str]
    body: bytes | None
    limit: int
    cut: bool = False


class _Again(Exception):
    """It may work the next time, after ``pause`` seconds where the server says so; else ``error`` is the end of it."""

    def __init__(self, error: SourceError, pause: float | None = None) -> None:
        self.error = error
        self.pause = pause


class Sender:
    """Sends one request at a time. Every request it is given may be repeated without harm."""

    def __init__(self, settings: FetchSettings, transport: httpx.BaseTransport, clocks: Clocks) -> None:
        self._settings = settings
        self._transport = transport
        self._clocks = clocks
        self._free_at: dict[str, float] = {}

    def send(self, attempt: Attempt, delay: float) -> Reply:
        """An answer with any status that repeating would not better.

        ``delay`` is the pause in seconds between two requests to one host. Raises SourceError.
        """
        tries = Retrying(
            stop=stop_after_attempt(self._settings.attempts),
            wait=self._pause,
            retry=retry_if_exception_type(_Again),
            sleep=self._clocks.sleep,
            reraise=True,
        )
        try:
            return tries(self._once, attempt, delay)
        except _Again as again:
            raise again.error from again

    def _pause(self, state: RetryCallState) -> float:
        """1, 2, 4 … seconds, halved by chance at most so that clients part; or what the server asks for."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, _Again) and error.pause is not None:
            return error.pause
        return _FIRST_PAUSE * 2.0 ** (state.attempt_number - 1) * (0.5 + self._clocks.chance() / 2)

    def _once(self, attempt: Attempt, delay: float) -> Reply:
        host = urlsplit(attempt.url).netloc
        waiting = self._free_at.get(host, 0.0) - self._clocks.steady()
        if host in self._free_at and waiting > 0:
            self._clocks.sleep(waiting)
        deadline = self._clocks.steady() + self._settings.total
        try:
            return self._exchange(attempt, deadline)
        except Private as private:
            allowed = "an address on the public internet (allow_private = true opens one's own network)"
            got = f"{private.args[0]} for {urlsplit(attempt.url).hostname}"
            raise wrong(attempt.place, allowed, got) from private
        except TooLarge as error:
            raise wrong(attempt.place, f"at most {megabytes(attempt.limit)}", "more", "size") from error
        except Unpackable as error:
            raise wrong(attempt.place, "a body that can be unpacked", str(error), "body") from error
        except httpx.TransportError as error:
            raise self._failed(attempt, error, deadline) from error
        finally:
            self._free_at[host] = self._clocks.steady() + delay

    def _exchange(self, attempt: Attempt, deadline: float) -> Reply:
        limits = self._settings
        timeout = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
        request = httpx.Request(
            attempt.method,
            attempt.url,
            headers={
                "User-Agent": limits.user_agent,
                "Accept-Encoding": PACKINGS,
                "Accept-Language": "nb, no;q=0.9, nn;q=0.8, en;q=0.5",
                **attempt.headers,
            },
            content=attempt.body,
            extensions={"timeout": timeout, DEADLINE: deadline},
        )
        response = self._transport.handle_request(request)
        try:
            if response.status_code in _PASSING:
                raise self._asked_to_wait(attempt, response)
            data = (
                read_body(response, attempt.limit, cut=attempt.cut) if response.status_code == httpx.codes.OK else b""
            )
        finally:
            response.close()
        return Reply(response.status_code, response.headers, data)

    def _asked_to_wait(self, attempt: Attempt, response: httpx.Response) -> Exception:
        got = f"{response.status_code} {response.reason_phrase}".strip()
        pause = _seconds(response.headers.get("retry-after"), self._clocks.now())
        if pause is not None and pause > self._settings.longest_wait:
            expected = f"an answer within {self._settings.longest_wait:g} s"
            return wrong(attempt.place, expected, f"{got} with the wish to wait {pause:.0f} s; try later", "answer")
        return _Again(wrong(attempt.place, "an answer", f"{got}, {self._tried}", "answer"), pause)

    def _failed(self, attempt: Attempt, error: httpx.TransportError, deadline: float) -> Exception:
        host = urlsplit(attempt.url).hostname
        if self._clocks.steady() >= deadline:
            return wrong(attempt.place, f"the whole answer within {self._settings.total:g} s", "less of it", "answer")
        if isinstance(error, httpx.TimeoutException):
            expected = f"a sign of life within {self._settings.read:g} s"
            return _Again(wrong(attempt.place, expected, f"none from {host}, {self._tried}", "answer"))
        reasons = list(_causes(error))
        if any(isinstance(reason, ssl.SSLCertVerificationError) for reason in reasons):
            return wrong(
                attempt.place, "a certificate that is valid for the name", f"another from {host} ({error})", "answer"
            )
        if any(isinstance(r, socket.gaierror) and r.errno == socket.EAI_NONAME for r in reasons):
            return wrong(attempt.place, "a host that exists; correct the address", f"{host}")
        return _Again(wrong(attempt.place, "an answer", f"a broken connection ({error}), {self._tried}", "answer"))

    @property
    def _tried(self) -> str:
        return f"tried {self._settings.attempts} times"


def _seconds(header: str | None, now: datetime) -> float | None:
    """What Retry-After says, as seconds from now; None where it says nothing."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header.strip()[:9])
    try:
        then = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds())


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
