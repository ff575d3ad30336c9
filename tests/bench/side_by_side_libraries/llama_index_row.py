"""LlamaIndex: VectorStoreIndex.from_documents with its defaults, which split at 1024 tokens, and store in memory."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from knowledge.evaluation.vector_cache import RememberingEmbeddings
from tests.bench.side_by_side_libraries.contestants import HITS, Search
from tests.bench.side_by_side_libraries.task import Task, library_text


def build(task: Task, embeddings: RememberingEmbeddings) -> Search:
    """Index the passages; a part counts as its passage."""
    core = import_module("llama_index.core")
    documents = [core.Document(text=library_text(one), id_=one.id) for one in task.passages]
    index = core.VectorStoreIndex.from_documents(documents, embed_model=_model(embeddings))
    retriever = index.as_retriever(similarity_top_k=HITS)

    def search(text: str) -> Sequence[str]:
        return [hit.node.ref_doc_id for hit in retriever.retrieve(text)]

    return search


def _model(vectors: RememberingEmbeddings) -> Any:
    """LlamaIndex's interface to the remembered vectors."""
    interface: Any = import_module("llama_index.core.embeddings").BaseEmbedding

    class Remembered(interface):  # type: ignore[misc]  # known when installed
        def _get_text_embedding(self, text: str) -> list[float]:
            return vectors.embed_documents([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return vectors.embed_documents(texts)

        def _get_query_embedding(self, query: str) -> list[float]:
            return vectors.embed_query(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return vectors.embed_query(query)

    return Remembered(model_name=vectors.name, embed_batch_size=256)
