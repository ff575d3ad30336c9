"""The check of one sentence: hard facts first, each on its own, then the weight of all that speaks against it."""

from datetime import date

from knowledge.claims.claim import Claim, Verdict
from knowledge.claims.company import misplaced
from knowledge.claims.document import document_of
from knowledge.claims.hard import Sentence, missing
from knowledge.claims.likeness import Likeness
from knowledge.claims.matching import Matching
from knowledge.claims.nli import Nli, shifted
from knowledge.claims.signals import Signals, signals_of
from knowledge.claims.tokens import in_bokmaal
from knowledge.claims.weighing import Weights, shipped
from knowledge.engines import NamedEmbeddings


class Verifier:
    """Says whether the evidence that a claim cites supports it.

    ``nli`` is the name or folder of a sentence-transformers CrossEncoder, loaded when it is first needed. Safe to call
    from several threads.
    """

    def __init__(
        self, embeddings: NamedEmbeddings, nli: str | Nli | None = None, weights: Weights | None = None
    ) -> None:
        self._likeness = Likeness(embeddings)
        self._nli = Nli(nli) if isinstance(nli, str) and nli else nli or None
        self._weights = weights or shipped()

    def verify(self, claim: Claim, *, today: date) -> Verdict:
        """Check one sentence; ``today`` decides what has passed."""
        if not claim.sentence.strip() or not claim.evidence:
            return Verdict(supported=False, reasons=("citation: nothing is cited",))
        hard, matching, signals = self.look(claim, today=today)
        chance = self._weights.chance(signals.values)
        if isinstance(self._nli, Nli):
            chance = shifted(chance, self._nli.scores(matching, claim.sentence))
        if not hard and chance < self._weights.most:
            return Verdict(supported=True, score=1 - chance)
        soft = () if chance < self._weights.most else self._soft(signals, chance)
        return Verdict(supported=False, reasons=tuple(dict.fromkeys((*hard, *soft))), score=1 - chance)

    def look(self, claim: Claim, *, today: date) -> tuple[list[str], Matching, Signals]:
        """The hard facts that are missing, the words side by side, and the signals."""
        document = document_of(claim.evidence)
        hard = missing(Sentence(claim.sentence, today), document)
        text = in_bokmaal(claim.sentence, document.words) if claim.language == "nn" else claim.sentence
        matching = Matching(Sentence(text, today), document)
        hard += misplaced(matching)
        likeness = self._likeness.best(claim.sentence, matching.focused)
        return hard, matching, signals_of(matching, claim, likeness, today)

    def _soft(self, signals: Signals, chance: float) -> tuple[str, ...]:
        said = [signals.reason(name) for name in self._weights.heaviest(signals.values)]
        return (f"meaning: {1 - chance:.2f} < {1 - self._weights.most:.2f}", *said)
