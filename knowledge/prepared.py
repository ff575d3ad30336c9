"""Vectors that ingest has already made, behind the interface that LangChain asks for them."""

from collections.abc import Mapping

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray


class PreparedEmbeddings(Embeddings):
    """Looks vectors up by their text; raises KeyError for a text that was not prepared."""

    def __init__(self, by_text: Mapping[str, NDArray[np.float32]]) -> None:
        self._by_text = by_text

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of some texts; as lists they take eight times the memory, so they become lists here."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one text."""
        vector: list[float] = self._by_text[text].tolist()
        return vector
