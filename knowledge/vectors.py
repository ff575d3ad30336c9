"""Chroma as the store of a generation's texts, metadata and vectors.

Locally each generation has a Chroma directory of its own; with ``CHROMA_URL`` it is a collection on
that server. Either way it is written once and read whole: exact scoring over a matrix is faster than
Chroma's own search with filters up to 100 000 chunks, and it is exact. Chroma and LangChain are imported
when they are used: a local index is answered from its copy (:mod:`knowledge.copies`) without them.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urlparse

import numpy as np
from numpy.typing import NDArray

from knowledge.chunk_rows import chunk_from_row, row_of_chunk
from knowledge.errors import StoreFailed, StoreUnreachable
from knowledge.models import Chunk

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client

Matrix = NDArray[np.float32]

_BATCH = 1000
# The inner product, which for unit rows is the cosine. Under "cosine" Chroma scales every row once more and gives back
# another last bit, so that a vector that is copied from one generation to the next would wander away.
_SPACE: Literal["ip"] = "ip"
# How many neighbours Chroma looks at for each row that it takes in; the default is 100. Its own search, which nobody
# here uses, finds 0.988 of the ten nearest of NorQuAD's passages instead of 0.995, and many rows are written sooner.
_CARE = 40
# The file that every local Chroma directory has.
_DATABASE = "chroma.sqlite3"
# A product of so many numbers is done before other threads of BLAS have woken up.
_ALONE = 400_000


def cosines(vectors: Matrix, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The product of unit rows with a unit vector, some rows at a time, so that BLAS needs one thread.

    More threads wait for each other: beside other work, 3000 rows took 10 ms with two and 0.05 ms with one.
    """
    rows = max(1, _ALONE // max(1, vectors.shape[1]))
    if len(vectors) <= rows:
        return vectors @ vector
    found = np.empty(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), rows):
        np.matmul(vectors[start : start + rows], vector, out=found[start : start + rows])
    return found


@dataclass(frozen=True, slots=True)
class VectorStore:
    """Where one generation's vectors live: a folder, or a collection on the server at ``url``."""

    folder: Path
    collection: str
    url: str | None = None

    def write(self, chunks: Sequence[Chunk], vectors: Matrix) -> None:
        """Store chunks with their vectors (rows aligned, unit length), through LangChain's Chroma integration.

        Raises StoreFailed where Chroma cannot, and StoreUnreachable.
        """
        from chromadb.errors import ChromaError
        from httpx import HTTPError

        try:
            self._write(chunks, vectors)
        except (ChromaError, HTTPError) as error:
            raise StoreFailed(
                f"Chroma cannot store the index in {self.url or self.folder} ({error or type(error).__name__}). "
                "Is there room on its disk? What was live before stays in use."
            ) from error

    def _write(self, chunks: Sequence[Chunk], vectors: Matrix) -> None:
        from langchain_chroma import Chroma

        from knowledge.prepared import PreparedEmbeddings

        texts = [chunk.embedded_text for chunk in chunks]
        prepared = PreparedEmbeddings(dict(zip(texts, vectors, strict=True)))
        with self._client() as client:
            store = Chroma(
                client=client,
                collection_name=self.collection,
                embedding_function=prepared,
                collection_configuration={"hnsw": {"space": _SPACE, "ef_construction": _CARE}},
            )
            for start in range(0, len(chunks), _BATCH):
                part = slice(start, start + _BATCH)
                metadata = [row_of_chunk(chunk) | {"position": start + n} for n, chunk in enumerate(chunks[part])]
                store.add_texts(texts[part], metadatas=metadata, ids=[chunk.id for chunk in chunks[part]])

    def read(self) -> tuple[list[Chunk], Matrix]:
        """All chunks in the order they were written, and their vectors."""
        rows: list[tuple[int, Chunk]] = []
        parts: list[Matrix] = []
        with self._client() as client:
            collection = client.get_collection(self.collection, embedding_function=None)
            # Some at a time: as Chroma gives them, rows take thirty times the memory.
            while (page := collection.get(limit=_BATCH, offset=len(rows), include=["metadatas", "embeddings"]))["ids"]:
                metadatas, embeddings = page["metadatas"], page["embeddings"]
                assert metadatas is not None
                assert embeddings is not None
                for chunk_id, row in zip(page["ids"], metadatas, strict=True):
                    rows.append((int(str(row["position"])), chunk_from_row(chunk_id, row)))
                parts.append(np.asarray(embeddings, dtype=np.float32))
        order = sorted(range(len(rows)), key=lambda i: rows[i][0])
        chunks = [rows[i][1] for i in order]
        matrix: Matrix = np.concatenate(parts)[order] if parts else np.zeros((0, 0), np.float32)
        return chunks, matrix

    def exists(self) -> bool:
        """Whether a local store is there, as far as a look at its folder tells; a server is asked when it is read."""
        return bool(self.url) or (self.folder / _DATABASE).is_file()

    def drop(self) -> None:
        """Remove the collection from a server; a local one goes with its folder. Raises StoreUnreachable."""
        if not self.url:
            return
        from httpx import HTTPError

        try:
            with self._client() as client:
                if self.collection in [c.name for c in client.list_collections()]:
                    client.delete_collection(self.collection)
        except HTTPError as error:
            raise self._unreachable() from error

    @contextmanager
    def _client(self) -> "Iterator[ClientAPI]":
        with closing(cast("Client", self._connect())) as client:
            try:
                yield client
            finally:
                _hang_up(client)

    def _connect(self) -> "ClientAPI":
        import chromadb
        from chromadb.config import Settings

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
            raise self._unreachable() from error

    def _unreachable(self) -> StoreUnreachable:
        return StoreUnreachable(
            f"No Chroma server answers at CHROMA_URL={self.url}. Start it, correct the address, or leave the setting "
            "empty to keep the index in DATA_DIR."
        )


def _hang_up(client: "Client") -> None:
    """Close the connections to a server; chromadb 1.5 leaves them open."""
    for api in (client, client._admin_client):
        session = getattr(getattr(api, "_server", None), "_session", None)
        if session is not None:
            session.close()
