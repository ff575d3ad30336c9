"""What a provider's library raises is told apart by its status and its names, whichever library it is."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from knowledge.models import WritingFailure
from knowledge.writing.failures import failure_of


class Response:
    """An answer of a provider, as its library keeps it."""

    def __init__(self, status_code: int, headers: Mapping[str, str]) -> None:
        self.status_code = status_code
        self.headers = headers


class HTTPStatusError(Exception):
    """An error whose status stands in its response alone."""

    def __init__(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        super().__init__("made up")
        self.response = Response(status, headers or {})


class ResponseError(Exception):
    """An error that knows its status itself."""

    def __init__(self, status_code: int) -> None:
        super().__init__("made up")
        self.status_code = status_code


class APIConnectionError(Exception):
    """No connection."""


class APITimeoutError(APIConnectionError):
    """No answer in time."""


@pytest.mark.parametrize(
    ("error", "kind", "again"),
    [
        (HTTPStatusError(429), "throttled", True),
        (HTTPStatusError(503), "server_error", True),
        (ResponseError(500), "server_error", True),
        (ResponseError(529), "server_error", True),
        (HTTPStatusError(401), "denied", False),
        (ResponseError(404), "denied", False),
        (HTTPStatusError(408), "slow", False),
        (ResponseError(-1), "malformed", False),
        (APIConnectionError(), "unreachable", True),
        (ConnectionRefusedError(), "unreachable", True),
        (APITimeoutError(), "slow", False),
        (TimeoutError(), "slow", False),
        (ValueError("No generation chunks were returned"), "empty", False),
        (KeyError("choices"), "malformed", False),
    ],
)
def test_an_error_is_of_a_kind_and_may_be_tried_again(error: Exception, kind: WritingFailure, again: bool) -> None:
    failed = failure_of(error)
    assert (failed.kind, failed.pause is not None) == (kind, again)


def test_a_pause_is_what_the_provider_asks_for() -> None:
    """In seconds or until a moment; what is neither counts as none."""
    assert failure_of(HTTPStatusError(429, {"retry-after": "7"})).pause == 7
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    pause = failure_of(HTTPStatusError(503, {"retry-after": soon})).pause
    assert pause is not None
    assert 50 < pause <= 60
    assert failure_of(HTTPStatusError(429, {"retry-after": "soon"})).pause == failure_of(HTTPStatusError(429)).pause


def test_what_a_library_says_is_not_repeated() -> None:
    """Its message may hold a key or a prompt."""
    assert "made up" not in str(failure_of(HTTPStatusError(401)))
