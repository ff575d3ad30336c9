"""What goes into the state and comes out of it."""

from dataclasses import dataclass
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
