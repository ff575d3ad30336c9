"""Knowledge as the other rooms see it: one asynchronous function over the live generation."""

import logging
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import date

from knowledge.answering import Answering
from knowledge.composing.composer import Composer
from knowledge.composing.shelf import Shelf
from knowledge.courses import Catalogue
from knowledge.engines import NamedEmbeddings, embedding_name, load_engine
from knowledge.errors import IndexDamaged, KnowledgeError
from knowledge.explaining import Explanation
from knowledge.generations import Generations
from knowledge.index import Index, open_current
from knowledge.judging import fitted
from knowledge.models import Answer, Chunk, IndexInfo, Question, Stage
from knowledge.retrieval import Retriever
from knowledge.settings import KnowledgeSettings
from knowledge.understanding import Reader
from knowledge.weighing import Evidence

log = logging.getLogger(__name__)

OnEvent = Callable[[Stage], Awaitable[None] | None]


class Knowledge:
    """Opens the live generation, answers from it, and follows the pointer when a new one is published."""

    def __init__(self, settings: KnowledgeSettings, *, embeddings: NamedEmbeddings | None = None) -> None:
        """Open the index. Raises KnowledgeError with advice when there is none or it does not fit the model."""
        self._settings = settings
        name = embeddings.name if embeddings else embedding_name(settings.embedding_model)
        self._index = open_current(settings.data_dir, embedding_model=name, chroma_url=settings.chroma_url)
        self._embeddings = embeddings or load_engine(settings.embedding_model)
        self._answering = assemble(self._index, self._embeddings)
        self._reopening = threading.Lock()
        self._unusable: str | None = None
        self._complaint: str | None = None

    async def answer(self, question: Question, *, today: date, on_event: OnEvent | None = None) -> Answer:
        """Answer a question as of ``today``. Works in a thread; cancelling the task abandons it."""
        import asyncio

        loop = asyncio.get_running_loop()
        told: list[asyncio.Future[None]] = []

        async def hear(stage: Stage) -> None:
            outcome = on_event(stage) if on_event else None
            if outcome is not None:
                await outcome

        def tell(stage: Stage) -> None:
            if on_event:
                loop.call_soon_threadsafe(lambda: told.append(asyncio.ensure_future(hear(stage))))

        answer = await asyncio.to_thread(self.answer_now, question, today=today, tell=tell)
        for heard in await asyncio.gather(*told, return_exceptions=True):
            if isinstance(heard, Exception):  # whoever listens must not cost the asker the answer
                log.error("a listener to the stages failed", exc_info=heard)
        return answer

    def answer_now(self, question: Question, *, today: date, tell: Callable[[Stage], None] | None = None) -> Answer:
        """The same without an event loop."""
        self._follow_pointer()
        return self._answering.answer(question, today=today, tell=tell or (lambda _: None))

    def explain_now(self, question: Question, *, today: date) -> Explanation:
        """How a question is read, what is found for it and what decides about it."""
        self._follow_pointer()
        return self._answering.explain(question, today=today)

    def weigh_now(self, question: Question, keep: Callable[[Chunk], bool] | None = None) -> Evidence | None:
        """The signals that decide about a question, for fitting the thresholds."""
        return self._answering.weigh(question, keep)

    def texts(self) -> Iterator[str]:
        """Every text of the live generation that an answer may quote or show."""
        yield from (chunk.text for chunk in self._index.chunks)
        yield from (contact.value for contact in self._index.contacts)

    def info(self) -> IndexInfo:
        """What the live generation holds."""
        self._follow_pointer()
        return self._index.info()

    def _follow_pointer(self) -> None:
        """Take a newly published generation into use; whoever asks while it is opened is answered from the old one.

        One that cannot be opened is told in the log, once, and the old one stays.
        """
        try:
            folder = Generations(self._settings.data_dir).current()
        except IndexDamaged as damaged:
            self._complain(str(damaged))
            return
        if folder is None or folder.name in (self._index.manifest.name, self._unusable):
            return
        if not self._reopening.acquire(blocking=False):
            return
        try:
            index = open_current(
                self._settings.data_dir, embedding_model=self._embeddings.name, chroma_url=self._settings.chroma_url
            )
            self._answering, self._index = assemble(index, self._embeddings), index
        except KnowledgeError as error:
            self._unusable = folder.name
            self._complain(str(error))
        finally:
            self._reopening.release()

    def _complain(self, why: str) -> None:
        if why != self._complaint:
            log.error("still answering from generation %s: %s", self._index.manifest.name, why)
            self._complaint = why


def assemble(index: Index, embeddings: NamedEmbeddings) -> Answering:
    """Put the parts of this room together over an open generation."""
    catalogue = Catalogue(index.courses)
    retriever = Retriever(index, embeddings)
    shelf = Shelf.of(index, retriever, catalogue)
    return Answering(
        Reader(index, catalogue),
        retriever,
        Composer(shelf),
        index.keywords,
        fitted(index.manifest.embedding_model),
    )
