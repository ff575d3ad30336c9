"""The checks of a new generation, run on the live one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.checking import probe
from ingest.collecting import collect
from ingest.deferred import engine_of
from ingest.errors import CheckFailed
from ingest.pipeline import IngestRequest
from ingest.quizzing import Quiz, quiz, still_asked
from ingest.reading.questions import read_questions
from knowledge.engines import NamedEmbeddings
from knowledge.errors import IndexDamaged, IndexMissing
from knowledge.generations import Generations
from knowledge.index import Index, open_index
from knowledge.models import KnownQuestion


class LiveCheckFailed(CheckFailed):
    """The live generation is not what it was when it was published."""

    def __init__(self, generation: str, reason: str) -> None:
        super().__init__(reason)
        self.args = (f"The live generation {generation} does not pass its checks: {reason.rstrip('.')}.",)


@dataclass(frozen=True, slots=True)
class LiveCheck:
    """The live generation passed; ``checks`` are the check file's questions: answered from a right source, of all."""

    generation: str
    chunks: int
    checks: tuple[int, int] | None

    @property
    def sentence(self) -> str:
        """For a person."""
        told = f"Generation {self.generation} passes its checks: {self.chunks} chunks"
        if self.checks:
            told += "; {} of {} check questions are answered from a right source".format(*self.checks)
        return f"{told}."


def check_live(request: IngestRequest, embeddings: NamedEmbeddings, *, today: date) -> LiveCheck:
    """Open the live generation and try it: what it must find, and the questions of the check file.

    Raises LiveCheckFailed with the reason, IndexMissing where nothing is live, and SourcesRejected for a list that
    cannot be read, because it names the check file.
    """
    folder = Generations(request.data_dir).current()
    if folder is None:
        raise IndexMissing(f"There is no index in {request.data_dir} yet. Run `brobygger ingest`.")
    try:
        index = open_index(folder, embedding_model=embeddings.name, chroma_url=request.chroma_url)
        probe(index, engine_of(index.manifest.embedding_model, embeddings, request.data_dir))
        score = _asked(folder, index, _questions(request.sources), embeddings, today)
    except IndexDamaged as error:
        raise LiveCheckFailed(folder.name, str(error)) from error
    except CheckFailed as error:
        raise LiveCheckFailed(folder.name, error.reason) from error
    return LiveCheck(folder.name, len(index.chunks), score)


def _asked(
    folder: Path, index: Index, checks: Sequence[KnownQuestion], embeddings: NamedEmbeddings, today: date
) -> tuple[int, int] | None:
    """How the check questions are answered. Raises CheckFailed when it is worse than when it was published."""
    if not checks:
        return None
    now = quiz(index, checks, embeddings, today=today)
    asked = still_asked(checks, {chunk.source_id for chunk in index.chunks})
    if lost := now.worse_than(Quiz.of(folder), asked):
        raise CheckFailed(f"it no longer answers questions of the check file: {' | '.join(lost)}")
    return now.score


def _questions(sources: Path | None) -> list[KnownQuestion]:
    return [question for s in collect(sources) if s.kind == "checks" and s.file for question in read_questions(s.file)]
