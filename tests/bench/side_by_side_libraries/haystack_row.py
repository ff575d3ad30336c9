"""Haystack: a pipeline of BM25 and embeddings in memory, joined by reciprocal rank fusion."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from knowledge.evaluation.vector_cache import RememberingEmbeddings
from tests.bench.side_by_side_libraries.contestants import HITS, Search
from tests.bench.side_by_side_libraries.task import Task, library_text


def build(task: Task, embeddings: RememberingEmbeddings) -> Search:
    """Store the passages with their vectors, and connect the retrievers."""
    store = _store(task, embeddings)
    retrievers = import_module("haystack.components.retrievers.in_memory")
    joiner = import_module("haystack.components.joiners").DocumentJoiner(join_mode="reciprocal_rank_fusion")
    pipeline = import_module("haystack").Pipeline()
    pipeline.add_component("words", retrievers.InMemoryBM25Retriever(store, top_k=HITS))
    pipeline.add_component("dense", retrievers.InMemoryEmbeddingRetriever(store, top_k=HITS))
    pipeline.add_component("joiner", joiner)
    pipeline.connect("words", "joiner")
    pipeline.connect("dense", "joiner")

    def search(text: str) -> Sequence[str]:
        question = {"words": {"query": text}, "dense": {"query_embedding": embeddings.embed_query(text)}}
        return [document.id for document in pipeline.run(question)["joiner"]["documents"]]

    return search


def _store(task: Task, embeddings: RememberingEmbeddings) -> Any:
    store = import_module("haystack.document_stores.in_memory").InMemoryDocumentStore()
    document = import_module("haystack").Document
    texts = [library_text(one) for one in task.passages]
    rows = zip(task.passages, texts, embeddings.embed_documents(texts), strict=True)
    store.write_documents([document(id=one.id, content=text, embedding=vector) for one, text, vector in rows])
    return store
