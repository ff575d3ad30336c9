"""What asking a model for one answer came to: counted while it goes on, told in one line without anybody's words."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.models import WritingFailure, Written

log = logging.getLogger(__name__)

_PER = 1_000_000  # tokens that a price is for
CHARACTERS_A_TOKEN = 3.5  # of Norwegian, where the provider does not count


@dataclass
class Account:
    """Counts one answer. ``price_in`` and ``price_out`` are per million tokens; ``clock`` gives seconds."""

    model: str
    price_in: float | None = None
    price_out: float | None = None
    clock: Callable[[], float] = time.monotonic
    kept: int = 0
    repaired: int = 0
    dropped: list[tuple[str, ...]] = field(default_factory=list)
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False
    rewritten: bool = False
    failure: WritingFailure | None = None
    why: str = ""  # the failure as the log tells it
    first_sentence: float | None = None
    waiting: int = 0  # requests that wait for their turn

    def __post_init__(self) -> None:
        self._began = self.clock()

    def keep(self, *, repaired: bool) -> None:
        """Count a sentence that is shown."""
        if self.first_sentence is None:
            self.first_sentence = self.clock() - self._began
        self.kept += 1
        self.repaired += repaired

    def use(self, tokens_in: int, tokens_out: int, *, estimated: bool) -> None:
        """Count the tokens of a request."""
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out
        self.estimated |= estimated

    def close(self) -> Written:
        """The account as it stands, told in the log."""
        written = Written(
            model=self.model,
            kept=self.kept,
            repaired=self.repaired,
            dropped=tuple(self.dropped),
            failure=self.failure,
            requests=self.requests,
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
            estimated=self.estimated,
            cost=self._cost(),
            latency=self.clock() - self._began,
            first_sentence=self.first_sentence,
            rewritten=self.rewritten,
        )
        log.log(logging.WARNING if written.failure else logging.INFO, "%s", told(written, self.why))
        return written

    def _cost(self) -> float | None:
        if self.price_in is None and self.price_out is None:
            return None
        return (self.tokens_in * (self.price_in or 0.0) + self.tokens_out * (self.price_out or 0.0)) / _PER


def told(written: Written, why: str = "") -> str:
    """An account in one line: numbers and kinds, no texts; ``why`` is the failure in the provider's terms."""
    kinds = Counter(kind for reasons in written.dropped for kind in {r.partition(":")[0] for r in reasons})
    dropped = f"dropped {len(written.dropped)}" + (
        f" ({', '.join(f'{kind} {count}' for kind, count in sorted(kinds.items()))})" if kinds else ""
    )
    parts = [
        f"model {written.model}",
        f"failed: {written.failure}{f' ({why})' if why else ''}" if written.failure else "",
        f"kept {written.kept}, repaired {written.repaired}, {dropped}",
        f"requests {written.requests}",
        f"tokens {'about ' * written.estimated}{written.tokens_in} + {written.tokens_out}",
        f"cost {written.cost:.6f}" if written.cost is not None else "",
        f"{written.latency:.2f} s",
        f"first sentence after {written.first_sentence:.2f} s" if written.first_sentence is not None else "",
        "question rewritten" if written.rewritten else "",
    ]
    return ", ".join(part for part in parts if part)
