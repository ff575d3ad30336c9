"""What is new since the live generation, and which vectors can be copied from it."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.chunking import RULE
from ingest.content import Content, text_hash
from knowledge.errors import IndexDamaged
from knowledge.generations import Generations
from knowledge.index import Index, Manifest, open_index, stored_rows
from knowledge.models import Chunk

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the live generation is good for.

    ``unchanged`` names it when it already is what would be built. ``copies`` maps hashes of
    embedded texts to vectors of unit length, ``questions`` known questions to theirs; ``why`` says why there are
    none, or only those that a damaged generation still holds. ``retired`` counts live chunks whose id is gone. ``live``
    is the open generation itself.
    """

    unchanged: str | None = None
    copies: Mapping[str, Vector] = field(default_factory=dict)
    questions: Mapping[str, Vector] = field(default_factory=dict)
    retired: int = 0
    why: str | None = None
    live: Index | None = None


def compare(
    content: Content,
    data_dir: Path,
    *,
    embedding_model: str,
    because: str | None = None,
    chroma_url: str | None = None,
) -> Comparison:
    """Compare with the live generation; one that cannot be opened is no reason to fail, but to build a new one.

    ``because`` says why it is this ``embedding_model``, where ingest chose it.
    """
    folder = None
    try:
        folder = Generations(data_dir).current()
        live = open_index(folder, chroma_url=chroma_url) if folder else None
    except IndexDamaged as damaged:
        stored = _stored(folder, embedding_model) if folder else {}
        return Comparison(copies=stored, why=f"the live index is damaged: {damaged}")
    if live is None:
        return Comparison(why="there was no index yet")
    retired = len(live.manifest.chunk_hashes.keys() - {chunk.id for chunk in content.chunks})
    why = _why_nothing_fits(live, embedding_model, because)
    if why:
        return Comparison(retired=retired, why=why, live=live)
    if live.manifest.content_hash == content.fingerprint():
        return Comparison(unchanged=live.manifest.name, live=live)
    vectors = {text_hash(chunk): vector for chunk, vector in zip(live.chunks, live.vectors, strict=True)}
    known = live.known
    questions = {q.text: v for q, v in zip(known.questions, known.vectors, strict=True)} if known else {}
    return Comparison(copies=vectors, questions=questions, retired=retired, live=live)


def _stored(folder: Path, embedding_model: str) -> Mapping[str, Vector]:
    """The vectors of a damaged generation that are still what they were, by the hashes of their texts."""
    with suppress(IndexDamaged):
        manifest = Manifest.load(folder)
        if (manifest.embedding_model, manifest.chunk_rule) == (embedding_model, RULE):
            chunks, vectors = stored_rows(folder, manifest) or ((), ())
            return {text_hash(chunk): vector for chunk, vector in zip(chunks, vectors, strict=True)}
    return {}


def copied(chunks: Iterable[Chunk], comparison: Comparison) -> int:
    """How many chunks have a vector already."""
    return sum(text_hash(chunk) in comparison.copies for chunk in chunks)


def _why_nothing_fits(live: Index, embedding_model: str, because: str | None) -> str | None:
    manifest = live.manifest
    if manifest.embedding_model != embedding_model:
        changed = f"the embedding model changed from {manifest.embedding_model} to {embedding_model}"
        return f"{changed} ({because})" if because else changed
    if manifest.chunk_rule != RULE:
        return f"the rule for chunks changed from {manifest.chunk_rule!r} to {RULE!r}"
    return None
