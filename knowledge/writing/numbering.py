"""Numbering what a written answer cites: by first use, and each with the words of its source that bear it."""

import re
from collections.abc import Sequence

from knowledge.models import Citation, CitationKind
from knowledge.sentences import split_sentences
from knowledge.words import stems
from knowledge.writing.material import Entry

# A further sentence of a source is quoted when it covers so much more of what was written.
_WORTH = 0.2
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Citing:
    """Collects citations while sentences are accepted, in the order of the answer."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._spans: dict[str, tuple[int, int]] = {}

    def cite(self, entries: Sequence[Entry], sentence: str) -> tuple[int, ...]:
        """The numbers of the entries that a sentence rests on; their quotes grow to hold what bears it."""
        for entry in entries:
            key = entry.chunk.id
            span = _span(entry, sentence)
            known = self._spans.get(key, span)
            self._spans[key] = (min(span[0], known[0]), max(span[1], known[1]))
            self._entries.setdefault(key, entry)
        order = list(self._entries)
        return tuple(sorted(order.index(entry.chunk.id) + 1 for entry in entries))

    def number(self, entry: Entry) -> int:
        """The number of an entry that is shown beside the text, quoted whole."""
        self._spans[entry.chunk.id] = (0, len(entry.chunk.text))
        self._entries.setdefault(entry.chunk.id, entry)
        return list(self._entries).index(entry.chunk.id) + 1

    def ids(self) -> frozenset[str]:
        """The chunks that are cited."""
        return frozenset(self._entries)

    def quote_whole(self) -> None:
        """Quote every entry whole."""
        self._spans = {key: (0, len(entry.chunk.text)) for key, entry in self._entries.items()}

    def all(self) -> tuple[Citation, ...]:
        """The citations in the order of their numbers."""
        return tuple(self._citation(n, key) for n, key in enumerate(self._entries, 1))

    def _citation(self, n: int, key: str) -> Citation:
        chunk = self._entries[key].chunk
        start, end = self._spans[key]
        return Citation(
            n=n,
            kind=chunk.kind,
            source_id=chunk.source_id,
            title=chunk.document_title,
            section=chunk.section,
            quote=chunk.text[start:end],
            provenance=chunk.provenance,
            language=chunk.language,
        )


def _span(entry: Entry, sentence: str) -> tuple[int, int]:
    """From where to where a passage is quoted: its sentences that say what was written, and what lies between."""
    text = entry.chunk.text
    if entry.record is not None or entry.chunk.kind is CitationKind.RECORD:
        return 0, len(text)
    parts = split_sentences(text)
    wanted = _features(sentence)
    chosen: list[str] = []
    while parts and wanted:
        best = max(parts, key=lambda part: _covered(part, wanted))
        if chosen and _covered(best, wanted) < _WORTH * _weight(_features(sentence)) and not _numbers(best) & wanted:
            break
        if not _covered(best, wanted):
            break
        chosen.append(best)
        parts.remove(best)
        wanted -= _features(best)
    if not chosen:
        return 0, len(text)
    return min(text.index(part) for part in chosen), max(text.index(part) + len(part) for part in chosen)


def _features(text: str) -> set[str]:
    """Stems, and numbers, which a quote must hold."""
    return {f"~{stem}" for stem in stems(text, "nb")} | _numbers(text)


def _numbers(text: str) -> set[str]:
    return {number.replace(".", ",") for number in _NUMBER.findall(text)}


def _covered(part: str, wanted: set[str]) -> float:
    return _weight(_features(part) & wanted)


def _weight(features: set[str]) -> float:
    return sum(1.0 if feature.startswith("~") else 3.0 for feature in features)
