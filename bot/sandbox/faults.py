"""Faults on order: what a workspace does now and then, so that an app's answer to it can be tried.

All of it hangs on ``sandbox.workspace.faults``. A fault is for the next request of a method, first come first served;
a method's name, or ``*`` for whichever comes next::

    faults.order("chat.postMessage", Fault(lost=True))       # do it, then break the connection instead of answering
    faults.order("chat.postMessage", Fault(unseen=True))     # break the connection, nothing is done
    faults.order("chat.update", Fault(retry_after=7))        # 429, Retry-After: 7
    faults.order("*", Fault(status=500), times=3)            # nothing is done, and the answer is no JSON
    faults.order("chat.update", Fault("internal_error"))     # 200, ok false
    faults.order("chat.postMessage", Fault(slow=30))         # do it, answer after 30 s of the sandbox's clock

    held = faults.hold("chat.postMessage")                   # hold the next call before it is done (after=True: after)
    await held.reached()                                     # … it has arrived; held.call.arguments says what it asks
    held.release()

    faults.hook(act, method="chat.postMessage", nth=2)       # act(call) before the second such call is done,
    faults.hook(act, nth=5, after=True)                      # … or after the fifth call of any method. act may be
                                                             # asynchronous; it may kill the app's process, too
    faults.follow(FaultTable(seed=1, chances={"chat.*": ((0.1, Fault(lost=True)), (0.1, Fault(status=500)))}))

Events on their way to the app go wrong through ``sandbox.workspace.deliveries`` (see ``delivery_faults``).
"""

import fnmatch
import inspect
import random
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.calls import Act, Call, Held
from bot.sandbox.errors import ApiError

ANY = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request; ``retry_after`` in whole seconds, ``slow`` in seconds of the sandbox's clock.

    It is refused with ``error``, with status 429 where ``retry_after`` is given, or with a bare ``status`` such as 500;
    with ``unseen`` the connection breaks before anything is done. With ``lost`` it is done, and the connection breaks
    before the answer; with ``slow`` it is done, and the answer takes its time.
    """

    error: str = "internal_error"
    retry_after: int | None = None
    lost: bool = False
    unseen: bool = False
    status: int = 200
    slow: float = 0.0

    @property
    def is_done(self) -> bool:
        """Whether the request has its effect all the same."""
        return self.lost or self.slow > 0

    def refusal(self) -> ApiError:
        """The refusal in the Web API's words."""
        return ApiError("ratelimited" if self.retry_after is not None else self.error)


@dataclass(frozen=True, slots=True)
class FaultTable:
    """Faults by chance, the same ones for the same seed and order of requests.

    ``chances`` gives for a pattern of method names (``chat.*``) the faults and how likely each is, from 0 to 1.
    """

    seed: int
    chances: Mapping[str, tuple[tuple[float, Fault], ...]]


@dataclass(frozen=True, slots=True)
class _Hook:
    act: Act
    method: str
    nth: int
    after: bool


class Faults:
    """Faults that wait for their request, by method, first come first served; hooks; and a table of chances."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._hooks: list[_Hook] = []
        self._counts: defaultdict[str, int] = defaultdict(int)
        self._table: FaultTable | None = None
        self._dice = random.Random(0)

    def order(self, method: str, fault: Fault, times: int = 1) -> None:
        """Have the next requests of a method (or of any, with ``*``) fail."""
        self._waiting[method].extend([fault] * times)

    def follow(self, table: FaultTable | None) -> None:
        """Let chance decide from now on, or no longer."""
        self._table = table
        self._dice = random.Random(table.seed if table else 0)

    def hook(self, act: Act, *, method: str = ANY, nth: int = 1, after: bool = False) -> None:
        """Have something happen once, before or after the nth call from now on of a method, or of all."""
        self._hooks.append(_Hook(act, method, self._counts[method] + nth, after))

    def hold(self, method: str = ANY, *, nth: int = 1, after: bool = False) -> Held:
        """Hold the nth call from now on until it is released."""
        held = Held()
        self.hook(held, method=method, nth=nth, after=after)
        return held

    def arrive(self, method: str, arguments: Mapping[str, Any]) -> Call:
        """Count a request."""
        for name in (method, ANY):
            self._counts[name] += 1
        return Call(self._counts[ANY], self._counts[method], method, arguments)

    def take(self, method: str) -> Fault | None:
        """The fault of this request, if one was ordered or chance has it."""
        for name in (method, ANY):
            if self._waiting[name]:
                return self._waiting[name].popleft()
        return self._by_chance(method)

    async def run_hooks(self, call: Call, *, after: bool) -> None:
        """Do what was to happen at this call."""
        counts = {call.method: call.nth, ANY: call.number}
        due = [hook for hook in self._hooks if hook.after is after and counts.get(hook.method) == hook.nth]
        for hook in due:
            self._hooks.remove(hook)
            done = hook.act(call)
            if inspect.isawaitable(done):
                await done

    def _by_chance(self, method: str) -> Fault | None:
        chances = self._table.chances.items() if self._table else ()
        for pattern, faults in chances:
            if fnmatch.fnmatchcase(method, pattern):
                thrown = self._dice.random()
                for chance, fault in faults:
                    if thrown < chance:
                        return fault
                    thrown -= chance
        return None
