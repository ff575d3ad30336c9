"""A small, plainly made-up set of sources, and embeddings that need no model."""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from ingest.pipeline import IngestRequest, ingest
from ingest.progress import Checkpoint, pass_by
from ingest.report import IngestReport
from knowledge.generations import Generations
from knowledge.index import Index, open_current

LIST = """
[[source]]
kind = "document"
path = "husregler.md"
id = "husregler"
title = "Husregler for Prøvehuset (oppdiktet)"
language = "nb"
citation = "verbatim"
publisher = "Prøvehuset"
date = 2020-02-03
valid_from = 2020
valid_to = 2021-06-30

[[source]]
kind = "factsheet"
path = "huset.nb.md"

[[source]]
kind = "factsheet"
path = "huset.en.md"

[[source]]
kind = "courses"
path = "courses.jsonl"

[[source]]
kind = "contacts"
path = "contacts.jsonl"
"""

DOCUMENT = """# Husregler

## 1. Orden

Alle rydder etter seg. Kopper settes i oppvaskmaskinen.

## 2. Nøkler

Den som går sist, låser døren.
"""

SHEET = """---
id: huset
title: Om Prøvehuset (oppdiktet)
language: nb
retrieved: 2020-01-02
---

## Åpningstider

Prøvehuset åpner klokken ni.
{#TST-01 publisher="Prøvehuset" url="https://eksempel.no/tider" date="2020" note="udatert"}

Prøvehuset stenger klokken fire.
{#TST-02 publisher="Prøveavisen" section="side 2" also="https://eksempel.no/a https://eksempel.no/b" secondary="yes"}
"""

TRANSLATION = """---
id: huset
title: About the test house (made up)
language: en
translation_of: huset.nb.md
---

## Opening hours

The test house opens at nine.
{#TST-01}

The test house closes at four.
{#TST-02}
"""

PROVENANCE = {"publisher": "Prøvehuset", "url": "https://eksempel.no", "date": "2020", "confidence": "lav"}
COURSE = {"id": "k1", "title": "Oppdiktet strikkekurs", "kind": "emne", "is_evu": True, "topics": ["garn"]}
CONTACT = {"id": "c1", "function": "Vaktmester", "organisation": "Prøvehuset", "channel": "besøk", "value": "Kjelleren"}


def rows(*records: Mapping[str, object]) -> str:
    """JSON Lines of made-up records with a made-up provenance."""
    return "".join(json.dumps({**record, **PROVENANCE}, ensure_ascii=False) + "\n" for record in records)


FILES = {
    "sources.toml": LIST,
    "husregler.md": DOCUMENT,
    "huset.nb.md": SHEET,
    "huset.en.md": TRANSLATION,
    "courses.jsonl": rows(COURSE),
    "contacts.jsonl": rows(CONTACT | {"topics": ["hus"]}),
}


@dataclass
class HashedWords:
    """A bag of hashed words, 64 dimensions, or always ``fixed``; it remembers what it was asked to embed."""

    name: str = "hashed words (fake)"
    salt: str = ""
    texts: list[str] = field(default_factory=list)
    fixed: list[float] | None = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Remember the texts and embed them."""
        self.texts.extend(texts)
        return [self._vector(text) for text in texts]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed many questions."""
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question; it is not remembered."""
        return self._vector(text)

    def _vector(self, text: str) -> list[float]:
        if self.fixed is not None:
            return self.fixed
        vector = np.zeros(64)
        for word in text.lower().split():
            digest = hashlib.sha256((self.salt + word.strip(".,/:()")).encode()).digest()
            vector[digest[0] % 64] += 1 if digest[1] % 2 else -1
        length = float(np.linalg.norm(vector)) or 1.0
        return [float(x) / length for x in vector]


@dataclass
class Workshop:
    """A folder of sources and a data directory, to ingest the one into the other."""

    folder: Path
    embeddings: HashedWords = field(default_factory=HashedWords)
    chroma_url: str | None = None

    @property
    def list(self) -> Path:
        """The list of sources."""
        return self.folder / "sources" / "sources.toml"

    @property
    def data_dir(self) -> Path:
        """Where the index goes."""
        return self.folder / "data"

    @property
    def generations(self) -> Generations:
        """The generations of the index."""
        return Generations(self.data_dir)

    def fill(self) -> None:
        """Write the made-up sources."""
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> Path:
        """Write one source file."""
        path = self.folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace what stands exactly once in a source file."""
        path = self.folder / "sources" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is not once in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def ingest(self, *, checkpoint: Checkpoint = pass_by) -> IngestReport:
        """Run ingest with the fake embeddings."""
        return ingest(
            IngestRequest(self.data_dir, self.list, self.chroma_url), embeddings=self.embeddings, checkpoint=checkpoint
        )

    def open(self) -> Index:
        """Open the live generation, as somebody who answers would."""
        return open_current(self.data_dir, embedding_model=self.embeddings.name, chroma_url=self.chroma_url)

    def search(self, question: str) -> Sequence[str]:
        """Ids of the live index's chunks, best first."""
        index = self.open()
        scores = index.vectors @ np.asarray(self.embeddings.embed_query(question), dtype=np.float32)
        return [index.chunks[i].id for i in np.argsort(-scores)]


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder on a disk that waits for nothing, where there is one; for tests that run ingest many times."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Sources that were never ingested."""
    made = Workshop(tmp_path)
    made.fill()
    return made
