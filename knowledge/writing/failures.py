"""What a provider's library raises, and what it means for an answer.

WritingUnavailable   the settings do not give a model; told at start
Failed               a request came to nothing; ``kind`` says why
"""

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.models import WritingFailure

# Names, because each provider's library has its own classes for the same: openai, anthropic, httpx, ollama.
_UNREACHABLE = frozenset(
    {"APIConnectionError", "TransportError", "ConnectError", "ConnectionError", "RemoteProtocolError"}
)
_SLOW = frozenset({"APITimeoutError", "TimeoutException", "TimeoutError", "StreamChunkTimeoutError"})
_RETRIED = frozenset({"unreachable", "throttled", "server_error"})
_PAUSE = 0.25  # seconds before a second try where the provider names none
_TIMEOUT, _THROTTLED, _SERVER = 408, 429, 500  # any other status says that such a request is not taken


class WritingUnavailable(KnowledgeError):
    """There is no language model by these settings; the message says what to do."""


class Failed(Exception):
    """A request to the model came to nothing. ``pause`` is what to wait before a second try, None for never."""

    def __init__(self, kind: WritingFailure, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.kind = kind
        self.pause = pause


def failure_of(error: Exception) -> Failed:
    """What an exception of a provider's library means."""
    if isinstance(error, Failed):
        return error
    status = _status(error)
    kind = _kind(error, status)
    asked = _retry_after(error)
    pause = (_PAUSE if asked is None else asked) if kind in _RETRIED else None
    return Failed(kind, f"{type(error).__name__}{f' {status}' if status else ''}", pause)


def _kind(error: Exception, status: int | None) -> WritingFailure:
    names = {each.__name__ for each in type(error).__mro__}
    if status is not None:
        if status == _THROTTLED:
            return "throttled"
        return "slow" if status == _TIMEOUT else "server_error" if status >= _SERVER else "denied"
    if "No generation" in str(error):  # LangChain's way to say that a stream brought nothing
        return "empty"
    if names & _SLOW:
        return "slow"
    return "unreachable" if names & _UNREACHABLE else "malformed"


def _status(error: Exception) -> int | None:
    """The HTTP status, wherever a library keeps it."""
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int) and status > 0:
            return status
    return None


def _retry_after(error: Exception) -> float | None:
    """Seconds that the provider asks to wait, from its header."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    told = headers.get("retry-after") if isinstance(headers, Mapping) else None
    if told is None:
        return None
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except ValueError:
        return None
