"""A made-up index of any size around the shipped one: Norwegian-looking text without a meaning.

The shipped chunks stay, so that the questions of the evaluation find their answers. Around them stand chunks whose
words are drawn from the shipped sentences, as often as they stand there, some of them glued together so that the
vocabulary grows as it does in real text. Their vectors are those of shipped chunks with noise, as near to each other
(cosine 0.8) as e5's vectors of different passages usually are.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from knowledge.index import Index
from knowledge.keywords import Keywords
from knowledge.models import Chunk, CitationKind
from knowledge.vectors import Matrix

# NorQuAD's passages have about this many words, and five of them share a document.
WORDS, PER_DOCUMENT = 80, 5
# Of so many words one is new, as in a few million words of Norwegian.
GLUED = 0.015
NEARNESS = 0.8
SEED = 20_231_120


def grown(index: Index, size: int) -> Index:
    """An index of ``size`` chunks around a smaller one. The same at every call."""
    drawn = random.Random(SEED)
    more = size - len(index.chunks)
    models = [drawn.randrange(len(index.chunks)) for _ in range(more)]
    made = _texts(index.chunks, more, drawn)
    chunks = (
        *index.chunks,
        *(_like(index.chunks[i], text, n) for n, (i, text) in enumerate(zip(models, made, strict=True))),
    )
    return replace(
        index,
        manifest=replace(index.manifest, chunks=size),
        chunks=chunks,
        vectors=np.concatenate([index.vectors, _noisy(index.vectors, models)]),
        keywords=Keywords.build(chunks),
    )


def _texts(chunks: Sequence[Chunk], count: int, drawn: random.Random) -> Iterator[str]:
    vocabulary = [word for chunk in chunks for word in chunk.text.split()]
    for _ in range(count):
        spoken = drawn.choices(vocabulary, k=WORDS)
        for i in range(WORDS):
            if drawn.random() < GLUED:
                spoken[i] = (spoken[i] + drawn.choice(vocabulary)).lower()
        yield " ".join(spoken)


def _like(model: Chunk, text: str, number: int) -> Chunk:
    """A chunk in the place of another; a record's would need a record, so it becomes a summary."""
    kind = CitationKind.SUMMARY if model.kind is CitationKind.RECORD else model.kind
    document = f"oppdiktet-{number // PER_DOCUMENT}"
    return replace(
        model, id=f"oppdiktet-{number}", source_id=f"oppdiktet-{number}", document_id=document, kind=kind, text=text,
        document_title=f"Oppdiktet dokument {number // PER_DOCUMENT}", heading_path=(),
    )  # fmt: skip


def _noisy(vectors: Matrix, models: Sequence[int]) -> Matrix:
    noise = np.random.default_rng(SEED).standard_normal((len(models), vectors.shape[1]), dtype=np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    mixed = NEARNESS * vectors[models] + np.sqrt(1 - NEARNESS**2) * noise
    made: Matrix = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
    return made
