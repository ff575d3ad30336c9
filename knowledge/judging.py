"""Answer, or say that the sources don't say: decided by signals, outside any model.

A logistic function of the signals of :mod:`knowledge.weighing`, fitted by ``python -m knowledge.fitting`` on
questions written for the shipped sources; ``thresholds.json`` holds the weights with the date and the data they
came from, and under ``engines`` a set for each other engine that may have embedded the passages. A cosine threshold
alone cannot do it: answerable and unanswerable questions overlap from 0.84 to 0.89.
"""

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from knowledge.engines import BUNDLED
from knowledge.models import Language
from knowledge.strangers import about_a_stranger, rests_on_a_stranger
from knowledge.weighing import Evidence

# A known question without an answer, this much nearer than any with one and nearly the same, settles it: of the
# evaluation's questions this caught a fifth of those to refuse and one in two hundred of the others.
KNOWN_GAP, NEARLY_SAME = 1.5, 0.93
# Where the thing asked about stands in no near passage, only a known question that is the same speaks for an answer.
NAMED, THE_SAME = 0.6, 0.97
# A question about a word that no source uses needs a known question about as near as a rewording. Of the evaluation's
# and the generated questions with such a word this caught eighty to refuse and three to answer.
REWORDED = 0.90


class Verdict(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fitted weights. ``floors`` hold, by language, the least probability that lets an answer through.

    ``unasked`` is for passages about which there are no known questions: their signals say nothing there.
    """

    bias: float
    weights: tuple[float, ...]
    floors: Mapping[Language, float]
    unasked: "Thresholds | None" = None

    def of(self, evidence: Evidence) -> "Thresholds":
        """Those that are meant for some evidence."""
        return self.unasked if self.unasked and not evidence.asked else self

    def probability(self, evidence: Evidence) -> float:
        """How likely the sources hold the answer, by the fit."""
        logit = self.bias + sum(w * v for w, v in zip(self.weights, evidence.values(), strict=True))
        return 0.5 + 0.5 * math.tanh(logit / 2)  # the logistic function, written so that it never overflows


@cache
def fitted(engine: str = BUNDLED) -> Thresholds:
    """The thresholds that are shipped for passages from an engine; those of the bundled one where it has none."""
    row = json.loads((files("knowledge") / "thresholds.json").read_text(encoding="utf-8"))
    row = row["engines"].get(engine, row)
    plain = row["unasked"]
    unasked = Thresholds(plain["bias"], tuple(plain["weights"]), plain["floors"])
    return Thresholds(row["bias"], tuple(row["weights"]), row["floors"], unasked)


def nearness_needed(corrected: str, strange: Collection[str]) -> float:
    """The cosine that a known question must have for a question with ``strange`` words, which no source uses."""
    if rests_on_a_stranger(corrected, strange):
        return THE_SAME
    return REWORDED if about_a_stranger(corrected, strange) else 0.0


def judge(
    evidence: Evidence, language: Language, thresholds: Thresholds, ease: float = 1.0, *, named: bool = False
) -> Verdict:
    """Whether the passages can carry an answer.

    ``ease`` is the part of the floor that is enough; ``named`` tells that the thing asked about stands there.
    """
    if evidence.untold - evidence.told >= KNOWN_GAP and evidence.untold_cosine >= NEARLY_SAME:
        return Verdict.REFUSE
    if not named and evidence.asked and evidence.focus < NAMED and evidence.told_cosine < THE_SAME:
        return Verdict.REFUSE
    if evidence.asked and evidence.told_cosine < evidence.stranger:
        return Verdict.REFUSE
    meant = thresholds.of(evidence)
    enough = meant.probability(evidence) >= ease * meant.floors[language]
    return Verdict.ANSWER if enough else Verdict.REFUSE
