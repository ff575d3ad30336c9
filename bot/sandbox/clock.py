"""The sandbox's clock: the injected one, and what was added to it, so that hours can pass at once."""

import asyncio
from collections.abc import Callable


class Timer:
    """Something that happens later, unless it is cancelled."""

    def __init__(self, due: float, act: Callable[[], object]) -> None:
        self.due = due
        self.act = act
        self.handle: asyncio.TimerHandle | None = None

    def cancel(self) -> None:
        """Have it not happen."""
        if self.handle:
            self.handle.cancel()
        self.handle = None


class Clock:
    """Tells the time and wakes what waits for it.

    What is due after so many seconds happens when they have passed by themselves, or as soon as ``advance`` has
    made them pass: so tests and the page need not wait for a retry after five minutes.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._timers: set[Timer] = set()
        self.ahead = 0.0  # seconds

    def now(self) -> float:
        """Seconds since 1970, those that were added included."""
        return self._seconds() + self.ahead

    @property
    def waiting(self) -> int:
        """How many things are still to happen."""
        return sum(timer.handle is not None for timer in self._timers)

    def later(self, delay: float, act: Callable[[], object]) -> Timer:
        """Have something happen after so many seconds."""
        timer = Timer(self.now() + delay, act)
        self._timers.add(timer)
        self._set(timer, delay)
        return timer

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds of this clock."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        passed = asyncio.Event()
        timer = self.later(seconds, passed.set)
        try:
            await passed.wait()
        finally:
            timer.cancel()

    def advance(self, seconds: float) -> None:
        """Let time pass; what becomes due happens now, the earliest first."""
        self.ahead += seconds
        now = self.now()
        for timer in sorted(self._timers, key=lambda each: each.due):
            if timer.handle is None:
                self._timers.discard(timer)
            elif timer.due <= now:
                timer.cancel()
                self._happen(timer)
            else:
                timer.handle.cancel()
                self._set(timer, timer.due - now)

    def close(self) -> None:
        """Cancel all that was to happen."""
        for timer in self._timers:
            timer.cancel()

    def _set(self, timer: Timer, delay: float) -> None:
        timer.handle = asyncio.get_running_loop().call_later(delay, self._happen, timer)

    def _happen(self, timer: Timer) -> None:
        timer.handle = None
        self._timers.discard(timer)
        timer.act()
