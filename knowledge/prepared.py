"""Vectors that ingest has already made, behind the interface that LangChain asks for them."""

from collections.abc import Mapping

from langchain_core.embeddings import Embeddings


class PreparedEmbeddings(Embeddings):
    """Looks vectors up by their text; raises KeyError for a text that was not prepared."""

    def __init__(self, by_text: Mapping[str, list[float]]) -> None:
        self._by_text = by_text

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of some texts."""
        return [self._by_text[text] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one text."""
        return self._by_text[text]
