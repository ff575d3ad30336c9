"""Chroma as the store of a generation's texts, metadata and vectors.

Locally each generation has a Chroma directory of its own; with ``CHROMA_URL`` it is a collection on
that server. Either way it is written once and read whole: exact scoring over a matrix is faster than
Chroma's own search with filters up to 100 000 chunks, and it is exact.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlparse

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.config import Settings
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from knowledge.errors import StoreUnreachable
from knowledge.models import Chunk, CitationKind, Provenance

Matrix = NDArray[np.float32]

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class VectorStore:
    """Where one generation's vectors live: a folder, or a collection on the server at ``url``."""

    folder: Path
    collection: str
    url: str | None = None

    def write(self, chunks: Sequence[Chunk], vectors: Matrix) -> None:
        """Store chunks with their vectors (rows aligned, unit length), through LangChain's Chroma integration."""
        from langchain_chroma import Chroma

        texts = [chunk.embedded_text for chunk in chunks]
        prepared = _Prepared({text: row.tolist() for text, row in zip(texts, vectors, strict=True)})
        with self._client() as client:
            store = Chroma(
                client=client,
                collection_name=self.collection,
                embedding_function=prepared,
                collection_configuration={"hnsw": {"space": "cosine"}},
            )
            for start in range(0, len(chunks), _BATCH):
                part = slice(start, start + _BATCH)
                metadata = [_to_metadata(chunk, start + n) for n, chunk in enumerate(chunks[part])]
                store.add_texts(texts[part], metadatas=metadata, ids=[chunk.id for chunk in chunks[part]])

    def read(self) -> tuple[list[Chunk], Matrix]:
        """All chunks in the order they were written, and their vectors."""
        with self._client() as client:
            stored = client.get_collection(self.collection, embedding_function=None).get(
                include=["metadatas", "embeddings"]
            )
        metadatas, embeddings = stored["metadatas"], stored["embeddings"]
        assert metadatas is not None
        assert embeddings is not None
        order = sorted(range(len(metadatas)), key=lambda i: int(str(metadatas[i]["position"])))
        chunks = [_from_metadata(stored["ids"][i], metadatas[i]) for i in order]
        matrix: Matrix = np.asarray(embeddings, dtype=np.float32)[order] if order else np.zeros((0, 0), np.float32)
        return chunks, matrix

    def drop(self) -> None:
        """Remove the collection from a server; a local one goes with its folder."""
        if self.url:
            with self._client() as client:
                if self.collection in [c.name for c in client.list_collections()]:
                    client.delete_collection(self.collection)

    @contextmanager
    def _client(self) -> Iterator[ClientAPI]:
        with closing(cast(Client, self._connect())) as client:
            try:
                yield client
            finally:
                _hang_up(client)

    def _connect(self) -> ClientAPI:
        if not self.url:
            return chromadb.PersistentClient(str(self.folder), settings=Settings(anonymized_telemetry=False))
        address = urlparse(self.url)
        try:
            return chromadb.HttpClient(
                host=address.hostname or "localhost",
                port=address.port or (443 if address.scheme == "https" else 8000),
                ssl=address.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
        except ValueError as error:
            raise StoreUnreachable(
                f"No Chroma server answers at CHROMA_URL={self.url}. Start it, correct the address, or leave the "
                "setting empty to keep the index in DATA_DIR."
            ) from error


def _hang_up(client: Client) -> None:
    """Close the connections to a server; chromadb 1.5 leaves them open."""
    for api in (client, client._admin_client):
        session = getattr(getattr(api, "_server", None), "_session", None)
        if session is not None:
            session.close()


class _Prepared(Embeddings):
    """Hands LangChain the vectors that ingest has already made."""

    def __init__(self, by_text: dict[str, list[float]]) -> None:
        self._by_text = by_text

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._by_text[text] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._by_text[text]


def _to_metadata(chunk: Chunk, position: int) -> dict[str, Any]:
    provenance = chunk.provenance
    fields = {
        "position": position,
        "source_id": chunk.source_id,
        "document_id": chunk.document_id,
        "document_title": chunk.document_title,
        "heading_path": json.dumps(chunk.heading_path, ensure_ascii=False),
        "text": chunk.text,
        "kind": chunk.kind.value,
        "language": chunk.language,
        "publisher": provenance.publisher,
        "url": provenance.url,
        "date": provenance.date,
        "date_note": provenance.date_note,
        "secondary": provenance.secondary,
        "also": " ".join(provenance.also) or None,
        "valid_from": provenance.valid_from,
        "valid_to": provenance.valid_to,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _from_metadata(chunk_id: str, row: Any) -> Chunk:
    return Chunk(
        id=chunk_id,
        source_id=row["source_id"],
        document_id=row["document_id"],
        document_title=row["document_title"],
        heading_path=tuple(json.loads(row["heading_path"])),
        text=row["text"],
        kind=CitationKind(row["kind"]),
        language=row["language"],
        provenance=Provenance(
            publisher=row["publisher"],
            url=row.get("url"),
            date=row.get("date"),
            date_note=row.get("date_note"),
            secondary=row["secondary"],
            also=tuple((row.get("also") or "").split()),
            valid_from=row.get("valid_from"),
            valid_to=row.get("valid_to"),
        ),
    )
