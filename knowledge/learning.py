"""Learns from a generation's chunks, and keeps what was learnt beside them as one file."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from knowledge.learnt import Learnt, NameTable, WordTable
from knowledge.models import Chunk
from knowledge.names import note_names
from knowledge.spelling import count_words

_FILE = "learnt.json"


def learn(chunks: Sequence[Chunk]) -> Learnt:
    """What some chunks teach; 100 000 of them take some 20 seconds."""
    return Learnt(count_words(chunks), note_names(chunks))


def save_learnt(folder: Path, learnt: Learnt) -> str:
    """Write it into a generation's folder; gives the file's SHA-256. Raises OSError."""
    raw = json.dumps(asdict(learnt), ensure_ascii=False).encode()
    (folder / _FILE).write_bytes(raw)
    return hashlib.sha256(raw).hexdigest()


def load_learnt(folder: Path, sha256: str) -> Learnt | None:
    """What :func:`save_learnt` wrote, or None when the file is missing or is another one."""
    try:
        raw = (folder / _FILE).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(raw).hexdigest() != sha256:
        return None
    row = json.loads(raw)
    return Learnt(WordTable(**row["words"]), NameTable(**row["names"]))
