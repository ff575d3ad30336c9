"""Vectors of the shipped questions for the bundled model, so that a first run need not make thousands of them.

``python -m ingest.ready_vectors`` writes them, after the questions have changed. A vector is found by the
hash of its text, so a question that is not among them is simply embedded. Each is stored as 384 whole numbers from -127
to 127; what rounding takes from a cosine shows in its fourth decimal.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.collecting import SHIPPED
from ingest.comparing import Vector
from ingest.reading.questions import read_questions
from knowledge.engines import NamedEmbeddings, asks_with

FILE = Path(__file__).with_suffix(".npz")
_STEPS = 127
# As for copied vectors: other weights under the same name differ in the first or second decimal.
_SAME = 0.99


def ready_vectors(texts: Sequence[str], embeddings: NamedEmbeddings, file: Path = FILE) -> Mapping[str, Vector]:
    """The vectors that lie ready for some texts, of unit length; none where they are another model's.

    One of them is made anew and compared, because a model may hold other weights than it did under the same name.
    """
    if not file.is_file():
        return {}
    with np.load(file) as stored:
        if str(stored["model"]) != asks_with(embeddings.name):
            return {}
        rows = {bytes(key): row for key, row in zip(stored["keys"], stored["vectors"], strict=True)}
    found = {text: _unit(rows[key]) for text in texts if (key := _key(text)) in rows}
    if found:
        text, vector = next(iter(found.items()))
        if float(vector @ np.asarray(embeddings.embed_query(text), dtype=np.float32)) < _SAME:
            return {}
    return found


def write(embeddings: NamedEmbeddings, file: Path = FILE) -> int:
    """Embed the shipped questions into ``file``; gives their number."""
    texts = list(dict.fromkeys(q.text for q in read_questions(SHIPPED.with_name("questions.jsonl"))))
    vectors = np.asarray(embeddings.embed_queries(texts), dtype=np.float32)
    scaled = np.round(vectors / np.abs(vectors).max(axis=1, keepdims=True) * _STEPS).astype(np.int8)
    keys = np.array([list(_key(text)) for text in texts], dtype=np.uint8)
    np.savez_compressed(file, model=embeddings.name, keys=keys, vectors=scaled)
    return len(texts)


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:8]


def _unit(row: NDArray[np.int8]) -> Vector:
    vector = row.astype(np.float32)
    unit: Vector = vector / np.linalg.norm(vector)
    return unit


if __name__ == "__main__":
    from knowledge.engines import load_engine

    print(f"{write(load_engine())} vectors in {FILE.name}")  # noqa: T201 - a program prints
