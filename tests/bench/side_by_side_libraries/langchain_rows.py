"""LangChain: a splitter with Chroma, and BM25 with Chroma. Chroma lives in memory, as from_documents makes it."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any
from uuid import uuid4

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from knowledge.evaluation.vector_cache import RememberingEmbeddings
from tests.bench.side_by_side_libraries.contestants import HITS, Search
from tests.bench.side_by_side_libraries.task import Task, library_text


class Remembered(Embeddings):
    """LangChain's interface to the remembered vectors."""

    def __init__(self, vectors: RememberingEmbeddings) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages."""
        return self._vectors.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._vectors.embed_query(text)


def build_default(task: Task, embeddings: RememberingEmbeddings) -> Search:
    """Split as LangChain's tutorials do, 1000 characters with an overlap of 200; a part counts as its passage."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    store = _chroma(splitter.split_documents(_documents(task)), embeddings)

    def search(text: str) -> Sequence[str]:
        return _ids(store.similarity_search(text, k=HITS))

    return search


def build_ensemble(task: Task, embeddings: RememberingEmbeddings) -> Search:
    """Whole passages in both retrievers, fused by rank with equal weights and the default constant."""
    bm25 = import_module("langchain_community.retrievers").BM25Retriever
    ensemble = import_module("langchain_classic.retrievers").EnsembleRetriever
    documents = _documents(task)
    words = bm25.from_documents(documents, k=HITS)
    dense = _chroma(documents, embeddings).as_retriever(search_kwargs={"k": HITS})
    both: Any = ensemble(retrievers=[words, dense], weights=[0.5, 0.5])

    def search(text: str) -> Sequence[str]:
        return _ids(both.invoke(text))

    return search


def _documents(task: Task) -> list[Document]:
    return [Document(page_content=library_text(one), metadata={"passage": one.id}) for one in task.passages]


def _chroma(documents: list[Document], embeddings: RememberingEmbeddings) -> Chroma:
    # Clients in memory share their collections, so each needs a name of its own.
    return Chroma.from_documents(documents, Remembered(embeddings), collection_name=uuid4().hex)


def _ids(documents: Sequence[Document]) -> list[str]:
    return [str(document.metadata["passage"]) for document in documents]
