"""The story of this room: collect, read, chunk, compare, embed, check, publish."""

from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from ingest.checking import check
from ingest.collecting import collect
from ingest.comparing import compare
from ingest.content import Content, content_of
from ingest.embedding import Embedded, embed, embed_questions
from ingest.locking import only_ingest
from ingest.progress import Checkpoint, Progress, Step, pass_by, silent
from ingest.publishing import draft, publish, tidy
from ingest.reading.material import Material, read
from ingest.report import IngestReport
from knowledge.engines import NamedEmbeddings
from knowledge.generations import Generations
from knowledge.index import write_index
from knowledge.known_questions import KnownQuestions


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """What to ingest and where to. ``sources`` is a list of sources (default: the shipped one)."""

    data_dir: Path
    sources: Path | None = None
    chroma_url: str | None = None


def ingest(
    request: IngestRequest,
    *,
    embeddings: NamedEmbeddings,
    progress: Progress = silent,
    checkpoint: Checkpoint = pass_by,
) -> IngestReport:
    """Build and publish a new generation, or find that nothing changed.

    Raises IngestError or KnowledgeError with advice; whatever is raised, the live generation stays.
    """
    started = perf_counter()
    generations = Generations(request.data_dir)

    def begin(step: Step) -> None:
        checkpoint(step)
        progress(step, 0, 1)

    with only_ingest(generations.root):
        tidy(generations, request.chroma_url)
        begin("collect")
        sources = collect(request.sources)
        begin("read")
        material = read(sources)
        begin("chunk")
        content = content_of(material)
        begin("compare")
        found = compare(content, request.data_dir, embedding_model=embeddings.name, chroma_url=request.chroma_url)
        if found.unchanged:
            return _report(found.unchanged, material, content, started)
        begin("embed")
        embedded = embed(content.chunks, found, embeddings, progress=progress, checkpoint=checkpoint)
        if embedded.why:  # the live generation's vectors are of no use, its questions' neither
            found = replace(found, questions={})
        known = embed_questions(content.questions, found, embeddings, progress=progress)
        begin("check")
        name = _draft_and_check(request, generations, content, embedded, known, embeddings, checkpoint)
        begin("publish")
        publish(generations, name, chroma_url=request.chroma_url, checkpoint=checkpoint)
    return replace(
        _report(name, material, content, started),
        changed=True,
        embedded=embedded.embedded,
        copied=embedded.copied,
        retired=found.retired,
        why=embedded.why,
    )


def _draft_and_check(
    request: IngestRequest,
    generations: Generations,
    content: Content,
    embedded: Embedded,
    known: KnownQuestions | None,
    embeddings: NamedEmbeddings,
    checkpoint: Checkpoint,
) -> str:
    """Write a new generation beside the live one, try it, and give its name."""
    name = generations.new_name()
    with draft(generations, name, request.chroma_url) as folder:
        checkpoint("staged")
        write_index(
            folder,
            content.manifest(name, embeddings.name),
            chunks=content.chunks,
            vectors=embedded.vectors,
            courses=content.courses,
            contacts=content.contacts,
            known=known,
            chroma_url=request.chroma_url,
        )
        checkpoint("written")
        check(folder, content, embeddings, chroma_url=request.chroma_url)
    return name


def _report(generation: str, material: Material, content: Content, started: float) -> IngestReport:
    """The report of a run that changed nothing."""
    return IngestReport(
        generation=generation,
        changed=False,
        documents=len(material.documents),
        chunks=len(content.chunks),
        courses=len(content.courses),
        contacts=len(content.contacts),
        seconds=perf_counter() - started,
    )
