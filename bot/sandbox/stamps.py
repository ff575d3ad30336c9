"""Times and identifiers: every message timestamp is unique, and no two ids are alike."""

import secrets
from collections.abc import Callable


class Stamps:
    """Makes timestamps from an injected clock (seconds since 1970), and random identifiers."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last_micros = 0

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock()

    def ts(self) -> str:
        """A message timestamp, ``seconds.micros``; later than every one before, even if the clock stands."""
        self._last_micros = max(int(self._clock() * 1_000_000), self._last_micros + 1)
        seconds, micros = divmod(self._last_micros, 1_000_000)
        return f"{seconds}.{micros:06d}"

    @staticmethod
    def new_id(prefix: str) -> str:
        """An identifier such as ``V4F0C…``: the prefix says what kind of thing it names."""
        return prefix + secrets.token_hex(5).upper()
