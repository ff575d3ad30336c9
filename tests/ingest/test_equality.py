"""ingest(A) and then ingest(B) gives what ingest(B) gives: whatever was there before leaves no trace."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.pipeline import IngestRequest, ingest
from ingest.report import IngestReport
from knowledge.chunk_rows import row_of_chunk
from knowledge.generations import Generations
from knowledge.index import Index, open_current
from knowledge.querying import plain_query
from knowledge.retrieval import Retriever
from tests.ingest.conftest import CONTACT, COURSE, HashedWords, Workshop, quick_folder, rows

PHASES = (Phase.reuse, Phase.generate)
"""Shrinking takes minutes here, and what fails is small enough."""

TEXTS = (
    "Alle rydder etter seg i Prøvehuset.",
    "Kopper settes i oppvaskmaskinen.",
    "Den som går sist, låser døren til Prøvehuset.",
    "Prøvehuset åpner klokken ni.",
    "Prøvehuset stenger klokken fire.",
    "Garnet ligger i den blå kisten.",
    "Garnet  ligger i den\u00a0blå kisten.",
    "The test house opens at nine.",
    "Strikkepinner lånes ut mot pant i inntil tre uker.",
    "🧶",
    "- ull\n- bomull\n- lin",
    "| Garn | Pris |\n|---|---|\n| Ull | 100 kr |\n| Lin | 200 kr |",
)
ASKED = ("Når åpner Prøvehuset?", "Hvor ligger garnet?", "strikkekurs", "Hvem er vaktmester?", "pris på ull")


@dataclass(frozen=True)
class Doc:
    """A document: ``file`` is its name, ``title`` None leaves that to the file."""

    file: str
    title: str | None
    publisher: str
    date: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Sources:
    """All that a list of sources says; ``order`` puts its entries in order, ``folder`` maps files to texts."""

    first: Doc
    second: Doc | None = None
    third: Doc | None = None
    folder: Mapping[str, str] = field(default_factory=dict)
    courses: tuple[tuple[str, str, str], ...] = ()
    contacts: tuple[tuple[str, str, str], ...] = ()
    courses_file: str = "courses.jsonl"
    questions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    order: int = 0

    def write(self, workshop: Workshop) -> None:
        """Put them into a workshop in place of what was there."""
        for old in sorted((workshop.folder / "sources").rglob("*"), reverse=True):
            if old.is_file():
                old.unlink()
        entries = [self._document(workshop, name, doc) for name, doc in self._documents()]
        if self.folder:
            for name, text in self.folder.items():
                workshop.write(f"mappe/{name}", text)
            entries.append(_entry(kind="document", path="mappe", id="mappe", citation="verbatim", publisher="Huset"))
        if self.courses:
            made = [COURSE | {"id": name, "title": title, "summary": text} for name, title, text in self.courses]
            workshop.write(self.courses_file, rows(*made))
            entries.append(_entry(kind="courses", path=self.courses_file))
        if self.contacts:
            told = [CONTACT | {"id": name, "function": who, "value": where} for name, who, where in self.contacts]
            workshop.write("contacts.jsonl", rows(*told))
            entries.append(_entry(kind="contacts", path="contacts.jsonl"))
        if self.questions:
            lines = [json.dumps({"text": t, "language": "nb", "answers": answers}) for t, answers in self.questions]
            workshop.write("questions.jsonl", "\n".join(lines))
            entries.append(_entry(kind="questions", path="questions.jsonl"))
        cut = self.order % len(entries)
        workshop.write("sources.toml", "\n".join(entries[cut:] + entries[:cut]))

    def _documents(self) -> Iterator[tuple[str, Doc]]:
        named = {"en": self.first, "to": self.second, "tre": self.third}
        yield from ((name, doc) for name, doc in named.items() if doc)

    @staticmethod
    def _document(workshop: Workshop, name: str, doc: Doc) -> str:
        path = f"{name}/{doc.file}"
        workshop.write(path, "\n\n".join(doc.paragraphs))
        title = {"title": doc.title} if doc.title else {}
        about = {"publisher": doc.publisher, "id": name, "citation": "verbatim", **title}
        return _entry(kind="document", path=path, language="nb", date=doc.date, **about)


def _entry(**fields: str | int) -> str:
    return "\n".join(["[[source]]", *(f"{key} = {json.dumps(value)}" for key, value in fields.items()), ""])


paragraphs = st.lists(
    st.one_of(st.sampled_from(TEXTS), st.sampled_from(["# Regler", "## Garn", "## Regler"])), max_size=6
).map(lambda drawn: (TEXTS[0], *drawn))
docs = st.builds(
    Doc,
    file=st.sampled_from(["regler.md", "garn.md", "side.html", "brev.txt"]),
    title=st.sampled_from([None, "Husregler (oppdiktet)", "Om garn (oppdiktet)"]),
    publisher=st.sampled_from(["Prøvehuset", "Prøveavisen"]),
    date=st.sampled_from([2019, 2020]),
    paragraphs=paragraphs,
)
ids = st.sampled_from(["k1", "k2", "k3"])
records = st.lists(
    st.tuples(ids, st.sampled_from(["Strikkekurs", "Heklekurs"]), st.sampled_from(TEXTS)), unique_by=lambda row: row[0]
).map(tuple)
contacts = st.lists(
    st.tuples(st.sampled_from(["c1", "c2"]), st.sampled_from(["Vaktmester", "Kokk"]), st.sampled_from(["Kjelleren"])),
    unique_by=lambda row: row[0],
).map(tuple)
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "first": docs,
    "second": st.none() | docs,
    "third": st.none() | docs,
    "folder": st.dictionaries(st.sampled_from(["a.md", "b.md", "b.txt", "under/b.md"]), st.sampled_from(TEXTS)),
    "courses": records,
    "courses_file": st.sampled_from(["courses.jsonl", "kurs.jsonl"]),
    "contacts": contacts,
    "questions": st.lists(st.tuples(st.sampled_from(ASKED), st.sampled_from([(), ("k1",), ("en#regler",)]))).map(tuple),
    "order": st.integers(0, 5),
}


@st.composite
def histories(draw: st.DrawFn) -> list[Sources]:
    """Two to four states of the sources, each the one before with one to four of its parts drawn anew."""
    states = [draw(st.builds(Sources, **PARTS))]
    for _ in range(draw(st.integers(1, 3))):
        changed = draw(st.sets(st.sampled_from(sorted(PARTS)), min_size=1, max_size=4))
        states.append(replace(states[-1], **{part: draw(PARTS[part]) for part in sorted(changed)}))
    return states


def run(made: Workshop, data_dir: Path) -> IngestReport:
    """Losses are meant here."""
    return ingest(IngestRequest(data_dir, made.list, accept_loss=True), embeddings=made.embeddings)


def told(index: Index) -> dict[str, Any]:
    """Everything that a reader of a generation could see, but when it was made and what it is called."""
    manifest = {k: v for k, v in asdict(index.manifest).items() if k not in ("name", "built_at")}
    known = index.known
    return {
        "manifest": manifest,
        "chunks": [{"id": chunk.id, **row_of_chunk(chunk)} for chunk in index.chunks],
        "vectors": index.vectors.tolist(),
        "courses": index.courses,
        "contacts": index.contacts,
        "questions": known and [(q, v.tolist()) for q, v in zip(known.questions, known.vectors, strict=True)],
        "found": [found(index, question) for question in ASKED],
    }


def found(index: Index, question: str) -> list[tuple[str, float]]:
    passages = Retriever(index, HashedWords()).search(plain_query(question, "nb"))
    return [(passage.chunk.id, passage.score) for passage in passages]


def files(data_dir: Path) -> dict[str, bytes]:
    """The live generation byte by byte: what is no database, nor tells of the run that made it."""
    live = Generations(data_dir).current()
    assert live
    return {
        str(file.relative_to(live)): file.read_bytes()
        for file in sorted(live.rglob("*"))
        if file.is_file()
        and file.relative_to(live).parts[0] not in ("chroma", "manifest.json", "report.json", "report.html")
    }


@settings(max_examples=60, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(states=histories())
def test_what_was_there_before_leaves_no_trace(states: list[Sources]) -> None:
    """Over edits, renames, deletions, duplicates, reorderings, and provenance that alone changes."""
    with quick_folder() as folder:
        made = Workshop(folder)
        for state in states:
            state.write(made)
            report = run(made, made.data_dir)
        fresh_dir = made.folder / "fresh"
        fresh = run(made, fresh_dir)
        after, anew = (open_current(d, embedding_model=made.embeddings.name) for d in (made.data_dir, fresh_dir))
        assert told(after) == told(anew)
        assert files(made.data_dir) == files(fresh_dir)
        assert (report.chunks, report.courses, report.contacts) == (fresh.chunks, fresh.courses, fresh.contacts)
        assert not run(made, made.data_dir).changed
