"""What a run of ingest did, or would do."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ingest.differences import Difference


@dataclass(frozen=True, slots=True)
class Left:
    """Something of a source that was left out while the rest went in: where, and the sentence that says why."""

    place: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What there is now, and what changed.

    ``generation`` is live now, or with ``planned`` True would be replaced (empty when there is none). ``changed`` is
    False when it already was what the sources say. ``chunks`` counts those of the records too, and is ``embedded`` +
    ``copied`` when something changed; a plan counts what would be. ``why`` says why no vector could be copied.
    ``left_out`` are rows that could not be read, ``notes`` what a maintainer should know but need not act on.
    ``checks`` are the check file's questions: how many are answered from a right source, of how many.
    """

    generation: str
    changed: bool
    documents: int
    chunks: int
    courses: int
    contacts: int
    seconds: float
    embedded: int = 0
    copied: int = 0
    retired: int = 0
    why: str | None = None
    planned: bool = False
    started_at: str | None = None
    differences: tuple[Difference, ...] = ()
    left_out: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()
    checks: tuple[int, int] | None = None

    @property
    def changes(self) -> Sequence[Difference]:
        """The sources of which anything changes."""
        return [difference for difference in self.differences if difference.is_change]

    def to_json(self) -> dict[str, Any]:
        """The report for other programs; the differences of sources that stay as they are hold only their counts."""
        row = asdict(self)
        row["differences"] = [asdict(d) | {"before": d.before, "after": d.after} for d in self.differences]
        return row
