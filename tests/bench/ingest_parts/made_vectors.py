"""Embeddings that need no model: a vector drawn from the hash of its text, in microseconds."""

import hashlib
import os
import signal
from dataclasses import dataclass

import numpy as np

WIDTH = 384


@dataclass
class MadeVectors:
    """Unit vectors of 384 numbers that say nothing. With ``survives``, the process is killed after so many texts."""

    survives: int | None = None
    name: str = "vectors drawn from hashes (made up)"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector each."""
        if self.survives is not None:
            self.survives -= len(texts)
            if self.survives < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return [self.embed_query(text) for text in texts]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """One vector each."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a text."""
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        drawn = np.random.default_rng(seed).standard_normal(WIDTH, dtype=np.float32)
        vector: list[float] = (drawn / np.linalg.norm(drawn)).tolist()
        return vector
