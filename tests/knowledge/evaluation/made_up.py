"""Scored answers to made-up questions."""

from typing import Any

from knowledge.evaluation.counting import Scored
from knowledge.evaluation.scoring import FaultKind

_INSIDE = ("ms", "probability", "answer", "cited", "written")


def scored(name: str, *, right: bool = True, outcome: str = "answered", **other: Any) -> Scored:
    """A made-up question with what became of it; ``other`` are fields of the question, or of what became of it."""
    inside = {key: other.pop(key) for key in _INSIDE if key in other}
    question = {
        "id": name, "category": "house", "lang": "nb", "kind": None, "question": f"Hva er {name}?",
        "outcome": ["answered"],
    }  # fmt: skip
    reasons = () if right else ("missing: klokken ni",)
    return Scored(
        question | other, outcome, reasons, frozenset() if right else frozenset({FaultKind.MISSING}), **inside
    )
