"""The story of this room: collect, read, chunk, compare, embed, check, publish."""

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

from ingest.checking import check, check_answers, check_losses
from ingest.collecting import collect
from ingest.comparing import Comparison, compare, copied
from ingest.content import Content, content_of
from ingest.deferred import MANY, Choice, choose, when_needed
from ingest.differences import differences
from ingest.embedding import Embedded, embed, embed_questions
from ingest.errors import CheckFailed
from ingest.fetching.settings import FetchSettings
from ingest.locking import only_ingest
from ingest.network import Network
from ingest.progress import Checkpoint, Progress, Step, pass_by, silent
from ingest.publishing import draft, publish, reject, tidy
from ingest.quizzing import Quiz, quiz
from ingest.reading.material import Material, read
from ingest.report import IngestReport, Left
from ingest.report_page import write_report
from ingest.room import telling_no_room
from knowledge.engines import NamedEmbeddings
from knowledge.generations import Generations
from knowledge.index import write_index
from knowledge.known_questions import KnownQuestions


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """What to ingest and where to. ``sources`` is a list of sources (default: the shipped one).

    ``plan_only`` writes nothing and reports what would be done. ``strict`` stops at a row that cannot be read,
    ``accept_loss`` lets a source lose most of its chunks and the check file's answers, ``keep`` is how many generations
    stay. ``today`` is what the checks are asked as of (default: the calendar's). From ``many`` different passages on,
    the bundled model embeds with a faster engine.
    """

    data_dir: Path
    sources: Path | None = None
    chroma_url: str | None = None
    plan_only: bool = False
    strict: bool = False
    accept_loss: bool = False
    keep: int = 3
    fetch: FetchSettings = field(default_factory=lambda: FetchSettings(contact=None))
    today: date | None = None
    many: int = MANY


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
    started, clock = datetime.now(UTC), perf_counter()
    generations = Generations(request.data_dir)

    def begin(step: Step) -> None:
        checkpoint(step)
        progress(step, 0, 1)

    lock = nullcontext() if request.plan_only else only_ingest(generations.root)
    with telling_no_room(generations.root), lock:
        if not request.plan_only:
            tidy(generations, request.keep, request.chroma_url)
        begin("collect")
        sources = collect(request.sources)
        begin("read")
        fetch = replace(request.fetch, look_only=request.plan_only)
        with Network(fetch, _today(request)) as network:
            material = read(sources, network, strict=request.strict, progress=lambda n, all_: progress("read", n, all_))
        begin("chunk")
        content = content_of(material)
        begin("compare")
        chosen = _chosen(request, content, embeddings)
        embeddings = chosen.embeddings
        found = compare(
            content,
            request.data_dir,
            embedding_model=embeddings.name,
            because=chosen.because,
            chroma_url=request.chroma_url,
        )
        report = _report(found, material, content, started)
        if chosen.note:
            report = replace(report, notes=(*report.notes, chosen.note))
        if found.unchanged or request.plan_only:
            return _without_work(report, request, found, content, perf_counter() - clock)
        begin("embed")
        embedded = embed(content.chunks, found, embeddings, progress=progress, checkpoint=checkpoint)
        if embedded.why:  # the live generation's vectors are of no use, its questions' neither
            found = replace(found, questions={})
        known = embed_questions(content.questions, found, embeddings, progress=progress)
        begin("check")
        report = replace(
            report, changed=True, embedded=embedded.embedded, copied=embedded.copied, why=embedded.why or report.why
        )
        making = _Making(request, generations, content, found, embeddings, checkpoint)
        report = making.make(embedded, known, report, clock)
        begin("publish")
        publish(generations, report.generation, keep=request.keep, chroma_url=request.chroma_url, checkpoint=checkpoint)
    return report


@dataclass(frozen=True, slots=True)
class _Making:
    """Writes a new generation beside the live one and tries it."""

    request: IngestRequest
    generations: Generations
    content: Content
    found: Comparison
    embeddings: NamedEmbeddings
    checkpoint: Checkpoint

    def make(
        self, embedded: Embedded, known: KnownQuestions | None, report: IngestReport, clock: float
    ) -> IngestReport:
        """The report, which now names the new generation. Raises CheckFailed when it is not fit to go live."""
        content, url = self.content, self.request.chroma_url
        name = self.generations.new_name()
        with draft(self.generations, name, url) as folder:
            self.checkpoint("staged")
            write_index(
                folder,
                content.manifest(name, self.embeddings.name),
                chunks=content.chunks,
                vectors=embedded.vectors,
                courses=content.courses,
                contacts=content.contacts,
                known=known,
                chroma_url=url,
            )
            self.checkpoint("written")
            try:
                answered = self._check(folder, embedded)
            except CheckFailed as failed:
                told = replace(report, generation=name, seconds=perf_counter() - clock)
                write_report(folder, replace(told, notes=(*told.notes, f"Rejected: {failed.reason}.")))
                raise CheckFailed(failed.reason, reject(self.generations, name, failed.reason)) from failed
            told = replace(report, generation=name, checks=answered.score, seconds=perf_counter() - clock)
            write_report(folder, told)
        return told

    def _check(self, folder: Path, embedded: Embedded) -> Quiz:
        url = self.request.chroma_url
        index = check(folder, self.content, embedded.vectors, self.embeddings, chroma_url=url)
        answered = quiz(index, self.content.checks, self.embeddings, today=_today(self.request))
        answered.save(folder)
        if self.found.live and not self.request.accept_loss:
            check_losses(self.content, self.found.live.manifest)
            live = self.generations.current()
            check_answers(answered, Quiz.of(live) if live else Quiz({}), self.content)
        return answered


def _chosen(request: IngestRequest, content: Content, embeddings: NamedEmbeddings) -> Choice:
    """The engine; a plan takes it for granted that the faster one can be built."""
    if request.plan_only:
        return choose(embeddings, content.chunks, request.data_dir, many=request.many, prepare=when_needed)
    return choose(embeddings, content.chunks, request.data_dir, many=request.many)


def _without_work(
    report: IngestReport, request: IngestRequest, found: Comparison, content: Content, seconds: float
) -> IngestReport:
    """The report of a run that ends here: there is nothing to do, or only a plan was wanted."""
    report = replace(report, planned=request.plan_only, seconds=seconds)
    if found.unchanged:
        return report
    copies = copied(content.chunks, found)
    return replace(report, changed=True, copied=copies, embedded=len(content.chunks) - copies)


def _report(found: Comparison, material: Material, content: Content, started: datetime) -> IngestReport:
    """What is known before anything is embedded."""
    live = found.live
    return IngestReport(
        generation=live.manifest.name if live else "",
        changed=False,
        documents=len(material.documents),
        chunks=len(content.chunks),
        courses=len(content.courses),
        contacts=len(content.contacts),
        seconds=0.0,
        retired=found.retired,
        why=found.why,
        started_at=started.isoformat(timespec="seconds"),
        differences=differences(live.chunks if live else (), content.chunks) if not found.unchanged else (),
        left_out=tuple(Left(str(error.file), error.line, str(error)) for error in material.left_out),
        notes=material.notes,
    )


def _today(request: IngestRequest) -> date:
    return request.today or date.today()  # noqa: DTZ011 - the maintainer's own calendar
