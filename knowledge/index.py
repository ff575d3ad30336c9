"""One generation of the index: written once by ingest, opened whole by whoever answers."""

import json
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from knowledge.copies import read_copy, write_copy
from knowledge.engines import asks_with
from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing, StoreUnreachable
from knowledge.generations import Generations
from knowledge.keywords import Keywords
from knowledge.known_questions import KnownQuestions
from knowledge.learning import learn, load_learnt, save_learnt
from knowledge.learnt import LearntChunks
from knowledge.models import Chunk, Contact, Course, IndexInfo, SourceInfo
from knowledge.records import contact_from_row, course_from_row, record_to_row
from knowledge.vectors import Matrix, VectorStore

log = logging.getLogger(__name__)

_FORMAT = 3
_COPY, _KNOWN = "copy", "known"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself. ``chunk_hashes`` maps chunk ids to SHA-256 of the embedded text.

    ``copy_hashes`` holds SHA-256 of the files of the copy by their names; it is empty where there is no copy.
    ``learnt_hash`` is that of what was learnt from the chunks. ``entries`` counts the chunks of each entry of the list
    of sources.
    """

    name: str
    built_at: str
    embedding_model: str
    chunk_rule: str
    chunks: int
    courses: int
    contacts: int
    content_hash: str
    sources: tuple[SourceInfo, ...]
    chunk_hashes: Mapping[str, str]
    questions: int = 0
    entries: Mapping[str, int] = field(default_factory=dict)
    copy_hashes: Mapping[str, str] = field(default_factory=dict, compare=False)
    learnt_hash: str = field(default="", compare=False)
    format: int = _FORMAT

    @classmethod
    def load(cls, folder: Path) -> "Manifest":
        """Read a generation's manifest. Raises IndexDamaged when it is missing or unreadable."""
        try:
            row = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            row["sources"] = tuple(SourceInfo(**source) for source in row["sources"])
            manifest = cls(**row)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamaged(
                f"The manifest of {folder} cannot be read ({error}). Run `brobygger ingest` to build a new generation."
            ) from error
        if manifest.format != _FORMAT:
            raise IndexDamaged(f"{folder} was written by another version. Run `brobygger ingest`.")
        return manifest


@dataclass(frozen=True)
class Index:
    """An open generation: chunks with their vectors (rows aligned), lexical indexes and records."""

    manifest: Manifest
    chunks: tuple[Chunk, ...]
    vectors: Matrix
    keywords: Keywords
    courses: tuple[Course, ...]
    contacts: tuple[Contact, ...]
    known: KnownQuestions | None = None

    def info(self) -> IndexInfo:
        """A summary for people."""
        manifest = self.manifest
        dates = [source.newest_date for source in manifest.sources if source.newest_date]
        return IndexInfo(
            generation=manifest.name,
            built_at=manifest.built_at,
            embedding_model=manifest.embedding_model,
            chunks=manifest.chunks,
            courses=manifest.courses,
            contacts=manifest.contacts,
            newest_date=max(dates, default=None),
            sources=manifest.sources,
        )


def write_index(
    folder: Path,
    manifest: Manifest,
    *,
    chunks: Sequence[Chunk],
    vectors: Matrix,
    courses: Sequence[Course],
    contacts: Sequence[Contact],
    known: KnownQuestions | None = None,
    chroma_url: str | None = None,
) -> None:
    """Write a complete generation into an empty folder; the manifest comes last."""
    store = _store(folder, manifest.name, chroma_url)
    store.write(chunks, vectors)
    if not chroma_url:
        manifest = replace(manifest, copy_hashes=write_copy(folder / _COPY, *store.read()))
    manifest = replace(manifest, learnt_hash=save_learnt(folder, learn(chunks)))
    Keywords.build(chunks).save(folder / "lexical")
    if known:
        known.save(folder / _KNOWN)
    _write_rows(folder / "courses.jsonl", courses)
    _write_rows(folder / "contacts.jsonl", contacts)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def open_index(folder: Path, *, embedding_model: str | None = None, chroma_url: str | None = None) -> Index:
    """Open a generation.

    Raises IndexDamaged when a part is missing or the counts disagree with the manifest, and
    IndexMismatch when ``embedding_model`` is given and its questions do not fit the vectors.
    """
    manifest = Manifest.load(folder)
    if embedding_model and asks_with(manifest.embedding_model) != asks_with(embedding_model):
        raise IndexMismatch(
            f"The index was made with {manifest.embedding_model}, the settings ask for {embedding_model}. "
            "Run `brobygger ingest` to rebuild it, or set EMBEDDING_MODEL back."
        )
    try:
        chunks, vectors = _read(folder, manifest, chroma_url)
        index = Index(
            manifest=manifest,
            chunks=_with_learnt(folder, manifest, chunks),
            vectors=vectors,
            keywords=Keywords.load(folder / "lexical", len(chunks)),
            courses=tuple(course_from_row(row) for row in _read_rows(folder / "courses.jsonl")),
            contacts=tuple(contact_from_row(row) for row in _read_rows(folder / "contacts.jsonl")),
            known=KnownQuestions.load(folder / _KNOWN) if manifest.questions else None,
        )
    except StoreUnreachable:
        raise
    except Exception as error:  # whatever Chroma or bm25s make of a torn file, the advice is the same
        raise IndexDamaged(
            f"The generation in {folder} cannot be opened ({type(error).__name__}: {error}). "
            "Run `brobygger ingest` to build a new one."
        ) from error
    questions = index.known.questions if index.known else ()
    held = tuple(map(len, (index.chunks, index.vectors, index.courses, index.contacts, questions)))
    if held != (manifest.chunks, manifest.chunks, manifest.courses, manifest.contacts, manifest.questions):
        raise IndexDamaged(
            f"The generation in {folder} holds {len(index.chunks)} chunks, its manifest says {manifest.chunks}. "
            "Run `brobygger ingest` to build a new one."
        )
    return index


def open_current(data_dir: Path, *, embedding_model: str | None = None, chroma_url: str | None = None) -> Index:
    """Open the live generation. Raises IndexMissing when nothing was ever ingested."""
    folder = Generations(data_dir).current()
    if folder is None:
        raise IndexMissing(f"There is no index in {data_dir} yet. Run `brobygger ingest`.")
    return open_index(folder, embedding_model=embedding_model, chroma_url=chroma_url)


def stored_rows(folder: Path, manifest: Manifest) -> tuple[list[Chunk], Matrix] | None:
    """The chunks and vectors that lie beside Chroma, where they are what was written; whatever else is damaged."""
    return read_copy(folder / _COPY, manifest.copy_hashes) if manifest.copy_hashes else None


def drop_collection(name: str, chroma_url: str | None) -> None:
    """Remove a pruned generation's collection from a Chroma server; nothing to do locally."""
    _store(Path(), name, chroma_url).drop()


def _read(folder: Path, manifest: Manifest, chroma_url: str | None) -> tuple[list[Chunk], Matrix]:
    """Chunks and vectors from the copy, or from Chroma where there is none or where it is damaged."""
    store = _store(folder, manifest.name, chroma_url)
    if not store.exists():
        raise FileNotFoundError("its Chroma store is gone")
    if chroma_url or not manifest.copy_hashes:
        return store.read()
    if copied := read_copy(folder / _COPY, manifest.copy_hashes):
        return copied
    log.warning("the copy in %s is missing or damaged; it is made again from Chroma", folder)
    found = store.read()
    with suppress(OSError):  # it only saves time, and the folder may not be ours to write
        write_copy(folder / _COPY, *found)
    return found


def _with_learnt(folder: Path, manifest: Manifest, chunks: Sequence[Chunk]) -> LearntChunks:
    """Chunks with what was learnt from them; where that is damaged they are read for it again."""
    learnt = load_learnt(folder, manifest.learnt_hash)
    if learnt is None:
        log.warning("what was learnt from the chunks of %s is missing or damaged; they are read for it again", folder)
    return LearntChunks.of(chunks, learnt or learn(chunks))


def _store(folder: Path, name: str, chroma_url: str | None) -> VectorStore:
    return VectorStore(folder / "chroma", f"brobygger-{name}", chroma_url)


def _write_rows(path: Path, records: Sequence[Course | Contact]) -> None:
    lines = [json.dumps(record_to_row(record), ensure_ascii=False) for record in records]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
