"""Knowledge as the other rooms see it: one asynchronous function over the live generation."""

import logging
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from knowledge.answering import Answering, Draft
from knowledge.composing.composer import Composer
from knowledge.composing.shelf import Shelf
from knowledge.courses import Catalogue
from knowledge.engines import NamedEmbeddings, embedding_name, load_engine
from knowledge.errors import IndexDamaged, KnowledgeError
from knowledge.explaining import Explanation
from knowledge.generations import Generations
from knowledge.index import Index, open_current
from knowledge.judging import fitted
from knowledge.models import Answer, Chunk, Event, IndexInfo, Question, Stage
from knowledge.retrieval import Retriever
from knowledge.settings import KnowledgeSettings
from knowledge.understanding import Reader
from knowledge.weighing import Evidence

if TYPE_CHECKING:
    import asyncio

    from knowledge.writing.proving import Proves
    from knowledge.writing.writer import Writer

log = logging.getLogger(__name__)

OnEvent = Callable[[Event], Awaitable[None] | None]


class Knowledge:
    """Opens the live generation, answers from it, and follows the pointer when a new one is published.

    With ``LLM_MODEL`` set, a language model writes the answers; ``writing_trouble`` says why it does not.
    """

    def __init__(
        self,
        settings: KnowledgeSettings,
        *,
        embeddings: NamedEmbeddings | None = None,
        prover: "Proves | None" = None,
    ) -> None:
        """Open the index. Raises KnowledgeError with advice when there is none or it does not fit the model.

        ``prover`` checks a model's sentences in place of the house's own verifier.
        """
        self._settings = settings
        name = embeddings.name if embeddings else embedding_name(settings.embedding_model)
        self._index = open_current(settings.data_dir, embedding_model=name, chroma_url=settings.chroma_url)
        self._embeddings = embeddings or load_engine(settings.embedding_model)
        self._answering = assemble(self._index, self._embeddings)
        self._reopening = threading.Lock()
        self._unusable: str | None = None
        self._complaint: str | None = None
        self._runner: asyncio.Runner | None = None
        self._running = threading.Lock()
        self.writing_trouble: str | None = None
        self._writer = self._open_writer(prover) if settings.llm_model else None

    async def answer(self, question: Question, *, today: date, on_event: OnEvent | None = None) -> Answer:
        """Answer a question as of ``today``. Works in threads; cancelling the task abandons it.

        ``on_event`` hears each stage as it begins and, where a language model writes, each sentence as it is proven.
        """
        import asyncio

        from knowledge.telling import Telling

        began, telling = asyncio.get_running_loop().time(), Telling(on_event)

        async def drafted(asked: Question, tell: Callable[[Stage], None] = lambda _: None) -> Draft:
            return await asyncio.to_thread(self._draft, asked, today, tell)

        try:
            draft, answer = await drafted(question, telling.tell_from_thread), None
            if self._writer:
                answer = await self._writer.write(
                    draft, question, today=today, began=began, redraft=drafted, tell=telling.tell
                )
            await telling.told()
        finally:
            telling.stop()
        return answer or draft.answer

    def answer_now(self, question: Question, *, today: date, tell: Callable[[Stage], None] | None = None) -> Answer:
        """The same without an event loop; not to be called inside one where a language model writes."""
        if self._writer is None:
            return self._draft(question, today, tell or (lambda _: None)).answer
        import asyncio

        def hear(event: Event) -> None:
            if tell and isinstance(event, Stage):
                tell(event)

        with self._running:  # one loop for all calls, since a provider's connections belong to the loop they began in
            self._runner = self._runner or asyncio.Runner()
            return self._runner.run(self.answer(question, today=today, on_event=hear))

    def close(self) -> None:
        """Let go of what answering without an event loop needed; a later question opens it again."""
        with self._running:
            if self._runner:
                self._runner.close()
                self._runner = None

    def _draft(self, question: Question, today: date, tell: Callable[[Stage], None]) -> Draft:
        self._follow_pointer()
        return self._answering.draft(question, today=today, tell=tell)

    def _open_writer(self, prover: "Proves | None") -> "Writer | None":
        """The language model's part; without it the answers are the sources' own sentences, and the log says why."""
        from knowledge.writing.failures import WritingUnavailable
        from knowledge.writing.opening import open_writer

        try:
            return open_writer(self._settings, self._embeddings, prover)
        except WritingUnavailable as error:
            self.writing_trouble = str(error)
            log.error("%s", error)
            return None

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
        shelf,
    )
