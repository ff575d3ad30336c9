"""Faults on order: what a workspace does now and then, so that an app's answer to it can be tried."""

from collections import defaultdict, deque
from dataclasses import dataclass

from bot.sandbox.errors import ApiError


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request.

    It is refused with ``error``, with status 429 where ``retry_after`` (seconds) is given; or, with ``lost``, it is
    done, and the connection breaks before the answer.
    """

    error: str = "internal_error"
    retry_after: int | None = None
    lost: bool = False

    def refusal(self) -> ApiError:
        """The refusal in the Web API's words."""
        return ApiError("ratelimited" if self.retry_after is not None else self.error)


class Faults:
    """Faults that wait for their request, by method, first come first served."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def order(self, method: str, fault: Fault, times: int = 1) -> None:
        """Have the next requests of a method fail."""
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The fault of this request, if one was ordered."""
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None
