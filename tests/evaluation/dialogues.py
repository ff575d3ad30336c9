"""Conversations: told turn by turn as the bot tells them, and judged turn by turn."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.inquiry import THREAD_TURNS
from knowledge.answer_json import to_json
from knowledge.models import Answer, Outcome, Question, Turn
from knowledge.service import Knowledge
from tests.evaluation.scoring import readable

WRITTEN = Path(__file__).with_name("dialogues.jsonl")
# Written by people who had seen neither the rules nor how the others were answered. The rules were made with an eye on
# those called GD after that; nobody has looked into those called HD, so their failures are counted and not shown.
LATER = Path(__file__).with_name("later_dialogues.jsonl")
KEPT_ASIDE = "HD"


@dataclass(frozen=True, slots=True)
class Step:
    """What a person says, and what an answer that understood it looks like.

    It has one of ``outcomes``; it cites or shows one of the ids ``means`` (none: anything goes; "avtale-2023" and
    "avtale-2023#" stand for every part of that document; a refusal need not cite); its text or records match the
    pattern ``about``.
    """

    text: str
    means: tuple[str, ...]
    outcomes: tuple[str, ...]
    about: str = ""

    def is_met_by(self, answer: Answer) -> bool:
        """Whether the answer shows that the step was understood."""
        free = not self.means or answer.outcome is Outcome.REFUSED
        meant = free or any(_stands_for(one, shown) for one in self.means for shown in _shown(answer))
        read = readable(to_json(answer, question_id=None, question=self.text, latency_ms=0))
        return answer.outcome in self.outcomes and meant and re.search(self.about, read, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation of some turns."""

    id: str
    kind: str
    language: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A dialogue with its answers."""

    dialogue: Dialogue
    answers: tuple[Answer, ...]

    def misses(self) -> list[str]:
        """The steps that were not understood, with what was made of them."""
        pairs = zip(self.dialogue.steps, self.answers, strict=True)
        return [
            f"{self.dialogue.id}.{n} {self.dialogue.kind}: {' | '.join(s.text for s in self.dialogue.steps[:n])} "
            f"→ {answer.outcome.value} {sorted(_shown(answer))}, meant {', '.join(step.means[:4])} {step.about}"
            for n, (step, answer) in enumerate(pairs, start=1)
            if not step.is_met_by(answer)
        ]


def tell(knowledge: Knowledge, dialogue: Dialogue, today: date) -> Told:
    """Hold a dialogue; each turn knows as many exchanges before it as a thread gives the bot."""
    history: list[Turn] = []
    answers: list[Answer] = []
    for step in dialogue.steps:
        answer = knowledge.answer_now(Question(step.text, tuple(history[-2 * THREAD_TURNS :])), today=today)
        history += [Turn("user", step.text), Turn("assistant", answer.text)]
        answers.append(answer)
    return Told(dialogue, tuple(answers))


def written(file: Path = WRITTEN) -> tuple[Dialogue, ...]:
    """The dialogues that were written by hand."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(
        Dialogue(
            row["id"],
            row["style"],
            row["lang"],
            tuple(Step(t["text"], tuple(t["means"]), tuple(t["outcome"]), t.get("about", "")) for t in row["turns"]),
        )
        for row in rows
    )


def misses(told: Iterable[Told]) -> list[str]:
    """All steps that were not understood."""
    return [miss for one in told for miss in one.misses()]


def share_understood(told: Sequence[Told]) -> float:
    """The part of all turns that were understood."""
    return 1 - len(misses(told)) / sum(len(one.answers) for one in told)


def _shown(answer: Answer) -> set[str]:
    cited = {citation.source_id for citation in answer.citations}
    addresses = {citation.provenance.url for citation in answer.citations if citation.provenance.url}
    records = {shown.course.id for shown in answer.courses} | {shown.contact.id for shown in answer.contacts}
    return cited | addresses | records


def _stands_for(meant: str, shown: str) -> bool:
    return shown == meant or shown.startswith(f"{meant.removesuffix('#')}#")
