"""Chunks as flat rows, the form in which they are stored."""

import json
from collections.abc import Mapping
from functools import lru_cache
from sys import intern
from typing import Any, cast

from knowledge.models import Chunk, CitationKind, Language, Provenance

# The fields of a provenance that are a text or None.
_TEXTS = ("url", "date", "date_note", "valid_from", "valid_to", "retrieved", "licence")
# Chunks of one document stand together, so a few are enough to find what they share.
_KEPT = 1024


def row_of_chunk(chunk: Chunk) -> dict[str, Any]:
    """A chunk without its id as a flat row of texts and flags, as Chroma keeps metadata; None is left out."""
    provenance = chunk.provenance
    fields = {
        "source_id": chunk.source_id,
        "document_id": chunk.document_id,
        "document_title": chunk.document_title,
        "heading_path": json.dumps(chunk.heading_path, ensure_ascii=False),
        "text": chunk.text,
        "kind": chunk.kind.value,
        "language": chunk.language,
        "publisher": provenance.publisher,
        "secondary": provenance.secondary,
        "also": " ".join(provenance.also) or None,
        **{name: getattr(provenance, name) for name in _TEXTS},
    }
    return {key: value for key, value in fields.items() if value is not None}


def chunk_from_row(chunk_id: str, row: Mapping[str, Any]) -> Chunk:
    """The chunk of a row; fields that are not its own are ignored. Raises KeyError or ValueError for a torn row.

    Chunks share what they have in common with others, headings and provenance above all.
    """
    return Chunk(
        id=chunk_id,
        source_id=row["source_id"],
        document_id=intern(row["document_id"]),
        document_title=intern(row["document_title"]),
        heading_path=_headings(row["heading_path"]),
        text=row["text"],
        kind=_kind(row["kind"]),
        language=cast("Language", intern(row["language"])),
        provenance=_provenance(row["publisher"], row["secondary"], row.get("also"), *map(row.get, _TEXTS)),
    )


@lru_cache(maxsize=_KEPT)
def _headings(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


@lru_cache(maxsize=len(CitationKind))
def _kind(stored: str) -> CitationKind:
    return CitationKind(stored)


@lru_cache(maxsize=_KEPT)
def _provenance(publisher: str, secondary: bool, also: str | None, *texts: str | None) -> Provenance:
    named = dict(zip(_TEXTS, texts, strict=True))
    return Provenance(publisher, secondary=secondary, also=tuple((also or "").split()), **named)
