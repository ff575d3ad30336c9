"""What a language model's part in many answers came to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.models import Written


@dataclass(frozen=True, slots=True)
class WrittenSummary:
    """Of the ``answers`` that a model was asked to write.

    ``kept`` counts the shown sentences, ``repaired`` those among them that passed at the second try. ``reasons``
    counts the dropped ones by what spoke against them (one may have several), ``fallbacks`` the answers without any
    sentence of the model's by why, ``cut`` those that end early. ``cost`` is in the currency of the prices, None
    without them; times are milliseconds, those to the first sentence None where there is none.
    """

    model: str
    answers: int
    kept: int
    repaired: int
    dropped: int
    requests: int
    tokens_in: int
    tokens_out: int
    estimated: bool
    cost: float | None
    answer_ms_p50: float
    answer_ms_p95: float
    first_ms_p50: float | None = None
    first_ms_p95: float | None = None
    rewritten: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    fallbacks: Mapping[str, int] = field(default_factory=dict)
    cut: Mapping[str, int] = field(default_factory=dict)

    @property
    def written(self) -> int:
        """The answers that show at least one sentence of the model's."""
        return self.answers - sum(self.fallbacks.values())


def written_summary(rows: Sequence[tuple[Written, float]]) -> WrittenSummary | None:
    """Count up accounts, each with the milliseconds of its answer; None without any."""
    if not rows:
        return None
    accounts = [written for written, _ in rows]
    costs = [written.cost for written in accounts if written.cost is not None]
    p50, p95 = _quantiles([ms for _, ms in rows]) or (0.0, 0.0)
    first = _quantiles([one.first_sentence * 1000 for one in accounts if one.first_sentence is not None])
    return WrittenSummary(
        model=accounts[0].model,
        answers=len(accounts),
        kept=sum(one.kept for one in accounts),
        repaired=sum(one.repaired for one in accounts),
        dropped=sum(len(one.dropped) for one in accounts),
        requests=sum(one.requests for one in accounts),
        tokens_in=sum(one.tokens_in for one in accounts),
        tokens_out=sum(one.tokens_out for one in accounts),
        estimated=any(one.estimated for one in accounts),
        cost=sum(costs) if costs else None,
        answer_ms_p50=p50,
        answer_ms_p95=p95,
        first_ms_p50=first[0] if first else None,
        first_ms_p95=first[1] if first else None,
        rewritten=sum(one.rewritten for one in accounts),
        reasons=_counted(kind for one in accounts for dropped in one.dropped for kind in _kinds(dropped)),
        fallbacks=_counted(one.failure or "unproven" for one in accounts if not one.kept),
        cut=_counted(one.failure for one in accounts if one.kept and one.failure),
    )


def _kinds(reasons: Sequence[str]) -> set[str]:
    """What spoke against one sentence, without what stood in it."""
    return {reason.partition(":")[0] for reason in reasons}


def _counted(kinds: Iterable[str]) -> dict[str, int]:
    return dict(Counter(kinds).most_common())


def _quantiles(values: Sequence[float]) -> tuple[float, float] | None:
    if not values:
        return None
    low, high = np.quantile(values, [0.5, 0.95])
    return float(low), float(high)
