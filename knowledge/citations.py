"""Numbering what an answer rests on: one source, one number, whatever the language."""

from dataclasses import dataclass, field

from knowledge.models import Chunk, Citation


@dataclass
class Numbering:
    """Collects citations while an answer is composed."""

    _by_source: dict[str, Citation] = field(default_factory=dict)

    def cite(self, chunk: Chunk, quote: str | None = None) -> int:
        """The number of a chunk's source; ``quote`` must be a part of its text and defaults to all of it."""
        quoted = chunk.text if quote is None else quote
        if quoted not in chunk.text:
            raise ValueError(f"{quoted!r} does not stand in {chunk.id}")
        key = chunk.source_id
        first = self._by_source.get(key)
        if first and first.language == chunk.language and first.quote not in chunk.text and quoted not in first.quote:
            key = chunk.id  # another piece of the same source: no quote could hold both
        known = self._by_source.get(key)
        if known and (known.quote == quoted or quoted in known.quote):
            return known.n
        if known:
            quoted = chunk.text  # two parts of one source are cited: quote the whole that holds both
        citation = Citation(
            n=known.n if known else len(self._by_source) + 1,
            kind=chunk.kind,
            source_id=chunk.source_id,
            title=chunk.document_title,
            section=chunk.section,
            quote=quoted,
            provenance=chunk.provenance,
            language=chunk.language,
        )
        self._by_source[key] = citation
        return citation.n

    def all(self) -> tuple[Citation, ...]:
        """The citations in the order of their numbers."""
        return tuple(self._by_source.values())
