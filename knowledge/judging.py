"""Answer, or say that the sources don't say: decided by signals, outside any model.

A logistic function of the signals of :mod:`knowledge.weighing`, fitted by ``python -m knowledge.fitting`` on
questions written for the shipped sources; ``thresholds.json`` holds the weights with the date and the data they
came from. A cosine threshold alone cannot do it: answerable and unanswerable questions overlap from 0.84 to 0.89.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from knowledge.models import Language
from knowledge.weighing import Evidence

# A known question without an answer, this much nearer than any with one and nearly the same, settles it: of the
# evaluation's questions this caught a fifth of those to refuse and one in two hundred of the others.
KNOWN_GAP, NEARLY_SAME = 1.5, 0.93
# Where the thing asked about stands in no near passage, only a known question that is the same speaks for an answer.
NAMED, THE_SAME = 0.6, 0.97


class Verdict(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fitted weights. ``floors`` hold, by language, the least probability that lets an answer through."""

    bias: float
    weights: tuple[float, ...]
    floors: Mapping[Language, float]

    def probability(self, evidence: Evidence) -> float:
        """How likely the sources hold the answer, by the fit."""
        logit = self.bias + sum(w * v for w, v in zip(self.weights, evidence.values(), strict=True))
        return 0.5 + 0.5 * math.tanh(logit / 2)  # the logistic function, written so that it never overflows


@cache
def fitted() -> Thresholds:
    """The thresholds that are shipped."""
    row = json.loads((files("knowledge") / "thresholds.json").read_text(encoding="utf-8"))
    return Thresholds(row["bias"], tuple(row["weights"]), row["floors"])


def judge(evidence: Evidence, language: Language, thresholds: Thresholds, ease: float = 1.0) -> Verdict:
    """Whether the passages can carry an answer; ``ease`` is the part of the floor that is enough."""
    if evidence.untold - evidence.told >= KNOWN_GAP and evidence.untold_cosine >= NEARLY_SAME:
        return Verdict.REFUSE
    if evidence.focus < NAMED and evidence.told_cosine < THE_SAME:
        return Verdict.REFUSE
    enough = thresholds.probability(evidence) >= ease * thresholds.floors[language]
    return Verdict.ANSWER if enough else Verdict.REFUSE
