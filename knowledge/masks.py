"""Which chunks a search may find, as arrays: to ask each of 100 000 chunks would cost more than the search."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Chunk, CitationKind, Language

Mask = NDArray[np.bool_]

# So many masks are kept; a conversation needs a few, and a mask of 100 000 chunks takes 100 kB.
_KEPT = 16


@dataclass(frozen=True, slots=True)
class Within:
    """What a search is narrowed to; None leaves a field open.

    ``written_by`` leaves out what is dated later, and keeps what has no date. ``valid_on`` leaves out what says itself
    that it applies to another time.
    """

    kinds: frozenset[CitationKind] | None = None
    sources: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    languages: frozenset[Language] | None = None
    written_by: date | None = None
    valid_on: date | None = None


ANYWHERE = Within()


class Masks:
    """The masks of one generation's chunks. Safe for threads: a mask that is made twice is the same."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._size = len(chunks)
        self._kinds = _Column([chunk.kind for chunk in chunks])
        self._sources = _Column([chunk.source_id for chunk in chunks])
        self._documents = _Column([chunk.document_id for chunk in chunks])
        self._languages = _Column([chunk.language for chunk in chunks])
        self._dates = _dates(chunks, lambda chunk: chunk.provenance.date)
        self._from = _dates(chunks, lambda chunk: chunk.provenance.valid_from)
        self._to = _dates(chunks, lambda chunk: chunk.provenance.valid_to)
        translated = _Column([c.source_id if c.language == "en" else None for c in chunks]).values()
        english = self._languages.holds({"en"})
        self._readable: dict[Language, Mask] = {"nb": ~english, "nn": ~english}
        self._readable["en"] = english | ~self._sources.holds(translated)
        self._made: dict[Within, Mask] = {}

    def readable(self, language: Language) -> Mask:
        """What is shown to readers of a language: one version of each source, their own where there is a choice."""
        return self._readable[language]

    def of(self, within: Within) -> Mask:
        """True for each chunk that lies within; the array must not be written to."""
        if (made := self._made.get(within)) is None:
            made = self._make(within)
            kept = list(self._made.items())[1 - _KEPT :]
            self._made = {**dict(kept), within: made}
        return made

    def _make(self, within: Within) -> Mask:
        mask: Mask = np.ones(self._size, dtype=bool)
        for column, wanted in (
            (self._kinds, within.kinds),
            (self._sources, within.sources),
            (self._documents, within.documents),
            (self._languages, within.languages),
        ):
            if wanted is not None:
                mask &= column.holds(wanted)
        if within.written_by is not None:
            mask &= self._dates <= within.written_by.isoformat()
        if within.valid_on is not None:
            day = within.valid_on.isoformat()
            # A period that ends in a year or month ends with its last day.
            mask &= (self._from <= day) & ((self._to == "") | (self._to >= day) | np.char.startswith(day, self._to))
        mask.flags.writeable = False
        return mask


class _Column:
    """One value for each chunk, as numbers."""

    def __init__(self, values: Sequence[Hashable]) -> None:
        self._codes = {value: code for code, value in enumerate(dict.fromkeys(values))}
        self._rows = np.array([self._codes[value] for value in values], dtype=np.int32)

    def values(self) -> set[Hashable]:
        """The values there are, but for None."""
        return {value for value in self._codes if value is not None}

    def holds(self, wanted: "frozenset[CitationKind] | frozenset[str] | set[Hashable]") -> Mask:
        """True where a row's value is among the wanted ones."""
        among = np.zeros(len(self._codes) + 1, dtype=bool)
        among[[self._codes[value] for value in wanted if value in self._codes]] = True
        found: Mask = among[self._rows]
        return found


def _dates(chunks: Sequence[Chunk], read: Callable[[Chunk], str | None]) -> NDArray[np.str_]:
    return np.array([read(chunk) or "" for chunk in chunks], dtype="U10")
