"""What a run of ingest did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Counts of a run.

    ``generation`` is live now; ``changed`` is False when it already was. ``chunks`` counts those of
    the records too, and is ``embedded`` + ``copied`` when something changed. ``retired`` counts
    chunks that are gone. ``why`` says why no vector could be copied.
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
