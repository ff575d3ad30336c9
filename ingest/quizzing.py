"""The check file's questions: a new generation must answer them as well as the one before."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.engines import NamedEmbeddings
from knowledge.index import Index
from knowledge.models import Answer, KnownQuestion, Outcome, Question
from knowledge.service import assemble

FILE = "checks.json"


@dataclass(frozen=True, slots=True)
class Quiz:
    """Which questions were answered from a right source; ``right`` maps their texts."""

    right: Mapping[str, bool]

    @property
    def score(self) -> tuple[int, int]:
        """How many were, of how many."""
        return sum(self.right.values()), len(self.right)

    def worse_than(self, before: "Quiz", still_asked: Collection[str]) -> list[str]:
        """The questions that were answered before and are not now, where more were lost than won; else none.

        Only those count whose answer the sources still hold.
        """
        common = [text for text in self.right if text in before.right and text in still_asked]
        lost = [text for text in common if before.right[text] and not self.right[text]]
        won = [text for text in common if self.right[text] and not before.right[text]]
        return lost if len(lost) > len(won) else []

    def save(self, folder: Path) -> None:
        """Keep the result with its generation."""
        (folder / FILE).write_text(json.dumps(dict(self.right), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def of(cls, folder: Path) -> "Quiz":
        """The result that was kept with a generation; an empty one where there is none."""
        try:
            row = json.loads((folder / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls({})
        return cls({str(text): bool(right) for text, right in row.items()} if isinstance(row, dict) else {})


def quiz(index: Index, checks: Sequence[KnownQuestion], embeddings: NamedEmbeddings, *, today: date) -> Quiz:
    """Ask an open generation the questions of the check file, as of ``today``."""
    answering = assemble(index, embeddings)

    def is_right(check: KnownQuestion) -> bool:
        answer = answering.answer(Question(check.text), today=today, tell=lambda _: None)
        if not check.answers:
            return answer.outcome is not Outcome.ANSWERED
        return answer.outcome is Outcome.ANSWERED and not _shown(answer).isdisjoint(check.answers)

    return Quiz({check.text: is_right(check) for check in checks})


def still_asked(checks: Iterable[KnownQuestion], source_ids: Collection[str]) -> set[str]:
    """The questions whose answer the sources still hold, and those that nothing answers."""
    return {c.text for c in checks if not c.answers or any(source in source_ids for source in c.answers)}


def _shown(answer: Answer) -> set[str]:
    shown = {citation.source_id for citation in answer.citations}
    shown |= {course.course.id for course in answer.courses}
    return shown | {contact.contact.id for contact in answer.contacts}
