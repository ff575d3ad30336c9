"""Why a question was answered or not: how it was read, what was found and by which signals, and what decided."""

from dataclasses import dataclass

from knowledge.judging import Thresholds
from knowledge.models import Language
from knowledge.retrieval import Passage
from knowledge.weighing import Evidence


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands behind one answer, for maintainers.

    ``read_as`` is the text that was searched for, corrected and with what the conversation adds; never the user's
    words. ``evidence`` is None where something is decided without a search (a greeting, a course by its code), and
    ``probability`` must reach ``floor`` for passages to carry an answer.
    """

    intent: str
    language: Language
    read_as: str
    passages: tuple[Passage, ...] = ()
    evidence: Evidence | None = None
    probability: float = 0.0
    floor: float = 0.0

    def lines(self) -> list[str]:
        """The explanation as text, a line each."""
        told = [f"read as   {self.intent}, {self.language}: {self.read_as}"]
        for number, passage in enumerate(self.passages, 1):
            parts = ", ".join(f"{name} {value:.1f}" for name, value in passage.signals.items() if round(value, 1))
            told.append(f"found {number:>2}  {passage.score:5.1f}  {passage.chunk.id}  ({parts})")
        if self.evidence is None:
            return [*told, "decided   without a search"]
        names = ", ".join(f"{name} {value:.2f}" for name, value in self.evidence.signals().items())
        return [*told, f"weighed   {names}", f"decided   probability {self.probability:.2f}, needed {self.floor:.2f}"]


def explain(
    intent: str,
    language: Language,
    read_as: str,
    passages: list[Passage],
    evidence: Evidence | None,
    thresholds: Thresholds,
) -> Explanation:
    """Put together what is known of one question."""
    if evidence is None:
        return Explanation(intent, language, read_as, tuple(passages))
    meant = thresholds.of(evidence)
    floor = meant.floors[language]
    return Explanation(intent, language, read_as, tuple(passages), evidence, meant.probability(evidence), floor)
