"""How like a sentence and its evidence are, by the vectors of the house's engine."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from knowledge.claims.document import Part
from knowledge.engines import NamedEmbeddings

_KEPT = 2000
_PARTS = 3


class Likeness:
    """Compares sentences; vectors of sentences seen before are kept, some thousands of them."""

    def __init__(self, embeddings: NamedEmbeddings) -> None:
        self._embeddings = embeddings
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def best(self, sentence: str, parts: Sequence[Part]) -> float:
        """The highest cosine of a sentence with one of some parts, or with all of them together."""
        if not parts:
            return 0.0
        texts = list(
            dict.fromkeys([part.text for part in parts[:_PARTS]] + [" ".join(part.text for part in parts[:_PARTS])])
        )
        mine = self._vector(sentence)
        return max(float(mine @ self._vector(text)) for text in texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        with self._lock:
            if text in self._kept:
                self._kept.move_to_end(text)
                return self._kept[text]
        vector = np.asarray(self._embeddings.embed_query(text), dtype=np.float32)
        with self._lock:
            self._kept[text] = vector
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return vector
