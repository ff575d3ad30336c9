"""The index that bm25s has built, read without importing bm25s.

bm25s saves plain arrays: for term ``i`` the documents ``indices[indptr[i]:indptr[i + 1]]`` and, beside them, the
finished BM25 weights in ``data``. A program that only searches can do without bm25s, which brings scipy along: a
third of a second, and 30 MB, before the first answer.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# The names under which bm25s.BM25.save writes.
_DATA, _INDICES, _INDPTR = "data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy"
_VOCABULARY, _PARAMETERS = "vocab.index.json", "params.index.json"


@dataclass(frozen=True)
class Postings:
    """For each term the documents that hold it and their BM25 weights; ``parameters`` are those of bm25s."""

    vocabulary: Mapping[str, int] = field(repr=False)
    data: NDArray[np.float32] = field(repr=False)
    indices: NDArray[np.integer] = field(repr=False)
    indptr: NDArray[np.integer] = field(repr=False)
    parameters: Mapping[str, Any]

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]], *, k1: float, b: float) -> "Postings":
        """Index documents given as terms, by Lucene's BM25; a document may be empty."""
        import bm25s

        how = {"method": "lucene", "k1": k1, "b": b}
        built = bm25s.BM25(**how)
        built.index([list(terms) or [""] for terms in documents], show_progress=False)
        scores = built.scores
        parameters = {**how, "num_docs": scores["num_docs"], "version": bm25s.__version__}
        return cls(built.vocab_dict, scores["data"], scores["indices"], scores["indptr"], parameters)

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Open a saved index. The arrays stay on disk until they are read; raises OSError or ValueError when torn."""
        data, indices, indptr = (np.load(folder / name, mmap_mode="r") for name in (_DATA, _INDICES, _INDPTR))
        vocabulary = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
        parameters = json.loads((folder / _PARAMETERS).read_text(encoding="utf-8"))
        if len(data) != len(indices) or len(data) != int(indptr[-1]):
            raise ValueError(f"the arrays in {folder} do not belong together")
        return cls(vocabulary, data, indices, np.array(indptr), parameters)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return int(self.parameters["num_docs"])

    def save(self, folder: Path) -> None:
        """Write the index to a folder, in bm25s' own form."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in ((_DATA, self.data), (_INDICES, self.indices), (_INDPTR, self.indptr)):
            np.save(folder / name, array)
        (folder / _VOCABULARY).write_text(json.dumps(self.vocabulary, ensure_ascii=False), encoding="utf-8")
        (folder / _PARAMETERS).write_text(json.dumps(dict(self.parameters)), encoding="utf-8")

    def document_counts(self) -> NDArray[np.integer]:
        """How many documents hold each term."""
        return np.diff(self.indptr)

    def holders(self, term: str) -> NDArray[np.integer]:
        """The documents that hold a term of the vocabulary, in ascending order."""
        i = self.vocabulary[term]
        return self.indices[self.indptr[i] : self.indptr[i + 1]]
