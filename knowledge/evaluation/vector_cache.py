"""Embeddings that remember on disk what they have embedded, so that a second evaluation is quick."""

import hashlib
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from knowledge.engines import NamedEmbeddings

_BATCH = 256

Say = Callable[[str], None]
# A vector, and the milliseconds it took to make.
Made = tuple[list[float], float]


class RememberingEmbeddings:
    """Wraps a model; one file for passages and one for questions, by a hash of the model's name.

    Within a file each vector is found by the hash of its text, so only what changed is embedded again. Files
    can be deleted at any time.
    """

    def __init__(self, model: NamedEmbeddings, folder: Path, *, say: Say = lambda _: None) -> None:
        self.name = model.name
        self._model = model
        self._say = say
        short = _hash(model.name)[:16]
        self._passages = _VectorFile(folder / f"passages-{short}.npz")
        self._questions = _VectorFile(folder / f"questions-{short}.npz")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed what is not known yet, batch by batch: an interrupted run loses one batch."""
        missing = [text for text in dict.fromkeys(texts) if self._passages.get(text) is None]
        for start in range(0, len(missing), _BATCH):
            self._say(f"Embedding passages: {start} of {len(missing)} done.")
            batch = missing[start : start + _BATCH]
            for text, vector in zip(batch, self._model.embed_documents(batch), strict=True):
                self._passages.put(text, (vector, 0.0))
            self._passages.save()
        return [self._passages.made[_hash(text)][0] for text in texts]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed or recall many questions, one after the other."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question, or recall it."""
        known = self._questions.get(text)
        if known is None:
            started = time.perf_counter()
            vector = self._model.embed_query(text)
            known = (vector, (time.perf_counter() - started) * 1000)
            self._questions.put(text, known)
        return known[0]

    def spared_ms(self, text: str) -> float:
        """The milliseconds that :meth:`embed_query` would need for this text and does not, since it is known."""
        known = self._questions.get(text)
        return known[1] if known else 0.0

    def save(self) -> None:
        """Write the questions' vectors; passages are written as they are made."""
        self._questions.save()


class _VectorFile:
    """Vectors by the hash of their text, in one npz file that is replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.made: dict[str, Made] = _load(path)
        self._changed = False

    def get(self, text: str) -> Made | None:
        return self.made.get(_hash(text))

    def put(self, text: str, made: Made) -> None:
        self.made[_hash(text)] = made
        self._changed = True

    def save(self) -> None:
        if not self._changed:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(f".{os.getpid()}.new")
        with draft.open("wb") as file:
            np.savez(
                file,
                keys=np.array(list(self.made)),
                vectors=np.array([vector for vector, _ in self.made.values()], dtype=np.float32),
                ms=np.array([ms for _, ms in self.made.values()], dtype=np.float32),
            )
        draft.replace(self._path)
        self._changed = False


def _load(path: Path) -> dict[str, Made]:
    """What an earlier run wrote; nothing when there is no file or a torn one."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            keys, vectors, times = stored["keys"].tolist(), stored["vectors"].tolist(), stored["ms"].tolist()
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    return {key: (vector, ms) for key, vector, ms in zip(keys, vectors, times, strict=True)}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
