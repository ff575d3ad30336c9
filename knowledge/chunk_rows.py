"""Chunks as flat rows, the form in which they are stored."""

import json
from collections.abc import Mapping
from typing import Any

from knowledge.models import Chunk, CitationKind, Provenance


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
        "url": provenance.url,
        "date": provenance.date,
        "date_note": provenance.date_note,
        "secondary": provenance.secondary,
        "also": " ".join(provenance.also) or None,
        "valid_from": provenance.valid_from,
        "valid_to": provenance.valid_to,
    }
    return {key: value for key, value in fields.items() if value is not None}


def chunk_from_row(chunk_id: str, row: Mapping[str, Any]) -> Chunk:
    """The chunk of a row; fields that are not its own are ignored. Raises KeyError or ValueError for a torn row."""
    return Chunk(
        id=chunk_id,
        source_id=row["source_id"],
        document_id=row["document_id"],
        document_title=row["document_title"],
        heading_path=tuple(json.loads(row["heading_path"])),
        text=row["text"],
        kind=CitationKind(row["kind"]),
        language=row["language"],
        provenance=Provenance(
            publisher=row["publisher"],
            url=row.get("url"),
            date=row.get("date"),
            date_note=row.get("date_note"),
            secondary=row["secondary"],
            also=tuple((row.get("also") or "").split()),
            valid_from=row.get("valid_from"),
            valid_to=row.get("valid_to"),
        ),
    )
