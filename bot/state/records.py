"""What goes into the state and comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from knowledge.models import Answer, Turn

Verdict = Literal["helpful", "unhelpful"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer, as it is remembered.

    ``root`` names the thread within the channel: the timestamp of its first message.
    """

    answer_id: str
    team_id: str
    channel: str
    root: str
    user_id: str
    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question with its answer."""

    question: str
    answer: str

    def turns(self) -> tuple[Turn, Turn]:
        """The exchange as the two messages it was."""
        return Turn("user", self.question), Turn("assistant", self.answer)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer read back, with the question it answered."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Tally:
    """What a workspace's answers of some time came to.

    Of all ``answers``, a language model wrote ``written``; of those ``cut`` were not whole, and ``fallen_back`` became
    the sources' own sentences, both by failure. ``kept`` and ``dropped`` count sentences. ``cost`` is None where no
    prices are set.
    """

    answers: int = 0
    written: int = 0
    cut: Mapping[str, int] = field(default_factory=dict)
    fallen_back: Mapping[str, int] = field(default_factory=dict)
    kept: int = 0
    repaired: int = 0
    dropped: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    models: tuple[str, ...] = ()
