"""How well an answer's citations bear it: recall and precision as ALCE defines them (Gao et al., 2023).

Recall is the share of the sentences that all the passages they cite support together; one that cites nothing is not
supported. A citation is needed when it supports its sentence alone, or when the others do not without it; precision is
the share of the citations that are needed, and none is where the sentence is not supported. Both are taken for each
answer, and their means over the answers are reported. Refusals have neither.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from knowledge.claims.claim import Claim, Evidence
from knowledge.evaluation.chance import interval
from knowledge.evaluation.statements import Statement, statements
from knowledge.models import Answer, Outcome
from knowledge.signals import Intent

# What is said to be polite cites nothing, and says nothing that a source could bear.
_SMALL_TALK = frozenset({Intent.GREETING, Intent.THANKS, Intent.HELP})


class Judge(Protocol):
    """Whatever says whether evidence supports a sentence; ``told`` says in a sentence who that is."""

    told: str

    def supports(self, claim: Claim, *, today: date) -> bool:
        """Whether all of a claim follows from its evidence."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One answer: ``supported`` of its ``statements``, ``needed`` of its ``citations``.

    ``bare`` are the statements without a citation, ``own`` the sentences of the house's own, which are not counted.
    ``doubted`` are the texts of the statements that are not supported.
    """

    statements: int
    supported: int
    citations: int
    needed: int
    bare: int = 0
    own: int = 0
    doubted: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        """The share of the statements that their citations support."""
        return self.supported / self.statements

    @property
    def precision(self) -> float:
        """The share of the citations that are needed; 0 without any."""
        return self.needed / self.citations if self.citations else 0.0


@dataclass(frozen=True, slots=True)
class CitedSummary:
    """Many answers: means over them, with the recall's bootstrap 95 % interval, and the counts over all statements."""

    answers: int
    recall: float
    interval: tuple[float, float]
    precision: float
    statements: int
    supported: int
    citations: int
    needed: int
    bare: int
    own: int


def cited(answer: Answer, evidence: Mapping[int, Evidence], judge: Judge, *, today: date) -> Cited | None:
    """Judge one answer; ``evidence`` is what its citations hold, by number. None for what states nothing."""
    if answer.outcome is not Outcome.ANSWERED or answer.intent in _SMALL_TALK:
        return None
    said, own = statements(answer.text, answer.language)
    if not said:
        return None

    def holds(statement: Statement, marks: Sequence[int]) -> bool:
        if not marks or not set(marks) <= evidence.keys():
            return False
        claim = Claim(statement.text, answer.language, tuple(evidence[n] for n in marks))
        return judge.supports(claim, today=today)

    supported = [statement for statement in said if holds(statement, statement.marks)]
    needed = sum(
        len(one.marks) == 1 or holds(one, (n,)) or not holds(one, [m for m in one.marks if m != n])
        for one in supported
        for n in one.marks
    )
    return Cited(
        statements=len(said),
        supported=len(supported),
        citations=sum(len(statement.marks) for statement in said),
        needed=needed,
        bare=sum(not statement.marks for statement in said),
        own=own,
        doubted=tuple(statement.text for statement in said if statement not in supported),
    )


def cited_summary(answers: Sequence[Cited]) -> CitedSummary | None:
    """Count up; None without an answer."""
    if not answers:
        return None
    recalls = [one.recall for one in answers]
    return CitedSummary(
        answers=len(answers),
        recall=sum(recalls) / len(recalls),
        interval=interval(recalls),
        precision=sum(one.precision for one in answers) / len(answers),
        statements=sum(one.statements for one in answers),
        supported=sum(one.supported for one in answers),
        citations=sum(one.citations for one in answers),
        needed=sum(one.needed for one in answers),
        bare=sum(one.bare for one in answers),
        own=sum(one.own for one in answers),
    )
