"""The engines of :mod:`knowledge.engines` behind LangChain's ``Embeddings`` interface.

What is handed to LangChain, or to somebody else's program, comes from here. Answering a question hands nothing to
LangChain, and saves the fifth of a second that its interface takes to import.
"""

from langchain_core.embeddings import Embeddings

from knowledge.engines import BUNDLED, E5Engine, NamedEmbeddings, SentenceTransformersEngine, embedding_name

__all__ = [
    "BUNDLED",
    "BundledE5",
    "NamedEmbeddings",
    "SentenceTransformerEmbeddings",
    "embedding_name",
    "load_embeddings",
]


class BundledE5(E5Engine, Embeddings):
    """The bundled weights, for LangChain."""


class SentenceTransformerEmbeddings(SentenceTransformersEngine, Embeddings):
    """Any model that sentence-transformers loads, for LangChain."""


def load_embeddings(model: str | None = None) -> BundledE5 | SentenceTransformerEmbeddings:
    """Load the bundled model (``None`` or empty) or the one that is named.

    Raises ModelUnavailable with advice when it cannot be loaded.
    """
    return SentenceTransformerEmbeddings(model) if model else BundledE5()
