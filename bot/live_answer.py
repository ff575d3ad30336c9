"""An answer on its way: its stages as a status, its proven sentences as a message that grows, its end in one piece.

Nothing here waits for Slack while the answer is made: one task writes what has come meanwhile, and what could
not be written bit by bit is written whole at the end.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self

from slack_sdk.errors import SlackApiError

from bot.delivery import Voice
from bot.outgoing import Undelivered
from bot.progress import Progress
from bot.rendering.blocks import Rendered
from bot.rendering.body import BODY_LIMIT
from bot.rendering.markdown import as_markdown
from bot.rendering.sources import citation_links
from bot.session import Session
from bot.streaming import StreamEnded
from bot.wording import Words
from knowledge.models import Answer, Event, Language, Outcome, Stage, VerifiedSentence

SLOW = 1.0  # seconds after which work gets a Stop button; without a language model an answer takes a fiftieth of it
LAST_PIECE = 5.0  # seconds for a piece on its way when the answer is there; then the whole takes its place

log = logging.getLogger(__name__)


async def _nothing() -> None:
    """Begin without telling anybody."""


class LiveAnswer:
    """Shows an answer from its first stage to its end, inside an ``async with`` block.

    ``opening`` stands above a streamed answer; ``on_begin`` is awaited before a message begins to grow; ``on_stop`` is
    called when Slack says that its reader pressed Stop.
    """

    def __init__(
        self,
        voice: Voice,
        words: Words,
        *,
        opening: str | None = None,
        on_begin: Callable[[], Awaitable[None]] = _nothing,
        on_stop: Callable[[], object] = lambda: None,
        slow: float = SLOW,
    ) -> None:
        self._voice = voice
        self._progress = Progress(voice, words)
        self._stream = voice.stream()
        self._opening = opening
        self._on_begin = on_begin
        self._on_stop = on_stop
        self._waiting: list[VerifiedSentence] = []
        self._shown: list[VerifiedSentence] = []
        self._takes_more = self._stream is not None
        self._is_whole = True  # whether all that was written is known to stand there
        self._writer: asyncio.Task[None] | None = None
        self._session = Session(voice, slow, self._still_at_it)
        self._last_stage = ""

    async def __aenter__(self) -> Self:
        self._progress.begin()
        self._session.begin()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hush()
        await self._progress.end()
        if self._writer:  # a piece on its way may be the one that begins the message, which has to be ended
            await asyncio.wait({self._writer}, timeout=LAST_PIECE)
            self._writer.cancel()
        if self._stream:
            await self._stream.let_go()
        await self._session.end()

    def hear(self, event: Event) -> None:
        """Show a stage or a sentence; call from the event loop."""
        if isinstance(event, Stage):
            self._last_stage = event.name
            self._progress.show(event)
        elif self._takes_more:
            self._waiting.append(event)
            if self._writer is None or self._writer.done():
                self._writer = asyncio.create_task(self._write())

    def hush(self) -> None:
        """Begin no new piece."""
        self._takes_more = False
        self._waiting.clear()

    async def settle(self) -> None:
        """Let what is on its way arrive; from here on no status and no sentence follows."""
        await self._progress.end()
        await self._session.settle()
        if self._writer is None:
            return
        # A stream that is about to begin is waited for: given up, it might begin beside the posted answer.
        await asyncio.wait({self._writer}, timeout=LAST_PIECE if self._stream and self._stream.ts else None)
        if not self._writer.done():
            self._writer.cancel()
            self._is_whole = False

    def cut(self, language: Language, note: str) -> Answer | None:
        """What stands there as an answer of its own, for when the rest will not come; None when there is nothing."""
        if not self._shown:
            return None
        text = " ".join(sentence.text for sentence in self._shown)
        return Answer(Outcome.ANSWERED, language, text, self._shown[-1].citations, intent="cut", note=note)

    async def deliver(self, answer: Answer, message: Rendered, answer_id: str) -> str | None:
        """End the growing message, or post the answer where there is none; its timestamp. Raises Undelivered."""
        stream = self._stream
        if stream:
            await stream.look()
        if stream is None or stream.ts is None:
            return await self._voice.say(message, answer_id)
        rest = self._rest_of(message.body, citation_links(answer.citations))
        try:
            if self._is_whole and stream.is_open and rest is not None:
                await stream.close(rest, message.beneath, answer_id, "active" if self._session.is_open else None)
                self._session.is_open = False
                return stream.ts
        except StreamEnded as ended:
            log.info("the answer takes the place of its pieces: %s", ended)
        try:
            await stream.replace(message, answer_id)
        except Undelivered as error:
            if not isinstance(error.__cause__, SlackApiError):
                raise  # it may have arrived all the same
            log.warning("the answer is posted beside its pieces: %s", error)
            return await self._voice.say(message, answer_id)
        await self._voice.say_further(message, answer_id)
        return stream.ts

    async def _write(self) -> None:
        """Write what waits, until nothing does; sentences that came meanwhile go together."""
        await self._progress.end()  # the message clears the status; one that came later would stay
        assert self._stream
        while self._waiting:
            batch, self._waiting = self._waiting, []
            text = " ".join(as_markdown(sentence.text, citation_links(sentence.citations)) for sentence in batch)
            if sum(len(sentence.text) for sentence in (*self._shown, *batch)) > BODY_LIMIT:
                self._takes_more = self._is_whole = False
                return
            try:
                if not self._shown:
                    await self._on_begin()
                await self._stream.write((" " if self._shown else self._lead()) + text)
            except StreamEnded as ended:
                self._takes_more = self._is_whole = False
                if ended.by_reader:
                    self._on_stop()
                return
            self._shown += batch

    def _lead(self) -> str:
        return f"{as_markdown(self._opening, {})}\n\n" if self._opening else ""

    def _rest_of(self, text: str, links: Mapping[int, str | None]) -> str | None:
        """The Markdown that is missing from what was written; None when the text does not begin with that."""
        written = [word for sentence in self._shown for word in sentence.text.split()]
        words = list(re.finditer(r"\S+", text))
        if [word.group() for word in words[: len(written)]] != written:
            return None
        rest = text[words[len(written) - 1].end() :]
        if not rest.strip():
            return ""
        gap = "\n\n" if "\n" in rest[: len(rest) - len(rest.lstrip())] else " "
        return gap + as_markdown(rest.strip(), links)

    def _still_at_it(self) -> None:
        """All is found and checked, and work goes on: a language model writes."""
        if self._last_stage == "verify":
            self._progress.show(Stage("compose"))
