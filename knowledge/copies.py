"""A generation's chunks and vectors once more, as two plain files that open without Chroma.

Chroma stays the store: it is written, read back and checked first, and it is what others may search. But to import it
and to read it whole takes a second, and most of the memory of a question at the command line. So what Chroma gives
back is written beside it, with the hashes of the files in the manifest. A copy is believed only when its hashes are
right; one that is missing or damaged is made again from Chroma.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge.chunk_rows import chunk_from_row, row_of_chunk
from knowledge.models import Chunk
from knowledge.vectors import Matrix

_CHUNKS, _VECTORS = "chunks.jsonl", "vectors.npy"

Hashes = Mapping[str, str]


def write_copy(folder: Path, chunks: Sequence[Chunk], vectors: Matrix) -> Hashes:
    """Write chunks and vectors (rows aligned) below ``folder``; gives SHA-256 by file name.

    Each file appears whole or not at all, since others may be reading. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = (json.dumps({"id": chunk.id, **row_of_chunk(chunk)}, ensure_ascii=False) + "\n" for chunk in chunks)
    with _draft(folder, _CHUNKS).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(rows)
    with _draft(folder, _VECTORS).open("wb") as binary:
        np.save(binary, np.ascontiguousarray(vectors, dtype=np.float32))
    for name in (_CHUNKS, _VECTORS):
        _draft(folder, name).replace(folder / name)
    return {name: _sha256(folder / name) for name in (_CHUNKS, _VECTORS)}


def read_copy(folder: Path, hashes: Hashes) -> tuple[list[Chunk], Matrix] | None:
    """The chunks and their vectors, or None when a file is missing or is not what ``hashes`` say.

    The vectors stay on disk until they are used, and programs that read the same generation share them in memory.
    """
    try:
        if {name: _sha256(folder / name) for name in (_CHUNKS, _VECTORS)} != dict(hashes):
            return None
        with (folder / _CHUNKS).open(encoding="utf-8", newline="\n") as file:
            chunks = [chunk_from_row(row["id"], row) for row in map(json.loads, file)]
        vectors: Matrix = np.asarray(np.load(folder / _VECTORS, mmap_mode="r"))
    except (OSError, ValueError, KeyError):
        return None
    return chunks, vectors


def _draft(folder: Path, name: str) -> Path:
    return folder / f".{name}.{os.getpid()}"


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
