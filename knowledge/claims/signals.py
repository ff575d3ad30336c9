"""What speaks against a claim whose hard facts all stand, as numbers from 0 (nothing) upwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.claims.actors import inverted, swapped
from knowledge.claims.binding import Binding
from knowledge.claims.claim import Claim
from knowledge.claims.matching import Matching
from knowledge.claims.pairing import crossed
from knowledge.claims.polarity import denials, parity, polarity
from knowledge.claims.strength import stronger
from knowledge.claims.timing import out_of_time
from knowledge.models import Language

# In this order the weights of ``thresholds.json`` are given.
SIGNALS = (
    "uncovered", "apart", "scattered", "unlike", "unlike across languages", "denies", "says what is denied",
    "opposite", "all", "must", "must for may", "without may", "without plan", "done", "without some", "now",
    "passed", "actors", "another actor", "misbound", "crossed", "heavy word", "strange name", "two words", "parity",
    "inverted", "role of another", "new denial", "denial passed over", "changed a little",
)  # fmt: skip
_MOST = 4.0
# Cosines of sentences that say the same in other words, and of those that repeat nearly every word.
_LIKE = {"nb": (0.91, 0.97), "en": (0.88, 0.94)}
# What may be the one thing that was changed, and how much of it makes it sure.
_CHANGES = (
    ("denies", 1.0),
    ("says what is denied", 1.5),
    ("opposite", 1.0),
    ("all", 1.0),
    ("must for may", 1.0),
    ("without plan", 1.0),
    ("actors", 1.0),
    ("another actor", 1.2),
    ("misbound", 2.0),
    ("crossed", 2.0),
    ("parity", 1.0),
    ("inverted", 1.0),
    ("new denial", 1.0),
    ("role of another", 2.0),
)
_KINDS = {
    "all": "all",
    "only": "all",
    "sure": "all",
    "all for some": "all",
    "must": "must",
    "must for may": "must for may",
    "without may": "without may",
    "without plan": "without plan",
    "without likely": "without may",
    "done for planned": "done",
    "without some": "without some",
    "now": "now",
    "this year": "now",
    "passed": "passed",
}
# What a person, or the model that is asked to mend the sentence, is told of each.
_WORDS = {
    "uncovered": "not in the evidence",
    "denies": "negation",
    "says what is denied": "negation",
    "opposite": "opposite",
    "all": "stronger",
    "must": "stronger",
    "must for may": "stronger",
    "without may": "stronger: says surely what the evidence says may be",
    "without plan": "stronger: says as a fact what the evidence says is planned",
    "done": "stronger: says as done what is planned",
    "without some": "stronger: leaves out a limit",
    "now": "time",
    "passed": "time",
    "actors": "subject",
    "another actor": "subject",
    "misbound": "stands with something else",
    "crossed": "subject: says of one what is so of the other",
    "strange name": "name",
    "parity": "negation",
    "inverted": "subject",
    "role of another": "role",
    "new denial": "negation",
    "denial passed over": "negation: leaves one out",
    "changed a little": "changed",
}


@dataclass(frozen=True, slots=True)
class Signals:
    """The numbers in the order of :data:`SIGNALS`, and the pieces of the sentence that raised them."""

    values: tuple[float, ...]
    pieces: dict[str, str]

    def reason(self, name: str) -> str:
        """A signal in words, with the piece that raised it."""
        word, piece = _WORDS.get(name, name), self.pieces.get(name, "")
        return f"{word}: {piece}" if piece else word


def signals_of(matching: Matching, claim: Claim, likeness: float, today: date) -> Signals:
    """Weigh a claim beside its evidence; ``likeness`` is the cosine with the best sentences of it."""
    found: dict[str, float] = dict.fromkeys(SIGNALS, 0.0)
    pieces: dict[str, str] = {}
    uncovered = matching.uncovered()
    found["uncovered"] = min(_MOST, sum(word.weight for word in uncovered))
    found["two words"] = min(2.0, max(0.0, sum(word.weight >= 1.0 for word in uncovered) - 1.0))
    found["heavy word"] = float(max((word.weight for word in uncovered), default=0.0) >= 1.0)
    pieces["uncovered"] = ", ".join(word.token.text for word in uncovered if word.weight >= 0.5)
    found["apart"] = 1 - matching.share(matching.focus)
    found["scattered"] = 1 - matching.share(matching.focus[:1])
    found["unlike across languages" if claim.language == "en" else "unlike"] = max(0.0, 1 - likeness) * 10
    denied, said, turned, place = polarity(matching)
    found |= {"denies": denied, "says what is denied": said, "opposite": turned}
    pieces |= dict.fromkeys(("denies", "says what is denied", "opposite"), place)
    for kind, word in [*stronger(matching), *out_of_time(matching, claim.language, today)]:
        name = _KINDS[kind]
        found[name] = 1.0
        pieces[name] = word
    swap, who = swapped(matching)
    found["actors" if swap == 1.0 else "another actor"] = swap
    pieces |= dict.fromkeys(("actors", "another actor"), who)
    found |= {"parity": parity(matching), "inverted": inverted(matching)}
    found["new denial"], found["denial passed over"] = map(float, denials(matching))
    text, margin = max(Binding(matching).facts(), key=lambda m: m[1], default=("", 0.0))
    found["misbound"], pieces["misbound"] = max(0.0, margin), text
    text, margin = max(Binding(matching).roles(), key=lambda m: m[1], default=("", 0.0))
    found["role of another"], pieces["role of another"] = max(0.0, margin), text
    found["crossed"], pieces["crossed"] = crossed(matching)
    strange = [n.word for n in matching.sentence.names if not n.certain and not matching.document.names.has(n)]
    found["strange name"], pieces["strange name"] = float(bool(strange)), ", ".join(strange)
    found["changed a little"] = _closeness(likeness, found["apart"], claim.language) * max(
        min(1.0, found[n] * k) for n, k in _CHANGES
    )
    return Signals(tuple(found[name] for name in SIGNALS), pieces)


def _closeness(likeness: float, apart: float, language: Language) -> float:
    """How nearly a claim repeats its evidence, 0 to 1: one changed thing tells more the nearer it is."""
    low, high = _LIKE["en" if language == "en" else "nb"]
    return min(1.0, max(0.0, (likeness - low) / (high - low))) * max(0.0, 1 - 2 * apart)


def as_rows(many: Sequence[Signals]) -> list[list[float]]:
    """The numbers of many claims."""
    return [list(one.values) for one in many]
