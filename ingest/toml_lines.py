"""Where something stands in a TOML file: the parser forgets it, the maintainer needs it."""

import re
from dataclasses import dataclass

_TABLE = re.compile(r"^\s*\[\[\s*source\s*\]\]")
_ANY_TABLE = re.compile(r"^\s*\[")
_PLACE_IN_MESSAGE = re.compile(r"\s*\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class TomlLines:
    """The lines of a file, to find tables and keys in."""

    lines: tuple[str, ...]

    def table(self, index: int) -> int | None:
        """The line (from 1) of the ``index``-th ``[[source]]``; None when it is written another way."""
        starts = [n for n, line in enumerate(self.lines, 1) if _TABLE.match(line)]
        return starts[index] if index < len(starts) else None

    def key(self, index: int, key: str) -> int | None:
        """The line of a key of the ``index``-th ``[[source]]``, or of the table where it is missing."""
        start = self.table(index)
        return start if start is None else self._find(key, start) or start

    def top_key(self, key: str) -> int | None:
        """The line of a key above all tables."""
        return self._find(key, 0)

    def _find(self, key: str, after: int) -> int | None:
        wanted = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=")
        for number, line in enumerate(self.lines[after:], after + 1):
            if wanted.match(line):
                return number
            if _ANY_TABLE.match(line):
                return None
        return None


def place_of(message: str, lines: TomlLines) -> tuple[int, str]:
    """Split the TOML parser's message into the line it complains about and the complaint."""
    match = _PLACE_IN_MESSAGE.search(message)
    if match:
        return int(match.group(1)), message[: match.start()]
    return max(len(lines.lines), 1), message.removesuffix(" (at end of document)")
