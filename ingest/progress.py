"""How a run tells what it is doing, and where a test may interrupt it."""

from collections.abc import Callable
from typing import Literal

Step = Literal["collect", "read", "chunk", "compare", "embed", "questions", "check", "publish"]

# Called with a step, how much of it is done, and how much there is.
Progress = Callable[[Step, int, int], None]

# Called with the name of a point that the run has just passed; a test may end the process there.
Checkpoint = Callable[[str], None]


def silent(_step: Step, _done: int, _total: int) -> None:
    """Tell nobody."""


def pass_by(_point: str) -> None:
    """Go on."""
