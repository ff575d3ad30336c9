"""Vectors for all chunks: copied where the live generation has them, made where it has not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.comparing import Comparison, Vector
from ingest.content import text_hash
from ingest.progress import Checkpoint, Progress, pass_by, silent
from ingest.ready_vectors import ready_vectors
from knowledge.engines import NamedEmbeddings
from knowledge.known_questions import KnownQuestions
from knowledge.models import Chunk, KnownQuestion
from knowledge.vectors import Matrix

# Whoever waits for the last text of a batch does nothing else: the fewer batches, the better.
_BATCH = 64

# Copied vectors are used only where the model still makes them. Engines for the same weights differ
# in the fourth decimal of the cosine, other weights under the same name in the first or second.
_SAME = 0.99


@dataclass(frozen=True, slots=True)
class Embedded:
    """``vectors`` has a row of unit length for each chunk; ``embedded`` + ``copied`` is their number."""

    vectors: Matrix
    embedded: int
    copied: int
    why: str | None


def embed(
    chunks: Sequence[Chunk],
    comparison: Comparison,
    embeddings: NamedEmbeddings,
    *,
    progress: Progress = silent,
    checkpoint: Checkpoint = pass_by,
) -> Embedded:
    """Make or copy a vector for every chunk; equal texts are embedded once."""
    hashes = [text_hash(chunk) for chunk in chunks]
    copies, why = comparison.copies, comparison.why
    if copies and not _still_made(chunks, copies, embeddings):
        copies, why = {}, f"{embeddings.name} no longer makes the vectors that the live index holds"
    missing = {h: chunk.embedded_text for h, chunk in zip(hashes, chunks, strict=True) if h not in copies}
    made: dict[str, Vector] = {}
    names = list(missing)
    progress("embed", 0, len(names))
    for start in range(0, len(names), _BATCH):
        batch = names[start : start + _BATCH]
        rows = unit_rows(embeddings.embed_documents([missing[name] for name in batch]))
        made.update(zip(batch, rows, strict=True))
        progress("embed", len(made), len(names))
        checkpoint("embedding")
    rows_by_hash = {**copies, **made}
    vectors = np.stack([rows_by_hash[h] for h in hashes])
    copied = sum(h in copies for h in hashes)
    return Embedded(vectors, len(chunks) - copied, copied, why)


def embed_questions(
    questions: Sequence[KnownQuestion],
    comparison: Comparison,
    embeddings: NamedEmbeddings,
    *,
    progress: Progress = silent,
) -> KnownQuestions | None:
    """Known questions with a vector for each: copied where one is there, made where none is."""
    if not questions:
        return None
    unmade = list(dict.fromkeys(q.text for q in questions if q.text not in comparison.questions))
    ready = ready_vectors(unmade, embeddings) if unmade else {}
    missing = [text for text in unmade if text not in ready]
    made: dict[str, Vector] = {}
    progress("questions", 0, len(missing))
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        made.update(zip(batch, unit_rows(embeddings.embed_queries(batch)), strict=True))
        progress("questions", len(made), len(missing))
    by_text = {**comparison.questions, **ready, **made}
    return KnownQuestions.build(questions, np.stack([by_text[q.text] for q in questions]))


def unit_rows(rows: Sequence[Sequence[float]]) -> Matrix:
    """Vectors as a matrix of float32 with rows of unit length; a zero row stays zero."""
    matrix = np.asarray(rows, dtype=np.float32)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return (matrix / np.where(lengths == 0, 1, lengths)).astype(np.float32)


def _still_made(chunks: Sequence[Chunk], copies: Mapping[str, Vector], embeddings: NamedEmbeddings) -> bool:
    """Try one chunk: a model's folder may hold other weights than it did, under the same name."""
    probe = next((chunk for chunk in chunks if text_hash(chunk) in copies), None)
    if probe is None:
        return True
    old, new = copies[text_hash(probe)], unit_rows(embeddings.embed_documents([probe.embedded_text]))[0]
    return old.shape == new.shape and float(old @ new) > _SAME
